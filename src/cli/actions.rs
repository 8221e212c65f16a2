//! `chairside actions`: the actions of every tracker, found by a query, listed or written as a file in several forms.

use super::args::Args;
use super::args_actions::{ActionsArgs, ActionsFormat};
use super::{Outcome, open_gate, pass_on, say, tell};
use crate::base::stamp::long_date;
use crate::base::text::{and_list, clean, count, one_line, width};
use crate::documents::actions::{Listing, as_csv, json, markdown, table, word, workbook};
use crate::domain::action::Due;
use crate::domain::actions::view::called;
use crate::domain::actions::{Known, Light, Listed};
use crate::domain::agenda::Tier;
use crate::domain::query::{Query, QueryProblem, parse};
use crate::domain::recurring::passed_over_said;
use crate::domain::tracker::Tracker;
use crate::files::places;
use crate::files::workspace::Workspace;
use crate::runtime::disk::{self, Out};
use crate::runtime::place;
use std::path::Path;

/// What is looked for when nothing is asked.
const UNASKED: &str = "status:open";

pub(super) fn actions(args: &Args, asked: &ActionsArgs) -> Outcome {
    let tier = Tier::from(asked.tier);
    let mut workspace = open_gate::told(super::check::load(&super::workspace(args))?, tier);
    let words = with_view(&workspace, asked)?;
    let (typed, query) = query(&words, UNASKED, "actions")?;
    let today = super::today(args);
    workspace.come_to(today);
    let light = workspace.light(today);
    let known = Known::of(workspace.trackers.values());
    let mut found = light.find(workspace.trackers.values(), &query);
    found.retain(|listed| listed.action.tier <= tier);
    let all = workspace.trackers.values().flat_map(Tracker::all);
    let all = count(all.filter(|action| action.tier <= tier).count(), "action", "actions");
    let counted = format!("{} of {all}.", found.len());
    let listing = Listing { light: &light, found: &found, query: &typed, tier };
    let lines = lines(&workspace, &known, &listing);
    // Every form holds what one of these does.
    let whole = lines.join("\n") + "\n" + &json(&listing);
    open_gate::pass(args, &workspace, tier, "the list of actions", &whole)?;
    match (asked.format, &asked.output) {
        (None, _) => {
            for line in &lines {
                say(line);
            }
            say(&counted);
        }
        (Some(format), Some(output)) => {
            let bytes = bytes(format, &listing)?;
            say(&write(output, &bytes, asked.replace, &counted)?);
        }
        (Some(ActionsFormat::Xlsx), None) => {
            return Err("a workbook cannot be printed: add --output actions.xlsx".to_owned());
        }
        (Some(ActionsFormat::Docx), None) => {
            return Err("a Word document cannot be printed: add --output actions.docx".to_owned());
        }
        (Some(ActionsFormat::Table), None) => {
            pass_on(&table(&listing, place::cells_across()));
            say(&counted);
        }
        (Some(format), None) => {
            pass_on(&text(format, &listing));
            tell(&counted);
        }
    }
    hints(&query, &workspace, &light, tier);
    Ok(0)
}

/// Every action as it is printed where no form is asked for, with what it waits for.
fn lines(workspace: &Workspace, known: &Known<'_>, listing: &Listing<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for listed in listing.found {
        lines.push(printed(workspace, listing.light, listed));
        let waits = known.waits(listed.action, listing.light.today, None);
        lines.extend(waits.into_iter().map(|waits| format!("    {}", one_line(&waits))));
    }
    lines
}

/// What is looked for: what a saved view asks, where one is named, and what was typed.
fn with_view(workspace: &Workspace, asked: &ActionsArgs) -> Result<Vec<String>, String> {
    let Some(name) = &asked.view else { return Ok(asked.query.clone()) };
    let view = called(&workspace.views, name).ok_or_else(|| {
        let known: Vec<&str> = workspace.views.iter().map(|view| view.name.as_str()).collect();
        let known = if known.is_empty() { "none is saved yet".to_owned() } else { and_list(&known) };
        format!("there is no view called '{}': {known}", one_line(name))
    })?;
    Ok(std::iter::once(view.find.clone()).chain(asked.query.iter().cloned()).collect())
}

/// What was typed, else what is looked for unasked, and the query it makes. What begins with two dashes is an option in
/// the wrong place, for a dash takes words out of a query.
pub(super) fn query(words: &[String], unasked: &str, verb: &str) -> Result<(String, Query), String> {
    if let Some(option) = words.iter().find(|word| word.starts_with("--")) {
        return Err(format!(
            "{} comes before what is looked for: chairside {verb} --tier open @police",
            one_line(option)
        ));
    }
    let typed = if words.is_empty() { unasked.to_owned() } else { words.join(" ") };
    let query = parse(&typed).map_err(|problem| explained(&typed, &problem))?;
    Ok((typed, query))
}

/// Says what a query may have meant, beside what it found.
pub(super) fn hints(query: &Query, workspace: &Workspace, light: &Light<'_>, tier: Tier) {
    for hint in query.hints(&light.names(workspace.trackers.values(), tier), light) {
        tell(&format!("chairside: {hint}{}", if hint.ends_with('?') { "" } else { "." }));
    }
    for tracker in workspace.trackers.values() {
        for (series, more) in tracker.passed_over(light.today) {
            let seen = tracker.recurring.iter().any(|one| one.id == *series && one.tier <= tier);
            if seen {
                let said = passed_over_said(series, more);
                tell(&format!("chairside: {said}, {}.", places::tracker(&tracker.id)));
            }
        }
    }
}

/// What a file of this form holds.
fn bytes(format: ActionsFormat, listing: &Listing<'_>) -> Result<Vec<u8>, String> {
    match format {
        ActionsFormat::Xlsx => workbook(listing),
        ActionsFormat::Docx => word(listing),
        _ => Ok(text(format, listing).into_bytes()),
    }
}

/// A form that is text. A file has no terminal to fit, so a table in one is as wide as a page.
fn text(format: ActionsFormat, listing: &Listing<'_>) -> String {
    match format {
        ActionsFormat::Csv => as_csv(listing),
        ActionsFormat::Json => json(listing),
        ActionsFormat::Md => markdown(listing),
        ActionsFormat::Table | ActionsFormat::Xlsx | ActionsFormat::Docx => table(listing, 120),
    }
}

/// Writes a file, and what is to be said of it.
pub(super) fn write(output: &Path, bytes: &[u8], replace: bool, counted: &str) -> Result<String, String> {
    let shown = output.display();
    match disk::write_out(output, bytes, replace).map_err(|why| format!("{shown}: {why}"))? {
        Out::New => Ok(format!("{shown}: {counted}")),
        Out::Replaced => Ok(format!("{shown} is replaced: {counted}")),
        Out::Same => Ok(format!("{shown} holds the same already: {counted}")),
        Out::Another => {
            Err(format!("{shown} is there already and was left alone: add --replace, or give another name"))
        }
    }
}

/// What is wrong with a query, with a mark under the word.
fn explained(typed: &str, problem: &QueryProblem) -> String {
    let before = width(&clean(&typed[..problem.at.start]));
    let under = width(&clean(&typed[problem.at.clone()])).max(1);
    let (blanks, marks) = (" ".repeat(before), "^".repeat(under));
    format!("{problem}\n    {}\n    {blanks}{marks}", one_line(typed))
}

/// An action in three lines: number, state, dates and lead; what is to be done; where it came from and its minute.
fn printed(workspace: &Workspace, light: &Light<'_>, listed: &Listed<'_>) -> String {
    let action = listed.action;
    let legend = workspace.partnership.as_ref().map_or(&[][..], |p| &p.legend);
    let due = match action.due {
        Due::On(day) => format!("due {}", long_date(day)),
        Due::ToBeSet => "no date yet".to_owned(),
    };
    let rag = action.rag(light.today);
    // What ended without a colour is said by its state.
    let rag = if rag.letter().is_empty() { String::new() } else { rag.said(legend) };
    let mut facts = vec![rag, due, action.moved()];
    facts.extend([action.status_said().to_owned(), light.lead_said(action)]);
    if action.tier == Tier::Restricted {
        facts.push("restricted".to_owned());
    }
    facts.retain(|fact| !fact.is_empty());
    let from = light.from_said(action);
    let facts = facts.join(" · ");
    format!("{}  {facts}\n    {}\n    from: {}", action.id, one_line(&action.what), one_line(&from))
}
