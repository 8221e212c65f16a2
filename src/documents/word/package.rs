//! The parts around a document, and the file they are put in: what stands above and below every page, what is said of the
//! document, which part is what and where. No part tells who made it, when, or on which machine.

use super::xml::{Element, MAIN, REFERENCES};
use super::{Document, body, styles};
use crate::base::text::{fit, one_line};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
/// Letters of a line above or below a page.
const LINE: usize = 80;

/// A part: where it is, what sort it is of, and who refers to it under which name.
struct Part {
    place: &'static str,
    sort: String,
    /// The sort of reference, and its name.
    known: (String, &'static str),
    text: String,
}

pub(super) fn bytes(document: &Document) -> Result<Vec<u8>, String> {
    let office = |what: &str| format!("{OFFICE}relationships/{what}");
    let part = |place, sort: &str, what: &str, id, text| Part {
        place,
        sort: format!("{WORD}{sort}+xml"),
        known: (office(what), id),
        text,
    };
    let main = part("word/document.xml", "document.main", "officeDocument", "document", body::part(document));
    let about = Part {
        place: "docProps/core.xml",
        sort: "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        known: (format!("{PACKAGE}relationships/metadata/core-properties"), "about"),
        text: about(document),
    };
    let program = Part {
        place: "docProps/app.xml",
        sort: "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned(),
        known: (office("extended-properties"), "program"),
        text: program(),
    };
    let outer = [main, about, program];
    let inner = [
        part("word/styles.xml", "styles", "styles", "styles", styles::styles()),
        part("word/numbering.xml", "numbering", "numbering", "numbering", styles::numbering()),
        part("word/settings.xml", "settings", "settings", "settings", styles::settings()),
        part("word/header1.xml", "header", "header", body::HEADER, header(document)),
        part("word/footer1.xml", "footer", "footer", body::FOOTER, footer(document)),
    ];
    let mut files = vec![("[Content_Types].xml", sorts(outer.iter().chain(&inner)))];
    files.push(("_rels/.rels", references(&outer, "")));
    files.push(("word/_rels/document.xml.rels", references(&inner, "word/")));
    let parts = outer.into_iter().chain(inner);
    files.extend(parts.map(|part| (part.place, part.text)));
    packed(&files).map_err(|why| format!("no Word document can be made of it: {why}"))
}

fn packed(files: &[(&str, String)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, text) in files {
        zip.start_file(*name, plain)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Which part is of which sort.
fn sorts<'a>(parts: impl Iterator<Item = &'a Part>) -> String {
    let usual = |ending: &str, sort: &str| {
        Element::new("Default").attribute("Extension", ending).attribute("ContentType", sort)
    };
    let each = parts.map(|part| {
        let place = format!("/{}", part.place);
        Element::new("Override").attribute("PartName", place).attribute("ContentType", &part.sort)
    });
    Element::new("Types")
        .attribute("xmlns", format!("{PACKAGE}content-types"))
        .with(usual("rels", "application/vnd.openxmlformats-package.relationships+xml"))
        .with(usual("xml", "application/xml"))
        .with_all(each)
        .part()
}

/// Where parts are, seen from the folder of the one that refers to them.
fn references(parts: &[Part], from: &str) -> String {
    let each = parts.iter().map(|part| {
        Element::new("Relationship")
            .attribute("Id", part.known.1)
            .attribute("Type", &part.known.0)
            .attribute("Target", part.place.strip_prefix(from).unwrap_or(part.place))
    });
    Element::new("Relationships").attribute("xmlns", format!("{PACKAGE}relationships")).with_all(each).part()
}

/// What is said of the document.
fn about(document: &Document) -> String {
    let said = |name, words: &str| {
        let words = one_line(words);
        (!words.is_empty()).then(|| Element::new(name).text(&words))
    };
    let day = |name| {
        let day = document.made?.format("%Y-%m-%dT00:00:00Z").to_string();
        Some(Element::new(name).attribute("xsi:type", "dcterms:W3CDTF").text(&day))
    };
    let all = [
        said("dc:title", &document.title),
        said("dc:subject", &document.subject),
        said("dc:creator", "chairside"),
        day("dcterms:created"),
        day("dcterms:modified"),
        said("dc:language", "en-GB"),
        said("cp:contentStatus", &document.marking),
    ];
    Element::new("cp:coreProperties")
        .attribute("xmlns:cp", format!("{PACKAGE}metadata/core-properties"))
        .attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .attribute("xmlns:dcterms", "http://purl.org/dc/terms/")
        .attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with_all(all.into_iter().flatten())
        .part()
}

fn program() -> String {
    Element::new("Properties")
        .attribute("xmlns", format!("{OFFICE}extended-properties"))
        .with(Element::new("Application").text("chairside"))
        .part()
}

/// A line above or below the text: words to the left, and something to the right.
fn line(document: &Document, style: &str, left: &str, right: Vec<Element>) -> Element {
    let end = Element::val("w:tab", "right").attribute("w:pos", body::wide(document));
    let look =
        Element::new("w:pPr").with(Element::val("w:pStyle", style)).with(Element::new("w:tabs").with(end));
    let left = body::run(&fit(&one_line(left), LINE), false);
    let over = Element::new("w:r").with(Element::new("w:tab"));
    Element::new("w:p").with(look).with(left).with(over).with_all(right)
}

fn root(name: &'static str) -> Element {
    Element::new(name).attribute("xmlns:w", MAIN).attribute("xmlns:r", REFERENCES)
}

fn header(document: &Document) -> String {
    let marking = body::run(&fit(&one_line(&document.marking), LINE), false);
    root("w:hdr").with(line(document, styles::HEADER, &document.subject, vec![marking])).part()
}

fn footer(document: &Document) -> String {
    // What the program that shows the document works out.
    let field = |what: &str| {
        Element::new("w:fldSimple").attribute("w:instr", format!(" {what} ")).with(body::run("1", false))
    };
    let page = vec![body::run("Page ", false), field("PAGE"), body::run(" of ", false), field("NUMPAGES")];
    let said = [document.marking.as_str(), &document.foot];
    let said: Vec<&str> = said.into_iter().filter(|said| !said.trim().is_empty()).collect();
    root("w:ftr").with(line(document, styles::FOOTER, &said.join(" · "), page)).part()
}
