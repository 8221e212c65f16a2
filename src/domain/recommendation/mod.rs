//! Recommendations of audits, reviews and scrutiny: what was accepted, which actions answer it, how far these reach, and
//! every decision that closed it or finding that opened it again. Areas with little or no progress stand beside them.
//!
//! How far a recommendation got is worked out from its actions and never stored (`stage.rs`); whether it may be closed is
//! in `closing.rs`. Reading and changing the file is in `files::recommendations`.

mod closing;
mod listed;
mod stage;

pub use closing::ENOUGH;
pub use listed::Row;
pub use stage::{Progress, Stage};

use super::action::Source;
use super::agenda::Tier;
use crate::base::id::{ActionId, GroupId, MeetingId, RecommendationId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The register: recommendations, and areas with little or no progress.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Register {
    /// Version of the file's format.
    pub schema: u32,
    /// The recommendations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Recommendation>,
    /// Areas with little or no progress, year by year.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub little_progress: Vec<LittleProgress>,
}

/// A recommendation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recommendation {
    /// Permanent id, never reused.
    pub id: RecommendationId,
    /// What is recommended.
    pub text: String,
    /// Where it comes from; several where recommendations were put together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// The day it was accepted.
    pub accepted: NaiveDate,
    /// The group that follows it until it is closed.
    pub group: GroupId,
    /// The actions that answer it. The link is kept here alone; from an action it is looked up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ActionId>,
    /// What will show that it worked.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub success: String,
    /// What that was before.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub baseline: String,
    /// Every decision that closed it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Closing>,
    /// Everything that opened it again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reopened: Vec<Reopening>,
    /// Who may see it.
    #[serde(skip_serializing_if = "is_partners")]
    pub tier: Tier,
}

impl Recommendation {
    /// Whether another recommends the same, for the same reasons and to the same group, whatever its number and its actions.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let said = |one: &Self| (one.text.clone(), one.sources.clone(), one.group.clone(), one.tier);
        let measured = |one: &Self| (one.success.clone(), one.baseline.clone());
        said(self) == said(other) && measured(self) == measured(other)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
pub(crate) fn is_partners(tier: &Tier) -> bool {
    *tier == Tier::Partners
}

/// A decision that closes a recommendation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Closing {
    /// The group that decided.
    pub by: GroupId,
    /// The day.
    pub on: NaiveDate,
    /// Why it may be closed.
    #[serde(skip_serializing_if = "is_achieved")]
    pub reason: Reason,
    /// Why it is no longer needed, or more about what was achieved.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The decision, by its number or in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub decision: String,
    /// The minute, by its number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub minute: String,
    /// The meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
}

/// Why a recommendation may be closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// Its actions reach far enough.
    #[default]
    #[serde(rename = "achieved")]
    Achieved,
    /// It does not matter any more; that needs a reason in words.
    #[serde(rename = "no longer needed")]
    NoLongerNeeded,
}

impl Reason {
    /// The words in files and on documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Achieved => "achieved",
            Self::NoLongerNeeded => "no longer needed",
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_achieved(reason: &Reason) -> bool {
    *reason == Reason::Achieved
}

/// What opened a closed recommendation again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reopening {
    /// The day.
    pub on: NaiveDate,
    /// Why: what was found.
    pub why: String,
    /// The group that opened it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<GroupId>,
    /// The finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// An area with little or no progress in a year.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LittleProgress {
    /// Permanent id.
    pub id: String,
    /// The area of work.
    pub area: String,
    /// What it means for children and those who work with them.
    pub impact: String,
    /// What has been achieved all the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub achieved: Vec<String>,
    /// What needs to happen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needed: Vec<String>,
    /// The year it is said of, as `2024-25`.
    pub year: String,
    /// Recommendations it holds up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<RecommendationId>,
    /// Actions that are to change it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ActionId>,
    /// Who may see it.
    #[serde(skip_serializing_if = "is_partners")]
    pub tier: Tier,
}

impl Register {
    /// The recommendation with this id, capitals or not.
    pub fn recommendation(&self, id: &str) -> Option<&Recommendation> {
        self.recommendations.iter().find(|one| one.id.as_str().eq_ignore_ascii_case(id))
    }

    /// The recommendations an action answers, by any id it has or had.
    pub fn answered_by<'r>(
        &'r self,
        action: &'r super::action::Action,
    ) -> impl Iterator<Item = &'r Recommendation> {
        let named = move |id: &ActionId| *id == action.id || action.aliases.contains(id);
        self.recommendations.iter().filter(move |one| one.actions.iter().any(named))
    }
}

impl Recommendation {
    /// Where it comes from: `Practice review 2024 + inspection`.
    pub fn sources_said(&self) -> String {
        self.sources.iter().map(Source::said).collect::<Vec<_>>().join(" + ")
    }
}

/// A year as `2024-25`, however it was typed: `2024/25`, `2024-2025`.
pub fn year_said(typed: &str) -> String {
    let typed = typed.trim().replace('/', "-");
    match typed.split_once('-') {
        Some((from, to)) if from.len() == 4 && to.len() == 4 && to.is_ascii() => {
            format!("{from}-{}", &to[2..])
        }
        _ => typed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::Action;

    #[test]
    fn an_actions_recommendations_are_looked_up_by_any_of_its_ids() {
        let one = |id: &str, actions: &[&str]| Recommendation {
            id: id.into(),
            actions: actions.iter().map(|id| (*id).into()).collect(),
            ..Recommendation::default()
        };
        let recommendations = vec![one("REC-1", &["A-1", "A-2"]), one("REC-2", &["A-9"]), one("REC-3", &[])];
        let register = Register { recommendations, ..Register::default() };
        let action = Action { id: "A-2".into(), aliases: vec!["A-9".into()], ..Action::default() };
        let ids: Vec<&str> = register.answered_by(&action).map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["REC-1", "REC-2"]);
        assert!(register.recommendation("rec-3").is_some());
    }

    #[test]
    fn a_year_is_told_however_it_is_typed() {
        for typed in ["2024-25", "2024/25", " 2024-2025 ", "2024/2025"] {
            assert_eq!(year_said(typed), "2024-25");
        }
        assert_eq!(year_said("last"), "last");
    }
}
