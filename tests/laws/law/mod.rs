//! Laws of what people and other programs may hand us: each takes any bytes and panics when it is broken. They are tried
//! by the tests beside this folder, and by the fuzz targets in `fuzz/`, which bring bytes that reach further. What is
//! tried, and how often, is decided there.

mod action_line;
mod dates;
mod decision_line;
mod edit;
mod journal;
mod keys;
mod loader;
mod merge;
mod model;
mod query;
mod room;
mod script;
mod sheet;
mod workspace;

use chairside::base::problem::{Place, Problem, show};

pub use action_line::action_line;
pub use dates::dates;
pub use decision_line::decision_line;
pub use edit::edit;
pub use journal::journal;
pub use keys::keys;
pub use loader::loader;
pub use merge::merge;
pub use query::query;
pub use script::script;
pub use sheet::sheet;
pub use workspace::workspace;

/// A law.
pub type Law = fn(&[u8]);

/// Every law under the name of its fuzz target.
pub const LAWS: [(&str, Law); 12] = [
    ("loader", loader),
    ("workspace", workspace),
    ("edit", edit),
    ("merge", merge),
    ("journal", journal),
    ("action_line", action_line),
    ("decision_line", decision_line),
    ("dates", dates),
    ("query", query),
    ("script", script),
    ("sheet", sheet),
    ("keys", keys),
];

/// The line between the parts of an input that has several.
pub const PART: &str = "%%%\n";

/// The lines of a text as problems count them, without their ends.
fn lines(text: &str) -> Vec<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.replace("\r\n", "\n").split(['\n', '\r']).map(str::to_owned).collect()
}

/// The place is one a person can find in the text, its end at most one past it.
#[track_caller]
fn inside(what: &str, place: Place, lines: &[String]) {
    assert!((1..=lines.len()).contains(&place.line), "{what}: {place:?} of {} lines", lines.len());
    let long = lines[place.line - 1].chars().count();
    assert!((1..=long + 1).contains(&place.column), "{what}: {place:?} in a line of {long}");
    assert!(place.column - 1 + place.length <= long + 1, "{what}: {place:?} runs past a line of {long}");
}

/// Every problem has its place in the text and can be shown.
#[track_caller]
fn told(what: &str, problems: &[Problem], text: &str) {
    let lines = lines(text);
    for problem in problems {
        assert!(!problem.message.is_empty() && !problem.message.ends_with('.'), "{what}: {problem:?}");
        inside(&format!("{what}: {}", problem.message), problem.place, &lines);
    }
    for problem in problems.iter().take(3) {
        assert!(show(problem, "file.yaml", text).ends_with('\n'));
    }
}
