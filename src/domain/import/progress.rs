//! How far an action has got, in the words people use for it. Colours say nothing by themselves: in one partnership green
//! is finished and in another it is on track.

use super::columns::plain;
use crate::base::sheet::Rgb;
use crate::domain::action::{Priority, Status};

/// What words say of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing.
    Blank,
    /// This, and perhaps a remark after it.
    Is(Status, String),
    /// That it is not at an end, and perhaps a remark.
    Open(String),
    /// A colour or the word for one, and perhaps a remark.
    Colour(String, String),
    /// Something that is none of these.
    Unknown,
}

const WORDS: [(&str, Status); 58] = [
    ("not started", Status::NotStarted),
    ("not yet started", Status::NotStarted),
    ("not begun", Status::NotStarted),
    ("new", Status::NotStarted),
    ("to do", Status::NotStarted),
    ("yet to start", Status::NotStarted),
    ("not commenced", Status::NotStarted),
    ("under way", Status::UnderWay),
    ("underway", Status::UnderWay),
    ("in progress", Status::UnderWay),
    ("ongoing", Status::UnderWay),
    ("on going", Status::UnderWay),
    ("started", Status::UnderWay),
    ("in hand", Status::UnderWay),
    ("progressing", Status::UnderWay),
    ("active", Status::UnderWay),
    ("partially complete", Status::UnderWay),
    ("partly complete", Status::UnderWay),
    ("part complete", Status::UnderWay),
    ("partially completed", Status::UnderWay),
    ("wip", Status::UnderWay),
    ("work in progress", Status::UnderWay),
    ("begun", Status::UnderWay),
    ("blocked", Status::Blocked),
    ("on hold", Status::Blocked),
    ("paused", Status::Blocked),
    ("stuck", Status::Blocked),
    ("stalled", Status::Blocked),
    ("waiting", Status::Blocked),
    ("awaiting", Status::Blocked),
    ("deferred", Status::Blocked),
    ("done", Status::Done),
    ("done awaiting evidence", Status::Done),
    ("complete", Status::Done),
    ("completed", Status::Done),
    ("finished", Status::Done),
    ("achieved", Status::Done),
    ("actioned", Status::Done),
    ("delivered", Status::Done),
    ("implemented", Status::Done),
    ("yes", Status::Done),
    ("y", Status::Done),
    ("closed", Status::Closed),
    ("complete and closed", Status::Closed),
    ("completed and closed", Status::Closed),
    ("complete closed", Status::Closed),
    ("closed complete", Status::Closed),
    ("signed off", Status::Closed),
    ("archived", Status::Closed),
    ("dropped", Status::Dropped),
    ("withdrawn", Status::Dropped),
    ("cancelled", Status::Dropped),
    ("canceled", Status::Dropped),
    ("no longer required", Status::Dropped),
    ("no longer needed", Status::Dropped),
    ("not required", Status::Dropped),
    ("superseded", Status::Dropped),
    ("merged", Status::Merged),
];

/// Words that say no more than that it is not at an end.
const OPEN: [&str; 14] = [
    "open",
    "outstanding",
    "live",
    "current",
    "incomplete",
    "not complete",
    "not completed",
    "carried forward",
    "overdue",
    "late",
    "no",
    "n",
    "delayed",
    "behind schedule",
];

/// No words for a state are longer than this.
const LONGEST: usize = 60;

/// Colours and their letters, and what they are usually said to mean.
const COLOURS: [(&str, &str); 19] = [
    ("red", "red"),
    ("amber", "amber"),
    ("yellow", "amber"),
    ("orange", "amber"),
    ("green", "green"),
    ("blue", "blue"),
    ("grey", "grey"),
    ("gray", "grey"),
    ("purple", "purple"),
    ("r", "red"),
    ("a", "amber"),
    ("g", "green"),
    ("b", "blue"),
    ("amber red", "amber"),
    ("amber green", "amber"),
    ("on track", "green"),
    ("off track", "red"),
    ("at risk", "amber"),
    ("due soon", "amber"),
];

/// What words say, where `told` are those somebody has said the meaning of.
pub fn read(words: &str, told: &[(String, Status)]) -> Progress {
    let whole = plain(words);
    if whole.is_empty() {
        return Progress::Blank;
    }
    if let Some(known) = known(&whole, told) {
        return known;
    }
    if let Some(into) = merged_into(words) {
        return Progress::Is(Status::Merged, into.to_owned());
    }
    // The longest beginning that is known, where something parts it from the rest.
    let parts =
        words.char_indices().filter(|(_, c)| !c.is_alphanumeric() && !c.is_whitespace() || *c == '\n');
    let mut best = Progress::Unknown;
    for (at, sign) in parts.take_while(|(at, _)| *at < LONGEST) {
        let Some(start) = known(&plain(&words[..at]), told) else { continue };
        let rest = words[at + sign.len_utf8()..]
            .trim_matches(|c: char| c.is_whitespace() || "-–—:;,.()".contains(c));
        best = match start {
            Progress::Is(status, _) => Progress::Is(status, rest.to_owned()),
            Progress::Open(_) => Progress::Open(rest.to_owned()),
            Progress::Colour(colour, _) => match known(&plain(rest), told) {
                Some(more @ (Progress::Is(..) | Progress::Open(_))) => more,
                _ => Progress::Colour(colour, rest.to_owned()),
            },
            other => other,
        };
    }
    best
}

/// What stands after words that say what an action was merged into.
fn merged_into(words: &str) -> Option<&str> {
    let words = words.trim();
    let begins = |start: &&str| words.get(..start.len()).is_some_and(|w| w.eq_ignore_ascii_case(start));
    let start = ["merged into ", "merged with "].into_iter().find(begins)?;
    Some(words[start.len()..].trim())
}

fn known(words: &str, told: &[(String, Status)]) -> Option<Progress> {
    if let Some((_, status)) = told.iter().find(|(said, _)| said == words) {
        return Some(Progress::Is(*status, String::new()));
    }
    if let Some((_, status)) = WORDS.iter().find(|(said, _)| *said == words) {
        return Some(Progress::Is(*status, String::new()));
    }
    if OPEN.contains(&words) {
        return Some(Progress::Open(String::new()));
    }
    let (_, colour) = COLOURS.iter().find(|(said, _)| *said == words)?;
    Some(Progress::Colour((*colour).to_owned(), String::new()))
}

/// How much an action matters, in the words people use for it.
pub fn priority(words: &str) -> Option<Priority> {
    Some(match plain(words).as_str() {
        "high" | "h" | "urgent" | "critical" | "top" => Priority::High,
        "usual" | "normal" | "medium" | "med" | "m" | "standard" => Priority::Usual,
        "low" | "l" => Priority::Low,
        _ => return None,
    })
}

/// The colour that words about one begin with: `R late 6 days`.
pub fn first_colour(words: &str) -> Option<&'static str> {
    let name = plain(words);
    let first = name.split(' ').next()?;
    COLOURS.iter().find(|(said, _)| *said == first).map(|(_, colour)| *colour)
}

/// The word for a colour; nothing for white, black and shades too pale to mean anything.
pub fn hue([red, green, blue]: Rgb) -> Option<&'static str> {
    let [r, g, b] = [red, green, blue].map(i32::from);
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let spread = most - least;
    if spread < 24 {
        return (90..=217).contains(&most).then_some("grey");
    }
    let turn = match most {
        m if m == r => (g - b) * 60 / spread,
        m if m == g => 120 + (b - r) * 60 / spread,
        _ => 240 + (r - g) * 60 / spread,
    };
    Some(match turn.rem_euclid(360) {
        0..=17 | 340..=359 => "red",
        18..=69 => "amber",
        70..=169 => "green",
        170..=259 => "blue",
        _ => "purple",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_a_state_are_known_with_what_follows_them() {
        let is = |words: &str| read(words, &[]);
        assert_eq!(is("In progress"), Progress::Is(Status::UnderWay, String::new()));
        assert_eq!(is("Complete - sent to Exec."), Progress::Is(Status::Done, "sent to Exec".into()));
        assert_eq!(is("Done, awaiting evidence"), Progress::Is(Status::Done, String::new()));
        assert_eq!(is("Closed (10/9)"), Progress::Is(Status::Closed, "10/9".into()));
        assert_eq!(is("Open"), Progress::Open(String::new()));
        assert_eq!(is("Amber"), Progress::Colour("amber".into(), String::new()));
        assert_eq!(is("B - complete"), Progress::Is(Status::Done, String::new()));
        assert_eq!(is("G: seen in April"), Progress::Colour("green".into(), "seen in April".into()));
        assert_eq!([is("Purple patch"), is("Completely stuck")], [Progress::Unknown, Progress::Unknown]);
        assert_eq!(is(" - "), Progress::Blank);
    }

    #[test]
    fn what_somebody_said_a_word_means_goes_first() {
        let told = [("green".to_owned(), Status::Closed), ("complete".to_owned(), Status::Closed)];
        assert_eq!(read("Green", &told), Progress::Is(Status::Closed, String::new()));
        assert_eq!(read("COMPLETE: seen", &told), Progress::Is(Status::Closed, "seen".into()));
    }

    #[test]
    fn colours_have_their_names() {
        let said: Vec<_> =
            [[255, 0, 0], [255, 192, 0], [146, 208, 80], [0, 176, 240], [255, 255, 255], [191, 191, 191]]
                .into_iter()
                .map(hue)
                .collect();
        assert_eq!(said, [Some("red"), Some("amber"), Some("green"), Some("blue"), None, Some("grey")]);
        // The pale fills spreadsheet programs offer for bad, neutral and good.
        assert_eq!(
            [hue([255, 199, 206]), hue([255, 235, 156]), hue([198, 239, 206])],
            [Some("red"), Some("amber"), Some("green")]
        );
        assert_eq!([hue([0, 0, 0]), hue([242, 242, 242])], [None, None]);
    }
}
