//! Where every line of a document stands on pages of A4, by the real widths of its letters. Everything is in points, from
//! the upper left corner.

use super::faces::Faces;
use crate::base::text::clean;
use crate::documents::word::{Block, Document, Level, Table, Words};

/// A page of A4.
pub(super) const WIDE: f32 = 595.28;
pub(super) const HIGH: f32 = 841.89;
const MARGIN: f32 = 48.0;
/// The marking stands in a band of this height at both ends of the page, outside what is read.
const BAND: f32 = 18.0;
pub(super) const SMALL: f32 = 9.0;
/// The sizes of letters that are tried, largest first. Nothing smaller is printed: it would be too small to read.
const SIZES: [f32; 5] = [12.0, 11.5, 11.0, 10.5, 10.0];
/// From line to line, in parts of the size.
const LEAD: f32 = 1.3;

/// What a line is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Heading(u16),
    Paragraph,
    Point,
}

/// A stretch of a line in one face.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) bold: bool,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// The page, from 0.
    pub(super) page: usize,
    pub(super) x: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) runs: Vec<Run>,
    /// The number of the block or point it belongs to.
    pub(super) of: usize,
    pub(super) part: Part,
    /// Where the bullet before it stands.
    pub(super) bullet: Option<f32>,
}

/// A document as it is laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Laid {
    /// The size of its letters.
    pub size: f32,
    /// Letters that cannot be printed, as they are named, each with where it stands.
    pub unprintable: Vec<(String, String)>,
    pub(super) lines: Vec<Line>,
    /// What each block or point is called when it is named.
    places: Vec<String>,
    pages: usize,
}

/// What does not fit the first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over {
    /// Where it stands, such as `Good practice, point 3`.
    pub place: String,
    /// How many of its lines stand beyond the page.
    pub lines: usize,
}

impl Laid {
    /// How many pages it takes.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// What stands beyond the first page, in order.
    pub fn over(&self) -> Vec<Over> {
        let mut all: Vec<(usize, Over)> = Vec::new();
        for line in self.lines.iter().filter(|line| line.page > 0) {
            match all.last_mut() {
                Some((of, over)) if *of == line.of => over.lines += 1,
                _ => all.push((line.of, Over { place: self.places[line.of].clone(), lines: 1 })),
            }
        }
        all.into_iter().map(|(_, over)| over).collect()
    }
}

pub(super) fn laid(document: &Document) -> Laid {
    let faces = Faces::new();
    let mut laid = None;
    for size in SIZES {
        let one = Setting::new(&faces, size).document(document);
        let fits = one.pages <= 1;
        laid = Some(one);
        if fits {
            break;
        }
    }
    laid.expect("there is a size")
}

/// Pages being filled.
struct Setting<'a> {
    faces: &'a Faces,
    size: f32,
    y: f32,
    page: usize,
    lines: Vec<Line>,
    places: Vec<String>,
    unprintable: Vec<(String, String)>,
    /// The last heading, by which points are named.
    under: String,
}

/// How a block is set.
#[derive(Clone, Copy)]
struct Look {
    size: f32,
    before: f32,
    indent: f32,
    part: Part,
    /// All of it in bold.
    bold: bool,
}

impl<'a> Setting<'a> {
    fn new(faces: &'a Faces, size: f32) -> Self {
        let y = MARGIN + BAND;
        let (lines, places, unprintable) = (Vec::new(), Vec::new(), Vec::new());
        Self { faces, size, y, page: 0, lines, places, unprintable, under: String::new() }
    }

    fn document(mut self, document: &Document) -> Laid {
        for edge in [&document.marking, &document.foot] {
            self.printable(edge, true, "the marking");
        }
        for block in &document.blocks {
            self.block(block);
        }
        let pages = self.lines.last().map_or(1, |line| line.page + 1);
        Laid { size: self.size, unprintable: self.unprintable, lines: self.lines, places: self.places, pages }
    }

    fn block(&mut self, block: &Block) {
        let (size, em) = (self.size, self.size);
        let paragraph = Look { size, before: em * 0.45, indent: 0.0, part: Part::Paragraph, bold: false };
        match block {
            Block::Heading(level, words) => {
                let (n, larger, before) = match level {
                    Level::One => (1, 1.6, 0.0),
                    Level::Two => (2, 1.12, 0.75),
                    Level::Three => (3, 1.0, 0.6),
                };
                let said = plain(words);
                self.under.clone_from(&said);
                let look =
                    Look { size: size * larger, before: em * before, part: Part::Heading(n), ..paragraph };
                let place = if n == 1 { "the title".to_owned() } else { format!("the heading “{said}”") };
                self.set(words, Look { bold: true, ..look }, place);
            }
            Block::Paragraph(words) => {
                let first = plain(words).split_whitespace().take(4).collect::<Vec<_>>().join(" ");
                self.set(words, paragraph, format!("the paragraph that begins “{first}”"));
            }
            Block::Bullets(points) => {
                for (n, (depth, words)) in (1..).zip(points) {
                    self.point(words, *depth, n);
                }
            }
            Block::NewPage => {
                self.page += 1;
                self.y = MARGIN + BAND;
            }
            Block::Table(table) => {
                for (n, row) in (1..).zip(rows(table)) {
                    self.point(&row, 0, n);
                }
            }
        }
    }

    fn point(&mut self, words: &Words, depth: u8, n: usize) {
        let em = self.size;
        let indent = em * (1.1 + 1.1 * f32::from(depth.min(2)));
        let look = Look { size: em, before: em * 0.18, indent, part: Part::Point, bold: false };
        let place = format!("{}, point {n}", self.under);
        self.set(words, look, place);
    }

    /// Sets words line by line and remembers what they are called.
    fn set(&mut self, words: &Words, look: Look, place: String) {
        for (text, bold) in words.runs() {
            self.printable(text, bold || look.bold, &place);
        }
        let of = self.places.len();
        self.places.push(place);
        let room = WIDE - 2.0 * MARGIN - look.indent;
        for (n, runs) in broken(words, look, room, self.faces).into_iter().enumerate() {
            let lead = look.size * LEAD;
            let top = self.lines.is_empty() || self.y <= MARGIN + BAND;
            let before = if n == 0 && !top { look.before } else { 0.0 };
            if self.y + before + lead > HIGH - MARGIN - BAND {
                self.page += 1;
                self.y = MARGIN + BAND;
            } else {
                self.y += before;
            }
            let x = MARGIN + look.indent;
            let bullet = (n == 0 && look.part == Part::Point).then_some(x - self.size);
            let baseline = self.y + look.size;
            self.lines.push(Line {
                page: self.page,
                x,
                baseline,
                size: look.size,
                runs,
                of,
                part: look.part,
                bullet,
            });
            self.y += lead;
        }
    }

    /// Names each letter the font has not, once a place.
    fn printable(&mut self, text: &str, bold: bool, place: &str) {
        for letter in clean(text).chars().filter(|c| !c.is_whitespace()) {
            if self.faces.face(bold).glyph(letter).is_none() {
                let one = (format!("“{letter}” (U+{:04X})", u32::from(letter)), place.to_owned());
                if !self.unprintable.contains(&one) {
                    self.unprintable.push(one);
                }
            }
        }
    }
}

fn plain(words: &Words) -> String {
    crate::base::text::one_line(&words.plain())
}

/// The rows of a table as points: what stands under which head.
fn rows(table: &Table) -> Vec<Words> {
    let row = |cells: &Vec<Words>| {
        let mut said = Words::default();
        for (cell, column) in cells.iter().zip(&table.columns) {
            let text = plain(cell);
            if !text.is_empty() {
                said = said.and(format!("{}: ", column.head), true).and(format!("{text}. "), false);
            }
        }
        said
    };
    table.rows.iter().map(row).collect()
}

/// A word, or a part of one, in one face.
struct Piece {
    text: String,
    bold: bool,
    /// Whether a blank stands before it.
    apart: bool,
    /// Whether a new line begins with it.
    anew: bool,
}

fn pieces(words: &Words, bold: bool) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    let (mut apart, mut anew) = (false, false);
    for (text, run) in words.runs() {
        let text = clean(text).replace("\r\n", "\n");
        let mut word = String::new();
        for c in text.chars().chain(['\0']) {
            // A blank that does not break stays in its word.
            let gap = c == '\0' || (c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}'));
            if !gap {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                all.push(Piece { text: std::mem::take(&mut word), bold: bold || run, apart, anew });
                (apart, anew) = (false, false);
            }
            anew |= c == '\n' && !all.is_empty();
            apart |= c != '\0';
        }
    }
    all
}

/// Words broken into lines of at most so much room; a word that is wider than that is broken inside.
fn broken(words: &Words, look: Look, room: f32, faces: &Faces) -> Vec<Vec<Run>> {
    let mut lines: Vec<Vec<Run>> = Vec::new();
    let mut line: Vec<Run> = Vec::new();
    let mut used = 0.0;
    let add = |line: &mut Vec<Run>, text: &str, bold: bool| match line.last_mut() {
        Some(run) if run.bold == bold => run.text.push_str(text),
        _ => line.push(Run { text: text.to_owned(), bold }),
    };
    for piece in pieces(words, look.bold) {
        let wide = faces.wide(&piece.text, piece.bold, look.size);
        let blank =
            if piece.apart && !line.is_empty() { faces.wide(" ", piece.bold, look.size) } else { 0.0 };
        if piece.anew || (!line.is_empty() && piece.apart && used + blank + wide > room) {
            // The blank stays, so that words read out or copied do not run together.
            add(&mut line, " ", piece.bold);
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        } else if blank > 0.0 {
            add(&mut line, " ", piece.bold);
            used += blank;
        }
        for letter in piece.text.chars() {
            let wide = faces.wide(letter.encode_utf8(&mut [0; 4]), piece.bold, look.size);
            if used + wide > room && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            add(&mut line, letter.encode_utf8(&mut [0; 4]), piece.bold);
            used += wide;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
