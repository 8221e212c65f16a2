//! A line being typed to say something of a meeting or of an action: which questions stand (`asking`), what may be answered
//! (`offers`), what the answers come to (`answer`), keys, warnings, and how it stands at the foot of a screen. It needs a
//! meeting for who may be named and which days are known; whose line it is, and what becomes of it, is the screen's.

mod answer;
mod asking;
mod care;
pub(in crate::screens) mod details;
mod foot;
mod keys;
mod offers;

pub use answer::Answered;
pub use asking::{Asking, Typing, Wants};
pub(in crate::screens) use care::care;
pub(in crate::screens) use foot::{Part, TALL, kept, said, suggestion_rows};
pub use keys::Keyed;
