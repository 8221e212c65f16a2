//! The `chairside` program.

use chairside::app::Ask;
use chairside::runtime::{Clock, run};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run(Path::new("."), Ask::default(), Clock::start(None, None)) {
        Ok(code) => ExitCode::from(code),
        Err(why) => {
            eprintln!("chairside: {why}");
            ExitCode::FAILURE
        }
    }
}
