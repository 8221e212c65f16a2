//! Days on the audits' pages: taken in every form that is typed in a meeting, and said as people say them.

use crate::base::stamp::long_date;
use crate::base::text::sentence;
use crate::base::when::{Towards, asked, asked_day};
use chrono::NaiveDate;

/// How a day is asked for.
pub(super) const ASKED: &str = "Which day? Such as 3 Dec, 3/12/2026 or yesterday";

/// A day somebody typed; what has no year is looked for back from today, since a record is of what was.
pub(super) fn read(words: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let day = asked(words).and_then(|words| asked_day(&words, Towards::Back, today));
    day.map_err(|problem| sentence(&problem.to_string()))
}

/// Words that are a day as it is kept, as people say it; other words as they are.
pub(super) fn said(words: &str) -> String {
    words.parse::<NaiveDate>().map_or_else(|_| words.to_owned(), long_date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_taken_in_every_form_of_a_meeting_and_said_so_that_it_reads_back() {
        let today: NaiveDate = "2026-12-04".parse().unwrap();
        for typed in ["3 dec", "3/12", "3/12/2026", "2026-12-03", "Thu 3 Dec 2026", "thursday"] {
            assert_eq!(read(typed, today).unwrap().to_string(), "2026-12-03", "{typed}");
        }
        assert_eq!(said("2026-12-03"), "Thu 3 Dec 2026");
        assert_eq!(said("RI"), "RI");
        assert!(read("soonish", today).unwrap_err().contains("does not read as a date"));
    }
}
