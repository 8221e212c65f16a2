//! What can be recorded under an item: notes, decisions with the partners' positions, actions, risks, challenges,
//! referrals, parked points. Part of what journals hold, under the same promise as `entry`.

use crate::base::id::{ActionId, DecisionId, GroupId, PostId};
use crate::domain::action::Due;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What happened to a decision item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Agreed.
    Agreed,
    /// Agreed with conditions.
    AgreedWithConditions,
    /// Not agreed.
    NotAgreed,
    /// Put off.
    Deferred,
    /// Sent to the group above for decision.
    ReferredUp,
    /// Noted: no decision was needed after all.
    Noted,
}

impl Outcome {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 6] = [
        Self::Agreed,
        Self::AgreedWithConditions,
        Self::NotAgreed,
        Self::Deferred,
        Self::ReferredUp,
        Self::Noted,
    ];

    /// The word on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::AgreedWithConditions => "agreed with conditions",
            Self::NotAgreed => "not agreed",
            Self::Deferred => "deferred",
            Self::ReferredUp => "referred up",
            Self::Noted => "noted",
        }
    }
}

/// Where a statutory partner stands on a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Agrees.
    Agrees,
    /// Agrees with conditions.
    AgreesWithConditions,
    /// Does not agree, and wants that minuted.
    Dissents,
    /// Takes no part.
    Abstains,
}

impl Position {
    /// The words on screens and documents.
    pub fn said(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::AgreesWithConditions => "agrees with conditions",
            Self::Dissents => "dissents",
            Self::Abstains => "abstains",
        }
    }

    /// The next one, going round.
    #[must_use]
    pub fn next(current: Option<Self>) -> Option<Self> {
        match current {
            None => Some(Self::Agrees),
            Some(Self::Agrees) => Some(Self::AgreesWithConditions),
            Some(Self::AgreesWithConditions) => Some(Self::Dissents),
            Some(Self::Dissents) => Some(Self::Abstains),
            Some(Self::Abstains) => None,
        }
    }
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Its permanent id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<DecisionId>,
    /// What became of the matter.
    pub outcome: Outcome,
    /// Its wording; empty when the item's ask says it all.
    pub text: String,
    /// The reasons, where they were given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// The day by which it is to be looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<NaiveDate>,
    /// The group it was referred up to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<GroupId>,
    /// The options that were considered, where that was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    /// Who delivers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_by: Option<PostId>,
    /// The earlier decision it takes the place of, or takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Replaces>,
}

impl Decision {
    /// A decision of so many words and no more.
    pub fn new(outcome: Outcome, text: impl Into<String>) -> Self {
        Self {
            id: None,
            outcome,
            text: text.into(),
            because: String::new(),
            review: None,
            to: None,
            options: Vec::new(),
            delivered_by: None,
            replaces: None,
        }
    }

    /// Every stretch of words in it.
    fn texts(&mut self) -> Vec<&mut String> {
        let mut texts = vec![&mut self.text, &mut self.because];
        texts.extend(&mut self.options);
        texts
    }
}

/// What a decision does to an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaces {
    /// The earlier decision.
    pub decision: DecisionId,
    /// Whether it is taken back rather than put in other words.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rescinded: bool,
}

/// Something recorded under an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Body {
    /// A note for the minutes.
    Note {
        /// In as many lines as it takes.
        text: String,
    },
    /// A decision.
    Decision(Decision),
    /// An action for the tracker.
    Action {
        /// Its permanent id.
        id: ActionId,
        /// What is to be done.
        what: String,
        /// The one lead; `None` only when it is to be set next time.
        lead: Option<PostId>,
        /// When it is due.
        due: Due,
        /// Who helps.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        with: Vec<PostId>,
        /// Words to find it by.
        #[serde(default)]
        tags: Vec<String>,
    },
    /// A risk.
    Risk {
        /// In a sentence.
        text: String,
    },
    /// A challenge by one agency of another.
    Challenge {
        /// In a sentence, naming the agencies.
        text: String,
    },
    /// A matter sent to another group.
    Referral {
        /// The group.
        to: GroupId,
        /// What is asked of it.
        text: String,
    },
    /// A point parked for later.
    Parked {
        /// In a sentence.
        text: String,
    },
}

impl Body {
    /// What kind of thing it is, in a word.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Note { .. } => "note",
            Self::Decision { .. } => "decision",
            Self::Action { .. } => "action",
            Self::Risk { .. } => "risk",
            Self::Challenge { .. } => "challenge",
            Self::Referral { .. } => "referral",
            Self::Parked { .. } => "parked point",
        }
    }

    /// Puts words right wherever they stand in it; says how often.
    pub fn correct(&mut self, find: &str, with: &str) -> usize {
        let texts = match self {
            Self::Decision(decision) => decision.texts(),
            Self::Note { text }
            | Self::Risk { text }
            | Self::Challenge { text }
            | Self::Referral { text, .. }
            | Self::Parked { text } => vec![text],
            Self::Action { what, .. } => vec![what],
        };
        let mut times = 0;
        for text in texts {
            let places = whole_words(text, find);
            for at in places.iter().rev() {
                text.replace_range(*at..at + find.len(), with);
            }
            times += places.len();
        }
        times
    }

    /// How often words stand in it by themselves.
    pub fn says(&self, words: &str) -> usize {
        let times = |text: &String| whole_words(text, words).len();
        match self {
            Self::Decision(decision) => decision.clone().texts().into_iter().map(|text| times(text)).sum(),
            other => whole_words(other.text(), words).len(),
        }
    }

    /// Its words.
    pub fn text(&self) -> &str {
        match self {
            Self::Decision(decision) => &decision.text,
            Self::Note { text }
            | Self::Risk { text }
            | Self::Challenge { text }
            | Self::Referral { text, .. }
            | Self::Parked { text } => text,
            Self::Action { what, .. } => what,
        }
    }
}

/// Where words stand in a text by themselves, not inside longer ones: `late` is not in `circulate`.
fn whole_words(text: &str, find: &str) -> Vec<usize> {
    if find.is_empty() {
        return Vec::new();
    }
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (first, last) = (word(find.chars().next()), word(find.chars().next_back()));
    let alone = |at: &usize| {
        let (before, after) = (text[..*at].chars().next_back(), text[at + find.len()..].chars().next());
        let inside = (first && word(before)) || (last && word(after));
        !inside
    };
    text.match_indices(find).map(|(at, _)| at).filter(alone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_put_right_by_themselves_and_never_inside_others() {
        let mut body = Body::Note { text: "Circulate the late log: late, later, LATE".into() };
        assert_eq!(body.correct("late", "behind"), 2);
        assert_eq!(body.text(), "Circulate the behind log: behind, later, LATE");
        assert_eq!(body.correct("", "x"), 0);
    }

    #[test]
    fn the_reasons_and_the_options_of_a_decision_are_put_right_too() {
        let mut decision = Decision::new(Outcome::Agreed, "To fund Jo's post");
        decision.because = "Jo asked".into();
        decision.options = vec!["fund Jo".into(), "do nothing".into()];
        let mut body = Body::Decision(decision);
        assert_eq!(body.says("Jo"), 3);
        assert_eq!(body.correct("Jo", "Jay"), 3);
        let Body::Decision(decision) = body else { unreachable!() };
        assert_eq!((decision.because.as_str(), decision.options[0].as_str()), ("Jay asked", "fund Jay"));
    }

    #[test]
    fn positions_go_round_and_can_be_taken_back() {
        let mut seen = vec![];
        let mut position = None;
        loop {
            position = Position::next(position);
            match position {
                Some(p) => seen.push(p.said()),
                None => break,
            }
        }
        assert_eq!(seen, ["agrees", "agrees with conditions", "dissents", "abstains"]);
    }
}
