//! The world: clock, disk, terminal, threads.
#![allow(clippy::disallowed_methods, reason = "this is the one place that may touch the world")]

mod change;
pub mod disk;
