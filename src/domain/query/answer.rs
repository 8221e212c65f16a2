//! Whether an action answers a query. What is worked out from dates comes in as facts; nothing here knows a tracker.

use super::{Asks, Day, Field, Part, Query, Test};
use crate::base::when::{Towards, WhenProblem, asked_day};
use chrono::NaiveDate;

/// What is known of an action on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts<'a> {
    /// Its number and those it had.
    pub ids: Vec<&'a str>,
    /// Everything that is written of it: what it is, its history, its evidence.
    pub texts: Vec<&'a str>,
    /// Who leads it, by every name: agency, post, person, initials.
    pub lead: Vec<&'a str>,
    /// Who helps, by every name.
    pub with: Vec<&'a str>,
    /// The group, by every name.
    pub group: Vec<&'a str>,
    /// Where it came from: kinds, and what each is called.
    pub sources: Vec<&'a str>,
    /// The word for how far it has got.
    pub status: &'a str,
    /// Whether it has not ended.
    pub open: bool,
    /// The colour worked out from its dates: `red`.
    pub rag: &'a str,
    /// How much it matters.
    pub priority: &'a str,
    /// The meeting that raised it.
    pub meeting: Vec<&'a str>,
    /// Days past its due date, when it is late.
    pub late: Option<i64>,
    /// When it is due, where that is set.
    pub due: Option<NaiveDate>,
    /// When it was raised.
    pub raised: Option<NaiveDate>,
    /// How often its date was moved.
    pub moved: usize,
    /// The last day on which anything was said of it.
    pub said: Option<NaiveDate>,
    /// The highest level of evidence.
    pub evidence: Option<u8>,
    /// Tags.
    pub tags: Vec<&'a str>,
    /// Who may see it.
    pub tier: &'a str,
}

/// What days that depend on today are worked out from.
pub trait Days {
    /// Today.
    fn today(&self) -> NaiveDate;
    /// The next meeting of a group, by any of its names.
    fn next_of(&self, group: &str) -> Option<NaiveDate>;
    /// A day in words, or why there is none.
    ///
    /// # Errors
    /// When the words are a day in another year only.
    fn said(&self, words: &str, towards: Towards) -> Result<NaiveDate, WhenProblem> {
        asked_day(words, towards, self.today())
    }
}

impl Query {
    /// Whether anything asks of one of these, so that names nobody asks for need not be worked out.
    pub fn asks_of(&self, fields: &[Field]) -> bool {
        self.parts.iter().any(|part| match &part.asks {
            Asks::Words(_) => false,
            Asks::Tag(_) => fields.contains(&Field::Tag),
            Asks::Lead(_) => fields.contains(&Field::Lead),
            Asks::Field(field, _) => fields.contains(field),
        })
    }

    /// The query without what it asks of a field.
    #[must_use]
    pub fn without(&self, field: Field) -> Self {
        let asks = |part: &&Part| matches!(part.asks, Asks::Field(asked, _) if asked == field);
        Self { parts: self.parts.iter().filter(|part| !asks(part)).cloned().collect() }
    }

    /// Whether any words are looked for in the texts.
    pub fn asks_for_words(&self) -> bool {
        self.parts.iter().any(|part| matches!(part.asks, Asks::Words(_)))
    }

    /// Whether an action answers it.
    pub fn finds(&self, facts: &Facts<'_>, days: &impl Days) -> bool {
        self.parts.iter().all(|part| part.holds(facts, days))
    }
}

impl Part {
    fn holds(&self, facts: &Facts<'_>, days: &impl Days) -> bool {
        let holds = match &self.asks {
            Asks::Words(words) => holds_words(facts, words),
            Asks::Tag(tag) => says(&facts.tags, tag),
            Asks::Lead(who) => says(&facts.lead, who),
            Asks::Field(field, tests) => tests.iter().any(|test| answers(facts, *field, test, days)),
        };
        holds != self.not
    }
}

/// Whether the words stand anywhere in the action, in this order and whatever their capitals.
fn holds_words(facts: &Facts<'_>, words: &str) -> bool {
    let words = words.to_lowercase();
    let all = facts.ids.iter().chain(&facts.texts).chain(&facts.tags);
    all.into_iter().any(|text| text.to_lowercase().contains(&words))
}

/// Whether one of these is meant by what is asked: it is that, or a word in it begins so.
pub(super) fn says(names: &[&str], asked: &str) -> bool {
    let asked = asked.to_lowercase();
    names.iter().any(|name| {
        let name = name.to_lowercase();
        let begins = |(at, _)| name[at..].starts_with(&asked);
        let word = |&(at, c): &(usize, char)| {
            c.is_alphanumeric()
                && name[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric())
        };
        name == asked || name.char_indices().filter(word).any(begins)
    })
}

fn answers(facts: &Facts<'_>, field: Field, test: &Test, days: &impl Days) -> bool {
    let since = |day: Option<NaiveDate>| day.map(|day| (days.today() - day).num_days());
    match field {
        Field::Id => match test {
            Test::Word(word) => facts.ids.iter().any(|id| is_number(id, word)) || named(&facts.ids, test),
            test => named(&facts.ids, test),
        },
        Field::Lead => named(&facts.lead, test),
        Field::With => named(&facts.with, test),
        Field::Group => named(&facts.group, test),
        Field::Source => named(&facts.sources, test),
        Field::Tag => named(&facts.tags, test),
        Field::Meeting => named(&facts.meeting, test),
        Field::Status => match test {
            Test::Word(word) if word == "open" => facts.open,
            test => is(facts.status, test),
        },
        Field::Rag => is(facts.rag, test),
        Field::Priority => is(facts.priority, test),
        Field::Tier => is(facts.tier, test),
        Field::Late => number(facts.late, test),
        Field::Age => number(since(facts.raised), test),
        Field::Quiet => number(since(facts.said.or(facts.raised)), test),
        Field::Moved if *test == Test::None => facts.moved == 0,
        Field::Moved => number(i64::try_from(facts.moved).ok(), test),
        Field::Evidence if *test == Test::None => facts.evidence.is_none(),
        // What has no evidence is below every level of it.
        Field::Evidence => number(Some(facts.evidence.unwrap_or(0).into()), test),
        Field::Due => day(facts.due, test, Towards::Ahead, days),
        // Nothing was raised on a day to come.
        Field::Raised => day(facts.raised, test, Towards::Back, days),
    }
}

/// Whether an id has this number, whatever its letters and its noughts: `14` is that of `EXEC-26-014`.
fn is_number(id: &str, asked: &str) -> bool {
    let plain = |digits: &str| digits.trim_start_matches('0').to_owned();
    let digits = !asked.is_empty() && asked.bytes().all(|b| b.is_ascii_digit());
    digits && id.rsplit('-').next().is_some_and(|last| plain(last) == plain(asked))
}

fn named(names: &[&str], test: &Test) -> bool {
    match test {
        Test::None => names.is_empty(),
        Test::Word(word) => says(names, word),
        Test::Number(..) | Test::Day(..) => false,
    }
}

fn is(word: &str, test: &Test) -> bool {
    match test {
        Test::None => word.is_empty(),
        Test::Word(asked) => word == asked,
        Test::Number(..) | Test::Day(..) => false,
    }
}

fn number(value: Option<i64>, test: &Test) -> bool {
    match (value, test) {
        (value, Test::None) => value.is_none(),
        (Some(value), Test::Number(than, to)) => than.holds(&value, to),
        _ => false,
    }
}

fn day(value: Option<NaiveDate>, test: &Test, towards: Towards, days: &impl Days) -> bool {
    let asked = match test {
        Test::None => return value.is_none(),
        Test::Day(than, Day::On(date)) => (*than, Some(*date)),
        Test::Day(than, Day::FromToday(n)) => {
            (*than, days.today().checked_add_signed(chrono::TimeDelta::days(*n)))
        }
        Test::Day(than, Day::NextOf(group)) => (*than, days.next_of(group)),
        Test::Day(than, Day::Said(words)) => (*than, days.said(words, towards).ok()),
        Test::Word(_) | Test::Number(..) => return false,
    };
    match (value, asked) {
        (Some(value), (than, Some(to))) => than.holds(&value, &to),
        _ => false,
    }
}
