//! A tracker of actions: what each is, who leads it, when it is due, and its whole history.
//!
//! RAG, lateness and slips are worked out from dates here and never stored.

use super::agenda::Tier;
use super::partnership::LegendEntry;
use crate::base::id::{ActionId, GroupId, ItemId, MeetingId, PostId, TrackerId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A group's actions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tracker {
    /// Version of the file's format.
    pub schema: u32,
    /// Permanent id, the file's name.
    pub id: TrackerId,
    /// Its name.
    pub title: String,
    /// The group that owns it.
    pub group: GroupId,
    /// Letters its ids begin with.
    pub prefix: String,
    /// The actions, oldest first.
    pub actions: Vec<Action>,
}

/// An action.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Action {
    /// Permanent id, never reused.
    pub id: ActionId,
    /// Ids it had before, which still find it.
    #[serde(rename = "aka", skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<ActionId>,
    /// What is to be done.
    pub what: String,
    /// The one accountable lead; not set only when it is to be set at the next meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<PostId>,
    /// Anybody who helps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<PostId>,
    /// Where it came from.
    pub raised: Raised,
    /// The first due date, which never changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_due: Option<NaiveDate>,
    /// When it is due now.
    pub due: Due,
    /// Every change of the due date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move>,
    /// How far it has got, as people say.
    pub status: Status,
    /// Dated history, added to and never changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<Update>,
    /// What shows that it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Update>,
    /// Words to find it by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Who may see it.
    #[serde(skip_serializing_if = "is_partners")]
    pub tier: Tier,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_partners(tier: &Tier) -> bool {
    *tier == Tier::Partners
}

/// The meeting, item and day an action came from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Raised {
    /// The meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
    /// The item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The day.
    pub date: NaiveDate,
}

/// One change of a due date.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Move {
    /// The date before.
    pub from: Due,
    /// The date after.
    pub to: Due,
    /// The day it was moved.
    pub on: NaiveDate,
    /// Why.
    pub why: String,
    /// The meeting that moved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
}

/// A change a meeting makes to an action that is in the tracker.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionChange {
    /// Which.
    pub id: ActionId,
    /// Its new state, when that changed.
    pub status: Option<Status>,
    /// Its new due date and the move to add, when that changed.
    pub moved: Option<(Due, Move)>,
    /// Its new lead, when that changed.
    pub lead: Option<PostId>,
    /// Evidence that it was done.
    pub evidence: Option<Update>,
    /// A line for its history.
    pub update: Option<Update>,
}

/// One dated line of history.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Update {
    /// The day.
    pub on: NaiveDate,
    /// What was said.
    pub text: String,
    /// The meeting it was said at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
}

/// When an action is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Due {
    /// On a day.
    On(NaiveDate),
    /// The next meeting is to set it.
    #[default]
    ToBeSet,
}

const TO_BE_SET: &str = "to be set";

impl Due {
    /// The day, when there is one.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::On(day) => Some(day),
            Self::ToBeSet => None,
        }
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) => write!(f, "{day}"),
            Self::ToBeSet => f.write_str(TO_BE_SET),
        }
    }
}

impl FromStr for Due {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == TO_BE_SET { Ok(Self::ToBeSet) } else { text.parse().map(Self::On) }
    }
}

impl Serialize for Due {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Due {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// How far an action has got. People say it; it is never worked out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not started.
    #[default]
    #[serde(rename = "not started")]
    NotStarted,
    /// Under way.
    #[serde(rename = "under way")]
    UnderWay,
    /// Waiting for something else.
    Blocked,
    /// Done, awaiting evidence.
    Done,
    /// Closed by the group.
    Closed,
    /// Dropped by the group.
    Dropped,
    /// Merged into another.
    Merged,
}

impl Status {
    /// Whether anything is still to be done or shown.
    pub fn open(self) -> bool {
        !matches!(self, Self::Closed | Self::Dropped | Self::Merged)
    }

    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Done => "done, awaiting evidence",
            other => other.word(),
        }
    }

    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "not started",
            Self::UnderWay => "under way",
            Self::Blocked => "blocked",
            Self::Done => "done",
            Self::Closed => "closed",
            Self::Dropped => "dropped",
            Self::Merged => "merged",
        }
    }
}

/// Red, amber, green or blue, worked out from dates; always said with its letter and a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rag {
    /// Past its due date, by days.
    Late(i64),
    /// Due within a fortnight, in days.
    Soon(i64),
    /// Due later.
    OnTrack,
    /// No date is set.
    Undated,
    /// Nothing more to do.
    Complete,
}

/// Days before the due date from which an action counts as due soon.
pub const SOON_DAYS: i64 = 14;

impl Rag {
    /// The legend's letter.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Late(_) => "R",
            Self::Soon(_) | Self::Undated => "A",
            Self::OnTrack => "G",
            Self::Complete => "B",
        }
    }

    /// The colour's name, to ask for it by.
    pub fn word(self) -> &'static str {
        match self {
            Self::Late(_) => "red",
            Self::Soon(_) | Self::Undated => "amber",
            Self::OnTrack => "green",
            Self::Complete => "blue",
        }
    }

    /// Letter and words, with the partnership's own words where its legend gives them: `R late 6 days`.
    pub fn said(self, legend: &[LegendEntry]) -> String {
        let letter = self.letter();
        let own = legend.iter().find(|l| l.letter == letter).map(|l| l.word.as_str());
        let days = |n: i64| crate::base::text::count(usize::try_from(n).unwrap_or(0), "day", "days");
        match self {
            Self::Late(n) => format!("{letter} {} {}", own.unwrap_or("late"), days(n)),
            Self::Soon(0) => format!("{letter} due today"),
            Self::Soon(n) => format!("{letter} due in {}", days(n)),
            Self::Undated => format!("{letter} date to be set"),
            Self::OnTrack => format!("{letter} {}", own.unwrap_or("on track")),
            Self::Complete => format!("{letter} {}", own.unwrap_or("complete")),
        }
    }
}

impl Action {
    /// Its state on a day.
    pub fn rag(&self, today: NaiveDate) -> Rag {
        if !self.status.open() {
            return Rag::Complete;
        }
        match self.due {
            Due::ToBeSet => Rag::Undated,
            Due::On(day) if day < today => Rag::Late((today - day).num_days()),
            Due::On(day) if (day - today).num_days() <= SOON_DAYS => Rag::Soon((day - today).num_days()),
            Due::On(_) => Rag::OnTrack,
        }
    }

    /// How often its date was moved, in words: `moved twice`; empty when never.
    pub fn moved(&self) -> String {
        match self.moves.len() {
            0 => String::new(),
            1 => "moved once".to_owned(),
            2 => "moved twice".to_owned(),
            n => format!("moved {n} times"),
        }
    }
}

impl Tracker {
    /// The action with this id; else the one that had it before.
    pub fn action(&self, id: &ActionId) -> Option<&Action> {
        called(&self.actions, id)
    }

    /// The highest number ever given out in a year, so that the next is never one used before.
    pub fn last_number(&self, prefix: &str, year: i32) -> u32 {
        let start = format!("{prefix}-{:02}-", year.rem_euclid(100));
        self.actions
            .iter()
            .flat_map(|action| std::iter::once(&action.id).chain(&action.aliases))
            .filter_map(|id| id.as_str().strip_prefix(&start)?.parse().ok())
            .max()
            .unwrap_or(0)
    }
}

/// Of some actions the one with this id; else the one that had it before.
pub fn called<'a>(actions: &'a [Action], id: &ActionId) -> Option<&'a Action> {
    let now = actions.iter().find(|action| &action.id == id);
    now.or_else(|| actions.iter().find(|action| action.aliases.contains(id)))
}

/// `EXEC-26-014`: the group's letters, the year, a number.
pub fn action_id(prefix: &str, year: i32, number: u32) -> ActionId {
    ActionId::new(format!("{prefix}-{:02}-{number:03}", year.rem_euclid(100)))
}

/// The number after this one: `EXEC-26-022` after `EXEC-26-021`, `EXEC-26-D010` after `EXEC-26-D009`.
pub fn number_after(number: &str) -> String {
    let digits = number.len() - number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (front, count) = number.split_at(number.len() - digits);
    match count.parse::<u64>() {
        Ok(count) => format!("{front}{:0digits$}", count + 1),
        Err(_) => format!("{number}-2"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_number_keeps_its_width() {
        assert_eq!(number_after("EXEC-26-021"), "EXEC-26-022");
        assert_eq!(number_after("EXEC-26-999"), "EXEC-26-1000");
        assert_eq!(number_after("EXEC-26-D009"), "EXEC-26-D010");
        assert_eq!(number_after("odd"), "odd-2");
        assert_eq!(number_after("odd-2"), "odd-3");
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn rag_is_worked_out_from_the_date_and_said_in_words() {
        let of = |due: &str| Action { due: due.parse().unwrap(), ..Action::default() }.rag(day("2026-12-03"));
        assert_eq!(of("2026-11-27").said(&[]), "R late 6 days");
        assert_eq!(of("2026-12-03").said(&[]), "A due today");
        assert_eq!(of("2026-12-17").said(&[]), "A due in 14 days");
        assert_eq!(of("2026-12-18").said(&[]), "G on track");
        assert_eq!(of("to be set").said(&[]), "A date to be set");
        let closed = Action { status: Status::Closed, due: Due::On(day("2026-01-01")), ..Action::default() };
        assert_eq!(closed.rag(day("2026-12-03")).said(&[]), "B complete");
    }

    #[test]
    fn the_partnerships_own_legend_words_are_used() {
        let legend = [LegendEntry { letter: "R".into(), word: "overdue".into(), when: String::new() }];
        assert_eq!(Rag::Late(1).said(&legend), "R overdue 1 day");
    }

    #[test]
    fn numbers_are_never_reused() {
        let with = |id: &str| Action { id: id.into(), ..Action::default() };
        let tracker = Tracker {
            actions: vec![with("EXEC-26-014"), with("EXEC-25-099"), with("EXEC-26-003"), with("SOG-26-050")],
            ..Tracker::default()
        };
        assert_eq!(tracker.last_number("EXEC", 2026), 14);
        assert_eq!(tracker.last_number("EXEC", 2027), 0);
        assert_eq!(action_id("EXEC", 2026, 15).as_str(), "EXEC-26-015");
    }

    #[test]
    fn an_action_is_found_by_an_id_it_had_and_that_id_is_not_given_out_again() {
        let moved =
            Action { id: "EXEC-26-003".into(), aliases: vec!["EXEC-26-009".into()], ..Action::default() };
        let tracker = Tracker { actions: vec![moved], ..Tracker::default() };
        assert_eq!(tracker.action(&"EXEC-26-009".into()).unwrap().id.as_str(), "EXEC-26-003");
        assert_eq!(tracker.action(&"EXEC-26-004".into()), None);
        assert_eq!(tracker.last_number("EXEC", 2026), 9);
    }

    #[test]
    fn a_due_date_is_a_day_or_to_be_set_and_nothing_else() {
        assert_eq!("to be set".parse::<Due>().unwrap(), Due::ToBeSet);
        assert!("ongoing".parse::<Due>().is_err());
        let text = serde_yaml::to_string(&Due::On(day("2026-12-11"))).unwrap();
        assert_eq!(serde_yaml::from_str::<Due>(&text).unwrap(), Due::On(day("2026-12-11")));
    }
}
