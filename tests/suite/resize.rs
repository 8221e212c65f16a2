//! The terminal changes under somebody's hands: another size in the middle of a word, a request to end in the middle
//! of a line. The words stay, and the terminal is given back as it was.

use crate::executive::{MEETING, START, workspace};
use crate::journey::{kept_draft, shows};
use crate::terminal::Terminal;
use crate::workspaces::{chairside, printed};
use rustix::process::Signal;
use std::path::Path;

const SAID: [&str; 3] = [
    "The police asked that the wording of minute 4 be looked at again, ",
    "because the figure it gives is that of October and not that of November, ",
    "and the Chair agreed to bring it back.",
];

/// The program in a meeting that has begun, a note being typed.
fn typing(root: &Path) -> Terminal {
    let args = ["-w", root.to_str().unwrap(), "--now", START, "meet", "executive"];
    let mut terminal = Terminal::start(&args, Path::new("/"), &[("USER", "chair")], 24, 80);
    terminal.wait_for("Press Space");
    terminal.send(" ");
    terminal.wait_for("The meeting is open");
    terminal.send("n");
    terminal.wait_for("what the minutes should say");
    terminal
}

fn wait_for_words(terminal: &Terminal, words: &str) {
    terminal.wait(&format!("“{words}”"), |screen| shows(&screen.contents(), words));
}

#[test]
fn another_size_in_the_middle_of_a_line_loses_nothing_of_it() {
    let (_folder, root) = workspace();
    let mut terminal = typing(&root);
    terminal.send(SAID[0]);
    wait_for_words(&terminal, SAID[0]);
    terminal.resize(12, 40);
    // The keys do not wait for the picture: these come while it is being drawn anew.
    terminal.send(SAID[1]);
    wait_for_words(&terminal, "October and not that of November,");
    let screen = terminal.screen();
    assert!(screen.lines().count() <= 12, "{screen}");
    terminal.resize(60, 200);
    wait_for_words(&terminal, &format!("{}{}", SAID[0], SAID[1]));
    terminal.send(SAID[2]);
    wait_for_words(&terminal, &SAID.concat());
    terminal.send("\r");
    wait_for_words(&terminal, "Note The police asked");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
    let minutes = chairside(&["-w", root.to_str().unwrap(), "minutes", MEETING, "--print"]);
    assert!(printed(&minutes).contains(&SAID.concat()), "{}", printed(&minutes));
}

#[test]
fn a_key_that_comes_together_with_another_size_does_not_wait_for_the_next_key() {
    let (_folder, root) = workspace();
    let mut terminal = typing(&root);
    let mut typed = String::from("note ");
    for (round, letter) in ('a'..='z').enumerate() {
        terminal.resize(24, if round % 2 == 0 { 100 } else { 80 });
        terminal.send(&letter.to_string());
        typed.push(letter);
        wait_for_words(&terminal, &typed);
    }
}

#[test]
fn a_screen_too_small_for_anything_comes_back_whole() {
    let (_folder, root) = workspace();
    let mut terminal = typing(&root);
    for (rows, columns) in [(1, 1), (2, 10), (5, 20), (3, 200), (60, 3)] {
        terminal.resize(rows, columns);
        terminal.send("a");
    }
    terminal.resize(24, 80);
    wait_for_words(&terminal, "note aaaaa");
}

#[test]
fn asked_to_end_in_the_middle_of_a_line_it_keeps_the_line_and_gives_the_terminal_back() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let (_folder, root) = workspace();
        let mut terminal = typing(&root);
        terminal.send(SAID[0].trim());
        wait_for_words(&terminal, SAID[0].trim());
        terminal.signal(signal);
        assert_eq!(terminal.exit_code(), code, "{signal:?}");
        terminal.assert_restored();
        assert_eq!(kept_draft(&root, MEETING).as_deref(), Some(SAID[0].trim()), "{signal:?}");
    }
}

#[test]
fn ctrl_c_in_the_middle_of_a_line_drops_the_line_and_not_the_meeting() {
    let (_folder, root) = workspace();
    let mut terminal = typing(&root);
    terminal.send("half a line");
    wait_for_words(&terminal, "note half a line");
    terminal.send("\u{3}");
    wait_for_words(&terminal, "Dropped: z brings the line back.");
    terminal.send("z");
    wait_for_words(&terminal, "note half a line");
    terminal.send("\r");
    wait_for_words(&terminal, "Note half a line");
    terminal.send("\u{3}");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
}
