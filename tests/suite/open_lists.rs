//! What goes out to anybody, `--tier open`, whichever command makes it: nothing that looks like personal data unless somebody says
//! why and that is written down, and posts in the place of people.

use crate::workspaces::{assert_clean, chairside, printed, said_on, text, whole_demo};
use chairside::cli::args::Args;
use clap::CommandFactory as _;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const NHS: &str = "943 476 5919";
const MEETING: &str = "executive-2026-12-03";
const RELEASED: &str = "registers/released.yaml";
const TODAY: &str = "2026-12-03";

/// Every command that makes something for anybody to read, as it is asked for that.
const OUT: &[&[&str]] = &[
    &["actions", "--tier", "open"],
    &["actions", "--tier", "open", "--format", "csv"],
    &["actions", "--tier", "open", "--format", "md"],
    &["actions", "--tier", "open", "--format", "json"],
    &["actions", "--tier", "open", "--format", "table"],
    &["actions", "report", "--tier", "open", NHS],
    &["actions", "unevidenced", "--tier", "open"],
    &["actions", "steps", "EXEC-26-001", "--tier", "open"],
    &["decisions", "--tier", "open"],
    &["trail", MEETING, "--tier", "open", "--format", "md"],
    &["inputs", "--tier", "open"],
    &["recommendations", "--tier", "open"],
    &["recommendations", "--tier", "open", "--format", "md"],
    &["recommendations", "progress", "--tier", "open"],
    &["recommendations", "progress", "--tier", "open", "--format", "md"],
    &["inspection", "show", "2026-front-door", "--tier", "open"],
];

/// Commands with a tier that need no gate here, and why.
const OTHERS: &[(&str, &str)] = &[
    ("minutes", "has the same gate, and its reason stands in the meeting's journal"),
    ("actions evidence", "prints no more than a number"),
    ("actions transfer", "prints no more than a number"),
    ("actions merge", "prints no more than a number"),
    ("actions reopen", "prints no more than a number"),
    ("actions chase", "is for the person who leads the action"),
    ("actions import", "takes in, and prints what it takes from a sheet of the partners' own"),
    ("audit report", "has a narrower gate, which nothing opens"),
    ("audit recommend", "says there who may read what is written down"),
    ("escalations", "is restricted: to anybody it is as if there were none"),
    ("rapid-review list", "cannot be open: to anybody it is as if there were none"),
    ("rapid-review show", "cannot be open: to anybody it is as if there were none"),
];

fn put(root: &Path, path: &str, from: &str, to: &str) {
    let old = text(root, path);
    assert!(old.contains(from), "{path} has no “{from}”");
    fs::write(root.join(path), old.replacen(from, to, 1)).unwrap();
}

/// The demonstration with the same number in everything that may go out, and with a person's own name.
fn planted() -> (TempDir, PathBuf) {
    let (folder, root) = whole_demo();
    let action = |id: &str, status: &str| {
        format!(
            "actions:\n  - {{id: {id}, what: \"Ring {NHS}\", lead: p-nowen, raised: {{date: 2026-06-11}}, due: 2026-12-11, status: {status}, tier: open, \
             steps: [{{what: \"Ring {NHS}\"}}], updates: [{{on: 2026-09-10, text: Rung, by: Nia Owen}}]}}\n"
        )
    };
    let two =
        action("EXEC-26-001", "under way") + action("EXEC-26-002", "closed").trim_start_matches("actions:\n");
    put(&root, "trackers/executive.yaml", "actions:\n", &two);
    let inputs = text(&root, "registers/inputs.yaml");
    let input = format!(
        "  - {{id: calls, title: \"Calls {NHS}\", from: police, to: sog, every: quarter, due: 2026-12-31, tier: open}}\n"
    );
    fs::write(root.join("registers/inputs.yaml"), inputs + &input).unwrap();
    let register = format!(
        "schema: 1\nrecommendations:\n  - {{id: REC-26-001, text: \"Ring {NHS}\", accepted: 2026-06-11, group: sog, tier: open}}\n\
         little_progress:\n  - {{id: calls, year: 2025-26, area: \"Calls {NHS}\", impact: Some, tier: open}}\n"
    );
    fs::write(root.join("registers/recommendations.yaml"), register).unwrap();
    put(
        &root,
        &format!("meetings/{MEETING}.yaml"),
        "    kind: welcome\n",
        "    kind: welcome\n    tier: open\n",
    );
    let past = "meetings/executive-2026-09-10.yaml";
    put(&root, past, "  - id: dashboard\n", "  - id: dashboard\n    tier: open\n");
    put(&root, past, "text: To see the pilot", &format!("text: To ring {NHS} and see the pilot"));
    let script = folder.path().join("script");
    let said = format!("size 100x30\nat 10:00\npress space n\ntype Rung {NHS}\npress enter\n");
    fs::write(&script, said).unwrap();
    let at = root.to_str().unwrap();
    let now = "2026-12-03T09:58:00+00:00";
    let played = chairside(&["-w", at, "--now", now, "meet", MEETING, "--script", script.to_str().unwrap()]);
    assert!(played.status.success(), "{}", printed(&played));
    said_on(&root, TODAY, &["inspection", "new", "2026-front-door", "--theme", "The front door"], 0);
    let inspection = "audits/inspections/2026-front-door.yaml";
    put(&root, inspection, "theme: The front door", &format!("theme: The front door {NHS}"));
    (folder, root)
}

#[test]
fn nothing_that_looks_like_personal_data_goes_out_to_anybody_without_a_reason_that_is_written_down() {
    let (_folder, root) = planted();
    for (nth, args) in OUT.iter().enumerate() {
        let output = chairside(&[&["-w", root.to_str().unwrap(), "--today", TODAY], *args].concat());
        let said = printed(&output);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
        assert!(output.stdout.is_empty(), "{args:?}: {said}");
        assert!(said.contains("an NHS number ending 19") && !said.contains(NHS), "{args:?}: {said}");
        assert!(said.contains("--despite \"REASON\""), "{args:?}: {said}");
        let blank = said_on(&root, TODAY, &[&["--despite", " "], *args].concat(), 1);
        assert!(!blank.contains(NHS), "{args:?}: {blank}");
        let why = format!("a made-up number, {nth}");
        let despite = said_on(&root, TODAY, &[&["--despite", &why], *args].concat(), 0);
        assert!(despite.contains("5919"), "{args:?}: {despite}");
        assert!(!despite.contains("Nia Owen") && !despite.contains("p-nowen"), "{args:?}: {despite}");
        assert!(text(&root, RELEASED).contains(&format!("why: {why}")), "{args:?}");
        // To partners it goes as it is, and nothing is written down.
        let partners: Vec<&str> =
            args.iter().map(|arg| if *arg == "open" { "partners" } else { arg }).collect();
        let output = chairside(&[&["-w", root.to_str().unwrap(), "--today", TODAY], &partners[..]].concat());
        assert!(output.status.success(), "{partners:?}: {}", printed(&output));
        assert!(String::from_utf8_lossy(&output.stdout).contains("5919"), "{partners:?}");
        let beside = String::from_utf8_lossy(&output.stderr).into_owned();
        let warned: Vec<&str> = beside
            .lines()
            .filter(|line| {
                line.contains("looks like personal data") || line.contains("look like personal data")
            })
            .collect();
        assert!(warned.len() == 1 && warned[0].contains("an NHS number ending 19"), "{partners:?}: {beside}");
        assert!(!beside.contains("943"), "{partners:?}: {beside}");
    }
    let released = chairside::files::released::load(&text(&root, RELEASED));
    assert_eq!(released.problems, []);
    let released = released.value.unwrap().released;
    assert_eq!(released.len(), OUT.len());
    for one in &released {
        assert!(one.found.contains(&"an NHS number ending 19".to_owned()), "{one:?}");
    }
    assert!(!text(&root, RELEASED).contains("943"));
}

#[test]
fn what_is_asked_of_a_lead_is_pointed_out_with_its_number_and_a_list_that_is_clean_says_nothing() {
    let (_folder, root) = planted();
    let output = chairside(&["-w", root.to_str().unwrap(), "--today", TODAY, "actions", "chase", "@p-nowen"]);
    let beside = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{}", printed(&output));
    let said = "what is asked is not for everybody: 1 thing in it looks like personal data: an NHS number ending 19 (EXEC-26-001).";
    assert!(beside.contains(said) && !beside.contains("943"), "{beside}");
    let (_folder, root) = whole_demo();
    let lists = [
        &["actions"][..],
        &["actions", "--format", "csv"],
        &["actions", "chase"],
        &["actions", "report"],
        &["decisions"],
        &["inputs"],
        &["recommendations"],
    ];
    for args in lists {
        let output = chairside(&[&["-w", root.to_str().unwrap(), "--today", TODAY], args].concat());
        let beside = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && !beside.contains("personal data"), "{args:?}: {beside}");
    }
}

#[test]
fn a_workbook_and_a_word_document_pass_the_same_gate() {
    let (folder, root) = planted();
    for format in ["xlsx", "docx"] {
        let place = folder.path().join(format!("actions.{format}"));
        let args = ["actions", "--tier", "open", "--format", format, "--output", place.to_str().unwrap()];
        let said = said_on(&root, TODAY, &args, 1);
        assert!(said.contains("an NHS number ending 19") && !said.contains(NHS), "{said}");
        assert!(!place.exists(), "{format} was written all the same");
        said_on(&root, TODAY, &[&["--despite", "a made-up number"], &args[..]].concat(), 0);
        let mut whole = String::new();
        let mut zip = zip::ZipArchive::new(fs::File::open(&place).unwrap()).unwrap();
        for nth in 0..zip.len() {
            whole += &std::io::read_to_string(zip.by_index(nth).unwrap()).unwrap();
        }
        assert!(whole.contains("5919"), "{format}");
        assert!(!whole.contains("Nia Owen") && !whole.contains("p-nowen"), "{format}");
    }
}

#[test]
fn every_command_with_a_tier_passes_the_gate_or_says_why_it_need_not() {
    let mut all = Vec::new();
    let mut left = vec![(String::new(), Args::command())];
    while let Some((path, command)) = left.pop() {
        if command.get_arguments().any(|arg| arg.get_id() == "tier") {
            all.push(path.clone());
        }
        for below in command.get_subcommands() {
            left.push((format!("{path} {}", below.get_name()).trim().to_owned(), below.clone()));
        }
    }
    for command in &all {
        let words: Vec<&str> = command.split(' ').collect();
        let others = OTHERS.iter().any(|(other, _)| other == command);
        let gated = OUT.iter().any(|args| {
            args.starts_with(&words)
                && args
                    .get(words.len())
                    .is_none_or(|next| !["report", "unevidenced", "progress"].contains(next))
        });
        assert!(
            gated != others,
            "“{command}” has a tier: put it among those that pass the gate, or say why it need not"
        );
    }
    assert_eq!(all.len(), 10 + OTHERS.len(), "{all:?}");
}

#[test]
fn what_holds_nothing_of_the_kind_goes_out_with_posts_for_people() {
    let (_folder, root) = whole_demo();
    put(&root, "trackers/executive.yaml", "lead: police-dsp\n", "lead: police-dsp\n    tier: open\n");
    let said = said_on(&root, TODAY, &["actions", "--tier", "open", "--format", "md"], 0);
    assert!(said.contains("police") && !said.contains("Gareth Davies"), "{said}");
    assert!(!root.join(RELEASED).exists());
    assert_clean(&root);
}
