//! The laws of merging, tried on random trackers and random changes of both sides. A failure prints its number; the
//! same number makes the same three files again. [`many`] tries millions, by hand.

use super::dice::Dice;
use super::marked::laws::asked_again;
use super::same::{said, same};
use super::{Choice, Clash, Merged, Sort, left, merge};
use crate::files::yaml::{Limits, Node, read};
use std::collections::BTreeSet;
use std::fmt::Write as _;

#[derive(Clone, Default)]
struct Record {
    id: String,
    fields: Vec<(&'static str, String)>,
    tags: Option<Vec<String>>,
    updates: Vec<(String, String)>,
    comment: Option<String>,
}

#[derive(Clone, Default)]
struct File {
    title: String,
    note: Option<String>,
    times: Vec<(&'static str, usize)>,
    records: Vec<Record>,
    comment: Option<String>,
    /// How it is laid out.
    look: u64,
}

const WORDS: [&str; 12] = [
    "Report on the pilot",
    "No: not yet",
    "Agree the date, then tell everybody",
    "first line\nsecond line",
    "- a dash",
    "it's # not a comment",
    "2026-12-03",
    "yes",
    "a {b} [c]",
    "text\n\n  further in\n",
    "\"quoted\"",
    "Ask: who, when, why?",
];
const DAYS: [&str; 5] = ["2026-12-03", "2026-12-11", "to be set", "2027-01-08", "2026-11-26"];
const STATES: [&str; 4] = ["not started", "under way", "done", "closed"];
const TAGS: [&str; 6] = ["neglect", "housing", "a, b", "hub", "12", "x y"];

fn id(number: usize) -> String {
    format!("EXEC-26-{number:03}")
}

fn record(dice: &mut Dice, number: usize) -> Record {
    let mut fields = vec![("what", format!("{} {number}", dice.pick(&WORDS)))];
    if !dice.one_in(4) {
        fields.push(("lead", dice.pick(&["police-dsp", "icb-dsp"]).to_owned()));
    }
    fields.push(("raised", dice.pick(&DAYS[..2]).to_owned()));
    fields.push(("due", dice.pick(&DAYS).to_owned()));
    fields.push(("status", dice.pick(&STATES).to_owned()));
    let tags = (!dice.one_in(3)).then(|| TAGS[..dice.below(3)].iter().map(ToString::to_string).collect());
    let updates =
        (0..dice.below(3)).map(|n| (DAYS[n].replace("to be set", "2026-10-01"), WORDS[n].to_owned()));
    let comment = dice.one_in(4).then(|| format!("about {number}"));
    Record { id: id(number), fields, tags, updates: updates.collect(), comment }
}

fn file(dice: &mut Dice, most: usize) -> File {
    let records = (1..=dice.below(most + 1)).map(|n| record(dice, n)).collect();
    let note = dice.one_in(3).then(|| dice.pick(&WORDS).to_owned());
    let times = vec![("pack", 5), ("call", 20)];
    let comment = dice.one_in(3).then(|| "the file".to_owned());
    File { title: "Tracker".into(), note, times, records, comment, look: dice.roll() }
}

/// One change; `by` makes what a side writes its own.
fn change(dice: &mut Dice, file: &mut File, by: &str) {
    let count = file.records.len();
    let text = |dice: &mut Dice| {
        let word = dice.pick(&WORDS).to_owned();
        if dice.one_in(3) { word } else { format!("{by} {word}") }
    };
    match dice.below(18) {
        0 => file.title = text(dice).replace('\n', " "),
        1 => file.note = if dice.one_in(2) { None } else { Some(text(dice)) },
        2 => file.times[dice.below(2)].1 = dice.below(4),
        3 | 4 => {
            let number =
                file.records.iter().filter_map(|r| r.id[8..].parse::<usize>().ok()).max().unwrap_or(0);
            let mut new = record(dice, number + 1);
            new.fields[0].1 = text(dice);
            new.comment = new.comment.map(|c| format!("{by} {c}"));
            file.records.push(new);
        }
        5 if count > 0 => drop(file.records.remove(dice.below(count))),
        6 if count > 1 && dice.one_in(3) => {
            let moved = file.records.remove(dice.below(count));
            file.records.insert(dice.below(count), moved);
        }
        _ if count > 0 => {
            let record = &mut file.records[dice.below(count)];
            inside(dice, record, &text(&mut Dice(by.len() as u64)), by);
        }
        _ => file.comment = Some(format!("{by} the file")),
    }
}

fn inside(dice: &mut Dice, record: &mut Record, text: &str, by: &str) {
    let set = |record: &mut Record, key: &'static str, value: String| match record
        .fields
        .iter_mut()
        .find(|(known, _)| *known == key)
    {
        Some(field) => field.1 = value,
        None => record.fields.push((key, value)),
    };
    match dice.below(10) {
        0 | 9 => set(record, "due", dice.pick(&DAYS).to_owned()),
        1 => set(record, "status", dice.pick(&STATES).to_owned()),
        2 => set(record, "what", format!("{text} {}", dice.below(3))),
        3 => set(record, "lead", format!("{by}-lead")),
        4 => record.fields.retain(|(key, _)| *key != "lead"),
        5 => {
            let tag = dice.pick(&TAGS).to_owned();
            let tags = record.tags.get_or_insert_default();
            if dice.one_in(2) { tags.push(tag) } else { tags.insert(0, tag) }
        }
        6 => {
            if let Some(tags) = record.tags.as_mut().filter(|tags| !tags.is_empty()) {
                tags.remove(dice.below(tags.len()));
            }
        }
        7 => record.updates.push((dice.pick(&DAYS[3..]).to_owned(), text.to_owned())),
        _ => {
            if !record.updates.is_empty() {
                record.updates.remove(dice.below(record.updates.len()));
            }
        }
    }
}

/// A text as YAML, in one of the ways people write it.
fn spelt(text: &str, dice: &mut Dice, column: usize, flow: bool) -> String {
    let plain = text.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '-')
        && text.starts_with(|c: char| c.is_alphanumeric())
        && !text.ends_with(' ')
        && !matches!(text, "yes" | "12");
    if plain && !dice.one_in(4) {
        return text.to_owned();
    }
    let lines = !flow && text.contains('\n') && !text.starts_with([' ', '-']) && !text.ends_with('\n');
    if lines && !dice.one_in(3) {
        let margin = format!("\n{}", " ".repeat(column));
        let body =
            text.split('\n').map(|l| if l.is_empty() { "\n".to_owned() } else { format!("{margin}{l}") });
        return format!("|-{}", body.collect::<String>());
    }
    if text.contains('\n') || dice.one_in(2) {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

fn written(file: &File) -> String {
    let mut dice = Dice(file.look);
    let (indent, spaced, crlf) = (2 * dice.below(2), dice.one_in(2), dice.one_in(5));
    let mut out = String::new();
    if let Some(comment) = &file.comment {
        let _ = writeln!(out, "# {comment}");
    }
    let _ = writeln!(out, "title: {}", spelt(&file.title, &mut dice, 2, false));
    if let Some(note) = &file.note {
        let _ = writeln!(out, "note: {}", spelt(note, &mut dice, 2, false));
    }
    let times =
        |join: &str| file.times.iter().map(|(k, n)| format!("{k}: {n}")).collect::<Vec<_>>().join(join);
    let look = file.look;
    if dice.one_in(2) {
        let _ = writeln!(out, "lead_times: {{{}}}", times(", "));
    } else {
        let _ = writeln!(out, "lead_times:\n  {}", times("\n  "));
    }
    if file.records.is_empty() {
        out += "actions: [] # none\n";
    } else {
        out += "actions:\n";
    }
    for record in &file.records {
        // The look of a record depends on its id, so that what did not change looks the same in every version.
        let number: u64 = record.id[8..].parse().unwrap();
        written_record(&mut out, record, indent, &mut Dice(look ^ number.wrapping_mul(77)));
        if spaced {
            out.push('\n');
        }
    }
    if dice.one_in(2) {
        out += "# the end\nlast: {a: 1}\n";
    }
    if crlf { out.replace('\n', "\r\n") } else { out }
}

fn written_record(out: &mut String, record: &Record, indent: usize, dice: &mut Dice) {
    let margin = " ".repeat(indent);
    if let Some(comment) = &record.comment {
        let _ = writeln!(out, "{margin}# {comment}");
    }
    let update = |(on, text): &(String, String), dice: &mut Dice| {
        format!("{{on: {on}, text: {}}}", spelt(text, dice, 0, true))
    };
    let tags = |tags: &[String], dice: &mut Dice| {
        let all: Vec<String> = tags.iter().map(|tag| spelt(tag, dice, 0, true)).collect();
        format!("[{}]", all.join(", "))
    };
    if dice.one_in(4) {
        let mut parts = vec![format!("id: {}", record.id)];
        for (key, value) in &record.fields {
            let value =
                if *key == "raised" { format!("{{date: {value}}}") } else { spelt(value, dice, 0, true) };
            parts.push(format!("{key}: {value}"));
        }
        parts.extend(record.tags.as_ref().map(|all| format!("tags: {}", tags(all, dice))));
        if !record.updates.is_empty() {
            let all: Vec<String> = record.updates.iter().map(|u| update(u, dice)).collect();
            parts.push(format!("updates: [{}]", all.join(", ")));
        }
        let _ = writeln!(out, "{margin}- {{{}}}", parts.join(", "));
        return;
    }
    let _ = writeln!(out, "{margin}- id: {}", record.id);
    let inner = format!("{margin}  ");
    for (key, value) in &record.fields {
        if *key == "raised" {
            let _ = writeln!(out, "{inner}raised: {{date: {value}}}");
        } else {
            let end = if dice.one_in(5) && !value.contains('\n') { "  # so" } else { "" };
            let _ = writeln!(out, "{inner}{key}: {}{end}", spelt(value, dice, indent + 4, false));
        }
    }
    if let Some(all) = &record.tags {
        if dice.one_in(3) && !all.is_empty() {
            let _ = writeln!(out, "{inner}tags:");
            for tag in all {
                let _ = writeln!(out, "{inner}  - {}", spelt(tag, dice, 0, true));
            }
        } else {
            let _ = writeln!(out, "{inner}tags: {}", tags(all, dice));
        }
    }
    if !record.updates.is_empty() {
        let _ = writeln!(out, "{inner}updates:");
        for entry in &record.updates {
            if dice.one_in(2) {
                let _ = writeln!(out, "{inner}- {}", update(entry, dice));
            } else {
                let _ = writeln!(out, "{inner}- on: {}", entry.0);
                let _ = writeln!(out, "{inner}  text: {}", spelt(&entry.1, dice, indent + 6, false));
            }
        }
    }
}

/// Three versions from one number.
fn triple(seed: u64) -> [String; 3] {
    let mut dice = Dice::of(seed);
    let base = file(&mut dice, 1 + usize::try_from(seed % 4).unwrap());
    let mut sides = ["ours", "theirs"].map(|by| {
        let mut side = base.clone();
        for _ in 0..dice.below(7) {
            change(&mut dice, &mut side, by);
        }
        if dice.one_in(6) {
            side.look = dice.roll();
        }
        side
    });
    let [ours, theirs] = &mut sides;
    [written(&base), written(ours), written(theirs)]
}

fn root(text: &str) -> Node {
    let parsed = read(text, &Limits::default());
    assert!(!parsed.has_errors(), "{:?}\n{text}", parsed.problems);
    parsed.root.unwrap()
}

fn records(root: &Node) -> &[Node] {
    root.get("actions").map_or(&[][..], Node::items)
}

fn found<'n>(root: &'n Node, id: &str) -> Option<&'n Node> {
    records(root).iter().find(|record| record.get("id").and_then(Node::text) == Some(id))
}

fn decided(merged: &Merged, choice: Choice) -> String {
    let choices: Vec<Choice> = merged.clashes.iter().map(|_| choice).collect();
    merged.resolve(&choices, "2026-12-03".parse().unwrap()).unwrap()
}

/// Whether what one side says at a place that it changed is in the merged file or in a clash.
fn kept(side: &Node, base: Option<&Node>, new: Option<&Node>, clashes: &[String]) -> bool {
    let Some(new) = new else { return clashes.iter().any(|c| c.contains(&said(side))) };
    side.entries().iter().all(|entry| {
        let value = &entry.value;
        let changed = base.and_then(|base| base.get(entry.name())).is_none_or(|before| !same(before, value));
        let list = |node: &Node| node.items().iter().map(said).collect::<BTreeSet<String>>();
        let here = new.get(entry.name()).is_some_and(|now| {
            let old = base.and_then(|base| base.get(entry.name())).map(list).unwrap_or_default();
            let items = matches!(value.kind, crate::files::yaml::Kind::List(_));
            same(now, value) || (items && list(value).difference(&old).all(|item| list(now).contains(item)))
        });
        !changed || here || clashes.iter().any(|clash| clash == &said(value))
    })
}

fn nothing_is_lost(
    base: &Node,
    side: &Node,
    other: &Node,
    merged: &Node,
    clashes: &[String],
) -> Result<(), String> {
    for record in records(side) {
        let id = record.get("id").and_then(Node::text).unwrap();
        let before = found(base, id);
        if before.is_some_and(|before| same(before, record)) {
            if found(other, id).is_some() && found(merged, id).is_none() {
                return Err(format!("{id} has gone, and nobody took it out"));
            }
            continue;
        }
        let named = |r: &&Node| {
            let aka = r.get("aka").map_or(&[][..], Node::items).iter().any(|a| a.text() == Some(id));
            r.get("id").and_then(Node::text) == Some(id) || aka
        };
        let mut candidates = records(merged).iter().filter(named);
        let kept = candidates.any(|new| {
            let strip = record.entries().iter().filter(|e| e.name() != "id").cloned().collect();
            let body = Node { kind: crate::files::yaml::Kind::Map(strip), ..record.clone() };
            kept(&body, before, Some(new), clashes)
        });
        if !kept {
            return Err(format!("something of {id} has gone"));
        }
    }
    let top = |node: &Node| {
        let entries = node.entries().iter().filter(|e| e.name() != "actions" && e.name() != "lead_times");
        Node { kind: crate::files::yaml::Kind::Map(entries.cloned().collect()), ..node.clone() }
    };
    if !kept(&top(side), Some(base), Some(merged), clashes) {
        return Err("something at the top has gone".into());
    }
    Ok(())
}

fn comments(text: &str) -> BTreeSet<&str> {
    text.lines()
        .filter_map(|line| line.split_once("# "))
        .map(|(_, c)| c.trim())
        .filter(|c| c.starts_with("ours ") || c.starts_with("theirs "))
        .collect()
}

fn ensure(so: bool, what: &str) -> Result<(), String> {
    if so { Ok(()) } else { Err(what.to_owned()) }
}

/// The laws for three files of any kind; what is broken otherwise. Gives what they come to.
pub(super) fn general([base, ours, theirs]: &[String; 3]) -> Result<Merged, String> {
    ensure(merge(base, base, base).text == *base, "identity")?;
    ensure(merge(base, ours, base).text == *ours, "ours alone, byte for byte")?;
    ensure(merge(base, base, theirs).text == *theirs, "theirs alone")?;
    ensure(merge(base, ours, ours).text == *ours, "both alike")?;

    let one = merge(base, ours, theirs);
    let new = root(&one.text);
    ensure(one.clashes.iter().all(|c| c.sort != Sort::ByHand), "every change can be written")?;
    for comment in comments(ours).union(&comments(theirs)) {
        ensure(one.text.contains(comment), &format!("the comment {comment}"))?;
    }

    let other = merge(base, theirs, ours);
    ensure(one.clashes.len() == other.clashes.len(), "as many clashes from either side")?;
    if one.clashes.is_empty() {
        ensure(same(&new, &root(&other.text)), "it does not matter which side is called ours")?;
    } else {
        let (mine, same_mine) = (decided(&one, Choice::Mine), decided(&other, Choice::Theirs));
        ensure(same(&root(&mine), &root(&same_mine)), "nor when ours is chosen")?;
        let (his, same_his) = (decided(&one, Choice::Theirs), decided(&other, Choice::Mine));
        ensure(same(&root(&his), &root(&same_his)), "nor when theirs is chosen")?;
        let marked = one.marked();
        ensure(same(&root(&marked), &new), "marks change nothing")?;
        ensure(left(&marked).len() == one.clashes.len(), "every clash has its mark")?;
        asked_again(&marked, one.clashes.len(), [&mine, &his])?;
    }

    for again in [theirs, ours] {
        let twice = merge(base, &one.text, again);
        ensure(twice.text == one.text, "twice is once")?;
    }
    Ok(one)
}

/// Every law for three trackers; what is broken otherwise. Gives whether there was a clash.
fn laws(three: &[String; 3]) -> Result<bool, String> {
    let one = general(three)?;
    let [base, ours, theirs] = three;
    let (b, o, t, new) = (root(base), root(ours), root(theirs), root(&one.text));
    let theirs_in: Vec<String> = one
        .clashes
        .iter()
        .flat_map(|c| [&c.ours, &c.theirs])
        .flatten()
        .map(|v| {
            read(&format!("a: {v}"), &Limits::default())
                .root
                .map_or_else(String::new, |r| said(r.get("a").unwrap()))
        })
        .collect();
    nothing_is_lost(&b, &o, &t, &new, &theirs_in)?;
    nothing_is_lost(&b, &t, &o, &new, &theirs_in)?;
    let unbased = merge("", ours, theirs);
    let all = root(&unbased.text);
    for side in [&o, &t] {
        let there = records(side).iter().all(|r| {
            let id = r.get("id").and_then(Node::text).unwrap();
            records(&all).iter().any(|n| n.get("id").and_then(Node::text) == Some(id))
        });
        ensure(there, "without a base nothing goes")?;
    }
    Ok(!one.clashes.is_empty())
}

/// A failure with the three files, and what became of them.
fn try_all(seeds: std::ops::Range<u64>) -> usize {
    let mut clashes = 0;
    for seed in seeds {
        let three = triple(seed);
        let tried = std::panic::catch_unwind(|| laws(&three)).unwrap_or_else(|_| Err("it panicked".into()));
        match tried {
            Ok(clash) => clashes += usize::from(clash),
            Err(law) => {
                let [base, ours, theirs] = &three;
                let made = merge(base, ours, theirs);
                panic!(
                    "number {seed} breaks “{law}”\n=== base\n{base}\n=== ours\n{ours}\n=== theirs\n{theirs}\n=== merged\n{}\n=== marked\n{}\n=== clashes {:#?}\n=== other way\n{}\n=== clashes {:#?}",
                    made.text,
                    made.marked(),
                    made.clashes.iter().map(Clash::said).collect::<Vec<_>>(),
                    merge(base, theirs, ours).text,
                    merge(base, theirs, ours).clashes.iter().map(Clash::said).collect::<Vec<_>>()
                );
            }
        }
    }
    clashes
}

#[test]
fn the_laws_hold_for_random_files() {
    // One in half a million: a record that an answer takes out stood between what both added.
    try_all(453_335..453_336);
    let clashes = try_all(0..150);
    assert!((15..130).contains(&clashes), "{clashes} of 150 clash: that tries too little");
}

/// `MERGES=2000000 cargo test --release --lib many_random_files -- --ignored --nocapture`
#[test]
#[ignore = "takes long; run by hand with MERGES=2000000 and --release"]
#[allow(clippy::disallowed_methods, reason = "how many is asked from outside, and the time is reported")]
fn many_random_files() {
    let asked = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let (from, many) = (asked("FROM").unwrap_or(0), asked("MERGES").unwrap_or(100_000));
    let start = std::time::Instant::now();
    let half = from + many / 2;
    let (a, b) = std::thread::scope(|scope| {
        let first = scope.spawn(|| try_all(from..half));
        let second = scope.spawn(|| try_all(half..from + many));
        (first.join().unwrap(), second.join().unwrap())
    });
    println!("{many} triples, {} of them with clashes, in {:?}", a + b, start.elapsed());
}
