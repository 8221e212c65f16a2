//! The questions that what can be said takes: each follows from what is being said and from the answers so far.

use super::State;
use super::saying::What;
use crate::base::id::GroupId;
use crate::base::id::{InspectionId, RecommendationId};
use crate::base::stamp::long_date;
use crate::base::text::{one_line, slug};
use crate::documents::assurance::who_said;
use crate::domain::assurance::inspection::{Evidence, Here, InspectionKind};
use crate::domain::assurance::programme::Because;
use crate::domain::assurance::rapid_review::Outcome;
use crate::domain::audit::TemplateKind;
use crate::domain::recommendation::Reason;
use crate::files::assurance::word;
use chrono::Datelike as _;
use serde::Serialize;

/// The template that evidence and lists are taken from where nothing else is said.
const TEMPLATE: &str = "joint-inspection";
/// Years a programme is for where nothing else is said.
const YEARS: &str = "2";
/// How long an id made of a theme may be.
const ID: usize = 40;

/// What a question takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// A day that has come, today where nothing is typed.
    Day,
    /// A day that has come, or nothing.
    MaybeDay,
    /// Any day, or nothing.
    LastDay,
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
    /// A group, or nothing.
    MaybeGroup,
    /// What a child is called.
    Pseudonym,
    /// A template of the library.
    Template,
    /// One, or nothing.
    MaybeTemplate,
    /// The id of an inspection that is not there yet.
    NewInspection,
    /// The id of a planned audit that is not there yet.
    NewSlot,
    /// A quarter or a month.
    When,
    /// A month.
    Month,
    /// How many audits of each kind, or nothing.
    Expected,
    /// An audit.
    Audit,
    /// Actions by their numbers, or nothing.
    Actions,
    /// Recommendations and actions by their numbers, or nothing.
    Links,
    /// A query, or nothing.
    MaybeQuery,
    /// One of a few: each code with its words.
    Choice(Vec<(String, String)>),
}

/// A question: its words, what it takes, and what stands on the line already.
pub(super) struct Question {
    pub words: String,
    pub takes: Takes,
    pub begun: String,
}

impl Question {
    fn begun(self, begun: impl Into<String>) -> Self {
        Self { begun: begun.into(), ..self }
    }
}

fn ask(words: impl Into<String>, takes: Takes) -> Question {
    Question { words: words.into(), takes, begun: String::new() }
}

fn choice(words: &str, all: impl IntoIterator<Item = (String, String)>) -> Question {
    ask(words, Takes::Choice(all.into_iter().collect()))
}

/// Choices of a few values, each by its word in a file and what people say.
fn each<T: Serialize + Copy, const N: usize>(
    all: [T; N],
    said: fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.into_iter().map(|one| (word(&one), said(one).to_owned())).collect()
}

/// The id of an audit that is planned, made of its theme and its time.
fn slot_id(answers: &[String]) -> Question {
    let year = answers[1].chars().filter(char::is_ascii_digit);
    let year: String = year.skip(usize::from(answers[1].starts_with(['Q', 'q']))).take(4).collect();
    ask("Under which id in the programme?", Takes::NewSlot).begun(format!("{}-{year}", slug(&answers[0], ID)))
}

const WHEN_DONE: &str = "On which day was it done? Enter alone is today";
const WHICH_DAY: &str = "On which day? Enter alone is today";
const SAYS_NOTHING: &str = "Anything to say of it? Enter alone says nothing";

impl State {
    /// The question after so many answers; nothing once all are given.
    pub(super) fn question(&self, what: &What, answers: &[String]) -> Option<Question> {
        match what {
            What::NewInspection
            | What::Notice(_)
            | What::Letter(_)
            | What::Point(_)
            | What::Step(..)
            | What::Hold(..)
            | What::Fresh(..)
            | What::Tried(..) => self.of_inspections(what, answers),
            What::NewReview
            | What::Milestone(..)
            | What::Decide(_)
            | What::Pause(_)
            | What::GoOn(_)
            | What::Sent(_)
            | What::Link(_) => self.of_reviews(what, answers),
            What::NewProgramme | What::Plan | What::Opened(_) | What::Drop(_) => {
                self.of_programme(what, answers)
            }
            What::Came(_) | What::Close(_) | What::Reopen(_) => self.of_registers(what, answers),
        }
    }

    fn of_inspections(&self, what: &What, answers: &[String]) -> Option<Question> {
        use InspectionKind::{FrontDoor, Other, Theme};
        Some(match (what, answers.len()) {
            (What::NewInspection, 0) => ask("What is the inspection about? Its theme", Takes::Words),
            (What::NewInspection, 1) => {
                choice("Which kind of inspection?", each([FrontDoor, Theme, Other], InspectionKind::said))
            }
            (What::NewInspection, 2) => {
                let known = self.workspace.audits.templates.contains_key(&TEMPLATE.into());
                ask("Which template says what is kept ready?", Takes::Template).begun(if known {
                    TEMPLATE
                } else {
                    ""
                })
            }
            (What::NewInspection, 3) => {
                let id = format!("{}-{}", self.today.year(), slug(&answers[0], ID));
                ask("Under which id? It names the file", Takes::NewInspection).begun(id)
            }
            (What::Notice(_), 0) => ask("On which day was notice given? Enter alone is today", Takes::Day),
            (What::Letter(_), 0) => {
                ask("On which day was the inspectors' letter published? Enter alone is today", Takes::Day)
            }
            (What::Point(id), 0) => ask("Which area's letter?", Takes::Words).begun(self.last_area(id, None)),
            (What::Point(id), 1) => {
                ask("On which day was it published?", Takes::Day).begun(self.last_area(id, Some(&answers[0])))
            }
            (What::Point(_), 2) => ask("What does it say, in your own words? One point", Takes::Words),
            (What::Point(_), 3) => {
                let all = each([Here::Same, Here::Partly, Here::NotHere, Here::Unknown], Here::said);
                let none = (String::new(), "nothing is said".to_owned());
                choice("Would the same be found here?", all.into_iter().chain([none]))
            }
            (What::Point(_), 4) => ask(
                "Which actions came of it? Such as SOG-26-004, with commas between. Enter alone where none did",
                Takes::Actions,
            ),
            (What::Step(..), 0) => ask(WHEN_DONE, Takes::Day),
            (What::Hold(id, step), 0) => {
                ask("Which post holds it?", Takes::Post).begun(self.holds(id, step).0)
            }
            (What::Hold(id, step), 1) => {
                ask("Which post stands in? Enter alone where none does", Takes::MaybePost)
                    .begun(self.holds(id, step).1)
            }
            (What::Fresh(..), 0) => ask("From which day does it hold? Enter alone is today", Takes::Day),
            (What::Fresh(id, item), 1) => {
                let place = self.evidence(id, item).map(|one| one_line(&one.place));
                ask("Where is it? Enter leaves it as it stands here", Takes::MaybeWords)
                    .begun(place.unwrap_or_default())
            }
            (What::Fresh(id, item), 2) => {
                let owner = self.evidence(id, item).and_then(|one| one.owner.as_ref());
                ask("Which post is asked for it? Enter leaves it as it stands here", Takes::MaybePost)
                    .begun(owner.map(ToString::to_string).unwrap_or_default())
            }
            (What::Tried(..), 0) => ask("On which day was it tried out? Enter alone is today", Takes::Day),
            (What::Tried(..), 1) => ask("How many rows came?", Takes::Number),
            (What::Tried(..), 2) => ask(
                "What was wrong, and how often? Such as: no date 9, twice 3. Enter alone where nothing was",
                Takes::Errors,
            ),
            (What::Tried(..), 3) => {
                ask("How many hours did it take? Enter alone where nobody knows", Takes::MaybeNumber)
            }
            (What::Tried(..), 4) => ask(
                "Anything to say of it? Nothing of any child. Enter alone says nothing",
                Takes::MaybeWords,
            ),
            _ => return None,
        })
    }

    fn of_reviews(&self, what: &What, answers: &[String]) -> Option<Question> {
        Some(match (what, answers.len()) {
            (What::NewReview, 0) => {
                ask("What is the child called? Child A or C1: no initials, no name", Takes::Pseudonym)
            }
            (What::NewReview, 1) => {
                ask("On which day did the incident become known? Enter alone is today", Takes::Day)
            }
            (What::NewReview, 2) => ask(
                "On which day was the national panel notified? Enter alone where it was not yet",
                Takes::MaybeDay,
            ),
            (What::NewReview, 3) => {
                ask("Which group carries it out? Enter alone where none does yet", Takes::MaybeGroup)
            }
            (What::Milestone(..), 0) => ask(WHEN_DONE, Takes::Day),
            (What::Decide(_), 0) => {
                let all = [Outcome::LocalReview, Outcome::NoLocalReview];
                choice("What was decided?", each(all, Outcome::said))
            }
            (What::Decide(_), 1) => ask("Who decided? A group or a post", Takes::Who),
            (What::Decide(_), 2) => ask("Why? Nothing that names anybody", Takes::Words),
            (What::Decide(_), 3) => ask(WHICH_DAY, Takes::Day),
            (What::Pause(_), 0) => {
                ask("Why does the count stand still? Nothing that names anybody", Takes::Words)
            }
            (What::Pause(_), 1) => ask("Who agreed to it? A group or a post", Takes::Who),
            (What::Pause(_), 2) => ask("From which day? Enter alone is today", Takes::Day),
            (What::Pause(_), 3) => ask("Which is its last day? Enter alone while it lasts", Takes::LastDay),
            (What::GoOn(_), 0) => ask("On which day does the count go on? Enter alone is today", Takes::Day),
            (What::Sent(_), 0) => ask("What was sent on? Nothing that names anybody", Takes::Words),
            (What::Sent(_), 1) => ask("To whom? A post, an agency or a panel", Takes::Words),
            (What::Sent(_), 2) => ask(WHICH_DAY, Takes::Day),
            (What::Link(_), 0) => ask(
                "Which recommendations and actions came of it? Such as SOG-26-004, with commas between. Enter alone adds none",
                Takes::Links,
            ),
            (What::Link(id), 1) => ask(
                "Which query finds more actions? Such as source:cspr #reviews. Enter leaves it as it stands here",
                Takes::MaybeQuery,
            )
            .begun(self.review_of(id).map(|of| one_line(&of.find)).unwrap_or_default()),
            _ => return None,
        })
    }

    fn of_programme(&self, what: &What, answers: &[String]) -> Option<Question> {
        use TemplateKind::{Exploitation, JointInspection, Section11, Section175, Survey, Thematic};
        let no_template = || answers[5].is_empty();
        Some(match (what, answers.len()) {
            (What::NewProgramme, 0) => {
                let year = self.today.year() - i32::from(self.today.month() < 4);
                ask("Which is its first month?", Takes::Month).begun(format!("{year}-04"))
            }
            (What::NewProgramme, 1) => ask("For how many years?", Takes::Number).begun(YEARS),
            (What::NewProgramme, 2) => ask(
                "How many audits of a kind in a year? Such as: thematic 4, exploitation 2. Enter alone where nobody says",
                Takes::Expected,
            ),
            (What::NewProgramme, 3) => ask("Where is that said? Enter alone says nothing", Takes::MaybeWords),
            (What::Plan, 0) => ask("What is the audit about? Its theme", Takes::Words),
            (What::Plan, 1) => ask("When? A quarter or a month, such as Q3 2026/27 or 2026-11", Takes::When),
            (What::Plan, 2) => {
                use Because::{Data, EarlierAudit, Inspection, Other, Priority, Review};
                let all = [Priority, Review, Data, EarlierAudit, Inspection, Other];
                choice("What gave rise to it?", each(all, Because::said))
            }
            (What::Plan, 3) => ask("More about that? Enter alone says nothing", Takes::MaybeWords),
            (What::Plan, 4) => ask("Which group does it report to?", Takes::Group),
            (What::Plan, 5) => {
                ask("Which template? Enter alone where that is not known yet", Takes::MaybeTemplate)
            }
            (What::Plan, 6) if no_template() => {
                let all = [Thematic, Exploitation, Section11, Section175, JointInspection, Survey];
                choice("Which kind of audit?", each(all, TemplateKind::said))
            }
            (What::Plan, 6) => slot_id(answers),
            (What::Plan, 7) if no_template() => slot_id(answers),
            (What::Opened(_), 0) => ask("As which audit was it opened?", Takes::Audit),
            (What::Drop(_), 0) => ask("Why is it not held?", Takes::Words),
            _ => return None,
        })
    }

    fn of_registers(&self, what: &What, answers: &[String]) -> Option<Question> {
        Some(match (what, answers.len()) {
            (What::Came(_), 0) => ask("On which day did it come? Enter alone is today", Takes::Day),
            (What::Came(_), 1) => ask(SAYS_NOTHING, Takes::MaybeWords),
            (What::Came(id), 2) => {
                let on = answers[0].parse().ok()?;
                let which = self.input(id)?.may_answer(on, self.today);
                if which.is_empty() {
                    return None;
                }
                let said = which.into_iter().map(|day| (day.to_string(), long_date(day)));
                choice("Which one was it? The one that was due on", said)
            }
            (What::Close(_), 0) => choice(
                "Why is it closed?",
                [
                    (Reason::Achieved, "achieved: every action is embedded"),
                    (Reason::NoLongerNeeded, "no longer needed"),
                ]
                .map(|(reason, said)| (reason.word().to_owned(), said.to_owned())),
            ),
            (What::Close(id), 1) => ask("Which group decided?", Takes::Group).begun(self.followed_by(id)),
            (What::Close(_), 2) => ask("Which decision? Its number, the minute's, or words", Takes::Words),
            (What::Close(_), 3) => {
                let by = GroupId::from(answers[1].as_str());
                let decision = self.workspace.decision_named(&answers[2], &by).unwrap_or_default();
                let taken = self.workspace.decided(&decision, Some(&by));
                ask(WHICH_DAY, Takes::Day).begun(taken.map(|(_, on)| on.to_string()).unwrap_or_default())
            }
            (What::Close(_), 4) if answers[0] == Reason::NoLongerNeeded.word() => {
                ask("Why is it no longer needed?", Takes::Words)
            }
            (What::Close(_), 4) => ask(SAYS_NOTHING, Takes::MaybeWords),
            (What::Reopen(_), 0) => ask("What was found?", Takes::Words),
            (What::Reopen(_), 1) => ask(
                "Where was it found? Such as: Neglect audit 2027. Enter alone says nothing",
                Takes::MaybeWords,
            ),
            (What::Reopen(_), 2) => ask(WHICH_DAY, Takes::Day),
            (What::Reopen(_), 3) => {
                ask("Which group opens it again? Enter alone where none decided it", Takes::MaybeGroup)
            }
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

    fn evidence(&self, id: &InspectionId, item: &str) -> Option<&Evidence> {
        self.workspace.assurance.inspections.get(id)?.evidence.iter().find(|one| one.id == item)
    }

    /// The area whose letter was looked at last; or the day of an area's letter.
    fn last_area(&self, id: &InspectionId, area: Option<&str>) -> String {
        let of = self.workspace.assurance.inspections.get(id);
        let mut all = of.into_iter().flat_map(|of| &of.benchmarks).rev();
        match area {
            None => all.next().map(|of| one_line(&of.area)).unwrap_or_default(),
            Some(area) => all.find(|of| of.area == area).map(|of| long_date(of.letter)).unwrap_or_default(),
        }
    }

    fn followed_by(&self, id: &RecommendationId) -> String {
        let group = self.recommendation(id).map(|one| one.group.to_string()).unwrap_or_default();
        who_said(self.workspace.partnership.as_ref(), &group)
    }
}
