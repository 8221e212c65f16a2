//! What stands in the way of taking a return: held against the frozen template and the kind of agency. Nothing here changes an
//! answer; what is found is asked back.

use super::answered::{Answer, Return};
use super::form::{self, Column, Field};
use super::question::{AnswerKind, Evidence, Question};
use super::template::{Closing, Resolved};
use crate::base::id::{AgencyKind, QuestionId};
use crate::base::text::{fit, nearest, one_line};
use chrono::NaiveDate;

/// What is said of a question that was asked and not answered.
pub const NO_ANSWER: &str = "It has no answer.";

/// Something that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The line of the form it is about.
    pub key: String,
    /// The column of that line.
    pub column: Column,
    /// In words, a sentence.
    pub says: String,
}

impl Doubt {
    /// A doubt about a question.
    pub fn question(id: &QuestionId, says: impl Into<String>) -> Self {
        Self { key: id.to_string(), column: Column::Answer, says: says.into() }
    }

    /// A doubt about something else.
    pub fn field(field: Field, says: impl Into<String>) -> Self {
        Self { key: field.key().to_owned(), column: Column::Answer, says: says.into() }
    }

    /// The same, about another column of its line.
    #[must_use]
    pub fn at(self, column: Column) -> Self {
        Self { column, ..self }
    }

    /// The question it is about, where it is about one.
    pub fn about(&self) -> Option<QuestionId> {
        form::question_of(&self.key)
    }
}

/// Everything that stands in the way of taking a return, in the order of the form.
pub fn doubts(of: &Return, template: &Resolved, kind: &AgencyKind) -> Vec<Doubt> {
    let mut all = Vec::new();
    front(of, &mut all);
    let given = of.given();
    let shown: Vec<&QuestionId> = template
        .for_agency(Some(kind), &given)
        .into_iter()
        .flat_map(|(_, asked)| asked)
        .map(|question| &question.id)
        .collect();
    for question in template.questions() {
        let mut answers = of.answers.iter().filter(|answer| answer.question == question.id);
        let answer = answers.next();
        if answers.next().is_some() {
            all.push(Doubt::question(&question.id, "It is answered twice."));
        }
        match answer.filter(|answer| is_answered(answer)) {
            Some(_) if !question.applies_to.includes(kind) => {
                all.push(Doubt::question(&question.id, "It is not asked of this kind of agency."));
            }
            Some(answer) => asked(question, answer, template, &mut all),
            None if question.required && shown.contains(&&question.id) => {
                all.push(Doubt::question(&question.id, NO_ANSWER));
            }
            None => {}
        }
    }
    for answer in &of.answers {
        if template.question(&answer.question).is_none() {
            all.push(Doubt::question(&answer.question, "There is no such question in this audit."));
        }
    }
    closing(of, template, &mut all);
    all
}

fn is_answered(answer: &Answer) -> bool {
    answer.answer.iter().any(|one| !one.trim().is_empty())
}

fn front(of: &Return, all: &mut Vec<Doubt>) {
    if of.auditor.role.trim().is_empty() {
        all.push(Doubt::field(Field::Auditor, "Nobody says which post filled it in."));
    }
    if of.signed_off.as_ref().is_some_and(|one| one.role.trim().is_empty()) {
        all.push(Doubt::field(Field::SignedOff, "There is a day on which it was looked over, and no post."));
    }
    if of.period.is_some_and(|period| period.from > period.to) {
        all.push(Doubt::field(Field::From, "The first day comes after the last."));
    }
}

/// What is wrong with an answer to a question that is asked.
fn asked(question: &Question, answer: &Answer, template: &Resolved, all: &mut Vec<Doubt>) {
    let mut doubt = |says: String, column| all.push(Doubt::question(&question.id, says).at(column));
    if let Some(from) = &answer.carried {
        doubt(format!("It was taken over from {from}, and nobody has confirmed it."), Column::Again);
    }
    let none = form::no_score(answer);
    if answer.answer.len() > 1 && question.kind() != AnswerKind::Multi {
        doubt("It has more than one answer.".to_owned(), Column::Answer);
    } else if answer.answer.len() > 1 && none.is_some() {
        doubt("An answer that is no score stands alone.".to_owned(), Column::Answer);
    }
    for code in &answer.answer {
        if let Some(says) = not_an_answer(code, question, template) {
            doubt(says, Column::Answer);
        }
    }
    if let Some(none) = none {
        if none.needs_reason(&template.non_scores) && answer.reason.trim().is_empty() {
            let word = form::word(none.code(), question, template);
            doubt(format!("“{word}” needs its reason: say why."), Column::Why);
        }
    } else if question.evidence == Evidence::Required
        && answer.evidence.iter().all(|one| one.what.trim().is_empty())
    {
        doubt("It needs evidence: what, where it is, and from which day.".to_owned(), Column::Evidence);
    }
}

fn not_an_answer(code: &str, question: &Question, template: &Resolved) -> Option<String> {
    let none = form::non_scores(template);
    if none.iter().any(|(known, ..)| *known == code) {
        return None;
    }
    let said = || fit(&one_line(code), 40);
    match question.kind() {
        AnswerKind::Number => {
            let number = code.trim().parse::<f64>().is_ok_and(f64::is_finite);
            return (!number).then(|| format!("“{}” is not a number.", said()));
        }
        AnswerKind::Date => {
            let day = code.trim().parse::<NaiveDate>().is_ok();
            return (!day).then(|| format!("“{}” is not a date.", said()));
        }
        AnswerKind::Text => return None,
        AnswerKind::Scale | AnswerKind::Choice | AnswerKind::Multi | AnswerKind::YesNo => {}
    }
    let mut offered = form::options(question, template);
    if offered.is_empty() || offered.iter().any(|(known, ..)| *known == code) {
        return None;
    }
    offered.extend(none);
    let near = nearest(code, offered.iter().map(|(_, word, _)| *word));
    let mend = near.map_or_else(
        || format!("the answers are {}", form::offered_said(&offered)),
        |near| format!("did you mean {near}?"),
    );
    let end = if mend.ends_with('?') { "" } else { "." };
    Some(format!("“{}” is not one of the answers: {mend}{end}", said()))
}

fn closing(of: &Return, template: &Resolved, all: &mut Vec<Doubt>) {
    let asks = |one: Closing| template.closing.contains(&one);
    let grades = form::grades(template);
    let (grade, reason) = of.overall.as_ref().map_or(("", ""), |one| (one.grade.trim(), one.reason.trim()));
    if !grade.is_empty() {
        let mut offered = grades.clone();
        offered.extend(form::non_scores(template));
        if !grades.is_empty() && offered.iter().all(|(code, ..)| *code != grade) {
            let says = format!(
                "“{}” is not one of the grades: they are {}.",
                fit(&one_line(grade), 40),
                form::offered_said(&offered)
            );
            all.push(Doubt::field(Field::Grade, says));
        }
        if reason.is_empty() {
            all.push(Doubt::field(Field::Reason, "There is an overall grade and no reason for it."));
        }
    } else if asks(Closing::OverallGrade) && !grades.is_empty() {
        all.push(Doubt::field(Field::Grade, "There is no overall grade."));
    }
    if let Some(concern) = &of.immediate_concern {
        if of.no_concern {
            all.push(Doubt::field(
                Field::Concern,
                "It says no, and beside it why a child may be unsafe now.",
            ));
        }
        if concern.what.trim().is_empty() {
            all.push(Doubt::field(Field::ConcernWhat, "A child may be unsafe now, and nothing says why."));
        }
        if concern.told.trim().is_empty() {
            all.push(Doubt::field(
                Field::ConcernTold,
                "A child may be unsafe now, and nobody is said to have been told.",
            ));
        }
    }
}
