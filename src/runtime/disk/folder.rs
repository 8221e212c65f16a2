//! What commands without a screen ask of the disk, whole and at once.

use super::root::{Root, content, sync_folder};
use super::{own_copy, private_file, read, record, replace};
use crate::base::id::MeetingId;
use crate::effect::{Change, RawFile, RawWorkspace};
use crate::files::places;
use std::io;
use std::path::{Path, PathBuf};

/// Minutes longer than this are none.
const LONGEST: u64 = 64 << 20;

/// Every YAML file of the workspace in a folder.
pub fn read_workspace(folder: &Path) -> io::Result<RawWorkspace> {
    read::workspace(&Root::new(folder))
}

/// A text file anywhere.
pub fn read_text(file: &Path) -> io::Result<String> {
    std::fs::read_to_string(file)
}

/// Every journal of a meeting, this computer's own too; none when nothing was recorded.
pub fn read_journals(folder: &Path, meeting: &MeetingId) -> io::Result<Vec<RawFile>> {
    let root = Root::new(folder);
    let own =
        own_copy(&root).map_or_else(Vec::new, |own| record::journals(&own, meeting).unwrap_or_default());
    match record::journals(&root, meeting) {
        Ok(beside) => Ok(own.into_iter().chain(beside).collect()),
        Err(_) if !own.is_empty() => Ok(own),
        Err(why) => Err(why),
    }
}

/// Every journal of a meeting that lies beside it, and no other.
pub fn read_copy(folder: &Path, meeting: &MeetingId) -> io::Result<Vec<RawFile>> {
    record::journals(&Root::new(folder), meeting)
}

/// Every set of minutes of a meeting that lies in its folder.
pub fn read_minutes(folder: &Path, meeting: &MeetingId) -> io::Result<Vec<RawFile>> {
    let root = Root::new(folder);
    let place = root.inside(&places::folder(meeting))?;
    let names = read::names(&place).into_iter().filter(|name| places::is_minutes(name));
    names
        .map(|name| {
            let path = places::document(meeting, &name);
            read::file(&root, &path, LONGEST).map(|bytes| RawFile { path, bytes })
        })
        .collect()
}

/// Changes a file; gives the file written instead when the one asked for was edited by hand.
pub fn change(folder: &Path, path: &str, change: &Change) -> io::Result<Option<String>> {
    replace::change(&Root::new(folder), path, change).map(|changed| changed.beside)
}

/// Puts text into a new file of a folder that is there, on disk for certain; gives where it is.
pub(super) fn put_elsewhere(folder: &str, name: &str, text: &str) -> io::Result<String> {
    let home = std::env::home_dir().filter(|_| folder.starts_with("~/"));
    let folder = match home {
        Some(home) => home.join(&folder[2..]),
        None => PathBuf::from(folder),
    };
    if !folder.is_dir() {
        return Err(content(format!("there is no folder {}", folder.display())));
    }
    let place = folder.join(name);
    private_file(&place, text.as_bytes())?;
    std::fs::File::open(&place)?.sync_all()?;
    sync_folder(&folder)?;
    Ok(place.display().to_string())
}

/// Writes a set of files into a folder, which is made when it is not there. Refuses as a whole when any of them
/// exists already.
pub fn write_new(folder: &Path, files: &[(String, &[u8])]) -> io::Result<()> {
    if let Some((path, _)) = files.iter().find(|(path, _)| folder.join(path).exists()) {
        return Err(content(format!("{path} is there already: nothing was written")));
    }
    for (path, bytes) in files {
        let place = folder.join(path);
        if let Some(parent) = place.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&place, bytes)?;
    }
    Ok(())
}
