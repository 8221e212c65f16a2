//! What a file says after a change, given what it says now. Nothing is written here.

use crate::domain::clash::Clash;
use crate::effect::Change;
use crate::files::assurance::{inspection, programme, rapid_review};
use crate::files::merge::merge;
use crate::files::moved_meanwhile::from_what_stands;
use crate::files::refusal::Refusal;
use crate::files::yaml::{Edit, apply};
use crate::files::{
    action_review, audit, audit_panel, audit_return, disposals, escalations, inputs, recommendations,
    released, set_meanwhile, tracker, tracker_edit, views,
};

/// The file's new text; nothing when it is to be left as it is. The error says why the change cannot be made, or what it
/// would write over that somebody else has set since it was looked at.
pub fn changed_text(existing: Option<&str>, change: &Change) -> Result<Option<String>, Refusal> {
    if let Some(why) = set_otherwise(existing, change) {
        return Err(Clash::Set(why).into());
    }
    let text: Result<_, String> = match (change, existing) {
        (Change::Create(_), Some(_)) => Ok(None),
        (Change::Begin(_), Some(_)) => Err("it is there already, and nothing was written over it".to_owned()),
        (Change::Create(text) | Change::Begin(text) | Change::Document(text), _) => Ok(Some(text.clone())),
        (Change::Withdraw(_), None) => Err("it has gone already".to_owned()),
        (Change::Withdraw(made), Some(text)) if text != made => {
            Err("it was changed since it was begun, so it stays: take it away by hand".to_owned())
        }
        // That it goes is no text of it.
        (Change::Withdraw(_), Some(_)) => Ok(None),
        (Change::Actions { fresh: None, .. }, None) => Err("it is not there any more".to_owned()),
        (Change::Actions { fresh, add, change }, _) => {
            let fresh = fresh.as_deref().unwrap_or_default();
            return tracker_edit::apply(existing, fresh, add, change).map(Some);
        }
        (Change::Review { fresh, said, ended }, _) => {
            action_review::add(existing.unwrap_or(fresh), said.as_ref(), *ended).map(Some)
        }
        (Change::Returned(text), _) => audit_return::in_place_of(existing, text).map(Some),
        (Change::Filled { fresh, seen, pieces, order }, _) => {
            return audit_return::filled(existing, (fresh, seen), pieces, order).map(Some);
        }
        (Change::Audit(_), None) => Err("it is not there any more".to_owned()),
        (Change::Audit(changes), Some(text)) => {
            changes.iter().try_fold(text.to_owned(), |text, change| audit::apply(&text, change)).map(Some)
        }
        (Change::Panel { audit, case, steps, seen }, _) => {
            return audit_panel::after(existing, audit, case, steps, seen.as_deref()).map(Some);
        }
        (Change::Recommend(one), _) => recommendations::add(existing, one).map(Some),
        (Change::Escalate(one), _) => escalations::add(existing, one).map(Some),
        (Change::Release(one), _) => released::add(existing, one).map(Some),
        (Change::Dispose(one), _) => disposals::add(existing, one).map(Some),
        (Change::Escalated(..), None) => Err("it is not there any more".to_owned()),
        (Change::Escalated(id, since), Some(text)) => escalations::came(text, id, since).map(Some),
        (Change::AcceptReturn { .. } | Change::AskBack(_) | Change::Reply { .. }, None) => {
            Err("it is not there any more".to_owned())
        }
        (Change::AcceptReturn { on, template, kind }, Some(text)) => {
            audit_return::accepted(text, *on, template, kind).map(Some)
        }
        (Change::AskBack(query), Some(text)) => audit_return::asked_back(text, query).map(Some),
        (Change::Reply { to, on, text }, Some(known)) => {
            audit_return::replied(known, to, *on, text).map(Some)
        }
        (
            Change::Inspection(_)
            | Change::RapidReview(_)
            | Change::Programme(_)
            | Change::Came(..)
            | Change::CloseRecommendation(..)
            | Change::ReopenRecommendation(..),
            _,
        ) => assured(existing.ok_or("it is not there any more")?, change).map(Some),
        (Change::View(view), _) => views::save(existing, view).map(Some),
        (Change::TakeBack { now, was }, _) => taken_back(now, existing, was),
        (Change::Whole { was, text }, _) => whole(was.as_deref(), existing, text),
        (Change::Record(_), None) => Err("the meeting's file is not there any more".to_owned()),
        (Change::Record(record), Some(text)) => with_record(text, record).map(Some),
        // What was taken out before there was a tracker needs none.
        (Change::Tracker { add, change, .. }, None) if add.is_empty() && change.is_empty() => Ok(None),
        (Change::Tracker { fresh, add, change, withdrawn, meeting, on, live: true }, _) => {
            let known = existing.and_then(|text| tracker::load(text).value);
            let change = known.map_or_else(|| change.clone(), |known| from_what_stands(&known, change));
            let text = tracker_edit::apply(existing, fresh, add, &change)?;
            tracker_edit::withdraw(&text, withdrawn, meeting, *on).map(Some)
        }
        (Change::Tracker { fresh, add, live: false, .. }, _) => {
            tracker_edit::complete(existing, fresh, add).map(Some)
        }
    };
    Ok(text?)
}

/// What a change would write over although somebody else wrote it since it was looked at, of what is no action, return or
/// panel: those say it themselves. A sentence without a full stop.
fn set_otherwise(existing: Option<&str>, change: &Change) -> Option<String> {
    match change {
        Change::Audit(all) => set_meanwhile::in_audit(existing?, all),
        Change::Inspection(all) => set_meanwhile::in_inspection(existing?, all),
        Change::CloseRecommendation(id, one) => set_meanwhile::closed_already(existing?, id, one),
        Change::ReopenRecommendation(id, one) => set_meanwhile::open_already(existing?, id, one),
        _ => None,
    }
}

/// What a change does, in a word or a few.
pub fn did(change: &Change, was_there: bool) -> String {
    match change {
        Change::Tracker { meeting, .. } => format!("changed by the meeting {meeting}"),
        Change::TakeBack { .. } => "taken back".to_owned(),
        Change::Withdraw(_) => "taken away".to_owned(),
        Change::Whole { .. } if was_there => "put in its place".to_owned(),
        _ if was_there => "changed".to_owned(),
        _ => "made".to_owned(),
    }
}

/// A change of what goes with audits, or of a register that is there.
fn assured(text: &str, change: &Change) -> Result<String, String> {
    let start = || text.to_owned();
    match change {
        Change::Inspection(all) => all.iter().try_fold(start(), |text, one| inspection::apply(&text, one)),
        Change::RapidReview(all) => all.iter().try_fold(start(), |text, one| rapid_review::apply(&text, one)),
        Change::Programme(one) => programme::apply(text, one),
        Change::Came(id, one) => inputs::received(text, id, one),
        Change::CloseRecommendation(id, closing) => recommendations::close(text, id, closing),
        Change::ReopenRecommendation(id, again) => recommendations::reopen(text, id, again),
        _ => Ok(start()),
    }
}

/// What a file that a change makes would say without what is added: what taking it back leaves. Nothing for one that was
/// begun by itself.
pub fn begun(change: &Change) -> Option<String> {
    Some(match change {
        Change::Begin(_) => return None,
        Change::Actions { fresh: Some(fresh), .. } | Change::Review { fresh, .. } => fresh.clone(),
        // A file that was made whole stays.
        Change::Create(text) => text.clone(),
        Change::Panel { audit, case, .. } => {
            audit_panel::after(None, audit, case, &[], None).unwrap_or_default()
        }
        Change::Filled { fresh, .. } => audit_return::text(fresh),
        Change::Escalate(_) => escalations::FRESH.to_owned(),
        Change::Release(_) => released::FRESH.to_owned(),
        Change::Dispose(_) => disposals::FRESH.to_owned(),
        Change::Recommend(_) => recommendations::FRESH.to_owned(),
        _ => String::new(),
    })
}

/// A text somebody decided on when the file said `was`.
fn whole(was: Option<&str>, now: Option<&str>, text: &str) -> Result<Option<String>, String> {
    match now {
        now if now == was => Ok(Some(text.to_owned())),
        Some(now) if now == text => Ok(None),
        now => merged(was, now, text).map(Some),
    }
}

/// What a file is to say again that said `after` after a change and `before` it, and is on the disk as `existing`. What was
/// written since stays; where that is the same thing, nothing is taken back.
fn taken_back(after: &str, existing: Option<&str>, before: &str) -> Result<Option<String>, String> {
    let existing = existing.ok_or("it has gone since, so nothing can be taken back in it")?;
    let merged = merge(after, existing, before);
    match merged.clashes.first() {
        None => Ok((merged.text != existing).then_some(merged.text)),
        Some(clash) => {
            let says = clash.ours.as_deref().unwrap_or("nothing");
            Err(format!("it was changed since, so nothing is taken back: {} is {says} now", clash.place))
        }
    }
}

/// What a file is to say that was changed by two at once: `ours` was made from `was`, and so was what it says `now`.
/// Nobody's words are written over: where both changed the same, nothing is written.
fn merged(was: Option<&str>, now: Option<&str>, ours: &str) -> Result<String, String> {
    let now = now.ok_or("it has gone meanwhile, so nothing was written: look again, then decide")?;
    // What is on the disk keeps its layout and its remarks.
    let merged = merge(was.unwrap_or_default(), now, ours);
    match merged.clashes.first() {
        None => Ok(merged.text),
        Some(clash) => Err(format!("it was changed meanwhile, and nothing was written: {}", clash.said())),
    }
}

/// Replaces the `record:` part of a meeting's file, or adds it at the end; every other byte stays.
fn with_record(text: &str, record: &str) -> Result<String, String> {
    let edit = Edit::ReplaceTop { key: "record", block: record };
    apply(text, &[edit]).map_err(|refused| refused.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Action, Raised, Status, Update};
    use crate::domain::meeting::{Review, Voice, example};
    use proptest::prelude::*;

    #[test]
    fn a_record_is_added_or_replaced_and_nothing_else_changes() {
        let record =
            |existing: &str, text: &str| changed_text(Some(existing), &Change::Record(text.to_owned()));
        let first = record("# top\ntitle: A\n", "record:\n  a: 1\n").unwrap().unwrap();
        assert_eq!(first, "# top\ntitle: A\nrecord:\n  a: 1\n");
        let second = record(&(first + "items: []\n"), "record:\n  a: 2\n").unwrap().unwrap();
        assert_eq!(second, "# top\ntitle: A\nrecord:\n  a: 2\nitems: []\n");
        assert!(record("title: [\n", "record: {}\n").is_err(), "a file with errors is left alone");
    }

    #[test]
    fn creating_leaves_what_is_there() {
        assert_eq!(changed_text(Some("mine"), &Change::Create("ours".into())), Ok(None));
        assert_eq!(changed_text(None, &Change::Create("ours".into())), Ok(Some("ours".into())));
        assert!(changed_text(None, &Change::Record("record: {}".into())).is_err());
    }

    #[test]
    fn a_whole_text_replaces_only_what_was_seen() {
        let whole = |existing: Option<&str>, was: Option<&str>| {
            let change = Change::Whole { was: was.map(str::to_owned), text: "ours".to_owned() };
            changed_text(existing, &change)
        };
        assert_eq!(whole(Some("seen"), Some("seen")), Ok(Some("ours".into())));
        assert_eq!(whole(None, None), Ok(Some("ours".into())));
        assert_eq!(whole(Some("ours"), Some("seen")), Ok(None), "twice is once");
        assert!(whole(Some("theirs"), Some("seen")).unwrap_err().to_string().contains("changed meanwhile"));
        assert!(whole(None, Some("seen")).is_err(), "it was taken away meanwhile");
    }

    #[test]
    fn an_action_taken_out_after_the_end_is_dropped_and_one_that_never_was_needs_no_tracker() {
        let action = Action {
            id: "SOG-26-001".into(),
            what: "Share the data".into(),
            raised: Raised { meeting: Some("sog-2026-12-03".into()), ..Raised::default() },
            ..Action::default()
        };
        let change = |add: &[Action], withdrawn: &[&str]| Change::Tracker {
            fresh: tracker_edit::fresh("sog", "SOG actions", "sog", "SOG"),
            add: add.to_vec(),
            change: Vec::new(),
            withdrawn: withdrawn.iter().map(|id| (*id).into()).collect(),
            meeting: "sog-2026-12-03".into(),
            on: "2026-12-03".parse().unwrap(),
            live: true,
        };
        let first = changed_text(None, &change(&[action], &["SOG-26-002"])).unwrap().unwrap();
        assert!(first.contains("status: not started"), "{first}");
        let out = change(&[], &["SOG-26-001", "SOG-26-002"]);
        let second = changed_text(Some(&first), &out).unwrap().unwrap();
        assert!(second.contains("status: dropped"), "{second}");
        assert_eq!(changed_text(None, &out), Ok(None));
    }

    /// Whatever somebody wrote meanwhile, in the same action and in every other place, a meeting's own writes are made
    /// from that: there is no second text for it to clash with.
    #[test]
    fn what_a_meeting_writes_cannot_clash_with_what_was_written_meanwhile() {
        let tracker = tracker_edit::fresh("sog", "SOG actions", "sog", "SOG");
        let action = Action {
            id: "SOG-26-001".into(),
            what: "Share the data".into(),
            raised: Raised { meeting: Some("sog-2026-12-03".into()), ..Raised::default() },
            ..Action::default()
        };
        let tracker = tracker_edit::apply(None, &tracker, std::slice::from_ref(&action), &[]).unwrap();
        let on = "2026-12-03".parse().unwrap();
        let moved = tracker_edit::ActionChange {
            id: action.id.clone(),
            status: Some(Status::UnderWay),
            update: Some(Update { on, text: "Begun.".into(), ..Update::default() }),
            ..tracker_edit::ActionChange::default()
        };
        let writes = |live| Change::Tracker {
            fresh: tracker.clone(),
            add: vec![action.clone(), Action { id: "SOG-26-002".into(), ..action.clone() }],
            change: if live { vec![moved.clone()] } else { Vec::new() },
            withdrawn: Vec::new(),
            meeting: "sog-2026-12-03".into(),
            on,
            live,
        };
        let meanwhile: [(&str, &str); 5] = [
            ("status: not started", "status: blocked"),
            ("what: Share the data", "what: Share all the data, weekly"),
            ("title: SOG actions", "title: Theirs"),
            ("status: not started", "status: not started\n    updates: [{on: 2026-12-01, text: By hand.}]"),
            ("actions:", "# By hand.\nactions:"),
        ];
        for (from, to) in meanwhile {
            assert!(tracker.contains(from), "{from}");
            let now = tracker.replacen(from, to, 1);
            for live in [true, false] {
                let text = changed_text(Some(&now), &writes(live)).unwrap().unwrap();
                assert!(text.contains("SOG-26-002"), "{text}");
                // What the meeting said of its own action since is the meeting's to say.
                let said = to.rsplit(['\n', ' ']).next().unwrap();
                assert!(live || text.contains(said), "{said}: {text}");
            }
        }
        let record = Change::Record("record:\n  state: ended\n".into());
        for now in
            ["title: A\n", "title: Theirs\nrecord:\n  state: live\n  by: hand\n", "title: A\n# by hand\n"]
        {
            assert!(changed_text(Some(now), &record).unwrap().unwrap().contains("state: ended"));
        }
        for change in [Change::Create("ours".into()), Change::Document("ours".into())] {
            assert!(changed_text(Some("theirs"), &change).is_ok());
        }
    }

    /// One of the things that can be said of an action outside a meeting.
    fn review(kind: u8, n: usize) -> Review {
        example::review(kind.into(), format!("the reason {n}: \"quoted\", # and more"))
    }

    #[test]
    fn what_was_changed_since_in_the_same_place_is_named_and_stays() {
        let before = "due: 2027-02-01\nlead: a\n";
        let after = before.replace("2027-02-01", "2027-02-04");
        let back = Change::TakeBack { now: after.clone(), was: before.to_owned() };
        assert_eq!(changed_text(Some(&after), &back).unwrap().as_deref(), Some(before));
        let since = after.replace("2027-02-04", "2027-02-08");
        let why = changed_text(Some(&since), &back).unwrap_err().to_string();
        assert_eq!(why, "it was changed since, so nothing is taken back: due is 2027-02-08 now");
        assert!(changed_text(None, &back).is_err());
    }

    proptest! {
        /// Whatever was said of however many actions, taking it back leaves the bytes as they were; and what somebody
        /// wrote into another action meanwhile stays.
        #[test]
        fn a_change_of_many_is_taken_back_to_the_byte(said in prop::collection::vec(prop::option::of(0u8..6), 17)) {
            let files = crate::files::shipped::demo();
            let (_, bytes) = files.iter().find(|(path, _)| path == "trackers/executive.yaml").unwrap();
            let before = std::str::from_utf8(bytes).unwrap();
            let tracker = crate::files::tracker::load(before).value.unwrap();
            let voice =
                Voice { on: "2026-12-03".parse().unwrap(), by: "jo".into(), meeting: None, closing: None, provisional: false };
            let changes: Vec<_> = tracker.actions.iter().zip(&said).enumerate().filter_map(|(n, (action, kind))| {
                let review = review((*kind)?, n);
                Some(review.change(action, ToString::to_string, &voice))
            }).collect();
            let change = Change::Actions { fresh: None, add: Vec::new(), change: changes.clone() };
            let after = changed_text(Some(before), &change).unwrap().unwrap();
            prop_assert_eq!(after == before, changes.is_empty());
            let back = Change::TakeBack { now: after.clone(), was: before.to_owned() };
            let again = changed_text(Some(&after), &back).unwrap().unwrap_or(after.clone());
            prop_assert_eq!(again.as_str(), before);
            // Somebody adds an action by hand before it is taken back.
            let more = "  - id: EXEC-26-900\n    what: By hand\n    lead: police-dsp\n    raised: {date: 2026-12-03}\n    \
                        due: 2027-01-07\n    status: not started\n";
            let theirs = format!("{}\n{more}", after.trim_end());
            let kept = changed_text(Some(&theirs), &back).unwrap().unwrap_or(theirs);
            let kept = crate::files::tracker::load(&kept).value.unwrap();
            let (by_hand, others): (Vec<_>, Vec<_>) =
                kept.actions.into_iter().partition(|action| action.id.as_str() == "EXEC-26-900");
            prop_assert_eq!(by_hand.len(), 1);
            prop_assert_eq!(others, tracker.actions);
        }
    }

    #[test]
    fn taking_back_the_first_entry_of_a_file_leaves_one_that_reads() {
        use crate::domain::audit::{Filled, Return, Step};
        use crate::domain::escalation::Escalation;
        let on: chrono::NaiveDate = "2027-01-19".parse().unwrap();
        let fresh = Return {
            schema: 1,
            audit: "x".into(),
            template_sha256: "ab".repeat(32),
            case: "C1".into(),
            agency: "gp".into(),
            ..Return::default()
        };
        let panel =
            Change::Panel { audit: "x".into(), case: "C1".into(), steps: vec![Step::Sat(on)], seen: None };
        let filled = Change::Filled {
            fresh: Box::new(fresh.clone()),
            seen: Box::new(fresh),
            pieces: vec![Filled::Submitted(on, Vec::new())],
            order: Vec::new(),
        };
        let escalate = Change::Escalate(Escalation {
            on,
            audit: "x".into(),
            case: "C1".into(),
            what: "x".into(),
            told: "y".into(),
            ..Escalation::default()
        });
        for change in [panel, filled, escalate] {
            let made = changed_text(None, &change).unwrap().unwrap();
            let back = Change::TakeBack { now: made.clone(), was: begun(&change).unwrap() };
            let left = changed_text(Some(&made), &back).unwrap().unwrap();
            // The next entry goes into what is left.
            let again = changed_text(Some(&left), &change);
            assert!(again.as_ref().is_ok_and(Option::is_some), "{change:?}: {again:?}\n{left}");
        }
    }
}
