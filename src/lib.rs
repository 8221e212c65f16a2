//! Chairside: safeguarding partnership meetings, chaired live from plain YAML files.
//!
//! The modules below are listed in reading order, which is also import order: a module may
//! import only those above it. `tests/suite/architecture.rs` reads this list and keeps it.

pub mod base;
pub mod domain;
pub mod files;
pub mod documents;
pub mod command;
pub mod effect;
pub mod ui;
pub mod screens;
pub mod app;
pub mod runtime;
pub mod cli;
