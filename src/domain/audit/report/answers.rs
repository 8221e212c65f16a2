//! What agencies answered, as parts of a report: the spread of each question, the matrix of children and agencies with
//! what the panel agreed beside it, where they were apart, who was not there.

use super::{FEWEST, Grid, Part, Results, Tier, beside, heads, levels, words};
use crate::base::text::{count, sentence};
use crate::domain::audit::results::{Graded, Outcome, PARKED, PARKED_SAYS, Row, non_score};

/// Overall grades as they were typed, with the panel's reason.
pub(super) fn overall(results: &Results<'_>, tier: Tier) -> Part {
    if !results.gives_grades() {
        let said = "This audit gives no overall grades: its findings say what was found.".to_owned();
        return Part { title: "Overall grades".into(), said: vec![said], ..Part::default() };
    }
    let mut rows = Vec::new();
    let mut said = Vec::new();
    for Graded { case, own, agreed } in results.overall() {
        let mut cells = vec![case.to_string()];
        for agency in &results.audit.agencies {
            let grade = own.iter().find(|(id, _)| **id == agency.id);
            cells.push(
                grade.map_or_else(String::new, |(_, overall)| results.grade_said(&overall.grade).to_owned()),
            );
        }
        let panel = agreed.map(|agreed| results.grade_said(&agreed.overall.grade).to_owned());
        let none = if results.asks_grades() { "not agreed yet" } else { "" };
        cells.push(panel.unwrap_or_else(|| none.to_owned()));
        cells.push(agreed.map_or_else(String::new, |agreed| agreed.overall.reason.clone()));
        rows.push(cells);
        for dissent in agreed.iter().flat_map(|agreed| &agreed.dissent) {
            said.push(format!(
                "{case}: {} would say {}: {}",
                results.agency_said(&dissent.agency),
                results.grade_said(&dissent.grade),
                dissent.why
            ));
        }
    }
    for one in results.overlooked() {
        let how = if one.agreed { "was agreed" } else { "was answered" };
        said.push(format!(
            "{}: the overall grade {} is better than {}, which {how} of a question about safety: {}",
            one.case,
            results.grade_said(one.overall),
            one.worst,
            one.question.text
        ));
    }
    said.extend(
        results.unreasoned().iter().map(|case| format!("{case}: the panel’s grade has no reason yet.")),
    );
    let mut points = Vec::new();
    if tier == Tier::Restricted {
        for Graded { case, own, .. } in results.overall() {
            let reasons = own.iter().filter(|(_, overall)| !overall.reason.is_empty());
            points.extend(
                reasons
                    .map(|(id, overall)| format!("{case}, {}: {}", results.agency_said(id), overall.reason)),
            );
        }
    }
    let mut head = heads(&["Child"]);
    head.extend(results.audit.agencies.iter().map(|agency| agency.name.clone()));
    head.extend(heads(&["Panel", "Why"]));
    let about = "Overall grades of each child’s case, by agency and by the panel";
    let grid = Some(Grid { about: about.into(), head, rows });
    let first = "Grades are typed by people with a reason and never worked out.".to_owned();
    said.insert(0, first);
    Part { title: "Overall grades".into(), said, points, grid, ..Part::default() }
}

/// Each section with its questions.
pub(super) fn sections(results: &Results<'_>, tier: Tier) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for outcome in results.questions.iter().filter(|outcome| outcome.asked() > 0) {
        let title = format!("Answers: {}", outcome.section.title);
        let part = question(results, outcome, tier);
        match parts.last_mut().filter(|part| part.title == title) {
            Some(section) => section.under.push(part),
            None => parts.push(Part { title, under: vec![part], ..Part::default() }),
        }
    }
    parts
}

fn question(results: &Results<'_>, outcome: &Outcome<'_>, tier: Tier) -> Part {
    let closed = tier > Tier::Open;
    let mut said = Vec::new();
    let mut first = vec![assessed(outcome, closed)];
    first.extend(outcome.range(results.template).map(|(worst, best)| {
        if worst == best {
            format!("all {}", worst.said())
        } else {
            format!("from {} to {}", worst.said(), best.said())
        }
    }));
    if outcome.question.safety_critical {
        first.push("about a child’s safety".to_owned());
    }
    first.retain(|said| !said.is_empty());
    if !first.is_empty() {
        said.push(format!("{}.", crate::base::text::capital(&first.join("; "))));
    }
    let points = spread(results, outcome);
    let few = |points: &[(String, usize)]| points.iter().any(|(_, n)| (1..FEWEST).contains(n));
    let shown = closed || !few(&points);
    if !shown {
        said.push("Too few gave some of the answers to show how they spread.".to_owned());
    }
    // The levels stand first, in the order of the tallies; what it takes stands beside them, counted or not.
    let takes = |nth: usize| outcome.tallies.get(nth).and_then(|tally| levels::takes(outcome, tally));
    let point = |(nth, (word, n)): (usize, (String, usize))| match (shown, takes(nth)) {
        (true, None) => Some(format!("{word}: {n}")),
        (true, Some(takes)) => Some(format!("{word}: {n} (it takes: {takes})")),
        (false, takes) => takes.map(|takes| format!("{word} takes: {takes}")),
    };
    let points = points.into_iter().enumerate().filter_map(point).collect();
    if closed {
        let dissent = outcome.rows.iter().flat_map(|row| beside::dissents(results, outcome, row));
        said.extend(dissent.map(|said| sentence(&said)));
    }
    let scored = !outcome.tallies.is_empty();
    if closed && scored && outcome.has_parked() {
        said.push(format!("{PARKED}: {PARKED_SAYS}."));
    }
    let grid = match (closed, scored) {
        (true, true) => Some(matrix(results, outcome)),
        (true, false) => words::grid(results, outcome),
        (false, _) => None,
    };
    Part { title: outcome.question.text.clone(), said, points, grid, under: Vec::new() }
}

/// `9 of 11 assessed`; of words how many there are.
fn assessed(outcome: &Outcome<'_>, closed: bool) -> String {
    let (n, of) = if outcome.tallies.is_empty() {
        (outcome.open, outcome.asked())
    } else {
        (outcome.assessed(), outcome.asked())
    };
    let word = if outcome.tallies.is_empty() { "answered" } else { "assessed" };
    let few = n < FEWEST || (1..FEWEST).contains(&(of - n));
    if !closed && few { String::new() } else { format!("{n} of {of} {word}") }
}

/// How often each answer was given, those that are no score last and by themselves; what nobody said only among scores.
pub fn spread(results: &Results<'_>, outcome: &Outcome<'_>) -> Vec<(String, usize)> {
    let mut points: Vec<(String, usize)> =
        outcome.tallies.iter().map(|tally| (tally.said(), tally.n)).collect();
    let none = outcome.none.iter().filter(|(_, n)| *n > 0);
    points.extend(none.map(|(one, n)| (format!("{} (no score)", non_score(results.template, *one)), *n)));
    if !outcome.tallies.is_empty() && outcome.open > 0 {
        points.push(("in other words (no score)".to_owned(), outcome.open));
    }
    if outcome.carried > 0 {
        points.push(("not reconfirmed (not counted)".to_owned(), outcome.carried));
    }
    if outcome.blank > 0 {
        points.push(("no answer".to_owned(), outcome.blank));
    }
    points
}

/// Children down, agencies across, and what the panel agreed.
fn matrix(results: &Results<'_>, outcome: &Outcome<'_>) -> Grid {
    let agencies = outcome.agencies(results.audit);
    let row = |row: &Row<'_>| {
        let mut cells = vec![row.case.to_string()];
        for agency in &agencies {
            let cell = row.cells.iter().find(|cell| *cell.agency == agency.id);
            cells.push(
                cell.map_or_else(|| "not asked".to_owned(), |cell| beside::cell(results, outcome, cell)),
            );
        }
        cells.push(outcome.agreed(row).unwrap_or_else(|| "not settled".to_owned()));
        cells
    };
    let mut head = heads(&["Child"]);
    head.extend(agencies.iter().map(|agency| agency.name.clone()));
    head.push("Panel".to_owned());
    let about = format!("Answers by child and agency, and what the panel agreed: {}", outcome.question.text);
    Grid { about, head, rows: outcome.rows.iter().map(row).collect() }
}

/// Where agencies were furthest apart.
pub(super) fn apart(results: &Results<'_>) -> Option<Part> {
    let gaps = results.gaps();
    let row = |gap: &crate::domain::audit::results::Gap<'_>| {
        let outcome = results.questions.iter().find(|one| one.question.id == gap.question.id);
        let agreed = outcome.and_then(|outcome| outcome.agreed(gap.row)).unwrap_or_default();
        let told: Vec<&str> = gap.not_told.iter().map(|id| results.agency_said(id)).collect();
        vec![
            gap.case.to_string(),
            gap.question.text.clone(),
            if gap.steps == 0 { String::new() } else { count(gap.steps, "step", "steps") },
            told.join(", "),
            agreed,
        ]
    };
    let title = "Where agencies were apart";
    let head = heads(&["Child", "Question", "Apart by", "Never told", "Panel"]);
    let rows: Vec<Vec<String>> = gaps.iter().map(row).collect();
    let about = "Questions on which agencies were apart, the furthest first";
    let grid = Some(Grid { about: about.into(), head, rows });
    (!gaps.is_empty()).then(|| Part { title: title.into(), grid, ..Part::default() })
}

/// Agencies that should have been there.
pub(super) fn not_there(results: &Results<'_>) -> Option<Part> {
    let missing = results.missing();
    let row = |(case, one): &(&crate::base::id::CaseId, &crate::domain::audit::Missing)| {
        vec![one.agency.clone(), case.to_string(), one.why.clone()]
    };
    let title = "Agencies that should have been there";
    let head = heads(&["Agency", "Child", "Why"]);
    let grid = Some(Grid { about: title.into(), head, rows: missing.iter().map(row).collect() });
    (!missing.is_empty()).then(|| Part { title: title.into(), grid, ..Part::default() })
}

/// What children and parents said, as agencies wrote it down.
pub(super) fn voices(results: &Results<'_>) -> Option<Part> {
    let mut points = Vec::new();
    for one in &results.accepted {
        for (who, words) in [("child", &one.child_feedback), ("parent or carer", &one.parent_feedback)] {
            if !words.trim().is_empty() {
                points.push(format!(
                    "{}, {who}, told {}: {words}",
                    one.case,
                    results.agency_said(&one.agency)
                ));
            }
        }
    }
    (!points.is_empty()).then(|| Part {
        title: "What children and parents said".into(),
        points,
        ..Part::default()
    })
}
