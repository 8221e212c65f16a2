//! What other writers of a meeting do, as their files beside the meeting show it: lines added to their journals, and
//! signs of life. A sign of life is a small file, `jo-laptop_7f3a.here`, written again every few seconds.

use super::ordinary;
use super::read::{self, is_journal, names};
use super::record::part_number;
use super::root::Root;
use super::writer::owner_only;
use crate::base::id::MeetingId;
use crate::effect::RawFile;
use crate::files::places;
use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
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
}

impl Heard {
    /// Nothing yet.
    pub fn new(meeting: MeetingId, writer: String) -> Self {
        Self { meeting, writer, upto: HashMap::new() }
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

    fn new_in(&mut self, root: &Root, place: &Path, path: &str) -> Option<RawFile> {
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
    /// Whether it was given.
    pub fn beat(&self, root: &Root) -> bool {
        let beat = |place: &Path| {
            let mut options = fs::OpenOptions::new();
            options.create(true).truncate(false).write(true);
            owner_only(&mut options);
            // Emptied only once it is known to be no link to another file.
            let mut file = ordinary::open(place, &mut options)?;
            file.set_len(0)?;
            file.write_all(b"here\n")
        };
        self.sign(root).is_some_and(|place| beat(&place).is_ok())
    }

    /// The other writers whose sign of life is fresh, in order. Whose clock is right does not matter: all signs are
    /// dated by the disk they lie on.
    pub fn present(&self, root: &Root) -> Vec<String> {
        let date = |place: &Path| {
            let found = place.symlink_metadata().ok().filter(fs::Metadata::is_file)?;
            found.modified().ok()
        };
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
        if let Some(place) = self.sign(root) {
            let _ = fs::remove_file(place);
        }
    }

    fn sign(&self, root: &Root) -> Option<PathBuf> {
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

    #[cfg(unix)]
    #[test]
    fn a_sign_of_life_is_given_through_no_link_and_no_pipe() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let root = Root::new(folder.path());
        let place = folder.path().join("meetings/executive/journal");
        fs::create_dir_all(&place).unwrap();
        let victim = folder.path().join("victim.txt");
        fs::write(&victim, "words").unwrap();
        symlink(&victim, place.join("jo.here")).unwrap();
        symlink(&victim, place.join("sam.here")).unwrap();
        let jo = Heard::new("executive".into(), "jo".into());
        assert!(!jo.beat(&root));
        fs::remove_file(place.join("jo.here")).unwrap();
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mkfifoat(rustix::fs::CWD, place.join("jo.here"), mode).unwrap();
        assert!(!jo.beat(&root));
        fs::remove_file(place.join("jo.here")).unwrap();
        assert!(jo.beat(&root));
        // A link is nobody's sign either.
        assert_eq!(jo.present(&root), Vec::<String>::new());
        assert_eq!(fs::read_to_string(victim).unwrap(), "words");
    }

    #[test]
    fn who_else_is_here_is_told_by_fresh_signs_of_life() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::new(folder.path());
        let (jo, chris) =
            (Heard::new("executive".into(), "jo".into()), Heard::new("executive".into(), "chris".into()));
        jo.beat(&root);
        assert!(!folder.path().join("meetings").exists(), "looking at a meeting leaves no trace");
        let place = folder.path().join("meetings/executive/journal");
        fs::create_dir_all(&place).unwrap();
        jo.beat(&root);
        assert_eq!(jo.present(&root), [""; 0]);
        chris.beat(&root);
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
