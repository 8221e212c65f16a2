//! What `audits/scales.yaml` may hold: the scales, the answers that are no score, and the kinds of agencies that every
//! audit of a workspace shares.

use super::reading::read;
use super::yaml::{Loaded, Shape, may, need};
use crate::domain::audit::Vocabulary;

const COLOURS: Shape = Shape::Word(&["red", "amber", "yellow", "green", "blue", "grey"]);

const LEVEL: Shape = Shape::Map(&[
    need("code", &Shape::Line, "the short code that answers are kept by"),
    need("word", &Shape::Line, "the word"),
    need("symbol", &Shape::Line, "a sign that says the same without colour"),
    need("colour", &COLOURS, "a colour that says the same once more"),
    may("means", &Shape::Text, "what the level means, where the word does not say enough"),
]);

const SCALE: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id"),
    need("title", &Shape::Line, "what it is called"),
    need("ordinal", &Shape::YesNo, "whether its levels go from worse to better"),
    need("levels", &Shape::List(&LEVEL), "the levels, worst first; `[]` when the answer is in words only"),
    may("note", &Shape::Text, "anything to say of it to those who choose it"),
]);

const NON_SCORE: Shape = Shape::Map(&[
    need(
        "code",
        &Shape::Word(&["na", "not_known", "not_informed", "insufficient_evidence"]),
        "which it is: not applicable, not known, never told, or too little to judge",
    ),
    need("word", &Shape::Line, "the word"),
    need("symbol", &Shape::Line, "a sign that says the same"),
    need("reason", &Shape::YesNo, "whether a reason must be given; `na` always needs one"),
    may("means", &Shape::Text, "when to use it"),
]);

const AGENCY_KIND: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id"),
    need("word", &Shape::Line, "what people call it"),
    may("means", &Shape::Text, "which services it stands for"),
    may(
        "also",
        &Shape::List(&Shape::Line),
        "what people also call it and those who work there; a brief blames none of them alone",
    ),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("scales", &Shape::List(&SCALE), "the scales"),
    need("non_scores", &Shape::List(&NON_SCORE), "answers that are no score"),
    need("agency_kinds", &Shape::List(&AGENCY_KIND), "the kinds of agencies that audits ask"),
]);

/// Reads the scales; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Vocabulary> {
    read(text, &SHAPE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::NonScore;

    const FULL: &str = "schema: 1
scales:
  - id: met-three
    title: Met
    ordinal: true
    levels:
      - {code: NO, word: Not met, symbol: ✗, colour: red, means: Nothing is there.}
      - {code: 2, word: Met, symbol: ✓, colour: green}
    note: For standards.
  - {id: narrative, title: In words, ordinal: false, levels: []}
non_scores:
  - {code: na, word: Not applicable, symbol: –, reason: true, means: It does not fit this child.}
agency_kinds:
  - {id: school, word: School, means: Schools and colleges, also: [college, head teacher]}
";

    #[test]
    fn a_file_with_every_key_is_read_without_a_word_and_is_what_the_program_keeps() {
        let loaded = load(FULL);
        assert_eq!(loaded.problems, []);
        let read = loaded.value.unwrap();
        assert_eq!(read.scales[0].levels[0].code, "NO");
        assert_eq!(read.scales[0].levels[1].code, "2");
        assert_eq!(read.non_scores[0].code, NonScore::Na);
        let again = load(&serde_yaml::to_string(&read).unwrap());
        assert_eq!(again.problems, []);
        assert_eq!(again.value.unwrap(), read);
    }
}
