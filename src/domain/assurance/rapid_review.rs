//! The clock of a rapid review after a serious incident: what is due when, what was done, what was sent on, what was decided,
//! and where the count stood still. The dates are those of the run-book.
//!
//! A pause never moves a date. Beside the date by the count stands the date that would come of leaving the paused days out;
//! whether a pause is allowed at all is not confirmed in a primary text.
//!
//! Its file is `reviews/rapid/<id>.yaml`. The child stands in it by pseudonym, and it is restricted unless it says otherwise.

use crate::base::calendar::WorkingDays;
use crate::base::id::{ActionId, GroupId, RapidReviewId, RecommendationId};
use crate::base::stamp::long_date;
use crate::base::text::count;
use crate::domain::agenda::Tier;
use crate::domain::audit::{Runbook, TO_NOTIFY, notify_by};
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// The id of the step that tells the national panel.
pub const NOTIFIED: &str = "notified";
/// The id of the step in which partners decide on a local review.
pub const DECIDED: &str = "decided";
/// The id of the step that sends the rapid review to the national panel.
pub const SENT: &str = "sent";
/// The id of the step that publishes a local review.
pub const PUBLISHED: &str = "published";
/// Working days before a date from which it is amber. A default of this program.
pub const CLOSE: u32 = 3;
/// Months from the decision to a local review until it is published.
const REVIEW_MONTHS: u32 = 6;

/// A rapid review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RapidReview {
    /// Version of the file's format.
    pub schema: u32,
    /// Permanent id, the name of its file.
    pub id: RapidReviewId,
    /// The child, by pseudonym.
    pub child: String,
    /// Who may see it.
    pub tier: Tier,
    /// The group that carries it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// The day on which the incident became known to the partnership.
    pub aware: NaiveDate,
    /// The day on which the national panel was notified; nothing until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notified: Option<NaiveDate>,
    /// Times in which the count is said to have stood still, added to and never changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// Steps that were done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<Done>,
    /// What was sent on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<SentOn>,
    /// Whether there is to be a local review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// What it recommended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<RecommendationId>,
    /// Actions of the plan, by their ids.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ActionId>,
    /// Actions of the plan, found by a query.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub find: String,
}

impl Default for RapidReview {
    fn default() -> Self {
        Self {
            schema: 0,
            id: RapidReviewId::default(),
            child: String::new(),
            // What is not said to be for partners is for nobody else.
            tier: Tier::Restricted,
            group: None,
            aware: NaiveDate::default(),
            notified: None,
            pauses: Vec::new(),
            done: Vec::new(),
            sent: Vec::new(),
            decision: None,
            recommendations: Vec::new(),
            actions: Vec::new(),
            find: String::new(),
        }
    }
}

/// A time in which the count is said to have stood still.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pause {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; nothing while it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Why.
    pub why: String,
    /// Who agreed to it: a post or a group.
    pub agreed_by: String,
}

/// A step that was done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Done {
    /// The step, by its id.
    pub step: String,
    /// The day.
    pub on: NaiveDate,
}

/// Something that was sent on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SentOn {
    /// The day.
    pub on: NaiveDate,
    /// What.
    pub what: String,
    /// To whom.
    pub to: String,
}

/// Whether there is to be a local review.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decision {
    /// The day.
    pub on: NaiveDate,
    /// What was decided.
    pub outcome: Outcome,
    /// Who decided: a post or a group.
    pub by: String,
    /// Why.
    pub why: String,
}

/// What can be decided after a rapid review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A local child safeguarding practice review.
    LocalReview,
    /// None: what was learned is enough.
    #[default]
    NoLocalReview,
}

impl Outcome {
    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::LocalReview => "a local child safeguarding practice review",
            Self::NoLocalReview => "no local review",
        }
    }
}

/// Something that is due in a rapid review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The step's id.
    pub id: &'static str,
    /// What.
    pub what: &'static str,
    /// Who holds it.
    pub who: &'static str,
    /// Whether the day is a proposal of this program, or not confirmed in a primary text.
    pub unconfirmed: bool,
    /// The day by the count.
    pub due: NaiveDate,
    /// The day that comes of leaving paused days out, where that is another.
    pub with_pauses: Option<NaiveDate>,
    /// The day it was done.
    pub done: Option<NaiveDate>,
}

/// How much is left until a date, as a letter and words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It was done, so many working days late; none in time.
    Done(u32),
    /// So many working days are left.
    Days(u32),
    /// It has not been done, so many working days late.
    Late(u32),
}

impl Left {
    /// What is left on a day until another, or how late what was done, or was not, is.
    pub fn of(due: NaiveDate, done: Option<NaiveDate>, today: NaiveDate, days: &WorkingDays) -> Self {
        let late = |on: NaiveDate| if on > due { days.passed(due, on).max(1) } else { 0 };
        match done {
            Some(on) => Self::Done(late(on)),
            None if today > due => Self::Late(late(today)),
            None => Self::Days(days.passed(today, due)),
        }
    }

    /// Letter and words where room is short: `R late 2 working days`.
    pub fn brief(self) -> String {
        let days = |n: u32| count(n as usize, "working day", "working days");
        match self {
            Self::Done(0) => "B done in time".to_owned(),
            Self::Done(n) => format!("B done {} late", days(n)),
            Self::Days(0) => "A due today".to_owned(),
            Self::Days(n) => format!("{} {} left", self.letter(), days(n)),
            Self::Late(n) => format!("R late {}", days(n)),
        }
    }

    /// The letter of red, amber, green and blue.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Done(_) => "B",
            Self::Days(n) if n > CLOSE => "G",
            Self::Days(_) => "A",
            Self::Late(_) => "R",
        }
    }

    /// Letter and words: `A amber, 2 working days left`.
    pub fn said(self) -> String {
        let days = |n: u32| count(n as usize, "working day", "working days");
        match self {
            Self::Done(0) => "B blue, done in time".to_owned(),
            Self::Done(n) => format!("B blue, done {} late", days(n)),
            Self::Days(0) => "A amber, due today".to_owned(),
            Self::Days(n) if n > CLOSE => format!("G green, {} left", days(n)),
            Self::Days(n) => format!("A amber, {} left", days(n)),
            Self::Late(n) => format!("R red, late {}", days(n)),
        }
    }
}

impl Point {
    /// How much is left on a day, by the count: a pause changes nothing of it.
    pub fn left(&self, today: NaiveDate, days: &WorkingDays) -> Left {
        Left::of(self.due, self.done, today, days)
    }
}

impl Pause {
    /// How many working days it took, up to and with today while it lasts.
    pub fn took(&self, today: NaiveDate, days: &WorkingDays) -> u32 {
        let before = self.from.pred_opt().unwrap_or(self.from);
        days.passed(before, self.to.unwrap_or(today))
    }
}

impl RapidReview {
    /// The pause that lasts.
    pub fn paused(&self) -> Option<&Pause> {
        self.pauses.iter().find(|pause| pause.to.is_none())
    }

    /// The last day of the pause that lasts, where the count goes on from a day.
    ///
    /// # Errors
    /// Why it cannot, as a sentence without a full stop.
    pub fn goes_on(&self, on: NaiveDate) -> Result<NaiveDate, String> {
        let pause = self.paused().ok_or("no pause lasts")?;
        let last = on.pred_opt().unwrap_or(on);
        if last < pause.from {
            let from = long_date(pause.from);
            return Err(format!("the pause began on {from}: the count goes on from a later day"));
        }
        Ok(last)
    }

    /// Whether the count may be said to have stood still from a day on, up to and with another where that is known.
    ///
    /// # Errors
    /// Why not, as a sentence without a full stop.
    pub fn may_pause(&self, from: NaiveDate, to: Option<NaiveDate>) -> Result<(), String> {
        if from < self.aware {
            let [from, aware] = [from, self.aware].map(long_date);
            return Err(format!("{from} is before the incident became known on {aware}"));
        }
        match to {
            Some(to) if to < from => Err("the pause would end before it begins".to_owned()),
            _ => Ok(()),
        }
    }

    /// Whether a step may be noted as done on a day.
    ///
    /// # Errors
    /// Why not, as a sentence without a full stop.
    pub fn may_note(&self, step: &str, on: NaiveDate) -> Result<(), String> {
        if let Some(day) = self.done_on(step) {
            return Err(format!("it is noted as done on {} already", long_date(day)));
        }
        let (first, what) = match self.notified.filter(|_| step != NOTIFIED) {
            Some(day) => (day, "the panel was notified"),
            None => (self.aware, "the incident became known"),
        };
        if on < first {
            return Err(format!("{} is before {what} on {}", long_date(on), long_date(first)));
        }
        Ok(())
    }

    /// The day a step was done. Telling the panel and deciding have places of their own.
    pub fn done_on(&self, step: &str) -> Option<NaiveDate> {
        match step {
            NOTIFIED => self.notified,
            DECIDED => self.decision.as_ref().map(|decision| decision.on),
            _ => self.done.iter().find(|done| done.step == step).map(|done| done.on),
        }
    }

    /// Everything that is due, in order: the notification; once that was given, the steps of the run-book; once a local
    /// review was decided on, its publication.
    pub fn points(&self, today: NaiveDate, days: &WorkingDays) -> Vec<Point> {
        let paused = self.without_pauses(today, days);
        let both = |date: &dyn Fn(&WorkingDays) -> NaiveDate| {
            let (due, other) = (date(days), date(&paused));
            (due, Some(other).filter(|other| *other != due))
        };
        let (due, with_pauses) = both(&|days| notify_by(self.aware, days));
        let first = &Runbook::RapidReview.steps()[0];
        let mut points = vec![Point {
            id: NOTIFIED,
            what: "The national panel is notified of the incident",
            who: first.who,
            unconfirmed: false,
            due,
            with_pauses,
            done: self.notified,
        }];
        let Some(notified) = self.notified else { return points };
        let counted = Runbook::RapidReview.due(notified, days);
        let other = Runbook::RapidReview.due(notified, &paused);
        for (by_count, other) in counted.iter().zip(other).filter(|(by_count, _)| {
            // The first is the notification; a review's six months are counted below, from the decision.
            ![NOTIFIED, PUBLISHED].contains(&by_count.step.id)
        }) {
            points.push(Point {
                id: by_count.step.id,
                what: by_count.step.what,
                who: by_count.step.who,
                unconfirmed: by_count.step.unconfirmed,
                due: by_count.to,
                with_pauses: Some(other.to).filter(|day| *day != by_count.to),
                done: self.done_on(by_count.step.id),
            });
        }
        points.extend(self.published_by(days).map(|due| Point {
            id: PUBLISHED,
            what: "The local review is published, six months after it was decided on",
            who: "safeguarding partners",
            unconfirmed: true,
            due,
            with_pauses: None,
            done: self.done_on(PUBLISHED),
        }));
        points
    }

    /// The first thing that was not done.
    pub fn next(&self, today: NaiveDate, days: &WorkingDays) -> Option<Point> {
        self.points(today, days).into_iter().find(|point| point.done.is_none())
    }

    /// The last day of a local review that was decided on: months of the calendar, and the next working day where that is
    /// none.
    fn published_by(&self, days: &WorkingDays) -> Option<NaiveDate> {
        let decision = self.decision.as_ref().filter(|one| one.outcome == Outcome::LocalReview)?;
        let day = decision.on.checked_add_months(Months::new(REVIEW_MONTHS))?;
        Some(if days.is_working(day) { day } else { days.next_working(day) })
    }

    /// The calendar without the days on which the count is said to have stood still.
    fn without_pauses(&self, today: NaiveDate, days: &WorkingDays) -> WorkingDays {
        let mut without = days.clone();
        let pauses = self.pauses.iter();
        let closed = |pause: &Pause| (pause.from, pause.to.unwrap_or(today.max(pause.from)), String::new());
        without.closures.extend(pauses.map(closed));
        without
    }
}

/// Whether these words are a pseudonym: `Child A`, `C1`. Nobody's initials, and nobody's name.
pub fn is_pseudonym(words: &str) -> bool {
    if let Some(letters) = words.strip_prefix("Child ") {
        return letters.len() == 1 && letters.bytes().all(|b| b.is_ascii_uppercase());
    }
    words
        .strip_prefix('C')
        .is_some_and(|number| (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether an id is a year and a number, so that none can be made of a name: `rr-2026-01`.
pub fn is_id(id: &str) -> bool {
    let figures = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    id.strip_prefix("rr-")
        .and_then(|rest| rest.split_once('-'))
        .is_some_and(|(year, number)| figures(year, 4, 4) && figures(number, 2, 3))
}

/// The next id of a year.
pub fn next_id<'a>(year: i32, known: impl Iterator<Item = &'a RapidReviewId>) -> RapidReviewId {
    let of_year = format!("rr-{year}-");
    let numbers = known.filter_map(|id| id.as_str().strip_prefix(&of_year)?.parse::<u32>().ok());
    RapidReviewId::new(format!("{of_year}{:02}", numbers.max().unwrap_or(0).saturating_add(1)))
}

/// The steps that can be said to be done by their ids, with what they are.
pub fn steps() -> impl Iterator<Item = (&'static str, &'static str)> {
    let steps = Runbook::RapidReview.steps().iter().map(|step| (step.id, step.what));
    steps.filter(|(id, _)| ![NOTIFIED, DECIDED].contains(id))
}

/// How many working days there are to tell the national panel, in words.
pub fn to_notify_said() -> String {
    count(TO_NOTIFY as usize, "working day", "working days")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn review() -> RapidReview {
        RapidReview {
            aware: day("2025-12-10"),
            notified: Some(day("2025-12-15")),
            child: "Child A".into(),
            ..RapidReview::default()
        }
    }

    fn due(review: &RapidReview, id: &str, today: &str) -> (String, String) {
        let points = review.points(day(today), &WorkingDays::default());
        let point = points.iter().find(|point| point.id == id).unwrap_or_else(|| panic!("{id}"));
        (point.due.to_string(), point.with_pauses.map(|day| day.to_string()).unwrap_or_default())
    }

    #[test]
    fn five_and_fifteen_working_days_over_christmas_by_hand() {
        // Known on Wed 10 December 2025: 11, 12, 15, 16, 17. Notified on Mon 15: 16, 17, 18, 19, 22, 23, 24, 29, 30, 31 are
        // ten; 2, 5, 6, 7, 8 January five more.
        let review = review();
        assert_eq!(due(&review, "notified", "2025-12-16").0, "2025-12-17");
        assert_eq!(due(&review, "group", "2025-12-16").0, "2025-12-31");
        assert_eq!(due(&review, "sent", "2025-12-16"), ("2026-01-08".into(), String::new()));
    }

    #[test]
    fn five_and_fifteen_working_days_over_easter_by_hand() {
        // Known on Wed 1 April 2026: 2, then 7, 8, 9, 10. Notified on Thu 2: 7, 8, 9, 10, 13, 14, 15, 16, 17, 20 are ten; 21,
        // 22, 23, 24, 27 April five more.
        let review = RapidReview {
            aware: day("2026-04-01"),
            notified: Some(day("2026-04-02")),
            ..RapidReview::default()
        };
        assert_eq!(due(&review, "notified", "2026-04-02").0, "2026-04-10");
        assert_eq!(due(&review, "group", "2026-04-02").0, "2026-04-20");
        assert_eq!(due(&review, "sent", "2026-04-02").0, "2026-04-27");
    }

    #[test]
    fn a_pause_shows_and_never_moves_the_date_by_the_count() {
        let mut review = review();
        // Paused from Thu 18 December to Mon 22: 18, 19 and 22 are not counted, so three more after 8 January: 9, 12, 13.
        review.pauses = vec![Pause {
            from: day("2025-12-18"),
            to: Some(day("2025-12-22")),
            why: "criminal enquiry".into(),
            agreed_by: "executive".into(),
        }];
        let days = WorkingDays::default();
        assert_eq!(due(&review, "sent", "2026-01-05"), ("2026-01-08".into(), "2026-01-13".into()));
        assert_eq!(due(&review, "notified", "2026-01-05").1, "", "nothing stood still before it was due");
        assert_eq!(review.pauses[0].took(day("2026-01-05"), &days), 3);
        let next = review.points(day("2026-01-09"), &days);
        let sent = next.iter().find(|point| point.id == SENT).unwrap();
        assert_eq!(sent.left(day("2026-01-09"), &days).said(), "R red, late 1 working day", "by the count");
        // One that lasts counts up to today: 18, 19, 22, 23, 24 December, then five after 8 January.
        review.pauses[0].to = None;
        assert_eq!(due(&review, "sent", "2025-12-26"), ("2026-01-08".into(), "2026-01-15".into()));
        assert!(review.paused().is_some());
    }

    #[test]
    fn what_is_left_is_a_letter_and_words() {
        let (mut review, days) = (review(), WorkingDays::default());
        let sent = |review: &RapidReview, today: &str| {
            let points = review.points(day(today), &days);
            points.iter().find(|point| point.id == SENT).unwrap().left(day(today), &days).said()
        };
        assert_eq!(sent(&review, "2025-12-31"), "G green, 5 working days left");
        assert_eq!(sent(&review, "2026-01-05"), "A amber, 3 working days left");
        assert_eq!(sent(&review, "2026-01-08"), "A amber, due today");
        assert_eq!(sent(&review, "2026-01-10"), "R red, late 1 working day");
        review.done = vec![Done { step: SENT.into(), on: day("2026-01-12") }];
        assert_eq!(sent(&review, "2026-02-01"), "B blue, done 2 working days late");
        review.done[0].on = day("2026-01-08");
        assert_eq!(sent(&review, "2026-02-01"), "B blue, done in time");
        let brief =
            [Left::Done(0), Left::Done(2), Left::Days(0), Left::Days(3), Left::Days(4), Left::Late(1)];
        let brief = brief.map(Left::brief);
        assert_eq!(brief[..3], ["B done in time", "B done 2 working days late", "A due today"]);
        assert_eq!(brief[3..], ["A 3 working days left", "G 4 working days left", "R late 1 working day"]);
    }

    #[test]
    fn a_step_is_noted_once_and_not_before_the_count_and_a_pause_ends_after_it_began() {
        let mut review = review();
        assert_eq!(review.may_note(SENT, day("2026-01-08")), Ok(()));
        let refused =
            |review: &RapidReview, step: &str, on: &str| review.may_note(step, day(on)).unwrap_err();
        assert!(refused(&review, SENT, "2025-12-14").contains("before the panel was notified on Mon 15 Dec"));
        assert!(refused(&review, NOTIFIED, "2025-12-16").contains("on Mon 15 Dec 2025 already"));
        review.notified = None;
        assert!(refused(&review, NOTIFIED, "2025-12-09").contains("before the incident became known"));
        assert_eq!(review.goes_on(day("2025-12-22")), Err("no pause lasts".to_owned()));
        review.pauses = vec![Pause { from: day("2025-12-18"), ..Pause::default() }];
        assert_eq!(review.goes_on(day("2025-12-22")), Ok(day("2025-12-21")));
        assert!(review.goes_on(day("2025-12-18")).unwrap_err().contains("from a later day"));
    }

    #[test]
    fn a_local_review_has_six_months_from_the_decision_and_none_without_one() {
        let (mut review, days) = (review(), WorkingDays::default());
        let has = |review: &RapidReview| {
            review.points(day("2026-01-10"), &days).iter().any(|point| point.id == PUBLISHED)
        };
        review.decision = Some(Decision { on: day("2026-01-06"), ..Decision::default() });
        assert!(!has(&review));
        review.decision =
            Some(Decision { on: day("2025-10-06"), outcome: Outcome::LocalReview, ..Decision::default() });
        // Six months later is Easter Monday; the next working day is Tue 7 April.
        assert_eq!(due(&review, "published", "2026-01-10").0, "2026-04-07");
        assert_eq!(review.done_on(DECIDED), Some(day("2025-10-06")));
    }

    #[test]
    fn before_the_notification_only_that_is_due() {
        let review = RapidReview { notified: None, ..review() };
        let points = review.points(day("2025-12-12"), &WorkingDays::default());
        assert_eq!(points.len(), 1);
        assert_eq!(
            points[0].left(day("2025-12-12"), &WorkingDays::default()).said(),
            "A amber, 3 working days left"
        );
    }

    #[test]
    fn a_child_is_a_letter_or_a_number_and_an_id_a_year_and_a_number() {
        for fine in ["Child A", "C1", "C12"] {
            assert!(is_pseudonym(fine), "{fine}");
        }
        for other in
            ["", "Child", "Child Ab", "Child Jo", "A", "J.S.", "Jo", "C", "CAB", "child a", "Child JS"]
        {
            assert!(!is_pseudonym(other), "{other}");
        }
        assert!(is_id("rr-2026-01") && is_id("rr-2026-100"));
        for other in ["rr-2026", "rr-26-01", "rr-smith-01", "rr-2026-1", "2026-01", "rr-2026-01-jo"] {
            assert!(!is_id(other), "{other}");
        }
        let known = ["rr-2026-02".into(), "rr-2025-09".into()];
        assert_eq!(next_id(2026, known.iter()).as_str(), "rr-2026-03");
        assert_eq!(next_id(2027, known.iter()).as_str(), "rr-2027-01");
        assert!(is_id(next_id(2027, known.iter()).as_str()));
    }

    proptest! {
        #[test]
        fn no_pause_moves_a_date_by_the_count_and_none_makes_the_other_earlier(
            pauses in proptest::collection::vec((0u64..60, proptest::option::of(0u64..20)), 0..4),
            today in 0u64..90,
        ) {
            let days = WorkingDays::default();
            let at = |n: u64| day("2025-12-10").checked_add_days(chrono::Days::new(n)).unwrap();
            let plain = review();
            let pause = |(from, length): (u64, Option<u64>)| Pause {
                from: at(from),
                to: length.map(|length| at(from + length)),
                ..Pause::default()
            };
            let paused = RapidReview { pauses: pauses.into_iter().map(pause).collect(), ..review() };
            let (without, with) = (plain.points(at(today), &days), paused.points(at(today), &days));
            prop_assert_eq!(without.len(), with.len());
            for (one, other) in without.iter().zip(&with) {
                prop_assert_eq!(one.due, other.due);
                prop_assert_eq!(one.left(at(today), &days), other.left(at(today), &days));
                prop_assert!(one.with_pauses.is_none() && other.with_pauses.is_none_or(|day| day > one.due));
            }
        }
    }

    #[test]
    fn it_is_restricted_unless_it_says_otherwise() {
        assert_eq!(serde_yaml::from_str::<RapidReview>("schema: 1").unwrap().tier, Tier::Restricted);
    }
}
