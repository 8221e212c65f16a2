//! Who was there, in what capacity and for how much of it, and who was in the chair.

use super::Source;
use crate::base::stamp::{Stamp, clock_face};
use crate::base::text::and_list;
use crate::domain::meeting::{Act, Capacity, Mark, Presence, Seat};

/// The seats of one capacity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendanceGroup {
    /// `Members`, `In attendance`, `Observers`.
    pub title: &'static str,
    /// A row a seat.
    pub rows: Vec<AttendanceRow>,
}

/// One seat's attendance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttendanceRow {
    /// Who holds the post; empty where the partnership names nobody.
    pub name: String,
    /// The post's title.
    pub post: String,
    /// The agency's full name.
    pub agency: String,
    /// `Present from 10:12`, `Apologies, represented by Supt Rees`.
    pub attended: String,
    /// Initials, where known.
    pub initials: String,
}

/// Everybody expected and every guest, by capacity.
pub(super) fn groups(from: &Source<'_>) -> Vec<AttendanceGroup> {
    let of = [
        (Capacity::Member, "Members"),
        (Capacity::InAttendance, "In attendance"),
        (Capacity::Observer, "Observers"),
    ];
    of.into_iter()
        .map(|(capacity, title)| {
            let seats = from.meeting.state().seats.iter().filter(|s| s.capacity == capacity);
            AttendanceGroup { title, rows: seats.map(|s| row(from, s)).collect() }
        })
        .filter(|group| !group.rows.is_empty())
        .collect()
}

fn row(from: &Source<'_>, seat: &Seat) -> AttendanceRow {
    let agencies = &from.meeting.sitting().agencies;
    let agency = agencies.iter().find(|a| a.id == seat.agency).filter(|a| !a.name.is_empty());
    let presence = from.meeting.state().attendance.of(&seat.id);
    AttendanceRow {
        name: seat.name.clone().filter(|_| from.names_people()).unwrap_or_default(),
        post: if from.names_people() || !seat.title.is_empty() {
            seat.title.clone()
        } else {
            "Guest".to_owned()
        },
        agency: agency.map_or_else(|| from.meeting.agency_said(&seat.agency).to_owned(), |a| a.name.clone()),
        attended: attended(from, &presence),
        initials: if from.names_people() { seat.initials.clone() } else { String::new() },
    }
}

fn attended(from: &Source<'_>, presence: &Presence) -> String {
    let times = times(from, presence);
    match &presence.mark {
        Mark::Present => format!("Present{times}"),
        Mark::Deputy { who } => {
            let comma = if times.is_empty() { "" } else { "," };
            let who = if from.names_people() { who.trim() } else { "a deputy" };
            format!("Apologies, represented by {who}{comma}{times}")
        }
        Mark::Observer => format!("Observer{times}"),
        Mark::Apologies => "Apologies".to_owned(),
        Mark::DidNotAttend => "Did not attend".to_owned(),
        Mark::ViewsConveyed { .. } if !from.names_people() => "Views conveyed".to_owned(),
        Mark::ViewsConveyed { by } => format!("Views conveyed by {}", by.trim()),
        Mark::Unheard => "Not recorded".to_owned(),
    }
}

/// The times of part attendance: ` from 10:12`, ` until 11:40`, ` until 10:30 and from 11:00`.
fn times(from: &Source<'_>, presence: &Presence) -> String {
    let Some(began) = from.meeting.state().began else { return String::new() };
    let end = from.end();
    let parts = presence.spells.iter().filter_map(|spell| {
        let came = later(spell.from, began).then(|| clock_face(spell.from));
        let left = spell.to.filter(|to| later(end, *to)).map(clock_face);
        match (came, left) {
            (None, None) => None,
            (Some(came), None) => Some(format!("from {came}")),
            (None, Some(left)) => Some(format!("until {left}")),
            (Some(came), Some(left)) => Some(format!("from {came} to {left}")),
        }
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { String::new() } else { format!(" {}", and_list(&parts)) }
}

/// Whether a moment is later than another as the clock on the wall shows them.
fn later(at: Stamp, than: Stamp) -> bool {
    at > than && clock_face(at) != clock_face(than)
}

/// Who was in the chair: the one planned, or whoever took it, with when and instead of whom.
pub(super) fn chair(from: &Source<'_>) -> String {
    let meeting = from.meeting;
    let planned = meeting.sitting().chair.as_ref();
    let opened_by = meeting.state().items.first().and_then(|i| i.spells.first()).and_then(|s| s.to);
    let (mut first, mut changes) = (planned, Vec::new());
    for entry in meeting.entries().iter().filter(|e| !meeting.is_struck(&e.id)) {
        let Act::Chaired { seat } = &entry.act else { continue };
        if meeting.state().seats.iter().all(|s| &s.id != seat) {
            continue;
        }
        // Whoever takes the chair before the first item is over chaired from the start.
        if opened_by.is_none_or(|to| entry.at < to) {
            first = Some(seat);
        } else {
            changes.push(format!("{} from {}", from.seat_said(seat), clock_face(entry.at)));
        }
    }
    let mut said = match first {
        Some(seat) => from.seat_said(seat),
        None => "Not recorded".to_owned(),
    };
    if let (Some(planned), true) = (planned, first != planned) {
        said = format!("{said} (in place of {})", from.seat_said(planned));
    }
    changes.insert(0, said);
    changes.join("; ")
}
