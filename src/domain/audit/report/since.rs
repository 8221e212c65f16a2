//! Movement since the audit that is repeated, as a part of a report: counts with how many they are of.

use super::{FEWEST, Grid, Part, Tier, heads};
use crate::base::text::{capital, count};
use crate::domain::audit::movement::{Compared, Counted, How, Moved, Movement, Share};

/// What moved since then.
pub(super) fn since(movement: &Movement<'_>, tier: Tier) -> Part {
    let ways: Vec<String> = movement
        .ways()
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(way, n)| format!("{}: {}", way.said(), count(n, "question", "questions")))
        .collect();
    let mut said = vec![format!("Compared with “{}”.", movement.before)];
    if !ways.is_empty() {
        said.push(format!("{}.", capital(&ways.join("; "))));
    }
    said.push("Counts are of children by what was agreed, and of answers; samples are small.".to_owned());
    said.extend(in_words(movement));
    let rows = movement.questions.iter().map(|moved| row(moved, tier)).collect();
    let head = heads(&["Question", "Way", "Agreed of children", "Answers of agencies", "Note"]);
    let grid = Some(Grid { about: "Movement since last time, question by question".into(), head, rows });
    Part { title: "Since last time".into(), said, grid, ..Part::default() }
}

fn row(moved: &Moved<'_>, tier: Tier) -> Vec<String> {
    let none = if matches!(moved.how, How::Counted { .. }) { "counted" } else { "not compared" };
    let way = moved.way().map_or_else(|| none.to_owned(), |way| way.said().to_owned());
    let one = |compared: Option<&Compared>| compared.map(|one| counted(one, tier)).unwrap_or_default();
    let (agreed, answers) = match &moved.how {
        How::Compared { answers, agreed } => (one(agreed.as_ref()), one(answers.as_ref())),
        How::Counted { answers, agreed } => (chosen(agreed, tier), chosen(answers, tier)),
        _ => (String::new(), String::new()),
    };
    let notes = [note(moved), moved.why.unwrap_or_default().to_owned()];
    let notes: Vec<String> = notes.into_iter().filter(|one| !one.trim().is_empty()).collect();
    vec![moved.question.text.clone(), way, agreed, answers, notes.join(". ")]
}

/// Anything that stands in the way of comparing, or that one should know.
pub fn note(moved: &Moved<'_>) -> String {
    match &moved.how {
        How::Compared { .. } if moved.compared().is_none() => "no scores on one side".to_owned(),
        How::Counted { answers, .. } if answers.is_empty() => "nothing was chosen on one side".to_owned(),
        How::Compared { .. } | How::Counted { .. } if moved.reworded => {
            "asked in other words then".to_owned()
        }
        How::Compared { .. } | How::Counted { .. } => String::new(),
        How::Rescaled { was } => format!("answered on another scale then ({was})"),
        How::New => "not asked then".to_owned(),
        How::Gone => "not asked any more".to_owned(),
    }
}

/// That questions are left out whose answers nothing can be counted of.
pub fn in_words(movement: &Movement<'_>) -> Option<String> {
    let questions = count(movement.in_words, "question is", "questions are");
    (movement.in_words > 0)
        .then(|| format!("{questions} answered in words, with a number or a day, and not compared."))
}

/// What was chosen then and now, where no count is too small to be read by anybody.
pub fn chosen(counted: &[Counted], tier: Tier) -> String {
    if tier == Tier::Open && counted.iter().any(|one| is_small(one.was) || is_small(one.is)) {
        return "too few to show".to_owned();
    }
    counted.iter().map(Counted::said).collect::<Vec<_>>().join("; ")
}

/// Whether a count, or what it leaves, is too small to be read by anybody.
fn is_small(share: Share) -> bool {
    share.n < FEWEST || (1..FEWEST).contains(&(share.of - share.n))
}

/// The counts, where none of them is too small to be read by anybody.
pub fn counted(compared: &Compared, tier: Tier) -> String {
    let few = compared.levels.get(compared.good).is_some_and(|(_, was, is)| is_small(*was) || is_small(*is));
    if tier == Tier::Open && few { "too few to show".to_owned() } else { compared.said() }
}
