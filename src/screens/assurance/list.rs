//! The first page: what is due next of everything, with its day and who holds it; then everything there is.

use super::paper::{Paper, Stop, role_of};
use super::{Page, State};
use crate::base::calendar::WorkingDays;
use crate::base::stamp::{long_date, near_date};
use crate::base::text::{count, one_line};
use crate::documents::assurance::due::{About, Item, due};
use crate::domain::agenda::Tier;
use crate::domain::assurance::inspection::{Freshness, Inspection, summed};
use crate::domain::audit::{Standing, board};
use crate::files::audit_folder::AuditFolder;
use crate::ui::look::{Role, Sign};

/// How many things that are due are listed; every other stands on its page.
const MOST: usize = 5;
/// Cells of a date and of what is left.
pub(super) const DATE: usize = 17;
pub(super) const LEFT: usize = 28;
/// Cells of a name in a list.
const NAME: usize = 37;

impl State {
    /// Everything that is due, by day.
    pub(super) fn due(&self) -> Vec<Item> {
        due(&self.workspace, self.tier(), self.today, &Self::days())
    }

    pub(super) fn list_page(&self, paper: &mut Paper) {
        let (all, days) = (self.due(), Self::days());
        paper.heading("Due next");
        for item in all.iter().take(MOST) {
            let stop = match &item.about {
                About::RapidReview(id, step) => to(Page::RapidReview(id.clone()), Stop::Step(step.clone())),
                About::Inspection(id, step) => to(Page::Inspection(id.clone()), Stop::Step(step.clone())),
                About::Programme(slot) => to(Page::Programme, Stop::Slot(slot.clone())),
                About::Input(id) => to(Page::Inputs, Stop::Input(id.clone())),
            };
            let columns = [
                (Role::Plain, near_date(item.on, self.today), DATE),
                (role_of(&item.left), item.left.clone(), LEFT),
            ];
            paper.row(stop, &columns, &format!("{} · {}", item.what, item.who));
        }
        let more = all.get(MOST..).unwrap_or_default();
        let late = match more.iter().filter(|item| item.is_late()).count() {
            0 => String::new(),
            n => format!(", {n} of them late"),
        };
        match more.len() {
            _ if all.is_empty() => paper.note(Role::Quiet, "Nothing with a date is open."),
            0 => {}
            n => paper.note(Role::Quiet, &format!("and {n} more{late}: they stand on their own pages")),
        }
        self.listed_programme(paper);
        self.listed_inspections(paper, &days);
        self.listed_reviews(paper, &days);
        self.listed_arrangements(paper, &days);
        self.listed_registers(paper, &days);
    }

    fn listed_programme(&self, paper: &mut Paper) {
        paper.heading("Programme of audits");
        let Some(programme) = &self.workspace.assurance.programme else {
            let columns = [(Role::Plain, "none yet".to_owned(), NAME)];
            return paper.row(Stop::page(Page::Programme), &columns, "Enter, then b, begins one");
        };
        let late = self.late_to_open();
        let from = format!("{} to {}", long_date(programme.from), long_date(programme.to));
        let planned = count(programme.slots.len(), "audit planned", "audits planned");
        let late = if late > 0 { format!(", {late} late to be opened") } else { String::new() };
        let columns = [(Role::Plain, from, NAME)];
        paper.row(Stop::page(Page::Programme), &columns, &format!("{planned}{late}"));
    }

    fn listed_inspections(&self, paper: &mut Paper, days: &WorkingDays) {
        paper.heading("Inspections");
        if self.workspace.assurance.inspections.is_empty() {
            paper.note(Role::Quiet, "None is prepared for: i begins.");
        }
        for of in self.workspace.assurance.inspections.values() {
            let columns = [(Role::Plain, one_line(&of.theme), NAME)];
            paper.row(Stop::page(Page::Inspection(of.id.clone())), &columns, &said(of, self.today, days));
        }
    }

    fn listed_reviews(&self, paper: &mut Paper, days: &WorkingDays) {
        let all = &self.workspace.assurance.rapid_reviews;
        let hidden = self.hidden_reviews();
        paper.heading("Rapid reviews");
        if all.is_empty() {
            paper.note(Role::Quiet, "None: n begins one.");
        }
        for of in all.values().filter(|of| of.tier <= self.tier()) {
            let sign = if of.tier > Tier::Partners {
                format!("{} ", paper.look().sign(Sign::Restricted))
            } else {
                String::new()
            };
            let name = format!("{sign}{} · {}", of.id, one_line(&of.child));
            let next = of.next(self.today, days).map_or("everything is done".to_owned(), |point| {
                format!("{}: {}", point.left(self.today, days).brief(), point.what)
            });
            let paused = if of.paused().is_some() { " · said to be paused" } else { "" };
            let stop = Stop::page(Page::RapidReview(of.id.clone()));
            paper.row(stop, &[(Role::Plain, name, NAME)], &format!("{next}{paused}"));
        }
        if hidden > 0 {
            paper.note(Role::Care, &format!("{hidden} restricted not shown: R shows what is restricted"));
        }
    }

    fn listed_arrangements(&self, paper: &mut Paper, days: &WorkingDays) {
        let of_many = |folder: &&AuditFolder| self.is_of_arrangements(folder);
        let mut all = self.workspace.audit_folders.values().filter(of_many).peekable();
        if all.peek().is_none() {
            return;
        }
        paper.heading("Section 11 and Section 175: who has returned, and what is said and seen");
        for folder in all {
            let tiles = board(&folder.audit, &folder.returns, self.today, days);
            let of = |is: fn(Standing) -> bool| tiles.iter().filter(|tile| is(tile.standing)).count();
            let asked = of(|one| !matches!(one, Standing::Exempt | Standing::Nil));
            let accepted = of(|one| one == Standing::Accepted);
            let late = of(|one| matches!(one, Standing::Late(_)));
            let late = if late > 0 { format!(", {late} late") } else { String::new() };
            let stop = Stop::page(Page::Coverage(folder.audit.id.clone()));
            let columns = [(Role::Plain, one_line(&folder.audit.title), NAME)];
            paper.row(stop, &columns, &format!("{accepted} of {asked} returned{late}"));
        }
    }

    fn listed_registers(&self, paper: &mut Paper, days: &WorkingDays) {
        paper.heading("Registers");
        let inputs = self.workspace.inputs.inputs.iter().filter(|input| input.tier <= self.tier());
        let inputs: Vec<_> = inputs.collect();
        let late = inputs.iter().filter(|input| input.standing(self.today, days).late > 0).count();
        let columns = |name: &str| [(Role::Plain, name.to_owned(), NAME)];
        let not_shown = |hidden: usize| match hidden {
            0 => String::new(),
            n => format!(", {n} not shown"),
        };
        let hidden = not_shown(self.hidden_inputs());
        let said = format!("{} expected, {late} late{hidden}", inputs.len());
        paper.row(Stop::page(Page::Inputs), &columns("Expected inputs"), &said);
        let all = self.workspace.recommendations.recommendations.iter().filter(|one| one.tier <= self.tier());
        let (open, closed): (Vec<_>, Vec<_>) = all.partition(|one| one.closing().is_none());
        let hidden = not_shown(self.hidden_recommendations());
        let said = format!("{} open, {} closed{hidden}", open.len(), closed.len());
        paper.row(Stop::page(Page::Recommendations), &columns("Recommendations"), &said);
    }
}

fn to(page: Page, stop: Stop) -> Stop {
    Stop::Page(page, Box::new(stop))
}

/// An inspection in a line: its notice, and how much of its evidence is fresh.
fn said(of: &Inspection, today: chrono::NaiveDate, days: &WorkingDays) -> String {
    let notice = of.notice.map_or("no notice yet".to_owned(), |day| format!("notice {}", long_date(day)));
    let fresh: Vec<(_, Freshness)> = of.freshness(today, days);
    format!("{notice} · {}", summed(&fresh))
}
