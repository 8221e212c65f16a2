//! What the file of an agency's return may hold. The program writes it whole when it comes, and adds to it afterwards.

use super::merge::merge;
use super::reading::{read, usable};
use super::refusal::Refusal;
use super::yaml::{self, Edit, Loaded, Shape, Step, Value, may, need, whole};
use crate::base::id::{AgencyKind, QuestionId};
use crate::base::text::{fit, one_line};
use crate::domain::audit::{Filled, Query, Resolved, Return, ReturnState, may_accept};
use chrono::NaiveDate;

const AUDITOR: Shape = Shape::Map(&[
    may("role", &Shape::Line, "the post that read the records; no name"),
    may("independent", &Shape::YesNo, "whether they had no part in the case"),
]);

const SIGNED_OFF: Shape = Shape::Map(&[
    may("role", &Shape::Line, "the post that looked it over; no name"),
    may("on", &Shape::Date, "the day"),
]);

const PERIOD: Shape = Shape::Map(&[
    need("from", &Shape::Date, "the first day of practice that was looked at"),
    need("to", &Shape::Date, "the last day"),
]);

// What an agency left out is asked back, and the return must be readable all the same: so much of it may be blank.
const PROOF: Shape = Shape::Map(&[
    may("what", &Shape::Text, "what shows it, and where it stands; nothing that names anybody"),
    may("effective", &Shape::Date, "the day from which it holds"),
    may("expires", &Shape::Date, "the day after which it does not show it any more"),
]);

const ANSWER: Shape = Shape::Map(&[
    need("question", &Shape::Id, "the question's permanent id"),
    may(
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
    may("grade", &Shape::Line, "the agency's own overall grade"),
    may("reason", &Shape::Text, "why"),
]);

const CONCERN: Shape = Shape::Map(&[
    may("what", &Shape::Text, "why a child may be unsafe now"),
    may("told", &Shape::Text, "who was told, and when"),
]);

const QUERY: Shape = Shape::Map(&[
    need("on", &Shape::Date, "the day"),
    may("about", &Shape::Id, "the question it is about"),
    need("text", &Shape::Text, "what was asked"),
    may(
        "changed",
        &Shape::YesNo,
        "whether that was changed since; submitting the return again answers it then",
    ),
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
    may(
        "accepted_sha256",
        &Shape::Line,
        "the SHA-256 of what it said then, made by the program: what is changed by hand later is named",
    ),
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
    may(
        "no_concern",
        &Shape::YesNo,
        "that it was asked whether a child may be unsafe now, and the answer was no",
    ),
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

/// A return in the place of the one that is there, if that one may still change; what somebody wrote beside it stays.
///
/// # Errors
/// A sentence without a full stop where one was accepted, or cannot be read.
pub fn in_place_of(existing: Option<&str>, text: &str) -> Result<String, String> {
    let Some(existing) = existing else { return Ok(text.to_owned()) };
    let known = open(existing)?;
    Ok(load(text).value.and_then(|now| laid_out(existing, &known, &now)).unwrap_or_else(|| text.to_owned()))
}

/// The file as it is laid out, saying something else; nothing where that cannot be written into it.
fn laid_out(existing: &str, known: &Return, now: &Return) -> Option<String> {
    let merged = merge(&text(known), existing, &text(now)).text;
    (load(&merged).value.as_ref() == Some(now)).then_some(merged)
}

/// A return with pieces filled in by somebody who had seen it as `seen`; made from `fresh` where there is none. Its answers
/// stand in this order of questions, and what else stands in the file stays.
///
/// # Errors
/// That it was accepted, cannot be read, or cannot be written as it is laid out; or what of it somebody else has set since.
pub fn filled(
    existing: Option<&str>,
    (fresh, seen): (&Return, &Return),
    pieces: &[Filled],
    order: &[QuestionId],
) -> Result<String, Refusal> {
    let after = |of: Return| pieces.iter().fold(of, |of, piece| of.after(piece, order));
    let Some(existing) = existing else { return Ok(text(&after(fresh.clone()))) };
    let known = open(existing)?;
    if let Some(clash) = pieces.iter().find_map(|piece| piece.clash(seen, &known, order)) {
        return Err(clash.into());
    }
    let now = after(known.clone());
    // What was asked has no id to be matched by: it is written where it stands.
    let existing = &with_queries(existing, &known.queries, &now.queries)?;
    let known = Return { queries: now.queries.clone(), ..known };
    laid_out(existing, &known, &now)
        .ok_or_else(|| "what was filled in cannot be written into it as it is laid out".into())
}

/// The return as it was accepted on a day, by an agency of this kind for this template.
///
/// # Errors
/// A sentence without a full stop where it is still being filled in, something asked has no reply, something is missing, or it cannot be
/// read.
pub fn accepted(text: &str, on: NaiveDate, template: &Resolved, kind: &AgencyKind) -> Result<String, String> {
    may_accept(&usable(load(text))?, template, kind)?;
    let taken = put(
        text,
        &[
            Edit::Put { at: &[], key: "state", value: Value::from("accepted") },
            Edit::Put { at: &[], key: "accepted", value: Value::Date(on) },
        ],
    )?;
    // Of what the file says now, read again: that is what it is held against later.
    let seal = usable(load(&taken))?.seal();
    put(&taken, &[Edit::Put { at: &[], key: "accepted_sha256", value: Value::from(seal.as_str()) }])
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
    put(
        text,
        &[
            Edit::Append { at: &[Step::Key("queries")], value: query_value(query) },
            Edit::Put { at: &[], key: "state", value: Value::from("query") },
        ],
    )
}

/// The return with the agency's reply to things that were asked; once nothing is open it stands as submitted again.
///
/// # Errors
/// A sentence without a full stop where it was accepted, cannot be read, or one of them has another reply by now.
pub fn replied(text: &str, to: &[Query], on: NaiveDate, reply: &str) -> Result<String, String> {
    let known = open(text)?;
    let mut after = known.queries.clone();
    for asked in to {
        let said = Query { answered: Some(on), reply: reply.to_owned(), ..asked.clone() };
        if after.contains(&said) {
            continue;
        }
        let Some(nth) = after.iter().position(|query| query == asked && query.answered.is_none()) else {
            return Err(format!("what was asked is not open any more: {}", fit(&one_line(&asked.text), 80)));
        };
        after[nth] = said;
    }
    let text = with_queries(text, &known.queries, &after)?;
    if known.state == ReturnState::Query && !after.iter().any(Query::is_open) {
        return put(&text, &[Edit::Put { at: &[], key: "state", value: Value::from("submitted") }]);
    }
    Ok(text)
}

/// The file with what became of what was asked, each where it stands.
fn with_queries(text: &str, before: &[Query], now: &[Query]) -> Result<String, String> {
    let places: Vec<[Step<'_>; 2]> =
        (0..now.len()).map(|nth| [Step::Key("queries"), Step::Index(nth)]).collect();
    let mut edits: Vec<Edit<'_>> = Vec::new();
    for ((at, was), is) in places.iter().zip(before).zip(now) {
        let mut put = |key, value| edits.push(Edit::Put { at, key, value });
        if was.changed != is.changed {
            put("changed", Value::YesNo(is.changed));
        }
        if let Some(on) = is.answered.filter(|_| was.answered != is.answered) {
            put("answered", Value::Date(on));
        }
        if was.reply != is.reply {
            put("reply", Value::from(is.reply.as_str()));
        }
    }
    let at = [Step::Key("queries")];
    for asked in now.iter().skip(before.len()) {
        edits.push(Edit::Append { at: &at, value: query_value(asked) });
    }
    if edits.is_empty() { Ok(text.to_owned()) } else { put(text, &edits) }
}

/// Something asked, as it is written.
fn query_value(query: &Query) -> Value {
    let about = query.about.as_ref().map(|about| ("about", Value::from(about.as_str())));
    let on = [("on", Value::Date(query.on))];
    Value::map(on.into_iter().chain(about).chain([("text", Value::from(query.text.as_str()))]))
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
    use crate::domain::audit::rules::Doubt;
    use crate::domain::audit::{
        Answer, AnswerKind, Auditor, Concern, Confidence, Evidence, Overall, Proof, Query, Question,
        ReturnState, Sealed, Section, SignedOff,
    };

    use crate::domain::audit::form::{Field, Said};

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
    fn what_an_agency_left_out_is_no_reason_why_its_return_cannot_be_read() {
        let day = Some("2027-01-05".parse().unwrap());
        let of = Return {
            schema: 1,
            audit: "2026-q4-neglect".into(),
            template_sha256: "ab".repeat(32),
            case: "C1".into(),
            agency: "school".into(),
            signed_off: Some(SignedOff { role: String::new(), on: day }),
            answers: vec![Answer {
                question: "core-voice".into(),
                evidence: vec![Proof { effective: day, ..Proof::default() }],
                ..Answer::default()
            }],
            overall: Some(Overall { grade: "G".into(), reason: String::new() }),
            immediate_concern: Some(Concern::default()),
            ..Return::default()
        };
        for of in [
            of.clone(),
            Return { overall: Some(Overall { reason: "steady".into(), ..Overall::default() }), ..of },
        ] {
            let loaded = load(&text(&of));
            assert_eq!(loaded.problems, [], "{}", text(&of));
            assert_eq!(loaded.value.unwrap(), of);
        }
    }

    #[test]
    fn a_no_to_whether_a_child_is_unsafe_is_kept_and_older_files_say_neither() {
        let of = Return {
            schema: 1,
            audit: "2026-q4-neglect".into(),
            template_sha256: "ab".repeat(32),
            case: "C1".into(),
            agency: "school".into(),
            ..Return::default()
        };
        let older = text(&of);
        assert!(!older.contains("concern"), "{older}");
        assert_eq!(load(&older).value.unwrap().says_unsafe(), None);
        let no = Return { no_concern: true, ..of.clone() };
        let loaded = load(&text(&no));
        assert_eq!((loaded.problems, loaded.value.unwrap().says_unsafe()), (vec![], Some(false)));
        // Filled in piece by piece in a file that is there, and taken back.
        let say = |words: &str| [Filled::Field(Field::Concern, Said::Words(words.to_owned()))];
        let said = filled(Some(&older), (&no, &of), &say("No"), &[]).unwrap();
        assert!(said.contains("no_concern: true"), "{said}");
        assert_eq!(
            load(&filled(Some(&said), (&no, &no), &say(""), &[]).unwrap()).value.unwrap().says_unsafe(),
            None
        );
    }

    #[test]
    fn what_was_accepted_is_never_written_over_and_what_was_asked_needs_a_reply_first() {
        let day: NaiveDate = "2027-01-08".parse().unwrap();
        let of = Return {
            state: ReturnState::Submitted,
            case: "C1".into(),
            agency: "gp".into(),
            auditor: Auditor { role: "GP".into(), ..Auditor::default() },
            ..Return::default()
        };
        let submitted = text(&Return { schema: 1, audit: "a".into(), template_sha256: "0".into(), ..of })
            + "# a remark\n";
        let query = Query { on: day, text: "Which version: \"old\" or new?".into(), ..Query::default() };
        let asked = asked_back(&submitted, &query).unwrap();
        assert_eq!(asked_back(&asked, &query).unwrap(), asked, "twice is once");
        assert_eq!(load(&asked).value.unwrap().state, ReturnState::Query);
        assert!(asked.ends_with("# a remark\n"));
        assert!(take_in(&asked, day).unwrap_err().contains("has no reply yet: Which version"), "{asked}");
        assert_eq!(in_place_of(Some(&asked), &submitted).unwrap(), submitted);
        // What comes again goes into the file as it lies.
        let came = submitted.replace("# a remark\n", "").replace("state: submitted", "state: draft");
        let taken = in_place_of(Some(&asked), &came).unwrap();
        assert!(taken.ends_with("# a remark\n") && taken.contains("state: draft"), "{taken}");
        assert_eq!(load(&taken).value, load(&came).value);
        let done = take_in(&submitted, day).unwrap();
        let read = load(&done).value.unwrap();
        assert_eq!((read.state, read.accepted), (ReturnState::Accepted, Some(day)));
        assert_eq!(read.sealed(), Sealed::Whole, "{done}");
        for (from, to) in [("case: C1", "case: C2"), ("state: accepted", "state: submitted")] {
            let by_hand = done.replace(from, to);
            assert_eq!(load(&by_hand).value.unwrap().sealed(), Sealed::Changed, "{by_hand}");
        }
        let remark = done.replace("state: accepted", "state: accepted # as agreed");
        assert_eq!(load(&remark).value.unwrap().sealed(), Sealed::Whole, "a remark changes nothing it says");
        for refused in [take_in(&done, day), asked_back(&done, &query), in_place_of(Some(&done), &submitted)]
        {
            assert!(refused.unwrap_err().contains("was accepted"));
        }
        // Two were asked: with one reply it still waits for the other, with both it stands as submitted.
        let other = Query { on: day, text: "By whom?".into(), ..Query::default() };
        let both = asked_back(&asked, &other).unwrap();
        let one = replied(&both, std::slice::from_ref(&query), day, "The new: version 3.").unwrap();
        assert_eq!(load(&one).value.unwrap().state, ReturnState::Query);
        assert_eq!(
            replied(&one, std::slice::from_ref(&query), day, "The new: version 3.").unwrap(),
            one,
            "twice is once"
        );
        assert!(
            replied(&one, std::slice::from_ref(&query), day, "No.")
                .unwrap_err()
                .contains("not open any more")
        );
        let two = replied(&one, std::slice::from_ref(&other), day, "The health visitor.").unwrap();
        let read = load(&two).value.unwrap();
        assert_eq!((read.state, read.has_open_query()), (ReturnState::Submitted, false), "{two}");
        assert_eq!(read.queries[1].reply, "The health visitor.");
        assert!(two.ends_with("# a remark\n") && take_in(&two, day).is_ok());
        let draft = submitted.replace("state: submitted", "state: draft");
        assert!(take_in(&draft, day).unwrap_err().contains("not been submitted"));
        assert_eq!(in_place_of(None, &submitted).unwrap(), submitted);
    }

    /// Taken into an audit that asks for words to three questions and has nothing missing.
    fn take_in(text: &str, on: NaiveDate) -> Result<String, String> {
        let asked = |id: &str| Question {
            id: id.into(),
            kind: Some(AnswerKind::Text),
            required: false,
            evidence: Evidence::None,
            ..Question::default()
        };
        let questions = ["a", "b", "c", "tool"].map(asked).to_vec();
        let template =
            Resolved { sections: vec![Section { questions, ..Section::default() }], ..Resolved::default() };
        accepted(text, on, &template, &"gp".into())
    }

    #[test]
    fn what_is_missing_is_asked_in_the_file_and_what_nobody_asked_for_is_not_accepted() {
        let day: NaiveDate = "2027-01-06".parse().unwrap();
        let blank = Return { auditor: Auditor::default(), state: ReturnState::Submitted, ..begun() };
        let why = take_in(&text(&blank), day).unwrap_err();
        assert!(why.contains("auditor: Nobody says which post filled it in; S on the return"), "{why}");
        assert!(why.contains("audit query x C1 gp --missing"), "{why}");
        let lies = text(&Return { state: ReturnState::Draft, ..blank.clone() }) + "# kept by hand\n";
        let missing = vec![Doubt::field(Field::Auditor, "Nobody says which post filled it in.")];
        let lies = filled(Some(&lies), (&blank, &blank), &[Filled::Submitted(day, missing)], &[]).unwrap();
        let of = load(&lies).value.unwrap();
        assert_eq!((of.state, of.queries.len()), (ReturnState::Query, 1), "{lies}");
        assert!(lies.contains("# kept by hand"), "{lies}");
        assert!(take_in(&lies, day).unwrap_err().contains("has no reply yet"));
        let lies = replied(&lies, &of.queries, day, "The practice manager.").unwrap();
        assert!(take_in(&lies, day).is_ok(), "{lies}");
    }

    /// A return that somebody has just begun.
    fn begun() -> Return {
        Return {
            schema: 1,
            template_sha256: "ab".repeat(32),
            audit: "x".into(),
            case: "C1".into(),
            agency: "gp".into(),
            auditor: Auditor { role: "GP".into(), ..Auditor::default() },
            ..Return::default()
        }
    }

    #[test]
    fn what_was_asked_is_answered_where_it_stands_once_what_was_mended_is_submitted_again() {
        let day: NaiveDate = "2027-01-06".parse().unwrap();
        let answer = |why: &str| Answer {
            question: "tool".into(),
            answer: vec!["G".into()],
            reason: why.into(),
            ..Answer::default()
        };
        let fresh = Return { state: ReturnState::Submitted, answers: vec![answer("")], ..begun() };
        let query = |about: &str| Query {
            on: day,
            about: Some(about.into()),
            text: format!("Why {about}?"),
            ..Query::default()
        };
        let lies = ["tool", "voice"]
            .iter()
            .fold(text(&fresh), |lies, about| asked_back(&lies, &query(about)).unwrap());
        let lies = lies + "# kept by hand\n";
        let fill = |lies: &str, piece| {
            filled(Some(lies), (&fresh, &load(lies).value.unwrap()), &[piece], &["tool".into()]).unwrap()
        };
        let lies = fill(&lies, Filled::Answer(answer("version 3")));
        let lies = fill(&lies, Filled::Submitted(day, Vec::new()));
        let of = load(&lies).value.unwrap();
        assert_eq!((of.queries[0].answered, of.queries[1].answered), (Some(day), None), "{lies}");
        assert_eq!((of.state, lies.matches("# kept by hand").count()), (ReturnState::Query, 1), "{lies}");
        let why = take_in(&lies, day).unwrap_err();
        assert!(why.contains("Why voice?; r on the return"), "{why}");
        let lies = replied(&lies, &of.queries[1..], day, "She drew it.").unwrap();
        assert!(take_in(&lies, day).is_ok(), "{lies}");
    }

    #[test]
    fn what_is_filled_in_goes_into_the_file_as_it_lies() {
        let order: Vec<QuestionId> = ["a", "b", "c"].map(QuestionId::from).to_vec();
        let answer = |question: &str, code: &str, why: &str| {
            Filled::Answer(Answer {
                question: question.into(),
                answer: vec![code.into()],
                reason: why.into(),
                ..Answer::default()
            })
        };
        let fresh = begun();
        let mut lies =
            filled(None, (&fresh, &fresh), &[answer("b", "G", "")], &order).unwrap() + "# kept by hand\n";
        let mut of = fresh.clone().after(&answer("b", "G", ""), &order);
        for piece in [
            answer("c", "RI", "late: twice"),
            answer("a", "O", ""),
            answer("b", "I", "it was not"),
            answer("c", "RI", ""),
            Filled::Submitted("2027-01-05".parse().unwrap(), Vec::new()),
        ] {
            lies = filled(
                Some(&lies),
                (&fresh, &load(&lies).value.unwrap()),
                std::slice::from_ref(&piece),
                &order,
            )
            .unwrap();
            of = of.after(&piece, &order);
            assert_eq!(load(&lies).value.as_ref(), Some(&of), "{lies}");
            assert!(lies.contains("# kept by hand"), "{lies}");
        }
        // What another hand wrote since it was looked at stays, and the same once more is no matter.
        let seen = load(&lies).value.unwrap();
        let theirs = filled(Some(&lies), (&fresh, &seen), &[answer("a", "G", "")], &order).unwrap();
        let mine = |piece| filled(Some(&theirs), (&fresh, &seen), &[piece], &order);
        let why = mine(answer("a", "I", "")).unwrap_err().to_string();
        assert_eq!(why, "“a” is answered G now, and was answered O when you looked at it");
        assert_eq!(mine(answer("a", "G", "")).unwrap(), theirs);
        assert!(mine(answer("b", "G", "")).is_ok());
        let done = take_in(&lies, "2027-01-08".parse().unwrap()).unwrap();
        assert!(
            filled(Some(&done), (&fresh, &fresh), &[answer("a", "I", "")], &order)
                .unwrap_err()
                .to_string()
                .contains("accepted")
        );
    }

    #[test]
    fn what_somebody_wrote_beside_and_between_what_was_asked_stays() {
        let day: NaiveDate = "2027-01-06".parse().unwrap();
        let fresh = Return { state: ReturnState::Submitted, ..begun() };
        let query = |text: &str| Query { on: day, text: text.into(), ..Query::default() };
        let lies = ["Which version?", "Who saw her?"]
            .iter()
            .fold(text(&fresh), |lies, asked| asked_back(&lies, &query(asked)).unwrap());
        let second = lies.rfind("  - ").unwrap();
        let lies = format!("{}  # Rung about it twice.\n{}", &lies[..second], &lies[second..]);
        let lies = lies.replacen("Which version?", "Which version? # the tool", 1) + "# at the end\n";
        let kept = |lies: &str| {
            for comment in ["# Rung about it twice.", "# the tool", "# at the end"] {
                assert_eq!(lies.matches(comment).count(), 1, "{comment}\n{lies}");
            }
            let between = lies.find("# Rung").unwrap();
            assert!(
                lies.find("Which version?").unwrap() < between && between < lies.find("Who saw").unwrap()
            );
        };
        kept(&lies);
        let asked = load(&lies).value.unwrap().queries;
        let once = replied(&lies, &asked[1..], day, "The health visitor.").unwrap();
        kept(&once);
        let both = replied(&once, &asked[..1], day, "Version 3.").unwrap();
        kept(&both);
        // The agency sends it again, as it stands now and with one thing asked more.
        let mut again = load(&once).value.unwrap();
        again.queries.push(query("And when?"));
        let sent = in_place_of(Some(&once), &text(&again)).unwrap();
        assert_eq!(load(&sent).value, Some(again));
        kept(&sent);
        kept(&take_in(&both, day).unwrap());
    }
}
