//! Rules for standing agendas.

use super::items::{self, difference};
use super::page::{Ids, Page, Sort};
use super::{Found, Source, Sources};
use crate::domain::agenda::{StandingAgenda, planned};
use crate::domain::partnership::Group;
use crate::files::places;
use crate::files::yaml::Step::Key;

pub(super) fn check(all: &Sources, ids: Option<&Ids<'_>>, found: &mut Vec<Found>) {
    for (index, source) in all.agendas.iter().enumerate() {
        let agenda = &source.value;
        let group = ids.and_then(|ids| ids.partnership.group(&agenda.group));
        let mut page = Page::new(source, found);
        if let Some(ids) = ids {
            page.known(&[Key("group")], Sort::Group, agenda.group.as_str(), ids);
        }
        one_for_each_group(&mut page, source, &all.agendas[..index]);
        named_after_its_group(&mut page, source);
        minutes_add_up(&mut page, agenda);
        if let Some(group) = group {
            slot_is_the_groups(&mut page, agenda, group);
        }
        items::check(&mut page, &agenda.items, group, ids);
    }
}

fn one_for_each_group(
    page: &mut Page<'_>,
    source: &Source<StandingAgenda>,
    before: &[Source<StandingAgenda>],
) {
    if let Some(first) = before.iter().find(|other| other.value.group == source.value.group) {
        let message = format!("the group `{}` has another agenda: {}", source.value.group, first.path);
        page.error(&[Key("group")], message, "keep one of the two files");
    }
}

fn named_after_its_group(page: &mut Page<'_>, source: &Source<StandingAgenda>) {
    let right = places::agenda(&source.value.group);
    if source.path != right {
        let message =
            format!("this is the agenda of `{}`, but the file has another name", source.value.group);
        page.warning(&[Key("group")], message, format!("rename the file to {right}, or correct the group"));
    }
}

fn minutes_add_up(page: &mut Page<'_>, agenda: &StandingAgenda) {
    let sum = planned(&agenda.items);
    if let Some((by, mend)) = difference(sum, agenda.slot) {
        let message = format!("the items take {sum} and the meeting {}: they are {by}", agenda.slot);
        page.error(&[Key("slot")], message, mend);
    }
}

fn slot_is_the_groups(page: &mut Page<'_>, agenda: &StandingAgenda, group: &Group) {
    if agenda.slot != group.slot {
        let message =
            format!("this agenda is for {}, but `{}` meets for {}", agenda.slot, group.id, group.slot);
        page.error(&[Key("slot")], message, "make it the same as the group's slot in partnership.yaml");
    }
}
