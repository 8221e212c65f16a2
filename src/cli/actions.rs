//! `chairside actions`: the actions of every tracker, found by a query.

use super::args::{Args, TierArg};
use super::{Outcome, say, tell};
use crate::base::stamp::long_date;
use crate::base::text::{clean, count, one_line, width};
use crate::domain::action::Due;
use crate::domain::actions::{Known, Light, Listed};
use crate::domain::agenda::Tier;
use crate::domain::query::{QueryProblem, parse};
use crate::domain::tracker::Tracker;
use crate::files::workspace::Workspace;
use crate::runtime::Clock;

/// What is looked for when nothing is asked.
const UNASKED: &str = "status:open";

pub(super) fn actions(args: &Args, words: &[String], tier: TierArg) -> Outcome {
    // A dash takes words out of a query, so what comes after its first word is the query's.
    if let Some(option) = words.iter().find(|word| word.starts_with("--")) {
        return Err(format!(
            "{} comes before what is looked for: chairside actions --tier open @police",
            one_line(option)
        ));
    }
    let typed = if words.is_empty() { UNASKED.to_owned() } else { words.join(" ") };
    let query = parse(&typed).map_err(|problem| explained(&typed, &problem))?;
    let mut workspace = super::check::load(&super::workspace(args))?;
    let tier = Tier::from(tier);
    let today = Clock::start(args.start(), None).now().date_naive();
    workspace.come_to(today);
    let light = workspace.light(today);
    let known = Known::of(workspace.trackers.values());
    let mut found = light.find(workspace.trackers.values(), &query);
    found.retain(|listed| listed.action.tier <= tier);
    for listed in &found {
        say(&printed(&workspace, &light, listed));
        for waits in known.waits(listed.action, today, None) {
            say(&format!("    {}", one_line(&waits)));
        }
    }
    let all = workspace.trackers.values().flat_map(Tracker::all);
    let all = count(all.filter(|action| action.tier <= tier).count(), "action", "actions");
    say(&format!("{} of {all}.", found.len()));
    for hint in query.hints(&light.names(workspace.trackers.values(), tier), &light) {
        tell(&format!("chairside: {hint}{}", if hint.ends_with('?') { "" } else { "." }));
    }
    Ok(0)
}

/// What is wrong with a query, with a mark under the word.
fn explained(typed: &str, problem: &QueryProblem) -> String {
    let before = width(&clean(&typed[..problem.at.start]));
    let under = width(&clean(&typed[problem.at.clone()])).max(1);
    let (blanks, marks) = (" ".repeat(before), "^".repeat(under));
    format!("{problem}\n    {}\n    {blanks}{marks}", one_line(typed))
}

/// An action in two lines: number, state, dates and lead; then what is to be done.
fn printed(workspace: &Workspace, light: &Light<'_>, listed: &Listed<'_>) -> String {
    let action = listed.action;
    let legend = workspace.partnership.as_ref().map_or(&[][..], |p| &p.legend);
    let due = match action.due {
        Due::On(day) => format!("due {}", long_date(day)),
        Due::ToBeSet => "no date yet".to_owned(),
    };
    let mut facts = vec![action.rag(light.today).said(legend), due, action.moved()];
    facts.extend([action.status.said().to_owned(), light.lead_said(action)]);
    facts.retain(|fact| !fact.is_empty());
    format!("{}  {}\n    {}", action.id, facts.join(" · "), one_line(&action.what))
}
