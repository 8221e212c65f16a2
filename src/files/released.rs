//! What the register of what was let out may hold, and adding to its text, every other byte left alone.

use super::reading::{read, usable};
use super::yaml::{Edit, Loaded, Shape, Step, apply, may, need, value_of};
use crate::domain::release::{Register, Release};

const RELEASE: Shape = Shape::Map(&[
    need("on", &Shape::Date, "the day"),
    may("by", &Shape::Line, "who let it out"),
    need("what", &Shape::Line, "what it was, such as the list of actions"),
    need("why", &Shape::Text, "why"),
    need("found", &Shape::List(&Shape::Line), "what in it looked like personal data, never repeating it"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    may("released", &Shape::List(&RELEASE), "what was let out, in order; added to and never changed"),
]);

/// The text of a register without any.
pub const FRESH: &str = "# What was made for anybody to read although something in it looked like personal data, and why.\nschema: 1\n";

/// Reads the register; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Register> {
    read(text, &SHAPE)
}

/// The text with one more.
///
/// # Errors
/// A sentence without a full stop when the file cannot be read or written to.
pub fn add(existing: Option<&str>, one: &Release) -> Result<String, String> {
    let text = existing.unwrap_or(FRESH);
    usable(load(text))?;
    let value = value_of(one).ok_or("it cannot be written down")?;
    let new = apply(text, &[Edit::Append { at: &[Step::Key("released")], value }]);
    let new = new.map_err(|refused| refused.to_string())?;
    usable(load(&new)).map(|_| new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_let_out_is_added_and_the_rest_stays() {
        let one = Release {
            on: "2026-12-03".parse().unwrap(),
            by: "jo".into(),
            what: "the list of actions".into(),
            why: "the number is a made-up one: #1".into(),
            found: vec!["an NHS number ending 19".into()],
        };
        let first = add(None, &one).unwrap();
        let second = add(Some(&(first + "# kept by hand\n")), &one).unwrap();
        assert!(second.contains("# kept by hand"), "{second}");
        let read = load(&second);
        assert_eq!(read.problems, [], "{second}");
        assert_eq!(read.value.unwrap().released, [one.clone(), one]);
    }
}
