//! What the answers at the foot of a page come to: one change of one file, the same that the commands make. Whether it may be
//! made is the domain's to say.

use super::State;
use super::saying::What;
use super::taking::{Links, expected};
use crate::base::id::{AuditId, GroupId, InspectionId, PostId, RapidReviewId, RecommendationId};
use crate::base::stamp::long_date;
use crate::base::text::{count, one_line};
use crate::domain::action::Source;
use crate::domain::actions::Known;
use crate::domain::agenda::Tier;
use crate::domain::assurance::inspection::{DryRun, Errors, Holder, Inspection};
use crate::domain::assurance::programme::Programme;
use crate::domain::assurance::rapid_review::{
    DECIDED, Decision, Done, NOTIFIED, Outcome, Pause, RapidReview, SentOn,
};
use crate::domain::inputs::Expected;
use crate::domain::recommendation::{Closing, Reason, Recommendation, Reopening};
use crate::effect::{Change, Revision};
use crate::files::assurance::begun::{self, Planned};
use crate::files::assurance::{from_word, inspection, programme, rapid_review};
use crate::files::places;
use chrono::NaiveDate;

/// What stands where a thing has gone, or may not be shown any more.
const GONE: &str = "it is not shown here any more: Esc, then look again";

impl State {
    fn of_review(&self, id: &RapidReviewId) -> Result<&RapidReview, String> {
        self.review_of(id).ok_or_else(|| GONE.to_owned())
    }

    fn of_inspection(&self, id: &InspectionId) -> Result<&Inspection, String> {
        self.workspace.assurance.inspections.get(id).ok_or_else(|| GONE.to_owned())
    }

    fn of_input(&self, id: &str) -> Result<&Expected, String> {
        self.input(id).ok_or_else(|| GONE.to_owned())
    }

    fn of_recommendation(&self, id: &RecommendationId) -> Result<&Recommendation, String> {
        self.recommendation(id).ok_or_else(|| GONE.to_owned())
    }

    /// Whether the answers so far agree with what is known: said as soon as it can be, and not after the last question.
    ///
    /// # Errors
    /// What does not, as a sentence without a full stop.
    pub(super) fn agrees(&self, what: &What, answers: &[String]) -> Result<(), String> {
        match (what, answers) {
            (What::Milestone(id, step), [on]) => self.of_review(id)?.may_note(step, day(on)?),
            (What::Decide(id), [_, _, _, on]) => self.of_review(id)?.may_note(DECIDED, day(on)?),
            (What::Pause(id), [_, _, from]) => self.of_review(id)?.may_pause(day(from)?, None),
            (What::Pause(id), [_, _, from, to]) => {
                self.of_review(id)?.may_pause(day(from)?, maybe(to).map(day).transpose()?)
            }
            (What::NewReview, [child, aware, notified]) => {
                let notified = maybe(notified).map(day).transpose()?;
                begun::rapid_review(&self.workspace, child, day(aware)?, notified, None).map(|_| ())
            }
            (What::NewProgramme, [_, years]) => match years.parse() {
                Ok(1..=10) => Ok(()),
                _ => Err("a programme is for 1 to 10 years".to_owned()),
            },
            (What::Link(id), [links, query]) => {
                let same = one_line(query) == one_line(&self.of_review(id)?.find);
                if links.is_empty() && (query.is_empty() || same) {
                    return Err("nothing is added: name one, or type a query".to_owned());
                }
                Ok(())
            }
            (What::GoOn(id), [on]) => self.of_review(id)?.goes_on(day(on)?).map(|_| ()),
            (What::Step(id, step), [on]) => self.of_inspection(id)?.may_note(step, day(on)?),
            (What::Notice(id), [on]) => self.of_inspection(id)?.may_begin(day(on)?),
            (What::Came(id), [on]) => {
                let (input, on) = (self.of_input(id)?, day(on)?);
                // Which one it was is asked below, where that cannot be told.
                let which = input.may_answer(on, self.today).first().copied();
                input.came(on, which, "", self.today).map(|_| ())
            }
            (What::Close(id), [reason]) => {
                // By whom and why is asked next; whether its actions reach far enough is known now.
                let why = "said below".to_owned();
                let closing =
                    Closing { reason: self::reason(reason), on: self.today, why, ..Closing::default() };
                self.may_close(id, &closing)
            }
            (What::Close(_), [_, by, decision]) => self.decision(by, decision).map(|_| ()),
            (What::Close(id), [.., _, _, _, on]) if answers.len() == 4 => {
                let why = "said below".to_owned();
                let closing =
                    Closing { reason: reason(&answers[0]), on: day(on)?, why, ..Closing::default() };
                self.may_close(id, &closing)
            }
            (What::Reopen(id), [why, _, on]) => {
                let again = Reopening { on: day(on)?, why: why.clone(), ..Reopening::default() };
                self.of_recommendation(id)?.may_reopen(&again)
            }
            _ => Ok(()),
        }
    }

    /// Who may read what is said of it.
    pub(super) fn tier_of(&self, what: &What) -> Tier {
        let tier = match what {
            What::NewReview => Some(Tier::Restricted),
            What::Milestone(id, _)
            | What::Decide(id)
            | What::Pause(id)
            | What::GoOn(id)
            | What::Sent(id)
            | What::Link(id) => self.review_of(id).map(|of| of.tier),
            What::Came(id) => self.input(id).map(|input| input.tier),
            What::Close(id) | What::Reopen(id) => self.recommendation(id).map(|one| one.tier),
            _ => Some(Tier::Partners),
        };
        tier.unwrap_or(Tier::Restricted)
    }

    /// The decision that a group closes something by, its number in full.
    fn decision(&self, by: &str, words: &str) -> Result<String, String> {
        self.workspace.decision_named(words, &GroupId::from(by))
    }

    fn may_close(&self, id: &RecommendationId, closing: &Closing) -> Result<(), String> {
        self.of_recommendation(id)?.may_close(closing, &Known::of(self.workspace.trackers.values()))
    }

    /// What is said of it, and the change of its file.
    ///
    /// # Errors
    /// Why it cannot be made, as a sentence without a full stop.
    pub(super) fn change(&self, what: &What, answers: &[String]) -> Result<(String, Revision), String> {
        match what {
            What::Milestone(..)
            | What::Decide(_)
            | What::Pause(_)
            | What::GoOn(_)
            | What::Sent(_)
            | What::Link(_) => self.of_rapid_review(what, answers),
            What::NewInspection => self.new_inspection(answers),
            What::NewReview => self.new_review(answers),
            What::NewProgramme => new_programme(answers),
            What::Plan => self.planned(answers),
            What::Opened(slot) => {
                let said = format!("The audit {slot} was opened as {}", answers[0]);
                let change = programme::Change::Opened(slot.clone(), AuditId::from(answers[0].as_str()));
                Ok((said, revision(places::PROGRAMME, Change::Programme(change))))
            }
            What::Drop(slot) => {
                let change = programme::Change::Dropped(slot.clone(), answers[0].clone());
                Ok((
                    format!("The audit {slot} is not held"),
                    revision(places::PROGRAMME, Change::Programme(change)),
                ))
            }
            What::Point(id) => {
                self.of_inspection(id)?;
                let change = inspection::Change::Taken {
                    area: answers[0].clone(),
                    letter: day(&answers[1])?,
                    text: answers[2].clone(),
                    here: from_word(&answers[3]),
                    actions: self.links(&answers[4])?.actions,
                };
                let said = format!("A point of {}'s letter is taken down", one_line(&answers[0]));
                Ok((said, revision(&places::inspection(id), Change::Inspection(vec![change]))))
            }
            What::Notice(id)
            | What::Letter(id)
            | What::Step(id, _)
            | What::Hold(id, _)
            | What::Fresh(id, _)
            | What::Tried(id, _) => {
                self.of_inspection(id)?;
                of_run_book(id, what, answers)
            }
            What::Came(id) => {
                let due = answers.get(2).map(|due| day(due)).transpose()?;
                let one = self.of_input(id)?.came(day(&answers[0])?, due, &answers[1], self.today)?;
                let of =
                    one.due.map(|due| format!(", for the one due {}", long_date(due))).unwrap_or_default();
                let title = self.of_input(id)?.title.clone();
                let said = format!("{} came on {}{of}", one_line(&title), long_date(one.on));
                Ok((said, revision(places::INPUTS, Change::Came(id.clone(), one))))
            }
            What::Close(id) => {
                let closing = Closing {
                    reason: reason(&answers[0]),
                    by: GroupId::from(answers[1].as_str()),
                    decision: self.decision(&answers[1], &answers[2])?,
                    on: day(&answers[3])?,
                    why: answers.get(4).cloned().unwrap_or_default(),
                    ..Closing::default()
                };
                self.workspace.decided_by(&closing.decision, &closing.by, closing.on)?;
                self.may_close(id, &closing)?;
                let said = format!("{id} is closed by a decision of {}", long_date(closing.on));
                let change = Change::CloseRecommendation(id.clone(), closing);
                Ok((said, revision(places::RECOMMENDATIONS, change)))
            }
            What::Reopen(id) => {
                let source = Some(answers[1].as_str()).filter(|said| !said.is_empty());
                let again = Reopening {
                    on: day(&answers[2])?,
                    why: answers[0].clone(),
                    source: source.map(Source::called),
                    by: maybe(&answers[3]).map(GroupId::from),
                };
                let said = format!("{id} is open again from {}", long_date(again.on));
                let change = Change::ReopenRecommendation(id.clone(), again);
                Ok((said, revision(places::RECOMMENDATIONS, change)))
            }
        }
    }

    fn of_rapid_review(&self, what: &What, answers: &[String]) -> Result<(String, Revision), String> {
        let (id, said, change) = match what {
            What::Milestone(id, step) => {
                let on = day(&answers[0])?;
                let what = self.of_review(id)?.points(self.today, &Self::days());
                let what =
                    what.into_iter().find(|point| point.id == step).map_or("a step", |point| point.what);
                let change = match step.as_str() {
                    NOTIFIED => rapid_review::Change::Notified(on),
                    _ => rapid_review::Change::Done(Done { step: step.clone(), on }),
                };
                (id, format!("Done on {}: {what} ({id})", long_date(on)), change)
            }
            What::Decide(id) => {
                let outcome: Outcome = from_word(&answers[0]).unwrap_or_default();
                let (by, why, on) = (answers[1].clone(), answers[2].clone(), day(&answers[3])?);
                let change = rapid_review::Change::Decided(Decision { on, outcome, by, why });
                (id, format!("Decided on {}: {} ({id})", long_date(on), outcome.said()), change)
            }
            What::Pause(id) => {
                let from = day(&answers[2])?;
                let to = maybe(&answers[3]).map(day).transpose()?;
                let pause = Pause { from, to, why: answers[0].clone(), agreed_by: answers[1].clone() };
                let until = to.map(|to| format!(" to {}", long_date(to))).unwrap_or_default();
                let from = long_date(from);
                let said =
                    format!("The count is said to stand still from {from}{until}; no date moves ({id})");
                (id, said, rapid_review::Change::Paused(pause))
            }
            What::GoOn(id) => {
                let on = day(&answers[0])?;
                let last = self.of_review(id)?.goes_on(on)?;
                (
                    id,
                    format!("The count goes on from {} ({id})", long_date(on)),
                    rapid_review::Change::PauseEnds(last),
                )
            }
            What::Sent(id) => {
                let (what, to, on) = (answers[0].clone(), answers[1].clone(), day(&answers[2])?);
                self.of_review(id)?;
                let said = format!("Sent on {} to {} ({id})", long_date(on), one_line(&to));
                (id, said, rapid_review::Change::Sent(SentOn { on, what, to }))
            }
            What::Link(id) => return self.linked(id, &answers[0], &answers[1]),
            _ => return Err(GONE.to_owned()),
        };
        Ok((said, revision(&places::rapid_review(id), Change::RapidReview(vec![change]))))
    }

    /// Recommendations and actions that came of a rapid review.
    fn linked(&self, id: &RapidReviewId, links: &str, query: &str) -> Result<(String, Revision), String> {
        let known = self.of_review(id)?;
        let Links { recommendations, actions } = self.links(links)?;
        let named = recommendations.len() + actions.len();
        let recommended = recommendations.into_iter().map(rapid_review::Change::Recommended);
        let mut all: Vec<_> =
            recommended.chain(actions.into_iter().map(rapid_review::Change::Action)).collect();
        let new = !query.is_empty() && one_line(query) != one_line(&known.find);
        all.extend(new.then(|| rapid_review::Change::Find(query.to_owned())));
        let query = if new { ", and what a query finds" } else { "" };
        let said = format!("{} came of {id}{query}", count(named, "line named", "lines named"));
        Ok((said, revision(&places::rapid_review(id), Change::RapidReview(all))))
    }

    fn new_inspection(&self, answers: &[String]) -> Result<(String, Revision), String> {
        let kind = from_word(&answers[1]).unwrap_or_default();
        let of = begun::inspection(&self.workspace, &answers[3], &answers[0], kind, &answers[2])?;
        let said = format!(
            "The inspection {} is begun: {} and {} to keep ready",
            of.id,
            count(of.evidence.len(), "piece of evidence", "pieces of evidence"),
            count(of.data_lists.len(), "list of data", "lists of data")
        );
        Ok((said, revision(&places::inspection(&of.id), Change::Begin(inspection::fresh(&of)))))
    }

    fn new_review(&self, answers: &[String]) -> Result<(String, Revision), String> {
        let notified = maybe(&answers[2]).map(day).transpose()?;
        let group = maybe(&answers[3]).map(GroupId::from);
        let of = begun::rapid_review(&self.workspace, &answers[0], day(&answers[1])?, notified, group)?;
        let said = format!("Rapid review {} is begun, and restricted", of.id);
        Ok((said, revision(&places::rapid_review(&of.id), Change::Begin(rapid_review::fresh(&of)))))
    }

    fn planned(&self, answers: &[String]) -> Result<(String, Revision), String> {
        let kind = maybe(&answers[5]).is_none().then(|| from_word(&answers[6])).flatten();
        let planned = Planned {
            id: answers.last().map_or("", String::as_str),
            when: &answers[1],
            theme: &answers[0],
            because: from_word(&answers[2]).unwrap_or_default(),
            why: &answers[3],
            group: &answers[4],
            template: maybe(&answers[5]),
            kind,
        };
        let slot = begun::slot(&self.workspace, &planned)?;
        let said = format!("{} is planned for {}", one_line(&slot.theme), begun::when(&slot.when)?.said());
        let change = programme::Change::Added(slot);
        Ok((said, revision(places::PROGRAMME, Change::Programme(change))))
    }
}

fn new_programme(answers: &[String]) -> Result<(String, Revision), String> {
    let from = day(&answers[0])?;
    let of = Programme {
        schema: 1,
        from,
        to: Programme::last_day(from, answers[1].parse().unwrap_or(1)),
        expected: expected(&answers[2])?,
        defined_in: answers[3].clone(),
        slots: Vec::new(),
    };
    let said = format!("The programme is begun, from {} to {}", long_date(of.from), long_date(of.to));
    Ok((said, revision(places::PROGRAMME, Change::Begin(programme::fresh(&of)))))
}

fn of_run_book(id: &InspectionId, what: &What, answers: &[String]) -> Result<(String, Revision), String> {
    let (said, change) = match what {
        What::Step(_, step) => {
            let on = day(&answers[0])?;
            let done = Done { step: step.clone(), on };
            (format!("The step {step} was done on {}", long_date(on)), inspection::Change::Done(done))
        }
        What::Hold(_, step) => {
            let deputy =
                Some(&answers[1]).filter(|post| !post.is_empty()).map(|post| PostId::from(post.as_str()));
            let holder = Holder { step: step.clone(), post: PostId::from(answers[0].as_str()), deputy };
            (format!("The step {step} is held by {}", answers[0]), inspection::Change::Holds(holder))
        }
        What::Fresh(_, item) => {
            let from = day(&answers[0])?;
            let place = maybe(&answers[1]).map(str::to_owned);
            let owner = maybe(&answers[2]).map(PostId::from);
            let change = inspection::Change::Refreshed { id: item.clone(), from, place, owner };
            (format!("Evidence {item} holds from {}", long_date(from)), change)
        }
        What::Tried(_, list) => {
            let run = DryRun {
                on: day(&answers[0])?,
                rows: answers[1].parse().unwrap_or_default(),
                errors: Errors::read_all(&answers[2])?.into_iter().filter(|one| one.count > 0).collect(),
                hours: answers[3].parse().ok(),
                note: answers[4].clone(),
            };
            let said = format!("List {list} was tried out: {} rows, {} wrong", run.rows, run.errors());
            (said, inspection::Change::Tried(list.clone(), run))
        }
        What::Letter(_) => {
            let on = day(&answers[0])?;
            let said = format!("The inspectors' letter was published on {}", long_date(on));
            (said, inspection::Change::Letter(on))
        }
        _ => {
            let on = day(&answers[0])?;
            (format!("Notice was given on {}", long_date(on)), inspection::Change::Notice(on))
        }
    };
    Ok((said, revision(&places::inspection(id), Change::Inspection(vec![change]))))
}

fn revision(path: &str, change: Change) -> Revision {
    Revision { path: path.to_owned(), change }
}

/// An answer that may be nothing.
fn maybe(kept: &str) -> Option<&str> {
    Some(kept).filter(|kept| !kept.is_empty())
}

/// A day as an answer keeps it.
fn day(kept: &str) -> Result<NaiveDate, String> {
    kept.parse().map_err(|_| format!("'{}' is no day", one_line(kept)))
}

fn reason(kept: &str) -> Reason {
    if kept == Reason::NoLongerNeeded.word() { Reason::NoLongerNeeded } else { Reason::Achieved }
}
