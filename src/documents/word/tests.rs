//! What Word is strict about: which elements may stand in which, in which order, and that nothing is referred to that is
//! not there. The orders are those of the published schema (ISO/IEC 29500-1, transitional), for what is written here.

use super::*;
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// An element as it was read.
#[derive(Clone, Debug, Default)]
struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    inside: Vec<Node>,
    text: String,
}

impl Node {
    fn of(tag: &BytesStart<'_>) -> Self {
        let attributes = tag.attributes().map(|attribute| {
            let attribute = attribute.expect("sound and not given twice");
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).expect("sound");
            (attribute.key.as_ref().to_owned(), value.into_owned())
        });
        Self { name: tag.name().as_ref().to_owned(), attributes: attributes.collect(), ..Self::default() }
    }

    fn all<'a>(&'a self, name: &str) -> Vec<&'a Self> {
        let own = (self.name == name).then_some(self);
        own.into_iter().chain(self.inside.iter().flat_map(|inside| inside.all(name))).collect()
    }

    fn child(&self, name: &str) -> Option<&Self> {
        self.inside.iter().find(|inside| inside.name == name)
    }

    fn said(&self) -> String {
        let own = if self.name == "w:br" { "\n" } else { &self.text };
        own.to_owned() + &self.inside.iter().map(Self::said).collect::<String>()
    }
}

fn read(text: &str) -> Node {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().expect("sound XML") {
            Event::Eof => break,
            Event::Start(tag) => open.push(Node::of(&tag)),
            Event::Empty(tag) => open.last_mut().unwrap().inside.push(Node::of(&tag)),
            Event::End(_) => {
                let done = open.pop().unwrap();
                open.last_mut().unwrap().inside.push(done);
            }
            Event::Text(words) => open.last_mut().unwrap().text.push_str(&words.xml10_content()),
            Event::GeneralRef(named) => {
                let known = quick_xml::escape::resolve_predefined_entity(&named).expect("one of five");
                open.last_mut().unwrap().text.push_str(known);
            }
            Event::Decl(_) => {}
            other => panic!("nothing else is written: {other:?}"),
        }
    }
    assert_eq!((open.len(), open[0].inside.len()), (1, 1), "one root");
    open.remove(0).inside.remove(0)
}

/// Every part by its name.
fn parts(document: &Document) -> BTreeMap<String, Node> {
    let bytes = document.bytes().unwrap();
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut part = |name: &String| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        let plain = |c: char| matches!(c, ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'.. | '\n');
        assert!(text.chars().all(plain), "{name} holds what XML does not allow");
        (name.clone(), read(&text))
    };
    names.iter().map(&mut part).collect()
}

/// What may stand in an element, in this order. `+` is one or more, `*` any number, `?` one or none, else exactly one.
const ORDER: [(&str, &str); 40] = [
    ("w:document", "w:body"),
    ("w:hdr", "w:p+"),
    ("w:ftr", "w:p+"),
    ("w:p", "w:pPr? (w:r w:fldSimple)*"),
    ("w:fldSimple", "w:r+"),
    ("w:r", "w:rPr? (w:t w:br w:tab)*"),
    ("w:pPr", "w:pStyle? w:keepNext? w:keepLines? w:numPr? w:tabs? w:spacing? w:ind? w:jc? w:outlineLvl?"),
    ("w:rPr", "w:rFonts? w:b? w:bCs? w:sz? w:szCs? w:lang?"),
    ("w:numPr", "w:ilvl? w:numId?"),
    ("w:tabs", "w:tab+"),
    ("w:tbl", "w:tblPr w:tblGrid w:tr+"),
    (
        "w:tblPr",
        "w:tblStyle? w:tblW? w:tblInd? w:tblBorders? w:tblLayout? w:tblCellMar? w:tblLook? w:tblDescription?",
    ),
    ("w:tblBorders", "w:top? w:left? w:bottom? w:right? w:insideH? w:insideV?"),
    ("w:tblCellMar", "w:top? w:left? w:bottom? w:right?"),
    ("w:tblGrid", "w:gridCol+"),
    ("w:tr", "w:trPr? w:tc+"),
    ("w:trPr", "(w:cantSplit w:tblHeader)*"),
    ("w:tc", "w:tcPr? w:p+"),
    ("w:tcPr", "w:tcW? w:shd? w:vAlign?"),
    ("w:sectPr", "w:headerReference? w:footerReference? w:pgSz? w:pgMar?"),
    ("w:styles", "w:docDefaults? w:style*"),
    ("w:docDefaults", "w:rPrDefault? w:pPrDefault?"),
    ("w:rPrDefault", "w:rPr?"),
    ("w:pPrDefault", "w:pPr?"),
    (
        "w:style",
        "w:name w:basedOn? w:next? w:uiPriority? w:semiHidden? w:unhideWhenUsed? w:qFormat? w:pPr? w:rPr? w:tblPr? w:tblStylePr*",
    ),
    ("w:tblStylePr", "w:pPr? w:rPr? w:tblPr? w:trPr? w:tcPr?"),
    ("w:numbering", "w:abstractNum* w:num*"),
    ("w:abstractNum", "w:multiLevelType? w:lvl*"),
    ("w:lvl", "w:start? w:numFmt? w:lvlText? w:lvlJc? w:pPr? w:rPr?"),
    ("w:num", "w:abstractNumId"),
    (
        "w:settings",
        "w:defaultTabStop? w:characterSpacingControl? w:compat? w:themeFontLang? w:decimalSymbol? w:listSeparator?",
    ),
    ("w:compat", "w:compatSetting*"),
    ("Types", "Default+ Override+"),
    ("Relationships", "Relationship+"),
    ("Properties", "Application"),
    (
        "cp:coreProperties",
        "(dc:title dc:subject dc:creator dcterms:created dcterms:modified dc:language cp:contentStatus)*",
    ),
    ("w:t", ""),
    ("w:tab", ""),
    ("w:br", ""),
    ("w:body", "(w:p w:tbl)* w:sectPr"),
];

/// One step of an order: which elements, whether more than one, whether at least one.
type Step = (Vec<&'static str>, bool, bool);

/// The orders by element; one that is in no list has nothing in it.
fn orders() -> BTreeMap<&'static str, Vec<Step>> {
    let pattern = |order: &'static str| {
        let mut steps = Vec::new();
        let mut rest = order.trim();
        while !rest.is_empty() {
            let (names, after) = match rest.strip_prefix('(') {
                Some(group) => group.split_once(')').unwrap(),
                None => {
                    let end = rest.find(['?', '*', '+', ' ']).unwrap_or(rest.len());
                    rest.split_at(end)
                }
            };
            let many = after.starts_with(['*', '+']);
            let needed = !after.starts_with(['*', '?']);
            steps.push((names.split(' ').collect(), many, needed));
            rest = after.trim_start_matches(['*', '+', '?']).trim_start();
        }
        steps
    };
    ORDER.into_iter().map(|(name, order)| (name, pattern(order))).collect()
}

fn in_order(node: &Node, orders: &BTreeMap<&'static str, Vec<Step>>) {
    let none = Vec::new();
    let steps = orders.get(node.name.as_str()).unwrap_or(&none);
    let mut left = node.inside.iter().map(|inside| inside.name.as_str()).peekable();
    for (names, many, needed) in steps {
        let mut n = 0;
        while (*many || n == 0) && left.next_if(|name| names.contains(name)).is_some() {
            n += 1;
        }
        assert!(n > 0 || !needed, "<{}> without {names:?}", node.name);
    }
    assert_eq!(left.next(), None, "<{}> may not hold this, or not here", node.name);
    for inside in &node.inside {
        in_order(inside, orders);
    }
}

/// Everything that is referred to is there, and everything that is there is referred to.
fn whole(parts: &BTreeMap<String, Node>) {
    let of = |name: &str, attribute: &str| {
        parts["[Content_Types].xml"]
            .all(name)
            .iter()
            .map(|node| node.attributes[attribute].clone())
            .collect::<Vec<_>>()
    };
    let sorted: BTreeSet<String> =
        of("Override", "PartName").iter().map(|name| name.trim_start_matches('/').to_owned()).collect();
    let known = of("Default", "Extension");
    let mut led_to = BTreeSet::new();
    for (place, from) in [("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word/")] {
        let all = parts[place].all("Relationship");
        let ids: BTreeSet<&str> = all.iter().map(|node| node.attributes["Id"].as_str()).collect();
        assert_eq!(ids.len(), all.len(), "each name once");
        led_to.extend(all.iter().map(|node| format!("{from}{}", node.attributes["Target"])));
    }
    assert_eq!(led_to, sorted);
    for name in parts.keys().filter(|name| *name != "[Content_Types].xml") {
        assert!(known.iter().any(|ending| name.ends_with(&format!(".{ending}"))), "{name}");
        assert!(name.contains("_rels/") || sorted.contains(name), "{name} is in no list");
    }
    assert!(sorted.iter().all(|name| parts.contains_key(name)), "{sorted:?}");
    let document = &parts["word/document.xml"];
    let here = parts["word/_rels/document.xml.rels"].all("Relationship");
    for name in ["w:headerReference", "w:footerReference"] {
        let reference = &document.all(name)[0].attributes["r:id"];
        let to = here.iter().find(|node| &node.attributes["Id"] == reference).expect("it leads somewhere");
        let sort = if name == "w:headerReference" { "/header" } else { "/footer" };
        assert!(to.attributes["Type"].ends_with(sort));
    }
    styles_and_numbers(parts);
}

fn styles_and_numbers(parts: &BTreeMap<String, Node>) {
    let all = parts["word/styles.xml"].all("w:style");
    let styles: BTreeSet<&str> = all.iter().map(|node| node.attributes["w:styleId"].as_str()).collect();
    assert_eq!(styles.len(), all.len());
    let numbers: BTreeSet<&str> = parts["word/numbering.xml"]
        .all("w:num")
        .iter()
        .map(|node| node.attributes["w:numId"].as_str())
        .collect();
    for part in parts.values() {
        for name in ["w:pStyle", "w:tblStyle", "w:basedOn", "w:next"] {
            for node in part.all(name) {
                assert!(styles.contains(node.attributes["w:val"].as_str()), "{node:?}");
            }
        }
        for node in part.all("w:numId") {
            assert!(numbers.contains(node.attributes["w:val"].as_str()), "{node:?}");
        }
    }
}

/// Every row has a cell for each column, the columns fill the page, and tables do not touch.
fn tables(document: &Node, wide: u32) {
    let number = |node: &Node, name: &str| node.attributes[name].parse::<u32>().unwrap();
    for table in document.all("w:tbl") {
        let columns: Vec<u32> = table.all("w:gridCol").iter().map(|node| number(node, "w:w")).collect();
        assert_eq!(columns.iter().sum::<u32>(), wide);
        let rows = table.all("w:tr");
        for row in &rows {
            let cells: Vec<u32> = row.all("w:tcW").iter().map(|node| number(node, "w:w")).collect();
            assert_eq!(cells, columns);
            assert!(row.child("w:trPr").unwrap().child("w:cantSplit").is_some());
        }
        assert!(
            rows[0].all("w:keepNext").len() == columns.len(),
            "it does not stand alone at the foot of a page"
        );
        let heads = rows.iter().map(|row| row.child("w:trPr").unwrap().child("w:tblHeader").is_some());
        assert!(heads.eq((0..rows.len()).map(|at| at == 0)), "the first row, and no other");
    }
    let body = document.child("w:body").unwrap();
    for two in body.inside.windows(2) {
        assert!(two[0].name != "w:tbl" || two[1].name == "w:p", "a paragraph follows a table");
    }
}

#[track_caller]
fn sound(document: &Document) -> BTreeMap<String, Node> {
    let parts = parts(document);
    let orders = orders();
    for part in parts.values() {
        in_order(part, &orders);
    }
    whole(&parts);
    tables(&parts["word/document.xml"], body::wide(document));
    parts
}

fn table(cells: &[&str]) -> Block {
    let column =
        |(at, head): (u32, &&str)| Column { head: (*head).to_owned(), share: at * 3, figures: at > 0 };
    let rows = vec![cells.iter().map(|cell| Words::from(*cell)).collect(), Vec::new()];
    Block::Table(Table {
        about: "Figures".into(),
        whole: true,
        columns: (0..).zip(cells).map(column).collect(),
        rows,
    })
}

fn example() -> Document {
    let blocks = vec![
        Block::Heading(Level::One, "Actions".into()),
        Block::Paragraph(Words::from("Two are ").and("late", true).and(".\nOne is not.", false)),
        Block::Bullets(vec![(0, "first".into()), (1, "second".into()), (9, Words::bold("third"))]),
        Block::Heading(Level::Two, "By agency".into()),
        table(&["Police", "3", "1"]),
        table(&["Health"]),
        Block::Heading(Level::Three, "Late".into()),
        table(&["a", "b"]),
    ];
    Document {
        title: "Actions & <figures>".into(),
        subject: "A partnership".into(),
        marking: "OFFICIAL".into(),
        made: "2026-12-03".parse().ok(),
        landscape: false,
        foot: "for partners".into(),
        blocks,
    }
}

#[test]
fn every_part_keeps_the_order_word_asks_for() {
    let parts = sound(&example());
    let document = &parts["word/document.xml"];
    assert_eq!(document.all("w:p")[1].said(), "Two are late.\nOne is not.");
    let depths: Vec<_> = document.all("w:ilvl").iter().map(|node| node.attributes["w:val"].clone()).collect();
    assert_eq!(depths, ["0", "1", "2"]);
    let right = document.all("w:jc");
    assert_eq!(right.len(), 9, "figures to the right, in the first row too");
    assert_eq!(parts["word/header1.xml"].said(), "A partnershipOFFICIAL");
    assert_eq!(parts["word/footer1.xml"].said(), "OFFICIAL · for partnersPage 1 of 1");
    assert_eq!(parts["docProps/core.xml"].child("dc:title").unwrap().text, "Actions & <figures>");
    sound(&Document { landscape: true, ..example() });
    sound(&Document::default());
}

#[test]
fn the_same_value_makes_the_same_bytes() {
    assert_eq!(example().bytes().unwrap(), example().bytes().unwrap());
    let mut zip = ZipArchive::new(Cursor::new(example().bytes().unwrap())).unwrap();
    assert_eq!(zip.by_index(0).unwrap().name().unwrap(), "[Content_Types].xml", "it is the first");
    for at in 0..zip.len() {
        let written = zip.by_index(at).unwrap().last_modified();
        assert_eq!(written, Some(zip::DateTime::default()), "no day of writing");
    }
}

#[test]
fn a_cell_too_many_is_not_lost_and_one_too_few_is_blank() {
    let columns = [("A", 1), ("B", 2)];
    let columns = columns.map(|(head, share)| Column { head: head.into(), share, figures: false }).to_vec();
    let rows = vec![["1", "2", "3", "4"].map(Words::from).to_vec(), vec![Words::from("5")]];
    let table = Block::Table(Table { columns, rows, ..Table::default() });
    let parts = sound(&Document { blocks: vec![table], ..Document::default() });
    let cells = parts["word/document.xml"].all("w:tc");
    let said: Vec<Vec<String>> =
        cells.iter().map(|cell| cell.all("w:p").iter().map(|p| p.said()).collect()).collect();
    assert_eq!(said[2..], [vec!["1"], vec!["2", "3", "4"], vec!["5"], vec![""]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_is_said_is_sound_and_harmless(
        said in prop::collection::vec((any::<String>(), any::<bool>(), 0_u8..6), 0..12),
        title in any::<String>(),
        landscape in any::<bool>(),
    ) {
        let block = |(text, bold, sort): &(String, bool, u8)| match sort {
            0 => Block::Heading(Level::Two, text.as_str().into()),
            1 => Block::Bullets(vec![(*sort, Words::from("x").and(text.as_str(), *bold))]),
            2 => table(&[text]),
            3 => table(&["Agency", text, "3"]),
            _ => Block::Paragraph(Words::from("a").and(text.as_str(), *bold)),
        };
        let blocks = said.iter().map(block).collect();
        let document = Document {
            subject: title.clone(), marking: title.clone(), foot: title.clone(), title, landscape, blocks, made: None,
        };
        let parts = sound(&document);
        for node in parts.values().flat_map(|part| part.all("w:t")) {
            let clean = crate::base::text::clean(&node.text).into_owned();
            prop_assert_eq!(&clean, &node.text);
        }
    }
}
