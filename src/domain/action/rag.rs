//! How an action stands on a day: red, amber, green or blue. Worked out from dates and never stored.

use super::{Action, Due, Status};
use crate::base::text::capital;
use crate::domain::partnership::LegendEntry;
use chrono::NaiveDate;

/// Red, amber, green or blue, worked out from dates; always said with its letter and a word. What was not done has ended
/// without a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rag {
    /// Past its due date, by days.
    Late(i64),
    /// Due within a fortnight, in days.
    Soon(i64),
    /// Due later.
    OnTrack,
    /// No date is set.
    Undated,
    /// Closed: nothing more to do.
    Complete,
    /// Given up: it has no colour.
    Dropped,
    /// It goes on as another, which has the colour.
    Merged,
}

/// Days before the due date from which an action counts as due soon.
pub const SOON_DAYS: i64 = 14;

impl Rag {
    /// The legend's letter; empty for what has no colour.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Late(_) => "R",
            Self::Soon(_) | Self::Undated => "A",
            Self::OnTrack => "G",
            Self::Complete => "B",
            Self::Dropped | Self::Merged => "",
        }
    }

    /// The colour's name, to ask for it by; empty where there is none.
    pub fn word(self) -> &'static str {
        match self {
            Self::Late(_) => "red",
            Self::Soon(_) | Self::Undated => "amber",
            Self::OnTrack => "green",
            Self::Complete => "blue",
            Self::Dropped | Self::Merged => "",
        }
    }

    /// The colour and the partnership's own word for it, as a column of a table says them: `Red, overdue`. Empty for what
    /// has no colour.
    pub fn named(self, legend: &[LegendEntry]) -> String {
        let own = legend.iter().find(|entry| entry.letter == self.letter()).map(|entry| entry.word.as_str());
        let usual = match self {
            Self::Late(_) => "late",
            Self::Soon(_) => "due soon",
            Self::Undated => "date to be set",
            Self::OnTrack => "on track",
            Self::Complete => "complete",
            Self::Dropped | Self::Merged => return String::new(),
        };
        // Without a date it is amber for another reason than the word says.
        let word =
            own.filter(|word| !word.is_empty() && !matches!((self, *word), (Self::Undated, "due soon")));
        format!("{}, {}", capital(self.word()), word.unwrap_or(usual))
    }

    /// Letter and words, with the partnership's own words where its legend gives them: `R late 6 days`.
    pub fn said(self, legend: &[LegendEntry]) -> String {
        let letter = self.letter();
        let own = legend.iter().find(|l| l.letter == letter).map(|l| l.word.as_str());
        let days = |n: i64| crate::base::text::count(usize::try_from(n).unwrap_or(0), "day", "days");
        match self {
            Self::Late(n) => format!("{letter} {} {}", own.unwrap_or("late"), days(n)),
            Self::Soon(0) => format!("{letter} {}due today", amber(own)),
            Self::Soon(n) => format!("{letter} {}due in {}", amber(own), days(n)),
            Self::Undated => format!("{letter} {}date to be set", amber(own)),
            Self::OnTrack => format!("{letter} {}", own.unwrap_or("on track")),
            Self::Complete => format!("{letter} {}", own.unwrap_or("complete")),
            Self::Dropped => Status::Dropped.word().to_owned(),
            Self::Merged => Status::Merged.word().to_owned(),
        }
    }
}

/// The partnership's own word for amber before why it is; nothing where that says no more than why does.
fn amber(own: Option<&str>) -> String {
    own.filter(|word| *word != "due soon").map(|word| format!("{word}, ")).unwrap_or_default()
}

impl Action {
    /// Its state on a day.
    pub fn rag(&self, today: NaiveDate) -> Rag {
        match self.status {
            Status::Closed => return Rag::Complete,
            Status::Dropped => return Rag::Dropped,
            Status::Merged => return Rag::Merged,
            Status::NotStarted | Status::UnderWay | Status::Blocked | Status::Done => {}
        }
        // Once it is done it waits for its group: how late it was done is what counts.
        if let Some(done) = self.done_on() {
            let late = self.due.day().map(|due| (done.min(today) - due).num_days());
            return late.filter(|days| *days > 0).map_or(Rag::OnTrack, Rag::Late);
        }
        match self.due {
            Due::ToBeSet => Rag::Undated,
            Due::On(day) if day < today => Rag::Late((today - day).num_days()),
            Due::On(day) if (day - today).num_days() <= SOON_DAYS => Rag::Soon((day - today).num_days()),
            Due::On(_) => Rag::OnTrack,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Evidence, Level, Status};
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn rag_is_worked_out_from_the_date_and_said_in_words() {
        let of = |due: &str| Action { due: due.parse().unwrap(), ..Action::default() }.rag(day("2026-12-03"));
        assert_eq!(of("2026-11-27").said(&[]), "R late 6 days");
        assert_eq!(of("2026-12-03").said(&[]), "A due today");
        assert_eq!(of("2026-12-17").said(&[]), "A due in 14 days");
        assert_eq!(of("2026-12-18").said(&[]), "G on track");
        assert_eq!(of("to be set").said(&[]), "A date to be set");
        let closed = Action { status: Status::Closed, due: Due::On(day("2026-01-01")), ..Action::default() };
        assert_eq!(closed.rag(day("2026-12-03")).said(&[]), "B complete");
        // What was given up or goes on as another was not completed.
        for (status, said) in [(Status::Dropped, "dropped"), (Status::Merged, "merged")] {
            let rag = Action { status, ..closed.clone() }.rag(day("2026-12-03"));
            assert_eq!((rag.letter(), rag.word(), rag.said(&[]).as_str()), ("", "", said));
        }
    }

    #[test]
    fn what_was_done_in_time_is_not_late_while_it_waits_for_its_group() {
        let shown = |on: &str, level| Evidence { on: day(on), level, ..Evidence::default() };
        let done = |due: &str, evidence: Vec<Evidence>| Action {
            status: Status::Done,
            due: due.parse().unwrap(),
            evidence,
            ..Action::default()
        };
        let said = |action: &Action| action.rag(day("2026-12-03")).said(&[]);
        let in_time =
            done("2026-11-20", vec![shown("2026-11-20", Level::Done), shown("2026-12-01", Level::Embedded)]);
        assert_eq!(said(&in_time), "G on track");
        let late =
            done("2026-11-20", vec![shown("2026-10-01", Level::Agreed), shown("2026-11-23", Level::Done)]);
        assert_eq!(said(&late), "R late 3 days");
        // It was not accepted, and is done again later.
        let text = format!("{}: two teams are missing", super::super::NOT_DONE_YET);
        let back = super::super::Update { on: day("2026-11-25"), text, ..super::super::Update::default() };
        let mut again =
            done("2026-11-20", vec![shown("2026-11-20", Level::Done), shown("2026-11-30", Level::Done)]);
        again.updates.push(back);
        assert_eq!(said(&again), "R late 10 days");
        // Nothing says when: it is late until somebody does.
        assert_eq!(said(&done("2026-11-20", Vec::new())), "R late 13 days");
        assert_eq!(said(&Action { status: Status::UnderWay, ..in_time }), "R late 13 days");
    }

    #[test]
    fn the_partnerships_own_legend_words_are_used() {
        let legend = [LegendEntry { letter: "R".into(), word: "overdue".into(), when: String::new() }];
        assert_eq!(Rag::Late(1).said(&legend), "R overdue 1 day");
        assert_eq!(Rag::Late(1).named(&legend), "Red, overdue");
        assert_eq!(
            [Rag::Undated.named(&legend), Rag::OnTrack.named(&[])],
            ["Amber, date to be set", "Green, on track"]
        );
        assert_eq!(Rag::Dropped.named(&legend), "");
        let amber = |word: &str| [LegendEntry { letter: "A".into(), word: word.into(), when: String::new() }];
        assert_eq!(Rag::Soon(3).said(&amber("at risk")), "A at risk, due in 3 days");
        assert_eq!(Rag::Undated.said(&amber("at risk")), "A at risk, date to be set");
        assert_eq!(Rag::Soon(0).said(&amber("due soon")), "A due today");
    }
}
