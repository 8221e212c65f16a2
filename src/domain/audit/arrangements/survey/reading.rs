//! A survey's counts found in the sheets of a spreadsheet: a column for the standard, one each for how many agree, do not and
//! do not know, and one for how many replied. What cannot be understood is named by its row and left out; with anything
//! left out nothing is written.

use super::Counted;
use crate::base::sheet::{At, Sheet};
use crate::base::text::{fit, nearest, one_line};
use crate::domain::audit::{Audit, Question, Resolved};
use std::collections::BTreeMap;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Standard,
    Agree,
    Disagree,
    DontKnow,
    Replies,
    Agency,
}

/// The names a column may have.
const NAMES: [(Column, &[&str]); 6] = [
    (Column::Standard, &["standard", "statement", "question"]),
    (Column::Agree, &["agree", "agreed", "agree or strongly agree"]),
    (Column::Disagree, &["disagree", "disagreed", "disagree or strongly disagree"]),
    (Column::DontKnow, &["don't know", "dont know", "do not know", "not sure", "don't know or not sure"]),
    (Column::Replies, &["n", "replies", "responses", "respondents", "total", "answered"]),
    (Column::Agency, &["agency", "organisation", "organization"]),
];

/// What a spreadsheet comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// What was understood.
    pub asked: Vec<Counted>,
    /// What was not, each with its sheet and row and how to mend it.
    pub refused: Vec<String>,
}

/// What may be named as a standard.
pub struct Known<'a> {
    /// The audit.
    pub audit: &'a Audit,
    /// What it asks.
    pub template: &'a Resolved,
    /// The statements of surveys that say what they stand beside.
    pub statements: Vec<&'a Question>,
}

fn plain(words: &str) -> String {
    one_line(words).replace('’', "'").trim_end_matches(['.', ':']).to_lowercase()
}

/// Every row of the sheets that have such columns.
pub fn read(sheets: &[Sheet], known: &Known<'_>) -> Preview {
    let mut preview = Preview::default();
    let mut seen = 0;
    for sheet in sheets {
        let Some((head, columns)) = head(sheet) else { continue };
        seen += 1;
        for row in sheet.rows().into_iter().filter(|row| *row > head) {
            let cell = |column| {
                columns.get(&column).map_or_else(String::new, |at| sheet.cell(At { row, column: *at }).line())
            };
            if columns.keys().all(|column| cell(*column).trim().is_empty()) {
                continue;
            }
            match counted(&cell, known) {
                Ok(one) => match preview.asked.iter().find(|other| same(other, &one)) {
                    Some(_) => {
                        preview.refused.push(place(sheet, row, "it stands here twice: keep one of the two"));
                    }
                    None => preview.asked.push(one),
                },
                Err(why) => preview.refused.push(place(sheet, row, &why)),
            }
        }
    }
    if seen == 0 {
        let why = "no sheet has columns called standard, agree, disagree and don't know";
        preview.refused.push(why.to_owned());
    } else if preview.asked.is_empty() && preview.refused.is_empty() {
        preview.refused.push("there is no row with counts in it".to_owned());
    }
    preview
}

fn same(one: &Counted, other: &Counted) -> bool {
    (&one.standards, &one.statement, &one.agency) == (&other.standards, &other.statement, &other.agency)
}

fn place(sheet: &Sheet, row: u32, why: &str) -> String {
    let row = sheet.row_said(row);
    if sheet.name.is_empty() { format!("{row}: {why}") } else { format!("{}, {row}: {why}", sheet.name) }
}

/// The row of the heads, and which column is where.
fn head(sheet: &Sheet) -> Option<(u32, BTreeMap<Column, u32>)> {
    sheet.rows().into_iter().take(30).find_map(|row| {
        let mut columns = BTreeMap::new();
        for at in 0..=sheet.width() {
            let said = plain(&sheet.cell(At { row, column: at }).line());
            if let Some((column, _)) = NAMES.iter().find(|(_, names)| names.contains(&said.as_str())) {
                columns.entry(*column).or_insert(at);
            }
        }
        let needed = [Column::Standard, Column::Agree, Column::Disagree];
        needed.iter().all(|column| columns.contains_key(column)).then_some((row, columns))
    })
}

fn counted(cell: &impl Fn(Column) -> String, known: &Known<'_>) -> Result<Counted, String> {
    let said = one_line(&cell(Column::Standard));
    let standards = standards(&said, known)?;
    let agency = one_line(&cell(Column::Agency));
    let agency = if agency.is_empty() {
        None
    } else {
        let of = known
            .audit
            .agencies
            .iter()
            .find(|one| plain(&one.name) == plain(&agency) || one.id.as_str() == agency.to_lowercase());
        Some(of.ok_or_else(|| format!("the audit asks no agency “{}”", fit(&agency, 40)))?.id.clone())
    };
    let number = |column, name: &str| -> Result<Option<u32>, String> {
        let said = cell(column);
        match said.trim() {
            "" => Ok(None),
            text => whole(text).map(Some).ok_or_else(|| {
                let share = if text.contains('%') { ", not a share in per cent" } else { "" };
                format!("“{}” under {name} is no count: write how many people said so{share}", fit(text, 20))
            }),
        }
    };
    let agree = number(Column::Agree, "agree")?.ok_or("it does not say how many agree")?;
    let disagree = number(Column::Disagree, "disagree")?.ok_or("it does not say how many disagree")?;
    let dont_know = number(Column::DontKnow, "don't know")?.unwrap_or(0);
    let sum = agree + disagree + dont_know;
    let n = number(Column::Replies, "n")?.unwrap_or(sum);
    if n < sum {
        return Err(format!("agree, disagree and don't know come to {sum}, and n says {n}"));
    }
    let statement = if standards.contains(&said) { String::new() } else { said };
    Ok(Counted { standards, statement, agency, agree, disagree, dont_know, n })
}

/// A count as people and spreadsheets write it: `41`, `41.0`, `1,042`.
fn whole(text: &str) -> Option<u32> {
    let text = text.replace(',', "");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    // More than a country's workforce is a slip.
    text.parse().ok().filter(|n| *n <= 1_000_000)
}

/// What somebody means: the id or the words of a question, a section or a statement of a survey.
fn standards(said: &str, known: &Known<'_>) -> Result<Vec<String>, String> {
    if said.is_empty() {
        return Err("it does not say which standard".to_owned());
    }
    let is = |id: &str, words: &str| id == said.to_lowercase() || plain(words) == plain(said);
    if let Some(question) = known.template.questions().find(|one| is(one.id.as_str(), &one.text)) {
        return Ok(vec![question.id.to_string()]);
    }
    if let Some(section) = known.template.sections.iter().find(|one| is(&one.id, &one.title)) {
        return Ok(vec![section.id.clone()]);
    }
    if let Some(statement) = known.statements.iter().find(|one| is(one.id.as_str(), &one.text)) {
        let beside = statement.compares_with.iter().filter(|id| known.template.question(id).is_some());
        let beside: Vec<String> = beside.map(ToString::to_string).collect();
        if !beside.is_empty() {
            return Ok(beside);
        }
        return Err(format!("the audit asks nothing that “{}” stands beside", fit(said, 60)));
    }
    let ids = known.template.questions().map(|one| one.id.as_str());
    let near = nearest(said, ids.chain(known.template.sections.iter().map(|one| one.id.as_str())));
    let near = near.map(|near| format!(": did you mean {near}?"));
    Err(format!(
        "“{}” is no standard of the audit{}",
        fit(said, 60),
        near.unwrap_or_else(|| ": write the id of a question or a section".to_owned())
    ))
}

#[cfg(test)]
mod tests {
    use super::super::Survey;
    use super::*;
    use crate::base::sheet::Cell;
    use crate::domain::audit::example;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let mut sheet = Sheet { name: "Staff".into(), ..Sheet::default() };
        for (row, cells) in (1..).zip(rows) {
            for (column, words) in (0..).zip(*cells) {
                sheet.cells.insert(At { row, column }, Cell::text(words));
            }
        }
        sheet
    }

    fn preview(rows: &[&[&str]]) -> Preview {
        let statement = Question {
            id: "staff-day".into(),
            text: "I know what a day is like for children.".into(),
            compares_with: vec!["lived".into(), "elsewhere".into()],
            ..Question::default()
        };
        let (audit, template) = (example::audit(), example::template());
        read(&[sheet(rows)], &Known { audit: &audit, template: &template, statements: vec![&statement] })
    }

    const HEAD: &[&str] = &["Standard", "Agree", "Disagree", "Don’t know", "n", "Organisation"];

    #[test]
    fn a_standard_is_meant_by_the_id_or_the_words_of_a_question_a_section_or_a_statement() {
        let read = preview(&[
            &["Survey of spring 2026"],
            HEAD,
            &["lived", "41", "22", "9", "72", ""],
            &["Did what was known reach those who needed it?", "1,042", "3", "", "", "schools"],
            &["The child", "5", "0", "0", "6", "care"],
            &["I know what a day is like for children", "7.0", "1", "1", "9", ""],
            &["", "", "", "", "", ""],
        ]);
        assert_eq!(read.refused, [""; 0]);
        let meant: Vec<&str> = read.asked.iter().map(|one| one.standards[0].as_str()).collect();
        assert_eq!(meant, ["lived", "shared", "child", "lived"]);
        assert_eq!((read.asked[1].agree, read.asked[1].n), (1042, 1045));
        assert_eq!(read.asked[1].agency, Some("school".into()));
        let survey = Survey::default();
        assert_eq!(read.asked[2].said(&survey), "5 of 6 agree, 0 do not, 0 do not know, 1 said nothing");
    }

    #[test]
    fn what_cannot_be_understood_is_named_by_its_row() {
        let read = preview(&[
            HEAD,
            &["lived", "57%", "22", "9", "", ""],
            &["livd", "5", "2", "9", "", ""],
            &["lived", "5", "2", "9", "15", ""],
            &["lived", "5", "", "9", "", ""],
            &["lived", "5", "2", "9", "", "Fire"],
            &["shared", "5", "2", "9", "", ""],
            &["shared", "5", "2", "9", "", ""],
            &["", "5", "2", "9", "", ""],
        ]);
        assert_eq!(
            read.refused,
            [
                "Staff, row 2: “57%” under agree is no count: write how many people said so, not a share in per cent",
                "Staff, row 3: “livd” is no standard of the audit: did you mean lived?",
                "Staff, row 4: agree, disagree and don't know come to 16, and n says 15",
                "Staff, row 5: it does not say how many disagree",
                "Staff, row 6: the audit asks no agency “Fire”",
                "Staff, row 8: it stands here twice: keep one of the two",
                "Staff, row 9: it does not say which standard",
            ]
        );
        assert_eq!(preview(&[&["a", "b"]]).refused.len(), 1);
        assert_eq!(preview(&[HEAD]).refused, ["there is no row with counts in it"]);
    }
}
