//! Many points of one meeting, something done to the program at each, and what came of them all.

use crate::calls::{Call, Class};
use crate::meeting::{Place, Rehearsed};
use crate::oracle::{Finding, Oracle, Wrong};
use crate::trace::{Deed, Plan, Run, run};
use nix::errno::Errno;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How many findings are shown in full.
const SHOWN: usize = 25;

/// A meeting to do things to.
pub struct Sweep<'a> {
    rehearsed: &'a Rehearsed,
    oracle: Oracle<'a>,
    calls: Vec<Call>,
}

/// What came of a sweep.
pub struct Tally {
    name: String,
    points: usize,
    took: Duration,
    folders: usize,
    wrong: BTreeMap<Wrong, usize>,
    shown: Vec<String>,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = |wrong| self.wrong.get(&wrong).copied().unwrap_or(0);
        write!(
            f,
            "{}: {} points in {:.1} s, {} folders opened again: {} lost, {} half, {} silent, {} without words that \
             help, {} stuck",
            self.name,
            self.points,
            self.took.as_secs_f64(),
            self.folders,
            n(Wrong::Lost),
            n(Wrong::Half),
            n(Wrong::Silent),
            n(Wrong::Mute),
            n(Wrong::Stuck),
        )
    }
}

impl Tally {
    /// Says what was tried, past the capture of the tests, and fails when anything was wrong.
    #[track_caller]
    pub fn told(&self) {
        let line = format!("{self}\n");
        std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes()).unwrap();
        assert!(self.points > 0, "nothing was tried");
        assert!(self.wrong.is_empty(), "{self}\n\n{}", self.shown.join("\n\n"));
    }
}

impl<'a> Sweep<'a> {
    /// Plays the meeting once and writes down its calls.
    pub fn new(rehearsed: &'a Rehearsed) -> Self {
        let place = Place::new();
        let watched = played(rehearsed, &place, Plan::WATCH);
        assert_eq!(watched.status, Some(0), "{}", watched.complained);
        Self { rehearsed, oracle: Oracle::new(rehearsed), calls: watched.calls }
    }

    /// The calls of a class, each with its number.
    pub fn calls(&self, class: Class) -> Vec<(usize, &Call)> {
        (1..).zip(self.calls.iter().filter(|call| call.class == class)).collect()
    }

    /// The first call of each kind.
    pub fn kinds(&self, class: Class) -> Vec<(usize, &Call)> {
        let mut seen = BTreeSet::new();
        self.calls(class).into_iter().filter(|(_, call)| seen.insert((call.name, &call.kind))).collect()
    }

    /// The first and the last call of each kind, and every `step`th of the others.
    pub fn chosen(&self, class: Class, step: usize) -> Vec<(usize, &Call)> {
        let all = self.calls(class);
        let mut ends: BTreeMap<_, [usize; 2]> = BTreeMap::new();
        for (at, call) in &all {
            ends.entry((call.name, &call.kind)).or_insert([*at; 2])[1] = *at;
        }
        let kept: BTreeSet<usize> = ends.into_values().flatten().collect();
        all.into_iter().filter(|(at, _)| at % step == 0 || kept.contains(at)).collect()
    }

    /// Does all these things, and looks at what each left behind.
    pub fn tried(&self, name: &str, plans: &[Plan]) -> Tally {
        let start = Instant::now();
        let next = AtomicUsize::new(0);
        let findings = Mutex::new(Vec::new());
        let before = self.oracle.looked_at();
        let work = || {
            while let Some(plan) = plans.get(next.fetch_add(1, Ordering::Relaxed)) {
                let (run, found) = self.point(*plan);
                if let Some(found) = found {
                    findings.lock().unwrap().push((run, *plan, found));
                }
            }
        };
        // Most of a run is waiting for a disk or for a time to pass, so that several share a processor.
        let workers = 4 * thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(work);
            }
        });
        let mut wrong = BTreeMap::new();
        // One of each kind is enough to go on with.
        let mut shown = BTreeMap::new();
        for (run, plan, found) in findings.into_inner().unwrap() {
            *wrong.entry(found.wrong).or_default() += 1;
            let call = run.fired.as_ref().map(|call| (call.name, call.kind.clone()));
            shown.entry((found.wrong, call)).or_insert_with(|| {
                format!("{plan:?} at {:?}, status {:?}\n{found}\n{}", run.fired, run.status, run.complained)
            });
        }
        let shown = shown.into_values().take(SHOWN).collect();
        let folders = self.oracle.looked_at() - before;
        Tally { name: name.to_owned(), points: plans.len(), took: start.elapsed(), folders, wrong, shown }
    }

    fn point(&self, plan: Plan) -> (Run, Option<Finding>) {
        let place = Place::new();
        let run = played(self.rehearsed, &place, plan);
        let saved = run.printed.lines().filter(|line| line.starts_with("saved ")).count();
        let found =
            self.told_the_truth(&run, &place, saved, plan).or_else(|| self.oracle.look(&place, saved));
        (run, found)
    }

    /// What a program that was not killed said of what it did.
    fn told_the_truth(&self, run: &Run, place: &Place, saved: usize, plan: Plan) -> Option<Finding> {
        let finding = |wrong, shows: String| Some(Finding { wrong, shows });
        if run.endless {
            return finding(Wrong::Stuck, "it goes round and round".to_owned());
        }
        match run.status {
            None => None,
            Some(0) if saved < self.rehearsed.acts() => {
                finding(Wrong::Silent, format!("status 0, and {saved} acts saved"))
            }
            Some(0) => {
                let differs = self.oracle.differs(place)?;
                finding(Wrong::Silent, format!("status 0, and {differs} is not as it should be"))
            }
            Some(1) => {
                let said = &run.complained;
                let names = ["meetings/", "trackers/", "/workspace"].iter().any(|name| said.contains(name));
                let tells = ["do it again", "chairside check", "Open the meeting again"];
                let helps = tells.iter().any(|words| said.contains(words));
                (!names || !helps).then(|| Finding { wrong: Wrong::Mute, shows: said.clone() })
            }
            Some(status) => finding(Wrong::Stuck, format!("status {status} after {:?}", plan.deed)),
        }
    }
}

fn played(rehearsed: &Rehearsed, place: &Place, plan: Plan) -> Run {
    let (now, script) = rehearsed.from(0);
    run(&place.plays(&now, &script), place.all(), plan)
}

/// The program killed at each of these calls, and in the middle of each that writes.
pub fn kills(calls: &[(usize, &Call)]) -> Vec<Plan> {
    let plan = |at: usize, deed| Plan { class: Class::Changes, at, deed };
    let mut plans = Vec::new();
    for (at, call) in calls {
        plans.push(plan(*at, Deed::Kill));
        let torn: BTreeSet<usize> = [1, call.length / 2, call.length.saturating_sub(1)].into();
        let torn = torn.into_iter().filter(|bytes| (1..call.length).contains(bytes));
        plans.extend(torn.map(|bytes| plan(*at, Deed::Torn(bytes))));
    }
    plans
}

/// Each of these calls refused in each of these ways, once and from then on.
pub fn refusals(class: Class, calls: &[(usize, &Call)], whys: &[Errno]) -> Vec<Plan> {
    let plan = |at: usize, deed| Plan { class, at, deed };
    let mut plans = Vec::new();
    for (at, call) in calls {
        for on in [false, true] {
            plans.extend(whys.iter().map(|why| plan(*at, Deed::Fail { why: *why, on })));
            if call.length > 1 {
                plans.push(plan(*at, Deed::Short { on }));
            }
        }
    }
    plans
}

/// Each of these calls refused in one way, the next way at the next call, once or from then on; and each that writes cut
/// short, so.
pub fn refusals_in_turn(class: Class, calls: &[(usize, &Call)], whys: &[Errno]) -> Vec<Plan> {
    let mut plans = Vec::new();
    for (n, (at, call)) in calls.iter().enumerate() {
        let on = n / whys.len() % 2 == 1;
        plans.push(Plan { class, at: *at, deed: Deed::Fail { why: whys[n % whys.len()], on } });
        if call.length > 1 {
            plans.push(Plan { class, at: *at, deed: Deed::Short { on } });
        }
    }
    plans
}
