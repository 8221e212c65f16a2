//! `chairside rapid-review`: the clock of a rapid review. What is restricted is shown to whoever names it, and in no list that
//! did not ask for it.

use super::super::args::{Args, TierArg};
use super::super::args_assurance::RapidReviewVerb;
use super::super::{Outcome, day_past, in_words, next, pass_on, say, today};
use super::Open;
use crate::base::calendar::WorkingDays;
use crate::base::id::{RapidReviewId, RecommendationId};
use crate::base::text::{and_list, count, one_line};
use crate::documents::assurance::rapid_review::{self as words, Beside};
use crate::domain::actions::Known;
use crate::domain::agenda::Tier;
use crate::domain::assurance::rapid_review::{
    Decision, Done, Pause, RapidReview, SentOn, is_pseudonym, next_id, steps,
};
use crate::domain::query::parse;
use crate::effect;
use crate::files::assurance::rapid_review::{Change, fresh};
use crate::files::places;
use crate::runtime::disk;
use chrono::{Datelike, NaiveDate};

pub(in super::super) fn rapid_review(args: &Args, verb: &RapidReviewVerb) -> Outcome {
    let day = |on: &Option<NaiveDate>| day_past(args, *on);
    match verb {
        RapidReviewVerb::New { child, aware, notified, group } => {
            new(args, child, *aware, *notified, group.as_deref())
        }
        RapidReviewVerb::List { tier } => list(args, *tier),
        RapidReviewVerb::Show { id } => show(args, id),
        RapidReviewVerb::Notified { id, on } => write(args, id, |_, _| Ok(vec![Change::Notified(day(on)?)])),
        RapidReviewVerb::Pause { id, why, agreed_by, from, to } => write(args, id, |open, _| {
            in_words("--why", "the reason", why)?;
            open.no_personal_data(&[Some(why)])?;
            let (from, agreed_by) = (day(from)?, open.who(agreed_by)?);
            if to.is_some_and(|to| to < from) {
                return Err("the pause would end before it begins".to_owned());
            }
            Ok(vec![Change::Paused(Pause { from, to: *to, why: why.clone(), agreed_by })])
        }),
        RapidReviewVerb::Resume { id, on } => {
            write(args, id, |_, of| Ok(vec![Change::PauseEnds(of.goes_on(day(on)?)?)]))
        }
        RapidReviewVerb::Done { id, step, on } => write(args, id, |_, _| done(step, day(on)?)),
        RapidReviewVerb::Sent { id, what, to, on } => write(args, id, |open, _| {
            in_words("sent", "what was sent", what)?;
            in_words("--to", "to whom", to)?;
            open.no_personal_data(&[Some(what), Some(to)])?;
            Ok(vec![Change::Sent(SentOn { on: day(on)?, what: what.clone(), to: to.clone() })])
        }),
        RapidReviewVerb::Decide { id, outcome, by, why, on } => write(args, id, |open, _| {
            in_words("--why", "the reason", why)?;
            open.no_personal_data(&[Some(why)])?;
            let (on, by) = (day(on)?, open.who(by)?);
            Ok(vec![Change::Decided(Decision { on, outcome: *outcome, by, why: why.clone() })])
        }),
        RapidReviewVerb::Link { id, recommendations, actions, find } => {
            write(args, id, |open, _| linked(open, recommendations, actions, find.as_deref()))
        }
    }
}

fn new(
    args: &Args,
    child: &str,
    aware: NaiveDate,
    notified: Option<NaiveDate>,
    group: Option<&str>,
) -> Outcome {
    // What was typed may be a name, and is not said back.
    if !is_pseudonym(child) {
        return Err(
            "--child takes a pseudonym: Child and one letter, or C and a number; never initials, never a name".to_owned()
        );
    }
    let aware = day_past(args, Some(aware))?;
    let notified = notified.map(|day| day_past(args, Some(day))).transpose()?;
    if notified.is_some_and(|notified| notified < aware) {
        return Err("the panel cannot have been notified before the incident became known".to_owned());
    }
    let open = Open::read(args)?;
    let group = group.map(|name| open.group(name)).transpose()?;
    // A file that has to be mended keeps its number too.
    let path_of = |path: &String| {
        let name = path.strip_prefix(places::RAPID_REVIEWS)?.strip_prefix('/')?.strip_suffix(".yaml")?;
        Some(RapidReviewId::new(name))
    };
    let unusable: Vec<RapidReviewId> = open.workspace.unusable.iter().filter_map(path_of).collect();
    let id = next_id(aware.year(), open.workspace.assurance.rapid_reviews.keys().chain(&unusable));
    let of = RapidReview {
        schema: 1,
        id: id.clone(),
        child: child.to_owned(),
        group,
        aware,
        notified,
        ..RapidReview::default()
    };
    let (path, text) = (places::rapid_review(&id), fresh(&of));
    disk::write_new(&open.root, &[(path.clone(), text.as_bytes())])
        .map_err(|why| format!("the rapid review was not begun: {why}"))?;
    say(&format!("{path} is begun, and restricted."));
    say(&format!("Its dates: '{}'", next(args, &format!("rapid-review show {id}"))));
    Ok(0)
}

fn list(args: &Args, tier: TierArg) -> Outcome {
    let (open, tier) = (Open::read(args)?, Tier::from(tier));
    let all = open.workspace.assurance.rapid_reviews.values();
    let shown: Vec<&RapidReview> = all.clone().filter(|of| of.tier <= tier).collect();
    let (today, days) = (today(args), WorkingDays::default());
    let mut in_order = shown.clone();
    // What is due first comes first; what is all done, last.
    in_order.sort_by_key(|of| {
        let due = of.next(today, &days).map(|point| point.due);
        (due.is_none(), due)
    });
    for of in in_order {
        say(&words::in_brief(of, today, &days));
    }
    // Anybody's list is as if there were none.
    let hidden = if tier == Tier::Open { 0 } else { all.count() - shown.len() };
    let hidden = match hidden {
        0 => String::new(),
        n => format!(", {n} not shown here: add --tier restricted"),
    };
    say(&format!("{}{hidden}.", count(shown.len(), "rapid review", "rapid reviews")));
    Ok(0)
}

fn opened(args: &Args, id: &str) -> Result<(Open, RapidReviewId), String> {
    let open = Open::read(args)?;
    let id = RapidReviewId::new(id.to_lowercase());
    // The others are not named: they may be for somebody else.
    if !open.workspace.assurance.rapid_reviews.contains_key(&id) {
        return Err(format!(
            "there is no rapid review {}: '{}' lists them",
            one_line(id.as_str()),
            next(args, "rapid-review list --tier restricted")
        ));
    }
    Ok((open, id))
}

fn show(args: &Args, id: &str) -> Outcome {
    let (open, id) = opened(args, id)?;
    let workspace = &open.workspace;
    let of = &workspace.assurance.rapid_reviews[&id];
    let light = workspace.light(today(args));
    let found = words::found(of, &light, workspace.trackers.values());
    let beside = Beside {
        light: &light,
        known: &Known::of(workspace.trackers.values()),
        register: &workspace.recommendations,
        found: &found,
        days: &WorkingDays::default(),
    };
    pass_on(&words::shown(of, &beside));
    Ok(0)
}

fn write(
    args: &Args,
    id: &str,
    changes: impl FnOnce(&Open, &RapidReview) -> Result<Vec<Change>, String>,
) -> Outcome {
    let (open, id) = opened(args, id)?;
    let changes = changes(&open, &open.workspace.assurance.rapid_reviews[&id])?;
    open.make(args, &places::rapid_review(&id), &effect::Change::RapidReview(changes))?;
    Ok(0)
}

fn done(step: &str, on: NaiveDate) -> Result<Vec<Change>, String> {
    let step = step.to_lowercase();
    if steps().all(|(id, _)| id != step) {
        let known: Vec<&str> = steps().map(|(id, _)| id).collect();
        return Err(format!(
            "{} is no step that is noted so: they are {}; 'notified' and 'decide' are commands of their own",
            one_line(&step),
            and_list(&known)
        ));
    }
    Ok(vec![Change::Done(Done { step, on })])
}

fn linked(
    open: &Open,
    recommendations: &[String],
    actions: &[String],
    find: Option<&str>,
) -> Result<Vec<Change>, String> {
    let mut changes = Vec::new();
    for id in recommendations {
        let id = RecommendationId::new(id.to_uppercase());
        if open.workspace.recommendations.recommendation(id.as_str()).is_none() {
            let id = one_line(id.as_str());
            return Err(format!("{} has no {id}", places::RECOMMENDATIONS));
        }
        changes.push(Change::Recommended(id));
    }
    changes.extend(open.actions(actions)?.into_iter().map(Change::Action));
    if let Some(query) = find {
        parse(query).map_err(|problem| format!("'{}' is no query: {problem}", one_line(query)))?;
        open.no_personal_data(&[Some(query)])?;
        changes.push(Change::Find(query.to_owned()));
    }
    Ok(changes)
}
