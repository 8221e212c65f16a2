//! Text to a tree with places, within limits, collecting everything wrong on the way.
//! The wording of syntax errors is in `syntax.rs`, hidden characters are in `odd.rs`.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle, options};

use super::extent::{back_to, block_end, block_header, bytes, next_dash, place, short};
use super::odd;
use super::syntax;
use super::tree::{Entry, Kind, Node, Style};
use crate::base::problem::{Place, Problem, Severity};

/// The most problems reported for one file; a last one says that there are more.
pub const MOST_PROBLEMS: usize = 100;

/// Whether a file may name parts of itself and use them again (anchors, aliases, merge keys) or carry tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// Each is an error at its line: a file the program writes to must mean the same at every place.
    Refuse,
    /// They are read; aliases are counted.
    Allow,
}

/// How much of a file is read. Beyond any limit the file is refused, so that no file can exhaust the machine.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of text.
    pub bytes: usize,
    /// Values, keys, lists and maps taken together.
    pub nodes: usize,
    /// Lists and maps inside one another.
    pub depth: usize,
    /// Aliases.
    pub aliases: usize,
    /// Whether anchors, aliases, merge keys and tags are read at all.
    pub sharing: Sharing,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: super::decode::MOST_BYTES,
            nodes: 900_000,
            depth: 64,
            aliases: 1000,
            sharing: Sharing::Refuse,
        }
    }
}

/// What reading a text gave.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The whole tree; nothing when the text is empty or not YAML. It may come with errors, duplicate keys for one.
    pub root: Option<Node>,
    /// Everything found, in the order of the file.
    pub problems: Vec<Problem>,
    /// The bytes of every comment, when they were asked for.
    pub(in crate::files) comments: Vec<Range<usize>>,
}

impl Parsed {
    /// Whether anything found stops the file from being used.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// Reads a text into a tree.
pub fn read(text: &str, limits: &Limits) -> Parsed {
    Reader::new(text, limits).run(false)
}

/// As [`read`], keeping where the comments are.
pub(in crate::files) fn read_with_comments(text: &str, limits: &Limits) -> Parsed {
    Reader::new(text, limits).run(true)
}

/// A list or map whose end has not come yet; `key` is a key waiting for its value.
struct Open {
    node: Node,
    key: Option<Node>,
}

struct Reader<'t> {
    text: &'t str,
    limits: &'t Limits,
    open: Vec<Open>,
    parsed: Parsed,
    nodes: usize,
    aliases: usize,
    documents: usize,
    /// The end of the last value, bracket or key seen: where a dash or colon is looked for.
    last_end: usize,
}

/// Reading stops here.
struct Stop;

impl<'t> Reader<'t> {
    fn new(text: &'t str, limits: &'t Limits) -> Self {
        let last_end = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let parsed = Parsed::default();
        Self { text, limits, open: Vec::new(), parsed, nodes: 0, aliases: 0, documents: 0, last_end }
    }

    fn run(mut self, comments: bool) -> Parsed {
        if self.text.len() > self.limits.bytes {
            let message = format!("the file is larger than {} MB", self.limits.bytes >> 20);
            self.problem(Problem::error(Place::START, message).mend("split it into smaller files"));
            return self.parsed;
        }
        self.parsed.problems = odd::in_text(self.text, MOST_PROBLEMS);
        if self.events(comments).is_err() {
            self.parsed.root = None;
        } else if self.parsed.root.is_none() && !self.parsed.has_errors() {
            let bare = self.text.trim_start_matches('\u{feff}').trim().is_empty();
            let what = if bare { "the file is empty" } else { "the file holds nothing but comments" };
            self.problem(
                Problem::error(Place::START, what).mend("fill it in, or go back to an earlier copy"),
            );
        }
        self.parsed.problems.sort_by_key(|problem| problem.place);
        self.parsed
    }

    fn events(&mut self, comments: bool) -> Result<(), Stop> {
        let mut options = options! {
            emit_anchor_events: true,
            emit_unresolved_aliases: true,
            disallow_directives: true,
            // Our own count names the place; these only keep the parser itself from going deeper.
            block_nesting_limit: self.limits.depth,
            flow_nesting_limit: self.limits.depth,
            max_buffered_comment_events: usize::MAX,
        };
        options.set_emit_comments(comments);
        for event in Parser::new_from_str_with_options(self.text, options) {
            match event {
                Ok((event, span)) => self.event(event, &span)?,
                Err(error) => {
                    let opened = self.open.iter().rev().find(|open| open.node.flow).map(|open| &open.node);
                    let stuck = syntax::Stuck {
                        text: self.text,
                        last_end: self.last_end,
                        bracket: opened.map(|node| (node.place, node.range.start)),
                        depth: self.limits.depth,
                    };
                    let problem = stuck.explain(&error);
                    // A control character has been reported already, at its own place.
                    let hidden = syntax::is_control(&error) && self.parsed.has_errors();
                    if !hidden {
                        self.problem(problem);
                    }
                    return Err(Stop);
                }
            }
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, span: &Span) -> Result<(), Stop> {
        if event.is_node() {
            self.nodes += 1;
            if self.nodes > self.limits.nodes {
                return self.stop(span, format!("the file holds more than {} values", self.limits.nodes));
            }
            self.tag(span);
        }
        match event {
            Event::DocumentStart(..) => self.document(span)?,
            Event::Comment(..) => self.parsed.comments.extend(span.byte_range()),
            Event::Anchor(..) => self.refuse(span, "gives a part of the file a name to use it again"),
            Event::Alias(..) | Event::UnresolvedAlias(..) => {
                let resolved = matches!(event, Event::Alias(..));
                self.alias(span, resolved)?;
            }
            Event::Scalar(text, style, ..) => {
                let node = self.scalar(text.into_owned(), style, span);
                self.place(node);
            }
            Event::SequenceStart(style, ..) => {
                self.open(Kind::List(Vec::new()), style == StructureStyle::Flow, span)?;
            }
            Event::MappingStart(style, ..) => {
                self.open(Kind::Map(Vec::new()), style == StructureStyle::Flow, span)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            _ => {}
        }
        Ok(())
    }

    fn document(&mut self, span: &Span) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents > 1 {
            let problem = Problem::error(place(span, self.text), "a second document starts here")
                .mend("keep one document in a file: take out the line `---` or `...`, or what follows it");
            self.problem(problem);
            return Err(Stop);
        }
        // Past the line `---`, so that its dashes are not taken for a list.
        self.last_end = span.end.byte_offset().unwrap_or(self.last_end).max(self.last_end);
        Ok(())
    }

    fn alias(&mut self, span: &Span, resolved: bool) -> Result<(), Stop> {
        self.aliases += 1;
        if self.aliases > self.limits.aliases {
            return self.stop(span, format!("the file holds more than {} references", self.limits.aliases));
        }
        if !resolved && self.limits.sharing == Sharing::Allow {
            self.problem(Problem::error(place(span, self.text), "nothing above has this name"));
        }
        self.refuse(span, "uses another part of the file again");
        let range = bytes(span);
        self.last_end = range.end;
        self.place(Node { kind: Kind::Alias, place: place(span, self.text), range, flow: false });
        Ok(())
    }

    fn tag(&mut self, span: &Span) {
        if let Some(tag) = span.tag_span()
            && self.limits.sharing == Sharing::Refuse
        {
            self.refuse(&tag, "is a tag, which these files do not use");
        }
    }

    /// An error for anchors, aliases, tags and merge keys where they are not allowed.
    fn refuse(&mut self, span: &Span, what: &str) {
        if self.limits.sharing == Sharing::Allow {
            return;
        }
        let sign = span.slice(self.text).unwrap_or_default();
        let problem = Problem::error(place(span, self.text), format!("`{}` {what}", short(sign)))
            .mend("write the value out in full here, or put it in quotes if it is meant as text");
        self.problem(problem);
    }

    fn stop(&mut self, span: &Span, message: String) -> Result<(), Stop> {
        self.problem(Problem::error(place(span, self.text), message));
        Err(Stop)
    }

    fn problem(&mut self, problem: Problem) {
        let problems = &mut self.parsed.problems;
        if problems.len() < MOST_PROBLEMS {
            problems.push(problem);
        } else if problems.len() == MOST_PROBLEMS {
            // At the place of the first one left out, and an error so that the file is not used half checked.
            problems.push(Problem::error(problem.place, "there are more problems from here on"));
        }
    }

    /// Whether the next node placed is the value of a key.
    fn in_value(&self) -> bool {
        self.open.last().is_some_and(|open| open.key.is_some())
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, span: &Span) -> Node {
        let mut range = bytes(span);
        let mut at = place(span, self.text);
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let mut text = text;
        match style {
            Style::Literal | Style::Folded => {
                let header = block_header(self.text, self.last_end, range.start);
                at = back_to(self.text, span.start, header);
                range = header..block_end(self.text, header, range);
            }
            Style::Plain if range.is_empty() => {
                text.clear();
                // The parser puts a blank item after a comment; an item belongs before it, after its dash.
                let in_list = self
                    .open
                    .last()
                    .is_some_and(|open| matches!(open.node.kind, Kind::List(_)) && !open.node.flow);
                let dash =
                    next_dash(self.text, self.last_end).filter(|dash| in_list && *dash + 1 < range.start);
                if let Some(dash) = dash {
                    at = back_to(self.text, span.start, dash + 1);
                    range = dash + 1..dash + 1;
                }
                // The parser puts a blank value before the colon; a value belongs after it.
                let colon = self.text[range.start..].find(|c: char| c != ' ' && c != '\t');
                if let Some(gap) = colon.filter(|_| self.in_value())
                    && self.text[range.start + gap..].starts_with(':')
                {
                    range = range.start + gap + 1..range.start + gap + 1;
                    at.column += gap + 1;
                }
            }
            Style::Double => odd::in_escapes(&text, self.text, &range, at, &mut self.parsed.problems),
            _ => {}
        }
        self.last_end = range.end.max(self.last_end);
        if style == Style::Plain
            && let Some(problem) = odd::comment_that_cuts(self.text, &text, &range, at)
        {
            self.problem(problem);
        }
        Node { kind: Kind::Scalar { text, style }, place: at, range, flow: false }
    }

    fn open(&mut self, kind: Kind, flow: bool, span: &Span) -> Result<(), Stop> {
        if self.open.len() >= self.limits.depth {
            return self.stop(span, syntax::too_deep(self.limits.depth));
        }
        let mut start = bytes(span).start;
        let mut at = Place { length: 1, ..place(span, self.text) };
        // A list at the indentation of its key starts, for the parser, at its first value and not at its dash.
        if matches!(kind, Kind::List(_)) && !flow && self.in_value() {
            start = next_dash(self.text, self.last_end).unwrap_or(start).min(start);
            at = back_to(self.text, span.start, start);
        }
        self.last_end = self.last_end.max(if flow { start + 1 } else { start });
        self.open.push(Open { node: Node { kind, place: at, range: start..start, flow }, key: None });
        Ok(())
    }

    fn close(&mut self, span: &Span) {
        let Some(Open { mut node, .. }) = self.open.pop() else { return };
        let end = match &node.kind {
            _ if node.flow => bytes(span).end,
            Kind::List(items) => items.last().map_or(node.range.start, |item| item.range.end),
            Kind::Map(entries) => entries.last().map_or(node.range.start, |entry| entry.value.range.end),
            _ => node.range.end,
        };
        node.range.end = end;
        self.last_end = self.last_end.max(end);
        self.twice(&node);
        self.place(node);
    }

    fn place(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.parsed.root = Some(node);
            return;
        };
        match &mut open.node.kind {
            Kind::List(items) => items.push(node),
            Kind::Map(entries) => {
                if let Some(key) = open.key.take() {
                    entries.push(Entry { key, value: node });
                } else {
                    let (at, complex) = (node.place, node.text().is_none());
                    let merge =
                        matches!(&node.kind, Kind::Scalar { text, style: Style::Plain } if text == "<<");
                    open.key = Some(node);
                    if complex {
                        self.problem(Problem::error(at, "a key must be a word, not a list or a map"));
                    }
                    if merge && self.limits.sharing == Sharing::Refuse {
                        let problem = Problem::error(at, "`<<` copies keys from another part of the file")
                            .mend("write the keys out in full here");
                        self.problem(problem);
                    }
                }
            }
            _ => {}
        }
    }

    /// Reports every key of a map that is there already.
    fn twice(&mut self, map: &Node) {
        let entries = map.entries();
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by(|a, b| entries[*a].name().cmp(entries[*b].name()).then(a.cmp(b)));
        let mut first = 0;
        for pair in 1..order.len() {
            let (earlier, later) = (&entries[order[first]].key, &entries[order[pair]].key);
            if earlier.text().is_none() || earlier.text() != later.text() {
                first = pair;
                continue;
            }
            let name = short(later.text().unwrap_or_default());
            let message = format!("`{name}` is given twice: first on line {}", earlier.place.line);
            let problem = Problem::error(later.place, message).mend("keep one of the two");
            self.problem(problem);
        }
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
