//! `chairside actions report`: how many actions were opened, ended and late, by quarter and agency.

use super::args::{Args, ReportArgs, ReportFormat};
use super::{Outcome, pass_on, say, tell};
use crate::documents::throughput::{About, as_csv, lines, markdown};
use crate::domain::agenda::Tier;
use crate::runtime::{Clock, place};

/// The width where nobody sits at a terminal.
const WIDTH: usize = 100;

pub(super) fn report(args: &Args, asked: &ReportArgs) -> Outcome {
    let (typed, query) =
        super::actions::asked(&asked.query, "", "chairside actions report --tier open @police")?;
    let workspace = super::check::load(&super::workspace(args))?;
    let tier = Tier::from(asked.tier);
    let light = workspace.light(Clock::start(args.start(), None).now().date_naive());
    let mut found = light.find(workspace.trackers.values(), &query);
    found.retain(|listed| listed.action.tier <= tier);
    let report = light.throughput(found);
    let about = About { asked: typed, tier };
    match asked.format {
        ReportFormat::Text => {
            let width = place::width().unwrap_or(WIDTH);
            for line in lines(&report, &about, width, place::look().ascii) {
                say(&line);
            }
        }
        ReportFormat::Md => say(markdown(&report, &about).trim_end_matches('\n')),
        ReportFormat::Csv => pass_on(&as_csv(&report)),
    }
    for hint in query.hints(&light.names(workspace.trackers.values(), tier), &light) {
        tell(&format!("chairside: {hint}{}", if hint.ends_with('?') { "" } else { "." }));
    }
    Ok(0)
}
