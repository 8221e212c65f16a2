//! Actions of every tracker together, with what is worked out of each on a day. Nothing of it is stored.

mod known;
mod names;
mod order;
mod search;
pub mod throughput;
mod told;
pub mod view;

pub use known::Known;
pub use order::{Heading, Order};
pub use search::{Found, Place, Search};

use crate::base::id::{ActionId, GroupId, MeetingId, PersonId, PostId};
use crate::domain::action::{Action, Level, Rag, Source};
use crate::domain::agenda::Tier;
use crate::domain::issued::IssuedAgenda;
use crate::domain::partnership::{Partnership, Person};
use crate::domain::query::{Days, Facts, Query};
use crate::domain::tracker::Tracker;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// An action, and the tracker it is in.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    /// Its tracker.
    pub tracker: &'a Tracker,
    /// The action.
    pub action: &'a Action,
    /// Its position among all of the tracker, those of the file first, so that nobody has to look for it again.
    pub at: usize,
}

/// Every action of some trackers.
pub fn all<'a>(trackers: impl IntoIterator<Item = &'a Tracker>) -> impl Iterator<Item = Listed<'a>> {
    trackers.into_iter().flat_map(|tracker| {
        let actions = tracker.all().enumerate();
        actions.map(move |(at, action)| Listed { tracker, action, at })
    })
}

/// What actions are looked at against: who is who, and what day it is.
#[derive(Clone, Debug)]
pub struct Light<'a> {
    /// Who is who; without it people are known by their ids only.
    pub partnership: Option<&'a Partnership>,
    /// Today.
    pub today: NaiveDate,
    /// The next meeting of each group, where it is known.
    pub next: BTreeMap<&'a GroupId, NaiveDate>,
    /// The agendas of meetings, for the topics of their minutes; without them they are not said.
    pub meetings: Option<&'a BTreeMap<MeetingId, IssuedAgenda>>,
}

impl Days for Light<'_> {
    fn today(&self) -> NaiveDate {
        self.today
    }

    fn next_of(&self, group: &str) -> Option<NaiveDate> {
        let called = self.partnership.and_then(|partnership| partnership.group_called(group));
        let id = called.map_or_else(|| GroupId::from(group), |group| group.id.clone());
        self.next.get(&id).copied()
    }
}

impl Light<'_> {
    /// What a query can ask of an action.
    pub fn facts<'b>(&'b self, listed: Listed<'b>) -> Facts<'b> {
        self.facts_for(listed, search::Needs::ALL)
    }

    /// The same, without the names that nobody asks for.
    fn facts_for<'b>(&'b self, listed: Listed<'b>, needs: search::Needs) -> Facts<'b> {
        let Listed { tracker, action, .. } = listed;
        let rag = action.rag(self.today);
        Facts {
            ids: std::iter::once(&action.id).chain(&action.aliases).map(ActionId::as_str).collect(),
            texts: if needs.texts { texts(action).collect() } else { Vec::new() },
            lead: action.lead.iter().filter(|_| needs.lead).flat_map(|post| self.post_names(post)).collect(),
            with: action.with.iter().filter(|_| needs.with).flat_map(|post| self.post_names(post)).collect(),
            group: if needs.group { self.group_names(&tracker.group) } else { Vec::new() },
            sources: if needs.sources { sources(action).collect() } else { Vec::new() },
            status: action.status.word(),
            open: action.status.open(),
            rag: rag.word(),
            priority: action.priority.word(),
            meeting: action.raised.meeting.iter().map(MeetingId::as_str).collect(),
            late: if let Rag::Late(days) = rag { Some(days) } else { None },
            due: action.due.day(),
            raised: Some(action.raised.date),
            moved: action.times_moved(),
            said: action.last_said(),
            evidence: action.level().map(Level::number),
            tags: action.tags.iter().map(String::as_str).collect(),
            tier: match action.tier {
                Tier::Open => "open",
                Tier::Partners => "partners",
                Tier::Restricted => "restricted",
            },
        }
    }

    /// Of some trackers, the actions that answer a query, the biggest first.
    pub fn find<'b>(
        &self,
        trackers: impl IntoIterator<Item = &'b Tracker>,
        query: &Query,
    ) -> Vec<Listed<'b>> {
        let mut found: Vec<Listed<'b>> =
            all(trackers).filter(|listed| query.finds(&self.facts(*listed), self)).collect();
        self.arrange(&mut found, Order::default(), Heading::default());
        found
    }

    /// Who leads an action, in a few words: `Gareth Davies, police`.
    pub fn lead_said(&self, action: &Action) -> String {
        action.lead.as_ref().map_or_else(|| "nobody yet".to_owned(), |lead| self.who_said(lead))
    }

    /// A post, or a person who answers as themselves, with their agency.
    pub fn who_said(&self, who: &PostId) -> String {
        let Some(partnership) = self.partnership else { return who.to_string() };
        let (name, agency) = if let Some(post) = partnership.post(who) {
            let title = if post.short.is_empty() { &post.title } else { &post.short };
            let holder = partnership.holder(who, self.today).map(|person| &person.name);
            (holder.unwrap_or(title), Some(&post.agency))
        } else if let Some(person) = self.person(who) {
            (&person.name, partnership.post(&person.post).map(|post| &post.agency))
        } else {
            return who.to_string();
        };
        let agency = agency.and_then(|agency| partnership.agency(agency));
        agency.map_or_else(|| name.clone(), |agency| format!("{name}, {}", agency.said()))
    }

    /// The person an id means where it is no post's.
    fn person(&self, who: &PostId) -> Option<&Person> {
        let people = &self.partnership?.people;
        let is = |id: &PersonId| id.as_str() == who.as_str();
        people
            .iter()
            .find(|person| is(&person.id))
            .or_else(|| people.iter().find(|person| person.aliases.iter().any(is)))
    }

    /// The agency of who leads an action.
    pub fn agency_said(&self, action: &Action) -> String {
        let post = action.lead.as_ref().and_then(|lead| {
            let known = self.partnership?;
            known.post(lead).or_else(|| known.post(&self.person(lead)?.post))
        });
        let agency = post.and_then(|post| self.partnership?.agency(&post.agency));
        agency.map_or_else(|| "no agency".to_owned(), |agency| agency.said().to_owned())
    }

    /// The group whose tracker this is.
    pub fn group_said(&self, tracker: &Tracker) -> String {
        let group = self.partnership.and_then(|partnership| partnership.group(&tracker.group));
        group.map_or_else(|| tracker.group.to_string(), |group| group.name.clone())
    }

    /// A meeting by its group and its day, as its id has them: `SOG 5 Nov 2026`.
    pub fn meeting_said(&self, meeting: &MeetingId) -> String {
        let Some((day, group)) = meeting.day().zip(meeting.group()) else { return meeting.to_string() };
        let known = self.partnership.and_then(|partnership| partnership.group(&group));
        let called = known.map(|group| if group.short.is_empty() { &group.name } else { &group.short });
        format!("{} {}", called.map_or(group.as_str(), String::as_str), day.format("%-d %b %Y"))
    }

    /// Where an action came from: `Neglect audit 2025 + practice review`, or the meeting that raised it.
    pub fn sources_said(&self, action: &Action) -> String {
        if action.sources.is_empty() {
            let meeting = action.raised.meeting.as_ref();
            return meeting.map_or_else(|| "not said".to_owned(), |meeting| self.meeting_said(meeting));
        }
        action.sources.iter().map(Source::said).collect::<Vec<_>>().join(" + ")
    }

    /// Every name of a post: its own, its agency's and its holder's, with the ids that the holder has or had.
    fn post_names<'b>(&'b self, post: &'b PostId) -> Vec<&'b str> {
        let mut names = vec![post.as_str()];
        let Some(partnership) = self.partnership else { return names };
        if let (None, Some(person)) = (partnership.post(post), self.person(post)) {
            names.extend([person.name.as_str(), person.initials.as_str()]);
            names.extend(self.post_names(&person.post));
        }
        if let Some(found) = partnership.post(post) {
            names.extend([found.title.as_str(), found.short.as_str()]);
            names.extend(found.also.iter().map(String::as_str));
            let agency = partnership.agency(&found.agency);
            names.extend(agency.iter().flat_map(|a| [a.id.as_str(), a.name.as_str(), a.short.as_str()]));
        }
        if let Some(person) = partnership.holder(post, self.today) {
            names.extend([person.name.as_str(), person.initials.as_str()]);
            names.extend(std::iter::once(&person.id).chain(&person.aliases).map(PersonId::as_str));
        }
        names.retain(|name| !name.is_empty());
        names
    }

    fn group_names<'b>(&'b self, id: &'b GroupId) -> Vec<&'b str> {
        let group = self.partnership.and_then(|partnership| partnership.group(id));
        group.map_or_else(|| vec![id.as_str()], |group| group.names().collect())
    }
}

/// Everything that is written of an action.
fn texts(action: &Action) -> impl Iterator<Item = &str> {
    let updates = action.updates.iter().map(|update| update.text.as_str());
    let evidence = action.evidence.iter().flat_map(|evidence| [evidence.text.as_str(), &evidence.file]);
    let parts = action.steps.iter().map(|part| part.what.as_str());
    [action.what.as_str(), &action.measure, &action.baseline]
        .into_iter()
        .chain(updates)
        .chain(action.moves.iter().map(|step| step.why.as_str()))
        .chain(evidence)
        .chain(parts)
}

/// Where it came from, by every name.
fn sources(action: &Action) -> impl Iterator<Item = &str> {
    let names =
        action.sources.iter().flat_map(|source| [source.kind.word(), &source.called, &source.reference]);
    action.raised.meeting.iter().map(MeetingId::as_str).chain(names).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Due, Raised, Status};
    use crate::domain::partnership::{Agency, Group, Person, Post};
    use crate::domain::query::parse;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn action(id: &str, due: Due, status: Status) -> Action {
        Action {
            id: id.into(),
            what: "Report".into(),
            lead: Some("police-dsp".into()),
            raised: Raised { date: day("2026-06-11"), ..Raised::default() },
            due,
            status,
            ..Action::default()
        }
    }

    fn partnership() -> Partnership {
        Partnership {
            agencies: vec![Agency {
                id: "police".into(),
                name: "Wrenshire Police".into(),
                ..Agency::default()
            }],
            posts: vec![Post {
                id: "police-dsp".into(),
                title: "Chief".into(),
                agency: "police".into(),
                ..Post::default()
            }],
            people: vec![Person {
                id: "p-gdavies".into(),
                name: "Gareth Davies".into(),
                aliases: vec!["p-gd2".into()],
                post: "police-dsp".into(),
                ..Person::default()
            }],
            groups: vec![Group {
                id: "sog".into(),
                name: "Senior Officer Group".into(),
                short: "SOG".into(),
                ..Group::default()
            }],
            ..Partnership::default()
        }
    }

    #[test]
    fn the_latest_come_first_and_what_has_ended_last() {
        let partnership = partnership();
        let sog = GroupId::from("sog");
        let light = Light {
            partnership: Some(&partnership),
            today: day("2026-12-03"),
            next: BTreeMap::from([(&sog, day("2027-01-07"))]),
            meetings: None,
        };
        let tracker = Tracker {
            group: "sog".into(),
            actions: vec![
                action("SOG-26-001", Due::On(day("2026-11-01")), Status::Closed),
                action("SOG-26-002", Due::ToBeSet, Status::NotStarted),
                action("SOG-26-003", Due::On(day("2027-01-07")), Status::NotStarted),
                action("SOG-26-004", Due::On(day("2026-11-01")), Status::UnderWay),
            ],
            ..Tracker::default()
        };
        let find = |query: &str| {
            let found = light.find([&tracker], &parse(query).unwrap());
            found.iter().map(|listed| listed.action.id.as_str()[7..].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(find(""), ["004", "003", "002", "001"]);
        assert_eq!(find("late:>30d"), ["004"]);
        assert_eq!(find("due:next-sog"), ["003"]);
        assert_eq!(find("@davies @police @chief group:senior rag:amber"), ["002"]);
        assert_eq!(find("@p-gdavies lead:p-gd2 rag:amber"), ["002"]);
        assert_eq!(light.lead_said(&tracker.actions[0]), "Gareth Davies, Wrenshire Police");
        assert_eq!(light.meeting_said(&"sog-2026-11-05".into()), "SOG 5 Nov 2026");
        assert_eq!(light.meeting_said(&"away-day-2026-11-05".into()), "away-day 5 Nov 2026");
    }
}
