//! The panel on a child: one question at a time, every agency's answer side by side, the furthest apart first. What agencies
//! said is only shown; what the panel does goes into its own file, step by step. How it looks is in `panel_page`.

use super::asking::{Asked, Asking};
use super::concerns::SEEN;
use super::scrolled::Scrolled;
use super::{Page, State};
use crate::base::id::{CaseId, QuestionId};
use crate::base::stamp::Stamp;
use crate::base::text::{and_list, count, one_line};
use crate::command::Command;
use crate::domain::audit::settling::{looked_at, no_personal_data};
use crate::domain::audit::{FindingKind, Panel, Settled, Settlement, Step};
use crate::effect::Change;
use crate::files::places;
use crate::screens::Out;

/// Why nothing can be settled about a child.
pub(super) const NOTHING_CAME: &str = "No answer about this child was accepted yet";

/// The choice that takes those who are here from the roll call of the panel's meeting.
pub(super) const ROLL_CALL: &str = "roll-call";

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
            Command::NextQuestion => self.question_by(1, out),
            Command::PreviousQuestion => self.question_by(-1, out),
            Command::NextCase => self.case_by(1, now, out),
            Command::PreviousCase => self.case_by(-1, now, out),
            Command::Back => {
                self.count_minutes(now, out);
                self.turn_to(Page::Board);
            }
            Command::Agree => {
                let grades = self.grades();
                match grades.is_empty() {
                    _ if self.in_hand().is_none() => out.refuse(NOTHING_CAME),
                    true => self.ask(Asking::words(Asked::Because(String::new()), "What was agreed?", "")),
                    false => self.ask(Asking::choose(Asked::Grade, "Which grade is agreed?", grades)),
                }
            }
            Command::Park if self.in_hand().is_none() => out.refuse(NOTHING_CAME),
            Command::Park => {
                let question = "Why is it put aside? Enter alone says nothing";
                self.ask(Asking::words(Asked::ParkWhy, question, ""));
            }
            Command::Dissent => self.ask_who_dissents(out),
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
            Command::Concern => self.ask(Asking::words(Asked::ConcernWhat, SEEN, "")),
            Command::WhoIsHere => {
                let mut agencies = self.present();
                if let Some(called) = self.roll_call() {
                    agencies.insert(
                        0,
                        (ROLL_CALL.to_owned(), format!("As the meeting's roll call: {}", and_list(&called))),
                    );
                }
                self.ask(Asking::choose(Asked::Here, "Who is here? Each key turns one on or off", agencies));
            }
            key => self.scroll = self.scroll.after(key),
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

    /// Whom the roll call of the panel's meeting had there, by name, where nobody is noted for this child yet.
    fn roll_call(&self) -> Option<Vec<String>> {
        let noted = self.agreed().is_some_and(|panel| !panel.sitting.present.is_empty());
        let there = self.workspace.at_the_panel(self.audit().filter(|_| !noted)?);
        let names = self.agencies().into_iter().filter(|(id, _)| there.iter().any(|one| one.as_str() == id));
        Some(names.map(|(_, name)| name).collect()).filter(|names: &Vec<String>| !names.is_empty())
    }

    /// Notes those who were there by the roll call of the panel's meeting.
    pub(super) fn as_in_the_roll_call(&mut self, now: Stamp, out: &mut Out) {
        let there = self.audit().map(|audit| self.workspace.at_the_panel(audit)).unwrap_or_default();
        let mut steps = vec![Step::Sat(now.date_naive())];
        steps.extend(there.into_iter().map(|agency| Step::There(agency, true)));
        if let Some(open) = &mut self.open {
            open.since = Some(now);
        }
        self.write_steps("Who is here, as in the roll call".to_owned(), steps, None, out);
    }

    fn question_by(&mut self, by: isize, out: &mut Out) {
        let (Some(results), Some(case)) = (self.results(), self.case()) else { return };
        let last = looked_at(&results, case).len().saturating_sub(1);
        let ends = match (by > 0, self.audit().and_then(|audit| audit.cases.last())) {
            (true, Some(child)) if child.id == *case => {
                format!("This is the last question about {case}: Esc goes back to the board")
            }
            (true, _) => format!("This is the last question about {case}: ] goes to the next child"),
            (false, _) => format!("This is the first question about {case}"),
        };
        let Some(open) = &mut self.open else { return };
        let to = open.at.saturating_add_signed(by).min(last);
        if to == open.at {
            return out.say(ends);
        }
        open.at = to;
        self.scroll = Scrolled::default();
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
        self.scroll = Scrolled::default();
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
            return out.refuse(NOTHING_CAME);
        };
        let said = match how {
            Settlement::Parked => "Parked".to_owned(),
            _ => grade.as_deref().map_or("Agreed".to_owned(), |code| {
                format!("Agreed: {}", one_line(&self.word_of(&question, code)))
            }),
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
        let seen = Some(Box::new(self.looked().agreed.clone().unwrap_or_default()));
        self.go_on_with(&case, &steps);
        self.write(said, path, Change::Panel { audit, case, steps, seen }, line, out);
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
}
