//! `chairside actions chase`: one message for each person about the actions they lead, printed to paste, and as drafts for a
//! mail program and reminders for a calendar. Nothing is ever sent.

use super::args::Args;
use super::args_actions::ChaseArgs;
use super::{Outcome, say};
use crate::base::text::count;
use crate::documents::chase::{Letter, draft, printed, reminders};
use crate::domain::agenda::Tier;
use crate::domain::chase::{Asked, Chase, chase};
use crate::runtime::disk::{self, Out};
use std::path::Path;

/// What is looked for when nothing is asked: why an action is in a message is looked at besides.
const UNASKED: &str = "status:open";
/// What stands between two messages.
const BETWEEN: &str = "\n────────────────────────────────────────\n";

pub(super) fn ask(args: &Args, asked: &ChaseArgs) -> Outcome {
    let (_, query) = super::actions::query(&asked.query, UNASKED, "actions chase")?;
    let mut workspace = super::check::load(&super::workspace(args))?;
    let today = super::today(args);
    workspace.come_to(today);
    let tier = Tier::from(asked.tier);
    let light = workspace.light(today);
    let found = light.find(workspace.trackers.values(), &query);
    let within = asked.within;
    let chase = chase(&light, workspace.trackers.values(), &found, Asked { within, tier });
    let letters: Vec<Letter<'_>> =
        chase.messages.iter().map(|message| Letter { message, light: &light, within }).collect();
    let texts: Vec<String> = letters.iter().map(printed).collect();
    super::open_gate::point_out(&workspace, "what is asked", &texts.join("\n\n"));
    let mut files = Vec::new();
    for letter in &letters {
        let name = |ending: &str| format!("{}-{}.{ending}", light.today, letter.message.slug);
        if let Some(folder) = &asked.eml {
            files.push((folder.join(name("eml")), draft(letter)));
        }
        if let (Some(folder), Some(calendar)) = (&asked.ics, reminders(letter)) {
            files.push((folder.join(name("ics")), calendar));
        }
    }
    if asked.eml.is_none() && asked.ics.is_none() && !texts.is_empty() {
        say(texts.join(&(BETWEEN.to_owned() + "\n")).trim_end());
        say(BETWEEN.trim_end());
    }
    for folder in asked.eml.iter().chain(&asked.ics) {
        disk::folder_for(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    }
    let mut others = Vec::new();
    for (place, bytes) in &files {
        match write(place, bytes)? {
            Out::Another => others.push(place.display().to_string()),
            _ => say(&place.display().to_string()),
        }
    }
    say(&counted(&chase));
    super::actions::hints(&query, &workspace, &light, tier);
    if others.is_empty() {
        return Ok(0);
    }
    Err(format!(
        "there already and saying something else, so left alone: {}. Move what you still need, or give another folder",
        others.join(", ")
    ))
}

fn write(place: &Path, bytes: &[u8]) -> Result<Out, String> {
    disk::write_out(place, bytes, false).map_err(|why| format!("{}: {why}", place.display()))
}

/// How many messages there are, and what is in none of them.
fn counted(chase: &Chase<'_>) -> String {
    let messages = match chase.messages.len() {
        0 => "Nobody needs to be asked".to_owned(),
        some => count(some, "message", "messages"),
    };
    let left_out = match chase.left_out {
        0 => String::new(),
        some => format!(
            " {} left out: --tier restricted puts them in.",
            count(some, "restricted action was", "restricted actions were")
        ),
    };
    format!("{messages}. Nothing was sent.{left_out}")
}
