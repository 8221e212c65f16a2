//! The review of earlier actions: one at a time, the latest first, with one key for each outcome.

use super::State;
use super::record::said_at;
use crate::base::stamp::{Stamp, long_date, near_date};
use crate::base::text::width;
use crate::command::Command;
use crate::domain::action::{Action, Rag, Status};
use crate::domain::meeting::Review;
use crate::domain::partnership::LegendEntry;
use crate::screens::Out;
use crate::screens::typing::Asking;
use crate::ui::look::{Look, Role, Sign};
use crate::ui::sheet::Sheet;
use chrono::NaiveDate;

const LABELS: usize = 13;
/// Below this height what is said takes as few lines as it can.
const LOW: u16 = 12;

impl State {
    pub(super) fn run_review(&mut self, _now: Stamp, command: Command, out: &mut Out) {
        let actions = self.actions();
        self.action = self.action.min(actions.len().saturating_sub(1));
        let Some(action) = actions.get(self.action).cloned() else { return };
        match command {
            Command::Up => self.action = self.action.saturating_sub(1),
            Command::Down | Command::Skip => self.step(actions.len(), command == Command::Skip, out),
            Command::Done => self.ask(Asking::Done { action }, "", out),
            Command::Progress => self.ask(Asking::Progress { action }, "", out),
            Command::NewDate => self.ask(Asking::NewDate { action }, "", out),
            Command::Blocked => self.ask(Asking::Blocked { action }, "", out),
            Command::Reassign => self.ask(Asking::Reassign { action }, "", out),
            Command::Drop => self.ask(Asking::Drop { action }, "", out),
            _ => {}
        }
    }

    fn step(&mut self, actions: usize, say: bool, out: &mut Out) {
        if self.action + 1 < actions {
            self.action += 1;
        } else if say {
            out.say("That was the last action: Esc goes back to the meeting.");
        }
    }

    /// After an outcome, the next action that has none; the last one stays.
    pub(super) fn next_action(&mut self) {
        let actions = self.actions();
        let open = |id| self.meeting.state().review_of(id).is_none();
        let after = actions.iter().enumerate().skip(self.action + 1).find(|(_, id)| open(id));
        if let Some((i, _)) = after.or_else(|| actions.iter().enumerate().find(|(_, id)| open(id))) {
            self.action = i;
        }
    }

    /// The review as a sheet, and the line of the list the chosen action is on.
    pub(super) fn review_sheet(&self, now: Stamp, look: Look, width: u16, height: u16) -> Sheet {
        let mut sheet = Sheet::new(look, width);
        let actions = self.actions();
        let reviewed = actions.iter().filter(|id| self.meeting.state().review_of(id).is_some()).count();
        let here = self.action.min(actions.len().saturating_sub(1));
        let Some(action) = actions.get(here).and_then(|id| self.meeting.action_now(id)) else {
            sheet.text(Role::Quiet, "There are no open actions.");
            return sheet;
        };
        sheet.ends(
            &[(Role::Strong, format!("Action {} of {}", here + 1, actions.len()))],
            &[(Role::Quiet, format!("{reviewed} reviewed"))],
        );
        if height >= LOW {
            sheet.gap();
        }
        self.action_detail(&mut sheet, &action, now, height < LOW);
        let left = usize::from(height).saturating_sub(sheet.len() + 1);
        if left >= 3 {
            sheet.gap();
            self.action_list(&mut sheet, here, left, now);
        }
        sheet
    }

    fn action_detail(&self, sheet: &mut Sheet, action: &Action, now: Stamp, low: bool) {
        let today = now.date_naive();
        let legend = &self.meeting.sitting().legend;
        let rag = action.rag(today);
        let lead = action.lead.as_ref().map_or("to be set".to_owned(), |l| self.meeting.seat_said(l));
        let what = said_at(action.tier, sheet.look(), &action.what);
        sheet.hanging(action.id.as_str(), Role::Strong, &what, Role::Strong, LABELS);
        let status = if low { format!(" · {}", action.status_said()) } else { String::new() };
        sheet.labelled("Lead", Role::Plain, &format!("{lead}{status}"), LABELS);
        let due = action.due.day().map_or("to be set".to_owned(), long_date);
        let mut said = format!("{due} · {}", standing(action, today, legend));
        let moved = action.moved();
        if !moved.is_empty() {
            let first = action.first_due.map(|d| format!(", first due {}", near_date(d, today)));
            said = format!("{said} · {moved}{}", first.unwrap_or_default());
        }
        sheet.labelled("Due", rag_role(rag), &said, LABELS);
        if !low {
            sheet.labelled("State", Role::Plain, action.status_said(), LABELS);
        }
        match self.meeting.state().review_of(&action.id) {
            Some(reviewed) => {
                sheet.labelled("Said today", Role::Good, &reviewed.review.said(&self.meeting), LABELS);
            }
            None => sheet.labelled("Said today", Role::Quiet, "nothing yet", LABELS),
        }
        for moved in action.moves.iter().rev().take(2) {
            let to = moved.to.day().map_or("no date".to_owned(), |d| near_date(d, today));
            let said = format!("{}: to {to}, {}", near_date(moved.on, today), moved.why);
            sheet.labelled("Moved", Role::Quiet, &said, LABELS);
        }
        for update in action.updates.iter().rev().take(3) {
            let said = format!("{}: {}", near_date(update.on, today), update.text);
            sheet.labelled("History", Role::Quiet, &said, LABELS);
        }
    }

    fn action_list(&self, sheet: &mut Sheet, here: usize, rows: usize, now: Stamp) {
        let look = sheet.look();
        let actions = self.actions();
        // Letters stand below one another.
        let legend = &self.meeting.sitting().legend;
        let today = now.date_naive();
        let all = actions.iter().filter_map(|id| self.meeting.action_now(id));
        let longest = all.map(|a| width(&standing(&a, today, legend))).max().unwrap_or(0);
        let from = here.saturating_sub(rows / 2).min(actions.len().saturating_sub(rows));
        for (i, id) in actions.iter().enumerate().skip(from).take(rows) {
            let Some(action) = self.meeting.action_now(id) else { continue };
            let (sign, role) = match self.meeting.state().review_of(id).map(|r| &r.review) {
                Some(Review::Done { .. }) => (look.sign(Sign::Done), Role::Quiet),
                Some(Review::Dropped { .. }) => (look.sign(Sign::Absent), Role::Quiet),
                Some(_) => (look.sign(Sign::Begun), Role::Quiet),
                None => (look.sign(Sign::Waiting), Role::Plain),
            };
            let cursor = if i == here { look.sign(Sign::Chosen) } else { " " };
            let rag = action.rag(today);
            let said = standing(&action, today, legend);
            let what = said_at(action.tier, look, &action.what);
            sheet.ends(
                &[(Role::Here, format!("{cursor} ")), (role, format!("{sign} {id}  {what}"))],
                &[(rag_role(rag), format!("{said:<longest$}"))],
            );
        }
    }
}

/// How an action stands: its RAG letter and words. A dropped one is not complete, whatever its letter.
pub fn standing(action: &Action, today: NaiveDate, legend: &[LegendEntry]) -> String {
    if action.status == Status::Dropped {
        action.status_said().to_owned()
    } else {
        action.rag(today).said(legend)
    }
}

/// How a RAG state is shown, beside its letter and word.
pub fn rag_role(rag: Rag) -> Role {
    match rag {
        Rag::Late(_) => Role::Bad,
        Rag::Soon(_) | Rag::Undated => Role::Care,
        Rag::OnTrack | Rag::Complete => Role::Plain,
    }
}
