//! What a meeting starts from: its agenda, seats, rules and open actions, as they stood when it was opened.
//!
//! The first entry of a journal carries one, so that editing the files in mid-meeting cannot change
//! what an entry meant, and a past meeting never changes when somebody leaves.

use crate::base::id::{ActionId, AgencyId, AuditId, GroupId, ItemId, MeetingId, PostId, TrackerId};
use crate::base::stamp::ClockTime;
use crate::base::text::capital;
use crate::domain::action::{Action, Level};
use crate::domain::action_numbers::Numbered;
use crate::domain::agenda::Item;
use crate::domain::decided::Earlier;
use crate::domain::decision_numbers::Recorded;
use crate::domain::issued::{Apology, IssuedAgenda, NextMeeting};
use crate::domain::partnership::{Agency, Deputies, Group, Interest, LegendEntry, Partnership};
use crate::domain::quorum::QuorumRule;
use crate::domain::tracker::{Tracker, action_id, called};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Everything a meeting depends on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sitting {
    /// The meeting.
    pub meeting: MeetingId,
    /// The group that meets.
    pub group: GroupId,
    /// The audit whose panel it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audit: Option<AuditId>,
    /// The group's name.
    pub group_name: String,
    /// The partnership's name.
    pub partnership: String,
    /// The meeting's name.
    pub title: String,
    /// The day.
    pub date: NaiveDate,
    /// When it is to begin.
    pub start: ClockTime,
    /// When it is to end.
    pub end: ClockTime,
    /// Where.
    pub place: String,
    /// Its protective marking.
    pub marking: String,
    /// Who is to chair.
    pub chair: Option<PostId>,
    /// Who takes the minutes.
    pub minute_taker: Option<PostId>,
    /// Everybody expected.
    pub seats: Vec<Seat>,
    /// The partnership's agencies.
    pub agencies: Vec<Agency>,
    /// The group's quorum.
    pub quorum: QuorumRule,
    /// Whether deputies are accepted.
    pub deputies: Deputies,
    /// The items.
    pub items: Vec<Item>,
    /// Matters carried from the group's last meeting: deferred items, and decisions to ratify.
    pub carried: Vec<Item>,
    /// The meeting whose minutes are to be agreed, and its day where known.
    pub last_meeting: Option<MeetingId>,
    /// The next meeting, where known.
    pub next: Option<NextMeeting>,
    /// Apologies received beforehand.
    pub apologies: Vec<Apology>,
    /// The tracker new actions go to.
    pub tracker: TrackerId,
    /// Letters new action ids begin with.
    pub prefix: String,
    /// The rung of the ladder that evidence has to reach before the group closes an action.
    #[serde(skip_serializing_if = "Level::is_done")]
    pub close_at: Level,
    /// The group's open actions, oldest first.
    pub actions: Vec<Action>,
    /// The last numbers of actions that every group has given out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub numbered: Vec<Numbered>,
    /// The last number given out this year in the tracker.
    pub last_number: u32,
    /// The last number given out this year to a decision of the group.
    pub last_decision: u32,
    /// Decisions of the group's earlier meetings that a decision here may replace.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Earlier>,
    /// Decisions of any group that an action may be dropped by, by their numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recorded: Vec<Recorded>,
    /// Meetings of any group whose day is known.
    pub known: Vec<Known>,
    /// Groups a matter may be referred to: id and name, those reported to first.
    pub refers_to: Vec<(GroupId, String)>,
    /// Posts outside the group that may lead an action.
    pub others: Vec<Seat>,
    /// Letters and words for the state of an action.
    pub legend: Vec<LegendEntry>,
}

impl Sitting {
    /// The group's open actions in the order they are looked at: those whose date is to be set at this meeting, then what
    /// matters most, the latest first.
    pub fn to_review(&self) -> Vec<&Action> {
        let mut actions: Vec<&Action> = self.actions.iter().collect();
        actions.sort_by_key(|action| {
            (action.due.day().is_some(), action.priority, action.due.day(), &action.id)
        });
        actions
    }
}

fn in_passing(group: &GroupId) -> String {
    let words = group.as_str().replace('-', " ");
    if words.len() <= 4 { words.to_uppercase() } else { words }
}

/// A meeting in a few words, by its group and its day, as its id has them: `SOG 5 Nov 2026`.
pub fn meeting_in_passing(meeting: &MeetingId) -> String {
    let Some((day, group)) = meeting.day().zip(meeting.group()) else { return meeting.to_string() };
    capital(&format!("{} {}", in_passing(&group), day.format("%-d %b %Y")))
}

/// A meeting of some group whose day is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// The meeting.
    pub meeting: MeetingId,
    /// The group.
    pub group: GroupId,
    /// Words people say for the group, in lower case.
    pub names: Vec<String>,
    /// The day.
    pub date: NaiveDate,
}

impl Known {
    /// The group as people say it in passing: its id in words, such as `executive` or `SOG`.
    pub fn said(&self) -> String {
        in_passing(&self.group)
    }
}

/// In what capacity somebody sits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Capacity {
    /// A member: counts towards the quorum.
    #[default]
    Member,
    /// Attends; never counts.
    InAttendance,
    /// Observes; never counts.
    Observer,
}

/// A place at the table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seat {
    /// The post, or an id made for a guest.
    pub id: PostId,
    /// The post's title.
    pub title: String,
    /// The title in one breath.
    pub short: String,
    /// Who holds it on the day, where the partnership names people.
    pub name: Option<String>,
    /// Their initials.
    pub initials: String,
    /// The agency.
    pub agency: AgencyId,
    /// In what capacity.
    pub capacity: Capacity,
    /// Other words people use for it.
    pub also: Vec<String>,
    /// Interests on the standing register.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub interests: Vec<Interest>,
}

impl Seat {
    /// How the seat is said on a screen: the name where there is one, else the short title.
    pub fn said(&self) -> &str {
        match &self.name {
            Some(name) => name,
            None if self.short.is_empty() => &self.title,
            None => &self.short,
        }
    }
}

impl Sitting {
    /// The group's seat for a post.
    pub fn seat(&self, id: &PostId) -> Option<&Seat> {
        self.seats.iter().chain(&self.others).find(|s| &s.id == id)
    }

    /// The agency's short name, or its id where it is not known.
    pub fn agency_said<'a>(&'a self, id: &'a AgencyId) -> &'a str {
        self.agencies.iter().find(|a| &a.id == id).map_or(id.as_str(), Agency::said)
    }

    /// The statutory partners that have a member in this group, in the partnership's order.
    pub fn statutory(&self) -> impl Iterator<Item = &Agency> {
        use crate::domain::partnership::AgencyKind;
        self.agencies.iter().filter(|a| {
            a.kind == AgencyKind::Statutory
                && self.seats.iter().any(|s| s.agency == a.id && s.capacity == Capacity::Member)
        })
    }

    /// The open action with this id; else the one that had it before.
    pub fn action(&self, id: &ActionId) -> Option<&Action> {
        called(&self.actions, id)
    }

    /// An action's id with this number, in the group's scheme for the year.
    pub fn action_id(&self, number: u32) -> ActionId {
        action_id(&self.prefix, self.date.year(), number)
    }

    /// The agenda's item with this id.
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items.iter().find(|i| &i.id == id)
    }

    /// Puts together what a meeting starts from. `others` are the days of meetings of every group.
    pub fn prepare(
        partnership: &Partnership,
        group: &Group,
        issued: &IssuedAgenda,
        tracker: Option<&Tracker>,
        meetings: &[IssuedAgenda],
    ) -> Self {
        let seat = |post: &PostId, capacity| seat(partnership, post, capacity, issued.date);
        let mut seats: Vec<Seat> = group.members.iter().map(|p| seat(p, Capacity::Member)).collect();
        for (posts, capacity) in
            [(&group.attends, Capacity::InAttendance), (&group.observers, Capacity::Observer)]
        {
            seats.extend(posts.iter().map(|p| seat(p, capacity)));
        }
        for post in issued.chair.iter().chain(&issued.minute_taker) {
            if !seats.iter().any(|s| &s.id == post) {
                seats.push(seat(post, Capacity::InAttendance));
            }
        }
        let others = partnership
            .posts
            .iter()
            .filter(|p| !seats.iter().any(|s| s.id == p.id))
            .map(|p| seat(&p.id, Capacity::InAttendance))
            .collect();
        let prefix = tracker.map(|t| t.prefix.clone()).filter(|p| !p.is_empty());
        let prefix = prefix.unwrap_or_else(|| group.prefix.clone());
        let said = |id: &GroupId| partnership.group(id).map_or(id.as_str(), |g| g.name.as_str()).to_owned();
        Self {
            meeting: issued.id.clone(),
            group: group.id.clone(),
            audit: issued.audit.clone(),
            group_name: group.name.clone(),
            partnership: partnership.name.clone(),
            title: issued.title.clone(),
            date: issued.date,
            start: issued.start,
            end: issued.end,
            place: issued.place.clone(),
            marking: if issued.marking.is_empty() {
                partnership.marking.default.clone()
            } else {
                issued.marking.clone()
            },
            chair: issued.chair.clone(),
            minute_taker: issued.minute_taker.clone(),
            seats,
            agencies: partnership.agencies.clone(),
            quorum: group.quorum.clone(),
            deputies: group.deputies.clone(),
            items: issued.items.clone(),
            carried: Vec::new(),
            last_meeting: issued.last_meeting.clone(),
            next: issued.next.clone(),
            apologies: issued.apologies.clone(),
            tracker: tracker.map_or_else(|| TrackerId::new(group.id.as_str()), |t| t.id.clone()),
            last_number: tracker.map_or(0, |t| t.last_number(&prefix, issued.date.year())),
            last_decision: 0,
            decisions: Vec::new(),
            recorded: Vec::new(),
            prefix,
            numbered: Vec::new(),
            close_at: tracker.and_then(|t| t.close_at).unwrap_or_default(),
            actions: tracker
                .map(|t| t.actions.iter().filter(|a| a.status.open()).cloned().collect())
                .unwrap_or_default(),
            known: known(partnership, meetings),
            refers_to: group.may_refer_to().into_iter().map(|id| (id.clone(), said(id))).collect(),
            others,
            legend: partnership.legend.clone(),
        }
    }
}

fn seat(partnership: &Partnership, post: &PostId, capacity: Capacity, on: NaiveDate) -> Seat {
    let person = partnership.holder(post, on);
    let found = partnership.post(post);
    Seat {
        id: post.clone(),
        title: found.map_or_else(|| post.to_string(), |p| p.title.clone()),
        short: found.map(|p| p.short.clone()).unwrap_or_default(),
        name: person.map(|p| p.name.clone()),
        initials: person.map(|p| p.initials.clone()).unwrap_or_default(),
        agency: found.map(|p| p.agency.clone()).unwrap_or_default(),
        capacity,
        also: found.map(|p| p.also.clone()).unwrap_or_default(),
        interests: {
            let of_post = found.into_iter().flat_map(|p| &p.interests);
            of_post.chain(person.into_iter().flat_map(|p| &p.interests)).cloned().collect()
        },
    }
}

fn known(partnership: &Partnership, meetings: &[IssuedAgenda]) -> Vec<Known> {
    let mut known: Vec<Known> = meetings
        .iter()
        .filter(|m| m.audit.is_none())
        .map(|m| {
            let mut names = vec![m.group.as_str().replace('-', " ")];
            if let Some(group) = partnership.group(&m.group) {
                names.extend([&group.name, &group.short, &group.prefix].map(|n| n.to_lowercase()));
            }
            names.retain(|n| !n.is_empty());
            names.sort();
            names.dedup();
            Known { meeting: m.id.clone(), group: m.group.clone(), names, date: m.date }
        })
        .collect();
    known.sort_by(|a, b| (a.date, &a.meeting).cmp(&(b.date, &b.meeting)));
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::partnership::{Person, Post};

    fn partnership() -> Partnership {
        serde_yaml::from_str(
            "agencies: [{id: police, name: Police, kind: statutory}]\n\
             posts: [{id: police-dsp, title: Chief Superintendent, short: Chief Supt, agency: police}, {id: clerk, title: Clerk}]\n\
             groups: [{id: sog, name: Senior Officer Group, short: SOG, prefix: SOG}]\n",
        )
        .unwrap()
    }

    #[test]
    fn a_seat_is_said_by_name_and_else_by_its_short_title() {
        let mut p = partnership();
        let on = "2026-12-03".parse().unwrap();
        assert_eq!(seat(&p, &"police-dsp".into(), Capacity::Member, on).said(), "Chief Supt");
        p.people.push(Person { name: "Jo Ellis".into(), post: "police-dsp".into(), ..Person::default() });
        assert_eq!(seat(&p, &"police-dsp".into(), Capacity::Member, on).said(), "Jo Ellis");
        p.posts.push(Post::default());
    }

    #[test]
    fn the_chair_and_minute_taker_always_have_a_seat() {
        let p = partnership();
        let group = Group { members: vec!["police-dsp".into()], ..Group::default() };
        let issued = IssuedAgenda { minute_taker: Some("clerk".into()), ..IssuedAgenda::default() };
        let sitting = Sitting::prepare(&p, &group, &issued, None, &[]);
        assert_eq!(sitting.seats.len(), 2);
        assert_eq!(sitting.seats[1].capacity, Capacity::InAttendance);
        assert_eq!(sitting.statutory().count(), 1);
    }

    #[test]
    fn other_groups_meetings_are_known_by_the_words_people_say() {
        let p = partnership();
        let m = IssuedAgenda {
            group: "sog".into(),
            date: "2027-02-04".parse().unwrap(),
            ..IssuedAgenda::default()
        };
        assert_eq!(known(&p, &[m])[0].names, ["senior officer group", "sog"]);
    }
}
