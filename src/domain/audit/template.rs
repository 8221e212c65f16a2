//! Templates and packs as people write them, and a template with its packs merged in.

use super::question::Question;
use super::scale::{NonAnswer, Scale, Vocabulary};
use crate::base::id::{AgencyKind, PackId, QuestionId, ScaleId, TemplateId};
use crate::base::length::Minutes;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most questions a themed audit should ask one agency: longer tools are not filled in.
pub const MOST_QUESTIONS: usize = 25;

/// A template: what one kind of audit asks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Template {
    /// Version of the file's format.
    pub schema: u32,
    /// Permanent id.
    pub id: TemplateId,
    /// Its version, counted up by whoever changes it.
    pub version: u32,
    /// What it is called.
    pub title: String,
    /// What sort of audit it is for.
    pub kind: TemplateKind,
    /// What it is for and how to use it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// What the audit lead should know before using it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The scale of questions that name none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_scale: Option<ScaleId>,
    /// How many months of practice are looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look_back_months: Option<u32>,
    /// How long one return should take, once the records are read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_minutes: Option<Minutes>,
    /// The kinds of agencies that are usually asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<AgencyKind>,
    /// Packs taken in, before the sections below.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub includes: Vec<Include>,
    /// Its own sections.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// Evidence that is kept ready.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence_index: Vec<EvidenceItem>,
    /// Lists of data that are kept ready.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub data_lists: Vec<DataList>,
    /// What is asked at the end of a return.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closing: Vec<Closing>,
}

/// A pack: questions that templates take in, so that nobody copies their words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pack {
    /// Version of the file's format.
    pub schema: u32,
    /// Permanent id.
    pub id: PackId,
    /// Its version, counted up by whoever changes it.
    pub version: u32,
    /// What it is called.
    pub title: String,
    /// What it is for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// What the audit lead should know before using it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Packs it takes in itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub includes: Vec<Include>,
    /// Its sections.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// Evidence that is kept ready.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence_index: Vec<EvidenceItem>,
    /// Lists of data that are kept ready.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub data_lists: Vec<DataList>,
}

/// A pack that is taken in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Include {
    /// Which.
    pub pack: PackId,
    /// Only these questions of it, in the pack's order; without any, all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<QuestionId>,
}

/// A section: questions under a heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Section {
    /// Its id. Sections with the same id become one.
    pub id: String,
    /// The heading.
    pub title: String,
    /// What stands under the heading.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// What the audit lead should know of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Packs whose questions come first in this section, without their own headings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub includes: Vec<Include>,
    /// The questions.
    pub questions: Vec<Question>,
}

/// What sort of audit a template is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TemplateKind {
    /// One theme, a few children, every agency's record of them.
    #[default]
    Thematic,
    /// Child exploitation, on the practice principles.
    Exploitation,
    /// Each agency's own arrangements.
    Section11,
    /// Schools' and colleges' arrangements.
    Section175,
    /// Being ready for a joint inspection.
    JointInspection,
    /// What practitioners say.
    Survey,
}

impl TemplateKind {
    /// Whether organisations answer for themselves, and no child is looked at.
    pub fn is_of_organisations(self) -> bool {
        matches!(self, Self::Section11 | Self::Section175)
    }

    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Thematic => "themed audit",
            Self::Exploitation => "exploitation audit",
            Self::Section11 => "Section 11 audit",
            Self::Section175 => "Section 175 audit",
            Self::JointInspection => "joint inspection",
            Self::Survey => "practitioner survey",
        }
    }
}

/// What is asked at the end of a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// The agency's overall grade.
    OverallGrade,
    /// Why that grade.
    OverallReason,
    /// Best practice worth sharing.
    Strengths,
    /// What to develop.
    Develop,
    /// What was learned.
    LearningPoints,
    /// What in the system stood in the way.
    SystemBarriers,
    /// Whether the worker was spoken to.
    WorkerSpokenTo,
    /// What the child said.
    ChildFeedback,
    /// What parents or carers said.
    ParentFeedback,
    /// Whether a child may be unsafe now.
    ImmediateConcern,
}

impl Closing {
    /// What is asked.
    pub fn asks(self) -> &'static str {
        match self {
            Self::OverallGrade => "Your agency's overall grade",
            Self::OverallReason => "Why this grade? A grade without a reason is not taken",
            Self::Strengths => "What was done well and is worth sharing?",
            Self::Develop => "What should be done better?",
            Self::LearningPoints => "Up to three things your agency has learned",
            Self::SystemBarriers => "What stood in the way that no single worker could change?",
            Self::WorkerSpokenTo => "Was the worker spoken to? What did they add?",
            Self::ChildFeedback => "What does the child say about the help they had, and who asked?",
            Self::ParentFeedback => "What do parents or carers say about the help they had, and who asked?",
            Self::ImmediateConcern => {
                "Is any child unsafe now? If yes, stop here and tell the allocated manager or the front door today"
            }
        }
    }
}

/// Evidence that is kept ready for an inspection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EvidenceItem {
    /// Permanent id.
    pub id: String,
    /// What it is.
    pub what: String,
    /// The kind of agency that holds it.
    pub holder: AgencyKind,
    /// After how many days it must be looked at again.
    pub fresh_days: u32,
}

/// A list of data an inspection may ask for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DataList {
    /// Permanent id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The kind of agency that makes it.
    pub holder: AgencyKind,
    /// How many months it goes back.
    pub period_months: u32,
    /// Its columns, each with what it means after a colon.
    pub columns: Vec<String>,
}

/// Everything the audits of a workspace are made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// Scales, answers that are no score, kinds of agencies.
    pub vocabulary: Vocabulary,
    /// Templates.
    pub templates: BTreeMap<TemplateId, Template>,
    /// Packs.
    pub packs: BTreeMap<PackId, Pack>,
}

/// A template with its packs merged in and every scale beside it: all that an audit asks, and nothing else. What an
/// audit is frozen on. Its form is for ever: new fields are left out of the text when they hold nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Resolved {
    /// The template.
    pub id: TemplateId,
    /// Its version.
    pub version: u32,
    /// What it is called.
    pub title: String,
    /// What sort of audit it is for.
    pub kind: TemplateKind,
    /// What it is for and how to use it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// What the audit lead should know: the template's own and what its packs say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// How many months of practice are looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look_back_months: Option<u32>,
    /// How long one return should take, once the records are read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_minutes: Option<Minutes>,
    /// The kinds of agencies that are usually asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agencies: Vec<AgencyKind>,
    /// The scale overall grades are given on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_scale: Option<ScaleId>,
    /// The scales that are used, in the order of first use.
    pub scales: Vec<Scale>,
    /// Answers that are no score.
    pub non_scores: Vec<NonAnswer>,
    /// The sections. Each question says how it is answered, and on which scale.
    pub sections: Vec<Section>,
    /// Evidence that is kept ready.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence_index: Vec<EvidenceItem>,
    /// Lists of data that are kept ready.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub data_lists: Vec<DataList>,
    /// What is asked at the end of a return.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closing: Vec<Closing>,
}

impl Resolved {
    /// Every question, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    /// The question with this id.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions().find(|question| question.id == *id)
    }

    /// The scale with this id.
    pub fn scale(&self, id: &ScaleId) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.id == *id)
    }

    /// The scale overall grades are given on.
    pub fn grades(&self) -> Option<&Scale> {
        self.scale(self.default_scale.as_ref()?)
    }

    /// The scale a question is answered on.
    pub fn scale_of(&self, question: &Question) -> Option<&Scale> {
        self.scale(question.scale.as_ref()?)
    }
}

impl Library {
    /// A template with its packs merged in; nothing when there is no such template.
    ///
    /// # Errors
    /// Every reason why its packs cannot be merged in.
    pub fn resolved(&self, id: &TemplateId) -> Option<Result<Resolved, Vec<super::Fault>>> {
        let template = self.templates.get(id)?;
        Some(super::resolve(template, &self.packs, &self.vocabulary))
    }
}
