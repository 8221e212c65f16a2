//! What the world answered, and what each answer comes to.

use super::{Model, Screen};
use crate::effect::{Doing, Effect, Fault, Reply, Revised, Typed};
use crate::files::workspace::Workspace;
use crate::screens::{Notice, Out, audits, home};
use std::sync::Arc;

impl Model {
    pub(super) fn reply(&mut self, reply: Reply, out: &mut Out, effects: &mut Vec<Effect>) {
        match reply {
            Reply::Workspace(workspace) => self.loaded(workspace, effects),
            Reply::Found(found, workspace) => {
                if let Screen::Actions(state) = &mut self.screen {
                    state.found(*found, workspace, out);
                }
            }
            Reply::Line(of, kept) => match (&mut self.screen, of) {
                (Screen::Actions(state), Typed::Actions) => {
                    state.line_found(&kept, self.now, out);
                    self.kept_line = kept;
                }
                (Screen::Audits(state), Typed::Audits) => {
                    state.line_found(&kept, out);
                    self.kept_line = kept;
                }
                (Screen::Reviews(state), Typed::Reviews) => {
                    state.line_found(&kept, out);
                    self.kept_line = kept;
                }
                _ => {}
            },
            Reply::Template(id, read) => match &mut self.screen {
                Screen::Audits(state) => state.template(&id, read, out),
                Screen::Reviews(state) => state.template(&id, read),
                _ => {}
            },
            Reply::Journals(raw) => self.journals(&raw, out),
            Reply::Appended(seq) => self.saving.recorded(seq),
            Reply::Changed { path, beside, sha256, unkept, renumbered, overridden } => {
                self.saving.written(&path);
                self.renumbered(&renumbered, out);
                for words in overridden {
                    self.wrote(words.clone());
                    out.say(words);
                }
                if let Some(sha256) = sha256 {
                    self.note_written(beside.as_deref().unwrap_or(&path), sha256);
                }
                if let Some(beside) = beside {
                    self.wrote(format!(
                        "{path} was edited by hand and is left alone: the new text is in {beside}."
                    ));
                }
                if let Some(words) = unkept {
                    self.wrote(words.clone());
                    out.say(words);
                }
            }
            Reply::Revised { done, failed, unkept } => {
                self.revised(done, failed, out, effects);
                if let Some(words) = unkept {
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
            Reply::Paper(asked, came) => match &mut self.screen {
                Screen::Audits(state) => state.papered(&asked, came, out),
                _ => audits::tell(&came, &asked.to, out),
            },
            Reply::Edited(edited) => self.edited(edited, out, effects),
            Reply::Failed(fault) => self.failed(fault, out),
        }
    }

    /// What somebody asked for outside a meeting was done, or not all of it.
    fn revised(
        &mut self,
        done: Vec<Revised>,
        failed: Option<Fault>,
        out: &mut Out,
        effects: &mut Vec<Effect>,
    ) {
        let mut more = false;
        match &mut self.screen {
            Screen::Actions(state) => state.revised(done, failed, out),
            Screen::Audits(state) => {
                state.revised(done, failed, out);
                // Somebody types faster than the disk: the files are read once the last of it is written.
                more = state.holds_back().is_some();
            }
            Screen::Reviews(state) => state.revised(done, failed, out),
            _ => {
                if let Some(fault) = failed {
                    out.refuse(fault.given_up());
                }
            }
        }
        if !more {
            effects.push(Effect::ReadWorkspace);
        }
    }

    fn edited(&mut self, edited: Result<String, String>, out: &mut Out, effects: &mut Vec<Effect>) {
        match (edited, &mut self.screen) {
            (Ok(text), Screen::Meeting(state)) => state.edited(&text, out),
            (Ok(text), Screen::Actions(state)) if state.says() => state.edited(&text, out),
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
        if fault.doing == Doing::BeingHere {
            return out.refuse(fault.to_string());
        }
        self.leaving = false;
        if fault.doing == Doing::KeepingDraft {
            // With the next key it is tried again.
            self.kept_line.clear();
        }
        self.saving.failed(fault, self.now);
    }

    fn loaded(&mut self, workspace: Arc<Workspace>, effects: &mut Vec<Effect>) {
        self.workspace = workspace;
        // It is nobody else's yet, so nothing is copied.
        Arc::make_mut(&mut self.workspace).come_to(self.now.date_naive());
        if let Some((what, why)) = &self.workspace.away {
            let words =
                format!("{what} cannot be read: {why}. What was left unfinished is on this computer too");
            self.notice = Some(Notice { words, refusal: true });
        }
        match self.screen {
            Screen::Problems(ref shown) => self.screen = Screen::Problems(shown.again(&self.workspace)),
            Screen::Actions(ref mut state) => effects.push(state.read_again(&self.workspace)),
            Screen::Audits(ref mut state) => state.read_again(&self.workspace),
            Screen::Reviews(ref mut state) => state.read_again(&self.workspace),
            Screen::Merging(ref mut state) => state.read_again(&self.workspace, effects),
            Screen::Meeting(ref mut state) => state.names = self.workspace.names.clone(),
            Screen::Loading | Screen::Home(_) => {
                let today = self.now.date_naive();
                self.screen = Screen::Home(match &self.screen {
                    Screen::Home(shown) => shown.again(&self.workspace, today),
                    _ => home::State::new(&self.workspace, today),
                });
                if let Some(name) = self.ask.meet.take() {
                    self.open_named(&name, effects);
                }
            }
        }
    }
}
