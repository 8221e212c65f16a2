//! What is asked at the foot of a page: one question after another, each with what it takes, until all are answered. The
//! questions follow from what is being said and from the answers given, so that a line can be dropped and taken up again.

use super::State;
use super::paper::Stop;
use crate::base::id::{InspectionId, RapidReviewId, RecommendationId};
use crate::base::key::{Key, KeyCode};
use crate::base::stamp::long_date;
use crate::base::text::one_line;
use crate::base::when::{Towards, asked, asked_day};
use crate::command::Command;
use crate::documents::assurance::who_said;
use crate::domain::assurance::inspection::Errors;
use crate::domain::assurance::rapid_review::{DECIDED, Outcome};
use crate::domain::recommendation::Reason;
use crate::files::assurance::who;
use crate::screens::Out;
use crate::screens::steps::{ON_ITS_WAY, Way};
use crate::ui::editor::Editor;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is being said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum What {
    /// A step of a rapid review was done.
    Milestone(RapidReviewId, String),
    /// Whether there is to be a local review.
    Decide(RapidReviewId),
    /// The count is said to stand still.
    Pause(RapidReviewId),
    /// It goes on.
    GoOn(RapidReviewId),
    /// Notice of an inspection was given.
    Notice(InspectionId),
    /// A step of its run-book was done.
    Step(InspectionId, String),
    /// Who holds a step.
    Hold(InspectionId, String),
    /// Evidence is fresh from a day on.
    Fresh(InspectionId, String),
    /// A list of data was tried out.
    Tried(InspectionId, String),
    /// An expected input came.
    Came(String),
    /// A recommendation is closed.
    Close(RecommendationId),
    /// One is opened again.
    Reopen(RecommendationId),
}

/// What a question takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// A day that has come, today where nothing is typed.
    Day,
    /// Words.
    Words,
    /// Words, or nothing.
    MaybeWords,
    /// A number.
    Number,
    /// A number, or nothing.
    MaybeNumber,
    /// Errors, counted by kind, or nothing.
    Errors,
    /// A post or a group.
    Who,
    /// A post.
    Post,
    /// A post, or nothing.
    MaybePost,
    /// A group.
    Group,
    /// One of a few: each code with its words.
    Choice(Vec<(String, String)>),
}

/// A question: its words, what it takes, and what stands on the line already.
pub(super) struct Question {
    pub words: String,
    pub takes: Takes,
    pub begun: String,
}

/// Something being said: the answers given, and the one being typed.
#[derive(Clone, Debug)]
pub(super) struct Asking {
    pub what: What,
    pub answers: Vec<String>,
    pub line: Box<Editor>,
}

impl Asking {
    pub fn new(what: What, answers: Vec<String>, text: &str) -> Self {
        Self { what, answers, line: Box::new(Editor::new(text, false)) }
    }

    /// Whether words would be lost with it.
    pub fn holds_words(&self) -> bool {
        !self.answers.is_empty() || !self.line.text().trim().is_empty()
    }
}

fn ask(words: impl Into<String>, takes: Takes) -> Question {
    Question { words: words.into(), takes, begun: String::new() }
}

fn choice<const N: usize>(words: &str, all: [(&str, &str); N]) -> Question {
    let all = all.map(|(code, said)| (code.to_owned(), said.to_owned()));
    ask(words, Takes::Choice(all.to_vec()))
}

const WHEN_DONE: &str = "On which day was it done? Enter alone is today";

impl State {
    /// The question after so many answers; nothing once all are given.
    pub(super) fn question(&self, what: &What, answers: &[String]) -> Option<Question> {
        Some(match (what, answers.len()) {
            (What::Milestone(..) | What::Step(..), 0) => ask(WHEN_DONE, Takes::Day),
            (What::Decide(_), 0) => choice(
                "What was decided?",
                [
                    ("local-review", Outcome::LocalReview.said()),
                    ("no-local-review", Outcome::NoLocalReview.said()),
                ],
            ),
            (What::Decide(_), 1) => ask("Who decided? A group or a post", Takes::Who),
            (What::Decide(_), 2) => ask("Why? Nothing that names anybody", Takes::Words),
            (What::Decide(_), 3) => ask("On which day? Enter alone is today", Takes::Day),
            (What::Pause(_), 0) => {
                ask("Why does the count stand still? Nothing that names anybody", Takes::Words)
            }
            (What::Pause(_), 1) => ask("Who agreed to it? A group or a post", Takes::Who),
            (What::Pause(_), 2) => ask("From which day? Enter alone is today", Takes::Day),
            (What::GoOn(_), 0) => ask("On which day does the count go on? Enter alone is today", Takes::Day),
            (What::Notice(_), 0) => ask("On which day was notice given? Enter alone is today", Takes::Day),
            (What::Hold(id, step), 0) => Question {
                words: "Which post holds it?".to_owned(),
                takes: Takes::Post,
                begun: self.holds(id, step).0,
            },
            (What::Hold(id, step), 1) => Question {
                words: "Which post stands in? Enter alone where none does".to_owned(),
                takes: Takes::MaybePost,
                begun: self.holds(id, step).1,
            },
            (What::Fresh(..), 0) => ask("From which day does it hold? Enter alone is today", Takes::Day),
            (What::Fresh(id, item), 1) => Question {
                words: "Where is it? Enter leaves it as it stands here".to_owned(),
                takes: Takes::MaybeWords,
                begun: self.place_of(id, item),
            },
            (What::Tried(..), 0) => ask("On which day was it tried out? Enter alone is today", Takes::Day),
            (What::Tried(..), 1) => ask("How many rows came?", Takes::Number),
            (What::Tried(..), 2) => ask(
                "What was wrong, and how often? Such as: no date 9, twice 3. Enter alone where nothing was",
                Takes::Errors,
            ),
            (What::Tried(..), 3) => {
                ask("How many hours did it take? Enter alone where nobody knows", Takes::MaybeNumber)
            }
            (What::Came(_), 0) => ask("On which day did it come? Enter alone is today", Takes::Day),
            (What::Came(_), 1) => ask("Anything to say of it? Enter alone says nothing", Takes::MaybeWords),
            (What::Close(_), 0) => choice(
                "Why is it closed?",
                [
                    ("achieved", "achieved: every action is embedded"),
                    ("no longer needed", "no longer needed"),
                ],
            ),
            (What::Close(id), 1) => Question {
                words: "Which group decided?".to_owned(),
                takes: Takes::Group,
                begun: self.followed_by(id),
            },
            (What::Close(_), 2) => ask("Which decision? Its number, or words", Takes::Words),
            (What::Close(_), 3) => ask("On which day? Enter alone is today", Takes::Day),
            (What::Close(_), 4) if answers[0] == Reason::NoLongerNeeded.word() => {
                ask("Why is it no longer needed?", Takes::Words)
            }
            (What::Reopen(_), 0) => ask("What was found?", Takes::Words),
            (What::Reopen(_), 1) => ask(
                "Where was it found? Such as: Neglect audit 2027. Enter alone says nothing",
                Takes::MaybeWords,
            ),
            (What::Reopen(_), 2) => ask("On which day? Enter alone is today", Takes::Day),
            _ => return None,
        })
    }

    /// Who holds a step, and who stands in.
    fn holds(&self, id: &InspectionId, step: &str) -> (String, String) {
        let held = self.workspace.assurance.inspections.get(id).and_then(|of| of.holder(step));
        held.map_or_else(Default::default, |held| {
            (held.post.to_string(), held.deputy.as_ref().map(ToString::to_string).unwrap_or_default())
        })
    }

    fn place_of(&self, id: &InspectionId, item: &str) -> String {
        let of = self.workspace.assurance.inspections.get(id);
        let item = of.and_then(|of| of.evidence.iter().find(|one| one.id == item));
        item.map(|one| one_line(&one.place)).unwrap_or_default()
    }

    fn followed_by(&self, id: &RecommendationId) -> String {
        let group = self.recommendation(id).map(|one| one.group.to_string()).unwrap_or_default();
        who_said(self.workspace.partnership.as_ref(), &group)
    }

    /// An answer as it is kept.
    ///
    /// # Errors
    /// Why it is none, as a sentence without a full stop.
    fn taken(&self, takes: &Takes, said: &str) -> Result<String, String> {
        let nothing = || Err("say something, or Esc goes back".to_owned());
        let workspace = &self.workspace;
        match takes {
            Takes::Day => self.day(said).map(|day| day.to_string()),
            Takes::Words if said.is_empty() => nothing(),
            Takes::Words | Takes::MaybeWords => {
                who::nothing_personal(workspace, &[Some(said)]).map(|()| said.to_owned())
            }
            Takes::MaybeNumber if said.is_empty() => Ok(String::new()),
            Takes::Number | Takes::MaybeNumber => {
                let number: Result<u32, _> = said.parse();
                let told = format!("'{}' is no number: type figures, such as 64", one_line(said));
                number.map(|n| n.to_string()).map_err(|_| told)
            }
            Takes::Errors => {
                let all = Errors::read_all(said)?;
                let words: Vec<Option<&str>> = all.iter().map(|one| Some(one.kind.as_str())).collect();
                who::nothing_personal(workspace, &words).map(|()| said.to_owned())
            }
            Takes::MaybePost if said.is_empty() => Ok(String::new()),
            Takes::Who | Takes::Post | Takes::Group if said.is_empty() => nothing(),
            Takes::Who => who::who(workspace, said),
            Takes::Post | Takes::MaybePost => who::post(workspace, said).map(|post| post.to_string()),
            Takes::Group => who::group(workspace, said).map(|group| group.to_string()),
            Takes::Choice(all) => {
                let known = all.iter().any(|(code, _)| code == said);
                if known { Ok(said.to_owned()) } else { nothing() }
            }
        }
    }

    /// The day that is meant: none of those to come.
    fn day(&self, said: &str) -> Result<NaiveDate, String> {
        if said.is_empty() {
            return Ok(self.today);
        }
        let day = asked(said).and_then(|kept| asked_day(&kept, Towards::Back, self.today));
        let day = day.map_err(|problem| problem.to_string())?;
        if day > self.today {
            return Err(format!("{} has not come yet: give a day up to today", long_date(day)));
        }
        Ok(day)
    }

    /// How what is typed is read, while it is.
    pub(super) fn reading(&self, takes: &Takes, said: &str) -> Option<Result<String, String>> {
        let said = said.trim();
        let partnership = self.workspace.partnership.as_ref();
        match takes {
            Takes::Day => Some(self.day(said).map(|day| {
                let today = if day == self.today { ", today" } else { "" };
                format!("{}{today}", long_date(day))
            })),
            Takes::Who | Takes::Post | Takes::MaybePost | Takes::Group if !said.is_empty() => {
                Some(self.taken(takes, said).map(|id| who_said(partnership, &id)))
            }
            Takes::Errors if !said.is_empty() => Some(Errors::read_all(said).map(|all| {
                let all: Vec<String> =
                    all.iter().map(|one| format!("{}: {}", one_line(&one.kind), one.count)).collect();
                all.join(", ")
            })),
            _ => None,
        }
    }

    /// A command that says something of what is chosen: its first question.
    pub(super) fn begin(&mut self, command: Command) {
        let stop = self.chosen();
        let review = self.review().map(|of| of.id.clone());
        let inspection = self.inspection().map(|of| of.id.clone());
        let what = match (command, stop, review, inspection) {
            (Command::Done, Stop::Step(step), Some(id), _) if step == DECIDED => What::Decide(id),
            (Command::Done, Stop::Step(step), Some(id), _) => What::Milestone(id, step),
            (Command::PauseClock, _, Some(id), _) => What::Pause(id),
            (Command::GoOn, _, Some(id), _) => What::GoOn(id),
            (Command::Done, Stop::Step(step), _, Some(id)) => What::Step(id, step),
            (Command::Hold, Stop::Step(step), _, Some(id)) => What::Hold(id, step),
            (Command::GiveNotice, _, _, Some(id)) => What::Notice(id),
            (Command::Evidence, Stop::Evidence(item), _, Some(id)) => What::Fresh(id, item),
            (Command::TryOut, Stop::Data(list), _, Some(id)) => What::Tried(id, list),
            (Command::Came, Stop::Input(id), ..) => What::Came(id),
            (Command::CloseOne, Stop::Recommendation(id), ..) => What::Close(id),
            (Command::Reopen, Stop::Recommendation(id), ..) => What::Reopen(id),
            _ => return,
        };
        self.go_on(Asking::new(what, Vec::new(), ""));
    }

    /// Asks the next question.
    fn go_on(&mut self, mut asking: Asking) {
        if let Some(next) = self.question(&asking.what, &asking.answers) {
            asking.line = Box::new(Editor::new(&next.begun, false));
            self.asking = Some(asking);
        }
    }

    pub(super) fn asked_key(&mut self, key: Key, out: &mut Out) {
        let Some(asking) = &mut self.asking else { return };
        let (what, answers) = (asking.what.clone(), asking.answers.clone());
        let takes = self.question(&what, &answers).map(|one| one.takes);
        let Some(asking) = &mut self.asking else { return };
        match (takes, key.code) {
            (_, KeyCode::Esc) => self.drop_line(out),
            (Some(Takes::Choice(all)), code) => {
                let nth = match code {
                    KeyCode::Char(c) => c.to_digit(10).and_then(|n| (n as usize).checked_sub(1)),
                    _ => None,
                };
                if let Some((code, _)) = nth.and_then(|nth| all.get(nth)) {
                    self.answer(code, out);
                }
            }
            (_, KeyCode::Enter) => {
                let said = asking.line.text().trim().to_owned();
                self.answer(&said, out);
            }
            _ => _ = asking.line.key(key),
        }
    }

    /// Esc: a blank line goes back to the question before, and where there is none nothing is said after all; words are kept
    /// for z.
    fn drop_line(&mut self, out: &mut Out) {
        let Some(mut asking) = self.asking.take() else { return };
        let begun = self.question(&asking.what, &asking.answers).map(|one| one.begun).unwrap_or_default();
        let text = asking.line.text();
        let blank = text.trim().is_empty() || text == begun;
        match (blank, asking.answers.pop()) {
            (true, Some(before)) => {
                let choice = matches!(
                    self.question(&asking.what, &asking.answers),
                    Some(Question { takes: Takes::Choice(_), .. })
                );
                let before = if choice { String::new() } else { before };
                asking.line = Box::new(Editor::new(&before, false));
                self.asking = Some(asking);
            }
            (true, None) => {}
            (false, last) => {
                asking.answers.extend(last);
                self.dropped.push(asking);
                out.say("Dropped: z brings it back.");
            }
        }
    }

    fn answer(&mut self, said: &str, out: &mut Out) {
        let Some(mut asking) = self.asking.take() else { return };
        let Some(question) = self.question(&asking.what, &asking.answers) else { return };
        let went = self.taken(&question.takes, said).and_then(|taken| {
            asking.answers.push(taken);
            self.went_on(&asking, out).inspect_err(|_| _ = asking.answers.pop())
        });
        match went {
            Ok(true) => self.go_on(asking),
            Ok(false) => {}
            Err(why) => {
                self.asking = Some(asking);
                out.refuse(crate::base::text::sentence(&why));
            }
        }
    }

    /// Whether more is asked; where not, what was said is sent to the disk.
    fn went_on(&mut self, asking: &Asking, out: &mut Out) -> Result<bool, String> {
        self.agrees(&asking.what, &asking.answers)?;
        if self.question(&asking.what, &asking.answers).is_some() {
            return Ok(true);
        }
        if self.steps.is_saving() {
            return Err(ON_ITS_WAY.to_owned());
        }
        let (said, revision) = self.change(&asking.what, &asking.answers)?;
        let effect = self.steps.write(said, Way::Do, vec![revision], Some(asking.clone()));
        out.effects.push(effect);
        Ok(false)
    }
}
