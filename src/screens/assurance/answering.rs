//! What the answers at the foot of a page come to: one change of one file, the same that the commands make. Whether it may be
//! made is the domain's to say.

use super::State;
use super::asking::What;
use crate::base::id::{GroupId, InspectionId, PostId, RapidReviewId, RecommendationId};
use crate::base::stamp::long_date;
use crate::base::text::one_line;
use crate::domain::action::Source;
use crate::domain::actions::Known;
use crate::domain::assurance::inspection::{DryRun, Errors, Holder, Inspection};
use crate::domain::assurance::rapid_review::{
    DECIDED, Decision, Done, NOTIFIED, Outcome, Pause, RapidReview,
};
use crate::domain::inputs::Expected;
use crate::domain::recommendation::{Closing, Reason, Recommendation, Reopening};
use crate::effect::{Change, Revision};
use crate::files::assurance::{from_word, inspection, rapid_review};
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
            (What::Pause(id), [_, _, on]) => {
                let (aware, from) = (self.of_review(id)?.aware, day(on)?);
                if from < aware {
                    let [from, aware] = [from, aware].map(long_date);
                    return Err(format!("{from} is before the incident became known on {aware}"));
                }
                Ok(())
            }
            (What::GoOn(id), [on]) => self.of_review(id)?.goes_on(day(on)?).map(|_| ()),
            (What::Step(id, step), [on]) => self.of_inspection(id)?.may_note(step, day(on)?),
            (What::Notice(id), [on]) => self.of_inspection(id)?.may_begin(day(on)?),
            (What::Came(id), [on]) => self.of_input(id)?.came(day(on)?, None, "", self.today).map(|_| ()),
            (What::Close(id), [reason]) => {
                // By whom and why is asked next; whether its actions reach far enough is known now.
                let why = "said below".to_owned();
                let closing =
                    Closing { reason: self::reason(reason), on: self.today, why, ..Closing::default() };
                self.may_close(id, &closing)
            }
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

    fn may_close(&self, id: &RecommendationId, closing: &Closing) -> Result<(), String> {
        self.of_recommendation(id)?.may_close(closing, &Known::of(self.workspace.trackers.values()))
    }

    /// What is said of it, and the change of its file.
    ///
    /// # Errors
    /// Why it cannot be made, as a sentence without a full stop.
    pub(super) fn change(&self, what: &What, answers: &[String]) -> Result<(String, Revision), String> {
        match what {
            What::Milestone(..) | What::Decide(_) | What::Pause(_) | What::GoOn(_) => {
                self.of_rapid_review(what, answers)
            }
            What::Notice(id)
            | What::Step(id, _)
            | What::Hold(id, _)
            | What::Fresh(id, _)
            | What::Tried(id, _) => {
                self.of_inspection(id)?;
                of_run_book(id, what, answers)
            }
            What::Came(id) => {
                let one = self.of_input(id)?.came(day(&answers[0])?, None, &answers[1], self.today)?;
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
                    decision: answers[2].clone(),
                    on: day(&answers[3])?,
                    why: answers.get(4).cloned().unwrap_or_default(),
                    ..Closing::default()
                };
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
                    ..Reopening::default()
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
                let pause = Pause { from, to: None, why: answers[0].clone(), agreed_by: answers[1].clone() };
                let said = format!(
                    "The count is said to stand still from {}; no date moves ({id})",
                    long_date(from)
                );
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
            _ => return Err(GONE.to_owned()),
        };
        Ok((said, revision(&places::rapid_review(id), Change::RapidReview(vec![change]))))
    }
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
            let place = Some(answers[1].clone()).filter(|place| !place.is_empty());
            let change = inspection::Change::Refreshed { id: item.clone(), from, place, owner: None };
            (format!("Evidence {item} holds from {}", long_date(from)), change)
        }
        What::Tried(_, list) => {
            let run = DryRun {
                on: day(&answers[0])?,
                rows: answers[1].parse().unwrap_or_default(),
                errors: Errors::read_all(&answers[2])?.into_iter().filter(|one| one.count > 0).collect(),
                hours: answers[3].parse().ok(),
                note: String::new(),
            };
            let said = format!("List {list} was tried out: {} rows, {} wrong", run.rows, run.errors());
            (said, inspection::Change::Tried(list.clone(), run))
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

/// A day as an answer keeps it.
fn day(kept: &str) -> Result<NaiveDate, String> {
    kept.parse().map_err(|_| format!("'{}' is no day", one_line(kept)))
}

fn reason(kept: &str) -> Reason {
    if kept == Reason::NoLongerNeeded.word() { Reason::NoLongerNeeded } else { Reason::Achieved }
}
