//! What a row adds to an action's history: what is said there already is not said twice, and nothing of it is changed.

use super::Ground;
use super::compare::key;
use super::row::Draft;
use crate::domain::action::{Action, Evidence, Update};
use chrono::NaiveDate;
use std::collections::HashSet;

/// What a row adds to an action's history: what history says already is not said twice, and what is said is never changed.
pub(super) fn history(known: &Action, draft: &Draft, ground: &Ground<'_>) -> (Vec<Update>, Option<Evidence>) {
    let (today, by) = (ground.today, &ground.by);
    let evidence = known.evidence.iter().map(|evidence| (evidence.on, evidence.text.as_str()));
    let told = known.updates.iter().map(|update| (update.on, update.text.as_str())).chain(evidence);
    let mut dated: HashSet<(NaiveDate, String)> = told.clone().map(|(on, text)| (on, key(text))).collect();
    let mut lines: HashSet<String> = told.flat_map(|(_, text)| text.lines().map(key)).collect();
    let mut updates = Vec::new();
    let mut add = |on: NaiveDate, text: String, updates: &mut Vec<Update>| {
        if dated.insert((on, key(&text))) {
            updates.push(Update { on, text, by: by.clone(), ..Update::default() });
        }
    };
    for (on, text) in &draft.updates {
        if let Some(on) = on {
            add(*on, text.clone(), &mut updates);
        } else {
            let new = text.lines().filter(|line| !key(line).is_empty() && !lines.contains(&key(line)));
            let new = new.collect::<Vec<_>>().join("\n");
            if !new.is_empty() {
                add(today, new, &mut updates);
            }
        }
        lines.extend(text.lines().map(key));
    }
    let mut evidence = None;
    if let Some(text) = draft.evidence.as_ref().filter(|text| !key(text).is_empty()) {
        let unsaid = text.lines().any(|line| !key(line).is_empty() && !lines.contains(&key(line)));
        let on = draft.closed.unwrap_or(today);
        evidence = unsaid.then(|| Evidence { on, text: text.clone(), by: by.clone(), ..Evidence::default() });
    }
    (updates, evidence)
}
