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
    /// A kind of agency that audits ask, such as `school`; several agencies may be of one kind.
    AgencyKind,
}

impl MeetingId {
    /// The day in it, which it ends with: `executive-2026-12-03`.
    pub fn day(&self) -> Option<chrono::NaiveDate> {
        self.0.get(self.0.len().checked_sub(10)?..)?.parse().ok()
    }
}
