//! `chairside init`: a new folder of files with the arrangements that come with the program.

use super::args::Like;
use super::{Outcome, say};
use crate::files::shipped;
use crate::runtime::disk;
use clap::ValueEnum;
use std::path::Path;

pub(super) fn init(dir: &Path, like: Like) -> Outcome {
    let name = like.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default();
    let files = shipped::set(&name).ok_or_else(|| format!("there are no arrangements called '{name}'"))?;
    write_all(dir, &files)?;
    say(&format!("Made {} with the arrangements of {name}.", dir.display()));
    say("Next: 'cd' there, put people's names into partnership.yaml if you wish, and run 'chairside'.");
    Ok(0)
}

/// Writes a set of files into a folder that does not hold any of them yet.
pub(super) fn write_all(dir: &Path, files: &[shipped::Shipped]) -> Result<(), String> {
    disk::write_new(dir, files).map_err(|e| format!("{}: {e}", dir.display()))
}
