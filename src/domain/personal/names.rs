//! Names that must stand in no paper: those on the workspace's own list and, for open papers, of people it knows.

use super::{Finding, Kind};
use std::collections::BTreeMap;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// Names to look for. What they are is never shown.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// By the first word: the words after it, and what the whole is.
    by_first: BTreeMap<String, Vec<(Vec<String>, Kind)>>,
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Names({})", self.len())
    }
}

impl Names {
    /// The names of a list to keep out.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = Self::default();
        all.add(names, Kind::Name);
        all
    }

    /// The same and, as well, people who are known by name and should be named by their posts.
    #[must_use]
    pub fn with_people<'a>(mut self, people: impl IntoIterator<Item = &'a str>) -> Self {
        self.add(people, Kind::Person);
        self
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_first.values().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }

    fn add<'a>(&mut self, names: impl IntoIterator<Item = &'a str>, kind: Kind) {
        for name in names {
            let mut words = words(name).map(|(_, _, word)| word);
            let Some(first) = words.next() else { continue };
            let rest: Vec<String> = words.collect();
            // A single letter would be found in every paper.
            if first.chars().count() + rest.len() < 2 {
                continue;
            }
            let known = self.by_first.entry(first).or_default();
            if known.iter().all(|(other, _)| *other != rest) {
                known.push((rest, kind));
                // A whole name is said as that, not as its beginning.
                known.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
            }
        }
    }

    /// Whole words, small and capital, with and without accents alike.
    pub(super) fn find(&self, text: &str, found: &mut Vec<Finding>) {
        if self.is_empty() {
            return;
        }
        let words: Vec<(usize, usize, String)> = words(text).collect();
        let mut at = 0;
        while at < words.len() {
            let (start, end, first) = &words[at];
            let after = |i: usize| words.get(at + 1 + i).map(|(_, _, word)| word);
            let named = self.by_first.get(first).into_iter().flatten();
            let named = named.into_iter().find(|(rest, _)| {
                rest.iter().enumerate().all(|(i, word)| after(i).is_some_and(|there| there == word))
            });
            match named {
                Some((rest, kind)) => {
                    let end = if rest.is_empty() { *end } else { words[at + rest.len()].1 };
                    found.push(Finding::new(*kind, text, *start..end));
                    at += rest.len() + 1;
                }
                None => at += 1,
            }
        }
    }
}

/// The words of a text: where each begins and ends, and its letters, small and without accents.
fn words(text: &str) -> impl Iterator<Item = (usize, usize, String)> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let part = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
        while rest.next_if(|(_, c)| !part(*c)).is_some() {}
        let (start, _) = *rest.peek()?;
        let mut end = start;
        while let Some((at, c)) = rest.next_if(|(_, c)| part(*c)) {
            end = at + c.len_utf8();
        }
        Some((start, end, folded(&text[start..end])))
    })
}

fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}
