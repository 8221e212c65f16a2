//! Rules for `partnership.yaml`: ids that are unique and lead somewhere, chairs and quorums that can be. People and
//! the posts they hold are in `people`.

use super::page::{Ids, Page, Sort};
use super::{Found, Source, Sources, people};
use crate::base::text::{count, fit};
use crate::domain::partnership::{Cadence, ChairRule, Group, MinuteTaker, Partnership};
use crate::domain::quorum::QuorumRule;
use crate::files::places;
use crate::files::yaml::Step;
use crate::files::yaml::Step::{Index, Key};

/// What a minute taker's agency says when it is the chair's.
const CHAIRS: &str = "chair's";

pub(super) fn check(source: &Source<Partnership>, ids: &Ids<'_>, all: &Sources, found: &mut Vec<Found>) {
    let mut page = Page::new(source, found);
    ids_are_unique(&mut page);
    marking_is_a_level(&mut page, &source.value);
    people::check(&mut page, &source.value, ids);
    for (index, group) in source.value.groups.iter().enumerate() {
        let at = [Key("groups"), Index(index)];
        prefix_is_capitals(&mut page, &at, group);
        posts_are_known(&mut page, &at, group, ids);
        chair_is_known(&mut page, &at, group, ids);
        chair_is_at_the_table(&mut page, &at, group);
        quorum_can_be_met(&mut page, &at, group, ids);
        cadence_can_be_kept(&mut page, &at, group, ids);
        inputs_are_known(&mut page, &at, group, ids);
        other_groups_are_known(&mut page, &at, group, ids);
        source_is_listed(&mut page, &at, group, ids);
        has_a_standing_agenda(&mut page, &at, group, all);
    }
}

/// The path to a part of a group.
fn part<'s>(at: &[Step<'s>; 2], steps: &[Step<'s>]) -> Vec<Step<'s>> {
    at.iter().chain(steps).copied().collect()
}

fn ids_are_unique(page: &mut Page<'_>) {
    const MEND: &str = "give one of them another id";
    for list in ["agencies", "posts", "people", "groups"] {
        page.once(&[Key(list)], "id", list, MEND);
    }
    page.once(
        &[Key("groups")],
        "prefix",
        "groups",
        "give each group letters of its own, or their actions could not be told apart",
    );
}

fn marking_is_a_level(page: &mut Page<'_>, partnership: &Partnership) {
    let marking = &partnership.marking;
    if !marking.levels.contains(&marking.default) {
        let message = format!("`{}` is not one of the levels", fit(&marking.default, 40));
        let mend = super::items::level_mend(&marking.default, &marking.levels);
        page.error(&[Key("marking"), Key("default")], message, mend);
    }
}

fn prefix_is_capitals(page: &mut Page<'_>, at: &[Step<'_>; 2], group: &Group) {
    let prefix = &group.prefix;
    if !(2..=6).contains(&prefix.len()) || !prefix.chars().all(|c| c.is_ascii_uppercase()) {
        let message = format!("`{}` cannot begin the ids of actions", fit(prefix, 20));
        page.error(&part(at, &[Key("prefix")]), message, "write two to six capital letters, such as EXEC");
    }
}

fn posts_are_known(page: &mut Page<'_>, at: &[Step<'_>; 2], group: &Group, ids: &Ids<'_>) {
    let mut seen: Vec<&str> = Vec::new();
    for (key, posts) in
        [("members", &group.members), ("attends", &group.attends), ("observers", &group.observers)]
    {
        for (index, post) in posts.iter().enumerate() {
            let here = part(at, &[Key(key), Index(index)]);
            page.known(&here, Sort::Post, post.as_str(), ids);
            if seen.contains(&post.as_str()) {
                let message = format!("`{post}` is listed twice in this group");
                page.warning(&here, message, "keep it once: as a member, in attendance or as an observer");
            }
            seen.push(post.as_str());
        }
    }
    match &group.minute_taker {
        Some(MinuteTaker::Post(post)) => {
            page.known(&part(at, &[Key("minute_taker")]), Sort::Post, post.as_str(), ids);
        }
        Some(MinuteTaker::From { agency }) if agency != CHAIRS => {
            page.known(&part(at, &[Key("minute_taker"), Key("agency")]), Sort::Agency, agency, ids);
        }
        _ => {}
    }
}

/// The key under which a chair rule lists its posts.
fn chair_key(rule: &ChairRule) -> Option<&'static str> {
    match rule {
        ChairRule::Rotates { .. } => Some("rotates"),
        ChairRule::Shared { .. } => Some("shared"),
        _ => None,
    }
}

/// The places of the posts a chair rule names.
fn chair_places<'s>(at: &[Step<'s>; 2], rule: &ChairRule) -> Vec<Vec<Step<'s>>> {
    let place = |index: usize| match chair_key(rule) {
        Some(key) => part(at, &[Key("chair"), Key(key), Index(index)]),
        None => part(at, &[Key("chair"), Key("post")]),
    };
    (0..rule.posts().len()).map(place).collect()
}

fn chair_is_known(page: &mut Page<'_>, at: &[Step<'_>; 2], group: &Group, ids: &Ids<'_>) {
    for (here, post) in chair_places(at, &group.chair).iter().zip(group.chair.posts()) {
        page.known(here, Sort::Post, post.as_str(), ids);
    }
    match &group.chair {
        ChairRule::Shared { vacant, .. } => {
            for (index, agency) in vacant.iter().enumerate() {
                let here = part(at, &[Key("chair"), Key("vacant"), Index(index)]);
                page.known(&here, Sort::Agency, agency.as_str(), ids);
            }
        }
        ChairRule::Agency { agency } => {
            page.known(&part(at, &[Key("chair"), Key("agency")]), Sort::Agency, agency.as_str(), ids);
        }
        _ => {}
    }
}

/// Whoever takes turns must be a member; a fixed or shared chair should at least attend.
fn chair_is_at_the_table(page: &mut Page<'_>, at: &[Step<'_>; 2], group: &Group) {
    let turns = matches!(group.chair, ChairRule::Rotates { .. });
    for (here, post) in chair_places(at, &group.chair).iter().zip(group.chair.posts()) {
        if group.members.contains(post) {
            continue;
        }
        if turns {
            let message = format!("`{post}` takes a turn in the chair but is not a member");
            page.error(here, message, "add it to the members, or take it out of the turns");
        } else if !group.attends.contains(post) {
            let message = format!("`{post}` chairs this group but neither belongs to it nor attends");
            page.warning(here, message, "add it to the members, or to those who attend");
        }
    }
}

fn quorum_can_be_met(page: &mut Page<'_>, at: &[Step<'_>; 2], group: &Group, ids: &Ids<'_>) {
    let QuorumRule::Needs(needs) = &group.quorum else { return };
    let members = group.members.len();
    if let Some(number) = needs.number.filter(|number| *number > members) {
        let has = count(members, "member", "members");
        let message = format!("the quorum is {number}, but the group has {has}");
        page.error(&part(at, &[Key("quorum"), Key("number")]), message, "lower the number, or add members");
    }
    if let Some(percent) = needs.percent.filter(|percent| *percent > 100) {
        let message = format!("{percent} per cent of the members can never be there");
        page.error(&part(at, &[Key("quorum"), Key("percent")]), message, "write 100 or less");
    }
    if needs.number.is_none() && needs.percent.is_none() && needs.agencies.is_empty() {
        let message = "this quorum asks for nothing";
        let mend = "say a number, a percent or agencies; or write `quorum: not defined`";
        page.warning(&part(at, &[Key("quorum")]), message, mend);
    }
    for (index, agency) in needs.agencies.iter().enumerate() {
        let here = part(at, &[Key("quorum"), Key("agencies"), Index(index)]);
        page.known(&here, Sort::Agency, agency.as_str(), ids);
        let sits = |post| ids.partnership.post(post).is_some_and(|post| &post.agency == agency);
        if ids.has(Sort::Agency, agency.as_str()) && !group.members.iter().any(sits) {
            let message = format!("the quorum needs `{agency}`, but no member comes from it");
            page.error(&here, message, "add a member from that agency, or take it out of the quorum");
        }
    }
}

fn cadence_can_be_kept(page: &mut Page<'_>, at: &[Step<'_>; 2], group: &Group, ids: &Ids<'_>) {
    let Cadence::Said(rule) = &group.cadence else { return };
    if let Some(before) = &rule.before {
        page.known(&part(at, &[Key("cadence"), Key("before")]), Sort::Group, before.as_str(), ids);
    }
    let times = rule.times_a_year.map_or(usize::MAX, |times| times as usize);
    if rule.quarters.len() > times {
        let message = format!(
            "the group meets {} a year but in {}",
            count(times, "time", "times"),
            count(rule.quarters.len(), "quarter", "quarters")
        );
        page.warning(&part(at, &[Key("cadence"), Key("times_a_year")]), message, "make the two agree");
    }
}

fn inputs_are_known(page: &mut Page<'_>, at: &[Step<'_>; 2], group: &Group, ids: &Ids<'_>) {
    page.once(&part(at, &[Key("receives")]), "id", "inputs", "give one of them another id");
    for (index, input) in group.receives.iter().enumerate() {
        let here = part(at, &[Key("receives"), Index(index), Key("from")]);
        page.known(&here, Sort::AgencyOrGroup, &input.from, ids);
    }
}

fn other_groups_are_known(page: &mut Page<'_>, at: &[Step<'_>; 2], group: &Group, ids: &Ids<'_>) {
    for (key, groups) in [("reports_to", &group.reports_to), ("refers_to", &group.refers_to)] {
        for (index, other) in groups.iter().enumerate() {
            let here = part(at, &[Key(key), Index(index)]);
            page.known(&here, Sort::Group, other.as_str(), ids);
            if other == &group.id {
                page.error(&here, "a group cannot send matters to itself", "take it out of the list");
            }
        }
    }
}

fn source_is_listed(page: &mut Page<'_>, at: &[Step<'_>; 2], group: &Group, ids: &Ids<'_>) {
    let sources = &ids.partnership.sources;
    if group.defined_in.is_empty() || sources.contains(&group.defined_in) {
        return;
    }
    let message = format!("`{}` is not one of the sources", fit(&group.defined_in, 60));
    let mend = match crate::base::text::nearest(&group.defined_in, sources.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "add it to `sources` at the top of the file".to_owned(),
    };
    page.warning(&part(at, &[Key("defined_in")]), message, mend);
}

fn has_a_standing_agenda(page: &mut Page<'_>, at: &[Step<'_>; 2], group: &Group, all: &Sources) {
    let path = places::agenda(&group.id);
    if !all.has(&path) && !all.agendas.iter().any(|agenda| agenda.value.group == group.id) {
        let message = format!("the group `{}` has no standing agenda", group.id);
        page.warning(&part(at, &[Key("id")]), message, format!("write one as {path}"));
        page.names_what_is_missing(path);
    }
}
