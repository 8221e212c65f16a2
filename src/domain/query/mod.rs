//! Finding actions by what people type: `@police late:>30d group:sog #neglect "exact words" -status:blocked`. The same
//! words on the screen and on the command line. Every part must hold; within a part, one of what a comma separates.
//!
//! What may be asked is in `fields`, reading it in `parse`, whether an action answers it in `answer`, what may have been
//! meant by something else in `hints`, and what may be typed next in `complete`.

mod answer;
mod complete;
mod fields;
mod hints;
mod parse;
mod print;

pub use answer::{Days, Facts};
pub use complete::{Completion, MOST_OFFERS, Offer, complete};
pub use fields::{FIELDS, Field, Kind};
pub use hints::Names;
pub use parse::{QueryProblem, parse};

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

/// What is looked for. The empty query finds everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// All of these must hold.
    pub parts: Vec<Part>,
}

/// One part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Whether it must not hold.
    pub not: bool,
    /// What it asks.
    pub asks: Asks,
}

/// What a part asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// These words in this order, anywhere in the action.
    Words(String),
    /// A tag.
    Tag(String),
    /// Whoever leads it, by name, post or agency.
    Lead(String),
    /// One of these answers to a field.
    Field(Field, Vec<Test>),
}

/// An answer to a field that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// There is none.
    None,
    /// This word, for fields of words.
    Word(String),
    /// A number of days or times, or a level.
    Number(Than, i64),
    /// A day.
    Day(Than, Day),
}

/// How something stands to what is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Than {
    /// Before, or less.
    Under,
    /// At most.
    AtMost,
    /// Exactly.
    Is,
    /// At least.
    AtLeast,
    /// After, or more.
    Over,
}

impl Than {
    /// Every one, the longer signs before the shorter ones they begin with.
    pub const ALL: [Self; 5] = [Self::AtMost, Self::AtLeast, Self::Under, Self::Over, Self::Is];

    /// The sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Under => "<",
            Self::AtMost => "<=",
            Self::Is => "=",
            Self::AtLeast => ">=",
            Self::Over => ">",
        }
    }

    /// Whether a value stands to another in this way.
    pub fn holds<T: Ord>(self, value: &T, to: &T) -> bool {
        match self {
            Self::Under => value < to,
            Self::AtMost => value <= to,
            Self::Is => value == to,
            Self::AtLeast => value >= to,
            Self::Over => value > to,
        }
    }
}

/// A day as it is asked for, which may depend on today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Day {
    /// A date.
    On(NaiveDate),
    /// Today, or so many days after it; before it when negative.
    FromToday(i64),
    /// The next meeting of a group.
    NextOf(String),
    /// A day in words, as [`crate::base::when::asked`] keeps them: `friday`, `14 dec`, `end q3`.
    Said(String),
}
