//! Many organisations in one audit, such as the schools of an area: how many have returned, who has not, and which statements
//! come out weakest. In counts, for a share of few says little and a mean says nothing of any school.

use super::super::board::{Standing, Tile};
use super::super::cautions::is_good;
use super::super::question::{AnswerKind, NO};
use super::super::results::{Outcome, Results};
use super::super::scope::AskedAgency;
use crate::base::id::AgencyKind;

/// The most statements that are listed as weakest.
pub const MOST: usize = 10;

/// Who returned, and what is weakest.
#[derive(Debug, PartialEq)]
pub struct Coverage<'a> {
    /// How many returned of those asked, altogether.
    pub all: Count,
    /// The same for each kind of organisation, in the order in which kinds are first asked.
    pub kinds: Vec<(&'a AgencyKind, Count)>,
    /// Those whose return is not accepted, with how it stands, in the audit's order.
    pub missing: Vec<(&'a AskedAgency, Standing)>,
    /// Those no return is asked of.
    pub exempt: Vec<&'a AskedAgency>,
    /// The weakest statements, the one most often graded low first.
    pub weakest: Vec<Weak<'a>>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "named for what they count")]
pub struct Count {
    pub returned: usize,
    pub asked: usize,
    /// Those no return is asked of, which are not among the asked.
    pub exempt: usize,
}

/// A statement that was graded low.
#[derive(Debug, PartialEq)]
pub struct Weak<'a> {
    /// The statement.
    pub outcome: &'a Outcome<'a>,
    /// How many are in the worse half of its scale, or said no.
    pub low: usize,
    /// Of how many that gave a score.
    pub of: usize,
}

impl<'a> Coverage<'a> {
    /// What these come to; `board` says how every return stands.
    pub fn of(results: &'a Results<'a>, board: &[Tile<'a>]) -> Self {
        let mut coverage = Self {
            all: Count::default(),
            kinds: Vec::new(),
            missing: Vec::new(),
            exempt: Vec::new(),
            weakest: weakest(results),
        };
        for agency in &results.audit.agencies {
            let tiles = || board.iter().filter(|tile| *tile.agency == agency.id);
            let open = || tiles().filter(|tile| is_asked(results.audit, tile)).map(|tile| tile.standing);
            let kind = coverage.kinds.iter().position(|(kind, _)| **kind == agency.kind);
            let kind = kind.unwrap_or_else(|| {
                coverage.kinds.push((&agency.kind, Count::default()));
                coverage.kinds.len() - 1
            });
            if tiles().count() > 0 && open().count() == 0 {
                coverage.exempt.push(agency);
                coverage.all.exempt += 1;
                coverage.kinds[kind].1.exempt += 1;
                continue;
            }
            // The one that is furthest behind speaks for the organisation.
            let behind = open().filter(|standing| *standing != Standing::Accepted).max();
            for count in [&mut coverage.all, &mut coverage.kinds[kind].1] {
                count.asked += 1;
                count.returned += usize::from(behind.is_none());
            }
            coverage.missing.extend(behind.map(|standing| (agency, standing)));
        }
        coverage
    }
}

impl Count {
    /// `41 of 46`; with those no return is asked of, `41 of 46, and 2 exempt`.
    pub fn said(self) -> String {
        match (self.asked, self.exempt) {
            (_, 0) => format!("{} of {}", self.returned, self.asked),
            (0, exempt) => format!("none asked, {exempt} exempt"),
            (_, exempt) => format!("{} of {}, and {exempt} exempt", self.returned, self.asked),
        }
    }
}

impl Count {
    /// `5 of 6 organisations have returned`; with those no return is asked of, `…, and 1 is exempt`.
    pub fn sentence(self) -> String {
        let organisations = if self.asked == 1 { "organisation" } else { "organisations" };
        let said = format!("{} of {} {organisations} have returned", self.returned, self.asked);
        match self.exempt {
            0 => said,
            1 => format!("{said}, and 1 is exempt"),
            n => format!("{said}, and {n} are exempt"),
        }
    }
}

/// Whether a return is asked for, or came all the same: one that was exempted is not, however far it had got.
fn is_asked(audit: &super::super::Audit, tile: &Tile<'_>) -> bool {
    let exempt = || audit.involvement(tile.case, tile.agency).is_some_and(|one| one.exempt.is_some());
    match tile.standing {
        Standing::Accepted => true,
        Standing::Exempt | Standing::Nil => false,
        _ => !exempt(),
    }
}

fn weakest<'a>(results: &'a Results<'a>) -> Vec<Weak<'a>> {
    let weak = |outcome: &'a Outcome<'a>| {
        let scale = results.template.scale_of(outcome.question).filter(|scale| scale.ordinal);
        let low = |code: &str| match scale {
            Some(scale) => scale.rank(code).is_some_and(|rank| !is_good(rank, scale)),
            None => outcome.question.kind() == AnswerKind::YesNo && code == NO,
        };
        let low = outcome.tallies.iter().filter(|tally| low(tally.code)).map(|tally| tally.n).sum();
        (low > 0).then(|| Weak { outcome, low, of: outcome.assessed() })
    };
    let mut all: Vec<Weak<'a>> = results.questions.iter().filter_map(weak).collect();
    // Of as many that are low, the statement fewer were asked is the weaker one.
    all.sort_by_key(|weak| (std::cmp::Reverse(weak.low), weak.of));
    all.truncate(MOST);
    all
}

#[cfg(test)]
mod tests {
    use super::super::super::{board, example};
    use super::*;
    use crate::base::calendar::WorkingDays;

    #[test]
    fn coverage_names_who_is_missing_and_what_is_weakest_in_counts() {
        let (audit, template, mut returns) = (example::audit(), example::template(), example::returns());
        returns.retain(|one| !(one.case.as_str() == "C1" && one.agency.as_str() == "health"));
        let results = Results::of(&audit, &template, &returns, &[]);
        let tiles = board(&audit, &returns, "2026-09-01".parse().unwrap(), &WorkingDays::default());
        let coverage = Coverage::of(&results, &tiles);
        assert_eq!(coverage.all.said(), "3 of 4");
        let missing: Vec<&str> = coverage.missing.iter().map(|(agency, _)| agency.id.as_str()).collect();
        assert_eq!(missing, ["health"]);
        assert_eq!(coverage.kinds[2].1, Count { returned: 1, asked: 1, exempt: 0 });
        let weak: Vec<(&str, usize, usize)> = coverage
            .weakest
            .iter()
            .map(|weak| (weak.outcome.question.id.as_str(), weak.low, weak.of))
            .collect();
        assert_eq!(weak, [("tool", 5, 10), ("shared", 2, 7), ("lived", 2, 8)]);
    }

    #[test]
    fn who_is_exempt_is_not_among_the_asked_however_far_the_return_had_got_and_is_said_apart() {
        use super::super::super::{Exempt, ReturnState};
        let (mut audit, template, mut returns) = (example::audit(), example::template(), example::returns());
        for one in audit.involvement.iter_mut().filter(|one| one.agency.as_str() == "school") {
            one.exempt = Some(Exempt { by: "chair".into(), why: "it closed".into() });
        }
        for (nth, of) in returns.iter_mut().filter(|one| one.agency.as_str() == "school").enumerate() {
            of.state = if nth == 0 { ReturnState::Query } else { ReturnState::Submitted };
        }
        let results = Results::of(&audit, &template, &returns, &[]);
        let tiles = board(&audit, &returns, "2026-09-01".parse().unwrap(), &WorkingDays::default());
        let coverage = Coverage::of(&results, &tiles);
        assert_eq!(coverage.all.said(), "3 of 3, and 1 exempt");
        let school = coverage.kinds.iter().find(|(kind, _)| kind.as_str() == "school").unwrap();
        assert_eq!(school.1.said(), "none asked, 1 exempt");
        assert_eq!(coverage.exempt.len(), 1);
        // The gap view and the results count the same way.
        assert_eq!(super::super::gap::returned(&results).said(), "3 of 3, and 1 exempt");
        let exempt = audit.involvement.iter().filter(|one| one.exempt.is_some()).count();
        let n = results.accepted.len();
        assert_eq!(
            results.returned_said(" returns"),
            format!("{n} of {n} returns accepted, and {exempt} exempt")
        );
    }

    #[test]
    fn the_order_of_returns_changes_nothing() {
        let (audit, template, mut returns) = (example::audit(), example::template(), example::returns());
        let one = format!("{:?}", weakest(&Results::of(&audit, &template, &returns, &[])));
        returns.reverse();
        assert_eq!(one, format!("{:?}", weakest(&Results::of(&audit, &template, &returns, &[]))));
    }
}
