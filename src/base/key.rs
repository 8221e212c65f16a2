//! Keys as they are named in settings and on screens: `d`, `ctrl-r`, `alt-enter`. The terminal's own events are
//! turned into these elsewhere.

use std::fmt;
use std::str::FromStr;

/// Which key was pressed, without the keys held with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A key that types a character; a capital is the capital itself, not shift and the small letter.
    Char(char),
    /// Enter or return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and tab, which terminals send as one key.
    BackTab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// The up arrow.
    Up,
    /// The down arrow.
    Down,
    /// The left arrow.
    Left,
    /// The right arrow.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

use KeyCode as Code;

/// A key and what is held with it, in one normal form, so that equal presses are equal values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Control is held.
    pub ctrl: bool,
    /// Alt is held.
    pub alt: bool,
    /// Shift is held; never set for a character or for `BackTab`, which carry it themselves.
    pub shift: bool,
}

impl Key {
    /// A press in its normal form, whichever way the terminal reports it.
    ///
    /// Shift becomes part of a character, and shift with tab becomes `BackTab`. Control with a letter takes the
    /// small letter: most terminals cannot tell the two apart.
    pub fn new(code: KeyCode, ctrl: bool, alt: bool, shift: bool) -> Self {
        let code = match code {
            Code::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
            Code::Char(c) if shift => Code::Char(capital(c)),
            Code::Tab if shift => Code::BackTab,
            code => code,
        };
        let carried = matches!(code, Code::Char(_) | Code::BackTab);
        Self { code, ctrl, alt, shift: shift && !carried }
    }

    /// A key on its own.
    pub fn plain(code: KeyCode) -> Self {
        Self::new(code, false, false, false)
    }

    /// A character on its own.
    pub fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// Control and a character.
    pub fn ctrl(c: char) -> Self {
        Self::new(Code::Char(c), true, false, false)
    }

    /// The character this press types into a text, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

/// The capital of a letter, where that is a single character.
fn capital(c: char) -> char {
    let mut capitals = c.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) => capital,
        _ => c,
    }
}

/// Keys with a name; where there are two, the first is the one shown.
const NAMES: [(KeyCode, &[&str]); 15] = [
    (Code::Char(' '), &["space"]),
    (Code::Enter, &["enter", "return"]),
    (Code::Esc, &["esc", "escape"]),
    (Code::BackTab, &["shift-tab", "backtab"]),
    (Code::Tab, &["tab"]),
    (Code::Backspace, &["backspace"]),
    (Code::Delete, &["delete", "del"]),
    (Code::Up, &["up"]),
    (Code::Down, &["down"]),
    (Code::Left, &["left"]),
    (Code::Right, &["right"]),
    (Code::Home, &["home"]),
    (Code::End, &["end"]),
    (Code::PageUp, &["pageup", "page-up", "pgup"]),
    (Code::PageDown, &["pagedown", "page-down", "pgdn"]),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match (NAMES.iter().find(|(code, _)| *code == self.code), self.code) {
            (Some((_, names)), _) => f.write_str(names[0]),
            (None, Code::Char(c)) => write!(f, "{c}"),
            (None, Code::F(n)) => write!(f, "f{n}"),
            (None, code) => write!(f, "{code:?}"),
        }
    }
}

/// Why a text names no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyProblem {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub mend: &'static str,
}

impl fmt::Display for KeyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.message, self.mend)
    }
}

impl std::error::Error for KeyProblem {}

impl FromStr for Key {
    type Err = KeyProblem;

    /// Reads `d`, `D`, `space`, `f1`, `shift-tab`, `ctrl-r`, `alt-enter`; names may be in capitals.
    fn from_str(text: &str) -> Result<Self, KeyProblem> {
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        let mut rest = text;
        loop {
            let (held, after) = match rest.split_once('-') {
                Some((name, after)) if !after.is_empty() => (name.to_ascii_lowercase(), after),
                _ => break,
            };
            match held.as_str() {
                "ctrl" => ctrl = true,
                "alt" => alt = true,
                "shift" => shift = true,
                _ => break,
            }
            rest = after;
        }
        let code = named(rest).ok_or_else(|| KeyProblem {
            message: format!("“{}” is not a key", super::text::fit(&super::text::one_line(text), 20)),
            mend: "write a key as d, D, space, enter, shift-tab, ctrl-r, alt-enter or f1",
        })?;
        Ok(Self::new(code, ctrl, alt, shift))
    }
}

fn named(text: &str) -> Option<KeyCode> {
    let mut chars = text.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return (!only.is_control()).then_some(Code::Char(only));
    }
    let name = text.to_ascii_lowercase();
    let known = NAMES.iter().find(|(_, names)| names.contains(&name.as_str()));
    // Keyboards have had 24 function keys; more is a slip.
    let function = || (1..=24).find(|n| name == format!("f{n}")).map(Code::F);
    known.map(|(code, _)| *code).or_else(function)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(text: &str) -> Key {
        text.parse().unwrap()
    }

    #[test]
    fn keys_are_named_as_people_name_them() {
        assert_eq!(key("d"), Key::char('d'));
        assert_eq!(key("D"), Key::char('D'));
        assert_eq!(key("?"), Key::char('?'));
        assert_eq!(key("space"), Key::char(' '));
        assert_eq!(key("f1"), Key::plain(Code::F(1)));
        assert_eq!(key("shift-tab"), Key::plain(Code::BackTab));
        assert_eq!(key("ctrl-r"), Key::ctrl('r'));
        assert_eq!(key("Ctrl-R"), Key::ctrl('r'));
        assert_eq!(key("alt-enter"), Key::new(Code::Enter, false, true, false));
        assert_eq!(key("shift-up"), Key::new(Code::Up, false, false, true));
        assert_eq!(key("-"), Key::char('-'));
        assert_eq!(key("ctrl--"), Key::ctrl('-'));
        assert_eq!(key("Page-Up").to_string(), "pageup");
        assert_eq!(key("ctrl-alt-del").to_string(), "ctrl-alt-delete");
    }

    #[test]
    fn the_same_press_is_the_same_key_however_it_is_reported() {
        assert_eq!(Key::new(Code::Char('D'), false, false, true), Key::char('D'));
        assert_eq!(Key::new(Code::Char('d'), false, false, true), Key::char('D'));
        assert_eq!(Key::new(Code::Char('?'), false, false, true), Key::char('?'));
        assert_eq!(Key::new(Code::Tab, false, false, true), Key::new(Code::BackTab, false, false, true));
        assert_eq!(Key::new(Code::Char('R'), true, false, true), Key::ctrl('r'));
    }

    #[test]
    fn only_plain_characters_type() {
        assert_eq!(Key::char('é').typed(), Some('é'));
        assert_eq!(Key::ctrl('r').typed(), None);
        assert_eq!(Key::plain(Code::Enter).typed(), None);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "dd", "ctrl-", "f0", "f25", "hyper-x", "shift", "\u{1b}"] {
            let said = text.parse::<Key>().unwrap_err().to_string();
            assert!(said.contains("is not a key: write"), "{said}");
        }
    }

    fn any_code() -> impl Strategy<Value = KeyCode> {
        let named = prop::sample::select(NAMES.map(|(code, _)| code).to_vec());
        prop_oneof![
            named,
            "\\PC".prop_map(|c| Code::Char(c.chars().next().unwrap())),
            (1u8..=24).prop_map(Code::F)
        ]
    }

    proptest! {
        #[test]
        fn every_key_reads_back(code in any_code(), ctrl: bool, alt: bool, shift: bool) {
            let key = Key::new(code, ctrl, alt, shift);
            prop_assert_eq!(key.to_string().parse(), Ok(key));
            prop_assert_eq!(Key::new(key.code, key.ctrl, key.alt, key.shift), key);
        }

        #[test]
        fn no_text_panics(text in "\\PC*|(ctrl-|alt-|shift-){0,3}\\PC{0,2}") {
            if let Ok(key) = text.parse::<Key>() {
                prop_assert_eq!(key.to_string().parse(), Ok(key));
            }
        }
    }
}
