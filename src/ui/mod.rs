//! Dumb widgets: data in, cells out. They know no commands, no messages and no effects.

pub mod editor;
pub mod look;
pub mod picture;
pub mod sheet;
