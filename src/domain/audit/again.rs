//! When an audit is to be scored again: once everything that was to be done about it has ended. What moved since is in
//! `movement`.

use super::panel::Panel;
use super::scope::{Audit, Stage};
use crate::base::id::ActionId;
use crate::base::text::count;
use crate::domain::actions::Known;
use crate::domain::recommendation::Register;
use crate::domain::tracker::Tracker;
use std::collections::BTreeSet;

/// What an audit asks for once its last action has ended, in words; nothing while one is open, where it had none, and once another
/// audit repeats it or it is closed itself.
pub fn score_again<'a>(
    audit: &Audit,
    panels: &[Panel],
    register: &Register,
    trackers: impl IntoIterator<Item = &'a Tracker> + Clone,
    others: impl IntoIterator<Item = &'a Audit>,
) -> Option<String> {
    let repeated = others.into_iter().any(|other| other.repeats.as_ref() == Some(&audit.id));
    if audit.stage == Stage::Closed || repeated {
        return None;
    }
    let actions = actions(panels, register);
    if actions.is_empty() {
        return None;
    }
    let known = Known::of(trackers);
    let ended = |id: &ActionId| known.goes_on(id).is_some_and(|listed| !listed.action.status.open());
    if !actions.iter().all(|id| ended(id)) {
        return None;
    }
    let n = count(actions.len(), "action of it has ended", "actions of it have ended");
    Some(format!(
        "{n}, and none is open: ask the same questions again with 'chairside audit new ID --repeats {}'",
        audit.id
    ))
}

/// The actions that came of an audit: those of the recommendations its findings name.
fn actions<'r>(panels: &[Panel], register: &'r Register) -> BTreeSet<&'r ActionId> {
    let named = panels.iter().flat_map(|panel| &panel.findings).flat_map(|finding| &finding.recommendations);
    named.filter_map(|id| register.recommendation(id.as_str())).flat_map(|one| &one.actions).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Action, Status};
    use crate::domain::audit::{Finding, example};
    use crate::domain::recommendation::Recommendation;

    fn said(statuses: &[Status], audit: &Audit, others: &[Audit]) -> Option<String> {
        let mut panels = example::panels();
        for panel in &mut panels {
            panel.findings.clear();
        }
        let finding = |id: &str| Finding { recommendations: vec![id.into()], ..Finding::default() };
        panels[0].findings = vec![finding("REC-1"), finding("REC-2"), finding("REC-1")];
        let ids: Vec<ActionId> =
            (0..statuses.len()).map(|n| format!("SOG-26-{n:03}").as_str().into()).collect();
        let half = ids.len() / 2;
        let one = |id: &str, actions: &[ActionId]| Recommendation {
            id: id.into(),
            actions: actions.to_vec(),
            ..Recommendation::default()
        };
        let register = Register {
            recommendations: vec![one("REC-1", &ids[..half]), one("REC-2", &ids[half..])],
            ..Register::default()
        };
        let action = |(id, status): (&ActionId, &Status)| Action {
            id: id.clone(),
            status: *status,
            ..Action::default()
        };
        let tracker =
            Tracker { actions: ids.iter().zip(statuses).map(action).collect(), ..Tracker::default() };
        score_again(audit, &panels, &register, [&tracker], others)
    }

    #[test]
    fn it_is_asked_for_once_the_last_action_has_ended_and_not_before_nor_twice() {
        let audit = Audit { stage: Stage::Impact, ..example::audit() };
        let again = said(&[Status::Closed, Status::Dropped], &audit, &[]).unwrap();
        assert!(
            again.starts_with("2 actions of it have ended") && again.contains(audit.id.as_str()),
            "{again}"
        );
        for open in [Status::NotStarted, Status::UnderWay, Status::Blocked, Status::Done] {
            assert_eq!(said(&[Status::Closed, open], &audit, &[]), None, "{open:?}");
        }
        assert_eq!(said(&[], &audit, &[]), None, "nothing came of it");
        let other =
            Audit { id: "2027-q3-neglect".into(), repeats: Some(audit.id.clone()), ..Audit::default() };
        assert_eq!(said(&[Status::Closed], &audit, &[other]), None, "it was asked again");
        let closed = Audit { stage: Stage::Closed, ..audit };
        assert_eq!(said(&[Status::Closed], &closed, &[]), None);
    }
}
