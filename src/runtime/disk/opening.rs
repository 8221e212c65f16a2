//! The one way to open a file for writing. It is an ordinary file before a byte of it is written, added or taken away:
//! a link would lead words out of the workspace, or over a file of somebody else, and a pipe would wait for ever.

use std::error::Error;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Why a file is not written to, whatever it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotOrdinary {
    name: String,
    link: bool,
}

impl fmt::Display for NotOrdinary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.link { "a link" } else { "no ordinary file" };
        write!(f, "{} is {what}, and nothing was written to it", self.name)
    }
}

impl Error for NotOrdinary {}

/// Whether a file was refused for what it is.
pub fn is_refusal(why: &io::Error) -> bool {
    why.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<NotOrdinary>)
}

/// A file that is not there yet.
pub fn new(place: &Path) -> io::Result<File> {
    open(place, OpenOptions::new().write(true).create_new(true))
}

/// A file that is not there yet, to add to.
pub fn new_to_add_to(place: &Path) -> io::Result<File> {
    open(place, OpenOptions::new().read(true).append(true).create_new(true))
}

/// A file that is there, to add to.
pub fn to_add_to(place: &Path) -> io::Result<File> {
    open(place, OpenOptions::new().read(true).append(true))
}

/// A file that is made if it is not there, with what it holds.
pub fn there_or_new(place: &Path) -> io::Result<File> {
    open(place, OpenOptions::new().write(true).create(true).truncate(false))
}

/// A file that is made if it is not there, and that holds nothing any more.
pub fn emptied(place: &Path) -> io::Result<File> {
    // Emptied once it is known what it is, and not in opening it.
    let file = there_or_new(place)?;
    file.set_len(0)?;
    Ok(file)
}

fn open(place: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
        // A file made from now on is its owner's alone.
        options.mode(0o600).custom_flags(flags.cast_signed());
    }
    #[cfg(not(unix))]
    if let Some(refusal) = refusal(place) {
        return Err(refusal);
    }
    match options.open(place) {
        Ok(file) if file.metadata()?.is_file() => Ok(file),
        Ok(_) => Err(refusal(place).unwrap_or_else(|| refused(place, false))),
        // The name is taken, by whatever it is: the next one is tried.
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => Err(why),
        Err(why) => Err(refusal(place).unwrap_or(why)),
    }
}

/// What is wrong with what lies there, where that is no ordinary file.
fn refusal(place: &Path) -> Option<io::Error> {
    let found = place.symlink_metadata().ok().filter(|found| !found.is_file())?;
    Some(refused(place, found.is_symlink()))
}

fn refused(place: &Path, link: bool) -> io::Error {
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    io::Error::new(io::ErrorKind::InvalidData, NotOrdinary { name, link })
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::process::Command;
    use tempfile::tempdir;

    /// Ways to open a file that may be there.
    const WAYS: [fn(&Path) -> io::Result<File>; 3] = [to_add_to, there_or_new, emptied];

    #[test]
    fn a_link_is_refused_and_what_it_leads_to_stays() {
        let (inside, outside) = (tempdir().unwrap(), tempdir().unwrap());
        let (victim, link) = (outside.path().join("victim.txt"), inside.path().join("jo.here"));
        fs::write(&victim, "theirs").unwrap();
        symlink(&victim, &link).unwrap();
        for way in WAYS {
            let why = way(&link).unwrap_err();
            assert!(is_refusal(&why), "{why}");
            assert_eq!(why.to_string(), "jo.here is a link, and nothing was written to it");
        }
        assert_eq!(fs::read(&victim).unwrap(), b"theirs");
        fs::remove_file(&victim).unwrap();
        assert!(
            WAYS.iter().all(|way| way(&link).is_err()) && !victim.exists(),
            "a link to nothing makes nothing"
        );
    }

    #[test]
    fn a_pipe_and_a_folder_are_refused_at_once() {
        let folder = tempdir().unwrap();
        let (pipe, below) = (folder.path().join("jo.lock"), folder.path().join("jo-2.lock"));
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        fs::create_dir(&below).unwrap();
        for way in WAYS {
            for place in [&pipe, &below] {
                let why = way(place).unwrap_err();
                assert!(is_refusal(&why) && why.to_string().contains("is no ordinary file"), "{why}");
            }
        }
    }

    #[test]
    fn an_ordinary_file_is_emptied_or_added_to_and_a_new_one_is_its_owners_alone() {
        use std::io::Write as _;
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempdir().unwrap();
        let place = folder.path().join("a");
        assert_eq!(to_add_to(&place).unwrap_err().kind(), io::ErrorKind::NotFound);
        new(&place).unwrap().write_all(b"one").unwrap();
        assert_eq!(place.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        for way in [new, new_to_add_to] {
            assert_eq!(way(&place).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        }
        to_add_to(&place).unwrap().write_all(b"two").unwrap();
        there_or_new(&place).unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"onetwo");
        emptied(&place).unwrap();
        assert_eq!(fs::read(&place).unwrap(), b"");
    }
}
