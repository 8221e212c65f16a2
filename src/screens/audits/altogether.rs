//! The grade altogether: typed by people, with its reason, and with who would say otherwise. What stands already is said
//! before another takes its place, and so is a grade that looks past what was said of the child's safety.

use super::State;
use super::asking::{Asked, Asking};
use super::scrolled::Scrolled;
use crate::base::id::{AgencyId, CaseId};
use crate::base::stamp::Stamp;
use crate::base::text::{count, fit, one_line};
use crate::domain::audit::report::own_words_of;
use crate::domain::audit::{Agreed, Dissent, Overall, Panel, Results, Return, Step};
use crate::screens::Out;
use crate::ui::look::Role;
use crate::ui::sheet::Sheet;

/// Where words begin beside an agency's name.
const OWN: usize = 24;
/// How much of a reason that stands is said where another is asked for.
const REASON: usize = 80;

impl State {
    pub(super) fn ask_altogether(&mut self, out: &mut Out) {
        let of = self.levels();
        if of.is_empty() {
            return out.refuse("This audit gives no grade altogether: its findings say it");
        }
        let question = match self.stands() {
            None => "Which grade altogether? Nothing is worked out.".to_owned(),
            Some(stands) => format!("{stands} Which grade takes its place? Esc leaves it as it is"),
        };
        self.scroll = Scrolled::default();
        self.ask(Asking::choose(Asked::OverallGrade, &question, of));
    }

    pub(super) fn ask_who_dissents_altogether(&mut self, out: &mut Out) {
        let Some(stands) = self.stands() else {
            return out.refuse("There is no grade altogether yet: o gives it");
        };
        let agencies = self.agencies();
        let question = format!("{stands} Who would say otherwise?");
        self.ask(Asking::choose(Asked::AltogetherWho, &question, agencies));
    }

    /// What was said of the grade altogether.
    pub(super) fn altogether(&mut self, said: String, line: Asking, now: Stamp, out: &mut Out) {
        match line.asked.clone() {
            Asked::OverallGrade => {
                let past = if self.looks_past_safety(&self.graded_altogether(said.clone(), "so".to_owned())) {
                    " It is better than what was said of the child's safety"
                } else {
                    ""
                };
                let question = format!("Why this grade altogether?{past}");
                self.ask(Asking::words(Asked::OverallWhy(said), &question, ""));
            }
            Asked::OverallWhy(grade) => {
                let word = self.results().map(|results| one_line(results.grade_said(&grade)));
                let mut words = format!("Altogether: {}", word.unwrap_or_else(|| grade.clone()));
                let step = self.graded_altogether(grade, said);
                if self.looks_past_safety(&step) {
                    words.push_str(", better than what was said of the child's safety");
                }
                self.step(words, step, Some(line), now, out);
            }
            Asked::AltogetherWho => {
                let levels = self.levels();
                let asked = Asked::AltogetherGrade(AgencyId::new(said));
                self.ask(Asking::choose(asked, "Which grade would it give?", levels));
            }
            Asked::AltogetherGrade(agency) => {
                let tried = Dissent { agency: agency.clone(), grade: said.clone(), why: "so".to_owned() };
                if self.is_refused(&Step::DissentAltogether(tried), line, out) {
                    return;
                }
                self.ask(Asking::words(Asked::AltogetherWhy(agency, said), "Why?", ""));
            }
            Asked::AltogetherWhy(agency, grade) => {
                let step = Step::DissentAltogether(Dissent { agency, grade, why: said });
                self.step("Dissent from the grade altogether noted".to_owned(), step, Some(line), now, out);
            }
            _ => {}
        }
    }

    /// The grades there are, by code, with sign and word.
    fn levels(&self) -> Vec<(String, String)> {
        let levels = self.asked().and_then(|template| template.grades()).map(|scale| scale.levels.clone());
        let said = |level: crate::domain::audit::Level| {
            (level.code, format!("{} {}", level.symbol, level.word).trim().to_owned())
        };
        levels.unwrap_or_default().into_iter().map(said).collect()
    }

    /// The grade altogether that stands now, with its reason and how many agreed.
    fn stands(&self) -> Option<String> {
        let agreed = self.agreed()?.overall.as_ref()?;
        let results = self.results()?;
        let word = one_line(results.grade_said(&agreed.overall.grade));
        let reason = fit(&one_line(&agreed.overall.reason), REASON);
        let by = count(agreed.by.len(), "agency", "agencies");
        Some(format!("{word} stands now, agreed by {by}: “{reason}”"))
    }

    /// The grade as those give it who are here; who would still say otherwise stays.
    fn graded_altogether(&self, grade: String, reason: String) -> Step {
        let panel = self.agreed();
        let before = panel.and_then(|panel| panel.overall.as_ref());
        let mut dissent = before.map(|agreed| agreed.dissent.clone()).unwrap_or_default();
        dissent.retain(|one| one.grade != grade);
        let mut by = panel.map(|panel| panel.sitting.present.clone()).unwrap_or_default();
        by.retain(|agency| dissent.iter().all(|one| one.agency != *agency));
        Step::Overall(Agreed { overall: Overall { grade, reason }, by, dissent })
    }

    /// Whether a grade altogether would be better than what a question about the child's safety came to.
    fn looks_past_safety(&self, step: &Step) -> bool {
        let (Some(folder), Some(template), Some(case)) = (self.folder(), self.asked(), self.case()) else {
            return false;
        };
        let new = || Panel { case: case.clone(), ..Panel::default() };
        let panel = [self.agreed().cloned().unwrap_or_else(new).after(step)];
        !Results::of(&folder.audit, template, &folder.returns, &panel).overlooked().is_empty()
    }
}

/// What each agency says of its own work: its grade altogether with its reason, what was done well, what to do better, what was
/// learned and what stood in the way. It stands above the question while a grade altogether is asked for.
pub(super) fn own_sheet(sheet: &mut Sheet, results: &Results<'_>, case: &CaseId) {
    let returns = || results.accepted.iter().filter(|of| of.case == *case);
    sheet.indented(
        Role::Quiet,
        "What agencies say of their own work; no grade follows from it. PgDn shows more.",
        1,
    );
    // All of them at a glance, however much each has to say.
    let grade = |of: &Return| {
        let own = of.overall.as_ref().filter(|own| !own.grade.is_empty())?;
        Some(format!("{} {}", one_line(results.agency_said(&of.agency)), results.grade_said(&own.grade)))
    };
    let grades: Vec<String> = returns().filter_map(|of| grade(of)).collect();
    if !grades.is_empty() {
        sheet.indented(Role::Strong, &grades.join(" · "), 1);
    }
    for of in returns() {
        let own = of.overall.as_ref();
        let grade = own.map_or("", |own| results.grade_said(&own.grade));
        let reason = own.map_or("", |own| own.reason.as_str());
        let said = [grade, reason].into_iter().filter(|said| !said.trim().is_empty()).collect::<Vec<_>>();
        let said = if said.is_empty() { "no grade altogether".to_owned() } else { said.join(": ") };
        let name = format!(" {}", one_line(results.agency_said(&of.agency)));
        sheet.hanging(&name, Role::Plain, &said, Role::Strong, OWN);
        for (title, words) in own_words_of(of) {
            sheet.indented(Role::Quiet, &format!("{title}: {words}"), OWN);
        }
    }
}

/// The grade altogether, who would say otherwise, and what it looks past.
pub(super) fn sheet(
    sheet: &mut Sheet,
    results: &Results<'_>,
    overall: Option<&Agreed>,
    case: &CaseId,
    label: usize,
) {
    let Some(agreed) = overall else { return };
    let word = results.grade_said(&agreed.overall.grade);
    let said = format!("{word}: {}", agreed.overall.reason);
    sheet.hanging(" Altogether", Role::Strong, &said, Role::Quiet, label);
    for dissent in &agreed.dissent {
        let who = results.agency_said(&dissent.agency);
        let said = format!("{who} would say {}: {}", results.grade_said(&dissent.grade), dissent.why);
        sheet.hanging("", Role::Care, &said, Role::Quiet, label);
    }
    let overlooked = results.overlooked();
    let mut overlooked = overlooked.iter().filter(|one| one.case == case).peekable();
    if overlooked.peek().is_some() {
        let said = "Better than what was said of the child's safety:";
        sheet.hanging("", Role::Bad, said, Role::Quiet, label);
    }
    for one in overlooked {
        sheet.hanging("", Role::Plain, &format!("{}: {}", one.worst, one.question.text), Role::Quiet, label);
    }
}
