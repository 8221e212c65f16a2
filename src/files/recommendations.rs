//! What the register of recommendations may hold, and changes to its text that leave every other byte alone. Whether a
//! recommendation may be closed is the domain's to say.

use super::agenda::TIERS;
use super::reading::{read, usable};
use super::tracker::SOURCE;
use super::yaml::Step::{Key, Where};
use super::yaml::{Edit, Loaded, Shape, Step, Value, apply, may, need, value_of};
use crate::base::id::{ActionId, RecommendationId};
use crate::domain::action::Source;
use crate::domain::recommendation::{Closing, Reason, Recommendation, Register, Reopening};

const CLOSING: Shape = Shape::Map(&[
    need("by", &Shape::Id, "the group that decided"),
    need("on", &Shape::Date, "the day"),
    may("reason", &Shape::Word(&["achieved", "no longer needed"]), "why; achieved when left out"),
    may("why", &Shape::Text, "why it is no longer needed, or more about what was achieved"),
    may("decision", &Shape::Line, "the decision, by its number or in words"),
    may("minute", &Shape::Line, "the number of the minute"),
    may("meeting", &Shape::Id, "the meeting"),
]);

const REOPENING: Shape = Shape::Map(&[
    need("on", &Shape::Date, "the day"),
    need("why", &Shape::Text, "what was found"),
    may("by", &Shape::Id, "the group that opened it again"),
    may("source", &SOURCE, "where it was found"),
]);

const RECOMMENDATION: Shape = Shape::Map(&[
    need("id", &Shape::RecommendationId, "its permanent id"),
    need("text", &Shape::Text, "what is recommended"),
    may("sources", &Shape::List(&SOURCE), "where it comes from; several where some were put together"),
    need("accepted", &Shape::Date, "the day it was accepted"),
    need("group", &Shape::Id, "the group that follows it until it is closed"),
    may("actions", &Shape::List(&Shape::ActionId), "the actions that answer it; one may answer several"),
    may("success", &Shape::Text, "what will show that it worked"),
    may("baseline", &Shape::Text, "what that was before it began"),
    may("closed", &Shape::List(&CLOSING), "every decision that closed it, added to and never changed"),
    may(
        "reopened",
        &Shape::List(&REOPENING),
        "every finding that opened it again, added to and never changed",
    ),
    may("tier", &TIERS, "who may see it"),
]);

const LITTLE_PROGRESS: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id"),
    need("area", &Shape::Line, "the area of work"),
    need("impact", &Shape::Text, "what it means for children and those who work with them"),
    may("achieved", &Shape::List(&Shape::Text), "what has been achieved all the same"),
    may("needed", &Shape::List(&Shape::Text), "what needs to happen"),
    need("year", &Shape::Line, "the year it is said of, such as 2024-25"),
    may("recommendations", &Shape::List(&Shape::RecommendationId), "recommendations it holds up"),
    may("actions", &Shape::List(&Shape::ActionId), "actions that are to change it"),
    may("tier", &TIERS, "who may see it"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    may("recommendations", &Shape::List(&RECOMMENDATION), "recommendations of audits, reviews and scrutiny"),
    may("little_progress", &Shape::List(&LITTLE_PROGRESS), "areas with little or no progress, year by year"),
]);

/// Reads the register; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Register> {
    read(text, &SHAPE)
}

/// The text of a register without any.
pub const FRESH: &str = "schema: 1\n";

/// The text with one more recommendation; a new register where there is none. Where it is there already, what is added are the
/// actions it does not name yet, so that saying it twice is saying it once.
///
/// # Errors
/// A sentence without a full stop when the text cannot be read or changed, or has another of that id.
pub fn add(existing: Option<&str>, one: &Recommendation) -> Result<String, String> {
    let text = existing.unwrap_or(FRESH);
    if let Some(known) = usable(load(text))?.recommendation(one.id.as_str()) {
        if !known.says_the_same(one) {
            return Err(format!("there is a recommendation {} already", one.id));
        }
        let at: [Step<'_>; 3] =
            [Key("recommendations"), Where { key: "id", is: known.id.as_str() }, Key("actions")];
        let new = one.actions.iter().filter(|id| !known.actions.contains(id));
        let append = |id: &ActionId| Edit::Append { at: &at, value: Value::from(id.as_str()) };
        let edits: Vec<Edit<'_>> = new.map(append).collect();
        return apply(text, &edits).map_err(|refused| refused.to_string());
    }
    let value = value_of(one).ok_or("it cannot be written down")?;
    let new = apply(text, &[Edit::Append { at: &[Key("recommendations")], value }]);
    let new = new.map_err(|refused| refused.to_string())?;
    usable(load(&new)).map(|_| new)
}

/// The text with a recommendation closed by a decision.
///
/// # Errors
/// A sentence without a full stop when the text cannot be changed.
pub fn close(text: &str, id: &RecommendationId, closing: &Closing) -> Result<String, String> {
    let mut keys = vec![("by", Value::from(closing.by.as_str())), ("on", Value::Date(closing.on))];
    if closing.reason != Reason::Achieved {
        keys.push(("reason", Value::from(closing.reason.word())));
    }
    keys.extend(said("why", &closing.why));
    keys.extend(said("decision", &closing.decision));
    keys.extend(said("minute", &closing.minute));
    keys.extend(closing.meeting.as_ref().map(|meeting| ("meeting", Value::from(meeting.as_str()))));
    added(text, id, "closed", Value::map(keys))
}

/// The text with a recommendation opened again.
///
/// # Errors
/// As [`close`].
pub fn reopen(text: &str, id: &RecommendationId, again: &Reopening) -> Result<String, String> {
    let mut keys = vec![("on", Value::Date(again.on)), ("why", Value::from(again.why.as_str()))];
    keys.extend(again.by.as_ref().map(|group| ("by", Value::from(group.as_str()))));
    keys.extend(again.source.as_ref().map(|found| ("source", source(found))));
    added(text, id, "reopened", Value::map(keys))
}

fn said(key: &'static str, text: &str) -> Option<(&'static str, Value)> {
    (!text.is_empty()).then(|| (key, Value::from(text)))
}

fn source(source: &Source) -> Value {
    let kind = [("kind", Value::from(source.kind.word()))];
    Value::map(kind.into_iter().chain(said("called", &source.called)).chain(said("ref", &source.reference)))
}

/// One more line of a recommendation's history.
fn added(text: &str, id: &RecommendationId, list: &str, value: Value) -> Result<String, String> {
    let at: [Step<'_>; 3] = [Key("recommendations"), Where { key: "id", is: id.as_str() }, Key(list)];
    let new = apply(text, &[Edit::Append { at: &at, value }]).map_err(|refused| refused.to_string())?;
    load(&new).value.map(|_| new).ok_or_else(|| format!("{id} would not be read again as it was meant"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::SourceKind;

    const FULL: &str = r#"schema: 1
recommendations:
  # put together from three pieces of work
  - id: REC-NWG-04
    text: Reset the meetings on intelligence
    sources:
      - {kind: scrutiny, called: NWG review 2024, ref: "4"}
      - {kind: cspr}
    accepted: 2024-09-19
    group: executive
    actions: [EXEC-26-014, SOG-26-004]
    success: Every agency is there and shares what it knows
    baseline: Two of five agencies in June 2024
    closed:
      - {by: executive, on: 2026-06-11, reason: no longer needed, why: Another board does it, decision: EXEC-26-D004, minute: "5.2", meeting: executive-2026-06-11}
    reopened:
      - {on: 2026-09-10, why: The board was not formed, by: executive, source: {kind: audit, called: Audit 2026}}
    tier: restricted
little_progress:
  - id: notices-2024-25
    area: How soon schools are told
    impact: Schools cannot help at once
    achieved: [It is on the risk register]
    needed: [The robot has to run in the whole force]
    year: 2024-25
    recommendations: [REC-NWG-04]
    actions: [EXEC-26-014]
    tier: open
"#;

    #[test]
    fn a_file_with_every_key_is_read_without_a_word_and_is_what_the_program_keeps() {
        let loaded = load(FULL);
        assert_eq!(loaded.problems, []);
        let read = loaded.value.unwrap();
        assert_eq!(read.recommendations[0].closing(), None);
        let again = load(&serde_yaml::to_string(&read).unwrap());
        assert_eq!(again.problems, []);
        assert_eq!(again.value.unwrap(), read);
    }

    #[test]
    fn a_blank_register_is_one() {
        assert_eq!(load("schema: 1\nrecommendations:\nlittle_progress:\n").problems, []);
    }

    #[test]
    fn saying_a_recommendation_twice_is_saying_it_once_and_adds_the_actions_that_are_new() {
        let one = Recommendation {
            id: "REC-26-001".into(),
            text: "Letters go to two people".into(),
            accepted: "2026-10-06".parse().unwrap(),
            group: "sog".into(),
            ..Recommendation::default()
        };
        let text = add(Some("schema: 1\n# by hand\n"), &one).unwrap();
        assert_eq!(add(Some(&text), &one).unwrap(), text);
        let more = Recommendation { actions: vec!["SOG-26-001".into(), "SOG-26-002".into()], ..one.clone() };
        let linked = add(Some(&text), &more).unwrap();
        assert_eq!(load(&linked).value.unwrap().recommendations, std::slice::from_ref(&more));
        assert_eq!(add(Some(&linked), &more).unwrap(), linked);
        assert_eq!(add(Some(&linked), &one).unwrap(), linked, "what is there stays");
        let other = Recommendation { text: "Another".into(), ..one };
        assert!(
            add(Some(&linked), &other).unwrap_err().contains("there is a recommendation REC-26-001 already")
        );
    }

    #[test]
    fn closing_and_opening_again_add_a_line_and_leave_every_other_byte() {
        let (id, on) = ("REC-NWG-04".into(), "2026-12-03".parse().unwrap());
        let closing =
            Closing { by: "executive".into(), on, decision: "EXEC-26-D010".into(), ..Closing::default() };
        let source = Source { kind: SourceKind::Audit, called: "Dip sample".into(), ..Source::default() };
        let again =
            Reopening { on, why: "It: lapsed\n# again".into(), source: Some(source), ..Reopening::default() };
        for text in [FULL.to_owned(), FULL.replace('\n', "\r\n")] {
            let closed = close(&text, &id, &closing).unwrap();
            let read = load(&closed).value.unwrap();
            assert_eq!(read.recommendations[0].closed.last(), Some(&closing));
            let opened = reopen(&closed, &id, &again).unwrap();
            let read = load(&opened).value.unwrap();
            assert_eq!(read.recommendations[0].reopened.last(), Some(&again));
            let kept: Vec<&str> = text.lines().filter(|line| !opened.lines().any(|l| l == *line)).collect();
            assert_eq!(kept, Vec::<&str>::new());
        }
        let bare =
            "schema: 1\nrecommendations:\n  - {id: REC-NWG-04, text: A, accepted: 2026-06-11, group: sog}\n";
        assert!(close(bare, &id, &closing).unwrap().contains("closed: [{by: executive, on: 2026-12-03"));
        assert!(close(FULL, &"REC-9".into(), &closing).unwrap_err().contains("REC-9"));
    }
}
