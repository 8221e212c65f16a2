//! How things look: signs, and what colour means. Colour is for state only, and never alone.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use unicode_normalization::UnicodeNormalization;

/// What the terminal can show and the user wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether to use colour (`NO_COLOR` turns it off).
    pub colour: bool,
    /// Whether to keep to ASCII, for terminals without UTF-8.
    pub ascii: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { colour: true, ascii: false }
    }
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Plain,
    /// The name of something, and what must not be missed.
    Strong,
    /// Labels, hints, what is waiting.
    Quiet,
    /// Where you are.
    Here,
    /// As it should be.
    Good,
    /// Needs a look.
    Care,
    /// Wrong, lost or late.
    Bad,
    /// The head band.
    Head,
    /// A warning across the screen.
    Banner,
}

/// A sign with a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Finished with.
    Done,
    /// In hand.
    Here,
    /// Not reached yet.
    Waiting,
    /// Begun, to be come back to.
    Begun,
    /// Put off.
    Deferred,
    /// Only provisional.
    Provisional,
    /// Restricted.
    Restricted,
    /// Present.
    Present,
    /// Apologies.
    Apologies,
    /// Represented by a deputy.
    Deputy,
    /// Neither here nor excused, or not represented.
    Absent,
    /// Views conveyed.
    Views,
    /// Late, or needs something.
    Late,
    /// Chosen.
    Chosen,
    /// Marked, to be changed with others.
    Marked,
    /// A rule across.
    Rule,
    /// A rule down.
    Upright,
}

impl Look {
    /// The sign, in a form this terminal can show.
    pub fn sign(self, sign: Sign) -> &'static str {
        let (plain, ascii) = match sign {
            Sign::Done => ("✓", "x"),
            Sign::Here | Sign::Chosen => ("▶", ">"),
            Sign::Waiting => ("·", "."),
            Sign::Begun => ("…", "~"),
            Sign::Marked => ("■", "#"),
            Sign::Deferred => ("↷", "-"),
            Sign::Provisional => ("◐", "p"),
            Sign::Restricted => ("▮", "R"),
            Sign::Present => ("●", "*"),
            Sign::Apologies => ("○", "o"),
            Sign::Deputy => ("◆", "d"),
            Sign::Absent => ("×", "-"),
            Sign::Views => ("◇", "v"),
            Sign::Late => ("!", "!"),
            Sign::Rule => ("─", "-"),
            Sign::Upright => ("│", "|"),
        };
        if self.ascii { ascii } else { plain }
    }

    /// The style of a piece of text.
    pub fn style(self, role: Role) -> Style {
        let style = Style::new();
        let colour = |c: Color| if self.colour { style.fg(c) } else { style };
        match role {
            Role::Plain => style,
            Role::Strong => style.add_modifier(Modifier::BOLD),
            Role::Quiet => style.add_modifier(Modifier::DIM),
            Role::Here => colour(Color::Cyan).add_modifier(Modifier::BOLD),
            Role::Good => colour(Color::Green),
            Role::Care => colour(Color::Yellow).add_modifier(Modifier::BOLD),
            Role::Bad => colour(Color::LightRed).add_modifier(Modifier::BOLD),
            Role::Head => style.add_modifier(Modifier::BOLD),
            Role::Banner => colour(Color::LightRed).add_modifier(Modifier::BOLD | Modifier::REVERSED),
        }
    }
}

/// Puts what a terminal without UTF-8 can show in the place of everything else: letters without their accents,
/// plain marks for the others, cell for cell.
pub fn keep_to_ascii(screen: &mut Buffer) {
    for cell in &mut screen.content {
        if cell.symbol().is_ascii() {
            continue;
        }
        let plain = match cell.symbol() {
            "·" | "–" | "—" => '-',
            "…" => '~',
            "‘" | "’" => '\'',
            "“" | "”" => '"',
            other => other.nfd().next().filter(char::is_ascii).unwrap_or('?'),
        };
        cell.set_char(plain);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_no_style_has_one() {
        let look = Look { colour: false, ascii: false };
        for role in [Role::Here, Role::Good, Role::Care, Role::Bad, Role::Banner] {
            assert_eq!(look.style(role).fg, None);
        }
    }

    #[test]
    fn every_sign_has_an_ascii_form() {
        let look = Look { colour: true, ascii: true };
        for sign in [Sign::Done, Sign::Here, Sign::Deferred, Sign::Provisional, Sign::Deputy, Sign::Rule] {
            assert!(look.sign(sign).is_ascii());
        }
    }

    #[test]
    fn every_cell_can_be_made_ascii() {
        let mut screen = Buffer::with_lines(["Siân · “3 Dec” – 日本…"]);
        keep_to_ascii(&mut screen);
        let text: String = screen.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(text, "Sian - \"3 Dec\" - ? ? ~");
    }
}
