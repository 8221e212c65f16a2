//! Numbers that say who somebody is: NHS, pupil and National Insurance numbers, telephones, and any other long number.

use super::{Finding, Kind};
use chrono::NaiveDate;
use std::ops::Range;

/// From this many digits a number is long.
const LONG: usize = 8;
/// Most characters of an id looked at on either side of a figure.
const ID_MOST: usize = 64;
/// Letters pupil numbers use, in the order of their values: all but I, O and S.
const PUPIL_LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// Digits that stand together.
#[derive(Clone, Debug)]
struct Group {
    range: Range<usize>,
    /// The one sign between this group and the one before it; nothing when they do not belong together.
    joint: Option<char>,
}

pub(super) fn find(text: &str, found: &mut Vec<Finding>) {
    words(text, found);
    let groups = groups(text);
    let mut from = 0;
    while from < groups.len() {
        let run = from + 1 + groups[from + 1..].iter().take_while(|g| g.joint.is_some()).count();
        figures(text, &groups[from..run], found);
        from = run;
    }
}

/// The groups of digits of a text, without those in ids and dates.
fn groups(text: &str) -> Vec<Group> {
    let bytes = text.as_bytes();
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if let Some(past) = dated(text, at).or_else(|| id_end(text, at)) {
            at = past;
            continue;
        }
        let joint = groups.last().and_then(|before| joint(&text[before.range.end..at]));
        groups.push(Group { range: at..end, joint });
        at = end;
    }
    groups
}

/// The sign that joins two groups: one blank, dash or stop, with brackets and further blanks around it.
fn joint(between: &str) -> Option<char> {
    if between.len() > 6 {
        return None;
    }
    let mut sign = None;
    for c in between.chars() {
        match (c, sign) {
            ('(' | ')', _) => sign = sign.or(Some(' ')),
            (' ' | '\u{a0}' | '\u{2009}' | '\u{202f}', _) => sign = sign.or(Some(' ')),
            ('-' | '.' | '‐' | '‑' | '–', None | Some(' ')) => sign = Some('-'),
            _ => return None,
        }
    }
    sign
}

/// Where a date that begins here ends: `2026-12-03`, `3/12/2026`, `03.12.26`, `20261203`.
pub(super) fn dated(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    if at > 0 && text.as_bytes()[at - 1].is_ascii_digit() {
        return None;
    }
    let length =
        |from: usize| rest.get(from..).map_or(0, |r| r.iter().take_while(|b| b.is_ascii_digit()).count());
    let number = |from: usize, to: usize| text[at + from..at + to].parse::<u32>().ok();
    let first = length(0);
    if first == 8 {
        let year_first = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
        let year_last = (number(4, 8)?, number(2, 4)?, number(0, 2)?);
        return (day(year_first) || day(year_last)).then_some(at + 8);
    }
    let sign = *rest.get(first).filter(|sign| matches!(sign, b'-' | b'/' | b'.'))?;
    let second = length(first + 1);
    let third_at = first + 1 + second + 1;
    if !(1..=2).contains(&second) || rest.get(third_at - 1) != Some(&sign) {
        return None;
    }
    let third = length(third_at);
    let end = third_at + third;
    let (a, b, c) = (number(0, first)?, number(first + 1, third_at - 1)?, number(third_at, end)?);
    let is_date = match (first, third) {
        (4, 1 | 2) => day((a, b, c)),
        (1 | 2, 4) => day((c, b, a)),
        (1 | 2, 2) => day((2000 + c, b, a)),
        _ => false,
    };
    is_date.then_some(at + end)
}

fn day((year, month, day): (u32, u32, u32)) -> bool {
    let year = i32::try_from(year).unwrap_or(0);
    (1900..2200).contains(&year) && NaiveDate::from_ymd_opt(year, month, day).is_some()
}

/// Where an id of ours that holds this digit ends: `EXEC-26-014`, `EXEC-26-D014`, `executive-2026-12-03`.
fn id_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let part = |b: &u8| b.is_ascii_alphanumeric() || *b == b'-';
    // Longer words are no ids, and looking at all of each would take for ever in a line made to do so.
    let start = at - bytes[..at].iter().rev().take(ID_MOST).take_while(|b| part(b)).count();
    let end = at + bytes[at..].iter().take(ID_MOST).take_while(|b| part(b)).count();
    let word = text[start..end].trim_end_matches('-');
    if word.len() > ID_MOST || !word.contains('-') || !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let parts: Vec<&str> = word.split('-').collect();
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let numbered = |n: &str| digits(n.strip_prefix('D').unwrap_or(n)) && n.len() <= 7;
    let ours = match parts.as_slice() {
        [prefix, year, number] => prefix.len() <= 8 && year.len() == 2 && digits(year) && numbered(number),
        [.., year, month, day] => {
            [(*year, 4), (*month, 2), (*day, 2)].iter().all(|(part, n)| digits(part) && part.len() == *n)
        }
        _ => false,
    };
    ours.then_some(start + word.len())
}

/// What a run of groups holds.
fn figures(text: &str, groups: &[Group], found: &mut Vec<Finding>) {
    let mut from = 0;
    while from < groups.len() {
        let taken = (from + 1..=groups.len().min(from + 6)).rev().find_map(|to| {
            let run = &groups[from..to];
            let kind = kind(text, run)?;
            found.push(Finding::new(kind, text, start_of(text, run, kind)..run[run.len() - 1].range.end));
            Some(to)
        });
        from = taken.unwrap_or(from + 1);
    }
}

/// Where it begins: a telephone number with its plus sign.
fn start_of(text: &str, run: &[Group], kind: Kind) -> usize {
    let start = run[0].range.start;
    if kind == Kind::Telephone && text[..start].ends_with('+') { start - 1 } else { start }
}

fn kind(text: &str, run: &[Group]) -> Option<Kind> {
    if run.iter().map(|g| g.range.len()).sum::<usize>() < LONG {
        return None;
    }
    let parts: Vec<&str> = run.iter().map(|g| &text[g.range.clone()]).collect();
    let digits = parts.concat();
    let before = text[..run[0].range.start].chars().next_back();
    if nhs(&parts, &digits) {
        Some(Kind::Nhs)
    } else if telephone(&parts, &digits, before == Some('+')) {
        Some(Kind::Telephone)
    } else {
        let after = &text[run[run.len() - 1].range.end..];
        long(&parts, &digits, run, before, after).then_some(Kind::Digits)
    }
}

/// Ten digits in groups somebody would write or say, the last of which checks the others (modulus 11).
fn nhs(parts: &[&str], digits: &str) -> bool {
    let said = parts.iter().all(|p| p.len() >= 3) || parts.iter().all(|p| p.len() == 2);
    if digits.len() != 10 || !said || digits.bytes().all(|b| b == digits.as_bytes()[0]) {
        return false;
    }
    let value = |b: u8| u32::from(b - b'0');
    let sum: u32 = digits.bytes().take(9).zip((2..=10).rev()).map(|(b, weight)| value(b) * weight).sum();
    let check = (11 - sum % 11) % 11;
    check < 10 && check == value(digits.as_bytes()[9])
}

/// `0117 496 0123`, `07700 900123`, `+44 (0)117 496 0123`, `0044 7700 900123`.
fn telephone(parts: &[&str], digits: &str, plus: bool) -> bool {
    let (national, rest) = match digits.strip_prefix("44").filter(|_| plus) {
        Some(rest) => (rest.strip_prefix('0').unwrap_or(rest), &parts[1..]),
        None if plus => return false,
        None => match digits.strip_prefix("0044") {
            Some(rest) => (rest.strip_prefix('0').unwrap_or(rest), &parts[1..]),
            None => match digits.strip_prefix('0') {
                Some(rest) => (rest, &parts[1..]),
                None => return false,
            },
        },
    };
    let grouped = rest.iter().all(|p| p.len() >= 2 || *p == "0") && (plus || parts[0].len() >= 3);
    grouped && (9..=10).contains(&national.len()) && national.starts_with(['1', '2', '3', '5', '7', '8', '9'])
}

/// A long number. Sums of money, years and thousands are none.
fn long(parts: &[&str], digits: &str, run: &[Group], before: Option<char>, after: &str) -> bool {
    if digits.len() < LONG || matches!(before, Some('£' | '$' | '€' | ',' | '.')) {
        return false;
    }
    let year = |p: &&str| p.len() == 4 && (p.starts_with("19") || p.starts_with("20"));
    let decimal = after.strip_prefix(['.', ',']).is_some_and(|a| a.starts_with(|c: char| c.is_ascii_digit()));
    if decimal {
        return false;
    }
    if parts.len() == 1 {
        return true;
    }
    let thousands =
        run[1].joint == Some(' ') && parts[0].len() <= 3 && parts[1..].iter().all(|p| p.len() == 3);
    let alike = run[1..].iter().all(|g| g.joint == run[1].joint);
    alike && !thousands && parts.iter().all(|p| p.len() >= 3) && !parts.iter().any(year)
}

/// Numbers with letters of their own: pupil and National Insurance numbers.
fn words(text: &str, found: &mut Vec<Finding>) {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let mut at = 0;
    while at < bytes.len() {
        let begins = letter(at) && !(at > 0 && inside_word(text, at));
        let taken = if begins { pupil(text, at).or_else(|| insurance(text, at)) } else { None };
        match taken {
            Some((kind, end)) => {
                found.push(Finding::new(kind, text, at..end));
                at = end;
            }
            None => at += 1,
        }
    }
}

/// Whether the character before this place is a letter or a figure.
fn inside_word(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|t| t.chars().next_back()).is_some_and(char::is_alphanumeric)
}

fn ends_word(text: &str, at: usize) -> bool {
    !text[at..].chars().next().is_some_and(char::is_alphanumeric)
}

/// A pupil number: the first letter is the sum of the twelve characters after it, each times its place from 2 to 13,
/// modulo 23 (Department for Education, unique pupil numbers). A temporary one ends with a letter.
fn pupil(text: &str, at: usize) -> Option<(Kind, usize)> {
    let word = text.as_bytes().get(at..at + 13)?.to_ascii_uppercase();
    let value = |b: &u8| PUPIL_LETTERS.iter().position(|l| l == b);
    let middle = word[1..12].iter().all(u8::is_ascii_digit);
    let last = word[12];
    if !middle || !(last.is_ascii_digit() || value(&last).is_some()) || !ends_word(text, at + 13) {
        return None;
    }
    let of = |b: u8| if b.is_ascii_digit() { usize::from(b - b'0') } else { value(&b).unwrap_or(0) };
    let sum: usize = word[1..].iter().zip(2..).map(|(b, weight)| of(*b) * weight).sum();
    (PUPIL_LETTERS[sum % 23] == word[0]).then_some((Kind::Pupil, at + 13))
}

/// `AB 12 34 56 C`, with or without blanks.
fn insurance(text: &str, at: usize) -> Option<(Kind, usize)> {
    let bytes = text.as_bytes();
    let pair = bytes.get(at..at + 2)?.to_ascii_uppercase();
    let bad = [b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"];
    if !pair[1].is_ascii_alphabetic()
        || b"DFIQUV".contains(&pair[0])
        || b"DFIOQUV".contains(&pair[1])
        || bad.iter().any(|b| b[..] == pair[..])
    {
        return None;
    }
    let mut end = at + 2;
    for wanted in 0..7 {
        if matches!(bytes.get(end), Some(b' ' | b'-')) && wanted % 2 == 0 {
            end += 1;
        }
        let b = bytes.get(end)?;
        let fits = if wanted < 6 { b.is_ascii_digit() } else { b"ABCD".contains(&b.to_ascii_uppercase()) };
        if !fits {
            return None;
        }
        end += 1;
    }
    ends_word(text, end).then_some((Kind::Insurance, end))
}
