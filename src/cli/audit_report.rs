//! `chairside audit results`, `report`, `brief` and `answers`: what comes out of an audit. Nothing here changes
//! a file of the audit; what is written goes where somebody asked for it.

use super::args::Args;
use super::args_audit_out::{
    AnswersArgs, BriefArgs, BriefForm, OutVerb, Output, PageForm, ReportArgs, ResultsArgs, TableForm,
};
use super::recommendations::marking;
use super::{Outcome, REFUSED, pass_on, say, today, warn};
use super::{audit_compare, audit_open, audit_tools, open_gate};
use crate::base::text::count;
use crate::documents::audit_board::changed_since;
use crate::documents::audit_report as documents;
use crate::documents::pages;
use crate::documents::pdf::Laid;
use crate::documents::word::Document;
use crate::domain::actions::Known;
use crate::domain::agenda::Tier;
use crate::domain::audit::brief::{Brief, MOST_WORDS};
use crate::domain::audit::gate::{About, Called, Line, Refused, What, refused};
use crate::domain::audit::report::{Context, Linked, Report, linked};
use crate::domain::audit::{Movement, Resolved, Results};
use crate::domain::personal::{self, Names};
use crate::files::audit_folder::AuditFolder;
use crate::files::workspace::Workspace;
use crate::files::{audit_scales, places, shipped};
use crate::runtime::place;
use std::path::Path;

/// The most refusals that are listed.
const MOST_LISTED: usize = 20;

pub(super) fn out(args: &Args, verb: &OutVerb) -> Outcome {
    match verb {
        OutVerb::Results(asked) => results(args, asked),
        OutVerb::Report(asked) => report(args, asked),
        OutVerb::Brief(asked) => brief(args, asked),
        OutVerb::Answers(asked) => answers(args, asked),
        OutVerb::Tools(asked) => audit_tools::tools(args, asked),
        OutVerb::Compare(asked) => audit_compare::compare(args, asked),
    }
}

/// An audit that is read, and what it was frozen on.
pub(super) struct Asked<'a> {
    pub folder: &'a AuditFolder,
    template: Resolved,
}

impl<'a> Asked<'a> {
    pub(super) fn read(root: &Path, workspace: &'a Workspace, id: &str) -> Result<Self, String> {
        let (folder, template) = audit_open::read(root, workspace, id)?;
        // What counts was changed by hand: nobody passes that on without knowing.
        if let Some(said) = changed_since(&folder.returns) {
            warn(&said);
        }
        Ok(Self { folder, template })
    }

    /// The audit it repeats, where that is named.
    pub(super) fn before(&self, root: &Path, workspace: &'a Workspace) -> Result<Option<Self>, String> {
        let repeats = self.folder.audit.repeats.as_ref();
        repeats.map(|id| Self::read(root, workspace, id.as_str())).transpose()
    }

    pub(super) fn results(&self) -> Results<'_> {
        Results::of(&self.folder.audit, &self.template, &self.folder.returns, &self.folder.panels)
            .beside(&self.folder.challenges)
    }
}

/// The workspace as it is today.
pub(super) fn load(args: &Args) -> Result<Workspace, String> {
    let mut workspace = super::check::load(&super::workspace(args))?;
    workspace.come_to(today(args));
    Ok(workspace)
}

fn results(args: &Args, asked: &ResultsArgs) -> Outcome {
    let (root, workspace) = (super::workspace(args), load(args)?);
    let audit = Asked::read(&root, &workspace, &asked.id)?;
    let results = audit.results();
    let across = place::cells_across();
    pass_on(&documents::results(&results, across, across, place::look().ascii));
    loose(&results, &workspace);
    Ok(0)
}

/// Names links that go one way only.
fn loose(results: &Results<'_>, workspace: &Workspace) {
    for one in results.loose(&workspace.recommendations) {
        warn(&one.said());
    }
}

/// What is known of recommendations up to a tier.
fn known(args: &Args, workspace: &Workspace, tier: Tier) -> Vec<Linked> {
    let (known, light) = (Known::of(workspace.trackers.values()), workspace.light(today(args)));
    linked(&workspace.recommendations, &known, &light, tier)
}

fn context<'a>(
    args: &Args,
    workspace: &'a Workspace,
    asked: &'a Asked<'_>,
    linked: &'a [Linked],
) -> Context<'a> {
    let partnership = workspace.partnership.as_ref();
    let group = &asked.folder.audit.group;
    let said = partnership.and_then(|known| known.group(group)).map_or(group.as_str(), |known| known.said());
    Context {
        partnership: partnership.map_or("", |known| &known.name),
        marking: marking(workspace),
        group: said,
        today: today(args),
        linked,
        called: called(workspace),
    }
}

/// What agencies are also called: in this workspace, and in the library the program carries, for what was written before it
/// knew of other names.
pub(super) fn called(workspace: &Workspace) -> Called {
    let shipped = shipped::audits();
    let carried = shipped.iter().find(|(path, _)| path == places::SCALES);
    let carried = carried.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok());
    let carried = carried.and_then(|text| audit_scales::load(text).value);
    let agencies = workspace.partnership.iter().flat_map(|known| &known.agencies);
    Called::of([&workspace.audits.vocabulary].into_iter().chain(&carried))
        .and(agencies.map(|agency| (agency.id.clone(), agency.said().to_owned())))
        .knowing(workspace.ordinary())
}

fn report(args: &Args, asked: &ReportArgs) -> Outcome {
    let (root, workspace) = (super::workspace(args), load(args)?);
    let audit = Asked::read(&root, &workspace, &asked.id)?;
    let before = audit.before(&root, &workspace)?;
    let tier = Tier::from(asked.tier);
    let linked = known(args, &workspace, tier);
    let results = audit.results();
    let then = before.as_ref().map(Asked::results);
    let movement = then.as_ref().map(|then| Movement::of(then, &results));
    let context = context(args, &workspace, &audit, &linked);
    let report = Report::of(&results, movement.as_ref(), tier, &context);
    {
        let line = |(place, text): (String, String)| {
            let about = if place.contains("What to develop") { About::Develop } else { About::Other };
            Line { place, text, about }
        };
        let lines: Vec<Line> = report.texts().into_iter().map(line).collect();
        let mut refused = refused(&lines, &audit.folder.audit, &workspace.held_back(), &context.called);
        // Partners may read of children by pseudonym; personal data is for nobody.
        refused.retain(|one| tier == Tier::Open || matches!(one.what, What::Personal(_) | What::Street));
        if !refused.is_empty() {
            let paper = if tier == Tier::Open { "open report" } else { "report" };
            let about = format!("the report on the audit {}", audit.folder.audit.id);
            if !open_gate::goes_out_despite(args, &workspace, &about, &refused)? {
                return Ok(refuse(paper, &refused));
            }
        }
    }
    loose(&results, &workspace);
    let said = format!("the report, for {tier}");
    write(&documents::report(&report), asked.format, &asked.to, &said)
}

fn brief(args: &Args, asked: &BriefArgs) -> Outcome {
    let (root, workspace) = (super::workspace(args), load(args)?);
    let audit = Asked::read(&root, &workspace, &asked.id)?;
    let before = audit.before(&root, &workspace)?;
    let linked = known(args, &workspace, Tier::Open);
    let results = audit.results();
    let then = before.as_ref().map(Asked::results);
    let movement = then.as_ref().map(|then| Movement::of(then, &results));
    let context = context(args, &workspace, &audit, &linked);
    let brief = Brief::draft(&results, movement.as_ref(), &context);
    for missing in &brief.missing {
        warn(&format!("to add: {missing}"));
    }
    for left in &brief.left_out {
        warn(&format!("left out, or to ask: {left}"));
    }
    let refused = brief.refused(&audit.folder.audit, &workspace.held_back(), &context.called);
    let about = format!("the learning brief of the audit {}", audit.folder.audit.id);
    if !refused.is_empty() && !open_gate::goes_out_despite(args, &workspace, &about, &refused)? {
        return Ok(refuse("learning brief", &refused));
    }
    one_page(&documents::brief(&brief), asked, brief.words())
}

/// Prints a brief, or puts it where it was asked for, when it is no longer than one page.
fn one_page(document: &Document, asked: &BriefArgs, words: usize) -> Outcome {
    let laid = Laid::of(document);
    let over = laid.over();
    if !over.is_empty() {
        let lines = count(over.iter().map(|one| one.lines).sum(), "line stands", "lines stand");
        let size = laid.size;
        warn(&format!(
            "no learning brief was made: in letters of {size} points {lines} beyond one side of A4:"
        ));
        for one in &over {
            warn(&format!("{}: {}", one.place, count(one.lines, "line", "lines")));
        }
        warn("shorten points, or leave the least important out, and ask again");
        return Ok(REFUSED);
    }
    let size = laid.size;
    let said = format!(
        "the learning brief, {words} of at most {MOST_WORDS} words, on one side of A4 in letters of {size} points"
    );
    let form = match asked.format {
        BriefForm::Md => PageForm::Md,
        BriefForm::Html => PageForm::Html,
        BriefForm::Docx => PageForm::Docx,
        BriefForm::Pdf => return printed(&laid, document, asked, &said),
    };
    write(document, form, &asked.to, &said)
}

/// Puts a brief where it was asked for as a PDF.
fn printed(laid: &Laid, document: &Document, asked: &BriefArgs, said: &str) -> Outcome {
    if asked.to.output.is_none() {
        return Err("a PDF cannot be shown here: add --output brief.pdf".to_owned());
    }
    if !laid.unprintable.is_empty() {
        warn("no PDF was made, for the font it is printed in has no sign for:");
        for (letter, place) in laid.unprintable.iter().take(MOST_LISTED) {
            warn(&format!("{letter} in {place}"));
        }
        warn("write these in words, or make the brief as HTML or Word");
        return Ok(REFUSED);
    }
    put(&laid.bytes(document)?, &asked.to, said)
}

/// Names everything that must not be in a paper for anybody.
fn refuse(paper: &str, refused: &[Refused]) -> u8 {
    let things = count(refused.len(), "thing in it", "things in it");
    warn(&format!("no {paper} was made, for {things} must not be read by anybody:"));
    for one in refused.iter().take(MOST_LISTED) {
        warn(&one.said());
    }
    if refused.len() > MOST_LISTED {
        warn(&format!("and {} more", refused.len() - MOST_LISTED));
    }
    warn("mend the findings, recommendations and returns these come from, and ask again");
    if refused.iter().all(|one| one.what == What::Likely) {
        warn("where it is nobody's name, say why with --despite \"REASON\", which is written down");
    }
    REFUSED
}

/// Prints a document, or puts it where it was asked for.
pub(super) fn write(document: &Document, form: PageForm, to: &Output, said: &str) -> Outcome {
    let bytes = match form {
        PageForm::Md => pages::markdown(document).into_bytes(),
        PageForm::Html => pages::html(document).into_bytes(),
        PageForm::Docx if to.output.is_none() => {
            return Err("a Word document cannot be printed: add --output report.docx".to_owned());
        }
        PageForm::Docx => document.bytes()?,
    };
    put(&bytes, to, said)
}

fn put(bytes: &[u8], to: &Output, said: &str) -> Outcome {
    match &to.output {
        Some(output) => say(&super::actions::write(output, bytes, to.replace, said)?),
        None => pass_on(&String::from_utf8_lossy(bytes)),
    }
    Ok(0)
}

/// What looks like personal data in what the table of answers says, each with where it stands.
fn personal_in(folder: &AuditFolder, results: &Results<'_>, names: &Names) -> Vec<Refused> {
    let mut all = Vec::new();
    let mut look = |place: String, text: &str| {
        all.extend(personal::found(text, names).into_iter().map(|found| Refused {
            what: What::Personal(found.kind),
            place: place.clone(),
            seen: found.why,
        }));
    };
    for of in &results.accepted {
        for answer in &of.answers {
            let given = answer.answer.iter().chain([&answer.reason, &answer.so_what]);
            for text in given.chain(answer.evidence.iter().map(|one| &one.what)) {
                look(format!("return {}-{}, {}", of.case, of.agency, answer.question), text);
            }
        }
    }
    for panel in &folder.panels {
        for settled in &panel.settled {
            for text in settled.dissent.iter().map(|one| &one.why).chain([&settled.reason]) {
                look(format!("panel {}, {}", panel.case, settled.question), text);
            }
        }
    }
    for one in &folder.challenges {
        look(format!("challenge of {}, {}", one.agency, one.question), &one.reason);
    }
    all
}

fn answers(args: &Args, asked: &AnswersArgs) -> Outcome {
    let (root, workspace) = (super::workspace(args), load(args)?);
    let audit = Asked::read(&root, &workspace, &asked.id)?;
    let results = audit.results();
    let refused = personal_in(audit.folder, &results, &workspace.held_back());
    if !refused.is_empty() {
        return Ok(refuse("table of answers", &refused));
    }
    let bytes = match asked.format {
        TableForm::Csv => documents::as_csv(&results).into_bytes(),
        TableForm::Xlsx if asked.to.output.is_none() => {
            return Err("a workbook cannot be printed: add --output answers.xlsx".to_owned());
        }
        TableForm::Xlsx => documents::workbook(&results, marking(&workspace))?,
    };
    let said = format!("answers of {}", count(results.accepted.len(), "accepted return", "accepted returns"));
    let outcome = put(&bytes, &asked.to, &said)?;
    warn("this holds children’s pseudonyms and agencies’ own words: pass it on to nobody who was not asked");
    Ok(outcome)
}
