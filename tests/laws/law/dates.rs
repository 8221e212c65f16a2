//! A date typed on any day: it is a day to come within twenty years, and written in full it is the same day.

use chairside::base::calendar::WorkingDays;
use chairside::base::when::{KnownMeeting, WhenContext, echo, read, split_trailing};
use chrono::{Months, NaiveDate, TimeDelta};

/// The day on which it is typed, as `2026-12-03`, then a line each.
pub fn dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (first, rest) = text.split_once('\n').unwrap_or(("", &text));
    let usual = NaiveDate::from_ymd_opt(2026, 12, 3).expect("a day");
    let (today, lines) = first.trim().parse().map_or((usual, &*text), |day| (day, rest));
    let days = WorkingDays::default();
    let sog = ["sog", "senior officer group"].map(str::to_owned).to_vec();
    let meetings = [KnownMeeting { group: "sog".to_owned(), names: sog, date: later(today, 40) }];
    let ctx = WhenContext { today, days: &days, next: Some(later(today, 90)), meetings: &meetings };
    for line in lines.split('\n').take(8) {
        one(line, &ctx);
    }
}

fn later(today: NaiveDate, days: i64) -> NaiveDate {
    today.checked_add_signed(TimeDelta::days(days)).unwrap_or(today)
}

fn one(line: &str, ctx: &WhenContext<'_>) {
    match read(line, ctx) {
        Ok(day) => {
            let furthest = ctx.today.checked_add_months(Months::new(240)).unwrap_or(NaiveDate::MAX);
            assert!((ctx.today..=furthest).contains(&day), "{line:?} is {day} on {}", ctx.today);
            assert!(!echo(day, ctx.days, ctx.today).is_empty());
            let full = day.format("%-d %b %Y").to_string();
            if (1000..=9999).contains(&chrono::Datelike::year(&day)) {
                assert_eq!(read(&full, ctx), Ok(day), "{full}");
            }
        }
        Err(problem) => assert!(!problem.message.is_empty() && !problem.mend.is_empty()),
    }
    if let Some((at, day)) = split_trailing(line, ctx) {
        assert!(line.is_char_boundary(at) && at < line.len(), "{line:?} at {at}");
        assert!(day.is_err() || day.is_ok_and(|day| day >= ctx.today));
    }
}
