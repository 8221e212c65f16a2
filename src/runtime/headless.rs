//! The same program without a terminal and without threads: effects are performed at once, on the real disk, and
//! time is what it is told. For scripts, rehearsals and tests.

use super::Clock;
use super::disk::{self, Files, Recorder, Root, Work};
use super::place;
use crate::app::{self, Ask, Model, Msg, Screen};
use crate::base::key::Key;
use crate::base::stamp::Stamp;
use crate::base::text::{count, width};
use crate::domain::meeting::EntryId;
use crate::effect::{Effect, Reply};
use chrono::TimeDelta;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::collections::VecDeque;
use std::path::Path;
use std::time::Duration;

/// The name its journals are under: the same on every machine.
const WRITER: &str = "script";
/// The least time between two wakes, for a program that asks for one in the past.
const LEAST: Duration = Duration::from_millis(100);

/// How often the program may wake for what is not on disk yet before whoever plays the script is told.
const TRIES: usize = 12;

/// The program, started.
#[derive(Debug)]
pub struct Headless {
    /// Is told of each act once it is on disk, before anything else happens.
    tell: Option<fn(&EntryId)>,
    model: Model,
    clock: Clock,
    files: Files,
    recorder: Recorder,
    size: (u16, u16),
    ended: bool,
}

impl Headless {
    /// Starts the program on the workspace in this folder, on a screen of 100 by 30 cells. Only a clock that stands
    /// still makes what follows the same every time.
    pub fn new(root: &Path, ask: Ask, mut clock: Clock) -> Self {
        let root = Root::new(root);
        let recorder = Recorder::new(root.clone(), None, WRITER.to_owned());
        let model = Model::new(ask, clock.now());
        let files = Files::new(root).signed(WRITER.to_owned(), place::user());
        let mut program = Self { tell: None, model, clock, files, recorder, size: (100, 30), ended: false };
        program.send(Msg::Start);
        program.send(Msg::Resized(program.size.0, program.size.1));
        program
    }

    /// The program as a value, to look at.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What its clock shows.
    pub fn now(&mut self) -> Stamp {
        self.clock.now()
    }

    /// Whether it has ended; nothing reaches it any more.
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// Sends a message, performs what comes of it, and sends the answers, until nothing more comes.
    pub fn send(&mut self, msg: Msg) {
        let mut queue = VecDeque::from([msg]);
        while let Some(msg) = queue.pop_front().filter(|_| !self.ended) {
            if matches!(msg, Msg::Key(_) | Msg::Paste(_)) {
                self.clock.key();
            }
            self.tell_saved(&msg);
            let effects = app::update(&mut self.model, self.clock.now(), msg);
            let replies = effects.iter().filter_map(|effect| self.perform(effect)).map(Msg::Reply);
            queue.extend(replies.collect::<Vec<_>>());
        }
    }

    fn perform(&mut self, effect: &Effect) -> Option<Reply> {
        match disk::work(effect) {
            Some(Work::Record) => disk::record(&mut self.recorder, effect),
            Some(Work::Files) => disk::files(&mut self.files, None, effect),
            // Lines go straight beside the meeting: there is nothing to bring.
            Some(Work::Mirror) => Some(Reply::Mirrored),
            None => match effect {
                Effect::Search(search, workspace) => Some(Reply::found(search, workspace)),
                Effect::Edit(_) => Some(Reply::Edited(Err("An editor needs a terminal".to_owned()))),
                _ => {
                    self.ended = true;
                    None
                }
            },
        }
    }

    /// From now on each act is told once it is on disk. Gives how many of the meeting's acts are there already.
    pub fn tell(&mut self, tell: fn(&EntryId)) -> usize {
        self.tell = Some(tell);
        self.model.acts_on_disk()
    }

    fn tell_saved(&self, msg: &Msg) {
        if let (Some(tell), Msg::Reply(Reply::Appended(seq)), Screen::Meeting(state)) =
            (self.tell, msg, &self.model.screen)
        {
            let id = EntryId { writer: state.writer.clone(), seq: *seq };
            // The program's own notes of what it wrote are no acts.
            if state.meeting.entry(&id).is_none_or(|entry| entry.act.is_counted()) {
                tell(&id);
            }
        }
    }

    /// Why no meeting is open, or what it lacks because it could not be read.
    pub fn not_opened(&self) -> Option<String> {
        if let Some(path) = self.model.workspace.unread.first() {
            return Some(format!("{path} could not be read"));
        }
        let notice = || self.model.notice.as_ref().map(|notice| notice.words.clone());
        (!matches!(self.model.screen, Screen::Meeting(_)))
            .then(|| notice().unwrap_or_else(|| "no meeting is open".to_owned()))
    }

    /// Lets time pass until everything is on disk. Says what is not and why when the disk goes on refusing it.
    pub fn settle(&mut self) -> Result<(), String> {
        for _ in 0..TRIES {
            let wake = app::next_wake(&self.model).filter(|_| !self.model.saving.all_saved() && !self.ended);
            let Some(wake) = wake else { break };
            let left = (wake - self.clock.now()).to_std().unwrap_or_default();
            self.clock.advance(left.max(LEAST));
            self.send(Msg::Tick);
        }
        let saving = &self.model.saving;
        if saving.all_saved() {
            return Ok(());
        }
        let why = saving.fault().map_or_else(String::new, |fault| format!(" {}", fault.given_up()));
        Err(match saving.waiting() {
            0 => format!(
                "every act is in the journal, and not yet in every file.{why} Open the meeting again."
            ),
            n => format!(
                "{} not saved; what was saved before is on disk.{why}",
                count(n, "act is", "acts are")
            ),
        })
    }

    /// Presses a key.
    pub fn press(&mut self, key: &Key) {
        self.send(Msg::Key(*key));
    }

    /// Types text, key by key; a new line is the Enter key.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            let key = if c == '\n' { Key::plain(crate::base::key::KeyCode::Enter) } else { Key::char(c) };
            self.press(&key);
        }
    }

    /// Lets time pass; the program is woken whenever it asked to be.
    pub fn advance(&mut self, by: Duration) {
        let end = self.clock.now() + TimeDelta::from_std(by).unwrap_or(TimeDelta::MAX);
        while let Some(at) = app::next_wake(&self.model).filter(|at| *at <= end && !self.ended) {
            let step = (at - self.clock.now()).to_std().unwrap_or_default().max(LEAST);
            let left = (end - self.clock.now()).to_std().unwrap_or_default();
            if step > left {
                break;
            }
            self.clock.advance(step);
            self.send(Msg::Tick);
        }
        let left = (end - self.clock.now()).to_std().unwrap_or_default();
        if !left.is_zero() {
            self.clock.advance(left);
            self.send(Msg::Tick);
        }
    }

    /// Gives the screen another size.
    pub fn resize(&mut self, across: u16, down: u16) {
        if self.size != (across, down) {
            self.size = (across, down);
            self.send(Msg::Resized(across, down));
        }
    }

    /// What a screen of so many cells shows, a line each, without the blanks at their ends.
    ///
    /// # Panics
    /// Never: a screen in memory cannot fail.
    pub fn screen(&mut self, across: u16, down: u16) -> String {
        self.resize(across, down);
        let mut terminal =
            Terminal::new(TestBackend::new(across, down)).expect("a screen in memory cannot fail");
        let drawn =
            terminal.draw(|frame| app::view(&self.model, frame)).expect("a screen in memory cannot fail");
        let lines = drawn.buffer.content.chunks(usize::from(across).max(1)).map(|cells| {
            let mut line = String::new();
            let mut cells = cells.iter();
            while let Some(cell) = cells.next() {
                line.push_str(cell.symbol());
                // A wide character hides the cells after it.
                for _ in 1..width(cell.symbol()) {
                    cells.next();
                }
            }
            line.trim_end().to_owned() + "\n"
        });
        lines.collect()
    }

    /// What was written when the meeting ended, a line each.
    pub fn written(&self) -> Vec<String> {
        match &self.model.screen {
            Screen::Meeting(state) => state.written.clone(),
            _ => Vec::new(),
        }
    }

    /// What the screen shows in the size it has.
    pub fn shown(&mut self) -> String {
        self.screen(self.size.0, self.size.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_runs_without_a_terminal() {
        let folder = tempfile::tempdir().unwrap();
        let now: Stamp = "2026-12-03T10:00:00Z".parse().unwrap();
        let mut program = Headless::new(folder.path(), Ask::default(), Clock::still(now));
        let screen = program.screen(60, 4);
        assert_eq!(screen.lines().count(), 4);
        assert!(screen.lines().all(|line| width(line) <= 60 && !line.ends_with(' ')), "{screen}");
        program.advance(Duration::from_secs(3600));
        assert_eq!(program.now().to_rfc3339(), "2026-12-03T11:00:00+00:00");
        assert!(!program.ended());
        program.send(Msg::Terminate);
        assert!(program.ended());
        program.press(&Key::char('x'));
    }
}
