//! What is asked at the foot of an audit's pages: a choice made with one key, or words typed on a line. What an answer comes
//! to is in `answering`.

use super::State;
use crate::base::id::AgencyId;
use crate::base::key::{Key, KeyCode};
use crate::base::stamp::Stamp;
use crate::base::text::fit;
use crate::domain::audit::{FindingKind, Ground};
use crate::screens::Out;
use crate::ui::editor::Editor;
use serde::{Deserialize, Serialize};

/// The keys of choices, in order.
const KEYS: &str = "123456789abcdfghijklmnopqrstuvwxyz";
/// How long the words of a choice may be.
const WORDS: usize = 48;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Asked {
    /// The grade the panel agrees.
    Grade,
    /// Why it does.
    Because(String),
    /// Who would say otherwise.
    Dissenter,
    /// With which grade.
    DissentGrade(AgencyId),
    /// And why.
    DissentWhy(AgencyId, String),
    /// What was found.
    Found(FindingKind),
    /// Whether it is about how people work, or what they work in.
    OnGround(FindingKind, String),
    /// Who should have been there.
    MissingWho,
    /// Why, or what it was never told.
    MissingWhy(String),
    /// The grade altogether.
    OverallGrade,
    /// And why.
    OverallWhy(String),
    /// What was seen of a child who may be unsafe now.
    ConcernWhat,
    /// Who was told.
    ConcernTold(String),
    /// Which agencies are here: each key turns one on or off.
    Here,
    /// Whether an agency knows a child.
    Known,
    /// Who said that no return is asked for.
    ExemptBy,
    /// And why.
    ExemptWhy(String),
    /// What an agency is asked about its return.
    Query,
    /// The words of an answer.
    Words,
    /// Why an answer is given.
    Reason,
    /// What shows it.
    Evidence,
    /// What it meant for the child.
    SoWhat,
    /// A line about the return as a whole, by its key.
    Line(String),
    /// What the agency says to what was asked back.
    Reply,
    /// Whether a return is submitted although something is missing.
    Submit,
}

/// One thing that may be chosen: its key, its words and what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    pub key: String,
    pub words: String,
    pub code: String,
}

/// Something being asked.
#[derive(Clone, Debug)]
pub(super) struct Asking {
    pub asked: Asked,
    pub question: String,
    pub input: Input,
}

/// How it is answered.
#[derive(Clone, Debug)]
pub(super) enum Input {
    Choose(Vec<Choice>),
    Words(Box<Editor>),
}

impl Asking {
    /// A choice among these codes and words.
    pub fn choose(asked: Asked, question: &str, of: impl IntoIterator<Item = (String, String)>) -> Self {
        let keys = KEYS.chars().map(String::from);
        let options =
            keys.zip(of).map(|(key, (code, words))| Choice { key, words: fit(&words, WORDS), code });
        Self { asked, question: question.to_owned(), input: Input::Choose(options.collect()) }
    }

    /// Words, begun with some.
    pub fn words(asked: Asked, question: &str, text: &str) -> Self {
        Self { asked, question: question.to_owned(), input: Input::Words(Box::new(Editor::new(text, true))) }
    }

    /// The line being typed, where one is.
    pub fn editor(&mut self) -> Option<&mut Editor> {
        match &mut self.input {
            Input::Words(editor) => Some(editor),
            Input::Choose(_) => None,
        }
    }

    /// Its words so far; none for a choice.
    pub fn typed(&self) -> Option<String> {
        match &self.input {
            Input::Words(editor) => Some(editor.text()),
            Input::Choose(_) => None,
        }
    }
}

impl State {
    pub(super) fn asked_key(&mut self, key: Key, now: Stamp, out: &mut Out) {
        let Some(asking) = &mut self.asking else { return };
        match (&mut asking.input, key.code) {
            (_, KeyCode::Esc) => {
                let dropped = self.asking.take();
                let kept =
                    dropped.filter(|asking| asking.typed().is_some_and(|text| !text.trim().is_empty()));
                if kept.is_some() {
                    self.dropped = kept;
                    out.say("Dropped: z brings it back.");
                }
            }
            (Input::Words(editor), KeyCode::Enter) if !key.alt => {
                let text = editor.text();
                self.answer(text.trim(), now, out);
            }
            (Input::Words(editor), _) => _ = editor.key(key),
            (Input::Choose(options), code) => {
                let said = match code {
                    KeyCode::Char(c) => c.to_string(),
                    KeyCode::Enter => "Enter".to_owned(),
                    _ => return,
                };
                let Some(chosen) = options.iter().find(|option| option.key == said) else { return };
                let code = chosen.code.clone();
                self.answer(&code, now, out);
            }
        }
    }

    /// Asks something.
    pub(super) fn ask(&mut self, asking: Asking) {
        self.asking = Some(asking);
    }
}

/// The words for what a finding is about.
pub(super) fn grounds() -> [(Ground, &'static str); 2] {
    [(Ground::Practice, "how people work"), (Ground::System, "what they work in")]
}
