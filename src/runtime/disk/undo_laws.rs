//! The laws of undo outside meetings, tried on random sequences of changes to a whole workspace on a disk: whatever was done,
//! in however many files, taken back it leaves every file with the bytes it had, and brought back with those it came to.

use super::{Files, Root, files, write_new};
use crate::domain::action::{Action, Raised};
use crate::domain::actions::view::View;
use crate::domain::agenda::Tier;
use crate::domain::audit::{
    Answer, Filled, Finding, KnownTo, Missing, Query, Settled, Settlement, Stage, Step as Sat,
};
use crate::domain::inputs::Received;
use crate::domain::meeting::{Voice, example};
use crate::domain::recommendation::{Closing, Recommendation, Reopening};
use crate::effect::{Change, Effect, Reply, Revision};
use crate::files::audit::AuditChange;
use crate::files::{places, shipped, tracker, tracker_edit};
use crate::screens::steps::{Steps, Way};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const AUDIT: &str = "2026-winter-neglect";
/// Words that have to be quoted, broken or escaped in YAML.
const WORDS: [&str; 5] = [
    "as the record shows",
    "no: \"quoted\", # and more",
    "first line\nsecond line",
    "- a dash, 'and' [brackets]",
    "Ünïcode · 2026-12-03",
];

/// Returns that are filled in.
const GIVEN: [&str; 2] = ["C4-police", "C5-gp"];
/// And one that was accepted.
const ACCEPTED: &str = "C1-school";

fn given_path(given: &str) -> String {
    format!("{}/{AUDIT}/returns/{given}.yaml", places::AUDITS)
}

/// Whether a file of the demonstration may be changed here, or is asked when one is.
fn is_looked_at(path: &str) -> bool {
    let returns = path.contains("/returns/");
    let given = [GIVEN[0], GIVEN[1], ACCEPTED].iter().any(|given| path == given_path(given));
    !path.starts_with("agendas/") && !path.starts_with("meetings/") && (!returns || given)
}

/// The files of a workspace, but for what the program keeps for itself.
type Shot = BTreeMap<PathBuf, String>;

fn shot(root: &Path) -> Shot {
    let (mut all, mut folders) = (Shot::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() && !path.ends_with(".chairside") {
                folders.push(path);
            } else if path.is_file() {
                all.insert(path.clone(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    all
}

/// Somebody at a screen: what was done, and what the files said before and after it.
struct Hand {
    folder: TempDir,
    files: Files,
    steps: Steps<()>,
    done: Vec<(Shot, Shot)>,
    undone: Vec<(Shot, Shot)>,
    /// Files that a change made, as they were begun: those stay when it is taken back.
    begun: BTreeMap<PathBuf, String>,
}

impl Hand {
    fn new() -> Self {
        // In memory where there is such a place: every change is synced.
        let memory = Path::new("/dev/shm");
        let quick = memory.is_dir().then(|| tempfile::tempdir_in(memory).ok()).flatten();
        let folder = quick.unwrap_or_else(|| tempfile::tempdir().unwrap());
        let mut shipped = shipped::demo();
        shipped.retain(|(path, _)| is_looked_at(path));
        write_new(folder.path(), &shipped).unwrap();
        // What was accepted is not filled in any more: these two are still being.
        for given in GIVEN {
            let place = folder.path().join(given_path(given));
            let text = fs::read_to_string(&place).unwrap();
            let open = text.lines().filter(|line| !line.starts_with("accepted"));
            let open: Vec<&str> =
                open.map(|line| if line == "state: accepted" { "state: draft" } else { line }).collect();
            fs::write(place, open.join("\n") + "\n").unwrap();
        }
        let (files, begun) = (Files::new(Root::new(folder.path())), BTreeMap::new());
        Self { folder, files, steps: Steps::default(), done: Vec::new(), undone: Vec::new(), begun }
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.folder.path().join(path)).ok()
    }

    /// What the disk made of it; how many files were changed.
    fn sent(&mut self, effect: &Effect) -> (usize, bool) {
        let there = shot(self.folder.path());
        let Some(Reply::Revised { done, failed, .. }) = files(&mut self.files, None, effect) else {
            panic!("{effect:?} is no work for files")
        };
        for one in &done {
            let place = self.folder.path().join(&one.path);
            if let (false, Some(was)) = (there.contains_key(&place), &one.was) {
                self.begun.entry(place).or_insert_with(|| was.clone());
            }
        }
        let came = self.steps.revised(done, failed, Tier::Restricted).unwrap();
        (came.changed, came.failed)
    }

    /// Does one thing; whether anything came of it.
    fn does(&mut self, kind: u8, n: usize) -> bool {
        let Some(revisions) = self.wish(kind, n) else { return false };
        let before = shot(self.folder.path());
        let effect = self.steps.write("something was done".to_owned(), Way::Do, revisions, None);
        let (changed, failed) = self.sent(&effect);
        let after = shot(self.folder.path());
        if changed == 0 {
            assert!(failed && after == before, "what was refused changed nothing: {kind}, {n}");
            return false;
        }
        self.done.push((before, after));
        self.undone.clear();
        true
    }

    /// Takes the last step back.
    fn takes_back(&mut self) {
        let Some(effect) = self.steps.undo().unwrap() else { return assert!(self.done.is_empty()) };
        let (before, after) = self.done.pop().unwrap();
        assert!(!self.sent(&effect).1, "it is taken back");
        self.assert_is(&before);
        self.undone.push((before, after));
    }

    /// Brings back what was taken back last.
    fn brings_back(&mut self) {
        let Some(effect) = self.steps.redo().unwrap() else { return assert!(self.undone.is_empty()) };
        let (before, after) = self.undone.pop().unwrap();
        assert!(!self.sent(&effect).1, "it is brought back");
        self.assert_is(&after);
        self.done.push((before, after));
    }

    /// Every file says what it said then, to the byte; one that was made since says what it said when it was begun.
    fn assert_is(&self, then: &Shot) {
        let now = shot(self.folder.path());
        for (path, text) in then {
            assert_eq!(now.get(path), Some(text), "{}", path.display());
        }
        for (path, text) in now.iter().filter(|(path, _)| !then.contains_key(*path)) {
            assert_eq!(self.begun.get(path), Some(text), "{} was made since", path.display());
        }
    }

    /// What somebody asks for, as the screens ask: nothing where there is nothing to ask it of.
    #[allow(clippy::too_many_lines, reason = "a list of all that can be done")]
    fn wish(&self, kind: u8, n: usize) -> Option<Vec<Revision>> {
        let on: NaiveDate = "2026-12-03".parse().unwrap();
        let words = format!("{} {n}", WORDS[n % WORDS.len()]);
        let one = |path: String, change: Change| Some(vec![Revision { path, change }]);
        let panel = |steps: Vec<Sat>| {
            let case = format!("C{}", 1 + n % 3);
            let path = places::audit_panel(&AUDIT.into(), &case.as_str().into());
            one(path, Change::Panel { audit: AUDIT.into(), case: case.as_str().into(), steps, seen: None })
        };
        let given = given_path([GIVEN[0], GIVEN[1], ACCEPTED][n % 3]);
        let question = ["core-lived-experience", "core-voice", "core-early-signs"][n % 3];
        match kind {
            0 => Some(vec![self.said("executive", n, &words)?]),
            1 => Some(vec![self.said("executive", n, &words)?, self.said("sog", n, &words)?]),
            2 => one(places::tracker(&"executive".into()), Self::added("EXEC", n, &words, None)),
            3 => {
                let fresh = tracker_edit::fresh("education", "Education: actions", "education", "EDU");
                one(places::tracker(&"education".into()), Self::added("EDU", n, &words, Some(fresh)))
            }
            4 => panel(vec![
                Sat::Sat(on),
                Sat::Settled(Settled {
                    question: question.into(),
                    how: Settlement::Regraded,
                    grade: Some("RI".into()),
                    reason: words,
                    dissent: Vec::new(),
                }),
            ]),
            5 => panel(vec![Sat::Missing(Missing { agency: "Probation".into(), why: words }), Sat::Took(20)]),
            6 => panel(vec![Sat::Found(Finding {
                id: format!("F-26-{:03}", 900 + n % 90).as_str().into(),
                text: words,
                section: "together".into(),
                questions: vec![question.into()],
                ..Finding::default()
            })]),
            7 => {
                let fresh = crate::files::audit_return::load(&self.text(&given)?).value?;
                let answer = Answer {
                    question: question.into(),
                    answer: vec![["G", "RI", "I"][n % 3].into()],
                    reason: words,
                    ..Answer::default()
                };
                let pieces = vec![Filled::Answer(answer)];
                let seen = Box::new(fresh.clone());
                one(given, Change::Filled { fresh: Box::new(fresh), seen, pieces, order: Vec::new() })
            }
            8 => one(given, Change::AskBack(Query { on, text: words, ..Query::default() })),
            9 => one(places::audit(&AUDIT.into()), Change::Audit(vec![audit_change(n, on, &words)])),
            10 => {
                let id = format!("REC-26-{:03}", 1 + n % 3);
                let actions = vec![format!("EXEC-26-{}", 100 + n % 100).as_str().into()];
                let recommended = Recommendation {
                    id: id.as_str().into(),
                    text: words.clone(),
                    accepted: on,
                    group: "executive".into(),
                    success: words.clone(),
                    actions,
                    ..Recommendation::default()
                };
                let register = Change::Recommend(Box::new(recommended));
                let tracker = places::tracker(&"executive".into());
                Some(vec![
                    Revision { path: places::RECOMMENDATIONS.to_owned(), change: register },
                    Revision { path: tracker, change: Self::added("EXEC", n, &words, None) },
                ])
            }
            11 => {
                let id = format!("REC-26-{:03}", 1 + n % 3);
                let by = "executive".into();
                let change = if n.is_multiple_of(2) {
                    let closing = Closing { by, on, why: words, ..Closing::default() };
                    Change::CloseRecommendation(id.as_str().into(), closing)
                } else {
                    Change::ReopenRecommendation(
                        id.as_str().into(),
                        Reopening { by: Some(by), on, why: words, source: None },
                    )
                };
                one(places::RECOMMENDATIONS.to_owned(), change)
            }
            12 => {
                let id = ["return-interviews", "hub-report"][n % 2].to_owned();
                let came = Received { on, due: None, note: words.replace('\n', " ") };
                one(places::INPUTS.to_owned(), Change::Came(id, came))
            }
            13 => {
                let name = format!("View {}", n % 4);
                let view = View { name, find: "@police".into(), ..View::default() };
                one(places::VIEWS.to_owned(), Change::View(view))
            }
            _ => {
                let path = format!("{}/inspections/2026-{}.yaml", places::AUDITS, n % 3);
                one(path, Change::Begin(format!("schema: 1\n# {n}\n")))
            }
        }
    }

    /// What is said of some actions of a tracker in one step.
    fn said(&self, id: &str, n: usize, words: &str) -> Option<Revision> {
        let path = places::tracker(&id.into());
        let tracker = tracker::load(&self.text(&path)?).value?;
        let voice = Voice {
            on: "2026-12-03".parse().unwrap(),
            by: "jo".into(),
            meeting: None,
            closing: None,
            provisional: false,
        };
        let review = example::review(n, words.to_owned());
        let some = tracker.actions.iter().skip(n % 5).step_by(1 + n % 4);
        let change = some.map(|action| review.change(action, ToString::to_string, &voice));
        let change = Change::Actions { fresh: None, add: Vec::new(), change: change.collect() };
        Some(Revision { path, change })
    }

    fn added(prefix: &str, n: usize, words: &str, fresh: Option<String>) -> Change {
        let action = Action {
            id: format!("{prefix}-26-{}", 100 + n % 100).as_str().into(),
            what: words.to_owned(),
            lead: Some("police-dsp".into()),
            raised: Raised { date: "2026-12-03".parse().unwrap(), ..Raised::default() },
            ..Action::default()
        };
        Change::Actions { fresh, add: vec![action], change: Vec::new() }
    }
}

fn audit_change(n: usize, on: NaiveDate, words: &str) -> AuditChange {
    let (case, agency) = ("C4".into(), "police".into());
    match n % 7 {
        0 => AuditChange::Stage(Stage::Report),
        1 => AuditChange::Panel("2026-12-15".parse().unwrap()),
        2 => AuditChange::Known(case, agency, KnownTo::No),
        3 => AuditChange::Extended(case, agency, "2026-12-10".parse().unwrap()),
        4 => AuditChange::Chased(vec![(case, agency)], on),
        5 => AuditChange::Tool(words.replace('\n', " ")),
        _ => AuditChange::MovedBecause("core-voice".into(), words.to_owned()),
    }
}

/// Things done, and three numbers more for taking back, taking back and bringing back.
const KINDS: u8 = 15;

fn played(acts: &[(u8, u16)]) -> (Hand, usize) {
    let (mut hand, mut did) = (Hand::new(), 0);
    for (kind, n) in acts {
        match kind {
            0..KINDS => did += usize::from(hand.does(*kind, usize::from(*n))),
            17 => hand.brings_back(),
            _ => hand.takes_back(),
        }
    }
    (hand, did)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn undo_of_any_sequence_returns_the_same_bytes(
        acts in prop::collection::vec((0..KINDS + 3, 0u16..1000), 1..14),
    ) {
        let first = shot(Hand::new().folder.path()).into_values().collect::<Vec<_>>();
        let (mut hand, _) = played(&acts);
        // Forward to the end, back to the beginning, and all of it once more.
        for _ in 0..2 {
            while hand.steps.can_redo() {
                hand.brings_back();
            }
            while hand.steps.can_undo() {
                hand.takes_back();
            }
        }
        let made = hand.begun.clone();
        let last = shot(hand.folder.path()).into_iter().filter(|(path, _)| !made.contains_key(path));
        prop_assert_eq!(last.map(|(_, text)| text).collect::<Vec<_>>(), first);
    }
}

/// Each thing can be done, or the law above tries nothing.
#[test]
fn every_kind_of_change_is_made_and_taken_back() {
    for kind in 0..KINDS {
        let mut hand = Hand::new();
        // A recommendation has to be there before it is closed.
        let first = usize::from(kind == 11 && hand.does(10, 0));
        let done = (0..7).filter(|n| hand.does(kind, 3 * n)).count();
        assert!(done > 0, "kind {kind} was never done");
        for _ in 0..done + first {
            hand.takes_back();
        }
        assert!(!hand.steps.can_undo());
    }
}
