//! The programme of audits: what is planned for which quarter or month, why, and which audit came of it. When an audit should
//! have been opened is worked out from the usual dates; nothing of that is stored.
//!
//! Its file is `audits/programme.yaml`.

use crate::base::calendar::{Quarter, WorkingDays};
use crate::base::id::{AuditId, GroupId, TemplateId};
use crate::domain::audit::{Library, Milestone, TemplateKind};
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// The programme.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Programme {
    /// Version of the file's format.
    pub schema: u32,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// How many audits of a kind there are to be in a year.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub expected: Vec<Expected>,
    /// Where that is said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub defined_in: String,
    /// What is planned.
    pub slots: Vec<Slot>,
}

/// How many audits of a kind there are to be in a year, from April to March.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Expected {
    /// The kind.
    pub kind: TemplateKind,
    /// How many.
    pub a_year: u32,
}

/// An audit that is planned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Slot {
    /// Permanent id.
    pub id: String,
    /// When it is to be held, in words: `Q3 2026/27` or `2026-11`.
    pub when: String,
    /// Its theme.
    pub theme: String,
    /// Its kind, where no template says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<TemplateKind>,
    /// What gave rise to it.
    pub because: Because,
    /// More about that.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The template it is to be opened with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<TemplateId>,
    /// The group it reports to.
    pub group: GroupId,
    /// How far it has got.
    pub state: SlotState,
    /// The audit, once it was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audit: Option<AuditId>,
    /// Why it was dropped.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dropped: String,
}

/// What gives rise to an audit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// A priority of the plan.
    #[default]
    Priority,
    /// A practice review.
    Review,
    /// What figures show.
    Data,
    /// What an audit found before.
    EarlierAudit,
    /// An inspection.
    Inspection,
    /// Anything else.
    Other,
}

impl Because {
    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Priority => "a priority",
            Self::Review => "a review",
            Self::Data => "what figures show",
            Self::EarlierAudit => "an earlier audit",
            Self::Inspection => "an inspection",
            Self::Other => "another reason",
        }
    }
}

/// How far a planned audit has got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlotState {
    /// Planned.
    #[default]
    Planned,
    /// It was opened.
    Opened,
    /// It is not held.
    Dropped,
}

/// A quarter or a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A month, by its first day.
    Month(NaiveDate),
    /// A quarter of the financial year.
    Quarter(Quarter),
}

impl When {
    /// Reads `2026-11` or `Q3 2026/27`.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(rest) = text.strip_prefix(['Q', 'q']) {
            let (number, year) = rest.split_once(' ')?;
            let (year, ends) = year.trim().split_once(['/', '-'])?;
            let (year, ends): (i32, i32) = (figures(year, 4)?, figures(ends, 2)?);
            let quarter = Quarter::new(year, number.parse().ok()?)?;
            return ((year + 1).rem_euclid(100) == ends).then_some(Self::Quarter(quarter));
        }
        let (year, month) = text.split_once('-')?;
        let (year, month) = (figures(year, 4)?, figures(month, 2)?);
        NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, 1).map(Self::Month)
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Month(first) => first,
            Self::Quarter(quarter) => quarter.first_day(),
        }
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        match self {
            Self::Month(first) => {
                let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
                next.pred_opt().unwrap_or(first)
            }
            Self::Quarter(quarter) => quarter.last_day(),
        }
    }

    /// The words on screens and documents.
    pub fn said(self) -> String {
        match self {
            Self::Month(first) => first.format("%B %Y").to_string(),
            Self::Quarter(quarter) => quarter.to_string(),
        }
    }
}

/// A number of just so many figures.
fn figures(text: &str, n: usize) -> Option<i32> {
    let good = text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
    good.then(|| text.parse().ok()).flatten()
}

/// How a planned audit stands with its opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It was opened.
    Opened,
    /// It is not held.
    Dropped,
    /// It has to be opened by this day.
    By(NaiveDate),
    /// It had to be opened by this day, so many working days ago.
    Late(NaiveDate, u32),
    /// Nobody can say: its time cannot be read.
    Unknown,
}

impl Slot {
    /// When it is to be held.
    pub fn when(&self) -> Option<When> {
        When::read(&self.when)
    }

    /// Its kind: what it says, else what its template says, else a theme.
    pub fn kind(&self, library: &Library) -> TemplateKind {
        let of_template =
            || self.template.as_ref().and_then(|id| library.templates.get(id)).map(|template| template.kind);
        self.kind.or_else(of_template).unwrap_or_default()
    }

    /// How it stands with its opening on a day. With the usual distances terms of reference come so many working days before
    /// the panel, and the panel has to be by the last working day of its quarter or month.
    pub fn opening(&self, today: NaiveDate, days: &WorkingDays) -> Opening {
        match (self.state, &self.audit, self.when()) {
            (SlotState::Dropped, ..) => Opening::Dropped,
            (SlotState::Opened, ..) | (_, Some(_), _) => Opening::Opened,
            (SlotState::Planned, None, None) => Opening::Unknown,
            (SlotState::Planned, None, Some(when)) => {
                let last = when.last_day();
                let panel = if days.is_working(last) { last } else { days.previous_working(last) };
                let by = days.before(panel, Milestone::Terms.usual().unsigned_abs());
                if today > by { Opening::Late(by, days.passed(by, today).max(1)) } else { Opening::By(by) }
            }
        }
    }
}

/// How many audits of a kind a year has, beside how many it is to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InYear {
    /// The calendar year in whose April it begins.
    pub year: i32,
    /// The kind.
    pub kind: TemplateKind,
    /// How many are planned or opened.
    pub planned: usize,
    /// How many there are to be.
    pub expected: u32,
}

impl Programme {
    /// For each year from April to March that the programme touches: how many audits of each expected kind it has.
    pub fn years(&self, library: &Library) -> Vec<InYear> {
        let (first, last) = (Quarter::of(self.from).year(), Quarter::of(self.to).year());
        let in_year = |year: i32, kind: TemplateKind| {
            let slots = self.slots.iter().filter(|slot| slot.state != SlotState::Dropped);
            let here = |slot: &&Slot| {
                slot.kind(library) == kind
                    && slot.when().is_some_and(|when| Quarter::of(when.first_day()).year() == year)
            };
            slots.filter(here).count()
        };
        let mut years = Vec::new();
        // A slip in a date must not make a list without an end.
        for year in (first..=last).take(20) {
            years.extend(self.expected.iter().map(|one| InYear {
                year,
                kind: one.kind,
                planned: in_year(year, one.kind),
                expected: one.a_year,
            }));
        }
        years
    }

    /// The slot with this id.
    pub fn slot(&self, id: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.id == id)
    }

    /// The last day of a programme of so many years that begins with a month.
    pub fn last_day(from: NaiveDate, years: u32) -> NaiveDate {
        let first = from.with_day(1).unwrap_or(from);
        let next = first.checked_add_months(Months::new(years.saturating_mul(12))).unwrap_or(NaiveDate::MAX);
        next.pred_opt().unwrap_or(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::Template;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn slot(when: &str) -> Slot {
        Slot { when: when.into(), ..Slot::default() }
    }

    #[test]
    fn a_quarter_or_a_month_is_read_and_nothing_else() {
        let read = |text: &str| When::read(text).map(|when| (when.first_day(), when.last_day(), when.said()));
        let is = |text: &str, from: &str, to: &str, said: &str| {
            assert_eq!(read(text), Some((day(from), day(to), said.to_owned())), "{text}");
        };
        is("2026-11", "2026-11-01", "2026-11-30", "November 2026");
        is("Q3 2026/27", "2026-10-01", "2026-12-31", "Q3 2026/27");
        is("q4 2026-27", "2027-01-01", "2027-03-31", "Q4 2026/27");
        for other in ["", "2026", "2026-13", "Q5 2026/27", "Q3 2026", "Q3 2026/28", "autumn", "Q3  2026/27 "]
        {
            let fine = other.trim() == "Q3  2026/27";
            assert!(When::read(other).is_none() || fine, "{other}");
        }
    }

    #[test]
    fn the_day_to_open_by_is_counted_back_over_christmas_and_easter_by_hand() {
        let days = WorkingDays::default();
        // The last working day of January 2027 is Fri 29. Forty before it: 20 of January (28 to 4; the 1st is a bank
        // holiday), that is 28,27,26,25,22,21,20,19,18,15,14,13,12,11,8,7,6,5,4 = 19, then 31,30,29 December = 22; 24,23,22,
        // 21 = 26; 18 to 14 = 31; 11 to 7 = 36; 4,3,2,1 = 40.
        assert_eq!(slot("2027-01").opening(day("2026-11-26"), &days), Opening::By(day("2026-12-01")));
        // Wed 31 March 2027, over Good Friday the 26th and Easter Monday the 29th: 30; 25 to 22 = 5; 19 to 15 = 10; 12 to 8 =
        // 15; 5 to 1 = 20; 26 to 22 February = 25; 19 to 15 = 30; 12 to 8 = 35; 5 to 1 = 40.
        assert_eq!(slot("Q4 2026/27").opening(day("2026-11-26"), &days), Opening::By(day("2027-02-01")));
        let late = slot("2027-01").opening(day("2026-12-03"), &days);
        assert_eq!(late, Opening::Late(day("2026-12-01"), 2));
        let opened = Slot { audit: Some("x".into()), ..slot("2027-01") };
        assert_eq!(opened.opening(day("2026-12-03"), &days), Opening::Opened);
        let dropped = Slot { state: SlotState::Dropped, ..slot("2027-01") };
        assert_eq!(dropped.opening(day("2026-12-03"), &days), Opening::Dropped);
        assert_eq!(slot("soon").opening(day("2026-12-03"), &days), Opening::Unknown);
    }

    #[test]
    fn each_year_is_counted_against_what_the_arrangements_say() {
        let mut library = Library::default();
        let exploitation = Template { kind: TemplateKind::Exploitation, ..Template::default() };
        library.templates.insert("exploitation".into(), exploitation);
        let expected = |kind, a_year| Expected { kind, a_year };
        let programme = Programme {
            from: day("2026-04-01"),
            to: day("2028-03-31"),
            expected: vec![expected(TemplateKind::Thematic, 4), expected(TemplateKind::Exploitation, 2)],
            slots: vec![
                slot("Q1 2026/27"),
                slot("2027-03"),
                Slot { template: Some("exploitation".into()), ..slot("2026-06") },
                Slot { kind: Some(TemplateKind::Exploitation), ..slot("2026-12") },
                Slot { state: SlotState::Dropped, ..slot("2026-09") },
                slot("2027-04"),
            ],
            ..Programme::default()
        };
        let counted: Vec<(i32, usize, u32)> =
            programme.years(&library).iter().map(|one| (one.year, one.planned, one.expected)).collect();
        assert_eq!(counted, [(2026, 2, 4), (2026, 2, 2), (2027, 1, 4), (2027, 0, 2)]);
        assert_eq!(Programme::last_day(day("2026-04-01"), 2), day("2028-03-31"));
    }
}
