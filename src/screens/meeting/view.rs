//! How the meeting is laid out: head, body and foot, at every size. What the parts say is beside this file.

use super::{AREAS, Pane, State};
use crate::base::length::Minutes;
use crate::base::stamp::{Stamp, clock_face, long_date};
use crate::base::text::{fit, width, wrap};
use crate::command;
use crate::domain::meeting::Stage;
use crate::screens::Notice;
use crate::ui::look::{Look, Role, Sign};
use crate::ui::sheet::{Sheet, ends};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// From this width the items stand in a column at the left.
const WIDE: u16 = 100;
/// Below this width, or this height, one area is shown at a time.
const SMALL: (u16, u16) = (60, 16);
const COLUMN: u16 = 32;

/// What the screen is told besides its own state.
pub struct Seen<'a> {
    /// The time.
    pub now: Stamp,
    /// How things look.
    pub look: Look,
    /// `saved`, `saving 2`, `NOT SAVED – disk full`, and how it is shown.
    pub saved: (Role, String),
    /// What to do when it is not saved.
    pub unsaved: Option<String>,
    /// What was last said.
    pub notice: Option<&'a Notice>,
}

impl State {
    /// Draws the meeting.
    pub fn view(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let head = self.head(seen, area.width);
        let foot = self.foot_height(seen, area);
        let head_rows = u16::try_from(head.len()).unwrap_or(2).min(area.height);
        let [top, middle, bottom] = Layout::vertical([
            Constraint::Length(head_rows),
            Constraint::Fill(1),
            Constraint::Length(foot.min(area.height.saturating_sub(head_rows))),
        ])
        .areas(area);
        frame.render_widget(Paragraph::new(head), top);
        self.middle(seen, frame, middle);
        self.foot(seen, frame, bottom);
    }

    fn middle(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let small = area.width < SMALL.0 || area.height < SMALL.1.saturating_sub(6);
        let inner = pad(area);
        match self.pane {
            Pane::Roll => {
                let (sheet, at) = self.roll_sheet(seen.now, seen.look, inner.width);
                let from = at.saturating_sub(usize::from(inner.height).saturating_sub(2));
                sheet.draw(frame, inner, from);
            }
            Pane::Review => {
                self.review_sheet(seen.now, seen.look, inner.width, inner.height).draw(frame, inner, 0);
            }
            Pane::Minutes | Pane::UndoList => {
                let sheet = self.reading_sheet(seen.now, seen.look, inner.width);
                let from = self.scrolled(sheet.len(), inner.height);
                sheet.draw(frame, inner, from);
            }
            Pane::Item if small => self.one_area(seen, frame, inner),
            Pane::Item if area.width >= WIDE => self.two_columns(seen, frame, area),
            Pane::Item => {
                let mut sheet = self.strip(seen.look, inner.width);
                let rows = u16::try_from(sheet.len()).unwrap_or(1);
                let left = inner.height.saturating_sub(rows + 1);
                sheet.gap();
                sheet.append(self.body_sheet(seen.now, seen.look, inner.width, left));
                sheet.draw(frame, inner, 0);
            }
        }
    }

    /// Where only one area fits: the item, the list of items, or who is here. Tab walks them.
    fn one_area(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        match self.area % AREAS {
            0 => self.body_sheet(seen.now, seen.look, area.width, area.height).draw(frame, area, 0),
            1 => {
                let (sheet, at) = self.column(seen.look, area.width);
                sheet.draw(frame, area, at.saturating_sub(usize::from(area.height) / 2));
            }
            _ => self.roll_sheet(seen.now, seen.look, area.width).0.draw(frame, area, 0),
        }
    }

    fn two_columns(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let [left, rule, right] =
            Layout::horizontal([Constraint::Length(COLUMN), Constraint::Length(1), Constraint::Fill(1)])
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
        for item in &self.meeting.state().items {
            let (sign, role) = self.item_sign(item);
            if self.meeting.stage(item) == Stage::InHand {
                at = sheet.len();
            }
            let Minutes(minutes) = item.item.minutes;
            sheet.ends(
                &[(role, format!(" {} {:>2} {}", look.sign(sign), item.no, item.item.title))],
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

    fn head(&self, seen: &Seen<'_>, columns: u16) -> Vec<Line<'static>> {
        let (look, cells) = (seen.look, usize::from(columns));
        let sitting = self.meeting.sitting();
        let time = clock_face(seen.now);
        let saved = (seen.saved.0, seen.saved.1.clone());
        let title = (Role::Head, format!(" {}", sitting.title));
        let verdict = self.meeting.verdict(seen.now, self.meeting.state().in_hand.as_ref());
        let (quorum_role, quorum) = match verdict.met {
            _ if !self.roll_begun() => (Role::Care, "Roll call not taken"),
            Some(true) => (Role::Good, "Quorate"),
            Some(false) => (Role::Bad, "NOT QUORATE"),
            None => (Role::Quiet, "No quorum defined"),
        };
        let mut lines = Vec::new();
        if columns >= 76 {
            let date = if columns >= 100 {
                format!("{}  ", long_date(seen.now.date_naive()))
            } else {
                String::new()
            };
            let right = vec![
                (Role::Plain, format!("{}   {date}{time}   ", sitting.marking)),
                saved,
                (Role::Plain, " ".into()),
            ];
            lines.push(ends(look, cells, &[title], &right));
            let chair = self
                .meeting
                .state()
                .chair
                .as_ref()
                .map_or("not named".to_owned(), |c| self.meeting.seat_said(c));
            let chair = if columns >= 110 { format!(" Chair: {chair}    ") } else { " ".to_owned() };
            let mut left = vec![(Role::Plain, chair), (quorum_role, format!("{quorum}: "))];
            for (role, said) in self.partners(seen.now, look) {
                left.push((role, format!("{said}  ")));
            }
            lines.push(ends(look, cells, &left, &[self.ending(seen.now, false), (Role::Plain, " ".into())]));
        } else {
            lines.push(ends(look, cells, &[title], &[(Role::Plain, format!("{time} ")), saved]));
            let left =
                vec![(Role::Plain, format!(" {} ", sitting.marking)), (quorum_role, quorum.to_owned())];
            lines.push(ends(look, cells, &left, &[self.ending(seen.now, true)]));
        }
        let state = self.meeting.state();
        if verdict.provisional() && self.roll_begun() && state.began.is_some() && state.ended.is_none() {
            let said = format!(" {} Decisions are provisional.", verdict.sentence);
            lines.push(ends(look, cells, &[(Role::Banner, format!("{said:<cells$}"))], &[]));
        }
        if let Some(unsaved) = &seen.unsaved {
            for row in wrap(unsaved, cells.saturating_sub(2)).into_iter().take(2) {
                lines.push(ends(look, cells, &[(Role::Banner, format!(" {row:<cells$}"))], &[]));
            }
        }
        lines.push(Line::styled(look.sign(Sign::Rule).repeat(cells), look.style(Role::Quiet)));
        lines
    }

    /// Whether anybody has been marked as here, or the first item is behind: until then it is too early to say
    /// that the quorum is lost.
    fn roll_begun(&self) -> bool {
        let state = self.meeting.state();
        let anybody = state.seats.iter().any(|s| !state.attendance.of(&s.id).spells.is_empty());
        anybody || state.items.iter().any(|i| i.done)
    }

    /// When the meeting ends and where it is heading.
    fn ending(&self, now: Stamp, short: bool) -> (Role, String) {
        let state = self.meeting.state();
        if let Some(ended) = state.ended {
            return (Role::Plain, format!("Ended {}", clock_face(ended)));
        }
        let Some(forecast) = self.meeting.forecast(now) else {
            return (
                Role::Plain,
                format!("{} to {}", self.meeting.sitting().start, self.meeting.sitting().end),
            );
        };
        let over = forecast.over();
        let (role, said) = match over {
            1.. => (Role::Bad, format!("+{over} min")),
            0 => (Role::Plain, "on time".to_owned()),
            _ => (Role::Good, format!("{} min to give back", -over)),
        };
        let heading = clock_face(forecast.heading_for);
        if short {
            return (role, if over < 0 { format!("{over} min") } else { said });
        }
        (role, format!("Ends {}, heading for {heading} ({said})", clock_face(forecast.planned)))
    }

    fn foot_height(&self, seen: &Seen<'_>, area: Rect) -> u16 {
        let sheet = self.foot_sheet(seen, area.width, area.height);
        let editor = self.editor_height(area);
        u16::try_from(sheet.len()).unwrap_or(3) + editor + 1
    }

    fn editor_height(&self, area: Rect) -> u16 {
        let most = (area.height / 3).max(1);
        let label = self.label_width();
        self.typing.as_ref().map_or(0, |t| t.editor.height(area.width.saturating_sub(label + 1), most))
    }

    fn label_width(&self) -> u16 {
        let label = self.typing.as_ref().map_or("", |t| t.question(&self.meeting).label);
        u16::try_from(width(label)).unwrap_or(8) + 2
    }

    fn foot(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let [rule, editor, rest] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(self.editor_height(Rect { height: frame.area().height, ..area })),
            Constraint::Fill(1),
        ])
        .areas(area);
        let line = seen.look.sign(Sign::Rule).repeat(usize::from(rule.width));
        frame.render_widget(Line::styled(line, seen.look.style(Role::Quiet)), rule);
        if let Some(typing) = &self.typing {
            let [label, text] =
                Layout::horizontal([Constraint::Length(self.label_width()), Constraint::Fill(1)])
                    .areas(editor);
            let said = format!(" {}", typing.question(&self.meeting).label);
            frame.render_widget(Line::styled(said, seen.look.style(Role::Here)), label);
            frame.render_widget(&typing.editor, text);
        }
        self.foot_sheet(seen, rest.width, frame.area().height).draw(frame, rest, 0);
    }

    fn foot_sheet(&self, seen: &Seen<'_>, columns: u16, rows: u16) -> Sheet {
        let mut sheet = Sheet::new(seen.look, columns);
        if let Some((question, choices)) = self.choices() {
            self.notice(&mut sheet, seen);
            sheet.indented(Role::Strong, &question, 1);
            choices_rows(&mut sheet, &choices);
            if !choices.iter().any(|(key, _)| key == "Esc") {
                sheet.line(Role::Quiet, " Esc goes back");
            }
        } else if self.typing.is_some() {
            self.typing_lines(&mut sheet, seen);
        } else {
            let notice = self.notice(&mut sheet, seen);
            if !notice && rows >= SMALL.1 {
                sheet.gap();
            }
            let most = if rows >= 22 { 2 } else { 1 };
            for row in keys_rows(&self.facts(), self.scope(), usize::from(columns), most) {
                sheet.line(Role::Quiet, &row);
            }
        }
        sheet
    }

    fn notice(&self, sheet: &mut Sheet, seen: &Seen<'_>) -> bool {
        let Some(notice) = seen.notice else { return false };
        let role = if notice.refusal { Role::Care } else { Role::Plain };
        sheet.indented(role, &notice.words, 1);
        true
    }

    fn typing_lines(&self, sheet: &mut Sheet, seen: &Seen<'_>) {
        let Some(typing) = &self.typing else { return };
        self.notice(sheet, seen);
        let earlier = typing.answered(&self.meeting);
        if !earlier.is_empty() {
            sheet.indented(Role::Quiet, &earlier, 2);
        }
        let today = seen.now.date_naive();
        match typing.reading(&self.meeting, seen.now) {
            Some(reading) => sheet.indented(Role::Plain, &reading, 2),
            None => sheet.indented(Role::Quiet, typing.question(&self.meeting).hint, 2),
        }
        let offered = typing.suggestions(&self.meeting, today);
        if !offered.is_empty() {
            let said: Vec<String> = offered
                .iter()
                .enumerate()
                .map(|(i, s)| if typing.pick == Some(i) { format!("[{}]", s.label) } else { s.label.clone() })
                .collect();
            sheet.line(Role::Here, &format!("  {}", said.join("   ")));
        }
        let tail = match typing.question(&self.meeting).wants {
            super::asking::Wants::ActionLine if typing.to_be_set => {
                "Enter keeps · Esc drops · Ctrl-T: what is missing is left to the next meeting [on]"
            }
            super::asking::Wants::ActionLine => {
                "Enter keeps · Tab completes · Esc drops · Ctrl-T leaves what is missing to the next meeting"
            }
            _ if offered.is_empty() => "Enter keeps · Esc drops",
            _ => "Enter keeps · Tab completes · Up and Down choose · Esc drops",
        };
        sheet.line(Role::Quiet, &format!("  {tail}"));
    }
}

/// Choices side by side, each kept whole, on as many lines as they take.
fn choices_rows(sheet: &mut Sheet, choices: &[super::choose::Choice]) {
    let mut row: Vec<(Role, String)> = Vec::new();
    let mut used = 0;
    for (key, words) in choices {
        let cells = width(key) + width(words) + 5;
        if used > 0 && used + cells > sheet.width() {
            sheet.pieces(&std::mem::take(&mut row));
            used = 0;
        }
        used += cells;
        row.push((Role::Here, format!(" {key} ")));
        row.push((Role::Plain, format!("{words}   ")));
    }
    sheet.pieces(&row);
}

/// The keys that work here, in the registry's order, as many as fit; all and help are always there.
pub fn keys_rows(facts: &[command::Need], scope: command::Scope, columns: usize, most: usize) -> Vec<String> {
    let tail = "  : all  ? help";
    let ready = command::in_scope(scope)
        .filter(|s| s.scope == scope && !s.title.is_empty() && s.ready(facts).is_ok())
        .map(|s| format!("{} {}", s.keys[0], s.title));
    let mut rows = vec![String::new()];
    for piece in ready {
        let last = rows.len() == most;
        let room = columns.saturating_sub(if last { width(tail) + 2 } else { 1 });
        let row = rows.last_mut().expect("there is always a row");
        let grown = format!("{row}{}{piece}", if row.is_empty() { " " } else { "  " });
        if width(&grown) <= room {
            *row = grown;
        } else if last {
            break;
        } else {
            rows.push(format!(" {piece}"));
        }
    }
    let row = rows.last_mut().expect("there is always a row");
    *row = fit(&format!("{row}{tail}"), columns);
    rows
}

fn pad(area: Rect) -> Rect {
    if area.width < 40 {
        return area;
    }
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}
