//! What a file says it is, in whatever state it is: by that a copy of it is known.

/// What a file says it is, by the first of these that it says anything of.
const SAYS: [&[&str]; 4] = [
    &["id"],
    // A return, or what a panel agreed.
    &["audit", "case", "agency"],
    // A standing agenda.
    &["group"],
    // A review of actions.
    &["begun", "asked", "said"],
];

/// What a file says it is: its `id`, the child and the agency of an audit, the group whose agenda it is, or on which day
/// a review was begun of which actions and what was said first. Two reviews may be begun alike on one day; of one in
/// which nothing was said yet, nothing is lost.
pub(super) fn is(bytes: &[u8]) -> Option<Vec<&str>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let of = |key: &str| {
        let at =
            text.lines().position(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))?;
        let mut lines = text.lines().skip(at);
        let value = lines.next()?.get(key.len() + 1..)?.split(" #").next()?;
        let value = value.trim().trim_matches(['"', '\'']);
        // Of a list its first line is enough.
        Some(if value.is_empty() { lines.next()?.trim() } else { value })
    };
    let known = SAYS.iter().find(|keys| of(keys[0]).is_some())?;
    let all: Vec<&str> = known.iter().map(|key| of(key).unwrap_or_default()).collect();
    let whole = known[0] != "begun" || all.iter().all(|said| !said.is_empty());
    whole.then_some(all)
}

/// Whether a file says that it is what another's name, without its ending, stands for.
pub(super) fn names_itself(bytes: &[u8], stem: &str) -> bool {
    let Some(said) = is(bytes) else { return false };
    match said.as_slice() {
        [one] => *one == stem,
        // A panel has no agency.
        [_, case, ""] => *case == stem,
        [_, case, agency] if !case.is_empty() => format!("{case}-{agency}") == stem && !is_review(bytes),
        _ => false,
    }
}

/// Reviews of one day are several, told apart by what was said, which is in the file alone.
fn is_review(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"begun:"))
}
