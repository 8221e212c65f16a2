//! From the audit's opening until every return that came is accepted, by commands.

use super::book::{Agency, Book};
use super::desk::Desk;
use super::{AGENCIES, FOLDER};
use crate::project::{golden, read};
use crate::workspaces::text;
use chairside::domain::audit::form::Column;
use chairside::files::places;

/// What it is called, and why it is made.
pub(super) const TITLE: &str = "Neglect: does the new tool change anything?";
pub(super) const WHY: &str = "The neglect tool was made shorter in spring and goes with referrals now. We want to know whether it is used, and whether children's lives are different for it.";
/// Why no return is asked for, of general practice and of probation about C4.
pub(super) const EXEMPT: [(&str, &str); 2] = [
    ("gp", "The practice closed in summer and its records are with the region until spring."),
    ("probation", "Contact with his mother ended before the time looked at."),
];

/// The agencies, each with its name, as they are typed.
pub(super) fn agencies() -> Vec<String> {
    AGENCIES.map(|(id, name, _)| format!("{id}={name}")).into()
}

/// Opened, its terms written, every agency asked whether it knows the children. Gives the audit's file as it was opened.
pub(super) fn opened(desk: &Desk) -> String {
    let agencies = agencies();
    let (id, panel) = (desk.plan.id, desk.plan.on("2027-01-19"));
    let mut new =
        vec!["new", id, "--template", "neglect", "--panel", &panel, "--group", "sog", "--cases", "6"];
    new.extend(["--title", TITLE, "--why", WHY]);
    new.extend(agencies.iter().flat_map(|agency| ["--agency", agency.as_str()]));
    desk.golden("01-opened.txt", "2026-11-26", &new, 0);
    let file = terms_written(desk);
    desk.said("2026-11-27", &["stage", desk.plan.id, "known-to-you"], 0);
    for (agency, _, knows) in AGENCIES {
        let asked: Vec<String> = children(knows).map(|(case, _)| format!("{case}=asked")).collect();
        let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
        desk.said("2026-11-27", &[&["known", desk.plan.id, agency], &asked[..]].concat(), 0);
    }
    desk.golden("02-board-asked.txt", "2026-11-27", &["board", desk.plan.id], 0);
    file
}

/// The lead writes the terms of reference into the file, and what is known of the children; gives what it said before.
pub(super) fn terms_written(desk: &Desk) -> String {
    let path = places::audit(&desk.plan.id.into());
    let file = text(&desk.root, &path);
    let terms = read(&format!("{FOLDER}/terms.yaml"));
    let (terms, cases) = terms.split_once("cases:\n").unwrap();
    let bare = ["C1", "C2", "C3", "C4", "C5", "C6"].map(|id| format!("- id: {id}\n")).concat();
    let written = file.replacen("terms:\n  sample: {}\n", terms, 1).replacen(&bare, cases, 1);
    assert_ne!(written, file);
    desk.put(&path, &written);
    file
}

/// The children an agency is asked about, and what it says.
pub(super) fn children(knows: &str) -> impl Iterator<Item = (String, &str)> {
    (1..).zip(knows.split(' ')).filter(|(_, says)| *says != ".").map(|(n, says)| (format!("C{n}"), says))
}

/// Who knows whom is said, two are exempt, one has longer, and the workbooks go out.
pub(super) fn packed(desk: &Desk) {
    for (agency, _, knows) in AGENCIES {
        let says: Vec<String> = children(knows).map(|(case, says)| format!("{case}={says}")).collect();
        let says: Vec<&str> = says.iter().map(String::as_str).collect();
        desk.said("2026-12-09", &[&["known", desk.plan.id, agency], &says[..]].concat(), 0);
    }
    for (agency, why) in EXEMPT {
        let exempt = ["excuse", desk.plan.id, "C4", agency, "--exempt-by", "Panel chair", "--why", why];
        desk.said("2026-12-10", &exempt, 0);
    }
    longer(desk);
    desk.said("2026-12-10", &["stage", desk.plan.id, "returns"], 0);
    desk.golden("04-packed.txt", "2026-12-10", &["pack", desk.plan.id], 0);
}

/// One return may come later, and the day on which all are due is fixed by hand.
pub(super) fn longer(desk: &Desk) {
    desk.said(
        "2026-12-10",
        &["excuse", desk.plan.id, "C5", "housing", "--until", &desk.plan.on("2027-01-15")],
        0,
    );
    let due = format!("returns-due={}", desk.plan.on("2027-01-08"));
    desk.golden("03-dates.txt", "2026-12-10", &["dates", desk.plan.id, "--fix", &due], 0);
}

/// Returns come: in time and late, filled in well and badly, twice, for another audit, once more.
pub(super) fn collected(desk: &Desk) {
    let until = desk.plan.day("2026-12-01");
    let answers = |agency: &str| Agency::of("answers", agency, desk.plan.later);
    let book = |agency: &str| Book::packed(desk, desk.plan.id, agency).filled(&answers(agency), until);
    let right = |agency: &str| book(agency).bytes();
    let mut care = book("social-care");
    for question in ["core-voice", "core-early-signs", "core-shared"] {
        care.put("C4", question, Column::Evidence, "");
    }
    let mut police = book("police");
    police.put("C2", "core-early-signs", Column::Evidence, "Notice, NHS no. 943 476 5919");
    let mut school = book("school");
    school.put("C3", "@grade", Column::Answer, "Good to RI");
    school.put("C3", "@grade-reason", Column::Answer, "");
    school.put("C3", "neglect-young-carer", Column::Answer, "Very good");
    let mut probation = book("probation");
    probation.put("C1", "@audit", Column::Answer, "2025-q4-neglect");
    probation.put("C1", "@template", Column::Answer, "themed, version 1, 0b1c2d");
    for (name, bytes) in [
        ("social-care.xlsx", care.bytes()),
        ("police.xlsx", police.bytes()),
        ("school.xlsx", school.bytes()),
        ("probation.xlsx", probation.bytes()),
        ("community-health.xlsx", right("community-health")),
        ("youth-justice.xlsx", right("youth-justice")),
    ] {
        desk.came(name, &bytes);
    }
    let first = [
        "social-care.xlsx",
        "police.xlsx",
        "school.xlsx",
        "probation.xlsx",
        "community-health.xlsx",
        "youth-justice.xlsx",
    ];
    let said = desk.collect("05-collected-first.txt", "2027-01-06", &first, 1);
    assert!(said.starts_with("A CHILD MAY BE UNSAFE NOW: C5 by community-health"), "{said}");
    assert!(!said.contains("943"), "{said}");
    asked_back(desk);
    let mut housing = book("housing");
    housing.0.retain(|sheet| sheet.name != "C5");
    for name in ["housing.xlsx", "housing (1).xlsx"] {
        desk.came(name, &housing.bytes());
    }
    for name in ["police", "school", "probation"] {
        desk.came(&format!("{name} corrected.xlsx"), &right(name));
    }
    let second = [
        "police corrected.xlsx",
        "school corrected.xlsx",
        "probation corrected.xlsx",
        "housing.xlsx",
        "housing (1).xlsx",
    ];
    desk.collect("06-collected-again.txt", "2027-01-08", &second, 0);
    desk.golden("07-board-due.txt", "2027-01-11", &["board", desk.plan.id], 0);
    desk.golden("08-chase.txt", "2027-01-11", &["chase", desk.plan.id, "--noted"], 0);
    desk.golden("09-accepted-first.txt", "2027-01-11", &["accept", desk.plan.id, "--all"], 0);
    let mut practice = book("gp");
    let csv: Vec<String> = ["C1", "C2", "C3", "C5", "C6"].map(|case| format!("gp {case}.csv")).to_vec();
    for name in &csv {
        let case = &name[3..5];
        desk.came(name, practice.csv(case).as_bytes());
    }
    desk.came("mental-health.xlsx", &right("mental-health"));
    let mut housing = book("housing");
    housing.0.retain(|sheet| !["C1", "C2", "C3"].contains(&sheet.name.as_str()));
    desk.came("housing C5.xlsx", &housing.bytes());
    let third: Vec<&str> =
        csv.iter().map(String::as_str).chain(["mental-health.xlsx", "housing C5.xlsx"]).collect();
    desk.collect("10-collected-late.txt", "2027-01-13", &third, 0);
}

/// What is not clear is asked, and what comes by mail is noted.
fn asked_back(desk: &Desk) {
    let asked = "Which route was used, and what did social care say?";
    desk.said(
        "2027-01-07",
        &["query", desk.plan.id, "C2", "community-health", asked, "--about", "core-escalation"],
        0,
    );
    let which = desk.said(
        "2027-01-07",
        &["reply", desk.plan.id, "C4", "social-care", "It is in the case record, May to July."],
        1,
    );
    if desk.plan.kept {
        golden(&format!("{FOLDER}/golden/05-which-is-meant.txt"), &which);
    }
    let reply = "Visits of May and July, and the two referrals of primary school, are in the case record.";
    let all = ["reply", desk.plan.id, "C4", "social-care", reply];
    desk.said("2027-01-08", &[&all[..], &["--number", "1", "--number", "2"]].concat(), 0);
    let left = desk.said("2027-01-08", &["accept", desk.plan.id, "C4", "social-care"], 1);
    assert!(left.contains("has no reply yet"), "{left}");
    desk.said("2027-01-08", &all, 0);
    let none = desk.said("2027-01-08", &all, 1);
    assert!(none.contains("nothing that was asked"), "{none}");
}

/// The last replies, and the last returns accepted.
pub(super) fn accepted(desk: &Desk) {
    let reply = "By telephone to the duty desk, twice; nobody named the procedure, and nothing came of it.";
    let said = desk.said("2027-01-14", &["reply", desk.plan.id, "C2", "community-health", reply], 0);
    assert!(said.contains("nothing else waits for a reply"), "{said}");
    let said = desk.said("2027-01-14", &["accept", desk.plan.id, "--all"], 0);
    assert!(!said.contains("was left"), "{said}");
}
