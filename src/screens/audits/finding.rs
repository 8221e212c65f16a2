//! What a panel finds: strengths and things to be better, each with the questions it rests on, and who was missing.

use super::State;
use super::asking::{Asked, Asking, grounds};
use super::panel::NOTHING_CAME;
use crate::base::stamp::Stamp;
use crate::base::text::{fit, one_line};
use crate::domain::audit::settling::next_finding;
use crate::domain::audit::{Finding, FindingKind, Ground, Missing, Step};
use crate::screens::Out;

/// How much of a finding is shown where one is chosen: two go side by side.
const SHOWN: usize = 33;

impl State {
    pub(super) fn ask_what_was_found(&mut self, kind: FindingKind) {
        let question = match kind {
            FindingKind::Strength => "What was done well?",
            FindingKind::Develop => "What should be done better?",
        };
        self.ask(Asking::words(Asked::Found(kind), question, ""));
    }

    /// Asks which finding of this child rests on the question in hand too.
    pub(super) fn ask_what_rests_on_it(&mut self, out: &mut Out) {
        let Some(question) = self.in_hand() else {
            return out.refuse(NOTHING_CAME);
        };
        let findings = self.agreed().map(|panel| panel.findings.as_slice()).unwrap_or_default();
        let other = findings.iter().filter(|one| !one.questions.contains(&question));
        let of: Vec<(String, String)> = other.map(|one| (one.id.to_string(), in_short(one))).collect();
        if of.is_empty() {
            return out.refuse("No other finding of this child: s and w write one down");
        }
        self.ask(Asking::choose(Asked::RestsOn, "Which finding rests on this question too?", of));
    }

    /// What was said of a finding.
    pub(super) fn finding(&mut self, said: String, line: &Asking, now: Stamp, out: &mut Out) {
        match line.asked.clone() {
            Asked::Found(kind) => {
                let of = grounds().map(|(ground, words)| (word(ground).to_owned(), words.to_owned()));
                self.ask(Asking::choose(Asked::OnGround(kind, said), "Is it about", of));
            }
            Asked::OnGround(kind, text) => self.found(kind, text, &said, now, out),
            Asked::RestsOn => {
                let Some(question) = self.in_hand() else { return };
                let step = Step::RestsOn(said.as_str().into(), question);
                self.step(format!("{said} rests on this question too"), step, None, now, out);
            }
            _ => {}
        }
    }

    fn found(&mut self, kind: FindingKind, text: String, ground: &str, now: Stamp, out: &mut Out) {
        let known = self.workspace.audit_folders.values().flat_map(|folder| &folder.panels);
        let here = self.folder().into_iter().flat_map(|folder| &folder.panels);
        let id = next_finding(known.chain(here).flat_map(|panel| &panel.findings), self.today);
        let question = self.in_hand();
        let section = question.as_ref().and_then(|id| {
            let results = self.results()?;
            Some(results.questions.iter().find(|one| one.question.id == *id)?.section.id.clone())
        });
        let ground = grounds()
            .into_iter()
            .find(|(one, _)| word(*one) == ground)
            .map_or(Ground::Practice, |(one, _)| one);
        let again =
            Asking { place: self.place(), ..Asking::words(Asked::Found(kind), "What was found?", &text) };
        let finding = Finding {
            id: id.clone(),
            kind,
            section: section.unwrap_or_default(),
            ground,
            text,
            questions: question.into_iter().collect(),
            ..Finding::default()
        };
        self.step(format!("{id} found"), Step::Found(finding), Some(again), now, out);
    }

    /// Who was missing; one that cannot have been is refused before anybody says why.
    pub(super) fn missing_agency(&mut self, said: String, line: Asking, now: Stamp, out: &mut Out) {
        if let Asked::MissingWhy(agency) = &line.asked {
            let missing = Missing { agency: one_line(agency), why: said };
            return self.step(
                "Missing agency noted".to_owned(),
                Step::Missing(missing),
                Some(line),
                now,
                out,
            );
        }
        let tried = Step::Missing(Missing { agency: one_line(&said), why: "it was".to_owned() });
        if self.is_refused(&tried, line, out) {
            return;
        }
        let question = "Why should it have been there, or what was it never told?";
        self.ask(Asking::words(Asked::MissingWhy(said), question, ""));
    }
}

/// A finding by its number and its first words.
pub(super) fn in_short(finding: &Finding) -> String {
    fit(&one_line(&format!("{} {}", finding.id, finding.text)), SHOWN)
}

fn word(ground: Ground) -> &'static str {
    match ground {
        Ground::Practice => "practice",
        Ground::System => "system",
    }
}
