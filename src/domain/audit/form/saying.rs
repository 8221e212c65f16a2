//! What a return says in a line of the form, and putting it there.

use super::Field;
use crate::base::text::one_line;
use crate::domain::audit::answered::{Concern, Overall, Period, Return, SignedOff};
use chrono::NaiveDate;

/// What a return says in the line of a field; a day as a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Words; none when nothing was said.
    Words(String),
    /// A day.
    Day(NaiveDate),
}

/// What a return says in a field.
pub fn said(of: &Return, field: Field) -> Said {
    let words = |text: &str| Said::Words(text.to_owned());
    let day = |day: Option<NaiveDate>| day.map_or(words(""), Said::Day);
    let yes = |yes: Option<bool>| words(yes.map_or("", |yes| if yes { "Yes" } else { "No" }));
    let overall = of.overall.as_ref();
    let concern = of.immediate_concern.as_ref();
    match field {
        Field::Auditor => words(&of.auditor.role),
        Field::Independent => yes(of.auditor.independent),
        Field::SignedOff => words(of.signed_off.as_ref().map_or("", |one| &one.role)),
        Field::SignedOn => day(of.signed_off.as_ref().and_then(|one| one.on)),
        Field::From => day(of.period.map(|one| one.from)),
        Field::To => day(of.period.map(|one| one.to)),
        Field::Records => Said::Words(of.records_read.join("\n")),
        Field::Grade => words(overall.map_or("", |one| &one.grade)),
        Field::Reason => words(overall.map_or("", |one| &one.reason)),
        Field::Strengths => words(&of.strengths),
        Field::Develop => words(&of.develop),
        Field::Learning => words(&of.learning_points),
        Field::Barriers => words(&of.system_barriers),
        Field::Worker => words(&of.worker_spoken_to),
        Field::Child => words(&of.child_feedback),
        Field::Parent => words(&of.parent_feedback),
        Field::Concern => yes(of.says_unsafe()),
        Field::ConcernWhat => words(concern.map_or("", |one| &one.what)),
        Field::ConcernTold => words(concern.map_or("", |one| &one.told)),
    }
}

/// Puts words into a return; days go in by [`put_days`], yes and no where they are read.
pub fn put(of: &mut Return, field: Field, words: String) {
    let lines = |words: &str| words.lines().map(one_line).filter(|line| !line.is_empty()).collect();
    match field {
        Field::Auditor => of.auditor.role = one_line(&words),
        Field::SignedOff => of.signed_off.get_or_insert_default().role = one_line(&words),
        Field::Records => of.records_read = lines(&words),
        Field::Grade => of.overall.get_or_insert_with(Overall::default).grade = one_line(&words),
        Field::Reason => of.overall.get_or_insert_with(Overall::default).reason = words,
        Field::Strengths => of.strengths = words,
        Field::Develop => of.develop = words,
        Field::Learning => of.learning_points = words,
        Field::Barriers => of.system_barriers = words,
        Field::Worker => of.worker_spoken_to = words,
        Field::Child => of.child_feedback = words,
        Field::Parent => of.parent_feedback = words,
        Field::ConcernWhat => of.immediate_concern.get_or_insert_with(Concern::default).what = words,
        Field::ConcernTold => of.immediate_concern.get_or_insert_with(Concern::default).told = words,
        Field::Independent | Field::Concern | Field::SignedOn | Field::From | Field::To => {}
    }
}

/// Puts the days of a return in: of two that must go together, one alone is not kept.
pub fn put_days(of: &mut Return, signed: Option<NaiveDate>, from: Option<NaiveDate>, to: Option<NaiveDate>) {
    if signed.is_some() {
        of.signed_off.get_or_insert_with(SignedOff::default).on = signed;
    }
    of.period = from.zip(to).map(|(from, to)| Period { from, to });
}
