//! Which agencies a text names: by their own names, by what their kind is called, and by what people call it and those who
//! work there.

use crate::base::id::{AgencyId, AgencyKind};
use crate::domain::audit::{AskedAgency, Audit, Vocabulary};
use crate::domain::personal::Ordinary;
use std::collections::{BTreeMap, BTreeSet};

/// What agencies and those who work there are called beside their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    kinds: BTreeMap<AgencyKind, BTreeSet<String>>,
    agencies: BTreeMap<AgencyId, BTreeSet<String>>,
    /// Words that are nobody's name.
    pub(super) ordinary: Ordinary,
}

impl Called {
    /// What kinds of agencies are also called in these vocabularies, all of them together.
    pub fn of<'a>(vocabularies: impl IntoIterator<Item = &'a Vocabulary>) -> Self {
        let mut called = Self::default();
        for kind in vocabularies.into_iter().flat_map(|words| &words.agency_kinds) {
            called.kinds.entry(kind.id.clone()).or_default().extend(kind.also.iter().cloned());
        }
        called
    }

    /// And which words are nobody's name: what looks like one is refused then.
    #[must_use]
    pub fn knowing(self, ordinary: Ordinary) -> Self {
        Self { ordinary, ..self }
    }

    /// And what single agencies are called in short.
    #[must_use]
    pub fn and(mut self, agencies: impl IntoIterator<Item = (AgencyId, String)>) -> Self {
        for (agency, short) in agencies {
            self.agencies.entry(agency).or_default().insert(short);
        }
        self
    }
}

/// A name as words, and the kind of agency it stands for.
type Name<'a> = (Vec<String>, &'a AgencyKind, &'a str);

/// The agencies a text names, each kind once, as what it was named by. Several of one kind count as one: a school among
/// schools is found again.
pub(super) fn named(text: &str, audit: &Audit, called: &Called) -> Vec<String> {
    placed(text, audit, called).into_iter().map(|(name, ..)| name).collect()
}

/// The same, each with the first word of it that stands there and the last: from the first to the last time it is named.
pub(super) fn placed(text: &str, audit: &Audit, called: &Called) -> Vec<(String, usize, usize)> {
    let names = names(audit, called);
    let said = words(text);
    let mut found: BTreeMap<&AgencyKind, (&str, usize, usize)> = BTreeMap::new();
    let mut at = 0;
    while at < said.len() {
        // The longest name counts: a probation officer is nobody of the police.
        let here = names.iter().rev().filter(|(name, ..)| said[at..].starts_with(name));
        match here.max_by_key(|(name, ..)| name.len()) {
            Some((name, kind, shown)) => {
                let end = at + name.len();
                let here = found.entry(*kind).or_insert((*shown, at, end - 1));
                here.2 = end - 1;
                at = end;
            }
            None => at += 1,
        }
    }
    found.into_values().map(|(name, from, to)| (name.to_owned(), from, to)).collect()
}

/// The words of a text in small letters, as many as there are of which agencies are found, each as it stands.
pub(super) fn plain(text: &str) -> Vec<String> {
    let plain = text.replace('’', "'").to_lowercase();
    let words = plain.split(|c: char| !(c.is_alphanumeric() || c == '\''));
    let bare = |word: &str| word.strip_suffix("'s").unwrap_or(word).trim_matches('\'').to_owned();
    words.map(bare).filter(|word| !word.is_empty()).collect()
}

fn names<'a>(audit: &'a Audit, called: &'a Called) -> Vec<Name<'a>> {
    let mut names: Vec<Name<'a>> = Vec::new();
    let mut add = |name: &'a str, kind: &'a AgencyKind, shown: &'a str| {
        let name = words(name);
        if !name.is_empty() {
            names.push((name, kind, shown));
        }
    };
    for AskedAgency { id, name, kind, .. } in &audit.agencies {
        for own in [name.as_str(), kind.as_str(), id.as_str()] {
            add(own, kind, name);
        }
        for short in called.agencies.get(id).into_iter().flatten() {
            add(short, kind, name);
        }
    }
    for (kind, also) in &called.kinds {
        for name in also {
            add(name, kind, name);
        }
    }
    names
}

/// The words of a text in small letters, none of them possessive or more than one.
fn words(text: &str) -> Vec<String> {
    let plain = text.replace('’', "'");
    let words = plain.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty());
    let single = words.map(|word| {
        let bare = word.strip_suffix("'s").unwrap_or(word).trim_matches('\'');
        // Of `GPs` too there is one; `gas` is no more than one gas.
        let many = bare.len() > 3 || bare.len() == 3 && bare.starts_with(|c: char| c.is_ascii_uppercase());
        let one = if many { bare.strip_suffix('s').unwrap_or(bare) } else { bare };
        one.to_lowercase()
    });
    single.filter(|word| !word.is_empty()).collect()
}
