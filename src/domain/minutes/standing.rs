//! What every meeting does: declarations of interest, the last minutes, the actions of earlier meetings.

use super::sentences::{ended, reason};
use super::{Block, ReviewLine, Source, TO_BE_SET, ToRatify, review_tier};
use crate::base::id::{ActionId, ItemId, MeetingId};
use crate::base::stamp::long_date;
use crate::base::text::{and_list, capital, one_line};
use crate::domain::action::{ActionChange, Due, NOT_DONE_YET, Status};
use crate::domain::agenda::ItemKind;
use crate::domain::meeting::{Body, Declaration, Handling, ItemState, LastMinutes, Review, Reviewed};

/// What the program itself does at an item: declarations, the last minutes, earlier actions.
pub(super) fn special(from: &Source<'_>, item: &ItemState, reached: bool) -> Vec<Block> {
    let mut blocks: Vec<Block> = match item.item.kind {
        ItemKind::Declarations if !reached => declared(from).into_iter().map(Block::Said).collect(),
        ItemKind::Declarations => declarations(from).into_iter().map(Block::Said).collect(),
        ItemKind::LastMinutes => last_minutes(from).into_iter().map(Block::Said).collect(),
        _ => Vec::new(),
    };
    if review_home(from).as_ref() == Some(&item.item.id) {
        let reviews = reviews(from);
        let left = if reviews.is_empty() { None } else { not_discussed(from) };
        blocks.extend(reviews.into_iter().map(Block::Reviewed));
        blocks.extend(left.map(Block::Said));
    }
    blocks
}

/// The interests that may be shown, a sentence each, or that there were none.
pub(super) fn declarations(from: &Source<'_>) -> Vec<String> {
    let said = declared(from);
    if !said.is_empty() {
        return said;
    }
    // Where items are hidden this is said of the others only, whether or not anything was declared in those.
    let hidden = from.meeting.state().items.iter().any(|i| i.item.tier > from.tier);
    vec![if hidden {
        "No interest was declared in the items recorded here.".to_owned()
    } else {
        "None were declared.".to_owned()
    }]
}

fn declared(from: &Source<'_>) -> Vec<String> {
    let items = &from.meeting.state().items;
    let general = items.iter().find(|i| i.item.kind == ItemKind::Declarations);
    let may_show = |d: &&Declaration| match &d.item {
        Some(item) => from.may_show(item),
        None => general.is_none_or(|i| i.item.tier <= from.tier),
    };
    from.meeting.state().declarations.iter().filter(may_show).map(|d| declaration(from, d)).collect()
}

fn declaration(from: &Source<'_>, declared: &Declaration) -> String {
    let item = declared.item.as_ref().and_then(|id| from.meeting.state().item(id));
    let place = item.map(|i| format!(" in item {}, {}", i.no, one_line(&i.item.title))).unwrap_or_default();
    let handling = match (declared.handling, item.is_some()) {
        (Handling::Noted, _) => "It was noted, and they stayed.",
        (Handling::Withdrew, true) => "They withdrew for that item.",
        (Handling::Withdrew, false) => "They withdrew.",
    };
    format!(
        "{} declared an interest{place}: {} {handling}",
        from.who(&declared.seat),
        ended(&declared.interest)
    )
}

/// What was said of the last minutes.
pub(super) fn last_minutes(from: &Source<'_>) -> Option<String> {
    let state = from.meeting.state();
    let item = state.items.iter().find(|i| i.item.kind == ItemKind::LastMinutes);
    let last = from.meeting.sitting().last_meeting.as_ref();
    let day = last.and_then(MeetingId::day);
    let of = match day {
        Some(day) => format!("The minutes of the meeting of {}", long_date(day)),
        None => "The minutes of the last meeting".to_owned(),
    };
    let said = match &state.last_minutes {
        Some(LastMinutes::Agreed) => format!("{of} were agreed as a correct record."),
        Some(LastMinutes::AgreedAsAmended { amendment }) => {
            format!("{of} were agreed as a correct record with this amendment: {}", ended(amendment))
        }
        Some(LastMinutes::NotAgreed { why }) => ended(&format!("{of} were not agreed{}", reason(why))),
        None => {
            // A decision or a deferral says it already, and an item not reached is said to be so.
            let silent = match item {
                Some(i) => i.spells.is_empty() || i.deferral.is_some() || decided(from, i),
                None => last.is_none(),
            };
            if silent {
                return None;
            }
            format!("{of} were not considered.")
        }
    };
    Some(said)
}

fn decided(from: &Source<'_>, item: &ItemState) -> bool {
    from.under(&item.item.id).any(|r| matches!(r.body, Body::Decision(_)))
}

/// The item under which reviews of earlier actions stand: the one for actions, else the first that may be shown.
fn review_home(from: &Source<'_>) -> Option<ItemId> {
    let items = &from.meeting.state().items;
    let home = items.iter().find(|i| i.item.kind == ItemKind::Actions);
    home.or_else(|| items.iter().find(|i| i.item.tier <= from.tier)).map(|i| i.item.id.clone())
}

/// What was said of each earlier action that may be shown, in the order they were first spoken of.
fn reviews(from: &Source<'_>) -> Vec<ReviewLine> {
    let meeting = from.meeting;
    let mut lines: Vec<(ActionId, ReviewLine)> = Vec::new();
    for reviewed in meeting.state().reviews.iter().filter(|r| review_tier(meeting, r) <= from.tier) {
        let said = review(from, reviewed);
        if let Some((_, line)) = lines.iter_mut().find(|(id, _)| id == &reviewed.action) {
            line.said.push(said);
            continue;
        }
        let action = meeting.sitting().action(&reviewed.action);
        let lead = action.and_then(|a| a.lead.as_ref());
        let line = ReviewLine {
            id: reviewed.action.to_string(),
            what: action.map(|a| one_line(&a.what)).unwrap_or_default(),
            lead: lead.map_or_else(|| "not set".to_owned(), |l| from.seat_said(l)),
            said: vec![said],
        };
        lines.push((reviewed.action.clone(), line));
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The earlier actions that may be shown and of which nothing was said, in a sentence. One that was spoken of
/// only where it may not be shown is not listed: that it was not discussed would be untrue.
fn not_discussed(from: &Source<'_>) -> Option<String> {
    let actions = from.meeting.sitting().actions.iter().filter(|action| action.tier <= from.tier);
    let left = actions.filter(|action| from.meeting.state().review_of(&action.id).is_none());
    let ids: Vec<&str> = left.map(|action| action.id.as_str()).collect();
    (!ids.is_empty()).then(|| format!("Not discussed: {}.", and_list(&ids)))
}

fn review(from: &Source<'_>, reviewed: &Reviewed) -> String {
    let change = from.meeting.change_by(reviewed);
    let closed = change.as_ref().is_some_and(|change| change.status == Some(Status::Closed));
    let provisional = from.meeting.to_ratify(reviewed).is_some();
    match &reviewed.review {
        Review::Done { evidence, .. } => {
            let evidence =
                if evidence.is_empty() { accepted(from, &reviewed.action) } else { evidence.clone() };
            let evidence = ended(&evidence);
            if closed {
                format!("Closed as done. Evidence: {evidence}")
            } else if provisional {
                format!("Provisionally closed as done{NOT_QUORATE} Evidence: {evidence}")
            } else {
                let asked = from.meeting.sitting().close_at.said();
                format!("Done, and open until its evidence reaches “{asked}”. Evidence so far: {evidence}")
            }
        }
        Review::Progress { text } if sent_back(change.as_ref()) => {
            format!("Not accepted as done, and under way again: {}", ended(text))
        }
        Review::Progress { text } => format!("In progress: {}", ended(text)),
        Review::Blocked { why, .. } => format!("Blocked. It waits for: {}", ended(why)),
        Review::Moved { to: Due::On(day), why } => {
            ended(&format!("The due date was moved to {}{}", long_date(*day), reason(why)))
        }
        Review::Moved { to: Due::ToBeSet, why } => {
            ended(&format!("The due date is {TO_BE_SET}{}", reason(why)))
        }
        Review::Reassigned { lead, why } => {
            ended(&format!("The lead passed to {}{}", from.who(lead), reason(why)))
        }
        Review::Dropped { why } if provisional => {
            format!("Provisionally dropped{NOT_QUORATE} {}", ended(&capital(why)))
        }
        Review::Dropped { why } => ended(&format!("Dropped by decision of the meeting{}", reason(why))),
        Review::Ticked { .. } | Review::StepAdded { .. } => {
            ended(&capital(&reviewed.review.said(from.meeting)))
        }
    }
}

/// Why what ends an action does not end it yet.
const NOT_QUORATE: &str =
    ", as the meeting was not quorate; the action stays open until a quorate meeting ratifies that.";

/// Whether what was said of an action takes it for not done yet.
fn sent_back(change: Option<&ActionChange>) -> bool {
    let update = change
        .filter(|change| change.status == Some(Status::UnderWay))
        .and_then(|change| change.update.as_ref());
    update.is_some_and(|update| update.text.starts_with(NOT_DONE_YET))
}

/// The evidence that was accepted as it was in the tracker.
fn accepted(from: &Source<'_>, action: &ActionId) -> String {
    let there = from.meeting.evidence_there(action);
    there.map(|evidence| format!("{}, of {}", evidence.text, long_date(evidence.on))).unwrap_or_default()
}

/// What was said of earlier actions that the next quorate meeting is to ratify, in a sentence each.
pub(super) fn to_ratify(from: &Source<'_>) -> Vec<ToRatify> {
    let meeting = from.meeting;
    let item = meeting.state().items.iter().find(|item| Some(&item.item.id) == review_home(from).as_ref());
    let shown = meeting.state().reviews.iter().filter(|reviewed| review_tier(meeting, reviewed) <= from.tier);
    let one = |reviewed: &Reviewed| {
        let what = meeting
            .sitting()
            .action(&reviewed.action)
            .map(|action| one_line(&action.what))
            .unwrap_or_default();
        Some(ToRatify {
            minute: item.map(|item| item.no.clone()).unwrap_or_default(),
            title: item.map(|item| item.item.title.clone()).unwrap_or_default(),
            said: ended(&format!(
                "{} {}, {what}",
                capital(meeting.to_ratify_alone(reviewed)?),
                reviewed.action
            )),
        })
    };
    shown.filter_map(one).collect()
}
