//! What was changed here, on its way to the disk and afterwards, so that it can be taken back in one step however many files
//! it touched. A file that somebody else changed since keeps what they wrote.

use super::State;
use super::changing::Line;
use crate::base::text::{count, sentence};
use crate::domain::action_review::Said;
use crate::effect::{Cause, Change, Fault, Revised, Revision};
use crate::screens::Out;

/// Why nothing else is begun.
pub(super) const ON_ITS_WAY: &str = "The last change is still on its way to the disk: a moment";
/// How many steps can be taken back.
const STEPS: usize = 20;

/// Something that was done: its words, and what each file said before and after.
#[derive(Clone, Debug)]
pub(super) struct Step {
    said: String,
    files: Vec<Revised>,
}

/// Something on its way to the disk.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    said: String,
    way: Way,
    /// The line it came from, which comes back if the disk refuses.
    pub(super) line: Option<Line>,
    /// The step that is taken back, which stays one that can be if the disk refuses.
    step: Option<Step>,
    /// What came of the action in review.
    came: Option<Said>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Do,
    /// What is not taken back: the end of a review has its record.
    End,
    Undo,
    Redo,
}

impl State {
    /// Whether something is on its way to the disk: its words are nowhere else yet.
    pub fn is_saving(&self) -> bool {
        self.pending.is_some()
    }

    /// Why the program cannot be left yet.
    pub fn holds_back(&self) -> Option<&'static str> {
        self.is_saving().then_some(ON_ITS_WAY)
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
        self.write(said, revisions, Some(line), out);
        if let Some(pending) = &mut self.pending {
            pending.came = Some(came);
        }
    }

    /// Sends changes to the disk.
    pub(super) fn write(
        &mut self,
        said: String,
        revisions: Vec<Revision>,
        line: Option<Line>,
        out: &mut Out,
    ) {
        self.pending = Some(Pending { said, way: Way::Do, line, step: None, came: None });
        out.effects.push(crate::effect::Effect::Revise(revisions));
    }

    /// Ends a review.
    pub(super) fn write_end(&mut self, revision: Revision, out: &mut Out) {
        self.pending = Some(Pending {
            said: "The review has ended".to_owned(),
            way: Way::End,
            line: None,
            step: None,
            came: None,
        });
        out.effects.push(crate::effect::Effect::Revise(vec![revision]));
    }

    pub(super) fn undo(&mut self, out: &mut Out) {
        if let Some(step) = self.may_step(out).then(|| self.done.pop()).flatten() {
            self.take_back(step, Way::Undo, out);
        }
    }

    pub(super) fn redo(&mut self, out: &mut Out) {
        if let Some(step) = self.may_step(out).then(|| self.undone.pop()).flatten() {
            self.take_back(step, Way::Redo, out);
        }
    }

    fn may_step(&self, out: &mut Out) -> bool {
        if self.is_saving() {
            out.refuse(ON_ITS_WAY);
        }
        !self.is_saving()
    }

    fn take_back(&mut self, step: Step, way: Way, out: &mut Out) {
        let back = |file: &Revised| Revision {
            path: file.path.clone(),
            change: Change::TakeBack { now: file.now.clone(), was: file.was.clone() },
        };
        let revisions = step.files.iter().rev().map(back).collect();
        self.pending =
            Some(Pending { said: step.said.clone(), way, line: None, step: Some(step), came: None });
        out.effects.push(crate::effect::Effect::Revise(revisions));
    }

    /// The disk did what was asked, or not all of it.
    pub fn revised(&mut self, done: Vec<Revised>, failed: Option<Fault>, out: &mut Out) {
        let Some(Pending { said, way, line, step, came }) = self.pending.take() else { return };
        let changed = done.len();
        if changed > 0 {
            let step = Step { said: said.clone(), files: done };
            match way {
                Way::Undo => self.undone.push(step),
                Way::Do | Way::Redo => self.done.push(step),
                Way::End => {}
            }
            if way == Way::Do {
                self.undone.clear();
            }
            let surplus = self.done.len().saturating_sub(STEPS);
            self.done.drain(..surplus);
        }
        let said = sentence(&said);
        let Some(fault) = failed else {
            if way == Way::Do {
                self.marks.clear();
            }
            out.say(match way {
                Way::Do => format!("{said} u takes it back."),
                Way::End => said,
                Way::Undo => format!("Undone: {said} Ctrl-R brings it back."),
                Way::Redo => format!("Redone: {said}"),
            });
            if let Some(came) = came {
                self.go_on(came, out);
            }
            return;
        };
        let before = match changed {
            0 => String::new(),
            n => format!(
                "{} before it, which u takes back. ",
                count(n, "file was changed", "files were changed")
            ),
        };
        // What another hand wrote is no fault of the disk.
        let why = match (way, fault.cause) {
            (Way::Undo | Way::Redo, Cause::Content) => format!("{}: {}", fault.path, fault.detail),
            _ => fault.given_up(),
        };
        out.refuse(format!("{before}{why}"));
        match (changed, way, step) {
            (0, Way::Undo, Some(step)) => self.done.push(step),
            (0, Way::Redo, Some(step)) => self.undone.push(step),
            _ => {}
        }
        if let (0, Some(mut line)) = (changed, line) {
            // Nobody has to type it again.
            line.typing.answers.pop();
            self.line = Some(line);
        }
    }
}
