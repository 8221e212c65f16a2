//! A problem found in a file: what is wrong, where, and how to mend it. Printing it for a terminal lives here too.

use std::fmt;

use super::text::{clean, one_line, width};

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used until it is mended.
    Error,
    /// The file works, but somebody should look.
    Warning,
    /// Worth knowing.
    Info,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "note",
        })
    }
}

/// A place in a text: line and column from 1, counted in characters, and how many characters it covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// Characters covered on that line; at least 1 when drawn.
    pub length: usize,
}

impl Place {
    /// The very start: of what is wrong with a text as a whole.
    pub const START: Self = Self { line: 1, column: 1, length: 1 };
}

/// One thing wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it, when that is known.
    pub mend: Option<String>,
    /// What is named here and is nowhere: the path of a file, or words for what a file would hold.
    pub missing: Option<String>,
}

impl Problem {
    /// A problem that stops the file from being used.
    pub fn error(place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, place, message: message.into(), mend: None, missing: None }
    }

    /// A problem that does not stop the file from being used.
    pub fn warning(place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(place, message) }
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn mend(mut self, mend: impl Into<String>) -> Self {
        self.mend = Some(mend.into());
        self
    }

    /// Adds what is named and is nowhere.
    #[must_use]
    pub fn missing(mut self, what: impl Into<String>) -> Self {
        self.missing = Some(what.into());
        self
    }
}

/// Cells of a source line shown at most; longer lines are cut to the stretch around the place.
const MOST_CELLS: usize = 88;

/// Cells shown before the place when a line is cut.
const CELLS_BEFORE: usize = 30;

/// Writes a problem for a terminal or a log: where and what, the line of the source with the place marked, how to
/// mend it. `source` is the text of the file; a place outside it is named without a line. Ends with a new line.
pub fn show(problem: &Problem, file: &str, source: &str) -> String {
    let Place { line, column, .. } = problem.place;
    let message = one_line(&problem.message);
    let mut out = format!("{}: {}:{line}:{column}: {message}\n", problem.severity, one_line(file));
    if let Some(text) = line_of(source, line) {
        let (shown, before, marked) = window(text, problem.place);
        out.push_str(format!("{line:>5} | {shown}").trim_end());
        out.extend(["\n      | ", &" ".repeat(before), &"^".repeat(marked), "\n"]);
    }
    if let Some(mend) = &problem.mend {
        out.extend(["   mend: ", &one_line(mend), "\n"]);
    }
    out
}

/// A line of a text, from 1, without its line break or a byte-order mark.
fn line_of(source: &str, line: usize) -> Option<&str> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut rest = source;
    for _ in 1..line.max(1) {
        let end = rest.find(['\n', '\r'])?;
        let length = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        rest = &rest[end + length..];
    }
    let text = rest.split(['\n', '\r']).next()?;
    // The end of the text is a place too, but there is nothing to show of it unless the text is empty.
    (!rest.is_empty() || source.is_empty()).then_some(text)
}

/// The stretch of a line to show, the cells before the mark, and the cells marked.
fn window(text: &str, place: Place) -> (String, usize, usize) {
    let from = place.column.saturating_sub(1);
    let cut = from > MOST_CELLS - CELLS_BEFORE && text.chars().nth(MOST_CELLS).is_some();
    let first = if cut { from - CELLS_BEFORE } else { 0 };
    let mut shown = String::from(if cut { "…" } else { "" });
    let mut cells = width(&shown);
    let (mut before, mut after) = (None, None);
    let mut seen = first;
    for (index, c) in text.chars().enumerate().skip(first) {
        seen = index;
        if index == from {
            before = Some(cells);
        }
        if index == from + place.length.max(1) {
            after = Some(cells);
        }
        if cells >= MOST_CELLS {
            shown.push('…');
            break;
        }
        let next = if c == '\t' {
            " ".repeat(4 - cells % 4)
        } else {
            clean(c.encode_utf8(&mut [0; 4])).into_owned()
        };
        cells += width(&next);
        shown.push_str(&next);
        seen = index + 1;
    }
    // A place past the end of its line is marked just after it.
    let before = before.unwrap_or(if from >= seen { cells } else { 0 });
    let after = after.unwrap_or(cells).max(before + 1);
    (shown, before, after - before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: usize, column: usize, length: usize) -> Problem {
        Problem::error(Place { line, column, length }, "wrong")
    }

    /// The source line and the marks under it.
    fn drawn(problem: &Problem, source: &str) -> (String, String) {
        let shown = show(problem, "a.yaml", source);
        let mut lines =
            shown.lines().skip(1).map(|line| line.split_once("| ").unwrap_or_default().1.to_owned());
        (lines.next().unwrap(), lines.next().unwrap())
    }

    #[test]
    fn a_problem_shows_its_line_its_place_and_its_mend() {
        let source = "\n".repeat(11) + "    minutes: a while\nnext: 1\n";
        let problem =
            Problem::error(Place { line: 12, column: 14, length: 7 }, "`a while` is not a length of time")
                .mend("write minutes as 15, 15m, 1h30 or 1.5h");
        let expected = "error: agendas/executive.yaml:12:14: `a while` is not a length of time\n\
            \x20  12 |     minutes: a while\n\
            \x20     |              ^^^^^^^\n\
            \x20  mend: write minutes as 15, 15m, 1h30 or 1.5h\n";
        assert_eq!(show(&problem, "agendas/executive.yaml", &source), expected);
    }

    #[test]
    fn marks_line_up_under_tabs_wide_and_hidden_characters() {
        assert_eq!(drawn(&at(1, 3, 2), "\ta: 1"), ("    a: 1".into(), "     ^^".into()));
        assert_eq!(drawn(&at(1, 3, 1), "日本x: 1"), ("日本x: 1".into(), "    ^".into()));
        assert_eq!(drawn(&at(2, 2, 1), "a\r\nx\u{1b}y\r\n"), ("x␛y".into(), " ^".into()));
        assert_eq!(drawn(&at(1, 2, 1), "\u{feff}ab"), ("ab".into(), " ^".into()));
        assert_eq!(drawn(&at(1, 1, 1), ""), (String::new(), "^".into()));
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let source = format!("a: {}HERE{}", "x".repeat(5000), "y".repeat(5000));
        let (line, marks) = drawn(&at(1, 5004, 4), &source);
        assert!(width(&line) <= MOST_CELLS + 1, "{line}");
        assert_eq!(&line[marks.find('^').unwrap() + '…'.len_utf8() - 1..][..4], "HERE");
        let (line, marks) = drawn(&at(1, 4, 9000), &source);
        assert!(line.ends_with('…') && width(&marks) <= width(&line));
    }

    #[test]
    fn a_place_outside_the_text_is_named_without_a_line() {
        assert_eq!(show(&at(9, 1, 1), "a.yaml", "a: 1\n"), "error: a.yaml:9:1: wrong\n");
        assert_eq!(drawn(&at(1, 9, 1), "a: 1"), ("a: 1".into(), "    ^".into()));
    }

    #[test]
    fn nothing_shown_can_move_the_cursor() {
        let problem = Problem::warning(Place::START, "a\u{1b}[2J").mend("b\u{202e}");
        let shown = show(&problem, "x\u{7}.yaml", "\u{1b}]0;t\u{7}\n");
        assert!(shown.chars().all(|c| c == '\n' || !(c.is_control() || c == '\u{202e}')), "{shown:?}");
    }
}
