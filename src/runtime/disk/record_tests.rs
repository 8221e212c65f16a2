//! Tests of the record worker, on real folders and on small file systems that really fail.

use super::super::{Root, read::names, tiny::Tiny};
use super::*;
use crate::effect::{Cause, Doing, Effect, Reply};
use std::process::Command;
use tempfile::{TempDir, tempdir};

const FOLDER: &str = "meetings/executive/journal";

fn recorder(folder: &Path) -> Recorder {
    Recorder::new(Root::new(folder), None, "jo-laptop".to_owned())
}

fn opened(folder: &Path) -> Recorder {
    let mut recorder = recorder(folder);
    recorder.open(&"executive".into()).unwrap();
    recorder
}

fn workspace() -> TempDir {
    tempdir().unwrap()
}

fn text(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(FOLDER).join(name)).unwrap()
}

fn journals(folder: &Path) -> Vec<String> {
    names(&folder.join(FOLDER)).into_iter().filter(|name| is_journal(name)).collect()
}

#[test]
fn lines_are_added_and_read_again() {
    let folder = workspace();
    let mut first = recorder(folder.path());
    let nothing = first.open(&"executive".into()).unwrap();
    assert_eq!(
        (nothing.writer.as_str(), nothing.journals.len(), nothing.draft.as_str()),
        ("jo-laptop", 0, "")
    );
    first.append("one\n").unwrap();
    first.append("two\n").unwrap();
    first.keep_draft("half a sen").unwrap();
    drop(first);
    let mut second = recorder(folder.path());
    let found = second.open(&"executive".into()).unwrap();
    assert_eq!(found.draft, "half a sen");
    let [journal] = &found.journals[..] else { panic!("{found:?}") };
    assert_eq!(
        (journal.path.as_str(), &journal.bytes[..]),
        ("meetings/executive/journal/jo-laptop.jsonl", &b"one\ntwo\n"[..])
    );
    second.append("three\n").unwrap();
    second.keep_draft("").unwrap();
    assert_eq!(text(folder.path(), "jo-laptop.jsonl"), "one\ntwo\nthree\n");
    assert_eq!(names(&folder.path().join(FOLDER)), ["jo-laptop.jsonl", "jo-laptop.lock"]);
}

#[cfg(unix)]
#[test]
fn journals_and_drafts_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = workspace();
    let mut recorder = opened(folder.path());
    recorder.append("one\n").unwrap();
    recorder.keep_draft("typing").unwrap();
    for name in names(&folder.path().join(FOLDER)) {
        let mode = folder.path().join(FOLDER).join(&name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn two_programs_write_two_journals_and_read_both() {
    let folder = workspace();
    let mut first = opened(folder.path());
    first.append("one\n").unwrap();
    let mut second = recorder(folder.path());
    let found = second.open(&"executive".into()).unwrap();
    assert_eq!((found.writer.as_str(), found.journals.len()), ("jo-laptop-2", 1));
    second.append("uno\n").unwrap();
    first.append("two\n").unwrap();
    assert_eq!(journals(folder.path()), ["jo-laptop-2.jsonl", "jo-laptop.jsonl"]);
    assert_eq!(text(folder.path(), "jo-laptop.jsonl"), "one\ntwo\n");
    assert_eq!(text(folder.path(), "jo-laptop-2.jsonl"), "uno\n");
}

#[test]
fn looking_in_leaves_nothing_behind() {
    let folder = workspace();
    drop(opened(folder.path()));
    assert_eq!(names(&folder.path().join("meetings")), [""; 0]);
    let mut moving = opened(folder.path());
    moving.open(&"other".into()).unwrap();
    assert_eq!(names(&folder.path().join("meetings")), ["other"]);
}

#[test]
fn a_line_after_a_torn_one_begins_on_its_own() {
    let folder = workspace();
    fs::create_dir_all(folder.path().join(FOLDER)).unwrap();
    fs::write(folder.path().join(FOLDER).join("jo-laptop.jsonl"), "one\ntw").unwrap();
    let mut recorder = opened(folder.path());
    recorder.append("two\n").unwrap();
    recorder.append("three\n").unwrap();
    assert_eq!(text(folder.path(), "jo-laptop.jsonl"), "one\ntw\ntwo\nthree\n");
}

#[test]
fn the_last_of_several_files_is_gone_on_with() {
    let folder = workspace();
    fs::create_dir_all(folder.path().join(FOLDER)).unwrap();
    for name in [
        "jo-laptop.jsonl",
        "jo-laptop.2.jsonl",
        "jo-laptop.10.jsonl",
        "jo-laptop-2.11.jsonl",
        "jo-laptop.x.jsonl",
    ] {
        fs::write(folder.path().join(FOLDER).join(name), "old\n").unwrap();
    }
    let mut recorder = recorder(folder.path());
    assert_eq!(recorder.open(&"executive".into()).unwrap().journals.len(), 5);
    recorder.append("new\n").unwrap();
    assert_eq!(text(folder.path(), "jo-laptop.10.jsonl"), "old\nnew\n");
}

#[test]
fn ids_that_are_paths_are_refused() {
    let folder = workspace();
    for id in ["../x", "a/b", "..", "", "a\\b"] {
        assert!(recorder(folder.path()).open(&id.into()).is_err(), "{id}");
    }
    assert!(recorder(folder.path()).append("one\n").is_err(), "nothing is open");
}

#[cfg(unix)]
#[test]
fn a_journal_that_is_a_link_out_of_the_workspace_is_refused() {
    let (folder, other) = (workspace(), workspace());
    fs::create_dir_all(folder.path().join(FOLDER)).unwrap();
    let mut recorder = opened(folder.path());
    let target = other.path().join("target");
    fs::write(&target, "").unwrap();
    std::os::unix::fs::symlink(&target, folder.path().join(FOLDER).join("jo-laptop.jsonl")).unwrap();
    assert!(recorder.append("one\n").is_err());
    std::os::unix::fs::symlink(&target, folder.path().join(FOLDER).join("jo-laptop.draft.tmp")).unwrap();
    recorder.keep_draft("typing").unwrap();
    assert_eq!(fs::read_to_string(target).unwrap(), "");
}

#[cfg(unix)]
#[test]
fn a_journal_that_is_a_link_to_a_file_of_the_workspace_is_not_added_to() {
    let folder = workspace();
    fs::create_dir_all(folder.path().join(FOLDER)).unwrap();
    let tracker = folder.path().join("executive.yaml");
    fs::write(&tracker, "actions:\n").unwrap();
    let mut recorder = opened(folder.path());
    std::os::unix::fs::symlink(&tracker, folder.path().join(FOLDER).join("jo-laptop.jsonl")).unwrap();
    let why = recorder.append("one\n").unwrap_err().to_string();
    assert_eq!(why, "jo-laptop.jsonl is a link, and nothing was written to it");
    assert_eq!(fs::read_to_string(tracker).unwrap(), "actions:\n");
}

/// `/dev/full` takes nothing: the one disk that is full for everybody.
#[cfg(target_os = "linux")]
#[test]
fn after_a_failed_write_the_next_line_goes_to_a_new_file() {
    let folder = workspace();
    let mut recorder = opened(folder.path());
    recorder.append("one\n").unwrap();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    recorder.open[0].1.file.as_mut().unwrap().file = full;
    let line = |seq, line: &str| Effect::Append { seq, line: line.to_owned() };
    let refused = super::super::record(&mut recorder, &line(2, "two\n"));
    let Some(Reply::Failed(fault)) = refused else { panic!("{refused:?}") };
    assert_eq!((fault.doing, fault.cause), (Doing::Recording, Cause::Full));
    assert_eq!(fault.path, "meetings/executive/journal/jo-laptop.jsonl");
    assert_eq!(super::super::record(&mut recorder, &line(2, "two\n")), Some(Reply::Appended(2)));
    recorder.append("three\n").unwrap();
    assert_eq!(text(folder.path(), "jo-laptop.jsonl"), "one\n");
    assert_eq!(text(folder.path(), "jo-laptop.2.jsonl"), "two\nthree\n");
    drop(recorder);
    opened(folder.path()).append("four\n").unwrap();
    assert_eq!(text(folder.path(), "jo-laptop.2.jsonl"), "two\nthree\nfour\n");
}

#[test]
fn a_disk_that_keeps_failing_does_not_fill_with_files() {
    let folder = workspace();
    let mut recorder = opened(folder.path());
    recorder.append("one\n").unwrap();
    for _ in 0..10 {
        let place = folder.path().join(FOLDER);
        let writing = &mut recorder.open[0].1;
        let mut part = match writing.file.take() {
            Some(part) => part,
            None => writing.next_part(&place).unwrap(),
        };
        // As after a sync that failed: something is in the file, and nothing was acknowledged.
        part.file.write_all(b"tw").unwrap();
        writing.give_up(part);
        assert!(journals(folder.path()).len() <= 2, "{:?}", journals(folder.path()));
    }
    recorder.append("two\n").unwrap();
    assert_eq!(text(folder.path(), "jo-laptop.jsonl"), "one\ntw");
    let all: String = journals(folder.path()).iter().map(|name| text(folder.path(), name)).collect();
    assert!(all.contains("two\n"), "{all}");
}

#[test]
fn on_a_full_disk_nothing_acknowledged_is_lost_and_recording_goes_on_when_there_is_room() {
    let Some(tiny) = Tiny::mount(64, "on_a_full_disk") else { return };
    let mut recorder = opened(tiny.path());
    let line = |n: u32| format!("{n} {}\n", "x".repeat(700));
    let mut kept = 0;
    let why = loop {
        match recorder.append(&line(kept + 1)) {
            Ok(()) => kept += 1,
            Err(why) => break why,
        }
    };
    assert_eq!(why.kind(), io::ErrorKind::StorageFull);
    for _ in 0..5 {
        assert!(recorder.append(&line(kept + 1)).is_err());
        assert!(journals(tiny.path()).len() <= 2, "{:?}", journals(tiny.path()));
    }
    assert!(recorder.keep_draft("typing").is_err(), "no room for that either");
    let done = Command::new("mount").args(["-o", "remount,size=128k"]).arg(tiny.path()).status().unwrap();
    assert!(done.success());
    recorder.append(&line(kept + 1)).unwrap();
    let all: String = journals(tiny.path()).iter().map(|name| text(tiny.path(), name)).collect();
    for n in 1..=kept + 1 {
        assert!(all.contains(&line(n)), "line {n} of {kept}");
    }
}

#[test]
fn a_folder_that_can_only_be_read_opens_and_says_so_at_the_first_line() {
    let Some(tiny) = Tiny::mount(64, "a_folder_that_can_only_be_read") else { return };
    opened(tiny.path()).append("one\n").unwrap();
    tiny.read_only(true);
    let mut recorder = recorder(tiny.path());
    let found = recorder.open(&"executive".into()).unwrap();
    assert_eq!((found.writer.as_str(), found.journals.len()), ("jo-laptop", 1));
    let effect = Effect::Append { seq: 2, line: "two\n".to_owned() };
    let refused = super::super::record(&mut recorder, &effect);
    let Some(Reply::Failed(fault)) = refused else { panic!("{refused:?}") };
    assert_eq!(fault.cause, Cause::ReadOnly);
    tiny.read_only(false);
    assert_eq!(super::super::record(&mut recorder, &effect), Some(Reply::Appended(2)));
    assert_eq!(text(tiny.path(), "jo-laptop.jsonl"), "one\ntwo\n");
}

/// The same for somebody without rights, where tests are not run as an administrator.
#[cfg(unix)]
#[test]
fn a_folder_without_permission_opens_and_says_so_at_the_first_line() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = workspace();
    opened(folder.path()).append("one\n").unwrap();
    let place = folder.path().join(FOLDER);
    let mode = |place: &Path, mode| fs::set_permissions(place, fs::Permissions::from_mode(mode)).unwrap();
    for name in names(&place) {
        mode(&place.join(name), 0o400);
    }
    mode(&place, 0o500);
    if File::create(place.join("may")).is_ok() {
        // An administrator may write anywhere; the read-only file system above stands in.
        let _ = io::stderr().write_all(b"SKIPPED a_folder_without_permission: run as an administrator\n");
        return;
    }
    let mut recorder = recorder(folder.path());
    assert_eq!(recorder.open(&"executive".into()).unwrap().journals.len(), 1);
    assert_eq!(recorder.append("two\n").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
    mode(&place, 0o700);
}
