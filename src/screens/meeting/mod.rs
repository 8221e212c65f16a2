//! The meeting: the chair's cockpit. Its state, and what its commands do; drawing is in `view` and beside it.

mod body;
mod choose;
mod keys;
mod foot;
mod head;
mod reading;
mod record;
mod review;
mod roll;
mod ticking;
mod view;

pub use choose::Choosing;
pub(in crate::screens) use foot::choice_parts;
pub use foot::keys_sheet;
pub(in crate::screens) use record::said_at;
pub use review::{rag_role, standing};
pub use view::Seen;

use super::typing::{Asking, Typing, details};
use super::{Goto, Out};
use crate::base::id::{ActionId, ItemId, PostId};
use crate::base::stamp::Stamp;
use crate::command::{Command, Need, Scope};
use crate::domain::action_line::{self, Lead, When};
use crate::domain::agenda::{ItemKind, Purpose};
use crate::domain::decision_line;
use crate::domain::meeting::{
    Act, Body, Decision, Entry, EntryId, LastMinutes, Meeting, Record, Refusal, Stage,
};
use crate::domain::personal::Names;

/// Which part of the meeting has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The item in hand.
    #[default]
    Item,
    /// The roll call.
    Roll,
    /// The review of earlier actions.
    Review,
    /// The minutes so far.
    Minutes,
    /// What undo would take back.
    UndoList,
}

/// The areas walked with Tab where only one fits.
pub const AREAS: usize = 3;

/// A meeting on the screen.
#[derive(Clone, Debug)]
pub struct State {
    /// The meeting.
    pub meeting: Meeting,
    /// Whose gestures these are.
    pub writer: String,
    /// Which part has the keys.
    pub pane: Pane,
    /// The chosen line of the record.
    pub chosen: Option<EntryId>,
    /// The line being typed.
    pub typing: Option<Typing>,
    /// The last line dropped with Esc, so that no words are lost by it.
    pub dropped: Option<Typing>,
    /// The choice being made.
    pub choosing: Option<Choosing>,
    /// The seat chosen in the roll call.
    pub seat: usize,
    /// The action chosen in the review.
    pub action: usize,
    /// Whether it is shown whole, with all that was ever said of it.
    pub whole: bool,
    /// Who wants to speak, the next one first. Light on purpose: it is no part of the record.
    pub speakers: Vec<PostId>,
    /// Lines scrolled past, where something is read.
    pub scroll: usize,
    /// How often prompts and history were asked for where space is short: each time turns a page, then back.
    pub history: usize,
    /// The area shown where only one fits.
    pub area: usize,
    /// What was written when the meeting ended.
    pub written: Vec<String>,
    /// Who else has the meeting open.
    pub others: Vec<String>,
    /// Names that must stand in no paper. They are the workspace's, and no part of the meeting.
    pub names: Names,
}

impl State {
    /// A meeting just opened.
    pub fn new(meeting: Meeting, writer: String) -> Self {
        Self {
            meeting,
            writer,
            pane: Pane::Item,
            chosen: None,
            typing: None,
            dropped: None,
            choosing: None,
            seat: 0,
            action: 0,
            whole: false,
            speakers: Vec::new(),
            scroll: 0,
            history: 0,
            area: 0,
            written: Vec::new(),
            others: Vec::new(),
            names: Names::default(),
        }
    }

    /// Who has the keys, when nothing is being typed or chosen.
    pub fn scope(&self) -> Scope {
        match self.pane {
            Pane::Item => Scope::Meeting,
            Pane::Roll => Scope::Roll,
            Pane::Review => Scope::Review,
            Pane::Minutes | Pane::UndoList => Scope::Reading,
        }
    }

    /// Whether keys are text or choices rather than commands.
    pub fn busy(&self) -> bool {
        self.typing.is_some() || self.choosing.is_some()
    }

    /// The facts commands wait for.
    pub fn facts(&self) -> Vec<Need> {
        let state = self.meeting.state();
        let decided = self.last_decision().is_some();
        let facts = [
            (Need::Begun, state.began.is_some()),
            (Need::Running, state.ended.is_none()),
            (Need::Line, self.chosen_record().is_some()),
            (Need::Decided, decided),
            (Need::OpenActions, !self.meeting.sitting().actions.is_empty()),
            (Need::LastMinutes, self.at_last_minutes()),
            (Need::Speakers, !self.speakers.is_empty()),
            (Need::Dropped, self.dropped.is_some()),
            (Need::Undoable, self.meeting.undoable(&self.writer).is_some()),
            (Need::Redoable, self.meeting.redoable(&self.writer).is_some()),
        ];
        facts.into_iter().filter(|(_, holds)| *holds).map(|(need, _)| need).collect()
    }

    fn at_last_minutes(&self) -> bool {
        self.meeting.in_hand().is_some_and(|i| i.item.kind == ItemKind::LastMinutes)
    }

    /// When the picture next changes by itself: each second while the clock runs.
    pub fn next_wake(&self, now: Stamp) -> Option<Stamp> {
        let state = self.meeting.state();
        let runs = state.began.is_some() && state.ended.is_none();
        runs.then(|| now + chrono::TimeDelta::milliseconds(1000 - i64::from(now.timestamp_subsec_millis())))
    }

    /// The item notes go to: the one in hand, or the last one once the meeting has ended.
    pub fn item_id(&self) -> Option<ItemId> {
        let state = self.meeting.state();
        state.in_hand.clone().or_else(|| state.items.last().map(|i| i.item.id.clone()))
    }

    /// The lines recorded under the item in hand.
    pub fn lines(&self) -> Vec<&Record> {
        let Some(item) = self.item_id() else { return Vec::new() };
        self.meeting.state().records.iter().filter(|r| r.item == item).collect()
    }

    fn chosen_record(&self) -> Option<&Record> {
        let id = self.chosen.as_ref()?;
        self.lines().into_iter().find(|r| &r.id == id)
    }

    fn last_decision(&self) -> Option<&Record> {
        self.lines().into_iter().rfind(|r| matches!(r.body, Body::Decision(_)))
    }

    /// The decision details are given of: the chosen line where it is one, else the last one of the item.
    fn decision_meant(&self) -> Option<&Record> {
        let chosen = self.chosen_record().filter(|r| matches!(r.body, Body::Decision(_)));
        chosen.or_else(|| self.last_decision())
    }

    /// Open actions, those furthest past their date first.
    pub fn actions(&self) -> Vec<ActionId> {
        self.meeting.sitting().to_review().into_iter().map(|action| action.id.clone()).collect()
    }

    /// Does an act, if the rules allow it; says why when they do not.
    pub(super) fn act(&mut self, now: Stamp, act: Act, out: &mut Out) -> bool {
        match self.meeting.enter(&self.writer, now, act) {
            Ok(entry) => {
                self.after(&entry, out);
                out.entries.push(entry);
                true
            }
            Err(refusal) => {
                out.refuse(refusal.to_string());
                false
            }
        }
    }

    /// What the chair is told when something lost or gained the quorum.
    fn after(&mut self, entry: &Entry, out: &mut Out) {
        let item = self.meeting.state().in_hand.clone();
        let verdict = self.meeting.verdict(entry.at, item.as_ref());
        if verdict.provisional()
            && let Act::Recorded { body: Body::Decision(_), .. } = &entry.act
        {
            out.say(format!("Recorded as provisional. {}", verdict.sentence));
        }
        if let Act::Reviewed { .. } = &entry.act
            && let Some(how) =
                self.meeting.state().reviews.last().and_then(|said| self.meeting.to_ratify(said))
        {
            out.say(format!(
                "Recorded as provisional: {how} it is for a quorate meeting. {}",
                verdict.sentence
            ));
        }
        // What shows under another item than the one in hand is said, or nobody would know that it was taken.
        if let Act::Declared { .. } = &entry.act {
            out.say("The interest is recorded.");
        }
    }

    /// Opens a line to type in.
    pub(super) fn ask(&mut self, asking: Asking, text: &str, out: &mut Out) {
        let item = self.item_id();
        self.typing = Some(Typing::new(asking, item, text, &self.meeting));
        out.typing_changed = true;
    }

    /// A command of the meeting.
    pub fn run(&mut self, now: Stamp, command: Command, out: &mut Out) {
        match command {
            Command::Undo => self.undo(now, out),
            Command::BringBack => {
                self.typing = self.dropped.take();
                out.typing_changed = true;
            }
            Command::Redo => self.redo(now, out),
            Command::Back if std::mem::take(&mut self.whole) => self.scroll = 0,
            Command::Back => {
                self.pane = Pane::Item;
                self.scroll = 0;
            }
            _ => match self.pane {
                Pane::Item => self.run_item(now, command, out),
                Pane::Roll => self.run_roll(now, command, out),
                Pane::Review => self.run_review(now, command, out),
                Pane::Minutes | Pane::UndoList => self.run_reading(command),
            },
        }
    }

    fn run_item(&mut self, now: Stamp, command: Command, out: &mut Out) {
        match command {
            Command::Next => self.next(now, out),
            Command::Previous => self.previous(now, out),
            Command::Decision => self.decide(out),
            Command::Action => self.ask(Asking::Action, "", out),
            Command::Note => self.ask(Asking::Note, "", out),
            Command::Risk => self.ask(Asking::Risk, "", out),
            Command::Challenge => self.ask(Asking::Challenge, "", out),
            Command::Refer => self.ask(Asking::Refer, "", out),
            Command::Park => self.ask(Asking::Park, "", out),
            Command::GoTo => self.ask(Asking::GoTo, "", out),
            Command::Defer => {
                if let Some(item) = self.item_id() {
                    match self.last_decision() {
                        Some(_) => out.refuse(Refusal::Decided(self.meeting.item_said(&item)).to_string()),
                        None => self.ask(Asking::Defer { item }, "", out),
                    }
                }
            }
            Command::AddItem => self.ask(Asking::AddItem, "", out),
            Command::TakeTogether => self.offer_together(out),
            Command::Declare => self.ask(Asking::Declare, "", out),
            Command::Speaker => self.ask(Asking::Speaker, "", out),
            Command::Floor => {
                let seat = self.speakers.remove(0);
                out.say(format!("{} has the floor.", self.meeting.seat_said(&seat)));
            }
            Command::PutRight => self.ask(Asking::PutRight, "", out),
            Command::SetNext => self.ask(Asking::SetNext, "", out),
            Command::AgreeMinutes => {
                let result = LastMinutes::Agreed;
                if self.act(now, Act::AgreedLastMinutes { result }, out) {
                    out.say("The last minutes are agreed as a correct record.");
                }
            }
            Command::AmendMinutes => self.ask(Asking::AmendMinutes, "", out),
            Command::Details => {
                if let Some(record) = self.decision_meant().map(|r| r.id.clone()) {
                    let known = details::known(&self.meeting, &record, 0);
                    self.ask(Asking::Details { record }, &known, out);
                }
            }
            Command::Positions => {
                self.choosing = self.last_decision().map(|r| Choosing::Positions { record: r.id.clone() });
            }
            Command::RollCall => {
                self.pane = Pane::Roll;
                self.seat = 0;
            }
            Command::ReviewActions => self.pane = Pane::Review,
            Command::LetGo => self.chosen = None,
            Command::ToList => out.go = Some(Goto::Home),
            Command::Preview => {
                self.pane = Pane::Minutes;
                self.scroll = 0;
            }
            Command::UndoList => {
                self.pane = Pane::UndoList;
                self.scroll = 0;
            }
            Command::History => self.history = self.history.wrapping_add(1),
            Command::NextArea => self.area = (self.area + 1) % AREAS,
            Command::Up => self.choose_line(-1),
            Command::Down => self.choose_line(1),
            Command::EditLine => self.edit_line(out),
            Command::EditOutside => {
                self.edit_line(out);
                self.lend_to_editor(out);
            }
            Command::TurnLine => {
                self.choosing = self.chosen.clone().map(|record| Choosing::Turn { record });
            }
            Command::RemoveLine => {
                if let Some(record) = self.chosen.take()
                    && self.act(now, Act::Removed { record }, out)
                {
                    out.say("Taken out of the record: u brings it back.");
                }
            }
            Command::Restrict => {
                if let Some(record) = self.chosen_record() {
                    let (record, restricted) = (record.id.clone(), !record.restricted);
                    self.act(now, Act::Restricted { record, restricted }, out);
                }
            }
            Command::EndMeeting => match self.meeting.allow(&Act::Ended) {
                Ok(()) => self.choosing = Some(Choosing::End),
                Err(refusal) => out.refuse(refusal.to_string()),
            },
            _ => {}
        }
    }

    fn next(&mut self, now: Stamp, out: &mut Out) {
        if self.meeting.state().began.is_none() {
            if self.act(now, Act::Began, out) {
                out.say("The meeting is open. o for the roll call.");
            }
            return;
        }
        match self.meeting.next_item().map(|i| i.item.id.clone()) {
            Some(to) => self.turn(now, to, out),
            None => match self.meeting.allow(&Act::Ended) {
                Ok(()) => out.say("Every item is dealt with: E ends the meeting."),
                Err(refusal) => self.needs_outcome(refusal.to_string(), None, out),
            },
        }
    }

    fn previous(&mut self, now: Stamp, out: &mut Out) {
        let state = self.meeting.state();
        let here = state.items.iter().position(|i| Some(&i.item.id) == state.in_hand.as_ref());
        match here.and_then(|i| i.checked_sub(1)).map(|i| state.items[i].item.id.clone()) {
            Some(to) => self.turn(now, to, out),
            None => out.refuse("This is the first item"),
        }
    }

    /// Leaves the item in hand for another. One for decision offers its outcomes first.
    pub(super) fn turn(&mut self, now: Stamp, to: ItemId, out: &mut Out) {
        if self.meeting.state().in_hand.as_ref() == Some(&to) {
            return out.say("That item is in hand already.");
        }
        let act = Act::Turned { to: to.clone(), done: true };
        match self.meeting.allow(&act) {
            Err(refusal @ Refusal::NeedsOutcome { .. }) => {
                self.needs_outcome(refusal.to_string(), Some(to), out);
            }
            _ => self.turn_now(now, act, out),
        }
    }

    pub(super) fn turn_now(&mut self, now: Stamp, act: Act, out: &mut Out) {
        if self.act(now, act, out) {
            self.chosen = None;
            self.area = 0;
            self.history = 0;
        }
    }

    fn needs_outcome(&mut self, why: String, leaving: Option<ItemId>, out: &mut Out) {
        let kind = self.meeting.in_hand().map(|i| i.item.kind);
        let lacking = self.meeting.in_hand().filter(|i| !self.meeting.state().has_outcome(i));
        if let Some(item) = lacking {
            // The choice offered says what to press.
            let item = self.meeting.item_said(&item.item.id);
            out.refuse(format!("Item {item}, has no outcome yet"));
            self.choosing = Some(match kind {
                Some(ItemKind::LastMinutes) => Choosing::LastMinutes,
                _ => Choosing::Outcome { leaving },
            });
        } else {
            out.refuse(why);
        }
    }

    fn decide(&mut self, _out: &mut Out) {
        let kind = self.meeting.in_hand().map(|i| i.item.kind);
        self.choosing = Some(match kind {
            Some(ItemKind::LastMinutes) => Choosing::LastMinutes,
            _ => Choosing::Outcome { leaving: None },
        });
    }

    /// The items to note that still wait.
    pub(super) fn to_note(&self) -> Vec<ItemId> {
        let state = self.meeting.state();
        state
            .items
            .iter()
            .filter(|i| i.item.purpose == Purpose::Note && i.item.kind == ItemKind::Ordinary)
            .filter(|i| matches!(self.meeting.stage(i), Stage::Waiting | Stage::InHand | Stage::Begun))
            .map(|i| i.item.id.clone())
            .collect()
    }

    fn offer_together(&mut self, out: &mut Out) {
        let items = self.to_note();
        if items.is_empty() {
            out.refuse("No item to note is waiting: only items to note are taken together");
        } else {
            self.choosing = Some(Choosing::Together { out: vec![false; items.len()], items });
        }
    }

    fn choose_line(&mut self, by: isize) {
        let lines: Vec<EntryId> = self.lines().iter().map(|r| r.id.clone()).collect();
        let here = self.chosen.as_ref().and_then(|id| lines.iter().position(|l| l == id));
        let next = match here {
            None if by < 0 => lines.len().checked_sub(1),
            None => (!lines.is_empty()).then_some(0),
            Some(i) => i.checked_add_signed(by).filter(|i| *i < lines.len()),
        };
        self.chosen = next.map(|i| lines[i].clone());
    }

    fn edit_line(&mut self, out: &mut Out) {
        let Some(record) = self.chosen_record() else { return };
        let text = self.as_typed(&record.body);
        let asking = Asking::Edit { record: record.id.clone() };
        self.ask(asking, &text, out);
    }

    /// A line as somebody would have typed it.
    fn as_typed(&self, body: &Body) -> String {
        if let Body::Decision(Decision { text, because, review, .. }) = body {
            let (wording, because) = (text.clone(), because.clone());
            return decision_line::Reading { wording, because, review: *review }.typed();
        }
        let Body::Action { what, lead, due, with, tags, .. } = body else { return body.text().to_owned() };
        let lead = lead.clone().map_or(Lead::Nobody, Lead::One);
        let when = due.day().map_or(When::ToBeSet, When::On);
        let (what, with, tags) = (what.clone(), with.clone(), tags.clone());
        action_line::Reading { lead, what, when, with, unclear: None, tags }.typed(&self.meeting)
    }

    fn undo(&mut self, now: Stamp, out: &mut Out) {
        let Some(entry) = self.meeting.undoable(&self.writer) else {
            return out.refuse("There is nothing to undo");
        };
        let (id, said) = (entry.id.clone(), self.meeting.said_with_time(entry));
        if self.act(now, Act::Struck { entry: id }, out) {
            out.say(format!("Undone: {said}. Ctrl-R brings it back."));
        }
    }

    fn redo(&mut self, now: Stamp, out: &mut Out) {
        let Some(entry) = self.meeting.redoable(&self.writer) else {
            return out.refuse("There is nothing to redo");
        };
        let (id, said) = (entry.id.clone(), self.meeting.said_with_time(entry));
        if self.act(now, Act::Restored { entry: id }, out) {
            out.say(format!("Redone: {said}."));
        }
    }
}
