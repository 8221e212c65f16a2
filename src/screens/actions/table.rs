//! The table: one line an action, the columns that fit, headings where they were asked for, and the chosen action below.

use super::State;
use super::columns::{NARROW, NUMBER, columns, titles};
use super::detail::detail;
use super::viewing::Viewing;
use crate::base::stamp::near_date;
use crate::base::text::{fit, one_line, width};
use crate::documents::throughput::{About, lines};
use crate::domain::actions::{Heading, Light, Listed};
use crate::domain::agenda::Tier;
use crate::domain::query::Field;
use crate::files::workspace::Workspace;
use crate::screens::meeting::{Seen, choice_parts, keys_sheet, rag_role, standing};
use crate::screens::typing::{kept, said, suggestion_rows};
use crate::ui::editor::Editor;
use crate::ui::look::{Look, Role, Sign};
use crate::ui::sheet::Sheet;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Widget;

/// From this height on the chosen action is shown below the table.
const TALL: u16 = 18;

/// What ends the typing of a query.
const ENDS: &str = "Tab fills in, Enter takes it, Esc leaves it as it was.";

/// The foot of the screen.
struct Foot {
    /// Rows of what is being typed.
    editor: u16,
    below: Sheet,
    /// Whether what was last said stands in it.
    speaks: bool,
}

/// A label, and what is typed beside it on one line.
fn labelled(look: Look, label: &str, editor: &Editor, frame: &mut Frame, area: Rect) {
    if area.height == 0 {
        return;
    }
    let mut sheet = Sheet::new(look, area.width);
    sheet.pieces(&[(Role::Here, label.to_owned())]);
    sheet.draw(frame, area, 0);
    let cells = u16::try_from(width(label)).unwrap_or(0).min(area.width);
    let line = Rect { x: area.x + cells, width: area.width - cells, height: 1, ..area };
    editor.render(line, frame.buffer_mut());
}

fn draw_from(sheet: Sheet, scroll: usize, frame: &mut Frame, area: Rect) {
    let from = scroll.min(sheet.len().saturating_sub(usize::from(area.height)));
    sheet.draw(frame, area, from);
}

impl State {
    /// Draws it.
    pub fn view(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let (light, workspace) = (self.light(), &*self.workspace);
        let chosen = self.at(self.here);
        let foot = self.foot(seen, area);
        let said = if foot.speaks { None } else { self.said(seen, area.width) };
        let rows = |sheet: &Sheet| u16::try_from(sheet.len()).unwrap_or(u16::MAX);
        // What is said of several is not said of the one that is chosen.
        let several = self.line.is_some() && !self.marks.is_empty();
        let other = self.preview.is_some() || self.walk.is_some() || self.charts;
        let alone = self.whole || other || several;
        let below = chosen.filter(|_| !alone && area.height >= TALL).map(|listed| {
            let mut sheet = detail(seen.look, &light, workspace, listed, area.width);
            let most = usize::from(area.height / 3);
            if sheet.len() > most {
                sheet = sheet.upto(most.saturating_sub(1));
                sheet.line(Role::Quiet, " Enter shows all of it");
            }
            sheet
        });
        let [top, middle, rule, under, rule_keys, notice, editor, end] = Layout::vertical([
            Constraint::Length(2),
            Constraint::Fill(1),
            Constraint::Length(u16::from(below.is_some())),
            Constraint::Length(below.as_ref().map_or(0, rows)),
            Constraint::Length(1),
            Constraint::Length(said.as_ref().map_or(0, rows).min(3)),
            Constraint::Length(foot.editor),
            Constraint::Length(rows(&foot.below)),
        ])
        .areas(area);
        self.head(seen.look, frame, top);
        let walk = self.walk.as_ref().filter(|_| self.preview.is_none());
        match (&self.preview, chosen.filter(|_| self.whole)) {
            (None, _) if self.charts => self.draw_charts(seen.look, frame, middle),
            _ if walk.is_some() => {
                if let Some(walk) = walk {
                    draw_from(self.walk_sheet(walk, seen.look, area.width), self.scroll, frame, middle);
                }
            }
            (Some(preview), _) => {
                let sheet = Self::preview_sheet(preview, seen.look, area.width);
                draw_from(sheet, preview.scroll, frame, middle);
            }
            (None, Some(listed)) => {
                let sheet = detail(seen.look, &light, workspace, listed, area.width);
                draw_from(sheet, self.scroll, frame, middle);
            }
            (None, None) => self.table(seen.look, &light, frame, middle),
        }
        for at in [rule, rule_keys] {
            let mut line = Sheet::new(seen.look, area.width);
            line.rule();
            line.draw(frame, at, 0);
        }
        if let Some(sheet) = below {
            sheet.draw(frame, under, 0);
        }
        if let Some(sheet) = said {
            sheet.draw(frame, notice, 0);
        }
        if let Some(line) = &self.line {
            line.typing.draw(&line.table, seen.look, frame, editor);
        }
        if let Some(Viewing::Naming(name)) = &self.viewing {
            labelled(seen.look, " Name of the view  ", name, frame, editor);
        }
        foot.below.draw(frame, end, 0);
    }

    /// What stands at the foot: what is being said, a question, or the keys.
    fn foot(&self, seen: &Seen<'_>, area: Rect) -> Foot {
        let most = if area.width < NARROW { 2 } else { 1 };
        if let Some(line) = &self.line {
            let editor = line.typing.height(&line.table, area, area.height / 2);
            let parts = line.typing.parts(&line.table, &self.workspace.names, seen, area);
            let room = usize::from((area.height / 2).saturating_sub(editor).max(1));
            return Foot { editor, below: kept(seen.look, area.width, parts, room), speaks: true };
        }
        let asked = match (&self.viewing, self.tracker_choices(), self.step_choices(seen.look)) {
            (Some(Viewing::Choosing), ..) => Some(("Which view?", self.view_choices())),
            (None, Some(choices), _) => Some(("Which group's action is it?", choices)),
            (None, None, asked) => asked,
            (Some(Viewing::Naming(_)), ..) => None,
        };
        if let Some((question, choices)) = asked {
            let parts = choice_parts(seen, area, question, &choices, said(seen, area));
            return Foot {
                editor: 0,
                below: kept(seen.look, area.width, parts, usize::from(area.height / 3)),
                speaks: true,
            };
        }
        let mut below = Sheet::new(seen.look, area.width);
        if let Some(Viewing::Naming(_)) = &self.viewing {
            below.line(Role::Quiet, "  Enter saves it · Esc drops it");
            return Foot { editor: 1, below, speaks: false };
        }
        let walk = self.walk.as_ref().map(|walk| (walk.ending, walk.over));
        if let Some((_, true)) = walk {
            below.line(Role::Here, " Any key goes back to the table");
        } else if let Some((true, _)) = walk {
            below.line(Role::Here, " Enter ends it  Esc goes on");
        } else if self.preview.is_some() {
            below.line(Role::Here, " Enter changes them  Esc goes back to the line  Up and Down scroll");
        } else if self.typing.is_none() {
            // While a query is typed the keys are letters, and the line above says what ends it.
            below = keys_sheet(
                seen.look,
                &self.facts(),
                self.scope(),
                area.width,
                most.max(if area.height >= TALL { 2 } else { 1 }),
            );
        }
        Foot { editor: 0, below, speaks: false }
    }

    fn head(&self, look: Look, frame: &mut Frame, area: Rect) {
        let mut head = Sheet::new(look, area.width);
        let title = if area.width < NARROW {
            " Actions".to_owned()
        } else {
            format!(" Actions · {}", self.summed())
        };
        head.ends(&[(Role::Head, title)], &[(Role::Plain, format!("{} ", self.counted()))]);
        let label = " Find  ";
        match &self.typing {
            Some(_) => head.pieces(&[(Role::Here, label.to_owned())]),
            None => head.ends(
                &[(Role::Quiet, label.to_owned()), (Role::Plain, self.asked.clone())],
                &[(Role::Quiet, format!("{} ", self.ordered(area.width)))],
            ),
        }
        head.draw(frame, area, 0);
        if let (Some(editor), true) = (&self.typing, area.height > 1) {
            labelled(look, label, editor, frame, Rect { y: area.y + 1, height: 1, ..area });
        }
    }

    fn ordered(&self, width: u16) -> String {
        let by = match self.heading {
            Heading::None => String::new(),
            heading => format!("by {}, ", heading.said()),
        };
        if width < NARROW { String::new() } else { format!("{by}sorted by {}", self.order.said()) }
    }

    /// How many were opened, ended and late.
    fn draw_charts(&self, look: Look, frame: &mut Frame, area: Rect) {
        let mut sheet = Sheet::new(look, area.width);
        match &self.found.report {
            Some(report) => {
                let asked = self.query.without(Field::Status).to_string();
                let about = About { asked, tier: self.tier() };
                let cells = usize::from(area.width.saturating_sub(2));
                for line in lines(report, &about, cells, look.ascii) {
                    sheet.line(Role::Plain, &format!(" {line}"));
                }
            }
            None => sheet.line(Role::Quiet, " Counting…"),
        }
        draw_from(sheet, self.scroll, frame, area);
    }

    /// What may be typed next, the offer that Tab takes in brackets once one is chosen.
    fn offered(&self, sheet: &mut Sheet) {
        let labels: Vec<String> = self
            .offers()
            .iter()
            .map(|offer| match offer.says.as_str() {
                "" => offer.text.clone(),
                says => format!("{} {says}", offer.text),
            })
            .collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        for row in suggestion_rows(&labels, self.pick, sheet.width().saturating_sub(1), 2) {
            sheet.line(Role::Here, &format!(" {row}"));
        }
    }

    /// What is wrong with what is typed, else what was said last.
    fn said(&self, seen: &Seen<'_>, width: u16) -> Option<Sheet> {
        let mut sheet = Sheet::new(seen.look, width);
        match (&self.problem, seen.notice) {
            (Some(problem), _) => {
                sheet.indented(Role::Care, problem, 1);
                self.offered(&mut sheet);
                sheet.indented(Role::Quiet, ENDS, 1);
            }
            (None, Some(notice)) => {
                let role = if notice.refusal { Role::Care } else { Role::Plain };
                sheet.indented(role, &notice.words, 1);
            }
            (None, None) if self.typing.is_some() && !self.offers().is_empty() => {
                self.offered(&mut sheet);
                sheet.indented(Role::Quiet, ENDS, 1);
            }
            (None, None) if self.typing.is_some() => {
                sheet.indented(
                    Role::Quiet,
                    &format!(
                        "{ENDS} Such as @police late:>30d group:sog #neglect \"exact words\" -status:blocked"
                    ),
                    1,
                );
            }
            (None, None) => return None,
        }
        Some(sheet)
    }

    /// Only the lines that can be seen are made, however many there are.
    fn table(&self, look: Look, light: &Light<'_>, frame: &mut Frame, area: Rect) {
        let mut sheet = Sheet::new(look, area.width);
        let found = self.found.places.len();
        if found == 0 {
            let words = if self.found.all == 0 {
                "There are no actions in this folder yet. A meeting adds what it agrees."
            } else {
                "No action answers this. / changes what is asked; with nothing in it every action is shown."
            };
            sheet.indented(Role::Plain, words, 1);
        } else {
            sheet.line(Role::Quiet, &titles(area.width));
        }
        let room = usize::from(area.height).saturating_sub(sheet.len());
        // With a heading between every two actions still the chosen one is seen.
        let first = self.here.saturating_sub(if self.heading == Heading::None {
            room.saturating_sub(1)
        } else {
            room / 2
        });
        let first = first.min(found.saturating_sub(room));
        let mut lines = Sheet::new(look, area.width);
        let (mut under, mut chosen) = (None, 0);
        for index in first..found {
            if lines.len() >= 2 * room.max(1) {
                break;
            }
            let Some(listed) = self.at(index) else { continue };
            if self.heading != Heading::None {
                let heading = light.heading(listed, self.heading);
                if under.as_ref() != Some(&heading) {
                    lines.pieces(&[(Role::Head, format!(" {heading}"))]);
                    under = Some(heading);
                }
            }
            if index == self.here {
                chosen = lines.len();
            }
            let marked = self.marks.contains(&(listed.tracker.id.clone(), listed.action.id.clone()));
            row(&mut lines, light, &self.workspace, listed, (index == self.here, marked));
        }
        let from = (chosen + 1).saturating_sub(room);
        sheet.append(lines.from(from));
        sheet.draw(frame, area, 0);
    }
}

fn row(
    sheet: &mut Sheet,
    light: &Light<'_>,
    workspace: &Workspace,
    listed: Listed<'_>,
    (chosen, marked): (bool, bool),
) {
    let action = listed.action;
    let look = sheet.look();
    let cells = u16::try_from(sheet.width()).unwrap_or(u16::MAX);
    let legend = workspace.partnership.as_ref().map_or(&[][..], |p| &p.legend);
    let state = standing(action, light.today, legend);
    let due = action.due.day().map_or("to be set".to_owned(), |day| near_date(day, light.today));
    let moved = match action.times_moved() {
        0 => String::new(),
        n => n.to_string(),
    };
    let (lead, initials, from) =
        (light.lead_said(action), light.lead_in_short(action), light.from_briefly(action));
    let parts = [state, due, moved, lead, initials, from];
    let right = columns(cells, parts.map(|part| one_line(&part)));
    let cursor = if chosen { look.sign(Sign::Chosen) } else { " " };
    // The word comes first: the end of a line may be cut off.
    let hidden = match action.tier {
        Tier::Restricted => format!("{} restricted · ", look.sign(Sign::Restricted)),
        Tier::Open | Tier::Partners => String::new(),
    };
    let mark = if marked { look.sign(Sign::Marked) } else { " " };
    let role = match (chosen, action.status.open()) {
        (true, _) => Role::Here,
        (false, true) => Role::Plain,
        (false, false) => Role::Quiet,
    };
    let number = fit(action.id.as_str(), NUMBER);
    let words = format!("{number:<NUMBER$} {}", hidden + &one_line(&action.what));
    sheet.ends(
        &[(Role::Here, format!(" {cursor}{mark}")), (role, words)],
        &[(rag_role(action.rag(light.today)), right)],
    );
}
