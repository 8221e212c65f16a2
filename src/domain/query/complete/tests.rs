//! What is offered where, and the laws: what is taken can be read, and finds what it was offered for.

use super::*;
use crate::base::text::one_line;
use chrono::NaiveDate;
use proptest::prelude::*;

struct On;

impl Days for On {
    fn today(&self) -> NaiveDate {
        "2026-12-03".parse().unwrap()
    }

    fn next_of(&self, group: &str) -> Option<NaiveDate> {
        let known = ["sog", "senior officer group", "group \"a\""];
        known.contains(&group).then(|| "2027-01-07".parse().unwrap())
    }
}

fn names() -> Names<'static> {
    Names {
        people: vec![
            "police",
            "Wrenshire Police",
            "Police",
            "police-dsp",
            "Nia Owen",
            "NO",
            "none",
            "The \"Hub\"",
            "Fire, rescue",
            "\u{1b}[31m",
            "ab\u{202e}c",
        ],
        groups: vec!["sog", "Senior Officer Group", "executive", "group \"a\"", ""],
        tags: vec!["neglect", "housing", "neglect", "two words"],
        sources: vec!["audit", "cspr", "Neglect audit 2025"],
        said: [("NO", "Nia Owen".to_owned()), ("police-dsp", "Gareth Davies, police".to_owned())].into(),
    }
}

/// A text with `|` where the cursor is, and what is offered there.
fn offered(text: &str) -> (Completion, String) {
    let cursor = text.find('|').expect("the cursor is marked");
    let text = text.replacen('|', "", 1);
    (complete(&text, cursor, &names(), &On), text)
}

fn texts(text: &str) -> Vec<String> {
    offered(text).0.offers.into_iter().map(|offer| offer.text).collect()
}

#[test]
fn each_place_has_its_own_offers_the_best_first() {
    for (text, expected) in [
        ("|", &["lead:", "with:", "group:", "source:", "status:", "rag:", "late:", "due:"][..]),
        ("report |", &["lead:", "with:", "group:", "source:", "status:", "rag:", "late:", "due:"]),
        ("ra|", &["rag:", "raised:"]),
        ("-ST|", &["status:"]),
        ("stauts|", &["status:"]),
        ("report|", &[]),
        ("|report", &[]),
        ("sta|tus:done", &[]),
        ("la|d:done", &[]),
        ("status:do|", &["done"]),
        ("status:no|", &["\"not started\""]),
        ("status:\"not s|", &["\"not started\""]),
        ("status:not-s|", &["\"not started\""]),
        ("status:clsed|", &["closed"]),
        ("status:done,d|", &["dropped"]),
        ("status:d|,done", &["dropped"]),
        ("rag:|", &["red", "amber", "green", "blue"]),
        ("rag:red,|", &["amber", "green", "blue"]),
        ("@po|", &["police", "police-dsp", "\"Wrenshire Police\""]),
        ("@\"nia o|", &["\"Nia Owen\""]),
        ("@\"nia o| status:open", &["\"Nia Owen\""]),
        ("-@owe|", &["\"Nia Owen\""]),
        ("@polcie|", &["police"]),
        ("@hub|", &[]),
        ("with:fire|", &["\"Fire, rescue\""]),
        ("with:no|", &["NO", "none"]),
        ("#ne|", &["neglect"]),
        ("#tw|", &["\"two words\""]),
        ("tag:|", &["neglect", "housing", "\"two words\"", "none"]),
        ("group:s|", &["sog", "\"Senior Officer Group\""]),
        ("source:|", &["audit", "cspr", "\"Neglect audit 2025\"", "none"]),
        ("late:|", &[">0", ">30d", ">8w", ">26w", "<=30d", "none"]),
        ("late:>3|", &[">3d", ">3w"]),
        ("late:>3d|", &[]),
        ("moved:|", &[">=1", ">=2", ">=3", "none"]),
        ("evidence:<|", &["<1", "<2", "<3", "<4", "<5"]),
        (
            "due:|",
            &["<today", "<=+2w", "<=next-sog", "<=\"next-senior officer group\"", "<=\"end q3\"", "none"],
        ),
        ("due:<next|", &["<next-sog", "<\"next-senior officer group\""]),
        ("due:fr|", &["friday"]),
        ("due:<\"end |", &["<\"end month\"", "<\"end q3\"", "<\"end year\""]),
        ("due:<\"14 de|", &["<\"14 dec\""]),
        ("due:+3|", &["+3d", "+3w"]),
        ("raised:|", &[">=-30d", ">=2026-10-01", ">=2026-04-01", "<-26w"]),
        ("id:|", &[]),
        ("zzz:|", &[]),
        ("\"exact wo|", &[]),
        ("due:<friday late:| status:blcked", &[">0", ">30d", ">8w", ">26w", "<=30d", "none"]),
    ] {
        assert_eq!(texts(text), expected, "{text}");
    }
}

#[test]
fn an_offer_says_what_it_asks_or_whom_it_means() {
    let says = |text: &str| offered(text).0.offers[0].says.clone();
    for (text, expected) in [
        ("la|", "days past its due date"),
        ("@no|", "Nia Owen"),
        ("@police-|", "Gareth Davies, police"),
        ("late:>3|", "more than 3 days"),
        ("late:<=1|", "at most 1 day"),
        ("evidence:>=|", "at least agreed"),
        ("moved:>|", "more than once"),
        ("due:<fr|", "Fri 4 Dec 2026"),
        ("raised:>fr|", "Fri 27 Nov 2026"),
        ("due:<next-|", "Thu 7 Jan 2027"),
        ("due:<14|", "Mon 14 Dec 2026"),
        ("status:op|", "everything that has not ended"),
    ] {
        assert_eq!(says(text), expected, "{text}");
    }
}

#[test]
fn an_offer_takes_the_place_of_the_whole_piece() {
    for (text, taken) in [
        ("la| x", "late: x"),
        ("sta|tis:done", "status:done"),
        ("a status:do|e,closed b", "a status:done,closed b"),
        ("@\"nia o| status:open", "@\"Nia Owen\" status:open"),
        ("@\"nia o|wen\" status:open", "@\"Nia Owen\" status:open"),
        ("-@po|", "-@police"),
        ("due:<\"end q|", "due:<\"end q3\""),
    ] {
        let (completion, text) = offered(text);
        let Some(offer) = completion.offers.first() else { panic!("nothing is offered for {text}") };
        let (now, cursor) = completion.taken(&text, offer);
        assert_eq!(now, taken);
        assert!(now[..cursor].ends_with(&offer.text));
    }
}

fn typed() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "late:",
        "due:",
        "status:",
        "moved:",
        "lead:",
        "evidence:",
        "with:",
        "tag:",
        "group:",
        "source:",
        "raised:",
        "rag:",
        "id:",
        ">",
        "<=",
        "=",
        "3",
        "30d",
        "none",
        "next-",
        "s",
        "today",
        "+",
        "-",
        "@",
        "#",
        "\"",
        " ",
        ",",
        ":",
        "blo",
        "not st",
        "po",
        "nia o",
        "é",
        "\u{301}",
        "İ",
        "\t",
        "14",
        "end",
        "fri",
        "la",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_taken_can_be_read_and_is_known(text in prop_oneof![4 => typed(), 1 => "\\PC{0,20}"], at in any::<usize>()) {
        let bounds: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let cursor = bounds[at % bounds.len()];
        let completion = complete(&text, cursor, &names(), &On);
        let Range { start, end } = completion.replaces.clone();
        prop_assert!(start <= cursor && cursor <= end && text.get(start..end).is_some());
        prop_assert!(completion.offers.len() <= MOST_OFFERS);
        let with = |piece: &str| parse(&format!("{}{piece}{}", &text[..start], &text[end..]));
        let rest = with("none").or(with(""));
        for offer in &completion.offers {
            prop_assert_eq!(&one_line(&offer.text), &offer.text);
            prop_assert_eq!(&one_line(&offer.says), &offer.says);
            prop_assert!(offer.text != text[start..end]);
            let (taken, cursor) = completion.taken(&text, offer);
            prop_assert!(taken[..cursor].ends_with(&offer.text));
            let Ok(rest) = &rest else { continue };
            // What ends in a colon is gone on with.
            let ended = taken[cursor..].starts_with(|c: char| !c.is_whitespace());
            let going_on = if offer.text.ends_with(':') && !ended { "none" } else { "" };
            let read = parse(&format!("{}{going_on}{}", &taken[..cursor], &taken[cursor..]));
            let Ok(read) = read else { return Err(TestCaseError::fail(format!("{taken:?} is not read")))};
            // What is offered is there, so that it is no reason for a hint.
            let before = rest.hints(&names(), &On);
            let new: Vec<_> = read.hints(&names(), &On).into_iter().filter(|hint| !before.contains(hint)).collect();
            prop_assert!(new.is_empty() || offer.text.ends_with(':'), "{:?}: {:?}", taken, new);
        }
    }

    #[test]
    fn any_text_and_any_cursor_are_taken(text in any::<String>(), cursor in 0_usize..64) {
        let completion = complete(&text, cursor, &names(), &On);
        prop_assert!(text.get(completion.replaces).is_some());
    }
}
