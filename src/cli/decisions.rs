//! `chairside decisions`: the register of decisions, worked out from the records of meetings.

use super::args::{Args, TierArg};
use super::{Outcome, open_gate, say};
use crate::base::stamp::long_date;
use crate::base::text::{count, one_line};
use crate::domain::agenda::Tier;
use crate::domain::decided::Row;
use crate::files::workspace::Workspace;

pub(super) fn decisions(args: &Args, words: &[String], tier: TierArg) -> Outcome {
    let tier = Tier::from(tier);
    let workspace = open_gate::told(super::check::load(&super::workspace(args))?, tier);
    let rows: Vec<Row> = workspace.decisions().into_iter().filter(|row| row.decision.tier <= tier).collect();
    let shown: Vec<String> =
        rows.iter().map(|row| printed(&workspace, row)).filter(|text| holds(text, words)).collect();
    open_gate::pass(args, &workspace, tier, "the register of decisions", &shown.join("\n"))?;
    for text in &shown {
        say(text);
        say("");
    }
    let all = count(rows.len(), "decision", "decisions");
    say(&if words.is_empty() { format!("{all}.") } else { format!("{} of {all}.", shown.len()) });
    Ok(0)
}

/// Whether every word stands in a text, small and capital alike.
pub(super) fn holds(text: &str, words: &[String]) -> bool {
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(&word.to_lowercase()))
}

/// A decision in two lines: its number, day, group and standing; then its wording.
fn printed(workspace: &Workspace, row: &Row) -> String {
    let group = workspace.partnership.as_ref().and_then(|p| p.group(&row.group));
    let group = group.map_or_else(|| row.group.to_string(), |g| g.name.clone());
    let outcome = row.outcome.map(|o| format!("{} · ", o.said())).unwrap_or_default();
    let review = row.review.map(|day| format!(" · review by {}", long_date(day))).unwrap_or_default();
    let decision = &row.decision;
    format!(
        "{}  {}  {group}\n    {outcome}{}{review}\n    {}",
        decision.id,
        long_date(decision.on),
        row.standing.said(),
        one_line(&decision.said)
    )
}
