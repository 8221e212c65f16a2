//! The steps of an action as they are offered to be ticked, in a meeting and outside one: a digit each, so many at once, and a
//! letter that adds one.

use crate::base::key::{Key, KeyCode};
use crate::base::text::{fit, one_line};
use crate::domain::action::Part;
use crate::ui::look::{Look, Sign};

/// Steps that are offered at once, one for each digit.
const AT_ONCE: usize = 9;
/// The widest that a step is offered; the action beside it says all of it.
const WIDEST: usize = 60;

/// The question above them.
pub(in crate::screens) fn question(steps: usize) -> &'static str {
    if steps == 0 { "There are no steps yet." } else { "Which step is done, or not done after all?" }
}

/// Which steps are offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// The first of them.
    from: usize,
}

/// What a key comes to while steps are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::screens) enum Pressed {
    /// The step at this place is ticked, or its tick taken back.
    Tick(usize),
    /// A step is to be added.
    Add,
    /// No more steps are ticked.
    Close,
    /// Other steps are offered, or none.
    Looked,
}

impl Offered {
    /// The last of so many steps, and those beside it.
    pub(in crate::screens) fn last(steps: usize) -> Self {
        Self { from: steps.saturating_sub(1) / AT_ONCE * AT_ONCE }
    }

    /// Takes a key.
    pub(in crate::screens) fn key(&mut self, key: Key, steps: usize) -> Pressed {
        let number = key.typed().and_then(|c| c.to_digit(10)).and_then(|n| (n as usize).checked_sub(1));
        match (key.code, number) {
            (KeyCode::Esc | KeyCode::Enter, _) => return Pressed::Close,
            (_, Some(n)) if self.from + n < steps => return Pressed::Tick(self.from + n),
            _ if key.typed() == Some('a') => return Pressed::Add,
            (KeyCode::Down | KeyCode::Right | KeyCode::PageDown, _) if self.from + AT_ONCE < steps => {
                self.from += AT_ONCE;
            }
            (KeyCode::Up | KeyCode::Left | KeyCode::PageUp, _) => {
                self.from = self.from.saturating_sub(AT_ONCE);
            }
            _ => {}
        }
        Pressed::Looked
    }

    /// The steps that are offered, with the keys that tick them.
    pub(in crate::screens) fn choices(self, steps: &[Part], look: Look) -> Vec<(String, String)> {
        let offered = steps.iter().skip(self.from).take(AT_ONCE).enumerate();
        let mut choices: Vec<(String, String)> = offered
            .map(|(n, part)| {
                let sign = look.sign(if part.done.is_some() { Sign::Done } else { Sign::Waiting });
                ((n + 1).to_string(), format!("{sign} {}", fit(&one_line(&part.what), WIDEST)))
            })
            .collect();
        if self.from + AT_ONCE < steps.len() {
            choices.push(("Down".to_owned(), "those after".to_owned()));
        }
        if self.from > 0 {
            choices.push(("Up".to_owned(), "those before".to_owned()));
        }
        choices.push(("a".to_owned(), "add one".to_owned()));
        choices
    }
}
