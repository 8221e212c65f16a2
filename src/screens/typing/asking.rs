//! A line being typed: what it is for, which question stands, and what may be answered. What the answers
//! come to is `answer`.

use super::details;
use crate::base::id::{ActionId, ItemId, PostId};
use crate::base::stamp::long_date;
use crate::domain::action::Level;
use crate::domain::meeting::{Body, EntryId, Meeting, Outcome};
use crate::ui::editor::Editor;
use serde::{Deserialize, Serialize};

/// What a line is for. Kept with the draft, so that it comes back after a crash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "for")]
#[allow(missing_docs, reason = "each is named for the command that asks it")]
pub enum Asking {
    Note,
    Decision { outcome: Outcome },
    ReferUp,
    Action,
    Risk,
    Challenge,
    Refer,
    Park,
    Edit { record: EntryId },
    Details { record: EntryId },
    TurnIntoAction { record: EntryId },
    Defer { item: ItemId },
    AddItem,
    GoTo,
    Declare,
    Withdraw { seat: PostId },
    Deputy { seat: PostId },
    Views { seat: PostId },
    CameAt { seat: PostId },
    Guest,
    AmendMinutes,
    NotAgreeMinutes,
    SetNext,
    Speaker,
    PutRight,
    LeftAt { seat: PostId },
    Done { action: ActionId },
    Progress { action: ActionId },
    Blocked { action: ActionId },
    NewDate { action: ActionId },
    Reassign { action: ActionId },
    Drop { action: ActionId },
    DropByDecision { action: ActionId },
    MergeInto { action: ActionId },
    OpenAgain { action: ActionId },
    AddStep { action: ActionId },
}

/// What kind of answer a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// Words, in as many lines as it takes.
    Words,
    /// Words, or nothing.
    MaybeWords,
    /// Words on one line.
    Line,
    /// An action in one line.
    ActionLine,
    /// Somebody at the table; the chair when nothing is typed.
    Chair,
    /// Somebody at the table.
    Seat,
    /// Anybody who may lead an action.
    Anybody,
    /// Anybody who may deliver a decision, or nobody.
    MaybeAnybody,
    /// An earlier decision, or none.
    MaybeDecision,
    /// A group matters may be sent to.
    Group,
    /// An item of this agenda.
    Item,
    /// An item of this agenda, or none.
    MaybeItem,
    /// A later meeting, known or in words.
    LaterMeeting,
    /// A day.
    Date,
    /// A time of today.
    Time,
    /// A time, or the usual one.
    MaybeTime,
    /// A number of minutes; five when nothing is typed.
    Minutes,
    /// Why an item is on the agenda; discussion when nothing is typed.
    Purpose,
    /// An agency, or none.
    MaybeAgency,
    /// As member, in attendance or observer.
    Capacity,
    /// Whether they stay or withdraw.
    Handling,
    /// How far up the ladder of evidence something reaches; done when nothing is typed.
    Level,
}

impl Wants {
    /// Whether Enter takes one of the answers offered, and not the words as they are typed.
    pub fn closed(self) -> bool {
        match self {
            Self::Chair | Self::Seat | Self::Anybody | Self::MaybeAnybody | Self::MaybeDecision => true,
            Self::Group | Self::Item | Self::MaybeItem => true,
            Self::LaterMeeting | Self::Purpose | Self::MaybeAgency | Self::Capacity | Self::Handling => true,
            Self::Level => true,
            Self::Words | Self::MaybeWords | Self::Line | Self::ActionLine => false,
            Self::Date | Self::Time | Self::MaybeTime | Self::Minutes => false,
        }
    }
}

/// One question of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The word before the text.
    pub label: &'static str,
    /// What may be answered.
    pub wants: Wants,
    /// What to say while nothing is typed.
    pub hint: &'static str,
}

pub(in crate::screens) const fn q(label: &'static str, wants: Wants, hint: &'static str) -> Question {
    Question { label, wants, hint }
}

/// What was done, and where a paper of the workspace shows it, how that is said.
const DONE: Question = q(
    "done",
    Wants::Words,
    "what shows that it was done · file:evidence/plan.pdf names a paper of this folder",
);

const BECAUSE: Question = q("because", Wants::Words, "the reason, for the minutes");

impl Asking {
    /// The questions, in order.
    pub fn questions(&self, meeting: &Meeting) -> Vec<Question> {
        use Wants as W;
        match self {
            Self::Note => vec![q(
                "note",
                W::Words,
                "what the minutes should say · Alt-Enter new line · Ctrl-O your editor",
            )],
            Self::Decision { .. } => {
                vec![q("decision", W::MaybeWords, "the wording; add because … and review 4 mar if you wish")]
            }
            Self::Action | Self::TurnIntoAction { .. } => {
                vec![q(
                    "action",
                    W::ActionLine,
                    "who what by when #tag, such as: jo share the data by next sog; with @name for who helps",
                )]
            }
            Self::Risk => vec![q("risk", W::Words, "what might happen, why, and to whom")],
            Self::Challenge => vec![q("challenge", W::Words, "which agency challenged which, about what")],
            Self::Refer | Self::ReferUp => vec![
                q("refer to", W::Group, "the group, by a few letters: Enter for the first"),
                q("asking", W::Words, "what that group is asked to do"),
            ],
            Self::Park => vec![q("park", W::Words, "the point, to come back to")],
            Self::Edit { record } => edit_questions(meeting, record),
            Self::Details { .. } => details::questions(),
            Self::Defer { .. } => {
                vec![q("defer to", W::LaterMeeting, "which meeting: Enter for the next one"), BECAUSE]
            }
            Self::AddItem => vec![
                q("new item", W::Line, "its title"),
                q("minutes", W::Minutes, "how long: Enter for 5"),
                q("for", W::Purpose, "decide, assure, discuss or note: Enter for discuss"),
                q("allowed by", W::Chair, "who allowed it: Enter for the Chair"),
                q("because", W::Words, "why it could not wait"),
            ],
            Self::GoTo => vec![q("go to", W::Item, "its number, or words of its title")],
            Self::Declare => vec![
                q("who", W::Seat, "who declares it"),
                q("interest", W::Line, "what it is"),
                q("item", W::MaybeItem, "which item: Enter for the whole meeting"),
                q("they", W::Handling, "stay or withdraw: Enter for stay"),
            ],
            Self::Withdraw { .. } => vec![q("interest", W::Line, "why they withdraw for this item")],
            Self::Deputy { .. } => vec![q("deputy", W::Line, "who sits in their place")],
            Self::Views { .. } => vec![q("views by", W::Line, "who brings their views")],
            Self::CameAt { .. } => vec![q("came at", W::Time, "a time of today, such as 10:12")],
            Self::Guest => vec![
                q("guest", W::Line, "name, then a comma and the post"),
                q("agency", W::MaybeAgency, "which agency: Enter for none"),
                q("as", W::Capacity, "attending, observer or member: Enter for attending"),
            ],
            Self::AmendMinutes => vec![q("amendment", W::Words, "which minute, and what it should say")],
            Self::NotAgreeMinutes => vec![BECAUSE],
            Self::Speaker => vec![q("speaker", W::Seat, "who wants to speak, by initials or a few letters")],
            Self::PutRight => vec![
                q("find", W::Line, "words as they stand in the record, capitals too"),
                q("put", W::MaybeWords, "the words to put instead"),
            ],
            Self::LeftAt { .. } => vec![q("left at", W::Time, "a time of today, such as 11:40")],
            Self::SetNext => vec![
                q("next meeting", W::Date, "a day, such as 4 mar"),
                q("at", W::MaybeTime, "a time: Enter for the usual one"),
                q("where", W::MaybeWords, "a place: Enter for the usual one"),
            ],
            _ => self.review_questions(meeting),
        }
    }

    /// The questions of what is said of an action that is there.
    fn review_questions(&self, meeting: &Meeting) -> Vec<Question> {
        use Wants as W;
        match self {
            Self::Done { action } if meeting.evidence_there(action).is_some() => vec![q(
                "done",
                W::MaybeWords,
                "what shows it; Enter alone accepts the evidence there is, and closes it",
            )],
            // Where a tracker closes at `done` any evidence does, and nobody is asked how far it reaches.
            Self::Done { .. } if meeting.sitting().close_at > Level::Done => {
                vec![DONE, q("reaches", W::Level, "how far that reaches: Enter for done")]
            }
            Self::Done { .. } => vec![DONE],
            Self::Blocked { .. } => vec![q("blocked", W::Words, "what it waits for")],
            Self::Progress { .. } => vec![q("progress", W::Words, "how far it has got")],
            Self::NewDate { .. } => {
                vec![
                    q("new date", W::Date, "a day, such as next, +2w or 31/10; because … may follow"),
                    BECAUSE,
                ]
            }
            Self::Reassign { .. } => vec![
                q("new lead", W::Anybody, "one name or post"),
                q("because", W::MaybeWords, "the reason, if there is one"),
            ],
            Self::MergeInto { .. } => {
                vec![q("goes on in", W::Line, "the number of the action that takes it up"), BECAUSE]
            }
            Self::OpenAgain { .. } => vec![q("open again", W::Words, "why it has not ended after all")],
            Self::Drop { .. } => {
                vec![q(
                    "dropped because",
                    W::Words,
                    "the reason; the number of the decision, if it is not this one",
                )]
            }
            Self::AddStep { .. } => vec![q("step", W::Line, "what is to be done as one part of it")],
            Self::DropByDecision { .. } => {
                vec![q(
                    "dropped by",
                    W::Words,
                    "which decision: its number, or whose and of which day; and why",
                )]
            }
            _ => Vec::new(),
        }
    }
}

fn edit_questions(meeting: &Meeting, record: &EntryId) -> Vec<Question> {
    match meeting.state().record(record).map(|r| &r.body) {
        Some(Body::Action { .. }) => vec![q("action", Wants::ActionLine, "who what by when #tag")],
        Some(Body::Decision(_)) => {
            vec![q("decision", Wants::MaybeWords, "the wording; add because … and review 4 mar if you wish")]
        }
        _ => vec![q("edit", Wants::Words, "what it should say")],
    }
}

/// A line being typed.
#[derive(Clone, Debug)]
pub struct Typing {
    /// What it is for.
    pub asking: Asking,
    /// The item it belongs to.
    pub item: Option<ItemId>,
    /// Questions answered so far.
    pub answers: Vec<String>,
    /// The text of the one that stands.
    pub editor: Editor,
    /// The suggestion chosen with the arrow keys.
    pub pick: Option<usize>,
    /// Whether what an action lacks is left to the next meeting.
    pub to_be_set: bool,
}

/// A line as it is kept while it is typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Draft {
    asking: Asking,
    item: Option<ItemId>,
    answers: Vec<String>,
    text: String,
    #[serde(default)]
    to_be_set: bool,
    /// The writer's count when it was being typed: a later act is the line itself, kept.
    #[serde(default)]
    after: Option<u64>,
}

impl Typing {
    /// A line that has just been opened, holding `text`.
    pub fn new(asking: Asking, item: Option<ItemId>, text: &str, meeting: &Meeting) -> Self {
        let many = matches!(asking.questions(meeting)[0].wants, Wants::Words | Wants::MaybeWords);
        Self {
            asking,
            item,
            answers: Vec::new(),
            editor: Editor::new(text, many),
            pick: None,
            to_be_set: false,
        }
    }

    /// The question that stands.
    pub fn question(&self, meeting: &Meeting) -> Question {
        let all = self.asking.questions(meeting);
        all[self.answers.len().min(all.len() - 1)]
    }

    /// The line as text, for keeping while it is typed.
    pub fn draft(&self, meeting: &Meeting, writer: &str) -> String {
        let draft = Draft {
            asking: self.asking.clone(),
            item: self.item.clone(),
            answers: self.answers.clone(),
            text: self.editor.text(),
            to_be_set: self.to_be_set,
            after: Some(meeting.count(writer)),
        };
        serde_json::to_string(&draft).unwrap_or_default()
    }

    /// The line a kept text holds; `None` when it holds none, or one that the writer has recorded since: `recorded`
    /// is the number of the writer's last act.
    pub fn from_draft(text: &str, meeting: &Meeting, recorded: u64) -> Option<Self> {
        let draft: Draft = serde_json::from_str(text).ok()?;
        if draft.after.is_some_and(|after| after < recorded) {
            return None;
        }
        let mut typing = Self::new(draft.asking, draft.item, "", meeting);
        typing.answers = draft.answers;
        typing.answers.truncate(typing.asking.questions(meeting).len() - 1);
        typing.to_be_set = draft.to_be_set;
        typing.open_editor(meeting, &draft.text);
        Some(typing)
    }

    /// Whether the question that stands is for a decision's wording.
    pub(in crate::screens) fn decides(&self, meeting: &Meeting) -> bool {
        match &self.asking {
            Asking::Decision { .. } => true,
            Asking::ReferUp => self.answers.len() == 1,
            Asking::Edit { record } => {
                matches!(meeting.state().record(record).map(|r| &r.body), Some(Body::Decision(_)))
            }
            _ => false,
        }
    }

    /// What was answered so far, in words: `new date: Thu 4 Mar 2027`.
    pub fn answered(&self, meeting: &Meeting) -> String {
        let questions = self.asking.questions(meeting);
        let said = self.answers.iter().zip(questions).map(|(answer, question)| {
            let id = PostId::new(answer);
            let said = match question.wants {
                Wants::Seat | Wants::Chair | Wants::Anybody => meeting.seat_said(&id),
                Wants::MaybeAnybody if !answer.is_empty() => meeting.seat_said(&id),
                Wants::Item | Wants::MaybeItem if !answer.is_empty() => {
                    meeting.item_said(&ItemId::new(answer))
                }
                Wants::Date => answer.parse().map_or_else(|_| answer.clone(), long_date),
                _ => answer.clone(),
            };
            format!("{}: {}", question.label, if said.is_empty() { "–" } else { &said })
        });
        said.collect::<Vec<_>>().join(" · ")
    }

    /// What is known already of the question that stands, to be kept with Enter.
    pub(in crate::screens) fn known(&self, meeting: &Meeting) -> String {
        match &self.asking {
            Asking::Details { record } => details::known(meeting, record, self.answers.len()),
            _ => String::new(),
        }
    }

    /// Opens the editor for the question that stands.
    pub(in crate::screens) fn open_editor(&mut self, meeting: &Meeting, text: &str) {
        let many = matches!(self.question(meeting).wants, Wants::Words | Wants::MaybeWords);
        self.editor = Editor::new(text, many);
        self.pick = None;
    }
}
