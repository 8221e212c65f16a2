//! What was changed outside meetings, as text to read, as CSV for a spreadsheet, and as JSON for other programs.

use super::csv;
use crate::base::stamp::{Stamp, clock_face, long_date};
use crate::base::text::count;
use crate::domain::meeting::writer_said;
use crate::files::changes::{Line, Piece};
use serde::Serialize;

/// One change, with the name of the writer whose journal it is in.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The writer.
    pub writer: String,
    /// When, as the clock here shows it.
    pub at: Stamp,
    /// What.
    pub line: Line,
}

impl Made {
    /// Who did it: the writer, and who the system says sat there where that is not in the name.
    fn who(&self) -> String {
        let writer = writer_said(&self.writer);
        let by = &self.line.by;
        let in_name = by.is_empty() || writer.to_lowercase().starts_with(&by.to_lowercase());
        if in_name { writer } else { format!("{by} ({writer})") }
    }
}

/// To read: a line for each file, and under it what changed in it, day by day.
pub fn text(all: &[Made]) -> String {
    let mut lines = Vec::new();
    for day in all.chunk_by(|a, b| a.at.date_naive() == b.at.date_naive()) {
        lines.push(long_date(day[0].at.date_naive()));
        for made in day {
            let line = &made.line;
            lines.push(format!("  {}  {}  {}: {}", clock_face(made.at), made.who(), line.file, line.did));
            lines.extend(line.what.iter().map(|piece| format!("         {}", said(piece))));
            lines.extend((line.more > 0).then(|| format!("         and {} more", line.more)));
        }
        lines.push(String::new());
    }
    lines.push(format!("{}.\n", count(all.len(), "change", "changes")));
    lines.join("\n")
}

fn said(piece: &Piece) -> String {
    let of = [piece.of.as_str(), piece.field.as_str()].into_iter().filter(|part| !part.is_empty());
    let of = of.collect::<Vec<_>>().join(", ");
    let what = match (&piece.from, &piece.to) {
        _ if piece.restricted => "changed (restricted)".to_owned(),
        (Some(from), Some(to)) => format!("now {to}, was {from}"),
        (None, Some(to)) => format!("added: {to}"),
        (Some(from), None) => format!("taken out: {from}"),
        (None, None) => "changed".to_owned(),
    };
    let why = if piece.why.is_empty() { String::new() } else { format!(" (why: {})", piece.why) };
    format!("{of}: {what}{why}")
}

/// As CSV: a row for each piece, and one for a file of which no piece is known.
pub fn as_csv(all: &[Made]) -> String {
    let head = ["at", "writer", "by", "file", "did", "record", "field", "from", "to", "why"];
    let rows = all.iter().flat_map(|made| {
        let line = &made.line;
        let none = Piece::default();
        let pieces = if line.what.is_empty() { vec![none] } else { line.what.clone() };
        pieces.into_iter().map(|piece| {
            let restricted = |words: Option<String>| words.unwrap_or_default();
            let at = made.at.to_rfc3339();
            let start = [at, made.writer.clone(), line.by.clone(), line.file.clone(), line.did.clone()];
            let rest = [piece.of, piece.field, restricted(piece.from), restricted(piece.to), piece.why];
            start.into_iter().chain(rest).collect::<Vec<String>>()
        })
    });
    csv::table([head.map(str::to_owned).to_vec()].into_iter().chain(rows))
}

/// As JSON: a list with one object a change, ending with a new line.
///
/// # Panics
/// Never: a change is plain text and numbers.
pub fn json(all: &[Made]) -> String {
    #[derive(Serialize)]
    struct Change<'a> {
        writer: &'a str,
        #[serde(flatten)]
        line: &'a Line,
    }
    let all: Vec<Change<'_>> =
        all.iter().map(|made| Change { writer: &made.writer, line: &made.line }).collect();
    serde_json::to_string_pretty(&all).expect("a change is plain text and numbers") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_says_who_when_what_from_to_and_why() {
        let piece = Piece {
            of: "SOG-26-004".into(),
            field: "due".into(),
            from: Some("2026-12-11".into()),
            to: Some("=2026-12-18".into()),
            why: "no room".into(),
            restricted: false,
        };
        let hidden =
            Piece { of: "SOG-26-005".into(), field: "what".into(), restricted: true, ..Piece::default() };
        let at = "2026-12-03T10:00:00Z";
        let line = Line {
            at: at.parse().unwrap(),
            by: "Jo".into(),
            file: "trackers/sog.yaml".into(),
            did: "changed".into(),
            what: vec![piece, hidden],
            more: 0,
        };
        let all = [Made { writer: "jo-laptop_7f3a".into(), at: at.parse().unwrap(), line }];
        assert_eq!(
            text(&all),
            "Thu 3 Dec 2026\n  10:00  jo-laptop  trackers/sog.yaml: changed\n         SOG-26-004, due: now =2026-12-18, \
             was 2026-12-11 (why: no room)\n         SOG-26-005, what: changed (restricted)\n\n1 change.\n"
        );
        assert!(as_csv(&all).contains("'=2026-12-18"), "{}", as_csv(&all));
        assert!(json(&all).contains("\"writer\": \"jo-laptop_7f3a\""));
    }
}
