//! Who helps with an action: `share the data with @police, @helen`. The sign tells a name from the words of the task, so
//! that "meet with the police" stays what it says; and what it stands before has to be somebody, so that no name is lost.

use super::{Lead, Named, Reading, Room, longest};
use crate::base::id::PostId;
use crate::base::text::and_list;
use crate::domain::meeting::Meeting;

/// What stands before a name.
const SIGN: char = '@';

/// Words between a task and a name, and between names.
const BETWEEN: [&str; 3] = ["with", "and", "&"];

/// Who helps, as far as a line says.
#[derive(Debug, Default)]
pub(super) struct Helping {
    /// They, each once.
    pub with: Vec<PostId>,
    /// Why one of them is not known, in a sentence without a full stop.
    pub unclear: Option<String>,
    /// The line without them.
    pub rest: String,
}

impl Room<'_> {
    /// Takes every name with a sign out of a line; the one it begins with leads and only loses its sign.
    pub(super) fn take_helpers(&self, line: &str) -> Helping {
        let mut helping = Helping::default();
        let mut left = line.trim_start();
        if let Some(lead) = left.strip_prefix(SIGN)
            && longest(lead, |name| self.named(name)).is_some()
        {
            left = lead;
        }
        let mut after_name = false;
        while let Some(at) = sign(left) {
            let (before, name) = (&left[..at], &left[at + SIGN.len_utf8()..]);
            match self.helper(name) {
                Ok((post, end)) => {
                    helping.keep(without_joining(before), after_name);
                    if !helping.with.contains(&post) {
                        helping.with.push(post);
                    }
                    (left, after_name) = (&name[end..], true);
                }
                Err(why) => {
                    let word = name.find([' ', ',', ';']).unwrap_or(name.len());
                    helping.keep(&left[..=at + word], after_name);
                    helping.unclear.get_or_insert(why);
                    (left, after_name) = (&name[word..], false);
                }
            }
        }
        helping.keep(left, after_name);
        helping
    }

    /// The one a name stands for, and where the name ends; why there is no such one otherwise.
    fn helper(&self, text: &str) -> Result<(PostId, usize), String> {
        // A comma parts two names here, and a name never goes on over the next sign.
        let reach = &text[..text.find([',', ';', SIGN]).unwrap_or(text.len())];
        let Some((named, end)) = longest(reach, |name| self.named(name)) else {
            let said = reach.split_whitespace().next().unwrap_or_default();
            return Err(format!(
                "Nobody is called '{said}' here: @ stands before a name only, as in 'with @police'"
            ));
        };
        let typed = &reach[..end];
        let Named::These(seats) = named else {
            return Err(format!(
                "'@{typed}' is more than one: name each that helps, as in 'with @police, @icb'"
            ));
        };
        let rest = &text[end..];
        let bracket = rest.trim_start().starts_with('(');
        let (lead, rest) = if bracket {
            self.with_agency(self.settle(&seats), &seats, rest)
        } else {
            (self.settle(&seats), rest)
        };
        match lead {
            Lead::One(post) => Ok((post, text.len() - rest.len())),
            _ => Err(format!(
                "More than one person may be meant by '@{typed}': say the agency, as in '@jo (police)'"
            )),
        }
    }

    /// The name that is being typed after a sign, and all that stands before it.
    pub fn helper_begun<'t>(&self, typed: &'t str) -> Option<(&'t str, &'t str)> {
        let at = typed.rfind(SIGN)?;
        let (head, begun) = typed.split_at(at + SIGN.len_utf8());
        let begins = typed[..at].chars().next_back().is_none_or(parts) && !begun.starts_with(' ');
        let whole = || matches!(self.helper(begun), Ok((_, end)) if end < begun.len());
        (begins && !begun.contains([',', ';', '(']) && !whole()).then_some((head, begun))
    }
}

impl Helping {
    /// Keeps words of the task.
    fn keep(&mut self, words: &str, after_name: bool) {
        let words = if after_name { words.trim_start_matches([',', ';', ' ']) } else { words };
        let apart = !self.rest.is_empty() && !self.rest.ends_with(' ') && !words.is_empty();
        if apart && !words.starts_with([' ', ',', ';']) {
            self.rest.push(' ');
        }
        self.rest.push_str(words);
    }
}

impl Reading {
    /// The line that says this: read again, it says the same.
    pub fn typed(&self, meeting: &Meeting) -> String {
        let name = |id: &PostId| match meeting.seat(id) {
            // A name with such signs in it would end at them.
            Some(seat) if seat.said().contains([',', ';', '(', SIGN]) => format!("{id} ({})", seat.agency),
            Some(seat) => format!("{} ({})", seat.said(), seat.agency),
            None => id.to_string(),
        };
        // Words that would be taken for what joins a name to the task have such a word before them.
        let to = if super::after_name(&self.what) == self.what { "" } else { "to " };
        let who = self.one_lead().map(|lead| format!("{} {to}", name(lead))).unwrap_or_default();
        let with: Vec<String> = self.with.iter().map(|post| format!("{SIGN}{}", name(post))).collect();
        let with = if with.is_empty() { String::new() } else { format!(" with {}", with.join(", ")) };
        let due = self.due().and_then(super::Due::day);
        let due = due.map_or(" date to be set".to_owned(), |day| format!(" by {}", day.format("%-d %b %Y")));
        let tags: String = self.tags.iter().flat_map(|tag| [" #", tag]).collect();
        format!("{who}{}{with}{due}{tags}", self.what)
    }

    /// Who helps, in words: `with Priya Nair, council`; why not, where that is not known; nothing where nobody does.
    pub(super) fn with_said(&self, meeting: &Meeting) -> Option<String> {
        let said: Vec<String> = self.with.iter().map(|post| meeting.seat_said(post)).collect();
        let with = (!said.is_empty()).then(|| format!("with {}", and_list(&said)));
        self.unclear.clone().or(with)
    }
}

/// Where the next name begins: a sign that begins a word, before a letter.
fn sign(text: &str) -> Option<usize> {
    let begins = |(at, _): &(usize, &str)| {
        let next = text[at + SIGN.len_utf8()..].chars().next();
        text[..*at].chars().next_back().is_none_or(parts) && next.is_some_and(char::is_alphabetic)
    };
    text.match_indices(SIGN).find(begins).map(|(at, _)| at)
}

/// Whether a name may begin after it.
fn parts(c: char) -> bool {
    c.is_whitespace() || [',', ';'].contains(&c)
}

/// Words of a task without what joins them to the name that follows.
pub(super) fn without_joining(words: &str) -> &str {
    let mut words = words;
    loop {
        words = words.trim_end_matches([' ', ',', ';']);
        let last = words.rsplit(' ').next().unwrap_or_default();
        if last.is_empty() || !BETWEEN.iter().any(|word| last.eq_ignore_ascii_case(word)) {
            return words;
        }
        words = &words[..words.len() - last.len()];
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{meeting, present, read};
    use super::super::{Lead, When};
    use super::*;
    use proptest::prelude::*;

    fn ids(with: &[PostId]) -> Vec<&str> {
        with.iter().map(PostId::as_str).collect()
    }

    #[test]
    fn helpers_are_the_names_with_a_sign_and_nothing_else_is_taken() {
        let m = meeting();
        for (line, with, what) in [
            ("jo ellis share the data with @council, @priya by fri 11 dec #hub", "", "x"),
            ("jo ellis share the data with @priya by fri 11 dec", "council-head", "share the data"),
            (
                "@jo ellis with @priya nair and @business manager share the data by fri 11 dec",
                "council-head clerk",
                "share the data",
            ),
            ("jo ellis, @priya, share the data by fri 11 dec", "council-head", "share the data"),
            ("jo ellis share the data by fri 11 dec with @priya #hub", "council-head", "share the data"),
            ("jo ellis meet with @jo (council) and report by fri 11 dec", "council-dsp", "meet and report"),
            ("jo ellis meet with priya and the police by fri 11 dec", "", "meet with priya and the police"),
            ("jo ellis write to data@police.example by fri 11 dec", "", "write to data@police.example"),
            ("jo ellis be there @ noon by fri 11 dec", "", "be there @ noon"),
            ("jo ellis share it with @priya, @priya, @jo ellis by fri 11 dec", "council-head", "share it"),
        ] {
            let r = read(&m, line);
            if what == "x" {
                let why = r.unclear.unwrap();
                assert!(why.starts_with("More than one person may be meant by '@council'"), "{why}");
                continue;
            }
            assert_eq!(r.unclear, None, "{line}");
            assert_eq!((ids(&r.with).join(" ").as_str(), r.what.as_str()), (with, what), "{line}");
            assert_eq!(r.lead, Lead::One("police-dsp".into()), "{line}");
            assert_eq!(r.when, When::On("2026-12-11".parse().unwrap()), "{line}");
        }
    }

    #[test]
    fn a_name_nobody_has_is_said_and_its_words_stay() {
        let m = meeting();
        let r = read(&m, "jo ellis share the data with @polcie by fri 11 dec");
        assert_eq!(r.what, "share the data with @polcie");
        assert_eq!(
            r.unclear.as_deref(),
            Some("Nobody is called 'polcie' here: @ stands before a name only, as in 'with @police'")
        );
        let all = read(&m, "jo ellis share the data with @all partners by fri 11 dec");
        assert!(all.unclear.unwrap().contains("name each that helps"));
        let said = Room::new(&m, "2026-12-03".parse().unwrap());
        let echo = said.echo(&read(&m, "jo ellis share the data with @priya by fri 11 dec"));
        assert!(
            echo.starts_with("Jo Ellis, police · with Priya Nair, council · share the data · by "),
            "{echo}"
        );
    }

    #[test]
    fn a_name_is_being_typed_until_it_is_whole() {
        let mut m = meeting();
        present(&mut m, "council-dsp");
        let room = Room::new(&m, "2026-12-03".parse().unwrap());
        assert_eq!(room.helper_begun("jo share it with @pr"), Some(("jo share it with @", "pr")));
        assert_eq!(room.helper_begun("jo share it with @"), Some(("jo share it with @", "")));
        assert_eq!(room.helper_begun("jo share it with @priya "), None);
        assert_eq!(room.helper_begun("jo share it with @priya, "), None);
        assert_eq!(room.helper_begun("jo write to a@p"), None);
        assert_eq!(room.helper_begun("jo be there @ noon by "), None);
    }

    fn words() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop::sample::select(vec![
                "share", "the", "data", "with", "and", "by", "police", "Priya", "meet", "jo", "a@b", "@",
                "3pm", "to",
            ]),
            1..7,
        )
        .prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn what_is_read_of_a_line_is_read_again_of_what_it_is_printed_as(
            lead in prop::sample::select(vec!["jo ellis", "@jo marsh", "priya", "business manager", "jo (police):"]),
            what in words(),
            with in prop::collection::vec(prop::sample::select(vec![
                "@priya", "@Jo Ellis", "@jo (council)", "@clerk", "@police", "@business manager",
            ]), 0..4),
            joined in prop::sample::select(vec![", ", " and ", " ", ", and ", " with "]),
            end in prop::sample::select(vec!["by 11 dec", "date to be set", "+2w", "by next sog"]),
            late in any::<bool>(),
            tags in prop::collection::vec("#[a-z]{1,6}", 0..3),
        ) {
            let m = meeting();
            let with = if with.is_empty() { String::new() } else { format!("with {}", with.join(joined)) };
            let (first, then) = if late { (end, with.as_str()) } else { (with.as_str(), end) };
            let line = format!("{lead} {what} {first} {then} {}", tags.join(" "));
            let once = read(&m, &line);
            prop_assume!(once.one_lead().is_some() && once.due().is_some() && !once.what.is_empty());
            prop_assert_eq!(&once.unclear, &None, "{}", line);
            prop_assert!(!once.with.iter().any(|post| Some(post) == once.one_lead()));
            let again = read(&m, &once.typed(&m));
            prop_assert_eq!(&again, &once, "{} as {}", line, once.typed(&m));
        }

        #[test]
        fn no_line_with_signs_makes_it_panic_and_no_word_is_made_up(line in "[@a-z, ();]{0,40}|\\PC{0,30}@\\PC{0,30}") {
            let m = meeting();
            let room = Room::new(&m, "2026-12-03".parse().unwrap());
            let reading = room.read(&line, true);
            let _ = (room.echo(&reading), room.helper_begun(&line));
            let mut left = line.chars().filter(|c| !c.is_whitespace());
            let kept = reading.what.chars().filter(|c| !c.is_whitespace());
            prop_assert!(kept.into_iter().all(|c| left.any(|typed| typed == c)), "{:?}", reading);
        }
    }
}
