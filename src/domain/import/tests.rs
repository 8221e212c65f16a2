//! Whole sheets against a tracker: what each row comes to.

use super::*;
use crate::base::sheet::Cell;
use crate::domain::action::Raised;
use crate::domain::decision_numbers::Recorded;
use crate::domain::partnership::{Agency, Person, Post};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn partnership() -> Partnership {
    let post = |id: &str, agency: &str| Post { id: id.into(), agency: agency.into(), ..Post::default() };
    let person = |name: &str, initials: &str, post: &str| Person {
        name: name.into(),
        initials: initials.into(),
        post: post.into(),
        ..Person::default()
    };
    Partnership {
        agencies: vec![Agency { id: "police".into(), name: "Police".into(), ..Agency::default() }],
        posts: vec![post("police-dsp", "police"), post("icb-dsp", "icb")],
        people: vec![person("Gareth Davies", "GD", "police-dsp"), person("Nia Owen", "NO", "icb-dsp")],
        ..Partnership::default()
    }
}

fn tracker() -> Tracker {
    let action = |id: &str, what: &str, raised: &str, due: &str, status: Status| Action {
        id: id.into(),
        what: what.into(),
        lead: Some("police-dsp".into()),
        raised: Raised { date: day(raised), ..Raised::default() },
        first_due: Some(day(due)),
        due: Due::On(day(due)),
        status,
        ..Action::default()
    };
    let report = action("EXEC-26-003", "Report on the pilot", "2026-06-11", "2026-09-30", Status::UnderWay);
    let step = Move {
        from: report.due,
        to: Due::On(day("2026-11-27")),
        on: day("2026-09-10"),
        why: "capacity".into(),
        ..Move::default()
    };
    let said = Update { on: day("2026-09-10"), text: "First draft shared.".into(), ..Update::default() };
    Tracker {
        id: "executive".into(),
        group: "executive".into(),
        prefix: "EXEC".into(),
        actions: vec![
            Action {
                due: step.to,
                moves: vec![step],
                updates: vec![said],
                aliases: vec!["SR-25-01".into()],
                ..report
            },
            action("EXEC-26-004", "Agree the protocol", "2026-06-11", "2026-12-18", Status::Closed),
            action("EXEC-26-005", "Agree the protocol", "2026-09-10", "2027-01-29", Status::NotStarted),
        ],
        ..Tracker::default()
    }
}

fn of(rows: &[&[&str]]) -> Preview {
    let mut sheet = Sheet::default();
    for (row, cells) in (1..).zip(rows) {
        for (column, words) in (0..).zip(*cells) {
            sheet.cells.insert(At { row, column }, Cell::text(words));
        }
    }
    let (partnership, tracker, names) = (partnership(), tracker(), Names::default());
    let ground = Ground {
        partnership: Some(&partnership),
        tracker: &tracker,
        elsewhere: Vec::new(),
        meetings: Vec::new(),
        decisions: vec![Recorded { id: "EXEC-26-D004".into(), on: day("2026-09-10"), ..Recorded::default() }],
        names: &names,
        today: day("2026-11-26"),
        file: "old.csv".into(),
        by: "jo".into(),
        told: Vec::new(),
    };
    preview(&sheet, &[], &ground).unwrap()
}

/// Each row in a few words: what it comes to, then what is to be known of it.
fn said(rows: &[&[&str]]) -> Vec<String> {
    let one = |row: Row| {
        let mut all = vec![match row.outcome {
            Outcome::New(action) => format!("new {}", action.id),
            Outcome::Changed(id, _, all) => {
                let all = all.iter().map(|d| format!("{:?} {} > {}", d.field, d.old, d.new));
                format!("changed {id}: {}", all.collect::<Vec<_>>().join("; "))
            }
            Outcome::Same(id) => format!("same {id}"),
            Outcome::Wrong => "wrong".to_owned(),
        }];
        all.extend(row.notes.iter().map(|note| format!("{} {}", note.at, note.said)));
        all.join(" | ")
    };
    of(rows).rows.into_iter().map(one).collect()
}

#[test]
fn a_row_is_known_by_its_number_also_an_earlier_one_or_one_without_its_noughts() {
    let head: &[&str] = &["Ref", "Action", "Due"];
    assert_eq!(said(&[head, &["EXEC-26-003", "Report on the pilot", "27/11/2026"]]), ["same EXEC-26-003"]);
    assert_eq!(said(&[head, &["exec 26 3", "Report on the pilot", ""]]), ["same EXEC-26-003"]);
    assert_eq!(
        said(&[head, &["SR (25) 01", "Report on both pilots", ""]]),
        ["changed EXEC-26-003: What Report on the pilot > Report on both pilots"]
    );
    assert_eq!(
        said(&[head, &["EXEC-26-009", "Book a room", "18/12/2026"], &["", "Write", "18/12/2026"]]),
        ["new EXEC-26-009", "new EXEC-26-006"]
    );
    assert_eq!(
        said(&[head, &["EXEC-26-6", "Book a room", "18/12/2026"], &["", "Write", "18/12/2026"]]),
        ["new EXEC-26-6", "new EXEC-26-007"],
        "a number the sheet has given is not given out again"
    );
    let twice = said(&[head, &["EXEC-26-003", "Report on the pilot", ""], &["EXEC-26-003", "Report", ""]]);
    assert_eq!(twice[1], "wrong | B3 this is EXEC-26-003, as row 2 is: keep one of them");
}

#[test]
fn a_row_with_a_known_number_need_not_say_again_what_is_to_be_done() {
    let head: &[&str] = &["Number", "Action", "Due"];
    assert_eq!(
        said(&[
            head,
            &["EXEC-26-003", "", "15/01/2027"],
            &["EXEC-26-005", "", "29/01/2027"],
            &["EXEC-26-99", "", "15/01/2027"]
        ]),
        [
            "changed EXEC-26-003: Due Fri 27 Nov 2026 > Fri 15 Jan 2027; why: from the spreadsheet old.csv, no reason given",
            "same EXEC-26-005",
            "wrong | B4 nothing says what is to be done",
        ]
    );
}

#[test]
fn a_row_without_a_number_is_known_by_its_words_and_a_date() {
    let head: &[&str] = &["Action", "Raised", "Due"];
    assert_eq!(said(&[head, &["agree THE protocol.", "10/09/2026", ""]]), ["same EXEC-26-005"]);
    assert_eq!(said(&[head, &["Agree the protocol", "", "18/12/2026"]]), ["same EXEC-26-004"]);
    assert_eq!(
        said(&[head, &["Agree the protocol", "", ""]]),
        ["wrong | A2 the tracker has these words as EXEC-26-004 and EXEC-26-005: give the number"]
    );
    assert_eq!(
        said(&[head, &["Report on the pilot", "12/11/2026", "18/12/2026"]]),
        [
            "new EXEC-26-006 | A2 the tracker has these words as EXEC-26-003, raised on Thu 11 Jun 2026: taken for another action"
        ]
    );
    let same = said(&[head, &["Write", "12/11/2026", ""], &["Write.", "12/11/2026", ""]]);
    assert_eq!(same[1], "wrong | A3 says the same as row 2: keep one, or give them numbers");
}

#[test]
fn a_new_due_date_is_a_move_and_the_first_one_stays() {
    let head: &[&str] = &["Action", "Original due date", "Due", "Reason"];
    assert_eq!(
        said(&[head, &["Report on the pilot", "", "15/01/2027", ""]]),
        [
            "changed EXEC-26-003: Due Fri 27 Nov 2026 > Fri 15 Jan 2027; why: from the spreadsheet old.csv, no reason given"
        ]
    );
    let why = said(&[head, &["Report on the pilot", "01/09/2026", "15/01/2027", "late figures"]]);
    assert!(why[0].contains("why: late figures"), "{why:?}");
    assert!(
        why[0].ends_with("B2 Tue 1 Sep 2026 is not the first due date, which stays Wed 30 Sep 2026"),
        "{why:?}"
    );
    let older = said(&[head, &["Report on the pilot", "", "30/09/2026", ""]]);
    assert!(older[0].ends_with("is the sheet older than the tracker?"), "{older:?}");
    let early = said(&[head, &["Report on the pilot", "", "01/06/2026", ""]]);
    assert_eq!(early, ["wrong | C2 Mon 1 Jun 2026 is before it was raised, on Thu 11 Jun 2026"]);
    assert_eq!(
        said(&[head, &["Report on the pilot", "", "ongoing", ""]]),
        ["same EXEC-26-003 | C2 'ongoing' is no date: the tracker keeps Fri 27 Nov 2026"]
    );
    let new = of(&[head, &["Write", "01/10/2026", "15/01/2027", ""]]).new_actions();
    assert_eq!((new[0].first_due, new[0].due), (Some(day("2026-10-01")), Due::On(day("2027-01-15"))));
    assert_eq!(new[0].moves.len(), 1);
}

#[test]
fn a_state_is_set_only_where_the_row_says_another() {
    let head: &[&str] = &["Action", "Due", "Status"];
    let one = |due: &str, status: &str| said(&[head, &["Agree the protocol", due, status]]).remove(0);
    assert_eq!(one("18/12/2026", "Complete"), "same EXEC-26-004", "closed is more than complete");
    assert_eq!(one("18/12/2026", ""), "same EXEC-26-004");
    assert_eq!(
        one("18/12/2026", "Open"),
        "changed EXEC-26-004: Status closed > under way | C2 the tracker has it closed: this opens it again"
    );
    assert_eq!(one("29/01/2027", "Open"), "same EXEC-26-005");
    assert_eq!(one("29/01/2027", "In progress"), "changed EXEC-26-005: Status not started > under way");
    assert!(one("29/01/2027", "Pending-ish").starts_with("wrong | C2 'Pending-ish' is no state"));
}

#[test]
fn history_grows_by_what_is_new_in_it() {
    let head: &[&str] = &["Action", "Update", "Lead"];
    let one = |update: &str| said(&[head, &["Report on the pilot", update, "GD"]]).remove(0);
    assert_eq!(one("First draft shared"), "same EXEC-26-003");
    assert_eq!(one("10/09/2026: First draft shared."), "same EXEC-26-003");
    assert_eq!(
        one("First draft shared.\nFigures came."),
        "changed EXEC-26-003: Update  > Thu 26 Nov 2026: Figures came."
    );
    assert_eq!(
        one("24/11/2026 - Figures came."),
        "changed EXEC-26-003: Update  > Tue 24 Nov 2026: Figures came."
    );
    assert_eq!(one(" - "), "same EXEC-26-003");
    let lead = said(&[head, &["Report on the pilot", "", "Nia"]]);
    assert_eq!(lead, ["changed EXEC-26-003: Lead Gareth Davies (police-dsp) > Nia Owen (icb-dsp)"]);
}

#[test]
fn a_heading_is_no_action_and_words_alone_are_asked_about() {
    let preview = of(&[
        &["Ref", "Action", "Owner"],
        &["Open actions"],
        &["", "Write", "GD"],
        &["Ref", "Action", "Owner"],
        &["7"],
        &["", "Closed actions", ""],
    ]);
    let left: Vec<String> = preview.left_out.iter().map(|(row, why)| format!("{row} {why}")).collect();
    assert_eq!(left, ["2 a heading: Open actions", "4 the header again", "5 a number and nothing else"]);
    assert_eq!(preview.wrong(), 1);
    assert!(preview.rows[1].notes[0].said.contains("a heading is no action"));
}

#[test]
fn who_may_see_an_action_is_only_tightened() {
    let head: &[&str] = &["Ref", "Action", "Confidential"];
    let tightened = said(&[head, &["EXEC-26-003", "Report on the pilot", "Yes"]]);
    assert_eq!(tightened, ["changed EXEC-26-003: Tier partners > restricted"]);
    let head: &[&str] = &["Ref", "Action", "Tier"];
    let open = said(&[head, &["EXEC-26-003", "Report on the pilot", "open"]]);
    assert_eq!(open, ["same EXEC-26-003 | C2 'open' would let more people see it: it stays partners"]);
    assert!(said(&[head, &["EXEC-26-003", "Report", "secret"]])[0].starts_with("wrong"));
}

const ENDED: &[&str] = &["Ref", "Action", "Status", "Date closed", "Closed by", "Reason", "Merged into"];

#[test]
fn only_the_group_closes_an_action_and_a_sheet_that_says_so_alone_makes_it_done() {
    let row = |cells: [&'static str; 3]| {
        let row = ["EXEC-26-005", "Agree the protocol", cells[0], cells[1], cells[2], "", ""];
        let preview = of(&[ENDED, &row]);
        let Outcome::Changed(_, amends, _) = &preview.rows[0].outcome else { panic!("{preview:?}") };
        (amends.clone(), preview.rows[0].notes.clone())
    };
    let (amends, notes) = row(["Closed", "20/11/2026", ""]);
    let [Amend::Status(Status::Done, said)] = &amends[..] else { panic!("{amends:?}") };
    assert_eq!(
        said.text,
        "Closed on Fri 20 Nov 2026, as the spreadsheet says: done, until its group closes it."
    );
    assert_eq!((said.by.as_str(), said.on), ("jo", day("2026-11-26")));
    assert!(
        notes[0].at.to_string() == "C2" && notes[0].said.contains("nothing says which group"),
        "{notes:?}"
    );
    let (amends, _) = row(["Closed", "20/11/2026", "SOG"]);
    assert!(matches!(amends[..], [Amend::Status(Status::Done, _)]), "another group: {amends:?}");
    let (amends, _) = row(["Closed", "", "executive"]);
    assert!(matches!(amends[..], [Amend::Status(Status::Done, _)]), "no day: {amends:?}");
    let (amends, notes) = row(["Closed", "20/11/2026", "Executive, minute 4"]);
    let [Amend::Closed(closing), Amend::Status(Status::Closed, _)] = &amends[..] else {
        panic!("{amends:?}")
    };
    assert_eq!(
        (closing.by.as_str(), closing.on, closing.minute.as_str()),
        ("executive", day("2026-11-20"), "4")
    );
    assert!(notes.is_empty(), "{notes:?}");
}

#[test]
fn an_action_is_dropped_with_words_and_merged_with_a_number() {
    let one = |status: &'static str, reason: &'static str, into: &'static str| {
        said(&[ENDED, &["EXEC-26-005", "Agree the protocol", status, "", "", reason, into]]).remove(0)
    };
    assert!(one("Dropped", "", "").starts_with("wrong | C2 dropped, and nothing says why"));
    assert!(one("Dropped: the survey covers it", "", "").contains("Status not started > dropped"));
    assert!(one("Dropped", "The survey covers it", "").contains("Status not started > dropped"));
    assert!(one("Dropped: D004, it is covered", "", "").contains("DroppedBy  > EXEC-26-D004; Status"));
    let unknown = one("Dropped: EXEC-26-D014", "", "");
    assert!(
        unknown.starts_with("wrong | C2 no meeting has recorded the decision EXEC-26-D014: EXEC has"),
        "{unknown}"
    );
    assert!(one("Merged", "", "").starts_with("wrong | C2 merged, and nothing says into which action"));
    assert!(one("Merged", "", "EXEC-26-099").contains("which no tracker has"));
    assert!(one("Merged", "", "EXEC-26-5").contains("merged into itself"));
    let merged = "changed EXEC-26-005: MergedInto  > EXEC-26-003; Status not started > merged";
    assert_eq!(one("Merged", "", "SR (25) 01"), merged, "by a number it had before");
    assert_eq!(one("Merged into EXEC-26-003", "", ""), merged);
    let kept =
        said(&[ENDED, &["EXEC-26-004", "Agree the protocol", "Dropped: no", "", "", "", ""]]).remove(0);
    assert!(kept.ends_with("C2 the tracker has it closed, and keeps that"), "{kept}");
}

#[test]
fn an_old_tracker_comes_in_with_what_it_closed_and_the_day() {
    let new = of(&[ENDED, &["", "Write the guide", "Closed", "20/11/2026", "", "", ""]]).new_actions();
    let closed = new[0].closed.as_ref().expect("the day");
    assert_eq!((new[0].status, closed.on, closed.by.as_str()), (Status::Closed, day("2026-11-20"), ""));
    assert_eq!(new[0].updates[0].text, "Closed on Fri 20 Nov 2026, as the spreadsheet says.");
    let known = of(&[ENDED, &["EXEC-26-004", "Agree the protocol", "Closed", "20/11/2026", "", "", ""]]);
    let Outcome::Changed(_, amends, _) = &known.rows[0].outcome else { panic!("{known:?}") };
    assert!(matches!(&amends[..], [Amend::Closed(closing)] if closing.on == day("2026-11-20")), "{amends:?}");
}

#[test]
fn an_action_dropped_before_keeps_its_decision_and_only_its_words_where_nobody_here_recorded_it() {
    let head: &[&str] = &["Ref", "Action", "Status", "Dropped by"];
    let new = |by: &str| of(&[head, &["", "Write the guide", "Dropped", by]]);
    assert_eq!(new("exec-2026-d004").new_actions()[0].dropped_by, Some("EXEC-26-D004".into()));
    let other = new("EXEC-25-D077");
    assert_eq!(other.new_actions()[0].dropped_by, None);
    let said = &new("the LSP by e-mail").new_actions()[0].updates[0].text;
    assert_eq!(said, "Dropped by: the LSP by e-mail", "words are not lost");
    assert!(other.rows[0].notes.iter().any(|note| note.said.contains("EXEC-25-D077")), "{other:?}");
}

#[test]
fn what_a_sheet_changes_is_said_in_the_history_with_who_took_it_over() {
    let head: &[&str] = &["Ref", "Action", "Owner", "Due", "Status", "Update", "Evidence"];
    let row = ["EXEC-26-003", "Report on the pilot", "NO", "15/01/2027", "Blocked", "Chased.", "Seen."];
    let preview = of(&[head, &row]);
    let Outcome::Changed(_, amends, _) = &preview.rows[0].outcome else { panic!("{preview:?}") };
    let mut told = Vec::new();
    for amend in amends {
        let (by, text) = match amend {
            Amend::Lead(_, update) | Amend::Status(_, update) | Amend::Update(update) => {
                (&update.by, &update.text)
            }
            Amend::Due(_, step) => (&step.by, &step.why),
            Amend::Evidence(evidence) => (&evidence.by, &evidence.text),
            other => panic!("{other:?}"),
        };
        assert_eq!(by, "jo", "{amend:?}");
        told.push(text.as_str());
    }
    assert_eq!(
        told[0],
        "Lead changed from Gareth Davies (police-dsp) to Nia Owen (icb-dsp), as the spreadsheet says."
    );
    assert_eq!(told[2], "Status changed from under way to blocked, as the spreadsheet says.");
    assert_eq!(told.len(), 5);
}
