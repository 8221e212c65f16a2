//! What must not stand in a paper that anybody may read: children by pseudonym, ages, small counts, an agency that is
//! blamed alone, shares of small samples, personal data. Each is refused with its place and how to mend it; what is said of
//! it never repeats personal data. Nothing here rewrites a sentence: people do.

use super::report::FEWEST;
use super::scope::Audit;
use crate::domain::personal::{self, Kind, Names};
use std::collections::BTreeSet;

/// A text, and what it is in the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands, such as `What needs to improve, point 2 (F-26-004)`.
    pub place: String,
    /// The text.
    pub text: String,
    /// What it may hold.
    pub about: About,
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Anything else.
    Other,
    /// Something to develop: no agency may be named alone.
    Develop,
    /// Whom to reach and how: a telephone number or an address of a service may stand here.
    Contacts,
}

/// Something that must not stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What.
    pub what: What,
    /// Where.
    pub place: String,
    /// What was seen, without personal data.
    pub seen: String,
}

/// What is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A child by pseudonym.
    CaseRef,
    /// An age.
    Age,
    /// A count of children, or of those that are left, below five.
    Few,
    /// A share of a small sample.
    Share,
    /// One agency named with something to develop.
    Alone,
    /// Personal data.
    Personal(Kind),
    /// More words than fit one page.
    TooLong,
}

impl What {
    /// What to do about it.
    pub fn mend(self) -> &'static str {
        match self {
            Self::CaseRef => "say “a child” or “children”",
            Self::Age => "leave the age out, or name a stage such as primary school",
            Self::Few => "say “some children” or “most children”",
            Self::Share => "give counts, or say “most” or “some”",
            Self::Alone => "say what all agencies can learn from it, or “agencies”",
            Self::Personal(kind) => kind.mend(),
            Self::TooLong => "shorten points, or leave the least important out",
        }
    }
}

impl Refused {
    /// `What needs to improve, point 2: a child by pseudonym (C1): say “a child” or “children”`.
    pub fn said(&self) -> String {
        let what = match self.what {
            What::CaseRef => "a child by pseudonym",
            What::Age => "an age",
            What::Few => "a small count of children",
            What::Share => "a share of a small sample",
            What::Alone => "one agency is named alone",
            What::Personal(_) => "",
            What::TooLong => "too many words",
        };
        let seen = match (what, self.seen.as_str()) {
            ("", seen) => seen.to_owned(),
            (what, "") => what.to_owned(),
            (what, seen) => format!("{what} ({seen})"),
        };
        format!("{}: {seen}: {}", self.place, self.what.mend())
    }
}

/// Everything in these lines that must not be read by anybody.
pub fn refused(lines: &[Line], audit: &Audit, names: &Names) -> Vec<Refused> {
    let mut all = Vec::new();
    for line in lines {
        let mut refuse = |what, seen: &str| {
            all.push(Refused { what, place: line.place.clone(), seen: seen.to_owned() });
        };
        let words = words(&line.text);
        for seen in case_refs(&words, audit) {
            refuse(What::CaseRef, &seen);
        }
        for seen in ages(&words) {
            refuse(What::Age, &seen);
        }
        for seen in few(&words) {
            refuse(What::Few, &seen);
        }
        if line.text.contains('%') || line.text.to_lowercase().contains("per cent") {
            refuse(What::Share, "");
        }
        if line.about == About::Develop {
            let named = agencies(&line.text, audit);
            if let [only] = named.as_slice() {
                refuse(What::Alone, only);
            }
        }
        for found in personal::found(&line.text, names) {
            let reaches = matches!(found.kind, Kind::Telephone | Kind::Email | Kind::Postcode);
            if !(line.about == About::Contacts && reaches) {
                refuse(What::Personal(found.kind), &found.why);
            }
        }
    }
    all
}

/// The words of a text as they stand and in small letters; what ends a sentence is a word of its own.
fn words(text: &str) -> Vec<(String, String)> {
    let mut words = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '(' | ')'))
    {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !bare.is_empty() {
            words.push((bare.to_owned(), bare.to_lowercase()));
        }
        if word.ends_with(['.', ';', '!', '?', ':']) {
            words.push((String::new(), String::new()));
        }
    }
    words
}

fn case_refs(words: &[(String, String)], audit: &Audit) -> Vec<String> {
    let figures = |rest: &str| (1..=3).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit());
    let is_ref = |word: &str, small: &str| {
        let base = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
        base.strip_prefix(['C', 'c']).is_some_and(figures)
            || audit.cases.iter().any(|case| {
                let id = case.id.as_str();
                !id.is_empty() && (id.eq_ignore_ascii_case(base) || id.eq_ignore_ascii_case(small))
            })
    };
    let mut seen: Vec<String> =
        words.iter().filter(|(word, small)| is_ref(word, small)).map(|(word, _)| word.clone()).collect();
    let lettered = |two: &[(String, String)]| {
        let one = two[1].0.as_str();
        two[0].1 == "child" && one.len() == 1 && one.bytes().all(|b| b.is_ascii_uppercase())
    };
    seen.extend(words.windows(2).filter(|two| lettered(two)).map(|two| format!("{} {}", two[0].0, two[1].0)));
    seen
}

/// The numbers that are written as words, from none.
const NUMBERS: [&str; 19] = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
];

fn number(small: &str) -> Option<usize> {
    small.parse().ok().or_else(|| NUMBERS.iter().position(|word| *word == small).filter(|n| *n > 0))
}

fn ages(words: &[(String, String)]) -> Vec<String> {
    let mut seen = Vec::new();
    for (at, (word, small)) in words.iter().enumerate() {
        let after = |n: usize| words.get(at + n).map_or("", |(_, small)| small.as_str());
        let unit = |unit: &str| {
            matches!(unit, "year" | "years" | "month" | "months" | "week" | "weeks" | "yr" | "yrs")
        };
        if number(small).is_some_and(|n| n <= 18)
            && unit(after(1))
            && matches!(after(2), "old" | "olds" | "of")
        {
            // `two years of help` is a length of time.
            if after(2) != "of" || after(3) == "age" {
                seen.push(format!("{word} {} {}", after(1), after(2)));
            }
        }
        if matches!(small.as_str(), "aged" | "age") && number(after(1)).is_some_and(|n| n <= 18) {
            seen.push(format!("{word} {}", after(1)));
        }
        if word == "Year" && number(after(1)).is_some_and(|n| (1..=13).contains(&n)) {
            seen.push(format!("{word} {}", after(1)));
        }
        let short = small.strip_suffix("yo").or_else(|| small.strip_suffix("yrs"));
        if short.is_some_and(|figures| figures.parse::<u8>().is_ok()) {
            seen.push(word.clone());
        }
    }
    seen
}

/// Words for children and those around them.
const CHILDREN: [&str; 20] = [
    "child",
    "children",
    "boy",
    "boys",
    "girl",
    "girls",
    "baby",
    "babies",
    "infant",
    "infants",
    "sibling",
    "siblings",
    "teenager",
    "teenagers",
    "family",
    "families",
    "pupil",
    "pupils",
    "people",
    "person",
];
/// What may stand between a number and those it counts.
const BETWEEN: [&str; 14] = [
    "of", "out", "the", "these", "those", "our", "young", "in", "all", "single", "other", "sampled",
    "audited", "younger",
];
/// What may be counted however few there are.
const COUNTED: [&str; 12] = [
    "agency",
    "agencies",
    "answer",
    "answers",
    "return",
    "returns",
    "day",
    "days",
    "week",
    "weeks",
    "question",
    "questions",
];

fn few(words: &[(String, String)]) -> Vec<String> {
    let mut seen = Vec::new();
    for at in 0..words.len() {
        let Some(n) = number(&words[at].1) else { continue };
        let small = |word: usize| words.get(word).map_or("", |(_, small)| small.as_str());
        // `2 of 6`, `two out of the six`.
        let mut next = at + 1;
        while matches!(small(next), "of" | "out" | "the" | "all" | "our") {
            next += 1;
        }
        let of = (next > at + 1).then(|| number(small(next))).flatten();
        if let Some(of) = of {
            let left = of.saturating_sub(n);
            let counts_others = (1..=2).any(|n| COUNTED.contains(&small(next + n)));
            if !counts_others && ((1..FEWEST).contains(&n) || (1..FEWEST).contains(&left)) {
                seen.push(format!("{} of {}", words[at].0, words[next].0));
            }
            continue;
        }
        // `one child`, `the three young people`; not the second number of `2 of 6 children`, which is dealt with.
        let before = at.checked_sub(1).map_or("", small);
        if !(1..FEWEST).contains(&n) || before == "of" {
            continue;
        }
        let mut next = at + 1;
        while next < at + 5 && BETWEEN.contains(&small(next)) {
            next += 1;
        }
        if CHILDREN.contains(&small(next)) {
            seen.push(format!("{} {}", words[at].0, words[next].0));
        }
    }
    seen
}

/// The agencies of an audit that a text names, by their names or by their kinds.
fn agencies(text: &str, audit: &Audit) -> Vec<String> {
    let spaced = |text: &str| {
        let plain = text.to_lowercase().replace('’', "'");
        let words =
            plain.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty());
        let single = words.map(|word| {
            let bare = word.strip_suffix("'s").unwrap_or(word);
            if bare.len() > 3 { bare.strip_suffix('s').unwrap_or(bare).to_owned() } else { bare.to_owned() }
        });
        format!(" {} ", single.collect::<Vec<_>>().join(" "))
    };
    let said = spaced(text);
    let named = |agency: &&super::scope::AskedAgency| {
        [&*agency.name, agency.kind.as_str(), agency.id.as_str()]
            .iter()
            .any(|name| !name.trim().is_empty() && said.contains(&spaced(name)))
    };
    // Several agencies of one kind count as one: a school among schools is found again.
    let named = audit.agencies.iter().filter(named);
    let kinds: BTreeSet<(&str, &str)> =
        named.map(|agency| (agency.kind.as_str(), agency.name.as_str())).collect();
    let mut all: Vec<String> = Vec::new();
    let mut last = None;
    for (kind, name) in kinds {
        if last != Some(kind) {
            all.push(name.to_owned());
        }
        last = Some(kind);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    fn whats(text: &str, about: About) -> Vec<What> {
        let line = Line { place: "x".into(), text: text.into(), about };
        let names = Names::new(["Ada Vole"]);
        refused(&[line], &example::audit(), &names).into_iter().map(|one| one.what).collect()
    }

    #[test]
    fn each_thing_that_points_at_somebody_is_refused() {
        for (text, what) in [
            ("C1 was not seen", What::CaseRef),
            ("as with c3’s school", What::CaseRef),
            ("Child B was moved", What::CaseRef),
            ("a 7-year-old walked home", What::Age),
            ("a fourteen year old", What::Age),
            ("aged 9", What::Age),
            ("three months old", What::Age),
            ("moved in Year 9", What::Age),
            ("2 of 6 children were seen", What::Few),
            ("two of the six were seen", What::Few),
            ("5 of 6 children were seen", What::Few),
            ("one child was hungry", What::Few),
            ("the three young people", What::Few),
            ("50% were seen", What::Share),
            ("half, or 50 per cent", What::Share),
            ("NHS number 943 476 5919", What::Personal(Kind::Nhs)),
            ("near BS1 4DJ", What::Personal(Kind::Postcode)),
            ("born 3 March 2015", What::Personal(Kind::Birth)),
            ("Ada Vole said so", What::Personal(Kind::Name)),
        ] {
            assert_eq!(whats(text, About::Other), [what], "{text}");
        }
    }

    #[test]
    fn ordinary_sentences_pass() {
        for text in [
            "Children were seen alone, and their words were written down.",
            "4 agencies took part, and 3 of 4 agencies sent everything in time.",
            "Two agencies told the children what would happen.",
            "6 children, 4 agencies; practice from Mon 1 Sep 2025 to Mon 31 Aug 2026.",
            "Help over two years of meetings",
            "Act within one day.",
            "10 of 20 children had a plan",
        ] {
            assert_eq!(whats(text, About::Other), [], "{text}");
        }
    }

    #[test]
    fn no_agency_is_blamed_alone() {
        for text in
            ["Police did not share what they knew", "The school was never told", "social care closed early"]
        {
            assert_eq!(whats(text, About::Develop), [What::Alone], "{text}");
            assert_eq!(whats(text, About::Other), [], "{text}");
        }
        assert_eq!(whats("Police and schools did not share", About::Develop), []);
        assert_eq!(whats("Agencies did not share", About::Develop), []);
    }

    #[test]
    fn a_service_may_be_reached_and_a_refusal_repeats_no_personal_data() {
        assert_eq!(whats("Front door: 01454 866000", About::Contacts), []);
        let line = Line { place: "here".into(), text: "NHS 943 476 5919".into(), about: About::Contacts };
        let said = refused(&[line], &example::audit(), &Names::default())[0].said();
        assert!(said.contains("an NHS number ending 19") && !said.contains("943"), "{said}");
    }
}
