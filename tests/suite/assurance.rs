//! What goes with audits, as people use it from the command line: an inspection that is prepared for, a rapid review with its
//! clock, the programme, feedback, the words of findings. Working days over Christmas were counted by hand.

use crate::workspaces::{assert_clean, assert_clean_but_for_returns, demo, init, said_on, text};
use std::fs;
use std::path::{Path, PathBuf};

/// What a command prints on a day, which ends with this status.
#[track_caller]
fn on(root: &Path, today: &str, args: &[&str], code: i32) -> String {
    said_on(root, today, args, code)
}

#[track_caller]
fn said(root: &Path, args: &[&str]) -> String {
    on(root, "2026-11-26", args, 0)
}

fn put(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}

const TRACKER: &str = "schema: 1
id: sog
title: Senior Officer Group
group: sog
prefix: SOG
actions:
  - {id: SOG-26-004, what: Check the lists each month, lead: business-manager, raised: {date: 2026-09-10, meeting: sog-2026-09-10}, due: 2026-11-20, status: under way, sources: [{kind: cspr, called: Review one}]}
  - {id: SOG-26-005, what: Canary-action, lead: business-manager, raised: {date: 2026-09-10, meeting: sog-2026-09-10}, due: 2026-12-18, status: under way, tier: restricted}
";

fn south_gloucestershire() -> (tempfile::TempDir, PathBuf) {
    let (folder, root) = init("south-gloucestershire");
    put(&root, "trackers/sog.yaml", TRACKER);
    (folder, root)
}

#[test]
fn an_inspection_is_prepared_for_and_its_clock_runs_from_the_day_of_notice() {
    let (_folder, root) = south_gloucestershire();
    let id = "2026-front-door";
    let inspection = |args: &[&str]| said(&root, &[&["inspection"], args].concat());
    let begun = inspection(&["new", id, "--theme", "The front door", "--kind", "front-door"]);
    assert!(begun.contains("16 pieces of evidence and 7 lists of data"), "{begun}");
    let all = inspection(&["freshness", id]);
    assert!(all.contains("0 of 16 fresh, 16 missing."), "{all}");
    // Ninety days after Thu 27 August are up on Wed 25 November.
    inspection(&["evidence", id, "ev-training", "--from", "2026-08-27", "--owner", "training-administrator"]);
    inspection(&[
        "evidence",
        id,
        "ev-front-door",
        "--from",
        "2026-11-02",
        "--where",
        "shared drive, folder 4",
    ]);
    let all = inspection(&["freshness", id]);
    assert!(all.contains("1 of 16 fresh, 1 stale, 14 missing."), "{all}");
    assert!(all.contains("stale for 1 working day      ev-training"), "{all}");
    assert!(all.contains("fresh until Sun 31 Jan 2027  ev-front-door"), "{all}");
    assert!(all.contains("The partnership's own office · ask Training admin"), "{all}");
    let later = inspection(&["freshness", id, "--on", "2027-02-02"]);
    assert!(later.contains("stale for 2 working days"), "{later}");
    for (day, errors) in [("2026-09-01", "9"), ("2026-10-01", "3"), ("2026-11-02", "0")] {
        let errors = format!("no date={errors}");
        let run = ["dry-run", id, "data-police", "--rows", "64", "--error", &errors, "--on", day];
        inspection(&run);
    }
    inspection(&[
        "point",
        id,
        "Records are late",
        "--area",
        "Somerset",
        "--letter",
        "2024-09-10",
        "--here",
        "partly",
        "--action",
        "SOG-26-004",
        "--action",
        "SOG-26-005",
    ]);
    inspection(&["point", id, "Nobody asks fathers", "--area", "Somerset", "--letter", "2024-09-10"]);
    inspection(&["hold", id, "notice", "business-manager", "--deputy", "business-support"]);
    let without = inspection(&["show", id]);
    assert!(
        without.contains("the run-book has no dates") && without.contains("(Business Manager, or"),
        "{without}"
    );
    // Fri 18 December is day 1; 21 to 24 are 2 to 5, 29 to 31 are 6 to 8, 4 January is 9 and 5 January day 10.
    inspection(&["dates", id, "--notice", "2026-12-18"]);
    let shown = inspection(&["show", id]);
    assert!(shown.contains("Tue 5 Jan 2027                       sent:"), "{shown}");
    assert!(shown.contains("held by: Business Manager, or Business support"), "{shown}");
    assert!(shown.contains("held by: nobody holds it yet"), "{shown}");
    assert!(shown.contains("errors 9 → 3 → 0 · last tried on Mon 2 Nov 2026, 64 rows"), "{shown}");
    assert!(shown.contains("SOG-26-004  under way · R late 6 days · Check the lists each month"), "{shown}");
    assert!(shown.contains("1 action not shown here") && !shown.contains("SOG-26-005"), "{shown}");
    assert!(
        shown.contains("no action is named") && shown.contains("2 points, 1 without an action."),
        "{shown}"
    );
    assert_clean(&root);
    let wrong =
        on(&root, "2026-11-26", &["inspection", "evidence", id, "ev-trainin", "--from", "2026-11-02"], 1);
    assert!(wrong.contains("did you mean ev-training?"), "{wrong}");
    let held = ["inspection", "dry-run", id, "data-police", "--rows", "1", "--note", "943 476 5919"];
    let wrong = on(&root, "2026-11-26", &held, 1);
    assert!(wrong.contains("an NHS number ending 19") && !wrong.contains("943"), "{wrong}");
    assert!(
        inspection(&["list"])
            .contains("2026-front-door  The front door · front door · notice Fri 18 Dec 2026")
    );
}

/// A rapid review over Christmas.
fn reviewed() -> (tempfile::TempDir, PathBuf) {
    let (folder, root) = south_gloucestershire();
    put(
        &root,
        "registers/recommendations.yaml",
        "schema: 1\nrecommendations:\n  - {id: REC-26-001, text: Ask for fathers, accepted: 2026-06-11, group: executive, actions: [SOG-26-004]}\n",
    );
    let review = |args: &[&str]| said(&root, &[&["rapid-review"], args].concat());
    let begun = review(&[
        "new",
        "--child",
        "Child A",
        "--aware",
        "2025-12-10",
        "--notified",
        "2025-12-15",
        "--group",
        "cspr",
    ]);
    assert!(begun.contains("reviews/rapid/rr-2025-01.yaml is begun, and restricted."), "{begun}");
    review(&[
        "pause",
        "rr-2025-01",
        "--from",
        "2025-12-18",
        "--why",
        "Canary-pause: an enquiry",
        "--agreed-by",
        "executive",
    ]);
    review(&["resume", "rr-2025-01", "--on", "2025-12-23"]);
    review(&["done", "rr-2025-01", "asked", "--on", "2025-12-16"]);
    review(&["sent", "rr-2025-01", "Canary-paper", "--to", "national panel", "--on", "2026-01-08"]);
    review(&[
        "decide",
        "rr-2025-01",
        "local-review",
        "--by",
        "executive",
        "--why",
        "Canary-reason",
        "--on",
        "2026-01-07",
    ]);
    review(&[
        "link",
        "rr-2025-01",
        "--recommendation",
        "REC-26-001",
        "--action",
        "SOG-26-005",
        "--find",
        "source:cspr",
    ]);
    (folder, root)
}

#[test]
fn a_rapid_reviews_dates_stay_while_its_pause_shows() {
    let (_folder, root) = reviewed();
    assert_clean(&root);
    let shown = on(&root, "2026-01-05", &["rapid-review", "show", "rr-2025-01", "--tier", "restricted"], 0);
    assert!(
        shown.starts_with("RESTRICTED: not for a screen that is shared · rr-2025-01 · Child A"),
        "{shown}"
    );
    let lines: Vec<&str> = shown.lines().collect();
    let at = |begins: &str| {
        lines.iter().position(|line| line.starts_with(begins)).unwrap_or_else(|| panic!("{shown}"))
    };
    // 15 working days after Mon 15 December end on Thu 8 January; without 18, 19 and 22 December, on Tue 13.
    let due = at("Thu 8 Jan 2026    A amber, 3 working days left");
    assert!(lines[due + 1].contains("sent: The rapid review goes to the national panel"), "{shown}");
    assert!(lines[due + 2].contains("with pauses left out: Tue 13 Jan 2026"), "{shown}");
    assert!(shown.contains("Wed 17 Dec 2025   B blue, done in time on Mon 15 Dec 2025"), "{shown}");
    assert!(
        shown.contains("Tue 7 Jul 2026    G green") && shown.contains("published: The local review"),
        "{shown}"
    );
    assert!(shown.contains("Thu 18 Dec 2025 to Mon 22 Dec 2025, 3 working days: Canary-pause"), "{shown}");
    assert!(shown.contains("(agreed by Exec)"), "{shown}");
    assert!(shown.contains("Whether a pause is allowed is unconfirmed"), "{shown}");
    assert!(
        shown.contains("REC-26-001") && shown.contains("2 actions of the plan (also by 'source:cspr')"),
        "{shown}"
    );
    assert!(shown.contains("SOG-26-004") && shown.contains("SOG-26-005"), "{shown}");
    let late = on(&root, "2026-01-09", &["rapid-review", "show", "rr-2025-01", "--tier", "restricted"], 0);
    assert!(late.contains("Thu 8 Jan 2026    R red, late 1 working day"), "by the count: {late}");
}

#[test]
fn what_is_restricted_is_in_no_list_and_no_name_is_taken_or_said_back() {
    let (_folder, root) = reviewed();
    let silent = |args: &[&str]| {
        let said = said(&root, args);
        assert!(
            !said.contains("Canary") && !said.contains("Child A") && !said.contains("rr-2025"),
            "{args:?}: {said}"
        );
        said
    };
    assert!(silent(&["rapid-review", "list"]).contains("0 rapid reviews, 1 not shown here"));
    assert_eq!(silent(&["rapid-review", "list", "--tier", "open"]).trim(), "0 rapid reviews.");
    for args in [
        &["check"][..],
        &["actions", "status:open"],
        &["actions", "--tier", "open"],
        &["recommendations"],
        &["inputs"],
        &["decisions"],
        &["audit", "list"],
        &["inspection", "list"],
        &["actions", "report"],
        &["audit", "themes"],
    ] {
        silent(args);
    }
    let listed = said(&root, &["rapid-review", "list", "--tier", "restricted"]);
    assert!(listed.contains("rr-2025-01  Child A · "), "{listed}");
    let wrong =
        on(&root, "2026-11-26", &["rapid-review", "new", "--child", "Jo S", "--aware", "2026-01-05"], 1);
    assert!(wrong.contains("takes a pseudonym") && !wrong.contains("Jo S"), "{wrong}");
    let sent = ["rapid-review", "sent", "rr-2025-01", "NHS 943 476 5919", "--to", "national panel"];
    let wrong = on(&root, "2026-11-26", &sent, 1);
    assert!(wrong.contains("an NHS number ending 19") && !wrong.contains("943"), "{wrong}");
    let path = "reviews/rapid/rr-2025-01.yaml";
    put(&root, path, &text(&root, path).replace("child: Child A", "child: Child Jo"));
    let checked = on(&root, "2026-11-26", &["check"], 1);
    assert!(checked.contains("this is no pseudonym of the form Child A or C1"), "{checked}");
}

#[test]
fn the_programme_shows_what_is_late_what_is_short_and_what_clashes() {
    let (_folder, root) = demo();
    for (path, bytes) in chairside::files::shipped::audits() {
        put(&root, &path, std::str::from_utf8(bytes).unwrap());
    }
    let audit = |args: &[&str]| said(&root, &[&["audit"], args].concat());
    let none = on(&root, "2026-11-26", &["audit", "programme"], 1);
    assert!(none.contains("audit programme begin --from 2026-04"), "{none}");
    audit(&[
        "programme",
        "begin",
        "--from",
        "2026-04",
        "--expect",
        "thematic=4",
        "--expect",
        "exploitation=2",
        "--defined-in",
        "arrangements 2024",
    ]);
    let add = |slot: &str, when: &str, theme: &str, template: &str| {
        audit(&[
            "programme",
            "add",
            slot,
            "--when",
            when,
            "--theme",
            theme,
            "--because",
            "earlier-audit",
            "--why",
            "The tool was not used",
            "--group",
            "sog",
            "--template",
            template,
        ])
    };
    add("neglect-26", "Q4 2026/27", "Neglect", "neglect");
    add("exploitation-26", "2026-12", "Exploitation", "exploitation");
    add("transitions-27", "Q1 2027/28", "Transitions", "transitions");
    // The group meets on Thu 4 February; the panel is that week, and the report ready on Thu 4 March.
    audit(&["new", "2026-q4-neglect", "--template", "neglect", "--panel", "2027-02-04", "--group", "sog"]);
    audit(&["programme", "opened", "neglect-26", "2026-q4-neglect"]);
    assert_clean(&root);
    let shown = audit(&["programme"]);
    assert!(shown.starts_with("Programme of audits, Wed 1 Apr 2026 to Fri 31 Mar 2028."), "{shown}");
    // Forty working days before Thu 31 December: 30, 29; 24 to 21 = 6; 18 to 14 = 11; 11 to 7 = 16; 4 to 30 November = 21; 27
    // to 23 = 26; 20 to 16 = 31; 13 to 9 = 36; 6, 5, 4, 3 = 40. Since Tue 3 November: 17 working days to Thu 26.
    assert!(
        shown.contains(
            "late to be opened with the template exploitation: by Tue 3 Nov 2026, 17 working days ago"
        ),
        "{shown}"
    );
    assert!(shown.contains("3 audits planned, 1 late to be opened."), "{shown}");
    assert!(shown.contains("2026-q4-neglect: scoping · panel Thu 4 Feb 2027"), "{shown}");
    assert!(shown.contains("February 2027\n  ") && shown.contains("SOG meets"), "{shown}");
    assert!(shown.contains("2026/27: 1 of 4 themed audits: 3 short"), "{shown}");
    assert!(shown.contains("2026/27: 1 of 2 exploitation audits: 1 short"), "{shown}");
    assert!(shown.contains("2027/28: 1 of 4 themed audits: 3 short"), "{shown}");
    assert!(shown.contains("how many there are to be: arrangements 2024."), "{shown}");
    assert!(shown.contains("is in the same week as SOG on Thu 4 Feb 2027"), "{shown}");
    assert!(shown.contains("no meeting of SOG on or after that day is known yet"), "{shown}");
    audit(&["programme", "drop", "exploitation-26", "--why", "Joined with another"]);
    let shown = audit(&["programme"]);
    assert!(
        shown.contains("dropped: Joined with another") && shown.contains("0 of 2 exploitation"),
        "{shown}"
    );
}

#[test]
fn feedback_is_owed_for_accepted_returns_and_themes_go_across_audits() {
    let (_folder, root) = south_gloucestershire();
    let id = "2026-q4-neglect";
    let audit = |args: &[&str]| said(&root, &[&["audit"], args].concat());
    audit(&[
        "new",
        id,
        "--template",
        "neglect",
        "--panel",
        "2027-01-19",
        "--group",
        "sog",
        "--cases",
        "1",
        "--agency",
        "police",
        "--agency",
        "gp",
    ]);
    let file = text(&root, &format!("audits/{id}/audit.yaml"));
    let hash = file.lines().find_map(|line| line.trim().strip_prefix("sha256: ")).unwrap().to_owned();
    for (agency, state) in [("police", "accepted"), ("gp", "submitted")] {
        let came = format!(
            "schema: 1\naudit: {id}\ntemplate_sha256: {hash}\ncase: C1\nagency: {agency}\nstate: {state}\nauditor: {{role: Officer}}\nanswers: []\n"
        );
        put(&root, &format!("audits/{id}/returns/C1-{agency}.yaml"), &came);
    }
    let panel = format!(
        "schema: 1\naudit: {id}\ncase: C1\nfindings:\n  - {{id: F-27-001, kind: develop, text: Fathers were not asked}}\n  - {{id: F-27-002, kind: strength, text: The chronology was kept}}\n"
    );
    put(&root, &format!("audits/{id}/panel/C1.yaml"), &panel);
    // Five working days after Tue 19 January are up on Tue 26.
    let owed = on(&root, "2027-01-28", &["audit", "feedback", id], 0);
    assert!(owed.contains("Still to be told, by Tue 26 Jan 2027, 2 working days ago:"), "{owed}");
    assert!(owed.contains("- C1 police: worker and supervisor") && !owed.contains("C1 gp"), "{owed}");
    let given = |to: &str| {
        let given = [
            "feedback",
            id,
            "given",
            "c1",
            "police",
            "--to",
            to,
            "--post",
            "Constable",
            "--by",
            "Review officer",
            "--praise",
            "The child's own words were written down",
            "--on",
            "2027-01-22",
        ];
        on(&root, "2027-01-22", &[&["audit"], &given[..]].concat(), 0)
    };
    given("worker");
    let left = audit(&["feedback", id]);
    assert!(left.contains("- C1 police: supervisor"), "{left}");
    given("supervisor");
    audit(&[
        "feedback",
        id,
        "used",
        "Front door team",
        "--how",
        "team meeting",
        "--changed",
        "Fathers come first",
    ]);
    let done = audit(&["feedback", id]);
    assert!(
        done.contains("Everybody was told") && done.contains("done well: The child's own words"),
        "{done}"
    );
    assert!(done.contains("2 people told, 0 still to be told; 1 team used the brief."), "{done}");
    let gp = ["feedback", id, "given", "C1", "gp", "--to", "worker", "--post", "GP", "--by", "Named GP"];
    let wrong = on(&root, "2027-01-28", &[&["audit"], &gp[..]].concat(), 1);
    assert!(wrong.contains("no return on C1 by gp was accepted"), "{wrong}");
    assert_clean_but_for_returns(&root);
    let father = audit(&["themes", "father"]);
    assert!(father.contains("F-27-001 · to develop · Fathers were not asked"), "{father}");
    assert!(father.contains("1 finding in 1 audit: 0 strengths, 1 to develop."), "{father}");
    assert!(audit(&["themes"]).contains("0 words in findings of more than one audit."));
}
