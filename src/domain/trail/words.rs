//! The words of an act in the trail: what was done in the program's words, then what it was before, what it became,
//! and why, in the words people typed.

use super::{Tiers, Told};
use crate::base::id::ItemId;
use crate::base::stamp::{clock_face, short_date};
use crate::base::text::{and_list, count};
use crate::domain::action::Due;
use crate::domain::agenda::Tier;
use crate::domain::issued::NextMeeting;
use crate::domain::meeting::{
    Act, Body, Entry, EntryId, Handling, LastMinutes, Meeting, Position, Record, Review,
};

/// An act, with the meeting as it was just before. Its own tier is settled; that of other things it names is not.
pub(super) fn told(tiers: &Tiers<'_>, before: &Meeting, entry: &Entry, tier: Tier) -> Told {
    let act = &entry.act;
    let numbered = |line: &EntryId, body: &Body| {
        (body_said(before, &tiers.meeting.with_own_number(line, body)), because(body))
    };
    let mut told = Told { what: subject(tiers, tiers.meeting, act, tier), ..Told::default() };
    match act {
        Act::Opened { agenda_sha256, .. } => {
            told.to = agenda_sha256.map(|hash| format!("agenda {hash}")).unwrap_or_default();
        }
        Act::Renumbered { record, to } => {
            told.from = record_of(before, record).map(|r| body_said(before, &r.body)).unwrap_or_default();
            told.to = to.to_string();
            "its number was given in the tracker already".clone_into(&mut told.why);
        }
        Act::Wrote { sha256, .. } => told.to = sha256.to_string(),
        Act::Released { reason, findings, .. } => {
            told.to = count(*findings, "thing like personal data", "things like personal data");
            told.why.clone_from(reason);
        }
        Act::Finalised { by, .. } => told.to = format!("final, by {by}"),
        Act::Reopened { why, by } => {
            told.to = format!("opened again, by {by}");
            told.why.clone_from(why);
        }
        Act::Marked { .. }
        | Act::Left { .. }
        | Act::Withdrew { .. }
        | Act::Joined { .. }
        | Act::Chaired { .. }
        | Act::Declared { .. } => people(before, act, &mut told),
        Act::AgreedLastMinutes { result } => {
            told.from =
                before.state().last_minutes.as_ref().map(|l| result_said(l).to_owned()).unwrap_or_default();
            result_said(result).clone_into(&mut told.to);
            told.why = match result {
                LastMinutes::Agreed => String::new(),
                LastMinutes::AgreedAsAmended { amendment } => amendment.clone(),
                LastMinutes::NotAgreed { why } => why.clone(),
            };
        }
        Act::Turned { .. } => {
            let here = before.in_hand().map(|i| format!("item {}", i.no));
            told.from = here.unwrap_or_default();
        }
        Act::Deferred { to, why, .. } => (told.to, told.why) = (to.clone(), why.clone()),
        Act::Added { item, allowed_by, why } => {
            told.to = format!("{}, allowed by {}", item.title, before.seat_said(allowed_by));
            told.why.clone_from(why);
        }
        Act::Recorded { body, .. } => (told.to, told.why) = numbered(&entry.id, body),
        Act::Amended { record, body } => {
            told.from = record_of(before, record).map(|r| body_said(before, &r.body)).unwrap_or_default();
            (told.to, told.why) = numbered(record, body);
        }
        Act::Corrected { find, with } => (told.from, told.to) = (find.clone(), with.clone()),
        Act::Restricted { record, restricted } => {
            let said = |restricted: bool| if restricted { "restricted" } else { "as its item" }.to_owned();
            told.from = record_of(before, record).map(|r| said(r.restricted)).unwrap_or_default();
            told.to = said(*restricted);
        }
        Act::Removed { record } => {
            told.from = record_of(before, record).map(|r| body_said(before, &r.body)).unwrap_or_default();
        }
        Act::Positioned { record, positions } => {
            let said = |agency, position: Option<Position>| {
                let position = position.map_or("no position", Position::said);
                format!("{} {position}", before.agency_said(agency))
            };
            let held = record_of(before, record).map(|r| &r.positions);
            let earlier = positions.iter().filter_map(|(a, _)| Some(said(a, Some(*held?.get(a)?))));
            told.from = earlier.collect::<Vec<_>>().join(", ");
            told.to = positions.iter().map(|(a, p)| said(a, *p)).collect::<Vec<_>>().join(", ");
        }
        Act::Reviewed { action, review } => {
            let known = before.sitting().action(action);
            told.from = match (review, known) {
                (Review::Moved { .. }, Some(action)) => due_said(action.due),
                (Review::Reassigned { .. }, Some(action)) => {
                    action.lead.as_ref().map(|lead| before.seat_said(lead)).unwrap_or_default()
                }
                _ => String::new(),
            };
            (told.to, told.why) = review_said(before, review);
        }
        Act::NextSet { next } => {
            told.from = before.state().next.as_ref().map(next_said).unwrap_or_default();
            told.to = next_said(next);
        }
        Act::Began
        | Act::Ended
        | Act::Returned { .. }
        | Act::TakenTogether { .. }
        | Act::Struck { .. }
        | Act::Restored { .. } => {}
    }
    told
}

fn people(before: &Meeting, act: &Act, told: &mut Told) {
    match act {
        Act::Marked { seat, mark, since } => {
            told.from = before.state().attendance.of(seat).mark.said();
            let since = since.map(|at| format!(", since {}", clock_face(at))).unwrap_or_default();
            told.to = format!("{}{since}", mark.said());
        }
        Act::Left { when, .. } => {
            told.to = when.map(|at| format!("at {}", clock_face(at))).unwrap_or_default();
        }
        Act::Withdrew { interest, .. } => told.why.clone_from(interest),
        Act::Joined { seat } => seat.said().clone_into(&mut told.to),
        Act::Chaired { seat } => {
            told.from = before.state().chair.as_ref().map(|c| before.seat_said(c)).unwrap_or_default();
            told.to = before.seat_said(seat);
        }
        Act::Declared { interest, handling, .. } => {
            let handled = if *handling == Handling::Noted { "noted" } else { "withdrew" };
            handled.clone_into(&mut told.to);
            told.why.clone_from(interest);
        }
        _ => {}
    }
}

/// What an act was about, in no words that anybody typed but the names of people and posts.
pub(super) fn subject(tiers: &Tiers<'_>, meeting: &Meeting, act: &Act, tier: Tier) -> String {
    let no = |item: &ItemId| meeting.state().item(item).map_or("taken back", |i| i.no.as_str()).to_owned();
    match act {
        Act::Opened { .. } => "the opening of the file".to_owned(),
        Act::Began => "the opening of the meeting".to_owned(),
        Act::Ended => "the end of the meeting".to_owned(),
        Act::Marked { seat, .. } => format!("the roll call: {}", meeting.seat_said(seat)),
        Act::Left { seat, .. } => format!("the leaving of {}", meeting.seat_said(seat)),
        Act::Returned { seat } => format!("the return of {}", meeting.seat_said(seat)),
        Act::Withdrew { seat, item, .. } => {
            format!("the withdrawal of {} for item {}", meeting.seat_said(seat), no(item))
        }
        Act::Joined { .. } => "the joining of a guest".to_owned(),
        Act::Chaired { .. } => "the chair".to_owned(),
        Act::Declared { seat, item, .. } => {
            let item = item.as_ref().map(|item| format!(" in item {}", no(item))).unwrap_or_default();
            format!("the declaration by {}{item}", meeting.seat_said(seat))
        }
        Act::AgreedLastMinutes { .. } => "the minutes of the last meeting".to_owned(),
        Act::Turned { to, .. } => format!("going to item {}", no(to)),
        Act::Deferred { item, .. } => format!("putting off item {}", no(item)),
        Act::Added { item, .. } => format!("adding item {}", no(&item.id)),
        Act::TakenTogether { items } => {
            let shown: Vec<String> = items.iter().filter(|id| tiers.item(id) <= tier).map(no).collect();
            format!("noting items {} together", and_list(&shown))
        }
        Act::Recorded { item, body } => format!("the {} on item {}", body.kind(), no(item)),
        Act::Amended { record, body } => {
            format!("the change to the {}{}", body.kind(), place(meeting, record))
        }
        Act::Corrected { .. } => "words put right everywhere".to_owned(),
        Act::Restricted { record, .. } => format!("who may see the {}", line(meeting, record)),
        Act::Removed { record } => format!("taking out the {}", line(meeting, record)),
        Act::Positioned { record, .. } => format!("where partners stand on the {}", line(meeting, record)),
        Act::Reviewed { action, .. } => format!("the review of {action}"),
        Act::NextSet { .. } => "the date of the next meeting".to_owned(),
        Act::Released { tier, .. } => format!("letting out {tier} minutes"),
        Act::Finalised { .. } | Act::Reopened { .. } => "the final minutes".to_owned(),
        Act::Renumbered { record, .. } => format!("the number of the {}", line(meeting, record)),
        Act::Wrote { path, .. } => format!("the hash of {}", path.rsplit('/').next().unwrap_or(path)),
        Act::Struck { entry } => format!("taking back {}", struck(tiers, meeting, entry, tier)),
        Act::Restored { entry } => format!("bringing back {}", struck(tiers, meeting, entry, tier)),
    }
}

fn struck(tiers: &Tiers<'_>, meeting: &Meeting, id: &EntryId, tier: Tier) -> String {
    // Only gestures are struck; a journal that says otherwise must not lead in circles.
    match meeting.entry(id).filter(|e| e.act.is_gesture()) {
        Some(entry) => format!("{}, {}", subject(tiers, meeting, &entry.act, tier), clock_face(entry.at)),
        None => format!("act {id}"),
    }
}

/// A line by its kind and its item: `note on item 5`.
fn line(meeting: &Meeting, record: &EntryId) -> String {
    match meeting.entry(record).map(|e| &e.act) {
        Some(Act::Recorded { body, .. }) => format!("{}{}", body.kind(), place(meeting, record)),
        _ => "line".to_owned(),
    }
}

fn place(meeting: &Meeting, record: &EntryId) -> String {
    match meeting.entry(record).map(|e| &e.act) {
        Some(Act::Recorded { item, .. }) => {
            let item = meeting.state().item(item);
            item.map(|i| format!(" on item {}", i.no)).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn record_of<'m>(meeting: &'m Meeting, id: &EntryId) -> Option<&'m Record> {
    meeting.state().record(id)
}

/// Everything a line says but its reasons, which stand by themselves. Other decisions it speaks of are not named:
/// they may be for a higher tier.
fn body_said(meeting: &Meeting, body: &Body) -> String {
    match body {
        Body::Decision(decision) => {
            let mut said = vec![decision.outcome.said().to_owned()];
            said.extend((!decision.text.is_empty()).then(|| decision.text.clone()));
            said.extend(decision.review.map(|day| format!("review by {}", short_date(day))));
            let text = said.join(": ");
            match &decision.id {
                Some(id) => format!("{id} {text}"),
                None => text,
            }
        }
        Body::Action { id, what, lead, due, with, .. } => {
            let lead = lead.as_ref().map_or("to be set".to_owned(), |lead| meeting.lead_said(lead.as_str()));
            let with: Vec<String> = with.iter().map(|post| meeting.lead_said(post.as_str())).collect();
            let with = if with.is_empty() {
                String::new()
            } else {
                format!("; with {}", crate::base::text::and_list(&with))
            };
            format!("{id} {what}; lead {lead}{with}; due {}", due_said(*due))
        }
        other => other.text().to_owned(),
    }
}

fn because(body: &Body) -> String {
    match body {
        Body::Decision(decision) => decision.because.clone(),
        _ => String::new(),
    }
}

fn due_said(due: Due) -> String {
    due.day().map_or("to be set".to_owned(), |day| day.to_string())
}

fn next_said(next: &NextMeeting) -> String {
    let start = next.start.map(|at| format!(" at {at}")).unwrap_or_default();
    let place = if next.place.is_empty() { String::new() } else { format!(", {}", next.place) };
    format!("{}{start}{place}", next.date)
}

fn result_said(result: &LastMinutes) -> &'static str {
    match result {
        LastMinutes::Agreed => "agreed",
        LastMinutes::AgreedAsAmended { .. } => "agreed as amended",
        LastMinutes::NotAgreed { .. } => "not agreed",
    }
}

/// What a review came to, and why.
fn review_said(meeting: &Meeting, review: &Review) -> (String, String) {
    match review {
        Review::Done { evidence, .. } if evidence.is_empty() => {
            ("done, by the evidence there is".to_owned(), String::new())
        }
        Review::Done { evidence, .. } => ("done".to_owned(), evidence.clone()),
        Review::Progress { text } => (format!("progress: {text}"), String::new()),
        Review::Blocked { why, .. } => ("blocked".to_owned(), why.clone()),
        Review::Moved { to, why } => (due_said(*to), why.clone()),
        Review::Reassigned { lead, why } => (meeting.seat_said(lead), why.clone()),
        Review::Dropped { why } => ("dropped".to_owned(), why.clone()),
        Review::Ticked { .. } | Review::StepAdded { .. } => (review.said(meeting), String::new()),
    }
}
