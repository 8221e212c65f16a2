//! YAML files: bytes to text, text to a tree with places, checks against a shape, typed values, and lossless edits.
//! What each kind of file holds is described beside that kind of file, not here.

mod decode;
mod odd;
mod read;
mod syntax;
mod tree;

pub use decode::{MOST_BYTES, decode};
pub use read::{Limits, MOST_PROBLEMS, Parsed, Sharing, read};
pub use tree::{Entry, Kind, Node, Step, Style};
