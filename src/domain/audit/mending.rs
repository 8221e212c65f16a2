//! What was asked of a return and mended since. A return that comes again, in a file or by keys, answers by itself what was
//! changed in it, as long as nothing is missing there any more.

use super::answered::{Query, Return, ReturnState};
use super::rules::{self, Doubt};
use super::template::Resolved;
use crate::base::id::AgencyKind;
use chrono::NaiveDate;

/// What stands as the reply to something that was mended.
const MENDED: &str = "The return came again, and this was changed in it.";

impl Query {
    /// Whether it waits for a reply.
    pub fn is_open(&self) -> bool {
        self.answered.is_none()
    }

    /// Whether it asks for what is missing here.
    pub fn asks_for(&self, doubt: &Doubt) -> bool {
        self.text == doubt.says && self.about == doubt.about()
    }

    /// Whether nobody has to ask for what is missing here: it waits for a reply, or the agency has said something to it. What was
    /// mended once and is missing again is asked for again.
    fn settles(&self, doubt: &Doubt) -> bool {
        let said_to_it = self.about.is_some() && self.about == doubt.about() && !self.is_open();
        (self.asks_for(doubt) || said_to_it) && self.reply != MENDED
    }
}

impl Return {
    /// What an agency said, without how far it has got and what was asked of it.
    #[must_use]
    pub fn content(&self) -> Self {
        Self {
            schema: 1,
            state: ReturnState::Draft,
            submitted: None,
            accepted: None,
            accepted_sha256: None,
            queries: Vec::new(),
            ..self.clone()
        }
    }

    /// Whether what a query is about is said otherwise here than in another state of the return.
    pub fn differs(&self, other: &Self, query: &Query) -> bool {
        match &query.about {
            Some(about) => self.answer(about) != other.answer(about),
            None => self.content() != other.content(),
        }
    }

    /// Notes what was changed of what was asked, until it is submitted again.
    #[must_use]
    pub(super) fn noting_changes(mut self, before: &Self) -> Self {
        let changed: Vec<bool> = self.queries.iter().map(|query| self.differs(before, query)).collect();
        for (query, changed) in self.queries.iter_mut().zip(changed) {
            query.changed |= changed && query.is_open();
        }
        self
    }
}

/// What is missing in a return, or not right, and the agency was neither asked for nor has said anything to.
pub fn unasked(of: &Return, template: &Resolved, kind: &AgencyKind) -> Vec<Doubt> {
    let mut all = rules::doubts(of, template, kind);
    all.retain(|doubt| !of.queries.iter().any(|query| query.settles(doubt)));
    all
}

/// Asks, on a day, for what is missing, but for what was asked.
pub fn ask_for(queries: &mut Vec<Query>, missing: &[Doubt], on: NaiveDate) {
    for doubt in missing {
        if !queries.iter().any(|query| query.settles(doubt)) {
            let (about, text) = (doubt.about(), doubt.says.clone());
            queries.push(Query { on, about, text, ..Query::default() });
        }
    }
}

/// Answers, on a day, what is open and was changed, but for what is missing still.
pub fn answer_mended(queries: &mut [Query], missing: &[Doubt], on: NaiveDate) {
    for query in queries.iter_mut().filter(|query| query.is_open() && query.changed) {
        if !missing.iter().any(|doubt| query.asks_for(doubt)) {
            query.answered = Some(on);
            // It was noted for this.
            query.changed = false;
            MENDED.clone_into(&mut query.reply);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Answer, Filled, example};
    use super::*;
    use crate::base::id::QuestionId;

    #[test]
    fn a_return_submitted_again_answers_what_was_changed_in_it_and_nothing_else() {
        let day: NaiveDate = "2027-01-08".parse().unwrap();
        let asked = |about: &str, text: &str| Query {
            about: Some(QuestionId::from(about)),
            text: text.to_owned(),
            ..Query::default()
        };
        let of = Return {
            state: ReturnState::Query,
            queries: vec![
                asked("tool", "Which?"),
                asked("voice", "How?"),
                asked("shown", "Nothing shows it"),
            ],
            ..Return::default()
        };
        let because = |id: &str| {
            Filled::Answer(Answer { question: id.into(), reason: "seen".into(), ..Answer::default() })
        };
        let of = of.after(&because("tool"), &[]).after(&because("shown"), &[]);
        assert_eq!(
            of.queries.iter().filter(|query| query.is_open()).count(),
            3,
            "not before it is submitted"
        );
        let missing = Doubt::question(&"shown".into(), "Nothing shows it");
        let of = of.after(&Filled::Submitted(day, vec![missing]), &[]);
        assert_eq!(of.queries.len(), 3, "what was asked is not asked twice");
        assert_eq!(of.queries[0].answered, Some(day));
        assert!(of.queries[1].is_open(), "nobody touched it");
        assert!(of.queries[2].is_open(), "changed, and still missing");
        assert_eq!(of.state, ReturnState::Query, "the rest waits");
        let of = of.after(&because("voice"), &[]).after(&Filled::Submitted(day, Vec::new()), &[]);
        assert_eq!((of.state, of.has_open_query()), (ReturnState::Submitted, false));
    }

    #[test]
    fn a_return_sent_with_something_missing_asks_for_it_until_the_agency_says_something_to_it() {
        let day: NaiveDate = "2027-01-08".parse().unwrap();
        let (template, kind) = (example::template(), AgencyKind::from("school"));
        let blank = Return::default();
        let missing = rules::doubts(&blank, &template, &kind);
        let of = blank.after(&Filled::Submitted(day, missing.clone()), &[]);
        assert_eq!((of.state, of.queries.len()), (ReturnState::Query, missing.len()));
        assert_eq!(unasked(&of, &template, &kind), []);
        let again = of.clone().after(&Filled::Submitted(day, missing.clone()), &[]);
        assert_eq!(again.queries, of.queries);
        let mut said = of.clone();
        for query in &mut said.queries {
            (query.answered, query.reply) = (Some(day), "We hold no record.".into());
        }
        assert_eq!(unasked(&said, &template, &kind), []);
        // What was mended once and is missing again was never replied to.
        said.queries.iter_mut().for_each(|query| MENDED.clone_into(&mut query.reply));
        assert_eq!(unasked(&said, &template, &kind), missing);
        let asked = said.after(&Filled::Submitted(day, missing.clone()), &[]);
        assert_eq!(asked.queries.iter().filter(|query| query.is_open()).count(), missing.len());
    }
}
