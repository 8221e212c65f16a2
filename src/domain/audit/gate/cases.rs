//! Children by their pseudonyms, however these are written: `C1`, `C 3`, `Case 3`, `Child B`.

use super::{Word, is_number};
use crate::domain::audit::Audit;

/// What a number behind `case` or `child` may count, so that it is the number of no child: `ask each child 2 questions`.
const UNITS: [&str; 22] = [
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "hour",
    "hours",
    "minute",
    "minutes",
    "time",
    "times",
    "working",
    "question",
    "questions",
    "agency",
    "agencies",
    "visit",
    "visits",
    "meetings",
];

pub(super) fn refs(words: &[Word], audit: &Audit) -> Vec<String> {
    let mut seen = Vec::new();
    for at in 0..words.len() {
        let word = |n: usize| words.get(at + n).map_or("", |word| word.said.as_str());
        let small = |n: usize| words.get(at + n).map_or("", |word| word.small.as_str());
        let alone = bare(word(0));
        let parted = format!("{}{}", word(0), bare(word(1)));
        if is_ref(&alone, audit) {
            seen.push(word(0).to_owned());
        } else if !word(1).is_empty() && lettered(word(0)) && is_ref(&parted, audit) {
            seen.push(format!("{} {}", word(0), word(1)));
        } else if matches!(small(0), "case" | "child") {
            // The stop of `no.` ends no sentence.
            let skip = match small(1) {
                "no" | "number" | "nr" => 1 + usize::from(small(2).is_empty()),
                _ => 0,
            };
            let (named, after) = (word(1 + skip), small(2 + skip));
            // `Case C 3` is seen at its `C`.
            let later =
                is_ref(&bare(named), audit) || is_ref(&format!("{named}{}", bare(word(2 + skip))), audit);
            if !later && !UNITS.contains(&after) && named_so(small(0), &bare(named)) {
                seen.push(format!("{} {named}", word(0)));
            }
        }
    }
    seen
}

/// A word without what may stand within a pseudonym or behind it.
fn bare(word: &str) -> String {
    let base = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
    base.chars().filter(|c| !matches!(c, '.' | '_' | '#')).collect()
}

/// Letters that may be the first half of a pseudonym.
fn lettered(word: &str) -> bool {
    (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

fn figures(rest: &str) -> bool {
    (1..=3).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit())
}

fn is_ref(word: &str, audit: &Audit) -> bool {
    word.strip_prefix(['C', 'c']).is_some_and(figures)
        || audit.cases.iter().any(|case| !word.is_empty() && case.id.as_str().eq_ignore_ascii_case(word))
}

/// Whether what stands behind `case` or `child` says which: a number, a letter, a number in words that is written as a name.
fn named_so(what: &str, word: &str) -> bool {
    let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    // `in this case I would` names nobody.
    let letter = letter && (what == "child" || word != "I");
    let named = word.starts_with(char::is_uppercase) && is_number(&word.to_lowercase()).is_some();
    figures(word) || letter || named
}
