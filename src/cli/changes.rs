//! `chairside changes`: who changed what outside meetings, from the journal of changes; and whether that is whole.

use super::args::{Args, ChangesFormat};
use super::{Outcome, say};
use crate::base::text::count;
use crate::documents::changes::{Made, as_csv, json, text};
use crate::files::changes::{Journal, Line, read, writer_of};
use crate::files::places;
use crate::runtime::{disk, place};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashSet};
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
    for kept in &journals.read {
        all.extend(kept.journal.lines.iter().map(|(_, line)| Made {
            writer: kept.writer.clone(),
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
    for kept in journals.read.iter().filter(|kept| !kept.journal.altered.is_empty()) {
        super::warn(&kept.altered());
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
    let changes: usize = journals.iter().map(|kept| kept.journal.lines.len()).sum();
    let writers: BTreeSet<&str> = journals.iter().map(|kept| kept.writer.as_str()).collect();
    let (changes, writers) = (count(changes, "change", "changes"), count(writers.len(), "writer", "writers"));
    let bad: Vec<&Kept> = journals.iter().filter(|kept| !kept.journal.altered.is_empty()).collect();
    let verdict = match (bad.is_empty(), unread.is_empty()) {
        (false, _) => "ALTERED",
        (true, false) => "not to be proved",
        (true, true) => "whole",
    };
    say(&format!("Changes outside meetings: {verdict}, {changes} by {writers}."));
    for kept in &bad {
        say(&format!("  {}.", kept.altered()));
    }
    for line in &unread {
        say(&format!("  {line}."));
    }
    for kept in journals.iter().filter(|kept| kept.name != kept.writer) {
        say(&format!("  Note: {} is a copy of the journal of {}.", kept.path(), kept.writer));
    }
    for kept in journals.iter().filter(|kept| !kept.journal.torn.is_empty()) {
        let line = kept.journal.torn.first().copied().unwrap_or(1);
        say(&format!("  Note: {}, line {line}: it was not written to its end.", kept.path()));
    }
    Ok(bad.len() + unread.len())
}

/// What a file of the journal of changes holds.
pub(super) struct Kept {
    /// The file's name, without its ending.
    name: String,
    /// Whose it is: a conflict copy is its writer's too.
    writer: String,
    /// Its lines; in a copy, those that the writer's own has not.
    pub journal: Journal,
}

impl Kept {
    fn altered(&self) -> String {
        let line = self.journal.altered.first().copied().unwrap_or(1);
        format!("{}, line {line}: it, or the line before it, was changed, taken out or put in", self.path())
    }

    fn path(&self) -> String {
        format!("{}/{}.jsonl", places::CHANGES, self.name)
    }
}

/// The journals of a workspace's changes.
pub(super) struct Journals {
    /// Every file of them with what it holds.
    pub read: Vec<Kept>,
    /// Those that cannot be read, and why, as a line without a full stop.
    pub unread: Vec<String>,
}

/// Every file of the journal of changes with what it holds; a line that is there twice counts once.
pub(super) fn journals(root: &Path) -> Result<Journals, String> {
    let found = disk::changes(root).map_err(|why| format!("{}: {why}", places::CHANGES))?;
    let mut all: Vec<Kept> = found
        .files
        .into_iter()
        .map(|file| {
            let name =
                file.path.rsplit('/').next().and_then(|name| name.strip_suffix(".jsonl")).unwrap_or_default();
            let writer = writer_of(name, &file.bytes);
            Kept { name: name.to_owned(), writer: writer.to_owned(), journal: read(writer, &file.bytes) }
        })
        .collect();
    // The writer's own comes before its copies.
    all.sort_by(|a, b| (&a.writer, a.name.len(), &a.name).cmp(&(&b.writer, b.name.len(), &b.name)));
    let mut known: BTreeMap<String, HashSet<Line>> = BTreeMap::new();
    for kept in &mut all {
        let known = known.entry(kept.writer.clone()).or_default();
        kept.journal.lines.retain(|(_, line)| !known.contains(line));
        known.extend(kept.journal.lines.iter().map(|(_, line)| line.clone()));
    }
    let unread = found.unread.iter().map(|(path, why)| format!("{path} cannot be read: {why}"));
    Ok(Journals { read: all, unread: unread.collect() })
}
