//! How a panel looks: one question at a time, every agency's answer side by side, and below it what was agreed of the child so far.

use super::Open;
use super::State;
use super::altogether;
use super::days;
use super::panel::NOTHING_CAME;
use crate::base::id::RecommendationId;
use crate::base::stamp::{Stamp, long_date};
use crate::base::text::{and_list, count, one_line, width};
use crate::domain::audit::results::{Outcome, Results};
use crate::domain::audit::settling::{Looked, is_untold, looked_at};
use crate::domain::audit::{AnswerKind, FindingKind, Settled, Settlement};
use crate::ui::look::{Role, Sign};
use crate::ui::sheet::Sheet;

/// Where the answers begin beside the agencies' names, with little room and with more, and the reasons beside the answers.
const NAME: usize = 24;
const WHOLE_NAME: usize = 38;
const GRADE: usize = 24;
/// From this width on agencies' names stand whole.
const ROOMY: usize = 120;
/// Where words begin beside their label.
const LABEL: usize = 14;
/// Below this width an answer stands under its agency.
const SIDE_BY_SIDE: usize = 90;

impl State {
    /// What stands in the head at the right: how long on this child.
    pub(super) fn time_said(&self, now: Stamp) -> String {
        let Some(Open { since, .. }) = &self.open else { return String::new() };
        let kept = self.agreed().and_then(|panel| panel.sitting.minutes).unwrap_or(0);
        let running = since.map_or(0, |since| (now - since).num_minutes().max(0));
        let minutes = i64::from(kept) + running;
        let sits = self.agreed().and_then(|panel| panel.sitting.on);
        match (sits, minutes) {
            (None, _) => "a: who is here".to_owned(),
            (Some(on), 0) => format!("sits {}", long_date(on)),
            (Some(_), minutes) => format!("{minutes} min on this child"),
        }
    }

    /// The page: the question in hand, and what was found of the child so far.
    pub(super) fn panel_sheet(&self, sheet: &mut Sheet) {
        let (Some(results), Some(case)) = (self.results(), self.case()) else { return };
        let all = looked_at(&results, case);
        let at = self.open.as_ref().map_or(0, |open| open.at);
        let altogether = self.asking.as_ref().is_some_and(|asking| asking.asked.is_altogether());
        match all.get(at) {
            _ if altogether => altogether::own_sheet(sheet, &results, case),
            None => {
                sheet.indented(Role::Plain, &format!("{NOTHING_CAME}: the board shows what is awaited."), 1);
            }
            Some(looked) => question(sheet, &results, looked, (at + 1, all.len())),
        }
        sheet.rule();
        self.agreed_sheet(sheet, &results);
    }

    /// What was agreed of the child beside single questions.
    fn agreed_sheet(&self, sheet: &mut Sheet, results: &Results<'_>) {
        let panel = self.agreed();
        self.untold_sheet(sheet, results, LABEL);
        let Some(panel) = panel else { return };
        for missing in &panel.missing {
            let said = format!("{}: {}", missing.agency, missing.why);
            sheet.hanging(" Missing", Role::Care, &said, Role::Quiet, LABEL);
        }
        for kind in [FindingKind::Strength, FindingKind::Develop] {
            for finding in panel.findings.iter().filter(|finding| finding.kind == kind) {
                let label = match kind {
                    FindingKind::Strength => " Strength",
                    FindingKind::Develop => " To improve",
                };
                let answered: Vec<&str> =
                    finding.recommendations.iter().map(RecommendationId::as_str).collect();
                let answered =
                    if answered.is_empty() { String::new() } else { format!(" → {}", and_list(&answered)) };
                let said = format!("{}  {}{answered}", finding.id, finding.text);
                sheet.hanging(label, Role::Plain, &said, Role::Quiet, LABEL);
            }
        }
        let parked = panel.parked();
        if !parked.is_empty() {
            let texts = results.questions.iter().filter(|one| parked.contains(&one.question.id));
            let texts: Vec<&str> = texts.map(|one| one.question.text.as_str()).collect();
            sheet.hanging(" Parked", Role::Care, &texts.join(" · "), Role::Quiet, LABEL);
        }
        altogether::sheet(sheet, results, panel.overall.as_ref(), &panel.case, LABEL);
    }

    /// Which agencies were never told of what is asked about this child, with how many questions.
    fn untold_sheet(&self, sheet: &mut Sheet, results: &Results<'_>, label: usize) {
        let Some((audit, case)) = self.audit().zip(self.case()) else { return };
        let untold = results.not_told();
        let said: Vec<String> = audit
            .agencies
            .iter()
            .filter_map(|agency| {
                let n = untold.iter().filter(|(of, who, _)| *of == case && **who == agency.id).count();
                (n > 0).then(|| format!("{} ({})", one_line(&agency.name), count(n, "question", "questions")))
            })
            .collect();
        if !said.is_empty() {
            sheet.hanging(" Never told", Role::Care, &said.join(" · "), Role::Quiet, label);
        }
    }
}

/// How a question was settled, in words.
fn settled_said(results: &Results<'_>, outcome: &Outcome<'_>, settled: Option<&Settled>) -> (Role, String) {
    let Some(settled) = settled else { return (Role::Quiet, "nothing yet: g settles it".to_owned()) };
    let because = if settled.reason.is_empty() { String::new() } else { format!(": {}", settled.reason) };
    let grade = settled
        .grade
        .as_deref()
        .map_or_else(String::new, |code| outcome.settled_word(results.template, code));
    match settled.how {
        Settlement::Parked => (Role::Care, format!("parked{because}")),
        Settlement::Agreed => (Role::Good, format!("{grade}{because}")),
        Settlement::Regraded => (Role::Good, format!("{grade}, as no agency said{because}")),
    }
}

/// The question, and every agency's answer with its reason and what shows it.
fn question(sheet: &mut Sheet, results: &Results<'_>, looked: &Looked<'_>, (at, all): (usize, usize)) {
    let Looked { outcome, row, steps } = looked;
    let apart = match steps {
        0 => "nobody apart".to_owned(),
        n => format!("{} apart", count(*n, "step", "steps")),
    };
    let safety = if outcome.question.safety_critical { " · about a child's safety" } else { "" };
    let said = format!("Question {at} of {all}, the furthest apart first · {apart}{safety}");
    sheet.indented(Role::Quiet, &said, 1);
    sheet.indented(Role::Strong, &outcome.question.text, 1);
    // Above the answers, so that it is seen without scrolling however many agencies answered.
    let (role, said) = settled_said(results, outcome, row.settled);
    sheet.hanging(" Agreed", role, &said, Role::Quiet, LABEL);
    for dissent in row.settled.iter().flat_map(|settled| &settled.dissent) {
        let who = results.agency_said(&dissent.agency);
        let said =
            format!("{who} would say {}: {}", outcome.otherwise(results.template, dissent), dissent.why);
        sheet.hanging(" Dissent", Role::Care, &said, Role::Quiet, LABEL);
    }
    sheet.gap();
    let beside = sheet.width() >= SIDE_BY_SIDE;
    for cell in &row.cells {
        let name = one_line(results.agency_said(cell.agency));
        let grade = outcome.said(results.template, &cell.said);
        let grade = if outcome.question.kind() == AnswerKind::Date { days::said(&grade) } else { grade };
        let role = if is_untold(cell) { Role::Care } else { Role::Strong };
        let look = sheet.look();
        let sign = if is_untold(cell) { look.sign(Sign::Late) } else { " " };
        let mut why: Vec<String> = Vec::new();
        if let Some(answer) = cell.answer {
            why.extend((!answer.reason.is_empty()).then(|| answer.reason.clone()));
            why.extend((!answer.so_what.is_empty()).then(|| format!("For the child: {}", answer.so_what)));
            why.extend(answer.evidence.iter().map(|proof| format!("Evidence: {}", proof.what)));
        }
        if beside {
            let names = if sheet.width() >= ROOMY { WHOLE_NAME } else { NAME };
            // What was chosen of several, or said in words, is longer than a grade: it stands with the reasons.
            let grade = if width(&grade) < GRADE {
                grade
            } else {
                why.insert(0, grade);
                String::new()
            };
            let mut right = Sheet::new(look, u16::try_from(sheet.width() - names - GRADE).unwrap_or(40));
            right.text(Role::Plain, &why.join(" · "));
            sheet.beside(&[(Role::Plain, format!(" {sign}{name}"), names), (role, grade, GRADE)], right);
        } else {
            sheet.ends(&[(Role::Plain, format!(" {sign}{name}  ")), (role, grade)], &[]);
            if !why.is_empty() {
                sheet.indented(Role::Quiet, &why.join(" · "), 4);
            }
        }
    }
}
