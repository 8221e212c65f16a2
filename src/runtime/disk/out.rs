//! Files that go out: documents put where somebody asked for them, in the workspace or not. Written whole and on the disk
//! before they are there; one that is there and says something else stays, unless it is to be replaced.

use super::fresh::{self, Put};
use super::root::{Root, content, sync_folder};
use crate::runtime::place::make_private;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Out {
    /// There was none.
    New,
    /// It was there already and says the same.
    Same,
    /// There was another, which is gone.
    Replaced,
    /// There is another, which was left alone.
    Another,
}

/// Writes a document.
///
/// # Errors
/// What the disk says; nothing is half written.
pub fn write_out(place: &Path, bytes: &[u8], replace: bool) -> io::Result<Out> {
    let there = match fs::metadata(place) {
        Ok(found) if !found.is_file() => return Err(content("it is not an ordinary file")),
        Ok(found) if found.len() == bytes.len() as u64 && fs::read(place)? == bytes => return Ok(Out::Same),
        Ok(_) if !replace => return Ok(Out::Another),
        Ok(_) => true,
        Err(why) if why.kind() == ErrorKind::NotFound => false,
        Err(why) => return Err(why),
    };
    let folder = match place.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    if !folder.is_dir() {
        return Err(content(format!("there is no folder {}", folder.display())));
    }
    // What a link leads to is written, and the link stays.
    let place = if there { place.canonicalize()? } else { place.to_owned() };
    let folder = if there { place.parent().map_or(folder, Path::to_owned) } else { folder };
    let fresh = fresh::written(&folder, &place, bytes)?;
    match fresh::put(fresh, &place, !there)? {
        Put::Done => {}
        Put::Taken => return Ok(Out::Another),
        Put::Busy(why) => return Err(why),
    }
    sync_folder(&folder)?;
    Ok(if there { Out::Replaced } else { Out::New })
}

/// A path as somebody typed it: `~/` is where they are at home.
pub(super) fn typed(path: &str) -> PathBuf {
    let home = std::env::home_dir().filter(|_| path.starts_with("~/"));
    home.map_or_else(|| PathBuf::from(path), |home| home.join(&path[2..]))
}

/// Where a document goes that is put into the workspace without anybody having named a place.
///
/// # Errors
/// When a link leads out of the workspace.
pub fn beside(root: &Path, path: &str) -> io::Result<PathBuf> {
    Root::new(root).to_make(path).map(|_| root.join(path))
}

/// Makes a folder for documents, and those it lies in; closed to others where the system knows owners.
///
/// # Errors
/// What the disk says.
pub fn folder_for(folder: &Path) -> io::Result<()> {
    if folder.is_dir() { Ok(()) } else { make_private(folder) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_says_something_else_stays_unless_it_is_to_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("actions.csv");
        assert_eq!(write_out(&place, b"one", false).unwrap(), Out::New);
        assert_eq!(write_out(&place, b"one", false).unwrap(), Out::Same);
        assert_eq!(write_out(&place, b"two", false).unwrap(), Out::Another);
        assert_eq!(fs::read(&place).unwrap(), b"one");
        assert_eq!(write_out(&place, b"two", true).unwrap(), Out::Replaced);
        assert_eq!(fs::read(&place).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_folder_that_is_not_there_and_what_is_no_file_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let nowhere = write_out(&folder.path().join("a/b.csv"), b"x", true).unwrap_err();
        assert!(nowhere.to_string().contains("there is no folder"), "{nowhere}");
        assert!(write_out(folder.path(), b"x", true).unwrap_err().to_string().contains("ordinary"));
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("x.eml");
        write_out(&place, b"x", false).unwrap();
        assert_eq!(fs::metadata(place).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
