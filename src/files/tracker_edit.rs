//! Changes to a tracker's text: actions added and changed, with every other byte left alone.

pub use crate::domain::tracker::ActionChange;
