//! What words that are typed into a return come to: pieces of it, or what else has to be said first.

use super::State;
use super::asking::{Asked, Asking};
use super::days;
use crate::base::stamp::long_date;
use crate::domain::audit::form::{Asks, Field, Said};
use crate::domain::audit::{AnswerKind, Filled, Question, proof_lines};
use crate::screens::Out;
use chrono::NaiveDate;

impl State {
    /// What an answer in words comes to; an error is said and the line stays.
    pub(super) fn filled(&mut self, asked: &Asked, words: &str, line: Asking, out: &mut Out) {
        if let Some(other) = self.other_day(asked, words) {
            return match other {
                Ok(asking) => self.ask(asking),
                Err(why) => {
                    self.asking = Some(line);
                    out.refuse(why);
                }
            };
        }
        let pieces = match self.pieces(asked, words) {
            Ok(pieces) => pieces,
            Err(why) => {
                self.asking = Some(line);
                return out.refuse(why);
            }
        };
        // After evidence or a reason that had to be given, nothing else is wanted of a choice that was made.
        let chosen = self.offered().is_some_and(|(offered, _)| !offered.is_empty())
            && self.answer_now().is_some_and(|answer| !answer.answer.is_empty());
        let on = match asked {
            Asked::Until(_) => 2,
            Asked::Words | Asked::Line(_) | Asked::Since(_) => 1,
            Asked::SoWhat => 0,
            _ => usize::from(chosen),
        };
        self.fill(pieces, Some(line), on, out);
    }

    /// Practice is looked at from a day until a day: where neither is known, the other is asked for before anything is kept.
    fn other_day(&self, asked: &Asked, words: &str) -> Option<Result<Asking, String>> {
        let Asked::Line(key) = asked else { return None };
        let of = self.of()?;
        if of.period.is_some() {
            return None;
        }
        let from = *key == Field::From.key();
        if !from && *key != Field::To.key() {
            return None;
        }
        Some(days::read(words, self.today).map(|day| {
            if from {
                Asking::words(
                    Asked::Until(day),
                    &format!("From {}. And until which day?", long_date(day)),
                    "",
                )
            } else {
                Asking::words(
                    Asked::Since(day),
                    &format!("Until {}. And from which day?", long_date(day)),
                    "",
                )
            }
        }))
    }

    fn pieces(&self, asked: &Asked, words: &str) -> Result<Vec<Filled>, String> {
        let (from, to) = match asked {
            Asked::Until(from) => (*from, days::read(words, self.today)?),
            Asked::Since(to) => (days::read(words, self.today)?, *to),
            _ => return self.piece(asked, words).map(|piece| vec![piece]),
        };
        if from > to {
            return Err(format!(
                "{} comes after {}: the first day comes first",
                long_date(from),
                long_date(to)
            ));
        }
        let field = |field, day| Filled::Field(field, Said::Day(day));
        Ok(vec![field(Field::From, from), field(Field::To, to)])
    }

    fn piece(&self, asked: &Asked, words: &str) -> Result<Filled, String> {
        let gone = || "That line is not asked any more".to_owned();
        if let Asked::Line(key) = asked {
            let lines = self.lines().ok_or_else(gone)?;
            let line = lines.iter().find(|line| line.key == *key).ok_or_else(gone)?;
            let Asks::Field(field) = line.asks else { return Err(gone()) };
            let said = if field.is_day() {
                Said::Day(days::read(words, self.today)?)
            } else {
                Said::Words(words.to_owned())
            };
            return Ok(Filled::Field(field, said));
        }
        let mut answer = self.answer_now().ok_or_else(gone)?;
        match asked {
            Asked::Reason => words.clone_into(&mut answer.reason),
            Asked::SoWhat => words.clone_into(&mut answer.so_what),
            Asked::Evidence => answer.evidence = proof_lines::read(words, (None, None)),
            _ => {
                let words = may_say(self.question().ok_or_else(gone)?, words, self.today)?;
                answer = answer.saying((!words.is_empty()).then_some(words).into_iter().collect());
            }
        }
        Ok(Filled::Answer(answer))
    }
}

/// Words as they are kept as an answer.
fn may_say(question: &Question, words: &str, today: NaiveDate) -> Result<String, String> {
    match question.kind() {
        AnswerKind::Number if !words.is_empty() && words.parse::<f64>().is_err() => {
            Err("That is no number".to_owned())
        }
        AnswerKind::Date if !words.is_empty() => days::read(words, today).map(|day| day.to_string()),
        _ => Ok(words.to_owned()),
    }
}
