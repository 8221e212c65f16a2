//! What returns say of a child who may be unsafe now, above everything else on the board and beside the return that says it: still open,
//! or passed on, and when. Of the register of what was passed on there are numbers and days here, and nothing else.

use super::State;
use super::answering::TOLD;
use super::asking::{Asked, Asking};
use crate::base::stamp::long_date;
use crate::base::text::one_line;
use crate::domain::audit::Return;
use crate::domain::escalation::{Stands, not_passed_on, stands};
use crate::ui::look::{Role, Sign};
use crate::ui::sheet::Sheet;

/// What is asked of a child who may be unsafe now.
pub(super) const SEEN: &str = "What was seen? A child may be unsafe now";

/// Below this width little fits.
const NARROW: usize = 60;

impl State {
    /// Asks who was told of a concern that nobody was told of yet: of the return that is chosen, else of the first there is,
    /// which is then chosen. Without any it asks what was seen, of the child that is chosen.
    pub(super) fn pass_on(&mut self) {
        let Some(folder) = self.folder() else { return };
        let open = not_passed_on(&self.workspace.passed_on, &folder.returns);
        let here = |of: &&&Return| self.came().is_some_and(|came| came == **of);
        let Some(of) = open.iter().find(here).or(open.first()).map(|of| (*of).clone()) else {
            return self.ask(Asking::words(Asked::ConcernWhat, SEEN, ""));
        };
        let audit = &folder.audit;
        let case = audit.cases.iter().position(|case| case.id == of.case);
        let agency = audit.agencies.iter().position(|agency| agency.id == of.agency);
        if let Some(open) = &mut self.open {
            (open.case, open.agency) = (case.unwrap_or(open.case), agency.unwrap_or(open.agency));
        }
        let what = of.immediate_concern.map(|concern| concern.what).unwrap_or_default();
        if what.trim().is_empty() {
            return self.ask(Asking::words(Asked::ConcernWhat, SEEN, ""));
        }
        let question = format!("{} may be unsafe now. {TOLD}", of.case);
        self.ask(Asking::words(Asked::ConcernTold(what), &question, ""));
    }

    /// That a child may be unsafe now stands above everything else, whichever cell is chosen; what was dealt with below it.
    pub(super) fn unsafe_sheet(&self, sheet: &mut Sheet) {
        let Some(folder) = self.folder() else { return };
        let all = || folder.returns.iter().filter(|of| of.immediate_concern.is_some());
        let dealt = |of: &&Return| matches!(self.raised(of), Stands::Dealt(..));
        for of in all().filter(|of| !dealt(of)).chain(all().filter(dealt)) {
            let agency = folder.audit.agency(&of.agency).map_or(of.agency.as_str(), |one| one.name.as_str());
            let (late, done) = (sheet.look().sign(Sign::Late), sheet.look().sign(Sign::Done));
            let narrow = sheet.width() < NARROW;
            let unsafe_now = format!("{late} {} may be unsafe now", of.case);
            let (role, said) = match self.raised(of) {
                Stands::Open if narrow => (Role::Bad, format!("{unsafe_now}: ! passes it on")),
                Stands::Open => {
                    let (agency, told) = (one_line(agency), told(of));
                    (
                        Role::Bad,
                        format!("{unsafe_now}, says {agency}: not escalated yet, ! does it. Told: {told}"),
                    )
                }
                Stands::Waiting(one) if narrow => (Role::Bad, format!("{unsafe_now}: {}", one.id)),
                Stands::Waiting(one) => {
                    let passed = one.said();
                    (
                        Role::Bad,
                        format!("{unsafe_now}, says {}: {passed}, nothing heard since", one_line(agency)),
                    )
                }
                Stands::Dealt(one, _) if narrow => {
                    (Role::Plain, format!("{done} {}: {}", of.case, one.said()))
                }
                Stands::Dealt(one, heard) => {
                    let (agency, passed, heard) = (one_line(agency), one.said(), long_date(heard));
                    (
                        Role::Plain,
                        format!("{done} {}, raised by {agency}: {passed}, last heard {heard}", of.case),
                    )
                }
            };
            sheet.indented(role, &said, 1);
        }
    }

    /// What the return that is chosen says of it.
    pub(super) fn concern_sheet(&self, sheet: &mut Sheet, of: &Return) {
        if of.immediate_concern.is_none() {
            return;
        }
        let told = told(of);
        let (role, said) = match self.raised(of) {
            Stands::Open => (Role::Bad, format!("It says that this child may be unsafe now. Told: {told}")),
            Stands::Waiting(one) => {
                let (passed, id) = (one.said(), one_line(&one.id));
                let how = format!("'chairside escalations came {id} \"…\"' writes down what came of it");
                (
                    Role::Bad,
                    format!("It says that this child may be unsafe now; {passed}. {how}. Told: {told}"),
                )
            }
            Stands::Dealt(one, heard) => {
                let (passed, heard) = (one.said(), long_date(heard));
                let said = format!(
                    "It said that this child may be unsafe; {passed}, last heard {heard}. Told: {told}"
                );
                (Role::Plain, said)
            }
        };
        sheet.indented(role, &said, 3);
    }

    fn raised(&self, of: &Return) -> Stands<'_> {
        stands(&self.workspace.passed_on, &of.audit, &of.case, of.came())
    }
}

fn told(of: &Return) -> String {
    let told = of.immediate_concern.as_ref().map_or("", |concern| concern.told.trim());
    if told.is_empty() { "nobody is said to have been told".to_owned() } else { one_line(told) }
}
