//! Reading the workspace: which files belong to it, and their bytes. What they mean is read elsewhere.

use super::fault::detail;
use super::root::{Root, content};
use crate::base::id::MeetingId;
use crate::effect::{RawFile, RawWorkspace};
use crate::files::check::may_hold_key;
use crate::files::conflict_copy::is_read;
use crate::files::places;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;
use std::thread;
use std::time::SystemTime;

/// How many folders down is the bottom.
const DEPTH: usize = 4;
/// The folders whose files belong to a workspace, each with how many folders down they do; the workspace's own first. What is
/// read for a page and what is watched for it both come from here.
const FOLDERS: [(&str, usize); 9] = [
    ("", 0),
    (places::AGENDAS, 0),
    (places::MEETINGS, 0),
    (places::TRACKERS, DEPTH),
    (places::REVIEWS, 0),
    (places::RAPID_REVIEWS, 0),
    (places::REGISTERS, DEPTH),
    ("calendar", DEPTH),
    (places::AUDITS, DEPTH),
];
/// Nobody writes 64 MiB of YAML by hand; a file that long is something else.
pub(super) const LONGEST: u64 = 64 << 20;
/// A key of a few children is short; longer papers are not looked through for one.
const LONGEST_PAPER: u64 = 2 << 20;
/// Files read at once: on a share each waits for the network, not for the disk.
const AT_ONCE: usize = 8;

/// Every YAML file of the workspace, in order of path.
pub fn workspace(root: &Root) -> io::Result<RawWorkspace> {
    let Walk { mut paths, mut strays, unread, .. } = Walk::through(root)?;
    paths.sort();
    strays.sort();
    let with_journal = with_journal(root);
    let mut found = RawWorkspace { unread, with_journal, strays, ..RawWorkspace::default() };
    for (path, bytes) in read_all(root, paths) {
        match bytes {
            Ok(bytes) => found.files.push(RawFile { path, bytes }),
            Err(why) => found.unread.push((path, detail(&why))),
        }
    }
    found.unread.sort();
    Ok(found)
}

/// Tables and texts of the workspace that may hold who the children are, with their bytes; none that is very long or cannot be
/// read.
pub fn papers(folder: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let root = Root::new(folder);
    let mut papers = Walk::through(&root)?.papers;
    papers.sort();
    let bytes = |path: String| file(&root, &path, LONGEST_PAPER).ok().map(|bytes| (path, bytes));
    Ok(papers.into_iter().filter_map(bytes).collect())
}

/// Length and time of the last change of a file.
pub type Stat = (u64, Option<SystemTime>);

/// What a workspace holds, by names alone.
#[derive(Debug, Default)]
pub struct Listing {
    /// Every folder that a file of the workspace is read from, as far as it is there.
    pub folders: BTreeSet<String>,
    /// Every file that is read.
    pub files: BTreeMap<String, Stat>,
}

/// The folders and files of the workspace, none of them read.
pub fn listing(root: &Root) -> io::Result<Listing> {
    let real = root.real()?;
    let Walk { folders, paths, .. } = Walk::through(root)?;
    let stat = |path: String| {
        let found = fs::metadata(real.join(&path)).ok()?;
        Some((path, (found.len(), found.modified().ok())))
    };
    Ok(Listing {
        folders: folders.into_iter().collect(),
        files: paths.into_iter().filter_map(stat).collect(),
    })
}

/// The workspace, and meetings this computer has journals of. When the workspace cannot be reached those are all there
/// is, and what was left unfinished can be taken up from them.
pub fn workspace_and_own(root: &Root, own: Option<&Root>) -> io::Result<RawWorkspace> {
    let kept = own.map(with_journal).unwrap_or_default();
    let mut found = match workspace(root) {
        Ok(found) => found,
        Err(why) if kept.is_empty() => return Err(why),
        Err(why) => {
            let unread = vec![("the workspace".to_owned(), detail(&why))];
            RawWorkspace { unread, ..RawWorkspace::default() }
        }
    };
    found.with_journal.extend(kept);
    found.with_journal.sort();
    found.with_journal.dedup();
    Ok(found)
}

struct Walk<'a> {
    root: &'a Root,
    /// The folders gone through.
    folders: Vec<String>,
    paths: Vec<String>,
    /// Files that nothing reads.
    strays: Vec<String>,
    /// Tables and texts, which nothing reads either.
    papers: Vec<String>,
    unread: Vec<(String, String)>,
}

impl<'a> Walk<'a> {
    /// Through everything that belongs to a workspace.
    fn through(root: &'a Root) -> io::Result<Self> {
        let mut walk = Self {
            root,
            folders: Vec::new(),
            paths: Vec::new(),
            strays: Vec::new(),
            papers: Vec::new(),
            unread: Vec::new(),
        };
        for (folder, depth) in FOLDERS {
            if folder.is_empty() {
                walk.folder(&root.real()?, folder, depth)?;
            } else {
                walk.named(folder, depth);
            }
        }
        Ok(walk)
    }

    /// A folder that may be missing; anything else wrong with it is told.
    fn named(&mut self, folder: &str, depth: usize) {
        let read = self.root.inside(folder).and_then(|place| self.folder(&place, folder, depth));
        match read {
            Err(why) if why.kind() != io::ErrorKind::NotFound => {
                self.unread.push((folder.to_owned(), detail(&why)));
            }
            _ => {}
        }
    }

    fn folder(&mut self, place: &Path, relative: &str, depth: usize) -> io::Result<()> {
        if place.is_dir() {
            self.folders.push(relative.to_owned());
        }
        for entry in fs::read_dir(place)? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                self.unread.push((name.to_string_lossy().into_owned(), "its name is not UTF-8".to_owned()));
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            let path = if relative.is_empty() { name.to_owned() } else { format!("{relative}/{name}") };
            let kind = entry.file_type()?;
            let is_folder = kind.is_dir() || (kind.is_symlink() && entry.path().is_dir());
            if is_folder && depth > 0 {
                self.named(&path, depth - 1);
            } else if !is_folder && is_read(name) {
                self.paths.push(path);
            } else if !is_folder {
                if may_hold_key(&path) {
                    self.papers.push(path.clone());
                }
                if places::is_stray(&path) {
                    self.strays.push(path);
                }
            }
        }
        Ok(())
    }
}

/// Reads the files, several at once when there are many, and gives them back in the order asked for.
fn read_all(root: &Root, paths: Vec<String>) -> Vec<(String, io::Result<Vec<u8>>)> {
    let share = paths.len().div_ceil(AT_ONCE).max(AT_ONCE);
    let read = |paths: &[String]| paths.iter().map(|path| file(root, path, LONGEST)).collect::<Vec<_>>();
    let bytes: Vec<_> = thread::scope(|scope| {
        let readers = paths.chunks(share).map(|part| {
            // Where the system has no thread to give, the same is read more slowly.
            let reader = thread::Builder::new().spawn_scoped(scope, move || read(part));
            reader.map_err(|_| part)
        });
        let readers: Vec<_> = readers.collect();
        let joined = readers.into_iter().map(|reader| match reader {
            Ok(reader) => reader.join().expect("reading a file does not panic"),
            Err(part) => read(part),
        });
        joined.flatten().collect()
    });
    paths.into_iter().zip(bytes).collect()
}

/// The bytes of an ordinary file of at most so many bytes. Anything that is no ordinary file is refused unopened,
/// for opening a pipe would wait for ever.
pub(super) fn file(root: &Root, path: &str, longest: u64) -> io::Result<Vec<u8>> {
    let place = root.inside(path)?;
    let found = place.metadata()?;
    if !found.is_file() {
        return Err(content("it is not an ordinary file"));
    }
    if found.len() > longest {
        return Err(content(format!("it is longer than {} MiB", longest >> 20)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or(0));
    File::open(place)?.take(longest).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Names in a folder, in order; none when it is not there. A folder that cannot be read must not look like an empty
/// one where something depends on what it holds.
pub(super) fn listed(place: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(place) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let names: io::Result<Vec<_>> = entries.map(|entry| entry.map(|entry| entry.file_name())).collect();
    let mut names: Vec<String> = names?.into_iter().filter_map(|name| name.into_string().ok()).collect();
    names.sort();
    Ok(names)
}

/// Names in a folder, in order; none when it cannot be read.
pub(super) fn names(place: &Path) -> Vec<String> {
    listed(place).unwrap_or_default()
}

/// Whether a name in a journal folder is a journal's.
pub(super) fn is_journal(name: &str) -> bool {
    !name.starts_with('.') && name.strip_suffix(".jsonl").is_some()
}

fn with_journal(root: &Root) -> Vec<MeetingId> {
    let meetings = root.inside(places::MEETINGS).map(|place| names(&place)).unwrap_or_default();
    let has = |meeting: &MeetingId| {
        let folder = root.inside(&places::journals(meeting));
        folder.is_ok_and(|place| names(&place).iter().any(|name| is_journal(name)))
    };
    meetings.into_iter().filter(|name| !name.starts_with('.')).map(MeetingId::new).filter(has).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::{TempDir, tempdir};

    fn made(files: &[&str]) -> (TempDir, Root) {
        let folder = tempdir().unwrap();
        for file in files {
            let place = folder.path().join(file);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, *file).unwrap();
        }
        let root = Root::new(folder.path());
        (folder, root)
    }

    #[test]
    fn a_folder_that_cannot_be_listed_is_not_taken_for_an_empty_one() {
        let (folder, _root) = made(&["a.yaml"]);
        assert_eq!(listed(folder.path()).unwrap(), ["a.yaml"]);
        assert_eq!(listed(&folder.path().join("missing")).unwrap(), [""; 0]);
        assert!(listed(&folder.path().join("a.yaml")).is_err());
    }

    #[test]
    fn what_nothing_reads_in_an_audits_folder_and_keys_of_pseudonyms_anywhere_are_strays() {
        let (_folder, root) = made(&[
            "key.csv",
            "notes.txt",
            "registers/Audit key.xlsx",
            "audits/a/audit.yaml",
            "audits/a/template.json",
            "audits/a/notes.txt",
            "audits/a/.hidden",
            "audits/a/out/police.xlsx",
            "audits/a/out/pseudonyms.docx",
            "audits/a/returns/template.json",
            "audits/templates/readme.txt",
        ]);
        assert_eq!(
            workspace(&root).unwrap().strays,
            [
                "audits/a/notes.txt",
                "audits/a/out/pseudonyms.docx",
                "audits/a/returns/template.json",
                "key.csv",
                "registers/Audit key.xlsx",
            ]
        );
    }

    #[test]
    fn what_belongs_to_the_workspace_is_read_in_order() {
        let (_folder, root) = made(&[
            "partnership.yaml",
            "notes.txt",
            ".hidden.yaml",
            "agendas/executive.yml",
            "agendas/executive.yml~HEAD",
            "agendas/executive.yml~",
            "agendas/old/x.yaml",
            "meetings/b.YAML",
            "meetings/a.yaml",
            "meetings/a/minutes.md",
            "meetings/a/extra.yaml",
            "meetings/a/journal/jo-laptop.jsonl",
            "meetings/b/journal/jo-laptop.lock",
            "trackers/x/1/2/3/deep.yaml",
            "trackers/x/1/2/3/4/deeper.yaml",
            "trackers/.old/t.yaml",
            "elsewhere/x.yaml",
            "audits/section-11/return.yaml",
        ]);
        let found = workspace(&root).unwrap();
        let paths: Vec<&str> = found.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "agendas/executive.yml",
                "agendas/executive.yml~HEAD",
                "audits/section-11/return.yaml",
                "meetings/a.yaml",
                "meetings/b.YAML",
                "partnership.yaml",
                "trackers/x/1/2/3/deep.yaml",
            ]
        );
        assert!(found.files.iter().all(|file| file.bytes == file.path.as_bytes()));
        assert_eq!(found.unread, []);
        assert_eq!(found.with_journal, [MeetingId::from("a")]);
    }

    #[test]
    fn many_files_keep_their_order() {
        let names: Vec<String> = (0..100).map(|n| format!("trackers/t{n:03}.yaml")).collect();
        let (_folder, root) = made(&names.iter().map(String::as_str).collect::<Vec<_>>());
        let found = workspace(&root).unwrap();
        assert!(found.files.iter().map(|file| &file.path).eq(names.iter()));
        assert!(found.files.iter().all(|file| file.bytes == file.path.as_bytes()));
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_read_is_told() {
        use std::os::unix::fs::symlink;
        let (folder, root) = made(&["a.yaml"]);
        let other = tempdir().unwrap();
        fs::write(other.path().join("b.yaml"), "b").unwrap();
        symlink(other.path().join("b.yaml"), folder.path().join("b.yaml")).unwrap();
        symlink(other.path(), folder.path().join("trackers")).unwrap();
        let big = File::create(folder.path().join("c.yaml")).unwrap();
        big.set_len(LONGEST + 1).unwrap();
        let found = workspace(&root).unwrap();
        assert_eq!(found.files.len(), 1);
        let unread: Vec<String> = found.unread.iter().map(|(path, why)| format!("{path}: {why}")).collect();
        assert_eq!(
            unread,
            [
                "b.yaml: it is a link that leaves the workspace",
                "c.yaml: it is longer than 64 MiB",
                "trackers: it is a link that leaves the workspace",
            ]
        );
    }

    #[test]
    fn a_workspace_that_is_not_there_is_an_error_and_an_empty_one_is_not() {
        let (folder, root) = made(&[]);
        assert_eq!(workspace(&root).unwrap(), RawWorkspace::default());
        drop(folder);
        assert_eq!(workspace(&root).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
