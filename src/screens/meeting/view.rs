//! How the meeting is laid out: head, body and foot, at every size. What the parts say is beside this file.

use super::{AREAS, Pane, State};
use crate::base::length::Minutes;
use crate::base::stamp::Stamp;
use crate::domain::agenda::Tier;
use crate::domain::meeting::Stage;
use crate::screens::Notice;
use crate::ui::look::{Look, Role, Sign};
use crate::ui::sheet::Sheet;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// From this width the items stand in a column at the left.
const WIDE: u16 = 100;
/// Below this width, or this height, one area is shown at a time.
const SMALL: (u16, u16) = (60, 16);
/// The least and the most the column of items takes.
const COLUMN: (u16, u16) = (32, 58);
/// From this height rules divide the head and the foot from the rest.
const RULED: u16 = 8;
/// Lines longer than this are hard to read.
const MEASURE: u16 = 110;

/// What the screen is told besides its own state.
pub struct Seen<'a> {
    /// The time.
    pub now: Stamp,
    /// How things look.
    pub look: Look,
    /// `saved`, `saving 2`, `NOT SAVED – disk full`, and how it is shown.
    pub saved: (Role, String),
    /// When it is not saved, why and what to do; and what to do, alone.
    pub unsaved: Option<(String, &'static str)>,
    /// What was last said.
    pub notice: Option<&'a Notice>,
}

impl State {
    /// Draws the meeting.
    pub fn view(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let mut head = self.head(seen, area.width);
        if area.height < RULED {
            head.pop();
        }
        let head_rows = u16::try_from(head.len()).unwrap_or(2).min(area.height);
        // The title of the item in hand is never dropped, and something of what is asked is worth a line.
        let item_rows = if area.height < RULED { 1 } else { 2 };
        let foot = self.foot(seen, area, area.height.saturating_sub(head_rows + item_rows));
        let [top, middle, bottom] = Layout::vertical([
            Constraint::Length(head_rows),
            Constraint::Fill(1),
            Constraint::Length(foot.height()),
        ])
        .areas(area);
        frame.render_widget(Paragraph::new(head), top);
        self.middle(seen, frame, middle);
        self.draw_foot(seen, foot, frame, bottom);
    }

    fn middle(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let inner = pad(area);
        match self.pane {
            Pane::Roll => {
                let inner = measure(inner);
                let (sheet, at) = self.roll_sheet(seen.now, seen.look, inner.width);
                let from = at.saturating_sub(usize::from(inner.height).saturating_sub(2));
                sheet.draw(frame, inner, from);
            }
            Pane::Review => {
                let inner = measure(inner);
                let sheet = self.review_sheet(seen.now, seen.look, inner.width, inner.height);
                let from = if self.whole { self.scrolled(sheet.len(), inner.height) } else { 0 };
                sheet.draw(frame, inner, from);
            }
            Pane::Minutes | Pane::UndoList => {
                let inner = measure(inner);
                let sheet = self.reading_sheet(seen.now, seen.look, inner.width);
                let from = self.scrolled(sheet.len(), inner.height);
                sheet.draw(frame, inner, from);
            }
            Pane::Item if self.one_area_shown(frame.area()) => self.one_area(seen, frame, inner),
            Pane::Item if area.width >= WIDE => self.two_columns(seen, frame, area),
            Pane::Item => {
                let mut sheet = self.strip(seen.look, inner.width);
                sheet.gap();
                let rows = u16::try_from(sheet.len()).unwrap_or(1);
                let left = inner.height.saturating_sub(rows);
                sheet.append(self.body_sheet(seen.now, seen.look, inner.width, left));
                sheet.draw(frame, inner, 0);
            }
        }
    }

    fn one_area_shown(&self, screen: Rect) -> bool {
        let small = screen.width < SMALL.0 || screen.height < SMALL.1;
        small || (walks_areas(screen) && !self.area.is_multiple_of(AREAS))
    }

    /// Where only one area fits: the item, the list of items, or who is here. Tab walks them.
    fn one_area(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        match self.area % AREAS {
            0 => self.body_sheet(seen.now, seen.look, area.width, area.height).draw(frame, area, 0),
            1 => {
                // The column has a margin of its own.
                let area =
                    Rect { x: area.x.saturating_sub(1), width: (area.width + 1).min(COLUMN.1), ..area };
                let (sheet, at) = self.column(seen.look, area.width);
                sheet.draw(frame, area, at.saturating_sub(usize::from(area.height) / 2));
            }
            _ => self.roll_sheet(seen.now, seen.look, area.width).0.draw(frame, area, 0),
        }
    }

    fn two_columns(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let column = (area.width * 3 / 10).clamp(COLUMN.0, COLUMN.1);
        let [left, rule, right] =
            Layout::horizontal([Constraint::Length(column), Constraint::Length(1), Constraint::Fill(1)])
                .areas(area);
        let (sheet, at) = self.column(seen.look, left.width);
        let from = at.saturating_sub(usize::from(left.height).saturating_sub(3));
        sheet.draw(frame, left, from);
        let upright = Line::styled(seen.look.sign(Sign::Upright), seen.look.style(Role::Quiet));
        frame.render_widget(Paragraph::new(vec![upright; usize::from(rule.height)]), rule);
        let right = pad(right);
        self.body_sheet(seen.now, seen.look, right.width, right.height).draw(frame, right, 0);
    }

    /// The items in a column, and the line the one in hand is on.
    fn column(&self, look: Look, width: u16) -> (Sheet, usize) {
        let mut sheet = Sheet::new(look, width);
        let mut at = 0;
        let items = &self.meeting.state().items;
        for item in items {
            let (sign, role) = self.item_sign(item);
            if self.meeting.stage(item) == Stage::InHand {
                at = sheet.len();
            }
            let Minutes(minutes) = item.item.minutes;
            // How far it has got takes the place where the sign of a restricted item stood while it waited.
            let restricted = item.item.tier == Tier::Restricted && sign != Sign::Restricted;
            let also = if restricted { format!("{} ", look.sign(Sign::Restricted)) } else { String::new() };
            sheet.ends(
                &[(role, format!(" {} {:>2} {also}{}", look.sign(sign), item.no, item.item.title))],
                &[(Role::Quiet, format!("{minutes:>3} "))],
            );
        }
        (sheet, at)
    }

    /// The items on one line or two: `✓4 ▶5 ·6`.
    fn strip(&self, look: Look, width: u16) -> Sheet {
        let mut sheet = Sheet::new(look, width);
        let mut row: Vec<(Role, String)> = Vec::new();
        let mut used = 0;
        for item in &self.meeting.state().items {
            let (sign, role) = self.item_sign(item);
            let piece = format!("{}{} ", look.sign(sign), item.no);
            let cells = crate::base::text::width(&piece);
            if used + cells > usize::from(width) {
                sheet.pieces(&std::mem::take(&mut row));
                used = 0;
            }
            used += cells;
            row.push((role, piece));
        }
        sheet.pieces(&row);
        sheet
    }
}

/// Whether Tab shows something else here: not where the item and the list are both in sight.
pub(super) fn walks_areas(screen: Rect) -> bool {
    screen.width < WIDE || screen.height < SMALL.1
}

fn pad(area: Rect) -> Rect {
    if area.width < 40 {
        return area;
    }
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

fn measure(area: Rect) -> Rect {
    Rect { width: area.width.min(MEASURE), ..area }
}
