//! Lengths of time: whole minutes as people type them, and running clocks in seconds. No clock is read here.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};
use std::str::FromStr;

/// How to write a length, for the people who mistyped one.
pub const LENGTH_MEND: &str = "write minutes as 15, 15m, 1h30 or 1.5h";

/// The longest length that makes sense for an item or a meeting: one day, in minutes.
const LONGEST: u64 = 24 * 60;

/// A length of time in whole minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Minutes(pub u32);

impl Minutes {
    /// The same length in seconds, for comparing with a running clock.
    pub fn seconds(self) -> i64 {
        i64::from(self.0) * 60
    }
}

/// Why a text is not a length of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LengthProblem {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub mend: &'static str,
}

impl LengthProblem {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), mend: LENGTH_MEND }
    }
}

impl fmt::Display for LengthProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.message, self.mend)
    }
}

impl std::error::Error for LengthProblem {}

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 60, self.0 % 60) {
            (0, minutes) => write!(f, "{minutes} min"),
            (hours, 0) => write!(f, "{hours} h"),
            (hours, minutes) => write!(f, "{hours} h {minutes} min"),
        }
    }
}

impl FromStr for Minutes {
    type Err = LengthProblem;

    /// Reads `15`, `15m`, `15 min`, `1h30`, `1h30m`, `1.5h`, `2h`, `1 h 30 min`, in capitals or not.
    fn from_str(text: &str) -> Result<Self, LengthProblem> {
        let typed = text.trim().to_lowercase();
        if typed.is_empty() {
            return Err(LengthProblem::new("no length was given"));
        }
        if typed.starts_with(['-', '−']) {
            return Err(LengthProblem::new("a length cannot be less than nothing"));
        }
        let unread = || LengthProblem::new(format!("“{}” is not a length of time", shown(&typed)));
        let parts = parts(&typed).ok_or_else(unread)?;
        let hundred_thousandths = match parts.as_slice() {
            [(number, Unit::None | Unit::Minutes)] => *number,
            [(number, Unit::Hours)] => number * 60,
            [(hours, Unit::Hours), (minutes, Unit::None | Unit::Minutes)] => {
                if *minutes >= 60 * SCALE {
                    return Err(LengthProblem::new("the minutes after the hours go up to 59"));
                }
                hours * 60 + minutes
            }
            _ => return Err(unread()),
        };
        if hundred_thousandths % SCALE != 0 {
            return Err(LengthProblem::new(format!("“{}” is not whole minutes", shown(&typed))));
        }
        whole(hundred_thousandths / SCALE)
    }
}

/// Numbers are read as whole hundred-thousandths, so that no fraction is ever rounded.
const SCALE: u64 = 100_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    None,
    Hours,
    Minutes,
}

fn whole(minutes: u64) -> Result<Minutes, LengthProblem> {
    match u32::try_from(minutes) {
        Ok(minutes) if u64::from(minutes) <= LONGEST => Ok(Minutes(minutes)),
        _ => Err(LengthProblem::new("a length can be 24 hours at most")),
    }
}

/// Splits `1 h 30 min` into numbers (scaled) and units; nothing when any part is neither.
fn parts(typed: &str) -> Option<Vec<(u64, Unit)>> {
    let mut parts = Vec::new();
    let mut rest = typed;
    while !rest.is_empty() {
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = scaled(&rest[..rest.len() - after.len()])?;
        let after = after.trim_start();
        let next = after.trim_start_matches(char::is_alphabetic);
        let unit = match &after[..after.len() - next.len()] {
            "" => Unit::None,
            "m" | "min" | "mins" | "minute" | "minutes" => Unit::Minutes,
            "h" | "hr" | "hrs" | "hour" | "hours" => Unit::Hours,
            _ => return None,
        };
        parts.push((number, unit));
        rest = next.trim_start();
    }
    Some(parts)
}

/// `1.5` as 150 000; at most six digits before the point and five after it.
fn scaled(number: &str) -> Option<u64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    if whole.is_empty() || whole.len() > 6 || fraction.is_empty() || fraction.len() > 5 {
        return None;
    }
    let fraction = format!("{fraction:0<5}").parse::<u64>().ok()?;
    Some(whole.parse::<u64>().ok()? * SCALE + fraction)
}

/// Enough of what was typed to recognise it.
fn shown(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_control()).take(20).collect()
}

impl Add for Minutes {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Minutes {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Minutes {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self(0), Add::add)
    }
}

impl<'a> Sum<&'a Minutes> for Minutes {
    fn sum<I: Iterator<Item = &'a Minutes>>(lengths: I) -> Self {
        lengths.copied().sum()
    }
}

impl serde::Serialize for Minutes {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u32(self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Minutes {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl serde::de::Visitor<'_> for Reader {
            type Value = Minutes;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a length of time such as 15, 15m, 1h30 or 1.5h")
            }
            fn visit_u64<E: serde::de::Error>(self, minutes: u64) -> Result<Minutes, E> {
                whole(minutes).map_err(E::custom)
            }
            fn visit_i64<E: serde::de::Error>(self, minutes: i64) -> Result<Minutes, E> {
                minutes.to_string().parse().map_err(E::custom)
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Minutes, E> {
                text.parse().map_err(E::custom)
            }
        }
        from.deserialize_any(Reader)
    }
}

/// Seconds as a running clock: `12:34`, or `1:02:03` from one hour. Less than nothing is written with a minus.
pub fn clock(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    format!("{sign}{}", face(seconds.unsigned_abs()))
}

/// Seconds past the end of the time allowed: `+8:05`.
pub fn over(seconds: i64) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    format!("{sign}{}", face(seconds.unsigned_abs()))
}

fn face(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<u32, String> {
        text.parse::<Minutes>().map(|m| m.0).map_err(|p| p.to_string())
    }

    #[test]
    fn the_forms_people_type_are_read() {
        for (text, minutes) in [
            ("15", 15),
            ("15m", 15),
            ("15 min", 15),
            ("90m", 90),
            ("1h30", 90),
            ("1h30m", 90),
            ("1.5h", 90),
            ("2h", 120),
            ("1 h 30 min", 90),
            ("1H30M", 90),
            (" 2 Hours ", 120),
            ("0.25h", 15),
            ("15.0 m", 15),
            ("1h5", 65),
            ("24h", 1440),
            ("0", 0),
        ] {
            assert_eq!(read(text), Ok(minutes), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_length_is_refused_with_its_mend() {
        for (text, part) in [
            ("", "no length"),
            ("-5", "less than nothing"),
            ("−5m", "less than nothing"),
            ("soon", "“soon” is not a length"),
            ("1 5", "not a length"),
            ("30m1h", "not a length"),
            ("1h2h", "not a length"),
            ("1h30m10", "not a length"),
            (".5h", "not a length"),
            ("1.h", "not a length"),
            ("1..5h", "not a length"),
            ("1.5", "not whole minutes"),
            ("0.99h", "not whole minutes"),
            ("1h75", "up to 59"),
            ("25h", "24 hours at most"),
            ("24h1", "24 hours at most"),
            ("1441", "24 hours at most"),
            ("99999999999999999999999", "not a length"),
        ] {
            let said = read(text).unwrap_err();
            assert!(said.contains(part) && said.ends_with(LENGTH_MEND), "{text}: {said}");
        }
    }

    #[test]
    fn lengths_are_shown_and_added() {
        assert_eq!(Minutes(12).to_string(), "12 min");
        assert_eq!(Minutes(60).to_string(), "1 h");
        assert_eq!(Minutes(90).to_string(), "1 h 30 min");
        assert_eq!([Minutes(50), Minutes(70)].iter().sum::<Minutes>(), Minutes(120));
        assert_eq!(Minutes(u32::MAX) + Minutes(1), Minutes(u32::MAX));
        assert_eq!(Minutes(2).seconds(), 120);
    }

    #[test]
    fn files_may_hold_a_number_or_a_text() {
        let read: Vec<Minutes> = serde_yaml::from_str("[15, 1h30, '20', 1.5h]").unwrap();
        assert_eq!(read, [Minutes(15), Minutes(90), Minutes(20), Minutes(90)]);
        assert_eq!(serde_json::to_string(&read).unwrap(), "[15,90,20,90]");
        for bad in ["-5", "1.5", "[1]", "4000", "true"] {
            let said = serde_yaml::from_str::<Minutes>(bad).unwrap_err().to_string();
            assert!(said.contains("1.5h"), "{bad}: {said}");
        }
    }

    #[test]
    fn clocks_run_in_minutes_until_the_hour() {
        assert_eq!(clock(0), "0:00");
        assert_eq!(clock(754), "12:34");
        assert_eq!(clock(3723), "1:02:03");
        assert_eq!(clock(-61), "-1:01");
        assert_eq!(over(485), "+8:05");
        assert_eq!(over(i64::MIN).chars().next(), Some('-'));
    }

    proptest! {
        #[test]
        fn every_form_reads_back(minutes in 0u32..=1440) {
            let (h, m) = (minutes / 60, minutes % 60);
            let mut forms = vec![
                Minutes(minutes).to_string(), minutes.to_string(), format!("{minutes}m"), format!("{minutes} min"),
                format!("{h}h{m}"), format!("{h}h{m:02}m"), format!("{h} H {m} MIN"),
            ];
            if m % 3 == 0 {
                forms.push(format!("{h}.{:02}h", m * 100 / 60));
            }
            for form in forms {
                prop_assert_eq!(form.parse(), Ok(Minutes(minutes)), "{}", form);
            }
        }

        #[test]
        fn no_text_panics_or_passes_a_day(text in "\\PC*|[0-9hm. ]{0,8}") {
            if let Ok(length) = text.parse::<Minutes>() {
                prop_assert!(length.0 <= 1440);
                prop_assert_eq!(length.to_string().parse(), Ok(length));
            }
        }
    }
}
