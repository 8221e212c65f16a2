//! What an audit's accepted returns come to, question by question: how often each answer was given, how far agencies are
//! apart, what the panel agreed beside it. Nothing is averaged, no grade is worked out, and nothing an agency said is
//! changed. Answers that are no score are counted by themselves and never among the scores.
//!
//! What to look at before a report is written is in `cautions`; an audit beside the one it repeats in `movement`.

use super::answered::{Answer, Overall, Return, ReturnState};
use super::challenge::Challenge;
use super::form;
use super::panel::{Agreed, Finding, Missing, Panel, Settled, Settlement};
use super::question::{AnswerKind, Question};
use super::scale::NonScore;
use super::scope::{AskedAgency, Audit, KnownTo};
use super::template::{Closing, Resolved, Section};
use crate::base::id::{AgencyId, CaseId, QuestionId, RecommendationId};
use std::collections::BTreeSet;

/// The sign and the word for a question the panel put aside.
pub const PARKED: &str = "↷ parked";
/// What that means.
pub const PARKED_SAYS: &str = "put aside by the panel, to come back to; it counts for nothing";

/// What an audit comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Results<'a> {
    /// The audit.
    pub audit: &'a Audit,
    /// What was asked.
    pub template: &'a Resolved,
    /// The returns that were accepted, in the audit's order of children and agencies.
    pub accepted: Vec<&'a Return>,
    /// Accepted returns that answer another template than the audit's: nothing of them is counted.
    pub foreign: Vec<&'a Return>,
    /// What the panel agreed, child by child.
    pub panels: Vec<&'a Panel>,
    /// What peers said of organisations' own grades; it stands beside answers and changes none.
    pub challenges: &'a [Challenge],
    /// Every question, in the template's order.
    pub questions: Vec<Outcome<'a>>,
}

/// What one question came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<'a> {
    /// The question.
    pub question: &'a Question,
    /// The section it stands in.
    pub section: &'a Section,
    /// How often each answer was given, worst first where they have an order.
    pub tallies: Vec<Tally<'a>>,
    /// How often each answer that is no score was given, in their usual order.
    pub none: Vec<(NonScore, usize)>,
    /// How many answered in words, with a number or a day.
    pub open: usize,
    /// How many answers were taken over from an earlier audit and not confirmed; they count for nothing else.
    pub carried: usize,
    /// How many did not answer although asked.
    pub blank: usize,
    /// What each agency answered, child by child.
    pub rows: Vec<Row<'a>>,
}

/// How often an answer was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its word.
    pub word: &'a str,
    /// Its sign; none where it has none.
    pub symbol: &'a str,
    /// How often.
    pub n: usize,
}

/// One child's answers to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// The child.
    pub case: &'a CaseId,
    /// What each agency said that was asked and whose return is accepted.
    pub cells: Vec<Cell<'a>>,
    /// What the panel settled.
    pub settled: Option<&'a Settled>,
}

/// One agency's answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<'a> {
    /// The agency.
    pub agency: &'a AgencyId,
    /// The answer as it was given.
    pub answer: Option<&'a Answer>,
    /// What it comes to.
    pub said: Said<'a>,
}

/// What an answer comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// Levels or choices, by their codes.
    Chosen(Vec<&'a str>),
    /// An answer that is no score.
    None(NonScore),
    /// Words, a number or a day.
    Open(&'a [String]),
    /// What was said in an earlier audit and is not confirmed.
    Carried(&'a [String]),
    /// Nothing.
    Blank,
}

/// How far agencies are apart about one child and one question.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap<'a> {
    /// The child.
    pub case: &'a CaseId,
    /// The question.
    pub question: &'a Question,
    /// So many steps between the worst and the best answer.
    pub steps: usize,
    /// The agencies that were never told.
    pub not_told: Vec<&'a AgencyId>,
    /// The answers.
    pub row: &'a Row<'a>,
}

/// A child's overall grades as they were typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Graded<'a> {
    /// The child.
    pub case: &'a CaseId,
    /// The agencies' own.
    pub own: Vec<(&'a AgencyId, &'a Overall)>,
    /// The panel's.
    pub agreed: Option<&'a Agreed>,
}

/// A finding, and the child at whose panel it was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found<'a> {
    /// The child.
    pub case: &'a CaseId,
    /// The finding.
    pub finding: &'a Finding,
}

impl<'a> Results<'a> {
    /// What these come to. Returns that are not accepted count for nothing, and the order of files for nothing.
    pub fn of(audit: &'a Audit, template: &'a Resolved, returns: &'a [Return], panels: &'a [Panel]) -> Self {
        let accepted = returns.iter().filter(|one| one.state == ReturnState::Accepted);
        let mut accepted: Vec<&Return> = accepted.collect();
        let place = |one: &&Return| {
            let case = audit.cases.iter().position(|case| case.id == one.case).unwrap_or(usize::MAX);
            let agency = audit.agencies.iter().position(|a| a.id == one.agency).unwrap_or(usize::MAX);
            (case, agency, one.case.clone(), one.agency.clone())
        };
        accepted.sort_by_cached_key(place);
        let (accepted, foreign): (Vec<&Return>, Vec<&Return>) =
            accepted.into_iter().partition(|one| one.template_sha256 == audit.template.sha256);
        let of_case = |panel: &&Panel| audit.cases.iter().position(|case| case.id == panel.case);
        let mut panels: Vec<&Panel> = panels.iter().filter(|panel| of_case(panel).is_some()).collect();
        panels.sort_by_key(of_case);
        let mut results =
            Self { audit, template, accepted, foreign, panels, challenges: &[], questions: Vec::new() };
        let asked = results.asked();
        for section in &template.sections {
            for question in &section.questions {
                results.questions.push(results.outcome(section, question, &asked));
            }
        }
        results
    }

    /// The same with what peers said of the answers beside them.
    #[must_use]
    pub fn beside(self, challenges: &'a [Challenge]) -> Self {
        Self { challenges, ..self }
    }

    /// The questions each accepted return was asked, in the order of the returns.
    fn asked(&self) -> Vec<BTreeSet<&'a QuestionId>> {
        let of = |one: &&Return| {
            let kind = self.audit.agency(&one.agency).map(|agency| &agency.kind);
            let sections = self.template.for_agency(kind, &one.given());
            sections.into_iter().flat_map(|(_, asked)| asked).map(|question| &question.id).collect()
        };
        self.accepted.iter().map(of).collect()
    }

    fn outcome(
        &self,
        section: &'a Section,
        question: &'a Question,
        asked: &[BTreeSet<&QuestionId>],
    ) -> Outcome<'a> {
        let mut tallies = choosable(self.template, question);
        let mut rows: Vec<Row<'a>> = Vec::new();
        for (one, _) in self.accepted.iter().zip(asked).filter(|(_, asked)| asked.contains(&question.id)) {
            let answer = one.answer(&question.id);
            let said = Said::of(&tallies, answer);
            let cell = Cell { agency: &one.agency, answer, said };
            match rows.last_mut().filter(|row| *row.case == one.case) {
                Some(row) => row.cells.push(cell),
                None => {
                    let settled = self.panel(&one.case).and_then(|panel| panel.settled(&question.id));
                    rows.push(Row { case: &one.case, cells: vec![cell], settled });
                }
            }
        }
        let all = || rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.said);
        for tally in &mut tallies {
            tally.n = all().filter(|said| said.codes().contains(&tally.code)).count();
        }
        let none = NonScore::ALL.map(|one| (one, all().filter(|said| **said == Said::None(one)).count()));
        let open = all().filter(|said| matches!(said, Said::Open(_))).count();
        let carried = all().filter(|said| matches!(said, Said::Carried(_))).count();
        let blank = all().filter(|said| **said == Said::Blank).count();
        Outcome { question, section, tallies, none: none.to_vec(), open, carried, blank, rows }
    }

    /// What the panel agreed of a child.
    pub fn panel(&self, case: &CaseId) -> Option<&'a Panel> {
        self.panels.iter().find(|panel| panel.case == *case).copied()
    }

    /// How many returns there should be: of every child that an agency knows and is asked about, and those that came all the
    /// same.
    pub fn expected(&self) -> usize {
        let known = |one: &&super::scope::Involvement| {
            one.exempt.is_none() && matches!(one.known, KnownTo::Yes | KnownTo::Before)
        };
        let wanted = self.audit.involvement.iter().filter(|one| known(one) && !self.came(one)).count();
        wanted + self.accepted.len()
    }

    /// How many returns are asked of nobody, because somebody exempted them.
    pub fn exempt(&self) -> usize {
        self.audit.involvement.iter().filter(|one| one.exempt.is_some() && !self.came(one)).count()
    }

    /// `8 of 9 accepted`, with how many are exempt, which are not among them: `8 of 9 returns accepted, and 1 exempt`, with a word
    /// for what is counted.
    pub fn returned_said(&self, word: &str) -> String {
        let said = format!("{} of {}{word} accepted", self.accepted.len(), self.expected());
        match self.exempt() {
            0 => said,
            n => format!("{said}, and {n} exempt"),
        }
    }

    /// Whether a return was accepted.
    fn came(&self, one: &super::scope::Involvement) -> bool {
        self.accepted.iter().any(|of| of.case == one.case && of.agency == one.agency)
    }

    /// Where agencies are apart or one of them was never told, the furthest first.
    pub fn gaps(&self) -> Vec<Gap<'_>> {
        let mut gaps = Vec::new();
        for outcome in &self.questions {
            for row in &outcome.rows {
                let steps = outcome.steps(self.template, row).unwrap_or(0);
                let not_told: Vec<&AgencyId> = row.not_told().collect();
                if steps > 0 || !not_told.is_empty() {
                    gaps.push(Gap { case: row.case, question: outcome.question, steps, not_told, row });
                }
            }
        }
        gaps.sort_by_key(|gap| std::cmp::Reverse((gap.steps, gap.not_told.len())));
        gaps
    }

    /// Each child's overall grades as they were typed.
    pub fn overall(&self) -> Vec<Graded<'a>> {
        let of = |case: &'a super::scope::Case| {
            let own = self.accepted.iter().filter(|one| one.case == case.id);
            let own = own.filter_map(|one| Some((&one.agency, one.overall.as_ref()?))).collect();
            let agreed = self.panel(&case.id).and_then(|panel| panel.overall.as_ref());
            Graded { case: &case.id, own, agreed }
        };
        self.audit.cases.iter().map(of).collect()
    }

    /// Whether overall grades are asked for.
    pub fn asks_grades(&self) -> bool {
        self.template.closing.contains(&Closing::OverallGrade)
    }

    /// Whether there are overall grades: they are asked for, or somebody typed one.
    pub fn gives_grades(&self) -> bool {
        let typed = |one: &Graded<'_>| {
            one.agreed.is_some() || one.own.iter().any(|(_, overall)| !overall.grade.trim().is_empty())
        };
        self.asks_grades() || self.overall().iter().any(typed)
    }

    /// Everything that was found, strengths first.
    pub fn findings(&self) -> Vec<Found<'a>> {
        let of = |panel: &&'a Panel| -> Vec<Found<'a>> {
            let panel: &'a Panel = panel;
            panel.findings.iter().map(|finding| Found { case: &panel.case, finding }).collect()
        };
        let mut all: Vec<Found<'a>> = self.panels.iter().flat_map(of).collect();
        all.sort_by_key(|found| found.finding.kind);
        all
    }

    /// The findings a recommendation answers.
    pub fn answered_by(&self, recommendation: &RecommendationId) -> Vec<Found<'a>> {
        let mut found = self.findings();
        found.retain(|one| one.finding.recommendations.contains(recommendation));
        found
    }

    /// Agencies that should have been there.
    pub fn missing(&self) -> Vec<(&'a CaseId, &'a Missing)> {
        let of = |panel: &&'a Panel| {
            let panel: &'a Panel = panel;
            panel.missing.iter().map(move |missing| (&panel.case, missing))
        };
        self.panels.iter().flat_map(of).collect()
    }

    /// Who was never told of what, in the order of the questions.
    pub fn not_told(&self) -> Vec<(&'a CaseId, &'a AgencyId, &'a Question)> {
        let mut all = Vec::new();
        for outcome in &self.questions {
            for row in &outcome.rows {
                all.extend(row.not_told().map(|agency| (row.case, agency, outcome.question)));
            }
        }
        all
    }

    /// What an agency is called; its id when the audit does not list it.
    pub fn agency_said(&self, id: &'a AgencyId) -> &'a str {
        self.audit.agency(id).map_or(id.as_str(), |agency| agency.name.as_str())
    }

    /// The word for an overall grade; its code where the scale does not have it.
    pub fn grade_said(&self, code: &'a str) -> &'a str {
        let level = self.template.grades().and_then(|scale| scale.level(code));
        level.map_or(code, |level| level.word.as_str())
    }
}

impl<'a> Row<'a> {
    /// The agencies that were never told.
    fn not_told(&self) -> impl Iterator<Item = &'a AgencyId> {
        let told = self.cells.iter().filter(|cell| cell.said == Said::None(NonScore::NotInformed));
        told.map(|cell| cell.agency)
    }
}

impl<'a> Outcome<'a> {
    /// The agencies that were asked it about any child, in the audit's order.
    pub fn agencies<'b>(&self, audit: &'b Audit) -> Vec<&'b AskedAgency> {
        let asked = |agency: &&AskedAgency| {
            self.rows.iter().any(|row| row.cells.iter().any(|cell| *cell.agency == agency.id))
        };
        audit.agencies.iter().filter(asked).collect()
    }

    /// How many were asked whose return is accepted.
    pub fn asked(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).sum()
    }

    /// How many gave a score or made a choice.
    pub fn assessed(&self) -> usize {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.filter(|cell| matches!(cell.said, Said::Chosen(_))).count()
    }

    /// The worst and the best answer given, where answers have an order.
    pub fn range(&self, template: &Resolved) -> Option<(Tally<'a>, Tally<'a>)> {
        template.scale_of(self.question).filter(|scale| scale.ordinal)?;
        let given = || self.tallies.iter().filter(|tally| tally.n > 0);
        Some((*given().next()?, *given().next_back()?))
    }

    /// How many steps the answers about one child are apart; nothing where fewer than two are scores.
    pub fn steps(&self, template: &Resolved, row: &Row<'_>) -> Option<usize> {
        let scale = template.scale_of(self.question)?;
        let ranks = row.cells.iter().flat_map(|cell| cell.said.codes()).filter_map(|code| scale.rank(code));
        let ranks: Vec<usize> = ranks.collect();
        if ranks.len() < 2 {
            return None;
        }
        Some(ranks.iter().max()? - ranks.iter().min()?)
    }

    /// How an answer is said: its word, its sign before it where it has one.
    pub fn said(&self, template: &Resolved, said: &Said<'_>) -> String {
        match said {
            Said::Chosen(codes) => {
                let words: Vec<String> = codes.iter().map(|code| self.word(code)).collect();
                words.join(", ")
            }
            Said::None(one) => non_score(template, *one),
            Said::Open(words) => words.join(", "),
            Said::Carried(codes) => {
                let word = |code: &String| {
                    NonScore::of(code).map_or_else(|| self.word(code), |none| non_score(template, none))
                };
                format!("not reconfirmed: {}", codes.iter().map(word).collect::<Vec<_>>().join(", "))
            }
            Said::Blank => "no answer".to_owned(),
        }
    }

    /// The word for a code, its sign before it where it has one; the code itself where nothing else is known.
    pub fn word(&self, code: &str) -> String {
        let Some(tally) = self.tallies.iter().find(|tally| tally.code == code) else {
            return code.to_owned();
        };
        tally.said()
    }

    /// The grade the panel agreed of a child, in words.
    pub fn agreed(&self, row: &Row<'_>) -> Option<String> {
        let settled = row.settled?;
        match settled.how {
            Settlement::Parked => Some(PARKED.to_owned()),
            Settlement::Agreed | Settlement::Regraded => settled.grade.as_deref().map(|code| self.word(code)),
        }
    }
}

impl Outcome<'_> {
    /// Whether the panel put it aside for any child.
    pub fn has_parked(&self) -> bool {
        let settled = self.rows.iter().filter_map(|row| row.settled);
        settled.into_iter().any(|settled| settled.how == Settlement::Parked)
    }
}

impl Tally<'_> {
    /// Its word, its sign before it where it has one.
    pub fn said(&self) -> String {
        if self.symbol.is_empty() { self.word.to_owned() } else { format!("{} {}", self.symbol, self.word) }
    }
}

impl<'a> Said<'a> {
    fn of(known: &[Tally<'a>], answer: Option<&'a Answer>) -> Self {
        let Some(answer) = answer else { return Self::Blank };
        if answer.answer.iter().all(|one| one.trim().is_empty()) {
            return Self::Blank;
        }
        if answer.carried.is_some() {
            return Self::Carried(&answer.answer);
        }
        if let Some(none) = answer.answer.iter().find_map(|code| NonScore::of(code)) {
            return Self::None(none);
        }
        let code = |code: &String| known.iter().find(|tally| tally.code == *code).map(|tally| tally.code);
        let codes: Vec<&str> = answer.answer.iter().filter_map(code).collect();
        if codes.is_empty() { Self::Open(&answer.answer) } else { Self::Chosen(codes) }
    }

    /// The codes of what was chosen; none where nothing was.
    pub fn codes(&self) -> &[&'a str] {
        match self {
            Self::Chosen(codes) => codes,
            _ => &[],
        }
    }
}

/// The word of a workspace for an answer that is no score, its sign before it.
pub fn non_score(template: &Resolved, one: NonScore) -> String {
    let known = template.non_scores.iter().find(|known| known.code == one);
    known.map_or_else(
        || one.code().replace('_', " "),
        |known| format!("{} {}", known.symbol, known.word).trim().to_owned(),
    )
}

/// What can be chosen, the worst first where that is known, each given by nobody yet.
fn choosable<'a>(template: &'a Resolved, question: &'a Question) -> Vec<Tally<'a>> {
    let offered = form::options(question, template).into_iter();
    let mut tallies: Vec<Tally<'a>> =
        offered.map(|(code, word, symbol)| Tally { code, word, symbol, n: 0 }).collect();
    if question.kind() == AnswerKind::YesNo {
        // People are offered yes first.
        tallies.reverse();
    }
    tallies
}

#[cfg(test)]
#[path = "results_tests.rs"]
mod tests;
