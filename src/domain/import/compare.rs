//! Drafts against the tracker: each is an action it has, by number or else by words and date, or a new one. What an
//! action's history says stays; a cell that is blank says nothing and takes nothing away.

use super::amend::Changes;
use super::columns::Field;
use super::ending;
use super::history::history;
use super::row::{Draft, Rows, Said};
use super::{Ground, Note, Outcome, Row};
use crate::base::id::ActionId;
use crate::base::problem::Severity;
use crate::base::sheet::At;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, one_line};
use crate::domain::action::{Action, Due, Move, Raised, Source, Status, Update};
use crate::domain::tracker::action_id;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What every draft comes to, in their order.
pub(super) fn all(rows: &Rows<'_>, drafts: Vec<Draft>) -> Vec<Row> {
    let mut known = Known::new(rows.ground, &drafts);
    drafts.into_iter().map(|draft| known.row(rows, draft)).collect()
}

/// Words as they are compared: letters and figures, small.
pub(super) fn key(words: &str) -> String {
    let lower = words.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A number as it is compared: `EXEC-26-14` is `EXEC-26-014`.
pub(super) fn canonical(id: &ActionId) -> String {
    let upper = id.as_str().to_uppercase();
    upper.split('-').map(|part| part.trim_start_matches('0')).collect::<Vec<_>>().join("-")
}

/// The tracker by numbers and by words, and what rows have taken so far.
struct Known<'a> {
    by_id: HashMap<String, &'a Action>,
    by_words: HashMap<String, Vec<&'a Action>>,
    elsewhere: HashMap<String, String>,
    /// Rows by the action they are.
    rows_of: HashMap<ActionId, u32>,
    /// Rows of new actions by what they say.
    new_rows: HashMap<(String, Option<NaiveDate>, Option<Due>), u32>,
    /// Numbers that are given.
    given: HashSet<String>,
    /// The last number of each year.
    last: BTreeMap<i32, u32>,
}

impl<'a> Known<'a> {
    fn new(ground: &'a Ground<'a>, drafts: &[Draft]) -> Self {
        let (mut by_id, mut by_words) = (HashMap::new(), HashMap::<String, Vec<&Action>>::new());
        let mut given: HashSet<String> = drafts.iter().filter_map(|d| d.id.as_ref()).map(canonical).collect();
        for action in &ground.tracker.actions {
            for alias in &action.aliases {
                by_id.entry(canonical(alias)).or_insert(action);
                given.insert(canonical(alias));
            }
            by_words.entry(key(&action.what)).or_default().push(action);
        }
        for action in &ground.tracker.actions {
            by_id.insert(canonical(&action.id), action);
            given.insert(canonical(&action.id));
        }
        let other = ground.elsewhere.iter().flat_map(|tracker| {
            tracker.actions.iter().map(|action| (canonical(&action.id), tracker.id.to_string()))
        });
        Self {
            by_id,
            by_words,
            elsewhere: other.collect(),
            rows_of: HashMap::new(),
            new_rows: HashMap::new(),
            given,
            last: BTreeMap::new(),
        }
    }

    fn row(&mut self, rows: &Rows<'_>, mut draft: Draft) -> Row {
        let wrong_what =
            draft.what.is_empty() && draft.notes.iter().any(|note| note.at == what_at(rows, &draft));
        let found = match draft.what.is_empty() {
            true if wrong_what => None,
            // A blank cell says nothing: by its number it is known all the same.
            true => draft.id.as_ref().and_then(|id| self.by_id.get(&canonical(id)).copied()),
            false => self.find(rows, &mut draft),
        };
        if draft.what.is_empty() && !wrong_what && found.is_none() {
            draft.notes.push(Note::error(what_at(rows, &draft), "nothing says what is to be done"));
        }
        if draft.said == Said::Is(Status::Merged) && found.is_none_or(|known| known.status.open()) {
            ending::merged_into(rows, found, &mut draft, &self.given);
        }
        let outcome = match found {
            Some(action) => self.changed(rows, &mut draft, action),
            None => self.added(rows, &mut draft),
        };
        let tier = draft.tier.unwrap_or_default().max(found.map(|known| known.tier).unwrap_or_default());
        let wrong = draft.notes.iter().any(|note| note.severity == Severity::Error);
        let outcome = if wrong { Outcome::Wrong } else { outcome };
        let mut notes = draft.notes;
        notes.sort_by_key(|note| (note.severity, note.at));
        let what = match found {
            Some(known) if draft.what.is_empty() => one_line(&known.what),
            _ => draft.what,
        };
        Row { row: draft.row, what, outcome, notes, tier }
    }

    /// The action of the tracker that a row is.
    fn find(&mut self, rows: &Rows<'_>, draft: &mut Draft) -> Option<&'a Action> {
        let by_id = draft.id.as_ref().and_then(|id| self.by_id.get(&canonical(id)).copied());
        if let Some(action) = by_id {
            return Some(action);
        }
        let at = rows.at(draft.row, Field::Id).unwrap_or_else(|| what_at(rows, draft));
        if let Some((id, tracker)) =
            draft.id.as_ref().and_then(|id| Some((id, self.elsewhere.get(&canonical(id))?)))
        {
            let said = format!("{id} is in another tracker, {tracker}: import it there");
            draft.notes.push(Note::error(at, said));
            return None;
        }
        let action = self.by_words(rows, draft)?;
        if let Some(id) = draft.id.as_ref().filter(|id| own(id, rows.ground)) {
            let said = format!("the tracker has these words as {}, and the sheet calls them {id}", action.id);
            draft.notes.push(Note::error(at, said));
        }
        Some(action)
    }

    /// By words, and by the date raised, else by a due date, else where only one has these words.
    fn by_words(&self, rows: &Rows<'_>, draft: &mut Draft) -> Option<&'a Action> {
        let all = self.by_words.get(&key(&draft.what))?;
        let at = what_at(rows, draft);
        let several = |some: &[&Action]| {
            let said: Vec<&str> = some.iter().take(4).map(|action| action.id.as_str()).collect();
            Note::error(at, format!("the tracker has these words as {}: give the number", and_list(&said)))
        };
        if let Some(raised) = draft.raised {
            let same: Vec<&Action> =
                all.iter().filter(|action| action.raised.date == raised).copied().collect();
            match same.as_slice() {
                [one] => return Some(one),
                [] => {
                    let said = format!(
                        "the tracker has these words as {}, raised on {}: taken for another action",
                        all[0].id,
                        long_date(all[0].raised.date)
                    );
                    draft.notes.push(Note::warning(at, said));
                    return None;
                }
                some => {
                    draft.notes.push(several(some));
                    return None;
                }
            }
        }
        let dates: Vec<Due> = draft.due.into_iter().chain(draft.first_due.map(Due::On)).collect();
        let dated = |action: &&&Action| {
            let moved = action.moves.iter().flat_map(|step| [step.from, step.to]);
            let first = action.first_due.map(Due::On).into_iter();
            first.chain([action.due]).chain(moved).any(|date| dates.contains(&date))
        };
        let same: Vec<&Action> = all.iter().filter(dated).copied().collect();
        match (same.as_slice(), all.as_slice()) {
            ([one], _) | ([], [one]) => Some(one),
            (_, some) => {
                draft.notes.push(several(some));
                None
            }
        }
    }

    fn changed(&mut self, rows: &Rows<'_>, draft: &mut Draft, known: &Action) -> Outcome {
        let at = what_at(rows, draft);
        if let Some(row) = self.rows_of.insert(known.id.clone(), draft.row) {
            draft.notes.push(Note::error(
                at,
                format!("this is {}, as {} is: keep one of them", known.id, rows.sheet.row_said(row)),
            ));
        }
        let (amends, said) = Changes::of(rows, known, draft);
        if amends.is_empty() {
            Outcome::Same(known.id.clone())
        } else {
            Outcome::Changed(known.id.clone(), amends, said)
        }
    }

    fn added(&mut self, rows: &Rows<'_>, draft: &mut Draft) -> Outcome {
        let at = what_at(rows, draft);
        let same = (key(&draft.what), draft.raised, draft.due.or(draft.first_due.map(Due::On)));
        let number = draft.id.as_ref().map(canonical);
        let before = number
            .as_ref()
            .map(|id| ActionId::new(id.clone()))
            .and_then(|id| self.rows_of.insert(id, draft.row));
        if let Some(row) = before {
            draft.notes.push(Note::error(
                at,
                format!("the number of {} again: keep one of them", rows.sheet.row_said(row)),
            ));
        } else if !draft.what.is_empty()
            && let Some(row) = self.new_rows.insert(same, draft.row)
            && number.is_none()
        {
            draft.notes.push(Note::error(
                at,
                format!("says the same as {}: keep one, or give them numbers", rows.sheet.row_said(row)),
            ));
        }
        let wrong = |draft: &Draft| draft.notes.iter().any(|note| note.severity == Severity::Error);
        if stands_alone(draft) && !wrong(draft) {
            let said =
                "these words stand alone: an action has an owner or a date, and a heading is no action";
            draft.notes.push(Note::error(at, said));
        }
        if wrong(draft) {
            return Outcome::Wrong;
        }
        Outcome::New(Box::new(self.action(rows, draft)))
    }

    /// A new action.
    fn action(&mut self, rows: &Rows<'_>, draft: &mut Draft) -> Action {
        let ground = rows.ground;
        let due = draft.due.or(draft.first_due.map(Due::On)).unwrap_or_default();
        let first_due = draft.first_due.or(due.day());
        let raised = raised(rows, draft);
        let status = match draft.said {
            Said::Is(status) => status,
            Said::Open | Said::Nothing => Status::NotStarted,
        };
        let moved = first_due.map(Due::On).filter(|first| *first != due);
        let moves = moved.map(|from| Move {
            from,
            to: due,
            on: ground.today,
            why: why(ground, draft),
            by: ground.by.clone(),
            ..Move::default()
        });
        what_is_missing(rows, draft, due, status);
        only_a_colour(draft);
        let mut with = draft.with.clone().unwrap_or_default();
        with.extend(draft.beside.iter().filter(|post| !with.contains(post)).cloned().collect::<Vec<_>>());
        let mut action = Action {
            what: draft.what.clone(),
            lead: draft.lead.clone(),
            with,
            raised: Raised { meeting: draft.meeting.clone(), date: raised, ..Raised::default() },
            sources: draft.source.iter().map(|called| Source::called(called)).collect(),
            first_due,
            due,
            moves: moves.into_iter().collect(),
            status,
            priority: draft.priority.unwrap_or_default(),
            tags: draft.tags.clone(),
            tier: draft.tier.unwrap_or_default(),
            ..Action::default()
        };
        match draft.id.clone() {
            Some(id) if own(&id, ground) => action.id = id,
            given => {
                action.id = self.next(ground, raised.year());
                action.aliases.extend(given);
            }
        }
        let (updates, evidence) = history(&action, draft, ground);
        action.updates.extend(updates);
        action.evidence.extend(evidence);
        ended_before(rows, draft, &mut action);
        action
    }

    /// The next number of a year.
    fn next(&mut self, ground: &Ground<'_>, year: i32) -> ActionId {
        let tracker = ground.tracker;
        let last = self.last.entry(year).or_insert_with(|| tracker.last_number(&tracker.prefix, year));
        loop {
            *last += 1;
            let id = action_id(&tracker.prefix, year, *last);
            if self.given.insert(canonical(&id)) {
                return id;
            }
        }
    }
}

/// What a new action that has ended already says of that: it may have been closed before this tracker was kept.
fn ended_before(rows: &Rows<'_>, draft: &mut Draft, action: &mut Action) {
    let ground = rows.ground;
    match action.status {
        Status::Closed => {
            if let Some(day) = draft.closed.filter(|_| draft.only_closed_on) {
                let said = format!("closed on {}, so it is taken for closed", long_date(day));
                draft.notes.push(Note::warning(ending::at(rows, draft), said));
            }
            action.closed = ending::as_said(rows, draft);
            if let Some(closing) = action.closed.as_ref().filter(|closing| closing.by.is_empty()) {
                let text = ending::ended_before(draft, ground.sort());
                let by = ground.by.clone();
                action.updates.push(Update { on: closing.on, text, by, ..Update::default() });
            }
        }
        Status::Merged => action.merged_into.clone_from(&draft.merged_into),
        // What ended before this tracker was kept may be numbered as it was then.
        Status::Dropped => {
            let decision = ending::dropped_by(rows, draft).unwrap_or_else(|why| {
                draft.notes.push(Note::warning(ending::at(rows, draft), why));
                None
            });
            let words = draft.dropped_by.as_ref().filter(|_| decision.is_none());
            let said = words.map(|words| Update {
                on: ground.today,
                text: ending::dropped_said(words),
                by: ground.by.clone(),
                ..Update::default()
            });
            action.updates.extend(said);
            action.dropped_by = decision;
        }
        _ => {}
    }
}

pub(super) fn what_at(rows: &Rows<'_>, draft: &Draft) -> At {
    rows.at(draft.row, Field::What).unwrap_or(At { row: draft.row, column: 0 })
}

/// Whether a number is one of the tracker's own.
fn own(id: &ActionId, ground: &Ground<'_>) -> bool {
    let rest = id.as_str().strip_prefix(ground.tracker.prefix.as_str());
    rest.is_some_and(|rest| rest.starts_with('-'))
}

pub(super) fn why(ground: &Ground<'_>, draft: &Draft) -> String {
    draft
        .reason
        .clone()
        .unwrap_or_else(|| format!("from the {} {}, no reason given", ground.sort(), ground.file))
}

/// The day an action was raised; where no cell says it, the earliest that its row names.
fn raised(rows: &Rows<'_>, draft: &mut Draft) -> NaiveDate {
    if let Some(raised) = draft.raised {
        return raised;
    }
    let due = draft.due.and_then(Due::day);
    let updates = draft.updates.iter().filter_map(|(on, _)| *on);
    let all = draft.first_due.into_iter().chain(due).chain(draft.closed).chain(updates);
    let day = all.chain([rows.ground.today]).min().unwrap_or(rows.ground.today);
    if let Some(at) = rows.at(draft.row, Field::Raised) {
        draft.notes.push(Note::warning(at, format!("no date raised: {} stands for it", long_date(day))));
    }
    day
}

/// Whether a row has words and nothing besides: more likely a heading than an action.
fn stands_alone(draft: &Draft) -> bool {
    let dates = [draft.due.and_then(Due::day), draft.first_due, draft.raised, draft.closed];
    let nothing = dates.iter().all(Option::is_none) && draft.lead.is_none() && draft.undated.is_none();
    nothing
        && draft.said == Said::Nothing
        && draft.id.is_none()
        && draft.updates.is_empty()
        && !draft.what.is_empty()
}

/// A colour where a word should say how far it has got.
pub(super) fn only_a_colour(draft: &mut Draft) {
    if let Some((at, colour)) = draft.colour.take() {
        let said = format!(
            "{colour} is its only state, and colours are not taken: write a word, or add --status \"{colour}=closed\""
        );
        draft.notes.push(Note::warning(at, said));
    }
}

/// What an open action should have, and a new one here has not.
fn what_is_missing(rows: &Rows<'_>, draft: &mut Draft, due: Due, status: Status) {
    if !status.open() {
        return;
    }
    if due == Due::ToBeSet {
        let said = draft
            .undated
            .as_ref()
            .map_or_else(|| "no due date".to_owned(), |said| format!("'{said}' is no date"));
        if let Some(at) = rows.at(draft.row, Field::Due).or_else(|| rows.at(draft.row, Field::FirstDue)) {
            draft.notes.push(Note::warning(at, format!("{said}: the next meeting is to set it")));
        }
    }
    if draft.lead.is_none()
        && let Some(at) = rows.at(draft.row, Field::Lead).or_else(|| rows.at(draft.row, Field::Agency))
    {
        draft.notes.push(Note::warning(at, "nobody leads it yet"));
    }
}
