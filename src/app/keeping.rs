//! What is being typed, kept on this computer while it is in no file: in a meeting as its draft, elsewhere as a line. What may stand on
//! no disk goes from it at once.

use super::{KEEP_AFTER, Model, Screen};
use crate::effect::{Effect, Typed};

/// What is being typed outside a meeting.
struct LineTyped {
    /// Of what.
    of: Typed,
    /// Whether anything is.
    saying: bool,
    /// Whether some of it may stand on no disk.
    withheld: bool,
    /// The rest, as text to keep.
    text: String,
}

impl Model {
    pub(super) fn keep_draft(&mut self, effects: &mut Vec<Effect>) {
        if let Screen::Meeting(state) = &self.screen
            && let Some(typing) = &state.typing
        {
            self.saving.draft(typing.draft(&state.meeting, &state.writer), effects);
        }
        self.keep_line(effects);
    }

    /// What is being typed outside a meeting.
    fn line_typed(&self) -> Option<LineTyped> {
        let (of, saying, withheld, text) = match &self.screen {
            Screen::Actions(state) => (Typed::Actions, state.is_saying(), false, state.line_to_keep()),
            Screen::Audits(state) => {
                (Typed::Audits, state.is_saying(), state.withholds(), state.line_to_keep())
            }
            Screen::Reviews(state) => {
                (Typed::Reviews, state.is_saying(), state.withholds(), state.line_to_keep())
            }
            _ => return None,
        };
        Some(LineTyped { of, saying, withheld, text })
    }

    /// Keeps what is being typed outside a meeting, where it is not kept already.
    pub(super) fn keep_line(&mut self, effects: &mut Vec<Effect>) {
        let Some(LineTyped { of, text, .. }) = self.line_typed() else { return };
        if text != self.kept_line {
            self.kept_line.clone_from(&text);
            effects.push(Effect::KeepLine(of, text));
        }
    }

    /// Keeps what is being typed outside a meeting within a second.
    pub(super) fn keep_line_soon(&mut self, effects: &mut Vec<Effect>) {
        if let Some(line) = self.line_typed().filter(|line| line.text != self.kept_line) {
            if line.saying && !line.withheld {
                self.keep_at = self.keep_at.or(Some(self.now + KEEP_AFTER));
            } else {
                // What is in a file, and what may be in none, goes from the disk at once.
                self.keep_line(effects);
            }
        }
    }
}
