//! The rules of meetings, pure: no disk, no clock, no terminal.
