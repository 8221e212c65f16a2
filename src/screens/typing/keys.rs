//! Keys while a line is being typed: editing, completing, choosing among what is offered. What Enter and Esc come to is
//! the screen's to say.

use super::asking::{Typing, Wants};
use crate::base::key::{Key, KeyCode};
use crate::domain::meeting::Meeting;
use chrono::NaiveDate;

/// What a key came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyed {
    /// The words, or what is chosen for them, changed.
    Changed,
    /// Nothing changed that would have to be kept.
    Same,
    /// The answer is to be taken.
    Enter,
    /// The line is to be dropped.
    Drop,
    /// The user's own editor is to have the words.
    Lend,
}

impl Typing {
    /// Takes a key.
    pub fn key(&mut self, key: Key, meeting: &Meeting, today: NaiveDate) -> Keyed {
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => Keyed::Drop,
            (KeyCode::Enter, _) if !key.alt => Keyed::Enter,
            (KeyCode::Char('o'), true) => Keyed::Lend,
            (KeyCode::Tab, _) => self.complete(meeting, today),
            (KeyCode::Up | KeyCode::Down, _) if self.arrow(meeting, today, key.code == KeyCode::Down) => {
                Keyed::Same
            }
            _ => self.edit(key),
        }
    }

    fn edit(&mut self, key: Key) -> Keyed {
        if key.ctrl && key.code == KeyCode::Char('t') {
            self.to_be_set = !self.to_be_set;
            return Keyed::Changed;
        }
        if self.editor.key(key) {
            self.pick = None;
            return Keyed::Changed;
        }
        Keyed::Same
    }

    /// Tab takes the chosen suggestion, or the first.
    fn complete(&mut self, meeting: &Meeting, today: NaiveDate) -> Keyed {
        let offered = self.suggestions(meeting, today);
        let Some(taken) = offered.get(self.pick.unwrap_or(0)) else { return Keyed::Same };
        let closed = self.question(meeting).wants != Wants::ActionLine;
        let text = if closed { taken.label.clone() } else { taken.value.clone() };
        self.editor.replace(&text);
        self.pick = closed.then_some(0);
        Keyed::Changed
    }

    /// Up and down choose among suggestions; `false` when there are none.
    fn arrow(&mut self, meeting: &Meeting, today: NaiveDate, down: bool) -> bool {
        let n = self.suggestions(meeting, today).len();
        if n == 0 {
            return false;
        }
        self.pick = Some(match (self.pick, down) {
            (None, true) => 0,
            (None, false) => n - 1,
            (Some(i), true) => (i + 1) % n,
            (Some(i), false) => (i + n - 1) % n,
        });
        true
    }
}
