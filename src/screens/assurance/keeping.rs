//! What is being typed here, as text to keep while it is nowhere else, and taking it up again after the program was killed.
//! Every line knows what it is about, and comes back only there.

use super::asking::Asking;
use super::questions::Takes;
use super::saying::What;
use super::{Page, State};
use crate::base::text::count;
use crate::files::assurance::who;
use crate::screens::Out;
use serde::{Deserialize, Serialize};

/// A line as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    what: What,
    answers: Vec<String>,
    text: String,
}

impl State {
    /// The lines whose words are in no file: typed now, on their way to the disk, dropped; what z brings back comes last.
    fn unkept(&self) -> impl Iterator<Item = &Asking> {
        let all = self.dropped.iter().chain(self.steps.waiting()).chain(&self.asking);
        all.filter(|asking| asking.holds_words())
    }

    /// Whether something is being said that no file has yet.
    pub fn is_saying(&self) -> bool {
        self.unkept().next().is_some()
    }

    /// Whether what is typed looks like personal data, which is refused: so it may stand on no disk either.
    fn is_personal(&self, asking: &Asking) -> bool {
        let takes = self.question(&asking.what, &asking.answers).map(|question| question.takes);
        // Digits of a day or a number are no number of a person.
        let plain = matches!(
            takes,
            Some(Takes::Day | Takes::MaybeDay | Takes::LastDay | Takes::Number | Takes::MaybeNumber)
        );
        !plain && who::nothing_personal(&self.workspace, &[Some(&asking.line.text())]).is_err()
    }

    /// Whether words are typed here that are kept on no disk while they stand, because they look like personal data.
    pub fn withholds(&self) -> bool {
        self.unkept().any(|asking| self.is_personal(asking))
    }

    /// The lines as text to keep, without words that look like personal data; empty when there are none.
    pub fn line_to_keep(&self) -> String {
        let kept = |asking: &Asking| Kept {
            what: asking.what.clone(),
            answers: asking.answers.clone(),
            text: if self.is_personal(asking) { String::new() } else { asking.line.text() },
        };
        let kept = self.unkept().map(kept).filter(|kept| !kept.text.is_empty() || !kept.answers.is_empty());
        let kept: Vec<Kept> = kept.collect();
        if kept.is_empty() { String::new() } else { serde_json::to_string(&kept).unwrap_or_default() }
    }

    /// Lines that were kept when the program was last heard of: z brings them back, each where it was typed.
    pub fn line_found(&mut self, kept: &str, out: &mut Out) {
        if kept.is_empty() || self.is_saying() {
            return;
        }
        let Ok(kept) = serde_json::from_str::<Vec<Kept>>(kept) else { return };
        self.dropped = kept.into_iter().map(|one| Asking::new(one.what, one.answers, &one.text)).collect();
        let lines = count(self.dropped.len(), "line typed here is", "lines typed here are");
        out.say(format!("{lines} not written yet: z brings it back."));
    }

    /// A line that came back is about the inspection as it stands in what was read since.
    pub(super) fn look_again(&mut self) {
        let seen = self.inspection().cloned().map(Box::new);
        if let Some(asking) = self.asking.as_mut().filter(|asking| asking.seen.is_none()) {
            asking.seen = seen;
        }
    }

    /// Goes on with a line where it was begun; its words never land anywhere else.
    pub(super) fn resume(&mut self, mut line: Asking, out: &mut Out) {
        let (page, stop) = line.what.place();
        let there = match &page {
            Page::RapidReview(id) => self.review_of(id).is_some(),
            Page::Inspection(id) => self.workspace.assurance.inspections.contains_key(id),
            _ => true,
        };
        if !there {
            out.refuse("The line is about something that is not shown: R shows what is restricted");
            return self.dropped.push(line);
        }
        if self.page == page {
            self.choose(&stop);
        } else {
            self.turn_to(page, &stop, out);
        }
        // What was sent had every answer: the last is typed again.
        if self.question(&line.what, &line.answers).is_none()
            && let Some(last) = line.answers.pop()
        {
            line = Asking { seen: line.seen, ..Asking::new(line.what, line.answers, &last) };
        }
        self.asking = Some(line);
    }
}
