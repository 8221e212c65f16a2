//! How a document looks: `word/styles.xml`, `word/numbering.xml` and `word/settings.xml`. Headings are real headings and
//! lists real lists, so that a screen reader and a table of contents find them.

use super::xml::{Element, MAIN};

/// The styles of headings, from the first.
pub(super) const HEADINGS: [&str; 3] = ["Heading1", "Heading2", "Heading3"];
/// The style of a point of a list.
pub(super) const LIST: &str = "ListBullet";
/// The style of what stands in a table.
pub(super) const CELL: &str = "TableText";
/// The style of a table.
pub(super) const TABLE: &str = "ChairsideTable";
/// The styles of what stands above and below the text.
pub(super) const HEADER: &str = "Header";
pub(super) const FOOTER: &str = "Footer";
/// The number of the list of points.
pub(super) const BULLETS: u32 = 1;

/// A typeface that every system has, or one as wide.
const FACE: &str = "Arial";
/// The colours of a table's lines and of its first row.
const LINES: &str = "8C8C8C";
const GROUND: &str = "E7E6E6";
/// The signs of points, and how far each is set in.
const SIGNS: [(&str, u32); 3] = [("•", 360), ("–", 720), ("▪", 1080)];

fn root(name: &'static str) -> Element {
    Element::new(name).attribute("xmlns:w", MAIN)
}

pub(super) fn styles() -> String {
    let faces = ["w:ascii", "w:eastAsia", "w:hAnsi", "w:cs"];
    let faces = faces.into_iter().fold(Element::new("w:rFonts"), |all, face| all.attribute(face, FACE));
    let language =
        Element::val("w:lang", "en-GB").attribute("w:eastAsia", "en-GB").attribute("w:bidi", "ar-SA");
    let words = Element::new("w:rPr").with(faces).with_all(size(22)).with(language);
    let usual = Element::new("w:docDefaults")
        .with(Element::new("w:rPrDefault").with(words))
        .with(Element::new("w:pPrDefault").with(Element::new("w:pPr").with(spacing(60, 60))));
    let normal = style("paragraph", "Normal", "Normal", true).with(Element::new("w:qFormat"));
    let headings = (0..).zip(HEADINGS).map(|(at, id)| heading(at, id));
    root("w:styles")
        .with(usual)
        .with(normal)
        .with_all(headings)
        .with(no_style("character", "DefaultParagraphFont", "Default Paragraph Font"))
        .with(plain_table())
        .with(no_style("numbering", "NoList", "No List"))
        .with(based(LIST, "List Bullet", None))
        .with(based(CELL, "Table text", Some(size(18))))
        .with(based(HEADER, "header", Some(size(17))))
        .with(based(FOOTER, "footer", Some(size(17))))
        .with(table())
        .part()
}

fn style(kind: &str, id: &'static str, name: &str, usual: bool) -> Element {
    let style = Element::new("w:style").attribute("w:type", kind);
    let style = if usual { style.attribute("w:default", 1) } else { style };
    style.attribute("w:styleId", id).with(Element::val("w:name", name))
}

/// What every document has and nobody chooses.
fn no_style(kind: &str, id: &'static str, name: &str) -> Element {
    style(kind, id, name, true)
        .with(Element::val("w:uiPriority", if kind == "character" { 1 } else { 99 }))
        .with(Element::new("w:semiHidden"))
        .with(Element::new("w:unhideWhenUsed"))
}

fn size(halves: u32) -> [Element; 2] {
    ["w:sz", "w:szCs"].map(|name| Element::val(name, halves))
}

fn bold() -> [Element; 2] {
    ["w:b", "w:bCs"].map(Element::new)
}

fn spacing(before: u32, after: u32) -> Element {
    Element::new("w:spacing").attribute("w:before", before).attribute("w:after", after)
}

fn heading(at: u32, id: &'static str) -> Element {
    let [halves, before] = [[34, 0], [27, 280], [23, 200]][at as usize % 3];
    let look = Element::new("w:pPr")
        .with(Element::new("w:keepNext"))
        .with(Element::new("w:keepLines"))
        .with(spacing(before, 80))
        .with(Element::val("w:outlineLvl", at));
    style("paragraph", id, &format!("heading {}", at + 1), false)
        .with(Element::val("w:basedOn", "Normal"))
        .with(Element::val("w:next", "Normal"))
        .with(Element::val("w:uiPriority", 9))
        .with(Element::new("w:qFormat"))
        .with(look)
        .with(Element::new("w:rPr").with_all(bold()).with_all(size(halves)))
}

/// A paragraph's style that differs little from the usual.
fn based(id: &'static str, name: &str, words: Option<[Element; 2]>) -> Element {
    let near = if id == LIST {
        let number = Element::new("w:numPr").with(Element::val("w:numId", BULLETS));
        Element::new("w:pPr").with(number).with(spacing(20, 20))
    } else {
        Element::new("w:pPr").with(spacing(20, 20))
    };
    let words = words.map(|words| Element::new("w:rPr").with_all(words));
    style("paragraph", id, name, false)
        .with(Element::val("w:basedOn", "Normal"))
        .with(Element::val("w:uiPriority", 99))
        .with(Element::new("w:qFormat"))
        .with(near)
        .with_all(words)
}

fn margins() -> Element {
    let side = |name, wide: u32| Element::new(name).attribute("w:w", wide).attribute("w:type", "dxa");
    Element::new("w:tblCellMar")
        .with(side("w:top", 30))
        .with(side("w:left", 90))
        .with(side("w:bottom", 30))
        .with(side("w:right", 90))
}

fn plain_table() -> Element {
    let none = Element::new("w:tblInd").attribute("w:w", 0).attribute("w:type", "dxa");
    no_style("table", "TableNormal", "Normal Table").with(Element::new("w:tblPr").with(none).with(margins()))
}

fn table() -> Element {
    let sides = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"];
    let line = |side| {
        let line = Element::val(side, "single").attribute("w:sz", 4).attribute("w:space", 0);
        line.attribute("w:color", LINES)
    };
    let ground = Element::val("w:shd", "clear").attribute("w:color", "auto").attribute("w:fill", GROUND);
    let first = Element::val("w:vAlign", "bottom");
    let first = Element::new("w:tblStylePr")
        .attribute("w:type", "firstRow")
        .with(Element::new("w:rPr").with_all(bold()))
        .with(Element::new("w:tcPr").with(ground).with(first));
    style("table", TABLE, "Chairside table", false)
        .with(Element::val("w:basedOn", "TableNormal"))
        .with(Element::val("w:uiPriority", 59))
        .with(Element::new("w:qFormat"))
        .with(Element::new("w:tblPr").with(Element::new("w:tblBorders").with_all(sides.map(line))))
        .with(first)
}

pub(super) fn numbering() -> String {
    let level = |(at, (sign, wide)): (u32, (&str, u32))| {
        let set_in = Element::new("w:ind").attribute("w:left", wide).attribute("w:hanging", 360);
        Element::new("w:lvl")
            .attribute("w:ilvl", at)
            .with(Element::val("w:start", 1))
            .with(Element::val("w:numFmt", "bullet"))
            .with(Element::val("w:lvlText", sign))
            .with(Element::val("w:lvlJc", "left"))
            .with(Element::new("w:pPr").with(set_in))
    };
    let kind = Element::new("w:abstractNum")
        .attribute("w:abstractNumId", 0)
        .with(Element::val("w:multiLevelType", "hybridMultilevel"))
        .with_all((0..).zip(SIGNS).map(level));
    let list = Element::new("w:num").attribute("w:numId", BULLETS).with(Element::val("w:abstractNumId", 0));
    root("w:numbering").with(kind).with(list).part()
}

pub(super) fn settings() -> String {
    let mode = Element::new("w:compatSetting")
        .attribute("w:name", "compatibilityMode")
        .attribute("w:uri", "http://schemas.microsoft.com/office/word")
        .attribute("w:val", 15);
    root("w:settings")
        .with(Element::val("w:defaultTabStop", 720))
        .with(Element::val("w:characterSpacingControl", "doNotCompress"))
        .with(Element::new("w:compat").with(mode))
        .with(Element::val("w:themeFontLang", "en-GB"))
        .with(Element::val("w:decimalSymbol", "."))
        .with(Element::val("w:listSeparator", ","))
        .part()
}
