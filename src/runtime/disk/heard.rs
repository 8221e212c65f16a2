//! What other writers of a meeting do, as their files beside the meeting show it: lines added to their journals, and
//! signs of life. A sign of life is a small file, `jo-laptop_7f3a.here`, written again every few seconds.

use super::fault::fault;
use super::opening;
use super::read::{self, is_journal, names};
use super::record::part_number;
use super::root::Root;
use crate::base::id::MeetingId;
use crate::effect::{Doing, Fault, RawFile};
use crate::files::places;
use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::time::{Duration, SystemTime};

/// A journal longer than this is no journal.
const LONGEST: u64 = 1 << 30;
/// How long a sign of life holds.
const HOLDS: Duration = Duration::from_secs(45);
/// What a sign of life's name ends with.
const HERE: &str = ".here";

/// What has been heard of the other writers of a meeting.
#[derive(Debug)]
pub struct Heard {
    /// The meeting.
    pub meeting: MeetingId,
    writer: String,
    /// How much of each of their files was heard.
    upto: HashMap<String, usize>,
    /// Whether it was told that there is no sign of life to be given.
    told: bool,
}

impl Heard {
    /// Nothing yet.
    pub fn new(meeting: MeetingId, writer: String) -> Self {
        Self { meeting, writer, upto: HashMap::new(), told: false }
    }

    /// The whole lines others added since, as files that hold those lines only. What cannot be read now is heard later.
    pub fn new_lines(&mut self, root: &Root) -> Vec<RawFile> {
        let folder = places::journals(&self.meeting);
        let Ok(place) = root.inside(&folder) else { return Vec::new() };
        let names = names(&place).into_iter();
        let theirs = names.filter(|name| is_journal(name) && part_number(&self.writer, name).is_none());
        let theirs: Vec<String> = theirs.collect();
        theirs
            .iter()
            .filter_map(|name| self.new_in(root, &place.join(name), &format!("{folder}/{name}")))
            .collect()
    }

    fn new_in(&mut self, root: &Root, place: &std::path::Path, path: &str) -> Option<RawFile> {
        let upto = self.upto.entry(path.to_owned()).or_default();
        let length = usize::try_from(place.metadata().ok()?.len()).ok()?;
        if length == *upto {
            return None;
        }
        let bytes = read::file(root, path, LONGEST).ok()?;
        // A file that is shorter than it was is another file.
        let start = if bytes.len() < *upto { 0 } else { *upto };
        let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        *upto = end;
        (end > start).then(|| RawFile { path: path.to_owned(), bytes: bytes[start..end].to_vec() })
    }

    /// Gives this writer's sign of life, once the meeting has a folder of journals: looking at one leaves no trace.
    /// Whether it was given; the error, told once, is that what lies there is no ordinary file.
    pub fn beat(&mut self, root: &Root) -> Result<bool, Fault> {
        let Some(place) = self.sign(root) else { return Ok(false) };
        match opening::emptied(&place).and_then(|mut file| file.write_all(b"here\n")) {
            Err(why) if opening::is_refusal(&why) && !std::mem::replace(&mut self.told, true) => {
                let path = format!("{}/{}{HERE}", places::journals(&self.meeting), self.writer);
                Err(fault(Doing::BeingHere, &path, &why))
            }
            given => Ok(given.is_ok()),
        }
    }

    /// The other writers whose sign of life is fresh, in order. Whose clock is right does not matter: all signs are
    /// dated by the disk they lie on.
    pub fn present(&self, root: &Root) -> Vec<String> {
        // A link's date is another file's.
        let found = |place: &std::path::Path| place.symlink_metadata().ok().filter(fs::Metadata::is_file);
        let date = |place: &std::path::Path| found(place)?.modified().ok();
        let Some(ours) = self.sign(root) else { return Vec::new() };
        let Some(now) = date(&ours) else { return Vec::new() };
        let fresh = |then: SystemTime| now.duration_since(then).is_ok_and(|age| age < HOLDS) || then >= now;
        let folder = ours.parent().unwrap_or(&ours);
        let signs = names(folder).into_iter().filter(|name| name.ends_with(HERE));
        let fresh = signs.filter(|name| date(&folder.join(name)).is_some_and(fresh));
        fresh
            .filter_map(|name| name.strip_suffix(HERE).map(str::to_owned))
            .filter(|w| *w != self.writer)
            .collect()
    }

    /// Takes this writer's sign of life away.
    pub fn leave(&self, root: &Root) {
        let ours = |place: &std::path::PathBuf| place.symlink_metadata().is_ok_and(|found| found.is_file());
        if let Some(place) = self.sign(root).filter(ours) {
            let _ = fs::remove_file(place);
        }
    }

    fn sign(&self, root: &Root) -> Option<std::path::PathBuf> {
        let folder = root.inside(&places::journals(&self.meeting)).ok().filter(|folder| folder.is_dir())?;
        Some(folder.join(format!("{}{HERE}", self.writer)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(files: &[RawFile]) -> String {
        files.iter().map(|file| String::from_utf8_lossy(&file.bytes)).collect()
    }

    #[test]
    fn whole_lines_of_others_are_heard_once() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::new(folder.path());
        let place = folder.path().join("meetings/executive/journal");
        let mut heard = Heard::new("executive".into(), "jo".into());
        assert_eq!(heard.new_lines(&root), []);
        fs::create_dir_all(&place).unwrap();
        let mut theirs = fs::File::create(place.join("chris.jsonl")).unwrap();
        fs::write(place.join("jo.jsonl"), "our own\n").unwrap();
        theirs.write_all(b"one\ntw").unwrap();
        assert_eq!(text(&heard.new_lines(&root)), "one\n");
        assert_eq!(text(&heard.new_lines(&root)), "");
        theirs.write_all(b"o\nthree\n").unwrap();
        assert_eq!(text(&heard.new_lines(&root)), "two\nthree\n");
        // Replaced whole by a program that copies files.
        fs::write(place.join("chris.jsonl"), "one\n").unwrap();
        assert_eq!(text(&heard.new_lines(&root)), "one\n");
    }

    #[test]
    fn who_else_is_here_is_told_by_fresh_signs_of_life() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::new(folder.path());
        let (mut jo, mut chris) =
            (Heard::new("executive".into(), "jo".into()), Heard::new("executive".into(), "chris".into()));
        jo.beat(&root).unwrap();
        assert!(!folder.path().join("meetings").exists(), "looking at a meeting leaves no trace");
        let place = folder.path().join("meetings/executive/journal");
        fs::create_dir_all(&place).unwrap();
        jo.beat(&root).unwrap();
        assert_eq!(jo.present(&root), [""; 0]);
        chris.beat(&root).unwrap();
        assert_eq!(
            (jo.present(&root), chris.present(&root)),
            (vec!["chris".to_owned()], vec!["jo".to_owned()])
        );
        let old = SystemTime::now() - HOLDS * 2;
        fs::File::options().write(true).open(place.join("chris.here")).unwrap().set_modified(old).unwrap();
        assert_eq!(jo.present(&root), [""; 0]);
        jo.leave(&root);
        assert!(!place.join("jo.here").exists());
    }
}
