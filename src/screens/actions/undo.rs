//! What was changed here, on its way to the disk, and what its coming there means for the table and a review in hand.

use super::State;
use super::changing::Line;
use crate::domain::action_review::Said;
use crate::domain::agenda::Tier;
use crate::effect::{Fault, Revised, Revision};
use crate::screens::Out;
use crate::screens::steps::{Came, Way};

/// What is wanted again when the disk answers.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    /// The line it came from, which comes back if the disk refuses.
    pub line: Line,
    /// What came of the action in review.
    came: Option<Said>,
}

impl State {
    /// Whether something is on its way to the disk: its words are nowhere else yet.
    pub fn is_saving(&self) -> bool {
        self.steps.is_saving()
    }

    /// Why the program cannot be left yet.
    pub fn holds_back(&self) -> Option<&'static str> {
        self.steps.holds_back()
    }

    /// Sends what was said in a review to the disk.
    pub(super) fn write_said(
        &mut self,
        said: String,
        came: Said,
        revisions: Vec<Revision>,
        line: Line,
        out: &mut Out,
    ) {
        let with = Some(Sent { line, came: Some(came) });
        out.effects.push(self.steps.write(said, Way::Do, revisions, with));
    }

    /// Sends changes to the disk.
    pub(super) fn write(
        &mut self,
        said: String,
        revisions: Vec<Revision>,
        line: Option<Line>,
        out: &mut Out,
    ) {
        let with = line.map(|line| Sent { line, came: None });
        out.effects.push(self.steps.write(said, Way::Do, revisions, with));
    }

    /// Ends a review.
    pub(super) fn write_end(&mut self, revision: Revision, out: &mut Out) {
        let said = "The review has ended".to_owned();
        out.effects.push(self.steps.write(said, Way::End, vec![revision], None));
    }

    pub(super) fn undo(&mut self, out: &mut Out) {
        let effect = self.steps.undo();
        out.step(effect);
    }

    pub(super) fn redo(&mut self, out: &mut Out) {
        let effect = self.steps.redo();
        out.step(effect);
    }

    /// The disk did what was asked, or not all of it.
    pub fn revised(&mut self, done: Vec<Revised>, failed: Option<Fault>, out: &mut Out) {
        let Some(Came { words, failed, changed, way, with }) =
            self.steps.revised(done, failed, Tier::Restricted)
        else {
            return;
        };
        if failed {
            out.refuse(words);
            if let (0, Some(Sent { mut line, .. })) = (changed, with) {
                // Nobody has to type it again; and it was said how the action stands.
                line.typing.answers.pop();
                line.seen.clear();
                self.line = Some(line);
            }
            return;
        }
        out.say(words);
        if way == Way::Do {
            self.marks.clear();
        }
        if let Some(came) = with.and_then(|sent| sent.came) {
            self.go_on(came, out);
        }
    }
}
