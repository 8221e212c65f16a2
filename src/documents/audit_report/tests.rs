//! The documents of the made-up audit, whole; and that nothing typed acts in a spreadsheet.

use super::*;
use crate::base::text::width;
use crate::documents::pages::{html, markdown};
use crate::domain::audit::{Results, example};

fn report_for(tier: Tier) -> Document {
    let linked = example::linked();
    example::compared(|now, movement| {
        report(&Report::of(now, Some(movement), tier, &example::context(&linked)))
    })
}

#[test]
fn reports_and_the_brief_as_they_are_written() {
    insta::assert_snapshot!("report-partners-md", markdown(&report_for(Tier::Partners)));
    insta::assert_snapshot!("report-open-md", markdown(&report_for(Tier::Open)));
    insta::assert_snapshot!("report-open-html", html(&report_for(Tier::Open)));
    let linked = example::linked();
    let brief = example::compared(|now, movement| {
        brief(&Brief::draft(now, Some(movement), &example::context(&linked)))
    });
    insta::assert_snapshot!("brief-md", markdown(&brief));
    insta::assert_snapshot!("brief-html", html(&brief));
    assert!(report_for(Tier::Restricted).bytes().is_ok(), "it is a Word document too");
}

#[test]
fn results_in_a_terminal() {
    let wide = example::compared(|now, _| results(now, 100, 100, true));
    insta::assert_snapshot!("results-100", wide);
    for across in [40, 60, 100] {
        let page = example::compared(|now, _| results(now, across, across, false));
        let over: Vec<&str> = page.lines().filter(|line| width(line) > across).collect();
        assert!(over.is_empty(), "{over:?}");
    }
    insta::assert_snapshot!("compared", example::compared(|_, movement| compared(movement, 80)));
}

#[test]
fn what_the_panel_parked_has_a_sign_and_a_word_of_its_own_everywhere_and_counts_for_nothing() {
    let (audit, template, returns, mut panels) =
        (example::audit(), example::template(), example::returns(), example::panels());
    let settled = &mut panels[1].settled[0];
    (settled.how, settled.grade) = (crate::domain::audit::Settlement::Parked, None);
    let now = Results::of(&audit, &template, &returns, &panels);
    let says = "put aside by the panel, to come back to; it counts for nothing";
    for (across, ascii, sign) in [(40, false, "↷"), (60, false, "↷"), (100, false, "↷"), (200, true, "P")]
    {
        let page = results(&now, across, across, ascii);
        let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(&format!("{sign} parked: {says}")), "{page}");
        // Where there is no room for a table it is in the child's sentence.
        let in_table = page.lines().any(|line| line.trim_start().starts_with("C2 ") && line.contains(sign));
        assert!(in_table || flat.contains("Panel: ↷ parked C3:"), "{page}");
        assert!(flat.contains("· stands for not asked"), "{page}");
    }
    let linked = example::linked();
    let document = report(&Report::of(&now, None, Tier::Partners, &example::context(&linked)));
    for page in [markdown(&document), html(&document)] {
        assert!(page.contains("↷ parked") && page.contains(says), "{page}");
    }
    assert!(document.bytes().is_ok());
    let csv = as_csv(&now);
    assert!(csv.lines().any(|line| line.starts_with("C2,") && line.contains(",↷ parked,")), "{csv}");
}

#[test]
fn names_of_agencies_stand_whole_where_there_is_room() {
    let (mut audit, template, returns, panels) =
        (example::audit(), example::template(), example::returns(), example::panels());
    audit.agencies[0].name = "Child and adolescent mental health".into();
    let now = Results::of(&audit, &template, &returns, &panels);
    assert!(results(&now, 140, 198, false).contains("Child and adolescent mental health  "));
    let narrower = results(&now, 78, 78, false);
    assert!(narrower.lines().any(|line| line.contains("adolescent")), "{narrower}");
    for room in [40, 60, 78, 118, 198] {
        assert!(results(&now, room, room, false).lines().all(|line| width(line) <= room));
    }
}

#[test]
fn headings_come_in_order_and_no_share_is_said() {
    for tier in [Tier::Open, Tier::Partners, Tier::Restricted] {
        let page = html(&report_for(tier));
        let levels: Vec<u32> = page
            .match_indices("<h")
            .filter_map(|(at, _)| page[at + 2..].chars().next()?.to_digit(10))
            .collect();
        assert_eq!(levels[0], 1);
        assert!(levels.windows(2).all(|two| two[1] <= two[0] + 1 && two[1] > 1), "{levels:?}");
        assert!(!page.contains("<script") && !markdown(&report_for(tier)).contains('%'));
    }
}

#[test]
fn what_others_said_stands_beside_an_answer_in_the_table_and_changes_none() {
    let (audit, template, returns, mut panels) =
        (example::audit(), example::template(), example::returns(), example::panels());
    panels[0].settled[0].dissent.push(crate::domain::audit::Dissent {
        agency: "police".into(),
        grade: "G".into(),
        why: "seen twice".into(),
    });
    let moderated = |agency: &str, question: &str| crate::domain::audit::Challenge {
        agency: agency.into(),
        question: question.into(),
        moderated: Some("I".into()),
        reason: "nothing shows it".into(),
        ..crate::domain::audit::Challenge::default()
    };
    let challenges = [moderated("school", "lived"), moderated("police", "school-day")];
    let results = Results::of(&audit, &template, &returns, &panels);
    let bare = as_csv(&results);
    let text = as_csv(&results.clone().beside(&challenges));
    let cells = |text: &str, from: usize, to: usize| -> Vec<String> {
        text.lines()
            .map(|line| line.split(',').skip(from).take(to - from).collect::<Vec<_>>().join(","))
            .collect()
    };
    // The answers themselves are the same; a grade moderated where nothing was answered has a row of its own.
    let own: Vec<String> = cells(&text, 0, 7);
    assert!(cells(&bare, 0, 7).iter().all(|line| own.contains(line)));
    let line = |start: &str, id: &str| {
        text.lines().find(|line| line.starts_with(start) && line.contains(id)).unwrap()
    };
    let lived = line("C1,Schools", ",lived,");
    assert!(
        lived.ends_with(",C1: Police would say ✓ Good: seen twice,✗ Inadequate,nothing shows it"),
        "{lived}"
    );
    let unanswered = line("C1,Police", ",school-day,");
    assert!(unanswered.ends_with("nothing shows it"), "{unanswered}");
    assert!(workbook(&results.beside(&challenges), "OFFICIAL").is_ok());
}

#[test]
fn every_answer_is_in_the_table_once_and_nothing_in_it_acts() {
    let (audit, template, panels) = (example::audit(), example::template(), example::panels());
    let mut returns = example::returns();
    returns[0].answers[0].reason = "=HYPERLINK(\"http://example.org\")".into();
    let results = Results::of(&audit, &template, &returns, &panels);
    let text = as_csv(&results);
    assert!(text.contains("'=HYPERLINK") && !text.contains(",=HYPERLINK") && !text.contains(",\"=HYPERLINK"));
    let answers: usize = results.accepted.iter().map(|one| one.answers.len() + 1).sum();
    // One of the children is quoted too; the first line says what the columns are.
    assert_eq!(text.lines().count(), answers + 3 + 1, "{text}");
    for word in ["CONCERN", "ESCALATED", "AUDITORROLE", "CASENOTE", "CONTACT"] {
        assert!(!text.contains(word), "{word}");
    }
    let bytes = workbook(&results, "OFFICIAL").unwrap();
    assert_eq!(bytes, workbook(&results, "OFFICIAL").unwrap());
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut book.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet)
        .unwrap();
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "a formula");
    assert_eq!(sheet.matches("<row ").count(), answers + 3 + 1);
}
