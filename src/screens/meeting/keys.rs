//! Keys while a line is being typed: editing, completing, answering, dropping.

use super::State;
use crate::base::key::Key;
use crate::base::stamp::Stamp;
use crate::base::text::count;
use crate::domain::agenda::{ItemKind, Tier};
use crate::domain::decision_numbers::named_in;
use crate::domain::meeting::{Act, Body, Decision, Outcome, Review};
use crate::effect::Edit;
use crate::screens::Out;
use crate::screens::typing::{Answered, Keyed};

impl State {
    /// A key while something is typed or chosen.
    pub fn typed(&mut self, now: Stamp, key: Key, out: &mut Out) {
        if self.choosing.is_some() {
            return self.chosen_key(now, key, out);
        }
        let Some(typing) = &mut self.typing else { return };
        match typing.key(key, &self.meeting, now.date_naive()) {
            Keyed::Changed => out.typing_changed = true,
            Keyed::Same => {}
            Keyed::Enter => self.enter(now, out),
            Keyed::Drop => self.drop_line(out),
            Keyed::Lend => self.lend_to_editor(out),
        }
    }

    /// Lets the user's own editor have the text being typed, where it may be long.
    pub(super) fn lend_to_editor(&mut self, out: &mut Out) {
        match &self.typing {
            Some(typing) if typing.editor.many_lines() => out.edit = Some(Edit::Text(typing.editor.text())),
            Some(_) => out.refuse("This answer is one line: only longer text goes to an editor"),
            None => {}
        }
    }

    /// What the editor made of the text.
    pub fn edited(&mut self, text: &str, out: &mut Out) {
        let Some(typing) = &mut self.typing else { return };
        if typing.editor.text() != text {
            typing.editor.replace(text);
            typing.pick = None;
            out.typing_changed = true;
        }
        out.say("Back from the editor: Enter keeps the text, Ctrl-Z takes the change back.");
    }

    /// Text pasted while something is typed.
    pub fn pasted(&mut self, text: &str, out: &mut Out) {
        match &mut self.typing {
            Some(typing) => {
                typing.editor.paste(text);
                typing.pick = None;
                out.typing_changed = true;
            }
            None => out.refuse("Open a line first, with n for a note, and paste again"),
        }
    }

    fn drop_line(&mut self, out: &mut Out) {
        out.typing_changed = true;
        let line = self.typing.take();
        if line.as_ref().is_some_and(|t| !t.editor.is_empty() || !t.answers.is_empty()) {
            self.dropped = line;
            out.say("Dropped: z brings the line back.");
        }
    }

    /// An act with what it rests on. An action is dropped by a decision: where the reason names none, the drop is one of this
    /// meeting, the one recorded under its item for actions that names the action, else one recorded now. Nothing where that is
    /// refused.
    fn with_its_decision(&mut self, now: Stamp, act: Box<Act>, out: &mut Out) -> Option<Box<Act>> {
        let Act::Reviewed { action, review: Review::Dropped { why } } = &*act else { return Some(act) };
        // Under the item for actions, so that it is no outcome of the item in hand.
        let mut items = self.meeting.state().items.iter();
        let home = items.find(|item| item.item.kind == ItemKind::Actions).map(|item| item.item.id.clone());
        let home = home.or_else(|| self.item_id()).filter(|_| named_in(why).is_empty());
        let Some(item) = home else { return Some(act) };
        let (action, why) = (action.clone(), why.clone());
        let by = self.meeting.decision_dropping(&action, &item);
        let number = by.clone().unwrap_or_else(|| self.meeting.next_decision_id());
        if by.is_none() {
            let dropped = self.meeting.action_now(&action)?;
            let text = format!("To drop {action}, {}", dropped.what);
            let id = Some(number.clone());
            let decision = Decision { id, because: why.clone(), ..Decision::new(Outcome::Agreed, text) };
            if !self.act(now, Act::Recorded { item, body: Body::Decision(decision) }, out) {
                return None;
            }
            // What may not be read of the action may not be read of the decision.
            let record = self.meeting.state().records.last().map(|record| record.id.clone());
            if let Some(record) = record.filter(|_| dropped.tier == Tier::Restricted) {
                self.act(now, Act::Restricted { record, restricted: true }, out);
            }
            out.say(format!("{number} is recorded, and drops {action}: u takes back one after the other."));
        }
        let review = Review::Dropped { why: format!("{number}: {why}") };
        Some(Box::new(Act::Reviewed { action, review }))
    }

    fn enter(&mut self, now: Stamp, out: &mut Out) {
        let Some(mut typing) = self.typing.take() else { return };
        out.typing_changed = true;
        match typing.enter(&self.meeting, now) {
            Ok(Answered::More | Answered::Said(_)) => self.typing = Some(typing),
            Ok(Answered::GoTo(item)) => self.turn(now, item, out),
            Ok(Answered::Speaker(seat)) => {
                self.speakers.retain(|s| s != &seat);
                self.speakers.push(seat);
            }
            Ok(Answered::Act(act)) => {
                let Some(act) = self.with_its_decision(now, act, out) else {
                    typing.answers.pop();
                    self.typing = Some(typing);
                    return;
                };
                let reviewed = match &*act {
                    Act::Reviewed { action, review } => Some((action.clone(), review.of_a_step())),
                    _ => None,
                };
                let done = match &*act {
                    Act::Deferred { item, .. } => {
                        Some(format!("Deferred: {}. Space goes on.", self.meeting.item_said(item)))
                    }
                    Act::Corrected { find, .. } => {
                        let times = count(self.meeting.times_said(find), "place", "places");
                        Some(format!("Put right in {times}."))
                    }
                    _ => None,
                };
                if self.act(now, *act, out) {
                    match reviewed {
                        Some((action, true)) => self.tick_on(action),
                        Some(_) => self.next_action(),
                        None => {}
                    }
                    if let Some(done) = done {
                        out.say(done);
                    }
                } else {
                    typing.answers.pop();
                    self.typing = Some(typing);
                }
            }
            Err(why) => {
                out.refuse(why);
                self.typing = Some(typing);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::ActionId;
    use crate::command::Command;
    use crate::domain::action::Status;
    use crate::domain::meeting::example::{Play, WRITER, at};
    use crate::screens::typing::{Asking, Typing};

    fn drop_it(state: &mut State, action: &str, why: &str) {
        let asking = Asking::Drop { action: action.into() };
        state.typing = Some(Typing::new(asking, None, why, &state.meeting));
        state.enter(at("10:20"), &mut Out::default());
    }

    #[test]
    fn an_action_is_dropped_by_a_decision_of_the_meeting_and_undo_takes_back_both() {
        let mut state = State::new(Play::begun().meeting, WRITER.into());
        let number = state.meeting.next_decision_id();
        drop_it(&mut state, "EXEC-26-011", "another group does it");
        let now = state.meeting.action_now(&ActionId::from("EXEC-26-011")).unwrap();
        assert_eq!((now.status, now.dropped_by), (Status::Dropped, Some(number.clone())));
        let Body::Decision(decision) = &state.meeting.state().records[0].body else { panic!("no decision") };
        assert_eq!(decision.text, "To drop EXEC-26-011, Agree the sharing protocol");
        assert_eq!(
            (decision.id.as_ref(), decision.because.as_str()),
            (Some(&number), "another group does it")
        );
        // Dropped once more, it is the same decision.
        drop_it(&mut state, "EXEC-26-011", "they told us so");
        assert_eq!(state.meeting.state().records.len(), 1);
        for _ in 0..3 {
            state.run(at("10:21"), Command::Undo, &mut Out::default());
        }
        assert!(state.meeting.state().records.is_empty() && state.meeting.state().reviews.is_empty());
        // What nobody may read of the action nobody may read of the decision.
        drop_it(&mut state, "EXEC-26-012", "it is done elsewhere");
        let record = &state.meeting.state().records[0];
        assert_eq!(state.meeting.tier_of(record), Tier::Restricted);
    }
}
