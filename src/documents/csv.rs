//! Tables as CSV that a spreadsheet opens as text: the one place that knows which cells it would take for formulas.

use crate::base::text::clean;

/// Rows as CSV after RFC 4180, in UTF-8 with the mark at the start by which spreadsheets know it.
pub fn table<R: AsRef<[String]>>(rows: impl IntoIterator<Item = R>) -> String {
    let line =
        |row: R| row.as_ref().iter().map(|text| quoted(&cell(text))).collect::<Vec<_>>().join(",") + "\r\n";
    rows.into_iter().map(line).fold("\u{feff}".to_owned(), |text, line| text + &line)
}

/// A text as a cell that no spreadsheet acts on: what would begin a formula, also behind blanks and quotes, gets an
/// apostrophe in front. Control characters are shown, not passed on.
pub fn cell(text: &str) -> String {
    let begins = text.trim_start_matches(|c: char| {
        c.is_whitespace() && !matches!(c, '\t' | '\r' | '\n')
            || matches!(c, '"' | '\'' | '\u{feff}' | '\u{200b}')
    });
    let acts = begins.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '|', '%']);
    let text = clean(text);
    if acts { format!("'{text}") } else { text.into_owned() }
}

/// A cell in quotes where it needs them.
fn quoted(cell: &str) -> String {
    let needs = cell.contains(['"', ',', ';', '\n', '\r', '\t']) || cell != cell.trim();
    if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Beginnings that spreadsheets have been seen to act on, or to act on after tidying.
    const HOSTILE: [&str; 22] = [
        "=1+1",
        "=HYPERLINK(\"http://example.org\",\"x\")",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "+44 20 7946 0000",
        "-1+1",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1,1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        " =1+1",
        "   \t=1+1",
        "\u{a0}=1+1",
        "\"=1+1",
        "'=1+1",
        "\" =1+1\"",
        "\u{feff}=1+1",
        "\u{200b}=1+1",
        "＝1+1",
        "＋1＋1",
        "%0A=1+1",
    ];

    #[test]
    fn no_cell_begins_as_a_formula() {
        for text in HOSTILE {
            assert!(cell(text).starts_with('\''), "{text:?} became {:?}", cell(text));
        }
    }

    #[test]
    fn ordinary_words_stay_as_they_are() {
        for text in [
            "",
            "agreed",
            "Q&A",
            "2026-12-03",
            "10:42",
            "a = b",
            "EXEC-26-014",
            "‘quoted’",
            "£5",
            "(a)",
            "#1",
        ] {
            assert_eq!(cell(text), text);
        }
    }

    #[test]
    fn a_table_is_read_back_as_it_was() {
        let rows = [vec!["a,b".to_owned(), "say \"x\"".into()], vec!["two\nlines".into(), "=1".into()]];
        assert_eq!(table(rows), "\u{feff}\"a,b\",\"say \"\"x\"\"\"\r\n\"two\nlines\",'=1\r\n");
    }

    proptest! {
        #[test]
        fn nothing_that_acts_comes_first(text in "[ '\"\t\u{a0}\u{feff}]{0,4}[=+@\t\r-][\\PC\n]{0,10}") {
            prop_assert!(cell(&text).starts_with('\''));
        }

        #[test]
        fn a_cell_never_breaks_its_row(text in any::<String>()) {
            let table = table([vec![text, "end".to_owned()]]);
            let mut quotes = false;
            let bare = table.trim_end().chars().filter(|c| {
                quotes ^= *c == '"';
                !quotes && matches!(c, ',' | '\n' | '\r')
            });
            prop_assert_eq!(bare.count(), 1);
        }
    }
}
