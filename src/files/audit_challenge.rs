//! What the file of challenges of an audit may hold: what peers asked, and moderated grades beside the self-grades.

use super::reading::{read, usable};
use super::yaml::{self, Edit, Loaded, Shape, Step, Value, may, need, whole};
use crate::base::id::AuditId;
use crate::domain::audit::{Challenge, Challenges};

const CHALLENGE: Shape = Shape::Map(&[
    need("agency", &Shape::Id, "the organisation, by its id in the audit"),
    need("question", &Shape::Id, "the question's permanent id"),
    may("by", &Shape::Line, "who challenged: another organisation of the audit, or a post; no name"),
    may("on", &Shape::Date, "the day"),
    may("asked", &Shape::Text, "what was asked"),
    may("answered", &Shape::Text, "what the organisation said to it"),
    may("moderated", &Shape::Line, "the moderated grade, by its code; it stands beside the self-grade"),
    may("reason", &Shape::Text, "why; always with a moderated grade"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("audit", &Shape::Id, "the audit"),
    need("challenges", &Shape::List(&CHALLENGE), "what was said, in the order in which it was"),
]);

/// Reads the file; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Challenges> {
    read(text, &SHAPE)
}

/// The challenges as a file.
pub fn text(of: &Challenges) -> String {
    format!(
        "# What others said of organisations' own grades. These stand in their returns, and are never changed.\n{}",
        whole(of)
    )
}

/// The file with one more challenge; a new file where there is none. The same one twice is there once.
///
/// # Errors
/// A sentence without a full stop where the file cannot be read or written to.
pub fn added(existing: Option<&str>, audit: &AuditId, one: &Challenge) -> Result<String, String> {
    let Some(existing) = existing else {
        return Ok(text(&Challenges { schema: 1, audit: audit.clone(), challenges: vec![one.clone()] }));
    };
    if usable(load(existing))?.challenges.contains(one) {
        return Ok(existing.to_owned());
    }
    let words = [
        ("by", &one.by),
        ("asked", &one.asked),
        ("answered", &one.answered),
        ("moderated", one.moderated.as_ref().unwrap_or(&String::new())),
        ("reason", &one.reason),
    ]
    .map(|(key, words)| (key, words.clone()));
    let mut keys =
        vec![("agency", Value::from(one.agency.as_str())), ("question", Value::from(one.question.as_str()))];
    keys.extend(one.on.map(|day| ("on", Value::Date(day))));
    let said = words.iter().filter(|(_, words)| !words.is_empty());
    keys.extend(said.map(|(key, words)| (*key, Value::from(words.as_str()))));
    let edit = Edit::Append { at: &[Step::Key("challenges")], value: Value::map(keys) };
    yaml::apply(existing, &[edit]).map_err(|refusal| refusal.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn challenges_read_back() {
        let of = Challenges {
            schema: 1,
            audit: "2026-section-11".into(),
            challenges: vec![Challenge {
                agency: "police".into(),
                question: "s11-listening".into(),
                by: "school".into(),
                on: Some("2026-05-14".parse().unwrap()),
                asked: "Who asks \"under tens\"?".into(),
                answered: "Nobody: it is planned.".into(),
                moderated: Some("PART".into()),
                reason: "no under-tens yet".into(),
            }],
        };
        let loaded = load(&text(&of));
        assert_eq!(loaded.problems, [], "{}", text(&of));
        assert_eq!(loaded.value.unwrap(), of);
    }

    #[test]
    fn a_challenge_is_added_once_and_nothing_else_changes() {
        let one = Challenge { agency: "gp".into(), question: "s11-training".into(), ..Challenge::default() };
        let first = added(None, &"2026-section-11".into(), &one).unwrap() + "# kept\n";
        let other = Challenge {
            on: Some("2026-06-15".parse().unwrap()),
            asked: "Who: \"all\" staff?".into(),
            moderated: Some("PART".into()),
            reason: "no figures".into(),
            ..one.clone()
        };
        let both = added(Some(&first), &"2026-section-11".into(), &other).unwrap();
        assert_eq!(load(&both).value.unwrap().challenges, [one, other.clone()], "{both}");
        assert!(both.contains("# kept\n"));
        assert_eq!(added(Some(&both), &"2026-section-11".into(), &other).unwrap(), both);
    }
}
