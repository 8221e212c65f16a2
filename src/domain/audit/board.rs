//! How every return stands on a day: each child by each agency. Worked out from who knows whom, what has come and the dates;
//! never stored.

use super::answered::{Return, ReturnState};
use super::mending::unasked;
use super::milestone::Milestone;
use super::scope::{Audit, KnownTo};
use super::template::Resolved;
use crate::base::calendar::WorkingDays;
use crate::base::id::{AgencyId, AgencyKind, CaseId};
use crate::base::stamp::long_date;
use crate::base::text::{count, fit, one_line};
use chrono::NaiveDate;

/// How one return stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nobody asked this agency about this child yet.
    NotAsked,
    /// It was asked whether it knows the child, and has not said.
    Asked,
    /// It knows the child, and its return has not come; it is not late.
    Awaited,
    /// It is being filled in here.
    Draft,
    /// It has come, and nobody has looked at it.
    Submitted,
    /// Something was asked back.
    Query,
    /// It is part of the audit.
    Accepted,
    /// The child is not known there.
    Nil,
    /// No return is asked for, and somebody said why.
    Exempt,
    /// It has not come, and is late by so many working days.
    Late(u32),
}

/// One child at one agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile<'a> {
    /// The child.
    pub case: &'a CaseId,
    /// The agency.
    pub agency: &'a AgencyId,
    /// How its return stands.
    pub standing: Standing,
    /// The day it is due.
    pub due: NaiveDate,
}

impl Standing {
    /// The words on screens and documents.
    pub fn said(self) -> String {
        match self {
            Self::NotAsked => "not asked".to_owned(),
            Self::Asked => "asked whether known".to_owned(),
            Self::Awaited => "awaited".to_owned(),
            Self::Draft => "begun".to_owned(),
            Self::Submitted => "submitted".to_owned(),
            Self::Query => "query".to_owned(),
            Self::Accepted => "accepted".to_owned(),
            Self::Nil => "nil".to_owned(),
            Self::Exempt => "exempt".to_owned(),
            Self::Late(days) => format!("late {}", count(days as usize, "day", "days")),
        }
    }

    /// Whether something is still to come from the agency.
    pub fn is_awaited(self) -> bool {
        matches!(self, Self::Asked | Self::Awaited | Self::Draft | Self::Query | Self::Late(_))
    }
}

/// Every child by every agency, child by child, in the order of the audit's file.
pub fn board<'a>(
    audit: &'a Audit,
    returns: &[Return],
    today: NaiveDate,
    days: &WorkingDays,
) -> Vec<Tile<'a>> {
    let usual = audit.dates.on(Milestone::ReturnsDue, days);
    let mut tiles = Vec::new();
    for case in &audit.cases {
        for agency in &audit.agencies {
            let involved = audit.involvement(&case.id, &agency.id);
            let due = involved.and_then(|one| one.extended).unwrap_or(usual);
            let came = returns.iter().find(|one| one.case == case.id && one.agency == agency.id);
            let standing = match (involved, came.map(|one| one.state)) {
                (_, Some(ReturnState::Accepted)) => Standing::Accepted,
                (_, Some(ReturnState::Query)) => Standing::Query,
                (_, Some(ReturnState::Submitted)) => Standing::Submitted,
                (Some(one), _) if one.exempt.is_some() => Standing::Exempt,
                (Some(one), _) if one.known == KnownTo::No => Standing::Nil,
                (None, None) => Standing::NotAsked,
                (Some(one), None) if one.known == KnownTo::Asked && today <= due => Standing::Asked,
                _ if today > due => Standing::Late(late_by(due, today, days)),
                (_, Some(ReturnState::Draft)) => Standing::Draft,
                (Some(_), None) => Standing::Awaited,
            };
            tiles.push(Tile { case: &case.id, agency: &agency.id, standing, due });
        }
    }
    tiles
}

/// Whether an agency may be excused from a return, or given longer for it. Its path says where one lies that was accepted.
///
/// # Errors
/// That it was accepted, which counts, and how to mend that; a sentence without a full stop.
pub fn may_excuse(returns: &[Return], case: &CaseId, agency: &AgencyId, path: &str) -> Result<(), String> {
    let here = |of: &Return| of.case == *case && of.agency == *agency && of.state == ReturnState::Accepted;
    if !returns.iter().any(here) {
        return Ok(());
    }
    Err(format!(
        "the return for {case} by {agency} is accepted and counts, so there is nothing to excuse: if it is not to count, \
         take {path} out of the workspace first, and say the same again"
    ))
}

/// Whether a return may be accepted as it is, by an agency of this kind for this template.
///
/// # Errors
/// What it lacks and the agency has said nothing to, or that it was accepted before; a sentence without a full stop.
pub fn may_accept(of: &Return, template: &Resolved, kind: &AgencyKind) -> Result<(), String> {
    match of.state {
        ReturnState::Draft => return Err("it has not been submitted yet".to_owned()),
        ReturnState::Accepted => {
            return Err("it was accepted, and what was accepted stays as it is".to_owned());
        }
        ReturnState::Submitted | ReturnState::Query => {}
    }
    if let Some(query) = of.queries.iter().find(|query| query.is_open()) {
        return Err(format!(
            "what was asked on {} has no reply yet: {}; r on the return, or 'chairside audit reply', notes it",
            long_date(query.on),
            fit(one_line(&query.text).trim_end_matches('.'), 80)
        ));
    }
    let lacking = unasked(of, template, kind);
    let Some(first) = lacking.first() else { return Ok(()) };
    let more = match lacking.len() - 1 {
        0 => String::new(),
        more => format!(", and {}", count(more, "thing more", "things more")),
    };
    Err(format!(
        "something is missing or not right, and the agency was not asked: {}: {}{more}; S on the return, or 'chairside audit query {} \
         {} {} --missing', asks for it",
        first.key.trim_start_matches('@'),
        first.says.trim_end_matches('.'),
        of.audit,
        of.case,
        of.agency
    ))
}

/// Working days from a due date until today; at least one once it has passed.
pub(super) fn late_by(due: NaiveDate, today: NaiveDate, days: &WorkingDays) -> u32 {
    days.passed(due, today).max(1)
}

#[cfg(test)]
mod tests {
    use super::super::scope::{AskedAgency, Case, Dates, Exempt, Involvement};
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn audit() -> Audit {
        let involved = |agency: &str, known| Involvement {
            case: "C1".into(),
            agency: agency.into(),
            known,
            ..Involvement::default()
        };
        let agencies = ["a", "b", "c", "d", "e"];
        Audit {
            dates: Dates { panel: day("2027-01-19"), ..Dates::default() },
            agencies: agencies.map(|id| AskedAgency { id: id.into(), ..AskedAgency::default() }).to_vec(),
            cases: vec![Case { id: "C1".into(), ..Case::default() }],
            involvement: vec![
                involved("a", KnownTo::Yes),
                involved("b", KnownTo::No),
                Involvement {
                    exempt: Some(Exempt { by: "chair".into(), why: "no capacity".into() }),
                    ..involved("c", KnownTo::Yes)
                },
                Involvement { extended: Some(day("2027-01-12")), ..involved("d", KnownTo::Asked) },
            ],
            ..Audit::default()
        }
    }

    fn standings(returns: &[Return], today: &str) -> Vec<Standing> {
        board(&audit(), returns, day(today), &WorkingDays::default())
            .iter()
            .map(|tile| tile.standing)
            .collect()
    }

    #[test]
    fn a_return_stands_as_what_is_known_and_what_has_come_says() {
        use Standing::{Accepted, Asked, Awaited, Exempt, Late, Nil, NotAsked, Query};
        // Returns are due on 5 January; the agency d has until the 12th.
        assert_eq!(standings(&[], "2027-01-05"), [Awaited, Nil, Exempt, Asked, NotAsked]);
        assert_eq!(standings(&[], "2027-01-11"), [Late(4), Nil, Exempt, Asked, NotAsked]);
        assert_eq!(standings(&[], "2027-01-13"), [Late(6), Nil, Exempt, Late(1), NotAsked]);
        let came = |agency: &str, state| Return {
            case: "C1".into(),
            agency: agency.into(),
            state,
            ..Return::default()
        };
        let returns = [came("a", ReturnState::Accepted), came("d", ReturnState::Query)];
        assert_eq!(standings(&returns, "2027-01-13"), [Accepted, Nil, Exempt, Query, NotAsked]);
        // What has come counts, whatever was said of who knows the child.
        assert_eq!(standings(&[came("b", ReturnState::Accepted)], "2027-01-05")[1], Accepted);
    }

    #[test]
    fn the_order_in_which_returns_came_changes_nothing() {
        let came = |agency: &str| Return {
            case: "C1".into(),
            agency: agency.into(),
            state: ReturnState::Submitted,
            ..Return::default()
        };
        let (one, two) = (came("a"), came("d"));
        assert_eq!(
            standings(&[one.clone(), two.clone()], "2027-01-06"),
            standings(&[two, one], "2027-01-06")
        );
    }
}
