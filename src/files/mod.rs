//! Text to values and back, for each kind of file. Nothing here opens a file.

pub mod yaml;
