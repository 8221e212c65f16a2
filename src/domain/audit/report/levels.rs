//! What the levels of scales mean, beside the answers that were given on them: the words of the template, for everybody.

use super::{Part, Results};
use crate::domain::audit::Scale;
use crate::domain::audit::results::{Outcome, Tally};

/// What it takes to be at each level of a question, where the template says so of this question.
pub(super) fn takes<'a>(outcome: &'a Outcome<'_>, tally: &Tally<'_>) -> Option<&'a str> {
    let own = outcome.question.descriptors.iter().find(|one| one.level == tally.code);
    own.map(|one| one.says.trim()).filter(|says| !says.is_empty())
}

/// The scales that answers and grades are given on, with what each level means.
pub(super) fn scales(results: &Results<'_>) -> Option<Part> {
    let mut used: Vec<&Scale> = Vec::new();
    let asked = results.questions.iter().filter(|outcome| outcome.asked() > 0);
    let of_questions = asked.filter_map(|outcome| results.template.scale_of(outcome.question));
    for scale in of_questions.chain(results.template.grades().filter(|_| results.gives_grades())) {
        if used.iter().all(|known| known.id != scale.id) {
            used.push(scale);
        }
    }
    let part = |scale: &Scale| Part {
        title: scale.title.clone(),
        points: scale
            .levels
            .iter()
            .filter(|level| !level.means.trim().is_empty())
            .map(|level| {
                format!("{}: {}", format!("{} {}", level.symbol, level.word).trim(), level.means.trim())
            })
            .collect(),
        ..Part::default()
    };
    let under: Vec<Part> = used.into_iter().map(part).filter(|part| !part.points.is_empty()).collect();
    (!under.is_empty()).then(|| Part { title: "What the levels mean".into(), under, ..Part::default() })
}
