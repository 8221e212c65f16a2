//! Characters that cannot be seen, or that change how the text around them is shown. Words from elsewhere only.

use std::collections::HashSet;
use std::ops::Range;

use super::extent::short;
use crate::base::problem::{Place, Problem};

/// How a character that cannot be seen is called.
fn name(c: char) -> String {
    let known = match c {
        '\0' => "NUL byte",
        '\u{1b}' => "escape character",
        '\u{b}' => "line break of a word processor",
        '\u{85}' | '\u{2028}' | '\u{2029}' => "line break that programs read differently",
        '\u{ad}' => "soft hyphen",
        '\u{200b}' | '\u{2060}' => "zero-width space",
        '\u{feff}' => "byte-order mark inside the text",
        '\u{fffe}' | '\u{ffff}' => "code that is no character",
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "sign that changes the direction of the text"
        }
        _ => "control character",
    };
    format!("hidden character: {known} (U+{:04X})", u32::from(c))
}

/// Whether a character is hidden: controls, direction signs, zero-width signs, odd line breaks, codes that are none.
pub(super) fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => true,
        '\u{fffe}' | '\u{ffff}' => true,
        _ => c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'),
    }
}

/// Whether YAML readers refuse a character, or differ on it: then the file cannot be used.
fn is_refused(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

const MEND: &str = "delete it: retype the words around it";

/// Every hidden character of a text, at most `most`; a byte-order mark at the very start is fine.
pub(super) fn in_text(text: &str, most: usize) -> Vec<Problem> {
    let mut problems = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut line, mut column) = (1, 0);
    let (mut after_return, mut indented) = (false, true);
    for c in text.chars() {
        column += 1;
        // A mark before the first word of a line is counted as a column by one reader and not by another.
        let refused = is_refused(c) || (c == '\u{feff}' && indented);
        indented = matches!(c, '\n' | '\r') || (indented && matches!(c, ' ' | '\t' | '-' | '\u{feff}'));
        match c {
            '\n' if after_return => column = 0,
            '\n' | '\r' => (line, column) = (line + 1, 0),
            _ if is_hidden(c) && problems.len() < most => {
                let place = Place { line, column, length: 1 };
                let problem = if refused { Problem::error } else { Problem::warning };
                problems.push(problem(place, name(c)).mend(MEND));
            }
            _ => {}
        }
        after_return = c == '\r';
    }
    problems
}

/// Warns of hidden characters written as escapes inside double quotes, such as `"\e[31m"`.
pub(super) fn in_escapes(
    value: &str,
    text: &str,
    range: &Range<usize>,
    place: Place,
    problems: &mut Vec<Problem>,
) {
    let written = &text[range.clone()];
    if !written.contains('\\') || problems.len() >= super::read::MOST_PROBLEMS {
        return;
    }
    let raw: HashSet<char> = written.chars().filter(|c| is_hidden(*c)).collect();
    if let Some(c) = value.chars().find(|c| is_hidden(*c) && !raw.contains(c)) {
        problems.push(Problem::warning(place, name(c)).mend("take the escape out of the quotes"));
    }
}

/// `Ward #4` reads as `Ward`: a `#` after a space starts a comment, which is seldom meant before a digit.
/// `value` is what was read from `range` of `text`, at `at`.
pub(super) fn comment_that_cuts(text: &str, value: &str, range: &Range<usize>, at: Place) -> Option<Problem> {
    let rest = &text[range.end..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let mut signs = rest[gap..].chars();
    let meant = match (signs.next(), signs.next()) {
        (Some('#'), Some(next)) => next.is_ascii_digit() || (gap == 1 && next.is_alphanumeric()),
        _ => false,
    };
    // A value over several lines ends on another line than its place says.
    if gap == 0 || !meant || text[range.clone()].contains(['\n', '\r']) {
        return None;
    }
    let comment: String = rest[gap..].chars().take_while(|c| !matches!(c, '\n' | '\r')).collect();
    let column = at.column + text[range.clone()].chars().count() + gap;
    let place = Place { line: at.line, column, length: comment.chars().count() };
    let left = if value.is_empty() { "nothing".to_owned() } else { format!("only `{}`", short(value)) };
    let whole = format!("{value} {}", comment.trim_end());
    Some(
        Problem::warning(place, format!("the text after # is a comment, so {left} is read here"))
            .mend(format!("if it belongs to the text, use quotes: \"{}\"", short(whole.trim()))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::problem::Severity;

    #[test]
    fn hidden_characters_have_a_name_and_a_place() {
        let found = in_text("\u{feff}a: 1\r\nb: x\u{202e}y\u{200b}\rc: \u{1b}\n", 9);
        let places: Vec<_> = found.iter().map(|p| (p.place.line, p.place.column, p.severity)).collect();
        let expected = [(2, 5, Severity::Warning), (2, 7, Severity::Warning), (3, 4, Severity::Error)];
        assert_eq!(places, expected);
        let marks = in_text("a\u{feff}\n \u{feff}b\n", 9);
        assert_eq!([marks[0].severity, marks[1].severity], [Severity::Warning, Severity::Error]);
        assert!(found[0].message.contains("direction") && found[0].message.contains("U+202E"));
    }

    #[test]
    fn no_more_than_asked_for_are_reported() {
        assert_eq!(in_text(&"\u{200b}".repeat(1000), 7).len(), 7);
        assert!(in_text("tabs\tand\r\nlines\nare fine – so are dashes, é and 👩‍🏫", 9).is_empty());
    }
}
