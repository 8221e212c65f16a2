//! Rules for audits, tried on the library that comes with the program with one thing changed in it.

use crate::base::problem::{Problem, Severity};
use crate::files::shipped;
use crate::files::workspace::Workspace;

/// What is found with a text of one file replaced, in which file.
fn found(path: &str, from: &str, to: &str) -> Vec<(String, Problem)> {
    let mut files: Vec<(String, String)> = shipped::audits()
        .into_iter()
        .map(|(path, bytes)| (path, String::from_utf8(bytes.to_vec()).unwrap()))
        .collect();
    let file = files.iter_mut().find(|(known, _)| known == path).unwrap_or_else(|| panic!("{path}"));
    let changed = file.1.replacen(from, to, 1);
    assert_ne!(changed, file.1, "{path} does not say {from}");
    file.1 = changed;
    let workspace = Workspace::load(files.iter().map(|(p, t)| (p.as_str(), t.as_bytes())), &[], &[]);
    let all = workspace
        .reports
        .into_iter()
        .flat_map(|report| report.problems.into_iter().map(move |problem| (report.path.clone(), problem)));
    all.collect()
}

/// The one thing found, in one file, at the line that says so.
fn one(path: &str, from: &str, to: &str, at: &str) -> Problem {
    let mut all = found(path, from, to);
    assert_eq!(all.len(), 1, "{all:#?}");
    let (file, problem) = all.remove(0);
    assert_eq!(file, path);
    let text = shipped::audits().into_iter().find(|(known, _)| known == path).unwrap().1;
    let text = String::from_utf8(text.to_vec()).unwrap().replacen(from, to, 1);
    let line = text.lines().nth(problem.place.line - 1).unwrap_or_default();
    assert!(line.contains(at), "{problem:?} is at {line:?}");
    problem
}

const CORE: &str = "audits/packs/core.yaml";
const NEGLECT: &str = "audits/templates/neglect.yaml";
const SCALES: &str = "audits/scales.yaml";

#[test]
fn a_tool_that_is_too_long_is_named_with_the_count_of_each_agency() {
    let all = found(NEGLECT, "[core-difference]", "[core-difference, core-identity, core-referral]");
    let said = &all.iter().find(|(_, problem)| problem.message.contains("more than")).unwrap().1;
    assert_eq!(said.severity, Severity::Warning);
    let counts = "Children's social care 27, Early help 26 and Community health 27";
    assert_eq!(said.message, format!("this asks more than 25 questions: {counts}"));
    let all = found(NEGLECT, "target_minutes: 1h30", "target_minutes: 1h");
    assert!(all[0].1.message.contains("longer than the 1 h it should"), "{all:?}");
}

#[test]
fn what_is_about_safety_asks_for_evidence_and_a_grade_for_a_reason() {
    let problem = one(
        CORE,
        "        evidence: required\n        safety_critical: true\n",
        "        evidence: none\n        safety_critical: true\n",
        "evidence: none",
    );
    assert!(problem.message.contains("`core-seen-alone` is about a child's safety"), "{problem:?}");
    let problem = one(NEGLECT, "overall_reason, ", "", "overall_grade");
    assert!(problem.message.contains("no reason"));
}

#[test]
fn a_slip_in_a_pack_is_told_once_where_it_can_be_mended() {
    let problem =
        one(CORE, "core-missing-voices\n", "core-missing-voices\n        scale: rag\n", "scale: rag");
    assert!(problem.message.contains("answered in another way"), "{problem:?}");
    let problem = one(
        "audits/packs/practice-principles.yaml",
        "scale: developing-embedded",
        "scale: developing-imbedded",
        "developing-imbedded",
    );
    assert_eq!(problem.message, "there is no scale called `developing-imbedded`");
    let problem = one("audits/packs/section-11.yaml", "- level: NOT", "- level: NONE", "level: NONE");
    assert!(problem.mend.unwrap().contains("NOT, PART, MOST, FULL"));
}

#[test]
fn a_slip_in_what_is_taken_in_is_told_in_the_template() {
    let problem = one(NEGLECT, "      - core-voice\n", "      - core-voices\n", "pack: core");
    assert_eq!(problem.message, "the pack `core` has no question `core-voices`");
    let problem = one(NEGLECT, "pack: neglect", "pack: neglekt", "pack: neglekt");
    assert_eq!(problem.message, "there is no pack called `neglekt`");
    let problem =
        one(NEGLECT, "  - pack: neglect\n", "  - pack: neglect\n  - pack: neglect\n", "pack: neglect");
    assert!(problem.message.ends_with("twice from the pack `neglect`, and so do 9 more"), "{problem:?}");
    let problem = one(NEGLECT, "early-help, police", "early-hepl, police", "early-hepl");
    assert_eq!(problem.mend.as_deref(), Some("did you mean `early-help`?"));
    let problem = one(NEGLECT, "id: neglect", "id: neglected", "id: neglected");
    assert!(problem.mend.unwrap().contains("audits/templates/neglected.yaml"));
    let problem = one(
        "audits/templates/practitioner-survey.yaml",
        "[s11-board-lead]",
        "[s11-board-leads]",
        "s11-board-leads",
    );
    assert_eq!(problem.severity, Severity::Warning);
}

#[test]
fn a_question_nobody_is_asked_is_named() {
    let all = found(
        "audits/templates/section-175.yaml",
        "agencies: [school, early-years]",
        "agencies: [early-years]",
    );
    assert_eq!(all.len(), 3);
    let problem = &all[0].1;
    assert!(problem.message.contains("is asked of none of this template's agencies"), "{problem:?}");
}

#[test]
fn levels_can_be_told_apart_and_what_is_no_score_is_kept_apart() {
    let problem = one(
        SCALES,
        "symbol: \"~\", colour: amber, means: \"Some of it was done, too",
        "symbol: ✗, colour: amber, means: \"Some of it was done, too",
        "Requires",
    );
    assert!(problem.message.contains("two levels have the symbol `✗`"), "{problem:?}");
    let problem = one(SCALES, "symbol: –, reason: true", "symbol: –, reason: false", "code: na");
    assert!(problem.message.contains("always needs a reason"));
    let all = found(SCALES, "{code: not_known, ", "{code: not_informed, ");
    let said: Vec<&str> = all.iter().map(|(_, problem)| problem.message.as_str()).collect();
    assert_eq!(said[0], "nothing says how not_known is answered");
    assert!(said[1].starts_with("two answers have the code `not_informed`"), "{said:?}");
    assert_eq!(said.len(), 2);
}

#[test]
fn what_else_lies_in_the_folder_of_an_audit_is_said_and_is_nobodys_mistake() {
    let mut files = shipped::audits();
    files.push(("audits/2026-q3-neglect/timeline.yaml".to_owned(), b"anything: [at, all]\n"));
    files.push(("audits/2026-q3-neglect/out/school.yaml".to_owned(), b"a: [\n"));
    files.push(("audits/notes.yaml".to_owned(), b"- a\n"));
    let workspace = Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), *bytes)), &[], &[]);
    assert_eq!((workspace.reports.len(), workspace.errors(), workspace.warnings()), (3, 0, 0));
    for report in &workspace.reports {
        assert_eq!(report.problems[0].message, "this file is not read", "{}", report.path);
    }
    assert_eq!(workspace.audits.templates.len(), 18);
}
