//! Which of the program's calls to the system count: those that change or commit a file in the folders it is given,
//! and those that look at one. What a call is about is told by a path or by an open file.

use nix::libc;

/// Whether a call may leave the disk another than it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// It writes, syncs, makes, renames, removes, or closes what was written.
    Changes,
    /// It looks.
    Reads,
}

/// Where a call says which file it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The open file with this number.
    File(usize),
    /// The path at this place.
    Path(usize),
    /// The path at this place, beginning at the folder that is open one place before.
    PathAt(usize),
    /// As the one before, with flags in the place after: it depends on them whether it changes anything.
    Open(usize),
}

/// A call that counts.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    pub number: i64,
    pub name: &'static str,
    pub class: Class,
    pub about: About,
    /// Whether its third place is a length that may be cut short.
    pub cuts: bool,
}

const fn changes(number: i64, name: &'static str, about: About) -> Known {
    Known { number, name, class: Class::Changes, about, cuts: false }
}

const fn reads(number: i64, name: &'static str, about: About) -> Known {
    Known { number, name, class: Class::Reads, about, cuts: false }
}

const fn writes(number: i64, name: &'static str) -> Known {
    Known { number, name, class: Class::Changes, about: About::File(0), cuts: true }
}

/// Every call that counts.
pub const CALLS: [Known; 38] = [
    writes(libc::SYS_write, "write"),
    writes(libc::SYS_pwrite64, "pwrite64"),
    changes(libc::SYS_writev, "writev", About::File(0)),
    changes(libc::SYS_pwritev2, "pwritev2", About::File(0)),
    changes(libc::SYS_fsync, "fsync", About::File(0)),
    changes(libc::SYS_fdatasync, "fdatasync", About::File(0)),
    changes(libc::SYS_sync_file_range, "sync_file_range", About::File(0)),
    changes(libc::SYS_syncfs, "syncfs", About::File(0)),
    changes(libc::SYS_ftruncate, "ftruncate", About::File(0)),
    changes(libc::SYS_fallocate, "fallocate", About::File(0)),
    changes(libc::SYS_fchmod, "fchmod", About::File(0)),
    changes(libc::SYS_fchown, "fchown", About::File(0)),
    changes(libc::SYS_flock, "flock", About::File(0)),
    changes(libc::SYS_copy_file_range, "copy_file_range", About::File(2)),
    changes(libc::SYS_sendfile, "sendfile", About::File(0)),
    changes(libc::SYS_close, "close", About::File(0)),
    changes(libc::SYS_rename, "rename", About::Path(0)),
    changes(libc::SYS_renameat, "renameat", About::PathAt(1)),
    changes(libc::SYS_renameat2, "renameat2", About::PathAt(1)),
    changes(libc::SYS_unlink, "unlink", About::Path(0)),
    changes(libc::SYS_unlinkat, "unlinkat", About::PathAt(1)),
    changes(libc::SYS_rmdir, "rmdir", About::Path(0)),
    changes(libc::SYS_mkdir, "mkdir", About::Path(0)),
    changes(libc::SYS_mkdirat, "mkdirat", About::PathAt(1)),
    changes(libc::SYS_link, "link", About::Path(0)),
    changes(libc::SYS_linkat, "linkat", About::PathAt(1)),
    changes(libc::SYS_chmod, "chmod", About::Path(0)),
    changes(libc::SYS_truncate, "truncate", About::Path(0)),
    changes(libc::SYS_open, "open", About::Path(0)),
    changes(libc::SYS_openat, "openat", About::Open(1)),
    reads(libc::SYS_read, "read", About::File(0)),
    reads(libc::SYS_pread64, "pread64", About::File(0)),
    reads(libc::SYS_getdents64, "getdents64", About::File(0)),
    reads(libc::SYS_lseek, "lseek", About::File(0)),
    reads(libc::SYS_statx, "statx", About::PathAt(1)),
    reads(libc::SYS_readlink, "readlink", About::Path(0)),
    reads(libc::SYS_stat, "stat", About::Path(0)),
    reads(libc::SYS_lstat, "lstat", About::Path(0)),
];

/// The call with this number, when it counts.
pub fn known(number: u64) -> Option<&'static Known> {
    CALLS.iter().find(|known| u64::try_from(known.number) == Ok(number))
}

/// Whether a file opened with these flags may be changed.
pub fn may_change(flags: u64) -> bool {
    let asked = i32::try_from(flags & 0x7fff_ffff).unwrap_or_default();
    asked & (libc::O_WRONLY | libc::O_RDWR | libc::O_CREAT | libc::O_TRUNC | libc::O_APPEND) != 0
}

/// One call the program made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Call {
    pub class: Class,
    pub name: &'static str,
    /// What kind of file it is about, without what differs from run to run.
    pub kind: String,
    /// How many bytes it writes, when it writes.
    pub length: usize,
}

/// The kind of a file, from its path below the folder that is watched.
pub fn kind(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let ending = match name.split_once('.') {
        Some(("", rest)) => format!(".*{}", rest.rsplit_once('.').map_or("", |(_, ending)| ending)),
        Some((_, ending)) => format!("*.{ending}"),
        None => return path.to_owned(),
    };
    format!("{folder}/{ending}")
}
