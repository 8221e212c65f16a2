//! The program as a value: `update` takes a time and a message and returns effects; `view` draws and
//! changes nothing. `opening` and `closing` are the two ends of a meeting, `saving` what is not on disk yet, `mirroring`
//! what is on this computer's only, `hearing` what other writers do, `leaving` what is asked before such things are left,
//! `replies` what each answer of the world comes to.

pub mod closing;
mod leaving;
mod mirroring;
mod hearing;
mod keeping;
mod opening;
mod overlay;
mod replies;
pub mod saving;

pub use overlay::Overlay;

use crate::base::id::{AuditId, MeetingId};
use crate::base::key::Key;
use crate::base::stamp::Stamp;
use crate::command::{self, Command, Need, Scope};
use crate::domain::meeting::EntryId;
use crate::effect::{Effect, Reply, Typed};
use crate::files::workspace::Workspace;
use crate::screens::{Goto, Notice, Out, actions, assurance, audits, home, meeting, merging, problems};
use crate::ui::look::{Look, keep_to_ascii};
use chrono::TimeDelta;
use ratatui::Frame;
use ratatui::layout::Rect;
use saving::Saving;
use std::sync::Arc;

/// What the program was asked to open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Straight into this meeting, or a meeting of this group; else the list of meetings.
    pub meet: Option<String>,
    /// Whether this is the demo.
    pub demo: bool,
    /// How to go on with an earlier demo that was left unfinished.
    pub earlier: Option<String>,
    /// The name of whoever sits here, as the system knows it; for what is done outside meetings.
    pub who: String,
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
    /// Audits.
    Audits(Box<audits::State>),
    /// Reviews, inspections and registers.
    Reviews(Box<assurance::State>),
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
    pub workspace: Arc<Workspace>,
    /// The meeting whose journals were asked for.
    opening: Option<MeetingId>,
    /// Lines that must come before the first act: that the meeting was opened.
    opened: Option<opening::Unsaved>,
    /// When what is being typed is next kept.
    keep_at: Option<Stamp>,
    /// What is kept of a line typed outside a meeting, on the screen that is shown.
    kept_line: String,
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
            workspace: Arc::default(),
            opening: None,
            opened: None,
            keep_at: None,
            kept_line: String::new(),
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
            Screen::Audits(state) => state.scope(),
            Screen::Reviews(state) => state.scope(),
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
            Screen::Audits(state) => state.facts(),
            Screen::Reviews(state) => state.facts(),
            Screen::Merging(state) => state.facts(),
            Screen::Loading => Vec::new(),
        }
    }

    fn busy(&self) -> bool {
        match &self.screen {
            Screen::Meeting(state) => state.busy(),
            Screen::Actions(state) => state.busy(),
            Screen::Audits(state) => state.busy(),
            Screen::Reviews(state) => state.busy(),
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
                Screen::Actions(state) => state.run(command, self.now, out),
                Screen::Audits(state) => state.run(command, self.now, out),
                Screen::Reviews(state) => state.run(command, self.now, out),
                Screen::Merging(state) => state.run(command, self.now.date_naive(), out),
                Screen::Meeting(state) => state.run(self.now, command, out),
            },
        }
    }

    fn leave(&mut self, out: &mut Out, effects: &mut Vec<Effect>) {
        let held = match &mut self.screen {
            Screen::Merging(state) => state.holds_back(),
            Screen::Actions(state) => state.holds_back().map(str::to_owned),
            Screen::Audits(state) => state.holds_back().map(str::to_owned),
            Screen::Reviews(state) => state.holds_back().map(str::to_owned),
            _ => None,
        };
        if let Some(words) = held {
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
                Screen::Actions(state) => state.typed(key, self.now, out),
                Screen::Audits(state) => state.typed(key, self.now, out),
                Screen::Reviews(state) => state.typed(key, self.now, out),
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
        self.keep_line_soon(effects);
        if let Some(edit) = out.edit {
            // Whatever becomes of the editor, the words as they are now are kept.
            self.keep_draft(effects);
            effects.push(Effect::Edit(edit));
        }
        effects.extend(out.effects);
        if out.go.is_some() {
            // Words of the screen that is left are kept before it is.
            self.keep_line(effects);
        }
        match out.go {
            Some(Goto::Meeting(id)) => self.open(&id, effects),
            Some(Goto::NewMeeting(group)) => self.open_new(&group, effects),
            Some(Goto::Problems) => self.screen = Screen::Problems(problems::State::new(&self.workspace)),
            Some(Goto::Copies) => {
                self.screen = Screen::Merging(Box::new(merging::State::new(&self.workspace)));
            }
            Some(Goto::Actions) => {
                self.kept_line.clear();
                let (state, search) =
                    actions::State::new(&self.workspace, self.now.date_naive(), &self.ask.who);
                self.screen = Screen::Actions(Box::new(state));
                effects.extend([search, Effect::FindLine(Typed::Actions)]);
            }
            Some(Goto::Audits) => self.go_to_audits(None, effects),
            Some(Goto::Audit(id)) => self.go_to_audits(Some(&id), effects),
            Some(Goto::Reviews) => self.go_to_reviews(assurance::Page::List, effects),
            Some(Goto::Registers) => self.go_to_reviews(assurance::Page::Inputs, effects),
            Some(Goto::Home) => self.go_home(effects),
            Some(Goto::ReadAgain) => effects.push(Effect::ReadWorkspace),
            None => {}
        }
    }

    /// The list of audits, or the board of one.
    fn go_to_audits(&mut self, audit: Option<&AuditId>, effects: &mut Vec<Effect>) {
        self.kept_line.clear();
        let mut state = audits::State::new(&self.workspace, self.now.date_naive(), &self.ask.who);
        if let Some(audit) = audit {
            let mut out = Out::default();
            state.open(audit, self.now, &mut out);
            effects.extend(out.effects);
            self.notice = out.notice.or(self.notice.take());
        }
        self.screen = Screen::Audits(Box::new(state));
        effects.push(Effect::FindLine(Typed::Audits));
    }

    fn go_to_reviews(&mut self, page: assurance::Page, effects: &mut Vec<Effect>) {
        self.kept_line.clear();
        let state = assurance::State::new(&self.workspace, self.now.date_naive(), page);
        self.screen = Screen::Reviews(Box::new(state));
        effects.push(Effect::FindLine(Typed::Reviews));
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
            Screen::Actions(state) => state.pasted(text, out),
            Screen::Audits(state) => state.pasted(text),
            Screen::Reviews(state) => state.pasted(text),
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
        Screen::Actions(state) => state.view(&model.seen(), frame, area),
        Screen::Audits(state) => state.view(&model.seen(), frame, area),
        Screen::Reviews(state) => state.view(&model.seen(), frame, area),
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
