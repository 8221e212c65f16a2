//! The lines of the form an agency fills in for a child: one list that is written into a sheet, printed, and looked for in a
//! sheet that comes back. Each line has a key that stays when the words are moved about.

mod saying;

use super::answered::{Answer, Confidence, Return, ReturnState};
use super::question::{AnswerKind, NO, Question, YES};
use super::scale::NonScore;
use super::scope::{Audit, Case, KnownTo};
use super::template::{Closing, Resolved, TemplateKind};
use crate::base::id::{AgencyId, AgencyKind, QuestionId};
use crate::base::text::{and_list, one_line};
pub use saying::{Said, put, put_days, said};

/// What stands before the choices of which several fit in one cell.
pub const SEVERAL: &str = "All that fit, parted by semicolons";
/// What stands before a line that is only filled in after a yes.
pub const IF_YES: &str = "If yes: ";

/// The columns of a form, from the left; the first is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "their titles say it")]
pub enum Column {
    Key,
    Question,
    Hint,
    Answer,
    Why,
    SoWhat,
    Evidence,
    Effective,
    Sure,
    Expires,
    Again,
}

impl Column {
    /// All of them, in order.
    pub const ALL: [Self; 11] = [
        Self::Key,
        Self::Question,
        Self::Hint,
        Self::Answer,
        Self::Why,
        Self::SoWhat,
        Self::Evidence,
        Self::Effective,
        Self::Sure,
        Self::Expires,
        Self::Again,
    ];

    /// What stands above it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Key => "Key",
            Self::Question => "Question",
            Self::Hint => "What to think of",
            Self::Answer => "Answer",
            Self::Why => "Why",
            Self::SoWhat => "What it meant for the child",
            Self::Evidence => "Evidence: what, and where it is",
            Self::Effective => "Evidence: from which day",
            Self::Sure => "How sure",
            Self::Expires => "Evidence: until which day",
            Self::Again => "Still as last time?",
        }
    }
}

/// What a line asks for beside the questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "their labels say it")]
pub enum Field {
    Auditor,
    Independent,
    SignedOff,
    SignedOn,
    From,
    To,
    Records,
    Grade,
    Reason,
    Strengths,
    Develop,
    Learning,
    Barriers,
    Worker,
    Child,
    Parent,
    Concern,
    ConcernWhat,
    ConcernTold,
}

/// What a line says that is not to be changed: which audit, child and agency, and which questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "named for what they say")]
pub enum Mark {
    Audit,
    Case,
    Agency,
    Template,
}

/// What a line is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asks<'a> {
    /// A heading.
    Heading,
    /// The titles of the columns.
    Titles,
    /// Something that is not to be changed.
    Mark(Mark, String),
    /// Something about the return as a whole.
    Field(Field),
    /// A question.
    Question(&'a Question),
}

/// A line of the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<'a> {
    /// What it is found by again; empty for what is only there to be read.
    pub key: String,
    /// What it asks.
    pub label: String,
    /// What helps to answer.
    pub hint: String,
    /// What it is for.
    pub asks: Asks<'a>,
}

impl Mark {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Audit, Self::Case, Self::Agency, Self::Template];

    /// What its line is found by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Audit => "@audit",
            Self::Case => "@case",
            Self::Agency => "@agency",
            Self::Template => "@template",
        }
    }

    /// What stands beside it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Audit => "Audit",
            Self::Case => "Child, by pseudonym",
            Self::Agency => "Agency",
            Self::Template => "Questions, with their version and hash",
        }
    }
}

impl Field {
    const FRONT: [Self; 7] = [
        Self::Auditor,
        Self::Independent,
        Self::SignedOff,
        Self::SignedOn,
        Self::From,
        Self::To,
        Self::Records,
    ];

    /// What its line is found by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Auditor => "@auditor",
            Self::Independent => "@independent",
            Self::SignedOff => "@signed-off",
            Self::SignedOn => "@signed-on",
            Self::From => "@from",
            Self::To => "@to",
            Self::Records => "@records",
            Self::Grade => "@grade",
            Self::Reason => "@grade-reason",
            Self::Strengths => "@strengths",
            Self::Develop => "@develop",
            Self::Learning => "@learning",
            Self::Barriers => "@barriers",
            Self::Worker => "@worker",
            Self::Child => "@child",
            Self::Parent => "@parent",
            Self::Concern => "@concern",
            Self::ConcernWhat => "@concern-what",
            Self::ConcernTold => "@concern-told",
        }
    }

    /// What it asks.
    pub fn label(self) -> &'static str {
        match self {
            Self::Auditor => "Filled in by: the post, not the name",
            Self::Independent => "Had they no part in the case?",
            Self::SignedOff => "Looked over by: the post, not the name",
            Self::SignedOn => "Looked over on",
            Self::From => "Practice looked at from",
            Self::To => "Practice looked at until",
            Self::Records => "Records and systems that were read, one a line",
            Self::Grade => Closing::OverallGrade.asks(),
            Self::Reason => Closing::OverallReason.asks(),
            Self::Strengths => Closing::Strengths.asks(),
            Self::Develop => Closing::Develop.asks(),
            Self::Learning => Closing::LearningPoints.asks(),
            Self::Barriers => Closing::SystemBarriers.asks(),
            Self::Worker => Closing::WorkerSpokenTo.asks(),
            Self::Child => Closing::ChildFeedback.asks(),
            Self::Parent => Closing::ParentFeedback.asks(),
            Self::Concern => Closing::ImmediateConcern.asks(),
            Self::ConcernWhat => "If yes: what, without a name",
            Self::ConcernTold => "If yes: who was told, and when",
        }
    }

    /// Whether it is a day.
    pub fn is_day(self) -> bool {
        matches!(self, Self::SignedOn | Self::From | Self::To)
    }

    /// Whether it is yes or no.
    pub fn is_yes_no(self) -> bool {
        matches!(self, Self::Independent | Self::Concern)
    }

    /// The lines that something asked at the end takes.
    fn of(closing: Closing) -> &'static [Self] {
        match closing {
            Closing::OverallGrade => &[Self::Grade],
            Closing::OverallReason => &[Self::Reason],
            Closing::Strengths => &[Self::Strengths],
            Closing::Develop => &[Self::Develop],
            Closing::LearningPoints => &[Self::Learning],
            Closing::SystemBarriers => &[Self::Barriers],
            Closing::WorkerSpokenTo => &[Self::Worker],
            Closing::ChildFeedback => &[Self::Child],
            Closing::ParentFeedback => &[Self::Parent],
            Closing::ImmediateConcern => &[Self::Concern, Self::ConcernWhat, Self::ConcernTold],
        }
    }
}

/// The children an agency is asked about: those it knows, or has not said of yet; not those for which no return is asked.
pub fn asked_about<'a>(audit: &'a Audit, agency: &AgencyId) -> Vec<&'a Case> {
    let asked = |case: &&Case| {
        let involved = audit.involvement(&case.id, agency);
        involved.is_some_and(|one| one.exempt.is_none() && one.known != KnownTo::No)
    };
    audit.cases.iter().filter(asked).collect()
}

/// The children an agency is still to answer about: a return that was accepted is not asked for again.
pub fn to_answer<'a>(audit: &'a Audit, agency: &AgencyId, returns: &[Return]) -> Vec<&'a Case> {
    let accepted = |case: &Case| {
        let here = |one: &&Return| one.case == case.id && one.agency == *agency;
        returns.iter().filter(here).any(|one| one.state == ReturnState::Accepted)
    };
    asked_about(audit, agency).into_iter().filter(|case| !accepted(case)).collect()
}

/// How the frozen questions are named on a form: template, version and hash.
pub fn template_said(audit: &Audit) -> String {
    let frozen = &audit.template;
    format!("{}, version {}, {}", frozen.id, frozen.version, frozen.sha256)
}

/// Every line of the form for a child and an agency of a kind, in order.
pub fn lines<'a>(
    audit: &Audit,
    template: &'a Resolved,
    kind: &AgencyKind,
    (case, agency): (&str, &str),
) -> Vec<Line<'a>> {
    let heading = |label: &str, hint: &str| Line {
        key: String::new(),
        label: one_line(label),
        hint: one_line(hint),
        asks: Asks::Heading,
    };
    let field = |field: Field, hint: String| Line {
        key: field.key().to_owned(),
        label: field.label().to_owned(),
        hint,
        asks: Asks::Field(field),
    };
    let mut lines = Vec::new();
    for mark in Mark::ALL {
        let says = match mark {
            Mark::Audit => audit.id.to_string(),
            Mark::Case => case.to_owned(),
            Mark::Agency => agency.to_owned(),
            Mark::Template => template_said(audit),
        };
        let whole = mark == Mark::Case && template.kind.is_of_organisations();
        let label = if whole { "Return" } else { mark.label() }.to_owned();
        lines.push(Line {
            key: mark.key().to_owned(),
            label,
            hint: String::new(),
            asks: Asks::Mark(mark, says),
        });
    }
    lines.push(heading("About this return", ""));
    lines.extend(Field::FRONT.map(|one| field(one, String::new())));
    let titles = Line { asks: Asks::Titles, ..heading("", "") };
    lines.push(titles);
    for section in &template.sections {
        let asked: Vec<&Question> =
            section.questions.iter().filter(|question| question.applies_to.includes(kind)).collect();
        if asked.is_empty() {
            continue;
        }
        lines.push(heading(&section.title, &section.about));
        lines.extend(asked.into_iter().map(|question| Line {
            key: question.id.to_string(),
            label: one_line(&question.text),
            hint: hint(question, template, kind),
            asks: Asks::Question(question),
        }));
    }
    if !template.closing.is_empty() {
        lines.push(heading("At the end", ""));
    }
    for closing in &template.closing {
        lines.extend(Field::of(*closing).iter().map(|one| field(*one, String::new())));
    }
    lines
}

/// What helps to answer a question: what to think of, where to look, what there is to choose from.
fn hint(question: &Question, template: &Resolved, kind: &AgencyKind) -> String {
    let mut parts = Vec::new();
    if let Some(on) = &question.show_if
        && let Some(other) = template.question(&on.question).filter(|other| other.applies_to.includes(kind))
    {
        let words: Vec<String> = on.any_of.iter().map(|code| word(code, other, template)).collect();
        parts.push(format!("Only if “{}” is: {}.", one_line(&other.text), words.join(" or ")));
    }
    if !question.required {
        parts.push("May be left out.".to_owned());
    }
    if !question.prompts.is_empty() {
        parts.push(one_line(&question.prompts.join("; ")));
    }
    if !question.look_for.is_empty() {
        parts.push(format!("Look for: {}", one_line(&question.look_for)));
    }
    if question.kind() == AnswerKind::Multi {
        let words: Vec<&str> = question.choices.iter().map(|choice| choice.word.as_str()).collect();
        parts.push(format!("{SEVERAL}: {}", words.join("; ")));
    }
    for one in &question.descriptors {
        parts.push(format!("{}: {}", word(&one.level, question, template), one_line(&one.says)));
    }
    if question.safety_critical {
        parts.push("This is about a child's safety.".to_owned());
    }
    parts.join("\n")
}

/// An answer to choose: its code, its word and its sign, which may be empty.
pub type Offer<'a> = (&'a str, &'a str, &'a str);

/// What can be chosen as an answer to a question, without what is no score; nothing when it is answered freely.
pub fn options<'a>(question: &'a Question, template: &'a Resolved) -> Vec<Offer<'a>> {
    match question.kind() {
        AnswerKind::Scale => template.scale_of(question).map(levels).unwrap_or_default(),
        AnswerKind::Choice | AnswerKind::Multi => {
            question.choices.iter().map(|choice| (choice.code.as_str(), choice.word.as_str(), "")).collect()
        }
        AnswerKind::YesNo => vec![(YES, "Yes", ""), (NO, "No", "")],
        AnswerKind::Number | AnswerKind::Date | AnswerKind::Text => Vec::new(),
    }
}

fn levels(scale: &super::scale::Scale) -> Vec<Offer<'_>> {
    scale.levels.iter().map(|one| (one.code.as_str(), one.word.as_str(), one.symbol.as_str())).collect()
}

/// What an overall grade can be.
pub fn grades(template: &Resolved) -> Vec<Offer<'_>> {
    template.grades().map(levels).unwrap_or_default()
}

/// Answers that are no score, where they are offered: a survey asks what people think.
pub fn non_scores(template: &Resolved) -> Vec<Offer<'_>> {
    let offered = template.kind != TemplateKind::Survey;
    let all = template.non_scores.iter().filter(|_| offered);
    all.map(|one| (one.code.code(), one.word.as_str(), one.symbol.as_str())).collect()
}

/// What people read for a code.
pub fn word(code: &str, question: &Question, template: &Resolved) -> String {
    let all = options(question, template).into_iter().chain(non_scores(template));
    all.into_iter().find(|(known, ..)| *known == code).map_or(code, |(_, word, _)| word).to_owned()
}

/// The code somebody means by words: a code, a word or a sign, small and capital alike.
pub fn meant(words: &str, offered: &[Offer<'_>]) -> Option<String> {
    let plain = |text: &str| one_line(text).trim_end_matches('.').to_lowercase();
    let said = plain(words);
    if said.is_empty() {
        return None;
    }
    // `n/a` is how people write it.
    let bare = said.replace(['/', '.'], "");
    let code = offered.iter().find(|(code, ..)| code.to_lowercase() == said || code.to_lowercase() == bare);
    let word = || offered.iter().find(|(_, word, _)| plain(word) == said);
    let mut signs = offered.iter().filter(|(_, word, sign)| {
        !sign.is_empty()
            && (said == sign.to_lowercase() || said == format!("{sign} {}", plain(word)).to_lowercase())
    });
    // A sign that two answers share says neither.
    let sign = || signs.next().filter(|_| signs.next().is_none());
    code.or_else(word).or_else(sign).map(|(code, ..)| (*code).to_owned())
}

/// What can be chosen, in words for people: `Not met, Partly met and Met`.
pub fn offered_said(offered: &[Offer<'_>]) -> String {
    and_list(&offered.iter().map(|(_, word, _)| *word).collect::<Vec<_>>())
}

/// The words for how sure a record makes one, as they are chosen.
pub const SURE: [(Confidence, &str); 3] = [
    (Confidence::Recorded, "Recorded"),
    (Confidence::Inferred, "Inferred"),
    (Confidence::NotRecorded, "Not recorded"),
];

/// An answer that is no score, among those given.
pub fn no_score(answer: &Answer) -> Option<NonScore> {
    answer.answer.iter().find_map(|code| NonScore::of(code))
}

/// The question a key is of.
pub fn question_of(key: &str) -> Option<QuestionId> {
    (!key.starts_with('@')).then(|| QuestionId::from(key))
}
