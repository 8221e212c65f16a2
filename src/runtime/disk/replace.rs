//! Changing a file: read it afresh, work out the new text, replace it whole. After a power cut the file is the
//! old one or the new one; another program's change in between is taken in, never lost.

use super::read;
use super::root::{Root, content, make_folder, sync_folder};
use crate::effect::Change;
use crate::files::mark::{marked, untouched};
use crate::runtime::change::changed_text;
use std::io::{self, Write as _};
use std::path::Path;

/// How often another program may change the file under us before we say so.
const TRIES: usize = 5;
/// A file longer than this is not one of ours.
const LONGEST: u64 = 64 << 20;
/// Documents beside a hand-edited one; beyond this somebody should tidy up.
const BESIDE: usize = 99;

/// Makes a change; gives back where the text went when that was beside the file asked for.
pub fn change(root: &Root, path: &str, change: &Change) -> io::Result<Option<String>> {
    match change {
        Change::Document(text) => document(root, path, text),
        change => replace(root, path, |existing| changed_text(existing, change)).map(|()| None),
    }
}

/// Writes a document over itself, or beside one that somebody edited by hand.
fn document(root: &Root, path: &str, text: &str) -> io::Result<Option<String>> {
    let text = marked(path, text);
    for name in (1..=BESIDE).map(|n| numbered(path, n)) {
        let mut edited = false;
        replace(root, &name, |existing| {
            edited = existing.is_some_and(|existing| existing != text && !untouched(existing));
            Ok((!edited).then(|| text.clone()))
        })?;
        if !edited {
            return Ok((name != path).then_some(name));
        }
    }
    Err(content(format!("it and {} documents beside it were all edited by hand", BESIDE - 1)))
}

/// `minutes.md`, `minutes-2.md`, `minutes-3.md`.
fn numbered(path: &str, n: usize) -> String {
    match path.rsplit_once('.').filter(|(stem, _)| !stem.is_empty() && !stem.ends_with('/')) {
        _ if n == 1 => path.to_owned(),
        Some((stem, ending)) if !ending.contains('/') => format!("{stem}-{n}.{ending}"),
        _ => format!("{path}-{n}"),
    }
}

/// Moves a file into a folder under a name not used there yet: it is there in full before it goes here.
pub fn set_aside(root: &Root, path: &str, aside: &str) -> io::Result<String> {
    let from = root.inside(path)?;
    let bytes = read::file(root, path, LONGEST)?;
    let flat = path.replace('/', "-");
    for name in (1..=BESIDE).map(|n| format!("{aside}/{}", numbered(&flat, n))) {
        let place = root.inside(&name)?;
        let folder = place.parent().ok_or_else(|| content("there is no folder for it"))?;
        make_folder(folder)?;
        match written(folder, &from, &bytes)?.persist_noclobber(&place) {
            Ok(_) => {
                sync_folder(folder)?;
                std::fs::remove_file(&from)?;
                if let Some(left) = from.parent() {
                    sync_folder(left)?;
                }
                return Ok(name);
            }
            Err(why) if why.error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(why) => return Err(why.error),
        }
    }
    Err(content(format!("there are {BESIDE} files of that name in {aside} already")))
}

/// Replaces a file by what `text` makes of it, as often as it changes in between.
pub(super) fn replace(
    root: &Root,
    path: &str,
    mut text: impl FnMut(Option<&str>) -> Result<Option<String>, String>,
) -> io::Result<()> {
    for _ in 0..TRIES {
        let before = existing(root, path)?;
        let after = {
            let before = before.as_deref().map(std::str::from_utf8).transpose();
            text(before.map_err(|_| content("it is not UTF-8 text"))?).map_err(content)?
        };
        let Some(after) = after else { return Ok(()) };
        if before.as_deref() == Some(after.as_bytes()) {
            return Ok(());
        }
        let place = root.inside(path)?;
        let folder = place.parent().ok_or_else(|| content("there is no folder for it"))?;
        make_folder(folder)?;
        let fresh = written(folder, &place, after.as_bytes())?;
        if existing(root, path)? != before {
            continue;
        }
        let placed = match before {
            Some(_) => fresh.persist(&place),
            None => fresh.persist_noclobber(&place),
        };
        match placed {
            Err(why) if why.error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(why) => return Err(why.error),
            Ok(_) => return sync_folder(folder),
        }
    }
    Err(content("another program keeps changing it"))
}

/// The new text in a file of its own beside the old one, on disk, with the old one's owner and permissions;
/// readable by its owner only when there was none.
fn written(folder: &Path, place: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut fresh = tempfile::Builder::new().prefix(".chairside-").suffix(".tmp").tempfile_in(folder)?;
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

fn existing(root: &Root, path: &str) -> io::Result<Option<Vec<u8>>> {
    // The root itself having gone must not look like a file that is yet to be made.
    root.real()?;
    match read::file(root, path, LONGEST) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::{TempDir, tempdir};

    fn workspace() -> (TempDir, Root) {
        let folder = tempdir().unwrap();
        let root = Root::new(folder.path());
        (folder, root)
    }

    fn leftovers(folder: &TempDir) -> Vec<String> {
        read::names(folder.path()).into_iter().filter(|name| name.starts_with('.')).collect()
    }

    fn document(text: &str) -> Change {
        Change::Document(text.to_owned())
    }

    #[test]
    fn a_file_set_aside_is_whole_and_takes_nobodys_place() {
        let (folder, root) = workspace();
        fs::create_dir(folder.path().join("trackers")).unwrap();
        for (text, name) in
            [("one", ".chairside/merged/trackers-a.yaml"), ("two", ".chairside/merged/trackers-a-2.yaml")]
        {
            fs::write(folder.path().join("trackers/a.yaml"), text).unwrap();
            assert_eq!(set_aside(&root, "trackers/a.yaml", ".chairside/merged").unwrap(), name);
            assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), text);
            assert!(!folder.path().join("trackers/a.yaml").exists());
        }
        assert!(set_aside(&root, "trackers/a.yaml", ".chairside/merged").is_err());
    }

    #[test]
    fn a_new_file_is_made_with_its_folders_and_for_its_owner_only() {
        let (folder, root) = workspace();
        let path = "meetings/executive/minutes.md";
        assert_eq!(change(&root, path, &document("# Minutes\n")).unwrap(), None);
        let text = fs::read_to_string(folder.path().join(path)).unwrap();
        assert!(text.starts_with("# Minutes\n") && untouched(&text));
        #[cfg(unix)]
        assert_eq!(mode(&folder.path().join(path)), 0o600);
    }

    #[cfg(unix)]
    fn mode(place: &Path) -> u32 {
        use std::os::unix::fs::PermissionsExt as _;
        place.metadata().unwrap().permissions().mode() & 0o7777
    }

    #[cfg(unix)]
    #[test]
    fn replacing_keeps_the_mode_and_the_link() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let (folder, root) = workspace();
        let real = folder.path().join("real.yaml");
        fs::write(&real, "title: A\n").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o664)).unwrap();
        symlink("real.yaml", folder.path().join("link.yaml")).unwrap();
        change(&root, "link.yaml", &Change::Record("record: {}\n".into())).unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "title: A\nrecord: {}\n");
        assert_eq!(mode(&real), 0o664);
        assert!(folder.path().join("link.yaml").symlink_metadata().unwrap().is_symlink());
        assert_eq!(leftovers(&folder), [""; 0]);
    }

    #[cfg(unix)]
    #[test]
    fn text_that_does_not_change_is_not_written() {
        use std::os::unix::fs::MetadataExt as _;
        let (folder, root) = workspace();
        let place = folder.path().join("a.yaml");
        fs::write(&place, "title: A\nrecord: {}\n").unwrap();
        let before = place.metadata().unwrap().ino();
        change(&root, "a.yaml", &Change::Record("record: {}\n".into())).unwrap();
        assert_eq!(place.metadata().unwrap().ino(), before);
    }

    #[test]
    fn a_document_edited_by_hand_is_never_overwritten() {
        let (folder, root) = workspace();
        let place = |name: &str| folder.path().join(name);
        let read = |name: &str| fs::read_to_string(place(name)).unwrap();
        change(&root, "minutes.md", &document("one\n")).unwrap();
        assert_eq!(change(&root, "minutes.md", &document("two\n")).unwrap(), None, "our own is replaced");
        let edited = read("minutes.md").replace("two", "two, by hand");
        fs::write(place("minutes.md"), &edited).unwrap();
        let beside = Some("minutes-2.md".to_owned());
        assert_eq!(change(&root, "minutes.md", &document("three\n")).unwrap(), beside);
        assert_eq!(
            change(&root, "minutes.md", &document("four\n")).unwrap(),
            beside,
            "our own beside is replaced"
        );
        assert!(read("minutes-2.md").starts_with("four\n"));
        fs::write(place("minutes-2.md"), "also edited\n").unwrap();
        assert_eq!(change(&root, "minutes.md", &document("five\n")).unwrap(), Some("minutes-3.md".into()));
        assert_eq!(read("minutes.md"), edited);
        assert_eq!(read("minutes-2.md"), "also edited\n");
    }

    #[test]
    fn names_beside() {
        assert_eq!(numbered("a/minutes.md", 2), "a/minutes-2.md");
        assert_eq!(numbered("a.b/minutes", 2), "a.b/minutes-2");
        assert_eq!(numbered("a/.hidden", 3), "a/.hidden-3");
        assert_eq!(numbered("a/minutes.md", 1), "a/minutes.md");
    }

    #[test]
    fn a_change_made_meanwhile_is_taken_in() {
        let (folder, root) = workspace();
        let place = folder.path().join("a.yaml");
        fs::write(&place, "n: 0\n").unwrap();
        let mut times = 0;
        replace(&root, "a.yaml", |existing| {
            times += 1;
            let text = existing.unwrap().to_owned();
            if times < 3 {
                fs::write(&place, format!("n: {times}\n")).unwrap();
            }
            Ok(Some(text + "ours: yes\n"))
        })
        .unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "n: 2\nours: yes\n");
    }

    #[test]
    fn a_file_that_never_rests_is_given_up_with_nothing_lost() {
        let (folder, root) = workspace();
        let place = folder.path().join("a.yaml");
        let mut times = 0;
        let gave_up = replace(&root, "a.yaml", |_| {
            times += 1;
            fs::write(&place, format!("n: {times}\n")).unwrap();
            Ok(Some("ours\n".to_owned()))
        });
        assert_eq!(gave_up.unwrap_err().to_string(), "another program keeps changing it");
        assert_eq!(fs::read_to_string(&place).unwrap(), "n: 5\n");
        assert_eq!(leftovers(&folder), [""; 0]);
    }

    #[test]
    fn what_is_not_text_or_not_a_file_is_left_alone() {
        let (folder, root) = workspace();
        fs::write(folder.path().join("a.yaml"), b"\xff\xfe").unwrap();
        fs::create_dir(folder.path().join("b.yaml")).unwrap();
        for path in ["a.yaml", "b.yaml", "../c.yaml", "missing.yaml"] {
            let refused = change(&root, path, &Change::Record("record: {}\n".into())).unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::InvalidData, "{path}");
        }
    }

    #[test]
    fn a_workspace_that_has_gone_is_not_made_again() {
        let (folder, root) = workspace();
        let path = folder.path().to_owned();
        drop(folder);
        let refused = change(&root, "a.yaml", &Change::Create("a\n".into())).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::NotFound);
        assert!(!path.exists());
    }
}
