//! What was let out for anybody to read although something in it looked like personal data: by whom, when and why. A meeting's own
//! minutes say so in its journal; everything else that goes out says it here.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The register of what was let out so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Register {
    /// Version of the file's format.
    pub schema: u32,
    /// What was let out, in order.
    pub released: Vec<Release>,
}

/// One paper or list that was let out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Release {
    /// The day.
    pub on: NaiveDate,
    /// Who let it out, as the computer knows them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// What it was: `the list of actions`.
    pub what: String,
    /// Why, in words.
    pub why: String,
    /// What in it looked like personal data, never repeating it: `an NHS number ending 19`.
    pub found: Vec<String>,
}
