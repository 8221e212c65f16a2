//! Inputs changed at random: bytes, stretches and lines, and the words that files, journals and typed lines act on.

use crate::dice::Dice;

/// No input grows beyond this.
const LONGEST: usize = 64 << 10;

/// What the readers act on.
const WORDS: [&str; 58] = [
    ": ",
    "- ",
    "# ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "  ",
    "\"",
    "'",
    "\\",
    "|\n",
    ">-\n",
    "[",
    "]",
    "{",
    "}",
    "[]",
    "{}",
    ", ",
    "&a ",
    "*a",
    "<<: ",
    "!!str ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "~",
    "null",
    "true",
    "\u{feff}",
    "\0",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{2028}",
    "e\u{301}",
    "👩‍👩‍👧‍👦",
    "9999999999999999999",
    "-1",
    "0",
    "1e9",
    "2026-12-03",
    "2026-02-30",
    "+262142-12-31T23:59:59Z",
    "9999-12-31",
    "0000-01-01",
    "24:00",
    "id: ",
    "items:\n",
    "EXEC-26-014",
    " because ",
    " review by ",
    " by next friday",
    " #tag ",
    "police-dsp",
    "%%%\n",
    "<<<<<<< ours\n",
    "\u{a0}",
];

/// Something made from one of the seeds.
pub fn changed(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = dice.pick(seeds).clone();
    change(&mut bytes, seeds, dice);
    bytes
}

/// Changes it in one to six ways.
pub fn change(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], dice: &mut Dice) {
    for _ in 0..=dice.below(6) {
        match dice.below(3) {
            0 => change_bytes(bytes, dice),
            1 => change_lines(bytes, dice),
            _ => add(bytes, seeds, dice),
        }
        bytes.truncate(LONGEST);
    }
}

/// A stretch of it, mostly a short one.
fn stretch(bytes: &[u8], dice: &mut Dice) -> std::ops::Range<usize> {
    let most = if dice.one_in(4) { bytes.len() } else { 16 };
    let start = dice.below(bytes.len() + 1);
    start..(start + dice.below(most + 1)).min(bytes.len())
}

fn change_bytes(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len());
    match dice.below(5) {
        0 if !bytes.is_empty() => bytes[at] = dice.byte(),
        1 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
        2 => drop(bytes.drain(stretch(bytes, dice))),
        3 if bytes.iter().any(u8::is_ascii_digit) => {
            let digits: Vec<usize> = (0..bytes.len()).filter(|n| bytes[*n].is_ascii_digit()).collect();
            bytes[*dice.pick(&digits)] = *dice.pick(b"0123456789");
        }
        _ => {
            let times = if dice.one_in(8) { 1 + dice.below(60) } else { 2 };
            let again = bytes[stretch(bytes, dice)].repeat(times);
            insert(bytes, at, &again);
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, new: &[u8]) {
    bytes.splice(at.min(bytes.len())..at.min(bytes.len()), new.iter().copied());
}

fn add(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    if dice.one_in(3) {
        let other = dice.pick(seeds);
        let part = &other[stretch(other, dice)];
        insert(bytes, at, part);
    } else {
        insert(bytes, at, dice.pick(&WORDS).as_bytes());
    }
}

/// Lines taken out, doubled, exchanged, moved in and out.
fn change_lines(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    if lines.is_empty() {
        return;
    }
    let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
    match dice.below(6) {
        0 => drop(lines.remove(one)),
        1 => lines.insert(other, lines[one].clone()),
        2 => lines.swap(one, other),
        3 => insert(&mut lines[one], 0, &b"    "[..=dice.below(4)]),
        4 => {
            let blanks = lines[one].iter().take_while(|b| **b == b' ').count();
            lines[one].drain(..dice.below(blanks + 1));
        }
        _ if dice.one_in(6) => {
            lines.iter_mut().filter(|l| l.ends_with(b"\n")).for_each(|l| {
                let end = l.len() - 1;
                insert(l, end, b"\r");
            });
        }
        _ => {
            let end = lines[one].len().saturating_sub(1);
            insert(&mut lines[one], end, dice.pick(&WORDS).as_bytes());
        }
    }
    *bytes = lines.concat();
}
