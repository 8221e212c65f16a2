//! The figures as text, as Markdown and as CSV: laid out by hand, and never wider than they may be.

use super::*;
use crate::base::text::width;
use crate::domain::action::{Action, Closing, Due, Move, Raised, Status};
use crate::domain::actions::{Light, all};
use crate::domain::partnership::{Agency, Partnership, Post};
use crate::domain::tracker::Tracker;
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn action(lead: &str, raised: &str, due: &str) -> Action {
    let raised = Raised { date: day(raised), ..Raised::default() };
    Action { lead: Some(lead.into()), raised, due: due.parse().unwrap(), ..Action::default() }
}

fn closed(on: &str, action: Action) -> Action {
    Action { status: Status::Closed, closed: Some(Closing { on: day(on), ..Closing::default() }), ..action }
}

fn report(named: &str, actions: Vec<Action>) -> Throughput {
    let agency = |id: &str, name: &str| Agency { id: id.into(), name: name.into(), ..Agency::default() };
    let post = |id: &str, agency: &str| Post {
        id: id.into(),
        agency: agency.into(),
        title: id.into(),
        ..Post::default()
    };
    let partnership = Partnership {
        agencies: vec![agency("police", "Police"), agency("other", named)],
        posts: vec![post("dsp", "police"), post("nurse", "other")],
        ..Partnership::default()
    };
    let tracker = Tracker { actions, ..Tracker::default() };
    Light { partnership: Some(&partnership), today: day("2026-12-03"), next: BTreeMap::new(), meetings: None }
        .throughput(all([&tracker]))
}

fn example(named: &str) -> Throughput {
    let moved = Move { from: Due::On(day("2026-09-01")), on: day("2026-10-10"), ..Move::default() };
    let moved = Action {
        first_due: Some(day("2026-09-01")),
        moves: vec![moved],
        ..action("nurse", "2026-05-10", "2026-08-31")
    };
    let actions = vec![
        action("dsp", "2026-08-01", "2026-12-20"),
        closed("2026-10-01", action("dsp", "2026-08-01", "2026-11-01")),
        moved,
        action("nurse", "2027-01-01", "to be set"),
    ];
    report(named, actions)
}

fn about() -> About {
    About { asked: "-#x".into(), tier: Tier::Partners }
}

#[test]
fn the_text_reads_well_and_says_what_its_signs_mean() {
    let text = lines(&example("ICB"), &about(), 80, false).join("\n");
    let expected = "\
Actions by quarter and agency, Thu 3 Dec 2026, for partners
Looked for: -#x

3 actions: 2 open, 1 of them late.
1 closed.
1 action is not counted: raised on a day to come.

By quarter
Quarter            opened  closed  dropped  merged  open  late
Q1 2026-27              1       0        0       0     1     0  ░
Q2 2026-27              2       0        0       0     3     1  █░░
Q3 2026-27 so far       0       1        0       0     2     1  █░
█ late, ░ open and not late; one sign an action.
Open and late are as at the end of the quarter, by the due date each action had
then.

By agency of the lead
Agency  opened  closed  dropped  merged  open  late
All          3       1        0       0     2     1
ICB          1       0        0       0     1     1  █
Police       2       1        0       0     1     0  ░
█ late, ░ open and not late; one sign an action.
Opened to merged are since the beginning of Q1 2026-27; open and late are as of
today.
An action counts with the agency that leads it now.

Opened by agency and quarter
Agency  Q1 2026-27  Q2 2026-27  Q3 2026-27
ICB              1           0           0
Police           0           2           0
";
    assert!(text.starts_with(expected), "{text}");
    let ends = "\
Due dates that were moved
Agency  actions moved  times  median days  n
All                 1      1    1 earlier  1
ICB                 1      1    1 earlier  1
Police              0      0         none  0
Days are from the first due date to the one now; n is how many of the 1 moved
action have both.";
    assert!(text.ends_with(ends), "{text}");
}

#[test]
fn how_late_each_agency_is_and_what_is_blocked_is_said_in_every_form() {
    let blocked = Action { status: Status::Blocked, ..action("dsp", "2026-08-01", "2026-11-23") };
    let report = report(
        "ICB",
        vec![action("dsp", "2026-08-01", "2026-11-03"), blocked, action("nurse", "2026-08-01", "2027-01-10")],
    );
    let text = lines(&report, &about(), 80, false).join("\n");
    let expected = "\
Days late and what is blocked, by agency of the lead
Agency  median days late  most  n  blocked
All                   20    30  2        1
ICB                 none  none  0        0
Police                20    30  2        1
As of today; n is how many are late. What is blocked may be late or not.
";
    assert!(text.contains(expected), "{text}");
    assert!(markdown(&report, &about()).contains("| Police | 20 | 30 | 2 | 1 |"));
    let csv = as_csv(&report);
    for row in [
        "\"days late, median\",Police,,20",
        "\"days late, n\",all agencies,,2",
        "\"days late, most\",Police,,30",
        "\"days late, most\",ICB,,",
        "blocked,all agencies,,1",
    ] {
        assert_eq!(csv.lines().filter(|line| *line == row).count(), 1, "{row} in\n{csv}");
    }
}

#[test]
fn where_only_ascii_can_be_shown_nothing_else_is() {
    let text = lines(&example("ICB"), &about(), 80, true).join("\n");
    assert!(text.is_ascii() && text.contains("2     1  #-\n# late, - open and not late;"), "{text}");
}

#[test]
fn where_there_is_no_room_the_older_quarters_go_and_then_rows_are_sentences() {
    let narrow = lines(&example("ICB"), &about(), 40, false).join("\n");
    assert!(
        narrow.contains("Q2 2026-27: opened 2, closed 0, dropped\n0, merged 0, open 3, late 1\n"),
        "{narrow}"
    );
    assert!(narrow.contains("Agency  Q2 2026-27  Q3 2026-27\nICB              0           0\n"), "{narrow}");
    assert!(narrow.contains("Only the last 2 quarters fit here.\n"), "{narrow}");
}

#[test]
fn many_actions_share_a_sign_and_one_is_never_none() {
    let mut actions = vec![action("dsp", "2026-08-01", "2026-09-20")];
    actions.extend(vec![action("dsp", "2026-10-02", "2026-12-20"); 400]);
    let text = lines(&report("ICB", actions), &About::default(), 100, true).join("\n");
    assert!(text.contains(&format!("401     1  #{}\n", "-".repeat(35))), "{text}");
    assert!(text.contains("     1     1  #\n") && text.contains("the longest bar is 401 actions."), "{text}");
}

#[test]
fn nothing_to_count_is_said() {
    let none = report("ICB", Vec::new());
    assert_eq!(lines(&none, &About::default(), 80, false)[1..], ["", "No action counts."]);
    assert!(markdown(&none, &About::default()).ends_with("\n\nNo action counts.\n"));
}

#[test]
fn markdown_has_headings_and_tables() {
    let page = markdown(&example("*ICB*|x"), &about());
    assert!(page.starts_with("# Actions by quarter and agency, Thu 3 Dec 2026, for partners\n\n"), "{page}");
    let table = "## By quarter\n\n| Quarter | opened | closed | dropped | merged | open | late |\n";
    assert!(page.contains(table) && page.contains("| \\*ICB\\*\\|x | 1 | 0 | 0 | 0 | 1 | 1 |"), "{page}");
}

#[test]
fn the_long_table_has_every_figure_once() {
    let text = as_csv(&example("=1+1"));
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(rows[0], "\u{feff}what,by,quarter,figure");
    for row in [
        "late at the end,all agencies,Q2 2026-27,1",
        "opened,Police,Q2 2026-27,2",
        "\"days to close, median\",Police,Q3 2026-27,61",
        "\"days to close, median\",'=1+1,,",
        "\"days to close, n\",'=1+1,,0",
        "open for 3 to 6 months,Police,,1",
        "\"days moved earlier, median\",all agencies,,1",
        "\"not counted, raised later\",all agencies,,1",
    ] {
        assert_eq!(rows.iter().filter(|line| **line == row).count(), 1, "{row} in\n{text}");
    }
    let keys: std::collections::BTreeSet<&str> =
        rows.iter().map(|row| row.rsplit_once(',').expect("four cells").0).collect();
    assert_eq!(keys.len(), rows.len(), "no two rows say the same");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_line_is_wider_and_nothing_in_a_name_acts(name in any::<String>(), asked in any::<String>(), cells in 0_usize..140) {
        let (report, about) = (example(&name), About { asked, tier: Tier::Open });
        for line in lines(&report, &about, cells, false) {
            prop_assert!(width(&line) <= cells.max(NARROWEST), "{:?}", line);
            prop_assert_eq!(crate::base::text::clean(&line), line.as_str());
        }
        prop_assert_eq!(markdown(&report, &about).find('\u{1b}'), None);
        prop_assert_eq!(as_csv(&report).find('\u{1b}'), None);
    }
}
