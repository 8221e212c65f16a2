//! Personal data in what came back: where it stands and what it looks like, and never what it is.

use super::grid::Grid;
use super::{Concern, Ground, Return};
use crate::base::sheet::{Content, Sheet};
use crate::base::text::one_line;
use crate::domain::audit::form::{Column, Mark};
use crate::domain::personal::{Names, found, masked};
use serde_json::Value;

/// Something that looks like personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Personal {
    /// Where it stands: `C1, E14`.
    pub place: String,
    /// What it looks like: `an NHS number ending 19`.
    pub why: String,
    /// What to do about it.
    pub mend: &'static str,
}

pub(super) fn in_sheet(sheet: &Sheet, grid: &Grid, ground: &Ground<'_>) -> Vec<Personal> {
    let mut all = within(&sheet.name, "the name of the sheet", ground.names);
    let ours = [Mark::Audit, Mark::Template].map(|mark| grid.at(mark.key(), Column::Answer));
    let name = masked_line(&sheet.name, ground.names);
    for (at, cell) in &sheet.cells {
        if ours.contains(&Some(*at)) || matches!(cell.content, Content::Blank | Content::Day(_)) {
            continue;
        }
        let place = if name.is_empty() { at.to_string() } else { format!("{name}, {at}") };
        all.extend(within(&cell.words(), &place, ground.names));
    }
    all
}

pub(super) fn in_return(of: &Return, names: &Names) -> Vec<Personal> {
    let mut all = Vec::new();
    let plain = Return { template_sha256: String::new(), accepted_sha256: None, ..of.clone() };
    if let Ok(value) = serde_json::to_value(plain) {
        walk(&value, "", names, &mut all);
    }
    all
}

fn walk(value: &Value, place: &str, names: &Names, all: &mut Vec<Personal>) {
    let under = |part: &str| if place.is_empty() { part.to_owned() } else { format!("{place}, {part}") };
    match value {
        Value::String(text) => all.extend(within(text, place, names)),
        Value::Array(items) => {
            for (n, item) in (1..).zip(items) {
                let question = item.get("question").and_then(Value::as_str).map(|id| under(&one_line(id)));
                walk(item, &question.unwrap_or_else(|| under(&format!("{n}"))), names, all);
            }
        }
        Value::Object(entries) => {
            entries.iter().for_each(|(key, item)| walk(item, &under(key), names, all));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn within(text: &str, place: &str, names: &Names) -> Vec<Personal> {
    let one = |finding: crate::domain::personal::Finding| Personal {
        place: place.to_owned(),
        why: finding.why,
        mend: finding.kind.mend(),
    };
    found(text, names).into_iter().map(one).collect()
}

/// Words on one line, with personal data in them made unreadable.
pub(super) fn masked_line(text: &str, names: &Names) -> String {
    one_line(&masked(text, &found(text, names)))
}

pub(super) fn masked_concern(of: &Concern, names: &Names) -> Concern {
    Concern { what: masked_line(&of.what, names), told: masked_line(&of.told, names) }
}
