//! Whose turn it is to change a file, among programs of this kind in one workspace. It is advice: it closes the
//! moment between the last look at a file and its replacement, and whoever cannot have it in time, or works on a
//! share that knows no locks, goes on without, for the look remains.
//!
//! The system's locks go with the program that holds them, so a lock that was left behind cannot be. There are two:
//! whoever waits for its turn holds the place of the next in line, so that a busy program cannot have turn after turn
//! while another waits.

use super::own;
use super::root::Root;
use std::fs::{File, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for others.
const LONGEST: Duration = Duration::from_secs(5);
/// The first and the longest time between two tries.
const BETWEEN: (Duration, Duration) = (Duration::from_millis(1), Duration::from_millis(16));

/// A turn, until it is dropped; without a lock where there is none to be had.
#[derive(Debug)]
pub struct Turn {
    #[cfg_attr(not(test), expect(dead_code, reason = "it is held, and looked at by nobody"))]
    lock: Option<File>,
}

impl Turn {
    /// Waits for a turn.
    pub fn take(root: &Root) -> Self {
        Self::within(root, LONGEST)
    }

    /// Whether nobody else of this kind changes files now.
    #[cfg(test)]
    fn is_held(&self) -> bool {
        self.lock.is_some()
    }

    fn within(root: &Root, longest: Duration) -> Self {
        let until = Instant::now() + longest;
        // Held while waiting for the turn itself, and dropped with having it.
        let Some(_next) = lock(root, "next.lock", until) else { return Self { lock: None } };
        Self { lock: lock(root, "turn.lock", until) }
    }
}

/// The lock, once others let go of it.
fn lock(root: &Root, name: &str, until: Instant) -> Option<File> {
    let file = own::lock_file(root, name).ok()?;
    let mut wait = BETWEEN.0;
    loop {
        match file.try_lock() {
            Ok(()) => return Some(file),
            Err(TryLockError::WouldBlock) if Instant::now() < until => thread::sleep(wait),
            Err(_) => return None,
        }
        wait = (wait * 2).min(BETWEEN.1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn one_has_a_turn_and_the_next_waits_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::new(folder.path());
        let first = Turn::take(&root);
        assert!(first.is_held());
        assert!(!Turn::within(&root, Duration::from_millis(5)).is_held(), "it goes on without, in the end");
        drop(first);
        assert!(Turn::within(&root, Duration::ZERO).is_held());
    }

    #[test]
    fn where_nothing_can_be_written_there_is_no_turn_to_wait_for() {
        let root = Root::new(Path::new("/nowhere/at/all"));
        assert!(!Turn::take(&root).is_held());
    }

    #[test]
    fn a_program_that_takes_turn_after_turn_keeps_nobody_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::new(folder.path());
        let enough = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !enough.load(Ordering::SeqCst) {
                    let _turn = Turn::take(&root);
                }
            });
            let all_held = (0..20).all(|_| Turn::take(&root).is_held());
            enough.store(true, Ordering::SeqCst);
            assert!(all_held, "it waited too long for a turn");
        });
    }
}
