//! Every agenda that comes with the program, chaired from beginning to end without a terminal; and the commands
//! that need none.

use crate::workspaces::{assert_clean, chairside, demo, init, printed, text};
use chairside::app::{Ask, Screen};
use chairside::base::key::Key;
use chairside::domain::agenda::Tier;
use chairside::files::shipped;
use chairside::runtime::Clock;
use chairside::runtime::headless::Headless;
use chairside::screens::meeting::State;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// More acts than any agenda has items.
const ENOUGH: usize = 100;

fn groups_with_an_agenda(root: &Path) -> Vec<String> {
    let agendas = fs::read_dir(root.join("agendas")).unwrap();
    let name = |path: PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    let mut groups: Vec<String> = agendas.map(|entry| name(entry.unwrap().path())).collect();
    groups.sort();
    groups
}

fn meeting(program: &Headless) -> &State {
    let Screen::Meeting(state) = &program.model().screen else { panic!("no meeting is open") };
    state
}

fn press(program: &mut Headless, keys: &str) {
    for key in keys.split(' ') {
        program.press(&key.parse::<Key>().unwrap());
    }
}

/// Opens a meeting of the group, everybody present, agrees whatever is to be decided, and ends it.
fn chair(root: &Path, group: &str) -> Headless {
    let ask = Ask { meet: Some(group.to_owned()), ..Ask::default() };
    let now = "2027-01-14T10:00:00+00:00".parse().unwrap();
    let mut program = Headless::new(root, ask, Clock::still(now));
    press(&mut program, "space");
    press(&mut program, "o A esc");
    for _ in 0..ENOUGH {
        let screen = program.shown();
        if screen.contains("What was decided?") {
            press(&mut program, "1 enter");
            if program.shown().contains("Say what was decided") {
                program.type_text("The answer the paper gives.\n");
            }
        } else if screen.contains("The last minutes were") {
            press(&mut program, "1");
        } else if screen.contains("Every item is dealt with") {
            press(&mut program, "E y");
            // Time for the readable files, which wait for a burst of acts to be over.
            program.advance(Duration::from_secs(1));
            return program;
        } else {
            press(&mut program, "space");
        }
    }
    panic!("{group}: the meeting does not come to an end:\n{}", program.shown());
}

/// The minutes say all that was on the agenda, each item in its set, and nothing that a person would have to take
/// out before sending them.
fn assert_minutes(root: &Path, group: &str, program: &Headless) {
    let meeting = &meeting(program).meeting;
    let id = &meeting.sitting().meeting;
    assert!(meeting.state().ended.is_some(), "{id}");
    let partners = text(root, &format!("meetings/{id}/minutes.md"));
    let restricted = root.join(format!("meetings/{id}/minutes-restricted.md"));
    assert_eq!(restricted.exists(), meeting.has_restricted(), "{id}");
    let whole = if restricted.exists() { fs::read_to_string(restricted).unwrap() } else { partners.clone() };
    for item in &meeting.state().items {
        let heading = format!("\n## {} {}\n", item.no, item.item.title);
        assert!(whole.contains(&heading), "{group}: '{heading}' is not in the minutes:\n{whole}");
        let hidden = item.item.tier > Tier::Partners;
        assert_eq!(partners.contains(&heading), !hidden, "{group}: '{heading}' in the partners' set");
        let elsewhere = format!("Item {} is recorded in the restricted minutes.", item.no);
        assert_eq!(partners.contains(&elsewhere), hidden, "{group}: '{elsewhere}'");
    }
    for minutes in [&whole, &partners] {
        assert_fit_to_send(group, minutes);
    }
}

#[track_caller]
fn assert_fit_to_send(group: &str, minutes: &str) {
    for fault in
        ["{", "}", "TODO", "TBC", "not marked yet", "()", " .", " ,", "..", "??", "Some(", "-dsp", "  "]
    {
        let line = minutes.lines().find(|l| l.contains(fault) && !l.starts_with("| "));
        assert_eq!(line, None, "{group}: '{fault}' is in the minutes");
    }
    assert!(minutes.ends_with('\n') && !minutes.contains("\n\n\n"), "{group}:\n{minutes}");
}

fn every_group(name: &str, root: &Path) {
    let groups = groups_with_an_agenda(root);
    assert!(!groups.is_empty(), "{name}");
    for group in groups {
        let program = chair(root, &group);
        assert_minutes(root, &group, &program);
    }
    assert_clean(root);
}

#[test]
fn every_agenda_of_south_gloucestershire_runs_to_minutes() {
    let (_folder, root) = init("south-gloucestershire");
    every_group("south-gloucestershire", &root);
}

#[test]
fn every_agenda_of_north_somerset_runs_to_minutes() {
    let (_folder, root) = init("north-somerset");
    every_group("north-somerset", &root);
}

#[test]
fn every_agenda_of_the_region_and_the_demonstration_runs_to_minutes() {
    let (_folder, root) = init("regional");
    every_group("regional", &root);
    let (_folder, root) = demo();
    every_group("demo", &root);
}

#[test]
fn every_set_checks_clean() {
    for set in shipped::SETS {
        let (_folder, root) = init(set);
        assert_clean(&root);
    }
    let (_folder, root) = demo();
    assert_clean(&root);
}

#[test]
fn the_demonstration_plays_without_a_terminal_and_says_where_its_minutes_are() {
    let (_folder, root) = demo();
    let played = chairside(&["demo", "--keep", root.to_str().unwrap()]);
    let said = printed(&played);
    assert!(played.status.success(), "{said}");
    let path = said.lines().find_map(|line| line.strip_prefix("The minutes: ")).unwrap();
    assert!(Path::new(path).is_file(), "{path} does not exist: {said}");
}

#[test]
fn init_never_writes_over_what_is_there() {
    let (_folder, root) = init("regional");
    let again = chairside(&["init", root.to_str().unwrap(), "--like", "south-gloucestershire"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&root, "partnership.yaml").contains("regional"), "{}", printed(&again));
}
