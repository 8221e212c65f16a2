//! What commands print, on both streams, over hostile files, names and arguments.

use super::{MEETING, assert_harmless, corpus, in_turn, workspace};
use crate::workspaces::{chairside, demo, printed};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

fn harmless(root: &Path, args: &[&str]) -> String {
    let said = printed(&chairside(&[&["-w", root.to_str().unwrap()], args].concat()));
    assert_harmless(&format!("{args:?}"), &said);
    said
}

/// Registers with something hostile in every text.
fn registers(root: &Path, mut hostile: impl FnMut() -> String) {
    let mut text = || serde_json::to_string(&hostile().replace('\0', " ")).unwrap();
    let recommendation = format!(
        "  - {{id: REC-26-001, text: {}, success: {}, baseline: {}, accepted: 2026-06-11, group: executive, actions: \
         [EXEC-26-014], sources: [{{kind: audit, called: {}}}], closed: [{{by: executive, on: 2026-09-10, why: {}, \
         decision: {}}}]}}\n",
        text(),
        text(),
        text(),
        text(),
        text(),
        text()
    );
    let area = format!(
        "  - {{id: a, area: {}, impact: {}, achieved: [{}, {}], needed: [{}], year: 2024-25}}\n",
        text(),
        text(),
        text(),
        text(),
        text()
    );
    let register = format!("schema: 1\nrecommendations:\n{recommendation}little_progress:\n{area}");
    fs::create_dir_all(root.join("registers")).unwrap();
    fs::write(root.join("registers/recommendations.yaml"), register).unwrap();
    let inputs = format!(
        "schema: 1\ninputs:\n  - {{id: a, title: {}, from: sog, to: sog, every: year, due: 2026-10-31, received: [{{on: 2026-10-30, \
         note: {}}}]}}\n",
        text(),
        text()
    );
    fs::write(root.join("registers/inputs.yaml"), inputs).unwrap();
}

#[test]
fn minutes_and_decisions_of_a_hostile_journal_print_nothing_harmful() {
    let all = corpus::payloads().len();
    for from in (0..all).step_by(all / 3) {
        let (_folder, root) = workspace(in_turn(from));
        for tier in ["open", "partners", "restricted"] {
            harmless(&root, &["minutes", MEETING, "--tier", tier, "--print", "--despite", "a test"]);
        }
        let said = harmless(&root, &["minutes", MEETING, "--print"]);
        assert!(said.contains('␛'), "{said}");
        registers(&root, in_turn(from));
        for verb in ["recommendations", "recommendations progress"] {
            let verb: Vec<&str> = verb.split(' ').collect();
            for form in ["text", "md"] {
                harmless(&root, &[&verb[..], &["--format", form]].concat());
            }
        }
        harmless(&root, &["inputs"]);
        harmless(&root, &["decisions"]);
        harmless(&root, &["check"]);
        harmless(&root, &["verify"]);
        for tier in ["partners", "restricted"] {
            harmless(&root, &["trail", MEETING, "--tier", tier]);
            harmless(&root, &["trail", MEETING, "--tier", tier, "--format", "json"]);
            let args = ["-w", root.to_str().unwrap(), "trail", MEETING, "--tier", tier, "--format", "csv"];
            let said = printed(&chairside(&args));
            let bare = said.strip_prefix('\u{feff}').unwrap().replace("\r\n", "\n");
            assert_harmless("the trail as CSV", &bare);
        }
    }
}

#[test]
fn files_with_hostile_values_are_reported_and_never_quoted_raw() {
    for (n, payload) in corpus::payloads().iter().enumerate() {
        if n % 4 != 0 {
            continue;
        }
        let (_folder, root) = demo();
        let quoted = serde_json::to_string(payload).unwrap();
        let meeting = root.join("meetings").join(format!("{MEETING}.yaml"));
        let text = fs::read_to_string(&meeting).unwrap();
        let text = text.replace(
            "place: Microsoft Teams\nchair: icb-dsp",
            &format!("place: {quoted}\nchair: {quoted}\n{quoted}: 1"),
        );
        fs::write(&meeting, text).unwrap();
        let tracker = root.join("trackers/executive.yaml");
        let text = fs::read_to_string(&tracker).unwrap().replacen("what: ", &format!("what: {payload}"), 1);
        fs::write(&tracker, text).unwrap();
        fs::write(
            root.join("partnership.yaml"),
            fs::read_to_string(root.join("partnership.yaml")).unwrap().replacen(
                "name: ",
                &format!("name: {quoted} #"),
                1,
            ),
        )
        .unwrap();
        harmless(&root, &["check"]);
        harmless(
            &root,
            &["decisions", payload.trim_matches('\0')].map(|a| if a.contains('\0') { "x" } else { a }),
        );
    }
}

#[test]
fn a_report_on_hostile_agencies_prints_nothing_harmful() {
    let mut shown = 0;
    for (n, payload) in corpus::payloads().iter().enumerate().step_by(12) {
        let (_folder, root) = demo();
        let file = root.join("partnership.yaml");
        let quoted = serde_json::to_string(payload).unwrap();
        let text = fs::read_to_string(&file).unwrap();
        let text = text.replace("short: police", &format!("short: {quoted}"));
        let text = text.replace("Wrenshire Council, short: council", &format!("{quoted}, short: {quoted}"));
        fs::write(file, text).unwrap();
        for format in ["text", "md"] {
            let said = harmless(&root, &["actions", "report", "--format", format]);
            shown += usize::from(said.contains(&corpus::word(n)[..4]));
        }
        let said =
            printed(&chairside(&["-w", root.to_str().unwrap(), "actions", "report", "--format", "csv"]));
        let bare = said.strip_prefix('\u{feff}').unwrap().replace("\r\n", "\n");
        assert_harmless("a report as CSV", &bare);
    }
    // What no YAML may hold makes the whole file unreadable, and then nobody has an agency.
    assert!(shown > 20, "names are cut short or escaped, but they are there: {shown}");
}

#[test]
fn hostile_actions_go_out_harmless_in_every_form() {
    let (folder, root) = demo();
    let tracker = root.join("trackers/executive.yaml");
    let mut text = fs::read_to_string(&tracker).unwrap();
    for (n, payload) in corpus::payloads().iter().enumerate() {
        let quoted = |text: &str| {
            let escaped = text.chars().map(|c| match c {
                ' '..='~' if !matches!(c, '"' | '\\') => c.to_string(),
                c => format!("\\U{:08X}", u32::from(c)),
            });
            format!("\"{}\"", escaped.collect::<String>())
        };
        let (quoted, line) = (quoted(payload), quoted(&payload.replace(['\n', '\r'], " ")));
        write!(
            text,
            "\n  - id: EXEC-26-{n}\n    what: {quoted}\n    lead: police-dsp\n    raised: {{date: 2026-01-01, minute: {line}}}\n    due: 2026-11-30\n    status: blocked\n    updates: [{{on: 2026-11-01, text: {quoted}}}]\n    tags: [{line}]\n",
            n = n + 100
        )
        .unwrap();
    }
    fs::write(&tracker, text).unwrap();
    let said = harmless(&root, &["actions", "--format", "table", "moved:>=0"]);
    assert!(said.contains("EXEC-26-150"), "{said}");
    harmless(&root, &["actions", "--format", "md", "moved:>=0"]);
    harmless(&root, &["actions", "--format", "json", "moved:>=0"]);
    let said =
        printed(&chairside(&["-w", root.to_str().unwrap(), "actions", "--format", "csv", "moved:>=0"]));
    assert_harmless("actions as CSV", &said.strip_prefix('\u{feff}').unwrap().replace("\r\n", "\n"));
    harmless(&root, &["actions", "chase"]);
    let out = folder.path().join("out");
    let to = out.to_str().unwrap();
    harmless(&root, &["actions", "chase", "--within", "500", "--eml", to, "--ics", to]);
    for path in fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()) {
        let held = fs::read_to_string(&path).unwrap().replace("\r\n ", "").replace("\r\n", "\n");
        assert_harmless(&path.display().to_string(), &held);
    }
    let book = out.join("actions.xlsx");
    harmless(&root, &["actions", "--format", "xlsx", "--output", book.to_str().unwrap(), "moved:>=0"]);
    let sheets = chairside::files::sheet::read(&fs::read(&book).unwrap()).unwrap().sheets;
    let words: String =
        sheets.iter().flat_map(|sheet| sheet.cells.values()).map(|cell| cell.words() + "\n").collect();
    assert_harmless("the workbook", &words);
    let said = harmless(&root, &["actions", "import", book.to_str().unwrap(), "--tracker", "executive"]);
    assert!(said.contains(" 0 new, 0 changed, ") && said.contains(" 0 with errors"), "{said}");
}

/// Every `step`th payload as one name, and every fourth of those wherever the command line takes words.
fn arguments(step: usize) {
    let (_folder, root) = demo();
    let payloads = corpus::payloads();
    for (payload, command) in
        payloads.iter().step_by(step).zip(["minutes", "trail", "verify"].into_iter().cycle())
    {
        if !payload.contains('\0') {
            harmless(&root, &[command, payload]);
        }
    }
    for payload in corpus::payloads().iter().filter(|p| !p.contains('\0')).step_by(4 * step) {
        harmless(&root, &["check", payload]);
        harmless(&root, &["inputs", "received", payload, "--note", payload]);
        harmless(&root, &["recommendations", "reopen", payload, "--why", payload, "--by", payload]);
        harmless(&root, &["recommendations", "progress", "--year", payload]);
        harmless(&root, &[payload]);
        harmless(&root, &["minutes", "--tier", payload]);
        harmless(&root, &["meet", payload, "--script", payload]);
        harmless(&root, &["actions", "report", payload]);
        harmless(&root, &["actions", "report", &format!("lead:{payload}"), &format!("\"{payload}\"")]);
        harmless(Path::new(payload), &["check"]);
        harmless(&root, &["init", payload, "--like", payload]);
        harmless(&root, &["--now", payload, "check"]);
    }
}

#[test]
fn arguments_are_not_said_back_raw() {
    arguments(4);
}

#[test]
#[ignore = "every payload; a sample is tried each time"]
fn no_argument_is_said_back_raw() {
    arguments(1);
}

#[cfg(unix)]
#[test]
fn names_of_files_and_folders_and_scripts_are_not_said_back_raw() {
    let (folder, root) = demo();
    for (n, payload) in corpus::payloads().iter().enumerate().step_by(5) {
        let name: String = payload.chars().filter(|c| !matches!(c, '/' | '\0')).take(60).collect();
        for kind in ["meetings", "trackers", "agendas"] {
            let _ = fs::write(
                root.join(kind).join(format!("{name}.yaml")),
                if n % 2 == 0 { "a: [" } else { "schema: 1\n" },
            );
        }
        let _ = fs::create_dir_all(root.join("meetings").join(&name).join("journal"));
        let _ = fs::write(root.join("meetings").join(&name).join("journal/x.jsonl"), payload);
        let _ = fs::create_dir_all(root.join(format!("{name}.yaml")));
    }
    harmless(&root, &["check"]);
    harmless(&root, &["decisions"]);
    harmless(&root, &["verify"]);
    for payload in corpus::payloads().iter().step_by(5) {
        let script = folder.path().join("script");
        fs::write(&script, format!("expect {payload}\n{payload}\n")).unwrap();
        harmless(&root, &["meet", MEETING, "--script", script.to_str().unwrap()]);
        fs::write(&script, format!("at 10:00\nexpect {}\n", payload.replace('\n', " "))).unwrap();
        harmless(&root, &["meet", MEETING, "--script", script.to_str().unwrap()]);
    }
}
