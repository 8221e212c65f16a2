//! A key that says who the children behind pseudonyms are, found by what it holds: a pseudonym and what looks like a name side by
//! side, in a row of a table or on a line of a text. What is said of it never repeats it.

use crate::base::problem::{Place, Problem};
use crate::base::sheet::{At, Sheet};
use crate::domain::personal::{Ordinary, likely};
use crate::files::sheet;
use std::collections::BTreeSet;

/// Endings of the files that are looked through.
const TABLES: [&str; 4] = ["csv", "tsv", "xlsx", "docx"];
const TEXTS: [&str; 2] = ["txt", "md"];
/// The most rows that are told of one file.
const MOST: usize = 5;

/// Whether a file of this name may hold one.
pub fn may_hold_key(path: &str) -> bool {
    TABLES.contains(&ending(path).as_str()) || TEXTS.contains(&ending(path).as_str())
}

fn ending(path: &str) -> String {
    path.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase())
}

/// The rows of a file that set a pseudonym beside what looks like a name.
pub fn pseudonym_key(
    path: &str,
    bytes: &[u8],
    pseudonyms: &BTreeSet<String>,
    ordinary: &Ordinary,
) -> Vec<Problem> {
    let known = Known { pseudonyms, ordinary };
    let mut rows = Vec::new();
    if TABLES.contains(&ending(path).as_str()) {
        // What is no table is none that holds a key.
        for sheet in sheet::read(bytes).map(|book| book.sheets).unwrap_or_default() {
            rows.extend(known.in_sheet(&sheet));
        }
    } else {
        let text = String::from_utf8_lossy(bytes);
        let lines = text.lines().enumerate().filter(|(_, line)| known.in_line(line));
        rows.extend(lines.map(|(nth, _)| (nth + 1, format!("line {}", nth + 1))));
    }
    let more = rows.len().saturating_sub(MOST);
    let told = |(line, said): (usize, String)| {
        let message = format!("{said} sets a child’s pseudonym beside what looks like a name");
        Problem::warning(Place { line, ..Place::START }, message)
            .mend("who the children are is kept elsewhere: take this out of the workspace at once, also of its earlier copies")
    };
    let mut all: Vec<Problem> = rows.into_iter().take(MOST).map(told).collect();
    if let Some(last) = all.last_mut().filter(|_| more > 0) {
        last.message = format!("{}, and so do {more} more", last.message);
    }
    all
}

struct Known<'a> {
    pseudonyms: &'a BTreeSet<String>,
    ordinary: &'a Ordinary,
}

impl Known<'_> {
    fn in_sheet(&self, sheet: &Sheet) -> Vec<(usize, String)> {
        let width = sheet.width();
        let here = |row: &u32| {
            let cells: Vec<String> =
                (0..width).map(|column| sheet.cell(At { row: *row, column }).line()).collect();
            let is_child = |cell: &String| self.pseudonyms.contains(cell.trim());
            cells.iter().any(is_child) && cells.iter().any(|cell| self.ordinary.is_name(cell))
        };
        let said = |row: u32| {
            let sheet =
                if sheet.name.is_empty() { String::new() } else { format!("sheet “{}”, ", sheet.name) };
            (usize::try_from(row).unwrap_or(1), format!("{sheet}row {row}"))
        };
        sheet.rows().into_iter().filter(here).map(said).collect()
    }

    /// `C1 = …`, `C1: …`: a line that has little else than both.
    fn in_line(&self, line: &str) -> bool {
        let part = |c: char| c.is_alphanumeric() || "-'’".contains(c);
        let Some(child) = line.split(|c| !part(c)).find(|word| self.pseudonyms.contains(*word)) else {
            return false;
        };
        let rest = line.replacen(child, "", 1);
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        self.ordinary.is_name(rest) || !likely(rest, self.ordinary).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(path: &str, text: &str) -> Vec<usize> {
        let pseudonyms = ["C1", "C2"].map(str::to_owned).into();
        let ordinary = Ordinary::default().with(["Police Child Agency Health visitor Answer"]);
        let found = pseudonym_key(path, text.as_bytes(), &pseudonyms, &ordinary);
        assert!(found.iter().all(|one| !one.message.contains("Wagtail")), "{found:?}");
        found.iter().map(|one| one.place.line).collect()
    }

    #[test]
    fn a_pseudonym_beside_a_name_is_found_in_tables_and_texts_and_no_name_is_said() {
        // A bird and a beast: nobody is called so.
        assert_eq!(rows("notes.csv", "Child,Who\nC1,Wagtail Badger\nC2,Police\n"), [2]);
        assert_eq!(rows("notes.csv", "Child,First,Last\nC2,Wagtail,Badger\n"), [2]);
        assert_eq!(rows("notes.txt", "to do\nC1 = Wagtail Badger\nC2: Wagtail\n"), [2, 3]);
        assert_eq!(rows("notes.md", "- C1 is Wagtail Badger, seen on Monday\n"), [1]);
    }

    #[test]
    fn answers_and_notes_without_names_are_none() {
        assert!(
            rows("answers.csv", "Child,Agency,Answer\nC1,Police,Help came late\nC2,Health visitor,\n")
                .is_empty()
        );
        assert!(
            rows("notes.txt", "C1 was seen by the Health visitor on Monday.\nC9 = Wagtail Badger\n")
                .is_empty()
        );
        assert!(rows("notes.csv", "Lead,Post\nWagtail Badger,Police\n").is_empty());
        assert!(may_hold_key("a/b.CSV") && !may_hold_key("a/b.png") && !may_hold_key("csv"));
    }
}
