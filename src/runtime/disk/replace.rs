//! Changing a file: read it afresh, work out the new text, replace it whole. After a power cut the file is the
//! old one or the new one; another program's change in between is taken in, never lost.
//!
//! Programs of this kind take turns (`turn.rs`). For all others there is the look: just before the new file takes the
//! old one's place the old one is read again, and when it is not what the change was made from, everything starts
//! again from what it is now. Its bytes are compared, and not its time, its length or its number: the clocks of shares
//! go in steps of two seconds, and numbers are used again.
//!
//! What is replaced is kept first as an earlier version (`versions.rs`), but for a running meeting's own file, which
//! is written every few moments: of that only what another program wrote is kept, and the file as it stood when the
//! meeting ended. A version that cannot be kept, because the disk is full or the folder is somebody else's, does not
//! stop the change, and is told once: a change leaves every byte of other people's where it was, and a document
//! somebody edited is never replaced, so all that is lost is an older text of the program's own, and the record of a
//! meeting matters more. Bringing back an earlier version is the exception: it replaces anything, so what it replaces
//! is kept or it is not done.
//!
//! The program takes away nothing but its own new files that never got to their place, its own surplus versions, and a file
//! that somebody began here and takes back before anybody changed it; of that, what it said stays among the versions.

use super::fault::{detail, refused};
use super::root::{Root, content, make_folder, sync_folder};
use super::turn::Turn;
use super::versions;
use super::{changes, evidence, fresh, read, signed};
use crate::base::hash::Sha256;
use crate::effect::{Change, Revised, Revision, unkept, unsigned};
use crate::files::changes::Line;
use crate::files::mark::{marked, untouched};
use crate::files::moved_meanwhile;
use crate::files::record;
use crate::files::refusal::Refusal;
use crate::files::tracker_numbers::{self, Renumbered};
use crate::files::version::is_issued;
use crate::runtime::change::{begun, changed_text, did};
use chrono::Utc;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// The waits before starting again, in milliseconds, when another program changed the file or has it in hand.
const WAITS: [u64; 6] = [0, 10, 25, 50, 100, 200];
/// A file longer than this is not one of ours.
const LONGEST: u64 = 64 << 20;
/// Documents beside a hand-edited one; beyond this somebody should tidy up.
const BESIDE: usize = 99;

/// Changes the whole files of a workspace.
#[derive(Debug)]
pub struct Files {
    root: Root,
    /// Checksums of meetings' own files as this program wrote them last.
    ours: HashMap<String, u32>,
    /// Files put in their place, in a folder that could not be synced since.
    unsettled: HashSet<String>,
    /// Folders in which what killed programs left was looked for.
    swept: HashSet<PathBuf>,
    /// What could not be kept beside a change, until it has been told.
    unkept: Option<String>,
    /// What was told of that.
    told: HashSet<String>,
    /// Whose changes these are, for the journal of changes: the writer, and who sits there. None are kept without.
    author: Option<(String, String)>,
}

/// What became of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Where the text went when that was beside the file asked for.
    pub beside: Option<String>,
    /// For a text that was to be written whole: what its bytes come to, when the file now holds them.
    pub sha256: Option<Sha256>,
    /// What could not be kept beside the change, in words; told once.
    pub unkept: Option<String>,
    /// In a tracker: the meeting's actions that have other numbers there.
    pub renumbered: Vec<Renumbered>,
    /// In a tracker: the dates set by hand that a meeting took the place of, each as a sentence.
    pub overridden: Vec<String>,
}

/// Which earlier versions of a file are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keep {
    /// Each.
    Each,
    /// What another program wrote, and the file as it stood at the end of the meeting.
    Others,
    /// Each, and nothing is replaced that could not be kept.
    WithoutFail,
}

impl Keep {
    fn of(change: &Change) -> Self {
        match change {
            Change::Record(_) => Self::Others,
            Change::Whole { .. } => Self::WithoutFail,
            _ => Self::Each,
        }
    }
}

/// What became of one try.
enum Try {
    Done,
    /// Another program changed the file.
    Changed,
    /// Another program has the file in hand.
    Busy(io::Error),
}

impl Files {
    /// Those of this workspace.
    pub fn new(root: Root) -> Self {
        Self {
            root,
            ours: HashMap::new(),
            unsettled: HashSet::new(),
            swept: HashSet::new(),
            unkept: None,
            told: HashSet::new(),
            author: None,
        }
    }

    /// Each change is kept in the journal of changes as this writer's, made by whoever sits there.
    #[must_use]
    pub fn signed(mut self, writer: String, by: String) -> Self {
        self.author = Some((writer, by));
        self
    }

    /// The workspace.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// Makes a change.
    pub fn change(&mut self, path: &str, change: &Change) -> io::Result<Changed> {
        signed::may_change(&self.root, path, change)?;
        let (mut renumbered, mut overridden) = (Vec::new(), Vec::new());
        let waited_for = matches!(change, Change::Actions { .. });
        let change = &*evidence::hashed(&self.root, change, waited_for)?;
        let (beside, sha256) = match change {
            Change::Document(text) => self.document(path, text)?,
            Change::Create(text) => (None, self.created(path, text)?),
            Change::Tracker { add, change: said, .. } => {
                self.replace(path, Some(change), |existing| {
                    let text = changed_text(existing, change)?;
                    let now = text.as_deref().or(existing).unwrap_or_default();
                    renumbered = tracker_numbers::renumbered(now, add);
                    overridden = moved_meanwhile::overridden(now, said);
                    Ok(text)
                })?;
                (None, None)
            }
            change => {
                self.replace(path, Some(change), |existing| changed_text(existing, change))?;
                (None, None)
            }
        };
        Ok(Changed { beside, sha256, unkept: self.unkept(), renumbered, overridden })
    }

    /// Makes a change that somebody may want to take back; what the file said before and says now.
    pub fn revise(&mut self, Revision { path, change }: &Revision) -> io::Result<Revised> {
        signed::may_change(&self.root, path, change)?;
        if let Change::Withdraw(text) = change {
            self.withdraw(path, change)?;
            return Ok(Revised { path: path.clone(), was: Some(text.clone()), now: None });
        }
        let (mut was, mut now) = (None, None);
        let change = &*evidence::hashed(&self.root, change, true)?;
        self.replace(path, Some(change), |existing| {
            let text = changed_text(existing, change)?;
            was = existing.map(str::to_owned).or_else(|| begun(change));
            now = Some(text.as_deref().or(existing).unwrap_or_default().to_owned());
            Ok(text)
        })?;
        Ok(Revised { path: path.clone(), was, now })
    }

    /// Takes away a file that was begun here and that nobody has changed since, once it is kept as an earlier version.
    fn withdraw(&mut self, path: &str, change: &Change) -> io::Result<()> {
        self.root.real()?;
        let _turn = Turn::take(&self.root);
        let seen = || -> io::Result<Option<Vec<u8>>> {
            let now = existing(&self.root, path)?;
            let text = now.as_deref().map(std::str::from_utf8).transpose();
            changed_text(text.map_err(|_| content("it is not UTF-8 text"))?, change).map_err(refused)?;
            Ok(now)
        };
        let Some(now) = seen()? else { return Ok(()) };
        versions::keep(&self.root, path, &now, Utc::now())?;
        let place = self.root.inside(path)?;
        // Keeping it may have taken a while.
        seen()?;
        fs::remove_file(&place)?;
        place.parent().map_or(Ok(()), sync_folder)?;
        self.sign(path, Some(change), Some(&now), b"");
        Ok(())
    }

    /// What could not be kept beside a change, where that was not told before.
    pub fn unkept(&mut self) -> Option<String> {
        self.unkept.take().filter(|words| self.told.insert(words.clone()))
    }

    /// Keeps in the journal of changes that a file was made, which is on the disk now.
    pub(super) fn made(&mut self, path: &str, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        // That it cannot be kept is told, and nothing else can go wrong.
        let _ = self.keep_issued(path, true, bytes);
        self.sign(path, Some(&Change::Begin(text)), None, bytes);
    }

    /// Keeps in the journal of changes what became of a file that is on the disk now.
    fn sign(&mut self, path: &str, change: Option<&Change>, before: Option<&[u8]>, after: &[u8]) {
        let (Some((writer, by)), Some(change)) = (&self.author, change) else { return };
        let text = std::str::from_utf8;
        let texts = (before.and_then(|before| text(before).ok()), text(after).unwrap_or_default());
        let Some(line) = Line::of(Utc::now(), by, path, &did(change, before.is_some()), texts) else {
            return;
        };
        if let Err(why) = changes::add(&self.root, writer, &line) {
            self.unkept = Some(unsigned(&detail(&why)));
        }
    }

    /// Writes a file that is not there yet. What the file comes to, if it is this text now.
    fn created(&mut self, path: &str, text: &str) -> io::Result<Option<Sha256>> {
        let mut holds = true;
        let change = Change::Create(text.to_owned());
        self.replace(path, Some(&change), |existing| {
            holds = existing.is_none_or(|existing| existing == text);
            changed_text(existing, &change)
        })?;
        Ok(holds.then(|| Sha256::of(text.as_bytes())))
    }

    /// Writes a document over itself, or beside one that somebody edited by hand. Where it went when that was beside,
    /// and what its bytes come to.
    fn document(&mut self, path: &str, text: &str) -> io::Result<(Option<String>, Option<Sha256>)> {
        let text = marked(path, text);
        for name in (1..=BESIDE).map(|n| numbered(path, n)) {
            let mut edited = false;
            self.replace(&name, None, |existing| {
                edited = existing.is_some_and(|existing| existing != text && !untouched(existing));
                Ok((!edited).then(|| text.clone()))
            })?;
            if !edited {
                return Ok(((name != path).then_some(name), Some(Sha256::of(text.as_bytes()))));
            }
        }
        Err(content(format!("it and {} documents beside it were all edited by hand", BESIDE - 1)))
    }

    /// Replaces a file by what `text` makes of it, as often as it changes in between.
    fn replace(
        &mut self,
        path: &str,
        change: Option<&Change>,
        mut text: impl FnMut(Option<&str>) -> Result<Option<String>, Refusal>,
    ) -> io::Result<()> {
        // The workspace having gone must not look like a file that is yet to be made.
        self.root.real()?;
        let _turn = Turn::take(&self.root);
        let mut why = None;
        for wait in WAITS {
            thread::sleep(Duration::from_millis(wait));
            match self.attempt(path, change, &mut text)? {
                Try::Done => return Ok(()),
                Try::Changed => why = None,
                Try::Busy(busy) => why = Some(busy),
            }
        }
        Err(why.unwrap_or_else(|| {
            io::Error::new(io::ErrorKind::ResourceBusy, "another program keeps changing it")
        }))
    }

    fn attempt(
        &mut self,
        path: &str,
        change: Option<&Change>,
        text: &mut impl FnMut(Option<&str>) -> Result<Option<String>, Refusal>,
    ) -> io::Result<Try> {
        let keep = change.map_or(Keep::Each, Keep::of);
        let before = existing(&self.root, path)?;
        let after = {
            let before = before.as_deref().map(std::str::from_utf8).transpose();
            let before = before.map_err(|_| content("it is not UTF-8 text"))?;
            text(before).map_err(refused)?.map(String::into_bytes)
        };
        // What is there already may not be there after a power cut: then it is written once more.
        let after = after.or_else(|| before.clone().filter(|_| self.unsettled.contains(path)));
        let Some(after) = after else { return Ok(Try::Done) };
        if before.as_ref() == Some(&after) && !self.unsettled.contains(path) {
            return Ok(Try::Done);
        }
        let place = self.root.inside(path)?;
        let folder = place.parent().ok_or_else(|| content("there is no folder for it"))?;
        make_folder(folder)?;
        let new = fresh::written(folder, &place, &after)?;
        if let Some(before) = before.as_ref().filter(|before| **before != after) {
            self.keep(path, keep, before)?;
        }
        if existing(&self.root, path)? != before || self.root.inside(path)? != place {
            return Ok(Try::Changed);
        }
        match fresh::put(new, &place, before.is_none())? {
            fresh::Put::Taken => return Ok(Try::Changed),
            fresh::Put::Busy(why) => return Ok(Try::Busy(why)),
            fresh::Put::Done => {}
        }
        self.unsettled.insert(path.to_owned());
        if keep == Keep::Others {
            self.ours.insert(path.to_owned(), crc32fast::hash(&after));
        }
        sync_folder(folder)?;
        self.unsettled.remove(path);
        self.keep_issued(path, before.is_none(), &after)?;
        self.sweep(folder);
        self.sign(path, change, before.as_deref(), &after);
        Ok(Try::Done)
    }

    /// Keeps what was issued while it is still there.
    fn keep_issued(&mut self, path: &str, made: bool, now: &[u8]) -> io::Result<()> {
        if std::str::from_utf8(now).is_ok_and(|text| is_issued(path, text, made)) {
            self.keep(path, Keep::Each, now)?;
        }
        Ok(())
    }

    /// Keeps what is about to be replaced.
    fn keep(&mut self, path: &str, keep: Keep, before: &[u8]) -> io::Result<()> {
        if keep == Keep::Others && !self.is_others(path, before) {
            return Ok(());
        }
        match versions::keep(&self.root, path, before, Utc::now()) {
            Err(why) if keep == Keep::WithoutFail => Err(why),
            Err(why) => {
                self.unkept = Some(unkept(&detail(&why)));
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Whether another program wrote this, or it is the file of a meeting as it stood at its end.
    fn is_others(&self, path: &str, before: &[u8]) -> bool {
        if self.ours.get(path) != Some(&crc32fast::hash(before)) {
            return true;
        }
        let ended = |bytes: &[u8]| std::str::from_utf8(bytes).is_ok_and(record::has_ended);
        let newest = || {
            let versions = versions::of(&self.root, path).ok()?;
            versions::text_of(&self.root, path, versions.first()?).ok()
        };
        ended(before) && !newest().is_some_and(|newest| ended(&newest))
    }

    /// Once a folder, what killed programs left there is taken away.
    fn sweep(&mut self, folder: &Path) {
        if self.swept.insert(folder.to_owned()) {
            fresh::sweep(folder, SystemTime::now());
        }
    }
}

/// `minutes.md`, `minutes-2.md`, `minutes-3.md`.
pub(super) fn numbered(path: &str, n: usize) -> String {
    match path.rsplit_once('.').filter(|(stem, _)| !stem.is_empty() && !stem.ends_with('/')) {
        _ if n == 1 => path.to_owned(),
        Some((stem, ending)) if !ending.contains('/') => format!("{stem}-{n}.{ending}"),
        _ => format!("{path}-{n}"),
    }
}

fn existing(root: &Root, path: &str) -> io::Result<Option<Vec<u8>>> {
    // The root itself having gone must not look like a file that is yet to be made.
    root.real()?;
    match read::file(root, path, LONGEST) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(why),
    }
}

#[cfg(test)]
#[path = "replace_tests.rs"]
mod tests;
