//! What groups expect to be sent, such as a Regulation 45 report: when each is due, what came, how late it is, and how far
//! up its own ladder it has gone. All but what came is worked out on the day and never stored.
//!
//! A partnership's file says what a group receives at its meetings; this register follows the few that have a date.

use super::agenda::Tier;
use super::recommendation::is_partners;
use crate::base::calendar::WorkingDays;
use crate::base::every::Every;
use crate::base::id::GroupId;
use crate::base::stamp::long_date;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most turns looked at: nothing is followed for longer.
const TURNS: i64 = 1000;

/// The register of expected inputs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Register {
    /// Version of the file's format.
    pub schema: u32,
    /// The inputs.
    pub inputs: Vec<Expected>,
}

/// Something a group expects to be sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Expected {
    /// Permanent id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The agency or group it comes from.
    pub from: String,
    /// The group that receives it.
    pub to: GroupId,
    /// How often.
    pub every: Every,
    /// The first day one is due; the others are counted from it. Nothing while nobody has set it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// What came, added to and never changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub received: Vec<Received>,
    /// Who hears of it when one is late, step by step.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub escalate: Vec<Rung>,
    /// Who may see it.
    #[serde(skip_serializing_if = "is_partners")]
    pub tier: Tier,
}

/// One that came.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Received {
    /// The day.
    pub on: NaiveDate,
    /// The due date it is for, where that cannot be told from the day.
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// Anything to say of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A step of the ladder for what is late.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rung {
    /// Working days after it was due; nothing while nobody has set them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<u32>,
    /// The group it is taken to.
    pub to: GroupId,
}

/// How an input stands on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing<'a> {
    /// The day the next one is due; nothing while nobody has set it.
    pub due: Option<NaiveDate>,
    /// How many working days it is late; at least one from the day after it was due.
    pub late: u32,
    /// Due dates that were passed over: a later one was answered, they never were.
    pub missed: Vec<NaiveDate>,
    /// The last that came.
    pub last: Option<&'a Received>,
    /// The step that has been reached, and since when.
    pub reached: Option<(&'a Rung, NaiveDate)>,
    /// The step that comes next, and when.
    pub next: Option<(&'a Rung, NaiveDate)>,
}

impl Expected {
    /// Which turn each that came answers. One that says its due date answers that; else the last one due by the day it
    /// came, or the next when that is answered already and nearer.
    fn answered(&self, first: NaiveDate) -> BTreeSet<i64> {
        let mut answered = BTreeSet::new();
        let mut came: Vec<&Received> = self.received.iter().collect();
        // What says its due date is placed before what has to be guessed.
        came.sort_by_key(|one| (one.due.is_none(), one.on));
        for one in came {
            let day = one.due.unwrap_or(one.on);
            let turn = (0..TURNS).take_while(|turn| self.every.nth(first, *turn) <= day).last().unwrap_or(0);
            // Sent again it answers nothing new; sent early it does.
            let taken = one.due.is_none() && answered.contains(&turn);
            let [this, next] =
                [turn, turn + 1].map(|turn| (self.every.nth(first, turn) - day).num_days().abs());
            answered.insert(if taken && next < this { turn + 1 } else { turn });
        }
        answered
    }

    /// How it stands on a day.
    pub fn standing(&self, today: NaiveDate, days: &WorkingDays) -> Standing<'_> {
        let last = self.received.iter().max_by_key(|one| one.on);
        let Some(first) = self.due else { return Standing { last, ..Standing::default() } };
        let answered = self.answered(first);
        let turn = answered.last().map_or(0, |turn| turn + 1);
        let due = self.every.nth(first, turn);
        let missed =
            (0..turn).filter(|turn| !answered.contains(turn)).map(|turn| self.every.nth(first, turn));
        let dated = |rung: &'_ Rung| rung.after.map(|after| days.add(due, after));
        let mut steps: Vec<(&Rung, NaiveDate)> =
            self.escalate.iter().filter_map(|rung| Some((rung, dated(rung)?))).collect();
        steps.sort_by_key(|(rung, _)| rung.after);
        let is_late = due < today;
        Standing {
            due: Some(due),
            late: if is_late { days.passed(due, today).max(1) } else { 0 },
            missed: missed.collect(),
            last,
            reached: steps.iter().rfind(|(_, on)| is_late && *on <= today).copied(),
            next: steps.iter().find(|(_, on)| !is_late || *on > today).copied(),
        }
    }

    /// What is noted when one came on a day, for the one that is due next where nothing else is said.
    ///
    /// # Errors
    /// Why it cannot be noted, as a sentence without a full stop.
    pub fn came(
        &self,
        on: NaiveDate,
        due: Option<NaiveDate>,
        note: &str,
        today: NaiveDate,
    ) -> Result<Received, String> {
        let id = &self.id;
        if on > today {
            return Err(format!("{} has not come yet: give the day it was received", long_date(on)));
        }
        if due.is_none() && self.received.iter().any(|known| known.on == on) {
            return Err(format!("{id} is noted as received on {} already", long_date(on)));
        }
        let due = due.or_else(|| self.standing(on, &WorkingDays::default()).due);
        if let Some(day) = due.filter(|day| !self.is_due_on(*day)) {
            return Err(format!(
                "{id} is not due on {}: it is due every {} from {}",
                long_date(day),
                self.every,
                self.due.map(long_date).unwrap_or_default()
            ));
        }
        Ok(Received { on, due, note: note.to_owned() })
    }

    /// The due dates that what came on a day may answer, where somebody has to say which, the next one first: one was passed
    /// over, or another that came on that day is noted already. None where it is plain.
    pub fn may_answer(&self, on: NaiveDate, today: NaiveDate) -> Vec<NaiveDate> {
        let Standing { due, missed, .. } = self.standing(today, &WorkingDays::default());
        if missed.is_empty() && self.received.iter().all(|known| known.on != on) {
            return Vec::new();
        }
        due.into_iter().chain(missed.into_iter().rev()).collect()
    }

    /// Groups that hear of a late one, but nobody has set after how many days.
    pub fn undated_steps(&self) -> impl Iterator<Item = &GroupId> {
        self.escalate.iter().filter(|rung| rung.after.is_none()).map(|rung| &rung.to)
    }

    /// Whether what came says a due date that is none of this input's.
    pub fn is_due_on(&self, day: NaiveDate) -> bool {
        let turns = |first| (0..TURNS).map(move |turn| self.every.nth(first, turn));
        self.due.is_none_or(|first| turns(first).take_while(|due| *due <= day).last() == Some(day))
    }
}

impl Register {
    /// The input with this id.
    pub fn input(&self, id: &str) -> Option<&Expected> {
        self.inputs.iter().find(|input| input.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn came(on: &str) -> Received {
        Received { on: day(on), ..Received::default() }
    }

    fn reg_45(received: Vec<Received>) -> Expected {
        let rung = |after, to: &str| Rung { after: Some(after), to: to.into() };
        Expected {
            id: "reg-45".into(),
            every: Every::Months(6),
            due: Some(day("2026-04-30")),
            received,
            escalate: vec![rung(5, "vulnerable-children"), rung(20, "sog"), rung(40, "executive")],
            ..Expected::default()
        }
    }

    fn on(input: &Expected, today: &str) -> (String, u32, String, String) {
        let standing = input.standing(day(today), &WorkingDays::default());
        let step =
            |step: Option<(&Rung, NaiveDate)>| step.map_or(String::new(), |(r, on)| format!("{} {on}", r.to));
        (standing.due.unwrap().to_string(), standing.late, step(standing.reached), step(standing.next))
    }

    #[test]
    fn what_is_late_climbs_its_own_ladder_by_working_days() {
        let none = reg_45(Vec::new());
        let said = |today| on(&none, today);
        let (late_0, late_1) = (said("2026-04-30"), said("2026-05-01"));
        assert_eq!(late_0, ("2026-04-30".into(), 0, String::new(), "vulnerable-children 2026-05-08".into()));
        assert_eq!((late_1.1, late_1.2.as_str()), (1, ""));
        let step = said("2026-05-29");
        assert_eq!((step.2.as_str(), step.3.as_str()), ("vulnerable-children 2026-05-08", "sog 2026-06-01"));
        let top = said("2026-12-03");
        assert_eq!(
            (top.0.as_str(), top.2.as_str(), top.3.as_str()),
            ("2026-04-30", "executive 2026-06-29", "")
        );
    }

    #[test]
    fn what_came_answers_the_last_one_due_and_one_passed_over_is_told() {
        let late = reg_45(vec![came("2026-08-20")]);
        assert_eq!(on(&late, "2026-12-03").0, "2026-10-30");
        // Twenty in November from Mon 2 to Fri 27, Mon 30, and three in December.
        assert_eq!(on(&late, "2026-12-03").1, 24);
        let early = reg_45(vec![came("2026-04-28"), came("2026-10-20")]);
        assert_eq!((on(&early, "2026-12-03").0.as_str(), on(&early, "2026-12-03").1), ("2027-04-30", 0));
        let never = reg_45(vec![came("2026-11-10")]);
        let standing = never.standing(day("2026-12-03"), &WorkingDays::default());
        assert_eq!((standing.due, standing.missed), (Some(day("2027-04-30")), vec![day("2026-04-30")]));
        let twice = reg_45(vec![came("2026-05-02"), came("2026-05-20")]);
        assert_eq!(on(&twice, "2026-12-03").0, "2026-10-30", "sent again, it answers nothing new");
        let said = Received { due: Some(day("2026-10-30")), ..came("2026-10-20") };
        let standing = reg_45(vec![said]);
        let standing = standing.standing(day("2026-12-03"), &WorkingDays::default());
        assert_eq!(standing.missed, [day("2026-04-30")]);
        assert_eq!(standing.last.map(|one| one.on), Some(day("2026-10-20")));
    }

    #[test]
    fn which_one_came_is_asked_where_it_cannot_be_told() {
        let today = day("2026-12-03");
        assert_eq!(reg_45(vec![came("2026-05-02")]).may_answer(today, today), []);
        // The one of April was passed over; and of two on one day the second may be any that is open.
        let passed = reg_45(vec![came("2026-11-10")]);
        assert_eq!(passed.may_answer(today, today), [day("2027-04-30"), day("2026-04-30")]);
        let first = Received { due: Some(day("2026-04-30")), ..came("2026-12-03") };
        assert_eq!(reg_45(vec![first]).may_answer(today, today), [day("2026-10-30")]);
    }

    #[test]
    fn without_a_first_date_nothing_is_late() {
        let undated = Expected { due: None, ..reg_45(vec![came("2026-08-20")]) };
        let standing = undated.standing(day("2030-01-01"), &WorkingDays::default());
        assert_eq!((standing.due, standing.late, standing.next), (None, 0, None));
        assert!(standing.last.is_some());
    }

    #[test]
    fn a_due_date_is_known() {
        let input = reg_45(Vec::new());
        assert!(input.is_due_on(day("2026-10-30")) && input.is_due_on(day("2026-04-30")));
        assert!(!input.is_due_on(day("2026-10-31")) && !input.is_due_on(day("2025-10-31")));
    }
}
