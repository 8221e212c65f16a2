//! Drafts against the tracker: each is an action it has, by number or else by words and date, or a new one. What an
//! action's history says stays; a cell that is blank says nothing and takes nothing away.

use super::columns::Field;
use super::row::{Draft, Rows, Said};
use super::{Amend, Difference, Ground, Note, Outcome, Row};
use crate::base::id::{ActionId, PostId};
use crate::base::problem::Severity;
use crate::base::sheet::At;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, fit};
use crate::domain::tracker::{Action, Due, Move, Raised, Status, Update, action_id};
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What every draft comes to, in their order.
pub(super) fn all(rows: &Rows<'_>, drafts: Vec<Draft>) -> Vec<Row> {
    let mut known = Known::new(rows.ground, &drafts);
    drafts.into_iter().map(|draft| known.row(rows, draft)).collect()
}

/// Words as they are compared: letters and figures, small.
fn key(words: &str) -> String {
    let lower = words.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A number as it is compared: `EXEC-26-14` is `EXEC-26-014`.
fn canonical(id: &ActionId) -> String {
    let upper = id.as_str().to_uppercase();
    upper.split('-').map(|part| part.trim_start_matches('0')).collect::<Vec<_>>().join("-")
}

/// A due date in words.
fn due_said(due: Due) -> String {
    due.day().map_or_else(|| "to be set".to_owned(), long_date)
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
        let found = if draft.what.is_empty() { None } else { self.find(rows, &mut draft) };
        let outcome = match found {
            Some(action) => self.changed(rows, &mut draft, action),
            None => self.added(rows, &mut draft),
        };
        let tier = draft.tier.unwrap_or_default().max(found.map(|known| known.tier).unwrap_or_default());
        let wrong = draft.notes.iter().any(|note| note.severity == Severity::Error);
        let outcome = if wrong { Outcome::Wrong } else { outcome };
        let mut notes = draft.notes;
        notes.sort_by_key(|note| (note.severity, note.at));
        Row { row: draft.row, what: draft.what, outcome, notes, tier }
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
            let same: Vec<&Action> = all.iter().filter(|action| action.raised.date == raised).copied().collect();
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
            draft.notes.push(Note::error(at, format!("is {} as row {row} is: keep one of them", known.id)));
        }
        let mut changes = Changes { rows, known, amends: Vec::new(), said: Vec::new() };
        changes.words(draft);
        changes.people(draft);
        changes.dates(draft);
        changes.status(draft);
        changes.history(draft);
        changes.rest(draft);
        let Changes { amends, said, .. } = changes;
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
        let before = number.as_ref().map(|id| ActionId::new(id.clone())).and_then(|id| self.rows_of.insert(id, draft.row));
        if let Some(row) = before {
            draft.notes.push(Note::error(at, format!("has the number of row {row}: keep one of them")));
        } else if !draft.what.is_empty()
            && let Some(row) = self.new_rows.insert(same, draft.row)
            && number.is_none()
        {
            draft.notes.push(Note::error(at, format!("says the same as row {row}: keep one, or give them numbers")));
        }
        if draft.lead.is_none() && draft.due.is_none() && draft.first_due.is_none() && draft.said == Said::Nothing
            && draft.id.is_none() && draft.updates.is_empty() && draft.raised.is_none() && !draft.what.is_empty()
        {
            let said = "stands alone: an action has an owner or a date, and a heading is no action";
            draft.notes.push(Note::error(at, said));
        }
        if draft.notes.iter().any(|note| note.severity == Severity::Error) {
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
            meeting: None,
        });
        what_is_missing(rows, draft, due, status);
        let mut with = draft.with.clone().unwrap_or_default();
        with.extend(draft.beside.iter().filter(|post| !with.contains(post)).cloned().collect::<Vec<_>>());
        let mut action = Action {
            what: draft.what.clone(),
            lead: draft.lead.clone(),
            with,
            raised: Raised { meeting: draft.meeting.clone(), item: None, date: raised },
            first_due,
            due,
            moves: moves.into_iter().collect(),
            status,
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
        if let Some(source) = &draft.source {
            action.updates.push(Update { on: raised, text: format!("From: {source}"), meeting: None });
        }
        let (updates, evidence) = history(&action, draft, status, ground.today);
        action.updates.extend(updates);
        action.evidence = evidence;
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

fn what_at(rows: &Rows<'_>, draft: &Draft) -> At {
    rows.at(draft.row, Field::What).unwrap_or(At { row: draft.row, column: 0 })
}

/// Whether a number is one of the tracker's own.
fn own(id: &ActionId, ground: &Ground<'_>) -> bool {
    let rest = id.as_str().strip_prefix(ground.tracker.prefix.as_str());
    rest.is_some_and(|rest| rest.starts_with('-'))
}

fn why(ground: &Ground<'_>, draft: &Draft) -> String {
    draft.reason.clone().unwrap_or_else(|| format!("from the spreadsheet {}, no reason given", ground.file))
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

/// What an open action should have, and a new one here has not.
fn what_is_missing(rows: &Rows<'_>, draft: &mut Draft, due: Due, status: Status) {
    if !status.open() {
        return;
    }
    if due == Due::ToBeSet {
        let said = draft.undated.as_ref().map_or_else(|| "no due date".to_owned(), |said| format!("'{said}' is no date"));
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

/// What a row adds to an action's history: what history says already is not said twice, and what is said is never changed.
fn history(
    known: &Action,
    draft: &Draft,
    status: Status,
    today: NaiveDate,
) -> (Vec<Update>, Option<Update>) {
    let told = known.updates.iter().chain(&known.evidence);
    let mut dated: HashSet<(NaiveDate, String)> = told.clone().map(|u| (u.on, key(&u.text))).collect();
    let mut lines: HashSet<String> = told.flat_map(|u| u.text.lines().map(key)).collect();
    let mut updates = Vec::new();
    let mut add = |on: NaiveDate, text: String, updates: &mut Vec<Update>| {
        if dated.insert((on, key(&text))) {
            updates.push(Update { on, text, meeting: None });
        }
    };
    for (on, text) in &draft.updates {
        if let Some(on) = on {
            add(*on, text.clone(), &mut updates);
        } else {
            let new = text.lines().filter(|line| !key(line).is_empty() && !lines.contains(&key(line)));
            let new = new.collect::<Vec<_>>().join("\n");
            if !new.is_empty() {
                add(today, new, &mut updates);
            }
        }
        lines.extend(text.lines().map(key));
    }
    let mut evidence = None;
    if let Some(text) = draft.evidence.as_ref().filter(|text| !key(text).is_empty()) {
        let unsaid = text.lines().any(|line| !key(line).is_empty() && !lines.contains(&key(line)));
        let on = draft.closed.unwrap_or(today);
        match &known.evidence {
            None if unsaid => evidence = Some(Update { on, text: text.clone(), meeting: None }),
            Some(_) if unsaid => {
                let text = format!("Evidence: {text}");
                if !text.lines().all(|line| lines.contains(&key(line))) {
                    add(on, text, &mut updates);
                }
            }
            _ => {}
        }
    }
    if let Some(on) = draft.closed.filter(|_| status == Status::Closed && evidence.is_none()) {
        let shown = known.evidence.as_ref().is_some_and(|evidence| evidence.on == on);
        if !shown {
            add(on, "Closed, as the spreadsheet says.".to_owned(), &mut updates);
        }
    }
    (updates, evidence)
}

/// What a row changes in an action.
struct Changes<'a> {
    rows: &'a Rows<'a>,
    known: &'a Action,
    amends: Vec<Amend>,
    said: Vec<Difference>,
}

impl Changes<'_> {
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
            self.put(Field::Id, known.id.as_str(), format!("{}, earlier {id}", known.id), Amend::Alias(id.clone()));
        }
        if key(&draft.what) != key(&known.what) {
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
            let said = format!("{} is not when it was raised: the tracker keeps {}", long_date(raised), long_date(known.raised.date));
            self.warn(draft, Field::Raised, said);
        }
        let first = draft.first_due.zip(known.first_due).filter(|(said, kept)| said != kept);
        if let Some((said, kept)) = first {
            let said = format!("{} is not the first due date, which stays {}", long_date(said), long_date(kept));
            self.warn(draft, Field::FirstDue, said);
        }
        match (draft.due, known.due) {
            (Some(Due::On(day)), now) if now != Due::On(day) => {
                if day < known.raised.date {
                    let at = self.rows.at(draft.row, Field::Due).unwrap_or_else(|| what_at(self.rows, draft));
                    let said = format!("{} is before it was raised, on {}", long_date(day), long_date(known.raised.date));
                    draft.notes.push(Note::error(at, said));
                }
                let left = known.first_due == Some(day) || known.moves.iter().any(|step| step.from == Due::On(day));
                if left {
                    let said = format!("the tracker has moved on from {}: is the sheet older than the tracker?", long_date(day));
                    self.warn(draft, Field::Due, said);
                }
                let to = Due::On(day);
                let why = why(self.rows.ground, draft);
                let step = Move { from: now, to, on: self.rows.ground.today, why: why.clone(), meeting: None };
                self.put(Field::Due, due_said(now), format!("{}; why: {why}", due_said(to)), Amend::Due(to, step));
            }
            (Some(Due::ToBeSet), Due::On(day)) => {
                let said = draft.undated.clone().unwrap_or_default();
                self.warn(draft, Field::Due, format!("'{said}' is no date: the tracker keeps {}", long_date(day)));
            }
            _ => {}
        }
    }

    fn status(&mut self, draft: &mut Draft) {
        let now = self.known.status;
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
            self.warn(draft, Field::Status, format!("the tracker has it {}: this opens it again", now.said()));
        }
        self.put(Field::Status, now.said(), new.said(), Amend::Status(new));
    }

    fn history(&mut self, draft: &Draft) {
        let status = match draft.said {
            Said::Is(status) => status,
            Said::Open | Said::Nothing => self.known.status,
        };
        let (updates, evidence) = history(self.known, draft, status, self.rows.ground.today);
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
        let lower: Vec<String> = known.tags.iter().map(|tag| tag.to_lowercase()).collect();
        let new: Vec<String> = draft.tags.iter().filter(|tag| !lower.contains(tag)).cloned().collect();
        if !new.is_empty() {
            let all: Vec<String> = known.tags.iter().cloned().chain(new).collect();
            self.put(Field::Tags, known.tags.join(", "), all.join(", "), Amend::Tags(all));
        }
        match draft.tier {
            Some(tier) if tier > known.tier => {
                self.put(Field::Tier, known.tier.to_string(), tier.to_string(), Amend::Tier(tier));
            }
            Some(tier) if tier < known.tier => {
                let said = format!("'{tier}' would let more people see it: it stays {}", fit(&known.tier.to_string(), 20));
                self.warn(draft, Field::Tier, said);
            }
            _ => {}
        }
    }
}
