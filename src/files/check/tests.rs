//! Each rule against the demonstration with one thing in it changed. Messages as people see them, with their lines,
//! are in the suite of broken files.

use crate::base::problem::Severity;
use crate::files::shipped::demo;
use crate::files::workspace::Workspace;

/// The demonstration with `from` replaced by `to` in one file, once.
fn changed(file: &str, from: &str, to: &str) -> Workspace {
    let files: Vec<(String, Vec<u8>)> = demo()
        .into_iter()
        .filter(|(path, _)| path.strip_suffix(".yaml").is_some())
        .map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).unwrap().replace("\r\n", "\n");
            if path != file {
                return (path, text.into_bytes());
            }
            assert!(text.contains(from), "{file} has no {from}");
            (path, text.replacen(from, to, 1).into_bytes())
        })
        .collect();
    Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())), &[], &[])
}

/// Every problem after a change: severity, file and message.
fn said(file: &str, from: &str, to: &str) -> Vec<String> {
    let workspace = changed(file, from, to);
    let problems =
        workspace.reports.iter().flat_map(|report| report.problems.iter().map(|p| (&report.path, p)));
    problems
        .map(|(path, p)| {
            assert!(p.mend.is_some(), "no mend for {}", p.message);
            assert!(!p.message.ends_with('.') && p.place.line > 0);
            let severity = match p.severity {
                Severity::Error => "E",
                Severity::Warning => "W",
                Severity::Info => "I",
            };
            format!("{severity} {path}: {}", p.message)
        })
        .collect()
}

/// One change in a line: the file, the text changed, the text instead, and how the problem found in it begins.
const SLIPS: &str = r#"
partnership | {id: police-deputy, | {id: police-inspector, | E two posts have the id `police-inspector`
partnership | short: Supt, agency: police, | short: Supt, agency: polcie, | E there is no agency called `polcie`
partnership | default: OFFICIAL-SENSITIVE | default: SECRET | E `SECRET` is not one of the levels
partnership | prefix: SOG | prefix: EXEC | E two groups have the prefix `EXEC`
partnership | post: voluntary-lead, from | post: volunteer, from | E there is no post called `volunteer`
partnership | post: voluntary-lead, from: 2022 | post: voluntary-lead, to: 2021-01-01, from: 2022 | E this person left the post
partnership | post: voluntary-lead, from | post: probation-lead, from | W `p-pgallagher` and `p-ecole` both hold `probation-lead` from Mon 2 Jun 2025
partnership | [council-dsp, police-dsp, icb-dsp], every | [council-dsp, police-deputy, icb-dsp], every | E `police-deputy` takes a turn in the chair
partnership | {post: strategic-safeguarding-manager} | {post: council-dsp} | W `council-dsp` chairs this group but
partnership | chair: {post: strategic-safeguarding-manager} | chair: {agency: icbb} | E there is no agency called `icbb`
partnership | chair: {post: strategic-safeguarding-manager} | chair: {shared: [business-manager], vacant: [polic]} | E there is no agency called `polic`
partnership | minute_taker: business-manager | minute_taker: busy-manager | E there is no post called `busy-manager`
partnership | minute_taker: business-manager | minute_taker: {agency: the-council} | E there is no agency called `the-council`
partnership | quorum: {agencies: [council, police, icb]} | quorum: {number: 6} | E the quorum is 6, but the group has 5 members
partnership | quorum: {agencies: [council, police, icb]} | quorum: {percent: 101} | E 101 per cent
partnership | quorum: {agencies: [council, police, icb]} | quorum: {agencies: [housing]} | E the quorum needs `housing`, but no member
partnership | quorum: {agencies: [council, police, icb]} | quorum: {agencies: [icd]} | E there is no agency called `icd`
partnership | quorum: {agencies: [council, police, icb]} | quorum: {} | W this quorum asks for nothing
partnership | before: executive | before: exective | E there is no group called `exective`
partnership | times_a_year: 4, quarters | times_a_year: 2, quarters | W the group meets 2 times a year but in 4 quarters
partnership | {id: notices, what | {id: dashboard, what | E two inputs have the id `dashboard`
partnership | from: sog, every | from: sogg, every | E there is no agency or group called `sogg`
partnership | reports_to: [executive] | reports_to: [sog] | E a group cannot send matters to itself
partnership | attends: [performance-lead,  | attends: [business-manager,  | W `business-manager` is listed twice
partnership | slot: 1h30\n | slot: 1h30\n    defined_in: a-document\n | W `a-document` is not one of the sources
agenda | slot: 2h | slot: 2h15 | E the items take 2 h and the meeting 2 h 15 min: they are 15 min too short
agenda | minutes: 12 | minutes: 13 | E the items take 2 h 1 min and the meeting 2 h: they are 1 min too long
agenda | id: declarations | id: welcome | E two items have the id `welcome`
agenda |     ask: Agree the minutes of the last meeting as a true record.\n |  | E `last-minutes` is for decision, but does not say
agenda | lead: headteacher-primary | lead: headteacher-primry | E there is no post called `headteacher-primry`
agenda | lead: headteacher-primary | lead: police | E there is no post called `police`
agenda | kind: declarations\n | lock: first\n    kind: declarations\n | E `declarations` is locked first
agenda | kind: declarations\n | lock: last\n    kind: declarations\n | E `declarations` is locked last
agenda |     kind: close\n |  | E no item has `kind: close`
agenda | kind: declarations | kind: actions | E `declarations` and `actions` both have `kind: actions`
agenda | receives: notices | receives: notes-of | E `notes-of` is not something the group `executive` receives
agenda | tier: restricted\n | marking: TOP\n | E `TOP` is not a marking
meeting | date: 2027-03-04 | date: 2027-03-06 | W Sat 6 Mar 2027 is a Saturday
meeting | date: 2027-03-04 | date: 2027-03-26 | W Fri 26 Mar 2027 is a bank holiday, Good Friday
meeting | date: 2027-03-04 | date: 2026-12-03 | E the last meeting, on Thu 3 Dec 2026, is not before
meeting | end: "12:00" | end: "09:00" | E the meeting ends at 09:00 and starts at 10:00
meeting | end: "12:00" | end: "11:30" | W the items take 2 h and the meeting 1 h 30 min: they are 30 min too long
meeting | chair: council-dsp | chair: counsel-dsp | E there is no post called `counsel-dsp`
meeting | chair: council-dsp | chair: housing-lead | W `housing-lead` is to chair
meeting | marking: OFFICIAL-SENSITIVE | marking: OFICIAL | E `OFICIAL` is not a marking
meeting | last_meeting: executive-2026-12-03 | last_meeting: executive-2026-12-02 | I there is no file for the meeting `executive-2026-12-02`
meeting | last_meeting: executive-2026-12-03 | last_meeting: sog-2026-11-05 | W `sog-2026-11-05` was a meeting of another group
meeting | items:\n | next: {date: 2027-03-04}\nitems:\n | E the next meeting, on Thu 4 Mar 2027, is not after
meeting | items:\n | next: {date: 2027-06-12}\nitems:\n | W Sat 12 Jun 2027 is a Saturday
meeting | items:\n | apologies: [{post: polic-dsp}]\nitems:\n | E there is no post called `polic-dsp`
meeting |     lock: first\n |     lock: first\n    actions: [EXEC-26-099]\n | W no tracker has the action `EXEC-26-099`
meeting |     tier: restricted\n |     tier: restricted\n    papers:\n      - {ref: 8a, title: Reviews, state: in, tier: partners}\n | W the paper `8a` has `tier: partners` and its item `tier: restricted`: the stricter one counts
tracker | lead: headteacher-primary | lead: headteacher-prim | E there is no post or person called `headteacher-prim`
tracker | lead: headteacher-primary | lead: sog | E `sog` is no post: one post must answer
tracker | lead: headteacher-primary | lead: police | E `police` is no post: one post must answer
tracker |     lead: headteacher-primary\n |  | W nobody leads `EXEC-26-016`
tracker | with: [headteacher-primary] | with: [head] | E there is no post or person called `head`
tracker | id: EXEC-26-010 | id: EXEC-26-009 | E two actions have the id `EXEC-26-009`
tracker | id: EXEC-26-010 | id: EXC-26-010 | W `EXC-26-010` does not begin with EXEC
tracker | from: 2026-09-04, to: 2026-10-30 | from: 2026-09-05, to: 2026-10-30 | E this move starts from Sat 5 Sep 2026, but the date was Fri 4 Sep 2026
tracker | to: 2026-10-30, on | to: 2026-10-29, on | E the last move is to Thu 29 Oct 2026, but the action is due Fri 30 Oct 2026
tracker | tags: [budget]\n | tags: [budget]\n    blocked_by: [EXEC-26-999]\n | E no tracker has an action `EXEC-26-999`
tracker | tags: [housing, hub]\n | tags: [housing, hub]\n    blocked_by: [EXEC-26-011]\n | E `EXEC-26-011` waits for itself
tracker | tags: [budget]\n | tags: [budget]\n    merged_into: EXEC-26-999\n | E no tracker has an action `EXEC-26-999`
tracker | status: dropped | status: merged | W `EXEC-26-010` is merged, and nothing says into which action
tracker | closed: {by: executive, on: 2026-09-10 | closed: {by: exec, on: 2026-09-10 | E there is no group called `exec`
tracker |     closed: {by: executive, on: 2026-09-24}\n |  | W `EXEC-26-012` is closed, and nothing says which group closed it and when
tracker | prefix: EXEC\n | prefix: EXEC\nclose_at: children\n | W `EXEC-26-009` is closed, and its evidence reaches done: this tracker asks for impact on children
tracker | from: 2026-09-04, to: 2026-10-30 | from: 2026-07-31, to: 2026-10-30 | I two moves start from Fri 31 Jul 2026
tracker |     due: 2026-09-04\n |     due: 2026-09-11\n | E the date was Fri 4 Sep 2026 at first and is Fri 11 Sep 2026 now
tracker | date: 2026-06-11}\n    first_due: 2026-09-04 | date: 2026-10-11}\n    first_due: 2026-09-04 | E due Fri 4 Sep 2026, before it was raised on Sun 11 Oct 2026
tracker |     evidence: {on: 2026-09-10, text: The new member attended.}\n |  | W `EXEC-26-009` is closed without evidence
tracker | {meeting: executive-2026-06-11, item: education | {meeting: executive-2025-06-11, item: education | I there is no file for the meeting `executive-2025-06-11`
"#;

/// As above, for changes that leave several files at odds; the file is named when it is another one.
const MISFITS: &str = r"
partnership |   - id: sog\n |   - id: sogg\n | W the group `sogg` has no standing agenda
partnership |   - id: sog\n |   - id: sogg\n | E agendas/sog.yaml: there is no group called `sog`
partnership | slot: 1h30 | slot: 2h | E agendas/sog.yaml: this agenda is for 1 h 30 min, but `sog` meets for 2 h
partnership | prefix: SOG | prefix: So | E `So` cannot begin the ids of actions
partnership | prefix: SOG | prefix: SENIOR | W trackers/sog.yaml: new ids here begin with SOG, but those of `sog` begin with SENIOR
agenda | group: executive | group: sog | E agendas/sog.yaml: the group `sog` has another agenda: agendas/executive.yaml
agenda | group: executive | group: sog | W this is the agenda of `sog`
meeting | id: executive-2027-03-04 | id: executive-2027-03-05 | E the id is `executive-2027-03-05`
tracker | id: executive\n | id: exec\n | E the id is `exec`, but
tracker | group: executive | group: sog | W trackers/sog.yaml: the group `sog` has another tracker: trackers/executive.yaml
tracker | id: EXEC-26-009 | id: SOG-26-003 | E trackers/sog.yaml: the action `SOG-26-003` is in another tracker too
";

/// The path of a file of the demonstration by the word of the tables.
fn path(word: &str) -> &'static str {
    match word {
        "partnership" => "partnership.yaml",
        "agenda" => "agendas/executive.yaml",
        "meeting" => "meetings/executive-2027-03-04.yaml",
        "tracker" => "trackers/executive.yaml",
        other => panic!("no such file: {other}"),
    }
}

/// Makes every change of a table, and gives back the file, the problem expected and all that were found.
fn each(table: &str) -> impl Iterator<Item = (&'static str, String, Vec<String>)> {
    table.lines().filter(|line| !line.is_empty()).map(|line| {
        let parts: Vec<String> = line.split(" | ").map(|part| part.replace("\\n", "\n")).collect();
        let [file, from, to, expected] = parts.as_slice() else { panic!("not a row: {line}") };
        let file = path(file);
        let (severity, message) = expected.split_once(' ').unwrap();
        let elsewhere = message.split_once(": ").filter(|(at, _)| at.strip_suffix(".yaml").is_some());
        let expected = match elsewhere {
            Some(_) => expected.clone(),
            None => format!("{severity} {file}: {message}"),
        };
        (file, expected, said(file, from, to))
    })
}

#[test]
fn a_slip_in_one_file_is_a_problem_of_that_file() {
    for (file, expected, found) in each(SLIPS) {
        assert!(found.iter().any(|line| line.starts_with(&expected)), "{expected}\nfound {found:#?}");
        let here = found.iter().filter(|line| line.contains(file)).count();
        assert!(here <= 2, "{expected}\nfound {found:#?}");
    }
}

#[test]
fn two_moves_of_one_date_at_once_stand_with_either_date() {
    let moves = |due: &str, second: &str| {
        format!(
            "due: {due}\n    moves:\n      - {{from: 2026-07-31, to: 2026-09-04, on: 2026-07-24, why: legal advice \
             awaited}}\n      - {{from: {second}, to: 2026-10-30"
        )
    };
    for due in ["2026-10-30", "2026-09-04"] {
        let file = "trackers/executive.yaml";
        let found = said(file, &moves("2026-10-30", "2026-09-04"), &moves(due, "2026-07-31"));
        let here: Vec<_> = found.iter().filter(|line| line.contains(file)).collect();
        assert_eq!(here, ["I trackers/executive.yaml: two moves start from Fri 31 Jul 2026"], "{due}");
    }
}

#[test]
fn a_first_date_that_was_to_be_set_at_first_holds_together_with_the_move_that_set_it() {
    let file = "trackers/executive.yaml";
    let set = "    due: 2026-09-04\n    moves: [{from: to be set, to: 2026-09-04, on: 2026-07-24, why: The paper came}]\n";
    let found = said(file, "    due: 2026-09-04\n", set);
    assert_eq!(found.iter().filter(|line| line.contains(file)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_link_to_a_number_that_was_anothers_before_is_named() {
    let file = "trackers/executive.yaml";
    let two = "    tags: [housing, hub]\n    blocked_by: [EXEC-26-013]\n\n  - id: EXEC-26-012\n    aka: [EXEC-26-013]\n";
    let found = said(file, "    tags: [housing, hub]\n\n  - id: EXEC-26-012\n", two);
    let line = "W trackers/executive.yaml: `EXEC-26-013` is one action now, and was the number of EXEC-26-012 before";
    assert!(found.iter().any(|said| said == line), "{found:?}");
}

#[test]
fn actions_that_wait_for_one_another_in_a_round_are_named() {
    let file = "trackers/executive.yaml";
    let round = "    tags: [housing, hub]\n    blocked_by: [EXEC-26-012]\n\n  - id: EXEC-26-012\n    blocked_by: [EXEC-26-011]\n";
    let found = said(file, "    tags: [housing, hub]\n\n  - id: EXEC-26-012\n", round);
    let expected = [
        "E trackers/executive.yaml: `EXEC-26-011` waits for itself, by way of EXEC-26-012",
        "E trackers/executive.yaml: `EXEC-26-012` waits for itself, by way of EXEC-26-011",
    ];
    assert_eq!(found.iter().filter(|line| line.contains("waits for itself")).collect::<Vec<_>>(), expected);
}

#[test]
fn files_that_do_not_fit_together_are_named() {
    for (_, expected, found) in each(MISFITS) {
        assert!(found.iter().any(|line| line.starts_with(&expected)), "{expected}\nfound {found:#?}");
    }
}

#[test]
fn an_agenda_of_notes_alone_need_not_meet() {
    let text = "schema: 1\ngroup: executive\ntitle: Executive\nslot: 2h\nitems:\n  - {id: a, title: A, kind: welcome, purpose: note, lead: chair, minutes: 60}\n  - {id: b, title: B, kind: close, purpose: note, lead: chair, minutes: 60}\n";
    let workspace = Workspace::load([("agendas/executive.yaml", text.as_bytes())].into_iter(), &[], &[]);
    let messages: Vec<&str> = workspace.reports[0].problems.iter().map(|p| p.message.as_str()).collect();
    assert_eq!(messages, ["every item is only to note: nobody needs to meet for this"]);
}

#[test]
fn a_broken_partnership_is_not_blamed_on_every_other_file() {
    let workspace = changed("partnership.yaml", "schema: 1", "schema: one");
    let files: Vec<&str> = workspace.reports.iter().map(|report| report.path.as_str()).collect();
    assert_eq!(files, ["partnership.yaml"]);
    let workspace = changed("trackers/executive.yaml", "schema: 1", "schema: one");
    let files: Vec<&str> = workspace.reports.iter().map(|report| report.path.as_str()).collect();
    assert_eq!(
        files,
        ["trackers/executive.yaml"],
        "actions of a tracker that cannot be read are not called unknown"
    );
}

#[test]
fn a_person_who_could_not_be_read_is_still_known_to_the_trackers() {
    let person = "post: police-dsp, from: 2025-01-06";
    let files: Vec<(String, Vec<u8>)> = demo()
        .into_iter()
        .filter(|(path, _)| path.strip_suffix(".yaml").is_some())
        .map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).unwrap();
            let text = match path.as_str() {
                "partnership.yaml" => text.replacen(person, "post: police-dsp, from: 6/1/2025", 1),
                "trackers/executive.yaml" => text.replacen("lead: council-dsp", "lead: p-gdavies", 1),
                _ => text.to_owned(),
            };
            (path, text.into_bytes())
        })
        .collect();
    let workspace =
        Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())), &[], &[]);
    assert!(workspace.sitting(&"executive-2026-12-03".into()).is_some(), "the meeting can be held");
    let found: Vec<(&str, usize)> =
        workspace.reports.iter().map(|r| (r.path.as_str(), r.problems.len())).collect();
    assert_eq!(found, [("partnership.yaml", 1)]);
    assert!(workspace.partnership.unwrap().people.iter().all(|p| p.id.as_str() != "p-gdavies"));
}

/// Everything said of a register that stands in the demonstration's workspace.
fn said_of_register(path: &str, text: &str) -> Vec<String> {
    let files = demo();
    let files = files.iter().filter(|(known, _)| known.strip_suffix(".yaml").is_some() && known != path);
    let files = files.map(|(path, bytes)| (path.as_str(), *bytes)).chain([(path, text.as_bytes())]);
    let workspace = Workspace::load(files, &[], &[]);
    let problems = workspace.reports.iter().flat_map(|report| &report.problems);
    problems
        .map(|problem| {
            assert!(problem.mend.is_some() && problem.place.line > 1, "{problem:?}");
            format!("{} {}", if problem.severity == Severity::Error { "E" } else { "W" }, problem.message)
        })
        .collect()
}

const RECOMMENDATIONS: &str = "schema: 1
recommendations:
  - id: REC-26-001
    text: Use the brief
    accepted: 2026-06-11
    group: executive
    actions: [EXEC-26-014]
    closed:
      - {by: executive, on: 2026-09-10, reason: no longer needed, why: Another board, decision: EXEC-26-D004}
    reopened:
      - {on: 2026-11-05, why: It lapsed, by: sog}
  - {id: REC-26-002, text: Say it again, accepted: 2026-06-11, group: sog}
little_progress:
  - {id: notices, area: Notices, impact: Late help, year: 2024-25, recommendations: [REC-26-002], actions: [EXEC-26-014]}
";

/// One change in a line of that register, and how what is found begins.
const RECOMMENDED: &str = r"
[EXEC-26-014]\n | [EXEC-26-099]\n | E no tracker has an action `EXEC-26-099`
actions: [EXEC-26-014]} | actions: [EXEC-26-099]} | E no tracker has an action `EXEC-26-099`
[REC-26-002] | [REC-26-009] | E there is no recommendation `REC-26-009` in this register
group: executive | group: exective | E there is no group called `exective`
{by: executive | {by: exec | E there is no group called `exec`
by: sog} | by: sogg} | E there is no group called `sogg`
on: 2026-09-10 | on: 2026-05-10 | E `REC-26-001` was closed on Sun 10 May 2026, before it was accepted on Thu 11 Jun 2026
on: 2026-11-05 | on: 2026-08-05 | E `REC-26-001` was opened again on Wed 5 Aug 2026, but was not closed by then
id: REC-26-002 | id: REC-26-001 | E two entries have the id `REC-26-001`
, why: Another board |  | E `REC-26-001` is no longer needed, and nothing says why
decision: EXEC-26-D004 | decision: d014 | W no meeting here has recorded the decision `d014`
, decision: EXEC-26-D004 |  | W nothing says which decision closed `REC-26-001`
group: sog} | group: sog, closed: [{by: sog, on: 2026-11-05, minute: 3.1}]} | W `REC-26-002` is closed as achieved, and no action shows it
group: sog} | group: sog, actions: [SOG-26-003], closed: [{by: sog, on: 2026-11-05, minute: 3.1}]} | W `REC-26-002` is closed as achieved at embedded, but SOG-26-003 reaches done
    group: executive\n |  | E `group` is missing
    text: Use the brief\n |     text: Use the brief\n    stage: embedded\n | W `stage` is not a key we know
year: 2024-25 | year: 2024/25 | W `2024/25` is no year as 2024-25 is
";

#[test]
fn a_slip_in_the_register_of_recommendations_is_named() {
    let path = crate::files::places::RECOMMENDATIONS;
    assert_eq!(said_of_register(path, RECOMMENDATIONS), Vec::<String>::new());
    for line in RECOMMENDED.lines().filter(|line| !line.is_empty()) {
        let parts: Vec<String> = line.split(" | ").map(|part| part.replace("\\n", "\n")).collect();
        let [from, to, expected] = &parts[..] else { panic!("not a row: {line}") };
        let to = to.trim_matches('|');
        assert!(RECOMMENDATIONS.contains(from.as_str()), "{from}");
        let found = said_of_register(path, &RECOMMENDATIONS.replacen(from.as_str(), to, 1));
        assert!(found.iter().any(|said| said.starts_with(expected.as_str())), "{line}\nfound {found:#?}");
        assert!(found.len() <= 2, "{line}\nfound {found:#?}");
    }
}

#[test]
fn a_decision_that_no_meeting_has_recorded_is_found_wherever_its_number_stands() {
    let tracker = demo().into_iter().find(|(path, _)| path == "trackers/executive.yaml").unwrap();
    let tracker = std::str::from_utf8(tracker.1).unwrap();
    let dropped = |by: &str| {
        let to = format!("  - id: EXEC-26-014\n    dropped_by: {by}\n");
        said_of_register("trackers/executive.yaml", &tracker.replacen("  - id: EXEC-26-014\n", &to, 1))
    };
    assert_eq!(dropped("EXEC-26-D004"), [""; 0]);
    assert!(
        dropped("EXEC-26-D014")[0].starts_with("W no meeting here has recorded the decision `EXEC-26-D014`")
    );
    assert!(dropped("the LSP")[0].starts_with("W `the LSP` is not the number of a decision"));
    let path = "registers/recommendations.yaml";
    let words = RECOMMENDATIONS.replacen("decision: EXEC-26-D004", "decision: the LSP on 12 November", 1);
    assert_eq!(
        said_of_register(path, &words),
        said_of_register(path, RECOMMENDATIONS),
        "words have no number"
    );
}

const INPUTS: &str = "schema: 1
inputs:
  - id: hub
    title: Report of the hub
    from: council
    to: sog
    every: quarter
    due: 2026-07-31
    received:
      - {on: 2026-10-29, for: 2026-10-31}
    escalate: [{after: 5, to: sog}, {after: 20, to: executive}]
  - {id: other, title: Other, from: sog, to: executive, every: year, escalate: [{to: lsp}]}
";

/// As above, for the register of expected inputs.
const EXPECTED: &str = "
from: council | from: counsil | E there is no agency or group called `counsil`
to: sog\\n | to: police\\n | E there is no group called `police`
{after: 20, to: executive} | {after: 20, to: exective} | E there is no group called `exective`
{after: 20 | {after: 5 | W this step comes after 5 working days, and the one before it after 5
for: 2026-10-31 | for: 2026-10-30 | E `hub` is not due on Fri 30 Oct 2026
id: other | id: hub | E two inputs have the id `hub`
every: year | every: often | E `often` does not say how often
";

#[test]
fn a_slip_in_the_register_of_expected_inputs_is_named() {
    let path = crate::files::places::INPUTS;
    assert_eq!(said_of_register(path, INPUTS), Vec::<String>::new());
    for line in EXPECTED.lines().filter(|line| !line.is_empty()) {
        let parts: Vec<String> = line.split(" | ").map(|part| part.replace("\\n", "\n")).collect();
        let [from, to, expected] = &parts[..] else { panic!("not a row: {line}") };
        assert!(INPUTS.contains(from.as_str()), "{from}");
        let found = said_of_register(path, &INPUTS.replacen(from.as_str(), to, 1));
        assert!(found.iter().any(|said| said.starts_with(expected.as_str())), "{line}\nfound {found:#?}");
        assert_eq!(found.len(), 1, "{line}\nfound {found:#?}");
    }
}

#[test]
fn what_comes_round_has_its_own_ids_and_may_be_waited_for() {
    let file = "trackers/executive.yaml";
    let series = "recurring:\n  - {id: REG45, what: Send it, lead: police-dsp, every: 6 months, first_due: 2026-10-31}\nactions:\n";
    let touched = "actions:\n  - {id: REG45@2026H2, what: Send it, lead: police-dsp, raised: {date: 2026-10-01}, due: 2026-10-31, \
                   status: under way, blocked_by: [REG45@2027H1]}\n";
    let with = |more: &str| said(file, "actions:\n", &series.replace("actions:\n", more));
    assert_eq!(with("actions:\n"), Vec::<String>::new());
    assert_eq!(with(touched), Vec::<String>::new());
    let found = with(&touched.replace("2027H1", "2027Q1"));
    assert_eq!(found, ["E trackers/executive.yaml: no tracker has an action `REG45@2027Q1`"]);
    let found = said(file, "actions:\n", &series.replace("lead: police-dsp", "lead: polis-dsp"));
    assert_eq!(found, ["E trackers/executive.yaml: there is no post or person called `polis-dsp`"]);
    let found = said(file, "actions:\n", &series.replace(" lead: police-dsp,", ""));
    assert_eq!(found, ["W trackers/executive.yaml: nobody leads `REG45`"]);
}
