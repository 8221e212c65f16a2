//! Core files: none is ever written of the program, nor of an editor it starts, for it would hold the meeting.

use rustix::process::{Resource, Rlimit, setrlimit};

/// A size no core fits in. With 0 Linux would still hand the whole of it to a program that collects crashes.
const NOTHING_FITS: u64 = 1;

/// From now on no core file is written of this process and of those it starts.
pub fn forbid() {
    // Lowering a limit is always allowed; one that is lower already stays.
    let limit = Rlimit { current: Some(NOTHING_FITS), maximum: Some(NOTHING_FITS) };
    let _ = setrlimit(Resource::Core, limit);
}
