//! What was found in a journal, in words. Nothing anybody typed is said: whoever verifies a copy need not be one who
//! may read all of it.

use crate::base::stamp::{Stamp, clock_face, long_date};
use crate::domain::agenda::Tier;
use crate::domain::meeting::{Entry, EntryId, Meeting};
use crate::domain::trail::named;
use crate::files::proof::{Finding, Wrong};

/// A finding as a sentence without its full stop.
pub(super) fn finding_said(meeting: Option<&Meeting>, finding: &Finding) -> String {
    let Finding { path, line, entry, wrong } = finding;
    let line = line.map(|n| format!("line {n} of ")).unwrap_or_default();
    let place = format!("{line}{path}");
    let named = entry.as_ref().map(|e| entry_said(meeting, e)).unwrap_or_default();
    let it = if named.is_empty() { place.clone() } else { format!("{place}, {named},") };
    let of = |id: &EntryId| format!("act {} of {}", id.seq, id.writer);
    match wrong {
        Wrong::Changed => format!("{it} was changed after it was written"),
        Wrong::Unlinked => format!(
            "{it} was changed after it was written, or the line before it was, together with its hash"
        ),
        Wrong::Bytes => format!("{it} has other bytes around it than were written, though it says the same"),
        Wrong::Added => format!("{it} was put in afterwards"),
        Wrong::Missing(from, to) if from == to => {
            format!("before {place}, act {from} is missing: its line was taken out")
        }
        Wrong::Missing(from, to) => {
            format!("before {place}, acts {from} to {to} are missing: their lines were taken out")
        }
        Wrong::Displaced => {
            format!("{it} stands where another line was written: lines were put in another order")
        }
        Wrong::Repeated => format!("{it} says again what an earlier line says: it was put in afterwards"),
        Wrong::Contradicts => format!("{it} has the number of an earlier line and says something else"),
        Wrong::Unhashed => format!("{it} has lost its hash: it was written anew"),
        Wrong::Foreign(writer) => format!("{it} belongs in the journal of {writer}"),
        Wrong::Dangling(id) => format!("{it} speaks of {}, which is not here", of(id)),
        Wrong::Unseen(id) => format!(
            "{it} was made when {} was here, and it is not: the journal of {} is missing, or its end",
            of(id),
            id.writer
        ),
        Wrong::Otherwise(id) => format!("{it} was made when another {} was here", of(id)),
        Wrong::Torn => format!("{it} was never finished: it is no act that was ever called saved"),
        Wrong::Twice => format!(
            "{it} is there twice: it was sent again because the disk did not say that it had arrived, or the file \
             is a copy"
        ),
        Wrong::Unknown => {
            format!(
                "{place} was written by a later version of the program: it is whole and cannot be read here"
            )
        }
    }
}

/// An entry by what it was about and its time: `the decision on item 5, 10:42`.
pub(super) fn entry_said(meeting: Option<&Meeting>, entry: &Entry) -> String {
    let at = clock_face(entry.at);
    match meeting.and_then(|meeting| named(meeting, entry, Tier::Partners)) {
        Some(named) => format!("{named}, {at}"),
        None if meeting.is_some() => format!("a restricted act, {at}"),
        None => format!("an act of {at}"),
    }
}

/// A time of a meeting: the clock alone on its day, with the day on another.
pub(super) fn clock(meeting: &Meeting, at: Stamp) -> String {
    let day = at.date_naive();
    if day == meeting.sitting().date {
        clock_face(at)
    } else {
        format!("{} {}", long_date(day), clock_face(at))
    }
}
