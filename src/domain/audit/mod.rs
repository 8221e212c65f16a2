//! Audits, pure: what is asked, on which scales, and of whom.
//!
//! - `scale.rs`: the words all audits share: scales, answers that are no score, kinds of agencies.
//! - `question.rs`: one question: how it is answered, whom it is for, when it is asked.
//! - `template.rs`: templates and packs as people write them, and a template with its packs merged in.
//! - `resolve.rs`: merging packs into a template, or every reason why that cannot be done (`fault.rs`).
//! - `asked.rs`: what one agency is asked, how many questions that is and how long they take.
//!
//! Reading the files is in `files::audit_template`.

mod asked;
mod fault;
mod question;
mod resolve;
mod scale;
mod template;

pub use asked::{Answers, Load};
pub use fault::Fault;
pub use question::{AnswerKind, AppliesTo, Choice, Descriptor, Evidence, NO, Question, ShowIf, YES};
pub use resolve::resolve;
pub use scale::{Colour, KindOfAgency, Level, NonAnswer, NonScore, Scale, Vocabulary};
pub use template::{
    Closing, DataList, EvidenceItem, Include, Library, MOST_QUESTIONS, Pack, Resolved, Section, Template,
    TemplateKind,
};

#[cfg(test)]
mod tests;
