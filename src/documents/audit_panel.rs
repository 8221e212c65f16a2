//! The panel on a child in words: every question with what each agency said, the furthest apart first, and what the panel
//! agreed beside it.

use crate::base::id::CaseId;
use crate::base::text::{clean, count, one_line, wrap};
use crate::domain::audit::results::Results;
use crate::domain::audit::settling::looked_at;
use crate::domain::audit::{FindingKind, Settlement};

/// The panel on a child as text, no line wider than so many cells where words allow.
pub fn text(results: &Results<'_>, case: &CaseId, across: usize) -> String {
    let mut lines = vec![format!("{} · panel on {case}", one_line(&results.audit.title))];
    let mut put = |margin: usize, text: &str| {
        let room = across.saturating_sub(margin).max(20);
        lines.extend(wrap(&one_line(text), room).iter().map(|line| format!("{}{line}", " ".repeat(margin))));
    };
    let all = looked_at(results, case);
    if all.is_empty() {
        put(0, "No answer about this child was accepted yet.");
    }
    for looked in &all {
        let apart = match looked.steps {
            0 => String::new(),
            n => format!(" ({} apart)", count(n, "step", "steps")),
        };
        put(0, "");
        put(0, &format!("{}: {}{apart}", looked.outcome.question.id, looked.outcome.question.text));
        for cell in &looked.row.cells {
            let said = looked.outcome.said(results.template, &cell.said);
            let why = cell.answer.map(|answer| answer.reason.as_str()).filter(|reason| !reason.is_empty());
            let why = why.map(|why| format!(" – {why}")).unwrap_or_default();
            put(4, &format!("{}: {said}{why}", results.agency_said(cell.agency)));
        }
        let Some(settled) = looked.row.settled else { continue };
        let word = |code: &str| looked.outcome.settled_word(results.template, code);
        let grade = settled.grade.as_deref().map_or_else(String::new, word);
        let how = match settled.how {
            Settlement::Agreed => format!("agreed: {grade}"),
            Settlement::Regraded => format!("agreed, as no agency said: {grade}"),
            Settlement::Parked => "parked".to_owned(),
        };
        let why = if settled.reason.is_empty() { String::new() } else { format!(" – {}", settled.reason) };
        put(2, &format!("{how}{why}"));
        for dissent in &settled.dissent {
            let who = results.agency_said(&dissent.agency);
            put(
                4,
                &format!(
                    "{who} would say {} – {}",
                    looked.outcome.otherwise(results.template, dissent),
                    dissent.why
                ),
            );
        }
    }
    if let Some(panel) = results.panel(case) {
        put(0, "");
        for kind in [FindingKind::Strength, FindingKind::Develop] {
            for finding in panel.findings.iter().filter(|finding| finding.kind == kind) {
                put(0, &format!("{}, {}: {}", finding.id, kind.said(), finding.text));
            }
        }
        for missing in &panel.missing {
            put(0, &format!("Missing: {} – {}", missing.agency, missing.why));
        }
        if let Some(agreed) = &panel.overall {
            let word = results.grade_said(&agreed.overall.grade);
            put(0, &format!("Altogether: {word} – {}", agreed.overall.reason));
            for dissent in &agreed.dissent {
                let who = results.agency_said(&dissent.agency);
                let word = results.grade_said(&dissent.grade);
                put(2, &format!("{who} would say {word} – {}", dissent.why));
            }
        }
    }
    clean(&(lines.join("\n") + "\n")).into_owned()
}
