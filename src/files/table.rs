//! A table that nobody sits at: what a line typed outside a meeting is read against. Who may be named, which days are known
//! and how far evidence has to reach are the group's own, as they would be in a meeting of it today.

use super::places;
use super::workspace::Workspace;
use crate::base::id::{GroupId, TrackerId};
use crate::base::stamp::Stamp;
use crate::domain::issued::IssuedAgenda;
use crate::domain::meeting::{Act, Entry, EntryId, Meeting, Sitting};
use crate::domain::tracker::Tracker;
use std::borrow::Cow;

impl Workspace {
    /// Where actions can be added: every tracker, then of each group that has none the one it would have.
    pub fn homes(&self) -> Vec<TrackerId> {
        let groups = self.partnership.iter().flat_map(|partnership| &partnership.groups);
        let without = groups.filter(|group| self.tracker_of(&group.id).is_none());
        let new = without.map(|group| TrackerId::new(group.id.as_str()));
        // A file that cannot be used is no place for a new one.
        let free =
            |id: &TrackerId| !self.trackers.contains_key(id) && !self.unusable.contains(&places::tracker(id));
        self.trackers.keys().cloned().chain(new.filter(free)).collect()
    }

    /// A tracker; where there is none of this id, the empty one that the group of this id would have.
    pub fn tracker_or_new(&self, id: &TrackerId) -> Cow<'_, Tracker> {
        self.trackers.get(id).map_or_else(
            || Cow::Owned(Tracker { id: id.clone(), group: GroupId::new(id.as_str()), ..Tracker::default() }),
            Cow::Borrowed,
        )
    }

    /// The table of the group that owns a tracker; nothing while the partnership's file cannot be used or does not know
    /// the group. It holds no actions: they may be very many, and a line is about one that is known already.
    pub fn table(&self, tracker: &Tracker, now: Stamp) -> Option<Meeting> {
        let partnership = self.partnership.as_ref()?;
        let group = partnership.group(&tracker.group)?;
        let today =
            IssuedAgenda { group: group.id.clone(), date: now.date_naive(), ..IssuedAgenda::default() };
        let meetings: Vec<IssuedAgenda> = self.meetings.values().cloned().collect();
        let mut sitting =
            Sitting::prepare(partnership, group, &today, Some(&tracker.clone_head()), &meetings);
        sitting.last_number = tracker.last_number(&sitting.prefix, chrono::Datelike::year(&today.date));
        sitting.recorded = self.recorded();
        let id = EntryId { writer: "table".to_owned(), seq: 1 };
        let act = Act::Opened { sitting: Box::new(sitting), agenda_sha256: None };
        Meeting::replay(vec![Entry { id, at: now, act }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action_line::{Lead, Room, When};

    #[test]
    fn a_line_is_read_as_it_would_be_in_a_meeting_of_the_group() {
        let files = crate::files::shipped::demo();
        let workspace =
            Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])), &[], &[]);
        let now: Stamp = "2026-12-07T09:00:00Z".parse().unwrap();
        let tracker = &workspace.trackers[&"executive".into()];
        let table = workspace.table(tracker, now).unwrap();
        let room = Room::new(&table, now.date_naive());
        let read = room.read("police share the figures by next sog #data", false);
        assert!(matches!(read.lead, Lead::One(_) | Lead::Several(_)), "{:?}", read.lead);
        assert_eq!(read.when, When::On("2027-02-04".parse().unwrap()));
        assert_eq!(table.next_action_id().as_str(), "EXEC-26-021");
        assert!(table.sitting().actions.is_empty());
        let unknown = Tracker { group: "nobody".into(), ..Tracker::default() };
        assert!(workspace.table(&unknown, now).is_none());
    }

    #[test]
    fn a_group_without_a_tracker_is_a_home_for_actions_too_unless_its_file_cannot_be_used() {
        let files = crate::files::shipped::demo();
        let loaded = |files: &[(&str, &[u8])]| Workspace::load(files.iter().copied(), &[], &[]);
        let all: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])).collect();
        let homes = |files: &[(&str, &[u8])]| {
            loaded(files).homes().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(homes(&all), "executive sog lsp");
        let mut none = all.clone();
        none.retain(|(path, _)| !path.starts_with(places::TRACKERS));
        assert_eq!(homes(&none), "executive lsp sog");
        none.push(("trackers/lsp.yaml", b"id: ["));
        assert_eq!(homes(&none), "executive sog");
        let workspace = loaded(&none);
        let new = workspace.tracker_or_new(&"sog".into());
        let table = workspace.table(&new, "2026-12-07T09:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(table.next_action_id().as_str(), "SOG-26-001");
        let text = crate::files::tracker_edit::fresh_for(table.sitting());
        let read = crate::files::tracker::load(&text).value.unwrap();
        assert_eq!((read.group.as_str(), read.prefix.as_str()), ("sog", "SOG"));
    }
}
