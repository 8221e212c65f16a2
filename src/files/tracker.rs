//! What a tracker's file may hold. Changing one is in `tracker_edit`.

use super::agenda::TIERS;
use super::reading::read;
use super::yaml::{Loaded, Shape, may, need};
use crate::domain::tracker::Tracker;

const DUE: Shape = Shape::OneOf(&[&Shape::Word(&["to be set"]), &Shape::Date]);

const RAISED: Shape = Shape::Map(&[
    may("meeting", &Shape::Id, "the meeting it came from"),
    may("item", &Shape::Id, "the item it came from"),
    may("minute", &Shape::Line, "the number of the minute"),
    need("date", &Shape::Date, "the day it was raised"),
]);

const MOVE: Shape = Shape::Map(&[
    need("from", &DUE, "the date before"),
    need("to", &DUE, "the date after"),
    need("on", &Shape::Date, "the day it was moved"),
    need("why", &Shape::Line, "why it was moved"),
    may("by", &Shape::Line, "who moved it, where no meeting did"),
    may("meeting", &Shape::Id, "the meeting that moved it"),
]);

const UPDATE: Shape = Shape::Map(&[
    need("on", &Shape::Date, "the day"),
    need("text", &Shape::Text, "what was said"),
    may("by", &Shape::Line, "who said it, where no meeting did"),
    may("meeting", &Shape::Id, "the meeting it was said at"),
]);

pub(super) const SOURCE: Shape = Shape::Map(&[
    need(
        "kind",
        &Shape::Word(&["meeting", "audit", "cspr", "rapid", "scrutiny", "inspection", "risk", "other"]),
        "what kind of source it is: `cspr` is a practice review, `rapid` a rapid review",
    ),
    may("called", &Shape::Line, "what people call it"),
    may("ref", &Shape::Line, "its reference, or that of a finding, recommendation or minute in it"),
]);

const LEVEL: Shape = Shape::Word(&["agreed", "done", "embedded", "practice", "children"]);

const EVIDENCE: Shape = Shape::Map(&[
    need("on", &Shape::Date, "the day it was given"),
    need("text", &Shape::Text, "what shows it"),
    may(
        "level",
        &LEVEL,
        "how far up the ladder it reaches: agreed, done, embedded, impact on practice, impact on children; done when left \
         out",
    ),
    may("effective", &Shape::Date, "the day from which what it shows holds, where that is another"),
    may("file", &Shape::Line, "a file or an address where it can be seen"),
    may("sha256", &Shape::Line, "the SHA-256 of that file when it was given"),
    may("by", &Shape::Line, "who gave it, where no meeting did"),
    may("meeting", &Shape::Id, "the meeting it was given to"),
]);

const CLOSING: Shape = Shape::Map(&[
    may("by", &Shape::Id, "the group that confirmed it; left out only where no group is known"),
    need("on", &Shape::Date, "the day"),
    may("minute", &Shape::Line, "the number of the minute"),
    may("meeting", &Shape::Id, "the meeting"),
]);

const PART: Shape = Shape::Map(&[
    need("what", &Shape::Text, "what is to be done"),
    may("done", &Shape::Date, "the day it was done"),
]);

const ACTION: Shape = Shape::Map(&[
    need("id", &Shape::ActionId, "its permanent id"),
    may("aka", &Shape::List(&Shape::ActionId), "ids it had before, which still find it"),
    need("what", &Shape::Text, "what is to be done"),
    may("lead", &Shape::Id, "the one post or person that answers for it"),
    may("with", &Shape::List(&Shape::Id), "posts and people that help"),
    need("raised", &RAISED, "when and where it was raised"),
    may(
        "sources",
        &Shape::List(&SOURCE),
        "where it came from, when that is more than the meeting that raised it",
    ),
    may("priority", &Shape::Word(&["high", "usual", "low"]), "how much it matters among the others"),
    may("first_due", &Shape::Date, "the first due date, which never changes"),
    need("due", &DUE, "when it is due now"),
    may("moves", &Shape::List(&MOVE), "every change of the due date"),
    need(
        "status",
        &Shape::Word(&["not started", "under way", "blocked", "done", "closed", "dropped", "merged"]),
        "how far it has got",
    ),
    may("updates", &Shape::List(&UPDATE), "its history, added to and never changed"),
    may("evidence", &Shape::OneOf(&[&Shape::List(&EVIDENCE), &EVIDENCE]), "what shows that it was done"),
    may("closed", &CLOSING, "who confirmed that it is closed"),
    may("merged_into", &Shape::ActionId, "the action that goes on with it"),
    may("dropped_by", &Shape::Line, "the decision that dropped it, by its number in full: `EXEC-26-D004`"),
    may("blocked_by", &Shape::List(&Shape::ActionId), "actions that have to end first"),
    may("steps", &Shape::List(&PART), "its parts, each done or not"),
    may("measure", &Shape::Text, "what will show that it worked"),
    may("baseline", &Shape::Text, "what that measured before it began"),
    may("tags", &Shape::List(&Shape::Line), "words to find it by"),
    may("tier", &TIERS, "who may see it"),
]);

const RECURRING: Shape = Shape::Map(&[
    need(
        "id",
        &Shape::SeriesId,
        "its permanent id; the action of a period is that and the period: `REG45@2026H2`",
    ),
    need("what", &Shape::Text, "what is to be done each time"),
    may("lead", &Shape::Id, "the one post or person that answers for it"),
    may("with", &Shape::List(&Shape::Id), "posts and people that help"),
    may("sources", &Shape::List(&SOURCE), "where it came from"),
    need("every", &Shape::Every, "how often"),
    may(
        "kind",
        &Shape::Word(&["fixed", "after completion"]),
        "whether its days are fixed, or counted from the day the last one ended; fixed when left out",
    ),
    need("first_due", &Shape::Date, "the first day it is due; the others are counted from it"),
    may("tags", &Shape::List(&Shape::Line), "words to find it by"),
    may("tier", &TIERS, "who may see it"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("id", &Shape::Id, "the tracker's permanent id, which is the file's name"),
    need("title", &Shape::Line, "what the tracker is called"),
    need("group", &Shape::Id, "the id of the group that owns it"),
    need("prefix", &Shape::Line, "the capitals its action ids begin with"),
    may("close_at", &LEVEL, "how far up the ladder evidence has to reach before the group closes an action"),
    may("recurring", &Shape::List(&RECURRING), "what comes round, apart from the actions it makes"),
    need("actions", &Shape::List(&ACTION), "the actions, oldest first"),
]);

/// Reads a tracker; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Tracker> {
    read(text, &SHAPE)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = r#"schema: 1
id: executive
title: Executive action tracker
group: executive
prefix: EXEC
close_at: embedded
recurring: [{id: REG45, what: Send it, lead: police-dsp, with: [icb-dsp], sources: [{kind: inspection}], every: 6 months, kind: after completion, first_due: 2026-10-31, tags: [reg-45], tier: restricted}]
actions:
  - id: EXEC-26-014
    what: Report on the pilot
    lead: police-dsp
    with: [icb-dsp]
    raised: {meeting: executive-2026-06-11, item: dashboard, minute: "5.2", date: 2026-06-11}
    sources:
      - {kind: audit, called: Neglect audit 2025, ref: finding 3}
      - {kind: inspection}
    priority: high
    first_due: 2026-09-30
    due: 2026-11-27
    moves:
      - {from: 2026-09-30, to: 2026-11-27, on: 2026-09-10, why: capacity, by: LW, meeting: executive-2026-09-10}
    status: under way
    updates:
      - {on: 2026-09-10, text: First draft shared., by: LW, meeting: executive-2026-09-10}
    evidence:
      - {on: 2026-11-30, text: Report circulated., meeting: executive-2026-12-03}
      - {on: 2027-03-01, text: Dip sample, level: practice, effective: 2027-02-01, file: evidence/dip.pdf, sha256: abc, by: LW}
    closed: {by: executive, on: 2027-03-04, minute: "5.2", meeting: executive-2027-03-04}
    merged_into: EXEC-26-015
    blocked_by: [EXEC-26-013]
    steps:
      - {what: Draft, done: 2026-09-10}
      - {what: Circulate}
    measure: Share of notices within a day
    baseline: 61 in 100 in June 2026
    tags: [encompass]
    tier: restricted
"#;

    #[test]
    fn a_file_with_every_key_is_read_without_a_word() {
        let loaded = load(FULL);
        assert_eq!(loaded.problems, []);
        assert_eq!(loaded.value.unwrap().actions[0].moves.len(), 1);
    }

    #[test]
    fn what_the_program_keeps_is_what_the_file_may_hold() {
        let read = load(FULL).value.unwrap();
        let written = serde_yaml::to_string(&read).unwrap();
        let again = load(&written);
        assert_eq!(again.problems, [], "{written}");
        assert_eq!(again.value.unwrap(), read);
    }

    #[test]
    fn a_due_date_may_be_left_to_the_next_meeting() {
        let loaded = load(&FULL.replace("due: 2026-11-27\n    moves", "due: to be set\n    moves"));
        assert_eq!(loaded.problems, []);
        assert_eq!(loaded.value.unwrap().actions[0].due.day(), None);
    }

    #[test]
    fn an_action_may_keep_the_ids_it_had() {
        let loaded = load(&FULL.replace("    lead:", "    aka: [EXEC-26-013]\n    lead:"));
        assert_eq!(loaded.problems, []);
        let read = loaded.value.unwrap();
        assert_eq!(read.actions[0].aliases, ["EXEC-26-013".into()]);
        assert_eq!(load(&serde_yaml::to_string(&read).unwrap()).value, Some(read));
    }

    #[test]
    fn five_thousand_actions_with_every_key_are_within_the_limits() {
        let (head, action) = FULL.split_at(FULL.find("  - id:").unwrap());
        let many: String = (0..5_000).map(|n| action.replace("26-014", &format!("26-{n:05}"))).collect();
        let loaded = load(&format!("{head}{many}"));
        assert_eq!(loaded.problems, []);
        assert_eq!(loaded.value.unwrap().actions.len(), 5_000);
    }
}
