//! Two people's work put together by the real program: as git's driver in a real repository, and from conflict copies
//! in a shared folder.

use crate::workspaces::{assert_clean, chairside, demo, printed, said_on, text, whole_demo};
use chairside::files::places;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const TRACKER: &str = "trackers/executive.yaml";

/// git in a folder, with the driver set up as the page on sharing says, and nothing of this machine's own settings.
pub fn git(root: &Path, args: &[&str]) -> Output {
    let driver = format!("'{}' merge %O %A %B", env!("CARGO_BIN_EXE_chairside"));
    Command::new("git")
        .args(["-c", "user.name=Jo", "-c", "user.email=jo@wren.example", "-c", "init.defaultBranch=main"])
        .args(["-c", &format!("merge.chairside.driver={driver}")])
        .args(args)
        .current_dir(root)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .unwrap()
}

#[track_caller]
pub fn done(root: &Path, args: &[&str]) {
    let output = git(root, args);
    assert!(output.status.success(), "git {args:?}: {}", printed(&output));
}

pub fn git_is_here() -> bool {
    let here = Command::new("git").arg("--version").output().is_ok_and(|output| output.status.success());
    if !here {
        eprintln!("SKIPPED: git is not installed, so merging as its driver was not tried");
    }
    here
}

/// Adds actions with these numbers, written in one of two ways.
fn add(root: &Path, numbers: std::ops::Range<u32>, who: &str) {
    let mut tracker = text(root, TRACKER);
    for number in numbers {
        let raised = "raised: {meeting: executive-2026-09-10, item: dashboard, date: 2026-09-10}";
        let action = if number % 2 == 0 {
            format!(
                "  - {{id: EXEC-26-{number:03}, what: Act {number} of {who}, lead: police-dsp, {raised}, due: 2026-12-18, status: not started}}\n"
            )
        } else {
            format!(
                "\n  # from {who}\n  - id: EXEC-26-{number:03}\n    what: |\n      Act {number} of {who}\n      in two lines\n    lead: icb-dsp\n    {raised}\n    due: to be set\n    status: under way\n"
            )
        };
        tracker += &action;
    }
    fs::write(root.join(TRACKER), tracker).unwrap();
}

fn replace(root: &Path, from: &str, to: &str) {
    let before = text(root, TRACKER);
    assert!(before.contains(from), "{from}");
    fs::write(root.join(TRACKER), before.replacen(from, to, 1)).unwrap();
}

/// Jo's changes: twenty actions, two fields.
fn jo(root: &Path) {
    add(root, 21..41, "Jo");
    replace(root, "status: blocked", "status: under way");
    replace(root, "title: Executive action tracker", "title: \"Executive: actions\"");
}

/// Sam's changes: fifteen actions with the same numbers and fifteen more, other fields.
fn sam(root: &Path) {
    add(root, 21..51, "Sam");
    replace(
        root,
        "what: Name a health lead for the intelligence meetings",
        "what: Name a lead for the intelligence meetings",
    );
    replace(root, "tags: [dashboard]", "tags: [dashboard, care]");
}

/// Everything of both is there once.
fn assert_both(root: &Path) {
    let merged = chairside::files::tracker::load(&text(root, TRACKER)).value.unwrap();
    for (who, numbers) in [("Jo", 21..41), ("Sam", 21..51)] {
        for number in numbers {
            let says = format!("Act {number} of {who}");
            let found = merged.actions.iter().filter(|a| a.what.lines().next() == Some(&says)).count();
            assert_eq!(found, 1, "{says}");
        }
    }
    let ids: std::collections::BTreeSet<&str> = merged.actions.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids.len(), merged.actions.len(), "no id is used twice");
    assert_eq!(merged.actions.iter().filter(|a| !a.aliases.is_empty()).count(), 20);
    assert_eq!(merged.title, "Executive: actions");
    let says = text(root, TRACKER);
    for word in ["[dashboard, care]", "Name a lead for", "# from Jo", "# from Sam", "# Fictional."] {
        assert!(says.contains(word), "{word}");
    }
}

/// The block of the page on sharing that ends with this line, whole.
fn shown_in_the_page(last: &str) -> String {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sharing.md")).unwrap();
    let (before, _) = page.rsplit_once(&format!("{last}```")).unwrap();
    let (_, block) = before.rsplit_once("```text\n").unwrap();
    format!("{block}{last}")
}

/// A meeting that leaves everything the program keeps beside it: a version, a lock, a line being typed.
fn meet(root: &Path) {
    let script = root.join("../script");
    fs::write(&script, "press space n\ntype half a line\n").unwrap();
    let (at, script) = (root.to_str().unwrap(), script.to_str().unwrap());
    let now = "2026-12-03T10:00:00+00:00";
    printed(&chairside(&["-w", at, "--now", now, "meet", "executive-2026-12-03", "--script", script]));
    for file in [".here", ".lock", ".draft"] {
        fs::write(root.join(format!("meetings/executive-2026-12-03/journal/jo{file}")), "").unwrap();
    }
    assert!(root.join(".chairside").is_dir());
}

#[test]
fn two_branches_are_merged_by_git_with_the_driver() {
    if !git_is_here() {
        return;
    }
    let (_folder, root) = demo();
    for (file, last) in [(".gitattributes", "*.yaml merge=chairside\n"), (".gitignore", "*.draft.tmp\n")] {
        fs::write(root.join(file), shown_in_the_page(last)).unwrap();
    }
    done(&root, &["init", "-q"]);
    meet(&root);
    done(&root, &["add", "."]);
    let kept = printed(&git(&root, &["ls-files"]));
    assert!(kept.contains("journal/") && kept.contains(".jsonl"), "{kept}");
    for own in [".chairside/", ".lock", ".here", ".draft"] {
        assert!(!kept.contains(own), "{own}: {kept}");
    }
    done(&root, &["commit", "-qm", "start"]);
    done(&root, &["checkout", "-qb", "sam"]);
    sam(&root);
    done(&root, &["commit", "-qam", "Sam"]);
    done(&root, &["checkout", "-q", "main"]);
    jo(&root);
    done(&root, &["commit", "-qam", "Jo"]);
    let merged = git(&root, &["merge", "--no-edit", "sam"]);
    assert!(merged.status.success(), "{}", printed(&merged));
    assert!(printed(&merged).contains("EXEC-26-021 had been given out twice"), "{}", printed(&merged));
    assert_both(&root);
    assert_clean(&root);

    // The same field on both sides is git's conflict, and a warning of `check` until somebody decides.
    done(&root, &["checkout", "-qb", "late"]);
    replace(&root, "due: 2026-11-13\n    status: not", "due: to be set\n    status: not");
    replace(&root, "    first_due: 2026-11-13\n", "");
    done(&root, &["commit", "-qam", "late"]);
    done(&root, &["checkout", "-q", "main"]);
    replace(&root, "due: 2026-11-13\n    status: not", "due: 2027-01-08\n    status: not");
    replace(&root, "first_due: 2026-11-13\n", "first_due: 2027-01-08\n");
    done(&root, &["commit", "-qam", "other"]);
    let merged = git(&root, &["merge", "--no-edit", "late"]);
    assert_eq!(merged.status.code(), Some(1));
    assert!(
        printed(&merged).contains("action EXEC-26-017, due: mine 2027-01-08, theirs to be set"),
        "{}",
        printed(&merged)
    );
    let checked = printed(&chairside(&["check", "-w", root.to_str().unwrap()]));
    assert!(
        checked.contains("two people changed this: action EXEC-26-017, due: theirs was to be set"),
        "{checked}"
    );
    let kept = printed(&chairside(&["restore", "-w", root.to_str().unwrap()]));
    let left =
        fs::read_dir(root.join(".chairside/versions")).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().starts_with(".merge_file")).collect();
    assert!(left.is_empty() && !kept.contains("merge_file"), "git's own copies were kept: {left:?}\n{kept}");
}

#[test]
fn conflict_copies_are_found_merged_and_kept() {
    let (_folder, root) = demo();
    let base = text(&root, TRACKER);
    add(&root, 21..51, "Sam");
    let copy = "trackers/executive.sync-conflict-20261203-104200-ABCDEFG.yaml";
    fs::rename(root.join(TRACKER), root.join(copy)).unwrap();
    fs::write(root.join(TRACKER), &base).unwrap();
    add(&root, 51..61, "Jo");
    let onedrive = "meetings/sog-2027-02-04-LAPTOP-JO.yaml";
    let meeting = text(&root, "meetings/sog-2027-02-04.yaml");
    fs::write(root.join(onedrive), meeting.replace("place: ", "place: Not ")).unwrap();

    let at = root.to_str().unwrap();
    let checked = printed(&chairside(&["check", "-w", at]));
    assert!(checked.contains("0 errors, 2 warnings"), "{checked}");
    assert!(checked.contains(
        "this is a conflict copy of trackers/executive.yaml (left by Syncthing, device ABCDEFG, 2026-12-03)"
    ));
    assert!(checked.contains("or run chairside merge --copies"), "{checked}");

    let shown = chairside(&["merge", "--copies", "-w", at]);
    assert_eq!(shown.status.code(), Some(1));
    assert!(root.join(copy).exists(), "nothing is done without --yes");
    let shown = printed(&shown);
    assert!(shown.contains("says, theirs what the copy from LAPTOP-JO says"), "{shown}");
    assert!(shown.contains("30 things come in without a question:"), "{shown}");
    assert!(shown.contains("action EXEC-26-022 added: Act 22 of Sam"), "{shown}");
    assert!(
        shown.contains(&format!("1 can be merged: 'chairside -w {at} merge --copies --yes' does it")),
        "{shown}"
    );

    let done = chairside(&["merge", "--copies", "--yes", "-w", at]);
    let said = printed(&done);
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(said.contains("2 conflict copies found. 1 merged. 1 left for you."), "{said}");
    assert!(said.contains("place: mine") && root.join(onedrive).exists(), "{said}");
    assert!(!root.join(copy).exists());
    let kept = text(&root, ".chairside/merged/trackers-executive.sync-conflict-20261203-104200-ABCDEFG.yaml");
    assert!(kept.contains("Act 21 of Sam"));
    let merged = chairside::files::tracker::load(&text(&root, TRACKER)).value.unwrap();
    assert_eq!(merged.actions.iter().filter(|a| a.what.starts_with("Act ")).count(), 40);

    let left = printed(&chairside(&["merge", "--copies", "-w", at]));
    assert!(left.contains("1 conflict copy found. None can be merged without you."), "{left}");
    assert!(!left.contains("--yes"), "{left}");
    // One that nobody can read is a copy all the same, and what to do about it is said.
    fs::write(root.join(onedrive), format!("\t{}", meeting.replace('\n', "\n\t"))).unwrap();
    let left = printed(&chairside(&["merge", "--copies", "-w", at]));
    assert!(
        left.contains("1 conflict copy found") && left.contains("The copy cannot be read: line 2: a tab"),
        "{left}"
    );
    let checked = printed(&chairside(&["check", "-w", at]));
    assert!(
        checked.contains("(left by OneDrive or SharePoint, LAPTOP-JO), and it cannot be read:"),
        "{checked}"
    );
    assert!(checked.contains("put that right in an editor"), "{checked}");
    fs::remove_file(root.join(onedrive)).unwrap();
    assert_clean(&root);
    assert_eq!(chairside(&["merge", "--copies", "--yes", "-w", at]).status.code(), Some(0));
}

#[test]
fn what_git_leaves_with_a_branch_after_the_ending_is_found_and_merged() {
    let (_folder, root) = demo();
    let at = root.to_str().unwrap();
    let base = text(&root, TRACKER);
    add(&root, 51..53, "Sam");
    let copy = "trackers/executive.yaml~feature_x";
    fs::rename(root.join(TRACKER), root.join(copy)).unwrap();
    fs::write(root.join(TRACKER), &base).unwrap();
    let checked = printed(&chairside(&["check", "-w", at]));
    let said = "this is a conflict copy of trackers/executive.yaml (left by git, branch feature_x)";
    assert!(checked.contains(said), "{checked}");
    let done = chairside(&["merge", "--copies", "--yes", "-w", at]);
    assert!(done.status.success(), "{}", printed(&done));
    assert!(text(&root, TRACKER).contains("Act 52 of Sam") && !root.join(copy).exists());
    assert!(text(&root, ".chairside/merged/trackers-executive.yaml~feature_x").contains("Act 52 of Sam"));
    assert_clean(&root);
}

#[test]
fn a_copy_of_every_file_there_is_is_found_and_merged() {
    let (_folder, root) = whole_demo();
    let run = |args: &[&str]| said_on(&root, "2026-12-03", args, 0);
    run(&["inspection", "new", "2026-front-door", "--theme", "The front door"]);
    run(&["rapid-review", "new", "--child", "Child A", "--aware", "2026-11-30"]);
    run(&["audit", "programme", "begin", "--from", "2026-04"]);
    for (path, holds) in [
        (places::NAMES, "schema: 1\nnames: []\n"),
        (places::VIEWS, "schema: 1\nviews:\n  - {name: Mine, find: '@jo'}\n"),
    ] {
        fs::write(root.join(path), holds).unwrap();
    }
    let all = yaml_files(&root);
    assert!(all.len() > 60, "{}", all.len());
    for (nth, path) in all.iter().enumerate() {
        let stem = path.strip_suffix(".yaml").unwrap();
        let copy = match nth % 4 {
            0 => format!("{stem}-LAPTOP-JO.yaml"),
            1 => format!("{stem} (1).yaml"),
            2 => format!("{stem} - Copy.yaml"),
            _ => format!("{stem}-LAPTOP-JO-2.yaml"),
        };
        fs::write(root.join(copy), text(&root, path) + "# seen on the laptop\n").unwrap();
    }
    let at = root.to_str().unwrap();
    let done = chairside(&["merge", "--copies", "--yes", "-w", at]);
    let said = printed(&done);
    let found = format!("{0} conflict copies found. {0} merged. 0 left for you.", all.len());
    assert!(done.status.success() && said.contains(&found), "{said}");
    assert_eq!(yaml_files(&root), all);
    for path in &all {
        assert!(text(&root, path).ends_with("# seen on the laptop\n"), "{path}");
    }
    assert_clean(&root);
}

/// The YAML files of a workspace, by path, without those the program keeps for itself.
fn yaml_files(root: &Path) -> Vec<String> {
    let raw = chairside::runtime::disk::read_workspace(root).unwrap();
    raw.files.into_iter().map(|file| file.path).collect()
}

#[test]
fn the_driver_keeps_to_what_git_expects() {
    let (_folder, root) = demo();
    let place = |name: &str| root.join(name).to_str().unwrap().to_owned();
    let files = [place("base"), place("ours"), place("theirs")];
    let write =
        |texts: [&str; 3]| files.iter().zip(texts).for_each(|(file, text)| fs::write(file, text).unwrap());
    let run = |more: &[&str]| {
        let args: Vec<&str> = ["merge"]
            .into_iter()
            .chain(files.iter().map(String::as_str))
            .chain(more.iter().copied())
            .collect();
        chairside(&args)
    };
    write(["a: 1\nb: 1\n", "a: 2\nb: 1\n", "a: 1\nb: 2\n"]);
    assert_eq!(printed(&run(&["--print"])), "a: 2\nb: 2\n");
    assert_eq!(text(&root, "ours"), "a: 2\nb: 1\n");
    assert_eq!(run(&[]).status.code(), Some(0));
    assert_eq!(text(&root, "ours"), "a: 2\nb: 2\n");
    write(["a: 1\n", "a: 2\n", "a: 3\n"]);
    let clash = run(&[]);
    assert_eq!((clash.status.code(), clash.stdout.len()), (Some(1), 0));
    assert!(printed(&clash).contains("a: mine 2, theirs 3 (it was 1)"), "{}", printed(&clash));
    assert_eq!(text(&root, "ours"), "a: 2\n# chairside: a: theirs was 3, keep one and delete this line\n");
    write(["a: 1\n", "a: [\n", "a: 3\n"]);
    assert_eq!(run(&[]).status.code(), Some(1));
    assert_eq!(text(&root, "ours"), "<<<<<<< mine\na: [\n=======\na: 3\n>>>>>>> theirs\n");
    assert_eq!(chairside(&["merge", &files[0]]).status.code(), Some(2));
    assert_eq!(chairside(&["merge"]).status.code(), Some(2));
    assert_eq!(chairside(&["merge", "--yes"]).status.code(), Some(2));
}

/// Everything the demonstration's meeting has to settle before it ends.
const DECIDES: &str = "press g\ntype 3\npress enter y g\ntype 6\npress enter d 1 enter g\ntype 11\npress enter d 6 \
                       enter g\ntype 13\npress enter f enter\ntype Nothing goes up this time.\npress enter\n";

#[test]
fn a_number_that_somebody_gave_in_the_tracker_during_a_meeting_stays_theirs() {
    let (folder, root) = demo();
    let at = root.to_str().unwrap();
    let play = |now: &str, script: &str| {
        let place = folder.path().join("script");
        fs::write(&place, script).unwrap();
        let place = place.to_str().unwrap();
        printed(&chairside(&["-w", at, "--now", now, "meet", "executive-2026-12-03", "--script", place]))
    };
    let action = "type ahelen book a room by 11 dec\npress enter\n";
    play("2026-12-03T10:00:00+00:00", &format!("press space o A o\n{action}expect EXEC-26-021\n{DECIDES}"));
    add(&root, 21..22, "the business manager");
    let end = "press E y\nexpect EXEC-26-021 is EXEC-26-022, for its number was given\n";
    let said = play("2026-12-03T12:00:00+00:00", end);
    let now = text(&root, TRACKER);
    assert!(now.contains("aka: [EXEC-26-021]"), "{said}\n{now}");
    let minutes = text(&root, "meetings/executive-2026-12-03/minutes.md");
    assert!(minutes.contains("EXEC-26-022"), "{minutes}");
    assert!(!minutes.contains("EXEC-26-021"), "{minutes}");
    assert_clean(&root);
    let trail = printed(&chairside(&["-w", at, "trail", "executive-2026-12-03"]));
    assert!(trail.contains("its number was given in the tracker already"), "{trail}");
}

#[test]
fn two_entries_for_one_person_become_one_and_can_be_two_again() {
    let (_folder, root) = demo();
    let twice = "  - {id: p-nowen2, name: Nia Owens, initials: NXO, post: icb-dsp, from: 2023-04-01}\n";
    let before = text(&root, "partnership.yaml").replacen("people:\n", &format!("people:\n{twice}"), 1);
    fs::write(root.join("partnership.yaml"), &before).unwrap();
    let at = root.to_str().unwrap();
    let merge = |more: &[&str]| {
        printed(&chairside(&[&["-w", at, "people", "merge", "p-nowen", "p-nowen2"], more].concat()))
    };
    let said = merge(&[]);
    let goes =
        "Gone: the entry p-nowen2: the name Nia Owens, for it stays Nia Owen; the initials NXO, for they";
    assert!(said.contains(goes) && said.contains("add --yes"), "{said}");
    assert!(said.contains("of p-nowen2: found by p-nowen2 too; from Sat 1 Apr 2023"), "{said}");
    assert!(said.contains("No other file names p-nowen2."), "{said}");
    let tracker = text(&root, TRACKER);
    fs::write(root.join(TRACKER), tracker.replacen("lead: icb-dsp", "lead: p-nowen2", 1)).unwrap();
    let naming = merge(&[]);
    let line = 1 + text(&root, TRACKER).lines().position(|line| line.contains("p-nowen2")).unwrap();
    assert!(naming.contains(&format!("  trackers/executive.yaml, line {line}\n")), "{naming}");
    assert!(naming.contains("Other files name p-nowen2, are left as they are, and mean p-nowen"), "{naming}");
    fs::write(root.join(TRACKER), tracker).unwrap();
    assert_eq!(text(&root, "partnership.yaml"), before);
    let said = merge(&["--yes"]);
    assert!(said.contains("partnership.yaml is changed, and no other file"), "{said}");
    assert!(text(&root, "partnership.yaml").contains("aka: [p-nowen2]"));
    let found =
        |who: &str| printed(&chairside(&["-w", at, "--now", "2026-12-03T10:00:00+00:00", "actions", who]));
    assert!(found("@p-nowen2").contains("EXEC-26-"), "{}", found("@p-nowen2"));
    assert_eq!(found("@p-nowen2"), found("@p-nowen"));
    assert_clean(&root);
    printed(&chairside(&["-w", at, "restore", "partnership.yaml", "1", "--yes"]));
    assert_eq!(text(&root, "partnership.yaml"), before);
}

#[test]
fn an_original_that_was_emptied_or_broken_is_named_with_the_copy_that_is_left_and_nothing_is_merged() {
    for broken in [&b""[..], b"\0\0\0\0", b"schema: 1\nid: [\n", b"\xff\xfe\x00"] {
        for name in ["executive-LAPTOP-JO", "executive-jo-laptop", "executive [Conflict]", "executive~HEAD"] {
            let (_folder, root) = demo();
            let copy = format!("trackers/{name}.yaml");
            let whole = text(&root, TRACKER);
            fs::write(root.join(&copy), &whole).unwrap();
            fs::write(root.join(TRACKER), broken).unwrap();
            let at = root.to_str().unwrap();
            let merged = chairside(&["merge", "--copies", "--yes", "-w", at]);
            let said = printed(&merged);
            assert_eq!(merged.status.code(), Some(1), "{said}");
            assert!(said.contains("The copy may be all that is left of it, so nothing is merged"), "{said}");
            assert!(said.contains("chairside restore trackers/executive.yaml"), "{said}");
            assert!(fs::read(root.join(TRACKER)).unwrap() == broken && text(&root, &copy) == whole);
            let checked = printed(&chairside(&["check", "-w", at]));
            assert!(
                checked.contains("this copy may be all that is left: move trackers/executive.yaml"),
                "{checked}"
            );
            let names = format!("and {copy} beside it is a conflict copy of it");
            assert!(checked.contains(&names) && !checked.contains("the file has another name"), "{checked}");
            // As it says: the file out of the way and the copy by its name.
            fs::rename(root.join(&copy), root.join(TRACKER)).unwrap();
            assert_clean(&root);
        }
    }
}
