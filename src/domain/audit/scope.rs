//! One audit as people set it up: why it is done, whom it asks, about which children, and who of them is known to whom.
//! Its file is `audits/<id>/audit.yaml`. What was asked is frozen beside it; what came back is in `answered`.

use super::milestone::Milestone;
use super::signing::{Reopened, Signature, WentBack};
use crate::base::id::{
    AgencyId, AgencyKind, AuditId, CaseId, GroupId, PostId, QuestionId, TemplateId, TrackerId,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An audit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Audit {
    /// Version of the file's format.
    pub schema: u32,
    /// Permanent id, the name of its folder.
    pub id: AuditId,
    /// What it is called.
    pub title: String,
    /// The template it was opened with.
    pub template: Frozen,
    /// The group it reports to.
    pub group: GroupId,
    /// The tracker its actions go to; else the group's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracker: Option<TrackerId>,
    /// How far it has got.
    pub stage: Stage,
    /// Why this theme, now.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The audit whose questions are asked again, where it is a re-audit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeats: Option<AuditId>,
    /// Terms of reference.
    pub terms: Terms,
    /// Who does what.
    pub roles: Roles,
    /// Its dates.
    pub dates: Dates,
    /// The agencies that are asked, in the order in which they are shown.
    pub agencies: Vec<AskedAgency>,
    /// The children, by pseudonym.
    pub cases: Vec<Case>,
    /// What is known of each child and agency; a pair that is not here has not been asked yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub involvement: Vec<Involvement>,
    /// What only people can say in its learning brief.
    #[serde(skip_serializing_if = "OfBrief::is_empty")]
    pub brief: OfBrief,
    /// Why questions moved since the audit it repeats, as people say it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub movement: Vec<MovedBecause>,
    /// Who signed which version of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signed: Vec<Signature>,
    /// When and why it was opened again after it was signed off.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reopened: Vec<Reopened>,
    /// When and why it went back to an earlier stage.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub went_back: Vec<WentBack>,
}

/// A template as it was when the audit was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Frozen {
    /// The template.
    pub id: TemplateId,
    /// Its version.
    pub version: u32,
    /// The SHA-256 of its frozen text, `template.json` in the audit's folder.
    pub sha256: String,
}

/// How far an audit has got, as people say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Terms of reference and sample are being settled.
    #[default]
    Scoping,
    /// Agencies are asked which children they know.
    KnownToYou,
    /// Returns are out.
    Returns,
    /// The panel meets.
    Panel,
    /// Report and brief are written.
    Report,
    /// The brief is out, and actions are under way.
    Published,
    /// It is looked at whether anything changed.
    Impact,
    /// Closed.
    Closed,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 8] = [
        Self::Scoping,
        Self::KnownToYou,
        Self::Returns,
        Self::Panel,
        Self::Report,
        Self::Published,
        Self::Impact,
        Self::Closed,
    ];

    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Scoping => "scoping",
            Self::KnownToYou => "known to you?",
            Self::Returns => "returns out",
            Self::Panel => "panel",
            Self::Report => "report",
            Self::Published => "brief published",
            Self::Impact => "impact check",
            Self::Closed => "closed",
        }
    }
}

/// Terms of reference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// What the audit is to find out.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// Key lines of enquiry.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// How the children were chosen.
    pub sample: Sample,
    /// The first day of practice that is looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last day of practice that is looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// How the children were chosen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sample {
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// From whom, and how.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// What it was balanced by, such as age or ethnicity.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub balance: Vec<String>,
}

/// Who does what: posts, and no people.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Roles {
    /// Who leads the audit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<PostId>,
    /// Who chairs the panel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chair: Option<PostId>,
    /// Who takes its minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<PostId>,
    /// Who tests sample and method from outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scrutineer: Option<PostId>,
}

/// The day of the panel, and the dates that somebody fixed by hand. All others are worked out and never stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dates {
    /// The day of the panel.
    pub panel: NaiveDate,
    /// Dates that stay when the panel moves.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fixed: BTreeMap<Milestone, NaiveDate>,
}

/// An agency that is asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskedAgency {
    /// Its id in this audit: an agency of the partnership, or one of several of a kind, such as a school.
    pub id: AgencyId,
    /// What it is called.
    pub name: String,
    /// The kind of agency it is, which says what it is asked.
    pub kind: AgencyKind,
    /// The post to ask there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub contact: String,
}

/// A child, by pseudonym. Bands and not ages, so that nobody is recognised.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Case {
    /// The pseudonym, such as `C1`. Who that is stands nowhere in the workspace.
    pub id: CaseId,
    /// Such as `5 to 9`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub age_band: String,
    /// As recorded.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sex: String,
    /// The group of ethnicities.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ethnicity: String,
    /// Early help, child in need, child protection, looked after.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub plan: String,
    /// What auditors need to find the right record, without anything that names the child.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What is known of one child and one agency.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Involvement {
    /// The child.
    pub case: CaseId,
    /// The agency.
    pub agency: AgencyId,
    /// Whether the agency knows the child, a sibling, or somebody with parental responsibility.
    pub known: KnownTo,
    /// Its part: lead, active, universal, historic.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Why no return is asked for although the child is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exempt: Option<Exempt>,
    /// A later day for this return, where one was agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extended: Option<NaiveDate>,
    /// The days on which it was chased.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chased: Vec<NaiveDate>,
}

/// Whether a child is known to an agency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KnownTo {
    /// It was asked and has not said yet.
    #[default]
    Asked,
    /// Known.
    Yes,
    /// Not known: a nil return.
    No,
    /// Known to a service it took over from.
    Before,
}

/// What stands in a learning brief because people say so, and follows from no return.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OfBrief {
    /// Tools, training and contacts; how to reach a service may stand there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tools: Vec<String>,
}

impl OfBrief {
    fn is_empty(&self) -> bool {
        self.tools.is_empty()
    }
}

/// Why a question moved since the audit that is repeated, or did not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MovedBecause {
    /// The question.
    pub question: QuestionId,
    /// Why.
    pub why: String,
}

/// Why no return is asked for, and who said so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Exempt {
    /// Who said so, a post or a group.
    pub by: String,
    /// Why.
    pub why: String,
}

impl Audit {
    /// The agency with this id.
    pub fn agency(&self, id: &AgencyId) -> Option<&AskedAgency> {
        self.agencies.iter().find(|agency| agency.id == *id)
    }

    /// The child with this pseudonym.
    pub fn case(&self, id: &CaseId) -> Option<&Case> {
        self.cases.iter().find(|case| case.id == *id)
    }

    /// Why a question moved since the audit that is repeated; nothing where nobody has said.
    pub fn moved_because(&self, question: &QuestionId) -> Option<&str> {
        self.movement.iter().rfind(|one| one.question == *question).map(|one| one.why.as_str())
    }

    /// What is known of a child and an agency.
    pub fn involvement(&self, case: &CaseId, agency: &AgencyId) -> Option<&Involvement> {
        self.involvement.iter().find(|one| one.case == *case && one.agency == *agency)
    }
}
