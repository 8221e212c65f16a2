//! `chairside minutes`: a meeting's minutes from its journals.

use super::args::{Args, TierArg};
use super::{Outcome, say};
use crate::app::closing::{minutes_path, minutes_text};
use crate::base::id::MeetingId;
use crate::domain::agenda::Tier;
use crate::domain::meeting::Meeting;
use crate::effect::{Change, unkept};
use crate::files::chain::Chains;
use crate::files::journal;
use crate::runtime::Clock;
use crate::runtime::disk;

pub(super) fn minutes(args: &Args, meeting: &str, tier: TierArg, print: bool) -> Outcome {
    let root = super::workspace(args);
    let tier = Tier::from(tier);
    let id = MeetingId::new(meeting);
    let files = disk::read_journals(&root, &id).map_err(|e| format!("{}: {e}", root.display()))?;
    let entries = files.iter().flat_map(|f| journal::read(&f.bytes).entries).collect();
    let meeting = Meeting::replay(entries).ok_or_else(|| {
        format!("nothing has been recorded of '{meeting}' yet: 'chairside meet {meeting}' opens it")
    })?;
    let now = Clock::start(args.start(), None).now();
    let head = Chains::read(&id, files.iter().map(|f| f.bytes.as_slice())).head();
    let text = minutes_text(&meeting, head, tier, now);
    if print {
        say(text.trim_end());
        return Ok(0);
    }
    let path = minutes_path(&id, tier);
    let changed = disk::change(&root, &path, &Change::Document(text)).map_err(|e| format!("{path}: {e}"))?;
    if let Some(why) = changed.unkept {
        super::warn(&unkept(&why));
    }
    match changed.beside {
        Some(beside) => say(&format!("{path} was edited by hand and is left alone. The new text: {beside}")),
        None => say(&format!("The minutes: {}", root.join(&path).display())),
    }
    Ok(0)
}
