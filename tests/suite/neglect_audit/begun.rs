//! How it begins, by keys: the audit is opened, every agency is asked whether it knows the children and says so, two are exempt. Its
//! files are those that the commands come to.

use super::AGENCIES;
use super::desk::Desk;
use super::keyed::{CLEAR, DOWN, Hands, RIGHT};
use super::returns::{EXEMPT, TITLE, WHY, agencies, children, longer, terms_written};
use crate::workspaces::text;
use chairside::domain::audit::KnownTo;
use chairside::files::{audit, partnership, places, shipped, workspace::Workspace};

const UP: &str = "\u{1b}[A";
/// The words of the answers to "known to you?", as the fixture has them, in the order of their keys.
const SAYS: [&str; 4] = ["yes", "no", "before", "asked"];

const KNOWN: [KnownTo; 4] = [KnownTo::Yes, KnownTo::No, KnownTo::Before, KnownTo::Asked];

/// From its opening until the workbooks go out; held against the files that commands made of it.
pub(super) fn by_keys(desk: &Desk, opened: &str, asks: &str, packed: &str) {
    opens(desk);
    let id = desk.plan.id.into();
    assert_eq!(text(&desk.root, &places::frozen_template(&id)), asks);
    assert_eq!(terms_written(desk), opened, "opened by keys and by a command");
    let mut hands = Hands::at_the_board(desk, "2026-11-27");
    stage(&mut hands, 1, "known to you?");
    known(hands, "2026-11-27", |_| "asked");
    known(Hands::at_the_board(desk, "2026-12-09"), "2026-12-09", |says| says);
    let mut hands = Hands::at_the_board(desk, "2026-12-10");
    hands.press(&DOWN.repeat(3));
    let mut at = 0;
    for (agency, why) in EXEMPT {
        let to = AGENCIES.iter().position(|(id, ..)| *id == agency).unwrap();
        hands.press(&RIGHT.repeat(to - at));
        at = to;
        hands.press("x");
        hands.sees("Who says that no return is asked for?");
        hands.write("Panel chair");
        hands.sees("Why?");
        hands.write(why);
        hands.sees(&format!("Exempt by Panel chair: {}", &why[..30]));
        hands.saved();
    }
    longer(desk);
    stage(&mut hands, 2, "returns out");
    hands.leaves();
    assert_eq!(text(&desk.root, &places::audit(&id)), packed, "by keys and by commands");
}

/// Every question of a new audit, one after another.
fn opens(desk: &Desk) {
    let mut hands = Hands::at_the_list(desk, "2026-11-26", "There is no audit here yet");
    hands.press("n");
    hands.sees("What is asked? A template");
    let files = shipped::audits();
    let library = Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), *bytes)), &[], &[]).audits;
    hands.choose(library.templates.keys().position(|id| id.as_str() == "neglect").unwrap());
    hands.sees("On which day does the panel sit?");
    hands.write("19 jan 2027");
    hands.sees("Which group does it report to?");
    let known = partnership::load(&text(&desk.root, places::PARTNERSHIP)).value.unwrap();
    hands.choose(known.groups.iter().position(|group| group.id.as_str() == "sog").unwrap());
    // What is likely stands there already.
    hands.sees("Under which id?");
    hands.sees(desk.plan.id);
    hands.press("\r");
    hands.sees("How many children?");
    hands.press("\r");
    hands.sees("Which agencies?");
    hands.press(CLEAR);
    hands.write(&agencies().join("; "));
    hands.sees("What is it called?");
    hands.press(CLEAR);
    hands.write(TITLE);
    hands.sees("Why this theme, now?");
    hands.write(WHY);
    hands.sees(&format!("Opened {} with neglect", desk.plan.id));
    hands.sees(TITLE);
    hands.opens();
    hands.leaves();
}

/// How far it has got.
fn stage(hands: &mut Hands<'_>, nth: usize, said: &str) {
    hands.press("s");
    hands.sees("How far has this audit got?");
    hands.choose(nth);
    hands.sees(&format!("The audit is at: {said}"));
}

/// Agency by agency, child by child, whether the one knows the other; faster than the disk. The first four by keys, which between
/// them say all there is to say; the others by commands.
fn known(mut hands: Hands<'_>, today: &str, says: impl Fn(&'static str) -> &'static str) {
    let (by_keys, by_command) = AGENCIES.split_at(4);
    let desk = hands.desk;
    for (nth, &(_, _, all)) in by_keys.iter().enumerate() {
        if nth > 0 {
            hands.press(&format!("{}{RIGHT}", UP.repeat(6)));
        }
        for (at, of) in all.split(' ').enumerate() {
            if at > 0 {
                hands.press(DOWN);
            }
            hands.press("k");
            hands.choose(SAYS.iter().position(|known| *known == says(of)).unwrap());
        }
    }
    // Everything is on the disk when its file says all of it.
    let is_said = || {
        let file = text(&desk.root, &places::audit(&desk.plan.id.into()));
        let Some(of) = audit::load(&file).value else { return false };
        by_keys.iter().all(|&(agency, _, all)| {
            children(all).all(|(case, of_it)| {
                let known = of.involvement(&case.as_str().into(), &agency.into()).map(|one| one.known);
                known == SAYS.iter().position(|known| *known == says(of_it)).map(|at| KNOWN[at])
            })
        })
    };
    hands.terminal.wait("every answer is on the disk", |screen| {
        let last = format!("C6 at {}: ", by_keys[3].0);
        screen.contents().contains(&last) && screen.contents().contains(" saved") && is_said()
    });
    hands.leaves();
    for &(agency, _, all) in by_command {
        let all: Vec<String> = children(all).map(|(case, of)| format!("{case}={}", says(of))).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        desk.said(today, &[&["known", desk.plan.id, agency], &all[..]].concat(), 0);
    }
}
