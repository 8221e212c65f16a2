//! The guard: the program started once more beside itself, to give the terminal back where the program no longer can,
//! for it was killed, ran out of memory or overflowed its stack. A pipe that ends says that the program is gone; the
//! last word that came through it, whether it had the terminal. What the guard then does is in `post`.

mod modes;
mod post;

pub use post::stand;

use modes::Modes;
use std::env;
use std::fmt;
use std::io::{self, Write as _, stdin};
use std::os::fd::AsFd as _;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The argument that makes the program a guard. Nobody types it, so help does not list it.
const ASKED: &str = "--guard-the-terminal";

/// The guard of this program, when there is one.
static GUARD: Mutex<Option<Guard>> = Mutex::new(None);

#[derive(Debug)]
struct Guard {
    process: Child,
    /// No child of ours holds this end of the pipe: the standard library closes it in each.
    ear: ChildStdin,
}

/// What the guard is told: whether the program has the terminal, and how it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    Taken(Modes),
    Given,
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken(before) => write!(f, "taken {before}"),
            Self::Given => f.write_str("given"),
        }
    }
}

impl Word {
    fn read(line: &str) -> Option<Self> {
        match line.split_once(' ') {
            Some(("taken", before)) => Modes::read(before).map(Self::Taken),
            _ => (line == "given").then_some(Self::Given),
        }
    }
}

/// Starts the guard. Where it cannot be started the program goes without.
pub fn start() {
    let mut guard = guard();
    if guard.is_none() {
        *guard = started().ok();
    }
}

/// The terminal is about to be taken. Said first: a guard that acts for nothing does no harm.
pub fn taken() {
    if let Ok(before) = Modes::of(stdin().as_fd()) {
        tell(&Word::Taken(before));
    }
}

/// The terminal was given back.
pub fn given() {
    tell(&Word::Given);
}

/// Ends the guard, which has nothing left to do: nothing of the program is there after it.
pub fn dismiss() {
    if let Some(mut guard) = guard().take() {
        // Killed rather than waited for, since somebody may have stopped it.
        let _ = guard.process.kill();
        let _ = guard.process.wait();
    }
}

fn guard() -> MutexGuard<'static, Option<Guard>> {
    GUARD.lock().unwrap_or_else(PoisonError::into_inner)
}

fn started() -> io::Result<Guard> {
    // Keys and screen may be two terminals: the modes are those of the keys.
    let keys = stdin().as_fd().try_clone_to_owned()?;
    let mut command = Command::new(env::current_exe()?);
    let mut process =
        command.arg(ASKED).stdin(Stdio::piped()).stdout(Stdio::inherit()).stderr(keys).spawn()?;
    let ear = process.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
    Ok(Guard { process, ear })
}

fn tell(word: &Word) {
    if let Some(guard) = guard().as_mut() {
        // In one piece, so that the guard hears all of it or nothing. One that has gone hears nothing.
        let _ = guard.ear.write_all(format!("{word}\n").as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_what_is_heard() {
        for word in [Word::Taken(Modes::example()), Word::Given] {
            assert_eq!(Word::read(&word.to_string()), Some(word));
        }
        for wrong in ["", "give", "given ", "taken", "taken 1 2 3", "taken a b c d e f"] {
            assert_eq!(Word::read(wrong), None, "{wrong}");
        }
    }
}
