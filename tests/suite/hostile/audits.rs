//! What comes out of an audit with something hostile in every text of it: report, brief and every answer, in each form. Parts of
//! a document are those that a harmless audit has; every other word that was typed is only a word. Some payloads each time; all
//! of them by `cargo test --test suite hostile::audits -- --ignored`.

use super::values::{as_yaml, assert_no_formula, harm, holds_a_payload};
use super::{assert_harmless, corpus, in_turn};
use crate::audit_out::{ID, panels, workspace};
use crate::workspaces::{chairside, printed};
use chairside::base::sheet::Cell;
use chairside::files::{audit_template, places, sheet};
use pulldown_cmark::{Event, Options, Parser};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Xml};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use zip::ZipArchive;

/// What a spreadsheet would work out, in front of what is hostile anyway.
const LEADS: [&str; 7] = ["", "=", "+", "-", "@", "\t=", "\r="];
/// Keys whose text may have several lines, wherever they stand in returns, panels and templates.
const SEVERAL_LINES: [&str; 4] = ["text", "reason", "why", "child_feedback"];

/// Payloads one after the other, each with something in front of it.
struct Hostile {
    next: Box<dyn FnMut() -> String>,
    nth: usize,
}

impl Hostile {
    fn from(first: usize) -> Self {
        Self { next: Box::new(in_turn(first)), nth: first }
    }

    fn text(&mut self) -> String {
        self.nth += 1;
        format!("{}{}", LEADS[self.nth % LEADS.len()], (self.next)()).replace('\0', " ")
    }

    fn harm(&mut self, value: &mut Value) {
        harm(value, "", &mut |key, text| {
            let payload = self.text();
            let several = SEVERAL_LINES.contains(&key);
            *text = if several { payload } else { payload.replace(['\n', '\r'], " ") };
        });
    }
}

/// Every text of the audit, of its template and of the register is another now.
fn harmed(root: &Path, hostile: &mut Hostile) {
    let frozen = root.join(places::frozen_template(&ID.into()));
    let before = audit_template::frozen(&fs::read_to_string(&frozen).unwrap()).unwrap();
    let mut value = serde_json::to_value(&before).unwrap();
    hostile.harm(&mut value);
    let template = serde_json::from_value(value).unwrap();
    fs::write(&frozen, audit_template::canonical(&template)).unwrap();
    let was = audit_template::sha256(&before).to_string();
    let is = audit_template::sha256(&template).to_string();
    let mut folders = vec![root.join("audits").join(ID)];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml") {
                let mut value: Value = serde_yaml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
                hostile.harm(&mut value);
                fs::write(path, as_yaml(&value).replace(&was, &is)).unwrap();
            }
        }
    }
}

/// A document as a command makes it; nothing, with harmless words, where it is refused.
fn made(root: &Path, args: &[&str], format: &str) -> Option<Vec<u8>> {
    let place = root.parent().unwrap().join(format!("made.{format}"));
    let first = ["-w", root.to_str().unwrap(), "--today", "2026-11-26", "audit"];
    let to = ["--format", format, "--replace", "--output", place.to_str().unwrap()];
    let output = chairside(&[&first, args, &to].concat());
    assert_harmless(&format!("{args:?} {format}"), &printed(&output));
    let bytes = output.status.success().then(|| fs::read(&place).unwrap());
    let _ = fs::remove_file(place);
    bytes
}

/// The names of a tag and of its attributes.
fn named(tag: &BytesStart<'_>) -> String {
    let mut all = tag.name().as_ref().to_owned();
    for attribute in tag.attributes() {
        let attribute = attribute.expect("a sound attribute, given once");
        all.push(' ');
        all.push_str(attribute.key.as_ref());
        let value =
            attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("sound").into_owned();
        assert!(!value.contains("evil"), "{value} is in an attribute");
        assert_harmless("an attribute", &value);
    }
    all
}

/// The elements of XML or of a page of HTML, by name; its words are harmless, and are put where they are asked for.
fn elements(what: &str, text: &str, words: &mut String) -> BTreeSet<String> {
    assert_harmless(what, text);
    let mut reader = Reader::from_str(text);
    // A page has elements without an end.
    reader.config_mut().check_end_names = !what.ends_with("html");
    let mut all = BTreeSet::new();
    loop {
        match reader.read_event().unwrap_or_else(|why| panic!("{what}: {why}\n{text}")) {
            Xml::Eof => return all,
            Xml::Start(tag) | Xml::Empty(tag) => {
                all.insert(named(&tag));
            }
            Xml::Text(said) => *words += &said.xml10_content(),
            // Words again, once they are read: a mark of its own for each, which no reader acts on.
            Xml::GeneralRef(of) => {
                let code = of.resolve_char_ref().ok().flatten();
                assert!(code.is_none_or(super::harmless), "{what}: {code:?} is written as a number");
            }
            Xml::End(_) | Xml::Decl(_) | Xml::DocType(_) => {}
            other => panic!("{what}: {other:?}"),
        }
    }
}

/// The texts in a zip, by name.
fn zipped(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let each = (0..zip.len()).map(|n| {
        let part = zip.by_index(n).unwrap();
        let name = part.name().unwrap().into_owned();
        (name, std::io::read_to_string(part).unwrap())
    });
    each.collect()
}

/// What a document is made of, by name, and its words.
fn parts(format: &str, bytes: &[u8]) -> (BTreeSet<String>, String) {
    let (mut all, mut words) = (BTreeSet::new(), String::new());
    let text = || String::from_utf8(bytes.to_vec()).unwrap();
    match format {
        "md" => {
            let text = text();
            assert_harmless("Markdown", &text);
            let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION - Options::ENABLE_MATH;
            for event in Parser::new_ext(&text, options) {
                match event {
                    Event::Start(tag) => {
                        let tag = format!("{tag:?}");
                        let name = tag.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                        assert!(!tag.contains("evil"), "{tag}");
                        all.insert(name.to_owned());
                    }
                    Event::Text(said) => words += &said,
                    Event::End(_) | Event::SoftBreak | Event::HardBreak => {}
                    other => panic!("{other:?} in\n{text}"),
                }
            }
        }
        "html" => all = elements("html", &text(), &mut words),
        _ => {
            for (name, text) in zipped(bytes) {
                // What a document refers to is part of what it is made of.
                let relations = name.contains("_rels/").then(|| text.clone());
                all.extend(relations);
                let of = elements(&name, &text, &mut words);
                all.extend(of.into_iter().map(|element| format!("{name}: {element}")));
            }
        }
    }
    (all, words)
}

/// Parts that words on several lines make, where a harmless audit has none.
fn is_a_new_line(part: &str) -> bool {
    part == "br" || part.ends_with(": w:br") || part.ends_with(": w:t xml:space")
}

#[track_caller]
fn assert_parts_of(quiet: &BTreeSet<String>, format: &str, what: &str, bytes: &[u8]) {
    let (loud, words) = parts(format, bytes);
    let odd: Vec<&String> = loud.difference(quiet).filter(|part| !is_a_new_line(part)).collect();
    assert!(odd.is_empty(), "{what} as {format}: {odd:?}");
    assert!(holds_a_payload(&words), "{what} as {format}: nothing hostile is in it\n{words}");
}

fn answers(root: &Path, what: &str) {
    let bytes = made(root, &["answers", ID], "csv").expect("a table");
    let text = String::from_utf8(bytes).unwrap();
    assert_no_formula(&format!("{what} as CSV"), &text);
    assert!(holds_a_payload(&text), "{what}: the table holds what was typed");
    let book = made(root, &["answers", ID], "xlsx").expect("a workbook");
    for (name, text) in zipped(&book) {
        assert!(!text.contains("<f>") && !text.contains("<f "), "{what}: {name} has a formula");
        assert!(!text.contains("External"), "{what}: {name} leads elsewhere\n{text}");
        elements(&name, &text.replace("\r\n", "\n"), &mut String::new());
    }
    let sheets = sheet::read(&book).unwrap().sheets;
    let cells = sheets.iter().flat_map(|sheet| sheet.cells.values()).map(Cell::words);
    let words = cells.collect::<Vec<String>>().join("\n");
    assert_harmless(&format!("{what}, in the workbook"), &words);
    assert!(holds_a_payload(&words), "{what}: the workbook holds what was typed");
}

/// Reports and tables of an audit in which every text is hostile, beginning with each of these payloads.
fn reports(firsts: impl Iterator<Item = usize>) {
    let (_quiet, root) = workspace(panels());
    let tiers = ["open", "partners", "restricted"];
    let mut quiet = Vec::new();
    for tier in tiers {
        for format in ["md", "html", "docx"] {
            let bytes = made(&root, &["report", ID, "--tier", tier], format).expect("a harmless audit");
            quiet.push((tier, format, parts(format, &bytes).0));
        }
    }
    for first in firsts {
        let (_folder, root) = workspace(panels());
        harmed(&root, &mut Hostile::from(first));
        for (tier, format, quiet) in &quiet {
            let what = format!("the report for {tier} from payload {first}");
            match made(&root, &["report", ID, "--tier", tier], format) {
                Some(bytes) => assert_parts_of(quiet, format, &what, &bytes),
                // What looks like an address or a link is for nobody outside.
                None => assert_eq!(*tier, "open", "{what} was not made"),
            }
        }
        answers(&root, &format!("the answers from payload {first}"));
        for args in [&["results", ID][..], &["compare", ID], &["panel", ID, "C1"], &["tools", ID]] {
            let all = [&["-w", root.to_str().unwrap(), "--today", "2026-11-26", "audit"], args].concat();
            assert_harmless(&format!("{args:?} from payload {first}"), &printed(&chairside(&all)));
        }
    }
}

#[test]
fn reports_and_answers_of_a_hostile_audit_hold_words_alone() {
    reports([0, 170].into_iter());
}

#[test]
#[ignore = "every payload in many places; some are tried each time"]
fn reports_and_answers_of_hostile_audits_hold_words_alone() {
    reports((0..corpus::payloads().len()).step_by(17));
}

/// Briefs in which the panel said each of these payloads; so many of each form were made.
fn briefs(payloads: impl Iterator<Item = String>, forms_each: usize) {
    let formats = ["md", "html", "docx"];
    let (_quiet, root) = workspace(panels());
    let quiet = formats.map(|format| {
        let bytes = made(&root, &["brief", ID], format).expect("a harmless audit");
        parts(format, &bytes).0
    });
    let mut come = [0; 3];
    for (n, payload) in payloads.enumerate() {
        let mut panels = panels();
        for finding in panels.iter_mut().flat_map(|panel| &mut panel.findings) {
            finding.text = format!("{}Ask first. {}", LEADS[n % LEADS.len()], payload.replace('\0', " "));
        }
        crate::audit_out::write_audits(&root, panels);
        for which in (n..n + forms_each).map(|n| n % formats.len()) {
            // What a brief may not hold is refused by name, as a link is.
            if let Some(bytes) = made(&root, &["brief", ID], formats[which]) {
                assert_parts_of(&quiet[which], formats[which], &format!("a brief of {payload:?}"), &bytes);
                come[which] += 1;
            }
        }
    }
    assert!(come.iter().all(|come| *come > 2), "{come:?} were made");
}

#[test]
fn a_brief_of_hostile_findings_holds_words_alone() {
    briefs(corpus::payloads().into_iter().step_by(13), 1);
}

#[test]
#[ignore = "every payload in every form; some are tried each time"]
fn every_brief_of_hostile_findings_holds_words_alone() {
    briefs(corpus::payloads().into_iter(), 3);
}
