//! What a kind of file may hold, as tables. The checking is in `check.rs`; the tables stand beside each kind of file.

/// What a value may be.
#[derive(Debug)]
pub enum Shape {
    /// Text, over several lines if need be.
    Text,
    /// Text on one line.
    Line,
    /// An id: small letters, digits and dashes, not starting with a dash.
    Id,
    /// The id of an action, such as `EXEC-26-014`.
    ActionId,
    /// The id of a recommendation, such as `REC-26-004`.
    RecommendationId,
    /// The id of something that comes round, such as `REG45`.
    SeriesId,
    /// A day, `2026-12-03`.
    Date,
    /// A time of day, `10:00`.
    Time,
    /// A moment with its offset, `2026-12-03T10:42:05+00:00`.
    Stamp,
    /// A length of time in whole minutes, as [`crate::base::length::Minutes`] reads it.
    Length,
    /// How often something comes round, as [`crate::base::every::Every`] reads it.
    Every,
    /// A whole number, nothing or more.
    Whole,
    /// A number.
    Number,
    /// `true` or `false`.
    YesNo,
    /// One of a few words.
    Word(&'static [&'static str]),
    /// A list; a blank counts as an empty one.
    List(&'static Shape),
    /// A map with these keys. A blank counts as an empty one.
    Map(&'static [Field]),
    /// Any one of several shapes, such as the words `not defined` or a map.
    OneOf(&'static [&'static Shape]),
    /// Anything at all.
    Any,
}

/// One key a map may have.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What its value may be.
    pub shape: &'static Shape,
    /// Whether it must be there and not blank.
    pub required: bool,
    /// What it is for, in a few words, for people writing the file.
    pub about: &'static str,
}

/// A key that must be there.
pub const fn need(key: &'static str, shape: &'static Shape, about: &'static str) -> Field {
    Field { key, shape, required: true, about }
}

/// A key that may be there.
pub const fn may(key: &'static str, shape: &'static Shape, about: &'static str) -> Field {
    Field { key, shape, required: false, about }
}

impl Shape {
    /// What is expected, as it stands after "expected": `a date such as 2026-12-03`.
    pub fn expected(&self) -> String {
        match self {
            Self::Text => "text".into(),
            Self::Line => "text on one line".into(),
            Self::Id => "an id such as `chief-nurse`".into(),
            Self::ActionId => "the id of an action such as `EXEC-26-014`".into(),
            Self::RecommendationId => "the id of a recommendation such as `REC-26-004`".into(),
            Self::SeriesId => "capitals and digits such as `REG45`".into(),
            Self::Date => "a date such as 2026-12-03".into(),
            Self::Time => "a time such as \"10:00\"".into(),
            Self::Stamp => "a date and time such as 2026-12-03T10:42:05+00:00".into(),
            Self::Length => "a length of time such as 15 or 1h30".into(),
            Self::Every => "how often, such as quarter, year or 6 months".into(),
            Self::Whole => "a whole number".into(),
            Self::Number => "a number".into(),
            Self::YesNo => "true or false".into(),
            Self::List(_) => "a list".into(),
            Self::Map(fields) => match fields.first() {
                Some(field) => format!("keys such as `{}`", field.key),
                None => "keys with values".into(),
            },
            Self::Word(_) | Self::OneOf(_) => either(self.alternatives()),
            Self::Any => "a value".into(),
        }
    }

    /// Each word, and what each other shape expects.
    fn alternatives(&self) -> Vec<String> {
        match self {
            Self::Word(words) => words.iter().map(|word| format!("`{word}`")).collect(),
            Self::OneOf(shapes) => {
                let (maps, others): (Vec<&Self>, Vec<&Self>) =
                    shapes.iter().copied().partition(|shape| matches!(shape, Self::Map(_)));
                let mut all: Vec<String> = others.iter().flat_map(|shape| shape.alternatives()).collect();
                // Maps are told apart by their first keys, so they are said together.
                let keys = maps.iter().filter_map(|shape| match shape {
                    Self::Map(fields) => Some(format!("`{}`", fields.first()?.key)),
                    _ => None,
                });
                let keys: Vec<String> = keys.collect();
                match keys.len() {
                    0 => {}
                    1 => all.push(format!("keys such as {}", either(keys))),
                    _ => all.push(format!("one of the keys {}", either(keys))),
                }
                all
            }
            other => vec![other.expected()],
        }
    }
}

/// `a`, `a or b`, `a, b or c`.
fn either(mut items: Vec<String>) -> String {
    match items.pop() {
        Some(last) if !items.is_empty() => format!("{} or {last}", items.join(", ")),
        last => last.unwrap_or_default(),
    }
}
