//! Three versions of any file put together: what only one side changed is taken, nothing either wrote is lost, it does
//! not matter who is called ours, and the outcome is a sound file.

use super::model::Model;
use super::{PART, lines};
use chairside::files::merge::{Clash, Merged, Sort, left, merge as merged};
use chairside::files::yaml::{Limits, decode, read};
use std::collections::BTreeSet;

/// What both came from, ours and theirs, with a line `%%%` between.
pub fn merge(bytes: &[u8]) {
    let Ok(text) = decode(bytes) else { return };
    let mut parts = text.splitn(3, PART);
    let [base, ours, theirs] = std::array::from_fn(|_| parts.next().unwrap_or_default());
    easy(base, ours);
    easy(base, theirs);
    let (one, other) = (merged(base, ours, theirs), merged(base, theirs, ours));
    for made in [&one, &other] {
        assert!(made.clashes.iter().all(|clash| !clash.said().is_empty() && !clash.place.is_empty()));
    }
    if one.clashes.iter().any(|clash| clash.sort == Sort::WholeFile) {
        return unreadable(&one, ours, theirs);
    }
    if said(ours).is_none() || said(theirs).is_none() {
        // Only one side changed anything, and nothing had to be read.
        return;
    }
    sound(&one, [base, ours, theirs]);
    sound(&other, [base, theirs, ours]);
    assert_eq!(one.clashes.is_empty(), other.clashes.is_empty(), "who is called ours makes a clash");
    if one.clashes.is_empty() {
        assert_eq!(said(&one.text), said(&other.text), "who is called ours changes what is said");
        assert_eq!(said(&merged(base, &one.text, theirs).text), said(&one.text), "twice is once");
        assert_eq!(said(&merged(base, &one.text, ours).text), said(&one.text), "twice is once");
    }
}

fn said(text: &str) -> Option<String> {
    Model::of(text).map(|model| model.said())
}

/// Nothing is worked out where only one side changed anything.
fn easy(base: &str, side: &str) {
    for made in [merged(base, side, side), merged(base, side, base), merged(base, base, side)] {
        assert_eq!((made.text.as_str(), made.clashes.len()), (side, 0));
    }
}

/// Where a side cannot be read, ours stays, and a place without a screen gets every line of both.
fn unreadable(made: &Merged, ours: &str, theirs: &str) {
    assert_eq!(made.text, ours);
    let marked = made.marked();
    // Marks of the order of bytes are no words: between the signs they do not begin a file.
    let bare = |line: String| line.trim_matches('\u{feff}').to_owned();
    let marked: BTreeSet<String> = lines(&marked).into_iter().map(bare).collect();
    for line in ours.lines().chain(theirs.lines()).flat_map(lines).map(bare) {
        assert!(marked.contains(&line) || line.is_empty(), "{line:?} has gone");
    }
}

fn sound(made: &Merged, [base, ours, theirs]: [&str; 3]) {
    let parsed = read(&made.text, &Limits::default());
    assert!(!parsed.has_errors(), "{:?}\n{}", parsed.problems, made.text);
    let now = Model::of(&made.text).expect("it can be read");
    let before = Model::of(base);
    let known: BTreeSet<&str> = before.iter().flat_map(Model::leaves).collect();
    let clashes: Vec<Model> =
        made.clashes.iter().flat_map(|c| [&c.ours, &c.theirs]).flatten().filter_map(|v| clash(v)).collect();
    let there: BTreeSet<&str> =
        now.leaves().into_iter().chain(clashes.iter().flat_map(Model::leaves)).collect();
    for side in [ours, theirs] {
        let side = Model::of(side).expect("it can be read");
        for words in side.leaves().into_iter().filter(|words| !known.contains(words)) {
            assert!(
                there.contains(words),
                "{words:?} was written and has gone: {:?}\n{}",
                shown(made),
                made.text
            );
        }
    }
    let marked = made.marked();
    assert_eq!(said(&marked), Some(now.said()), "marks change nothing\n{marked}");
    assert!(left(&marked).len() >= made.clashes.len(), "every clash has its mark\n{marked}");
}

/// What a side says in a clash, read back.
fn clash(value: &str) -> Option<Model> {
    Model::of(&format!("a: {value}\n"))
}

fn shown(made: &Merged) -> Vec<String> {
    made.clashes.iter().map(Clash::said).collect()
}
