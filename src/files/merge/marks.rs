//! Marks of what is still open: a comment under the place of a clash, found again here so that `check` can say what
//! to do; and the signs git puts around two versions of a stretch.

use super::pieces::MARK;
use super::{Clash, Sort};
use crate::base::problem::{Place, Problem};

/// How every mark ends.
const DO: &str = "keep one and delete this line";
/// What a mark says after its place.
const MINE_OUT: &str = "mine had taken this out, theirs had changed it";
/// The same as files may still say it that were marked before.
const OURS_OUT: &str = "ours had taken this out, theirs had changed it";
const THEIRS_OUT: &str = "theirs had taken this out";
const THEIRS_WAS: &str = "theirs was ";
/// What stands for a value that is not there.
const NOTHING: &str = "nothing";

/// The most of a value that is shown in a message; the mark itself holds all of it.
const MOST_SHOWN: usize = 200;

/// The mark of a clash, on one line.
pub(super) fn line(clash: &Clash) -> String {
    let theirs = clash.theirs.as_deref().unwrap_or(NOTHING);
    let said = match clash.sort {
        Sort::RemovedByOurs => MINE_OUT.to_owned(),
        Sort::RemovedByTheirs => THEIRS_OUT.to_owned(),
        _ => format!("{THEIRS_WAS}{theirs}"),
    };
    format!("{MARK}{}: {said}, {DO}", clash.place)
}

/// What a comment says if it is a mark: its place and what became of it there.
pub(super) fn said(comment: &str) -> Option<&str> {
    let said = comment.trim().strip_prefix(MARK)?.strip_suffix(DO)?;
    Some(said.trim_end_matches([',', ' ']))
}

/// The sort of clash and what theirs says, from what stands after the place of a mark.
pub(super) fn sort(said: &str) -> (Sort, Option<&str>) {
    match (said, said.strip_prefix(THEIRS_WAS)) {
        (MINE_OUT | OURS_OUT, _) => (Sort::RemovedByOurs, None),
        (THEIRS_OUT, _) => (Sort::RemovedByTheirs, None),
        // Something that theirs had not got, or had got in a way that cannot be written by itself.
        (_, Some(NOTHING)) => (Sort::ByHand, None),
        (_, Some(theirs)) => (Sort::Field, Some(theirs)),
        (said, None) => (Sort::ByHand, Some(said)),
    }
}

/// Every mark left in a text, as problems. The signs of git are explained where a file that is no YAML is.
pub fn left(text: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    if !text.contains(MARK) {
        return found;
    }
    for (nth, line) in text.lines().enumerate() {
        let column = line.len() - line.trim_start().len();
        let length = line.trim().chars().count().max(1);
        let place = Place { line: nth + 1, column: column + 1, length };
        if let Some(said) = said(line) {
            let shown: String = said.chars().take(MOST_SHOWN).collect();
            let end = if shown.len() < said.len() { "…" } else { "" };
            let mend = "press m in the list of meetings to decide, or write what is right above this line and delete it";
            found.push(Problem::warning(place, format!("two people changed this: {shown}{end}")).mend(mend));
        }
    }
    found
}

/// Two versions one after the other as git writes them, what they have in common at the beginning and the end once.
pub(super) fn both(ours: &str, theirs: &str) -> String {
    let (mine, other): (Vec<&str>, Vec<&str>) = (ours.lines().collect(), theirs.lines().collect());
    let same = |(a, b): &(&&str, &&str)| a == b;
    let top = mine.iter().zip(&other).take_while(same).count();
    let rest = mine[top..].iter().rev().zip(other[top..].iter().rev()).take_while(same).count();
    let mut lines: Vec<&str> = mine[..top].to_vec();
    lines.push("<<<<<<< mine");
    lines.extend(&mine[top..mine.len() - rest]);
    lines.push("=======");
    lines.extend(&other[top..other.len() - rest]);
    lines.push(">>>>>>> theirs");
    lines.extend(&mine[mine.len() - rest..]);
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_versions_share_their_beginning_and_end() {
        let made = both("a\nb\nc\n", "a\nx\ny\nc\n");
        assert_eq!(made, "a\n<<<<<<< mine\nb\n=======\nx\ny\n>>>>>>> theirs\nc\n");
        assert_eq!(both("a\n", "a\na\n"), "a\n<<<<<<< mine\n=======\na\n>>>>>>> theirs\n");
    }

    #[test]
    fn a_mark_says_the_same_in_words_it_was_written_in_before() {
        for said in [MINE_OUT, OURS_OUT] {
            assert_eq!(sort(said), (Sort::RemovedByOurs, None));
        }
    }

    #[test]
    fn a_mark_is_found_and_nothing_else() {
        let text = "a: 1\n  # chairside: action A-1, due: theirs was 2026-12-11, keep one and delete this line\n# chairside: hello\n";
        let found = left(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "two people changed this: action A-1, due: theirs was 2026-12-11");
        assert_eq!((found[0].place.line, found[0].place.column), (2, 3));
        assert!(left("a: <<<<<<\n").is_empty());
    }
}
