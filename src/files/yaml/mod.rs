//! YAML files: bytes to text, text to a tree with places, checks against a shape, typed values, and lossless edits.
//! What each kind of file holds is described beside that kind of file, not here.

mod around;
mod check;
mod comments;
mod decode;
mod edit;
mod extent;
mod items;
mod layout;
mod like;
mod load;
mod odd;
#[cfg(test)]
mod odd_documents;
mod read;
mod remove;
mod shape;
mod single;
mod splice;
mod syntax;
mod tree;
mod value;
mod whole;

pub use check::check;
pub use decode::{MOST_BYTES, decode};
pub use edit::{Edit, EditRefusal, apply};
pub use load::{Loaded, load, load_within};
pub use read::{Limits, MOST_PROBLEMS, Parsed, Sharing, read};
pub use shape::{Field, Shape, may, need};
pub use tree::{Entry, Kind, Node, Step, Style};
pub use value::Value;
pub use whole::{value_of, whole};

// What merging needs besides.
pub(super) use around::Lines;
pub(super) use extent::{next_dash, next_sign};
pub(super) use read::read_with_comments;
pub(super) use splice::newline;
pub(super) use value::{key, spelt};
