//! Days that can be asked for, each with the date it is: from today, the next meetings, weekdays, ends of things, and a day of
//! a month whose number was typed.

use super::Offer;
use super::answers::{quoted, signed};
use crate::base::calendar::Quarter;
use crate::base::stamp::long_date;
use crate::base::text::one_line;
use crate::base::when::{MONTHS, Towards, WEEKDAYS};
use crate::domain::query::{Days, Field};
use chrono::{NaiveDate, TimeDelta};
use std::collections::BTreeSet;

/// What could stand after a colon or a comparison.
pub(super) fn days(field: Field, typed: &str, groups: &[&str], on: &impl Days) -> Vec<Offer> {
    let back = field == Field::Raised;
    if typed.is_empty() {
        return if back { raised(on) } else { due(groups, on) };
    }
    let (sign, _, rest) = signed(typed);
    let towards = if back { Towards::Back } else { Towards::Ahead };
    let from_today = |weeks: i64| on.today().checked_add_signed(TimeDelta::weeks(weeks));
    let mut known: Vec<(String, Option<NaiveDate>)> = vec![("today".to_owned(), Some(on.today()))];
    let weeks = if back { [-1, -4, -13] } else { [1, 2, 4] };
    known.extend(weeks.map(|weeks| (format!("{weeks:+}w"), from_today(weeks))));
    known.extend(meetings(groups, on).into_iter().map(|(words, day)| (words, Some(day))));
    let quarter = Quarter::of(on.today());
    known.push((quarter.first_day().to_string(), Some(quarter.first_day())));
    let ends = ["end month".to_owned(), format!("end q{}", quarter.number()), "end year".to_owned()];
    // Weekdays are many, so they wait until one is begun.
    let weekdays = WEEKDAYS.iter().filter(|_| !rest.is_empty()).map(|&day| day.to_owned());
    let words = ends.into_iter().chain(weekdays);
    known.extend(words.map(|words| (words.clone(), on.said(&words, towards).ok())));
    known.extend(lengths(rest, on));
    known.extend(of_months(rest, towards, on));
    let begun = known.into_iter().filter(|(words, _)| words.starts_with(rest));
    begun
        .filter_map(|(words, day)| Some(Offer::new(format!("{sign}{}", quoted(&words)), long_date(day?))))
        .collect()
}

/// What is most often asked of a due date.
fn due(groups: &[&str], on: &impl Days) -> Vec<Offer> {
    let mut offers = vec![Offer::new("<today", "before today"), Offer::new("<=+2w", "within two weeks")];
    let next = meetings(groups, on).into_iter().take(3);
    offers.extend(next.map(|(words, day)| {
        Offer::new(format!("<={}", quoted(&words)), format!("by its next meeting, {}", long_date(day)))
    }));
    let quarter = Quarter::of(on.today());
    let says = format!("by the end of the quarter, {}", long_date(quarter.last_day()));
    offers.push(Offer::new(format!("<=\"end q{}\"", quarter.number()), says));
    offers
}

/// What is most often asked of the day something was raised.
fn raised(on: &impl Days) -> Vec<Offer> {
    let quarter = Quarter::of(on.today());
    let year = Quarter::new(quarter.year(), 1).unwrap_or(quarter);
    vec![
        Offer::new(">=-30d", "in the last 30 days"),
        Offer::new(format!(">={}", quarter.first_day()), format!("in this quarter, {quarter}")),
        Offer::new(format!(">={}", year.first_day()), "since April"),
        Offer::new("<-26w", "more than 26 weeks ago"),
    ]
}

/// The next meetings whose dates are known, as they can be asked for, one name a day of each sort of name.
fn meetings(groups: &[&str], on: &impl Days) -> Vec<(String, NaiveDate)> {
    let mut seen = BTreeSet::new();
    let names = groups.iter().map(|name| name.to_lowercase()).filter(|name| {
        !name.is_empty() && !name.contains('"') && one_line(name) == *name && seen.insert(name.clone())
    });
    let known = names.filter_map(|name| Some((format!("next-{name}"), on.next_of(&name)?)));
    let mut known: Vec<_> = known.collect();
    // The short names of groups come first, for they are what people type.
    known.sort_by_key(|(words, _)| words.contains(char::is_whitespace));
    known
}

/// `+3d` and `+3w`, where a number was typed after its sign.
fn lengths(rest: &str, on: &impl Days) -> Vec<(String, Option<NaiveDate>)> {
    let Some(number) = rest.strip_prefix(['+', '-']).and_then(|figures| figures.parse::<u16>().ok()) else {
        return Vec::new();
    };
    let number = if rest.starts_with('-') { -i64::from(number) } else { number.into() };
    let after = |days: i64| on.today().checked_add_signed(TimeDelta::days(days));
    vec![(format!("{rest}d"), after(number)), (format!("{rest}w"), after(number * 7))]
}

/// `14 dec` and the like, where the number of a day was typed, the nearest first.
fn of_months(rest: &str, towards: Towards, on: &impl Days) -> Vec<(String, Option<NaiveDate>)> {
    let name = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = &rest[..rest.len() - name.len()];
    if !number.parse().is_ok_and(|number: u8| (1..=31).contains(&number)) {
        return Vec::new();
    }
    let words = MONTHS.iter().map(|month| format!("{number} {}", &month[..3]));
    let mut known: Vec<_> = words.map(|words| (words.clone(), on.said(&words, towards).ok())).collect();
    known.sort_by_key(|(_, day)| day.map(|day| (day - on.today()).num_days().abs()));
    known
}
