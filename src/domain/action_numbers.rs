//! Actions that words name by their numbers, and whether a tracker has them. `EXEC-26-014` is one in full; a group's own
//! may be named as `014`. What only looks like a number, such as `COVID-19-20`, is a word like others: it has the letters of
//! no tracker.

use super::action::Action;
use super::agenda::Tier;
use super::decision_numbers::pieces;
use super::tracker::{Tracker, action_id};
use crate::base::id::ActionId;
use crate::base::text::and_list;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The last number that a tracker has given out in a year: all before it were given out too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbered {
    /// The letters its numbers begin with.
    pub prefix: String,
    /// The last two figures of the year.
    pub year: u32,
    /// The number.
    pub last: u32,
}

impl Numbered {
    /// The last numbers of some trackers.
    pub fn of<'a>(trackers: impl IntoIterator<Item = &'a Tracker>) -> Vec<Self> {
        let mut last: BTreeMap<(&str, u32), u32> = BTreeMap::new();
        for tracker in trackers {
            let ids =
                tracker.actions.iter().flat_map(|action| std::iter::once(&action.id).chain(&action.aliases));
            for (prefix, year, number) in ids.filter_map(|id| parts(id.as_str())) {
                let most = last.entry((prefix, year)).or_default();
                *most = number.max(*most);
            }
        }
        let one = |((prefix, year), last): ((&str, u32), u32)| Self { prefix: prefix.to_owned(), year, last };
        last.into_iter().map(one).collect()
    }
}

/// What numbers are looked up in.
#[derive(Clone, Debug)]
pub struct Numbers<'a> {
    /// The letters of the group that speaks.
    pub own: &'a str,
    /// The actions that are at hand.
    pub actions: Vec<&'a Action>,
    /// The last numbers of trackers whose actions are not all at hand.
    pub last: &'a [Numbered],
}

impl Numbers<'_> {
    /// What some actions are said to wait for: the words with every number in full, and the actions they name, each once.
    ///
    /// # Errors
    /// Which action no tracker has or would wait for itself in the end, and what to do: a sentence without a full stop.
    pub fn waited_for(&self, words: &str, by: &[ActionId]) -> Result<(String, Vec<ActionId>), String> {
        let (mut full, mut named) = (words.to_owned(), Vec::new());
        for place in pieces(words).into_iter().rev() {
            let meant = self.meant(words, &place);
            let meant = meant
                .map_err(|why| format!("{why}. Correct the number, or say in words what it waits for"))?;
            let Some(id) = meant else { continue };
            if by.contains(&id) {
                return Err(format!(
                    "{id} would wait for itself: name another action, or leave its number out"
                ));
            }
            full.replace_range(place, id.as_str());
            if !named.contains(&id) {
                named.insert(0, id);
            }
        }
        for (waits, id) in by.iter().flat_map(|waits| named.iter().map(move |id| (waits, id))) {
            if let Some(way) = self.way(id, waits) {
                let between = way.iter().map(ActionId::as_str).collect::<Vec<_>>();
                let by_way = match between.as_slice() {
                    [] => String::new(),
                    some => format!(", by way of {}", and_list(some)),
                };
                return Err(format!(
                    "{id} waits for {waits} itself{by_way}: say what ends that, or in words what {waits} waits for"
                ));
            }
        }
        Ok((full, named))
    }

    /// The one action that some words name.
    ///
    /// # Errors
    /// That they name none, or one that no tracker has: a sentence without a full stop.
    pub fn one(&self, words: &str) -> Result<ActionId, String> {
        let words = words.trim();
        let id = match pieces(words).as_slice() {
            [place] if *place == (0..words.len()) => self.meant(words, place)?,
            _ => None,
        };
        id.ok_or_else(|| {
            format!("'{words}' is the number of no action: give one such as {}-26-014", self.own)
        })
    }

    /// The action that a word means; nothing where it means none.
    fn meant(&self, words: &str, place: &Range<usize>) -> Result<Option<ActionId>, String> {
        let word = words[place.clone()].to_uppercase();
        let of_ours = |action: &&&Action, number: u32| {
            parts(action.id.as_str()).is_some_and(|(prefix, _, own)| prefix == self.own && own == number)
        };
        if word.len() == 3 && stands_alone(&words[place.end..]) && !self.own.is_empty() {
            let Ok(number) = word.parse::<u32>() else { return Ok(None) };
            let mut ours: Vec<&&Action> =
                self.actions.iter().filter(|action| of_ours(action, number)).collect();
            if ours.iter().any(|action| action.status.open()) {
                ours.retain(|action| action.status.open());
            }
            let given = self.last.iter().filter(|one| one.prefix == self.own && number <= one.last);
            return match (ours.as_slice(), given.max_by_key(|one| one.year)) {
                ([one], _) => Ok(Some(one.id.clone())),
                ([first, ..], _) => Err(format!(
                    "{word} is the number of {} actions of {}: give it in full, such as {}",
                    ours.len(),
                    self.own,
                    first.id
                )),
                ([], Some(given)) if number > 0 => Ok(Some(in_year(given, number))),
                ([], _) => Ok(None),
            };
        }
        let Some((prefix, year, number)) = parts(&word) else { return Ok(None) };
        let here = |id: &ActionId| parts(id.as_str()) == Some((prefix, year, number));
        // A number that one has now goes before one that another had.
        let now = self.actions.iter().find(|action| here(&action.id));
        if let Some(action) =
            now.or_else(|| self.actions.iter().find(|action| action.aliases.iter().any(here)))
        {
            return Ok(Some(action.id.clone()));
        }
        let given = self.last.iter().filter(|one| one.prefix == prefix);
        if let Some(given) = given.clone().find(|one| one.year == year && (1..=one.last).contains(&number)) {
            return Ok(Some(in_year(given, number)));
        }
        let known =
            |action: &&Action| parts(action.id.as_str()).is_some_and(|(letters, ..)| letters == prefix);
        if prefix != self.own && given.clone().next().is_none() && !self.actions.iter().any(known) {
            return Ok(None);
        }
        Err(self.unknown(&word, (prefix, year, number)))
    }

    /// That no tracker has it, and which number is the nearest.
    fn unknown(&self, word: &str, (prefix, year, number): (&str, u32, u32)) -> String {
        // Nobody is pointed to one that is restricted.
        let named = self.actions.iter().filter(|action| action.tier < Tier::Restricted);
        let at_hand = named.filter_map(|action| {
            let (letters, of, own) = parts(action.id.as_str()).filter(|(letters, ..)| *letters == prefix)?;
            Some((year.abs_diff(of), number.abs_diff(own), letters, action.id.clone()))
        });
        let given = self.last.iter().filter(|one| one.prefix == prefix);
        let given = given
            .map(|one| (year.abs_diff(one.year), number.abs_diff(one.last), prefix, in_year(one, one.last)));
        let near = at_hand.chain(given).min_by_key(|(years, numbers, ..)| (*years, *numbers));
        let near = near.map(|(.., id)| format!("the nearest is {id}"));
        let near = near.unwrap_or_else(|| format!("{prefix} has none that could be named"));
        format!("no tracker has an action {word}: {near}")
    }

    /// What lies on the way from an action to another that it waits for in the end; nothing where it does not.
    fn way(&self, from: &ActionId, to: &ActionId) -> Option<Vec<ActionId>> {
        let mut by_id: BTreeMap<&ActionId, &Action> = BTreeMap::new();
        for action in &self.actions {
            for alias in &action.aliases {
                by_id.entry(alias).or_insert(action);
            }
        }
        by_id.extend(self.actions.iter().map(|action| (&action.id, *action)));
        let (mut seen, mut ways) = (BTreeSet::new(), vec![vec![from]]);
        while let Some(way) = ways.pop() {
            let last = *way.last()?;
            if !seen.insert(last) {
                continue;
            }
            let Some(action) = by_id.get(last) else { continue };
            for next in &action.blocked_by {
                if by_id.get(next).map_or(next, |action| &action.id) == to {
                    return Some(way[1..].iter().map(|id| (*id).clone()).collect());
                }
                ways.push(way.iter().copied().chain([next]).collect());
            }
        }
        None
    }
}

fn in_year(given: &Numbered, number: u32) -> ActionId {
    action_id(&given.prefix, i32::try_from(given.year).unwrap_or(0), number)
}

/// Whether figures are not the number of something that follows them, as in "101 returns".
fn stands_alone(after: &str) -> bool {
    let rest = after.trim_start();
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    next.is_empty() || matches!(next, "and" | "or" | "to" | "which" | "first" | "because")
}

/// The letters, the year and the number of an action.
fn parts(id: &str) -> Option<(&str, u32, u32)> {
    if !ActionId::is_number(id) {
        return None;
    }
    let mut parts = id.rsplitn(3, '-');
    let (number, year, prefix) = (parts.next()?, parts.next()?, parts.next()?);
    Some((prefix, year.parse().ok()?, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::Status;

    fn action(id: &str, waits: &[&str]) -> Action {
        let blocked_by = waits.iter().map(|id| (*id).into()).collect();
        Action { id: id.into(), blocked_by, ..Action::default() }
    }

    fn actions() -> Vec<Action> {
        vec![
            action("EXEC-26-009", &["EXEC-26-010"]),
            action("EXEC-26-010", &["EXEC-26-014"]),
            Action { status: Status::Closed, ..action("EXEC-25-014", &[]) },
            action("EXEC-26-014", &[]),
            Action { aliases: vec!["EXEC-26-003".into()], ..action("SOG-26-004", &[]) },
        ]
    }

    fn waits(words: &str, by: &str) -> Result<(String, String), String> {
        let all = actions();
        let last = [Numbered { prefix: "LSP".into(), year: 26, last: 7 }];
        let numbers = Numbers { own: "EXEC", actions: all.iter().collect(), last: &last };
        let (words, ids) = numbers.waited_for(words, &[by.into()])?;
        Ok((words, and_list(&ids.iter().map(ActionId::as_str).collect::<Vec<_>>())))
    }

    #[test]
    fn numbers_are_found_in_every_tracker_and_what_only_looks_like_one_is_a_word() {
        for (words, full, ids) in [
            ("sog-26-004, and EXEC-26-009", "SOG-26-004, and EXEC-26-009", "SOG-26-004 and EXEC-26-009"),
            ("EXEC-26-003", "SOG-26-004", "SOG-26-004"),
            ("014", "EXEC-26-014", "EXEC-26-014"),
            ("009 and 010: both", "EXEC-26-009 and EXEC-26-010: both", "EXEC-26-009 and EXEC-26-010"),
            ("LSP-26-007", "LSP-26-007", "LSP-26-007"),
            ("010 returns from schools, and 999", "010 returns from schools, and 999", ""),
            ("the COVID-19-20 figures of 2026-12-03", "the COVID-19-20 figures of 2026-12-03", ""),
        ] {
            assert_eq!(waits(words, "SOG-26-001").unwrap(), (full.to_owned(), ids.to_owned()), "{words}");
        }
        let own = waits("EXEC-26-010 and 014", "EXEC-26-010").unwrap_err();
        assert_eq!(own, "EXEC-26-010 would wait for itself: name another action, or leave its number out");
    }

    #[test]
    fn one_that_no_tracker_has_is_refused_with_the_nearest_and_so_is_a_round() {
        let why = |words: &str, by: &str| waits(words, by).unwrap_err();
        assert_eq!(
            why("SOG-26-999", "EXEC-26-009"),
            "no tracker has an action SOG-26-999: the nearest is SOG-26-004. Correct the number, or say in words what it \
             waits for"
        );
        assert!(why("LSP-26-008", "EXEC-26-009").contains("the nearest is LSP-26-007"));
        assert!(why("EXEC-26-011", "SOG-26-004").contains("the nearest is EXEC-26-010"));
        assert!(why("EXEC-26-010", "EXEC-26-014").starts_with("EXEC-26-010 waits for EXEC-26-014 itself: "));
        assert!(
            why("009", "EXEC-26-014")
                .starts_with("EXEC-26-009 waits for EXEC-26-014 itself, by way of EXEC-26-010: ")
        );
    }
}
