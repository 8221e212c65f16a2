//! Reviews and inspections: what is due next of everything that has a clock, the programme of audits, rapid reviews,
//! inspections, coverage and gaps of arrangements, and the two registers. Each page is rows to walk through (`paper`); what is
//! asked at their foot is in `asking`, what its answer comes to in `answering`, the frame in `view`.

mod answering;
mod arrangements;
mod asking;
mod inspection;
mod keeping;
mod list;
mod paper;
mod programme;
mod questions;
mod rapid_review;
mod registers;
mod saying;
mod taking;
#[cfg(test)]
mod tests;
mod view;

use super::steps::{Came, ON_ITS_WAY, Steps, Way};
use super::{Goto, Out};
use crate::base::calendar::WorkingDays;
use crate::base::id::{AuditId, InspectionId, RapidReviewId, RecommendationId};
use crate::base::key::Key;
use crate::base::stamp::Stamp;
use crate::command::{Command, Need, Scope};
use crate::documents::word::Document;
use crate::domain::agenda::Tier;
use crate::domain::assurance::inspection::Inspection;
use crate::domain::assurance::rapid_review::RapidReview;
use crate::domain::audit::Resolved;
use crate::domain::inputs::Expected;
use crate::domain::recommendation::Recommendation;
use crate::effect::{Effect, Fault, Revised};
use crate::files::workspace::Workspace;
use crate::ui::look::Look;
use asking::Asking;
use chrono::NaiveDate;
use paper::{Paper, Stop};
use std::sync::Arc;

/// Rows that a page key goes over.
const PAGE: usize = 8;
/// Cells a page is laid out in where only its rows are asked for.
const ANY: u16 = 80;

/// What the screen holds.
#[derive(Clone, Debug)]
pub struct State {
    workspace: Arc<Workspace>,
    today: NaiveDate,
    page: Page,
    /// Pages gone through to this one, each with the row that was chosen; none on the first.
    before: Vec<(Page, usize)>,
    at: usize,
    /// The order of a page's rows as it was opened: a row keeps its place while it is worked on.
    order: Vec<String>,
    /// What a page says of actions and recommendations, worked out when it was opened or the files were read.
    told: Vec<Told>,
    /// Whether what is restricted is shown; the screen may be shared, so it is not at first.
    restricted: bool,
    /// What the audit on the page asks, or why that cannot be known.
    template: Option<(AuditId, Result<Box<Resolved>, String>)>,
    /// The document that the page shows, made when that was read or the files were.
    document: Option<Document>,
    asking: Option<Asking>,
    /// Lines dropped with Esc, and those found when the program was started again, so that no words are lost.
    dropped: Vec<Asking>,
    steps: Steps<Asking>,
    /// What was made and is not on the page yet: the cursor goes there once the files were read.
    made: Option<Stop>,
    /// Whether files were written that have not been read again.
    stale: bool,
}

/// Something a page says in some lines.
#[derive(Clone, Debug)]
struct Told {
    stop: Stop,
    head: String,
    lines: Vec<String>,
}

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// Everything, and what is due next.
    List,
    /// Two years of audits.
    Programme,
    /// The clock of one rapid review.
    RapidReview(RapidReviewId),
    /// The run-book of one inspection.
    Inspection(InspectionId),
    /// Who has returned, in an audit of arrangements.
    Coverage(AuditId),
    /// What is said and what is seen, in one.
    Gap(AuditId),
    /// What groups expect to be sent.
    Inputs,
    /// What was recommended.
    Recommendations,
}

impl State {
    /// The screen, at the page it begins with.
    pub fn new(workspace: &Arc<Workspace>, today: NaiveDate, page: Page) -> Self {
        let mut state = Self {
            workspace: Arc::clone(workspace),
            today,
            page,
            before: Vec::new(),
            at: 0,
            order: Vec::new(),
            told: Vec::new(),
            restricted: false,
            template: None,
            document: None,
            asking: None,
            dropped: Vec::new(),
            steps: Steps::default(),
            made: None,
            stale: false,
        };
        state.lay_out();
        state
    }

    /// The files were read again.
    pub fn read_again(&mut self, workspace: &Arc<Workspace>) {
        let chosen = self.made.take().unwrap_or_else(|| self.chosen());
        self.workspace = Arc::clone(workspace);
        self.stale = false;
        self.look_again();
        match self.page {
            // What came, and what was closed, goes to its place, and the cursor with it.
            Page::Inputs | Page::Recommendations => self.lay_out(),
            _ => self.tell(),
        }
        let gone = match &self.page {
            Page::RapidReview(_) => self.review().is_none(),
            Page::Inspection(_) => self.inspection().is_none(),
            Page::Coverage(id) | Page::Gap(id) => !self.workspace.audit_folders.contains_key(id),
            _ => false,
        };
        if gone {
            self.dropped.extend(self.asking.take().filter(Asking::holds_words));
            self.go_back();
        }
        self.choose(&chosen);
    }

    /// What an audit asks was read, or why it cannot be.
    pub fn template(&mut self, id: &AuditId, read: Result<Box<Resolved>, String>) {
        self.template = Some((id.clone(), read));
        self.tell();
    }

    /// Up to which tier things are shown.
    fn tier(&self) -> Tier {
        if self.restricted { Tier::Restricted } else { Tier::Partners }
    }

    fn days() -> WorkingDays {
        WorkingDays::default()
    }

    /// The review in hand, where it may be shown.
    fn review(&self) -> Option<&RapidReview> {
        let Page::RapidReview(id) = &self.page else { return None };
        self.review_of(id)
    }

    fn review_of(&self, id: &RapidReviewId) -> Option<&RapidReview> {
        self.workspace.assurance.rapid_reviews.get(id).filter(|of| of.tier <= self.tier())
    }

    fn inspection(&self) -> Option<&Inspection> {
        let Page::Inspection(id) = &self.page else { return None };
        self.workspace.assurance.inspections.get(id)
    }

    fn input(&self, id: &str) -> Option<&Expected> {
        self.workspace.inputs.input(id).filter(|input| input.tier <= self.tier())
    }

    fn recommendation(&self, id: &RecommendationId) -> Option<&Recommendation> {
        let one = self.workspace.recommendations.recommendation(id.as_str());
        one.filter(|one| one.tier <= self.tier())
    }

    /// Who has the keys.
    pub fn scope(&self) -> Scope {
        match self.page {
            Page::List => Scope::Reviews,
            Page::Programme => Scope::Programme,
            Page::RapidReview(_) => Scope::RapidReview,
            Page::Inspection(_) => Scope::Inspection,
            Page::Coverage(_) | Page::Gap(_) => Scope::Arrangements,
            Page::Inputs => Scope::Inputs,
            Page::Recommendations => Scope::Recommendations,
        }
    }

    /// Whether keys are words, or answers to a question, rather than commands.
    pub fn busy(&self) -> bool {
        self.asking.is_some()
    }

    /// Why the program cannot be left yet.
    pub fn holds_back(&self) -> Option<&'static str> {
        self.steps.holds_back()
    }

    /// The facts commands wait for.
    pub fn facts(&self) -> Vec<Need> {
        let stop = self.chosen();
        let paused = self.review().is_some_and(|of| of.paused().is_some());
        let closed = match &stop {
            Stop::Recommendation(id) => self.recommendation(id).map(|one| one.closing().is_some()),
            _ => None,
        };
        let facts = [
            (Need::Undoable, self.steps.can_undo()),
            (Need::Redoable, self.steps.can_redo()),
            (Need::Dropped, !self.dropped.is_empty()),
            (Need::Counting, !paused),
            (Need::Paused, paused),
            (Need::Undone, self.is_undone(&stop)),
            (Need::OnStep, matches!(stop, Stop::Step(_))),
            (Need::OnEvidence, matches!(stop, Stop::Evidence(_))),
            (Need::OnData, matches!(stop, Stop::Data(_))),
            (Need::OnInput, matches!(stop, Stop::Input(_))),
            (Need::OnSlot, matches!(stop, Stop::Slot(_))),
            (Need::Programme, self.workspace.assurance.programme.is_some()),
            (Need::NoProgramme, self.workspace.assurance.programme.is_none()),
            (Need::OpenOne, closed == Some(false)),
            (Need::ClosedOne, closed == Some(true)),
            (Need::Leads, matches!(stop, Stop::Page(..)) || self.audit_of(&stop).is_some()),
        ];
        facts.into_iter().filter(|(_, holds)| *holds).map(|(need, _)| need).collect()
    }

    /// Whether what is chosen is a step that nobody has done yet.
    fn is_undone(&self, stop: &Stop) -> bool {
        let Stop::Step(step) = stop else { return false };
        match &self.page {
            Page::RapidReview(_) => self.review().is_some_and(|of| of.done_on(step).is_none()),
            _ => self.inspection().is_some_and(|of| of.done_on(step).is_none()),
        }
    }

    /// The audit that a planned one was opened as.
    fn audit_of(&self, stop: &Stop) -> Option<&AuditId> {
        let Stop::Slot(slot) = stop else { return None };
        let audit = self.workspace.assurance.programme.as_ref()?.slot(slot)?.audit.as_ref()?;
        self.workspace.audit_folders.contains_key(audit).then_some(audit)
    }

    /// The page laid out.
    fn paper(&self, look: Look, width: u16) -> Paper {
        let mut paper = Paper::new(look, width, self.at);
        match &self.page {
            Page::List => self.list_page(&mut paper),
            Page::Programme => self.programme_page(&mut paper),
            Page::RapidReview(_) => self.review_page(&mut paper),
            Page::Inspection(_) => self.inspection_page(&mut paper),
            Page::Coverage(id) | Page::Gap(id) => self.arrangements_page(id, &mut paper),
            Page::Inputs => self.inputs_page(&mut paper),
            Page::Recommendations => self.recommendations_page(&mut paper),
        }
        paper
    }

    /// The row that is chosen.
    fn chosen(&self) -> Stop {
        self.paper(Look::default(), ANY).stop_at(self.at)
    }

    /// Chooses a row, or the nearest there is.
    fn choose(&mut self, stop: &Stop) {
        let stops = self.paper(Look::default(), ANY).into_stops();
        let found = stops.iter().position(|known| known == stop).filter(|_| *stop != Stop::Read);
        self.at = found.unwrap_or(self.at).min(stops.len().saturating_sub(1));
    }

    /// Goes to a page, at a row of it.
    fn turn_to(&mut self, page: Page, stop: &Stop, out: &mut Out) {
        if let Page::Coverage(id) | Page::Gap(id) = &page
            && self.template.as_ref().is_none_or(|(known, _)| known != id)
            && let Some(folder) = self.workspace.audit_folders.get(id)
        {
            out.effects.push(Effect::ReadTemplate(id.clone(), folder.audit.template.sha256.clone()));
        }
        self.before.push((std::mem::replace(&mut self.page, page), self.at));
        self.at = 0;
        self.lay_out();
        self.choose(stop);
    }

    /// The page before this one; false where this is the first.
    fn go_back(&mut self) -> bool {
        let Some((page, at)) = self.before.pop() else { return false };
        (self.page, self.at) = (page, at);
        self.lay_out();
        true
    }

    /// Settles in which order the rows of a page come, and what it says of other files.
    fn lay_out(&mut self) {
        self.order = match &self.page {
            Page::Inspection(_) => self.evidence_in_order(),
            Page::Inputs => self.inputs_in_order(),
            Page::Recommendations => self.recommendations_in_order(),
            _ => Vec::new(),
        };
        self.tell();
    }

    /// Works out what a page says of actions and recommendations: there may be very many, so not with every key.
    fn tell(&mut self) {
        self.told = match &self.page {
            Page::RapidReview(_) => self.review_told(),
            Page::Inspection(_) => self.inspection_told(),
            Page::Recommendations => self.recommendations_told(),
            _ => Vec::new(),
        };
        self.document = self.arrangements_document();
    }

    /// Where a thing stands in the order of the page; what is new comes last.
    fn place(&self, id: &str) -> usize {
        self.order.iter().position(|known| known == id).unwrap_or(usize::MAX)
    }

    /// What a command does here.
    pub fn run(&mut self, command: Command, now: Stamp, out: &mut Out) {
        self.today = now.date_naive();
        match command {
            Command::Undo => {
                let effect = self.steps.undo();
                out.step(effect);
            }
            Command::Redo => {
                let effect = self.steps.redo();
                out.step(effect);
            }
            Command::BringBack => {
                if let Some(line) = self.dropped.pop() {
                    self.resume(line, out);
                }
            }
            Command::ReadAgain => out.go = Some(Goto::ReadAgain),
            Command::ShowRestricted => self.show_restricted(out),
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Down => self.down(1),
            Command::PageUp => self.at = self.at.saturating_sub(PAGE),
            Command::PageDown => self.down(PAGE),
            Command::First => self.at = 0,
            Command::Last => self.down(usize::MAX),
            Command::Back if self.before.is_empty() && self.steps.is_saving() => out.refuse(ON_ITS_WAY),
            Command::Back => {
                if !self.go_back() {
                    out.go = Some(Goto::Home);
                }
            }
            Command::OpenRow => match self.chosen() {
                Stop::Page(page, stop) => self.turn_to(page, &stop, out),
                stop => match self.audit_of(&stop).cloned() {
                    Some(_) if self.steps.is_saving() => out.refuse(ON_ITS_WAY),
                    Some(id) => out.go = Some(Goto::Audit(id)),
                    None => {}
                },
            },
            Command::OtherPage => self.other_page(out),
            command => self.begin(command),
        }
    }

    fn down(&mut self, by: usize) {
        let last = self.paper(Look::default(), ANY).into_stops().len().saturating_sub(1);
        self.at = self.at.saturating_add(by).min(last);
    }

    fn show_restricted(&mut self, out: &mut Out) {
        let chosen = self.chosen();
        self.restricted = !self.restricted;
        let hidden = |of: &Self| matches!(of.page, Page::RapidReview(_)) && of.review().is_none();
        while hidden(self) && self.go_back() {}
        self.tell();
        self.choose(&chosen);
        out.say(if self.restricted {
            "What is restricted is shown: mind who sees this screen."
        } else {
            "What is restricted is not shown."
        });
    }

    /// The page that stands beside this one, in its place.
    fn other_page(&mut self, out: &mut Out) {
        let other = match &self.page {
            Page::Coverage(id) => Page::Gap(id.clone()),
            Page::Gap(id) => Page::Coverage(id.clone()),
            Page::Inputs => Page::Recommendations,
            Page::Recommendations => Page::Inputs,
            _ => return,
        };
        self.turn_to(other, &Stop::Read, out);
        self.before.pop();
    }

    /// A key while something is asked.
    pub fn typed(&mut self, key: Key, now: Stamp, out: &mut Out) {
        self.today = now.date_naive();
        self.asked_key(key, out);
    }

    /// Text pasted while something is asked.
    pub fn pasted(&mut self, text: &str) {
        if let Some(asking) = &mut self.asking {
            asking.line.paste(text);
        }
    }

    /// The disk did what was asked, or not all of it.
    pub fn revised(&mut self, done: Vec<Revised>, failed: Option<Fault>, out: &mut Out) {
        let came = self.steps.revised(done, failed, self.tier());
        let Some(Came { words, failed, changed, way, with }) = came else { return };
        self.stale = self.stale || changed > 0;
        if !failed {
            self.made = with.filter(|_| way == Way::Do).and_then(|line| line.what.made(&line.answers));
            return out.say(words);
        }
        out.refuse(words);
        // Nobody has to type it again: where nothing else is being said, it is asked again with its words.
        let Some(line) = with.filter(|_| changed == 0 && way == Way::Do) else { return };
        self.dropped.push(Asking { seen: None, ..line });
        if self.asking.is_none()
            && let Some(line) = self.dropped.pop()
        {
            self.resume(line, &mut Out::default());
        }
    }
}
