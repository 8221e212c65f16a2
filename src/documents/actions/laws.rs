//! The laws of the way out and back: what is exported and imported is the same, and an edited cell changes its field only.

use super::generated::{listed, partnership, today, tracker, typed, words};
use super::{as_csv, headings, json, markdown, table, workbook};
use crate::base::sheet::{At, Cell, Content, Sheet};
use crate::base::text::width;
use crate::domain::action::{Action, Due, Priority, Raised, Status, Update};
use crate::domain::decision_numbers::Recorded;
use crate::domain::import::{self, Amend, COLUMNS, Field, Ground, Outcome, Preview};
use crate::domain::personal::Names;
use crate::domain::tracker::Tracker;
use crate::files::{sheet, tracker_edit};
use chrono::Days;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;

fn imported(tracker: &Tracker, sheet: &Sheet) -> Preview {
    let (partnership, names) = (partnership(), Names::default());
    let ground = Ground {
        partnership: Some(&partnership),
        tracker,
        elsewhere: Vec::new(),
        meetings: Vec::new(),
        decisions: vec![Recorded { id: "EXEC-26-D004".into(), ..Recorded::default() }],
        names: &names,
        today: today(),
        file: "actions.xlsx".into(),
        by: "jo".into(),
        told: Vec::new(),
    };
    import::preview(sheet, &[], &ground).unwrap()
}

/// Both ways out, read in again.
fn sheets(tracker: &Tracker) -> [Sheet; 2] {
    let text = listed(tracker, as_csv);
    let book = listed(tracker, workbook).unwrap();
    let first = |bytes: &[u8]| sheet::read(bytes).unwrap().sheets.swap_remove(0);
    [first(text.as_bytes()), first(&book)]
}

fn place(field: Field, row: u32) -> At {
    let column = COLUMNS.iter().position(|column| column.field == field).unwrap();
    At { row, column: u32::try_from(column).unwrap() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Our own sheet taken over into the tracker it came from changes nothing and warns of nothing: every cell of it is one
    /// that the tracker says, so that only what people edit is a change. It does not rebuild a tracker out of a sheet: moves,
    /// steps, hashes of files and where something was raised stand in no cell that is read back. JSON holds all of those, as
    /// `every_form_can_be_made_of_anything` proves.
    #[test]
    fn what_is_exported_and_imported_is_the_same(tracker in tracker(&words())) {
        for sheet in sheets(&tracker) {
            let preview = imported(&tracker, &sheet);
            prop_assert_eq!(preview.rows.len(), tracker.actions.len(), "{:?}", preview.left_out);
            for (row, action) in preview.rows.iter().zip(&tracker.actions) {
                prop_assert_eq!(&row.outcome, &Outcome::Same(action.id.clone()), "{:?}", row.notes);
                let known: Vec<_> = row.notes.iter().filter(|note| !note.said.contains("looks like")).collect();
                prop_assert!(known.is_empty(), "{:?}", known);
            }
        }
    }

    #[test]
    fn an_edited_cell_changes_its_field_only(tracker in tracker(&words()), at in 0_usize..4, which in 0_usize..9, added in "[a-z]{3,12}") {
        let at = at % tracker.actions.len();
        let was = &tracker.actions[at];
        let row = u32::try_from(at).unwrap() + 2;
        for mut sheet in sheets(&tracker) {
            let field = [
                Field::What, Field::Lead, Field::With, Field::Due, Field::Status, Field::Priority, Field::Update,
                Field::Evidence, Field::Tags,
            ][which];
            let before = sheet.cell(place(field, row)).words();
            let later = today() + Days::new(700);
            let lead = if was.lead.as_ref().is_some_and(|lead| lead.as_str() == "icb-dsp") { "police-dsp" } else { "icb-dsp" };
            let status = if was.status == Status::Blocked { "under way" } else { "blocked" };
            let priority = if was.priority == Priority::High { "low" } else { "high" };
            let cell = match field {
                Field::What => Cell::text(&format!("{before}!")),
                Field::Lead => Cell::text(lead),
                Field::With => Cell::text(&format!("{before}; Head of Learning and Development, people")),
                Field::Due => Cell { content: Content::Day(later), ..Cell::default() },
                Field::Status => Cell::text(status),
                Field::Priority => Cell::text(priority),
                Field::Tags => Cell::text(&format!("{before}, {added}")),
                _ => Cell::text(&format!("{before}\n{added} anew")),
            };
            sheet.cells.insert(place(field, row), cell);
            let preview = imported(&tracker, &sheet);
            for (n, row) in preview.rows.iter().enumerate().filter(|(n, _)| *n != at) {
                prop_assert_eq!(&row.outcome, &Outcome::Same(tracker.actions[n].id.clone()));
            }
            let Outcome::Changed(_, amends, differences) = &preview.rows[at].outcome else {
                let led = was.lead.as_ref().is_some_and(|lead| lead.as_str() == "learning");
                let known = field == Field::With && (led || was.with.iter().any(|post| post.as_str() == "learning"));
                let said = field == Field::Tags && was.tags.contains(&added);
                prop_assert!(known || said, "{field:?}: {:?}", preview.rows[at]);
                continue;
            };
            prop_assert!(differences.iter().all(|change| change.field == field), "{differences:?}");
            match &amends[..] {
                [Amend::Due(to, step)] => {
                    prop_assert_eq!((*to, step.from, step.on), (Due::On(later), was.due, today()));
                }
                [Amend::Update(update)] => prop_assert_eq!(&update.text, &format!("{added} anew")),
                [Amend::Evidence(shown)] => prop_assert_eq!(&shown.text, &format!("{added} anew")),
                [Amend::With(with)] => {
                    let kept = |post: &&crate::base::id::PostId| !["p-gd", "nobody-knows"].contains(&post.as_str());
                    let lead = was.lead.as_ref();
                    prop_assert!(was.with.iter().filter(kept).all(|post| with.contains(post) || Some(post) == lead), "{:?}", with);
                }
                [Amend::Tags(tags)] => prop_assert!(was.tags.iter().all(|tag| tags.contains(tag))),
                [_] => {}
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }

    /// Out, edited, taken over, out again: the file changes where the cell does, and the second time nothing is new.
    #[test]
    fn what_was_taken_over_is_known_the_next_time(
        tracker in tracker(&typed()),
        at in any::<prop::sample::Index>(),
        which in 0_usize..6,
        added in "[a-z]{3,12}",
    ) {
        let at = at.index(tracker.actions.len());
        let row = u32::try_from(at).unwrap() + 2;
        let fresh = tracker_edit::fresh("executive", "Executive actions", "executive", "EXEC");
        let text = tracker_edit::apply(None, &fresh, &tracker.actions, &[]).unwrap();
        let read = |text: &str| crate::files::tracker::load(text).value.unwrap();
        let field = [Field::What, Field::Due, Field::Priority, Field::Update, Field::Evidence, Field::Tags][which];
        for mut sheet in sheets(&read(&text)) {
            let before = sheet.cell(place(field, row)).words();
            let cell = match field {
                Field::What => Cell::text(&format!("{before} {added}")),
                Field::Due => Cell { content: Content::Day(today() + Days::new(700)), ..Cell::default() },
                Field::Priority => Cell::text(if before == "high" { "low" } else { "high" }),
                Field::Tags => Cell::text(&format!("{before}, zz{added}")),
                _ => Cell::text(&format!("{before}\n{added} anew")),
            };
            sheet.cells.insert(place(field, row), cell);
            let preview = imported(&read(&text), &sheet);
            let changes: Vec<_> = preview.rows.iter().filter_map(|row| match &row.outcome {
                Outcome::Changed(id, amends, _) => Some((id.clone(), amends.clone())),
                _ => None,
            }).collect();
            prop_assert_eq!(changes.len(), 1, "{:?}", preview.rows[at]);
            let after = tracker_edit::take_over(&text, &[], &changes).unwrap();
            let now = read(&after);
            let mut meant = tracker.actions.clone();
            let got = &now.actions[at];
            let one = &mut meant[at];
            match field {
                Field::What => one.what.clone_from(&got.what),
                Field::Due => {
                    // The first date it ever has is kept with it.
                    let first = one.first_due.or_else(|| got.moves.last().and_then(|step| one.first_date_by(step)));
                    (one.due, one.moves, one.first_due) = (got.due, got.moves.clone(), first);
                }
                Field::Priority => one.priority = got.priority,
                Field::Tags => one.tags.clone_from(&got.tags),
                Field::Update => one.updates.clone_from(&got.updates),
                _ => one.evidence.clone_from(&got.evidence),
            }
            prop_assert_eq!(&now.actions, &meant, "{:?}", field);
            prop_assert_ne!(&now.actions[at], &tracker.actions[at]);
            for sheet in sheets(&now) {
                for (row, action) in imported(&now, &sheet).rows.iter().zip(&now.actions) {
                    prop_assert_eq!(&row.outcome, &Outcome::Same(action.id.clone()), "{:?}", row);
                }
            }
        }
    }

    #[test]
    fn every_form_can_be_made_of_anything(tracker in tracker(&words()), cells in 20_usize..200) {
        let text = listed(&tracker, |listing| table(listing, cells));
        prop_assert!(text.lines().all(|line| width(line) <= cells), "{text}");
        prop_assert_eq!(text.lines().count(), tracker.actions.len() + 1);
        let page = listed(&tracker, markdown);
        prop_assert_eq!(page.lines().filter(|line| line.starts_with('|')).count(), tracker.actions.len() + 2);
        let value: serde_json::Value = serde_json::from_str(&listed(&tracker, json)).unwrap();
        for (one, action) in value["actions"].as_array().unwrap().iter().zip(&tracker.actions) {
            prop_assert_eq!(&serde_json::from_value::<Action>(one["stored"].clone()).unwrap(), action);
        }
        prop_assert_eq!(listed(&tracker, workbook).unwrap(), listed(&tracker, workbook).unwrap());
    }
}

#[test]
fn a_tag_taken_out_of_our_own_sheet_goes_and_one_missing_from_another_sheet_stays() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut tracker = tracker(&words()).new_tree(&mut runner).unwrap().current();
    tracker.actions.truncate(1);
    tracker.actions[0].tags = vec!["neglect".into(), "hub".into()];
    let [mut ours, _] = sheets(&tracker);
    ours.cells.insert(place(Field::Tags, 2), Cell::text("hub"));
    let preview = imported(&tracker, &ours);
    let Outcome::Changed(_, amends, _) = &preview.rows[0].outcome else { panic!("{preview:?}") };
    assert_eq!(amends, &[Amend::Tags(vec!["hub".into()])]);
    ours.cells.insert(place(Field::Closed, 1), Cell::text("Finished"));
    assert!(matches!(imported(&tracker, &ours).rows[0].outcome, Outcome::Same(_)));
}

#[test]
fn an_empty_listing_is_a_workbook_too() {
    let tracker = Tracker::default();
    let book = sheet::read(&listed(&tracker, workbook).unwrap()).unwrap();
    assert_eq!(book.sheets[0].width(), u32::try_from(headings().len()).unwrap());
    assert!(!import::looks_right(&book.sheets[1]), "the sheet of explanations is no tracker");
}

#[test]
fn a_history_longer_than_a_cell_holds_is_cut_and_comes_back_the_same() {
    let long = (0..90).map(|n| Update {
        on: today(),
        text: format!("{n} {}", "word ".repeat(100)),
        ..Update::default()
    });
    let action = Action {
        id: "EXEC-26-001".into(),
        what: "Report".into(),
        raised: Raised { date: today(), ..Raised::default() },
        updates: long.collect(),
        ..Action::default()
    };
    let tracker = Tracker {
        id: "executive".into(),
        prefix: "EXEC".into(),
        actions: vec![action],
        ..Tracker::default()
    };
    for sheet in sheets(&tracker) {
        assert!(sheet.cell(place(Field::Update, 2)).words().ends_with("Earlier lines are in the tracker."));
        assert!(matches!(imported(&tracker, &sheet).rows[0].outcome, Outcome::Same(_)));
    }
}
