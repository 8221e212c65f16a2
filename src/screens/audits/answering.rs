//! What an answer at the foot of an audit's page comes to: the next question, or a change of a file.

use super::State;
use super::asking::{Asked, Asking};
use super::panel::ROLL_CALL;
use crate::base::id::{AgencyId, CaseId};
use crate::base::stamp::Stamp;
use crate::base::text::{one_line, sentence};
use crate::domain::audit::settling::{clean_of, how, looked_at, needs_reason};
use crate::domain::audit::{Exempt, KnownTo, Query, Settlement, Stage, Step, WentBack};
use crate::domain::escalation::Escalation;
use crate::domain::personal::{LIKELY, LIKELY_MEND};
use crate::effect::Change;
use crate::files::audit::AuditChange;
use crate::files::places;
use crate::screens::Out;

/// What was seen of a child who may be unsafe is told to somebody before anything else.
pub(super) const TOLD: &str =
    "Who was told? Tell them first: the post, such as the duty manager at the front door";

impl State {
    /// What was answered: a code of a choice, or words.
    pub(super) fn answer(&mut self, said: &str, now: Stamp, out: &mut Out) {
        // What is asked next, and what is changed, goes by what was seen at the first question.
        self.answering = self.asking.as_ref().and_then(|line| line.seen.clone());
        self.answered(said, now, out);
        self.answering = None;
    }

    fn answered(&mut self, said: &str, now: Stamp, out: &mut Out) {
        let Some(line) = self.asking.take() else { return };
        let asked = line.asked.clone();
        if said.is_empty() && !asked.may_be_blank() {
            self.asking = Some(line);
            return out.refuse("Say something, or Esc goes back");
        }
        if let Err(why) = self.personal(&line) {
            self.asking = Some(line);
            return out.refuse(sentence(&why));
        }
        if let Some(line) = self.doubted(&line) {
            self.asking = Some(line);
            return out.refuse(format!("This has {LIKELY}: {LIKELY_MEND}; Enter takes it as it is"));
        }
        let said = said.to_owned();
        match asked {
            Asked::Grade => self.graded(said, now, out),
            Asked::Because(grade) => self.because(grade, said, line, now, out),
            Asked::ParkWhy => self.settle(Settlement::Parked, None, said, Some(line), now, out),
            Asked::Dissenter | Asked::DissentGrade(_) | Asked::DissentWhy(..) => {
                self.dissenting(said, line, now, out);
            }
            Asked::Found(_) | Asked::OnGround(..) | Asked::RestsOn => self.finding(said, &line, now, out),
            Asked::MissingWho | Asked::MissingWhy(_) => self.missing_agency(said, line, now, out),
            Asked::OverallGrade
            | Asked::OverallWhy(_)
            | Asked::AltogetherWho
            | Asked::AltogetherGrade(_)
            | Asked::AltogetherWhy(..) => self.altogether(said, line, now, out),
            Asked::Recommending(part, draft) => self.recommending(part, draft, said, line, now, out),
            Asked::ConcernWhat => self.ask(Asking::words(Asked::ConcernTold(said), TOLD, "")),
            Asked::ConcernTold(what) => self.escalate(what, &said, line, now, out),
            Asked::Here if said == ROLL_CALL => self.as_in_the_roll_call(now, out),
            Asked::Here => {
                let agency = AgencyId::new(said);
                let there = self.agreed().is_some_and(|panel| panel.sitting.present.contains(&agency));
                self.step("Who is here".to_owned(), Step::There(agency, !there), None, now, out);
                let present = self.present();
                self.ask(Asking::choose(Asked::Here, &line.question, present));
            }
            Asked::Stage => {
                let stage = Stage::ALL.into_iter().find(|stage| stage.said() == said);
                let Some(stage) = stage else { return };
                self.turn_stage(stage, None, out);
            }
            Asked::StageBack(stage) => {
                let why = said;
                if let Err(why) = clean_of(&why, &self.workspace.held_back()) {
                    self.asking = Some(line);
                    return out.refuse(crate::base::text::sentence(&why));
                }
                self.turn_stage(stage, Some((why, line)), out);
            }
            Asked::SignAs => self.ask_who_signs(&said, out),
            Asked::SignBy(part) => self.sign(part, &said, line, out),
            Asked::Paper | Asked::PaperForm(_) | Asked::PaperPlace(..) | Asked::PaperReplace(..) => {
                self.paper(line.asked.clone(), &said, line, out);
            }
            Asked::Opening(part, draft) => self.opening(part, draft, &said, line, out),
            Asked::Known => self.known(&said, out),
            Asked::ExemptBy => self.ask(Asking::words(Asked::ExemptWhy(said), "Why?", "")),
            Asked::ExemptWhy(by) => {
                let Some((case, agency)) = self.pair() else { return };
                // It may have been accepted since the first question.
                if let Err(why) = self.may_be_excused() {
                    self.asking = Some(line);
                    return out.refuse(sentence(&why));
                }
                let change = AuditChange::Exempt(case, agency, Exempt { by: one_line(&by), why: said });
                self.change("No return is asked for here".to_owned(), change, Some(line), out);
            }
            Asked::Query => self.query(said, line, out),
            Asked::Reply => self.reply(said, line, out),
            Asked::Until(_)
            | Asked::Since(_)
            | Asked::Words
            | Asked::Reason
            | Asked::Evidence
            | Asked::SoWhat
            | Asked::Line(_) => {
                self.filled(&line.asked.clone(), &said, line, out);
            }
        }
    }

    /// A grade was chosen: it is settled at once where every agency gave it, else its reason is asked for.
    fn graded(&mut self, grade: String, now: Stamp, out: &mut Out) {
        let (settlement, wants) = self.how_settled(&grade);
        if wants {
            return self.ask(Asking::words(
                Asked::Because(grade),
                "Because? Not every agency gave this grade",
                "",
            ));
        }
        self.settle(settlement, Some(grade), String::new(), None, now, out);
    }

    fn because(&mut self, grade: String, reason: String, line: Asking, now: Stamp, out: &mut Out) {
        let (settlement, _) = self.how_settled(&grade);
        let (settlement, grade) =
            if grade.is_empty() { (Settlement::Agreed, None) } else { (settlement, Some(grade)) };
        self.settle(settlement, grade, reason, Some(line), now, out);
    }

    fn how_settled(&self, grade: &str) -> (Settlement, bool) {
        let (Some(results), Some(case), Some(open)) = (self.results(), self.case(), &self.open) else {
            return (Settlement::Agreed, false);
        };
        let all = looked_at(&results, case);
        let row = all.get(open.at).map(|looked| looked.row);
        (how(row, grade), needs_reason(row, grade))
    }

    /// A child may be unsafe now: it is written where no report takes anything from.
    fn escalate(&mut self, what: String, told: &str, line: Asking, now: Stamp, out: &mut Out) {
        let (Some(open), Some(case)) = (&self.open, self.case()) else { return };
        let one = Escalation {
            on: now.date_naive(),
            at: now.format("%H:%M").to_string(),
            audit: open.id.clone(),
            case: case.clone(),
            what,
            told: one_line(told),
            by: self.who.clone(),
            ..Escalation::default()
        };
        if let Err(why) = one.may().and(clean_of(&one.what, &self.workspace.held_back())) {
            self.asking = Some(line);
            return out.refuse(sentence(&why));
        }
        let said = format!("Escalated, in {}; no report takes anything from there", places::ESCALATIONS);
        self.write(said, places::ESCALATIONS.to_owned(), Change::Escalate(one), Some(line), out);
    }

    /// The audit gets to a stage; back to an earlier one with a reason, and past its report once it is signed off.
    fn turn_stage(&mut self, to: Stage, why: Option<(String, Asking)>, out: &mut Out) {
        let (Some(results), Some(folder)) = (self.results(), self.folder()) else {
            return out.refuse("What this audit asks is being read: a moment");
        };
        let (from, missing) =
            (folder.audit.stage, results.missing_to_sign(&folder.returns, &self.workspace.passed_on));
        let given = why.as_ref().map(|(why, _)| why.as_str());
        let goes_back = to < from;
        // Going back is refused here only for what a reason does not mend.
        let asked = given.or(goes_back.then_some("asked next"));
        if let Err(why) = folder.audit.may_turn_to(to, asked, &missing) {
            return out.refuse(crate::base::text::sentence(&why));
        }
        let said = format!("The audit is at: {}", to.said());
        match why {
            Some((why, line)) if goes_back => {
                let back = WentBack { from, to, on: self.today, why };
                self.change(said, AuditChange::WentBack(back), Some(line), out);
            }
            _ if goes_back => {
                let question = format!("It goes back to '{}': why?", to.said());
                self.ask(Asking::words(Asked::StageBack(to), &question, ""));
            }
            _ => self.change(said, AuditChange::Stage(to), None, out),
        }
    }

    /// The child and the agency that are looked at.
    pub(super) fn pair(&self) -> Option<(CaseId, AgencyId)> {
        self.case().cloned().zip(self.agency().cloned())
    }

    fn known(&mut self, said: &str, out: &mut Out) {
        let Some((case, agency)) = self.pair() else { return };
        let Some((is, words)) = known_words().into_iter().find(|(_, words)| *words == said) else { return };
        let exempt = self.audit().and_then(|audit| audit.involvement(&case, &agency)?.exempt.as_ref());
        let stays = if exempt.is_some() { "; it stays exempt" } else { "" };
        let said = format!("{case} at {agency}: {words}{stays}");
        self.change(said, AuditChange::Known(case, agency, is), None, out);
    }

    fn query(&mut self, text: String, line: Asking, out: &mut Out) {
        let Some((case, agency)) = self.pair() else { return };
        let Some(open) = &self.open else { return };
        let path = places::audit_return(&open.id, &case, &agency);
        let query = Query { on: self.today, text, ..Query::default() };
        let said = "Asked, and noted. Nothing was sent: tell the agency".to_owned();
        self.write(said, path, Change::AskBack(query), Some(line), out);
    }

    /// Changes the audit's own file.
    pub(super) fn change(&mut self, said: String, change: AuditChange, line: Option<Asking>, out: &mut Out) {
        let Some(open) = &self.open else { return };
        let path = places::audit(&open.id);
        let seen = self.looked().audit.clone().filter(|_| change.can_clash());
        let seen = seen.map(|seen| AuditChange::Seen(Box::new(seen)));
        self.write(said, path, Change::Audit(seen.into_iter().chain([change]).collect()), line, out);
    }
}

impl Asked {
    /// Whether it asks where a file goes: no words that are kept of anybody.
    pub(super) fn is_place(&self) -> bool {
        matches!(self, Self::PaperPlace(..))
    }

    /// Whether nothing is an answer too: it takes away what stood there.
    /// Whether it asks for agencies, by their names.
    pub(super) fn names_agencies(&self) -> bool {
        matches!(self, Self::MissingWho | Self::Opening(super::opening::Part::Agencies, _))
    }

    fn may_be_blank(&self) -> bool {
        use super::recommending::Part;
        match self {
            Self::Recommending(part, _) => matches!(part, Part::Success | Part::Baseline | Part::Action),
            Self::ParkWhy => true,
            Self::Opening(part, _) => *part == super::opening::Part::Why,
            _ => matches!(self, Self::Words | Self::Reason | Self::Evidence | Self::SoWhat | Self::Line(_)),
        }
    }
}

/// What may be said of whether an agency knows a child.
pub(super) fn known_words() -> [(KnownTo, &'static str); 4] {
    [
        (KnownTo::Yes, "known"),
        (KnownTo::No, "not known: a nil return"),
        (KnownTo::Before, "known before"),
        (KnownTo::Asked, "asked, and not said yet"),
    ]
}
