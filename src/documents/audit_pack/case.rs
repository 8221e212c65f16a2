//! The sheet of one child: its lines as `domain::audit::form` has them, with cells for answers that can be changed.

use super::{Lists, Pack, words};
use crate::base::text::one_line;
use crate::documents::actions::workbook::{high_enough, serial};
use crate::domain::audit::form::{self, Asks, Column, Field, Line, Said};
use crate::domain::audit::{AnswerKind, Case, Question, Return, proof_lines};
use rust_xlsxwriter::{
    Color, DataValidation, Format, FormatAlign, FormatBorder, Formula, ProtectionOptions, Worksheet,
    XlsxError,
};

/// How cells look.
struct Looks {
    read: Format,
    head: Format,
    open: Format,
    day: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        let cell = cell.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00BF_BFBF));
        let open = cell.clone().set_unlocked();
        Self {
            read: cell.clone().set_background_color(Color::RGB(0x00F2_F2F2)),
            head: cell.set_background_color(Color::RGB(0x00D9_D9D9)).set_bold(),
            day: open.clone().set_num_format("[$-809]d mmm yyyy").set_align(FormatAlign::Left),
            open,
        }
    }
}

/// How wide the columns are, in their order.
const WIDTHS: [u16; 11] = [4, 46, 40, 24, 40, 34, 34, 16, 14, 16, 14];
/// How high a row is at least, in points, that is answered in words across all columns.
const ROOM: f64 = 45.0;

/// Whether a field is answered in words, across all columns.
fn is_wide(field: Field) -> bool {
    !field.is_day() && !field.is_yes_no() && field != Field::Grade
}

/// A column's number.
fn at(column: Column) -> u16 {
    Column::ALL.iter().position(|known| *known == column).and_then(|n| u16::try_from(n).ok()).unwrap_or(0)
}

pub(super) fn write(
    sheet: &mut Worksheet,
    pack: &Pack<'_>,
    case: &Case,
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    sheet.set_name(case.id.as_str())?;
    let looks = Looks::new();
    let none = Return::default();
    let agency = &pack.agency.id;
    let of = pack.said_of(case).unwrap_or(&none);
    let lines =
        form::lines(pack.audit, pack.template, &pack.agency.kind, (case.id.as_str(), agency.as_str()));
    let wide = |column: Column| usize::from(WIDTHS[usize::from(at(column))]);
    for (row, line) in (0..).zip(&lines) {
        sheet.write_string(row, at(Column::Key), &line.key)?;
        sheet.write_string_with_format(row, at(Column::Question), &line.label, &looks.read)?;
        let hint = hint(line, of);
        sheet.write_string_with_format(row, at(Column::Hint), &hint, &looks.read)?;
        match &line.asks {
            Asks::Heading => {
                sheet.write_string_with_format(row, at(Column::Question), &line.label, &looks.head)?;
                for column in &Column::ALL[3..] {
                    sheet.write_blank(row, at(*column), &looks.head)?;
                }
            }
            Asks::Titles => {
                for column in Column::ALL {
                    sheet.write_string_with_format(row, at(column), column.title(), &looks.head)?;
                }
            }
            Asks::Mark(_, says) => {
                sheet.merge_range(row, at(Column::Answer), row, at(Column::Sure), says, &looks.read)?;
            }
            Asks::Field(field) => self::field(sheet, row, *field, of, pack, &looks, lists)?,
            Asks::Question(question) => self::question(sheet, row, question, of, pack, &looks, lists)?,
        }
        let asked = [(&line.label, Column::Question), (&hint, Column::Hint)];
        let asked = high_enough(asked.map(|(words, column)| (words, wide(column))));
        let answered = if matches!(&line.asks, Asks::Field(field) if is_wide(*field)) { ROOM } else { 0.0 };
        sheet.set_row_height(row, asked.max(answered))?;
    }
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_column_hidden(at(Column::Key))?;
    if of.answers.iter().all(|answer| answer.carried.is_none()) {
        sheet.set_column_hidden(at(Column::Again))?;
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer(format!("&L{}, {}&RPage &P of &N", case.id, one_line(agency.as_str())));
    let may = ProtectionOptions { format_rows: true, format_columns: true, ..ProtectionOptions::default() };
    sheet.protect_with_options(&may);
    Ok(())
}

/// What helps to answer, and from which audit an answer is that nobody has confirmed.
fn hint(line: &Line<'_>, of: &Return) -> String {
    let carried = form::question_of(&line.key).and_then(|id| of.answer(&id)?.carried.clone());
    let said = carried.map(|from| {
        let title = Column::Again.title();
        format!("Taken over from {from}. It counts only when you change it, or say yes under “{title}”")
    });
    said.into_iter().chain((!line.hint.is_empty()).then(|| line.hint.clone())).collect::<Vec<_>>().join("\n")
}

fn choose(sheet: &mut Worksheet, row: u32, column: Column, list: &str) -> Result<(), XlsxError> {
    let rule = DataValidation::new()
        .allow_list_formula(Formula::new(list))
        .set_error_title("Not one of the answers")?
        .set_error_message("Choose an answer from the list.")?;
    sheet.add_data_validation(row, at(column), row, at(column), &rule)?;
    Ok(())
}

fn field(
    sheet: &mut Worksheet,
    row: u32,
    field: Field,
    of: &Return,
    pack: &Pack<'_>,
    looks: &Looks,
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    let mut grades = form::grades(pack.template);
    let look = if field.is_day() { &looks.day } else { &looks.open };
    let answer = at(Column::Answer);
    if is_wide(field) {
        sheet.merge_range(row, answer, row, at(Column::Sure), "", look)?;
    }
    match form::said(of, field) {
        Said::Day(day) => {
            sheet.write_number_with_format(row, answer, serial(day).unwrap_or(0.0), look)?;
        }
        Said::Words(words) => {
            let word = grades.iter().find(|(code, ..)| field == Field::Grade && *code == words);
            sheet.write_string_with_format(row, answer, word.map_or(words.as_str(), |one| one.1), look)?;
        }
    }
    if field.is_yes_no() {
        let list = lists.place(&["Yes".to_owned(), "No".to_owned()]);
        choose(sheet, row, Column::Answer, &list)?;
    } else if field == Field::Grade && !grades.is_empty() {
        grades.extend(form::non_scores(pack.template));
        choose(sheet, row, Column::Answer, &lists.place(&words(&grades)))?;
    }
    Ok(())
}

fn question(
    sheet: &mut Worksheet,
    row: u32,
    question: &Question,
    of: &Return,
    pack: &Pack<'_>,
    looks: &Looks,
    lists: &mut Lists,
) -> Result<(), XlsxError> {
    let blank = crate::domain::audit::Answer::default();
    let given = of.answer(&question.id).unwrap_or(&blank);
    let answers: Vec<String> =
        given.answer.iter().map(|code| form::word(code, question, pack.template)).collect();
    let (evidence, (from, until)) = proof_lines::cells(&given.evidence);
    let sure =
        form::SURE.iter().find(|(sure, _)| given.confidence == Some(*sure)).map_or("", |(_, word)| word);
    for (column, words) in [
        (Column::Answer, answers.join("; ")),
        (Column::Why, given.reason.clone()),
        (Column::SoWhat, given.so_what.clone()),
        (Column::Evidence, evidence),
        (Column::Sure, sure.to_owned()),
    ] {
        sheet.write_string_with_format(row, at(column), words, &looks.open)?;
    }
    for (column, day) in [(Column::Effective, from), (Column::Expires, until)] {
        match day.and_then(serial) {
            Some(day) => sheet.write_number_with_format(row, at(column), day, &looks.day)?,
            None => sheet.write_blank(row, at(column), &looks.day)?,
        };
    }
    if given.carried.is_some() {
        sheet.write_blank(row, at(Column::Again), &looks.open)?;
        choose(sheet, row, Column::Again, &lists.place(&["Yes".to_owned(), "No".to_owned()]))?;
    }
    let mut offered = form::options(question, pack.template);
    if !offered.is_empty() && question.kind() != AnswerKind::Multi {
        offered.extend(form::non_scores(pack.template));
        choose(sheet, row, Column::Answer, &lists.place(&words(&offered)))?;
    }
    let sure: Vec<String> = form::SURE.iter().map(|(_, word)| (*word).to_owned()).collect();
    choose(sheet, row, Column::Sure, &lists.place(&sure))
}
