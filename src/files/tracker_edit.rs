//! Changes to a tracker's text: actions added and changed, with every other byte left alone.

use super::action_value as value;
use super::tracker;
use super::tracker_numbers::{known, numbered};
use super::yaml::Step::{Key, Where};
use super::yaml::{self, Edit, EditRefusal, Value};
use crate::base::id::{ActionId, MeetingId};
use crate::base::problem::Severity;
pub use crate::domain::action::ActionChange;
use crate::domain::action::{Action, Evidence, Status, Update};
use crate::domain::import::Amend;
use crate::domain::tracker::Tracker;
use chrono::NaiveDate;

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
    for change in change {
        let Some(action) = now.action(&change.id) else {
            return Err(format!("the tracker has no action {}, so it cannot be changed", change.id));
        };
        text = changed(&text, action, change)?;
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
            Amend::Lead(lead) => put("lead", Value::from(lead.as_str())),
            Amend::With(with) => put("with", value::texts(with)),
            Amend::Status(status) => put("status", Value::from(status.word())),
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
mod tests {
    use super::super::tracker_numbers::{Renumbered, renumbered};
    use super::*;
    use crate::domain::action::{Closing, Due, Level, Move, Raised};
    use crate::domain::agenda::Tier;

    fn demo() -> String {
        let files = crate::files::shipped::demo();
        let (_, bytes) = files.iter().find(|(path, _)| path == "trackers/executive.yaml").unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn action(id: &str) -> Action {
        Action {
            id: id.into(),
            what: "Report on: the pilot, #2".into(),
            lead: Some("police-dsp".into()),
            with: vec!["icb-dsp".into()],
            raised: Raised {
                meeting: Some("executive-2026-12-03".into()),
                item: Some("dashboard".into()),
                date: day("2026-12-03"),
                ..Raised::default()
            },
            first_due: Some(day("2026-12-18")),
            due: Due::On(day("2026-12-18")),
            tags: vec!["notices".into()],
            ..Action::default()
        }
    }

    fn change(id: &str) -> ActionChange {
        ActionChange { id: id.into(), ..ActionChange::default() }
    }

    /// The lines of the new text that are not in the old one, in order; fails when a line of the old is gone.
    fn new_lines(old: &str, new: &str) -> Vec<String> {
        let mut left = old.lines().peekable();
        let mut more = Vec::new();
        for line in new.lines() {
            if left.peek() == Some(&line) {
                left.next();
            } else {
                more.push(line.to_owned());
            }
        }
        assert_eq!(left.next(), None, "a line of the tracker has gone");
        more
    }

    #[test]
    fn an_action_is_added_and_every_other_byte_stays() {
        let old = demo();
        let new = apply(Some(&old), "", &[action("EXEC-26-021")], &[]).unwrap();
        assert!(new.starts_with(old.trim_end()), "{new}");
        let tracker = read(&new).unwrap();
        assert_eq!(tracker.actions.last().unwrap(), &action("EXEC-26-021"));
        assert_eq!(apply(Some(&new), "", &[action("EXEC-26-021")], &[]).unwrap(), new, "twice is once");
    }

    #[test]
    fn more_evidence_is_added_beside_the_first_whatever_form_that_has() {
        let one =
            "    status: done\n    evidence: {on: 2026-11-30, text: Report, meeting: executive-2026-12-03}\n";
        let old = demo().replacen("    status: under way\n", one, 1);
        let id = read(&old)
            .unwrap()
            .actions
            .iter()
            .find(|a| a.evidence.iter().any(|e| e.text == "Report"))
            .unwrap()
            .id
            .clone();
        let shown = |text: &str| Evidence {
            on: day("2027-03-01"),
            text: text.into(),
            level: Level::Practice,
            ..Evidence::default()
        };
        let add = |text: &str, new: &str| {
            let change = ActionChange { evidence: Some(shown(new)), ..change(id.as_str()) };
            apply(Some(text), "", &[], &[change]).unwrap()
        };
        let two = add(&old, "Dip sample");
        let three = add(&two, "Audit");
        let all = read(&three).unwrap().action(&id).unwrap().evidence.clone();
        assert_eq!(
            all.iter().map(|e| e.text.as_str()).collect::<Vec<_>>(),
            ["Report", "Dip sample", "Audit"]
        );
        assert_eq!(new_lines(&two, &three).len(), 1, "{three}");
        assert_eq!(add(&three, "Audit"), three, "twice is once");
    }

    #[test]
    fn many_actions_at_once_are_written_as_one_after_another() {
        let ids = ["EXEC-26-021", "EXEC-26-022", "EXEC-26-023", "EXEC-26-024"];
        let all = ids.map(action);
        for old in [demo(), demo().trim_end().to_owned(), fresh("sog", "SOG", "sog", "SOG")] {
            let each = all
                .iter()
                .fold(old.clone(), |text, one| take_over(&text, std::slice::from_ref(one), &[]).unwrap());
            assert_eq!(take_over(&old, &all, &[]).unwrap(), each);
        }
    }

    #[test]
    fn changes_leave_comments_and_order_alone() {
        let old = demo();
        let step = Move {
            from: Due::ToBeSet,
            to: Due::On(day("2027-02-26")),
            on: day("2026-12-03"),
            why: "the date was agreed".into(),
            meeting: Some("executive-2026-12-03".into()),
            ..Move::default()
        };
        let update = Update {
            on: day("2026-12-03"),
            text: "Discussed.".into(),
            meeting: Some("executive-2026-12-03".into()),
            ..Update::default()
        };
        let shown = Evidence { on: day("2026-12-03"), text: "Signed copy.".into(), ..Evidence::default() };
        let closed = Closing { by: "executive".into(), on: day("2026-12-03"), ..Closing::default() };
        let changes = [
            ActionChange {
                status: Some(Status::UnderWay),
                update: Some(update.clone()),
                ..change("EXEC-26-017")
            },
            ActionChange { moved: Some((step.to, step.clone())), ..change("EXEC-26-019") },
            ActionChange {
                status: Some(Status::Closed),
                evidence: Some(shown.clone()),
                closed: Some(closed.clone()),
                lead: Some("icb-dsp".into()),
                ..change("EXEC-26-013")
            },
        ];
        let new = apply(Some(&old), "", &[], &changes).unwrap();
        for line in old.lines().filter(|line| line.trim_start().starts_with('#')) {
            assert!(new.lines().any(|kept| kept == line), "{line}");
        }
        assert!(new.contains("# listed first at the next meeting until a date is agreed"));
        let (before, after) = (read(&old).unwrap(), read(&new).unwrap());
        for (was, is) in before.actions.iter().zip(&after.actions) {
            assert_eq!(was.id, is.id);
            match is.id.as_str() {
                "EXEC-26-017" => {
                    assert_eq!((is.status, is.updates.last()), (Status::UnderWay, Some(&update)));
                }
                "EXEC-26-019" => {
                    assert_eq!((is.due, is.moves.as_slice()), (step.to, [step.clone()].as_slice()));
                }
                "EXEC-26-013" => {
                    assert_eq!(
                        (is.status, is.evidence.as_slice()),
                        (Status::Closed, [shown.clone()].as_slice())
                    );
                    assert_eq!(is.closed.as_ref(), Some(&closed));
                    assert_eq!(is.lead, Some("icb-dsp".into()));
                }
                _ => assert_eq!(was, is),
            }
        }
        assert_eq!(apply(Some(&new), "", &[], &changes).unwrap(), new, "twice is once");
    }

    #[test]
    fn a_new_update_only_adds_lines() {
        let old = demo();
        let update = Update { on: day("2026-12-03"), text: "Said: \"soon\"".into(), ..Update::default() };
        let one = ActionChange { update: Some(update), ..change("EXEC-26-014") };
        let new = apply(Some(&old), "", &[], &[one]).unwrap();
        assert!((1..=3).contains(&new_lines(&old, &new).len()), "{:?}", new_lines(&old, &new));
    }

    #[test]
    fn the_same_action_of_the_same_meeting_is_corrected() {
        let first = apply(Some(&demo()), "", &[action("EXEC-26-021")], &[]).unwrap();
        let better = Action {
            what: "Report on the second pilot".into(),
            lead: Some("icb-dsp".into()),
            first_due: Some(day("2027-01-15")),
            due: Due::On(day("2027-01-15")),
            tags: vec!["notices".into(), "pilot".into()],
            ..action("EXEC-26-021")
        };
        let second = apply(Some(&first), "", std::slice::from_ref(&better), &[]).unwrap();
        assert_eq!(read(&second).unwrap().actions.last().unwrap(), &better);
    }

    #[test]
    fn a_date_that_was_moved_is_not_set_back() {
        let first = apply(Some(&demo()), "", &[action("EXEC-26-021")], &[]).unwrap();
        let to = Due::On(day("2027-01-29"));
        let step =
            Move { from: action("A-1").due, to, on: day("2026-12-10"), why: "ill".into(), ..Move::default() };
        let moved = ActionChange { moved: Some((to, step)), ..change("EXEC-26-021") };
        let second = apply(Some(&first), "", &[], &[moved]).unwrap();
        assert_eq!(apply(Some(&second), "", &[action("EXEC-26-021")], &[]).unwrap(), second);
    }

    #[test]
    fn an_action_whose_number_was_given_meanwhile_gets_the_next_and_is_found_by_both() {
        let (add, also) = (action("EXEC-26-014"), action("EXEC-26-021"));
        let (add, also) =
            (Action { what: "Book a room".into(), ..add }, Action { what: "Write".into(), ..also });
        let actions = [add, also];
        let text = apply(Some(&demo()), "", &actions, &[]).unwrap();
        let now = tracker::load(&text).value.unwrap();
        // 21 is given here too, so that 22 is the next.
        let found: Vec<&str> = now.actions.iter().rev().take(2).map(|a| a.id.as_str()).collect();
        assert_eq!(found, ["EXEC-26-021", "EXEC-26-022"]);
        assert_eq!(now.actions[now.actions.len() - 2].aliases, ["EXEC-26-014".into()]);
        assert_ne!(now.action(&"EXEC-26-014".into()).unwrap().what, "Book a room", "its own comes first");
        let numbers = renumbered(&text, &actions);
        assert_eq!(numbers, [Renumbered { given: "EXEC-26-014".into(), now: "EXEC-26-022".into() }]);
        assert_eq!(apply(Some(&text), "", &actions, &[]).unwrap(), text, "twice is once");
        assert_eq!(complete(Some(&text), "", &actions).unwrap(), text);
        assert_eq!(complete(Some(&demo()), "", &actions).unwrap(), text, "a while later too");
    }

    #[test]
    fn a_sheet_taken_over_changes_its_own_fields_and_no_other_byte() {
        let old = demo();
        let (on, meeting) = (day("2026-11-26"), None);
        let to = Due::On(day("2027-01-15"));
        let step =
            Move { from: Due::On(day("2026-11-27")), to, on, why: "late".into(), meeting, ..Move::default() };
        let amends = vec![
            Amend::Due(to, step),
            Amend::Update(Update { on, text: "Two\nlines: #2".into(), ..Update::default() }),
            Amend::Status(Status::Done),
            Amend::Tags(vec!["encompass".into(), "notices".into(), "pilot".into()]),
        ];
        let changes =
            [("EXEC-26-014".into(), amends), ("EXEC-26-017".into(), vec![Amend::Tier(Tier::Restricted)])];
        let new = take_over(&old, &[action("EXEC-26-021")], &changes).unwrap();
        let (before, after) = (read(&old).unwrap(), read(&new).unwrap());
        for (was, is) in before.actions.iter().zip(&after.actions) {
            match is.id.as_str() {
                "EXEC-26-014" => {
                    assert_eq!(
                        (is.due, is.status, is.moves.len(), is.updates.len()),
                        (to, Status::Done, 3, 2)
                    );
                    assert_eq!(is.first_due, was.first_due);
                }
                "EXEC-26-017" => assert_eq!((is.tier, &is.what), (Tier::Restricted, &was.what)),
                _ => assert_eq!(was, is),
            }
        }
        assert_eq!(after.actions.last().unwrap(), &action("EXEC-26-021"));
        let gone: Vec<&str> = old.lines().filter(|line| !new.lines().any(|other| other == *line)).collect();
        assert_eq!(gone, ["    due: 2026-11-27", "    tags: [encompass, notices]"]);
        assert!(
            take_over(&old, &[], &[("EXEC-26-099".into(), Vec::new())])
                .unwrap_err()
                .contains("no action EXEC-26-099")
        );
    }

    #[test]
    fn what_comes_round_is_written_by_the_first_change_of_it() {
        let series = "recurring:\n  - id: REG45   # every half year\n    what: Send the report\n    lead: police-dsp\n    every: 6 months\n    \
                      first_due: 2026-10-31\n    tags: [reg-45]\nactions:\n";
        let old = demo().replacen("actions:\n", series, 1);
        let tracker = read(&old).unwrap();
        let [come] = &tracker.occurrences(day("2026-12-03"))[..] else { panic!("one has come round") };
        assert_eq!(come.id.as_str(), "REG45@2026H2");
        let begun = ActionChange { status: Some(Status::UnderWay), ..change("REG45@2026H2") };
        let new = apply(Some(&old), "", &[], std::slice::from_ref(&begun)).unwrap();
        let after = read(&new).unwrap();
        let expected = Action { status: Status::UnderWay, ..come.clone() };
        assert_eq!(after.actions.last(), Some(&expected));
        assert_eq!(after.actions.len(), tracker.actions.len() + 1);
        assert_eq!(old.lines().find(|line| !new.lines().any(|l| l == *line)), None);
        assert_eq!(apply(Some(&new), "", &[], &[begun]).unwrap(), new, "twice is once");
        assert_eq!(after.occurrences(day("2026-12-03")), []);
        let amended = take_over(&old, &[], &[("REG45@2026H2".into(), vec![Amend::Status(Status::UnderWay)])]);
        assert_eq!(amended.unwrap(), new);
        let unknown = apply(Some(&old), "", &[], &[change("REG46@2026H2")]).unwrap_err();
        assert!(unknown.contains("no action REG46@2026H2"), "{unknown}");
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let unknown = apply(Some(&demo()), "", &[], &[change("EXEC-26-099")]).unwrap_err();
        assert_eq!(unknown, "the tracker has no action EXEC-26-099, so it cannot be changed");
        let broken = apply(Some("schema: 1\nactions: [\n"), "", &[action("A-1")], &[]).unwrap_err();
        assert!(broken.contains("until line 2 of it is mended"), "{broken}");
    }

    #[test]
    fn a_new_tracker_takes_actions_and_their_changes_at_once() {
        let empty = fresh("sog", "SOG: actions", "sog", "SOG");
        let read_empty = tracker::load(&empty);
        assert_eq!(read_empty.problems, []);
        assert_eq!(read_empty.value.unwrap().title, "SOG: actions");
        let done = ActionChange { status: Some(Status::Done), ..change("SOG-26-001") };
        let new = apply(None, &empty, &[action("SOG-26-001"), action("SOG-26-002")], &[done]).unwrap();
        let tracker = read(&new).unwrap();
        assert_eq!(tracker.actions.len(), 2);
        assert_eq!(tracker.actions[0].status, Status::Done);
        assert!(new.starts_with("# Chairside adds actions here"));
    }

    #[test]
    fn line_ends_of_windows_are_kept() {
        let old = demo().replace('\n', "\r\n");
        let new = apply(Some(&old), "", &[action("EXEC-26-021")], &[]).unwrap();
        assert_eq!(new.matches('\n').count(), new.matches("\r\n").count());
    }

    #[test]
    fn an_action_taken_out_of_the_record_is_dropped_once_and_comes_back_with_it() {
        let (meeting, on) = (MeetingId::from("executive-2026-12-03"), day("2026-12-03"));
        let with = apply(Some(&demo()), "", &[action("EXEC-26-021")], &[]).unwrap();
        let ids: Vec<ActionId> = vec!["EXEC-26-021".into(), "EXEC-26-014".into(), "EXEC-26-099".into()];
        let out = withdraw(&with, &ids, &meeting, on).unwrap();
        let (before, after) = (read(&with).unwrap(), read(&out).unwrap());
        for (was, is) in before.actions.iter().zip(&after.actions).filter(|(was, _)| was.id != ids[0]) {
            assert_eq!(was, is, "only the meeting's own");
        }
        let dropped = after.actions.last().unwrap();
        let said = Update {
            on,
            text: "Taken out of the record of the meeting.".into(),
            meeting: Some(meeting.clone()),
            ..Update::default()
        };
        assert_eq!((dropped.status, dropped.updates.as_slice()), (Status::Dropped, [said].as_slice()));
        assert_eq!(withdraw(&out, &ids, &meeting, on).unwrap(), out, "twice is once");
        let back = apply(Some(&out), "", &[action("EXEC-26-021")], &[]).unwrap();
        assert_eq!(read(&back).unwrap().actions.last().unwrap(), &action("EXEC-26-021"));
    }

    #[test]
    fn an_action_somebody_worked_on_or_of_another_meeting_is_not_dropped() {
        let with = apply(Some(&demo()), "", &[action("EXEC-26-021")], &[]).unwrap();
        let ids: Vec<ActionId> = vec!["EXEC-26-021".into()];
        assert_eq!(withdraw(&with, &ids, &"executive-2027-03-04".into(), day("2027-03-04")).unwrap(), with);
        let begun = ActionChange { status: Some(Status::UnderWay), ..change("EXEC-26-021") };
        let worked = apply(Some(&with), "", &[], &[begun]).unwrap();
        assert_eq!(
            withdraw(&worked, &ids, &"executive-2026-12-03".into(), day("2026-12-03")).unwrap(),
            worked
        );
    }
}
