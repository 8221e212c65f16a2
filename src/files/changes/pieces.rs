//! What differs between two texts of a file, piece by piece: in which record, which field, from what and to what.

use crate::base::text::{fit, one_line};
use crate::files::yaml::{Kind, Limits, Node, read};
use serde::{Deserialize, Serialize};

/// Longer words are cut.
const WIDEST: usize = 400;
/// Keys that tell people what a record is.
const NAMES: [&str; 5] = ["what", "title", "name", "text", "said"];
/// Keys under which people say why.
const WHYS: [&str; 2] = ["why", "reason"];

/// One thing that is another now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Piece {
    /// The record, by its id, and those it is in; empty for the file's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub of: String,
    /// The field; empty for a whole record.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// What it said; nothing where there was none, or it is restricted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What it says; nothing where it went, or is restricted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Why, where that was said with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Whether its words are left out because it is restricted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restricted: bool,
}

/// What differs; nothing when one of the two cannot be read.
pub fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let root = |text: &str| {
        let read = read(text, &Limits::default());
        if read.has_errors() { None } else { read.root }
    };
    let mut found = Vec::new();
    if before.trim().is_empty() {
        if let Some(after) = root(after) {
            Walk { found: &mut found }.nodes(At::default(), None, Some(&after));
        }
    } else if let (Some(before), Some(after)) = (root(before), root(after)) {
        Walk { found: &mut found }.nodes(At::default(), Some(&before), Some(&after));
    }
    found
}

/// Where the walk is.
#[derive(Clone, Debug, Default)]
struct At {
    of: String,
    field: String,
    restricted: bool,
}

impl At {
    fn field(&self, key: &str) -> Self {
        let field = if self.field.is_empty() { key.to_owned() } else { format!("{}.{key}", self.field) };
        Self { field, ..self.clone() }
    }

    fn record(&self, id: &str) -> Self {
        let of = if self.of.is_empty() { id.to_owned() } else { format!("{} {id}", self.of) };
        Self { of, field: String::new(), restricted: self.restricted }
    }

    fn tightened(mut self, nodes: [Option<&Node>; 2]) -> Self {
        let tier = |node: &Node| node.get("tier").and_then(Node::text) == Some("restricted");
        self.restricted |= nodes.into_iter().flatten().any(tier);
        self
    }
}

struct Walk<'a> {
    found: &'a mut Vec<Piece>,
}

impl Walk<'_> {
    fn say(&mut self, at: &At, from: Option<&Node>, to: Option<&Node>) {
        let words = |node: Option<&Node>| node.map(said).filter(|_| !at.restricted);
        let why = |node: &Node| WHYS.iter().find_map(|key| node.get(key)?.text().map(one_line));
        let why = to.and_then(why).filter(|_| !at.restricted).unwrap_or_default();
        self.found.push(Piece {
            of: at.of.clone(),
            field: at.field.clone(),
            from: words(from),
            to: words(to),
            why,
            restricted: at.restricted,
        });
    }

    fn nodes(&mut self, at: At, before: Option<&Node>, after: Option<&Node>) {
        let at = at.tightened([before, after]);
        let map = |node: Option<&Node>| {
            node.is_none_or(|node| matches!(node.kind, Kind::Map(_)) || node.is_blank())
        };
        let list = |node: Option<&Node>| {
            node.is_none_or(|node| matches!(node.kind, Kind::List(_)) || node.is_blank())
        };
        let is_map = [before, after].into_iter().flatten().any(|node| matches!(node.kind, Kind::Map(_)));
        let is_list = [before, after].into_iter().flatten().any(|node| matches!(node.kind, Kind::List(_)));
        match (before, after) {
            (Some(before), Some(after)) if before.says_the_same_as(after) => {}
            _ if is_map && map(before) && map(after) => self.maps(&at, before, after),
            _ if is_list && list(before) && list(after) => self.lists(&at, before, after),
            _ => self.say(&at, before, after),
        }
    }

    fn maps(&mut self, at: &At, before: Option<&Node>, after: Option<&Node>) {
        let entries = |node: Option<&Node>| node.map(Node::entries).unwrap_or_default().to_vec();
        let (old, new) = (entries(before), entries(after));
        for entry in &new {
            let was = before.and_then(|before| before.get(entry.name()));
            self.nodes(at.field(entry.name()), was, Some(&entry.value));
        }
        for entry in old.iter().filter(|entry| after.is_none_or(|after| after.get(entry.name()).is_none())) {
            self.nodes(at.field(entry.name()), Some(&entry.value), None);
        }
    }

    fn lists(&mut self, at: &At, before: Option<&Node>, after: Option<&Node>) {
        let items = |node: Option<&Node>| node.map(Node::items).unwrap_or_default().to_vec();
        let (old, new) = (items(before), items(after));
        let id = |item: &Node| item.get("id").and_then(Node::text).map(str::to_owned);
        let known = old.iter().chain(&new).all(|item| id(item).is_some());
        let same = |a: &Node, b: &Node| if known { id(a) == id(b) } else { a.says_the_same_as(b) };
        let one = |item: &Node| {
            let at = id(item).filter(|_| known).map_or_else(|| at.clone(), |id| at.record(&id));
            at.tightened([Some(item), None])
        };
        for item in &new {
            match old.iter().find(|was| same(was, item)) {
                Some(was) if known => self.nodes(one(item), Some(was), Some(item)),
                Some(_) => {}
                None => self.say(&one(item), None, Some(item)),
            }
        }
        for item in old.iter().filter(|was| !new.iter().any(|item| same(was, item))) {
            self.say(&one(item), Some(item), None);
        }
    }
}

/// What a node says, on one line.
fn said(node: &Node) -> String {
    let text = match &node.kind {
        Kind::Scalar { text, .. } => one_line(text),
        Kind::List(items) => items.iter().map(said).collect::<Vec<_>>().join(", "),
        Kind::Map(entries) => {
            let name = NAMES.iter().find_map(|key| node.get(key)?.text());
            let all = || entries.iter().map(|entry| format!("{}: {}", entry.name(), said(&entry.value)));
            name.map_or_else(|| all().collect::<Vec<_>>().join("; "), one_line)
        }
        Kind::Alias => String::new(),
    };
    fit(&text, WIDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(before: &str, after: &str) -> Vec<String> {
        let one = |piece: Piece| {
            let words = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
            format!("{}|{}|{}|{}|{}", piece.of, piece.field, words(piece.from), words(piece.to), piece.why)
        };
        pieces(before, after).into_iter().map(one).collect()
    }

    #[test]
    fn each_field_is_said_with_its_record_from_what_and_to_what() {
        let before = "title: A\nactions:\n  - {id: A-1, what: one, due: 2026-12-11, tags: [x]}\n  - {id: A-2, what: two}\n";
        let after = "title: B\nactions:\n  - id: A-1\n    what: one\n    due: 2026-12-18\n    tags: [x, y]\n    moved:\n      \
                     - {from: 2026-12-11, to: 2026-12-18, why: no room}\n  - {id: A-3, what: three}\n";
        assert_eq!(
            all(before, after),
            [
                "|title|A|B|",
                "A-1|due|2026-12-11|2026-12-18|",
                "A-1|tags|-|y|",
                "A-1|moved|-|from: 2026-12-11; to: 2026-12-18; why: no room|no room",
                "A-3||-|three|",
                "A-2||two|-|",
            ]
        );
        assert_eq!(all(after, after), [""; 0]);
        assert_eq!(all("a: [\n", after), [""; 0], "what cannot be read is not compared");
        assert_eq!(all("", "a: 1\nactions: [{id: A-1, what: one}]\n"), ["|a|-|1|", "A-1||-|one|"]);
    }

    #[test]
    fn of_what_is_restricted_only_record_and_field_are_said() {
        let before = "actions:\n  - {id: A-1, what: one, due: 2026-12-11, tier: restricted}\n";
        let after = "actions:\n  - {id: A-1, what: Canary, due: 2026-12-18, why: Canary}\n  - {id: A-2, tier: restricted, what: Canary}\n";
        let found = pieces(before, after);
        assert!(
            found.iter().all(|piece| piece.restricted && piece.from.is_none() && piece.to.is_none()),
            "{found:?}"
        );
        assert!(!format!("{found:?}").contains("Canary"), "{found:?}");
        assert!(
            all("tier: restricted\na: 1\n", "tier: restricted\na: Canary\n").iter().all(|p| p == "|a|-|-|")
        );
    }
}
