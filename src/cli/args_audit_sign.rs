//! What may be asked of how far an audit has got: its stage, signing it off, opening it again.

use super::args_audit_run::word;
use crate::domain::audit::{Signer, Stage};
use clap::Args;

/// How far it has got.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct StageArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// How far it has got.
    #[arg(value_parser = stage)]
    pub stage: Stage,
    /// Why it goes back to an earlier stage.
    #[arg(long, value_name = "REASON")]
    pub why: Option<String>,
}

/// Signing an audit.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct SignArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// In which part: lead, moderator or group.
    #[arg(long = "as", value_name = "PART", value_parser = signer)]
    pub part: Signer,
    /// The post that signs, such as "Chair of the SOG"; no name.
    #[arg(long, value_name = "POST")]
    pub by: String,
}

/// Opening an audit again.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ReopenAuditArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// Why.
    #[arg(long, value_name = "REASON")]
    pub why: String,
}

fn stage(text: &str) -> Result<Stage, String> {
    word(text).ok_or_else(|| {
        "it is one of scoping, known-to-you, returns, panel, report, published, impact and closed".to_owned()
    })
}

fn signer(text: &str) -> Result<Signer, String> {
    word(text).ok_or_else(|| "it is one of lead, moderator and group".to_owned())
}
