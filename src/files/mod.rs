//! Text to values and back, for each kind of file. Nothing here opens a file.

mod action_value;
pub mod agenda;
pub mod chain;
pub mod check;
pub mod conflict_copy;
pub mod difference;
pub mod issued;
pub mod journal;
pub mod mark;
pub mod merge;
pub mod names;
pub mod partnership;
pub mod places;
pub mod people_edit;
pub mod proof;
mod reading;
pub mod record;
pub mod script;
pub mod sheet;
pub mod shipped;
pub mod tracker;
pub mod tracker_edit;
pub mod tracker_numbers;
pub mod unmerged;
pub mod version;
pub mod workspace;
pub mod yaml;
