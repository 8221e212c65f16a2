//! The blocks of a document as Markdown and as a page of HTML: the same value that Word documents are made of, so that one
//! description of a report serves all three. Every text is escaped where it is written.

mod html;
mod markdown;

pub use html::html;
pub use markdown::markdown;

#[cfg(test)]
mod tests;
