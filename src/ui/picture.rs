//! A drawn screen as a picture: SVG text, for documents. What is drawn is not its business.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// A cell in pixels, the size of the letters in it, and how far below its top they stand.
const CELL: (u32, u32) = (9, 20);
const LETTERS: u32 = 15;
const BASELINE: u32 = 15;
/// Space around the screen.
const MARGIN: u32 = 14;
/// The ground and plain text on it.
const GROUND: &str = "#16181d";
const INK: &str = "#e4e6eb";
/// Text that matters less: on the ground still seven to one.
const QUIET: &str = "#a3a9b5";

/// The screen as an SVG file, with words for people who do not see it. The same screen gives the same bytes.
pub fn svg(screen: &Buffer, title: &str) -> String {
    let (across, down) = (u32::from(screen.area.width), u32::from(screen.area.height));
    let (width, height) = (across * CELL.0 + 2 * MARGIN, down * CELL.1 + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"{LETTERS}\">\n\
         <title>{}</title>\n<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{GROUND}\"/>\n",
        escaped(title)
    );
    let cells = usize::from(screen.area.width).max(1);
    for (y, row) in (0..).zip(screen.content.chunks(cells)) {
        for run in runs(row) {
            draw(&mut out, &run, y);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Neighbouring cells that look alike.
struct Run<'a> {
    at: u32,
    cells: u32,
    text: String,
    like: &'a Cell,
}

/// A row in runs: a word each where the ground is plain, the whole stretch where it is not.
fn runs(row: &[Cell]) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut at = 0;
    while let Some(cell) = row.get(at) {
        // A wide character hides the cell after it.
        let cells = cell.symbol().width().max(1);
        let at32 = u32::try_from(at).unwrap_or(u32::MAX);
        let wide = u32::try_from(cells).unwrap_or(1);
        at += cells;
        let blank = cell.symbol().trim().is_empty();
        if blank && colours(cell).1.is_none() {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.at + run.cells == at32 && run.like.style() == cell.style() => {
                run.cells += wide;
                run.text.push_str(cell.symbol());
            }
            _ => runs.push(Run { at: at32, cells: wide, text: cell.symbol().to_owned(), like: cell }),
        }
    }
    runs
}

fn draw(out: &mut String, run: &Run<'_>, y: u32) {
    let (x, top) = (MARGIN + run.at * CELL.0, MARGIN + y * CELL.1);
    let width = run.cells * CELL.0;
    let (ink, ground) = colours(run.like);
    let mut put =
        |text: std::fmt::Arguments<'_>| out.write_fmt(text).expect("writing to a string cannot fail");
    if let Some(ground) = ground {
        put(format_args!(
            "<rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{}\" fill=\"{ground}\"/>\n",
            CELL.1
        ));
    }
    let text = run.text.trim_end();
    if text.is_empty() {
        return;
    }
    if text.chars().all(|c| c == '─') {
        let middle = top + CELL.1 / 2;
        return put(format_args!(
            "<path d=\"M{x} {middle}h{width}\" stroke=\"{ink}\" stroke-opacity=\".5\"/>\n"
        ));
    }
    if text == "│" {
        let middle = x + CELL.0 / 2;
        return put(format_args!(
            "<path d=\"M{middle} {top}v{}\" stroke=\"{ink}\" stroke-opacity=\".5\"/>\n",
            CELL.1
        ));
    }
    let bold = if run.like.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    // Words stand where the terminal puts them, whatever font the reader has.
    let stretched = u32::try_from(text.width()).unwrap_or(0) * CELL.0;
    put(format_args!(
        "<text x=\"{x}\" y=\"{}\" fill=\"{ink}\" textLength=\"{stretched}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\"{bold}>{}</text>\n",
        top + BASELINE,
        escaped(text)
    ));
}

/// The colour of a cell's letters, and of its ground where that is not the screen's.
fn colours(cell: &Cell) -> (&'static str, Option<&'static str>) {
    let dim = cell.modifier.contains(Modifier::DIM);
    let ink = shown(cell.fg).unwrap_or(if dim { QUIET } else { INK });
    if cell.modifier.contains(Modifier::REVERSED) {
        return (GROUND, Some(ink));
    }
    (ink, shown(cell.bg))
}

/// A colour of the terminal's palette on our ground; nothing for the terminal's own.
fn shown(colour: Color) -> Option<&'static str> {
    Some(match colour {
        Color::Black => "#0b0c0f",
        Color::Red | Color::LightRed => "#ff8a80",
        Color::Green | Color::LightGreen => "#7ddc8c",
        Color::Yellow | Color::LightYellow => "#f2c45f",
        Color::Blue | Color::LightBlue => "#8ab4ff",
        Color::Magenta | Color::LightMagenta => "#e3a1f5",
        Color::Cyan | Color::LightCyan => "#6fd3e8",
        Color::Gray => "#c3c7d0",
        Color::DarkGray => QUIET,
        Color::White => "#ffffff",
        _ => return None,
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn screen() -> Buffer {
        let mut screen = Buffer::empty(Rect::new(0, 0, 20, 2));
        screen.set_string(0, 0, "a <b> & 日本", Style::new());
        screen.set_string(0, 1, "Late ", Style::new().light_red().bold().reversed());
        screen
    }

    #[test]
    fn each_word_stands_where_the_terminal_puts_it() {
        let picture = svg(&screen(), "one & two");
        assert!(picture.contains("<title>one &amp; two</title>"), "{picture}");
        let b = MARGIN + 2 * CELL.0;
        assert!(
            picture.contains(&format!("<text x=\"{b}\" y=\"29\"")) && picture.contains(">&lt;b&gt;</text>")
        );
        let wide = format!("textLength=\"{}\"", 4 * CELL.0);
        assert!(picture.contains(&wide), "two wide characters take four cells: {picture}");
        assert_eq!(picture.matches("<text").count(), 5, "{picture}");
    }

    #[test]
    fn reversed_text_has_a_ground_as_long_as_it_is() {
        let picture = svg(&screen(), "");
        assert!(
            picture.contains(&format!("width=\"{}\" height=\"20\" fill=\"#ff8a80\"", 5 * CELL.0)),
            "{picture}"
        );
        assert!(picture.contains(&format!("fill=\"{GROUND}\" textLength")), "{picture}");
        assert!(picture.contains("font-weight=\"bold\""));
    }

    #[test]
    fn what_is_written_can_be_read_on_its_ground() {
        // Relative luminance and contrast as WCAG 2.2 defines them; 7 to 1 is its stricter level.
        let light = |colour: &str| {
            let part = |i: usize| f64::from(u8::from_str_radix(&colour[i..i + 2], 16).unwrap()) / 255.0;
            let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
            0.2126 * linear(part(1)) + 0.7152 * linear(part(3)) + 0.0722 * linear(part(5))
        };
        let colours =
            [Color::Red, Color::Green, Color::Yellow, Color::Blue, Color::Magenta, Color::Cyan, Color::Gray];
        let shown = colours.into_iter().filter_map(shown).chain([INK, QUIET]);
        for colour in shown {
            let contrast = (light(colour) + 0.05) / (light(GROUND) + 0.05);
            assert!(contrast >= 7.0, "{colour}: {contrast:.1}");
        }
    }
}
