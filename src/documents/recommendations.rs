//! Recommendations, and areas with little or no progress, to read in a terminal or as Markdown.

use super::minutes_markdown::{Page, words};
use crate::base::stamp::long_date;
use crate::base::text::{clean, one_line};
use crate::domain::recommendation::{LittleProgress, Row};

/// A recommendation in a few lines: its number, standing, stage and actions; what it says; where it comes from.
pub fn text(row: &Row<'_>) -> String {
    let one = row.recommendation;
    let ids: Vec<&str> = row.actions.iter().map(|id| id.as_str()).collect();
    let ids = if ids.is_empty() { String::new() } else { format!(" ({})", ids.join(", ")) };
    let mut lines = vec![
        format!("{}  {} · {}{ids}", one.id, row.stage.said(), row.progress.said()),
        format!("    {}", one_line(&one.text)),
    ];
    let from = one.sources_said();
    let from = if from.is_empty() { String::new() } else { format!("from {} · ", one_line(&from)) };
    lines.push(format!(
        "    {from}accepted {} · followed by {}",
        long_date(one.accepted),
        one_line(&row.group)
    ));
    for (word, said) in [("success", &one.success), ("before", &one.baseline)] {
        if !said.is_empty() {
            lines.push(format!("    {word}: {}", one_line(said)));
        }
    }
    lines.push(format!("    {}", one_line(&row.standing)));
    lines.join("\n")
}

/// All of them as Markdown: one table, ending with a new line.
pub fn markdown(rows: &[Row<'_>], marking: &str) -> String {
    let mut page = Page::default();
    page.paragraph(&words(marking));
    page.paragraph("# Recommendations");
    if rows.is_empty() {
        page.paragraph("There are none.");
    } else {
        let head = ["Number", "Recommendation", "From", "Followed by", "Stage", "Actions", "Standing"];
        page.table(&head, rows.iter().map(cells));
    }
    page.paragraph(&words(marking));
    page.text
}

fn cells(row: &Row<'_>) -> Vec<String> {
    let one = row.recommendation;
    let ids: Vec<&str> = row.actions.iter().map(|id| id.as_str()).collect();
    let counted = row.progress.said();
    let actions = if ids.is_empty() { counted } else { format!("{}: {counted}", ids.join(", ")) };
    let stage = row.stage.said().to_owned();
    let from = one.sources_said();
    vec![one.id.to_string(), one.text.clone(), from, row.group.clone(), stage, actions, row.standing.clone()]
}

/// An area with little or no progress in a few lines, and the ids it is linked to.
pub fn progress_text(row: &LittleProgress, links: &[&str]) -> String {
    let mut lines = vec![format!("{}  {}", row.year, one_line(&row.area))];
    lines.push(format!("    impact: {}", one_line(&row.impact)));
    for (head, all) in [("achieved", &row.achieved), ("needed", &row.needed)] {
        lines.extend(all.iter().map(|one| format!("    {head}: {}", one_line(one))));
    }
    if !links.is_empty() {
        lines.push(format!("    see {}", links.join(", ")));
    }
    clean(&lines.join("\n")).into_owned()
}

/// Areas with little or no progress as the table that annual reports print, one for each year.
pub fn progress_markdown(rows: &[&LittleProgress], marking: &str) -> String {
    let mut page = Page::default();
    page.paragraph(&words(marking));
    if rows.is_empty() {
        page.paragraph("# Areas with little or no progress\n\nThere are none.");
    }
    for year in rows.chunk_by(|a, b| a.year == b.year) {
        page.paragraph(&format!("# Areas with little or no progress {}", words(&year[0].year)));
        let head = "| Area of work | Impact | What has been achieved | What needs to happen |\n| --- | --- | --- | --- |";
        let row = |row: &&LittleProgress| {
            let cells = [words(&row.area), words(&row.impact), points(&row.achieved), points(&row.needed)];
            format!("| {} |", cells.join(" | "))
        };
        let table: Vec<String> = std::iter::once(head.to_owned()).chain(year.iter().map(row)).collect();
        page.paragraph(&table.join("\n"));
    }
    page.paragraph(&words(marking));
    page.text
}

/// Several points in one cell, which holds no list of its own.
fn points(all: &[String]) -> String {
    match all {
        [one] => words(one),
        all => all.iter().map(|one| format!("• {}", words(one))).collect::<Vec<_>>().join("<br>"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_cell_ends_it_or_becomes_markup() {
        let row = LittleProgress {
            area: "a | b".into(),
            impact: "<b>x</b>\nand so on".into(),
            achieved: vec!["one".into(), "two <br> | three".into()],
            needed: vec!["*four*".into()],
            year: "2024-25".into(),
            ..LittleProgress::default()
        };
        let page = progress_markdown(&[&row], "OFFICIAL");
        let line = page.lines().find(|line| line.starts_with("| a")).unwrap();
        assert_eq!(
            line,
            r"| a \| b | &lt;b&gt;x&lt;/b&gt; and so on | • one<br>• two &lt;br&gt; \| three | \*four\* |"
        );
        assert!(page.starts_with("OFFICIAL\n\n# Areas with little or no progress 2024-25\n"), "{page}");
    }
}
