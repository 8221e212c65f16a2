//! A query as text again: what is printed is read as the same query.

use super::{Asks, Day, Part, Query, Test, Than};
use std::fmt;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, part) in self.parts.iter().enumerate() {
            if n > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{part}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.not {
            f.write_str("-")?;
        }
        match &self.asks {
            Asks::Words(words) => f.write_str(&quoted(words, true)),
            Asks::Tag(tag) => write!(f, "#{}", quoted(tag, false)),
            Asks::Lead(who) => write!(f, "@{}", quoted(who, false)),
            Asks::Field(field, tests) => {
                let tests: Vec<String> = tests.iter().map(ToString::to_string).collect();
                write!(f, "{}:{}", field.known().word, tests.join(","))
            }
        }
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = |than: &Than| if *than == Than::Is { "" } else { than.sign() };
        match self {
            Self::None => f.write_str("none"),
            Self::Word(word) => f.write_str(&quoted(word, false)),
            Self::Number(than, number) => write!(f, "{}{number}", sign(than)),
            Self::Day(than, day) => write!(f, "{}{day}", sign(than)),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => write!(f, "{date}"),
            Self::FromToday(0) => f.write_str("today"),
            Self::FromToday(days) => write!(f, "{days:+}d"),
            Self::NextOf(group) => f.write_str(&quoted(&format!("next-{group}"), false)),
            Self::Said(words) => f.write_str(&quoted(words, false)),
        }
    }
}

/// A text in quotation marks where it would be read as something else without them.
fn quoted(text: &str, alone: bool) -> String {
    let sign = alone && text.starts_with(['-', '@', '#']);
    let parted = text.contains(|c: char| c.is_whitespace() || c == ',' || (alone && c == ':'));
    if sign || parted { format!("\"{text}\"") } else { text.to_owned() }
}
