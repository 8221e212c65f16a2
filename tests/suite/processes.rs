//! What the system says of processes, for tests that look at the program from outside.

use rustix::process::Pid;
use std::fs;
use std::time::{Duration, Instant};

/// What the system says of a process; nothing once it has ended.
pub fn status(process: Pid, of: &str) -> Option<String> {
    let all = fs::read_to_string(format!("/proc/{}/status", process.as_raw_nonzero())).ok()?;
    let value = |name: &str| all.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(":\t"));
    let ended = value("State").is_none_or(|state| state.starts_with('Z'));
    (!ended).then(|| value(of).unwrap_or_default().trim().to_owned())
}

/// The processes a process has started that have not ended.
pub fn children(of: Pid) -> Vec<Pid> {
    let all =
        fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok());
    let parent = of.as_raw_nonzero().to_string();
    all.filter_map(Pid::from_raw).filter(|it| status(*it, "PPid").as_ref() == Some(&parent)).collect()
}

/// Waits until something is so.
#[track_caller]
pub fn wait(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(20), "waited for {what}");
        std::thread::yield_now();
    }
}
