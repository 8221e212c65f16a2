//! Quorum: how many, and who, must be there before a group may decide.
//!
//! Only the regional partnership's terms of reference define one (66% of the members); where the
//! arrangements are silent the rule is `not defined`, and nothing is made up.

use super::partnership::Agency;
use crate::base::id::AgencyId;
use crate::base::text::{and_list, count};
use serde::{Deserialize, Serialize};

/// A group's rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum QuorumRule {
    /// The arrangements do not say.
    Unsaid(super::partnership::Unsaid),
    /// What must hold, all of it.
    Needs(Needs),
}

impl Default for QuorumRule {
    fn default() -> Self {
        Self::Unsaid(super::partnership::Unsaid::NotDefined)
    }
}

/// What must hold. Everything given must hold at once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Needs {
    /// At least this many members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<usize>,
    /// At least this share of the members, in whole per cent, rounded up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<usize>,
    /// What the percentage is taken of; only `members` is known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub of: String,
    /// Agencies of which at least one member, or an accepted deputy, is there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<AgencyId>,
}

/// How many are needed for a share of the members: rounded up, in whole numbers, never in floating point.
/// 66% of 10 is 7 (`regional-partnership-terms-of-reference-2019`).
pub fn share(percent: usize, members: usize) -> usize {
    (percent * members).div_ceil(100)
}

/// One member's seat as the count sees it.
#[derive(Clone, Debug)]
pub struct Counted<'a> {
    /// The seat's agency.
    pub agency: &'a AgencyId,
    /// Whether the member, or an accepted deputy, is in the room and has not withdrawn.
    pub here: bool,
}

/// What the count came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the meeting may decide; `None` where no quorum is defined.
    pub met: Option<bool>,
    /// Members who count now.
    pub here: usize,
    /// Members needed, where a number is.
    pub needed: Option<usize>,
    /// Agencies needed and not here, by their short names.
    pub missing: Vec<String>,
    /// What was decided and why, for screens and minutes.
    pub sentence: String,
}

impl Verdict {
    /// Whether a decision taken now is only provisional.
    pub fn provisional(&self) -> bool {
        self.met == Some(false)
    }
}

impl QuorumRule {
    /// Counts the seats of members against the rule.
    pub fn verdict(&self, members: &[Counted<'_>], agencies: &[Agency]) -> Verdict {
        let here = members.iter().filter(|m| m.here).count();
        let Self::Needs(needs) = self else {
            let sentence = "No quorum is defined in the arrangements.".to_owned();
            return Verdict { met: None, here, needed: None, missing: Vec::new(), sentence };
        };
        let by_share = needs.percent.map(|p| share(p, members.len()));
        let needed = needs.number.max(by_share);
        let said = |id: &AgencyId| {
            agencies.iter().find(|a| &a.id == id).map_or(id.as_str(), Agency::said).to_owned()
        };
        let missing: Vec<String> = needs
            .agencies
            .iter()
            .filter(|id| !members.iter().any(|m| m.here && m.agency == *id))
            .map(said)
            .collect();
        let enough = needed.is_none_or(|n| here >= n);
        let met = enough && missing.is_empty();
        let mut why = Vec::new();
        if let Some(n) = needed {
            let of = needs.percent.map(|p| format!(" ({p}% of {})", members.len())).unwrap_or_default();
            why.push(format!("{} here, {n} needed{of}", count(here, "member", "members")));
        }
        if !missing.is_empty() {
            why.push(format!("{} not represented", and_list(&missing)));
        } else if !needs.agencies.is_empty() {
            let all: Vec<String> = needs.agencies.iter().map(said).collect();
            why.push(format!("{} represented", and_list(&all)));
        }
        let sentence = format!("{}: {}.", if met { "Quorate" } else { "Not quorate" }, why.join("; "));
        Verdict { met: Some(met), here, needed, missing, sentence }
    }

    /// The rule in words, for the foot of a roll call and for minutes.
    pub fn in_words(&self, agencies: &[Agency]) -> String {
        let Self::Needs(needs) = self else { return "not defined in the arrangements".to_owned() };
        let mut parts = Vec::new();
        if let Some(n) = needs.number {
            parts.push(count(n, "member", "members"));
        }
        if let Some(p) = needs.percent {
            parts.push(format!("{p}% of the members"));
        }
        if !needs.agencies.is_empty() {
            let said: Vec<&str> = needs
                .agencies
                .iter()
                .map(|id| agencies.iter().find(|a| &a.id == id).map_or(id.as_str(), Agency::said))
                .collect();
            parts.push(and_list(&said));
        }
        parts.join(", with ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn agencies() -> Vec<Agency> {
        ["council", "police", "icb"]
            .map(|id| Agency { id: id.into(), short: id.into(), ..Agency::default() })
            .to_vec()
    }

    fn rule(text: &str) -> QuorumRule {
        serde_yaml::from_str(text).unwrap()
    }

    fn seats<'a>(agencies: &'a [Agency], here: &[bool]) -> Vec<Counted<'a>> {
        here.iter()
            .enumerate()
            .map(|(i, here)| Counted { agency: &agencies[i % agencies.len()].id, here: *here })
            .collect()
    }

    #[test]
    fn sixty_six_per_cent_rounds_up_to_whole_members() {
        let needed: Vec<usize> = [3, 9, 10, 12, 50].map(|n| share(66, n)).to_vec();
        assert_eq!(needed, [2, 6, 7, 8, 33]);
    }

    #[test]
    fn the_regional_quorum_is_lost_when_the_seventh_of_ten_leaves() {
        let agencies = agencies();
        let rule = rule("{percent: 66, of: members}");
        let mut here = [true, true, true, true, true, true, true, false, false, false];
        assert_eq!(rule.verdict(&seats(&agencies, &here), &agencies).met, Some(true));
        here[6] = false;
        let verdict = rule.verdict(&seats(&agencies, &here), &agencies);
        assert_eq!(verdict.met, Some(false));
        assert_eq!(verdict.sentence, "Not quorate: 6 members here, 7 needed (66% of 10).");
    }

    #[test]
    fn named_agencies_must_each_have_somebody() {
        let agencies = agencies();
        let rule = rule("{agencies: [council, police, icb]}");
        assert_eq!(
            rule.verdict(&seats(&agencies, &[true, true, true]), &agencies).sentence,
            "Quorate: council, police and icb represented."
        );
        let verdict = rule.verdict(&seats(&agencies, &[true, false, true]), &agencies);
        assert_eq!(verdict.missing, ["police"]);
        assert!(verdict.provisional());
        assert_eq!(rule.in_words(&agencies), "council, police and icb");
    }

    #[test]
    fn number_and_agencies_must_both_hold() {
        let agencies = agencies();
        let rule = rule("{number: 4, agencies: [police]}");
        assert_eq!(rule.verdict(&seats(&agencies, &[true, true, true]), &agencies).met, Some(false));
        assert_eq!(rule.verdict(&seats(&agencies, &[true; 4]), &agencies).met, Some(true));
        assert_eq!(rule.in_words(&agencies), "4 members, with police");
    }

    #[test]
    fn nothing_is_made_up_where_the_arrangements_are_silent() {
        let verdict = rule("not defined").verdict(&[], &agencies());
        assert_eq!(verdict.met, None);
        assert!(!verdict.provisional());
    }

    proptest! {
        #[test]
        fn one_more_member_never_loses_a_quorum(percent in 1usize..=100, here in prop::collection::vec(any::<bool>(), 1..40)) {
            let agencies = agencies();
            let rule = QuorumRule::Needs(Needs { percent: Some(percent), ..Needs::default() });
            let before = rule.verdict(&seats(&agencies, &here), &agencies);
            let mut more = here.clone();
            if let Some(absent) = more.iter_mut().find(|h| !**h) {
                *absent = true;
            }
            let after = rule.verdict(&seats(&agencies, &more), &agencies);
            prop_assert!(before.met != Some(true) || after.met == Some(true));
            // the share needed is the least whole number that reaches the percentage
            let n = share(percent, here.len());
            prop_assert!(n * 100 >= percent * here.len());
            prop_assert!(n == 0 || (n - 1) * 100 < percent * here.len());
        }
    }
}
