//! Whether the files given as evidence are still there and still what they were. What they come to now is found out
//! elsewhere; here is what that means.

use crate::base::hash::Sha256;
use crate::base::problem::{Place, Problem, Severity};
use crate::base::stamp::long_date;
use crate::base::text::fit;
use crate::domain::action::{Action, Evidence};
use crate::files::tracker;
use crate::files::yaml::Node;
use crate::files::yaml::Step::{Index, Key};
use std::collections::BTreeMap;

/// Why a file cannot be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// There is none.
    Gone,
    /// Something else, in words.
    Because(String),
}

/// What is to be known of the evidence of a tracker's actions, given what each file comes to; in the order of the file.
pub fn evidence(text: &str, seen: &BTreeMap<String, Result<Sha256, Unseen>>) -> Vec<Problem> {
    let loaded = tracker::load(text);
    let (Some(known), Some(node)) = (loaded.value, loaded.node) else { return Vec::new() };
    let mut found = Vec::new();
    for (nth, action) in known.actions.iter().enumerate() {
        for (which, given) in action.evidence.iter().enumerate() {
            let Some(now) = given.in_workspace().and_then(|path| seen.get(path)) else { continue };
            if let Some((severity, message, mend)) = said(action, given, now) {
                let place = place(&node, nth, which);
                let problem = Problem { severity, ..Problem::error(place, message) }.mend(mend);
                let gone = matches!(now, Err(Unseen::Gone));
                found.push(if gone { problem.missing(&given.file) } else { problem });
            }
        }
    }
    found
}

/// Where a piece of evidence stands, as one of a list or alone.
fn place(node: &Node, nth: usize, which: usize) -> Place {
    let action = [Key("actions"), Index(nth)];
    let piece = [action[0], action[1], Key("evidence"), Index(which)];
    let alone = [action[0], action[1], Key("evidence")];
    let file = |at: &[_]| node.at(at).and_then(|piece| piece.get("file")).map(|file| file.place);
    let there = file(&piece).or_else(|| file(&alone)).or_else(|| node.at(&action).map(|node| node.place));
    there.unwrap_or(Place::START)
}

/// What is wrong with a file, and what to do; nothing where it is what it was.
fn said(
    action: &Action,
    given: &Evidence,
    now: &Result<Sha256, Unseen>,
) -> Option<(Severity, String, String)> {
    let of = format!("`{}`, evidence of `{}`,", fit(&given.file, 60), action.id);
    let warning =
        |said: String, mend: &str| Some((Severity::Warning, format!("{of} {said}"), mend.to_owned()));
    match now {
        Err(Unseen::Gone) => {
            warning("is not there".to_owned(), "put the file back, or say under `file` where it is now")
        }
        Err(Unseen::Because(why)) => {
            warning(format!("cannot be looked at: {why}"), "name a file of this workspace, or an address")
        }
        Ok(now) if given.sha256.is_empty() => {
            let mend = format!("if it is what was given, write beside it: sha256: {now}");
            Some((Severity::Info, format!("{of} has no hash, so a change of it would not be seen"), mend))
        }
        Ok(now) => match given.sha256.parse::<Sha256>() {
            Ok(then) if then == *now => None,
            Ok(_) => warning(
                format!("has changed since it was given on {}", long_date(given.on)),
                "bring back the file that was given, or add what it says now as another piece of evidence",
            ),
            Err(_) => warning(
                "has a hash that is none".to_owned(),
                "write the 64 digits that sha256sum prints for the file that was given",
            ),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_has_gone_or_changed_is_said_at_its_place() {
        let hash = Sha256::of(b"plan");
        let text = format!(
            "schema: 1\nid: sog\ntitle: A\ngroup: sog\nprefix: SOG\nactions:\n  - id: SOG-26-001\n    what: Write\n    \
             raised: {{date: 2026-11-01}}\n    due: 2026-12-01\n    status: closed\n    evidence:\n      - {{on: \
             2026-11-30, text: a, file: kept.pdf, sha256: {hash}}}\n      - {{on: 2026-11-30, text: b, file: other.pdf, \
             sha256: {hash}}}\n      - {{on: 2026-11-30, text: c, file: gone.pdf, sha256: {hash}}}\n      - {{on: \
             2026-11-30, text: d, file: bare.pdf}}\n      - {{on: 2026-11-30, text: e, file: 'https://example.org/x'}}\n"
        );
        let seen = [
            ("kept.pdf", Ok(hash)),
            ("bare.pdf", Ok(hash)),
            ("other.pdf", Ok(Sha256::of(b"another"))),
            ("gone.pdf", Err(Unseen::Gone)),
        ];
        let seen = seen.map(|(path, now)| (path.to_owned(), now)).into_iter().collect();
        let found = evidence(&text, &seen);
        let said: Vec<_> =
            found.iter().map(|found| (found.severity, found.place.line, found.message.as_str())).collect();
        let expected = [
            (
                Severity::Warning,
                14,
                "`other.pdf`, evidence of `SOG-26-001`, has changed since it was given on Mon 30 Nov 2026",
            ),
            (Severity::Warning, 15, "`gone.pdf`, evidence of `SOG-26-001`, is not there"),
            (
                Severity::Info,
                16,
                "`bare.pdf`, evidence of `SOG-26-001`, has no hash, so a change of it would not be seen",
            ),
        ];
        assert_eq!(said, expected);
        assert!(evidence("actions: [", &seen).is_empty());
    }
}
