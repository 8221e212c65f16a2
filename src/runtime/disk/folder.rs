//! What commands without a screen ask of the disk, whole and at once.

use super::root::{Root, content};
use super::{read, replace};
use crate::base::id::MeetingId;
use crate::effect::{Change, RawFile, RawWorkspace};
use crate::files::places;
use std::io;
use std::path::Path;

/// The longest file read by name: a script or a journal is never so long.
const LONGEST: u64 = 64 << 20;

/// Every YAML file of the workspace in a folder.
pub fn read_workspace(folder: &Path) -> io::Result<RawWorkspace> {
    read::workspace(&Root::new(folder))
}

/// A text file anywhere.
pub fn read_text(file: &Path) -> io::Result<String> {
    std::fs::read_to_string(file)
}

/// Every journal of a meeting; none when nothing was recorded.
pub fn read_journals(folder: &Path, meeting: &MeetingId) -> io::Result<Vec<RawFile>> {
    let root = Root::new(folder);
    let place = root.inside(&places::journals(meeting))?;
    let names = read::names(&place).into_iter().filter(|name| read::is_journal(name));
    names
        .map(|name| {
            let path = format!("{}/{name}", places::journals(meeting));
            read::file(&root, &path, LONGEST).map(|bytes| RawFile { path, bytes })
        })
        .collect()
}

/// Changes a file; gives the file written instead when the one asked for was edited by hand.
pub fn change(folder: &Path, path: &str, change: &Change) -> io::Result<Option<String>> {
    replace::change(&Root::new(folder), path, change)
}

/// Puts a new text in the place of a file that still says what was read of it.
///
/// # Errors
/// When it says something else by now, as well as for what the disk says.
pub fn replace_text(folder: &Path, path: &str, seen: &str, text: &str) -> io::Result<()> {
    replace::replace(&Root::new(folder), path, |existing| {
        let as_seen = existing == Some(seen) || existing == Some(text);
        as_seen.then(|| Some(text.to_owned())).ok_or_else(|| {
            "another program has changed it meanwhile: nothing was written, try again".to_owned()
        })
    })
}

/// Moves a file into a folder of the workspace that nothing reads, under a name not used there yet; gives its path.
pub fn set_aside(folder: &Path, path: &str, aside: &str) -> io::Result<String> {
    replace::set_aside(&Root::new(folder), path, aside)
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
