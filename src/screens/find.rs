//! Finding by a few letters: loosely, the best match first, or strictly, by the beginnings of words.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The places of the texts that match, best first; all of them, in order, when nothing was typed.
pub fn rank(typed: &str, texts: &[String]) -> Vec<usize> {
    if typed.trim().is_empty() {
        return (0..texts.len()).collect();
    }
    let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut found: Vec<(u32, usize)> = texts
        .iter()
        .enumerate()
        .filter_map(|(i, text)| {
            let score = pattern.score(nucleo_matcher::Utf32Str::new(text, &mut buffer), &mut matcher)?;
            Some((score, i))
        })
        .collect();
    found.sort_by_key(|(score, i)| (std::cmp::Reverse(*score), *i));
    found.into_iter().map(|(_, i)| i).collect()
}

/// Whether every word typed is the beginning of some word of the text. Capitals and accents do not matter, and
/// anything that is neither a letter nor a digit parts words. Where a few letters pick a person, a looser match
/// could pick the wrong one.
pub fn begins(typed: &str, text: &str) -> bool {
    let (typed, text) = (plain_words(typed), plain_words(text));
    !typed.is_empty() && typed.iter().all(|begun| text.iter().any(|word| word.starts_with(begun)))
}

/// Whether both are the same words, as `begins` reads them.
pub fn same(typed: &str, text: &str) -> bool {
    plain_words(typed) == plain_words(text)
}

fn plain_words(text: &str) -> Vec<String> {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strictly_every_word_typed_begins_a_word() {
        assert!(begins("sian", "Siân Rees, council"));
        assert!(begins("SIÂN", "Sian Rees, council"));
        assert!(begins("cou re", "Siân Rees, council (SR)"));
        assert!(begins("o'b", "Maeve O\u{2019}Brien"));
        assert!(!begins("ellis", "Rakesh Patel, Strategic Manager, health and social services"));
        assert!(!begins("x", "6 SOG exception report"));
        assert!(!begins("report budget", "6 SOG exception report"));
        assert!(!begins("-", "6 SOG exception report"));
    }

    #[test]
    fn the_best_match_comes_first_and_accents_do_not_matter() {
        let texts = ["Budget", "Risk register", "Siân's report"].map(str::to_owned);
        assert_eq!(rank("risk", &texts), [1]);
        assert_eq!(rank("sian", &texts), [2]);
        assert_eq!(rank("", &texts), [0, 1, 2]);
    }
}
