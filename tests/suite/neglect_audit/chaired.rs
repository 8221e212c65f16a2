//! The panel and what it recommends, typed as commands from the files of the fixture; what the program writes is then held
//! against these files.

use super::FOLDER;
use super::desk::Desk;
use crate::project::read;
use crate::workspaces::{assert_clean, text};
use chairside::base::id::{AgencyId, CaseId, PostId};
use chairside::domain::action::Action;
use chairside::domain::audit::{Finding, FindingKind, Ground, Panel, Settlement};
use chairside::domain::recommendation::{Recommendation, Register};
use chairside::domain::tracker::Tracker;
use chairside::files::{audit_panel, partnership, places, recommendations, tracker};
use std::ops::RangeInclusive;

/// The day the panel sits, and the one on which its recommendations are accepted.
pub(super) const PANEL: &str = "2027-01-19";
pub(super) const ACCEPTED: &str = "2027-02-04";

/// What the panel on a child agrees, as the fixture has it.
pub(super) fn agreed(n: usize) -> Panel {
    let path = format!("{FOLDER}/panel/C{n}.yaml");
    let loaded = audit_panel::load(&read(&path));
    assert_eq!(loaded.problems, [], "{path}");
    loaded.value.unwrap()
}

/// What is recommended, as the fixture has it.
pub(super) fn register() -> Register {
    recommendations::load(&read(&format!("{FOLDER}/registers/recommendations.yaml"))).value.unwrap()
}

/// Its actions: those that come after the tracker's own.
pub(super) fn actions(desk: &Desk) -> Vec<Action> {
    let before = tracker_of(&crate::project::read("agendas/demo/trackers/sog.yaml"));
    let all = tracker_of(
        &(crate::project::read("agendas/demo/trackers/sog.yaml") + &read(&format!("{FOLDER}/actions.yaml"))),
    );
    assert!(text(&desk.root, "trackers/sog.yaml").starts_with("# Fictional."));
    all.actions.into_iter().skip(before.actions.len()).collect()
}

fn tracker_of(text: &str) -> Tracker {
    tracker::load(text).value.unwrap()
}

/// What lies in the workspace of the panel on a child, without the minutes, which are the clock's.
pub(super) fn panel(desk: &Desk, path: &str) -> Panel {
    let loaded = audit_panel::load(&text(&desk.root, path));
    assert_eq!(loaded.problems, [], "{path}");
    let mut panel = loaded.value.unwrap();
    panel.sitting.minutes = None;
    panel
}

/// An action as it is typed in a meeting.
pub(super) fn typed(desk: &Desk, action: &Action) -> String {
    let known = partnership::load(&text(&desk.root, places::PARTNERSHIP)).value.unwrap();
    let title = |post: &PostId| known.post(post).unwrap().title.clone();
    let due = action.due.day().unwrap().format("%-d %b %Y");
    let tags = action.tags.iter().map(|tag| format!(" #{tag}")).collect::<Vec<_>>().concat();
    format!("{} {} by {due}{tags}", title(action.lead.as_ref().unwrap()), action.what)
}

/// The panel sits on these children.
pub(super) fn at_the_panel(desk: &Desk, cases: RangeInclusive<usize>) {
    desk.said(PANEL, &["stage", desk.plan.id, "panel"], 0);
    desk.golden("11-board-panel.txt", PANEL, &["board", desk.plan.id], 0);
    for n in cases {
        let panel = agreed(n);
        sits(desk, &panel);
        let path = places::audit_panel(&desk.plan.id.into(), &panel.case);
        let shown = audit_panel::load(&text(&desk.root, &path)).value.unwrap();
        assert_eq!(shown, expected(desk, &panel), "{path} is not what was typed");
    }
    if desk.plan.kept {
        desk.golden("19-panel-c4.txt", PANEL, &["panel", desk.plan.id, "C4"], 0);
    }
}

/// The fixture's panel as it is in this audit, before anything is recommended.
fn expected(desk: &Desk, panel: &Panel) -> Panel {
    let mut panel = panel.clone();
    panel.audit = desk.plan.id.into();
    panel.sitting.on = Some(desk.plan.day(PANEL));
    for finding in &mut panel.findings {
        finding.recommendations.clear();
        // Findings are numbered within the year in which the panel sits.
        let number = finding.id.as_str().rsplit('-').next().unwrap();
        finding.id = format!("F-{}-{number}", desk.plan.day(PANEL).format("%y")).as_str().into();
    }
    panel
}

fn sits(desk: &Desk, panel: &Panel) {
    let case = panel.case.as_str();
    let said = |args: &[&str]| desk.said(PANEL, &[&["panel", desk.plan.id, case], args].concat(), 0);
    let here: Vec<&str> = panel.sitting.present.iter().map(AgencyId::as_str).collect();
    said(&["sat", "--here", &here.join(","), "--minutes", &panel.sitting.minutes.unwrap().to_string()]);
    for finding in &panel.findings {
        found(&said, finding);
    }
    for settled in &panel.settled {
        let (question, because) = (settled.question.as_str(), settled.reason.as_str());
        match &settled.grade {
            None => {
                assert_eq!(settled.how, Settlement::Parked);
                said(&["park", question, "--because", because]);
            }
            Some(grade) => _ = said(&["settle", question, grade, "--because", because]),
        }
        for dissent in &settled.dissent {
            let (who, grade, why) = (dissent.agency.as_str(), dissent.grade.as_str(), dissent.why.as_str());
            said(&["dissent", question, who, grade, "--why", why]);
        }
    }
    let overall = panel.overall.as_ref().unwrap();
    said(&["overall", &overall.overall.grade, "--because", &overall.overall.reason]);
    for dissent in &overall.dissent {
        let (who, grade, why) = (dissent.agency.as_str(), dissent.grade.as_str(), dissent.why.as_str());
        said(&["dissent", "overall", who, grade, "--why", why]);
    }
    for missing in &panel.missing {
        said(&["missing", &missing.agency, "--why", &missing.why]);
    }
    if case != "C1" {
        return;
    }
    // An agency that is audited about the child answers for itself.
    let own = panel.sitting.present.first().unwrap().as_str();
    let args = ["panel", desk.plan.id, case, "missing", own, "--why", "it was"];
    let why = desk.said(PANEL, &args, 1);
    assert!(why.contains("is here, so it is not missing"), "{why}");
}

fn found(said: &impl Fn(&[&str]) -> String, finding: &Finding) {
    let kind = if finding.kind == FindingKind::Strength { "strength" } else { "develop" };
    let ground = if finding.ground == Ground::System { "system" } else { "practice" };
    let mut args = vec!["found", kind, &finding.text, "--ground", ground];
    // The first question with the finding, the others afterwards: either way works.
    let (first, more) = finding.questions.split_first().unwrap();
    args.extend(["--question", first.as_str()]);
    let told = said(&args);
    let id = told.split_whitespace().next().unwrap().to_owned();
    for question in more {
        said(&["rests", &id, question.as_str()]);
    }
}

/// What the panel found is recommended, with actions, on the day the group accepts it.
pub(super) fn recommended(desk: &Desk) {
    let all = actions(desk);
    for one in &register().recommendations {
        let findings: Vec<&str> = one.sources.iter().map(|source| source.reference.as_str()).collect();
        let lines = lines(desk, one, &all);
        let findings = findings.join(",");
        let mut args = vec!["recommend", desk.plan.id, &findings, &one.text, "--tier", "open", "--yes"];
        args.extend(["--success", &one.success, "--baseline", &one.baseline]);
        args.extend(lines.iter().flat_map(|line| ["--action", line.as_str()]));
        desk.said(ACCEPTED, &args, 0);
    }
    linked_both_ways(desk);
    desk.said("2027-02-09", &["stage", desk.plan.id, "report"], 0);
    assert_clean(&desk.root);
}

/// The actions of a recommendation, as they are typed.
pub(super) fn lines(desk: &Desk, one: &Recommendation, all: &[Action]) -> Vec<String> {
    let of = all.iter().filter(|action| one.actions.contains(&action.id));
    of.map(|action| typed(desk, action)).collect()
}

/// Panels, register and tracker are what the fixture says that they come to.
pub(super) fn linked_both_ways(desk: &Desk) {
    for n in 1..=6 {
        let path = places::audit_panel(&desk.plan.id.into(), &CaseId::new(format!("C{n}")));
        let mut wanted = agreed(n);
        wanted.sitting.minutes = None;
        assert_eq!(panel(desk, &path), wanted, "{path}");
    }
    let made = recommendations::load(&text(&desk.root, places::RECOMMENDATIONS)).value.unwrap();
    assert_eq!(made.recommendations, register().recommendations);
    let before = tracker_of(&crate::project::read("agendas/demo/trackers/sog.yaml")).actions;
    let now = tracker_of(&text(&desk.root, "trackers/sog.yaml")).actions;
    assert_eq!(now[..before.len()], before, "what stood in the tracker stands there as it did");
    assert_eq!(now[before.len()..], actions(desk));
}
