//! The real program, killed and refused at its calls that change a file, over a whole meeting: no act it called saved
//! is lost, no file is half written, nothing that was not written goes unsaid, and the meeting goes on to the same end.
//!
//! `cargo test` tries some points of every kind on a few acts. Every point of a whole meeting is tried by
//! `cargo test --release --test faults -- --ignored --nocapture`, and every nth with `CHAIRSIDE_FAULTS_STEP=n` before it.
//! Every point in every way takes hours; `in_turn` before the last two dashes tries every point in one way each.
#![allow(
    clippy::disallowed_methods,
    reason = "tests make folders and start programs; sleeping stays forbidden"
)]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; its stages are functions, not tests"
)]

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod calls;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod live;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod meeting;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod oracle;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod sweep;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod sweeps;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod trace;

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
#[test]
fn the_program_is_killed_and_refused_at_its_calls() {
    eprintln!("SKIPPED: a program can be stopped at its calls on Linux on x86-64 only: nothing was tried");
}
