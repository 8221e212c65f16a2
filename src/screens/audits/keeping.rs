//! What is being typed of an audit, as text to keep while it is nowhere else, and taking it up again after the program was
//! killed.

use super::asking::{Asked, Asking};
use super::{Page, State};
use crate::base::id::{AgencyId, AuditId, CaseId, QuestionId};
use crate::screens::Out;
use serde::{Deserialize, Serialize};

/// A line as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    asked: Asked,
    question: String,
    text: String,
    audit: AuditId,
    case: Option<CaseId>,
    agency: Option<AgencyId>,
    /// The question it is about, for a person to read.
    about: Option<QuestionId>,
}

impl State {
    fn unkept(&self) -> Option<&Asking> {
        let sent = self.steps.waiting().and_then(Option::as_ref);
        let queued = self.queue.iter().rev().find_map(|sent| sent.line.as_ref());
        let words = |asking: &&Asking| asking.typed().is_some();
        self.asking.as_ref().filter(words).or(queued).or(sent).or(self.dropped.as_ref())
    }

    /// Whether something is being said of an audit that no file has yet.
    pub fn is_saying(&self) -> bool {
        self.unkept().is_some()
    }

    /// The line as text to keep; empty when there is none.
    pub fn line_to_keep(&self) -> String {
        let (Some(asking), Some(open)) = (self.unkept(), &self.open) else { return String::new() };
        let Some(text) = asking.typed().filter(|text| !text.is_empty()) else { return String::new() };
        let kept = Kept {
            asked: asking.asked.clone(),
            question: asking.question.clone(),
            text,
            audit: open.id.clone(),
            case: self.case().cloned(),
            agency: self.agency().cloned(),
            about: if self.page == Page::Panel { self.in_hand() } else { None },
        };
        serde_json::to_string(&kept).unwrap_or_default()
    }

    /// A line that was kept when the program was last heard of: it can be brought back on the page it was typed on.
    pub fn line_found(&mut self, kept: &str, out: &mut Out) {
        if kept.is_empty() || self.is_saying() {
            return;
        }
        let Ok(kept) = serde_json::from_str::<Kept>(kept) else { return };
        let case = kept.case.map(|case| case.to_string()).unwrap_or_default();
        let place = match &kept.agency {
            Some(agency) => format!("{}, {case} at {agency}", kept.audit),
            None => format!("{}, {case}", kept.audit),
        };
        self.dropped = Some(Asking::words(kept.asked, &kept.question, &kept.text));
        out.say(format!(
            "What you were typing when the program ended ({place}) is kept: open that page, and z brings it back."
        ));
    }
}
