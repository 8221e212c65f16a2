//! Addresses of homes: a house number before a street. An area may be named, a door may not.

/// What streets are called, written as a name.
const STREETS: [&str; 40] = [
    "street",
    "st",
    "road",
    "rd",
    "close",
    "avenue",
    "ave",
    "lane",
    "ln",
    "drive",
    "way",
    "crescent",
    "court",
    "gardens",
    "grove",
    "place",
    "terrace",
    "square",
    "hill",
    "park",
    "rise",
    "walk",
    "mews",
    "row",
    "green",
    "parade",
    "view",
    "gate",
    "croft",
    "mead",
    "meadow",
    "meadows",
    "path",
    "yard",
    "end",
    "cottages",
    "villas",
    "house",
    "buildings",
    "estate",
];
/// Those of them that are streets in small letters too.
const PLAINLY: [&str; 8] = ["street", "road", "avenue", "crescent", "lane", "terrace", "close", "drive"];
/// The words of a street's name, at most.
const MOST: usize = 3;

/// What stands at addresses of homes in a text: from the house number to the end of the street.
pub fn streets(text: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '“' | '”' | '"'))
        .filter(|word| !word.is_empty())
        .collect();
    (0..words.len()).filter_map(|at| street(&words, at)).collect()
}

fn street(words: &[&str], at: usize) -> Option<String> {
    house(words[at]).then_some(())?;
    for n in 1..=MOST {
        let name = words.get(at + 1..=at + n)?;
        // The end of a sentence ends every address.
        if name.iter().take(n.saturating_sub(1)).any(|word| word.ends_with(['.', ';', ':', '!', '?'])) {
            return None;
        }
        let last = words.get(at + n + 1)?.trim_matches(|c: char| !c.is_alphanumeric());
        let known = STREETS.contains(&last.to_lowercase().as_str());
        let written = name.iter().all(|word| capital(word) && !month(word)) && capital(last);
        // In small letters `12 old mill lane` is one, and `2 agencies in the street` is none.
        let small = n <= 2
            && PLAINLY.contains(&last)
            && name.iter().all(|word| word.chars().all(|c| c.is_lowercase() || c == '\'') && !other(word));
        if known && (written || small) {
            return Some(words[at..=at + n + 1].join(" "));
        }
    }
    None
}

/// A house number: at most four figures and a letter; a year is none.
fn house(word: &str) -> bool {
    if word.ends_with(['.', ';', ':', '!', '?']) {
        return false;
    }
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let letters = word.len() - figures.len();
    let parts = figures.split(['-', '–', '/']).all(|part| {
        (1..=4).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_digit())
            && part.parse::<u32>().is_ok_and(|n| n > 0 && !(1900..2100).contains(&n))
    });
    parts && letters <= 1
}

fn capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn month(word: &str) -> bool {
    let small = word.to_lowercase();
    small.len() >= 3 && crate::base::when::MONTHS.iter().any(|month| month.starts_with(&small))
}

/// Words that no street is called by, so that a count of something is no house.
fn other(word: &str) -> bool {
    const OTHERS: [&str; 22] = [
        "in", "on", "of", "the", "a", "to", "and", "or", "at", "by", "from", "days", "weeks", "months",
        "years", "agencies", "children", "people", "cases", "services", "working", "that",
    ];
    OTHERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::streets;

    #[test]
    fn a_house_number_before_a_street_is_an_address_and_a_count_or_a_day_is_none() {
        for text in [
            "seen at 4 High Street, Yate",
            "moved to 12a Old Mill Lane.",
            "Flat 2, 17-19 St Mary's Close",
            "at 22 badminton road",
            "at 3 Orchard View",
        ] {
            assert_eq!(streets(text).len(), 1, "{text}: {:?}", streets(text));
        }
        for text in [
            "on Thu 3 Dec 2026 Wrenshire Place Board met",
            "2 agencies close cases early",
            "by 30 June Court orders were made",
            "Section 11. The Close of the year",
            "within 10 working days",
            "The visit in High Street was late",
            "6 children, 9 agencies",
        ] {
            assert_eq!(streets(text), [""; 0], "{text}");
        }
    }
}
