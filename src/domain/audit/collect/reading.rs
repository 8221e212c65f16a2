//! The cells of a sheet as a return. What cannot be understood is kept as it was written, and asked back.

use super::claims::Claimed;
use super::grid::Grid;
use super::{Ground, Read};
use crate::base::id::QuestionId;
use crate::base::sheet::{At, Cell, Content, Sheet};
use crate::base::text::{fit, one_line};
use crate::domain::audit::form::{self, Asks, Column, Field, SURE};
use crate::domain::audit::rules::Doubt;
use crate::domain::audit::{Answer, AnswerKind, Concern, Question, Return, proof_lines};
use crate::domain::import::days;
use chrono::NaiveDate;

const YES_NO: [form::Offer<'static>; 6] = [
    ("yes", "Yes", "✓"),
    ("no", "No", "✗"),
    ("yes", "y", ""),
    ("no", "n", ""),
    ("no", "none", ""),
    ("no", "no concern", ""),
];

/// A sheet being read.
struct Reading<'a> {
    sheet: &'a Sheet,
    grid: &'a Grid,
    claimed: &'a Claimed,
    doubts: Vec<Doubt>,
}

pub(super) fn read(sheet: &Sheet, grid: &Grid, claimed: &Claimed, ground: &Ground<'_>) -> Read {
    let mut of = Return {
        schema: 1,
        audit: ground.audit.id.clone(),
        template_sha256: ground.audit.template.sha256.clone(),
        case: claimed.case.clone(),
        agency: claimed.agency.clone(),
        ..Return::default()
    };
    let mut reading = Reading { sheet, grid, claimed, doubts: Vec::new() };
    let kind = ground.audit.agency(&claimed.agency).map(|agency| &agency.kind);
    for (key, rows) in &grid.twice {
        let rows: Vec<String> = rows.iter().map(u32::to_string).collect();
        let says =
            format!("It stands in rows {} with different answers: say which is meant.", rows.join(" and "));
        reading.doubts.push(Doubt { key: key.clone(), column: Column::Answer, says });
    }
    reading.fields(&mut of, ground);
    for question in ground.template.all_for(None) {
        let asked = kind.is_none_or(|kind| question.applies_to.includes(kind));
        if let Some(answer) = reading.answer(question, ground) {
            of.answers.push(answer);
        } else if asked && grid.at(question.id.as_str(), Column::Answer).is_none() && kind.is_some() {
            reading.doubts.push(Doubt::question(&question.id, "Its row is gone from the sheet."));
        }
    }
    let name = sheet.name.clone();
    let cells: Vec<(String, Column, At)> = reading
        .doubts
        .iter()
        .map(|doubt| (doubt.key.clone(), doubt.column))
        .chain(known_places(ground))
        .filter_map(|(key, column)| grid.at(&key, column).map(|at| (key, column, at)))
        .collect();
    let places = move |doubt: &Doubt| {
        let cell = cells.iter().find(|(key, column, _)| *key == doubt.key && *column == doubt.column);
        let cell =
            cell.map_or_else(|| doubt.key.trim_start_matches('@').to_owned(), |(.., at)| at.to_string());
        if name.is_empty() { cell } else { format!("{name}, {cell}") }
    };
    Read { of, doubts: reading.doubts, places: Box::new(places), said: sheet.notes.clone() }
}

/// Every place a rule may speak of.
fn known_places(ground: &Ground<'_>) -> Vec<(String, Column)> {
    let kinds = ground.audit.agencies.iter().map(|agency| &agency.kind);
    let lines = kinds.flat_map(|kind| form::lines(ground.audit, ground.template, kind, ("", "")));
    lines.flat_map(|line| Column::ALL.map(|column| (line.key.clone(), column))).collect()
}

impl Reading<'_> {
    fn cell(&mut self, key: &str, column: Column) -> Option<Cell> {
        let cell = self.sheet.cell(self.grid.at(key, column)?).clone();
        if let Content::Fault(why) = &cell.content {
            let says = format!("It cannot be read: {}.", one_line(why));
            self.doubts.push(Doubt { key: key.to_owned(), column, says });
            return None;
        }
        (!cell.blank()).then_some(cell)
    }

    fn words(&mut self, key: &str, column: Column) -> Option<String> {
        let words = self.cell(key, column)?.words().trim().to_owned();
        (!words.is_empty()).then_some(words)
    }

    fn day(&mut self, key: &str, column: Column) -> Option<NaiveDate> {
        let cell = self.cell(key, column)?;
        let day = days::read(&cell).day();
        if day.is_none() {
            let says = format!("“{}” is not a date.", fit(&cell.line(), 40));
            self.doubts.push(Doubt { key: key.to_owned(), column, says });
        }
        day
    }

    fn fields(&mut self, of: &mut Return, ground: &Ground<'_>) {
        let all = form::lines(ground.audit, ground.template, &"".into(), ("", ""));
        let fields = all.iter().filter_map(|line| match line.asks {
            Asks::Field(field) => Some(field),
            _ => None,
        });
        let mut days = [None; 3];
        for field in fields {
            let key = field.key();
            if field.is_day() {
                let day = self.day(key, Column::Answer);
                days[match field {
                    Field::SignedOn => 0,
                    Field::From => 1,
                    _ => 2,
                }] = day;
            } else if let Some(words) = self.words(key, Column::Answer) {
                self.field(of, field, words, ground);
            }
        }
        form::put_days(of, days[0], days[1], days[2]);
        if days[1].is_some() != days[2].is_some() {
            let missing = if days[1].is_none() { Field::From } else { Field::To };
            let says = "One of the two days of the practice looked at is missing: say both.";
            if self.doubts.iter().all(|doubt| doubt.key != missing.key()) {
                self.doubts.push(Doubt::field(missing, says));
            }
        }
    }

    fn field(&mut self, of: &mut Return, field: Field, words: String, ground: &Ground<'_>) {
        let yes = || form::meant(&words, &YES_NO);
        match field {
            Field::Independent => match yes() {
                Some(yes) => of.auditor.independent = Some(yes == "yes"),
                None => {
                    let says = format!("“{}” is neither yes nor no.", fit(&one_line(&words), 40));
                    self.doubts.push(Doubt::field(field, says));
                }
            },
            Field::Concern => match yes().as_deref() {
                Some("no") => of.no_concern = true,
                Some(_) => {
                    of.immediate_concern.get_or_insert_with(Concern::default);
                }
                // Whatever else stands here was worth writing: better one question too many.
                None => of.immediate_concern.get_or_insert_with(Concern::default).what = words,
            },
            Field::ConcernWhat => {
                let concern = of.immediate_concern.get_or_insert_with(Concern::default);
                concern.what =
                    if concern.what.is_empty() { words } else { format!("{}\n{words}", concern.what) };
            }
            Field::Grade => {
                let mut offered = form::grades(ground.template);
                offered.extend(form::non_scores(ground.template));
                form::put(of, field, form::meant(&words, &offered).unwrap_or(words));
            }
            _ => form::put(of, field, words),
        }
    }

    /// What stands in the row of a question; nothing when that is nothing.
    fn answer(&mut self, question: &Question, ground: &Ground<'_>) -> Option<Answer> {
        let key = question.id.as_str();
        let given = self.given(question, ground);
        let day = self.day(key, Column::Effective);
        let expires = self.day(key, Column::Expires);
        let what = self.words(key, Column::Evidence).unwrap_or_default();
        let evidence = proof_lines::read(&what, (day, expires));
        let sure = self.words(key, Column::Sure);
        let confidence = sure.as_ref().and_then(|words| {
            let plain = words.to_lowercase().replace('-', " ");
            SURE.into_iter().find(|(_, word)| word.to_lowercase() == plain).map(|(sure, _)| sure)
        });
        if let (Some(words), None) = (&sure, confidence) {
            let says =
                format!("“{}” is none of Recorded, Inferred and Not recorded.", fit(&one_line(words), 40));
            self.doubts.push(Doubt::question(&question.id, says).at(Column::Sure));
        }
        let answer = Answer {
            question: question.id.clone(),
            answer: given,
            reason: self.words(key, Column::Why).unwrap_or_default(),
            evidence,
            so_what: self.words(key, Column::SoWhat).unwrap_or_default(),
            confidence,
            carried: None,
        };
        let again = self.again(&answer.question);
        let here = |one: &&Return| one.case == self.claimed.case && one.agency == self.claimed.agency;
        let sent = ground.returns.iter().find(here).and_then(|one| one.answer(&answer.question));
        let answer = answer.over(sent, again);
        let blank = Answer { question: question.id.clone(), ..Answer::default() };
        (answer != blank).then_some(answer)
    }

    /// Whether the row says that last time's answer is true this time too.
    fn again(&mut self, question: &QuestionId) -> bool {
        let Some(words) = self.words(question.as_str(), Column::Again) else { return false };
        let yes = form::meant(&words, &YES_NO);
        if yes.is_none() {
            let says = format!("“{}” is neither yes nor no.", fit(&one_line(&words), 40));
            self.doubts.push(Doubt::question(question, says).at(Column::Again));
        }
        yes.is_some_and(|said| said == "yes")
    }

    fn given(&mut self, question: &Question, ground: &Ground<'_>) -> Vec<String> {
        let Some(cell) = self.cell(question.id.as_str(), Column::Answer) else { return Vec::new() };
        let words = cell.words().trim().to_owned();
        let mut offered = form::options(question, ground.template);
        let none = form::non_scores(ground.template);
        let free = offered.is_empty();
        // In free words a sign is a sign.
        offered.extend(none.into_iter().map(|(code, word, sign)| (code, word, if free { "" } else { sign })));
        if let Some(code) = form::meant(&words, &offered) {
            return vec![code];
        }
        match question.kind() {
            AnswerKind::Multi => several(&words, &offered),
            AnswerKind::Date => {
                vec![days::read(&cell).day().map_or(words, |day| day.to_string())]
            }
            _ => vec![words],
        }
    }
}

/// Several answers in one cell: parted by semicolons or lines, or by commas where that leaves only answers.
fn several(words: &str, offered: &[form::Offer<'_>]) -> Vec<String> {
    let parts = |signs: &[char]| -> Vec<String> {
        words.split(signs).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    };
    let commas = parts(&[';', '\n', ',']);
    let all: Option<Vec<String>> = commas.iter().map(|part| form::meant(part, offered)).collect();
    let plain = || parts(&[';', '\n']).into_iter().map(|part| form::meant(&part, offered).unwrap_or(part));
    all.unwrap_or_else(|| plain().collect())
}
