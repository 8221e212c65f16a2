//! What anybody may type stays words, and pages can be read by everybody.

use super::*;
use crate::documents::word::{Block, Column, Document, Level, Table, Words};
use proptest::prelude::*;

fn document(text: &str) -> Document {
    let column = |head: &str| Column { head: head.to_owned(), share: 1, figures: false };
    Document {
        title: text.to_owned(),
        marking: text.to_owned(),
        foot: text.to_owned(),
        blocks: vec![
            Block::Heading(Level::One, text.into()),
            Block::Paragraph(Words::bold(text).and(text, false)),
            Block::Heading(Level::Two, text.into()),
            Block::Bullets(vec![(0, text.into()), (1, text.into()), (0, text.into())]),
            Block::Table(Table {
                about: text.to_owned(),
                columns: vec![column(text), column("b")],
                rows: vec![vec![text.into(), text.into()]],
                whole: false,
            }),
        ],
        ..Document::default()
    }
}

/// The tags of a page, in order.
fn tags(page: &str) -> Vec<String> {
    page.split('<').skip(1).map(|rest| rest.split(['>', ' ']).next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn markup_that_somebody_types_is_shown_and_does_nothing() {
    let text = "<script>alert(\"x\")</script> & ‘y’ <img src=x onerror=z> [a](javascript:b) | *c* `d`";
    let page = html(&document(text));
    assert!(!page.contains("<script") && !page.contains("<img") && page.contains("&lt;script&gt;"), "{page}");
    let page = markdown(&document(text));
    assert!(!page.contains("<script") && !page.contains("[a](") && !page.contains(" | *c*"), "{page}");
}

#[test]
fn a_page_names_its_language_and_its_tables_say_what_their_heads_are_of() {
    let page = html(&document("x"));
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"));
    assert_eq!(page.matches("<h1>").count(), 1);
    assert_eq!(page.matches("<th scope=\"col\">").count(), 2);
    assert_eq!(page.matches("<th scope=\"row\">").count(), 1);
    assert!(page.contains("<caption>x</caption>"));
    // A deeper list stands in the point before it.
    assert!(page.contains("<li>x\n<ul>\n<li>x</li>\n</ul>\n</li>"), "{page}");
}

proptest! {
    #[test]
    fn no_text_changes_the_shape_of_a_page(text in "[a-z<>&\"'|\\[\\]()*_`#\\-= \\\\/!]{1,40}") {
        let text = format!("x{text}");
        prop_assert_eq!(tags(&html(&document(&text))), tags(&html(&document("x"))));
        let read = |page: &str| -> Vec<String> {
            let options = pulldown_cmark::Options::ENABLE_TABLES;
            let events = pulldown_cmark::Parser::new_ext(page, options);
            events
                .filter_map(|event| match event {
                    pulldown_cmark::Event::Start(tag) => Some(format!("{:?}", tag.to_end())),
                    pulldown_cmark::Event::Html(_) | pulldown_cmark::Event::InlineHtml(_) => Some("html".to_owned()),
                    _ => None,
                })
                .collect()
        };
        prop_assert_eq!(read(&markdown(&document(&text))), read(&markdown(&document("x"))));
    }
}
