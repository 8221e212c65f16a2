//! Marks of clashes in a file, as `marks.rs` writes them, taken up again: the clash each stands for, and the text once
//! all are decided. A mark says where it belongs in words, so the place is found by them, just above it.

use super::marks::{said, sort};
use super::pieces::{lines, on_one_line};
use super::resolve::BY_HAND;
use super::same::{Identity, same};
use super::words::{Part, at, words};
use super::{Choice, Clash, Read, Sort};
use crate::files::yaml::{Edit, Kind, Limits, Node, Step, Value, apply, read};
use chrono::NaiveDate;

/// The clash of every mark, in the order of the file: comments only, for the same words inside a text are that text's.
pub(super) fn clashes(file: &Read) -> Vec<Clash> {
    let mut comments = file.comments.clone();
    comments.sort_by_key(|range| range.start);
    let marks = comments.iter().filter_map(|range| Some((range.start, said(&file.text[range.clone()])?)));
    marks.map(|(start, said)| clash(file, start, said)).collect()
}

/// The clash a mark stands for. One whose place is not there any more can only be taken away.
fn clash(file: &Read, mark: usize, said: &str) -> Clash {
    let mut found: Option<(Vec<Part>, &Node, &str)> = None;
    each(&file.root, &mut Vec::new(), &mut |path, node| {
        let place = words(path);
        let rest = said.strip_prefix(place.as_str()).and_then(|rest| rest.strip_prefix(": "));
        // The last above it: a later place of the same words is another's.
        if let Some(rest) = rest.filter(|_| node.range.start < mark) {
            found = Some((path.to_vec(), node, rest));
        }
    });
    let Some((path, node, rest)) = found else {
        let (place, rest) = said.split_once(": ").unwrap_or((said, ""));
        let (_, theirs) = sort(rest);
        let (place, theirs) = (place.to_owned(), theirs.map(str::to_owned));
        return Clash {
            place,
            sort: Sort::ByHand,
            base: None,
            ours: None,
            theirs,
            at: String::new(),
            path: Vec::new(),
            unbased: false,
        };
    };
    let (sort, theirs) = sort(rest);
    let here = Some(on_one_line(&file.text, node));
    // What ours had taken out stands in the file as theirs has it.
    let (ours, theirs) = match sort {
        Sort::RemovedByOurs => (None, here),
        _ => (here, theirs.map(str::to_owned)),
    };
    Clash { place: words(&path), sort, base: None, ours, theirs, at: at(&path), path, unbased: false }
}

/// Every value with its way.
fn each<'n>(node: &'n Node, path: &mut Vec<Part>, seen: &mut impl FnMut(&[Part], &'n Node)) {
    let mut child = |part, value: &'n Node| {
        path.push(part);
        seen(path, value);
        each(value, path, seen);
        path.pop();
    };
    match &node.kind {
        Kind::Map(entries) => {
            for entry in entries {
                child(Part::Key(entry.name().to_owned()), &entry.value);
            }
        }
        Kind::List(items) => {
            let Some(identity @ Identity::By(by)) = Identity::of(&[items]) else { return };
            let keys = identity.keys(items).into_iter();
            keys.zip(items).for_each(|(key, item)| child(Part::Item { by: Some(by), key }, item));
        }
        _ => {}
    }
}

/// The text with every mark decided and taken away.
///
/// # Errors
/// As [`super::Merged::resolve`].
pub(super) fn resolved(
    text: &str,
    clashes: &[&Clash],
    choices: &[Choice],
    on: NaiveDate,
) -> Result<String, String> {
    if choices.len() != clashes.len() {
        return Err(format!("{} clashes need a choice each", clashes.len()));
    }
    let mut text = text.to_owned();
    for (clash, choice) in clashes.iter().zip(choices) {
        text = decided(text, clash, *choice, on).map_err(|why| format!("{}: {why}", clash.place))?;
    }
    without_marks(&text)
}

/// One clash decided. Its mark stays for now, so that the places of the others do too.
fn decided(text: String, clash: &Clash, choice: Choice, on: NaiveDate) -> Result<String, String> {
    clash.may(choice)?;
    let steps = clash.steps();
    let remove = |text: &str| apply(text, &[Edit::Remove { at: &steps }]).map_err(|why| why.to_string());
    match (clash.sort, choice) {
        (Sort::RemovedByOurs, Choice::Mine) | (Sort::RemovedByTheirs, Choice::Theirs) => remove(&text),
        (Sort::Field, Choice::Theirs) => taken(&text, clash),
        (_, Choice::Both) => clash.with_both(&text, on),
        _ => Ok(text),
    }
}

/// Theirs in the place of ours.
fn taken(text: &str, clash: &Clash) -> Result<String, String> {
    let steps = clash.steps();
    let line = format!("a: {}", clash.theirs.as_deref().unwrap_or_default());
    let root = read(&line, &Limits::default()).root;
    let value = root.as_ref().and_then(|root| root.get("a")).and_then(Value::of);
    let (Some((Step::Key(key), at)), Some(value)) = (steps.split_last(), value) else {
        return Err(BY_HAND.to_owned());
    };
    apply(text, &[Edit::Put { at, key, value }]).map_err(|why| why.to_string())
}

/// The text without its marks, each with its line.
fn without_marks(text: &str) -> Result<String, String> {
    let before = Read::of(text)?;
    let mut text = before.text.clone();
    let mut marks: Vec<_> =
        before.comments.iter().filter(|range| said(&before.text[(*range).clone()]).is_some()).collect();
    marks.sort_by_key(|range| std::cmp::Reverse(range.start));
    for range in marks {
        let start = lines(&text).start(range.start);
        let alone = text[start..range.start].trim().is_empty();
        let end =
            text[range.start..].find('\n').map_or(text.len(), |at| range.start + at + usize::from(alone));
        text.replace_range(if alone { start } else { range.start }..end, "");
    }
    let after = Read::of(&text)?;
    if same(&before.root, &after.root) {
        Ok(text)
    } else {
        Err("the marks cannot be taken away by themselves".to_owned())
    }
}

/// A law that is tried with the others, in `laws.rs`.
#[cfg(test)]
pub(super) mod laws {
    use super::super::same::same;
    use super::super::{Asking, Choice, Read};

    /// What git's driver left is asked again, and comes to what it would have come to at once.
    pub(in super::super) fn asked_again(
        marked: &str,
        clashes: usize,
        [mine, theirs]: [&str; 2],
    ) -> Result<(), String> {
        let ensure = |holds: bool, law: &str| if holds { Ok(()) } else { Err(law.to_owned()) };
        let asking = Asking::of_marks(marked).ok_or("marks can be read")?;
        ensure(asking.questions.len() == clashes, "every mark is asked")?;
        for (choice, wanted) in [(Choice::Mine, mine), (Choice::Theirs, theirs)] {
            let all = asking.questions.iter().all(|question| question.may(choice).is_ok());
            if let Ok(made) = asking.text(&vec![choice; clashes], "2026-12-03".parse().unwrap()) {
                let (made, wanted) = (Read::of(&made)?, Read::of(wanted)?);
                ensure(
                    same(&made.root, &wanted.root),
                    &format!("an answer to a mark is the same as one at once: {choice:?}"),
                )?;
            } else {
                ensure(choice == Choice::Theirs || !all, "mine can always be kept")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Asking, merge};
    use super::*;
    use Choice::{Both, Mine, Theirs};

    const BASE: &str = "# Ours.
title: A
actions:
  - id: A-1
    what: Report
    due: 2026-12-01
    status: not started
  # flow
  - {id: A-2, what: two, due: to be set, tags: [x]}
  - id: A-3
    what: three
    tier: restricted
    due: 2026-12-01
  - id: A-4
    what: four
";

    fn day() -> NaiveDate {
        "2026-12-03".parse().unwrap()
    }

    /// Five clashes, as git leaves them.
    fn left() -> String {
        let ours = BASE
            .replacen("due: 2026-12-01", "due: 2026-12-11", 1)
            .replace("what: Report", "what: Report soon")
            .replace("due: to be set", "due: 2026-12-12")
            .replace("three", "three and a half")
            .replace("  - id: A-4\n    what: four\n", "");
        let theirs = BASE
            .replacen("due: 2026-12-01", "due: 2026-12-18", 1)
            .replace("what: Report", "what: |\n      Report: late,\n      # with figures")
            .replace("due: to be set", "due: 2026-12-19")
            .replace("  - id: A-3\n    what: three\n    tier: restricted\n    due: 2026-12-01\n", "")
            .replace("four", "four now");
        merge(BASE, &ours, &theirs).marked()
    }

    #[test]
    fn what_git_left_is_asked_again_and_decided() {
        let text = left();
        let asking = Asking::of_marks(&text).unwrap();
        let asked: Vec<_> = asking
            .questions
            .iter()
            .map(|q| (q.clash.place.as_str(), q.mine.as_str(), q.theirs.as_str(), q.restricted))
            .collect();
        let expected = [
            ("action A-1, what", "Report soon", "Report: late,\n# with figures", false),
            ("action A-1, due", "Fri 11 Dec 2026", "Fri 18 Dec 2026", false),
            ("action A-2, due", "Sat 12 Dec 2026", "Sat 19 Dec 2026", false),
            (
                "action A-3",
                "{id: A-3, what: three and a half, tier: restricted, due: 2026-12-01}",
                "taken out",
                true,
            ),
            ("action A-4", "taken out", "{id: A-4, what: four now}", false),
        ];
        assert_eq!(asked, expected, "{text}");
        assert_eq!(asking.questions[0].about.as_deref(), Some("Report soon"));

        let mine = asking.text(&[Mine; 5], day()).unwrap();
        assert!(!mine.contains("keep one") && mine.contains("# Ours.") && !mine.contains("A-4"), "{mine}");
        let theirs = asking.text(&[Theirs; 5], day()).unwrap();
        for words in ["due: 2026-12-18", "due: 2026-12-19", "Report: late,\n      # with figures", "four now"]
        {
            assert!(theirs.contains(words), "{words} in {theirs}");
        }
        assert!(!theirs.contains("A-3") && !theirs.contains("# chairside"), "{theirs}");
        let both = asking.text(&[Both, Both, Both, Mine, Theirs], day()).unwrap();
        assert!(
            both.contains("Also written: Report: late,") && both.contains("the other said due: 2026-12-18")
        );
        assert!(
            both.contains("due: 2026-12-11") && both.contains("the other said due: 2026-12-19"),
            "{both}"
        );
        assert!(asking.text(&[Both; 5], day()).is_err(), "a record is there or not");
        assert!(asking.text(&[Mine; 4], day()).is_err());
    }

    #[test]
    fn a_mark_whose_place_has_gone_and_one_inside_a_text_are_not_acted_on() {
        let mark = "# chairside: action A-9, due: theirs was 2026-12-18, keep one and delete this line";
        let text = format!("title: A\n{mark}\nnote: |\n  {mark}\n");
        let asking = Asking::of_marks(&text).unwrap();
        assert_eq!(asking.questions.len(), 1);
        assert!(asking.questions[0].may(Theirs).is_err());
        assert_eq!(asking.text(&[Mine], day()).unwrap(), format!("title: A\nnote: |\n  {mark}\n"));
    }
}
