//! Every command that writes, under the eyes of strace: calls that change a file fail one by one, and after each every
//! file is the old one or the new one, whole, and what was not written is not called written.

use crate::replacing::strace_is_here;
use crate::workspaces::{chairside, demo, init, printed, said_on, text, whole_demo};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The calls that change a file.
const CALLS: &str =
    "write,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,ftruncate,fchmod";
/// So many refusals of each command are tried, so that all of them take seconds.
const MOST: usize = 12;

/// How each call may fail.
fn refusals(call: &str) -> &'static [&'static str] {
    match call {
        "write" => &["error=ENOSPC", "error=EIO", "error=EDQUOT", "retval=0"],
        "fsync" | "fdatasync" => &["error=EIO", "error=ENOSPC"],
        "mkdir" => &["error=EACCES", "error=ENOSPC"],
        _ => &["error=EACCES", "error=EROFS", "error=EIO", "error=ENOSPC"],
    }
}

/// A workspace, and a command that changes files of it.
struct Writing {
    folder: TempDir,
    root: PathBuf,
    args: Vec<String>,
    old: BTreeMap<PathBuf, Vec<u8>>,
    new: BTreeMap<PathBuf, Vec<u8>>,
}

/// Every file of a workspace, with what it says.
fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut all, mut folders) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                all.insert(entry.clone(), fs::read(&entry).unwrap());
            }
        }
    }
    all
}

impl Writing {
    fn run(&self, options: &[&str]) -> Output {
        Command::new("strace")
            .args(["-f", "--seccomp-bpf", "-y", "-qq", "-e", &format!("trace={CALLS}")])
            .args(options)
            .args([env!("CARGO_BIN_EXE_chairside"), "-w", self.root.to_str().unwrap()])
            .args(&self.args)
            .env_clear()
            .envs([("LANG", "C.UTF-8"), ("TZ", "Europe/London")])
            .env("XDG_STATE_HOME", self.folder.path().join("state"))
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// The calls that change the workspace, those of files before those of versions and locks, with the number of each
    /// among those of its name and its thread.
    fn calls(&mut self) -> Vec<(String, usize, String)> {
        // What this computer keeps of its own is there from the first run on.
        self.run(&["-o", "/dev/null"]);
        self.put_back();
        let log = self.folder.path().join("calls");
        let done = self.run(&["-o", log.to_str().unwrap()]);
        assert!(done.status.success(), "{:?}: {}", self.args, printed(&done));
        self.new = files(&self.root);
        assert!(self.new != self.old, "{:?} changes nothing: {}", self.args, printed(&done));
        self.put_back();
        let log = fs::read_to_string(log).unwrap();
        let (mut numbers, mut found) = (HashMap::new(), Vec::new());
        for line in log.lines() {
            let mut words = line.split_whitespace();
            let (Some(thread), Some((name, _))) =
                (words.next(), words.next().and_then(|w| w.split_once('(')))
            else {
                continue;
            };
            let number = numbers.entry((thread, name)).and_modify(|n| *n += 1).or_insert(1);
            if line.contains(self.root.to_str().unwrap()) {
                found.push((name.to_owned(), *number, line.to_owned()));
            }
        }
        found.sort_by_key(|(.., line)| line.contains("/.chairside/"));
        found
    }

    /// Makes the workspace what it was before.
    fn put_back(&self) {
        let now = files(&self.root);
        for (path, held) in &self.old {
            if now.get(path) != Some(held) {
                fs::write(path, held).unwrap();
            }
        }
        for path in now.keys().filter(|path| !self.old.contains_key(*path)) {
            fs::remove_file(path).unwrap();
        }
    }

    /// What must hold after any refusal.
    #[track_caller]
    fn assert_whole(&self, output: &Output, what: &str) {
        let said = printed(output);
        let now = files(&self.root);
        // Earlier versions are named by the moment, and one that is half there is known by its name.
        let own = |path: &&PathBuf| path.starts_with(self.root.join(".chairside"));
        for path in self.old.keys().chain(self.new.keys()).chain(now.keys()).filter(|path| !own(path)) {
            let left = path.file_name().unwrap().to_string_lossy().starts_with(".chairside-");
            // Where taking a file away is what fails, one stays until the next time.
            if left && what.starts_with("unlink") {
                continue;
            }
            let (was, is) = (self.old.get(path), self.new.get(path));
            let now = now.get(path);
            assert!(now == was || now == is, "{what}: {} is neither\n{said}", path.display());
            assert!(
                !output.status.success() || now == is,
                "{what}: {} is not written\n{said}",
                path.display()
            );
        }
        if !output.status.success() {
            assert_eq!(output.status.code(), Some(1), "{what}: {said}");
            // Where nothing can be written any more, no word can either.
            assert!(
                !output.stderr.is_empty() || what.starts_with("write"),
                "{what}: it failed without a word"
            );
        }
    }

    fn sweep(mut self) {
        let calls = self.calls();
        let each = calls.iter().flat_map(|call| refusals(&call.0).iter().map(move |refusal| (call, refusal)));
        // Every call is refused in one way before any is in another.
        let mut each: Vec<_> = each.enumerate().collect();
        each.sort_by_key(|(_, ((name, ..), refusal))| refusals(name).iter().position(|one| one == *refusal));
        let mut points = 0;
        for (nth, ((name, number, line), refusal)) in each.into_iter().take(MOST) {
            // Once, or from then on.
            let mode = ["", "+"][nth % 2];
            let inject = format!("inject={name}:{refusal}:when={number}{mode}");
            let output = self.run(&["-o", "/dev/null", "-e", &inject]);
            self.assert_whole(&output, &format!("{name} {inject} {line}"));
            self.put_back();
            points += 1;
        }
        assert!(points >= 10, "{points} refusals only of {:?}", self.args);
    }
}

/// What a command comes to in a workspace, tried; nothing where calls cannot be made to fail.
fn writing((folder, root): (TempDir, PathBuf), args: &[&str]) -> Writing {
    let args = args.iter().map(|arg| (*arg).to_owned()).collect();
    let old = files(&root);
    Writing { folder, root, args, old, new: BTreeMap::new() }
}

#[test]
fn an_earlier_version_brought_back() {
    if !strace_is_here("an_earlier_version_brought_back") {
        return;
    }
    let (folder, root) = demo();
    let played = chairside(&["demo", "--keep", root.to_str().unwrap()]);
    assert!(played.status.success(), "{}", printed(&played));
    let _ = fs::remove_dir_all(root.join("audits"));
    writing((folder, root), &["restore", "trackers/executive.yaml", "1", "--yes"]).sweep();
}

#[test]
fn actions_taken_over_from_a_spreadsheet() {
    if !strace_is_here("actions_taken_over_from_a_spreadsheet") {
        return;
    }
    let (folder, root) = demo();
    let sheet = folder.path().join("log.csv");
    let rows = "Action,Lead,Due,Status\nBook a room for the learning event,Helen,11/12/2026,Not started\n";
    fs::write(&sheet, rows).unwrap();
    let sheet = sheet.to_str().unwrap().to_owned();
    let args = ["--today", "2026-12-03", "actions", "import", &sheet, "--tracker", "executive", "--yes"];
    writing((folder, root), &args).sweep();
}

#[test]
fn evidence_of_an_action() {
    if !strace_is_here("evidence_of_an_action") {
        return;
    }
    let args = ["--today", "2026-12-03", "actions", "evidence", "EXEC-26-017", "Signed by all three"];
    writing(demo(), &args).sweep();
}

#[test]
fn a_return_that_came_back() {
    if !strace_is_here("a_return_that_came_back") {
        return;
    }
    let (folder, root) = crate::audit_returns::packed();
    let Some(book) = crate::audit_returns::filled(&root, "school", "") else { return };
    let id = crate::audit_returns::ID;
    let args = ["--today", "2027-01-07", "audit", "collect", id, book.to_str().unwrap(), "--yes"];
    writing((folder, root), &args).sweep();
}

#[test]
fn what_a_panel_settled() {
    if !strace_is_here("what_a_panel_settled") {
        return;
    }
    let (folder, root) = whole_demo();
    let audit = fs::read_dir(root.join("audits")).unwrap().map(|entry| entry.unwrap().path());
    let audit =
        audit.into_iter().find(|path| path.join("panel/C1.yaml").exists()).expect("the demo has an audit");
    let id = audit.file_name().unwrap().to_str().unwrap().to_owned();
    let settle = ["settle", "core-lived-experience", "RI", "--because", "seen again"];
    let args = [&["--today", "2026-12-03", "audit", "panel", &id, "C1"], &settle[..]].concat();
    writing((folder, root), &args).sweep();
}

#[test]
fn a_step_of_a_rapid_review_and_a_piece_of_evidence() {
    if !strace_is_here("a_step_of_a_rapid_review_and_a_piece_of_evidence") {
        return;
    }
    let (folder, root) = init("south-gloucestershire");
    let said = |args: &[&str]| said_on(&root, "2026-11-26", args, 0);
    let review = ["--aware", "2026-11-20", "--notified", "2026-11-23", "--group", "cspr"];
    said(&[&["rapid-review", "new", "--child", "Child A"], &review[..]].concat());
    said(&["inspection", "new", "ready", "--theme", "The front door", "--kind", "front-door"]);
    let done = ["--today", "2026-11-26", "rapid-review", "done", "rr-2026-01", "asked", "--on", "2026-11-24"];
    let before = writing((folder, root), &done);
    let evidence = ["inspection", "evidence", "ready", "ev-training", "--from", "2026-11-02"];
    let evidence = [&["--today", "2026-11-26"], &evidence[..]].concat();
    let evidence = evidence.iter().map(|arg| (*arg).to_owned()).collect();
    let again = Writing {
        folder: tempfile::tempdir().unwrap(),
        root: before.root.clone(),
        args: evidence,
        old: before.old.clone(),
        new: BTreeMap::new(),
    };
    again.sweep();
    before.sweep();
}

#[test]
fn two_entries_for_one_person_become_one() {
    if !strace_is_here("two_entries_for_one_person_become_one") {
        return;
    }
    let (folder, root) = demo();
    let twice = "  - {id: p-nowen2, name: Nia Owens, initials: NXO, post: icb-dsp, from: 2023-04-01}\n";
    let before = text(&root, "partnership.yaml").replacen("people:\n", &format!("people:\n{twice}"), 1);
    fs::write(root.join("partnership.yaml"), before).unwrap();
    writing((folder, root), &["people", "merge", "p-nowen", "p-nowen2", "--yes"]).sweep();
}
