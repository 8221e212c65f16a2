//! Audits, pure: what is asked, on which scales, and of whom.
//!
//! - `scale.rs`: the words all audits share: scales, answers that are no score, kinds of agencies.
//! - `question.rs`: one question: how it is answered, whom it is for, when it is asked.
//! - `template.rs`: templates and packs as people write them, and a template with its packs merged in.
//! - `resolve.rs`: merging packs into a template, or every reason why that cannot be done (`fault.rs`).
//! - `asked.rs`: what one agency is asked, how many questions that is and how long they take.
//!
//! One audit, from its theme to its report:
//!
//! - `scope.rs`: one audit as people set it up: why, who is asked, which children by pseudonym, who is known to whom.
//! - `milestone.rs`: its dates, counted in working days from the day of the panel.
//! - `answered.rs`: what an agency sends back for a child; `filling.rs`: how it is filled in here, piece by piece.
//! - `form.rs`: the lines of the form it is asked with; `proof_lines.rs`: evidence in a cell of it; `rules.rs`: what stands in the
//!   way of taking a return; `collect/`: what came back in a file, held against what was asked.
//! - `board.rs`: how every return stands on a day, and whom to chase.
//! - `runbook.rs`: what is due on which working day after notice of an inspection, or of a serious incident.
//! - `panel.rs`: what the panel agreed, beside what the agencies said; `settling.rs`: how that changes, step by step;
//!   `panel_agenda.rs`: the panel as a meeting; `meanwhile.rs`: what either would write over that somebody else has set.
//! - `results.rs`: what accepted returns come to, counted and never averaged; `cautions.rs`: what to look at before it is
//!   passed on; `movement.rs`: an audit beside the one it repeats; `difference.rs`: a template beside what was frozen of
//!   it earlier.
//! - `signing.rs`: who signed it off, what nothing changes from then on, and its next version; `sealing.rs`: what was changed
//!   by hand since it was accepted or signed.
//! - `following.rs`: the recommendations and actions that follow from it, and when to ask again.
//! - `arrangements/`: organisations' own grades beside what others say; many organisations in one audit.
//! - `report.rs`: the report as a value, for a tier; `brief.rs`: the learning brief; `gate.rs`: what must not stand in it.
//!
//! Reading the files is in `files::audit_template`, `files::audit` and their neighbours.

mod answered;
pub mod arrangements;
mod asked;
mod board;
pub mod brief;
mod cautions;
pub mod difference;
#[cfg(test)]
pub(crate) mod example;
mod fault;
mod filling;
pub mod following;
pub mod gate;
pub mod collect;
pub mod form;
mod meanwhile;
pub mod mending;
mod milestone;
pub mod movement;
mod panel;
pub mod panel_agenda;
pub mod proof_lines;
mod question;
pub mod report;
mod resolve;
pub mod results;
mod runbook;
pub mod rules;
pub mod settling;
pub mod signing;
pub mod sealing;
mod scale;
mod scope;
mod template;

pub use answered::{
    Answer, Auditor, Concern, Confidence, Grade, Overall, Period, Proof, Query, Return, ReturnState,
    SignedOff,
};
pub use arrangements::challenge::{Challenge, Challenges};
pub use arrangements::{carry, challenge, coverage, gap, survey};
pub use board::{Standing, Tile, board, may_accept, may_excuse};
pub use cautions::{Loose, Overlooked, Place};
pub use filling::Filled;
pub use mending::{ask_for, unasked};
pub use milestone::Milestone;
pub use movement::{Movement, Way};
pub use panel::{
    Agreed, Dissent, Finding, FindingKind, Ground, Missing, Panel, Settled, Settlement, Sitting,
};
pub use results::Results;
pub use scope::{
    AskedAgency, Audit, Case, Dates, Exempt, Frozen, Involvement, KnownTo, MovedBecause, OfBrief, Roles,
    Sample, Stage, Terms,
};
pub use sealing::{Sealed, SealedPanel};
pub use settling::Step;
pub use signing::{Reopened, Signature, Signer, WentBack};

pub use asked::{Answers, Load};
pub use fault::Fault;
pub use question::{AnswerKind, AppliesTo, Choice, Descriptor, Evidence, NO, Question, ShowIf, YES};
pub use resolve::resolve;
pub use runbook::{Due, Runbook, TO_NOTIFY, action_plan_by, notify_by};
pub use scale::{Colour, KindOfAgency, Level, NonAnswer, NonScore, Scale, Vocabulary};
pub use template::{
    Closing, DataList, EvidenceItem, Include, Library, MOST_QUESTIONS, Pack, Resolved, Section, Template,
    TemplateKind,
};

#[cfg(test)]
mod tests;
