//! What goes out and comes back without a change says the same.

use super::*;
use crate::base::calendar::WorkingDays;
use crate::base::sheet::{At, Cell, Sheet};
use crate::domain::audit::collect::{File, Ground, Holds, Outcome, collect};
use crate::domain::audit::form;
use crate::domain::audit::{
    Answer, AnswerKind, Auditor, Case, Confidence, Dates, Frozen, Involvement, KnownTo, Overall, Period,
    Proof, ReturnState, rules,
};
use crate::domain::personal::Names;
use crate::files::{audit_template, sheet, shipped, workspace::Workspace};
use proptest::prelude::*;
use std::sync::LazyLock;

pub(super) static TEMPLATE: LazyLock<Resolved> = LazyLock::new(|| {
    let files = shipped::audits();
    let all = Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), *bytes)), &[], &[]).audits;
    all.resolved(&"neglect".into()).unwrap().unwrap()
});

pub(super) fn audit() -> Audit {
    let known = Involvement {
        case: "C1".into(),
        agency: "police".into(),
        known: KnownTo::Yes,
        ..Involvement::default()
    };
    Audit {
        schema: 1,
        id: "2026-q4-neglect".into(),
        title: "Neglect".into(),
        template: Frozen {
            id: "neglect".into(),
            version: 1,
            sha256: audit_template::sha256(&TEMPLATE).to_string(),
        },
        dates: Dates { panel: "2027-01-19".parse().unwrap(), ..Dates::default() },
        agencies: vec![AskedAgency {
            id: "police".into(),
            name: "Police".into(),
            kind: "police".into(),
            ..AskedAgency::default()
        }],
        cases: vec![Case { id: "C1".into(), ..Case::default() }],
        involvement: vec![known],
        ..Audit::default()
    }
}

fn packed(audit: &Audit, returns: &[Return]) -> Vec<u8> {
    let due = "2027-01-05".parse().unwrap();
    let agency = &audit.agencies[0];
    workbook(&Pack { audit, template: &TEMPLATE, agency, returns, due, partnership: "Anywhere" }).unwrap()
}

fn came(audit: &Audit, bytes: &[u8], returns: &[Return]) -> Outcome {
    let mut all = together(audit, &[bytes], returns);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// What files that come in one go come to.
fn together(audit: &Audit, files: &[&[u8]], returns: &[Return]) -> Vec<Outcome> {
    let file = |(n, bytes): (usize, &&[u8])| File {
        name: format!("{n}.xlsx"),
        holds: Holds::Sheets(sheet::read(bytes).unwrap().sheets),
    };
    let files: Vec<File> = (1..).zip(files).map(file).collect();
    let (names, days) = (Names::default(), WorkingDays::default());
    let today = "2027-01-04".parse().unwrap();
    let ground = Ground { audit, template: &TEMPLATE, returns, names: &names, today, days: &days };
    collect(&files, &ground).into_iter().flat_map(|came| came.pieces).map(|piece| piece.outcome).collect()
}

#[test]
fn two_that_say_the_same_count_once_and_of_two_that_differ_none_is_taken() {
    let audit = audit();
    let of = filled(&[0, 1, 2], "log");
    let one = packed(&audit, std::slice::from_ref(&of));
    let other = packed(&audit, &[Return { strengths: "Came on the day.".into(), ..of.clone() }]);
    let same = together(&audit, &[&one, &one, &one], &[]);
    assert!(matches!(same[0], Outcome::Taken { .. }), "{same:?}");
    assert_eq!(same[1..], [1, 1].map(|n| Outcome::Once(format!("{n}.xlsx, sheet “C1”"))));
    // Whichever comes first.
    for files in [[&one, &other, &one], [&other, &one, &one]] {
        let all = together(&audit, &files.map(Vec::as_slice), &[]);
        assert!(
            all.iter().all(|one| matches!(one, Outcome::Refused(why) if why.contains("different things"))),
            "{all:?}"
        );
    }
    assert_eq!(together(&audit, &[&one, &one], std::slice::from_ref(&of)), [Outcome::Same, Outcome::Same]);
}

#[test]
fn what_was_not_filled_in_is_said_and_the_same_bytes_come_twice() {
    let audit = audit();
    let bytes = packed(&audit, &[]);
    assert_eq!(bytes, packed(&audit, &[]));
    assert_eq!(came(&audit, &bytes, &[]), Outcome::Empty);
}

#[test]
fn its_sheets_stay_where_they_are_without_a_password() {
    use std::io::Read as _;
    let bytes = packed(&audit(), &[]);
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    book.by_name("xl/workbook.xml").unwrap().read_to_string(&mut text).unwrap();
    // The order of elements that the format insists on.
    let at = |element: &str| text.find(element).unwrap_or_else(|| panic!("{element}: {text}"));
    let locked = at("<workbookProtection lockStructure=\"1\"/>");
    assert!(at("<workbookPr ") < locked && locked < at("<bookViews>"), "{text}");
    assert!(!text.contains("Password"), "{text}");
}

#[test]
fn rows_are_high_enough_for_what_they_ask() {
    use std::io::Read as _;
    let audit = audit();
    let bytes = packed(&audit, &[]);
    let mut all = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut page = String::new();
    all.by_name("xl/worksheets/sheet2.xml").unwrap().read_to_string(&mut page).unwrap();
    let height = |row: usize| -> f64 {
        let from = &page[page.find(&format!("<row r=\"{row}\"")).unwrap()..];
        let row = &from[..from.find('>').unwrap()];
        let ht = row.split("ht=\"").nth(1).map_or("15", |rest| rest.split('"').next().unwrap());
        ht.parse().unwrap()
    };
    let kind = &audit.agencies[0].kind;
    let lines = form::lines(&audit, &TEMPLATE, kind, ("C1", "police"));
    assert!(lines.iter().any(|line| line.label.len() > 100), "something needs several lines");
    for (row, line) in (1..).zip(&lines) {
        let needed =
            crate::base::text::wrap(&line.label, 46).len().max(crate::base::text::wrap(&line.hint, 40).len());
        assert!(
            height(row) >= 15.0 * f64::from(u32::try_from(needed.min(27)).unwrap()),
            "row {row}: {}",
            line.label
        );
    }
}

/// Pieces of evidence with days as they come: one for all, one each, or from none and until some day.
fn proofs(pick: usize, says: &str) -> Vec<Proof> {
    let day = |text: &str| Some(text.parse().unwrap());
    let proof = |effective, expires| Proof { what: says.to_owned(), effective, expires };
    let mut all =
        vec![proof(day("2026-12-01"), if pick.is_multiple_of(2) { None } else { day("2027-06-30") })];
    all.extend((pick % 3 == 1).then(|| proof(day("2026-12-01"), None)));
    all.extend((pick % 4 == 3).then(|| proof(None, day("2027-01-01"))));
    all
}

/// A return with the nth answer to each question, and words.
fn filled(picks: &[usize], says: &str) -> Return {
    let audit = audit();
    let questions: Vec<_> = TEMPLATE.all_for(Some(&audit.agencies[0].kind)).collect();
    let answers = questions.iter().zip(picks.iter().cycle()).map(|(question, pick)| {
        let mut offered = form::options(question, &TEMPLATE);
        offered.extend(form::non_scores(&TEMPLATE));
        let answer = match question.kind() {
            AnswerKind::Number => "7".to_owned(),
            AnswerKind::Date => "2026-12-03".to_owned(),
            AnswerKind::Text => says.to_owned(),
            _ => offered[pick % offered.len()].0.to_owned(),
        };
        Answer {
            question: question.id.clone(),
            answer: vec![answer],
            reason: says.to_owned(),
            evidence: proofs(*pick, says),
            so_what: if pick % 2 == 0 { String::new() } else { says.to_owned() },
            confidence: (pick % 3 == 0).then_some(Confidence::Inferred),
            carried: None,
        }
    });
    Return {
        schema: 1,
        audit: audit.id.clone(),
        template_sha256: audit.template.sha256.clone(),
        case: "C1".into(),
        agency: "police".into(),
        auditor: Auditor { role: "Review officer".into(), independent: Some(true) },
        period: Some(Period { from: "2026-01-01".parse().unwrap(), to: "2026-12-01".parse().unwrap() }),
        records_read: vec!["Case log".into(), says.to_owned()],
        answers: answers.collect(),
        overall: Some(Overall { grade: "G".into(), reason: says.to_owned() }),
        strengths: says.to_owned(),
        no_concern: picks.len().is_multiple_of(2),
        ..Return::default()
    }
}

#[test]
fn a_no_to_whether_a_child_is_unsafe_goes_out_and_comes_back_and_older_accepted_returns_stay() {
    let audit = audit();
    let of = Return { no_concern: true, ..filled(&[1], "log") };
    let bytes = packed(&audit, std::slice::from_ref(&of));
    let Outcome::Taken { of: read, .. } = came(&audit, &bytes, &[]) else { panic!("not taken") };
    assert_eq!(read.says_unsafe(), Some(false));
    let unsaid = Return { no_concern: false, ..of.clone() };
    let Outcome::Taken { of: read, .. } = came(&audit, &packed(&audit, std::slice::from_ref(&unsaid)), &[])
    else {
        panic!("not taken")
    };
    assert_eq!(read.says_unsafe(), None, "nobody has said");
    // Accepted before a no was written down, and sent again: it says the same.
    let accepted = Return { state: ReturnState::Accepted, ..unsaid.clone() };
    assert_eq!(came(&audit, &bytes, std::slice::from_ref(&accepted)), Outcome::Same);
    let here = came(&audit, &bytes, std::slice::from_ref(&unsaid));
    assert!(matches!(here, Outcome::Taken { again: true, .. }), "one that is open takes it in: {here:?}");
    let both = Return { immediate_concern: Some(crate::domain::audit::Concern::default()), ..of };
    let doubts = rules::doubts(&both, &TEMPLATE, &audit.agencies[0].kind);
    assert!(doubts.iter().any(|doubt| doubt.says.starts_with("It says no, and beside it")), "{doubts:?}");
}

/// The cell of a question in a column of the sheet of C1.
fn place(sheet: &Sheet, question: &str, column: form::Column) -> At {
    let column = u32::try_from(form::Column::ALL.iter().position(|one| *one == column).unwrap()).unwrap();
    let key = sheet.cells.iter().find(|(at, cell)| at.column == 0 && cell.line() == question);
    At { row: key.unwrap().0.row, column }
}

#[test]
fn what_was_taken_over_stays_so_until_it_is_changed_or_said_to_be_so_still() {
    let audit = audit();
    let mut sent = filled(&[1], "as before");
    sent.answers.iter_mut().for_each(|answer| answer.carried = Some("2024-q4-neglect".into()));
    let bytes = packed(&audit, std::slice::from_ref(&sent));
    assert_eq!(came(&audit, &bytes, std::slice::from_ref(&sent)), Outcome::Same);
    let mut sheets = sheet::read(&bytes).unwrap().sheets;
    let page = sheets.iter_mut().find(|sheet| sheet.name == "C1").unwrap();
    let ids: Vec<String> = sent.answers.iter().map(|answer| answer.question.to_string()).collect();
    let hint = page.cell(place(page, &ids[0], form::Column::Hint)).words();
    assert!(hint.starts_with("Taken over from 2024-q4-neglect."), "{hint}");
    for (question, column, words) in [
        (&ids[0], form::Column::Again, "Yes"),
        (&ids[1], form::Column::Again, "No"),
        (&ids[2], form::Column::Why, "because it changed"),
        (&ids[3], form::Column::Again, "perhaps"),
    ] {
        let at = place(page, question, column);
        page.cells.insert(at, Cell::text(words));
    }
    let (names, days) = (Names::default(), WorkingDays::default());
    let (today, returns) = ("2027-01-04".parse().unwrap(), [sent]);
    let ground =
        Ground { audit: &audit, template: &TEMPLATE, returns: &returns, names: &names, today, days: &days };
    let file = File { name: "police.xlsx".into(), holds: Holds::Sheets(sheets) };
    let piece = collect(&[file], &ground).remove(0).pieces.remove(0);
    let Outcome::Taken { of, .. } = &piece.outcome else { panic!("{:?}", piece.outcome) };
    let carried: Vec<bool> = of.answers.iter().map(|answer| answer.carried.is_some()).collect();
    assert_eq!(carried[..4], [false, true, false, true]);
    assert!(carried[4..].iter().all(|carried| *carried));
    // Each that is left is asked about, so that nobody accepts it without looking; of one cell one thing is asked.
    let about = ["nobody has confirmed it", "is neither yes nor no"];
    let asked = piece.asked.iter().filter(|(_, says)| about.iter().any(|one| says.contains(one))).count();
    assert_eq!(asked, carried.iter().filter(|carried| **carried).count());
    assert!(
        piece.asked.iter().any(|(_, says)| says.contains("“perhaps” is neither yes nor no")),
        "{:?}",
        piece.asked
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn allowed_answers_have_no_faults_and_come_back_as_they_were_given(
        picks in prop::collection::vec(0_usize..8, 1..30), says in "[a-z]{2,9}( [a-z=+,;]{2,9}){0,3}"
    ) {
        let (audit, of) = (audit(), filled(&picks, &says));
        prop_assert_eq!(rules::doubts(&of, &TEMPLATE, &audit.agencies[0].kind), vec![]);
        let bytes = packed(&audit, std::slice::from_ref(&of));
        let Outcome::Taken { of: read, again } = came(&audit, &bytes, &[]) else { panic!("not taken") };
        prop_assert!(!again);
        prop_assert_eq!(read.state, ReturnState::Submitted);
        let plain = Return { state: ReturnState::Draft, submitted: None, ..*read };
        prop_assert_eq!(&plain, &of);
        prop_assert_eq!(came(&audit, &bytes, std::slice::from_ref(&of)), Outcome::Same);
        // What was accepted stays, whatever comes.
        let accepted = Return { state: ReturnState::Accepted, strengths: "other words".into(), ..of };
        let refused = matches!(came(&audit, &bytes, &[accepted]), Outcome::Refused(_));
        prop_assert!(refused);
    }
}
