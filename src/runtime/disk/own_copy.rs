//! This computer's own copy of what is recorded in a workspace: a folder of this user's, laid out like the workspace,
//! that holds journals only. What is in it is beside the meetings too as soon as those can be reached.

use super::private_file;
use super::root::Root;
use super::writer::here;
use crate::runtime::place;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What tells people which workspace a folder of ours is for.
const WHERE: &str = "workspace.txt";

/// The own copy for a workspace; nothing where this user has no place to keep one.
pub fn own_copy(root: &Root) -> Option<Root> {
    made(root, &place::private_folder().ok()?).ok()
}

/// Our folder for a workspace. It goes by where the workspace really is; and, when that cannot be reached, by what it
/// was called when it could.
fn made(root: &Root, state: &Path) -> io::Result<Root> {
    let all = state.join("journals");
    let called = root.called()?;
    let Ok(real) = root.real() else {
        let folders = fs::read_dir(&all)?.flatten().map(|entry| entry.path());
        let known = folders.into_iter().find(|folder| names(folder).contains(&called));
        return known.map(|folder| Root::new(&folder)).ok_or_else(|| io::ErrorKind::NotFound.into());
    };
    let folder = all.join(key(&real));
    place::make_private(&folder)?;
    let mut known = names(&folder);
    let before = known.len();
    for name in [real, called] {
        if !known.contains(&name) {
            known.push(name);
        }
    }
    if known.len() > before {
        let lines: Vec<String> = known.iter().map(|name| format!("{}\n", name.display())).collect();
        private_file(&folder.join(WHERE), lines.concat().as_bytes())?;
    }
    Ok(Root::new(&folder))
}

/// What the workspace of one of our folders has been called.
fn names(folder: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(folder.join(WHERE)).unwrap_or_default();
    text.lines().map(PathBuf::from).collect()
}

/// The workspace called like this in which something was last left unfinished, other than this one: lines that are in no file yet, or
/// acts where what they were to come to is not there.
pub fn left_unfinished(called: &str, but: &Path, finished: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    unfinished(&place::private_folder().ok()?, called, but, finished)
}

fn unfinished(state: &Path, called: &str, but: &Path, finished: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let is = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(called));
    let mut last: Option<(SystemTime, PathBuf)> = None;
    for folder in fs::read_dir(state.join("journals")).ok()?.flatten().map(|entry| entry.path()) {
        let names = names(&folder);
        let there = names.iter().find(|path| is(path) && path.is_dir());
        let Some(workspace) = there.filter(|_| names.iter().all(|path| path != but)).cloned() else {
            continue;
        };
        let kept = written(&folder, if finished(&workspace) { &["draft"] } else { &["draft", "jsonl"] });
        let newer = kept.filter(|at| last.as_ref().is_none_or(|(before, _)| at > before));
        last = newer.map(|at| (at, workspace)).or(last);
    }
    last.map(|(_, workspace)| workspace)
}

/// When a file with one of these endings was last written below a folder.
fn written(folder: &Path, endings: &[&str]) -> Option<SystemTime> {
    let ends = |path: &Path| path.extension().is_some_and(|end| endings.iter().any(|one| end == *one));
    let entries = fs::read_dir(folder).ok()?.flatten();
    let at = |entry: fs::DirEntry| match entry.file_type().ok()? {
        kind if kind.is_dir() => written(&entry.path(), endings),
        _ if ends(&entry.path()) => entry.metadata().ok()?.modified().ok(),
        _ => None,
    };
    entries.filter_map(at).max()
}

/// A folder's name for a workspace's place: readable, and different for every place.
fn key(workspace: &Path) -> String {
    let whole = workspace.to_string_lossy().into_owned();
    let back: String = whole.chars().rev().collect();
    let name = workspace.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect();
    format!("{name}-{:08x}{:08x}", crc32fast::hash(whole.as_bytes()), crc32fast::hash(back.as_bytes()))
}

/// The name this program would like to write under: who on which machine, such as `jo-laptop_7f3a`. The end tells
/// machines apart whose users and names are called the same, for those must not write to one file.
pub fn writer() -> String {
    let name = here();
    installation().map_or(name.clone(), |ours| format!("{name}_{ours}"))
}

/// This installation, in four letters or digits that stay the same.
fn installation() -> Option<String> {
    let file: PathBuf = place::private_folder().ok()?.join("installation");
    if let Ok(known) = fs::read_to_string(&file) {
        let known = known.trim();
        if known.len() == 4 && known.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Some(known.to_owned());
        }
    }
    let made = place::four_random();
    private_file(&file, made.as_bytes()).ok()?;
    // Of two programs that start for the first time at once, the last one's is everybody's.
    fs::read_to_string(&file).ok().map(|known| known.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_workspace_has_a_folder_of_its_own_that_says_whose_it_is() {
        let (state, one, two) =
            (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let made = |place: &Path| made(&Root::new(place), state.path()).unwrap().real().unwrap();
        assert_ne!(made(one.path()), made(two.path()));
        assert_eq!(made(one.path()), made(one.path()));
        assert_eq!(names(&made(one.path()))[0], one.path().canonicalize().unwrap());
        assert!(key(Path::new("/home/jo/Our partnership: 2026")).starts_with("ourpartnership2026-"));
    }

    #[test]
    fn what_was_left_unfinished_is_found_while_its_folder_is_there() {
        let (state, all) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let begun = |name: &str, file: &str| {
            let place = all.path().join(name);
            fs::create_dir_all(&place).unwrap();
            let own = made(&Root::new(&place), state.path()).unwrap().real().unwrap();
            fs::write(own.join(file), "words").unwrap();
            place.canonicalize().unwrap()
        };
        let (one, here) = (begun("demo-1", "audits.draft"), begun("demo-2", "audits.draft"));
        begun("other", "audits.draft");
        let left = |but: &Path, finished: bool| unfinished(state.path(), "demo-", but, |_| finished);
        assert_eq!(left(&here, true), Some(one.clone()));
        assert_eq!((left(&one, true), left(&one, false)), (Some(here.clone()), Some(here.clone())));
        fs::remove_dir_all(&here).unwrap();
        let three = begun("demo-3", "jo.jsonl");
        assert_eq!((left(&one, true), left(&one, false)), (None, Some(three)));
        assert!(one.is_dir(), "nothing is taken away");
    }

    #[test]
    fn a_workspace_that_has_gone_keeps_its_folder() {
        let (state, gone) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let place = gone.path().join(".");
        let before = made(&Root::new(&place), state.path()).unwrap().real().unwrap();
        drop(gone);
        assert_eq!(made(&Root::new(&place), state.path()).unwrap().real().unwrap(), before);
    }
}
