//! Every screen over hostile files and journals, cell by cell; and the real program, byte by byte.

use super::{MEETING, assert_harmless, corpus, in_turn, workspace};
use crate::terminal::Terminal;
use chairside::app::Ask;
use chairside::base::key::Key;
use chairside::runtime::Clock;
use chairside::runtime::headless::Headless;
use std::collections::BTreeSet;
use std::path::Path;

/// Keys that lead through the screens of a meeting and back.
const WALK: [&str; 32] = [
    "space", "down", "down", "up", "e", "esc", "t", "esc", "D", "esc", "o", "down", "esc", "v", "down", "d",
    "esc", "esc", "m", "pagedown", "pagedown", "esc", "U", "esc", "h", "h", "tab", "tab", "g", "esc", ":",
    "esc",
];

fn opened(root: &Path) -> Headless {
    let ask = Ask { meet: Some(MEETING.to_owned()), ..Ask::default() };
    Headless::new(root, ask, Clock::still("2026-12-03T11:30:00+00:00".parse().unwrap()))
}

#[test]
fn the_corpus_is_large_and_each_payload_can_be_found_again() {
    let all = corpus::payloads();
    assert!(all.len() >= 300, "{}", all.len());
    assert!(all.iter().enumerate().all(|(n, payload)| payload.starts_with(&corpus::word(n))));
}

#[test]
fn no_cell_of_any_screen_holds_anything_harmful() {
    let all = corpus::payloads().len();
    for from in (0..all).step_by(all / 4) {
        let (_folder, root) = workspace(in_turn(from));
        let mut program = opened(&root);
        for size in [(160, 50), (60, 16)] {
            let head = program.screen(size.0, size.1).lines().next().unwrap_or_default().to_owned();
            assert!(head.contains("saved"), "whatever a file holds, what is saved is in sight: {head}");
            for key in WALK {
                program.press(&key.parse::<Key>().unwrap());
                let screen = program.screen(size.0, size.1);
                assert_harmless(&format!("from {from}, after {key}"), &screen);
            }
        }
    }
}

#[test]
fn what_is_typed_and_pasted_is_harmless_too() {
    let (_folder, root) = crate::workspaces::demo();
    let mut program = opened(&root);
    for key in ["space", "n"] {
        program.press(&key.parse::<Key>().unwrap());
    }
    for payload in corpus::payloads() {
        program.send(chairside::app::Msg::Paste(payload.clone()));
        assert_harmless(&payload, &program.screen(100, 30));
    }
}

/// The control sequences in what a program sent, by kind: numbers left out. Anything that is no sequence a terminal
/// program should send is told as it is.
fn sequences(sent: &str) -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    let mut rest = sent.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\u{1b}' && rest.next_if_eq(&'[').is_some() {
            let mut kind = String::from("CSI ");
            for c in rest.by_ref() {
                if matches!(c, '?' | '>' | '<' | '=' | '!' | '$' | ' ') {
                    kind.push(c);
                }
                if ('@'..='~').contains(&c) {
                    kind.push(c);
                    break;
                }
            }
            kinds.insert(kind);
        } else if !super::harmless(c) {
            kinds.insert(format!("U+{:04X} {}", u32::from(c), rest.peek().copied().unwrap_or(' ')));
        }
    }
    kinds
}

/// The kinds of sequence the program itself sends: colours, places, clearing, and modes set and given back.
const OWN: [&str; 5] = ["CSI m", "CSI H", "CSI J", "CSI ?h", "CSI ?l"];

/// What the program sends while it is walked through.
fn sent(root: &Path) -> String {
    let args = ["-w", root.to_str().unwrap(), "--now", "2026-12-03T11:30:00+00:00", "meet", MEETING];
    let mut terminal = Terminal::start(&args, Path::new("/"), &[("USER", "chair")], 50, 160);
    terminal.wait_for("saved");
    for keys in [
        "  ",
        "o",
        "\u{1b}",
        "v",
        "\u{1b}",
        "m",
        "\u{1b}[6~\u{1b}[6~\u{1b}[6~",
        "\u{1b}",
        "n",
        "\u{1b}",
        "?",
        "\u{1b}",
        "L",
        "p",
        "\u{1b}",
    ] {
        let before = terminal.raw().len();
        terminal.send(keys);
        terminal.wait_for_output(before);
    }
    let before = terminal.raw().len();
    terminal.resize(30, 100);
    terminal.wait_for_output(before);
    terminal.signal(rustix::process::Signal::TERM);
    terminal.exit_code();
    String::from_utf8(terminal.raw()).unwrap()
}

#[test]
fn the_real_program_sends_no_sequence_that_came_from_a_file() {
    let (_quiet, root) = crate::workspaces::demo();
    let quiet = sequences(&sent(&root));
    let own: BTreeSet<String> = OWN.map(String::from).into();
    assert!(quiet.is_subset(&own), "{quiet:?}");
    for from in [0, 150] {
        let (_folder, root) = workspace(in_turn(from));
        let sent = sent(&root);
        assert!(sent.matches('␛').count() > 5, "hostile text is shown, and seen to be");
        let odd: Vec<String> = sequences(&sent).difference(&own).cloned().collect();
        assert!(odd.is_empty(), "{odd:?}, none of {own:?}");
        for payload in corpus::payloads().iter().filter(|p| p.chars().any(char::is_control)) {
            assert!(!sent.contains(payload.as_str()), "{payload:?}");
        }
    }
}
