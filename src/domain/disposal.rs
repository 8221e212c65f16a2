//! What was deleted or renamed on purpose although other files name it: by whom, when and why. What is not here any more is
//! named by `chairside verify` for ever; what stands here is lawfully so.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The register of what was deleted or renamed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Register {
    /// Version of the file's format.
    pub schema: u32,
    /// What is not here any more, in order.
    pub disposals: Vec<Disposal>,
}

/// One thing that is not here any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Disposal {
    /// The file or folder that was, or what is named in its stead, such as `the action EXEC-20-001`.
    pub what: String,
    /// The day it was acknowledged.
    pub on: NaiveDate,
    /// Who acknowledged it, as the computer knows them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Why, in words.
    pub why: String,
}

impl Disposal {
    /// Whether this is of a thing: that one, or a folder it was in.
    pub fn is_of(&self, what: &str) -> bool {
        let folder = || what.strip_prefix(self.what.as_str()).is_some_and(|rest| rest.starts_with('/'));
        self.what == what || folder()
    }
}

impl Register {
    /// What stands here of a thing that is not here any more.
    pub fn of(&self, what: &str) -> Option<&Disposal> {
        self.disposals.iter().find(|one| one.is_of(what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_for_what_was_in_it_and_for_nothing_beside_it() {
        let register = Register {
            disposals: vec![Disposal { what: "audits/2019-neglect".into(), ..Disposal::default() }],
            ..Register::default()
        };
        for (what, expected) in [
            ("audits/2019-neglect", true),
            ("audits/2019-neglect/returns/C1-police.yaml", true),
            ("audits/2019-neglect-2/audit.yaml", false),
            ("audits", false),
        ] {
            assert_eq!(register.of(what).is_some(), expected, "{what}");
        }
    }
}
