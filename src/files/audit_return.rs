//! What the file of an agency's return may hold. The program writes it whole when it comes, and adds to it afterwards.

use super::reading::{read, usable};
use super::yaml::{self, Edit, Loaded, Shape, Step, Value, may, need, whole};
use crate::base::stamp::long_date;
use crate::base::text::{fit, one_line};
use crate::domain::audit::{Query, Return, ReturnState};
use chrono::NaiveDate;

const AUDITOR: Shape = Shape::Map(&[
    may("role", &Shape::Line, "the post that read the records; no name"),
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
    may("carried", &Shape::Id, "the earlier audit it was taken over from; take this out to confirm it"),
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

/// A return in the place of the one that is there, if that one may still change.
///
/// # Errors
/// A sentence without a full stop where one was accepted, or cannot be read.
pub fn in_place_of(existing: Option<&str>, text: &str) -> Result<String, String> {
    if let Some(existing) = existing {
        open(existing)?;
    }
    Ok(text.to_owned())
}

/// The return as it was accepted on a day.
///
/// # Errors
/// A sentence without a full stop where it is still being filled in, something asked has no reply, or it cannot be read.
pub fn accepted(text: &str, on: NaiveDate) -> Result<String, String> {
    let known = open(text)?;
    if known.state == ReturnState::Draft {
        return Err("it has not been submitted yet".to_owned());
    }
    if let Some(query) = known.queries.iter().find(|query| query.answered.is_none()) {
        return Err(format!(
            "what was asked on {} has no reply yet: {}",
            long_date(query.on),
            fit(&one_line(&query.text), 80)
        ));
    }
    put(
        text,
        &[
            Edit::Put { at: &[], key: "state", value: Value::from("accepted") },
            Edit::Put { at: &[], key: "accepted", value: Value::Date(on) },
        ],
    )
}

/// The return with something asked back.
///
/// # Errors
/// A sentence without a full stop where it was accepted, or cannot be read.
pub fn asked_back(text: &str, query: &Query) -> Result<String, String> {
    let known = open(text)?;
    if known.queries.contains(query) {
        return Ok(text.to_owned());
    }
    let about = query.about.as_ref().map(|about| ("about", Value::from(about.as_str())));
    let on = [("on", Value::Date(query.on))];
    let value = Value::map(on.into_iter().chain(about).chain([("text", Value::from(query.text.as_str()))]));
    put(
        text,
        &[
            Edit::Append { at: &[Step::Key("queries")], value },
            Edit::Put { at: &[], key: "state", value: Value::from("query") },
        ],
    )
}

fn put(text: &str, edits: &[Edit<'_>]) -> Result<String, String> {
    yaml::apply(text, edits).map_err(|refusal| refusal.to_string())
}

/// A return that may still change.
fn open(text: &str) -> Result<Return, String> {
    let known = usable(load(text))?;
    if known.state == ReturnState::Accepted {
        return Err("it was accepted, and what was accepted stays as it is".to_owned());
    }
    Ok(known)
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

    #[test]
    fn what_was_accepted_is_never_written_over_and_what_was_asked_needs_a_reply_first() {
        let day: NaiveDate = "2027-01-08".parse().unwrap();
        let of = Return {
            state: ReturnState::Submitted,
            case: "C1".into(),
            agency: "gp".into(),
            ..Return::default()
        };
        let submitted = text(&Return { schema: 1, audit: "a".into(), template_sha256: "0".into(), ..of })
            + "# a remark\n";
        let query = Query { on: day, text: "Which version: \"old\" or new?".into(), ..Query::default() };
        let asked = asked_back(&submitted, &query).unwrap();
        assert_eq!(asked_back(&asked, &query).unwrap(), asked, "twice is once");
        assert_eq!(load(&asked).value.unwrap().state, ReturnState::Query);
        assert!(asked.ends_with("# a remark\n"));
        assert!(accepted(&asked, day).unwrap_err().contains("has no reply yet: Which version"), "{asked}");
        assert_eq!(in_place_of(Some(&asked), &submitted).unwrap(), submitted);
        let done = accepted(&submitted, day).unwrap();
        let read = load(&done).value.unwrap();
        assert_eq!((read.state, read.accepted), (ReturnState::Accepted, Some(day)));
        for refused in [accepted(&done, day), asked_back(&done, &query), in_place_of(Some(&done), &submitted)]
        {
            assert!(refused.unwrap_err().contains("was accepted"));
        }
        let draft = submitted.replace("state: submitted", "state: draft");
        assert!(accepted(&draft, day).unwrap_err().contains("not been submitted"));
        assert_eq!(in_place_of(None, &submitted).unwrap(), submitted);
    }
}
