//! Agencies' own words as parts of a report: what they answered where words were asked for, and what they say at the end of a
//! return. Each stands with its child's pseudonym and its agency, so none of it is for a paper that anybody may read.

use super::{Grid, Part, Results, Tier, heads};
use crate::base::text::one_line;
use crate::domain::audit::results::{Outcome, Said};
use crate::domain::audit::{Return, Settlement};

/// What is asked at the end of a return about an agency's own work, in the order of the form.
const TITLES: [&str; 5] = [
    "What was done well",
    "What should be done better",
    "What was learned",
    "What in the system stood in the way",
    "What workers added",
];

/// Something that was said of a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// The child, by pseudonym.
    pub case: String,
    /// Who said it: an agency, or the panel.
    pub who: String,
    /// What was said, on one line.
    pub words: String,
}

impl Worded {
    /// `C1, Police: …`.
    pub fn said(&self) -> String {
        format!("{}, {}: {}", self.case, self.who, self.words)
    }
}

/// What each agency answered to a question that asks for words, a number or a day, and what the panel agreed in words; nothing of
/// a question on a scale or with choices.
pub fn answers(results: &Results<'_>, outcome: &Outcome<'_>) -> Vec<Worded> {
    let mut all = Vec::new();
    if !outcome.tallies.is_empty() {
        return all;
    }
    for row in &outcome.rows {
        let case = row.case.to_string();
        for cell in row.cells.iter().filter(|cell| cell.said != Said::Blank) {
            let words = one_line(&outcome.said(results.template, &cell.said));
            all.push(Worded { case: case.clone(), who: results.agency_said(cell.agency).to_owned(), words });
        }
        let agreed = row.settled.filter(|one| one.how != Settlement::Parked && !one.reason.trim().is_empty());
        if let Some(settled) = agreed {
            all.push(Worded { case, who: "Panel".to_owned(), words: one_line(&settled.reason) });
        }
    }
    all
}

/// The same as a table.
pub(super) fn grid(results: &Results<'_>, outcome: &Outcome<'_>) -> Option<Grid> {
    let all = answers(results, outcome);
    let about = format!("What agencies answered, child by child: {}", outcome.question.text);
    let rows = all.into_iter().map(|one| vec![one.case, one.who, one.words]).collect();
    let grid = Grid { about, head: heads(&["Child", "Agency", "Answer"]), rows };
    (!grid.rows.is_empty()).then_some(grid)
}

/// What is asked at the end of a return about an agency's own work, and what it said; nothing of what it left out.
pub fn closing_of(of: &Return) -> Vec<(&'static str, String)> {
    let all = [&of.strengths, &of.develop, &of.learning_points, &of.system_barriers, &of.worker_spoken_to];
    let said = TITLES.into_iter().zip(all).filter(|(_, words)| !words.trim().is_empty());
    said.map(|(title, words)| (title, one_line(words))).collect()
}

/// The same of all accepted returns, each under what it answers.
pub fn closing(results: &Results<'_>) -> Vec<(&'static str, Vec<Worded>)> {
    let mut all: Vec<(&'static str, Vec<Worded>)> = Vec::new();
    for one in &results.accepted {
        for (title, words) in closing_of(one) {
            let who = results.agency_said(&one.agency).to_owned();
            let worded = Worded { case: one.case.to_string(), who, words };
            match all.iter_mut().find(|(known, _)| *known == title) {
                Some((_, said)) => said.push(worded),
                None => all.push((title, vec![worded])),
            }
        }
    }
    // In the order of the form, whichever agency said it first.
    let place = |title: &str| TITLES.iter().position(|known| *known == title);
    all.sort_by_key(|(title, _)| place(title));
    all
}

/// The same as a part, for those who may read agencies' reasons too.
pub(super) fn own(results: &Results<'_>, tier: Tier) -> Option<Part> {
    let all = if tier == Tier::Restricted { closing(results) } else { Vec::new() };
    let under = |(title, said): (&str, Vec<Worded>)| Part {
        title: title.to_owned(),
        points: said.iter().map(Worded::said).collect(),
        ..Part::default()
    };
    let under: Vec<Part> = all.into_iter().map(under).collect();
    (!under.is_empty()).then(|| Part {
        title: "What agencies say of their own work".into(),
        under,
        ..Part::default()
    })
}
