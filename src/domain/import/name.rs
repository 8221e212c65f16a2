//! Names as people write them: forms of address, brackets, marks of the lead.

/// Words before a name that belong to no name.
const FORMS: [&str; 24] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "cllr",
    "sir",
    "dame",
    "rev",
    "ch",
    "chief",
    "supt",
    "superintendent",
    "det",
    "detective",
    "insp",
    "inspector",
    "di",
    "dci",
    "sgt",
    "cdr",
];

/// A name as it is compared: small letters, single blanks, no stops.
pub(super) fn plain(words: &str) -> String {
    let kept = words.to_lowercase().replace(['.', '\'', '’', '"'], "");
    let words = kept.split(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '(' | ')' | ':' | ';' | '-' | '–' | '/' | '_')
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Words without the forms of address before a name, as long as two words are left.
pub(super) fn without_form(name: &str) -> &str {
    let mut name = name;
    while let Some((first, rest)) = name.split_once(' ') {
        if !FORMS.contains(&first) {
            break;
        }
        name = rest;
    }
    name
}

/// `Jo (police)` as its name and what stands in brackets.
pub(super) fn bracketed(words: &str) -> (String, String) {
    match words.split_once('(') {
        Some((name, rest)) if !name.trim().is_empty() => {
            (name.to_owned(), rest.split(')').next().unwrap_or_default().to_owned())
        }
        _ => (words.to_owned(), String::new()),
    }
}

/// Words without the mark that makes them the lead, and whether they had it: `GD (lead)`, `Lead: GD`.
pub(super) fn called_lead(words: &str) -> (String, bool) {
    let lower = words.to_lowercase();
    let ending = ["(lead)", "- lead", "[lead]", "*"].iter().find(|mark| lower.ends_with(*mark));
    if let Some(mark) = ending
        && let Some(bare) = words.get(..words.len() - mark.len())
    {
        return (bare.trim().to_owned(), true);
    }
    let beginning =
        ["lead:", "lead -", "support:", "supported by"].into_iter().find(|mark| lower.starts_with(mark));
    match beginning.and_then(|mark| Some((mark, words.get(mark.len()..)?))) {
        Some((mark, bare)) => (bare.trim().to_owned(), mark.starts_with("lead")),
        None => (words.to_owned(), false),
    }
}
