//! Words that look like somebody's name although no list has it: two or more words in a row that begin with a capital, none of
//! which is known to be no name. What is known is learned from what a workspace says of agencies, posts, groups, places and
//! questions; whatever stands anywhere in small letters is a word like any other. This is a doubt and never a certainty.

use crate::base::when::{MONTHS, WEEKDAYS};
use std::collections::BTreeSet;
use std::ops::Range;

/// Words that are no names, in small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ordinary(BTreeSet<String>);

/// What stands before a surname.
const TITLES: [&str; 7] = ["mr", "mrs", "ms", "miss", "mx", "dr", "master"];
/// What makes a place or an organisation of the words before it.
const PLACES: [&str; 41] = [
    "school",
    "primary",
    "secondary",
    "academy",
    "college",
    "university",
    "nursery",
    "hospital",
    "infirmary",
    "surgery",
    "clinic",
    "practice",
    "centre",
    "hub",
    "house",
    "hall",
    "trust",
    "council",
    "borough",
    "partnership",
    "association",
    "society",
    "foundation",
    "charity",
    "service",
    "services",
    "team",
    "police",
    "church",
    "court",
    "park",
    "road",
    "street",
    "lane",
    "avenue",
    "close",
    "hill",
    "green",
    "estate",
    "project",
    "programme",
];
/// Words that often begin a sentence, months and days, and what papers of this work are full of.
const COMMON: [&str; 81] = [
    "the",
    "a",
    "an",
    "this",
    "that",
    "these",
    "those",
    "there",
    "then",
    "when",
    "where",
    "while",
    "who",
    "whom",
    "why",
    "what",
    "which",
    "how",
    "if",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "into",
    "of",
    "on",
    "or",
    "to",
    "with",
    "without",
    "and",
    "but",
    "no",
    "nobody",
    "not",
    "nothing",
    "neither",
    "nor",
    "now",
    "he",
    "she",
    "they",
    "it",
    "we",
    "i",
    "you",
    "his",
    "her",
    "their",
    "its",
    "our",
    "all",
    "any",
    "both",
    "each",
    "every",
    "some",
    "most",
    "many",
    "few",
    "more",
    "after",
    "before",
    "since",
    "until",
    "during",
    "because",
    "although",
    "however",
    "yes",
    "christmas",
    "easter",
    "england",
    "english",
    "british",
    "ofsted",
    "ask",
    "tell",
    "also",
];

impl Ordinary {
    /// Words of texts that somebody wrote of no single person: all of them.
    #[must_use]
    pub fn with<'a>(mut self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        for text in texts {
            self.0.extend(words(text).map(|(_, word)| word.to_lowercase()));
        }
        self
    }

    /// Words that stand in these texts in small letters.
    #[must_use]
    pub fn with_small<'a>(mut self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        for text in texts {
            let small = words(text).filter(|(_, word)| word.chars().all(char::is_lowercase));
            self.0.extend(small.map(|(_, word)| word.to_owned()));
        }
        self
    }

    /// Whether nothing is known: then nothing is doubted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn knows(&self, word: &str) -> bool {
        let small = word.to_lowercase().replace('’', "'");
        let bare = small.strip_suffix("'s").unwrap_or(&small).trim_end_matches('\'');
        let one = bare.strip_suffix('s').filter(|one| one.len() > 2);
        let known = |word: &str| {
            COMMON.contains(&word)
                || MONTHS.contains(&word)
                || WEEKDAYS.contains(&word)
                || PLACES.contains(&word)
                || TITLES.contains(&word)
                || self.0.contains(word)
        };
        known(bare) || one.is_some_and(known) || bare.split('-').all(known)
    }

    /// Whether a word may be a name: a capital and small letters, and not known.
    fn may_be(&self, word: &str) -> bool {
        is_capital(word) && !self.knows(word)
    }

    /// Whether all of these few words together may be somebody's name and nothing else, as in a cell of a table.
    pub fn is_name(&self, cell: &str) -> bool {
        let all: Vec<&str> = words(cell).map(|(_, word)| word).collect();
        let plain = cell.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || "-'’.,".contains(c));
        plain && (1..=4).contains(&all.len()) && all.iter().all(|word| self.may_be(word))
    }
}

/// Where a text has what looks like somebody's name, in bytes.
pub fn likely(text: &str, ordinary: &Ordinary) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if ordinary.is_empty() {
        return found;
    }
    let all: Vec<(usize, &str)> = words(text).collect();
    // Words that stand in a row, with nothing but a blank between them.
    let joined = |at: usize| {
        let Some(((from, word), (next, _))) = all.get(at).zip(all.get(at + 1)) else { return false };
        let between = text.get(from + word.len()..*next).unwrap_or(".");
        !between.is_empty() && between.chars().all(char::is_whitespace)
            || between == ". " && TITLES.contains(&word.to_lowercase().as_str())
    };
    let mut at = 0;
    while at < all.len() {
        let mut end = at;
        while is_capital(all[end].1) && joined(end) && is_capital(all[end + 1].1) {
            end += 1;
        }
        let run = &all[at..=end];
        let place = run.iter().any(|(_, word)| PLACES.contains(&word.to_lowercase().as_str()));
        let titled = |pair: &[(usize, &str)]| TITLES.contains(&pair[0].1.to_lowercase().as_str());
        let pair = run.windows(2).find(|pair| {
            ordinary.may_be(pair[1].1) && (titled(pair) || !place && ordinary.may_be(pair[0].1))
        });
        if let Some(pair) = pair {
            found.push(pair[0].0..pair[1].0 + pair[1].1.len());
        }
        at = end + 1;
    }
    found
}

/// A capital with small letters after it.
fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

/// The words of a text, each with where it begins.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let other = |c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'));
    let mut next = 0;
    text.split_inclusive(other).filter_map(move |piece| {
        let from = next;
        next += piece.len();
        let bare = piece.trim_start_matches(|c: char| !c.is_alphanumeric());
        let from = from + (piece.len() - bare.len());
        let bare = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
        (!bare.is_empty()).then_some((from, bare))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Ordinary {
        let things =
            ["Wrenshire Safeguarding Children Partnership", "Duty manager", "Health visitor", "Front door"];
        Ordinary::default().with(things).with_small(["Breakfast clubs gave children a steady start"])
    }

    #[test]
    fn two_words_with_capitals_that_nothing_knows_are_doubted_wherever_they_stand() {
        // A bird, a beast and a tree: nobody is called so.
        for (text, seen) in [
            ("Nobody asked Wagtail Badger about it.", "Wagtail Badger"),
            ("Wagtail Badger was not asked.", "Wagtail Badger"),
            ("When Wagtail Badger-Elm came home", "Wagtail Badger-Elm"),
            ("It was Mrs Wagtail who said so", "Mrs Wagtail"),
            ("It was Mr. Wagtail who said so", "Mr. Wagtail"),
            ("“Wagtail O’Badger” is what stands there", "Wagtail O’Badger"),
        ] {
            let found: Vec<&str> = likely(text, &known()).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, [seen], "{text}");
        }
    }

    #[test]
    fn what_is_known_small_or_a_place_is_no_name() {
        for text in [
            "The Duty Manager told the Health Visitor and the Front Door.",
            "Breakfast Clubs gave children a steady start.",
            "Hillside Primary School and Brook House Surgery",
            "CAMHS and MASH met on Tue 3 Nov 2026",
            "Wagtail, Badger and Elm",
            "It ended. Wagtail came.",
            "Wrenshire Partnership",
        ] {
            assert_eq!(likely(text, &known()), [], "{text}");
        }
        assert_eq!(
            likely("Wagtail Badger", &Ordinary::default()),
            [],
            "where nothing is known nothing is doubted"
        );
    }

    #[test]
    fn a_cell_is_a_name_where_it_is_nothing_else() {
        for cell in ["Wagtail", "Wagtail Badger", "Badger, Wagtail"] {
            assert!(known().is_name(cell), "{cell}");
        }
        for cell in ["C1", "", "Health visitor", "wagtail", "Hillside Primary", "Wagtail 3", "WB"] {
            assert!(!known().is_name(cell), "{cell}");
        }
    }
}
