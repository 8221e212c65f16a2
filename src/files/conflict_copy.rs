//! Conflict copies: files that a program for sharing folders leaves beside a file when two people changed it. Told by
//! their names, of which each such program has its own; names that could be a person's own are told only where the
//! file they would be a copy of stands beside them and says that it is the same thing, or is the only one of its kind.

use super::kind::is_alone;
use super::merge;
use super::same_thing::{is, names_itself};
use super::yaml::decode;
use std::collections::{BTreeMap, BTreeSet};

/// The program that leaves copies with such names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// OneDrive and SharePoint: `executive-LAPTOP-JO.yaml`, `executive-LAPTOP-JO-2.yaml`, `executive-2.yaml`.
    OneDrive,
    /// OneDrive for Linux: `executive-jo-safeBackup-0001.yaml`.
    OneDriveForLinux,
    /// Dropbox: `executive (Jo's conflicted copy 2026-12-03).yaml`, `executive (Case Conflict).yaml`.
    Dropbox,
    /// Syncthing: `executive.sync-conflict-20261203-104200-ABCDEFG.yaml`.
    Syncthing,
    /// Nextcloud and ownCloud: `executive (conflicted copy 2026-12-03 104200).yaml`.
    Nextcloud,
    /// Obsidian Sync: `executive (Conflicted copy jo-laptop 202612031042).yaml`.
    Obsidian,
    /// Seafile: `executive (SFConflict jo 2026-12-03-10-42-00).yaml`.
    Seafile,
    /// iCloud: `executive 2.yaml`.
    ICloud,
    /// Google Drive and browsers: `executive (1).yaml`.
    GoogleDrive,
    /// Copied in a window of folders: `executive - Copy.yaml`, `Copy of executive.yaml`.
    ByHand,
    /// Left by git: `executive.yaml~HEAD`, `executive.yaml.orig`, `executive_LOCAL_4242.yaml`, `executive~HEAD.yaml`.
    Git,
    /// Any other longer name of a file that says it is the same thing: `executive-jo-laptop.yaml`, `executive [Conflict].yaml`.
    Other,
}

impl Program {
    /// What left it, as it stands after "left by".
    pub fn said(self) -> &'static str {
        match self {
            Self::OneDrive => "OneDrive or SharePoint",
            Self::OneDriveForLinux => "OneDrive for Linux",
            Self::Dropbox => "Dropbox",
            Self::Syncthing => "Syncthing",
            Self::Nextcloud => "Nextcloud",
            Self::Obsidian => "Obsidian",
            Self::Seafile => "Seafile",
            Self::ICloud => "iCloud",
            Self::GoogleDrive => "Google Drive",
            Self::ByHand => "somebody copying it",
            Self::Git => "git",
            Self::Other => "a program for sharing folders or somebody copying it",
        }
    }
}

/// What a copy's name tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The file it is a copy of: its name, or for [`among`] its path.
    pub original: String,
    /// What left it.
    pub program: Program,
    /// Whose copy it is, or on which computer; nothing when the name does not tell.
    pub whose: Option<String>,
    /// The day it was left, as far as the name tells.
    pub when: Option<String>,
    /// Whether the name alone tells; else a person might have chosen it.
    pub sure: bool,
    /// Whether the file it is a copy of is there.
    pub there: bool,
    /// What is wrong with that file, after its name, where it is there and says nothing: `is empty`.
    pub broken: Option<String>,
}

impl Copy {
    /// What it is, in one sentence without a full stop.
    pub fn said(&self) -> String {
        let gone = if self.there { "" } else { ", which is not there itself" };
        format!("this is a conflict copy of {}{gone} ({})", self.original, self.left_by())
    }

    /// What left it, whose it is and of which day, as far as the name tells: `left by Syncthing, device ABCDEFG`.
    pub fn left_by(&self) -> String {
        let whose = self.whose.as_ref().map(|whose| format!(", {whose}")).unwrap_or_default();
        let when = self.when.as_ref().map(|when| format!(", {when}")).unwrap_or_default();
        format!("left by {}{whose}{when}", self.program.said())
    }
}

/// Whether a name is that of a conflict copy; `beside` are the names in its folder.
pub fn told(name: &str, beside: &BTreeSet<&str>) -> Option<Copy> {
    let mut copy = one(name, beside)?;
    // A copy of a copy is a copy of the file that both come from.
    while let Some(further) = one(&copy.original, beside) {
        copy.original = further.original;
        copy.sure = copy.sure && further.sure;
    }
    copy.there = beside.contains(copy.original.as_str());
    Some(copy)
}

/// Every conflict copy among files, by path. `files` are paths with `/` and what they hold: where the name alone does
/// not tell, the two must say that they are the same thing, or be where nothing else is read than the original, or the
/// copy must be one that nobody can read, which cannot tell. A file that was emptied or broken is known by its name.
pub fn among(files: &[(&str, &[u8])]) -> BTreeMap<String, Copy> {
    let mut folders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let split = |path| str::rsplit_once(path, '/').unwrap_or(("", path));
    for (path, _) in files {
        let (folder, name) = split(path);
        folders.entry(folder).or_default().insert(name);
    }
    let held: BTreeMap<&str, &[u8]> = files.iter().copied().collect();
    let mut found = BTreeMap::new();
    for (path, bytes) in files {
        let (folder, name) = split(path);
        let within =
            |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let same = |original: &str| {
            let held = held.get(within(original).as_str());
            // What was emptied or broken says nothing of use any more; its name still does. To know that, all of it is read: last.
            let by_name = |held: &[u8]| is(held).is_none() || unreadable(held).is_some();
            held.is_some_and(|held| {
                let said = is(bytes);
                (said.is_some() && is(held) == said) || (names_itself(bytes, stem(original)) && by_name(held))
            })
        };
        let by_name = told(name, &folders[folder]).filter(|copy| {
            let only = || is_alone(&within(&copy.original)) || unreadable(bytes).is_some();
            copy.sure || same(&copy.original) || (copy.there && only())
        });
        let Some(mut copy) = by_name.or_else(|| longer(name, &folders[folder], same)) else { continue };
        copy.original = within(&copy.original);
        copy.broken = held.get(copy.original.as_str()).and_then(|held| broken(held));
        found.insert((*path).to_owned(), copy);
    }
    found
}

/// A name without its ending.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A file under a longer name than another that is the same thing: what a copy is called is for its program to choose.
fn longer(name: &str, beside: &BTreeSet<&str>, same: impl Fn(&str) -> bool) -> Option<Copy> {
    let (_, ending) = name.rsplit_once('.')?;
    let goes_on = |other: &str| {
        let rest = stem(name).strip_prefix(stem(other))?;
        let parted = rest.starts_with(|c: char| !c.is_alphanumeric());
        (parted && other.rsplit_once('.').is_some_and(|(_, known)| known == ending)).then_some(rest)
    };
    let shorter = beside.iter().filter_map(|other| Some((*other, goes_on(other)?)));
    let (original, rest) = shorter.filter(|(other, _)| same(other)).min_by_key(|(other, _)| other.len())?;
    let program = if rest.starts_with('~') { Program::Git } else { Program::Other };
    let whose = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let whose = whose.strip_prefix("Copy from ").unwrap_or(whose);
    let whose = some(whose).filter(|whose| !whose.to_lowercase().starts_with("conflict"));
    Some(Copy { whose, sure: false, there: true, ..copy(stem(original), &format!(".{ending}"), program) })
}

/// What is wrong with a file that cannot be read, after its name.
fn broken(bytes: &[u8]) -> Option<String> {
    let blank = bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0);
    let why = || unreadable(bytes).map(|why| format!("cannot be read: {why}"));
    if blank { Some("is empty".to_owned()) } else { why() }
}

/// Why a file cannot be put together with another; nothing when it can.
pub fn unreadable(bytes: &[u8]) -> Option<String> {
    match decode(bytes) {
        Ok(text) => merge::unreadable(&text),
        Err(problem) => Some(problem.message),
    }
}

/// One layer of being a copy.
fn one(name: &str, beside: &BTreeSet<&str>) -> Option<Copy> {
    if let Some(original) = name.strip_suffix(".orig").filter(|rest| rest.contains('.')) {
        return Some(copy(original, "", Program::Git));
    }
    if let Some((original, branch)) = of_branch(name) {
        return Some(Copy { whose: Some(format!("branch {branch}")), ..copy(original, "", Program::Git) });
    }
    let (stem, ending) = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
    let ending = format!(".{ending}");
    syncthing(stem, &ending)
        .or_else(|| in_brackets(stem, &ending))
        .or_else(|| safe_backup(stem, &ending, beside))
        .or_else(|| of_git(stem, &ending))
        .or_else(|| old_owncloud(stem, &ending))
        .or_else(|| only_beside(stem, &ending, beside))
}

fn copy(stem: &str, ending: &str, program: Program) -> Copy {
    let original = format!("{stem}{ending}");
    Copy { original, program, whose: None, when: None, sure: true, there: false, broken: None }
}

fn some(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

/// `20261203` as `2026-12-03`.
fn day(text: &str) -> Option<String> {
    let text = text.get(..8).filter(|text| digits(text, 8))?;
    Some(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]))
}

/// A day written `2026-12-03`.
fn is_day(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut next = |count| parts.next().is_some_and(|part| digits(part, count));
    next(4) && next(2) && next(2)
}

/// `executive.sync-conflict-20261203-104200-ABCDEFG`.
fn syncthing(stem: &str, ending: &str) -> Option<Copy> {
    let (original, rest) = stem.rsplit_once(".sync-conflict-")?;
    let mut parts = rest.split('-');
    let when = day(parts.next()?)?;
    parts.next().filter(|time| digits(time, 6))?;
    let whose = parts.next().and_then(some).map(|device| format!("device {device}"));
    Some(Copy { when: Some(when), whose, ..copy(original, ending, Program::Syncthing) })
}

/// `executive_conflict-20261203-104200`.
fn old_owncloud(stem: &str, ending: &str) -> Option<Copy> {
    let (original, rest) = stem.rsplit_once("_conflict-")?;
    let when = Some(day(rest)?);
    Some(Copy { when, ..copy(original, ending, Program::Nextcloud) })
}

/// Forms with words in brackets at the end, of several programs.
fn in_brackets(stem: &str, ending: &str) -> Option<Copy> {
    let mut rest = stem.trim_end();
    // A second copy of one day has a number in brackets behind.
    if let Some((before, number)) = last_brackets(rest)
        && number.bytes().all(|b| b.is_ascii_digit())
        && last_brackets(before).is_some_and(|(_, words)| words.to_lowercase().contains("conflict"))
    {
        rest = before;
    }
    let (original, words) = last_brackets(rest)?;
    let lower = words.to_lowercase();
    if lower.starts_with("case conflict") {
        return Some(copy(original, ending, Program::Dropbox));
    }
    if let Some(rest) = words.strip_prefix("SFConflict ") {
        let (whose, when) = rest.rsplit_once(' ').unwrap_or((rest, ""));
        let when = when.get(..10).filter(|when| is_day(when)).and_then(some);
        return Some(Copy { whose: some(whose), when, ..copy(original, ending, Program::Seafile) });
    }
    let at = lower.find("conflicted copy")?;
    // The search was in small letters, which for other scripts may be of another length.
    let (before, after) = (words.get(..at)?, words.get(at + "conflicted copy".len()..)?);
    let after = after.trim();
    let when = after.split(' ').find(|part| is_day(part)).and_then(some);
    if before.trim().is_empty() {
        // Obsidian names the device first and gives day and time in one number.
        let (device, moment) = after.rsplit_once(' ').unwrap_or(("", after));
        if when.is_none() && moment.len() >= 8 && day(moment).is_some() {
            let whose = some(device);
            return Some(Copy { whose, when: day(moment), ..copy(original, ending, Program::Obsidian) });
        }
        // Nextcloud may name the person before the day.
        let whose = after.split(' ').take_while(|part| !is_day(part)).collect::<Vec<_>>().join(" ");
        return Some(Copy { whose: some(&whose), when, ..copy(original, ending, Program::Nextcloud) });
    }
    let whose = before.trim().trim_end_matches("'s").trim_end_matches("’s");
    Some(Copy { whose: some(whose), when, ..copy(original, ending, Program::Dropbox) })
}

/// What stands before the brackets at the end of a name, and what stands in them.
fn last_brackets(stem: &str) -> Option<(&str, &str)> {
    let (before, words) = stem.strip_suffix(')')?.rsplit_once('(')?;
    let before = before.trim_end();
    (!before.is_empty()).then_some((before, words))
}

/// `executive-jo-laptop-safeBackup-0001`.
fn safe_backup(stem: &str, ending: &str, beside: &BTreeSet<&str>) -> Option<Copy> {
    let (rest, number) = stem.rsplit_once("-safeBackup-")?;
    digits(number, 4).then_some(())?;
    // Where the file's own name ends and the computer's begins, only the folder tells.
    let (original, host) = cut(rest, |original| beside.contains(format!("{original}{ending}").as_str()))
        .or_else(|| rest.rsplit_once('-'))?;
    Some(Copy { whose: some(host), ..copy(original, ending, Program::OneDriveForLinux) })
}

/// A text cut at the last dash before which stands something that fits.
fn cut(text: &str, fits: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    let dashes = text.match_indices('-').map(|(at, _)| at).rev();
    dashes.map(|at| (&text[..at], &text[at + 1..])).find(|(before, _)| fits(before))
}

/// `executive.yaml~HEAD` and `executive.yaml~feature_x`, where git found a folder in the file's place, or two files in one.
/// With nothing after it, it is what an editor kept.
fn of_branch(name: &str) -> Option<(&str, &str)> {
    let parts = name.match_indices('~').map(|(at, _)| (&name[..at], &name[at + 1..]));
    let mut whole = parts.filter(|(original, branch)| is_yaml(original) && !branch.trim().is_empty());
    whole.next()
}

/// Whether files of this name are read: by its ending, or because git put the name of a branch after that.
pub fn is_read(name: &str) -> bool {
    is_yaml(name) || of_branch(name).is_some()
}

fn is_yaml(name: &str) -> bool {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    !stem.is_empty() && (ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml"))
}

/// `executive_LOCAL_4242`, which a tool for merging leaves.
fn of_git(stem: &str, ending: &str) -> Option<Copy> {
    let (rest, number) = stem.rsplit_once('_')?;
    let (original, word) = rest.rsplit_once(['_', '.'])?;
    let known = ["BASE", "LOCAL", "REMOTE", "BACKUP"].contains(&word);
    (known && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
        .then(|| copy(original, ending, Program::Git))
}

/// Names that a person might have chosen: copies only of a file that stands beside them.
fn only_beside(stem: &str, ending: &str, beside: &BTreeSet<&str>) -> Option<Copy> {
    let there = |original: &str| beside.contains(format!("{original}{ending}").as_str());
    let unsure = |original: &str, program| Some(Copy { sure: false, ..copy(original, ending, program) });
    let small =
        |number: &str| number.parse::<u8>().is_ok_and(|n| n > 0 && n < 100) && !number.starts_with('0');
    if let Some((original, number)) = last_brackets(stem).filter(|(original, _)| there(original))
        && small(number)
    {
        return unsure(original, Program::GoogleDrive);
    }
    if let Some(original) = stem.strip_prefix("Copy of ").filter(|original| there(original)) {
        return unsure(original, Program::ByHand);
    }
    if let Some((original, rest)) = stem.rsplit_once(" - Copy").filter(|(original, _)| there(original)) {
        let numbered =
            rest.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).is_some_and(small);
        return if rest.is_empty() || numbered { unsure(original, Program::ByHand) } else { None };
    }
    if let Some((original, number)) = stem.rsplit_once(' ').filter(|(original, _)| there(original))
        && small(number)
    {
        return unsure(original, Program::ICloud);
    }
    let (original, host) = cut(stem, there)?;
    if small(host) {
        return unsure(original, Program::OneDrive);
    }
    // Ids are in small letters; the names of computers are not.
    let capital = host.chars().any(|c| c.is_ascii_uppercase());
    let named = capital && !host.contains([' ', '.']) && !host.starts_with("safeBackup");
    let host = match host.rsplit_once('-') {
        Some((host, number)) if small(number) => host,
        _ => host,
    };
    named.then(|| Copy { whose: some(host), sure: false, ..copy(original, ending, Program::OneDrive) })
}

#[cfg(test)]
mod tests {
    use super::Program::*;
    use super::*;

    const FOLDER: [&str; 7] = [
        "executive.yaml",
        "sog.yaml",
        "partnership.yaml",
        "executive-2026-12-03.yaml",
        "north-somerset.yml",
        "executive (1).yaml",
        "a b.yaml",
    ];

    /// A name, the file it is a copy of, what left it, whose it is and of which day.
    const COPIES: &[(&str, &str, Program, &str, &str)] = &[
        ("executive-LAPTOP-JO.yaml", "executive.yaml", OneDrive, "LAPTOP-JO", ""),
        ("executive-DESKTOP-AB12CD3.yaml", "executive.yaml", OneDrive, "DESKTOP-AB12CD3", ""),
        ("executive-DESKTOP-AB12CD3-2.yaml", "executive.yaml", OneDrive, "DESKTOP-AB12CD3", ""),
        ("executive-PC1-PC2.yaml", "executive.yaml", OneDrive, "PC1-PC2", ""),
        ("executive-Jos-MacBook-Pro.yaml", "executive.yaml", OneDrive, "Jos-MacBook-Pro", ""),
        ("executive-2.yaml", "executive.yaml", OneDrive, "", ""),
        ("executive-2026-12-03-LAPTOP-JO.yaml", "executive-2026-12-03.yaml", OneDrive, "LAPTOP-JO", ""),
        ("partnership-CHAIR.yaml", "partnership.yaml", OneDrive, "CHAIR", ""),
        ("north-somerset-WS0042.yml", "north-somerset.yml", OneDrive, "WS0042", ""),
        ("executive-jo-safeBackup-0001.yaml", "executive.yaml", OneDriveForLinux, "jo", ""),
        ("executive-jo-laptop-safeBackup-0012.yaml", "executive.yaml", OneDriveForLinux, "jo-laptop", ""),
        ("gone-jo-safeBackup-0001.yaml", "gone.yaml", OneDriveForLinux, "jo", ""),
        ("executive (Jo's conflicted copy 2026-12-03).yaml", "executive.yaml", Dropbox, "Jo", "2026-12-03"),
        ("executive (Jo’s conflicted copy 2026-12-03).yaml", "executive.yaml", Dropbox, "Jo", "2026-12-03"),
        (
            "executive (LAPTOP-JO's conflicted copy 2026-12-03) (1).yaml",
            "executive.yaml",
            Dropbox,
            "LAPTOP-JO",
            "2026-12-03",
        ),
        ("executive (Jo conflicted copy).yaml", "executive.yaml", Dropbox, "Jo", ""),
        ("executive (Case Conflict).yaml", "executive.yaml", Dropbox, "", ""),
        ("executive (Case Conflict 1).yaml", "executive.yaml", Dropbox, "", ""),
        ("gone (Jo's conflicted copy 2026-12-03).yaml", "gone.yaml", Dropbox, "Jo", "2026-12-03"),
        (
            "executive.sync-conflict-20261203-104200-ABCDEFG.yaml",
            "executive.yaml",
            Syncthing,
            "device ABCDEFG",
            "2026-12-03",
        ),
        ("executive.sync-conflict-20261203-104200.yaml", "executive.yaml", Syncthing, "", "2026-12-03"),
        (
            "gone.sync-conflict-20261203-104200-ABCDEFG.yml",
            "gone.yml",
            Syncthing,
            "device ABCDEFG",
            "2026-12-03",
        ),
        (
            "sog.sync-conflict-20261203-104200-ABCDEFG.sync-conflict-20261204-090000-ABCDEFG.yaml",
            "sog.yaml",
            Syncthing,
            "device ABCDEFG",
            "2026-12-04",
        ),
        ("executive (conflicted copy 2026-12-03 104200).yaml", "executive.yaml", Nextcloud, "", "2026-12-03"),
        (
            "executive (conflicted copy Jo 2026-12-03 104200).yaml",
            "executive.yaml",
            Nextcloud,
            "Jo",
            "2026-12-03",
        ),
        (
            "executive (conflicted copy 2026-12-03 104200) (2).yaml",
            "executive.yaml",
            Nextcloud,
            "",
            "2026-12-03",
        ),
        ("executive_conflict-20261203-104200.yaml", "executive.yaml", Nextcloud, "", "2026-12-03"),
        (
            "executive (Conflicted copy jo-laptop 202612031042).yaml",
            "executive.yaml",
            Obsidian,
            "jo-laptop",
            "2026-12-03",
        ),
        (
            "executive (Conflicted copy Jo Phone 202612031042).yaml",
            "executive.yaml",
            Obsidian,
            "Jo Phone",
            "2026-12-03",
        ),
        (
            "executive (SFConflict jo@wren.example 2026-12-03-10-42-00).yaml",
            "executive.yaml",
            Seafile,
            "jo@wren.example",
            "2026-12-03",
        ),
        ("executive 2.yaml", "executive.yaml", ICloud, "", ""),
        ("a b 3.yaml", "a b.yaml", ICloud, "", ""),
        ("executive (1).yaml", "executive.yaml", GoogleDrive, "", ""),
        ("executive (12).yaml", "executive.yaml", GoogleDrive, "", ""),
        ("executive(2).yaml", "executive.yaml", GoogleDrive, "", ""),
        ("executive - Copy.yaml", "executive.yaml", ByHand, "", ""),
        ("executive - Copy (2).yaml", "executive.yaml", ByHand, "", ""),
        ("Copy of executive.yaml", "executive.yaml", ByHand, "", ""),
        ("executive.yaml.orig", "executive.yaml", Git, "", ""),
        ("executive.yaml~HEAD", "executive.yaml", Git, "branch HEAD", ""),
        ("executive.yaml~feature_x_0", "executive.yaml", Git, "branch feature_x_0", ""),
        (
            "executive.yaml~1a2b3c4 (Move the date)",
            "executive.yaml",
            Git,
            "branch 1a2b3c4 (Move the date)",
            "",
        ),
        ("gone.yml~main", "gone.yml", Git, "branch main", ""),
        (
            "executive.sync-conflict-20261203-104200-ABCDEFG.yaml~HEAD",
            "executive.yaml",
            Git,
            "branch HEAD",
            "",
        ),
        ("executive_BASE_4242.yaml", "executive.yaml", Git, "", ""),
        ("executive_LOCAL_4242.yaml", "executive.yaml", Git, "", ""),
        ("executive_REMOTE_4242.yaml", "executive.yaml", Git, "", ""),
        ("executive_BACKUP_4242.yaml", "executive.yaml", Git, "", ""),
        ("executive (1)-LAPTOP-JO.yaml", "executive.yaml", OneDrive, "LAPTOP-JO", ""),
        (
            "executive (1).sync-conflict-20261203-104200-ABCDEFG.yaml",
            "executive.yaml",
            Syncthing,
            "device ABCDEFG",
            "2026-12-03",
        ),
    ];

    fn beside() -> BTreeSet<&'static str> {
        FOLDER.into_iter().collect()
    }

    #[test]
    fn copies_are_known_by_their_names() {
        assert!(COPIES.len() >= 40);
        for (name, original, program, whose, when) in COPIES {
            let copy = told(name, &beside()).unwrap_or_else(|| panic!("{name} is a copy"));
            let said = (copy.whose.as_deref().unwrap_or_default(), copy.when.as_deref().unwrap_or_default());
            assert_eq!(
                (copy.original.as_str(), copy.program, said),
                (*original, *program, (*whose, *when)),
                "{name}"
            );
            assert_eq!(copy.there, beside().contains(original), "{name}");
        }
    }

    #[test]
    fn ordinary_names_are_no_copies() {
        let names = [
            "executive.yaml",
            "sog.yaml",
            "partnership.yaml",
            "executive-2026-12-03.yaml",
            "executive-2027-03-04.yaml",
            "sog-2026-10-08.yaml",
            "cspr-2.yaml",
            "cspr-2026-1.yaml",
            "quality-and-assurance.yaml",
            "executive-draft.yaml",
            "executive-new.yaml",
            "executive-2026.yaml",
            "executive-026.yaml",
            "executive-000.yaml",
            "north-somerset.yml",
            "south-gloucestershire.yaml",
            "SOG.yaml",
            "LAPTOP-JO.yaml",
            "section-11.yaml",
            "section-11-2026.yaml",
            "wren-LAPTOP.yaml",
            "cspr (1).yaml",
            "cspr 2.yaml",
            "cspr - Copy.yaml",
            "Copy of cspr.yaml",
            "conflict.yaml",
            "conflict-of-interests.yaml",
            "conflicted-copy.yaml",
            "copies (of papers).yaml",
            "executive (draft).yaml",
            "executive (2026-12-03).yaml",
            "executive (Jo).yaml",
            "executive 2026.yaml",
            "executive two.yaml",
            "executive.old.yaml",
            "executive_old.yaml",
            "base_1.yaml",
            "a_LOCAL_authority.yaml",
            "safeBackup-0001.yaml",
            "executive-safeBackup-1.yaml",
            "executive.sync-conflict.yaml",
            "sync-conflict-20261203.yaml",
            "notes.orig",
            "executive.yaml~",
            "executive.yaml.~1~",
            "executive.txt~HEAD",
            ".yaml~HEAD",
            ".yaml",
            "yaml",
            "executive - Copyright.yaml",
            "executive_conflict-resolution.yaml",
            "(1).yaml",
            "executive-jo-laptop.yaml",
            "executive-100.yaml",
        ];
        assert!(names.len() >= 40);
        for name in names {
            assert_eq!(told(name, &beside()), None, "{name}");
        }
    }

    #[test]
    fn a_name_that_a_person_may_have_chosen_needs_the_same_id_inside() {
        let files: [(&str, &[u8]); 6] = [
            ("trackers/cspr.yaml", b"# one\nid: cspr\n"),
            ("trackers/cspr-2.yaml", b"id: cspr-2\n"),
            ("trackers/cspr-3.yaml", b"id: 'cspr' # copied\n"),
            ("trackers/cspr.sync-conflict-20261203-104200-ABCDEFG.yaml", b"broken: ["),
            ("agendas/cspr-LAPTOP.yaml", b"group: cspr\n"),
            ("partnership (1).yaml", b"id: wren\n"),
        ];
        let found = among(&files);
        let paths: Vec<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(
            paths,
            ["trackers/cspr-3.yaml", "trackers/cspr.sync-conflict-20261203-104200-ABCDEFG.yaml"]
        );
        assert!(found.values().all(|copy| copy.original == "trackers/cspr.yaml" && copy.there));
        assert_eq!(
            found["trackers/cspr.sync-conflict-20261203-104200-ABCDEFG.yaml"].said(),
            "this is a conflict copy of trackers/cspr.yaml (left by Syncthing, device ABCDEFG, 2026-12-03)"
        );
    }

    #[test]
    fn a_copy_that_cannot_be_read_is_one_by_its_name_alone() {
        let files: [(&str, &[u8]); 6] = [
            ("trackers/cspr.yaml", b"id: cspr\n"),
            ("trackers/cspr-LAPTOP-JO.yaml", b"\tid: cspr\n\tactions: []\n"),
            ("trackers/cspr-2.yaml", b"id: cspr\xff\n"),
            ("trackers/cspr-3.yaml", b"id: cspr-3\n"),
            ("trackers/wren-LAPTOP-JO.yaml", b"\tid: wren\n"),
            ("notes.txt", b"\t"),
        ];
        let found = among(&files);
        let paths: Vec<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(paths, ["trackers/cspr-2.yaml", "trackers/cspr-LAPTOP-JO.yaml"]);
        assert!(unreadable(files[1].1).unwrap().starts_with("line 1: "));
        assert_eq!(unreadable(files[3].1), None);
    }

    /// A file of every kind, and what tells it from others like it.
    const KINDS: &[(&str, &str)] = &[
        ("partnership.yaml", "schema: 1\nname: Wren\n"),
        ("agendas/sog.yaml", "schema: 1\ngroup: sog\n"),
        ("meetings/sog-2027-02-04.yaml", "schema: 1\nid: sog-2027-02-04\n"),
        ("trackers/sog.yaml", "schema: 1\nid: sog\n"),
        (
            "reviews/2026-12-03.yaml",
            "schema: 1\nbegun: 2026-12-03\nasked: '@jo'\nactions:\n  - SOG-26-001\nsaid:\n  - action: SOG-26-001\n",
        ),
        ("reviews/rapid/rr-2025-01.yaml", "schema: 1\nid: rr-2025-01\n"),
        ("registers/names.yaml", "names: []\n"),
        ("registers/views.yaml", "views: []\n"),
        ("registers/inputs.yaml", "inputs: []\n"),
        ("registers/escalations.yaml", "escalations: []\n"),
        ("registers/recommendations.yaml", "recommendations: []\n"),
        ("registers/released.yaml", "released: []\n"),
        ("registers/disposals.yaml", "disposals: []\n"),
        ("audits/scales.yaml", "scales: []\n"),
        ("audits/programme.yaml", "audits: []\n"),
        ("audits/templates/neglect.yaml", "id: neglect\n"),
        ("audits/packs/voice.yaml", "id: voice\n"),
        ("audits/inspections/2026-front-door.yaml", "id: 2026-front-door\n"),
        ("audits/2026-q4/audit.yaml", "schema: 1\ntheme: Neglect\n"),
        ("audits/2026-q4/survey.yaml", "said: []\n"),
        ("audits/2026-q4/challenge.yaml", "asked: []\n"),
        ("audits/2026-q4/feedback.yaml", "told: []\n"),
        ("audits/2026-q4/returns/C1-gp.yaml", "audit: 2026-q4\ncase: C1\nagency: gp\n"),
        ("audits/2026-q4/panel/C1.yaml", "audit: 2026-q4\ncase: C1\n"),
    ];

    #[test]
    fn a_copy_of_any_kind_of_file_is_known_by_any_form_of_name() {
        for (path, text) in KINDS {
            let (folder, name) = path.rsplit_once('/').map_or(("", *path), |(folder, name)| (folder, name));
            let stem = name.strip_suffix(".yaml").unwrap();
            assert!(crate::files::kind::kind(path).is_ok(), "{path}");
            let forms = COPIES.iter().filter(|(_, original, ..)| *original == "executive.yaml");
            let names = forms.map(|(name, ..)| name.replace("executive", stem));
            let names: Vec<String> = names.filter(|name| !name.contains(&format!("{stem} (1)-"))).collect();
            assert!(names.len() >= 30);
            for copy in names {
                let copy = if folder.is_empty() { copy } else { format!("{folder}/{copy}") };
                let files = [(*path, text.as_bytes()), (copy.as_str(), text.as_bytes())];
                let found = among(&files);
                let paths: Vec<&str> = found.keys().map(String::as_str).collect();
                assert_eq!(paths, [copy.as_str()], "of {path}");
                assert!(found[copy.as_str()].there && found[copy.as_str()].original == *path);
            }
        }
    }

    #[test]
    fn a_copy_of_a_file_that_was_emptied_or_broken_is_one_and_says_so() {
        let whole: &[u8] = b"schema: 1\nid: cspr\n";
        for (original, why) in [
            (&b""[..], "is empty"),
            (b" \n", "is empty"),
            (b"\0\0\0", "is empty"),
            (b"schema: [\n", "cannot be read: "),
            (b"id: [\n", "cannot be read: "),
            (b"\xff\xfe", "cannot be read: "),
        ] {
            for copy in [
                "cspr-LAPTOP-JO",
                "cspr-jo-laptop",
                "cspr (1)",
                "cspr 2",
                "cspr-2",
                "cspr~HEAD",
                "Copy of cspr",
            ] {
                let path = format!("trackers/{copy}.yaml");
                let files = [("trackers/cspr.yaml", original), (path.as_str(), whole)];
                let found = among(&files);
                let said = found.get(path.as_str()).unwrap_or_else(|| panic!("{copy} beside {original:?}"));
                assert!(said.broken.as_ref().is_some_and(|said| said.starts_with(why)), "{said:?}");
                assert_eq!((said.original.as_str(), found.len()), ("trackers/cspr.yaml", 1));
            }
        }
        // Another tracker, another agency's return and another review are none, whatever became of the file beside.
        let files: [(&str, &[u8]); 6] = [
            ("trackers/cspr.yaml", b""),
            ("trackers/cspr-2.yaml", b"id: cspr-2\n"),
            ("audits/x/returns/C1-gp.yaml", b""),
            ("audits/x/returns/C1-gp-2.yaml", b"audit: x\ncase: C1\nagency: gp-2\n"),
            ("reviews/2026-12-03.yaml", b""),
            ("reviews/2026-12-03-2.yaml", b"begun: 2026-12-03\nasked: jo\nactions: [A-1]\nsaid: [x]\n"),
        ];
        assert_eq!(among(&files), BTreeMap::new());
        let files: [(&str, &[u8]); 2] = [
            ("audits/x/returns/C1-gp.yaml", b""),
            ("audits/x/returns/C1-gp-LAPTOP.yaml", b"audit: x\ncase: C1\nagency: gp\n"),
        ];
        assert_eq!(among(&files).len(), 1);
    }

    #[test]
    fn any_longer_name_of_a_file_that_says_the_same_thing_is_a_copy() {
        let text: &[u8] = b"schema: 1\nid: executive\n";
        for (name, program, whose) in [
            ("executive-jo-laptop", Other, "jo-laptop"),
            ("executive (Copy from LAPTOP)", Other, "LAPTOP"),
            ("executive [Conflict]", Other, ""),
            ("executive~HEAD", Git, "HEAD"),
            ("executive_old", Other, "old"),
        ] {
            let path = format!("trackers/{name}.yaml");
            let found = among(&[("trackers/executive.yaml", text), (path.as_str(), text)]);
            let copy = found.get(path.as_str()).unwrap_or_else(|| panic!("{name}"));
            let said = copy.whose.as_deref().unwrap_or_default();
            assert_eq!(
                (copy.original.as_str(), copy.program, said),
                ("trackers/executive.yaml", program, whose)
            );
            assert!(copy.there && copy.broken.is_none());
            // The same name for another thing.
            let other = [("trackers/executive.yaml", text), (path.as_str(), &b"id: another\n"[..])];
            assert_eq!(among(&other), BTreeMap::new(), "{name}");
        }
        assert_eq!(
            among(&[("trackers/executive.yaml", text), ("trackers/executives.yaml", text)]),
            BTreeMap::new()
        );
    }

    #[test]
    fn two_things_of_one_kind_are_no_copies_of_each_other() {
        let begun = "begun: 2026-12-03\nasked: '@jo'\nactions: [SOG-26-001]\n";
        let said = |words: &str| format!("{begun}said:\n  - {{action: SOG-26-001, words: {words}}}\n");
        let (first, second) = (said("waits"), said("goes on"));
        let files: [(&str, &[u8]); 8] = [
            ("reviews/2026-12-03.yaml", first.as_bytes()),
            ("reviews/2026-12-03-2.yaml", second.as_bytes()),
            ("reviews/2026-12-03-3.yaml", begun.as_bytes()),
            ("audits/x/returns/C1-gp.yaml", b"audit: x\ncase: C1\nagency: gp\n"),
            ("audits/x/returns/C1-gp-2.yaml", b"audit: x\ncase: C1\nagency: gp-2\n"),
            ("audits/x/panel/C1.yaml", b"audit: x\ncase: C1\n"),
            ("audits/x/panel/C1-2.yaml", b"audit: x\ncase: C1-2\n"),
            ("audits/x-2/audit.yaml", b"schema: 1\n"),
        ];
        assert_eq!(among(&files), BTreeMap::new());
    }
}
