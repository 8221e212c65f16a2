//! The figures of an example counted by hand, and what holds of the figures of any actions.

use super::*;
use crate::domain::action::{Closing, Due, Move, Rag, Raised, Update};
use crate::domain::actions::all;
use crate::domain::partnership::{Agency, Partnership, Post};
use crate::domain::tracker::Tracker;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn partnership() -> Partnership {
    let agency = |id: &str, name: &str| Agency { id: id.into(), name: name.into(), ..Agency::default() };
    let post = |id: &str, agency: &str| Post {
        id: id.into(),
        agency: agency.into(),
        title: id.into(),
        ..Post::default()
    };
    Partnership {
        agencies: vec![agency("police", "police"), agency("icb", "ICB")],
        posts: vec![post("dsp", "police"), post("nurse", "icb")],
        ..Partnership::default()
    }
}

fn report(partnership: &Partnership, trackers: &[Tracker], today: NaiveDate) -> Throughput {
    let light = Light { partnership: Some(partnership), today, next: BTreeMap::new(), meetings: None };
    light.throughput(all(trackers))
}

fn action(lead: &str, raised: &str, due: &str) -> Action {
    let due: Due = due.parse().unwrap();
    let raised = Raised { date: day(raised), ..Raised::default() };
    let lead = (!lead.is_empty()).then(|| lead.into());
    Action { lead, raised, due, first_due: due.day(), ..Action::default() }
}

fn ended(action: Action, status: Status, on: &str) -> Action {
    let closed = (status == Status::Closed).then(|| Closing { on: day(on), ..Closing::default() });
    let updates = vec![Update { on: day(on), ..Update::default() }];
    Action { status, updates, closed, ..action }
}

fn step(from: &str, to: &str, on: &str) -> Move {
    Move { from: from.parse().unwrap(), to: to.parse().unwrap(), on: day(on), ..Move::default() }
}

fn example() -> Vec<Tracker> {
    let moved = |first: &str, moves: Vec<Move>, action: Action| Action {
        first_due: Some(day(first)),
        moves,
        ..action
    };
    let actions = vec![
        // Due in July, moved before the end of the quarter: never late at an end.
        moved(
            "2026-07-10",
            vec![
                step("2026-07-10", "2026-10-10", "2026-06-20"),
                step("2026-10-10", "2026-12-20", "2026-10-20"),
            ],
            action("dsp", "2026-05-01", "2026-12-20"),
        ),
        // Late at the end of June and of September; moved only in November.
        moved(
            "2026-06-01",
            vec![step("2026-06-01", "2026-12-24", "2026-11-10")],
            action("nurse", "2026-04-10", "2026-12-24"),
        ),
        ended(action("dsp", "2026-04-01", "2026-05-01"), Status::Closed, "2026-07-01"),
        ended(action("dsp", "2026-08-01", "2026-11-01"), Status::Closed, "2026-09-01"),
        ended(action("nurse", "2026-08-01", "2026-11-01"), Status::Dropped, "2026-10-05"),
        ended(action("", "2026-09-01", "2026-11-01"), Status::Merged, "2026-10-06"),
        action("", "2026-11-20", "2026-12-01"),
        action("dsp", "2025-12-20", "to be set"),
        // What counts nowhere: raised to come, and ended nobody knows when.
        action("dsp", "2026-12-04", "2026-12-20"),
        Action { status: Status::Closed, ..action("dsp", "2026-08-01", "2026-11-01") },
        ended(action("dsp", "2026-08-01", "2026-11-01"), Status::Closed, "2026-07-01"),
    ];
    vec![Tracker { actions, ..Tracker::default() }]
}

/// Opened, closed, dropped, merged, open, late.
fn figures(counts: &Counts) -> [usize; 6] {
    [counts.opened, counts.closed, counts.dropped, counts.merged, counts.open, counts.late]
}

#[test]
fn the_example_comes_to_what_a_hand_counts() {
    let partnership = partnership();
    let report = report(&partnership, &example(), day("2026-12-03"));
    let labels: Vec<String> = report.quarters.iter().map(|quarter| label(*quarter)).collect();
    assert_eq!(labels, ["Q3 2025-26", "Q4 2025-26", "Q1 2026-27", "Q2 2026-27", "Q3 2026-27"]);
    let counted: Vec<_> = report.all.quarters.iter().map(figures).collect();
    assert_eq!(
        counted,
        [[1, 0, 0, 0, 1, 0], [0, 0, 0, 0, 1, 0], [3, 0, 0, 0, 4, 2], [3, 2, 0, 0, 5, 1], [1, 0, 1, 1, 4, 1],]
    );
    let agencies: Vec<&str> = report.agencies.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(agencies, ["ICB", "police", "no agency"]);
    assert_eq!(figures(&report.agencies[0].1.quarters[3]), [1, 0, 0, 0, 2, 1]);
    assert_eq!(report.all.ages, [1, 0, 0, 3, 0]);
    assert_eq!((report.undated, report.to_come), (2, 1));
    let Figures { to_close, moved, moves, slip, .. } = &report.all;
    assert_eq!((to_close.n, to_close.figure().as_deref()), (2, Some("61")));
    assert_eq!((*moved, *moves, slip.n, slip.figure().as_deref()), (2, 3, 2, Some("184.5")));
    assert_eq!(report.agencies[2].1.to_close.figure(), None);
    // Due two days before, and nothing else is late on the day.
    let late = |figures: &Figures| (figures.days_late.n, figures.days_late.figure(), figures.latest);
    assert_eq!(late(&report.all), (1, Some("2".into()), Some(2)));
    assert_eq!(late(&report.agencies[0].1), (0, None, None));
    assert_eq!(late(&report.agencies[2].1), (1, Some("2".into()), Some(2)));
    let last = report.all.last(2);
    assert_eq!((last.before, last.quarters.len(), last.sum(|counts| counts.opened)), (4, 2, 4));
}

#[test]
fn how_late_and_how_many_are_blocked_is_said_of_what_is_open_on_the_day() {
    let blocked = |action| Action { status: Status::Blocked, ..action };
    let actions = vec![
        action("dsp", "2026-08-01", "2026-11-03"),
        blocked(action("dsp", "2026-08-01", "2026-11-23")),
        blocked(action("nurse", "2026-08-01", "2027-01-10")),
        blocked(action("nurse", "2026-12-04", "2027-01-10")),
        ended(action("nurse", "2026-08-01", "2026-09-01"), Status::Closed, "2026-12-01"),
    ];
    let trackers = [Tracker { actions, ..Tracker::default() }];
    let partnership = partnership();
    let report = |today| report(&partnership, &trackers, day(today));
    let said = |figures: &Figures| {
        (figures.days_late.n, figures.days_late.figure(), figures.latest, figures.blocked)
    };
    let now = report("2026-12-03");
    assert_eq!(said(&now.all), (2, Some("20".into()), Some(30), 2));
    let [icb, police] = &now.agencies[..] else { panic!("two agencies") };
    assert_eq!(said(&icb.1), (0, None, None, 1));
    assert_eq!(said(&police.1), (2, Some("20".into()), Some(30), 1));
    // Until it was closed the last one was the latest.
    assert_eq!(said(&report("2026-11-30").all), (3, Some("27".into()), Some(90), 2));
}

#[test]
fn how_long_something_has_been_open_goes_by_weeks_and_then_by_the_calendar() {
    let on = day("2026-12-03");
    for (raised, expected) in [
        ("2026-12-03", 0),
        ("2026-11-05", 0),
        ("2026-11-04", 1),
        ("2026-09-03", 1),
        ("2026-09-02", 2),
        ("2026-06-03", 2),
        ("2026-06-02", 3),
        ("2025-12-03", 3),
        ("2025-12-02", 4),
        ("1970-01-01", 4),
    ] {
        assert_eq!(age(day(raised), on), expected, "{raised}");
    }
}

#[test]
fn dates_at_the_ends_of_the_calendar_are_taken() {
    let partnership = partnership();
    for (first, today) in [(NaiveDate::MIN, NaiveDate::MAX), (NaiveDate::MIN, NaiveDate::MIN)] {
        let raised = Raised { date: first, ..Raised::default() };
        let tracker = Tracker { actions: vec![Action { raised, ..Action::default() }], ..Tracker::default() };
        let report = report(&partnership, &[tracker], today);
        assert!(report.quarters.len() <= MOST_QUARTERS);
        assert_eq!(report.all.now().open, 1);
    }
}

/// A day in the four years to the end of 2027, so that quarters meet.
fn days() -> impl Strategy<Value = NaiveDate> {
    (0_i64..1460).prop_map(|days| day("2024-01-01") + TimeDelta::days(days))
}

fn dues() -> impl Strategy<Value = Due> {
    prop_oneof![4 => days().prop_map(Due::On), 1 => Just(Due::ToBeSet)]
}

fn actions() -> impl Strategy<Value = Action> {
    let moves = prop::collection::vec((dues(), dues(), days()), 0..4);
    let moves = moves.prop_map(|all| {
        all.into_iter().map(|(from, to, on)| Move { from, to, on, ..Move::default() }).collect::<Vec<_>>()
    });
    let lead = prop::sample::select(vec!["dsp", "nurse", "nobody", ""]);
    let status = prop::sample::select(Status::ALL.to_vec());
    let said = (prop::option::of(days()), prop::option::of(days()), prop::option::of(days()));
    (lead, days(), dues(), moves, status, said).prop_map(|(lead, raised, due, moves, status, said)| {
        let (closed, update, first_due) = said;
        Action {
            lead: (!lead.is_empty()).then(|| lead.into()),
            raised: Raised { date: raised, ..Raised::default() },
            due,
            first_due,
            moves,
            status,
            closed: closed.map(|on| Closing { on, ..Closing::default() }),
            updates: update.map(|on| Update { on, ..Update::default() }).into_iter().collect(),
            ..Action::default()
        }
    })
}

fn trackers(actions: &[Action], parts: usize) -> Vec<Tracker> {
    let part = |actions: &[Action]| Tracker { actions: actions.to_vec(), ..Tracker::default() };
    actions.chunks(actions.len().div_ceil(parts).max(1)).map(part).collect()
}

proptest! {
    #[test]
    fn what_was_opened_and_has_not_ended_is_open(actions in prop::collection::vec(actions(), 0..24), today in days()) {
        let report = report(&partnership(), &trackers(&actions, 1), today);
        prop_assert_eq!(report.quarters.last(), Some(&Quarter::of(today)));
        for figures in report.agencies.iter().map(|(_, figures)| figures).chain([&report.all]) {
            let mut open = figures.before;
            for counts in &figures.quarters {
                open = open + counts.opened - counts.ended();
                prop_assert_eq!(counts.open, open);
                prop_assert!(counts.late <= counts.open);
                prop_assert_eq!(counts.to_close.n, counts.closed);
            }
            prop_assert_eq!(figures.ages.iter().sum::<usize>(), open);
            prop_assert_eq!(figures.days_late.n, figures.now().late);
            prop_assert_eq!(figures.latest.is_some(), figures.now().late > 0);
            prop_assert!(figures.blocked <= open);
            prop_assert_eq!(figures.to_close.n, figures.sum(|counts| counts.closed));
            prop_assert!(figures.slip.n <= figures.moved && figures.moved <= figures.moves);
        }
        let counted = report.all.now().open + report.all.sum(Counts::ended);
        prop_assert_eq!(counted + report.undated + report.to_come, actions.len());
    }

    #[test]
    fn agencies_add_up_to_all(actions in prop::collection::vec(actions(), 0..24), today in days()) {
        let Throughput { all, agencies, .. } = report(&partnership(), &trackers(&actions, 2), today);
        let sum = |of: &dyn Fn(&Figures) -> usize| agencies.iter().map(|(_, figures)| of(figures)).sum::<usize>();
        prop_assert_eq!(sum(&|figures| figures.before), all.before);
        for (n, counts) in all.quarters.iter().enumerate() {
            for (at, figure) in figures(counts).into_iter().enumerate() {
                prop_assert_eq!(sum(&|f| figures(&f.quarters[n])[at]), figure);
            }
        }
        for (n, age) in all.ages.iter().enumerate() {
            prop_assert_eq!(sum(&|figures| figures.ages[n]), *age);
        }
        prop_assert_eq!(sum(&|figures| figures.to_close.n), all.to_close.n);
        prop_assert_eq!(sum(&|figures| figures.moved), all.moved);
        prop_assert_eq!(sum(&|figures| figures.moves), all.moves);
        prop_assert_eq!(sum(&|figures| figures.slip.n), all.slip.n);
    }

    #[test]
    fn order_and_trackers_make_no_difference_and_nothing_is_changed(
        (actions, mixed) in prop::collection::vec(actions(), 0..24).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        parts in 1_usize..5,
        today in days(),
    ) {
        let (partnership, one, many) = (partnership(), trackers(&actions, 1), trackers(&mixed, parts));
        let before = many.clone();
        prop_assert_eq!(report(&partnership, &one, today), report(&partnership, &many, today));
        prop_assert_eq!(before, many);
    }

    #[test]
    fn a_quarter_that_is_over_keeps_its_figures(
        actions in prop::collection::vec(actions(), 0..24),
        (one, other) in (days(), days()),
    ) {
        let (partnership, trackers) = (partnership(), trackers(&actions, 1));
        let (early, late) = (one.min(other), one.max(other));
        let (early, late) = (report(&partnership, &trackers, early), report(&partnership, &trackers, late));
        for (quarter, counts) in early.quarters.iter().zip(&early.all.quarters) {
            if quarter.last_day() <= early.on {
                let at = late.quarters.iter().position(|later| later == quarter);
                let kept = at.map(|at| late.all.quarters[at]).unwrap_or_default();
                prop_assert_eq!(counts, &kept);
            }
        }
    }

    /// Where no date lies ahead, late is what every list calls late.
    #[test]
    fn what_is_late_today_is_red(actions in prop::collection::vec(actions(), 0..24)) {
        let today = day("2028-01-01");
        let report = report(&partnership(), &trackers(&actions, 1), today);
        let red = actions.iter().filter(|action| matches!(action.rag(today), Rag::Late(_))).count();
        prop_assert_eq!(report.all.now().late, red);
        let open = actions.iter().filter(|action| action.status.open()).count();
        prop_assert_eq!(report.all.now().open, open);
        let moved = actions.iter().filter(|action| action.times_moved() > 0);
        if report.undated == 0 {
            prop_assert_eq!(report.all.moved, moved.count());
        }
    }
}
