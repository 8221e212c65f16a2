//! Documents for people, made from values: a value in, text or bytes out. What may be shown was settled when
//! the value was made; nothing here reads a meeting, a disk or a clock.

pub mod changes;
pub mod actions;
pub mod assurance;
pub mod audit_board;
pub mod audit_difference;
pub mod audit_form;
pub mod audit_gap;
pub mod audit_report;
pub mod audit_pack;
pub mod audit_panel;
pub mod audit_preview;
pub mod chase;
pub mod csv;
pub mod held;
pub mod import_preview;
pub mod inputs;
pub mod minutes_final;
pub mod minutes_markdown;
pub mod pages;
pub mod pdf;
pub mod recommendations;
pub mod review_record;
pub mod throughput;
pub mod trail;
pub mod word;
