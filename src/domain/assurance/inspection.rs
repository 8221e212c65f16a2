//! Being ready for a joint inspection: who holds each step of the run-book, what evidence there is and how fresh it is, how
//! often the lists of data were tried out and what was wrong with them, and what another area's letter led to here.
//!
//! Its file is `audits/inspections/<id>.yaml`. No child stands in it.

use super::rapid_review::{Done, Left};
use crate::base::calendar::WorkingDays;
use crate::base::id::{ActionId, AgencyKind, InspectionId, PostId, TemplateId};
use crate::base::stamp::long_date;
use crate::base::text::{count, one_line};
use crate::domain::audit::{DataList, Due, EvidenceItem, Resolved, Runbook};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// An inspection that is prepared for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Inspection {
    /// Version of the file's format.
    pub schema: u32,
    /// Permanent id, the name of its file.
    pub id: InspectionId,
    /// Which kind of inspection.
    pub kind: InspectionKind,
    /// Its theme.
    pub theme: String,
    /// The template that evidence and lists were taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<TemplateId>,
    /// The day notice was given; nothing until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<NaiveDate>,
    /// The day the inspectors' letter was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter: Option<NaiveDate>,
    /// Who holds which step of the run-book.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holders: Vec<Holder>,
    /// Steps of the run-book that were done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<Done>,
    /// What is kept ready to be shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Lists of data that may be asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub data_lists: Vec<TriedList>,
    /// Other areas' letters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub benchmarks: Vec<Benchmark>,
}

/// The kinds of joint inspections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InspectionKind {
    /// How need and risk are met when they first become known.
    FrontDoor,
    /// One theme, followed through every agency.
    #[default]
    Theme,
    /// Any other.
    Other,
}

impl InspectionKind {
    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::FrontDoor => "front door",
            Self::Theme => "theme",
            Self::Other => "other",
        }
    }
}

/// Who holds a step of the run-book: a post, and no person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holder {
    /// The step, by its id.
    pub step: String,
    /// The post.
    pub post: PostId,
    /// Who stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deputy: Option<PostId>,
}

/// Something that is kept ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// Permanent id.
    pub id: String,
    /// What it is.
    pub what: String,
    /// The kind of agency that holds it.
    pub holder: AgencyKind,
    /// The post to ask for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<PostId>,
    /// The day from which what it says holds; nothing while there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds_from: Option<NaiveDate>,
    /// After how many days it must be looked at again.
    pub fresh_days: u32,
    /// Where it is.
    #[serde(rename = "where", skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// How fresh a piece of evidence is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// There is none.
    Missing,
    /// It has to be looked at again: since when, and how many working days that is.
    Stale(NaiveDate, u32),
    /// It holds from a day that has not come.
    NotYet(NaiveDate),
    /// It is good up to and with this day.
    Fresh(NaiveDate),
}

impl Freshness {
    /// The words on screens and documents.
    pub fn said(self) -> String {
        match self {
            Self::Missing => "missing".to_owned(),
            Self::Stale(since, 0) => format!("stale since {}", long_date(since)),
            Self::Stale(_, days) => {
                format!("stale for {}", count(days as usize, "working day", "working days"))
            }
            Self::NotYet(from) => format!("holds only from {}", long_date(from)),
            Self::Fresh(last) => format!("fresh until {}", long_date(last)),
        }
    }
}

/// A list of data, and how it went when it was tried out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TriedList {
    /// Permanent id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The kind of agency that makes it.
    pub holder: AgencyKind,
    /// The post that makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<PostId>,
    /// How many months it goes back.
    pub period_months: u32,
    /// Its columns, each with what it means after a colon.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// The times it was tried out, added to and never changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dry_runs: Vec<DryRun>,
}

/// A list tried out once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DryRun {
    /// The day.
    pub on: NaiveDate,
    /// How many rows came.
    pub rows: u32,
    /// What was wrong, counted by kind; nothing when all was well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Errors>,
    /// How many hours it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<u32>,
    /// Anything to say of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Errors of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Errors {
    /// What was wrong, such as `no date of decision`.
    pub kind: String,
    /// How often.
    pub count: u32,
}

/// Another area's published letter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Benchmark {
    /// The area.
    pub area: String,
    /// The day its letter was published.
    pub letter: NaiveDate,
    /// What was taken from it.
    pub points: Vec<Point>,
}

/// A point of another area's letter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Point {
    /// What the letter says, in own words.
    pub text: String,
    /// How far the same would be found here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub here: Option<Here>,
    /// The actions it led to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ActionId>,
}

/// How far the same would be found here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Here {
    /// The same.
    Same,
    /// In part.
    Partly,
    /// Not.
    NotHere,
    /// Nobody knows yet.
    Unknown,
}

impl Here {
    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Same => "the same here",
            Self::Partly => "partly so here",
            Self::NotHere => "not so here",
            Self::Unknown => "not known here yet",
        }
    }
}

impl From<EvidenceItem> for Evidence {
    fn from(item: EvidenceItem) -> Self {
        let EvidenceItem { id, what, holder, fresh_days } = item;
        Self { id, what, holder, fresh_days, ..Self::default() }
    }
}

impl From<DataList> for TriedList {
    fn from(list: DataList) -> Self {
        let DataList { id, title, holder, period_months, columns } = list;
        Self { id, title, holder, period_months, columns, ..Self::default() }
    }
}

impl Evidence {
    /// How fresh it is on a day. The days after which it is stale are days of the calendar, as people count three months.
    pub fn freshness(&self, on: NaiveDate, days: &WorkingDays) -> Freshness {
        let Some(from) = self.holds_from else { return Freshness::Missing };
        if from > on {
            return Freshness::NotYet(from);
        }
        let last = from.checked_add_days(Days::new(u64::from(self.fresh_days))).unwrap_or(NaiveDate::MAX);
        if on <= last {
            return Freshness::Fresh(last);
        }
        Freshness::Stale(last.succ_opt().unwrap_or(last), days.passed(last, on))
    }
}

impl Errors {
    /// Reads what was wrong: `no date=9` or `no date 9`.
    ///
    /// # Errors
    /// How to write it, without a full stop.
    pub fn read(text: &str) -> Result<Self, String> {
        let parts = text.rsplit_once('=').or_else(|| text.trim().rsplit_once(' '));
        let (kind, count) = parts.ok_or("write it as \"no date=9\"")?;
        let count = count.trim().parse().map_err(|_| format!("'{}' is no number", one_line(count.trim())))?;
        match kind.trim() {
            "" => Err("say what was wrong, as \"no date=9\"".to_owned()),
            kind => Ok(Self { kind: kind.to_owned(), count }),
        }
    }

    /// Reads several, one after another, with commas between them; each kind once.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_all(text: &str) -> Result<Vec<Self>, String> {
        let each = text.split([',', ';']).filter(|one| !one.trim().is_empty());
        let all: Vec<Self> = each.map(Self::read).collect::<Result<_, _>>()?;
        Self::once(&all).map(|()| all)
    }

    /// Each kind is counted once.
    ///
    /// # Errors
    /// Which is not, without a full stop.
    pub fn once(all: &[Self]) -> Result<(), String> {
        let twice = all.iter().enumerate().find(|(nth, one)| all[..*nth].iter().any(|o| o.kind == one.kind));
        twice.map_or(Ok(()), |(_, one)| {
            Err(format!("'{}' is counted twice: give it once", one_line(&one.kind)))
        })
    }
}

impl DryRun {
    /// All errors together.
    pub fn errors(&self) -> u64 {
        self.errors.iter().map(|one| u64::from(one.count)).sum()
    }
}

impl TriedList {
    /// The times it was tried out, by day.
    pub fn runs(&self) -> Vec<&DryRun> {
        let mut runs: Vec<&DryRun> = self.dry_runs.iter().collect();
        runs.sort_by_key(|run| run.on);
        runs
    }

    /// All errors from each time to the next: `12 → 3 → 0`.
    pub fn course(&self) -> String {
        arrows(self.runs().into_iter().map(DryRun::errors))
    }

    /// The same for each kind of error, in the order in which they first came.
    pub fn by_kind(&self) -> Vec<(&str, String)> {
        let runs = self.runs();
        let mut kinds: Vec<&str> = Vec::new();
        for one in runs.iter().flat_map(|run| &run.errors) {
            if !kinds.contains(&one.kind.as_str()) {
                kinds.push(&one.kind);
            }
        }
        let of = |run: &DryRun, kind: &str| -> u64 {
            run.errors.iter().filter(|one| one.kind == kind).map(|one| u64::from(one.count)).sum()
        };
        kinds.into_iter().map(|kind| (kind, arrows(runs.iter().map(|run| of(run, kind))))).collect()
    }
}

fn arrows(counts: impl Iterator<Item = u64>) -> String {
    counts.map(|n| n.to_string()).collect::<Vec<_>>().join(" → ")
}

impl Inspection {
    /// One that is prepared from a template, which says what evidence and which lists are kept ready.
    pub fn from_template(template: &Resolved) -> Self {
        Self {
            schema: 1,
            template: Some(template.id.clone()),
            evidence: template.evidence_index.iter().cloned().map(Evidence::from).collect(),
            data_lists: template.data_lists.iter().cloned().map(TriedList::from).collect(),
            ..Self::default()
        }
    }

    /// The run-book with real dates, once notice was given.
    pub fn due(&self, days: &WorkingDays) -> Vec<Due> {
        self.notice.map(|notice| Runbook::JointInspection.due(notice, days)).unwrap_or_default()
    }

    /// The day a step was done.
    pub fn done_on(&self, step: &str) -> Option<NaiveDate> {
        self.done.iter().find(|done| done.step == step).map(|done| done.on)
    }

    /// How much is left of a step on a day.
    pub fn left(&self, due: &Due, today: NaiveDate, days: &WorkingDays) -> Left {
        Left::of(due.to, self.done_on(due.step.id), today, days)
    }

    /// Whether a step may be noted as done on a day.
    ///
    /// # Errors
    /// Why not, as a sentence without a full stop.
    pub fn may_note(&self, step: &str, on: NaiveDate) -> Result<(), String> {
        if let Some(day) = self.done_on(step) {
            return Err(format!("it is noted as done on {} already", long_date(day)));
        }
        match self.notice {
            None => Err("no notice was given yet: note the day of notice first".to_owned()),
            Some(notice) if on < notice => {
                Err(format!("{} is before notice was given on {}", long_date(on), long_date(notice)))
            }
            Some(_) => Ok(()),
        }
    }

    /// Whether notice may be noted as given on a day: nothing was done before it.
    ///
    /// # Errors
    /// What was, as a sentence without a full stop.
    pub fn may_begin(&self, on: NaiveDate) -> Result<(), String> {
        match self.done.iter().find(|done| done.on < on) {
            None => Ok(()),
            Some(done) => {
                let [on, day] = [on, done.on].map(long_date);
                Err(format!(
                    "notice on {on} would come after the step {}, which was done on {day}",
                    done.step
                ))
            }
        }
    }

    /// Who holds a step.
    pub fn holder(&self, step: &str) -> Option<&Holder> {
        self.holders.iter().find(|holder| holder.step == step)
    }

    /// All evidence with how fresh it is on a day, what needs most first; among equals in the order of the file.
    pub fn freshness(&self, on: NaiveDate, days: &WorkingDays) -> Vec<(&Evidence, Freshness)> {
        let mut all: Vec<_> = self.evidence.iter().map(|one| (one, one.freshness(on, days))).collect();
        all.sort_by_key(|(_, fresh)| *fresh);
        all
    }

    /// Points of other areas' letters that name no action, with their area. Those that were found not to be so here need
    /// none.
    pub fn unanswered(&self) -> impl Iterator<Item = (&Benchmark, &Point)> {
        let points = self.benchmarks.iter().flat_map(|of| of.points.iter().map(move |point| (of, point)));
        points.filter(|(_, point)| point.actions.is_empty() && point.here != Some(Here::NotHere))
    }
}

/// How much of the evidence is fresh: `9 of 16 fresh, 3 stale, 4 missing`.
pub fn summed(all: &[(&Evidence, Freshness)]) -> String {
    let of = |is: fn(Freshness) -> bool| all.iter().filter(|(_, fresh)| is(*fresh)).count();
    let mut said = vec![format!("{} of {} fresh", of(|one| matches!(one, Freshness::Fresh(_))), all.len())];
    let parts = [
        (of(|one| matches!(one, Freshness::Stale(..))), "stale"),
        (of(|one| matches!(one, Freshness::NotYet(_))), "not in force yet"),
        (of(|one| one == Freshness::Missing), "missing"),
    ];
    said.extend(parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn evidence(from: Option<&str>, fresh_days: u32) -> Evidence {
        Evidence { holds_from: from.map(day), fresh_days, ..Evidence::default() }
    }

    #[test]
    fn a_step_is_noted_once_after_notice_and_what_is_left_of_it_counts_working_days() {
        let days = WorkingDays::default();
        let mut of = Inspection { notice: Some(day("2026-12-18")), ..Inspection::default() };
        assert_eq!(of.may_note("lists", day("2026-12-22")), Ok(()));
        assert!(of.may_note("lists", day("2026-12-17")).unwrap_err().contains("before notice was given"));
        // Day 3 is Tue 22 December; 23 and 24 are the two working days after it.
        let lists = of.due(&days)[1];
        assert_eq!(of.left(&lists, day("2026-12-24"), &days), Left::Late(2));
        of.done = vec![Done { step: "lists".into(), on: day("2026-12-22") }];
        assert_eq!(of.left(&lists, day("2026-12-24"), &days), Left::Done(0));
        assert!(of.may_note("lists", day("2026-12-23")).unwrap_err().contains("already"));
        assert_eq!(of.may_begin(day("2026-12-22")), Ok(()));
        assert!(
            of.may_begin(day("2026-12-23")).unwrap_err().contains("the step lists, which was done on Tue 22")
        );
        of.notice = None;
        assert!(of.may_note("children", day("2026-12-23")).unwrap_err().contains("no notice was given"));
    }

    #[test]
    fn what_was_wrong_is_read_one_after_another() {
        let said = |text: &str| Errors::read_all(text);
        let one = |kind: &str, count| Errors { kind: kind.into(), count };
        assert_eq!(said("no date=9, twice 3;"), Ok(vec![one("no date", 9), one("twice", 3)]));
        assert_eq!(said(" "), Ok(Vec::new()));
        assert!(said("no date").unwrap_err().contains("no number"));
        assert!(said("nodate").unwrap_err().starts_with("write it as"));
        assert!(said("=9").unwrap_err().starts_with("say what was wrong"));
        assert!(said("a=1, a=2").unwrap_err().contains("twice"));
    }

    #[test]
    fn evidence_goes_stale_over_christmas_as_counted_by_hand() {
        let days = WorkingDays::default();
        // Ninety days after Wed 24 September 2025 is Tue 23 December: 6 days of September, 31 of October, 30 of November, 23.
        let one = evidence(Some("2025-09-24"), 90);
        assert_eq!(one.freshness(day("2025-12-23"), &days), Freshness::Fresh(day("2025-12-23")));
        // Working days after it: 24, 29, 30, 31 December, 2 January.
        assert_eq!(one.freshness(day("2025-12-24"), &days).said(), "stale for 1 working day");
        assert_eq!(one.freshness(day("2025-12-28"), &days).said(), "stale for 1 working day");
        assert_eq!(one.freshness(day("2026-01-02"), &days).said(), "stale for 5 working days");
        assert_eq!(one.freshness(day("2025-09-23"), &days).said(), "holds only from Wed 24 Sep 2025");
        assert_eq!(evidence(None, 90).freshness(day("2026-01-02"), &days), Freshness::Missing);
    }

    #[test]
    fn evidence_goes_stale_over_easter_as_counted_by_hand() {
        let days = WorkingDays::default();
        // Thirty days after Tue 3 March 2026 is Thu 2 April. Good Friday is the 3rd, Easter Monday the 6th.
        let one = evidence(Some("2026-03-03"), 30);
        assert_eq!(one.freshness(day("2026-04-06"), &days).said(), "stale since Fri 3 Apr 2026");
        assert_eq!(one.freshness(day("2026-04-07"), &days).said(), "stale for 1 working day");
        assert_eq!(one.freshness(day("2026-04-13"), &days).said(), "stale for 5 working days");
    }

    #[test]
    fn what_needs_most_comes_first_and_is_counted() {
        let days = WorkingDays::default();
        let inspection = Inspection {
            evidence: vec![
                evidence(Some("2026-11-01"), 90),
                evidence(None, 30),
                evidence(Some("2026-01-01"), 30),
                evidence(Some("2027-01-01"), 30),
                evidence(Some("2026-01-01"), 90),
            ],
            ..Inspection::default()
        };
        let all = inspection.freshness(day("2026-11-26"), &days);
        let order: Vec<u32> = all.iter().map(|(one, _)| one.fresh_days).collect();
        assert_eq!(order, [30, 30, 90, 30, 90], "missing, stale longest, stale, not yet, fresh");
        assert!(all[0].0.holds_from.is_none());
        assert_eq!(summed(&all), "1 of 5 fresh, 2 stale, 1 not in force yet, 1 missing");
    }

    #[test]
    fn dry_runs_show_errors_over_time_by_day_and_by_kind() {
        let run = |on: &str, errors: &[(&str, u32)]| DryRun {
            on: day(on),
            rows: 64,
            errors: errors
                .iter()
                .map(|(kind, count)| Errors { kind: (*kind).into(), count: *count })
                .collect(),
            ..DryRun::default()
        };
        let list = TriedList {
            dry_runs: vec![
                run("2026-09-01", &[("no date", 2), ("wrong column", 1)]),
                run("2026-06-01", &[("no date", 9), ("twice", 3)]),
                run("2026-11-02", &[]),
            ],
            ..TriedList::default()
        };
        assert_eq!(list.course(), "12 → 3 → 0");
        let by_kind = [("no date", "9 → 2 → 0"), ("twice", "3 → 0 → 0"), ("wrong column", "0 → 1 → 0")];
        assert_eq!(list.by_kind(), by_kind.map(|(kind, course)| (kind, course.to_owned())));
        assert_eq!(TriedList::default().course(), "");
    }

    #[test]
    fn the_run_book_has_dates_once_notice_is_given() {
        let days = WorkingDays::default();
        let mut inspection = Inspection::default();
        assert_eq!(inspection.due(&days), []);
        inspection.notice = Some(day("2025-12-19"));
        let due = inspection.due(&days);
        let sent = due.iter().find(|due| due.step.id == "sent").unwrap();
        assert_eq!(sent.from, day("2026-01-06"), "day 10, with Christmas and New Year left out");
    }

    #[test]
    fn points_without_an_action_are_named_unless_they_are_not_so_here() {
        let point = |text: &str, here, actions: &[&str]| Point {
            text: text.into(),
            here,
            actions: actions.iter().map(|id| (*id).into()).collect(),
        };
        let points = vec![
            point("a", None, &[]),
            point("b", Some(Here::Same), &["SOG-26-004"]),
            point("c", Some(Here::NotHere), &[]),
            point("d", Some(Here::Partly), &[]),
        ];
        let benchmarks = vec![Benchmark { area: "Somerset".into(), points, ..Benchmark::default() }];
        let inspection = Inspection { benchmarks, ..Inspection::default() };
        let left: Vec<&str> = inspection.unanswered().map(|(_, point)| point.text.as_str()).collect();
        assert_eq!(left, ["a", "d"]);
    }
}
