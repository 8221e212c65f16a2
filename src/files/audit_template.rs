//! What audit templates and packs of questions may hold, and the frozen form of a template: one text for one content,
//! and the hash of it.

use super::reading::read;
use super::yaml::{Field, Loaded, Shape, may, need, whole};
use crate::base::hash::Sha256;
use crate::domain::audit::{Pack, Resolved, Section, Template};

const SCHEMA: Field = need("schema", &Shape::Whole, "the version of the format, which is 1");
const VERSION: Field = need("version", &Shape::Whole, "its version; count it up when you change it");
const TITLE: Field = need("title", &Shape::Line, "what it is called");
const ABOUT: Field = may("about", &Shape::Text, "what it is for and how to use it");
const NOTE: Field = may("note", &Shape::Text, "what the audit lead should know before using it");
const INCLUDES: Field = may("includes", &Shape::List(&INCLUDE), "packs taken in, before the sections");
const SECTIONS: Field = may("sections", &Shape::List(&SECTION), "its own sections");
const EVIDENCE_INDEX: Field = may("evidence_index", &Shape::List(&EVIDENCE_ITEM), "evidence kept ready");
const DATA_LISTS: Field = may("data_lists", &Shape::List(&DATA_LIST), "lists of data kept ready");

const INCLUDE: Shape = Shape::Map(&[
    need("pack", &Shape::Id, "the id of the pack"),
    may("only", &Shape::List(&Shape::Id), "only these questions of it; left out, all of them"),
]);

const SECTION: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its id; sections with the same id become one"),
    need("title", &Shape::Line, "the heading"),
    may("about", &Shape::Text, "what stands under the heading"),
    may("note", &Shape::Text, "what the audit lead should know of it"),
    may("includes", &Shape::List(&INCLUDE), "packs whose questions come first here, without their headings"),
    may("questions", &Shape::List(&QUESTION), "the questions"),
]);

const KINDS: Shape = Shape::Word(&["scale", "choice", "multi", "number", "date", "text", "yes-no"]);

const CHOICE: Shape = Shape::Map(&[
    need("code", &Shape::Id, "the code that answers are kept by"),
    need("word", &Shape::Line, "the words"),
]);

const SHOW_IF: Shape = Shape::Map(&[
    need("question", &Shape::Id, "a question that is asked before this one"),
    need(
        "in",
        &Shape::List(&Shape::Line),
        "the answers to it, by their codes, after which this one is asked",
    ),
]);

const DESCRIPTOR: Shape = Shape::Map(&[
    need("level", &Shape::Line, "the code of the level"),
    need("says", &Shape::Text, "what it takes"),
]);

const QUESTION: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id, which says its theme"),
    need("text", &Shape::Text, "the question"),
    may("prompts", &Shape::List(&Shape::Line), "what to think of, a few words each"),
    may("look_for", &Shape::Text, "where in the records to look"),
    may("panel", &Shape::Text, "what the panel asks itself when the agencies have answered"),
    may("kind", &KINDS, "how it is answered, where that is not on a scale"),
    may("scale", &Shape::Id, "the scale, where it is not the template's"),
    may("choices", &Shape::List(&CHOICE), "the answers of a choice"),
    may("required", &Shape::YesNo, "whether it must be answered; true when left out"),
    may("evidence", &Shape::Word(&["none", "optional", "required"]), "whether evidence goes with the answer"),
    may("safety_critical", &Shape::YesNo, "whether a bad answer is about a child's safety"),
    may("applies_to", &APPLIES_TO, "the kinds of agencies it is for; all when left out"),
    may("show_if", &SHOW_IF, "when it is asked at all"),
    may("descriptors", &Shape::List(&DESCRIPTOR), "what each level means for this question"),
    may(
        "compares_with",
        &Shape::List(&Shape::Id),
        "questions of other templates that ask the same of others",
    ),
    may("minutes", &Shape::Length, "how long it takes, where that is not as usual"),
    may("note", &Shape::Text, "anything the audit lead should know of it"),
]);

const APPLIES_TO: Shape = Shape::OneOf(&[&Shape::Word(&["all"]), &Shape::List(&Shape::Id)]);

const EVIDENCE_ITEM: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id"),
    need("what", &Shape::Line, "what it is"),
    need("holder", &Shape::Id, "the kind of agency that holds it"),
    need("fresh_days", &Shape::Whole, "after how many days it must be looked at again"),
]);

const DATA_LIST: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id"),
    need("title", &Shape::Line, "what it is called"),
    need("holder", &Shape::Id, "the kind of agency that makes it"),
    need("period_months", &Shape::Whole, "how many months it goes back; 0 for as it stands on the day"),
    need("columns", &Shape::List(&Shape::Line), "its columns, in order"),
]);

const CLOSING: Shape = Shape::Word(&[
    "overall_grade",
    "overall_reason",
    "strengths",
    "develop",
    "learning_points",
    "system_barriers",
    "worker_spoken_to",
    "child_feedback",
    "parent_feedback",
    "immediate_concern",
]);

const TEMPLATE_KINDS: Shape =
    Shape::Word(&["thematic", "exploitation", "section11", "section175", "joint-inspection", "survey"]);

/// What a template may hold.
pub const SHAPE: Shape = Shape::Map(&[
    SCHEMA,
    need("id", &Shape::Id, "its permanent id, which is the name of the file"),
    VERSION,
    TITLE,
    need("kind", &TEMPLATE_KINDS, "what sort of audit it is for"),
    ABOUT,
    NOTE,
    may("default_scale", &Shape::Id, "the scale of questions that name none, and of the overall grade"),
    may("look_back_months", &Shape::Whole, "how many months of practice are looked at"),
    may("target_minutes", &Shape::Length, "how long one return should take, once the records are read"),
    may("agencies", &Shape::List(&Shape::Id), "the kinds of agencies that are usually asked"),
    INCLUDES,
    SECTIONS,
    EVIDENCE_INDEX,
    DATA_LISTS,
    may("closing", &Shape::List(&CLOSING), "what is asked at the end of a return"),
]);

/// A new template as a file.
pub fn fresh(template: &Template) -> String {
    let head = "# An audit template. Ids are permanent: what was answered points at them.\n";
    format!("{head}{}", whole(template))
}

/// What a pack may hold.
pub const PACK_SHAPE: Shape = Shape::Map(&[
    SCHEMA,
    need("id", &Shape::Id, "its permanent id, which is the name of the file"),
    VERSION,
    TITLE,
    ABOUT,
    NOTE,
    INCLUDES,
    SECTIONS,
    EVIDENCE_INDEX,
    DATA_LISTS,
]);

/// Reads a template; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Template> {
    let mut loaded: Loaded<Template> = read(text, &SHAPE);
    if let Some(template) = &mut loaded.value {
        evened([&mut template.about, &mut template.note], &mut template.sections);
    }
    loaded
}

/// Reads a pack; every problem comes with its place.
pub fn load_pack(text: &str) -> Loaded<Pack> {
    let mut loaded: Loaded<Pack> = read(text, &PACK_SHAPE);
    if let Some(pack) = &mut loaded.value {
        evened([&mut pack.about, &mut pack.note], &mut pack.sections);
    }
    loaded
}

/// One blank between words, whichever way the text was laid out over lines.
fn even(text: &mut String) {
    let words: Vec<&str> = text.split_whitespace().collect();
    *text = words.join(" ");
}

/// The same of everything people write over several lines.
fn evened(own: [&mut String; 2], sections: &mut [Section]) {
    own.into_iter().for_each(even);
    for section in sections {
        even(&mut section.about);
        even(&mut section.note);
        for question in &mut section.questions {
            let texts = [&mut question.text, &mut question.look_for, &mut question.panel, &mut question.note];
            let descriptors = question.descriptors.iter_mut().map(|one| &mut one.says);
            texts.into_iter().chain(descriptors).chain(&mut question.prompts).for_each(even);
        }
    }
}

/// The one text of a template with its packs merged in: what an audit is frozen on. It does not depend on how the files
/// were laid out, on their comments, or on which pack a question came from; it changes with every word, scale and order.
/// [`frozen`] reads it back.
///
/// # Panics
/// Never: a template is texts, numbers and lists.
pub fn canonical(template: &Resolved) -> String {
    let mut text = serde_json::to_string_pretty(template).expect("texts, numbers and lists can be written");
    text.push('\n');
    text
}

/// The hash of [`canonical`].
pub fn sha256(template: &Resolved) -> Sha256 {
    Sha256::of(canonical(template).as_bytes())
}

/// A template as it was frozen.
///
/// # Errors
/// A sentence without a full stop when the text is not one that [`canonical`] wrote.
pub fn frozen(text: &str) -> Result<Resolved, String> {
    let read: Resolved =
        serde_json::from_str(text).map_err(|why| format!("this is not a frozen template: {why}"))?;
    if canonical(&read) == text {
        Ok(read)
    } else {
        Err("this frozen template was changed by hand, or was written by a newer Chairside".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::{AppliesTo, Vocabulary, resolve};
    use std::collections::BTreeMap;

    const FULL: &str = "schema: 1
id: neglect
version: 3
title: Neglect
kind: thematic
about: What children live with.
note: Ask the adults board too.
default_scale: met-two
look_back_months: 12
target_minutes: 1h30
agencies: [school, police]
includes:
  - pack: core
    only: [child-voice]
sections:
  - id: neglect
    title: Neglect
    about: What is missing in a child's day.
    note: New.
    includes:
      - {pack: core, only: [child-seen]}
    questions:
      - id: neglect-open
        text: Is the child open to you?
        kind: yes-no
        evidence: none
      - id: neglect-tool
        text: Was the tool completed and shared?
        prompts: [when, with whom]
        look_for: The tool itself.
        panel: Do we use it?
        scale: met-two
        required: false
        evidence: required
        safety_critical: true
        applies_to: [school]
        show_if: {question: neglect-open, in: [yes]}
        descriptors:
          - {level: NM, says: No tool.}
        compares_with: [child-voice]
        minutes: 5
        note: Name the tool.
      - id: neglect-which
        text: Which kind?
        kind: multi
        choices: [{code: physical, word: Physical}]
        applies_to: all
evidence_index:
  - {id: e-1, what: Last audit, holder: school, fresh_days: 90}
data_lists:
  - {id: l-1, title: Children, holder: police, period_months: 6, columns: [pseudonym, date]}
closing: [overall_grade, overall_reason, immediate_concern]
";
    const CORE: &str = "schema: 1
id: core
version: 1
title: Core
about: For every audit.
note: Seen.
sections:
  - id: child
    title: The child
    questions:
      - {id: child-voice, text: What did the child say?}
      - {id: child-seen, text: Was the child seen?}
";
    const WORDS: &str = "schema: 1
scales:
  - id: met-two
    title: Met
    ordinal: true
    levels:
      - {code: NM, word: Not met, symbol: ✗, colour: red}
      - {code: M, word: Met, symbol: ✓, colour: green}
non_scores: []
agency_kinds: [{id: school, word: School}, {id: police, word: Police}]
";

    fn resolved(template: &str, pack: &str, words: &str) -> Resolved {
        let (template, pack) = (load(template), load_pack(pack));
        assert_eq!((template.problems, pack.problems), (vec![], vec![]));
        let words: Vocabulary = super::super::audit_scales::load(words).value.unwrap();
        let packs = BTreeMap::from([("core".into(), pack.value.unwrap())]);
        resolve(&template.value.unwrap(), &packs, &words).unwrap()
    }

    #[test]
    fn a_file_with_every_key_is_read_without_a_word_and_is_what_the_program_keeps() {
        let loaded = load(FULL);
        assert_eq!(loaded.problems, []);
        let read = loaded.value.unwrap();
        assert_eq!(read.sections[0].questions[1].applies_to, AppliesTo::Only(vec!["school".into()]));
        assert_eq!(read.sections[0].questions[1].show_if.as_ref().unwrap().any_of, ["yes"]);
        let again = load(&serde_yaml::to_string(&read).unwrap());
        assert_eq!(again.problems, []);
        assert_eq!(again.value.unwrap(), read);
        let pack = load_pack(CORE).value.unwrap();
        let again = load_pack(&serde_yaml::to_string(&pack).unwrap());
        assert_eq!((again.problems, again.value.unwrap()), (vec![], pack));
    }

    #[test]
    fn the_hash_does_not_see_how_files_are_laid_out() {
        let kept = resolved(FULL, CORE, WORDS);
        let other = FULL
            .replace(
                "text: Was the tool completed and shared?",
                "text: >\n          Was the tool\n          completed and shared?",
            )
            .replace("closing: [overall_grade, ", "# at the end\nclosing:\n  [ overall_grade,\n   ")
            .replace("prompts: [when, with whom]", "prompts:\n          - \"when\"\n          - 'with whom'");
        assert_ne!(other, FULL);
        let other = resolved(&other, &CORE.replace('\n', "\r\n"), WORDS);
        assert_eq!(canonical(&kept), canonical(&other));
        // Nor where a question stood before it was taken in.
        let moved = FULL.replace(
            "      - {pack: core, only: [child-seen]}\n    questions:\n",
            "      - {pack: none}\n    questions:\n      - {id: child-seen, text: Was the child seen?}\n",
        );
        let moved = moved.replace("    includes:\n      - {pack: none}\n", "");
        assert_eq!(sha256(&resolved(&moved, CORE, WORDS)), sha256(&kept));
    }

    #[test]
    fn the_hash_sees_every_word_scale_and_order() {
        let kept = sha256(&resolved(FULL, CORE, WORDS));
        for (from, to) in [
            ("version: 3", "version: 4"),
            ("completed and", "completed or"),
            ("when, with whom", "with whom, when"),
            ("kind: multi", "kind: choice"),
            ("evidence: required", "evidence: optional"),
            ("in: [yes]", "in: [no]"),
            ("overall_grade, overall_reason", "overall_reason, overall_grade"),
            ("agencies: [school, police]", "agencies: [police, school]"),
        ] {
            let changed = FULL.replace(from, to);
            assert_ne!(changed, FULL, "{from}");
            assert_ne!(sha256(&resolved(&changed, CORE, WORDS)), kept, "{from}");
        }
        let seen = CORE.replace("Was the child seen?", "Was the child seen alone?");
        assert_ne!(sha256(&resolved(FULL, &seen, WORDS)), kept);
        for (from, to) in [("word: Met,", "word: Fully met,"), ("✗", "x"), ("red", "amber")] {
            assert_ne!(sha256(&resolved(FULL, CORE, &WORDS.replace(from, to))), kept, "{from}");
        }
    }

    #[test]
    fn what_was_frozen_is_read_back_and_a_change_by_hand_is_seen() {
        let kept = resolved(FULL, CORE, WORDS);
        let text = canonical(&kept);
        assert_eq!(frozen(&text).unwrap(), kept);
        assert!(frozen(&text.replace("\"version\": 3", "\"version\":  3")).unwrap_err().contains("by hand"));
        assert!(frozen("{").unwrap_err().contains("not a frozen template"));
    }

    #[test]
    fn the_frozen_form_is_for_ever() {
        // Audits were opened with this hash. If it changes here, every audit that is open cannot be read any more.
        let hash = sha256(&resolved(FULL, CORE, WORDS)).to_string();
        assert_eq!(hash, "9d282b66d79dcd6c7dfbc817106f9f6185dbd60c5f9a154aee911459a5bea375");
    }
}
