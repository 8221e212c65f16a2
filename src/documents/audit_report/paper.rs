//! A paper of an audit as somebody asks for it: which, and in which form. It is made, or refused with everything that stands
//! in the way. Commands and pages ask here, so a paper passes the same gates whoever asks for it.

use super::personal::personal_in;
use crate::base::text::count;
use crate::documents::pages;
use crate::documents::pdf::Laid;
use crate::documents::word::Document;
use crate::domain::actions::Known;
use crate::domain::agenda::Tier;
use crate::domain::audit::brief::{Brief, MOST_WORDS};
use crate::domain::audit::gate::{About, Called, Line, Refused, What, refused};
use crate::domain::audit::report::{Context, Linked, Report, linked};
use crate::domain::audit::{Movement, Resolved, Results};
use crate::files::audit_folder::AuditFolder;
use crate::files::workspace::Workspace;
use crate::files::{audit_scales, places, shipped};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most refusals that are listed.
const MOST_LISTED: usize = 20;
/// What is said of the table of answers once it is there.
const HOLDS: &str =
    "this holds children’s pseudonyms and agencies’ own words: pass it on to nobody who was not asked";

/// What may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paper {
    /// The report, for a tier.
    Report(Tier),
    /// The learning brief.
    Brief,
    /// Every accepted answer as a table.
    Answers,
}

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// One page of HTML that stands by itself.
    Html,
    /// A Word document.
    Word,
    /// One side of A4 as a PDF.
    Pdf,
    /// CSV, for a spreadsheet.
    Csv,
    /// A workbook.
    Workbook,
}

impl Paper {
    /// All there are, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Report(Tier::Partners),
        Self::Report(Tier::Open),
        Self::Report(Tier::Restricted),
        Self::Brief,
        Self::Answers,
    ];

    /// What it is, in words.
    pub fn said(self) -> &'static str {
        match self {
            Self::Report(Tier::Open) => "report, for anybody",
            Self::Report(Tier::Partners) => "report, for partners",
            Self::Report(Tier::Restricted) => "report, whole and restricted",
            Self::Brief => "learning brief, for anybody, one page",
            Self::Answers => "every answer, as a table",
        }
    }

    /// The forms it is made in.
    pub fn forms(self) -> &'static [Form] {
        match self {
            Self::Report(_) => &[Form::Word, Form::Html, Form::Markdown],
            Self::Brief => &[Form::Pdf, Form::Word, Form::Html, Form::Markdown],
            Self::Answers => &[Form::Workbook, Form::Csv],
        }
    }

    /// What its file is called where nobody says otherwise.
    pub fn file(self, form: Form) -> String {
        let name = match self {
            Self::Report(tier) => format!("report-{tier}"),
            Self::Brief => "brief".to_owned(),
            Self::Answers => "answers".to_owned(),
        };
        format!("{name}.{}", form.ending())
    }

    /// What to keep in mind of it once it is there.
    pub fn care(self) -> Option<&'static str> {
        (self == Self::Answers).then_some(HOLDS)
    }
}

impl Form {
    /// What it is, in words.
    pub fn said(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Html => "HTML, for a browser",
            Self::Word => "Word",
            Self::Pdf => "PDF",
            Self::Csv => "CSV",
            Self::Workbook => "Excel workbook",
        }
    }

    /// How the names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Word => "docx",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Workbook => "xlsx",
        }
    }

    /// Why it cannot be shown in a terminal; nothing where it can.
    pub fn unshown(self) -> Option<&'static str> {
        match self {
            Self::Word => Some("a Word document cannot be printed: add --output report.docx"),
            Self::Pdf => Some("a PDF cannot be shown here: add --output brief.pdf"),
            Self::Workbook => Some("a workbook cannot be printed: add --output answers.xlsx"),
            Self::Markdown | Self::Html | Self::Csv => None,
        }
    }
}

/// An audit with what it asks.
#[derive(Clone, Copy)]
pub struct Of<'a> {
    /// Its files.
    pub folder: &'a AuditFolder,
    /// What it asks.
    pub template: &'a Resolved,
}

impl<'a> Of<'a> {
    /// What it comes to.
    pub fn results(self) -> Results<'a> {
        Results::of(&self.folder.audit, self.template, &self.folder.returns, &self.folder.panels)
            .beside(&self.folder.challenges)
    }
}

/// What came of asking for a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Papered {
    /// What to look at, whether it was made or not.
    pub told: Vec<String>,
    /// The paper; or why there is none, line by line.
    pub came: Result<Made, Vec<String>>,
    /// Where something looks like somebody's name, when that alone is what stands in the way.
    pub likely: Vec<String>,
}

impl Papered {
    fn made(told: Vec<String>, made: Made) -> Self {
        Self { told, came: Ok(made), likely: Vec::new() }
    }

    fn unfit(told: Vec<String>, lines: Vec<String>) -> Self {
        Self { told, came: Err(lines), likely: Vec::new() }
    }

    fn refused(told: Vec<String>, what: &str, refused: &[Refused]) -> Self {
        let name = |one: &Refused| (one.what == What::Likely).then(|| one.place.clone());
        let likely = refused.iter().map(name).collect::<Option<Vec<String>>>().unwrap_or_default();
        Self { told, came: Err(refusal(what, refused)), likely }
    }
}

/// A paper that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What it is, for a sentence.
    pub said: String,
}

/// Makes a paper of an audit, beside the audit it repeats. What only looks like somebody's name passes where it was said that it
/// is none.
///
/// # Errors
/// That its bytes could not be made, as a sentence without a full stop. What must not be in it is no error, but what came.
pub fn made(
    workspace: &Workspace,
    of: Of<'_>,
    before: Option<Of<'_>>,
    (paper, form): (Paper, Form),
    today: NaiveDate,
    names_pass: bool,
) -> Result<Papered, String> {
    let results = of.results();
    let then = before.map(Of::results);
    let movement = then.as_ref().map(|then| Movement::of(then, &results));
    let linked = match paper {
        Paper::Report(tier) => known(workspace, today, tier),
        Paper::Brief => known(workspace, today, Tier::Open),
        Paper::Answers => Vec::new(),
    };
    let context = context(workspace, of, today, &linked);
    match paper {
        Paper::Report(tier) => {
            let report = Report::of(&results, movement.as_ref(), tier, &context);
            let mut refused = refused_of(&report, of, workspace, &context.called);
            refused.retain(|one| !names_pass || one.what != What::Likely);
            if !refused.is_empty() {
                let what = if tier == Tier::Open { "open report" } else { "report" };
                return Ok(Papered::refused(Vec::new(), what, &refused));
            }
            let told = loose(&results, workspace);
            let said = format!("the report, for {tier}");
            Ok(Papered::made(told, Made { bytes: bytes(&super::report(&report), form)?, said }))
        }
        Paper::Brief => {
            let draft = Brief::draft(&results, movement.as_ref(), &context);
            let mut refused = draft.refused(&of.folder.audit, &workspace.held_back(), &context.called);
            refused.retain(|one| !names_pass || one.what != What::Likely);
            brief(&draft, &refused, form)
        }
        Paper::Answers => {
            let refused = personal_in(of.folder, &results, &workspace.held_back());
            if !refused.is_empty() {
                return Ok(Papered::refused(Vec::new(), "table of answers", &refused));
            }
            let bytes = match form {
                Form::Workbook => super::workbook(&results, context.marking)?,
                _ => super::as_csv(&results).into_bytes(),
            };
            let returns = count(results.accepted.len(), "accepted return", "accepted returns");
            Ok(Papered::made(Vec::new(), Made { bytes, said: format!("answers of {returns}") }))
        }
    }
}

/// What must not be in a report for its tier.
fn refused_of(report: &Report, of: Of<'_>, workspace: &Workspace, called: &Called) -> Vec<Refused> {
    let line = |(place, text): (String, String)| {
        let about = if place.contains("What to develop") { About::Develop } else { About::Other };
        Line { place, text, about }
    };
    let lines: Vec<Line> = report.texts().into_iter().map(line).collect();
    let mut refused = refused(&lines, &of.folder.audit, &workspace.held_back(), called);
    // Partners may read of children by pseudonym; personal data is for nobody.
    refused.retain(|one| report.tier == Tier::Open || matches!(one.what, What::Personal(_) | What::Street));
    refused
}

/// The brief, where nothing in it must not be there and it is no longer than one page.
fn brief(brief: &Brief, refused: &[Refused], form: Form) -> Result<Papered, String> {
    let missing = brief.missing.iter().map(|missing| format!("to add: {missing}"));
    let left = brief.left_out.iter().map(|left| format!("left out, or to ask: {left}"));
    let told = missing.chain(left).collect();
    if !refused.is_empty() {
        return Ok(Papered::refused(told, "learning brief", refused));
    }
    let document = super::brief(brief);
    let laid = Laid::of(&document);
    let unfit = beyond(&laid).or_else(|| (form == Form::Pdf).then(|| unprintable(&laid)).flatten());
    if let Some(lines) = unfit {
        return Ok(Papered::unfit(told, lines));
    }
    let said = format!(
        "the learning brief, {} of at most {MOST_WORDS} words, on one side of A4 in letters of {} points",
        brief.words(),
        laid.size
    );
    let bytes = match form {
        Form::Pdf => laid.bytes(&document)?,
        _ => bytes(&document, form)?,
    };
    Ok(Papered::made(told, Made { bytes, said }))
}

/// What stands beyond one page.
fn beyond(laid: &Laid) -> Option<Vec<String>> {
    let over = laid.over();
    if over.is_empty() {
        return None;
    }
    let lines = count(over.iter().map(|one| one.lines).sum(), "line stands", "lines stand");
    let size = laid.size;
    let mut said = vec![format!(
        "no learning brief was made: in letters of {size} points {lines} beyond one side of A4:"
    )];
    said.extend(over.iter().map(|one| format!("{}: {}", one.place, count(one.lines, "line", "lines"))));
    said.push("shorten points, or leave the least important out, and ask again".to_owned());
    Some(said)
}

/// What the font of a PDF has no sign for.
fn unprintable(laid: &Laid) -> Option<Vec<String>> {
    if laid.unprintable.is_empty() {
        return None;
    }
    let mut said = vec!["no PDF was made, for the font it is printed in has no sign for:".to_owned()];
    said.extend(
        laid.unprintable.iter().take(MOST_LISTED).map(|(letter, place)| format!("{letter} in {place}")),
    );
    said.push("write these in words, or make the brief as HTML or Word".to_owned());
    Some(said)
}

/// Names everything that must not be in a paper.
fn refusal(paper: &str, refused: &[Refused]) -> Vec<String> {
    let things = count(refused.len(), "thing in it", "things in it");
    let mut said = vec![format!("no {paper} was made, for {things} must not be read by anybody:")];
    said.extend(refused.iter().take(MOST_LISTED).map(Refused::said));
    if refused.len() > MOST_LISTED {
        said.push(format!("and {} more", refused.len() - MOST_LISTED));
    }
    said.push("mend the findings, recommendations and returns these come from, and ask again".to_owned());
    if refused.iter().all(|one| one.what == What::Likely) {
        said.push("where it is nobody's name, ask by command and say why with --despite \"REASON\", which is written down".to_owned());
    }
    said
}

/// A document's bytes in a form pages are made in.
///
/// # Errors
/// What stands in the way of a Word document, as a sentence without a full stop.
pub fn bytes(document: &Document, form: Form) -> Result<Vec<u8>, String> {
    Ok(match form {
        Form::Html => pages::html(document).into_bytes(),
        Form::Word => document.bytes()?,
        _ => pages::markdown(document).into_bytes(),
    })
}

/// Names links that go one way only.
pub fn loose(results: &Results<'_>, workspace: &Workspace) -> Vec<String> {
    results.loose(&workspace.recommendations).into_iter().map(|one| one.said()).collect()
}

/// What is known of recommendations up to a tier.
fn known(workspace: &Workspace, today: NaiveDate, tier: Tier) -> Vec<Linked> {
    let (known, light) = (Known::of(workspace.trackers.values()), workspace.light(today));
    linked(&workspace.recommendations, &known, &light, tier)
}

fn context<'a>(workspace: &'a Workspace, of: Of<'a>, today: NaiveDate, linked: &'a [Linked]) -> Context<'a> {
    let partnership = workspace.partnership.as_ref();
    let group = &of.folder.audit.group;
    let said = partnership.and_then(|known| known.group(group)).map_or(group.as_str(), |known| known.said());
    Context {
        partnership: partnership.map_or("", |known| &known.name),
        marking: partnership.map_or("", |known| &known.marking.default),
        group: said,
        today,
        linked,
        called: called(workspace),
    }
}

/// What agencies are also called: in this workspace, and in the library the program carries, for what was written before it
/// knew of other names.
pub fn called(workspace: &Workspace) -> Called {
    let shipped = shipped::audits();
    let carried = shipped.iter().find(|(path, _)| path == places::SCALES);
    let carried = carried.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok());
    let carried = carried.and_then(|text| audit_scales::load(text).value);
    let agencies = workspace.partnership.iter().flat_map(|known| &known.agencies);
    Called::of([&workspace.audits.vocabulary].into_iter().chain(&carried))
        .and(agencies.map(|agency| (agency.id.clone(), agency.said().to_owned())))
        .knowing(workspace.ordinary())
}
