//! `chairside finalise` and `chairside reopen`: a meeting's minutes become a version that is issued and never changed, and
//! are opened again so that the next version can be made. Both say what they come to first, and do it with --yes.

use super::args::Args;
use super::args_final::{FinaliseArgs, ReopenArgs};
use super::minutes::{put, record, recorded};
use super::{Outcome, final_gate, next, say, warn};
use crate::app::closing::{minutes_path, minutes_text};
use crate::base::id::MeetingId;
use crate::base::stamp::{Stamp, long_date};
use crate::documents::minutes_final::from_edited;
use crate::domain::agenda::Tier;
use crate::domain::meeting::{Act, Meeting, Version};
use crate::effect::Change;
use crate::files::mark::{marked, untouched};
use crate::files::{places, record as meeting_record};
use crate::runtime::disk::Root;
use crate::runtime::{Clock, disk, place};
use std::path::Path;

pub(super) fn finalise(args: &Args, asked: &FinaliseArgs) -> Outcome {
    let (root, id) = (super::workspace(args), MeetingId::new(asked.meeting.as_str()));
    let (meeting, chains) = recorded(&root, &id)?;
    let now = Clock::start(args.start(), None).now();
    if let Some(version) = meeting.state().finality.now() {
        return again(&root, &meeting, version);
    }
    let bars = meeting.bars_to_final();
    if !bars.is_empty() {
        return Err(format!("the minutes of {id} cannot be made final: {}", bars.join("; ")));
    }
    let workspace = super::check::load(&root)?;
    super::no_child_named(&workspace, &[asked.by.as_deref()])?;
    let edited = edited(&root, &meeting)?;
    if !edited.is_empty() && !asked.edited && !asked.from_record {
        return Err(format!(
            "{} edited by hand, and the record is as it was: say which is to be final, with --edited for the text \\
             somebody edited, or with --from-record for what was recorded in the meeting",
            were(&edited)
        ));
    }
    let number = meeting.state().finality.number();
    say(&format!("{id}: version {number} of the minutes."));
    if let Some(why) = meeting.state().finality.amended() {
        say(&format!("It takes the place of version {}, because: {why}", number - 1));
    }
    let look = meeting.to_look_at_before_final();
    for line in &look {
        say(&format!("  Look at this first: {line}."));
    }
    let texts: Vec<(Tier, String)> = if asked.edited {
        edited.iter().map(|(tier, _, text)| (*tier, text.clone())).collect()
    } else {
        Vec::new()
    };
    let made = |tier| minutes_text(&meeting, chains.head(), tier, now);
    let given = |tier| texts.iter().find(|(of, _)| *of == tier).map(|(_, text)| text.clone());
    let whole: Vec<(Tier, String)> =
        sets(&meeting).map(|tier| (tier, given(tier).unwrap_or_else(|| made(tier)))).collect();
    let released = final_gate::look(args, &workspace, &meeting, &whole, &made(Tier::Open))?;
    let names: Vec<String> = sets(&meeting).map(|tier| places::final_minutes(&id, number, tier)).collect();
    if !asked.yes {
        say(&format!("Nothing was changed. It would write {}.", names.join(" and ")));
        let which = if asked.edited {
            " --edited"
        } else if asked.from_record {
            " --from-record"
        } else {
            ""
        };
        let despite = match &released {
            Some(Act::Released { reason, .. }) => format!(" --despite \"{}\"", reason.replace('"', "'")),
            _ => String::new(),
        };
        say(&format!("To do it: '{}'", next(args, &format!("finalise {id}{which}{despite} --yes"))));
        return Ok(0);
    }
    if let Some(released) = released {
        // Before it is final.
        record(&root, &id, now, |_, _, _| Some(released)).map_err(|(path, why)| {
            format!("{path}: the reason could not be recorded, so nothing was made final: {why}")
        })?;
    }
    let by = asked.by.clone().unwrap_or_else(place::user);
    record(&root, &id, now, |_, _, _| Some(Act::Finalised { version: number, by }))
        .map_err(|(path, why)| format!("{path}: nothing was made final: {why}"))?;
    write(&root, &id, now, &texts)?;
    let_go(&root, &id);
    say("No act changes these minutes any more; 'chairside verify' proves that nobody else does.");
    Ok(0)
}

/// The sets of minutes a meeting has.
fn sets(meeting: &Meeting) -> impl Iterator<Item = Tier> {
    [Some(Tier::Partners), meeting.has_restricted().then_some(Tier::Restricted)].into_iter().flatten()
}

/// Minutes in the meeting's folder that somebody edited by hand: of which tier, where, and what they say.
fn edited(root: &Path, meeting: &Meeting) -> Result<Vec<(Tier, String, String)>, String> {
    let mut edited = Vec::new();
    for tier in sets(meeting) {
        let path = minutes_path(&meeting.sitting().meeting, tier);
        let text = disk::read_now(root, &path).map_err(|why| format!("{path}: {why}"))?;
        edited.extend(text.filter(|text| !untouched(text)).map(|text| (tier, path, text)));
    }
    Ok(edited)
}

fn were(edited: &[(Tier, String, String)]) -> String {
    let paths: Vec<&str> = edited.iter().map(|(_, path, _)| path.as_str()).collect();
    format!("{} {}", paths.join(" and "), if paths.len() == 1 { "was" } else { "were" })
}

/// Writes the version that is final now, where it is not there yet, and what goes with it.
fn write(root: &Path, id: &MeetingId, now: Stamp, edited: &[(Tier, String)]) -> Result<(), String> {
    let (meeting, chains) = recorded(root, id)?;
    let Some(version) = meeting.state().finality.now() else {
        return Err(format!("{id}: the minutes were opened again meanwhile"));
    };
    let failed = |path: &str, why: &dyn std::fmt::Display| {
        format!("{path}: version {} is final and is not written yet: {why}. Ask again.", version.number)
    };
    let known = (&meeting, &chains);
    for tier in sets(&meeting) {
        let path = places::final_minutes(id, version.number, tier);
        let made = minutes_text(&meeting, chains.head(), tier, version.at);
        let text = match edited.iter().find(|(of, _)| *of == tier) {
            Some((_, text)) => &from_edited(text, &made),
            None => &made,
        };
        let create = Change::Create(marked(&path, text));
        let done = put(root, known, now, &path, &create).map_err(|why| failed(&path, &why))?;
        if done.sha256.is_none() {
            warn(&format!("{path} is there already and says something else: it was left alone"));
        }
        say(&format!("Final: {}", root.join(&path).display()));
        let draft = minutes_path(id, tier);
        if edited.is_empty() {
            // The set that goes on being written says what it is now.
            put(root, known, now, &draft, &Change::Document(made)).map_err(|why| failed(&draft, &why))?;
        }
    }
    readable(root, id)
}

/// What this computer kept of its journal for itself is not needed beside what everybody has, where that is whole.
fn let_go(root: &Path, id: &MeetingId) {
    let root = Root::new(root);
    let Some(own) = disk::own_copy(&root) else { return };
    if disk::trim_one(&own, &root, id).unwrap_or(false) {
        say(
            "This computer's own copy of its journal was taken away: every line of it is beside the meeting.",
        );
    }
}

/// The readable part of the meeting's file says it too.
fn readable(root: &Path, id: &MeetingId) -> Result<(), String> {
    let (meeting, _) = recorded(root, id)?;
    let path = places::meeting(id);
    let change = Change::Record(meeting_record::text(&meeting));
    crate::cli::change(root, &path, &change).map(|_| ()).map_err(|why| {
        format!("{path}: its record could not be written anew: {why}. Opening the meeting writes it.")
    })
}

/// They are final already: what is missing of that is written.
fn again(root: &Path, meeting: &Meeting, version: &Version) -> Outcome {
    let id = &meeting.sitting().meeting;
    say(&format!(
        "{id}: version {} has been final since {}, by {}.",
        version.number,
        long_date(version.at.date_naive()),
        version.by
    ));
    let there = |tier| disk::read_now(root, &places::final_minutes(id, version.number, tier));
    let mut missing = false;
    for tier in sets(meeting) {
        missing |= there(tier).map_err(|why| format!("{id}: {why}"))?.is_none();
    }
    if missing {
        write(root, id, version.at, &[])?;
    }
    if meeting.acts_since_final() > 0 {
        say(&format!(
            "{} came from another computer since and {} in no final version: 'chairside reopen' makes the next one.",
            crate::base::text::count(meeting.acts_since_final(), "act", "acts"),
            if meeting.acts_since_final() == 1 { "is" } else { "are" }
        ));
    }
    Ok(0)
}

pub(super) fn reopen(args: &Args, asked: &ReopenArgs) -> Outcome {
    let (root, id) = (super::workspace(args), MeetingId::new(asked.meeting.as_str()));
    let (meeting, _) = recorded(&root, &id)?;
    let workspace = super::check::load(&root)?;
    super::no_child_named(&workspace, &[Some(&asked.why), asked.by.as_deref()])?;
    let finality = &meeting.state().finality;
    let Some(version) = finality.now() else {
        return Err(match finality.versions.len() {
            0 => format!("the minutes of {id} are not final: they can be changed as they are"),
            n => format!("version {n} of the minutes of {id} has been opened again already"),
        });
    };
    let leaning = workspace.leaning_on(&id);
    say(&format!(
        "{id}: version {} has been final since {}. It stays as it was issued.",
        version.number,
        long_date(version.at.date_naive())
    ));
    for line in &leaning {
        say(&format!("  Leans on it: {line}."));
    }
    if leaning.is_empty() {
        say("  Nothing in this workspace leans on it yet.");
    }
    if !asked.yes {
        say(&format!(
            "Nothing was changed. What is made final next would be version {}, as amended.",
            version.number + 1
        ));
        let why = asked.why.replace('"', "'");
        say(&format!("To do it: '{}'", next(args, &format!("reopen {id} --why \"{why}\" --yes"))));
        return Ok(0);
    }
    let by = asked.by.clone().unwrap_or_else(place::user);
    let (why, number) = (asked.why.clone(), version.number + 1);
    let now = Clock::start(args.start(), None).now();
    record(&root, &id, now, |_, _, _| Some(Act::Reopened { why, by }))
        .map_err(|(path, why)| format!("{path}: nothing was opened: {why}"))?;
    readable(&root, &id)?;
    say(&format!(
        "Opened again: '{}' to put it right, then '{}'. It becomes version {number}.",
        next(args, &format!("meet {id}")),
        next(args, &format!("finalise {id}"))
    ));
    Ok(0)
}
