//! Under which name this program writes, so that no two programs ever write to one journal.

use super::root::content;
use super::{fresh, opening};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Who works on which machine, such as `jo-laptop`.
pub fn here() -> String {
    let variable = |name: &str| std::env::var(name).ok().filter(|found| !found.trim().is_empty());
    let user = variable("USER").or_else(|| variable("USERNAME"));
    let host = fs::read_to_string("/proc/sys/kernel/hostname").ok().filter(|found| !found.trim().is_empty());
    let host = host.or_else(|| variable("COMPUTERNAME")).or_else(|| variable("HOSTNAME"));
    name(user.as_deref().unwrap_or_default(), host.as_deref().unwrap_or_default())
}

/// A writer's name from a user's and a machine's, in small letters, digits and single hyphens.
pub fn name(user: &str, host: &str) -> String {
    // The machine's own name, without the network it is in.
    let host = host.split('.').next().unwrap_or_default();
    let parts: Vec<String> = [user, host].into_iter().map(plain).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "writer".to_owned() } else { parts.join("-") }
}

fn plain(text: &str) -> String {
    let letters =
        text.trim().chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' });
    let words: Vec<String> =
        letters.collect::<String>().split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let mut text = words.join("-");
    text.truncate(24);
    text.trim_end_matches('-').to_owned()
}

/// A writer's name, and the lock that keeps it; no lock where the folder cannot be written.
#[derive(Debug)]
pub(super) struct Claim {
    pub writer: String,
    lock: Option<(File, PathBuf)>,
}

impl Claim {
    /// Takes `wanted`, or `wanted-2`, `wanted-3` and so on when other programs have those, or when what lies there
    /// under a lock's name is no ordinary file. A folder that can only be read can be read by any number of programs,
    /// so there a lock that cannot be had is no matter.
    pub fn take(folder: &Path, wanted: &str) -> Self {
        for n in 1..1000 {
            let writer = if n == 1 { wanted.to_owned() } else { format!("{wanted}-{n}") };
            let place = folder.join(format!("{writer}.lock"));
            match lock(&place) {
                Ok(Some(file)) => return Self { writer, lock: Some((file, place)) },
                Ok(None) => {}
                Err(why) if opening::is_refusal(&why) => {}
                Err(_) => return Self { writer, lock: None },
            }
        }
        // A thousand programs in one meeting: a name that is this program's alone needs no lock.
        Self { writer: format!("{wanted}-p{}", std::process::id()), lock: None }
    }

    /// A name that is this program's already.
    pub fn unlocked(writer: &str) -> Self {
        Self { writer: writer.to_owned(), lock: None }
    }

    /// Takes the lock that could not be had at first, now that the folder can be written. The name is in lines
    /// already, so when another program has taken it meanwhile, or its lock is no ordinary file, there is no other to
    /// take, and that is said.
    pub fn confirm(&mut self, folder: &Path) -> io::Result<()> {
        if self.lock.is_some() {
            return Ok(());
        }
        let place = folder.join(format!("{}.lock", self.writer));
        match lock(&place) {
            Ok(Some(file)) => self.lock = Some((file, place)),
            Ok(None) => {
                return Err(content("another program records under this name: open the meeting again"));
            }
            Err(why) if opening::is_refusal(&why) => return Err(why),
            // Some shares know no locks; and where nothing can be written the journal itself will say so.
            Err(_) => {}
        }
        Ok(())
    }

    /// Takes the lock's file away, for a program that wrote nothing.
    pub fn forget(mut self) {
        if let Some((file, place)) = self.lock.take() {
            // While the lock is still held: a program that opened the file meanwhile sees that it has gone.
            let _ = fs::remove_file(place);
            drop(file);
        }
    }
}

/// The lock; nothing when another program has it.
pub(super) fn lock(place: &Path) -> io::Result<Option<File>> {
    loop {
        let file = opening::there_or_new(place)?;
        match file.try_lock() {
            Ok(()) if same(&file, place) => return Ok(Some(file)),
            // Its last holder took it away between our opening and locking it.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(why)) => return Err(why),
        }
    }
}

#[cfg(unix)]
fn same(file: &File, place: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |found: io::Result<fs::Metadata>| found.map(|found| (found.dev(), found.ino())).ok();
    id(file.metadata()) == id(place.symlink_metadata())
}

#[cfg(not(unix))]
fn same(_file: &File, _place: &Path) -> bool {
    // Elsewhere a file that is open cannot be taken away.
    true
}

/// Writes a file that is its owner's alone, where the system knows owners, in place of any other: whole, or the other
/// stays. What somebody else made there, or a link, goes with its permissions.
pub fn private_file(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = place.parent().ok_or_else(|| content("there is no folder for it"))?;
    let mut file = fresh::begun(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    match fresh::put(file, place, false)? {
        fresh::Put::Busy(why) => Err(why),
        fresh::Put::Done | fresh::Put::Taken => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_fit_for_files() {
        assert_eq!(name("Jo", "laptop.council.example"), "jo-laptop");
        assert_eq!(name("CORP\\Jo Smith", "PC_0042"), "corp-jo-smith-pc-0042");
        assert_eq!(name("", ""), "writer");
        assert_eq!(name("é", "x\n"), "x");
        assert!(name(&"a".repeat(300), &"b-".repeat(300)).len() < 60);
        assert!(here().chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
    }

    #[test]
    fn each_program_has_a_name_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let first = Claim::take(folder.path(), "jo");
        let second = Claim::take(folder.path(), "jo");
        assert_eq!([first.writer.as_str(), second.writer.as_str()], ["jo", "jo-2"]);
        drop(first);
        assert_eq!(Claim::take(folder.path(), "jo").writer, "jo", "a lock goes with its program");
        second.forget();
        assert_eq!(super::super::read::names(folder.path()), ["jo.lock"]);
    }

    #[test]
    fn a_name_taken_meanwhile_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let mut early = Claim::take(Path::new("/nowhere/at/all"), "jo");
        let late = Claim::take(folder.path(), "jo");
        assert!(early.confirm(folder.path()).is_err());
        drop(late);
        early.confirm(folder.path()).unwrap();
        assert_eq!(Claim::take(folder.path(), "jo").writer, "jo-2");
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_that_is_a_link_is_passed_over_and_never_written_through() {
        use std::os::unix::fs::symlink;
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut early = Claim::take(Path::new("/nowhere/at/all"), "jo");
        symlink(outside.path().join("made"), folder.path().join("jo.lock")).unwrap();
        assert_eq!(Claim::take(folder.path(), "jo").writer, "jo-2");
        let why = early.confirm(folder.path()).unwrap_err();
        assert_eq!(why.to_string(), "jo.lock is a link, and nothing was written to it");
        assert_eq!(outside.path().read_dir().unwrap().count(), 0);
    }

    #[test]
    fn where_nothing_can_be_written_the_name_is_had_without_a_lock() {
        assert_eq!(Claim::take(Path::new("/nowhere/at/all"), "jo").writer, "jo");
    }
}
