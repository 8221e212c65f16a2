//! Permanent ids. An id is never reused and never changes; a title may.

/// Makes a text id with its own type, so that an agency can never be mistaken for a post.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it stands; `check` reports ids that are not well formed.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
            /// Whether it names nothing.
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+};
}

ids! {
    /// An agency of the partnership, such as `police`.
    AgencyId,
    /// A post, such as `police-dsp`. Meetings seat posts; people come and go.
    PostId,
    /// A person named in the partnership's file.
    PersonId,
    /// A group, such as `executive`.
    GroupId,
    /// An item of an agenda, unique within its meeting.
    ItemId,
    /// An action, such as `EXEC-26-014`.
    ActionId,
    /// A decision, such as `EXEC-26-D014`.
    DecisionId,
    /// A meeting, such as `executive-2026-12-03`.
    MeetingId,
    /// A tracker of actions.
    TrackerId,
    /// Something that comes round, such as `REG45`; each time it does its action is `REG45@2026H2`.
    SeriesId,
    /// A recommendation, such as `REC-NWG-04`.
    RecommendationId,
    /// A question of an audit, such as `neglect-cumulative-harm`. Answers point at it for ever.
    QuestionId,
    /// An audit template, such as `neglect`.
    TemplateId,
    /// A pack of questions that templates take in, such as `core`.
    PackId,
    /// A scale on which questions are answered, such as `ofsted-four`.
    ScaleId,
    /// An audit, such as `2026-q3-neglect`; the name of its folder.
    AuditId,
    /// A child in an audit by pseudonym, such as `C1`. Who it is stands nowhere in the workspace.
    CaseId,
    /// Something an audit found, such as `F-26-014`.
    FindingId,
    /// An inspection that is prepared for, such as `2026-front-door`.
    InspectionId,
    /// A rapid review, such as `rr-2026-01`: a year and a number, so that no id can be made of a name.
    RapidReviewId,
    /// A kind of agency that audits ask, such as `school`; several agencies may be of one kind.
    AgencyKind,
}

impl ActionId {
    /// Whether some words are a number as actions have them: letters, a year of two figures and a number.
    pub fn is_number(words: &str) -> bool {
        is_number_of_action(words)
    }

    /// The numbers of actions that stand in some words, such as `EXEC-26-014`, in capitals or not, each once.
    pub fn named_in(words: &str) -> Vec<Self> {
        let mut named: Vec<Self> = Vec::new();
        for word in words.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | ':')) {
            let word = word.trim_matches(['.', '\'', '"', '[', ']']).to_uppercase();
            if is_number_of_action(&word) && named.iter().all(|id| id.0 != word) {
                named.push(Self(word));
            }
        }
        named
    }
}

/// Letters, a year of two figures and a number: `EXEC-26-014`.
fn is_number_of_action(word: &str) -> bool {
    let mut parts = word.rsplitn(3, '-');
    let (number, year, prefix) = (parts.next(), parts.next(), parts.next());
    let figures = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    number.is_some_and(|number| number.len() >= 2 && figures(number, 6))
        && year.is_some_and(|year| year.len() == 2 && figures(year, 2))
        && prefix.is_some_and(|prefix| {
            prefix.starts_with(|c: char| c.is_ascii_uppercase())
                && prefix
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
        })
}

impl MeetingId {
    /// The day in it, which it ends with: `executive-2026-12-03`.
    pub fn day(&self) -> Option<chrono::NaiveDate> {
        self.0.get(self.0.len().checked_sub(10)?..)?.parse().ok()
    }

    /// The group in it, before the day; nothing where it ends with none.
    pub fn group(&self) -> Option<GroupId> {
        let day = self.day()?;
        Some(GroupId::from(self.as_str().trim_end_matches(&format!("-{day}"))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_actions_are_found_in_words_each_once() {
        let named =
            |words: &str| ActionId::named_in(words).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(named("exec-26-010, then (SOG-27-004): and EXEC-26-010."), ["EXEC-26-010", "SOG-27-004"]);
        assert_eq!(named("the ICB, by 2026-12-03, form A-1, ref 26-014, EXEC-26-D010"), [""; 0]);
    }
}
