//! Decisions that words name by their numbers, and whether a meeting has recorded them. `EXEC-26-D004` is one in full; a
//! group's own may be named as `D004`, and a year may be written with four figures.

use crate::base::id::DecisionId;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, nearest};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A decision that a meeting has recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Its number.
    pub id: DecisionId,
    /// The day it was taken.
    pub on: NaiveDate,
    /// Whether it is restricted: then nobody is pointed to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restricted: bool,
}

/// How many decisions are offered in the place of one that is not known.
const OFFERED: usize = 2;

/// What is to be done about a number that no meeting has recorded.
pub const OR_IN_WORDS: &str = "or say a decision made outside a meeting in words, with its day";

/// The numbers of decisions that stand in some words in full, each once.
pub fn named_in(words: &str) -> Vec<DecisionId> {
    let mut named = Vec::new();
    for (_, number) in numbers(words) {
        let id = number.id().filter(|id| !named.contains(id));
        named.extend(id);
    }
    named
}

/// The words with every number in full, as a group with these letters means it.
///
/// # Errors
/// Which decision no meeting has recorded, which there are, and what to do: a sentence without a full stop.
pub fn in_full(words: &str, prefix: &str, recorded: &[Recorded]) -> Result<String, String> {
    let mut full = words.to_owned();
    for (place, number) in numbers(words).into_iter().rev() {
        let id = number.meant(prefix, recorded)?;
        full.replace_range(place, id.as_str());
    }
    Ok(full)
}

/// The first number in some words that no meeting has recorded, as it stands there.
pub fn unknown_in<'w>(words: &'w str, prefix: &str, recorded: &[Recorded]) -> Option<&'w str> {
    let numbers = numbers(words).into_iter();
    let unknown = numbers.filter(|(_, number)| number.meant(prefix, recorded).is_err());
    unknown.map(|(place, _)| &words[place]).next()
}

/// A recorded decision that something is said to come from, and by whom or when it was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart<'r> {
    /// The decision.
    pub decision: &'r Recorded,
    /// Whether it is another group's; else it is of another day.
    pub of_another_group: bool,
}

impl Apart<'_> {
    /// What does not agree, as a sentence without a full stop; of a restricted decision its day is not told.
    pub fn said(&self, group: &str, on: NaiveDate) -> String {
        let Recorded { id, on: taken, restricted } = self.decision;
        let day = if *restricted { String::new() } else { format!(" of {}", long_date(*taken)) };
        if self.of_another_group {
            format!("{id} is another group's decision{day}, not one of {group}")
        } else {
            format!("{id} is a decision{day}, not of {}", long_date(on))
        }
    }
}

/// What the decision that is named in some words, by its number in full, says otherwise than that a group with these letters
/// took it on a day. Of several that are named one that agrees is enough.
pub fn apart<'r>(words: &str, prefix: &str, on: NaiveDate, recorded: &'r [Recorded]) -> Option<Apart<'r>> {
    let named = taken(words, recorded);
    let ours = |one: &&Recorded| letters(&one.id) == prefix;
    if named.iter().any(|one| ours(one) && one.on == on) {
        return None;
    }
    let decision = named.iter().copied().find(ours).or_else(|| named.first().copied())?;
    Some(Apart { decision, of_another_group: !ours(&decision) })
}

/// The recorded decisions that some words name by their numbers in full, in their order.
pub fn taken<'r>(words: &str, recorded: &'r [Recorded]) -> Vec<&'r Recorded> {
    named_in(words).iter().filter_map(|id| recorded.iter().find(|one| one.id == *id)).collect()
}

/// The letters of the group whose decision a number is.
pub fn letters(id: &DecisionId) -> &str {
    let of = id.as_str().rsplit_once("-D").map_or("", |(of, _)| of);
    of.rsplit_once('-').map_or("", |(prefix, _)| prefix)
}

/// A number as somebody wrote it.
struct Number {
    /// The letters and the year; nothing where only the figures are given.
    of: Option<(String, String)>,
    figures: u32,
}

impl Number {
    fn read(word: &str) -> Option<Self> {
        let word = word.to_uppercase();
        let figures = |text: &str, least: usize| {
            let good = (least..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            good.then(|| text.parse().ok()).flatten()
        };
        let Some((of, number)) = word.rsplit_once("-D") else {
            return Some(Self { of: None, figures: figures(word.strip_prefix('D')?, 3)? });
        };
        let (prefix, year) = of.rsplit_once('-')?;
        let year = if year.len() == 4 { year.strip_prefix("20")? } else { year };
        let sound = year.len() == 2
            && year.bytes().all(|byte| byte.is_ascii_digit())
            && prefix.starts_with(|c: char| c.is_ascii_uppercase());
        let of = sound.then(|| (prefix.to_owned(), year.to_owned()))?;
        Some(Self { of: Some(of), figures: figures(number, 1)? })
    }

    fn id(&self) -> Option<DecisionId> {
        let (prefix, year) = self.of.as_ref()?;
        Some(DecisionId::new(format!("{prefix}-{year}-D{:03}", self.figures)))
    }

    /// The recorded decision that is meant.
    fn meant(&self, prefix: &str, recorded: &[Recorded]) -> Result<DecisionId, String> {
        let known = |id: &DecisionId| recorded.iter().any(|one| one.id == *id);
        match self.id() {
            Some(id) if known(&id) => Ok(id),
            Some(id) => {
                let prefix = self.of.as_ref().map_or(prefix, |(prefix, _)| prefix);
                Err(not_recorded(id.as_str(), prefix, recorded))
            }
            None => {
                let short = format!("D{:03}", self.figures);
                let ours: Vec<&Recorded> = of(prefix, recorded)
                    .filter(|one| one.id.as_str().ends_with(&format!("-{short}")))
                    .collect();
                match ours.as_slice() {
                    [] => Err(not_recorded(&short, prefix, recorded)),
                    [one] => Ok(one.id.clone()),
                    [.., last] => Err(format!(
                        "{short} is the number of {} decisions of {prefix}: give it in full, such as {}",
                        ours.len(),
                        last.id
                    )),
                }
            }
        }
    }
}

/// The decisions of the group with these letters.
fn of<'r>(prefix: &'r str, recorded: &'r [Recorded]) -> impl DoubleEndedIterator<Item = &'r Recorded> {
    recorded.iter().filter(move |one| {
        let rest = one.id.as_str().strip_prefix(prefix).and_then(|rest| rest.strip_prefix('-'));
        rest.is_some_and(|rest| rest.split_once("-D").is_some_and(|(year, _)| year.len() == 2))
    })
}

fn not_recorded(number: &str, prefix: &str, recorded: &[Recorded]) -> String {
    let mut shown: Vec<&Recorded> = of(prefix, recorded).filter(|one| !one.restricted).collect();
    shown.sort_by(|a, b| (b.on, &b.id).cmp(&(a.on, &a.id)));
    let said = |one: &&Recorded| format!("{} of {}", one.id, long_date(one.on));
    let near = nearest(number, shown.iter().map(|one| one.id.as_str()));
    let near = near.and_then(|near| shown.iter().find(|one| one.id.as_str() == near));
    let mut offered: Vec<String> = near.map(said).into_iter().collect();
    offered.extend(shown.iter().map(said).filter(|one| Some(one) != near.map(said).as_ref()));
    offered.truncate(OFFERED);
    let there = match offered.len() {
        0 => format!("{prefix} has recorded none that could be named"),
        1 => format!("{prefix} has recorded {}", and_list(&offered)),
        _ => format!(
            "those of {prefix} are {}{}",
            and_list(&offered),
            if shown.len() > OFFERED { ", and others" } else { "" }
        ),
    };
    format!("no meeting has recorded the decision {number}: {there}. Correct the number, {OR_IN_WORDS}")
}

/// The numbers in some words with their places.
fn numbers(words: &str) -> Vec<(Range<usize>, Number)> {
    let read = |place: Range<usize>| Number::read(&words[place.clone()]).map(|number| (place, number));
    pieces(words).into_iter().filter_map(read).collect()
}

/// The places in some words where a number could stand: letters, figures and dashes together. What is part of an address or
/// of a file's name is none.
pub(super) fn pieces(words: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let within = |c: char| c.is_alphanumeric() || c == '-';
    let mut at = 0;
    while let Some(start) = words[at..].find(within).map(|start| at + start) {
        let end = words[start..].find(|c| !within(c)).map_or(words.len(), |end| start + end);
        at = end;
        let apart = |c: char| "/\\_.@#".contains(c);
        let mut after = words[end..].chars();
        let goes_on = match after.next() {
            Some('.') => after.next().is_some_and(char::is_alphanumeric),
            Some(c) => apart(c),
            None => false,
        };
        if goes_on || words[..start].ends_with(apart) {
            continue;
        }
        found.push(start..start + words[start..end].trim_end_matches('-').len());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn recorded() -> Vec<Recorded> {
        let one =
            |id: &str, on: &str, restricted| Recorded { id: id.into(), on: on.parse().unwrap(), restricted };
        vec![
            one("EXEC-25-D002", "2025-12-04", false),
            one("EXEC-26-D001", "2026-09-10", false),
            one("EXEC-26-D002", "2026-09-10", false),
            one("EXEC-26-D003", "2026-09-10", true),
            one("SOG-26-D001", "2026-11-05", false),
        ]
    }

    #[test]
    fn a_number_is_put_in_full_and_words_stay_as_they_are() {
        let full = |words: &str| in_full(words, "EXEC", &recorded()).unwrap();
        assert_eq!(full("d001"), "EXEC-26-D001");
        assert_eq!(full("D001 (sog-2026-d1): it is covered."), "EXEC-26-D001 (SOG-26-D001): it is covered.");
        for words in [
            "The Lead Safeguarding Partners, by e-mail on 12 Nov 2026",
            "Executive, 3 Dec 2026: 12 is not needed",
            "minute 4.2, form A-1, D12, EXEC-26-014",
            "see evidence/D099.pdf, https://example.org/D099/a and the D-day plan",
            "",
        ] {
            assert_eq!(full(words), words);
        }
        assert_eq!(named_in("D004, exec-26-d002. EXEC-26-D002"), [DecisionId::from("EXEC-26-D002")]);
    }

    #[test]
    fn a_number_that_no_meeting_has_recorded_is_refused_with_those_there_are() {
        let why = |words: &str| in_full(words, "EXEC", &recorded()).unwrap_err();
        assert_eq!(
            why("EXEC-26-D014: overtaken"),
            "no meeting has recorded the decision EXEC-26-D014: those of EXEC are EXEC-26-D002 of Thu 10 Sep 2026 and \
             EXEC-26-D001 of Thu 10 Sep 2026, and others. Correct the number, or say a decision made outside a meeting \
             in words, with its day"
        );
        assert!(
            why("SOG-26-D014").contains("SOG has recorded SOG-26-D001 of Thu 5 Nov 2026."),
            "{}",
            why("SOG-26-D014")
        );
        assert!(why("LSP-26-D001").contains("LSP has recorded none"), "{}", why("LSP-26-D001"));
        assert!(
            why("D002").starts_with(
                "D002 is the number of 2 decisions of EXEC: give it in full, such as EXEC-26-D002"
            )
        );
        assert!(!why("D014").contains("D003"), "nobody is pointed to a restricted one: {}", why("D014"));
        assert_eq!(in_full("EXEC-26-D003", "EXEC", &recorded()).unwrap(), "EXEC-26-D003");
        assert_eq!(unknown_in("by sog-26-d014 and D001", "EXEC", &recorded()), Some("sog-26-d014"));
        assert_eq!(unknown_in("in words", "EXEC", &[]), None);
    }

    #[test]
    fn a_decision_is_of_its_own_group_and_day_and_one_that_agrees_is_enough() {
        let all = recorded();
        let on = |day: &str| day.parse::<NaiveDate>().unwrap();
        let said = |words: &str, prefix: &str, day: &str| {
            apart(words, prefix, on(day), &all).map(|apart| apart.said("the group", on(day)))
        };
        assert_eq!(said("EXEC-26-D001: done", "EXEC", "2026-09-10"), None);
        assert_eq!(said("EXEC-26-D001 and sog-26-d001", "SOG", "2026-11-05"), None);
        for words in ["by e-mail", "EXEC-26-D099", ""] {
            assert_eq!(said(words, "SOG", "2026-11-05"), None, "nothing to hold it against");
        }
        assert_eq!(
            said("EXEC-26-D001", "SOG", "2026-09-10").unwrap(),
            "EXEC-26-D001 is another group's decision of Thu 10 Sep 2026, not one of the group"
        );
        assert_eq!(
            said("EXEC-26-D001", "EXEC", "2026-09-11").unwrap(),
            "EXEC-26-D001 is a decision of Thu 10 Sep 2026, not of Fri 11 Sep 2026"
        );
        assert!(
            !said("EXEC-26-D003", "SOG", "2026-09-11").unwrap().contains("10 Sep"),
            "its day is not told"
        );
        assert_eq!(letters(&"EXEC-26-D001".into()), "EXEC");
        assert_eq!(letters(&"A-B-26-D001".into()), "A-B");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_and_what_is_in_full_stays_so(words in "[dDsSoOgG26014 -./é,:]{0,40}") {
            if let Ok(full) = in_full(&words, "SOG", &recorded()) {
                prop_assert_eq!(in_full(&full, "SOG", &recorded()), Ok(full));
            }
        }
    }
}
