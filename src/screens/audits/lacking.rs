//! What stands in the way of taking a return, as a list: each line of it leads to where it can be put right.

use super::{Page, State};
use crate::base::text::count;
use crate::command::Command;
use crate::domain::audit::Filled;
use crate::screens::Out;
use crate::ui::look::{Role, Sign};
use crate::ui::sheet::Sheet;

impl State {
    /// Submits the return; where something is missing it is listed first.
    pub(super) fn submit(&mut self, out: &mut Out) {
        if self.missing().is_empty() {
            return self.fill(vec![Filled::Submitted(self.today, Vec::new())], None, 0, out);
        }
        if let Some(open) = &mut self.open {
            open.lacks = 0;
        }
        self.turn_to(Page::Lacking);
    }

    pub(super) fn run_lacking(&mut self, command: Command, out: &mut Out) {
        let missing = self.missing();
        let last = missing.len().saturating_sub(1);
        let keys = self.line_keys();
        let Some(open) = &mut self.open else { return };
        open.lacks = open.lacks.min(last);
        match command {
            Command::Up => open.lacks = open.lacks.saturating_sub(1),
            Command::Down => open.lacks = (open.lacks + 1).min(last),
            Command::Write => {
                let doubt = missing.get(open.lacks);
                match doubt.and_then(|doubt| keys.iter().position(|key| *key == doubt.key)) {
                    Some(at) => {
                        open.at = at;
                        self.turn_to(Page::Filling);
                    }
                    None => out.refuse("That line is not asked of this agency any more"),
                }
            }
            Command::Submit => {
                self.turn_to(Page::Filling);
                self.fill(vec![Filled::Submitted(self.today, missing)], None, 0, out);
            }
            Command::Back => self.turn_to(Page::Filling),
            _ => {}
        }
    }

    /// The list, and the line of it the cursor stands in.
    pub(super) fn lacking_sheet(&self, sheet: &mut Sheet) -> usize {
        let missing = self.missing();
        let at = self.open.as_ref().map_or(0, |open| open.lacks).min(missing.len().saturating_sub(1));
        let lines = self.lines().unwrap_or_default();
        let said = count(missing.len(), "thing is missing or not right", "things are missing or not right");
        sheet.indented(Role::Strong, &format!("{said}. Enter goes to it."), 1);
        sheet.gap();
        let mut cursor_at = 0;
        for (nth, doubt) in missing.iter().enumerate() {
            let chosen = nth == at;
            if chosen {
                cursor_at = sheet.len() + 1;
            }
            let cursor = if chosen { sheet.look().sign(Sign::Chosen) } else { " " };
            let role = if chosen { Role::Here } else { Role::Plain };
            let label =
                lines.iter().find(|line| line.key == doubt.key).map_or("", |line| line.label.as_str());
            sheet.hanging(&format!(" {cursor}"), role, label, Role::Here, 3);
            sheet.indented(Role::Care, &doubt.says, 5);
        }
        cursor_at
    }
}
