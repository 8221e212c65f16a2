//! What the register of expected inputs may hold, and noting in its text that one came, every other byte left alone.

use super::agenda::TIERS;
use super::reading::read;
use super::yaml::Step::{Key, Where};
use super::yaml::{Edit, Loaded, Shape, Value, apply, may, need};
use crate::domain::inputs::{Received, Register};

const RECEIVED: Shape = Shape::Map(&[
    need("on", &Shape::Date, "the day it came"),
    may("for", &Shape::Date, "the due date it is for, where that cannot be told from the day"),
    may("note", &Shape::Line, "anything to say of it"),
]);

const RUNG: Shape = Shape::Map(&[
    may("after", &Shape::Whole, "working days after it was due; without them the step has no date"),
    need("to", &Shape::Id, "the group it is taken to"),
]);

const INPUT: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id"),
    need("title", &Shape::Line, "what it is called"),
    need("from", &Shape::Id, "the agency or group it comes from"),
    need("to", &Shape::Id, "the group that receives it"),
    need("every", &Shape::Every, "how often"),
    may("due", &Shape::Date, "the first day one is due; the others are counted from it"),
    may("received", &Shape::List(&RECEIVED), "what came, added to and never changed"),
    may("escalate", &Shape::List(&RUNG), "who hears of it when one is late, step by step"),
    may("tier", &TIERS, "who may see it"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("inputs", &Shape::List(&INPUT), "reports and other things that groups expect to be sent"),
]);

/// Reads the register; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Register> {
    read(text, &SHAPE)
}

/// The text with a line that one came.
///
/// # Errors
/// A sentence without a full stop when the text cannot be changed.
pub fn received(text: &str, id: &str, one: &Received) -> Result<String, String> {
    let mut keys = vec![("on", Value::Date(one.on))];
    keys.extend(one.due.map(|day| ("for", Value::Date(day))));
    keys.extend((!one.note.is_empty()).then(|| ("note", Value::from(one.note.as_str()))));
    let at = [Key("inputs"), Where { key: "id", is: id }, Key("received")];
    let new = apply(text, &[Edit::Append { at: &at, value: Value::map(keys) }]);
    let new = new.map_err(|refused| refused.to_string())?;
    load(&new).value.map(|_| new).ok_or_else(|| format!("{id} would not be read again as it was meant"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = "schema: 1
inputs:
  # the home's own
  - id: reg-45
    title: Regulation 45 report
    from: secure-home
    to: vulnerable-children
    every: 6 months
    due: 2026-04-30
    received:
      - {on: 2026-05-02, for: 2026-04-30, note: without the annex}
    escalate:
      - {after: 5, to: vulnerable-children}
      - {after: 20, to: sog}
    tier: restricted
";

    #[test]
    fn a_file_with_every_key_is_read_without_a_word_and_is_what_the_program_keeps() {
        let loaded = load(FULL);
        assert_eq!(loaded.problems, []);
        let read = loaded.value.unwrap();
        let again = load(&serde_yaml::to_string(&read).unwrap());
        assert_eq!(again.problems, []);
        assert_eq!(again.value.unwrap(), read);
        assert!(
            load(&FULL.replace("6 months", "often")).problems[0].message.contains("does not say how often")
        );
    }

    #[test]
    fn what_came_is_added_and_every_other_byte_stays() {
        let day = |text: &str| text.parse().unwrap();
        let one =
            Received { on: day("2026-10-20"), due: Some(day("2026-10-31")), note: "Early: in full".into() };
        for text in [FULL.to_owned(), FULL.replace('\n', "\r\n")] {
            let new = received(&text, "reg-45", &one).unwrap();
            assert_eq!(load(&new).value.unwrap().inputs[0].received[1], one);
            assert_eq!(text.lines().find(|line| !new.lines().any(|l| l == *line)), None);
        }
        assert!(received(FULL, "reg-46", &one).unwrap_err().contains("reg-46"));
    }
}
