//! Returns as other programs bring them back, filled in well and badly, damaged, saved in other forms: each has the preview
//! that is kept in `tests/fixtures/returns/golden`. `UPDATE_GOLDEN=1` writes them anew: read them as somebody who has to ring the
//! school about them.
//!
//! `fill.py` there makes the workbooks with openpyxl, and LibreOffice saves one of them in other forms. `locked.xlsx` is a
//! workbook of the same kind that LibreOffice 7.4 saved with a password: `storeToURL` with the filter `Calc MS Excel 2007 XML`
//! and in `EncryptionData` an `OOXPassword`.

use crate::project::{files, golden, path};
use crate::workspaces::{assert_clean, init, said_on, text};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const FOLDER: &str = "tests/fixtures/returns";
const ID: &str = "2026-q4-neglect";
/// Returns are due on 5 January.
const IN_TIME: &str = "2027-01-04";
const LATE: &str = "2027-01-12";

/// The workbooks of `fill.py` that are looked at alone, and with which status.
const FILLED: [(&str, i32); 16] = [
    ("well", 0),
    ("outside-the-list", 0),
    ("rows-inserted", 0),
    ("row-copied", 0),
    ("rows-deleted", 0),
    ("sheets-renamed", 0),
    ("sheet-deleted", 0),
    ("sheet-copied", 0),
    ("hidden-things-deleted", 0),
    ("protection-changed", 0),
    ("formulas", 0),
    ("other-questions", 1),
    ("other-audit", 1),
    ("empty", 0),
    ("personal-data", 1),
    ("concern", 0),
];

/// What is looked at besides: several files, other days, other forms, what is there already.
const OTHERS: [&str; 17] = [
    "accepted-and-changed",
    "accepted-and-the-same",
    "cut-off",
    "late",
    "libreoffice-outside-the-list",
    "libreoffice-rows-inserted",
    "libreoffice-sheet-deleted",
    "libreoffice-sheets-renamed",
    "locked",
    "no-return",
    "one-sheet-as-csv",
    "saved-by-libreoffice",
    "saved-as-csv",
    "saved-as-ods",
    "saved-as-xls",
    "twice-and-different",
    "twice-and-the-same",
];

struct Desk {
    folder: tempfile::TempDir,
    root: PathBuf,
    made: PathBuf,
}

impl Desk {
    /// An audit of two children by the police, a school and a practice, packed; and what other programs made of the
    /// school's workbook. Nothing where there is no openpyxl.
    fn new() -> Option<Self> {
        let (folder, root) = init("south-gloucestershire");
        let made = folder.path().join("made");
        fs::create_dir(&made).unwrap();
        let desk = Self { folder, root, made };
        for (id, panel) in [(ID, "2027-01-19"), ("2026-q1-neglect", "2026-03-19")] {
            let agencies = ["--agency", "police", "--agency", "school=Hillside Primary", "--agency", "gp"];
            let new =
                ["new", id, "--template", "neglect", "--panel", panel, "--group", "sog", "--cases", "2"];
            desk.said(IN_TIME, &[&new[..], &agencies].concat(), 0);
            desk.said(IN_TIME, &["known", id, "school", "all=yes"], 0);
            desk.said(IN_TIME, &["pack", id], 0);
        }
        let packed = |id: &str| desk.root.join(format!("audits/{id}/out/school.xlsx"));
        let script = path(FOLDER).join("fill.py");
        for python in ["python3", "/usr/bin/python3"] {
            let to = [&packed(ID), &desk.made, &packed("2026-q1-neglect")];
            match Command::new(python).arg(&script).args(to).output() {
                Ok(ran) if ran.status.success() => return Some(desk),
                Ok(ran) if String::from_utf8_lossy(&ran.stderr).contains("No module named 'openpyxl'") => {}
                Ok(ran) => panic!("{}", String::from_utf8_lossy(&ran.stderr)),
                Err(_) => {}
            }
        }
        eprintln!(
            "SKIPPED: install openpyxl (python3-openpyxl) to see workbooks that others filled in come back"
        );
        None
    }

    #[track_caller]
    fn said(&self, today: &str, args: &[&str], code: i32) -> String {
        said_on(&self.root, today, &[&["audit"], args].concat(), code)
    }

    /// A file that was made.
    fn file(&self, name: &str) -> PathBuf {
        self.made.join(name)
    }

    /// What files come to, kept or compared under this name. Commands that are suggested name folders, which are others each time.
    #[track_caller]
    fn preview(&self, name: &str, today: &str, came: &[PathBuf], more: &[&str], code: i32) {
        let came: Vec<&str> = came.iter().map(|file| file.to_str().unwrap()).collect();
        let said = self.said(today, &[&["collect", ID], &came[..], more].concat(), code);
        let said = said
            .replace(&format!("{}/", self.made.display()), "")
            .replace(&format!(" -w {}", self.root.display()), "");
        assert!(!said.contains(self.folder.path().to_str().unwrap()), "{said}");
        for planted in ["943 476", "3 April 2014", "BS37"] {
            assert!(!said.contains(planted), "{name} says personal data again: {said}");
        }
        golden(&format!("{FOLDER}/golden/{name}.txt"), &said);
    }
}

#[test]
fn every_way_a_workbook_comes_back_has_the_preview_that_is_kept() {
    let Some(desk) = Desk::new() else { return };
    for (name, code) in FILLED {
        desk.preview(name, IN_TIME, &[desk.file(&format!("{name}.xlsx"))], &[], code);
    }
    assert!(!desk.root.join(format!("audits/{ID}/returns")).exists(), "a preview writes nothing");
    let (well, again, changed) =
        (desk.file("well.xlsx"), desk.file("well (1).xlsx"), desk.file("changed.xlsx"));
    fs::copy(&well, &again).unwrap();
    desk.preview("twice-and-different", IN_TIME, &[well.clone(), changed.clone()], &[], 1);
    desk.preview("late", LATE, std::slice::from_ref(&well), &[], 0);
    damaged(&desk, &well);
    desk.preview("twice-and-the-same", IN_TIME, &[well.clone(), again], &["--yes"], 0);
    for case in ["C1", "C2"] {
        desk.said(IN_TIME, &["accept", ID, case, "school"], 0);
    }
    let path = format!("audits/{ID}/returns/C1-school.yaml");
    let accepted = text(&desk.root, &path);
    desk.preview("accepted-and-the-same", IN_TIME, &[well], &["--yes"], 0);
    desk.preview("accepted-and-changed", IN_TIME, &[changed], &["--yes"], 1);
    assert_eq!(text(&desk.root, &path), accepted);
    assert_clean(&desk.root);
    let kept = files(&format!("{FOLDER}/golden"), "txt");
    assert_eq!(kept.len(), FILLED.len() + OTHERS.len(), "{kept:?}");
    let known = |name: &str| FILLED.iter().any(|(known, _)| *known == name) || OTHERS.contains(&name);
    for file in &kept {
        let name = file.rsplit('/').next().and_then(|name| name.strip_suffix(".txt")).unwrap();
        assert!(known(name), "{file} is of no case");
    }
}

/// What is no workbook that can be read.
fn damaged(desk: &Desk, well: &Path) {
    let whole = fs::read(well).unwrap();
    fs::write(desk.file("cut-off.xlsx"), &whole[..whole.len() / 2]).unwrap();
    desk.preview("cut-off", IN_TIME, &[desk.file("cut-off.xlsx")], &[], 1);
    fs::copy(path(FOLDER).join("locked.xlsx"), desk.file("locked.xlsx")).unwrap();
    desk.preview("locked", IN_TIME, &[desk.file("locked.xlsx")], &[], 1);
    fs::write(desk.file("reply.txt"), "Sorry, we are short of people this week.\n").unwrap();
    fs::write(desk.file("C1-school.yaml"), "schema: 1\naudit: 2026-q4-neglect\nanswers: [\n").unwrap();
    desk.preview(
        "no-return",
        IN_TIME,
        &[desk.file("reply.txt"), desk.file("C1-school.yaml"), desk.file("gone.xlsx")],
        &[],
        1,
    );
}

/// A file saved by LibreOffice in another form; nothing where there is no LibreOffice.
fn saved(desk: &Desk, name: &str, form: &str, made: &str) -> Option<PathBuf> {
    saved_together(desk, &[name.to_owned()], form)?;
    let made = desk.file(made);
    assert!(made.exists(), "LibreOffice made no {}", made.display());
    Some(made)
}

/// Files saved by LibreOffice in another form, in one go.
fn saved_together(desk: &Desk, names: &[String], form: &str) -> Option<()> {
    let home = format!("-env:UserInstallation=file://{}", desk.folder.path().join("office").display());
    let (from, out) = (names.iter().map(|name| desk.file(name)), desk.made.to_str().unwrap());
    let args = [&home, "--headless", "--convert-to", form, "--outdir", out];
    let Ok(run) = Command::new("soffice").args(args).args(from).output() else {
        eprintln!("SKIPPED: install libreoffice-calc to see workbooks that it saved come back");
        return None;
    };
    assert!(run.status.success(), "LibreOffice: {}", String::from_utf8_lossy(&run.stderr));
    Some(())
}

/// What people do to a workbook, opened and saved again by LibreOffice: through its own form, so that nothing of what openpyxl
/// wrote is left.
#[test]
fn what_people_change_and_libreoffice_saves_has_the_preview_that_is_kept() {
    let Some(desk) = Desk::new() else { return };
    let names = ["outside-the-list", "rows-inserted", "sheets-renamed", "sheet-deleted"];
    let files = |ending: &str| names.map(|name| format!("libreoffice-{name}.{ending}"));
    for (name, file) in names.iter().zip(files("xlsx")) {
        fs::copy(desk.file(&format!("{name}.xlsx")), desk.file(&file)).unwrap();
    }
    let Some(()) = saved_together(&desk, &files("xlsx"), "ods") else { return };
    for file in files("xlsx") {
        fs::remove_file(desk.file(&file)).unwrap();
    }
    saved_together(&desk, &files("ods"), "xlsx").unwrap();
    for name in names {
        let name = format!("libreoffice-{name}");
        desk.preview(&name, IN_TIME, &[desk.file(&format!("{name}.xlsx"))], &[], 0);
    }
    assert_clean(&desk.root);
}

#[test]
fn what_libreoffice_saves_in_any_form_is_read_or_told_what_it_is() {
    let Some(desk) = Desk::new() else { return };
    let Some(ods) = saved(&desk, "well.xlsx", "ods", "well.ods") else { return };
    desk.preview("saved-as-ods", IN_TIME, &[ods], &[], 1);
    let xls = saved(&desk, "well.xlsx", "xls", "well.xls").unwrap();
    desk.preview("saved-as-xls", IN_TIME, &[xls], &[], 1);
    // Every sheet as a file of its own; then only the one that was open, as people do it.
    let every = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    saved(&desk, "well.xlsx", every, "well-C1.csv").unwrap();
    let csv =
        ["Guidance", "C1", "C2", "About this file"].map(|sheet| desk.file(&format!("well-{sheet}.csv")));
    desk.preview("one-sheet-as-csv", IN_TIME, &csv[1..2], &[], 0);
    desk.preview("saved-as-csv", IN_TIME, &csv, &[], 1);
    let well = fs::read(desk.file("well.xlsx")).unwrap();
    saved(&desk, "well.ods", "xlsx", "well.xlsx").unwrap();
    assert_ne!(fs::read(desk.file("well.xlsx")).unwrap(), well, "it is LibreOffice's now");
    desk.preview("saved-by-libreoffice", IN_TIME, &[desk.file("well.xlsx")], &["--yes"], 0);
    assert_clean(&desk.root);
}
