//! The workspace's folder, and the one way from a relative path to a real one: no path leaves the folder, by
//! dots, by a link or otherwise.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The workspace's folder.
#[derive(Clone, Debug)]
pub struct Root(PathBuf);

impl Root {
    /// A workspace here. The folder need not be there: a share may come back.
    pub fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// The folder itself, with every link followed.
    pub fn real(&self) -> io::Result<PathBuf> {
        self.0.canonicalize()
    }

    /// The folder as it was asked for, in full; it need not be there.
    pub fn called(&self) -> io::Result<PathBuf> {
        std::path::absolute(&self.0)
    }

    /// The real place of a folder of the workspace; the workspace itself has no name.
    pub fn folder(&self, name: &str) -> io::Result<PathBuf> {
        if name.is_empty() { self.real() } else { self.inside(name) }
    }

    /// The real place of a relative path with `/` between its parts. Links are followed, so that a change goes to
    /// the file a link points to; one that leaves the workspace is refused. What is not there yet is no error.
    pub fn inside(&self, path: &str) -> io::Result<PathBuf> {
        let real = self.real()?;
        let mut place = real.clone();
        let mut there = true;
        for part in path.split('/') {
            // A colon names a drive, or a hidden part of a file, on Windows.
            if matches!(part, "" | "." | "..") || part.contains(['\\', '\0', ':']) || elsewhere(part) {
                return Err(content(format!("“{path}” is not a path inside the workspace")));
            }
            place.push(part);
            if !there {
                continue;
            }
            match place.symlink_metadata() {
                Ok(found) if found.is_symlink() => {
                    place = place.canonicalize().map_err(|_| content("it is a link to nowhere"))?;
                    if !place.starts_with(&real) {
                        return Err(content("it is a link that leaves the workspace"));
                    }
                }
                Ok(_) => {}
                Err(why) if why.kind() == io::ErrorKind::NotFound => there = false,
                Err(why) => return Err(why),
            }
        }
        Ok(place)
    }

    /// The same for what is to be made: a refusal says which path it is, and what to do.
    pub fn to_make(&self, path: &str) -> io::Result<PathBuf> {
        self.inside(path).map_err(|why| match why.kind() {
            io::ErrorKind::InvalidData => {
                let mend = "put the folder or the file itself in its place";
                content(format!("{path}: {why}, and nothing was written to it: {mend}"))
            }
            _ => why,
        })
    }
}

/// Whether Windows would take a name for another one: it drops stops and blanks at the end, and some names are devices
/// whatever their ending. Refused everywhere, so that a workspace means the same on every machine.
fn elsewhere(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered =
        |port: &str| stem.strip_prefix(port).is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']));
    let device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$");
    part.ends_with(['.', ' ']) || device || numbered("COM") || numbered("LPT")
}

/// An error about what a file is or holds, rather than about the disk.
pub(super) fn content(why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why.into())
}

/// Makes a folder that is its owner's alone, as the files in it are, whatever the umask and the folder it lies in.
pub(super) fn create(folder: &Path) -> io::Result<()> {
    #[cfg_attr(not(unix), allow(unused_mut, reason = "only there a folder is made with a mode"))]
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a folder and those it lies in, each of them certain to be there after a power cut.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().ok_or_else(|| content("there is no folder for it"))?;
    make_folder(above)?;
    match create(folder) {
        Err(why) if why.kind() != io::ErrorKind::AlreadyExists => return Err(why),
        _ => {}
    }
    sync_folder(above)
}

/// Makes names added to, or changed in, a folder certain to be there after a power cut, where that can be asked for:
/// some shares know no such thing and say so.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(why) if matches!(why.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leaves_the_workspace() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::new(folder.path());
        for path in [
            "",
            "/",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "a//b",
            "./a",
            "a/.",
            "a\\b",
            "C:",
            "a:b/c",
            "a\0b",
            "..",
            "a.",
            "a /b",
            "meetings/CON/journal",
            "nul.txt",
            "Com1.yaml",
            "lpt9",
        ] {
            let refused = root.inside(path).unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::InvalidData, "{path}");
        }
        let fine = root.inside("meetings/executive/journal/..hidden.jsonl").unwrap();
        assert!(fine.starts_with(root.real().unwrap()));
    }

    #[cfg(unix)]
    #[test]
    fn links_may_point_inside_only() {
        use std::os::unix::fs::symlink;
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = Root::new(folder.path());
        fs::write(folder.path().join("a.yaml"), "a").unwrap();
        symlink("a.yaml", folder.path().join("inside.yaml")).unwrap();
        symlink(other.path(), folder.path().join("trackers")).unwrap();
        symlink(other.path().join("b.yaml"), folder.path().join("out.yaml")).unwrap();
        symlink("nowhere.yaml", folder.path().join("lost.yaml")).unwrap();
        assert_eq!(root.inside("inside.yaml").unwrap(), root.real().unwrap().join("a.yaml"));
        for path in ["trackers/executive.yaml", "trackers", "out.yaml", "lost.yaml"] {
            assert!(root.inside(path).unwrap_err().to_string().contains("link"), "{path}");
        }
    }

    #[test]
    fn a_workspace_that_has_gone_says_so() {
        let root = Root::new(Path::new("/nowhere/at/all"));
        assert_eq!(root.inside("a.yaml").unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
