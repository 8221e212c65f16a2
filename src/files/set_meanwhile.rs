//! What two people set to two different things in an audit's file, an inspection's, or the register of recommendations: what
//! is there when a change is made, against what was there when somebody was asked.

use super::assurance::inspection;
use super::audit::{self, AuditChange};
use super::recommendations;
use crate::base::id::RecommendationId;
use crate::base::stamp::long_date;
use crate::base::text::one_line;
use crate::domain::assurance::inspection::Inspection;
use crate::domain::audit::{Audit, KnownTo};
use crate::domain::recommendation::{Closing, Recommendation, Reopening};
use chrono::NaiveDate;

/// One thing that changes set: what it is, and what it is set to.
type Set = (String, String);

/// What changes of an audit would write over; a sentence without a full stop. Nothing where it was not said what was seen.
pub fn in_audit(text: &str, changes: &[AuditChange]) -> Option<String> {
    let seen = changes.iter().find_map(|change| match change {
        AuditChange::Seen(seen) => Some(seen),
        _ => None,
    })?;
    let now = audit::load(text).value?;
    changes.iter().find_map(|change| {
        let will = || audit::apply(text, change).ok().and_then(|text| audit::load(&text).value);
        otherwise(set_of_audit(change, seen)?, set_of_audit(change, &now)?, || set_of_audit(change, &will()?))
    })
}

/// What changes of an inspection would write over, likewise.
pub fn in_inspection(text: &str, changes: &[inspection::Change]) -> Option<String> {
    let seen = changes.iter().find_map(|change| match change {
        inspection::Change::Seen(seen) => Some(seen),
        _ => None,
    })?;
    let now = inspection::load(text).value?;
    changes.iter().find_map(|change| {
        let will = || inspection::apply(text, change).ok().and_then(|text| inspection::load(&text).value);
        otherwise(set_of_inspection(change, seen)?, set_of_inspection(change, &now)?, || {
            set_of_inspection(change, &will()?)
        })
    })
}

/// Why a recommendation cannot be closed any more, although it was open when somebody said so: it was closed meanwhile.
pub fn closed_already(text: &str, id: &RecommendationId, closing: &Closing) -> Option<String> {
    let known = the_one(text, id)?;
    let is = known.closing().filter(|is| *is != closing)?;
    Some(format!("{id} is closed already: {} closed it on {}", is.by, long_date(is.on)))
}

/// Why one cannot be opened again any more.
pub fn open_already(text: &str, id: &RecommendationId, again: &Reopening) -> Option<String> {
    let known = the_one(text, id)?;
    let open = known.closing().is_none() && !known.reopened.contains(again);
    let since = known.reopening().filter(|_| open)?;
    Some(format!("{id} is open already: it was opened again on {}", long_date(since.on)))
}

fn the_one(text: &str, id: &RecommendationId) -> Option<Recommendation> {
    recommendations::load(text).value?.recommendation(id.as_str()).cloned()
}

/// What is set to another thing now than was seen, and than it is to be.
fn otherwise((what, was): Set, (_, is): Set, will: impl FnOnce() -> Option<Set>) -> Option<String> {
    let clashes = is != was && will().is_none_or(|(_, will)| is != will);
    clashes.then(|| format!("{what} is {is} now, and was {was} when you looked at it"))
}

/// What a change of an audit sets, as it is in an audit; nothing for what is only added to.
fn set_of_audit(change: &AuditChange, of: &Audit) -> Option<Set> {
    let of_pair = |case, agency| of.involvement(case, agency);
    Some(match change {
        AuditChange::Stage(_) | AuditChange::WentBack(_) => {
            ("the stage".to_owned(), format!("'{}'", of.stage.said()))
        }
        AuditChange::Panel(_) => ("the day of the panel".to_owned(), long_date(of.dates.panel)),
        AuditChange::Fixed(milestone, _) => {
            let day = of.dates.fixed.get(milestone).copied();
            (format!("the date of '{}'", milestone.said()), day_or(day, "worked out"))
        }
        AuditChange::Known(case, agency, _) => {
            let known = of_pair(case, agency).map_or(KnownTo::Asked, |one| one.known);
            (format!("{case} at {agency}"), known_said(known).to_owned())
        }
        AuditChange::Exempt(case, agency, _) => {
            let exempt = of_pair(case, agency).and_then(|one| one.exempt.as_ref());
            let said = exempt.map_or("asked for".to_owned(), |one| {
                format!("not asked for ({}: {})", one_line(&one.by), one_line(&one.why))
            });
            (format!("the return of {agency} for {case}"), said)
        }
        AuditChange::Extended(case, agency, _) => {
            let day = of_pair(case, agency).and_then(|one| one.extended);
            (format!("the last day for {agency} and {case}"), day_or(day, "that of all returns"))
        }
        AuditChange::MovedBecause(question, _) => {
            let said = of.movement.iter().rfind(|one| one.question == *question);
            let said = said.map_or("not said".to_owned(), |one| format!("'{}'", one_line(&one.why)));
            (format!("why {question} moved"), said)
        }
        _ => return None,
    })
}

/// What a change of an inspection sets, as it is in one.
fn set_of_inspection(change: &inspection::Change, of: &Inspection) -> Option<Set> {
    use inspection::Change;
    Some(match change {
        Change::Notice(_) => ("the day of notice".to_owned(), day_or(of.notice, "not given")),
        Change::Letter(_) => ("the day of the letter".to_owned(), day_or(of.letter, "not given")),
        Change::Holds(holder) => {
            let held = of.holders.iter().find(|one| one.step == holder.step);
            let said = held.map_or("nobody".to_owned(), |one| match &one.deputy {
                Some(deputy) => format!("{}, and {deputy} stands in", one.post),
                None => one.post.to_string(),
            });
            (format!("the holder of {}", holder.step), said)
        }
        Change::Refreshed { id, .. } => {
            let one = of.evidence.iter().find(|one| one.id == *id)?;
            let owner = one.owner.as_ref().map(|post| format!(", to be asked of {post}")).unwrap_or_default();
            let place = if one.place.is_empty() { "" } else { ", in " };
            let held = day_or(one.holds_from, "missing");
            (format!("evidence {id}"), format!("{held}{place}{}{owner}", one_line(&one.place)))
        }
        _ => return None,
    })
}

fn day_or(day: Option<NaiveDate>, none: &str) -> String {
    day.map_or(none.to_owned(), long_date)
}

fn known_said(known: KnownTo) -> &'static str {
    match known {
        KnownTo::Asked => "asked and not said yet",
        KnownTo::Yes => "known",
        KnownTo::No => "not known",
        KnownTo::Before => "known before",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::assurance::inspection::Holder;
    use crate::domain::audit::{Exempt, Milestone, Stage, WentBack, example};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn audit() -> Audit {
        Audit { schema: 1, ..example::audit() }
    }

    fn clash(theirs: &AuditChange, mine: AuditChange) -> Option<String> {
        let seen = audit();
        let text = audit::apply(&audit::fresh(&seen), theirs).unwrap();
        in_audit(&text, &[AuditChange::Seen(Box::new(seen)), mine])
    }

    #[test]
    fn what_two_set_to_two_things_in_an_audit_is_named_and_what_does_not_meet_is_not() {
        let (case, agency) = {
            let audit = audit();
            (audit.cases[0].id.clone(), audit.agencies[0].id.clone())
        };
        let stage = audit().stage;
        let [to, other] = [Stage::Closed, Stage::Impact];
        let why = clash(&AuditChange::Stage(to), AuditChange::Stage(other)).unwrap();
        assert_eq!(
            why,
            format!("the stage is '{}' now, and was '{}' when you looked at it", to.said(), stage.said())
        );
        assert_eq!(clash(&AuditChange::Stage(to), AuditChange::Stage(to)), None, "both meant the same");
        let back = WentBack { from: stage, to: Stage::Scoping, on: day("2026-10-06"), why: "again".into() };
        assert!(clash(&AuditChange::Stage(to), AuditChange::WentBack(back)).is_some());
        let known = |is| AuditChange::Known(case.clone(), agency.clone(), is);
        assert!(
            clash(&known(KnownTo::Before), known(KnownTo::No))
                .is_some_and(|why| why.contains("known before"))
        );
        let exempt = |by: &str| {
            let why = Exempt { by: by.into(), why: "closed".into() };
            AuditChange::Exempt(case.clone(), agency.clone(), why)
        };
        assert!(clash(&exempt("dsl"), exempt("manager")).is_some_and(|why| why.contains("(dsl: closed)")));
        assert_eq!(clash(&exempt("dsl"), known(KnownTo::Before)), None);
        let fixed = |on: &str| AuditChange::Fixed(Milestone::ReturnsDue, Some(day(on)));
        assert!(clash(&fixed("2026-10-08"), fixed("2026-10-09")).is_some());
        assert!(
            clash(&AuditChange::Panel(day("2027-01-11")), AuditChange::Panel(day("2027-01-12"))).is_some()
        );
        // Where nobody says what was seen, the change is made.
        let text = audit::fresh(&audit());
        assert_eq!(in_audit(&text, &[AuditChange::Stage(to)]), None);
    }

    #[test]
    fn two_holders_of_a_step_and_two_days_of_notice_are_named() {
        let seen = Inspection { schema: 1, id: "x".into(), theme: "T".into(), ..Inspection::default() };
        let held = |post: &str| {
            inspection::Change::Holds(Holder { step: "notice".into(), post: post.into(), deputy: None })
        };
        let clash = |theirs: &inspection::Change, mine| {
            let text = inspection::apply(&inspection::fresh(&seen), theirs).unwrap();
            in_inspection(&text, &[inspection::Change::Seen(Box::new(seen.clone())), mine])
        };
        let why = clash(&held("dsl"), held("manager")).unwrap();
        assert_eq!(why, "the holder of notice is dsl now, and was nobody when you looked at it");
        assert_eq!(clash(&held("dsl"), held("dsl")), None);
        let notice = |on| inspection::Change::Notice(day(on));
        assert!(clash(&notice("2026-12-18"), notice("2026-12-21")).is_some());
        assert_eq!(clash(&notice("2026-12-18"), held("dsl")), None);
    }

    #[test]
    fn a_recommendation_is_not_closed_nor_opened_again_twice() {
        let one = "schema: 1\nrecommendations:\n  - {id: REC-1, text: T, accepted: 2026-01-05, group: sog}\n";
        let id = RecommendationId::from("REC-1");
        let closing = |by: &str| Closing { by: by.into(), on: day("2026-12-03"), ..Closing::default() };
        assert_eq!(closed_already(one, &id, &closing("sog")), None);
        let closed = recommendations::close(one, &id, &closing("sog")).unwrap();
        let why = closed_already(&closed, &id, &closing("executive")).unwrap();
        assert_eq!(why, "REC-1 is closed already: sog closed it on Thu 3 Dec 2026");
        let again = |why: &str| Reopening { on: day("2026-12-04"), why: why.into(), ..Reopening::default() };
        assert_eq!(open_already(&closed, &id, &again("a")), None);
        let open = recommendations::reopen(&closed, &id, &again("a")).unwrap();
        assert!(open_already(&open, &id, &again("b")).is_some_and(|why| why.contains("is open already")));
        assert_eq!(open_already(&open, &id, &again("a")), None, "saying it twice is saying it once");
    }
}
