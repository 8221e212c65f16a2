//! The journal of changes outside meetings, in `.chairside/changes/WRITER.jsonl`: a line is added and synced once the
//! changed file is on the disk. What a line says is in `files/changes`. One that cannot be written stops no change, and is
//! told.

use super::opening;
use super::own;
use super::read;
use super::root::{Root, sync_folder};
use crate::effect::RawFile;
use crate::files::changes::{Line, last_hash, seed};
use crate::files::places;
use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::thread;
use std::time::Duration;

/// The last line is looked for in so many bytes first.
const TAIL: u64 = 64 << 10;
/// A journal longer than this is none.
const LONGEST: u64 = 1 << 30;
/// How often, and how long between, another program of the same writer is waited for.
const WAITS: (u32, Duration) = (50, Duration::from_millis(10));

/// Adds a line to a writer's journal.
pub(super) fn add(root: &Root, writer: &str, line: &Line) -> io::Result<()> {
    let folder = own::folder(root, places::CHANGES)?;
    let place = folder.join(format!("{writer}.jsonl"));
    let (mut file, made) = match opening::to_add_to(&place) {
        Err(why) if why.kind() == io::ErrorKind::NotFound => (opening::new_to_add_to(&place)?, true),
        file => (file?, false),
    };
    if made {
        own::protect(&place, &root.real()?.metadata()?, 0o600);
    }
    wait_for(&file);
    let tail = tail(&mut file)?;
    let sealed = line.sealed(last_hash(&tail).unwrap_or_else(|| seed(writer)));
    // A line cut short costs no other.
    let begin = if tail.last().is_none_or(|byte| *byte == b'\n') { "" } else { "\n" };
    file.write_all(format!("{begin}{sealed}").as_bytes()).and_then(|()| file.sync_data())?;
    if made { sync_folder(&folder) } else { Ok(()) }
}

/// Waits a moment until no other program adds to it; on a share that knows no locks, not at all.
fn wait_for(file: &File) {
    for _ in 0..WAITS.0 {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(WAITS.1),
            _ => return,
        }
    }
}

/// The end of a file, with its last whole line in it; all of it when there is none.
fn tail(file: &mut File) -> io::Result<Vec<u8>> {
    let length = file.metadata()?.len();
    let mut from = length.saturating_sub(TAIL);
    loop {
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(LONGEST).read_to_end(&mut bytes)?;
        if from == 0 || last_hash(&bytes).is_some() {
            return Ok(bytes);
        }
        from = 0;
    }
}

/// The journals of a workspace's changes.
#[derive(Debug, Default)]
pub struct Kept {
    /// Every writer's, in order of their names.
    pub files: Vec<RawFile>,
    /// Those that cannot be read, with why: they stop no other.
    pub unread: Vec<(String, io::Error)>,
}

/// Every writer's journal of a workspace.
pub fn changes(folder: &std::path::Path) -> io::Result<Kept> {
    let root = Root::new(folder);
    let place = root.inside(places::CHANGES)?;
    let mut kept = Kept::default();
    for name in read::listed(&place)?.into_iter().filter(|name| read::is_journal(name)) {
        let path = format!("{}/{name}", places::CHANGES);
        match read::file(&root, &path, LONGEST) {
            Ok(bytes) => kept.files.push(RawFile { path, bytes }),
            Err(why) => kept.unread.push((path, why)),
        }
    }
    Ok(kept)
}
