//! The program as a value: `update` takes a time and a message and returns effects; `view` draws and
//! changes nothing. `opening` and `closing` are the two ends of a meeting, `saving` what is not on disk yet, `mirroring`
//! what is on this computer's only, `hearing` what other writers do, `leaving` what is asked before such things are left.

pub mod closing;
mod leaving;
mod mirroring;
mod hearing;
mod opening;
mod overlay;
pub mod saving;

pub use overlay::Overlay;

use crate::base::id::MeetingId;
use crate::base::key::Key;
use crate::base::stamp::Stamp;
use crate::command::{self, Command, Need, Scope};
use crate::domain::meeting::EntryId;
use crate::effect::{Doing, Effect, Fault, RawWorkspace, Reply};
use crate::files::workspace::Workspace;
use crate::screens::{Goto, Notice, Out, actions, home, meeting, merging, problems};
use crate::ui::look::{Look, keep_to_ascii};
use chrono::TimeDelta;
use ratatui::Frame;
use ratatui::layout::Rect;
use saving::Saving;

/// What the program was asked to open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Straight into this meeting, or a meeting of this group; else the list of meetings.
    pub meet: Option<String>,
    /// Whether this is the demo.
    pub demo: bool,
    /// How things look.
    pub look: Look,
}

/// Which screen is shown.
#[derive(Clone, Debug)]
pub enum Screen {
    /// The files are being read.
    Loading,
    /// The list of meetings.
    Home(home::State),
    /// What is wrong with the files.
    Problems(problems::State),
    /// The actions of every tracker.
    Actions(Box<actions::State>),
    /// Versions of files to put together.
    Merging(Box<merging::State>),
    /// A meeting.
    Meeting(Box<meeting::State>),
}

/// Everything there is.
#[derive(Clone, Debug)]
pub struct Model {
    /// The last time seen.
    pub now: Stamp,
    /// What was asked for.
    pub ask: Ask,
    /// The screen.
    pub screen: Screen,
    /// What lies over it.
    pub over: Option<Overlay>,
    /// What was last said.
    pub notice: Option<Notice>,
    /// What is not on disk yet.
    pub saving: Saving,
    /// The files as they were last read.
    pub workspace: Workspace,
    /// The meeting whose journals were asked for.
    opening: Option<MeetingId>,
    /// Lines that must come before the first act: that the meeting was opened.
    opened: Option<opening::Unsaved>,
    /// When what is being typed is next kept.
    keep_at: Option<Stamp>,
    /// Whether the program leaves as soon as everything is on disk.
    leaving: bool,
    /// How far the meeting's time is ahead of the clock: a clock put back, or a rehearsal taken up again, must not
    /// bring a time before what is recorded.
    ahead: TimeDelta,
}

/// Everything that can reach the program. There is no other way in.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The program starts.
    Start,
    /// A key.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal's size in cells.
    Resized(u16, u16),
    /// Time passed.
    Tick,
    /// The world answered.
    Reply(Reply),
    /// The system asks the program to end (SIGTERM, SIGHUP, SIGINT).
    Terminate,
}

/// How long typed text may wait before it is kept: never more than a second.
const KEEP_AFTER: TimeDelta = TimeDelta::milliseconds(700);

impl Model {
    /// A program about to start.
    pub fn new(ask: Ask, now: Stamp) -> Self {
        Self {
            now,
            ask,
            screen: Screen::Loading,
            over: None,
            notice: None,
            saving: Saving::default(),
            workspace: Workspace::default(),
            opening: None,
            opened: None,
            keep_at: None,
            leaving: false,
            ahead: TimeDelta::zero(),
        }
    }

    /// Who has the keys when nothing lies over the screen.
    pub fn scope(&self) -> Scope {
        match &self.screen {
            Screen::Loading => Scope::Everywhere,
            Screen::Home(_) => Scope::Home,
            Screen::Problems(_) => Scope::Problems,
            Screen::Actions(state) => state.scope(),
            Screen::Merging(state) => state.scope(),
            Screen::Meeting(state) => state.scope(),
        }
    }

    /// The facts commands wait for.
    pub fn facts(&self) -> Vec<Need> {
        match &self.screen {
            Screen::Meeting(state) => state.facts(),
            Screen::Home(state) => state.facts(),
            Screen::Problems(state) => state.facts(),
            Screen::Actions(state) => state.facts(),
            Screen::Merging(state) => state.facts(),
            Screen::Loading => Vec::new(),
        }
    }

    fn busy(&self) -> bool {
        match &self.screen {
            Screen::Meeting(state) => state.busy(),
            Screen::Actions(state) => state.busy(),
            _ => false,
        }
    }

    /// A command, by key, by palette or by name.
    fn run(&mut self, command: Command, out: &mut Out, effects: &mut Vec<Effect>) {
        match command {
            Command::Help => self.over = Some(Overlay::help()),
            Command::Palette => self.over = Some(Overlay::palette()),
            Command::Leave => self.leave(out, effects),
            _ => match &mut self.screen {
                Screen::Loading => {}
                Screen::Home(state) => state.run(command, out),
                Screen::Problems(state) => state.run(command, out),
                Screen::Actions(state) => state.run(command, &self.workspace, self.now.date_naive(), out),
                Screen::Merging(state) => state.run(command, self.now.date_naive(), out),
                Screen::Meeting(state) => state.run(self.now, command, out),
            },
        }
    }

    fn leave(&mut self, out: &mut Out, effects: &mut Vec<Effect>) {
        if let Screen::Merging(state) = &mut self.screen
            && let Some(words) = state.holds_back()
        {
            return out.refuse(words);
        }
        // What cannot be written may never be: nobody is kept here by it, and nobody loses words unasked.
        if let Some(stake) = self.saving.stake() {
            self.over = Some(Overlay::leave(stake));
        } else if self.saving.all_saved() {
            effects.push(Effect::Quit);
        } else {
            self.leaving = true;
        }
    }

    fn key(&mut self, key: Key, out: &mut Out, effects: &mut Vec<Effect>) {
        self.notice = None;
        if self.over.is_some() {
            return self.overlay_key(key, out, effects);
        }
        if self.busy() {
            match &mut self.screen {
                Screen::Meeting(state) => state.typed(self.now, key, out),
                Screen::Actions(state) => state.typed(key, &self.workspace, self.now.date_naive(), out),
                _ => {}
            }
            return;
        }
        let Some(spec) = command::lookup(self.scope(), key) else { return };
        match spec.ready(&self.facts()) {
            Ok(()) => self.run(spec.id, out, effects),
            Err(why) => out
                .refuse(format!("{}: {why}", crate::base::text::sentence(spec.title).trim_end_matches('.'))),
        }
    }

    /// What a turn of a screen comes to: entries to record, a draft to keep, another screen.
    fn settle(&mut self, out: Out, effects: &mut Vec<Effect>) {
        if out.notice.is_some() {
            self.notice = out.notice;
        }
        for entry in &out.entries {
            if let Some(unsaved) = self.opened.take() {
                self.save_opening(unsaved);
            }
            self.saving.record(entry);
        }
        if !out.entries.is_empty() {
            self.write_what_changed();
        }
        if out.typing_changed {
            let typing = matches!(&self.screen, Screen::Meeting(s) if s.typing.is_some());
            if typing {
                self.keep_at = self.keep_at.or(Some(self.now + KEEP_AFTER));
            } else {
                self.keep_at = None;
                self.saving.draft(String::new(), effects);
            }
        }
        if let Some(edit) = out.edit {
            // Whatever becomes of the editor, the words as they are now are kept.
            self.keep_draft(effects);
            effects.push(Effect::Edit(edit));
        }
        effects.extend(out.effects);
        match out.go {
            Some(Goto::Meeting(id)) => self.open(&id, effects),
            Some(Goto::NewMeeting(group)) => self.open_new(&group, effects),
            Some(Goto::Problems) => self.screen = Screen::Problems(problems::State::new(&self.workspace)),
            Some(Goto::Copies) => {
                self.screen = Screen::Merging(Box::new(merging::State::new(&self.workspace)));
            }
            Some(Goto::Actions) => {
                let state = actions::State::new(&self.workspace, self.now.date_naive());
                self.screen = Screen::Actions(Box::new(state));
            }
            Some(Goto::Home) => self.go_home(effects),
            Some(Goto::ReadAgain) => effects.push(Effect::ReadWorkspace),
            None => {}
        }
    }

    /// Back to the list of meetings, once everything said here is on disk.
    fn go_home(&mut self, effects: &mut Vec<Effect>) {
        if self.saving.waiting() > 0 {
            let words = "Wait until everything is saved, or mend what is in the way".to_owned();
            self.notice = Some(Notice { words, refusal: true });
            return;
        }
        if matches!(self.screen, Screen::Meeting(_)) {
            if self.saving.record_due() {
                self.write_record();
            }
            effects.push(Effect::ReadWorkspace);
        }
        self.opened = None;
        self.screen = Screen::Home(home::State::new(&self.workspace, self.now.date_naive()));
    }

    /// Whatever has come due: the draft, a retry, the readable file.
    fn due(&mut self, effects: &mut Vec<Effect>) {
        if self.keep_at.is_some_and(|at| at <= self.now) {
            self.keep_at = None;
            self.keep_draft(effects);
        }
        if self.saving.wants_meeting_file(self.now) {
            self.write_record();
        }
        self.saving.send(self.now, effects);
        if self.leaving && self.saving.all_saved() {
            effects.push(Effect::Quit);
        }
    }

    fn keep_draft(&mut self, effects: &mut Vec<Effect>) {
        if let Screen::Meeting(state) = &self.screen
            && let Some(typing) = &state.typing
        {
            self.saving.draft(typing.draft(&state.meeting, &state.writer), effects);
        }
    }

    fn reply(&mut self, reply: Reply, out: &mut Out, effects: &mut Vec<Effect>) {
        match reply {
            Reply::Workspace(raw) => self.loaded(&raw, effects),
            Reply::Journals(raw) => self.journals(&raw, out),
            Reply::Appended(seq) => self.saving.recorded(seq),
            Reply::Changed { path, beside, sha256, unkept, renumbered } => {
                self.saving.written(&path);
                self.renumbered(&renumbered, out);
                if let Some(sha256) = sha256 {
                    self.note_written(beside.as_deref().unwrap_or(&path), sha256);
                }
                if let Some(beside) = beside {
                    self.wrote(format!(
                        "{path} was edited by hand and is left alone: the new text is in {beside}."
                    ));
                }
                if let Some(why) = unkept {
                    let words = crate::effect::unkept(&why);
                    self.wrote(words.clone());
                    out.say(words);
                }
            }
            Reply::Heard(files) => self.heard(&files, out),
            Reply::Present(others) => self.present(others),
            Reply::Touched => self.touched(effects),
            Reply::Mirrored => self.saving.mirroring.done(),
            Reply::Versions { file, copy, read } => {
                if let Screen::Merging(state) = &mut self.screen {
                    state.versions(&file, copy.as_deref(), read, out);
                }
            }
            Reply::Merged { file, done } => {
                if let Screen::Merging(state) = &mut self.screen {
                    state.merged(&file, &done, out);
                }
            }
            Reply::PutElsewhere(put) => {
                if let Some(over) = &mut self.over {
                    over.put(put);
                }
            }
            Reply::Edited(edited) => self.edited(edited, out, effects),
            Reply::Failed(fault) => self.failed(fault, out),
        }
    }

    fn edited(&mut self, edited: Result<String, String>, out: &mut Out, effects: &mut Vec<Effect>) {
        match (edited, &mut self.screen) {
            (Ok(text), Screen::Meeting(state)) => state.edited(&text, out),
            (Ok(_), _) => effects.push(Effect::ReadWorkspace),
            (Err(why), _) => out.refuse(why),
        }
    }

    fn failed(&mut self, fault: Fault, out: &mut Out) {
        if fault.doing == Doing::Reading {
            out.refuse(fault.to_string());
            if matches!(self.screen, Screen::Loading) {
                self.screen = Screen::Home(home::State::new(&self.workspace, self.now.date_naive()));
            }
            return;
        }
        self.leaving = false;
        self.saving.failed(fault, self.now);
    }

    fn loaded(&mut self, raw: &RawWorkspace, effects: &mut Vec<Effect>) {
        self.workspace = Workspace::load(
            raw.files.iter().map(|f| (f.path.as_str(), f.bytes.as_slice())),
            &raw.unread,
            &raw.with_journal,
        );
        self.workspace.come_to(self.now.date_naive());
        if let (true, Some((what, why))) = (raw.files.is_empty(), raw.unread.first()) {
            let words =
                format!("{what} cannot be read: {why}. What was left unfinished is on this computer too");
            self.notice = Some(Notice { words, refusal: true });
        }
        match self.screen {
            Screen::Problems(ref shown) => self.screen = Screen::Problems(shown.again(&self.workspace)),
            Screen::Actions(ref mut state) => state.read_again(&self.workspace, self.now.date_naive()),
            Screen::Merging(ref mut state) => state.read_again(&self.workspace, effects),
            Screen::Meeting(ref mut state) => state.names = self.workspace.names.clone(),
            Screen::Loading | Screen::Home(_) => {
                self.screen = Screen::Home(home::State::new(&self.workspace, self.now.date_naive()));
                if let Some(name) = self.ask.meet.take() {
                    self.open_named(&name, effects);
                }
            }
        }
    }
}

/// One turn.
pub fn update(model: &mut Model, at: Stamp, msg: Msg) -> Vec<Effect> {
    model.now = model.now.max(at + model.ahead);
    let mut effects = Vec::new();
    let mut out = Out::default();
    match msg {
        Msg::Start => effects.push(Effect::ReadWorkspace),
        Msg::Key(key) => model.key(key, &mut out, &mut effects),
        Msg::Paste(text) => model.paste(&text, &mut out),
        Msg::Reply(reply) => model.reply(reply, &mut out, &mut effects),
        Msg::Terminate => {
            model.keep_draft(&mut effects);
            model.settle(out, &mut effects);
            model.saving.send(model.now, &mut effects);
            effects.push(Effect::Quit);
            return effects;
        }
        Msg::Tick | Msg::Resized(..) => {}
    }
    model.settle(out, &mut effects);
    model.due(&mut effects);
    effects
}

/// Does a command by its registered name, for scripts; `Err` says why not.
pub fn do_command(model: &mut Model, at: Stamp, name: &str) -> Result<Vec<Effect>, String> {
    model.now = model.now.max(at + model.ahead);
    let spec = command::named(name).ok_or_else(|| format!("there is no command called '{name}'"))?;
    if spec.scope != model.scope() && spec.scope != Scope::Everywhere {
        return Err(format!("'{name}' does not work on this screen"));
    }
    spec.ready(&model.facts()).map_err(|why| format!("'{name}': {why}"))?;
    let (mut effects, mut out) = (Vec::new(), Out::default());
    model.notice = None;
    model.run(spec.id, &mut out, &mut effects);
    model.settle(out, &mut effects);
    model.due(&mut effects);
    Ok(effects)
}

impl Model {
    fn paste(&mut self, text: &str, out: &mut Out) {
        if let Some(over) = &mut self.over {
            over.paste(text);
            return;
        }
        self.notice = None;
        match &mut self.screen {
            Screen::Meeting(state) => state.pasted(text, out),
            Screen::Actions(state) => state.pasted(text, &self.workspace, self.now.date_naive()),
            _ => {}
        }
    }

    /// How many acts of the meeting that is open are on disk.
    pub fn acts_on_disk(&self) -> usize {
        let Screen::Meeting(state) = &self.screen else { return 0 };
        let opened = self.opened.as_ref().map(opening::Unsaved::id);
        let waits = |id: &EntryId| id.writer == state.writer && self.saving.is_waiting(id.seq);
        let acts = state.meeting.entries().iter().filter(|e| e.act.is_counted()).map(|e| &e.id);
        acts.filter(|id| Some(*id) != opened && !waits(id)).count()
    }

    fn saved_said(&self) -> (crate::ui::look::Role, String) {
        self.saving.said()
    }
}

/// When the picture next changes by itself; `None` means sleep until something happens.
pub fn next_wake(model: &Model) -> Option<Stamp> {
    let screen = if let Screen::Meeting(state) = &model.screen { state.next_wake(model.now) } else { None };
    [screen, model.keep_at, model.saving.next_wake()].into_iter().flatten().min().map(|at| at - model.ahead)
}

/// Draws; changes nothing.
pub fn view(model: &Model, frame: &mut Frame) {
    let area = frame.area();
    if area.width == 0 || area.height == 0 {
        return;
    }
    match &model.screen {
        Screen::Loading => frame.render_widget(" Reading the files…", Rect { height: 1, ..area }),
        Screen::Home(state) => state.view(&model.seen(), frame, area),
        Screen::Problems(state) => state.view(&model.seen(), frame, area),
        Screen::Actions(state) => state.view(&model.seen(), &model.workspace, frame, area),
        Screen::Merging(state) => state.view(&model.seen(), frame, area),
        Screen::Meeting(state) => state.view(&model.seen(), frame, area),
    }
    if let Some(over) = &model.over {
        over.view(model, frame, area);
    }
    if model.ask.look.ascii {
        keep_to_ascii(frame.buffer_mut());
    }
}

impl Model {
    fn seen(&self) -> meeting::Seen<'_> {
        meeting::Seen {
            now: self.now,
            look: self.ask.look,
            saved: self.saved_said(),
            unsaved: self.saving.fault().map(|f| (f.to_string(), f.cause.mend())),
            notice: self.notice.as_ref(),
        }
    }
}
