//! What the file of a review of actions may hold, and how what comes of an action is added to it.

use super::reading::{read, usable};
use super::yaml::{self, Edit, Loaded, Shape, Step, Value, may, need};
use crate::domain::action_review::{ActionReview, Said};
use chrono::NaiveDate;

const SAID: Shape = Shape::Map(&[
    need("action", &Shape::ActionId, "the action"),
    need("on", &Shape::Date, "the day"),
    may("by", &Shape::Line, "who said it"),
    need(
        "outcome",
        &Shape::Word(&["done", "progress", "new date", "blocked", "new lead", "dropped", "merged"]),
        "what came of it",
    ),
    need("words", &Shape::Text, "what that changed in it"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("begun", &Shape::Date, "the day it was begun"),
    may("by", &Shape::Line, "who began it"),
    need("asked", &Shape::Line, "the query that found its actions"),
    need("actions", &Shape::List(&Shape::ActionId), "its actions, in the order they are looked at"),
    may("said", &Shape::List(&SAID), "what came of them, in the order it was said"),
    may("ended", &Shape::Date, "the day it was ended; one that is not can be taken up again"),
]);

/// Reads a review; every problem comes with its place.
pub fn load(text: &str) -> Loaded<ActionReview> {
    read(text, &SHAPE)
}

/// The text of a review that has just begun.
pub fn fresh(review: &ActionReview) -> String {
    let head = "# A review of open actions. What was said of each stands in its tracker.\nschema: 1\n";
    let text = |value: &str| Value::from(value);
    let ids = review.actions.iter().map(|id| text(id.as_str())).collect();
    let by = Some(("by", text(&review.by))).filter(|_| !review.by.is_empty());
    let keys = [("begun", Value::Date(review.begun))].into_iter().chain(by);
    let keys = keys.chain([("asked", text(&review.asked)), ("actions", Value::List(ids))]);
    let edits: Vec<Edit<'_>> = keys.map(|(key, value)| Edit::Put { at: &[], key, value }).collect();
    yaml::apply(head, &edits).unwrap_or_else(|_| head.to_owned())
}

/// Adds what came of an action, and that the review has ended. Doing it twice changes nothing more.
///
/// # Errors
/// A sentence without a full stop when the file cannot be read or written to.
pub fn add(text: &str, said: Option<&Said>, ended: Option<NaiveDate>) -> Result<String, String> {
    let known = usable(load(text))?;
    let mut edits = Vec::new();
    let at = [Step::Key("said")];
    if let Some(said) = said.filter(|said| !known.said.contains(said)) {
        let by = Some(("by", Value::from(said.by.as_str()))).filter(|_| !said.by.is_empty());
        let keys = [("action", Value::from(said.action.as_str())), ("on", Value::Date(said.on))].into_iter();
        let came =
            [("outcome", Value::from(said.outcome.word())), ("words", Value::from(said.words.as_str()))];
        let value = Value::map(keys.chain(by).chain(came));
        edits.push(Edit::Append { at: &at, value });
    }
    if let Some(day) = ended.filter(|day| known.ended != Some(*day)) {
        edits.push(Edit::Put { at: &[], key: "ended", value: Value::Date(day) });
    }
    yaml::apply(text, &edits).map_err(|refusal| refusal.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action_review::Outcome;

    #[test]
    fn a_review_is_written_added_to_and_read_again() {
        let day: NaiveDate = "2026-12-03".parse().unwrap();
        let mut review = ActionReview {
            schema: 1,
            begun: day,
            by: "jo".into(),
            asked: "status:open \"exact: words\"".into(),
            actions: vec!["EXEC-26-014".into(), "SOG-26-003".into()],
            ..ActionReview::default()
        };
        let text = fresh(&review);
        assert_eq!(load(&text).value.as_ref(), Some(&review), "{text}");
        let said = Said {
            action: "SOG-26-003".into(),
            on: day,
            by: "tom".into(),
            outcome: Outcome::NewDate,
            words: "due Thu 3 Dec 2026 → Thu 4 Mar 2027, because: the figures".into(),
        };
        let once = add(&text, Some(&said), None).unwrap();
        assert_eq!(add(&once, Some(&said), None).unwrap(), once, "twice is once");
        let ended = add(&once, None, Some(day)).unwrap();
        review.said.push(said);
        review.ended = Some(day);
        assert_eq!(load(&ended).value, Some(review), "{ended}");
        assert!(load(&ended).problems.is_empty());
        assert!(add("schema: 1\nbegun: [\n", None, Some(day)).unwrap_err().contains("mended"));
    }
}
