//! What is asked at the foot of an audit's pages: a choice made with one key, or words typed on a line. What an answer comes
//! to is in `answering`.

use super::concerns::SEEN;
use super::days;
use super::recommending::{Draft, Part};
use super::{Page, State};
use crate::base::id::{AgencyId, AuditId, CaseId};
use crate::base::key::{Key, KeyCode};
use crate::base::stamp::{Stamp, long_date};
use crate::base::text::fit;
use crate::domain::audit::form::Field;
use crate::domain::audit::{Audit, FindingKind, Ground};
use crate::screens::Out;
use crate::ui::editor::Editor;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The keys of choices, in order.
const KEYS: &str = "123456789abcdfghijklmnopqrstuvwxyz";
/// How long the words of a choice may be.
const WORDS: usize = 48;
/// What Enter stands for where several may be chosen.
pub(super) const GO_ON: &str = "go on";

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Asked {
    /// The grade the panel agrees.
    Grade,
    /// Why it does.
    Because(String),
    /// Why a question is put aside.
    ParkWhy,
    /// Who would say otherwise.
    Dissenter,
    /// With which grade.
    DissentGrade(AgencyId),
    /// And why.
    DissentWhy(AgencyId, String),
    /// What was found.
    Found(FindingKind),
    /// Whether it is about how people work, or what they work in.
    OnGround(FindingKind, String),
    /// Which finding rests on the question in hand too.
    RestsOn,
    /// Who should have been there.
    MissingWho,
    /// Why, or what it was never told.
    MissingWhy(String),
    /// The grade altogether.
    OverallGrade,
    /// And why.
    OverallWhy(String),
    /// Who would give another grade altogether.
    AltogetherWho,
    /// Which.
    AltogetherGrade(AgencyId),
    /// And why.
    AltogetherWhy(AgencyId, String),
    /// A part of a recommendation, with what was said of it before.
    Recommending(Part, Draft),
    /// What was seen of a child who may be unsafe now.
    ConcernWhat,
    /// Who was told.
    ConcernTold(String),
    /// Which agencies are here: each key turns one on or off.
    Here,
    /// How far the audit has got.
    Stage,
    /// In which part somebody signs.
    SignAs,
    /// Which post signs.
    SignBy(crate::domain::audit::Signer),
    /// Why it goes back to an earlier one.
    StageBack(crate::domain::audit::Stage),
    /// Whether an agency knows a child.
    Known,
    /// Who said that no return is asked for.
    ExemptBy,
    /// And why.
    ExemptWhy(String),
    /// What an agency is asked about its return.
    Query,
    /// The words of an answer.
    Words,
    /// Why an answer is given.
    Reason,
    /// What shows it.
    Evidence,
    /// What it meant for the child.
    SoWhat,
    /// A line about the return as a whole, by its key.
    Line(String),
    /// Until which day practice was looked at, when the first is known.
    Until(NaiveDate),
    /// From which day, when the last is known.
    Since(NaiveDate),
    /// What the agency says to what was asked back.
    Reply,
}

/// One thing that may be chosen: its key, its words and what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    pub key: String,
    pub words: String,
    pub code: String,
}

/// Where something is asked: its words belong there and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    pub audit: AuditId,
    pub case: Option<CaseId>,
    pub agency: Option<AgencyId>,
    pub page: Page,
    /// The question in hand, or the line of a return, by its key.
    pub about: String,
}

/// Something being asked.
#[derive(Clone, Debug)]
pub(super) struct Asking {
    pub asked: Asked,
    pub question: String,
    pub input: Input,
    pub place: Option<Place>,
    /// How the audit stood when it was asked, whatever was read since; nothing where that is still to be looked at.
    pub seen: Option<Box<Audit>>,
}

/// How it is answered.
#[derive(Clone, Debug)]
pub(super) enum Input {
    Choose(Vec<Choice>),
    Words(Box<Editor>),
}

impl Asking {
    /// A choice among these codes and words.
    pub fn choose(asked: Asked, question: &str, of: impl IntoIterator<Item = (String, String)>) -> Self {
        let keys = KEYS.chars().map(String::from);
        let options =
            keys.zip(of).map(|(key, (code, words))| Choice { key, words: fit(&words, WORDS), code });
        Self {
            asked,
            question: question.to_owned(),
            input: Input::Choose(options.collect()),
            place: None,
            seen: None,
        }
    }

    /// The same, with Enter for going on.
    pub fn choose_many(asked: Asked, question: &str, of: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut asking = Self::choose(asked, question, of);
        if let Input::Choose(options) = &mut asking.input {
            let (key, words) = ("Enter".to_owned(), "goes on".to_owned());
            options.push(Choice { key, words, code: GO_ON.to_owned() });
        }
        asking
    }

    /// Words, begun with some.
    pub fn words(asked: Asked, question: &str, text: &str) -> Self {
        let input = Input::Words(Box::new(Editor::new(text, true)));
        Self { asked, question: question.to_owned(), input, place: None, seen: None }
    }

    /// The line being typed, where one is.
    pub fn editor(&mut self) -> Option<&mut Editor> {
        match &mut self.input {
            Input::Words(editor) => Some(editor),
            Input::Choose(_) => None,
        }
    }

    /// The question before this one, with the words that were its answer; nothing where this is the first.
    pub fn before(&self) -> Option<Self> {
        let again =
            |before: Self| Some(Self { place: self.place.clone(), seen: self.seen.clone(), ..before });
        match &self.asked {
            Asked::Recommending(part, draft) => return part.before(draft).and_then(again),
            Asked::Until(day) => return again(first_day(Field::From, *day)),
            Asked::Since(day) => return again(first_day(Field::To, *day)),
            _ => {}
        }
        let (asked, question, words) = match &self.asked {
            Asked::OnGround(kind, text) => (Asked::Found(*kind), "What was found?", text),
            Asked::MissingWhy(who) => (Asked::MissingWho, "Who should have been there?", who),
            Asked::ConcernTold(what) => (Asked::ConcernWhat, SEEN, what),
            Asked::ExemptWhy(by) => (Asked::ExemptBy, "Who says that no return is asked for? The post", by),
            _ => return None,
        };
        again(Self::words(asked, question, words))
    }

    /// Whether words would be lost with it: typed here, or before.
    pub fn holds_words(&self) -> bool {
        self.before().is_some() || self.typed().is_some_and(|text| !text.trim().is_empty())
    }

    /// Its words so far; none for a choice.
    pub fn typed(&self) -> Option<String> {
        match &self.input {
            Input::Words(editor) => Some(editor.text()),
            Input::Choose(_) => None,
        }
    }
}

/// The day that was said first of two that go together.
fn first_day(field: Field, day: NaiveDate) -> Asking {
    Asking::words(Asked::Line(field.key().to_owned()), days::ASKED, &long_date(day))
}

impl State {
    pub(super) fn asked_key(&mut self, key: Key, now: Stamp, out: &mut Out) {
        let Some(asking) = &mut self.asking else { return };
        match (&mut asking.input, key.code) {
            (_, KeyCode::Esc) => {
                let Some(line) = self.asking.take() else { return };
                let blank = line.typed().is_none_or(|text| text.trim().is_empty());
                if let Some(before) = line.before().filter(|_| blank) {
                    self.asking = Some(before);
                } else if line.holds_words() {
                    self.dropped.push(line);
                    out.say("Dropped: z brings it back.");
                }
            }
            (Input::Words(editor), KeyCode::Enter) if !key.alt => {
                let text = editor.text();
                self.answer(text.trim(), now, out);
            }
            (Input::Words(editor), _) => _ = editor.key(key),
            (Input::Choose(options), code) => {
                let said = match code {
                    KeyCode::Char(c) => c.to_string(),
                    KeyCode::Enter => "Enter".to_owned(),
                    _ => return,
                };
                let Some(chosen) = options.iter().find(|option| option.key == said) else { return };
                let code = chosen.code.clone();
                self.answer(&code, now, out);
            }
        }
    }

    /// Asks something, here.
    pub(super) fn ask(&mut self, asking: Asking) {
        let (place, seen) = (self.place(), self.seen.clone().or_else(|| self.looked_at()));
        self.asking = Some(Asking { place, seen, ..asking });
    }

    /// The audit as the page shows it; nothing while what was done here is not read again.
    pub(super) fn looked_at(&self) -> Option<Box<Audit>> {
        let behind = self.stale || self.steps.is_saving();
        self.audit().filter(|_| !behind).cloned().map(Box::new)
    }

    /// Where one is.
    pub(super) fn place(&self) -> Option<Place> {
        let about = match self.page {
            Page::Panel => self.in_hand().map(|id| id.to_string()),
            Page::Filling => self.line_key(),
            _ => None,
        };
        Some(Place {
            audit: self.open.as_ref()?.id.clone(),
            case: self.case().cloned(),
            agency: self.agency().cloned(),
            page: self.page,
            about: about.unwrap_or_default(),
        })
    }

    /// Goes on with a line where it was begun; its words never land under another child or question.
    pub(super) fn resume(&mut self, line: Asking, out: &mut Out) {
        let Some(place) = line.place.clone() else {
            self.asking = Some(line);
            return;
        };
        if !self.go_to(&place) {
            out.refuse(format!("These words are of {}: open it first", place.said()));
            self.dropped.push(line);
            return;
        }
        out.say(format!("Of {}.", place.said()));
        self.asking = Some(line);
    }

    /// Goes to where something was asked; false where that is not in the audit in hand.
    fn go_to(&mut self, place: &Place) -> bool {
        let Some(audit) = self.audit().filter(|audit| audit.id == place.audit) else { return false };
        let case = audit.cases.iter().position(|case| Some(&case.id) == place.case.as_ref());
        let agency = audit.agencies.iter().position(|agency| Some(&agency.id) == place.agency.as_ref());
        let (Some(case), Some(agency), Some(open)) = (case, agency, &mut self.open) else { return false };
        if open.template.is_none() && place.page != Page::Board {
            return false;
        }
        (open.case, open.agency, open.at) = (case, agency, 0);
        self.turn_to(place.page);
        let at = match place.page {
            Page::Panel => self.looked_keys().iter().position(|key| *key == place.about),
            Page::Filling => self.line_keys().iter().position(|key| *key == place.about),
            _ => Some(0),
        };
        let (Some(at), Some(open)) = (at.or(place.about.is_empty().then_some(0)), &mut self.open) else {
            return false;
        };
        open.at = at;
        true
    }
}

impl Place {
    /// In words: the audit, the child, the agency.
    pub fn said(&self) -> String {
        let case = self.case.as_ref().map(ToString::to_string).unwrap_or_default();
        match (&self.agency, self.page) {
            (Some(agency), Page::Filling | Page::Board) => format!("{}, {case} at {agency}", self.audit),
            _ => format!("{}, {case}", self.audit),
        }
    }
}

/// The words for what a finding is about.
pub(super) fn grounds() -> [(Ground, &'static str); 2] {
    [(Ground::Practice, "how people work"), (Ground::System, "what they work in")]
}
