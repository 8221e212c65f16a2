//! What must not stand in a paper that anybody may read: children by pseudonym, ages, small counts, an agency that is
//! blamed alone, shares of small samples, personal data. Each is refused with its place and how to mend it; what is said of
//! it never repeats personal data. Nothing here rewrites a sentence: people do.

mod agencies;
mod blame;
mod cases;
mod counts;
mod streets;

pub use agencies::Called;
pub use streets::streets;

use super::scope::Audit;
use crate::domain::personal::{self, Kind, LIKELY, LIKELY_MEND, Names};

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
    /// What was done, heard, or is to be done: an agency may be named as who does it, and not as who failed.
    Deeds,
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
    /// What only one child or family is, such as twins.
    MarkedOut,
    /// A house number and its street.
    Street,
    /// One agency named with something to develop.
    Alone,
    /// One agency said to have failed.
    Blamed,
    /// What looks like somebody's name, and may be none.
    Likely,
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
            Self::Share => "say “most” or “some”",
            Self::MarkedOut => "say “a child” or “brothers and sisters”",
            Self::Street => "leave the address out, or say “at home”",
            Self::Alone => "say what all agencies can learn from it, or “agencies”",
            Self::Blamed => "say what is done from now on, and not who did not do it",
            Self::Likely => LIKELY_MEND,
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
            What::MarkedOut => "what only one child or family is",
            What::Street => "an address of a home",
            What::Alone => "one agency is named alone",
            What::Blamed => "one agency is said to have failed",
            What::Likely => LIKELY,
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

/// Everything in these lines that must not be read by anybody. Agencies are found by what they are called too.
pub fn refused(lines: &[Line], audit: &Audit, names: &Names, called: &Called) -> Vec<Refused> {
    let mut all = Vec::new();
    for line in lines {
        let mut refuse = |what, seen: &str| {
            all.push(Refused { what, place: line.place.clone(), seen: seen.to_owned() });
        };
        let words = words(&line.text);
        let counted = [
            (What::CaseRef, cases::refs(&words, audit)),
            (What::Age, ages(&words)),
            (What::Few, counts::few(&words)),
            (What::Share, counts::shares(&line.text, &words)),
            (What::MarkedOut, counts::marked_out(&words)),
        ];
        for (what, seen) in counted {
            for seen in &seen {
                refuse(what, seen);
            }
        }
        // An address is said no more than other personal data is.
        if line.about != About::Contacts {
            for _ in streets(&line.text) {
                refuse(What::Street, "");
            }
        }
        if line.about == About::Develop
            && let [only] = agencies::named(&line.text, audit, called).as_slice()
        {
            refuse(What::Alone, only);
        }
        if line.about == About::Deeds {
            for (agency, word) in blame::blamed(&line.text, audit, called) {
                refuse(What::Blamed, &format!("{agency}, “{word}”"));
            }
        }
        let held = personal::found(&line.text, names);
        // What is on a list is certain, and said once.
        let on_a_list = |at: &std::ops::Range<usize>| {
            held.iter().any(|one| one.range.start < at.end && at.start < one.range.end)
        };
        for _ in personal::likely(&line.text, &called.ordinary).iter().filter(|at| !on_a_list(at)) {
            refuse(What::Likely, "");
        }
        for found in held {
            let reaches = matches!(found.kind, Kind::Telephone | Kind::Email | Kind::Postcode);
            if !(line.about == About::Contacts && reaches) {
                refuse(What::Personal(found.kind), &found.why);
            }
        }
    }
    all
}

/// A word as it stands and in small letters; the end of a sentence is one without letters.
struct Word {
    said: String,
    small: String,
}

/// The words of a text.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '(' | ')'))
    {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !bare.is_empty() {
            words.push(Word { said: bare.to_owned(), small: bare.to_lowercase() });
        }
        if word.ends_with(['.', ';', '!', '?', ':']) {
            words.push(Word { said: String::new(), small: String::new() });
        }
    }
    words
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

fn is_number(small: &str) -> Option<usize> {
    small.parse().ok().or_else(|| NUMBERS.iter().position(|word| *word == small).filter(|n| *n > 0))
}

fn ages(words: &[Word]) -> Vec<String> {
    let mut seen = Vec::new();
    for (at, Word { said: word, small }) in words.iter().enumerate() {
        let after = |n: usize| words.get(at + n).map_or("", |word| word.small.as_str());
        let unit = |unit: &str| {
            matches!(unit, "year" | "years" | "month" | "months" | "week" | "weeks" | "yr" | "yrs")
        };
        if is_number(small).is_some_and(|n| n <= 18)
            && unit(after(1))
            && matches!(after(2), "old" | "olds" | "of")
        {
            // `two years of help` is a length of time.
            if after(2) != "of" || after(3) == "age" {
                seen.push(format!("{word} {} {}", after(1), after(2)));
            }
        }
        if matches!(small.as_str(), "aged" | "age") && is_number(after(1)).is_some_and(|n| n <= 18) {
            seen.push(format!("{word} {}", after(1)));
        }
        if word == "Year" && is_number(after(1)).is_some_and(|n| (1..=13).contains(&n)) {
            seen.push(format!("{word} {}", after(1)));
        }
        let short = small.strip_suffix("yo").or_else(|| small.strip_suffix("yrs"));
        if short.is_some_and(|figures| figures.parse::<u8>().is_ok()) {
            seen.push(word.clone());
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;
    use crate::domain::audit::{KindOfAgency, Vocabulary};

    fn called() -> Called {
        let kind = |id: &str, also: &[&str]| KindOfAgency {
            id: id.into(),
            also: also.iter().map(|&name| name.to_owned()).collect(),
            ..KindOfAgency::default()
        };
        let kinds = vec![
            kind("mental-health", &["CAMHS"]),
            kind("community-health", &["health visitor", "school nurse"]),
            kind("police", &["officer"]),
            kind("housing", &["housing officer"]),
            kind("gp", &["GP"]),
        ];
        let words = Vocabulary { agency_kinds: kinds, ..Vocabulary::default() };
        Called::of([&words]).and([("care".into(), "CSC".to_owned())])
    }

    fn whats(text: &str, about: About) -> Vec<What> {
        let line = Line { place: "x".into(), text: text.into(), about };
        let names = Names::new(["Ada Vole"]);
        refused(&[line], &example::audit(), &names, &called()).into_iter().map(|one| one.what).collect()
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
            ("In one case the father was not asked", What::Few),
            ("In two cases nobody asked", What::Few),
            ("Both children were moved", What::Few),
            ("neither of the siblings was seen", What::Few),
            ("a couple of families were told", What::Few),
            ("a group of three boys", What::Few),
            ("one in six children was hungry", What::Few),
            ("All but one child was seen", What::Few),
            ("Children were asked, and two of them answered", What::Few),
            ("Two in the sample were babies", What::Few),
            ("A third of the children were weighed", What::Share),
            ("Half of the sample was seen", What::Share),
            ("two-thirds of cases", What::Share),
            ("half the families", What::Share),
            ("Children were asked, and half of them answered", What::Share),
            ("33 percent had a plan", What::Share),
            ("33 per-cent had a plan", What::Share),
            ("33 ％ had a plan", What::Share),
            ("33pct or 33 pct had a plan", What::Share),
            ("The only girl in the sample was not asked", What::MarkedOut),
            ("An only child was not asked", What::MarkedOut),
            ("The twins were not asked", What::MarkedOut),
            ("Case 3 was closed", What::CaseRef),
            ("Case C 3 was closed", What::CaseRef),
            ("case no. 3 was closed", What::CaseRef),
            ("C-3 was closed", What::CaseRef),
            ("c.3 was closed", What::CaseRef),
            ("Case Three was closed", What::CaseRef),
            ("Case B was closed", What::CaseRef),
            ("child 2 was moved", What::CaseRef),
            ("seen at 4 High Street, Yate", What::Street),
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

    /// What a good brief says.
    #[test]
    fn what_a_good_brief_says_passes() {
        for text in [
            "All agencies should ask what an ordinary day is like for the child.",
            "Keep one chronology, and put it in the file where all can find it.",
            "Every page of the plan says who leads; there is one in the file.",
            "Section 11 asks every organisation for its training.",
            "Return the strategy form within 10 working days, or within 2 days if a child is missing.",
            "Two agencies held the same worry, and neither told the other.",
            "Most children were seen alone, and some children were not.",
            "No one in the family was asked who else helps.",
            "Ask more than one child in the home, each on their own.",
            "Each one of the children in the home is considered separately.",
            "Both parents are asked, and both agencies write down what they said.",
            "Both children and parents should know what will happen next.",
            "In any case, name the escalation procedure and the day.",
            "In this case conference or any other, invite those who see the home.",
            "Name one person who leads, and one who stands in.",
            "Half of the agencies had read the guidance; all of them should.",
            "In one of three returns the date was missing.",
            "Ask each child two questions, and write the answers down in their own words.",
            "Not only children but their brothers and sisters are seen.",
            "Think twice before you close: the first call is the best time to ask.",
            "A third agency may know more; ask who else visits.",
            "Work child-centred: one child-focused plan, one family support worker.",
            "Under-fives and teenagers are both neglected in ways that are missed.",
            "Use the twin-track plan from Stage 2 on.",
        ] {
            assert_eq!(whats(text, About::Other), [], "{text}");
        }
    }

    #[test]
    fn what_is_refused_is_said_with_how_to_say_it() {
        let said = |text: &str| {
            let line = Line { place: "here".into(), text: text.into(), about: About::Other };
            refused(&[line], &example::audit(), &Names::default(), &called())[0].said()
        };
        assert!(said("In one case the father was away").contains("(one case): say “some children”"));
        assert!(said("33 percent had a plan").contains("(33 percent): say “most” or “some”"));
        assert!(said("The only girl was moved").contains("(The only girl): say “a child”"));
        let street = said("at 4 High Street");
        assert!(street.contains("an address of a home: leave") && !street.contains("High"), "{street}");
    }

    #[test]
    fn no_agency_is_blamed_alone_by_another_name_for_it_or_for_those_who_work_there() {
        for (text, seen) in [
            ("CAMHS closed the case without telling anybody.", "CAMHS"),
            ("Health visitors did not weigh the baby.", "health visitor"),
            ("GPs did not code it.", "GP"),
            ("CSC closed early.", ""),
            ("Housing officers did not ask.", "housing officer"),
        ] {
            let line = Line { place: "x".into(), text: text.into(), about: About::Develop };
            let all = refused(&[line], &example::audit(), &Names::default(), &called());
            let alone: Vec<&str> =
                all.iter().filter(|one| one.what == What::Alone).map(|one| one.seen.as_str()).collect();
            assert!(alone.len() == 1 && (seen.is_empty() || alone[0] == seen), "{text}: {all:?}");
        }
        assert_eq!(whats("Health visitors and officers did not ask", About::Develop), []);
        assert_eq!(whats("School nurses and the school did not ask", About::Develop), []);
    }

    #[test]
    fn one_agency_may_be_named_as_who_does_something_and_not_as_who_failed() {
        for text in [
            "Health visitors must stop missing visits.",
            "CAMHS failed to send its reports; the panel will ask why.",
            "The failure of the police to share is looked into.",
            "Officers did not ask who else lives there.",
            "The school didn’t listen to me.",
            "Reports of the school were late.",
            "Ask for what was missed by health visitors.",
            "Poor recording by the police is to end.",
            "The GP was too slow.",
            "Health visitors, who did not ask, will be trained.",
            "Read every report. Housing officers never answered.",
            "Delays at CAMHS are to be shorter.",
            "We were let down by the police.",
            "Health visitors missed appointments.",
        ] {
            assert_eq!(whats(text, About::Deeds), [What::Blamed], "{text}");
            assert_eq!(whats(text, About::Other), [], "{text}");
        }
        for text in [
            "Health visitors ask about the home at every visit.",
            "Police tell the school before the first lesson when a child is missing.",
            "Ring the GP on the day of a missed appointment.",
            "Health visitors ask about fathers who do not live in the home.",
            "The school shares its log without delay.",
            "Breakfast clubs of the school gave children a steady start.",
            "Do not close a case before you have asked the school.",
            "Never wait for the police to begin.",
            "I like it that my school asks not only me.",
            "Put the GP on the list of those who are told.",
            "Police and schools did not share.",
            "Agencies did not share.",
            "The last audit found that the neglect tool was seldom used.",
            "Where help came late, ask why; then tell the school.",
            "Health visitors weigh every baby, whether or not the family was seen before.",
            "The school rings on the day a child is missing or a pupil did not come.",
            "Police are behind the new plan.",
        ] {
            assert_eq!(whats(text, About::Deeds), [], "{text}");
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
        let said = refused(&[line], &example::audit(), &Names::default(), &called())[0].said();
        assert!(said.contains("an NHS number ending 19") && !said.contains("943"), "{said}");
    }
}
