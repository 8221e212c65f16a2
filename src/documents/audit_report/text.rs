//! Results as text for a terminal: the spread of each question as bars that are read without colour, children down and
//! agencies across, where they were apart, what moved since last time. No line is wider than it may be, where words allow.

use crate::base::text::{clean, count, fit, one_line, width, wrap};
use crate::domain::agenda::Tier;
use crate::domain::audit::AskedAgency;
use crate::domain::audit::movement::{Moved, Movement};
use crate::domain::audit::report::{counted, dissents, moderated_said, note, spread};
use crate::domain::audit::results::{Cell, Graded, Outcome, Results, Row};
use std::collections::BTreeSet;

/// The cells a bar takes at most.
const BAR: usize = 30;
/// The cells a grade takes in the matrix.
const CELL: usize = 12;

/// What an audit came to.
pub fn results(results: &Results<'_>, across: usize, ascii: bool) -> String {
    let mut lines = wrap(&one_line(&results.audit.title), across);
    let mut said = format!("{}; only these count.", results.returned_said(" returns"));
    if !results.foreign.is_empty() {
        let returns = count(results.foreign.len(), "accepted return", "accepted returns");
        said = format!("{said} Not counted, for another template was answered: {returns}.");
    }
    lines.extend(wrap(&said, across));
    overall(results, across, &mut lines);
    for outcome in results.questions.iter().filter(|outcome| outcome.asked() > 0) {
        question(results, outcome, across, ascii, &mut lines);
    }
    apart(results, across, &mut lines);
    cautions(results, across, &mut lines);
    clean(&(lines.join("\n") + "\n")).into_owned()
}

fn title(text: &str, across: usize, lines: &mut Vec<String>) {
    lines.push(String::new());
    lines.extend(wrap(&one_line(text), across));
}

fn indented(text: &str, across: usize, lines: &mut Vec<String>) {
    let wrapped = wrap(&one_line(text), across.saturating_sub(2).max(20));
    lines.extend(wrapped.iter().map(|line| format!("  {line}")));
}

/// Cells side by side, each as wide as a grade.
fn side_by_side(first: &str, cells: &[String]) -> String {
    let padded = |text: &str| {
        let text = fit(&one_line(text), CELL);
        let blanks = " ".repeat(CELL.saturating_sub(width(&text)) + 1);
        text + &blanks
    };
    let line = format!("  {}{}", padded(first), cells.iter().map(|cell| padded(cell)).collect::<String>());
    line.trim_end().to_owned()
}

/// Whether so many columns of grades fit.
fn fits(columns: usize, across: usize) -> bool {
    2 + (columns + 1) * (CELL + 1) <= across
}

/// What stands where an agency was not asked or has not answered.
const NOTHING: &str = "·";

/// The cells a code or a sign takes in a matrix with short heads.
const SHORT: usize = 7;

/// The cells a child's pseudonym takes before them.
const CHILD: usize = 5;

/// A column of a matrix: its name, and a short one where there is little room.
struct Column {
    name: String,
    short: String,
}

impl Column {
    fn of(agency: &AskedAgency) -> Self {
        let first = agency.id.as_str().split('-').next().unwrap_or_default();
        Self { name: agency.name.clone(), short: fit(first, SHORT - 1) }
    }

    fn panel() -> Self {
        Self { name: "Panel".to_owned(), short: "Panel".to_owned() }
    }
}

/// A cell of a matrix: a word, and a code or a sign that stands for it.
#[derive(Default)]
struct Mark {
    word: String,
    sign: String,
}

impl Mark {
    fn code(code: &str) -> Self {
        Self { word: code.to_owned(), sign: code.to_owned() }
    }
}

/// Children down, agencies across; with short heads and signs where there is less room, and a sentence a child, of those who
/// said anything, where there is none.
fn matrix(head: &[Column], rows: &[(String, Vec<Mark>)], across: usize, lines: &mut Vec<String>) {
    if fits(head.len(), across) {
        let names: Vec<String> = head.iter().map(|column| column.name.clone()).collect();
        lines.push(side_by_side("", &names));
        let words = |cells: &[Mark]| cells.iter().map(|cell| cell.word.clone()).collect::<Vec<_>>();
        lines.extend(rows.iter().map(|(case, cells)| side_by_side(case, &words(cells))));
        return;
    }
    // Two columns of one short name would not be told apart.
    let apart = head.iter().map(|column| &column.short).collect::<BTreeSet<_>>().len() == head.len();
    if apart && 2 + CHILD + head.len() * SHORT <= across {
        let padded = |text: &str, cells: usize| {
            let text = fit(&one_line(text), cells - 1);
            let blanks = " ".repeat(cells - width(&text));
            text + &blanks
        };
        let line = |first: &str, cells: Vec<&str>| {
            let cells: String = cells.into_iter().map(|cell| padded(cell, SHORT)).collect();
            format!("  {}{cells}", padded(first, CHILD)).trim_end().to_owned()
        };
        lines.push(line("", head.iter().map(|column| column.short.as_str()).collect()));
        lines.extend(
            rows.iter()
                .map(|(case, cells)| line(case, cells.iter().map(|cell| cell.sign.as_str()).collect())),
        );
        return;
    }
    for (case, cells) in rows {
        let cells = head.iter().zip(cells).filter(|(_, cell)| !["", NOTHING].contains(&cell.word.as_str()));
        let said: Vec<String> = cells.map(|(head, cell)| format!("{}: {}", head.name, cell.word)).collect();
        indented(&format!("{case}: {}", said.join("; ")), across, lines);
    }
}

fn overall(results: &Results<'_>, across: usize, lines: &mut Vec<String>) {
    title("Overall grades, as they were typed", across, lines);
    let mut head: Vec<Column> = results.audit.agencies.iter().map(Column::of).collect();
    head.push(Column::panel());
    let mut rows = Vec::new();
    for Graded { case, own, agreed } in results.overall() {
        let mut cells = Vec::new();
        for agency in &results.audit.agencies {
            let grade = own.iter().find(|(id, _)| **id == agency.id);
            cells.push(grade.map_or_else(Mark::default, |(_, overall)| Mark::code(&overall.grade)));
        }
        cells.push(agreed.map_or_else(Mark::default, |agreed| Mark::code(&agreed.overall.grade)));
        rows.push((case.to_string(), cells));
    }
    matrix(&head, &rows, across, lines);
}

fn question(
    results: &Results<'_>,
    outcome: &Outcome<'_>,
    across: usize,
    ascii: bool,
    lines: &mut Vec<String>,
) {
    title(&outcome.question.text, across, lines);
    let n = if outcome.tallies.is_empty() { outcome.open } else { outcome.assessed() };
    let word = if outcome.tallies.is_empty() { "answered" } else { "assessed" };
    let mut said = format!("{n} of {} {word}", outcome.asked());
    if let Some((worst, best)) = outcome.range(results.template) {
        said = if worst == best {
            format!("{said}, all {}", worst.said())
        } else {
            format!("{said}, from {} to {}", worst.said(), best.said())
        };
    }
    indented(&said, across, lines);
    if outcome.tallies.is_empty() {
        return;
    }
    let points = spread(results, outcome);
    let names = points.iter().map(|(word, _)| width(word)).max().unwrap_or(0).min(across / 2);
    let most = points.iter().map(|(_, n)| *n).max().unwrap_or(0);
    for (word, n) in points {
        let name = fit(&one_line(&word), names);
        let room = BAR.min(across.saturating_sub(names + 10));
        let cells = if most <= room { n } else { (n * room).div_ceil(most.max(1)) };
        let bar = if ascii { "#" } else { "█" }.repeat(cells);
        let blanks = " ".repeat(names.saturating_sub(width(&name)));
        lines.push(format!("  {name}{blanks}  {n:>3} {bar}").trim_end().to_owned());
    }
    let agencies = outcome.agencies(results.audit);
    let cells = |row: &Row<'_>| {
        let mut cells = Vec::new();
        for agency in &agencies {
            let cell = row.cells.iter().find(|cell| *cell.agency == agency.id);
            // Codes are short; what is no score and what is missing is said in words.
            let said = |cell: &Cell<'_>| match cell.said.codes() {
                [] => {
                    let word = outcome.said(results.template, &cell.said);
                    let sign = word.split(' ').next().unwrap_or_default().to_owned();
                    Mark { word, sign }
                }
                codes => Mark::code(&codes.join(", ")),
            };
            cells.push(cell.map_or_else(|| Mark::code(NOTHING), said));
        }
        let settled = row.settled.and_then(|settled| settled.grade.as_deref());
        cells.push(settled.map_or_else(Mark::default, Mark::code));
        (row.case.to_string(), cells)
    };
    let mut head: Vec<Column> = agencies.iter().map(|agency| Column::of(agency)).collect();
    head.push(Column::panel());
    matrix(&head, &outcome.rows.iter().map(cells).collect::<Vec<_>>(), across, lines);
    for row in &outcome.rows {
        for cell in &row.cells {
            if let Some((grade, one)) = moderated_said(results, outcome, cell.agency) {
                let (agency, own) =
                    (results.agency_said(cell.agency), outcome.said(results.template, &cell.said));
                indented(&format!("{agency}: {own}; moderated: {grade}: {}", one.reason), across, lines);
            }
        }
        for said in dissents(results, outcome, row) {
            indented(&said, across, lines);
        }
    }
}

fn apart(results: &Results<'_>, across: usize, lines: &mut Vec<String>) {
    let gaps = results.gaps();
    if gaps.is_empty() {
        return;
    }
    title("Where agencies were apart, the furthest first", across, lines);
    for gap in gaps {
        let mut said = vec![gap.case.to_string()];
        if gap.steps > 0 {
            said.push(count(gap.steps, "step", "steps"));
        }
        said.extend(gap.not_told.iter().map(|id| format!("{} never told", results.agency_said(id))));
        indented(&format!("{}: {}", said.join(", "), gap.question.text), across, lines);
    }
}

fn cautions(results: &Results<'_>, across: usize, lines: &mut Vec<String>) {
    let mut said = Vec::new();
    for one in results.overlooked() {
        said.push(format!(
            "{}: the overall grade {} is better than {} for a question about safety: {}",
            one.case, one.overall, one.worst, one.question.text
        ));
    }
    said.extend(results.unreasoned().iter().map(|case| format!("{case}: the panel’s grade has no reason")));
    for (word, places) in [
        ("evidence is missing", results.without_evidence()),
        ("good without evidence", results.good_without_evidence()),
    ] {
        for one in places {
            let agency = results.agency_said(one.agency);
            said.push(format!("{}, {agency}: {word}: {}", one.case, one.question.text));
        }
    }
    for (case, one) in results.missing() {
        said.push(format!("{case}: {} should have been there: {}", one.agency, one.why));
    }
    if !said.is_empty() {
        title("To look at", across, lines);
        for said in &said {
            indented(said, across, lines);
        }
    }
}

/// An audit beside the one it repeats.
pub fn compared(movement: &Movement<'_>, across: usize) -> String {
    let mut lines = wrap(&format!("Compared with “{}”", one_line(movement.before)), across);
    for (way, n) in movement.ways().into_iter().filter(|(_, n)| *n > 0) {
        lines.push(format!("  {}: {}", way.said(), count(n, "question", "questions")));
    }
    for moved in &movement.questions {
        title(&moved.question.text, across, &mut lines);
        for said in sides(moved) {
            indented(&said, across, &mut lines);
        }
    }
    clean(&(lines.join("\n") + "\n")).into_owned()
}

/// What was agreed and what was answered, then and now, and what to know of it.
fn sides(moved: &Moved<'_>) -> Vec<String> {
    use crate::domain::audit::movement::How;
    let mut said = Vec::new();
    if let How::Compared { answers, agreed } = &moved.how {
        for (word, one) in [("agreed of children", agreed), ("answers of agencies", answers)] {
            let one = one.iter();
            said.extend(
                one.map(|one| format!("{word}: {} ({})", counted(one, Tier::Restricted), one.way.said())),
            );
        }
    }
    let note = note(moved);
    said.extend((!note.is_empty()).then_some(note));
    said
}
