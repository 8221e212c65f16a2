//! What was changed here, on its way to the disk and afterwards, so that it can be taken back in one step however many files
//! it touched. A file that somebody else changed since keeps what they wrote.

use super::State;
use super::changing::Line;
use crate::base::text::{count, sentence};
use crate::effect::{Cause, Change, Fault, Revised, Revision};
use crate::screens::Out;

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
    line: Option<Line>,
    /// The step that is taken back, which stays one that can be if the disk refuses.
    step: Option<Step>,
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
    /// Sends changes to the disk.
    pub(super) fn write(
        &mut self,
        said: String,
        revisions: Vec<Revision>,
        line: Option<Line>,
        out: &mut Out,
    ) {
        self.pending = Some(Pending { said, way: Way::Do, line, step: None });
        out.effects.push(crate::effect::Effect::Revise(revisions));
    }

    /// Ends a review.
    pub(super) fn write_end(&mut self, revision: Revision, out: &mut Out) {
        self.pending =
            Some(Pending { said: "The review has ended".to_owned(), way: Way::End, line: None, step: None });
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
        if self.pending.is_some() {
            out.refuse("The last change is still on its way to the disk: a moment");
        }
        self.pending.is_none()
    }

    fn take_back(&mut self, step: Step, way: Way, out: &mut Out) {
        let back = |file: &Revised| Revision {
            path: file.path.clone(),
            change: Change::TakeBack { now: file.now.clone(), was: file.was.clone() },
        };
        let revisions = step.files.iter().rev().map(back).collect();
        self.pending = Some(Pending { said: step.said.clone(), way, line: None, step: Some(step) });
        out.effects.push(crate::effect::Effect::Revise(revisions));
    }

    /// The disk did what was asked, or not all of it.
    pub fn revised(&mut self, done: Vec<Revised>, failed: Option<Fault>, out: &mut Out) {
        let Some(Pending { said, way, line, step }) = self.pending.take() else { return };
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
            if way == Way::Do {
                self.go_on(out);
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
