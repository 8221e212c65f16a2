//! A thing and its floor timed in turns, so that whatever else the machine does falls on both.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// The titles of the columns that [`beside`] prints.
pub const HEAD: &str = "    ratio      median      least        floor      least   what";

/// How long the rounds of one thing took.
struct Times(Vec<Duration>);

impl Times {
    fn least(&self) -> Duration {
        self.0.iter().min().copied().unwrap_or_default()
    }

    fn median(&self) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort();
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }
}

/// Runs a thing and its floor in turns, so that whatever else the machine does falls on both, and prints a line.
/// What `ready` makes is not timed.
pub fn beside<A, B>(
    name: &str,
    rounds: usize,
    mut ready: impl FnMut() -> A,
    mut thing: impl FnMut(A) -> B,
    floor: &str,
    mut least: impl FnMut(),
) {
    let (mut ours, mut theirs) = (Times(Vec::new()), Times(Vec::new()));
    for round in 0..rounds + 2 {
        let made = ready();
        let begun = Instant::now();
        let came = black_box(thing(black_box(made)));
        let took = begun.elapsed();
        drop(came);
        let begun = Instant::now();
        least();
        let floor = begun.elapsed();
        // The first two rounds warm things up.
        if round >= 2 {
            ours.0.push(took);
            theirs.0.push(floor);
        }
    }
    let ratio = ours.median().as_secs_f64() / theirs.median().as_secs_f64().max(1e-9);
    println!(
        "{ratio:>9.2}x  {:>10} {:>10}   {:>10} {:>10}   {name}; floor: {floor}",
        said(ours.median()),
        said(ours.least()),
        said(theirs.median()),
        said(theirs.least()),
    );
}

fn said(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    if micros < 1_000.0 { format!("{micros:.1} us") } else { format!("{:.2} ms", micros / 1e3) }
}
