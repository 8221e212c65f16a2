//! The programme beside the calendar: the dates of audits that were opened, the meetings of the groups they report to, and
//! what does not fit together.

use super::programme::{Programme, Slot, SlotState};
use crate::base::calendar::WorkingDays;
use crate::base::id::{AuditId, GroupId};
use crate::base::stamp::long_date;
use crate::base::text::{count, one_line};
use crate::domain::audit::{Audit, Milestone};
use crate::domain::partnership::{Cadence, Partnership};
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// What the programme is laid beside.
#[derive(Debug)]
pub struct Beside<'a> {
    /// Audits that were opened.
    pub audits: BTreeMap<&'a AuditId, &'a Audit>,
    /// Meetings of groups, each with its day.
    pub meetings: BTreeSet<(&'a GroupId, NaiveDate)>,
    /// Who is who, and how often groups meet.
    pub partnership: Option<&'a Partnership>,
    /// Which days are worked.
    pub days: &'a WorkingDays,
}

/// Something in the calendar.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// The day.
    pub on: NaiveDate,
    /// What, in words.
    pub what: String,
}

/// Something that does not fit together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Clash<'a> {
    /// The panel is in the same week as a meeting of its group.
    SameWeek {
        /// The audit.
        audit: &'a Audit,
        /// The meeting.
        meeting: NaiveDate,
    },
    /// The report is ready only after a meeting of its group, and the next one comes after it should be out.
    Waits {
        /// The audit.
        audit: &'a Audit,
        /// The day it is ready.
        ready: NaiveDate,
        /// The meeting it comes too late for, where there is one.
        missed: Option<NaiveDate>,
        /// The meeting that can take it.
        takes: NaiveDate,
    },
    /// No meeting of its group is known at which the report could be taken.
    NoMeeting {
        /// The audit.
        audit: &'a Audit,
        /// The day it is ready.
        ready: NaiveDate,
    },
    /// The meeting that takes the report is nearer to the one it goes on to than the arrangements say.
    TooNear {
        /// The audit.
        audit: &'a Audit,
        /// The meeting that takes the report.
        takes: NaiveDate,
        /// The group it goes on to.
        other: &'a GroupId,
        /// When that meets.
        on: NaiveDate,
        /// How many weeks the arrangements say.
        weeks: u32,
    },
}

impl<'a> Beside<'a> {
    /// A group as people call it.
    pub fn group(&self, id: &GroupId) -> String {
        let known = self.partnership.and_then(|known| known.group(id));
        one_line(known.map_or(id.as_str(), |group| group.said()))
    }

    fn meetings_of(&self, group: &'a GroupId) -> impl Iterator<Item = NaiveDate> {
        self.meetings.iter().filter(move |(of, _)| *of == group).map(|(_, on)| *on)
    }

    /// The group that a group meets before, and how many weeks, as the arrangements say it.
    fn goes_on_to(&self, group: &GroupId) -> Option<(&'a GroupId, u32)> {
        match &self.partnership?.group(group)?.cadence {
            Cadence::Said(rule) => Some((rule.before.as_ref()?, rule.weeks?)),
            Cadence::Unsaid(_) => None,
        }
    }

    /// The audit of a slot that is held.
    pub fn audit(&self, slot: &Slot) -> Option<&'a Audit> {
        let id = slot.audit.as_ref().filter(|_| slot.state != SlotState::Dropped)?;
        self.audits.get(id).copied()
    }

    /// Dates of the audits that were opened, and the meetings of the groups that planned audits report to, in order, as far as
    /// they are in the programme's time or come of its audits.
    pub fn events(&'a self, programme: &'a Programme) -> Vec<Event> {
        let mut events = Vec::new();
        for audit in programme.slots.iter().filter_map(|slot| self.audit(slot)) {
            for milestone in [Milestone::Panel, Milestone::Draft, Milestone::FactCheck, Milestone::Published]
            {
                let what = format!("{}: {}", audit.id, milestone.said());
                events.push(Event { on: audit.dates.on(milestone, self.days), what });
            }
        }
        let mut groups: BTreeSet<&GroupId> = programme.slots.iter().map(|slot| &slot.group).collect();
        groups
            .extend(programme.slots.iter().filter_map(|slot| self.goes_on_to(&slot.group)).map(|(to, _)| to));
        let meet = self
            .meetings
            .iter()
            .filter(|(group, on)| groups.contains(group) && (programme.from..=programme.to).contains(on));
        events
            .extend(meet.map(|(group, on)| Event { on: *on, what: format!("{} meets", self.group(group)) }));
        events.sort();
        events.dedup();
        events
    }

    /// What does not fit together, audit by audit.
    pub fn clashes(&'a self, programme: &'a Programme) -> Vec<Clash<'a>> {
        let audits = programme.slots.iter().filter_map(|slot| self.audit(slot));
        audits.flat_map(|audit| self.of_audit(audit)).collect()
    }

    fn of_audit(&'a self, audit: &'a Audit) -> Vec<Clash<'a>> {
        let on = |milestone| audit.dates.on(milestone, self.days);
        let (panel, ready, out) = (audit.dates.panel, on(Milestone::FactCheck), on(Milestone::Published));
        let meetings: Vec<NaiveDate> = self.meetings_of(&audit.group).collect();
        let near = meetings.iter().filter(|meeting| meeting.iso_week() == panel.iso_week());
        let mut clashes: Vec<Clash<'a>> =
            near.map(|meeting| Clash::SameWeek { audit, meeting: *meeting }).collect();
        let missed = meetings.iter().rfind(|meeting| (panel..ready).contains(*meeting)).copied();
        let Some(takes) = meetings.iter().find(|meeting| **meeting >= ready).copied() else {
            clashes.push(Clash::NoMeeting { audit, ready });
            return clashes;
        };
        if takes > out {
            clashes.push(Clash::Waits { audit, ready, missed, takes });
        }
        if let Some((other, weeks)) = self.goes_on_to(&audit.group)
            && let Some(next) = self.meetings_of(other).find(|meeting| *meeting >= takes)
            && (next - takes).num_days() < i64::from(weeks) * 7
        {
            clashes.push(Clash::TooNear { audit, takes, other, on: next, weeks });
        }
        clashes
    }
}

impl Clash<'_> {
    /// The words on screens and documents, without a full stop.
    pub fn said(&self, beside: &Beside<'_>) -> String {
        match *self {
            Self::SameWeek { audit, meeting } => format!(
                "{}: the panel on {} is in the same week as {} on {}",
                audit.id,
                long_date(audit.dates.panel),
                beside.group(&audit.group),
                long_date(meeting)
            ),
            Self::Waits { audit, ready, missed, takes } => {
                let group = beside.group(&audit.group);
                let missed =
                    missed.map(|day| format!(", after {group} on {}", long_date(day))).unwrap_or_default();
                format!(
                    "{}: the report is ready on {}{missed}; {group} can take it only on {}, after the brief should be out \
                     on {}",
                    audit.id,
                    long_date(ready),
                    long_date(takes),
                    long_date(audit.dates.on(Milestone::Published, beside.days))
                )
            }
            Self::NoMeeting { audit, ready } => format!(
                "{}: the report is ready on {}, and no meeting of {} on or after that day is known yet",
                audit.id,
                long_date(ready),
                beside.group(&audit.group)
            ),
            Self::TooNear { audit, takes, other, on, weeks } => {
                let days = usize::try_from((on - takes).num_days()).unwrap_or(0);
                format!(
                    "{}: {} takes the report on {}, {} before {} on {}; the arrangements say {}",
                    audit.id,
                    beside.group(&audit.group),
                    long_date(takes),
                    count(days, "day", "days"),
                    beside.group(other),
                    long_date(on),
                    count(weeks as usize, "week", "weeks")
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::Dates;
    use crate::domain::partnership::Group;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn audit() -> Audit {
        Audit {
            id: "2026-q4-neglect".into(),
            group: "sog".into(),
            // The report is ready twenty working days later, on Tue 16 February, and out on Tue 2 March.
            dates: Dates { panel: day("2027-01-19"), ..Dates::default() },
            ..Audit::default()
        }
    }

    fn partnership() -> Partnership {
        let group = |id: &str, name: &str, cadence| Group {
            id: id.into(),
            name: name.into(),
            cadence,
            ..Group::default()
        };
        let before = serde_yaml::from_str("{before: executive, weeks: 4}").unwrap();
        Partnership {
            groups: vec![group("sog", "SOG", before), group("executive", "Executive", Cadence::default())],
            ..Partnership::default()
        }
    }

    fn programme() -> Programme {
        let slot = Slot {
            id: "a".into(),
            when: "Q4 2026/27".into(),
            group: "sog".into(),
            audit: Some("2026-q4-neglect".into()),
            state: SlotState::Opened,
            ..Slot::default()
        };
        Programme {
            from: day("2026-04-01"),
            to: day("2028-03-31"),
            slots: vec![slot],
            ..Programme::default()
        }
    }

    fn said(meetings: &[(&str, &str)]) -> Vec<String> {
        let (audit, partnership, days, programme) =
            (audit(), partnership(), WorkingDays::default(), programme());
        let groups: Vec<(GroupId, NaiveDate)> =
            meetings.iter().map(|(group, on)| ((*group).into(), day(on))).collect();
        let beside = Beside {
            audits: BTreeMap::from([(&audit.id, &audit)]),
            meetings: groups.iter().map(|(group, on)| (group, *on)).collect(),
            partnership: Some(&partnership),
            days: &days,
        };
        beside.clashes(&programme).iter().map(|clash| clash.said(&beside)).collect()
    }

    #[test]
    fn what_fits_says_nothing() {
        assert_eq!(said(&[("sog", "2027-02-18"), ("executive", "2027-03-18")]), [""; 0]);
    }

    #[test]
    fn a_panel_in_the_week_of_a_meeting_is_named() {
        let all = said(&[("sog", "2027-01-22"), ("sog", "2027-02-18")]);
        let expected =
            "2026-q4-neglect: the panel on Tue 19 Jan 2027 is in the same week as SOG on Fri 22 Jan 2027";
        assert_eq!(all, [expected]);
        assert_eq!(said(&[("executive", "2027-01-22"), ("sog", "2027-02-18")]), [""; 0], "another group's");
    }

    #[test]
    fn a_report_that_is_ready_after_its_groups_meeting_waits() {
        let all = said(&[("sog", "2027-02-04"), ("sog", "2027-05-06")]);
        let expected = "2026-q4-neglect: the report is ready on Tue 16 Feb 2027, after SOG on Thu 4 Feb 2027; SOG can take \
                        it only on Thu 6 May 2027, after the brief should be out on Tue 2 Mar 2027";
        assert_eq!(all, [expected]);
        let none = said(&[("sog", "2027-02-04")]);
        assert!(none[0].ends_with("no meeting of SOG on or after that day is known yet"), "{none:?}");
    }

    #[test]
    fn too_few_weeks_before_the_executive_are_named() {
        let all = said(&[("sog", "2027-02-18"), ("executive", "2027-03-04")]);
        let expected = "2026-q4-neglect: SOG takes the report on Thu 18 Feb 2027, 14 days before Executive on Thu 4 Mar \
                        2027; the arrangements say 4 weeks";
        assert_eq!(all, [expected]);
    }

    #[test]
    fn events_are_the_dates_of_audits_and_the_meetings_of_their_groups() {
        let (audit, partnership, days, programme) =
            (audit(), partnership(), WorkingDays::default(), programme());
        let groups: [GroupId; 3] = ["executive".into(), "sog".into(), "other".into()];
        let beside = Beside {
            audits: BTreeMap::from([(&audit.id, &audit)]),
            meetings: groups.iter().map(|group| (group, day("2027-02-16"))).collect(),
            partnership: Some(&partnership),
            days: &days,
        };
        let events = beside.events(&programme);
        let said: Vec<String> = events.iter().map(|event| format!("{} {}", event.on, event.what)).collect();
        assert_eq!(
            said,
            [
                "2027-01-19 2026-q4-neglect: panel",
                "2027-02-09 2026-q4-neglect: report and brief drafted",
                "2027-02-16 2026-q4-neglect: facts checked by agencies",
                "2027-02-16 Executive meets",
                "2027-02-16 SOG meets",
                "2027-03-02 2026-q4-neglect: approved, and the brief is out",
            ]
        );
    }
}
