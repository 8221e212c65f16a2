//! A group that meets, and the rules its arrangements give it: chair, members, deputies, quorum, cadence.

use crate::base::id::{AgencyId, GroupId, PostId};
use crate::base::length::Minutes;
use crate::domain::quorum::QuorumRule;
use serde::{Deserialize, Serialize};

/// A group of the partnership.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Group {
    /// Permanent id.
    pub id: GroupId,
    /// Full name.
    pub name: String,
    /// What people call it.
    pub short: String,
    /// Letters its action ids begin with.
    pub prefix: String,
    /// What it is for.
    pub about: String,
    /// Who chairs it.
    pub chair: ChairRule,
    /// Posts that are members.
    pub members: Vec<PostId>,
    /// Posts that attend and never count towards the quorum.
    pub attends: Vec<PostId>,
    /// Posts that observe.
    pub observers: Vec<PostId>,
    /// Who takes the minutes.
    pub minute_taker: Option<MinuteTaker>,
    /// Whether a member may send somebody else.
    pub deputies: Deputies,
    /// How many, and who, must be there to decide.
    pub quorum: QuorumRule,
    /// How often it meets.
    pub cadence: Cadence,
    /// How long its meetings last.
    pub slot: Minutes,
    /// What it expects to be sent.
    pub receives: Vec<Input>,
    /// Groups it reports to.
    pub reports_to: Vec<GroupId>,
    /// Groups it may send matters to, besides those it reports to.
    pub refers_to: Vec<GroupId>,
    /// Whether its minutes are published.
    pub minutes_public: bool,
    /// The document its rules come from.
    pub defined_in: String,
}

impl Group {
    /// The short name, or the full one where none is given.
    pub fn said(&self) -> &str {
        if self.short.is_empty() { &self.name } else { &self.short }
    }

    /// Every name of it: id, name, what people call it, and its letters.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = [self.id.as_str(), &self.name, &self.short, &self.prefix];
        names.into_iter().filter(|name| !name.is_empty())
    }

    /// Every group this one may send a matter to: those it reports to first.
    pub fn may_refer_to(&self) -> Vec<&GroupId> {
        let mut all: Vec<&GroupId> = self.reports_to.iter().collect();
        all.extend(self.refers_to.iter().filter(|g| !self.reports_to.contains(g)));
        all
    }
}

/// The words for a rule the arrangements do not give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unsaid {
    /// The arrangements are silent.
    #[default]
    #[serde(rename = "not defined")]
    NotDefined,
}

/// Who chairs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ChairRule {
    /// The arrangements do not say.
    Unsaid(Unsaid),
    /// The chair passes along a list ("the DSPs rotate the chairing every quarter",
    /// `arrangements-south-gloucestershire-2024`).
    Rotates {
        /// Posts, in order of turn.
        rotates: Vec<PostId>,
        /// When it passes on: `quarter` or `meeting`.
        every: String,
    },
    /// Always the same post.
    Fixed {
        /// The post.
        post: PostId,
    },
    /// Co-chairs.
    Shared {
        /// The posts that share it.
        shared: Vec<PostId>,
        /// Agencies whose co-chair is still to be named.
        #[serde(default)]
        vacant: Vec<AgencyId>,
    },
    /// Chosen by the members (`regional-partnership-terms-of-reference-2019`).
    Elected {
        /// From whom.
        elected: String,
        /// Whether the deputy chair takes over.
        #[serde(default)]
        deputy_succeeds: bool,
        /// Whether chair and deputy must come from different agencies.
        #[serde(default)]
        deputy_from_another_agency: bool,
    },
    /// An agency chairs; the arrangements do not say which post.
    Agency {
        /// The agency.
        agency: AgencyId,
    },
}

impl Default for ChairRule {
    fn default() -> Self {
        Self::Unsaid(Unsaid::NotDefined)
    }
}

impl ChairRule {
    /// The post that would chair if nobody said otherwise: the fixed one, or the first of a list.
    pub fn usual(&self) -> Option<&PostId> {
        match self {
            Self::Rotates { rotates, .. } => rotates.first(),
            Self::Fixed { post } => Some(post),
            Self::Shared { shared, .. } => shared.first(),
            Self::Unsaid(_) | Self::Elected { .. } | Self::Agency { .. } => None,
        }
    }

    /// Who chairs after somebody else did: the next in turn where the chair rotates.
    pub fn after(&self, last: Option<&PostId>) -> Option<&PostId> {
        match (self, last) {
            (Self::Rotates { rotates, .. }, Some(last)) => {
                let turn = rotates.iter().position(|post| post == last).map_or(0, |i| i + 1);
                rotates.get(turn % rotates.len().max(1))
            }
            _ => self.usual(),
        }
    }

    /// Every post the rule names.
    pub fn posts(&self) -> &[PostId] {
        match self {
            Self::Rotates { rotates, .. } => rotates,
            Self::Fixed { post } => std::slice::from_ref(post),
            Self::Shared { shared, .. } => shared,
            Self::Unsaid(_) | Self::Elected { .. } | Self::Agency { .. } => &[],
        }
    }
}

/// Whether a member may send somebody in their place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Deputies {
    /// `not defined` or `not accepted`.
    Word(DeputyWord),
    /// Accepted.
    Accepted {
        /// Who may deputise.
        accepted: WhichDeputies,
    },
}

/// The one-word rules about deputies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeputyWord {
    /// The arrangements are silent.
    #[serde(rename = "not defined")]
    NotDefined,
    /// A deputy may listen but does not stand for the member
    /// (`regional-partnership-terms-of-reference-2019`).
    #[serde(rename = "not accepted")]
    NotAccepted,
}

/// Which deputies are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WhichDeputies {
    /// Only somebody named beforehand.
    Named,
    /// Anybody the member sends.
    Any,
}

impl Default for Deputies {
    fn default() -> Self {
        Self::Word(DeputyWord::NotDefined)
    }
}

impl Deputies {
    /// Whether a deputy stands for the member when the quorum is counted. Where the arrangements
    /// are silent a deputy counts, because the member sent somebody able to decide.
    pub fn count(&self) -> bool {
        !matches!(self, Self::Word(DeputyWord::NotAccepted))
    }
}

/// Who takes the minutes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum MinuteTaker {
    /// A post.
    Post(PostId),
    /// Whoever an agency supplies; `chair's` means the chair's own.
    From {
        /// The agency, or `chair's`.
        agency: String,
    },
}

/// How often a group meets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cadence {
    /// The arrangements do not say.
    Unsaid(Unsaid),
    /// What they say.
    Said(CadenceRule),
}

/// What the arrangements say about how often a group meets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CadenceRule {
    /// Meetings in a year.
    pub times_a_year: Option<u32>,
    /// Financial-year quarters it meets in, `Q1` to `Q4`.
    pub quarters: Vec<String>,
    /// The group it meets before.
    pub before: Option<GroupId>,
    /// How many weeks before.
    pub weeks: Option<u32>,
    /// Whether it meets only when something calls for it.
    pub when_needed: bool,
    /// Anything else that is said.
    pub note: String,
}

impl Default for Cadence {
    fn default() -> Self {
        Self::Unsaid(Unsaid::NotDefined)
    }
}

/// Something a group expects to be sent, such as a Regulation 45 report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Input {
    /// Permanent id.
    pub id: String,
    /// What it is.
    pub what: String,
    /// The agency or group it comes from.
    pub from: String,
    /// How often, in words.
    pub every: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yaml<T: serde::de::DeserializeOwned>(text: &str) -> T {
        serde_yaml::from_str(text).unwrap()
    }

    #[test]
    fn the_chair_rule_is_read_in_each_of_its_forms() {
        assert_eq!(yaml::<ChairRule>("not defined"), ChairRule::default());
        assert_eq!(yaml::<ChairRule>("{post: manager}").usual(), Some(&PostId::from("manager")));
        let rotates: ChairRule = yaml("{rotates: [a, b, c], every: quarter}");
        assert_eq!(rotates.posts().len(), 3);
        assert!(matches!(yaml("{shared: [a, b], vacant: [police]}"), ChairRule::Shared { .. }));
        assert!(matches!(yaml("{elected: from members, deputy_succeeds: true}"), ChairRule::Elected { .. }));
        assert!(matches!(yaml("{agency: icb}"), ChairRule::Agency { .. }));
    }

    #[test]
    fn the_chair_passes_along_the_list_and_round_again() {
        let rotates: ChairRule = yaml("{rotates: [a, b, c], every: quarter}");
        let after = |last: Option<&str>| rotates.after(last.map(PostId::from).as_ref()).map(PostId::as_str);
        assert_eq!([after(None), after(Some("a")), after(Some("c"))], [Some("a"), Some("b"), Some("a")]);
        assert_eq!(yaml::<ChairRule>("not defined").after(None), None);
    }

    #[test]
    fn deputies_count_unless_the_terms_of_reference_refuse_them() {
        assert!(yaml::<Deputies>("not defined").count());
        assert!(yaml::<Deputies>("{accepted: named}").count());
        assert!(!yaml::<Deputies>("not accepted").count());
    }

    #[test]
    fn a_matter_may_go_to_the_group_reported_to_without_saying_so_twice() {
        let group: Group = yaml("{reports_to: [lsp-local], refers_to: [sog, lsp-local]}");
        assert_eq!(group.may_refer_to(), [&GroupId::from("lsp-local"), &GroupId::from("sog")]);
    }
}
