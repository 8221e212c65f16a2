//! What the file of a rapid review may hold, the text of a new one, and the changes that are made to it.

use super::{edited, word};
use crate::base::id::{ActionId, RecommendationId};
use crate::domain::assurance::rapid_review::{Decision, Done, Pause, RapidReview, SentOn};
use crate::files::reading::{read, usable};
use crate::files::yaml::Step::{Index, Key};
use crate::files::yaml::{Edit, Loaded, Shape, Value, may, need, whole};
use chrono::NaiveDate;

const PAUSE: Shape = Shape::Map(&[
    need("from", &Shape::Date, "its first day"),
    may("to", &Shape::Date, "its last day; without it, it lasts"),
    need("why", &Shape::Text, "why; nothing that names anybody"),
    need("agreed_by", &Shape::Id, "the post or the group that agreed to it"),
]);

const DONE: Shape =
    Shape::Map(&[need("step", &Shape::Id, "the step, by its id"), need("on", &Shape::Date, "the day")]);

const SENT: Shape = Shape::Map(&[
    need("on", &Shape::Date, "the day"),
    need("what", &Shape::Line, "what"),
    need("to", &Shape::Line, "to whom: a post, an agency or a panel"),
]);

const DECISION: Shape = Shape::Map(&[
    need("on", &Shape::Date, "the day"),
    need("outcome", &Shape::Word(&["local-review", "no-local-review"]), "what was decided"),
    need("by", &Shape::Id, "the post or the group that decided"),
    need("why", &Shape::Text, "why; nothing that names anybody"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("id", &Shape::Id, "its permanent id, a year and a number such as `rr-2026-01`; the file's name"),
    need("child", &Shape::Line, "the pseudonym, such as Child A or C1; never initials, never a name"),
    may("tier", &Shape::Word(&["partners", "restricted"]), "who may see it; `restricted` when left out"),
    may("group", &Shape::Id, "the group that carries it out"),
    need("aware", &Shape::Date, "the day on which the incident became known to the partnership"),
    may("notified", &Shape::Date, "the day on which the national panel was notified"),
    may("pauses", &Shape::List(&PAUSE), "times in which the count is said to have stood still"),
    may("done", &Shape::List(&DONE), "steps that were done"),
    may("sent", &Shape::List(&SENT), "what was sent on"),
    may("decision", &DECISION, "whether there is to be a local review"),
    may("recommendations", &Shape::List(&Shape::RecommendationId), "what it recommended"),
    may("actions", &Shape::List(&Shape::ActionId), "actions of the plan"),
    may("find", &Shape::Line, "a query that finds the actions of the plan, such as source:cspr #reviews"),
]);

/// Reads a rapid review; every problem comes with its place.
pub fn load(text: &str) -> Loaded<RapidReview> {
    read(text, &SHAPE)
}

/// The text of a new one.
pub fn fresh(of: &RapidReview) -> String {
    let head = "# A rapid review. The child stands here by pseudonym only; who that is is kept elsewhere, and never in this folder.\n\
                # A pause never moves a date: whether the count may stand still is not confirmed.\n";
    format!("{head}{}", whole(of))
}

/// One change of a rapid review.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The national panel was notified on a day.
    Notified(NaiveDate),
    /// The count is said to stand still.
    Paused(Pause),
    /// The pause that lasts ended with this day.
    PauseEnds(NaiveDate),
    /// A step was done.
    Done(Done),
    /// Something was sent on.
    Sent(SentOn),
    /// It was decided whether there is to be a local review.
    Decided(Decision),
    /// A recommendation came of it.
    Recommended(RecommendationId),
    /// An action belongs to its plan.
    Action(ActionId),
    /// A query finds the actions of its plan.
    Find(String),
}

/// Makes a change.
///
/// # Errors
/// A sentence without a full stop when the file cannot be read or changed, or the change does not fit what it says.
pub fn apply(text: &str, change: &Change) -> Result<String, String> {
    let known = usable(load(text))?;
    let append =
        |list: &'static str, value: Value| edited(text, &[Edit::Append { at: &[Key(list)], value }], load);
    let put = |key: &'static str, value: Value| edited(text, &[Edit::Put { at: &[], key, value }], load);
    match change {
        Change::Notified(day) => put("notified", Value::Date(*day)),
        Change::Paused(_) if known.paused().is_some() => {
            Err("a pause lasts already: end it first".to_owned())
        }
        Change::Paused(pause) => {
            let keys = [("from", Value::Date(pause.from))];
            let rest = [
                ("why", Value::from(pause.why.as_str())),
                ("agreed_by", Value::from(pause.agreed_by.as_str())),
            ];
            let to = pause.to.map(|day| ("to", Value::Date(day)));
            append("pauses", Value::map(keys.into_iter().chain(to).chain(rest)))
        }
        Change::PauseEnds(day) => {
            let lasts = known.pauses.iter().position(|pause| pause.to.is_none());
            let nth = lasts.ok_or_else(|| "no pause lasts".to_owned())?;
            let at = [Key("pauses"), Index(nth)];
            edited(text, &[Edit::Put { at: &at, key: "to", value: Value::Date(*day) }], load)
        }
        Change::Done(done) if known.done.iter().any(|one| one.step == done.step) => {
            Err(format!("`{}` is noted as done already", done.step))
        }
        Change::Done(done) => append(
            "done",
            Value::map([("step", Value::from(done.step.as_str())), ("on", Value::Date(done.on))]),
        ),
        Change::Sent(sent) => append(
            "sent",
            Value::map([
                ("on", Value::Date(sent.on)),
                ("what", Value::from(sent.what.as_str())),
                ("to", Value::from(sent.to.as_str())),
            ]),
        ),
        Change::Decided(_) if known.decision.is_some() => {
            Err("it is decided already: another decision is for an editor, and says why".to_owned())
        }
        Change::Decided(decision) => put(
            "decision",
            Value::map([
                ("on", Value::Date(decision.on)),
                ("outcome", Value::from(word(&decision.outcome))),
                ("by", Value::from(decision.by.as_str())),
                ("why", Value::from(decision.why.as_str())),
            ]),
        ),
        Change::Recommended(id) if known.recommendations.contains(id) => Ok(text.to_owned()),
        Change::Recommended(id) => append("recommendations", Value::from(id.as_str())),
        Change::Action(id) if known.actions.contains(id) => Ok(text.to_owned()),
        Change::Action(id) => append("actions", Value::from(id.as_str())),
        Change::Find(query) => put("find", Value::from(query.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda::Tier;
    use crate::domain::assurance::rapid_review::Outcome;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn bare() -> RapidReview {
        RapidReview {
            schema: 1,
            id: "rr-2025-01".into(),
            child: "Child A".into(),
            aware: day("2025-12-10"),
            ..RapidReview::default()
        }
    }

    #[test]
    fn each_change_is_read_back_and_leaves_the_rest_alone() {
        let mut text = fresh(&bare()) + "# kept by hand\n";
        let pause = |from: &str, to: Option<&str>| {
            Change::Paused(Pause {
                from: day(from),
                to: to.map(day),
                why: "An enquiry: it goes first".into(),
                agreed_by: "executive".into(),
            })
        };
        let decision = Decision {
            on: day("2026-01-07"),
            outcome: Outcome::LocalReview,
            by: "executive".into(),
            why: "More can be learned".into(),
        };
        for change in [
            Change::Notified(day("2025-12-15")),
            pause("2025-12-18", None),
            Change::PauseEnds(day("2025-12-22")),
            pause("2026-01-02", Some("2026-01-05")),
            Change::Done(Done { step: "asked".into(), on: day("2025-12-16") }),
            Change::Sent(SentOn {
                on: day("2026-01-08"),
                what: "Rapid review".into(),
                to: "national panel".into(),
            }),
            Change::Decided(decision.clone()),
            Change::Recommended("REC-26-004".into()),
            Change::Action("SOG-26-004".into()),
            Change::Find("source:cspr".into()),
        ] {
            let new = apply(&text, &change).unwrap();
            assert_ne!(new, text, "{change:?}");
            assert!(new.ends_with("# kept by hand\n"), "{new}");
            text = new;
        }
        let loaded = load(&text);
        assert_eq!(loaded.problems, [], "{text}");
        let read = loaded.value.unwrap();
        assert_eq!(read.pauses[0].to, Some(day("2025-12-22")));
        assert_eq!((read.pauses.len(), read.paused()), (2, None));
        assert_eq!((read.notified, read.decision), (Some(day("2025-12-15")), Some(decision.clone())));
        assert_eq!((read.done.len(), read.sent.len(), read.find.as_str()), (1, 1, "source:cspr"));
        assert_eq!(apply(&text, &Change::Action("SOG-26-004".into())).unwrap(), text, "twice is once");
        let refused = |change| apply(&text, &change).unwrap_err();
        assert_eq!(refused(Change::PauseEnds(day("2026-01-09"))), "no pause lasts");
        assert!(refused(Change::Decided(decision)).starts_with("it is decided already"));
        assert!(
            refused(Change::Done(Done { step: "asked".into(), on: day("2026-01-01") })).contains("already")
        );
    }

    #[test]
    fn a_file_that_says_no_tier_is_restricted_and_none_is_open() {
        let text = fresh(&bare());
        assert!(text.contains("tier: restricted"), "{text}");
        let without = text.replace("tier: restricted\n", "");
        assert_eq!(load(&without).value.unwrap().tier, Tier::Restricted);
        let open = load(&text.replace("tier: restricted", "tier: open"));
        assert!(open.value.is_none() || !open.problems.is_empty(), "{:?}", open.problems);
    }
}
