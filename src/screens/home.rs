//! The list of meetings: what can be opened, what waits to be taken up, and whether the files are in order.

use super::meeting::{Seen, keys_sheet};
use super::{Goto, Out};
use crate::base::id::{GroupId, MeetingId};
use crate::base::stamp::{long_date, near_date};
use crate::base::text::count;
use crate::command::{Command, Need, Scope};
use crate::domain::escalation::not_passed_on;
use crate::files::unmerged;
use crate::files::workspace::Workspace;
use crate::ui::look::{Role, Sign};
use crate::ui::sheet::{Sheet, ends};
use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::Paragraph;

/// Below this width a line says the least it can.
const NARROW: u16 = 60;
/// Beyond this width how a meeting stands would be too far from its name.
const MEASURE: u16 = 100;

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
    /// What waits to be put together, in a sentence.
    unmerged: Option<String>,
    /// Audits with a concern that nobody was told of yet.
    concerns: usize,
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
        // Known from their journals alone, for their files cannot be read.
        let unread = workspace.with_journal.iter().filter(|id| !workspace.meetings.contains_key(id));
        rows.extend(unread.map(|id| Row {
            opens: id.clone(),
            title: id.to_string(),
            day: id.day().unwrap_or(today),
            standing: Standing::Live,
        }));
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
            unmerged: unmerged::said(&workspace.unmerged),
            concerns: workspace
                .audit_folders
                .values()
                .filter(|folder| !not_passed_on(&workspace.passed_on, &folder.returns).is_empty())
                .count(),
        }
    }

    /// The list of files that were read again; the cursor stays on what it was on.
    #[must_use]
    pub fn again(&self, workspace: &Workspace, today: NaiveDate) -> Self {
        let mut state = Self::new(workspace, today);
        let meeting = self.rows.get(self.here).map(|row| &row.opens);
        let group = self.here.checked_sub(self.rows.len()).and_then(|nth| self.groups.get(nth));
        let found = match (meeting, group) {
            (Some(id), _) => state.rows.iter().position(|row| row.opens == *id),
            (None, Some((id, _))) => {
                let nth = state.groups.iter().position(|(known, _)| known == id);
                nth.map(|nth| nth + state.rows.len())
            }
            (None, None) => None,
        };
        state.here = found.unwrap_or(self.here).min(state.len().saturating_sub(1));
        state
    }

    /// The facts commands wait for.
    pub fn facts(&self) -> Vec<Need> {
        let mut facts = Vec::new();
        facts.extend((self.len() > 0).then_some(Need::Meetings));
        facts.extend(self.unmerged.is_some().then_some(Need::Unmerged));
        facts
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
            Command::ShowActions => out.go = Some(Goto::Actions),
            Command::ShowAudits => out.go = Some(Goto::Audits),
            Command::ShowReviews => out.go = Some(Goto::Reviews),
            Command::ShowRegisters => out.go = Some(Goto::Registers),
            Command::ShowCopies => out.go = Some(Goto::Copies),
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
        let foot = keys_sheet(seen.look, &self.facts(), Scope::Home, area.width, 1);
        foot.draw(frame, keys, 0);
    }

    fn list(&self, seen: &Seen<'_>, width: u16) -> (Sheet, usize) {
        let mut sheet = Sheet::new(seen.look, width.min(MEASURE));
        self.opening_lines(&mut sheet);
        let (today, narrow) = (seen.now.date_naive(), width < NARROW);
        let mut at = 0;
        if !self.rows.is_empty() {
            sheet.line(Role::Quiet, " Meetings");
        }
        for (i, row) in self.rows.iter().enumerate() {
            if i == self.here {
                at = sheet.len();
            }
            let day = if narrow { row.day.format("%-d %b").to_string() } else { near_date(row.day, today) };
            let column = if narrow { 7 } else { 16 };
            let words = format!("{day:<column$} {}", row.title);
            self.line(&mut sheet, i, &words, row.standing(today, narrow));
        }
        if !self.groups.is_empty() {
            sheet.gap();
            sheet.indented(Role::Quiet, "A new meeting today, from the standing agenda", 1);
        }
        for (i, (_, name)) in self.groups.iter().enumerate() {
            if i + self.rows.len() == self.here {
                at = sheet.len();
            }
            self.line(&mut sheet, i + self.rows.len(), name, (Role::Quiet, String::new()));
        }
        (sheet, at)
    }

    /// Whether the files are in order, and what to do where there are none.
    fn opening_lines(&self, sheet: &mut Sheet) {
        if self.concerns > 0 {
            let late = sheet.look().sign(Sign::Late);
            let said = match self.concerns {
                1 => format!("{late} A child may be unsafe now, not escalated yet: u shows in which audit"),
                n => format!(
                    "{late} Children may be unsafe now, not escalated yet: u shows in which {n} audits"
                ),
            };
            sheet.indented(Role::Bad, &said, 1);
        }
        if self.errors + self.warnings > 0 {
            let role = if self.errors > 0 { Role::Bad } else { Role::Care };
            let said = format!(
                "{} and {} in the files: p shows them",
                count(self.errors, "error", "errors"),
                count(self.warnings, "warning", "warnings")
            );
            sheet.indented(role, &said, 1);
        }
        if let Some(said) = &self.unmerged {
            sheet.indented(Role::Care, &format!("{said}: m puts the versions together"), 1);
        }
        if !sheet.is_empty() {
            sheet.gap();
        }
        if self.len() == 0 {
            sheet.indented(Role::Plain, "There are no meetings and no agendas in this folder.", 1);
            sheet.gap();
            let init = "'chairside init DIR --like south-gloucestershire' makes a folder with complete arrangements.";
            sheet.indented(Role::Quiet, init, 1);
            sheet.indented(Role::Quiet, "'chairside demo' opens a fictional partnership to practise on.", 1);
        }
    }

    fn line(&self, sheet: &mut Sheet, i: usize, words: &str, state: (Role, String)) {
        let look = sheet.look();
        let chosen = i == self.here;
        let cursor = if chosen { look.sign(Sign::Chosen) } else { " " };
        let role = if chosen { Role::Here } else { Role::Plain };
        let left = [(Role::Here, format!(" {cursor} ")), (role, words.to_owned())];
        if state.1.is_empty() {
            sheet.pieces(&left);
        } else {
            sheet.ends(&left, &[state, (Role::Plain, " ".into())]);
        }
    }
}

impl Row {
    /// How the meeting stands, as the end of its line says it; in a narrow one only what matters now.
    fn standing(&self, today: NaiveDate, narrow: bool) -> (Role, String) {
        let days = usize::try_from((self.day - today).num_days().abs()).unwrap_or(0);
        let (role, said) = match self.standing {
            Standing::Live if narrow => (Role::Here, "under way".to_owned()),
            Standing::Live => (Role::Here, "under way: Enter takes it up".to_owned()),
            Standing::Planned if days == 0 => (Role::Here, "today".to_owned()),
            _ if narrow => (Role::Quiet, String::new()),
            Standing::Ended => (Role::Quiet, "held".to_owned()),
            Standing::Planned if self.day > today => {
                (Role::Plain, format!("in {}", count(days, "day", "days")))
            }
            Standing::Planned => (Role::Quiet, "no record here".to_owned()),
        };
        (role, said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::example;
    use crate::domain::escalation::PassedOn;
    use crate::files::audit_folder::AuditFolder;
    use crate::ui::look::Look;

    #[test]
    fn a_concern_that_nobody_was_told_of_stands_above_the_meetings_until_somebody_was() {
        let audit = example::audit();
        let mut workspace = Workspace::default();
        let folder =
            AuditFolder { audit: audit.clone(), returns: example::returns(), ..AuditFolder::default() };
        workspace.audit_folders.insert(audit.id.clone(), folder);
        let day: NaiveDate = "2026-12-03".parse().unwrap();
        let said = |workspace: &Workspace| {
            let mut sheet = Sheet::new(Look::default(), 80);
            State::new(workspace, day).opening_lines(&mut sheet);
            sheet.into_lines().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        };
        assert!(
            said(&workspace).contains("not escalated yet: u shows in which audit"),
            "{}",
            said(&workspace)
        );
        let (id, case) = ("ESC-26-001".into(), "C2".into());
        workspace.passed_on = vec![PassedOn { id, audit: audit.id, case, on: day, heard: None }];
        assert!(!said(&workspace).contains("unsafe"), "{}", said(&workspace));
    }
}
