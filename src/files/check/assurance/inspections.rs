//! Rules for inspections: steps there are, posts and kinds of agencies that are known, actions that are in a tracker.

use super::super::action_links::Links;
use super::super::page::{Ids, Page, Sort};
use super::super::{Found, Sources};
use super::{is_a_kind, lies};
use crate::base::calendar::WorkingDays;
use crate::base::id::PostId;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, fit};
use crate::domain::assurance::inspection::Inspection;
use crate::domain::audit::Runbook;
use crate::files::places;
use crate::files::yaml::Step::{self, Index, Key};

pub(super) fn check(all: &Sources, ids: Option<&Ids<'_>>, links: &Links<'_>, found: &mut Vec<Found>) {
    for source in &all.assurance.inspections {
        let of = &source.value;
        let mut page = Page::new(source, found);
        lies(&mut page, "the inspection", &places::inspection(&of.id));
        days(&mut page, of);
        steps_are_held(&mut page, of, ids);
        steps_were_done(&mut page, of);
        let again = "give one of them an id of its own; an id is never used twice";
        page.once(&[Key("evidence")], "id", "pieces of evidence", again);
        page.once(&[Key("data_lists")], "id", "lists", again);
        for (nth, one) in of.evidence.iter().enumerate() {
            let at = [Key("evidence"), Index(nth)];
            is_a_kind(all, &mut page, &[at[0], at[1], Key("holder")], &one.holder);
            a_post(&mut page, &[at[0], at[1], Key("owner")], one.owner.as_ref(), ids);
            if one.fresh_days == 0 {
                let message = format!("`{}` would be stale the day after", one.id);
                page.error(
                    &[at[0], at[1], Key("fresh_days")],
                    message,
                    "write after how many days, such as 90",
                );
            }
        }
        for (nth, list) in of.data_lists.iter().enumerate() {
            let at = [Key("data_lists"), Index(nth)];
            is_a_kind(all, &mut page, &[at[0], at[1], Key("holder")], &list.holder);
            a_post(&mut page, &[at[0], at[1], Key("owner")], list.owner.as_ref(), ids);
            for run in 0..list.dry_runs.len() {
                let at = [at[0], at[1], Key("dry_runs"), Index(run), Key("errors")];
                page.once(&at, "kind", "counts", "put the two counts together");
            }
        }
        for (nth, benchmark) in of.benchmarks.iter().enumerate() {
            for (point, one) in benchmark.points.iter().enumerate() {
                for (action, id) in one.actions.iter().enumerate() {
                    let at = [
                        Key("benchmarks"),
                        Index(nth),
                        Key("points"),
                        Index(point),
                        Key("actions"),
                        Index(action),
                    ];
                    links.is_known(&mut page, &at, id);
                }
            }
        }
    }
}

fn days(page: &mut Page<'_>, of: &Inspection) {
    let Some(notice) = of.notice else { return };
    if let Some(why) = WorkingDays::default().why_not_working(notice) {
        let message = format!("notice on {}, {why}", long_date(notice));
        page.warning(&[Key("notice")], message, "check the day: the run-book counts from it");
    }
    if let Some(letter) = of.letter.filter(|letter| *letter < notice) {
        let message =
            format!("the letter of {} is older than the notice of {}", long_date(letter), long_date(notice));
        page.error(&[Key("letter")], message, "check the two dates");
    }
}

fn steps_are_held(page: &mut Page<'_>, of: &Inspection, ids: Option<&Ids<'_>>) {
    let steps: Vec<&str> = Runbook::JointInspection.steps().iter().map(|step| step.id).collect();
    page.once(&[Key("holders")], "step", "holders", "one post holds a step, and one stands in");
    for (nth, holder) in of.holders.iter().enumerate() {
        let at = [Key("holders"), Index(nth)];
        if !steps.contains(&holder.step.as_str()) {
            let message = format!("the run-book has no step `{}`", fit(&holder.step, 40));
            page.error(&[at[0], at[1], Key("step")], message, format!("its steps are {}", and_list(&steps)));
        }
        a_post(page, &[at[0], at[1], Key("post")], Some(&holder.post), ids);
        a_post(page, &[at[0], at[1], Key("deputy")], holder.deputy.as_ref(), ids);
    }
}

fn steps_were_done(page: &mut Page<'_>, of: &Inspection) {
    let steps: Vec<&str> = Runbook::JointInspection.steps().iter().map(|step| step.id).collect();
    page.once(&[Key("done")], "step", "days", "a step is done once: keep one of the two");
    for (nth, done) in of.done.iter().enumerate() {
        let at = [Key("done"), Index(nth)];
        if !steps.contains(&done.step.as_str()) {
            let message = format!("the run-book has no step `{}`", fit(&done.step, 40));
            page.error(&[at[0], at[1], Key("step")], message, format!("its steps are {}", and_list(&steps)));
        }
        if let Some(notice) = of.notice.filter(|notice| done.on < *notice) {
            let message =
                format!("done on {}, before notice was given on {}", long_date(done.on), long_date(notice));
            page.error(&[at[0], at[1], Key("on")], message, "check the two dates");
        }
    }
}

fn a_post(page: &mut Page<'_>, at: &[Step<'_>], post: Option<&PostId>, ids: Option<&Ids<'_>>) {
    if let (Some(post), Some(ids)) = (post, ids) {
        page.known(at, Sort::Post, post.as_str(), ids);
    }
}
