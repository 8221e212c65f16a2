//! Rules for rapid reviews: a child by pseudonym, days in order, pauses that say why and who agreed, links that lead somewhere.

use super::super::action_links::Links;
use super::super::page::{Ids, Page, Sort};
use super::super::{Found, Sources};
use super::{lies, post_or_group};
use crate::base::stamp::long_date;
use crate::base::text::{and_list, fit};
use crate::domain::assurance::rapid_review::{DECIDED, NOTIFIED, RapidReview, is_id, is_pseudonym, steps};
use crate::domain::query::parse;
use crate::files::places;
use crate::files::yaml::Step::{Index, Key};

pub(super) fn check(all: &Sources, ids: Option<&Ids<'_>>, links: &Links<'_>, found: &mut Vec<Found>) {
    for source in &all.assurance.rapid_reviews {
        let of = &source.value;
        let mut page = Page::new(source, found);
        lies(&mut page, "the rapid review", &places::rapid_review(&of.id));
        nobody_is_named(&mut page, of);
        if let (Some(group), Some(ids)) = (&of.group, ids) {
            page.known(&[Key("group")], Sort::Group, group.as_str(), ids);
        }
        days_come_in_order(&mut page, of);
        pauses(&mut page, of, ids);
        steps_are_known(&mut page, of);
        if let Some(decision) = &of.decision {
            post_or_group(&mut page, &[Key("decision"), Key("by")], &decision.by, ids);
        }
        for (nth, id) in of.actions.iter().enumerate() {
            links.is_known(&mut page, &[Key("actions"), Index(nth)], id);
        }
        for (nth, id) in of.recommendations.iter().enumerate() {
            let known = all.recommendations.as_ref().map(|source| &source.value);
            // A register that cannot be read has been told of already.
            let unread = known.is_none() && all.has(places::RECOMMENDATIONS);
            if !unread && known.is_none_or(|register| register.recommendation(id.as_str()).is_none()) {
                let message = format!("there is no recommendation `{}`", fit(id.as_str(), 40));
                let mend = format!("they are in {}", places::RECOMMENDATIONS);
                page.error(&[Key("recommendations"), Index(nth)], message, mend);
            }
        }
        if let Err(problem) = parse(&of.find) {
            let message = format!("this is no query: {problem}");
            page.error(
                &[Key("find")],
                message,
                "write it as for chairside actions, such as source:cspr #reviews",
            );
        }
    }
}

fn nobody_is_named(page: &mut Page<'_>, of: &RapidReview) {
    if !is_pseudonym(&of.child) {
        page.error(
            &[Key("child")],
            "this is no pseudonym of the form Child A or C1",
            "write Child and one letter, or C and a number; who the child is must not stand here, not even by initials",
        );
    }
    if !is_id(of.id.as_str()) {
        page.error(
            &[Key("id")],
            "the id of a rapid review is a year and a number",
            "write it as rr-2026-01, so that no name of a file can name anybody",
        );
    }
}

fn days_come_in_order(page: &mut Page<'_>, of: &RapidReview) {
    let first = of.notified.unwrap_or(of.aware);
    if let Some(notified) = of.notified.filter(|day| *day < of.aware) {
        let (notified, aware) = (long_date(notified), long_date(of.aware));
        let message = format!("the panel was notified on {notified}, before it became known on {aware}");
        page.error(&[Key("notified")], message, "check the two dates");
    }
    if let Some(decision) = of.decision.as_ref().filter(|one| one.on < first) {
        let message = format!("it was decided on {}, before the count began", long_date(decision.on));
        page.error(&[Key("decision"), Key("on")], message, "check the dates");
    }
    for (nth, done) in of.done.iter().enumerate().filter(|(_, done)| done.on < first) {
        let message = format!("`{}` was done on {}, before the count began", done.step, long_date(done.on));
        page.error(&[Key("done"), Index(nth), Key("on")], message, "check the dates");
    }
}

fn pauses(page: &mut Page<'_>, of: &RapidReview, ids: Option<&Ids<'_>>) {
    for (nth, pause) in of.pauses.iter().enumerate() {
        let at = [Key("pauses"), Index(nth)];
        post_or_group(page, &[at[0], at[1], Key("agreed_by")], &pause.agreed_by, ids);
        if pause.to.is_some_and(|to| to < pause.from) {
            page.error(&[at[0], at[1], Key("to")], "the pause ends before it begins", "check the two dates");
        }
        if pause.from < of.aware {
            let message = "the pause begins before the incident became known";
            page.error(&[at[0], at[1], Key("from")], message, "check the dates");
        }
        let meets = |other: &&crate::domain::assurance::rapid_review::Pause| {
            let before = other.to.is_some_and(|to| to < pause.from);
            let after = pause.to.is_some_and(|to| to < other.from);
            !before && !after
        };
        if of.pauses[..nth].iter().any(|other| meets(&other)) {
            page.error(
                &[at[0], at[1], Key("from")],
                "this pause meets another one: days would be left out twice",
                "make the two into one, or end the first",
            );
        }
    }
}

fn steps_are_known(page: &mut Page<'_>, of: &RapidReview) {
    let known: Vec<&str> = steps().map(|(id, _)| id).collect();
    page.once(&[Key("done")], "step", "entries", "keep the day on which it was done first");
    for (nth, done) in of.done.iter().enumerate().filter(|(_, done)| !known.contains(&done.step.as_str())) {
        let mend = match done.step.as_str() {
            NOTIFIED => "write the day as `notified`".to_owned(),
            DECIDED => "write it under `decision`".to_owned(),
            _ => format!("the steps are {}", and_list(&known)),
        };
        let message = format!("`{}` is no step that is noted here", fit(&done.step, 40));
        page.error(&[Key("done"), Index(nth), Key("step")], message, mend);
    }
}
