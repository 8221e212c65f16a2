//! The words of findings across audits: which findings hold a word, and which words come again in audit after audit.

use crate::domain::audit::{Audit, Finding, Panel};
use std::collections::{BTreeMap, BTreeSet};

/// The fewest letters of a word that the index lists.
const FEWEST_LETTERS: usize = 4;
/// Words of four letters and more that say nothing of practice.
const EMPTY: &str = " about after again against also always another been before being between both came case cases child children \
                     could does done during each either enough every family families find found from further given have here \
                     into just less made make many more most much must need needs never none only other others over same should \
                     since some such than that their them then there these they this those through time times under until upon \
                     used very were what when where whether which while will with within without work would agency agencies \
                     practice record records recorded ";

/// A finding that holds what was asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit<'a> {
    /// Its audit.
    pub audit: &'a Audit,
    /// The finding.
    pub finding: &'a Finding,
}

/// A word that comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The word, as it was written first.
    pub word: String,
    /// In how many audits.
    pub audits: usize,
    /// In how many findings.
    pub findings: usize,
}

/// A word without what makes it many or somebody's, in small letters.
fn stem(word: &str) -> String {
    let word = word.to_lowercase().replace('’', "'");
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(&word);
    match word.strip_suffix('s') {
        Some(one) if one.chars().count() >= FEWEST_LETTERS && !one.ends_with('s') => one.to_owned(),
        _ => word.to_owned(),
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')));
    parts.map(|word| word.trim_matches(['\'', '’', '-'])).filter(|word| !word.is_empty())
}

/// The findings of audits, the earliest panel first.
fn findings<'a>(audits: impl Iterator<Item = (&'a Audit, &'a [Panel])>) -> Vec<Hit<'a>> {
    let mut all: Vec<(&Audit, &[Panel])> = audits.collect();
    all.sort_by_key(|(audit, _)| (audit.dates.panel, &audit.id));
    let of = |(audit, panels): (&'a Audit, &'a [Panel])| {
        panels.iter().flat_map(|panel| &panel.findings).map(move |finding| Hit { audit, finding })
    };
    all.into_iter().flat_map(of).collect()
}

/// The findings that hold every one of some words, one and many alike; the earliest panel first.
pub fn holding<'a>(asked: &[String], audits: impl Iterator<Item = (&'a Audit, &'a [Panel])>) -> Vec<Hit<'a>> {
    let wanted: Vec<String> = asked.iter().flat_map(|text| words(text)).map(stem).collect();
    let holds = |hit: &Hit<'a>| {
        let has: BTreeSet<String> = words(&hit.finding.text).map(stem).collect();
        !wanted.is_empty() && wanted.iter().all(|word| has.contains(word))
    };
    findings(audits).into_iter().filter(holds).collect()
}

/// Words that come in findings of more than one audit, those of most audits first.
pub fn index<'a>(audits: impl Iterator<Item = (&'a Audit, &'a [Panel])>) -> Vec<Theme> {
    let mut known: BTreeMap<String, (String, BTreeSet<&str>, usize)> = BTreeMap::new();
    for hit in findings(audits) {
        let mut here = BTreeSet::new();
        for word in words(&hit.finding.text) {
            let stem = stem(word);
            let listed = stem.chars().count() >= FEWEST_LETTERS
                && !EMPTY.contains(&format!(" {} ", word.to_lowercase()))
                && !EMPTY.contains(&format!(" {stem} "))
                && stem.chars().any(char::is_alphabetic);
            if !listed || !here.insert(stem.clone()) {
                continue;
            }
            let entry = known.entry(stem).or_insert_with(|| (word.to_lowercase(), BTreeSet::new(), 0));
            entry.1.insert(hit.audit.id.as_str());
            entry.2 += 1;
        }
    }
    let mut themes: Vec<Theme> = known
        .into_values()
        .filter(|(_, audits, _)| audits.len() > 1)
        .map(|(word, audits, findings)| Theme { word, audits: audits.len(), findings })
        .collect();
    themes.sort_by(|a, b| {
        b.audits.cmp(&a.audits).then(b.findings.cmp(&a.findings)).then_with(|| a.word.cmp(&b.word))
    });
    themes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::Dates;

    fn audit(id: &str, panel: &str, texts: &[&str]) -> (Audit, Vec<Panel>) {
        let finding = |text: &&str| Finding { text: (*text).into(), ..Finding::default() };
        let dates = Dates { panel: panel.parse().unwrap(), ..Dates::default() };
        let audit = Audit { id: id.into(), dates, ..Audit::default() };
        (audit, vec![Panel { findings: texts.iter().map(finding).collect(), ..Panel::default() }])
    }

    fn all() -> [(Audit, Vec<Panel>); 3] {
        [
            audit("c", "2027-01-19", &["A father's view was asked for", "Chronologies were used"]),
            audit("a", "2025-01-19", &["Fathers were not recorded", "No chronology was kept of fathers"]),
            audit("b", "2026-01-19", &["The grandfather was seen"]),
        ]
    }

    #[test]
    fn a_word_is_found_across_audits_one_and_many_alike() {
        let all = all();
        let each = || all.iter().map(|(audit, panels)| (audit, &panels[..]));
        let found = |words: &[&str]| -> Vec<String> {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            holding(&words, each()).iter().map(|hit| hit.audit.id.to_string()).collect()
        };
        assert_eq!(found(&["FATHER"]), ["a", "a", "c"], "earliest first, and no grandfather");
        assert_eq!(found(&["fathers"]), found(&["father’s"]));
        assert_eq!(found(&["fathers", "chronology"]), ["a"]);
        assert_eq!(found(&[]), [""; 0]);
        assert_eq!(found(&["was"]).len(), 3, "any word may be asked for");
    }

    #[test]
    fn the_index_has_words_that_come_in_more_than_one_audit() {
        let all = all();
        let themes = index(all.iter().map(|(audit, panels)| (audit, &panels[..])));
        assert_eq!(themes, [Theme { word: "fathers".into(), audits: 2, findings: 3 }]);
    }
}
