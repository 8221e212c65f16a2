//! The list of meetings: what can be opened, what waits to be taken up, and whether the files are in order.

use super::meeting::{Seen, keys_rows};
use super::{Goto, Out};
use crate::base::id::{GroupId, MeetingId};
use crate::base::stamp::{long_date, near_date};
use crate::base::text::count;
use crate::command::{Command, Need, Scope};
use crate::files::workspace::Workspace;
use crate::ui::look::{Role, Sign};
use crate::ui::sheet::{Sheet, ends};
use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Paragraph;

/// How far a meeting has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Not begun.
    Planned,
    /// Under way, or left in the middle.
    Live,
    /// Held.
    Ended,
}

impl Standing {
    fn of(workspace: &Workspace, id: &MeetingId) -> Self {
        if workspace.ended(id) {
            Self::Ended
        } else if workspace.with_journal.contains(id) && workspace.record_state(id) != Some("before") {
            Self::Live
        } else {
            Self::Planned
        }
    }
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What Enter opens: a meeting, or a new one of a group.
    pub opens: MeetingId,
    title: String,
    day: NaiveDate,
    standing: Standing,
}

/// The list.
#[derive(Clone, Debug)]
pub struct State {
    name: String,
    rows: Vec<Row>,
    groups: Vec<(GroupId, String)>,
    here: usize,
    errors: usize,
    warnings: usize,
}

impl State {
    /// The list as the files have it: meetings under way first, then those to come, then those held.
    pub fn new(workspace: &Workspace, today: NaiveDate) -> Self {
        let mut rows: Vec<Row> = workspace
            .meetings
            .values()
            .map(|m| Row {
                opens: m.id.clone(),
                title: m.title.clone(),
                day: m.date,
                standing: Standing::of(workspace, &m.id),
            })
            .collect();
        rows.sort_by_key(|r| match r.standing {
            Standing::Live => (0, r.day.signed_duration_since(today).num_days()),
            Standing::Planned if r.day >= today => (1, r.day.signed_duration_since(today).num_days()),
            _ => (2, today.signed_duration_since(r.day).num_days()),
        });
        let groups = workspace
            .agendas
            .keys()
            .map(|id| {
                let name = workspace.partnership.as_ref().and_then(|p| p.group(id)).map(|g| g.name.clone());
                (id.clone(), name.unwrap_or_else(|| id.to_string()))
            })
            .collect();
        Self {
            name: workspace.partnership.as_ref().map_or("No partnership here".to_owned(), |p| p.name.clone()),
            rows,
            groups,
            here: 0,
            errors: workspace.errors(),
            warnings: workspace.warnings(),
        }
    }

    /// The facts commands wait for.
    pub fn facts(&self) -> Vec<Need> {
        if self.len() == 0 { Vec::new() } else { vec![Need::Meetings] }
    }

    fn len(&self) -> usize {
        self.rows.len() + self.groups.len()
    }

    /// What a command does here.
    pub fn run(&mut self, command: Command, out: &mut Out) {
        match command {
            Command::Up => self.here = self.here.saturating_sub(1),
            Command::Down => self.here = (self.here + 1).min(self.len().saturating_sub(1)),
            Command::OpenMeeting => {
                let opens = self.rows.get(self.here).map(|r| r.opens.clone());
                let new = self.here.checked_sub(self.rows.len()).and_then(|i| self.groups.get(i));
                out.go = match (opens, new) {
                    (Some(id), _) => Some(Goto::Meeting(id)),
                    (None, Some((group, _))) => Some(Goto::NewMeeting(group.clone())),
                    _ => None,
                };
            }
            Command::ShowProblems => out.go = Some(Goto::Problems),
            Command::ReadAgain => out.go = Some(Goto::ReadAgain),
            _ => {}
        }
    }

    /// Draws the list.
    pub fn view(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let cells = usize::from(area.width);
        let today = seen.now.date_naive();
        let mut head = Sheet::new(seen.look, area.width);
        head.ends(
            &[(Role::Head, format!(" {}", self.name))],
            &[(Role::Plain, format!("{} ", long_date(today)))],
        );
        head.rule();
        let (sheet, at) = self.list(seen, area.width);
        let [top, middle, rule, notice, keys] = Layout::vertical([
            Constraint::Length(2),
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Length(u16::from(seen.notice.is_some())),
            Constraint::Length(1),
        ])
        .areas(area);
        head.draw(frame, top, 0);
        sheet.draw(frame, middle, at.saturating_sub(usize::from(middle.height).saturating_sub(2)));
        let mut line = Sheet::new(seen.look, area.width);
        line.rule();
        line.draw(frame, rule, 0);
        if let Some(said) = seen.notice {
            let role = if said.refusal { Role::Care } else { Role::Plain };
            let said = ends(seen.look, cells, &[(role, format!(" {}", said.words))], &[]);
            frame.render_widget(Paragraph::new(said), notice);
        }
        let mut foot = Sheet::new(seen.look, area.width);
        for row in keys_rows(&self.facts(), Scope::Home, cells, 1) {
            foot.line(Role::Quiet, &row);
        }
        foot.draw(frame, keys, 0);
    }

    fn list(&self, seen: &Seen<'_>, width: u16) -> (Sheet, usize) {
        let today = seen.now.date_naive();
        let mut sheet = Sheet::new(seen.look, width);
        let mut at = 0;
        if self.errors + self.warnings > 0 {
            let role = if self.errors > 0 { Role::Bad } else { Role::Care };
            let said = format!(
                " {} and {} in the files: p shows them",
                count(self.errors, "error", "errors"),
                count(self.warnings, "warning", "warnings")
            );
            sheet.line(role, &said);
            sheet.gap();
        }
        if self.len() == 0 {
            sheet.line(Role::Plain, " There are no meetings and no agendas in this folder.");
            sheet.gap();
            sheet.line(Role::Quiet, " 'chairside init DIR --like south-gloucestershire' makes a folder with complete arrangements.");
            sheet.line(Role::Quiet, " 'chairside demo' opens a fictional partnership to practise on.");
        }
        if !self.rows.is_empty() {
            sheet.line(Role::Quiet, " Meetings");
        }
        for (i, row) in self.rows.iter().enumerate() {
            if i == self.here {
                at = sheet.len();
            }
            let state = match row.standing {
                Standing::Live => (Role::Here, "under way: Enter takes it up".to_owned()),
                Standing::Ended => (Role::Quiet, "held".to_owned()),
                Standing::Planned if row.day == today => (Role::Here, "today".to_owned()),
                Standing::Planned if row.day > today => {
                    let days = usize::try_from((row.day - today).num_days()).unwrap_or(0);
                    (Role::Plain, format!("in {}", count(days, "day", "days")))
                }
                Standing::Planned => (Role::Quiet, "not held here".to_owned()),
            };
            self.line(&mut sheet, i, &format!("{:<16} {}", near_date(row.day, today), row.title), state);
        }
        if !self.groups.is_empty() {
            sheet.gap();
            sheet.line(Role::Quiet, " A new meeting today, from the standing agenda");
        }
        for (i, (_, name)) in self.groups.iter().enumerate() {
            if i + self.rows.len() == self.here {
                at = sheet.len();
            }
            self.line(&mut sheet, i + self.rows.len(), name, (Role::Quiet, String::new()));
        }
        (sheet, at)
    }

    fn line(&self, sheet: &mut Sheet, i: usize, words: &str, state: (Role, String)) {
        let look = sheet.look();
        let chosen = i == self.here;
        let cursor = if chosen { look.sign(Sign::Chosen) } else { " " };
        let role = if chosen { Role::Here } else { Role::Plain };
        sheet.ends(
            &[(Role::Here, format!(" {cursor} ")), (role, words.to_owned())],
            &[state, (Role::Plain, " ".into())],
        );
    }
}
