//! `chairside actions report`: how many actions were opened, ended and late, by quarter and agency.

use super::args::Args;
use super::args_actions::{ReportArgs, ReportFormat};
use super::{Outcome, pass_on, say};
use crate::base::text::count;
use crate::documents::throughput::{About, as_csv, lines, markdown, word};
use crate::domain::agenda::Tier;
use crate::runtime::place;

/// Cells across a page, where text goes to a file.
const PAGE: usize = 100;

pub(super) fn report(args: &Args, asked: &ReportArgs) -> Outcome {
    let (typed, query) = super::actions::query(&asked.query, "", "actions report")?;
    let tier = Tier::from(asked.tier);
    let mut workspace = super::open_gate::told(super::check::load(&super::workspace(args))?, tier);
    let today = super::today(args);
    workspace.come_to(today);
    let light = workspace.light(today);
    let mut found = light.find(workspace.trackers.values(), &query);
    found.retain(|listed| listed.action.tier <= tier);
    let counted = format!("{} counted.", count(found.len(), "action", "actions"));
    let report = light.throughput(found);
    let about = About { asked: typed, tier };
    let text = |width, ascii| lines(&report, &about, width, ascii).join("\n") + "\n";
    super::open_gate::pass(args, &workspace, tier, "the report on actions", &text(PAGE, false))?;
    let made = match (asked.format, &asked.output) {
        (ReportFormat::Text, None) => text(place::cells_across(), place::look().ascii).into_bytes(),
        (ReportFormat::Text, Some(_)) => text(PAGE, false).into_bytes(),
        (ReportFormat::Md, _) => markdown(&report, &about).into_bytes(),
        (ReportFormat::Csv, _) => as_csv(&report).into_bytes(),
        (ReportFormat::Docx, None) => {
            return Err("a Word document cannot be printed: add --output report.docx".to_owned());
        }
        (ReportFormat::Docx, Some(_)) => {
            let whose = light.partnership.map_or(("", ""), |known| (&*known.name, &*known.marking.default));
            word(&report, &about, whose)?
        }
    };
    match &asked.output {
        Some(output) => say(&super::actions::write(output, &made, asked.replace, &counted)?),
        None => pass_on(&String::from_utf8_lossy(&made)),
    }
    super::actions::hints(&query, &workspace, &light, tier);
    Ok(0)
}
