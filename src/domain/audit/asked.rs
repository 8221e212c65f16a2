//! What one agency is asked, how many questions that is, and how long they take.

use super::question::Question;
use super::template::{Resolved, Section};
use crate::base::id::{AgencyKind, QuestionId};
use crate::base::length::Minutes;
use std::collections::BTreeMap;

/// Answers by question, as their codes; several where several were chosen.
pub type Answers = BTreeMap<QuestionId, Vec<String>>;

/// How much one agency is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Questions, those among them that are asked only after certain answers.
    pub questions: usize,
    /// How long they take, with what is asked at the end, once the records are read.
    pub minutes: Minutes,
}

impl Resolved {
    /// Whether a question may be asked of agencies of a kind; of anybody, when no kind is given.
    fn may_ask(question: &Question, kind: Option<&AgencyKind>) -> bool {
        kind.is_none_or(|kind| question.applies_to.includes(kind))
    }

    /// What an agency of a kind is asked after its answers so far, section by section.
    ///
    /// A question waits for an answer only to a question that this agency is asked itself: what it was never asked
    /// hides nothing from it.
    pub fn for_agency<'a>(
        &'a self,
        kind: Option<&AgencyKind>,
        answers: &Answers,
    ) -> Vec<(&'a Section, Vec<&'a Question>)> {
        let mut hidden: Vec<&QuestionId> = Vec::new();
        let mut sections = Vec::new();
        for section in &self.sections {
            let mut asked = Vec::new();
            for question in section.questions.iter().filter(|question| Self::may_ask(question, kind)) {
                if self.is_shown(question, kind, answers, &hidden) {
                    asked.push(question);
                } else {
                    hidden.push(&question.id);
                }
            }
            if !asked.is_empty() {
                sections.push((section, asked));
            }
        }
        sections
    }

    fn is_shown(
        &self,
        question: &Question,
        kind: Option<&AgencyKind>,
        answers: &Answers,
        hidden: &[&QuestionId],
    ) -> bool {
        let Some(show_if) = &question.show_if else { return true };
        let on = &show_if.question;
        if !self.question(on).is_some_and(|on| Self::may_ask(on, kind)) {
            return true;
        }
        // A question that was hidden hides what follows from it, whatever was answered before it was hidden.
        !hidden.contains(&on)
            && answers.get(on).is_some_and(|given| given.iter().any(|one| show_if.any_of.contains(one)))
    }

    /// Everything an agency of a kind could be asked.
    pub fn all_for<'a>(&'a self, kind: Option<&'a AgencyKind>) -> impl Iterator<Item = &'a Question> {
        self.questions().filter(move |question| Self::may_ask(question, kind))
    }

    /// How much an agency of a kind could be asked; anybody, when no kind is given.
    pub fn load(&self, kind: Option<&AgencyKind>) -> Load {
        let closing = u32::try_from(self.closing.len()).unwrap_or(u32::MAX);
        Load {
            questions: self.all_for(kind).count(),
            minutes: self.all_for(kind).map(Question::takes).sum::<Minutes>() + Minutes(closing),
        }
    }

    /// How much each kind of agency could be asked, in the template's order.
    pub fn loads(&self) -> Vec<(&AgencyKind, Load)> {
        self.agencies.iter().map(|kind| (kind, self.load(Some(kind)))).collect()
    }

    /// The most that any kind of agency could be asked.
    pub fn most(&self) -> Load {
        let each = self.loads().into_iter().map(|(_, load)| load);
        each.max_by_key(|load| (load.questions, load.minutes)).unwrap_or_else(|| self.load(None))
    }
}
