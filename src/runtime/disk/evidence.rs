//! Files that show that something was done: what each comes to at the moment somebody gives it, and whether it still does.
//! They may be of any kind; their bytes are hashed as they are read and never kept.

use super::fault::detail;
use super::root::{Root, content};
use crate::base::hash::Sha256;
use crate::domain::action::ActionChange;
use crate::effect::Change;
use crate::files::check::Unseen;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The longest file that is hashed; a longer one can be given by its address.
const LONGEST: u64 = 1 << 30;

/// What a file of the workspace comes to.
fn hash(root: &Root, path: &str) -> io::Result<Sha256> {
    let place = root.inside(path)?;
    let found = place.metadata()?;
    if !found.is_file() {
        return Err(content("it is not an ordinary file"));
    }
    if found.len() > LONGEST {
        return Err(content(format!("it is longer than {} MiB, so give its address instead", LONGEST >> 20)));
    }
    let mut file = File::open(place)?.take(LONGEST);
    Sha256::of_pieces(|buffer| file.read(buffer))
}

/// What each of these files comes to, or why that cannot be said.
pub fn evidence<'a>(
    folder: &Path,
    paths: impl Iterator<Item = &'a str>,
) -> BTreeMap<String, Result<Sha256, Unseen>> {
    let root = Root::new(folder);
    let mut seen = BTreeMap::new();
    for path in paths {
        seen.entry(path.to_owned()).or_insert_with(|| hash(&root, path).map_err(|why| unseen(&why)));
    }
    seen
}

fn unseen(why: &io::Error) -> Unseen {
    if why.kind() == io::ErrorKind::NotFound { Unseen::Gone } else { Unseen::Because(detail(why)) }
}

/// The same change with what the files given in it come to now. Where somebody waits for it, a file that cannot be read
/// is said; what a meeting recorded is written all the same, and `check` says what is missing.
pub(super) fn hashed<'a>(root: &Root, change: &'a Change, waited_for: bool) -> io::Result<Cow<'a, Change>> {
    let given = |change: &ActionChange| {
        change.evidence.as_ref().is_some_and(|new| new.sha256.is_empty() && new.in_workspace().is_some())
    };
    let (Change::Actions { change: all, .. } | Change::Tracker { change: all, .. }) = change else {
        return Ok(Cow::Borrowed(change));
    };
    if !all.iter().any(given) {
        return Ok(Cow::Borrowed(change));
    }
    let mut change = change.clone();
    if let Change::Actions { change: all, .. } | Change::Tracker { change: all, .. } = &mut change {
        for new in all.iter_mut().filter_map(|change| change.evidence.as_mut()) {
            let Some(path) = new.in_workspace().filter(|_| new.sha256.is_empty()) else { continue };
            match hash(root, path) {
                Ok(hash) => new.sha256 = hash.to_string(),
                Err(why) if waited_for => {
                    let why = match unseen(&why) {
                        Unseen::Gone => "there is no such file in the workspace".to_owned(),
                        Unseen::Because(why) => why,
                    };
                    return Err(content(format!("{path} cannot be taken as evidence: {why}")));
                }
                Err(_) => {}
            }
        }
    }
    Ok(Cow::Owned(change))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::Evidence;
    use std::fs;

    fn change(file: &str) -> Change {
        let evidence = Some(Evidence { file: file.into(), ..Evidence::default() });
        let change = vec![ActionChange { evidence, ..ActionChange::default() }];
        Change::Actions { fresh: None, add: Vec::new(), change }
    }

    fn sha256(change: &Change) -> String {
        let Change::Actions { change, .. } = change else { unreachable!("that is what was made") };
        change[0].evidence.as_ref().unwrap().sha256.clone()
    }

    #[test]
    fn a_file_that_is_given_is_hashed_and_nothing_outside_the_workspace_is() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::new(folder.path());
        fs::create_dir(folder.path().join("evidence")).unwrap();
        fs::write(folder.path().join("evidence/plan.pdf"), "abc").unwrap();
        let given = change("evidence/plan.pdf");
        assert_eq!(sha256(&hashed(&root, &given, true).unwrap()), Sha256::of(b"abc").to_string());
        for (file, why) in [
            ("evidence/other.pdf", "evidence/other.pdf cannot be taken as evidence: there is no such file"),
            ("../plan.pdf", "is not a path inside the workspace"),
            ("/etc/passwd", "is not a path inside the workspace"),
            ("evidence", "it is not an ordinary file"),
        ] {
            let given = change(file);
            let refused = hashed(&root, &given, true).unwrap_err().to_string();
            assert!(refused.contains(why), "{refused}");
            assert_eq!(sha256(&hashed(&root, &given, false).unwrap()), "", "a meeting's words are not lost");
        }
        let address = change("https://example.org/plan.pdf");
        assert!(matches!(hashed(&root, &address, true).unwrap(), Cow::Borrowed(_)));
    }

    #[test]
    fn a_file_too_long_is_refused_before_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        File::create(folder.path().join("film.mp4")).unwrap().set_len(LONGEST + 1).unwrap();
        let seen = evidence(folder.path(), ["film.mp4", "gone.pdf"].into_iter());
        assert_eq!(seen["gone.pdf"], Err(Unseen::Gone));
        let why = "it is longer than 1024 MiB, so give its address instead";
        assert_eq!(seen["film.mp4"], Err(Unseen::Because(why.to_owned())));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_workspace_is_not_followed() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(other.path().join("x"), "x").unwrap();
        std::os::unix::fs::symlink(other.path().join("x"), folder.path().join("x.pdf")).unwrap();
        let seen = evidence(folder.path(), ["x.pdf"].into_iter());
        assert_eq!(seen["x.pdf"], Err(Unseen::Because("it is a link that leaves the workspace".into())));
    }
}
