//! Watches the workspace: what other writers add to the meeting that is open, who they are, and files that change. The
//! system says so where it can; where it does not, journals and signs of life are looked at each second, and other files only
//! as they are read again. What it means is decided elsewhere; nothing of a file is changed here but this writer's own sign of life.

use super::Event;
use super::disk::{self, Heard, Root};
use crate::base::id::MeetingId;
use crate::effect::Reply;
use crate::files::places;
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How often everything is looked at, word or no word.
const LOOK: Duration = Duration::from_secs(1);
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
        let (tell, told) = channel();
        let word = tell.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // What was only read is no change.
            if let Ok(event) =
                event.map_err(|_| ()).and_then(|e| if e.kind.is_access() { Err(()) } else { Ok(e) })
            {
                let _ = word.send(Told::Changed(event.paths));
            }
        });
        let mut watching = Watching {
            root,
            events,
            watcher: watcher.ok(),
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
    watcher: Option<RecommendedWatcher>,
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
        self.list_folders();
        self.watch_folders();
        loop {
            let mut changed = match told.recv_timeout(LOOK) {
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
            self.follow_folders(&changed);
            let more = self.watch_folders();
            if !self.look() || !self.tell_of(&changed, more) {
                return self.leave();
            }
        }
    }

    /// Lists the folders anew where one may have come or gone. One that went and came again is another.
    fn follow_folders(&mut self, changed: &[PathBuf]) {
        let moved: Vec<&PathBuf> = changed.iter().filter(|path| path.extension().is_none()).collect();
        if let Ok(root) = self.root.real() {
            self.watched.retain(|folder| !moved.iter().any(|path| root.join(folder).starts_with(path)));
        }
        // A share that was away comes back without a word.
        let there = |folder: &str| self.root.folder(folder).is_ok_and(|place| place.is_dir());
        let other = |folder: &str| there(folder) != self.folders.contains(folder);
        if !moved.is_empty() || disk::FOLDERS.iter().any(|(folder, _)| other(folder)) {
            self.list_folders();
        }
    }

    fn list_folders(&mut self) {
        self.folders = disk::folders(&self.root);
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

    /// Tells that files of the workspace have changed, or may have in a folder that was not watched; journals and signs of
    /// life apart.
    fn tell_of(&self, changed: &[PathBuf], unseen: bool) -> bool {
        let counts = |path: &PathBuf| {
            path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") && !hidden(path)
        };
        !(unseen || changed.iter().any(counts)) || self.events.send(Event::Heard(Reply::Touched)).is_ok()
    }

    /// Takes the sign of life away.
    fn leave(&mut self) {
        if let Some(heard) = self.meeting.take() {
            heard.leave(&self.root);
        }
        (self.present, self.beat) = (Vec::new(), None);
    }
}

fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
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
