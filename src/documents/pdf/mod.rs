//! The blocks of a document on one side of A4, as a PDF: the same value that Word documents and pages are made of. Lines are
//! broken by how wide the letters of the embedded font really are, so that what is said of one page is no estimate, and what
//! does not fit is named. Headings, paragraphs and lists are tagged, for those who have a page read out.
//!
//! `faces` is the font, `layout` breaks and counts, `paper` writes. There is no shaping: letters of scripts that need it are
//! not in the font, and what is not in the font is named and never printed as an empty box.

mod faces;
mod layout;
mod paper;
#[cfg(test)]
mod tests;

pub use layout::{Laid, Over};

use super::word::Document;

impl Laid {
    /// A document laid out in the largest letters in which it fits one page; in the smallest where it does not fit.
    pub fn of(document: &Document) -> Self {
        layout::laid(document)
    }

    /// The bytes of its PDF. The same document makes the same bytes.
    ///
    /// # Errors
    /// A sentence without a full stop, when it is longer than a page or has letters that cannot be printed.
    pub fn bytes(&self, document: &Document) -> Result<Vec<u8>, String> {
        if self.pages() > 1 {
            return Err("it does not fit one page".to_owned());
        }
        if let Some((letter, place)) = self.unprintable.first() {
            return Err(format!("{letter} in {place} cannot be printed"));
        }
        paper::bytes(self, document)
    }
}
