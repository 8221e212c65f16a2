//! Values every layer shares: dates, times, lengths of time, ids, hashes, positions in a file. No rules here.

pub mod calendar;
pub mod every;
pub mod hash;
pub mod id;
pub mod key;
pub mod length;
pub mod problem;
pub mod sheet;
pub mod stamp;
pub mod text;
pub mod when;
