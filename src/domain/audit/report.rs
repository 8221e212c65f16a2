//! An audit's report as a value, for a tier. It holds what its tier may read and nothing else: every part asks by itself
//! what it may say, so what is not listed here cannot be printed by mistake. In no report of any tier are immediate
//! concerns, what was asked back, notes on children, posts of auditors or contacts.
//!
//! An open copy names no child, even by pseudonym, and no agency beside an answer, and counts nothing below five.

mod answers;
mod beside;
mod levels;
mod since;
mod words;

pub use answers::spread;
pub use beside::{dissents, moderated_said};
pub use since::{chosen, counted, in_words as left_in_words, note};
pub use words::{answers as in_words, closing as own_words, closing_of as own_words_of};

use super::gate::Called;
use super::results::{Found, Results};
use super::{FindingKind, Ground, Movement};
use crate::base::id::{ActionId, RecommendationId};
use crate::base::stamp::long_date;
use crate::base::text::{capital, count};
use crate::domain::actions::{Known, Light};
use crate::domain::agenda::Tier;
use crate::domain::recommendation::Register;
use chrono::NaiveDate;

/// The least that is counted about children where anybody may read it.
pub const FEWEST: usize = 5;

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Who may read it.
    pub tier: Tier,
    /// What it is called.
    pub title: String,
    /// Whose it is.
    pub partnership: String,
    /// Its protective marking.
    pub marking: String,
    /// The day it was made.
    pub on: NaiveDate,
    /// What it says, in order.
    pub parts: Vec<Part>,
}

/// A part of a report, under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The heading.
    pub title: String,
    /// Sentences.
    pub said: Vec<String>,
    /// Points of a list.
    pub points: Vec<String>,
    /// A table.
    pub grid: Option<Grid>,
    /// Parts of it.
    pub under: Vec<Part>,
}

/// A table; the first cell of a row says what the row is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// What it holds, for those who have it read out.
    pub about: String,
    /// The heads of its columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// A recommendation with the actions that answer it, as far as a tier may read them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// Its number.
    pub id: RecommendationId,
    /// What is recommended.
    pub text: String,
    /// Its actions: number, what is to be done, how it stands.
    pub actions: Vec<(ActionId, String, String)>,
    /// How many more it has that the tier may not read.
    pub closed: usize,
}

/// What a report says besides the results.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The partnership's name.
    pub partnership: &'a str,
    /// The protective marking.
    pub marking: &'a str,
    /// The group the audit reports to, as people call it.
    pub group: &'a str,
    /// The day.
    pub today: NaiveDate,
    /// Recommendations that may be read.
    pub linked: &'a [Linked],
    /// What agencies and those who work there are also called.
    pub called: Called,
}

/// The recommendations of a register that a tier may read, with their actions.
pub fn linked(register: &Register, known: &Known<'_>, light: &Light<'_>, tier: Tier) -> Vec<Linked> {
    let rows = register.rows(known, light, tier);
    let action = |id: &ActionId| {
        let listed = known.find(id);
        let what = listed.map_or_else(String::new, |listed| listed.action.what.clone());
        let standing =
            listed.map_or_else(|| "not in any tracker".to_owned(), |one| one.action.status_said().to_owned());
        (id.clone(), what, standing)
    };
    let row = |row: &crate::domain::recommendation::Row<'_>| Linked {
        id: row.recommendation.id.clone(),
        text: row.recommendation.text.clone(),
        actions: row.actions.iter().map(|id| action(id)).collect(),
        closed: row.recommendation.actions.len().saturating_sub(row.actions.len()),
    };
    rows.iter().map(row).collect()
}

/// How many children: none below five is counted where anybody may read it.
pub fn children_said(n: usize, tier: Tier) -> String {
    if tier == Tier::Open && n < FEWEST {
        "fewer than five children".to_owned()
    } else {
        count(n, "child", "children")
    }
}

impl Report {
    /// The report of an audit for a tier; beside the audit it repeats, where that is known.
    pub fn of(
        results: &Results<'_>,
        movement: Option<&Movement<'_>>,
        tier: Tier,
        context: &Context<'_>,
    ) -> Self {
        let closed = tier > Tier::Open;
        let mut parts = vec![about(results, tier, context)];
        parts.push(if closed { answers::overall(results, tier) } else { no_grades() });
        parts.push(found(results, FindingKind::Strength, tier, context));
        parts.push(found(results, FindingKind::Develop, tier, context));
        parts.extend(recommended(results, context));
        if closed {
            parts.extend(answers::apart(results));
            parts.extend(answers::not_there(results));
            parts.extend(beside::table(results));
        }
        parts.extend(movement.map(|movement| since::since(movement, tier)));
        parts.extend(answers::sections(results, tier));
        parts.extend(levels::scales(results));
        parts.extend(words::own(results, tier));
        if tier == Tier::Restricted {
            parts.extend(answers::voices(results));
        }
        Self {
            tier,
            title: results.audit.title.clone(),
            partnership: context.partnership.to_owned(),
            marking: context.marking.to_owned(),
            on: context.today,
            parts,
        }
    }

    /// Every sentence of it, with the heading it stands under.
    pub fn texts(&self) -> Vec<(String, String)> {
        let mut texts = vec![("the title".to_owned(), self.title.clone())];
        for part in &self.parts {
            part.texts(&mut texts);
        }
        texts
    }
}

impl Part {
    fn texts(&self, all: &mut Vec<(String, String)>) {
        let under = || format!("under “{}”", self.title);
        let cells = self.grid.iter().flat_map(|grid| grid.rows.iter().flatten());
        let texts = std::iter::once(&self.title).chain(&self.said).chain(&self.points).chain(cells);
        all.extend(texts.map(|text| (under(), text.clone())));
        for part in &self.under {
            part.texts(all);
        }
    }
}

fn heads(heads: &[&str]) -> Vec<String> {
    heads.iter().map(|head| (*head).to_owned()).collect()
}

fn about(results: &Results<'_>, tier: Tier, context: &Context<'_>) -> Part {
    let audit = results.audit;
    let mut said: Vec<String> =
        [&audit.why, &audit.terms.purpose].into_iter().filter(|text| !text.is_empty()).cloned().collect();
    if let Some(sentence) = how(results, tier) {
        said.push(sentence);
    }
    let mut points = vec![audit.signed_said(&results.hash()), format!("Reports to: {}", context.group)];
    points.push(format!("Template: {}, version {}", results.template.title, results.template.version));
    points.push(format!("Panel: {}", long_date(audit.dates.panel)));
    if !audit.terms.lines.is_empty() {
        points.push(format!("Lines of enquiry: {}", audit.terms.lines.join("; ")));
    }
    if tier > Tier::Open {
        points.push(format!("Returns: {}", results.returned_said("")));
        if !results.foreign.is_empty() {
            points.push(format!(
                "Not counted, because they answer another template: {}",
                count(results.foreign.len(), "return", "returns")
            ));
        }
    }
    Part { title: "About this audit".into(), said, points, ..Part::default() }
}

/// `6 children, 4 agencies; practice from … to ….`
pub(super) fn how(results: &Results<'_>, tier: Tier) -> Option<String> {
    let audit = results.audit;
    let children = children_said(audit.cases.len(), tier);
    let agencies = count(audit.agencies.len(), "agency", "agencies");
    let period = match (audit.terms.from, audit.terms.to) {
        (Some(from), Some(to)) => format!("; practice from {} to {}", long_date(from), long_date(to)),
        _ => String::new(),
    };
    (!audit.cases.is_empty()).then(|| format!("{}, {agencies}{period}.", capital(&children)))
}

fn no_grades() -> Part {
    let said = "Grades of the work with single children are not in this copy.".to_owned();
    Part { title: "Overall grades".into(), said: vec![said], ..Part::default() }
}

/// Strengths, or what to develop.
fn found(results: &Results<'_>, kind: FindingKind, tier: Tier, context: &Context<'_>) -> Part {
    let (title, none) = match kind {
        FindingKind::Strength => ("What is done well", "No strength was agreed."),
        FindingKind::Develop => ("What to develop", "Nothing to develop was agreed."),
    };
    let found: Vec<Found<'_>> =
        results.findings().into_iter().filter(|one| one.finding.kind == kind).collect();
    if found.is_empty() {
        return Part { title: title.into(), said: vec![none.into()], ..Part::default() };
    }
    let closed = tier > Tier::Open;
    let may_name = |id: &&RecommendationId| context.linked.iter().any(|one| one.id == **id);
    let row = |one: &Found<'_>| {
        let finding = one.finding;
        let ground = match finding.ground {
            Ground::Practice => "practice",
            Ground::System => "system",
        };
        let section = results.template.sections.iter().find(|section| section.id == finding.section);
        let named = finding.recommendations.iter().filter(may_name).map(RecommendationId::as_str);
        let mut cells = vec![finding.id.to_string(), finding.text.clone(), ground.to_owned()];
        cells.push(section.map_or_else(|| finding.section.clone(), |section| section.title.clone()));
        cells.push(named.collect::<Vec<_>>().join(", "));
        cells.extend(closed.then(|| one.case.to_string()));
        cells
    };
    let mut head = heads(&["Finding", "What was found", "About", "Theme", "Answered by"]);
    head.extend(closed.then(|| "Child".to_owned()));
    let grid = Grid { about: title.into(), head, rows: found.iter().map(row).collect() };
    Part { title: title.into(), grid: Some(grid), ..Part::default() }
}

/// The recommendations findings name, each with its findings and its actions: the links the other way round.
fn recommended(results: &Results<'_>, context: &Context<'_>) -> Option<Part> {
    let mut rows = Vec::new();
    for one in context.linked {
        let found = results.answered_by(&one.id);
        if found.is_empty() {
            continue;
        }
        let ids: Vec<&str> = found.iter().map(|found| found.finding.id.as_str()).collect();
        let action = |(id, what, standing): &(ActionId, String, String)| format!("{id} ({standing}): {what}");
        let actions: Vec<String> = one.actions.iter().map(action).collect();
        let actions = if actions.is_empty() { "none yet".to_owned() } else { actions.join("; ") };
        rows.push(vec![one.id.to_string(), one.text.clone(), ids.join(", "), actions]);
    }
    let title = "Recommendations and actions";
    let head = heads(&["Number", "Recommendation", "Findings", "Actions"]);
    let grid = Grid { about: "Recommendations with their findings and actions".into(), head, rows };
    (!grid.rows.is_empty()).then(|| Part { title: title.into(), grid: Some(grid), ..Part::default() })
}

#[cfg(test)]
mod tests;
