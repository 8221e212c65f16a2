//! Rules for the register of recommendations: what it points at is there, and its days come in order.

use super::action_links::Links;
use super::page::{Ids, Page, Sort};
use super::{Found, Sources};
use crate::base::id::ActionId;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, fit};
use crate::domain::actions::Known;
use crate::domain::decision_numbers::OR_IN_WORDS;
use crate::domain::recommendation::{ENOUGH, LittleProgress, Reason, Recommendation, Register, year_said};
use crate::domain::tracker::Tracker;
use crate::files::yaml::Step;
use crate::files::yaml::Step::{Index, Key};

pub(super) fn check(all: &Sources, ids: Option<&Ids<'_>>, found: &mut Vec<Found>) {
    let Some(source) = &all.recommendations else { return };
    let mut page = Page::new(source, found);
    let links = Links::new(all);
    let trackers: Vec<&Tracker> = all.trackers.iter().map(|tracker| &tracker.value).collect();
    let known = Known::of(trackers.iter().copied());
    for list in ["recommendations", "little_progress"] {
        page.once(
            &[Key(list)],
            "id",
            "entries",
            "give one of them an id of its own; an id is never used twice",
        );
    }
    for (nth, one) in source.value.recommendations.iter().enumerate() {
        let at = [Key("recommendations"), Index(nth)];
        actions_are_known(&mut page, at, &one.actions, &links);
        if let Some(ids) = ids {
            groups_are_known(&mut page, at, one, ids);
        }
        days_come_in_order(&mut page, at, one);
        decisions_are_recorded(&mut page, at, one, all);
        closing_is_shown(&mut page, at, one, links.whole().then_some(&known));
    }
    for (nth, row) in source.value.little_progress.iter().enumerate() {
        let at = [Key("little_progress"), Index(nth)];
        actions_are_known(&mut page, at, &row.actions, &links);
        recommendations_are_known(&mut page, at, row, &source.value);
        year_is_one(&mut page, at, row);
    }
}

fn actions_are_known(page: &mut Page<'_>, at: [Step<'_>; 2], ids: &[ActionId], links: &Links<'_>) {
    for (nth, id) in ids.iter().enumerate() {
        links.is_known(page, &[at[0], at[1], Key("actions"), Index(nth)], id);
    }
}

fn groups_are_known(page: &mut Page<'_>, at: [Step<'_>; 2], one: &Recommendation, ids: &Ids<'_>) {
    page.known(&[at[0], at[1], Key("group")], Sort::Group, one.group.as_str(), ids);
    for (nth, closing) in one.closed.iter().enumerate() {
        let at = [at[0], at[1], Key("closed"), Index(nth), Key("by")];
        page.known(&at, Sort::Group, closing.by.as_str(), ids);
    }
    for (nth, again) in one.reopened.iter().enumerate() {
        if let Some(by) = &again.by {
            let at = [at[0], at[1], Key("reopened"), Index(nth), Key("by")];
            page.known(&at, Sort::Group, by.as_str(), ids);
        }
    }
}

/// A decision that is given by its number is one that a meeting has recorded.
fn decisions_are_recorded(page: &mut Page<'_>, at: [Step<'_>; 2], one: &Recommendation, all: &Sources) {
    let groups = all.partnership.iter().flat_map(|source| &source.value.groups);
    for (nth, closing) in one.closed.iter().enumerate() {
        let prefix = groups.clone().find(|group| group.id == closing.by).map_or("", |group| &group.prefix);
        if let Some(number) = all.unknown_decision(&closing.decision, prefix) {
            let at = [at[0], at[1], Key("closed"), Index(nth), Key("decision")];
            let message = format!("no meeting here has recorded the decision `{}`", fit(number, 40));
            page.warning(&at, message, format!("correct the number, {OR_IN_WORDS}"));
        } else if let Some(apart) = all.apart(&closing.decision, prefix, closing.on) {
            let at = [at[0], at[1], Key("closed"), Index(nth), Key("decision")];
            let mend = "correct `by` or `on`, or name the decision that is meant";
            page.warning(&at, apart.said(closing.by.as_str(), closing.on), mend);
        }
    }
}

/// It is accepted, then closed, and only what was closed is opened again.
fn days_come_in_order(page: &mut Page<'_>, at: [Step<'_>; 2], one: &Recommendation) {
    for (nth, closing) in one.closed.iter().enumerate().filter(|(_, closing)| closing.on < one.accepted) {
        let (on, accepted) = (long_date(closing.on), long_date(one.accepted));
        let message = format!("`{}` was closed on {on}, before it was accepted on {accepted}", one.id);
        page.error(&[at[0], at[1], Key("closed"), Index(nth), Key("on")], message, "check the two dates");
    }
    for (nth, again) in one.reopened.iter().enumerate() {
        if one.closed.iter().all(|closing| closing.on > again.on) {
            let message = format!(
                "`{}` was opened again on {}, but was not closed by then",
                one.id,
                long_date(again.on)
            );
            let mend = "add the decision that closed it under `closed`, or check the date";
            page.error(&[at[0], at[1], Key("reopened"), Index(nth), Key("on")], message, mend);
        }
    }
}

/// A closing gives its decision, and what it says holds of the actions as they are. `known` is nothing when not every
/// tracker could be read.
fn closing_is_shown(page: &mut Page<'_>, at: [Step<'_>; 2], one: &Recommendation, known: Option<&Known<'_>>) {
    let now = one.closing();
    for (nth, closing) in one.closed.iter().enumerate() {
        let at = [at[0], at[1], Key("closed"), Index(nth)];
        if closing.decision.is_empty() && closing.minute.is_empty() && closing.meeting.is_none() {
            let message = format!("nothing says which decision closed `{}`", one.id);
            page.warning(&at, message, "add decision: with its number, or the minute or the meeting");
        }
        if closing.reason == Reason::NoLongerNeeded && closing.why.trim().is_empty() {
            let message = format!("`{}` is no longer needed, and nothing says why", one.id);
            page.error(&at, message, "add why: with the reason");
        }
        let Some(known) = known.filter(|_| now == Some(closing) && closing.reason == Reason::Achieved) else {
            continue;
        };
        let short = one.short_of(known);
        if !one.is_answered(known) {
            let message = format!("`{}` is closed as achieved, and no action shows it", one.id);
            page.warning(&at, message, "add the actions that answered it, or another reason");
        } else if !short.is_empty() {
            let each: Vec<String> = short
                .iter()
                .map(|(id, stage)| format!("{} reaches {}", fit(id.as_str(), 40), stage.said()))
                .collect();
            let message =
                format!("`{}` is closed as achieved at {}, but {}", one.id, ENOUGH.said(), and_list(&each));
            page.warning(&at, message, "add the evidence to the tracker, or open it again under `reopened`");
        }
    }
}

fn recommendations_are_known(page: &mut Page<'_>, at: [Step<'_>; 2], row: &LittleProgress, all: &Register) {
    for (nth, id) in row.recommendations.iter().enumerate() {
        if all.recommendations.iter().all(|one| one.id != *id) {
            let message = format!("there is no recommendation `{}` in this register", fit(id.as_str(), 40));
            let place = [at[0], at[1], Key("recommendations"), Index(nth)];
            page.error(&place, message, "correct the id, or take it out");
        }
    }
}

fn year_is_one(page: &mut Page<'_>, at: [Step<'_>; 2], row: &LittleProgress) {
    let digits = |text: &str, n| text.len() == n && text.bytes().all(|c| c.is_ascii_digit());
    let good = row.year.split_once('-').is_some_and(|(from, to)| digits(from, 4) && digits(to, 2));
    if !good {
        let meant = year_said(&row.year);
        let mend = if meant == row.year { "write 2024-25, say".to_owned() } else { format!("write {meant}") };
        page.warning(
            &[at[0], at[1], Key("year")],
            format!("`{}` is no year as 2024-25 is", fit(&row.year, 20)),
            mend,
        );
    }
}
