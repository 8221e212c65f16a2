//! A meeting's agenda as issued: when, where, who is in the chair, and the items. What happened is `meeting`.

use super::agenda::{Item, StandingAgenda};
use super::partnership::Group;
use crate::base::id::{AuditId, GroupId, MeetingId, PostId};
use crate::base::length::Minutes;
use crate::base::stamp::ClockTime;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One meeting's agenda.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IssuedAgenda {
    /// Version of the file's format.
    pub schema: u32,
    /// Permanent id, the file's name.
    pub id: MeetingId,
    /// The group that meets.
    pub group: GroupId,
    /// The audit whose panel it is: no meeting of the group's own round, and nobody's last or next meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audit: Option<AuditId>,
    /// The meeting's name, such as `Executive, Q3 2026/27`.
    pub title: String,
    /// The day.
    pub date: NaiveDate,
    /// When it begins.
    pub start: ClockTime,
    /// When it ends.
    pub end: ClockTime,
    /// Where.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Who chairs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chair: Option<PostId>,
    /// Who takes the minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minute_taker: Option<PostId>,
    /// Protective marking, where it is not the partnership's usual one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub marking: String,
    /// The meeting whose minutes are to be agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_meeting: Option<MeetingId>,
    /// The next meeting, when it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<NextMeeting>,
    /// Apologies received beforehand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub apologies: Vec<Apology>,
    /// The items, in order.
    pub items: Vec<Item>,
}

/// When and where the group meets next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NextMeeting {
    /// The day.
    pub date: NaiveDate,
    /// When it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<ClockTime>,
    /// Where.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// An apology received before the meeting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Apology {
    /// Whose.
    pub post: PostId,
    /// Who comes instead, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deputy: Option<String>,
}

impl IssuedAgenda {
    /// A meeting made from a group's standing agenda, for a day and a time.
    pub fn from_standing(
        standing: &StandingAgenda,
        group: &Group,
        date: NaiveDate,
        start: ClockTime,
    ) -> Self {
        let quarter = crate::base::calendar::Quarter::of(date);
        let minute_taker = match &group.minute_taker {
            Some(super::partnership::MinuteTaker::Post(post)) => Some(post.clone()),
            _ => None,
        };
        Self {
            schema: 1,
            id: MeetingId::new(format!("{}-{date}", group.id)),
            group: group.id.clone(),
            title: format!("{}, {quarter}", standing.title),
            date,
            start,
            // A meeting made late in the evening ends with the day, for its file gives one date only.
            end: start.plus_within_the_day(standing.slot),
            chair: group.chair.usual().cloned(),
            minute_taker,
            items: standing.items.clone(),
            ..Self::default()
        }
    }

    /// How long the meeting is.
    pub fn slot(&self) -> Minutes {
        self.start.until(self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_made_from_a_standing_agenda_fills_its_slot() {
        let standing = StandingAgenda {
            title: "Executive".into(),
            slot: Minutes(120),
            items: vec![Item { minutes: Minutes(120), ..Item::default() }],
            ..StandingAgenda::default()
        };
        let group = Group { id: "executive".into(), ..Group::default() };
        let date = NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
        let made = IssuedAgenda::from_standing(&standing, &group, date, "10:00".parse().unwrap());
        assert_eq!(made.id.as_str(), "executive-2026-12-03");
        assert_eq!(made.title, "Executive, Q3 2026/27");
        assert_eq!(made.end.to_string(), "12:00");
        assert_eq!(made.slot(), Minutes(120));
    }
}
