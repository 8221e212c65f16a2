//! What is due on which working day: after notice of a joint inspection, and for a rapid review of a serious incident. The
//! days are those of English statutory and inspection practice as partnerships describe it; each step says how sure that is.

use crate::base::calendar::WorkingDays;
use chrono::{Months, NaiveDate};

/// A run-book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runbook {
    /// From the day of notice of a joint targeted area inspection, which is day 1.
    JointInspection,
    /// From the day on which the national panel was notified of a serious incident.
    RapidReview,
}

/// Something that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Permanent id: files say by it who holds a step, and when it was done.
    pub id: &'static str,
    /// From which day.
    from: Day,
    /// Until which day.
    to: Day,
    /// What.
    pub what: &'static str,
    /// Who holds it.
    pub who: &'static str,
    /// Whether the day is a proposal of this program, or not confirmed in a primary text.
    pub unconfirmed: bool,
}

/// How a day is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    /// The nth working day, where the first day is day 1.
    Nth(u32),
    /// So many working days after the first day.
    After(u32),
    /// So many months after the first day.
    Months(u32),
}

/// A step with its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The step.
    pub step: Step,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
}

type Words = &'static str;

const fn step(id: Words, from: Day, to: Day, what: Words, who: Words) -> Step {
    Step { id, from, to, what, who, unconfirmed: false }
}

const fn proposed(id: Words, from: Day, to: Day, what: Words, who: Words) -> Step {
    Step { id, from, to, what, who, unconfirmed: true }
}

use Day::{After, Months as InMonths, Nth};

const LEAD: &str = "inspection lead";
const AGENCIES: &str = "every agency";
const UNIT: &str = "business unit";
const PANEL: &str = "audit group";
const PARTNERS: &str = "safeguarding partners";

/// Notice is given ten working days before fieldwork, and the day of notice is day 1.
const INSPECTION: [Step; 9] = [
    step(
        "notice",
        Nth(1),
        Nth(1),
        "Pass the notice on, confirm the lead in each agency, ask for the lists",
        LEAD,
    ),
    proposed(
        "lists",
        Nth(2),
        Nth(3),
        "Lists are in; children are matched between agencies outside this program",
        AGENCIES,
    ),
    proposed("children", Nth(3), Nth(4), "Children are chosen; the audit tool goes out the same day", LEAD),
    proposed("audits", Nth(5), Nth(8), "Agencies audit the children's records", AGENCIES),
    proposed("joint-meetings", Nth(8), Nth(9), "One joint meeting a child, and one account of it", PANEL),
    proposed("sent", Nth(10), Nth(10), "Audits and evidence are sent to the inspectors", UNIT),
    step(
        "fieldwork",
        Nth(11),
        Nth(15),
        "Fieldwork: interviews, a daily meeting with the inspectors, a log of what they ask",
        AGENCIES,
    ),
    proposed("draft-letter", After(16), After(30), "Check the draft letter for facts", PARTNERS),
    proposed(
        "looked-again",
        After(45),
        After(45),
        "Look at what was found by the last audits and what changed",
        PANEL,
    ),
];

/// Partnerships expect the rapid review within fifteen working days.
const RAPID: [Step; 7] = [
    step("notified", Nth(1), Nth(1), "The incident is notified; the clock starts", "local authority"),
    proposed("asked", After(1), After(1), "Agencies are asked for a summary of what they know", UNIT),
    proposed("summaries", After(2), After(9), "Summaries come in; a first look together", AGENCIES),
    proposed(
        "group",
        After(10),
        After(10),
        "The review group meets and agrees what was learned",
        "review group",
    ),
    proposed(
        "decided",
        After(14),
        After(14),
        "Partners decide whether there is to be a local review",
        PARTNERS,
    ),
    step("sent", After(15), After(15), "The rapid review goes to the national panel", PARTNERS),
    proposed(
        "published",
        InMonths(6),
        InMonths(6),
        "A local review, if there is one, is published",
        PARTNERS,
    ),
];

/// Working days after which a local authority must have told the national panel that it became aware of an incident.
pub const TO_NOTIFY: u32 = 5;

impl Step {
    /// Its first and last working day, where the first day of all is day 1; nothing where months are counted.
    pub fn days(&self) -> Option<(u32, u32)> {
        let nth = |day: Day| match day {
            Nth(nth) => Some(nth),
            After(n) => Some(n.saturating_add(1)),
            InMonths(_) => None,
        };
        Some((nth(self.from)?, nth(self.to)?))
    }
}

impl Runbook {
    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::JointInspection => "Joint inspection, counted in working days; the day of notice is day 1",
            Self::RapidReview => "Rapid review, counted in working days after the day of notification",
        }
    }

    /// Its steps, in order.
    pub fn steps(self) -> &'static [Step] {
        match self {
            Self::JointInspection => &INSPECTION,
            Self::RapidReview => &RAPID,
        }
    }

    /// Every step with its dates, from the first day on.
    pub fn due(self, first: NaiveDate, days: &WorkingDays) -> Vec<Due> {
        let on = |day: Day| match day {
            Day::Nth(nth) => days.add(first, nth.saturating_sub(1)),
            Day::After(n) => days.add(first, n),
            Day::Months(n) => {
                let day = first.checked_add_months(Months::new(n)).unwrap_or(first);
                if days.is_working(day) { day } else { days.next_working(day) }
            }
        };
        self.steps().iter().map(|step| Due { step: *step, from: on(step.from), to: on(step.to) }).collect()
    }
}

/// The last day on which the national panel may be told of an incident that was known on a day.
pub fn notify_by(aware: NaiveDate, days: &WorkingDays) -> NaiveDate {
    days.add(aware, TO_NOTIFY)
}

/// The last day of an action plan after a letter was published: seventy working days, as inspected areas were given.
pub fn action_plan_by(published: NaiveDate, days: &WorkingDays) -> NaiveDate {
    days.add(published, 70)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn dates(book: Runbook, first: &str) -> Vec<(String, String)> {
        let due = book.due(day(first), &WorkingDays::default());
        due.iter().map(|due| (due.from.to_string(), due.to.to_string())).collect()
    }

    #[test]
    fn notice_before_christmas_is_counted_by_hand() {
        // Friday 19 December 2025 is day 1. Then 22, 23, 24 are days 2 to 4; 25 and 26 are bank holidays; 29, 30, 31 are
        // days 5 to 7; 1 January is one; 2 January is day 8, Mon 5 day 9, Tue 6 day 10, Wed 7 day 11, Tue 13 day 15.
        let all = dates(Runbook::JointInspection, "2025-12-19");
        let expected = [
            ("2025-12-19", "2025-12-19"),
            ("2025-12-22", "2025-12-23"),
            ("2025-12-23", "2025-12-24"),
            ("2025-12-29", "2026-01-02"),
            ("2026-01-02", "2026-01-05"),
            ("2026-01-06", "2026-01-06"),
            ("2026-01-07", "2026-01-13"),
        ];
        for (found, (from, to)) in all.iter().zip(expected) {
            assert_eq!((found.0.as_str(), found.1.as_str()), (from, to));
        }
    }

    #[test]
    fn notice_before_easter_is_counted_by_hand() {
        // Wed 24 March 2027 is day 1, Thu 25 day 2. Good Friday and Easter Monday fall out: Tue 30 is day 3, Wed 31 day 4,
        // Thu 1 April day 5, Fri 2 day 6, Mon 5 day 7, Tue 6 day 8, Wed 7 day 9, Thu 8 day 10, Fri 9 day 11, Thu 15 day 15.
        let all = dates(Runbook::JointInspection, "2027-03-24");
        assert_eq!(all[1], ("2027-03-25".to_owned(), "2027-03-30".to_owned()));
        assert_eq!(all[3], ("2027-04-01".to_owned(), "2027-04-06".to_owned()));
        assert_eq!(all[5].0, "2027-04-08");
        assert_eq!(all[6], ("2027-04-09".to_owned(), "2027-04-15".to_owned()));
    }

    #[test]
    fn a_rapid_review_over_christmas_is_counted_by_hand() {
        // Notified on Mon 15 Dec 2025: working day 10 is 31 December, 14 is 7 January, 15 is Thu 8 January 2026.
        let all = dates(Runbook::RapidReview, "2025-12-15");
        assert_eq!(all[3].0, "2025-12-31");
        assert_eq!(all[4].0, "2026-01-07");
        assert_eq!(all[5].0, "2026-01-08");
        assert_eq!(all[6].0, "2026-06-15");
        // Aware on Fri 19 December: 22, 23, 24, 29 and 30 December.
        assert_eq!(notify_by(day("2025-12-19"), &WorkingDays::default()), day("2025-12-30"));
    }

    #[test]
    fn seventy_working_days_after_a_letter() {
        // Published on Tue 30 January 2018, the plan was due on Fri 11 May 2018.
        assert_eq!(action_plan_by(day("2018-01-30"), &WorkingDays::default()), day("2018-05-11"));
    }
}
