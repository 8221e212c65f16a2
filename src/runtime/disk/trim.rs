//! Lets go of this computer's own copy of a meeting's journals, once nothing depends on it: its minutes are final and on the
//! disk, the journals beside the meeting hold every line of it byte for byte and are synced, and no program here has the
//! meeting open. Whatever cannot be made sure of keeps it. What lies in the workspace is never taken away.

use super::opening;
use super::read;
use super::record::journals;
use super::root::{Root, sync_folder};
use super::writer::lock;
use crate::base::hash::Sha256;
use crate::base::id::MeetingId;
use crate::domain::agenda::Tier;
use crate::domain::meeting::{Act, Meeting};
use crate::effect::RawFile;
use crate::files::{journal, places};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A set of minutes longer than this is none of ours.
const LONGEST: u64 = 64 << 20;

/// Lets go of the own copies of all meetings that may go; which those were.
pub fn trim(own: &Root, root: &Root) -> Vec<MeetingId> {
    let all = own.inside(places::MEETINGS).map(|place| read::names(&place)).unwrap_or_default();
    let mut gone: Vec<MeetingId> = all.into_iter().map(MeetingId::new).collect();
    gone.retain(|meeting| trim_one(own, root, meeting).unwrap_or(false));
    gone
}

/// Lets go of the own copy of one meeting where it may go; whether it did.
///
/// # Errors
/// What the disk says, where it cannot be made sure of; then it stays.
pub fn trim_one(own: &Root, root: &Root, meeting: &MeetingId) -> io::Result<bool> {
    let ours = journals(own, meeting)?;
    if ours.is_empty() || !is_final(root, meeting)? || !is_beside(root, meeting, &ours)? {
        return Ok(false);
    }
    let folder = own.inside(&places::journals(meeting))?;
    let Some(locks) = Locks::take(&folder, &ours)? else { return Ok(false) };
    // A program may have come and gone since.
    let is_typing = read::listed(&folder)?.iter().any(|name| name.strip_suffix(".draft").is_some());
    let stays = is_typing || journals(own, meeting)? != ours;
    if !stays {
        for file in &ours {
            fs::remove_file(own.inside(&file.path)?)?;
        }
        sync_folder(&folder)?;
    }
    locks.let_go();
    if !stays {
        // Only empty folders go.
        let _ = fs::remove_dir(&folder).and_then(|()| folder.parent().map_or(Ok(()), fs::remove_dir));
    }
    Ok(!stays)
}

/// Whether what lies in the workspace alone says that the minutes are final, and the version that is lies there as it was
/// issued.
fn is_final(root: &Root, meeting: &MeetingId) -> io::Result<bool> {
    let beside = journals(root, meeting)?;
    let entries = beside.iter().flat_map(|file| journal::read(&file.bytes).entries).collect();
    let Some(held) = Meeting::replay(entries) else { return Ok(false) };
    let Some(version) = held.state().finality.now() else { return Ok(false) };
    let restricted = held.has_restricted().then_some(Tier::Restricted);
    for tier in [Tier::Partners].into_iter().chain(restricted) {
        let path = places::final_minutes(meeting, version.number, tier);
        let issued = held.entries().iter().rev().find_map(|entry| match &entry.act {
            Act::Wrote { path: written, sha256, .. } if *written == path => Some(*sha256),
            _ => None,
        });
        let there = Sha256::of(&read::file(root, &path, LONGEST)?);
        if issued != Some(there) {
            return Ok(false);
        }
        synced(&root.inside(&places::folder(meeting))?.join(name_of(&path)))?;
    }
    Ok(true)
}

/// Whether each of these journals is the beginning of one beside the meeting, or all of it, that is synced.
fn is_beside(root: &Root, meeting: &MeetingId, ours: &[RawFile]) -> io::Result<bool> {
    let folder = root.inside(&places::journals(meeting))?;
    for file in journals(root, meeting)? {
        synced(&folder.join(name_of(&file.path)))?;
    }
    sync_folder(&folder)?;
    let beside = journals(root, meeting)?;
    let holds = |one: &RawFile| {
        beside
            .iter()
            .any(|file| writer_of(&file.path) == writer_of(&one.path) && file.bytes.starts_with(&one.bytes))
    };
    Ok(ours.iter().all(holds))
}

/// Brings what a file holds to the disk. A link is refused, for what it leads to is somebody else's.
fn synced(place: &Path) -> io::Result<()> {
    opening::to_add_to(place)?.sync_all()
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whose journal this is, by its name: `jo-laptop_7f3a` of `jo-laptop_7f3a.2.jsonl`.
fn writer_of(path: &str) -> &str {
    let name = name_of(path);
    let stem = name.strip_suffix(".jsonl").unwrap_or(name);
    match stem.rsplit_once('.') {
        Some((writer, number)) if number.parse::<u32>().is_ok() => writer,
        _ => stem,
    }
}

/// Every name that a program here could have the meeting open under, held while its journals go.
struct Locks(Vec<(File, PathBuf)>);

impl Locks {
    /// Nothing where one of them is another's.
    fn take(folder: &Path, ours: &[RawFile]) -> io::Result<Option<Self>> {
        let mut names: Vec<String> =
            read::listed(folder)?.into_iter().filter(|name| name.strip_suffix(".lock").is_some()).collect();
        names.extend(ours.iter().map(|file| format!("{}.lock", writer_of(&file.path))));
        names.sort();
        names.dedup();
        let mut held = Self(Vec::new());
        for name in names {
            let place = folder.join(name);
            match lock(&place)? {
                Some(file) => held.0.push((file, place)),
                None => return Ok(None),
            }
        }
        Ok(Some(held))
    }

    /// While each is still held: a program that opened its file meanwhile sees that it has gone.
    fn let_go(self) {
        for (file, place) in self.0 {
            let _ = fs::remove_file(place);
            drop(file);
        }
    }
}

#[cfg(test)]
#[path = "trim_tests.rs"]
mod tests;
