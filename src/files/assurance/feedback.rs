//! What the file of an audit's feedback may hold, the text of a new one, and adding to it. Nothing of it is ever changed.

use super::edited;
use crate::base::id::AuditId;
use crate::domain::assurance::feedback::{Feedback, Given, Used};
use crate::files::reading::{read, usable};
use crate::files::yaml::Step::Key;
use crate::files::yaml::{Edit, Loaded, Shape, Value, may, need, whole};

const GIVEN: Shape = Shape::Map(&[
    need("case", &Shape::Line, "the child, by pseudonym"),
    need("agency", &Shape::Id, "the agency"),
    need("to", &Shape::Word(&["worker", "supervisor"]), "whether the worker or the supervisor was told"),
    need("post", &Shape::Line, "the post that was told, and no name"),
    need("by", &Shape::Line, "the post that told it, and no name"),
    need("on", &Shape::Date, "the day"),
    may("praise", &Shape::Text, "what was said to have been done well"),
    may("note", &Shape::Text, "anything else to say of it; nothing that names anybody"),
]);

const USED: Shape = Shape::Map(&[
    need("team", &Shape::Line, "the team"),
    need("on", &Shape::Date, "the day"),
    need("how", &Shape::Line, "how, such as at a team meeting"),
    may("changed", &Shape::Text, "what changed; without it, nobody can say yet"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("audit", &Shape::Id, "the audit, which is the name of its folder"),
    may("given", &Shape::List(&GIVEN), "what was told to whom, added to and never changed"),
    may("used", &Shape::List(&USED), "teams that used the brief, added to and never changed"),
]);

/// Reads an audit's feedback; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Feedback> {
    read(text, &SHAPE)
}

/// The text of a new one.
pub fn fresh(audit: &AuditId) -> String {
    let of = Feedback { schema: 1, audit: audit.clone(), ..Feedback::default() };
    format!(
        "# Who was told what this audit found in their work, and who used its brief: posts and teams, and no names.\n{}",
        whole(&of)
    )
}

/// Something that came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addition {
    /// Somebody was told.
    Given(Given),
    /// A team used the brief.
    Used(Used),
}

/// Adds it.
///
/// # Errors
/// A sentence without a full stop when the file cannot be read or changed, or says the same already.
pub fn add(text: &str, what: &Addition) -> Result<String, String> {
    let known = usable(load(text))?;
    let (list, value) = match what {
        Addition::Given(given) if known.given.contains(given) => {
            return Err("that is noted already".to_owned());
        }
        Addition::Used(used) if known.used.contains(used) => return Err("that is noted already".to_owned()),
        Addition::Given(given) => ("given", self::given(given)),
        Addition::Used(used) => ("used", self::used(used)),
    };
    edited(text, &[Edit::Append { at: &[Key(list)], value }], load)
}

fn given(of: &Given) -> Value {
    let mut keys = vec![
        ("case", Value::from(of.case.as_str())),
        ("agency", Value::from(of.agency.as_str())),
        ("to", Value::from(of.to.said())),
        ("post", Value::from(of.post.as_str())),
        ("by", Value::from(of.by.as_str())),
        ("on", Value::Date(of.on)),
    ];
    keys.extend(said("praise", &of.praise));
    keys.extend(said("note", &of.note));
    Value::map(keys)
}

fn used(of: &Used) -> Value {
    let keys = [
        ("team", Value::from(of.team.as_str())),
        ("on", Value::Date(of.on)),
        ("how", Value::from(of.how.as_str())),
    ];
    Value::map(keys.into_iter().chain(said("changed", &of.changed)))
}

fn said(key: &'static str, text: &str) -> Option<(&'static str, Value)> {
    (!text.is_empty()).then(|| (key, Value::from(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::assurance::feedback::Told;

    #[test]
    fn what_is_added_is_read_back_and_not_added_twice() {
        let given = Given {
            case: "C1".into(),
            agency: "police".into(),
            to: Told::Supervisor,
            post: "Detective sergeant".into(),
            by: "Review officer".into(),
            on: "2027-01-22".parse().unwrap(),
            praise: "The child's own words: written down".into(),
            note: "By telephone".into(),
        };
        let used = Used {
            team: "Front door".into(),
            on: "2027-03-04".parse().unwrap(),
            how: "Team meeting".into(),
            changed: "Fathers are asked for first".into(),
        };
        let all = [Addition::Given(given.clone()), Addition::Used(used.clone())];
        let text = fresh(&"2026-q4-neglect".into());
        let text = all.iter().try_fold(text, |text, one| add(&text, one)).unwrap();
        let loaded = load(&text);
        assert_eq!(loaded.problems, [], "{text}");
        let read = loaded.value.unwrap();
        assert_eq!((&read.given[..], &read.used[..]), (&[given][..], &[used][..]));
        assert!(all.iter().all(|one| add(&text, one).is_err()));
        let other = Used { team: "School".into(), how: "Briefing".into(), ..Used::default() };
        assert_eq!(load(&add(&text, &Addition::Used(other)).unwrap()).value.unwrap().used.len(), 2);
    }
}
