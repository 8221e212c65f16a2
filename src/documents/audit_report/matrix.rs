//! Children down, agencies across, as lines for a terminal. With room the names of agencies stand whole, in one row or in
//! several; with less they are short and signs stand for words; with none each child has a sentence.

use crate::base::text::{fit, one_line, width, wrap};
use crate::domain::audit::AskedAgency;
use std::collections::BTreeSet;

/// What stands where an agency was not asked.
pub(super) const NOTHING: &str = "·";
/// The cells a child's pseudonym takes.
const CHILD: usize = 5;
/// The cells between columns.
const BETWEEN: usize = 2;
/// The cells a code or a sign takes below short heads.
const SHORT: usize = 7;
/// Rows of heads, and whether words stand below them or the signs for them: the first that fits.
const WAYS: [(usize, bool); 5] = [(1, true), (2, true), (3, true), (2, false), (3, false)];

/// A column: its name, and a short one where there is little room.
pub(super) struct Column {
    name: String,
    short: String,
}

impl Column {
    pub(super) fn of(agency: &AskedAgency) -> Self {
        let first = agency.id.as_str().split('-').next().unwrap_or_default();
        Self { name: one_line(&agency.name), short: fit(first, SHORT - 1) }
    }

    pub(super) fn panel() -> Self {
        Self { name: "Panel".to_owned(), short: "Panel".to_owned() }
    }

    /// Its name in so many rows at most, as narrow as its words allow.
    fn heads(&self, rows: usize) -> Vec<String> {
        let longest = self.name.split_whitespace().map(width).max().unwrap_or(0).max(1);
        let wide = (longest..=width(&self.name)).find(|cells| wrap(&self.name, *cells).len() <= rows);
        wrap(&self.name, wide.unwrap_or(longest))
    }
}

/// A cell: a word, and a code or a sign that stands for it.
#[derive(Default)]
pub(super) struct Mark {
    word: String,
    sign: String,
}

impl Mark {
    pub(super) fn code(code: &str) -> Self {
        Self { word: one_line(code), sign: one_line(code) }
    }

    /// A word that begins with its sign.
    pub(super) fn word(word: &str) -> Self {
        let sign = word.split(' ').next().unwrap_or_default().to_owned();
        Self { word: one_line(word), sign }
    }

    fn said(&self, words: bool) -> &str {
        if words { &self.word } else { &self.sign }
    }
}

/// The lines: a table no wider than `room`, or sentences no wider than `across` of those who said anything.
pub(super) fn matrix(
    head: &[Column],
    rows: &[(String, Vec<Mark>)],
    across: usize,
    room: usize,
) -> Vec<String> {
    let whole = WAYS.into_iter().find_map(|(heads, words)| {
        let heads: Vec<Vec<String>> = head.iter().map(|column| column.heads(heads)).collect();
        table(&heads, rows, words, (BETWEEN, 0), room)
    });
    // Two columns of one short name would not be told apart.
    let apart = || head.iter().map(|column| &column.short).collect::<BTreeSet<_>>().len() == head.len();
    let short = || {
        let heads: Vec<Vec<String>> = head.iter().map(|column| vec![column.short.clone()]).collect();
        table(&heads, rows, false, (1, SHORT - 1), room)
    };
    whole.or_else(|| apart().then(short).flatten()).unwrap_or_else(|| sentences(head, rows, across))
}

/// A table with these heads in rows, so many cells between columns that are no narrower than so many; nothing where it does not fit.
fn table(
    heads: &[Vec<String>],
    rows: &[(String, Vec<Mark>)],
    words: bool,
    (between, least): (usize, usize),
    room: usize,
) -> Option<Vec<String>> {
    let cells = |at: usize| rows.iter().filter_map(move |(_, cells)| Some(width(cells.get(at)?.said(words))));
    let wide: Vec<usize> = heads
        .iter()
        .enumerate()
        .map(|(at, head)| head.iter().map(|row| width(row)).chain(cells(at)).max().unwrap_or(0).max(least))
        .collect();
    let all = 2 + CHILD + wide.iter().map(|cells| cells + between).sum::<usize>();
    if all > room + between {
        return None;
    }
    let padded = |text: &str, cells: usize| {
        let text = fit(text, cells);
        let blanks = " ".repeat(cells - width(&text));
        text + &blanks
    };
    let line = |first: &str, cells: Vec<&str>| {
        let cells: String =
            cells.iter().zip(&wide).map(|(cell, wide)| padded(cell, *wide) + &" ".repeat(between)).collect();
        format!("  {}{cells}", padded(&fit(&one_line(first), CHILD - 1), CHILD)).trim_end().to_owned()
    };
    let depth = heads.iter().map(Vec::len).max().unwrap_or(0);
    let head =
        |row: usize| line("", heads.iter().map(|head| head.get(row).map_or("", String::as_str)).collect());
    let mut lines: Vec<String> = (0..depth).map(head).collect();
    lines.extend(
        rows.iter().map(|(case, cells)| line(case, cells.iter().map(|cell| cell.said(words)).collect())),
    );
    Some(lines)
}

fn sentences(head: &[Column], rows: &[(String, Vec<Mark>)], across: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (case, cells) in rows {
        let cells = head.iter().zip(cells).filter(|(_, cell)| !["", NOTHING].contains(&cell.word.as_str()));
        let said: Vec<String> = cells.map(|(head, cell)| format!("{}: {}", head.name, cell.word)).collect();
        let said = one_line(&format!("{case}: {}", said.join("; ")));
        lines.extend(wrap(&said, across.saturating_sub(2).max(20)).iter().map(|line| format!("  {line}")));
    }
    lines
}
