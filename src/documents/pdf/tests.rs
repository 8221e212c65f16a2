//! One page is one page, by our own count and by another program's; what does not fit and what cannot be printed is named.

use super::*;
use crate::documents::audit_report;
use crate::documents::word::{Block, Document, Level, Words};
use crate::domain::audit::brief::Brief;
use crate::domain::audit::example;
use proptest::prelude::*;

/// A brief with so many points under each of three headings.
fn brief(points: usize, words: &str) -> Document {
    let mut blocks = vec![Block::Heading(Level::One, "Neglect, autumn 2026".into())];
    blocks.push(Block::Paragraph(Words::bold("Why:").and(" to see whether the tool is used.", false)));
    for heading in ["Good practice", "What needs to improve", "Questions for supervision"] {
        blocks.push(Block::Heading(Level::Two, heading.into()));
        blocks.push(Block::Bullets((0..points).map(|_| (0, words.into())).collect()));
    }
    let made = "2026-11-26".parse().ok();
    Document { title: "A brief".into(), marking: "OFFICIAL".into(), made, blocks, ..Document::default() }
}

/// The words of every line, and its page.
fn lines(laid: &Laid) -> Vec<(usize, String)> {
    let text = |line: &layout::Line| line.runs.iter().map(|run| run.text.as_str()).collect::<String>();
    laid.lines.iter().map(|line| (line.page, text(line))).collect()
}

#[test]
fn the_largest_letters_that_fit_are_taken() {
    let sizes = [2, 12, 14].map(|points| Laid::of(&brief(points, "Children were seen.")).size);
    assert!((sizes[0] - 12.0).abs() < 0.1);
    assert!(sizes[1] < sizes[0] && sizes[2] < sizes[1], "{sizes:?}");
}

#[test]
fn what_does_not_fit_is_named_with_its_lines_and_nothing_is_written() {
    let document = brief(17, "Children were seen.");
    let laid = Laid::of(&document);
    assert_eq!((laid.size, laid.pages()), (10.0, 2));
    let over = laid.over();
    assert!(
        over.iter().all(|one| one.lines == 1 && one.place.starts_with("Questions for supervision, point "))
    );
    assert_eq!(over.last().unwrap().place, "Questions for supervision, point 17");
    assert!(laid.bytes(&document).unwrap_err().contains("does not fit one page"));
    // As many lines stand beyond the page as are named.
    let beyond = lines(&laid).iter().filter(|(page, _)| *page > 0).count();
    assert_eq!(over.iter().map(|one| one.lines).sum::<usize>(), beyond);
}

#[test]
fn lines_keep_to_the_page_and_lose_no_word() {
    let words = "Ask what a day is like, and write down what the child says of it in the child’s own words. "
        .repeat(3);
    let document = brief(3, &words);
    let laid = Laid::of(&document);
    let faces = faces::Faces::new();
    for line in &laid.lines {
        let wide: f32 =
            line.runs.iter().map(|run| faces.wide(run.text.trim_end(), run.bold, line.size)).sum();
        assert!(line.x + wide <= layout::WIDE - 47.9, "{line:?}");
        assert!(line.baseline < layout::HIGH - 48.0, "{line:?}");
    }
    let said: String = lines(&laid).into_iter().map(|(_, line)| line).collect();
    assert_eq!(said.matches("own words.").count(), 27, "{said}");
}

#[test]
fn what_the_font_has_not_is_named_once_a_place_and_never_printed_as_a_box() {
    let document = brief(1, "Smile 🙂 and 🙂, \u{202E}back\u{202C}, שלום, bell \u{7}.");
    let laid = Laid::of(&document);
    let named: Vec<&str> = laid.unprintable.iter().map(|(letter, _)| letter.as_str()).collect();
    assert!(named.contains(&"“🙂” (U+1F642)") && named.contains(&"“ש” (U+05E9)"), "{named:?}");
    // Three places with six letters each: what turns the line is made visible, and can be printed.
    assert_eq!(named.len(), 18, "{named:?}");
    assert!(laid.unprintable.iter().any(|(_, place)| place == "Good practice, point 1"));
    assert!(laid.bytes(&document).unwrap_err().contains("cannot be printed"));
    let harmless = brief(1, "\u{202E}back\u{202C}, naïve Łódź — “so” £5 ✓ ☐");
    let bytes = Laid::of(&harmless).bytes(&harmless).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
}

#[test]
fn the_same_brief_makes_the_same_tagged_bytes() {
    let linked = example::linked();
    let document = example::compared(|now, movement| {
        audit_report::brief(&Brief::draft(now, Some(movement), &example::context(&linked)))
    });
    let laid = Laid::of(&document);
    assert_eq!((laid.pages(), laid.over(), laid.unprintable.len()), (1, Vec::new(), 0));
    let bytes = laid.bytes(&document).unwrap();
    assert_eq!(bytes, Laid::of(&document).bytes(&document).unwrap());
    let has = |words: &[u8]| bytes.windows(words.len()).any(|part| part == words);
    for part in ["/StructTreeRoot", "/H1", "/H2", "/LBody", "en-GB", "/MarkInfo"] {
        assert!(has(part.as_bytes()), "{part}");
    }
    assert!(bytes.len() < 60_000, "{}", bytes.len());
}

#[test]
fn a_document_of_nothing_is_one_page() {
    let document = Document::default();
    assert_eq!(Laid::of(&document).pages(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_text_breaks_the_layout_or_loses_a_letter(text in any::<String>()) {
        let document = brief(2, &text);
        let laid = Laid::of(&document);
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let all: String = lines(&laid).into_iter().map(|(_, line)| line).collect();
        let times = bare(&crate::base::text::clean(&text));
        prop_assert!(times.is_empty() || bare(&all).matches(&times).count() >= 6);
        if laid.pages() == 1 && laid.unprintable.is_empty() {
            prop_assert!(laid.bytes(&document).is_ok());
        }
    }
}
