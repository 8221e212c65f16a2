//! What organisations say of themselves, and what others say beside it: audits under Section 11 and Section 175.
//!
//! - `carry.rs`: last time's answers as a start, each marked until it is confirmed.
//! - `challenge.rs`: what a peer asked, and the moderated grade beside the self-grade.
//! - `survey.rs`: counts of what practitioners said; `survey/` reads them.
//! - `gap.rs`: all of these side by side, standard by standard.
//! - `coverage.rs`: many organisations in one audit.

pub mod carry;
pub mod challenge;
pub mod coverage;
pub mod gap;
pub mod survey;
