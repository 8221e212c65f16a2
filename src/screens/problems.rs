//! What is wrong with the files: every problem with its place, its line and how to mend it.

use super::meeting::{Seen, keys_sheet};
use super::{Goto, Out};
use crate::base::problem::show;
use crate::base::text::count;
use crate::command::{Command, Scope};
use crate::files::workspace::Workspace;
use crate::ui::look::Role;
use crate::ui::sheet::Sheet;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

/// Lines a key scrolls.
const STEP: usize = 5;

/// The problems, as they are printed.
#[derive(Clone, Debug)]
pub struct State {
    lines: Vec<String>,
    scroll: usize,
}

impl State {
    /// The problems of the files as they were last read.
    pub fn new(workspace: &Workspace) -> Self {
        let mut lines = Vec::new();
        for report in &workspace.reports {
            for problem in &report.problems {
                lines.extend(show(problem, &report.path, &report.text).lines().map(str::to_owned));
                lines.push(String::new());
            }
        }
        if lines.is_empty() {
            lines.push("Every file is in order.".to_owned());
        }
        Self { lines, scroll: 0 }
    }

    /// What a command does here.
    pub fn run(&mut self, command: Command, out: &mut Out) {
        match command {
            Command::Up => self.scroll = self.scroll.saturating_sub(STEP),
            Command::Down => self.scroll = (self.scroll + STEP).min(self.lines.len().saturating_sub(1)),
            Command::Back => out.go = Some(Goto::Home),
            Command::ReadAgain => out.go = Some(Goto::ReadAgain),
            _ => {}
        }
    }

    /// Draws the problems.
    pub fn view(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let mut sheet = Sheet::new(seen.look, area.width);
        for line in self.lines.iter().skip(self.scroll) {
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
        let of = |kind: &str| self.lines.iter().filter(|l| l.starts_with(kind)).count();
        let found = format!(
            "{}, {} ",
            count(of("error"), "error", "errors"),
            count(of("warning"), "warning", "warnings")
        );
        head.ends(&[(Role::Head, " Problems".to_owned())], &[(Role::Plain, found)]);
        head.rule();
        head.draw(frame, top, 0);
        sheet.draw(frame, middle, 0);
        let mut keys = Sheet::new(seen.look, area.width);
        keys.rule();
        keys.append(keys_sheet(seen.look, &[], Scope::Problems, area.width, 1));
        keys.draw(frame, foot, 0);
    }
}
