//! What must be true of the files after something was done to the program, seen with the real program again.

use crate::meeting::{MEETING, Place, Rehearsed, files};
use chairside::files::mark::untouched;
use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Mutex;

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wrong {
    /// An act that was called saved is not there.
    Lost,
    /// A file is neither the old one nor the new one.
    Half,
    /// Something was not written, and nothing said so.
    Silent,
    /// It was said, and not in words that help.
    Mute,
    /// The meeting cannot be opened, or not gone on with to the same end.
    Stuck,
}

/// Something wrong, and how it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub wrong: Wrong,
    pub shows: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.wrong, self.shows)
    }
}

fn finding(wrong: Wrong, shows: impl Into<String>) -> Finding {
    Finding { wrong, shows: shows.into() }
}

/// What a folder came to when the meeting was opened again and gone on with to its end.
#[derive(Clone, Debug)]
pub struct Reopened {
    /// Acts on disk before it was gone on with.
    pub acts: usize,
    pub finding: Option<Finding>,
}

/// Looks at folders, and remembers what came of each: many points of a sweep leave the same files behind.
pub struct Oracle<'a> {
    rehearsed: &'a Rehearsed,
    known: Mutex<HashMap<u64, Reopened>>,
}

impl<'a> Oracle<'a> {
    pub fn new(rehearsed: &'a Rehearsed) -> Self {
        Self { rehearsed, known: Mutex::new(HashMap::new()) }
    }

    /// How many different folders were looked at.
    pub fn looked_at(&self) -> usize {
        self.known.lock().unwrap().len()
    }

    /// What is wrong with a folder in which so many acts were called saved.
    pub fn look(&self, place: &Place, saved: usize) -> Option<Finding> {
        let print = print(place.all());
        let known = self.known.lock().unwrap().get(&print).cloned();
        let reopened = known.unwrap_or_else(|| {
            let reopened = self.reopen(place);
            self.known.lock().unwrap().insert(print, reopened.clone());
            reopened
        });
        if reopened.acts < saved {
            let shows = format!("{saved} acts were called saved, and {} are there", reopened.acts);
            return Some(finding(Wrong::Lost, shows));
        }
        reopened.finding
    }

    fn reopen(&self, place: &Place) -> Reopened {
        // A hint only: the program itself says how many there are.
        let acts = place.entries().len();
        let found = self.whole(place, acts).and_then(|()| self.gone_on_with(place, acts));
        match found {
            Ok(()) => Reopened { acts, finding: None },
            Err(finding) => Reopened { acts, finding: Some(finding) },
        }
    }

    /// Every file is whole, and the minutes are those of a meeting that had got so far.
    fn whole(&self, place: &Place, acts: usize) -> Result<(), Finding> {
        for path in files(&place.root()) {
            let name = path.to_string_lossy().into_owned();
            // A version says in its name what it holds: one that is not whole is given to nobody.
            let version = name.contains("/.chairside/versions/");
            let written = name.contains("/minutes") && name.contains(MEETING) && !version;
            if written && !untouched(&fs::read_to_string(&path).unwrap_or_default()) {
                return Err(finding(Wrong::Half, format!("{name} is not as the program writes it")));
            }
        }
        let checked = done(place.command("2026-12-03T12:00:00+00:00", &["check"]));
        if !checked.status.success() {
            return Err(finding(Wrong::Half, said(&checked)));
        }
        let minutes = done(place.minutes());
        let printed = String::from_utf8_lossy(&minutes.stdout);
        match self.rehearsed.minutes(acts) {
            None if !minutes.status.success() => Ok(()),
            Some(expected) if minutes.status.success() && printed.trim_end() == expected => Ok(()),
            _ => Err(finding(Wrong::Lost, format!("the minutes of {acts} acts are not these:\n{printed}"))),
        }
    }

    /// The meeting is opened and played to its end, and leaves behind what it would have if nothing had happened.
    fn gone_on_with(&self, place: &Place, acts: usize) -> Result<(), Finding> {
        let (now, script) = self.rehearsed.from(acts);
        let played = done(place.plays(&now, &script));
        let printed = String::from_utf8_lossy(&played.stdout);
        let there = format!("{acts} {} on disk already", if acts == 1 { "act is" } else { "acts are" });
        if !played.status.success() || !printed.starts_with(&there) {
            return Err(finding(Wrong::Stuck, said(&played)));
        }
        match self.differs(place) {
            Some(path) => Err(finding(Wrong::Stuck, format!("{path} is not what it would have been"))),
            None => Ok(()),
        }
    }

    /// The first file that is not as it is at the end of a quiet meeting.
    pub fn differs(&self, place: &Place) -> Option<String> {
        let mut pairs = place.left_behind().into_iter().zip(&self.rehearsed.ends_with);
        pairs.find(|(found, expected)| found != *expected).map(|((path, text), (_, expected))| {
            let empty = String::new();
            let (text, expected) = (text.as_ref().unwrap_or(&empty), expected.as_ref().unwrap_or(&empty));
            let differ = text.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
            format!("{path} ({differ:?})")
        })
    }
}

fn done(mut command: Command) -> Output {
    command.stdin(std::process::Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// What tells one folder from another: the names and the bytes of everything in it.
fn print(folder: &Path) -> u64 {
    let mut hash = DefaultHasher::new();
    for path in files(folder) {
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        // A file that is yet to be renamed has a name made up for it.
        let made_up = name.split_once("/.").map_or(name.as_str(), |(folder, _)| folder);
        made_up.hash(&mut hash);
        fs::read(&path).unwrap_or_default().hash(&mut hash);
    }
    hash.finish()
}
