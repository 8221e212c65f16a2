//! The panel on a child: one question at a time, every agency's answer side by side, the furthest apart first. What agencies
//! said is only shown; what the panel does goes into its own file, step by step.

use super::altogether;
use super::asking::{Asked, Asking};
use super::days;
use super::{Open, Page, State};
use crate::base::id::{CaseId, QuestionId, RecommendationId};
use crate::base::stamp::{Stamp, long_date};
use crate::base::text::{and_list, count, one_line, width};
use crate::command::Command;
use crate::domain::audit::results::{Outcome, Results};
use crate::domain::audit::settling::{Looked, is_untold, looked_at, no_personal_data};
use crate::domain::audit::{AnswerKind, FindingKind, Panel, Settled, Settlement, Step};
use crate::effect::Change;
use crate::files::places;
use crate::screens::Out;
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
    pub(super) fn open_panel(&mut self, now: Stamp) {
        let sits = self.sits();
        if let Some(open) = &mut self.open {
            (open.at, open.since) = (0, sits.then_some(now));
        }
        self.turn_to(Page::Panel);
    }

    /// Whether the panel on the child sits today: only then are minutes counted.
    fn sits(&self) -> bool {
        self.audit().is_some_and(|audit| audit.may_change().is_ok())
            && self.agreed().is_some_and(|panel| panel.sitting.on == Some(self.today))
    }

    /// What the panel agreed of the child so far.
    pub(super) fn agreed(&self) -> Option<&Panel> {
        let case = self.case()?;
        self.folder()?.panels.iter().find(|panel| panel.case == *case)
    }

    /// The question in hand.
    pub(super) fn in_hand(&self) -> Option<QuestionId> {
        let (results, case) = (self.results()?, self.case()?);
        let all = looked_at(&results, case);
        Some(all.get(self.open.as_ref()?.at)?.outcome.question.id.clone())
    }

    /// The questions of the panel's list, in its order, by their ids.
    pub(super) fn looked_keys(&self) -> Vec<String> {
        let (Some(results), Some(case)) = (self.results(), self.case()) else { return Vec::new() };
        looked_at(&results, case).iter().map(|looked| looked.outcome.question.id.to_string()).collect()
    }

    /// The codes and words of the grades a question in hand can be settled with.
    pub(super) fn grades(&self) -> Vec<(String, String)> {
        let (Some(results), Some(id)) = (self.results(), self.in_hand()) else { return Vec::new() };
        let Some(outcome) = results.questions.iter().find(|one| one.question.id == id) else {
            return Vec::new();
        };
        outcome.tallies.iter().map(|tally| (tally.code.to_owned(), tally.said())).collect()
    }

    pub(super) fn run_panel(&mut self, command: Command, now: Stamp, out: &mut Out) {
        match command {
            Command::Up => self.scroll = self.scroll.saturating_sub(1),
            Command::Down => self.scroll += 1,
            Command::NextQuestion => self.question_by(1),
            Command::PreviousQuestion => self.question_by(-1),
            Command::NextCase => self.case_by(1, now, out),
            Command::PreviousCase => self.case_by(-1, now, out),
            Command::Back => {
                self.count_minutes(now, out);
                self.turn_to(Page::Board);
            }
            Command::Agree => {
                let grades = self.grades();
                match grades.is_empty() {
                    _ if self.in_hand().is_none() => {
                        out.refuse("No answer about this child was accepted yet");
                    }
                    true => self.ask(Asking::words(Asked::Because(String::new()), "What was agreed?", "")),
                    false => self.ask(Asking::choose(Asked::Grade, "Which grade is agreed?", grades)),
                }
            }
            Command::Park if self.in_hand().is_none() => {
                out.refuse("No answer about this child was accepted yet");
            }
            Command::Park => {
                let question = "Why is it put aside? Enter alone says nothing";
                self.ask(Asking::words(Asked::ParkWhy, question, ""));
            }
            Command::Dissent => {
                let agencies = self.agencies();
                self.ask(Asking::choose(Asked::Dissenter, "Who would say otherwise?", agencies));
            }
            Command::Strength => self.ask_what_was_found(FindingKind::Strength),
            Command::ToDevelop => self.ask_what_was_found(FindingKind::Develop),
            Command::RestsOn => self.ask_what_rests_on_it(out),
            Command::Recommend => self.ask_what_is_recommended(out),
            Command::MissingAgency => {
                let question = "Who should have been there, and is not audited about this child?";
                self.ask(Asking::words(Asked::MissingWho, question, ""));
            }
            Command::Overall => self.ask_altogether(out),
            Command::DissentAltogether => self.ask_who_dissents_altogether(out),
            Command::Concern => {
                let question = "What was seen? A child may be unsafe now";
                self.ask(Asking::words(Asked::ConcernWhat, question, ""));
            }
            Command::WhoIsHere => {
                let agencies = self.present();
                self.ask(Asking::choose(Asked::Here, "Who is here? Each key turns one on or off", agencies));
            }
            _ => {}
        }
    }

    /// The agencies of the audit, by id and name.
    pub(super) fn agencies(&self) -> Vec<(String, String)> {
        let all = self.audit().map(|audit| audit.agencies.as_slice()).unwrap_or_default();
        all.iter().map(|one| (one.id.to_string(), one_line(&one.name))).collect()
    }

    /// The agencies, those that are here with a sign.
    pub(super) fn present(&self) -> Vec<(String, String)> {
        let here = |id: &str| {
            self.agreed().is_some_and(|panel| panel.sitting.present.iter().any(|one| one.as_str() == id))
        };
        let said = |(id, name): (String, String)| {
            let name = if here(&id) { format!("{name} (here)") } else { name };
            (id, name)
        };
        self.agencies().into_iter().map(said).collect()
    }

    fn question_by(&mut self, by: isize) {
        let (Some(results), Some(case)) = (self.results(), self.case()) else { return };
        let last = looked_at(&results, case).len().saturating_sub(1);
        if let Some(open) = &mut self.open {
            open.at = open.at.saturating_add_signed(by).min(last);
            self.scroll = 0;
        }
    }

    fn case_by(&mut self, by: isize, now: Stamp, out: &mut Out) {
        self.count_minutes(now, out);
        let last = self.audit().map_or(0, |audit| audit.cases.len().saturating_sub(1));
        if let Some(open) = &mut self.open {
            (open.case, open.at) = (open.case.saturating_add_signed(by).min(last), 0);
        }
        let sits = self.sits();
        if let Some(open) = &mut self.open {
            open.since = sits.then_some(now);
        }
        self.scroll = 0;
    }

    /// Settles the question in hand, or puts it aside.
    pub(super) fn settle(
        &mut self,
        how: Settlement,
        grade: Option<String>,
        reason: String,
        line: Option<Asking>,
        now: Stamp,
        out: &mut Out,
    ) {
        let Some(question) = self.in_hand() else {
            return out.refuse("No answer about this child was accepted yet");
        };
        let said = match how {
            Settlement::Parked => "Parked".to_owned(),
            _ => grade.as_deref().map_or("Agreed".to_owned(), |grade| format!("Agreed: {grade}")),
        };
        let settled = Settled { question, how, grade, reason, ..Settled::default() };
        self.step(said, Step::Settled(settled), line, now, out);
    }

    /// Why a step cannot be taken; nothing when it can.
    pub(super) fn stands_in_the_way(&self, step: &Step) -> Option<String> {
        let (Some(results), Some(case)) = (self.results(), self.case()) else {
            return Some("what this audit asks is not read yet".to_owned());
        };
        results.may(case, step).err()
    }

    /// Writes a step of the panel, with the minutes since the last one.
    pub(super) fn step(&mut self, said: String, step: Step, line: Option<Asking>, now: Stamp, out: &mut Out) {
        let personal = no_personal_data(&step, &self.workspace.held_back()).err();
        if let Some(why) = self.stands_in_the_way(&step).or(personal) {
            self.asking = line;
            return out.refuse(crate::base::text::sentence(&why));
        }
        let first = matches!(step, Step::There(..)) && !self.sits();
        let mut steps: Vec<Step> = first.then(|| Step::Sat(now.date_naive())).into_iter().collect();
        steps.extend(self.minutes(now).map(Step::Took));
        steps.push(step);
        if first && let Some(open) = &mut self.open {
            open.since = Some(now);
        }
        self.write_steps(said, steps, line, out);
    }

    fn write_steps(&mut self, said: String, steps: Vec<Step>, line: Option<Asking>, out: &mut Out) {
        let (Some(open), Some(case)) = (&self.open, self.case().cloned()) else { return };
        let audit = open.id.clone();
        let path = places::audit_panel(&audit, &case);
        self.go_on_with(&case, &steps);
        self.write(said, path, Change::Panel { audit, case, steps }, line, out);
    }

    /// What was done is seen at once, and is taken back from the screen if the disk refuses it.
    pub(super) fn go_on_with(&mut self, case: &CaseId, steps: &[Step]) {
        let Some(open) = &mut self.open else { return };
        let panels = &mut open.folder.panels;
        if !panels.iter().any(|panel| panel.case == *case) {
            panels.push(Panel { schema: 1, audit: open.id.clone(), case: case.clone(), ..Panel::default() });
        }
        for panel in panels.iter_mut().filter(|panel| panel.case == *case) {
            *panel = steps.iter().fold(std::mem::take(panel), Panel::after);
        }
    }

    /// Whole minutes since they were last counted, and counts from now on.
    fn minutes(&mut self, now: Stamp) -> Option<u32> {
        let since = self.open.as_ref()?.since?;
        let minutes = u32::try_from((now - since).num_minutes()).ok().filter(|minutes| *minutes > 0)?;
        if let Some(open) = &mut self.open {
            open.since = Some(since + chrono::TimeDelta::minutes(i64::from(minutes)));
        }
        Some(minutes)
    }

    /// Keeps the minutes of a child that is left.
    fn count_minutes(&mut self, now: Stamp, out: &mut Out) {
        if let Some(minutes) = self.minutes(now) {
            let said = format!("{} on this child", count(minutes as usize, "minute", "minutes"));
            self.write_steps(said, vec![Step::Took(minutes)], None, out);
        }
    }

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
        match all.get(at) {
            None => sheet.indented(
                Role::Plain,
                "No answer about this child was accepted yet: the board shows what is awaited.",
                1,
            ),
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
}

impl State {
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
        let said = format!("{who} would say {}: {}", outcome.word(&dissent.grade), dissent.why);
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
