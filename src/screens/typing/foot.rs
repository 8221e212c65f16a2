//! A line being typed as it stands at the foot of a screen: its label and words, how it is understood, what may be
//! answered, the keys. When rows are short, what matters least goes first.

use super::asking::{Typing, Wants};
use crate::base::text::{fit, width};
use crate::domain::meeting::Meeting;
use crate::domain::personal::Names;
use crate::screens::meeting::Seen;
use crate::ui::look::{Look, Role};
use crate::ui::sheet::Sheet;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

/// From this height keys and suggestions take two lines.
pub(in crate::screens) const TALL: u16 = 22;

/// Some lines of the foot, and how much they matter.
pub(in crate::screens) type Part = (u8, Sheet);

/// The parts in order, without those that matter least as long as all do not fit.
pub(in crate::screens) fn kept(look: Look, columns: u16, mut parts: Vec<Part>, room: usize) -> Sheet {
    while parts.len() > 1 && parts.iter().map(|(_, s)| s.len()).sum::<usize>() > room {
        let least = parts.iter().enumerate().min_by_key(|(_, (matters, _))| *matters).map_or(0, |(i, _)| i);
        parts.remove(least);
    }
    let mut all = Sheet::new(look, columns);
    for (_, part) in parts {
        all.append(part);
    }
    all.upto(room)
}

/// What was last said, as lines of the foot.
pub(in crate::screens) fn said(seen: &Seen<'_>, screen: Rect) -> Sheet {
    let mut sheet = Sheet::new(seen.look, screen.width);
    if let Some(notice) = seen.notice {
        let role = if notice.refusal { Role::Care } else { Role::Plain };
        sheet.indented(role, &notice.words, 1);
    }
    sheet
}

impl Typing {
    /// How many rows the words take, of at most so many.
    pub fn height(&self, meeting: &Meeting, screen: Rect, most: u16) -> u16 {
        let text = screen.width.saturating_sub(self.label_width(meeting, screen.width) + 1);
        self.editor.height(text, (screen.height / 3).min(most.saturating_sub(1)).max(1))
    }

    fn label_width(&self, meeting: &Meeting, columns: u16) -> u16 {
        let label = self.question(meeting).label;
        (u16::try_from(width(label)).unwrap_or(8) + 2).min(columns / 2)
    }

    /// Draws the label and the words.
    pub fn draw(&self, meeting: &Meeting, look: Look, frame: &mut Frame, area: Rect) {
        let label_width = self.label_width(meeting, area.width);
        let [label, text] =
            Layout::horizontal([Constraint::Length(label_width), Constraint::Fill(1)]).areas(area);
        let said = fit(&format!(" {}", self.question(meeting).label), usize::from(label_width));
        frame.render_widget(Line::styled(said, look.style(Role::Here)), label);
        frame.render_widget(&self.editor, text);
    }

    /// What stands below the words, and how much each part matters.
    pub(in crate::screens) fn parts(
        &self,
        meeting: &Meeting,
        names: &Names,
        seen: &Seen<'_>,
        screen: Rect,
    ) -> Vec<Part> {
        let sheet = || Sheet::new(seen.look, screen.width);
        let cells = usize::from(screen.width);
        let question = self.question(meeting);
        let mut earlier = sheet();
        let answered = self.answered(meeting);
        if !answered.is_empty() {
            earlier.indented(Role::Quiet, &answered, 2);
        }
        let mut reading = sheet();
        match self.reading(meeting, seen.now) {
            // It was just refused in these very words, and stands above.
            Some(said) if seen.notice.is_some_and(|notice| notice.words == said) => {}
            Some(said) => reading.indented(Role::Plain, &said, 2),
            None => reading.indented(Role::Quiet, question.hint, 2),
        }
        let mut care = sheet();
        if let Some(said) = self.care(meeting, names) {
            care.indented(Role::Care, &said, 2);
        }
        let offered = self.suggestions(meeting, seen.now.date_naive());
        let labels: Vec<&str> = offered.iter().map(|s| s.label.as_str()).collect();
        let mut suggestions = sheet();
        let most = if screen.height >= TALL { 2 } else { 1 };
        // What Enter will take is seen before it is pressed.
        let first = question.wants.closed() && !self.editor.text().trim().is_empty();
        let taken = self.pick.or(first.then_some(0));
        for row in suggestion_rows(&labels, taken, cells.saturating_sub(2), most) {
            suggestions.line(Role::Here, &format!("  {row}"));
        }
        let mut keys = vec!["Enter keeps", "Esc drops"];
        if !offered.is_empty() {
            keys.insert(1, "Tab fills in");
        }
        match question.wants {
            Wants::ActionLine if self.to_be_set => keys.push("Ctrl-T: the rest is left to next time [on]"),
            Wants::ActionLine => keys.push("Ctrl-T leaves the rest to next time"),
            _ if !offered.is_empty() => keys.insert(2, "Up and Down choose"),
            _ => {}
        }
        let mut tail = sheet();
        tail.line(Role::Quiet, &format!("  {}", joined(&keys, cells.saturating_sub(2))));
        vec![(5, said(seen, screen)), (1, earlier), (6, care), (4, reading), (3, suggestions), (2, tail)]
    }
}

/// Suggestions side by side, each kept whole, the one picked among them; `…` where there are more.
pub(in crate::screens) fn suggestion_rows(
    labels: &[&str],
    pick: Option<usize>,
    cells: usize,
    most: usize,
) -> Vec<String> {
    let from = |start: usize| {
        let mut rows = vec![if start > 0 { "… ".to_owned() } else { String::new() }];
        for (i, label) in labels.iter().enumerate().skip(start) {
            let said = if pick == Some(i) { format!("[{label}]") } else { (*label).to_owned() };
            let last = rows.len() == most;
            let row = rows.last_mut().expect("there is always a row");
            let gap = if row.is_empty() || row.as_str() == "… " { "" } else { "   " };
            let more = if i + 1 < labels.len() { 2 } else { 0 };
            if i == start || width(row) + width(gap) + width(&said) + more <= cells {
                *row = fit(&format!("{row}{gap}{said}"), cells);
            } else if !last {
                rows.push(said);
            } else {
                *row = fit(&format!("{row} …"), cells);
                return (rows, i);
            }
        }
        (rows, labels.len())
    };
    if labels.is_empty() {
        return Vec::new();
    }
    let mut start = 0;
    loop {
        let (rows, end) = from(start);
        if pick.is_none_or(|p| p < end) || start + 1 >= labels.len() {
            return rows;
        }
        start += 1;
    }
}

/// Pieces with dots between them, the last left out as long as all do not fit.
fn joined(pieces: &[&str], cells: usize) -> String {
    let fitting = (1..=pieces.len()).rev().map(|n| pieces[..n].join(" · ")).find(|s| width(s) <= cells);
    fitting.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_suggestion_picked_is_in_sight() {
        let labels = ["Margaret Harcourt", "Shazia Begum", "Helen Fletcher"];
        assert_eq!(
            suggestion_rows(&labels, None, 60, 1),
            ["Margaret Harcourt   Shazia Begum   Helen Fletcher"]
        );
        assert_eq!(suggestion_rows(&labels, None, 36, 1), ["Margaret Harcourt   Shazia Begum …"]);
        assert_eq!(suggestion_rows(&labels, Some(2), 36, 1), ["… Shazia Begum   [Helen Fletcher]"]);
        assert_eq!(
            suggestion_rows(&labels, None, 36, 2),
            ["Margaret Harcourt   Shazia Begum", "Helen Fletcher"]
        );
        assert_eq!(suggestion_rows(&labels, Some(1), 5, 1), ["… [S…"]);
    }
}
