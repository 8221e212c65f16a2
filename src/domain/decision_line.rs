//! A decision in one line: `the wording because the reasons, review by next`. Reasons and review are optional, so
//! that nothing more need be typed than was said.

use crate::base::stamp::long_date;
use crate::base::when::{self, WhenContext, WhenKind};
use chrono::NaiveDate;

/// What a line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The wording; empty when the item's own recommendation is meant.
    pub wording: String,
    /// The reasons, without `because`.
    pub because: String,
    /// The day by which it is to be looked at again.
    pub review: Option<NaiveDate>,
}

impl Reading {
    /// The line as it is understood, said back.
    pub fn said(&self) -> String {
        let wording = if self.wording.is_empty() { "the item's own recommendation" } else { &self.wording };
        let because =
            if self.because.is_empty() { String::new() } else { format!(" · because {}", self.because) };
        let review = self.review.map(|d| format!(" · review by {}", long_date(d))).unwrap_or_default();
        format!("{wording}{because}{review}")
    }
}

impl Reading {
    /// The line as somebody would type it to be understood so.
    pub fn typed(&self) -> String {
        let because =
            if self.because.is_empty() { String::new() } else { format!(" because {}", self.because) };
        let review =
            self.review.map(|day| format!(" review {}", day.format("%-d %b %Y"))).unwrap_or_default();
        format!("{}{because}{review}", self.wording).trim_start().to_owned()
    }
}

/// Reads a line. The words after the last `review` are a date or belong to the wording; what is wrong with a date
/// is an error, so that a review is never lost to a slip.
pub fn read(line: &str, dates: &WhenContext<'_>) -> Result<Reading, String> {
    let mut reading = Reading::default();
    let mut rest = line.trim().to_owned();
    if let Some(at) = word(&rest, "review").last().copied() {
        match when::read(&rest[at + "review".len()..], dates) {
            Ok(day) => {
                reading.review = Some(day);
                rest.truncate(at);
            }
            Err(problem) if problem.kind == WhenKind::NotADate => {}
            Err(problem) => return Err(problem.to_string()),
        }
    }
    (reading.wording, reading.because) = reason_apart(&rest);
    Ok(reading)
}

/// A line and the reason in it, which stands behind the first `because`; empty where there is none.
pub fn reason_apart(line: &str) -> (String, String) {
    match word(line, "because").first() {
        Some(at) => (trimmed(&line[..*at]), trimmed(&line[at + "because".len()..])),
        None => (trimmed(line), String::new()),
    }
}

/// Where a whole word stands in a text, small and capital alike.
fn word(text: &str, wanted: &str) -> Vec<usize> {
    let lower = text.to_ascii_lowercase();
    lower
        .match_indices(wanted)
        .map(|(at, _)| at)
        .filter(|at| {
            let before = text[..*at].chars().next_back();
            let after = text[at + wanted.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
        .collect()
}

fn trimmed(text: &str) -> String {
    text.trim().trim_end_matches(|c: char| c.is_whitespace() || [',', ';', ':'].contains(&c)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::calendar::WorkingDays;
    use proptest::prelude::*;

    fn read_on(line: &str) -> Result<Reading, String> {
        let days = WorkingDays::default();
        let day = |text: &str| text.parse().unwrap();
        let next = Some(day("2027-03-04"));
        super::read(line, &WhenContext { today: day("2026-12-03"), days: &days, next, meetings: &[] })
    }

    #[test]
    fn wording_reasons_and_review_are_told_apart() {
        let r = read_on("Monthly figures until March, because the college is not counted, review by next")
            .unwrap();
        assert_eq!(r.wording, "Monthly figures until March");
        assert_eq!(r.because, "the college is not counted");
        assert_eq!(r.review, Some("2027-03-04".parse().unwrap()));
    }

    #[test]
    fn nothing_more_need_be_typed_than_was_said() {
        assert_eq!(read_on("").unwrap(), Reading::default());
        let r = read_on("To commission a review of the pathway").unwrap();
        assert_eq!((r.wording.as_str(), r.review), ("To commission a review of the pathway", None));
        assert_eq!(read_on("because it was late").unwrap().because, "it was late");
    }

    #[test]
    fn a_slip_in_the_date_is_said_and_not_swallowed() {
        assert!(read_on("Agreed, review 31 sep").unwrap_err().contains("31 Sep"));
    }

    proptest! {
        #[test]
        fn a_line_typed_again_as_it_was_understood_says_the_same(
            wording in "[a-z]{1,8}( [a-z]{1,8}){0,4}", because in "([a-z]{1,8}( [a-z]{1,8}){0,4})?",
            day in proptest::option::of(1u32..29),
        ) {
            prop_assume!(!wording.contains("because") && !wording.contains("review") && !because.contains("review"));
            let review = day.and_then(|day| NaiveDate::from_ymd_opt(2027, 3, day));
            let reading = Reading { wording, because, review };
            prop_assert_eq!(read_on(&reading.typed()), Ok(reading));
        }

        #[test]
        fn stops_at_the_end_go_however_many(wording in "[a-z]{1,8}", stops in "[,;: ]{0,6}") {
            prop_assert_eq!(read_on(&format!("{wording}{stops}")).unwrap().wording, wording);
        }

        #[test]
        fn no_line_makes_it_panic(line in "\\PC{0,80}") {
            let _ = read_on(&line);
            let _ = read_on(&format!("{line} because {line} review {line}"));
        }
    }
}
