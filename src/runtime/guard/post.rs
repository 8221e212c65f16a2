//! What the guard does: it stands until the program is gone, and gives the terminal back if the program had it.

use super::modes::Modes;
use super::{ASKED, Word};
use crate::runtime::{panics, terminal};
use crossterm::event::DisableMouseCapture;
use crossterm::queue;
use std::env;
use std::io::{self, BufRead, IsTerminal as _, Write as _, stderr, stdin, stdout};
use std::os::fd::AsFd as _;
use std::thread;
use std::time::Duration;

/// How long a terminal that takes no output is waited for.
const PATIENCE: Duration = Duration::from_secs(1);

/// Stands guard, if that is what this process was started for, and gives its exit code when the program is gone. At
/// once `None` in the program itself.
pub fn stand() -> Option<u8> {
    let asked = env::args_os().nth(1).is_some_and(|first| first == ASKED);
    if !asked || stdin().is_terminal() {
        return None;
    }
    // In a session of its own, what interrupts or hangs up the program does not reach it, and the terminal, which is
    // not that session's, lets it write at any time.
    let _ = rustix::process::setsid();
    // It keeps no folder in use.
    let _ = env::set_current_dir("/");
    if let Some(before) = last_word(stdin().lock()) {
        // Writing to a terminal that was stopped never returns.
        let _ = thread::Builder::new().spawn(|| {
            thread::sleep(PATIENCE);
            std::process::exit(1);
        });
        // Keys first: that works even when the terminal takes no output. Nobody is left to tell of an error.
        let _ = before.restore(stderr().as_fd());
        let _ = give_screen_back();
    }
    Some(0)
}

/// Listens until the program is gone. Gives how the terminal was before, if the program still had it.
fn last_word(said: impl BufRead) -> Option<Modes> {
    let words = said.lines().map_while(Result::ok).filter_map(|line| Word::read(&line));
    match words.last()? {
        Word::Taken(before) => Some(before),
        Word::Given => None,
    }
}

fn give_screen_back() -> io::Result<()> {
    let mut out = Vec::new();
    queue!(out, DisableMouseCapture)?;
    terminal::leave(&mut out)?;
    write!(out, "Chairside was stopped suddenly. {}\r\n", panics::GO_ON)?;
    let mut screen = stdout();
    screen.write_all(&out)?;
    screen.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_counts() {
        let taken = Word::Taken(Modes::example()).to_string();
        let after = |said: &[&str]| last_word(said.join("\n").as_bytes());
        assert_eq!(after(&[]), None, "it never had the terminal");
        assert_eq!(after(&[&taken]), Some(Modes::example()));
        assert_eq!(after(&[&taken, "given"]), None);
        assert_eq!(after(&[&taken, "given", &taken]), Some(Modes::example()));
        assert_eq!(after(&[&taken, "nonsense"]), Some(Modes::example()));
    }
}
