//! Where a value begins and ends in the bytes of the text: the parser reports blanks, blocks and lists at the
//! indentation of their key differently from what editing needs.

use std::ops::Range;

use granit_parser::{Marker, Span};

use super::syntax::place_of;
use crate::base::problem::Place;

/// The bytes a span covers.
pub(super) fn bytes(span: &Span) -> Range<usize> {
    span.byte_range().unwrap_or_default()
}

/// The place of a span; its length is what it covers of its first line.
pub(super) fn place(span: &Span, text: &str) -> Place {
    let covered = span.slice(text).unwrap_or_default();
    let length = covered.chars().take_while(|c| !matches!(c, '\n' | '\r')).count().max(1);
    Place { length, ..place_of(&span.start) }
}

/// The place of a byte a little before a marker: on its line, or on a short line above.
pub(super) fn back_to(text: &str, from: Marker, byte: usize) -> Place {
    let between = &text[byte..from.byte_offset().unwrap_or(byte).max(byte)];
    let at = place_of(&from);
    let crlf = between.matches("\r\n").count();
    let breaks = between.matches(['\n', '\r']).count() - crlf;
    let column = if breaks == 0 {
        at.column.saturating_sub(between.chars().count())
    } else {
        let line_start = text[..byte].rfind(['\n', '\r']).map_or(0, |line| line + 1);
        text[line_start..byte].trim_start_matches('\u{feff}').chars().count() + 1
    };
    Place { line: at.line.saturating_sub(breaks), column, length: 1 }
}

/// Skips white space, comments and the signs in `over`; the first byte that is none of them.
fn skip(text: &str, from: usize, over: &[char]) -> Option<usize> {
    let mut rest = text.get(from..)?;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || over.contains(&c));
        if !rest.starts_with('#') {
            return (!rest.is_empty()).then(|| text.len() - rest.len());
        }
        rest = rest.find(['\n', '\r']).map_or("", |line| &rest[line..]);
    }
}

/// The next dash after `from`, with nothing but white space, comments and a colon before it.
pub(in crate::files) fn next_dash(text: &str, from: usize) -> Option<usize> {
    skip(text, from, &[':']).filter(|at| text[*at..].starts_with('-'))
}

/// The next `sign` after `from`, with nothing but white space and comments before it.
pub(in crate::files) fn next_sign(text: &str, from: usize, sign: char) -> Option<usize> {
    skip(text, from, &[]).filter(|at| text[*at..].starts_with(sign))
}

/// The `|` or `>` of a block whose content starts at `content`.
pub(super) fn block_header(text: &str, last_end: usize, content: usize) -> usize {
    skip(text, last_end, &[':', '-', '?'])
        .filter(|at| *at < content.max(1) && text[*at..].starts_with(['|', '>']))
        .or_else(|| text[..content].rfind(['|', '>']))
        .unwrap_or(content)
}

/// The end of a block's last line of content, its line break left out.
pub(super) fn block_end(text: &str, header: usize, content: Range<usize>) -> usize {
    let header_line = text[header..].find(['\n', '\r']).map_or(text.len(), |line| header + line);
    let sign = text[header..header_line].split(['#', ' ', '\t']).next().unwrap_or_default();
    let inside = &text[content.clone()];
    if inside.trim().is_empty() && !sign.contains('+') {
        return header + sign.len();
    }
    if sign.contains('+') {
        // Its blank lines are content: all of them belong to it, up to the last line break.
        let end = inside.rfind('\n').map_or(inside.len(), |line| line);
        let end = if inside[..end].ends_with('\r') { end - 1 } else { end };
        return (content.start + end).max(header + sign.len());
    }
    content.start + inside.trim_end().len()
}

/// Enough of a text to recognise it, on one line and without control characters.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 40;
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    let mut out: String = text.chars().take(MOST).map(clean).collect();
    if text.chars().nth(MOST).is_some() {
        out.push('…');
    }
    out
}
