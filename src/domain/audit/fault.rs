//! Why packs cannot be merged into a template.

use crate::base::id::{PackId, QuestionId, ScaleId};
use std::fmt;

/// Something that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A pack that is not there is taken in, by the template or by a pack.
    UnknownPack {
        /// The pack that is missing.
        pack: PackId,
        /// The pack that takes it in; nothing when the template does.
        by: Option<PackId>,
    },
    /// A pack takes itself in, perhaps by way of others.
    Cycle {
        /// The way round, the pack itself first and last.
        way: Vec<PackId>,
    },
    /// A question is picked that the pack does not have.
    NotInPack {
        /// The question.
        question: QuestionId,
        /// The pack.
        pack: PackId,
        /// The pack that picks it; nothing when the template does.
        by: Option<PackId>,
    },
    /// A question comes twice.
    Twice {
        /// The question.
        question: QuestionId,
        /// Where it comes first; nothing for the template itself.
        first: Option<PackId>,
        /// Where it comes again.
        again: Option<PackId>,
    },
    /// A question depends on one that is not asked, or only later.
    NotBefore {
        /// The question.
        question: QuestionId,
        /// The one it depends on.
        on: QuestionId,
        /// Whether that one is asked later.
        later: bool,
    },
    /// A question depends on an answer that cannot be given.
    NotAnAnswer {
        /// The question.
        question: QuestionId,
        /// The one it depends on.
        on: QuestionId,
        /// The answer.
        answer: String,
        /// The answers there are.
        known: Vec<String>,
    },
    /// There is no such scale.
    UnknownScale {
        /// The question; nothing for the template's own.
        question: Option<QuestionId>,
        /// The scale.
        scale: ScaleId,
    },
    /// A question is answered on a scale and names none, and neither does the template.
    NoScale {
        /// The question.
        question: QuestionId,
    },
    /// A question names a scale and is answered in another way.
    ScaleAndKind {
        /// The question.
        question: QuestionId,
    },
    /// A question to choose from has nothing to choose.
    NoChoices {
        /// The question.
        question: QuestionId,
    },
    /// A level is described that the scale does not have.
    NoSuchLevel {
        /// The question.
        question: QuestionId,
        /// The level's code.
        level: String,
        /// The levels there are.
        known: Vec<String>,
    },
}

impl Fault {
    /// The question it is about.
    pub fn question(&self) -> Option<&QuestionId> {
        match self {
            Self::UnknownPack { .. } | Self::Cycle { .. } => None,
            Self::UnknownScale { question, .. } => question.as_ref(),
            Self::NotInPack { question, .. }
            | Self::Twice { question, .. }
            | Self::NotBefore { question, .. }
            | Self::NotAnAnswer { question, .. }
            | Self::NoScale { question }
            | Self::ScaleAndKind { question }
            | Self::NoChoices { question }
            | Self::NoSuchLevel { question, .. } => Some(question),
        }
    }

    /// What to do about it.
    pub fn mend(&self) -> String {
        match self {
            Self::UnknownPack { .. } => "correct the name, or write the pack".to_owned(),
            Self::Cycle { .. } => "take one of these packs out of the other's includes".to_owned(),
            Self::NotInPack { .. } => "correct the id, or take it out of `only`".to_owned(),
            Self::Twice { .. } => {
                "take it in once: pick questions with `only`, or give your own question an id of its own"
                    .to_owned()
            }
            Self::NotBefore { later: true, .. } => "put the question it depends on before it".to_owned(),
            Self::NotBefore { .. } => "take that question in as well, or take `show_if` out".to_owned(),
            Self::NotAnAnswer { known, .. } => format!("the answers are {}", known.join(", ")),
            Self::UnknownScale { .. } => {
                "correct the name, or add the scale to audits/scales.yaml".to_owned()
            }
            Self::NoScale { .. } => "add scale: or kind: to it, or default_scale: to the template".to_owned(),
            Self::ScaleAndKind { .. } => "keep `scale` or `kind`, not both".to_owned(),
            Self::NoChoices { .. } => "add choices: with the answers, each with a code and a word".to_owned(),
            Self::NoSuchLevel { known, .. } => format!("the levels are {}", known.join(", ")),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |pack: &Option<PackId>| match pack {
            Some(pack) => format!("the pack `{pack}`"),
            None => "the template".to_owned(),
        };
        match self {
            Self::UnknownPack { pack, .. } => write!(f, "there is no pack called `{pack}`"),
            Self::Cycle { way } => {
                let way: Vec<&str> = way.iter().map(PackId::as_str).collect();
                write!(f, "packs take one another in without end: {}", way.join(" → "))
            }
            Self::NotInPack { question, pack, .. } => {
                write!(f, "the pack `{pack}` has no question `{question}`")
            }
            Self::Twice { question, first, again } if first == again => {
                write!(f, "the question `{question}` comes twice from {}", place(first))
            }
            Self::Twice { question, first, again } => {
                write!(f, "the question `{question}` comes from {} and from {}", place(first), place(again))
            }
            Self::NotBefore { question, on, later: true } => {
                write!(f, "`{question}` depends on `{on}`, which is asked after it")
            }
            Self::NotBefore { question, on, .. } => {
                write!(f, "`{question}` depends on `{on}`, which is not asked")
            }
            Self::NotAnAnswer { question, on, answer, .. } => {
                write!(f, "`{question}` waits for the answer `{answer}`, which `{on}` cannot have")
            }
            Self::UnknownScale { scale, .. } => write!(f, "there is no scale called `{scale}`"),
            Self::NoScale { question } => write!(f, "nothing says how `{question}` is answered"),
            Self::ScaleAndKind { question } => {
                write!(f, "`{question}` names a scale and is answered in another way")
            }
            Self::NoChoices { question } => write!(f, "`{question}` has no answers to choose from"),
            Self::NoSuchLevel { question, level, .. } => {
                write!(f, "`{question}` describes the level `{level}`, which its scale does not have")
            }
        }
    }
}
