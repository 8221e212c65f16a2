//! Text to values and back, for each kind of file. Nothing here opens a file.

pub mod journal;
pub mod mark;
pub mod places;
pub mod record;
pub mod script;
pub mod tracker_edit;
pub mod yaml;
