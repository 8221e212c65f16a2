//! What a meeting does to its group's tracker: the actions it set, and what it said of earlier ones.

use super::entry::{Act, EntryId, Review};
use super::line::Body;
use super::{Meeting, Reviewed};
use crate::base::id::{ActionId, MeetingId, PostId};
use crate::domain::action::{
    Action, ActionChange, Closing, Evidence, Level, Move, Raised, Seen, Status, Ticked, Update,
};
use crate::domain::agenda::{ItemKind, Tier};
use crate::domain::decision_numbers::{self, Recorded};
use chrono::NaiveDate;

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

    /// What was said of earlier actions, as changes to the tracker, in the order it was said. Each is said of the action as
    /// it stood by then.
    pub fn action_changes(&self) -> Vec<ActionChange> {
        let mut now: Vec<(&ActionId, Action)> = Vec::new();
        let changes = self.state().reviews.iter().filter_map(|reviewed| {
            let at = match now.iter().position(|(id, _)| *id == &reviewed.action) {
                Some(at) => at,
                None => {
                    now.push((&reviewed.action, self.sitting().action(&reviewed.action)?.clone()));
                    now.len() - 1
                }
            };
            let change = self.change(reviewed, &now[at].1);
            now[at].1.take(&change);
            Some(change)
        });
        changes.collect()
    }

    /// An earlier action as it stands after what was said of it here: its date, lead, status and moves. `None` when
    /// the tracker had no such action.
    pub fn action_now(&self, id: &ActionId) -> Option<Action> {
        let mut action = self.sitting().action(id)?.clone();
        for reviewed in self.state().reviews.iter().filter(|r| &r.action == id) {
            let change = self.change(reviewed, &action);
            action.take(&change);
        }
        Some(action)
    }

    fn change(&self, reviewed: &Reviewed, action: &Action) -> ActionChange {
        let sitting = self.sitting();
        let voice = Voice {
            on: sitting.date,
            by: String::new(),
            meeting: Some(sitting.meeting.clone()),
            // The group itself says what is done and what shows it.
            closing: Some((sitting.close_at, self.closing())),
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
}

impl Review {
    /// What this does to an action as it stands.
    pub fn change(
        &self,
        action: &Action,
        lead_said: impl FnOnce(&PostId) -> String,
        voice: &Voice,
    ) -> ActionChange {
        let Voice { on, by, meeting, closing } = voice;
        let update = |text: String| Update { on: *on, text, by: by.clone(), meeting: meeting.clone() };
        let said = |text: String| Some(update(text));
        // What a meeting decides stands, whatever was written meanwhile; anybody else is told, and looks again.
        let seen = meeting.is_none().then(|| Seen::of(action));
        let none = ActionChange { id: action.id.clone(), seen, ..ActionChange::default() };
        match self {
            Self::Done { evidence, level } => {
                let (text, file) = Evidence::typed(evidence);
                let evidence = Evidence {
                    on: *on,
                    text,
                    file,
                    level: *level,
                    by: by.clone(),
                    meeting: meeting.clone(),
                    ..Evidence::default()
                };
                // What shows it closes the action where it reaches as far as its tracker asks.
                let reached = closing.as_ref().filter(|(asked, _)| level >= asked);
                let closed = reached.map(|(_, closing)| closing.clone());
                let status = if closed.is_some() { Status::Closed } else { Status::Done };
                ActionChange { status: Some(status), evidence: Some(evidence), closed, ..none }
            }
            Self::Progress { text } => {
                let begins = matches!(action.status, Status::NotStarted | Status::Blocked);
                let status = begins.then_some(Status::UnderWay);
                ActionChange { status, update: said(text.clone()), ..none }
            }
            Self::Blocked { why } => ActionChange {
                status: Some(Status::Blocked),
                update: said(format!("Waits for: {}", waited_for(why))),
                waits_for: ActionId::named_in(why).into_iter().filter(|id| *id != action.id).collect(),
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
                    Some(_) => format!("Dropped by decision of the meeting: {why}"),
                    None => format!("Dropped: {why}"),
                };
                let dropped_by = decision_numbers::named_in(why).into_iter().next();
                ActionChange { status: Some(Status::Dropped), update: said(text), dropped_by, ..none }
            }
            Self::Ticked { step, at, done } => {
                let ticked = Ticked { at: *at, what: step.clone(), done: done.then_some(*on) };
                action.ticked(ticked, update(String::new()))
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
    use super::super::{Act, Decision, Meeting, Outcome};
    use super::*;
    use crate::domain::action::{Due, Part};
    use crate::domain::meeting::example;

    fn meeting() -> Meeting {
        let mut sitting = example::sitting();
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
        say(&mut m, Review::Blocked { why });
        let change = &m.action_changes()[0];
        assert_eq!(change.waits_for, [ActionId::from("SOG-26-004")], "never for itself");
        assert_eq!(change.update.as_ref().unwrap().text, "Waits for: sog-26-004, and EXEC-26-014 itself");
        let now = m.action_now(&"EXEC-26-014".into()).unwrap();
        assert_eq!((now.status, now.blocked_by.len()), (Status::Blocked, 1));
    }
}
