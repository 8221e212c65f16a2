//! Saying something of actions outside a meeting: the same keys and questions as in a meeting's review. What is said of one
//! is written at once, what is said of several is shown first. Only a group closes an action, so nothing here does.

use super::preview::{Preview, Proposed, revisions};
use super::{Name, State};
use crate::base::id::{ActionId, TrackerId};
use crate::base::key::{Key, KeyCode};
use crate::base::stamp::Stamp;
use crate::base::text::sentence;
use crate::command::Command;
use crate::domain::action::{Action, ActionChange, Raised, Seen};
use crate::domain::action_review::Outcome;
use crate::domain::actions::Listed;
use crate::domain::meeting::{Act, Body, Meeting, Review, Voice};
use crate::effect::{Change, Edit, Revision};
use crate::files::{places, tracker_edit};
use crate::screens::Out;
use crate::screens::steps::ON_ITS_WAY;
use crate::screens::typing::{Answered, Asking, Keyed, Typing};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A line being typed about actions.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub typing: Typing,
    /// Who may be named in it, and which days are known.
    pub table: Box<Meeting>,
    pub of: Of,
    /// How the actions stood when it was opened, whatever was read since; nothing where that is still to be looked at.
    pub seen: BTreeMap<Name, Seen>,
}

/// What a line is about. Kept with it while it is typed, so that it comes back after a crash.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Of {
    /// Actions that are there.
    These(Vec<Name>),
    /// An action to be added to a tracker.
    New(TrackerId),
}

impl State {
    pub(super) fn run_change(&mut self, command: Command, now: Stamp, out: &mut Out) {
        if self.is_saving() {
            return out.refuse(ON_ITS_WAY);
        }
        match command {
            Command::Action => self.add(now, out),
            Command::Steps => self.begin_ticking(now, out),
            Command::BringBack => self.line = self.dropped.take(),
            Command::Done
            | Command::Progress
            | Command::Blocked
            | Command::NewDate
            | Command::Reassign
            | Command::MergeInto
            | Command::Reopen
            | Command::Drop => self.say_of(command, now, out),
            _ => {}
        }
    }

    /// Opens a line to say something of the marked actions, or of the chosen one.
    fn say_of(&mut self, command: Command, now: Stamp, out: &mut Out) {
        let alone = matches!(command, Command::MergeInto | Command::Reopen);
        let names: Vec<Name> = if self.marks.is_empty() || self.walk.is_some() || alone {
            self.chosen().into_iter().collect()
        } else {
            self.marks.iter().cloned().collect()
        };
        let Some(listed) = names.iter().find_map(|name| self.named(name)) else { return };
        if self.hides(listed.action) {
            return out.refuse("This action is restricted and not shown: R shows it, then say it");
        }
        let (id, state) = (&listed.action.id, listed.action.status_said());
        match (names.as_slice(), listed.action.status.open()) {
            ([_], true) if command == Command::Reopen => {
                return out.refuse(format!("{id} is {state}: only what has ended is opened again"));
            }
            ([_], false) if command != Command::Reopen => {
                return out.refuse(format!("{id} is {state}: O opens it again"));
            }
            _ => {}
        }
        let Some(table) = self.workspace.table(listed.tracker, now) else {
            return out.refuse(no_group(&listed.tracker.id));
        };
        let action = listed.action.id.clone();
        let asking = match command {
            Command::Done => Asking::Done { action },
            Command::Progress => Asking::Progress { action },
            Command::Blocked => Asking::Blocked { action },
            Command::NewDate => Asking::NewDate { action },
            Command::Reassign => Asking::Reassign { action },
            Command::MergeInto => Asking::MergeInto { action },
            Command::Reopen => Asking::OpenAgain { action },
            _ => Asking::DropByDecision { action },
        };
        let typing = Typing::new(asking, None, "", &table);
        let seen = self.seen(&names);
        self.line = Some(Line { typing, table: Box::new(table), of: Of::These(names), seen });
    }

    /// How actions stand, as the page shows them.
    pub(super) fn seen(&self, names: &[Name]) -> BTreeMap<Name, Seen> {
        let stands =
            |(name, found): (&Name, Option<Listed<'_>>)| Some((name.clone(), Seen::of(found?.action)));
        self.each_named(names).filter_map(stands).collect()
    }

    /// A line that came back is about the actions as they stand in what was read since.
    pub(super) fn look_again(&mut self) {
        if let Some(Line { of: Of::These(names), seen, .. }) = &self.line
            && seen.is_empty()
        {
            let seen = self.seen(names);
            self.line.iter_mut().for_each(|line| line.seen.clone_from(&seen));
        }
    }

    /// Opens a line for a new action; asks first which tracker it goes to where there are several.
    fn add(&mut self, now: Stamp, out: &mut Out) {
        let mut trackers = self.workspace.homes();
        // The one that is looked at is the first.
        if let Some((chosen, _)) = self.chosen()
            && let Some(at) = trackers.iter().position(|tracker| *tracker == chosen)
        {
            let chosen = trackers.remove(at);
            trackers.insert(0, chosen);
        }
        trackers.truncate(9);
        match trackers.as_slice() {
            [] => out.refuse(format!(
                "There is no tracker and no group that could have one: groups are in {}",
                places::PARTNERSHIP
            )),
            [only] => self.add_to(&only.clone(), now, out),
            _ => self.choosing = Some(trackers),
        }
    }

    /// A key while the tracker of a new action is asked for.
    pub(super) fn chosen_tracker(&mut self, key: Key, now: Stamp, out: &mut Out) {
        let Some(trackers) = self.choosing.take() else { return };
        let number = key.typed().and_then(|c| c.to_digit(10)).and_then(|n| (n as usize).checked_sub(1));
        match (key.code, number.and_then(|n| trackers.get(n))) {
            (KeyCode::Enter, _) => self.add_to(&trackers[0].clone(), now, out),
            (_, Some(tracker)) => self.add_to(&tracker.clone(), now, out),
            (KeyCode::Esc, None) => {}
            _ => self.choosing = Some(trackers),
        }
    }

    fn add_to(&mut self, tracker: &TrackerId, now: Stamp, out: &mut Out) {
        let Some(table) = self.workspace.table(&self.workspace.tracker_or_new(tracker), now) else {
            return out.refuse(no_group(tracker));
        };
        let group = &table.sitting().group_name;
        out.say(if self.workspace.trackers.contains_key(tracker) {
            format!("For {group}.")
        } else {
            format!(
                "For {group}, which has no tracker yet: its first action makes {}.",
                places::tracker(tracker)
            )
        });
        let typing = Typing::new(Asking::Action, None, "", &table);
        let of = Of::New(tracker.clone());
        self.line = Some(Line { typing, table: Box::new(table), of, seen: BTreeMap::new() });
    }

    /// What may be chosen while a tracker is asked for, with the keys that do.
    pub(super) fn tracker_choices(&self) -> Option<Vec<(String, String)>> {
        let light = self.light();
        let said = |(n, id): (usize, &TrackerId)| {
            let new = if self.workspace.trackers.contains_key(id) { "" } else { " (a new tracker)" };
            let words = light.group_said(&self.workspace.tracker_or_new(id)) + new;
            ((n + 1).to_string(), words)
        };
        Some(self.choosing.as_ref()?.iter().enumerate().map(said).collect())
    }

    /// A key while something is being said.
    pub(super) fn line_key(&mut self, key: Key, now: Stamp, out: &mut Out) {
        let Some(line) = &mut self.line else { return };
        match line.typing.key(key, &line.table, now.date_naive()) {
            Keyed::Changed | Keyed::Same => {}
            Keyed::Enter => self.enter(now, out),
            Keyed::Drop => {
                let line = self.line.take();
                if line.as_ref().is_some_and(|l| !l.typing.editor.is_empty() || !l.typing.answers.is_empty())
                {
                    self.dropped = line;
                    out.say("Dropped: z brings the line back.");
                }
            }
            Keyed::Lend if line.typing.editor.many_lines() => {
                out.edit = Some(Edit::Text(line.typing.editor.text()));
            }
            Keyed::Lend => out.refuse("This answer is one line: only longer text goes to an editor"),
        }
    }

    /// What the editor made of what was being said.
    pub fn edited(&mut self, text: &str, out: &mut Out) {
        let Some(line) = &mut self.line else { return };
        line.typing.editor.replace(text);
        line.typing.pick = None;
        out.say("Back from the editor: Enter keeps the text, Ctrl-Z takes the change back.");
    }

    /// Whether something is being said.
    pub fn says(&self) -> bool {
        self.line.is_some()
    }

    fn enter(&mut self, now: Stamp, out: &mut Out) {
        let Some(mut line) = self.line.take() else { return };
        let waits_for = match self.named_in_full(&mut line).and_then(|()| self.waited_for(&mut line)) {
            Ok(found) => found,
            Err(why) => {
                out.refuse(sentence(&why));
                self.line = Some(line);
                return;
            }
        };
        match line.typing.enter(&line.table, now) {
            Ok(Answered::Act(act)) => match (*act, line.of.clone()) {
                (Act::Reviewed { review: Review::StepAdded { step }, .. }, _) => {
                    self.add_step(&step, line, now, out);
                }
                (Act::Reviewed { mut review, .. }, Of::These(names)) => {
                    if let Review::Blocked { waits_for: found, .. } = &mut review {
                        *found = waits_for;
                    }
                    self.propose(&review, &names, line, now, out);
                }
                (Act::Recorded { body, .. }, Of::New(tracker)) => {
                    self.write_new(body, &tracker, line, now, out);
                }
                _ => {}
            },
            Ok(Answered::Said(answers)) => self.goes_on(&answers, line, now, out),
            Ok(_) => self.line = Some(line),
            Err(why) => {
                out.refuse(why);
                self.line = Some(line);
            }
        }
    }

    /// Of a line that says what actions wait for, the actions it names, looked up in every tracker; its words have their
    /// numbers in full from then on.
    fn waited_for(&self, line: &mut Line) -> Result<Option<Vec<ActionId>>, String> {
        let (Asking::Blocked { .. }, Of::These(names)) = (&line.typing.asking, &line.of) else {
            return Ok(None);
        };
        let by: Vec<ActionId> = names.iter().map(|(_, id)| id.clone()).collect();
        let (words, ids) = self.numbers(line).waited_for(&line.typing.editor.text(), &by)?;
        if words != line.typing.editor.text() {
            line.typing.editor.replace(&words);
        }
        Ok(Some(ids))
    }

    /// What was said comes to these changes. Of one action they are written, of several shown.
    fn propose(&mut self, review: &Review, names: &[Name], line: Line, now: Stamp, out: &mut Out) {
        let (on, by) = (now.date_naive(), self.who.clone());
        let voice = Voice { on, by, meeting: None, closing: None, provisional: false };
        let (mut proposed, mut left_out) = (Vec::new(), Vec::new());
        // What is marked may be out of sight, so it is shown first even where it is one.
        let one_by_one = names.len() == 1 && (self.marks.is_empty() || self.walk.is_some());
        for (name, found) in self.each_named(names) {
            let Some(listed) = found else {
                left_out.push(format!("{} is not there any more", name.1));
                continue;
            };
            let action = listed.action;
            if self.hides(action) {
                left_out.push("one is restricted and not shown".to_owned());
                continue;
            }
            if !action.status.open() {
                left_out.push(format!("{} is {}", action.id, action.status_said()));
                continue;
            }
            let lead_said = |lead: &crate::base::id::PostId| line.table.seat_said(lead);
            let mut change = review.change(action, lead_said, &voice);
            let mut meanwhile = None;
            if let Some(seen) = line.seen.get(name) {
                let looked_at = ActionChange { seen: Some(seen.clone()), ..change.clone() };
                if one_by_one {
                    // What is read again behind the line was not looked at.
                    change = looked_at;
                } else {
                    // What is shown before it is done is looked at there.
                    meanwhile = looked_at.clash(action).map(|clash| clash.said(self));
                }
            }
            let mut one = Proposed { name: name.clone(), ..self.proposed(listed, change) };
            one.said.extend(meanwhile);
            proposed.push(one);
        }
        match (proposed.as_slice(), names) {
            ([], _) => {
                out.refuse(format!("Nothing is changed: {}", left_out.join(", ")));
                self.line = Some(line);
            }
            ([one], [_]) if one_by_one => {
                self.write_proposed(Outcome::of(review), std::slice::from_ref(one), line, out);
            }
            _ => self.preview = Some(Preview { proposed, left_out, line, scroll: 0 }),
        }
    }

    /// Writes changes at once, those of one act; in a review it is what came of its action.
    pub(super) fn write_proposed(&mut self, outcome: Outcome, all: &[Proposed], line: Line, out: &mut Out) {
        let Some(one) = all.first() else { return };
        let first = one.said.first().map_or("changed", String::as_str);
        // What is said here is said again by undo, when the action may be hidden.
        let said = if one.restricted {
            "A restricted action is changed".to_owned()
        } else {
            format!("{}: {first}", one.name.1)
        };
        if self.walk.is_some() {
            return self.write_reviewed(outcome, all, said, line, out);
        }
        self.write(said, revisions(all), Some(line), out);
    }

    fn write_new(&mut self, body: Body, tracker: &TrackerId, line: Line, now: Stamp, out: &mut Out) {
        let Body::Action { id, what, lead, due, with, tags } = body else { return };
        let action = Action {
            id: id.clone(),
            what,
            lead,
            with,
            raised: Raised { date: now.date_naive(), ..Raised::default() },
            first_due: due.day(),
            due,
            tags,
            ..Action::default()
        };
        let new = !self.workspace.trackers.contains_key(tracker);
        let fresh = new.then(|| tracker_edit::fresh_for(line.table.sitting()));
        let change = Change::Actions { fresh, add: vec![action], change: Vec::new() };
        self.wanted = Some((tracker.clone(), id.clone()));
        let revision = Revision { path: places::tracker(tracker), change };
        let to = if new { format!(" to {}, a new tracker", places::tracker(tracker)) } else { String::new() };
        self.write(format!("{id} is added{to}"), vec![revision], Some(line), out);
    }
}

pub(super) fn no_group(tracker: &TrackerId) -> String {
    format!(
        "{} names a group that {} does not know: mend that first, p in the list of meetings shows where",
        places::tracker(tracker),
        places::PARTNERSHIP
    )
}
