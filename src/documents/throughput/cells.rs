//! The figures as one long table for a spreadsheet to make its own tables of: a row each, with what is counted, of whom, in
//! which quarter.

use crate::domain::actions::throughput::{AGES, Figures, Median, Throughput, label};

/// Whom a figure of all together is of.
const ALL: &str = "all agencies";

pub(super) fn rows(report: &Throughput) -> Vec<Vec<String>> {
    let quarters: Vec<String> = report.quarters.iter().map(|quarter| label(*quarter)).collect();
    let mut rows = vec![["what", "by", "quarter", "figure"].map(str::to_owned).to_vec()];
    let agencies = report.agencies.iter().map(|(name, figures)| (name.as_str(), figures));
    for (by, figures) in std::iter::once((ALL, &report.all)).chain(agencies) {
        let mut add = |what: &str, quarter: &str, figure: String| {
            rows.push(vec![what.to_owned(), by.to_owned(), quarter.to_owned(), figure]);
        };
        of(figures, &quarters, &mut add);
    }
    for (what, n) in [
        ("not counted, ended on no known day", report.undated),
        ("not counted, raised later", report.to_come),
    ] {
        rows.push(vec![what.to_owned(), ALL.to_owned(), String::new(), n.to_string()]);
    }
    rows
}

fn of(figures: &Figures, quarters: &[String], add: &mut impl FnMut(&str, &str, String)) {
    let first = quarters.first().map_or("", String::as_str);
    add("open before the quarter", first, figures.before.to_string());
    for (quarter, counts) in quarters.iter().zip(&figures.quarters) {
        for (what, figure) in [
            ("opened", counts.opened),
            ("closed", counts.closed),
            ("dropped", counts.dropped),
            ("merged", counts.merged),
            ("open at the end", counts.open),
            ("late at the end", counts.late),
        ] {
            add(what, quarter, figure.to_string());
        }
        median("days to close", quarter, counts.to_close, add);
    }
    for (age, n) in AGES.iter().zip(figures.ages) {
        add(&format!("open for {age}"), "", n.to_string());
    }
    median("days to close", "", figures.to_close, add);
    median("days late", "", figures.days_late, add);
    add("days late, most", "", figures.latest.map(|days| days.to_string()).unwrap_or_default());
    add("blocked", "", figures.blocked.to_string());
    add("actions moved", "", figures.moved.to_string());
    add("times moved", "", figures.moves.to_string());
    // A figure below nothing would begin as a formula does, so its name says which way the date went.
    let way = if figures.slip.negative() { "days moved earlier" } else { "days moved later" };
    median(way, "", figures.slip, add);
}

/// A median and how many it is of; the figure is empty where there is none.
fn median(what: &str, quarter: &str, median: Median, add: &mut impl FnMut(&str, &str, String)) {
    add(&format!("{what}, median"), quarter, median.figure().unwrap_or_default());
    add(&format!("{what}, n"), quarter, median.n.to_string());
}
