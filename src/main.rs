//! The `chairside` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(chairside::cli::run())
}
