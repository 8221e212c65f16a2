//! Actions on their way out as files and back: as the program writes them, as openpyxl and LibreOffice read them, and what
//! an edit made there comes to.

use crate::workspaces::{chairside, demo, printed, text};
use std::fs;
use std::path::Path;
use std::process::Command;

const EXECUTIVE: &str = "trackers/executive.yaml";
const EVERYTHING: &str = "moved:>=0";

fn run(root: &Path, args: &[&str]) -> (Option<i32>, String) {
    let output =
        chairside(&[&["-w", root.to_str().unwrap(), "--today", "2026-12-03", "actions"], args].concat());
    (output.status.code(), printed(&output))
}

#[track_caller]
fn good(root: &Path, args: &[&str]) -> String {
    let (code, said) = run(root, args);
    assert_eq!(code, Some(0), "{args:?}: {said}");
    said
}

/// Exports every action to a file of this form.
#[track_caller]
fn exported(root: &Path, format: &str) -> String {
    let place = root.parent().unwrap().join(format!("actions.{format}"));
    let place = place.to_str().unwrap().to_owned();
    good(root, &["--tier", "restricted", "--format", format, "--output", &place, "--replace", EVERYTHING]);
    place
}

#[test]
fn what_goes_out_comes_back_the_same() {
    let (_folder, root) = demo();
    for format in ["csv", "xlsx"] {
        let place = exported(&root, format);
        for (tracker, actions, others) in [("executive", 12, 5), ("sog", 5, 12)] {
            let said = good(&root, &["import", &place, "--tracker", tracker]);
            let counted = format!(
                "{actions} actions: 0 new, 0 changed, {actions} same, 0 with errors; 0 warnings. {others} rows are left out."
            );
            assert!(said.contains(&counted) && said.contains("There is nothing to do"), "{format}: {said}");
        }
    }
}

#[test]
fn a_file_that_is_there_stays_unless_it_is_to_be_replaced() {
    let (folder, root) = demo();
    let place = folder.path().join("list.md");
    let at = place.to_str().unwrap();
    assert!(good(&root, &["--format", "md", "--output", at]).contains("13 of 17 actions."));
    assert!(good(&root, &["--format", "md", "--output", at]).contains("holds the same already"));
    let (code, said) = run(&root, &["--format", "md", "--output", at, "@police"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("left alone: add --replace"), "{said}");
    assert!(good(&root, &["--format", "md", "--output", at, "--replace", "@police"]).contains("is replaced"));
    let (code, said) = run(&root, &["--format", "xlsx"]);
    assert!(code == Some(1) && said.contains("add --output actions.xlsx"), "{said}");
    let (code, said) = run(&root, &["@police", "--format", "csv"]);
    assert!(code == Some(1) && said.contains("--format comes before what is looked for"), "{said}");
    assert_eq!(run(&root, &["--output", at]).0, Some(2), "a file needs its form");
}

#[test]
fn restricted_actions_go_out_only_when_asked_for_and_marked() {
    let (_folder, root) = demo();
    let hidden = text(&root, EXECUTIVE).replacen(
        "    tags: [housing, hub]\n",
        "    tags: [housing, hub]\n    tier: restricted\n",
        1,
    );
    fs::write(root.join(EXECUTIVE), hidden).unwrap();
    for format in ["table", "csv", "json", "md"] {
        let said = good(&root, &["--format", format, EVERYTHING]);
        assert!(!said.contains("EXEC-26-011") && !said.contains("protocol"), "{said}");
        let said = good(&root, &["--tier", "restricted", "--format", format, EVERYTHING]);
        assert!(said.contains("EXEC-26-011") && said.contains("restricted"), "{said}");
    }
    assert!(good(&root, &["--tier", "restricted", "EXEC-26-011"]).contains(" · restricted\n"));
    let place = root.parent().unwrap().join("partners.xlsx");
    good(&root, &["--format", "xlsx", "--output", place.to_str().unwrap(), EVERYTHING]);
    let said =
        good(&root, &["import", place.to_str().unwrap(), "--tracker", "executive", "--tier", "restricted"]);
    assert!(!said.contains("EXEC-26-011"), "{said}");
}

/// Runs a script of Python with a library, as a rule openpyxl; what it prints, or nothing where there is none.
fn python(test: &str, script: &str, args: &[&str]) -> Option<String> {
    python_with("openpyxl", test, script, args)
}

fn python_with(library: &str, test: &str, script: &str, args: &[&str]) -> Option<String> {
    // A system's packages are for its own Python, which need not be the first that is found.
    let has = |python: &&str| {
        let tried = Command::new(python).args(["-c", &format!("import {library}")]).output();
        tried.is_ok_and(|output| output.status.success())
    };
    let Some(python) = ["python3", "/usr/bin/python3"].into_iter().find(has) else {
        eprintln!(
            "SKIPPED {test}: install python3-{library} to see files read and edited by another program"
        );
        return None;
    };
    let output = Command::new(python).arg("-c").arg(script).args(args).output().unwrap();
    assert!(output.status.success(), "{}", printed(&output));
    Some(printed(&output))
}

const LOOK: &str = r#"
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["Actions"]
table = sheet.tables["Actions"]
print("table", table.ref, len(table.tableColumns), table.autoFilter is not None)
print("frozen", sheet.freeze_panes, sheet.row_dimensions[3].height)
print("page", sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows)
heads = [cell.value for cell in sheet[1]]
for rule in sheet.data_validations.dataValidation:
    print("choice", heads[openpyxl.utils.cell.range_boundaries(str(rule.sqref))[0] - 1], rule.type, rule.formula1)
days = {type(row[heads.index(name)].value).__name__ for row in sheet.iter_rows(min_row=2) for name in ["Raised", "First due"] if row[heads.index(name)].value}
print("days", days, sheet.cell(2, heads.index("Due") + 1).is_date, sheet.cell(2, heads.index("Due") + 1).number_format)
print("rag", {(row[heads.index("RAG")].value, row[heads.index("RAG")].fill.fgColor.rgb) for row in sheet.iter_rows(min_row=2)})
print("formulas", sum(cell.data_type == "f" for page in book for row in page.iter_rows() for cell in row))
print("wrapped", sheet.cell(2, 2).alignment.wrap_text, sheet.column_dimensions["B"].width >= 40)
print("about", book.properties.title, "|", book.properties.language)
"#;

#[test]
fn another_program_sees_a_table_with_days_choices_and_its_header_in_sight() {
    let (_folder, root) = demo();
    let changed = text(&root, EXECUTIVE).replacen(
        "what: Report on the robotics pilot",
        "what: \"=HYPERLINK(\\\"x\\\")\"",
        1,
    );
    fs::write(root.join(EXECUTIVE), changed).unwrap();
    let place = exported(&root, "xlsx");
    let Some(said) = python("another_program_sees_a_table", LOOK, &[&place]) else { return };
    for line in [
        "table A1:Z18 26 True",
        "frozen C2 30.0",
        "page landscape 9 $1:$1",
        "choice Status list \"not started,under way,blocked,done,closed,dropped,merged\"",
        "choice Priority list \"high,usual,low\"",
        "choice Tier list \"open,partners,restricted\"",
        "days {'datetime'} True [$-809]ddd d mmm yyyy",
        "('Red, late', 'FFFFC7CE')",
        "('Blue, complete', 'FFBDD7EE')",
        "formulas 0",
        "wrapped True True",
        "about Actions, as they stood on Thu 3 Dec 2026 | en-GB",
    ] {
        assert!(said.contains(line), "no '{line}' in\n{said}");
    }
}

const EDIT: &str = r#"
import sys, datetime, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["Actions"]
heads = [cell.value for cell in sheet[1]]
rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
def put(number, head, value):
    rows[number][heads.index(head)].value = value
put("EXEC-26-014", "Due", datetime.datetime(2027, 1, 15))
put("EXEC-26-014", "Reason for move", "weekend figures were late")
put("EXEC-26-017", "Status", "under way")
put("EXEC-26-018", "Priority", "high")
old = rows["EXEC-26-011"][heads.index("Updates")].value
put("EXEC-26-011", "Updates", "Both providers agreed.\n" + old)
put("EXEC-26-020", "Lead", "Helen Fletcher, council")
put("EXEC-26-020", "With", "Nia Owen, ICB; Comfort Mensah")
book.save(sys.argv[1])
"#;

/// The lines of the tracker that the edit is to take away, where no other action has them.
const GONE: [&str; 4] = [
    "    lead: performance-lead",
    "    due: 2026-11-27",
    "    status: not started",
    "    with: [college-principal]",
];

#[test]
fn what_is_edited_in_a_spreadsheet_is_all_that_changes() {
    let (folder, root) = demo();
    let place = exported(&root, "xlsx");
    if python("what_is_edited_in_a_spreadsheet", EDIT, &[&place]).is_none() {
        return;
    }
    let mut ways = vec![place.clone()];
    if let Some(converted) = by_libreoffice(folder.path(), &place, "xlsx") {
        ways.push(converted);
    }
    let before = text(&root, EXECUTIVE);
    for way in ways {
        let said = good(&root, &["import", &way, "--tracker", "executive"]);
        assert!(
            said.contains("12 actions: 0 new, 5 changed, 7 same, 0 with errors; 0 warnings."),
            "{way}: {said}"
        );
        good(&root, &["import", &way, "--tracker", "executive", "--yes"]);
        let after = text(&root, EXECUTIVE);
        let gone: Vec<&str> =
            before.lines().filter(|line| !after.lines().any(|kept| kept == *line)).collect();
        assert!(gone.iter().all(|line| GONE.contains(line)), "{way}: {gone:?}");
        for line in [
            "{from: 2026-11-27, to: 2027-01-15, on: 2026-12-03, why: weekend figures were late}",
            "{on: 2026-12-03, text: Both providers agreed.}",
            "    priority: high",
            "    lead: business-manager",
            "    with: [icb-dsp, college-principal]",
        ] {
            assert!(after.contains(line), "{way}: no '{line}' in\n{after}");
        }
        let back = chairside(&["-w", root.to_str().unwrap(), "restore", EXECUTIVE, "1", "--yes"]);
        assert!(back.status.success(), "{}", printed(&back));
        assert_eq!(text(&root, EXECUTIVE), before);
    }
}

/// The file as LibreOffice saves it in another form; nothing where there is no LibreOffice.
fn by_libreoffice(folder: &Path, place: &str, form: &str) -> Option<String> {
    let (made, said) = converted(folder, place, form)?;
    assert!(Path::new(&made).exists(), "LibreOffice: {said}");
    Some(made)
}

/// Where LibreOffice was to put the file, and what it said.
pub(crate) fn converted(folder: &Path, place: &str, form: &str) -> Option<(String, String)> {
    let (home, out) = (folder.join("office"), folder.join(format!("converted-{form}")));
    let settings = format!("-env:UserInstallation=file://{}", home.display());
    let args = [&settings, "--headless", "--convert-to", form, "--outdir", out.to_str().unwrap(), place];
    let Ok(run) = Command::new("soffice").args(args).output() else {
        eprintln!("SKIPPED a part of exports: install libreoffice-calc to see it open what is exported");
        return None;
    };
    let made = out.join(Path::new(place).file_name().unwrap()).with_extension(form);
    Some((made.to_str().unwrap().to_owned(), printed(&run)))
}

#[test]
fn libreoffice_opens_a_workbook_and_what_it_saves_says_the_same() {
    let (folder, root) = demo();
    let place = exported(&root, "xlsx");
    for form in ["csv", "xlsx"] {
        let Some(converted) = by_libreoffice(folder.path(), &place, form) else { return };
        let said = good(&root, &["import", &converted, "--tracker", "executive"]);
        assert!(
            said.contains("12 actions: 0 new, 0 changed, 12 same, 0 with errors; 0 warnings."),
            "{form}: {said}"
        );
    }
}

/// A Word document of the figures, and one of the actions.
#[track_caller]
fn documents(root: &Path) -> [String; 2] {
    let out = root.parent().unwrap();
    let [report, actions] =
        ["report.docx", "list.docx"].map(|name| out.join(name).to_str().unwrap().to_owned());
    good(root, &["report", "--format", "docx", "--output", &report, "--replace"]);
    good(root, &["--format", "docx", "--output", &actions, "--replace", EVERYTHING]);
    [report, actions]
}

/// Its parts read by Python's own reader of XML, which needs no library.
const PARTS: &str = r#"
import sys, zipfile
from xml.etree import ElementTree
for name in sys.argv[1:]:
    packed = zipfile.ZipFile(name)
    assert packed.testzip() is None
    for part in packed.namelist():
        ElementTree.fromstring(packed.read(part))
    text = ElementTree.fromstring(packed.read("word/document.xml"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    print(len(packed.namelist()), "parts,", len(list(text.iter(w + "tbl"))), "tables,", len(list(text.iter(w + "tblHeader"))), "heads")
"#;

const IN_WORD: &str = r#"
import sys, docx
for name in sys.argv[1:]:
    page = docx.Document(name)
    about, section = page.core_properties, page.sections[0]
    print(about.title, "|", about.language, about.author, about.created, round(section.page_width.mm), round(section.page_height.mm))
    print([(p.style.name, p.text) for p in page.paragraphs][:3])
    table = page.tables[0]
    print(table.style.name, [cell.text for cell in table.rows[0].cells], [cell.text for cell in table.rows[1].cells])
    print(section.header.paragraphs[0].text, "/", section.footer.paragraphs[0].text)
"#;

#[test]
fn other_programs_read_word_documents_of_figures_and_actions() {
    let (folder, root) = demo();
    let [report, actions] = documents(&root);
    let both = [report.as_str(), actions.as_str()];
    if let Some(said) = python_with("zipfile", "other_programs_read_word_documents", PARTS, &both) {
        assert_eq!(said, "11 parts, 10 tables, 10 heads\n11 parts, 1 tables, 1 heads\n");
    }
    if let Some(said) = python_with("docx", "other_programs_read_word_documents", IN_WORD, &both) {
        for line in [
            "Actions by quarter and agency, Thu 3 Dec 2026, for partners | en-GB chairside 2026-12-03 00:00:00",
            " 210 297\n",
            " 297 210\n",
            "('Heading 2', 'By quarter')",
            "Chairside table ['Quarter', 'opened', 'closed', 'dropped', 'merged', 'open', 'late']",
            "Chairside table ['Number', 'Action', 'Lead', 'Group', 'From', 'Due', 'Moved', 'Status', 'RAG', 'Latest update']",
            "Wrenshire Safeguarding Children Partnership\tOFFICIAL-SENSITIVE / OFFICIAL-SENSITIVE\tPage ",
        ] {
            assert!(said.contains(line), "no '{line}' in\n{said}");
        }
    }
    // Spreadsheets may be opened where texts are not: what opens a plain text opens a document, or it is damaged.
    let plain = folder.path().join("plain.txt");
    fs::write(&plain, "x").unwrap();
    let opened = |place: &str, form: &str| converted(folder.path(), place, form).map(|made| made.0);
    if opened(plain.to_str().unwrap(), "pdf").is_none_or(|made| !Path::new(&made).exists()) {
        eprintln!("SKIPPED a part of exports: install libreoffice-writer to see it open Word documents");
        return;
    }
    for (place, words) in [(&report, "By agency of the lead"), (&actions, "Report on the robotics pilot")] {
        let Some(text) = by_libreoffice(folder.path(), place, "txt") else { return };
        let text = fs::read_to_string(text).unwrap();
        assert!(text.contains(words), "{text}");
        by_libreoffice(folder.path(), place, "pdf");
    }
}

#[test]
fn word_documents_are_the_same_each_time_and_hold_nothing_restricted_unasked() {
    let (folder, root) = demo();
    let hidden = text(&root, EXECUTIVE).replacen(
        "    tags: [housing, hub]\n",
        "    tags: [housing, hub]\n    tier: restricted\n",
        1,
    );
    fs::write(root.join(EXECUTIVE), hidden).unwrap();
    let [report, actions] = documents(&root);
    let kept = [fs::read(&report).unwrap(), fs::read(&actions).unwrap()];
    documents(&root);
    assert_eq!([fs::read(&report).unwrap(), fs::read(&actions).unwrap()], kept);
    let words = |place: &str| {
        let mut zip = zip::ZipArchive::new(fs::File::open(place).unwrap()).unwrap();
        let part = zip.by_name("word/document.xml").unwrap();
        std::io::read_to_string(part).unwrap()
    };
    assert!(words(&actions).contains("EXEC-26-014") && !words(&actions).contains("EXEC-26-011"));
    let all = folder.path().join("all.docx");
    let asked = ["--tier", "restricted", "--format", "docx", "--output", all.to_str().unwrap(), EVERYTHING];
    good(&root, &asked);
    let said = words(all.to_str().unwrap());
    assert!(said.contains("EXEC-26-011") && said.contains("1 action in it is restricted"), "{said}");
    for asked in [["report", "--format", "docx"], ["--format", "docx", "@police"]] {
        let (code, said) = run(&root, &asked);
        assert!(
            code == Some(1) && said.contains("a Word document cannot be printed: add --output"),
            "{said}"
        );
    }
}
