//! What a file says and how each value is spelt, as plain data: what edits must come to is worked out on this, apart from
//! the program's own way of doing it.

use chairside::files::yaml::{Kind, Limits, Node, Step, Value, read};
use std::ops::Range;

/// A value of a file.
#[derive(Clone, Debug)]
pub enum Model {
    /// A single value: what it says, nothing when it is blank, and its very bytes; no bytes when it is new and may be
    /// spelt in any way.
    Leaf(Option<String>, Option<String>),
    /// A list.
    List(Vec<Model>),
    /// Keys, by their names, with their values.
    Map(Vec<(String, Model)>),
}

impl Model {
    /// Reads a text that has no errors.
    pub fn of(text: &str) -> Option<Self> {
        let parsed = read(text, &Limits::default());
        if parsed.has_errors() { None } else { Some(Self::node(&parsed.root?, text)) }
    }

    pub fn node(node: &Node, text: &str) -> Self {
        let says = (!node.is_blank()).then(|| node.text().unwrap_or("*").to_owned());
        match &node.kind {
            Kind::List(items) => Self::List(items.iter().map(|item| Self::node(item, text)).collect()),
            Kind::Map(entries) => {
                let entry =
                    |e: &chairside::files::yaml::Entry| (e.name().to_owned(), Self::node(&e.value, text));
                Self::Map(entries.iter().map(entry).collect())
            }
            _ => Self::Leaf(says, Some(text[node.range.clone()].to_owned())),
        }
    }

    /// A value to be written.
    pub fn new(value: &Value) -> Self {
        let leaf = |says: String| Self::Leaf(Some(says), None);
        match value {
            Value::Text(text) => leaf(text.clone()),
            Value::Whole(number) => leaf(number.to_string()),
            Value::YesNo(yes) => leaf(yes.to_string()),
            Value::Date(day) => leaf(day.to_string()),
            Value::List(items) => Self::List(items.iter().map(Self::new).collect()),
            Value::Map(entries) => {
                Self::Map(entries.iter().map(|(k, v)| (k.clone(), Self::new(v))).collect())
            }
        }
    }

    /// The value a way leads to.
    pub fn at(&mut self, way: &[usize]) -> &mut Self {
        let Some((next, rest)) = way.split_first() else { return self };
        match self {
            Self::List(items) => items[*next].at(rest),
            Self::Map(entries) => entries[*next].1.at(rest),
            Self::Leaf(..) => unreachable!("a way ends where nothing is inside"),
        }
    }

    /// Every single value that is not blank.
    pub fn leaves(&self) -> Vec<&str> {
        match self {
            Self::Leaf(says, _) => says.iter().map(String::as_str).collect(),
            Self::List(items) => items.iter().flat_map(Self::leaves).collect(),
            Self::Map(entries) => entries.iter().flat_map(|(_, value)| value.leaves()).collect(),
        }
    }

    /// What it says, with keys and lists in one order, whatever theirs is.
    pub fn said(&self) -> String {
        match self {
            Self::Leaf(says, _) => format!("{says:?}"),
            // A list of nothing and a blank are read as the same.
            Self::List(items) if items.is_empty() => Self::Leaf(None, None).said(),
            Self::List(items) => sorted(items.iter().map(Self::said), '['),
            // A key that is nothing at all and one that is `~` are the same blank key of YAML.
            Self::Map(entries) => {
                let name = |key: &str| if key.is_empty() { "~".to_owned() } else { key.to_owned() };
                sorted(entries.iter().map(|(k, v)| format!("{:?}: {}", name(k), v.said())), '{')
            }
        }
    }
}

fn sorted(all: impl Iterator<Item = String>, sign: char) -> String {
    let mut all: Vec<String> = all.collect();
    all.sort();
    format!("{sign}{}", all.join(", "))
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Leaf(says, bytes), Self::Leaf(other_says, other_bytes)) => {
                says == other_says && (bytes.is_none() || other_bytes.is_none() || bytes == other_bytes)
            }
            (Self::List(items), Self::List(others)) => items == others,
            (Self::Map(entries), Self::Map(others)) => entries == others,
            _ => false,
        }
    }
}

/// A value of a file with the way to it: by positions, and as the program's own steps.
pub struct Spot<'n> {
    pub node: &'n Node,
    pub way: Vec<usize>,
    pub steps: Vec<Step<'n>>,
}

/// Every value of a tree in the order of the file, the root first. What stands under a key that is no text cannot be
/// named and is left out.
pub fn spots(root: &Node) -> Vec<Spot<'_>> {
    fn gather<'n>(spot: Spot<'n>, all: &mut Vec<Spot<'n>>) {
        let inside = |index: usize, node: &'n Node, step: Step<'n>| {
            let (mut way, mut steps) = (spot.way.clone(), spot.steps.clone());
            way.push(index);
            steps.push(step);
            Spot { node, way, steps }
        };
        let items = spot.node.items().iter().enumerate().map(|(n, item)| inside(n, item, Step::Index(n)));
        let named = spot.node.entries().iter().enumerate().filter(|(_, e)| e.key.text().is_some());
        let entries = named.map(|(n, e)| inside(n, &e.value, Step::Key(e.name())));
        let next: Vec<Spot<'_>> = items.chain(entries).collect();
        all.push(spot);
        for spot in next {
            gather(spot, all);
        }
    }
    let mut all = Vec::new();
    gather(Spot { node: root, way: Vec::new(), steps: Vec::new() }, &mut all);
    all
}

/// Every comment of a text: what stands behind a `#` outside keys and single values.
pub fn comments<'t>(text: &'t str, root: &Node) -> Vec<&'t str> {
    fn values(node: &Node, all: &mut Vec<Range<usize>>) {
        match &node.kind {
            Kind::List(items) => items.iter().for_each(|item| values(item, all)),
            Kind::Map(entries) => entries.iter().for_each(|e| {
                values(&e.key, all);
                values(&e.value, all);
            }),
            _ => all.push(node.range.clone()),
        }
    }
    let mut skip = Vec::new();
    values(root, &mut skip);
    let (mut found, mut from) = (Vec::new(), 0);
    for value in skip.into_iter().chain(std::iter::once(text.len()..text.len())) {
        let between = text.get(from..value.start).unwrap_or_default();
        let tails = between.lines().filter_map(|line| line.find('#').map(|at| line[at..].trim_end()));
        found.extend(tails);
        // The header of a block of text may carry a comment of its own.
        let first = text[value.clone()].lines().next().unwrap_or_default();
        if first.starts_with(['|', '>']) {
            found.extend(first.find('#').map(|at| first[at..].trim_end()));
        }
        from = value.end.max(from);
    }
    found
}
