//! What the file of a panel on a child may hold.

use super::merge::merge;
use super::reading::{read, usable};
use super::refusal::Refusal;
use super::yaml::{Loaded, Shape, may, need, whole};
use crate::base::id::{AuditId, CaseId};
use crate::domain::audit::{Panel, Step};

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

/// The file of the panel on a child after some steps; a new one where there is none. What else stands in it stays. Who takes
/// them may have seen what it had agreed until then.
///
/// # Errors
/// That the file cannot be read, or the steps cannot be written into it; or what of it somebody else has agreed since.
pub fn after(
    existing: Option<&str>,
    audit: &AuditId,
    case: &CaseId,
    steps: &[Step],
    seen: Option<&Panel>,
) -> Result<String, Refusal> {
    let Some(existing) = existing else {
        let new = Panel { schema: 1, audit: audit.clone(), case: case.clone(), ..Panel::default() };
        return Ok(text(&steps.iter().fold(new, Panel::after)));
    };
    let known = usable(load(existing))?;
    if let Some(clash) = seen.and_then(|seen| steps.iter().find_map(|step| step.clash(seen, &known))) {
        return Err(clash.into());
    }
    let then = steps.iter().fold(known.clone(), Panel::after);
    // Laid out as it lies, with only what the steps changed written into it.
    let now = merge(&text(&known), existing, &text(&then)).text;
    match load(&now).value {
        Some(read) if read == then => Ok(now),
        _ => Err("what was agreed cannot be written into it as it is laid out".into()),
    }
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

    #[test]
    fn every_step_is_written_into_the_file_as_it_lies_and_reads_back() {
        let (audit, case) = (AuditId::from("2026-q4-neglect"), CaseId::from("C1"));
        let settled = |how, grade: Option<&str>, reason: &str| Settled {
            question: "core-voice".into(),
            how,
            grade: grade.map(str::to_owned),
            reason: reason.into(),
            ..Settled::default()
        };
        let dissent = Dissent { agency: "police".into(), grade: "G".into(), why: "told: in time".into() };
        let overall = Overall { grade: "RI".into(), reason: "\"drift\", nobody escalated".into() };
        let finding =
            Finding { id: "F-26-001".into(), text: "Never seen alone.".into(), ..Finding::default() };
        let steps = [
            Step::Sat("2027-01-19".parse().unwrap()),
            Step::There("police".into(), true),
            Step::There("school".into(), true),
            Step::There("police".into(), false),
            Step::Settled(settled(Settlement::Parked, None, "")),
            Step::Settled(settled(Settlement::Regraded, Some("RI"), "Nobody asked at home.")),
            Step::Dissent("core-voice".into(), dissent),
            Step::Missing(Missing { agency: "Housing".into(), why: "overcrowding was known".into() }),
            Step::Found(finding),
            Step::Answers("F-26-001".into(), "REC-26-004".into()),
            Step::Overall(Agreed { overall, ..Agreed::default() }),
            Step::Took(12),
            Step::Took(30),
        ];
        let mut by_one: Option<String> = None;
        let mut panel = Panel { schema: 1, audit: audit.clone(), case: case.clone(), ..Panel::default() };
        for step in &steps {
            let mut next = after(by_one.as_deref(), &audit, &case, std::slice::from_ref(step), None).unwrap();
            panel = panel.after(step);
            assert_eq!(load(&next).value.as_ref(), Some(&panel), "{step:?}\n{next}");
            if by_one.is_none() {
                next.push_str("# kept by hand\n");
            }
            assert!(next.contains("# kept by hand"), "{next}");
            by_one = Some(next);
        }
        assert_eq!(panel.sitting.minutes, Some(42));
        assert!(panel.parked().is_empty());
        let settles =
            |grade: &str, why: &str| [Step::Settled(settled(Settlement::Regraded, Some(grade), why))];
        let mine =
            |why: &str| after(by_one.as_deref(), &audit, &case, &settles("RI", why), Some(&Panel::default()));
        let why = mine("No.").unwrap_err().to_string();
        assert_eq!(why, "“core-voice” is settled as RI now, and was not settled when you looked at it");
        let found =
            [Step::Found(Finding { id: "F-26-002".into(), text: "Late.".into(), ..Finding::default() })];
        assert!(
            after(by_one.as_deref(), &audit, &case, &found, Some(&Panel::default())).is_ok(),
            "it is only added"
        );
        let at_once = after(None, &audit, &case, &steps, None).unwrap();
        assert_eq!(load(&at_once).value.unwrap(), panel);
        assert!(after(Some("audit: ["), &audit, &case, &steps, None).is_err());
    }
}
