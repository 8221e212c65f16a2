//! `chairside actions import`: a tracker kept in a spreadsheet or a Word document, taken over. Nothing is written without `--yes`, and then
//! one file is replaced once, so that one earlier version brings it back.

use super::args::Args;
use super::args_actions::ImportArgs;
use super::{Outcome, REFUSED, next, quoted, say};
use crate::base::id::TrackerId;
use crate::base::problem::Severity;
use crate::base::sheet::Sheet;
use crate::base::text::{and_list, clean, count, nearest};
use crate::documents::import_preview::{self, About};
use crate::domain::action::Status;
use crate::domain::agenda::Tier;
use crate::domain::import::{self, COLUMNS, Ground, Pick, Preview};
use crate::domain::tracker::Tracker;
use crate::effect::Change;
use crate::files::sheet::{self, Book};
use crate::files::workspace::Workspace;
use crate::files::{places, tracker, tracker_edit};
use crate::runtime::{disk, place};
use std::borrow::Cow;
use std::path::Path;

/// The tracker a sheet goes to, as it lies on disk.
struct Target {
    path: String,
    tracker: Tracker,
    text: String,
    /// Whether there is a file yet.
    there: bool,
}

pub(super) fn import(args: &Args, asked: &ImportArgs) -> Outcome {
    let root = super::workspace(args);
    let (picks, told) = (picks(&asked.columns)?, told(&asked.status)?);
    let shown = asked.file.display().to_string();
    let bytes = disk::read_bytes(&asked.file, sheet::MOST_BYTES).map_err(|why| format!("{shown}: {why}"))?;
    let book = sheet::read(&bytes).map_err(|why| format!("{shown}: {why}"))?;
    let workspace = super::check::load(&root)?;
    let target = target(&root, &workspace, asked.tracker.as_deref())?;
    let chosen = chosen(&book, asked.sheet.as_deref()).map_err(|why| format!("{shown}: {why}"))?;
    let meetings = workspace.meetings.values();
    let ground = Ground {
        partnership: workspace.partnership.as_ref(),
        tracker: &target.tracker,
        elsewhere: workspace.trackers.values().filter(|other| other.id != target.tracker.id).collect(),
        meetings: meetings.map(|meeting| (meeting.id.clone(), meeting.group.clone(), meeting.date)).collect(),
        decisions: workspace.recorded(),
        names: &workspace.names,
        today: super::today(args),
        file: asked.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        by: place::user(),
        told,
    };
    let preview = import::preview(&chosen.sheet, &picks, &ground).map_err(|why| format!("{shown}: {why}"))?;
    let about = About {
        sort: book.sort.clone(),
        sheet: chosen.name,
        others: chosen.others,
        passed: chosen.passed,
        tracker: target.path.clone(),
        tier: Tier::from(asked.tier),
    };
    say(clean(&import_preview::text(&preview, &ground, &about)).trim_end_matches('\n'));
    let (new, changed) = (preview.new_actions(), preview.amendments());
    let text = tracker_edit::take_over(&target.text, &new, &changed)
        .and_then(|text| sound(&root, &target, &text).map(|()| text))
        .map_err(|why| format!("{}: {why}. Nothing was changed", target.path))?;
    if preview.wrong() > 0 && !(asked.yes && asked.skip_errors) {
        let wrong = count(preview.wrong(), "row has an error", "rows have errors");
        say(&format!("Nothing was changed, for {wrong}: mend the {} and run this again.", ground.sort()));
        if !(new.is_empty() && changed.is_empty()) {
            say(&format!("Or take the others only: {}", command(args, &asked.file, &target, asked, true)));
        }
        return Ok(REFUSED);
    }
    if new.is_empty() && changed.is_empty() {
        say("There is nothing to do.");
        return Ok(0);
    }
    if !asked.yes {
        say(&format!("Nothing was changed. To do it: {}", command(args, &asked.file, &target, asked, false)));
        return Ok(0);
    }
    write(&root, &target, text)?;
    done(args, &preview, &target, new.len(), changed.len());
    Ok(0)
}

/// What somebody asked to be taken for what.
fn picks(asked: &[String]) -> Result<Vec<Pick>, String> {
    let one = |asked: &String| {
        let words = || and_list(&COLUMNS.iter().map(|column| column.word).collect::<Vec<_>>());
        let (word, column) = asked
            .split_once('=')
            .ok_or_else(|| format!("--columns '{asked}': write what is taken from where, such as due=D"))?;
        let field = import::columns::field(word)
            .ok_or_else(|| format!("--columns '{asked}': '{}' is none of {}", word.trim(), words()))?;
        let column = Some(column.trim()).filter(|column| *column != "-").map(str::to_owned);
        Ok(Pick { field, column })
    };
    asked.iter().map(one).collect()
}

/// What somebody says words for states mean.
fn told(asked: &[String]) -> Result<Vec<(String, Status)>, String> {
    let one = |asked: &String| {
        let (word, state) = asked
            .rsplit_once('=')
            .ok_or_else(|| format!("--status '{asked}': write what a word means, such as complete=closed"))?;
        let state = state.trim().to_lowercase();
        let known = Status::ALL.into_iter().find(|status| status.word() == state);
        let status = known.ok_or_else(|| {
            format!("--status '{asked}': '{state}' is none of {}", and_list(&Status::ALL.map(Status::word)))
        })?;
        Ok((import::columns::plain(word), status))
    };
    asked.iter().map(one).collect()
}

/// The tracker asked for, or the only one; a new one for a group that has none.
fn target(root: &Path, workspace: &Workspace, asked: Option<&str>) -> Result<Target, String> {
    let partnership = workspace.partnership.as_ref();
    let group = asked.and_then(|name| partnership?.group_called(name));
    let known = match asked {
        Some(name) => {
            let by_id = workspace.trackers.get(&TrackerId::from(name.trim()));
            by_id.or_else(|| workspace.tracker_of(&group?.id))
        }
        None => workspace.trackers.values().next().filter(|_| workspace.trackers.len() == 1),
    };
    if let Some(known) = known {
        let path = places::tracker(&known.id);
        let text = disk::read_now(root, &path).map_err(|why| format!("{path}: {why}"))?.unwrap_or_default();
        let tracker = tracker::load(&text).value;
        let tracker = tracker.ok_or_else(|| format!("{path} cannot be read: 'chairside check' says why"))?;
        return Ok(Target { path, tracker, text, there: true });
    }
    let names = || workspace.trackers.keys().map(TrackerId::as_str);
    let all: Vec<&str> = partnership.iter().flat_map(|p| &p.groups).map(|group| group.id.as_str()).collect();
    let Some(name) = asked else {
        let some: Vec<&str> = if workspace.trackers.is_empty() { all } else { names().collect() };
        return Err(format!("say which tracker it goes to, with --tracker: {}", some.join(", ")));
    };
    let Some(group) = group else {
        let near = nearest(name, names().chain(all.iter().copied()));
        let near = near.map(|near| format!(": did you mean {near}?")).unwrap_or_default();
        return Err(format!("there is no tracker and no group '{name}'{near}"));
    };
    let id = TrackerId::new(group.id.as_str());
    let path = places::tracker(&id);
    if disk::read_now(root, &path).map_err(|why| format!("{path}: {why}"))?.is_some() {
        return Err(format!("{path} cannot be read: 'chairside check' says why"));
    }
    let text = tracker_edit::fresh(
        id.as_str(),
        &format!("{} actions", group.name),
        group.id.as_str(),
        &group.prefix,
    );
    let tracker = tracker::load(&text).value.ok_or("a new tracker cannot be made")?;
    Ok(Target { path, tracker, text, there: false })
}

/// What is taken over of a file.
struct Chosen<'a> {
    sheet: Cow<'a, Sheet>,
    name: String,
    /// The sheets that are not looked at.
    others: Vec<String>,
    /// The tables that were passed over, and why.
    passed: Vec<(String, String)>,
}

/// The sheet asked for, or the only one that looks like a tracker; of a document every table that does.
fn chosen<'a>(book: &'a Book, asked: Option<&str>) -> Result<Chosen<'a>, String> {
    let filled: Vec<&Sheet> = book.sheets.iter().filter(|sheet| !sheet.rows().is_empty()).collect();
    let in_document = filled.iter().any(|sheet| !sheet.lies.is_empty());
    let names = |sheets: &[&Sheet]| {
        let names: Vec<String> = sheets.iter().map(|sheet| format!("'{}'", sheet.name)).collect();
        and_list(&names)
    };
    let one = |sheet: &'a Sheet| {
        let others = filled.iter().filter(|other| !std::ptr::eq(**other, sheet));
        let others = others.map(|other| other.name.clone()).collect();
        Chosen { sheet: Cow::Borrowed(sheet), name: sheet.name.clone(), others, passed: Vec::new() }
    };
    if let Some(asked) = asked {
        let plain = asked.trim().to_lowercase();
        let called = |sheet: &&&Sheet| {
            let name = sheet.name.trim().to_lowercase();
            name == plain || (in_document && name.strip_prefix("table ") == Some(&plain))
        };
        let sort = if in_document { "table" } else { "sheet" };
        return filled.iter().find(called).map(|sheet| one(sheet)).ok_or_else(|| {
            format!("there is no {sort} '{asked}' with anything in it: there are {}", names(&filled))
        });
    }
    if in_document {
        return tables(&book.sheets).ok_or_else(|| {
            format!("none of its tables looks like a tracker: say which with --sheet: {}", names(&filled))
        });
    }
    let seen: Vec<&Sheet> = filled.iter().filter(|sheet| !sheet.hidden).copied().collect();
    let likely: Vec<&Sheet> = seen.iter().filter(|sheet| import::looks_right(sheet)).copied().collect();
    match (likely.as_slice(), seen.as_slice()) {
        ([only], _) | ([], [only]) => Ok(one(only)),
        ([], []) => Err("there is nothing in it".to_owned()),
        ([], many) => {
            Err(format!("none of its sheets looks like a tracker: say which with --sheet: {}", names(many)))
        }
        (many, _) => {
            Err(format!("several of its sheets look like trackers: say which with --sheet: {}", names(many)))
        }
    }
}

/// Every table of a document that looks like a tracker, as one.
fn tables<'a>(all: &[Sheet]) -> Option<Chosen<'a>> {
    let found = import::together(all);
    let sheet = Cow::Owned(found.sheet?);
    let numbers: Vec<String> = found.taken.iter().map(u32::to_string).collect();
    let tables = if numbers.len() == 1 { "table" } else { "tables" };
    let name = format!("{tables} {}", and_list(&numbers));
    Some(Chosen { sheet, name, others: Vec::new(), passed: found.passed })
}

/// Whether the tracker would be sound: no rule may find an error in it that it does not find now.
fn sound(root: &Path, target: &Target, text: &str) -> Result<(), String> {
    let raw = disk::read_workspace(root).map_err(|why| why.to_string())?;
    let errors = |text: &str| {
        let others = raw.files.iter().filter(|file| file.path != target.path);
        let files = others.map(|file| (file.path.as_str(), file.bytes.as_slice()));
        let files = files.chain([(target.path.as_str(), text.as_bytes())]);
        let workspace = Workspace::load(files, &raw.unread, &raw.with_journal);
        let reports = workspace.reports.into_iter().filter(|report| report.path == target.path);
        let problems = reports.flat_map(|report| report.problems);
        problems.filter(|problem| problem.severity == Severity::Error).map(|p| p.message).collect::<Vec<_>>()
    };
    let before = errors(&target.text);
    match errors(text).into_iter().find(|message| !before.contains(message)) {
        Some(message) => Err(format!("it would have an error: {message}")),
        None => Ok(()),
    }
}

fn write(root: &Path, target: &Target, text: String) -> Result<(), String> {
    let failed = |why: std::io::Error| format!("{} was not changed: {why}", target.path);
    if !target.there {
        // Empty first, so that there is an earlier version to go back to.
        crate::cli::change(root, &target.path, &Change::Create(target.text.clone())).map_err(failed)?;
    }
    let change = Change::Whole { was: Some(target.text.clone()), text };
    crate::cli::change(root, &target.path, &change).map_err(failed).map(|_| ())
}

fn done(args: &Args, preview: &Preview, target: &Target, new: usize, changed: usize) {
    let left = match preview.wrong() {
        0 => String::new(),
        wrong => format!(" {} left out.", count(wrong, "row was", "rows were")),
    };
    say(&format!(
        "{} is changed: {} added, {changed} changed.{left} To undo all of it: {}",
        target.path,
        count(new, "action", "actions"),
        next(args, &format!("restore {} 1 --yes", quoted(&target.path)))
    ));
}

/// The command that does it.
fn command(args: &Args, file: &Path, target: &Target, asked: &ImportArgs, skip: bool) -> String {
    let mut words = vec!["actions import".to_owned(), quoted(&file.display().to_string())];
    let mut add = |flag: &str, value: &str| words.extend([flag.to_owned(), quoted(value)]);
    add("--tracker", target.tracker.id.as_str());
    if let Some(sheet) = &asked.sheet {
        add("--sheet", sheet);
    }
    if !asked.columns.is_empty() {
        add("--columns", &asked.columns.join(","));
    }
    if !asked.status.is_empty() {
        add("--status", &asked.status.join(","));
    }
    words.push(if skip { "--yes --skip-errors" } else { "--yes" }.to_owned());
    next(args, &words.join(" "))
}
