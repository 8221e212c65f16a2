//! How many actions were opened, ended and late, as text with bars to read in a terminal or a mail, as Markdown, as a Word
//! document, and as CSV for a spreadsheet. Which actions count was settled when the figures were made.
//!
//! What is said is in `sections`, how a table is laid out for a width in `table`, the long table in `cells`, the Word document in `word`.

mod cells;
mod sections;
mod table;
mod word;

#[cfg(test)]
mod tests;

pub use word::word;

use super::csv;
use super::minutes_markdown::{Page, words};
use crate::base::stamp::long_date;
use crate::base::text::{count, one_line, wrap};
use crate::domain::actions::throughput::{Counts, Throughput};
use crate::domain::agenda::Tier;

/// Quarters that text and Markdown show; CSV has all there are.
pub const SHOWN_QUARTERS: usize = 8;

/// The narrowest width that text is made for.
const NARROWEST: usize = 20;

/// What the figures are of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What was looked for; empty where every action counts.
    pub asked: String,
    /// Up to which tier actions count.
    pub tier: Tier,
}

/// As lines of plain text not wider than this many cells; bars of `#` and `-` where only ASCII can be shown.
pub fn lines(report: &Throughput, about: &About, width: usize, ascii: bool) -> Vec<String> {
    let width = width.max(NARROWEST);
    let mut lines = wrap(&title(report, about), width);
    if !about.asked.is_empty() {
        lines.extend(wrap(&format!("Looked for: {}", one_line(&about.asked)), width));
    }
    lines.push(String::new());
    lines.extend(summary(report).iter().flat_map(|said| wrap(said, width)));
    for section in sections::sections(report) {
        lines.push(String::new());
        lines.extend(table::lines(&section, width, ascii));
    }
    lines
}

/// As Markdown, ending with a new line.
pub fn markdown(report: &Throughput, about: &About) -> String {
    let mut page = Page::default();
    page.paragraph(&format!("# {}", title(report, about)));
    if !about.asked.is_empty() {
        page.paragraph(&format!("Looked for: {}", words(&about.asked)));
    }
    page.paragraph(&summary(report).join(" "));
    for section in sections::sections(report) {
        page.paragraph(&format!("## {}", section.title));
        let head: Vec<&str> = section.head.iter().map(String::as_str).collect();
        page.table(&head, section.rows);
        page.paragraph(&section.under.join(" "));
    }
    page.text
}

/// As one long table: what is counted, of whom, in which quarter, and the figure.
pub fn as_csv(report: &Throughput) -> String {
    csv::table(cells::rows(report))
}

fn title(report: &Throughput, about: &About) -> String {
    let whom = match about.tier {
        Tier::Open => "anybody",
        Tier::Partners => "partners",
        Tier::Restricted => "those who may see everything",
    };
    format!("Actions by quarter and agency, {}, for {whom}", long_date(report.on))
}

/// What it comes to in sentences, and what counts nowhere.
fn summary(report: &Throughput) -> Vec<String> {
    let (now, all) = (report.all.now(), &report.all);
    let ended = [
        (all.sum(|counts| counts.closed), "closed"),
        (all.sum(|counts| counts.dropped), "dropped"),
        (all.sum(|counts| counts.merged), "merged into another"),
    ];
    let raised = now.open + all.sum(Counts::ended);
    let mut said = vec![match raised {
        0 => "No action counts.".to_owned(),
        _ => format!("{}: {} open, {} of them late.", count(raised, "action", "actions"), now.open, now.late),
    }];
    let ended: Vec<String> =
        ended.iter().filter(|(n, _)| *n > 0).map(|(n, how)| format!("{n} {how}")).collect();
    if !ended.is_empty() {
        said.push(format!("{}.", crate::base::text::capital(&crate::base::text::and_list(&ended))));
    }
    let left_out = |n: usize, why: &str| (n > 0).then(|| format!("{} not counted: {why}.", are(n)));
    said.extend(left_out(report.undated, "ended on no day that is known, or before being raised"));
    said.extend(left_out(report.to_come, "raised on a day to come"));
    said
}

fn are(n: usize) -> String {
    if n == 1 { "1 action is".to_owned() } else { format!("{n} actions are") }
}
