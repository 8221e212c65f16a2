//! `chairside audit tools`: the tools, training and contacts of a learning brief. A line passes the gate of the brief before it is
//! kept.

use super::args::Args;
use super::args_audit_out::ToolsArgs;
use super::audit_run::Opened;
use super::{Outcome, in_words, next, say, warn};
use crate::base::text::{count, one_line};
use crate::documents::audit_report::called;
use crate::domain::audit::brief::refused_tool;
use crate::domain::audit::gate::What;
use crate::files::audit::AuditChange;

pub(super) fn tools(args: &Args, asked: &ToolsArgs) -> Outcome {
    let open = Opened::read(args, &asked.id)?;
    let audit = &open.folder.audit;
    let there = &audit.brief.tools;
    let mut changes = Vec::new();
    for nth in &asked.remove {
        let line = nth.checked_sub(1).and_then(|at| there.get(at));
        let line = line.ok_or_else(|| format!("there is no line {nth}: there are {}", there.len()))?;
        changes.push(AuditChange::WithoutTool(line.clone()));
    }
    for line in &asked.add {
        in_words("--add", "the line", line)?;
        let line = one_line(line);
        let refused = refused_tool(&line, audit, &open.workspace.held_back(), &called(&open.workspace));
        // Names of services look like names of people: the brief asks once more before it goes out.
        let (likely, certain): (Vec<_>, Vec<_>) =
            refused.into_iter().partition(|one| one.what == What::Likely);
        if let Some(first) = certain.first() {
            return Err(format!("nothing was added: {}", first.said()));
        }
        for one in &likely {
            warn(&one.said());
        }
        changes.push(AuditChange::Tool(line));
    }
    if !changes.is_empty() {
        open.write(&changes)?;
    }
    let now = Opened::read(args, &asked.id)?.folder.audit.brief.tools;
    for (nth, line) in (1..).zip(&now) {
        say(&format!("{nth:>3}. {}", one_line(line)));
    }
    let lines = count(now.len(), "line stands", "lines stand");
    let add = next(args, &format!("audit tools {} --add \"…\"", audit.id));
    say(&format!("{lines} under “Tools and contacts” in the learning brief; '{add}' adds one."));
    Ok(0)
}
