//! The clock of one rapid review: every milestone with what is left of it, the pauses, what was sent and decided, and what came
//! of it.

use super::list::{DATE, LEFT};
use super::paper::{Paper, Stop, role_of};
use super::{Page, State, Told};
use crate::base::stamp::{long_date, near_date};
use crate::base::text::one_line;
use crate::documents::assurance::rapid_review::{
    Beside, CameOf, PAUSES, begun, decision_said, found, pause_said, sent_said,
};
use crate::documents::assurance::{PROPOSAL, who_said};
use crate::domain::actions::Known;
use crate::ui::look::Role;

impl State {
    pub(super) fn review_page(&self, paper: &mut Paper) {
        let Some(of) = self.review() else { return };
        let (days, partnership) = (Self::days(), self.workspace.partnership.as_ref());
        let group = of
            .group
            .as_ref()
            .map(|group| format!(" Carried out by {}.", who_said(partnership, group.as_str())));
        paper.words(Role::Plain, &format!("{}{}", begun(of), group.unwrap_or_default()));
        if let Some(pause) = of.paused() {
            let from = long_date(pause.from);
            paper.words(Role::Care, &format!("Said to be paused since {from}: no date moves by it."));
        }
        paper.heading("Due by the count of working days");
        for point in of.points(self.today, &days) {
            let left = point.left(self.today, &days).brief();
            let columns =
                [(Role::Plain, near_date(point.due, self.today), DATE), (role_of(&left), left, LEFT)];
            let mark = if point.unconfirmed { " *" } else { "" };
            let done = point.done.map(|day| format!(" · done on {}", long_date(day))).unwrap_or_default();
            let words = format!("{} ({}){mark}{done}", point.what, point.who);
            paper.row(Stop::Step(point.id.to_owned()), &columns, &words);
            let open = point.done.is_none_or(|day| day > point.due);
            if let Some(other) = point.with_pauses.filter(|_| open) {
                let least = if of.paused().is_some() { ", or later: a pause lasts" } else { "" };
                let said = format!("with pauses left out: {}{least}", long_date(other));
                paper.under(Role::Quiet, &said);
            }
        }
        paper.words(Role::Quiet, PROPOSAL);
        if !of.pauses.is_empty() {
            paper.heading("Pauses");
            let said = |pause| pause_said(pause, partnership, self.today, &days);
            paper.lines(&of.pauses.iter().map(said).collect::<Vec<_>>());
            for words in PAUSES {
                paper.words(Role::Quiet, words);
            }
        }
        paper.heading("Sent on, and decided");
        paper.lines(&of.sent.iter().map(sent_said).collect::<Vec<_>>());
        paper.lines(&[decision_said(of, partnership)]);
        for told in &self.told {
            if !told.head.is_empty() {
                paper.heading(&told.head);
            }
            for line in &told.lines {
                paper.row(told.stop.clone(), &[], line);
            }
        }
    }

    /// How many rapid reviews are for a higher tier than is shown.
    pub(super) fn hidden_reviews(&self) -> usize {
        self.workspace.assurance.rapid_reviews.values().filter(|of| of.tier > self.tier()).count()
    }

    /// Recommendations and actions that came of it.
    pub(super) fn review_told(&self) -> Vec<Told> {
        let Some(of) = self.review() else { return Vec::new() };
        let workspace = &*self.workspace;
        let light = workspace.light(self.today);
        let found = found(of, &light, workspace.trackers.values());
        let beside = Beside {
            light: &light,
            known: &Known::of(workspace.trackers.values()),
            register: &workspace.recommendations,
            found: &found,
            days: &Self::days(),
        };
        let came = CameOf::review(of, &beside, self.tier());
        let head = format!("{} came of it", came.recommended_said());
        let mut told = vec![Told { stop: Stop::Read, head, lines: Vec::new() }];
        told.extend(came.recommended.into_iter().map(|(id, said)| {
            let stop = Stop::Page(Page::Recommendations, Box::new(Stop::Recommendation(id)));
            Told { stop, head: String::new(), lines: vec![said] }
        }));
        let by =
            if of.find.is_empty() { String::new() } else { format!(", also by '{}'", one_line(&of.find)) };
        let head = format!("Actions of the plan{by}");
        let lines = if came.plan.is_empty() { vec!["none".to_owned()] } else { came.plan };
        told.push(Told { stop: Stop::Read, head, lines });
        told
    }
}
