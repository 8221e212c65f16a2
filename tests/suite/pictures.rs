//! The pictures in the documents are the program's own screens: drawn from the demonstration, kept in
//! docs/pictures. `UPDATE_GOLDEN=1 cargo test pictures` draws them again after a change that was meant.

use crate::stage::{drawn, state, states};
use chairside::ui::picture::svg;
use std::path::Path;

/// A picture's name, the state it shows, its size, and its words for people who do not see it.
const PICTURES: [(&str, &str, (u16, u16), &str); 3] = [
    (
        "meeting",
        "typing-picture",
        (120, 30),
        "A meeting on a dark screen: the agenda at the left with four items done; the quarterly dashboard in hand with \
         what is asked, prompts and an open action that is late; a note, a decision with each partner's position and an \
         action; below, an action being typed and read back with its lead and date.",
    ),
    (
        "roll-call",
        "roll-call",
        (80, 24),
        "The roll call: members by agency, present, represented by a deputy, with apologies or not marked yet, and the \
         quorum met.",
    ),
    (
        "action-review",
        "review-picture",
        (100, 26),
        "The review of earlier actions: one late action with its lead, its dates, why it moved twice and its history, \
         above the list of all nine with their state in a letter and words.",
    ),
];

#[test]
fn the_pictures_in_the_documents_are_what_the_program_shows() {
    let states = states();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    for (name, shown, (across, down), words) in PICTURES {
        let picture = svg(&drawn(&state(&states, shown), across, down), words);
        let path = folder.join(format!("{name}.svg"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &picture).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == picture,
            "docs/pictures/{name}.svg is not what the program shows: look at it, and if the change was meant, run\n\
             UPDATE_GOLDEN=1 cargo test pictures"
        );
    }
}
