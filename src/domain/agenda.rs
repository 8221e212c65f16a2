//! An agenda: its items, what each is for, and how its minutes add up. Running one is `meeting`.

use crate::base::id::{ActionId, GroupId, ItemId, MeetingId};
use crate::base::length::Minutes;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The agenda a group uses every time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StandingAgenda {
    /// Version of the file's format.
    pub schema: u32,
    /// The group.
    pub group: GroupId,
    /// The meeting's name.
    pub title: String,
    /// How long the meeting is.
    pub slot: Minutes,
    /// The items, in order.
    pub items: Vec<Item>,
}

impl Item {
    /// Whether its ask is a question, such as `Agree whether …`: then a decision needs words of its own, for
    /// `agreed` alone does not say what.
    pub fn asks_a_question(&self) -> bool {
        let mut words = self.ask.split_whitespace().map(str::to_lowercase);
        let question = ["whether", "what", "which", "how", "who", "when", "where"];
        words.next().is_some() && words.next().is_some_and(|word| question.contains(&word.as_str()))
    }

    /// Who may know of one of its papers: the item's tier, or a stricter one of the paper's own. A looser one counts
    /// for nothing, for what is restricted must not be opened by what lies under it.
    pub fn tier_of(&self, paper: &Paper) -> Tier {
        paper.tier.map_or(self.tier, |own| own.max(self.tier))
    }
}

/// Why an item is on the agenda.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// Something must be decided: the item cannot be left without an outcome.
    Decide,
    /// The group must be assured, or say that it is not.
    Assure,
    /// To talk it through.
    Discuss,
    /// To note; may be taken together with others.
    #[default]
    Note,
}

impl Purpose {
    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Decide => "for decision",
            Self::Assure => "for assurance",
            Self::Discuss => "for discussion",
            Self::Note => "to note",
        }
    }
}

/// What the program itself does at an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// Nothing in particular.
    #[default]
    Ordinary,
    /// Who is here.
    Welcome,
    /// Declarations of interest.
    Declarations,
    /// Agreeing the last minutes.
    LastMinutes,
    /// Walking through the last meeting's actions.
    Actions,
    /// Any other business and the next meeting.
    Close,
}

/// Whether an item's place may move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lock {
    /// Always the first item.
    First,
    /// Always the last item.
    Last,
}

/// Who may see something. A higher tier may see what a lower one may; never the other way about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Anybody.
    Open,
    /// The partnership's members and agencies.
    #[default]
    Partners,
    /// Only those who were there for it.
    Restricted,
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "open",
            Self::Partners => "partners",
            Self::Restricted => "restricted",
        })
    }
}

/// One item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// Permanent id, unique within the meeting.
    pub id: ItemId,
    /// Its title.
    pub title: String,
    /// What the program does at it.
    #[serde(skip_serializing_if = "is_ordinary")]
    pub kind: ItemKind,
    /// Why it is there.
    pub purpose: Purpose,
    /// Who leads it: a post id, or `chair`.
    pub lead: String,
    /// Minutes planned.
    pub minutes: Minutes,
    /// What the meeting is asked to do.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ask: String,
    /// Questions the chair may ask.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prompts: Vec<String>,
    /// The sentence for the minutes when nothing was typed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phrase: String,
    /// Whether its place may move.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
    /// The expected input it receives, by id.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub receives: String,
    /// Words that say what it touches, for the register of interests.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Who may see what is recorded under it.
    pub tier: Tier,
    /// Its protective marking, where it differs.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub marking: String,
    /// Papers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Paper>,
    /// What was said last time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_time: Option<LastTime>,
    /// The meeting it was carried from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<MeetingId>,
    /// Why it is on this agenda.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Open actions to show with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ActionId>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_ordinary(kind: &ItemKind) -> bool {
    *kind == ItemKind::Ordinary
}

/// Whether a paper has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaperState {
    /// In, on time.
    In,
    /// In, after papers were due.
    Late,
    /// Not in.
    #[default]
    Missing,
    /// Handed out at the meeting.
    Tabled,
}

/// A paper for an item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Paper {
    /// Its reference, such as `5a`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Where it lies, from the meeting's folder.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// Whether it has come.
    pub state: PaperState,
    /// The day it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<NaiveDate>,
    /// Pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// Its own tier, as somebody wrote it; [`Item::tier_of`] says which one counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
}

/// What the last minutes say about an item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LastTime {
    /// The day of that meeting.
    pub date: NaiveDate,
    /// In a sentence or two.
    pub said: String,
}

/// The minutes planned for all the items.
pub fn planned(items: &[Item]) -> Minutes {
    items.iter().map(|i| i.minutes).sum()
}

/// The words `chair` in an item's `lead`.
pub const CHAIR: &str = "chair";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_read_with_the_words_people_write() {
        let item: Item = serde_yaml::from_str(
            "id: last-minutes\ntitle: Minutes of the last meeting\nkind: last-minutes\npurpose: decide\nlead: chair\nminutes: 1h30\ntier: restricted\n",
        )
        .unwrap();
        assert_eq!(item.kind, ItemKind::LastMinutes);
        assert_eq!(item.purpose.said(), "for decision");
        assert_eq!(item.minutes, Minutes(90));
        assert_eq!(item.tier, Tier::Restricted);
    }

    #[test]
    fn a_tier_only_tightens_upwards() {
        assert!(Tier::Open < Tier::Partners && Tier::Partners < Tier::Restricted);
    }

    #[test]
    fn a_paper_has_its_items_tier_or_a_stricter_one() {
        let tiers = [Tier::Open, Tier::Partners, Tier::Restricted];
        for item in tiers.map(|tier| Item { tier, ..Item::default() }) {
            assert_eq!(item.tier_of(&Paper::default()), item.tier);
            for own in tiers {
                let paper = Paper { tier: Some(own), ..Paper::default() };
                assert_eq!(item.tier_of(&paper), own.max(item.tier));
            }
        }
    }

    #[test]
    fn a_paper_kept_before_papers_had_tiers_is_still_read() {
        let kept = r#"{"ref": "5a", "title": "Dashboard", "state": "in"}"#;
        let paper: Paper = serde_json::from_str(kept).unwrap();
        assert_eq!(paper.tier, None);
        assert!(!serde_json::to_string(&paper).unwrap().contains("tier"));
        let tightened = Paper { tier: Some(Tier::Restricted), ..paper };
        let kept = serde_json::to_string(&tightened).unwrap();
        assert_eq!(serde_json::from_str::<Paper>(&kept).unwrap(), tightened);
    }

    #[test]
    fn an_ask_that_is_a_question_is_known() {
        let of = |ask: &str| Item { ask: ask.into(), ..Item::default() }.asks_a_question();
        assert!(of("Agree whether a rapid review is needed.") && of("Agree what goes up."));
        assert!(!of("Agree the budget.") && !of(""));
    }

    #[test]
    fn planned_minutes_add_up() {
        let of = |n| Item { minutes: Minutes(n), ..Item::default() };
        assert_eq!(planned(&[of(4), of(15), of(101)]), Minutes(120));
    }
}
