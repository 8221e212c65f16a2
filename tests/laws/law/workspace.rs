//! One file of any bytes among the sound files of the demonstration, at each place where a file may stand: it stops no
//! other file, and every problem, of the cross-checks too, has its place.

use super::told;
use chairside::files::workspace::Workspace;
use chairside::files::{places, shipped};
use std::sync::LazyLock;

static DEMO: LazyLock<Vec<shipped::Shipped>> = LazyLock::new(|| {
    let mut files = shipped::demo();
    // Of the audit's children one is enough: each input reads everything there is.
    let others = |path: &str| {
        path.starts_with("audits/")
            && ["/C2", "/C3", "/C4", "/C5", "/C6"].iter().any(|child| path.contains(child))
    };
    files.retain(|(path, _)| path.strip_suffix(".yaml").is_some() && !others(path));
    files
});

const PLACES: [&str; 11] = [
    places::PARTNERSHIP,
    "agendas/executive.yaml",
    "meetings/executive-2026-12-03.yaml",
    "trackers/executive.yaml",
    places::NAMES,
    "registers/recommendations.yaml",
    "registers/inputs.yaml",
    "audits/scales.yaml",
    "audits/2026-winter-neglect/audit.yaml",
    "audits/2026-winter-neglect/returns/C1-school.yaml",
    "audits/2026-winter-neglect/panel/C1.yaml",
];

/// The first byte says where the rest stands.
pub fn workspace(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let place = PLACES[usize::from(*which) % PLACES.len()];
    let others = DEMO.iter().filter(|(path, _)| path != place).map(|(path, bytes)| (path.as_str(), *bytes));
    let found = Workspace::load(others.chain([(place, bytes)]), &[], &[]);
    let others = found.reports.iter().filter(|report| report.path != place);
    let all = others.chain(found.reports.iter().filter(|report| report.path == place));
    // Of the list of names no line is ever shown, so its report holds no text.
    for report in all.filter(|report| report.path != places::NAMES) {
        told(&report.path, &report.problems, &report.text);
    }
    for meeting in found.meetings.keys() {
        found.sitting(meeting);
    }
    found.decisions();
    assert!(
        place == places::PARTNERSHIP || found.partnership.is_some(),
        "another file stopped the partnership's"
    );
}
