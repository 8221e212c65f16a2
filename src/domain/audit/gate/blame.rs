//! One agency that is said to have failed. That one is named as the one who does something is as it should be: "Health visitors ask
//! about the home at every visit". Named alone in a sentence with a word of failing, it is blamed: "Health visitors must stop
//! missing visits". Sentences are looked at one by one; what stands in one with two kinds of agencies blames neither alone.

use super::agencies::{self, Called};
use crate::domain::audit::Audit;

/// Words that blame the one agency beside them, wherever in the sentence they stand.
const FAILING: [&str; 22] = [
    "fail",
    "fails",
    "failed",
    "failing",
    "failings",
    "failure",
    "failures",
    "blame",
    "blamed",
    "blames",
    "fault",
    "faults",
    "negligent",
    "careless",
    "mistake",
    "mistakes",
    "shortcoming",
    "shortcomings",
    "wrongly",
    "unacceptable",
    "unprofessional",
    "incompetent",
];
/// What blames an agency that did it: it stands before, or after it with `by`.
const WRONG: [&str; 12] = [
    "ignored",
    "ignores",
    "ignoring",
    "refused",
    "refuses",
    "refusing",
    "forgot",
    "forgets",
    "forgotten",
    "overlooked",
    "overlooks",
    "overlooking",
];
/// What blames an agency that stands before it.
const NOT_DONE: [&str; 24] = [
    "not",
    "cannot",
    "didn't",
    "don't",
    "doesn't",
    "wasn't",
    "weren't",
    "isn't",
    "aren't",
    "hasn't",
    "haven't",
    "hadn't",
    "won't",
    "can't",
    "couldn't",
    "never",
    "rarely",
    "seldom",
    "hardly",
    "stop",
    "stops",
    "stopped",
    "neglected",
    "misses",
];
/// What is said of an agency before it with a form of being, or by it after: `was late`, `poor notes by`.
const BAD: [&str; 21] = [
    "late",
    "slow",
    "poor",
    "weak",
    "inadequate",
    "incomplete",
    "inconsistent",
    "inaccurate",
    "bad",
    "worse",
    "worst",
    "unaware",
    "unwilling",
    "unprepared",
    "unsafe",
    "absent",
    "missing",
    "lacking",
    "disorganised",
    "dismissive",
    "reluctant",
];
/// Forms of being, before such a word.
const BEING: [&str; 20] = [
    "is", "are", "was", "were", "be", "been", "being", "came", "come", "comes", "arrived", "arrives",
    "arrive", "too", "so", "very", "often", "always", "remain", "remains",
];
/// What begins something said of others: `fathers who do not live there`.
const OF_OTHERS: [&str; 10] =
    ["who", "whom", "which", "where", "when", "if", "whether", "unless", "why", "what"];

/// Forms that stand between whoever does something and what is said of it.
const FORMS: [&str; 27] = [
    "did", "do", "does", "has", "have", "had", "will", "would", "must", "should", "could", "can", "may",
    "might", "was", "were", "is", "are", "be", "been", "being", "to", "still", "also", "ever", "often",
    "always",
];
/// Others than an agency of whom something is said.
const OTHERS: [&str; 26] = [
    "child", "children", "baby", "babies", "boy", "boys", "girl", "girls", "pupil", "pupils", "family",
    "families", "parent", "parents", "father", "fathers", "mother", "mothers", "carer", "carers", "people",
    "person", "he", "she", "somebody", "anybody",
];

/// The agencies that are blamed alone, each as what it was named by, with the word that blames it.
pub(super) fn blamed(text: &str, audit: &Audit, called: &Called) -> Vec<(String, String)> {
    let sentences = text.split_inclusive(['.', ';', '!', '?', '\n']);
    sentences.filter_map(|sentence| in_sentence(sentence, audit, called)).collect()
}

fn in_sentence(sentence: &str, audit: &Audit, called: &Called) -> Option<(String, String)> {
    let places = agencies::placed(sentence, audit, called);
    let [(agency, first, last)] = places.as_slice() else { return None };
    let words: Vec<String> = agencies::plain(sentence);
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let before = |at: usize| at.checked_sub(1).map_or("", |at| word(at));
    let found = (0..words.len()).find(|&at| {
        let after_it = at > *last;
        // What is said of others between the agency and here is not said of it, but for what is said of it at once.
        let of_it = after_it && !(last + 2..at).any(|at| OF_OTHERS.contains(&word(at)));
        // Of whom it is said: the word before its forms, as in `a child is missing`.
        let of_others = OTHERS.contains(&subject(&words, at));
        let of_it = of_it && !of_others;
        let by_it = at < *first
            && words[at..*first].iter().skip(1).any(|word| matches!(word.as_str(), "by" | "from" | "of"));
        let here = word(at);
        let delayed = matches!(here, "delay" | "delays" | "delayed" | "delaying");
        let missed = matches!(here, "missed" | "missing" | "lacked" | "lacks" | "lack");
        let counted = matches!(
            before(at),
            "a" | "an" | "any" | "each" | "every" | "the" | "of" | "after" | "for" | "without"
        );
        let only = here == "not" && (word(at + 1) == "only" || matches!(before(at), "or" | "if" | "whether"));
        FAILING.contains(&here)
            || NOT_DONE.contains(&here) && of_it && !only
            || WRONG.contains(&here) && (of_it || by_it)
            || delayed && !matches!(before(at), "without" | "no" | "any")
            || missed && !counted && (of_it && !BEING.contains(&before(at)) || by_it && here == "missed")
            || BAD.contains(&here)
                && (of_it && BEING.contains(&before(at)) || by_it && is_theirs(&words[at..*first]))
            || here == "let" && word(at + 1) == "down"
    })?;
    Some((agency.clone(), words[found].clone()))
}

/// The word before a word and its forms.
fn subject(words: &[String], at: usize) -> &str {
    let before = words[..at].iter().rev().map(String::as_str);
    before.into_iter().find(|word| !FORMS.contains(word)).unwrap_or_default()
}

/// `poor notes by the`: the agency follows at once, and so it is its own.
fn is_theirs(between: &[String]) -> bool {
    let by = between.iter().position(|word| matches!(word.as_str(), "by" | "from" | "of"));
    by.is_some_and(|by| {
        by <= 4
            && between[by + 1..].iter().all(|word| matches!(word.as_str(), "the" | "our" | "their" | "local"))
    })
}
