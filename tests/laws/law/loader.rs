//! Every kind of file, read from any bytes: a value, or errors that say where.

use super::{inside, lines, told};
use chairside::base::problem::{Problem, Severity};
use chairside::domain::personal;
use chairside::files::yaml::{Loaded, decode};
use chairside::files::{
    action_review, agenda, assurance, escalations, inputs, issued, names, partnership, recommendations,
    record, released, tracker, views,
};

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
}

/// What goes with audits.
fn assurance_files(text: &str) {
    one("inspection", &assurance::inspection::load(text), text);
    one("rapid review", &assurance::rapid_review::load(text), text);
    one("programme", &assurance::programme::load(text), text);
    one("feedback", &assurance::feedback::load(text), text);
}

/// A meeting's file: what the program writes of it says the same, and its two parts are all of it.
fn meeting(text: &str) {
    let loaded = issued::load(text);
    one("meeting", &loaded, text);
    if let Some(value) = loaded.value {
        let again = issued::load(&issued::text(&value));
        assert!(!has_error(&again.problems), "what is written is sound: {:?}", again.problems);
        assert_eq!(again.value, Some(value), "and says the same");
    }
    record::past(text);
    record::has_ended(text);
    let (agenda, record) = (issued::agenda_part(text), issued::record_part(text));
    let words = |text: &str| text.split_whitespace().map(str::len).sum::<usize>();
    assert_eq!(words(&agenda) + words(&record), words(text), "every line is in one of the two parts");
}
