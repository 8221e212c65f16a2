//! Signing an audit off: its lead, the moderator of its panel and the group it reports to, each by post, over what the audit
//! comes to at that moment. Once the group has signed, nothing that changes results is taken until the audit is opened again,
//! as its next version and with the reason.

use super::answered::{Return, ReturnState};
use super::challenge::Challenge;
use super::panel::{Panel, Settlement};
use super::results::Results;
use super::scope::{Audit, Involvement, KnownTo, MovedBecause, Stage};
use super::sealing::{SealedPanel, changed_returns};
use super::settling::Step;
use super::template::Closing;
use crate::base::hash::Sha256;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, one_line};
use crate::domain::escalation::{PassedOn, not_passed_on};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// In which part somebody signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Signer {
    /// Who leads the audit.
    #[default]
    Lead,
    /// Who moderated what agencies said: the panel's chair, or who challenged organisations.
    Moderator,
    /// The group it reports to: from then on nothing of it changes.
    Group,
}

/// That somebody signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signature {
    /// The version that was signed.
    pub version: u32,
    /// In which part.
    #[serde(rename = "as")]
    pub part: Signer,
    /// The post, and no name.
    pub by: String,
    /// The day.
    pub on: NaiveDate,
    /// The SHA-256 of what was signed.
    pub sha256: String,
    /// What each panel came to then, where the group signed: what is changed by hand since is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub panels: Vec<SealedPanel>,
}

/// That the audit was opened again after the group had signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reopened {
    /// The version that began with it.
    pub version: u32,
    /// The day.
    pub on: NaiveDate,
    /// Why.
    pub why: String,
}

/// That the audit went back to an earlier stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WentBack {
    /// The stage it was at.
    pub from: Stage,
    /// The stage it went to.
    pub to: Stage,
    /// The day.
    pub on: NaiveDate,
    /// Why.
    pub why: String,
}

impl Signer {
    /// The words in a sentence.
    pub fn said(self) -> &'static str {
        match self {
            Self::Lead => "the lead",
            Self::Moderator => "the moderator",
            Self::Group => "the group",
        }
    }
}

impl Audit {
    /// The version that is in hand; the first is 1.
    pub fn version(&self) -> u32 {
        self.reopened.last().map_or(1, |one| one.version)
    }

    /// Who signed this version in a part; the last counts.
    pub fn signature(&self, part: Signer) -> Option<&Signature> {
        self.signed.iter().rfind(|one| one.part == part && one.version == self.version())
    }

    /// Whether anything that changes results may still be written.
    ///
    /// # Errors
    /// Who signed it off and what to do, as a sentence without a full stop.
    pub fn may_change(&self) -> Result<(), String> {
        match self.signature(Signer::Group) {
            None => Ok(()),
            Some(one) => Err(format!(
                "version {} was signed off by {} on {}: 'chairside audit reopen {} --why …' begins the next",
                one.version,
                one_line(&one.by),
                long_date(one.on),
                self.id
            )),
        }
    }

    /// Whether somebody may sign, of what comes to this hash and lacks this.
    ///
    /// # Errors
    /// What has to be done first, as a sentence without a full stop.
    pub fn may_sign(&self, part: Signer, hash: &str, missing: &[String]) -> Result<(), String> {
        self.may_change()?;
        if part != Signer::Group {
            return Ok(());
        }
        let mut first: Vec<String> = missing.to_vec();
        for before in [Signer::Lead, Signer::Moderator] {
            match self.signature(before) {
                None => first.push(format!("{} has not signed", before.said())),
                Some(one) if one.sha256 != hash => {
                    first.push(format!("it was changed since {} signed", before.said()));
                }
                Some(_) => {}
            }
        }
        if first.is_empty() {
            Ok(())
        } else {
            Err(format!("the group cannot sign yet: {}", and_list(&first)))
        }
    }

    /// Whether the audit may get to a stage.
    ///
    /// # Errors
    /// What is missing, or that going back needs a reason, as a sentence without a full stop.
    pub fn may_turn_to(&self, to: Stage, why: Option<&str>, missing: &[String]) -> Result<(), String> {
        if to < self.stage {
            if to <= Stage::Report {
                self.may_change()?;
            }
            return match why {
                Some(why) if !why.trim().is_empty() => Ok(()),
                _ => Err(format!(
                    "that goes back from '{}' to '{}': say why, with --why",
                    self.stage.said(),
                    to.said()
                )),
            };
        }
        if to <= Stage::Report || to == self.stage || self.may_change().is_err() {
            return Ok(());
        }
        let mut first: Vec<String> = missing.to_vec();
        first.push("the group has not signed it off ('chairside audit sign')".to_owned());
        Err(format!("it cannot be at '{}' yet: {}", to.said(), and_list(&first)))
    }

    /// How the version in hand stands, where what is here comes to this hash.
    pub fn signed_said(&self, hash: &str) -> String {
        let version = self.version();
        match self.signature(Signer::Group) {
            Some(one) if one.sha256 == hash => {
                format!("Version {version}, signed off by {} on {}", one_line(&one.by), long_date(one.on))
            }
            Some(one) => format!(
                "Version {version}, CHANGED since it was signed off by {} on {}",
                one_line(&one.by),
                long_date(one.on)
            ),
            None if version > 1 => format!("Draft of version {version}: not signed off"),
            None => "Draft: not signed off".to_owned(),
        }
    }
}

impl Step {
    /// Whether it leaves what the audit comes to as it is: what is recommended goes on after it was signed off.
    pub fn leaves_results(&self) -> bool {
        matches!(self, Self::Answers(..))
    }
}

impl Results<'_> {
    /// What the results come to, as it is signed.
    pub fn hash(&self) -> String {
        let returns = self.accepted.iter().chain(&self.foreign).copied();
        hash(self.audit, returns, self.panels.iter().copied(), self.challenges)
    }

    /// What the group lacks to sign the results, or nothing; what was passed on says which concerns still stand.
    pub fn missing_to_sign(&self, returns: &[Return], passed: &[PassedOn]) -> Vec<String> {
        let mut missing = Vec::new();
        let unsafe_now: Vec<String> =
            not_passed_on(passed, returns).iter().map(|of| format!("{} by {}", of.case, of.agency)).collect();
        if !unsafe_now.is_empty() {
            missing.push(format!("a concern that is not escalated yet: {}", unsafe_now.join(", ")));
        }
        if self.accepted.is_empty() {
            missing.push("no return is accepted".to_owned());
        }
        let changed: Vec<String> =
            changed_returns(returns).map(|of| format!("{} by {}", of.case, of.agency)).collect();
        if !changed.is_empty() {
            missing.push(format!("changed by hand since accepted: {}", changed.join(", ")));
        }
        let waiting =
            returns.iter().filter(|of| matches!(of.state, ReturnState::Submitted | ReturnState::Query));
        let waiting: Vec<String> = waiting.map(|of| format!("{} by {}", of.case, of.agency)).collect();
        if !waiting.is_empty() {
            missing.push(format!("not accepted yet: {}", waiting.join(", ")));
        }
        if self.template.kind.is_of_organisations() {
            return missing;
        }
        let graded =
            self.template.closing.contains(&Closing::OverallGrade) && self.template.grades().is_some();
        let agreed = |panel: &Panel| {
            let settled = panel.settled.iter().any(|one| one.how != Settlement::Parked);
            panel.overall.is_some() || (!graded && (settled || !panel.findings.is_empty()))
        };
        let looked = self.audit.cases.iter().filter(|case| self.accepted.iter().any(|of| of.case == case.id));
        let without = looked.filter(|case| !self.panel(&case.id).is_some_and(agreed));
        let without: Vec<&str> = without.map(|case| case.id.as_str()).collect();
        if !without.is_empty() {
            let what = if graded { "no grade altogether for" } else { "nothing agreed by the panel on" };
            missing.push(format!("{what} {}", without.join(", ")));
        }
        missing
    }
}

/// What an audit comes to, in an order that no file has a say in: the frozen template, who is asked, accepted returns, panels
/// without the recommendations that follow from them, challenges, and why questions moved. Its text is for ever: a new field of any of these is left
/// out while it holds nothing.
pub fn hash<'a>(
    audit: &Audit,
    returns: impl IntoIterator<Item = &'a Return>,
    panels: impl IntoIterator<Item = &'a Panel>,
    challenges: &[Challenge],
) -> String {
    #[derive(Serialize)]
    struct Signed<'s> {
        template: &'s str,
        involvement: Vec<Involvement>,
        returns: Vec<Return>,
        panels: Vec<Panel>,
        challenges: &'s [Challenge],
        #[serde(skip_serializing_if = "<[MovedBecause]>::is_empty")]
        movement: &'s [MovedBecause],
    }
    let says = |one: &&Involvement| one.known != KnownTo::Asked || one.exempt.is_some();
    // That it was chased, or given longer, changes no result.
    let plain = |one: &Involvement| Involvement { chased: Vec::new(), extended: None, ..one.clone() };
    let mut involvement: Vec<Involvement> = audit.involvement.iter().filter(says).map(plain).collect();
    involvement.sort_by(|a, b| (&a.case, &a.agency).cmp(&(&b.case, &b.agency)));
    // What is kept of what a return said says nothing itself.
    let plain = |of: &Return| Return { accepted_sha256: None, ..of.clone() };
    let accepted = returns.into_iter().filter(|of| of.state == ReturnState::Accepted);
    let mut returns: Vec<Return> = accepted.map(plain).collect();
    returns.sort_by(|a, b| (&a.case, &a.agency).cmp(&(&b.case, &b.agency)));
    let here = panels.into_iter().filter(|panel| audit.case(&panel.case).is_some());
    let mut panels: Vec<Panel> = here.map(Panel::as_signed).collect();
    panels.sort_by(|a, b| a.case.cmp(&b.case));
    let signed = Signed {
        template: &audit.template.sha256,
        involvement,
        returns,
        panels,
        challenges,
        movement: &audit.movement,
    };
    Sha256::of(&serde_json::to_vec(&signed).unwrap_or_default()).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    fn signed(audit: &mut Audit, part: Signer, hash: &str) {
        let on = "2026-12-03".parse().unwrap();
        let version = audit.version();
        audit.signed.push(Signature {
            version,
            part,
            by: "Chair".into(),
            on,
            sha256: hash.into(),
            panels: Vec::new(),
        });
    }

    #[test]
    fn the_group_signs_last_and_then_nothing_changes_until_it_is_opened_again() {
        let mut audit = example::audit();
        let none: [String; 0] = [];
        let why = audit.may_sign(Signer::Group, "aa", &none).unwrap_err();
        assert_eq!(
            why,
            "the group cannot sign yet: the lead has not signed and the moderator has not signed"
        );
        signed(&mut audit, Signer::Lead, "aa");
        signed(&mut audit, Signer::Moderator, "bb");
        let why = audit.may_sign(Signer::Group, "bb", &["no return is accepted".into()]).unwrap_err();
        assert!(why.contains("no return is accepted and it was changed since the lead signed"), "{why}");
        signed(&mut audit, Signer::Lead, "bb");
        assert_eq!(audit.may_sign(Signer::Group, "bb", &none), Ok(()));
        assert_eq!(audit.signed_said("bb"), "Draft: not signed off");
        signed(&mut audit, Signer::Group, "bb");
        assert_eq!(audit.signed_said("bb"), "Version 1, signed off by Chair on Thu 3 Dec 2026");
        assert!(audit.signed_said("cc").starts_with("Version 1, CHANGED since"));
        assert!(audit.may_change().unwrap_err().contains("reopen"));
        assert!(audit.may_sign(Signer::Lead, "bb", &none).is_err());
        audit.reopened.push(Reopened { version: 2, ..Reopened::default() });
        assert_eq!(audit.may_change(), Ok(()));
        assert_eq!(audit.signed_said("bb"), "Draft of version 2: not signed off");
    }

    #[test]
    fn a_stage_past_the_report_needs_the_groups_signature_and_going_back_a_reason() {
        let mut audit = example::audit();
        audit.stage = Stage::Returns;
        assert_eq!(audit.may_turn_to(Stage::Report, None, &["x".into()]), Ok(()));
        let why = audit.may_turn_to(Stage::Closed, None, &["x".into()]).unwrap_err();
        assert!(
            why.starts_with("it cannot be at 'closed' yet: x and the group has not signed it off"),
            "{why}"
        );
        assert!(audit.may_turn_to(Stage::Scoping, None, &[]).unwrap_err().contains("say why"));
        assert_eq!(audit.may_turn_to(Stage::Scoping, Some("wrong sample"), &[]), Ok(()));
        signed(&mut audit, Signer::Group, "aa");
        assert_eq!(audit.may_turn_to(Stage::Published, None, &[]), Ok(()));
        audit.stage = Stage::Published;
        assert!(audit.may_turn_to(Stage::Panel, Some("why"), &[]).unwrap_err().contains("reopen"));
    }

    #[test]
    fn what_is_signed_knows_no_order_of_files_and_no_recommendations_that_follow() {
        let (audit, mut returns, mut panels) = (example::audit(), example::returns(), example::panels());
        let was = hash(&audit, &returns, &panels, &[]);
        returns.reverse();
        panels.reverse();
        panels.iter_mut().flat_map(|one| &mut one.findings).for_each(|one| one.recommendations.clear());
        assert_eq!(hash(&audit, &returns, &panels, &[]), was);
        let why = MovedBecause { question: "shared".into(), why: "One form now.".into() };
        let moved = Audit { movement: vec![why], ..audit.clone() };
        assert_ne!(hash(&moved, &returns, &panels, &[]), was);
        let accepted = returns.iter_mut().find(|of| of.state == ReturnState::Accepted).unwrap();
        accepted.answers[0].reason.push('.');
        assert_ne!(hash(&audit, &returns, &panels, &[]), was);
    }
}
