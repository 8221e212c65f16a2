//! Clashes decided: mine, theirs or both.

use super::words::Part;
use super::{Choice, Clash, Decided, Merged, Sort, ids, merged};
use crate::files::yaml::{Edit, Limits, Step, Value, apply, read};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What to do where theirs cannot be put in.
pub(super) const BY_HAND: &str = "this cannot be written by itself: keep mine, and change the file by hand";

/// Keys whose values are words, which can stand one after the other.
const TEXTS: [&str; 6] = ["what", "text", "said", "ask", "phrase", "about"];

impl Clash {
    /// Whether both values can be kept: of texts, and of single values of an action, whose history has room.
    pub fn can_keep_both(&self) -> bool {
        self.sort == Sort::Field && (self.is_text() || (self.action().is_some() && self.path.len() == 3))
    }

    pub(super) fn is_text(&self) -> bool {
        let text = matches!(self.path.last(), Some(Part::Key(key)) if TEXTS.contains(&key.as_str()));
        let way = self.path.iter().all(|part| matches!(part, Part::Key(_) | Part::Item { by: Some(_), .. }));
        text && way && self.ours.is_some() && self.theirs.is_some()
    }

    /// The id of the record it is in.
    pub(super) fn record(&self) -> Option<&str> {
        match self.path.as_slice() {
            [Part::Key(_), Part::Item { by: Some(["id"]), key }, ..] => Some(key),
            _ => None,
        }
    }

    /// Whether these may be two different records to which two machines gave one id: what a record is about differs, and
    /// nobody knows what both came from.
    pub fn may_be_two(&self) -> bool {
        self.unbased && self.sort == Sort::Field && ids::given_out(&self.path)
    }

    /// The action it is in.
    fn action(&self) -> Option<&str> {
        let actions = matches!(self.path.first(), Some(Part::Key(list)) if list == "actions");
        self.record().filter(|_| actions)
    }

    /// The way to its place.
    pub(super) fn steps(&self) -> Vec<Step<'_>> {
        let step = |part| match part {
            &Part::Item { by: Some(by), ref key } => Step::Known { by, is: key },
            Part::Key(key) | Part::Item { key, .. } => Step::Key(key),
            Part::Order => Step::Index(0),
        };
        self.path.iter().map(step).collect()
    }
}

impl Merged {
    /// The text with every clash decided, one choice a clash in their order. `on` is the day of deciding, which
    /// stands before what goes into a history.
    ///
    /// # Errors
    /// A sentence without a full stop when a choice is missing or cannot be made; then there is no text.
    pub fn resolve(&self, choices: &[Choice], on: NaiveDate) -> Result<String, String> {
        if choices.len() != self.clashes.len() {
            return Err(format!("{} clashes need a choice each", self.clashes.len()));
        }
        let pairs = || self.clashes.iter().zip(choices.iter().copied());
        // Of two different records each keeps what it says: what else was answered of them does not count.
        let two = pairs().filter(|(clash, choice)| *choice == Choice::Two && clash.may_be_two());
        let two: BTreeSet<String> = two.filter_map(|(clash, _)| clash.record().map(str::to_owned)).collect();
        let counts = |clash: &Clash| clash.record().is_none_or(|record| !two.contains(record));
        for (clash, choice) in pairs().filter(|(clash, _)| counts(clash)) {
            clash.may(choice).map_err(|why| format!("{}: {why}", clash.place))?;
        }
        if let Some((_, choice)) = pairs().find(|(clash, _)| clash.sort == Sort::WholeFile) {
            return Ok(if choice == Choice::Theirs { &self.theirs } else { &self.ours }.clone());
        }
        let choices = pairs().map(|(clash, choice)| (clash.at.clone(), choice)).collect();
        let decided = Decided { choices, two: two.clone() };
        let made = merged(&self.base, &self.ours, &self.theirs, &decided, false);
        if let Some(left) = made.clashes.iter().find(|clash| clash.sort != Sort::ByHand) {
            return Err(format!("{}: this has still to be decided", left.place));
        }
        let both = pairs().filter(|(clash, choice)| *choice == Choice::Both && counts(clash));
        both.map(|(clash, _)| clash).try_fold(made.text, |text, clash| clash.with_both(&text, on))
    }
}

impl Clash {
    /// Why a choice cannot be made, in words that say what to do instead.
    pub(super) fn may(&self, choice: Choice) -> Result<(), &'static str> {
        match choice {
            Choice::Theirs if self.sort == Sort::ByHand => Err(BY_HAND),
            Choice::Both if !self.can_keep_both() => {
                Err("only one of the two can stand there: choose mine or theirs")
            }
            Choice::Two if !self.may_be_two() => Err("this is one thing: choose mine, theirs or both"),
            _ => Ok(()),
        }
    }

    /// The text with theirs beside ours.
    pub(super) fn with_both(&self, text: &str, on: NaiveDate) -> Result<String, String> {
        let theirs = self.theirs.as_deref().unwrap_or_default();
        let steps = self.steps();
        let refused = |why: crate::files::yaml::EditRefusal| format!("{}: {why}", self.place);
        if self.is_text() {
            let said = |value: Option<&String>| {
                let line = format!("a: {}", value?);
                let root = read(&line, &Limits::default()).root?;
                root.get("a")?.text().map(str::to_owned)
            };
            let (ours, theirs) = said(self.ours.as_ref()).zip(said(self.theirs.as_ref())).unwrap_or_default();
            let joined = format!("{}\nAlso written: {}", ours.trim_end(), theirs.trim_end());
            let value = Value::Text(joined);
            return apply(text, &[Edit::Set { at: &steps, value }]).map_err(refused);
        }
        let field =
            self.path.last().map(|part| super::words::words(std::slice::from_ref(part))).unwrap_or_default();
        let entry = Value::map([
            ("on", Value::Date(on)),
            (
                "text",
                Value::Text(format!(
                    "Two versions of this file were merged; the other said {field}: {theirs}."
                )),
            ),
        ]);
        let updates = [steps[0], steps[1], Step::Key("updates")];
        apply(text, &[Edit::Append { at: &updates, value: entry }]).map_err(refused)
    }
}
