//! Plays a law: what broke it once, the seeds, then inputs made at random until the time is up. What breaks it is made
//! small and told.

use crate::dice::Dice;
use crate::law::{LAWS, Law};
use crate::seeds::{Seeds, regressions, seeds};
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

/// The longest any input may take: the program hangs otherwise. One built for tests is several times slower.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });
/// How long to look for a smaller input that breaks the law.
const SHRINKING: Duration = Duration::from_secs(5);

/// A number from outside, such as `LAWS_SECONDS=60`.
fn asked(name: &str, otherwise: u64) -> u64 {
    match std::env::var(name) {
        Ok(said) => said.parse().unwrap_or_else(|_| panic!("{name}={said}: it should be a whole number")),
        Err(_) => otherwise,
    }
}

/// Tries a law for the time asked for.
pub fn play(name: &str) {
    let (_, law) = *LAWS.iter().find(|(known, _)| *known == name).expect("a law of that name");
    let (seconds, seed) = (asked("LAWS_SECONDS", 1), asked("LAWS_SEED", 0));
    for (n, input) in regressions(name).into_iter().enumerate() {
        try_one(name, law, &input, &format!("regression {n}"));
    }
    let Seeds { whole, make } = seeds(name);
    for (n, input) in whole.iter().enumerate() {
        try_one(name, law, input, &format!("seed {n}"));
    }
    let (begun, mut tried) = (Instant::now(), 0);
    while begun.elapsed() < Duration::from_secs(seconds) {
        let input = make(&whole, &mut Dice::new(seed, tried));
        try_one(name, law, &input, &format!("LAWS_SEED={seed}, input {tried}"));
        tried += 1;
    }
    println!("{name}: {} seeds and {tried} inputs of LAWS_SEED={seed}", whole.len());
    assert!(peak_kb() < MOST_KB, "the laws took {} kB", peak_kb());
}

/// Writes what a law is first tried on, and as many inputs made at random, for a fuzzer. Gives how many.
pub fn write_corpus(name: &str) -> usize {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    std::fs::create_dir_all(&place).unwrap();
    let Seeds { whole, make } = seeds(name);
    let made = (0..whole.len() as u64).map(|nth| make(&whole, &mut Dice::new(0, nth)));
    let all: Vec<Vec<u8>> = regressions(name).into_iter().chain(whole.iter().cloned()).chain(made).collect();
    for (n, input) in all.iter().enumerate() {
        std::fs::write(place.join(format!("begin-{n:04}")), input).unwrap();
    }
    all.len()
}

/// The most memory all laws together may take, in kB.
const MOST_KB: u64 = 256 * 1024;

/// The most memory this process has held at once, in kB; only Linux says.
fn peak_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or(0)
}

/// Tries one input, and again what was slow: another program may have had the machine.
fn try_one(name: &str, law: Law, input: &[u8], which: &str) {
    let broken =
        |input: &[u8]| match (0..3).map(|_| once(law, input)).find(|tried| *tried != Err(Broken::Slow)) {
            None => Some("it takes too long".to_owned()),
            Some(Ok(())) => None,
            Some(Err(Broken::Law(why))) => Some(why),
            Some(Err(Broken::Slow)) => None,
        };
    let Some(why) = broken(input) else { return };
    let small = smaller(input, &|input| broken(input).is_some());
    let why = broken(&small).unwrap_or(why);
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-broken.txt"));
    std::fs::write(&kept, &small).unwrap();
    panic!(
        "the law “{name}” is broken by {which}: {why}\nthe input, made small, is in {}:\n{}",
        kept.display(),
        shown(&small)
    );
}

#[derive(PartialEq)]
enum Broken {
    Slow,
    Law(String),
}

fn once(law: Law, input: &[u8]) -> Result<(), Broken> {
    let begun = Instant::now();
    let tried = catch_unwind(AssertUnwindSafe(|| law(input)));
    if let Err(why) = tried {
        let said = why.downcast_ref::<String>().cloned();
        let said = said.or_else(|| why.downcast_ref::<&str>().map(|said| (*said).to_owned()));
        return Err(Broken::Law(said.unwrap_or_else(|| "it panicked".to_owned())));
    }
    if begun.elapsed() > LONGEST { Err(Broken::Slow) } else { Ok(()) }
}

/// Leaves out ever smaller stretches for as long as the law stays broken.
fn smaller(input: &[u8], broken: &dyn Fn(&[u8]) -> bool) -> Vec<u8> {
    let (begun, mut small) = (Instant::now(), input.to_vec());
    let mut size = small.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < small.len() && begun.elapsed() < SHRINKING {
            let without = [&small[..at], &small[(at + size).min(small.len())..]].concat();
            if broken(&without) { small = without } else { at += size }
        }
        size /= 2;
    }
    small
}

fn shown(input: &[u8]) -> String {
    let mut out = String::new();
    for line in input.split_inclusive(|b| *b == b'\n').take(60) {
        writeln!(out, "    {}", line.escape_ascii()).unwrap();
    }
    out
}
