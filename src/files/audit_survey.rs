//! What the file of a survey beside an audit may hold: counts, and nobody's reply.

use super::reading::read;
use super::yaml::{Loaded, Shape, may, need, whole};
use crate::domain::audit::survey::Survey;

const ASKED: Shape = Shape::Map(&[
    need(
        "standards",
        &Shape::List(&Shape::Id),
        "the questions or sections of the audit it stands beside, by their ids",
    ),
    may("statement", &Shape::Text, "the statement, as staff read it"),
    may("agency", &Shape::Id, "whose staff; left out, everybody's"),
    need("agree", &Shape::Whole, "how many agree"),
    need("disagree", &Shape::Whole, "how many do not"),
    need("dont_know", &Shape::Whole, "how many do not know"),
    need("n", &Shape::Whole, "how many replied to it at all"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("audit", &Shape::Id, "the audit"),
    may(
        "fewest",
        &Shape::Whole,
        "counts of fewer people than this are not shown: 5, unless you say so; at least 3",
    ),
    may(
        "apart",
        &Shape::Whole,
        "from how many of a hundred that do not agree a standard is pointed out that agencies grade well: 25, unless you \
         say so",
    ),
    need("asked", &Shape::List(&ASKED), "what was asked, and how many said what"),
]);

/// Reads the file; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Survey> {
    read(text, &SHAPE)
}

/// A survey as a file.
pub fn text(of: &Survey) -> String {
    format!("# What practitioners said, as counts. Nobody's reply stands here.\n{}", whole(of))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::survey::Counted;

    #[test]
    fn a_survey_reads_back_and_says_its_limits_itself() {
        let of = Survey {
            audit: "2026-section-11".into(),
            asked: vec![Counted {
                standards: vec!["s11-training".into(), "s11-joint-working".into()],
                statement: "I was trained: with others, too".into(),
                agency: Some("police".into()),
                agree: 41,
                disagree: 22,
                dont_know: 9,
                n: 72,
            }],
            ..Survey::default()
        };
        let written = text(&of);
        assert!(written.contains("fewest: 5\napart: 25\n"), "{written}");
        let loaded = load(&written);
        assert_eq!(loaded.problems, [], "{written}");
        assert_eq!(loaded.value.unwrap(), of);
    }
}
