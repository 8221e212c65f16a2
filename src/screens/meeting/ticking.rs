//! Ticking the steps of an earlier action in its review, one key each, and adding some, until Esc. Each is an act of the
//! meeting like what is said of the whole.

use super::State;
use super::choose::Choosing;
use crate::base::id::ActionId;
use crate::base::key::Key;
use crate::base::stamp::Stamp;
use crate::base::text::one_line;
use crate::domain::action::Part;
use crate::domain::meeting::{Act, Review};
use crate::screens::Out;
use crate::screens::ticks::{Offered, Pressed};
use crate::screens::typing::Asking;

impl State {
    /// The steps of an action as this meeting left them.
    fn steps_of(&self, action: &ActionId) -> Vec<Part> {
        self.meeting.action_now(action).map(|action| action.steps).unwrap_or_default()
    }

    /// Offers the steps of an action; where there are none, asks for the first.
    pub(super) fn begin_ticking(&mut self, action: ActionId, out: &mut Out) {
        if self.steps_of(&action).is_empty() {
            return self.ask(Asking::AddStep { action }, "", out);
        }
        self.choosing = Some(Choosing::Steps { action, offered: Offered::default() });
    }

    /// A step was added: more may be ticked or added.
    pub(super) fn tick_on(&mut self, action: ActionId) {
        let offered = Offered::last(self.steps_of(&action).len());
        self.choosing = Some(Choosing::Steps { action, offered });
    }

    /// A key while steps are offered.
    pub(super) fn tick_key(
        &mut self,
        now: Stamp,
        key: Key,
        action: ActionId,
        mut offered: Offered,
        out: &mut Out,
    ) {
        let steps = self.steps_of(&action);
        match offered.key(key, steps.len()) {
            Pressed::Close => self.choosing = None,
            Pressed::Add => {
                self.choosing = None;
                self.ask(Asking::AddStep { action }, "", out);
            }
            Pressed::Tick(at) => {
                let part = &steps[at];
                let review = Review::Ticked { step: one_line(&part.what), at, done: part.done.is_none() };
                self.act(now, Act::Reviewed { action, review }, out);
            }
            Pressed::Looked => self.choosing = Some(Choosing::Steps { action, offered }),
        }
    }
}
