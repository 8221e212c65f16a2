//! Files are replaced whole, whatever the system refuses: calls of the real program fail one by one, and after each the
//! file is the old one or the new one, nothing lies beside it, and what was not written is not called written.

use crate::workspaces::{folder, printed, text};
use chairside::effect::Change;
use chairside::runtime::disk;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

const MEETING: &str = "executive-2026-12-03";
const MINUTES: &str = "meetings/executive-2026-12-03/minutes.md";
const BESIDE: &str = "meetings/executive-2026-12-03";

/// A played meeting whose minutes are of an earlier day, and what they are and will be.
struct Played {
    _folder: TempDir,
    root: PathBuf,
    old: String,
    new: String,
}

/// Whether calls can be made to fail here; where not, a loud word past the capture of the tests.
pub fn strace_is_here(test: &str) -> bool {
    let here =
        Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status().is_ok_and(|s| s.success());
    if !here {
        let said = format!("SKIPPED {test}: install strace to see calls fail\n");
        std::io::Write::write_all(&mut std::io::stderr(), said.as_bytes()).unwrap();
    }
    here
}

impl Played {
    /// Nothing, and a loud word past the capture of the tests, where calls cannot be made to fail.
    fn without_strace(test: &str) -> Option<Self> {
        if !strace_is_here(test) {
            return None;
        }
        let folder = folder();
        let root = folder.path().join("demo");
        let played = crate::workspaces::chairside(&["demo", "--keep", root.to_str().unwrap()]);
        assert!(played.status.success(), "{}", printed(&played));
        // Files that are read on the way each make points of their own, and those of the audit are many and alike.
        fs::remove_dir_all(root.join("audits")).unwrap();
        let new = text(&root, MINUTES);
        disk::change(&root, MINUTES, &Change::Document("# Of an earlier day\n".into())).unwrap();
        let old = text(&root, MINUTES);
        assert_ne!(old, new);
        Some(Self { _folder: folder, root, old, new })
    }

    /// The minutes are written anew, under the eyes of strace with these options.
    fn minutes(&self, options: &[&str]) -> Output {
        fs::write(self.root.join(MINUTES), &self.old).unwrap();
        let _ = fs::remove_dir_all(self.root.join(".chairside"));
        Command::new("strace")
            .args(["-f", "-y", "-qq"])
            .args(options)
            .args([env!("CARGO_BIN_EXE_chairside"), "-w", self.root.to_str().unwrap()])
            .args(["--now", "2026-12-03T12:00:00Z", "minutes", MEETING])
            .env_clear()
            .envs([("LANG", "C.UTF-8"), ("TZ", "Europe/London")])
            .env("XDG_STATE_HOME", self.root.with_extension("state"))
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// The calls that concern the workspace, in order, with the number of each among those of its name.
    fn calls(&self) -> Vec<(String, usize, String)> {
        // What this computer keeps of its own is there from the first run on.
        assert!(self.minutes(&["-o", "/dev/null"]).status.success());
        let log = self.root.with_extension("calls");
        let output = self.minutes(&["-o", log.to_str().unwrap()]);
        assert!(output.status.success(), "{}", printed(&output));
        assert_eq!(text(&self.root, MINUTES), self.new);
        let log = fs::read_to_string(log).unwrap();
        let root = self.root.to_str().unwrap();
        let mut numbers = std::collections::HashMap::new();
        let mut found = Vec::new();
        for line in log.lines() {
            let Some((name, _)) = line.split_whitespace().nth(1).and_then(|call| call.split_once('(')) else {
                continue;
            };
            let number = numbers.entry(name.to_owned()).and_modify(|n| *n += 1).or_insert(1);
            // The very first call starts the program itself.
            if line.contains(root) && name != "execve" {
                found.push((name.to_owned(), *number, line.to_owned()));
            }
        }
        found
    }

    /// What must hold after any refusal.
    #[track_caller]
    fn assert_whole(&self, output: &Output, what: &str) {
        let said = printed(output);
        let now = text(&self.root, MINUTES);
        assert!(now == self.old || now == self.new, "{what}: a mixture of {} bytes\n{said}", now.len());
        if output.status.success() {
            assert_eq!(now, self.new, "{what}: called written, and is not\n{said}");
        } else {
            assert_eq!(output.status.code(), Some(1), "{what}: {said}");
            // Where nothing can be written any more, no word can either.
            assert!(
                !output.stderr.is_empty() || what.starts_with("write"),
                "{what}: it failed without a word"
            );
        }
        let beside = fs::read_dir(self.root.join(BESIDE)).unwrap().map(|e| e.unwrap().file_name());
        let left: Vec<_> = beside.filter(|name| name.to_string_lossy().starts_with(".chairside-")).collect();
        // Where taking a file away is what fails, one stays until the next time.
        assert!(left.is_empty() || what.starts_with("unlink"), "{what}: {left:?} was left\n{said}");
    }
}

/// How each call may fail.
fn refusals(call: &str) -> &'static [&'static str] {
    match call {
        "write" => &["error=ENOSPC", "error=EIO", "error=EDQUOT", "retval=0"],
        "fsync" | "fdatasync" => &["error=EIO", "error=ENOSPC", "error=EDQUOT"],
        "rename" | "renameat" | "renameat2" => {
            &["error=EACCES", "error=EROFS", "error=EIO", "error=ENOSPC", "error=EDQUOT", "error=ESTALE"]
        }
        "openat" => &["error=EACCES", "error=EROFS"],
        "mkdir" => &["error=EACCES", "error=ENOSPC"],
        "flock" => &["error=ENOLCK"],
        "close" | "fcntl" | "readlink" | "getdents64" | "newfstatat" => &[],
        _ => &["error=EIO"],
    }
}

#[test]
fn whatever_call_fails_the_file_is_the_old_one_or_the_new_one() {
    let Some(played) = Played::without_strace("whatever_call_fails_the_file_is_the_old_one") else { return };
    let calls = played.calls();
    let mut points = 0;
    for (name, number, line) in &calls {
        let refusals = refusals(name);
        for (n, refusal) in refusals.iter().enumerate() {
            // Once, or from then on: the sweeps in `tests/faults` do both.
            let mode = ["", "+"][(n + number) % 2];
            let inject = format!("inject={name}:{refusal}:when={number}{mode}");
            let output = played.minutes(&["-o", "/dev/null", "-e", &inject]);
            played.assert_whole(&output, &format!("{name} {inject} {line}"));
            points += 1;
        }
    }
    assert!(points >= 60, "{points} refusals only: {calls:#?}");
}

#[test]
fn a_sync_that_failed_is_never_called_saved() {
    let Some(played) = Played::without_strace("a_sync_that_failed_is_never_called_saved") else { return };
    let syncs: Vec<_> = played.calls().into_iter().filter(|(name, ..)| name == "fsync").collect();
    let ours = |line: &str| line.contains(BESIDE) && !line.contains("/versions/");
    let (mut of_the_file, mut of_versions) = (0, 0);
    for (_, number, line) in &syncs {
        let inject = format!("inject=fsync:error=EIO:when={number}");
        let output = played.minutes(&["-o", "/dev/null", "-e", &inject]);
        assert_eq!(output.status.success(), !ours(line), "{line}: {}", printed(&output));
        if ours(line) {
            of_the_file += 1;
        } else {
            of_versions += 1;
            // The minutes are written all the same, and what could not be kept is said; the first of these is the
            // lock's alone.
            let kept = !line.contains("/.chairside");
            assert_eq!(printed(&output).contains("the earlier version could not be kept"), !kept, "{line}");
        }
    }
    assert!(of_the_file == 2 && of_versions >= 3, "the file and its folder are synced: {syncs:#?}");
}

#[test]
fn a_file_another_program_has_in_hand_is_tried_again() {
    let Some(played) = Played::without_strace("a_file_another_program_has_in_hand_is_tried_again") else {
        return;
    };
    let calls = played.calls();
    let (rename, ..) = calls.iter().find(|(name, ..)| name.starts_with("rename")).unwrap();
    for refusal in ["EBUSY", "EACCES", "ETXTBSY"] {
        let passing = format!("inject={rename}:error={refusal}:when=1..4");
        let output = played.minutes(&["-o", "/dev/null", "-e", &passing]);
        assert!(output.status.success(), "{refusal}: {}", printed(&output));
        played.assert_whole(&output, refusal);
        let lasting = format!("inject={rename}:error={refusal}:when=1+");
        let output = played.minutes(&["-o", "/dev/null", "-e", &lasting]);
        assert_eq!(output.status.code(), Some(1));
        played.assert_whole(&output, refusal);
        assert_eq!(text(&played.root, MINUTES), played.old);
        assert!(printed(&output).contains(MINUTES), "{}", printed(&output));
    }
}

#[test]
fn programs_that_make_one_file_at_once_have_one() {
    let folder = folder();
    let made = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for n in 0..8 {
            let (root, made) = (folder.path(), &made);
            scope.spawn(move || {
                disk::change(root, "a.yaml", &Change::Create(format!("{n}\n"))).unwrap();
                made.fetch_add(1, Ordering::SeqCst);
            });
        }
    });
    assert_eq!(made.into_inner(), 8);
    assert_eq!(text(folder.path(), "a.yaml").len(), 2);
}
