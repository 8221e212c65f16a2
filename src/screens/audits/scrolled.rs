//! How far a page is scrolled: so many lines from its beginning, or from its end. How many lines it has, and how many of them
//! are seen, is known only when it is drawn.

use crate::command::Command;

/// Lines a page key goes by.
const PAGE: usize = 8;

/// How far a page is scrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scrolled {
    /// So many lines are above what is seen.
    Above(usize),
    /// So many are below it.
    Below(usize),
}

impl Default for Scrolled {
    fn default() -> Self {
        Self::Above(0)
    }
}

impl Scrolled {
    /// How far it is after a key that scrolls.
    pub fn after(self, key: Command) -> Self {
        match (key, self) {
            (Command::First, _) => Self::Above(0),
            (Command::Last, _) => Self::Below(0),
            (Command::Up, Self::Above(n)) => Self::Above(n.saturating_sub(1)),
            (Command::Down, Self::Above(n)) => Self::Above(n + 1),
            (Command::PageUp, Self::Above(n)) => Self::Above(n.saturating_sub(PAGE)),
            (Command::PageDown, Self::Above(n)) => Self::Above(n + PAGE),
            (Command::Up, Self::Below(n)) => Self::Below(n + 1),
            (Command::Down, Self::Below(n)) => Self::Below(n.saturating_sub(1)),
            (Command::PageUp, Self::Below(n)) => Self::Below(n + PAGE),
            (Command::PageDown, Self::Below(n)) => Self::Below(n.saturating_sub(PAGE)),
            _ => self,
        }
    }

    /// The first line that is seen of so many, where so many are seen at once.
    pub fn first(self, lines: usize, seen: usize) -> usize {
        let most = lines.saturating_sub(seen);
        match self {
            Self::Above(n) => n.min(most),
            Self::Below(n) => most.saturating_sub(n),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_goes_by_lines_and_pages_and_to_both_its_ends() {
        let keys =
            [Command::Down, Command::PageDown, Command::Up, Command::Last, Command::PageUp, Command::Up];
        let mut is = Scrolled::default();
        let mut seen = Vec::new();
        for key in keys.into_iter().chain([Command::Down, Command::First, Command::PageUp]) {
            is = is.after(key);
            seen.push(is.first(100, 20));
        }
        assert_eq!(seen, [1, 9, 8, 80, 72, 71, 72, 0, 0]);
        assert_eq!((Scrolled::Above(500).first(100, 20), Scrolled::Below(500).first(100, 20)), (80, 0));
        assert_eq!(Scrolled::Below(0).first(3, 20), 0, "a page that is seen whole stays");
    }
}
