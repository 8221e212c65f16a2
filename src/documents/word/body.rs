//! What is read: `word/document.xml`. The order in which elements stand is the schema's, and Word refuses another.

use super::styles::{BULLETS, CELL, HEADINGS, LIST, TABLE};
use super::xml::{Element, MAIN, REFERENCES};
use super::{Block, Column, Document, Level, Table, Words};
use crate::base::text::one_line;

/// Twentieths of a point, in which everything is measured: a page of A4, and the margin around it.
const LONG: u32 = 16_838;
const SHORT: u32 = 11_906;
const MARGIN: u32 = 1_134;
/// What stands above and below the text lies so far from the edge.
const EDGE: u32 = 567;
/// The most columns a table may have.
const MOST_COLUMNS: usize = 63;

/// The parts above and below the text, by the names the document knows them.
pub(super) const HEADER: &str = "above";
pub(super) const FOOTER: &str = "below";

/// How wide the text is.
pub(super) fn wide(document: &Document) -> u32 {
    let page = if document.landscape { LONG } else { SHORT };
    page - 2 * MARGIN
}

pub(super) fn part(document: &Document) -> String {
    let wide = wide(document);
    let mut body = Element::new("w:body");
    for (at, block) in document.blocks.iter().enumerate() {
        let next = document.blocks.get(at + 1);
        body = body.with_all(elements(block, wide));
        // Two tables without a paragraph between them are one, and a document does not end with one.
        if matches!(block, Block::Table(_)) && !matches!(next, Some(Block::Paragraph(_) | Block::Heading(..)))
        {
            body = body.with(paragraph(None, &Words::default()));
        }
    }
    let document = Element::new("w:document").attribute("xmlns:w", MAIN).attribute("xmlns:r", REFERENCES);
    let page = page(wide);
    document.with(body.with(page)).part()
}

/// The page: on its side where the text is wider than a page is that stands.
fn page(wide: u32) -> Element {
    let landscape = wide > SHORT - 2 * MARGIN;
    let reference = |name, id: &str| Element::new(name).attribute("w:type", "default").attribute("r:id", id);
    let size = Element::new("w:pgSz");
    let size = if landscape {
        size.attribute("w:w", LONG).attribute("w:h", SHORT).attribute("w:orient", "landscape")
    } else {
        size.attribute("w:w", SHORT).attribute("w:h", LONG)
    };
    let sides = ["w:top", "w:right", "w:bottom", "w:left"];
    let margins = sides.into_iter().fold(Element::new("w:pgMar"), |all, side| all.attribute(side, MARGIN));
    let margins = margins.attribute("w:header", EDGE).attribute("w:footer", EDGE).attribute("w:gutter", 0);
    Element::new("w:sectPr")
        .with(reference("w:headerReference", HEADER))
        .with(reference("w:footerReference", FOOTER))
        .with(size)
        .with(margins)
}

fn elements(block: &Block, wide: u32) -> Vec<Element> {
    match block {
        Block::Heading(level, words) => {
            let style = match level {
                Level::One => HEADINGS[0],
                Level::Two => HEADINGS[1],
                Level::Three => HEADINGS[2],
            };
            vec![paragraph(Some(Element::new("w:pPr").with(Element::val("w:pStyle", style))), words)]
        }
        Block::Paragraph(words) => vec![paragraph(None, words)],
        Block::Bullets(points) => points.iter().map(|(depth, words)| point(*depth, words)).collect(),
        Block::Table(table) if table.columns.is_empty() => Vec::new(),
        Block::Table(given) => vec![table(given, wide)],
        Block::NewPage => {
            let end = Element::new("w:br").attribute("w:type", "page");
            vec![Element::new("w:p").with(Element::new("w:r").with(end))]
        }
    }
}

/// A point of a list.
fn point(depth: u8, words: &Words) -> Element {
    let number = Element::new("w:numPr")
        .with(Element::val("w:ilvl", depth.min(2)))
        .with(Element::val("w:numId", BULLETS));
    let look = Element::new("w:pPr").with(Element::val("w:pStyle", LIST)).with(number);
    paragraph(Some(look), words)
}

fn paragraph(look: Option<Element>, words: &Words) -> Element {
    let look = look.into_iter();
    let runs = words.0.iter().filter(|run| !run.text.is_empty()).map(|run| self::run(&run.text, run.bold));
    Element::new("w:p").with_all(look).with_all(runs)
}

/// Words of one look. New lines are line breaks, and blanks at the ends stay.
pub(super) fn run(text: &str, bold: bool) -> Element {
    let mut run = Element::new("w:r");
    if bold {
        run = run.with(Element::new("w:rPr").with(Element::new("w:b")).with(Element::new("w:bCs")));
    }
    for (at, line) in text.replace("\r\n", "\n").split('\n').enumerate() {
        if at > 0 {
            run = run.with(Element::new("w:br"));
        }
        run = run.with(Element::new("w:t").attribute("xml:space", "preserve").text(line));
    }
    run
}

fn table(table: &Table, wide: u32) -> Element {
    let columns = &table.columns[..table.columns.len().min(MOST_COLUMNS)];
    let widths = widths(columns, wide);
    let look = Element::new("w:tblLook")
        .attribute("w:val", "0620")
        .attribute("w:firstRow", 1)
        .attribute("w:lastRow", 0)
        .attribute("w:firstColumn", 0)
        .attribute("w:lastColumn", 0)
        .attribute("w:noHBand", 1)
        .attribute("w:noVBand", 1);
    let mut about = Element::new("w:tblPr")
        .with(Element::val("w:tblStyle", TABLE))
        .with(measure("w:tblW", wide))
        .with(Element::new("w:tblLayout").attribute("w:type", "fixed"))
        .with(look);
    if !table.about.trim().is_empty() {
        about = about.with(Element::val("w:tblDescription", one_line(&table.about)));
    }
    let grid = widths.iter().map(|wide| Element::new("w:gridCol").attribute("w:w", wide));
    let heads: Vec<Words> = columns.iter().map(|column| Words::bold(column.head.as_str())).collect();
    let last = table.rows.len().saturating_sub(1);
    let rows = table.rows.iter().enumerate();
    let rows = rows
        .map(|(at, cells)| row(columns, &widths, cells, Row { head: false, kept: table.whole && at < last }));
    Element::new("w:tbl")
        .with(about)
        .with(Element::new("w:tblGrid").with_all(grid))
        .with(row(columns, &widths, &heads, Row { head: true, kept: true }))
        .with_all(rows)
}

/// Whether a row is the first, and whether it stays with the next.
#[derive(Clone, Copy)]
struct Row {
    head: bool,
    kept: bool,
}

fn row(columns: &[Column], widths: &[u32], cells: &[Words], row: Row) -> Element {
    let mut look = Element::new("w:trPr").with(Element::new("w:cantSplit"));
    if row.head {
        look = look.with(Element::new("w:tblHeader"));
    }
    let cells = columns.iter().zip(widths).enumerate().map(|(at, (column, wide))| {
        // What is beyond the columns is not lost.
        let to = if at + 1 == columns.len() { cells.len().max(at) } else { (at + 1).min(cells.len()) };
        let words = cells.get(at..to).unwrap_or_default();
        cell(column, *wide, words, row.kept)
    });
    Element::new("w:tr").with(look).with_all(cells)
}

fn cell(column: &Column, wide: u32, words: &[Words], kept: bool) -> Element {
    let look = || {
        let look = Element::new("w:pPr").with(Element::val("w:pStyle", CELL));
        let look = if kept { look.with(Element::new("w:keepNext")) } else { look };
        Some(if column.figures { look.with(Element::val("w:jc", "right")) } else { look })
    };
    let mut paragraphs: Vec<Element> =
        words.iter().filter(|words| !words.blank()).map(|words| paragraph(look(), words)).collect();
    if paragraphs.is_empty() {
        paragraphs.push(paragraph(look(), &Words::default()));
    }
    let about = Element::new("w:tcPr").with(measure("w:tcW", wide));
    Element::new("w:tc").with(about).with_all(paragraphs)
}

fn measure(name: &'static str, wide: u32) -> Element {
    Element::new(name).attribute("w:w", wide).attribute("w:type", "dxa")
}

/// How wide each column is: all of the text, by shares.
fn widths(columns: &[Column], wide: u32) -> Vec<u32> {
    let all: u64 = columns.iter().map(|column| u64::from(column.share.max(1))).sum();
    let mut before = 0;
    let mut sum = 0;
    let edge = |sum: u64| u32::try_from(u64::from(wide) * sum / all.max(1)).unwrap_or(wide);
    let mut each = |column: &Column| {
        sum += u64::from(column.share.max(1));
        let width = (edge(sum) - before).max(1);
        before = edge(sum);
        width
    };
    columns.iter().map(&mut each).collect()
}
