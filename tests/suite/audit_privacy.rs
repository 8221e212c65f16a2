//! Personal data planted in what a panel agreed stops the learning brief and every report, in every form, before anything is
//! written; and the key of the pseudonyms has no place in a workspace.

use crate::audit_out::{ID, example, put, said, workspace};
use crate::workspaces::{chairside, printed, text};
use chairside::domain::audit::{Challenge, Dissent};
use std::fs;
use std::path::Path;

/// What is planted, with what it is said to look like and what must not be said again.
const PLANTED: [(&str, &str, &str); 6] = [
    ("as record 943 476 5919 has it", "an NHS number", "943"),
    ("pupil P207000016049 was moved", "a pupil number", "207000"),
    ("a child born on 3 March 2015", "a date of birth", "2015"),
    ("a visit to BS1 4DJ came late", "a full postcode", "4DJ"),
    ("Wibble Wobble was not told", "a name on the list", "Wibble"),
    ("Wilma Vole was not told", "a person by name", "Vole"),
];

/// Every form of the brief and of the report for each tier.
fn papers() -> Vec<(Vec<&'static str>, &'static str)> {
    let mut papers: Vec<(Vec<&str>, &str)> = Vec::new();
    for form in ["md", "html", "docx", "pdf"] {
        papers.push((vec!["brief", ID, "--format", form], form));
    }
    for tier in ["open", "partners", "restricted"] {
        for form in ["md", "html", "docx"] {
            papers.push((vec!["report", ID, "--tier", tier, "--format", form], form));
        }
    }
    papers
}

fn names(root: &Path) {
    put(root, "registers/names.yaml", "schema: 1\nnames:\n  - Wibble Wobble\n");
    let people = "people:\n  - {id: p-wvole, name: Wilma Vole, post: business-manager, from: 2023-05-01}\n";
    let partnership = text(root, "partnership.yaml").replace("people: []\n", people);
    fs::write(root.join("partnership.yaml"), partnership).unwrap();
}

/// No paper is made; what is said names the kind and does not say it again.
#[track_caller]
fn stopped(folder: &Path, root: &Path, args: &[&str], form: &str, (is, secret): (&str, &str)) {
    let place = folder.join(format!("paper.{form}"));
    let (out, beside) = said(root, &[args, &["--output", place.to_str().unwrap()]].concat(), 1);
    assert!(out.is_empty() && !place.exists(), "{args:?} was made: {out}");
    assert!(beside.contains(is) && !beside.contains(secret), "{args:?}: {beside}");
}

#[test]
fn planted_personal_data_stops_the_brief_and_every_report_in_every_form() {
    for (nth, (words, is, secret)) in PLANTED.into_iter().enumerate() {
        let mut panels = example::panels();
        panels[2].findings[0].text = format!("It was seen that {words}.");
        let (folder, root) = workspace(panels);
        names(&root);
        // Every form for the first; for each of the others every paper once.
        for (args, form) in papers().into_iter().filter(|(_, form)| nth == 0 || *form == "html") {
            stopped(folder.path(), &root, &args, form, (is, secret));
        }
    }
}

#[test]
fn planted_personal_data_stops_the_table_of_answers_too() {
    let (words, is, secret) = PLANTED[0];
    let (folder, root) = workspace(example::panels());
    let (whole, _) = said(&root, &["answers", ID], 0);
    assert!(whole.contains("C1"), "{whole}");
    let returns = root.join(format!("audits/{ID}/returns"));
    let file = fs::read_dir(returns).unwrap().map(|entry| entry.unwrap().path()).find(|path| {
        let text = fs::read_to_string(path).unwrap();
        text.contains("state: accepted") && text.contains("what: ")
    });
    let file = file.unwrap();
    let before = fs::read_to_string(&file).unwrap();
    let line = before.lines().find(|line| line.contains("what: ")).unwrap();
    let planted = format!("{}what: {words}", &line[..line.find("what: ").unwrap()]);
    fs::write(&file, before.replacen(line, &planted, 1)).unwrap();
    stopped(folder.path(), &root, &["answers", ID], "csv", (is, secret));
    stopped(folder.path(), &root, &["answers", ID, "--format", "xlsx"], "xlsx", (is, secret));
}

#[test]
fn what_others_said_of_an_answer_is_looked_at_like_everything_else() {
    let (words, is, secret) = PLANTED[0];
    let partners = ["report", ID, "--format", "html"];
    let mut panels = example::panels();
    let dissent = Dissent { agency: "police".into(), grade: "G".into(), why: words.into() };
    panels[0].settled[0].dissent.push(dissent);
    let (folder, root) = workspace(panels);
    stopped(folder.path(), &root, &partners, "html", (is, secret));
    let (folder, root) = workspace(example::panels());
    let one = Challenge {
        agency: "school".into(),
        question: "lived".into(),
        moderated: Some("RI".into()),
        reason: words.into(),
        ..Challenge::default()
    };
    let text = chairside::files::audit_challenge::added(None, &ID.into(), &one).unwrap();
    put(&root, &format!("audits/{ID}/challenge.yaml"), &text);
    stopped(folder.path(), &root, &partners, "html", (is, secret));
}

/// Nothing in an audit's file has room for who a child is, and a pseudonym is never a name or initials.
#[test]
fn the_key_of_the_pseudonyms_has_no_place_in_a_workspace() {
    for (from, to) in [
        ("- id: C3\n", "- id: C3\n  name: KEYMARK\n"),
        ("- id: C3\n", "- id: C3\n  nhs: KEYMARK\n"),
        ("- id: C3\n", "- id: C3\n  key: KEYMARK\n"),
        ("- id: C3\n", "- id: KEYMARK\n"),
        ("- id: C3\n", "- id: WV\n"),
    ] {
        let (_folder, root) = workspace(example::panels());
        let path = format!("audits/{ID}/audit.yaml");
        let file = text(&root, &path);
        assert!(file.contains(from), "{file}");
        put(&root, &path, &file.replacen(from, to, 1));
        let checked = chairside(&["check", "-w", root.to_str().unwrap()]);
        let came = printed(&checked);
        assert!(!came.contains(": 0 errors, 0 warnings"), "{to:?} passes: {came}");
    }
    // The program keeps no such file of its own, whatever is done with an audit.
    let (_folder, root) = workspace(example::panels());
    said(&root, &["pack", ID, "--form"], 0);
    let kept: Vec<String> = fs::read_dir(root.join(format!("audits/{ID}")))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    for name in kept {
        assert!(
            ["audit.yaml", "template.json", "returns", "panel", "out"].contains(&name.as_str()),
            "{name}"
        );
    }
}

#[test]
fn what_looks_like_a_name_on_no_list_keeps_a_paper_for_anybody_back_until_somebody_says_that_it_is_none() {
    // A bird and a beast: nobody is called so.
    let mut panels = example::panels();
    panels[2].findings[0].text = "It was seen that Wagtail Badger was not told.".to_owned();
    let (folder, root) = workspace(panels);
    let is = ("what looks like somebody’s name", "Wagtail");
    for args in
        [&["brief", ID, "--format", "html"][..], &["report", ID, "--tier", "open", "--format", "html"]]
    {
        stopped(folder.path(), &root, args, "html", is);
        let (_, beside) = said(&root, args, 1);
        assert!(beside.contains("say why with --despite"), "{beside}");
        let (out, _) = said(&root, &[args, &["--despite", "a street in the town"]].concat(), 0);
        assert!(out.contains("Wagtail Badger"), "{out}");
    }
    let released = text(&root, "registers/released.yaml");
    assert!(released.contains("a street in the town") && !released.contains("Wagtail"), "{released}");
    let (out, _) = said(&root, &["report", ID, "--tier", "partners"], 0);
    assert!(out.contains("Wagtail Badger"), "{out}");
    let checked = printed(&chairside(&["check", "-w", root.to_str().unwrap()]));
    assert!(checked.contains("this is what looks like somebody’s name"), "{checked}");
}

#[test]
fn a_key_of_pseudonyms_is_found_by_what_it_holds_and_never_shown() {
    let (_folder, root) = workspace(example::panels());
    fs::write(root.join("seating.csv"), "Seat,Who\nC1,Wagtail Badger\n").unwrap();
    fs::create_dir_all(root.join("registers")).unwrap();
    fs::write(root.join("registers/notes.txt"), "to do\nC2 = Wagtail\n").unwrap();
    let (out, _) = said(&root, &["answers", ID, "--output", root.join("answers.csv").to_str().unwrap()], 0);
    assert!(out.contains("answers"), "{out}");
    let checked = printed(&chairside(&["check", "-w", root.to_str().unwrap()]));
    for place in ["seating.csv:2", "registers/notes.txt:2"] {
        assert!(checked.contains(place), "{place}: {checked}");
    }
    assert!(checked.contains("a child’s pseudonym beside what looks like a name"), "{checked}");
    assert!(!checked.contains("Wagtail") && !checked.contains("answers.csv:"), "{checked}");
}
