//! Who would say otherwise than the panel about a question that is settled. What nobody can dissent from, and what would be no
//! dissent, is refused before anybody says why.

use super::State;
use super::asking::{Asked, Asking};
use super::panel::NOTHING_CAME;
use crate::base::id::AgencyId;
use crate::base::stamp::Stamp;
use crate::base::text::sentence;
use crate::domain::audit::{Dissent, Step};
use crate::screens::Out;

impl State {
    pub(super) fn ask_who_dissents(&mut self, out: &mut Out) {
        let (Some(results), Some(case), Some(question)) = (self.results(), self.case(), self.in_hand())
        else {
            return out.refuse(NOTHING_CAME);
        };
        if let Some(why) = results.unsettled(case, &question) {
            return out.refuse(format!("{why}, so nobody can say otherwise: g settles it"));
        }
        let agencies = self.agencies();
        self.ask(Asking::choose(Asked::Dissenter, "Who would say otherwise?", agencies));
    }

    /// What was said of it.
    pub(super) fn dissenting(&mut self, said: String, line: Asking, now: Stamp, out: &mut Out) {
        let Some(question) = self.in_hand() else { return };
        match line.asked.clone() {
            Asked::Dissenter => {
                let (agency, grades) = (AgencyId::new(said), self.grades());
                if grades.is_empty() {
                    let asked = Asked::DissentWhy(agency, String::new());
                    return self.ask(Asking::words(asked, "What would it say, and why?", ""));
                }
                self.ask(Asking::choose(Asked::DissentGrade(agency), "Which grade would it give?", grades));
            }
            Asked::DissentGrade(agency) => {
                let tried = Dissent { agency: agency.clone(), grade: said.clone(), why: "so".to_owned() };
                if self.is_refused(&Step::Dissent(question, tried), line, out) {
                    return;
                }
                self.ask(Asking::words(Asked::DissentWhy(agency, said), "Why?", ""));
            }
            Asked::DissentWhy(agency, grade) => {
                let dissent = Dissent { agency, grade, why: said };
                self.step("Dissent noted".to_owned(), Step::Dissent(question, dissent), Some(line), now, out);
            }
            _ => {}
        }
    }

    /// Whether a step would be refused whatever reason is given for it; then it is asked again.
    pub(super) fn is_refused(&mut self, tried: &Step, line: Asking, out: &mut Out) -> bool {
        let Some(why) = self.stands_in_the_way(tried) else { return false };
        self.asking = Some(line);
        out.refuse(sentence(&why));
        true
    }
}
