//! Asking after actions: what is printed, and what the drafts and reminders hold as other programs read them.

use crate::workspaces::{chairside, demo, printed, text};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const EXECUTIVE: &str = "trackers/executive.yaml";

fn run(root: &Path, args: &[&str]) -> (Option<i32>, String) {
    let usual = ["-w", root.to_str().unwrap(), "--today", "2026-12-03", "actions", "chase"];
    let output = chairside(&[&usual, args].concat());
    (output.status.code(), printed(&output))
}

#[track_caller]
fn good(root: &Path, args: &[&str]) -> String {
    let (code, said) = run(root, args);
    assert_eq!(code, Some(0), "{args:?}: {said}");
    said
}

/// Every file of a folder by its name.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn each_person_gets_one_message_over_every_group() {
    let (_folder, root) = demo();
    let said = good(&root, &[]);
    assert_eq!(said.matches("To: Helen Fletcher").count(), 1, "{said}");
    let hers = said.split("────").find(|part| part.contains("To: Helen Fletcher")).unwrap();
    for line in [
        "Due by Thu 17 Dec 2026",
        "- SOG-26-005  Find out why places on neglect courses go unused",
        "Senior Officer Group, from SOG 5 Nov 2026, due Mon 14 Dec 2026, in 11 days.",
        "Done, and what shows it is still to come",
        "- EXEC-26-013  Circulate the revised escalation guide to every agency",
        "its group asks for evidence that it is done (2 of 5).",
        "To answer, write back the number",
    ] {
        assert!(hers.contains(line), "no '{line}' in\n{hers}");
    }
    assert!(!hers.contains("EXEC-26-018"), "it is due in February:\n{hers}");
    assert!(said.contains("due Fri 27 Nov 2026, 6 days ago, moved twice."), "{said}");
    assert!(said.contains("Waiting for others\n- EXEC-26-015"), "{said}");
    assert!(said.contains("messages. Nothing was sent.\n"), "{said}");
    assert!(good(&root, &["--within", "13w", "@fletcher"]).contains("EXEC-26-018"));
    let (code, said) = run(&root, &["--within", "soon"]);
    assert!(code == Some(2) && said.contains("such as 10d or 4w"), "{said}");
    let (code, said) = run(&root, &["@police", "--eml", "x"]);
    assert!(code == Some(1) && said.contains("--eml comes before what is looked for"), "{said}");
    assert!(good(&root, &["#no-such-tag"]).contains("Nobody needs to be asked. Nothing was sent."));
}

#[test]
fn a_restricted_action_is_in_no_message_unless_that_is_asked_for() {
    let (folder, root) = demo();
    let hidden = text(&root, EXECUTIVE).replacen(
        "    tags: [exploitation]\n",
        "    tags: [exploitation]\n    tier: restricted\n",
        1,
    );
    fs::write(root.join(EXECUTIVE), hidden).unwrap();
    let drafts = folder.path().join("drafts");
    let to = drafts.to_str().unwrap();
    let said = good(&root, &[]) + &good(&root, &["--eml", to, "--ics", to]);
    assert!(!said.contains("EXEC-26-017") && !said.contains("intelligence meetings"), "{said}");
    assert!(
        said.contains("Not in this message: 1 action that is restricted. Ask whoever sent it."),
        "{said}"
    );
    assert!(said.contains("1 restricted action was left out: --tier restricted puts them in."), "{said}");
    for (name, held) in files(&drafts) {
        assert!(!held.contains("EXEC-26-017"), "{name}: {held}");
    }
    let said = good(&root, &["--tier", "restricted"]);
    assert!(said.contains("- EXEC-26-017  [restricted] Name a health lead"), "{said}");
    assert!(
        said.contains("This message holds restricted actions: please pass it on to nobody else."),
        "{said}"
    );
}

#[test]
fn drafts_and_reminders_are_the_same_each_time_and_never_replaced() {
    let (folder, root) = demo();
    let place = folder.path().join("a/b");
    let to = place.to_str().unwrap();
    let said = good(&root, &["--eml", to, "--ics", to]);
    let made = files(&place);
    let names: Vec<&str> = made.keys().map(String::as_str).collect();
    assert!(names.contains(&"2026-12-03-gareth-davies.eml"), "{names:?}");
    assert!(names.contains(&"2026-12-03-helen-fletcher.ics"), "{names:?}");
    assert!(!names.contains(&"2026-12-03-gareth-davies.ics"), "his date is past: {names:?}");
    assert!(said.contains("2026-12-03-gareth-davies.eml\n") && said.contains("Nothing was sent."), "{said}");
    good(&root, &["--eml", to, "--ics", to]);
    assert_eq!(files(&place), made, "the same actions on the same day");
    fs::write(place.join("2026-12-03-gareth-davies.eml"), "mine").unwrap();
    let (code, said) = run(&root, &["--eml", to, "--ics", to]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("left alone: ") && said.contains("gareth-davies.eml"), "{said}");
    assert_eq!(fs::read_to_string(place.join("2026-12-03-gareth-davies.eml")).unwrap(), "mine");
}

const READ: &str = r#"
import sys, email, email.policy, glob
for place in sorted(glob.glob(sys.argv[1] + "/*.eml")):
    message = email.message_from_binary_file(open(place, "rb"), policy=email.policy.default)
    assert not message.defects, (place, message.defects)
    assert message["X-Unsent"] == "1" and message["To"] is None and message["From"] is None
    assert message["Message-ID"].endswith("@chairside.invalid>"), message["Message-ID"]
    print("=>", message.get_content_type(), message.get_content_charset(), message["Subject"])
    print(message.get_content())
try:
    import icalendar
except ImportError:
    sys.exit(0)
for place in glob.glob(sys.argv[1] + "/*.ics"):
    for event in icalendar.Calendar.from_ical(open(place, "rb").read()).walk("VEVENT"):
        assert (event.decoded("DTEND") - event.decoded("DTSTART")).days == 1 and len(event.walk("VALARM")) == 1
"#;

#[test]
fn another_program_reads_the_drafts_as_they_were_meant() {
    let (folder, root) = demo();
    let changed =
        text(&root, EXECUTIVE).replacen("Report on the robotics pilot", "Report to Siân — “ŵyn” = 日本", 1);
    fs::write(root.join(EXECUTIVE), changed).unwrap();
    let place = folder.path().join("drafts");
    let to = place.to_str().unwrap();
    good(&root, &["--eml", to, "--ics", to]);
    let Ok(output) = Command::new("python3").args(["-c", READ, to]).output() else {
        eprintln!("SKIPPED another_program_reads_the_drafts: install python3 to see them read");
        return;
    };
    let said = printed(&output);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("=> text/plain utf-8 "), "{said}");
    assert!(said.contains("- EXEC-26-014  Report to Siân — “ŵyn” = 日本\n"), "{said}");
    let mine = good(&root, &["@davies"]);
    let body = mine.split_once("\n\n").unwrap().1.split("\n────").next().unwrap().trim_end();
    assert!(said.contains(body), "{said}\nshould hold\n{body}");
}

#[test]
fn reminders_keep_to_the_rules_of_calendars() {
    let (folder, root) = demo();
    let place = folder.path().join("reminders");
    good(&root, &["--ics", place.to_str().unwrap(), "--within", "20w"]);
    let made = files(&place);
    let mut uids = Vec::new();
    for (name, held) in &made {
        assert!(held.ends_with("END:VCALENDAR\r\n"), "{name}");
        assert!(held.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{name}");
        let whole = held.replace("\r\n ", "");
        let lines: Vec<&str> = whole.lines().collect();
        for one in ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "TRIGGER:-PT15H"] {
            let events = lines.iter().filter(|line| line.starts_with("UID:")).count();
            assert_eq!(lines.iter().filter(|line| **line == one).count(), events, "{name}: {one}");
        }
        uids.extend(lines.iter().filter_map(|line| line.strip_prefix("UID:")).map(str::to_owned));
    }
    assert!(uids.contains(&"exec-26-016@actions.chairside.invalid".to_owned()), "{uids:?}");
    let all = uids.len();
    uids.sort();
    uids.dedup();
    assert_eq!(uids.len(), all, "each action has one event");
    let shazia = &made["2026-12-03-shazia-begum.ics"];
    for line in
        ["DTSTART;VALUE=DATE:20261211\r\n", "DTEND;VALUE=DATE:20261212\r\n", "DTSTAMP:20261203T000000Z\r\n"]
    {
        assert!(shazia.contains(line), "{shazia}");
    }
}
