//! Rules for meetings.

use super::items::{self, difference, level_mend};
use super::page::{Ids, Page, Sort};
use super::{Found, Source, Sources};
use crate::base::calendar::WorkingDays;
use crate::base::id::MeetingId;
use crate::base::stamp::long_date;
use crate::base::text::{fit, nearest};
use crate::domain::agenda::planned;
use crate::domain::issued::IssuedAgenda;
use crate::domain::partnership::Group;
use crate::files::places;
use crate::files::yaml::Step;
use crate::files::yaml::Step::{Index, Key};
use chrono::NaiveDate;

pub(super) fn check(all: &Sources, ids: Option<&Ids<'_>>, found: &mut Vec<Found>) {
    for source in &all.meetings {
        let meeting = &source.value;
        let group = ids.and_then(|ids| ids.partnership.group(&meeting.group));
        let mut page = Page::new(source, found);
        named_after_its_id(&mut page, source);
        falls_on_a_working_day(&mut page, &[Key("date")], meeting.date);
        ends_after_it_starts(&mut page, meeting);
        follows_its_last_meeting(&mut page, meeting, all);
        next_comes_later(&mut page, meeting);
        carried_items_are_known(&mut page, meeting, all);
        actions_are_known(&mut page, meeting, all);
        if let Some(ids) = ids {
            page.known(&[Key("group")], Sort::Group, meeting.group.as_str(), ids);
            posts_are_known(&mut page, meeting, ids);
            marking_is_a_level(&mut page, meeting, ids);
        }
        is_the_panel_of_its_audit(&mut page, meeting, all);
        // A panel is chaired by whom its audit names.
        if let Some(group) = group.filter(|_| meeting.audit.is_none()) {
            chair_is_at_the_table(&mut page, meeting, group);
        }
        items::check(&mut page, &meeting.items, group, ids);
    }
}

fn named_after_its_id(page: &mut Page<'_>, source: &Source<IssuedAgenda>) {
    let right = places::meeting(&source.value.id);
    if source.path != right {
        let message = format!("the id is `{}`, but the file has another name", source.value.id);
        page.error(&[Key("id")], message, format!("rename the file to {right}, or correct the id"));
    }
}

fn falls_on_a_working_day(page: &mut Page<'_>, at: &[Step<'_>], day: NaiveDate) {
    let days = WorkingDays::default();
    if let Some(why) = days.why_not_working(day) {
        let next = days.next_working(day);
        let mend = format!("the next working day is {}: write {next}", long_date(next));
        page.warning(at, format!("{} is {why}", long_date(day)), mend);
    }
}

/// Also whether the items fill the time, which only makes sense when there is some.
fn ends_after_it_starts(page: &mut Page<'_>, meeting: &IssuedAgenda) {
    if meeting.end <= meeting.start {
        let message = format!("the meeting ends at {} and starts at {}", meeting.end, meeting.start);
        return page.error(&[Key("end")], message, "write an end that is later than the start");
    }
    let (sum, slot) = (planned(&meeting.items), meeting.slot());
    if let Some((by, mend)) = difference(sum, slot) {
        let message = format!("the items take {sum} and the meeting {slot}: they are {by}");
        page.warning(&[Key("end")], message, mend);
    }
}

fn follows_its_last_meeting(page: &mut Page<'_>, meeting: &IssuedAgenda, all: &Sources) {
    let Some(last) = &meeting.last_meeting else { return };
    let at = [Key("last_meeting")];
    meeting_is_known(page, &at, last, all);
    let Some(found) = all.meetings.iter().find(|other| &other.value.id == last).map(|other| &other.value)
    else {
        return;
    };
    if found.date >= meeting.date {
        let message = format!("the last meeting, on {}, is not before this one", long_date(found.date));
        page.error(&at, message, "name the meeting whose minutes are to be agreed");
    }
    if found.group != meeting.group {
        let message = format!("`{last}` was a meeting of another group, `{}`", found.group);
        page.warning(&at, message, "name a meeting of this group");
    }
}

fn next_comes_later(page: &mut Page<'_>, meeting: &IssuedAgenda) {
    let Some(next) = &meeting.next else { return };
    let at = [Key("next"), Key("date")];
    if next.date <= meeting.date {
        let message = format!("the next meeting, on {}, is not after this one", long_date(next.date));
        return page.error(&at, message, "write a later date, or take `next` out");
    }
    falls_on_a_working_day(page, &at, next.date);
}

/// A note, no more: a workspace may have been begun after that meeting.
pub(super) fn meeting_is_known(page: &mut Page<'_>, at: &[Step<'_>], id: &MeetingId, all: &Sources) {
    if all.has(&places::meeting(id)) || all.meetings.iter().any(|other| &other.value.id == id) {
        return;
    }
    let known = all.meetings.iter().map(|other| other.value.id.as_str());
    let mend = match nearest(id.as_str(), known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "nothing to do if it was before you began to use Chairside".to_owned(),
    };
    page.note(at, format!("there is no file for the meeting `{}`", fit(id.as_str(), 40)), mend);
    page.names_what_is_missing(places::meeting(id));
}

fn carried_items_are_known(page: &mut Page<'_>, meeting: &IssuedAgenda, all: &Sources) {
    for (index, item) in meeting.items.iter().enumerate() {
        if let Some(from) = &item.carried_from {
            meeting_is_known(page, &[Key("items"), Index(index), Key("carried_from")], from, all);
        }
    }
}

/// Only when the trackers can all be read: otherwise the action may well be in the one that cannot.
fn actions_are_known(page: &mut Page<'_>, meeting: &IssuedAgenda, all: &Sources) {
    let files = all.paths.iter().filter(|path| path.starts_with(places::TRACKERS)).count();
    if files == 0 || files > all.trackers.len() {
        return;
    }
    let known = || all.trackers.iter().flat_map(|t| &t.value.actions).map(|action| action.id.as_str());
    for (index, item) in meeting.items.iter().enumerate() {
        for (nth, action) in item.actions.iter().enumerate() {
            let comes_round = || all.trackers.iter().any(|t| t.value.occurrence(action).is_some());
            if known().any(|id| id == action.as_str()) || comes_round() {
                continue;
            }
            let message = format!("no tracker has the action `{}`", fit(action.as_str(), 40));
            let mend = match nearest(action.as_str(), known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add it to a tracker, or take it out of this list".to_owned(),
            };
            page.warning(&[Key("items"), Index(index), Key("actions"), Index(nth)], message, mend);
            page.names_what_is_missing(format!("the action {}", fit(action.as_str(), 40)));
        }
    }
}

fn posts_are_known(page: &mut Page<'_>, meeting: &IssuedAgenda, ids: &Ids<'_>) {
    for (key, post) in [("chair", &meeting.chair), ("minute_taker", &meeting.minute_taker)] {
        if let Some(post) = post {
            page.known(&[Key(key)], Sort::Post, post.as_str(), ids);
        }
    }
    for (index, apology) in meeting.apologies.iter().enumerate() {
        let at = [Key("apologies"), Index(index), Key("post")];
        page.known(&at, Sort::Post, apology.post.as_str(), ids);
    }
}

fn marking_is_a_level(page: &mut Page<'_>, meeting: &IssuedAgenda, ids: &Ids<'_>) {
    let levels = &ids.partnership.marking.levels;
    if !meeting.marking.is_empty() && !levels.contains(&meeting.marking) {
        let message = format!("`{}` is not a marking this partnership uses", fit(&meeting.marking, 40));
        page.error(&[Key("marking")], message, level_mend(&meeting.marking, levels));
    }
}

/// Once a panel's day is moved, the meeting made for the old day is no panel of anything.
fn is_the_panel_of_its_audit(page: &mut Page<'_>, meeting: &IssuedAgenda, all: &Sources) {
    let Some(id) = &meeting.audit else { return };
    let Some(audit) = all.audits.iter().map(|source| &source.value).find(|audit| audit.id == *id) else {
        let message = format!("there is no audit `{}`", fit(id.as_str(), 40));
        return page.warning(&[Key("audit")], message, "correct it, or take it out");
    };
    let panel = audit.dates.panel;
    if meeting.date != panel && !all.held.contains(&meeting.id) {
        let message = format!(
            "the panel of `{id}` is on {}, and this meeting on {}",
            long_date(panel),
            long_date(meeting.date)
        );
        page.warning(&[Key("date")], message, format!("take this file away unless it sits on both days: 'chairside audit meeting {id}' makes the one for that day"));
    }
}

fn chair_is_at_the_table(page: &mut Page<'_>, meeting: &IssuedAgenda, group: &Group) {
    if let Some(chair) = &meeting.chair
        && !group.members.contains(chair)
        && !group.attends.contains(chair)
        && !group.chair.posts().contains(chair)
    {
        let message = format!("`{chair}` is to chair, but is neither a member of `{}` nor attends", group.id);
        page.warning(&[Key("chair")], message, "check the post, or add it to the group in partnership.yaml");
    }
}
