//! When the system asks the program to end: the screen's thread is told, so that the text being typed is kept; and
//! if it does not leave in time, the terminal is given back and the program ended from here.

use super::{Event, terminal};
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// How long the screen's thread has to leave; with [`LAST`] less than a tenth of a second.
const PATIENCE: Duration = Duration::from_millis(80);
/// How long a terminal that takes no output is waited for.
const LAST: Duration = Duration::from_millis(10);

/// Listens for requests to end until the other end of `gone` is dropped.
#[cfg(unix)]
pub fn listen(events: Sender<Event>, gone: Receiver<()>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    let listen = move || {
        // A key that interrupts is for the program that has the terminal: the editor, when it is lent.
        let ours = |signal: &i32| !(terminal::is_lent() && [SIGINT, SIGQUIT].contains(signal));
        // One is enough: whatever comes after it, the program is ending.
        let Some(signal) = signals.forever().find(ours) else { return };
        let told = events.send(Event::Signal(signal));
        if told.is_ok() && gone.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            end(exit_code(signal));
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(listen).map(|_| ())
}

/// Elsewhere there are no signals; closing the window ends the program.
#[cfg(not(unix))]
pub fn listen(_events: Sender<Event>, _gone: Receiver<()>) -> io::Result<()> {
    Ok(())
}

/// 128 and the signal's number, as shells expect.
pub fn exit_code(signal: i32) -> u8 {
    u8::try_from(128 + signal).unwrap_or(u8::MAX)
}

/// Ends the program although its screen's thread hangs.
#[cfg(unix)]
fn end(code: u8) -> ! {
    let (done, wait) = channel();
    // On a thread of its own, for writing to a terminal that was stopped never returns.
    let restore = move || {
        terminal::restore();
        let _ = done.send(());
    };
    if thread::Builder::new().spawn(restore).is_ok() {
        let _ = wait.recv_timeout(LAST);
    }
    std::process::exit(i32::from(code))
}
