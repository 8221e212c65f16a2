//! A whole audit of a partnership that does not exist, from its opening to its brief and to the audit that repeats it, by commands
//! alone: six children, nine agencies, forty-six returns asked for, of which some are nil, exempt, late, filled in badly and sent
//! again. What the agencies answer stands in `tests/fixtures/neglect-audit/answers` to be read, one file an agency; what the
//! panel agreed in `panel`. `UPDATE_GOLDEN=1` writes `golden` anew: read it as the chair of the audit group.

use crate::project::{golden, read};
use crate::workspaces::{assert_clean, demo, said_on, text};
use chairside::base::sheet::{At, Cell, Content, Sheet};
use chairside::domain::audit::form::{self, Column};
use chairside::files::{places, sheet, shipped};
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

const FOLDER: &str = "tests/fixtures/neglect-audit";
const ID: &str = "2026-q4-neglect";
const AGAIN: &str = "2027-q4-neglect";

/// The agencies, with what they say of the children C1 to C6: `.` for one nobody asks them about.
const AGENCIES: [(&str, &str, &str); 9] = [
    ("social-care", "Children's social care", "yes yes yes yes yes yes"),
    ("police", "Wrenshire Police", "yes yes yes yes yes no"),
    ("community-health", "Wrenshire community health", "yes yes yes yes yes yes"),
    ("gp", "General practice", "yes yes yes yes before yes"),
    ("school", "Schools and nurseries", "yes yes yes yes yes yes"),
    ("mental-health", "Child and adolescent mental health", ". no yes yes no yes"),
    ("housing", "Wrenshire Homes", "yes yes yes no yes ."),
    ("youth-justice", "Wrenshire Youth Justice Service", ". . no yes . no"),
    ("probation", "Wrenshire Probation", "yes . . yes no ."),
];

/// What an agency answers, as its file has it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Agency {
    auditor: String,
    independent: String,
    signed_off: Option<String>,
    signed_on: Option<NaiveDate>,
    records: Vec<String>,
    evidence: Vec<String>,
    children: BTreeMap<String, About>,
}

/// What it answers of a child.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    grade: String,
    why: String,
    strengths: Option<String>,
    develop: Option<String>,
    learning: Option<String>,
    barriers: Option<String>,
    worker: Option<String>,
    child: Option<String>,
    parent: Option<String>,
    concern: Option<String>,
    concern_what: Option<String>,
    concern_told: Option<String>,
    kinds: String,
    missing: String,
    rest: String,
    answers: BTreeMap<String, String>,
}

impl Agency {
    fn of(folder: &str, id: &str) -> Self {
        let path = format!("{FOLDER}/{folder}/{id}.yaml");
        serde_yaml::from_str(&read(&path)).unwrap_or_else(|why| panic!("{path}: {why}"))
    }
}

/// The words people choose for a code.
fn chosen(code: &str) -> &str {
    match code {
        "I" => "Inadequate",
        "RI" => "Requires improvement",
        "G" => "Good",
        "O" => "Outstanding",
        "na" => "Not applicable",
        "not_known" => "Not known to us",
        "not_informed" => "Never told",
        "insufficient_evidence" => "Not enough evidence",
        other => panic!("{other} is no answer"),
    }
}

/// A workbook that went out, with the cells somebody fills in.
struct Book(Vec<Sheet>);

fn at(sheet: &Sheet, key: &str, column: Column) -> At {
    let row = sheet.cells.iter().find(|(at, cell)| at.column == 0 && cell.line() == key);
    let row = row.unwrap_or_else(|| panic!("{} has no line {key}", sheet.name)).0.row;
    At { row, column: u32::try_from(Column::ALL.iter().position(|known| *known == column).unwrap()).unwrap() }
}

impl Book {
    fn packed(desk: &Desk, audit: &str, agency: &str) -> Self {
        let place = desk.root.join(format!("{}/{audit}/out/{agency}.xlsx", places::AUDITS));
        Self(sheet::read(&fs::read(place).unwrap()).unwrap().sheets)
    }

    fn sheet(&mut self, case: &str) -> &mut Sheet {
        self.0.iter_mut().find(|sheet| sheet.name == case).unwrap_or_else(|| panic!("no sheet {case}"))
    }

    fn put(&mut self, case: &str, key: &str, column: Column, words: &str) {
        let sheet = self.sheet(case);
        let place = at(sheet, key, column);
        sheet.cells.insert(place, Cell::text(words));
    }

    /// Fills in every sheet of a child the file speaks of, and takes the others out.
    fn filled(mut self, agency: &Agency, until: NaiveDate) -> Self {
        self.0.retain(|sheet| {
            let is_child = sheet.name.len() == 2 && sheet.name.starts_with('C');
            !is_child || agency.children.contains_key(&sheet.name)
        });
        for (case, child) in &agency.children {
            self.front(case, agency, child, until);
            self.answers(case, agency, child, until);
        }
        self
    }

    fn front(&mut self, case: &str, agency: &Agency, child: &About, until: NaiveDate) {
        let from = until.with_day(1).unwrap().with_month(1).unwrap();
        let day = |day: NaiveDate| Cell { content: Content::Day(day), ..Cell::text("") };
        let sheet = self.sheet(case);
        for (key, on) in [("@from", Some(from)), ("@to", Some(until)), ("@signed-on", agency.signed_on)] {
            if let Some(on) = on {
                let place = at(sheet, key, Column::Answer);
                sheet.cells.insert(place, day(on));
            }
        }
        let records = agency.records.join("\n");
        let concern = child.concern.clone().unwrap_or_else(|| "No".to_owned());
        let grade = chosen(&child.grade);
        for (key, words) in [
            ("@auditor", Some(agency.auditor.as_str())),
            ("@independent", Some(&agency.independent)),
            ("@signed-off", agency.signed_off.as_deref()),
            ("@records", Some(&records)),
            ("@grade", Some(grade)),
            ("@grade-reason", Some(&child.why)),
            ("@strengths", child.strengths.as_deref()),
            ("@develop", child.develop.as_deref()),
            ("@learning", child.learning.as_deref()),
            ("@barriers", child.barriers.as_deref()),
            ("@worker", child.worker.as_deref()),
            ("@child", child.child.as_deref()),
            ("@parent", child.parent.as_deref()),
            ("@concern", Some(&concern)),
            ("@concern-what", child.concern_what.as_deref()),
            ("@concern-told", child.concern_told.as_deref()),
        ] {
            if let Some(words) = words {
                self.put(case, key, Column::Answer, words);
            }
        }
    }

    fn answers(&mut self, case: &str, agency: &Agency, child: &About, until: NaiveDate) {
        let keys: Vec<String> = self
            .sheet(case)
            .cells
            .iter()
            .filter(|(at, _)| at.column == 0)
            .map(|(_, cell)| cell.line())
            .collect();
        let asked: Vec<String> =
            keys.into_iter().filter(|key| form::question_of(key).is_some() && key != "Key").collect();
        for known in child.answers.keys() {
            assert!(asked.contains(known), "{case} by {}: {known} is not asked", agency.auditor);
        }
        for (n, key) in asked.iter().enumerate() {
            let said = child.answers.get(key).unwrap_or(&child.rest);
            let mut parts = said.split(" | ").map(str::trim);
            let (code, first, second) = (parts.next().unwrap(), parts.next(), parts.next());
            match key.as_str() {
                "neglect-kind" => self.put(case, key, Column::Answer, &child.kinds),
                "core-missing-voices" => self.put(case, key, Column::Answer, &child.missing),
                _ => {
                    self.put(case, key, Column::Answer, chosen(code));
                    if !["I", "RI", "G", "O"].contains(&code) {
                        self.put(case, key, Column::Why, first.unwrap_or_default());
                        continue;
                    }
                    let usual = &agency.evidence[n % agency.evidence.len()];
                    self.put(case, key, Column::Evidence, first.unwrap_or(usual));
                    self.put(case, key, Column::SoWhat, second.unwrap_or_default());
                    self.put(case, key, Column::Sure, if first.is_some() { "Recorded" } else { "Inferred" });
                    let sheet = self.sheet(case);
                    let place = at(sheet, key, Column::Effective);
                    sheet.cells.insert(place, Cell { content: Content::Day(until), ..Cell::text("") });
                }
            }
        }
    }

    /// As a spreadsheet program saves it.
    fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let day = Format::new().set_num_format("dd/mm/yyyy");
        for sheet in &self.0 {
            let page = book.add_worksheet();
            page.set_name(&sheet.name).unwrap().set_hidden(sheet.hidden);
            for (at, cell) in &sheet.cells {
                let (row, column) = (at.row - 1, u16::try_from(at.column).unwrap());
                if let Content::Day(on) = cell.content {
                    let (year, month, of) = (u16::try_from(on.year()).unwrap(), on.month(), on.day());
                    let on = ExcelDateTime::from_ymd(year, month.try_into().unwrap(), of.try_into().unwrap());
                    page.write_datetime_with_format(row, column, on.unwrap(), &day).unwrap();
                } else {
                    page.write_string(row, column, cell.words()).unwrap();
                }
            }
        }
        book.save_to_buffer().unwrap()
    }

    /// A child's sheet as comma-separated values.
    fn csv(&mut self, case: &str) -> String {
        let sheet = self.sheet(case);
        let last = sheet.rows().into_iter().max().unwrap_or(0);
        let cell = |row, column| match sheet.cell(At { row, column }) {
            Cell { content: Content::Day(on), .. } => on.format("%d/%m/%Y").to_string(),
            cell => format!("\"{}\"", cell.words().replace('"', "\"\"")),
        };
        let line = |row| (0..9).map(|column| cell(row, column)).collect::<Vec<_>>().join(",") + "\r\n";
        (1..=last).map(line).collect()
    }
}

/// The audit lead's desk: the workspace, and the folder where mail is saved.
struct Desk {
    _folder: tempfile::TempDir,
    root: PathBuf,
    mail: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let (folder, root) = demo();
        let mail = folder.path().join("mail");
        fs::create_dir(&mail).unwrap();
        let desk = Self { _folder: folder, root, mail };
        for (path, bytes) in shipped::audits() {
            desk.put(&path, std::str::from_utf8(bytes).unwrap());
        }
        desk
    }

    fn put(&self, path: &str, words: &str) {
        let place = self.root.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, words).unwrap();
    }

    /// What a command about the audits says on a day. Where things lie is another each time.
    #[track_caller]
    fn said(&self, today: &str, args: &[&str], code: i32) -> String {
        let said = said_on(&self.root, today, &[&["audit"], args].concat(), code);
        let said = said.replace(&format!("{}/", self.mail.display()), "");
        said.replace(&format!(" -w {}", self.root.display()), "")
            .replace(&format!("{}/", self.root.display()), "")
    }

    #[track_caller]
    fn golden(&self, name: &str, today: &str, args: &[&str], code: i32) -> String {
        let said = self.said(today, args, code);
        golden(&format!("{FOLDER}/golden/{name}"), &said);
        said
    }

    fn came(&self, name: &str, bytes: &[u8]) {
        fs::write(self.mail.join(name), bytes).unwrap();
    }

    #[track_caller]
    fn collect(&self, name: &str, today: &str, files: &[&str], code: i32) -> String {
        let places: Vec<String> =
            files.iter().map(|file| self.mail.join(file).to_str().unwrap().to_owned()).collect();
        let places: Vec<&str> = places.iter().map(String::as_str).collect();
        self.golden(name, today, &[&["collect", ID], &places[..], &["--yes"]].concat(), code)
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Opened, its terms written, every agency asked whether it knows the children.
fn opened(desk: &Desk) {
    let agencies = AGENCIES.map(|(id, name, _)| format!("{id}={name}"));
    let mut new =
        vec!["new", ID, "--template", "neglect", "--panel", "2027-01-19", "--group", "sog", "--cases", "6"];
    new.extend(["--title", "Neglect: does the new tool change anything?"]);
    new.extend(["--why", "The neglect tool was made shorter in spring and goes with referrals now. We want to know whether it is used, and whether children's lives are different for it."]);
    new.extend(agencies.iter().flat_map(|agency| ["--agency", agency.as_str()]));
    desk.golden("01-opened.txt", "2026-11-26", &new, 0);
    let path = places::audit(&ID.into());
    let file = text(&desk.root, &path);
    let terms = read(&format!("{FOLDER}/terms.yaml"));
    let (terms, cases) = terms.split_once("cases:\n").unwrap();
    let bare = ["C1", "C2", "C3", "C4", "C5", "C6"].map(|id| format!("- id: {id}\n")).concat();
    let written = file.replacen("terms:\n  sample: {}\n", terms, 1).replacen(&bare, cases, 1);
    assert_ne!(written, file);
    desk.put(&path, &written);
    desk.said("2026-11-27", &["stage", ID, "known-to-you"], 0);
    for (agency, _, knows) in AGENCIES {
        let asked: Vec<String> = children(knows).map(|(case, _)| format!("{case}=asked")).collect();
        let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
        desk.said("2026-11-27", &[&["known", ID, agency], &asked[..]].concat(), 0);
    }
    desk.golden("02-board-asked.txt", "2026-11-27", &["board", ID], 0);
}

/// The children an agency is asked about, and what it says.
fn children(knows: &str) -> impl Iterator<Item = (String, &str)> {
    (1..).zip(knows.split(' ')).filter(|(_, says)| *says != ".").map(|(n, says)| (format!("C{n}"), says))
}

/// Who knows whom is said, two are exempt, one has longer, and the workbooks go out.
fn packed(desk: &Desk) {
    for (agency, _, knows) in AGENCIES {
        let says: Vec<String> = children(knows).map(|(case, says)| format!("{case}={says}")).collect();
        let says: Vec<&str> = says.iter().map(String::as_str).collect();
        desk.said("2026-12-09", &[&["known", ID, agency], &says[..]].concat(), 0);
    }
    let gp = "The practice closed in summer and its records are with the region until spring.";
    desk.said("2026-12-10", &["excuse", ID, "C4", "gp", "--exempt-by", "Panel chair", "--why", gp], 0);
    let probation = "Contact with his mother ended before the time looked at.";
    desk.said(
        "2026-12-10",
        &["excuse", ID, "C4", "probation", "--exempt-by", "Panel chair", "--why", probation],
        0,
    );
    desk.said("2026-12-10", &["excuse", ID, "C5", "housing", "--until", "2027-01-15"], 0);
    desk.golden("03-dates.txt", "2026-12-10", &["dates", ID, "--fix", "returns-due=2027-01-08"], 0);
    desk.said("2026-12-10", &["stage", ID, "returns"], 0);
    desk.golden("04-packed.txt", "2026-12-10", &["pack", ID], 0);
}

/// Returns come: in time and late, filled in well and badly, twice, for another audit, once more.
fn collected(desk: &Desk) {
    let until = day("2026-12-01");
    let book = |agency: &str| Book::packed(desk, ID, agency).filled(&Agency::of("answers", agency), until);
    let right = |agency: &str| book(agency).bytes();
    let mut care = book("social-care");
    for question in ["core-voice", "core-early-signs", "core-shared"] {
        care.put("C4", question, Column::Evidence, "");
    }
    let mut police = book("police");
    police.put("C2", "core-early-signs", Column::Evidence, "Notice, NHS no. 943 476 5919");
    let mut school = book("school");
    school.put("C3", "@grade", Column::Answer, "Good to RI");
    school.put("C3", "@grade-reason", Column::Answer, "");
    school.put("C3", "neglect-young-carer", Column::Answer, "Very good");
    let mut probation = book("probation");
    probation.put("C1", "@audit", Column::Answer, "2025-q4-neglect");
    probation.put("C1", "@template", Column::Answer, "themed, version 1, 0b1c2d");
    for (name, bytes) in [
        ("social-care.xlsx", care.bytes()),
        ("police.xlsx", police.bytes()),
        ("school.xlsx", school.bytes()),
        ("probation.xlsx", probation.bytes()),
        ("community-health.xlsx", right("community-health")),
        ("youth-justice.xlsx", right("youth-justice")),
    ] {
        desk.came(name, &bytes);
    }
    let first = [
        "social-care.xlsx",
        "police.xlsx",
        "school.xlsx",
        "probation.xlsx",
        "community-health.xlsx",
        "youth-justice.xlsx",
    ];
    let said = desk.collect("05-collected-first.txt", "2027-01-06", &first, 1);
    assert!(said.starts_with("A CHILD MAY BE UNSAFE NOW: C5 by community-health"), "{said}");
    assert!(!said.contains("943"), "{said}");
    asked_back(desk);
    let mut housing = book("housing");
    housing.0.retain(|sheet| sheet.name != "C5");
    for name in ["housing.xlsx", "housing (1).xlsx"] {
        desk.came(name, &housing.bytes());
    }
    for name in ["police", "school", "probation"] {
        desk.came(&format!("{name} corrected.xlsx"), &right(name));
    }
    let second = [
        "police corrected.xlsx",
        "school corrected.xlsx",
        "probation corrected.xlsx",
        "housing.xlsx",
        "housing (1).xlsx",
    ];
    desk.collect("06-collected-again.txt", "2027-01-08", &second, 0);
    desk.golden("07-board-due.txt", "2027-01-11", &["board", ID], 0);
    desk.golden("08-chase.txt", "2027-01-11", &["chase", ID, "--noted"], 0);
    desk.golden("09-accepted-first.txt", "2027-01-11", &["accept", ID, "--all"], 0);
    let mut practice = book("gp");
    let csv: Vec<String> = ["C1", "C2", "C3", "C5", "C6"].map(|case| format!("gp {case}.csv")).to_vec();
    for name in &csv {
        let case = &name[3..5];
        desk.came(name, practice.csv(case).as_bytes());
    }
    desk.came("mental-health.xlsx", &right("mental-health"));
    let mut housing = book("housing");
    housing.0.retain(|sheet| !["C1", "C2", "C3"].contains(&sheet.name.as_str()));
    desk.came("housing C5.xlsx", &housing.bytes());
    let third: Vec<&str> =
        csv.iter().map(String::as_str).chain(["mental-health.xlsx", "housing C5.xlsx"]).collect();
    desk.collect("10-collected-late.txt", "2027-01-13", &third, 0);
}

/// What is not clear is asked, and what comes by mail is noted.
fn asked_back(desk: &Desk) {
    let asked = "Which route was used, and what did social care say?";
    desk.said("2027-01-07", &["query", ID, "C2", "community-health", asked, "--about", "core-escalation"], 0);
    let which = desk.said(
        "2027-01-07",
        &["reply", ID, "C4", "social-care", "It is in the case record, May to July."],
        1,
    );
    golden(&format!("{FOLDER}/golden/05-which-is-meant.txt"), &which);
    let reply = "Visits of May and July, and the two referrals of primary school, are in the case record.";
    let all = ["reply", ID, "C4", "social-care", reply];
    desk.said("2027-01-08", &[&all[..], &["--number", "1", "--number", "2"]].concat(), 0);
    let left = desk.said("2027-01-08", &["accept", ID, "C4", "social-care"], 1);
    assert!(left.contains("has no reply yet"), "{left}");
    desk.said("2027-01-08", &all, 0);
    let none = desk.said("2027-01-08", &all, 1);
    assert!(none.contains("nothing that was asked"), "{none}");
}

/// The last replies, the last returns accepted, the panel.
fn at_the_panel(desk: &Desk) {
    let reply = "By telephone to the duty desk, twice; nobody named the procedure, and nothing came of it.";
    let said = desk.said("2027-01-14", &["reply", ID, "C2", "community-health", reply], 0);
    assert!(said.contains("nothing else waits for a reply"), "{said}");
    let said = desk.said("2027-01-14", &["accept", ID, "--all"], 0);
    assert!(!said.contains("was left"), "{said}");
    desk.said("2027-01-19", &["stage", ID, "panel"], 0);
    desk.golden("11-board-panel.txt", "2027-01-19", &["board", ID], 0);
    for n in 1..=6 {
        let panel = read(&format!("{FOLDER}/panel/C{n}.yaml"));
        desk.put(&places::audit_panel(&ID.into(), &format!("C{n}").as_str().into()), &panel);
    }
    desk.put(places::RECOMMENDATIONS, &read(&format!("{FOLDER}/registers/recommendations.yaml")));
    let tracker = text(&desk.root, "trackers/sog.yaml") + &read(&format!("{FOLDER}/actions.yaml"));
    desk.put("trackers/sog.yaml", &tracker);
    desk.said("2027-02-09", &["stage", ID, "report"], 0);
    assert_clean(&desk.root);
}

/// Everything that comes out, and nothing that may not.
fn came_out(desk: &Desk) {
    let on = "2027-02-16";
    let mut all = desk.golden("12-results.txt", on, &["results", ID], 0);
    all += &desk.golden("13-report-partners.md", on, &["report", ID], 0);
    all += &desk.golden("14-report-open.md", on, &["report", ID, "--tier", "open"], 0);
    all += &desk.golden("15-brief.md", on, &["brief", ID], 0);
    all += &desk.said(on, &["report", ID, "--tier", "restricted", "--format", "html"], 0);
    let answers = desk.said(on, &["answers", ID], 0);
    let of_one =
        |line: &&str| line.contains("Child,Agency") || line.starts_with("C4,Wrenshire Youth Justice");
    let shown: Vec<&str> = answers.lines().filter(of_one).collect();
    golden(
        &format!("{FOLDER}/golden/16-answers-of-one-return.csv"),
        &(shown.join("\n").trim_start_matches('\u{feff}').to_owned() + "\n"),
    );
    all += &answers;
    // An immediate concern left the audit on the day it came.
    for planted in ["feeding pump", "943 476", "unplugged", "May to July"] {
        assert!(!all.contains(planted), "{planted} came out");
    }
}

/// The questions are asked again a year later, of fewer.
fn asked_again(desk: &Desk) {
    let agencies: Vec<_> = AGENCIES.iter().filter(|(id, ..)| desk_again(id)).collect();
    let named: Vec<String> = agencies.iter().map(|(id, name, _)| format!("{id}={name}")).collect();
    let mut new = vec![
        "new",
        AGAIN,
        "--template",
        "neglect",
        "--repeats",
        ID,
        "--panel",
        "2028-01-18",
        "--group",
        "sog",
        "--cases",
        "5",
    ];
    new.extend([
        "--title",
        "Neglect, asked again",
        "--why",
        "A year after the audit of 2026: is the tool used now, and who is still not told?",
    ]);
    new.extend(named.iter().flat_map(|agency| ["--agency", agency.as_str()]));
    desk.said("2027-11-25", &new, 0);
    let mut files = Vec::new();
    for (agency, ..) in &agencies {
        desk.said("2027-11-26", &["known", AGAIN, agency, "all=yes"], 0);
    }
    desk.said("2027-12-09", &["pack", AGAIN], 0);
    for (agency, ..) in &agencies {
        let answers = Agency::of("again", agency);
        let name = format!("{agency} again.xlsx");
        desk.came(&name, &Book::packed(desk, AGAIN, agency).filled(&answers, day("2027-12-01")).bytes());
        files.push(desk.mail.join(name).to_str().unwrap().to_owned());
    }
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let said = desk.said("2028-01-04", &[&["collect", AGAIN], &files[..], &["--yes"]].concat(), 0);
    assert!(said.contains(" 0 with queries, 0 the same, 0 not filled in, 0 refused."), "{said}");
    desk.said("2028-01-05", &["accept", AGAIN, "--all"], 0);
    for n in 1..=5 {
        let panel = read(&format!("{FOLDER}/again/panel/C{n}.yaml"));
        desk.put(&places::audit_panel(&AGAIN.into(), &format!("C{n}").as_str().into()), &panel);
    }
    assert_clean(&desk.root);
    desk.golden("17-compared.txt", "2028-02-15", &["compare", AGAIN], 0);
    desk.golden("18-brief-again.md", "2028-02-15", &["brief", AGAIN], 0);
}

fn desk_again(id: &str) -> bool {
    ["social-care", "police", "community-health", "gp", "school", "housing"].contains(&id)
}

#[test]
fn a_whole_audit_from_its_opening_to_its_brief_and_to_the_one_that_repeats_it() {
    let desk = Desk::new();
    opened(&desk);
    packed(&desk);
    collected(&desk);
    at_the_panel(&desk);
    came_out(&desk);
    asked_again(&desk);
}
