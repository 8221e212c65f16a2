//! An audit beside the one it repeats, question by question, by the questions' permanent ids. Movement is said as counts
//! with how many they are of, `3 of 5 → 5 of 6`, and never as a share: samples are far too small for that.

use super::cautions::is_good;
use super::difference::{is_reworded, is_same_scale};
use super::panel::Settlement;
use super::question::{AnswerKind, Question};
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
    /// Every question of this one that is answered on a scale, then those that are not asked any more.
    pub questions: Vec<Moved<'a>>,
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
        let mut questions = Vec::new();
        for outcome in &now.questions {
            let Some(was) = earlier(outcome.question) else {
                if outcome.question.kind() == AnswerKind::Scale {
                    questions.push(Moved {
                        question: outcome.question,
                        reworded: false,
                        how: How::New,
                        why: None,
                    });
                }
                continue;
            };
            let kinds = [was.question.kind(), outcome.question.kind()];
            if !kinds.contains(&AnswerKind::Scale) {
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
        for was in before.questions.iter().filter(|one| one.question.kind() == AnswerKind::Scale) {
            if now.questions.iter().all(|one| one.question.id != was.question.id) {
                questions.push(Moved { question: was.question, reworded: false, how: How::Gone, why: None });
            }
        }
        for moved in &mut questions {
            moved.why = now.audit.moved_because(&moved.question.id);
        }
        Self { before: &before.audit.title, questions }
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

    /// Which way it went.
    pub fn way(&self) -> Option<Way> {
        self.compared().map(|compared| compared.way)
    }
}

fn how(before: &Results<'_>, was: &Outcome<'_>, now: &Results<'_>, is: &Outcome<'_>) -> How {
    let scales = (before.template.scale_of(was.question), now.template.scale_of(is.question));
    let same = |one: &Scale, other: &Scale| one.ordinal && is_same_scale(one, other);
    match scales {
        (Some(one), Some(other)) if same(one, other) => How::Compared {
            answers: Compared::of(other, &answered(was, one), &answered(is, other)),
            agreed: Compared::of(other, &agreed(was, one), &agreed(is, other)),
        },
        (one, _) => {
            How::Rescaled { was: one.map_or_else(|| "words".to_owned(), |scale| scale.title.clone()) }
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
