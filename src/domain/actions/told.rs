//! What a change does to an action, in words, so that somebody can look at it before it is made.

use super::Light;
use crate::base::stamp::long_date;
use crate::domain::action::{Action, ActionChange, Due, Evidence};

impl Light<'_> {
    /// What a change comes to, one thing each: `due Thu 3 Dec 2026 -> Thu 4 Mar 2027, because …`. Nothing where the action
    /// says all of it already.
    pub fn change_said(&self, action: &Action, change: &ActionChange) -> Vec<String> {
        let mut after = action.clone();
        after.take(change);
        let mut said = Vec::new();
        if after.status != action.status {
            said.push(format!("{} → {}", action.status_said(), after.status_said()));
        }
        if after.due != action.due || after.moves.len() > action.moves.len() {
            let why = after.moves.last().map(|step| format!(", because {}", step.why)).unwrap_or_default();
            said.push(format!("due {} → {}{why}", due_said(action.due), due_said(after.due)));
        }
        if after.lead != action.lead {
            said.push(format!("lead {} → {}", self.lead_said(action), self.lead_said(&after)));
        }
        said.extend(after.evidence.iter().skip(action.evidence.len()).map(evidence_said));
        said.extend(after.updates.iter().skip(action.updates.len()).map(|update| update.text.clone()));
        said
    }
}

/// `evidence: Report (done), in evidence/report.pdf`.
fn evidence_said(evidence: &Evidence) -> String {
    let file = if evidence.file.is_empty() { String::new() } else { format!(", in {}", evidence.file) };
    format!("evidence: {} ({}){file}", evidence.text, evidence.level.said())
}

/// A due date in words.
pub(super) fn due_said(due: Due) -> String {
    due.day().map_or_else(|| "to be set".to_owned(), long_date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Move, Status, Update};
    use std::collections::BTreeMap;

    #[test]
    fn a_change_is_said_before_and_after() {
        let light = Light { partnership: None, today: "2026-12-03".parse().unwrap(), next: BTreeMap::new() };
        let action = Action {
            lead: Some("police".into()),
            due: Due::On("2026-12-03".parse().unwrap()),
            ..Action::default()
        };
        let to = Due::On("2027-03-04".parse().unwrap());
        let change = ActionChange {
            status: Some(Status::Done),
            moved: Some((
                to,
                Move { from: action.due, to, why: "the figures came late".into(), ..Move::default() },
            )),
            lead: Some("icb".into()),
            evidence: Some(Evidence { text: "Report".into(), ..Evidence::default() }),
            update: Some(Update { text: "Lead is now ICB".into(), ..Update::default() }),
            ..ActionChange::default()
        };
        assert_eq!(
            light.change_said(&action, &change),
            [
                "not started → done, not closed yet",
                "due Thu 3 Dec 2026 → Thu 4 Mar 2027, because the figures came late",
                "lead police → icb",
                "evidence: Report (done)",
                "Lead is now ICB",
            ]
        );
        assert_eq!(light.change_said(&action, &ActionChange::default()), [""; 0]);
    }
}
