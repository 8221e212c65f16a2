//! Actions as JSON for other programs: the facts as the tracker holds them, and apart from them what is worked out. What the
//! keys mean is in `docs/export.md`; they are kept.

use super::Listing;
use crate::base::text::clean;
use crate::domain::action::{Action, Rag};
use crate::domain::actions::Listed;
use serde::Serialize;
use std::fmt::Write as _;
use unicode_normalization::char::is_combining_mark;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    made_on: String,
    partnership: &'a str,
    marking: &'a str,
    query: &'a str,
    tier: String,
    actions: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    id: &'a str,
    tracker: &'a str,
    group: &'a str,
    tier: String,
    stored: &'a Action,
    worked_out: WorkedOut,
}

#[derive(Serialize)]
struct WorkedOut {
    open: bool,
    rag: &'static str,
    days_late: Option<i64>,
    days_to_due: Option<i64>,
    times_moved: usize,
    days_slipped: Option<i64>,
    level: Option<&'static str>,
    lead: String,
    agency: String,
    helpers: Vec<String>,
    group: String,
    from: String,
}

/// One document, ending with a new line.
///
/// # Panics
/// Never: an action is text, dates and numbers.
pub fn json(listing: &Listing<'_>) -> String {
    let (partnership, marking) = listing.partnership();
    let document = Document {
        schema: 1,
        made_on: listing.light.today.to_string(),
        partnership,
        marking,
        query: listing.query,
        tier: listing.tier.to_string(),
        actions: listing.found.iter().map(|listed| one(listing, listed)).collect(),
    };
    let text = serde_json::to_string_pretty(&document).expect("an action is text, dates and numbers");
    plain(&text) + "\n"
}

fn one<'a>(listing: &Listing<'a>, listed: &Listed<'a>) -> One<'a> {
    let (action, light) = (listed.action, listing.light);
    let rag = action.rag(light.today);
    let (days_late, days_to_due) = match rag {
        Rag::Late(days) => (Some(days), None),
        Rag::Soon(_) | Rag::OnTrack => (None, action.due.day().map(|day| (day - light.today).num_days())),
        Rag::Undated | Rag::Complete | Rag::Dropped | Rag::Merged => (None, None),
    };
    One {
        id: action.id.as_str(),
        tracker: listed.tracker.id.as_str(),
        group: listed.tracker.group.as_str(),
        tier: action.tier.to_string(),
        stored: action,
        worked_out: WorkedOut {
            open: action.status.open(),
            rag: rag.word(),
            days_late,
            days_to_due,
            times_moved: action.times_moved(),
            days_slipped: action.slipped(),
            level: action.level().map(crate::domain::action::Level::word),
            lead: light.lead_said(action),
            agency: light.agency_said(action),
            helpers: action.with.iter().map(|post| light.who_said(post)).collect(),
            group: light.group_said(listed.tracker),
            from: light.from_said(action),
        },
    }
}

/// The same document with a number for every character that hides, drives a terminal or heaps marks on another: what it
/// says stays exactly as it was.
fn plain(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut marks = 0;
    for c in json.chars() {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        let safe = c.is_ascii() && c != '\u{7F}' || clean(c.encode_utf8(&mut [0; 4])) == c.to_string();
        if safe && marks <= 8 {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            write!(out, "\\u{unit:04x}").expect("writing to a string cannot fail");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_a_document_says_stays_as_it_was(text in any::<String>()) {
            let json = serde_json::to_string(&text).unwrap();
            let safe = plain(&json);
            prop_assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), text);
            prop_assert!(safe.chars().all(|c| !c.is_control()));
        }
    }
}
