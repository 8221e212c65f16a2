//! Puts a file out of everybody's way, inside the workspace: nothing is deleted.

use super::fresh::written;
use super::own;
use super::read;
use super::root::{Root, content, sync_folder};
use std::io;

/// A longer file is none of ours.
const LONGEST: u64 = 64 << 20;
/// Names tried before giving up.
const MOST: usize = 99;

/// Moves a file into a folder of the program's own that nothing reads, under a name not used there yet; gives its new
/// path. It is there in full before it goes here, and it stays here when it does not say any more what was seen of it.
pub(super) fn set_aside(root: &Root, path: &str, seen: &[u8], aside: &str) -> io::Result<String> {
    let from = root.inside(path)?;
    let bytes = read::file(root, path, LONGEST)?;
    let changed = || content("it was changed meanwhile: look again".to_owned());
    if bytes != seen {
        return Err(changed());
    }
    let flat = path.replace('/', "-");
    let (stem, ending) = flat.rsplit_once('.').unwrap_or((&flat, ""));
    let place = own::folder(root, aside)?;
    for n in 1..=MOST {
        let name = if n == 1 { flat.clone() } else { format!("{stem}-{n}.{ending}") };
        match written(&place, &from, &bytes)?.persist_noclobber(place.join(&name)) {
            Ok(_) => {
                sync_folder(&place)?;
                if read::file(root, path, LONGEST)? != seen {
                    return Err(changed());
                }
                std::fs::remove_file(&from)?;
                from.parent().map_or(Ok(()), sync_folder)?;
                return Ok(format!("{aside}/{name}"));
            }
            Err(why) if why.error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(why) => return Err(why.error),
        }
    }
    Err(content(format!("there are {MOST} files of that name in {aside} already")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_set_aside_is_whole_and_takes_nobodys_place() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("trackers")).unwrap();
        let root = Root::new(folder.path());
        let aside = |seen: &str| set_aside(&root, "trackers/a.yaml", seen.as_bytes(), ".chairside/merged");
        for (text, name) in
            [("one", ".chairside/merged/trackers-a.yaml"), ("two", ".chairside/merged/trackers-a-2.yaml")]
        {
            fs::write(folder.path().join("trackers/a.yaml"), text).unwrap();
            assert_eq!(aside(text).unwrap(), name);
            assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), text);
            assert!(!folder.path().join("trackers/a.yaml").exists());
        }
        assert!(aside("two").is_err());
        fs::write(folder.path().join("trackers/a.yaml"), "three").unwrap();
        assert!(aside("two").is_err());
        assert!(folder.path().join("trackers/a.yaml").exists(), "it says something else than what was seen");
    }
}
