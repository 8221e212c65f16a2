//! What every list and paper for anybody has to pass: posts stand in it for people, and nothing in it looks like personal data,
//! or somebody says why it goes out all the same, and that is written down first. Minutes have the same in their journal, and
//! audits a narrower gate of their own.

use super::args::Args;
use super::{tell, today};
use crate::base::id::PostId;
use crate::base::text::count;
use crate::documents::held::held;
use crate::domain::agenda::Tier;
use crate::domain::partnership::Person;
use crate::domain::personal::{LIKELY, found};
use crate::domain::release::Release;
use crate::effect::Change;
use crate::files::places;
use crate::files::workspace::Workspace;
use crate::runtime::place;

/// Most findings listed; more would hide what to do.
const MOST_LISTED: usize = 20;

/// The workspace as a tier may be told of it: for anybody, posts stand for those who hold them, and nothing says who wrote what.
pub(super) fn told(mut workspace: Workspace, tier: Tier) -> Workspace {
    if tier > Tier::Open {
        return workspace;
    }
    // Whom the partnership names is looked for in what is made all the same.
    workspace.names = workspace.held_back();
    let people = workspace.partnership.as_mut().map(|known| std::mem::take(&mut known.people));
    let people = people.unwrap_or_default();
    let post = |who: &mut PostId| {
        let named = |person: &&Person| {
            std::iter::once(&person.id).chain(&person.aliases).any(|id| id.as_str() == who.as_str())
        };
        if let Some(person) = people.iter().find(named) {
            *who = person.post.clone();
        }
    };
    for tracker in workspace.trackers.values_mut() {
        for series in &mut tracker.recurring {
            series.lead.iter_mut().chain(&mut series.with).for_each(post);
        }
        for action in tracker.actions.iter_mut().chain(&mut tracker.untouched) {
            action.lead.iter_mut().chain(&mut action.with).for_each(post);
            let updates = action.updates.iter_mut().map(|update| &mut update.by);
            let moves = action.moves.iter_mut().map(|step| &mut step.by);
            updates
                .chain(moves)
                .chain(action.evidence.iter_mut().map(|one| &mut one.by))
                .for_each(String::clear);
        }
    }
    workspace
}

/// Why something goes out although it looks like personal data, where somebody said; a blank is no reason.
///
/// # Errors
/// That the reason, which is written down, looks like personal data itself.
pub(super) fn despite<'a>(args: &'a Args, workspace: &Workspace) -> Result<Option<&'a str>, String> {
    let why = args.despite.as_deref().map(str::trim).filter(|why| !why.is_empty());
    super::no_child_named(workspace, &[why])?;
    Ok(why)
}

/// Says beside a text for partners how much in it looks like personal data, what that is, and with which number it stands.
pub(super) fn point_out(workspace: &Workspace, what: &str, text: &str) {
    let mut all: Vec<String> = Vec::new();
    let mut near = "";
    for line in text.lines() {
        near = numbered(line).unwrap_or(if line.is_empty() { "" } else { near });
        for one in found(line, &workspace.names) {
            let place = if near.is_empty() { String::new() } else { format!(" ({near})") };
            // What stands in two forms of one list is one thing.
            let said = one.why + &place;
            if !all.contains(&said) {
                all.push(said);
            }
        }
    }
    if all.is_empty() {
        return;
    }
    let how_many =
        count(all.len(), "thing in it looks like personal data", "things in it look like personal data");
    let more = all.len().saturating_sub(MOST_LISTED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    all.truncate(MOST_LISTED);
    super::warn(&format!("{what} is not for everybody: {how_many}: {}{more}.", all.join(", ")));
}

/// The number of an action, a decision or a recommendation that a line begins with, such as `EXEC-26-014`.
fn numbered(line: &str) -> Option<&str> {
    let json = line.trim_start().strip_prefix("\"id\": \"");
    let word = json.or_else(|| line.strip_prefix("- ")).unwrap_or(line);
    let word = word.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next()?;
    let ends = word.ends_with(|c: char| c.is_ascii_digit());
    (ends && word.starts_with(|c: char| c.is_ascii_uppercase()) && word.matches('-').count() >= 2)
        .then_some(word)
}

/// Lets a text out to a tier; `what` it is, such as "the list of actions". What in it looks like personal data keeps it
/// from anybody, and is pointed out to the partners.
///
/// # Errors
/// What in a text for anybody looks like personal data and what to do, never the words; or why the reason could not be
/// written down.
pub(super) fn pass(
    args: &Args,
    workspace: &Workspace,
    tier: Tier,
    what: &str,
    text: &str,
) -> Result<(), String> {
    if tier > Tier::Open {
        point_out(workspace, what, text);
        return Ok(());
    }
    let mut found = held(text, &workspace.held_back());
    // What stands in two forms of one list is one thing.
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|one| seen.insert(one.why.clone()));
    if found.is_empty() {
        return Ok(());
    }
    if let Some(why) = despite(args, workspace)? {
        let_out(args, what, why, found.into_iter().map(|one| one.why).collect())?;
        return Ok(());
    }
    let mut lines: Vec<String> =
        found.iter().take(MOST_LISTED).map(|one| format!("  {}: {}", one.why, one.mend)).collect();
    if found.len() > MOST_LISTED {
        lines.push(format!("  and {} more", found.len() - MOST_LISTED));
    }
    Err(format!(
        "{what} was not made for anybody to read, for {}:\n{}\nPut the files right and ask again, or leave out '--tier open'; \
         or, where it is no such thing, say why with --despite \"REASON\", which is written down.",
        count(found.len(), "thing in it looks like personal data", "things in it look like personal data"),
        lines.join("\n")
    ))
}

/// Writes down why something goes out all the same, before it does.
fn let_out(args: &Args, what: &str, why: &str, found: Vec<String>) -> Result<(), String> {
    let release =
        Release { on: today(args), by: place::user(), what: what.to_owned(), why: why.to_owned(), found };
    super::change(&super::workspace(args), places::RELEASED, &Change::Release(release)).map_err(|why| {
        format!("{}: the reason could not be written down, so nothing was made: {why}", places::RELEASED)
    })?;
    tell(&format!("chairside: why it goes out all the same stands in {}.", places::RELEASED));
    Ok(())
}

/// Whether a paper of an audit goes out although these places in it have what looks like somebody's name, with a reason.
///
/// # Errors
/// That the reason looks like personal data itself, or could not be written down.
pub(super) fn goes_out_despite(
    args: &Args,
    workspace: &Workspace,
    what: &str,
    places: &[String],
) -> Result<bool, String> {
    let Some(why) = despite(args, workspace)? else { return Ok(false) };
    let_out(args, what, why, places.iter().map(|place| format!("{LIKELY} ({place})")).collect())?;
    Ok(true)
}
