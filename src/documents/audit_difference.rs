//! How what a template asks differs from what an earlier audit asked, in words.

use crate::base::text::{clean, one_line};
use crate::domain::audit::Question;
use crate::domain::audit::difference::Difference;

/// What changed, a line each, ending with a new line.
pub fn text(of: &Difference<'_>) -> String {
    let mut lines = vec![format!(
        "The template {} has changed since: version {} then, {} now.",
        of.now.id, of.before.version, of.now.version
    )];
    if of.is_empty() {
        lines.push("  The questions are the same: its notes, scales or order changed.".to_owned());
    }
    let asked = |one: &Question| format!("{}: {}", one.id, one_line(&one.text));
    lines.extend(of.added.iter().map(|one| format!("  added     {}", asked(one))));
    lines.extend(of.removed.iter().map(|one| format!("  removed   {}", asked(one))));
    for (was, is) in &of.reworded {
        lines.push(format!("  reworded  {}", asked(is)));
        lines.push(format!("            was: {}", one_line(&was.text)));
    }
    for (one, was, is) in &of.rescaled {
        lines.push(format!("  rescaled  {}: {} → {}", one.id, one_line(was), one_line(is)));
    }
    lines.extend(
        of.otherwise
            .iter()
            .map(|one| format!("  otherwise {}: whom it is for, its prompts or its evidence", one.id)),
    );
    clean(&(lines.join("\n") + "\n")).into_owned()
}

/// How many questions changed in which way.
pub fn in_short(of: &Difference<'_>) -> String {
    let counts = [
        (of.added.len(), "added"),
        (of.removed.len(), "removed"),
        (of.reworded.len(), "reworded"),
        (of.rescaled.len(), "rescaled"),
        (of.otherwise.len(), "changed otherwise"),
    ];
    let said: Vec<String> =
        counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, how)| format!("{n} {how}")).collect();
    if said.is_empty() { "the same questions".to_owned() } else { said.join(", ") }
}
