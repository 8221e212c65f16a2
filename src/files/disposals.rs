//! What the register of what was deleted or renamed may hold, and adding to its text, every other byte left alone.

use super::reading::{read, usable};
use super::yaml::{Edit, Loaded, Shape, Step, apply, may, need, value_of};
use crate::domain::disposal::{Disposal, Register};

const DISPOSAL: Shape = Shape::Map(&[
    need(
        "what",
        &Shape::Line,
        "the file or folder that was, or what is named, such as `the action EXEC-20-001`",
    ),
    need("on", &Shape::Date, "the day it was acknowledged"),
    may("by", &Shape::Line, "who acknowledged it"),
    need("why", &Shape::Text, "why it is not here any more"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    may(
        "disposals",
        &Shape::List(&DISPOSAL),
        "what was deleted or renamed on purpose, in order; added to and never changed",
    ),
]);

/// The text of a register without any.
pub const FRESH: &str =
    "# What was deleted or renamed on purpose although other files name it, and why.\nschema: 1\n";

/// Reads the register; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Register> {
    read(text, &SHAPE)
}

/// What a register that has to be readable says.
///
/// # Errors
/// A sentence without a full stop that names the first line to mend.
pub fn known(text: &str) -> Result<Register, String> {
    usable(load(text))
}

/// The text with one more. What stands there already is not added again.
///
/// # Errors
/// A sentence without a full stop when the file cannot be read or written to.
pub fn add(existing: Option<&str>, one: &Disposal) -> Result<String, String> {
    let text = existing.unwrap_or(FRESH);
    if known(text)?.disposals.iter().any(|known| known.what == one.what) {
        return Ok(text.to_owned());
    }
    let value = value_of(one).ok_or("it cannot be written down")?;
    let new = apply(text, &[Edit::Append { at: &[Step::Key("disposals")], value }]);
    let new = new.map_err(|refused| refused.to_string())?;
    known(&new).map(|_| new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_deleted_is_added_once_and_the_rest_stays() {
        let one = Disposal {
            what: "evidence/log: 2019.pdf".into(),
            on: "2026-12-03".parse().unwrap(),
            by: "jo".into(),
            why: "kept six years: no longer".into(),
        };
        let first = add(None, &one).unwrap() + "# kept by hand\n";
        let other = Disposal { what: "audits/2019".into(), ..one.clone() };
        let second = add(Some(&first), &other).unwrap();
        assert!(second.contains("# kept by hand"), "{second}");
        assert_eq!(load(&second).problems, [], "{second}");
        assert_eq!(known(&second).unwrap().disposals, [one.clone(), other]);
        assert_eq!(add(Some(&second), &Disposal { why: "again".into(), ..one }).unwrap(), second);
    }
}
