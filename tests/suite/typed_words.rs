//! Words that are given to commands and would be kept: what looks like personal data in any of them is refused before anything is
//! written, and never said again. Every argument that could take words is in one of the tables here.

use crate::audit_out::{ID, panels, workspace};
use crate::audit_words::all;
use crate::final_minutes::{MEETING, held};
use crate::workspaces::said_on;
use chairside::cli::args::Args;
use clap::CommandFactory as _;
use std::any::TypeId;
use std::path::Path;

const TODAY: &str = "2026-12-03";
const NHS: &str = "943 476 5919";
/// Where the words stand in a line below, and an id made of the same digits.
const WORDS: &str = "WORDS";
const AS_ID: &str = "AS-ID";

/// A command, one of its arguments, and a line that gives words to it.
type Row = (&'static str, &'static str, &'static str);

/// Arguments whose words are kept in the files of an audit, a review, an inspection or a register.
const KEPT: &[Row] = &[
    ("audit new", "id", "audit|new|AS-ID|--template|neglect|--panel|2027-01-19|--group|sog"),
    ("audit new", "title", "audit|new|x|--template|neglect|--panel|2027-01-19|--group|sog|--title|WORDS"),
    ("audit new", "why", "audit|new|x|--template|neglect|--panel|2027-01-19|--group|sog|--why|WORDS"),
    (
        "audit new",
        "agencies",
        "audit|new|x|--template|neglect|--panel|2027-01-19|--group|sog|--agency|school=WORDS",
    ),
    ("audit template from-xlsx", "id", "audit|template|from-xlsx|tool.xlsx|--id|AS-ID"),
    ("audit template from-xlsx", "title", "audit|template|from-xlsx|tool.xlsx|--title|WORDS"),
    ("audit stage", "why", "audit|stage|ID|panel|--why|WORDS"),
    ("audit sign", "by", "audit|sign|ID|--as|lead|--by|WORDS"),
    ("audit reopen", "why", "audit|reopen|ID|--why|WORDS"),
    ("audit excuse", "exempt_by", "audit|excuse|ID|C1|police|--exempt-by|WORDS|--why|so"),
    ("audit excuse", "why", "audit|excuse|ID|C1|police|--exempt-by|Chair|--why|WORDS"),
    ("audit query", "text", "audit|query|ID|C1|care|WORDS"),
    ("audit reply", "text", "audit|reply|ID|C1|care|WORDS|--all"),
    ("audit challenge", "by", "audit|challenge|ID|police|lived|--asked|why|--by|WORDS"),
    ("audit challenge", "asked", "audit|challenge|ID|police|lived|--asked|WORDS"),
    ("audit challenge", "answered", "audit|challenge|ID|police|lived|--answered|WORDS"),
    ("audit challenge", "why", "audit|challenge|ID|police|lived|--moderated|RI|--why|WORDS"),
    ("audit tools", "add", "audit|tools|ID|--add|WORDS"),
    ("audit compare", "why", "audit|compare|ID|--why|lived|WORDS"),
    ("audit concern", "told", "audit|concern|ID|C1|--told|WORDS"),
    ("audit concern", "what", "audit|concern|ID|C1|--told|Duty manager|--what|WORDS"),
    ("audit panel settle", "because", "audit|panel|ID|C3|settle|shared|RI|--because|WORDS"),
    ("audit panel park", "because", "audit|panel|ID|C3|park|shared|--because|WORDS"),
    ("audit panel dissent", "why", "audit|panel|ID|C1|dissent|lived|care|RI|--why|WORDS"),
    ("audit panel overall", "because", "audit|panel|ID|C3|overall|RI|--because|WORDS"),
    ("audit panel missing", "agency", "audit|panel|ID|C3|missing|WORDS|--why|so"),
    ("audit panel missing", "why", "audit|panel|ID|C3|missing|Housing|--why|WORDS"),
    ("audit panel found", "text", "audit|panel|ID|C3|found|develop|WORDS"),
    ("audit panel concern", "what", "audit|panel|ID|C3|concern|WORDS|--told|Duty manager"),
    ("audit panel concern", "told", "audit|panel|ID|C3|concern|No adult there|--told|WORDS"),
    ("audit recommend", "text", "audit|recommend|ID|F-26-001|WORDS|--yes"),
    ("audit recommend", "success", "audit|recommend|ID|F-26-001|Do it|--success|WORDS|--yes"),
    ("audit recommend", "baseline", "audit|recommend|ID|F-26-001|Do it|--baseline|WORDS|--yes"),
    ("audit recommend", "actions", "audit|recommend|ID|F-26-001|Do it|--action|WORDS|--yes"),
    ("audit feedback given", "post", "audit|feedback|ID|given|C1|care|--to|worker|--by|Lead|--post|WORDS"),
    ("audit feedback given", "by", "audit|feedback|ID|given|C1|care|--to|worker|--post|Worker|--by|WORDS"),
    (
        "audit feedback given",
        "praise",
        "audit|feedback|ID|given|C1|care|--to|worker|--post|W|--by|L|--praise|WORDS",
    ),
    (
        "audit feedback given",
        "note",
        "audit|feedback|ID|given|C1|care|--to|worker|--post|W|--by|L|--note|WORDS",
    ),
    ("audit feedback used", "team", "audit|feedback|ID|used|WORDS|--how|team meeting"),
    ("audit feedback used", "how", "audit|feedback|ID|used|Front door|--how|WORDS"),
    ("audit feedback used", "changed", "audit|feedback|ID|used|Front door|--how|talk|--changed|WORDS"),
    ("audit programme begin", "defined_in", "audit|programme|begin|--from|2026-04|--defined-in|WORDS"),
    (
        "audit programme add",
        "slot",
        "audit|programme|add|AS-ID|--when|2027-02|--theme|x|--because|data|--group|sog",
    ),
    (
        "audit programme add",
        "theme",
        "audit|programme|add|n|--when|2027-02|--theme|WORDS|--because|data|--group|sog",
    ),
    (
        "audit programme add",
        "why",
        "audit|programme|add|n|--when|2027-02|--theme|x|--because|data|--group|sog|--why|WORDS",
    ),
    ("audit programme drop", "why", "audit|programme|drop|later|--why|WORDS"),
    ("inspection new", "id", "inspection|new|AS-ID|--theme|The front door"),
    ("inspection new", "theme", "inspection|new|x|--theme|WORDS"),
    ("inspection evidence", "place", "inspection|evidence|ready|ev-training|--from|2026-11-02|--where|WORDS"),
    ("inspection dry-run", "errors", "inspection|dry-run|ready|data-police|--rows|3|--error|WORDS=3"),
    ("inspection dry-run", "note", "inspection|dry-run|ready|data-police|--rows|3|--note|WORDS"),
    ("inspection point", "text", "inspection|point|ready|WORDS|--area|Somerset|--letter|2024-09-10"),
    ("inspection point", "area", "inspection|point|ready|Late|--area|WORDS|--letter|2024-09-10"),
    ("rapid-review pause", "why", "rapid-review|pause|rr-2026-01|--agreed-by|sog|--why|WORDS"),
    ("rapid-review sent", "what", "rapid-review|sent|rr-2026-01|WORDS|--to|panel"),
    ("rapid-review sent", "to", "rapid-review|sent|rr-2026-01|It|--to|WORDS"),
    ("rapid-review decide", "why", "rapid-review|decide|rr-2026-01|local-review|--by|sog|--why|WORDS"),
    ("rapid-review link", "find", "rapid-review|link|rr-2026-01|--find|WORDS"),
    ("escalations came", "what", "escalations|came|ESC-26-001|WORDS"),
    ("recommendations close", "decision", "recommendations|close|REC-Q-01|--by|sog|--decision|WORDS"),
    ("recommendations close", "minute", "recommendations|close|REC-Q-01|--by|sog|--minute|WORDS"),
    ("recommendations close", "meeting", "recommendations|close|REC-Q-01|--by|sog|--meeting|WORDS"),
    ("recommendations close", "why", "recommendations|close|REC-Q-01|--by|sog|--decision|1|--why|WORDS"),
    ("recommendations reopen", "why", "recommendations|reopen|REC-Q-01|--why|WORDS"),
    ("recommendations reopen", "source", "recommendations|reopen|REC-Q-01|--why|so|--source|WORDS"),
];

/// Arguments whose words are kept in a tracker, a meeting's journal or the register of inputs; a meeting was held there.
const KEPT_OF_MEETINGS: &[Row] = &[
    ("", "despite", "--despite|WORDS|minutes|MEETING|--tier|open"),
    ("", "despite", "--despite|WORDS|trail|MEETING|--tier|open"),
    ("finalise", "by", "finalise|MEETING|--by|WORDS|--yes"),
    ("reopen", "why", "reopen|MEETING|--why|WORDS|--yes"),
    ("reopen", "by", "reopen|MEETING|--why|so|--by|WORDS|--yes"),
    ("actions evidence", "text", "actions|evidence|EXEC-26-009|WORDS"),
    ("actions evidence", "file", "actions|evidence|EXEC-26-009|It|--file|evidence/WORDS.pdf"),
    ("actions evidence", "file", "actions|evidence|EXEC-26-009|--file|https://example.org/WORDS"),
    ("actions steps", "add", "actions|steps|EXEC-26-009|--add|WORDS"),
    ("actions transfer", "why", "actions|transfer|EXEC-26-009|sog|--why|WORDS"),
    ("actions merge", "why", "actions|merge|EXEC-26-009|EXEC-26-014|--why|WORDS"),
    ("actions reopen", "why", "actions|reopen|EXEC-26-009|--why|WORDS"),
    ("inputs received", "note", "inputs|received|reg-45|--note|WORDS"),
    ("verify", "acknowledge", "verify|--acknowledge|WORDS|--why|renamed"),
    ("verify", "why", "verify|--acknowledge|evidence/log.pdf|--why|WORDS"),
];

/// Arguments that have to name what is there, or are one of a few words: anything else is refused as such.
const THERE: &[(&str, &str)] = &[
    ("audit template", "id agency"),
    ("audit template from-xlsx", "scale"),
    ("audit results", "id"),
    ("audit report", "id"),
    ("audit brief", "id"),
    ("audit tools", "id"),
    ("audit answers", "id"),
    ("audit compare", "id with"),
    ("audit concern", "id case agency"),
    ("audit carry", "id from"),
    ("audit survey", "id"),
    ("audit challenge", "id agency question moderated"),
    ("audit gap", "id"),
    ("audit coverage", "id"),
    ("audit escalate", "id"),
    ("audit programme add", "when group template"),
    ("audit programme opened", "slot audit"),
    ("audit programme drop", "slot"),
    ("audit feedback", "id"),
    ("audit feedback given", "case agency"),
    ("audit new", "template group repeats"),
    ("audit board", "id"),
    ("audit meeting", "id"),
    ("audit dates", "id"),
    ("audit stage", "id"),
    ("audit sign", "id"),
    ("audit reopen", "id"),
    ("audit known", "id agency children"),
    ("audit excuse", "id case agency"),
    ("audit chase", "id"),
    ("audit pack", "id"),
    ("audit collect", "id"),
    ("audit accept", "id case agency"),
    ("audit query", "id case agency about"),
    ("audit reply", "id case agency"),
    ("audit panel", "id case"),
    ("audit panel sat", "here"),
    ("audit panel settle", "question grade"),
    ("audit panel park", "question"),
    ("audit panel dissent", "question agency grade"),
    ("audit panel overall", "grade by"),
    ("audit panel found", "questions"),
    ("audit panel rests", "finding question"),
    ("audit recommend", "id findings group"),
    ("inspection new", "template"),
    ("inspection show", "id"),
    ("inspection freshness", "id"),
    ("inspection dates", "id"),
    ("inspection hold", "id step post deputy"),
    ("inspection done", "id step"),
    ("inspection evidence", "id item owner"),
    ("inspection dry-run", "id list"),
    ("inspection point", "id actions"),
    ("rapid-review new", "child group"),
    ("rapid-review show", "id"),
    ("rapid-review notified", "id"),
    ("rapid-review pause", "id agreed_by"),
    ("rapid-review resume", "id"),
    ("rapid-review done", "id step"),
    ("rapid-review sent", "id"),
    ("rapid-review decide", "id by"),
    ("rapid-review link", "id recommendations actions"),
    ("escalations came", "id"),
    ("recommendations close", "id by"),
    ("recommendations reopen", "id by"),
    ("actions", "view"),
    ("actions import", "tracker"),
    ("actions evidence", "id"),
    ("actions steps", "id"),
    ("actions transfer", "id group"),
    ("actions merge", "id into"),
    ("actions reopen", "id"),
    ("inputs received", "id"),
    ("finalise", "meeting"),
    ("reopen", "meeting"),
    ("meet", "meeting"),
    ("minutes", "meeting"),
    ("trail", "meeting"),
    ("people merge", "kept other"),
    ("verify", "meetings"),
    ("restore", "file version"),
];

/// Arguments that say what to look for or how to read something, and are never written.
const LOOKED_FOR: &[(&str, &str)] = &[
    ("audit themes", "words"),
    ("decisions", "words"),
    ("inputs", "words"),
    ("recommendations", "words"),
    ("recommendations progress", "year"),
    ("actions", "query"),
    ("actions report", "query"),
    ("actions unevidenced", "query"),
    ("actions chase", "query"),
    ("actions import", "sheet columns status"),
    ("changes", "file"),
];

/// Types whose values hold no words: numbers, days, files, and those with a few values of their own.
fn closed() -> [TypeId; 18] {
    use chairside::domain::assurance::{feedback::Told, inspection, programme, rapid_review};
    use chairside::domain::audit::{Milestone, Signer, Stage, TemplateKind};
    [
        TypeId::of::<bool>(),
        TypeId::of::<u32>(),
        TypeId::of::<i64>(),
        TypeId::of::<usize>(),
        TypeId::of::<chrono::NaiveDate>(),
        TypeId::of::<std::time::Duration>(),
        TypeId::of::<chairside::base::stamp::Stamp>(),
        TypeId::of::<std::path::PathBuf>(),
        TypeId::of::<Stage>(),
        TypeId::of::<Signer>(),
        TypeId::of::<TemplateKind>(),
        TypeId::of::<(Milestone, Option<chrono::NaiveDate>)>(),
        TypeId::of::<Told>(),
        TypeId::of::<programme::Because>(),
        TypeId::of::<programme::Expected>(),
        TypeId::of::<inspection::InspectionKind>(),
        TypeId::of::<inspection::Here>(),
        TypeId::of::<rapid_review::Outcome>(),
    ]
}

/// Every argument that could take words, with its command.
fn open_arguments() -> Vec<(String, String)> {
    let mut open = Vec::new();
    let mut left = vec![(String::new(), Args::command())];
    while let Some((path, command)) = left.pop() {
        for arg in command.get_arguments() {
            let of = arg.get_value_parser().type_id();
            let few = !arg.get_possible_values().is_empty();
            if arg.get_action().takes_values() && !few && !closed().iter().any(|one| of == *one) {
                open.push((path.clone(), arg.get_id().to_string()));
            }
        }
        for below in command.get_subcommands() {
            left.push((format!("{path} {}", below.get_name()).trim().to_owned(), below.clone()));
        }
    }
    open
}

#[test]
fn every_argument_that_could_take_words_is_refused_personal_data_or_keeps_none() {
    let kept = KEPT.iter().chain(KEPT_OF_MEETINGS).map(|(command, arg, _)| (*command, *arg));
    let others = THERE.iter().chain(LOOKED_FOR);
    let others = others.flat_map(|(command, args)| args.split(' ').map(move |arg| (*command, arg)));
    let mut known: Vec<(&str, &str)> = kept.chain(others).collect();
    known.sort_unstable();
    let open = open_arguments();
    let missing: Vec<_> =
        open.iter().filter(|(command, arg)| !known.contains(&(command.as_str(), arg.as_str()))).collect();
    assert!(missing.is_empty(), "put each in a table here, with a line that gives it words: {missing:?}");
    known.retain(|(command, arg)| !open.iter().any(|(c, a)| c == command && a == arg));
    assert!(known.is_empty(), "no command takes these any more: {known:?}");
}

/// Each line is refused for the number in it, in a way that says how to mend it, and nothing is written.
fn refused(root: &Path, rows: &[Row]) {
    let before = all(root);
    let mut wrong = Vec::new();
    for (command, arg, line) in rows {
        let filled = |word: &str| match word {
            "ID" => ID.to_owned(),
            "MEETING" => MEETING.to_owned(),
            word => word.replace(WORDS, &format!("said {NHS}")).replace(AS_ID, &NHS.replace(' ', "")),
        };
        let words: Vec<String> = line.split('|').map(filled).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = crate::workspaces::chairside(
            &[&["-w", root.to_str().unwrap(), "--today", TODAY], &words[..]].concat(),
        );
        let said = crate::workspaces::printed(&output);
        let mended = said.contains("an NHS number ending 19") && said.contains("leave it out");
        if output.status.code() != Some(1) || !mended || said.contains("943") || all(root) != before {
            wrong.push(format!("{command} {arg}: {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all(root) == before, "something was written");
}

#[test]
fn words_for_audits_reviews_inspections_and_registers_are_refused_where_they_look_like_personal_data() {
    let (_folder, root) = workspace(panels());
    said_on(&root, TODAY, &["inspection", "new", "ready", "--theme", "The front door"], 0);
    said_on(&root, TODAY, &["rapid-review", "new", "--child", "Child A", "--aware", "2026-11-02"], 0);
    // A programme is begun once.
    let (begin, rest): (Vec<Row>, Vec<Row>) =
        KEPT.iter().copied().partition(|(command, ..)| *command == "audit programme begin");
    refused(&root, &begin);
    said_on(&root, TODAY, &["audit", "programme", "begin", "--from", "2026-04"], 0);
    let later = ["--when", "2027-02", "--theme", "Later", "--because", "data", "--group", "sog"];
    said_on(&root, TODAY, &[&["audit", "programme", "add", "later"], &later[..]].concat(), 0);
    said_on(
        &root,
        TODAY,
        &["audit", "panel", ID, "C3", "concern", "No adult there", "--told", "Duty manager"],
        0,
    );
    refused(&root, &rest);
}

#[test]
fn words_for_trackers_meetings_and_inputs_are_refused_where_they_look_like_personal_data() {
    let (_folder, root) = held();
    refused(&root, KEPT_OF_MEETINGS);
    // A tracker names those who work there, and an address on the web has numbers of its own.
    let words = ["actions", "evidence", "EXEC-26-009", "Nia Owen sent it", "--file"];
    said_on(&root, TODAY, &[&words[..], &["https://example.org/20261203/81234567"]].concat(), 0);
}
