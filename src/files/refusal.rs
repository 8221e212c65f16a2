//! Why a file's text is not changed.

use crate::domain::clash::{AsWritten, Clash};
use std::fmt;

/// Why a text is left as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// It cannot be changed so; a sentence without a full stop.
    Because(String),
    /// Somebody else set the same thing since it was looked at.
    Meanwhile(Box<Clash>),
}

impl From<String> for Refusal {
    fn from(why: String) -> Self {
        Self::Because(why)
    }
}

impl From<&str> for Refusal {
    fn from(why: &str) -> Self {
        Self::Because(why.to_owned())
    }
}

impl From<Clash> for Refusal {
    fn from(clash: Clash) -> Self {
        Self::Meanwhile(Box::new(clash))
    }
}

impl From<Refusal> for String {
    fn from(refusal: Refusal) -> Self {
        refusal.to_string()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Because(why) => f.write_str(why),
            Self::Meanwhile(clash) => f.write_str(&clash.said(&AsWritten)),
        }
    }
}

impl std::error::Error for Refusal {}
