//! Final minutes made from a text that somebody edited by hand: their words, under the status that was worked out.

/// Facts of the heading that say how far minutes have got.
const STATUS: [&str; 2] = ["- **Status:** ", "- **Amended because:** "];
/// What the program's own last line begins with.
const MARK: &str = "<!-- made by chairside";

/// The edited text with the status lines of `made`, which is what the program would have written. Every other line is as it
/// was edited; where the status line was taken out it stands at the top again, for nobody may take it for a draft.
pub fn from_edited(edited: &str, made: &str) -> String {
    let is_status = |line: &&str| STATUS.iter().any(|start| line.starts_with(start));
    let status: Vec<&str> = made.lines().filter(is_status).collect();
    let kept = edited.lines().filter(|line| !line.starts_with(MARK));
    let mut lines: Vec<&str> = Vec::new();
    let mut stood = false;
    for line in kept {
        if !is_status(&line) {
            lines.push(line);
        } else if !std::mem::replace(&mut stood, true) {
            lines.extend(&status);
        }
    }
    if !stood {
        let after = lines.iter().position(|line| line.starts_with("# ")).map_or(0, |at| at + 1);
        let space = ["", ""];
        lines.splice(after..after, space[..1].iter().chain(&status).copied());
    }
    let mut text = lines.join("\n");
    while text.ends_with('\n') {
        text.pop();
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    const MADE: &str = "# Executive: minutes\n\n- **Date:** Thu 3 Dec 2026\n- **Status:** Final as amended, version 2\n- **Amended because:** a name\n";

    #[test]
    fn every_word_somebody_edited_stays_under_the_new_status() {
        let edited = "# Executive: minutes\n\n- **Date:** Thu 3 Dec 2026\n- **Status:** Draft, version 2\n- **Copy:** partners’ minutes\n\nMy own words.\n<!-- made by chairside, checksum 00000000 -->\n";
        assert_eq!(
            from_edited(edited, MADE),
            "# Executive: minutes\n\n- **Date:** Thu 3 Dec 2026\n- **Status:** Final as amended, version 2\n- **Amended because:** a name\n- **Copy:** partners’ minutes\n\nMy own words.\n"
        );
    }

    #[test]
    fn a_status_that_was_taken_out_stands_at_the_top_again() {
        assert_eq!(
            from_edited("# Executive\nMy own words.", MADE),
            "# Executive\n\n- **Status:** Final as amended, version 2\n- **Amended because:** a name\nMy own words.\n"
        );
        assert!(from_edited("words", MADE).contains("Final as amended"));
    }
}
