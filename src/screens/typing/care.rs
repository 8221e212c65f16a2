//! The warning beside a line being typed that looks like personal data. It stops nobody: the chair may know better.

use super::asking::{Typing, Wants};
use crate::base::text::count;
use crate::domain::meeting::Meeting;
use crate::domain::personal::{Names, belongs_to_a_place, found};

impl Typing {
    /// What the words being typed look like, if they should be in no paper.
    pub fn care(&self, meeting: &Meeting, names: &Names) -> Option<String> {
        let question = self.question(meeting);
        let words = matches!(
            question.wants,
            Wants::Words | Wants::MaybeWords | Wants::Line | Wants::ActionLine | Wants::LaterMeeting
        );
        if !words {
            return None;
        }
        care(&self.editor.text(), names, question.label == "where")
    }
}

/// What words look like, if they should be in no paper; where a place is asked for, an address belongs there.
pub fn care(words: &str, names: &Names, place: bool) -> Option<String> {
    let mut found = found(words, names);
    found.retain(|finding| !(place && belongs_to_a_place(finding.kind)));
    let first = found.first()?;
    let more = match found.len() {
        1 => String::new(),
        n => format!(" ({} more)", count(n - 1, "thing", "things")),
    };
    Some(format!("Looks like {}: {}{more}", first.kind.said(), first.kind.mend()))
}

#[cfg(test)]
mod tests {
    use super::super::Asking;
    use super::*;
    use crate::domain::meeting::example::Play;

    fn care(asking: Asking, text: &str) -> Option<String> {
        let meeting = Play::begun().meeting;
        Typing::new(asking, None, text, &meeting).care(&meeting, &Names::new(["Nia Owen"]))
    }

    #[test]
    fn what_looks_like_personal_data_is_said_while_it_is_typed() {
        let nhs = "Looks like an NHS number: leave it out, or write the child’s letter";
        assert_eq!(care(Asking::Note, "seen (943 476 5919) at home").as_deref(), Some(nhs));
        assert_eq!(care(Asking::Action, "jo ring 943 476 5919 by 11 dec").as_deref(), Some(nhs));
        let listed = care(Asking::Risk, "that nia owen is missed; BS1 4DJ; 07700 900123").unwrap();
        assert!(
            listed.starts_with("Looks like a name on the list: leave it out")
                && listed.ends_with("(2 things more)"),
            "{listed}"
        );
        assert_eq!(care(Asking::Note, "Child A was seen on 3 December 2026, EXEC-26-014"), None);
        assert_eq!(care(Asking::GoTo, "943 476 5919"), None, "that is looked up, not kept");
    }
}
