//! A whole audit of a partnership that does not exist, from its opening to its brief and to the audit that repeats it: six
//! children, nine agencies, forty-six returns asked for, of which some are nil, exempt, late, filled in badly and sent again. It
//! is worked through by commands alone, and by keys from its opening to its re-audit, but for the returns that come as files; both come
//! to the same files and documents.
//! What the agencies answer stands in `tests/fixtures/neglect-audit/answers` to be read, one file an agency; what the panel
//! agreed in `panel`, what it recommended in `registers`, its actions in `actions.yaml`: that is what is typed, and what has to
//! come out. `UPDATE_GOLDEN=1` writes `golden` anew: read it as the chair of the audit group.

mod begun;
mod book;
mod chaired;
mod desk;
mod ended;
mod keyed;
mod returns;
mod shown;

use crate::project::{golden, read};
use crate::workspaces::{assert_clean, text};
use book::{Agency, Book};
use chaired::{at_the_panel, recommended};
use chairside::files::places;
use desk::{Desk, Plan};
use keyed::by_keys;

const FOLDER: &str = "tests/fixtures/neglect-audit";
const ID: &str = "2026-q4-neglect";
const AGAIN: &str = "2027-q4-neglect";

/// The agencies, with what they say of the children C1 to C6: `.` for one nobody asks them about.
const AGENCIES: [(&str, &str, &str); 9] = [
    ("social-care", "Children's social care", "yes yes yes yes yes yes"),
    ("police", "Wrenshire Police", "yes yes yes yes yes no"),
    ("community-health", "Wrenshire community health", "yes yes yes yes yes yes"),
    ("gp", "General practice", "yes yes yes yes before yes"),
    ("school", "Schools and nurseries", "yes yes yes yes yes yes"),
    ("mental-health", "Child and adolescent mental health", ". no yes yes no yes"),
    ("housing", "Wrenshire Homes", "yes yes yes no yes ."),
    ("youth-justice", "Wrenshire Youth Justice Service", ". . no yes . no"),
    ("probation", "Wrenshire Probation", "yes . . yes no ."),
];

/// Everything that comes out, and nothing that may not.
fn came_out(desk: &Desk) -> String {
    let on = "2027-02-16";
    let mut all = desk.golden("12-results.txt", on, &["results", ID], 0);
    all += &desk.golden("13-report-partners.md", on, &["report", ID], 0);
    all += &desk.golden("14-report-open.md", on, &["report", ID, "--tier", "open"], 0);
    all += &desk.golden("15-brief.md", on, &["brief", ID], 0);
    all += &desk.said(on, &["report", ID, "--tier", "restricted", "--format", "html"], 0);
    let answers = desk.said(on, &["answers", ID], 0);
    let of_one =
        |line: &&str| line.contains("Child,Agency") || line.starts_with("C4,Wrenshire Youth Justice");
    let shown: Vec<&str> = answers.lines().filter(of_one).collect();
    golden(
        &format!("{FOLDER}/golden/16-answers-of-one-return.csv"),
        &(shown.join("\n").trim_start_matches('\u{feff}').to_owned() + "\n"),
    );
    all += &answers;
    // An immediate concern left the audit on the day it came.
    for planted in ["feeding pump", "943 476", "unplugged", "May to July", "No adult"] {
        assert!(!all.contains(planted), "{planted} came out");
    }
    all
}

/// What the audit that repeats it is called, and why it is made.
const TITLE_AGAIN: &str = "Neglect, asked again";
const WHY_AGAIN: &str = "A year after the audit of 2026: is the tool used now, and who is still not told?";

/// The agencies that are asked again, as they are typed.
fn named_again() -> Vec<String> {
    let agencies = AGENCIES.iter().filter(|(id, ..)| desk_again(id));
    agencies.map(|(id, name, _)| format!("{id}={name}")).collect()
}

/// The audit is opened that repeats it, by a command.
fn opened_again(desk: &Desk) {
    let named = named_again();
    let mut new = vec![
        "new",
        AGAIN,
        "--template",
        "neglect",
        "--repeats",
        ID,
        "--panel",
        "2028-01-18",
        "--group",
        "sog",
        "--cases",
        "5",
    ];
    new.extend(["--title", TITLE_AGAIN, "--why", WHY_AGAIN]);
    new.extend(named.iter().flat_map(|agency| ["--agency", agency.as_str()]));
    desk.said("2027-11-25", &new, 0);
}

/// The questions are asked again a year later, of fewer.
fn asked_again(desk: &Desk) {
    let agencies: Vec<_> = AGENCIES.iter().filter(|(id, ..)| desk_again(id)).collect();
    opened_again(desk);
    let mut files = Vec::new();
    for (agency, ..) in &agencies {
        desk.said("2027-11-26", &["known", AGAIN, agency, "all=yes"], 0);
    }
    desk.said("2027-12-09", &["pack", AGAIN], 0);
    for (agency, ..) in &agencies {
        let answers = Agency::of("again", agency, 0);
        let name = format!("{agency} again.xlsx");
        desk.came(
            &name,
            &Book::packed(desk, AGAIN, agency).filled(&answers, desk.plan.day("2027-12-01")).bytes(),
        );
        files.push(desk.mail.join(name).to_str().unwrap().to_owned());
    }
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let said = desk.said("2028-01-04", &[&["collect", AGAIN], &files[..], &["--yes"]].concat(), 0);
    assert!(said.contains(" 0 with queries, 0 the same, 0 not filled in, 0 refused."), "{said}");
    desk.said("2028-01-05", &["accept", AGAIN, "--all"], 0);
    for n in 1..=5 {
        let panel = read(&format!("{FOLDER}/again/panel/C{n}.yaml"));
        desk.put(&places::audit_panel(&AGAIN.into(), &format!("C{n}").as_str().into()), &panel);
    }
    assert_clean(&desk.root);
    desk.golden("17-compared.txt", "2028-02-15", &["compare", AGAIN], 0);
    desk.golden("18-brief-again.md", "2028-02-15", &["brief", AGAIN], 0);
}

fn desk_again(id: &str) -> bool {
    ["social-care", "police", "community-health", "gp", "school", "housing"].contains(&id)
}

#[test]
fn a_whole_audit_from_its_opening_to_its_brief_and_to_the_one_that_repeats_it() {
    let plan = Plan { id: ID, later: 0, kept: true };
    let desk = Desk::new(plan);
    let opened = returns::opened(&desk);
    returns::packed(&desk);
    let asks = text(&desk.root, &places::frozen_template(&ID.into()));
    let packed = text(&desk.root, &places::audit(&ID.into()));
    std::thread::scope(|scope| {
        scope.spawn(|| begun::by_keys(&Desk::new(Plan { kept: false, ..plan }), &opened, &asks, &packed));
        returns::collected(&desk);
        returns::accepted(&desk);
    });
    let other = desk.again();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            by_keys(&other);
            came_out(&other);
            ended::by_keys(&other);
        });
        at_the_panel(&desk, 1..=6);
        recommended(&desk);
        came_out(&desk);
        asked_again(&desk);
    });
    for n in 1..=6 {
        let path = places::audit_panel(&ID.into(), &format!("C{n}").as_str().into());
        assert_eq!(chaired::panel(&desk, &path), chaired::panel(&other, &path), "by commands and by keys");
    }
}
