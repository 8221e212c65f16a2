//! What inputs are made from: the project's own files where they serve, a few written for it in `tests/laws/seeds`, and
//! every input that ever broke a law in `tests/laws/regressions`.

use crate::changed::{change, changed};
use crate::dice::Dice;
use crate::law::PART;
use std::fs;
use std::path::{Path, PathBuf};

/// Makes an input from the seeds.
type Make = fn(&[Vec<u8>], &mut Dice) -> Vec<u8>;

/// What is tried as it stands, and how another input is made.
pub struct Seeds {
    pub whole: Vec<Vec<u8>>,
    pub make: Make,
}

/// The seeds of a law.
pub fn seeds(law: &str) -> Seeds {
    let (mut whole, make): (Vec<Vec<u8>>, Make) = match law {
        "loader" => (documents(), changed),
        "workspace" => (documents(), placed),
        "edit" => (documents(), with_edits),
        "merge" => (documents(), three_versions),
        "keys" => (Vec::new(), pressed),
        "sheet" => (spreadsheets(), changed),
        "script" => ([below("tests/sessions", "session"), below("agendas", "script")].concat(), changed),
        _ => (Vec::new(), changed),
    };
    for own in below(&format!("tests/laws/seeds/{law}"), "txt") {
        // A line each is an input of its own as well.
        whole.extend(own.split(|b| *b == b'\n').filter(|line| line.len() > 1).map(<[u8]>::to_vec));
        whole.push(own);
    }
    whole.push(Vec::new());
    Seeds { whole, make }
}

/// Inputs that broke a law once.
pub fn regressions(law: &str) -> Vec<Vec<u8>> {
    below(&format!("tests/laws/regressions/{law}"), "txt")
}

/// Spreadsheets and Word documents as they lie, and the parts of the zips among them.
fn spreadsheets() -> Vec<Vec<u8>> {
    let books = below("tests/fixtures/sheets", "xlsx");
    let parts = books.iter().map(|book| {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
        let names = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"];
        let texts = names.map(|name| {
            zip.by_name(name).map_or_else(|_| String::new(), |part| std::io::read_to_string(part).unwrap())
        });
        texts.join(&format!("\n{PART}")).into_bytes()
    });
    let parts: Vec<Vec<u8>> = parts.collect();
    let documents = below("tests/fixtures/sheets", "docx");
    let said = documents.iter().map(|document| {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(document)).unwrap();
        let part = zip.by_name("word/document.xml").unwrap();
        std::io::read_to_string(part).unwrap().into_bytes()
    });
    let said: Vec<Vec<u8>> = said.collect();
    [books, parts, documents, said, below("tests/fixtures/sheets", "csv")].concat()
}

/// YAML files, sound and broken; and one of each kind there is, as the description of the formats shows it.
fn documents() -> Vec<Vec<u8>> {
    let folders =
        ["agendas", "tests/broken", "tests/golden", "tests/fixtures/reviews", "tests/laws/seeds/documents"];
    let mut all = folders.map(|folder| below(folder, "yaml")).concat();
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/formats.md")).unwrap();
    let shown = page.split("```yaml\n").skip(1).filter_map(|block| block.split_once("```"));
    all.extend(shown.map(|(yaml, _)| yaml.as_bytes().to_vec()));
    all
}

/// What files below a folder hold, in order of path.
fn below(folder: &str, ending: &str) -> Vec<Vec<u8>> {
    fn gather(folder: &Path, ending: &str, all: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                gather(&path, ending, all);
            } else if path.extension().is_some_and(|e| e == ending) {
                all.push(path);
            }
        }
    }
    let mut all = Vec::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut all);
    all.sort();
    all.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Keys, sizes and words to type, in any order.
fn pressed(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    const SIZES: [&str; 6] =
        ["size=80x24", "size=40x12", "size=200x60", "size=30x8", "size=1x1", "size=120x30"];
    const TYPED: [&str; 6] = ["jo", "by", "fri", "#neglect", "12/3", "é\u{301}日本"];
    let known: Vec<&str> = seeds
        .iter()
        .filter_map(|seed| std::str::from_utf8(seed).ok())
        .flat_map(str::split_whitespace)
        .collect();
    let mut all = Vec::new();
    if dice.one_in(2) {
        all.extend(["meet", "space"].map(str::to_owned));
    }
    for _ in 0..dice.below(60) {
        all.push(match dice.below(12) {
            0 => (*dice.pick(&SIZES)).to_owned(),
            1 => (*dice.pick(&TYPED)).to_owned(),
            2..=4 => char::from(b'!' + dice.byte() % 94).to_string(),
            5 => "enter".to_owned(),
            6 => "esc".to_owned(),
            _ => (*dice.pick(&known)).to_owned(),
        });
    }
    all.join(" ").into_bytes()
}

fn placed(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    [vec![dice.byte()], changed(seeds, dice)].concat()
}

const VALUES: [&str; 16] = [
    "x",
    "words: with # signs",
    "- a",
    "  blanks  ",
    "two\\nlines",
    "\\n",
    "yes",
    "12",
    "2026-12-03",
    "~",
    "'",
    "\"q\"",
    "[a, b c]",
    "{on: 2026-12-03, text: Done}",
    "é\u{301} 日本",
    "a very long line of words that goes on and on and on and on and on and on and on and on and on",
];

/// A document, sound or changed a little, and some edits.
fn with_edits(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut all = if dice.one_in(2) { changed(seeds, dice) } else { dice.pick(seeds).clone() };
    if !dice.one_in(4) && !all.ends_with(b"\n") {
        all.push(b'\n');
    }
    all.extend(PART.bytes());
    for _ in 0..=dice.below(4) {
        let (place, value) = (dice.below(400), dice.pick(&VALUES));
        let edit = match dice.below(5) {
            0 => format!("set {place} {value}\n"),
            1 => format!(
                "put {place} {} {value}\n",
                dice.pick(&["id", "title", "new", "due", "updates", "a: b"])
            ),
            2 => format!("append {place} {value}\n"),
            3 => format!("insert {place} {} {value}\n", dice.below(6)),
            _ => format!("remove {place}\n"),
        };
        all.extend(edit.bytes());
    }
    all
}

/// A document and two versions made from it.
fn three_versions(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let base = dice.pick(seeds).clone();
    let mut sides = [base.clone(), base.clone()];
    for side in &mut sides {
        change(side, seeds, dice);
        if !side.ends_with(b"\n") {
            side.push(b'\n');
        }
    }
    let base = if dice.one_in(10) { Vec::new() } else { base };
    let end = if base.is_empty() || base.ends_with(b"\n") { "" } else { "\n" };
    [&base, end.as_bytes(), PART.as_bytes(), &sides[0], PART.as_bytes(), &sides[1]].concat()
}
