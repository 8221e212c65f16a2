//! The one table of what a column of a spreadsheet may be taken for: our own names for it and the names people use. What
//! is read from a column is decided in `row.rs`, where it goes in `compare.rs`.

use crate::base::text::nearest;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The action's number.
    Id,
    /// What is to be done.
    What,
    /// Who leads.
    Lead,
    /// The agency of whoever leads.
    Agency,
    /// Who helps.
    With,
    /// The day it was raised.
    Raised,
    /// The meeting or paper it came from.
    Source,
    /// The first due date.
    FirstDue,
    /// When it is due now.
    Due,
    /// Why the date was moved.
    Reason,
    /// How far it has got.
    Status,
    /// How much it matters among the others.
    Priority,
    /// A colour somebody gave it.
    Rag,
    /// Its history.
    Update,
    /// What shows that it was done.
    Evidence,
    /// The day it was closed.
    Closed,
    /// The group that closed it.
    ClosedBy,
    /// The action that goes on with it.
    MergedInto,
    /// The decision that dropped it.
    DroppedBy,
    /// Words to find it by.
    Tags,
    /// Who may see it.
    Tier,
}

/// A column: what it is called by us and by others.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What it holds.
    pub field: Field,
    /// The word for it on the command line.
    pub word: &'static str,
    /// The name we give it in a spreadsheet of our own.
    pub title: &'static str,
    /// What becomes of it, in a few words.
    pub becomes: &'static str,
    /// Whether several columns may be taken for it.
    pub several: bool,
    /// Names people use, in small letters and without signs, parted by commas; the surest first.
    names: &'static str,
    /// Words that tell it where the whole name is none of these.
    holds: &'static str,
}

impl Column {
    /// Names people use, in small letters and without signs; the surest first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        parted(self.names)
    }
}

fn parted(words: &'static str) -> impl Iterator<Item = &'static str> {
    words.split(", ").filter(|word| !word.is_empty())
}

/// Every column there is, in the order of a spreadsheet of our own. To add one: a `Field`, its row here, its reading in
/// `row.rs` and what becomes of it in `compare.rs`.
pub const COLUMNS: [Column; 21] = [
    Column {
        field: Field::Id,
        word: "id",
        title: "ID",
        becomes: "the action's number; another partnership's number is kept as an earlier one",
        several: false,
        names: "id, action id, ref, reference, action ref, action reference, ref no, reference number, \
            reference no, action no, action number, no, number, item no, item ref, log no, nr, #, \
            unique id, unique ref",
        holds: "",
    },
    Column {
        field: Field::What,
        word: "what",
        title: "Action",
        becomes: "what is to be done",
        several: false,
        names: "action, what, actions, agreed action, action agreed, action required, action to be \
            taken, actions agreed, actions required, action description, description of action, \
            task, tasks, what is to be done, what needs to be done, what will be done, action \
            point, action points, recommendation, recommendations, action detail, action details, \
            details of action, description, required action, summary of action, action item, \
            action text",
        holds: "",
    },
    Column {
        field: Field::Lead,
        word: "lead",
        title: "Lead",
        becomes: "the one post that answers for it",
        several: false,
        names: "lead, owner, action owner, lead officer, responsible, responsible officer, person \
            responsible, who, by whom, responsibility, lead person, lead name, lead professional, \
            action lead, owner name, named lead, assigned to, accountable, accountable lead, \
            action by, officer, who is responsible, lead responsible, responsible person, lead \
            owner, name",
        holds: "owner, responsib, whom, assigned",
    },
    Column {
        field: Field::Agency,
        word: "agency",
        title: "Agency",
        becomes: "tells people of one name apart; leads where no name is given",
        several: false,
        names: "agency, lead agency, organisation, partner, responsible agency, lead organisation, \
            owner agency, lead partner, owner organisation, responsible organisation, service",
        holds: "agency, organisation",
    },
    Column {
        field: Field::With,
        word: "with",
        title: "With",
        becomes: "posts that help",
        several: true,
        names: "with, helpers, support, supported by, supporting, supporting officer, contributors, \
            other agencies, partners involved, support officer, others involved, supporting \
            agencies",
        holds: "support, contributor",
    },
    Column {
        field: Field::Raised,
        word: "raised",
        title: "Raised",
        becomes: "the day it was raised",
        several: false,
        names: "raised, date raised, raised on, date of meeting, meeting date, date agreed, date set, \
            date added, date logged, start date, date of action, action date, date opened, \
            created, date created, opened, date assigned, raised date, date",
        holds: "raised, agreed on",
    },
    Column {
        field: Field::Source,
        word: "source",
        title: "Source",
        becomes: "the meeting, where it is one of yours; else kept as a source, its kind told from its words",
        several: false,
        names: "source, meeting, origin, raised at, agenda item, minute ref, minute reference, forum, \
            source of action, from, item, agenda ref, raised by, linked to, topic, review",
        holds: "minute, origin, source",
    },
    Column {
        field: Field::FirstDue,
        word: "first-due",
        title: "First due",
        becomes: "the first due date, which never changes",
        several: false,
        names: "first due, original due date, original due, original deadline, original date, original \
            target date, initial due date, original completion date, first due date, due date \
            original, target date original, deadline original, dates original, original, original \
            timescale, baseline date, timescale original",
        holds: "original, initial",
    },
    Column {
        field: Field::Due,
        word: "due",
        title: "Due",
        becomes: "when it is due; a change becomes a move with its reason",
        several: false,
        names: "revised due date, new due date, revised date, revised deadline, revised target date, \
            current due date, revised completion date, due date revised, target date revised, \
            deadline revised, dates revised, revised, extended to, due, due date, date due, \
            deadline, by when, target date, target, completion date, timescale, timescales, \
            complete by, when, date for completion, target completion date, due by, to be \
            completed by, target completion, expected completion, planned completion, end date, \
            dates due",
        holds: "deadline, due, by when, timescale",
    },
    Column {
        field: Field::Reason,
        word: "reason",
        title: "Reason for move",
        becomes: "why the date was moved",
        several: false,
        names: "reason for move, reason for change, reason for extension, reason for delay, reason, \
            reason for revised date, why moved, reason for slippage, reason for new date",
        holds: "reason",
    },
    Column {
        field: Field::Status,
        word: "status",
        title: "Status",
        becomes: "how far it has got",
        several: false,
        names: "status, action status, current status, state, complete, completed y n, complete y n, \
            open closed, open or closed, stage, status of action, progress status",
        holds: "status",
    },
    Column {
        field: Field::Priority,
        word: "priority",
        title: "Priority",
        becomes: "how much it matters among the others: high, usual or low",
        several: false,
        names: "priority, priority level, action priority, importance, urgency",
        holds: "",
    },
    Column {
        field: Field::Rag,
        word: "rag",
        title: "RAG",
        becomes: "nothing: it is worked out from the dates",
        several: false,
        names: "rag, brag, rag status, brag status, rag rating, brag rating, colour, bragp, rag score, \
            rag b, r a g, traffic light, rating",
        holds: "rag, brag",
    },
    Column {
        field: Field::Update,
        word: "update",
        title: "Updates",
        becomes: "lines added to its history",
        several: true,
        names: "updates, update, progress, progress update, comments, comment, notes, latest update, \
            update comments, progress notes, progress comments, status update, action taken, \
            actions taken, position, current position, comments update, narrative, progress to \
            date, commentary, remarks, update notes, response",
        holds: "update, progress, comment, notes",
    },
    Column {
        field: Field::Evidence,
        word: "evidence",
        title: "Evidence",
        becomes: "what shows that it was done",
        several: false,
        names: "evidence, outcome, evidence of completion, evidence of impact, outcome evidence, \
            impact, evidence outcome, outcomes, completion evidence, evidence and impact, evidence \
            of outcome",
        holds: "evidence, outcome",
    },
    Column {
        field: Field::Closed,
        word: "closed",
        title: "Closed on",
        becomes: "the day it was closed, beside the group that closed it",
        several: false,
        names: "closed on, date closed, closed, completed on, date completed, closed date, completion \
            date actual, actual completion date, date of completion, completed date, actual \
            completion, completed, date complete, closure date, date of closure, dates completed, \
            dates closed",
        holds: "",
    },
    Column {
        field: Field::ClosedBy,
        word: "closed-by",
        title: "Closed by",
        becomes: "the group that closed it, and the minute after it: only a group closes",
        several: false,
        names: "closed by, signed off by, closure agreed by, closed by group, closing group, \
            confirmed closed by, closed at, closed at meeting",
        holds: "",
    },
    Column {
        field: Field::MergedInto,
        word: "merged-into",
        title: "Merged into",
        becomes: "the number of the action that goes on with it",
        several: false,
        names: "merged into, merged with, goes on as, continues as",
        holds: "",
    },
    Column {
        field: Field::DroppedBy,
        word: "dropped-by",
        title: "Dropped by",
        becomes: "the decision that dropped it, by its number; else words that say why",
        several: false,
        names: "dropped by, dropped by decision, withdrawn by, withdrawn by decision",
        holds: "",
    },
    Column {
        field: Field::Tags,
        word: "tags",
        title: "Tags",
        becomes: "words to find it by",
        several: true,
        names: "tags, tag, theme, themes, category, priority area, workstream, subject, strand",
        holds: "theme, category",
    },
    Column {
        field: Field::Tier,
        word: "tier",
        title: "Tier",
        becomes: "who may see it; it is only ever tightened",
        several: false,
        names: "tier, who may see it, restricted, confidential, part a b, part b, confidentiality",
        holds: "confidential",
    },
];

/// Columns that sheets of ours did not always have: one without them is ours all the same.
pub(super) const LATER: [Field; 3] = [Field::ClosedBy, Field::MergedInto, Field::DroppedBy];

/// What our own spreadsheets say besides: it is worked out of an action, and nothing is read from it.
pub const WORKED_OUT: [&str; 5] = ["Group", "Raised at", "Days late", "Times moved", "Evidence level"];

/// Whether a column of this name is one of those.
pub fn worked_out(name: &str) -> bool {
    WORKED_OUT.contains(&name)
}

/// Words of columns that hold what must not be kept.
const PERSONAL: [&str; 14] = [
    "child",
    "childs name",
    "child name",
    "name of child",
    "young person",
    "young persons name",
    "family",
    "dob",
    "date of birth",
    "nhs number",
    "nhs no",
    "upn",
    "address",
    "postcode",
];

/// What a name was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The field.
    pub field: Field,
    /// How far it is from the surest name: smaller is surer.
    pub far: usize,
    /// The name it is near, where it is only near one.
    pub near: Option<&'static str>,
}

/// The row of the table for a field.
pub fn column(field: Field) -> &'static Column {
    // Every field has its row; a test sees to it.
    COLUMNS.iter().find(|column| column.field == field).unwrap_or(&COLUMNS[0])
}

/// The field a word of the command line means.
pub fn field(word: &str) -> Option<Field> {
    let word = plain(word).replace(' ', "-");
    COLUMNS.iter().find(|column| column.word == word).map(|column| column.field)
}

/// A name as it is compared: small letters and figures, single blanks.
pub fn plain(name: &str) -> String {
    if name.trim() == "#" {
        return "#".to_owned();
    }
    let kept = name.replace(['\'', '’'], "").to_lowercase();
    let words = kept.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !matches!(*word, "the" | "dd" | "mm" | "yy" | "yyyy")).collect::<Vec<_>>().join(" ")
}

/// Whether a column of this name holds what must not be kept.
pub fn personal(name: &str) -> bool {
    let name = plain(name);
    PERSONAL.contains(&name.as_str()) || name.contains("date of birth")
}

/// What a column of this name holds, as far as its name says; also by a name it is near, for slips in typing.
pub fn guess(name: &str) -> Option<Guess> {
    surely(name).or_else(|| nearly(name))
}

/// What a column of this name holds, by the whole name or by a word in it.
pub fn surely(name: &str) -> Option<Guess> {
    let name = plain(name);
    if name.is_empty() || name.len() > 60 {
        return None;
    }
    let exact = COLUMNS.iter().find_map(|column| {
        let far = column.names().position(|known| known == name)?;
        Some(Guess { field: column.field, far, near: None })
    });
    let holds = || {
        // The last word of a name says what it is: an action owner is an owner.
        let words = |column: &&Column| parted(column.holds).any(|word| name.contains(word));
        let column = COLUMNS
            .iter()
            .filter(words)
            .max_by_key(|column| parted(column.holds).filter_map(|word| name.rfind(word)).max())?;
        Some(Guess { field: column.field, far: 100, near: None })
    };
    exact.or_else(holds)
}

fn nearly(name: &str) -> Option<Guess> {
    let all = COLUMNS.iter().flat_map(|column| column.names().map(move |name| (column.field, name)));
    let long = all.filter(|(_, known)| known.len() > 3);
    let (fields, names): (Vec<Field>, Vec<&'static str>) = long.unzip();
    let found = nearest(&plain(name), names.iter().copied())?;
    let known = names.iter().position(|known| *known == found)?;
    Some(Guess { field: fields[known], far: 200, near: Some(names[known]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field_of(name: &str) -> Option<Field> {
        guess(name).map(|guess| guess.field)
    }

    #[test]
    fn every_name_means_one_thing() {
        let mut all: Vec<(&str, Field)> = Vec::new();
        for column in COLUMNS {
            assert_eq!(field(column.word), Some(column.field));
            assert_eq!(super::column(column.field).word, column.word);
            assert_eq!(field_of(column.title), Some(column.field), "{}", column.title);
            for name in column.names() {
                assert_eq!(plain(name), name, "it would never be found");
                assert!(all.iter().all(|(known, _)| *known != name), "{name} stands there twice");
                all.push((name, column.field));
            }
        }
    }

    #[test]
    fn names_are_taken_for_what_people_mean() {
        for (name, field) in [
            ("Action Owner", Field::Lead),
            ("ACTION OWNER(S)", Field::Lead),
            ("By whom?", Field::Lead),
            ("Responsibilty", Field::Lead),
            ("Due date (dd/mm/yy)", Field::Due),
            ("Original\ndue date", Field::FirstDue),
            ("RAG rating", Field::Rag),
            ("Date of the meeting", Field::Raised),
            ("Update / comments", Field::Update),
            ("Evidence of impact on children", Field::Evidence),
            ("Ref.", Field::Id),
            ("#", Field::Id),
            ("Priority theme", Field::Tags),
            ("Priority", Field::Priority),
        ] {
            assert_eq!(field_of(name), Some(field), "{name}");
        }
        for name in ["Cost", "", "Q1", "%"] {
            assert_eq!(field_of(name), None, "{name}");
        }
        assert!(personal("Child's name") && personal("Date of birth") && !personal("Date of meeting"));
    }
}
