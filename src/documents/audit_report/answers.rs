//! Every answer of the accepted returns, one a row, as CSV and as a workbook. An answer stands as it was given, and what
//! the panel agreed and what a peer moderated beside it. Posts of auditors, concerns and what was asked back are not in it. Nothing is a formula.

use crate::base::id::QuestionId;
use crate::base::text::one_line;
use crate::documents::{actions, csv};
use crate::domain::audit::report::{dissents, moderated_said};
use crate::domain::audit::results::{Outcome, Results, Said};
use crate::domain::audit::{Answer, Challenge, Confidence, Return};
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, XlsxError};

/// The heads of the columns.
const HEADS: [&str; 16] = [
    "Child",
    "Agency",
    "Section",
    "Question ID",
    "Question",
    "Code",
    "Answer",
    "Reason",
    "Evidence",
    "What it meant for the child",
    "Confidence",
    "Agreed by the panel",
    "Panel’s reason",
    "Would say otherwise",
    "Moderated grade",
    "Why moderated",
];

/// As CSV.
pub fn as_csv(results: &Results<'_>) -> String {
    let head: Vec<String> = HEADS.iter().map(|head| (*head).to_owned()).collect();
    csv::table(std::iter::once(head).chain(rows(results)))
}

/// The rows, return by return in the audit's order.
fn rows(results: &Results<'_>) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for one in &results.accepted {
        let agency = results.agency_said(&one.agency);
        let row = |cells: [String; 14]| {
            let first = [one.case.to_string(), agency.to_owned()];
            first.into_iter().chain(cells).collect::<Vec<String>>()
        };
        for answer in &one.answers {
            rows.push(row(answered(results, one, answer)));
        }
        // A grade that was moderated where nothing was answered would be lost.
        for id in unanswered(results, one) {
            rows.push(row(answered(results, one, &Answer { question: id.clone(), ..Answer::default() })));
        }
        for (what, code, words) in at_the_end(one) {
            let said = if code.is_empty() { words.to_owned() } else { results.grade_said(code).to_owned() };
            let reason = if code.is_empty() { String::new() } else { words.to_owned() };
            let empty = String::new;
            rows.push(row([
                "At the end".into(),
                empty(),
                what.into(),
                code.to_owned(),
                said,
                reason,
                empty(),
                empty(),
                empty(),
                empty(),
                empty(),
                empty(),
                empty(),
                empty(),
            ]));
        }
    }
    rows
}

/// Questions an agency did not answer whose grade a peer moderated.
fn unanswered<'a>(results: &Results<'a>, one: &Return) -> Vec<&'a QuestionId> {
    let of = |known: &&Challenge| known.agency == one.agency && known.moderated.is_some();
    let mut all: Vec<&QuestionId> =
        results.challenges.iter().filter(of).map(|known| &known.question).collect();
    all.retain(|id| one.answer(id).is_none() && results.template.question(id).is_some());
    all.sort();
    all.dedup();
    all
}

fn answered(results: &Results<'_>, one: &Return, answer: &Answer) -> [String; 14] {
    let outcome = results.questions.iter().find(|outcome| outcome.question.id == answer.question);
    let row = outcome.and_then(|outcome| outcome.rows.iter().find(|row| *row.case == one.case));
    let said = |outcome: &Outcome<'_>| {
        let cell = row.and_then(|row| row.cells.iter().find(|cell| *cell.agency == one.agency));
        let said = cell.map_or(Said::Open(&answer.answer), |cell| cell.said.clone());
        outcome.said(results.template, &said)
    };
    let proof = |proof: &crate::domain::audit::Proof| match (proof.effective, proof.expires) {
        (Some(from), Some(to)) => format!("{} ({from} to {to})", proof.what),
        (Some(from), None) => format!("{} (from {from})", proof.what),
        (None, Some(to)) => format!("{} (to {to})", proof.what),
        (None, None) => proof.what.clone(),
    };
    let settled = row.and_then(|row| row.settled);
    let dissent = outcome.zip(row).map(|(outcome, row)| dissents(results, outcome, row)).unwrap_or_default();
    let moderated = outcome
        .and_then(|outcome| moderated_said(results, outcome, &one.agency))
        .map(|(grade, one)| (grade, one.reason.clone()));
    let (grade, why) = moderated.unwrap_or_default();
    [
        outcome.map_or_else(String::new, |outcome| outcome.section.title.clone()),
        answer.question.to_string(),
        outcome.map_or_else(String::new, |outcome| outcome.question.text.clone()),
        answer.answer.join(", "),
        outcome.map_or_else(|| answer.answer.join(", "), said),
        answer.reason.clone(),
        answer.evidence.iter().map(proof).collect::<Vec<_>>().join("; "),
        answer.so_what.clone(),
        answer.confidence.map_or("", confidence).to_owned(),
        outcome.zip(row).and_then(|(outcome, row)| outcome.agreed(row)).unwrap_or_default(),
        settled.map_or_else(String::new, |settled| settled.reason.clone()),
        dissent.join("; "),
        grade,
        why,
    ]
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Recorded => "recorded",
        Confidence::Inferred => "inferred",
        Confidence::NotRecorded => "not recorded",
    }
}

/// What stands at the end of a return: what was asked, the code of a grade, the words. Never a concern.
fn at_the_end(one: &Return) -> Vec<(&'static str, &str, &str)> {
    let overall = one.overall.iter().map(|overall| ("Overall grade", &*overall.grade, &*overall.reason));
    let words = [
        ("Done well", &one.strengths),
        ("To develop", &one.develop),
        ("Learned", &one.learning_points),
        ("What stood in the way", &one.system_barriers),
        ("What the worker added", &one.worker_spoken_to),
        ("What the child said", &one.child_feedback),
        ("What parents or carers said", &one.parent_feedback),
    ];
    let words = words.into_iter().filter(|(_, words)| !words.trim().is_empty());
    overall.chain(words.map(|(what, words)| (what, "", words.as_str()))).collect()
}

/// The bytes of a workbook; the same for the same answers.
///
/// # Errors
/// A sentence without a full stop, when an answer does not fit a workbook.
pub fn workbook(results: &Results<'_>, marking: &str) -> Result<Vec<u8>, String> {
    let failed = |why: String| format!("no workbook can be made of these answers: {why}");
    let bytes = made(results, marking).map_err(|why| failed(why.to_string()))?;
    actions::in_english(&bytes).map_err(failed)
}

fn made(results: &Results<'_>, marking: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = results.audit.dates.panel;
    let (year, month, day) =
        (chrono::Datelike::year(&made), chrono::Datelike::month(&made), chrono::Datelike::day(&made));
    let small = |n: u32| u8::try_from(n).unwrap_or(1);
    let year = u16::try_from(year).unwrap_or(1900).max(1900);
    let made = rust_xlsxwriter::ExcelDateTime::from_ymd(year, small(month), small(day))?;
    book.set_properties(
        &rust_xlsxwriter::DocProperties::new()
            .set_title(one_line(&results.audit.title))
            .set_status(one_line(marking))
            .set_author("chairside")
            .set_creation_datetime(&made),
    );
    let cell = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    let head = cell.clone().set_bold().set_background_color(Color::RGB(0x00D9_D9D9));
    let sheet = book.add_worksheet();
    sheet.set_name("Answers")?;
    for (at, title) in (0..).zip(HEADS) {
        sheet.write_string_with_format(0, at, title, &head)?;
        sheet.set_column_width(at, if matches!(at, 4 | 6..=9 | 12 | 13 | 15) { 36.0 } else { 16.0 })?;
    }
    for (at, row) in (1..).zip(rows(results)) {
        for (column, text) in (0..).zip(row) {
            sheet.write_string_with_format(at, column, crate::base::text::clean(&text), &cell)?;
        }
    }
    sheet.set_freeze_panes(1, 2)?;
    let words = one_line(marking).replace('&', "&&");
    sheet.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?;
    sheet.set_header(format!("&R{words}")).set_footer(format!("&L{words}&RPage &P of &N"));
    book.save_to_buffer()
}
