//! Many organisations in one audit, such as the schools of an area: how many have returned, who has not, and which statements
//! come out weakest. In counts, for a share of few says little and a mean says nothing of any school.

use super::board::{Standing, Tile};
use super::cautions::is_good;
use super::question::{AnswerKind, NO};
use super::results::{Outcome, Results};
use super::scope::AskedAgency;
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
            let tiles = || board.iter().filter(|tile| *tile.agency == agency.id).map(|tile| tile.standing);
            let open = || tiles().filter(|standing| !matches!(standing, Standing::Exempt | Standing::Nil));
            if tiles().count() > 0 && open().count() == 0 {
                coverage.exempt.push(agency);
                continue;
            }
            // The one that is furthest behind speaks for the organisation.
            let behind = open().filter(|standing| *standing != Standing::Accepted).max();
            let kind = coverage.kinds.iter().position(|(kind, _)| **kind == agency.kind);
            let kind = kind.unwrap_or_else(|| {
                coverage.kinds.push((&agency.kind, Count::default()));
                coverage.kinds.len() - 1
            });
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
    /// `41 of 46`.
    pub fn said(self) -> String {
        format!("{} of {}", self.returned, self.asked)
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
    use super::super::{board, example};
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
        assert_eq!(coverage.kinds[2].1, Count { returned: 1, asked: 1 });
        let weak: Vec<(&str, usize, usize)> = coverage
            .weakest
            .iter()
            .map(|weak| (weak.outcome.question.id.as_str(), weak.low, weak.of))
            .collect();
        assert_eq!(weak, [("tool", 5, 10), ("shared", 2, 7), ("lived", 2, 8)]);
    }

    #[test]
    fn the_order_of_returns_changes_nothing() {
        let (audit, template, mut returns) = (example::audit(), example::template(), example::returns());
        let one = format!("{:?}", weakest(&Results::of(&audit, &template, &returns, &[])));
        returns.reverse();
        assert_eq!(one, format!("{:?}", weakest(&Results::of(&audit, &template, &returns, &[]))));
    }
}
