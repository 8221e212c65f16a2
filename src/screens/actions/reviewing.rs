//! Reviewing actions one at a time, outside a meeting: the biggest first, one key for each outcome, what is passed over comes
//! round again. It can be left and taken up again, for what was said is in its file as soon as it is in the tracker.

use super::State;
use super::changing::Line;
use super::detail::detail;
use super::preview::{Proposed, revisions};
use crate::base::id::ActionId;
use crate::base::stamp::{Stamp, long_date};
use crate::base::text::count;
use crate::command::Command;
use crate::documents::review_record::review_record;
use crate::domain::action_review::{ActionReview, Outcome, Said};
use crate::domain::actions::Listed;
use crate::domain::agenda::Tier;
use crate::effect::{Change, Effect, Revision};
use crate::files::{action_review, places};
use crate::screens::Out;
use crate::screens::steps::ON_ITS_WAY;
use crate::ui::look::{Look, Role};
use crate::ui::sheet::Sheet;
use chrono::NaiveDate;

/// A review on the screen.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    /// The name of its file.
    name: String,
    review: ActionReview,
    /// The action that is looked at.
    at: usize,
    /// Whether somebody asked to end it.
    pub ending: bool,
    /// Whether it has ended, and what it came to is shown.
    pub over: bool,
}

impl Walk {
    /// Whether a step of an action is what comes of it: it is one of these, and nothing more than progress was said of it.
    pub(super) fn takes_progress(&self, action: &ActionId) -> bool {
        let said = self.review.of(action);
        self.review.actions.contains(action) && said.is_none_or(|said| said.outcome == Outcome::Progress)
    }
}

impl State {
    /// Takes up the review that was left, or begins one of the actions that are shown.
    pub(super) fn begin_review(&mut self, now: Stamp, out: &mut Out) {
        if self.is_saving() {
            return out.refuse(ON_ITS_WAY);
        }
        let left = self.workspace.reviews.iter().rfind(|(_, review)| review.ended.is_none());
        if let Some((name, review)) = left {
            let at = review.next(None).unwrap_or(0);
            let done = format!("{} of {}", review.reviewed(), review.actions.len());
            out.say(format!("Taken up where it was left on {}: {done} reviewed.", long_date(review.begun)));
            self.walk =
                Some(Walk { name: name.clone(), review: review.clone(), at, ending: false, over: false });
            return;
        }
        let today = now.date_naive();
        let shown = (0..self.found.places.len()).filter_map(|index| self.at(index));
        let actions: Vec<ActionId> = shown
            .filter(|listed| listed.action.status.open())
            .map(|listed| listed.action.id.clone())
            .collect();
        if actions.is_empty() {
            return out.refuse("None of the actions shown is open: / changes what is looked for");
        }
        let review = ActionReview {
            schema: 1,
            begun: today,
            by: self.who.clone(),
            asked: self.asked.clone(),
            actions,
            ..ActionReview::default()
        };
        self.walk = Some(Walk { name: self.new_name(today), review, at: 0, ending: false, over: false });
    }

    /// A name that no review has.
    fn new_name(&self, today: NaiveDate) -> String {
        let names = (1..).map(|n| if n == 1 { today.to_string() } else { format!("{today}-{n}") });
        names.into_iter().find(|name| !self.workspace.reviews.contains_key(name)).unwrap_or_default()
    }

    /// The files were read again: what they say of the review is what counts.
    pub(super) fn review_again(&mut self) {
        if let Some(walk) = &mut self.walk
            && let Some(review) = self.workspace.reviews.get(&walk.name)
        {
            walk.review = review.clone();
            walk.at = walk.at.min(walk.review.actions.len().saturating_sub(1));
        }
    }

    /// The action that is reviewed, as the files have it now.
    pub(super) fn reviewed(&self) -> Option<Listed<'_>> {
        let walk = self.walk.as_ref()?;
        self.workspace.listed(walk.review.actions.get(walk.at)?)
    }

    pub(super) fn run_review(&mut self, command: Command, now: Stamp, out: &mut Out) {
        let Some(walk) = &mut self.walk else { return };
        match command {
            _ if walk.over => {
                self.walk = None;
                self.scroll = 0;
            }
            Command::Back if walk.ending => walk.ending = false,
            Command::EndReview => walk.ending = true,
            Command::ShowAction if walk.ending => self.end_review(now, out),
            Command::Skip => match walk.review.next(Some(walk.at)) {
                Some(at) if at == walk.at => out.say("This is the only one left: E ends the review."),
                Some(at) => {
                    if at < walk.at {
                        out.say("Those passed over come round again.");
                    }
                    (walk.at, self.scroll) = (at, 0);
                }
                None => out.say("Something was said of every action: E ends the review."),
            },
            Command::NextAction => self.look_at(1),
            Command::PreviousAction => self.look_at(-1),
            Command::Up => self.scroll = self.scroll.saturating_sub(1),
            Command::Down => self.scroll += 1,
            Command::Undo => self.undo(out),
            Command::Redo => self.redo(out),
            Command::EditOutside => self.open_file(out),
            Command::Back => {
                let left = walk.review.actions.len() - walk.review.reviewed();
                self.walk = None;
                self.scroll = 0;
                if left > 0 {
                    out.say(format!("{} left: v goes on.", count(left, "action is", "actions are")));
                }
            }
            _ => self.run_change(command, now, out),
        }
    }

    /// Looks at one of the actions of the review.
    pub(super) fn review_at(&mut self, name: Option<&super::Name>) {
        let Some((walk, (_, id))) = self.walk.as_mut().zip(name) else { return };
        if let Some(at) = walk.review.actions.iter().position(|action| action == id) {
            (walk.at, self.scroll) = (at, 0);
        }
    }

    fn look_at(&mut self, by: isize) {
        let Some(walk) = &mut self.walk else { return };
        let to = walk.at.saturating_add_signed(by).min(walk.review.actions.len().saturating_sub(1));
        (walk.at, self.scroll) = (to, 0);
    }

    /// What was said of the action in hand goes to its tracker, and then to the review.
    pub(super) fn write_reviewed(
        &mut self,
        outcome: Outcome,
        all: &[Proposed],
        said: String,
        line: Line,
        out: &mut Out,
    ) {
        let Some(proposed) = all.first() else { return };
        let came = Said {
            action: proposed.name.1.clone(),
            on: self.today,
            outcome,
            by: self.who.clone(),
            // A review's file is no place for what only its tracker may say.
            words: if proposed.restricted { "restricted".to_owned() } else { proposed.said.join("; ") },
        };
        let mut all = revisions(all);
        all.extend(self.review_revision(&came));
        self.write_said(said, came, all, line, out);
    }

    /// What came of an action, for the file of the review in hand.
    pub(super) fn review_revision(&self, came: &Said) -> Option<Revision> {
        let walk = self.walk.as_ref()?;
        let fresh = action_review::fresh(&ActionReview { said: Vec::new(), ..walk.review.clone() });
        let change = Change::Review { fresh, said: Some(came.clone()), ended: None };
        Some(Revision { path: places::review(&walk.name), change })
    }

    /// What was said is on the disk: on to the next, unless this one stays in hand.
    pub(super) fn go_on(&mut self, came: Said, stays: bool, out: &mut Out) {
        let Some(walk) = &mut self.walk else { return };
        // The file says it too; it is not read again yet.
        walk.review.said.push(came);
        if stays {
            return;
        }
        match walk.review.next(Some(walk.at)) {
            Some(at) => (walk.at, self.scroll) = (at, 0),
            None => out.say("Something was said of every action: E ends the review."),
        }
    }

    fn end_review(&mut self, now: Stamp, out: &mut Out) {
        let Some(walk) = &mut self.walk else { return };
        (walk.ending, walk.over) = (false, true);
        let today = now.date_naive();
        let fresh = action_review::fresh(&ActionReview { said: Vec::new(), ..walk.review.clone() });
        let change = Change::Review { fresh, said: None, ended: Some(today) };
        let revision = Revision { path: places::review(&walk.name), change };
        walk.review.ended = Some(today);
        let (path, review) = (places::review_record(&walk.name), walk.review.clone());
        let text = review_record(&review, &self.light(), &self.workspace.trackers.values(), Tier::Partners);
        self.write_end(revision, out);
        out.effects.push(Effect::Change { path, change: Change::Document(text) });
    }

    /// The action in hand as a sheet, under how far the review has got.
    pub(super) fn walk_sheet(&self, walk: &Walk, look: Look, width: u16) -> Sheet {
        if walk.over {
            return self.over_sheet(walk, look, width);
        }
        let mut sheet = Sheet::new(look, width);
        if walk.ending {
            let left = walk.review.actions.len() - walk.review.reviewed();
            let left = match left {
                0 => "Something was said of every action.".to_owned(),
                n => format!("Nothing was said of {} yet.", count(n, "action", "actions")),
            };
            sheet.indented(Role::Strong, "End the review?", 1);
            sheet.indented(Role::Plain, &left, 1);
            sheet.indented(
                Role::Quiet,
                "Ending it writes what it came to. A review that is only left is taken up again with v.",
                1,
            );
            return sheet;
        }
        let (at, of) = (walk.at + 1, walk.review.actions.len());
        sheet.ends(
            &[(Role::Strong, format!(" Action {at} of {of}"))],
            &[(Role::Quiet, format!("{} reviewed ", walk.review.reviewed()))],
        );
        sheet.bar(walk.review.reviewed(), of, 1);
        sheet.gap();
        match self.reviewed() {
            Some(listed) => {
                let said = walk.review.of(&listed.action.id);
                let hidden = self.hides(listed.action);
                if hidden {
                    sheet.indented(Role::Care, "This action is restricted: R shows it.", 1);
                } else {
                    sheet.append(detail(look, &self.light(), &self.workspace, listed, width));
                }
                if let Some(said) = said.filter(|said| !hidden && !said.words.is_empty()) {
                    sheet.gap();
                    sheet.labelled(" Said", Role::Good, &said.words, 13);
                }
            }
            None => sheet.indented(Role::Care, "No tracker has this action any more: Space goes on.", 1),
        }
        sheet
    }

    fn over_sheet(&self, walk: &Walk, look: Look, width: u16) -> Sheet {
        let mut sheet = Sheet::new(look, width);
        let (all, said) = (walk.review.actions.len(), walk.review.reviewed());
        // Nothing is called done before the disk has said so.
        let ended = if self.is_saving() { "Ending the review…" } else { "The review has ended." };
        sheet.indented(Role::Strong, ended, 1);
        sheet.gap();
        sheet.labelled(" Actions", Role::Plain, &format!("{all}, something said of {said}"), 13);
        for (outcome, n) in walk.review.counts() {
            sheet.labelled(
                &format!(" {}", crate::base::text::capital(outcome.word())),
                Role::Plain,
                &n.to_string(),
                13,
            );
        }
        if all > said {
            sheet.labelled(" Not reached", Role::Care, &(all - said).to_string(), 13);
        }
        let hidden = |id: &&ActionId| {
            self.workspace.listed(id).is_none_or(|listed| listed.action.tier == Tier::Restricted)
        };
        match walk.review.actions.iter().filter(hidden).count() {
            0 => {}
            n => sheet.labelled(" Restricted", Role::Plain, &format!("{n} of these, not in the record"), 13),
        }
        sheet.gap();
        let path = places::review_record(&walk.name);
        sheet.labelled(" Record", Role::Plain, &format!("{path}, without anything restricted"), 13);
        sheet
    }
}
