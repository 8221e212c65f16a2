//! What the programme of audits may hold, the text of a new one, and the changes that are made to it.

use super::{edited, word};
use crate::base::id::AuditId;
use crate::domain::assurance::programme::{Programme, Slot};
use crate::files::reading::{read, usable};
use crate::files::yaml::Step::{Key, Where};
use crate::files::yaml::{Edit, Loaded, Shape, Value, may, need, whole};

const KINDS: Shape =
    Shape::Word(&["thematic", "exploitation", "section11", "section175", "joint-inspection", "survey"]);

const EXPECTED: Shape = Shape::Map(&[
    need("kind", &KINDS, "the kind of audit"),
    need("a_year", &Shape::Whole, "how many there are to be in a year, from April to March"),
]);

const SLOT: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id"),
    need("when", &Shape::Line, "a quarter or a month: `Q3 2026/27` or `2026-11`"),
    need("theme", &Shape::Line, "its theme"),
    may("kind", &KINDS, "its kind, where no template says it"),
    need(
        "because",
        &Shape::Word(&["priority", "review", "data", "earlier-audit", "inspection", "other"]),
        "what gave rise to it",
    ),
    may("why", &Shape::Text, "more about that"),
    may("template", &Shape::Id, "the template it is to be opened with"),
    need("group", &Shape::Id, "the group it reports to"),
    need("state", &Shape::Word(&["planned", "opened", "dropped"]), "how far it has got"),
    may("audit", &Shape::Id, "the audit, once it was opened"),
    may("dropped", &Shape::Text, "why it was dropped"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("from", &Shape::Date, "the programme's first day"),
    need("to", &Shape::Date, "its last day"),
    may("expected", &Shape::List(&EXPECTED), "how many audits of a kind there are to be in a year"),
    may("defined_in", &Shape::Line, "where that is said"),
    need("slots", &Shape::List(&SLOT), "what is planned"),
]);

/// Reads the programme; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Programme> {
    read(text, &SHAPE)
}

/// The text of a new one.
pub fn fresh(of: &Programme) -> String {
    format!("# The programme of audits. A year goes from April to March.\n{}", whole(of))
}

/// One change of the programme.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Another audit is planned.
    Added(Slot),
    /// What was planned was opened as an audit.
    Opened(String, AuditId),
    /// It is not held: why.
    Dropped(String, String),
}

/// Makes a change.
///
/// # Errors
/// A sentence without a full stop when the file cannot be read or changed, or the change does not fit what it says.
pub fn apply(text: &str, change: &Change) -> Result<String, String> {
    let known = usable(load(text))?;
    let put = |id: &str, keys: [(&'static str, &str); 2]| {
        if known.slot(id).is_none() {
            return Err(format!("the programme has no `{id}`"));
        }
        let at = [Key("slots"), Where { key: "id", is: id }];
        edited(text, &keys.map(|(key, value)| Edit::Put { at: &at, key, value: Value::from(value) }), load)
    };
    match change {
        Change::Added(slot) if known.slot(&slot.id).is_some() => {
            Err(format!("the programme has a `{}` already", slot.id))
        }
        Change::Added(slot) => {
            edited(text, &[Edit::Append { at: &[Key("slots")], value: value(slot) }], load)
        }
        Change::Opened(id, audit) => put(id, [("state", "opened"), ("audit", audit.as_str())]),
        Change::Dropped(id, why) => put(id, [("state", "dropped"), ("dropped", why)]),
    }
}

fn value(slot: &Slot) -> Value {
    let mut keys = vec![
        ("id", Value::from(slot.id.as_str())),
        ("when", Value::from(slot.when.as_str())),
        ("theme", Value::from(slot.theme.as_str())),
    ];
    keys.extend(slot.kind.as_ref().map(|kind| ("kind", Value::from(word(kind)))));
    keys.push(("because", Value::from(word(&slot.because))));
    keys.extend((!slot.why.is_empty()).then(|| ("why", Value::from(slot.why.as_str()))));
    keys.extend(slot.template.as_ref().map(|id| ("template", Value::from(id.as_str()))));
    keys.push(("group", Value::from(slot.group.as_str())));
    keys.push(("state", Value::from(word(&slot.state))));
    keys.extend(slot.audit.as_ref().map(|id| ("audit", Value::from(id.as_str()))));
    Value::map(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::assurance::programme::{Because, Expected, SlotState};
    use crate::domain::audit::TemplateKind;

    fn slot(id: &str) -> Slot {
        Slot {
            id: id.into(),
            when: "Q3 2026/27".into(),
            theme: "Neglect: is the tool used?".into(),
            because: Because::EarlierAudit,
            why: "It was not.".into(),
            template: Some("neglect".into()),
            group: "sog".into(),
            ..Slot::default()
        }
    }

    fn programme() -> Programme {
        Programme {
            schema: 1,
            from: "2026-04-01".parse().unwrap(),
            to: "2028-03-31".parse().unwrap(),
            expected: vec![Expected { kind: TemplateKind::Exploitation, a_year: 2 }],
            defined_in: "arrangements".into(),
            ..Programme::default()
        }
    }

    #[test]
    fn each_change_is_read_back() {
        let kinds = [
            (TemplateKind::Section11, "section11"),
            (TemplateKind::Section175, "section175"),
            (TemplateKind::JointInspection, "joint-inspection"),
        ];
        assert!(kinds.iter().all(|(kind, said)| word(kind) == *said));
        let text = fresh(&programme());
        let loaded = load(&text);
        assert_eq!(loaded.problems, [], "{text}");
        assert_eq!(loaded.value.unwrap(), programme());
        let month = Slot { when: "2026-11".into(), kind: Some(TemplateKind::Exploitation), ..slot("b") };
        let changes = [
            Change::Added(slot("a")),
            Change::Added(month.clone()),
            Change::Opened("a".into(), "2026-q3-neglect".into()),
            Change::Dropped("b".into(), "Nobody: free".into()),
        ];
        let text = changes.iter().try_fold(text, |text, change| apply(&text, change)).unwrap();
        let loaded = load(&text);
        assert_eq!(loaded.problems, [], "{text}");
        let read = loaded.value.unwrap();
        let opened = Slot { state: SlotState::Opened, audit: Some("2026-q3-neglect".into()), ..slot("a") };
        let dropped = Slot { state: SlotState::Dropped, dropped: "Nobody: free".into(), ..month };
        assert_eq!(read.slots, [opened, dropped]);
        assert!(apply(&text, &Change::Added(slot("a"))).unwrap_err().contains("already"));
        assert!(apply(&text, &Change::Opened("c".into(), "x".into())).unwrap_err().contains("has no `c`"));
    }
}
