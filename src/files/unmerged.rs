//! What waits in a workspace for somebody to put it together: conflict copies beside their originals, and files in
//! which git's driver left marks. How two versions are put together is in `merge`.

use super::conflict_copy::Copy;
use super::places;
use crate::base::text::count;

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmerged {
    /// A conflict copy whose original stands beside it.
    Copy {
        /// The copy.
        path: String,
        /// What its name tells.
        copy: Copy,
    },
    /// A file with marks of clashes in it.
    Marked {
        /// The file.
        path: String,
        /// How many marks.
        marks: usize,
    },
}

impl Unmerged {
    /// The file that is to hold both versions.
    pub fn file(&self) -> &str {
        match self {
            Self::Copy { copy, .. } => &copy.original,
            Self::Marked { path, .. } => path,
        }
    }

    /// The conflict copy, if it is one.
    pub fn copy(&self) -> Option<&str> {
        match self {
            Self::Copy { path, .. } => Some(path),
            Self::Marked { .. } => None,
        }
    }

    /// Whose the other version is, or on which computer it was written, where that is known.
    pub fn whose(&self) -> Option<&str> {
        match self {
            Self::Copy { copy, .. } => copy.whose.as_deref(),
            Self::Marked { .. } => None,
        }
    }

    /// Where the other version comes from, in a few words.
    pub fn said(&self) -> String {
        match self {
            Self::Copy { copy: Copy { broken: Some(why), .. }, .. } => {
                let why = if why == "is empty" { why } else { "cannot be read" };
                format!("the file {why}: this may be all that is left")
            }
            Self::Copy { copy, .. } => copy.left_by(),
            Self::Marked { marks, .. } => {
                format!("{} left by git", count(*marks, "clash", "clashes"))
            }
        }
    }

    /// Whether what it holds may stand on a screen: names that must stand in no paper may not.
    pub fn may_be_shown(&self) -> bool {
        self.file() != places::NAMES
    }
}

/// How many of what wait, and in which files, as one sentence without a full stop; nothing when none do.
pub fn said(all: &[Unmerged]) -> Option<String> {
    let copies = all.iter().filter(|one| one.copy().is_some()).count();
    let marks = all.iter().map(|one| if let Unmerged::Marked { marks, .. } = one { *marks } else { 0 }).sum();
    let parts =
        [(copies, "conflict copy", "conflict copies"), (marks, "clash left by git", "clashes left by git")];
    let parts: Vec<String> =
        parts.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(*n, one, many)).collect();
    let mut files: Vec<&str> = all.iter().map(Unmerged::file).collect();
    files.sort_unstable();
    files.dedup();
    let named = match files.as_slice() {
        [] => return None,
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} and {other}"),
        [one, rest @ ..] => format!("{one} and {}", count(rest.len(), "other file", "other files")),
    };
    Some(format!("{} of {named}", parts.join(" and ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::conflict_copy::told;

    #[test]
    fn what_waits_is_said_in_one_sentence() {
        let copy = |name: &str| {
            let path = format!("{name}-LAPTOP-JO.yaml");
            let original = format!("{name}.yaml");
            let copy = told(&path, &[original.as_str()].into()).unwrap();
            Unmerged::Copy { path, copy }
        };
        let marked = Unmerged::Marked { path: "sog.yaml".into(), marks: 2 };
        assert_eq!(said(&[]), None);
        assert_eq!(said(&[copy("a")]).unwrap(), "1 conflict copy of a.yaml");
        assert_eq!(
            said(&[copy("a"), copy("a"), copy("b")]).unwrap(),
            "3 conflict copies of a.yaml and b.yaml"
        );
        assert_eq!(
            said(&[copy("a"), copy("b"), marked.clone()]).unwrap(),
            "2 conflict copies and 2 clashes left by git of a.yaml and 2 other files"
        );
        assert_eq!(copy("a").said(), "left by OneDrive or SharePoint, LAPTOP-JO");
        assert_eq!(marked.said(), "2 clashes left by git");
    }
}
