//! What goes with a partnership's audits, pure: plain records with clocks.
//!
//! - `inspection.rs`: being ready for a joint inspection: evidence and how fresh it is, lists of data and how often they were
//!   tried out, another area's letter and what was done about it.
//! - `rapid_review.rs`: the clock of a rapid review after a serious incident.
//! - `programme.rs`: which audits are planned for which quarter or month; `calendar.rs`: their dates beside the meetings of
//!   groups, and what clashes.
//! - `feedback.rs`: who was told what was found in their work, and which teams used a brief.
//! - `themes.rs`: the words of findings across audits.
//! - `linked.rs`: actions that one of these names, as far as a tier may read them.
//!
//! Reading the files is in `files::assurance`.

pub mod calendar;
pub mod feedback;
pub mod inspection;
pub mod linked;
pub mod programme;
pub mod rapid_review;
pub mod themes;

use crate::base::id::{AuditId, InspectionId, RapidReviewId};
use std::collections::BTreeMap;

/// Everything of this kind that a workspace holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assurance {
    /// Inspections that are prepared for.
    pub inspections: BTreeMap<InspectionId, inspection::Inspection>,
    /// Rapid reviews.
    pub rapid_reviews: BTreeMap<RapidReviewId, rapid_review::RapidReview>,
    /// The programme of audits.
    pub programme: Option<programme::Programme>,
    /// Feedback of each audit that has any.
    pub feedback: BTreeMap<AuditId, feedback::Feedback>,
}
