//! Changes to a tracker's text: actions added and changed, with every other byte left alone.

use super::action_value as value;
use super::tracker;
use super::tracker_numbers::{known, numbered};
use super::tracker_step;
use super::yaml::Step::{Index, Key, Where};
use super::yaml::{self, Edit, EditRefusal, Value};
use crate::base::id::{ActionId, MeetingId};
use crate::base::problem::Severity;
pub use crate::domain::action::ActionChange;
use crate::domain::action::{Action, Evidence, Status, Update};
use crate::domain::import::Amend;
use crate::domain::meeting::Sitting;
use crate::domain::tracker::Tracker;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The text of a new tracker without actions.
pub fn fresh(id: &str, title: &str, group: &str, prefix: &str) -> String {
    let head =
        "# Chairside adds actions here as they are agreed. Change it by hand as you like: your words stay.\n";
    let start = format!("{head}schema: 1\n");
    let text = |value: &str| Value::from(value);
    let keys = [
        ("id", text(id)),
        ("title", text(title)),
        ("group", text(group)),
        ("prefix", text(prefix)),
        ("actions", Value::List(Vec::new())),
    ];
    let edits = keys.map(|(key, value)| Edit::Put { at: &[], key, value });
    yaml::apply(&start, &edits).unwrap_or_else(|_| {
        format!("{start}id: {id}\ntitle: Actions\ngroup: {group}\nprefix: {prefix}\nactions: []\n")
    })
}

/// The text of the tracker that the group of a sitting has as long as it has none.
pub fn fresh_for(sitting: &Sitting) -> String {
    let title = format!("{} actions", sitting.group_name);
    fresh(sitting.tracker.as_str(), &title, sitting.group.as_str(), &sitting.prefix)
}

/// Adds and changes actions in a tracker's text; `fresh` is used when there is none yet. Doing it twice changes
/// nothing more, so that a write that may have failed can be tried again.
///
/// An action of the meeting that is there already is not added again: what changed since is set, which is its words,
/// lead, helpers, tags and, unless it has been moved, its dates. One whose number somebody gave to another action
/// meanwhile is added under the next free one.
///
/// # Errors
/// A sentence without a full stop when the tracker cannot be read or an action to be changed is not there; then nothing
/// is changed at all.
pub fn apply(
    existing: Option<&str>,
    fresh: &str,
    add: &[Action],
    change: &[ActionChange],
) -> Result<String, String> {
    let mut text = existing.unwrap_or(fresh).to_owned();
    let before = read(&text)?;
    let mut given: Vec<ActionId> = add.iter().map(|action| action.id.clone()).collect();
    let mut new = Vec::new();
    for action in add {
        match known(&before, action) {
            Some(known) => text = correct(&text, known, action)?,
            None => {
                let action = numbered(&before, action, &given);
                given.push(action.id.clone());
                new.push(action);
            }
        }
    }
    text = added(text, &new)?;
    if change.is_empty() {
        return Ok(text);
    }
    let mut now = if add.is_empty() { before } else { read(&text)? };
    let touched = come_round(&now, change.iter().map(|change| &change.id));
    if !touched.is_empty() {
        text = added(text, &touched)?;
        now = read(&text)?;
    }
    // Several changes of one action follow on one another.
    let mut after: BTreeMap<&ActionId, Action> = BTreeMap::new();
    for change in change {
        let Some(action) = now.action(&change.id) else {
            return Err(format!("the tracker has no action {}, so it cannot be changed", change.id));
        };
        let action = after.entry(&action.id).or_insert_with(|| action.clone());
        text = changed(&text, action, change)?;
        action.take(change);
    }
    Ok(text)
}

/// Adds actions and makes the changes that a sheet taken over comes to. An action whose number is there already is not
/// added again.
///
/// # Errors
/// As [`apply`].
pub fn take_over(
    existing: &str,
    add: &[Action],
    changes: &[(ActionId, Vec<Amend>)],
) -> Result<String, String> {
    let mut before = read(existing)?;
    let mut text = existing.to_owned();
    let touched = come_round(&before, changes.iter().map(|(id, _)| id));
    if !touched.is_empty() {
        text = added(text, &touched)?;
        before = read(&text)?;
    }
    for (id, amends) in changes {
        let Some(known) = before.action(id) else {
            return Err(format!("the tracker has no action {id}, so it cannot be changed"));
        };
        text = amended(&text, known, amends)?;
    }
    let lacking = add.iter().filter(|action| before.action(&action.id).is_none());
    added(text, &lacking.cloned().collect::<Vec<_>>())
}

/// What comes round and is in the file only from the first change of it on.
fn come_round<'i>(tracker: &Tracker, ids: impl Iterator<Item = &'i ActionId>) -> Vec<Action> {
    let mut touched: Vec<Action> = Vec::new();
    for id in ids.filter(|id| tracker.action(id).is_none()) {
        if touched.iter().all(|action| action.id != *id) {
            touched.extend(tracker.occurrence(id));
        }
    }
    touched
}

/// The text of a tracker with actions that have come round written into it, those that it has left out.
///
/// # Errors
/// As [`apply`].
pub fn touched<'i>(text: &str, ids: impl Iterator<Item = &'i ActionId>) -> Result<String, String> {
    added(text.to_owned(), &come_round(&read(text)?, ids))
}

/// Makes changes to an action that is there.
fn amended(text: &str, known: &Action, amends: &[Amend]) -> Result<String, String> {
    let at = place(&known.id);
    let (moves, updates) = ([at[0], at[1], Key("moves")], [at[0], at[1], Key("updates")]);
    let proofs = [at[0], at[1], Key("evidence")];
    let put = |key: &'static str, value: Value| Edit::Put { at: &at, key, value };
    let mut edits = Vec::new();
    for amend in amends {
        let edit = match amend {
            Amend::Alias(id) => {
                let all = known.aliases.iter().chain([id]).map(|id| Value::from(id.as_str()));
                put("aka", Value::List(all.collect()))
            }
            Amend::What(what) => put("what", Value::from(what.as_str())),
            Amend::Lead(lead, said) => {
                edits.push(put("lead", Value::from(lead.as_str())));
                Edit::Append { at: &updates, value: value::update(said) }
            }
            Amend::With(with) => put("with", value::texts(with)),
            Amend::Status(status, said) => {
                edits.push(put("status", Value::from(status.word())));
                Edit::Append { at: &updates, value: value::update(said) }
            }
            Amend::Closed(closing) => put("closed", value::closing(closing)),
            Amend::MergedInto(into) => put("merged_into", Value::from(into.as_str())),
            Amend::DroppedBy(decision) => put("dropped_by", Value::from(decision.as_str())),
            Amend::Priority(priority) => put("priority", Value::from(priority.word())),
            Amend::Evidence(evidence) => evidence_edit(text, known, &at, &proofs, evidence),
            Amend::Tags(all) => put("tags", value::texts(all)),
            Amend::Tier(tier) => put("tier", Value::from(tier.to_string())),
            Amend::Update(update) => Edit::Append { at: &updates, value: value::update(update) },
            Amend::Due(day, step) => {
                edits.push(put("due", value::due(*day)));
                Edit::Append { at: &moves, value: value::step(step) }
            }
        };
        edits.push(edit);
    }
    yaml::apply(text, &edits).map_err(|refusal| refused(&known.id, &refusal))
}

/// Adds the actions the tracker lacks, and touches none that it has: for a meeting that ended a while ago, whose
/// actions people have worked on since.
///
/// # Errors
/// As [`apply`].
pub fn complete(existing: Option<&str>, fresh: &str, add: &[Action]) -> Result<String, String> {
    let before = read(existing.unwrap_or(fresh))?;
    let lacking: Vec<Action> =
        add.iter().filter(|action| known(&before, action).is_none()).cloned().collect();
    apply(existing, fresh, &lacking, &[])
}

/// Drops actions that their own meeting took out of its record after it had ended. Only those raised there that
/// nobody has worked on since are dropped; ids that are not in the tracker are ignored. Twice is once.
///
/// # Errors
/// As [`apply`].
pub fn withdraw(
    existing: &str,
    ids: &[ActionId],
    meeting: &MeetingId,
    on: NaiveDate,
) -> Result<String, String> {
    let mut text = existing.to_owned();
    if ids.is_empty() {
        return Ok(text);
    }
    let named =
        |known: &&Action| ids.contains(&known.id) || known.aliases.iter().any(|old| ids.contains(old));
    let untouched = |known: &&Action| {
        known.raised.meeting.as_ref() == Some(meeting)
            && known.status == Status::NotStarted
            && known.updates.is_empty()
    };
    for known in read(existing)?.actions.iter().filter(named).filter(untouched) {
        let update =
            Update { on, text: TAKEN_OUT.to_owned(), meeting: Some(meeting.clone()), ..Update::default() };
        let drop = ActionChange {
            id: known.id.clone(),
            status: Some(Status::Dropped),
            update: Some(update),
            ..ActionChange::default()
        };
        text = changed(&text, known, &drop)?;
    }
    Ok(text)
}

/// What the tracker says of an action that its meeting took out again.
const TAKEN_OUT: &str = "Taken out of the record of the meeting.";

/// Whether an action was dropped by [`withdraw`], and nothing was done to it since.
fn only_taken_out(known: &Action) -> bool {
    let said = |update: &Update| update.text == TAKEN_OUT && update.meeting == known.raised.meeting;
    known.status == Status::Dropped && matches!(known.updates.as_slice(), [update] if said(update))
}

fn read(text: &str) -> Result<Tracker, String> {
    let loaded = tracker::load(text);
    let error = loaded.problems.iter().find(|problem| problem.severity == Severity::Error);
    match (loaded.value, error) {
        (Some(tracker), _) => Ok(tracker),
        (None, Some(error)) => Err(format!(
            "the tracker cannot be changed until line {} of it is mended: {}",
            error.place.line, error.message
        )),
        (None, None) => Err("the tracker cannot be read".to_owned()),
    }
}

/// A refusal of the editor as a sentence that names the action.
fn refused(id: &ActionId, refusal: &EditRefusal) -> String {
    let line = refusal.place.map(|place| format!(" at line {}", place.line)).unwrap_or_default();
    format!("{id} cannot be written to the tracker{line}: {}", refusal.message)
}

/// All new actions at once, for each edit reads the whole tracker; one by one only where that cannot be, or to name the one
/// that is refused.
fn added(text: String, new: &[Action]) -> Result<String, String> {
    let actions = [Key("actions")];
    let edit = |action: &Action| Edit::Append { at: &actions, value: value::action(action) };
    if new.is_empty() {
        return Ok(text);
    }
    let together = || {
        let [first, rest @ ..] = new else { return Ok(text.clone()) };
        let with = yaml::apply(&text, &[edit(first)])?;
        let values: Vec<Value> = rest.iter().map(value::action).collect();
        if values.is_empty() {
            Ok(with)
        } else {
            yaml::apply(&with, &[Edit::AppendAll { at: &actions, values }])
        }
    };
    match together() {
        Ok(all) => Ok(all),
        Err(_) => new.iter().try_fold(text, |text, action| {
            yaml::apply(&text, &[edit(action)]).map_err(|refusal| refused(&action.id, &refusal))
        }),
    }
}

/// Brings an action that is there up to what the same meeting says of it now.
fn correct(text: &str, known: &Action, action: &Action) -> Result<String, String> {
    let mut keys: Vec<(&str, Value)> = Vec::new();
    if only_taken_out(known) {
        // It stands in the record again.
        keys.push(("status", Value::from(action.status.word())));
        keys.push(("updates", Value::List(Vec::new())));
    } else if known.status != Status::NotStarted || !known.updates.is_empty() || !known.evidence.is_empty() {
        // Once people have worked on it, the tracker says more than the meeting does.
        return Ok(text.to_owned());
    }
    if known.what != action.what {
        keys.push(("what", Value::from(action.what.as_str())));
    }
    if let Some(lead) = action.lead.as_ref().filter(|_| known.lead != action.lead) {
        keys.push(("lead", Value::from(lead.as_str())));
    }
    if known.with != action.with {
        keys.push(("with", value::texts(&action.with)));
    }
    // Once a date was moved the tracker's history says more than the meeting does.
    if known.moves.is_empty() {
        if let Some(first) = action.first_due.filter(|_| known.first_due != action.first_due) {
            keys.push(("first_due", Value::Date(first)));
        }
        if known.due != action.due {
            keys.push(("due", value::due(action.due)));
        }
    }
    if known.tags != action.tags {
        keys.push(("tags", value::texts(&action.tags)));
    }
    let at = place(&known.id);
    let edits: Vec<Edit<'_>> =
        keys.into_iter().map(|(key, value)| Edit::Put { at: &at, key, value }).collect();
    yaml::apply(text, &edits).map_err(|refusal| refused(&action.id, &refusal))
}

fn changed(text: &str, known: &Action, change: &ActionChange) -> Result<String, String> {
    let at = place(&known.id);
    let moves = [at[0], at[1], Key("moves")];
    let updates = [at[0], at[1], Key("updates")];
    let proofs = [at[0], at[1], Key("evidence")];
    let step = tracker_step::place(known, change)?;
    let part = [at[0], at[1], Key("steps"), Index(step.unwrap_or_default())];
    let done = [part[0], part[1], part[2], part[3], Key("done")];
    let put = |key: &'static str, value: Value| Edit::Put { at: &at, key, value };
    let mut edits = Vec::new();
    if let Some(status) = change.status.filter(|status| *status != known.status) {
        edits.push(put("status", Value::from(status.word())));
    }
    if let Some(lead) = change.lead.as_ref().filter(|lead| known.lead.as_ref() != Some(lead)) {
        edits.push(put("lead", Value::from(lead.as_str())));
    }
    if let Some((day, step)) = &change.moved {
        if *day != known.due {
            edits.push(put("due", value::due(*day)));
        }
        if !known.moves.contains(step) {
            edits.push(Edit::Append { at: &moves, value: value::step(step) });
        }
    }
    if let Some(update) = change.update.as_ref().filter(|update| !known.updates.contains(update)) {
        edits.push(Edit::Append { at: &updates, value: value::update(update) });
    }
    if let Some(into) = change.merged_into.as_ref().filter(|into| known.merged_into.as_ref() != Some(into)) {
        edits.push(put("merged_into", Value::from(into.as_str())));
    }
    edits.extend(step.and_then(|at| tracker_step::edit(known, change, at, (&part, &done))));
    if let Some(by) = change.dropped_by.as_ref().filter(|by| known.dropped_by.as_ref() != Some(by)) {
        edits.push(put("dropped_by", Value::from(by.as_str())));
    }
    let more: Vec<&ActionId> = change.waits_for.iter().filter(|id| !known.blocked_by.contains(id)).collect();
    if !more.is_empty() {
        let all: Vec<&ActionId> = known.blocked_by.iter().chain(more).collect();
        edits.push(put("blocked_by", value::texts(&all)));
    }
    let shown = |new: &&Evidence| known.evidence.iter().any(|known| known.same(new));
    if let Some(evidence) = change.evidence.as_ref().filter(|new| !shown(new)) {
        edits.push(evidence_edit(text, known, &at, &proofs, evidence));
    }
    if let Some(closed) = change.closed.as_ref().filter(|closed| known.closed.as_ref() != Some(closed)) {
        edits.push(put("closed", value::closing(closed)));
    }
    yaml::apply(text, &edits).map_err(|refusal| refused(&change.id, &refusal))
}

/// One more piece of evidence; where one stands alone the two become a list.
fn evidence_edit<'e>(
    text: &str,
    known: &Action,
    at: &'e [yaml::Step<'e>],
    list: &'e [yaml::Step<'e>],
    more: &Evidence,
) -> Edit<'e> {
    if text_has_one(text, at) {
        let all = known.evidence.iter().chain([more]).map(value::evidence);
        return Edit::Put { at, key: "evidence", value: Value::List(all.collect()) };
    }
    Edit::Append { at: list, value: value::evidence(more) }
}

/// Whether the evidence of an action stands as one piece, as the first trackers had it, and not as a list.
fn text_has_one(text: &str, at: &[yaml::Step<'_>]) -> bool {
    let root = yaml::read(text, &yaml::Limits::default()).root;
    let evidence = root.as_ref().and_then(|root| root.at(at)).and_then(|action| action.get("evidence"));
    evidence.is_some_and(|node| matches!(node.kind, yaml::Kind::Map(_)))
}

/// The way to an action.
fn place(id: &ActionId) -> [yaml::Step<'_>; 2] {
    [Key("actions"), Where { key: "id", is: id.as_str() }]
}

#[cfg(test)]
#[path = "tracker_laws.rs"]
mod laws;

#[cfg(test)]
#[path = "tracker_edit_tests.rs"]
mod tests;
