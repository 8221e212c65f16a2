//! An audit beside the one it repeats, question by question, by the questions' permanent ids. Movement is said as counts
//! with how many they are of, `3 of 5 → 5 of 6`, and never as a share: samples are far too small for that.

use super::cautions::is_good;
use super::difference::{is_reworded, is_same_scale};
use super::panel::Settlement;
use super::question::{AnswerKind, Question, YES};
use super::results::{Outcome, Results};
use super::scale::Scale;
use crate::base::id::QuestionId;
use crate::base::text::{nearest, one_line};
use std::cmp::Ordering;

/// An audit beside the one it repeats.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement<'a> {
    /// What the earlier one was called.
    pub before: &'a str,
    /// Every question of this one that is answered on a scale or by choosing, then those that are not asked any more.
    pub questions: Vec<Moved<'a>>,
    /// How many are asked that nothing can be counted of: they are answered in words, with a number or a day.
    pub in_words: usize,
}

/// One question then and now.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved<'a> {
    /// The question, as it is asked now; as it was, where it is not asked any more.
    pub question: &'a Question,
    /// Whether it was asked in other words.
    pub reworded: bool,
    /// What became of it.
    pub how: How,
    /// Why, as people said it in the later audit.
    pub why: Option<&'a str>,
}

/// What became of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// What agencies answered, and what the panels agreed; nothing where one side is empty.
    Compared {
        /// Of answers given.
        answers: Option<Compared>,
        /// Of children, by what was agreed of them.
        agreed: Option<Compared>,
    },
    /// Counts of what was chosen: more of one is neither better nor worse.
    Counted {
        /// Of answers given.
        answers: Vec<Counted>,
        /// Of children, by what was agreed of them.
        agreed: Vec<Counted>,
    },
    /// It was answered on another scale: nothing can be compared.
    Rescaled {
        /// What that was called.
        was: String,
    },
    /// It was not asked then.
    New,
    /// It is not asked any more.
    Gone,
}

/// How many were at or above a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// So many.
    pub n: usize,
    /// Of so many.
    pub of: usize,
}

/// Counts at every level of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// From the second level up, its word, and how many were there or above, then and now.
    pub levels: Vec<(String, Share, Share)>,
    /// Which of them is where the good ones begin.
    pub good: usize,
    /// Which way it went.
    pub way: Way,
}

/// How often one answer was chosen, then and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Its word.
    pub word: String,
    /// Then.
    pub was: Share,
    /// Now.
    pub is: Share,
}

impl Counted {
    /// `Yes: 3 of 5 → 5 of 6`.
    pub fn said(&self) -> String {
        format!("{}: {} → {}", self.word, self.was.said(), self.is.said())
    }
}

/// Which way a question went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// At no level fewer of those there are, and at some level more.
    Better,
    /// As before.
    Same,
    /// The other way round.
    Worse,
    /// More at one level, fewer at another.
    Mixed,
}

impl Way {
    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Same => "same",
            Self::Worse => "worse",
            Self::Mixed => "some better, some worse",
        }
    }
}

impl Share {
    fn beside(self, other: Self) -> Ordering {
        (self.n * other.of).cmp(&(other.n * self.of))
    }

    /// `3 of 5`.
    pub fn said(self) -> String {
        format!("{} of {}", self.n, self.of)
    }
}

impl Compared {
    /// `Good or better: 3 of 5 → 5 of 6`.
    pub fn said(&self) -> String {
        let Some((word, was, is)) = self.levels.get(self.good) else { return String::new() };
        let or_better = if self.good + 1 == self.levels.len() { "" } else { " or better" };
        format!("{word}{or_better}: {} → {}", was.said(), is.said())
    }

    fn of(scale: &Scale, was: &[usize], is: &[usize]) -> Option<Self> {
        if was.is_empty() || is.is_empty() {
            return None;
        }
        let share = |all: &[usize], rank: usize| Share {
            n: all.iter().filter(|one| **one >= rank).count(),
            of: all.len(),
        };
        let levels: Vec<(String, Share, Share)> = (1..scale.levels.len())
            .map(|rank| (scale.levels[rank].word.clone(), share(was, rank), share(is, rank)))
            .collect();
        let good = (1..scale.levels.len()).position(|rank| is_good(rank, scale))?;
        let ways = || levels.iter().map(|(_, was, is)| is.beside(*was));
        let (more, fewer) = (ways().any(Ordering::is_gt), ways().any(Ordering::is_lt));
        let way = match (more, fewer) {
            (true, false) => Way::Better,
            (false, true) => Way::Worse,
            (false, false) => Way::Same,
            (true, true) => Way::Mixed,
        };
        Some(Self { levels, good, way })
    }
}

impl<'a> Movement<'a> {
    /// An audit beside an earlier one.
    pub fn of(before: &Results<'a>, now: &Results<'a>) -> Self {
        let earlier =
            |question: &Question| before.questions.iter().find(|one| one.question.id == question.id);
        let (mut questions, mut in_words) = (Vec::new(), 0);
        for outcome in &now.questions {
            let Some(was) = earlier(outcome.question) else {
                if is_counted(outcome.question) {
                    questions.push(Moved {
                        question: outcome.question,
                        reworded: false,
                        how: How::New,
                        why: None,
                    });
                }
                continue;
            };
            if !is_counted(was.question) && !is_counted(outcome.question) {
                in_words += 1;
                continue;
            }
            let reworded = is_reworded(was.question, outcome.question);
            questions.push(Moved {
                question: outcome.question,
                reworded,
                how: how(before, was, now, outcome),
                why: None,
            });
        }
        for was in before.questions.iter().filter(|one| is_counted(one.question)) {
            if now.questions.iter().all(|one| one.question.id != was.question.id) {
                questions.push(Moved { question: was.question, reworded: false, how: How::Gone, why: None });
            }
        }
        for moved in &mut questions {
            moved.why = now.audit.moved_because(&moved.question.id);
        }
        Self { before: &before.audit.title, questions, in_words }
    }

    /// Whether a reason may be given for how a question moved.
    ///
    /// # Errors
    /// That it is none of those that are compared, as a sentence without a full stop.
    pub fn may_say_why(&self, question: &QuestionId) -> Result<(), String> {
        if self.questions.iter().any(|moved| moved.question.id == *question) {
            return Ok(());
        }
        let all = self.questions.iter().map(|moved| moved.question.id.as_str());
        let near = nearest(question.as_str(), all).map(|near| format!(": did you mean {near}?"));
        Err(format!(
            "{} is no question that is compared with “{}”{}",
            one_line(question.as_str()),
            one_line(self.before),
            near.unwrap_or_default()
        ))
    }

    /// How many questions went each way, by what was agreed where anything was, else by answers.
    pub fn ways(&self) -> Vec<(Way, usize)> {
        let each = [Way::Better, Way::Same, Way::Worse, Way::Mixed];
        let ways: Vec<Way> = self.questions.iter().filter_map(Moved::way).collect();
        each.map(|way| (way, ways.iter().filter(|one| **one == way).count())).to_vec()
    }
}

impl Moved<'_> {
    /// What is compared first: what was agreed, else what was answered.
    pub fn compared(&self) -> Option<&Compared> {
        match &self.how {
            How::Compared { answers, agreed } => agreed.as_ref().or(answers.as_ref()),
            _ => None,
        }
    }

    /// How far it moved beside another question: by the level at which the share of those there or above changed most. What has
    /// no way did not move.
    pub fn beside(&self, other: &Self) -> Ordering {
        let ((far, of), (other_far, other_of)) = (self.far(), other.far());
        (far * other_of).cmp(&(other_far * of))
    }

    /// The furthest step at any level, as a part of how many.
    fn far(&self) -> (usize, usize) {
        let levels = self.compared().into_iter().flat_map(|compared| &compared.levels);
        let step = |(_, was, is): &(String, Share, Share)| {
            ((was.n * is.of).abs_diff(is.n * was.of), (was.of * is.of).max(1))
        };
        levels.map(step).max_by(|one, other| (one.0 * other.1).cmp(&(other.0 * one.1))).unwrap_or((0, 1))
    }

    /// Which way it went.
    pub fn way(&self) -> Option<Way> {
        self.compared().map(|compared| compared.way)
    }
}

/// Whether answers to a question can be counted: they are levels, or chosen.
fn is_counted(question: &Question) -> bool {
    use AnswerKind::{Choice, Multi, Scale, YesNo};
    matches!(question.kind(), Scale | YesNo | Choice | Multi)
}

/// What was chosen then and now; nothing where other answers could be chosen.
fn chosen(was: &Outcome<'_>, is: &Outcome<'_>) -> Option<How> {
    let kind = is.question.kind();
    if kind == AnswerKind::Scale || was.question.kind() != kind {
        return None;
    }
    let codes = |outcome: &Outcome<'_>| {
        let mut codes: Vec<String> = outcome.tallies.iter().map(|tally| tally.code.to_owned()).collect();
        codes.sort();
        codes
    };
    if codes(was) != codes(is) {
        return None;
    }
    // Of yes and no, one says the other.
    let listed = is.tallies.iter().filter(|tally| kind != AnswerKind::YesNo || tally.code == YES);
    let (then, now) = (settled_as(was), settled_as(is));
    let (mut answers, mut agreed) = (Vec::new(), Vec::new());
    for tally in listed {
        let word = tally.said();
        let share = |outcome: &Outcome<'_>| Share {
            n: outcome.tallies.iter().find(|one| one.code == tally.code).map_or(0, |one| one.n),
            of: outcome.assessed(),
        };
        let of_children = |codes: &[&str]| Share {
            n: codes.iter().filter(|code| **code == tally.code).count(),
            of: codes.len(),
        };
        answers.push(Counted { word: word.clone(), was: share(was), is: share(is) });
        agreed.push(Counted { word, was: of_children(&then), is: of_children(&now) });
    }
    let both = |one: &Counted| one.was.of > 0 && one.is.of > 0;
    answers.retain(both);
    agreed.retain(both);
    Some(How::Counted { answers, agreed })
}

/// What was agreed of each child, by its code, but for what was put aside.
fn settled_as<'a>(outcome: &Outcome<'a>) -> Vec<&'a str> {
    let settled = outcome.rows.iter().filter_map(|row| row.settled);
    let settled = settled.filter(|one| one.how != Settlement::Parked);
    settled.filter_map(|one| one.grade.as_deref()).collect()
}

fn how(before: &Results<'_>, was: &Outcome<'_>, now: &Results<'_>, is: &Outcome<'_>) -> How {
    if let Some(how) = chosen(was, is) {
        return how;
    }
    let scales = (before.template.scale_of(was.question), now.template.scale_of(is.question));
    let same = |one: &Scale, other: &Scale| one.ordinal && is_same_scale(one, other);
    match scales {
        (Some(one), Some(other)) if same(one, other) => How::Compared {
            answers: Compared::of(other, &answered(was, one), &answered(is, other)),
            agreed: Compared::of(other, &agreed(was, one), &agreed(is, other)),
        },
        (one, _) => {
            let other = match was.question.kind() {
                AnswerKind::Choice | AnswerKind::Multi => "other answers to choose from",
                AnswerKind::YesNo => "yes or no",
                _ => "words",
            };
            How::Rescaled { was: one.map_or_else(|| other.to_owned(), |scale| scale.title.clone()) }
        }
    }
}

fn answered(outcome: &Outcome<'_>, scale: &Scale) -> Vec<usize> {
    let cells = outcome.rows.iter().flat_map(|row| &row.cells);
    cells.flat_map(|cell| cell.said.codes()).filter_map(|code| scale.rank(code)).collect()
}

fn agreed(outcome: &Outcome<'_>, scale: &Scale) -> Vec<usize> {
    let settled = outcome.rows.iter().filter_map(|row| row.settled);
    let settled = settled.filter(|one| one.how != Settlement::Parked);
    settled.filter_map(|one| scale.rank(one.grade.as_deref()?)).collect()
}
