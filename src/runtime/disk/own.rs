//! The program's own folder in a workspace, `.chairside/`. It travels with the files, so what is in it is protected
//! as they are: the folder as the workspace's own, a file as the one it belongs to, and nothing is ever open to
//! everybody.

use super::opening;
use super::root::{Root, create, sync_folder};
use crate::files::places;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// A folder inside the program's own, made if it is not there, each part of it certain to be there after a power cut.
pub fn folder(root: &Root, path: &str) -> io::Result<PathBuf> {
    let place = root.inside(path)?;
    if place.is_dir() {
        return Ok(place);
    }
    debug_assert!(path.starts_with(places::OWN), "{path} is not the program's own");
    let real = root.real()?;
    let like = real.metadata()?;
    let mut above = real;
    for (end, _) in path.match_indices('/').chain([(path.len(), "")]) {
        let place = root.inside(&path[..end])?;
        match create(&place) {
            Ok(()) => {
                protect(&place, &like, 0o700);
                sync_folder(&above)?;
            }
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists && place.is_dir() => {}
            Err(why) => return Err(why),
        }
        above = place;
    }
    Ok(above)
}

/// Opens a file to lock, which is made if it is not there. It never holds anything.
pub fn lock_file(root: &Root, name: &str) -> io::Result<File> {
    let place = folder(root, places::OWN)?.join(name);
    let fresh = place.symlink_metadata().is_err();
    let file = opening::there_or_new(&place)?;
    if fresh {
        protect(&place, &root.real()?.metadata()?, 0o600);
    }
    Ok(file)
}

/// Gives what was just made for its owner alone to those who may have what it belongs to: its group if that is
/// the other's, never everybody. What cannot be given stays its owner's.
pub fn protect(place: &Path, like: &Metadata, at_least: u32) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
        let wanted = like.mode() & if at_least & 0o100 == 0 { 0o060 } else { 0o070 };
        let group = || place.metadata().is_ok_and(|found| found.gid() == like.gid());
        if wanted == 0 || !(group() || chown(place, None, Some(like.gid())).is_ok()) {
            return;
        }
        let _ = fs::set_permissions(place, fs::Permissions::from_mode(at_least | wanted));
    }
    #[cfg(not(unix))]
    let _ = (place, like, at_least);
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use tempfile::tempdir;

    fn mode(place: &Path) -> u32 {
        place.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn it_is_closed_to_those_the_workspace_is_closed_to() {
        for (workspace, expected, file) in
            [(0o755, 0o750, 0o640), (0o700, 0o700, 0o600), (0o770, 0o770, 0o660)]
        {
            let outside = tempdir().unwrap();
            let place = outside.path().join("workspace");
            fs::create_dir(&place).unwrap();
            fs::set_permissions(&place, fs::Permissions::from_mode(workspace)).unwrap();
            let root = Root::new(&place);
            let made = folder(&root, ".chairside/versions/trackers/executive.yaml").unwrap();
            assert!(made.is_dir());
            for path in [".chairside", ".chairside/versions", ".chairside/versions/trackers/executive.yaml"] {
                assert_eq!(mode(&place.join(path)), expected, "{path} in {workspace:o}");
            }
            lock_file(&root, "turn.lock").unwrap();
            assert_eq!(mode(&place.join(".chairside/turn.lock")), file);
        }
    }

    #[test]
    fn links_out_of_the_workspace_are_not_followed() {
        let (inside, outside) = (tempdir().unwrap(), tempdir().unwrap());
        let root = Root::new(inside.path());
        symlink(outside.path(), inside.path().join(".chairside")).unwrap();
        assert!(folder(&root, ".chairside/versions").is_err());
        assert!(lock_file(&root, "turn.lock").is_err());
        fs::remove_file(inside.path().join(".chairside")).unwrap();
        folder(&root, ".chairside").unwrap();
        symlink(outside.path().join("made"), inside.path().join(".chairside/turn.lock")).unwrap();
        assert!(lock_file(&root, "turn.lock").is_err());
        assert_eq!(outside.path().read_dir().unwrap().count(), 0);
    }
}
