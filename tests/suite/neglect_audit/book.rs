//! What the agencies answer, as their files have it, and the workbooks they fill in with it.

use super::FOLDER;
use super::desk::Desk;
use crate::project::read;
use chairside::base::sheet::{At, Cell, Content, Sheet};
use chairside::domain::audit::form::{self, Column};
use chairside::files::{places, sheet};
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;

/// What an agency answers, as its file has it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Agency {
    pub auditor: String,
    pub independent: String,
    pub signed_off: Option<String>,
    pub signed_on: Option<NaiveDate>,
    pub records: Vec<String>,
    pub evidence: Vec<String>,
    pub children: BTreeMap<String, About>,
}

/// What it answers of a child.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    pub grade: String,
    pub why: String,
    pub strengths: Option<String>,
    pub develop: Option<String>,
    pub learning: Option<String>,
    pub barriers: Option<String>,
    pub worker: Option<String>,
    pub child: Option<String>,
    pub parent: Option<String>,
    pub concern: Option<String>,
    pub concern_what: Option<String>,
    pub concern_told: Option<String>,
    pub kinds: String,
    pub missing: String,
    pub rest: String,
    pub answers: BTreeMap<String, String>,
}

impl Agency {
    pub fn of(folder: &str, id: &str, later: i64) -> Self {
        let path = format!("{FOLDER}/{folder}/{id}.yaml");
        let mut of: Self = serde_yaml::from_str(&read(&path)).unwrap_or_else(|why| panic!("{path}: {why}"));
        of.signed_on = of.signed_on.map(|day| day + chrono::TimeDelta::days(later));
        of
    }
}

/// The words people choose for a code.
pub(super) fn chosen(code: &str) -> &str {
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
pub(super) struct Book(pub Vec<Sheet>);

fn at(sheet: &Sheet, key: &str, column: Column) -> At {
    let row = sheet.cells.iter().find(|(at, cell)| at.column == 0 && cell.line() == key);
    let row = row.unwrap_or_else(|| panic!("{} has no line {key}", sheet.name)).0.row;
    At { row, column: u32::try_from(Column::ALL.iter().position(|known| *known == column).unwrap()).unwrap() }
}

impl Book {
    pub fn packed(desk: &Desk, audit: &str, agency: &str) -> Self {
        let place = desk.root.join(format!("{}/{audit}/out/{agency}.xlsx", places::AUDITS));
        Self(sheet::read(&fs::read(place).unwrap()).unwrap().sheets)
    }

    fn sheet(&mut self, case: &str) -> &mut Sheet {
        self.0.iter_mut().find(|sheet| sheet.name == case).unwrap_or_else(|| panic!("no sheet {case}"))
    }

    pub fn put(&mut self, case: &str, key: &str, column: Column, words: &str) {
        let sheet = self.sheet(case);
        let place = at(sheet, key, column);
        sheet.cells.insert(place, Cell::text(words));
    }

    /// Fills in every sheet of a child the file speaks of, and takes the others out.
    pub fn filled(mut self, agency: &Agency, until: NaiveDate) -> Self {
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
    pub fn bytes(&self) -> Vec<u8> {
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
    pub fn csv(&mut self, case: &str) -> String {
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
