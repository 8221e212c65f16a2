//! `chairside changes`: who changed what outside meetings, from the journal of changes; and whether that is whole.

use super::args::{Args, ChangesFormat};
use super::{Outcome, say};
use crate::base::text::count;
use crate::documents::changes::{Made, as_csv, json, text};
use crate::files::changes::{Journal, read};
use crate::files::places;
use crate::runtime::{disk, place};
use chrono::NaiveDate;
use std::path::Path;

/// What of the journal is asked for.
pub(super) struct Asked<'a> {
    /// Only changes of this file, or of files whose path begins so.
    pub file: Option<&'a str>,
    /// Only from this day on.
    pub since: Option<NaiveDate>,
    /// In which form.
    pub format: ChangesFormat,
}

pub(super) fn list(args: &Args, asked: &Asked<'_>) -> Outcome {
    let root = super::workspace(args);
    let journals = journals(&root)?;
    let mut all: Vec<Made> = Vec::new();
    for (writer, journal) in &journals.read {
        all.extend(journal.lines.iter().map(|(_, line)| Made {
            writer: writer.clone(),
            at: place::local(line.at),
            line: line.clone(),
        }));
    }
    all.retain(|made| {
        asked.file.is_none_or(|file| made.line.file.starts_with(file.strip_prefix("./").unwrap_or(file)))
            && asked.since.is_none_or(|since| made.at.date_naive() >= since)
    });
    // Those of one writer are in order already.
    all.sort_by_key(|made| made.line.at);
    match asked.format {
        ChangesFormat::Text => say(text(&all).trim_end()),
        ChangesFormat::Csv => super::pass_on(&as_csv(&all)),
        ChangesFormat::Json => say(json(&all).trim_end()),
    }
    for (writer, journal) in journals.read.iter().filter(|(_, journal)| !journal.altered.is_empty()) {
        super::warn(&altered(writer, journal));
    }
    for line in &journals.unread {
        super::warn(&format!("{line}. What it holds is not in this list."));
    }
    Ok(0)
}

/// Says whether the journal of changes is whole; how many writers' are not.
pub(super) fn verify(root: &Path) -> Result<usize, String> {
    let Journals { read: journals, unread } = journals(root)?;
    if journals.is_empty() && unread.is_empty() {
        return Ok(0);
    }
    let changes: usize = journals.iter().map(|(_, journal)| journal.lines.len()).sum();
    let (changes, writers) =
        (count(changes, "change", "changes"), count(journals.len(), "writer", "writers"));
    let bad: Vec<_> = journals.iter().filter(|(_, journal)| !journal.altered.is_empty()).collect();
    let verdict = match (bad.is_empty(), unread.is_empty()) {
        (false, _) => "ALTERED",
        (true, false) => "not to be proved",
        (true, true) => "whole",
    };
    say(&format!("Changes outside meetings: {verdict}, {changes} by {writers}."));
    for (writer, journal) in &bad {
        say(&format!("  {}.", altered(writer, journal)));
    }
    for line in &unread {
        say(&format!("  {line}."));
    }
    for (writer, journal) in journals.iter().filter(|(_, journal)| !journal.torn.is_empty()) {
        let line = journal.torn.first().copied().unwrap_or(1);
        say(&format!("  Note: {}, line {line}: it was not written to its end.", path(writer)));
    }
    Ok(bad.len() + unread.len())
}

fn altered(writer: &str, journal: &Journal) -> String {
    let line = journal.altered.first().copied().unwrap_or(1);
    format!("{}, line {line}: it, or the line before it, was changed, taken out or put in", path(writer))
}

fn path(writer: &str) -> String {
    format!("{}/{writer}.jsonl", places::CHANGES)
}

/// The journals of a workspace's changes.
pub(super) struct Journals {
    /// Every writer with what their journal holds.
    pub read: Vec<(String, Journal)>,
    /// Those that cannot be read, and why, as a line without a full stop.
    pub unread: Vec<String>,
}

/// Every writer's journal of changes.
pub(super) fn journals(root: &Path) -> Result<Journals, String> {
    let kept = disk::changes(root).map_err(|why| format!("{}: {why}", places::CHANGES))?;
    let read = kept.files.into_iter().map(|file| {
        let name =
            file.path.rsplit('/').next().and_then(|name| name.strip_suffix(".jsonl")).unwrap_or_default();
        (name.to_owned(), read(name, &file.bytes))
    });
    let unread = kept.unread.iter().map(|(path, why)| format!("{path} cannot be read: {why}"));
    Ok(Journals { read: read.collect(), unread: unread.collect() })
}
