//! A new file beside the one it is to replace: written whole and on the disk, then put in the other's place in one
//! step. Whatever goes wrong before that step leaves the old file as it was and nothing beside it.

use super::root::sync_folder;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::Path;
use std::time::{Duration, SystemTime};
use tempfile::{NamedTempFile, PersistError};

/// How the name of a new file begins and ends.
const NAME: (&str, &str) = (".chairside-", ".tmp");
/// A new file this old that nobody holds belongs to a program that was killed.
const ABANDONED: Duration = Duration::from_secs(60);

/// What became of putting a new file in its place.
#[derive(Debug)]
pub enum Put {
    /// It is there. Whether it still is after a power cut is known once the folder has been synced.
    Done,
    /// Another program made a file where there was none.
    Taken,
    /// Another program, such as one that syncs the folder or looks for viruses, has the old file in hand.
    Busy(io::Error),
}

/// The text in a file of its own beside the old one, on disk, with the old one's owner and permissions; readable by
/// its owner only when there was none. It is locked, so that nobody takes it for one left behind.
pub fn written(folder: &Path, place: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut fresh = begun(folder)?;
    fresh.write_all(bytes)?;
    if let Ok(old) = place.metadata() {
        #[cfg(unix)]
        {
            use std::os::unix::fs::{MetadataExt as _, fchown};
            // Only an administrator may give files away: for others the group alone may work, or nothing.
            let _ = fchown(fresh.as_file(), Some(old.uid()), Some(old.gid()))
                .or_else(|_| fchown(fresh.as_file(), None, Some(old.gid())));
        }
        // After the owner, for changing that may take permissions away.
        fresh.as_file().set_permissions(old.permissions())?;
    }
    fresh.as_file().sync_all()?;
    Ok(fresh)
}

/// A new file that holds nothing yet, readable by its owner only, and locked.
pub fn begun(folder: &Path) -> io::Result<NamedTempFile> {
    let fresh = tempfile::Builder::new().prefix(NAME.0).suffix(NAME.1).tempfile_in(folder)?;
    // A share that knows no locks has nobody look for them either.
    let _ = fresh.as_file().try_lock();
    Ok(fresh)
}

/// Puts it in the place of the old file, or where there is none when there was `none`.
pub fn put(fresh: NamedTempFile, place: &Path, none: bool) -> io::Result<Put> {
    // Where locks are more than advice, whoever opens the file in its place must be able to read it.
    let _ = fresh.as_file().unlock();
    let placed = if none { fresh.persist_noclobber(place) } else { fresh.persist(place) };
    match placed {
        Ok(_) => Ok(Put::Done),
        Err(PersistError { error, .. }) if none && error.kind() == io::ErrorKind::AlreadyExists => {
            Ok(Put::Taken)
        }
        Err(PersistError { error, .. }) if in_hand(&error) => Ok(Put::Busy(error)),
        Err(PersistError { error, .. }) => Err(error),
    }
}

/// Whether a refusal is one that passes when another program lets go of the file.
fn in_hand(why: &io::Error) -> bool {
    let passing: &[i32] = if cfg!(windows) {
        // Access denied, sharing violation, lock violation.
        &[5, 32, 33]
    } else {
        // EACCES, EBUSY, ETXTBSY.
        &[13, 16, 26]
    };
    why.raw_os_error().is_some_and(|number| passing.contains(&number))
}

/// Takes away what a program that was killed left in a folder: ours by name, older than a minute, and held by nobody.
pub fn sweep(folder: &Path, now: SystemTime) {
    let mut any = false;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_str().is_some_and(|name| {
            name.strip_prefix(NAME.0)
                .and_then(|name| name.strip_suffix(NAME.1))
                .is_some_and(|middle| middle.len() == 6 && middle.chars().all(|c| c.is_ascii_alphanumeric()))
        });
        let place = entry.path();
        let old = |found: fs::Metadata| {
            found.is_file()
                && found.modified().is_ok_and(|at| now.duration_since(at).is_ok_and(|age| age > ABANDONED))
        };
        if ours && place.symlink_metadata().is_ok_and(old) && nobody_holds(&place) {
            any |= fs::remove_file(place).is_ok();
        }
    }
    if any {
        // One that comes back after a power cut is taken away the next time.
        let _ = sync_folder(folder);
    }
}

fn nobody_holds(place: &Path) -> bool {
    File::open(place).is_ok_and(|file| !matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::disk::read::names;

    fn later() -> SystemTime {
        SystemTime::now() + ABANDONED * 2
    }

    #[test]
    fn what_a_killed_program_left_is_taken_away_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in [".chairside-Ab12cD.tmp", ".chairside-mine.tmp", "Ab12cD.tmp", ".chairside-Ab12cD.yaml"] {
            fs::write(at(name), "half").unwrap();
        }
        fs::create_dir(at(".chairside-folder.tmp")).unwrap();
        let held = written(folder.path(), &at("new.yaml"), b"text").unwrap();
        sweep(folder.path(), SystemTime::now());
        assert_eq!(names(folder.path()).len(), 6, "it may be at work still");
        sweep(folder.path(), later());
        let left = names(folder.path());
        assert!(!left.contains(&".chairside-Ab12cD.tmp".to_owned()) && left.len() == 5, "{left:?}");
        assert!(matches!(put(held, &at("new.yaml"), true), Ok(Put::Done)));
        assert_eq!(fs::read(at("new.yaml")).unwrap(), b"text");
    }

    #[test]
    fn a_new_file_never_takes_the_place_of_one() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.yaml");
        fs::write(&place, "theirs").unwrap();
        let fresh = written(folder.path(), &place, b"ours").unwrap();
        assert!(matches!(put(fresh, &place, true), Ok(Put::Taken)));
        assert_eq!(names(folder.path()), ["a.yaml"], "nothing is left beside it");
        assert_eq!(fs::read(&place).unwrap(), b"theirs");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn only_what_passes_is_waited_for() {
        let passes = |number| in_hand(&io::Error::from_raw_os_error(number));
        assert!([13, 16, 26].into_iter().all(passes));
        assert!(![1, 5, 28, 30, 122].into_iter().any(passes));
    }
}
