//! What a meeting does to its group's tracker: the actions it set, and what it said of earlier ones.

use super::entry::{Act, EntryId, Review};
use super::line::Body;
use super::{Meeting, Reviewed};
use crate::base::id::{ActionId, DecisionId, ItemId, MeetingId, PostId};
use crate::domain::action::{
    Action, ActionChange, Closing, Evidence, Level, Move, NOT_DONE_YET, Raised, Seen, Source, Status, Ticked,
    Update,
};
use crate::domain::action_numbers::{Numbered, Numbers};
use crate::domain::agenda::{ItemKind, Tier};
use crate::domain::decision_numbers::{self, Recorded};
use chrono::{Datelike as _, NaiveDate};
use std::collections::BTreeMap;

impl Meeting {
    /// The actions set here, as the tracker is to hold them. One set under a restricted item is restricted.
    pub fn new_actions(&self) -> Vec<Action> {
        let sitting = self.sitting();
        let actions = self.state().records.iter().filter_map(|record| {
            let Body::Action { id, what, lead, due, with, tags } = &record.body else { return None };
            Some(Action {
                id: id.clone(),
                aliases: self.numbers.former(&record.id).cloned().collect(),
                what: what.clone(),
                lead: lead.clone(),
                with: with.clone(),
                raised: Raised {
                    meeting: Some(sitting.meeting.clone()),
                    item: Some(self.written_item(&record.item)),
                    minute: self.state().item(&record.item).map(|item| item.no.clone()).unwrap_or_default(),
                    date: sitting.date,
                },
                sources: sitting.audit.iter().map(Source::of_audit).collect(),
                first_due: due.day(),
                due: *due,
                status: Status::NotStarted,
                tags: tags.clone(),
                tier: self.tier_of(record).max(Tier::Partners),
                ..Action::default()
            })
        });
        actions.collect()
    }

    /// The actions that were given an id here, in struck entries too, and that the record does not hold any more.
    /// Once the meeting has ended before, the tracker may have them.
    pub fn withdrawn_actions(&self) -> Vec<ActionId> {
        let mut withdrawn: Vec<ActionId> = Vec::new();
        for entry in self.entries() {
            let line = match &entry.act {
                Act::Recorded { body: Body::Action { .. }, .. } => &entry.id,
                Act::Amended { record, body: Body::Action { .. } } => record,
                _ => continue,
            };
            let Some(id) = self.numbers.action(line) else { continue };
            let holds = |body: &Body| matches!(body, Body::Action { id: held, .. } if held == id);
            let stands = self.state().records.iter().any(|record| holds(&record.body));
            if !stands && !withdrawn.contains(id) {
                withdrawn.push(id.clone());
            }
        }
        withdrawn
    }

    /// The line that set the action with this number.
    pub fn line_that_set(&self, action: &ActionId) -> Option<&EntryId> {
        self.numbers.line_of(action)
    }

    /// The decisions that meetings have recorded, this one's own among them.
    pub fn recorded_decisions(&self) -> Vec<Recorded> {
        let own = self.state().records.iter().filter_map(|record| {
            let Body::Decision(decision) = &record.body else { return None };
            let restricted = self.tier_of(record) == Tier::Restricted;
            Some(Recorded { id: decision.id.clone()?, on: self.sitting().date, restricted })
        });
        let recorded = &self.sitting().recorded;
        let earlier = self.sitting().decisions.iter();
        let earlier = earlier.filter(|earlier| recorded.iter().all(|one| one.id != earlier.id));
        let earlier = earlier.map(|earlier| Recorded {
            id: earlier.id.clone(),
            on: earlier.on,
            restricted: earlier.tier == Tier::Restricted,
        });
        recorded.iter().cloned().chain(earlier).chain(own).collect()
    }

    /// What an earlier action is said to wait for: the words with every number in full, and the actions among it.
    ///
    /// # Errors
    /// As [`Numbers::waited_for`].
    pub fn waited_for(&self, action: &ActionId, words: &str) -> Result<(String, Vec<ActionId>), String> {
        let sitting = self.sitting();
        let mut here: Vec<Action> = self.new_actions();
        here.extend(sitting.actions.iter().filter_map(|earlier| self.action_now(&earlier.id)));
        // A meeting opened before these were kept knows its own group's only.
        let year = u32::try_from(sitting.date.year().rem_euclid(100)).unwrap_or(0);
        let own = Numbered { prefix: sitting.prefix.clone(), year, last: sitting.last_number };
        let last = if sitting.numbered.is_empty() { &[own][..] } else { &sitting.numbered };
        let numbers = Numbers { own: &sitting.prefix, actions: here.iter().collect(), last };
        numbers.waited_for(words, std::slice::from_ref(action))
    }

    /// What was said of earlier actions, as changes to the tracker, in the order it was said.
    pub fn action_changes(&self) -> Vec<ActionChange> {
        self.changes(|_| true).into_iter().map(|(_, change)| change).collect()
    }

    /// What one thing said of an earlier action comes to, after what was said of it before. `None` when the tracker had no
    /// such action.
    pub fn change_by(&self, reviewed: &Reviewed) -> Option<ActionChange> {
        let changes = self.changes(|other| other.action == reviewed.action);
        changes.into_iter().find(|(other, _)| *other == reviewed).map(|(_, change)| change)
    }

    /// An earlier action as it stands after what was said of it here: its date, lead, status and moves. `None` when
    /// the tracker had no such action.
    pub fn action_now(&self, id: &ActionId) -> Option<Action> {
        let mut action = self.sitting().action(id)?.clone();
        for (_, change) in self.changes(|reviewed| reviewed.action == *id) {
            action.take(&change);
        }
        Some(action)
    }

    /// Of something said that ends an action but for the want of a quorum, what it does to it: `closing` or `dropping`.
    pub fn to_ratify(&self, reviewed: &Reviewed) -> Option<&'static str> {
        let change = self.change_by(reviewed)?;
        let said = change.update.as_ref().map_or("", |update| update.text.as_str());
        match reviewed.review {
            Review::Done { .. } if said == PROVISIONALLY_CLOSED => Some("closing"),
            Review::Dropped { .. } if said.starts_with(PROVISIONALLY_DROPPED) => Some("dropping"),
            _ => None,
        }
    }

    /// As [`Meeting::to_ratify`], but for what a decision with a number dropped: that decision is ratified, and this with it.
    pub fn to_ratify_alone(&self, reviewed: &Reviewed) -> Option<&'static str> {
        let numbered = matches!(&reviewed.review, Review::Dropped { why } if !decision_numbers::named_in(why).is_empty());
        self.to_ratify(reviewed).filter(|_| !numbered)
    }

    /// The decision that drops an earlier action, where one was recorded under this item that names it.
    pub fn decision_dropping(&self, action: &ActionId, item: &ItemId) -> Option<DecisionId> {
        let under = self.state().records.iter().filter(|record| record.item == *item);
        let mut naming = under.filter_map(|record| match &record.body {
            Body::Decision(decision) if decision.text.contains(action.as_str()) => decision.id.clone(),
            _ => None,
        });
        naming.next_back()
    }

    /// Of an earlier action the evidence that reaches as far as its tracker asks, the latest of it: its group can accept it as
    /// it is.
    pub fn evidence_there(&self, id: &ActionId) -> Option<Evidence> {
        let asked = self.sitting().close_at;
        self.action_now(id)?.evidence.into_iter().rfind(|evidence| evidence.level >= asked)
    }

    /// Some of what was said with what it comes to: each begins where the one before left its action.
    fn changes(&self, of: impl Fn(&Reviewed) -> bool) -> Vec<(&Reviewed, ActionChange)> {
        let mut now: BTreeMap<&ActionId, Action> = BTreeMap::new();
        let mut changes = Vec::new();
        for reviewed in self.state().reviews.iter().filter(|reviewed| of(reviewed)) {
            if !now.contains_key(&reviewed.action)
                && let Some(action) = self.sitting().action(&reviewed.action)
            {
                now.insert(&reviewed.action, action.clone());
            }
            let Some(action) = now.get_mut(&reviewed.action) else { continue };
            let change = self.change(reviewed, action);
            action.take(&change);
            changes.push((reviewed, change));
        }
        changes
    }

    fn change(&self, reviewed: &Reviewed, action: &Action) -> ActionChange {
        let sitting = self.sitting();
        let voice = Voice {
            on: sitting.date,
            by: String::new(),
            meeting: Some(sitting.meeting.clone()),
            // The group itself says what is done and what shows it.
            closing: Some((sitting.close_at, self.closing())),
            provisional: self.verdict(reviewed.at, None).provisional(),
        };
        let change = reviewed.review.change(action, |lead| self.seat_said(lead), &voice);
        ActionChange { id: reviewed.action.clone(), ..change }
    }

    /// That this group, here, confirmed something closed.
    fn closing(&self) -> Closing {
        let sitting = self.sitting();
        let item = self.state().items.iter().find(|state| state.item.kind == ItemKind::Actions);
        Closing {
            by: sitting.group.clone(),
            on: sitting.date,
            minute: item.map(|item| item.no.clone()).unwrap_or_default(),
            meeting: Some(sitting.meeting.clone()),
        }
    }
}

/// In whose name something is said of an action.
#[derive(Clone, Debug)]
pub struct Voice {
    /// The day.
    pub on: NaiveDate,
    /// Who says it, where no meeting does.
    pub by: String,
    /// The meeting.
    pub meeting: Option<MeetingId>,
    /// Where the group itself speaks: the level of evidence it closes actions at, and that it did. Its lead, or whoever
    /// prepares the meeting, can say that an action is done and no more.
    pub closing: Option<(Level, Closing)>,
    /// Whether the group was not quorate: then it ends nothing before a quorate meeting ratifies that.
    pub provisional: bool,
}

/// What the history of an action says that was closed without a quorum.
const PROVISIONALLY_CLOSED: &str = "Closed provisionally, as the meeting was not quorate: it stays open until a quorate meeting ratifies that";
/// What the history of an action says that was dropped without a quorum, before the reason.
const PROVISIONALLY_DROPPED: &str = "Dropped provisionally, as the meeting was not quorate: it stays open until a quorate meeting ratifies that";

impl Review {
    /// What this does to an action as it stands.
    pub fn change(
        &self,
        action: &Action,
        lead_said: impl FnOnce(&PostId) -> String,
        voice: &Voice,
    ) -> ActionChange {
        let Voice { on, by, meeting, closing, provisional } = voice;
        let update = |text: String| Update { on: *on, text, by: by.clone(), meeting: meeting.clone() };
        let said = |text: String| Some(update(text));
        // What a meeting decides stands, whatever was written meanwhile; anybody else is told, and looks again.
        let seen = meeting.is_none().then(|| Seen::of(action));
        let none = ActionChange { id: action.id.clone(), seen, ..ActionChange::default() };
        match self {
            Self::Done { evidence, level } => {
                let evidence = (!evidence.trim().is_empty()).then(|| {
                    let (text, file) = Evidence::typed(evidence);
                    let (by, meeting) = (by.clone(), meeting.clone());
                    Evidence { on: *on, text, file, level: *level, by, meeting, ..Evidence::default() }
                });
                // What shows it closes the action where it reaches as far as its tracker asks, or what was there does.
                let reaches = action.level().max(evidence.as_ref().map(|evidence| evidence.level));
                let reached =
                    closing.as_ref().filter(|(asked, _)| reaches.is_some_and(|level| level >= *asked));
                let closed = reached.filter(|_| !provisional).map(|(_, closing)| closing.clone());
                let update = reached.filter(|_| *provisional).map(|_| PROVISIONALLY_CLOSED.to_owned());
                let update = update.and_then(said);
                let status = Some(if closed.is_some() { Status::Closed } else { Status::Done });
                ActionChange { status, evidence, closed, update, waits_no_more: true, ..none }
            }
            Self::Progress { text } => {
                let begins = matches!(action.status, Status::NotStarted | Status::Blocked | Status::Done);
                let status = begins.then_some(Status::UnderWay);
                // Whoever says that something done has got so far does not take it for done.
                let text = if action.status == Status::Done {
                    format!("{NOT_DONE_YET}: {text}")
                } else {
                    text.clone()
                };
                // What goes on waits for nothing any more.
                ActionChange { status, update: said(text), waits_no_more: true, ..none }
            }
            Self::Blocked { why, waits_for } => ActionChange {
                status: Some(Status::Blocked),
                update: said(format!("Waits for: {}", waited_for(why))),
                waits_for: {
                    let named = waits_for.clone().unwrap_or_else(|| ActionId::named_in(why));
                    named.into_iter().filter(|id| *id != action.id).collect()
                },
                ..none
            },
            Self::Moved { to, why } => {
                let moved = Move {
                    from: action.due,
                    to: *to,
                    on: *on,
                    why: why.clone(),
                    by: by.clone(),
                    meeting: meeting.clone(),
                };
                ActionChange { moved: Some((*to, moved)), ..none }
            }
            Self::Reassigned { lead, why } => {
                let because = if why.is_empty() { String::new() } else { format!(": {why}") };
                let text = format!("Lead is now {}{because}", lead_said(lead));
                ActionChange { lead: Some(lead.clone()), update: said(text), ..none }
            }
            Self::Dropped { why } => {
                let text = match meeting {
                    Some(_) if *provisional => {
                        let text = format!("{PROVISIONALLY_DROPPED}: {why}");
                        return ActionChange { update: said(text), ..none };
                    }
                    Some(_) => format!("Dropped by decision of the meeting: {why}"),
                    None => format!("Dropped: {why}"),
                };
                let dropped_by = decision_numbers::named_in(why).into_iter().next();
                ActionChange { status: Some(Status::Dropped), update: said(text), dropped_by, ..none }
            }
            Self::Ticked { step, at, done } => {
                let ticked = Ticked { at: *at, what: step.clone(), done: done.then_some(*on) };
                action.ticked(ticked, &update(String::new()))
            }
            Self::StepAdded { step } => action.step_added(step, update(String::new())),
        }
    }
}

/// What something waits for, without the words that say that it waits.
fn waited_for(why: &str) -> &str {
    const WAITS: [&str; 4] = ["waits for ", "waiting for ", "wait for ", "waits on "];
    let begins =
        |words: &&&str| why.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
    WAITS.iter().find(begins).map_or(why, |words| why[words.len()..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::super::example::Play;
    use super::super::{Act, Decision, Meeting, Outcome, Sitting};
    use super::*;
    use crate::domain::action::{Due, Part};
    use crate::domain::meeting::example;
    use crate::domain::quorum::QuorumRule;

    fn meeting() -> Meeting {
        let mut sitting = example::sitting();
        sitting.quorum = QuorumRule::default();
        sitting.actions = vec![Action {
            id: "EXEC-26-014".into(),
            due: Due::On("2026-11-27".parse().unwrap()),
            ..Action::default()
        }];
        Play::opened(sitting).meeting
    }

    fn say(meeting: &mut Meeting, review: Review) {
        let at = meeting.entries().last().unwrap().at;
        meeting.enter("w", at, Act::Reviewed { action: "EXEC-26-014".into(), review }).unwrap();
    }

    #[test]
    fn two_moves_in_one_meeting_follow_each_other() {
        let mut m = meeting();
        let to = |day: &str| Review::Moved { to: Due::On(day.parse().unwrap()), why: "capacity".into() };
        say(&mut m, to("2026-12-11"));
        say(&mut m, to("2027-01-08"));
        let froms: Vec<String> =
            m.action_changes().iter().map(|c| c.moved.as_ref().unwrap().1.from.to_string()).collect();
        assert_eq!(froms, ["2026-11-27", "2026-12-11"]);
    }

    #[test]
    fn an_action_stands_as_this_meeting_left_it() {
        let mut m = meeting();
        let id = ActionId::new("EXEC-26-014");
        let to = Due::On("2027-01-29".parse().unwrap());
        say(&mut m, Review::Moved { to, why: "capacity".into() });
        say(&mut m, Review::Reassigned { lead: "manager".into(), why: String::new() });
        let now = m.action_now(&id).unwrap();
        assert_eq!((now.due, now.lead, now.moves.len()), (to, Some("manager".into()), 1));
        assert!(now.status.open());
        say(&mut m, Review::Dropped { why: "another group does it".into() });
        assert_eq!(m.action_now(&id).unwrap().status, Status::Dropped);
        assert_eq!(m.sitting().action(&id).unwrap().status, Status::NotStarted, "the tracker is as it was");
        assert_eq!(m.action_now(&"EXEC-26-999".into()), None);
    }

    #[test]
    fn actions_undone_or_taken_out_are_withdrawn_until_they_stand_again() {
        let mut play = Play::begun();
        play.turn("10:05", "budget");
        let first = play.set("10:06", "budget", "Share the data");
        let second = play.set("10:07", "budget", "Write to heads");
        assert_eq!(play.meeting.withdrawn_actions(), []);
        play.undo("10:08");
        assert_eq!(play.meeting.withdrawn_actions(), [ActionId::new(&second)]);
        let record = play.meeting.state().records[0].id.clone();
        play.act("10:09", Act::Removed { record: record.clone() });
        assert_eq!(play.meeting.withdrawn_actions(), [ActionId::new(&first), ActionId::new(&second)]);
        play.undo("10:10");
        assert_eq!(play.meeting.withdrawn_actions(), [ActionId::new(&second)]);
        play.act("10:11", Act::Amended { record, body: Body::Note { text: "Not an action".into() } });
        assert_eq!(play.meeting.withdrawn_actions(), [ActionId::new(&first), ActionId::new(&second)]);
    }

    #[test]
    fn progress_gets_an_action_under_way_and_done_with_evidence_closes_it() {
        let mut m = meeting();
        say(&mut m, Review::Progress { text: "First draft shared".into() });
        say(&mut m, Review::Done { evidence: "Report circulated".into(), level: Level::Done });
        let changes = m.action_changes();
        assert_eq!(changes[0].status, Some(Status::UnderWay));
        assert_eq!(changes[1].status, Some(Status::Closed));
        assert_eq!(changes[1].evidence.as_ref().unwrap().text, "Report circulated");
        say(&mut m, Review::Done { evidence: "Sent file:evidence/a.pdf".into(), level: Level::Done });
        let shown = m.action_changes()[2].evidence.clone().unwrap();
        assert_eq!((shown.text.as_str(), shown.file.as_str()), ("Sent", "evidence/a.pdf"));
    }

    #[test]
    fn evidence_that_was_there_counts_and_can_be_accepted_as_it_is() {
        let id = ActionId::new("EXEC-26-014");
        let shown = |level| Evidence { text: "Dip sample".into(), level, ..Evidence::default() };
        let meeting = |level, close_at| {
            let mut sitting = meeting().sitting().clone();
            sitting.close_at = close_at;
            sitting.actions[0].evidence = vec![shown(level)];
            Play::opened(sitting).meeting
        };
        let done = |evidence: &str| Review::Done { evidence: evidence.into(), level: Level::Done };
        // What is typed reaches less far than what was there.
        let mut m = meeting(Level::Practice, Level::Embedded);
        say(&mut m, done("It is on the site"));
        assert_eq!(m.action_now(&id).unwrap().status, Status::Closed);
        let mut m = meeting(Level::Practice, Level::Embedded);
        assert_eq!(m.evidence_there(&id).unwrap().text, "Dip sample");
        say(&mut m, done(""));
        let now = m.action_now(&id).unwrap();
        assert_eq!((now.status, now.evidence.len()), (Status::Closed, 1), "nothing is typed again");
        // What does not reach so far closes nothing, and nothing typed is nothing.
        let mut m = meeting(Level::Done, Level::Embedded);
        let at = m.entries().last().unwrap().at;
        let act = Act::Reviewed { action: id.clone(), review: done("") };
        assert!(m.enter("w", at, act).is_err());
        say(&mut m, done("It is on the site"));
        assert_eq!(m.action_now(&id).unwrap().status, Status::Done);
        say(&mut m, Review::Progress { text: "the team has not seen it".into() });
        let now = m.action_now(&id).unwrap();
        assert_eq!(now.status, Status::UnderWay, "the group did not accept it");
        assert_eq!(now.updates.last().unwrap().text, "Not done yet: the team has not seen it");
    }

    #[test]
    fn without_a_quorum_nothing_is_closed_or_dropped_yet() {
        let id = ActionId::new("EXEC-26-014");
        let without = || {
            let sitting = Sitting { quorum: example::sitting().quorum, ..meeting().sitting().clone() };
            Play::opened(sitting).meeting
        };
        let mut m = without();
        say(&mut m, Review::Done { evidence: "Report".into(), level: Level::Done });
        let now = m.action_now(&id).unwrap();
        assert_eq!((now.status, now.closed.as_ref(), now.evidence.len()), (Status::Done, None, 1));
        assert_eq!(now.updates[0].text, PROVISIONALLY_CLOSED);
        assert_eq!(m.to_ratify(&m.state().reviews[0]), Some("closing"));
        let mut m = without();
        say(&mut m, Review::Dropped { why: "another group does it".into() });
        let now = m.action_now(&id).unwrap();
        assert_eq!((now.status, now.dropped_by.as_ref()), (Status::NotStarted, None));
        assert!(now.updates[0].text.ends_with("ratifies that: another group does it"), "{:?}", now.updates);
        assert_eq!(m.to_ratify(&m.state().reviews[0]), Some("dropping"));
    }

    #[test]
    fn steps_are_ticked_and_added_as_acts_of_the_meeting() {
        let mut m = meeting();
        let id = ActionId::new("EXEC-26-014");
        let added = |step: &str| Review::StepAdded { step: step.into() };
        let tick = |step: &str, at, done| Review::Ticked { step: step.into(), at, done };
        say(&mut m, added("Draft it"));
        say(&mut m, added("Send it"));
        say(&mut m, tick("Send it", 1, true));
        say(&mut m, tick("Send it", 1, false));
        say(&mut m, tick("Send it", 1, true));
        let now = m.action_now(&id).unwrap();
        let on = m.sitting().date;
        let steps =
            [("Draft it", None), ("Send it", Some(on))].map(|(what, done)| Part { what: what.into(), done });
        assert_eq!(now.steps, steps);
        let last = now.updates.last().unwrap();
        assert_eq!(
            (last.text.as_str(), last.meeting.as_ref()),
            ("Step done again: Send it", Some(&m.sitting().meeting))
        );
        assert_eq!(now.updates.len(), 5, "each tick is a line of its history");
        let mut tracked = m.sitting().action(&id).unwrap().clone();
        m.action_changes().iter().for_each(|change| tracked.take(change));
        assert_eq!(tracked, now, "the tracker is to say the same");
        assert_eq!(m.state().review_of(&id).unwrap().review.said(&m), "step done: Send it");
        let at = m.entries().last().unwrap().at;
        let again = Act::Reviewed { action: id, review: added(" Send  it") };
        let refused = m.enter("w", at, again).unwrap_err().to_string();
        assert_eq!(refused, "EXEC-26-014 has a step with these words already");
    }

    #[test]
    fn what_drops_an_action_is_kept_by_its_number_and_own_decisions_count() {
        let mut play = Play::begun();
        play.turn("10:05", "budget");
        let id = play.meeting.next_decision_id();
        let taken = Decision { id: Some(id.clone()), ..Decision::new(Outcome::Agreed, "To share the data") };
        play.act("10:06", Act::Recorded { item: "budget".into(), body: Body::Decision(taken) });
        assert!(play.meeting.recorded_decisions().iter().any(|one| one.id == id && !one.restricted));
        let mut m = meeting();
        say(&mut m, Review::Dropped { why: format!("{id}: the survey covers it") });
        assert_eq!(m.action_changes()[0].dropped_by, Some(id.clone()));
        let now = m.action_now(&"EXEC-26-014".into()).unwrap();
        assert_eq!((now.status, now.dropped_by), (Status::Dropped, Some(id)));
        let mut m = meeting();
        say(&mut m, Review::Dropped { why: "another group does it".into() });
        assert_eq!(m.action_changes()[0].dropped_by, None);
    }

    #[test]
    fn what_waits_for_a_numbered_action_is_linked_to_it() {
        let mut m = meeting();
        let why = "waits for sog-26-004, and EXEC-26-014 itself".to_owned();
        say(&mut m, Review::Blocked { why, waits_for: None });
        let change = &m.action_changes()[0];
        assert_eq!(change.waits_for, [ActionId::from("SOG-26-004")], "never for itself");
        assert_eq!(change.update.as_ref().unwrap().text, "Waits for: sog-26-004, and EXEC-26-014 itself");
        let now = m.action_now(&"EXEC-26-014".into()).unwrap();
        assert_eq!((now.status, now.blocked_by.len()), (Status::Blocked, 1));
        say(&mut m, Review::Progress { text: "it came".into() });
        let now = m.action_now(&"EXEC-26-014".into()).unwrap();
        assert_eq!((now.status, now.blocked_by), (Status::UnderWay, Vec::new()), "it goes on");
    }
}
