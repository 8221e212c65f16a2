//! What the file of a panel on a child may hold.

use super::reading::read;
use super::yaml::{Loaded, Shape, may, need, whole};
use crate::domain::audit::Panel;

const SITTING: Shape = Shape::Map(&[
    may("on", &Shape::Date, "the day the panel sat"),
    may("present", &Shape::List(&Shape::Id), "agencies that were there"),
    may("minutes", &Shape::Whole, "minutes this child took"),
]);

const DISSENT: Shape = Shape::Map(&[
    need("agency", &Shape::Id, "who would say otherwise"),
    need("grade", &Shape::Line, "the grade it would give"),
    need("why", &Shape::Text, "why"),
]);

const SETTLED: Shape = Shape::Map(&[
    need("question", &Shape::Id, "the question's permanent id"),
    need("how", &Shape::Word(&["agreed", "regraded", "parked"]), "how it was settled"),
    may("grade", &Shape::Line, "the grade the panel agreed"),
    may("reason", &Shape::Text, "why; always with another grade than the agencies gave"),
    may("dissent", &Shape::List(&DISSENT), "who would say otherwise"),
]);

const OVERALL: Shape = Shape::Map(&[
    need("grade", &Shape::Line, "the grade of the work with this child, typed by people"),
    need("reason", &Shape::Text, "why"),
    may("by", &Shape::List(&Shape::Id), "who agreed"),
    may("dissent", &Shape::List(&DISSENT), "who would say otherwise"),
]);

const MISSING: Shape = Shape::Map(&[
    need("agency", &Shape::Line, "which agency"),
    need("why", &Shape::Text, "why it should have been there, or what it was never told"),
]);

const FINDING: Shape = Shape::Map(&[
    need("id", &Shape::Line, "its permanent id, such as F-26-014"),
    need("kind", &Shape::Word(&["strength", "develop"]), "whether it is to be kept or changed"),
    may("section", &Shape::Line, "the section it belongs to"),
    may("ground", &Shape::Word(&["practice", "system"]), "about how people work, or what they work in"),
    need("text", &Shape::Text, "what was found; nothing that names anybody"),
    may("questions", &Shape::List(&Shape::Id), "questions it rests on"),
    may("recommendations", &Shape::List(&Shape::RecommendationId), "the recommendations that answer it"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("audit", &Shape::Id, "the audit"),
    need("case", &Shape::Line, "the child, by pseudonym"),
    may("sitting", &SITTING, "when the panel sat, and who was there"),
    may("settled", &Shape::List(&SETTLED), "what was settled, in the order in which it was"),
    may("overall", &OVERALL, "the grade altogether, typed and with its reason"),
    may("missing", &Shape::List(&MISSING), "agencies that should have been there"),
    may("findings", &Shape::List(&FINDING), "what was found"),
]);

/// Reads a panel's file; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Panel> {
    read(text, &SHAPE)
}

/// What a panel agreed as a file.
pub fn text(of: &Panel) -> String {
    format!(
        "# What the panel agreed. What the agencies said stands in their returns, and is never changed.\n{}",
        whole(of)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::{
        Agreed, Dissent, Finding, FindingKind, Ground, Missing, Overall, Settled, Settlement, Sitting,
    };

    #[test]
    fn what_a_panel_agreed_reads_back() {
        let dissent =
            vec![Dissent { agency: "police".into(), grade: "G".into(), why: "told in time".into() }];
        let of = Panel {
            schema: 1,
            audit: "2026-q4-neglect".into(),
            case: "C1".into(),
            sitting: Sitting {
                on: Some("2027-01-19".parse().unwrap()),
                present: vec!["police".into(), "school".into()],
                minutes: Some(42),
            },
            settled: vec![Settled {
                question: "core-voice".into(),
                how: Settlement::Regraded,
                grade: Some("RI".into()),
                reason: "Nobody asked at home.".into(),
                dissent: dissent.clone(),
            }],
            overall: Some(Agreed {
                overall: Overall { grade: "RI".into(), reason: "Drift: nobody escalated".into() },
                by: vec!["school".into()],
                dissent,
            }),
            missing: vec![Missing { agency: "Housing".into(), why: "overcrowding was known".into() }],
            findings: vec![Finding {
                id: "F-26-001".into(),
                kind: FindingKind::Strength,
                section: "child".into(),
                ground: Ground::System,
                text: "A place at breakfast within a week.".into(),
                questions: vec!["core-voice".into()],
                recommendations: vec!["REC-26-004".into()],
            }],
        };
        let written = text(&of);
        let loaded = load(&written);
        assert_eq!(loaded.problems, [], "{written}");
        assert_eq!(loaded.value.unwrap(), of);
    }
}
