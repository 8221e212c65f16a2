//! Folders of files for tests: made as a person makes them, read back as a person reads them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The built program, run to its end without a terminal.
pub fn chairside(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chairside"))
        .args(args)
        .env_clear()
        .envs([("LANG", "C.UTF-8"), ("TZ", "Europe/London")])
        .env("XDG_STATE_HOME", state(args, Path::new("/")))
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap()
}

/// Where a run with these arguments keeps its own copies: beside the workspace, so that runs on one workspace share
/// them as runs on one computer do, and nothing of a test stays on this one.
pub fn state(args: &[&str], cwd: &Path) -> PathBuf {
    let named = args.windows(2).find(|pair| ["-w", "--workspace", "--keep"].contains(&pair[0]));
    match named.and_then(|pair| Path::new(pair[1]).parent()) {
        Some(folder) => folder.join("state"),
        None if cwd == Path::new("/") => std::env::temp_dir().join("chairside-tests-state"),
        None => cwd.join(".state"),
    }
}

/// What is kept on this computer of lines of a kind that are being typed.
pub fn kept_line(root: &Path, name: &str) -> String {
    let state = state(&["-w", root.to_str().unwrap()], root);
    let mut all = String::new();
    let mut folders = vec![state];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path if path.file_name().is_some_and(|is| is == name) => {
                    all += &std::fs::read_to_string(path).unwrap_or_default();
                }
                _ => {}
            }
        }
    }
    all
}

/// What a run printed, errors after it.
pub fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// What a command prints in a workspace on a day, which ends with this status.
#[track_caller]
pub fn said_on(root: &Path, today: &str, args: &[&str], status: i32) -> String {
    let output = chairside(&[&["-w", root.to_str().unwrap(), "--today", today], args].concat());
    let said = printed(&output);
    assert_eq!(output.status.code(), Some(status), "{args:?}: {said}");
    said
}

/// A folder that goes away again; in memory where there is such a place, since every act is synced to the disk.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let quick = memory.is_dir().then(|| tempfile::tempdir_in(memory).ok()).flatten();
    quick.unwrap_or_else(|| tempfile::tempdir().unwrap())
}

/// A new workspace with the arrangements of this name, made by `chairside init`.
pub fn init(like: &str) -> (TempDir, PathBuf) {
    let folder = folder();
    let root = folder.path().join("partnership");
    let made = chairside(&["init", root.to_str().unwrap(), "--like", like]);
    assert!(made.status.success(), "{}", printed(&made));
    (folder, root)
}

/// A copy of the demonstration's files, without its audit.
pub fn demo() -> (TempDir, PathBuf) {
    let folder = folder();
    let root = folder.path().join("partnership");
    chairside::runtime::disk::write_new(&root, &demo_files()).unwrap();
    (folder, root)
}

/// The demonstration with its audit and what audits ask, as people get it.
pub fn whole_demo() -> (TempDir, PathBuf) {
    let folder = folder();
    let root = folder.path().join("partnership");
    chairside::runtime::disk::write_new(&root, &chairside::files::shipped::demo()).unwrap();
    (folder, root)
}

/// The demonstration's files, without its audit and what audits ask.
pub fn demo_files() -> Vec<chairside::files::shipped::Shipped> {
    let mut files = chairside::files::shipped::demo();
    files.retain(|(path, _)| !path.starts_with("audits/"));
    files
}

/// A file of the workspace.
#[track_caller]
pub fn text(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// The workspace checks clean: no error, no warning.
#[track_caller]
pub fn assert_clean(root: &Path) {
    let checked = chairside(&["check", "-w", root.to_str().unwrap()]);
    let said = printed(&checked);
    assert!(checked.status.success() && said.contains("0 errors, 0 warnings"), "{said}");
}

/// The same where made-up returns answer only what a test is about: what they lack is warned of, and nothing else.
#[track_caller]
pub fn assert_clean_but_for_returns(root: &Path) {
    let checked = chairside(&["check", "-w", root.to_str().unwrap()]);
    let said = printed(&checked);
    let other = |line: &&str| line.starts_with("warning: ") && !line.contains("/returns/");
    assert!(checked.status.success() && said.contains(" 0 errors, "), "{said}");
    assert_eq!(said.lines().find(other), None, "{said}");
}
