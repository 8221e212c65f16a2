//! Rules for what goes with audits: inspections, rapid reviews, the programme, feedback.

mod feedback;
mod inspections;
mod programme;
mod rapid_reviews;

use super::action_links::Links;
use super::page::{Ids, Page, Sort};
use super::{Found, Sources};
use crate::base::id::AgencyKind;
use crate::base::text::{fit, nearest};
use crate::files::places;
use crate::files::yaml::Step;

pub(super) fn check(all: &Sources, ids: Option<&Ids<'_>>, found: &mut Vec<Found>) {
    let links = Links::new(all);
    inspections::check(all, ids, &links, found);
    rapid_reviews::check(all, ids, &links, found);
    programme::check(all, ids, found);
    feedback::check(all, found);
}

/// A file lies where its id says.
fn lies(page: &mut Page<'_>, what: &str, right: &str) {
    if page.path != right {
        let mend = format!("name the file {right}, or put right what stands in it");
        page.error(&[Step::Key("id")], format!("{what} is not called what its file is called"), mend);
    }
}

fn is_a_kind(all: &Sources, page: &mut Page<'_>, at: &[Step<'_>], kind: &AgencyKind) {
    let Some(words) = all.scales.as_ref().map(|source| &source.value) else { return };
    if words.agency_kind(kind).is_none() {
        let near = nearest(kind.as_str(), words.agency_kinds.iter().map(|kind| kind.id.as_str()));
        let mend = near.map_or_else(
            || format!("the kinds are in {}", places::SCALES),
            |near| format!("did you mean `{near}`?"),
        );
        page.error(at, format!("there is no kind of agency called `{}`", fit(kind.as_str(), 40)), mend);
    }
}

/// Who agrees to something or decides it: a post or a group.
fn post_or_group(page: &mut Page<'_>, at: &[Step<'_>], id: &str, ids: Option<&Ids<'_>>) {
    let Some(ids) = ids else { return };
    if !ids.has(Sort::Post, id) && !ids.has(Sort::Group, id) {
        let mend = ids.mend(Sort::Group, id);
        page.error(at, format!("there is no post or group called `{}`", fit(id, 40)), mend);
    }
}

#[cfg(test)]
mod tests;
