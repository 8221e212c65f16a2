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
