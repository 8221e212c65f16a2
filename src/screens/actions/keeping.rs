//! What is being typed of actions, as text to keep while it is nowhere else, and taking it up again after the program was
//! killed.

use super::changing::{Line, Of};
use super::{Name, State};
use crate::base::stamp::Stamp;
use crate::domain::action::Seen;
use crate::screens::Out;
use crate::screens::typing::Typing;
use serde::{Deserialize, Serialize};

/// A line as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The line itself, as a meeting keeps it.
    draft: String,
    of: Of,
    /// Whether it was typed in a review.
    review: bool,
    /// How the actions stood when it was opened.
    #[serde(default)]
    seen: Vec<(Name, Seen)>,
}

impl State {
    /// The line whose words are in no file: being typed, being looked at before it is done, or on its way to the disk.
    fn unkept(&self) -> Option<&Line> {
        let shown = self.preview.as_ref().map(|preview| &preview.line);
        let sent = self.steps.waiting().and_then(|sent| sent.line.as_ref());
        self.line.as_ref().or(shown).or(sent)
    }

    /// Whether something is being said of actions that no file has yet.
    pub fn is_saying(&self) -> bool {
        self.unkept().is_some()
    }

    /// The line as text to keep; empty when there is none.
    pub fn line_to_keep(&self) -> String {
        let Some(line) = self.unkept() else { return String::new() };
        let (draft, of) = (line.typing.draft(&line.table, ""), line.of.clone());
        let seen = line.seen.clone().into_iter().collect();
        serde_json::to_string(&Kept { draft, of, review: self.walk.is_some(), seen }).unwrap_or_default()
    }

    /// A line that was kept when the program was last heard of is there again, where what it is about still is.
    pub fn line_found(&mut self, kept: &str, now: Stamp, out: &mut Out) {
        if kept.is_empty() || self.is_saying() {
            return;
        }
        let Ok(Kept { draft, of, review, seen }) = serde_json::from_str(kept) else { return };
        let (tracker, first) = match &of {
            Of::New(tracker) => (Some(tracker), None),
            Of::These(names) => (names.first().map(|(tracker, _)| tracker), names.first()),
        };
        let found = tracker.map(|tracker| self.workspace.tracker_or_new(tracker));
        let Some(table) = found.and_then(|tracker| self.workspace.table(&tracker, now)) else { return };
        let Some(typing) = Typing::from_draft(&draft, &table, 0) else { return };
        if review {
            self.begin_review(now, out);
            self.review_at(first);
        } else if let Of::These(names) = &of {
            if names.len() > 1 {
                self.marks = names.iter().cloned().collect();
            }
            self.wanted = first.cloned();
        }
        let seen = seen.into_iter().collect();
        self.line = Some(Line { typing, table: Box::new(table), of, seen });
        out.say("What you were typing when the program ended is here again.");
    }
}
