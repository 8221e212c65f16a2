//! An action as a value of YAML, its keys in the order people read them. Putting it into a file is `tracker_edit`'s.

use super::yaml::Value;
use crate::domain::action::{
    Action, Closing, Due, Evidence, Level, Move, Part, Priority, Raised, Source, Update,
};
use crate::domain::agenda::Tier;

/// A due date.
pub(super) fn due(due: Due) -> Value {
    due.day().map_or_else(|| Value::from("to be set"), Value::Date)
}

/// Ids, tags: a list of texts.
pub(super) fn texts<T: ToString>(all: &[T]) -> Value {
    Value::List(all.iter().map(|one| Value::from(one.to_string())).collect())
}

/// A key that is written only when there is something to write.
fn some<T: ToString>(key: &'static str, value: Option<&T>) -> Option<(&'static str, Value)> {
    value.map(|value| (key, Value::from(value.to_string())))
}

/// The same of a text, which is left out when it is empty.
fn said(key: &'static str, text: &str) -> Option<(&'static str, Value)> {
    (!text.is_empty()).then(|| (key, Value::from(text)))
}

/// The same of a list.
fn list<T>(key: &'static str, all: &[T], value: impl Fn(&T) -> Value) -> Option<(&'static str, Value)> {
    (!all.is_empty()).then(|| (key, Value::List(all.iter().map(value).collect())))
}

/// One change of a due date.
pub(super) fn step(step: &Move) -> Value {
    let keys = [("from", due(step.from)), ("to", due(step.to)), ("on", Value::Date(step.on))];
    let why = ("why", Value::from(step.why.as_str()));
    let who = said("by", &step.by).into_iter().chain(some("meeting", step.meeting.as_ref()));
    Value::map(keys.into_iter().chain([why]).chain(who))
}

/// One line of history.
pub(super) fn update(update: &Update) -> Value {
    let keys = [("on", Value::Date(update.on)), ("text", Value::from(update.text.as_str()))];
    let who = said("by", &update.by).into_iter().chain(some("meeting", update.meeting.as_ref()));
    Value::map(keys.into_iter().chain(who))
}

/// One piece of evidence.
pub(super) fn evidence(evidence: &Evidence) -> Value {
    let keys = [("on", Value::Date(evidence.on)), ("text", Value::from(evidence.text.as_str()))];
    let level = (evidence.level != Level::Done).then(|| ("level", Value::from(evidence.level.word())));
    let effective = evidence.effective.map(|day| ("effective", Value::Date(day)));
    let rest = [said("file", &evidence.file), said("sha256", &evidence.sha256), said("by", &evidence.by)];
    let rest = rest.into_iter().flatten().chain(some("meeting", evidence.meeting.as_ref()));
    Value::map(keys.into_iter().chain(level).chain(effective).chain(rest))
}

/// Who confirmed that it is closed.
pub(super) fn closing(closing: &Closing) -> Value {
    let keys = said("by", closing.by.as_str()).into_iter().chain([("on", Value::Date(closing.on))]);
    let where_ = said("minute", &closing.minute).into_iter().chain(some("meeting", closing.meeting.as_ref()));
    Value::map(keys.chain(where_))
}

fn raised(raised: &Raised) -> Value {
    let from = some("meeting", raised.meeting.as_ref()).into_iter();
    let from = from.chain(some("item", raised.item.as_ref())).chain(said("minute", &raised.minute));
    Value::map(from.chain([("date", Value::Date(raised.date))]))
}

fn source(source: &Source) -> Value {
    let kind = [("kind", Value::from(source.kind.word()))];
    Value::map(kind.into_iter().chain(said("called", &source.called)).chain(said("ref", &source.reference)))
}

/// A step.
pub(super) fn part(part: &Part) -> Value {
    let what = [("what", Value::from(part.what.as_str()))];
    Value::map(what.into_iter().chain(part.done.map(|day| ("done", Value::Date(day)))))
}

/// A whole action.
pub(super) fn action(action: &Action) -> Value {
    let mut keys = vec![("id", Value::from(action.id.as_str()))];
    keys.extend(list("aka", &action.aliases, |id| Value::from(id.as_str())));
    keys.push(("what", Value::from(action.what.as_str())));
    keys.extend(some("lead", action.lead.as_ref()));
    keys.extend(list("with", &action.with, |post| Value::from(post.as_str())));
    keys.push(("raised", raised(&action.raised)));
    keys.extend(list("sources", &action.sources, source));
    let priority = (action.priority != Priority::Usual).then(|| Value::from(action.priority.word()));
    keys.extend(priority.map(|word| ("priority", word)));
    keys.extend(action.first_due.map(|day| ("first_due", Value::Date(day))));
    keys.push(("due", due(action.due)));
    keys.extend(list("moves", &action.moves, step));
    keys.push(("status", Value::from(action.status.word())));
    keys.extend(list("updates", &action.updates, update));
    keys.extend(list("evidence", &action.evidence, evidence));
    keys.extend(action.closed.as_ref().map(|closed| ("closed", closing(closed))));
    keys.extend(some("merged_into", action.merged_into.as_ref()));
    keys.extend(some("dropped_by", action.dropped_by.as_ref()));
    keys.extend(list("blocked_by", &action.blocked_by, |id| Value::from(id.as_str())));
    keys.extend(list("steps", &action.steps, part));
    keys.extend(said("measure", &action.measure));
    keys.extend(said("baseline", &action.baseline));
    keys.extend(list("tags", &action.tags, |tag| Value::from(tag.as_str())));
    if action.tier != Tier::Partners {
        keys.push(("tier", Value::from(action.tier.to_string())));
    }
    Value::map(keys)
}
