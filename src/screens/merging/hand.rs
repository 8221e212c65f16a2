//! One merge in hand: its questions, the answers so far, and the page that is shown.

use super::Answers;
use crate::command::{Command, Need};
use crate::effect::{Effect, Merge};
use crate::files::merge::{Asking, Choice};
use crate::files::unmerged::Unmerged;
use crate::screens::Out;
use chrono::NaiveDate;

/// What is shown of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// What comes in without a question.
    Taken,
    /// A question, by its position.
    Question(usize),
    /// Every answer, before it is written.
    End,
}

/// A merge in hand.
#[derive(Clone, Debug)]
pub struct Hand {
    /// What is put together.
    pub what: Unmerged,
    ours: String,
    theirs: Option<String>,
    pub(super) asking: Asking,
    pub(super) choices: Vec<Option<Choice>>,
    pub(super) page: Page,
    /// Lines of the page that are scrolled away.
    pub(super) scroll: usize,
    /// Where each answer was given and what had been answered before it, the last one last.
    before: Vec<(usize, Vec<Option<Choice>>)>,
    /// Whether it is being written.
    pub writing: bool,
}

impl Hand {
    /// Two versions, or one with marks; nothing when that cannot be read.
    pub fn new(what: Unmerged, ours: String, theirs: Option<String>) -> Option<Self> {
        let asking = match &theirs {
            Some(theirs) => Asking::of_copy(&ours, theirs),
            None => Asking::of_marks(&ours)?,
        };
        let choices = vec![None; asking.questions.len()];
        let page = Page::Taken;
        Some(Self {
            what,
            ours,
            theirs,
            asking,
            choices,
            page,
            scroll: 0,
            before: Vec::new(),
            writing: false,
        })
    }

    /// What it is known by among all that wait.
    pub fn key(&self) -> String {
        self.what.copy().unwrap_or(self.what.file()).to_owned()
    }

    /// Whether it is made of just these texts.
    pub fn says(&self, ours: &str, theirs: Option<&str>) -> bool {
        self.ours == ours && self.theirs.as_deref() == theirs
    }

    /// Questions with what was answered.
    pub fn answered(&self) -> Answers {
        let pairs = self.asking.questions.iter().zip(&self.choices);
        pairs.filter_map(|(question, choice)| Some((question.clone(), (*choice)?))).collect()
    }

    /// How many questions are answered.
    pub fn answers(&self) -> usize {
        self.choices.iter().flatten().count()
    }

    /// Gives answers again to the questions that are still the same; how many.
    pub fn answer_again(&mut self, before: &Answers) -> usize {
        for (question, choice) in self.asking.questions.iter().zip(&mut self.choices) {
            *choice = before.iter().find(|(known, _)| known == question).map(|(_, choice)| *choice);
        }
        self.answers()
    }

    /// The facts commands wait for.
    pub fn facts(&self) -> Vec<Need> {
        let mut facts = Vec::new();
        if let Page::Question(at) = self.page {
            facts.push(Need::Question);
            let may = |choice| self.asking.questions[at].may(choice).is_ok();
            facts.extend(may(Choice::Theirs).then_some(Need::Writable));
            facts.extend(may(Choice::Both).then_some(Need::BothFit));
            facts.extend(may(Choice::Two).then_some(Need::MayBeTwo));
        }
        if self.answers() == self.choices.len() && !self.writing {
            facts.push(Need::Answered);
        }
        if !self.before.is_empty() {
            facts.push(Need::Undoable);
        }
        facts.extend((self.previous() != self.page).then_some(Need::PageBefore));
        facts.extend((self.next() != self.page).then_some(Need::PageAfter));
        facts
    }

    /// What a command does here.
    pub fn run(&mut self, command: Command, today: NaiveDate, out: &mut Out) {
        if self.writing {
            return out.refuse("It is being written: wait a moment");
        }
        match command {
            Command::Mine => self.answer(Choice::Mine),
            Command::Theirs => self.answer(Choice::Theirs),
            Command::Both => self.answer(Choice::Both),
            Command::Two => self.answer(Choice::Two),
            Command::NextClash => self.go(self.next()),
            Command::PreviousClash => self.go(self.previous()),
            Command::Up => self.scroll = self.scroll.saturating_sub(1),
            // The page itself knows how long it is: nobody scrolls this far.
            Command::Down => self.scroll = (self.scroll + 1).min(MOST_SCROLL),
            Command::Undo => self.undo(out),
            Command::WriteMerged if self.page != Page::End && !self.choices.is_empty() => self.go(Page::End),
            Command::WriteMerged => self.write(today, out),
            _ => {}
        }
    }

    fn go(&mut self, page: Page) {
        (self.page, self.scroll) = (page, 0);
    }

    fn next(&self) -> Page {
        match self.page {
            Page::Taken if self.choices.is_empty() => Page::Taken,
            Page::Taken => Page::Question(0),
            Page::Question(at) if at + 1 < self.choices.len() => Page::Question(at + 1),
            Page::Question(_) | Page::End => Page::End,
        }
    }

    fn previous(&self) -> Page {
        match self.page {
            Page::End if !self.choices.is_empty() => Page::Question(self.choices.len() - 1),
            Page::Question(at) if at > 0 => Page::Question(at - 1),
            _ => Page::Taken,
        }
    }

    /// Answers the question in hand, and goes on to the next that is open. Of two different records each keeps what it
    /// says, so that nothing more is asked of them.
    fn answer(&mut self, choice: Choice) {
        let Page::Question(at) = self.page else { return };
        self.before.push((at, self.choices.clone()));
        let questions = &self.asking.questions;
        let was = self.choices[at].replace(choice);
        let (two, were) = (choice == Choice::Two, was == Some(Choice::Two));
        for (other, said) in questions.iter().zip(&mut self.choices) {
            if questions[at].may(Choice::Two).is_err() || other.record() != questions[at].record() {
                continue;
            }
            if two {
                *said = Some(Choice::Two);
            } else if were && *said == Some(Choice::Two) {
                *said = None;
            }
        }
        let after = (at + 1..self.choices.len()).chain(0..at);
        let open = after.into_iter().find(|at| self.choices[*at].is_none());
        self.go(open.map_or(Page::End, Page::Question));
    }

    fn undo(&mut self, out: &mut Out) {
        let Some((at, before)) = self.before.pop() else { return };
        self.choices = before;
        self.go(Page::Question(at));
        out.say(format!("Taken back: the answer to {}.", self.asking.questions[at].clash.place));
    }

    fn write(&mut self, today: NaiveDate, out: &mut Out) {
        let choices: Vec<Choice> = self.choices.iter().flatten().copied().collect();
        match self.asking.text(&choices, today) {
            Ok(text) => {
                let copy = self.what.copy().map(str::to_owned).zip(self.theirs.clone());
                let file = self.what.file().to_owned();
                out.effects.push(Effect::Merge(Merge { file, was: self.ours.clone(), text, copy }));
                self.writing = true;
            }
            Err(why) => out.refuse(format!("Nothing was written. {why}")),
        }
    }
}

const MOST_SCROLL: usize = 10_000;
