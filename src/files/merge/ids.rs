//! Ids given out on two machines at the same moment: the record that sorts later gets the next free number and keeps
//! the old one under `aka`, and what names it in its own side's file follows. Which is renamed, and to what, does not
//! depend on which side is called ours.

use super::pieces::{Splice, lines, on_one_line, rendered};
use super::same::{Identity, said, same};
use super::words::Part;
use crate::files::yaml::{Kind, Limits, Node, Style, newline, read};
use std::collections::{BTreeMap, BTreeSet};

/// The old id of a record under which it may still be named elsewhere.
const ALIASES: &str = "aka";
/// What a record is about, and when it came up: records that differ in these are different records.
const WORDS: [&str; 2] = ["what", "text"];
const CAME: [&str; 3] = ["raised", "on", "date"];

/// Both sides with their colliding ids told apart.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub ours: Option<String>,
    pub theirs: Option<String>,
    pub notes: Vec<String>,
}

/// The letters and year of an id that the program gives out, its number, and how many digits that has.
fn numbered(id: &str) -> Option<(&str, u64, usize)> {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &id[stem.len()..];
    // What comes round has its period for a number, which no machine gives out.
    let given =
        stem.contains('-') && !stem.contains('@') && stem.starts_with(|c: char| c.is_ascii_uppercase());
    Some((stem, digits.parse().ok()?, digits.len())).filter(|_| given && digits.len() < 10)
}

fn first<'n>(record: &'n Node, keys: &[&str]) -> Option<&'n Node> {
    keys.iter().find_map(|key| record.get(key))
}

fn words(record: &Node) -> &str {
    first(record, &WORDS).and_then(Node::text).unwrap_or_default()
}

fn came(record: &Node) -> String {
    let came = first(record, &CAME);
    let day = came.map(|node| node.get("date").unwrap_or(node)).and_then(Node::text);
    day.unwrap_or_default().to_owned()
}

/// Whether two records with one id are different records. Without a common version a change of words cannot be told
/// from another record, so there only where and when it came up counts, and words of which not one is the same.
fn differ(a: &Node, b: &Node, based: bool) -> bool {
    let apart = |keys: &[&str]| match (first(a, keys), first(b, keys)) {
        (Some(a), Some(b)) => !same(a, b),
        _ => false,
    };
    apart(&CAME) || (apart(&WORDS) && (based || nothing_in_common(words(a), words(b))))
}

/// Letters of a word that says something.
const WORD: usize = 4;

/// Whether two texts have not one word in common: nobody who puts a text right changes every word of it.
fn nothing_in_common(a: &str, b: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= WORD);
        words.map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
}

/// Whether a place says what a record is about whose id two machines can have given out.
pub(super) fn given_out(path: &[Part]) -> bool {
    let [Part::Key(_), Part::Item { by: Some(["id"]), key }, Part::Key(field)] = path else { return false };
    WORDS.contains(&field.as_str()) && numbered(key).is_some()
}

fn aliases(record: &Node) -> impl Iterator<Item = &str> {
    record.get(ALIASES).map_or(&[][..], Node::items).iter().filter_map(Node::text)
}

/// Tells apart the records of two versions that have one id and are not the same; `base` is what both came from, `two`
/// are ids of which somebody said so.
pub(super) fn settle(
    base: Option<&Node>,
    two: &BTreeSet<String>,
    (ours, mine): (&str, &Node),
    (theirs, other): (&str, &Node),
) -> Settled {
    let mut renames: [BTreeMap<String, String>; 2] = Default::default();
    let mut notes = Vec::new();
    let mut numbers = Numbers::of(&[base, Some(mine), Some(other)]);
    for list in lists(mine).intersection(&lists(other)) {
        let (before, a, b) = (known(base, list), known(Some(mine), list), known(Some(other), list));
        for (id, record) in &a {
            let Some(twin) = b.get(id) else { continue };
            let Some((stem, _, digits)) = numbered(id) else { continue };
            let apart = two.contains(*id) || differ(record, twin, base.is_some());
            if before.contains_key(id) || !apart {
                continue;
            }
            // One side may have told them apart already: then the other follows.
            let renamed = |records: &BTreeMap<&str, &Node>, record: &Node| {
                let found =
                    records.iter().find(|(_, r)| aliases(r).any(|a| a == *id) && !differ(r, record, true));
                found.map(|(new, _)| (*new).to_owned())
            };
            if let Some(new) = renamed(&b, record) {
                renames[0].insert((*id).to_owned(), new);
            } else if let Some(new) = renamed(&a, twin) {
                renames[1].insert((*id).to_owned(), new);
            } else {
                let rank = |record: &Node| (came(record), words(record).to_owned(), said(record));
                let side = usize::from(rank(record) < rank(twin));
                let (stays, goes) = if side == 0 { (twin, record) } else { (record, twin) };
                let new = numbers.next(stem, digits);
                notes.push(format!(
                    "{id} had been given out twice: “{}” keeps it, and “{}” is now {new}. Other files that name {id} may mean either: look at them",
                    words(stays), words(goes)
                ));
                renames[side].insert((*id).to_owned(), new);
            }
        }
    }
    let [of_ours, of_theirs] = renames;
    let mut apply = |text: &str, root: &Node, renames: &BTreeMap<String, String>| {
        (!renames.is_empty()).then(|| renamed(text, root, base, renames, &mut notes))
    };
    let (ours, theirs) = (apply(ours, mine, &of_ours), apply(theirs, other, &of_theirs));
    Settled { ours, theirs, notes }
}

/// The records of a list by their ids.
fn known<'n>(root: Option<&'n Node>, list: &str) -> BTreeMap<&'n str, &'n Node> {
    let items = root.and_then(|root| root.get(list)).map_or(&[][..], Node::items);
    items.iter().filter_map(|item| Some((item.get("id")?.text()?, item))).collect()
}

/// The names of the lists of records at the top of a file.
fn lists(root: &Node) -> BTreeSet<&str> {
    let records = |node: &Node| Identity::of(&[node.items()]) == Some(Identity::By(&["id"]));
    root.entries().iter().filter(|entry| records(&entry.value)).map(crate::files::yaml::Entry::name).collect()
}

/// The highest number given out under each stem, links and old ids counted, so that none is ever used again.
struct Numbers(BTreeMap<String, u64>);

impl Numbers {
    fn of(roots: &[Option<&Node>]) -> Self {
        let mut highest = BTreeMap::new();
        for root in roots.iter().copied().flatten() {
            each_scalar(root, "", &mut |_, _, text| {
                if let Some((stem, number, _)) = numbered(text) {
                    let last = highest.entry(stem.to_owned()).or_insert(number);
                    *last = number.max(*last);
                }
            });
        }
        Self(highest)
    }

    fn next(&mut self, stem: &str, digits: usize) -> String {
        let last = self.0.entry(stem.to_owned()).or_insert(0);
        *last += 1;
        format!("{stem}{last:0digits$}")
    }
}

/// Every single value with the key it stands under.
fn each_scalar<'n>(node: &'n Node, under: &'n str, seen: &mut impl FnMut(&'n str, &'n Node, &'n str)) {
    match &node.kind {
        Kind::Scalar { text, .. } => seen(under, node, text),
        Kind::List(items) => items.iter().for_each(|item| each_scalar(item, under, seen)),
        Kind::Map(entries) => entries.iter().for_each(|e| each_scalar(&e.value, e.name(), seen)),
        Kind::Alias => {}
    }
}

/// One side's text with its ids changed, wherever they are named.
fn renamed(
    text: &str,
    root: &Node,
    base: Option<&Node>,
    renames: &BTreeMap<String, String>,
    notes: &mut Vec<String>,
) -> String {
    let mut before = BTreeSet::new();
    if let Some(base) = base {
        each_scalar(base, "", &mut |_, _, text| {
            before.insert(text);
        });
    }
    let mut splices: Vec<Splice> = Vec::new();
    each_scalar(root, "", &mut |under, node, said| {
        if under == ALIASES {
            return;
        }
        if let Some(new) = renames.get(said) {
            // A name that stood there before cannot mean what was given out since.
            if under == "id" || !before.contains(said) {
                splices.push((node.range.clone(), quoted(node, new)));
            }
        } else if let Some((old, new)) = renames.iter().find(|(old, _)| said.contains(old.as_str())) {
            notes.push(format!("line {} names {old} in its words, which may now be {new}", node.place.line));
        }
    });
    for entry in root.entries() {
        for record in entry.value.items() {
            let Some(old) = record.get("id").and_then(Node::text).filter(|id| renames.contains_key(*id))
            else {
                continue;
            };
            splices.extend(with_alias(text, record, old));
        }
    }
    let new = rendered(text, 0..text.len(), &splices);
    let parsed = read(&new, &Limits::default());
    if parsed.has_errors() { text.to_owned() } else { new }
}

fn quoted(old: &Node, new: &str) -> String {
    match &old.kind {
        Kind::Scalar { style: Style::Single, .. } => format!("'{new}'"),
        Kind::Scalar { style: Style::Double, .. } => format!("\"{new}\""),
        _ => new.to_owned(),
    }
}

/// The old id put under `aka`, after the id.
fn with_alias(text: &str, record: &Node, old: &str) -> Option<Splice> {
    let entry = record.entries().iter().find(|entry| entry.name() == "id")?;
    let newline = newline(text);
    if let Some(known) = record.get(ALIASES) {
        let all: Vec<String> = known.items().iter().map(|item| on_one_line(text, item)).collect();
        if all.iter().any(|known| known == old) {
            return None;
        }
        if !known.flow && !all.is_empty() {
            let end = lines(text).end(known.range.end);
            return Some((end..end, format!("{newline}{}- {old}", " ".repeat(known.place.column - 1))));
        }
        let gap = if known.range.is_empty() { " " } else { "" };
        let all = [vec![old.to_owned()], all].concat().join(", ");
        return Some((known.range.clone(), format!("{gap}[{all}]")));
    }
    let end = entry.value.range.end;
    if record.flow {
        return Some((end..end, format!(", {ALIASES}: [{old}]")));
    }
    let end = lines(text).end(end);
    Some((end..end, format!("{newline}{}{ALIASES}: [{old}]", " ".repeat(entry.key.place.column - 1))))
}
