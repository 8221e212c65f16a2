//! Word documents, made from values: headings, paragraphs, lists and tables in, the bytes of a .docx file out. The same
//! value makes the same bytes, on any day and any machine. Nothing here knows what a document is about.
//!
//! `body` is what is read, `styles` how it looks, `package` the parts around it and the file they are put in, `xml` how an
//! element is written. What Word is strict about, the order of elements, is kept by `tests`.

mod body;
mod package;
mod styles;
#[cfg(test)]
mod tests;
mod xml;

use chrono::NaiveDate;

/// A document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its title, shown by what lists files; the first heading says it on the page.
    pub title: String,
    /// Whose it is.
    pub subject: String,
    /// Its protective marking: among its properties, above and below every page.
    pub marking: String,
    /// The day it is of; nothing in it says when it was really written.
    pub made: Option<NaiveDate>,
    /// Whether its pages lie on their side.
    pub landscape: bool,
    /// What is said at the foot of every page beside the marking; empty where nothing is.
    pub foot: String,
    /// What is read, in order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The file's bytes.
    ///
    /// # Errors
    /// A sentence without a full stop, when it is too large for such a file.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        package::bytes(self)
    }
}

/// How deep a heading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The document's own.
    One,
    /// A part of it.
    Two,
    /// A part of a part.
    Three,
}

/// Something that stands between others.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading.
    Heading(Level, Words),
    /// A paragraph; new lines in it are line breaks.
    Paragraph(Words),
    /// A list, each with how far it is set in: 0 for the outermost, at most 2.
    Bullets(Vec<(u8, Words)>),
    /// A table.
    Table(Table),
    /// What comes next begins a new page, where there are pages.
    NewPage,
}

impl Block {
    /// A paragraph of plain words; nothing where there are none.
    pub fn paragraph(words: &str) -> Option<Self> {
        (!words.trim().is_empty()).then(|| Self::Paragraph(Words::from(words)))
    }
}

/// Words, some of them bold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<Run>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    text: String,
    bold: bool,
}

impl Words {
    /// Bold ones.
    pub fn bold(text: impl Into<String>) -> Self {
        Self::default().and(text, true)
    }

    /// These, and then some more.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>, bold: bool) -> Self {
        self.0.push(Run { text: text.into(), bold });
        self
    }

    /// The words in order, each with whether they are bold.
    pub fn runs(&self) -> impl Iterator<Item = (&str, bool)> {
        self.0.iter().map(|run| (run.text.as_str(), run.bold))
    }

    /// The words alone, bold or not.
    pub fn plain(&self) -> String {
        self.runs().map(|(text, _)| text).collect()
    }

    /// Whether nothing can be read in them.
    fn blank(&self) -> bool {
        self.0.iter().all(|run| run.text.trim().is_empty())
    }
}

impl<T: Into<String>> From<T> for Words {
    fn from(text: T) -> Self {
        Self::default().and(text, false)
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, repeated on every page.
    pub head: String,
    /// How wide it is beside the others.
    pub share: u32,
    /// Whether it holds figures, which stand to the right.
    pub figures: bool,
}

/// A table. Its first row is repeated on every page, and no row is parted between two.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it holds, for those who have it read out.
    pub about: String,
    /// Whether it stays on one page where it fits on one.
    pub whole: bool,
    /// Its columns, at most 63.
    pub columns: Vec<Column>,
    /// Its rows, with a cell for each column; what a row has beyond them stands in its last cell.
    pub rows: Vec<Vec<Words>>,
}
