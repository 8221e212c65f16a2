//! What may be typed next in a query: at the beginning of a word what can be asked, after a colon its answers, after a sign
//! the people or the tags there are. Nothing is offered that could not be read.
//!
//! Where the cursor stands is worked out in `place`, what could stand there in `answers` and `days`.

mod answers;
mod days;
mod place;

#[cfg(test)]
mod tests;

use super::{Days, Names, parse};
use place::Place;
use std::ops::Range;

/// As many offers as fit below a line.
pub const MOST_OFFERS: usize = 8;

/// What may stand where the cursor is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the text that an offer takes the place of.
    pub replaces: Range<usize>,
    /// The offers, the best first.
    pub offers: Vec<Offer>,
}

/// Something that may be typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// As it is typed, in quotes where it needs them. What ends in a colon is to be gone on with.
    pub text: String,
    /// What it asks or whom it means, in a few words; empty where the text says it.
    pub says: String,
}

impl Offer {
    fn new(text: impl Into<String>, says: impl Into<String>) -> Self {
        Self { text: text.into(), says: says.into() }
    }
}

impl Completion {
    /// The text with an offer taken, and where the cursor is then.
    pub fn taken(&self, text: &str, offer: &Offer) -> (String, usize) {
        let Range { start, end } = self.replaces;
        (format!("{}{}{}", &text[..start], offer.text, &text[end..]), start + offer.text.len())
    }
}

/// What may be typed at a cursor, which is a byte of the text.
pub fn complete(text: &str, cursor: usize, names: &Names<'_>, days: &impl Days) -> Completion {
    let place = Place::of(text, cursor);
    let (before, after) = (&text[..place.at.start], &text[place.at.end..]);
    let reads = |piece: &str| parse(&format!("{before}{piece}{after}")).is_ok();
    // Where something else is wrong in the text, an offer cannot make it right.
    let strict = reads("none") || reads("");
    let begun = after.is_empty() || after.starts_with(char::is_whitespace);
    let good = |offer: &Offer| {
        let gone_on = if begun && offer.text.ends_with(':') { "none" } else { "" };
        offer.text != text[place.at.clone()] && (!strict || reads(&format!("{}{gone_on}", offer.text)))
    };
    let offers = answers::possible(&place, names, days).into_iter().filter(good).take(MOST_OFFERS).collect();
    Completion { replaces: place.at, offers }
}
