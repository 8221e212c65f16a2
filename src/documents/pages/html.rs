//! Blocks as one page of HTML that stands by itself: British English, headings in order, tables with a caption and with
//! heads that say what they are of, no script, and nothing that is fetched from anywhere.

use crate::base::text::clean;
use crate::documents::word::{Block, Document, Level, Table, Words};
use quick_xml::escape::escape;

/// How it looks: dark on light, lines not too long, the first row of a table repeated on every printed page.
const LOOK: &str = "body{font:1rem/1.5 sans-serif;color:#111;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1,h2,h3{line-height:1.25}table{border-collapse:collapse;width:100%;margin:1rem 0}\
caption{text-align:left;padding:.25rem 0}th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:left;\
vertical-align:top}thead th{background:#eee}thead{display:table-header-group}tr{break-inside:avoid}\
.figures{text-align:right}.marking{font-weight:bold}@media print{body{margin:0;max-width:none}}";

/// The page, ending with a new line.
pub fn html(document: &Document) -> String {
    let marking = element("p", " class=\"marking\"", &document.marking);
    let blocks: String = document.blocks.iter().map(block).collect();
    let foot = element("p", "", &document.foot);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{}</title>\n<style>{LOOK}</style>\n\
         </head>\n<body>\n<header>\n{marking}</header>\n<main>\n{blocks}</main>\n<footer>\n{foot}{marking}</footer>\n\
         </body>\n</html>\n",
        text(&document.title)
    )
}

/// Words in an element; nothing where there are none.
fn element(name: &str, attributes: &str, words: &str) -> String {
    if words.trim().is_empty() {
        return String::new();
    }
    format!("<{name}{attributes}>{}</{name}>\n", text(words))
}

/// A text in which nothing is acted on.
fn text(words: &str) -> String {
    escape(clean(words).trim()).into_owned()
}

/// Words, the bold ones marked; new lines are line breaks.
fn said(words: &Words) -> String {
    let lines = |text: &str| escape(clean(text)).replace('\n', "<br>");
    let run = |(text, bold): (&str, bool)| {
        if bold { format!("<strong>{}</strong>", lines(text)) } else { lines(text) }
    };
    words.runs().filter(|(text, _)| !text.is_empty()).map(run).collect()
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, words) => {
            let name = match level {
                Level::One => "h1",
                Level::Two => "h2",
                Level::Three => "h3",
            };
            format!("<{name}>{}</{name}>\n", said(words))
        }
        Block::Paragraph(words) => format!("<p>{}</p>\n", said(words)),
        Block::Bullets(points) => list(points, 0),
        Block::Table(table) => self::table(table),
        Block::NewPage => "<hr>\n".to_owned(),
    }
}

/// Points from a depth on; deeper ones are a list in the point before them.
fn list(points: &[(u8, Words)], depth: u8) -> String {
    let mut out = "<ul>\n".to_owned();
    let mut rest = points;
    while let Some(((_, words), after)) = rest.split_first() {
        let deeper = after.iter().take_while(|(other, _)| *other > depth).count();
        let (inner, next) = after.split_at(deeper);
        let inner = if inner.is_empty() { String::new() } else { format!("\n{}", list(inner, depth + 1)) };
        out = out + "<li>" + &said(words) + &inner + "</li>\n";
        rest = next;
    }
    out + "</ul>\n"
}

fn table(table: &Table) -> String {
    let class = |at: usize| {
        if table.columns.get(at).is_some_and(|column| column.figures) { " class=\"figures\"" } else { "" }
    };
    let mut out = format!("<table>\n{}<thead>\n<tr>", element("caption", "", &table.about));
    for (at, column) in table.columns.iter().enumerate() {
        out = out + "<th scope=\"col\"" + class(at) + ">" + &text(&column.head) + "</th>";
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let cell = said(cell);
            // The first cell says what the row is of.
            out = match at {
                0 => out + "<th scope=\"row\">" + &cell + "</th>",
                _ => out + "<td" + class(at) + ">" + &cell + "</td>",
            };
        }
        out.push_str("</tr>\n");
    }
    out + "</tbody>\n</table>\n"
}
