//! Audits: the list of them, and one in hand: its board, its panel, a return being filled in, what it comes to. What is
//! asked with a line or a choice is in `asking`, what its answer comes to in `answering`, and for what a panel says in `finding`,
//! `altogether` and `recommending`; `opening` opens an audit, `papers` writes what comes out to files; `board`, `panel`, `filling`, `lacking` and `results` are the pages, `view` the frame around
//! them.

mod altogether;
mod answering;
mod asking;
mod board;
mod concerns;
mod days;
mod dissenting;
mod filling;
mod filling_page;
mod finding;
mod keeping;
mod lacking;
mod meanwhile;
mod opening;
mod panel;
mod panel_page;
mod papers;
mod recommending;
mod results;
mod scrolled;
mod signing;
#[cfg(test)]
mod tests;
mod view;
mod writing;

use super::steps::{Came, ON_ITS_WAY, Steps, Way};
use super::{Goto, Out};
use crate::base::id::{AgencyId, AuditId, CaseId};
use crate::base::key::Key;
use crate::base::stamp::Stamp;
use crate::base::text::count;
use crate::command::{Command, Need, Scope};
use crate::domain::agenda::Tier;
use crate::domain::audit::{Audit, Resolved, Results, ReturnState};
use crate::effect::{Change, Effect, Fault, Revised, Revision};
use crate::files::audit_folder::AuditFolder;
use crate::files::places;
use crate::files::workspace::Workspace;
use asking::Asking;
use chrono::NaiveDate;
use meanwhile::Looked;
use papers::Told;
pub use papers::tell;
use scrolled::Scrolled;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::sync::Arc;

/// The audits, and what is in hand of one.
#[derive(Clone, Debug)]
pub struct State {
    workspace: Arc<Workspace>,
    today: NaiveDate,
    /// Who sits here, as the computer knows them.
    who: String,
    list_at: usize,
    open: Option<Open>,
    page: Page,
    asking: Option<Asking>,
    /// What was looked at when that was asked which is being answered at this moment.
    answering: Option<Arc<Looked>>,
    /// Lines dropped with Esc, and those found when the program was started again, so that no words are lost.
    dropped: Vec<Asking>,
    steps: Steps<Option<Asking>>,
    /// What is sent once the disk has done what it was asked before.
    queue: VecDeque<Sent>,
    /// Whether files were written that have not been read again.
    stale: bool,
    scroll: Scrolled,
    /// What came of a paper that was asked for.
    told: Told,
    /// The audit that was opened last, to be chosen in the list once it is read.
    begun: Option<AuditId>,
}

/// A change of a file: what to say of it, and the line it came from.
#[derive(Clone, Debug)]
struct Sent {
    said: String,
    way: Way,
    revisions: Vec<Revision>,
    line: Option<Asking>,
}

/// An audit in hand.
#[derive(Clone, Debug)]
struct Open {
    id: AuditId,
    /// Its files, with what was done here and is still on its way to the disk.
    folder: AuditFolder,
    /// That it is to be scored again, where everything that came of it has ended.
    again: bool,
    /// What it asks; nothing until it was read.
    template: Option<Box<Resolved>>,
    /// Why it cannot be known what it asks.
    problem: Option<String>,
    case: usize,
    agency: usize,
    /// The question the panel looks at, in the order of its list; the line of a return that is filled in.
    at: usize,
    /// What is missing of a return that the cursor is at.
    lacks: usize,
    /// Since when minutes of the panel have not been counted.
    since: Option<Stamp>,
}

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Page {
    List,
    Board,
    Panel,
    Filling,
    Lacking,
    Results,
    Chasing,
    /// What came of a paper that was asked for.
    Paper,
}

impl State {
    /// The list of audits.
    pub fn new(workspace: &Arc<Workspace>, today: NaiveDate, who: &str) -> Self {
        Self {
            workspace: Arc::clone(workspace),
            today,
            who: who.to_owned(),
            list_at: 0,
            open: None,
            page: Page::List,
            asking: None,
            answering: None,
            dropped: Vec::new(),
            steps: Steps::default(),
            queue: VecDeque::new(),
            stale: false,
            scroll: Scrolled::default(),
            told: Told::default(),
            begun: None,
        }
    }

    /// The files were read again.
    pub fn read_again(&mut self, workspace: &Arc<Workspace>) {
        let new = self.begun.take_if(|id| workspace.audit_folders.contains_key(id));
        let chosen = new.or_else(|| self.workspace.audit_folders.keys().nth(self.list_at).cloned());
        self.workspace = Arc::clone(workspace);
        self.stale = false;
        let all = &self.workspace.audit_folders;
        let again = chosen.and_then(|id| all.keys().position(|known| *known == id));
        self.list_at = again.unwrap_or(self.list_at).min(all.len().saturating_sub(1));
        // What is on its way is newer than what was read.
        if !self.steps.is_saving() {
            self.take_up();
        }
    }

    /// Takes the files of the audit in hand as they were read.
    fn take_up(&mut self) {
        let Some(open) = &mut self.open else { return };
        match self.workspace.audit_folders.get(&open.id) {
            Some(folder) => {
                open.folder = folder.clone();
                open.again = self.workspace.asks_again(folder);
                // A line that came back is about the audit as it stands in what was read since.
                let seen = self.looked();
                if let Some(asking) = self.asking.as_mut().filter(|asking| asking.seen.is_none()) {
                    asking.seen = Some(seen);
                }
            }
            None => {
                self.dropped.extend(self.asking.take().filter(Asking::holds_words));
                (self.open, self.page) = (None, Page::List);
            }
        }
    }

    /// What an audit asks was read, or why it cannot be.
    pub fn template(&mut self, id: &AuditId, read: Result<Box<Resolved>, String>, out: &mut Out) {
        let Some(open) = self.open.as_mut().filter(|open| open.id == *id) else { return };
        match read {
            Ok(template) => open.template = Some(template),
            Err(why) => {
                out.refuse(crate::base::text::sentence(&why));
                open.problem = Some(why);
            }
        }
    }

    /// Who has the keys.
    pub fn scope(&self) -> Scope {
        match self.page {
            Page::List => Scope::Audits,
            Page::Board => Scope::Board,
            Page::Panel => Scope::Panel,
            Page::Filling => Scope::Filling,
            Page::Lacking => Scope::Lacking,
            Page::Results | Page::Chasing | Page::Paper => Scope::AuditPage,
        }
    }

    /// Whether keys are words, or answers to a question, rather than commands.
    pub fn busy(&self) -> bool {
        self.asking.is_some()
    }

    /// Why the program cannot be left yet.
    pub fn holds_back(&self) -> Option<&'static str> {
        self.steps.holds_back()
    }

    /// The facts commands wait for.
    pub fn facts(&self) -> Vec<Need> {
        let come = self.came();
        let accepted = come.is_some_and(|of| of.state == ReturnState::Accepted);
        let facts = [
            (Need::Audits, !self.workspace.audit_folders.is_empty()),
            (Need::Undoable, self.steps.can_undo()),
            (Need::Redoable, self.steps.can_redo()),
            (Need::Dropped, !self.dropped.is_empty()),
            (Need::CameBack, come.is_some()),
            (Need::Open, !accepted),
            (Need::Asked, self.on_question()),
        ];
        facts.into_iter().filter(|(_, holds)| *holds).map(|(need, _)| need).collect()
    }

    fn folder(&self) -> Option<&AuditFolder> {
        self.open.as_ref().map(|open| &open.folder)
    }

    fn audit(&self) -> Option<&Audit> {
        self.folder().map(|folder| &folder.audit)
    }

    /// What the audit in hand asks, once that was read.
    fn asked(&self) -> Option<&Resolved> {
        self.open.as_ref()?.template.as_deref()
    }

    fn results(&self) -> Option<Results<'_>> {
        let folder = self.folder()?;
        let results = Results::of(&folder.audit, self.asked()?, &folder.returns, &folder.panels);
        Some(results.beside(&folder.challenges))
    }

    /// The child that is looked at.
    fn case(&self) -> Option<&CaseId> {
        Some(&self.audit()?.cases.get(self.open.as_ref()?.case)?.id)
    }

    /// The agency that is looked at.
    fn agency(&self) -> Option<&AgencyId> {
        Some(&self.audit()?.agencies.get(self.open.as_ref()?.agency)?.id)
    }

    /// What a command does here.
    pub fn run(&mut self, command: Command, now: Stamp, out: &mut Out) {
        self.today = now.date_naive();
        match command {
            Command::Undo => {
                let effect = self.steps.undo();
                return out.step(effect);
            }
            Command::Redo => {
                let effect = self.steps.redo();
                return out.step(effect);
            }
            Command::BringBack => {
                if let Some(line) = self.dropped.pop() {
                    self.resume(line, out);
                }
                return;
            }
            Command::ReadAgain => {
                out.go = Some(Goto::ReadAgain);
                return;
            }
            _ => {}
        }
        match self.page {
            Page::List => self.run_list(command, out),
            Page::Board => self.run_board(command, now, out),
            Page::Panel => self.run_panel(command, now, out),
            Page::Filling => self.run_filling(command, out),
            Page::Lacking => self.run_lacking(command, out),
            Page::Results | Page::Chasing | Page::Paper => match command {
                Command::WritePaper => self.ask_which_paper(out),
                Command::Back => self.turn_to(Page::Board),
                key => self.scroll = self.scroll.after(key),
            },
        }
    }

    fn run_list(&mut self, command: Command, out: &mut Out) {
        let last = self.workspace.audit_folders.len().saturating_sub(1);
        match command {
            Command::Up => self.list_at = self.list_at.saturating_sub(1),
            Command::Down => self.list_at = (self.list_at + 1).min(last),
            Command::OpenAudit => {
                let Some((id, folder)) = self.workspace.audit_folders.iter().nth(self.list_at) else {
                    return;
                };
                // A file that cannot be used would be missing from the counts without a word.
                let here = format!("{}/{id}/", places::AUDITS);
                let mut bad = self.workspace.unusable.iter().chain(&self.workspace.unread);
                if let Some(file) = bad.find(|file| file.starts_with(&here)) {
                    return out.refuse(format!(
                        "{file} cannot be used until it is mended, and nothing is counted without it: Esc, then p shows why"
                    ));
                }
                let sha256 = folder.audit.template.sha256.clone();
                out.effects.push(Effect::ReadTemplate(id.clone(), sha256));
                let (id, folder) = (id.clone(), folder.clone());
                let at_first = Open {
                    again: self.workspace.asks_again(&folder),
                    id,
                    folder,
                    template: None,
                    problem: None,
                    case: 0,
                    agency: 0,
                    at: 0,
                    lacks: 0,
                    since: None,
                };
                self.open = Some(at_first);
                self.turn_to(Page::Board);
            }
            Command::NewAudit => self.ask_what_to_open(out),
            Command::Back if self.steps.is_saving() => out.refuse(ON_ITS_WAY),
            Command::Back => out.go = Some(Goto::Home),
            _ => {}
        }
    }

    /// Opens one audit, as Enter does on the list.
    pub fn open(&mut self, id: &AuditId, now: Stamp, out: &mut Out) {
        let at = self.workspace.audit_folders.keys().position(|known| known == id);
        self.list_at = at.unwrap_or(self.list_at);
        if at.is_some() {
            self.run(Command::OpenAudit, now, out);
        }
    }

    fn turn_to(&mut self, page: Page) {
        (self.page, self.scroll) = (page, Scrolled::default());
    }

    /// A key while something is asked.
    pub fn typed(&mut self, key: Key, now: Stamp, out: &mut Out) {
        self.asked_key(key, now, out);
    }

    /// Text pasted while something is asked.
    pub fn pasted(&mut self, text: &str) {
        if let Some(editor) = self.asking.as_mut().and_then(Asking::editor) {
            editor.paste(text);
        }
    }

    /// Sends one change of one file to the disk; the words it came from come back where the disk refuses.
    fn write(&mut self, said: String, path: String, change: Change, line: Option<Asking>, out: &mut Out) {
        let signed = change.results_of(&path).and(self.audit()).and_then(|audit| audit.may_change().err());
        if let Some(why) = signed {
            self.take_up();
            self.asking = line;
            return out.refuse(crate::base::text::sentence(&why));
        }
        // What was accepted or signed, and a meeting that was made, are not taken back.
        let way = if change.stands() { Way::End } else { Way::Do };
        self.queue.push_back(Sent { said, way, revisions: vec![Revision { path, change }], line });
        self.send_next(out);
    }

    /// Sends changes of several files to the disk as one step.
    fn write_all(&mut self, said: String, revisions: Vec<Revision>, line: Option<Asking>, out: &mut Out) {
        self.queue.push_back(Sent { said, way: Way::Do, revisions, line });
        self.send_next(out);
    }

    /// One change after another: the next is sent when the disk has done the last.
    fn send_next(&mut self, out: &mut Out) {
        if !self.steps.is_saving()
            && let Some(Sent { said, way, revisions, line }) = self.queue.pop_front()
        {
            out.effects.push(self.steps.write(said, way, revisions, Some(line)));
        }
    }

    /// The disk did what was asked, or not all of it.
    pub fn revised(&mut self, done: Vec<Revised>, failed: Option<Fault>, out: &mut Out) {
        let clash = failed.as_ref().and_then(|fault| fault.clash.clone());
        let failed = failed.map(|fault| fault.in_words(self));
        let Some(Came { words, failed, changed, with, .. }) =
            self.steps.revised(done, failed, Tier::Restricted)
        else {
            return;
        };
        self.stale = self.stale || changed > 0;
        if !failed {
            out.say(words);
            return self.send_next(out);
        }
        let more = match self.queue.len() {
            0 => String::new(),
            n => format!(" {} after it not written either.", count(n, "change was", "changes were")),
        };
        out.refuse(format!("{words}{more}"));
        let lines = std::mem::take(&mut self.queue).into_iter().map(|sent| sent.line);
        let lines: Vec<Asking> =
            [with.flatten().filter(|_| changed == 0)].into_iter().chain(lines).flatten().collect();
        // Nobody has to type it again: the first comes back, the others with z.
        self.dropped.extend(lines.into_iter().rev().map(|line| Asking { seen: None, ..line }));
        self.take_up();
        if let Some(clash) = clash {
            self.see(*clash);
        }
        if self.asking.is_none()
            && let Some(line) = self.dropped.pop()
        {
            let mut told = Out::default();
            self.resume(line, &mut told);
        }
    }
}
