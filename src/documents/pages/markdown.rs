//! Blocks as Markdown: the marking first and last, real headings, lists and tables.

use crate::documents::minutes_markdown::{Page, paragraph, words};
use crate::documents::word::{Block, Document, Level, Words};

/// The document, ending with a new line.
pub fn markdown(document: &Document) -> String {
    let mut page = Page::default();
    let marking = paragraph(&document.marking);
    page.paragraph(&marking);
    for block in &document.blocks {
        match block {
            Block::Heading(level, said) => {
                let mark = match level {
                    Level::One => "#",
                    Level::Two => "##",
                    Level::Three => "###",
                };
                page.paragraph(&format!("{mark} {}", words(&said.plain())));
            }
            Block::Paragraph(said) => page.paragraph(&marked(said)),
            Block::Bullets(points) => {
                let point = |(depth, said): &(u8, Words)| {
                    format!("{}- {}", "  ".repeat(usize::from(*depth)), marked(said))
                };
                page.paragraph(&points.iter().map(point).collect::<Vec<_>>().join("\n"));
            }
            // Pages are what prints a text, and headings part it here.
            Block::NewPage => {}
            Block::Table(table) => {
                let head: Vec<String> = table.columns.iter().map(|column| words(&column.head)).collect();
                let head: Vec<&str> = head.iter().map(String::as_str).collect();
                page.table(&head, table.rows.iter().map(|row| row.iter().map(Words::plain).collect()));
            }
        }
    }
    page.paragraph(&paragraph(&document.foot));
    page.paragraph(&marking);
    page.text
}

/// The words with the bold ones marked; as a whole they begin no list and no rule.
fn marked(said: &Words) -> String {
    if !said.runs().any(|(_, bold)| bold) {
        return paragraph(&said.plain());
    }
    let runs = said.runs().filter(|(text, _)| !text.trim().is_empty());
    let runs = runs.map(|(text, bold)| if bold { format!("**{}**", words(text)) } else { words(text) });
    runs.collect::<Vec<_>>().join(" ")
}
