//! The run-book of one inspection: what is due on which working day from the day of notice and who holds it, how fresh the
//! evidence is, how the lists of data went, and what other areas' letters led to.

use super::list::LEFT;
use super::paper::{Paper, Stop, role_of};
use super::{State, Told};
use crate::base::stamp::{long_date, near_date};
use crate::base::text::one_line;
use crate::documents::assurance::PROPOSAL;
use crate::documents::assurance::inspection::{Beside, asked, held, letters, list_lines, plan_said};
use crate::domain::actions::Known;
use crate::domain::assurance::inspection::{Freshness, Inspection, summed};
use crate::domain::audit::Runbook;
use crate::ui::look::Role;

/// Cells of the days of a step, and of its dates.
const NTH: usize = 11;
const DATES: usize = 31;
/// Cells of how fresh something is.
const FRESH: usize = 31;

impl State {
    pub(super) fn inspection_page(&self, paper: &mut Paper) {
        let Some(of) = self.inspection() else { return };
        self.run_book(of, paper);
        let days = Self::days();
        let mut all = of.freshness(self.today, &days);
        paper.heading(&format!("Evidence on {}: {}", long_date(self.today), summed(&all)));
        all.sort_by_key(|(one, _)| self.place(&one.id));
        let (light, known) = (self.workspace.light(self.today), Known::default());
        let beside = self.beside(&light, &known, &days);
        for (one, fresh) in all {
            let (letter, role) = match fresh {
                Freshness::Missing => ("R", Role::Bad),
                Freshness::Stale(..) => ("A", Role::Care),
                Freshness::NotYet(_) => ("·", Role::Quiet),
                Freshness::Fresh(_) => ("G", Role::Good),
            };
            let columns = [(role, format!("{letter} {}", fresh.said()), FRESH)];
            paper.row(Stop::Evidence(one.id.clone()), &columns, &one_line(&one.what));
            paper.under(Role::Quiet, &asked(one, &beside));
        }
        let tried = of.data_lists.iter().filter(|list| !list.dry_runs.is_empty()).count();
        paper.heading(&format!("Lists of data: {tried} of {} tried out", of.data_lists.len()));
        for list in &of.data_lists {
            let mut lines = list_lines(list, &beside).into_iter();
            paper.row(Stop::Data(list.id.clone()), &[], &lines.next().unwrap_or_default());
            for line in lines {
                let role = if list.dry_runs.is_empty() { Role::Bad } else { Role::Plain };
                paper.under(role, line.trim_start());
            }
        }
        paper.gap();
        for told in &self.told {
            paper.lines(&told.lines);
        }
    }

    fn run_book(&self, of: &Inspection, paper: &mut Paper) {
        let (days, partnership) = (Self::days(), self.workspace.partnership.as_ref());
        let due = of.due(&days);
        let Some(notice) = of.notice else {
            paper
                .heading("Run-book: no notice was given yet, so it has no dates (n notes the day of notice)");
            for step in Runbook::JointInspection.steps() {
                let columns = [(Role::Quiet, nth(step.days()), NTH)];
                paper.row(Stop::Step(step.id.to_owned()), &columns, step.what);
                paper.under(Role::Quiet, &format!("held by: {}", held(of, step.id, partnership)));
            }
            return paper.words(Role::Quiet, PROPOSAL);
        };
        let said = long_date(notice);
        paper.heading(&format!("Run-book in working days; the day of notice, {said}, is day 1"));
        for one in &due {
            let left = of.left(one, self.today, &days).brief();
            let [from, to] = [one.from, one.to].map(|day| near_date(day, self.today));
            let dates = if one.from == one.to { from } else { format!("{from} to {to}") };
            let columns = [
                (Role::Quiet, nth(one.step.days()), NTH),
                (Role::Plain, dates, DATES),
                (role_of(&left), left, LEFT),
            ];
            let mark = if one.step.unconfirmed { " *" } else { "" };
            let done = of.done_on(one.step.id).map(|day| format!(" · done on {}", long_date(day)));
            let words = format!("{}{mark}{}", one.step.what, done.unwrap_or_default());
            paper.row(Stop::Step(one.step.id.to_owned()), &columns, &words);
            paper.under(Role::Quiet, &format!("held by: {}", held(of, one.step.id, partnership)));
        }
        paper.words(Role::Quiet, PROPOSAL);
        if let Some(said) = plan_said(of, &days) {
            paper.words(Role::Plain, &said);
        }
    }

    fn beside<'a>(
        &'a self,
        light: &'a crate::domain::actions::Light<'a>,
        known: &'a Known<'a>,
        days: &'a crate::base::calendar::WorkingDays,
    ) -> Beside<'a> {
        Beside { light, known, tier: self.tier(), words: &self.workspace.audits.vocabulary, days }
    }

    /// Other areas' letters, with how each action they led to stands.
    pub(super) fn inspection_told(&self) -> Vec<Told> {
        let Some(of) = self.inspection() else { return Vec::new() };
        let light = self.workspace.light(self.today);
        let known = Known::of(self.workspace.trackers.values());
        let days = Self::days();
        let lines = letters(of, &self.beside(&light, &known, &days));
        vec![Told { stop: Stop::Read, head: String::new(), lines }]
    }

    /// The evidence, what needs most first.
    pub(super) fn evidence_in_order(&self) -> Vec<String> {
        let Some(of) = self.inspection() else { return Vec::new() };
        of.freshness(self.today, &Self::days()).into_iter().map(|(one, _)| one.id.clone()).collect()
    }
}

/// `day 1`, `day 2 to 3`.
fn nth(days: Option<(u32, u32)>) -> String {
    days.map_or_else(String::new, |(from, to)| {
        if from == to { format!("day {from}") } else { format!("day {from}–{to}") }
    })
}
