//! `chairside trail`: who did what in a meeting, from its journals.

use super::args::{Args, TierArg, TrailFormat};
use super::{Outcome, open_gate, say};
use crate::base::id::MeetingId;
use crate::documents::trail::{About, as_csv, json, markdown};
use crate::domain::agenda::Tier;
use crate::domain::meeting::Meeting;
use crate::domain::trail;
use crate::files::chain::Chains;
use crate::files::journal;
use crate::runtime::disk;

pub(super) fn trail(args: &Args, meeting: &str, format: TrailFormat, tier: TierArg) -> Outcome {
    let root = super::workspace(args);
    let tier = Tier::from(tier);
    let id = MeetingId::new(meeting);
    let files = disk::read_journals(&root, &id).map_err(|e| format!("{}: {e}", root.display()))?;
    let entries = files.iter().flat_map(|f| journal::read(&f.bytes).entries).collect();
    let meeting = Meeting::replay(entries).ok_or_else(|| {
        format!("nothing has been recorded of '{meeting}' yet: 'chairside meet {meeting}' opens it")
    })?;
    let rows = trail::trail(&meeting, tier);
    // The names that must not be in it are the workspace's, which nobody else has to be able to read for this.
    match super::check::load(&root) {
        Ok(workspace) => {
            open_gate::pass(args, &workspace, tier, "the trail", &without_hashes(&json(&rows)))?;
        }
        Err(why) if tier == Tier::Open => return Err(why),
        Err(_) => {}
    }
    let text = match format {
        TrailFormat::Csv => {
            super::pass_on(&as_csv(&rows));
            return Ok(0);
        }
        TrailFormat::Json => json(&rows),
        TrailFormat::Md => {
            let sitting = meeting.sitting();
            let title = if sitting.title.is_empty() { &sitting.group_name } else { &sitting.title };
            let head = Chains::read(&id, files.iter().map(|f| f.bytes.as_slice())).head();
            let (title, marking) = (title.clone(), sitting.marking.clone());
            markdown(&About { title, marking, tier, head: head.short() }, &rows)
        }
    };
    say(text.trim_end());
    Ok(0)
}

/// A text without what files came to, whose digits are no number of anybody.
fn without_hashes(text: &str) -> String {
    let hex = |word: &&str| word.len() >= HASH && word.bytes().all(|b| b.is_ascii_hexdigit());
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(hex);
    words.fold(text.to_owned(), |text, hash| text.replace(hash, ""))
}

/// The shortest part of a hash that is written.
const HASH: usize = 16;
