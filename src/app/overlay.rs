//! What lies over a screen: help, the palette of commands, and the question before leaving unsaved.

use super::Model;
use crate::base::key::{Key, KeyCode};
use crate::command::{self, Scope, Spec};
use crate::effect::Effect;
use crate::screens::Out;
use crate::screens::find::rank;
use crate::ui::editor::Editor;
use crate::ui::look::{Role, Sign};
use crate::ui::sheet::Sheet;
use ratatui::Frame;
use ratatui::layout::Rect;
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
    Leave(usize),
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

    /// Whether to leave with so many acts not on disk.
    pub fn leave(unsaved: usize) -> Self {
        Self { kind: Kind::Leave(unsaved), scroll: 0 }
    }

    /// Text pasted while it is open.
    pub fn paste(&mut self, text: &str) {
        if let Kind::Palette(editor) = &mut self.kind {
            editor.paste(text);
        }
    }

    /// The rows the palette offers for what is typed.
    fn offered(&self, scope: Scope) -> Vec<&'static Spec> {
        let Kind::Palette(editor) = &self.kind else { return Vec::new() };
        let all: Vec<&Spec> = command::in_scope(scope).collect();
        let texts: Vec<String> = all.iter().map(|s| format!("{} {}", words(s), s.name)).collect();
        rank(&editor.text(), &texts).into_iter().map(|i| all[i]).collect()
    }

    /// Draws it over the screen.
    pub fn view(&self, model: &Model, frame: &mut Frame, area: Rect) {
        let look = model.ask.look;
        frame.render_widget(Clear, area);
        let mut sheet = Sheet::new(look, area.width);
        let facts = model.facts();
        match &self.kind {
            Kind::Help => {
                sheet.indented(Role::Head, "What works here", 1);
                sheet.rule();
                for spec in command::in_scope(model.scope()) {
                    self.row(&mut sheet, spec, &facts, false);
                }
            }
            Kind::Palette(editor) => {
                let typed = editor.text();
                sheet.indented(Role::Head, &format!(": {typed}{}", look.sign(Sign::Upright)), 1);
                sheet.rule();
                let offered = self.offered(model.scope());
                let rows = usize::from(area.height).saturating_sub(4).max(1);
                let from = self.scroll.saturating_sub(rows - 1);
                for (i, spec) in offered.iter().enumerate().skip(from).take(rows) {
                    self.row(&mut sheet, spec, &facts, i == self.scroll);
                }
                if offered.is_empty() {
                    sheet.indented(Role::Quiet, "Nothing here is called that.", 1);
                }
            }
            Kind::Leave(unsaved) => {
                sheet.indented(Role::Bad, "Not everything is on disk", 1);
                sheet.rule();
                let n = crate::base::text::count(*unsaved, "act is", "acts are");
                sheet.indented(Role::Plain, &format!("{n} not saved. Leaving now loses them."), 1);
                if let Some(fault) = model.saving.fault() {
                    sheet.indented(Role::Plain, &format!("{fault}"), 1);
                }
                sheet.gap();
                sheet.indented(Role::Strong, "y leaves and loses them · Esc stays", 1);
            }
        }
        let keys = match self.kind {
            Kind::Help => " Up and Down scroll · Esc closes",
            Kind::Palette(_) => " Enter does it · Up and Down choose · Esc closes",
            Kind::Leave(_) => "",
        };
        let from = if matches!(self.kind, Kind::Help) {
            self.scroll.min(sheet.len().saturating_sub(usize::from(area.height).saturating_sub(1)))
        } else {
            0
        };
        let body = Rect { height: area.height.saturating_sub(1), ..area };
        sheet.draw(frame, body, from);
        let mut foot = Sheet::new(look, area.width);
        foot.text(Role::Quiet, keys);
        foot.draw(frame, Rect { y: area.y + body.height, height: area.height - body.height, ..area }, 0);
    }

    fn row(&self, sheet: &mut Sheet, spec: &Spec, facts: &[command::Need], chosen: bool) {
        let look = sheet.look();
        let cursor = if chosen { look.sign(Sign::Chosen) } else { " " };
        let label = format!(" {cursor} {}", spec.keys.join(" "));
        let (role, said) = match spec.ready(facts) {
            Ok(()) => (if chosen { Role::Here } else { Role::Plain }, spec.help.to_owned()),
            Err(why) => (Role::Quiet, format!("{} (not now: {why})", spec.help)),
        };
        sheet.hanging(&label, role, &said, Role::Strong, 18);
    }
}

fn words(spec: &Spec) -> String {
    if spec.title.is_empty() { spec.help.to_owned() } else { format!("{} {}", spec.title, spec.help) }
}

impl Model {
    pub(super) fn overlay_key(&mut self, key: Key, out: &mut Out, effects: &mut Vec<Effect>) {
        let scope = self.scope();
        let facts = self.facts();
        let Some(over) = &mut self.over else { return };
        let closes = key.code == KeyCode::Esc || (key.ctrl && matches!(key.code, KeyCode::Char('c' | 'g')));
        if closes {
            self.over = None;
            return;
        }
        match &mut over.kind {
            Kind::Leave(_) => {
                if key.typed() == Some('y') {
                    effects.push(Effect::Quit);
                }
            }
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
