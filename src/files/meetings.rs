//! The meetings of a workspace: which one somebody means, what one starts from, and a new one of a group.

use super::workspace::Workspace;
use crate::base::id::{AgencyId, GroupId, MeetingId, PostId};
use crate::base::stamp::ClockTime;
use crate::domain::action_numbers::Numbered;
use crate::domain::audit::{Audit, panel_agenda};
use crate::domain::carried::carry;
use crate::domain::decided::Standing;
use crate::domain::issued::IssuedAgenda;
use crate::domain::later::leaning_on;
use crate::domain::meeting::Sitting;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

impl Workspace {
    /// What a meeting starts from; nothing when its file, or the partnership's, cannot be used.
    pub fn sitting(&self, meeting: &MeetingId) -> Option<Sitting> {
        let planned = self.meetings.get(meeting)?;
        let partnership = self.partnership.as_ref()?;
        let group = partnership.group(&planned.group)?;
        let all: Vec<IssuedAgenda> = self.meetings.values().cloned().collect();
        let mut issued = planned.clone();
        let earlier = self.meetings.values().filter(|m| m.group == planned.group && m.date < planned.date);
        let held = earlier.filter(|m| self.pasts.get(&m.id).is_some_and(|p| p.ended));
        // A panel puts nothing off to the group's next meeting, and is given nothing.
        let round = held.clone().filter(|m| m.audit.is_none() && planned.audit.is_none());
        let last = round.max_by_key(|m| m.date);
        let carried = last.map(|last| carry(last, &self.pasts[&last.id], &mut issued)).unwrap_or_default();
        let same_year = held.filter(|m| m.date.year() == planned.date.year());
        let last_decision = same_year.map(|m| self.pasts[&m.id].last_decision()).max().unwrap_or(0);
        let tracker = self.tracker_of(&group.id).map(|tracker| tracker.on(planned.date));
        let panel_of =
            planned.audit.as_ref().and_then(|id| self.audit_folders.get(id)).map(|folder| &folder.audit);
        let at_the_table = panel_of.map(|audit| panel_agenda::at_the_table(audit, group, partnership));
        let group = at_the_table.as_ref().unwrap_or(group);
        let mut sitting = Sitting::prepare(partnership, group, &issued, tracker.as_ref(), &all);
        if let Some(audit) = panel_of {
            panel_agenda::seat_agencies(audit, &mut sitting);
        }
        (sitting.carried, sitting.last_decision) = (carried, last_decision);
        let earlier = self.decisions().into_iter().filter(|row| {
            let open = matches!(row.standing, Standing::Stands | Standing::Provisional);
            open && row.group == planned.group && row.decision.on < planned.date
        });
        sitting.decisions = earlier.map(|row| row.decision).collect();
        sitting.recorded = self.recorded();
        sitting.numbered = Numbered::of(self.trackers.values());
        Some(sitting)
    }

    /// The meeting somebody means by a name: a meeting's id; or a group's id, short name or name, and then its
    /// meeting on that day, else its next one after that day. One that has ended is never meant by a group's name.
    pub fn meeting_for(&self, name: &str, date: NaiveDate) -> Option<&IssuedAgenda> {
        let name = name.trim();
        if let Some(meeting) = self.meetings.get(&MeetingId::from(name)) {
            return Some(meeting);
        }
        let group = self.group_called(name)?;
        self.in_the_round()
            .filter(|m| &m.group == group && m.date >= date && !self.ended(&m.id))
            .min_by_key(|m| (m.date, m.start, &m.id))
    }

    /// The meetings of groups' own rounds: all but panels of audits, which are nobody's last or next meeting.
    pub fn in_the_round(&self) -> impl Iterator<Item = &IssuedAgenda> {
        self.meetings.values().filter(|meeting| meeting.audit.is_none())
    }

    /// The agencies that the roll call of an audit's panel had there; none before it sat.
    pub fn at_the_panel(&self, audit: &Audit) -> Vec<AgencyId> {
        let past = self.pasts.get(&panel_agenda::meeting_id(audit));
        let seats = past.iter().flat_map(|past| &past.here);
        let of = |seat: &PostId| {
            let post = self.partnership.as_ref().and_then(|known| known.post(seat));
            post.map(|post| post.agency.clone()).or_else(|| panel_agenda::agency_of(seat))
        };
        let there: BTreeSet<AgencyId> = seats.filter_map(of).collect();
        audit.agencies.iter().map(|one| &one.id).filter(|id| there.contains(id)).cloned().collect()
    }

    /// Every name [`Workspace::meeting_for`] understands, to offer when somebody mistyped one.
    pub fn names(&self) -> Vec<&str> {
        let groups = self.partnership.iter().flat_map(|p| &p.groups);
        let mut names: Vec<&str> =
            groups.flat_map(|g| [g.id.as_str(), &g.short, &g.name]).filter(|n| !n.is_empty()).collect();
        names.extend(self.meetings.keys().map(MeetingId::as_str));
        names
    }

    /// A meeting made from the group's standing agenda. Its last meeting is the group's latest before that day,
    /// and it is held where that one was.
    pub fn new_meeting(&self, group: &GroupId, date: NaiveDate, start: ClockTime) -> Option<IssuedAgenda> {
        let standing = self.agendas.get(group)?;
        let mut made =
            IssuedAgenda::from_standing(standing, self.partnership.as_ref()?.group(group)?, date, start);
        let last = self.in_the_round().filter(|m| &m.group == group && m.date < date).max_by_key(|m| m.date);
        if let Some(last) = last {
            made.last_meeting = Some(last.id.clone());
            made.chair = self.partnership.as_ref()?.group(group)?.chair.after(last.chair.as_ref()).cloned();
            made.place.clone_from(&last.place);
        }
        Some(made)
    }

    /// What leans on a meeting that was held, a sentence each; by ids and numbers alone.
    pub fn leaning_on(&self, meeting: &MeetingId) -> Vec<String> {
        leaning_on(meeting, &self.meetings, &self.pasts, self.trackers.values())
    }
}
