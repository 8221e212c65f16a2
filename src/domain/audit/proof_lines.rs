//! Pieces of evidence as the lines of one cell, and back: one a line. A day that holds for all of them has a cell of its own; days
//! of single ones stand behind their words, so that none is lost on the way: `Log, spring term [from 1 Dec 2026 until 1 Mar 2027]`.

use super::answered::Proof;
use crate::base::text::one_line;
use crate::domain::import::days;
use chrono::NaiveDate;

/// From which day something holds, and until which.
pub type Days = (Option<NaiveDate>, Option<NaiveDate>);

/// The lines of the cell, and the days of the cells beside it.
pub fn cells(all: &[Proof]) -> (String, Days) {
    let shared = |of: fn(&Proof) -> Option<NaiveDate>| {
        let day = all.first().and_then(of);
        day.filter(|_| all.iter().all(|one| of(one) == day))
    };
    let (from_all, until_all) = (shared(|one| one.effective), shared(|one| one.expires));
    let line = |one: &Proof| {
        line(one, one.effective.filter(|_| from_all.is_none()), one.expires.filter(|_| until_all.is_none()))
    };
    (all.iter().map(line).collect::<Vec<_>>().join("\n"), (from_all, until_all))
}

/// The lines with all their days, where there is no cell beside them.
pub fn lines(all: &[Proof]) -> String {
    all.iter().map(|one| line(one, one.effective, one.expires)).collect::<Vec<_>>().join("\n")
}

fn line(one: &Proof, from: Option<NaiveDate>, until: Option<NaiveDate>) -> String {
    let days = match (from, until) {
        (None, None) => return one_line(&one.what),
        (Some(from), None) => format!("[from {}]", said(from)),
        (None, Some(until)) => format!("[until {}]", said(until)),
        (Some(from), Some(until)) => format!("[from {} until {}]", said(from), said(until)),
    };
    format!("{} {days}", one_line(&one.what)).trim_start().to_owned()
}

/// The pieces that the cell's lines and the days beside it say. A line's own day comes before that of the cell.
pub fn read(lines: &str, (from_all, until_all): Days) -> Vec<Proof> {
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut all: Vec<Proof> = lines
        .map(|line| {
            let (what, from, until) = parted(line).unwrap_or((line, None, None));
            Proof { what: what.to_owned(), effective: from.or(from_all), expires: until.or(until_all) }
        })
        .collect();
    if all.is_empty() && (from_all.is_some() || until_all.is_some()) {
        all.push(Proof { effective: from_all, expires: until_all, ..Proof::default() });
    }
    all
}

/// A day with its year, as people write it in a line.
fn said(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// A line's words and the days in brackets at its end; nothing where what stands there is no day.
fn parted(line: &str) -> Option<(&str, Option<NaiveDate>, Option<NaiveDate>)> {
    let (what, inside) = line.strip_suffix(']')?.rsplit_once('[')?;
    let day = |words: &str| days::plainly(words.trim());
    let (from, until) = match (inside.strip_prefix("from "), inside.strip_prefix("until ")) {
        (Some(rest), _) => match rest.split_once(" until ") {
            Some((from, until)) => (Some(day(from)?), Some(day(until)?)),
            None => (Some(day(rest)?), None),
        },
        (None, Some(until)) => (None, Some(day(until)?)),
        (None, None) => return None,
    };
    Some((what.trim_end(), from, until))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn proof(what: &str, effective: Option<NaiveDate>, expires: Option<NaiveDate>) -> Proof {
        Proof { what: what.to_owned(), effective, expires }
    }

    #[test]
    fn one_day_for_all_has_its_cell_and_others_stand_in_their_lines() {
        let [december, march, june] = ["2026-12-01", "2027-03-01", "2026-06-30"].map(|text| Some(day(text)));
        for (all, said, beside) in [
            (vec![], "", (None, None)),
            (vec![proof("Log", december, None)], "Log", (december, None)),
            (
                vec![proof("Log", december, None), proof("Plan", december, march)],
                "Log\nPlan [until 1 Mar 2027]",
                (december, None),
            ),
            (
                vec![proof("Log", december, march), proof("Plan", None, None)],
                "Log [from 1 Dec 2026 until 1 Mar 2027]\nPlan",
                (None, None),
            ),
            (
                vec![proof("Log", december, None), proof("Plan", june, None)],
                "Log [from 1 Dec 2026]\nPlan [from 30 Jun 2026]",
                (None, None),
            ),
            (vec![proof("", december, None)], "", (december, None)),
            (
                vec![proof("Log", None, march), proof("Plan", june, march)],
                "Log\nPlan [from 30 Jun 2026]",
                (None, march),
            ),
            (
                vec![proof("", december, None), proof("Plan", june, None)],
                "[from 1 Dec 2026]\nPlan [from 30 Jun 2026]",
                (None, None),
            ),
        ] {
            assert_eq!(cells(&all), (said.to_owned(), beside));
            assert_eq!(read(said, beside), all, "{said}");
            assert_eq!(read(&lines(&all), (None, None)), all, "{said}");
        }
    }

    #[test]
    fn days_are_read_as_people_write_them_and_other_brackets_are_words() {
        let december = Some(day("2026-12-01"));
        assert_eq!(
            read("Log [from 1/12/2026]", (Some(day("2026-01-01")), None)),
            [proof("Log", december, None)]
        );
        assert_eq!(
            read("Log [from 2026-12-01 until 1 March 2027]", (None, None)),
            [proof("Log", december, Some(day("2027-03-01")))]
        );
        for words in [
            "Log [page 4]",
            "Log [from the start]",
            "Log [until 1 Mar 2027 or so]",
            "Log [from]",
            "[",
            "]",
            "Log (from 1 Dec 2026)",
        ] {
            assert_eq!(read(words, (december, None)), [proof(words, december, None)]);
        }
    }
}
