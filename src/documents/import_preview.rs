//! What taking over a spreadsheet comes to, in words: its columns, then its rows one by one, then a count. What is
//! restricted is named and not shown, and what looks like personal data has dots.

use crate::base::problem::Severity;
use crate::base::sheet::letters;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, count, fit, one_line};
use crate::domain::action::{Action, Due, Priority};
use crate::domain::agenda::Tier;
use crate::domain::import::columns::column;
use crate::domain::import::{Field, Ground, Header, Note, Outcome, Preview, Row};
use crate::domain::personal;
use std::fmt::Write as _;

/// Letters of an action's words that are shown beside its row.
const SHOWN: usize = 90;

/// The file and the sheet a preview is of.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// What sort of file it is.
    pub sort: String,
    /// The sheet's name; empty where the file has none.
    pub sheet: String,
    /// The other sheets.
    pub others: Vec<String>,
    /// The tables of a document that were passed over, and why.
    pub passed: Vec<(String, String)>,
    /// The tracker's file.
    pub tracker: String,
    /// Up to which tier actions are shown.
    pub tier: Tier,
}

/// The whole preview, ending with the count.
pub fn text(preview: &Preview, ground: &Ground<'_>, about: &About) -> String {
    let mut out = String::new();
    head(&mut out, preview, ground, about);
    columns(&mut out, &preview.header);
    for note in &preview.notes {
        let _ = writeln!(out, "{note}");
    }
    if !preview.notes.is_empty() {
        out.push('\n');
    }
    let mut left_out = preview.left_out.iter().peekable();
    let say_left_out = |out: &mut String, (number, why): &(u32, String)| {
        let number = preview.row_said(*number);
        let _ = writeln!(out, "{number}  left out: {}", fit(&shown(why, ground), SHOWN));
    };
    for row in &preview.rows {
        while let Some(other) = left_out.next_if(|(number, _)| *number < row.row) {
            say_left_out(&mut out, other);
        }
        one(&mut out, row, preview, ground, about);
    }
    left_out.for_each(|other| say_left_out(&mut out, other));
    out.push('\n');
    out + &counted(preview)
}

fn head(out: &mut String, preview: &Preview, ground: &Ground<'_>, about: &About) {
    let sheet = match about.sheet.as_str() {
        "" => String::new(),
        name if preview.lies.is_empty() => format!(", sheet '{}'", one_line(name)),
        name => format!(", {}", one_line(name)),
    };
    let rows: Vec<String> = preview.header.rows.iter().map(u32::to_string).collect();
    let rows = if rows.len() == 1 { format!("row {}", rows[0]) } else { format!("rows {}", and_list(&rows)) };
    let first = preview.header.rows.first().and_then(|row| preview.lies.get(row));
    let rows = first.map_or_else(|| rows.clone(), |first| format!("{rows} of table {}", first.table));
    let _ = writeln!(out, "{}: {}{sheet}, header in {rows}.", one_line(&ground.file), about.sort);
    if !about.others.is_empty() {
        let others: Vec<String> = about.others.iter().map(|name| format!("'{}'", one_line(name))).collect();
        let _ = writeln!(out, "Not looked at: {}.", and_list(&others));
    }
    for (name, why) in &about.passed {
        let _ = writeln!(out, "Passed over: {}, for {why}.", one_line(name));
    }
    let _ = writeln!(out, "Into {}, on {}.\n", about.tracker, long_date(ground.today));
}

fn columns(out: &mut String, header: &Header) {
    let wide =
        header.columns.iter().map(|taken| crate::base::text::width(&taken.name)).max().unwrap_or(0).min(40);
    for taken in &header.columns {
        let name = fit(&taken.name, wide);
        let gap = " ".repeat(wide - crate::base::text::width(&name));
        let said = match taken.field {
            Some(Field::Rag) => "not kept: it is worked out from the dates".to_owned(),
            Some(field) if taken.why.is_empty() => column(field).title.to_owned(),
            Some(field) => format!("{} ({})", column(field).title, taken.why),
            None => format!("left out: {}", taken.why),
        };
        let _ = writeln!(out, "  {:<2} {name}{gap}  {said}", letters(taken.column));
    }
    out.push('\n');
}

fn one(out: &mut String, row: &Row, preview: &Preview, ground: &Ground<'_>, about: &About) {
    let (word, id) = match &row.outcome {
        Outcome::New(action) => ("new", action.id.as_str()),
        Outcome::Changed(id, ..) => ("changed", id.as_str()),
        Outcome::Same(id) => ("same", id.as_str()),
        Outcome::Wrong => ("error", ""),
    };
    let hidden = row.tier > about.tier;
    let what =
        if hidden { "restricted: --tier restricted shows it".to_owned() } else { shown(&row.what, ground) };
    let what = fit(&what, SHOWN);
    let all: Vec<&str> = [word, id, &what].into_iter().filter(|part| !part.is_empty()).collect();
    let _ = writeln!(out, "{}  {}", preview.row_said(row.row), all.join("  "));
    if !hidden {
        match &row.outcome {
            Outcome::New(action) => new(out, action, ground),
            Outcome::Changed(_, _, differences) => {
                for change in differences {
                    let title = column(change.field).title;
                    let (old, new) = (shown(&change.old, ground), shown(&change.new, ground));
                    let old = if old.is_empty() { "+".to_owned() } else { format!("{old} →") };
                    let _ = writeln!(out, "    {title}: {old} {new}");
                }
            }
            Outcome::Same(_) | Outcome::Wrong => {}
        }
    }
    for note in &row.notes {
        let at = one_line(&preview.cell_said(note.at));
        let _ = writeln!(out, "    {}", said(note, &at, hidden, ground));
    }
}

/// A new action's fields, each on its line but for the short ones.
fn new(out: &mut String, action: &Action, ground: &Ground<'_>) {
    let post = |id: &crate::base::id::PostId| {
        let holder = ground.partnership.and_then(|p| p.holder(id, ground.today));
        holder.map_or_else(|| id.to_string(), |person| format!("{} ({id})", person.name))
    };
    let mut facts = vec![action.lead.as_ref().map_or_else(|| "nobody leads yet".to_owned(), &post)];
    if !action.with.is_empty() {
        let with: Vec<String> = action.with.iter().map(post).collect();
        facts.push(format!("with {}", and_list(&with)));
    }
    facts.push(match action.due {
        Due::On(day) => format!("due {}", long_date(day)),
        Due::ToBeSet => "due date to be set".to_owned(),
    });
    facts.push(action.status_said().to_owned());
    if action.priority != Priority::default() {
        facts.push(format!("{} priority", action.priority.word()));
    }
    let from = action.raised.meeting.as_ref().map(|meeting| format!(" at {meeting}")).unwrap_or_default();
    facts.push(format!("raised {}{from}", long_date(action.raised.date)));
    if action.tier != Tier::default() {
        facts.push(action.tier.to_string());
    }
    let _ = writeln!(out, "    {}", facts.join(" · "));
    for step in &action.moves {
        let _ = writeln!(
            out,
            "    moved: {} → {}; why: {}",
            step.from.said(),
            step.to.said(),
            shown(&step.why, ground)
        );
    }
    let earlier: Vec<&str> = action.aliases.iter().map(crate::base::id::ActionId::as_str).collect();
    if !earlier.is_empty() {
        let _ = writeln!(out, "    earlier number: {}", earlier.join(", "));
    }
    for source in &action.sources {
        let _ = writeln!(out, "    from: {}", shown(&source.said(), ground));
    }
    for update in &action.updates {
        let _ = writeln!(out, "    {}: {}", long_date(update.on), shown(&update.text, ground));
    }
    for evidence in &action.evidence {
        let _ = writeln!(out, "    evidence, {}: {}", long_date(evidence.on), shown(&evidence.text, ground));
    }
    if !action.tags.is_empty() {
        let tags: Vec<String> = action.tags.iter().map(|tag| format!("#{tag}")).collect();
        let _ = writeln!(out, "    {}", shown(&tags.join(" "), ground));
    }
}

fn said(note: &Note, at: &str, hidden: bool, ground: &Ground<'_>) -> String {
    let grave = match note.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    // What is said of a cell may quote it.
    let said = if hidden { "something in it".to_owned() } else { shown(&note.said, ground) };
    format!("{grave}: {at}: {said}")
}

/// Words on one line, with dots for what looks like personal data.
fn shown(words: &str, ground: &Ground<'_>) -> String {
    let line = one_line(words);
    let found = personal::found(&line, ground.names);
    personal::masked(&line, &found)
}

/// `9 rows: 2 new, 1 changed, 3 same, 3 with errors; 4 warnings.`
fn counted(preview: &Preview) -> String {
    let of = |wanted: fn(&Outcome) -> bool| preview.rows.iter().filter(|row| wanted(&row.outcome)).count();
    let warnings = preview.rows.iter().flat_map(|row| &row.notes);
    let warnings = warnings.filter(|note| note.severity == Severity::Warning).count();
    let left_out = match preview.left_out.len() {
        0 => String::new(),
        n => format!(" {} left out.", count(n, "row is", "rows are")),
    };
    format!(
        "{}: {} new, {} changed, {} same, {} with errors; {}.{left_out}\n",
        count(preview.rows.len(), "action", "actions"),
        of(|outcome| matches!(outcome, Outcome::New(_))),
        of(|outcome| matches!(outcome, Outcome::Changed(..))),
        of(|outcome| matches!(outcome, Outcome::Same(_))),
        preview.wrong(),
        count(warnings, "warning", "warnings"),
    )
}
