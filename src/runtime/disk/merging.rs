//! Two versions of a file become one: what somebody decided on takes the file's place, guarded as every change is, and
//! then the conflict copy it took in goes out of the way. In that order, so that nothing is ever in neither.

use super::aside::set_aside;
use super::fault::fault;
use super::read;
use super::replace::Files;
use super::root::{Root, content};
use crate::effect::{Change, Doing, Merge, Merging};
use crate::files::places;
use crate::files::yaml::{MOST_BYTES, decode};
use std::io;

/// What a file and its conflict copy say.
///
/// # Errors
/// Why that cannot be known, and what to do.
pub(super) fn versions(
    root: &Root,
    file: &str,
    copy: Option<&str>,
) -> Result<(String, Option<String>), String> {
    let read = |path: &str| text(root, path).map_err(|why| fault(Doing::Reading, path, &why).given_up());
    Ok((read(file)?, copy.map(read).transpose()?))
}

fn text(root: &Root, path: &str) -> io::Result<String> {
    decode(&read::file(root, path, MOST_BYTES as u64)?).map_err(|problem| content(problem.message))
}

/// Does a merge.
pub(super) fn merge(files: &mut Files, merge: &Merge) -> Merging {
    let refused = |path: &str, why: &io::Error| Merging::Refused(fault(Doing::Writing, path, why).given_up());
    let both =
        std::iter::once((&merge.file, &merge.was)).chain(merge.copy.iter().map(|(path, seen)| (path, seen)));
    for (path, seen) in both {
        match text(files.root(), path) {
            Ok(now) if now == *seen => {}
            Ok(_) => return Merging::Changed,
            Err(why) => return refused(path, &why),
        }
    }
    let change = Change::Whole { was: Some(merge.was.clone()), text: merge.text.clone() };
    let changed = match files.change(&merge.file, &change) {
        Ok(changed) => changed,
        Err(why) => return refused(&merge.file, &why),
    };
    let aside = merge.copy.as_ref().map(|(copy, seen)| {
        set_aside(files.root(), copy, seen.as_bytes(), places::MERGED).map_err(|why| (copy, why))
    });
    match aside.transpose() {
        Ok(aside) => Merging::Done { aside, unkept: changed.unkept },
        Err((copy, why)) => Merging::CopyLeft(fault(Doing::Writing, copy, &why).given_up()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    const COPY: &str = "a-LAPTOP.yaml";

    fn write(root: &Path, file: &str, copy: &str) {
        fs::write(root.join("a.yaml"), file).unwrap();
        fs::write(root.join(COPY), copy).unwrap();
    }

    fn said(root: &Path, path: &str) -> String {
        fs::read_to_string(root.join(path)).unwrap_or_default()
    }

    fn decided() -> Merge {
        let copy = Some((COPY.to_owned(), "a: 2\n".to_owned()));
        Merge { file: "a.yaml".into(), was: "a: 1\n".into(), text: "a: 3\n".into(), copy }
    }

    #[test]
    fn the_file_says_both_its_earlier_version_is_kept_and_the_copy_is_out_of_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let (root, mut files) = (folder.path(), Files::new(Root::new(folder.path())));
        write(root, "a: 1\n", "a: 2\n");
        let read = versions(files.root(), "a.yaml", Some(COPY));
        assert_eq!(read, Ok(("a: 1\n".to_owned(), Some("a: 2\n".to_owned()))));
        let done = merge(&mut files, &decided());
        let aside = Some(format!(".chairside/merged/{COPY}"));
        assert_eq!(done, Merging::Done { aside, unkept: None });
        assert_eq!((said(root, "a.yaml").as_str(), root.join(COPY).exists()), ("a: 3\n", false));
        assert_eq!(said(root, &format!(".chairside/merged/{COPY}")), "a: 2\n");
        let kept = super::super::versions::of(files.root(), "a.yaml").unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(super::super::versions::text_of(files.root(), "a.yaml", &kept[0]).unwrap(), b"a: 1\n");
    }

    #[test]
    fn a_line_that_the_journal_of_changes_does_not_take_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let mut files = Files::new(Root::new(root)).signed("jo".to_owned(), "Jo".to_owned());
        write(root, "a: 1\n", "a: 2\n");
        fs::create_dir(root.join(".chairside")).unwrap();
        fs::write(root.join(places::CHANGES), "in the way").unwrap();
        let Merging::Done { unkept: Some(told), .. } = merge(&mut files, &decided()) else {
            panic!("it is written, and what is not is told")
        };
        assert!(told.contains(places::CHANGES), "{told}");
        assert_eq!(said(root, "a.yaml"), "a: 3\n");
    }

    #[test]
    fn what_was_changed_meanwhile_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (root, mut files) = (folder.path(), Files::new(Root::new(folder.path())));
        for (file, copy) in [("a: 9\n", "a: 2\n"), ("a: 1\n", "a: 9\n")] {
            write(root, file, copy);
            assert_eq!(merge(&mut files, &decided()), Merging::Changed);
            assert_eq!((said(root, "a.yaml").as_str(), said(root, COPY).as_str()), (file, copy));
        }
        fs::remove_file(root.join(COPY)).unwrap();
        assert!(matches!(merge(&mut files, &decided()), Merging::Refused(why) if why.contains(COPY)));
        assert_eq!(said(root, "a.yaml"), "a: 1\n");
        assert!(versions(files.root(), "a.yaml", Some(COPY)).is_err());
    }

    #[test]
    fn a_copy_that_cannot_be_moved_stays_and_that_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let (root, mut files) = (folder.path(), Files::new(Root::new(folder.path())));
        write(root, "a: 1\n", "a: 2\n");
        fs::create_dir(root.join(".chairside")).unwrap();
        fs::write(root.join(".chairside/merged"), "in the way").unwrap();
        assert!(matches!(merge(&mut files, &decided()), Merging::CopyLeft(why) if why.contains(COPY)));
        assert_eq!((said(root, "a.yaml").as_str(), said(root, COPY).as_str()), ("a: 3\n", "a: 2\n"));
    }
}
