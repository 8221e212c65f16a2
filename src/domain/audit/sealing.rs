//! What an accepted return said when it was accepted, and a panel when the group signed it, kept as a hash: what was changed by
//! hand since is named.

use super::answered::{Return, ReturnState};
use super::panel::Panel;
use super::scope::Audit;
use super::signing::Signer;
use crate::base::hash::Sha256;
use crate::base::id::CaseId;
use serde::{Deserialize, Serialize};

/// How a return stands to what was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealed {
    /// It was not accepted, and does not say that it was.
    Open,
    /// It says what it said then.
    Whole,
    /// It was changed since.
    Changed,
    /// It is accepted, and nothing says what it said then: accepted before hashes were kept, or by hand.
    Unproved,
}

/// What a panel said of a child when the audit was signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SealedPanel {
    /// The child.
    pub case: CaseId,
    /// The SHA-256 of what the panel said of it.
    pub sha256: String,
}

impl Return {
    /// What everything in it comes to, but for the hash that is kept in it. For ever: a new field is left out while it holds
    /// nothing.
    pub fn seal(&self) -> String {
        let plain = Self { accepted_sha256: None, ..self.clone() };
        Sha256::of(&serde_json::to_vec(&plain).unwrap_or_default()).to_string()
    }

    /// How it stands to what was accepted.
    pub fn sealed(&self) -> Sealed {
        match &self.accepted_sha256 {
            Some(kept) if self.state == ReturnState::Accepted && *kept == self.seal() => Sealed::Whole,
            Some(_) => Sealed::Changed,
            None if self.state == ReturnState::Accepted => Sealed::Unproved,
            None => Sealed::Open,
        }
    }
}

impl Panel {
    /// The panel without what is recommended because of its findings, which goes on after it was signed.
    #[must_use]
    pub(super) fn as_signed(&self) -> Self {
        let mut panel = self.clone();
        panel.findings.iter_mut().for_each(|finding| finding.recommendations.clear());
        panel
    }

    /// What it said of its child, as it is signed.
    pub fn seal(&self) -> SealedPanel {
        let sha256 = Sha256::of(&serde_json::to_vec(&self.as_signed()).unwrap_or_default()).to_string();
        SealedPanel { case: self.case.clone(), sha256 }
    }
}

/// Returns that were changed since they were accepted.
pub fn changed_returns(returns: &[Return]) -> impl Iterator<Item = &Return> {
    returns.iter().filter(|of| of.sealed() == Sealed::Changed)
}

/// Children of whom the panel says something else than what the group signed, or nothing any more.
pub fn changed_panels<'a>(audit: &Audit, panels: impl IntoIterator<Item = &'a Panel>) -> Vec<CaseId> {
    let Some(signed) = audit.signature(Signer::Group).filter(|one| !one.panels.is_empty()) else {
        return Vec::new();
    };
    let mut now: Vec<SealedPanel> =
        panels.into_iter().filter(|one| audit.case(&one.case).is_some()).map(Panel::seal).collect();
    now.extend(signed.panels.iter().cloned());
    let differs = |one: &SealedPanel| now.iter().filter(|other| *other == one).count() < 2;
    let mut cases: Vec<CaseId> = now.iter().filter(|one| differs(one)).map(|one| one.case.clone()).collect();
    cases.sort();
    cases.dedup();
    cases
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::super::signing::Signature;
    use super::*;

    #[test]
    fn an_accepted_return_that_says_anything_else_was_changed() {
        let accepted = |of: &&Return| of.state == ReturnState::Accepted;
        let of = example::returns().iter().find(accepted).cloned().unwrap_or_default();
        assert_eq!(of.sealed(), Sealed::Unproved);
        let of = Return { accepted_sha256: Some(of.seal()), ..of };
        assert_eq!(of.sealed(), Sealed::Whole);
        let mut other = of.clone();
        other.answers[0].reason.push('.');
        assert_eq!(other.sealed(), Sealed::Changed);
        assert_eq!(Return { state: ReturnState::Submitted, ..of.clone() }.sealed(), Sealed::Changed);
        assert_eq!(Return { accepted_sha256: None, state: ReturnState::Draft, ..of }.sealed(), Sealed::Open);
    }

    #[test]
    fn a_panel_that_says_anything_else_than_was_signed_is_named_but_not_for_what_is_recommended() {
        let (mut audit, mut panels) = (example::audit(), example::panels());
        let sealed = panels.iter().map(Panel::seal).collect();
        audit.signed.push(Signature {
            version: 1,
            part: Signer::Group,
            panels: sealed,
            ..Signature::default()
        });
        panels.iter_mut().flat_map(|one| &mut one.findings).for_each(|one| one.recommendations.clear());
        panels.reverse();
        assert_eq!(changed_panels(&audit, &panels), Vec::<CaseId>::new());
        let gone = panels.pop().unwrap();
        assert_eq!(changed_panels(&audit, &panels), std::slice::from_ref(&gone.case));
        panels.push(Panel { settled: Vec::new(), overall: None, ..gone.clone() });
        assert_eq!(changed_panels(&audit, &panels), [gone.case]);
    }
}
