//! Lossless edits of any document: the value meant is there, every other value keeps its very bytes, no comment goes that
//! is not a removed record's own, and a refusal says where.

use super::model::{Model, Spot, comments, spots};
use super::{PART, inside, lines};
use chairside::files::yaml::{Edit, Limits, Node, Value, apply, decode, read};

/// A document, a line `%%%`, and an edit a line: `set 3 text`, `put 1 key text`, `append 2 text`, `insert 2 0 text`,
/// `remove 4`. Numbers count the values of the document, around and around.
pub fn edit(bytes: &[u8]) {
    let Ok(text) = decode(bytes) else { return };
    let (document, script) =
        text.rsplit_once(PART).unwrap_or((&text, "remove 1\nset 2 x\nappend 1 y\nput 0 k v\n"));
    let mut document = document.to_owned();
    for line in script.lines().take(12) {
        if let Some(new) = edited(&document, line) {
            document = new;
        }
    }
}

/// The document with one edit; nothing when it was refused or the line says none.
fn edited(text: &str, line: &str) -> Option<String> {
    let parsed = read(text, &Limits::default());
    let Some(root) = parsed.root.as_ref().filter(|_| !parsed.has_errors()) else {
        assert!(apply(text, &[Edit::Remove { at: &[] }]).is_err(), "a file with errors is not touched");
        return None;
    };
    let all = spots(root);
    let wish = Wish::read(line, &all)?;
    let new = match apply(text, &[wish.edit()]) {
        Ok(new) => new,
        Err(refusal) => {
            assert!(!refusal.message.is_empty());
            refusal.place.inspect(|place| inside(&refusal.message, *place, &lines(text)));
            return None;
        }
    };
    let mut meant = Model::node(root, text);
    wish.carry_out(&mut meant);
    let now = read(&new, &Limits::default());
    assert!(!now.has_errors(), "{line}: the new text has errors: {:?}\n{new}", now.problems);
    let now = now.root.expect("a document with a value");
    assert_eq!(Model::node(&now, &new), meant, "{line}\n{text}\nbecame\n{new}");
    kept(&wish, &comments(text, root), &comments(&new, &now));
    both_readers(text, root, &new);
    Some(new)
}

/// The other reader, which makes the typed values, takes the new text as well as the old.
fn both_readers(text: &str, root: &Node, new: &str) {
    let other = |text: &str| serde_yaml::from_str::<serde_yaml::Value>(text.trim_start_matches('\u{feff}'));
    if !root.flow && other(text).is_ok() {
        assert!(other(new).is_ok(), "{:?}\n{text}\nbecame\n{new}", other(new));
    }
}

fn kept(wish: &Wish<'_>, before: &[&str], after: &[&str]) {
    if matches!(wish.what, What::Remove) {
        let mut left = before.iter();
        assert!(after.iter().all(|c| left.any(|b| b == c)), "{before:?} became {after:?}");
    } else {
        assert_eq!(before, after, "comments");
    }
}

enum What<'l> {
    Set(Value),
    Put(&'l str, Value),
    Append(Value),
    Insert(usize, Value),
    Remove,
}

struct Wish<'l> {
    spot: &'l Spot<'l>,
    what: What<'l>,
}

impl<'l> Wish<'l> {
    fn read(line: &'l str, all: &'l [Spot<'l>]) -> Option<Self> {
        let (verb, rest) = line.split_once(' ')?;
        let (number, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let spot = &all[number.parse::<usize>().ok()? % all.len()];
        let list = !spot.node.items().is_empty();
        let what = match verb {
            "set" if spot.node.text().is_some() => What::Set(single(rest)),
            "put" if !spot.node.entries().is_empty() => {
                let (key, rest) = rest.split_once(' ').unwrap_or((rest, ""));
                What::Put(key, value(rest))
            }
            "append" if list => What::Append(value(rest)),
            "insert" if list => {
                let (index, rest) = rest.split_once(' ').unwrap_or((rest, ""));
                What::Insert(index.parse::<usize>().ok()? % (spot.node.items().len() + 1), value(rest))
            }
            "remove" if !spot.way.is_empty() => What::Remove,
            _ => return None,
        };
        Some(Self { spot, what })
    }

    fn edit(&self) -> Edit<'_> {
        let at = self.spot.steps.as_slice();
        match &self.what {
            What::Set(value) => Edit::Set { at, value: value.clone() },
            What::Put(key, value) => Edit::Put { at, key, value: value.clone() },
            What::Append(value) => Edit::Append { at, value: value.clone() },
            What::Insert(index, value) => Edit::Insert { at, index: *index, value: value.clone() },
            What::Remove => Edit::Remove { at },
        }
    }

    fn carry_out(&self, model: &mut Model) {
        let up = self.spot.way.split_last();
        let place = match (&self.what, up) {
            (What::Remove, Some((_, up))) => model.at(up),
            _ => model.at(&self.spot.way),
        };
        match (place, &self.what) {
            (place, What::Set(value)) => *place = Model::new(value),
            (Model::Map(entries), What::Put(key, value)) => {
                match entries.iter_mut().find(|(name, _)| name == key) {
                    Some((_, old)) => *old = Model::new(value),
                    None => entries.push(((*key).to_owned(), Model::new(value))),
                }
            }
            (Model::List(items), What::Append(value)) => items.push(Model::new(value)),
            (Model::List(items), What::Insert(index, value)) => items.insert(*index, Model::new(value)),
            (Model::List(items), What::Remove) => drop(items.remove(*up.expect("not the root").0)),
            (Model::Map(entries), What::Remove) => drop(entries.remove(*up.expect("not the root").0)),
            _ => unreachable!("a wish fits its place"),
        }
    }
}

/// A single value from the words of an edit; `\n` is a new line.
fn single(words: &str) -> Value {
    match (words.parse::<i64>(), words.parse::<chrono::NaiveDate>()) {
        (Ok(number), _) => Value::Whole(number),
        (_, Ok(day)) => Value::Date(day),
        _ if words == "true" || words == "false" => Value::YesNo(words == "true"),
        _ => Value::Text(words.replace("\\n", "\n")),
    }
}

/// Any value: `[a, b]` is a list, `{a: b, c: d}` a map.
fn value(words: &str) -> Value {
    if let Some(inside) = words.strip_prefix('[') {
        return Value::List(inside.trim_end_matches(']').split(", ").map(single).collect());
    }
    if let Some(inside) = words.strip_prefix('{') {
        let mut entries: Vec<(String, Value)> = Vec::new();
        for (key, value) in inside.trim_end_matches('}').split(", ").filter_map(|e| e.split_once(": ")) {
            if !key.is_empty() && entries.iter().all(|(known, _)| known != key) {
                entries.push((key.to_owned(), single(value)));
            }
        }
        return if entries.is_empty() { single(words) } else { Value::Map(entries) };
    }
    single(words)
}
