//! What stands under an item: papers, prompts, last time and open actions; and what is recorded of it.

use super::State;
use super::body::NARROW_LABELS;
use super::review::{rag_role, standing};
use crate::base::stamp::{Stamp, near_date, short_date};
use crate::base::text::{and_list, count, fit, one_line};
use crate::domain::agenda::{ItemKind, Paper, PaperState, Tier};
use crate::domain::meeting::{Body, Decision, ItemState, LastMinutes, Record};
use crate::domain::minutes::review_tier;
use crate::ui::look::{Look, Role, Sign};
use crate::ui::sheet::Sheet;

impl State {
    /// Papers, prompts, last time and open actions; each prompt on a line of its own where there is room.
    pub(super) fn prompts(
        &self,
        item: &ItemState,
        look: Look,
        width: u16,
        labels: usize,
        now: Stamp,
        apart: bool,
    ) -> Sheet {
        let mut all = Sheet::new(look, width);
        let sheet = &mut all;
        let narrow = labels == NARROW_LABELS;
        let today = now.date_naive();
        for paper in &item.item.papers {
            let (role, said) = paper_said(paper);
            let said = said_under(item, paper.tier.unwrap_or_default(), look, &said);
            sheet.labelled("Paper", role, &said, labels);
        }
        if !item.item.prompts.is_empty() {
            let label = if narrow { "Prompts" } else { "Ask yourselves" };
            let joined = [item.item.prompts.join(" ")];
            for (i, prompt) in if apart { &item.item.prompts[..] } else { &joined }.iter().enumerate() {
                sheet.labelled(if i == 0 { label } else { "" }, Role::Plain, prompt, labels);
            }
        }
        if let Some(last) = &item.item.last_time {
            let label =
                if narrow { "Last time".to_owned() } else { last.date.format("Last, %-d %b").to_string() };
            sheet.labelled(&label, Role::Plain, &last.said, labels);
        }
        if !item.item.why.is_empty() {
            sheet.labelled("Why here", Role::Quiet, &item.item.why, labels);
        }
        for id in &item.item.actions {
            if let Some(action) = self.meeting.action_now(id) {
                let lead = action.lead.as_ref().map(|l| format!(" · {}", self.meeting.seat_said(l)));
                let said = format!("{id}  {}{}", action.what, lead.unwrap_or_default());
                let said = said_under(item, action.tier, look, &said);
                sheet.labelled("Open here", Role::Plain, &said, labels);
                // How it stands is what the eye looks for: a line of its own, in its colour.
                let rag = action.rag(today);
                let mut said = standing(&action, today, &self.meeting.sitting().legend);
                if action.times_moved() > 0 {
                    said = format!("{said} · {}", action.moved());
                }
                sheet.labelled("", rag_role(rag), &said, labels);
            }
        }
        match item.item.kind {
            ItemKind::LastMinutes => {
                sheet.labelled("Keys", Role::Quiet, "y agrees them, Y agrees them as amended", labels);
            }
            ItemKind::Actions if !self.meeting.sitting().actions.is_empty() => {
                sheet.labelled("Keys", Role::Quiet, "v walks through the open actions one by one", labels);
            }
            ItemKind::Welcome => sheet.labelled("Keys", Role::Quiet, "o opens the roll call", labels),
            ItemKind::Declarations => sheet.labelled("Keys", Role::Quiet, "i records an interest", labels),
            ItemKind::Close => {
                let next = self.meeting.state().next.as_ref();
                let said = next.map_or("not set: N sets it".to_owned(), |n| near_date(n.date, today));
                sheet.labelled(if narrow { "Next" } else { "Next meeting" }, Role::Plain, &said, labels);
            }
            ItemKind::Ordinary | ItemKind::Actions => {}
        }
        all
    }

    /// What is recorded under the item, a sheet for each line of it, the records first.
    pub(super) fn record(
        &self,
        item: &ItemState,
        look: Look,
        width: u16,
        labels: usize,
        now: Stamp,
    ) -> Vec<Sheet> {
        let mut all = Vec::new();
        for record in self.lines() {
            let mut sheet = Sheet::new(look, width);
            self.record_line(&mut sheet, record, labels, now);
            all.push(sheet);
        }
        for (label, role, said) in self.item_state_lines(item, look) {
            let mut sheet = Sheet::new(look, width);
            sheet.labelled(label, role, &said, labels);
            all.push(sheet);
        }
        all
    }

    /// What happened to the item besides what was recorded under it: a label, how it is shown, and the words.
    fn item_state_lines(&self, item: &ItemState, look: Look) -> Vec<(&'static str, Role, String)> {
        let state = self.meeting.state();
        let said = |seat| self.meeting.seat_said(seat);
        let mut lines = Vec::new();
        if let Some(deferral) = &item.deferral {
            lines.push(("Deferred", Role::Care, format!("to {}: {}", deferral.to, deferral.why)));
        }
        if let Some(late) = &item.late {
            let words = format!("allowed by {}: {}", said(&late.allowed_by), late.why);
            lines.push(("Added", Role::Quiet, words));
        }
        if item.item.kind == ItemKind::LastMinutes
            && let Some(result) = &state.last_minutes
        {
            let words = match result {
                LastMinutes::Agreed => "agreed as a correct record".to_owned(),
                LastMinutes::AgreedAsAmended { amendment } => format!("agreed as amended: {amendment}"),
                LastMinutes::NotAgreed { why } => format!("not agreed: {why}"),
            };
            lines.push(("Minutes", Role::Plain, words));
        }
        if item.item.kind == ItemKind::Actions {
            let reviewed = state.reviews.iter();
            lines.extend(reviewed.map(|r| {
                let said = format!("{} {}", r.action, r.review.said(&self.meeting));
                ("Reviewed", Role::Plain, said_under(item, review_tier(&self.meeting, r), look, &said))
            }));
        }
        let declared = state
            .declarations
            .iter()
            .filter(|d| d.item.as_ref() == Some(&item.item.id) || item.item.kind == ItemKind::Declarations);
        lines.extend(declared.map(|d| {
            let tier = d.item.as_ref().and_then(|id| state.item(id)).map(|i| i.item.tier);
            let said = format!("{}: {}", said(&d.seat), d.interest);
            ("Interest", Role::Plain, said_under(item, tier.unwrap_or_default(), look, &said))
        }));
        lines
    }

    fn record_line(&self, sheet: &mut Sheet, record: &Record, labels: usize, now: Stamp) {
        let look = sheet.look();
        let chosen = self.chosen.as_ref() == Some(&record.id);
        let cursor = if chosen { look.sign(Sign::Chosen) } else { " " };
        let kind = crate::base::text::sentence(record.body.kind());
        // The words keep their place beside those of the other labels: the cursor stands in the gap between.
        let column = labels.min(sheet.width() / 2).saturating_sub(2);
        let kind = kind.trim_end_matches('.');
        let first = kind.split(' ').next().unwrap_or(kind);
        let kind = fit(if kind.len() < column { kind } else { first }, column.saturating_sub(1));
        let label = format!("{kind:<column$}{cursor}");
        let role = if chosen { Role::Here } else { Role::Plain };
        let restricted =
            if record.restricted { format!("{} ", look.sign(Sign::Restricted)) } else { String::new() };
        let said = format!("{restricted}{}", self.record_said(record, look, now));
        sheet.hanging(&label, role, &said, if chosen { Role::Here } else { Role::Quiet }, labels);
        if !record.positions.is_empty() {
            let said =
                self.meeting.sitting().agencies.iter().filter_map(|a| {
                    record.positions.get(&a.id).map(|p| format!("{} {}", a.said(), p.said()))
                });
            sheet.labelled("", Role::Quiet, &said.collect::<Vec<_>>().join(" · "), labels);
        }
    }

    fn record_said(&self, record: &Record, look: Look, now: Stamp) -> String {
        match &record.body {
            Body::Decision(decision) => self.decision_said(record, decision, look, now),
            Body::Action { id, what, lead, due, with, .. } => {
                let lead = lead.as_ref().map_or("lead to be set".to_owned(), |l| self.meeting.seat_said(l));
                let due = due.day().map_or("date to be set".to_owned(), |d| {
                    format!("by {}", near_date(d, now.date_naive()))
                });
                let with: Vec<String> = with.iter().map(|post| self.meeting.seat_said(post)).collect();
                let with = if with.is_empty() { String::new() } else { format!(" with {}", and_list(&with)) };
                format!("{id}  {lead}{with}: {what}, {due}")
            }
            Body::Referral { to, text } => format!("to {}: {}", self.group_said(to), one_line(text)),
            other => other.text().to_owned(),
        }
    }

    fn decision_said(&self, record: &Record, decision: &Decision, look: Look, now: Stamp) -> String {
        let Decision { id, outcome, text, because, review, to, .. } = decision;
        let item = self.meeting.state().item(&record.item);
        let words = match item.filter(|_| text.is_empty()) {
            Some(item) => format!(": {}", self.meeting.wordless(item, *outcome)),
            None => format!(": {}", one_line(text)),
        };
        let up = to.as_ref().map_or(String::new(), |g| format!(" to {}", self.group_said(g)));
        let provisional = if self.meeting.provisional(record) {
            format!("{} provisional, not quorate · ", look.sign(Sign::Provisional))
        } else {
            String::new()
        };
        let id = id.as_ref().map_or(String::new(), |id| format!("{id}  "));
        let mut said = format!("{id}{provisional}{}{up}{words}", outcome.said());
        if !because.is_empty() {
            said = format!("{said} · because {}", one_line(because));
        }
        if !decision.options.is_empty() {
            said = format!("{said} · options: {}", decision.options.join("; "));
        }
        if let Some(post) = &decision.delivered_by {
            said = format!("{said} · delivered by {}", self.meeting.seat_said(post));
        }
        if let Some(replaces) = &decision.replaces {
            let how = if replaces.rescinded { "rescinds" } else { "supersedes" };
            said = format!("{said} · {how} {}", replaces.decision);
        }
        if let Some(day) = review {
            said = format!("{said} · review by {}", near_date(*day, now.date_naive()));
        }
        said
    }

    fn group_said(&self, group: &crate::base::id::GroupId) -> String {
        let groups = &self.meeting.sitting().refers_to;
        groups.iter().find(|(id, _)| id == group).map_or_else(|| group.to_string(), |(_, name)| name.clone())
    }
}

/// Words about something. Those about something restricted have its sign before and its word after them: a screen may
/// be a shared one.
pub(in crate::screens) fn said_at(tier: Tier, look: Look, said: &str) -> String {
    if tier == Tier::Restricted {
        format!("{} {said} · restricted", look.sign(Sign::Restricted))
    } else {
        said.to_owned()
    }
}

/// The same of something under an item: what the whole item is, its head says already.
fn said_under(item: &ItemState, tier: Tier, look: Look, said: &str) -> String {
    if item.item.tier == Tier::Restricted { said.to_owned() } else { said_at(tier, look, said) }
}

fn paper_said(paper: &Paper) -> (Role, String) {
    let pages = paper.pages.map(|p| format!(", {}", count(p as usize, "page", "pages"))).unwrap_or_default();
    let on = paper.received.map(|d| format!(" on {}", short_date(d))).unwrap_or_default();
    let name = format!("{} {}{pages}", paper.reference, paper.title);
    match paper.state {
        PaperState::In => (Role::Plain, format!("{name}, in{on}")),
        PaperState::Late => (Role::Care, format!("{name}, late{on}")),
        PaperState::Missing => (Role::Care, format!("{name}, not in")),
        PaperState::Tabled => (Role::Plain, format!("{name}, tabled")),
    }
}
