//! What could not wait for a meeting: a child who may be unsafe now, met with in an audit. It leaves the audit at once as a
//! record of its own: who was told, when, and what came of it. No report, brief or export ever takes anything from here.

use crate::base::id::{AuditId, CaseId};
use crate::base::stamp::long_date;
use crate::base::text::one_line;
use crate::domain::audit::Return;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// The register of escalations.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Register {
    /// Version of the file's format.
    pub schema: u32,
    /// The escalations, in the order in which they were made.
    pub escalations: Vec<Escalation>,
}

/// A child who may be unsafe now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Escalation {
    /// Permanent number, such as `ESC-26-001`; given when it is written.
    pub id: String,
    /// The day somebody was told.
    pub on: NaiveDate,
    /// The time, such as `11:04`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// The audit it was met with in.
    pub audit: AuditId,
    /// The child, by pseudonym.
    pub case: CaseId,
    /// What was seen, without anything that names anybody.
    pub what: String,
    /// The post that was told.
    pub told: String,
    /// Who wrote it down, as the computer knows them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// What came of it, added to and never changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub since: Vec<Since>,
}

/// What came of an escalation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Since {
    /// The day.
    pub on: NaiveDate,
    /// What was heard or done.
    pub what: String,
}

/// That something was passed on, and when: numbers and days alone, without what was seen, who was told or what was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOn {
    /// The number of the escalation.
    pub id: String,
    /// The audit it was met with in.
    pub audit: AuditId,
    /// The child, by pseudonym.
    pub case: CaseId,
    /// The day somebody was told.
    pub on: NaiveDate,
    /// The last day on which something came of it; nothing where nothing has.
    pub heard: Option<NaiveDate>,
}

/// How it stands with what a return says of a child who may be unsafe now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands<'a> {
    /// It was passed on by nobody.
    Open,
    /// It was passed on, and nothing has come of it since the return came.
    Waiting(&'a PassedOn),
    /// It was passed on, and something came of it since.
    Dealt(&'a PassedOn, NaiveDate),
}

/// How it stands with a child, as said in a return that came on a day; without a day it is still being written, and nothing that
/// was heard can be of it.
pub fn stands<'a>(
    passed: &'a [PassedOn],
    audit: &AuditId,
    case: &CaseId,
    came: Option<NaiveDate>,
) -> Stands<'a> {
    let here = || passed.iter().filter(|one| one.audit == *audit && one.case == *case);
    let dealt = here()
        .filter_map(|one| Some((one, one.heard.filter(|heard| came.is_some_and(|came| *heard >= came))?)));
    match (dealt.max_by_key(|(_, heard)| *heard), here().max_by_key(|one| one.on)) {
        (Some((one, heard)), _) => Stands::Dealt(one, heard),
        (None, Some(one)) => Stands::Waiting(one),
        (None, None) => Stands::Open,
    }
}

/// Returns that say that a child may be unsafe now, of whom nobody was told as far as the register knows. What is still being
/// filled in is among them: such a thing does not wait until it is submitted.
pub fn not_passed_on<'a>(passed: &[PassedOn], returns: &'a [Return]) -> Vec<&'a Return> {
    let open = |of: &&Return| {
        of.says_unsafe() == Some(true)
            && matches!(stands(passed, &of.audit, &of.case, of.came()), Stands::Open)
    };
    returns.iter().filter(open).collect()
}

impl PassedOn {
    /// When it was, under which number: `escalated on Thu 3 Dec 2026 (ESC-26-001)`.
    pub fn said(&self) -> String {
        format!("escalated on {} ({})", long_date(self.on), one_line(&self.id))
    }
}

impl Register {
    /// What was passed on, in numbers and days.
    pub fn passed_on(&self) -> Vec<PassedOn> {
        let of = |one: &Escalation| PassedOn {
            id: one.id.clone(),
            audit: one.audit.clone(),
            case: one.case.clone(),
            on: one.on,
            heard: one.since.iter().map(|since| since.on).max(),
        };
        self.escalations.iter().map(of).collect()
    }

    /// The number for a new one.
    pub fn next(&self, on: NaiveDate) -> String {
        let start = format!("ESC-{:02}-", on.year().rem_euclid(100));
        let number = |one: &Escalation| one.id.strip_prefix(&start)?.parse::<u32>().ok();
        let last = self.escalations.iter().filter_map(number).max().unwrap_or(0);
        format!("{start}{:03}", last.saturating_add(1))
    }

    /// One by its number, in capitals or not.
    pub fn called(&self, id: &str) -> Option<&Escalation> {
        self.escalations.iter().find(|one| one.id.eq_ignore_ascii_case(id))
    }
}

impl Escalation {
    /// Why it cannot be written down yet.
    ///
    /// # Errors
    /// What is missing, as a sentence without a full stop.
    pub fn may(&self) -> Result<(), String> {
        match (self.what.trim(), self.told.trim()) {
            ("", _) => Err("say what was seen".to_owned()),
            (_, "") => Err("say who was told: tell them first, this only writes it down".to_owned()),
            _ => Ok(()),
        }
    }
}
