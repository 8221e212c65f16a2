//! The middle of the screen before, during and after the meeting, and what of the item in hand has room. What
//! stands under an item is `record`.

use super::State;
use super::record::said_at;
use crate::base::length::{Minutes, clock, over};
use crate::base::stamp::{Stamp, clock_face, long_date};
use crate::base::text::{count, fit, one_line, width as width_of};
use crate::domain::action::Rag;
use crate::domain::agenda::{PaperState, Tier};
use crate::domain::meeting::{ItemState, Stage};
use crate::ui::look::{Look, Role, Sign};
use crate::ui::sheet::Sheet;

/// Where words begin beside their labels.
const LABELS: usize = 16;
pub(super) const NARROW_LABELS: usize = 11;
/// Below this width labels are short, and so is what stands beside the title.
const NARROW: usize = 60;
/// Below this height there is no room for air, nor for what the head says already.
const LOW: usize = 10;

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
            return self.before(now, look, width, usize::from(height));
        }
        if state.ended.is_some() {
            return self.afterwards(look, width);
        }
        match self.meeting.in_hand() {
            Some(item) => self.in_hand_sheet(item, now, look, width, height),
            None => Sheet::new(look, width),
        }
    }

    fn before(&self, now: Stamp, look: Look, width: u16, height: usize) -> Sheet {
        let sitting = self.meeting.sitting();
        let mut sheet = Sheet::new(look, width);
        let labels = if sheet.width() < NARROW { NARROW_LABELS } else { LABELS };
        if height >= LOW {
            sheet.text(Role::Strong, &sitting.title);
        }
        let times = format!("{}, {} to {}", long_date(sitting.date), sitting.start, sitting.end);
        let place = if sitting.place.is_empty() { String::new() } else { format!(" · {}", sitting.place) };
        sheet.text(Role::Plain, &format!("{times}{place}"));
        let air = |sheet: &mut Sheet| {
            if height >= LOW {
                sheet.gap();
            }
        };
        air(&mut sheet);
        sheet.text(Role::Here, "Press Space to open the meeting, o for the roll call, ? for help.");
        air(&mut sheet);
        for apology in &sitting.apologies {
            let deputy = apology.deputy.as_ref().map(|d| {
                let said =
                    self.meeting.seat(&crate::base::id::PostId::new(d)).map_or(d.as_str(), |s| s.said());
                format!(", who sends {said}")
            });
            let said = format!("{}{}", self.meeting.seat_said(&apology.post), deputy.unwrap_or_default());
            sheet.labelled("Apologies", Role::Plain, &said, labels);
        }
        let papers = sitting.items.iter().flat_map(|i| i.papers.iter().map(move |p| (p, i.tier_of(p))));
        for (paper, tier) in papers.filter(|(p, _)| matches!(p.state, PaperState::Missing | PaperState::Late))
        {
            let state = if paper.state == PaperState::Missing { "not in" } else { "came late" };
            let said = format!("{} {} · {state}", paper.reference, paper.title);
            sheet.labelled("Paper", Role::Care, &said_at(tier, look, &said), labels);
        }
        let late = sitting.actions.iter().filter(|a| matches!(a.rag(now.date_naive()), Rag::Late(_))).count();
        if !sitting.actions.is_empty() {
            let said = format!("{} open, {late} late", count(sitting.actions.len(), "action", "actions"));
            sheet.labelled("Actions", Role::Plain, &said, labels);
        }
        let total: Minutes = sitting.items.iter().map(|i| i.minutes).sum();
        let said = format!("{}, {total} planned", count(sitting.items.len(), "item", "items"));
        sheet.labelled("Agenda", Role::Plain, &said, labels);
        self.planned_items(&mut sheet, labels, height);
        sheet
    }

    /// When each item is planned to begin, as many as there is room for.
    fn planned_items(&self, sheet: &mut Sheet, labels: usize, height: usize) {
        let look = sheet.look();
        let items = &self.meeting.state().items;
        let room = height.saturating_sub(sheet.len());
        let shown = if items.len() <= room { items.len() } else { room.saturating_sub(1) };
        for (item, start) in items.iter().zip(self.meeting.planned_starts()).take(shown) {
            let said = format!("{}, {}", item.item.title, item.item.minutes);
            let said = format!("{:>2} {}", item.no, said_at(item.item.tier, look, &said));
            let said = fit(&said, sheet.width().saturating_sub(labels));
            sheet.pieces(&[(Role::Quiet, format!("{:<labels$}{said}", format!("  {start}")))]);
        }
        if shown < items.len() && room > 0 {
            sheet.labelled(
                "",
                Role::Quiet,
                &format!("and {} more: Tab lists them", items.len() - shown),
                labels,
            );
        }
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

    /// Text wins over chrome: what is recorded stays in sight, while air, prompts and history go first, then all
    /// but the first line of what is asked, and the title never.
    fn in_hand_sheet(&self, item: &ItemState, now: Stamp, look: Look, width: u16, height: u16) -> Sheet {
        let height = usize::from(height);
        let labels = if usize::from(width) < NARROW { NARROW_LABELS } else { LABELS };
        let record = self.record(item, look, width, labels, now);
        let wanted: usize = record.iter().map(Sheet::len).sum::<usize>() + usize::from(!record.is_empty());
        let title = || self.title(item, now, look, width);
        let ask = || self.ask_sheet(item, look, width, labels);
        let prompts = |apart| self.prompts(item, look, width, labels, now, apart);
        let mut airy = title();
        airy.gap();
        airy.append(ask());
        airy.append(prompts(true));
        let mut close = title();
        close.append(ask());
        close.append(prompts(false));
        let fits = |sheet: &Sheet| sheet.len() + wanted <= height;
        let mut top = if fits(&airy) {
            airy
        } else if fits(&close) {
            close
        } else {
            match self.prompts_page(&title(), ask(), prompts(false), height) {
                Some(page) => return page,
                None => Self::folded(item, title(), ask(), &record, labels, height),
            }
        };
        let room = height.saturating_sub(top.len());
        top.append(self.record_in(record, look, width, room));
        top
    }

    /// Prompts and history where they have no room beside the record: `h` turns their pages, and then back.
    fn prompts_page(&self, title: &Sheet, ask: Sheet, prompts: Sheet, height: usize) -> Option<Sheet> {
        let rows = height.saturating_sub(title.len()).max(1);
        let mut all = ask;
        all.append(prompts);
        let pages = all.len().div_ceil(rows);
        let page = (self.history % (pages + 1)).checked_sub(1)?;
        let mut sheet = title.clone();
        sheet.append(all.from(page * rows).upto(rows));
        Some(sheet)
    }

    /// The title and what is asked, in what the newest line of the record leaves.
    fn folded(
        item: &ItemState,
        title: Sheet,
        ask: Sheet,
        record: &[Sheet],
        labels: usize,
        height: usize,
    ) -> Sheet {
        let newest = record.last().map_or(0, |s| s.len().min(3) + 1);
        // Where a line of the record would be alone with the title, what is asked says more.
        let room = if newest + 2 > height { height } else { height - newest };
        let mut sheet = title;
        let left = room.saturating_sub(sheet.len());
        if ask.len() <= left {
            sheet.append(ask);
            if sheet.len() + record.iter().map(Sheet::len).sum::<usize>() + 2 <= height {
                sheet.text(Role::Quiet, "h shows prompts, papers and last time");
            }
        } else if left > 0 {
            let column = labels.min(sheet.width() / 2);
            let said = fit(&one_line(&item.item.ask), sheet.width().saturating_sub(column));
            sheet.labelled("Ask", Role::Plain, &said, labels);
        }
        sheet.upto(room.max(1))
    }

    /// The record as far as there is room, whole lines of it: the chosen one or the newest, and those around it.
    fn record_in(&self, record: Vec<Sheet>, look: Look, width: u16, room: usize) -> Sheet {
        let mut sheet = Sheet::new(look, width);
        if record.is_empty() || room < 2 {
            return sheet;
        }
        let room = room.saturating_sub(1);
        let chosen = self.lines().iter().position(|r| Some(&r.id) == self.chosen.as_ref());
        let mut first = chosen.unwrap_or(record.len() - 1);
        let mut rows: usize = record[first..].iter().map(Sheet::len).sum();
        while first > 0 && rows + record[first - 1].len() <= room {
            first -= 1;
            rows += record[first].len();
        }
        match first {
            0 => sheet.gap(),
            n => sheet.line(Role::Quiet, &format!("{n} earlier: Up shows them")),
        }
        for line in record.into_iter().skip(first) {
            sheet.append(line);
        }
        sheet.upto(room + 1)
    }

    /// The number, title and time of the item; who leads it and what it is for.
    fn title(&self, item: &ItemState, now: Stamp, look: Look, width: u16) -> Sheet {
        let mut sheet = Sheet::new(look, width);
        let wide = sheet.width() >= NARROW;
        let time = format!("{} of {}", clock(self.meeting.spent(item, now)), item.item.minutes);
        let (role, time) = match self.meeting.over_run(item, now) {
            Some(seconds) if wide => (Role::Bad, format!("{time}  {} over", over(seconds))),
            Some(seconds) => (Role::Bad, format!("{} over", over(seconds))),
            None => (Role::Plain, time),
        };
        let purpose = item.item.purpose.said();
        let number = format!("{}  ", item.no);
        let margin = width_of(&number);
        let mut about = vec![self.meeting.lead_said(&item.item.lead)];
        if item.item.tier == Tier::Restricted {
            about.push("restricted".to_owned());
        }
        let beside = width_of(&time) + if wide { width_of(purpose) + 5 } else { 1 };
        if margin + width_of(&item.item.title) + beside <= sheet.width() {
            let mut right = vec![(role, time)];
            if wide {
                right.insert(0, (Role::Quiet, format!("{purpose}    ")));
            } else {
                about.insert(0, purpose.to_owned());
            }
            sheet.ends(&[(Role::Strong, format!("{number}{}", item.item.title))], &right);
            let about = fit(&about.join(" · "), sheet.width().saturating_sub(margin));
            sheet.indented(Role::Quiet, &about, margin);
        } else {
            about.insert(0, purpose.to_owned());
            sheet.hanging(&item.no, Role::Strong, &item.item.title, Role::Strong, margin);
            let cells = sheet.width().saturating_sub(margin + width_of(&time) + 3);
            sheet.pieces(&[
                (Role::Plain, " ".repeat(margin)),
                (role, time),
                (Role::Quiet, format!(" · {}", fit(&about.join(" · "), cells))),
            ]);
        }
        sheet
    }

    fn ask_sheet(&self, item: &ItemState, look: Look, width: u16, labels: usize) -> Sheet {
        let mut sheet = Sheet::new(look, width);
        if !self.speakers.is_empty() {
            let said: Vec<String> = self.speakers.iter().map(|s| self.meeting.seat_said(s)).collect();
            sheet.labelled("To speak", Role::Here, &said.join(" · "), labels);
        }
        if !item.item.ask.is_empty() {
            sheet.labelled("Ask", Role::Plain, &item.item.ask, labels);
        }
        for (seat, interest) in self.meeting.undeclared(item) {
            let said = format!("{}: {} · i declares it", self.meeting.seat_said(&seat.id), interest.what);
            sheet.labelled("On register", Role::Care, &said, labels);
        }
        sheet
    }
}
