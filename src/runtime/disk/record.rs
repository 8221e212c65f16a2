//! The record worker's part of the disk: one meeting's journals, added to a line at a time, each line on disk
//! before it is acknowledged. What a line says is elsewhere, and so is the copy beside the meeting (`mirror`).
//!
//! A line goes to this computer's own disk first, and straight beside the meeting only where that fails: a share may
//! go in mid-meeting, and a slow one must not hold anybody up. The journals of both places are read as one.
//!
//! After a write or a sync that failed the same file is never tried again: the system may have forgotten what it
//! could not write and would say "done" the second time. The next line goes to a new file, and the reader forgives
//! the torn end of the old one. The app sends again whatever was not acknowledged.

use super::opening;
use super::read::{self, is_journal, names};
use super::root::{Root, content, make_folder, sync_folder};
use super::writer::Claim;
use crate::base::id::MeetingId;
use crate::effect::{RawFile, RawJournals, Typed};
use crate::files::places;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// A journal longer than this is no journal.
const LONGEST: u64 = 1 << 30;

/// Adds to journals.
#[derive(Debug)]
pub struct Recorder {
    root: Root,
    own: Option<Root>,
    wanted: String,
    /// Where lines of the meeting that is open may go, the first choice first.
    open: Vec<(Root, Writing)>,
}

/// The meeting being recorded.
#[derive(Debug)]
struct Writing {
    /// Relative path of the folder of journals.
    folder: String,
    claim: Claim,
    /// The file being added to, once there is one.
    file: Option<Part>,
    /// The number in the last file's name that must not be added to again; 0 when the first may be.
    spent: u32,
    /// Whether that next file may be one that is there already: only before anything went wrong with it.
    resume: bool,
    /// A file of unacknowledged lines only, to be taken away when its successor fails as well, so that a
    /// disk that keeps failing does not fill with files.
    abandoned: Option<PathBuf>,
    /// Whether anything was written.
    wrote: bool,
}

/// One file of a writer's journal.
#[derive(Debug)]
struct Part {
    file: File,
    place: PathBuf,
    number: u32,
    /// The file may not end with a new line, so the next line must begin with one.
    torn: bool,
    /// Whether the file holds anything that was acknowledged, now or before this program.
    holds: bool,
}

impl Recorder {
    /// Records under this name, or one like it: on this computer's own disk where it has a place for that, else
    /// beside the meeting.
    pub fn new(root: Root, own: Option<Root>, wanted: String) -> Self {
        Self { root, own, wanted, open: Vec::new() }
    }

    /// Reads a meeting's journals and becomes one of its writers. A folder that cannot be written is no fault yet,
    /// nor is one that cannot be reached when this computer has a journal of its own.
    pub fn open(&mut self, meeting: &MeetingId) -> io::Result<RawJournals> {
        self.close();
        let folder = places::journals(meeting);
        let homes: Vec<Root> = self.own.iter().chain([&self.root]).cloned().collect();
        // What this computer holds and cannot be read would be missing, and its numbers given again.
        let mut all = self.own.as_ref().map_or_else(|| Ok(Vec::new()), |own| journals(own, meeting))?;
        match journals(&self.root, meeting) {
            Ok(found) => all.extend(found),
            Err(why) if all.is_empty() => return Err(why),
            Err(_) => {}
        }
        let first = homes.iter().find_map(|home| {
            let place = home.inside(&folder).ok()?;
            // Before the first line, for two programs must not begin under one name.
            let _ = make_folder(&place);
            Some(Claim::take(&place, &self.wanted))
        });
        let mut claim = first.unwrap_or_else(|| Claim::unlocked(&self.wanted));
        let writer = claim.writer.clone();
        let mut draft = String::new();
        for home in homes {
            let kept = read::file(&home, &format!("{folder}/{writer}.draft"), LONGEST).unwrap_or_default();
            if draft.is_empty() {
                draft = String::from_utf8_lossy(&kept).into_owned();
            }
            let mut writing =
                Writing::new(&home, &folder, std::mem::replace(&mut claim, Claim::unlocked(&writer)));
            // What is beside the meeting is brought there from our own copy: only new files of it are added to.
            writing.resume &= self.open.is_empty();
            self.open.push((home, writing));
        }
        Ok(RawJournals { meeting: meeting.clone(), writer, journals: all, draft })
    }

    /// The file that is, or will be, added to; for saying where something went wrong.
    pub fn path(&self) -> String {
        self.open.first().map_or_else(|| places::MEETINGS.to_owned(), |(_, writing)| writing.path())
    }

    /// Adds a line and syncs it, in the first place that takes it. The error is that of the first place.
    pub fn append(&mut self, line: &str) -> io::Result<()> {
        self.first_that(|home, writing| {
            let folder = home.inside(&writing.folder)?;
            writing.append(&folder, line.as_bytes())
        })
    }

    /// Keeps the text being typed, replacing what was kept; empty text is forgotten.
    pub fn keep_draft(&mut self, text: &str) -> io::Result<()> {
        if self.open.is_empty() {
            return Ok(());
        }
        self.first_that(|home, writing| writing.keep_draft(home, text))
    }

    /// Keeps what is being typed outside a meeting, on this computer; nothing where it has no place for that.
    pub fn keep_line(&self, of: Typed, text: &str) -> io::Result<()> {
        let Some(own) = &self.own else { return Ok(()) };
        keep_typed(&own.real()?, line_of(of), text)
    }

    /// What was being typed outside a meeting when the program was last heard of; empty when nothing was.
    pub fn kept_line(&self, of: Typed) -> String {
        let kept = self.own.as_ref().and_then(|own| read::file(own, line_of(of), LONGEST).ok());
        String::from_utf8_lossy(&kept.unwrap_or_default()).into_owned()
    }

    fn first_that(&mut self, mut does: impl FnMut(&Root, &mut Writing) -> io::Result<()>) -> io::Result<()> {
        let mut first = None;
        for (home, writing) in &mut self.open {
            match does(home, writing) {
                Ok(()) => return Ok(()),
                Err(why) => first = first.or(Some(why)),
            }
        }
        Err(first.unwrap_or_else(|| content("no meeting is open")))
    }

    /// Stops being a writer. A program that wrote nothing leaves nothing behind.
    fn close(&mut self) {
        for (home, Writing { folder, claim, wrote, .. }) in self.open.drain(..) {
            if wrote {
                continue;
            }
            claim.forget();
            if let Ok(place) = home.inside(&folder) {
                // Only empty folders go.
                let meeting = place.parent().map(Path::to_owned);
                let _ = fs::remove_dir(&place).and_then(|()| meeting.map_or(Ok(()), fs::remove_dir));
            }
        }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.close();
    }
}

/// The journals of a meeting in one place; none when nothing was recorded there.
pub(super) fn journals(home: &Root, meeting: &MeetingId) -> io::Result<Vec<RawFile>> {
    if meeting.as_str().contains('/') {
        return Err(content(format!("“{meeting}” is not a meeting's id")));
    }
    let folder = places::journals(meeting);
    let place = home.inside(&folder)?;
    let names = read::listed(&place)?.into_iter().filter(|name| is_journal(name));
    let paths = names.map(|name| format!("{folder}/{name}"));
    paths.map(|path| read::file(home, &path, LONGEST).map(|bytes| RawFile { path, bytes })).collect()
}

/// Keeps text that is being typed in a file of its own, whole; empty text takes the file away.
fn keep_typed(folder: &Path, name: &str, text: &str) -> io::Result<()> {
    let place = folder.join(name);
    if text.is_empty() {
        return match fs::remove_file(&place) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => Err(why),
            Err(_) => Ok(()),
            Ok(()) => sync_folder(folder),
        };
    }
    make_folder(folder)?;
    let fresh = folder.join(format!("{name}.tmp"));
    // One left by a program that was killed; and a link put there must not be followed.
    let _ = fs::remove_file(&fresh);
    let mut file = opening::new(&fresh)?;
    let kept = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    let kept = kept.and_then(|()| fs::rename(&fresh, &place)).and_then(|()| sync_folder(folder));
    if kept.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    kept
}

impl Writing {
    fn new(home: &Root, folder: &str, claim: Claim) -> Self {
        let names = home.inside(folder).map(|place| names(&place)).unwrap_or_default();
        // The writer's last file is gone on with; those before it are not.
        let last = names.iter().filter_map(|name| part_number(&claim.writer, name)).max();
        let spent = last.map_or(0, |number| number - 1);
        let folder = folder.to_owned();
        Self { folder, claim, file: None, spent, resume: true, abandoned: None, wrote: false }
    }

    /// Keeps the text being typed beside the journal.
    fn keep_draft(&mut self, home: &Root, text: &str) -> io::Result<()> {
        let folder = home.inside(&self.folder)?;
        self.wrote |= !text.is_empty();
        keep_typed(&folder, &format!("{}.draft", self.claim.writer), text)
    }

    fn path(&self) -> String {
        let number = self.file.as_ref().map_or(self.spent + 1, |part| part.number);
        format!("{}/{}", self.folder, part_name(&self.claim.writer, number))
    }

    fn append(&mut self, folder: &Path, line: &[u8]) -> io::Result<()> {
        let mut part = match self.file.take() {
            Some(part) => part,
            None => self.next_part(folder)?,
        };
        self.wrote = true;
        let line = if part.torn { [b"\n", line].concat() } else { line.to_vec() };
        match part.file.write_all(&line).and_then(|()| part.file.sync_data()) {
            Ok(()) => {
                part.torn = false;
                part.holds = true;
                self.abandoned = None;
                self.file = Some(part);
                Ok(())
            }
            Err(why) => {
                self.give_up(part);
                Err(why)
            }
        }
    }

    /// Never adds to this file again.
    fn give_up(&mut self, part: Part) {
        if part.holds {
            self.spent = part.number;
            return;
        }
        // What it holds, if anything, will be sent again; an empty file has nothing to keep it for.
        let empty = part.file.metadata().is_ok_and(|found| found.len() == 0);
        let gone = if empty { Some(part.place) } else { self.abandoned.replace(part.place) };
        if let Some(place) = gone {
            let _ = fs::remove_file(place);
        }
    }

    /// Opens the file to add to: the one begun before if it may be gone on with, else a new one.
    fn next_part(&mut self, folder: &Path) -> io::Result<Part> {
        make_folder(folder)?;
        self.claim.confirm(folder)?;
        for number in self.spent + 1.. {
            // The name itself: a link within the workspace leads to a file that is no journal.
            let place = folder.join(part_name(&self.claim.writer, number));
            if self.abandoned.as_ref() == Some(&place) {
                continue;
            }
            if self.resume && place.symlink_metadata().is_ok() {
                let mut file = opening::to_add_to(&place)?;
                let torn = !ends_with_new_line(&mut file)?;
                self.resume = false;
                return Ok(Part { file, place, number, torn, holds: true });
            }
            let file = match opening::new_to_add_to(&place) {
                Err(why) if why.kind() == io::ErrorKind::AlreadyExists => continue,
                file => file?,
            };
            if let Err(why) = sync_folder(folder) {
                let _ = fs::remove_file(place);
                return Err(why);
            }
            self.resume = false;
            return Ok(Part { file, place, number, torn: false, holds: false });
        }
        Err(content("there are too many journals"))
    }
}

/// `jo-laptop.jsonl`, `jo-laptop.2.jsonl`, `jo-laptop.3.jsonl`.
pub(super) fn part_name(writer: &str, number: u32) -> String {
    if number < 2 { format!("{writer}.jsonl") } else { format!("{writer}.{number}.jsonl") }
}

/// The number in a journal's name, when it is this writer's.
pub(super) fn part_number(writer: &str, name: &str) -> Option<u32> {
    let rest = name.strip_prefix(writer)?.strip_suffix(".jsonl")?;
    if rest.is_empty() {
        return Some(1);
    }
    rest.strip_prefix('.')?.parse().ok().filter(|number| *number > 1)
}

/// Whether a line added to the file would be on a line of its own; an empty file is as good as one.
fn ends_with_new_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// Where a line typed outside a meeting is kept.
pub fn line_of(of: Typed) -> &'static str {
    match of {
        Typed::Actions => places::ACTIONS_LINE,
        Typed::Audits => places::AUDITS_LINE,
        Typed::Reviews => places::REVIEWS_LINE,
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
