//! An action typed in one line, whatever was typed: nothing is made up, and nothing goes that was not understood.

use super::room::OPENED;
use chairside::domain::action_line::{Lead, Room, When};

/// The line.
pub fn action_line(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let room = Room::new(&OPENED, "2026-12-03".parse().expect("a day"));
    for line in text.split('\n').take(8) {
        for to_be_set in [false, true] {
            read(&room, line, to_be_set);
        }
        assert!(room.complete(line).len() <= 6);
        assert!(room.helper_begun(line).is_none_or(|(head, begun)| [head, begun].concat() == line));
    }
}

fn read(room: &Room<'_>, line: &str, to_be_set: bool) {
    let reading = room.read(line, to_be_set);
    assert!(!room.echo(&reading).is_empty());
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (typed, kept) = (bare(line), bare(&reading.what));
    let mut left = typed.chars();
    assert!(kept.chars().all(|c| left.any(|t| t == c)), "{line:?} was read as {reading:?}");
    let nothing_else = reading.lead == Lead::Nobody
        && reading.when == When::Missing
        && reading.tags.is_empty()
        && reading.with.is_empty();
    if nothing_else {
        let stops = [',', ';'];
        // Only stops at the end go, and nothing that was understood is left out.
        assert_eq!(
            typed.trim_end_matches(stops),
            kept.trim_end_matches(stops),
            "words have gone: {reading:?}"
        );
    }
}
