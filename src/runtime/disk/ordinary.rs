//! Opening a file of the program's own for writing, in a folder that others can write to: an ordinary file or none. A link
//! that somebody put there would lead the program's bytes into a file it never meant, and a pipe would make it wait for
//! ever.

use super::root::content;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Opens it with these options, which may not empty it: that is for whoever knows by then that it is an ordinary file.
///
/// # Errors
/// Of the kind [`io::ErrorKind::InvalidData`] where it is a link or no ordinary file; else as the disk says.
pub(super) fn open(place: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(flags.bits().cast_signed());
    }
    let refused = || content(format!("{} is a link or no ordinary file: take it away", place.display()));
    let other = || place.symlink_metadata().is_ok_and(|found| !found.is_file());
    // Where the system cannot be asked to follow none, it is looked at first.
    if cfg!(not(unix)) && other() {
        return Err(refused());
    }
    let file = options.open(place).map_err(|why| if other() { refused() } else { why })?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(refused()) }
}

/// Whether an error says so of a file.
pub(super) fn is_refused(why: &io::Error) -> bool {
    why.kind() == io::ErrorKind::InvalidData
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::io::Write as _;
    use std::os::unix::fs::symlink;

    #[test]
    fn only_ordinary_files_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        fs::write(place("victim"), "words").unwrap();
        symlink(place("victim"), place("link")).unwrap();
        symlink(place("made"), place("to nowhere")).unwrap();
        fs::create_dir(place("folder")).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, place("pipe"), rustix::fs::Mode::from_raw_mode(0o600)).unwrap();
        // One that is listened to can be opened, and is none all the same.
        let heard = OpenOptions::new().read(true).write(true).open(place("pipe")).unwrap();
        for name in ["link", "to nowhere", "folder", "pipe"] {
            let why = open(&place(name), OpenOptions::new().create(true).append(true)).unwrap_err();
            assert!(is_refused(&why) && why.to_string().contains(name), "{name}: {why}");
        }
        drop(heard);
        assert!(open(&place("pipe"), OpenOptions::new().append(true)).is_err());
        assert_eq!(fs::read_to_string(place("victim")).unwrap(), "words");
        assert!(!place("made").exists());
        let mut file = open(&place("new"), OpenOptions::new().create(true).append(true)).unwrap();
        file.write_all(b"a").unwrap();
        assert_eq!(fs::read_to_string(place("new")).unwrap(), "a");
    }
}
