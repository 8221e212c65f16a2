//! The world: the only place with a clock, a disk, a terminal and threads. What the program does is in `app`.
//!
//! Threads send events to the one that draws: the terminal's keys, the workers of the disk, the one that watches the
//! workspace, and the system's requests to end. `headless` is the same program without a terminal or threads.
#![allow(clippy::disallowed_methods, reason = "this is the one place that may touch the world")]

mod change;
mod clock;
#[cfg(unix)]
mod cores;
mod editor;
#[cfg(unix)]
mod guard;
#[cfg(not(unix))]
#[path = "guard/nobody.rs"]
mod guard;
pub mod disk;
pub mod headless;
mod panics;
pub mod place;
#[cfg(test)]
mod schedules;
pub mod script;
mod signals;
mod terminal;
mod watch;
mod workers;

pub use clock::Clock;

use crate::app::{self, Ask, Model, Msg};
use crate::base::stamp::Stamp;
use crate::effect::{Edit, Effect, Reply};
use disk::Root;
use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};
use terminal::Screen;
use watch::Watch;
use workers::Workers;

/// Events taken before a frame is drawn all the same, so that a flood of them does not look like a hang.
const BETWEEN_FRAMES: usize = 256;
/// The shortest sleep, so that a program that asks for too much does not use a whole processor.
const SHORTEST: Duration = Duration::from_millis(10);
/// How long the disk has to finish when somebody quits.
const AT_QUIT: Duration = Duration::from_secs(10);
/// How long the disk has to finish when the system ends the program.
const AT_END: Duration = Duration::from_millis(60);

/// What reaches the thread that draws.
#[derive(Clone, Debug, PartialEq)]
enum Event {
    /// From the terminal, which is read again once these have been taken.
    Typed(Vec<Msg>),
    /// Time passed.
    Tick,
    /// The workspace has changed.
    Heard(Reply),
    /// A worker did an effect.
    Done(Option<Reply>),
    /// The system asks the program to end.
    Signal(i32),
    /// A worker failed.
    Panicked,
    /// The terminal has gone.
    Lost,
}

/// Why the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Quit,
    Signal(i32),
    Panicked,
    Lost,
}

/// To be called before anything else. Where this process is the guard of another, it stands here until that is gone;
/// then it is to end with this exit code.
pub fn prepare() -> Option<u8> {
    #[cfg(unix)]
    cores::forbid();
    guard::stand()
}

/// Runs the program in the terminal, on the workspace in this folder, until it ends. Gives its exit code: 0, or 1
/// when the disk did not take everything in time, 101 after a mistake in the program, 128 and the signal's number
/// when the system ended it. The error is a terminal that could not be had.
pub fn run(root: &Path, ask: Ask, mut clock: Clock) -> io::Result<u8> {
    panics::prepare();
    let (events, inbox) = channel();
    // Dropped when this function returns, which is how the listener knows that all is well.
    let (_here, gone) = channel();
    let mut screen = Screen::take()?;
    signals::listen(events.clone(), gone)?;
    let root = Root::new(root);
    let (own, writer) = (disk::own_copy(&root), disk::writer());
    tidy(&root, own.as_ref())?;
    let workers = Workers::start(&root, own, writer, &events)?;
    let watch = Watch::start(root.clone(), events.clone())?;
    let (taken, go_on) = channel();
    tell_of_loss(events.clone())?;
    read_keys(events, go_on)?;
    let mut turns = Turns {
        model: Model::new(ask, clock.now()),
        clock,
        root,
        inbox,
        workers,
        watch,
        taken,
        typed: VecDeque::new(),
        edit: None,
        ending: None,
        ticked: None,
        resized: false,
    };
    let ending = turns.run(&mut screen);
    let finished = turns.finish(ending);
    drop(screen);
    Ok(match turns.ending.unwrap_or(ending) {
        Ending::Quit if finished => 0,
        Ending::Quit => {
            panics::tell(
                "Chairside has ended, but the disk did not take the last changes: look at the files.",
            );
            1
        }
        Ending::Signal(signal) => signals::exit_code(signal),
        // As if the terminal had said that it goes.
        Ending::Lost => signals::exit_code(1),
        Ending::Panicked => {
            panics::tell(&panics::told());
            101
        }
    })
}

/// Lets go of own copies of journals that nothing depends on any more. Nobody waits for it, however slow the share is.
fn tidy(root: &Root, own: Option<&Root>) -> io::Result<()> {
    let Some(own) = own.cloned() else { return Ok(()) };
    let root = root.clone();
    let work = move || _ = disk::trim(&own, &root);
    thread::Builder::new().name("tidying".to_owned()).spawn(work).map(|_| ())
}

/// Says when the terminal has gone.
fn tell_of_loss(events: Sender<Event>) -> io::Result<()> {
    let wait = move || {
        if terminal::gone() {
            // Where nobody listens any more the program is ending.
            let _ = events.send(Event::Lost);
        }
    };
    thread::Builder::new().name("loss".to_owned()).spawn(wait).map(|_| ())
}

/// Reads keys, and no more of them until what has come was taken: while an editor has the terminal, its keys are
/// not ours to read.
fn read_keys(events: Sender<Event>, go_on: Receiver<()>) -> io::Result<()> {
    let read = move || {
        loop {
            let event = terminal::next().map_or(Event::Lost, Event::Typed);
            let lost = event == Event::Lost;
            if events.send(event).is_err() || lost || go_on.recv().is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("keys".to_owned()).spawn(read).map(|_| ())
}

/// The program and what it is run with.
struct Turns {
    model: Model,
    clock: Clock,
    root: Root,
    inbox: Receiver<Event>,
    workers: Workers,
    watch: Watch,
    /// Tells the reader of keys that what it sent was taken.
    taken: Sender<()>,
    /// What came from the terminal and was not taken yet.
    typed: VecDeque<Msg>,
    /// What the user's own editor is to have next.
    edit: Option<Edit>,
    ending: Option<Ending>,
    /// When the program was last told that time had passed.
    ticked: Option<Stamp>,
    /// Whether the terminal has had another size since the last picture.
    resized: bool,
}

impl Turns {
    /// Turn after turn until the program ends.
    fn run(&mut self, screen: &mut Screen) -> Ending {
        self.take(Msg::Start);
        if let Ok((across, down)) = screen.size() {
            self.take(Msg::Resized(across, down));
        }
        loop {
            if let Some(ending) = self.ending {
                return ending;
            }
            if let Some(edit) = self.edit.take()
                && self.lend(screen, &edit).is_err()
            {
                return Ending::Lost;
            }
            if std::mem::take(&mut self.resized) && screen.forget().is_err() {
                return Ending::Lost;
            }
            if screen.draw(|frame| app::view(&self.model, frame)).is_err() {
                return Ending::Lost;
            }
            let event = self.wait();
            self.handle(event);
            for event in self.inbox.try_iter().take(BETWEEN_FRAMES).collect::<Vec<_>>() {
                self.handle(event);
            }
        }
    }

    /// Lets the user's own editor have the terminal, then goes on with what was typed before it had it.
    fn lend(&mut self, screen: &mut Screen, edit: &Edit) -> io::Result<()> {
        let edited = screen.lend(|| editor::edit(&self.root, edit))?;
        let (across, down) = screen.size()?;
        self.take(Msg::Resized(across, down));
        self.take(Msg::Reply(edited));
        self.take_typed();
        Ok(())
    }

    /// Takes what came from the terminal, up to where an editor is to have it.
    fn take_typed(&mut self) {
        while self.edit.is_none() {
            match self.typed.pop_front() {
                Some(msg) => self.take_one(msg),
                None => {
                    // A reader that has gone has said so.
                    let _ = self.taken.send(());
                    return;
                }
            }
        }
    }

    fn take_one(&mut self, msg: Msg) {
        self.resized |= matches!(msg, Msg::Resized(..));
        // What is pressed after the end was decided is for whoever has the terminal next.
        if self.ending.is_none() || matches!(msg, Msg::Resized(..)) {
            self.take(msg);
        }
    }

    /// The next event; time passing is one where the program asked to be told.
    fn wait(&mut self) -> Event {
        let event = match self.nap() {
            Some(nap) => self.inbox.recv_timeout(nap),
            None => self.inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match event {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) => {
                self.ticked = Some(self.clock.now());
                Event::Tick
            }
            Err(RecvTimeoutError::Disconnected) => Event::Panicked,
        }
    }

    /// How long to sleep; nothing for until something happens.
    fn nap(&mut self) -> Option<Duration> {
        let at = app::next_wake(&self.model)?;
        let left = self.clock.until(at)?;
        // Having been told the time once, being told the same time again would change nothing.
        let told = left.is_zero() && self.ticked == Some(self.clock.now());
        (!told).then(|| left.max(SHORTEST))
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Done(reply) => {
                self.workers.done();
                if let Some(reply) = reply {
                    if let Reply::Journals(raw) = &reply {
                        self.watch.open(raw.meeting.clone(), raw.writer.clone());
                    }
                    self.take(Msg::Reply(reply));
                }
            }
            Event::Typed(msgs) => {
                self.typed.extend(msgs);
                self.take_typed();
            }
            Event::Tick => self.take(Msg::Tick),
            Event::Heard(reply) => self.take(Msg::Reply(reply)),
            Event::Signal(signal) => self.ending = Some(Ending::Signal(signal)),
            Event::Panicked => self.ending = Some(Ending::Panicked),
            Event::Lost => self.ending = Some(Ending::Lost),
        }
    }

    /// One turn of the program.
    fn take(&mut self, msg: Msg) {
        if matches!(msg, Msg::Key(_) | Msg::Paste(_)) {
            self.clock.key();
        }
        for effect in app::update(&mut self.model, self.clock.now(), msg) {
            match effect {
                Effect::Quit => self.ending = self.ending.or(Some(Ending::Quit)),
                Effect::Edit(edit) => self.edit = Some(edit),
                effect => self.workers.give(effect),
            }
        }
    }

    /// Lets the disk finish; whether it did. A program that is ended by others is told first, so that it can keep
    /// the text being typed.
    fn finish(&mut self, ending: Ending) -> bool {
        self.ending = Some(ending);
        if ending == Ending::Quit {
            self.settle(AT_QUIT);
        }
        if self.ending != Some(Ending::Quit) {
            self.take(Msg::Terminate);
            self.settle(AT_END);
        }
        self.workers.idle()
    }

    /// Waits until the workers are idle, time is up, or there is another reason to end.
    fn settle(&mut self, limit: Duration) {
        let (start, ending) = (Instant::now(), self.ending);
        while !self.workers.idle() && self.ending == ending {
            match self.inbox.recv_timeout(limit.saturating_sub(start.elapsed())) {
                Ok(event) => self.handle(event),
                Err(_) => return,
            }
        }
    }
}
