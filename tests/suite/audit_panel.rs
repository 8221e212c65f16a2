//! A panel from the command line and by keys: what agencies said stays byte for byte, a child who may be unsafe is in no
//! report, a finding leads to a recommendation and an action and back, and words survive a program that is killed.

use crate::audit_out::{ID, panels, workspace};
use crate::terminal::Terminal;
use crate::workspaces::{assert_clean_but_for_returns, chairside, kept_line, printed, said_on, text};
use chairside::files::workspace::Workspace;
use chairside::files::{issued, places};
use chairside::runtime::disk;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const TODAY: &str = "2026-10-06";
const PANEL: &str = "audits/2026-q3-neglect/panel/C3.yaml";

#[track_caller]
fn said(root: &Path, args: &[&str], code: i32) -> String {
    said_on(root, TODAY, args, code)
}

fn returns(root: &Path) -> BTreeMap<String, String> {
    let folder = root.join("audits/2026-q3-neglect/returns");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    names.map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn a_panel_by_command_leads_from_a_finding_to_an_action_and_back() {
    let (_folder, root) = workspace(panels());
    let before = returns(&root);
    let panel = |rest: &[&str], code| said(&root, &[&["audit", "panel", ID, "c3"], rest].concat(), code);
    let shown = panel(&[], 0);
    assert!(shown.contains("shared: ") && shown.contains("Never told"), "{shown}");
    panel(&["sat", "--here", "care,school", "--minutes", "20"], 0);
    let why = panel(&["settle", "shared", "RI"], 1);
    assert!(why.contains("not every agency gave this grade: say why the panel did"), "{why}");
    let done =
        panel(&["settle", "shared", "requires improvement", "--because", "two letters went astray"], 0);
    assert!(done.contains("C3: shared is agreed, Requires improvement."), "{done}");
    panel(&["dissent", "shared", "care", "G", "--why", "both were sent again"], 0);
    panel(&["park", "tool"], 0);
    let unknown = panel(&["park", "tol"], 1);
    assert!(unknown.contains("asks no question tol: did you mean tool?"), "{unknown}");
    panel(&["missing", "Housing", "--why", "the move was known there"], 0);
    let found = panel(&["found", "develop", "Letters go to one address only.", "--question", "shared"], 0);
    assert!(found.contains("F-26-005 is found"), "{found}");
    let over = panel(&["overall", "outstanding", "--because", "help came at once"], 0);
    assert!(over.contains("better than what a question about the child's safety came to"), "{over}");
    let file = text(&root, PANEL);
    assert!(file.contains("minutes: 20") && file.contains("two letters went astray"), "{file}");

    let ask = |yes: &[&str]| {
        let line = "Chief Superintendent ask every agency for a second address by 30 oct #letters";
        let args =
            ["audit", "recommend", ID, "F-26-005,F-26-002", "Letters go to two people", "--action", line];
        said(&root, &[&args[..], yes].concat(), 0)
    };
    let looked = ask(&[]);
    assert!(looked.contains("Nothing was changed") && looked.contains("SOG-26-001"), "{looked}");
    assert!(!root.join("trackers/sog.yaml").exists());
    let written = ask(&["--yes"]);
    assert!(written.contains("REC-26-001 is in registers/recommendations.yaml"), "{written}");
    let register = text(&root, "registers/recommendations.yaml");
    for part in ["REC-26-001", "F-26-005", "F-26-002", "SOG-26-001", "REC-Q-01"] {
        assert!(register.contains(part), "{part}: {register}");
    }
    assert!(text(&root, PANEL).contains("REC-26-001"));
    let tracker = text(&root, "trackers/sog.yaml");
    assert!(
        tracker.contains("ask every agency for a second address") && tracker.contains("REC-26-001"),
        "{tracker}"
    );
    assert_clean_but_for_returns(&root);
    assert_eq!(returns(&root), before, "what agencies said is never changed");
}

#[test]
fn a_child_who_may_be_unsafe_leaves_the_audit_at_once_and_is_in_nothing_that_comes_out() {
    let (_folder, root) = workspace(panels());
    let what = "No adult in the house since MONDAYMARK";
    let without = said(&root, &["audit", "panel", ID, "C3", "concern", what, "--told", " "], 1);
    assert!(without.contains("tell them first"), "{without}");
    let told =
        said(&root, &["audit", "panel", ID, "C3", "concern", what, "--told", "Duty manager, front door"], 0);
    assert!(told.contains("ESC-26-001"), "{told}");
    said(&root, &["escalations", "came", "esc-26-001", "Seen the same day: SAFEMARK"], 0);
    let listed = said(&root, &["escalations"], 0);
    assert!(listed.contains("Duty manager") && !listed.contains("MARK"), "{listed}");
    let whole = said(&root, &["escalations", "--tier", "restricted"], 0);
    assert!(whole.contains("MONDAYMARK") && whole.contains("SAFEMARK"), "{whole}");
    for args in [
        &["audit", "report", ID, "--tier", "restricted"][..],
        &["audit", "results", ID],
        &["audit", "panel", ID, "C3"],
        &["audit", "answers", ID, "--format", "csv"],
        &["audit", "board", ID],
        &["recommendations", "--tier", "restricted"],
    ] {
        let came = said(&root, args, 0);
        assert!(!came.contains("MARK"), "{args:?}: {came}");
    }
    assert_clean_but_for_returns(&root);
}

#[test]
fn the_panel_is_made_a_meeting_once_with_an_item_for_each_child() {
    let (_folder, root) = workspace(panels());
    let made = said(&root, &["audit", "meeting", ID], 0);
    assert!(made.contains("3 children"), "{made}");
    let path = "meetings/2026-q3-neglect-panel-2026-10-06.yaml";
    fs::write(root.join(path), text(&root, path) + "# by hand\n").unwrap();
    assert!(said(&root, &["audit", "meeting", ID], 0).contains("is there already"));
    let file = text(&root, path);
    assert!(file.ends_with("# by hand\n") && file.matches("tier: restricted").count() == 3, "{file}");
    assert_clean_but_for_returns(&root);
}

/// What happens at the panel: everybody is here, and an action is set about the first child.
const SAT: &str = "at 10:01\npress space o A esc\npress g\ntype 2\npress enter\npress a\n\
                   type Chief Superintendent ask every agency for a second address by 30 oct\npress enter\nexpect SOG-26-001\n\
                   wait 30m\npress g\ntype 5\npress enter d 1\ntype Agreed here.\npress enter E y\nwait 2s\nexpect The meeting ended\n";

#[test]
fn a_panel_is_nobodys_last_or_next_meeting_seats_who_was_audited_and_its_roll_call_and_actions_count_for_the_audit()
 {
    let (_folder, root) = workspace(Vec::new());
    let audit = places::audit(&ID.into());
    fs::write(root.join(&audit), text(&root, &audit).replacen("group: quality", "group: sog", 1)).unwrap();
    fs::create_dir_all(root.join("meetings")).unwrap();
    let new = |day: &str| {
        let raw = disk::read_workspace(&root).unwrap();
        let files = raw.files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice()));
        let workspace = Workspace::load(files, &raw.unread, &raw.with_journal);
        let made = workspace.new_meeting(&"sog".into(), day.parse().unwrap(), "10:00".parse().unwrap());
        let made = made.unwrap();
        fs::write(root.join(places::meeting(&made.id)), issued::text(&made)).unwrap();
        made
    };
    let first = new("2026-09-17").id;
    said(&root, &["audit", "meeting", ID], 0);
    let panel = "2026-q3-neglect-panel-2026-10-06";
    assert_eq!(new("2026-11-05").last_meeting, Some(first));

    let script = root.join("panel.session");
    fs::write(&script, SAT).unwrap();
    let (at, file) = (root.to_str().unwrap(), script.to_str().unwrap());
    let played = printed(&chairside(&[
        "-w",
        at,
        "--now",
        "2026-10-06T10:00:00+01:00",
        "meet",
        panel,
        "--script",
        file,
    ]));
    assert!(!played.contains("The screen showed"), "{played}");
    let minutes = text(&root, &format!("meetings/{panel}/minutes.md"));
    for here in ["Schools", "Community health"] {
        assert!(minutes.contains(here), "{here} was audited and has a seat: {minutes}{played}");
    }
    let tracker = text(&root, "trackers/sog.yaml");
    assert!(tracker.contains("{kind: audit, ref: \"2026-q3-neglect\"}"), "{tracker}");

    // Who was there is asked once: the roll call says it.
    said(&root, &["audit", "panel", ID, "c3", "sat", "--minutes", "20"], 0);
    let file = text(&root, PANEL);
    assert!(file.contains("school") && file.contains("health"), "{file}");
    assert_clean_but_for_returns(&root);

    // Its day is moved once it was held: it stays what it was. Before that, the file is named.
    said(&root, &["audit", "dates", ID, "--panel", "2026-10-20"], 0);
    assert_clean_but_for_returns(&root);
    said(&root, &["audit", "meeting", ID], 0);
    said(&root, &["audit", "dates", ID, "--panel", "2026-10-27"], 0);
    let checked = said(&root, &["check"], 0);
    assert!(checked.contains("makes the one for that day"), "{checked}");
}

fn started(root: &Path) -> Terminal {
    let args = ["-w", root.to_str().unwrap(), "--today", TODAY];
    let mut terminal = Terminal::start(&args, root, &[("NO_COLOR", "1"), ("USER", "jo")], 40, 120);
    terminal.wait_for("u audits");
    terminal.send("u");
    terminal.wait_for("2 audits");
    terminal.send("\u{1b}[B\r");
    // What it asks has been read by then.
    terminal.wait("the board", |screen| {
        let shown = screen.contents();
        shown.contains("returns due") && shown.contains(" saved")
    });
    terminal
}

#[test]
fn a_panel_by_keys_is_on_the_disk_as_soon_as_it_says_so_and_taken_back_with_one_key() {
    let (_folder, root) = workspace(panels());
    let before = returns(&root);
    let mut terminal = started(&root);
    terminal.send("\u{1b}[B\u{1b}[Bp");
    terminal.wait_for("C3 at the panel");
    terminal.wait_for("Question 1 of");
    terminal.send("a");
    terminal.wait_for("Who is here?");
    terminal.send("1");
    terminal.wait_for("(here)");
    terminal.send("\u{1b}");
    terminal.wait_for("g agree");
    terminal.send("g2");
    terminal.wait_for("Because?");
    terminal.send("two letters went astray\r");
    terminal.wait_for("Agreed: Requires improvement");
    assert!(text(&root, PANEL).contains("two letters went astray"));
    terminal.send("w");
    terminal.wait_for("What should be done better?");
    terminal.send("Letters go to one address only.\r");
    terminal.wait_for("Is it about");
    terminal.send("2");
    terminal.wait_for("F-26-005 found");
    assert!(text(&root, PANEL).contains("ground: system"));
    terminal.send("u");
    terminal.wait_for("Undone");
    assert!(!text(&root, PANEL).contains("Letters go to one address"));
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    assert_eq!(returns(&root), before);
    assert_clean_but_for_returns(&root);
}

#[test]
fn a_return_by_keys_is_kept_answer_by_answer_and_words_survive_a_kill() {
    let (_folder, root) = workspace(panels());
    let path = "audits/2026-q3-neglect/returns/C3-police.yaml";
    let mut terminal = started(&root);
    terminal.send("\u{1b}[B\u{1b}[B\u{1b}[C\r");
    terminal.wait_for("C3, ");
    terminal.wait_for("being filled in");
    for _ in 0..40 {
        if terminal.screen().contains("Was the neglect tool used?") {
            break;
        }
        let at = terminal.screen();
        terminal.send("\u{1b}[C");
        terminal.wait("another question", |screen| screen.contents() != at);
    }
    terminal.send("1");
    terminal.wait_for("Answered: Yes");
    assert!(
        text(&root, path).contains("- yes") || text(&root, path).contains("\"yes\""),
        "{}",
        text(&root, path)
    );
    terminal.send("\u{1b}[Db");
    terminal.wait_for("Why?");
    terminal.send("it came with the refer");
    let kept = crate::journey::own_copy(&root).join(chairside::files::places::AUDITS_LINE);
    let is_kept = || fs::read_to_string(&kept).is_ok_and(|text| text.contains("it came with the refer"));
    terminal.wait("the words are kept", |_| is_kept());
    terminal.kill();
    let mut terminal = started(&root);
    terminal.send("\u{1b}[B\u{1b}[B\u{1b}[C\r");
    terminal.wait_for("being filled in");
    terminal.send("z");
    terminal.wait_for("it came with the refer");
    terminal.send("\u{1b}");
    terminal.wait_for("Dropped");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn words_that_look_like_personal_data_are_kept_on_no_disk_and_come_back_to_be_kept_once_they_are_mended() {
    let (_folder, root) = workspace(panels());
    let mut terminal = started(&root);
    terminal.send("\u{1b}[B\u{1b}[Bps");
    terminal.wait_for("What was done well?");
    let kept = || kept_line(&root, places::AUDITS_LINE);
    terminal.send("seen at home, 943 476 59");
    terminal.wait("the words are kept", |_| kept().contains("seen at home"));
    terminal.send("19");
    terminal.wait_for("Kept nowhere till then");
    terminal.wait("they are kept nowhere", |_| kept().is_empty());
    terminal.send("\r");
    terminal.wait_for("This looks like an NHS number ending 19");
    assert_eq!(kept(), "");
    assert!(terminal.screen().contains("seen at home, 943 476 5919"), "the words stay to be put right");
    terminal.send(&"\u{7f}".repeat(12));
    terminal.wait("what was put right is kept", |_| kept().contains("seen at home"));
    terminal.kill();
    let mut terminal = started(&root);
    terminal.send("z");
    terminal.wait_for("seen at home");
    assert!(!terminal.screen().contains("943"));
    terminal.kill();
}

#[test]
fn a_child_who_may_be_unsafe_is_passed_on_and_the_board_says_when_and_no_more_that_it_is_open() {
    let (_folder, root) = workspace(panels());
    let path = root.join("audits/2026-q3-neglect/returns/C2-health.yaml");
    let came = fs::read_to_string(&path).unwrap();
    fs::write(&path, came.replace("state: accepted\n", "state: accepted\nsubmitted: 2026-10-01\n")).unwrap();
    let board = || said(&root, &["audit", "board", ID], 0);
    assert!(board().contains("A CHILD MAY BE UNSAFE NOW: C2 by health. Ask today"), "{}", board());
    let stands = "CONCERN NOT YET ESCALATED: C2 by health";
    assert!(board().contains(stands) && board().contains("audit concern"), "{}", board());
    assert!(said(&root, &["audit", "list"], 0).contains(stands));
    for part in ["lead", "moderator"] {
        said(&root, &["audit", "sign", ID, "--as", part, "--by", "Head of quality"], 0);
    }
    let sign = |code| said(&root, &["audit", "sign", ID, "--as", "group", "--by", "Head of quality"], code);
    assert!(sign(1).contains("a concern that is not escalated yet: C2 by health"), "{}", sign(1));
    let none = said(&root, &["audit", "concern", ID, "C1", "--told", "Duty manager"], 1);
    assert!(none.contains("no return says that C1 may be unsafe now"), "{none}");
    assert!(said(&root, &["audit", "concern", ID, "C2", "--told", " "], 1).contains("told"));
    let told = ["--told", "CANARYTOLD", "--what", "CANARYSEEN"];
    said(&root, &[&["audit", "concern", ID, "c2", "health"], &told[..]].concat(), 0);
    assert!(!board().contains(stands), "{}", board());
    sign(0);
    let waiting = "C2 by health, escalated on Tue 6 Oct 2026 (ESC-26-001), nothing heard since. Ask today";
    assert!(board().contains(waiting), "{}", board());
    said(&root, &["escalations", "came", "ESC-26-001", "CANARYHEARD"], 0);
    let dealt = "C2 by health, escalated on Tue 6 Oct 2026 (ESC-26-001), last heard Tue 6 Oct 2026.";
    assert!(board().contains(dealt) && !board().contains("UNSAFE NOW"), "{}", board());
    assert!(!board().contains("CANARY"), "{}", board());
    let mut terminal = started(&root);
    terminal.wait_for("raised by");
    assert!(!terminal.screen().contains("CANARY") && !terminal.screen().contains("unsafe now"));
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn once_the_group_has_signed_nothing_that_changes_results_is_taken_until_it_is_opened_again() {
    let (_folder, root) = workspace(panels());
    let audit = |args: &[&str], code| said(&root, &[&["audit"], args].concat(), code);
    let sign = |part: &str, code| audit(&["sign", ID, "--as", part, "--by", "Head of quality"], code);
    audit(&["concern", ID, "C2", "--told", "Duty manager"], 0);
    let early = sign("group", 1);
    assert!(early.contains("the lead has not signed and the moderator has not signed"), "{early}");
    for case in ["C1", "C2", "C3"] {
        audit(&["panel", ID, case, "overall", "G", "--because", "it held"], 0);
    }
    let draft = audit(&["report", ID], 0);
    assert!(draft.contains("Draft: not signed off"), "{draft}");
    sign("lead", 0);
    sign("moderator", 0);
    sign("group", 0);
    assert_clean_but_for_returns(&root);
    let before = text(&root, PANEL);
    for args in [
        &["panel", ID, "C3", "settle", "shared", "O", "--because", "all well"][..],
        &["panel", ID, "C3", "overall", "O", "--because", "all well"],
        &["known", ID, "school", "C1=no"],
        &["accept", ID, "C1", "school"],
        &["dates", ID, "--panel", "2026-10-20"],
    ] {
        let why = audit(args, 1);
        assert!(
            why.contains("version 1 was signed off by Head of quality on Tue 6 Oct 2026"),
            "{args:?}: {why}"
        );
        assert!(why.contains("reopen"), "{why}");
    }
    assert_eq!(text(&root, PANEL), before);
    assert!(audit(&["board", ID], 0).contains("Version 1, signed off by Head of quality"));
    assert!(audit(&["report", ID], 0).contains("Version 1, signed off by Head of quality on Tue 6 Oct 2026"));

    // What is changed on the disk all the same is found.
    fs::write(root.join(PANEL), before.replace("it held", "it did not hold")).unwrap();
    let found = said(&root, &["check"], 1);
    assert!(found.contains("what Head of quality signed off on Tue 6 Oct 2026 was changed since"), "{found}");
    assert!(found.contains("was changed since: what the panel said of C3"), "{found}");
    assert!(said(&root, &["verify"], 1).contains("was changed since"));
    assert!(audit(&["list"], 0).contains("CHANGED since it was signed off"));
    fs::write(root.join(PANEL), before).unwrap();

    audit(&["stage", ID, "published"], 0);
    let again = audit(&["reopen", ID, "--why", "one agency found a second file"], 0);
    assert!(again.contains("open again, as version 2, at 'report'"), "{again}");
    audit(&["panel", ID, "C3", "overall", "O", "--because", "all well"], 0);
    let file = text(&root, &format!("audits/{ID}/audit.yaml"));
    assert!(file.contains("version: 2") && file.contains("one agency found a second file"), "{file}");
    assert!(audit(&["report", ID], 0).contains("Draft of version 2: not signed off"));
    assert_clean_but_for_returns(&root);
}
