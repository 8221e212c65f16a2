//! A table of figures laid out for a width: figures to the right, a bar where there is room, the older quarters left out where
//! there is none. Where not even that fits, each row is a sentence. It is read without colour.

use super::sections::{Bar, Section};
use crate::base::text::{count, fit, width, wrap};

/// Blanks between columns.
const GAP: usize = 2;
/// The narrowest a column of names gets before something else gives way.
const NAME: usize = 14;
/// The cells a bar may take.
const BAR: std::ops::RangeInclusive<usize> = 8..=40;

/// The title, the table, what its signs mean and what is said of it; no line wider than `cells`.
pub(super) fn lines(section: &Section, cells: usize, ascii: bool) -> Vec<String> {
    let mut lines = wrap(&section.title, cells);
    let mut under = section.under.clone();
    match columns(section, cells) {
        None => lines.extend(sentences(section, cells)),
        Some((names, from, taken)) => {
            let row = |row: &[String]| laid_out(section, row, names, from);
            let bars = Bars::fitting(section, cells.saturating_sub(taken + GAP), ascii);
            lines.push(row(&section.head));
            for (n, cells) in section.rows.iter().enumerate() {
                let bar = bars.as_ref().zip(section.bars.get(n)).map(|(bars, bar)| bars.drawn(*bar));
                let gap = " ".repeat(GAP);
                lines.push(format!("{}{gap}{}", row(cells), bar.unwrap_or_default()).trim_end().to_owned());
            }
            let left = section.head.len() - from;
            if from > 1 {
                under.insert(0, format!("Only the last {} fit here.", count(left, "quarter", "quarters")));
            }
            under.splice(0..0, bars.map(|bars| bars.said()));
        }
    }
    lines.extend(under.iter().flat_map(|said| wrap(said, cells)));
    lines
}

/// The width of the names, the first column of figures that is kept, and the cells all that takes.
fn columns(section: &Section, cells: usize) -> Option<(usize, usize, usize)> {
    let widest = |n: usize| {
        let all = std::iter::once(&section.head).chain(&section.rows);
        all.map(|row| width(&row[n])).max().unwrap_or(0)
    };
    let names = widest(0);
    let figures = |from: usize| (from..section.head.len()).map(|n| widest(n) + GAP).sum::<usize>();
    let last = if section.by_quarter { section.head.len() - 1 } else { 1 };
    // A quarter more is worth a name cut short.
    (1..=last).find_map(|from| {
        let room = cells.checked_sub(figures(from))?;
        let names = names.min(room);
        (names >= widest(0).min(NAME)).then_some((names, from, names + figures(from)))
    })
}

fn laid_out(section: &Section, row: &[String], names: usize, from: usize) -> String {
    let name = fit(&row[0], names);
    let mut line = format!("{name}{}", " ".repeat(names.saturating_sub(width(&name))));
    for (n, cell) in row.iter().enumerate().skip(from) {
        let column = section.rows.iter().map(|row| width(&row[n])).chain([width(&section.head[n])]).max();
        let blanks = column.unwrap_or(0).saturating_sub(width(cell)) + GAP;
        line.push_str(&" ".repeat(blanks));
        line.push_str(cell);
    }
    line
}

/// Each row as a sentence: `police: opened 3, closed 1`.
fn sentences(section: &Section, cells: usize) -> Vec<String> {
    let sentence = |row: &Vec<String>| {
        let figures = section.head.iter().zip(row).skip(1).map(|(head, cell)| format!("{head} {cell}"));
        format!("{}: {}", row[0], figures.collect::<Vec<_>>().join(", "))
    };
    section.rows.iter().flat_map(|row| wrap(&sentence(row), cells)).collect()
}

/// How bars are drawn in one table.
struct Bars {
    /// The most that a bar has to show, and the cells for it.
    most: usize,
    room: usize,
    /// The signs for what is late and for the rest.
    signs: [char; 2],
    /// Whether anything is late.
    late: bool,
}

impl Bars {
    fn fitting(section: &Section, room: usize, ascii: bool) -> Option<Self> {
        let most = section.bars.iter().map(|bar| bar.late + bar.other).max().filter(|most| *most > 0)?;
        let room = Some(room.min(*BAR.end())).filter(|room| room >= BAR.start())?;
        let late = section.bars.iter().any(|bar| bar.late > 0);
        Some(Self { most, room, signs: if ascii { ['#', '-'] } else { ['█', '░'] }, late })
    }

    /// A cell each while there is room, else a share; what there is one of is never nothing.
    fn cells(&self, n: usize) -> usize {
        if self.most <= self.room { n } else { n.saturating_mul(self.room).div_ceil(self.most) }
    }

    fn drawn(&self, bar: Bar) -> String {
        let (late, all) = (self.cells(bar.late), self.cells(bar.late + bar.other));
        let [one, other] = self.signs;
        let late_ones = std::iter::repeat_n(one, late);
        late_ones.chain(std::iter::repeat_n(other, all.saturating_sub(late))).collect()
    }

    fn said(&self) -> String {
        let [late, other] = self.signs;
        let signs = if self.late {
            format!("{late} late, {other} open and not late")
        } else {
            format!("{other} open")
        };
        if self.most <= self.room {
            format!("{signs}; one sign an action.")
        } else {
            format!("{signs}; the longest bar is {}.", count(self.most, "action", "actions"))
        }
    }
}
