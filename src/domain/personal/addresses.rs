//! Where somebody lives or is written to: full postcodes and e-mail addresses.

use super::{Finding, Kind};

/// The areas a postcode can begin with (Royal Mail), between spaces.
const AREAS: &str = " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC \
     EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N \
     NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR \
     TS TW UB W WA WC WD WF WN WR WS WV YO ZE ";
/// Letters no second half of a postcode has.
const NEVER: &[u8] = b"CIKMOV";

/// Full postcodes: both halves, in letters and figures that can be one.
pub(super) fn postcodes(text: &str, found: &mut Vec<Finding>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let begins = bytes[at].is_ascii_alphabetic()
            && !text.get(..at).and_then(|t| t.chars().next_back()).is_some_and(char::is_alphanumeric);
        match begins.then(|| postcode(text, at)).flatten() {
            Some(end) => {
                found.push(Finding::new(Kind::Postcode, text, at..end));
                at = end;
            }
            None => at += 1,
        }
    }
}

/// Where a postcode that begins here ends.
fn postcode(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let letters = bytes[at..].iter().take(3).take_while(|b| b.is_ascii_alphabetic()).count();
    let area = text[at..at + letters].to_ascii_uppercase();
    if !(1..=2).contains(&letters) || !AREAS.contains(&format!(" {area} ")) {
        return None;
    }
    // The first half ends with one or two figures, or a figure and a letter; the second tells which.
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let from = at + letters;
    if !digit(from) {
        return None;
    }
    let longer = bytes.get(from + 1).is_some_and(u8::is_ascii_alphanumeric).then_some(from + 2);
    [longer, Some(from + 1)].into_iter().flatten().find_map(|first| {
        let gap = bytes[first.min(bytes.len())..].iter().take_while(|b| **b == b' ').count();
        let second = first + gap;
        let inward = bytes.get(second..second + 3)?;
        let letters =
            inward[1..].iter().all(|b| b.is_ascii_alphabetic() && !NEVER.contains(&b.to_ascii_uppercase()));
        let ends = !text.get(second + 3..)?.chars().next().is_some_and(char::is_alphanumeric);
        // `the M4 5th junction` is no postcode.
        let ordinal = matches!(&inward[1..], b"st" | b"nd" | b"rd" | b"th");
        (gap <= 1 && digit(second) && letters && ends && !ordinal).then_some(second + 3)
    })
}

/// E-mail addresses: something, `@`, and a name with a stop in it.
pub(super) fn emails(text: &str, found: &mut Vec<Finding>) {
    for (at, _) in text.match_indices('@') {
        let local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%' | '\'' | '’');
        let start = text[..at].char_indices().rev().take_while(|(_, c)| local(*c)).last().map(|(i, _)| i);
        let host: usize = text[at + 1..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
            .map(char::len_utf8)
            .sum();
        let host = text[at + 1..at + 1 + host].trim_end_matches(['.', '-']);
        let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
        if let Some(start) = start
            && ending.chars().count() >= 2
            && ending.chars().all(char::is_alphabetic)
        {
            found.push(Finding::new(Kind::Email, text, start..at + 1 + host.len()));
        }
    }
}
