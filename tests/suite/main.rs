//! Tests of the whole program, as one program of their own: one link, one start.
#![allow(
    clippy::disallowed_methods,
    reason = "tests make folders and start programs; sleeping stays forbidden"
)]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed; its stages are functions, not tests"
)]

#[cfg(unix)]
mod actions;
mod architecture;
mod audit_arrangements;
mod assurance;
mod audit_following;
mod audit_out;
#[cfg(unix)]
mod audit_panel;
mod audit_previews;
mod audit_privacy;
mod audit_words;
mod private_files;
mod audit_paper;
mod audit_returns;
mod audit_run;
mod audits;
mod broken;
mod canary;
mod changes;
mod chasing;
#[cfg(unix)]
mod clashes;
#[cfg(target_os = "linux")]
mod disk;
mod docs;
#[cfg(unix)]
mod editor;
#[cfg(unix)]
mod edits;
mod evidence;
#[cfg(unix)]
mod executive;
mod exports;
mod final_minutes;
#[cfg(target_os = "linux")]
mod guard;
#[cfg(unix)]
mod hostile;
#[cfg(unix)]
mod journey;
#[cfg(unix)]
mod kills;
#[cfg(unix)]
mod looked_at;
#[cfg(unix)]
mod many_writers;
#[cfg(unix)]
mod merging;
mod migrate;
mod neglect_audit;
#[cfg(unix)]
mod offline;
mod open_lists;
mod personal;
mod pictures;
#[cfg(target_os = "linux")]
mod privacy;
#[cfg(target_os = "linux")]
mod processes;
mod project;
#[cfg(target_os = "linux")]
mod refusals;
#[cfg(target_os = "linux")]
mod replacing;
mod registers;
#[cfg(unix)]
mod resize;
mod reviewing;
mod reviews;
mod restore;
mod screens;
mod sessions;
mod shipped;
mod sizes;
#[cfg(unix)]
mod speech;
mod spreadsheets;
mod stage;
mod steps;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod thousand;
#[cfg(unix)]
mod together;
#[cfg(unix)]
mod terminal_tests;
mod typed_words;
mod verify;
mod workspaces;
