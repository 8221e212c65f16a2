//! Changes to who is who in the partnership's text, with every other byte left alone.

use super::partnership;
use super::yaml::Step::{Key, Where};
use super::yaml::{Edit, Limits, Value, apply, read_with_comments};
use crate::base::id::PersonId;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, count};
use crate::domain::partnership::same_person::merged;
use crate::domain::partnership::{Interest, Person};
use chrono::NaiveDate;

/// Two entries for one person made one, and what that comes to, for people to read.
#[derive(Debug)]
pub struct MadeOne {
    /// The text as it is then.
    pub text: String,
    /// What the entry that stays gets from the other; all else that it says stays as it is.
    pub gets: Vec<String>,
    /// What is said nowhere in the text any more.
    pub goes: Vec<String>,
}

/// The text with two entries for one person made one.
///
/// # Errors
/// A sentence without a full stop when the text cannot be changed, there is no such entry, or they are not one person.
pub fn merge_people(text: &str, kept: &str, other: &str) -> Result<MadeOne, String> {
    let partnership = partnership::load(text).value.ok_or(
        "partnership.yaml cannot be changed while there is something wrong in it: 'chairside check' says what",
    )?;
    let find = |id: &str| {
        let found = partnership.people.iter().find(|person| person.id.as_str() == id);
        found.ok_or_else(|| format!("there is nobody with the id {id} under `people` in partnership.yaml"))
    };
    let (kept, other) = (find(kept)?, find(other)?);
    let whole = merged(kept, other)
        .map_err(|apart| format!("{} and {} are not made one: {}", kept.id, other.id, apart.said()))?;
    let at = [Key("people"), Where { key: "id", is: kept.id.as_str() }];
    let gone = [Key("people"), Where { key: "id", is: other.id.as_str() }];
    let (mut gets, mut goes) = (Vec::new(), gone_with(kept, other));
    let mut edits = Vec::new();
    let open = ["from", "to"].map(|key| [at[0], at[1], Key(key)]);
    for (at, was, now) in [(&open[0], kept.from, whole.from), (&open[1], kept.to, whole.to)] {
        if let Some(was) = was.filter(|_| now.is_none()) {
            let end = if at == &open[0] { "first" } else { "last" };
            let day = long_date(was);
            goes.push(format!("the {end} day of {}, {day}, as {} has none", kept.id, other.id));
            edits.push(Edit::Remove { at });
        }
    }
    for (key, value, words) in changes(kept, &whole) {
        gets.push(words);
        edits.push(Edit::Put { at: &at, key, value });
    }
    edits.push(Edit::Remove { at: &gone });
    let made = apply(text, &edits).map_err(|refused| refused.to_string())?;
    goes.extend(comments_gone(text, &made));
    Ok(MadeOne { text: made, gets, goes })
}

/// What only the entry that goes says of who somebody is, and the one that stays says otherwise.
fn gone_with(kept: &Person, other: &Person) -> Vec<String> {
    let mut goes = Vec::new();
    if kept.name != other.name {
        goes.push(format!("the name {}, for it stays {}", other.name, kept.name));
    }
    let has = |initials: &str| !initials.is_empty();
    if has(&kept.initials) && has(&other.initials) && kept.initials != other.initials {
        goes.push(format!("the initials {}, for they stay {}", other.initials, kept.initials));
    }
    goes
}

/// The comments that go with the entry they belong to, as they are written.
fn comments_gone(before: &str, after: &str) -> Vec<String> {
    let comments = |text: &str| -> Vec<String> {
        let all = read_with_comments(text, &Limits::default()).comments;
        all.into_iter().map(|range| text[range].trim().to_owned()).collect()
    };
    let mut gone = comments(before);
    for kept in comments(after) {
        if let Some(at) = gone.iter().position(|comment| *comment == kept) {
            gone.remove(at);
        }
    }
    gone.iter().map(|comment| format!("the comment “{comment}”")).collect()
}

/// The keys that change, with their values and with words for them.
fn changes(was: &Person, now: &Person) -> Vec<(&'static str, Value, String)> {
    let mut changes = Vec::new();
    let ids = now.aliases.iter().map(|id| Value::from(id.as_str())).collect();
    let old: Vec<&str> = now.aliases.iter().map(PersonId::as_str).collect();
    changes.push(("aka", Value::List(ids), format!("found by {} too", and_list(&old))));
    if was.initials != now.initials {
        let words = format!("initials {}", now.initials);
        changes.push(("initials", Value::from(now.initials.as_str()), words));
    }
    let mut day = |key: &'static str, was: Option<NaiveDate>, now: Option<NaiveDate>| {
        if let Some(day) = now.filter(|_| was != now) {
            let was = was.map(|was| format!(", was {}", long_date(was))).unwrap_or_default();
            changes.push((key, Value::Date(day), format!("{key} {}{was}", long_date(day))));
        }
    };
    day("from", was.from, now.from);
    day("to", was.to, now.to);
    if was.interests != now.interests {
        let interests = now.interests.iter().map(interest).collect();
        let words = count(now.interests.len(), "interest", "interests");
        changes.push(("interests", Value::List(interests), words));
    }
    changes
}

fn interest(interest: &Interest) -> Value {
    let tags = interest.tags.iter().map(|tag| Value::from(tag.as_str())).collect();
    Value::map([("what", Value::from(interest.what.as_str())), ("tags", Value::List(tags))])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demo(more: &str) -> String {
        let files = crate::files::shipped::demo();
        let (_, bytes) = files.iter().find(|(path, _)| path == "partnership.yaml").unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        text.replacen("  - {id: p-gdavies,", &format!("{more}  - {{id: p-gdavies,"), 1)
    }

    const TWICE: &str =
        "  # Typed by somebody else.\n  - {id: p-nowen2, name: Nia Owens, post: icb-dsp, from: 2023-04-01}\n";

    #[test]
    fn two_entries_become_one_and_every_other_byte_stays() {
        let made = merge_people(&demo(TWICE), "p-nowen", "p-nowen2").unwrap();
        let now = r#"{id: p-nowen, name: Nia Owen, initials: "NO", post: icb-dsp, from: 2023-04-01, aka: [p-nowen2]}"#;
        let was = r#"{id: p-nowen, name: Nia Owen, initials: "NO", post: icb-dsp, from: 2024-04-01}"#;
        assert_eq!(made.text, demo("").replace(was, now));
        assert_eq!(made.gets, ["found by p-nowen2 too", "from Sat 1 Apr 2023, was Mon 1 Apr 2024"]);
        let comment = "the comment “# Typed by somebody else.”";
        assert_eq!(made.goes, ["the name Nia Owens, for it stays Nia Owen", comment]);
    }

    #[test]
    fn initials_of_the_other_go_and_that_is_said() {
        let twice = demo(
            "  - {id: p-nowen2, name: Nia Owen, initials: NXO, post: icb-dsp, from: 2024-04-01} # from the old list\n",
        );
        let made = merge_people(&twice, "p-nowen", "p-nowen2").unwrap();
        assert_eq!(made.gets, ["found by p-nowen2 too"]);
        assert_eq!(made.goes, ["the initials NXO, for they stay NO", "the comment “# from the old list”"]);
    }

    #[test]
    fn a_day_that_one_of_them_leaves_open_is_open() {
        let twice = demo("  - {id: p-nowen2, name: Nia Owen, post: icb-dsp}\n");
        let made = merge_people(&twice, "p-nowen", "p-nowen2").unwrap();
        assert!(
            made.text
                .contains(r#"{id: p-nowen, name: Nia Owen, initials: "NO", post: icb-dsp, aka: [p-nowen2]}"#)
        );
        assert_eq!(made.gets, ["found by p-nowen2 too"]);
        assert_eq!(made.goes, ["the first day of p-nowen, Mon 1 Apr 2024, as p-nowen2 has none"]);
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let refused = |kept: &str, other: &str| merge_people(&demo(TWICE), kept, other).unwrap_err();
        assert!(refused("p-nowen", "p-nobody").starts_with("there is nobody with the id p-nobody"));
        assert!(refused("p-nowen", "p-gdavies").contains("they hold different posts"));
        assert!(refused("p-nowen", "p-nowen").contains("the same entry"));
        assert!(merge_people("people: [", "a", "b").unwrap_err().contains("chairside check"));
    }
}
