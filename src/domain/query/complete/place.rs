//! Where the cursor stands in a query: in which piece of it, and what is asked there. A query half typed is no query yet, so
//! this reads it more leniently than `parse`: a quotation mark may still be open.

use crate::domain::query::Field;
use crate::domain::query::parse::unquoted;
use std::ops::Range;

/// A place in a query.
#[derive(Debug)]
pub(super) struct Place {
    /// The bytes of the piece the cursor is in.
    pub at: Range<usize>,
    /// What was typed of it up to the cursor, in small letters and without quotation marks.
    pub typed: String,
    /// What stands there.
    pub what: What,
}

/// What stands at a place.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The word of a field.
    Field,
    /// Who leads it, after `@`.
    Lead,
    /// A tag, after `#`.
    Tag,
    /// An answer to a field, beside others.
    Answer(Field, Vec<String>),
    /// Words to look for, or nothing that is known.
    Words,
}

impl Place {
    pub(super) fn of(text: &str, cursor: usize) -> Self {
        let cursor = (0..=cursor.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let (start, quoted) = word(text, cursor);
        let start = start + usize::from(text[start..cursor].starts_with('-'));
        let so_far = &text[start..cursor];
        let piece = |from: usize, end: usize, what| Self {
            at: from..end,
            typed: unquoted(&text[from..cursor]).to_lowercase(),
            what,
        };
        let words = || piece(cursor, cursor, What::Words);
        match so_far.chars().next() {
            Some('@') => piece(start + 1, end(text, cursor, quoted, false), What::Lead),
            Some('#') => piece(start + 1, end(text, cursor, quoted, false), What::Tag),
            _ => match so_far.find([':', '"']) {
                Some(at) if so_far[at..].starts_with(':') => {
                    let Some(field) = Field::of(&so_far[..at].to_lowercase()) else { return words() };
                    let first = start + at + 1;
                    let from = first + after_comma(&text[first..cursor]);
                    let end = end(text, cursor, quoted, true);
                    let others = others(&text[first..from]).chain(others(following(&text[end..]))).collect();
                    piece(from, end, What::Answer(field, others))
                }
                Some(_) => words(),
                // What stands right behind the cursor is another's word unless some of it is before.
                None if so_far.is_empty() && text[cursor..].starts_with(|c: char| !c.is_whitespace()) => {
                    words()
                }
                None if so_far.is_empty() => piece(cursor, cursor, What::Field),
                None => piece(start, end_of_field(text, cursor), What::Field),
            },
        }
    }
}

/// Where the word at the cursor begins, and whether a quotation mark before it is still open.
fn word(text: &str, cursor: usize) -> (usize, bool) {
    let (mut start, mut quoted) = (0, false);
    for (at, c) in text[..cursor].char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => start = at + c.len_utf8(),
            _ => {}
        }
    }
    (start, quoted)
}

/// Where the piece at the cursor ends. Where a quotation mark has no other, a blank ends it in any case: else it would
/// take all the rest with it.
fn end(text: &str, cursor: usize, quoted: bool, commas: bool) -> usize {
    let paired = text.matches('"').count().is_multiple_of(2);
    let mut quoted = quoted && paired;
    for (at, c) in text[cursor..].char_indices() {
        match c {
            '"' => quoted = paired && !quoted,
            c if !quoted && (c.is_whitespace() || commas && c == ',') => return cursor + at,
            _ => {}
        }
    }
    text.len()
}

/// Where the word of a field ends, with its colon.
fn end_of_field(text: &str, cursor: usize) -> usize {
    let rest = &text[cursor..];
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ':' | '"')).unwrap_or(rest.len());
    cursor + end + usize::from(rest[end..].starts_with(':'))
}

/// Where the last choice of an answer begins.
fn after_comma(answer: &str) -> usize {
    let (mut from, mut quoted) = (0, false);
    for (at, c) in answer.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => from = at + 1,
            _ => {}
        }
    }
    from
}

/// The rest of a list of choices.
fn following(text: &str) -> &str {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    if text.starts_with(',') { &text[..end] } else { "" }
}

/// The choices of a list, as they are compared.
fn others(list: &str) -> impl Iterator<Item = String> {
    list.split(',').map(|one| unquoted(one).to_lowercase()).filter(|one| !one.is_empty())
}
