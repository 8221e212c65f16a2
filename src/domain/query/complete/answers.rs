//! What could stand at a place, the best first: what begins with what was typed, then what has a word that does, and
//! where there is neither what comes nearest to it.

use super::place::{Place, What};
use super::{Offer, days};
use crate::base::text::{count, nearest, one_line};
use crate::domain::action::Level;
use crate::domain::query::answer::says;
use crate::domain::query::parse::compared;
use crate::domain::query::{Days, FIELDS, Field, Kind, Names, Than};
use std::collections::{BTreeMap, BTreeSet};

/// Names that are looked through once those that fit best are known.
const MOST_NAMES: usize = 40;

pub(super) fn possible(place: &Place, names: &Names<'_>, on: &impl Days) -> Vec<Offer> {
    let typed = place.typed.as_str();
    match &place.what {
        What::Words => Vec::new(),
        What::Field => fields(typed),
        What::Lead => named(typed, &names.people, &names.said),
        What::Tag => named(typed, &names.tags, &BTreeMap::new()),
        What::Answer(field, others) => {
            let mut offers = answers(*field, typed, names, on);
            offers.retain(|offer| !others.contains(&offer.text.replace('"', "").to_lowercase()));
            offers
        }
    }
}

/// What can be asked.
fn fields(typed: &str) -> Vec<Offer> {
    let begin = FIELDS.iter().filter(|field| field.word.starts_with(typed));
    let mut found: Vec<_> = begin.collect();
    if found.is_empty() {
        let near = nearest(typed, FIELDS.iter().map(|field| field.word));
        found.extend(FIELDS.iter().find(|field| Some(field.word) == near));
    }
    found.into_iter().map(|field| Offer::new(format!("{}:", field.word), field.says)).collect()
}

fn answers(field: Field, typed: &str, names: &Names<'_>, on: &impl Days) -> Vec<Offer> {
    let nobody = BTreeMap::new();
    let mut offers = match (field, field.known().kind) {
        (Field::Lead | Field::With, _) => named(typed, &names.people, &names.said),
        (Field::Group, _) => named(typed, &names.groups, &names.said),
        (Field::Tag, _) => named(typed, &names.tags, &nobody),
        (Field::Source, _) => named(typed, &names.sources, &nobody),
        (_, Kind::Word) => Vec::new(),
        (_, Kind::OneOf(words)) => one_of(field, words, typed),
        (_, Kind::Days) => lengths(field, typed),
        (_, Kind::Count) => counts(field, typed),
        (_, Kind::Day) => days::days(field, typed, &names.groups, on),
    };
    // What is there to have comes before having none.
    if let Some(says) = none(field).filter(|_| "none".starts_with(typed)) {
        offers.insert(offers.len().min(super::MOST_OFFERS - 1), Offer::new("none", says));
    }
    offers
}

/// What it means to have no answer, for fields that may have none.
fn none(field: Field) -> Option<&'static str> {
    match field {
        Field::Lead => Some("nobody leads it yet"),
        Field::With => Some("nobody helps"),
        Field::Source => Some("nothing says where it came from"),
        Field::Late => Some("not late"),
        Field::Due => Some("no date is set"),
        Field::Moved => Some("never moved"),
        Field::Evidence => Some("there is none"),
        Field::Tag => Some("it has no tag"),
        Field::Meeting => Some("no meeting raised it"),
        Field::Id | Field::Group | Field::Status | Field::Rag | Field::Priority => None,
        Field::Raised | Field::Age | Field::Quiet | Field::Tier => None,
    }
}

/// Names that could be meant. One that a query could not ask for is left out.
fn named(typed: &str, names: &[&str], said: &BTreeMap<&str, String>) -> Vec<Offer> {
    let mut seen = BTreeSet::new();
    let mut known: Vec<&str> = names.iter().copied().filter(|name| askable(name)).collect();
    known.retain(|name| seen.insert(name.to_lowercase()));
    let (begin, rest): (Vec<&str>, Vec<&str>) =
        known.iter().copied().partition(|name| name.to_lowercase().starts_with(typed));
    let within = rest.into_iter().filter(|name| says(&[name], typed));
    let mut found: Vec<&str> = begin.into_iter().chain(within).take(MOST_NAMES).collect();
    if found.is_empty() {
        found.extend(nearest(typed, known));
    }
    let offer = |name: &str| {
        let means = said.get(name).filter(|means| means.to_lowercase() != name.to_lowercase());
        Offer::new(quoted(name), means.map(|means| one_line(means)).unwrap_or_default())
    };
    found.into_iter().map(offer).collect()
}

/// Whether a query finds what is called so: no quotation mark can be asked for, `none` means another thing, and a name
/// that would have to be cleaned would no longer be that name.
fn askable(name: &str) -> bool {
    !name.is_empty() && !name.contains('"') && one_line(name) == name && name.to_lowercase() != "none"
}

/// A name as it is typed.
pub(super) fn quoted(name: &str) -> String {
    if name.contains(|c: char| c.is_whitespace() || c == ',') {
        format!("\"{name}\"")
    } else {
        name.to_owned()
    }
}

/// The words that are an answer.
fn one_of(field: Field, words: &[&str], typed: &str) -> Vec<Offer> {
    let said = typed.replace('-', " ");
    let mut found: Vec<&str> = words.iter().copied().filter(|word| word.starts_with(&said)).collect();
    if found.is_empty() {
        found.extend(nearest(&said, words.iter().copied()));
    }
    let means = |word| match (field, word) {
        (Field::Status, "open") => "everything that has not ended",
        (Field::Status, "done") => "its lead says so",
        (Field::Status, "closed") => "its group agreed",
        (Field::Rag, "red") => "late",
        (Field::Rag, "amber") => "due within a fortnight, or no date is set",
        (Field::Rag, "green") => "due later",
        (Field::Rag, "blue") => "it has ended",
        _ => "",
    };
    found.into_iter().map(|word| Offer::new(quoted(word), means(word))).collect()
}

/// How something stands to what is asked for, in words.
fn said(than: Than) -> &'static str {
    match than {
        Than::Under => "less than",
        Than::AtMost => "at most",
        Than::Is => "exactly",
        Than::AtLeast => "at least",
        Than::Over => "more than",
    }
}

/// What was typed of a comparison: its sign as it was typed, what it means, and the rest.
pub(super) fn signed(typed: &str) -> (&'static str, Than, &str) {
    let (than, rest) = compared(typed);
    (if typed.starts_with(than.sign()) { than.sign() } else { "" }, than, rest)
}

/// Numbers of days and weeks.
fn lengths(field: Field, typed: &str) -> Vec<Offer> {
    let (sign, than, rest) = signed(typed);
    let figures = |rest: &str| -> Vec<String> {
        match (rest.is_empty(), rest.bytes().all(|c| c.is_ascii_digit())) {
            (true, _) => ["7d", "30d", "8w", "13w", "26w", "52w"].map(str::to_owned).to_vec(),
            (false, true) => vec![format!("{rest}d"), format!("{rest}w")],
            (false, false) => Vec::new(),
        }
    };
    let one = |sign: &str, than: Than, length: &str| {
        let number = length.trim_end_matches(['d', 'w']).parse().unwrap_or(usize::MAX);
        let unit = if length.ends_with('w') { ("week", "weeks") } else { ("day", "days") };
        Offer::new(format!("{sign}{length}"), format!("{} {}", said(than), count(number, unit.0, unit.1)))
    };
    let examples: &[&str] = match field {
        Field::Late => &["30d", "8w", "26w"],
        Field::Quiet => &["4w", "8w", "26w"],
        _ => &["13w", "26w", "52w"],
    };
    if typed.is_empty() {
        let first = (field == Field::Late).then(|| Offer::new(">0", "late at all"));
        let over = examples.iter().map(|length| one(">", Than::Over, length));
        return first.into_iter().chain(over).chain([one("<=", Than::AtMost, examples[0])]).collect();
    }
    figures(rest).iter().map(|length| one(sign, than, length)).collect()
}

/// How often a date was moved, and levels of evidence.
fn counts(field: Field, typed: &str) -> Vec<Offer> {
    let (sign, than, rest) = signed(typed);
    let means = |than: Than, number: u8| match (field, Level::ALL.into_iter().find(|l| l.number() == number))
    {
        (Field::Evidence, Some(level)) => format!("{} {}", said(than), level.said()),
        _ if number == 1 => format!("{} once", said(than)),
        _ => format!("{} {number} times", said(than)),
    };
    let offer = |sign: &str, than, number| Offer::new(format!("{sign}{number}"), means(than, number));
    match (field, typed.is_empty(), rest.is_empty()) {
        (Field::Evidence, true, _) => [(Than::Under, 3), (Than::AtLeast, 3), (Than::AtLeast, 4)]
            .map(|(than, number)| offer(than.sign(), than, number))
            .to_vec(),
        (_, true, _) => [1, 2, 3].map(|number| offer(">=", Than::AtLeast, number)).to_vec(),
        (Field::Evidence, _, true) => [1, 2, 3, 4, 5].map(|number| offer(sign, than, number)).to_vec(),
        (_, _, true) => [1, 2, 3].map(|number| offer(sign, than, number)).to_vec(),
        _ => Vec::new(),
    }
}
