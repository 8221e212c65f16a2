//! What a row changes in an action the tracker has. What its history says stays, its first due date too, and a cell that is
//! blank says nothing.

use super::columns::Field;
use super::compare::{canonical, key, only_a_colour, what_at, why};
use super::history::history;
use super::own::settled;
use super::row::{Draft, Rows, Said};
use super::{Amend, Difference, Note};
use crate::base::id::PostId;
use crate::base::stamp::long_date;
use crate::base::text::{fit, one_line};
use crate::domain::action::{Action, Due, Move, Status};

/// What a row changes in an action.
pub(super) struct Changes<'a> {
    rows: &'a Rows<'a>,
    known: &'a Action,
    amends: Vec<Amend>,
    said: Vec<Difference>,
}

impl<'a> Changes<'a> {
    /// All of them, and in words.
    pub(super) fn of(
        rows: &'a Rows<'a>,
        known: &'a Action,
        draft: &mut Draft,
    ) -> (Vec<Amend>, Vec<Difference>) {
        let mut changes = Self { rows, known, amends: Vec::new(), said: Vec::new() };
        changes.words(draft);
        changes.people(draft);
        changes.dates(draft);
        changes.status(draft);
        changes.priority(draft);
        changes.history(draft);
        changes.rest(draft);
        (changes.amends, changes.said)
    }

    fn put(&mut self, field: Field, old: impl Into<String>, new: impl Into<String>, amend: Amend) {
        self.said.push(Difference { field, old: old.into(), new: new.into() });
        self.amends.push(amend);
    }

    fn warn(&self, draft: &mut Draft, field: Field, said: String) {
        let at = self.rows.at(draft.row, field).unwrap_or_else(|| what_at(self.rows, draft));
        draft.notes.push(Note::warning(at, said));
    }

    fn posts(&self, posts: &[PostId]) -> String {
        posts.iter().map(|post| self.rows.owners.said(post)).collect::<Vec<_>>().join(", ")
    }

    fn words(&mut self, draft: &Draft) {
        let known = self.known;
        if let Some(id) = &draft.id
            && canonical(id) != canonical(&known.id)
            && !known.aliases.iter().any(|alias| canonical(alias) == canonical(id))
        {
            self.put(
                Field::Id,
                known.id.as_str(),
                format!("{}, earlier {id}", known.id),
                Amend::Alias(id.clone()),
            );
        }
        let same = if self.rows.ours {
            draft.what == one_line(&settled(&known.what))
        } else {
            key(&draft.what) == key(&known.what)
        };
        if !same {
            self.put(Field::What, known.what.clone(), draft.what.clone(), Amend::What(draft.what.clone()));
        }
    }

    fn people(&mut self, draft: &Draft) {
        let known = self.known;
        if let Some(lead) = draft.lead.as_ref().filter(|lead| known.lead.as_ref() != Some(*lead)) {
            let old = self.posts(known.lead.as_slice());
            self.put(Field::Lead, old, self.rows.owners.said(lead), Amend::Lead(lead.clone()));
        }
        let lead = draft.lead.as_ref().or(known.lead.as_ref());
        let mut with = draft.with.clone().unwrap_or_else(|| known.with.clone());
        with.extend(draft.beside.iter().filter(|post| !with.contains(post)).cloned().collect::<Vec<_>>());
        with.retain(|post| Some(post) != lead);
        let same = with.len() == known.with.len() && with.iter().all(|post| known.with.contains(post));
        let named = draft.with.as_ref().is_some_and(|with| !with.is_empty()) || !draft.beside.is_empty();
        if named && !same {
            self.put(Field::With, self.posts(&known.with), self.posts(&with), Amend::With(with));
        }
    }

    fn dates(&mut self, draft: &mut Draft) {
        let known = self.known;
        if let Some(raised) = draft.raised.filter(|raised| *raised != known.raised.date) {
            let said = format!(
                "{} is not when it was raised: the tracker keeps {}",
                long_date(raised),
                long_date(known.raised.date)
            );
            self.warn(draft, Field::Raised, said);
        }
        let first = draft.first_due.zip(known.first_due).filter(|(said, kept)| said != kept);
        if let Some((said, kept)) = first {
            let said =
                format!("{} is not the first due date, which stays {}", long_date(said), long_date(kept));
            self.warn(draft, Field::FirstDue, said);
        }
        match (draft.due, known.due) {
            (Some(Due::On(day)), now) if now != Due::On(day) => {
                if day < known.raised.date {
                    let at = self.rows.at(draft.row, Field::Due).unwrap_or_else(|| what_at(self.rows, draft));
                    let said = format!(
                        "{} is before it was raised, on {}",
                        long_date(day),
                        long_date(known.raised.date)
                    );
                    draft.notes.push(Note::error(at, said));
                }
                let left =
                    known.first_due == Some(day) || known.moves.iter().any(|step| step.from == Due::On(day));
                if left {
                    let said = format!(
                        "the tracker has moved on from {}: is the sheet older than the tracker?",
                        long_date(day)
                    );
                    self.warn(draft, Field::Due, said);
                }
                let to = Due::On(day);
                let why = why(self.rows.ground, draft);
                let step =
                    Move { from: now, to, on: self.rows.ground.today, why: why.clone(), ..Move::default() };
                self.put(Field::Due, now.said(), format!("{}; why: {why}", to.said()), Amend::Due(to, step));
            }
            (Some(Due::ToBeSet), Due::On(day)) => {
                let said = draft.undated.clone().unwrap_or_default();
                self.warn(
                    draft,
                    Field::Due,
                    format!("'{said}' is no date: the tracker keeps {}", long_date(day)),
                );
            }
            _ => {}
        }
    }

    fn status(&mut self, draft: &mut Draft) {
        let now = self.known.status;
        if now.open() {
            only_a_colour(draft);
        }
        let new = match draft.said {
            Said::Nothing => return,
            Said::Open if now.open() => return,
            Said::Open => Status::UnderWay,
            Said::Is(status) => status,
        };
        if new == now || (new == Status::Done && now == Status::Closed) {
            return;
        }
        if new.open() && !now.open() {
            self.warn(
                draft,
                Field::Status,
                format!("the tracker has it {}: this opens it again", now.said()),
            );
        }
        self.put(Field::Status, now.said(), new.said(), Amend::Status(new));
    }

    fn priority(&mut self, draft: &Draft) {
        let now = self.known.priority;
        if let Some(priority) = draft.priority.filter(|priority| *priority != now) {
            self.put(Field::Priority, now.word(), priority.word(), Amend::Priority(priority));
        }
    }

    fn history(&mut self, draft: &Draft) {
        let status = match draft.said {
            Said::Is(status) => status,
            Said::Open | Said::Nothing => self.known.status,
        };
        let (updates, evidence) =
            history(self.known, draft, status, self.rows.ground.today, self.rows.ground.sort());
        for update in updates {
            let new = format!("{}: {}", long_date(update.on), update.text);
            self.put(Field::Update, "", new, Amend::Update(update));
        }
        if let Some(evidence) = evidence {
            let new = format!("{}: {}", long_date(evidence.on), evidence.text);
            self.put(Field::Evidence, "", new, Amend::Evidence(evidence));
        }
    }

    fn rest(&mut self, draft: &mut Draft) {
        let known = self.known;
        let lower: Vec<String> = known.tags.iter().map(|tag| one_line(tag).to_lowercase()).collect();
        let new: Vec<String> = draft.tags.iter().filter(|tag| !lower.contains(tag)).cloned().collect();
        let kept = |tag: &&String| !self.rows.ours || draft.tags.contains(&one_line(tag).to_lowercase());
        let kept: Vec<String> = known.tags.iter().filter(kept).cloned().collect();
        if !draft.tags.is_empty() && (!new.is_empty() || kept.len() < known.tags.len()) {
            let all: Vec<String> = kept.into_iter().chain(new).collect();
            self.put(Field::Tags, known.tags.join(", "), all.join(", "), Amend::Tags(all));
        }
        match draft.tier {
            Some(tier) if tier > known.tier => {
                self.put(Field::Tier, known.tier.to_string(), tier.to_string(), Amend::Tier(tier));
            }
            Some(tier) if tier < known.tier => {
                let said = format!(
                    "'{tier}' would let more people see it: it stays {}",
                    fit(&known.tier.to_string(), 20)
                );
                self.warn(draft, Field::Tier, said);
            }
            _ => {}
        }
    }
}
