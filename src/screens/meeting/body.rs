//! The item in hand: what it is for, what is asked, what was said last time, and what is recorded under it.

use super::State;
use super::review::rag_role;
use crate::base::length::{Minutes, clock, over};
use crate::base::stamp::{Stamp, clock_face, long_date, near_date, short_date};
use crate::base::text::{count, one_line};
use crate::domain::agenda::{ItemKind, Paper, PaperState, Tier};
use crate::domain::meeting::{Body, ItemState, LastMinutes, Record, Stage};
use crate::ui::look::{Look, Role, Sign};
use crate::ui::sheet::Sheet;

/// Where words begin beside their labels.
const LABELS: usize = 15;
const NARROW_LABELS: usize = 10;

impl State {
    /// The sign for how far an item has got.
    pub(super) fn item_sign(&self, item: &ItemState) -> (Sign, Role) {
        match self.meeting.stage(item) {
            Stage::InHand => (Sign::Here, Role::Here),
            Stage::Done | Stage::Together => (Sign::Done, Role::Quiet),
            Stage::Deferred => (Sign::Deferred, Role::Quiet),
            Stage::Begun => (Sign::Begun, Role::Care),
            Stage::Waiting if item.item.tier == Tier::Restricted => (Sign::Restricted, Role::Plain),
            Stage::Waiting => (Sign::Waiting, Role::Plain),
        }
    }

    /// The middle of the screen: before, during and after.
    pub(super) fn body_sheet(&self, now: Stamp, look: Look, width: u16, height: u16) -> Sheet {
        let state = self.meeting.state();
        if state.began.is_none() {
            return self.before(now, look, width);
        }
        if state.ended.is_some() {
            return self.afterwards(look, width);
        }
        match self.meeting.in_hand() {
            Some(item) => self.in_hand_sheet(item, now, look, width, height),
            None => Sheet::new(look, width),
        }
    }

    fn before(&self, now: Stamp, look: Look, width: u16) -> Sheet {
        let sitting = self.meeting.sitting();
        let mut sheet = Sheet::new(look, width);
        sheet.text(Role::Strong, &sitting.title);
        let times = format!("{}, {} to {}", long_date(sitting.date), sitting.start, sitting.end);
        let place = if sitting.place.is_empty() { String::new() } else { format!(" · {}", sitting.place) };
        sheet.text(Role::Plain, &format!("{times}{place}"));
        sheet.gap();
        sheet.text(Role::Here, "Press Space to open the meeting, o for the roll call, ? for help.");
        sheet.gap();
        for apology in &sitting.apologies {
            let deputy = apology.deputy.as_ref().map(|d| {
                let said =
                    self.meeting.seat(&crate::base::id::PostId::new(d)).map_or(d.as_str(), |s| s.said());
                format!(", who sends {said}")
            });
            let said = format!("{}{}", self.meeting.seat_said(&apology.post), deputy.unwrap_or_default());
            sheet.labelled("Apologies", Role::Plain, &said, LABELS);
        }
        let papers = sitting.items.iter().flat_map(|i| &i.papers);
        for paper in papers.filter(|p| matches!(p.state, PaperState::Missing | PaperState::Late)) {
            let state = if paper.state == PaperState::Missing { "not in" } else { "came late" };
            let said = format!("{}, {} {state}", paper.reference, paper.title);
            sheet.labelled("Paper", Role::Care, &said, LABELS);
        }
        let late = sitting
            .actions
            .iter()
            .filter(|a| matches!(a.rag(now.date_naive()), crate::domain::tracker::Rag::Late(_)));
        let late = late.count();
        if !sitting.actions.is_empty() {
            let said = format!("{} open, {late} late", count(sitting.actions.len(), "action", "actions"));
            sheet.labelled("Actions", Role::Plain, &said, LABELS);
        }
        let total: Minutes = sitting.items.iter().map(|i| i.minutes).sum();
        let said = format!("{}, {total} planned", count(sitting.items.len(), "item", "items"));
        sheet.labelled("Agenda", Role::Plain, &said, LABELS);
        for (item, start) in self.meeting.state().items.iter().zip(self.meeting.planned_starts()) {
            let label = format!("  {start}");
            let said = format!("{} {}, {}", item.no, item.item.title, item.item.minutes);
            sheet.labelled(&label, Role::Quiet, &said, LABELS);
        }
        sheet
    }

    fn afterwards(&self, look: Look, width: u16) -> Sheet {
        let mut sheet = Sheet::new(look, width);
        let ended = self.meeting.state().ended.map(clock_face).unwrap_or_default();
        sheet.text(Role::Strong, &format!("The meeting ended at {ended}."));
        sheet.gap();
        for line in &self.written {
            sheet.text(Role::Plain, line);
        }
        sheet.gap();
        sheet.text(
            Role::Quiet,
            "m shows the minutes. o corrects the roll call. n adds a note under the last item. u takes back the end. q leaves.",
        );
        sheet
    }

    fn in_hand_sheet(&self, item: &ItemState, now: Stamp, look: Look, width: u16, height: u16) -> Sheet {
        let labels = if width < 60 { NARROW_LABELS } else { LABELS };
        let mut head = Sheet::new(look, width);
        self.item_head(&mut head, item, now, labels);
        let mut record = Sheet::new(look, width);
        for line in self.lines() {
            self.record_line(&mut record, line, labels, now);
        }
        self.item_state_lines(&mut record, item, labels);
        // Text wins over chrome: what is recorded is kept in sight, prompts and history fold first.
        let room = usize::from(height).saturating_sub(head.len() + record.len() + 1);
        let mut prompts = Sheet::new(look, width);
        self.prompts(&mut prompts, item, labels, now);
        let folded = prompts.len() > room && !self.history;
        if folded {
            let hint = "h shows prompts, papers and last time";
            if room > 0 && !prompts.is_empty() {
                head.text(Role::Quiet, hint);
            }
        } else {
            head.append(prompts);
        }
        if !record.is_empty() {
            head.gap();
            let room = usize::from(height).saturating_sub(head.len());
            let skip = record.len().saturating_sub(room.max(3));
            head.append(record.from(if self.chosen.is_some() { self.skip_to_chosen(skip) } else { skip }));
        }
        head
    }

    fn skip_to_chosen(&self, most: usize) -> usize {
        let lines = self.lines();
        let at = lines.iter().position(|r| Some(&r.id) == self.chosen.as_ref()).unwrap_or(0);
        at.min(most)
    }

    fn item_head(&self, sheet: &mut Sheet, item: &ItemState, now: Stamp, labels: usize) {
        let spent = self.meeting.spent(item, now);
        let time = format!("{} of {}", clock(spent), item.item.minutes);
        let (role, time) = match self.meeting.over_run(item, now) {
            Some(seconds) => (Role::Bad, format!("{time}  {} over", over(seconds))),
            None => (Role::Plain, time),
        };
        let purpose = item.item.purpose.said();
        let wide = sheet.width() >= 60;
        let mut right = vec![(role, time)];
        if wide {
            right.insert(0, (Role::Quiet, format!("{purpose}    ")));
        }
        sheet.ends(&[(Role::Strong, format!("{}  {}", item.no, item.item.title))], &right);
        let lead = self.meeting.lead_said(&item.item.lead);
        let restricted = if item.item.tier == Tier::Restricted { " · restricted" } else { "" };
        let purpose = if wide { String::new() } else { format!(" · {purpose}") };
        sheet.text(Role::Quiet, &format!("{lead}{purpose}{restricted}"));
        if !item.item.ask.is_empty() {
            sheet.labelled("Ask", Role::Plain, &item.item.ask, labels);
        }
    }

    fn prompts(&self, sheet: &mut Sheet, item: &ItemState, labels: usize, now: Stamp) {
        let today = now.date_naive();
        for paper in &item.item.papers {
            let (role, said) = paper_said(paper);
            sheet.labelled("Paper", role, &said, labels);
        }
        if !item.item.prompts.is_empty() {
            sheet.labelled("Ask yourselves", Role::Plain, &item.item.prompts.join(" "), labels);
        }
        if let Some(last) = &item.item.last_time {
            let label = format!("Last, {}", short_date(last.date));
            sheet.labelled(&label, Role::Plain, &last.said, labels);
        }
        if !item.item.why.is_empty() {
            sheet.labelled("Why here", Role::Quiet, &item.item.why, labels);
        }
        for id in &item.item.actions {
            if let Some(action) = self.meeting.sitting().action(id) {
                let rag = action.rag(today);
                let lead = action.lead.as_ref().map(|l| self.meeting.seat_said(l)).unwrap_or_default();
                let mut said =
                    format!("{id}  {} · {lead} · {}", action.what, rag.said(&self.meeting.sitting().legend));
                if !action.moves.is_empty() {
                    said = format!("{said} · {}", action.moved());
                }
                sheet.labelled("Open here", rag_role(rag), &said, labels);
            }
        }
        match item.item.kind {
            ItemKind::LastMinutes => {
                sheet.labelled("Keys", Role::Quiet, "y agrees them, Y agrees them as amended", labels)
            }
            ItemKind::Actions if !self.meeting.sitting().actions.is_empty() => {
                sheet.labelled("Keys", Role::Quiet, "v walks through the open actions one by one", labels);
            }
            ItemKind::Welcome => sheet.labelled("Keys", Role::Quiet, "o opens the roll call", labels),
            ItemKind::Declarations => sheet.labelled("Keys", Role::Quiet, "i records an interest", labels),
            ItemKind::Close => {
                let next = self.meeting.state().next.as_ref();
                let said = next.map_or("not set: N sets it".to_owned(), |n| near_date(n.date, today));
                sheet.labelled("Next meeting", Role::Plain, &said, labels);
            }
            ItemKind::Ordinary | ItemKind::Actions => {}
        }
    }

    /// What happened to the item besides what was recorded under it.
    fn item_state_lines(&self, sheet: &mut Sheet, item: &ItemState, labels: usize) {
        let state = self.meeting.state();
        if let Some(deferral) = &item.deferral {
            let said = format!("to {}: {}", deferral.to, deferral.why);
            sheet.labelled("Deferred", Role::Care, &said, labels);
        }
        if let Some(late) = &item.late {
            let said = format!("allowed by {}: {}", self.meeting.seat_said(&late.allowed_by), late.why);
            sheet.labelled("Added", Role::Quiet, &said, labels);
        }
        if item.item.kind == ItemKind::LastMinutes
            && let Some(result) = &state.last_minutes
        {
            let said = match result {
                LastMinutes::Agreed => "agreed as a correct record".to_owned(),
                LastMinutes::AgreedAsAmended { amendment } => format!("agreed as amended: {amendment}"),
                LastMinutes::NotAgreed { why } => format!("not agreed: {why}"),
            };
            sheet.labelled("Last minutes", Role::Plain, &said, labels);
        }
        if item.item.kind == ItemKind::Actions {
            for reviewed in &state.reviews {
                let said = format!("{} {}", reviewed.action, reviewed.review.said(&self.meeting));
                sheet.labelled("Reviewed", Role::Plain, &said, labels);
            }
        }
        let here = Some(&item.item.id);
        for d in state.declarations.iter().filter(|d| {
            d.item.as_ref() == here || item.item.kind == ItemKind::Declarations
        }) {
            let said = format!("{}: {}", self.meeting.seat_said(&d.seat), d.interest);
            sheet.labelled("Interest", Role::Plain, &said, labels);
        }
    }

    fn record_line(&self, sheet: &mut Sheet, record: &Record, labels: usize, now: Stamp) {
        let look = sheet.look();
        let chosen = self.chosen.as_ref() == Some(&record.id);
        let cursor = if chosen { look.sign(Sign::Chosen) } else { " " };
        let kind = crate::base::text::sentence(record.body.kind());
        let label = format!("{cursor}{}", kind.trim_end_matches('.'));
        let role = if chosen { Role::Here } else { Role::Plain };
        let said = self.record_said(record, look, now);
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
            Body::Decision { outcome, text, to } => {
                let words = if text.is_empty() { String::new() } else { format!(": {}", one_line(text)) };
                let up = to.as_ref().map_or(String::new(), |g| format!(" to {}", self.group_said(g)));
                let provisional = if self.meeting.provisional(record) {
                    format!("{} provisional, not quorate: ", look.sign(Sign::Provisional))
                } else {
                    String::new()
                };
                format!("{provisional}{}{up}{words}", outcome.said())
            }
            Body::Action { id, what, lead, due, .. } => {
                let lead = lead.as_ref().map_or("lead to be set".to_owned(), |l| self.meeting.seat_said(l));
                let due = due.day().map_or("date to be set".to_owned(), |d| {
                    format!("by {}", near_date(d, now.date_naive()))
                });
                format!("{id}  {lead}: {what}, {due}")
            }
            Body::Referral { to, text } => format!("to {}: {}", self.group_said(to), one_line(text)),
            other => other.text().to_owned(),
        }
    }

    fn group_said(&self, group: &crate::base::id::GroupId) -> String {
        let groups = &self.meeting.sitting().refers_to;
        groups.iter().find(|(id, _)| id == group).map_or_else(|| group.to_string(), |(_, name)| name.clone())
    }
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
