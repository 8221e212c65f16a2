//! What comes out of an audit, as documents: the report and the learning brief as blocks, which become Markdown, HTML or
//! Word; results as text for a terminal; every answer as CSV and as a workbook. Who may read what was settled when the
//! values were made (`domain::audit::report`); a paper is asked for in `paper`.

mod answers;
mod matrix;
mod paper;
mod personal;
mod text;

pub use answers::{as_csv, workbook};
pub use paper::{Form, Made, Of, Paper, Papered, bytes, called, loose, made};
pub use text::{compared, results};

use super::word::{Block, Column, Document, Level, Table, Words};
use crate::base::stamp::long_date;
use crate::domain::agenda::Tier;
use crate::domain::audit::brief::Brief;
use crate::domain::audit::report::{Grid, Part, Report};

/// The report as blocks.
pub fn report(report: &Report) -> Document {
    let mut blocks = vec![Block::Heading(Level::One, report.title.as_str().into())];
    let whose =
        if report.partnership.is_empty() { String::new() } else { format!("{}. ", report.partnership) };
    let whom = match report.tier {
        Tier::Open => "anybody",
        Tier::Partners => "partners",
        Tier::Restricted => "those who may see everything",
    };
    let said = format!("{whose}Audit report, made on {}. This copy is for {whom}.", long_date(report.on));
    blocks.push(Block::Paragraph(said.into()));
    for one in &report.parts {
        part(one, Level::Two, &mut blocks);
    }
    Document {
        title: report.title.clone(),
        subject: report.partnership.clone(),
        marking: report.marking.clone(),
        made: Some(report.on),
        landscape: true,
        blocks,
        ..Document::default()
    }
}

fn part(one: &Part, level: Level, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading(level, one.title.as_str().into()));
    blocks.extend(one.said.iter().filter_map(|said| Block::paragraph(said)));
    if !one.points.is_empty() {
        blocks.push(Block::Bullets(one.points.iter().map(|point| (0, point.as_str().into())).collect()));
    }
    blocks.extend(one.grid.as_ref().map(|grid| Block::Table(table(grid))));
    for inner in &one.under {
        part(inner, Level::Three, blocks);
    }
}

/// A table without the columns that hold nothing.
fn table(grid: &Grid) -> Table {
    let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
    let kept: Vec<usize> =
        (0..grid.head.len()).filter(|at| grid.rows.iter().any(|row| !cell(row, *at).is_empty())).collect();
    let longest = |at: usize| grid.rows.iter().map(|row| cell(row, at).chars().count()).max().unwrap_or(0);
    let column = |at: &usize| Column {
        head: grid.head[*at].clone(),
        share: u32::try_from(longest(*at)).unwrap_or(40).clamp(8, 40),
        figures: false,
    };
    let row = |row: &Vec<String>| kept.iter().map(|at| Words::from(cell(row, *at))).collect();
    Table {
        about: grid.about.clone(),
        whole: false,
        columns: kept.iter().map(column).collect(),
        rows: grid.rows.iter().map(row).collect(),
    }
}

/// The brief as blocks.
pub fn brief(brief: &Brief) -> Document {
    let mut blocks = vec![Block::Heading(Level::One, brief.title.as_str().into())];
    let whose = if brief.partnership.is_empty() { String::new() } else { format!("{}. ", brief.partnership) };
    let said = format!(
        "{whose}Learning brief: {}. {}. Audit {}. {}.",
        brief.theme,
        long_date(brief.on),
        brief.reference,
        brief.signed
    );
    blocks.push(Block::Paragraph(said.into()));
    for (label, words) in [("Why: ", &brief.why), ("How: ", &brief.how)] {
        if !words.trim().is_empty() {
            blocks.push(Block::Paragraph(Words::bold(label.trim_end()).and(format!(" {words}"), false)));
        }
    }
    for (heading, points) in &brief.parts {
        blocks.push(Block::Heading(Level::Two, heading.said().into()));
        blocks.push(Block::Bullets(points.iter().map(|point| (0, point.text.as_str().into())).collect()));
    }
    Document {
        title: format!("{}: learning brief", brief.title),
        subject: brief.partnership.clone(),
        marking: brief.marking.clone(),
        made: Some(brief.on),
        blocks,
        ..Document::default()
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
