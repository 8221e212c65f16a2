//! What commands without a screen ask of the disk, whole and at once.

use super::out::typed;
use super::replace::numbered;
use super::root::{Root, content, make_folder, sync_folder};
use super::{Changed, Files, fresh, merging, own_copy, read, record, versions, writer};
use crate::base::id::MeetingId;
use crate::effect::{Change, Merge, Merging, RawFile, RawWorkspace};
use crate::files::places;
use crate::files::version::Version;
use crate::runtime::place::{make_private, user};
use std::collections::BTreeSet;
use std::io::{self, Read as _};
use std::path::Path;

/// The longest file read by name.
const LONGEST: u64 = 64 << 20;
/// Names tried for a file put elsewhere.
const MOST_NAMES: usize = 99;

/// Every YAML file of the workspace in a folder.
pub fn read_workspace(folder: &Path) -> io::Result<RawWorkspace> {
    read::workspace(&Root::new(folder))
}

/// A text file anywhere.
pub fn read_text(file: &Path) -> io::Result<String> {
    std::fs::read_to_string(file)
}

/// The bytes of an ordinary file anywhere, of at most so many.
pub fn read_bytes(file: &Path, longest: usize) -> io::Result<Vec<u8>> {
    let found = std::fs::metadata(file)?;
    if !found.is_file() {
        return Err(content("it is not an ordinary file"));
    }
    let most = longest as u64;
    if found.len() > most {
        return Err(content(format!("it is longer than {} MiB", most >> 20)));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(file)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Every journal of a meeting, this computer's own too; none when nothing was recorded.
pub fn read_journals(folder: &Path, meeting: &MeetingId) -> io::Result<Vec<RawFile>> {
    let root = Root::new(folder);
    let own = own_copy(&root).map_or_else(|| Ok(Vec::new()), |own| record::journals(&own, meeting))?;
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

/// Changes a file.
pub fn change(folder: &Path, path: &str, change: &Change) -> io::Result<Changed> {
    signed(folder).change(path, change)
}

/// The files of a workspace, changed by whoever sits at this machine.
fn signed(folder: &Path) -> Files {
    Files::new(Root::new(folder)).signed(writer(), user())
}

/// Puts what somebody decided on in the place of a file, and the conflict copy it took in out of the way.
pub fn merge(folder: &Path, merge: &Merge) -> Merging {
    merging::merge(&mut signed(folder), merge)
}

/// Every file that has earlier versions, with those from the newest on.
pub fn files_with_versions(folder: &Path) -> io::Result<Vec<(String, Vec<Version>)>> {
    versions::all(&Root::new(folder))
}

/// A file's earlier versions from the newest on; none when it has none.
pub fn versions_of(folder: &Path, path: &str) -> io::Result<Vec<Version>> {
    versions::of(&Root::new(folder), path)
}

/// What an earlier version of a file says.
pub fn read_version(folder: &Path, path: &str, version: &Version) -> io::Result<String> {
    text(versions::text_of(&Root::new(folder), path, version)?)
}

/// What a file says now; nothing when it is not there.
pub fn read_now(folder: &Path, path: &str) -> io::Result<Option<String>> {
    let root = Root::new(folder);
    root.real()?;
    match read::file(&root, path, LONGEST) {
        Ok(bytes) => text(bytes).map(Some),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(why),
    }
}

fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|_| content("it is not UTF-8 text"))
}

/// Puts text into a new file of a folder that is there, whole and on disk for certain; gives where it is. A file that is
/// there already stays, and the new one has the next name.
pub(super) fn put_elsewhere(folder: &str, name: &str, text: &str) -> io::Result<String> {
    let folder = typed(folder);
    if !folder.is_dir() {
        return Err(content(format!("there is no folder {}", folder.display())));
    }
    for place in (1..=MOST_NAMES).map(|n| folder.join(numbered(name, n))) {
        match fresh::put(fresh::written(&folder, &place, text.as_bytes())?, &place, true)? {
            fresh::Put::Done => {
                sync_folder(&folder)?;
                return Ok(place.display().to_string());
            }
            fresh::Put::Taken => {}
            fresh::Put::Busy(why) => return Err(why),
        }
    }
    Err(content(format!("there are {MOST_NAMES} files of that name in {} already", folder.display())))
}

/// Puts a new text in the place of a file that still says what was read of it.
///
/// # Errors
/// When it says something else by now, as well as for what the disk says.
pub fn replace_text(folder: &Path, path: &str, seen: &str, text: &str) -> io::Result<()> {
    let change = Change::Whole { was: Some(seen.to_owned()), text: text.to_owned() };
    Files::new(Root::new(folder)).change(path, &change).map(|_| ())
}

/// Writes a set of files of a workspace that are not there yet, as [`write_new`] does, and keeps who made them. What could not
/// be kept of that, as a sentence.
///
/// # Errors
/// As [`write_new`]; then none of them is there.
pub fn begin(folder: &Path, files: &[(String, &[u8])]) -> io::Result<Option<String>> {
    write_new(folder, files)?;
    let mut all = signed(folder);
    for (path, bytes) in files {
        all.made(path, bytes);
    }
    Ok(all.unkept())
}

/// Writes a set of files into a folder, which is made when it is not there. Refuses as a whole when any of them
/// exists already, or when a link leads one of them out of the folder. Each is its owner's alone, where the system knows
/// owners, as is a folder that is made for them, and on the disk before it is there.
pub fn write_new(folder: &Path, files: &[(String, &[u8])]) -> io::Result<()> {
    let folder = std::path::absolute(folder)?;
    if !folder.is_dir() {
        make_private(&folder)?;
    }
    let root = Root::new(&folder);
    for (path, _) in files {
        if root.to_make(path)?.symlink_metadata().is_ok() {
            return Err(content(format!("{path} is there already: nothing was written")));
        }
    }
    let mut made = Vec::new();
    let written = files.iter().try_for_each(|(path, bytes)| {
        let place = root.to_make(path)?;
        let parent = place.parent().ok_or_else(|| content("there is no folder for it"))?;
        make_folder(parent)?;
        match fresh::put(fresh::written(parent, &place, bytes)?, &place, true)? {
            fresh::Put::Done => made.push(place),
            fresh::Put::Taken => return Err(content(format!("{path} is there already"))),
            fresh::Put::Busy(why) => return Err(why),
        }
        Ok(())
    });
    let parents: BTreeSet<&Path> = made.iter().filter_map(|place| place.parent()).collect();
    let synced = written.and_then(|()| parents.into_iter().try_for_each(sync_folder));
    if synced.is_err() {
        // All of them or none: what is half there would be refused the next time.
        for place in &made {
            let _ = std::fs::remove_file(place);
        }
    }
    synced
}

#[cfg(test)]
mod tests {
    use super::super::tiny::Tiny;
    use super::*;
    use std::fs;
    use std::path::PathBuf;

    const NAME: &str = "executive-jo-unsaved.jsonl";

    #[test]
    fn what_is_put_elsewhere_twice_is_there_twice() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().to_str().unwrap();
        let put = |text: &str| PathBuf::from(put_elsewhere(at, NAME, text).unwrap());
        let (first, second) = (put("one\n"), put("two\n"));
        assert_eq!(second.file_name().unwrap(), "executive-jo-unsaved-2.jsonl");
        assert_eq!([first, second].map(|place| fs::read_to_string(place).unwrap()), ["one\n", "two\n"]);
        assert_eq!(read::names(folder.path()).len(), 2, "nothing else is left there");
        assert!(put_elsewhere("/nowhere/at/all", NAME, "x").unwrap_err().to_string().contains("no folder"));
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_new_files_out_of_their_folder() {
        use std::os::unix::fs::symlink;
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        symlink(outside.path(), folder.path().join("reviews")).unwrap();
        symlink(outside.path().join("made"), folder.path().join("one.yaml")).unwrap();
        for path in ["reviews/rapid/rr.yaml", "reviews/rr.yaml", "one.yaml"] {
            let files = [("first.yaml".to_owned(), &b"x"[..]), (path.to_owned(), &b"x"[..])];
            let why = write_new(folder.path(), &files).unwrap_err().to_string();
            assert!(why.contains(path) && why.contains("it is a link") && why.contains("nothing"), "{why}");
        }
        assert_eq!(outside.path().read_dir().unwrap().count(), 0);
        assert!(!folder.path().join("first.yaml").exists(), "all of them or none");
    }

    #[test]
    fn a_full_stick_keeps_what_was_on_it_and_holds_no_half() {
        let Some(stick) = Tiny::mount(64, "a_full_stick_keeps_what_was_on_it") else { return };
        let at = stick.path().to_str().unwrap();
        put_elsewhere(at, NAME, "one\n").unwrap();
        assert!(put_elsewhere(at, NAME, &"x".repeat(1 << 20)).is_err());
        assert_eq!(read::names(stick.path()), [NAME]);
        assert_eq!(fs::read_to_string(stick.path().join(NAME)).unwrap(), "one\n");
    }
}
