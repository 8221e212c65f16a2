//! The lines around a record in block style: which comments are its own, and where its blank lines are.
//!
//! A record's own comments are those inside it, those after it on its line, those below it that stand further in than
//! its dash or key, and those right above it at its own column. A comment parted from it by a blank line is a heading
//! and not its own; nor are the comments that begin the file.

/// A text by its lines.
#[derive(Clone, Copy)]
pub(in crate::files) struct Lines<'t> {
    /// The text.
    pub text: &'t str,
}

impl<'t> Lines<'t> {
    /// The first byte after a byte-order mark.
    fn head(self) -> usize {
        if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
    }

    /// Where the line of a byte begins, after a byte-order mark.
    pub(in crate::files) fn start(self, byte: usize) -> usize {
        self.text[..byte].rfind('\n').map_or(0, |at| at + 1).max(self.head()).min(byte)
    }

    /// The end of the line a byte is on, its line break left out.
    pub(in crate::files) fn end(self, byte: usize) -> usize {
        self.text[byte..].find(['\n', '\r']).map_or(self.text.len(), |at| byte + at)
    }

    /// Where the line after that of a byte begins, or the end of the text.
    pub(in crate::files) fn next(self, byte: usize) -> usize {
        self.text[byte..].find('\n').map_or(self.text.len(), |at| byte + at + 1)
    }

    /// The line that begins at a byte, without its line break.
    fn line(self, start: usize) -> &'t str {
        &self.text[start..self.end(start)]
    }

    /// Whether only spaces stand before a byte on its line.
    pub(in crate::files) fn is_first(self, byte: usize) -> bool {
        self.text[self.start(byte)..byte].chars().all(|c| c == ' ')
    }

    fn is_blank(self, start: usize) -> bool {
        self.line(start).trim().is_empty()
    }

    /// The column, from 0, of a comment that has its line for itself.
    fn comment(self, start: usize) -> Option<usize> {
        let line = self.line(start);
        let bare = line.trim_start_matches([' ', '\t']);
        bare.starts_with('#').then(|| line.len() - bare.len())
    }

    /// The line above a line, unless it reaches back to `floor`, the end of what comes before.
    pub(in crate::files) fn above(self, start: usize, floor: usize) -> Option<usize> {
        let above = self.start(start.checked_sub(1).filter(|end| *end >= self.head())?);
        (above > floor || floor == 0).then_some(above)
    }

    /// Where a record begins with the comments right above it: the beginning of a line.
    pub(in crate::files) fn lead(self, first: usize, column: usize, floor: usize) -> usize {
        let mut lead = self.start(first);
        while let Some(above) = self.above(lead, floor) {
            let indented = self.line(above).starts_with(&" ".repeat(column));
            if self.comment(above) != Some(column) || !indented {
                break;
            }
            lead = above;
        }
        if lead == self.head() { self.start(first) } else { lead }
    }

    /// The end of a record with the comments after it and below it that are its own: the end of a line.
    pub(in crate::files) fn tail(self, end: usize, column: usize) -> usize {
        let mut tail = self.end(end);
        let mut next = self.next(end);
        while next < self.text.len() {
            match self.comment(next) {
                Some(further) if further > column => tail = self.end(next),
                None if self.is_blank(next) => {}
                _ => break,
            }
            next = self.next(next);
        }
        tail
    }

    /// The beginning of the blank lines right above a line.
    pub(in crate::files) fn blanks_above(self, start: usize, floor: usize) -> usize {
        let mut first = start;
        while let Some(above) = self.above(first, floor).filter(|above| self.is_blank(*above)) {
            first = above;
        }
        first
    }

    /// Whether the line above a line is a comment's.
    pub(in crate::files) fn is_below_comment(self, start: usize, floor: usize) -> bool {
        self.above(start, floor).is_some_and(|above| self.comment(above).is_some())
    }

    /// The end of the blank lines that begin at a line.
    pub(in crate::files) fn blanks_below(self, start: usize) -> usize {
        let mut end = start;
        while end < self.text.len() && self.is_blank(end) {
            end = self.next(end);
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_above_below_and_apart_are_told_apart() {
        let text = "# file\na:\n  # heading\n\n  # own\n  - x # t\n\n    # deeper\n  # next\n  - y\n";
        let lines = Lines { text };
        let (first, end) = (text.find("- x").unwrap(), text.find(" # t").unwrap());
        assert!(text[lines.lead(first, 2, text.find("a:").unwrap() + 2)..].starts_with("  # own"));
        assert!(text[lines.tail(end, 2)..].starts_with("\n  # next"));
        assert_eq!(lines.lead(text.find("a:").unwrap(), 0, 0), 7, "the head of the file is the file's own");
        let lead = text.find("  # own").unwrap();
        assert!(text[lines.blanks_above(lead, 9)..].starts_with("\n  # own"));
        assert_eq!(lines.blanks_below(lead - 1), lead);
    }
}
