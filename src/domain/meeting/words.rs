//! An act in English, for undo and for the trail: `the decision on item 5: agreed`.

use super::Meeting;
use super::entry::{Act, Entry, EntryId, LastMinutes, Mark, Review};
use super::line::Body;
use crate::base::stamp::{clock_face, short_date};
use crate::base::text::{count, fit, one_line};

/// How much of somebody's words is quoted.
const QUOTE: usize = 40;

/// A writer's name as people say it: `jo-laptop` for `jo-laptop_7f3a`, where the end tells computers of the same name
/// apart.
pub fn writer_said(writer: &str) -> String {
    let (name, rest) = writer.split_once('_').unwrap_or((writer, ""));
    let nth = rest.split_once('-').map(|(_, nth)| format!("-{nth}")).unwrap_or_default();
    format!("{name}{nth}")
}

impl Mark {
    /// The words on screens and documents.
    pub fn said(&self) -> String {
        match self {
            Self::Present => "present".to_owned(),
            Self::Apologies => "apologies".to_owned(),
            Self::Deputy { who } => format!("deputy: {who}"),
            Self::DidNotAttend => "did not attend".to_owned(),
            Self::ViewsConveyed { by } => format!("views conveyed by {by}"),
            Self::Observer => "observer".to_owned(),
            Self::Unheard => "not marked yet".to_owned(),
        }
    }
}

impl Review {
    /// The words on screens and documents.
    pub fn said(&self, meeting: &Meeting) -> String {
        match self {
            Self::Done { evidence, .. } if evidence.is_empty() => "done, by the evidence there is".to_owned(),
            Self::Done { evidence, .. } => format!("done: {evidence}"),
            Self::Progress { text } => format!("progress: {text}"),
            Self::Blocked { why, .. } => format!("waits for: {why}"),
            Self::Moved { to, why } => match to.day() {
                Some(day) => format!("new date {}: {why}", short_date(day)),
                None => format!("new date to be set: {why}"),
            },
            Self::Reassigned { lead, why } if why.is_empty() => {
                format!("now led by {}", meeting.seat_said(lead))
            }
            Self::Reassigned { lead, why } => format!("now led by {}: {why}", meeting.seat_said(lead)),
            Self::Dropped { why } => format!("dropped: {why}"),
            Self::Ticked { step, done: true, .. } => format!("step done: {}", one_line(step)),
            Self::Ticked { step, .. } => format!("step not done after all: {}", one_line(step)),
            Self::StepAdded { step } => format!("step added: {}", one_line(step)),
        }
    }
}

impl Meeting {
    /// What an entry did, as a thing that can be undone. A line goes by the number that is its own by now, which is
    /// another than it was given at first where two writers gave the same.
    pub fn said_of(&self, entry: &Entry) -> String {
        let own = |line: &EntryId, body: &Body| self.with_own_number(line, body);
        match &entry.act {
            Act::Recorded { item, body } => {
                self.said(&Act::Recorded { item: item.clone(), body: own(&entry.id, body) })
            }
            Act::Amended { record, body } => {
                self.said(&Act::Amended { record: record.clone(), body: own(record, body) })
            }
            act => self.said(act),
        }
    }

    /// What an act did, as a thing that can be undone, with the numbers that it was made with.
    pub fn said(&self, act: &Act) -> String {
        match act {
            Act::Opened { .. } => "opening the file".to_owned(),
            Act::Began => "opening the meeting".to_owned(),
            Act::Ended => "ending the meeting".to_owned(),
            Act::Marked { seat, mark, .. } => format!("{} {}", self.seat_said(seat), mark.said()),
            Act::Left { seat, .. } => format!("{} leaving", self.seat_said(seat)),
            Act::Returned { seat } => format!("{} returning", self.seat_said(seat)),
            Act::Withdrew { seat, item, .. } => {
                format!("{} withdrawing for item {}", self.seat_said(seat), self.item_said(item))
            }
            Act::Joined { seat } => format!("{} joining", seat.said()),
            Act::Chaired { seat } => format!("{} taking the chair", self.seat_said(seat)),
            Act::Declared { seat, .. } => format!("the declaration by {}", self.seat_said(seat)),
            Act::AgreedLastMinutes { result } => match result {
                LastMinutes::Agreed => "agreeing the last minutes".to_owned(),
                LastMinutes::AgreedAsAmended { .. } => "agreeing the last minutes as amended".to_owned(),
                LastMinutes::NotAgreed { .. } => "not agreeing the last minutes".to_owned(),
            },
            Act::Turned { to, .. } => format!("going to item {}", self.item_said(to)),
            Act::Deferred { item, .. } => format!("deferring item {}", self.item_said(item)),
            Act::Added { item, .. } => format!("adding item '{}'", item.title),
            Act::TakenTogether { items } => {
                format!("taking {} together", count(items.len(), "item", "items"))
            }
            Act::Recorded { item, body } => {
                let no = self.state().item(item).map_or(item.as_str(), |i| i.no.as_str());
                format!("{} on item {no}: {}", body.kind(), Self::quote(body))
            }
            Act::Amended { body, .. } => format!("the change to {}: {}", body.kind(), Self::quote(body)),
            Act::Corrected { find, with } => format!("replacing '{find}' with '{with}'"),
            Act::Restricted { restricted: true, .. } => "restricting a line".to_owned(),
            Act::Restricted { restricted: false, .. } => {
                "letting a line into the partners' minutes".to_owned()
            }
            Act::Removed { .. } => "taking a line out".to_owned(),
            Act::Positioned { positions, .. } => {
                let said = positions.iter().map(|(agency, position)| match position {
                    Some(position) => format!("{} {}", self.agency_said(agency), position.said()),
                    None => format!("{} no position", self.agency_said(agency)),
                });
                said.collect::<Vec<_>>().join(", ")
            }
            Act::Reviewed { action, review } => format!("{action} {}", fit(&review.said(self), QUOTE)),
            Act::NextSet { next } => format!("setting the next meeting on {}", short_date(next.date)),
            Act::Released { tier, reason, findings } => format!(
                "letting out {tier} minutes with {}: {}",
                count(
                    *findings,
                    "thing that looks like personal data",
                    "things that look like personal data"
                ),
                fit(&one_line(reason), QUOTE)
            ),
            Act::Finalised { .. } => "making the minutes final".to_owned(),
            Act::Reopened { why, .. } => {
                format!("opening the final minutes again: {}", fit(&one_line(why), QUOTE))
            }
            Act::Renumbered { record, to } => {
                let old = self.numbers.former(record).last().map_or("an action", |old| old.as_str());
                format!("{old} is {to}, for its number was given in the tracker already")
            }
            Act::Wrote { path, .. } => format!("writing {path}"),
            // Only gestures are struck; a journal that says otherwise must not lead in circles.
            Act::Struck { entry } | Act::Restored { entry } => {
                let struck = self.entry(entry).filter(|e| e.act.is_gesture());
                struck.map_or_else(|| entry.to_string(), |e| self.said_of(e))
            }
        }
    }

    /// What undo or redo did, with its time: `closed EXEC-26-031, 10:42`.
    pub fn said_with_time(&self, entry: &Entry) -> String {
        format!("{}, {}", self.said_of(entry), clock_face(entry.at))
    }

    fn quote(body: &Body) -> String {
        let words = match body {
            Body::Decision(decision) if decision.text.is_empty() => decision.outcome.said().to_owned(),
            Body::Action { id, what, .. } => format!("{id} {what}"),
            other => other.text().to_owned(),
        };
        fit(&one_line(&words), QUOTE)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Seat;
    use super::super::example::Play;
    use super::*;

    #[test]
    fn acts_are_said_as_things_done_and_people_by_their_names() {
        let meeting = Play::begun().meeting;
        let guest = Seat { id: "guest-9".into(), name: Some("Maya Brooks".into()), ..Seat::default() };
        assert_eq!(meeting.said(&Act::Joined { seat: Box::new(guest) }), "Maya Brooks joining");
        let corrected = Act::Corrected { find: "late".into(), with: "behind".into() };
        assert_eq!(meeting.said(&corrected), "replacing 'late' with 'behind'");
        let next = meeting.sitting().next.clone().unwrap();
        assert_eq!(meeting.said(&Act::NextSet { next }), "setting the next meeting on Thu 4 Mar");
        assert_eq!(Mark::Unheard.said(), "not marked yet");
    }

    #[test]
    fn letting_a_copy_out_is_on_the_record_and_changes_nothing_else() {
        use crate::domain::agenda::Tier;
        let mut play = Play::begun();
        let before = play.meeting.state().clone();
        let released = |reason: &str| Act::Released { tier: Tier::Open, reason: reason.into(), findings: 2 };
        assert_eq!(
            play.refused("10:05", released(" ")),
            super::super::Refusal::NeedsReason("letting out such a copy")
        );
        play.act("10:05", released("made-up numbers in an example"));
        assert_eq!(play.meeting.state(), &before);
        let entry = play.meeting.entries().last().unwrap();
        assert_eq!(
            play.meeting.said(&entry.act),
            "letting out open minutes with 2 things that look like personal data: made-up numbers in an example"
        );
        // Undo passes it over, and it cannot be struck.
        let (id, writer) = (entry.id.clone(), entry.id.writer.clone());
        assert_ne!(play.meeting.undoable(&writer).map(|e| &e.id), Some(&id));
        assert!(play.meeting.allow(&Act::Struck { entry: id }).is_err());
    }
}
