//! What somebody may have meant who asked for what is not here: a name misspelt, a field typed as a word, a day that no
//! file knows. A hint never changes the answer.

use super::answer::says;
use super::{Asks, Day, Days, Field, Query, Test};
use crate::base::text::nearest;
use crate::base::when::Towards;
use std::collections::BTreeMap;

/// The names there are, as far as whoever asks may see them.
#[derive(Clone, Debug, Default)]
pub struct Names<'a> {
    /// Everybody: agencies, posts, people, initials, ids.
    pub people: Vec<&'a str>,
    /// Every name of every group.
    pub groups: Vec<&'a str>,
    /// Every tag.
    pub tags: Vec<&'a str>,
    /// What actions came from: kinds, and what each is called.
    pub sources: Vec<&'a str>,
    /// Whom or what some of these names mean, in a few words.
    pub said: BTreeMap<&'a str, String>,
}

impl Query {
    /// What may have been meant, each a sentence without a full stop, in the order of the query.
    pub fn hints(&self, names: &Names<'_>, days: &impl Days) -> Vec<String> {
        let mut hints = Vec::new();
        for part in &self.parts {
            match &part.asks {
                Asks::Words(words) => hints.extend(a_field(words)),
                Asks::Lead(who) => hints.extend(nobody(&names.people, who, "@")),
                Asks::Tag(tag) => hints.extend(no_tag(&names.tags, tag)),
                Asks::Field(field, tests) => {
                    hints.extend(tests.iter().filter_map(|test| no_answer(*field, test, names, days)));
                }
            }
        }
        hints.dedup();
        hints
    }
}

fn no_answer(field: Field, test: &Test, names: &Names<'_>, days: &impl Days) -> Option<String> {
    let towards = if field == Field::Raised { Towards::Back } else { Towards::Ahead };
    match (field, test) {
        (Field::Lead | Field::With, Test::Word(who)) => nobody(&names.people, who, ""),
        (Field::Tag, Test::Word(tag)) => no_tag(&names.tags, tag),
        (Field::Source, Test::Word(source)) => no_source(&names.sources, source),
        (Field::Group, Test::Word(group)) => no_group(&names.groups, group),
        (_, Test::Day(_, Day::NextOf(group))) if days.next_of(group).is_none() => {
            let known = no_group(&names.groups, group);
            known.or_else(|| Some(format!("no date of the next meeting of “{group}” is known")))
        }
        (_, Test::Day(_, Day::Said(words))) => days.said(words, towards).err().map(|why| why.to_string()),
        _ => None,
    }
}

fn nobody(names: &[&str], who: &str, sign: &str) -> Option<String> {
    missing(names, who, &format!("nobody here is called {sign}{who}"), sign)
}

fn no_group(names: &[&str], group: &str) -> Option<String> {
    missing(names, group, &format!("no group here is called {group}"), "")
}

fn no_source(names: &[&str], source: &str) -> Option<String> {
    missing(names, source, &format!("nothing here came from {source}"), "")
}

fn no_tag(names: &[&str], tag: &str) -> Option<String> {
    missing(names, tag, &format!("nothing here is tagged #{tag}"), "#")
}

/// That no name is meant, and the nearest that could be: a whole name or a word of one.
fn missing(names: &[&str], asked: &str, said: &str, sign: &str) -> Option<String> {
    if says(names, asked) {
        return None;
    }
    let parts = names.iter().flat_map(|name| name.split_whitespace());
    let near = nearest(asked, names.iter().copied()).or_else(|| nearest(asked, parts));
    Some(near.map_or_else(
        || said.to_owned(),
        |near| {
            let near = near.to_lowercase();
            let near = if near.contains(' ') { format!("\"{near}\"") } else { near };
            format!("{said}: did you mean {sign}{near}?")
        },
    ))
}

/// A word looked for in texts that is also the name of a field.
fn a_field(words: &str) -> Option<String> {
    let known = Field::of(&words.to_lowercase())?.known();
    let (asks, example) = match known.field {
        Field::Late => ("what is late", "late:>0"),
        _ => (known.says, known.example),
    };
    Some(format!("“{words}” was looked for in texts: to ask for {asks}, write {example}"))
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use chrono::NaiveDate;

    struct On;

    impl Days for On {
        fn today(&self) -> NaiveDate {
            "2026-12-03".parse().unwrap()
        }

        fn next_of(&self, group: &str) -> Option<NaiveDate> {
            (group == "sog").then(|| self.today())
        }
    }

    fn hints(query: &str) -> Vec<String> {
        let names = Names {
            people: vec!["police", "Wrenshire Police", "Nia Owen", "NO"],
            groups: vec!["sog", "Senior Officer Group", "executive"],
            tags: vec!["neglect"],
            sources: vec!["audit", "Neglect audit 2025"],
            ..Names::default()
        };
        parse(query).unwrap().hints(&names, &On)
    }

    #[test]
    fn what_nothing_here_has_is_hinted_at_with_the_nearest_that_it_has() {
        for (query, says) in [
            ("@polcie", "nobody here is called @polcie: did you mean @police?"),
            ("-lead:owne", "nobody here is called owne: did you mean owen?"),
            ("@\"nia owne\"", "nobody here is called @nia owne: did you mean @\"nia owen\"?"),
            ("@zzzzzz", "nobody here is called @zzzzzz"),
            ("#neglct", "nothing here is tagged #neglct: did you mean #neglect?"),
            ("source:adit", "nothing here came from adit: did you mean audit?"),
            ("group:sgo", "no group here is called sgo: did you mean sog?"),
            ("due:<next-sgo", "no group here is called sgo: did you mean sog?"),
            ("due:<next-executive", "no date of the next meeting of “executive” is known"),
            ("late", "“late” was looked for in texts: to ask for what is late, write late:>0"),
            (
                "Moved",
                "“Moved” was looked for in texts: to ask for how often its date was moved, write moved:>=2",
            ),
        ] {
            assert_eq!(hints(query), [says], "{query}");
        }
        let says = hints("due:\"mon 11 dec\"");
        assert!(says[0].starts_with("11 Dec 2026 is a Friday, not a Monday"), "{says:?}");
    }

    #[test]
    fn what_is_here_needs_no_hint() {
        for query in
            ["", "@police @owen @no #neg group:senior", "due:<next-sog with:none report", "due:<friday"]
        {
            assert_eq!(hints(query), [""; 0], "{query}");
        }
    }
}
