//! Finding by a few letters, the best match first.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_match_comes_first_and_accents_do_not_matter() {
        let texts = ["Budget", "Risk register", "Siân's report"].map(str::to_owned);
        assert_eq!(rank("risk", &texts), [1]);
        assert_eq!(rank("sian", &texts), [2]);
        assert_eq!(rank("", &texts), [0, 1, 2]);
    }
}
