//! What a workbook's styles say of cells: whether a number is a date, what a cell is filled with, whether its words are
//! struck through. How anything looks otherwise is not read, nor is what rules colour by themselves.

use super::colour::Theme;
use super::xml::{Piece, Tag, walk};
use crate::base::sheet::Rgb;
use std::collections::HashMap;

/// What a number is shown as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// A number.
    #[default]
    Number,
    /// A day.
    Day,
    /// A month and its year.
    Month,
}

/// A style of cells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Style {
    pub shown: Shown,
    pub fill: Option<Rgb>,
    pub struck: bool,
}

/// Part of the file: only these four say anything of cells themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Formats,
    Fonts,
    Fills,
    Cells,
    Other,
}

#[derive(Default)]
struct Parts {
    formats: HashMap<usize, Shown>,
    fonts: Vec<bool>,
    fills: Vec<Option<Rgb>>,
    cells: Vec<Style>,
}

/// The styles of cells, by number.
pub(super) fn read(text: &str, theme: &Theme) -> Result<Vec<Style>, String> {
    let mut parts = Parts::default();
    let mut part = Part::Other;
    let mut solid = false;
    walk(text, |piece| {
        match piece {
            Piece::Begin(tag) => match tag.name().as_str() {
                "numFmts" => part = Part::Formats,
                "fonts" => part = Part::Fonts,
                "fills" => part = Part::Fills,
                "cellXfs" => part = Part::Cells,
                "cellStyleXfs" | "dxfs" | "borders" => part = Part::Other,
                name => parts.take(part, name, &tag, theme, &mut solid),
            },
            Piece::End("numFmts" | "fonts" | "fills" | "cellXfs") => part = Part::Other,
            Piece::End(_) | Piece::Words(_) => {}
        }
        Ok(())
    })?;
    Ok(parts.cells)
}

impl Parts {
    fn take(&mut self, part: Part, name: &str, tag: &Tag<'_>, theme: &Theme, solid: &mut bool) {
        match (part, name) {
            (Part::Formats, "numFmt") => {
                let shown = tag.get("formatCode").map(|code| shown(&code)).unwrap_or_default();
                self.formats.extend(tag.number("numFmtId").map(|id| (id, shown)));
            }
            (Part::Fonts, "font") => self.fonts.push(false),
            (Part::Fonts, "strike") => {
                let off = tag.get("val").is_some_and(|said| matches!(said.as_str(), "0" | "false"));
                self.fonts.last_mut().into_iter().for_each(|struck| *struck = !off);
            }
            (Part::Fills, "fill") => self.fills.push(None),
            (Part::Fills, "patternFill") => *solid = tag.get("patternType").as_deref() == Some("solid"),
            (Part::Fills, "fgColor") if *solid => {
                let colour = theme.colour(tag);
                self.fills.last_mut().into_iter().for_each(|fill| *fill = colour);
            }
            (Part::Cells, "xf") => {
                let number = |name: &str| tag.number(name).unwrap_or(0);
                let format = number("numFmtId");
                self.cells.push(Style {
                    shown: self.formats.get(&format).copied().unwrap_or_else(|| built_in(format)),
                    fill: self.fills.get(number("fillId")).copied().flatten(),
                    struck: self.fonts.get(number("fontId")).copied().unwrap_or(false),
                });
            }
            _ => {}
        }
    }
}

/// The formats every program knows by number.
fn built_in(format: usize) -> Shown {
    match format {
        17 => Shown::Month,
        14..=16 | 22 | 27..=36 | 50..=58 => Shown::Day,
        _ => Shown::Number,
    }
}

/// What a format's code shows: `dd/mm/yyyy` a day, `mmm-yy` a month, `0.00` and `hh:mm` neither.
fn shown(code: &str) -> Shown {
    let mut signs = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            // Only the first part is for ordinary numbers.
            ';' => break,
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '[' => drop(chars.by_ref().find(|c| *c == ']')),
            '\\' | '_' | '*' => drop(chars.next()),
            c => signs.push(c.to_ascii_lowercase()),
        }
    }
    if ["general", "standard", "@"].contains(&signs.trim()) {
        return Shown::Number;
    }
    let has = |c: char| signs.contains(c);
    match (has('d'), has('m'), has('y')) {
        (true, _, _) => Shown::Day,
        (false, true, true) => Shown::Month,
        (false, _, true) => Shown::Day,
        _ => Shown::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_shows_a_day_a_month_or_a_number() {
        for code in [
            "dd/mm/yyyy",
            "[$-809]d mmmm yyyy;@",
            "ddd d mmm",
            "yyyy\\-mm\\-dd",
            "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
        ] {
            assert_eq!(shown(code), Shown::Day, "{code}");
        }
        assert_eq!([shown("mmm-yy"), shown("mmmm\\ yyyy")], [Shown::Month, Shown::Month]);
        for code in ["0.00", "General", "hh:mm", "mm:ss", "[Red]0;[Blue]-0", "0\" days\"", "@", "#,##0_d"] {
            assert_eq!(shown(code), Shown::Number, "{code}");
        }
    }
}
