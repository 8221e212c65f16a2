//! The laws of the way out and back: what is exported and imported is the same, and an edited cell changes its field only.

use super::{Listing, as_csv, headings, json, markdown, table, workbook};
use crate::base::sheet::{At, Cell, Content, Sheet};
use crate::base::text::width;
use crate::domain::action::{Action, Closing, Due, Evidence, Move, Priority, Raised, Status, Update};
use crate::domain::actions::{Light, Listed, all};
use crate::domain::agenda::Tier;
use crate::domain::decision_numbers::Recorded;
use crate::domain::import::{self, Amend, COLUMNS, Field, Ground, Outcome, Preview};
use crate::domain::partnership::{Agency, Partnership, Person, Post};
use crate::domain::personal::Names;
use crate::domain::tracker::Tracker;
use crate::files::sheet;
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree as _;
use std::collections::BTreeMap;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-12-03")
}

/// Two people of one name, a title with an `and`, a post nobody holds, and somebody who left.
fn partnership() -> Partnership {
    let agency = |id: &str| Agency { id: id.into(), name: id.to_uppercase(), ..Agency::default() };
    let post = |id: &str, title: &str, agency: &str| Post {
        id: id.into(),
        title: title.into(),
        agency: agency.into(),
        ..Post::default()
    };
    let person = |id: &str, name: &str, post: &str| Person {
        id: id.into(),
        name: name.into(),
        post: post.into(),
        ..Person::default()
    };
    Partnership {
        name: "Wrenshire & District".into(),
        agencies: vec![agency("police"), agency("icb"), agency("council")],
        posts: vec![
            post("police-dsp", "Chief Superintendent", "police"),
            post("icb-dsp", "Deputy Chief Nurse", "icb"),
            post("learning", "Head of Learning and Development, people", "council"),
            post("nurse", "Designated Nurse", "icb"),
        ],
        people: vec![
            person("p-gd", "Gareth Davies", "police-dsp"),
            person("p-no", "Nia O'Owen-Smith", "icb-dsp"),
            person("p-gd2", "Gareth Davies", "nurse"),
        ],
        ..Partnership::default()
    }
}

const POSTS: [&str; 6] = ["police-dsp", "icb-dsp", "learning", "nurse", "p-gd", "nobody-knows"];

/// Words such as people type, and such as nobody should.
fn words() -> impl Strategy<Value = String> {
    let odd = select(vec![
        "=1+1",
        "'=1+1",
        "+44 117",
        "-5",
        "@SUM(1)",
        "\"quoted\"",
        "' apostrophe",
        "it's",
        "two\nlines",
        "a,b;c|d",
        "\ttab",
        "\r\nWindows",
        "10/09/2026: said\n12/11/2026 and again",
        "Zoe\u{308} \u{202e}x\u{200b}y\u{ad}z",
        "\u{feff}mark",
        "日本語 ответ",
        "_x0041_ _x000D_",
        "%0A",
        "<b>&amp;</b>",
        "\u{1b}[31m",
        "\u{ffff}",
        "e\u{ad}\u{301}",
        "Action",
        "closed",
        "TBC",
    ]);
    prop_oneof![2 => "[A-Za-z][a-z ,.;:'-]{0,30}", 2 => odd.prop_map(str::to_owned), 1 => "\\PC{1,20}", 1 => any::<String>()]
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..900).prop_map(|days| day("2025-06-01") + Days::new(days))
}

fn action() -> impl Strategy<Value = Action> {
    let who = (prop::option::of(select(POSTS.to_vec())), subsequence(POSTS.to_vec(), 0..4));
    let dates = (some_day(), prop::option::of(some_day()), prop::option::of(some_day()));
    let states = (
        select(Status::ALL.to_vec()),
        select(vec![Priority::High, Priority::Usual, Priority::Low]),
        select(vec![Tier::Open, Tier::Partners, Tier::Restricted]),
    );
    let history = (vec((some_day(), words()), 0..4), vec((some_day(), words()), 0..3));
    (words(), who, dates, states, history, vec("[a-z][a-z0-9 -]{0,8}", 0..4)).prop_map(
        |(
            what,
            (lead, with),
            (raised, first_due, due),
            (status, priority, tier),
            (updates, evidence),
            tags,
        )| Action {
            what: format!("{what} x"),
            lead: lead.map(Into::into),
            with: with.into_iter().map(Into::into).collect(),
            raised: Raised { date: raised, ..Raised::default() },
            first_due,
            due: due.map_or(Due::ToBeSet, Due::On),
            moves: first_due
                .map(|from| Move { from: Due::On(from), ..Move::default() })
                .into_iter()
                .collect(),
            status,
            priority,
            updates: updates.into_iter().map(|(on, text)| Update { on, text, ..Update::default() }).collect(),
            evidence: evidence
                .into_iter()
                .map(|(on, text)| Evidence { on, text, ..Evidence::default() })
                .collect(),
            closed: (status == Status::Closed).then(|| Closing {
                by: "executive".into(),
                on: raised,
                ..Closing::default()
            }),
            dropped_by: (status == Status::Dropped && tier != Tier::Open).then(|| "EXEC-26-D004".into()),
            tags,
            tier,
            ..Action::default()
        },
    )
}

fn tracker() -> impl Strategy<Value = Tracker> {
    vec(action(), 1..5).prop_map(|actions| {
        let numbered = (1..)
            .zip(actions)
            .map(|(n, action)| Action { id: format!("EXEC-26-{n:03}").as_str().into(), ..action });
        Tracker {
            id: "executive".into(),
            group: "executive".into(),
            prefix: "EXEC".into(),
            actions: numbered.collect(),
            ..Tracker::default()
        }
    })
}

/// What is done with a listing of a tracker's actions.
fn listed<T>(tracker: &Tracker, done: impl FnOnce(&Listing<'_>) -> T) -> T {
    let partnership = partnership();
    let light = Light { partnership: Some(&partnership), today: today(), next: BTreeMap::new() };
    let found: Vec<Listed<'_>> = all([tracker]).collect();
    done(&Listing { light: &light, found: &found, query: "everything", tier: Tier::Restricted })
}

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

    #[test]
    fn what_is_exported_and_imported_is_the_same(tracker in tracker()) {
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
    fn an_edited_cell_changes_its_field_only(tracker in tracker(), at in 0_usize..4, which in 0_usize..9, added in "[a-z]{3,12}") {
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

    #[test]
    fn every_form_can_be_made_of_anything(tracker in tracker(), cells in 20_usize..200) {
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
    let mut tracker = tracker().new_tree(&mut runner).unwrap().current();
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
