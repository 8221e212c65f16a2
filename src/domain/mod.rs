//! The rules of meetings, pure: no disk, no clock, no terminal.
//!
//! Serde is derived here because these types are what the files and the journal hold; how a file is
//! read, checked and written is the business of `files`.

pub mod action;
pub mod action_line;
pub mod action_numbers;
pub mod action_review;
pub mod actions;
pub mod agenda;
pub mod assurance;
pub mod audit;
pub mod carried;
pub mod chase;
pub mod clash;
pub mod decided;
pub mod decision_line;
pub mod decision_numbers;
pub mod disposal;
pub mod import;
pub mod escalation;
pub mod inputs;
pub mod issued;
pub mod later;
pub mod meeting;
pub mod minutes;
pub mod partnership;
pub mod personal;
pub mod query;
pub mod quorum;
pub mod recommendation;
pub mod recurring;
pub mod release;
pub mod tracker;
pub mod trail;
pub mod transfer;
