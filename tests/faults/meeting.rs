//! The meeting that is played: its script, stanza by stanza, the folder it is played in, and what it comes to when
//! nobody disturbs it.

use chairside::app::closing::minutes_text;
use chairside::domain::agenda::Tier;
use chairside::domain::meeting::{Entry, Meeting};
use chairside::files::chain::Chains;
use chairside::files::script::{Step, parse};
use chairside::files::{journal, shipped};
use chairside::runtime::disk;
use chrono::TimeDelta;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;

/// The demonstration's meeting, whose tracker and last minutes are there already.
pub const MEETING: &str = "executive-2026-12-03";
const START: &str = "2026-12-03T10:00:00+00:00";
/// How far each key moves the clock: what is being typed is kept every few keys.
const PACE: Duration = Duration::from_millis(250);
/// When everything is over.
const LATER: &str = "2026-12-03T12:00:00+00:00";

/// A folder of files to play in, and beside it everything else the program may write to.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// With the demonstration's files. In memory where there is such a place: a sync costs nothing there, and a
    /// program that is killed leaves what it wrote all the same.
    pub fn new() -> Self {
        let folder = scratch();
        let place = Self { folder };
        disk::write_new(&place.root(), &shipped::demo()).unwrap();
        for name in ["home", "state", "tmp"] {
            fs::create_dir(place.all().join(name)).unwrap();
        }
        place
    }

    /// Everything the program may write to.
    pub fn all(&self) -> &Path {
        self.folder.path()
    }

    /// The workspace.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("workspace")
    }

    /// The real program on this workspace.
    pub fn command(&self, now: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chairside"));
        command.arg("-w").arg(self.root()).args(["--now", now]).args(args).env_clear().envs([
            ("LANG", "C.UTF-8"),
            ("TZ", "Europe/London"),
            ("USER", "chair"),
        ]);
        for (name, folder) in [("HOME", "home"), ("XDG_STATE_HOME", "state"), ("TMPDIR", "tmp")] {
            command.env(name, self.all().join(folder));
        }
        command
    }

    /// The program playing a script.
    pub fn plays(&self, now: &str, script: &Path) -> Command {
        let script = script.to_str().unwrap();
        let pace = format!("{}ms", PACE.as_millis());
        self.command(now, &["--pace", &pace, "meet", MEETING, "--script", script, "--say-saved"])
    }

    /// The restricted minutes as the journal gives them, or why there are none.
    pub fn minutes(&self) -> Command {
        self.command(LATER, &["minutes", MEETING, "--tier", "restricted", "--print"])
    }

    /// The text of a file, if it is there.
    pub fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.root().join(path)).ok()
    }

    /// The entries in the meeting's journals, on this computer and beside the meeting, in the order in which they were
    /// made.
    pub fn entries(&self) -> Vec<Entry> {
        let own = files(&self.all().join("state")).into_iter();
        let beside = files(&self.root().join("meetings").join(MEETING)).into_iter();
        let journals =
            own.chain(beside).filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
        let all =
            journals.flat_map(|path| journal::read(&fs::read(path).unwrap_or_default()).entries).collect();
        let entries = Meeting::replay(all).map(|meeting| meeting.entries().to_vec()).unwrap_or_default();
        // The program's own notes of what it wrote are no acts.
        entries.into_iter().filter(|entry| entry.act.is_counted()).collect()
    }

    /// What the meeting leaves behind for people.
    pub fn left_behind(&self) -> Vec<(String, Option<String>)> {
        let paths = [
            format!("meetings/{MEETING}/minutes.md"),
            format!("meetings/{MEETING}/minutes-restricted.md"),
            format!("meetings/{MEETING}.yaml"),
            "trackers/executive.yaml".to_owned(),
        ];
        paths.into_iter().map(|path| (path.clone(), self.text(&path))).collect()
    }
}

/// Every file below a folder, in order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// A folder that goes away again.
pub fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    let quick = memory.is_dir().then(|| tempfile::tempdir_in(memory).ok()).flatten();
    quick.unwrap_or_else(|| tempfile::tempdir().unwrap())
}

/// The meeting as it goes when nobody disturbs it.
pub struct Rehearsed {
    scripts: TempDir,
    stanzas: Vec<String>,
    /// Keys before each stanza.
    keys: Vec<usize>,
    /// The restricted minutes after so many acts.
    minutes: Vec<Option<String>>,
    /// What it leaves behind.
    pub ends_with: Vec<(String, Option<String>)>,
}

impl Rehearsed {
    /// The whole meeting, played once.
    pub fn whole() -> Self {
        Self::played(include_str!("meeting.session"))
    }

    /// One of a few acts, played once.
    pub fn brief() -> Self {
        Self::played(include_str!("brief.session"))
    }

    fn played(text: &str) -> Self {
        let stanzas: Vec<String> =
            text.split("\n\n").filter(|stanza| !stanza.starts_with('#')).map(str::to_owned).collect();
        let mut keys = vec![0];
        for stanza in &stanzas {
            keys.push(keys[keys.len() - 1] + keys_in(stanza));
        }
        let mut rehearsed =
            Self { scripts: scratch(), stanzas, keys, minutes: vec![None], ends_with: Vec::new() };
        let place = Place::new();
        let (now, script) = rehearsed.from(0);
        let played = place.plays(&now, &script).output().unwrap();
        assert!(played.status.success(), "{}", String::from_utf8_lossy(&played.stderr));
        let entries = place.entries();
        // One for the opening, and one a stanza.
        assert_eq!(entries.len(), rehearsed.acts(), "acts");
        let later = LATER.parse().unwrap();
        let mut chains = Chains::read(&MEETING.into(), []);
        for n in 1..=entries.len() {
            let meeting = Meeting::replay(entries[..n].to_vec()).unwrap();
            chains.line(&entries[n - 1]);
            let text = minutes_text(&meeting, chains.head(), Tier::Restricted, later);
            rehearsed.minutes.push(Some(text.trim_end().to_owned()));
        }
        rehearsed.ends_with = place.left_behind();
        assert!(rehearsed.ends_with.iter().all(|(_, text)| text.is_some()), "{:?}", rehearsed.ends_with);
        rehearsed
    }

    /// How many acts it has.
    pub fn acts(&self) -> usize {
        self.stanzas.len() + 1
    }

    /// The restricted minutes when so many acts are on disk; none when there is nothing to write them from.
    pub fn minutes(&self, acts: usize) -> Option<&str> {
        self.minutes[acts].as_deref()
    }

    /// A script for what is left when so many acts are on disk, and the moment to start its clock at.
    pub fn from(&self, acts: usize) -> (String, PathBuf) {
        let next = acts.saturating_sub(1);
        let start: chairside::base::stamp::Stamp = START.parse().unwrap();
        let before = TimeDelta::from_std(PACE).unwrap() * i32::try_from(self.keys[next]).unwrap();
        let place = self.scripts.path().join(format!("{acts}.session"));
        if !place.exists() {
            // Two threads may write the same script at the same time.
            let fresh = tempfile::NamedTempFile::new_in(self.scripts.path()).unwrap();
            fs::write(fresh.path(), self.stanzas[next..].join("\n\n")).unwrap();
            fresh.persist(&place).unwrap();
        }
        ((start + before).to_rfc3339(), place)
    }
}

/// How often the clock moves.
fn keys_in(stanza: &str) -> usize {
    let steps = parse(stanza).unwrap_or_else(|problems| panic!("{stanza}: {problems:?}")).steps;
    let keys = steps.iter().map(|(_, step)| match step {
        Step::Press(keys) => keys.len(),
        Step::Type(text) => text.chars().count(),
        Step::Paste(_) => 1,
        other => panic!("{other:?} does not belong into a stanza"),
    });
    keys.sum()
}
