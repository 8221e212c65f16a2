//! Earlier versions of a file: what they are called, and which of them are kept. Where they lie and how they are
//! written is elsewhere.
//!
//! A version's name says when it was replaced and what it holds: `20261203T104201.123Z-1a2b3c4d.yaml`, the moment in
//! UTC and a checksum, by which one that was cut short is known.

use super::{places, record};
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, Utc};
use std::collections::HashSet;

/// The newest are all kept.
const NEWEST: usize = 10;
/// For so many days the first of each day is kept: the file as it stood before anything was done to it that day.
const DAYS: i64 = 30;
/// No file has more versions than this.
pub const MOST: usize = 60;
/// Nor do they take more room, unless the newest alone does.
pub const MOST_BYTES: u64 = 20 << 20;
/// How a name says the moment.
const MOMENT: &str = "%Y%m%dT%H%M%S%.3fZ";

/// Whether what a file says is kept from the moment it is on the disk, and not only once it is replaced: what was issued may
/// be taken away by hand. That is a meeting's minutes, the agenda a meeting's file is made with, and its record once it ended.
pub fn is_issued(path: &str, text: &str, made: bool) -> bool {
    match path.rsplit_once('/') {
        Some((places::MEETINGS, _)) => made || record::has_ended(text),
        Some((folder, name)) => {
            places::is_minutes(name)
                && folder.strip_prefix(places::MEETINGS).is_some_and(|id| id.starts_with('/'))
        }
        None => false,
    }
}

/// An earlier version of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// When it was replaced.
    pub at: DateTime<Utc>,
    /// Its checksum.
    pub sum: u32,
    /// How its name ends, such as `.yaml`; empty when the file's own name has no ending.
    pub ending: String,
    /// How long it is.
    pub bytes: u64,
}

impl Version {
    /// What a file at `path` held until this moment.
    pub fn new(at: DateTime<Utc>, path: &str, held: &[u8]) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rfind('.').filter(|at| *at > 0).map_or("", |at| &name[at..]);
        let bytes = u64::try_from(held.len()).unwrap_or(u64::MAX);
        Self { at, sum: crc32fast::hash(held), ending: ending.to_owned(), bytes }
    }

    /// The version with this name; nothing when it is not the name of one.
    pub fn named(name: &str, bytes: u64) -> Option<Self> {
        let (at, rest) = name.split_once('-')?;
        let (sum, ending) = rest.split_at_checked(8)?;
        let at = NaiveDateTime::parse_from_str(at, MOMENT).ok()?.and_utc();
        let sum = u32::from_str_radix(sum, 16).ok()?;
        let version = Self { at, sum, ending: ending.to_owned(), bytes };
        (version.name() == name).then_some(version)
    }

    /// Its name.
    pub fn name(&self) -> String {
        format!("{}-{:08x}{}", self.at.format(MOMENT), self.sum, self.ending)
    }

    /// Whether these bytes are what it holds, whole.
    pub fn holds(&self, bytes: &[u8]) -> bool {
        crc32fast::hash(bytes) == self.sum
    }
}

/// Those that need not be kept any longer, of a file's versions from the newest to the oldest: beyond the newest ten,
/// what is neither the first of its day within a month nor the first of its month, and what is too much.
pub fn superfluous(versions: &[Version], today: NaiveDate) -> Vec<&Version> {
    // From the oldest on, so that the first of a day is met first and stays the same as more come.
    let (mut days, mut months) = (HashSet::new(), HashSet::new());
    let mut kept = vec![false; versions.len()];
    for (place, version) in versions.iter().enumerate().rev() {
        let day = version.at.date_naive();
        let recent = (today - day).num_days() <= DAYS;
        let first = if recent { days.insert(day) } else { months.insert((day.year(), day.month())) };
        kept[place] = first || place < NEWEST;
    }
    let (mut number, mut bytes) = (0, 0_u64);
    for (place, version) in versions.iter().enumerate().filter(|(place, _)| kept[*place]).collect::<Vec<_>>()
    {
        number += 1;
        bytes = bytes.saturating_add(version.bytes);
        kept[place] = place == 0 || (number <= MOST && bytes <= MOST_BYTES);
    }
    versions.iter().zip(kept).filter(|(_, kept)| !kept).map(|(version, _)| version).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_issued_is_kept_from_the_start() {
        let (running, ended) = ("record:\n  state: live\n", "record:\n  state: ended\n");
        for (path, text, made, expected) in [
            ("meetings/sog-2026-12-03.yaml", running, true, true),
            ("meetings/sog-2026-12-03.yaml", running, false, false),
            ("meetings/sog-2026-12-03.yaml", ended, false, true),
            ("meetings/sog-2026-12-03/minutes.md", "", false, true),
            ("meetings/sog-2026-12-03/minutes-final-1-restricted.md", "", true, true),
            ("meetings/sog-2026-12-03/paper.md", "", true, false),
            ("trackers/sog.yaml", "", true, false),
            ("partnership.yaml", "", true, false),
        ] {
            assert_eq!(is_issued(path, text, made), expected, "{path}");
        }
    }
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn version(at: DateTime<Utc>) -> Version {
        Version { at, sum: 0, ending: ".yaml".into(), bytes: 1000 }
    }

    /// The moments kept, from the newest, of these.
    fn kept(mut all: Vec<DateTime<Utc>>, today: &str) -> Vec<String> {
        all.sort();
        let all: Vec<Version> = all.into_iter().rev().map(version).collect();
        let gone = superfluous(&all, today.parse().unwrap());
        let stays = all.iter().filter(|version| !gone.contains(version));
        stays.map(|version| version.at.format("%Y-%m-%d %H:%M").to_string()).collect()
    }

    #[test]
    fn a_name_says_when_and_what() {
        let made = Version::new(at("2026-12-03T10:42:01.123Z"), "trackers/executive.yaml", b"a: 1\n");
        assert_eq!(made.name(), "20261203T104201.123Z-e3231969.yaml");
        assert_eq!(Version::named(&made.name(), 5), Some(made.clone()));
        assert!(made.holds(b"a: 1\n") && !made.holds(b"a: 1"));
        assert_eq!(Version::new(made.at, "a.b/minutes", b"").ending, "");
        assert_eq!(Version::new(made.at, "a/.hidden", b"").ending, "");
        for name in ["", "executive.yaml", "20261203T104201.123Z-E3231969.yaml", "20261203-e3231969.yaml"] {
            assert_eq!(Version::named(name, 5), None, "{name}");
        }
    }

    #[test]
    fn the_newest_ten_stay_and_the_first_of_each_day_and_month() {
        let mut all: Vec<_> = (0..30).map(|n| at("2026-12-03T09:00:00Z") + TimeDelta::minutes(n)).collect();
        all.extend(["2026-12-02T08:00:00Z", "2026-12-02T17:00:00Z", "2026-11-20T08:00:00Z"].map(at));
        all.extend(["2026-10-05T08:00:00Z", "2026-10-06T08:00:00Z", "2025-12-01T08:00:00Z"].map(at));
        let newest = (20..30).rev().map(|n| format!("2026-12-03 09:{n}"));
        let older = [
            "2026-12-03 09:00",
            "2026-12-02 08:00",
            "2026-11-20 08:00",
            "2026-10-05 08:00",
            "2025-12-01 08:00",
        ];
        assert_eq!(kept(all, "2026-12-03"), newest.chain(older.map(String::from)).collect::<Vec<_>>());
    }

    #[test]
    fn there_are_never_more_than_sixty_nor_too_many_bytes() {
        let all: Vec<_> = (0..2000).map(|n| at("2020-01-01T09:00:00Z") + TimeDelta::days(n)).collect();
        assert_eq!(kept(all, "2025-06-22").len(), MOST);
        let big = |n| Version {
            bytes: MOST_BYTES / 4,
            ..version(at("2026-12-03T09:00:00Z") - TimeDelta::hours(n))
        };
        let all: Vec<_> = (0..8).map(big).collect();
        assert_eq!(superfluous(&all, "2026-12-03".parse().unwrap()), all[4..].iter().collect::<Vec<_>>());
        let huge = [Version { bytes: u64::MAX, ..version(at("2026-12-03T09:00:00Z")) }];
        assert_eq!(superfluous(&huge, "2026-12-03".parse().unwrap()), [&huge[0]; 0]);
    }

    proptest! {
        #[test]
        fn thinning_keeps_the_newest_and_thinning_again_changes_nothing(
            minutes in proptest::collection::btree_set(0_i64..800_000, 0..200)
        ) {
            let start = at("2025-06-01T00:00:00Z");
            let mut all: Vec<_> = minutes.iter().map(|n| version(start + TimeDelta::minutes(*n))).collect();
            all.reverse();
            let today = "2026-12-03".parse().unwrap();
            let gone: Vec<_> = superfluous(&all, today).into_iter().cloned().collect();
            prop_assert!(all.iter().take(NEWEST).all(|version| !gone.contains(version)));
            all.retain(|version| !gone.contains(version));
            prop_assert!(all.len() <= MOST);
            prop_assert!(superfluous(&all, today).is_empty());
        }
    }
}
