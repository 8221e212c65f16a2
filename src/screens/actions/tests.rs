//! The table over the demonstration's trackers.

use super::*;
use crate::files::shipped::demo;

fn today() -> NaiveDate {
    "2026-12-03".parse().unwrap()
}

pub(super) fn workspace() -> Arc<Workspace> {
    let files = demo();
    Arc::new(Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])), &[], &[]))
}

pub(super) fn now() -> Stamp {
    "2026-12-03T09:00:00Z".parse().unwrap()
}

/// The screen over some files, with what it looks for found.
pub(super) fn opened(workspace: &Arc<Workspace>) -> State {
    let (mut state, search) = State::new(workspace, today(), "jo");
    answer(&mut state, &mut Out { effects: vec![search], ..Out::default() });
    state
}

/// Answers what was asked of the world.
pub(super) fn answer(state: &mut State, out: &mut Out) {
    for effect in std::mem::take(&mut out.effects) {
        if let Effect::Search(search, workspace) = &effect
            && let crate::effect::Reply::Found(found, workspace) =
                crate::effect::Reply::found(search, workspace)
        {
            state.found(*found, workspace, out);
        } else {
            out.effects.push(effect);
        }
    }
}

fn ids(state: &State) -> Vec<&str> {
    (0..state.found.places.len()).map(|n| state.at(n).unwrap().action.id.as_str()).collect()
}

pub(super) fn press(state: &mut State, command: Command) -> Out {
    let mut out = Out::default();
    state.run(command, now(), &mut out);
    answer(state, &mut out);
    out
}

fn typed(state: &mut State, words: &str) {
    press(state, Command::FindActions);
    let keys = [Key::ctrl('u')].into_iter().chain(words.chars().map(Key::char));
    for key in keys {
        key_typed(state, key);
    }
}

/// A key while a query is typed.
pub(super) fn key_typed(state: &mut State, key: Key) -> Out {
    let mut out = Out::default();
    state.typed(key, now(), &mut out);
    answer(state, &mut out);
    out
}

#[test]
fn the_table_holds_the_open_actions_of_every_tracker_the_latest_first() {
    let workspace = workspace();
    let state = opened(&workspace);
    let open = workspace.trackers.values().flat_map(|t| &t.actions).filter(|a| a.status.open());
    let seen = open.clone().filter(|a| a.tier < Tier::Restricted).count();
    assert_eq!(state.found.places.len(), seen);
    let first = state.at(0).unwrap().action;
    assert!(matches!(first.rag(today()), crate::domain::action::Rag::Late(_)), "{first:?}");
}

#[test]
fn what_is_typed_is_looked_for_at_once_and_escape_brings_back_what_was() {
    let workspace = workspace();
    let mut state = opened(&workspace);
    let before: Vec<String> = ids(&state).into_iter().map(str::to_owned).collect();
    typed(&mut state, "late:>0");
    assert!((1..before.len()).contains(&state.found.places.len()));
    assert!(state.busy() && state.problem.is_none());
    typed(&mut state, "late:>x");
    assert!(state.problem.as_ref().unwrap().contains("is no number"), "{:?}", state.problem);
    key_typed(&mut state, Key::plain(KeyCode::Esc));
    assert_eq!(ids(&state), before);
    assert!(!state.busy() && state.problem.is_none());
}

#[test]
fn a_query_that_is_wrong_is_not_taken_and_one_that_finds_nothing_is_hinted_at() {
    let workspace = workspace();
    let mut state = opened(&workspace);
    let enter = Key::plain(KeyCode::Enter);
    typed(&mut state, "due:31/02/2027");
    let out = key_typed(&mut state, enter);
    assert!(out.notice.unwrap().refusal && state.busy());
    typed(&mut state, "@polcie");
    let out = key_typed(&mut state, enter);
    assert!(out.notice.unwrap().words.contains("did you mean @police"));
    assert!(!state.busy() && state.found.places.is_empty());
    assert_eq!(state.facts(), []);
}

#[test]
fn sorting_and_headings_stay_on_the_action_that_was_chosen() {
    let workspace = workspace();
    let mut state = opened(&workspace);
    press(&mut state, Command::Down);
    let chosen = ids(&state)[state.here].to_owned();
    for command in [Command::SortActions, Command::GroupActions, Command::SortActions] {
        press(&mut state, command);
        assert_eq!(ids(&state)[state.here], chosen, "{command:?}");
    }
    press(&mut state, Command::Last);
    assert_eq!(state.here, state.found.places.len() - 1);
    press(&mut state, Command::Down);
    assert_eq!(state.here, state.found.places.len() - 1);
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
    let workspace =
        Arc::new(Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])), &[], &[]));
    let mut state = opened(&workspace);
    assert!(!ids(&state).contains(&"EXEC-26-011") && state.found.held_back == 1, "{:?}", ids(&state));
    assert!(state.counted().contains("1 restricted not shown"));
    // However many a query would find of them: that would tell what they say.
    typed(&mut state, "#housing");
    let housing = state.found.held_back;
    typed(&mut state, "#nothing");
    assert_eq!((housing, state.found.held_back), (1, 1));
    key_typed(&mut state, Key::plain(KeyCode::Esc));
    press(&mut state, Command::ShowRestricted);
    assert!(ids(&state).contains(&"EXEC-26-011") && state.found.held_back == 0);
}

/// The words are said of what is chosen or marked, with the key that asks for them.
fn say(state: &mut State, command: Command, answers: &[&str]) -> Out {
    let mut out = press(state, command);
    for answer in answers {
        for key in answer.chars().map(Key::char).chain([Key::plain(KeyCode::Enter)]) {
            out = key_typed(state, key);
        }
    }
    out
}

/// What is asked of the disk.
pub(super) fn asked(out: &Out) -> Vec<crate::effect::Revision> {
    let revisions = |effect: &Effect| match effect {
        Effect::Revise(revisions) => Some(revisions.clone()),
        _ => None,
    };
    out.effects.iter().find_map(revisions).unwrap_or_default()
}

#[test]
fn one_action_is_changed_at_once_in_its_owners_name_and_is_never_closed_here() {
    let workspace = workspace();
    let mut state = opened(&workspace);
    let chosen = ids(&state)[0].to_owned();
    let out = say(&mut state, Command::Done, &["The report was sent round"]);
    let [revision] = &asked(&out)[..] else { panic!("{:?}", out.effects) };
    let crate::effect::Change::Actions { change, add, .. } = &revision.change else { panic!() };
    assert!(add.is_empty());
    assert_eq!((change.len(), change[0].id.as_str()), (1, chosen.as_str()));
    assert_eq!(change[0].status, Some(crate::domain::action::Status::Done));
    assert_eq!(change[0].closed, None);
    assert_eq!(change[0].evidence.as_ref().unwrap().by, "jo");
    // Until the disk has answered nothing else is begun.
    assert!(press(&mut state, Command::Progress).notice.unwrap().refusal && !state.busy());
}

#[test]
fn what_is_said_of_several_is_shown_before_it_is_written() {
    let workspace = workspace();
    let mut state = opened(&workspace);
    press(&mut state, Command::MarkAction);
    press(&mut state, Command::MarkAction);
    assert!(state.counted().starts_with("2 marked"), "{}", state.counted());
    let out = say(&mut state, Command::NewDate, &["4 mar 2027", "the figures came late"]);
    assert_eq!(asked(&out), []);
    let shown = State::preview_sheet(state.preview.as_ref().unwrap(), crate::ui::look::Look::default(), 100);
    let shown: Vec<String> = shown.into_lines().iter().map(ToString::to_string).collect();
    let shown = shown.join("\n");
    assert!(shown.contains("This changes 2 actions. Nothing is written yet."), "{shown}");
    assert_eq!(shown.matches("→ Thu 4 Mar 2027, because the figures came late").count(), 2, "{shown}");
    // Esc goes back to the words, Enter writes.
    key_typed(&mut state, Key::plain(KeyCode::Esc));
    assert!(state.line.is_some() && state.preview.is_none());
    key_typed(&mut state, Key::plain(KeyCode::Enter));
    let out = key_typed(&mut state, Key::plain(KeyCode::Enter));
    assert!(!asked(&out).is_empty() && !state.busy());
}

#[test]
fn what_the_disk_refuses_comes_back_as_it_was_typed() {
    let workspace = workspace();
    let mut state = opened(&workspace);
    say(&mut state, Command::Progress, &["The draft went to heads"]);
    let fault = crate::effect::Fault {
        doing: crate::effect::Doing::Writing,
        path: "trackers/executive.yaml".into(),
        cause: crate::effect::Cause::Full,
        detail: "no space".into(),
        clash: None,
    };
    let mut out = Out::default();
    state.revised(Vec::new(), Some(fault), &mut out);
    let notice = out.notice.unwrap();
    assert!(notice.refusal && notice.words.contains("disk full"), "{notice:?}");
    assert_eq!(state.line.as_ref().unwrap().typing.editor.text(), "The draft went to heads");
    let out = key_typed(&mut state, Key::plain(KeyCode::Enter));
    assert_eq!(asked(&out).len(), 1, "Enter tries again");
}

#[test]
fn an_action_that_has_ended_is_left_to_its_file() {
    let workspace = workspace();
    let mut state = opened(&workspace);
    typed(&mut state, "status:closed");
    key_typed(&mut state, Key::plain(KeyCode::Enter));
    let refused = press(&mut state, Command::Progress).notice.unwrap();
    assert!(refused.refusal && refused.words.contains("is closed"), "{refused:?}");
    let edit = press(&mut state, Command::EditOutside).edit;
    let Some(Edit::File { path, line }) = edit else { panic!("{edit:?}") };
    let files = demo();
    let (_, bytes) = files.iter().find(|(known, _)| *known == path).unwrap();
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.lines().nth(line - 1).unwrap().contains(ids(&state)[state.here]), "{path}:{line}");
}

#[test]
fn a_new_action_is_typed_as_in_a_meeting_and_goes_to_the_tracker_that_is_chosen() {
    let workspace = workspace();
    let mut state = opened(&workspace);
    press(&mut state, Command::Action);
    let choices = state.tracker_choices().unwrap();
    assert_eq!(choices.len(), 3);
    assert_eq!(choices[2].1, "Lead Safeguarding Partners (a new tracker)");
    let sog = state.choosing.as_ref().unwrap().iter().position(|id| id.as_str() == "sog").unwrap();
    key_typed(&mut state, Key::char(char::from_digit(u32::try_from(sog).unwrap() + 1, 10).unwrap()));
    let mut out = Out::default();
    for key in "jo ellis share the figures by 4 feb 2027 #data".chars().map(Key::char) {
        out = key_typed(&mut state, key);
    }
    assert_eq!(asked(&out), []);
    let out = key_typed(&mut state, Key::plain(KeyCode::Enter));
    let [revision] = &asked(&out)[..] else { panic!("{:?}", out.notice) };
    assert_eq!(revision.path, "trackers/sog.yaml");
    let crate::effect::Change::Actions { add, .. } = &revision.change else { panic!() };
    assert_eq!(
        (add[0].what.as_str(), add[0].tags.as_slice()),
        ("Share the figures", &["data".to_owned()][..])
    );
    assert_eq!(add[0].first_due, add[0].due.day());
}

#[test]
fn the_first_action_of_a_group_without_a_tracker_makes_one() {
    let files = demo();
    let files = files.iter().filter(|(path, _)| !path.starts_with(places::TRACKERS));
    let loaded = Workspace::load(files.map(|(path, bytes)| (path.as_str(), &bytes[..])), &[], &[]);
    let mut state = opened(&Arc::new(loaded));
    press(&mut state, Command::Action);
    assert_eq!(state.tracker_choices().unwrap()[1].1, "Lead Safeguarding Partners (a new tracker)");
    let said = key_typed(&mut state, Key::char('2')).notice.unwrap().words;
    assert!(said.ends_with("has no tracker yet: its first action makes trackers/lsp.yaml."), "{said}");
    // What is typed comes back after a crash, though its tracker is not there yet.
    for key in "business manager write the terms by 4 feb 2027".chars().map(Key::char) {
        key_typed(&mut state, key);
    }
    let kept = state.line_to_keep();
    let mut again = opened(&state.workspace);
    again.line_found(&kept, now(), &mut Out::default());
    let out = key_typed(&mut again, Key::plain(KeyCode::Enter));
    let [revision] = &asked(&out)[..] else { panic!("{:?}", out.notice) };
    assert_eq!(revision.path, "trackers/lsp.yaml");
    let crate::effect::Change::Actions { fresh: Some(fresh), add, .. } = &revision.change else { panic!() };
    assert_eq!(add[0].id.as_str(), "LSP-26-001");
    let made = crate::files::tracker_edit::apply(None, fresh, add, &[]).unwrap();
    let made = crate::files::tracker::load(&made).value.unwrap();
    assert_eq!((made.title.as_str(), made.actions.len()), ("Lead Safeguarding Partners actions", 1));
}

#[test]
fn what_is_marked_is_shown_first_even_where_it_is_one_and_what_is_hidden_is_not_changed() {
    let files: Vec<(String, Vec<u8>)> = demo()
        .into_iter()
        .map(|(path, bytes)| {
            let text = String::from_utf8_lossy(bytes);
            let text = text
                .replace("    tags: [housing, hub]\n", "    tags: [housing, hub]\n    tier: restricted\n");
            (path, text.into_bytes())
        })
        .collect();
    let loaded = Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])), &[], &[]);
    let mut state = opened(&Arc::new(loaded));
    press(&mut state, Command::ShowRestricted);
    press(&mut state, Command::First);
    let at = ids(&state).iter().position(|id| *id == "EXEC-26-011").unwrap();
    (0..at).for_each(|_| drop(press(&mut state, Command::Down)));
    press(&mut state, Command::MarkAction);
    assert_eq!(state.marks.len(), 1);
    press(&mut state, Command::ShowRestricted);
    assert!(state.marks.is_empty(), "what is not shown is not marked");
    press(&mut state, Command::First);
    press(&mut state, Command::MarkAction);
    let out = say(&mut state, Command::Progress, &["The draft went out"]);
    assert!(asked(&out).is_empty() && state.preview.is_some(), "one that is marked is shown first");
}

#[test]
fn nobody_leaves_while_what_was_said_is_nowhere_yet_and_words_of_a_hidden_action_are_not_said_again() {
    let mut state = opened(&workspace());
    say(&mut state, Command::Progress, &["The draft went to heads"]);
    let back = press(&mut state, Command::Back);
    assert!(back.notice.unwrap().refusal && back.go.is_none() && state.holds_back().is_some());
    state.revised(Vec::new(), None, &mut Out::default());
    assert!(state.holds_back().is_none());

    let files: Vec<(String, Vec<u8>)> = demo()
        .into_iter()
        .map(|(path, bytes)| {
            let text = String::from_utf8_lossy(bytes)
                .replace("    status: under way\n", "    status: under way\n    tier: restricted\n");
            (path, text.into_bytes())
        })
        .collect();
    let loaded = Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])), &[], &[]);
    let mut state = opened(&Arc::new(loaded));
    press(&mut state, Command::ShowRestricted);
    press(&mut state, Command::First);
    let at = (0..ids(&state).len()).find(|n| state.at(*n).unwrap().action.tier == Tier::Restricted).unwrap();
    (0..at).for_each(|_| drop(press(&mut state, Command::Down)));
    say(&mut state, Command::Progress, &["CANARY"]);
    let done = crate::effect::Revised { path: "a".into(), was: Some("b".into()), now: Some("c".into()) };
    let mut out = Out::default();
    state.revised(vec![done.clone()], None, &mut out);
    press(&mut state, Command::ShowRestricted);
    press(&mut state, Command::Undo);
    state.revised(vec![done], None, &mut out);
    let words = out.notice.unwrap().words;
    assert_eq!(words, "Undone: A restricted action is changed. Ctrl-R brings it back.");
}

#[test]
fn an_action_is_dropped_by_a_decision_that_a_meeting_has_recorded() {
    let mut state = opened(&workspace());
    typed(&mut state, "group:executive");
    key_typed(&mut state, Key::plain(KeyCode::Enter));
    let out = say(&mut state, Command::Drop, &["EXEC-26-D014: the survey covers it"]);
    let words = &out.notice.as_ref().unwrap().words;
    assert!(
        words.starts_with("No meeting has recorded the decision EXEC-26-D014: those of EXEC are"),
        "{words}"
    );
    assert!(asked(&out).is_empty() && state.line.is_some(), "the line stays");
    key_typed(&mut state, Key::plain(KeyCode::Esc));
    let out = say(&mut state, Command::Drop, &["D004: the survey covers it"]);
    let revised = asked(&out);
    let crate::effect::Change::Actions { change, .. } = &revised[0].change else { panic!("{revised:?}") };
    assert_eq!(change[0].dropped_by, Some("EXEC-26-D004".into()));
    assert_eq!(change[0].update.as_ref().unwrap().text, "Dropped: EXEC-26-D004: the survey covers it");
}

#[test]
fn a_line_that_was_being_typed_is_kept_and_found_again_where_it_was() {
    let workspace = workspace();
    let mut state = opened(&workspace);
    assert!(state.line_to_keep().is_empty() && !state.is_saying());
    press(&mut state, Command::Down);
    let chosen = state.chosen().unwrap();
    let mut out = press(&mut state, Command::NewDate);
    for key in "4 mar 2027"
        .chars()
        .map(Key::char)
        .chain([Key::plain(KeyCode::Enter)])
        .chain("the fig".chars().map(Key::char))
    {
        out = key_typed(&mut state, key);
    }
    assert!(asked(&out).is_empty());
    let kept = state.line_to_keep();
    let mut again = opened(&workspace);
    let mut out = Out::default();
    again.line_found("", now(), &mut out);
    again.line_found("no line", now(), &mut out);
    assert!(!again.is_saying() && out.notice.is_none());
    again.line_found(&kept, now(), &mut out);
    assert!(out.notice.unwrap().words.contains("here again"));
    assert_eq!(again.line_to_keep(), kept);
    let out = say(&mut again, Command::Help, &["ures came late"]);
    let [revision] = &asked(&out)[..] else { panic!("{:?}", out.notice) };
    let crate::effect::Change::Actions { change, .. } = &revision.change else { panic!() };
    assert_eq!(
        (&change[0].id, &change[0].moved.as_ref().unwrap().1.why[..]),
        (&chosen.1, "the figures came late")
    );
    assert!(again.line_to_keep().contains("the figures came late"), "until the disk has it");
    let mut out = Out::default();
    again.revised(vec![], None, &mut out);
    assert!(!again.is_saying());
}

#[test]
fn very_many_marked_actions_are_found_by_one_walk_through_each_tracker() {
    let workspace = workspace();
    let mut state = opened(&workspace);
    press(&mut state, Command::MarkAll);
    let found: Vec<&str> =
        state.each_named(&state.marks).filter_map(|(_, l)| Some(l?.action.id.as_str())).collect();
    let named: Vec<&str> =
        state.marks.iter().filter_map(|name| Some(state.named(name)?.action.id.as_str())).collect();
    assert_eq!(found, named);
    assert!(state.each_named(&[("sog".into(), "SOG-99-999".into())]).all(|(_, found)| found.is_none()));
}

#[test]
fn what_an_action_waits_for_is_looked_up_in_every_tracker() {
    let mut state = opened(&workspace());
    typed(&mut state, "id:EXEC-26-014");
    key_typed(&mut state, Key::plain(KeyCode::Enter));
    let out = say(&mut state, Command::Blocked, &["waits for SOG-26-999"]);
    let words = &out.notice.as_ref().unwrap().words;
    assert!(words.starts_with("No tracker has an action SOG-26-999: the nearest is SOG-26-0"), "{words}");
    assert!(asked(&out).is_empty() && state.line.is_some(), "the line stays");
    key_typed(&mut state, Key::plain(KeyCode::Esc));
    let out = say(&mut state, Command::Blocked, &["sog-26-004, 018 and the COVID-19-20 figures"]);
    let revised = asked(&out);
    let crate::effect::Change::Actions { change, .. } = &revised[0].change else { panic!("{revised:?}") };
    assert_eq!(change[0].waits_for, ["SOG-26-004".into(), "EXEC-26-018".into()]);
    let said = "Waits for: SOG-26-004, EXEC-26-018 and the COVID-19-20 figures";
    assert_eq!(change[0].update.as_ref().unwrap().text, said);
}

#[test]
fn an_action_goes_on_in_another_and_what_has_ended_is_opened_again() {
    let mut state = opened(&workspace());
    typed(&mut state, "id:EXEC-26-014");
    key_typed(&mut state, Key::plain(KeyCode::Enter));
    let out = press(&mut state, Command::Reopen);
    assert!(out.notice.unwrap().words.ends_with("only what has ended is opened again"));
    let out = say(&mut state, Command::MergeInto, &["the other one"]);
    assert!(out.notice.unwrap().words.contains("is the number of no action"));
    key_typed(&mut state, Key::plain(KeyCode::Esc));
    let out = say(&mut state, Command::MergeInto, &["sog-26-004", "both ask for the same"]);
    let revised = asked(&out);
    // One step, though it is of two trackers.
    assert_eq!(revised.len(), 2, "{revised:?}");
    let crate::effect::Change::Actions { change, .. } = &revised[0].change else { panic!("{revised:?}") };
    assert_eq!(change[0].merged_into, Some("SOG-26-004".into()));
    let crate::effect::Change::Actions { change, .. } = &revised[1].change else { panic!("{revised:?}") };
    let said = &change[0].update.as_ref().unwrap().text;
    assert!(said.starts_with("EXEC-26-014 was merged into this, both ask for the same: "), "{said}");

    let mut state = opened(&workspace());
    typed(&mut state, "id:SOG-26-003");
    key_typed(&mut state, Key::plain(KeyCode::Enter));
    let out = press(&mut state, Command::Progress);
    assert!(out.notice.unwrap().words.ends_with("O opens it again"));
    let out = say(&mut state, Command::Reopen, &["the audit found otherwise"]);
    let revised = asked(&out);
    let crate::effect::Change::Actions { change, .. } = &revised[0].change else { panic!("{revised:?}") };
    assert!(change[0].opened_again, "{change:?}");
}

#[test]
fn a_new_date_and_its_reason_may_be_typed_at_once() {
    let mut state = opened(&workspace());
    let out = say(&mut state, Command::NewDate, &["4 mar 2027, because the figures came late"]);
    let [revision] = &asked(&out)[..] else { panic!("{:?}", out.notice) };
    let crate::effect::Change::Actions { change, .. } = &revision.change else { panic!() };
    let (to, moved) = change[0].moved.as_ref().unwrap();
    assert_eq!((to.said().as_str(), moved.why.as_str()), ("Thu 4 Mar 2027", "the figures came late"));
    let mut state = opened(&workspace());
    let refused = say(&mut state, Command::NewDate, &["31 feb because of the figures"]);
    assert!(refused.notice.unwrap().refusal && asked(&Out::default()).is_empty());
    assert_eq!(state.line.as_ref().unwrap().typing.answers.len(), 0, "the day is asked for still");
}
