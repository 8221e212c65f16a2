//! What is read rather than worked in: the minutes so far, and what undo would take back.

use super::{Pane, State};
use crate::base::stamp::Stamp;
use crate::command::Command;
use crate::documents::minutes_markdown::minutes_markdown;
use crate::domain::agenda::Tier;
use crate::domain::minutes::Minutes;
use crate::ui::look::{Look, Role};
use crate::ui::sheet::Sheet;

/// Lines a key scrolls.
const STEP: usize = 5;

impl State {
    pub(super) fn run_reading(&mut self, command: Command) {
        match command {
            Command::Up => self.scroll = self.scroll.saturating_sub(STEP),
            Command::Down => self.scroll += STEP,
            _ => {}
        }
    }

    /// The minutes so far, or the list of what undo would take back.
    pub(super) fn reading_sheet(&self, now: Stamp, look: Look, width: u16) -> Sheet {
        let mut sheet = Sheet::new(look, width);
        if self.pane == Pane::UndoList {
            sheet.text(Role::Strong, "Undo would take back, the first line first:");
            sheet.gap();
            for entry in self.meeting.undo_list(&self.writer) {
                sheet.text(Role::Plain, &self.meeting.said_with_time(entry));
            }
            return sheet;
        }
        // What is on the screen may be on a shared one: the restricted part is never shown here.
        let text = minutes_markdown(&Minutes::draft(&self.meeting, Tier::Partners, now));
        for line in text.lines() {
            let (role, line) = match line.trim_start_matches('#') {
                title if title.len() < line.len() => (Role::Strong, title.trim_start()),
                _ => (Role::Plain, line),
            };
            sheet.text(role, line);
        }
        sheet
    }

    /// The furthest the sheet may scroll in an area so high.
    pub(super) fn scrolled(&self, lines: usize, height: u16) -> usize {
        self.scroll.min(lines.saturating_sub(usize::from(height)))
    }
}
