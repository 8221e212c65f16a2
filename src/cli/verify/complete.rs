//! Whether a copy holds everything that it names: what is missing is said, with who names it.

use super::super::{changes, say};
use super::Beside;
use crate::base::id::MeetingId;
use crate::base::stamp::{clock_face, long_date};
use crate::base::text::{count, one_line};
use crate::files::missing::{Missing, gone, missing};
use crate::files::workspace::Workspace;
use crate::runtime::{disk, place};
use std::collections::BTreeSet;

/// What is named and is nowhere.
pub(super) struct Gaps {
    /// Things that were here or must be, each with a line that says it.
    missing: Vec<(String, String)>,
    /// Meetings that may never have been here, each as a line.
    perhaps: Vec<String>,
    /// How many are missing and lawfully so.
    lawful: usize,
}

impl Gaps {
    /// Looks for them; `there` are the files that are.
    pub(super) fn find(
        beside: &Beside<'_>,
        workspace: &Workspace,
        there: &BTreeSet<&str>,
    ) -> Result<Self, String> {
        let root = beside.root;
        let left = |id: &MeetingId| {
            workspace.with_journal.contains(id)
                || disk::read_minutes(root, id).is_ok_and(|kept| !kept.is_empty())
        };
        let (perhaps, sure): (Vec<Missing>, Vec<Missing>) =
            missing(workspace, left).into_iter().partition(|one| one.perhaps);
        let named: BTreeSet<&str> = sure.iter().map(|one| one.what.as_str()).collect();
        let journals = changes::journals(root)?.read;
        let lines = journals.iter().flat_map(|kept| kept.journal.lines.iter().map(|(_, line)| line));
        let gone = gone(lines, there).into_iter().filter(|line| !named.contains(line.file.as_str()));
        let gone = gone.map(|line| {
            let at = place::local(line.at);
            let when = format!("{} {}", long_date(at.date_naive()), clock_face(at));
            let did = if line.did == "made" { "made" } else { "changed" };
            let why = format!("{did} by Chairside, {when}, as the journal of changes says");
            (line.file.clone(), one_line(&format!("{}: {why}", line.file)))
        });
        let mut missing: Vec<(String, String)> =
            sure.iter().map(|one| (one.what.clone(), said(one))).chain(gone).collect();
        let named = missing.len() + perhaps.len();
        missing.retain(|(what, _)| !beside.is_acknowledged(what));
        for (what, line) in &mut missing {
            line.push_str(&beside.back(what));
        }
        let perhaps = perhaps.iter().filter(|one| !beside.is_acknowledged(&one.what));
        let perhaps: Vec<String> = perhaps.map(said).collect();
        let lawful = named - missing.len() - perhaps.len();
        Ok(Self { missing, perhaps, lawful })
    }

    /// What is missing, by its path or as it is named.
    pub(super) fn missing(&self) -> impl Iterator<Item = &String> {
        self.missing.iter().map(|(what, _)| what)
    }

    /// How the links of a copy stand, as the end of a sentence.
    pub(super) fn links(&self) -> String {
        if !self.missing.is_empty() {
            return "every id is there once, and not every link leads somewhere".to_owned();
        }
        let mut but = Vec::new();
        if !self.perhaps.is_empty() {
            let meetings = count(self.perhaps.len(), "meeting", "meetings");
            but.push(format!("those to {meetings} from before the first kept here"));
        }
        if self.lawful > 0 {
            but.push("those to what was deleted or renamed on purpose".to_owned());
        }
        if but.is_empty() {
            return "every id is there once and every link leads somewhere".to_owned();
        }
        format!("every id is there once, and every link leads somewhere but {}", but.join(" and "))
    }

    /// Says each; gives how many make the copy incomplete.
    pub(super) fn say(&self) -> usize {
        if !self.missing.is_empty() {
            let named = count(self.missing.len(), "thing is", "things are");
            say(&format!("This copy is not complete: {named} named and not here."));
        }
        for (_, line) in &self.missing {
            say(&format!("  {line}."));
        }
        for line in &self.perhaps {
            say(&format!("  Note: {line}; nothing here shows whether its file was ever kept here."));
        }
        self.missing.len()
    }
}

/// What is missing, and who names it.
fn said(one: &Missing) -> String {
    let first = one.named.first().map(String::as_str).unwrap_or_default();
    let more = match one.named.len().saturating_sub(1) {
        0 => String::new(),
        n => format!(", and in {}", count(n, "other place", "other places")),
    };
    one_line(&format!("{}: named in {first}{more}", one.what))
}
