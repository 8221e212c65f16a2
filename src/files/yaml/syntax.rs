//! What is wrong with text that is not YAML, in plain words: the parser's own words are for programmers.

use granit_parser::{ErrorKind, Marker, ScanError};

use super::extent::short;
use crate::base::problem::{Place, Problem};

/// Where the parser stopped, and what it had seen by then.
pub(super) struct Stuck<'t> {
    /// The whole text.
    pub text: &'t str,
    /// The end of the last value or key read well.
    pub last_end: usize,
    /// The innermost open bracket: its place and its byte.
    pub bracket: Option<(Place, usize)>,
    /// How deep lists and maps may go.
    pub depth: usize,
}

/// The place of a marker of the parser.
pub(super) fn place_of(marker: &Marker) -> Place {
    Place { line: marker.line(), column: marker.col() + 1, length: 1 }
}

/// Whether the parser stopped at a control character.
pub(super) fn is_control(error: &ScanError) -> bool {
    matches!(error.kind(), ErrorKind::UnexpectedCharacter { character } if character.is_control())
}

/// The message when lists and maps go deeper than allowed.
pub(super) fn too_deep(depth: usize) -> String {
    format!("lists and maps go more than {depth} deep here")
}

/// Where a line starts, its text up to the break, and its number.
struct Line<'t> {
    start: usize,
    text: &'t str,
    number: usize,
}

impl<'t> Line<'t> {
    fn around(text: &'t str, byte: usize, number: usize) -> Self {
        let byte = byte.min(text.len());
        let start = text[..byte].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let end = text[byte..].find(['\n', '\r']).map_or(text.len(), |at| byte + at);
        Self { start, text: text[start..end].trim_start_matches('\u{feff}'), number }
    }

    /// Its first sign to its end, or to `length` characters.
    fn place(&self, length: usize) -> Place {
        let indent = self.text.chars().take_while(|c| c.is_whitespace()).count();
        Place { line: self.number, column: indent + 1, length: length.max(1) }
    }

    fn words(&self) -> &'t str {
        self.text.trim()
    }
}

impl Stuck<'_> {
    /// One problem, with its mend, for an error of the parser.
    pub(super) fn explain(&self, error: &ScanError) -> Problem {
        use ErrorKind as K;
        let at = place_of(error.marker());
        let byte = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        let line = Line::around(self.text, byte, at.line);
        if let Some(problem) = conflict(&line).or_else(|| self.odd_spaces(byte, at)) {
            return problem;
        }
        match error.kind() {
            K::TabInBlockIndentation | K::TabInIndentation | K::TabNotAllowed | K::TabInPlainScalar => {
                self.tab(byte, at)
            }
            K::UnclosedQuotedScalar
            | K::DocumentIndicatorInQuotedScalar
            | K::InvalidQuotedScalarIndent
            | K::InvalidTrailingSingleQuotedScalar
            | K::InvalidTrailingDoubleQuotedScalar => self.quote(error.kind(), byte, at),
            K::MappingValueNotAllowed => second_colon(&line, byte, at),
            K::ExpectedBlockMappingKey | K::ExpectedBlockSequenceEntry | K::InvalidIndentation => {
                out_of_line(&line, error.kind())
            }
            K::SimpleKeyExpected | K::InvalidSimpleKey | K::UnexpectedEndOfPlainScalar => no_colon(&line),
            K::BlockSequenceEntryNotAllowed | K::InvalidBlockEntryWhitespace => {
                Problem::error(at, "a list cannot start on the same line as its key")
                    .mend("start each item on a line of its own below, or put the text in quotes")
            }
            K::UnexpectedCharacter { character } if character.is_control() => {
                Problem::error(at, format!("hidden character: U+{:04X}", u32::from(*character)))
                    .mend("delete it: retype the words around it")
            }
            K::UnexpectedCharacter { .. }
            | K::MappingKeyNotAllowed
            | K::MissingAnchorOrAliasName
            | K::PlainScalarStartsWithDashFlowIndicator => self.special(byte, at),
            K::MisplacedFlowCollectionEnd => {
                Problem::error(at, format!("`{}` closes nothing", self.sign(byte)))
                    .mend("take it away, or put the text in quotes")
            }
            K::MismatchedFlowCollectionEnd { open, close } => {
                Problem::error(at, format!("the bracket `{open}` opened here is closed by `{close}`"))
                    .mend(format!("close it with `{}`", closing(*open)))
            }
            kind => self.rarer(kind, byte, at),
        }
    }

    fn rarer(&self, kind: &ErrorKind, byte: usize, at: Place) -> Problem {
        use ErrorKind as K;
        match kind {
            K::UnclosedFlowCollection { open } => unclosed(*open, at),
            K::InvalidColonPlacement
            | K::InvalidFlowScalarIndent
            | K::ExpectedFlowMappingSeparator
            | K::ExpectedFlowSequenceSeparator
            | K::BlockEntryInFlowCollection
            | K::FlowMappingValueAdjacentCollection
            | K::UnexpectedEofFlowSequence
            | K::UnexpectedEofFlowMapping
            | K::UnexpectedEofImplicitFlowMapping => self.bracket(at),
            K::UnknownQuotedScalarEscape
            | K::InvalidQuotedScalarHexEscape
            | K::InvalidUnicodeEscape
            | K::InvalidLowSurrogate
            | K::InvalidLowSurrogateHexEscape
            | K::MissingLowSurrogate
            | K::UnpairedLowSurrogate => {
                Problem::error(at, "a backslash inside double quotes starts a special character")
                    .mend("write \\\\ for a backslash, or use single quotes")
            }
            K::InvalidBlockScalarHeader | K::ZeroBlockScalarIndent => {
                Problem::error(at, format!("the text after `{}` starts on the next line", self.sign(byte)))
                    .mend("move the text to the line below and indent it, or put it in quotes")
            }
            K::InvalidBlockScalarIndent | K::TabAtBlockScalarStart => {
                Problem::error(at, "this line of the text is not indented like the others")
                    .mend("give every line of the text the same number of spaces, and no tabs")
            }
            K::CommentNotSeparated | K::CommentInterceptedScalar => {
                Problem::error(at, "a comment stands in the middle of a text")
                    .mend("put the text in quotes, or move the comment to a line of its own")
            }
            K::DirectiveDisallowed => Problem::error(at, "a line cannot start with `%`")
                .mend("take the line out, or put the text in quotes"),
            K::BomInsideDocument => Problem::error(at, "there is a byte-order mark inside the text")
                .mend("delete it: retype the words around it"),
            K::InvalidDocumentEnd => {
                Problem::error(at, "nothing may follow `...` on its line").mend("take out the line `...`")
            }
            K::RecursionLimitExceeded => {
                Problem::error(at, too_deep(self.depth)).mend("such a file was not made by hand: check it")
            }
            kind => Problem::error(at, format!("this is not YAML: {kind}"))
                .mend("if this is meant as text, put it in quotes"),
        }
    }

    /// The sign at a byte.
    fn sign(&self, byte: usize) -> char {
        self.text[byte..].chars().next().unwrap_or(' ')
    }

    fn special(&self, byte: usize, at: Place) -> Problem {
        Problem::error(at, format!("text cannot start with `{}` unless it is in quotes", self.sign(byte)))
            .mend(format!("put the text in quotes: \"{}…\"", self.sign(byte)))
    }

    /// A space that does not count as one indents this line or the one above: it is often copied from a web page.
    fn odd_spaces(&self, byte: usize, at: Place) -> Option<Problem> {
        let this = Line::around(self.text, byte, at.line);
        let above = this.start.checked_sub(1).map(|end| Line::around(self.text, end, at.line - 1));
        above.into_iter().chain([this]).find_map(|line| {
            let indent = &line.text[..line.text.len() - line.text.trim_start().len()];
            let special = |c: &char| !matches!(c, ' ' | '\t');
            let odd = indent.chars().position(|c| special(&c))?;
            let length = indent.chars().skip(odd).take_while(special).count();
            let place = Place { line: line.number, column: odd + 1, length };
            let problem = Problem::error(place, "this line is indented with spaces of a special kind");
            Some(
                problem
                    .mend("delete them and type ordinary spaces: they came with text copied from elsewhere"),
            )
        })
    }

    /// The tab meant is the first in the indentation of this line or of one of the next.
    fn tab(&self, byte: usize, at: Place) -> Problem {
        let start = Line::around(self.text, byte, at.line).start;
        let mut place = at;
        for (index, line) in lines(&self.text[start..]).take(50).enumerate() {
            let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
            if let Some(tab) = indent.find('\t') {
                let length = indent[tab..].chars().take_while(|c| *c == '\t').count();
                place = Place { line: at.line + index, column: tab + 1, length };
                break;
            }
        }
        Problem::error(place, "a tab is used to indent this line")
            .mend("use spaces: two for each level. Most editors can change tabs to spaces")
    }

    /// The quote meant was opened after the last value read well, often lines above the place of the error.
    fn quote(&self, kind: &ErrorKind, byte: usize, at: Place) -> Problem {
        let (opened, sign) = self.opening_quote(byte, at);
        if matches!(kind, ErrorKind::UnclosedQuotedScalar) || opened.line < at.line {
            let message = if opened.line < at.line {
                format!("the quote opened here closes only on line {}", at.line)
            } else {
                "the quote opened here is never closed".to_owned()
            };
            return Problem::error(opened, message)
                .mend(format!("close it with {sign} at the end of the text"));
        }
        let mend = if sign == '\'' {
            "an apostrophe inside single quotes is written twice (''), or use double quotes around the text"
        } else {
            "write \\\" for a quote inside double quotes, or use single quotes around the text"
        };
        Problem::error(at, "text follows the closing quote").mend(mend)
    }

    /// The first quote at the start of a value after the last good value.
    fn opening_quote(&self, byte: usize, at: Place) -> (Place, char) {
        let from = self.last_end.min(byte);
        let region = &self.text[from..];
        let mut before = self.text[..from].chars().next_back().unwrap_or('\n');
        for (offset, c) in region.char_indices() {
            if from + offset > byte {
                break;
            }
            if matches!(c, '"' | '\'') && (before.is_whitespace() || matches!(before, '[' | '{' | ',' | ':'))
            {
                let between = &self.text[from + offset..byte];
                let crlf = between.matches("\r\n").count();
                let line = at.line - (between.matches(['\n', '\r']).count() - crlf);
                let start = Line::around(self.text, from + offset, line).start;
                let lead = self.text[start..from + offset].trim_start_matches('\u{feff}');
                return (Place { line, column: lead.chars().count() + 1, length: 1 }, c);
            }
            before = c;
        }
        (at, '"')
    }

    /// The first bracket at the start of a value after the last good value, when the parser has not told of it yet.
    fn opening_bracket(&self, at: Place) -> Option<(Place, usize)> {
        let mut start = self.text[..self.last_end].rfind(['\n', '\r']).map_or(0, |line| line + 1);
        let first = lines(&self.text[..start]).count();
        for (number, line) in (first..=at.line).zip(lines(&self.text[start..])).take(50) {
            let from = self.last_end.saturating_sub(start).min(line.len());
            let begins = |found: &usize| line[..*found].trim_end().ends_with([':', '-', ',']);
            let found = line[from..].find(['[', '{']).map(|offset| from + offset).filter(begins);
            if let Some(found) = found {
                let column = line[..found].trim_start_matches('\u{feff}').chars().count() + 1;
                return Some((Place { line: number, column, length: 1 }, start + found));
            }
            start += line.len();
            start += if self.text[start..].starts_with("\r\n") { 2 } else { 1 };
        }
        None
    }

    fn bracket(&self, at: Place) -> Problem {
        let Some((opened, byte)) = self.bracket.or_else(|| self.opening_bracket(at)) else {
            return Problem::error(at, "a bracket is not closed").mend("close it, or put the text in quotes");
        };
        let open = self.sign(byte);
        let close = closing(open);
        if opened.line < at.line {
            return unclosed(open, opened);
        }
        Problem::error(at, format!("a comma or `{close}` is missing here"))
            .mend("put a comma between two values; text with : , or brackets in it goes in quotes")
    }
}

fn unclosed(open: char, at: Place) -> Problem {
    Problem::error(at, format!("the bracket `{open}` opened here is not closed"))
        .mend(format!("close it with `{}`, or put the text in quotes", closing(open)))
}

fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

/// What is left when two versions of a file were put together and somebody was to choose.
fn conflict(line: &Line<'_>) -> Option<Problem> {
    let left = ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.text.starts_with(mark));
    left.then(|| {
        let place = line.place(line.words().chars().count());
        Problem::error(place, "two versions of this file were put together here and not yet made one").mend(
            "keep one of the two versions below, and take out the lines that begin with <<<, === and >>>",
        )
    })
}

/// A colon where none can be: a second one on its line, or a line indented under a key that has a value.
fn second_colon(line: &Line<'_>, byte: usize, at: Place) -> Problem {
    let before = line.text.get(..byte.saturating_sub(line.start)).unwrap_or(line.text);
    if !before.contains(": ") {
        return Problem::error(line.place(before.trim().chars().count()), "this line is indented too far")
            .mend("line it up with the key above, which has its value already");
    }
    let (key, value) = line.text.split_once(": ").unwrap_or((line.text, ""));
    let (key, value) = (key.trim().trim_start_matches("- ").trim(), value.trim());
    Problem::error(at, "there is a second colon on this line").mend(format!(
        "put the text in quotes: {}: \"{}\"",
        short(key),
        short(value)
    ))
}

fn out_of_line(line: &Line<'_>, kind: &ErrorKind) -> Problem {
    let place = line.place(line.words().chars().count());
    if line.words().starts_with("- ") || line.words() == "-" {
        return Problem::error(place, "this list item does not line up with the items above")
            .mend("put its dash in the same column as the dashes it belongs with");
    }
    let mend = if matches!(kind, ErrorKind::ExpectedBlockSequenceEntry) {
        "the keys of one item start in one column, two to the right of its dash"
    } else {
        "give it the same number of spaces as the lines it belongs with"
    };
    Problem::error(place, "this line does not line up with the lines above").mend(mend)
}

fn no_colon(line: &Line<'_>) -> Problem {
    let words = line.words();
    let words = words.strip_prefix("- ").unwrap_or(words);
    let place = line.place(line.words().chars().count());
    match words.split_once(':') {
        Some((key, value)) if !value.is_empty() && !key.contains(' ') => {
            Problem::error(place, format!("there is no space after the colon of `{}`", short(key)))
                .mend(format!("write {}: {}", short(key), short(value)))
        }
        _ => Problem::error(place, format!("there is no colon after `{}`", short(words))).mend(
            "a key is followed by a colon and a space; text that goes on from above is indented further",
        ),
    }
}

/// The lines of a text as the parser counts them: a carriage return alone ends one too.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.find(['\n', '\r']);
        rest = end.map(|end| &text[end + if text[end..].starts_with("\r\n") { 2 } else { 1 }..]);
        Some(&text[..end.unwrap_or(text.len())])
    })
}
