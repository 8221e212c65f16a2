//! What is wrong with the files: every problem with its place, its line and how to mend it.

use super::meeting::{Seen, keys_sheet};
use super::{Goto, Out};
use crate::base::problem::{Problem, show};
use crate::base::text::count;
use crate::command::{Command, Need, Scope};
use crate::effect::Edit;
use crate::files::workspace::{Report, Workspace};
use crate::ui::look::Role;
use crate::ui::sheet::Sheet;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

/// The problems, as they are printed.
#[derive(Clone, Debug)]
pub struct State {
    problems: Vec<Shown>,
    chosen: usize,
}

/// One problem: its lines, and where it is.
#[derive(Clone, Debug)]
struct Shown {
    lines: Vec<String>,
    path: String,
    line: usize,
}

impl State {
    /// The problems of the files as they were last read.
    pub fn new(workspace: &Workspace) -> Self {
        let of_report = |report: &Report| {
            let shown = |problem: &Problem| Shown {
                lines: show(problem, &report.path, &report.text).lines().map(str::to_owned).collect(),
                path: report.path.clone(),
                line: problem.place.line,
            };
            report.problems.iter().map(shown).collect::<Vec<_>>()
        };
        Self { problems: workspace.reports.iter().flat_map(of_report).collect(), chosen: 0 }
    }

    /// The same place among the problems after the files were read again.
    #[must_use]
    pub fn again(&self, workspace: &Workspace) -> Self {
        let new = Self::new(workspace);
        Self { chosen: self.chosen.min(new.problems.len().saturating_sub(1)), ..new }
    }

    /// The facts commands wait for.
    pub fn facts(&self) -> Vec<Need> {
        if self.problems.is_empty() { Vec::new() } else { vec![Need::Problems] }
    }

    /// What a command does here.
    pub fn run(&mut self, command: Command, out: &mut Out) {
        match command {
            Command::Up => self.chosen = self.chosen.saturating_sub(1),
            Command::Down => self.chosen = (self.chosen + 1).min(self.problems.len().saturating_sub(1)),
            Command::OpenFile => {
                let problem = self.problems.get(self.chosen);
                out.edit = problem.map(|p| Edit::File { path: p.path.clone(), line: p.line });
            }
            Command::Back => out.go = Some(Goto::Home),
            Command::ReadAgain => out.go = Some(Goto::ReadAgain),
            _ => {}
        }
    }

    /// The lines from the chosen problem on.
    fn lines(&self) -> impl Iterator<Item = &str> {
        let shown = self.problems.iter().skip(self.chosen);
        shown.flat_map(|p| p.lines.iter().map(String::as_str).chain(std::iter::once("")))
    }

    /// Draws the problems.
    pub fn view(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let mut sheet = Sheet::new(seen.look, area.width);
        if self.problems.is_empty() {
            sheet.line(Role::Plain, " Every file is in order.");
        }
        // The chosen problem stands at the top, with those after it below.
        for line in self.lines() {
            let role = match line {
                l if l.starts_with("error") => Role::Bad,
                l if l.starts_with("warning") => Role::Care,
                l if l.trim_start().starts_with("mend") => Role::Good,
                _ => Role::Plain,
            };
            // A line of the file keeps its columns; what is said of it is wrapped.
            let words = line.trim_start();
            if role == Role::Plain {
                sheet.line(role, &format!(" {line}"));
            } else {
                sheet.indented(role, words, line.len() - words.len() + 1);
            }
        }
        let [top, middle, foot] =
            Layout::vertical([Constraint::Length(2), Constraint::Fill(1), Constraint::Length(2)]).areas(area);
        let mut head = Sheet::new(seen.look, area.width);
        let first = |p: &&Shown, kind: &str| p.lines.first().is_some_and(|line| line.starts_with(kind));
        let of = |kind: &str| self.problems.iter().filter(|p| first(p, kind)).count();
        let at = match self.problems.len() {
            0 | 1 => String::new(),
            all => format!("{} of {all} · ", self.chosen + 1),
        };
        let found = format!(
            "{at}{}, {} ",
            count(of("error"), "error", "errors"),
            count(of("warning"), "warning", "warnings")
        );
        head.ends(&[(Role::Head, " Problems".to_owned())], &[(Role::Plain, found)]);
        head.rule();
        head.draw(frame, top, 0);
        sheet.draw(frame, middle, 0);
        let mut keys = Sheet::new(seen.look, area.width);
        keys.rule();
        keys.append(keys_sheet(seen.look, &self.facts(), Scope::Problems, area.width, 1));
        keys.draw(frame, foot, 0);
    }
}
