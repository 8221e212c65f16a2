//! What may be asked of final minutes.

/// What is to be made final.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct FinaliseArgs {
    /// A meeting such as executive-2026-12-03.
    pub meeting: String,
    /// Who makes them final; else who sits at this computer.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// The text that somebody edited by hand is to be final.
    #[arg(long, conflicts_with = "from_record")]
    pub edited: bool,
    /// What was recorded in the meeting is to be final, although somebody edited its minutes by hand.
    #[arg(long)]
    pub from_record: bool,
    /// Do it; without it nothing is changed.
    #[arg(long)]
    pub yes: bool,
}

/// Which final minutes are to be opened again.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub struct ReopenArgs {
    /// A meeting such as executive-2026-12-03.
    pub meeting: String,
    /// Why; the next version says it.
    #[arg(long, value_name = "REASON")]
    pub why: String,
    /// Who opens them; else who sits at this computer.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Do it; without it nothing is changed.
    #[arg(long)]
    pub yes: bool,
}
