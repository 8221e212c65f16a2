//! Where a sheet's header is and what its columns are taken for: below titles, in one row or in two, with names that a
//! merged cell gives to several columns.

use super::columns::{self, Field, Guess, column, guess, personal, plain};
use super::progress::{self, Progress};
use crate::base::sheet::{At, Content, Sheet, letters};
use crate::base::text::fit;

/// Rows in which a header is looked for.
const LOOKED_AT: usize = 40;
/// Rows by whose words it is judged what a column holds.
const SAMPLE: usize = 60;

/// Which column somebody wants taken for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The field.
    pub field: Field,
    /// The column's letters or its name; nothing when no column is to be taken for it.
    pub column: Option<String>,
}

/// A column as it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The column, from 0.
    pub column: u32,
    /// Its name in the sheet.
    pub name: String,
    /// What it is taken for; nothing when it is left out.
    pub field: Option<Field>,
    /// Why, where that is not plain from its name.
    pub why: String,
}

/// A header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Its rows.
    pub rows: Vec<u32>,
    /// Every column that has a name or holds anything.
    pub columns: Vec<Taken>,
}

impl Header {
    /// The columns taken for a field, from the left.
    pub fn of(&self, field: Field) -> impl Iterator<Item = u32> {
        self.columns.iter().filter(move |taken| taken.field == Some(field)).map(|taken| taken.column)
    }

    /// Whether any column is taken for a field.
    pub fn has(&self, field: Field) -> bool {
        self.of(field).next().is_some()
    }
}

/// Finds the header of a sheet.
///
/// # Errors
/// A sentence without a full stop when there is none, or a pick leads nowhere.
pub fn find(sheet: &Sheet, picks: &[Pick]) -> Result<Header, String> {
    let rows = sheet.rows();
    let likely = rows.iter().take(LOOKED_AT).map(|row| {
        let one = vec![*row];
        let two = below(sheet, &rows, *row).map(|below| vec![*row, below]);
        two.into_iter().chain([one]).map(|rows| (score(sheet, &rows), rows)).max_by_key(|(score, rows)| {
            // One row unless the second tells more.
            (*score, usize::MAX - rows.len())
        })
    });
    // The first of equals, for a header may be repeated further down.
    let best = likely.flatten().rev().max_by_key(|(score, _)| *score);
    let best = best.filter(|(score, _)| *score >= 2 || !picks.is_empty());
    let Some((_, header)) = best else {
        return Err("no row of it names columns such as Action, Owner and Due date: give them with --columns, such as --columns \"what=B,lead=C,due=D\"".to_owned());
    };
    let mut columns = taken(sheet, &header);
    by_what_they_hold(sheet, &header, &rows, &mut columns);
    let mut columns = settle(columns);
    for pick in picks {
        picked(&mut columns, pick)?;
    }
    Ok(Header { rows: header, columns })
}

/// The next row, if it may be the second row of a header: names only, and none of them long.
fn below(sheet: &Sheet, rows: &[u32], row: u32) -> Option<u32> {
    let next = *rows.iter().find(|next| **next > row)?;
    let cells = (0..sheet.width()).map(|column| sheet.cell(At { row: next, column }));
    let name = |content: &Content| match content {
        Content::Blank => true,
        Content::Text(text) => text.chars().count() <= 40,
        _ => false,
    };
    (next == row + 1 && cells.map(|cell| &cell.content).all(name)).then_some(next)
}

/// How many different fields rows name, were they the header. Names that are only near one do not count.
fn score(sheet: &Sheet, rows: &[u32]) -> usize {
    let named: Vec<Named> =
        (0..sheet.width()).map(|column| names(sheet, rows, column, columns::surely)).collect();
    let mut fields: Vec<Field> = named.iter().filter_map(|named| Some(named.guess?.field)).collect();
    fields.sort_unstable();
    fields.dedup();
    // A second row is one of names as well, and no action.
    let last = rows[rows.len() - 1];
    let own =
        |column: &u32| sheet.cells.get(&At { row: last, column: *column }).is_some_and(|cell| !cell.blank());
    let filled = (0..sheet.width()).filter(own).count();
    let lower = (0..).zip(&named).filter(|(column, named)| own(column) && named.by_lower).count();
    let second = rows.len() == 1 || (lower > 0 && lower * 2 >= filled);
    // A row of names needs the action among them.
    if second && fields.contains(&Field::What) { fields.len() } else { 0 }
}

/// A column's name.
struct Named {
    /// The names over each other, in one.
    whole: String,
    /// What it is taken for.
    guess: Option<Guess>,
    /// Whether the lowest name says it surely, by itself or together with the one above.
    by_lower: bool,
}

/// A column's name over the rows of a header, and what it is taken for: by the lower name, else by both, else by the upper.
fn names(sheet: &Sheet, rows: &[u32], column: u32, guess: fn(&str) -> Option<Guess>) -> Named {
    let mut parts: Vec<String> = Vec::new();
    for row in rows {
        let part = sheet.cell(At { row: *row, column }).line();
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    let whole = parts.join(" ");
    let sure = |guess: &Guess| guess.far < 100;
    // A name over several columns that is not merged stands over the first of them only.
    let upper = rows.first().filter(|_| rows.len() > 1).map(|row| {
        let left = (0..=column).rev().map(|column| sheet.cell(At { row: *row, column }).line());
        left.take(4).find(|name| !name.is_empty()).unwrap_or_default()
    });
    let both = |order: [&str; 2]| guess(&order.join(" ")).filter(sure);
    let lower = parts.last().map_or("", String::as_str);
    let found = match upper.as_deref() {
        Some(upper) if !upper.is_empty() && upper != lower && !lower.is_empty() => {
            both([upper, lower]).or_else(|| both([lower, upper])).or_else(|| guess(lower))
        }
        _ => guess(lower),
    };
    let by_lower = found.as_ref().is_some_and(sure);
    let first = || parts.first().and_then(|name| guess(name));
    Named { whole: fit(&whole, 60), guess: found.or_else(first), by_lower }
}

/// Every column with a name or anything in it, by its name.
fn taken(sheet: &Sheet, header: &[u32]) -> Vec<(Taken, usize)> {
    let filled = |column: u32| {
        sheet.cells.iter().any(|(at, cell)| at.column == column && !cell.blank() && !header.contains(&at.row))
    };
    let all = (0..sheet.width()).filter_map(|column| {
        let Named { whole: name, guess, .. } = names(sheet, header, column, guess);
        if name.is_empty() {
            let why = "it has no name".to_owned();
            return filled(column).then_some((Taken { column, name, field: None, why }, 0));
        }
        let near = guess.and_then(|guess| guess.near);
        let (field, why) = match guess {
            _ if personal(&name) => (None, "it holds what must not be kept".to_owned()),
            _ if columns::worked_out(&name) => (None, "it is worked out of the others".to_owned()),
            Some(guess) => {
                (Some(guess.field), near.map(|near| format!("its name is near '{near}'")).unwrap_or_default())
            }
            None => (None, "nothing of the kind is kept".to_owned()),
        };
        Some((Taken { column, name, field, why }, guess.map_or(0, |guess| guess.far)))
    });
    all.collect()
}

/// A column called Status may tell a story, and one called Progress a state: what they hold decides.
fn by_what_they_hold(sheet: &Sheet, header: &[u32], rows: &[u32], columns: &mut [(Taken, usize)]) {
    let last = header.last().copied().unwrap_or(0);
    let states = columns.iter().any(|(taken, _)| taken.field == Some(Field::Status));
    for (taken, far) in columns.iter_mut() {
        let said = rows.iter().filter(|row| **row > last).take(SAMPLE);
        let said: Vec<String> = said
            .map(|row| sheet.cell(At { row: *row, column: taken.column }).words())
            .filter(|words| !words.trim().is_empty())
            .collect();
        let known = said.iter().filter(|words| progress::read(words, &[]) != Progress::Unknown).count();
        let long = said.iter().filter(|words| words.chars().count() > 30).count();
        match taken.field {
            Some(Field::Status) if known * 2 < said.len() && long * 2 > said.len() => {
                taken.field = Some(Field::Update);
                "most of it is sentences".clone_into(&mut taken.why);
            }
            Some(Field::Update)
                if !states && said.len() > 1 && known * 3 > said.len() * 2 && long * 4 < said.len() =>
            {
                (taken.field, *far) = (Some(Field::Status), 150);
                "most of it is words for a state".clone_into(&mut taken.why);
            }
            Some(Field::Priority) if !said.iter().any(|words| progress::priority(words).is_some()) => {
                taken.field = None;
                "none of it is high, usual or low".clone_into(&mut taken.why);
            }
            _ => {}
        }
    }
}

/// Of several columns for one field the surest is kept.
fn settle(mut columns: Vec<(Taken, usize)>) -> Vec<Taken> {
    for known in columns::COLUMNS.iter().filter(|known| !known.several) {
        let of = |taken: &Taken| taken.field == Some(known.field);
        let all = columns.iter().filter(|(taken, _)| of(taken));
        let Some((best, _)) = all.min_by_key(|(taken, far)| (*far, taken.column)) else { continue };
        let (at, title) = (best.column, known.title);
        for (taken, _) in columns.iter_mut().filter(|(taken, _)| of(taken) && taken.column != at) {
            taken.field = None;
            taken.why = format!("{title} is taken from {}", letters(at));
        }
    }
    columns.into_iter().map(|(taken, _)| taken).collect()
}

/// Does what somebody asked of a column.
fn picked(columns: &mut [Taken], pick: &Pick) -> Result<(), String> {
    let several = column(pick.field).several;
    let title = column(pick.field).title;
    let Some(asked) = &pick.column else {
        for taken in columns.iter_mut().filter(|taken| taken.field == Some(pick.field)) {
            (taken.field, taken.why) = (None, "as you asked".to_owned());
        }
        return Ok(());
    };
    let by_name =
        columns.iter().position(|taken| plain(&taken.name) == plain(asked) && !taken.name.is_empty());
    let by_letters = || {
        let column = crate::base::sheet::column(asked)?;
        columns.iter().position(|taken| taken.column == column)
    };
    let Some(at) = by_name.or_else(by_letters) else {
        return Err(format!("there is no column '{}' to take for {title}", fit(asked, 40)));
    };
    for (index, taken) in columns.iter_mut().enumerate() {
        if index == at {
            (taken.field, taken.why) = (Some(pick.field), "as you asked".to_owned());
        } else if taken.field == Some(pick.field) && !several {
            (taken.field, taken.why) = (None, format!("{title} is taken from elsewhere, as you asked"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::sheet::Cell;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let mut sheet = Sheet::default();
        for (row, cells) in (1..).zip(rows) {
            for (column, words) in (0..).zip(*cells) {
                sheet.cells.insert(At { row, column }, Cell::text(words));
            }
        }
        sheet
    }

    fn said(rows: &[&[&str]], picks: &[Pick]) -> (Vec<u32>, Vec<Option<&'static str>>) {
        let header = find(&sheet(rows), picks).unwrap();
        let words = header.columns.iter().map(|taken| taken.field.map(|field| column(field).word));
        (header.rows, words.collect())
    }

    #[test]
    fn a_header_is_found_below_titles_and_in_two_rows() {
        let (rows, words) = said(
            &[
                &["Executive action tracker"],
                &[],
                &["Ref", "Action", "Owner", "Dates", "", "Closed"],
                &["", "", "", "Original", "Revised", "On"],
                &["1", "Write", "GD", "31/03/2026", "", ""],
            ],
            &[],
        );
        assert_eq!(rows, [3, 4]);
        assert_eq!(words, ["id", "what", "lead", "first-due", "due", "closed"].map(Some));
    }

    #[test]
    fn one_row_is_enough_and_its_first_action_is_no_second() {
        let (rows, words) =
            said(&[&["Action", "Owner", "Cost"], &["Open the hub", "GD", ""], &["Close it", "NO", ""]], &[]);
        assert_eq!(rows, [1]);
        assert_eq!(words, [Some("what"), Some("lead"), None]);
    }

    #[test]
    fn what_a_column_holds_decides_where_its_name_does_not() {
        let story = "Waiting for the third of eleven practices to sign the agreement";
        let rows: [&[&str]; 3] =
            [&["Action", "Owner", "Status"], &["Write", "GD", story], &["Send", "NO", story]];
        assert_eq!(said(&rows, &[]).1[2], Some("update"));
        let rows: [&[&str]; 3] =
            [&["Action", "Owner", "Progress"], &["Write", "GD", "Complete"], &["Send", "NO", "Open"]];
        assert_eq!(said(&rows, &[]).1[2], Some("status"));
    }

    #[test]
    fn a_pick_goes_first_by_letters_or_by_name() {
        let rows: [&[&str]; 2] =
            [&["Action", "Owner", "Due date", "Target"], &["Write", "GD", "1/1/26", "2/2/26"]];
        let pick = |column: Option<&str>| Pick { field: Field::Due, column: column.map(str::to_owned) };
        assert_eq!(said(&rows, &[]).1, [Some("what"), Some("lead"), Some("due"), None]);
        for asked in ["D", "d", "target"] {
            assert_eq!(said(&rows, &[pick(Some(asked))]).1, [Some("what"), Some("lead"), None, Some("due")]);
        }
        assert_eq!(said(&rows, &[pick(None)]).1[2], None);
        let wrong = find(&sheet(&rows), &[pick(Some("Deadline"))]).unwrap_err();
        assert_eq!(wrong, "there is no column 'Deadline' to take for Due");
        assert!(find(&sheet(&[&["Name", "Age"], &["x", "1"]]), &[]).unwrap_err().contains("--columns"));
    }
}
