//! What a meeting's file may hold: its agenda as issued. What `record:` holds is the program's own and not checked.

use super::agenda::{
    ASK, ID, KIND, LEAD, LOCK, MARKING, MINUTES, PHRASE, PROMPTS, PURPOSE, RECEIVES, TAGS, TIER, TIERS, TITLE,
};
use super::reading::read;
use super::yaml::{Loaded, Shape, may, need, whole};
use crate::base::hash::Sha256;
use crate::domain::issued::IssuedAgenda;

const PAPER: Shape = Shape::Map(&[
    need("ref", &Shape::Line, "its reference, such as 5a"),
    need("title", &Shape::Line, "what it is called"),
    may("file", &Shape::Line, "where it lies, from the meeting's folder"),
    need("state", &Shape::Word(&["in", "late", "missing", "tabled"]), "whether it has come"),
    may("received", &Shape::Date, "the day it came"),
    may("pages", &Shape::Whole, "how many pages it has"),
    may("tier", &TIERS, "who may know of it, where that is fewer than its item's"),
]);

const LAST_TIME: Shape = Shape::Map(&[
    need("date", &Shape::Date, "the day of that meeting"),
    need("said", &Shape::Text, "what was said, in a sentence or two"),
]);

const ITEM: Shape = Shape::Map(&[
    ID,
    TITLE,
    KIND,
    PURPOSE,
    LEAD,
    MINUTES,
    ASK,
    PROMPTS,
    PHRASE,
    LOCK,
    RECEIVES,
    TAGS,
    TIER,
    MARKING,
    may("papers", &Shape::List(&PAPER), "its papers"),
    may("last_time", &LAST_TIME, "what the last minutes say about it"),
    may("carried_from", &Shape::Id, "the meeting it was carried from"),
    may("why", &Shape::Line, "why it is on this agenda"),
    may("actions", &Shape::List(&Shape::ActionId), "open actions to show with it"),
]);

const NEXT: Shape = Shape::Map(&[
    need("date", &Shape::Date, "the day of the next meeting"),
    may("start", &Shape::Time, "when it begins"),
    may("place", &Shape::Line, "where it is"),
]);

const APOLOGY: Shape = Shape::Map(&[
    need("post", &Shape::Id, "the post that cannot come"),
    may("deputy", &Shape::Line, "who comes instead: a post's id, or words"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("id", &Shape::Id, "the meeting's permanent id, which is the file's name"),
    need("group", &Shape::Id, "the id of the group that meets"),
    may("audit", &Shape::Id, "the audit whose panel it is; then it is no meeting of the group's own round"),
    need("title", &Shape::Line, "the meeting's name"),
    need("date", &Shape::Date, "the day of the meeting"),
    need("start", &Shape::Time, "when it begins"),
    need("end", &Shape::Time, "when it ends"),
    may("place", &Shape::Line, "where it is"),
    may("chair", &Shape::Id, "the post that chairs it"),
    may("minute_taker", &Shape::Id, "the post that takes the minutes"),
    may("marking", &Shape::Line, "its protective marking"),
    may("last_meeting", &Shape::Id, "the meeting whose minutes are to be agreed"),
    may("next", &NEXT, "the next meeting, when it is known"),
    may("apologies", &Shape::List(&APOLOGY), "apologies received beforehand"),
    need("items", &Shape::List(&ITEM), "the items, in order"),
    may("record", &Shape::Any, "what happened, written by the program"),
]);

/// Reads a meeting's file; every problem comes with its place.
pub fn load(text: &str) -> Loaded<IssuedAgenda> {
    read(text, &SHAPE)
}

/// A meeting's file as the program writes it when there is none.
///
/// # Panics
/// Never: an agenda is plain text, numbers and lists.
pub fn text(meeting: &IssuedAgenda) -> String {
    let yaml = whole(meeting);
    format!(
        "# This meeting's agenda, made from the group's standing agenda. Edit it freely until the meeting begins.\n{yaml}"
    )
}

/// The agenda as issued: the file without its `record:` part, with plain line ends and one at the end, so that
/// neither the record nor a program that copies files makes another agenda of it.
pub fn agenda_part(text: &str) -> String {
    parts(text).0
}

/// The `record:` part of the file, likewise; empty where there is none.
pub fn record_part(text: &str) -> String {
    parts(text).1
}

fn parts(text: &str) -> (String, String) {
    let mut inside = false;
    let (mut agenda, mut record) = (String::with_capacity(text.len()), String::new());
    for line in text.lines() {
        let deeper = line.is_empty() || line.starts_with([' ', '\t']);
        inside = line.starts_with("record:") || (inside && deeper);
        let part = if inside { &mut record } else { &mut agenda };
        part.push_str(line);
        part.push('\n');
    }
    for part in [&mut agenda, &mut record] {
        part.truncate(part.trim_end().len());
        part.push_str(if part.is_empty() { "" } else { "\n" });
    }
    (agenda, record)
}

/// What the agenda as issued comes to.
pub fn agenda_sha256(text: &str) -> Sha256 {
    Sha256::of(agenda_part(text).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda::Tier;

    const FULL: &str = "schema: 1
id: executive-2026-12-03
group: executive
title: \"Executive, Q3 2026/27\"
date: 2026-12-03
start: \"10:00\"
end: 12:00
place: Microsoft Teams
chair: icb-dsp
minute_taker: business-manager
marking: OFFICIAL
last_meeting: executive-2026-09-10
next: {date: 2027-03-04, start: \"10:00\", place: Microsoft Teams}
apologies:
  - {post: police-dsp, deputy: \"Superintendent, Exploitation\"}
items:
  - id: dashboard
    title: Dashboard
    kind: ordinary
    purpose: assure
    lead: chair
    minutes: 2h
    ask: Be assured.
    prompts: [What is it like to be a child here?]
    phrase: The dashboard was received.
    lock: first
    receives: dashboard
    tags: [schools]
    tier: open
    marking: OFFICIAL
    papers:
      - {ref: 5a, title: Dashboard, file: papers/5a.pdf, state: in, received: 2026-11-25, pages: 4, tier: restricted}
    last_time: {date: 2026-09-10, said: Timeliness fell to 61%.}
    carried_from: executive-2026-09-10
    why: Standing item
    actions: [EXEC-26-014]
";

    #[test]
    fn a_file_with_every_key_is_read_without_a_word() {
        let loaded = load(FULL);
        assert_eq!(loaded.problems, []);
        let read = loaded.value.unwrap();
        assert_eq!(read.slot().0, 120);
        assert_eq!(read.items[0].papers[0].pages, Some(4));
        assert_eq!(read.items[0].papers[0].tier, Some(Tier::Restricted));
    }

    #[test]
    fn the_record_may_be_of_any_form() {
        for record in ["", " text", " [1, {a: b}]", "\n  state: ended\n  entries:\n    - {at: 10:00}"] {
            let loaded = load(&format!("{FULL}record:{record}\n"));
            assert_eq!(loaded.problems, [], "{record}");
            assert!(loaded.value.is_some());
        }
    }

    #[test]
    fn the_agenda_as_issued_is_the_same_with_any_record_and_any_line_ends() {
        let issued = agenda_sha256(FULL);
        for record in
            ["record:\n", "record:\n  state: ended\n\n  text: |-\n    record: x\n", "record: {state: live}"]
        {
            assert_eq!(agenda_sha256(&format!("{FULL}{record}")), issued, "{record}");
            assert_eq!(agenda_sha256(&format!("{record}\n{FULL}")), issued, "{record}");
        }
        assert_eq!(agenda_sha256(&FULL.replace('\n', "\r\n")), issued);
        assert_eq!(agenda_sha256(FULL.trim_end()), issued);
        assert_ne!(agenda_sha256(&FULL.replace("Be assured", "Be sure")), issued);
        assert_ne!(agenda_sha256(&format!("{FULL}record:\n  a: 1\n# a remark\n")), issued);
    }

    #[test]
    fn what_the_program_keeps_is_what_the_file_may_hold() {
        let read = load(FULL).value.unwrap();
        let written = serde_yaml::to_string(&read).unwrap();
        let again = load(&written);
        assert_eq!(again.problems, [], "{written}");
        assert_eq!(again.value.unwrap(), read);
    }
}
