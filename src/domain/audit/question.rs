//! One question of an audit: its words, how it is answered, whom it is for, and when it is asked at all.

use crate::base::id::{AgencyKind, QuestionId, ScaleId};
use crate::base::length::Minutes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The answer yes, as it is kept.
pub const YES: &str = "yes";
/// The answer no, as it is kept.
pub const NO: &str = "no";

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// Permanent id that says its theme, such as `neglect-cumulative-harm`.
    pub id: QuestionId,
    /// The question.
    pub text: String,
    /// What to think of, a few words each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<String>,
    /// Where in the records to look.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub look_for: String,
    /// What the panel asks itself when the agencies have answered.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub panel: String,
    /// How it is answered; without it on a scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<AnswerKind>,
    /// The scale; without it the template's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<ScaleId>,
    /// The answers to choose from, where it is a choice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// Whether it must be answered.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub required: bool,
    /// Whether evidence goes with the answer.
    #[serde(skip_serializing_if = "Evidence::is_usual")]
    pub evidence: Evidence,
    /// Whether a bad answer is about a child's safety, so that no overall grade may look past it.
    #[serde(skip_serializing_if = "is_no")]
    pub safety_critical: bool,
    /// Whom it is for.
    #[serde(skip_serializing_if = "AppliesTo::is_all")]
    pub applies_to: AppliesTo,
    /// When it is asked at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub show_if: Option<ShowIf>,
    /// What each level means for this question.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub descriptors: Vec<Descriptor>,
    /// Questions of other templates that ask the same of somebody else: a survey names the standard its statement tests.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub compares_with: Vec<QuestionId>,
    /// How long it takes, where that is not as usual for such a question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// Anything the audit lead should know of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_yes(value: &bool) -> bool {
    *value
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_no(value: &bool) -> bool {
    !*value
}

impl Default for Question {
    fn default() -> Self {
        Self {
            id: QuestionId::default(),
            text: String::new(),
            prompts: Vec::new(),
            look_for: String::new(),
            panel: String::new(),
            kind: None,
            scale: None,
            choices: Vec::new(),
            required: true,
            evidence: Evidence::default(),
            safety_critical: false,
            applies_to: AppliesTo::default(),
            show_if: None,
            descriptors: Vec::new(),
            compares_with: Vec::new(),
            minutes: None,
            note: String::new(),
        }
    }
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// A level of a scale.
    #[default]
    Scale,
    /// One of some answers.
    Choice,
    /// Any number of some answers.
    Multi,
    /// A number.
    Number,
    /// A day.
    Date,
    /// Words.
    Text,
    /// Yes or no.
    YesNo,
}

/// An answer to choose.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// The code answers are kept by.
    pub code: String,
    /// The words.
    pub word: String,
}

/// What a level means for one question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Descriptor {
    /// The level's code.
    pub level: String,
    /// What it takes.
    pub says: String,
}

/// Whether evidence goes with an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// None is asked for.
    None,
    /// It may be given.
    #[default]
    Optional,
    /// It must be given.
    Required,
}

impl Evidence {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    fn is_usual(&self) -> bool {
        *self == Self::Optional
    }
}

/// Whom a question is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AppliesTo {
    /// Every agency that is asked.
    #[default]
    All,
    /// Agencies of these kinds.
    Only(Vec<AgencyKind>),
}

/// The word for every agency.
const ALL: &str = "all";

impl AppliesTo {
    fn is_all(&self) -> bool {
        *self == Self::All
    }

    /// Whether agencies of a kind are asked.
    pub fn includes(&self, kind: &AgencyKind) -> bool {
        match self {
            Self::All => true,
            Self::Only(kinds) => kinds.contains(kind),
        }
    }
}

impl Serialize for AppliesTo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_str(ALL),
            Self::Only(kinds) => kinds.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for AppliesTo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Kinds(Vec<AgencyKind>),
            Word(String),
        }
        match Option::<Written>::deserialize(deserializer)? {
            None => Ok(Self::All),
            Some(Written::Kinds(kinds)) => Ok(Self::Only(kinds)),
            Some(Written::Word(word)) if word == ALL => Ok(Self::All),
            Some(Written::Word(word)) => {
                Err(serde::de::Error::custom(format!("'{word}' is neither all nor a list of kinds")))
            }
        }
    }
}

/// A question is asked only when another has one of these answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShowIf {
    /// The other question.
    pub question: QuestionId,
    /// The answers, by their codes.
    #[serde(rename = "in")]
    pub any_of: Vec<String>,
}

impl Question {
    /// How it is answered.
    pub fn kind(&self) -> AnswerKind {
        self.kind.unwrap_or_default()
    }

    /// How many minutes it takes to answer, once the records are read: as somebody said, or what such questions take.
    pub fn takes(&self) -> Minutes {
        let usual = match self.kind() {
            AnswerKind::Scale => 2,
            AnswerKind::Text => 4,
            AnswerKind::Multi => 2,
            AnswerKind::Choice | AnswerKind::YesNo | AnswerKind::Date | AnswerKind::Number => 1,
        };
        let evidence = u32::from(self.evidence == Evidence::Required);
        self.minutes.unwrap_or(Minutes(usual + evidence))
    }
}
