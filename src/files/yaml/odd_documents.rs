//! Documents for the laws of edits: comments everywhere and odd but legal layouts. The generator knows whose each
//! comment is and which lines are a record's, so that the laws need not ask the code they judge.

use std::fmt;
use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::Index;

use super::Step;
use super::value::Value;

/// A generated document.
#[derive(Clone)]
pub(super) struct Document {
    pub text: String,
    /// Every comment by a word that stands nowhere else, with the path of the record whose own it is.
    pub comments: Vec<(String, Vec<usize>)>,
    /// Every value.
    pub places: Vec<Place>,
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

/// One value of a document.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The positions of the records it is in, from outside in.
    pub path: Vec<usize>,
    /// The same as steps.
    pub steps: Vec<Seg>,
    /// The lines of the record with its own comments.
    pub lines: Range<usize>,
    /// How many values it holds itself; nothing for a single value.
    pub size: Option<usize>,
    pub kind: PlaceKind,
    /// Whether it stands in brackets, or is written in them.
    pub in_flow: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlaceKind {
    Scalar,
    List,
    Map,
}

/// One step of a path that owns its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Seg {
    Key(&'static str),
    Index(usize),
}

impl Place {
    pub(super) fn steps(&self) -> Vec<Step<'_>> {
        let step = |seg: &Seg| match seg {
            Seg::Key(key) => Step::Key(key),
            Seg::Index(index) => Step::Index(*index),
        };
        self.steps.iter().map(step).collect()
    }
}

const KEYS: [&str; 6] = ["id", "what", "ünï", "left over", "on", "due"];
/// The same as they are written.
const KEYS_WRITTEN: [&str; 6] = ["id", "what", "ünï", "'left over'", "on", "\"due\""];

const SINGLES: [&str; 14] = [
    "plain words",
    "'it''s'",
    "\"q\\\"u\\tote\"",
    "2026-12-03",
    "'2026-12-03'",
    "12",
    "true",
    "x:y",
    "~",
    "",
    "ünï çödé – 安全",
    "'# none'",
    "\"a long line that goes on and on, past where any editor would break it, and further still: there is no end to it, and none was meant\"",
    "[]",
];
/// Texts over several lines: the first line, and those that follow with their indentation past their owner's.
const BLOCKS: [(&str, &str); 8] = [
    ("|", "one\n\n  two # no comment\n"),
    ("|-", "one\n- two\n"),
    (">", "folded\nwords\n"),
    (">-", "folded\n\nwords: x\n"),
    ("\"two", "lines\"\n"),
    ("two", "plain lines\n"),
    ("|", "k: v\n"),
    ("|+", "kept\n\n"),
];

/// How a value is written.
#[derive(Clone, Debug)]
enum Thing {
    Single(usize),
    /// Which, and how far in.
    Lines(usize, usize),
    /// In brackets on a line: a list or a map, with how many values, and spaces inside.
    Brackets {
        map: bool,
        size: usize,
        spaces: bool,
    },
    /// A list in brackets, one value a line.
    Tall {
        size: usize,
        comments: bool,
        comma: bool,
    },
    Block {
        map: bool,
        indent: usize,
        gap: usize,
        compact: bool,
        ending: bool,
        children: Vec<Child>,
    },
}

/// A value in a block, with what stands around it.
#[derive(Clone, Debug)]
struct Child {
    thing: Thing,
    heading: bool,
    blanks: usize,
    above: usize,
    trailing: bool,
    below: bool,
}

fn things(ordinary: bool) -> impl Strategy<Value = Thing> {
    let blocks = if ordinary { 4 } else { BLOCKS.len() };
    let leaf = prop_oneof![
        4 => (0..SINGLES.len()).prop_map(Thing::Single),
        2 => (0..blocks, 1..5_usize).prop_map(|(which, indent)| Thing::Lines(which, indent)),
        2 => (any::<bool>(), 0..4_usize, any::<bool>())
            .prop_map(|(map, size, spaces)| Thing::Brackets { map, size, spaces }),
        1 => (1..4_usize, any::<bool>(), any::<bool>())
            .prop_map(|(size, comments, comma)| Thing::Tall { size, comments, comma }),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| block(inner, false))
}

fn children(inner: impl Strategy<Value = Thing>) -> impl Strategy<Value = Vec<Child>> {
    let rare = || proptest::bool::weighted(0.2);
    let child = (inner, rare(), 0..4_usize, 0..6_usize, rare(), rare());
    let child = child.prop_map(|(thing, heading, blanks, above, trailing, below)| {
        let (blanks, above) = (blanks.saturating_sub(2), above.saturating_sub(3));
        Child { thing, heading, blanks, above, trailing, below }
    });
    proptest::collection::vec(child, 1..5)
}

fn block(inner: impl Strategy<Value = Thing>, root: bool) -> impl Strategy<Value = Thing> {
    let map = if root { Just(true).boxed() } else { any::<bool>().boxed() };
    let looks = (map, 0..7_usize, 2..5_usize, any::<bool>(), proptest::bool::weighted(0.2));
    (looks, children(inner)).prop_map(|((map, indent, gap, compact, ending), children)| Thing::Block {
        map,
        indent,
        gap,
        compact,
        ending,
        children,
    })
}

/// Documents; ordinary ones have nothing in them that an edit may have to refuse.
pub(super) fn documents(ordinary: bool) -> impl Strategy<Value = Document> {
    let root = block(things(ordinary), true);
    let head = (0..3_usize, any::<bool>(), any::<bool>());
    let odd = proptest::bool::weighted(0.3);
    (root, head, 0..3_usize, odd, odd, any::<bool>()).prop_map(
        move |(root, (head, apart, start), foot, crlf, mark, ending)| {
            let mut pen = Pen::default();
            if start && head == 0 {
                pen.out.push_str("---\n");
            }
            for _ in 0..head {
                pen.comment(0, &[]);
            }
            if head > 0 && apart {
                pen.out.push('\n');
            }
            let owned = (head > 0 && apart) || (head == 0 && start);
            pen.root(&root, owned);
            pen.out.push_str(&"\n".repeat(foot));
            let mut text = pen.out;
            // A text without its last line break may not be added to.
            if foot == 0 && ending && !(ordinary && pen.in_text) {
                text.pop();
            }
            let text = if crlf { text.replace('\n', "\r\n") } else { text };
            let text = if mark { format!("\u{feff}{text}") } else { text };
            Document { text, comments: pen.comments, places: pen.places }
        },
    )
}

#[derive(Default)]
struct Pen {
    out: String,
    comments: Vec<(String, Vec<usize>)>,
    places: Vec<Place>,
    path: Vec<usize>,
    steps: Vec<Seg>,
    /// Whether the last line written is in a text of several.
    in_text: bool,
}

impl Pen {
    fn write(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn line(&self) -> usize {
        self.out.matches('\n').count()
    }

    /// The words of a new comment.
    fn words(&mut self, owner: &[usize]) -> String {
        let count = self.comments.len();
        let mark = format!("c{count}.");
        let words = match count % 4 {
            0 => format!("# {mark}"),
            1 => format!("#{mark} – \"not quoted\", [no list"),
            2 => format!("#\t{mark}\tk: v"),
            _ => format!("## {mark} - x"),
        };
        self.comments.push((mark, owner.to_vec()));
        words
    }

    fn comment(&mut self, column: usize, owner: &[usize]) {
        let words = self.words(owner);
        self.in_text = false;
        self.write(&format!("{}{words}\n", " ".repeat(column)));
    }

    /// The end of a line, with a comment of the current record's own or without.
    fn end(&mut self, comment: bool) {
        if comment {
            let words = self.words(&self.path.clone());
            // Not every reader takes a tab right after a dash.
            let tab = self.comments.len().is_multiple_of(5) && !self.out.ends_with(['-', ':']);
            let gap = if tab { "\t" } else { "  " };
            self.write(&format!("{gap}{words}"));
        }
        self.in_text = false;
        self.out.push('\n');
    }

    fn place(&mut self, lines: Range<usize>, size: Option<usize>, kind: PlaceKind, in_flow: bool) {
        let (path, steps) = (self.path.clone(), self.steps.clone());
        self.places.push(Place { path, steps, lines, size, kind, in_flow });
    }

    fn root(&mut self, root: &Thing, owned: bool) {
        let Thing::Block { children, .. } = root else { return };
        let mut children = children.clone();
        children[0].heading = false;
        children[0].blanks = 0;
        if !owned {
            children[0].above = 0;
        }
        self.children(&children, true, 0, false);
        let lines = 0..self.line();
        self.place(lines, Some(children.len()), PlaceKind::Map, false);
    }

    /// The children of a block at a column; `compact` when the first goes on from the dash before it.
    fn children(&mut self, children: &[Child], map: bool, column: usize, compact: bool) {
        for (position, child) in children.iter().enumerate() {
            let parent = self.path.clone();
            self.path.push(position);
            self.steps.push(if map { Seg::Key(KEYS[position]) } else { Seg::Index(position) });
            let mut first = self.line();
            if !compact || position > 0 {
                if child.heading {
                    self.comment(column, &parent);
                }
                let blanks = child.blanks.max(usize::from(child.heading));
                self.out.push_str(&"\n".repeat(blanks));
                first = self.line();
                for _ in 0..child.above {
                    self.comment(column, &self.path.clone());
                }
                self.out.push_str(&" ".repeat(column));
            }
            self.write(&if map { format!("{}:", KEYS_WRITTEN[position]) } else { "-".to_owned() });
            let (size, kind, in_flow) = self.value(&child.thing, map, column, child.trailing);
            let below = match &child.thing {
                Thing::Block { indent, .. } => !map || *indent > 0,
                Thing::Lines(_, indent) => *indent > 1,
                _ => true,
            };
            if child.below && below {
                self.comment(column + 1, &self.path.clone());
            }
            let lines = first..self.line();
            self.place(lines, size, kind, in_flow);
            self.path.pop();
            self.steps.pop();
        }
    }

    /// What follows the colon or dash of an owner at a column.
    fn value(
        &mut self,
        thing: &Thing,
        of_key: bool,
        column: usize,
        trailing: bool,
    ) -> (Option<usize>, PlaceKind, bool) {
        match thing {
            Thing::Single(which) => {
                let gap = if SINGLES[*which].is_empty() { "" } else { " " };
                self.write(&format!("{gap}{}", SINGLES[*which]));
                self.end(trailing);
                let list = SINGLES[*which] == "[]";
                (list.then_some(0), if list { PlaceKind::List } else { PlaceKind::Scalar }, list)
            }
            Thing::Lines(which, indent) => {
                let (start, lines) = BLOCKS[*which];
                self.write(&format!(" {start}"));
                self.end(trailing && start.starts_with(['|', '>']));
                for line in lines.lines() {
                    let indent = if line.is_empty() { 0 } else { column + indent };
                    self.write(&format!("{}{line}\n", " ".repeat(indent)));
                }
                self.in_text = true;
                (None, PlaceKind::Scalar, false)
            }
            Thing::Brackets { map, size, spaces } => {
                self.brackets(*map, *size, *spaces);
                self.end(trailing);
                (Some(*size), if *map { PlaceKind::Map } else { PlaceKind::List }, true)
            }
            Thing::Tall { size, comments, comma } => {
                self.tall(*size, column, *comments, *comma);
                self.end(trailing);
                (Some(*size), PlaceKind::List, true)
            }
            Thing::Block { map, indent, gap, compact, ending, children } => {
                let compact = *compact && !of_key;
                let indent = match (compact, of_key, map) {
                    (true, ..) => *gap,
                    (false, true, false) => *indent,
                    _ => (*indent).max(1),
                };
                if compact {
                    self.out.push_str(&" ".repeat(gap - 1));
                } else {
                    self.end(trailing);
                }
                self.children(children, *map, column + indent, compact);
                if *ending && indent > 0 {
                    self.comment(column + indent, &self.path.clone());
                }
                (Some(children.len()), if *map { PlaceKind::Map } else { PlaceKind::List }, false)
            }
        }
    }

    fn brackets(&mut self, map: bool, size: usize, spaces: bool) {
        let pad = if spaces && size > 0 { " " } else { "" };
        self.out += if map { " {" } else { " [" };
        self.out.push_str(pad);
        for position in 0..size {
            if position > 0 {
                self.out.push_str(", ");
            }
            let value = ["x", "'y, z'", "2026-12-03", "\"]\""][(position + size) % 4];
            if map {
                self.write(&format!("{}: ", KEYS_WRITTEN[position]));
            }
            self.out.push_str(value);
            self.in_brackets(map, position, self.line()..self.line() + 1);
        }
        self.out.push_str(pad);
        self.out.push(if map { '}' } else { ']' });
    }

    fn tall(&mut self, size: usize, column: usize, comments: bool, comma: bool) {
        self.out.push_str(" [\n");
        for position in 0..size {
            let first = self.line();
            self.path.push(position);
            if comments && position % 2 == 1 {
                self.comment(column + 2, &self.path.clone());
            }
            let sign = if comma || position + 1 < size { "," } else { "" };
            self.write(&format!("{}{}{sign}", " ".repeat(column + 2), ["x", "'y'", "z"][position]));
            self.end(comments);
            self.path.pop();
            self.in_brackets(false, position, first..self.line());
        }
        self.write(&format!("{}]", " ".repeat(column + 1)));
    }

    fn in_brackets(&mut self, map: bool, position: usize, lines: Range<usize>) {
        self.path.push(position);
        self.steps.push(if map { Seg::Key(KEYS[position]) } else { Seg::Index(position) });
        self.place(lines, None, PlaceKind::Scalar, true);
        self.path.pop();
        self.steps.pop();
    }
}

/// One edit, still without its document.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub which: usize,
    pub place: Index,
    pub key: &'static str,
    pub index: Index,
    pub value: Value,
}

pub(super) fn wishes() -> impl Strategy<Value = Wish> {
    let key = prop_oneof![Just("new"), Just("id"), Just("what"), Just("two words"), Just("due")];
    (0..5_usize, any::<Index>(), key, any::<Index>(), values())
        .prop_map(|(which, place, key, index, value)| Wish { which, place, key, index, value })
}

pub(super) fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        "[a-z :#'\"\\-é]{0,10}".prop_map(Value::Text),
        "[a-z \\n:#-]{0,20}".prop_map(Value::Text),
        any::<i32>().prop_map(|n| Value::Whole(n.into())),
        any::<bool>().prop_map(Value::YesNo),
        Just(Value::from("yes")),
        Just(Value::Date(chrono::NaiveDate::default())),
    ];
    leaf.prop_recursive(2, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            proptest::collection::vec(inner, 0..4).prop_map(|values| Value::map(
                values.into_iter().zip(["what", "q r", "yes", "id"]).map(|(v, k)| (k, v))
            )),
        ]
    })
}
