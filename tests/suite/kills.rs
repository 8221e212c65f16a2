//! The power goes: the program is killed at many points of a meeting and started again. Every act it called saved is
//! there, the same item is in hand, the words being typed come back, and the minutes are those of a quiet morning.

use crate::executive::{MEETING, START, left_behind, workspace};
use crate::journey::{Chair, acts, kept_draft, session, shows, without_terminal};
use crate::terminal::Terminal;
use crate::workspaces;
use chairside::app::Ask;
use chairside::files::script::{Script, Step, parse};
use chairside::files::shipped::DEMO_SCRIPT;
use chairside::runtime::Clock;
use chairside::runtime::headless::Headless;
use chairside::runtime::script::play;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// The points at which the issue asks for the program to be killed, at least.
const KILLS: usize = 20;
/// What begins the name of a point in the middle of a word.
const TYPING: &str = "typing-";

fn one_step(line: usize, step: &Step) -> Script {
    Script { steps: vec![(line, step.clone())] }
}

#[test]
fn killed_at_many_points_it_goes_on_as_if_nothing_had_happened() {
    let (_quiet, quiet_root) = workspace();
    let (_folder, root) = workspace();
    let mut quiet = without_terminal(&quiet_root, "executive", START);
    let mut chair = Chair::sits_down(&root, "executive", START);
    let mut kills = 0;
    for (line, step) in &session("executive").steps {
        chair.does(*line, step);
        play(&one_step(*line, step), &mut quiet).unwrap();
        let Step::Snapshot(name) = step else { continue };
        if name.starts_with(TYPING) {
            killed_while_typing(&mut chair, &root, &quiet);
        } else {
            killed(&mut chair, name, &mut quiet);
        }
        kills += 1;
    }
    assert!(kills >= KILLS, "{kills} points");
    assert_eq!(chair.terminal.exit_code(), 0);
    for ((name, killed), (_, quiet)) in left_behind(&root).into_iter().zip(left_behind(&quiet_root)) {
        assert_eq!(killed, quiet, "{name} is not the same after {kills} kills");
    }
}

/// Killed with everything saved: after the start the screen and the number of acts are what they were, and those of
/// the meeting that nobody disturbs.
fn killed(chair: &mut Chair<'_>, name: &str, quiet: &mut Headless) {
    let undisturbed = body(&quiet.shown());
    let same = |screen: &vt100::Screen| body(&screen.contents()) == undisturbed;
    chair.terminal.wait(&format!("at '{name}' the screen of a quiet morning, {undisturbed:#?}"), same);
    if name == "after-the-end" {
        // By its group's name the next meeting would be meant, for this one is over.
        chair.meet = MEETING;
        chair.starts_again();
        chair.terminal.wait_for("The meeting ended at");
    } else {
        chair.starts_again();
        chair.terminal.wait_for(&format!("Taken up where it was left: {} acts.", acts(quiet)));
    }
    chair.terminal.wait(&format!("the screen as before the kill at '{name}', {undisturbed:#?}"), same);
}

/// Killed in the middle of a line: what was being typed is there again, but for what was typed in the last second.
fn killed_while_typing(chair: &mut Chair<'_>, root: &Path, quiet: &Headless) {
    let typed = typed(quiet);
    // The clock of this test moves by keys, so the newest letter is never a second old.
    let lost = |kept: &str| typed.strip_prefix(kept).map(|lost| lost.chars().count());
    let kept = drafted(root, |kept| lost(kept).is_some_and(|n| n <= 1));
    let missing = u32::try_from(lost(&kept).unwrap()).unwrap();
    chair.unsays(missing);
    chair.starts_again();
    chair.terminal.wait_for("A line is still being typed");
    let screen = chair.terminal.screen();
    assert!(shows(&screen, &kept), "“{kept}” is not on the screen:\n{screen}");
    chair.types(&typed[kept.len()..], missing);
    chair.terminal.wait("the whole line", |screen| shows(&screen.contents(), &typed));
}

fn typed(program: &Headless) -> String {
    let chairside::app::Screen::Meeting(state) = &program.model().screen else {
        panic!("no meeting is open")
    };
    state.typing.as_ref().unwrap().editor.text()
}

/// The body of the screen, without its head, its foot and the mark of the chosen line, which are of the moment.
fn body(screen: &str) -> Vec<String> {
    let rule = |line: &str| line.starts_with('─');
    let lines = screen.lines().skip_while(|line| !rule(line)).skip(1).take_while(|line| !rule(line));
    let unmarked = |line: &str| match line.split_once('│') {
        Some((items, rest)) => format!("{items}│{}", rest.replace('▶', " ")),
        None => line.to_owned(),
    };
    let mut lines: Vec<String> = lines.map(|line| unmarked(line).trim_end().to_owned()).collect();
    while lines.last().is_some_and(|line| line.trim_matches([' ', '│']).is_empty()) {
        lines.pop();
    }
    lines
}

/// Waits until the text kept of the line being typed is as described, and gives it.
#[track_caller]
fn drafted(root: &Path, is_so: impl Fn(&str) -> bool) -> String {
    let start = Instant::now();
    loop {
        let kept = kept_draft(root, MEETING).unwrap_or_default();
        if is_so(&kept) {
            return kept;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "kept of the line being typed: “{kept}”");
        thread::yield_now();
    }
}

#[test]
fn killed_in_the_middle_of_a_burst_it_keeps_all_that_was_saved_and_no_half_of_anything() {
    let (_folder, root) = workspace();
    let args = ["-w", root.to_str().unwrap(), "--now", START, "meet", "executive"];
    let start = || Terminal::start(&args, Path::new("/"), &[("USER", "chair")], 60, 160);
    let mut terminal = start();
    terminal.wait_for("Press Space");
    terminal.send(" ");
    terminal.wait_for("The meeting is open");
    for round in 0..8 {
        terminal.send(&format!("nRound {round} was acknowledged.\r"));
        terminal.wait("the note", |screen| shows(&screen.contents(), &format!("Note Round {round} was ack")));
        terminal
            .wait("saved", |screen| screen.contents().lines().next().unwrap_or_default().contains("  saved"));
        // More than can be synced by the time the first of it is seen.
        let burst: Vec<String> = (0..=round).map(|n| format!("nBurst {round}, line {n}.\r")).collect();
        terminal.send(&burst.concat());
        terminal.wait("the burst", |screen| shows(&screen.contents(), &format!("Burst {round}, line 0.")));
        terminal.kill();
        let on_disk = workspaces::chairside(&["-w", root.to_str().unwrap(), "minutes", MEETING, "--print"]);
        let on_disk = workspaces::printed(&on_disk);
        for earlier in 0..=round {
            assert!(on_disk.contains(&format!("Round {earlier} was acknowledged.")), "{on_disk}");
        }
        // Of the burst a beginning is there, and nothing after a gap.
        let there: Vec<bool> =
            (0..=round).map(|n| on_disk.contains(&format!("Burst {round}, line {n}."))).collect();
        assert!(there.is_sorted_by(|before, after| before >= after), "{there:?}");
        let draft = kept_draft(&root, MEETING);
        terminal = start();
        terminal.wait_for("Taken up where it was left");
        // A line that was being typed when the power went stands open again.
        if draft.is_some() {
            terminal.send("\u{3}");
            terminal.wait("the line dropped", |screen| !screen.contents().contains("Enter keeps"));
        }
        assert!(!terminal.screen().contains("could not be read"), "{}", terminal.screen());
    }
}

#[test]
fn words_typed_a_second_ago_survive_a_kill() {
    let (_folder, root) = workspace();
    let args = ["-w", root.to_str().unwrap(), "--now", START, "meet", "executive"];
    let start = || Terminal::start(&args, Path::new("/"), &[("USER", "chair")], 30, 100);
    let mut terminal = start();
    terminal.wait_for("Press Space");
    terminal.send(" ");
    terminal.wait_for("The meeting is open");
    terminal.send("n");
    terminal.wait_for("what the minutes should say");
    let said = "The police asked that the wording of minute 4 be looked at again";
    let typed = Instant::now();
    terminal.send(said);
    drafted(&root, |kept| kept == said);
    // A second is promised; a busy machine gets another.
    assert!(typed.elapsed() < Duration::from_secs(2), "it took {:?}", typed.elapsed());
    terminal.kill();
    let mut terminal = start();
    terminal.wait_for("A line is still being typed");
    terminal.wait("the words", |screen| shows(&screen.contents(), said));
    // It is a line like any other: finished and kept.
    terminal.send(".\r");
    terminal.wait("the note", |screen| shows(&screen.contents(), "Note The police asked"));
    terminal.wait("saved", |screen| screen.contents().lines().next().unwrap_or_default().contains("saved"));
    terminal.kill();
    let minutes = workspaces::chairside(&["-w", root.to_str().unwrap(), "minutes", MEETING, "--print"]);
    assert!(workspaces::printed(&minutes).contains(&format!("{said}.")));
}

#[test]
fn when_the_power_goes_between_the_end_and_its_files_they_are_written_as_if_it_had_not() {
    let (_folder, root) = workspaces::demo();
    let open = |now| {
        let ask = Ask { meet: Some(MEETING.to_owned()), ..Ask::default() };
        Headless::new(&root, ask, Clock::still(now))
    };
    let mut program = open("2026-12-03T09:58:00+00:00".parse().unwrap());
    // Everything but the question whether to end.
    let (most, _) = DEMO_SCRIPT.split_once(" E y\n").unwrap();
    play(&parse(most).unwrap(), &mut program).unwrap();
    program.advance(Duration::from_secs(5));
    let files = [format!("meetings/{MEETING}.yaml"), "trackers/executive.yaml".to_owned()];
    let documents = ["minutes.md", "minutes-restricted.md"].map(|name| format!("meetings/{MEETING}/{name}"));
    let before = files.each_ref().map(|path| workspaces::text(&root, path));
    play(&parse("press E y").unwrap(), &mut program).unwrap();
    let end = program.now();
    drop(program);
    let left =
        || files.iter().chain(&documents).map(|path| workspaces::text(&root, path)).collect::<Vec<_>>();
    let ended = left();
    for (path, text) in files.iter().zip(before) {
        std::fs::write(root.join(path), text).unwrap();
    }
    for path in &documents {
        std::fs::remove_file(root.join(path)).unwrap();
    }
    drop(open(end));
    assert_eq!(left(), ended);
}

#[test]
fn a_line_that_was_recorded_does_not_come_back_as_one_being_typed() {
    let (_folder, root) = workspaces::demo();
    let open = || {
        let ask = Ask { meet: Some(MEETING.to_owned()), ..Ask::default() };
        Headless::new(&root, ask, Clock::still(START.parse().unwrap()))
    };
    let mut program = open();
    play(&parse("press space n\ntype The Chair welcomed members.\nwait 1s").unwrap(), &mut program).unwrap();
    let draft = root.join(format!("meetings/{MEETING}/journal/script.draft"));
    let kept = std::fs::read(&draft).unwrap();
    play(&parse("press enter\nwait 1s").unwrap(), &mut program).unwrap();
    assert!(!draft.exists());
    drop(program);
    // The power went before it was forgotten.
    std::fs::write(&draft, kept).unwrap();
    let mut program = open();
    assert!(!program.shown().contains("still being typed"), "{}", program.shown());
    assert_eq!(acts(&program), 3);
}

#[test]
fn a_script_says_each_act_when_it_is_on_disk_and_how_many_were_there_already() {
    let (_folder, root) = workspaces::demo();
    let script = root.join("two-acts.session");
    std::fs::write(&script, "press space n\ntype The Chair welcomed members.\npress enter\n").unwrap();
    let file = script.to_str().unwrap();
    let play = || {
        let root = root.to_str().unwrap();
        workspaces::chairside(&["-w", root, "--now", START, "meet", MEETING, "--script", file, "--say-saved"])
    };
    let first = play();
    let said = "0 acts are on disk already\nsaved 1@script\nsaved 2@script\nsaved 3@script\n";
    assert_eq!((first.status.code(), workspaces::printed(&first).as_str()), (Some(0), said));
    // The folder of journals is a file now: nothing can be opened, and that is no success.
    let journals = root.join(format!("meetings/{MEETING}/journal"));
    std::fs::remove_dir_all(&journals).unwrap();
    std::fs::write(&journals, "").unwrap();
    let refused = play();
    let said = workspaces::printed(&refused);
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains("journal could not be read") && said.contains("'chairside check'"), "{said}");
}
