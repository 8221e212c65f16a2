//! The `chairside` program.

fn main() {}
