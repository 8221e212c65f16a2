//! The panel on a child in words: every question with what each agency said, the furthest apart first, and what the panel
//! agreed beside it.

use crate::base::id::CaseId;
use crate::base::text::{clean, count, one_line, wrap};
use crate::domain::audit::proof_lines;
use crate::domain::audit::report::own_words_of;
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
            let Some(answer) = cell.answer else { continue };
            if !answer.so_what.trim().is_empty() {
                put(6, &format!("For the child: {}", answer.so_what));
            }
            let shown: Vec<_> =
                answer.evidence.iter().filter(|one| !one.what.trim().is_empty()).cloned().collect();
            for line in proof_lines::lines(&shown).lines() {
                put(6, &format!("Evidence: {line}"));
            }
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
    for of in results.accepted.iter().filter(|of| of.case == *case) {
        let overall = of.overall.as_ref().filter(|own| !own.grade.is_empty() || !own.reason.is_empty());
        let words = own_words_of(of);
        if overall.is_none() && words.is_empty() {
            continue;
        }
        put(0, "");
        put(0, &format!("{}, of its own work", results.agency_said(&of.agency)));
        if let Some(own) = overall {
            put(4, &format!("Altogether: {} – {}", results.grade_said(&own.grade), own.reason));
        }
        for (title, said) in words {
            put(4, &format!("{title}: {said}"));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::example;

    #[test]
    fn everything_an_agency_gave_for_an_answer_stands_beside_it_and_what_it_says_of_its_own_work_below() {
        let (audit, template, mut returns, panels) =
            (example::audit(), example::template(), example::returns(), example::panels());
        let of = &mut returns[0];
        of.answers[0].so_what = "She slept through.".into();
        of.strengths = "One chronology.".into();
        of.system_barriers = "Two systems.".into();
        of.learning_points = "Ask sooner.".into();
        let results = Results::of(&audit, &template, &returns, &panels);
        let said = text(&results, &"C1".into(), 100);
        for words in [
            "      For the child: She slept through.",
            "      Evidence: the log of the last year",
            "Children’s social care, of its own work",
            "    Altogether: Requires improvement – as the record shows",
            "    What was done well: One chronology.",
            "    What was learned: Ask sooner.",
            "    What in the system stood in the way: Two systems.",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
    }
}
