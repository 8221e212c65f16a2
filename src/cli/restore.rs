//! `chairside restore`: earlier versions of files, how they differ from what is there now, and bringing one back.

use super::args::Args;
use super::{Outcome, next, quoted, say};
use crate::base::stamp::{clock_face, long_date};
use crate::base::text::{clean, count};
use crate::effect::Change;
use crate::files::difference;
use crate::files::version::Version;
use crate::runtime::{disk, place};
use chrono::{DateTime, Utc};
use std::io::ErrorKind;
use std::path::Path;

pub(super) fn restore(args: &Args, file: Option<&str>, version: Option<&str>, yes: bool) -> Outcome {
    let root = super::workspace(args);
    let Some(file) = file else { return list_files(args, &root) };
    let path = named(&root, file);
    let versions = disk::versions_of(&root, &path).map_err(|e| format!("{path}: {e}"))?;
    if versions.is_empty() {
        return Err(format!(
            "no earlier version of {path} is kept: 'chairside restore' lists the files that have any"
        ));
    }
    let now = disk::read_now(&root, &path).map_err(|e| format!("{path}: {e}"))?;
    match version {
        None => {
            list_versions(args, &root, &path, &versions, now.as_deref());
            Ok(0)
        }
        Some(asked) => bring_back(args, &path, chosen(&versions, asked)?, now, yes),
    }
}

/// The path inside the workspace of a file named as people name it: as it is, from here, or in full.
fn named(root: &Path, file: &str) -> String {
    let plain = if cfg!(windows) { file.replace('\\', "/") } else { file.to_owned() };
    let whole =
        root.canonicalize().ok().and_then(|root| Path::new(file).strip_prefix(root).ok().map(Path::to_owned));
    let inside = whole.and_then(|inside| inside.to_str().map(|inside| inside.replace('\\', "/")));
    inside.unwrap_or_else(|| plain.strip_prefix("./").unwrap_or(&plain).to_owned())
}

fn list_files(args: &Args, root: &Path) -> Outcome {
    let files = disk::files_with_versions(root).map_err(|e| format!("{}: {e}", root.display()))?;
    if files.is_empty() {
        say("No earlier versions of files are kept here yet.");
    }
    for (path, versions) in &files {
        let newest = versions.first().map(|version| moment(version.at)).unwrap_or_default();
        let back = match root.join(path).symlink_metadata() {
            Err(why) if why.kind() == ErrorKind::NotFound => {
                format!("; MISSING: '{}' brings it back", brings_back(args, path))
            }
            _ => String::new(),
        };
        say(&clean(&format!(
            "{path}  {}, the newest of {newest}{back}",
            count(versions.len(), "version", "versions")
        )));
    }
    if !files.is_empty() {
        say(&format!("Next: '{}' lists the versions of one.", next(args, "restore FILE")));
    }
    Ok(0)
}

/// The command that brings a file that is missing back as it was last kept.
fn brings_back(args: &Args, path: &str) -> String {
    next(args, &format!("restore {} 1 --yes", quoted(path)))
}

/// The command that brings back a file that is not there; nothing where no version of it is kept that can be read.
pub(super) fn what_brings_back(args: &Args, root: &Path, path: &str) -> Option<String> {
    let versions = disk::versions_of(root, path).ok()?;
    disk::read_version(root, path, versions.first()?).ok()?;
    Some(brings_back(args, path))
}

fn list_versions(args: &Args, root: &Path, path: &str, versions: &[Version], now: Option<&str>) {
    say(&clean(path));
    for (number, version) in (1..).zip(versions) {
        let differs = match (disk::read_version(root, path, version), now) {
            (Err(why), _) => why.to_string(),
            (Ok(_), None) => "the file itself is not there now".to_owned(),
            (Ok(then), Some(now)) => difference::since(path, &then, now),
        };
        let (at, size) = (moment(version.at), size(version.bytes));
        say(&clean(&format!("{number:>3}  {at}  {size:>9}  {}  {differs}", short_name(version))));
    }
    say(&format!(
        "Next: '{}' shows how one differs from the file as it is now.",
        next(args, "restore FILE NUMBER")
    ));
}

/// The version meant by its number in the list, or by the beginning of its name.
fn chosen<'a>(versions: &'a [Version], asked: &str) -> Result<&'a Version, String> {
    let by_number = asked.parse::<usize>().ok().filter(|n| (1..=versions.len()).contains(n));
    if let Some(number) = by_number {
        return Ok(&versions[number - 1]);
    }
    let mut meant = versions.iter().filter(|version| version.name().starts_with(asked));
    match (meant.next(), meant.next()) {
        (Some(version), None) => Ok(version),
        (Some(_), Some(_)) => {
            Err(format!("more than one version begins with '{asked}': give more of its name"))
        }
        (None, _) => Err(format!(
            "there is no version '{asked}': give a number from 1 to {} or the beginning of a name",
            versions.len()
        )),
    }
}

fn bring_back(args: &Args, path: &str, version: &Version, now: Option<String>, yes: bool) -> Outcome {
    let root = &super::workspace(args);
    let then =
        disk::read_version(root, path, version).map_err(|e| format!("{path}, {}: {e}", version.name()))?;
    let at = moment(version.at);
    if now.as_ref() == Some(&then) {
        say(&format!("{path} says exactly what it said on {at}: there is nothing to bring back."));
        return Ok(0);
    }
    if !yes {
        let diff = difference::unified(
            (&format!("{path} as it is now"), now.as_deref().unwrap_or_default()),
            (&format!("{path} as it was on {at}"), &then),
        );
        say(clean(&diff).trim_end_matches('\n'));
        say(
            "Nothing was changed. Add --yes to bring this version back; the file as it is now is kept first.",
        );
        return Ok(0);
    }
    let kept = now.is_some();
    let change = Change::Whole { was: now, text: then };
    crate::cli::change(root, path, &change).map_err(|e| format!("{path} was not brought back: {e}"))?;
    say(&format!("{path} is as it was on {at} again."));
    if kept {
        let shows = next(args, &format!("restore {} 1", quoted(path)));
        say(&format!("What it said until now is its version 1: '{shows}' shows it."));
    }
    Ok(0)
}

/// The name without its ending, for typing.
fn short_name(version: &Version) -> String {
    let name = version.name();
    name.strip_suffix(&version.ending).unwrap_or(&name).to_owned()
}

/// `Thu 3 Dec 2026 10:42`, as the clock here shows it.
fn moment(at: DateTime<Utc>) -> String {
    let here = place::local(at);
    format!("{} {}", long_date(here.date_naive()), clock_face(here))
}

fn size(bytes: u64) -> String {
    if bytes < 1024 {
        count(usize::try_from(bytes).unwrap_or(0), "byte", "bytes")
    } else {
        format!("{} KB", bytes.div_ceil(1024))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(at: &str) -> Version {
        Version::new(at.parse().unwrap(), "a.yaml", b"a")
    }

    #[test]
    fn a_version_is_meant_by_its_number_or_the_beginning_of_its_name() {
        let versions = ["2026-12-03T10:42:00Z", "2026-12-03T09:00:00Z", "2026-11-01T09:00:00Z"].map(version);
        assert_eq!(chosen(&versions, "1"), Ok(&versions[0]));
        assert_eq!(chosen(&versions, "20261203T09"), Ok(&versions[1]));
        assert_eq!(chosen(&versions, "202611"), Ok(&versions[2]));
        assert!(chosen(&versions, "20261203").unwrap_err().contains("more than one"));
        for nothing in ["0", "4", "2025", ""] {
            assert!(chosen(&versions, nothing).is_err(), "{nothing}");
        }
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!([size(1), size(812), size(1024), size(1025)], ["1 byte", "812 bytes", "1 KB", "2 KB"]);
    }
}
