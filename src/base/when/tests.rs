//! Dates people type, and what is said back to them.

use chrono::Days;
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn known(group: &str, names: &[&str], date: &str) -> KnownMeeting {
    let names = names.iter().map(|n| (*n).to_owned()).collect();
    KnownMeeting { group: group.to_owned(), names, date: day(date) }
}

/// Runs a check on Thu 3 Dec 2026, with the next meeting on 4 Mar 2027 and some meetings known.
fn in_context<T>(check: impl FnOnce(&WhenContext) -> T) -> T {
    let sog = ["sog", "senior officer group"];
    let meetings = [
        known("sog", &sog, "2027-02-04"),
        known("sog", &sog, "2026-12-03"),
        known("sog", &sog, "2027-01-07"),
        known("executive", &["exec", "executive"], "2026-09-10"),
        known("schools", &["the board of heads"], "2027-01-20"),
    ];
    let days = WorkingDays::default();
    let next = Some(day("2027-03-04"));
    check(&WhenContext { today: day("2026-12-03"), days: &days, next, meetings: &meetings })
}

fn says(text: &str) -> Result<String, String> {
    in_context(|ctx| read(text, ctx).map(|d| d.to_string()).map_err(|p| p.to_string()))
}

fn splits(text: &str) -> Option<(&str, Result<String, WhenKind>)> {
    in_context(|ctx| {
        let (at, when) = split_trailing(text, ctx)?;
        Some((text[..at].trim_end(), when.map(|d| d.to_string()).map_err(|p| p.kind)))
    })
}

#[test]
fn the_forms_people_type_are_read() {
    for (text, expected) in [
        ("next", "2027-03-04"),
        ("by the next meeting", "2027-03-04"),
        ("next sog", "2027-01-07"),
        ("sog", "2027-01-07"),
        ("before the next Senior Officer Group meeting", "2027-01-07"),
        ("next schools", "2027-01-20"),
        ("the board of heads", "2027-01-20"),
        ("2027-10-31", "2027-10-31"),
        ("31/3", "2027-03-31"),
        ("3/12", "2026-12-03"),
        ("3/10", "2027-10-03"),
        ("31/10/27", "2027-10-31"),
        ("31/10/2027", "2027-10-31"),
        ("31.10.27", "2027-10-31"),
        ("31-10-2027", "2027-10-31"),
        ("31 mar", "2027-03-31"),
        ("31 October 2027", "2027-10-31"),
        ("mar 31", "2027-03-31"),
        ("the 3rd of sept 27", "2027-09-03"),
        ("fri 11 dec", "2026-12-11"),
        ("Friday, 11 December 2026.", "2026-12-11"),
        ("thurs 31/12", "2026-12-31"),
        ("29 feb", "2028-02-29"),
        ("friday", "2026-12-04"),
        ("thursday", "2026-12-10"),
        ("this thursday", "2026-12-03"),
        ("next friday", "2026-12-11"),
        ("next monday", "2026-12-07"),
        ("today", "2026-12-03"),
        ("tomorrow", "2026-12-04"),
        ("+2w", "2026-12-17"),
        ("+10d", "2026-12-13"),
        ("+3m", "2027-03-03"),
        ("+5wd", "2026-12-10"),
        ("+20wd", "2027-01-05"),
        ("+ 1 year", "2027-12-03"),
        ("2 weeks", "2026-12-17"),
        ("in 2 weeks", "2026-12-17"),
        ("within a month", "2027-01-03"),
        ("in a fortnight", "2026-12-17"),
        ("10 working days", "2026-12-17"),
        ("6w", "2027-01-14"),
        ("end q3", "2026-12-31"),
        ("by end of q3", "2026-12-31"),
        ("q3", "2026-12-31"),
        ("q2", "2027-09-30"),
        ("Q4 2027/28", "2028-03-31"),
        ("end of the quarter", "2026-12-31"),
        ("end of month", "2026-12-31"),
        ("end of week", "2026-12-04"),
        ("end dec", "2026-12-31"),
        ("end of november", "2027-11-30"),
        ("end feb 2028", "2028-02-29"),
        ("end of year", "2027-03-31"),
        ("due by 31/12", "2026-12-31"),
    ] {
        assert_eq!(says(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn a_wrong_date_is_explained() {
    for (text, expected) in [
        ("thu 11 dec", "11 Dec 2026 is a Friday, not a Thursday"),
        ("3 Nov 2026", "3 Nov 2026 has passed"),
        ("yesterday", "2 Dec 2026 has passed"),
        ("q2 2026/27", "30 Sep 2026 has passed"),
        ("31 sep", "there is no 31 Sep: "),
        ("31/9/2027", "there is no 31 Sep: "),
        ("29 feb 2027", "there is no 29 Feb 2027"),
        ("0 dec", "there is no 0 Dec"),
        ("12/31", "there is no month 31 (the day comes first here): write 31/12"),
        ("12/31/2026", "write 31/12/2026"),
        ("2027-13-01", "there is no month 13: "),
        ("31/10/2207", "31 Oct 2207 is more than 20 years away"),
        ("+9999y", "more than 20 years away"),
        ("exec", "the date of the next exec meeting is not known"),
        ("next sgo", "no meeting called “sgo” is known: write next sog"),
        ("next partnership", "the meetings known are exec, sog and the board of heads"),
        ("sometime", "“sometime” does not read as a date: write it as 31/10"),
        ("10.30", "does not read as a date"),
        ("3-4", "does not read as a date"),
        ("by", "no date was given"),
        ("", "no date was given"),
        ("\u{1b}[2J", "“␛[2J” does not read"),
    ] {
        let said = says(text).unwrap_err();
        assert!(said.contains(expected), "{text}: {said}");
    }
    let days = WorkingDays::default();
    let ctx = WhenContext { today: day("2026-12-03"), days: &days, next: None, meetings: &[] };
    assert_eq!(read("next", &ctx).unwrap_err().kind, WhenKind::NoMeeting);
    assert_eq!(split_trailing("agree the rota next", &ctx), None);
}

#[test]
fn a_day_that_has_just_passed_is_not_taken_for_next_years() {
    let on = |today: &str, text: &str| {
        let days = WorkingDays::default();
        let ctx = WhenContext { today: day(today), days: &days, next: None, meetings: &[] };
        read(text, &ctx).map(|d| d.to_string()).map_err(|p| (p.kind, p.to_string()))
    };
    for (today, text, problem) in [
        ("2026-12-03", "1 dec", "1 Dec 2026 has passed: for next year write 1 dec 2027"),
        ("2026-12-03", "tue 1 dec", "1 Dec 2026 has passed: for next year write 1 dec 2027"),
        ("2026-12-03", "wed 1 dec", "1 Dec 2026 has passed: for next year write 1 dec 2027"),
        ("2026-12-03", "by 4/10", "4 Oct 2026 has passed: for next year write 4 oct 2027"),
        ("2027-01-05", "20 dec", "20 Dec 2026 has passed: for this year write 20 dec 2027"),
        ("2028-03-01", "29 feb", "29 Feb 2028 has passed: for 2032 write 29 feb 2032"),
    ] {
        assert_eq!(on(today, text), Err((WhenKind::Passed, problem.to_owned())), "{today}: {text}");
    }
    for (today, text, expected) in [
        ("2026-12-03", "3/10", "2027-10-03"),
        ("2026-12-03", "3 dec", "2026-12-03"),
        ("2026-12-03", "1 dec 2027", "2027-12-01"),
        ("2027-01-05", "5 nov", "2027-11-05"),
        ("2027-03-01", "29 feb", "2028-02-29"),
    ] {
        assert_eq!(on(today, text), Ok(expected.to_owned()), "{today}: {text}");
    }
}

#[test]
fn dates_are_said_back_with_the_working_day_that_follows() {
    let days = WorkingDays::default();
    let said = |text| echo(day(text), &days, day("2026-12-03"));
    assert_eq!(said("2026-12-11"), "Fri 11 Dec 2026, a working day");
    assert_eq!(said("2026-12-03"), "Thu 3 Dec 2026 (today), a working day");
    assert_eq!(said("2026-12-12"), "Sat 12 Dec 2026, a Saturday: the next working day is Mon 14 Dec");
    let christmas = "Fri 25 Dec 2026, a bank holiday, Christmas Day: the next working day is Tue 29 Dec";
    assert_eq!(said("2026-12-25"), christmas);
    let new_year = "Sat 1 Jan 2028, a Saturday: the next working day is Tue 4 Jan";
    assert_eq!(said("2028-01-01"), new_year);
}

#[test]
fn the_date_at_the_end_of_an_action_is_found() {
    for (text, action, due) in [
        ("share the data by fri 11 dec", "share the data", "2026-12-11"),
        ("share the data by email by 31/12.", "share the data by email", "2026-12-31"),
        ("stand by on 31/12", "stand by", "2026-12-31"),
        ("bring the paper before the next SOG meeting", "bring the paper", "2027-01-07"),
        ("bring the paper by sog", "bring the paper", "2027-01-07"),
        ("bring the paper next", "bring the paper", "2027-03-04"),
        ("bring the paper, next sog", "bring the paper,", "2027-01-07"),
        ("write to heads +2w", "write to heads", "2026-12-17"),
        ("write to heads in 2 weeks", "write to heads", "2026-12-17"),
        ("write to heads 31/3", "write to heads", "2027-03-31"),
        ("write to heads (31/3)", "write to heads", "2027-03-31"),
        ("write to heads end q3", "write to heads", "2026-12-31"),
        ("write to heads by the end of the month", "write to heads", "2026-12-31"),
        ("write to heads 2027-01-05", "write to heads", "2027-01-05"),
        ("write to heads fri 11 dec", "write to heads", "2026-12-11"),
        ("write to heads by friday", "write to heads", "2026-12-04"),
        ("write to heads on friday", "write to heads", "2026-12-04"),
        ("write to heads by 6w", "write to heads", "2027-01-14"),
        ("audit, due q4", "audit,", "2027-03-31"),
        ("réviser le plan avant\u{3000}by 31/12", "réviser le plan avant", "2026-12-31"),
        ("by tomorrow", "", "2026-12-04"),
    ] {
        assert_eq!(splits(text), Some((action, Ok(due.to_owned()))), "{text}");
    }
}

#[test]
fn a_slip_in_the_date_is_not_left_in_the_action() {
    use WhenKind::{Impossible, NoMeeting, NoMonth, Passed, WrongWeekday};
    for (text, kind) in [
        ("share the data by thu 11 dec", WrongWeekday),
        ("share the data thu 11 dec", WrongWeekday),
        ("share the data by 31 sep", Impossible),
        ("share the data 31/9", Impossible),
        ("share the data by 12/31", NoMonth),
        ("share the data 12/31/2027", NoMonth),
        ("share the data by 3 nov 2026", Passed),
        ("share the data by 1 dec", Passed),
        ("share the data 1 dec", Passed),
        ("share the data 1/12", Passed),
        ("share the data by exec", NoMeeting),
    ] {
        assert_eq!(splits(text), Some(("share the data", Err(kind))), "{text}");
    }
}

#[test]
fn words_that_only_look_like_a_date_stay_in_the_action() {
    for text in [
        "share the data by email",
        "finish by sometime",
        "stand by",
        "extend the plan by 2 weeks",
        "provide cover 24/7",
        "report a score of 9/10",
        "report that 12/20 replied",
        "record that practice scored 12/20",
        "circulate the minutes of 31/10",
        "prepare the return for q3",
        "agree what happens next",
        "review absence over 6 weeks",
        "write the paper for sog",
        "give feedback on q3",
        "look again at the end of q3",
        "ask for the version 1.2.3",
        "meet at 10.30",
        "write to heads",
        "",
        "   ",
    ] {
        assert_eq!(splits(text), None, "{text}");
    }
}

fn due() -> impl Strategy<Value = NaiveDate> {
    (0u64..7_000).prop_map(|n| day("2026-12-03") + Days::new(n))
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>()) {
        in_context(|ctx| {
            let _ = read(&text, ctx);
            if let Some((at, _)) = split_trailing(&text, ctx) {
                assert!(text.is_char_boundary(at));
            }
        });
    }

    #[test]
    fn no_near_date_panics_or_has_passed(
        words in prop::collection::vec(
            "by|before|on|the|of|next|end|q[0-5]|sog|meeting|fri|dec|feb|year|month|\\+|[+]?[0-9]{1,5}(w|d|m|wd|y)?\
             |[0-9]{1,2}[/.-][0-9]{1,2}([/.-][0-9]{1,4})?|\\PC{1,3}", 0..6)
    ) {
        let text = words.join(" ");
        in_context(|ctx| {
            if let Ok(day) = read(&text, ctx) {
                assert!(day >= ctx.today, "{text}");
                let said = echo(day, ctx.days, ctx.today);
                let date = said.split([',', '(']).next().unwrap();
                assert_eq!(read(date, ctx), Ok(day), "{said}");
            }
            if let Some((at, Ok(day))) = split_trailing(&text, ctx) {
                assert_eq!(read(&text[at..], ctx), Ok(day), "{text}");
            }
        });
    }

    #[test]
    fn a_printed_date_reads_back(due in due(), action in "[a-z]{4,5}( [a-z]{4,5}){0,9}") {
        in_context(|ctx| {
            for form in ["%a %-d %b %Y", "%A %-d %B %Y", "%-d %b %Y", "%F", "%d/%m/%Y", "%-d/%-m/%y", "%d.%m.%y", "%b %-d %Y"] {
                let printed = due.format(form).to_string();
                assert_eq!(read(&printed, ctx), Ok(due), "{printed}");
                let whole = format!("{action} by {printed}");
                assert_eq!(split_trailing(&whole, ctx), Some((action.len() + 1, Ok(due))), "{whole}");
            }
            let quarter = crate::base::calendar::Quarter::of(due);
            assert_eq!(read(&quarter.to_string(), ctx), Ok(quarter.last_day()));
        });
    }
}
