//! A spreadsheet of any bytes, and a workbook or a Word document of any parts: it is read or refused with a reason; what is offered of it can
//! be written to the tracker, which stays sound; and taken over again it changes nothing.

use super::PART;
use chairside::base::problem::Severity;
use chairside::base::sheet::Sheet;
use chairside::base::text::clean;
use chairside::documents::import_preview::{About, text};
use chairside::domain::import::{Ground, Outcome, Preview, preview, together};
use chairside::domain::tracker::Tracker;
use chairside::files::sheet::read;
use chairside::files::workspace::Workspace;
use chairside::files::{shipped, tracker, tracker_edit};
use std::io::{Cursor, Write as _};
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// More changes than this are only looked at, for writing each reads the whole tracker.
const WRITTEN: usize = 6;

static DEMO: LazyLock<(Workspace, String)> = LazyLock::new(|| {
    let files = shipped::demo();
    let yaml = files.iter().filter(|(path, _)| path.strip_suffix(".yaml").is_some());
    let workspace = Workspace::load(yaml.map(|(path, bytes)| (path.as_str(), *bytes)), &[], &[]);
    let (_, bytes) =
        files.iter().find(|(path, _)| path == "trackers/executive.yaml").expect("the demo's tracker");
    (workspace, String::from_utf8(bytes.to_vec()).expect("text"))
});

/// A file as it lies; or with lines `%%%` a workbook's sheet, shared words and styles; or what a Word document says.
pub fn sheet(bytes: &[u8]) {
    let made = workbook(bytes).or_else(|| document(bytes));
    let book = match read(made.as_deref().unwrap_or(bytes)) {
        Ok(book) => book,
        Err(why) => return assert!(!why.is_empty() && !why.ends_with('.'), "{why:?}"),
    };
    for sheet in &book.sheets {
        one(sheet);
    }
    if let Some(sheet) = together(&book.sheets).sheet.filter(|_| book.sheets.len() > 1) {
        one(&sheet);
    }
}

fn document(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.contains("<w:body>"))?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("word/document.xml", options).ok()?;
    zip.write_all(text.as_bytes()).ok()?;
    Some(zip.finish().ok()?.into_inner())
}

fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut parts = text.split(PART);
    let (sheet, words, styles) = (parts.next()?, parts.next()?, parts.next().unwrap_or_default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let workbook = r#"<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let places = r#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>"#;
    for (name, text) in [
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", places),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", words),
        ("xl/styles.xml", styles),
    ] {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, options).ok()?;
        zip.write_all(text.as_bytes()).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

fn ground<'a>(workspace: &'a Workspace, tracker: &'a Tracker) -> Ground<'a> {
    Ground {
        partnership: workspace.partnership.as_ref(),
        tracker,
        elsewhere: workspace.trackers.values().filter(|other| other.id != tracker.id).collect(),
        meetings: workspace.meetings.values().map(|m| (m.id.clone(), m.group.clone(), m.date)).collect(),
        decisions: workspace.recorded(),
        names: &workspace.names,
        today: "2026-11-26".parse().expect("a day"),
        file: "tracker.xlsx".to_owned(),
        by: "jo".into(),
        told: Vec::new(),
    }
}

fn one(sheet: &Sheet) {
    let (workspace, before) = &*DEMO;
    let tracker = tracker::load(before).value.expect("the demo's tracker");
    let Some(found) = looked_at(sheet, &ground(workspace, &tracker)) else { return };
    let (new, changed) = (found.new_actions(), found.amendments());
    if new.len() + changed.len() > WRITTEN {
        return;
    }
    let after = tracker_edit::take_over(before, &new, &changed).expect("what is offered can be written");
    let loaded = tracker::load(&after);
    let errors = loaded.problems.iter().filter(|problem| problem.severity == Severity::Error);
    assert_eq!(errors.count(), 0, "{:?}\n{after}", loaded.problems);
    let tracker = loaded.value.expect("a sound tracker");
    let again = looked_at(sheet, &ground(workspace, &tracker)).expect("a header is still there");
    let more = (again.new_actions(), again.amendments());
    assert!(
        more.0.is_empty() && more.1.is_empty(),
        "the second time: {more:#?}\nafter\n{new:#?}\n{changed:#?}"
    );
}

/// The preview, if there is a header; it can be said, and a row is left out exactly if it has an error.
fn looked_at(sheet: &Sheet, ground: &Ground<'_>) -> Option<Preview> {
    let found = match preview(sheet, &[], ground) {
        Ok(found) => found,
        Err(why) => {
            assert!(!why.is_empty() && !why.ends_with('.'), "{why:?}");
            return None;
        }
    };
    for row in &found.rows {
        let error = row.notes.iter().any(|note| note.severity == Severity::Error);
        assert_eq!(error, row.outcome == Outcome::Wrong, "{row:?}");
        assert!(row.notes.iter().all(|note| note.at.row == row.row && !note.said.is_empty()), "{row:?}");
    }
    let said = text(&found, ground, &About::default());
    assert!(said.ends_with(".\n") && !clean(&said).contains('\u{1b}'));
    Some(found)
}
