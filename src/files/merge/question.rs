//! A clash as a question to a person: where it is and what it is about, what each side says in words, and what may be
//! answered. How an answer is carried out is in `resolve.rs` and `marked.rs`.

use super::taken::{about, is_restricted};
use super::write::spelt_out;
use super::{Choice, Clash, Sort};
use crate::base::stamp::long_date;
use crate::files::yaml::{Kind, Limits, Node, Step, read};
use chrono::NaiveDate;

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What has to be decided.
    pub clash: Clash,
    /// What the record it is in says that it is.
    pub about: Option<String>,
    /// Whether it is in something restricted.
    pub restricted: bool,
    /// What it was before, where that is known.
    pub before: Option<String>,
    /// What our version says.
    pub mine: String,
    /// What the other version says.
    pub theirs: String,
}

impl Question {
    /// A clash in two versions that both can be read, or of which one cannot.
    pub(super) fn new(clash: Clash, versions: &[&Node]) -> Self {
        let steps = clash.steps();
        let ways = || (1..=steps.len()).map(|n| &steps[..n]);
        let record = |way: &&[Step<'_>]| matches!(way.last(), Some(Step::Known { .. }));
        let named =
            ways().filter(record).find_map(|way| versions.iter().find_map(|root| about(root.at(way)?)));
        let restricted = ways().any(|way| versions.iter().filter_map(|root| root.at(way)).any(is_restricted));
        let (mine, theirs) = match clash.sort {
            Sort::WholeFile => {
                ("the whole file as it stands here".into(), "the whole file as theirs has it".into())
            }
            Sort::RemovedByOurs => (TAKEN_OUT.to_owned(), readable(clash.theirs.as_deref())),
            Sort::RemovedByTheirs => (readable(clash.ours.as_deref()), TAKEN_OUT.to_owned()),
            _ => (readable(clash.ours.as_deref()), readable(clash.theirs.as_deref())),
        };
        // Of a whole file its reason is what there is to say.
        let why = clash.theirs.as_deref().filter(|_| clash.sort == Sort::WholeFile);
        Self {
            about: named.or(why).map(str::to_owned),
            restricted,
            before: clash.base.as_deref().map(|base| readable(Some(base))),
            mine,
            theirs,
            clash,
        }
    }

    /// Why this answer cannot be given, in words that say what to do instead.
    ///
    /// # Errors
    /// When it cannot.
    pub fn may(&self, choice: Choice) -> Result<(), &'static str> {
        self.clash.may(choice)
    }

    /// The id of the record it is in.
    pub fn record(&self) -> Option<&str> {
        self.clash.record()
    }

    /// What comes of it when the two are different records, as a sentence; nothing where they can be only one.
    pub fn two(&self) -> Option<String> {
        let id = self.clash.may_be_two().then(|| self.record())??;
        Some(format!("both stay: one is {id}, the other gets the next number and is still found by {id}"))
    }

    /// Where keeping both puts theirs, in few words before it and as a sentence; nothing where only one of the two can
    /// stand.
    pub fn second(&self) -> Option<(&'static str, &'static str)> {
        let text = self.clash.can_keep_both().then(|| self.clash.is_text())?;
        Some(if text {
            ("Also written", "mine, and below it a line that begins “Also written:” with theirs")
        } else {
            ("in the history", "mine stands, and theirs goes into the history of the action")
        })
    }
}

const TAKEN_OUT: &str = "taken out";

/// A value as people read it: dates by their day, texts without quotes.
pub(super) fn readable(value: Option<&str>) -> String {
    let Some(value) = value else { return "not there".to_owned() };
    let line = format!("a: {value}");
    let root = read(&line, &Limits::default()).root;
    root.as_ref().and_then(|root| root.get("a")).map_or_else(|| value.to_owned(), readable_node)
}

/// The same of a node.
pub(super) fn readable_node(node: &Node) -> String {
    match &node.kind {
        Kind::Scalar { .. } if node.is_blank() => "blank".to_owned(),
        Kind::Scalar { text, .. } => match text.parse::<NaiveDate>() {
            Ok(day) => long_date(day),
            Err(_) => text.trim_end().to_owned(),
        },
        _ => spelt_out(node),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Asking;
    use super::*;

    #[test]
    fn a_question_says_what_it_is_about_and_what_may_be_answered() {
        let ours =
            "actions:\n  - {id: A-1, what: one, due: 2026-12-11, tier: restricted}\nquorum: {number: 3}\n";
        let theirs = ours.replace("-11", "-18").replace("one", "\"one, and more\"").replace('3', "4");
        let asking = Asking::of_copy(ours, &theirs);
        let said = |q: &Question| (q.clash.place.clone(), q.about.clone().unwrap_or_default(), q.restricted);
        let said: Vec<_> = asking.questions.iter().map(said).collect();
        let expected =
            [("action A-1, what", "one", true), ("action A-1, due", "one", true), ("quorum", "", false)];
        assert_eq!(said, expected.map(|(place, about, tier)| (place.to_owned(), about.to_owned(), tier)));
        assert_eq!(asking.questions[0].theirs, "one, and more");
        assert_eq!(
            (asking.questions[1].mine.as_str(), asking.questions[1].before.as_deref()),
            ("Fri 11 Dec 2026", None)
        );
        assert_eq!(asking.questions[0].second().unwrap().0, "Also written");
        assert!(asking.questions[1].second().unwrap().1.contains("history"));
        assert!(asking.questions[2].second().is_none() && asking.questions[2].may(Choice::Both).is_err());
    }

    #[test]
    fn of_two_files_of_which_one_cannot_be_read_one_is_chosen() {
        let asking = Asking::of_copy("a: 1\n", "a: [\n");
        let [question] = asking.questions.as_slice() else { panic!("{:?}", asking.questions) };
        assert!(question.about.as_ref().unwrap().contains("cannot be read"), "{question:?}");
        let day = "2026-12-03".parse().unwrap();
        assert_eq!(asking.text(&[Choice::Mine], day).unwrap(), "a: 1\n");
        assert_eq!(asking.text(&[Choice::Theirs], day).unwrap(), "a: [\n");
    }
}
