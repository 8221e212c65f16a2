//! Audits of organisations' own arrangements: last time's answers as a start, a survey of staff, peer challenge, the gap between
//! them; and many schools in one audit. No command here changes what an organisation said of itself.

use crate::workspaces::{assert_clean_but_for_returns, init, said_on, text};
use chairside::domain::audit::{Answer, Audit, Auditor, Proof, Return, ReturnState};
use chairside::files::{audit, audit_return, places};
use std::fs;
use std::path::Path;

const BEFORE: &str = "2025-section-11";
const NOW: &str = "2026-section-11";

/// What a command prints, which ends with this status.
#[track_caller]
fn said(root: &Path, args: &[&str], code: i32) -> String {
    said_on(root, "2026-06-08", &[&["audit"], args].concat(), code)
}

fn put(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}

fn read(root: &Path, id: &str) -> Audit {
    audit::load(&text(root, &places::audit(&id.into()))).value.unwrap()
}

/// An accepted return of an organisation, with these answers.
fn accept(root: &Path, id: &str, agency: &str, answers: &[(&str, &str)]) {
    let audit = read(root, id);
    let proof = Proof {
        what: "board minutes".into(),
        effective: "2025-04-01".parse().ok(),
        expires: "2026-04-01".parse().ok(),
    };
    let answers = answers.iter().map(|(question, code)| Answer {
        question: (*question).into(),
        answer: vec![(*code).into()],
        evidence: vec![proof.clone()],
        ..Answer::default()
    });
    let of = Return {
        schema: 1,
        audit: audit.id.clone(),
        template_sha256: audit.template.sha256.clone(),
        case: "C1".into(),
        agency: agency.into(),
        state: ReturnState::Accepted,
        auditor: Auditor { role: "Head of safeguarding".into(), independent: None },
        answers: answers.collect(),
        ..Return::default()
    };
    put(root, &places::audit_return(&audit.id, &of.case, &of.agency), &audit_return::text(&of));
}

/// Last year's audit and this year's, of three organisations.
fn two_years() -> (tempfile::TempDir, std::path::PathBuf) {
    let (folder, root) = init("south-gloucestershire");
    let new = ["--group", "sog", "--agency", "police", "--agency", "housing", "--agency", "gp"];
    let first = ["new", BEFORE, "--template", "section-11-eight", "--panel", "2025-05-15"];
    let opened = said(&root, &[&first[..], &new].concat(), 0);
    assert!(opened.contains("3 agencies asked"), "{opened}");
    let audit = read(&root, BEFORE);
    assert_eq!((audit.cases.len(), audit.involvement.len()), (1, 3), "one return each, and all are asked");
    accept(&root, BEFORE, "police", &[("s11-board-lead", "FULL"), ("s11-training", "MOST")]);
    accept(&root, BEFORE, "housing", &[("s11-training", "PART")]);
    let again = ["new", NOW, "--template", "section-11-eight", "--panel", "2026-06-15", "--repeats", BEFORE];
    said(&root, &[&again[..], &new].concat(), 0);
    assert_clean_but_for_returns(&root);
    (folder, root)
}

#[test]
fn last_years_answers_start_this_years_return_and_count_only_once_confirmed() {
    let (_folder, root) = two_years();
    let begun = said(&root, &["carry", NOW], 0);
    assert!(
        begun.contains("returns/C1-police.yaml  2 answers") && begun.contains("2 returns begun"),
        "{begun}"
    );
    let path = format!("audits/{NOW}/returns/C1-police.yaml");
    let draft = text(&root, &path);
    assert_eq!(draft.matches(&format!("carried: {BEFORE}")).count(), 2, "{draft}");
    assert!(draft.contains("state: draft"), "{draft}");
    assert!(said(&root, &["carry", NOW], 0).contains("There is nothing to start from"));
    assert_eq!(text(&root, &path), draft, "what was begun is left alone");
    said(&root, &["pack", NOW, "--form"], 0);
    // One answer confirmed, one not; both accepted.
    let line = format!("\n  carried: {BEFORE}");
    let one = draft.replacen(&line, "", 1).replace("state: draft", "state: accepted\naccepted: 2026-06-05");
    fs::write(root.join(&path), one).unwrap();
    assert_clean_but_for_returns(&root);
    let results = said(&root, &["results", NOW], 0);
    assert!(results.contains("not reconfirmed (not counted)"), "{results}");
    let answers = said(&root, &["answers", NOW], 0);
    assert!(answers.contains("not reconfirmed: "), "{answers}");
    let gap = said(&root, &["gap", NOW], 0);
    for part in [
        "1 of 3 organisations have returned",
        "Not reconfirmed since an earlier audit",
        "(from 2025-section-11)",
        "Evidence that has expired",
        "board minutes, until Wed 1 Apr 2026",
        "Not returned",
    ] {
        assert!(gap.contains(part), "{part}\n{gap}");
    }
    assert!(said(&root, &["carry", BEFORE], 1).contains("repeats no other audit: add --from AUDIT"));
}

#[test]
fn an_answer_on_a_scale_that_has_changed_since_is_left_behind_and_said_to_be() {
    let (_folder, root) = two_years();
    std::fs::remove_dir_all(root.join("audits").join(NOW)).unwrap();
    // The template has a scale by now on which the same codes mean something else.
    let scales = text(&root, places::SCALES);
    let changed = scales.replacen("word: Mostly met", "word: Met by most teams", 1);
    assert_ne!(changed, scales);
    put(&root, places::SCALES, &changed);
    let new = ["new", NOW, "--template", "section-11-eight", "--panel", "2026-06-15", "--repeats", BEFORE];
    let rest = ["--group", "sog", "--agency", "police", "--agency", "housing", "--agency", "gp"];
    said(&root, &[&new[..], &rest, &["--newer"]].concat(), 0);
    let begun = said(&root, &["carry", NOW], 0);
    for part in [
        "s11-training is answered on another scale by now: what police and housing said then was left behind",
        "s11-board-lead is answered on another scale by now: what police said then was left behind",
        "Nothing was begun: no answer there is on a scale of this audit.",
    ] {
        assert!(begun.contains(part), "{part}\n{begun}");
    }
    assert!(!root.join(format!("audits/{NOW}/returns")).exists());
    assert_clean_but_for_returns(&root);
}

#[test]
fn a_survey_is_previewed_taken_as_counts_and_set_against_the_grades() {
    let (folder, root) = two_years();
    accept(&root, NOW, "police", &[("s11-training", "FULL"), ("s11-board-lead", "FULL")]);
    accept(&root, NOW, "housing", &[("s11-training", "MOST"), ("s11-board-lead", "PART")]);
    let before = text(&root, &format!("audits/{NOW}/returns/C1-police.yaml"));
    let file = folder.path().join("survey.csv");
    let place = file.to_str().unwrap();
    let csv = "Standard,Agree,Disagree,Don't know,n,Agency\n\
               s11-training,41,22,9,72,\n\
               s11-board-lead,3,1,0,4,Police\n\
               standard-8,30,2,1,33,\n";
    fs::write(&file, csv.replace("41", "57%").replace("standard-8", "s11-trainig")).unwrap();
    let refused = said(&root, &["survey", NOW, place, "--yes"], 1);
    for part in
        ["row 2: “57%” under agree is no count", "not a share in per cent", "did you mean s11-training?"]
    {
        assert!(refused.contains(part), "{part}\n{refused}");
    }
    fs::write(&file, csv).unwrap();
    let kept = root.join(format!("audits/{NOW}/survey.yaml"));
    let preview = said(&root, &["survey", NOW, place], 0);
    assert!(preview.contains("s11-training: 41 of 72 agree, 22 do not, 9 do not know"), "{preview}");
    assert!(preview.contains("s11-board-lead (police): fewer than 5 replies: not shown"), "{preview}");
    assert!(!kept.exists());
    said(&root, &["survey", NOW, place, "--yes"], 0);
    assert!(said(&root, &["survey", NOW, place, "--yes"], 0).contains("says the same already"));
    let challenge = ["challenge", NOW, "housing", "s11-training", "--by", "police"];
    let grade = |grade: &'static str| {
        [&challenge[..], &["--moderated", grade, "--why", "no figures for agency staff"]].concat()
    };
    assert!(said(&root, &grade("Fair"), 1).contains("'Fair' is no answer to this question: there are "));
    said(&root, &[&challenge[..], &["--asked", "Who was trained?"]].concat(), 0);
    said(&root, &grade("Partly met"), 0);
    let near = said(&root, &["challenge", NOW, "housng", "s11-training", "--asked", "why"], 1);
    assert!(near.contains("this audit has no agency housng: did you mean housing?"), "{near}");
    assert_clean_but_for_returns(&root);
    let gap = said(&root, &["gap", NOW], 0);
    for part in [
        "41 of 72 agree, 22 do not, 9 do not know",
        "fewer than 5 replies: not shown",
        "30 of 33 agree, 2 do not, 1 do not know",
        "(1 down)",
        "Who was trained?",
        "no figures for agency staff",
    ] {
        assert!(gap.contains(part), "{part}\n{gap}");
    }
    assert!(!gap.contains('%') && !gap.contains("3 of 4"), "{gap}");
    // The report and every answer have the moderated grade beside the self-grade too.
    for args in [&["report", NOW][..], &["report", NOW, "--tier", "restricted"], &["results", NOW]] {
        let came = said(&root, args, 0);
        assert!(
            came.contains("moderated: ") && came.contains("no figures for agency staff"),
            "{args:?}: {came}"
        );
        assert!(came.contains("Mostly met"), "the self-grade stands: {came}");
    }
    let open = said(&root, &["report", NOW, "--tier", "open"], 0);
    assert!(!open.contains("oderated") && !open.contains("agency staff"), "{open}");
    let csv = said(&root, &["answers", NOW], 0);
    let line = csv.lines().find(|line| line.contains("Housing") && line.contains("s11-training")).unwrap();
    assert!(line.contains("MOST") && line.ends_with("Partly met,no figures for agency staff"), "{line}");
    // Without the moderated grade all are graded well, and more than a quarter of staff do not agree.
    fs::remove_file(root.join(format!("audits/{NOW}/challenge.yaml"))).unwrap();
    let gap = said(&root, &["gap", NOW], 0);
    assert!(gap.contains("graded well, and 31 of 72 staff do not say so"), "{gap}");
    // The audit sets its own limit.
    let wider = text(&root, &format!("audits/{NOW}/survey.yaml")).replace("fewest: 5", "fewest: 40");
    fs::write(&kept, wider).unwrap();
    assert!(said(&root, &["gap", NOW], 0).contains("fewer than 40 replies: not shown"));
    assert_eq!(text(&root, &format!("audits/{NOW}/returns/C1-police.yaml")), before);
}

#[test]
fn what_the_files_of_such_an_audit_cannot_say_is_named() {
    let (_folder, root) = two_years();
    let challenge = "challenges:\n- {agency: fire, question: s11-training, moderated: PART}\n\
                     - {agency: gp, question: s11-training, by: gp, asked: why}\n";
    put(&root, &format!("audits/{NOW}/challenge.yaml"), &format!("schema: 1\naudit: {NOW}\n{challenge}"));
    let survey =
        "fewest: 2\nasked:\n- {standards: [s11-training], agree: 5, disagree: 5, dont_know: 5, n: 9}\n";
    put(&root, &format!("audits/{NOW}/survey.yaml"), &format!("schema: 1\naudit: {NOW}\n{survey}"));
    let checked = said_on(&root, "2026-06-08", &["check"], 1);
    for part in [
        "`fire` is not asked in this audit",
        "a moderated grade has no reason",
        "an organisation challenges itself",
        "counts of fewer than 3 people would be shown",
        "more people said something than replied",
    ] {
        assert!(checked.contains(part), "{part}\n{checked}");
    }
}

#[test]
fn many_schools_are_covered_in_counts_and_late_ones_are_passed_on() {
    let (_folder, root) = init("south-gloucestershire");
    let id = "2026-section-175";
    let mut new = vec!["new", id, "--template", "section-175", "--panel", "2026-05-20", "--group", "sog"];
    let names: Vec<String> = (1..=6).map(|n| format!("school=School {n}")).collect();
    for name in &names {
        new.extend(["--agency", name.as_str()]);
    }
    said(&root, &new, 0);
    let schools = read(&root, id).agencies;
    for (n, school) in schools.iter().take(5).enumerate() {
        let record = if n < 3 { "NOT" } else { "FULL" };
        let answers = [("s175-central-record", record), ("s175-governor", "MOST"), ("s175-lead", "PART")];
        accept(&root, id, school.id.as_str(), &answers[..if n == 0 { 2 } else { 3 }]);
    }
    let covered = said(&root, &["coverage", id], 0);
    for part in
        ["5 of 6 organisations have returned", "School 6: late", "4 of 4", "3 of 5", "Weakest statements"]
    {
        assert!(covered.contains(part), "{part}\n{covered}");
    }
    assert!(covered.find("4 of 4") < covered.find("3 of 5") && !covered.contains('%'), "{covered}");
    let passed = said(&root, &["escalate", id], 0);
    assert!(
        passed.contains("1 organisation has not returned") && passed.contains("- School 6: late"),
        "{passed}"
    );
    assert!(passed.contains("not chased yet"), "{passed}");
    said(
        &root,
        &["excuse", id, "C1", schools[5].id.as_str(), "--exempt-by", "Chair", "--why", "it has closed"],
        0,
    );
    let covered = said(&root, &["coverage", id], 0);
    assert!(covered.contains("5 of 5 organisations have returned, and 1 is exempt"), "{covered}");
    assert!(said(&root, &["gap", id], 0).contains("5 of 5 organisations have returned, and 1 is exempt"));
    assert!(said(&root, &["results", id], 0).contains("5 of 5 returns accepted, and 1 exempt"));
    assert!(said(&root, &["escalate", id], 0).contains("No return is late."));
}
