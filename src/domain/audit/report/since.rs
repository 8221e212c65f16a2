//! Movement since the audit that is repeated, as a part of a report: counts with how many they are of.

use super::{FEWEST, Grid, Part, Tier, heads};
use crate::base::text::{capital, count};
use crate::domain::audit::movement::{Compared, How, Moved, Movement, Share};

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
    let rows = movement.questions.iter().map(|moved| row(moved, tier)).collect();
    let head = heads(&["Question", "Way", "Agreed of children", "Answers of agencies", "Note"]);
    let grid = Some(Grid { about: "Movement since last time, question by question".into(), head, rows });
    Part { title: "Since last time".into(), said, grid, ..Part::default() }
}

fn row(moved: &Moved<'_>, tier: Tier) -> Vec<String> {
    let way = moved.way().map_or_else(|| "not compared".to_owned(), |way| way.said().to_owned());
    let (agreed, answers) = match &moved.how {
        How::Compared { answers, agreed } => (agreed.as_ref(), answers.as_ref()),
        _ => (None, None),
    };
    let counted = |compared: Option<&Compared>| compared.map(|one| counted(one, tier)).unwrap_or_default();
    let notes = [note(moved), moved.why.unwrap_or_default().to_owned()];
    let notes: Vec<String> = notes.into_iter().filter(|one| !one.trim().is_empty()).collect();
    vec![moved.question.text.clone(), way, counted(agreed), counted(answers), notes.join(". ")]
}

/// Anything that stands in the way of comparing, or that one should know.
pub fn note(moved: &Moved<'_>) -> String {
    match &moved.how {
        How::Compared { .. } if moved.compared().is_none() => "no scores on one side".to_owned(),
        How::Compared { .. } if moved.reworded => "asked in other words then".to_owned(),
        How::Compared { .. } => String::new(),
        How::Rescaled { was } => format!("answered on another scale then ({was})"),
        How::New => "not asked then".to_owned(),
        How::Gone => "not asked any more".to_owned(),
    }
}

/// The counts, where none of them is too small to be read by anybody.
pub fn counted(compared: &Compared, tier: Tier) -> String {
    let hidden = |share: &Share| share.n < FEWEST || (1..FEWEST).contains(&(share.of - share.n));
    let few = compared.levels.get(compared.good).is_some_and(|(_, was, is)| hidden(was) || hidden(is));
    if tier == Tier::Open && few { "too few to show".to_owned() } else { compared.said() }
}
