//! Edits that leave every other byte of a file alone, each proved before it counts. Where an edit goes is in
//! `splice.rs`; how values are written is in `layout.rs` and `value.rs`.

use std::fmt;

use super::comments::Comments;
use super::read::{Limits, Parsed, read, read_with_comments};
use super::splice::{Splice, Splicer, newline};
use super::tree::{Kind, Node, Step, Style};
use super::value::{Value, entry};
use crate::base::problem::{Place, Severity};

/// One change to a file.
#[derive(Clone, Debug)]
pub enum Edit<'a> {
    /// Another single value in place of a single value, keeping its quotes if they fit.
    Set {
        /// The value replaced.
        at: &'a [Step<'a>],
        /// The new value, not a list or map.
        value: Value,
    },
    /// A key of a map: its value is replaced, or the key is added as the last one.
    Put {
        /// The map.
        at: &'a [Step<'a>],
        /// The key.
        key: &'a str,
        /// Its value, of any kind.
        value: Value,
    },
    /// A new last item of a list. The list may be empty, blank, or a key its map does not have yet.
    Append {
        /// The list.
        at: &'a [Step<'a>],
        /// The item.
        value: Value,
    },
    /// Several new last items of a list on lines of its own that has some already: the file is read once for all of them.
    AppendAll {
        /// The list.
        at: &'a [Step<'a>],
        /// The items.
        values: Vec<Value>,
    },
    /// A new item of a list at a position of it, those from there on moving down. One past the last appends it.
    Insert {
        /// The list.
        at: &'a [Step<'a>],
        /// Where the item will be, from 0.
        index: usize,
        /// The item.
        value: Value,
    },
    /// An item of a list or a key of a map, taken out with the comments that are its own; see `around.rs` for which.
    Remove {
        /// The item or the key's value.
        at: &'a [Step<'a>],
    },
    /// A whole key of the file itself, replaced where it stands or added at the end.
    /// Comments inside the old block go with it.
    ReplaceTop {
        /// The key.
        key: &'a str,
        /// The new block as YAML text, starting with the key.
        block: &'a str,
    },
}

/// Why an edit was not made. The file is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditRefusal {
    /// What is in the way, in one sentence without a full stop.
    pub message: String,
    /// Where, when that is known.
    pub place: Option<Place>,
}

impl EditRefusal {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None }
    }

    /// A refusal at the place of a node.
    pub(super) fn at(node: &Node, message: &str) -> Self {
        Self { message: message.to_owned(), place: Some(node.place) }
    }

    /// A refusal because the last step of a path leads nowhere from `parent`.
    pub(super) fn nowhere(parent: &Node, path: &[Step<'_>]) -> Self {
        let message = match path.last() {
            Some(Step::Key(key)) => format!("there is no `{key}` here"),
            Some(Step::Index(index)) => format!("there is no item {} here", index + 1),
            Some(Step::Where { key, is }) => format!("there is no item with `{key}: {is}` here"),
            Some(Step::Known { by, is }) => format!("there is no item with `{}: {is}` here", by.join(", ")),
            None => "there is nothing here".to_owned(),
        };
        Self { message, place: Some(parent.place) }
    }
}

impl fmt::Display for EditRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some(place) => write!(f, "line {}: {}", place.line, self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for EditRefusal {}

/// Makes edits one after another and gives back the whole new text.
///
/// After each edit the new text is read again: it must say what the old one said with just this change, and hold the
/// same comments. Bytes outside the edit are copied, so line endings, a byte-order mark and indentation stay.
///
/// # Errors
/// Nothing is changed when the text has errors, a path leads nowhere, or the proof fails.
pub fn apply(text: &str, edits: &[Edit<'_>]) -> Result<String, EditRefusal> {
    if text.replace("\r\n", "").contains('\r') {
        // Readers do not agree on what such a line end does in a text of several lines.
        return Err(EditRefusal::new(
            "some lines end in a carriage return alone: save the file with ordinary line ends",
        ));
    }
    let (mut text, mut parsed) = (text.to_owned(), parse(text)?);
    for edit in edits {
        let ((range, written), new) = one(&text, &parsed, edit)?;
        text.replace_range(range, &written);
        parsed = new;
    }
    Ok(text)
}

/// The splice of one edit, and what reading the text with it gave.
fn one(text: &str, parsed: &Parsed, edit: &Edit<'_>) -> Result<(Splice, Parsed), EditRefusal> {
    const BY_HAND: &str = "this change cannot be made without touching more of the file: make it by hand";
    let root = parsed.root.as_ref().ok_or_else(|| EditRefusal::new("the file is empty"))?;
    let splicer = Splicer::new(text, root);
    let (range, mut written) = splicer.splice(edit)?;
    // Readers differ on a last line without a line break, so what is written there gets one.
    if range.end == text.len() && written.contains(['\n', '\r']) && !written.ends_with(['\n', '\r']) {
        written.push_str(newline(text));
    }
    if range.start >= unended_text(root, text).unwrap_or(usize::MAX) && !written.is_empty() {
        // Readers give such a text no last line break; a line after it would.
        let message = "the text on the last line would change: end the file with a line break first";
        return Err(EditRefusal { message: message.into(), place: Some(place_near(root, range.start)) });
    }
    let refused = || EditRefusal { message: BY_HAND.into(), place: Some(place_near(root, range.start)) };
    let (before, after) = text.get(..range.start).zip(text.get(range.end..)).ok_or_else(refused)?;
    let new_text = format!("{before}{written}{after}");
    let new = parse(&new_text).map_err(|_| refused())?;
    let new_root = new.root.as_ref().ok_or_else(refused)?;
    let expected = expected(root, edit)?;
    let old_comments = Comments::around(text, parsed, &range);
    let new_comments = Comments::around(&new_text, &new, &(range.start..range.start + written.len()));
    let kept = match edit {
        Edit::Remove { at } => old_comments.without_those_of(&splicer.record(at)?, text),
        Edit::ReplaceTop { .. } => old_comments.with_inside_of(&new_comments),
        _ => old_comments,
    };
    if !expected.says_the_same_as(new_root) || !kept.same_as(&new_comments) {
        return Err(refused());
    }
    Ok(((range, written), new))
}

fn parse(text: &str) -> Result<Parsed, EditRefusal> {
    let parsed = read_with_comments(text, &Limits::default());
    match parsed.problems.iter().find(|problem| problem.severity == Severity::Error) {
        Some(problem) => {
            let message = format!("the file has to be mended first: {}", problem.message);
            Err(EditRefusal { message, place: Some(problem.place) })
        }
        None => Ok(parsed),
    }
}

/// The tree that must come out.
fn expected(root: &Node, edit: &Edit<'_>) -> Result<Node, EditRefusal> {
    let mut tree = root.clone();
    let nowhere = || EditRefusal::new("there is no such place in the file");
    match edit {
        Edit::Set { at, value } => *tree.at_mut(at).ok_or_else(nowhere)? = value.node(),
        Edit::Put { at, key, value } => put(tree.at_mut(at).ok_or_else(nowhere)?, key, value.node()),
        Edit::Append { at, value } => append(&mut tree, at, value).ok_or_else(nowhere)?,
        Edit::AppendAll { at, values } => {
            let list = tree.at_mut(at).ok_or_else(nowhere)?;
            let Kind::List(items) = &mut list.kind else { return Err(nowhere()) };
            items.extend(values.iter().map(Value::node));
        }
        Edit::Insert { at, index, value } => {
            let list = tree.at_mut(at).ok_or_else(nowhere)?;
            let Kind::List(items) = &mut list.kind else { return Err(nowhere()) };
            items.insert((*index).min(items.len()), value.node());
        }
        Edit::Remove { at } => remove(&mut tree, at).ok_or_else(nowhere)?,
        Edit::ReplaceTop { key, block } => {
            let block = read(block, &Limits::default());
            let root = block.root.as_ref().filter(|root| root.entries().len() == 1 && !block.has_errors());
            let value = root.and_then(|root| root.get(key));
            let value =
                value.ok_or_else(|| EditRefusal::new(format!("the new block is not a block of `{key}`")))?;
            put(&mut tree, key, value.clone());
        }
    }
    Ok(tree)
}

/// Adds an item to a list; a blank or a key not there yet becomes a list of one.
fn append(tree: &mut Node, path: &[Step<'_>], value: &Value) -> Option<()> {
    let one = Value::List(vec![value.clone()]).node();
    if let Some(list) = tree.at_mut(path) {
        match &mut list.kind {
            Kind::List(items) => items.push(value.node()),
            _ => *list = one,
        }
    } else if let [parent @ .., Step::Key(key)] = path {
        put(tree.at_mut(parent)?, key, one);
    } else {
        return None;
    }
    Some(())
}

/// Replaces or adds a key of a map; a blank becomes a map.
fn put(map: &mut Node, key: &str, value: Node) {
    match &mut map.kind {
        Kind::Map(entries) => match entries.iter_mut().find(|entry| entry.name() == key) {
            Some(entry) => entry.value = value,
            None => entries.push(entry(key, value)),
        },
        other => *other = Kind::Map(vec![entry(key, value)]),
    }
}

/// Takes a child out of a list or map.
fn remove(tree: &mut Node, path: &[Step<'_>]) -> Option<()> {
    let (last, up) = path.split_last()?;
    let parent = tree.at_mut(up)?;
    let index = parent.index_of(last);
    match &mut parent.kind {
        Kind::Map(entries) => {
            let Step::Key(key) = last else { return None };
            let index = entries.iter().position(|entry| entry.name() == *key)?;
            entries.remove(index);
        }
        Kind::List(items) => {
            items.get(index?)?;
            items.remove(index?);
        }
        _ => return None,
    }
    Some(())
}

/// The end of a block text that the file ends in without a line break, unless the block takes its line breaks off.
fn unended_text(root: &Node, text: &str) -> Option<usize> {
    let mut last = root;
    while let Some(child) = last.items().last().or(last.entries().last().map(|entry| &entry.value)) {
        last = child;
    }
    let sign = text[last.range.clone()].lines().next().unwrap_or_default();
    let clips = sign.split([' ', '\t', '#']).next().is_some_and(|sign| !sign.contains('-'));
    let block = matches!(last.kind, Kind::Scalar { style: Style::Literal | Style::Folded, .. });
    (block && clips && !text[last.range.end..].contains('\n')).then_some(last.range.end)
}

/// The place of the innermost node that starts at or before a byte, for a refusal.
fn place_near(node: &Node, byte: usize) -> Place {
    let inside = node
        .items()
        .iter()
        .chain(node.entries().iter().flat_map(|entry| [&entry.key, &entry.value]))
        .rfind(|child| child.range.start <= byte);
    inside.map_or(node.place, |child| place_near(child, byte))
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "record_tests.rs"]
mod record_tests;

#[cfg(test)]
#[path = "edit_laws.rs"]
mod laws;
