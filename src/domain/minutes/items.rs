//! The minute of each item: what was received, said, decided and set, in that order.

use super::sentences::{self, destination, ended, reason, the};
use super::{
    ActionLine, Block, ItemMinute, Minute, Source, TO_BE_SET, ToRatify, needs_quorum, quorum, standing,
    tier_said,
};
use crate::base::id::{GroupId, ItemId, PostId};
use crate::base::stamp::{clock_face, long_date};
use crate::base::text::{and_list, one_line, sentence};
use crate::domain::agenda::{CHAIR, ItemKind, Paper, PaperState, Purpose};
use crate::domain::meeting::{Act, Body, Decision, ItemState, Outcome, Record, Replaces, Stage, Withdrawal};
use crate::domain::quorum::QuorumRule;

/// One minute an item, in printed order. An item above the tier leaves only its number.
pub(super) fn minutes(from: &Source<'_>) -> Vec<Minute> {
    let items = &from.meeting.state().items;
    items
        .iter()
        .map(|item| {
            if item.item.tier <= from.tier {
                Minute::Here(Box::new(minute(from, item)))
            } else {
                Minute::Elsewhere { no: item.no.clone(), tier: item.item.tier }
            }
        })
        .collect()
}

fn minute(from: &Source<'_>, item: &ItemState) -> ItemMinute {
    let meeting = from.meeting;
    let lead = item.item.lead.as_str();
    let marking = item.item.marking.as_str();
    ItemMinute {
        id: item.item.id.clone(),
        no: item.no.clone(),
        title: item.item.title.clone(),
        marking: (!marking.is_empty() && marking != meeting.sitting().marking).then(|| marking.to_owned()),
        lead: led(from, item).then(|| from.lead_said(lead)),
        planned: item.item.minutes.0,
        seconds: (!item.spells.is_empty()).then(|| meeting.spent(item, from.now)),
        blocks: blocks(from, item),
    }
}

/// Whether the lead's name belongs over the minute: the chair's does not, nor that of somebody who never came.
fn led(from: &Source<'_>, item: &ItemState) -> bool {
    let lead = item.item.lead.as_str();
    let seat = from.meeting.state().seats.iter().find(|s| s.id.as_str() == lead);
    let came = |post: &PostId| !from.meeting.state().attendance.of(post).spells.is_empty();
    !lead.is_empty() && lead != CHAIR && seat.is_none_or(|s| came(&s.id))
}

fn blocks(from: &Source<'_>, item: &ItemState) -> Vec<Block> {
    let reached = !item.spells.is_empty() || item.together;
    let mut blocks: Vec<Block> = opening(from, item).into_iter().map(Block::Said).collect();
    if reached {
        blocks.extend(from.papers(item).map(|p| Block::Said(paper(p))));
    }
    let mut records: Vec<&Record> = from.under(&item.item.id).collect();
    records.sort_by_key(|r| rank(&r.body));
    let noted = records.iter().any(|r| matches!(r.body, Body::Note { .. }));
    let special = standing::special(from, item, reached);
    // An item put off at once was not considered, whatever its phrase says.
    let put_off = item.deferral.is_some() && records.is_empty();
    if reached && !noted && !put_off {
        blocks.extend(untyped(from, item, !records.is_empty() || !special.is_empty()).map(Block::Said));
    }
    let silent = special.is_empty() && records.is_empty();
    blocks.extend(special);
    blocks.extend(records.iter().filter_map(|r| recorded(from, item, r)));
    blocks.extend(deferral(item));
    if let Some(tier) = from.withheld(item, reached) {
        let set = tier_said(tier);
        blocks.push(Block::Said(format!("Part of this item is recorded in the {set} minutes.")));
    }
    // Actions last, so that the deferral does not come between them and the next item.
    blocks.sort_by_key(|b| matches!(b, Block::Action(_)));
    if silent || reached {
        blocks.extend(unfinished(from, item).map(Block::Said));
    }
    blocks
}

/// Where a record stands in its minute: what was said, then decided, then sent on, then set.
fn rank(body: &Body) -> u8 {
    match body {
        Body::Note { .. } | Body::Challenge { .. } => 0,
        Body::Risk { .. } => 1,
        Body::Decision(_) => 2,
        Body::Referral { .. } => 3,
        Body::Parked { .. } => 4,
        Body::Action { .. } => 5,
    }
}

/// What happened to the item itself: added, taken out of order, taken together, withdrawn for.
fn opening(from: &Source<'_>, item: &ItemState) -> Vec<String> {
    let meeting = from.meeting;
    let mut said = Vec::new();
    if let Some(late) = &item.late {
        let chair = meeting.state().chair.as_ref() == Some(&late.allowed_by);
        let by = if chair { "the Chair".to_owned() } else { from.who(&late.allowed_by) };
        said.push(sentence(&format!("Added at the meeting with the agreement of {by}{}", reason(&late.why))));
    }
    said.extend(out_of_order(from, item));
    if item.together {
        said.push(together(from, &item.item.id));
    }
    for seat in &meeting.state().seats {
        let presence = meeting.state().attendance.of(&seat.id);
        said.extend(withdrawals(from, item, &from.who(&seat.id), &presence.withdrawals));
    }
    said
}

/// `Taken after item 9.`, for an item taken when one printed later had been.
fn out_of_order(from: &Source<'_>, item: &ItemState) -> Option<String> {
    let items = &from.meeting.state().items;
    let before = item.taken?.checked_sub(1)?;
    let place = |id: &ItemId| items.iter().position(|i| &i.item.id == id);
    let before = items.iter().find(|i| i.taken == Some(before))?;
    (place(&before.item.id) > place(&item.item.id)).then(|| format!("Taken after item {}.", before.no))
}

/// `Items 4 and 7 were noted together without discussion.`
fn together(from: &Source<'_>, item: &ItemId) -> String {
    let meeting = from.meeting;
    let standing = meeting.entries().iter().filter(|e| !meeting.is_struck(&e.id));
    let with = standing.rev().find_map(|e| match &e.act {
        Act::TakenTogether { items } if items.contains(item) => Some(items),
        _ => None,
    });
    let shown = |i: &&ItemState| {
        i.together && i.item.tier <= from.tier && with.is_some_and(|items| items.contains(&i.item.id))
    };
    let numbers: Vec<&str> = meeting.state().items.iter().filter(shown).map(|i| i.no.as_str()).collect();
    if numbers.len() < 2 {
        return "This item was noted without discussion.".to_owned();
    }
    format!("Items {} were noted together without discussion.", and_list(&numbers))
}

/// Somebody's withdrawals for an item in a sentence for each interest: `… from 11:15 to 11:17 and from 11:18 to 11:19`.
fn withdrawals(from: &Source<'_>, item: &ItemState, who: &str, all: &[Withdrawal]) -> Vec<String> {
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    for withdrawn in all.iter().filter(|w| w.item == item.item.id) {
        let interest = sentences::unended(&one_line(&withdrawn.interest));
        let Some(when) = withdrawn_for(from, item, withdrawn) else { continue };
        match said.iter_mut().find(|(known, _)| *known == interest) {
            Some((_, times)) => times.push(when),
            None => said.push((interest, vec![when])),
        }
    }
    let sentence = |(interest, times): (String, Vec<String>)| {
        format!("{who} withdrew for this item ({interest}) {}.", and_list(&times))
    };
    said.into_iter().map(sentence).collect()
}

/// When a withdrawal began and ended, as far as it lay within the time the item was in hand.
fn withdrawn_for(from: &Source<'_>, item: &ItemState, withdrawn: &Withdrawal) -> Option<String> {
    let end = |to| match to {
        Some(to) => to,
        None => from.end(),
    };
    let (start, stop) = item.spells.iter().find_map(|spell| {
        let start = spell.from.max(withdrawn.spell.from);
        let stop = end(spell.to).min(end(withdrawn.spell.to));
        (start < stop).then_some((start, stop))
    })?;
    let still = withdrawn.spell.to.is_none() && from.meeting.state().ended.is_none();
    let until = if still { String::new() } else { format!(" to {}", clock_face(stop)) };
    Some(format!("from {}{until}", clock_face(start)))
}

/// `Paper 5a, Quarterly dashboard, was received.`
fn paper(paper: &Paper) -> String {
    let name = match (paper.reference.is_empty(), paper.title.is_empty()) {
        (false, false) => format!("Paper {}, {},", paper.reference, one_line(&paper.title)),
        (false, true) => format!("Paper {}", paper.reference),
        (true, _) => format!("The paper “{}”", one_line(&paper.title)),
    };
    match (paper.state, paper.received) {
        (PaperState::In, _) => format!("{name} was received."),
        (PaperState::Late, Some(day)) => format!("{name} was received late, on {}.", long_date(day)),
        (PaperState::Late, None) => format!("{name} was received late."),
        (PaperState::Tabled, _) => format!("{name} was tabled at the meeting."),
        (PaperState::Missing, _) => format!("{name} was not received."),
    }
}

/// What stands where nobody typed a note: the item's own phrase, else a sentence by its purpose.
fn untyped(from: &Source<'_>, item: &ItemState, more: bool) -> Option<String> {
    if item.item.kind == ItemKind::LastMinutes || (item.together && item.spells.is_empty()) {
        return None;
    }
    if !item.item.phrase.trim().is_empty() {
        return Some(sentence(&one_line(&item.item.phrase)));
    }
    let said = match (item.item.kind, item.item.purpose) {
        (ItemKind::Welcome, _) => "The Chair welcomed those present.".to_owned(),
        (ItemKind::Declarations, _) => return None,
        (ItemKind::Close, _) if from.meeting.state().items.iter().any(|i| i.late.is_some()) => {
            "Other business is recorded under its own numbers.".to_owned()
        }
        (ItemKind::Close, _) => "There was no other business.".to_owned(),
        (ItemKind::Actions, _) => "The actions from earlier meetings were reviewed.".to_owned(),
        (_, Purpose::Discuss) => "The item was discussed.".to_owned(),
        (_, Purpose::Assure) => {
            format!("{} considered what assurance it had.", crate::base::text::capital(&from.group()))
        }
        (_, Purpose::Decide) => "The item was considered.".to_owned(),
        (_, Purpose::Note) => "The item was noted.".to_owned(),
    };
    // Something else in the minute already says that the item was dealt with.
    let needless = more
        && matches!(item.item.kind, ItemKind::Close | ItemKind::Ordinary)
        && matches!(item.item.purpose, Purpose::Note | Purpose::Decide);
    (!needless).then_some(said)
}

/// One thing recorded under an item. A deferral without words is left to the item's own, which says more.
fn recorded(from: &Source<'_>, item: &ItemState, record: &Record) -> Option<Block> {
    let labelled = |label: String, text: &str| Block::Labelled { label, said: sentence(&one_line(text)) };
    let block = match &record.body {
        Body::Note { text } => Block::Note(text.clone()),
        Body::Decision(decision)
            if decision.outcome == Outcome::Deferred
                && decision.text.trim().is_empty()
                && item.deferral.is_some()
                && record.positions.is_empty() =>
        {
            return None;
        }
        Body::Decision(made) => decision(from, item, record, made),
        Body::Action { id, what, lead, due, with, .. } => Block::Action(ActionLine {
            id: id.to_string(),
            what: crate::base::text::capital(&one_line(what)),
            lead: lead.as_ref().map_or_else(|| TO_BE_SET.to_owned(), |l| from.seat_said(l)),
            with: with.iter().map(|post| from.seat_said(post)).collect(),
            due: due.day().map_or_else(|| TO_BE_SET.to_owned(), long_date),
            minute: item.no.clone(),
        }),
        Body::Risk { text } => labelled("Risk".to_owned(), text),
        Body::Challenge { text } => labelled("Challenge".to_owned(), text),
        Body::Parked { text } => labelled("Parked for later".to_owned(), text),
        Body::Referral { to, text } => labelled(format!("Referred to {}", group(from, to)), text),
    };
    Some(block)
}

/// A group as it reads in the middle of a sentence.
fn group(from: &Source<'_>, id: &GroupId) -> String {
    let known = from.meeting.sitting().refers_to.iter().find(|(known, _)| known == id);
    the(known.map_or_else(|| id.as_str(), |(_, name)| name.as_str()))
}

fn decision(from: &Source<'_>, item: &ItemState, record: &Record, made: &Decision) -> Block {
    let (outcome, text) = (made.outcome, made.text.as_str());
    let lack = lack(from, record, outcome);
    let up = made.to.as_ref().map(|id| group(from, id));
    let agencies = &from.meeting.sitting().agencies;
    let positions: Vec<_> = agencies
        .iter()
        .filter_map(|a| record.positions.get(&a.id).map(|p| (a.said().to_owned(), *p)))
        .collect();
    Block::Decision {
        label: sentences::numbered(made.id.as_ref().map(ToString::to_string), outcome, lack.is_some()),
        said: sentences::decision(
            outcome,
            text,
            &item.item.ask,
            &from.group(),
            up.as_deref(),
            lack.as_deref(),
        ) + &sentences::reasons(&made.because)
            + &details(from, made),
        positions: sentences::positions(&positions),
    }
}

/// What else was said of a decision, each in a sentence with a blank before it.
fn details(from: &Source<'_>, made: &Decision) -> String {
    let mut said: Vec<String> = Vec::new();
    if let Some(post) = &made.delivered_by {
        said.push(format!(" {} is to deliver it.", crate::base::text::capital(&from.who(post))));
    }
    if let Some(Replaces { decision, rescinded }) = &made.replaces {
        let earlier = from.meeting.sitting().decisions.iter().find(|earlier| &earlier.id == decision);
        let of = earlier.map_or_else(String::new, |earlier| format!(" of {}", long_date(earlier.on)));
        let how = if *rescinded { "rescinds" } else { "replaces" };
        said.push(format!(" It {how} decision {decision}{of}."));
    }
    if let Some(day) = made.review {
        said.push(format!(" It is to be reviewed by {}.", long_date(day)));
    }
    sentences::options(&made.options) + &said.concat()
}

/// Why a decision is only provisional, or nothing where it stands.
fn lack(from: &Source<'_>, record: &Record, outcome: Outcome) -> Option<String> {
    let QuorumRule::Needs(needs) = &from.meeting.sitting().quorum else { return None };
    let verdict = from.meeting.verdict(record.at, Some(&record.item));
    (needs_quorum(outcome) && verdict.provisional()).then(|| quorum::why(from, needs, &verdict))
}

/// Decisions the next quorate meeting is to ratify, in printed order.
pub(super) fn to_ratify(from: &Source<'_>) -> Vec<ToRatify> {
    let items = from.meeting.state().items.iter().filter(|i| i.item.tier <= from.tier);
    let lines = items.flat_map(|item| {
        from.under(&item.item.id).filter_map(move |record| {
            let Body::Decision(Decision { outcome, text, .. }) = &record.body else { return None };
            lack(from, record, *outcome)?;
            let said = [text.as_str(), &item.item.ask, &item.item.title].map(one_line);
            let said = said.into_iter().find(|s| !s.is_empty()).unwrap_or_default();
            let label = sentences::label(*outcome, true);
            Some(ToRatify {
                minute: item.no.clone(),
                title: item.item.title.clone(),
                said: format!("{label}: {}", ended(&said)),
            })
        })
    });
    lines.chain(standing::to_ratify(from)).collect()
}

fn deferral(item: &ItemState) -> Option<Block> {
    let deferral = item.deferral.as_ref()?;
    let said = format!("The item was deferred to {}{}", destination(&deferral.to), reason(&deferral.why));
    Some(Block::Decision {
        label: sentences::label(Outcome::Deferred, false),
        said: ended(&said),
        positions: None,
    })
}

/// That an item was not reached, or was begun and not finished; said only once the meeting has ended.
fn unfinished(from: &Source<'_>, item: &ItemState) -> Option<String> {
    let said = match (from.meeting.stage(item), from.meeting.state().ended) {
        (Stage::Waiting, Some(_)) => "The item was not reached.",
        (Stage::Waiting, None) => "The item had not been reached when this draft was made.",
        (Stage::Begun, Some(_)) => "The item was begun and not finished.",
        _ => return None,
    };
    Some(said.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_say_how_they_came() {
        let of = |state, received: Option<&str>| {
            paper(&Paper {
                reference: "5a".into(),
                title: "Dashboard".into(),
                state,
                received: received.map(|d| d.parse().unwrap()),
                ..Paper::default()
            })
        };
        assert_eq!(of(PaperState::In, None), "Paper 5a, Dashboard, was received.");
        assert_eq!(
            of(PaperState::Late, Some("2026-12-01")),
            "Paper 5a, Dashboard, was received late, on Tue 1 Dec 2026."
        );
        assert_eq!(of(PaperState::Tabled, None), "Paper 5a, Dashboard, was tabled at the meeting.");
        assert_eq!(of(PaperState::Missing, None), "Paper 5a, Dashboard, was not received.");
        let untitled = Paper { title: "Plan".into(), state: PaperState::In, ..Paper::default() };
        assert_eq!(paper(&untitled), "The paper “Plan” was received.");
    }
}
