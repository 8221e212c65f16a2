//! Rules for the items of an agenda, whether standing or issued.

use super::page::{Ids, Page, Sort};
use crate::base::length::Minutes;
use crate::base::text::{and_list, fit, nearest};
use crate::domain::agenda::{CHAIR, Item, ItemKind, Lock, Purpose};
use crate::domain::partnership::Group;
use crate::files::yaml::Step::{Index, Key};

/// What a kind of item is called in a file.
const KINDS: [(ItemKind, &str); 5] = [
    (ItemKind::Welcome, "welcome"),
    (ItemKind::Declarations, "declarations"),
    (ItemKind::LastMinutes, "last-minutes"),
    (ItemKind::Actions, "actions"),
    (ItemKind::Close, "close"),
];

pub(super) fn check(page: &mut Page<'_>, items: &[Item], group: Option<&Group>, ids: Option<&Ids<'_>>) {
    page.once(&[Key("items")], "id", "items", "give one of them another id");
    decisions_say_what_is_asked(page, items);
    locks_hold(page, items);
    kinds_come_once(page, items);
    something_is_to_be_done(page, items);
    papers_only_tighten(page, items);
    if let Some(ids) = ids {
        leads_are_known(page, items, ids);
        markings_are_levels(page, items, ids);
    }
    if let Some(group) = group {
        inputs_are_expected(page, items, group);
    }
}

fn decisions_say_what_is_asked(page: &mut Page<'_>, items: &[Item]) {
    for (index, item) in items.iter().enumerate() {
        if item.purpose == Purpose::Decide && item.ask.trim().is_empty() {
            let message = format!("`{}` is for decision, but does not say what is to be decided", item.id);
            let mend = "add ask: with the decision wanted, in one sentence";
            page.error(&[Key("items"), Index(index), Key("purpose")], message, mend);
        }
    }
}

fn locks_hold(page: &mut Page<'_>, items: &[Item]) {
    for (index, item) in items.iter().enumerate() {
        let (word, place, holds) = match item.lock {
            Some(Lock::First) => ("first", "top", index == 0),
            Some(Lock::Last) => ("last", "bottom", index + 1 == items.len()),
            None => continue,
        };
        if !holds {
            let message = format!("`{}` is locked {word}, but is not the {word} item", item.id);
            let mend = format!("move it to the {place}, or take `lock` out");
            page.error(&[Key("items"), Index(index), Key("lock")], message, mend);
        }
    }
}

fn kinds_come_once(page: &mut Page<'_>, items: &[Item]) {
    for (kind, word) in KINDS {
        let mut of_kind = items.iter().enumerate().filter(|(_, item)| item.kind == kind);
        match of_kind.next() {
            None if matches!(kind, ItemKind::Welcome | ItemKind::Close) => {
                let message = format!("no item has `kind: {word}`");
                let mend = if kind == ItemKind::Welcome {
                    "add it to the item at which you say who is here"
                } else {
                    "add it to the item at which you close the meeting"
                };
                page.error(&[Key("items")], message, mend);
            }
            None => {}
            Some((_, first)) => {
                for (index, item) in of_kind {
                    let message = format!("`{}` and `{}` both have `kind: {word}`", first.id, item.id);
                    let at = [Key("items"), Index(index), Key("kind")];
                    page.error(
                        &at,
                        message,
                        "an agenda has one item of each kind: take `kind` out of the other",
                    );
                }
            }
        }
    }
}

fn something_is_to_be_done(page: &mut Page<'_>, items: &[Item]) {
    if !items.is_empty() && items.iter().all(|item| item.purpose == Purpose::Note) {
        let message = "every item is only to note: nobody needs to meet for this";
        let mend = "say what must be decided, assured or discussed, or send the papers round instead";
        page.warning(&[Key("items")], message, mend);
    }
}

/// A looser paper does no harm, since its item's tier counts; but whoever wrote it meant something else.
fn papers_only_tighten(page: &mut Page<'_>, items: &[Item]) {
    for (index, item) in items.iter().enumerate() {
        for (which, paper) in item.papers.iter().enumerate() {
            let Some(own) = paper.tier.filter(|own| *own < item.tier) else { continue };
            let message = format!(
                "the paper `{}` has `tier: {own}` and its item `tier: {}`: the stricter one counts",
                fit(&paper.reference, 40),
                item.tier
            );
            let at = [Key("items"), Index(index), Key("papers"), Index(which), Key("tier")];
            page.warning(&at, message, "take `tier` out, or move the paper to an item that is less strict");
        }
    }
}

fn leads_are_known(page: &mut Page<'_>, items: &[Item], ids: &Ids<'_>) {
    for (index, item) in items.iter().enumerate() {
        if item.lead != CHAIR {
            page.known(&[Key("items"), Index(index), Key("lead")], Sort::Post, &item.lead, ids);
        }
    }
}

fn markings_are_levels(page: &mut Page<'_>, items: &[Item], ids: &Ids<'_>) {
    let levels = &ids.partnership.marking.levels;
    for (index, item) in items.iter().enumerate() {
        if !item.marking.is_empty() && !levels.contains(&item.marking) {
            let message = format!("`{}` is not a marking this partnership uses", fit(&item.marking, 40));
            let at = [Key("items"), Index(index), Key("marking")];
            page.error(&at, message, level_mend(&item.marking, levels));
        }
    }
}

/// Which marking was meant, or which there are.
pub(super) fn level_mend(marking: &str, levels: &[String]) -> String {
    match nearest(marking, levels.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if levels.is_empty() => "list the levels in partnership.yaml under `marking`".to_owned(),
        None => format!("the levels are {}", and_list(levels)),
    }
}

fn inputs_are_expected(page: &mut Page<'_>, items: &[Item], group: &Group) {
    let expected: Vec<&str> = group.receives.iter().map(|input| input.id.as_str()).collect();
    for (index, item) in items.iter().enumerate() {
        if item.receives.is_empty() || expected.contains(&item.receives.as_str()) {
            continue;
        }
        let message =
            format!("`{}` is not something the group `{}` receives", fit(&item.receives, 40), group.id);
        let mend = match nearest(&item.receives, expected.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add it to the group's `receives` in partnership.yaml, or take this line out".to_owned(),
        };
        page.error(&[Key("items"), Index(index), Key("receives")], message, mend);
    }
}

/// By how much the items differ from the time there is, in words; nothing when they fill it exactly.
pub(super) fn difference(planned: Minutes, slot: Minutes) -> Option<(String, String)> {
    if planned > slot {
        let over = Minutes(planned.0 - slot.0);
        return Some((
            format!("{over} too long"),
            format!("take {over} from the items, or make the meeting longer"),
        ));
    }
    let under = Minutes(slot.0 - planned.0);
    (under.0 > 0).then(|| {
        (format!("{under} too short"), format!("give {under} to the items, or make the meeting shorter"))
    })
}
