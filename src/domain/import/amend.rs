//! What a row changes in an action the tracker has. What its history says stays, its first due date too, and a cell that is
//! blank says nothing.

use super::columns::Field;
use super::compare::{canonical, key, only_a_colour, what_at, why};
use super::ending;
use super::history::history;
use super::own::settled;
use super::row::{Draft, Rows, Said};
use super::{Amend, Difference, Note};
use crate::base::id::PostId;
use crate::base::stamp::long_date;
use crate::base::text::{fit, one_line};
use crate::domain::action::{Action, Due, Move, Status, Update};

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

    fn sort(&self) -> &'static str {
        self.rows.ground.sort()
    }

    /// A line of history said today by whoever takes the sheet over.
    fn said_today(&self, text: String) -> Update {
        let ground = self.rows.ground;
        Update { on: ground.today, text, by: ground.by.clone(), ..Update::default() }
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
        if !same && !draft.what.is_empty() {
            self.put(Field::What, known.what.clone(), draft.what.clone(), Amend::What(draft.what.clone()));
        }
    }

    fn people(&mut self, draft: &Draft) {
        let known = self.known;
        if let Some(lead) = draft.lead.as_ref().filter(|lead| known.lead.as_ref() != Some(*lead)) {
            let old = self.posts(known.lead.as_slice());
            let new = self.rows.owners.said(lead);
            let from = if old.is_empty() { String::new() } else { format!(" from {old}") };
            let said = self.said_today(format!("Lead changed{from} to {new}, as the {} says.", self.sort()));
            self.put(Field::Lead, old, new, Amend::Lead(lead.clone(), said));
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
                let (on, by) = (self.rows.ground.today, self.rows.ground.by.clone());
                let step = Move { from: now, to, on, why: why.clone(), by, ..Move::default() };
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
        if !new.open() && !now.open() && new != now {
            let said = format!("the tracker has it {}, and keeps that", now.said());
            return self.warn(draft, Field::Status, said);
        }
        match new {
            Status::Closed if now == Status::Closed => self.closed_on(draft),
            Status::Closed => self.closed(draft),
            Status::Dropped if new == now => self.dropped_by(draft),
            _ if new == now || (new == Status::Done && now == Status::Closed) => {}
            Status::Dropped if !ending::says_why(draft) => {
                let said = "dropped, and nothing says why: write the decision after the word, as in 'Dropped: the \
                            survey covers it'";
                draft.notes.push(Note::error(ending::at(self.rows, draft), said));
            }
            _ => {
                if new.open() && !now.open() {
                    let said = format!("the tracker has it {}: this opens it again", now.said());
                    self.warn(draft, Field::Status, said);
                }
                if new == Status::Merged
                    && let Some(into) = draft.merged_into.clone()
                {
                    self.put(Field::MergedInto, "", into.to_string(), Amend::MergedInto(into));
                }
                if new == Status::Dropped {
                    self.dropped_by(draft);
                }
                let why = draft.reason.clone().filter(|_| new == Status::Dropped && draft.remark.is_none());
                let why = why.map(|why| format!(": {why}")).unwrap_or_default();
                self.becomes(
                    new,
                    format!(
                        "Status changed from {} to {}, as the {} says{why}",
                        now.word(),
                        new.word(),
                        self.sort()
                    ),
                );
            }
        }
    }

    /// The decision that a row says dropped an action.
    fn dropped_by(&mut self, draft: &mut Draft) {
        match (ending::dropped_by(self.rows, draft), &self.known.dropped_by) {
            (Ok(Some(new)), None) => {
                self.put(Field::DroppedBy, "", new.to_string(), Amend::DroppedBy(new));
            }
            (Ok(Some(new)), Some(kept)) if new != *kept && !self.known.status.open() => {
                let said = format!("the tracker has it dropped by {kept}, and keeps that");
                self.warn(draft, Field::DroppedBy, said);
            }
            (Ok(Some(new)), Some(kept)) if new != *kept => {
                self.put(Field::DroppedBy, kept.to_string(), new.to_string(), Amend::DroppedBy(new));
            }
            (Ok(None), _) => {
                let said = draft.dropped_by.as_deref().map(ending::dropped_said);
                let kept = |said: &String| self.known.updates.iter().any(|update| update.text == *said);
                if let Some(said) = said.filter(|said| !kept(said)) {
                    let said = self.said_today(said);
                    self.put(Field::Update, "", said.text.clone(), Amend::Update(said));
                }
            }
            (Err(why), _) => draft.notes.push(Note::error(ending::at(self.rows, draft), why)),
            _ => {}
        }
    }

    /// A new state, with a line of history.
    fn becomes(&mut self, new: Status, said: String) {
        let said = if said.ends_with('.') { said } else { format!("{said}.") };
        let said = self.said_today(said);
        self.put(Field::Status, self.known.status.said(), new.said(), Amend::Status(new, said));
    }

    /// A row that says closed of an action that is open: its group closes it, and nobody else does.
    fn closed(&mut self, draft: &mut Draft) {
        let now = self.known.status;
        match ending::closing(self.rows, self.known, draft) {
            Ok(closing) => {
                let new = format!("{} on {}", closing.by, long_date(closing.on));
                self.put(Field::ClosedBy, "", new, Amend::Closed(closing));
                let said =
                    format!("Status changed from {} to closed, as the {} says.", now.word(), self.sort());
                self.becomes(Status::Closed, said);
            }
            Err(why) => {
                let said = format!(
                    "closed, but {why}: taken for done. Its group closes it when it looks at its actions, or \
                     give the group and the day as Closed by and Closed on"
                );
                draft.notes.push(Note::warning(ending::at(self.rows, draft), said));
                let kept = |sort: &&str| {
                    let text = ending::claimed(draft, sort);
                    self.known.updates.iter().any(|update| update.text == text)
                };
                let said = ending::claimed(draft, self.sort());
                if now != Status::Done {
                    self.becomes(Status::Done, said);
                } else if !["spreadsheet", "document"].iter().any(kept) {
                    let said = self.said_today(said);
                    self.put(Field::Update, "", said.text.clone(), Amend::Update(said));
                }
            }
        }
    }

    /// What a row says of when an action was closed that the tracker has closed already.
    fn closed_on(&mut self, draft: &mut Draft) {
        let Some(said) = ending::as_said(self.rows, draft) else { return };
        match &self.known.closed {
            None => {
                let new = long_date(said.on);
                self.put(Field::Closed, "", new, Amend::Closed(said));
            }
            Some(kept) if kept.on != said.on => {
                let said = format!("the tracker has it closed on {}, and keeps that", long_date(kept.on));
                self.warn(draft, Field::Closed, said);
            }
            Some(_) => {}
        }
    }

    fn priority(&mut self, draft: &Draft) {
        let now = self.known.priority;
        if let Some(priority) = draft.priority.filter(|priority| *priority != now) {
            self.put(Field::Priority, now.word(), priority.word(), Amend::Priority(priority));
        }
    }

    fn history(&mut self, draft: &Draft) {
        let (updates, evidence) = history(self.known, draft, self.rows.ground);
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
