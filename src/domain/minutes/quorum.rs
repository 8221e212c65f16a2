//! The paragraph on quorum: the rule, the verdict at the start, and each change with its time and why.
//!
//! Where the arrangements define no quorum, it says so and tells which statutory partners were represented.

use super::Source;
use crate::base::id::ItemId;
use crate::base::stamp::{Stamp, clock_face};
use crate::base::text::capital;
use crate::base::text::{and_list, count, sentence};
use crate::domain::meeting::Represented;
use crate::domain::partnership::Agency;
use crate::domain::quorum::{Needs, QuorumRule, Verdict};

/// The paragraph, a sentence each.
pub(super) fn paragraph(from: &Source<'_>) -> Vec<String> {
    match &from.meeting.sitting().quorum {
        QuorumRule::Needs(needs) => defined(from, needs),
        QuorumRule::Unsaid(_) => undefined(from),
    }
}

fn defined(from: &Source<'_>, needs: &Needs) -> Vec<String> {
    let sitting = from.meeting.sitting();
    let rule = sitting.quorum.in_words(&sitting.agencies);
    let only_agencies = needs.number.is_none() && needs.percent.is_none();
    let mut said = vec![if only_agencies {
        format!("The quorum is at least one representative of each of {rule}.")
    } else {
        format!("The quorum is {rule}.")
    }];
    let mut before: Option<Option<bool>> = None;
    let moments = moments(from);
    for at in &moments {
        let verdict = from.meeting.verdict(*at, item_in_hand(from, *at).as_ref());
        if before == Some(verdict.met) {
            continue;
        }
        let word = if verdict.provisional() { "not quorate" } else { "quorate" };
        let why = why(from, needs, &verdict);
        said.push(if before.is_none() {
            format!("At {} the meeting was {word}: {why}.", clock_face(*at))
        } else {
            format!("{}: {word}: {why}.", clock_face(*at))
        });
        before = Some(verdict.met);
    }
    if said.len() == 2 && before == Some(Some(true)) && from.meeting.state().ended.is_some() {
        said.push("It remained quorate throughout.".to_owned());
    }
    said
}

/// Why a meeting was or was not quorate: `3 members present and 4 needed; police not represented`.
pub(super) fn why(from: &Source<'_>, needs: &Needs, verdict: &Verdict) -> String {
    let mut parts = Vec::new();
    if let Some(needed) = verdict.needed {
        parts.push(format!("{} present and {needed} needed", count(verdict.here, "member", "members")));
    }
    if !verdict.missing.is_empty() {
        parts.push(format!("{} not represented", and_list(&verdict.missing)));
    } else if !needs.agencies.is_empty() {
        let said: Vec<&str> = needs.agencies.iter().map(|id| from.meeting.agency_said(id)).collect();
        parts.push(format!("{} represented", and_list(&said)));
    }
    if parts.is_empty() { "nothing more is needed".to_owned() } else { parts.join("; ") }
}

fn undefined(from: &Source<'_>) -> Vec<String> {
    let partners: Vec<&Agency> = from.meeting.sitting().statutory().collect();
    let moments = moments(from);
    let plain = "No quorum is defined in the arrangements.".to_owned();
    let (Some(start), false) = (moments.first(), partners.is_empty()) else { return vec![plain] };
    let here = |agency: &Agency, at: Stamp| {
        let item = item_in_hand(from, at);
        from.meeting.represented(agency, at, item.as_ref()) != Represented::Absent
    };
    let (present, absent): (Vec<&Agency>, Vec<&Agency>) = partners.iter().partition(|a| here(a, *start));
    let mut changes = Vec::new();
    let mut standing = present.clone();
    for at in &moments {
        for agency in &partners {
            let was = standing.iter().any(|a| a.id == agency.id);
            match (was, here(agency, *at)) {
                (true, false) => {
                    standing.retain(|a| a.id != agency.id);
                    changes.push(format!("{}: {} no longer represented.", clock_face(*at), agency.said()));
                }
                (false, true) => {
                    let again = if present.iter().any(|a| a.id == agency.id) { " again" } else { "" };
                    standing.push(agency);
                    changes.push(format!("{}: {} represented{again}.", clock_face(*at), agency.said()));
                }
                _ => {}
            }
        }
    }
    let names = |of: &[&Agency]| and_list(&of.iter().map(|a| a.said()).collect::<Vec<_>>());
    let when = if changes.is_empty() && absent.is_empty() { "throughout" } else { "at the start" };
    let verb = if present.len() == 1 { "was" } else { "were" };
    let who = match (present.is_empty(), absent.is_empty()) {
        (true, _) => "none of the statutory partners was represented at the start".to_owned(),
        (false, true) => format!("{} {verb} represented {when}", names(&present)),
        (false, false) => {
            format!("{} {verb} represented {when}, but not {}", names(&present), names(&absent))
        }
    };
    let mut said = vec![sentence(&format!("No quorum is defined in the arrangements; {who}"))];
    said.extend(changes.iter().map(|c| capital(c)));
    said
}

/// Every moment at which the quorum may have changed, from the start to the end, in order.
fn moments(from: &Source<'_>) -> Vec<Stamp> {
    let state = from.meeting.state();
    let Some(began) = state.began else { return Vec::new() };
    let mut moments = vec![began];
    for seat in &state.seats {
        let presence = state.attendance.of(&seat.id);
        let withdrawn = presence.withdrawals.iter().filter(|w| from.may_show(&w.item)).map(|w| w.spell);
        for spell in presence.spells.iter().copied().chain(withdrawn) {
            moments.extend([Some(spell.from), spell.to].into_iter().flatten());
        }
    }
    for item in state.items.iter().filter(|i| i.item.tier <= from.tier) {
        moments.extend(item.spells.iter().flat_map(|s| [Some(s.from), s.to]).flatten());
    }
    let end = from.end();
    moments.retain(|at| began <= *at && (*at < end || *at == began));
    moments.sort();
    moments.dedup();
    moments
}

/// The item in hand at a moment, if it may be shown: a withdrawal for a hidden item must not be seen here.
fn item_in_hand(from: &Source<'_>, at: Stamp) -> Option<ItemId> {
    let state = from.meeting.state();
    let item = state.items.iter().find(|i| i.spells.iter().any(|s| s.covers(at)))?;
    from.may_show(&item.item.id).then(|| item.item.id.clone())
}
