//! Tests of the whole program, as one program of their own: one link, one start.
#![allow(
    clippy::disallowed_methods,
    reason = "tests make folders and start programs; sleeping stays forbidden"
)]

mod broken;
mod pictures;
mod screens;
mod sizes;
mod stage;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod terminal_tests;
