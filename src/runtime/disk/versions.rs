//! Earlier versions of files, in `.chairside/versions/PATH/`: kept before a file is replaced, thinned out, listed
//! and read. What they are called and which stay is in `files/version.rs`.
//!
//! A version is on the disk, its name too, before the file it was is replaced. It is written under its own name at
//! once, without a rename: one cut short by a power cut does not match the checksum in its name, and is left out.

use super::opening;
use super::own;
use super::read;
use super::root::{Root, content, sync_folder};
use crate::files::places;
use crate::files::version::{Version, superfluous};
use chrono::{DateTime, TimeDelta, Utc};
use std::cmp::Reverse;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// How deep the folders of versions are looked through.
const DEPTH: usize = 8;
/// A version longer than this was none of ours.
const LONGEST: u64 = 64 << 20;

/// Keeps what a file holds, and lets go of versions that need not be kept any longer. What is the newest version
/// already is not kept twice.
pub fn keep(root: &Root, path: &str, held: &[u8], now: DateTime<Utc>) -> io::Result<()> {
    let (place, path) = real(root, path)?;
    let folder = own::folder(root, &places::versions(&path))?;
    let mut versions = list(root, &path)?;
    let newest = versions.first();
    if newest
        .is_some_and(|newest| newest.holds(held) && text_of(root, &path, newest).is_ok_and(|t| t == held))
    {
        return Ok(());
    }
    // After a clock was put back the newest is still the last in line.
    let after = newest.map_or(now, |newest| newest.at + TimeDelta::milliseconds(1));
    let version = Version::new(now.max(after), &path, held);
    write(&folder, &version, &place, held)?;
    versions.insert(0, version);
    // One that stays too long harms nobody.
    for gone in superfluous(&versions, now.date_naive()) {
        let _ = fs::remove_file(folder.join(gone.name()));
    }
    Ok(())
}

fn write(folder: &Path, version: &Version, place: &Path, held: &[u8]) -> io::Result<()> {
    let kept = folder.join(version.name());
    let mut file = opening::new(&kept)?;
    let written = (|| {
        file.write_all(held)?;
        own::protect(&kept, &place.metadata()?, 0o600);
        file.sync_all()?;
        sync_folder(folder)
    })();
    if written.is_err() {
        let _ = fs::remove_file(kept);
    }
    written
}

/// The place of a file and its path with links followed, so that a file has one row of versions whatever it is
/// called by.
fn real(root: &Root, path: &str) -> io::Result<(PathBuf, String)> {
    let (place, real) = (root.inside(path)?, root.real()?);
    let parts = place.strip_prefix(&real).map_err(|_| content("it is a link that leaves the workspace"))?;
    let parts: Option<Vec<&str>> = parts.iter().map(|part| part.to_str()).collect();
    let parts = parts.ok_or_else(|| content("its name is not UTF-8"))?;
    let path = parts.join("/");
    Ok((place, path))
}

/// A file's versions, the newest first; none when it has none.
pub fn of(root: &Root, path: &str) -> io::Result<Vec<Version>> {
    list(root, &real(root, path)?.1)
}

fn list(root: &Root, path: &str) -> io::Result<Vec<Version>> {
    let entries = match fs::read_dir(root.inside(&places::versions(path))?) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut versions = Vec::new();
    for entry in entries {
        let entry = entry?;
        let found = entry.metadata()?;
        if found.is_file() {
            versions.extend(entry.file_name().to_str().and_then(|name| Version::named(name, found.len())));
        }
    }
    versions.sort_by_key(|version| Reverse((version.at, version.sum)));
    Ok(versions)
}

/// What a version holds.
pub fn text_of(root: &Root, path: &str, version: &Version) -> io::Result<Vec<u8>> {
    let (_, path) = real(root, path)?;
    let bytes = read::file(root, &format!("{}/{}", places::versions(&path), version.name()), LONGEST)?;
    if version.holds(&bytes) {
        Ok(bytes)
    } else {
        Err(content("it was damaged, or cut short by a power cut"))
    }
}

/// Every file that has versions, in order, with them.
pub fn all(root: &Root) -> io::Result<Vec<(String, Vec<Version>)>> {
    let mut found = Vec::new();
    // A workspace that has gone is no workspace without versions.
    root.real()?;
    walk(root, "", 0, &mut found)?;
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(found)
}

fn walk(root: &Root, path: &str, depth: usize, found: &mut Vec<(String, Vec<Version>)>) -> io::Result<()> {
    let folder = if path.is_empty() { places::VERSIONS.to_owned() } else { places::versions(path) };
    let entries = match fs::read_dir(root.inside(&folder)?) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    let mut holds_versions = false;
    for entry in entries {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let below = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        if entry.file_type()?.is_dir() && depth < DEPTH {
            walk(root, &below, depth + 1, found)?;
        }
        holds_versions |= Version::named(&name, 0).is_some();
    }
    if holds_versions && !path.is_empty() {
        found.push((path.to_owned(), list(root, path)?));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::version::MOST;
    use tempfile::{TempDir, tempdir};

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn workspace() -> (TempDir, Root) {
        let folder = tempdir().unwrap();
        fs::create_dir(folder.path().join("trackers")).unwrap();
        fs::write(folder.path().join("trackers/a.yaml"), "now").unwrap();
        let root = Root::new(folder.path());
        (folder, root)
    }

    fn texts(root: &Root, path: &str) -> Vec<String> {
        let texts = of(root, path).unwrap().into_iter().map(|v| text_of(root, path, &v).unwrap());
        texts.map(|bytes| String::from_utf8(bytes).unwrap()).collect()
    }

    #[test]
    fn versions_come_back_newest_first_and_the_same_is_kept_once() {
        let (_folder, root) = workspace();
        let path = "trackers/a.yaml";
        assert_eq!((of(&root, path).unwrap(), all(&root).unwrap()), (vec![], vec![]));
        for (held, when) in [("one", "10:00"), ("two", "10:01"), ("two", "10:02"), ("one", "10:03")] {
            keep(&root, path, held.as_bytes(), at(&format!("2026-12-03T{when}:00Z"))).unwrap();
        }
        assert_eq!(texts(&root, path), ["one", "two", "one"]);
        let listed = all(&root).unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!((listed[0].0.as_str(), listed[0].1.len()), (path, 3));
    }

    #[test]
    fn a_clock_put_back_does_not_put_the_newest_behind() {
        let (_folder, root) = workspace();
        for (held, when) in [("one", "2027-01-01"), ("two", "2020-01-01"), ("three", "2020-01-01")] {
            keep(&root, "trackers/a.yaml", held.as_bytes(), at(&format!("{when}T09:00:00Z"))).unwrap();
        }
        assert_eq!(texts(&root, "trackers/a.yaml"), ["three", "two", "one"]);
    }

    #[test]
    fn they_are_bounded_and_only_versions_are_ever_let_go() {
        let (folder, root) = workspace();
        let theirs = folder.path().join(".chairside/versions/trackers/a.yaml/notes.yaml");
        for n in 0..200 {
            let held = format!("{n}");
            let now = at("2026-12-03T09:00:00Z") + TimeDelta::hours(n);
            keep(&root, "trackers/a.yaml", held.as_bytes(), now).unwrap();
            if n == 0 {
                fs::write(&theirs, "mine").unwrap();
            }
        }
        let kept = texts(&root, "trackers/a.yaml");
        assert!(
            kept.len() < MOST && kept[..10] == (190..200).rev().map(|n| n.to_string()).collect::<Vec<_>>()
        );
        assert_eq!(kept.last().unwrap(), "0", "the oldest of the month is there");
        assert!(theirs.exists());
    }

    #[test]
    fn one_that_was_cut_short_is_known_and_kept_again() {
        let (folder, root) = workspace();
        let path = "trackers/a.yaml";
        keep(&root, path, b"one, whole", at("2026-12-03T09:00:00Z")).unwrap();
        let version = of(&root, path).unwrap().remove(0);
        let place = folder.path().join(places::versions(path)).join(version.name());
        fs::write(&place, "one").unwrap();
        assert!(text_of(&root, path, &version).unwrap_err().to_string().contains("cut short"));
        keep(&root, path, b"one, whole", at("2026-12-03T09:00:01Z")).unwrap();
        assert_eq!(text_of(&root, path, &of(&root, path).unwrap()[0]).unwrap(), b"one, whole");
    }

    #[cfg(unix)]
    #[test]
    fn a_version_is_protected_as_its_file_and_found_by_any_of_its_names() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let (folder, root) = workspace();
        let real = folder.path().join("trackers/a.yaml");
        symlink("a.yaml", folder.path().join("trackers/link.yaml")).unwrap();
        for (mode, expected) in [(0o664, 0o660), (0o600, 0o600), (0o644, 0o640), (0o755, 0o640)] {
            fs::set_permissions(&real, fs::Permissions::from_mode(mode)).unwrap();
            keep(&root, "trackers/link.yaml", mode.to_string().as_bytes(), Utc::now()).unwrap();
            let version = of(&root, "trackers/a.yaml").unwrap().remove(0);
            let place = folder.path().join(places::versions("trackers/a.yaml")).join(version.name());
            assert_eq!(place.metadata().unwrap().permissions().mode() & 0o777, expected, "{mode:o}");
        }
        assert_eq!(of(&root, "trackers/link.yaml").unwrap().len(), 4);
    }
}
