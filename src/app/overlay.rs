//! What lies over a screen: help, the palette of commands, and the question before leaving unsaved.

use super::leaving::{Leaving, Stake};
use super::saving::Saving;
use super::{Model, Screen};
use crate::base::key::{Key, KeyCode};
use crate::command::{self, Scope, Spec};
use crate::effect::Effect;
use crate::files::unsaved::elsewhere;
use crate::screens::Out;
use crate::screens::find::rank;
use crate::ui::editor::Editor;
use crate::ui::look::{Role, Sign};
use crate::ui::sheet::Sheet;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Clear;

/// One overlay.
#[derive(Clone, Debug)]
pub struct Overlay {
    kind: Kind,
    scroll: usize,
}

#[derive(Clone, Debug)]
enum Kind {
    Help,
    Palette(Box<Editor>),
    Leave(Leaving),
}

impl Overlay {
    /// What works here.
    pub fn help() -> Self {
        Self { kind: Kind::Help, scroll: 0 }
    }

    /// Everything that can be done here, to find by words.
    pub fn palette() -> Self {
        Self { kind: Kind::Palette(Box::default()), scroll: 0 }
    }

    /// Whether to leave although something is not where it should be.
    pub fn leave(stake: Stake) -> Self {
        Self { kind: Kind::Leave(Leaving::new(stake)), scroll: 0 }
    }

    /// What was on no disk is in another folder, or could not be put there.
    pub fn put(&mut self, put: Result<String, String>) {
        if let Kind::Leave(leaving) = &mut self.kind {
            leaving.put(put);
        }
    }

    /// Text pasted while it is open.
    pub fn paste(&mut self, text: &str) {
        match &mut self.kind {
            Kind::Palette(editor) => editor.paste(text),
            Kind::Leave(leaving) => leaving.paste(text),
            Kind::Help => {}
        }
    }

    /// The rows the palette offers for what is typed.
    fn offered(&self, scope: Scope) -> Vec<&'static Spec> {
        let Kind::Palette(editor) = &self.kind else { return Vec::new() };
        let all: Vec<&Spec> = command::in_scope(scope).collect();
        let names: Vec<String> = all.iter().map(|s| format!("{} {}", s.title, s.name)).collect();
        let typed = editor.text();
        let mut found = rank(&typed, &names);
        // What is called by the very words typed comes before what only holds them.
        let wanted = typed.trim().to_lowercase();
        if !wanted.is_empty() {
            found.sort_by_key(|i| (all[*i].title != wanted, !all[*i].title.starts_with(&wanted)));
        }
        // A few letters find a name; scattered over a whole sentence they would find anything.
        let said = |i: &usize| all[*i].help.to_lowercase().contains(&typed.trim().to_lowercase());
        let more: Vec<usize> = (0..all.len()).filter(|i| !found.contains(i) && said(i)).collect();
        found.extend(more);
        found.into_iter().map(|i| all[i]).collect()
    }

    /// Draws it over the screen.
    pub fn view(&self, model: &Model, frame: &mut Frame, area: Rect) {
        frame.render_widget(Clear, area);
        let look = model.ask.look;
        let mut head = Sheet::new(look, area.width);
        let (list, at) = self.list(model, area.width);
        let keys = match &self.kind {
            Kind::Help => {
                head.indented(Role::Head, "What works here", 1);
                "Up and Down scroll · Esc closes"
            }
            Kind::Palette(editor) => {
                head.indented(Role::Head, &format!(": {}{}", editor.text(), look.sign(Sign::Upright)), 1);
                "Enter does it · Up, Down choose · Esc"
            }
            Kind::Leave(leaving) => {
                let (role, words) = leaving.head();
                head.indented(role, words, 1);
                leaving.keys()
            }
        };
        head.rule();
        let head_rows = u16::try_from(head.len()).unwrap_or(2);
        let [top, middle, foot] =
            Layout::vertical([Constraint::Length(head_rows), Constraint::Fill(1), Constraint::Length(1)])
                .areas(area);
        let rows = usize::from(middle.height);
        let from = match self.kind {
            Kind::Help => self.scroll.min(list.len().saturating_sub(rows)),
            // The whole of the chosen row is in sight.
            Kind::Palette(_) => at.saturating_sub(rows),
            Kind::Leave(_) => 0,
        };
        head.draw(frame, top, 0);
        list.draw(frame, middle, from);
        let mut sheet = Sheet::new(look, foot.width);
        sheet.indented(Role::Quiet, keys, 1);
        sheet.draw(frame, foot, 0);
    }

    /// What it lists, and the line below the chosen row.
    fn list(&self, model: &Model, width: u16) -> (Sheet, usize) {
        let mut sheet = Sheet::new(model.ask.look, width);
        let facts = model.facts();
        let mut at = 0;
        match &self.kind {
            Kind::Help => {
                for spec in command::in_scope(model.scope()) {
                    row(&mut sheet, spec, &facts, false);
                }
            }
            Kind::Palette(_) => {
                let offered = self.offered(model.scope());
                for (i, spec) in offered.iter().enumerate() {
                    row(&mut sheet, spec, &facts, i == self.scroll);
                    if i == self.scroll {
                        at = sheet.len();
                    }
                }
                if offered.is_empty() {
                    sheet.indented(Role::Quiet, "Nothing here is called that.", 1);
                }
            }
            Kind::Leave(leaving) => leaving.list(model, &mut sheet),
        }
        (sheet, at)
    }
}

fn row(sheet: &mut Sheet, spec: &Spec, facts: &[command::Need], chosen: bool) {
    let look = sheet.look();
    let cursor = if chosen { look.sign(Sign::Chosen) } else { " " };
    let keys: Vec<String> = spec.keys.iter().map(|key| command::key_said(key)).collect();
    // In a narrow screen only the first key is shown: there is one line for it.
    let (said, column) = if sheet.width() < 60 { (keys[0].clone(), 11) } else { (keys.join(", "), 18) };
    let (role, words) = match spec.ready(facts) {
        Ok(()) => (if chosen { Role::Here } else { Role::Plain }, spec.help.to_owned()),
        Err(why) => (Role::Quiet, format!("{} (not now: {why})", spec.help)),
    };
    sheet.hanging(&format!(" {cursor} {said}"), role, &words, Role::Strong, column);
}

/// A file's name for the acts on no disk, and what it is to hold.
fn unsaved(screen: &Screen, saving: &Saving) -> (String, String) {
    let lines = saving.unsaved();
    match screen {
        Screen::Meeting(state) => elsewhere(&state.meeting.sitting().meeting, &state.writer, &lines),
        _ => ("unsaved.jsonl".to_owned(), lines),
    }
}

impl Model {
    pub(super) fn overlay_key(&mut self, key: Key, out: &mut Out, effects: &mut Vec<Effect>) {
        let scope = self.scope();
        let facts = self.facts();
        let Some(over) = &mut self.over else { return };
        if let Kind::Leave(leaving) = &mut over.kind {
            let unsaved = || unsaved(&self.screen, &self.saving);
            if leaving.key(key, unsaved, effects) {
                self.over = None;
            }
            return;
        }
        let closes = key.code == KeyCode::Esc || (key.ctrl && matches!(key.code, KeyCode::Char('c' | 'g')));
        if closes {
            self.over = None;
            return;
        }
        match &mut over.kind {
            Kind::Leave(_) => {}
            Kind::Help => match key.code {
                KeyCode::Down | KeyCode::PageDown | KeyCode::Char(' ') => over.scroll += 5,
                KeyCode::Up | KeyCode::PageUp => over.scroll = over.scroll.saturating_sub(5),
                _ => self.over = None,
            },
            Kind::Palette(editor) => match key.code {
                KeyCode::Down => over.scroll += 1,
                KeyCode::Up => over.scroll = over.scroll.saturating_sub(1),
                KeyCode::Enter => {
                    let offered = over.offered(scope);
                    let chosen = offered.get(over.scroll.min(offered.len().saturating_sub(1))).copied();
                    self.over = None;
                    match chosen.map(|spec| (spec, spec.ready(&facts))) {
                        Some((spec, Ok(()))) => self.run(spec.id, out, effects),
                        Some((spec, Err(why))) => {
                            let title = crate::base::text::sentence(spec.title);
                            out.refuse(format!("{}: {why}", title.trim_end_matches('.')));
                        }
                        None => {}
                    }
                }
                _ => {
                    if editor.key(key) {
                        over.scroll = 0;
                    }
                }
            },
        }
        // A scroll past the end would need as many keys to come back.
        if let Some(over) = &mut self.over {
            let most = command::in_scope(scope).count() * 2;
            over.scroll = over.scroll.min(most);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Ask, Msg, update};
    use crate::base::stamp::Stamp;
    use crate::effect::{Cause, Change, Doing, Fault, Reply};

    #[test]
    fn a_file_that_cannot_be_written_keeps_nobody_here() {
        let now: Stamp = "2026-12-03T10:00:00Z".parse().unwrap();
        let mut model = Model::new(Ask::default(), now);
        let path = "trackers/executive.yaml".to_owned();
        model.saving.change(path.clone(), Change::Record("record:\n".into()));
        update(&mut model, now, Msg::Tick);
        let key = |c| Msg::Key(Key::char(c));
        assert!(!update(&mut model, now, key('q')).contains(&Effect::Quit), "it may still be written");
        let fault = Fault {
            doing: Doing::Writing,
            path,
            cause: Cause::Content,
            detail: "it is broken".into(),
            clash: None,
        };
        update(&mut model, now, Msg::Reply(Reply::Failed(fault)));
        assert!(!update(&mut model, now, key('q')).contains(&Effect::Quit), "it asks first");
        assert!(model.over.is_some());
        assert!(update(&mut model, now, key('y')).contains(&Effect::Quit));
    }
}
