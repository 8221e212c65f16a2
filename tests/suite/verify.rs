//! A copy is proved whole by the real program, and whatever is done to it afterwards is named: first of all the first
//! record that was altered.

use crate::workspaces::{chairside, demo, printed, text};
use chairside::app::Ask;
use chairside::base::key::Key;
use chairside::runtime::Clock;
use chairside::runtime::headless::Headless;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const MEETING: &str = "executive-2026-12-03";
const JOURNAL: &str = "meetings/executive-2026-12-03/journal/script.jsonl";
const FILE: &str = "meetings/executive-2026-12-03.yaml";
const MINUTES: &str = "meetings/executive-2026-12-03/minutes.md";

/// The demonstration played through to its end.
fn held() -> (TempDir, PathBuf) {
    let (folder, root) = demo();
    let played = chairside(&["demo", "--keep", root.to_str().unwrap()]);
    assert!(played.status.success(), "{}", printed(&played));
    (folder, root)
}

fn verify(root: &Path) -> (bool, String) {
    let run = chairside(&["-w", root.to_str().unwrap(), "verify", MEETING]);
    (run.status.success(), printed(&run))
}

#[track_caller]
fn assert_whole(root: &Path) -> String {
    let (fine, said) = verify(root);
    assert!(fine && said.contains(", whole. Trail ") && !said.contains("Note:"), "{said}");
    said
}

/// Does something to a file of a fresh copy; the first thing said to be altered holds these words.
#[track_caller]
fn altered(path: &str, change: impl Fn(String) -> String, words: &str) {
    let (_folder, root) = held();
    let before = text(&root, path);
    let after = change(before.clone());
    assert_ne!(after, before, "nothing was changed");
    fs::write(root.join(path), after).unwrap();
    let (fine, said) = verify(&root);
    let first = said.lines().find(|line| line.trim_start().starts_with("First altered: ")).unwrap_or(&said);
    assert!(!fine && first.contains(words), "“{words}” is not the first:\n{said}");
    assert!(said.contains("ALTERED"), "{said}");
}

/// The lines of a text, changed.
fn lines(change: impl Fn(&mut Vec<&str>)) -> impl Fn(String) -> String {
    move |text| {
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        change(&mut lines);
        lines.concat()
    }
}

#[test]
fn a_meeting_that_was_played_is_whole_and_its_minutes_carry_its_trail() {
    let (_folder, root) = held();
    let said = assert_whole(&root);
    let (acts, trail) = said.lines().next().unwrap().split_once(" of 1 writer, whole. Trail ").unwrap();
    let made = format!("Made from {}, trail {trail}", acts.rsplit(": ").next().unwrap());
    for minutes in [MINUTES, "meetings/executive-2026-12-03/minutes-restricted.md"] {
        assert!(text(&root, minutes).contains(&made), "{made}:\n{}", text(&root, minutes));
    }
    // All meetings and all other files: of the year before there are records and no journals, and that is said.
    let all = chairside(&["-w", root.to_str().unwrap(), "verify"]);
    let said = printed(&all);
    assert!(all.status.success(), "{said}");
    assert!(said.contains("every id is there once and every link leads somewhere"), "{said}");
    assert!(said.contains("executive-2026-09-10: there is a record and no journal"), "{said}");
    assert!(said.contains("1 meeting whole, ") && said.contains("compare the trail"), "{said}");
}

#[test]
fn what_is_done_to_a_journal_is_named_by_its_line() {
    let journal = |root: &Path| text(root, JOURNAL);
    let (_folder, root) = held();
    let count = journal(&root).lines().count();
    altered(
        JOURNAL,
        |text| text.replace("fund the pilot", "stop the pilot").replacen("\"present\"", "\"absent!\"", 1),
        "line 3 of",
    );
    altered(
        JOURNAL,
        lines(|l| {
            l.remove(19);
        }),
        "act 20 is missing: its line was taken out",
    );
    altered(
        JOURNAL,
        lines(|l| {
            l.drain(9..12);
        }),
        "acts 10 to 12 are missing",
    );
    altered(JOURNAL, lines(|l| l.swap(14, 15)), "line 15 of");
    altered(JOURNAL, lines(|l| l.insert(30, l[12])), "line 31 of");
    altered(
        JOURNAL,
        lines(|l| l.truncate(count - 3)),
        "the record in meetings/executive-2026-12-03.yaml does not say",
    );
    altered(JOURNAL, |_| String::new(), "minutes-restricted.md was made from");
}

#[test]
fn an_altered_line_is_said_to_be_the_decision_it_is_without_its_words() {
    let (_folder, root) = held();
    let before = text(&root, JOURNAL);
    let (number, line) = before.lines().enumerate().find(|(_, l)| l.contains("share the cost")).unwrap();
    let forged = line.replace("share the cost", "double the cost");
    fs::write(root.join(JOURNAL), before.replace(line, &forged)).unwrap();
    let (fine, said) = verify(&root);
    let words = format!(
        "First altered: line {} of {JOURNAL}, the decision on item 13, 11:33, was changed",
        number + 1
    );
    assert!(!fine && said.contains(&words), "{said}");
    assert!(!said.contains("double the cost"), "{said}");
}

#[test]
fn what_is_done_to_the_other_files_is_named() {
    altered(
        FILE,
        |text| text.replacen("title: ", "title: New ", 1),
        "the agenda in meetings/executive-2026-12-03.yaml was changed",
    );
    altered(
        FILE,
        |text| text.replace("state: ended", "state: live"),
        "the record in meetings/executive-2026-12-03.yaml does not say",
    );
    altered(
        MINUTES,
        |text| text.replace("agreed", "argued"),
        "minutes.md was edited by hand: it is not the version written 11:43",
    );
    let (_folder, root) = held();
    fs::remove_file(root.join(MINUTES)).unwrap();
    assert!(verify(&root).1.contains("minutes.md was written, 11:43, and is not here"));
    fs::remove_dir_all(root.join("meetings/executive-2026-12-03/journal")).unwrap();
    assert!(verify(&root).1.contains("no journal of them is here"));
}

#[test]
fn line_ends_of_another_system_are_no_alteration() {
    let (_folder, root) = held();
    for path in [JOURNAL, FILE] {
        fs::write(root.join(path), text(&root, path).replace('\n', "\r\n")).unwrap();
    }
    let (fine, said) = verify(&root);
    assert!(fine, "{said}");
}

/// The program on the meeting that ended.
fn again(root: &Path) -> Headless {
    let ask = Ask { meet: Some(MEETING.to_owned()), ..Ask::default() };
    Headless::new(root, ask, Clock::still("2026-12-03T12:00:00+00:00".parse().unwrap()))
}

#[test]
fn looking_at_an_ended_meeting_leaves_no_trace_and_lost_minutes_come_back_the_same() {
    let (_folder, root) = held();
    let (journal, minutes) = (text(&root, JOURNAL), text(&root, MINUTES));
    drop(again(&root));
    assert_eq!(text(&root, JOURNAL), journal);
    fs::remove_file(root.join(MINUTES)).unwrap();
    drop(again(&root));
    assert_eq!(text(&root, MINUTES), minutes);
    assert_eq!(text(&root, JOURNAL), journal, "its hash is in the trail already");
    assert_whole(&root);
}

#[test]
fn each_correction_after_the_end_writes_the_minutes_once_and_stays_proved() {
    let (_folder, root) = held();
    let lines = |root: &Path| text(root, JOURNAL).lines().count();
    let before = lines(&root);
    let mut program = again(&root);
    // The end is taken back and made again: two acts, and each time there are minutes.
    program.press(&Key::char('u'));
    program.advance(std::time::Duration::from_secs(3));
    assert!(lines(&root) > before, "{}", program.shown());
    program.press(&"ctrl-r".parse().unwrap());
    program.advance(std::time::Duration::from_secs(3));
    let after = lines(&root);
    program.advance(std::time::Duration::from_secs(600));
    assert_eq!(lines(&root), after, "nothing goes round in circles");
    drop(program);
    let said = assert_whole(&root);
    let trail = said.lines().next().unwrap().rsplit("Trail ").next().unwrap().to_owned();
    assert!(text(&root, MINUTES).contains(&trail), "the minutes are those of the last act:\n{said}");
}

#[test]
fn a_journal_from_before_hashes_goes_on_and_says_what_it_cannot_prove() {
    let (_folder, root) = held();
    // As the program wrote lines before: no hashes in them, no hash of the agenda, no note of the minutes.
    let old = |line: &str| {
        let mut entry: serde_json::Value = serde_json::from_str(&line[74..]).unwrap();
        entry["act"].as_object_mut().unwrap().remove("agenda_sha256");
        let json = serde_json::to_string(&entry).unwrap();
        format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes()))
    };
    let journal: String =
        text(&root, JOURNAL).lines().filter(|line| !line.contains("\"act\":\"wrote\"")).map(old).collect();
    fs::write(root.join(JOURNAL), &journal).unwrap();
    for minutes in ["minutes.md", "minutes-restricted.md"] {
        fs::remove_file(root.join("meetings").join(MEETING).join(minutes)).unwrap();
    }
    let (fine, said) = verify(&root);
    assert!(fine && said.contains("recorded before hashes were kept"), "{said}");
    // The power went before its minutes were written: they come now, and with their hashes all of it is covered.
    drop(again(&root));
    let (fine, said) = verify(&root);
    assert!(fine && !said.contains("only their checksums"), "{said}");
    assert!(text(&root, JOURNAL).starts_with(&journal), "no line of a journal is ever changed");
    let forged = text(&root, JOURNAL).lines().nth(20).unwrap().to_owned();
    let json = forged[9..].replacen("\"at\":\"2026", "\"at\":\"2025", 1);
    let line = format!("{:08x} {json}", crc32fast::hash(json.as_bytes()));
    fs::write(root.join(JOURNAL), text(&root, JOURNAL).replace(&forged, &line)).unwrap();
    assert!(!verify(&root).0, "an old line is under the first hash after it");
}

/// Minutes written by the command, long after the meeting.
#[track_caller]
fn minutes(root: &Path, more: &[&str]) -> String {
    let at = root.to_str().unwrap();
    let made =
        chairside(&[&["-w", at, "--now", "2026-12-04T09:00:00+00:00", "minutes", MEETING], more].concat());
    assert!(made.status.success(), "{}", printed(&made));
    printed(&made)
}

/// Every line of every journal of the meeting.
fn recorded(root: &Path) -> Vec<String> {
    let folder = root.join("meetings").join(MEETING).join("journal");
    let files = fs::read_dir(folder).unwrap().map(|f| f.unwrap().path());
    let journals = files.filter(|f| f.extension().is_some_and(|e| e == "jsonl"));
    journals
        .flat_map(|f| fs::read_to_string(f).unwrap().lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[test]
fn a_copy_made_afterwards_is_noted_and_proved_by_its_note() {
    let (_folder, root) = held();
    let open = "meetings/executive-2026-12-03/minutes-open.md";
    for tier in ["partners", "restricted", "open"] {
        minutes(&root, &["--tier", tier, "--despite", "an example"]);
        assert_whole(&root);
    }
    let notes =
        |root: &Path| recorded(root).into_iter().filter(|line| line.contains("\"act\":\"wrote\"")).count();
    let before = notes(&root);
    assert!(recorded(&root).iter().any(|line| line.contains("\"act\":\"wrote\"") && line.contains(open)));
    // The same again is noted once, and what is only printed not at all.
    minutes(&root, &["--tier", "open", "--despite", "an example"]);
    minutes(&root, &["--print"]);
    assert_eq!(notes(&root), before);
    assert_whole(&root);
    let was = text(&root, open);
    fs::write(root.join(open), was + "One more line.\n").unwrap();
    let (fine, said) = verify(&root);
    assert!(
        !fine && said.contains("minutes-open.md was edited by hand: it is not the version written"),
        "{said}"
    );
    fs::remove_file(root.join(open)).unwrap();
    assert!(verify(&root).1.contains("minutes-open.md was written, Fri 4 Dec 2026 09:00, and is not here"));
}

#[test]
fn what_was_issued_and_then_taken_away_by_hand_is_brought_back_by_the_command_that_is_said() {
    let (_folder, root) = held();
    let at = root.to_str().unwrap();
    let done = chairside(&["-w", at, "finalise", MEETING, "--yes"]);
    assert!(done.status.success(), "{}", printed(&done));
    let last = "meetings/executive-2026-12-03/minutes-final-1.md";
    for path in [FILE, MINUTES, last] {
        let was = fs::read(root.join(path)).unwrap();
        fs::remove_file(root.join(path)).unwrap();
        let (fine, said) = verify(&root);
        let command = format!("restore {path} 1 --yes' brings it back");
        assert!(!fine && said.contains(&command), "{path}: {said}");
        let all = printed(&chairside(&["-w", at, "verify"]));
        assert!(all.contains(&command), "{path}: {all}");
        let listed = printed(&chairside(&["-w", at, "restore"]));
        let row = listed.lines().find(|row| row.starts_with(&format!("{path}  "))).expect(&listed);
        assert!(row.contains("MISSING") && row.contains(&command), "{row}");
        let back = chairside(&["-w", at, "restore", path, "1", "--yes"]);
        assert!(back.status.success(), "{}", printed(&back));
        assert_eq!(fs::read(root.join(path)).unwrap(), was, "{path}");
        assert_whole(&root);
    }
    assert!(!printed(&chairside(&["-w", at, "restore"])).contains("MISSING"));
}

#[test]
fn a_copy_made_before_a_correction_is_proved_although_the_journals_come_to_more_now() {
    let (_folder, root) = held();
    let open = "meetings/executive-2026-12-03/minutes-open.md";
    minutes(&root, &["--tier", "open", "--despite", "an example"]);
    let was = text(&root, open);
    let mut program = again(&root);
    program.press(&Key::char('u'));
    program.press(&"ctrl-r".parse().unwrap());
    program.advance(std::time::Duration::from_secs(3));
    drop(program);
    assert_eq!(text(&root, open), was);
    assert_whole(&root);
}

/// A folder that nobody can write to, not even root, until this goes.
#[cfg(target_os = "linux")]
struct ReadOnly(PathBuf);

#[cfg(target_os = "linux")]
impl ReadOnly {
    fn make(folder: &Path) -> Option<Self> {
        let at = folder.to_str().unwrap();
        if !mount(&["--bind", at, at]) {
            eprintln!("SKIPPED: it mounts a folder that can only be read, so run the tests as root for it");
            return None;
        }
        let made = Self(folder.to_owned());
        assert!(mount(&["-o", "remount,bind,ro", at]));
        Some(made)
    }
}

#[cfg(target_os = "linux")]
impl Drop for ReadOnly {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[cfg(target_os = "linux")]
fn mount(args: &[&str]) -> bool {
    std::process::Command::new("mount").args(args).output().is_ok_and(|done| done.status.success())
}

#[cfg(target_os = "linux")]
#[test]
fn minutes_are_written_where_the_journals_can_only_be_read_and_that_is_said() {
    let (_folder, root) = held();
    let folder = format!("meetings/{MEETING}/journal");
    let before = recorded(&root);
    let closed = ReadOnly::make(&root.join(&folder));
    if closed.is_none() {
        return;
    }
    let said = minutes(&root, &["--tier", "open"]);
    assert!(
        said.contains("The minutes: ")
            && root.join("meetings").join(MEETING).join("minutes-open.md").exists()
    );
    assert!(
        said.contains(&format!("{folder}: the minutes are written, but what they come to could not")),
        "{said}"
    );
    assert_eq!(recorded(&root), before);
    assert_whole(&root);
    // What could not be brought there comes with the next that is noted.
    drop(closed);
    minutes(&root, &["--tier", "partners"]);
    assert_whole(&root);
}

#[test]
fn the_trail_can_be_had_in_three_forms() {
    let (_folder, root) = held();
    let trail = |format: &str| {
        let run = chairside(&["-w", root.to_str().unwrap(), "trail", MEETING, "--format", format]);
        assert!(run.status.success(), "{}", printed(&run));
        printed(&run)
    };
    let entries = text(&root, JOURNAL).lines().count();
    let json: serde_json::Value = serde_json::from_str(&trail("json")).unwrap();
    assert_eq!(json.as_array().unwrap().len(), entries);
    // A cell may have lines of its own; a row ends as rows of CSV do.
    assert_eq!(trail("csv").trim_end().split("\r\n").count(), entries + 1);
    let page = trail("md");
    assert!(page.contains("| Time | Who | What |") && page.contains("the decision on item 13"), "{page}");
    let none = chairside(&["-w", root.to_str().unwrap(), "trail", "sog-2027-02-04"]);
    assert!(!none.status.success() && printed(&none).contains("nothing has been recorded"));
}

/// Everything is verified after these were taken out of a whole copy.
fn without(paths: &[&str]) -> (bool, String) {
    let (_folder, root) = held();
    for path in paths {
        let place = root.join(path);
        if place.is_dir() { fs::remove_dir_all(place) } else { fs::remove_file(place) }.unwrap();
    }
    let run = chairside(&["-w", root.to_str().unwrap(), "verify"]);
    (run.status.success(), printed(&run))
}

#[test]
fn a_copy_from_which_something_named_was_taken_is_not_complete_and_says_what_and_who_names_it() {
    let missing: &[(&[&str], &str)] = &[
        (&["meetings/executive-2026-12-03.yaml"], "meetings/executive-2026-12-03.yaml: named in "),
        (
            &["meetings/executive-2026-12-03.yaml", "meetings/executive-2026-12-03"],
            "meetings/executive-2026-12-03.yaml: named in meetings/executive-2027-03-04.yaml, line 13, and in ",
        ),
        (
            &["meetings/executive-2026-09-10.yaml", "meetings/executive-2026-09-10"],
            "meetings/executive-2026-09-10.yaml: named in meetings/executive-2026-12-03.yaml, line 14, and in ",
        ),
        (
            &["meetings/sog-2026-11-05.yaml", "meetings/sog-2026-11-05", "agendas/sog.yaml"],
            "meetings/sog-2026-11-05.yaml: named in ",
        ),
        // Its minutes are still here, so it was.
        (&["meetings/executive-2026-06-11.yaml"], "meetings/executive-2026-06-11.yaml: named in "),
        (&["trackers/executive.yaml"], "trackers/executive.yaml: changed by Chairside, "),
        (&["trackers/executive.yaml"], "the action EXEC-26-014: named in "),
        (&["trackers/sog.yaml"], "the action SOG-26-005: named in "),
        (&["trackers"], "the action SOG-26-005: named in "),
        (&["trackers", ".chairside"], "the action EXEC-26-014: named in "),
        (&["agendas/executive.yaml"], "agendas/executive.yaml: named in partnership.yaml, line "),
        (&["agendas/sog.yaml"], "agendas/sog.yaml: named in partnership.yaml, line "),
        (&["partnership.yaml"], "partnership.yaml: named in every other file"),
    ];
    for (paths, words) in missing {
        let (fine, said) = without(paths);
        assert!(!fine && said.contains(words), "without {paths:?} “{words}” is not said:\n{said}");
        assert!(said.contains("This copy is not complete: "), "{said}");
        assert!(!said.contains("and every link leads somewhere"), "{said}");
    }
}

/// Everything of this workspace is verified, and something else asked of it; what was said, and the status.
fn asked(root: &Path, more: &[&str]) -> (Option<i32>, String) {
    let run = chairside(&[&["-w", root.to_str().unwrap(), "--today", "2026-12-04", "verify"], more].concat());
    (run.status.code(), printed(&run))
}

const PROOF: &str = "evidence/training-log.pdf";

/// The demonstration with a file that shows that something was done, and the action it is evidence of.
fn with_evidence() -> (TempDir, PathBuf) {
    let (folder, root) = held();
    fs::create_dir_all(root.join("evidence")).unwrap();
    fs::write(root.join(PROOF), "a log").unwrap();
    let at = root.to_str().unwrap();
    let given = chairside(&["-w", at, "actions", "evidence", "EXEC-26-009", "The log", "--file", PROOF]);
    assert!(given.status.success(), "{}", printed(&given));
    assert_eq!(asked(&root, &[]).0, Some(0), "{}", asked(&root, &[]).1);
    (folder, root)
}

#[test]
fn evidence_that_is_a_file_and_is_gone_is_missing_and_no_other_evidence_is() {
    let (_folder, root) = with_evidence();
    fs::remove_file(root.join(PROOF)).unwrap();
    let (status, said) = asked(&root, &[]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("This copy is not complete: 1 thing is named and not here."), "{said}");
    assert!(said.contains(&format!("  {PROOF}: named in trackers/executive.yaml, line ")), "{said}");
    fs::write(root.join(PROOF), "another log").unwrap();
    assert_eq!(asked(&root, &[]).0, Some(0), "what it says now is a matter of check");
}

#[test]
fn what_was_lawfully_deleted_is_acknowledged_with_a_reason_and_listed_ever_after() {
    let (_folder, root) = with_evidence();
    let why = "kept for two years, as agreed";
    // Nothing is acknowledged that is not missing.
    let (status, said) = asked(&root, &["--acknowledge", PROOF, "--why", why]);
    assert!(status == Some(1) && said.contains("is named and missing"), "{said}");
    fs::remove_file(root.join(PROOF)).unwrap();
    let (status, said) = asked(&root, &["--acknowledge", PROOF, "--why", "  "]);
    assert!(status == Some(1) && said.contains("say with --why"), "{said}");
    assert!(!root.join("registers/disposals.yaml").exists());
    let (status, said) = asked(&root, &["--acknowledge", PROOF, "--why", why]);
    assert!(status == Some(0) && said.contains("registers/disposals.yaml"), "{said}");
    let register = text(&root, "registers/disposals.yaml");
    assert!(register.contains(why) && register.contains("on: 2026-12-04"), "{register}");
    for _ in 0..2 {
        let (status, said) = asked(&root, &[]);
        assert_eq!(status, Some(0), "{said}");
        assert!(said.contains("1 thing was deleted or renamed on purpose"), "{said}");
        assert!(
            said.contains("leads somewhere but those to what was deleted or renamed on purpose"),
            "{said}"
        );
        assert!(said.contains(&format!("  {PROOF}: acknowledged Fri 4 Dec 2026")), "{said}");
        assert!(!said.contains(why), "no words that anybody typed: {said}");
    }
    let (status, said) = asked(&root, &["--acknowledge", PROOF, "--why", "again"]);
    assert!(status == Some(0) && said.contains("already: nothing was written"), "{said}");
    assert_eq!(text(&root, "registers/disposals.yaml"), register);
    fs::write(root.join(PROOF), "a log").unwrap();
    assert!(asked(&root, &[]).1.contains("; it is here again."));
    // Of a meeting: its minutes, and then its whole folder and its file.
    fs::remove_file(root.join(MINUTES)).unwrap();
    assert_eq!(asked(&root, &[]).0, Some(1));
    assert_eq!(asked(&root, &["--acknowledge", MINUTES, "--why", why]).0, Some(0));
    let (status, said) = asked(&root, &[]);
    assert!(status == Some(0) && said.contains("and is not here, as was acknowledged"), "{said}");
    fs::remove_dir_all(root.join(format!("meetings/{MEETING}"))).unwrap();
    fs::remove_file(root.join(FILE)).unwrap();
    assert_eq!(asked(&root, &[]).0, Some(1));
    for what in [FILE, &format!("meetings/{MEETING}/")] {
        let (status, said) = asked(&root, &["--acknowledge", what, "--why", why]);
        assert!(status == Some(0) || said.contains("is named and missing"), "{said}");
    }
    let (status, said) = asked(&root, &[]);
    assert_eq!(status, Some(0), "{said}");
}

#[test]
fn what_nothing_names_or_shows_to_have_been_here_is_no_gap() {
    // The first meeting of all with all that was kept of it: it may have been before this was used.
    let (fine, said) = without(&["meetings/executive-2026-06-11.yaml", "meetings/executive-2026-06-11"]);
    assert!(fine && said.contains("but those to 1 meeting from before the first kept here"), "{said}");
    assert!(said.contains("Note: meetings/executive-2026-06-11.yaml: named in "), "{said}");
    for paths in
        [&["meetings/executive-2027-03-04.yaml"][..], &["registers/inputs.yaml"], &["agendas/lsp.yaml"]]
    {
        let (fine, said) = without(paths);
        assert!(fine && !said.contains("not complete"), "without {paths:?}:\n{said}");
    }
}

#[test]
fn a_file_that_was_taken_back_is_no_gap_and_one_deleted_after_a_change_is() {
    let (_folder, root) = demo();
    let all = || chairside(&["-w", root.to_str().unwrap(), "verify"]);
    let changes = root.join(".chairside/changes");
    fs::create_dir_all(&changes).unwrap();
    let line = |did: &str, minute: u32| chairside::files::changes::Line {
        at: format!("2026-12-03T10:{minute:02}:00Z").parse().unwrap(),
        by: "Jo".into(),
        file: "registers/recommendations.yaml".into(),
        did: did.into(),
        what: Vec::new(),
        more: 0,
    };
    let made = line("made", 1).sealed(chairside::files::changes::seed("jo"));
    fs::write(changes.join("jo.jsonl"), &made).unwrap();
    let run = all();
    let said = printed(&run);
    assert!(!run.status.success(), "{said}");
    assert!(
        said.contains("registers/recommendations.yaml: made by Chairside, Thu 3 Dec 2026 10:01"),
        "{said}"
    );
    let last = chairside::files::changes::last_hash(made.as_bytes()).unwrap();
    fs::write(changes.join("jo.jsonl"), made + &line("taken away", 2).sealed(last)).unwrap();
    let run = all();
    assert!(run.status.success(), "{}", printed(&run));
}

#[test]
fn new_workspaces_and_the_demonstration_are_complete() {
    let whole = |root: &Path| {
        let run = chairside(&["-w", root.to_str().unwrap(), "verify"]);
        let said = printed(&run);
        assert!(run.status.success() && said.contains("every link leads somewhere."), "{said}");
    };
    for like in chairside::files::shipped::SETS {
        let (_folder, root) = crate::workspaces::init(like);
        whole(&root);
    }
    let (_folder, root) = crate::workspaces::whole_demo();
    whole(&root);
}
