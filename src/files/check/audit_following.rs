//! Rules about what follows from audits, and files beside them that nothing reads.

use crate::base::id::AgencyKind;
use crate::base::problem::{Place, Problem, Severity};
use crate::base::stamp::long_date;
use crate::base::text::{and_list, count, fit};
use crate::domain::action::Rag;
use crate::domain::actions::Known;
use crate::domain::audit::rules::{Doubt, NO_ANSWER};
use crate::domain::audit::{Resolved, Results, Return, ReturnState, Stage, following, unasked};
use crate::domain::recommendation::Register;
use crate::files::audit_folder::AuditFolder;
use crate::files::yaml::Step::{Index, Key};
use crate::files::{audit_panel, audit_return, places};
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

/// Questions without an answer that are named of one return.
const MOST_NAMED: usize = 5;

/// What is missing or not right in an agency's return, and the agency was not asked for; once it has been sent.
pub fn lacking(text: &str, of: &Return, template: &Resolved, kind: &AgencyKind) -> Vec<Problem> {
    let node = audit_return::load(text).node;
    let place = |doubt: &Doubt| {
        let node = node.as_ref()?;
        let answer = doubt.about().and_then(|id| of.answers.iter().position(|one| one.question == id));
        let at = match (answer, doubt.about()) {
            (Some(nth), _) => node.at(&[Key("answers"), Index(nth)]),
            (None, Some(_)) => node.at(&[Key("answers")]),
            (None, None) => node.at(&[Key(stands_under(&doubt.key))]),
        };
        at.map(|node| node.place)
    };
    let mend = if of.state == ReturnState::Accepted {
        "it was accepted so: settle it at the panel, or take its file out and collect it again".to_owned()
    } else {
        format!("'chairside audit query {} {} {} --missing' asks for it", of.audit, of.case, of.agency)
    };
    // A return that was hardly begun is one thing and not twenty.
    let (blank, others): (Vec<Doubt>, Vec<Doubt>) =
        unasked(of, template, kind).into_iter().partition(|doubt| doubt.says == NO_ANSWER);
    let said = |doubt: &Doubt| {
        let key = fit(doubt.key.trim_start_matches('@'), 60);
        let message = format!("`{key}`: {}", doubt.says.trim_end_matches('.'));
        Problem::warning(place(doubt).unwrap_or(Place::START), message).mend(mend.clone())
    };
    let mut all: Vec<Problem> = others.iter().map(said).collect();
    if let Some(first) = blank.first() {
        let some = count(blank.len(), "question has no answer", "questions have no answer");
        let named: Vec<&str> = blank.iter().take(MOST_NAMED).map(|doubt| doubt.key.as_str()).collect();
        let more = if blank.len() > MOST_NAMED { " and others" } else { "" };
        let message = format!("{some}: {}{more}", named.join(", "));
        all.push(Problem::warning(place(first).unwrap_or(Place::START), message).mend(mend));
    }
    all
}

/// The key of a return's file that a line of its form about the whole of it is written under.
fn stands_under(line: &str) -> &'static str {
    match line {
        "@signed-off" => "signed_off",
        "@from" => "period",
        "@grade" | "@grade-reason" => "overall",
        "@concern" | "@concern-what" | "@concern-told" => "immediate_concern",
        _ => "auditor",
    }
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
    fn what_a_return_written_by_hand_lacks_has_its_place() {
        use crate::domain::audit::example;
        let text = "schema: 1\naudit: 2026-q3-neglect\ntemplate_sha256: 5f2c\ncase: C1\nagency: care\nstate: accepted\n\
                    auditor: {}\nanswers:\n- question: shared\n  answer: [na]\n- question: lived\n  answer: [ZZZ]\n";
        let of = audit_return::load(text).value.unwrap();
        let template = example::template();
        let found = lacking(text, &of, &template, &"social-care".into());
        let lines: Vec<(usize, &str)> =
            found.iter().map(|one| (one.place.line, one.message.as_str())).collect();
        assert_eq!(lines[0], (7, "`auditor`: Nobody says which post filled it in"));
        assert!(
            lines[1].0 == 11 && lines[1].1.starts_with("`lived`: “ZZZ” is not one of the answers"),
            "{lines:?}"
        );
        assert!(lines.iter().any(|one| one.0 == 9 && one.1.contains("needs its reason")), "{lines:?}");
        assert!(found.iter().all(|one| one.severity == Severity::Warning));
    }

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
