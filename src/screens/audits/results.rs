//! What an audit comes to, and what to write to its agencies, as pages to read. Their words are those of the commands.

use super::view::MEASURE;
use super::{Page, State};
use crate::base::calendar::WorkingDays;
use crate::documents::audit_board::chasers;
use crate::documents::audit_report;
use crate::domain::audit::board;
use crate::ui::look::Role;
use crate::ui::sheet::Sheet;

impl State {
    pub(super) fn page_sheet(&self, sheet: &mut Sheet) {
        let text = match self.page {
            Page::Chasing => self.chasing(),
            _ => self.results_said(sheet),
        };
        for line in text.lines() {
            if line.trim().is_empty() {
                sheet.gap();
            } else if self.page == Page::Chasing {
                sheet.indented(Role::Plain, line, 1);
            } else {
                sheet.line(Role::Plain, &format!(" {line}"));
            }
        }
    }

    fn results_said(&self, sheet: &Sheet) -> String {
        let Some(results) = self.results() else { return String::new() };
        let room = sheet.width().saturating_sub(2).max(20);
        audit_report::results(&results, room.min(usize::from(MEASURE)), room, sheet.look().ascii)
    }

    fn chasing(&self) -> String {
        let Some(folder) = self.folder() else { return String::new() };
        // What it asks says whom it asks: about children, or about themselves.
        let Some(kind) = self.asked().map(|template| template.kind) else {
            return "What this audit asks is being read: a moment.".to_owned();
        };
        let days = WorkingDays::default();
        let tiles = board(&folder.audit, &folder.returns, self.today, &days);
        let texts: Vec<String> = chasers(&folder.audit, &tiles)
            .iter()
            .map(|chaser| chaser.text(&folder.audit, kind, self.today, &days))
            .collect();
        if texts.is_empty() {
            return "Nothing is awaited of anybody.".to_owned();
        }
        format!(
            "To paste; nothing is ever sent. 'chairside audit chase {} --noted' notes that they were chased.\n\n{}",
            folder.audit.id,
            texts.join("\n----\n\n")
        )
    }
}
