//! What practitioners said, as counts: statement by statement how many agree, do not, or do not know. Nobody's reply stands
//! here, and counts of few people are not shown.
//!
//! Its file is `audits/<id>/survey.yaml`; `reading` makes it of a spreadsheet.

pub mod reading;

use crate::base::id::{AgencyId, AuditId};
use serde::{Deserialize, Serialize};

/// Counts of fewer people than this are not shown, where the audit does not say another number.
pub const FEWEST: u32 = 5;
/// The least an audit may say: below it one person's reply can be worked out.
pub const LEAST: u32 = 3;
/// From how many of a hundred that do not agree a standard is pointed out that agencies grade well.
pub const APART: u32 = 25;

/// A survey of practitioners that stands beside an audit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Survey {
    /// Version of the file's format.
    pub schema: u32,
    /// The audit.
    pub audit: AuditId,
    /// Counts of fewer people than this are not shown.
    pub fewest: u32,
    /// From how many of a hundred that do not agree a standard is pointed out that agencies grade well.
    pub apart: u32,
    /// What was asked, and how many said what.
    pub asked: Vec<Counted>,
}

impl Default for Survey {
    fn default() -> Self {
        Self { schema: 1, audit: AuditId::default(), fewest: FEWEST, apart: APART, asked: Vec::new() }
    }
}

/// How many said what to one statement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counted {
    /// The questions or sections of the audit it stands beside, by their ids.
    pub standards: Vec<String>,
    /// The statement, as staff read it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub statement: String,
    /// Whose staff; nothing for everybody's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyId>,
    /// How many agree.
    pub agree: u32,
    /// How many do not.
    pub disagree: u32,
    /// How many do not know.
    pub dont_know: u32,
    /// How many replied to it at all.
    pub n: u32,
}

impl Counted {
    /// Whether it may be shown: not where few replied, and not where it would give away the counts of those few.
    pub fn is_shown(&self, survey: &Survey) -> bool {
        !self.is_few(survey) && !survey.gives_away(self)
    }

    fn is_few(&self, survey: &Survey) -> bool {
        self.n < survey.fewest.max(LEAST)
    }

    fn is_beside(&self, other: &Self) -> bool {
        self.standards == other.standards && self.statement == other.statement
    }

    /// How many did not say that they agree.
    pub fn not_agreed(&self) -> u32 {
        self.n.saturating_sub(self.agree)
    }

    /// `41 of 72 agree, 22 do not, 9 do not know`; for few people that they are few, and no count.
    pub fn said(&self, survey: &Survey) -> String {
        if self.is_few(survey) {
            return format!("fewer than {} replies: not shown", survey.fewest.max(LEAST));
        }
        if !self.is_shown(survey) {
            return "not shown, for the replies of a few could be worked out from it".to_owned();
        }
        let left = self.n.saturating_sub(self.agree + self.disagree + self.dont_know);
        let silent = if left == 0 { String::new() } else { format!(", {left} said nothing") };
        format!(
            "{} of {} agree, {} do not, {} do not know{silent}",
            self.agree, self.n, self.disagree, self.dont_know
        )
    }
}

impl Survey {
    /// Whether the counts of few can be worked out from these, by taking all that is shown from everybody's: then the smallest
    /// that could be shown is not.
    fn gives_away(&self, one: &Counted) -> bool {
        let beside = || self.asked.iter().filter(|other| other.is_beside(one));
        if one.agency.is_none() || beside().all(|other| other.agency.is_some()) {
            return false;
        }
        let agencies = || beside().filter(|other| other.agency.is_some());
        let few: u32 = agencies().filter(|other| other.is_few(self)).map(|other| other.n).sum();
        let smallest = agencies()
            .filter(|other| !other.is_few(self))
            .min_by_key(|other| (other.n, other.agency.clone()));
        few > 0 && few < self.fewest.max(LEAST) && smallest == Some(one)
    }

    /// What stands beside a question or a section.
    pub fn beside(&self, standard: &str) -> Vec<&Counted> {
        self.asked.iter().filter(|one| one.standards.iter().any(|id| id == standard)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(agency: Option<&str>, n: u32) -> Counted {
        let agency = agency.map(AgencyId::from);
        Counted { standards: vec!["q".into()], agency, agree: n, n, ..Counted::default() }
    }

    fn shown(asked: Vec<Counted>) -> Vec<bool> {
        let survey = Survey { asked, ..Survey::default() };
        survey.asked.iter().map(|one| one.is_shown(&survey)).collect()
    }

    #[test]
    fn counts_of_few_are_not_shown_and_cannot_be_worked_out() {
        let all = [of(None, 72), of(Some("police"), 60), of(Some("gp"), 8), of(Some("housing"), 4)];
        assert_eq!(shown(all.to_vec()), [true, true, false, false]);
        // Without everybody's there is nothing to take them from.
        assert_eq!(shown(all[1..].to_vec()), [true, true, false]);
        // Two small ones that together are not few hide one another.
        let more = [&all[..], &[of(Some("school"), 3)]].concat();
        assert_eq!(shown(more), [true, true, true, false, false]);
    }

    #[test]
    fn an_audit_sets_its_own_limit_and_never_one_that_shows_a_person() {
        let survey = Survey { fewest: 1, ..Survey::default() };
        assert!(!of(None, 2).is_shown(&survey) && of(None, 3).is_shown(&survey));
    }
}
