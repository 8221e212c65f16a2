//! A sheet of lines, wrapped to a width as they are added: labels hang in a column, words in another.

use super::look::{Look, Role, Sign};
use crate::base::text::{clean, fit, width, wrap};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Lines ready to draw.
#[derive(Clone, Debug)]
pub struct Sheet {
    look: Look,
    width: usize,
    lines: Vec<Line<'static>>,
}

impl Sheet {
    /// An empty sheet so many cells wide.
    pub fn new(look: Look, width: u16) -> Self {
        Self { look, width: usize::from(width), lines: Vec::new() }
    }

    /// Another as wide, without any line.
    #[must_use]
    pub fn blank(&self) -> Self {
        Self { lines: Vec::new(), ..*self }
    }

    /// How it looks.
    pub fn look(&self) -> Look {
        self.look
    }

    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Its width in cells.
    pub fn width(&self) -> usize {
        self.width
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    /// Words, wrapped.
    pub fn text(&mut self, role: Role, text: &str) {
        self.hanging("", role, text, Role::Plain, 0);
    }

    /// Words, wrapped, with a margin of blanks at the left.
    pub fn indented(&mut self, role: Role, text: &str, margin: usize) {
        self.hanging("", role, text, Role::Plain, margin);
    }

    /// One line as it stands, cut where the width ends.
    pub fn line(&mut self, role: Role, text: &str) {
        self.pieces(&[(role, text.to_owned())]);
    }

    /// A label, and words hanging beside it from a column.
    pub fn labelled(&mut self, label: &str, role: Role, text: &str, column: usize) {
        self.hanging(label, role, text, Role::Quiet, column);
    }

    /// A label in a style of its own, and words hanging beside it from a column.
    pub fn hanging(&mut self, label: &str, role: Role, text: &str, label_role: Role, column: usize) {
        let column = column.min(self.width / 2);
        let room = self.width.saturating_sub(column).max(1);
        let label = fit(&clean(label), column.saturating_sub(1));
        let mut rows = wrap(&clean(text), room);
        if rows.is_empty() {
            rows.push(String::new());
        }
        for (i, words) in rows.into_iter().enumerate() {
            let first = if i == 0 { label.as_str() } else { "" };
            let pad = " ".repeat(column.saturating_sub(width(first)));
            self.lines.push(Line::from(vec![
                Span::styled(first.to_owned(), self.look.style(label_role)),
                Span::raw(pad),
                Span::styled(words, self.look.style(role)),
            ]));
        }
    }

    /// Pieces on one line from the left, others from the right; what does not fit is cut from the left part.
    pub fn ends(&mut self, left: &[(Role, String)], right: &[(Role, String)]) {
        self.lines.push(ends(self.look, self.width, left, right));
    }

    /// One line of pieces.
    pub fn pieces(&mut self, pieces: &[(Role, String)]) {
        self.ends(pieces, &[]);
    }

    /// How much of something is done, as a bar with a margin on either side.
    pub fn bar(&mut self, done: usize, of: usize, margin: usize) {
        let cells = self.width().saturating_sub(2 * margin);
        let full = (cells * done).checked_div(of).unwrap_or(cells);
        let (blank, rest) = (" ".repeat(margin), cells.saturating_sub(full));
        let look = self.look();
        self.pieces(&[
            (Role::Good, blank + &look.sign(Sign::Marked).repeat(full)),
            (Role::Quiet, look.sign(Sign::Waiting).repeat(rest)),
        ]);
    }

    /// Columns of one line each, cut where they end, and another sheet's lines beside them.
    pub fn beside(&mut self, columns: &[(Role, String, usize)], right: Self) {
        let mut rest = right.lines.into_iter();
        let mut first: Vec<Span<'static>> = Vec::new();
        let mut blank = 0;
        for (role, text, cells) in columns {
            let text = fit(&clean(text), cells.saturating_sub(1));
            let pad = " ".repeat(cells.saturating_sub(width(&text)));
            first.push(Span::styled(text, self.look.style(*role)));
            first.push(Span::raw(pad));
            blank += cells;
        }
        first.extend(rest.next().into_iter().flat_map(|line| line.spans));
        self.lines.push(Line::from(first));
        for line in rest {
            let mut spans = vec![Span::raw(" ".repeat(blank))];
            spans.extend(line.spans);
            self.lines.push(Line::from(spans));
        }
    }

    /// A rule across.
    pub fn rule(&mut self) {
        let rule = self.look.sign(super::look::Sign::Rule).repeat(self.width);
        self.lines.push(Line::styled(rule, self.look.style(Role::Quiet)));
    }

    /// Adds another sheet's lines below.
    pub fn append(&mut self, other: Self) {
        self.lines.extend(other.lines);
    }

    /// The sheet without its first lines.
    #[must_use]
    pub fn from(mut self, first: usize) -> Self {
        self.lines.drain(..first.min(self.lines.len()));
        self
    }

    /// The sheet without what comes after its first lines.
    #[must_use]
    pub fn upto(mut self, lines: usize) -> Self {
        self.lines.truncate(lines);
        self
    }

    /// The lines.
    pub fn into_lines(self) -> Vec<Line<'static>> {
        self.lines
    }

    /// Draws it from a line downwards, as far as the area goes.
    pub fn draw(self, frame: &mut Frame, area: Rect, from: usize) {
        let rows: Vec<Line> = self.lines.into_iter().skip(from).take(usize::from(area.height)).collect();
        frame.render_widget(Paragraph::new(rows), area);
    }
}

/// One line with pieces from the left and pieces from the right. The right part is kept whole as long as it
/// fits at all, because that is where the state stands that must never be missed.
pub fn ends(look: Look, cells: usize, left: &[(Role, String)], right: &[(Role, String)]) -> Line<'static> {
    let right_text: usize = right.iter().map(|(_, t)| width(t)).sum();
    let mut room = cells.saturating_sub(right_text + usize::from(right_text > 0));
    let mut spans = Vec::new();
    let mut used = 0;
    for (role, text) in left {
        let text = fit(&clean(text), room);
        room -= width(&text).min(room);
        used += width(&text);
        spans.push(Span::styled(text, look.style(*role)));
    }
    if right_text > 0 {
        spans.push(Span::raw(" ".repeat(cells.saturating_sub(used + right_text))));
        let mut room = cells.saturating_sub(used);
        for (role, text) in right {
            let text = fit(&clean(text), room);
            room -= width(&text).min(room);
            spans.push(Span::styled(text, look.style(*role)));
        }
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(lines: &[Line<'_>]) -> Vec<String> {
        lines.iter().map(|l| l.spans.iter().map(|s| s.content.as_ref()).collect()).collect()
    }

    #[test]
    fn words_hang_beside_their_label() {
        let mut sheet = Sheet::new(Look::default(), 20);
        sheet.labelled("Ask", Role::Plain, "be assured of it now", 8);
        assert_eq!(plain(&sheet.into_lines()), ["Ask     be assured", "        of it now"]);
    }

    #[test]
    fn the_right_end_is_kept_when_space_is_short() {
        let line = ends(
            Look::default(),
            12,
            &[(Role::Plain, "a long title".into())],
            &[(Role::Plain, "saved".into())],
        );
        assert_eq!(plain(&[line]), ["a lon… saved"]);
    }

    #[test]
    fn nothing_panics_at_no_width() {
        let mut sheet = Sheet::new(Look::default(), 0);
        sheet.labelled("Ask", Role::Plain, "be assured", 8);
        sheet.ends(&[(Role::Plain, "x".into())], &[(Role::Plain, "y".into())]);
        sheet.rule();
        assert!(sheet.len() > 1);
    }
}
