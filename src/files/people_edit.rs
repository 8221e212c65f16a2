//! Changes to who is who in the partnership's text, with every other byte left alone.

use super::partnership;
use super::yaml::Step::{Key, Where};
use super::yaml::{Edit, Value, apply};
use crate::base::id::PersonId;
use crate::domain::partnership::same_person::merged;
use crate::domain::partnership::{Interest, Person};
use chrono::NaiveDate;

/// The text with two entries for one person made one, and what that came to, for people to read.
///
/// # Errors
/// A sentence without a full stop when the text cannot be changed, there is no such entry, or they are not one person.
pub fn merge_people(text: &str, kept: &str, other: &str) -> Result<(String, Vec<String>), String> {
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
    let mut said = Vec::new();
    let mut edits = Vec::new();
    let open = ["from", "to"].map(|key| [at[0], at[1], Key(key)]);
    for (at, was, now) in [(&open[0], kept.from, whole.from), (&open[1], kept.to, whole.to)] {
        if was.is_some() && now.is_none() {
            let end = if at == &open[0] { "no first day" } else { "no last day" };
            said.push(format!("{end}, as {} has none", other.id));
            edits.push(Edit::Remove { at });
        }
    }
    for (key, value, words) in changes(kept, &whole) {
        said.push(words);
        edits.push(Edit::Put { at: &at, key, value });
    }
    edits.push(Edit::Remove { at: &gone });
    if kept.name != other.name {
        said.push(format!("the name stays {}; {} goes", kept.name, other.name));
    }
    let text = apply(text, &edits).map_err(|refused| refused.to_string())?;
    Ok((text, said))
}

/// The keys that change, with their values and with words for them.
fn changes(was: &Person, now: &Person) -> Vec<(&'static str, Value, String)> {
    let mut changes = Vec::new();
    let ids = now.aliases.iter().map(|id| Value::from(id.as_str())).collect();
    let old: Vec<&str> = now.aliases.iter().map(PersonId::as_str).collect();
    changes.push(("aka", Value::List(ids), format!("found by {} too", old.join(", "))));
    if was.initials != now.initials {
        let words = format!("initials {}", now.initials);
        changes.push(("initials", Value::from(now.initials.as_str()), words));
    }
    let mut day = |key: &'static str, was: Option<NaiveDate>, now: Option<NaiveDate>| {
        if let Some(day) = now.filter(|_| was != now) {
            changes.push((key, Value::Date(day), format!("{key} {}", crate::base::stamp::long_date(day))));
        }
    };
    day("from", was.from, now.from);
    day("to", was.to, now.to);
    if was.interests != now.interests {
        let interests = now.interests.iter().map(interest).collect();
        let words = crate::base::text::count(now.interests.len(), "interest", "interests");
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
        let (text, said) = merge_people(&demo(TWICE), "p-nowen", "p-nowen2").unwrap();
        let now = r#"{id: p-nowen, name: Nia Owen, initials: "NO", post: icb-dsp, from: 2023-04-01, aka: [p-nowen2]}"#;
        let was = r#"{id: p-nowen, name: Nia Owen, initials: "NO", post: icb-dsp, from: 2024-04-01}"#;
        assert_eq!(text, demo("").replace(was, now));
        assert_eq!(
            said,
            ["found by p-nowen2 too", "from Sat 1 Apr 2023", "the name stays Nia Owen; Nia Owens goes"]
        );
    }

    #[test]
    fn a_day_that_one_of_them_leaves_open_is_open() {
        let twice = demo("  - {id: p-nowen2, name: Nia Owen, post: icb-dsp}\n");
        let (text, said) = merge_people(&twice, "p-nowen", "p-nowen2").unwrap();
        assert!(
            text.contains(r#"{id: p-nowen, name: Nia Owen, initials: "NO", post: icb-dsp, aka: [p-nowen2]}"#)
        );
        assert_eq!(said, ["no first day, as p-nowen2 has none", "found by p-nowen2 too"]);
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
