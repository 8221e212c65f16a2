//! What was changed outside a meeting, on its way to the disk and afterwards, so that it can be taken back in one step
//! however many files it touched. A file that somebody else changed since keeps what they wrote.

use crate::base::text::{count, sentence};
use crate::domain::agenda::Tier;
use crate::effect::{Cause, Change, Effect, Fault, Revised, Revision};

/// Why nothing else is begun.
pub const ON_ITS_WAY: &str = "The last change is still on its way to the disk: a moment";
/// How many steps can be taken back.
const STEPS: usize = 20;

/// What is said of a step that is for a higher tier than the screen shows.
const HIDDEN: &str = "A change of something restricted, which R shows";

/// The words of a step, and who may read them: a screen may show less when it is taken back.
#[derive(Clone, Debug)]
pub struct Said {
    words: String,
    tier: Tier,
}

impl Said {
    /// Words for whoever may read up to a tier.
    pub fn up_to(tier: Tier, words: impl Into<String>) -> Self {
        Self { words: words.into(), tier }
    }

    fn may_be_read(&self, shown: Tier) -> bool {
        self.tier <= shown
    }

    /// As it is said where things are shown up to a tier.
    fn on(&self, shown: Tier) -> &str {
        if self.may_be_read(shown) { &self.words } else { HIDDEN }
    }
}

impl From<String> for Said {
    fn from(words: String) -> Self {
        Self::up_to(Tier::Partners, words)
    }
}

/// Something that was done: its words, and what each file said before and after.
#[derive(Clone, Debug)]
struct Step {
    said: Said,
    files: Vec<Revised>,
}

/// Something on its way to the disk.
#[derive(Clone, Debug)]
struct Pending<W> {
    said: Said,
    way: Way,
    /// What the screen needs again when the answer comes.
    with: Option<W>,
    /// The step that is taken back, which stays one that can be if the disk refuses.
    step: Option<Step>,
}

/// Which way a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is done.
    Do,
    /// It is done, and not taken back: such as the end of a review, which has its record.
    End,
    /// It is taken back.
    Undo,
    /// It is brought back.
    Redo,
}

/// What was done, undone, and is on its way. `W` is what a screen wants back with the answer.
#[derive(Clone, Debug)]
pub struct Steps<W> {
    pending: Option<Pending<W>>,
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// The answer of the disk.
#[derive(Debug)]
pub struct Came<W> {
    /// What to say.
    pub words: String,
    /// Whether something could not be written.
    pub failed: bool,
    /// How many files were changed.
    pub changed: usize,
    /// Which way it went.
    pub way: Way,
    /// What the screen gave along.
    pub with: Option<W>,
}

impl<W> Default for Steps<W> {
    fn default() -> Self {
        Self { pending: None, done: Vec::new(), undone: Vec::new() }
    }
}

impl<W> Steps<W> {
    /// Whether something is on its way to the disk: its words are nowhere else yet.
    pub fn is_saving(&self) -> bool {
        self.pending.is_some()
    }

    /// Why the program cannot be left yet.
    pub fn holds_back(&self) -> Option<&'static str> {
        self.is_saving().then_some(ON_ITS_WAY)
    }

    /// What the screen gave along with what is on its way.
    pub fn waiting(&self) -> Option<&W> {
        self.pending.as_ref().and_then(|pending| pending.with.as_ref())
    }

    /// Whether a step can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether one that was taken back can be brought back.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Sends changes to the disk.
    pub fn write(
        &mut self,
        said: impl Into<Said>,
        way: Way,
        revisions: Vec<Revision>,
        with: Option<W>,
    ) -> Effect {
        self.pending = Some(Pending { said: said.into(), way, with, step: None });
        Effect::Revise(revisions)
    }

    /// Takes the last step back.
    ///
    /// # Errors
    /// Why not yet.
    pub fn undo(&mut self) -> Result<Option<Effect>, &'static str> {
        self.may_step()?;
        Ok(self.done.pop().map(|step| self.take_back(step, Way::Undo)))
    }

    /// Brings back the step last taken back.
    ///
    /// # Errors
    /// Why not yet.
    pub fn redo(&mut self) -> Result<Option<Effect>, &'static str> {
        self.may_step()?;
        Ok(self.undone.pop().map(|step| self.take_back(step, Way::Redo)))
    }

    fn may_step(&self) -> Result<(), &'static str> {
        if self.is_saving() { Err(ON_ITS_WAY) } else { Ok(()) }
    }

    fn take_back(&mut self, step: Step, way: Way) -> Effect {
        let back = |file: &Revised| Revision {
            path: file.path.clone(),
            change: match (file.now.clone(), file.was.clone()) {
                (Some(now), Some(was)) => Change::TakeBack { now, was },
                (Some(now), None) => Change::Withdraw(now),
                (None, was) => Change::Begin(was.unwrap_or_default()),
            },
        };
        let revisions = step.files.iter().rev().map(back).collect();
        self.pending = Some(Pending { said: step.said.clone(), way, with: None, step: Some(step) });
        Effect::Revise(revisions)
    }

    /// The disk did what was asked, or not all of it; nothing when nothing was. What it comes to is said for a screen that shows
    /// things up to a tier.
    pub fn revised(&mut self, done: Vec<Revised>, failed: Option<Fault>, shown: Tier) -> Option<Came<W>> {
        let Pending { said, way, with, step } = self.pending.take()?;
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
        let Some(fault) = failed else {
            let words = sentence(said.on(shown));
            let words = match way {
                Way::Do => format!("{words} u takes it back."),
                Way::End => words,
                Way::Undo => format!("Undone: {words} Ctrl-R brings it back."),
                Way::Redo => format!("Redone: {words}"),
            };
            return Some(Came { words, failed: false, changed, way, with });
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
            // The file's name and what it says are as restricted as the words.
            _ if !said.may_be_read(shown) => {
                format!("{HIDDEN}, could not be made: {}.", fault.cause.said())
            }
            (Way::Undo | Way::Redo, Cause::Content | Cause::Meanwhile) => {
                format!("{}: {}", fault.path, fault.detail)
            }
            _ => fault.given_up(),
        };
        match (changed, way, step) {
            (0, Way::Undo, Some(step)) => self.done.push(step),
            (0, Way::Redo, Some(step)) => self.undone.push(step),
            _ => {}
        }
        Some(Came { words: format!("{before}{why}"), failed: true, changed, way, with })
    }
}
