//! What a standing agenda's file may hold. The same items, and a little more, stand in a meeting's file.

use super::reading::read;
use super::yaml::{Field, Loaded, Shape, may, need};
use crate::domain::agenda::StandingAgenda;

/// What the program itself can do at an item.
const KINDS: Shape =
    Shape::Word(&["welcome", "declarations", "last-minutes", "actions", "close", "ordinary"]);

pub(super) const ID: Field = need("id", &Shape::Id, "its id, unique in this agenda");
pub(super) const TITLE: Field = need("title", &Shape::Line, "what it is called");
pub(super) const KIND: Field = may("kind", &KINDS, "what the program itself does at this item");
pub(super) const PURPOSE: Field =
    need("purpose", &Shape::Word(&["decide", "assure", "discuss", "note"]), "why it is on the agenda");
pub(super) const LEAD: Field = need("lead", &Shape::Id, "the post that leads it, or chair");
pub(super) const MINUTES: Field = need("minutes", &Shape::Length, "how long it is given");
pub(super) const ASK: Field = may("ask", &Shape::Text, "what the meeting is asked to do");
pub(super) const PROMPTS: Field =
    may("prompts", &Shape::List(&Shape::Line), "short questions the chair may ask");
pub(super) const PHRASE: Field =
    may("phrase", &Shape::Text, "the sentence for the minutes when nothing was typed");
pub(super) const LOCK: Field = may("lock", &Shape::Word(&["first", "last"]), "whether its place may move");
pub(super) const RECEIVES: Field =
    may("receives", &Shape::Id, "the id of something the group is sent, from the partnership's file");
pub(super) const TAGS: Field =
    may("tags", &Shape::List(&Shape::Id), "words for what it touches, to find interests on the register");
pub(super) const TIER: Field = may("tier", &TIERS, "who may see what is recorded");
pub(super) const MARKING: Field =
    may("marking", &Shape::Line, "its protective marking, where it is not the usual one");

/// Who may see something.
pub(super) const TIERS: Shape = Shape::Word(&["open", "partners", "restricted"]);

const ITEM: Shape = Shape::Map(&[
    ID, TITLE, KIND, PURPOSE, LEAD, MINUTES, ASK, PROMPTS, PHRASE, LOCK, RECEIVES, TAGS, TIER, MARKING,
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("group", &Shape::Id, "the id of the group that meets"),
    need("title", &Shape::Line, "the meeting's name"),
    need("slot", &Shape::Length, "how long the meeting is"),
    need("items", &Shape::List(&ITEM), "the items, in order"),
]);

/// Reads a standing agenda; every problem comes with its place.
pub fn load(text: &str) -> Loaded<StandingAgenda> {
    read(text, &SHAPE)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = "schema: 1
group: executive
title: Executive
slot: 2h
items:
  - id: welcome
    title: Welcome
    kind: welcome
    purpose: note
    lead: chair
    minutes: 2h
    ask: Confirm who is here.
    prompts:
      - What is it like to be a child here?
    phrase: Members were welcomed.
    lock: first
    receives: dashboard
    tags: [schools]
    tier: restricted
    marking: OFFICIAL
";

    #[test]
    fn a_file_with_every_key_is_read_without_a_word() {
        let loaded = load(FULL);
        assert_eq!(loaded.problems, []);
        assert_eq!(loaded.value.unwrap().items[0].minutes.0, 120);
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
