//! Text from files is data. What is hostile in a file or a journal reaches no terminal raw and no document as markup,
//! and no name leads out of the workspace.

mod audits;
mod changing;
mod commands;
mod corpus;
mod documents;
mod pages;
mod paths;
mod screens;
mod values;
mod writers;

use chairside::base::stamp::Stamp;
use chairside::domain::action::{Due, Level};
use chairside::domain::meeting::{
    Act, Body, Decision, Entry, EntryId, Handling, LastMinutes, Mark, Outcome, Review, Seat, Sitting,
};
use chairside::files::chain::Chains;
use serde::Deserialize as _;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;
use tempfile::TempDir;

const MEETING: &str = "executive-2026-12-03";

/// Whether a character may reach a terminal or a document: none that drives, reorders or hides does.
fn harmless(c: char) -> bool {
    let hidden = matches!(
        c,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    );
    !c.is_control() && !hidden
}

/// The text holds nothing harmful but line breaks, and no heap of marks on one letter.
#[track_caller]
fn assert_harmless(what: &str, text: &str) {
    let bad = text.chars().find(|c| *c != '\n' && !harmless(*c));
    assert_eq!(bad, None, "{what}: {:?}", bad.map(|c| (u32::from(c), around(text, c))));
    let mut marks = 0;
    for c in text.chars() {
        marks = if unicode_normalization::char::is_combining_mark(c) { marks + 1 } else { 0 };
        assert!(marks <= 16, "{what}: a heap of marks");
    }
}

fn around(text: &str, c: char) -> String {
    let at = text.find(c).unwrap_or(0);
    text[..at].chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect()
}

/// What a meeting of the demonstration starts from: read once, for every copy of the demonstration is alike.
fn unharmed() -> &'static Sitting {
    static READ: OnceLock<Sitting> = OnceLock::new();
    READ.get_or_init(|| {
        let (_folder, root) = crate::workspaces::demo();
        let raw = chairside::runtime::disk::read_workspace(&root).unwrap();
        let files = raw.files.iter().map(|f| (f.path.as_str(), f.bytes.as_slice()));
        let found = chairside::files::workspace::Workspace::load(files, &[], &[]);
        found.sitting(&MEETING.into()).unwrap()
    })
}

/// Which of its texts may be any text, and are no word of the format: found out once, one text after the other.
fn free() -> &'static [usize] {
    static FREE: OnceLock<Vec<usize>> = OnceLock::new();
    FREE.get_or_init(|| {
        let mut value = serde_json::to_value(unharmed()).unwrap();
        let mut free = Vec::new();
        for at in 0.. {
            let Some(text) = nth(&mut value, &mut at.clone()) else { break };
            let before = std::mem::replace(text, "any text".to_owned());
            if Sitting::deserialize(&value).is_ok() {
                free.push(at);
            }
            *nth(&mut value, &mut at.clone()).unwrap() = before;
        }
        free
    })
}

/// What a meeting of the demonstration starts from, with something hostile in every text it holds.
fn sitting(mut hostile: impl FnMut() -> String) -> Sitting {
    let mut value = serde_json::to_value(unharmed()).unwrap();
    for at in free() {
        *nth(&mut value, &mut at.clone()).unwrap() += &hostile();
    }
    assert!(free().len() > 100, "{} texts", free().len());
    serde_json::from_value(value).unwrap()
}

/// Keys whose text other parts look up.
const IDS: [&str; 16] = [
    "id",
    "agency",
    "lead",
    "chair",
    "minute_taker",
    "meeting",
    "group",
    "tracker",
    "kind",
    "tags",
    "agencies",
    "last_meeting",
    "post",
    "receives",
    "carried_from",
    "actions_shown",
];

/// The nth text of a value that is no id.
fn nth<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut String> {
    match value {
        Value::String(text) if *left == 0 => Some(text),
        Value::String(_) => {
            *left -= 1;
            None
        }
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Value::Object(map) => map
            .iter_mut()
            .filter(|(key, _)| !IDS.contains(&key.as_str()))
            .find_map(|(_, value)| nth(value, left)),
        _ => None,
    }
}

/// A meeting in which everything that can be typed was hostile, as its journal holds it.
fn acts(sitting: Sitting, mut hostile: impl FnMut() -> String) -> Vec<Act> {
    let seats: Vec<_> = sitting.seats.iter().map(|s| s.id.clone()).collect();
    let items: Vec<_> = sitting.items.iter().map(|i| i.id.clone()).collect();
    let actions: Vec<_> = sitting.actions.iter().map(|a| a.id.clone()).collect();
    let mut acts = vec![Act::Opened { sitting: Box::new(sitting), agenda_sha256: None }, Act::Began];
    let mark = |seat: usize, mark| Act::Marked { seat: seats[seat].clone(), mark, since: None };
    acts.push(mark(0, Mark::Present));
    acts.push(mark(1, Mark::Deputy { who: hostile() }));
    acts.push(mark(2, Mark::ViewsConveyed { by: hostile() }));
    let guest = Seat {
        id: "guest-1".into(),
        title: hostile(),
        name: Some(hostile()),
        initials: hostile(),
        ..Seat::default()
    };
    acts.push(Act::Joined { seat: Box::new(guest) });
    let (seat, interest) = (seats[0].clone(), hostile());
    acts.push(Act::Declared { seat, item: None, interest, handling: Handling::Noted });
    acts.push(Act::Withdrew { seat: seats[0].clone(), item: items[1].clone(), interest: hostile() });
    acts.push(Act::AgreedLastMinutes { result: LastMinutes::AgreedAsAmended { amendment: hostile() } });
    for (n, item) in items.iter().enumerate() {
        acts.push(Act::Turned { to: item.clone(), done: true });
        let mut record = |body| acts.push(Act::Recorded { item: item.clone(), body });
        record(Body::Note {
            text: format!("{}\n{}\n- {}\n1. {}", hostile(), hostile(), hostile(), hostile()),
        });
        record(Body::Risk { text: hostile() });
        record(Body::Challenge { text: hostile() });
        record(Body::Parked { text: hostile() });
        record(Body::Referral { to: hostile().as_str().into(), text: hostile() });
        record(Body::Decision(Decision {
            because: hostile(),
            options: vec![hostile(), hostile()],
            ..Decision::new(Outcome::Agreed, hostile())
        }));
        let (what, lead, tags) = (hostile(), Some(hostile().as_str().into()), vec![hostile()]);
        record(Body::Action {
            id: format!("EXEC-26-{n:03}").as_str().into(),
            what,
            lead,
            due: Due::ToBeSet,
            with: vec![hostile().as_str().into()],
            tags,
        });
    }
    for (n, action) in actions.iter().enumerate() {
        let review = match n % 6 {
            0 => Review::Done { evidence: hostile(), level: Level::Done },
            1 => Review::Progress { text: hostile() },
            2 => Review::Moved { to: Due::ToBeSet, why: hostile() },
            3 => Review::StepAdded { step: hostile() },
            4 => Review::Ticked { step: hostile(), at: 0, done: true },
            _ => Review::Dropped { why: hostile() },
        };
        acts.push(Act::Reviewed { action: action.clone(), review });
    }
    let (to, why) = (hostile(), hostile());
    acts.push(Act::Deferred { item: items[5].clone(), to, meeting: None, why });
    acts
}

/// The acts as a journal, by a writer whose name is harmless.
fn lines(acts: Vec<Act>) -> String {
    let start: Stamp = "2026-12-03T10:00:00+00:00".parse().unwrap();
    let mut chains = Chains::read(&MEETING.into(), []);
    let entry = |(n, act): (usize, Act)| {
        let id = EntryId { writer: "hand".into(), seq: n as u64 + 1 };
        let at = start + chrono::TimeDelta::seconds(i64::try_from(n).unwrap() * 5);
        // JSON as a hand may write it: characters that JSON lets stand raw do.
        chains.line(&Entry { id, at, act })
    };
    acts.into_iter().enumerate().map(entry).collect()
}

/// The demonstration with a hostile journal of its meeting.
fn workspace(mut hostile: impl FnMut() -> String) -> (TempDir, PathBuf) {
    let (folder, root) = crate::workspaces::demo();
    let journal = lines(acts(sitting(&mut hostile), &mut hostile));
    let place = root.join("meetings").join(MEETING).join("journal");
    fs::create_dir_all(&place).unwrap();
    fs::write(place.join("hand.jsonl"), journal).unwrap();
    (folder, root)
}

/// The payloads one after the other, over and over, from one of them on.
fn in_turn(from: usize) -> impl FnMut() -> String {
    let all = corpus::payloads();
    let mut next = from;
    move || {
        next += 1;
        all[(next - 1) % all.len()].clone()
    }
}
