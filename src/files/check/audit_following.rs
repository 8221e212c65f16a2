//! Rules about what follows from audits, and files beside them that nothing reads.

use crate::base::problem::{Place, Problem, Severity};
use crate::base::stamp::long_date;
use crate::base::text::{and_list, count, fit};
use crate::domain::action::Rag;
use crate::domain::actions::Known;
use crate::domain::audit::{Results, Stage, following};
use crate::domain::recommendation::Register;
use crate::files::audit_folder::AuditFolder;
use crate::files::yaml::Step::{Index, Key};
use crate::files::{audit_panel, places};
use chrono::NaiveDate;

/// That actions of an audit are past their date on a day.
pub fn late_actions(
    folder: &AuditFolder,
    register: &Register,
    known: &Known<'_>,
    today: NaiveDate,
) -> Option<Problem> {
    let actions = following::actions(&folder.panels, register, known);
    let late = |action: &&crate::domain::action::Action| matches!(action.rag(today), Rag::Late(_));
    let said: Vec<String> = actions
        .iter()
        .flatten()
        .map(|listed| listed.action)
        .filter(late)
        .map(|action| match action.due.day() {
            Some(due) => format!("{} (due {})", action.id, long_date(due)),
            None => action.id.to_string(),
        })
        .collect();
    let some = count(said.len(), "action of this audit is", "actions of this audit are");
    let problem = note(Place::START, format!("{some} past the date: {}", and_list(&said)));
    (!said.is_empty())
        .then(|| problem.mend("close them with what shows it, or set another date with its reason"))
}

/// Grades at the bottom of their scale in a panel's file that nothing follows from, once the audit has got to its report.
pub fn unanswered(text: &str, results: &Results<'_>) -> Vec<Problem> {
    if results.audit.stage < Stage::Report {
        return Vec::new();
    }
    let loaded = audit_panel::load(text);
    let (Some(panel), Some(node)) = (loaded.value, loaded.node) else { return Vec::new() };
    let all = results.unanswered().into_iter().filter(|one| one.case == panel.case);
    all.map(|one| {
        let at = match &one.question {
            Some(id) => {
                let nth = panel.settled.iter().position(|settled| settled.question == *id).unwrap_or(0);
                node.at(&[Key("settled"), Index(nth)])
            }
            None => node.at(&[Key("overall")]),
        };
        let what = one.question.as_ref().map_or("altogether", |id| id.as_str());
        let message =
            format!("`{}`: {}, and nothing is recommended for it", fit(what, 40), fit(&one.grade, 40));
        note(at.map_or(Place::START, |node| node.place), message).mend(
            "'chairside audit recommend' answers a finding to develop that rests on it, with its actions",
        )
    })
    .collect()
}

/// Something to know, which is as it should be while an audit is under way.
fn note(place: Place, message: String) -> Problem {
    Problem { severity: Severity::Info, ..Problem::error(place, message) }
}

/// What is to be said of a file that nothing reads, by its name.
pub fn stray(path: &str) -> Problem {
    if places::is_key(path) {
        return Problem::error(Place::START, "this is named like the key that says who the children are")
            .mend("take it out of the workspace at once, also of its earlier copies: who the children are is kept elsewhere");
    }
    let problem = Problem::warning(Place::START, "nothing reads this file");
    if places::is_left_over(path) {
        return problem.mend(
            "another program left it of the file beside it: if it says anything that file does not, put that in, then take it away",
        );
    }
    problem.mend("take it out, or put papers into the audit's folder `out`; returns are taken with 'chairside audit collect'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_pseudonyms_is_an_error_and_other_files_that_nothing_reads_a_warning() {
        for path in ["audits/a/key.csv", "audits/a/out/Pseudonym key.xlsx", "audits/a/returns/c-names.txt"] {
            assert_eq!(stray(path).severity, Severity::Error, "{path}");
        }
        for path in [
            "audits/a/notes.txt",
            "audits/a/monkey.csv",
            "audits/a/C1-school.xlsx",
            "trackers/executive.yaml.orig",
            "trackers/executive.yaml~",
            "trackers/executive.yaml.r12",
        ] {
            assert!(places::is_stray(path), "{path}");
            assert_eq!(stray(path).severity, Severity::Warning, "{path}");
        }
        for path in ["trackers/executive.yaml", "evidence/report.pdf", "trackers/notes.txt"] {
            assert!(!places::is_stray(path), "{path}");
        }
    }
}
