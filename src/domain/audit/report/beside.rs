//! What others said of an answer, beside it: the grade that was moderated, and who at the panel would say otherwise. The answer
//! itself stands as it was given. Nothing here is for a paper that anybody may read: each names an agency.

use super::{Grid, Part, heads};
use crate::base::id::AgencyId;
use crate::base::stamp::long_date;
use crate::domain::audit::challenge::moderated;
use crate::domain::audit::results::{Cell, Outcome, Results, Row};
use crate::domain::audit::{Challenge, Question};

/// The moderated grade of an answer in words, and the challenge it stands in.
pub fn moderated_said<'a>(
    results: &Results<'a>,
    outcome: &Outcome<'_>,
    agency: &AgencyId,
) -> Option<(String, &'a Challenge)> {
    let (grade, one) = moderated(results.challenges, agency, &outcome.question.id)?;
    Some((outcome.settled_word(results.template, grade), one))
}

/// Who would say otherwise than the panel settled, a sentence without a full stop each.
pub fn dissents(results: &Results<'_>, outcome: &Outcome<'_>, row: &Row<'_>) -> Vec<String> {
    let dissent = row.settled.iter().flat_map(|settled| &settled.dissent);
    let said = dissent.map(|one| {
        let agency = results.audit.agency(&one.agency).map_or(one.agency.as_str(), |known| &known.name);
        let grade = outcome.otherwise(results.template, one);
        format!("{}: {agency} would say {grade}: {}", row.case, one.why)
    });
    said.collect()
}

/// An answer in a table, the moderated grade behind it.
pub(super) fn cell(results: &Results<'_>, outcome: &Outcome<'_>, cell: &Cell<'_>) -> String {
    let own = outcome.said(results.template, &cell.said);
    match moderated_said(results, outcome, cell.agency) {
        Some((grade, _)) => format!("{own}; moderated: {grade}"),
        None => own,
    }
}

/// Every moderated grade beside the self-grade, with who moderated it and why, in the order of the questions.
pub(super) fn table(results: &Results<'_>) -> Option<Part> {
    let mut rows = Vec::new();
    for outcome in &results.questions {
        let asked: &Question = outcome.question;
        for agency in &results.audit.agencies {
            let Some((grade, one)) = moderated(results.challenges, &agency.id, &asked.id) else { continue };
            let mut cells = outcome.rows.iter().flat_map(|row| &row.cells);
            let own = cells.find(|cell| *cell.agency == agency.id);
            let own = own
                .map_or("no accepted return".to_owned(), |cell| outcome.said(results.template, &cell.said));
            let by = results.audit.agencies.iter().find(|known| known.id.as_str() == one.by);
            let by = by.map_or(one.by.as_str(), |known| known.name.as_str()).to_owned();
            let by = [by, one.on.map(long_date).unwrap_or_default()];
            rows.push(vec![
                agency.name.clone(),
                asked.text.clone(),
                own,
                outcome.settled_word(results.template, grade),
                one.reason.clone(),
                by.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "),
            ]);
        }
    }
    let title = "Moderated grades";
    let head = heads(&["Organisation", "Question", "Own grade", "Moderated", "Why", "By"]);
    let about = "Moderated grades beside the self-grades, which they do not change";
    let said = vec!["A moderated grade stands beside the self-grade and changes nothing of it.".to_owned()];
    let grid = Some(Grid { about: about.into(), head, rows });
    grid.as_ref().is_some_and(|grid| !grid.rows.is_empty()).then(|| Part {
        title: title.into(),
        said,
        grid,
        ..Part::default()
    })
}
