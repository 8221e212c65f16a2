//! `chairside minutes`: a meeting's minutes from its journals. What looks like personal data is pointed out, and keeps
//! an open copy from being made unless somebody says why it may be: that is recorded in the meeting's journal, and so
//! is what each copy that is written comes to.

use super::args::{Args, TierArg};
use super::{Outcome, open_gate, say, tell};
use crate::app::closing::{minutes_path, minutes_text, written};
use crate::base::hash::Sha256;
use crate::base::id::MeetingId;
use crate::base::stamp::Stamp;
use crate::base::text::count;
use crate::documents::held::{Held, held};
use crate::domain::agenda::Tier;
use crate::domain::meeting::{Act, Meeting};
use crate::domain::personal::Names;
use crate::effect::Change;
use crate::files::chain::Chains;
use crate::files::workspace::Workspace;
use crate::files::{journal, places};
use crate::runtime::Clock;
use crate::runtime::disk::{self, Changed, Mirror, Recorder, Root};
use std::fmt;
use std::io;
use std::path::Path;

/// Most findings listed; more would hide what to do.
const MOST_LISTED: usize = 20;

/// What is asked of the command.
pub(super) struct Asked<'a> {
    pub meeting: &'a str,
    pub tier: TierArg,
    pub print: bool,
}

pub(super) fn minutes(args: &Args, asked: &Asked<'_>) -> Outcome {
    let root = super::workspace(args);
    let tier = Tier::from(asked.tier);
    let id = MeetingId::new(asked.meeting);
    let (mut meeting, mut chains) = recorded(&root, &id)?;
    let now = Clock::start(args.start(), None).now();
    let mut text = minutes_text(&meeting, chains.head(), tier, now);
    let workspace = super::check::load(&root)?;
    let findings = held(&text, &names(&workspace, &meeting, tier));
    match (tier, open_gate::despite(args, &workspace)?) {
        (_, _) if findings.is_empty() => {}
        (Tier::Open, None) => return Err(refusal(&findings)),
        (Tier::Open, Some(why)) => {
            let released = Act::Released { tier, reason: why.to_owned(), findings: findings.len() };
            // Before it is let out.
            record(&root, &id, now, |_, _, _| Some(released)).map_err(|(path, why)| {
                format!("{path}: the reason could not be recorded, so no open minutes were made: {why}")
            })?;
            // That it was let out is one of the acts it says it was made from.
            (meeting, chains) = recorded(&root, &id)?;
            text = minutes_text(&meeting, chains.head(), tier, now);
        }
        (Tier::Partners | Tier::Restricted, _) => {
            tell(&format!("These minutes hold what looks like personal data:\n{}", listed(&findings)));
        }
    }
    if asked.print {
        say(text.trim_end());
        return Ok(0);
    }
    let path = minutes_path(&id, tier);
    let change = Change::Document(text);
    let changed = put(&root, (&meeting, &chains), now, &path, &change).map_err(|e| format!("{path}: {e}"))?;
    match changed.beside {
        Some(beside) => say(&format!("{path} was edited by hand and is left alone. The new text: {beside}")),
        None => say(&format!("The minutes: {}", root.join(&path).display())),
    }
    Ok(0)
}

/// Writes a document of a meeting as it is known, and notes in the journal what it came to.
pub(super) fn put(
    root: &Path,
    (meeting, chains): (&Meeting, &Chains),
    now: Stamp,
    path: &str,
    change: &Change,
) -> io::Result<Changed> {
    let changed = super::change(root, path, change)?;
    let at = changed.beside.as_deref().unwrap_or(path);
    // Nobody becomes a writer of the meeting who has nothing to write.
    let wrote = |sha256: &Sha256| written(meeting, chains, "", at, *sha256).is_some();
    if let Some(sha256) = changed.sha256.filter(wrote) {
        let id = &meeting.sitting().meeting;
        let noted =
            record(root, id, now, |meeting, chains, writer| written(meeting, chains, writer, at, sha256));
        if let Err((journal, why)) = noted {
            super::warn(&unnoted(&journal, &why));
        }
    }
    Ok(changed)
}

/// The meeting as its journals tell it.
pub(super) fn recorded(root: &Path, id: &MeetingId) -> Result<(Meeting, Chains), String> {
    let files = disk::read_journals(root, id).map_err(|e| format!("{}: {e}", root.display()))?;
    let entries = files.iter().flat_map(|f| journal::read(&f.bytes).entries).collect();
    let meeting = Meeting::replay(entries)
        .ok_or_else(|| format!("nothing has been recorded of '{id}' yet: 'chairside meet {id}' opens it"))?;
    Ok((meeting, Chains::read(id, files.iter().map(|f| f.bytes.as_slice()))))
}

/// The names that must not be in a copy: those on the workspace's list, and in an open one everybody's.
pub(super) fn names(workspace: &Workspace, meeting: &Meeting, tier: Tier) -> Names {
    if tier > Tier::Open {
        return workspace.names.clone();
    }
    let people = workspace.partnership.iter().flat_map(|p| &p.people).map(|person| person.name.as_str());
    let sitting = meeting.sitting();
    let seats = meeting.state().seats.iter().chain(&sitting.seats).chain(&sitting.others);
    workspace.names.clone().with_people(people.chain(seats.filter_map(|seat| seat.name.as_deref())))
}

/// A line for each: where, what it looks like, and what to do.
pub(super) fn listed(findings: &[Held]) -> String {
    let mut lines: Vec<String> =
        findings.iter().take(MOST_LISTED).map(|f| format!("  {}: {}", f.said(), f.mend)).collect();
    if findings.len() > MOST_LISTED {
        lines.push(format!("  and {} more", findings.len() - MOST_LISTED));
    }
    lines.join("\n")
}

fn refusal(findings: &[Held]) -> String {
    format!(
        "no open minutes were made, for {}:\n{}\nPut the record right and ask again; or, where it is no such thing, \
         say why with --despite \"REASON\", which is recorded.",
        count(
            findings.len(),
            "thing in them looks like personal data",
            "things in them look like personal data"
        ),
        listed(findings)
    )
}

/// What to say where the minutes are written and the journal does not know it.
fn unnoted(journal: &str, why: &str) -> String {
    format!(
        "{journal}: the minutes are written, but what they come to could not be noted there, so 'chairside verify' may \
         not be able to prove them: {why}. See to the permissions of that folder, or make room, and ask again."
    )
}

/// Adds an act to the meeting's journal, if there is one to add. The error is where it could not be, and why.
pub(super) fn record(
    root: &Path,
    id: &MeetingId,
    now: Stamp,
    act: impl FnOnce(&Meeting, &Chains, &str) -> Option<Act>,
) -> Result<(), (String, String)> {
    let (root, own) = (Root::new(root), disk::own_copy(&Root::new(root)));
    let folder = places::journals(id);
    let failed = |path: &str, why: &dyn fmt::Display| (path.to_owned(), why.to_string());
    let mut recorder = Recorder::new(root.clone(), own.clone(), disk::writer());
    let journals = recorder.open(id).map_err(|why| failed(&folder, &why))?;
    let entries = journals.journals.iter().flat_map(|f| journal::read(&f.bytes).entries).collect();
    let mut meeting = Meeting::replay(entries).ok_or_else(|| failed(&folder, &"the journal has gone"))?;
    let mut chains = Chains::read(id, journals.journals.iter().map(|f| f.bytes.as_slice()));
    let Some(act) = act(&meeting, &chains, &journals.writer) else { return Ok(()) };
    let entry = meeting.enter(&journals.writer, now, act).map_err(|refusal| failed(&folder, &refusal))?;
    recorder.append(&chains.line(&entry)).map_err(|why| failed(&recorder.path(), &why))?;
    // What goes out is accounted for where everybody can see it.
    Mirror::new(own, root).bring(id, &journals.writer).map_err(|why| failed(&folder, &why))
}
