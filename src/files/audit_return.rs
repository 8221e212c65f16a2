//! What the file of an agency's return may hold. The program writes it whole when it comes, and adds to it afterwards.

use super::reading::read;
use super::yaml::{Loaded, Shape, may, need, whole};
use crate::domain::audit::Return;

const AUDITOR: Shape = Shape::Map(&[
    need("role", &Shape::Line, "the post that read the records; no name"),
    may("independent", &Shape::YesNo, "whether they had no part in the case"),
]);

const SIGNED_OFF: Shape = Shape::Map(&[
    need("role", &Shape::Line, "the post that looked it over; no name"),
    may("on", &Shape::Date, "the day"),
]);

const PERIOD: Shape = Shape::Map(&[
    need("from", &Shape::Date, "the first day of practice that was looked at"),
    need("to", &Shape::Date, "the last day"),
]);

const PROOF: Shape = Shape::Map(&[
    need("what", &Shape::Text, "what shows it, and where it stands; nothing that names anybody"),
    may("effective", &Shape::Date, "the day from which it holds"),
    may("expires", &Shape::Date, "the day after which it does not show it any more"),
]);

const ANSWER: Shape = Shape::Map(&[
    need("question", &Shape::Id, "the question's permanent id"),
    need(
        "answer",
        &Shape::List(&Shape::Text),
        "the answer by its code; words, a number or a day where that is asked",
    ),
    may("reason", &Shape::Text, "why"),
    may("evidence", &Shape::List(&PROOF), "what shows it"),
    may("so_what", &Shape::Text, "what it meant for the child"),
    may(
        "confidence",
        &Shape::Word(&["recorded", "inferred", "not-recorded"]),
        "how sure the record makes one",
    ),
]);

const OVERALL: Shape = Shape::Map(&[
    need("grade", &Shape::Line, "the agency's own overall grade"),
    need("reason", &Shape::Text, "why"),
]);

const CONCERN: Shape = Shape::Map(&[
    need("what", &Shape::Text, "why a child may be unsafe now"),
    may("told", &Shape::Text, "who was told, and when"),
]);

const QUERY: Shape = Shape::Map(&[
    need("on", &Shape::Date, "the day"),
    may("about", &Shape::Id, "the question it is about"),
    need("text", &Shape::Text, "what was asked"),
    may("answered", &Shape::Date, "the day of the reply"),
    may("reply", &Shape::Text, "the reply"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("audit", &Shape::Id, "the audit"),
    need("template_sha256", &Shape::Line, "the SHA-256 of the frozen template it answers"),
    need("case", &Shape::Line, "the child, by pseudonym"),
    need("agency", &Shape::Id, "the agency"),
    need("state", &Shape::Word(&["draft", "submitted", "query", "accepted"]), "how far it has got"),
    may("submitted", &Shape::Date, "when it was submitted"),
    may("accepted", &Shape::Date, "when it was accepted"),
    may("auditor", &AUDITOR, "who read the records"),
    may("signed_off", &SIGNED_OFF, "who in the agency looked it over"),
    may("period", &PERIOD, "the practice that was looked at"),
    may("records_read", &Shape::List(&Shape::Line), "the records and systems that were read"),
    need("answers", &Shape::List(&ANSWER), "the answers, in the order of the questions"),
    may("overall", &OVERALL, "the agency's own overall grade"),
    may("strengths", &Shape::Text, "what was done well"),
    may("develop", &Shape::Text, "what should be done better"),
    may("learning_points", &Shape::Text, "what the agency has learned"),
    may("system_barriers", &Shape::Text, "what in the system stood in the way"),
    may("worker_spoken_to", &Shape::Text, "what the worker added"),
    may("child_feedback", &Shape::Text, "what the child said"),
    may("parent_feedback", &Shape::Text, "what parents or carers said"),
    may("immediate_concern", &CONCERN, "whether a child may be unsafe now; it leaves the audit at once"),
    may("queries", &Shape::List(&QUERY), "what the audit lead asked, and what the agency said"),
]);

/// Reads a return; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Return> {
    read(text, &SHAPE)
}

/// A return as a file.
pub fn text(of: &Return) -> String {
    format!(
        "# What an agency sent back for a child, as it gave it. Nobody's name stands here.\n{}",
        whole(of)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::{Answer, Auditor, Concern, Confidence, Overall, Proof, Query, ReturnState};

    #[test]
    fn a_return_reads_back_as_it_was_given() {
        let answer = |question: &str, given: &[&str]| Answer {
            question: question.into(),
            answer: given.iter().map(|&one| one.to_owned()).collect(),
            ..Answer::default()
        };
        let of = Return {
            schema: 1,
            audit: "2026-q4-neglect".into(),
            template_sha256: "ab".repeat(32),
            case: "C1".into(),
            agency: "school".into(),
            state: ReturnState::Query,
            submitted: Some("2027-01-05".parse().unwrap()),
            auditor: Auditor { role: "Deputy head".into(), independent: Some(true) },
            records_read: vec!["safeguarding log".into()],
            answers: vec![
                Answer {
                    reason: "Home life: not asked about, \"only\" school".into(),
                    evidence: vec![Proof { what: "Log, spring term".into(), ..Proof::default() }],
                    so_what: "Two lines.\nHunger was noticed.".into(),
                    confidence: Some(Confidence::NotRecorded),
                    ..answer("core-lived-experience", &["RI"])
                },
                answer("neglect-kind", &["physical", "none-named"]),
                answer("neglect-open", &["no"]),
                answer("times", &["7"]),
                answer("when", &["2026-12-03"]),
            ],
            overall: Some(Overall { grade: "G".into(), reason: "steady".into() }),
            immediate_concern: Some(Concern {
                what: "asked the front door today".into(),
                told: String::new(),
            }),
            queries: vec![Query {
                on: "2027-01-06".parse().unwrap(),
                about: Some("neglect-tool".into()),
                text: "Which version?".into(),
                ..Query::default()
            }],
            ..Return::default()
        };
        let written = text(&of);
        let loaded = load(&written);
        assert_eq!(loaded.problems, [], "{written}");
        assert_eq!(loaded.value.unwrap(), of);
        assert!(of.has_open_query());
    }
}
