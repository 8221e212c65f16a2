//! An audit as its lead runs it from the command line: opened with a template that is frozen, dates that flow from the panel,
//! who knows whom, the board, whom to chase.

use crate::workspaces::{assert_clean, chairside, init, printed, said_on, text};
use std::fs;
use std::path::{Path, PathBuf};

const ID: &str = "2026-q4-neglect";

/// What a command prints on a day, which ends with this status.
#[track_caller]
fn on(root: &Path, today: &str, args: &[&str], code: i32) -> String {
    said_on(root, today, &[&["audit"], args].concat(), code)
}

#[track_caller]
fn said(root: &Path, args: &[&str]) -> String {
    on(root, "2026-11-26", args, 0)
}

fn opened() -> (tempfile::TempDir, PathBuf) {
    let (folder, root) = init("south-gloucestershire");
    let opened = said(
        &root,
        &[
            "new",
            ID,
            "--template",
            "neglect",
            "--panel",
            "2027-01-19",
            "--group",
            "sog",
            "--cases",
            "3",
            "--agency",
            "police",
            "--agency",
            "school=Hillside Primary",
            "--agency",
            "school=Oak High",
            "--why",
            "The last audit found the tool unused.",
        ],
    );
    assert!(
        opened.contains("3 children by pseudonym, 3 agencies asked: Police, Hillside Primary and Oak High"),
        "{opened}"
    );
    assert!(opened.contains("Tue 5 Jan 2027    returns due"), "{opened}");
    (folder, root)
}

#[test]
fn an_audit_is_opened_and_its_board_follows_what_agencies_say() {
    let (_folder, root) = opened();
    assert_clean(&root);
    let file = text(&root, &format!("audits/{ID}/audit.yaml"));
    assert!(file.contains("- id: school-2\n  name: Oak High\n  kind: school"), "{file}");
    assert!(file.contains("from: 2026-01-01\n  to: 2026-12-31"), "twelve months before the panel's: {file}");
    assert!(said(&root, &["list"]).contains("9 not asked yet"));
    said(&root, &["known", ID, "police", "all=asked"]);
    said(&root, &["known", ID, "police", "c1=yes", "C2=no"]);
    said(&root, &["known", ID, "school-2", "C1=yes", "C3=before"]);
    said(
        &root,
        &["excuse", ID, "C3", "school-2", "--exempt-by", "Panel chair", "--why", "The record is closed."],
    );
    let later = said(&root, &["excuse", ID, "C1", "school-2", "--until", "2027-01-12"]);
    assert!(later.contains("C1 at school-2: awaited, due Tue 12 Jan 2027."), "{later}");
    assert_eq!(
        on(&root, "2027-01-08", &["board", ID], 0),
        "Neglect · scoping · panel Tue 19 Jan 2027\n\n\
         Agency            C1           C2         C3\n\
         Police            late 3 days  nil        late 3 days\n\
         Hillside Primary  not asked    not asked  not asked\n\
         Oak High          awaited      not asked  exempt\n\n\
         2 late, 1 awaited, 4 not asked yet, 1 nil, 1 exempt.\n"
    );
    let chased = on(&root, "2027-01-08", &["chase", ID, "--noted"], 0);
    assert!(chased.contains("Subject: Neglect: 2 returns awaited, 2 late"), "{chased}");
    assert!(chased.contains("Noted that 2 agencies were chased on Fri 8 Jan 2027."), "{chased}");
    let file = text(&root, &format!("audits/{ID}/audit.yaml"));
    assert_eq!(file.matches("2027-01-08").count(), 3, "{file}");
    assert_clean(&root);
}

#[test]
fn dates_move_with_the_panel_but_for_those_that_were_fixed() {
    let (_folder, root) = opened();
    let path = format!("audits/{ID}/audit.yaml");
    fs::write(root.join(&path), text(&root, &path) + "# agreed with the chair\n").unwrap();
    said(&root, &["dates", ID, "--fix", "returns-due=2027-01-08"]);
    let moved = said(&root, &["dates", ID, "--panel", "2027-01-26"]);
    assert!(moved.contains("Fri 8 Jan 2027    returns due  fixed by hand"), "{moved}");
    assert!(
        moved.contains("Tue 26 Jan 2027   panel") && moved.contains("Tue 19 Jan 2027   papers to the panel"),
        "{moved}"
    );
    let free = said(&root, &["dates", ID, "--fix", "returns-due="]);
    assert!(free.contains("Tue 12 Jan 2027   returns due\n"), "{free}");
    assert!(text(&root, &path).ends_with("# agreed with the chair\n"));
    let wrong = on(&root, "2026-11-26", &["dates", ID, "--fix", "tea=2027-01-01"], 2);
    assert!(wrong.contains("it is one of terms"), "{wrong}");
    assert!(said(&root, &["stage", ID, "returns"]).contains("returns out"));
}

#[test]
fn what_an_audit_asks_is_frozen_when_it_is_opened() {
    let (_folder, root) = opened();
    // A later change of the library changes nothing here.
    let template = root.join("audits/templates/neglect.yaml");
    fs::write(&template, fs::read_to_string(&template).unwrap().replace("version: 1", "version: 2")).unwrap();
    assert!(said(&root, &["board", ID]).contains("9 not asked yet"));
    let frozen = root.join(format!("audits/{ID}/template.json"));
    let was = fs::read_to_string(&frozen).unwrap();
    fs::write(&frozen, was.replace("neglect tool", "other tool")).unwrap();
    let refused = on(&root, "2026-11-26", &["board", ID], 1);
    assert!(refused.contains("template.json is not the template this audit was opened with"), "{refused}");
    fs::write(&frozen, &was).unwrap();
    let other = ["new", "2027-q4-abuse", "--template", "domestic-abuse", "--repeats", ID];
    let refused =
        on(&root, "2026-11-26", &[&other[..], &["--panel", "2028-01-18", "--group", "sog"]].concat(), 1);
    assert!(refused.contains("to ask it again say --template neglect"), "{refused}");
    assert!(!root.join("audits/2027-q4-abuse").exists());
    said(
        &root,
        &[
            "new",
            "2027-q4-neglect",
            "--template",
            "neglect",
            "--panel",
            "2028-01-18",
            "--group",
            "sog",
            "--repeats",
            ID,
        ],
    );
    assert_eq!(
        fs::read_to_string(root.join("audits/2027-q4-neglect/template.json")).unwrap(),
        was,
        "the same questions again"
    );
}

#[test]
fn a_re_audit_says_what_a_newer_template_changes_and_takes_it_only_where_that_is_asked_for() {
    let (_folder, root) = opened();
    let again = |id: &str, more: &[&str], code| {
        let usual = ["--template", "neglect", "--panel", "2028-01-18", "--group", "sog", "--repeats", ID];
        on(&root, "2026-11-26", &[&["new", id][..], &usual, more].concat(), code)
    };
    assert!(again("2027-a", &["--newer"], 1).contains("neglect asks the same as then: leave out --newer"));
    let change = |path: &str, from: &str, to: &str| {
        let was = text(&root, path);
        assert!(was.contains(from), "{path}: {was}");
        fs::write(root.join(path), was.replacen(from, to, 1)).unwrap();
    };
    change("audits/templates/neglect.yaml", "version: 1", "version: 2");
    change("audits/packs/neglect.yaml", "Was the local neglect tool", "Was the agreed neglect tool");
    let frozen = |id: &str| text(&root, &format!("audits/{id}/template.json"));
    let kept = again("2027-b", &[], 0);
    assert!(kept.contains("has changed since: version 1 then, 2 now."), "{kept}");
    assert!(kept.contains("reworded  neglect-tool: Was the agreed neglect tool"), "{kept}");
    assert!(kept.contains("was: Was the local neglect tool"), "{kept}");
    assert!(kept.contains("Not taken: 2027-b asks exactly what"), "{kept}");
    assert_eq!(frozen("2027-b"), frozen(ID));
    let taken = again("2027-c", &["--newer"], 0);
    assert!(taken.contains("Taken. Compared is only what has the same id and the same scale."), "{taken}");
    assert!(taken.contains("with neglect, version 2"), "{taken}");
    assert!(frozen("2027-c").contains("Was the agreed neglect tool"));
    let alone = on(&root, "2026-11-26", &["new", "x", "--template", "neglect", "--newer"], 2);
    assert!(alone.contains("--repeats"), "{alone}");
    assert_clean(&root);
}

#[test]
fn what_cannot_be_is_said_and_nothing_is_written() {
    let (_folder, root) = init("north-somerset");
    let new = |args: &[&str]| on(&root, "2026-11-26", &[&["new"], args].concat(), 1);
    let usual = ["--panel", "2027-01-19", "--group", "cspr"];
    let with =
        |id: &'static str, template: &'static str| [&[id, "--template", template][..], &usual].concat();
    assert!(new(&with("../x", "neglect")).contains("is no id"));
    assert!(new(&with("templates", "neglect")).contains("already"));
    assert!(new(&with("x", "neglectt")).contains("did you mean neglect?"));
    assert!(
        new(&["x", "--template", "neglect", "--panel", "2027-01-19", "--group", "nobody"])
            .contains("no group called")
    );
    assert!(new(&[&with("x", "neglect")[..], &["--cases", "0"]].concat()).contains("1 to 99"));
    let zoo = new(&[&with("x", "neglect")[..], &["--agency", "zoo"]].concat());
    assert!(zoo.contains("no kind of agency called zoo"), "{zoo}");
    assert!(!root.join("audits/x").exists());
    assert!(on(&root, "2026-11-26", &["board", "x"], 1).contains("there is no audit called x"));
    assert!(said(&root, &["list"]).contains("0 audits."));
}

#[test]
fn what_is_wrong_in_an_audits_folder_is_named() {
    let (_folder, root) = opened();
    let path = format!("audits/{ID}/audit.yaml");
    let file = text(&root, &path);
    let fs_write = |path: &str, text: &str| {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), text).unwrap();
    };
    fs_write(&path, &file.replacen("- id: C2", "- id: JS", 1).replacen("group: sog", "group: sogg", 1));
    let sha = file.lines().find_map(|line| line.trim().strip_prefix("sha256: ")).unwrap().to_owned();
    let answer = |case: &str, sha: &str| {
        format!(
            "schema: 1\naudit: {ID}\ntemplate_sha256: {sha}\ncase: {case}\nagency: police\nstate: submitted\nanswers: []\n"
        )
    };
    fs_write(&format!("audits/{ID}/returns/C1-police.yaml"), &answer("C1", &"0".repeat(64)));
    fs_write(&format!("audits/{ID}/returns/C3-police.yaml"), &answer("C1", &sha));
    let panel = format!(
        "schema: 1\naudit: {ID}\ncase: C3\nsettled:\n  - {{question: core-voice, how: regraded, grade: RI}}\noverall: {{grade: RI, reason: drift}}\n"
    );
    fs_write(&format!("audits/{ID}/panel/C3.yaml"), &panel);
    let checked = printed(&chairside(&["-w", root.to_str().unwrap(), "check"]));
    for words in [
        "this is no pseudonym of the form C1",
        "there is no group called `sogg`",
        "answers another version of the template",
        "this file lies elsewhere than it says",
        "another grade than the agencies gave has no reason",
    ] {
        assert!(checked.contains(words), "{words}: {checked}");
    }
}

#[test]
fn a_run_book_says_what_is_due_when() {
    let (_folder, root) = init("south-gloucestershire");
    let book = said(&root, &["runbook", "--notice", "2025-12-19"]);
    assert!(book.contains("Wed 7 Jan 2026 to Tue 13 Jan 2026    Fieldwork"), "{book}");
    let clock = said(&root, &["runbook", "--notified", "2025-12-15"]);
    assert!(
        clock.contains("Thu 8 Jan 2026                       The rapid review goes to the national panel"),
        "{clock}"
    );
    assert!(said(&root, &["runbook", "--aware", "2025-12-19"]).contains("by Tue 30 Dec 2025"));
    assert!(said(&root, &["runbook", "--letter", "2018-01-30"]).contains("Fri 11 May 2018"));
    on(&root, "2026-11-26", &["runbook"], 2);
}

#[test]
fn a_day_on_which_nobody_works_is_said_with_the_next_one() {
    let (_folder, root) = opened();
    let sunday = on(&root, "2026-11-26", &["dates", ID, "--panel", "2027-01-24"], 0);
    assert!(
        sunday.contains(
            "the panel is on Sun 24 Jan 2027, which is no working day: the next is Mon 25 Jan 2027"
        ),
        "{sunday}"
    );
    let holiday = on(&root, "2026-11-26", &["dates", ID, "--fix", "returns-due=2026-12-25"], 0);
    assert!(holiday.contains("'returns due' is on Fri 25 Dec 2026, which is no working day"), "{holiday}");
    assert!(holiday.contains("the next is Tue 29 Dec 2026"), "{holiday}");
    assert!(
        !on(&root, "2026-11-26", &["dates", ID, "--fix", "returns-due=2027-01-08"], 0)
            .contains("no working day")
    );
}

#[test]
fn an_audit_gets_past_its_report_only_signed_off_and_goes_back_only_with_a_reason() {
    let (_folder, root) = opened();
    let early = on(&root, "2026-11-26", &["stage", ID, "closed"], 1);
    assert!(early.contains("no return is accepted") && early.contains("has not signed it off"), "{early}");
    said(&root, &["stage", ID, "returns"]);
    let back = on(&root, "2026-11-26", &["stage", ID, "scoping"], 1);
    assert!(back.contains("that goes back from 'returns out' to 'scoping': say why"), "{back}");
    said(&root, &["stage", ID, "scoping", "--why", "the sample was drawn anew"]);
    let file = text(&root, &format!("audits/{ID}/audit.yaml"));
    assert!(file.contains("stage: scoping") && file.contains("the sample was drawn anew"), "{file}");
    assert_clean(&root);
}
