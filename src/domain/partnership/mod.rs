//! Who a partnership is: its agencies, posts, people and groups, as its file says. Nothing is decided here.

mod group;
pub mod same_person;

pub use group::{Cadence, ChairRule, Deputies, Group, Input, MinuteTaker, Unsaid};

use crate::base::id::{AgencyId, GroupId, PersonId, PostId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A safeguarding children partnership.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Partnership {
    /// Version of the file's format.
    pub schema: u32,
    /// Permanent id.
    pub id: String,
    /// Full name, as on documents.
    pub name: String,
    /// What people call it.
    pub short: String,
    /// The area it covers, in words.
    pub area: String,
    /// The documents the arrangements come from.
    pub sources: Vec<String>,
    /// Protective markings in use.
    pub marking: Marking,
    /// The agencies that take part.
    pub agencies: Vec<Agency>,
    /// The posts that sit in groups and lead items and actions.
    pub posts: Vec<Post>,
    /// Who holds which post, and since when.
    pub people: Vec<Person>,
    /// The groups that meet.
    pub groups: Vec<Group>,
    /// Working days before and after a meeting by which things are due.
    pub lead_times: LeadTimes,
    /// Letters and words for the state of an action.
    pub legend: Vec<LegendEntry>,
}

/// Protective markings: the one used unless something says otherwise, and all that may be used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Marking {
    /// Used where nothing else is said.
    pub default: String,
    /// All markings in use, lowest first.
    pub levels: Vec<String>,
}

/// How an agency stands to the partnership.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgencyKind {
    /// One of the three statutory safeguarding partners.
    Statutory,
    /// A relevant agency named in the arrangements.
    Relevant,
    /// Anybody else who takes part.
    #[default]
    Other,
}

/// An agency.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agency {
    /// Permanent id.
    pub id: AgencyId,
    /// Full name.
    pub name: String,
    /// What people call it.
    pub short: String,
    /// How it stands to the partnership.
    pub kind: AgencyKind,
}

impl Agency {
    /// The short name, or the full one where none is given.
    pub fn said(&self) -> &str {
        if self.short.is_empty() { &self.name } else { &self.short }
    }
}

/// An interest on the standing register: what it is, and the words on items that touch it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Interest {
    /// What it is.
    pub what: String,
    /// An item with any of these words among its tags touches it.
    pub tags: Vec<String>,
}

/// A post. Meetings seat posts, because people come and go.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Post {
    /// Permanent id.
    pub id: PostId,
    /// The title, as on documents.
    pub title: String,
    /// The title in one breath.
    pub short: String,
    /// The agency it belongs to.
    pub agency: AgencyId,
    /// Standing roles, such as `dsp`.
    pub roles: Vec<String>,
    /// Other words people use for it.
    pub also: Vec<String>,
    /// Interests that come with the post.
    pub interests: Vec<Interest>,
}

/// A person, the post they hold and from when to when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// Permanent id.
    pub id: PersonId,
    /// Ids they had before, which still find them.
    #[serde(rename = "aka")]
    pub aliases: Vec<PersonId>,
    /// Full name.
    pub name: String,
    /// Initials.
    pub initials: String,
    /// The post held.
    pub post: PostId,
    /// First day in post; open when not given.
    pub from: Option<NaiveDate>,
    /// Last day in post; open when not given.
    pub to: Option<NaiveDate>,
    /// Interests of their own.
    pub interests: Vec<Interest>,
}

/// Working days before (papers, pack) and after (actions, drafts) a meeting. Zero means not set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadTimes {
    /// Call for papers, before the meeting.
    pub call_for_papers: u32,
    /// Agenda agreed with the chair, before the meeting.
    pub agenda_agreed: u32,
    /// Papers in, before the meeting.
    pub papers_due: u32,
    /// Pack out, clear working days before the meeting.
    pub pack_out: u32,
    /// Action list out, after the meeting.
    pub actions_out: u32,
    /// Draft minutes to the chair, after the meeting.
    pub draft_to_chair: u32,
    /// Draft minutes to members, after the meeting.
    pub draft_to_members: u32,
    /// Approved copy filed, after the approving meeting.
    pub approved_filed: u32,
}

/// One line of the legend for the state of an action: always a letter and a word, then a colour.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LegendEntry {
    /// One letter.
    pub letter: String,
    /// One word or two.
    pub word: String,
    /// When it applies.
    pub when: String,
}

impl Partnership {
    /// The agency with this id.
    pub fn agency(&self, id: &AgencyId) -> Option<&Agency> {
        self.agencies.iter().find(|a| &a.id == id)
    }

    /// The post with this id.
    pub fn post(&self, id: &PostId) -> Option<&Post> {
        self.posts.iter().find(|p| &p.id == id)
    }

    /// The group with this id.
    pub fn group(&self, id: &GroupId) -> Option<&Group> {
        self.groups.iter().find(|g| &g.id == id)
    }

    /// The group somebody means by a name: its id, short name, name or letters, small and capital alike.
    pub fn group_called(&self, name: &str) -> Option<&Group> {
        let name = name.trim().to_lowercase();
        let named = |group: &&Group| group.names().any(|known| known.to_lowercase() == name);
        let by_id = self.groups.iter().find(|group| group.id.as_str() == name);
        by_id.or_else(|| self.groups.iter().find(named))
    }

    /// Who holds the post on that day, so that a past meeting never changes when somebody leaves.
    pub fn holder(&self, post: &PostId, on: NaiveDate) -> Option<&Person> {
        self.people
            .iter()
            .find(|p| &p.post == post && p.from.is_none_or(|f| f <= on) && p.to.is_none_or(|t| on <= t))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_post_is_held_by_whoever_held_it_that_day() {
        let held = |id: &str, from: Option<&str>, to: Option<&str>| Person {
            id: PersonId::from(id),
            post: PostId::from("police-dsp"),
            from: from.map(day),
            to: to.map(day),
            ..Person::default()
        };
        let partnership = Partnership {
            people: vec![held("first", None, Some("2026-08-31")), held("second", Some("2026-09-01"), None)],
            ..Partnership::default()
        };
        let on = |d| partnership.holder(&PostId::from("police-dsp"), day(d)).map(|p| p.id.to_string());
        assert_eq!(on("2026-08-31").as_deref(), Some("first"));
        assert_eq!(on("2026-09-01").as_deref(), Some("second"));
        assert_eq!(partnership.holder(&PostId::from("icb-dsp"), day("2026-09-01")), None);
    }
}
