//! The frame of a page outside meetings: its head, the page itself, what was last said, and the foot with what is asked or the
//! keys. What stands in each is the screen's own affair.

use super::meeting::Seen;
use crate::ui::editor::Editor;
use crate::ui::look::Role;
use crate::ui::sheet::Sheet;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

/// The foot: a question above what is typed, the rows that takes, and what stands below.
pub struct Foot {
    /// The question.
    pub above: Sheet,
    /// Rows of the line that is typed; none when nothing is.
    pub editor: u16,
    /// What stands below it: keys, choices, how it is read.
    pub below: Sheet,
}

impl Foot {
    /// One in which nothing is typed.
    pub fn still(seen: &Seen<'_>, area: Rect, below: Sheet) -> Self {
        Self { above: Sheet::new(seen.look, area.width), editor: 0, below }
    }
}

/// What stands around a page.
pub struct Framed<'a> {
    /// What this is and how it stands.
    pub head: Sheet,
    /// Whether the rule below the page has a line of its own.
    pub ruled: bool,
    /// What was last said, where it is to be seen.
    pub notice: Option<Sheet>,
    /// The foot.
    pub foot: Foot,
    /// The line that is typed in it.
    pub typed: Option<&'a Editor>,
}

/// What was last said, as lines.
pub fn last_said(seen: &Seen<'_>, area: Rect) -> Option<Sheet> {
    seen.notice.map(|said| {
        let role = if said.refusal { Role::Care } else { Role::Plain };
        let mut sheet = Sheet::new(seen.look, area.width);
        sheet.indented(role, &said.words, 1);
        sheet
    })
}

/// Rows of what was last said, at the most.
const SAID: u16 = 3;

impl Framed<'_> {
    /// Draws all of it. The page and its first line to be seen are asked for once its height is known.
    pub fn draw(
        self,
        seen: &Seen<'_>,
        frame: &mut Frame,
        area: Rect,
        page: impl FnOnce(usize) -> (Sheet, usize),
    ) {
        let Self { head, ruled, notice, foot: Foot { above, editor, below: foot }, typed } = self;
        let rows = |sheet: &Sheet| u16::try_from(sheet.len()).unwrap_or(1);
        let [top, middle, rule, said, question, line, below] = Layout::vertical([
            Constraint::Length(2),
            Constraint::Fill(1),
            Constraint::Length(u16::from(ruled)),
            Constraint::Length(notice.as_ref().map_or(0, rows).min(SAID)),
            Constraint::Length(rows(&above).min(area.height / 3)),
            Constraint::Length(editor),
            Constraint::Length(rows(&foot)),
        ])
        .areas(area);
        head.draw(frame, top, 0);
        let (sheet, from) = page(usize::from(middle.height));
        sheet.draw(frame, middle, from);
        let mut between = Sheet::new(seen.look, area.width);
        between.rule();
        between.draw(frame, rule, 0);
        if let Some(notice) = notice {
            notice.draw(frame, said, 0);
        }
        if let Some(typed) = typed.filter(|_| editor > 0) {
            let inside = Rect { x: line.x + 1.min(line.width), width: line.width.saturating_sub(1), ..line };
            typed.render(inside, frame.buffer_mut());
        }
        above.draw(frame, question, 0);
        foot.draw(frame, below, 0);
    }
}
