//! The details of a decision, for when somebody gives them: the options considered, who delivers it, and the earlier
//! decision it takes the place of. Asked for apart, so that recording a decision needs no more than its wording.

use super::asking::{Question, Wants, q};
use super::offers::Suggestion;
use crate::base::id::PostId;
use crate::base::stamp::long_date;
use crate::base::text::one_line;
use crate::domain::agenda::Tier;
use crate::domain::decided::Earlier;
use crate::domain::meeting::{Act, Body, Decision, EntryId, Meeting, Refusal, Replaces};

/// Words that take an earlier decision's place, and that take it back.
const SUPERSEDE: &str = "supersede";
const RESCIND: &str = "rescind";

/// The questions, in order.
pub(in crate::screens) fn questions() -> Vec<Question> {
    vec![
        q("options", Wants::MaybeWords, "those considered, a semicolon between: Enter for none"),
        q("delivered by", Wants::MaybeAnybody, "one name or post: Enter for nobody in particular"),
        q("replaces", Wants::MaybeDecision, "an earlier decision, by its number or words: Enter for none"),
    ]
}

/// What the decision says already, as the answer to one of the questions.
pub(in crate::screens) fn known(meeting: &Meeting, record: &EntryId, question: usize) -> String {
    let Some(decision) = decision(meeting, record) else { return String::new() };
    let found = match question {
        0 => Some(decision.options.join("; ")),
        1 => decision.delivered_by.as_ref().map(|post| meeting.seat_said(post)),
        _ => decision.replaces.as_ref().map(said),
    };
    found.unwrap_or_default()
}

/// Earlier decisions that may be replaced under an item, the latest first. One that is restricted is offered under a
/// restricted item only: the screen may be shared.
pub(in crate::screens) fn replaceable(meeting: &Meeting, record: &EntryId) -> Vec<Suggestion> {
    let tier =
        meeting.state().record(record).map_or(Tier::Partners, |r| meeting.tier_of(r)).max(Tier::Partners);
    let shown = meeting.sitting().decisions.iter().rev().filter(|earlier| earlier.tier <= tier);
    let offer = |how: &str, earlier: &Earlier| Suggestion {
        value: format!("{how} {}", earlier.id),
        label: format!("{how} {} of {}: {}", earlier.id, long_date(earlier.on), one_line(&earlier.said)),
    };
    shown.flat_map(|earlier| [SUPERSEDE, RESCIND].map(|how| offer(how, earlier))).collect()
}

/// The change the answers come to.
pub(in crate::screens) fn amended(
    meeting: &Meeting,
    record: &EntryId,
    answer: &dyn Fn(usize) -> String,
) -> Result<Act, String> {
    let before = decision(meeting, record).ok_or_else(|| Refusal::NoRecord.to_string())?;
    let options = answer(0).split([';', '\n']).map(one_line).filter(|option| !option.is_empty()).collect();
    let delivered_by = Some(answer(1)).filter(|post| !post.is_empty()).map(PostId::new);
    let body = Decision { options, delivered_by, replaces: replaces(&answer(2)), ..before.clone() };
    Ok(Act::Amended { record: record.clone(), body: Body::Decision(body) })
}

/// `supersede EXEC-26-D003`.
fn said(replaces: &Replaces) -> String {
    format!("{} {}", if replaces.rescinded { RESCIND } else { SUPERSEDE }, replaces.decision)
}

fn replaces(answer: &str) -> Option<Replaces> {
    let (how, id) = answer.split_once(' ')?;
    Some(Replaces { decision: id.into(), rescinded: how == RESCIND })
}

fn decision<'a>(meeting: &'a Meeting, record: &EntryId) -> Option<&'a Decision> {
    match &meeting.state().record(record)?.body {
        Body::Decision(decision) => Some(decision),
        _ => None,
    }
}
