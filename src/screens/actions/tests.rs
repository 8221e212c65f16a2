//! The table over the demonstration's trackers.

use super::*;
use crate::files::shipped::demo;

fn today() -> NaiveDate {
    "2026-12-03".parse().unwrap()
}

fn workspace() -> Workspace {
    let files = demo();
    Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])), &[], &[])
}

fn ids(state: &State) -> Vec<&str> {
    state.found.iter().map(|place| place.id.as_str()).collect()
}

fn press(state: &mut State, workspace: &Workspace, command: Command) -> Out {
    let mut out = Out::default();
    state.run(command, workspace, today(), &mut out);
    out
}

fn typed(state: &mut State, workspace: &Workspace, words: &str) {
    let mut out = Out::default();
    press(state, workspace, Command::FindActions);
    let keys = [Key::ctrl('u')].into_iter().chain(words.chars().map(Key::char));
    for key in keys {
        state.typed(key, workspace, today(), &mut out);
    }
}

#[test]
fn the_table_holds_the_open_actions_of_every_tracker_the_latest_first() {
    let workspace = workspace();
    let state = State::new(&workspace, today());
    let open = workspace.trackers.values().flat_map(|t| &t.actions).filter(|a| a.status.open());
    let seen = open.clone().filter(|a| a.tier < Tier::Restricted).count();
    assert_eq!(state.found.len(), seen);
    assert_eq!(state.held_back, open.count() - seen);
    let first = state.at(&workspace, 0).unwrap().action;
    assert!(matches!(first.rag(today()), crate::domain::action::Rag::Late(_)), "{first:?}");
}

#[test]
fn what_is_typed_is_looked_for_at_once_and_escape_brings_back_what_was() {
    let workspace = workspace();
    let mut state = State::new(&workspace, today());
    let before: Vec<String> = ids(&state).into_iter().map(str::to_owned).collect();
    typed(&mut state, &workspace, "late:>0");
    assert!(!state.found.is_empty() && state.found.len() < before.len());
    assert!(state.busy() && state.problem.is_none());
    typed(&mut state, &workspace, "late:>x");
    assert!(state.problem.as_ref().unwrap().contains("is no number"), "{:?}", state.problem);
    state.typed(Key::plain(KeyCode::Esc), &workspace, today(), &mut Out::default());
    assert_eq!(ids(&state), before);
    assert!(!state.busy() && state.problem.is_none());
}

#[test]
fn a_query_that_is_wrong_is_not_taken_and_one_that_finds_nothing_is_hinted_at() {
    let workspace = workspace();
    let mut state = State::new(&workspace, today());
    let enter = Key::plain(KeyCode::Enter);
    typed(&mut state, &workspace, "due:31/02/2027");
    let mut out = Out::default();
    state.typed(enter, &workspace, today(), &mut out);
    assert!(out.notice.unwrap().refusal && state.busy());
    typed(&mut state, &workspace, "@polcie");
    let mut out = Out::default();
    state.typed(enter, &workspace, today(), &mut out);
    assert!(out.notice.unwrap().words.contains("did you mean @police"));
    assert!(!state.busy() && state.found.is_empty());
    assert_eq!(state.facts(), []);
}

#[test]
fn sorting_and_headings_stay_on_the_action_that_was_chosen() {
    let workspace = workspace();
    let mut state = State::new(&workspace, today());
    press(&mut state, &workspace, Command::Down);
    let chosen = state.found[state.here].id.clone();
    for command in [Command::SortActions, Command::GroupActions, Command::SortActions] {
        press(&mut state, &workspace, command);
        assert_eq!(state.found[state.here].id, chosen, "{command:?}");
    }
    press(&mut state, &workspace, Command::Last);
    assert_eq!(state.here, state.found.len() - 1);
    press(&mut state, &workspace, Command::Down);
    assert_eq!(state.here, state.found.len() - 1);
}

#[test]
fn restricted_actions_are_shown_only_when_asked_for() {
    let files: Vec<(String, Vec<u8>)> = demo()
        .into_iter()
        .map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            let text = if path == "trackers/executive.yaml" {
                text.replace("    tags: [housing, hub]\n", "    tags: [housing, hub]\n    tier: restricted\n")
            } else {
                text.to_owned()
            };
            (path, text.into_bytes())
        })
        .collect();
    let workspace = Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])), &[], &[]);
    let mut state = State::new(&workspace, today());
    assert!(!ids(&state).contains(&"EXEC-26-011") && state.held_back == 1, "{:?}", ids(&state));
    assert!(state.counted().contains("1 restricted not shown"));
    press(&mut state, &workspace, Command::ShowRestricted);
    assert!(ids(&state).contains(&"EXEC-26-011") && state.held_back == 0);
}
