//! What can be asked of an action, declared once: reading, help, completion and the page on queries all go by it.

/// Something that can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Its number, or one it had.
    Id,
    /// Who leads it: agency, post or person.
    Lead,
    /// Who helps.
    With,
    /// The group whose tracker it is in.
    Group,
    /// Where it came from: a kind, or what it is called.
    Source,
    /// What people say of how far it has got.
    Status,
    /// The letter worked out from its dates.
    Rag,
    /// How much it matters among the others.
    Priority,
    /// The meeting that raised it.
    Meeting,
    /// Days past its due date.
    Late,
    /// When it is due.
    Due,
    /// When it was raised.
    Raised,
    /// Days since it was raised.
    Age,
    /// How often its date was moved.
    Moved,
    /// Days since anything was said of it.
    Quiet,
    /// The highest level of evidence.
    Evidence,
    /// A tag.
    Tag,
    /// Who may see it.
    Tier,
}

/// What sort of answer a field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word or a part of one.
    Word,
    /// One of these words, or the beginning of one.
    OneOf(&'static [&'static str]),
    /// A number of days: `30`, `30d`, `6w`.
    Days,
    /// A number.
    Count,
    /// A day.
    Day,
}

/// A field as people know it.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Which.
    pub field: Field,
    /// The word before the colon.
    pub word: &'static str,
    /// What sort of answer it has.
    pub kind: Kind,
    /// What it asks, for help.
    pub says: &'static str,
    /// An example.
    pub example: &'static str,
}

/// The words for how far an action has got.
const STATUS: &[&str] =
    &["not started", "under way", "blocked", "done", "closed", "dropped", "merged", "open"];

/// Every field, in the order help lists them.
pub const FIELDS: [Known; 18] = [
    known(Field::Lead, "lead", Kind::Word, "who leads it: a name, a post or an agency", "lead:ellis"),
    known(Field::With, "with", Kind::Word, "who helps", "with:icb"),
    known(Field::Group, "group", Kind::Word, "the group whose tracker it is in", "group:sog"),
    known(Field::Source, "source", Kind::Word, "where it came from", "source:cspr"),
    known(
        Field::Status,
        "status",
        Kind::OneOf(STATUS),
        "how far it has got; open is everything that has not ended",
        "status:blocked",
    ),
    known(
        Field::Rag,
        "rag",
        Kind::OneOf(&["red", "amber", "green", "blue"]),
        "the colour worked out from its dates",
        "rag:red,amber",
    ),
    known(Field::Late, "late", Kind::Days, "days past its due date", "late:>30d"),
    known(Field::Due, "due", Kind::Day, "when it is due; none where no date is set", "due:<next-sog"),
    known(Field::Raised, "raised", Kind::Day, "when it was raised", "raised:>=2026-04-01"),
    known(Field::Age, "age", Kind::Days, "days since it was raised", "age:>26w"),
    known(Field::Moved, "moved", Kind::Count, "how often its date was moved", "moved:>=2"),
    known(
        Field::Priority,
        "priority",
        Kind::OneOf(&["high", "usual", "low"]),
        "how much it matters among the others",
        "priority:high",
    ),
    known(Field::Meeting, "meeting", Kind::Word, "the meeting that raised it", "meeting:sog-2026-11-05"),
    known(Field::Quiet, "quiet", Kind::Days, "days since anything was said of it", "quiet:>8w"),
    known(
        Field::Evidence,
        "evidence",
        Kind::Count,
        "the highest level of evidence; none where there is none",
        "evidence:<3",
    ),
    known(Field::Tag, "tag", Kind::Word, "a tag, as after #", "tag:neglect"),
    known(
        Field::Id,
        "id",
        Kind::Word,
        "its number, or one it had; digits alone are a number of any group",
        "id:EXEC-26-014",
    ),
    known(
        Field::Tier,
        "tier",
        Kind::OneOf(&["open", "partners", "restricted"]),
        "who may see it",
        "tier:restricted",
    ),
];

const fn known(
    field: Field,
    word: &'static str,
    kind: Kind,
    says: &'static str,
    example: &'static str,
) -> Known {
    Known { field, word, kind, says, example }
}

impl Field {
    /// As people know it.
    pub fn known(self) -> &'static Known {
        // Every field is in the list; a test says so.
        FIELDS.iter().find(|known| known.field == self).unwrap_or(&FIELDS[0])
    }

    /// The field of this word.
    pub fn of(word: &str) -> Option<Self> {
        FIELDS.iter().find(|known| known.word == word).map(|known| known.field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::Status;
    use crate::domain::query::{Asks, parse};

    #[test]
    fn every_field_is_listed_once_and_its_example_asks_for_it() {
        for known in FIELDS {
            assert_eq!(known.field.known().word, known.word);
            let query = parse(known.example).unwrap();
            let [part] = query.parts.as_slice() else { panic!("{}", known.example) };
            assert!(matches!(part.asks, Asks::Field(field, _) if field == known.field), "{}", known.example);
        }
    }

    #[test]
    fn every_status_can_be_asked_for() {
        for status in Status::ALL {
            assert!(STATUS.contains(&status.word()), "{status:?}");
        }
    }
}
