//! The dates of an audit. They are counted in working days from the day of the panel and move with it; those that somebody
//! fixed by hand stay. The usual distances are a default of this program and not of any statute.

use super::scope::Dates;
use crate::base::calendar::WorkingDays;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A date of an audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Milestone {
    /// Terms of reference are agreed.
    Terms,
    /// The children are chosen.
    Sample,
    /// Agencies have said which children they know.
    KnownToYou,
    /// The returns go out.
    ToolsOut,
    /// The returns are due.
    ReturnsDue,
    /// The panel has everything to read.
    PreRead,
    /// The panel.
    Panel,
    /// Practitioners have heard what was found in their work.
    Feedback,
    /// Report and brief are drafted.
    Draft,
    /// Agencies have checked the facts.
    FactCheck,
    /// The group has approved, and the brief is out.
    Published,
    /// The group looks at the actions.
    FirstReview,
    /// It is looked at whether practice changed.
    ImpactReview,
    /// It is decided whether to ask again.
    ReAudit,
}

/// Working days in a week.
const WEEK: i32 = 5;

impl Milestone {
    /// All of them, in order.
    pub const ALL: [Self; 14] = [
        Self::Terms,
        Self::Sample,
        Self::KnownToYou,
        Self::ToolsOut,
        Self::ReturnsDue,
        Self::PreRead,
        Self::Panel,
        Self::Feedback,
        Self::Draft,
        Self::FactCheck,
        Self::Published,
        Self::FirstReview,
        Self::ImpactReview,
        Self::ReAudit,
    ];

    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Terms => "terms of reference agreed",
            Self::Sample => "children chosen",
            Self::KnownToYou => "agencies say which children they know",
            Self::ToolsOut => "returns go out",
            Self::ReturnsDue => "returns due",
            Self::PreRead => "papers to the panel",
            Self::Panel => "panel",
            Self::Feedback => "feedback given to practitioners",
            Self::Draft => "report and brief drafted",
            Self::FactCheck => "facts checked by agencies",
            Self::Published => "approved, and the brief is out",
            Self::FirstReview => "actions looked at",
            Self::ImpactReview => "impact looked at",
            Self::ReAudit => "decide whether to ask again",
        }
    }

    /// How many working days before (negative) or after the panel it usually is.
    pub fn usual(self) -> i32 {
        match self {
            Self::Terms => -8 * WEEK,
            Self::Sample => -7 * WEEK,
            // Asked six weeks before, with five working days to answer.
            Self::KnownToYou | Self::ToolsOut => -5 * WEEK,
            Self::ReturnsDue => -2 * WEEK,
            Self::PreRead => -WEEK,
            Self::Panel => 0,
            Self::Feedback => WEEK,
            Self::Draft => 3 * WEEK,
            Self::FactCheck => 4 * WEEK,
            Self::Published => 6 * WEEK,
            Self::FirstReview => 12 * WEEK,
            Self::ImpactReview => 26 * WEEK,
            Self::ReAudit => 52 * WEEK,
        }
    }
}

impl Dates {
    /// When something is: as it was fixed by hand, else so many working days from the panel.
    pub fn on(&self, milestone: Milestone, days: &WorkingDays) -> NaiveDate {
        if milestone == Milestone::Panel {
            return self.panel;
        }
        let worked_out = || {
            let usual = milestone.usual();
            let n = usual.unsigned_abs();
            if usual < 0 { days.before(self.panel, n) } else { days.add(self.panel, n) }
        };
        self.fixed.get(&milestone).copied().unwrap_or_else(worked_out)
    }

    /// Every date, in the order of the milestones, and whether it was fixed by hand.
    pub fn all(&self, days: &WorkingDays) -> Vec<(Milestone, NaiveDate, bool)> {
        let one = |milestone| (milestone, self.on(milestone, days), self.fixed.contains_key(&milestone));
        Milestone::ALL.into_iter().map(one).collect()
    }

    /// Dates that do not come in the order of the milestones, because one was fixed by hand: each with the one before it.
    pub fn out_of_order(&self, days: &WorkingDays) -> Vec<(Milestone, Milestone)> {
        let all = self.all(days);
        let wrong = all.windows(2).filter(|pair| pair[0].1 > pair[1].1);
        wrong.map(|pair| (pair[0].0, pair[1].0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn dates(panel: &str) -> Dates {
        Dates { panel: day(panel), ..Dates::default() }
    }

    #[test]
    fn dates_are_counted_in_working_days_over_christmas_by_hand() {
        // Panel on Tue 19 Jan 2027. Two weeks before it is ten working days: 18, 15, 14, 13, 12, 11, 8, 7, 6, 5 January.
        let (dates, days) = (dates("2027-01-19"), WorkingDays::default());
        assert_eq!(dates.on(Milestone::ReturnsDue, &days), day("2027-01-05"));
        // Fifteen more: 4 Jan, 31, 30, 29 Dec, 24, 23, 22, 21, 18, 17, 16, 15, 14, 11, 10 Dec. 25 and 28 December and
        // 1 January are bank holidays.
        assert_eq!(dates.on(Milestone::ToolsOut, &days), day("2026-12-10"));
        assert_eq!(dates.on(Milestone::Panel, &days), day("2027-01-19"));
    }

    #[test]
    fn dates_are_counted_in_working_days_over_easter_by_hand() {
        // Panel on Mon 22 Mar 2027. Good Friday is 26 March, Easter Monday 29 March: five working days after it are 23,
        // 24, 25, 30 and 31 March.
        let (dates, days) = (dates("2027-03-22"), WorkingDays::default());
        assert_eq!(dates.on(Milestone::Feedback, &days), day("2027-03-31"));
        assert_eq!(dates.on(Milestone::PreRead, &days), day("2027-03-15"));
    }

    #[test]
    fn a_date_fixed_by_hand_stays_when_the_panel_moves_and_the_others_go_with_it() {
        let days = WorkingDays::default();
        let mut dates = dates("2027-01-19");
        dates.fixed.insert(Milestone::ReturnsDue, day("2027-01-08"));
        let before = dates.all(&days);
        dates.panel = day("2027-01-26");
        let after = dates.all(&days);
        for ((milestone, was, fixed), (_, is, _)) in before.iter().zip(&after) {
            assert_eq!(was == is, *fixed, "{milestone:?}");
        }
        assert_eq!(dates.out_of_order(&days), []);
        dates.fixed.insert(Milestone::ReturnsDue, day("2027-02-08"));
        assert_eq!(dates.out_of_order(&days), [(Milestone::ReturnsDue, Milestone::PreRead)]);
    }

    proptest! {
        #[test]
        fn milestones_come_in_order_whatever_day_the_panel_is(offset in 0_i64..4000) {
            let dates = Dates { panel: day("2024-01-01") + chrono::TimeDelta::days(offset), ..Dates::default() };
            let days = WorkingDays::default();
            prop_assert_eq!(dates.out_of_order(&days), vec![]);
            for (milestone, on, _) in dates.all(&days).into_iter().filter(|(m, ..)| *m != Milestone::Panel) {
                prop_assert!(days.is_working(on), "{:?} on {}", milestone, on);
            }
        }
    }
}
