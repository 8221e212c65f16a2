//! Word tables by hand: every way a cell can be more, or less, than the words in it.

use super::docx::DOCUMENT;
use super::{Book, read};
use crate::base::sheet::{At, InTable, Sheet};
use proptest::prelude::*;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn packed(document: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(DOCUMENT, SimpleFileOptions::default()).unwrap();
    zip.write_all(document.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn book(body: &str) -> Result<Book, String> {
    let names = "xmlns:w=\"w\" xmlns:mc=\"mc\"";
    read(&packed(&format!("<w:document {names}><w:body>{body}</w:body></w:document>")))
}

fn cell(inside: &str) -> String {
    format!("<w:tc>{inside}</w:tc>")
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// The table of one cell, and what that says.
#[track_caller]
fn one(inside: &str) -> String {
    let book = book(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell(inside))).unwrap();
    book.sheets[0].cell(At { row: 1, column: 0 }).words()
}

fn lines(sheet: &Sheet) -> Vec<Vec<String>> {
    let row = |row| (0..sheet.width()).map(|column| sheet.cell(At { row, column }).line()).collect();
    sheet.rows().into_iter().map(row).collect()
}

#[test]
fn words_are_those_somebody_sees_with_every_change_accepted() {
    assert_eq!(one(&(p("one") + &p("two &amp; three"))), "one\ntwo & three");
    assert_eq!(
        one(
            "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>"
        ),
        "a\nb c-d"
    );
    let changed = "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>\
        <w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> here</w:t></w:r></w:moveTo></w:p>";
    assert_eq!(one(changed), "new here");
    let joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>one </w:t></w:r></w:p>".to_owned();
    assert_eq!(one(&(joined + &p("line"))), "one line");
    let field = "<w:p><w:r><w:fldChar/></w:r><w:r><w:instrText>DATE \\@</w:instrText></w:r><w:r><w:t>3 Dec</w:t></w:r>\
        <w:hyperlink><w:r><w:t> see</w:t></w:r></w:hyperlink><w:fldSimple><w:r><w:t> 4</w:t></w:r></w:fldSimple></w:p>";
    assert_eq!(one(field), "3 Dec see 4");
    let twice = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>once</w:t></mc:Choice><mc:Fallback><w:t>twice</w:t>\
        </mc:Fallback></mc:AlternateContent><w:drawing><w:t>box</w:t></w:drawing></w:r></w:p>";
    assert_eq!(one(twice), "once");
    let asked = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here</w:t></w:r></w:p>\
        </w:sdtContent></w:sdt><w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>Police</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    assert_eq!(one(asked), "Police");
}

#[test]
fn colours_struck_and_hidden_words_are_seen() {
    let run = |look: &str, words: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>");
    let inside = format!(
        "<w:tcPr><w:shd w:val=\"clear\" w:fill=\"FFC000\"/></w:tcPr><w:p>{}{}</w:p>",
        run("<w:strike/>", "done"),
        run("<w:vanish/>", "secret")
    );
    let plain = format!("<w:p>{}{}</w:p>", run("<w:strike/>", "a"), run("<w:strike w:val=\"0\"/>", "b"));
    let book = book(&format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(&inside), cell(&plain))).unwrap();
    let sheet = &book.sheets[0];
    let first = sheet.cell(At { row: 1, column: 0 });
    assert_eq!((first.line().as_str(), first.struck, first.fill), ("done", true, Some([0xFF, 0xC0, 0])));
    assert!(!sheet.cell(At { row: 1, column: 1 }).struck);
    assert_eq!(sheet.notes, ["Hidden words were not read."]);
}

#[test]
fn merged_cells_speak_for_those_they_cover() {
    let merged = |look: &str, words: &str| cell(&format!("<w:tcPr>{look}</w:tcPr>{}", p(words)));
    let body = [
        "<w:tbl><w:tr>",
        &merged("<w:gridSpan w:val=\"2\"/>", "Dates"),
        &merged("<w:vMerge w:val=\"restart\"/>", "Owner"),
        "</w:tr><w:tr>",
        &cell(&p("First")),
        &cell(&p("Now")),
        &merged("<w:vMerge/>", ""),
        "</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>",
        &cell(&p("x")),
        &merged("<w:vMerge w:val=\"continue\"/>", ""),
        "</w:tr><w:tr>",
        &cell(&p("y")),
        "</w:tr></w:tbl>",
    ];
    let book = book(&body.concat()).unwrap();
    assert_eq!(
        lines(&book.sheets[0]),
        [["Dates", "Dates", "Owner"], ["First", "Now", "Owner"], ["", "x", "Owner"], ["y", "", ""]]
    );
}

#[test]
fn deleted_rows_and_cells_are_gone() {
    let row = |look: &str, cells: &str| format!("<w:tr><w:trPr>{look}</w:trPr>{cells}</w:tr>");
    let body = [
        row("", &(cell(&p("a")) + &cell(&p("b")))),
        row("<w:del w:id=\"1\"/>", &(cell(&p("old")) + &cell(&p("old")))),
        row(
            "<w:ins w:id=\"2\"/>",
            &(cell(&format!("<w:tcPr><w:cellDel/></w:tcPr>{}", p("c"))) + &cell(&p("d"))),
        ),
    ];
    let book = book(&format!("<w:tbl>{}</w:tbl>", body.concat())).unwrap();
    assert_eq!(lines(&book.sheets[0]), [["a", "b"], ["", "d"]]);
    assert_eq!(book.sheets[0].lies[&2], InTable { table: 1, row: 2 });
}

#[test]
fn a_table_in_a_cell_is_a_sheet_and_its_words_are_the_cells_too() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(&p("in")), cell(&p("side")));
    let outer = format!("{}{inner}{}", p("before"), p("after"));
    let body = format!("{}<w:tbl><w:tr>{}</w:tr></w:tbl>{inner}", p("no table"), cell(&outer));
    let book = book(&body).unwrap();
    let names: Vec<(&str, Option<u32>)> =
        book.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.inside)).collect();
    assert_eq!(names, [("table 1", None), ("table 2", Some(1)), ("table 3", None)]);
    assert_eq!(book.sheets[0].cell(At { row: 1, column: 0 }).words(), "before\nin\nside\nafter");
    assert_eq!(lines(&book.sheets[1]), [["in", "side"]]);
}

#[test]
fn what_is_no_tracker_or_too_much_is_refused_with_its_reason() {
    assert_eq!(book(&p("words")).unwrap_err(), "it is a Word document without a table");
    assert!(book("<w:tbl><w:tr></w:tbl>").unwrap_err().contains("damaged"));
    assert!(book("<w:tbl>&bomb;</w:tbl>").unwrap_err().contains("damaged"));
    let deep = "<w:tbl><w:tr><w:tc>".repeat(2000) + &"</w:tc></w:tr></w:tbl>".repeat(2000);
    assert!(book(&deep).unwrap_err().contains("deep"));
    let many = "<w:tbl></w:tbl>".repeat(201);
    assert!(book(&many).unwrap_err().contains("more than 200 tables"));
    let wide =
        format!("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"4294967295\"/></w:tcPr>{}</w:tc>", p("a"));
    let wide = book(&format!("{wide}{}</w:tr></w:tbl>", cell(&p("b")))).unwrap();
    assert_eq!(wide.sheets[0].notes, ["What stands beyond the first 200 columns was not read."]);
    let rows = format!("<w:tr>{}</w:tr>", cell(&p("x"))).repeat(10_001);
    assert!(book(&format!("<w:tbl>{rows}</w:tbl>")).unwrap_err().contains("more than 10000 rows"));
    let bomb = format!("<w:document>{}</w:document>", " ".repeat(49 << 20));
    assert!(read(&packed(&bomb)).unwrap_err().contains("MiB once unpacked"));
    assert!(read(b"{\\rtf1 Action}").unwrap_err().contains("save a copy as .docx"));
}

proptest! {
    #[test]
    fn whatever_stands_where_it_is_read_or_refused(pieces in prop::collection::vec(0_usize..16, 0..60)) {
        const PIECES: [&str; 16] = [
            "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:p><w:r><w:t>Action</w:t></w:r></w:p>",
            "<w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>", "<w:tcPr><w:vMerge/></w:tcPr>", "<w:del>", "</w:del>",
            "<w:trPr><w:del/></w:trPr>", "<w:trPr><w:gridBefore w:val=\"900\"/></w:trPr>", "<w:rPr>", "<w:t>x", "</w:t>",
        ];
        let body: String = pieces.into_iter().map(|at| PIECES[at]).collect();
        if let Err(why) = book(&body) {
            prop_assert!(!why.is_empty() && !why.ends_with('.'));
        }
    }
}
