//! Putting two versions of a file together: the list of what waits, and one of them in hand, asked place by place.
//! Nothing is written before everything is answered and the user says so. How it draws is in `view.rs`.

mod hand;
mod view;

pub use hand::Hand;

use super::{Goto, Out};
use crate::base::text::count;
use crate::command::{Command, Need, Scope};
use crate::effect::{Effect, Merging};
use crate::files::merge::{Choice, Question};
use crate::files::places;
use crate::files::unmerged::Unmerged;
use crate::files::workspace::Workspace;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What waits to be put together, and what is in hand of it.
#[derive(Clone, Debug)]
pub struct State {
    list: Vec<Unmerged>,
    here: usize,
    /// What was asked for and has not been read yet.
    reading: Option<Unmerged>,
    hand: Option<Hand>,
    /// Answers given to those that were put down again, so that nothing has to be decided twice.
    answered: BTreeMap<String, Answers>,
    /// Whether the user was told that leaving lets answers go.
    told: bool,
}

/// Questions with what was answered.
type Answers = Vec<(Question, Choice)>;

impl State {
    /// What waits, as the files were last read.
    pub fn new(workspace: &Workspace) -> Self {
        Self {
            list: workspace.unmerged.clone(),
            here: 0,
            reading: None,
            hand: None,
            answered: BTreeMap::new(),
            told: false,
        }
    }

    /// The files were read again. What is in hand is read again too, for it may have changed.
    pub fn read_again(&mut self, workspace: &Workspace, effects: &mut Vec<Effect>) {
        self.list.clone_from(&workspace.unmerged);
        self.here = self.here.min(self.list.len().saturating_sub(1));
        if let Some(hand) = self.hand.as_ref().filter(|hand| !hand.writing) {
            effects.push(read(&hand.what));
        }
    }

    /// Who has the keys.
    pub fn scope(&self) -> Scope {
        if self.hand.is_some() { Scope::Merge } else { Scope::Copies }
    }

    /// The facts commands wait for.
    pub fn facts(&self) -> Vec<Need> {
        match &self.hand {
            Some(hand) => hand.facts(),
            None if self.list.is_empty() => Vec::new(),
            None => vec![Need::Unmerged],
        }
    }

    /// Says, once, that leaving now lets go of answers that are not written.
    pub fn holds_back(&mut self) -> Option<String> {
        let hand = self.hand.as_ref().map_or(0, Hand::answers);
        let all = hand + self.answered.values().map(Vec::len).sum::<usize>();
        (all > 0 && !std::mem::replace(&mut self.told, true)).then(|| {
            format!(
                "{} not written yet: press the key again to leave without",
                count(all, "answer is", "answers are")
            )
        })
    }

    /// What a command does here.
    pub fn run(&mut self, command: Command, today: NaiveDate, out: &mut Out) {
        self.told &= command == Command::Back;
        if let Some(hand) = &mut self.hand {
            if command == Command::Back {
                return self.put_down(out);
            }
            return hand.run(command, today, out);
        }
        match command {
            Command::Up => self.here = self.here.saturating_sub(1),
            Command::Down => self.here = (self.here + 1).min(self.list.len().saturating_sub(1)),
            Command::OpenCopy => self.open(out),
            Command::ReadAgain => out.go = Some(Goto::ReadAgain),
            Command::Back => match self.holds_back() {
                Some(words) => out.refuse(words),
                None => out.go = Some(Goto::Home),
            },
            _ => {}
        }
    }

    fn open(&mut self, out: &mut Out) {
        let Some(what) = self.list.get(self.here) else { return };
        if !what.may_be_shown() {
            return out.refuse(format!(
                "{} holds names that must stand on no screen: put the two together in an editor",
                places::NAMES
            ));
        }
        out.effects.push(read(what));
        self.reading = Some(what.clone());
    }

    /// Puts down what is in hand; its answers are kept for when it is opened again.
    fn put_down(&mut self, out: &mut Out) {
        let Some(hand) = self.hand.take() else { return };
        let answers = hand.answered();
        if !answers.is_empty() {
            out.say(format!(
                "Nothing was written. {} kept for when you open it again.",
                count(answers.len(), "answer is", "answers are")
            ));
            self.answered.insert(hand.key(), answers);
        }
    }

    /// What a file and its copy say.
    pub fn versions(
        &mut self,
        file: &str,
        copy: Option<&str>,
        read: Result<(String, Option<String>), String>,
        out: &mut Out,
    ) {
        let means = |what: &Unmerged| what.file() == file && what.copy() == copy;
        let known = self.hand.as_ref().filter(|hand| means(&hand.what)).cloned();
        let asked = self.reading.take_if(|what| means(what));
        let Some(what) = known.as_ref().map(|hand| hand.what.clone()).or(asked) else { return };
        let (ours, theirs) = match read {
            Ok(read) => read,
            Err(why) => {
                self.put_down(out);
                return out.refuse(why);
            }
        };
        if known.as_ref().is_some_and(|hand| hand.says(&ours, theirs.as_deref())) {
            return;
        }
        let Some(mut hand) = Hand::new(what, ours, theirs) else {
            self.hand = None;
            return out.refuse(format!("{file} cannot be read: p in the list of meetings shows why"));
        };
        let before = known.as_ref().map(Hand::answered).or_else(|| self.answered.remove(&hand.key()));
        let before = before.unwrap_or_default();
        let kept = hand.answer_again(&before);
        if known.is_some() {
            out.say(format!(
                "One of the two was changed meanwhile, so they were put together again: {kept} of {} stand.",
                count(before.len(), "answer", "answers")
            ));
        } else if kept > 0 {
            out.say(format!("{} here from before.", count(kept, "answer is", "answers are")));
        }
        self.hand = Some(hand);
    }

    /// What became of a merge.
    pub fn merged(&mut self, file: &str, done: &Merging, out: &mut Out) {
        let Some(hand) = self.hand.as_mut().filter(|hand| hand.what.file() == file) else { return };
        hand.writing = false;
        let said = |end: String| {
            format!(
                "Both versions are in {file}. 'chairside restore {file} 1 --yes' brings back what it said before.{end}"
            )
        };
        match done {
            Merging::Done { aside, unkept } => {
                let next = match aside {
                    Some(aside) => format!(" The copy is kept as {aside}."),
                    None => format!(" Next: 'git add {file}', and go on with git."),
                };
                match unkept {
                    Some(words) => out.refuse(said(format!("{next} {words}"))),
                    None => out.say(said(next)),
                }
                self.answered.remove(&hand.key());
                self.hand = None;
                out.go = Some(Goto::ReadAgain);
            }
            Merging::CopyLeft(why) => {
                out.refuse(said(format!(" The copy is still there: {why}")));
                self.hand = None;
                out.go = Some(Goto::ReadAgain);
            }
            Merging::Changed => out.effects.push(read(&hand.what)),
            Merging::Refused(why) => out.refuse(format!("Nothing was written. {why}")),
        }
    }
}

fn read(what: &Unmerged) -> Effect {
    Effect::ReadVersions { file: what.file().to_owned(), copy: what.copy().map(str::to_owned) }
}
