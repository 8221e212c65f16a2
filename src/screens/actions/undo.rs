//! What was changed here, on its way to the disk, and what its coming there means for the table and a review in hand.

use super::State;
use super::changing::Line;
use crate::base::id::PostId;
use crate::domain::action_review::Said;
use crate::domain::agenda::Tier;
use crate::domain::clash::Words;
use crate::effect::{Fault, Revised, Revision};
use crate::screens::Out;
use crate::screens::steps::{Came, Way};

/// What is wanted again when the disk answers.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    /// The line it came from, which comes back if the disk refuses; none where a key said it.
    pub line: Option<Line>,
    /// What came of the action in review.
    pub came: Option<Said>,
    /// Whether the action stays in hand.
    pub stays: bool,
}

impl Words for State {
    fn post(&self, id: &PostId) -> String {
        let post = self.workspace.partnership.as_ref().and_then(|all| all.post(id));
        post.map_or_else(|| id.to_string(), |post| post.title.clone())
    }
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
        let with = Sent { line: Some(line), came: Some(came), stays: false };
        self.write_with(said, revisions, with, out);
    }

    /// Sends changes to the disk.
    pub(super) fn write(
        &mut self,
        said: String,
        revisions: Vec<Revision>,
        line: Option<Line>,
        out: &mut Out,
    ) {
        self.write_with(said, revisions, Sent { line, came: None, stays: true }, out);
    }

    pub(super) fn write_with(&mut self, said: String, revisions: Vec<Revision>, with: Sent, out: &mut Out) {
        out.effects.push(self.steps.write(said, Way::Do, revisions, Some(with)));
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
        let failed = failed.map(|fault| fault.in_words(self));
        let Some(Came { words, failed, changed, way, with }) =
            self.steps.revised(done, failed, Tier::Restricted)
        else {
            return;
        };
        if failed {
            out.refuse(words);
            if let (0, Some(Sent { line: Some(mut line), .. })) = (changed, with) {
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
        if let Some(Sent { came: Some(came), stays, .. }) = with {
            self.go_on(came, stays, out);
        }
    }
}
