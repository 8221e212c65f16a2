//! Text for people and terminals: making it safe to show, fitting it to a width, small sentences. No colours here.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Makes text safe to print: nothing in it can move the cursor, change colours or reorder the line.
///
/// Control characters become visible (`␛`, `⟦U+0085⟧`), as do marks that change direction or cannot be seen
/// (`⟦U+202E⟧`). New lines stay, tabs become spaces, and the text comes out composed (NFC).
pub fn clean(text: &str) -> Cow<'_, str> {
    // Most text is plain, and plain text is composed and has no marks.
    if text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n')) {
        return Cow::Borrowed(text);
    }
    let shown = if text.chars().all(harmless) { Cow::Borrowed(text) } else { Cow::Owned(visible(text)) };
    let composed = is_nfc_quick(shown.chars()) == IsNormalized::Yes;
    let shown = if composed { shown } else { Cow::Owned(shown.nfc().collect()) };
    match thinned(&shown) {
        Some(thin) => Cow::Owned(thin),
        None => shown,
    }
}

/// Most marks on one letter. No language needs as many; a heap of them runs over the lines around it.
const MOST_MARKS: usize = 8;

/// The text with `…` for what is heaped on a letter beyond that; nothing where nothing is.
fn thinned(text: &str) -> Option<String> {
    let mark = |c: char| is_combining_mark(c) || matches!(c, '\u{200C}' | '\u{200D}');
    let mut marks = 0;
    let mut count = |c: char| {
        marks = if mark(c) { marks + 1 } else { 0 };
        marks
    };
    if text.chars().all(|c| count(c) <= MOST_MARKS) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    marks = 0;
    for c in text.chars() {
        marks = if mark(c) { marks + 1 } else { 0 };
        match marks {
            0..=MOST_MARKS => out.push(c),
            n if n == MOST_MARKS + 1 => out.push('…'),
            _ => {}
        }
    }
    Some(out)
}

fn harmless(c: char) -> bool {
    c == '\n' || !(c.is_control() || unseen(c))
}

/// Marks that reorder text, or that hide in it.
fn unseen(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    // A line ending from Windows is a new line, not something to warn about.
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\t' => out.push(' '),
            '\u{7F}' => out.push('␡'),
            c if harmless(c) => out.push(c),
            // The control pictures stand in the same order as the controls they show.
            c if c < ' ' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('␦')),
            c => {
                write!(out, "⟦U+{:04X}⟧", u32::from(c)).expect("writing to a string cannot fail");
            }
        }
    }
    out
}

/// Clean text on one line: runs of spaces and new lines become one space, none at the ends.
pub fn one_line(text: &str) -> String {
    let spaced = clean(text);
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The candidate a mistyped word most likely meant, for "did you mean"; nothing when none is near.
///
/// Nearness is the number of letters added, dropped, changed or swapped with a neighbour, small and capital
/// alike: one for short words, up to three for long ones.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.trim().to_lowercase().chars().collect();
    if word.is_empty() || word.len() > 64 {
        return None;
    }
    let allowed = if word.len() == 1 { 0 } else { (word.len() / 3).clamp(1, 3) };
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other: Vec<char> = candidate.to_lowercase().chars().collect();
        if other.len().abs_diff(word.len()) > allowed {
            continue;
        }
        let far = distance(&word, &other);
        if far <= allowed && best.is_none_or(|(least, _)| far < least) {
            best = Some((far, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Damerau-Levenshtein distance, in the form where no stretch is edited twice.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut two_above = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(two_above[j - 2] + 1);
            }
            row.push(least);
        }
        two_above = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

/// `a`, `a and b`, `a, b and c`.
pub fn and_list(items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What may be chosen, for a refusal: `it is one of a, b and c`; of very many the first, and how many more there are.
pub fn one_of<'a>(all: impl IntoIterator<Item = &'a str>) -> String {
    /// More would not be read.
    const MOST: usize = 24;
    let all: Vec<String> = all.into_iter().map(one_line).collect();
    match all.len() {
        0 => "there is none to choose".to_owned(),
        n if n <= MOST => format!("it is one of {}", and_list(&all)),
        n => format!("it is one of {}, or one of {} more", all[..MOST].join(", "), n - MOST),
    }
}

/// What somebody may have meant by a word, and what else may be chosen, for a refusal.
pub fn meant<'a>(word: &str, all: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let near = nearest(word, all.clone()).map(|near| format!("did you mean {}? Else ", one_line(near)));
    format!("{}{}", near.unwrap_or_default(), one_of(all))
}

/// A name in small letters, figures and dashes; letters with marks lose them. Empty where nothing is left.
pub fn slug(name: &str, most: usize) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let plain: String = name.nfd().filter(char::is_ascii).collect::<String>().to_lowercase();
    let words = plain.replace('\'', "");
    let words = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug: String = words.collect::<Vec<_>>().join("-").chars().take(most).collect();
    slug.trim_end_matches('-').to_owned()
}

/// `1 action`, `3 actions`, `0 actions`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The text with a capital at its start.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Makes a sentence of a note: a capital first letter and a full stop, unless it already ends a sentence.
/// Empty text stays empty.
pub fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches([',', ';', ':']).trim_end();
    let mut out = String::with_capacity(text.len() + 1);
    // An opening quotation mark or bracket keeps its place before the capital.
    let first = text.find(|c| !matches!(c, '“' | '‘' | '"' | '\'' | '(' | '[')).unwrap_or(0);
    out.push_str(&text[..first]);
    let mut rest = text[first..].chars();
    if let Some(c) = rest.next() {
        out.extend(c.to_uppercase());
    }
    out.push_str(rest.as_str());
    let ending = out.trim_end_matches(['”', '’', '"', '\'', ')', ']']);
    if !out.is_empty() && !ending.ends_with(['.', '?', '!', '…']) {
        out.push('.');
    }
    out
}

/// Cells a line of text takes in a terminal.
pub fn width(text: &str) -> usize {
    // Most text is plain, and every line of every picture is measured.
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The text if it fits in `cells`, otherwise as much as fits with `…` at the end. Never splits what is seen as
/// one character.
pub fn fit(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    if cells == 0 {
        return String::new();
    }
    let (start, _) = text.split_at(break_at(text, cells - 1));
    format!("{start}…")
}

/// The byte where the longest start of `text` not wider than `cells` ends.
fn break_at(text: &str, cells: usize) -> usize {
    let mut used = 0;
    for (at, seen) in text.grapheme_indices(true) {
        used += seen.width();
        if used > cells {
            return at;
        }
    }
    text.len()
}

/// Wraps text to lines of at most `cells`, between words where it can and inside a word that is too long.
/// New lines in the text stay; an empty line stays empty. A width of nothing counts as one cell.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split([' ', '\t', '\r']).filter(|word| !word.is_empty()) {
            if !line.is_empty() && width(&line) + 1 + width(word) <= cells {
                line.push(' ');
                line.push_str(word);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = broken(word, cells, &mut lines);
        }
        lines.push(line);
    }
    lines
}

/// Puts all of a long word but its last piece on lines of their own; gives back that last piece.
fn broken(word: &str, cells: usize, lines: &mut Vec<String>) -> String {
    let mut rest = word;
    while width(rest) > cells {
        // A character wider than the line gets a line to itself: losing it would be worse.
        let at = match break_at(rest, cells) {
            0 => rest.graphemes(true).next().map_or(rest.len(), str::len),
            at => at,
        };
        if at == rest.len() {
            break;
        }
        lines.push(rest[..at].to_owned());
        rest = &rest[at..];
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_in_clean_text_can_drive_the_terminal() {
        assert_eq!(clean("red \u{1b}[31m\u{7}"), "red ␛[31m␇");
        assert_eq!(clean("a\tb\r\nc\u{7f}\u{85}\0"), "a b\nc␡⟦U+0085⟧␀");
        assert_eq!(clean("pay \u{202E}xob"), "pay ⟦U+202E⟧xob");
        assert_eq!(clean("a\u{200B}b\u{FEFF}\u{2067}"), "a⟦U+200B⟧b⟦U+FEFF⟧⟦U+2067⟧");
        assert_eq!(clean("a\u{2063}b\u{E0041}"), "a⟦U+2063⟧b⟦U+E0041⟧");
        assert_eq!(clean(&format!("x{}y", "\u{30a}".repeat(99))), format!("x{}…y", "\u{30a}".repeat(8)));
        assert_eq!(clean("Zoe\u{308}"), "Zoë");
        assert!(matches!(clean("Zoë, 3 Dec\nÁine"), Cow::Borrowed(_)));
        assert_eq!(one_line("  two\n\n lines\u{1b} "), "two lines␛");
    }

    #[test]
    fn a_slip_of_the_fingers_is_understood() {
        let words = ["police", "health", "council", "sog"];
        assert_eq!(nearest("polcie", words), Some("police"));
        assert_eq!(nearest("HEALT", words), Some("health"));
        assert_eq!(nearest("cuoncli", words), Some("council"));
        assert_eq!(nearest("sgo", words), Some("sog"));
        assert_eq!(nearest("school", words), None);
        assert_eq!(nearest("s", words), None);
        assert_eq!(nearest("", words), None);
        assert_eq!(nearest("cat", ["bat", "cat"]), Some("cat"));
        assert_eq!(distance(&['a', 'b'], &['b', 'a']), 1);
        assert_eq!(distance(&['a'; 4], &[]), 4);
    }

    #[test]
    fn lists_and_counts_read_as_english() {
        assert_eq!(and_list(&["police"]), "police");
        assert_eq!(and_list(&["council", "police", "health"]), "council, police and health");
        assert_eq!(and_list(&[] as &[&str]), "");
        assert_eq!(count(1, "action", "actions"), "1 action");
        assert_eq!(count(0, "action", "actions"), "0 actions");
    }

    #[test]
    fn notes_become_sentences() {
        assert_eq!(sentence(" the report was noted "), "The report was noted.");
        assert_eq!(sentence("why?"), "Why?");
        assert_eq!(sentence("“no one asked.”"), "“No one asked.”");
        assert_eq!(sentence("three things:"), "Three things.");
        assert_eq!(sentence("éveil"), "Éveil.");
        assert_eq!(sentence("  "), "");
    }

    #[test]
    fn text_is_cut_by_what_is_seen() {
        assert_eq!(width("Zoë 日本"), 8);
        assert_eq!(fit("Safeguarding", 12), "Safeguarding");
        assert_eq!(fit("Safeguarding", 6), "Safeg…");
        assert_eq!(fit("日本語", 4), "日…");
        assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(fit("long", 0), "");
    }

    #[test]
    fn words_wrap_and_long_words_break() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("one\n\ntwo", 7), ["one", "", "two"]);
        assert_eq!(wrap("a safeguarding", 5), ["a", "safeg", "uardi", "ng"]);
        assert_eq!(wrap("日本", 1), ["日", "本"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("ab", 0), ["a", "b"]);
    }

    proptest! {
        #[test]
        fn cleaning_leaves_nothing_harmful_and_cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert!(once.chars().all(harmless));
            prop_assert_eq!(clean(&once), once.as_str());
            let line = one_line(&text);
            prop_assert!(!line.contains('\n') && !line.contains("  "));
            prop_assert_eq!(one_line(&line), line);
        }

        #[test]
        fn fitted_text_fits(text in any::<String>(), cells in 0usize..40) {
            let fitted = fit(&text, cells);
            prop_assert!(width(&fitted) <= cells);
            prop_assert!(fitted == text || fitted.is_empty() || fitted.ends_with('…'));
        }

        #[test]
        fn wrapping_loses_nothing_and_keeps_to_the_width(text in "(\\PC|[a-z]{1,9}|[ \n])*", cells in 2usize..30) {
            let bare = |s: &str| s.chars().filter(|c| !matches!(c, ' ' | '\n')).collect::<String>();
            let lines = wrap(&text, cells);
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
            prop_assert!(lines.len() > text.matches('\n').count());
            for line in lines {
                // One seen character may be wider than the line; nothing else may.
                prop_assert!(width(&line) <= cells || line.graphemes(true).count() == 1, "{:?}", line);
            }
        }

        #[test]
        fn one_slip_in_a_word_is_always_understood(word in "[a-z]{3,12}", at in 0usize..12, letter in "[a-z]") {
            let at = at % word.len();
            let mut slipped = word.clone();
            slipped.replace_range(at..=at, &letter);
            prop_assert_eq!(nearest(&slipped, [word.as_str()]), Some(word.as_str()));
        }

        #[test]
        fn a_sentence_is_a_sentence_for_good(text in "[a-zA-Z .?!,“”()é]{0,30}") {
            let once = sentence(&text);
            prop_assert_eq!(sentence(&once), once.as_str());
            prop_assert!(once.is_empty() || once.contains(['.', '?', '!', '…']));
        }
    }
}
