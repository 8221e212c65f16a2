//! What the register of escalations may hold, and adding to its text, every other byte left alone.

use super::reading::{read, usable};
use super::yaml::{Edit, Loaded, Shape, Step, apply, may, need, value_of};
use crate::domain::escalation::{Escalation, Register, Since};

const SINCE: Shape =
    Shape::Map(&[need("on", &Shape::Date, "the day"), need("what", &Shape::Text, "what was heard or done")]);

const ESCALATION: Shape = Shape::Map(&[
    need("id", &Shape::Line, "its permanent number, such as ESC-26-001"),
    need("on", &Shape::Date, "the day somebody was told"),
    may("at", &Shape::Line, "the time, such as \"11:04\""),
    need("audit", &Shape::Id, "the audit it was met with in"),
    need("case", &Shape::Line, "the child, by pseudonym"),
    need("what", &Shape::Text, "what was seen; nothing that names anybody"),
    need("told", &Shape::Line, "the post that was told"),
    may("by", &Shape::Line, "who wrote it down"),
    may("since", &Shape::List(&SINCE), "what came of it, added to and never changed"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    may(
        "escalations",
        &Shape::List(&ESCALATION),
        "children who may have been unsafe, in the order in which they were met with",
    ),
]);

/// The text of a register without any.
pub const FRESH: &str = "# Children who may be unsafe now, met with in an audit. Restricted: no report takes anything from here.\n\
                     # Who a child is stands nowhere in this workspace.\nschema: 1\n";

/// Reads the register; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Register> {
    read(text, &SHAPE)
}

/// The text with one more, under the next number.
///
/// # Errors
/// A sentence without a full stop when the file cannot be read or written to.
pub fn add(existing: Option<&str>, one: &Escalation) -> Result<String, String> {
    let text = existing.unwrap_or(FRESH);
    let known = usable(load(text))?;
    let one = Escalation { id: known.next(one.on), ..one.clone() };
    put(text, &[Step::Key("escalations")], &one)
}

/// The text with what came of one.
///
/// # Errors
/// A sentence without a full stop when there is no such number, or the file cannot be read or written to.
pub fn came(text: &str, id: &str, since: &Since) -> Result<String, String> {
    let known = usable(load(text))?;
    let one = known.called(id).ok_or_else(|| format!("it has no {id}"))?;
    put(text, &[Step::Key("escalations"), Step::Where { key: "id", is: &one.id }, Step::Key("since")], since)
}

fn put(text: &str, at: &[Step<'_>], value: &impl serde::Serialize) -> Result<String, String> {
    let value = value_of(value).ok_or("it cannot be written down")?;
    let new = apply(text, &[Edit::Append { at, value }]).map_err(|refused| refused.to_string())?;
    usable(load(&new)).map(|_| new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_added_under_the_next_number_and_what_came_of_it_below() {
        let on = "2026-12-11".parse().unwrap();
        let one = Escalation {
            on,
            at: "11:04".into(),
            audit: "2026-q4-neglect".into(),
            case: "C3".into(),
            what: "No adult at home: \"since Monday\"".into(),
            told: "Duty manager, front door".into(),
            ..Escalation::default()
        };
        let first = add(None, &one).unwrap();
        let second = add(Some(&(first + "# kept by hand\n")), &one).unwrap();
        let since = Since { on, what: "Seen the same day.".into() };
        let third = came(&second, "esc-26-001", &since).unwrap();
        let read = load(&third);
        assert_eq!(read.problems, [], "{third}");
        let read = read.value.unwrap();
        assert!(third.contains("# kept by hand"), "{third}");
        assert_eq!(
            read.escalations[0],
            Escalation { id: "ESC-26-001".into(), since: vec![since.clone()], ..one.clone() }
        );
        assert_eq!(read.escalations[1].id, "ESC-26-002");
        assert_eq!(came(&third, "ESC-26-009", &since).unwrap_err(), "it has no ESC-26-009");
    }
}
