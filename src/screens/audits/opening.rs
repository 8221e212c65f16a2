//! Opening an audit: what it asks, when its panel sits, whom it asks, one question after another. An audit is also opened as one
//! that asks again what the one in hand asked. What it is made of, and what none may be, is in `files::audit_begun`, for
//! commands as for pages.

use super::State;
use super::asking::{Asked, Asking};
use crate::base::calendar::WorkingDays;
use crate::base::id::AuditId;
use crate::base::stamp::long_date;
use crate::base::text::{one_line, sentence};
use crate::base::when::{Towards, asked, asked_day};
use crate::documents::audit_board::no_working_day;
use crate::documents::audit_difference;
use crate::domain::audit::difference::Difference;
use crate::domain::audit::{AskedAgency, Resolved};
use crate::effect::{Change, Revision};
use crate::files::assurance::{begun, who};
use crate::files::audit_begun;
use crate::screens::Out;
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

/// What stands between agencies on a line: their names may hold commas.
const BETWEEN: &str = "; ";
const AS_IT_IS: &str = "now";

/// A part of an audit that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Part {
    /// Which template it asks.
    Template,
    /// Whether it asks what the template asks by now.
    Newer,
    /// The day of the panel.
    Panel,
    /// The group it reports to.
    Group,
    /// Its id.
    Id,
    /// How many children.
    Cases,
    /// Which agencies.
    Agencies,
    /// What it is called.
    Title,
    /// Why this theme, now.
    Why,
}

/// What was said of an audit so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Draft {
    template: String,
    repeats: Option<AuditId>,
    newer: bool,
    panel: NaiveDate,
    group: String,
    id: String,
    cases: Option<u32>,
    agencies: String,
    title: String,
}

impl Part {
    fn question(self) -> &'static str {
        match self {
            Self::Template => "What is asked? A template",
            Self::Newer => "The template has changed since then. What is asked?",
            Self::Panel => "On which day does the panel sit? All other dates follow from it",
            Self::Group => "Which group does it report to?",
            Self::Id => "Under which id? It names the folder",
            Self::Cases => "How many children? They become C1, C2 and so on",
            Self::Agencies => {
                "Which agencies? Kinds, with a name where it has another, such as school=Oak High; semicolons between"
            }
            Self::Title => "What is it called?",
            Self::Why => "Why this theme, now? Enter alone says nothing",
        }
    }

    fn asking(self, draft: Draft, words: &str) -> Asking {
        Asking::words(Asked::Opening(self, draft), self.question(), words)
    }

    /// The part with words before this one, with what was said to it.
    pub(super) fn before(self, draft: &Draft) -> Option<Asking> {
        let (part, words) = match self {
            Self::Template | Self::Newer | Self::Panel => return None,
            Self::Group | Self::Id => (Self::Panel, long_date(draft.panel)),
            Self::Cases => (Self::Id, draft.id.clone()),
            Self::Agencies => match draft.cases {
                Some(cases) => (Self::Cases, cases.to_string()),
                None => (Self::Id, draft.id.clone()),
            },
            Self::Title => (Self::Agencies, draft.agencies.clone()),
            Self::Why => (Self::Title, draft.title.clone()),
        };
        Some(part.asking(draft.clone(), &words))
    }
}

impl State {
    /// Asks which template a new audit asks.
    pub(super) fn ask_what_to_open(&mut self, out: &mut Out) {
        let library = &self.workspace.audits;
        if library.templates.is_empty() {
            return out.refuse(
                "There are no templates in audits/templates: copy the folder audits of a new workspace here, made by \
                 'chairside init'",
            );
        }
        let of: Vec<(String, String)> =
            library.templates.iter().map(|(id, one)| (id.to_string(), one_line(&one.title))).collect();
        let part = Part::Template;
        self.ask(Asking::choose(Asked::Opening(part, Draft::default()), part.question(), of));
    }

    /// Asks again what the audit in hand asked: first whether as it was, where its template has changed.
    pub(super) fn ask_again(&mut self) {
        let (Some(audit), Some(frozen)) = (self.audit(), self.asked()) else { return };
        let draft = Draft {
            template: frozen.id.to_string(),
            repeats: Some(audit.id.clone()),
            agencies: written(&audit.agencies),
            title: audit.title.clone(),
            ..Draft::default()
        };
        let newer = audit_begun::newer(&self.workspace.audits, frozen).ok().flatten();
        let Some(newer) = newer else { return self.ask(Part::Panel.asking(draft, "")) };
        let changed = audit_difference::in_short(&Difference::between(frozen, &newer));
        let of = [
            ("then".to_owned(), "just what was asked then".to_owned()),
            (AS_IT_IS.to_owned(), format!("as it is now: {changed}")),
        ];
        self.ask(Asking::choose(Asked::Opening(Part::Newer, draft), Part::Newer.question(), of));
    }

    /// What the audit that is opened will ask.
    fn to_ask(&self, draft: &Draft) -> Result<Resolved, String> {
        let Some(repeats) = &draft.repeats else {
            return begun::template(&self.workspace.audits, &draft.template);
        };
        let in_hand = self.audit().is_some_and(|audit| audit.id == *repeats);
        let frozen = self.asked().filter(|_| in_hand);
        let frozen = frozen.ok_or_else(|| format!("open {repeats} first: it is what is asked again"))?;
        let newer = if draft.newer { audit_begun::newer(&self.workspace.audits, frozen)? } else { None };
        Ok(newer.unwrap_or_else(|| frozen.clone()))
    }

    /// What was said of a part of it.
    pub(super) fn opening(&mut self, part: Part, mut draft: Draft, said: &str, line: Asking, out: &mut Out) {
        let next = self.taken(part, &mut draft, said, out).and_then(|()| {
            if part == Part::Why {
                self.open_new(&draft, said, line.clone(), out).map(|()| None)
            } else {
                self.next_of(part, draft)
            }
        });
        match next {
            Ok(next) => next.into_iter().for_each(|asking| self.ask(asking)),
            Err(why) => {
                self.asking = Some(line);
                out.refuse(sentence(&why));
            }
        }
    }

    /// Takes what was said into the draft, where it can be.
    fn taken(&self, part: Part, draft: &mut Draft, said: &str, out: &mut Out) -> Result<(), String> {
        match part {
            Part::Template => {
                said.clone_into(&mut draft.template);
                let template = self.to_ask(draft)?;
                (draft.agencies, draft.title) = (
                    written(&audit_begun::agencies(&self.workspace.audits, &template, &[])?),
                    one_line(&template.title),
                );
            }
            Part::Newer => draft.newer = said == AS_IT_IS,
            Part::Panel => {
                let day = asked(said).and_then(|words| asked_day(&words, Towards::Ahead, self.today));
                draft.panel = day.map_err(|problem| problem.to_string())?;
                let day = format!("The panel sits on {}.", long_date(draft.panel));
                out.say(
                    no_working_day("the panel", draft.panel, &WorkingDays::default())
                        .map_or(day, |why| sentence(&why)),
                );
            }
            Part::Group => said.clone_into(&mut draft.group),
            Part::Id => draft.id = audit_begun::id(&self.workspace, said)?.to_string(),
            Part::Cases => {
                let cases = said
                    .parse()
                    .map_err(|_| format!("'{}' is no number: type figures, such as 6", one_line(said)))?;
                draft.cases = Some(audit_begun::cases(&self.to_ask(draft)?, Some(cases))?);
            }
            Part::Agencies => {
                audit_begun::agencies(&self.workspace.audits, &self.to_ask(draft)?, &apart(said))?;
                said.clone_into(&mut draft.agencies);
            }
            Part::Title => said.clone_into(&mut draft.title),
            Part::Why => {}
        }
        Ok(())
    }

    /// What is asked after a part; words that are likely stand there already.
    fn next_of(&self, part: Part, draft: Draft) -> Result<Option<Asking>, String> {
        let (part, words) = match part {
            Part::Template | Part::Newer => (Part::Panel, String::new()),
            Part::Panel => {
                let of = who::groups(&self.workspace).map(|(id, said)| (id.to_string(), said.to_owned()));
                let of: Vec<(String, String)> = of.collect();
                if of.is_empty() {
                    return Err("there is no group in partnership.yaml that it could report to".to_owned());
                }
                return Ok(Some(Asking::choose(
                    Asked::Opening(Part::Group, draft),
                    Part::Group.question(),
                    of,
                )));
            }
            Part::Group => (Part::Id, likely_id(&draft)),
            Part::Id if self.to_ask(&draft)?.kind.is_of_organisations() => {
                (Part::Agencies, draft.agencies.clone())
            }
            Part::Id => (Part::Cases, audit_begun::USUAL_CASES.to_string()),
            Part::Cases => (Part::Agencies, draft.agencies.clone()),
            Part::Agencies => (Part::Title, draft.title.clone()),
            Part::Title => (Part::Why, String::new()),
            Part::Why => return Ok(None),
        };
        Ok(Some(part.asking(draft, &words)))
    }

    /// Everything was said: both files are made in one step.
    fn open_new(&mut self, draft: &Draft, why: &str, line: Asking, out: &mut Out) -> Result<(), String> {
        let template = self.to_ask(draft)?;
        let agencies = apart(&draft.agencies);
        let asked = audit_begun::Asked {
            id: &draft.id,
            panel: draft.panel,
            group: &draft.group,
            cases: draft.cases,
            title: Some(draft.title.as_str()),
            agencies: &agencies,
            why,
            repeats: draft.repeats.clone(),
        };
        let audit = audit_begun::audit(&self.workspace, &template, &asked)?;
        let said = match &draft.repeats {
            None => format!("Opened {} with {}: Enter opens its board", audit.id, template.id),
            Some(before) => {
                format!("Opened {} to ask {before} again: Esc, then Enter opens its board", audit.id)
            }
        };
        let begin = |(path, text)| Revision { path, change: Change::Begin(text) };
        let revisions = audit_begun::files(&audit, &template).map(begin).into();
        self.begun = Some(audit.id);
        self.write_all(said, revisions, Some(line), out);
        Ok(())
    }
}

/// Agencies as they are typed.
fn written(agencies: &[AskedAgency]) -> String {
    let all: Vec<String> =
        agencies.iter().map(|one| format!("{}={}", one.kind, one_line(&one.name))).collect();
    all.join(BETWEEN)
}

/// Agencies that were typed, one by one.
fn apart(typed: &str) -> Vec<String> {
    typed.split(BETWEEN.trim()).map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
}

/// The quarter of the financial year in which the panel sits, and the template: `2026-q4-neglect`.
fn likely_id(draft: &Draft) -> String {
    let (year, month) = (draft.panel.year(), draft.panel.month());
    let (year, quarter) = if month < 4 { (year - 1, 4) } else { (year, (month - 1) / 3) };
    format!("{year}-q{quarter}-{}", draft.template)
}
