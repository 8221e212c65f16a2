//! Filling a return in, one piece at a time: the one place where what an agency says of a child changes before it is
//! submitted. What was accepted is changed nowhere.

use super::answered::{Answer, Concern, Return, ReturnState};
use super::carry::still;
use super::form::{self, Field, Said};
use super::mending::{answer_mended, ask_for};
use super::rules::Doubt;
use crate::base::id::QuestionId;
use chrono::NaiveDate;

/// A piece of a return that is filled in.
#[derive(Clone, Debug, PartialEq)]
pub enum Filled {
    /// A question has this answer; none where nothing is left of it.
    Answer(Answer),
    /// A line about the return as a whole says this.
    Field(Field, Said),
    /// The agency has sent it on this day, with this still missing, which is asked for. What was asked and is mended is answered
    /// by it.
    Submitted(NaiveDate, Vec<Doubt>),
}

impl Answer {
    /// What an answer comes to where another may have been taken over from an earlier audit: while it is the same, and was not
    /// given `again`, it stays last time's; else it is the agency's own of this audit.
    #[must_use]
    pub fn over(self, sent: Option<&Self>, again: bool) -> Self {
        match sent.filter(|sent| !again && still(sent, &self)) {
            Some(sent) => sent.clone(),
            None => Self { carried: None, ..self },
        }
    }

    /// The answer with this said, by somebody who was asked: what was taken over is confirmed by it, the same or not.
    #[must_use]
    pub fn saying(self, answer: Vec<String>) -> Self {
        Self { answer, carried: None, ..self }
    }
}

impl Return {
    /// The return after a piece was filled in, its answers in the order of the questions.
    #[must_use]
    pub fn after(mut self, filled: &Filled, order: &[QuestionId]) -> Self {
        let before = self.clone();
        match filled {
            Filled::Answer(answer) => {
                let known = self.answer(&answer.question).cloned();
                let answer = answer.clone().over(known.as_ref(), answer.carried.is_none());
                self.answers.retain(|one| one.question != answer.question);
                if answer != (Answer { question: answer.question.clone(), ..Answer::default() }) {
                    self.answers.push(answer);
                }
                self.answers.sort_by_key(|one| order.iter().position(|id| *id == one.question));
            }
            Filled::Field(field, said) => self.say(*field, said),
            Filled::Submitted(on, missing) => {
                answer_mended(&mut self.queries, missing, *on);
                ask_for(&mut self.queries, missing, *on);
                self.state = if self.has_open_query() { ReturnState::Query } else { ReturnState::Submitted };
                self.submitted = self.submitted.or(Some(*on));
            }
        }
        self.noting_changes(&before)
    }

    fn say(&mut self, field: Field, said: &Said) {
        let signed = self.signed_off.as_ref().and_then(|one| one.on);
        let (from, to) = (self.period.map(|one| one.from), self.period.map(|one| one.to));
        match (field, said) {
            (Field::SignedOn, Said::Day(day)) => form::put_days(self, Some(*day), from, to),
            // One day of two stands for both until the other is said.
            (Field::From, Said::Day(day)) => form::put_days(self, signed, Some(*day), to.or(Some(*day))),
            (Field::To, Said::Day(day)) => form::put_days(self, signed, from.or(Some(*day)), Some(*day)),
            (Field::Independent, Said::Words(words)) => self.auditor.independent = yes_or_no(words),
            (Field::Concern, Said::Words(words)) => {
                let said = yes_or_no(words);
                self.no_concern = said == Some(false);
                match said {
                    Some(true) => _ = self.immediate_concern.get_or_insert_with(Concern::default),
                    _ => self.immediate_concern = None,
                }
            }
            (_, Said::Words(words)) => form::put(self, field, words.clone()),
            (_, Said::Day(_)) => {}
        }
        let blank = |overall: &super::Overall| overall.grade.is_empty() && overall.reason.is_empty();
        if self.overall.as_ref().is_some_and(blank) {
            self.overall = None;
        }
    }
}

fn yes_or_no(words: &str) -> Option<bool> {
    match words {
        "Yes" => Some(true),
        "No" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_stand_in_the_order_of_the_questions_whatever_is_answered_first() {
        let order: Vec<QuestionId> = ["a", "b", "c"].map(QuestionId::from).to_vec();
        let answer = |question: &str, code: &str| {
            let answer = Answer { question: question.into(), answer: vec![code.into()], ..Answer::default() };
            Filled::Answer(answer)
        };
        let blank = Filled::Answer(Answer { question: "b".into(), ..Answer::default() });
        let given = [answer("c", "G"), answer("a", "RI"), answer("b", "I"), answer("c", "O")];
        let of = given.iter().fold(Return::default(), |of, filled| of.after(filled, &order));
        let said: Vec<_> =
            of.answers.iter().map(|one| (one.question.as_str(), one.answer[0].as_str())).collect();
        assert_eq!(said, [("a", "RI"), ("b", "I"), ("c", "O")]);
        assert_eq!(of.after(&blank, &order).answers.len(), 2);
    }

    #[test]
    fn what_was_taken_over_is_this_audits_once_it_is_said_again_or_anything_of_it_is_changed() {
        let sent = Answer {
            question: "a".into(),
            answer: vec!["G".into()],
            reason: "as before".into(),
            carried: Some("2024".into()),
            ..Answer::default()
        };
        let of = Return { answers: vec![sent.clone()], ..Return::default() };
        let after = |answer: Answer| of.clone().after(&Filled::Answer(answer), &[]).answers[0].clone();
        assert_eq!(after(sent.clone()), sent, "looked at and left alone");
        let own = Answer { carried: None, ..sent.clone() };
        assert_eq!(after(sent.clone().saying(vec!["G".into()])), own, "the same again confirms");
        assert_eq!(after(sent.clone().saying(vec!["RI".into()])).carried, None);
        let because = Answer { reason: "seen again".into(), ..sent.clone() };
        assert_eq!(after(because.clone()), Answer { carried: None, ..because });
        // A workbook comes back without the mark: only its yes says that it was confirmed.
        assert_eq!(own.clone().over(Some(&sent), false), sent);
        assert_eq!(own.clone().over(Some(&sent), true), own);
        assert_eq!(own.clone().over(None, false), own);
    }

    #[test]
    fn a_day_of_a_period_a_yes_and_a_grade_go_where_the_form_reads_them() {
        let day = |text: &str| Said::Day(text.parse().unwrap());
        let words = |text: &str| Said::Words(text.to_owned());
        let pieces = [
            Filled::Field(Field::From, day("2026-01-01")),
            Filled::Field(Field::To, day("2026-12-01")),
            Filled::Field(Field::Independent, words("No")),
            Filled::Field(Field::Grade, words("RI")),
            Filled::Field(Field::Concern, words("Yes")),
            Filled::Submitted("2027-01-05".parse().unwrap(), Vec::new()),
            Filled::Submitted("2027-01-09".parse().unwrap(), Vec::new()),
        ];
        let of = pieces.iter().fold(Return::default(), |of, filled| of.after(filled, &[]));
        assert_eq!(form::said(&of, Field::From), day("2026-01-01"));
        assert_eq!(form::said(&of, Field::To), day("2026-12-01"));
        assert_eq!(form::said(&of, Field::Independent), words("No"));
        assert_eq!(of.submitted, Some("2027-01-05".parse().unwrap()), "the day it first came stays");
        assert_eq!((form::said(&of, Field::Concern), of.says_unsafe()), (words("Yes"), Some(true)));
        let of = of.after(&Filled::Field(Field::Concern, words("No")), &[]);
        assert_eq!((form::said(&of, Field::Concern), of.says_unsafe()), (words("No"), Some(false)));
        let unsaid = of.clone().after(&Filled::Field(Field::Concern, words("")), &[]);
        assert_eq!((form::said(&unsaid, Field::Concern), unsaid.says_unsafe()), (words(""), None));
        let again = of.clone().after(&Filled::Field(Field::Concern, words("Yes")), &[]);
        assert_eq!((again.no_concern, again.says_unsafe()), (false, Some(true)));
        let of = of.after(&Filled::Field(Field::Grade, words("")), &[]);
        assert_eq!((of.immediate_concern, of.overall), (None, None));
    }
}
