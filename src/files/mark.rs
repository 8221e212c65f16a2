//! The mark at the end of a document the program made, by which it knows later whether somebody edited it by hand.

/// What the mark says, before its checksum.
const SAYS: &str = "made by chairside, checksum ";

/// The document with its mark as last line. Only kinds of file with a place for comments can carry one (Markdown
/// and HTML, by the ending of `path`); others come back as they are.
pub fn marked(path: &str, text: &str) -> String {
    if !can_carry(path) || untouched(text) {
        return text.to_owned();
    }
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let text = format!("{text}{end}");
    format!("{text}<!-- {SAYS}{} -->\n", checksum(&text))
}

/// Whether the text is as the program made it: its last line is the mark and the checksum is right.
/// Line ends and blanks after the mark may have changed, for programs that copy files do that.
pub fn untouched(text: &str) -> bool {
    let text = text.trim_end();
    let start = text.rfind('\n').map_or(0, |at| at + 1);
    let mark = text[start..].strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->"));
    let sum = mark.and_then(|mark| mark.strip_prefix(SAYS));
    sum.is_some_and(|sum| sum == checksum(&text[..start]))
}

fn can_carry(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["md", "html", "htm"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn checksum(text: &str) -> String {
    format!("{:08x}", crc32fast::hash(text.replace("\r\n", "\n").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hand_edit_is_seen() {
        let made = marked("minutes.md", "# Minutes\n\nAgreed.\n");
        assert!(made.ends_with(" -->\n") && made.contains("<!-- made by chairside, checksum "), "{made}");
        assert!(untouched(&made));
        assert!(untouched(&made.replace('\n', "\r\n")), "a change of line ends is no edit");
        assert!(!untouched(&made.replace("Agreed", "Not agreed")));
        assert!(!untouched(&(made.clone() + "One more line.\n")));
        assert!(!untouched("# Minutes\n"));
        assert!(!untouched(""));
    }

    #[test]
    fn files_without_comments_stay_as_they_are() {
        assert_eq!(marked("actions.csv", "id,what\n"), "id,what\n");
    }

    proptest! {
        #[test]
        fn marking_keeps_the_text_and_marking_twice_changes_nothing(text in any::<String>()) {
            let once = marked("a.md", &text);
            prop_assert!(once.starts_with(&text) && untouched(&once));
            prop_assert_eq!(marked("a.md", &once), once.as_str());
        }
    }
}
