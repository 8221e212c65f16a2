//! `chairside actions report`: how many actions were opened, ended and late, by quarter and agency.

use super::args::Args;
use super::args_actions::{ReportArgs, ReportFormat};
use super::{Outcome, pass_on, say};
use crate::documents::throughput::{About, as_csv, lines, markdown};
use crate::domain::agenda::Tier;
use crate::runtime::{Clock, place};

pub(super) fn report(args: &Args, asked: &ReportArgs) -> Outcome {
    let (typed, query) = super::actions::query(&asked.query, "", "actions report")?;
    let mut workspace = super::check::load(&super::workspace(args))?;
    let today = Clock::start(args.start(), None).now().date_naive();
    workspace.come_to(today);
    let tier = Tier::from(asked.tier);
    let light = workspace.light(today);
    let mut found = light.find(workspace.trackers.values(), &query);
    found.retain(|listed| listed.action.tier <= tier);
    let report = light.throughput(found);
    let about = About { asked: typed, tier };
    match asked.format {
        ReportFormat::Text => {
            let width = place::cells_across();
            for line in lines(&report, &about, width, place::look().ascii) {
                say(&line);
            }
        }
        ReportFormat::Md => say(markdown(&report, &about).trim_end_matches('\n')),
        ReportFormat::Csv => pass_on(&as_csv(&report)),
    }
    super::actions::hints(&query, &workspace, &light, tier);
    Ok(0)
}
