//! Small counts and shares of children, in figures and in words, and what only one of them is.

use super::{Word, is_number};
use crate::domain::audit::report::FEWEST;

/// Words for children and those around them.
const CHILDREN: [&str; 42] = [
    "child",
    "children",
    "boy",
    "boys",
    "girl",
    "girls",
    "baby",
    "babies",
    "infant",
    "infants",
    "toddler",
    "toddlers",
    "sibling",
    "siblings",
    "brother",
    "brothers",
    "sister",
    "sisters",
    "son",
    "sons",
    "daughter",
    "daughters",
    "father",
    "fathers",
    "mother",
    "mothers",
    "teenager",
    "teenagers",
    "adolescent",
    "adolescents",
    "family",
    "families",
    "household",
    "households",
    "pupil",
    "pupils",
    "people",
    "person",
    "case",
    "cases",
    "youngster",
    "youngsters",
];
/// Those of them that are many.
const MANY: [&str; 20] = [
    "children",
    "boys",
    "girls",
    "babies",
    "infants",
    "toddlers",
    "siblings",
    "brothers",
    "sisters",
    "sons",
    "daughters",
    "fathers",
    "mothers",
    "teenagers",
    "adolescents",
    "families",
    "households",
    "pupils",
    "people",
    "cases",
];
/// What makes another thing of the word for a child before it: a system for cases, a plan for a child.
const OF_ANOTHER: [&str; 18] = [
    "support",
    "help",
    "hub",
    "hubs",
    "focused",
    "centred",
    "friendly",
    "system",
    "systems",
    "conference",
    "conferences",
    "management",
    "holder",
    "holders",
    "worker",
    "workers",
    "study",
    "studies",
];
/// What may stand between a number and those it counts.
const BETWEEN: [&str; 20] = [
    "of",
    "out",
    "the",
    "these",
    "those",
    "our",
    "their",
    "young",
    "in",
    "all",
    "single",
    "other",
    "sampled",
    "audited",
    "younger",
    "older",
    "more",
    "such",
    "different",
    "separate",
];
/// What may be counted however few there are.
const COUNTED: [&str; 17] = [
    "agency",
    "agencies",
    "service",
    "services",
    "organisation",
    "organisations",
    "answer",
    "answers",
    "return",
    "returns",
    "day",
    "days",
    "week",
    "weeks",
    "question",
    "questions",
    "professionals",
];
/// What may stand between `both` and those it counts.
const THESE: [&str; 6] = ["of", "the", "these", "those", "our", "young"];
const TENS: [&str; 9] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"];
/// Parts of a whole.
const PARTS: [&str; 12] = [
    "third", "thirds", "quarter", "quarters", "fifth", "fifths", "sixth", "sixths", "eighth", "eighths",
    "tenth", "tenths",
];

/// Words and the place in them that is looked at.
struct Reading<'a>(&'a [Word]);

impl Reading<'_> {
    fn small(&self, at: usize) -> &str {
        self.0.get(at).map_or("", |word| word.small.as_str())
    }

    fn said(&self, from: usize, to: usize) -> String {
        let words = self.0.get(from..=to.min(self.0.len().saturating_sub(1))).unwrap_or_default();
        words.iter().map(|word| word.said.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Past these words.
    fn past(&self, mut at: usize, words: &[&str], most: usize) -> usize {
        let end = at.saturating_add(most);
        while at < end && words.contains(&self.small(at)) {
            at += 1;
        }
        at
    }

    fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.small(at))
    }

    /// Whether the word here stands for children, and not for something of theirs.
    fn children(&self, at: usize) -> bool {
        // One person may be anybody; a young person is a child.
        let grown = self.small(at) == "person" && self.before(at, 1) != "young";
        CHILDREN.contains(&self.small(at)) && !OF_ANOTHER.contains(&self.small(at + 1)) && !grown
    }

    /// Whether the last thing that can be counted, from the beginning of the sentence until here, was children.
    fn of_children(&self, at: usize) -> bool {
        let sentence =
            self.0[..at].iter().rev().map(|word| word.small.as_str()).take_while(|w| !w.is_empty());
        let mut things = sentence.filter(|word| CHILDREN.contains(word) || COUNTED.contains(word));
        things.next().is_some_and(|word| CHILDREN.contains(&word))
    }

    /// Where the children stand that what begins here is a part of.
    fn part_of(&self, at: usize) -> Option<usize> {
        let next = self.past(at, &BETWEEN, 5);
        let whole = self.children(next) || self.small(next) == "sample";
        let them = self.small(at + 1) == "them" && self.of_children(at);
        if whole { Some(next) } else { (self.small(at) == "of" && them).then_some(at + 1) }
    }
}

/// Counts below five, of children or of those that are left.
pub(super) fn few(words: &[Word]) -> Vec<String> {
    let read = Reading(words);
    let (mut seen, mut dealt) = (Vec::new(), 0);
    for at in 0..words.len() {
        // The second number of `2 of 6 children`.
        if at < dealt {
            continue;
        }
        if let Some(end) = pair(&read, at).or_else(|| all_but(&read, at)) {
            seen.push(read.said(at, end));
            dealt = end + 1;
            continue;
        }
        let Some(n) = is_number(read.small(at)) else { continue };
        if TENS.contains(&read.before(at, 1)) {
            continue;
        }
        // `2 of 6`, `two out of the six`.
        let next = read.past(at + 1, &["of", "out", "the", "all", "our"], usize::MAX);
        let of = (next > at + 1).then(|| is_number(read.small(next))).flatten();
        if let Some(of) = of {
            dealt = next + 1;
            let left = of.saturating_sub(n);
            let counts_others = (1..=2).any(|n| COUNTED.contains(&read.small(next + n)));
            if !counts_others && ((1..FEWEST).contains(&n) || (1..FEWEST).contains(&left)) {
                seen.push(format!("{} of {}", words[at].said, words[next].said));
            }
            continue;
        }
        // `one in six children`.
        if let Some(of) = (read.small(at + 1) == "in").then(|| is_number(read.small(at + 2))).flatten() {
            let whom = read.past(at + 3, &BETWEEN, 4);
            if n < of && of >= FEWEST && read.children(whom) {
                seen.push(read.said(at, at + 2));
                dealt = at + 3;
            }
            continue;
        }
        // `one child`, `the three young people`.
        if !(1..FEWEST).contains(&n) {
            continue;
        }
        // `no one in the family`, `each one of the children`, `more than one child` count nobody.
        let general = matches!(read.before(at, 1), "no" | "each" | "every" | "any")
            || read.before(at, 1) == "than" && read.before(at, 2) == "more";
        if n == 1 && general {
            continue;
        }
        let next = read.past(at + 1, &BETWEEN, 4);
        if read.children(next) {
            seen.push(format!("{} {}", words[at].said, words[next].said));
        } else if next > at + 1 && read.small(next) == "sample"
            || read.small(at + 2) == "them" && read.small(at + 1) == "of" && read.of_children(at)
        {
            seen.push(read.said(at, next.max(at + 2)));
        }
    }
    seen
}

/// `both children`, `neither of the siblings`, `a couple of families`: where it ends.
fn pair(read: &Reading<'_>, at: usize) -> Option<usize> {
    let next = match read.small(at) {
        "both" => read.past(at + 1, &THESE, 4),
        "neither" | "either" if read.small(at + 1) == "of" => read.past(at + 1, &THESE, 4),
        "couple" | "pair" | "trio" if read.small(at + 1) == "of" => read.past(at + 2, &BETWEEN, 3),
        "neither" if read.small(at + 1) == "child" => return Some(at + 1),
        _ => return None,
    };
    // `both children and parents` are all of them.
    let others =
        read.small(next + 1) == "and" && !matches!(read.small(next + 2), "the" | "their" | "his" | "her");
    (MANY.contains(&read.small(next)) && !others).then_some(next)
}

/// `all but one`, `everybody except two`, unless it is agencies or days that are counted.
fn all_but(read: &Reading<'_>, at: usize) -> Option<usize> {
    let all = matches!(read.small(at), "all" | "every" | "everyone" | "everybody");
    let but = read.past(at + 1, &["of", "the", "these", "those", "our", "other"], 3);
    let but = if CHILDREN.contains(&read.small(but)) { but + 1 } else { but };
    let less = matches!(read.small(but), "but" | "except" | "bar" | "save");
    let n = is_number(read.small(but + 1)).filter(|n| (1..FEWEST).contains(n));
    let counted = read.past(but + 2, &BETWEEN, 4);
    let others = [but - 1, but + 2, counted].iter().any(|at| COUNTED.contains(&read.small(*at)));
    (all && less && n.is_some() && !others).then_some(but + 1)
}

/// Shares of a sample, in figures or as a part in words.
pub(super) fn shares(text: &str, words: &[Word]) -> Vec<String> {
    let mut seen = Vec::new();
    let sign = |c: char| matches!(c, '%' | '％' | '﹪' | '٪' | '‰');
    seen.extend(text.split_whitespace().filter(|word| word.contains(sign)).map(str::to_owned));
    let read = Reading(words);
    for at in 0..words.len() {
        let number = is_number(read.before(at, 1)).is_some()
            || read.before(at, 1).starts_with(|c: char| c.is_ascii_digit());
        let (small, from) = (read.small(at), if number { at - 1 } else { at });
        let per_cent = small == "per" && matches!(read.small(at + 1), "cent" | "cents");
        if per_cent {
            seen.push(read.said(from, at + 1));
        } else if matches!(small, "percent" | "percents" | "percentage" | "percentages")
            || number && matches!(small, "pc" | "pct")
        {
            seen.push(read.said(from, at));
        }
        // `half the children`; `a third of the sample`.
        let part = match small {
            "half" | "halves" => read.part_of(at + 1),
            _ if PARTS.contains(&small) && read.small(at + 1) == "of" => read.part_of(at + 1),
            _ => None,
        };
        if let Some(end) = part {
            seen.push(read.said(at, end));
        }
    }
    seen
}

/// What only one of them is: `the only girl`, `an only child`, `the twins`.
pub(super) fn marked_out(words: &[Word]) -> Vec<String> {
    let read = Reading(words);
    let mut seen = Vec::new();
    for at in 0..words.len() {
        let small = read.small(at);
        if matches!(small, "twin" | "twins" | "triplet" | "triplets") && read.small(at + 1) != "track" {
            seen.push(read.said(at, at));
        }
        if small == "only" && matches!(read.before(at, 1), "the" | "an" | "his" | "her" | "their") {
            let next = read.past(at + 1, &BETWEEN, 3);
            if read.children(next) {
                seen.push(read.said(at - 1, next));
            }
        }
    }
    seen
}
