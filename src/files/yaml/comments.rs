//! The proof that an edit keeps every comment in its place: those before, inside and after the stretch it replaces.

use std::ops::Range;

use super::read::Parsed;
use super::remove::Record;

/// The comments of a text as an edit sees them, each with where it is.
pub(super) struct Comments {
    before: Vec<Comment>,
    /// Those of the stretch replaced.
    inside: Vec<Comment>,
    after: Vec<Comment>,
}

/// One comment.
#[derive(Clone)]
pub(super) struct Comment {
    at: usize,
    words: String,
}

impl Comments {
    /// All comments of a text, told apart by a stretch of it.
    pub(super) fn around(text: &str, parsed: &Parsed, range: &Range<usize>) -> Self {
        let mut comments = Self { before: Vec::new(), inside: Vec::new(), after: Vec::new() };
        for comment in &parsed.comments {
            let part = match () {
                () if comment.end <= range.start => &mut comments.before,
                () if comment.start >= range.end => &mut comments.after,
                () => &mut comments.inside,
            };
            let words = text[comment.clone()].trim_end().to_owned();
            part.push(Comment { at: comment.start, words });
        }
        comments
    }

    /// What must be left when a record has been taken out: all but its own.
    pub(super) fn without_those_of(mut self, record: &Record, text: &str) -> Self {
        self.inside.retain(|comment| !record.owns(comment.at, text));
        self
    }

    /// As `new` has them inside the stretch, which is a block of the program's own.
    pub(super) fn with_inside_of(mut self, new: &Self) -> Self {
        self.inside.clone_from(&new.inside);
        self
    }

    /// Whether the same comments stand in the same order before, inside and after.
    pub(super) fn same_as(&self, other: &Self) -> bool {
        let same = |mine: &[Comment], theirs: &[Comment]| {
            mine.iter().map(|c| &c.words).eq(theirs.iter().map(|c| &c.words))
        };
        same(&self.before, &other.before)
            && same(&self.inside, &other.inside)
            && same(&self.after, &other.after)
    }
}

impl Record {
    /// Whether a comment may go with this record.
    fn owns(&self, at: usize, text: &str) -> bool {
        let Range { start, end } = self.range;
        let column = text[..at].rfind('\n').map_or(at, |line| at - line - 1);
        match () {
            () if at >= end => {
                let same_line = !text[end..at].contains('\n');
                // In brackets, a comma may stand between them.
                same_line || (self.block && column > self.column)
            }
            () if at >= start => true,
            // Above it: alone on its line at its own column, with no blank line between.
            () => {
                let above = text[at..start].rsplit_once('\n').map(|(above, _)| above);
                let unbroken = |above: &str| above.split('\n').all(|line| line.trim_start().starts_with('#'));
                let alone = text[..at].rsplit('\n').next().is_some_and(|before| before.trim().is_empty());
                alone && column == self.column && above.is_some_and(unbroken)
            }
        }
    }
}
