//! When the program itself fails: the terminal is given back before anything is said, and a worker's failure ends
//! the program rather than leaving a screen that looks well over a record that is not kept.

use super::terminal;
use std::io::{Write as _, stderr};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};

/// What a thread other than the screen's said as it failed, to be told once the terminal is given back.
static SAID: Mutex<Option<String>> = Mutex::new(None);
/// The thread that draws.
static DRAWS: Mutex<Option<ThreadId>> = Mutex::new(None);

/// From now on the calling thread is the one that draws, and a panic anywhere is told properly.
pub fn prepare() {
    static ONCE: Once = Once::new();
    *DRAWS.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread::current().id());
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let draws = *DRAWS.lock().unwrap_or_else(PoisonError::into_inner);
            if terminal::is_ours() && draws != Some(thread::current().id()) {
                // The drawing thread may be in the middle of a frame: it gives the terminal back and tells this.
                let name = thread::current().name().unwrap_or("a thread").to_owned();
                *SAID.lock().unwrap_or_else(PoisonError::into_inner) = Some(format!("{name} {info}"));
                return;
            }
            let ours = terminal::is_ours();
            terminal::restore();
            before(info);
            if ours {
                tell(&explained());
            }
        }));
    });
}

/// What to tell people who do not know whether their meeting is safe.
pub const GO_ON: &str = "Everything it said it saved is on disk: start it again to go on with the meeting.";

/// What to tell people after a failure of the program itself.
fn explained() -> String {
    format!("Chairside has stopped because of a mistake in Chairside. {GO_ON}")
}

/// Tells people something after the terminal was given back. It may have gone, and that is no reason to panic.
pub fn tell(words: &str) {
    let _ = writeln!(stderr(), "{words}");
}

/// What to tell after a worker failed.
pub fn told() -> String {
    let said = SAID.lock().unwrap_or_else(PoisonError::into_inner).take();
    said.map_or_else(explained, |said| format!("{said}\n{}", explained()))
}
