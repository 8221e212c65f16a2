//! Chairside: safeguarding partnership meetings, chaired live from plain YAML files.
//!
//! The modules below are listed in reading order, which is also import order: a module may
//! import only those above it. `tests/suite/architecture.rs` reads this list and keeps it.

pub mod app;
pub mod base;
pub mod cli;
pub mod command;
pub mod documents;
pub mod domain;
pub mod effect;
pub mod files;
pub mod runtime;
pub mod screens;
pub mod ui;
