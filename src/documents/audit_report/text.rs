//! Results as text for a terminal: the spread of each question as bars that are read without colour, children down and
//! agencies across (`matrix`), where they were apart, what moved since last time. No line is wider than it may be, where words
//! allow.

use super::matrix::{Column, Mark, NOTHING, matrix};
use crate::base::text::{clean, count, fit, one_line, width, wrap};
use crate::domain::agenda::Tier;
use crate::domain::audit::movement::{Moved, Movement};
use crate::domain::audit::report::{
    chosen, counted, dissents, in_words, left_in_words, moderated_said, note, own_words, spread,
};
use crate::domain::audit::results::{Cell, Graded, Outcome, PARKED, PARKED_SAYS, Results, Row};
use crate::domain::audit::{Settled, Settlement};

/// The cells a bar takes at most.
const BAR: usize = 30;

/// What an audit came to, its words no wider than `across`, its tables no wider than `room`.
pub fn results(results: &Results<'_>, across: usize, room: usize, ascii: bool) -> String {
    let mut lines = wrap(&one_line(&results.audit.title), across);
    let mut said = format!("{}; only these count.", results.returned_said(" returns"));
    if !results.foreign.is_empty() {
        let returns = count(results.foreign.len(), "accepted return", "accepted returns");
        said = format!("{said} Not counted, for another template was answered: {returns}.");
    }
    lines.extend(wrap(&said, across));
    lines.extend(wrap(&format!("In tables, {NOTHING} stands for not asked."), across));
    if results.gives_grades() {
        overall(results, across, room, &mut lines);
    }
    for outcome in results.questions.iter().filter(|outcome| outcome.asked() > 0) {
        question(results, outcome, (across, room), ascii, &mut lines);
    }
    for (heading, said) in own_words(results) {
        title(&format!("{heading}, as agencies say of their own work"), across, &mut lines);
        for one in &said {
            indented(&one.said(), across, &mut lines);
        }
    }
    apart(results, across, &mut lines);
    moved_because(results, across, &mut lines);
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

fn overall(results: &Results<'_>, across: usize, room: usize, lines: &mut Vec<String>) {
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
    lines.extend(matrix(&head, &rows, across, room));
}

fn question(
    results: &Results<'_>,
    outcome: &Outcome<'_>,
    (across, room): (usize, usize),
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
        for one in in_words(results, outcome) {
            indented(&one.said(), across, lines);
        }
        return;
    }
    let points = spread(results, outcome);
    let names = points.iter().map(|(word, _)| width(word)).max().unwrap_or(0).min(across / 2);
    let most = points.iter().map(|(_, n)| *n).max().unwrap_or(0);
    for (word, n) in points {
        let name = fit(&one_line(&word), names);
        let longest = BAR.min(across.saturating_sub(names + 10));
        let cells = if most <= longest { n } else { (n * longest).div_ceil(most.max(1)) };
        let bar = if ascii { "#" } else { "█" }.repeat(cells);
        let blanks = " ".repeat(names.saturating_sub(width(&name)));
        lines.push(format!("  {name}{blanks}  {n:>3} {bar}").trim_end().to_owned());
    }
    lines.extend(answers(results, outcome, (across, room), ascii));
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

/// What each agency answered about each child, and what the panel agreed.
fn answers(
    results: &Results<'_>,
    outcome: &Outcome<'_>,
    (across, room): (usize, usize),
    ascii: bool,
) -> Vec<String> {
    let agencies = outcome.agencies(results.audit);
    let parked = parked(ascii);
    let cells = |row: &Row<'_>| {
        let mut cells = Vec::new();
        for agency in &agencies {
            let cell = row.cells.iter().find(|cell| *cell.agency == agency.id);
            // Codes are short; what is no score and what is missing is said in words.
            let said = |cell: &Cell<'_>| match cell.said.codes() {
                [] => Mark::word(&outcome.said(results.template, &cell.said)),
                codes => Mark::code(&codes.join(", ")),
            };
            cells.push(cell.map_or_else(|| Mark::code(NOTHING), said));
        }
        cells.push(match row.settled {
            Some(settled) if settled.how == Settlement::Parked => Mark::word(&parked),
            Some(Settled { grade: Some(grade), .. }) => Mark::code(grade),
            _ => Mark::default(),
        });
        (row.case.to_string(), cells)
    };
    let mut head: Vec<Column> = agencies.iter().map(|agency| Column::of(agency)).collect();
    head.push(Column::panel());
    let mut lines = matrix(&head, &outcome.rows.iter().map(cells).collect::<Vec<_>>(), across, room);
    if outcome.has_parked() {
        indented(&format!("{parked}: {PARKED_SAYS}"), across, &mut lines);
    }
    lines
}

/// The sign and the word of what the panel put aside, in a form the terminal can show.
fn parked(ascii: bool) -> String {
    if ascii { PARKED.replace(|c: char| !c.is_ascii(), "P") } else { PARKED.to_owned() }
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
            one.case,
            results.grade_said(one.overall),
            one.worst,
            one.question.text
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

/// Why questions moved since the audit that is repeated, as people said it.
fn moved_because(results: &Results<'_>, across: usize, lines: &mut Vec<String>) {
    if results.audit.movement.is_empty() {
        return;
    }
    title("Why it moved since last time", across, lines);
    for one in &results.audit.movement {
        let text =
            results.template.question(&one.question).map_or(one.question.as_str(), |asked| &asked.text);
        indented(&format!("{}: {}", one_line(text), one_line(&one.why)), across, lines);
    }
}

/// An audit beside the one it repeats.
pub fn compared(movement: &Movement<'_>, across: usize) -> String {
    let mut lines = wrap(&format!("Compared with “{}”", one_line(movement.before)), across);
    for (way, n) in movement.ways().into_iter().filter(|(_, n)| *n > 0) {
        lines.push(format!("  {}: {}", way.said(), count(n, "question", "questions")));
    }
    lines.extend(left_in_words(movement).iter().flat_map(|said| wrap(said, across)));
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
    let (of_children, of_agencies) = ("agreed of children", "answers of agencies");
    match &moved.how {
        How::Compared { answers, agreed } => {
            for (word, one) in [(of_children, agreed), (of_agencies, answers)] {
                let one = one.iter();
                said.extend(
                    one.map(|one| format!("{word}: {} ({})", counted(one, Tier::Restricted), one.way.said())),
                );
            }
        }
        How::Counted { answers, agreed } => {
            for (word, all) in [(of_children, agreed), (of_agencies, answers)] {
                said.extend((!all.is_empty()).then(|| format!("{word}: {}", chosen(all, Tier::Restricted))));
            }
        }
        How::Rescaled { .. } | How::New | How::Gone => {}
    }
    let note = note(moved);
    said.extend((!note.is_empty()).then_some(note));
    said.extend(moved.why.map(|why| format!("why: {}", one_line(why))));
    said
}
