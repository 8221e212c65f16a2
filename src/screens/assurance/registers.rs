//! The two registers: what groups expect to be sent, how late it is and who hears of it next; and what was recommended, how far
//! its actions got, and which decision closed it.

use super::list::{DATE, LEFT};
use super::paper::{Paper, Stop, role_of};
use super::{State, Told};
use crate::base::stamp::near_date;
use crate::base::text::one_line;
use crate::documents::inputs;
use crate::documents::recommendations;
use crate::domain::actions::Known;
use crate::domain::agenda::Tier;
use crate::domain::assurance::rapid_review::Left;
use crate::domain::inputs::Expected;
use crate::files::places;
use crate::ui::look::{Role, Sign};

impl State {
    fn inputs(&self) -> Vec<&Expected> {
        let all = self.workspace.inputs.inputs.iter().filter(|input| input.tier <= self.tier());
        let mut all: Vec<&Expected> = all.collect();
        all.sort_by_key(|input| self.place(&input.id));
        all
    }

    /// Expected inputs, what is due first first; what has no date last.
    pub(super) fn inputs_in_order(&self) -> Vec<String> {
        let days = Self::days();
        let mut all: Vec<&Expected> = self.workspace.inputs.inputs.iter().collect();
        all.sort_by_key(|input| {
            let due = input.standing(self.today, &days).due;
            (due.is_none(), due)
        });
        all.into_iter().map(|input| input.id.clone()).collect()
    }

    /// How many expected inputs are for a higher tier than is shown.
    pub(super) fn hidden_inputs(&self) -> usize {
        self.workspace.inputs.inputs.iter().filter(|input| input.tier > self.tier()).count()
    }

    /// And how many recommendations, with areas of little progress.
    pub(super) fn hidden_recommendations(&self) -> usize {
        let register = &self.workspace.recommendations;
        let recommended = register.recommendations.iter().map(|one| one.tier);
        let areas = register.little_progress.iter().map(|area| area.tier);
        recommended.chain(areas).filter(|tier| *tier > self.tier()).count()
    }

    pub(super) fn inputs_page(&self, paper: &mut Paper) {
        let (days, known) = (Self::days(), self.workspace.partnership.as_ref());
        let all = self.inputs();
        let mut group = "";
        for input in &all {
            let standing = input.standing(self.today, &days);
            let of = match standing.due {
                Some(_) if standing.late > 0 => "Late",
                Some(_) => "To come",
                None => "No date yet",
            };
            if std::mem::replace(&mut group, of) != of {
                paper.heading(of);
            }
            let left = standing.due.map_or_else(
                || "no date yet".to_owned(),
                |due| Left::of(due, None, self.today, &days).brief(),
            );
            let due = standing.due.map(|due| near_date(due, self.today)).unwrap_or_default();
            let columns = [(Role::Plain, due, DATE), (role_of(&left), left, LEFT)];
            let title = format!("{}{}", restricted(paper, input.tier), one_line(&input.title));
            paper.row(Stop::Input(input.id.clone()), &columns, &title);
            for line in inputs::lines(input, known, self.today).iter().skip(1) {
                paper.under(Role::Quiet, line.trim_start());
            }
        }
        if all.is_empty() {
            let said = format!("{} expects nothing that is shown here.", places::INPUTS);
            paper.words(Role::Plain, &said);
        }
        say_hidden(paper, self.hidden_inputs());
    }

    /// Recommendations, the open ones first.
    pub(super) fn recommendations_in_order(&self) -> Vec<String> {
        let mut all: Vec<_> = self.workspace.recommendations.recommendations.iter().collect();
        all.sort_by_key(|one| one.closing().is_some());
        all.into_iter().map(|one| one.id.to_string()).collect()
    }

    pub(super) fn recommendations_told(&self) -> Vec<Told> {
        let workspace = &*self.workspace;
        let (known, light) = (Known::of(workspace.trackers.values()), workspace.light(self.today));
        let rows = workspace.recommendations.rows(&known, &light, self.tier());
        let mut told: Vec<Told> = rows
            .iter()
            .map(|row| {
                let lines = recommendations::text(row).lines().map(str::to_owned).collect();
                let head = row.stage.said().to_owned();
                Told { stop: Stop::Recommendation(row.recommendation.id.clone()), head, lines }
            })
            .collect();
        told.sort_by_key(|one| match &one.stop {
            Stop::Recommendation(id) => self.place(id.as_str()),
            _ => usize::MAX,
        });
        told
    }

    /// Areas with little or no progress, as annual reports print them.
    fn little_progress(&self, paper: &mut Paper) {
        let register = &self.workspace.recommendations;
        let areas = register.little_progress_of(None, self.tier());
        if areas.is_empty() {
            return;
        }
        let known = Known::of(self.workspace.trackers.values());
        paper.heading("Areas with little or no progress");
        for area in areas {
            let links = area.links(register, &known, self.tier());
            let said = recommendations::progress_text(area, &links);
            paper.lines(&said.lines().map(str::to_owned).collect::<Vec<_>>());
        }
    }

    pub(super) fn recommendations_page(&self, paper: &mut Paper) {
        for told in &self.told {
            let Stop::Recommendation(id) = &told.stop else { continue };
            let Some(one) = self.recommendation(id) else { continue };
            let closed = one.closing().is_some();
            let (role, standing) = if closed { (Role::Good, "closed") } else { (Role::Strong, "open") };
            let columns = [
                (Role::Plain, format!("{}{id}", restricted(paper, one.tier)), DATE),
                (role, format!("{standing}, {}", told.head), LEFT),
            ];
            paper.row(told.stop.clone(), &columns, &one_line(&one.text));
            // The first line is its number, stage and actions; the second what it says.
            let actions = told.lines.first().and_then(|line| line.split_once(" · ")).map(|(_, after)| after);
            if let Some(actions) = actions {
                paper.under(Role::Quiet, actions);
            }
            for line in told.lines.iter().skip(2) {
                paper.under(Role::Quiet, line.trim_start());
            }
        }
        if self.told.is_empty() {
            paper.words(
                Role::Plain,
                &format!("{} holds nothing that is shown here.", places::RECOMMENDATIONS),
            );
        }
        self.little_progress(paper);
        say_hidden(paper, self.hidden_recommendations());
    }
}

fn say_hidden(paper: &mut Paper, hidden: usize) {
    if hidden > 0 {
        paper.gap();
        paper.words(Role::Care, &format!("{hidden} restricted not shown: R shows what is restricted"));
    }
}

/// The sign of what is restricted.
fn restricted(paper: &Paper, tier: Tier) -> String {
    match tier {
        Tier::Restricted => format!("{} ", paper.look().sign(Sign::Restricted)),
        _ => String::new(),
    }
}
