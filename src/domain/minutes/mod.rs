//! The minutes of a meeting as a value: who was there, what was decided, what is to be done, in house style.
//!
//! `source` says what may be shown, `items` makes one minute an item, `standing` what every meeting does,
//! `attendance` the table and the chair, `quorum` the paragraph on quorum, `sentences` the English.
//! Text only: Markdown, Word and HTML are made from this value in `documents`.
//!
//! Confidential by construction: everything is copied from an allow-list, and no item, paper or line whose tier is
//! above the one asked for is copied at all. Open copies name posts and no people.

mod attendance;
mod items;
mod quorum;
mod sentences;
mod source;
mod standing;

pub use attendance::{AttendanceGroup, AttendanceRow};

use crate::base::id::ItemId;
use crate::base::stamp::{Stamp, clock_face};
use crate::base::text::count;
use crate::domain::agenda::{Item, ItemKind, Tier};
use crate::domain::meeting::{ItemState, Meeting, Outcome, Reviewed};
use source::Source;
use std::fmt;

/// The minutes of a meeting for one tier. Made only by [`Minutes::draft`].
#[derive(Clone, Debug, PartialEq)]
pub struct Minutes {
    tier: Tier,
    status: Status,
    version: u32,
    /// Why this version differs from the one before; nothing where it is the first, or is not to be said.
    pub amended: Option<String>,
    /// The block at the top.
    pub heading: Heading,
    /// Who was there, group by group; groups with nobody in them are left out.
    pub attendance: Vec<AttendanceGroup>,
    /// The quorum: the rule, the verdict at the start and each change, a sentence each.
    pub quorum: Vec<String>,
    /// Interests declared, where the agenda has no item for them; else they are in that item's minute.
    pub declarations: Vec<String>,
    /// What was said of the last minutes, where the agenda has no item for them.
    pub last_minutes: Option<String>,
    /// One minute an item, in printed order.
    pub items: Vec<Minute>,
    /// Every new action.
    pub actions: Vec<ActionLine>,
    /// Decisions that have no effect until a quorate meeting ratifies them.
    pub to_ratify: Vec<ToRatify>,
    /// When and where the group meets next.
    pub next: String,
    /// When the meeting closed; `None` while it runs.
    pub closed: Option<String>,
    /// From what they were made, to compare copies by; empty where that was not said.
    pub trail: String,
}

/// How far minutes have got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Made from the record, read by nobody yet.
    Draft,
    /// Read and passed by the chair.
    ChairChecked,
    /// Sent to members, not yet agreed by the group.
    Circulated,
    /// Agreed by the group.
    Approved,
    /// Agreed by the group with amendments.
    ApprovedAsAmended,
    /// Published.
    Published,
    /// Made final: nothing of them changes any more.
    Final,
    /// Made final again, in another version.
    FinalAsAmended,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Draft => "Draft",
            Self::ChairChecked => "Checked by the chair",
            Self::Circulated => "Circulated, not yet approved",
            Self::Approved => "Approved",
            Self::ApprovedAsAmended => "Approved as amended",
            Self::Published => "Published",
            Self::Final => "Final",
            Self::FinalAsAmended => "Final as amended",
        })
    }
}

/// The block at the top of minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The partnership's name.
    pub partnership: String,
    /// The group's name.
    pub group: String,
    /// The meeting's name.
    pub title: String,
    /// The day: `Thu 3 Dec 2026`.
    pub date: String,
    /// From when to when, with the planned times where they differ.
    pub time: String,
    /// Where.
    pub place: String,
    /// Who was in the chair, and who was to have been.
    pub chair: String,
    /// Who took the minutes.
    pub minute_taker: String,
    /// Protective marking.
    pub marking: String,
}

/// The place of one item in the minutes.
#[derive(Clone, Debug, PartialEq)]
pub enum Minute {
    /// Minuted here.
    Here(Box<ItemMinute>),
    /// Minuted in a set for a higher tier; nothing but its number is known here.
    Elsewhere {
        /// Its printed number.
        no: String,
        /// The tier of the set it is in.
        tier: Tier,
    },
}

impl Minute {
    /// The printed number.
    pub fn no(&self) -> &str {
        match self {
            Self::Here(item) => &item.no,
            Self::Elsewhere { no, .. } => no,
        }
    }

    /// What stands in the place of an item minuted elsewhere.
    pub fn elsewhere(&self) -> Option<String> {
        match self {
            Self::Here(_) => None,
            Self::Elsewhere { no, tier } => {
                Some(format!("Item {no} is recorded in the {} minutes.", tier_said(*tier)))
            }
        }
    }
}

fn tier_said(tier: Tier) -> &'static str {
    match tier {
        Tier::Open => "open",
        Tier::Partners => "partners’",
        Tier::Restricted => "restricted",
    }
}

/// The minute of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemMinute {
    /// The item.
    pub id: ItemId,
    /// Its printed number: `7`, `AOB 1`.
    pub no: String,
    /// Its title.
    pub title: String,
    /// Its protective marking, where it is not the meeting's.
    pub marking: Option<String>,
    /// Who led it, where that was not the chair.
    pub lead: Option<String>,
    /// Whole minutes planned.
    pub planned: u32,
    /// Seconds taken; `None` for an item never in hand.
    pub seconds: Option<i64>,
    /// What is said, in order.
    pub blocks: Vec<Block>,
}

/// One thing said in a minute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A sentence made from the record.
    Said(String),
    /// Words typed in the meeting, in as many lines as they took.
    Note(String),
    /// A decision.
    Decision {
        /// The decision word: `Agreed`, `Provisionally agreed`.
        label: String,
        /// In one or more full sentences.
        said: String,
        /// Statutory partners' positions, in a sentence.
        positions: Option<String>,
    },
    /// A sentence or two under a word of its own: a risk, a challenge, a referral, a parked point.
    Labelled {
        /// The word: `Risk`, `Referred to the Lead Safeguarding Partners`.
        label: String,
        /// The words.
        said: String,
    },
    /// What was said of an earlier action.
    Reviewed(ReviewLine),
    /// A new action.
    Action(ActionLine),
}

/// A new action, as minutes give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionLine {
    /// Its permanent id.
    pub id: String,
    /// What is to be done.
    pub what: String,
    /// The lead, by name or post and agency, or that it is to be set.
    pub lead: String,
    /// Who helps, each as the lead is given.
    pub with: Vec<String>,
    /// `Fri 11 Dec 2026`, or that it is to be set.
    pub due: String,
    /// The number of the minute it is from.
    pub minute: String,
}

/// What was said of an action from an earlier meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewLine {
    /// Its permanent id.
    pub id: String,
    /// What is to be done.
    pub what: String,
    /// The lead before this meeting.
    pub lead: String,
    /// What was said, a sentence or two each time.
    pub said: Vec<String>,
}

/// A provisional decision the next quorate meeting is to ratify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToRatify {
    /// The number of the minute it is in.
    pub minute: String,
    /// The item's title.
    pub title: String,
    /// What was provisionally decided.
    pub said: String,
}

/// What is to be set later, for a lead or a date.
const TO_BE_SET: &str = "to be set at the next meeting";

impl Minutes {
    /// The minutes as the record gives them, for those who may see `tier`. `now` closes what still runs.
    pub fn draft(meeting: &Meeting, tier: Tier, now: Stamp) -> Self {
        let from = Source { meeting, tier, now };
        let items = items::minutes(&from);
        let has_item = |kind| meeting.state().items.iter().any(|i| i.item.kind == kind);
        let actions = items.iter().flat_map(action_lines).collect();
        Self {
            tier,
            status: match (meeting.state().finality.now(), meeting.state().finality.number()) {
                (None, _) => Status::Draft,
                (Some(_), 1) => Status::Final,
                (Some(_), _) => Status::FinalAsAmended,
            },
            version: meeting.state().finality.number(),
            amended: meeting.state().finality.amended().filter(|_| tier > Tier::Open).map(str::to_owned),
            heading: from.heading(),
            attendance: attendance::groups(&from),
            quorum: quorum::paragraph(&from),
            declarations: if has_item(ItemKind::Declarations) {
                Vec::new()
            } else {
                standing::declarations(&from)
            },
            last_minutes: if has_item(ItemKind::LastMinutes) { None } else { standing::last_minutes(&from) },
            items,
            actions,
            to_ratify: items::to_ratify(&from),
            next: from.next(),
            closed: meeting.state().ended.map(|at| format!("The meeting closed at {}.", clock_face(at))),
            trail: String::new(),
        }
    }

    /// The same, saying from how many acts they were made, and what those come to.
    #[must_use]
    pub fn made_from(self, acts: usize, head: &str) -> Self {
        Self { trail: format!("Made from {}, trail {head}.", count(acts, "act", "acts")), ..self }
    }

    /// Who may see them.
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// How far they have got.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Their version, from 1.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Which set they are: `restricted`, `partners’`, `open`.
    pub fn set(&self) -> &'static str {
        tier_said(self.tier)
    }
}

impl ActionLine {
    /// Who leads and who helps, in one cell: `Jo Ellis, police; with Priya Nair, council`.
    pub fn who(&self) -> String {
        if self.with.is_empty() {
            self.lead.clone()
        } else {
            format!("{}; with {}", self.lead, self.with_said())
        }
    }

    /// Who helps, in words.
    pub fn with_said(&self) -> String {
        crate::base::text::and_list(&self.with)
    }
}

fn action_lines(minute: &Minute) -> Vec<ActionLine> {
    let Minute::Here(item) = minute else { return Vec::new() };
    let actions = item.blocks.iter().filter_map(|b| match b {
        Block::Action(line) => Some(line.clone()),
        _ => None,
    });
    actions.collect()
}

impl Meeting {
    /// Whether anything here is for a higher tier than this, so that another set of minutes is needed for it.
    pub fn has_above(&self, tier: Tier) -> bool {
        self.state().items.iter().any(|i| item_above(&i.item, tier))
            || self.state().records.iter().any(|r| self.tier_of(r) > tier)
            || self.state().reviews.iter().any(|r| review_tier(self, r) > tier)
    }

    /// What the minutes will say of a decision taken without words of its own, so that it can be seen before it is
    /// kept: `The Executive approved the budget.`
    pub fn wordless(&self, item: &ItemState, outcome: Outcome) -> String {
        let group = sentences::body(&self.sitting().group_name);
        sentences::decision(outcome, "", &item.item.ask, &group, None, None)
    }

    /// Whether a restricted set of minutes is needed.
    pub fn has_restricted(&self) -> bool {
        self.has_above(Tier::Partners)
    }
}

/// Whether an item, or one of its papers, is for a higher tier than this.
fn item_above(item: &Item, tier: Tier) -> bool {
    item.tier > tier || item.papers.iter().any(|p| item.tier_of(p) > tier)
}

/// The tier of what was said of an earlier action: the highest of the action's own, of the item for actions,
/// and of the item in hand when it was said. An action that is not known is taken to be restricted.
pub fn review_tier(meeting: &Meeting, reviewed: &Reviewed) -> Tier {
    let state = meeting.state();
    let own = meeting.sitting().action(&reviewed.action).map_or(Tier::Restricted, |a| a.tier);
    let around = state
        .items
        .iter()
        .filter(|i| i.item.kind == ItemKind::Actions || i.spells.iter().any(|s| s.covers(reviewed.at)));
    around.map(|i| i.item.tier).fold(own, Tier::max)
}

/// Whether a decision needs a quorum to have effect: putting off and noting do not.
fn needs_quorum(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::Deferred | Outcome::Noted)
}

#[cfg(test)]
mod secrecy;
#[cfg(test)]
mod tests;
