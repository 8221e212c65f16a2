//! Minutes over hostile journals, read by a parser of Markdown: everything that was typed comes out as words.

use super::{MEETING, assert_harmless, corpus, in_turn, workspace};
use crate::audit_out;
use crate::audit_paper::poppler;
use crate::workspaces::{chairside, printed};
use chairside::documents::minutes_markdown::minutes_markdown;
use chairside::domain::agenda::Tier;
use chairside::domain::meeting::Meeting;
use chairside::domain::minutes::Minutes;
use chairside::files::journal;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::fs;

fn minutes(from: usize) -> String {
    let (_folder, root) = workspace(in_turn(from));
    let bytes = fs::read(root.join("meetings").join(MEETING).join("journal/hand.jsonl")).unwrap();
    let read = journal::read(&bytes);
    assert!(read.damaged.is_empty());
    let meeting = Meeting::replay(read.entries).unwrap();
    minutes_markdown(&Minutes::draft(
        &meeting,
        Tier::Restricted,
        "2026-12-03T12:30:00+00:00".parse().unwrap(),
    ))
}

#[test]
fn nothing_that_was_typed_becomes_markup() {
    let all = corpus::payloads().len();
    for from in (0..all).step_by(31) {
        let text = minutes(from);
        assert_harmless(&format!("from {from}"), &text);
        let mut headings = 0;
        let mut words = String::new();
        for event in
            Parser::new_ext(&text, Options::all() - Options::ENABLE_SMART_PUNCTUATION - Options::ENABLE_MATH)
        {
            match event {
                Event::Start(tag) => match tag {
                    Tag::Heading { level, .. } => {
                        headings += 1;
                        assert!(level as usize <= 3);
                    }
                    Tag::Paragraph
                    | Tag::Strong
                    | Tag::List(_)
                    | Tag::Item
                    | Tag::Table(_)
                    | Tag::TableHead
                    | Tag::TableRow
                    | Tag::TableCell => {}
                    other => panic!("from {from}: {other:?} in\n{text}"),
                },
                Event::Text(said) => words += &said,
                Event::End(_) | Event::SoftBreak => {}
                other => panic!("from {from}: {other:?}"),
            }
        }
        // The headings are those the program makes: a line each that begins with its marks.
        assert_eq!(headings, text.lines().filter(|l| l.starts_with('#')).count(), "from {from}");
        assert!(
            text.lines()
                .filter(|l| l.starts_with('#'))
                .all(|l| !l.starts_with("# evil") && !l.starts_with("## evil"))
        );
        assert!(words.contains("k0") || words.contains("k1"), "what was typed is there as words");
    }
}

#[test]
fn a_brief_on_paper_holds_no_control_that_was_typed() {
    let mut panels = audit_out::panels();
    let (folder, root) = audit_out::workspace(panels.clone());
    let mut made = 0;
    // Payloads of every sort: those that can be printed are, and the others are refused by name.
    for (nth, payload) in corpus::payloads().iter().enumerate().step_by(19) {
        for finding in panels.iter_mut().flat_map(|panel| &mut panel.findings) {
            finding.text = format!("Ask first. {}", payload.replace('\0', " "));
        }
        audit_out::write_audits(&root, panels.clone());
        let place = folder.path().join(format!("{nth}.pdf"));
        let (root, to) = (root.to_str().unwrap(), place.to_str().unwrap());
        let args = ["-w", root, "--today", "2026-11-26", "audit", "brief", audit_out::ID, "--format", "pdf"];
        let said = printed(&chairside(&[&args[..], &["--output", to]].concat()));
        assert_harmless(payload, &said);
        if place.exists() {
            made += 1;
            let Some(text) = poppler("pdftotext", &[to, "-"]) else { return };
            // A page ends with a form feed, which is the other program's own.
            assert_harmless(payload, &text.replace('\u{c}', "\n"));
            assert!(text.contains("Ask first."), "{payload:?}: {text}");
        }
    }
    assert!(made > 3, "{made} were made");
}
