//! `chairside rapid-review`: the clock of a rapid review. What is restricted is shown to whoever names it, and in no list that
//! did not ask for it.

use super::super::args::{Args, TierArg};
use super::super::args_assurance::RapidReviewVerb;
use super::super::{Outcome, day_past, in_words, left_out, next, pass_on, say, today};
use super::Open;
use crate::base::calendar::WorkingDays;
use crate::base::id::{RapidReviewId, RecommendationId};
use crate::base::text::{and_list, count, one_line};
use crate::documents::assurance::rapid_review::{self as words, Beside};
use crate::domain::actions::Known;
use crate::domain::agenda::Tier;
use crate::domain::assurance::rapid_review::{
    DECIDED, Decision, Done, NOTIFIED, Pause, RapidReview, SentOn, is_pseudonym, steps,
};
use crate::domain::query::parse;
use crate::effect;
use crate::files::assurance::begun::{self, PSEUDONYM};
use crate::files::assurance::rapid_review::{Change, fresh};
use crate::files::places;
use chrono::NaiveDate;

pub(in super::super) fn rapid_review(args: &Args, verb: &RapidReviewVerb) -> Outcome {
    let day = |on: &Option<NaiveDate>| day_past(args, *on);
    match verb {
        RapidReviewVerb::New { child, aware, notified, group } => {
            new(args, child, *aware, *notified, group.as_deref())
        }
        RapidReviewVerb::List { tier } => list(args, *tier),
        RapidReviewVerb::Show { id, tier } => show(args, id, Tier::from(*tier)),
        RapidReviewVerb::Notified { id, on } => write(args, id, |_, of| {
            let on = day(on)?;
            of.may_note(NOTIFIED, on)?;
            Ok(vec![Change::Notified(on)])
        }),
        RapidReviewVerb::Pause { id, why, agreed_by, from, to } => write(args, id, |open, of| {
            in_words("--why", "the reason", why)?;
            open.no_personal_data(&[Some(why)])?;
            let (from, agreed_by) = (day(from)?, open.who(agreed_by)?);
            of.may_pause(from, *to)?;
            Ok(vec![Change::Paused(Pause { from, to: *to, why: why.clone(), agreed_by })])
        }),
        RapidReviewVerb::Resume { id, on } => {
            write(args, id, |_, of| Ok(vec![Change::PauseEnds(of.goes_on(day(on)?)?)]))
        }
        RapidReviewVerb::Done { id, step, on } => write(args, id, |_, of| done(of, step, day(on)?)),
        RapidReviewVerb::Sent { id, what, to, on } => write(args, id, |open, _| {
            in_words("sent", "what was sent", what)?;
            in_words("--to", "to whom", to)?;
            open.no_personal_data(&[Some(what), Some(to)])?;
            Ok(vec![Change::Sent(SentOn { on: day(on)?, what: what.clone(), to: to.clone() })])
        }),
        RapidReviewVerb::Decide { id, outcome, by, why, on } => write(args, id, |open, of| {
            in_words("--why", "the reason", why)?;
            open.no_personal_data(&[Some(why)])?;
            let (on, by) = (day(on)?, open.who(by)?);
            of.may_note(DECIDED, on)?;
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
    if !is_pseudonym(child) {
        return Err(format!("--child takes {PSEUDONYM}"));
    }
    let aware = day_past(args, Some(aware))?;
    let notified = notified.map(|day| day_past(args, Some(day))).transpose()?;
    let open = Open::read(args)?;
    let group = group.map(|name| open.group(name)).transpose()?;
    let of = begun::rapid_review(&open.workspace, child, aware, notified, group)?;
    let id = of.id.clone();
    let (path, text) = (places::rapid_review(&id), fresh(&of));
    super::super::begin(&open.root, &[(path.clone(), text.as_bytes())])
        .map_err(|why| format!("the rapid review was not begun: {why}"))?;
    say(&format!("{path} is begun, and restricted."));
    say(&format!("Its dates: '{}'", next(args, &format!("rapid-review show {id} --tier restricted"))));
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
    let hidden = left_out(tier, all.map(|of| of.tier));
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

fn show(args: &Args, id: &str, tier: Tier) -> Outcome {
    let (open, id) = opened(args, id)?;
    let workspace = &open.workspace;
    let of = &workspace.assurance.rapid_reviews[&id];
    if of.tier > tier {
        let all = next(args, &format!("rapid-review show {id} --tier restricted"));
        return Err(format!("{id} is not shown here: '{all}' shows what is restricted"));
    }
    let light = workspace.light(today(args));
    let found = words::found(of, &light, workspace.trackers.values());
    let beside = Beside {
        light: &light,
        known: &Known::of(workspace.trackers.values()),
        register: &workspace.recommendations,
        found: &found,
        days: &WorkingDays::default(),
    };
    pass_on(&words::shown(of, &beside, tier));
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

fn done(of: &RapidReview, step: &str, on: NaiveDate) -> Result<Vec<Change>, String> {
    let step = step.to_lowercase();
    if steps().all(|(id, _)| id != step) {
        let known: Vec<&str> = steps().map(|(id, _)| id).collect();
        return Err(format!(
            "{} is no step that is noted so: they are {}; 'notified' and 'decide' are commands of their own",
            one_line(&step),
            and_list(&known)
        ));
    }
    of.may_note(&step, on)?;
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
