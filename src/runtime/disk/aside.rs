//! Puts a file out of everybody's way, inside the workspace: nothing is deleted.

use super::fresh::written;
use super::own;
use super::read;
use super::root::{Root, content, sync_folder};
use std::io;
use std::path::Path;

/// A longer file is none of ours.
const LONGEST: u64 = 64 << 20;
/// Names tried before giving up.
const MOST: usize = 99;

/// Moves a file into a folder of the program's own that nothing reads, under a name not used there yet; gives its new
/// path. It is there in full before it goes here.
pub fn set_aside(folder: &Path, path: &str, aside: &str) -> io::Result<String> {
    let root = Root::new(folder);
    let from = root.inside(path)?;
    let bytes = read::file(&root, path, LONGEST)?;
    let flat = path.replace('/', "-");
    let (stem, ending) = flat.rsplit_once('.').unwrap_or((&flat, ""));
    let place = own::folder(&root, aside)?;
    for n in 1..=MOST {
        let name = if n == 1 { flat.clone() } else { format!("{stem}-{n}.{ending}") };
        match written(&place, &from, &bytes)?.persist_noclobber(place.join(&name)) {
            Ok(_) => {
                sync_folder(&place)?;
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
        for (text, name) in
            [("one", ".chairside/merged/trackers-a.yaml"), ("two", ".chairside/merged/trackers-a-2.yaml")]
        {
            fs::write(folder.path().join("trackers/a.yaml"), text).unwrap();
            assert_eq!(set_aside(folder.path(), "trackers/a.yaml", ".chairside/merged").unwrap(), name);
            assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), text);
            assert!(!folder.path().join("trackers/a.yaml").exists());
        }
        assert!(set_aside(folder.path(), "trackers/a.yaml", ".chairside/merged").is_err());
    }
}
