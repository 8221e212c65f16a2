//! Watches the workspace: what other writers add to the meeting that is open, who they are, and files that change. The
//! system says so where it can. Some shares never do: so journals, signs of life, and the name, size and time of every file
//! are looked at each second as well. What it means is decided elsewhere; nothing of a file is changed here but this
//! writer's own sign of life.

use super::Event;
use super::disk::{self, Heard, Root, Stat};
use crate::base::id::MeetingId;
use crate::effect::Reply;
use crate::files::places;
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How often everything is looked at, word or no word.
const LOOK: Duration = Duration::from_secs(1);
/// How much longer than listing the files took it is left alone: a slow share has other things to do.
const REST: u32 = 20;
/// The longest that files are left alone, however slow the share.
const LONGEST_REST: Duration = Duration::from_secs(30);
/// How often this writer gives a sign of life.
const BEAT: Duration = Duration::from_secs(15);
/// What comes within this time of a first word is one change.
const SETTLE: Duration = Duration::from_millis(40);

/// What the watching thread is told.
enum Told {
    /// The meeting that is open, and the name this program writes under.
    Open(MeetingId, String),
    /// The system's word that something has changed here.
    Changed(Vec<PathBuf>),
    /// The program ends.
    End,
}

/// The watching thread.
#[derive(Debug)]
pub struct Watch {
    tell: Sender<Told>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Watch {
    /// Starts watching.
    pub fn start(root: Root, events: Sender<Event>) -> io::Result<Self> {
        Self::start_at(LOOK, true, root, events)
    }

    /// Starts watching, looking so often; whether the system is asked to say what changes.
    fn start_at(pace: Duration, asks: bool, root: Root, events: Sender<Event>) -> io::Result<Self> {
        let (tell, told) = channel();
        let word = tell.clone();
        let hear = move |event: notify::Result<notify::Event>| {
            // What was only read is no change.
            if let Ok(event) =
                event.map_err(|_| ()).and_then(|e| if e.kind.is_access() { Err(()) } else { Ok(e) })
            {
                let _ = word.send(Told::Changed(event.paths));
            }
        };
        let mut watching = Watching {
            root,
            events,
            pace,
            watcher: asks.then(|| notify::recommended_watcher(hear).ok()).flatten(),
            files: BTreeMap::new(),
            listed: None,
            folders: BTreeSet::new(),
            watched: BTreeSet::new(),
            meeting: None,
            present: Vec::new(),
            beat: None,
        };
        let thread = thread::Builder::new().name("watch".to_owned()).spawn(move || watching.run(&told))?;
        Ok(Self { tell, thread: Some(thread) })
    }

    /// A meeting is open under this name.
    pub fn open(&self, meeting: MeetingId, writer: String) {
        let _ = self.tell.send(Told::Open(meeting, writer));
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.tell.send(Told::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Watching {
    root: Root,
    events: Sender<Event>,
    /// How often everything is looked at.
    pace: Duration,
    watcher: Option<RecommendedWatcher>,
    /// Every file of the workspace as it was last listed.
    files: BTreeMap<String, Stat>,
    /// When that was, and how long they are left alone from then on.
    listed: Option<(Instant, Duration)>,
    /// The folders that files of the workspace are read from.
    folders: BTreeSet<String>,
    /// Those of them the system tells of, and the open meeting's journals.
    watched: BTreeSet<String>,
    meeting: Option<Heard>,
    present: Vec<String>,
    beat: Option<Instant>,
}

impl Watching {
    fn run(&mut self, told: &Receiver<Told>) {
        // Files are read once the program has started: what is watched from the start has nothing to tell.
        self.list();
        self.watch_folders();
        loop {
            let mut changed = match told.recv_timeout(self.pace) {
                Ok(Told::Changed(paths)) => paths,
                Ok(Told::Open(meeting, writer)) => {
                    self.leave();
                    self.meeting = Some(Heard::new(meeting, writer));
                    Vec::new()
                }
                Ok(Told::End) | Err(RecvTimeoutError::Disconnected) => return self.leave(),
                Err(RecvTimeoutError::Timeout) => Vec::new(),
            };
            if !changed.is_empty() {
                match settled(told, &mut self.meeting) {
                    Some(more) => changed.extend(more),
                    None => return self.leave(),
                }
            }
            let other = self.follow(&changed);
            let unseen = self.watch_folders();
            if !self.look() || !self.tell_of(other || unseen || changed.iter().any(|path| counts(path))) {
                return self.leave();
            }
        }
    }

    /// Lists the files anew when it is time to, or where the system says that one has changed or a folder may have come or
    /// gone. Whether they are others than before. A folder that went and came again is another.
    fn follow(&mut self, changed: &[PathBuf]) -> bool {
        let moved: Vec<&PathBuf> = changed.iter().filter(|path| path.extension().is_none()).collect();
        if !moved.is_empty()
            && let Ok(root) = self.root.real()
        {
            self.watched.retain(|folder| !moved.iter().any(|path| root.join(folder).starts_with(path)));
        }
        let due = self.listed.is_none_or(|(at, rest)| at.elapsed() >= rest);
        // What the system told of is listed at once, so that looking finds nothing new in it and tells of it twice.
        (due || !moved.is_empty() || changed.iter().any(|path| counts(path))) && self.list()
    }

    /// Lists the folders and files. Whether these are others than before; a workspace that is away is as it was, until it
    /// comes back.
    fn list(&mut self) -> bool {
        let start = Instant::now();
        let listing = disk::listing(&self.root);
        let rest = (start.elapsed() * REST).clamp(self.pace, self.pace.max(LONGEST_REST));
        self.listed = Some((Instant::now(), rest));
        let Ok(listing) = listing else {
            self.folders.clear();
            return false;
        };
        self.folders = listing.folders;
        let other = listing.files != self.files;
        self.files = listing.files;
        other
    }

    /// Watches the folders that were not before. Whether files of the workspace lie in one of them: they came unseen.
    fn watch_folders(&mut self) -> bool {
        let Some(watcher) = &mut self.watcher else { return false };
        let journals = self.meeting.as_ref().map(|heard| places::journals(&heard.meeting));
        let wanted = || self.folders.iter().chain(&journals);
        self.watched.retain(|folder| wanted().any(|known| known == folder));
        let mut unseen = false;
        for folder in wanted() {
            let Some(place) = self.root.folder(folder).ok().filter(|_| !self.watched.contains(folder)) else {
                continue;
            };
            if watcher.watch(&place, RecursiveMode::NonRecursive).is_ok() {
                self.watched.insert(folder.clone());
                unseen |= self.folders.contains(folder);
            }
        }
        unseen
    }

    /// Hears what others wrote in the meeting that is open, and who they are. `false` when nobody listens any more.
    fn look(&mut self) -> bool {
        let Some(heard) = &mut self.meeting else { return true };
        let new = heard.new_lines(&self.root);
        if !new.is_empty() && self.events.send(Event::Heard(Reply::Heard(new))).is_err() {
            return false;
        }
        if self.beat.is_none_or(|at| at.elapsed() >= BEAT) {
            match heard.beat(&self.root) {
                Ok(true) => self.beat = Some(Instant::now()),
                Ok(false) => {}
                Err(fault) => {
                    if self.events.send(Event::Heard(Reply::Failed(fault))).is_err() {
                        return false;
                    }
                }
            }
        }
        let present = heard.present(&self.root);
        if present != self.present {
            self.present.clone_from(&present);
            return self.events.send(Event::Heard(Reply::Present(present))).is_ok();
        }
        true
    }

    /// Tells that files of the workspace have changed, if they have or may have.
    fn tell_of(&self, changed: bool) -> bool {
        !changed || self.events.send(Event::Heard(Reply::Touched)).is_ok()
    }

    /// Takes the sign of life away.
    fn leave(&mut self) {
        if let Some(heard) = self.meeting.take() {
            heard.leave(&self.root);
        }
        (self.present, self.beat) = (Vec::new(), None);
    }
}

/// Whether it is a file that is read; journals and signs of life are told of by themselves.
fn counts(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") && !hidden
}

/// What else changes within a moment; nothing when the program ends. A meeting that is opened meanwhile is not
/// forgotten.
fn settled(told: &Receiver<Told>, meeting: &mut Option<Heard>) -> Option<Vec<PathBuf>> {
    let (start, mut changed) = (Instant::now(), Vec::new());
    while let Some(left) = SETTLE.checked_sub(start.elapsed()) {
        match told.recv_timeout(left) {
            Ok(Told::Changed(paths)) => changed.extend(paths),
            Ok(Told::Open(id, writer)) => *meeting = Some(Heard::new(id, writer)),
            Ok(Told::End) | Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => break,
        }
    }
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;
    use tempfile::TempDir;

    /// Long enough that nothing is found by looking.
    const NEVER: Duration = Duration::from_secs(3600);
    /// No machine is so busy.
    const PATIENCE: Duration = Duration::from_secs(30);

    fn started(pace: Duration, asks: bool) -> (TempDir, Watch, Receiver<Event>) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("audits/2026-q3/returns")).unwrap();
        fs::write(folder.path().join("audits/2026-q3/returns/police.yaml"), "schema: 1\n").unwrap();
        let (events, inbox) = channel();
        let watch = Watch::start_at(pace, asks, Root::new(folder.path()), events).unwrap();
        // A file of its own until one is told of: only from then on is it known to be watching.
        let begun = Instant::now();
        let mut nth = 0;
        while inbox.recv_timeout(Duration::from_millis(100)).is_err() {
            assert!(begun.elapsed() < PATIENCE, "nothing is told");
            nth += 1;
            fs::write(folder.path().join("partnership.yaml"), "#".repeat(nth)).unwrap();
        }
        while inbox.recv_timeout(Duration::from_millis(100)).is_ok() {}
        (folder, watch, inbox)
    }

    /// What may be done to files, one after the other, each of them to be told of.
    const CHANGES: [fn(&Path); 7] = [
        |root| fs::write(root.join("audits/2026-q3/returns/police.yaml"), "schema: 1\n# more\n").unwrap(),
        |root| fs::write(root.join("audits/2026-q3/returns/health.yaml"), "schema: 1\n").unwrap(),
        |root| {
            let from = root.join("audits/2026-q3/returns/health.yaml");
            fs::rename(from, root.join("audits/2026-q3/returns/education.yaml")).unwrap();
        },
        |root| fs::remove_file(root.join("audits/2026-q3/returns/education.yaml")).unwrap(),
        |root| {
            // A folder made later, with a file in it; the first word may come before the file is there.
            fs::create_dir_all(root.join("audits/2026-q4/panel")).unwrap();
            fs::write(root.join("audits/2026-q4/panel/case-1.yaml"), "schema: 1\n").unwrap();
        },
        |root| fs::write(root.join("audits/2026-q4/panel/case-1.yaml"), "schema: 1\n# more\n").unwrap(),
        |root| {
            fs::create_dir_all(root.join("reviews")).unwrap();
            fs::write(root.join("reviews/2026-12-03.yaml"), "schema: 1\n").unwrap();
        },
    ];

    fn assert_all_told(pace: Duration, asks: bool) {
        let (folder, watch, inbox) = started(pace, asks);
        for (nth, change) in CHANGES.iter().enumerate() {
            change(folder.path());
            let told = inbox.recv_timeout(PATIENCE);
            assert!(told.is_ok_and(|event| event == Event::Heard(Reply::Touched)), "change {nth}");
            while inbox.recv_timeout(Duration::from_millis(200)).is_ok() {}
        }
        drop(watch);
    }

    #[test]
    fn where_the_system_says_nothing_every_change_is_seen_by_looking() {
        assert_all_told(Duration::from_millis(5), false);
    }

    #[test]
    fn where_the_system_tells_of_changes_nothing_waits_for_looking() {
        assert_all_told(NEVER, true);
    }

    #[test]
    fn a_file_deep_in_an_audit_is_told_of_within_half_a_second() {
        let (folder, _watch, inbox) = started(NEVER, true);
        let once = |nth: usize| {
            while inbox.try_recv().is_ok() {}
            let start = Instant::now();
            fs::write(folder.path().join("audits/2026-q3/returns/police.yaml"), "#".repeat(nth)).unwrap();
            inbox.recv_timeout(PATIENCE).unwrap();
            start.elapsed()
        };
        let least = (1..=5).map(once).min().unwrap();
        assert!(least < Duration::from_millis(500), "{least:?}");
    }

    #[test]
    fn looking_tells_nothing_while_nothing_changes() {
        let (folder, _watch, inbox) = started(Duration::from_millis(5), false);
        // What is no file of a workspace is none of it.
        fs::create_dir_all(folder.path().join(".chairside")).unwrap();
        fs::write(folder.path().join(".chairside/x.yaml"), "x").unwrap();
        fs::write(folder.path().join("audits/2026-q3/brief.md"), "x").unwrap();
        assert!(inbox.recv_timeout(Duration::from_millis(300)).is_err());
    }
}
