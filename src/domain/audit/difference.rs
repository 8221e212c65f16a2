//! How what a template asks differs from what was frozen of it earlier: what was added and removed, asked in other words or on
//! another scale. Questions are the same by their permanent ids.

use super::question::{AnswerKind, Question};
use super::scale::Scale;
use super::template::Resolved;

/// One template at two times.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference<'a> {
    /// The template as it was.
    pub before: &'a Resolved,
    /// As it is.
    pub now: &'a Resolved,
    /// Questions that are new.
    pub added: Vec<&'a Question>,
    /// Questions that are not asked any more, as they were.
    pub removed: Vec<&'a Question>,
    /// Questions asked in other words: as they were, as they are.
    pub reworded: Vec<(&'a Question, &'a Question)>,
    /// Questions answered otherwise: as they are, and how they were and are answered.
    pub rescaled: Vec<(&'a Question, String, String)>,
    /// Questions of which anything else changed: whom they are for, prompts, evidence.
    pub otherwise: Vec<&'a Question>,
}

impl<'a> Difference<'a> {
    /// What changed from one to the other.
    pub fn between(before: &'a Resolved, now: &'a Resolved) -> Self {
        let mut all = Self {
            before,
            now,
            added: now.questions().filter(|one| before.question(&one.id).is_none()).collect(),
            removed: before.questions().filter(|one| now.question(&one.id).is_none()).collect(),
            reworded: Vec::new(),
            rescaled: Vec::new(),
            otherwise: Vec::new(),
        };
        for is in now.questions() {
            let Some(was) = before.question(&is.id) else { continue };
            let (reworded, rescaled) = (is_reworded(was, is), !is_answered_alike((before, was), (now, is)));
            if reworded {
                all.reworded.push((was, is));
            }
            if rescaled {
                all.rescaled.push((is, answered(before, was), answered(now, is)));
            }
            if !reworded && !rescaled && was != is {
                all.otherwise.push(is);
            }
        }
        all
    }

    /// Whether the questions are the same, whatever else of the template changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.reworded.is_empty()
            && self.rescaled.is_empty()
            && self.otherwise.is_empty()
    }
}

/// Whether a question is asked in other words.
pub fn is_reworded(was: &Question, is: &Question) -> bool {
    let words = |of: &Question| of.text.split_whitespace().collect::<Vec<_>>().join(" ");
    words(was) != words(is)
}

/// Whether two scales are one, so that what is said on them can be set side by side: the same levels in the same order, by code
/// and by word.
pub fn is_same_scale(one: &Scale, other: &Scale) -> bool {
    let levels = |scale: &Scale| -> Vec<(String, String)> {
        scale.levels.iter().map(|level| (level.code.clone(), level.word.trim().to_lowercase())).collect()
    };
    one.ordinal == other.ordinal && levels(one) == levels(other)
}

/// Whether a question is answered on the same scale, or in the same way, in two templates.
pub fn is_answered_alike((before, was): (&Resolved, &Question), (now, is): (&Resolved, &Question)) -> bool {
    was.kind() == is.kind()
        && match (before.scale_of(was), now.scale_of(is)) {
            (Some(one), Some(other)) => is_same_scale(one, other),
            (None, None) => was.choices == is.choices,
            _ => false,
        }
}

/// How a question is answered, in a word or a few.
fn answered(template: &Resolved, question: &Question) -> String {
    match template.scale_of(question) {
        Some(scale) => {
            let words: Vec<&str> = scale.levels.iter().map(|level| level.word.as_str()).collect();
            format!("{} ({})", scale.title, words.join(", "))
        }
        None => match question.kind() {
            AnswerKind::YesNo => "yes or no",
            AnswerKind::Choice => "one of a list",
            AnswerKind::Multi => "several of a list",
            AnswerKind::Number => "a number",
            AnswerKind::Date => "a day",
            AnswerKind::Scale | AnswerKind::Text => "words",
        }
        .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn what_was_added_removed_reworded_and_rescaled_is_told_apart() {
        let before = example::template();
        assert!(Difference::between(&before, &before).is_empty());
        let mut now = before.clone();
        let id = |at: usize| before.sections[0].questions[at].id.clone();
        let questions = &mut now.sections[0].questions;
        assert!(questions.len() > 1, "there is something to change");
        questions[0].text = format!("  {}  ", questions[0].text);
        questions[1].text.push_str(" And how?");
        questions.push(Question { id: "brand-new".into(), ..questions[1].clone() });
        let gone = now.sections[1].questions.pop().unwrap();
        for level in now.scales.iter_mut().filter_map(|scale| scale.levels.first_mut()) {
            level.word.push_str(" indeed");
        }
        let all = Difference::between(&before, &now);
        let added: Vec<_> = all.added.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(added, ["brand-new"]);
        assert_eq!(all.removed.iter().map(|one| &one.id).collect::<Vec<_>>(), [&gone.id]);
        let reworded: Vec<_> = all.reworded.iter().map(|(_, is)| is.id.clone()).collect();
        assert_eq!(reworded, [id(1)], "room between words is no other wording");
        assert!(all.rescaled.iter().any(|(one, was, is)| one.id == id(0) && was != is), "{:?}", all.rescaled);
    }
}
