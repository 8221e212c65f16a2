//! A page as rows to walk through: what each leads to or stands for, and its lines, as wide as the screen is.

use super::Page;
use crate::base::id::RecommendationId;
use crate::base::text::width;
use crate::ui::look::{Look, Role, Sign};
use crate::ui::sheet::Sheet;

/// The least cells that a row's words take beside its columns; with fewer they stand below.
const BESIDE: usize = 60;
/// Cells before what a row says.
const MARGIN: usize = 3;
/// How far what comes under a row is set in where its words stand below its columns.
const UNDER: usize = 5;

/// What a row stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Nothing: it is only to read.
    Read,
    /// Another page, and the row there.
    Page(Page, Box<Stop>),
    /// A step that can be done, by its id.
    Step(String),
    /// A piece of evidence.
    Evidence(String),
    /// A list of data.
    Data(String),
    /// A planned audit.
    Slot(String),
    /// An expected input.
    Input(String),
    /// A recommendation.
    Recommendation(RecommendationId),
}

impl Stop {
    /// The beginning of a page.
    pub fn page(page: Page) -> Self {
        Self::Page(page, Box::new(Self::Read))
    }
}

/// A column of a row: its role, its words, and how many cells it takes where there is room.
pub(super) type Column = (Role, String, usize);

/// A page being laid out.
#[derive(Debug)]
pub(super) struct Paper {
    sheet: Sheet,
    stops: Vec<(Stop, usize)>,
    at: usize,
    /// How far what comes under the row above is set in.
    under: usize,
}

impl Paper {
    /// An empty page, on which the nth row is the chosen one.
    pub fn new(look: Look, width: u16, at: usize) -> Self {
        Self { sheet: Sheet::new(look, width), stops: Vec::new(), at, under: UNDER }
    }

    /// What the nth row stands for; nothing where there is none.
    pub fn stop_at(&self, at: usize) -> Stop {
        self.stops.get(at).map_or(Stop::Read, |(stop, _)| stop.clone())
    }

    /// What every row stands for.
    pub fn into_stops(self) -> Vec<Stop> {
        self.stops.into_iter().map(|(stop, _)| stop).collect()
    }

    /// How it looks.
    pub fn look(&self) -> Look {
        self.sheet.look()
    }

    /// Its lines, and from which on they are drawn in so many rows, so that the chosen row is seen whole.
    pub fn into_sheet(self, height: usize) -> (Sheet, usize) {
        let end = match self.stops.get(self.at + 1) {
            Some((_, next)) => *next,
            None => self.sheet.len(),
        };
        let begin = self.stops.get(self.at).map_or(0, |(_, begin)| *begin);
        let from = end.saturating_sub(height).min(begin);
        (self.sheet, from)
    }

    /// A heading, with a line free above it.
    pub fn heading(&mut self, text: &str) {
        if !self.sheet.is_empty() {
            self.sheet.gap();
        }
        self.sheet.indented(Role::Quiet, text, 1);
    }

    /// Words that belong to no row.
    pub fn words(&mut self, role: Role, text: &str) {
        self.sheet.indented(role, text, 1);
    }

    /// Words in the place of rows, or about those above.
    pub fn note(&mut self, role: Role, text: &str) {
        self.sheet.indented(role, text, MARGIN);
    }

    /// A free line.
    pub fn gap(&mut self) {
        self.sheet.gap();
    }

    /// A row: columns, and words beside them where there is room, else below.
    pub fn row(&mut self, stop: Stop, columns: &[Column], words: &str) {
        let chosen = self.stops.len() == self.at;
        self.stops.push((stop, self.sheet.len()));
        let look = self.sheet.look();
        let cursor = if chosen { look.sign(Sign::Chosen) } else { " " };
        let role = if chosen { Role::Here } else { Role::Plain };
        let taken: usize = MARGIN + columns.iter().map(|(_, _, cells)| cells).sum::<usize>();
        let wide = columns.is_empty() || self.sheet.width() >= taken + BESIDE;
        self.under = if wide && !columns.is_empty() { taken + 2 } else { UNDER };
        if wide {
            let mut all = vec![(Role::Here, format!(" {cursor}"), MARGIN)];
            all.extend(columns.iter().cloned());
            let room = u16::try_from(self.sheet.width().saturating_sub(taken)).unwrap_or(0);
            let mut right = Sheet::new(look, room);
            right.text(role, words);
            self.sheet.beside(&all, right);
            return;
        }
        // As many columns on a line as fit, and the words below.
        let mut line = vec![(Role::Here, format!(" {cursor} "))];
        let mut used = MARGIN;
        for (role, text, _) in columns.iter().filter(|(_, text, _)| !text.is_empty()) {
            let cells = width(text) + 2;
            if used > MARGIN && used + cells - 2 > self.sheet.width() {
                self.sheet.pieces(&std::mem::take(&mut line));
                line.push((Role::Plain, " ".repeat(MARGIN)));
                used = MARGIN;
            }
            used += cells;
            line.push((*role, format!("{text}  ")));
        }
        self.sheet.pieces(&line);
        if !words.is_empty() {
            self.sheet.indented(role, words, MARGIN);
        }
    }

    /// More about the row above.
    pub fn under(&mut self, role: Role, text: &str) {
        let room = u16::try_from(self.sheet.width().saturating_sub(self.under)).unwrap_or(0);
        let mut right = Sheet::new(self.sheet.look(), room);
        right.text(role, text);
        self.sheet.beside(&[(Role::Plain, String::new(), self.under)], right);
    }

    /// Lines of a document: one that is set in belongs to the one above, and each other is a row to read.
    pub fn lines<'a>(&mut self, lines: impl IntoIterator<Item = &'a String>) {
        for line in lines {
            let words = line.trim_start();
            let depth = line.len() - words.len();
            match depth {
                _ if words.is_empty() => {}
                0 => self.row(Stop::Read, &[], words),
                n => self.sheet.indented(Role::Plain, words, MARGIN + n.min(8)),
            }
        }
    }
}

/// The role of a letter: `R late 2 days`.
pub(super) fn role_of(left: &str) -> Role {
    match left.chars().next() {
        Some('R') => Role::Bad,
        Some('A') => Role::Care,
        Some('G') => Role::Good,
        _ => Role::Quiet,
    }
}
