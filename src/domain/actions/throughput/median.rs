//! The middle of some numbers of days, with how many they are: a median of two says little, so it is never said alone.

/// The middle of some numbers of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Median {
    /// How many there are.
    pub n: usize,
    /// Twice the middle, for between two numbers it may be a half; nothing of nothing.
    twice: Option<i64>,
}

impl FromIterator<i64> for Median {
    fn from_iter<I: IntoIterator<Item = i64>>(days: I) -> Self {
        let mut days: Vec<i64> = days.into_iter().collect();
        days.sort_unstable();
        let n = days.len();
        let twice = days.get(n / 2).map(|upper| upper + days[(n - 1) / 2]);
        Self { n, twice }
    }
}

impl Median {
    /// Whether it is below nothing.
    pub fn negative(&self) -> bool {
        self.twice.is_some_and(|twice| twice < 0)
    }

    /// In figures, without its sign: `41`, `41.5`; nothing where there is none.
    pub fn figure(&self) -> Option<String> {
        let twice = self.twice?.unsigned_abs();
        Some(format!("{}{}", twice / 2, if twice % 2 == 1 { ".5" } else { "" }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_said_to_the_half_and_with_its_number() {
        let said = |days: &[i64]| {
            let median: Median = days.iter().copied().collect();
            (median.n, median.negative(), median.figure())
        };
        assert_eq!(said(&[]), (0, false, None));
        assert_eq!(said(&[7]), (1, false, Some("7".into())));
        assert_eq!(said(&[90, 4, 41]), (3, false, Some("41".into())));
        assert_eq!(said(&[42, 41]), (2, false, Some("41.5".into())));
        assert_eq!(said(&[-2, -1]), (2, true, Some("1.5".into())));
        assert_eq!(said(&[-1, 1]), (2, false, Some("0".into())));
    }
}
