//! What is being typed of audits, as text to keep while it is nowhere else, and taking it up again after the program was
//! killed. Every line knows the audit, the child, the agency and the question it was typed at, and comes back only there. Words
//! that look like personal data are on the screen only: they are refused, and while they are they stand on no disk.

use super::State;
use super::asking::{Asked, Asking, Place};
use super::recommending::Part;
use crate::base::text::count;
use crate::domain::personal::{Names, clean_of, likely};
use crate::screens::Out;
use serde::{Deserialize, Serialize};

/// A line as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    asked: Asked,
    question: String,
    text: String,
    place: Option<Place>,
}

impl Kept {
    fn of(asking: &Asking) -> Self {
        // A choice that follows words is asked again with the words before it.
        let asking =
            &asking.typed().map_or_else(|| asking.before(), |_| None).unwrap_or_else(|| asking.clone());
        Self {
            asked: asking.asked.clone(),
            question: asking.question.clone(),
            text: asking.typed().unwrap_or_default(),
            place: asking.place.clone(),
        }
    }

    fn asking(self) -> Asking {
        Asking { place: self.place, ..Asking::words(self.asked, &self.question, &self.text) }
    }
}

impl State {
    /// The lines whose words are in no file: typed now, on their way to the disk, dropped; what z brings back comes last.
    fn unkept(&self) -> impl Iterator<Item = &Asking> {
        let sent = self.steps.waiting().and_then(Option::as_ref);
        let queued = self.queue.iter().filter_map(|sent| sent.line.as_ref());
        let all = self.dropped.iter().chain(queued).chain(sent).chain(&self.asking);
        all.filter(|asking| asking.holds_words())
    }

    /// Whether something is being said of an audit that no file has yet.
    pub fn is_saying(&self) -> bool {
        self.unkept().next().is_some()
    }

    /// The names nobody types where this is asked.
    pub(super) fn names_held_back(&self, asked: &Asked) -> Names {
        match asked {
            // An action may be led by somebody who is named, as in a meeting.
            Asked::Recommending(Part::Action, _) => self.workspace.names.clone(),
            _ => self.workspace.held_back(),
        }
    }

    /// Why what is typed here cannot be taken down: it looks like personal data.
    pub(super) fn personal(&self, asking: &Asking) -> Result<(), String> {
        // Where a file goes is written down nowhere.
        if asking.asked.is_place() {
            return Ok(());
        }
        let typed = asking.typed().unwrap_or_default();
        clean_of(&typed, &self.names_held_back(&asking.asked))
    }

    /// The line once more, where what is typed has what looks like somebody's name and that was not said yet.
    pub(super) fn doubted(&self, asking: &Asking) -> Option<Asking> {
        // Schools and services are called by their names.
        if asking.asked.names_agencies() {
            return None;
        }
        let typed = asking.typed().filter(|typed| asking.doubted.as_ref() != Some(typed))?;
        let first = !likely(&typed, &self.workspace.ordinary()).is_empty();
        first.then(|| Asking { doubted: Some(typed), ..asking.clone() })
    }

    /// Whether words are typed here that are kept on no disk while they stand, because they look like personal data.
    pub fn withholds(&self) -> bool {
        self.unkept().any(|asking| self.personal(asking).is_err())
    }

    /// A line as it may stand on a disk: where its words may not, the words that were said before it.
    fn may_keep(&self, asking: &Asking) -> Option<Asking> {
        if self.personal(asking).is_ok() {
            return Some(asking.clone());
        }
        asking.before().filter(|before| self.personal(before).is_ok())
    }

    /// The lines as text to keep; empty when there are none.
    pub fn line_to_keep(&self) -> String {
        let may = self.unkept().filter_map(|asking| self.may_keep(asking));
        let kept: Vec<Kept> = may.map(|asking| Kept::of(&asking)).collect();
        if kept.is_empty() { String::new() } else { serde_json::to_string(&kept).unwrap_or_default() }
    }

    /// Lines that were kept when the program was last heard of: z brings them back, each where it was typed.
    pub fn line_found(&mut self, kept: &str, out: &mut Out) {
        if kept.is_empty() || self.is_saying() {
            return;
        }
        let Ok(kept) = serde_json::from_str::<Vec<Kept>>(kept) else { return };
        self.dropped = kept.into_iter().map(Kept::asking).collect();
        let Some(last) = self.dropped.last() else { return };
        let lines = count(self.dropped.len(), "line is", "lines are");
        let Some(place) = &last.place else {
            return out.say(format!("{lines} not written yet: z brings it back."));
        };
        out.say(format!(
            "{lines} not written yet, of {}: open that audit, and z brings it back.",
            place.said()
        ));
    }
}
