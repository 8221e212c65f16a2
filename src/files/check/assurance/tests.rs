//! Rules for what goes with audits, each tried on files that say nothing wrong with one thing changed.

use crate::base::problem::Severity;
use crate::files::shipped;
use crate::files::workspace::Workspace;

const TRACKER: &str = "schema: 1\nid: sog\ntitle: Senior Officer Group\ngroup: sog\nprefix: SOG\nactions:\n  - id: SOG-26-004\n    what: Check the lists\n    lead: business-manager\n    raised: {date: 2026-09-10, meeting: sog-2026-09-10}\n    due: 2026-12-18\n    status: under way\n";
const REGISTER: &str = "schema: 1\nrecommendations:\n  - {id: REC-26-004, text: Ask for fathers, accepted: 2026-06-11, group: executive, actions: [SOG-26-004]}\n";
const INSPECTION: &str = "schema: 1
id: 2026-front-door
kind: front-door
theme: Front door
template: joint-inspection
notice: 2026-12-18
letter: 2027-02-12
holders:
  - {step: notice, post: business-manager, deputy: business-support}
  - {step: lists, post: performance-officer}
evidence:
  - {id: ev-a, what: How it works, holder: police, owner: police-dsp, holds_from: 2026-10-01, fresh_days: 90}
data_lists:
  - id: data-a
    title: Crimes
    holder: police
    period_months: 6
    dry_runs:
      - {on: 2026-10-05, rows: 64, errors: [{kind: no date, count: 9}, {kind: twice, count: 3}]}
benchmarks:
  - {area: Somerset, letter: 2024-09-10, points: [{text: Records are late, here: partly, actions: [SOG-26-004]}]}
";
const RAPID: &str = "schema: 1
id: rr-2025-01
child: Child A
tier: restricted
group: cspr
aware: 2025-12-10
notified: 2025-12-15
pauses:
  - {from: 2025-12-18, to: 2025-12-22, why: An enquiry goes first, agreed_by: executive}
  - {from: 2026-01-02, why: An enquiry goes first, agreed_by: police-dsp}
done:
  - {step: asked, on: 2025-12-16}
decision: {on: 2026-01-07, outcome: local-review, by: executive, why: More can be learned}
recommendations: [REC-26-004]
actions: [SOG-26-004]
find: 'source:cspr'
";
const PROGRAMME: &str = "schema: 1
from: 2026-04-01
to: 2028-03-31
expected:
  - {kind: thematic, a_year: 4}
  - {kind: exploitation, a_year: 2}
slots:
  - {id: a, when: Q3 2026/27, theme: Neglect, because: review, template: neglect, group: sog, state: opened, audit: 2026-q4-neglect}
  - {id: b, when: 2027-06, theme: Exploitation, kind: exploitation, because: priority, group: sog, state: planned}
  - {id: c, when: 2027-09, theme: Transitions, because: data, group: sog, state: dropped, dropped: Another board does it}
";
const AUDIT: &str = "schema: 1
id: 2026-q4-neglect
title: Neglect
template: {id: neglect, version: 1, sha256: 0000}
group: sog
stage: published
dates: {panel: 2027-01-19}
agencies:
  - {id: police, name: Police, kind: police}
cases:
  - {id: C1}
";
const FEEDBACK: &str = "schema: 1
audit: 2026-q4-neglect
given:
  - {case: C1, agency: police, to: worker, post: Constable, by: Review officer, on: 2027-01-22, praise: Words written down}
used:
  - {team: Front door, on: 2027-03-04, how: Team meeting}
";

const FILES: [(&str, &str); 7] = [
    ("audits/2026-q4-neglect/audit.yaml", AUDIT),
    ("audits/2026-q4-neglect/feedback.yaml", FEEDBACK),
    ("audits/inspections/2026-front-door.yaml", INSPECTION),
    ("audits/programme.yaml", PROGRAMME),
    ("registers/recommendations.yaml", REGISTER),
    ("reviews/rapid/rr-2025-01.yaml", RAPID),
    ("trackers/sog.yaml", TRACKER),
];

/// A workspace with these files, changed in one place; what is wrong with it.
fn found(path: &str, from: &str, to: &str) -> Vec<(Severity, String)> {
    let mut files: Vec<(String, String)> = shipped::set("south-gloucestershire")
        .unwrap()
        .into_iter()
        .map(|(path, bytes)| (path, String::from_utf8_lossy(bytes).into_owned()))
        .collect();
    files.extend(FILES.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let file = files.iter_mut().find(|(known, _)| known == path).unwrap_or_else(|| panic!("{path}"));
    let changed = file.1.replacen(from, to, 1);
    assert!(changed != file.1 || from == to, "{path} does not say {from}");
    file.1 = changed;
    let workspace = Workspace::load(files.iter().map(|(p, t)| (p.as_str(), t.as_bytes())), &[], &[]);
    let one = |report: &crate::files::workspace::Report| {
        let wrong = report.problems.iter().filter(|one| one.severity != Severity::Info);
        let wrong: Vec<_> = wrong.map(|one| (one.severity, one.message.clone())).collect();
        assert!(wrong.is_empty() || report.path == path, "{}: {wrong:?}", report.path);
        wrong
    };
    workspace.reports.iter().flat_map(one).collect()
}

#[track_caller]
fn one(path: &str, from: &str, to: &str, severity: Severity, message: &str) {
    let all = found(path, from, to);
    assert_eq!(all.len(), 1, "{all:#?}");
    assert_eq!(all[0].0, severity, "{all:#?}");
    assert!(all[0].1.contains(message), "{all:#?}");
}

const INSPECTION_PATH: &str = "audits/inspections/2026-front-door.yaml";
const RAPID_PATH: &str = "reviews/rapid/rr-2025-01.yaml";
const PROGRAMME_PATH: &str = "audits/programme.yaml";
const FEEDBACK_PATH: &str = "audits/2026-q4-neglect/feedback.yaml";
use Severity::{Error, Warning};

#[test]
fn files_that_say_nothing_wrong_are_read_without_a_word() {
    assert_eq!(found(INSPECTION_PATH, "schema", "schema"), []);
}

#[test]
fn what_is_wrong_with_an_inspection_is_named() {
    let is = |from, to, severity, message| one(INSPECTION_PATH, from, to, severity, message);
    is("id: 2026-front-door", "id: 2027-front-door", Error, "not called what its file is called");
    is("step: lists", "step: list", Error, "the run-book has no step `list`");
    is("step: lists", "step: notice", Error, "two holders have the step `notice`");
    is("post: performance-officer", "post: nobody", Error, "there is no post called `nobody`");
    is("deputy: business-support", "deputy: nobody", Error, "there is no post called `nobody`");
    is("holder: police, owner", "holder: polcie, owner", Error, "no kind of agency called `polcie`");
    is("fresh_days: 90", "fresh_days: 0", Error, "stale the day after");
    is("kind: twice", "kind: no date", Error, "two counts have the kind `no date`");
    is("[SOG-26-004]", "[SOG-26-099]", Error, "SOG-26-099");
    is("notice: 2026-12-18", "notice: 2026-12-25", Warning, "notice on Fri 25 Dec 2026, a bank holiday");
    is("letter: 2027-02-12", "letter: 2026-02-12", Error, "is older than the notice");
}

#[test]
fn what_is_wrong_with_a_rapid_review_is_named() {
    let is = |from, to, severity, message| one(RAPID_PATH, from, to, severity, message);
    is("child: Child A", "child: Child Jo", Error, "this is no pseudonym");
    is("agreed_by: police-dsp", "agreed_by: nobody", Error, "there is no post or group called `nobody`");
    is("from: 2026-01-02", "from: 2025-12-22", Error, "this pause meets another one");
    is("to: 2025-12-22", "to: 2025-12-17", Error, "ends before it begins");
    is("from: 2025-12-18", "from: 2025-12-09", Error, "before the incident became known");
    is("notified: 2025-12-15", "notified: 2025-12-09", Error, "before it became known");
    is(
        "on: 2025-12-16",
        "on: 2025-12-12",
        Error,
        "`asked` was done on Fri 12 Dec 2025, before the count began",
    );
    is("step: asked", "step: decided", Error, "`decided` is no step that is noted here");
    is("on: 2026-01-07", "on: 2025-12-11", Error, "before the count began");
    is("REC-26-004", "REC-26-005", Error, "there is no recommendation `REC-26-005`");
    is("[SOG-26-004]", "[SOG-26-099]", Error, "SOG-26-099");
    is("source:cspr", "due:maybe", Error, "this is no query");
    is("why: More can be learned", "why: 'NHS 943 476 5919'", Warning, "an NHS number ending 19");
    // The name of the file has to follow, so two things are wrong.
    let id = found(RAPID_PATH, "id: rr-2025-01", "id: smith");
    assert!(id.iter().any(|(_, message)| message.contains("a year and a number")), "{id:?}");
}

#[test]
fn what_is_wrong_with_the_programme_is_named() {
    let is = |from, to, severity, message| one(PROGRAMME_PATH, from, to, severity, message);
    is("when: 2027-06", "when: summer", Error, "`summer` is no quarter and no month");
    is("when: 2027-06", "when: 2029-06", Warning, "June 2029 is not in the programme's time");
    is("group: sog, state: planned", "group: nobody, state: planned", Error, "no group called `nobody`");
    is(
        "kind: exploitation, because",
        "template: neglct, because",
        Error,
        "no audit template called `neglct`",
    );
    is("template: neglect", "template: themed", Warning, "was opened with `neglect`");
    is("audit: 2026-q4-neglect", "audit: 2026-q5", Error, "there is no audit called `2026-q5`");
    is(", audit: 2026-q4-neglect", "", Error, "nothing says as which audit");
    is("state: opened", "state: planned", Warning, "is still planned");
    is(", dropped: Another board does it", "", Error, "nothing says why");
    is("group: sog, state: opened", "group: executive, state: opened", Warning, "reports to `sog`");
    is("id: b", "id: a", Error, "two entries have the id `a`");
    is("kind: exploitation, a_year", "kind: thematic, a_year", Error, "two entries have the kind `thematic`");
}

#[test]
fn what_is_wrong_with_feedback_is_named() {
    let is = |from, to, severity, message| one(FEEDBACK_PATH, from, to, severity, message);
    is("case: C1", "case: C2", Error, "there is no child `C2`");
    is("agency: police", "agency: gp", Error, "`gp` is not asked in this audit");
    is("on: 2027-01-22", "on: 2027-01-18", Warning, "before the panel of Tue 19 Jan 2027");
    is("audit: 2026-q4-neglect", "audit: other", Error, "lies elsewhere than it says");
}
