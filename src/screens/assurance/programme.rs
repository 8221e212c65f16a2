//! The programme of audits: its quarters, and in each what is planned, how far it has got, and what is late to be opened.

use super::State;
use super::list::LEFT;
use super::paper::{Paper, Stop, role_of};
use crate::base::calendar::Quarter;
use crate::base::stamp::long_date;
use crate::base::text::one_line;
use crate::documents::assurance::programme::{clashing, counted, opening_said};
use crate::domain::assurance::calendar::Beside;
use crate::domain::assurance::programme::{Opening, Slot, When};
use crate::domain::assurance::rapid_review::Left;
use crate::ui::look::Role;

/// Quarters that are shown; a slip in a date must not make a page without an end.
const MOST: usize = 24;

impl State {
    pub(super) fn programme_page(&self, paper: &mut Paper) {
        let workspace = &*self.workspace;
        let Some(programme) = &workspace.assurance.programme else {
            paper.words(Role::Plain, "There is no programme of audits that can be read.");
            paper.gap();
            return paper.words(Role::Quiet, "b begins one.");
        };
        let days = Self::days();
        let beside = Beside {
            audits: workspace.audit_folders.iter().map(|(id, folder)| (id, &folder.audit)).collect(),
            meetings: workspace.in_the_round().map(|meeting| (&meeting.group, meeting.date)).collect(),
            partnership: workspace.partnership.as_ref(),
            days: &days,
        };
        let quarter = |slot: &Slot| slot.when().map(|when| Quarter::of(when.first_day()));
        let (first, last) = (Quarter::of(programme.from), Quarter::of(programme.to));
        let quarters =
            std::iter::successors(Some(first), |one| Some(one.next()).filter(|next| *next <= last));
        let quarters: Vec<Quarter> = quarters.take(MOST).collect();
        let all = format!("{} to {}.", long_date(programme.from), long_date(programme.to));
        paper.words(Role::Plain, &all);
        for one in &quarters {
            let months = [one.first_day(), one.last_day()].map(|day| day.format("%b %Y").to_string());
            paper.heading(&format!("{one}, {} to {}", months[0], months[1]));
            let mut here: Vec<&Slot> =
                programme.slots.iter().filter(|slot| quarter(slot) == Some(*one)).collect();
            here.sort_by_key(|slot| slot.when().map(|when| (when.first_day(), when.last_day())));
            if here.is_empty() {
                paper.note(Role::Quiet, "nothing planned");
            }
            for slot in here {
                self.slot(paper, slot, &beside);
            }
        }
        let elsewhere = |slot: &&Slot| quarter(slot).is_none_or(|one| !quarters.contains(&one));
        let mut other = programme.slots.iter().filter(elsewhere).peekable();
        if other.peek().is_some() {
            paper.heading("In no quarter of the programme");
            other.for_each(|slot| self.slot(paper, slot, &beside));
        }
        paper.heading("A year, and what does not fit together");
        paper.lines(&counted(programme, &workspace.audits));
        paper.lines(&clashing(programme, &beside));
    }

    fn slot(&self, paper: &mut Paper, slot: &Slot, beside: &Beside<'_>) {
        let audit = beside.audit(slot);
        let (role, stage) = match slot.opening(self.today, beside.days) {
            Opening::Opened => match audit {
                Some(audit) => (Role::Good, audit.stage.said().to_owned()),
                None => (Role::Bad, "cannot be read".to_owned()),
            },
            Opening::Dropped => (Role::Quiet, "dropped".to_owned()),
            Opening::Unknown => (Role::Bad, "no time that can be read".to_owned()),
            Opening::Late(by, _) | Opening::By(by) => {
                let left = Left::of(by, None, self.today, beside.days).brief();
                (role_of(&left), left)
            }
        };
        let when = slot.when().map_or_else(|| one_line(&slot.when), When::said);
        let words = format!(
            "{} · {} · {when} · to {}",
            one_line(&slot.theme),
            slot.kind(&self.workspace.audits).said(),
            beside.group(&slot.group)
        );
        paper.row(Stop::Slot(slot.id.clone()), &[(role, stage, LEFT)], &words);
        paper.under(Role::Quiet, &opening_said(slot, beside, self.today));
    }

    /// How many planned audits are late to be opened.
    pub(super) fn late_to_open(&self) -> usize {
        let days = Self::days();
        let slots = self.workspace.assurance.programme.iter().flat_map(|of| &of.slots);
        slots.filter(|slot| matches!(slot.opening(self.today, &days), Opening::Late(..))).count()
    }
}
