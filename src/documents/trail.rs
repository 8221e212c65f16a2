//! The trail of a meeting as Markdown to read, as CSV for a spreadsheet, and as JSON for other programs.

use super::csv;
use super::minutes_markdown::{Page, words};
use crate::base::stamp::{clock_face, long_date};
use crate::base::text::count;
use crate::domain::agenda::Tier;
use crate::domain::meeting::writer_said;
use crate::domain::trail::{Row, Told};
use serde::Serialize;

/// What is said of an act that is for a higher tier.
pub const RESTRICTED: &str = "a restricted act";

/// What the trail is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The meeting's name.
    pub title: String,
    /// Its protective marking.
    pub marking: String,
    /// Who may see it.
    pub tier: Tier,
    /// What all acts come to.
    pub head: String,
}

/// As Markdown: a table for each day, ending with a new line.
pub fn markdown(about: &About, rows: &[Row]) -> String {
    let mut page = Page::default();
    let marking = words(&about.marking);
    page.paragraph(&marking);
    page.paragraph(&format!("# {}: trail of acts", words(&about.title)));
    let counted = rows.iter().filter(|row| row.counted).count();
    let acts = count(counted, "act", "acts");
    let notes = match rows.len() - counted {
        0 => String::new(),
        n => format!(" and {} that the program wrote", count(n, "note of a file", "notes of files")),
    };
    let whom = match about.tier {
        Tier::Open => "anybody",
        Tier::Partners => "partners",
        Tier::Restricted => "those who may see everything",
    };
    page.paragraph(&format!(
        "Everything that was done, in order: {acts}{notes}, for {whom}. Trail {}.",
        about.head
    ));
    for day in rows.chunk_by(|a, b| a.at.date_naive() == b.at.date_naive()) {
        page.paragraph(&format!("## {}", long_date(day[0].at.date_naive())));
        let row = |row: &Row| {
            let [what, from, to, why] = cells(row);
            let what = if row.struck { format!("{what} (taken back)") } else { what };
            vec![clock_face(row.at), writer_said(&row.id.writer), what, from, to, why]
        };
        page.table(&["Time", "Who", "What", "From", "To", "Why"], day.iter().map(row));
    }
    page.paragraph(&marking);
    page.text
}

/// As CSV.
pub fn as_csv(rows: &[Row]) -> String {
    let head = ["at", "who", "number", "what", "from", "to", "why", "taken back"].map(str::to_owned).to_vec();
    let row = |row: &Row| {
        let [what, from, to, why] = cells(row);
        let struck = if row.struck { "yes" } else { "" }.to_owned();
        vec![row.at.to_rfc3339(), row.id.writer.clone(), row.id.seq.to_string(), what, from, to, why, struck]
    };
    csv::table([head].into_iter().chain(rows.iter().map(row)))
}

/// As JSON: a list with one object an act, ending with a new line.
///
/// # Panics
/// Never: a row is plain text and numbers.
pub fn json(rows: &[Row]) -> String {
    #[derive(Serialize)]
    struct Act {
        at: String,
        who: String,
        number: u64,
        what: String,
        from: String,
        to: String,
        why: String,
        taken_back: bool,
    }
    let act = |row: &Row| {
        let [what, from, to, why] = cells(row);
        let (at, who) = (row.at.to_rfc3339(), row.id.writer.clone());
        Act { at, who, number: row.id.seq, what, from, to, why, taken_back: row.struck }
    };
    let acts: Vec<Act> = rows.iter().map(act).collect();
    serde_json::to_string_pretty(&acts).expect("a row is plain text and numbers") + "\n"
}

/// What, from, to, why.
fn cells(row: &Row) -> [String; 4] {
    match &row.told {
        Some(Told { what, from, to, why }) => [what, from, to, why].map(Clone::clone),
        None => [RESTRICTED.to_owned(), String::new(), String::new(), String::new()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::example::Play;
    use crate::domain::trail::trail;

    fn rows() -> Vec<Row> {
        let mut play = Play::begun();
        play.note("10:02", "welcome", "=1+1 | *x*");
        play.undo("10:03");
        play.turn("10:04", "reviews");
        trail(&play.meeting, Tier::Partners)
    }

    #[test]
    fn the_trail_reads_well() {
        let about = About {
            title: "Executive, Q3".into(),
            marking: "OFFICIAL".into(),
            tier: Tier::Partners,
            head: "3f2a 91bc 0d5e 77aa".into(),
        };
        let page = markdown(&about, &rows());
        assert!(page.starts_with("OFFICIAL\n\n# Executive, Q3: trail of acts\n\nEverything that was done, in order: 9 acts, for partners. Trail 3f2a 91bc 0d5e 77aa.\n"), "{page}");
        assert!(page.contains("## Thu 3 Dec 2026\n"), "{page}");
        assert!(
            page.contains("| 10:02 | chair | the note on item 1 (taken back) |  | =1+1 \\| \\*x\\* |"),
            "{page}"
        );
        assert!(page.contains("| 10:04 | chair | a restricted act |"), "{page}");
    }

    #[test]
    fn cells_of_a_spreadsheet_do_nothing() {
        let text = as_csv(&rows());
        assert!(text.contains(",'=1+1 | *x*,,yes\r\n"), "{text}");
    }

    #[test]
    fn json_is_read_back() {
        let read: serde_json::Value = serde_json::from_str(&json(&rows())).unwrap();
        let acts = read.as_array().unwrap();
        assert_eq!(acts.len(), 9);
        assert!(acts.iter().any(|act| act["to"] == "=1+1 | *x*" && act["taken_back"] == true));
    }
}
