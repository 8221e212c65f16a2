//! What the figures say, table by table, for any form.

use super::SHOWN_QUARTERS;
use crate::base::calendar::Quarter;
use crate::base::text::{count, one_line};
use crate::domain::actions::throughput::{AGES, Counts, Figures, Median, Throughput, label};

/// What stands in the row of all together.
pub(super) const ALL: &str = "All";

/// A table with what is said of it.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub title: String,
    pub head: Vec<String>,
    /// As many cells in each as the head has; names are on one line and harmless.
    pub rows: Vec<Vec<String>>,
    /// For each row what a bar shows, where bars say something.
    pub bars: Vec<Bar>,
    /// Whether the columns after the first are quarters, of which the older may be left out.
    pub by_quarter: bool,
    /// Sentences below it.
    pub under: Vec<String>,
}

/// A bar in two parts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bar {
    pub late: usize,
    pub other: usize,
}

impl Bar {
    fn of(counts: &Counts) -> Self {
        Self { late: counts.late, other: counts.open - counts.late }
    }
}

/// Every table that has something to say.
pub(super) fn sections(report: &Throughput) -> Vec<Section> {
    if report.agencies.is_empty() {
        return Vec::new();
    }
    let from = report.quarters.len().saturating_sub(SHOWN_QUARTERS);
    let quarters = &report.quarters[from..];
    let all = report.all.last(quarters.len());
    let agencies: Vec<(String, Figures)> = report
        .agencies
        .iter()
        .map(|(name, figures)| (one_line(name), figures.last(quarters.len())))
        .collect();
    let mut sections = vec![by_quarter(quarters, &all), by_agency(quarters, &all, &agencies)];
    if agencies.len() > 1 {
        sections.push(crossed("Opened by agency and quarter", quarters, &agencies, |counts| counts.opened));
        sections.push(crossed("Closed by agency and quarter", quarters, &agencies, |counts| counts.closed));
        let late = "Late at the end of each quarter, by agency";
        sections.push(crossed(late, quarters, &agencies, |counts| counts.late));
    }
    sections.push(late_and_blocked(&all, &agencies));
    sections.push(ages(&all));
    sections.push(to_close(quarters, &all));
    sections.push(to_close_by_agency(&all, &agencies));
    sections.push(moved(&all, &agencies));
    sections
}

fn heads(heads: &[&str]) -> Vec<String> {
    heads.iter().map(|head| (*head).to_owned()).collect()
}

fn by_quarter(quarters: &[Quarter], all: &Figures) -> Section {
    let row = |(n, (quarter, counts)): (usize, (&Quarter, &Counts))| {
        let so_far = if n + 1 == quarters.len() { " so far" } else { "" };
        let figures = [counts.opened, counts.closed, counts.dropped, counts.merged, counts.open, counts.late];
        cells(format!("{}{so_far}", label(*quarter)), figures)
    };
    let first = quarters.first().map(|first| label(*first)).unwrap_or_default();
    let before = match all.before {
        0 => None,
        n => Some(format!(
            "{} open when {first} began.",
            if n == 1 { "1 was".to_owned() } else { format!("{n} were") }
        )),
    };
    let late = "Open and late are as at the end of the quarter, by the due date each action had then.";
    Section {
        title: "By quarter".into(),
        head: heads(&["Quarter", "opened", "closed", "dropped", "merged", "open", "late"]),
        rows: quarters.iter().zip(&all.quarters).enumerate().map(row).collect(),
        bars: all.quarters.iter().map(Bar::of).collect(),
        under: [late.to_owned()].into_iter().chain(before).collect(),
        ..Section::default()
    }
}

fn by_agency(quarters: &[Quarter], all: &Figures, agencies: &[(String, Figures)]) -> Section {
    let row = |(name, figures): (&str, &Figures)| {
        let sum = |of: fn(&Counts) -> usize| figures.sum(of);
        let ended = [sum(|counts| counts.closed), sum(|counts| counts.dropped), sum(|counts| counts.merged)];
        let now = figures.now();
        cells(
            name.to_owned(),
            [sum(|counts| counts.opened), ended[0], ended[1], ended[2], now.open, now.late],
        )
    };
    let first = quarters.first().map(|first| label(*first)).unwrap_or_default();
    Section {
        title: "By agency of the lead".into(),
        head: heads(&["Agency", "opened", "closed", "dropped", "merged", "open", "late"]),
        rows: named(all, agencies).map(row).collect(),
        // The row of all would dwarf the others.
        bars: std::iter::once(Bar::default())
            .chain(agencies.iter().map(|(_, f)| Bar::of(&f.now())))
            .collect(),
        under: vec![
            format!("Opened to merged are since the beginning of {first}; open and late are as of today."),
            "An action counts with the agency that leads it now.".into(),
        ],
        ..Section::default()
    }
}

fn crossed(
    title: &str,
    quarters: &[Quarter],
    agencies: &[(String, Figures)],
    of: fn(&Counts) -> usize,
) -> Section {
    let row = |(name, figures): &(String, Figures)| {
        std::iter::once(name.clone()).chain(figures.quarters.iter().map(|c| of(c).to_string())).collect()
    };
    Section {
        title: title.into(),
        head: std::iter::once("Agency".to_owned()).chain(quarters.iter().map(|q| label(*q))).collect(),
        rows: agencies.iter().map(row).collect(),
        by_quarter: true,
        ..Section::default()
    }
}

fn late_and_blocked(all: &Figures, agencies: &[(String, Figures)]) -> Section {
    let row = |(name, figures): (&str, &Figures)| {
        let most = figures.latest.map_or_else(|| "none".to_owned(), |days| days.to_string());
        let (n, blocked) = (figures.days_late.n.to_string(), figures.blocked.to_string());
        vec![name.to_owned(), figure(figures.days_late), most, n, blocked]
    };
    Section {
        title: "Days late and what is blocked, by agency of the lead".into(),
        head: heads(&["Agency", "median days late", "most", "n", "blocked"]),
        rows: named(all, agencies).map(row).collect(),
        under: vec!["As of today; n is how many are late. What is blocked may be late or not.".into()],
        ..Section::default()
    }
}

fn ages(all: &Figures) -> Section {
    Section {
        title: "How long open actions have been open".into(),
        head: heads(&["Since being raised", "open"]),
        rows: AGES.iter().zip(all.ages).map(|(age, n)| cells((*age).to_owned(), [n])).collect(),
        bars: all.ages.iter().map(|n| Bar { late: 0, other: *n }).collect(),
        ..Section::default()
    }
}

fn to_close(quarters: &[Quarter], all: &Figures) -> Section {
    let row = |name: String, median: Median| vec![name, figure(median), median.n.to_string()];
    let by =
        quarters.iter().zip(&all.quarters).map(|(quarter, counts)| row(label(*quarter), counts.to_close));
    Section {
        title: "Days from being raised to being closed, by quarter of closing".into(),
        head: heads(&["Quarter", "median days", "n"]),
        rows: std::iter::once(row(ALL.to_owned(), all.to_close)).chain(by).collect(),
        ..Section::default()
    }
}

fn to_close_by_agency(all: &Figures, agencies: &[(String, Figures)]) -> Section {
    let row = |(name, figures): (&str, &Figures)| {
        vec![name.to_owned(), figure(figures.to_close), figures.to_close.n.to_string()]
    };
    Section {
        title: "Days from being raised to being closed, by agency of the lead".into(),
        head: heads(&["Agency", "median days", "n"]),
        rows: named(all, agencies).map(row).collect(),
        under: vec!["Over all quarters; n is how many were closed.".into()],
        ..Section::default()
    }
}

fn moved(all: &Figures, agencies: &[(String, Figures)]) -> Section {
    let row = |(name, figures): (&str, &Figures)| {
        let slip = match (figures.slip.figure().as_deref(), figures.slip.negative()) {
            (None, _) => "none".to_owned(),
            (Some("0"), _) => "0".to_owned(),
            (Some(days), false) => format!("{days} later"),
            (Some(days), true) => format!("{days} earlier"),
        };
        let n = figures.slip.n.to_string();
        vec![name.to_owned(), figures.moved.to_string(), figures.moves.to_string(), slip, n]
    };
    Section {
        title: "Due dates that were moved".into(),
        head: heads(&["Agency", "actions moved", "times", "median days", "n"]),
        rows: named(all, agencies).map(row).collect(),
        under: vec![format!(
            "Days are from the first due date to the one now; n is how many of the {} have both.",
            count(all.moved, "moved action", "moved actions")
        )],
        ..Section::default()
    }
}

/// All together, then each agency.
fn named<'a>(
    all: &'a Figures,
    agencies: &'a [(String, Figures)],
) -> impl Iterator<Item = (&'a str, &'a Figures)> {
    std::iter::once((ALL, all)).chain(agencies.iter().map(|(name, figures)| (name.as_str(), figures)))
}

fn cells<const N: usize>(name: String, figures: [usize; N]) -> Vec<String> {
    std::iter::once(name).chain(figures.iter().map(usize::to_string)).collect()
}

fn figure(median: Median) -> String {
    median.figure().unwrap_or_else(|| "none".to_owned())
}
