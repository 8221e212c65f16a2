//! The review of earlier actions: one at a time, what needs the meeting most first, with one key for each outcome.

use super::State;
use super::record::said_at;
use crate::base::id::ActionId;
use crate::base::stamp::{Stamp, long_date};
use crate::base::text::{and_list, width};
use crate::command::Command;
use crate::domain::action::{Action, Rag};
use crate::domain::meeting::{Review, meeting_in_passing};
use crate::domain::partnership::LegendEntry;
use crate::screens::Out;
use crate::screens::action_history::{LADDER, Seen, history, raised, slips, state};
use crate::screens::typing::Asking;
use crate::ui::look::{Look, Role, Sign};
use crate::ui::sheet::Sheet;
use chrono::NaiveDate;

const LABELS: usize = 13;
/// How many of the latest rows of its history stand under an action; one key shows the rest.
const LATEST: [(&str, usize); 2] = [("Moved", 2), ("History", 3)];
/// Below this height what is said takes as few lines as it can.
const LOW: u16 = 12;

impl State {
    pub(super) fn run_review(&mut self, _now: Stamp, command: Command, out: &mut Out) {
        let actions = self.actions();
        self.action = self.action.min(actions.len().saturating_sub(1));
        let Some(action) = actions.get(self.action).cloned() else { return };
        match command {
            Command::ShowAction => (self.whole, self.scroll) = (!self.whole, 0),
            Command::Up if self.whole => self.scroll = self.scroll.saturating_sub(1),
            Command::Down if self.whole => self.scroll += 1,
            Command::Up => self.action = self.action.saturating_sub(1),
            Command::Down => self.action = (self.action + 1).min(actions.len() - 1),
            Command::Skip => self.skip(&actions, out),
            Command::Done => self.ask(Asking::Done { action }, "", out),
            Command::Progress => self.ask(Asking::Progress { action }, "", out),
            Command::NewDate => self.ask(Asking::NewDate { action }, "", out),
            Command::Blocked => self.ask(Asking::Blocked { action }, "", out),
            Command::Reassign => self.ask(Asking::Reassign { action }, "", out),
            Command::Drop => self.ask(Asking::Drop { action }, "", out),
            Command::Steps => self.begin_ticking(action, out),
            _ => {}
        }
    }

    /// The next action after the one in hand of which nothing was said yet, coming round.
    fn next_open(&self, actions: &[ActionId]) -> Option<usize> {
        let open = |at: &usize| self.meeting.state().review_of(&actions[*at]).is_none();
        (self.action + 1..actions.len()).chain(0..actions.len().min(self.action + 1)).find(open)
    }

    fn skip(&mut self, actions: &[ActionId], out: &mut Out) {
        match self.next_open(actions) {
            None => out.say("Something was said of every action: Esc goes back to the meeting."),
            Some(at) if at == self.action => {
                out.say("This is the only one left: Esc goes back to the meeting.");
            }
            Some(at) => {
                if at < self.action {
                    out.say("Those passed over come round again.");
                }
                (self.action, self.scroll) = (at, 0);
            }
        }
    }

    /// After an outcome, the next action that has none; the last one stays.
    pub(super) fn next_action(&mut self) {
        if let Some(at) = self.next_open(&self.actions()) {
            (self.action, self.scroll) = (at, 0);
        }
    }

    /// The review as a sheet.
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
            sheet.bar(reviewed, actions.len(), 0);
        }
        self.action_detail(&mut sheet, &action, now, height < LOW);
        let left = usize::from(height).saturating_sub(sheet.len() + 1);
        if left >= 3 && !self.whole {
            sheet.gap();
            self.action_list(&mut sheet, here, left, now);
        }
        sheet
    }

    fn action_detail(&self, sheet: &mut Sheet, action: &Action, now: Stamp, low: bool) {
        let today = now.date_naive();
        let legend = &self.meeting.sitting().legend;
        let lead = action.lead.as_ref().map_or("to be set".to_owned(), |l| self.meeting.seat_said(l));
        let what = said_at(action.tier, sheet.look(), &action.what);
        sheet.hanging(action.id.as_str(), Role::Strong, &what, Role::Strong, LABELS);
        let status = if low { format!(" · {}", action.status_said()) } else { String::new() };
        sheet.labelled("Lead", Role::Plain, &format!("{lead}{status}"), LABELS);
        let due = action.due.day().map_or("to be set".to_owned(), long_date);
        let mut said = vec![due, standing(action, today, legend)];
        said.extend(slips(action, today));
        sheet.labelled("Due", rag_role(action.rag(today)), &said.join(" · "), LABELS);
        if !low {
            sheet.labelled("State", Role::Plain, &state(action).join(" · "), LABELS);
        }
        match self.meeting.state().review_of(&action.id) {
            Some(reviewed) => {
                sheet.labelled("Said today", Role::Good, &reviewed.review.said(&self.meeting), LABELS);
            }
            None => sheet.labelled("Said today", Role::Quiet, "nothing yet", LABELS),
        }
        let close_at = self.meeting.sitting().close_at;
        let seen = Seen { look: sheet.look(), today, close_at, meeting: &meeting_in_passing };
        let rows = history(action, &seen);
        if self.whole {
            let with: Vec<String> = action.with.iter().map(|post| self.meeting.seat_said(post)).collect();
            let with = and_list(&with.iter().map(String::as_str).collect::<Vec<_>>());
            let waits: Vec<&str> = action.blocked_by.iter().map(ActionId::as_str).collect();
            let raised = raised(action, &meeting_in_passing);
            for (label, words) in [("With", with), ("Waits for", and_list(&waits)), ("Raised", raised)] {
                if !words.is_empty() {
                    sheet.labelled(label, Role::Plain, &words, LABELS);
                }
            }
        }
        let mut more = 0;
        let mut left = LATEST;
        for (label, words) in &rows {
            let shown = self.whole
                || left.iter_mut().any(|(latest, left)| {
                    latest == label
                        && left.checked_sub(1).is_some_and(|less| {
                            *left = less;
                            true
                        })
                });
            if shown {
                sheet.labelled(label, Role::Quiet, words, LABELS);
            } else if *label != LADDER {
                more += 1;
            }
        }
        if more > 0 && !low {
            sheet.labelled("", Role::Quiet, &format!("{more} more: Enter shows all of it"), LABELS);
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
            let said = self.meeting.state().reviews.iter().filter(|r| &r.action == id).map(|r| &r.review);
            // A step leaves open what came of the whole.
            let came = said.clone().rfind(|review| !review.of_a_step()).or(said.clone().next_back());
            let (sign, role) = match came {
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

/// How an action stands: its RAG letter and words.
pub fn standing(action: &Action, today: NaiveDate, legend: &[LegendEntry]) -> String {
    action.rag(today).said(legend)
}

/// How a RAG state is shown, beside its letter and word.
pub fn rag_role(rag: Rag) -> Role {
    match rag {
        Rag::Late(_) => Role::Bad,
        Rag::Soon(_) | Rag::Undated => Role::Care,
        Rag::OnTrack | Rag::Complete | Rag::Dropped | Rag::Merged => Role::Plain,
    }
}
