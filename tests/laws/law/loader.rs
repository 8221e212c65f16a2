//! Every kind of file, read from any bytes: a value, or errors that say where.

use super::{inside, lines, told};
use chairside::base::problem::{Problem, Severity};
use chairside::domain::audit::Resolved;
use chairside::domain::personal;
use chairside::files::yaml::{Loaded, decode};
use chairside::files::{
    action_review, agenda, assurance, audit, audit_challenge, audit_panel, audit_return, audit_scales,
    audit_survey, audit_template, disposals, escalations, inputs, issued, names, partnership,
    recommendations, record, released, tracker, views,
};
use chrono::NaiveDate;

/// There is a value or an error, and never both; every problem has its place inside the text.
pub fn loader(bytes: &[u8]) {
    let text = match decode(bytes) {
        Ok(text) => text,
        Err(problem) => return refused(&problem, bytes),
    };
    let partnership = partnership::load(&text);
    told("partnership", &partnership.problems, &text);
    assert!(partnership.value.is_some() || has_error(&partnership.problems), "no value, and not said why");
    one("agenda", &agenda::load(&text), &text);
    one("tracker", &tracker::load(&text), &text);
    one("views", &views::load(&text), &text);
    one("review of actions", &action_review::load(&text), &text);
    registers(&text);
    assurance_files(&text);
    audits(&text);
    let (_, problems) = names::load(&text);
    told("names", &problems, &text);
    meeting(&text);
    let found = personal::found(&text, &personal::Names::default());
    assert!(found.iter().all(|f| text.get(f.range.clone()).is_some_and(|words| !words.is_empty())));
    personal::masked(&text, &found);
}

/// A file that is no text is refused with a place in what can be read of it.
fn refused(problem: &Problem, bytes: &[u8]) {
    let readable = String::from_utf8_lossy(bytes);
    let lines = lines(&readable);
    assert!(!problem.message.is_empty() && problem.place.column > 0);
    assert!((1..=lines.len()).contains(&problem.place.line), "{problem:?}");
}

fn has_error(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

fn one<T>(what: &str, loaded: &Loaded<T>, text: &str) {
    told(what, &loaded.problems, text);
    assert_ne!(loaded.value.is_some(), has_error(&loaded.problems), "{what}: {:?}", loaded.problems);
    if let Some(node) = &loaded.node {
        inside(what, node.place, &lines(text));
    }
}

/// What a group is owed, was recommended, has to follow up or let out.
fn registers(text: &str) {
    one("inputs", &inputs::load(text), text);
    one("recommendations", &recommendations::load(text), text);
    one("escalations", &escalations::load(text), text);
    one("released", &released::load(text), text);
    one("disposals", &disposals::load(text), text);
}

/// What goes with audits.
fn assurance_files(text: &str) {
    one("inspection", &assurance::inspection::load(text), text);
    one("rapid review", &assurance::rapid_review::load(text), text);
    one("programme", &assurance::programme::load(text), text);
    one("feedback", &assurance::feedback::load(text), text);
}

/// An audit, what it asks and what comes back; what the program writes anew of it says the same.
fn audits(text: &str) {
    one("audit", &audit::load(text), text);
    one("scales", &audit_scales::load(text), text);
    one("template", &audit_template::load(text), text);
    one("pack", &audit_template::load_pack(text), text);
    again("return", text, audit_return::load, audit_return::text);
    again("panel", text, audit_panel::load, audit_panel::text);
    again("peer challenge", text, audit_challenge::load, audit_challenge::text);
    again("survey", text, audit_survey::load, audit_survey::text);
    // What is changed in a return or a panel that anybody may have edited: refused, or sound.
    let day = NaiveDate::from_ymd_opt(2026, 12, 3).expect("a day");
    if let Ok(new) = audit_return::accepted(text, day, &Resolved::default(), &"police".into()) {
        assert!(audit_return::load(&new).value.is_some(), "accepted, it is not read any more: {new}");
    }
}

/// Read, and what is written of it read again.
fn again<T: PartialEq + std::fmt::Debug>(
    what: &str,
    text: &str,
    load: fn(&str) -> Loaded<T>,
    write: fn(&T) -> String,
) {
    let loaded = load(text);
    one(what, &loaded, text);
    if let Some(value) = loaded.value {
        let written = write(&value);
        let again = load(&written);
        assert!(
            !has_error(&again.problems),
            "{what}: what is written is sound: {:?}\n{written}",
            again.problems
        );
        assert_eq!(again.value, Some(value), "{what}: and says the same");
    }
}

/// A meeting's file: what the program writes of it says the same, and its two parts are all of it.
fn meeting(text: &str) {
    again("meeting", text, issued::load, issued::text);
    record::past(text);
    record::has_ended(text);
    let (agenda, record) = (issued::agenda_part(text), issued::record_part(text));
    let words = |text: &str| text.split_whitespace().map(str::len).sum::<usize>();
    assert_eq!(words(&agenda) + words(&record), words(text), "every line is in one of the two parts");
}
