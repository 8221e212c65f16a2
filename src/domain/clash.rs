//! What somebody would write over although another set it to another thing since it was looked at: two people mean one thing
//! differently, and nobody but them can say which holds.

use super::action::{Due, Status};
use super::audit::form::{self, Field, Said};
use super::audit::{Agreed, Filled, Panel, Return, Settled, Settlement, Step};
use crate::base::id::{ActionId, PostId, QuestionId};
use crate::base::stamp::long_date;
use crate::base::text::{and_list, fit, one_line};

/// How much of what stands is said.
const IN_SHORT: usize = 60;

/// One thing that two people set differently: how it stands now, and how it stood when one of them looked.
#[derive(Clone, Debug, PartialEq)]
pub enum Clash {
    /// The state, the day or the lead of an action.
    Action {
        /// Which.
        id: ActionId,
        /// As it is.
        is: Stands,
        /// As it was.
        was: Stands,
    },
    /// What was to be filled in a return.
    Return {
        /// What.
        piece: Box<Filled>,
        /// The return as it is.
        is: Box<Return>,
        /// As it was.
        was: Box<Return>,
    },
    /// What a panel was to agree.
    Panel {
        /// What.
        step: Box<Step>,
        /// What the panel has agreed.
        is: Box<Panel>,
        /// What it had.
        was: Box<Panel>,
    },
    /// One thing of another file; a sentence without a full stop.
    Set(String),
}

/// One thing of an action that only one value can stand for.
#[derive(Clone, Debug, PartialEq)]
pub enum Stands {
    /// Its state.
    Status(Status),
    /// When it is due.
    Due(Due),
    /// Who leads it.
    Lead(Option<PostId>),
}

/// What people read for ids and codes. Where nobody knows, these themselves.
pub trait Words {
    /// A post.
    fn post(&self, id: &PostId) -> String {
        id.to_string()
    }

    /// A question of an audit.
    fn question(&self, id: &QuestionId) -> String {
        id.to_string()
    }

    /// An answer to it.
    fn answer(&self, _question: &QuestionId, code: &str) -> String {
        code.to_owned()
    }

    /// A grade altogether.
    fn grade(&self, code: &str) -> String {
        code.to_owned()
    }
}

/// Ids and codes as they stand in the files.
#[derive(Clone, Copy, Debug)]
pub struct AsWritten;

impl Words for AsWritten {}

impl Clash {
    /// As a sentence without a full stop.
    pub fn said(&self, words: &impl Words) -> String {
        match self {
            Self::Action { id, is, was } => {
                format!("{id} is {} now, and was {} when you looked at it", is.said(words), was.said(words))
            }
            Self::Return { piece, is, was } => filled(piece, is, was, words),
            Self::Panel { step, is, was } => agreed(step, is, was, words),
            Self::Set(said) => said.clone(),
        }
    }
}

impl Stands {
    fn said(&self, words: &impl Words) -> String {
        match self {
            Self::Status(status) => status.word().to_owned(),
            Self::Due(due) => format!("due {}", due.said()),
            Self::Lead(None) => "led by nobody".to_owned(),
            Self::Lead(Some(lead)) => format!("led by {}", short(&words.post(lead))),
        }
    }
}

fn filled(piece: &Filled, is: &Return, was: &Return, words: &impl Words) -> String {
    match piece {
        Filled::Answer(answer) => {
            let said = |of: &Return| {
                let codes = of.answer(&answer.question).map(|one| one.answer.as_slice()).unwrap_or_default();
                let codes: Vec<String> =
                    codes.iter().map(|code| short(&words.answer(&answer.question, code))).collect();
                let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
                if codes.is_empty() {
                    "not answered".to_owned()
                } else {
                    format!("answered {}", and_list(&codes))
                }
            };
            now_and_then(
                &words.question(&answer.question),
                &said(is),
                &said(was),
                "with another reason or evidence",
            )
        }
        Filled::Field(field, _) => {
            now_and_then(field.label(), &line(is, *field), &line(was, *field), "in other words")
        }
        Filled::Submitted(..) => "it was changed since you looked at it".to_owned(),
    }
}

fn line(of: &Return, field: Field) -> String {
    match form::said(of, field) {
        Said::Day(day) => long_date(day),
        Said::Words(words) if words.is_empty() => "blank".to_owned(),
        Said::Words(words) => format!("“{}”", short(&words)),
    }
}

fn agreed(step: &Step, is: &Panel, was: &Panel, words: &impl Words) -> String {
    let question = match step {
        Step::Settled(settled) => &settled.question,
        Step::Dissent(question, _) => question,
        Step::Found(finding) => {
            return format!("{} is the number of another finding since you looked", finding.id);
        }
        _ => {
            let said = |agreed: Option<&Agreed>| {
                agreed.map_or("not given".to_owned(), |one| short(&words.grade(&one.overall.grade)))
            };
            let (is, was) = (said(is.overall.as_ref()), said(was.overall.as_ref()));
            return now_and_then("The grade altogether", &is, &was, "with another reason or dissent");
        }
    };
    let said = |settled: Option<&Settled>| match settled {
        None => "not settled".to_owned(),
        Some(one) if one.how == Settlement::Parked => "put aside".to_owned(),
        Some(Settled { grade: Some(code), .. }) => {
            format!("settled as {}", short(&words.answer(question, code)))
        }
        Some(_) => "settled in words".to_owned(),
    };
    let (is, was) = (said(is.settled(question)), said(was.settled(question)));
    now_and_then(&words.question(question), &is, &was, "with another reason or dissent")
}

/// That something stands otherwise than it did; where that cannot be seen in short, that it is `otherwise`.
fn now_and_then(what: &str, is: &str, was: &str, otherwise: &str) -> String {
    let what = short(what);
    if is == was {
        format!("“{what}” is {is} as when you looked at it, but {otherwise}")
    } else {
        format!("“{what}” is {is} now, and was {was} when you looked at it")
    }
}

fn short(words: &str) -> String {
    fit(&one_line(words), IN_SHORT)
}
