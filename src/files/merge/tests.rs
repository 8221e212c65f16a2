//! Merges as people meet them, one by one. The laws on random files are in `laws.rs`.

use super::{Asking, Choice, Sort, left, merge};
use crate::domain::action::{Action, Status, Update};
use crate::files::tracker;
use crate::files::tracker_edit::{ActionChange, apply};
use proptest::prelude::*;

const BASE: &str = "# The Executive's actions.
schema: 1
id: executive
title: Executive action tracker
group: executive
prefix: EXEC
actions:
  # asked for by the police
  - id: EXEC-26-014
    what: Report on the pilot  # with figures
    lead: police-dsp
    raised: {meeting: executive-2026-06-11, item: dashboard, date: 2026-06-11}
    first_due: 2026-09-30
    due: 2026-09-30
    status: not started
    tags: [encompass]

  - {id: EXEC-26-015, what: Agree a protocol, lead: icb-dsp, raised: {date: 2026-06-11}, due: to be set, status: under way}
";

fn day() -> chrono::NaiveDate {
    "2026-12-03".parse().unwrap()
}

fn with(from: &str, to: &str) -> String {
    assert!(BASE.contains(from), "{from}");
    BASE.replace(from, to)
}

fn added(text: &str, action: &str) -> String {
    format!("{text}\n{action}")
}

const POLICE: &str = "  # from the police's laptop
  - id: EXEC-26-016
    what: Share the figures for weekends
    lead: police-dsp
    raised: {meeting: executive-2026-12-03, date: 2026-12-03}
    due: 2026-12-18
    status: not started
";
const HEALTH: &str = "  - id: EXEC-26-016
    what: |
      Name a lead:
      # not a comment
    lead: icb-dsp
    raised: {meeting: executive-2026-12-03, date: 2026-12-03}
    due: to be set
    status: not started
";

#[test]
fn changes_of_both_sides_are_taken_and_every_other_byte_of_ours_stays() {
    let ours = with("status: not started", "status: under way");
    let theirs = with("what: Agree a protocol", "what: Agree a protocol with the hub")
        .replace("[encompass]", "[encompass, hub]");
    let merged = merge(BASE, &ours, &theirs);
    assert_eq!(merged.clashes, []);
    let by_hand = ours
        .replace("what: Agree a protocol", "what: Agree a protocol with the hub")
        .replace("[encompass]", "[encompass, hub]");
    assert_eq!(merged.text, by_hand);
}

#[test]
fn a_clash_keeps_ours_in_the_text_and_theirs_beside_it() {
    let merged =
        merge(BASE, &with("due: to be set", "due: 2026-12-11"), &with("due: to be set", "due: 2026-12-18"));
    let [clash] = merged.clashes.as_slice() else { panic!("{:?}", merged.clashes) };
    assert_eq!(
        clash.said(),
        "action EXEC-26-015, due: mine 2026-12-11, theirs 2026-12-18 (it was to be set)"
    );
    assert!(merged.text.contains("due: 2026-12-11") && !merged.text.contains("2026-12-18"));
    let mark =
        "    # chairside: action EXEC-26-015, due: theirs was 2026-12-18, keep one and delete this line\n";
    assert!(merged.marked().ends_with(mark), "{}", merged.marked());
    assert_eq!(left(&merged.marked())[0].place.line, 19);
    assert_eq!(tracker::load(&merged.marked()).problems, []);

    assert_eq!(merged.resolve(&[Choice::Mine], day()).unwrap(), merged.text);
    let theirs = merged.resolve(&[Choice::Theirs], day()).unwrap();
    assert!(theirs.contains("due: 2026-12-18") && !theirs.contains("2026-12-11"));
    let both = merged.resolve(&[Choice::Both], day()).unwrap();
    let read = tracker::load(&both).value.unwrap();
    assert_eq!(
        read.actions[1].updates[0].text,
        "Two versions of this file were merged; the other said due: 2026-12-18."
    );
    assert!(merged.resolve(&[], day()).is_err());
}

#[test]
fn words_are_never_mixed_but_both_can_be_kept() {
    let merged = merge(
        BASE,
        &with("what: Report on the pilot", "what: Report on the pilot's costs"),
        &with("what: Report on the pilot", "what: Report on the whole pilot"),
    );
    assert!(merged.text.contains("what: Report on the pilot's costs  # with figures\n"));
    let both = merged.resolve(&[Choice::Both], day()).unwrap();
    let read = tracker::load(&both).value.unwrap();
    assert_eq!(read.actions[0].what, "Report on the pilot's costs\nAlso written: Report on the whole pilot");
}

#[test]
fn additions_of_both_sides_are_kept_word_for_word() {
    let theirs = added(BASE, &POLICE.replace("016", "017"));
    let merged = merge(BASE, &added(BASE, HEALTH), &theirs);
    assert_eq!(merged.clashes, []);
    assert!(merged.text.starts_with(&added(BASE, HEALTH)));
    assert!(merged.text.ends_with(&format!("\n{}", POLICE.replace("016", "017"))), "{}", merged.text);
    let other = merge(BASE, &theirs, &added(BASE, HEALTH));
    assert_eq!(tracker::load(&merged.text).value, tracker::load(&other.text).value);
}

#[test]
fn an_id_given_out_twice_is_told_apart_and_found_by_its_old_name() {
    let ours = added(BASE, POLICE).replace("[encompass]", "[encompass, EXEC-26-016]");
    let theirs = added(BASE, HEALTH);
    let (merged, other) = (merge(BASE, &ours, &theirs), merge(BASE, &theirs, &ours));
    assert_eq!((&merged.clashes[..], &other.clashes[..]), (&[][..], &[][..]));
    let (a, b) = (tracker::load(&merged.text).value.unwrap(), tracker::load(&other.text).value.unwrap());
    assert_eq!(a, b, "either side comes to the same");
    assert_eq!(a.actions.len(), 4);
    let moved = a.action(&"EXEC-26-017".into()).unwrap();
    assert_eq!(
        (moved.what.as_str(), moved.aliases[0].as_str()),
        ("Share the figures for weekends", "EXEC-26-016")
    );
    assert_eq!(a.actions[0].tags, ["encompass", "EXEC-26-017"], "what names it on its own side follows");
    assert!(merged.notes[0].contains("EXEC-26-016 had been given out twice"), "{:?}", merged.notes);
    assert!(merged.text.contains("# from the police's laptop"));
    // Merging again, on either machine, changes nothing more.
    for side in [&ours, &theirs] {
        assert_eq!(merge(BASE, &merged.text, side).text, merged.text);
    }
}

#[test]
fn an_id_given_out_twice_again_keeps_every_old_name() {
    for aka in ["aka: [EXEC-26-011]", "aka:\n      - EXEC-26-011", "aka: []", "aka:"] {
        let ours = added(BASE, &POLICE.replace("    what:", &format!("    {aka}\n    what:")));
        let merged = merge(BASE, &ours, &added(BASE, HEALTH));
        assert_eq!(merged.clashes, []);
        let read = tracker::load(&merged.text).value.unwrap();
        let found = read.actions.iter().find(|a| a.what.starts_with("Share")).unwrap();
        assert_eq!(found.id.as_str(), "EXEC-26-017");
        assert!(found.aliases.contains(&"EXEC-26-016".into()), "{aka}: {}", merged.text);
        assert_eq!(found.aliases.len(), if aka.contains("011") { 2 } else { 1 });
    }
}

#[test]
fn the_same_action_copied_to_both_sides_is_one_action() {
    let both = added(BASE, POLICE);
    let merged = merge(BASE, &both, &both.replace("due: 2026-12-18", "due: 2026-12-19"));
    assert_eq!(merged.clashes.len(), 1);
    assert_eq!(tracker::load(&merged.text).value.unwrap().actions.len(), 3);
}

#[test]
fn what_one_took_out_and_the_other_changed_stays_and_is_asked() {
    let gone = &BASE[..=BASE.find("\n  - {id").unwrap()];
    let changed = with("due: to be set", "due: 2026-12-11");
    let merged = merge(BASE, gone, &changed);
    assert_eq!(merged.clashes[0].sort, Sort::RemovedByOurs);
    assert_eq!(tracker::load(&merged.text).value.unwrap().actions.len(), 2);
    assert_eq!(merged.resolve(&[Choice::Mine], day()).unwrap(), gone);
    let merged = merge(BASE, &changed, gone);
    assert_eq!((merged.clashes[0].sort, &merged.text), (Sort::RemovedByTheirs, &changed));
    assert_eq!(
        tracker::load(&merged.resolve(&[Choice::Theirs], day()).unwrap()).value.unwrap().actions.len(),
        1
    );
    assert_eq!(merge(BASE, BASE, gone).text, gone);
    assert_eq!(merge(BASE, &with("not started", "done"), gone).clashes, []);
}

#[test]
fn histories_are_put_together_by_day() {
    let update = |on: &str, text: &str| {
        with(
            "    tags: [encompass]",
            &format!("    tags: [encompass]\n    updates:\n      - {{on: {on}, text: {text}}}"),
        )
    };
    let merged = merge(BASE, &update("2026-11-20", "Second."), &update("2026-11-05", "First."));
    assert_eq!(merged.clashes, []);
    let read = tracker::load(&merged.text).value.unwrap();
    let said: Vec<&str> = read.actions[0].updates.iter().map(|u| u.text.as_str()).collect();
    assert_eq!(said, ["First.", "Second."]);
}

#[test]
fn half_of_one_rule_and_half_of_another_is_a_rule_nobody_made() {
    let base = "id: a\nquorum: {number: 3, agencies: [police]}\n";
    let merged = merge(base, &base.replace('3', "4"), &base.replace("police", "icb"));
    let [clash] = merged.clashes.as_slice() else { panic!("{:?}", merged.clashes) };
    assert_eq!(
        (clash.place.as_str(), clash.theirs.as_deref()),
        ("quorum", Some("{number: 3, agencies: [icb]}"))
    );
    assert!(merged.resolve(&[Choice::Both], day()).unwrap_err().contains("choose mine or theirs"));
}

#[test]
fn an_answer_is_known_by_its_question_and_what_is_known_of_a_child_by_child_and_agency() {
    let base = "answers:\n  - question: voice\n    answer: [RI]\ninvolvement:\n- {case: C1, agency: police, known: asked}\n\
                - {case: C1, agency: gp, known: yes}\n";
    let merged = merge(
        base,
        &base.replace("[RI]", "[G]").replace("known: asked", "known: yes"),
        &base
            .replace("[RI]", "[RI]\n    reason: asked once")
            .replace("asked}", "asked, extended: 2026-12-10}"),
    );
    assert_eq!(merged.clashes, []);
    assert_eq!(
        merged.text,
        "answers:\n  - question: voice\n    answer: [G]\n    reason: asked once\ninvolvement:\n\
         - {case: C1, agency: police, known: yes, extended: 2026-12-10}\n- {case: C1, agency: gp, known: yes}\n"
    );
    let merged = merge(
        base,
        &base.replace("[RI]", "[G]").replace("known: asked", "known: yes"),
        &base.replace("[RI]", "[I]").replace("known: asked", "known: no"),
    );
    let places: Vec<&str> = merged.clashes.iter().map(|clash| clash.place.as_str()).collect();
    assert_eq!(places, ["answer voice, answer", "involvement C1, police, known"]);
    let theirs = merged.resolve(&[Choice::Theirs, Choice::Theirs], day()).unwrap();
    assert_eq!(theirs, base.replace("[RI]", "[I]").replace("known: asked", "known: no"));
}

#[test]
fn without_a_base_what_is_alike_is_fine_and_nothing_goes() {
    let ours = added(&with("due: to be set", "due: 2026-12-11"), &POLICE.replace("016", "017"));
    let merged = merge("", &ours, &added(BASE, HEALTH));
    assert_eq!(
        merged.clashes.iter().map(|c| c.place.as_str()).collect::<Vec<_>>(),
        ["action EXEC-26-015, due"]
    );
    assert_eq!(tracker::load(&merged.text).value.unwrap().actions.len(), 4);
}

#[test]
fn a_version_that_cannot_be_read_loses_nothing() {
    let broken = with("actions:", "actions: [");
    for (ours, theirs) in
        [(&broken, with("not started", "done")), (&with("not started", "done"), broken.clone())]
    {
        let merged = merge(BASE, ours, &theirs);
        assert_eq!((merged.clashes[0].sort, &merged.text), (Sort::WholeFile, ours));
        assert!(merged.clashes[0].said().contains("cannot be read"), "{}", merged.clashes[0].said());
        let marked = merged.marked();
        assert!(ours.lines().chain(theirs.lines()).all(|line| marked.contains(line)), "{marked}");
        assert!(tracker::load(&marked).value.is_none());
        assert_eq!(merged.resolve(&[Choice::Theirs], day()).unwrap(), theirs);
    }
    assert_eq!(merge(BASE, BASE, &broken).text, broken, "only one side changed");
}

#[test]
fn remarks_of_theirs_come_too() {
    let theirs = with("    status: not started", "    # agreed by phone\n    status: not started")
        .replace("# The Executive's actions.", "# The Executive's actions.\n# Mind the tags.");
    let merged = merge(BASE, &with("what: Agree", "what: Draft"), &theirs);
    assert_eq!(merged.text, theirs.replace("what: Agree", "what: Draft"));
    assert_eq!(merged.clashes, []);
}

#[test]
fn line_ends_stay_as_they_are_in_ours() {
    let ours = with("not started", "done").replace('\n', "\r\n");
    let merged = merge(&BASE.replace('\n', "\r\n"), &ours, &added(BASE, HEALTH));
    assert_eq!(merged.text.matches('\n').count(), merged.text.matches("\r\n").count());
    assert_eq!(tracker::load(&merged.text).value.unwrap().actions[2].what, "Name a lead:\n# not a comment\n");
}

#[test]
fn items_of_an_agenda_keep_the_order_that_somebody_gave_them() {
    let item = |id: &str| format!("  - id: {id}\n    title: Item {id}\n");
    let agenda =
        |ids: &[&str]| format!("title: A\nitems:\n{}", ids.iter().map(|id| item(id)).collect::<String>());
    let merged = merge(
        &agenda(&["a", "b", "c"]),
        &agenda(&["a", "b", "c"]).replace("Item b", "Item B"),
        &agenda(&["c", "a", "b", "d"]),
    );
    assert_eq!(merged.text, agenda(&["c", "a", "b", "d"]).replace("Item b", "Item B"));
    let merged = merge(&agenda(&["a", "b", "c"]), &agenda(&["b", "a", "c"]), &agenda(&["c", "a", "b"]));
    assert_eq!(merged.clashes[0].place, "the order of items");
    assert_eq!(merged.resolve(&[Choice::Theirs], day()).unwrap(), agenda(&["c", "a", "b"]));
}

const REGISTER: &str = "schema: 1
recommendations:
  - id: REC-26-001
    text: Use the brief in supervision
    accepted: 2026-06-11
    group: executive
    actions: [EXEC-26-014]
    closed:
      - {by: executive, on: 2026-09-10, decision: EXEC-26-D004}
little_progress:
  - {id: notices, area: Notices, impact: Late help, achieved: [On the register], needed: [A robot], year: 2024-25}
";

#[test]
fn registers_are_merged_by_id_and_their_histories_are_united() {
    let ours = REGISTER
        .replace("D004}\n", "D004}\n    reopened:\n      - {on: 2026-11-05, why: It lapsed}\n")
        .replace("[EXEC-26-014]", "[EXEC-26-014, SOG-26-003]")
        .replace("[On the register]", "[On the register, A pilot]");
    let theirs = REGISTER
        .replace("D004}\n", "D004}\n      - {by: executive, on: 2026-12-03, decision: EXEC-26-D012}\n")
        .replace("[EXEC-26-014]", "[EXEC-26-014, EXEC-26-015]")
        .replace("needed: [A robot]", "needed: [A robot in the whole force]");
    let theirs = theirs.replace(
        "little_progress:",
        "  - {id: REC-26-002, text: Audit again, accepted: 2026-12-03, group: sog}\nlittle_progress:",
    );
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge(REGISTER, ours, theirs);
        assert_eq!(merged.clashes, [], "{}", merged.text);
        let read = crate::files::recommendations::load(&merged.text);
        assert_eq!(read.problems, []);
        let read = read.value.unwrap();
        let [first, second] = &read.recommendations[..] else { panic!("{}", merged.text) };
        assert_eq!((first.closed.len(), first.reopened.len(), first.actions.len()), (2, 1, 3));
        assert_eq!(second.id.as_str(), "REC-26-002");
        let [row] = &read.little_progress[..] else { panic!("{}", merged.text) };
        assert_eq!((row.achieved.len(), row.needed.len()), (2, 1));
    }
}

#[test]
fn an_area_with_little_progress_is_named_as_people_name_it() {
    let ours = REGISTER.replace("impact: Late help", "impact: Help is late");
    let merged = merge(REGISTER, &ours, &REGISTER.replace("impact: Late help", "impact: None yet"));
    let [clash] = &merged.clashes[..] else { panic!("{:?}", merged.clashes) };
    assert!(clash.said().starts_with("area with little progress notices, impact: "), "{}", clash.said());
}

const COMES_ROUND: &str = "recurring:
  - {id: REG45, what: Send the report, lead: police-dsp, every: 6 months, first_due: 2026-10-31}
  - {id: DRILL, what: Drill, every: month, kind: after completion, first_due: 2026-11-30}
actions:
";

/// A change of what comes round on one machine.
fn touch() -> impl Strategy<Value = ActionChange> {
    let status =
        proptest::option::of(prop::sample::select(vec![Status::UnderWay, Status::Blocked, Status::Done]));
    let lead = proptest::option::of(prop::sample::select(vec!["icb-dsp", "police-dsp"]));
    (status, lead, "[A-Z][a-z ]{0,20}[a-z]").prop_map(|(status, lead, text)| ActionChange {
        status,
        lead: lead.map(Into::into),
        update: Some(Update { on: day(), text, ..Update::default() }),
        ..ActionChange::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_machines_that_touch_what_comes_round_make_one_action_of_it(
        id in prop::sample::select(vec!["REG45@2026H2", "DRILL@2026-11"]), ours in touch(), theirs in touch(),
    ) {
        let base = BASE.replace("actions:\n", COMES_ROUND);
        let differ = |a: Option<String>, b: Option<String>| a.is_some() && b.is_some() && a != b;
        let said = |change: &ActionChange| change.status.map(|status| status.word().to_owned());
        let led = |change: &ActionChange| change.lead.as_ref().map(ToString::to_string);
        // What one of them said again as it was is no change.
        let led = |change: &ActionChange| led(change).filter(|lead| id != "REG45@2026H2" || lead != "police-dsp");
        let clashes = usize::from(differ(said(&ours), said(&theirs))) + usize::from(differ(led(&ours), led(&theirs)));
        let updates = if ours.update == theirs.update { 1 } else { 2 };
        let made = [&ours, &theirs].map(|change| {
            let change = ActionChange { id: id.into(), ..change.clone() };
            apply(Some(&base), "", &[], &[change]).unwrap()
        });
        for (ours, theirs) in [(&made[0], &made[1]), (&made[1], &made[0])] {
            let merged = merge(&base, ours, theirs);
            prop_assert_eq!(merged.clashes.len(), clashes, "{:?}", merged.clashes);
            let read = tracker::load(&merged.text).value.unwrap();
            let one: Vec<&Action> = read.actions.iter().filter(|action| action.id.as_str() == id).collect();
            prop_assert_eq!(one.len(), 1, "{}", merged.text);
            prop_assert_eq!(one[0].updates.len(), updates, "{}", merged.text);
            prop_assert_eq!(read.actions.len(), 3);
        }
    }
}

/// Two actions to which two machines gave one number on one day, in a file and its copy: nobody knows what both came from.
fn given_out_twice(mine: &str, theirs: &str) -> (String, String) {
    let of = |words: &str, due: &str| {
        format!(
            "actions:\n  - id: EXEC-26-014\n    what: {words}\n    raised: {{date: 2026-12-03}}\n    due: {due}\nlinks: [EXEC-26-014]\n"
        )
    };
    (of(mine, "2026-12-11"), of(theirs, "2026-12-18"))
}

#[test]
fn two_actions_with_one_number_and_no_word_in_common_both_stay_without_a_question() {
    let (ours, theirs) = given_out_twice("Share the neglect strategy", "Chair writes to head teachers");
    let merged = merge("", &ours, &theirs);
    assert!(merged.clashes.iter().all(|clash| !clash.place.starts_with("action")), "{:?}", merged.clashes);
    for words in
        ["Share the neglect strategy", "Chair writes to head teachers", "EXEC-26-015", "aka: [EXEC-26-014]"]
    {
        assert!(merged.text.contains(words), "{}", merged.text);
    }
    assert!(merged.notes.iter().any(|note| note.contains("had been given out twice")), "{:?}", merged.notes);
}

#[test]
fn two_actions_with_one_number_that_sound_alike_stay_both_where_somebody_says_they_are_two() {
    let (ours, theirs) =
        given_out_twice("Share the strategy with schools", "Share the strategy with surgeries");
    let asking = Asking::of_copy(&ours, &theirs);
    let places: Vec<&str> = asking.questions.iter().map(|q| q.clash.place.as_str()).collect();
    assert_eq!(places, ["action EXEC-26-014, what", "action EXEC-26-014, due"]);
    let two = asking.questions[0].two().unwrap();
    assert!(two.contains("the other gets the next number"), "{two}");
    assert!(asking.questions[1].two().is_none() && asking.questions[1].may(Choice::Two).is_err());
    let day = "2026-12-03".parse().unwrap();
    // What else was answered of it does not count.
    for other in [Choice::Two, Choice::Mine, Choice::Theirs, Choice::Both] {
        let text = asking.text(&[Choice::Two, other], day).unwrap();
        for words in [
            "with schools",
            "with surgeries",
            "2026-12-11",
            "2026-12-18",
            "EXEC-26-015",
            "aka: [EXEC-26-014]",
        ] {
            assert!(text.contains(words), "{other:?}: {text}");
        }
        assert!(!text.contains("Also written"), "{text}");
    }
    assert!(asking.text(&[Choice::Mine, Choice::Two], day).is_err());
    // Of two versions with a common one that has it, it is one action.
    let based = merge(&ours, &ours.replace("schools", "all schools"), &theirs);
    assert!(based.clashes.iter().all(|clash| !clash.may_be_two()));
}
