//! How it ends, by keys: its papers are written, it is signed, it gets to its last stage, and is asked again. What keys write is byte
//! for byte what commands write.

use super::desk::Desk;
use super::keyed::{CLEAR, ESC, Hands};
use super::{AGAIN, ID, TITLE_AGAIN, WHY_AGAIN, named_again, opened_again};
use crate::workspaces::{assert_clean, text};
use chairside::domain::audit::{Signer, Stage};
use chairside::files::{audit, partnership, places};
use std::fs;

const ON: &str = "2027-02-16";
/// The child and the agency that said that a child may be unsafe.
const CONCERN: (usize, usize) = (4, 2);

pub(super) fn by_keys(desk: &Desk) {
    let mut hands = Hands::at_the_board(desk, ON);
    for (paper, form, name, what, by_command) in [
        (0, 2, "report-partners.md", "the report, for partners", &["report", ID][..]),
        (
            1,
            1,
            "report-open.html",
            "the report, for open",
            &["report", ID, "--tier", "open", "--format", "html"],
        ),
        (
            2,
            0,
            "report-restricted.docx",
            "the report, for restricted",
            &["report", ID, "--tier", "restricted", "--format", "docx"],
        ),
        (3, 0, "brief.pdf", "on one side of A4", &["brief", ID, "--format", "pdf"]),
        (4, 1, "answers.csv", "answers of 36 accepted returns", &["answers", ID]),
    ] {
        writes(&mut hands, (paper, form), name, what);
        let place = desk.mail.join(name);
        desk.said(ON, &[by_command, &["--output", place.to_str().unwrap()]].concat(), 0);
        let own = desk.root.join(format!("{}/{ID}/out/{name}", places::AUDITS));
        assert!(fs::read(own).unwrap() == fs::read(place).unwrap(), "{name} by keys and by a command");
    }
    // Another file in its place is left alone until somebody says otherwise.
    let own = format!("{}/{ID}/out/brief.md", places::AUDITS);
    desk.put(&own, "mine");
    asks(&mut hands, (3, 3));
    hands.sees("Another file is there");
    assert_eq!(text(&desk.root, &own), "mine");
    hands.press("1");
    hands.sees("is replaced");
    assert!(text(&desk.root, &own).contains("Learning brief: Neglect."), "{}", text(&desk.root, &own));
    to_the_board(&mut hands);
    signs(&mut hands, desk);
    hands.leaves();
    assert_clean(&desk.root);
    again(desk);
}

/// Asks for a paper in a form, where it goes by itself.
fn asks(hands: &mut Hands<'_>, (paper, form): (usize, usize)) {
    hands.press("w");
    hands.sees("What is written to a file?");
    hands.choose(paper);
    hands.sees("In which form?");
    hands.choose(form);
    hands.sees("Where to?");
    hands.press("\r");
}

fn writes(hands: &mut Hands<'_>, paper: (usize, usize), name: &str, what: &str) {
    asks(hands, paper);
    hands.sees(&format!("out/{name}: "));
    hands.sees(what);
    to_the_board(hands);
}

/// Back from what came of a paper, where that has a page.
fn to_the_board(hands: &mut Hands<'_>) {
    if hands.terminal.screen().contains("Written · ") {
        hands.press(ESC);
    }
    hands.saved();
}

/// Nothing is signed while a child may be unsafe; then lead, moderator and group do.
fn signs(hands: &mut Hands<'_>, desk: &Desk) {
    hands.press("S");
    hands.sees("Who signs what it comes to?");
    hands.choose(2);
    hands.sees("a concern that is not escalated yet");
    hands.to(CONCERN.0, CONCERN.1);
    hands.press("!");
    hands.sees("Who was told?");
    hands.write("Duty manager, front door");
    hands.sees("Escalated");
    hands.press("s");
    hands.choose(5);
    hands.sees("the group has not signed it off");
    for (nth, (part, post)) in [
        ("the lead", "Audit lead"),
        ("the moderator", "Independent scrutineer"),
        ("the group", "Chair of the group"),
    ]
    .into_iter()
    .enumerate()
    {
        hands.press("S");
        hands.sees("Who signs what it comes to?");
        hands.choose(nth);
        hands.sees("Which post signs");
        hands.write(post);
        hands.sees(&format!("Signed as {part} by {post}"));
        hands.saved();
    }
    for (nth, said) in [(5, Stage::Published), (6, Stage::Impact), (7, Stage::Closed)] {
        hands.press("s");
        hands.choose(nth);
        hands.sees(&format!("The audit is at: {}", said.said()));
    }
    let of = audit::load(&text(&desk.root, &places::audit(&ID.into()))).value.unwrap();
    assert_eq!(of.stage, Stage::Closed);
    let signed: Vec<Signer> = of.signed.iter().map(|one| one.part).collect();
    assert_eq!(signed, [Signer::Lead, Signer::Moderator, Signer::Group]);
    assert!(text(&desk.root, places::ESCALATIONS).contains("case: C5"));
}

/// The audit that repeats it is opened from its board, as the command opens it.
fn again(desk: &Desk) {
    opened_again(desk);
    let id = AGAIN.into();
    let files = [places::audit(&id), places::frozen_template(&id)];
    let by_command = files.each_ref().map(|path| text(&desk.root, path));
    fs::remove_dir_all(desk.root.join(places::AUDITS).join(AGAIN)).unwrap();
    let mut hands = Hands::at_the_board(desk, "2027-11-25");
    hands.press("r");
    hands.sees("On which day does the panel sit?");
    hands.write("18 jan 2028");
    hands.sees("Which group does it report to?");
    let known = partnership::load(&text(&desk.root, places::PARTNERSHIP)).value.unwrap();
    hands.choose(known.groups.iter().position(|group| group.id.as_str() == "sog").unwrap());
    hands.sees(AGAIN);
    hands.press("\r");
    for (question, words) in [
        ("How many children?", "5"),
        ("Which agencies?", &named_again().join("; ")),
        ("What is it called?", TITLE_AGAIN),
        ("Why this theme, now?", WHY_AGAIN),
    ] {
        hands.sees(question);
        hands.press(CLEAR);
        hands.write(words);
    }
    hands.sees(&format!("Opened {AGAIN} to ask {ID} again"));
    hands.press(ESC);
    hands.terminal.wait_for("2 audits");
    hands.leaves();
    assert_eq!(files.each_ref().map(|path| text(&desk.root, path)), by_command, "by keys and by a command");
}
