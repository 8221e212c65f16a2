//! The figures as a Word document: the same sentences and tables as in Markdown, under real headings.

use super::{About, sections, summary, title};
use crate::base::text::one_line;
use crate::documents::word::{Block, Column, Document, Level, Table, Words};
use crate::domain::actions::throughput::Throughput;

/// How wide the column of names is beside one of figures.
const NAMES: u32 = 26;
const FIGURES: u32 = 10;

/// The document's bytes; `whose` is the partnership's name and its usual marking.
///
/// # Errors
/// A sentence without a full stop, when it is too large for such a file.
pub fn word(report: &Throughput, about: &About, whose: (&str, &str)) -> Result<Vec<u8>, String> {
    let title = title(report, about);
    let mut blocks = vec![Block::Heading(Level::One, title.as_str().into())];
    if !about.asked.is_empty() {
        blocks.push(Block::Paragraph(format!("Looked for: {}", one_line(&about.asked)).into()));
    }
    blocks.extend(Block::paragraph(&summary(report).join(" ")));
    for section in sections::sections(report) {
        blocks.push(Block::Heading(Level::Two, section.title.as_str().into()));
        let figures = section.head.iter().skip(1).map(|head| (head, FIGURES, true));
        let columns = section.head.iter().take(1).map(|head| (head, NAMES, false)).chain(figures);
        let columns = columns.map(|(head, share, figures)| Column { head: head.clone(), share, figures });
        let cells = |row: &Vec<String>| row.iter().map(|cell| Words::from(cell.as_str())).collect();
        blocks.push(Block::Table(Table {
            whole: true,
            columns: columns.collect(),
            rows: section.rows.iter().map(cells).collect(),
            about: section.title,
        }));
        blocks.extend(Block::paragraph(&section.under.join(" ")));
    }
    let (subject, marking) = (whose.0.to_owned(), whose.1.to_owned());
    Document { title, subject, marking, made: Some(report.on), blocks, ..Document::default() }.bytes()
}
