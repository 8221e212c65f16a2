//! What is read rather than worked in: the minutes so far, and what undo would take back.

use super::{Pane, State};
use crate::base::stamp::{Stamp, clock_face};
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
            sheet.text(Role::Strong, "u takes these back, the top one first");
            sheet.gap();
            for entry in self.meeting.undo_list(&self.writer) {
                sheet.labelled(&clock_face(entry.at), Role::Plain, &self.meeting.said_of(entry), 7);
            }
            return sheet;
        }
        // What is on the screen may be on a shared one: the restricted part is never shown here.
        let text = minutes_markdown(&Minutes::draft(&self.meeting, Tier::Partners, now));
        for line in text.lines() {
            markdown_line(&mut sheet, line);
        }
        sheet
    }

    /// The furthest the sheet may scroll in an area so high.
    pub(super) fn scrolled(&self, lines: usize, height: u16) -> usize {
        self.scroll.min(lines.saturating_sub(usize::from(height)))
    }
}

/// One line of the minutes' Markdown, as it reads: no marks, and a table's cells in a row.
fn markdown_line(sheet: &mut Sheet, line: &str) {
    let words = |text: &str| unescaped(&text.replace("**", ""));
    if line.trim_start().starts_with("| ---") {
        return;
    }
    if let Some(cells) = line.trim().strip_prefix('|') {
        let cells: Vec<String> =
            cells.split(" |").map(|c| words(c.trim())).filter(|c| !c.is_empty()).collect();
        return sheet.hanging("", Role::Plain, &cells.join(" · "), Role::Plain, 2);
    }
    let title = line.trim_start_matches('#');
    if title.len() < line.len() {
        return sheet.text(Role::Strong, &words(title.trim_start()));
    }
    match line.strip_prefix("- ").and_then(|l| l.strip_prefix("**")).and_then(|l| l.split_once(":**")) {
        Some((label, said)) => sheet.labelled(&words(label), Role::Plain, &words(said.trim()), 18),
        None => sheet.text(Role::Plain, &words(line)),
    }
}

/// Markdown with its escapes taken away.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => {}
            _ => out.push(c),
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_read_without_its_marks() {
        assert_eq!(unescaped(r"38\% of \*notices\*, a \\ b &lt;i&gt;"), r"38% of *notices*, a \ b <i>");
        let mut sheet = Sheet::new(Look::default(), 60);
        markdown_line(&mut sheet, "| EXEC-26-021 | Share it | Jo Ellis |");
        markdown_line(&mut sheet, "| --- | --- | --- |");
        let lines: Vec<String> = sheet.into_lines().iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["  EXEC-26-021 · Share it · Jo Ellis"]);
    }
}
