//! The registry of commands.
