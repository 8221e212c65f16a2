//! Rules for the programme of audits: times that can be read, groups, templates and audits there are, each audit once.

use super::super::page::{Ids, Page, Sort};
use super::super::{Found, Sources};
use crate::base::text::{fit, nearest};
use crate::domain::assurance::programme::{Programme, Slot, SlotState};
use crate::files::places;
use crate::files::yaml::Step::{self, Index, Key};

pub(super) fn check(all: &Sources, ids: Option<&Ids<'_>>, found: &mut Vec<Found>) {
    let Some(source) = &all.assurance.programme else { return };
    let programme = &source.value;
    let mut page = Page::new(source, found);
    if programme.to < programme.from {
        page.error(&[Key("to")], "the programme ends before it begins", "check the two dates");
    }
    page.once(&[Key("expected")], "kind", "entries", "keep one of them");
    page.once(
        &[Key("slots")],
        "id",
        "entries",
        "give one of them an id of its own; an id is never used twice",
    );
    page.once(&[Key("slots")], "audit", "entries", "an audit answers one of them: take it out of the other");
    for (nth, slot) in programme.slots.iter().enumerate() {
        let at = [Key("slots"), Index(nth)];
        when(&mut page, at, programme, slot);
        if let Some(ids) = ids {
            page.known(&[at[0], at[1], Key("group")], Sort::Group, slot.group.as_str(), ids);
        }
        template(all, &mut page, at, slot);
        state(&mut page, at, slot);
        audit(all, &mut page, at, slot);
    }
}

fn when(page: &mut Page<'_>, at: [Step<'_>; 2], programme: &Programme, slot: &Slot) {
    let at = [at[0], at[1], Key("when")];
    match slot.when() {
        None => page.error(
            &at,
            format!("`{}` is no quarter and no month", fit(&slot.when, 30)),
            "write it as `Q3 2026/27` or `2026-11`; quarters are those of the financial year",
        ),
        Some(when) if when.last_day() < programme.from || when.first_day() > programme.to => page.warning(
            &at,
            format!("{} is not in the programme's time", when.said()),
            "check it, or move `from` or `to`",
        ),
        Some(_) => {}
    }
}

fn template(all: &Sources, page: &mut Page<'_>, at: [Step<'_>; 2], slot: &Slot) {
    let Some(id) = &slot.template else { return };
    let known = all.templates.iter().any(|source| source.value.id == *id);
    if !known && !all.has(&places::template(id)) {
        let near = nearest(id.as_str(), all.templates.iter().map(|source| source.value.id.as_str()));
        let mend = near.map_or_else(
            || "'chairside audit templates' lists them".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("there is no audit template called `{}`", fit(id.as_str(), 40));
        page.error(&[at[0], at[1], Key("template")], message, mend);
    }
}

fn state(page: &mut Page<'_>, at: [Step<'_>; 2], slot: &Slot) {
    let at_state = [at[0], at[1], Key("state")];
    match slot.state {
        SlotState::Opened if slot.audit.is_none() => {
            let message = format!("`{}` is opened, and nothing says as which audit", slot.id);
            page.error(&at_state, message, "add audit: with its id");
        }
        SlotState::Planned if slot.audit.is_some() => {
            let message = format!("`{}` names its audit, and is still planned", slot.id);
            page.warning(&at_state, message, "write `state: opened`");
        }
        SlotState::Dropped if slot.dropped.trim().is_empty() => {
            let message = format!("`{}` was dropped, and nothing says why", slot.id);
            page.error(&at_state, message, "add dropped: with the reason");
        }
        _ => {}
    }
}

fn audit(all: &Sources, page: &mut Page<'_>, at: [Step<'_>; 2], slot: &Slot) {
    let Some(id) = &slot.audit else { return };
    let known = all.audits.iter().find(|source| source.value.id == *id).map(|source| &source.value);
    let Some(known) = known else {
        if !all.has(&places::audit(id)) {
            let message = format!("there is no audit called `{}`", fit(id.as_str(), 40));
            page.error(&[at[0], at[1], Key("audit")], message, "'chairside audit list' lists them");
        }
        return;
    };
    if known.group != slot.group {
        let message = format!("`{id}` reports to `{}`", fit(known.group.as_str(), 40));
        page.warning(&[at[0], at[1], Key("group")], message, "write the same group in both");
    }
    if slot.template.as_ref().is_some_and(|template| *template != known.template.id) {
        let message = format!("`{id}` was opened with `{}`", fit(known.template.id.as_str(), 40));
        page.warning(&[at[0], at[1], Key("template")], message, "write the template it was opened with");
    }
}
