//! Last time's answers as the start of this time's return. Each is marked with the audit it was taken over from until the
//! agency confirms or changes it; while it is marked it is nobody's answer of this year and is counted by itself.

use super::super::answered::{Answer, Proof, Return, ReturnState};
use super::super::difference::is_answered_alike;
use super::super::form;
use super::super::question::Question;
use super::super::results::Results;
use super::super::scope::Audit;
use super::super::template::Resolved;
use crate::base::id::{AgencyId, AuditId, CaseId, QuestionId};
use chrono::NaiveDate;

/// What an earlier audit's answers come to as the start of this one's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carried {
    /// The returns that are begun.
    pub drafts: Vec<Return>,
    /// Questions answered on another scale by now, with the agencies whose answers stay behind for it.
    pub rescaled: Vec<(QuestionId, Vec<AgencyId>)>,
}

/// Drafts for agencies that returned to an earlier audit, with what that asked, and have nothing in this one yet, in the audit's
/// order. Answers that this audit does not ask, or cannot take, stay behind, and so does all that is said at the end of a return.
/// One code may be another grade on another scale, so no answer goes from one scale to another.
pub fn carried(
    (audit, template): (&Audit, &Resolved),
    there: &[Return],
    (asked, earlier): (&Resolved, &[Return]),
) -> Carried {
    let mut all = Carried::default();
    for agency in &audit.agencies {
        for case in form::asked_about(audit, &agency.id) {
            let same = |one: &&Return| one.case == case.id && one.agency == agency.id;
            let before = earlier.iter().filter(same).find(|one| one.state == ReturnState::Accepted);
            let Some(before) = before.filter(|_| !there.iter().any(|one| same(&one))) else { continue };
            let answers: Vec<Answer> = template
                .all_for(Some(&agency.kind))
                .filter_map(|question| {
                    let answer = before.answer(&question.id)?;
                    let offered = form::options(question, template);
                    let none = form::non_scores(template);
                    let takes = |code: &String| {
                        offered.is_empty() || offered.iter().chain(&none).any(|(known, ..)| known == code)
                    };
                    let answered = answer.answer.iter().any(|one| !one.trim().is_empty());
                    if answered && !alike(asked, question, template) {
                        all.stays_behind(&question.id, &agency.id);
                        return None;
                    }
                    let carried = Some(answer.carried.clone().unwrap_or_else(|| before.audit.clone()));
                    (answered && answer.answer.iter().all(takes))
                        .then(|| Answer { carried, ..answer.clone() })
                })
                .collect();
            if !answers.is_empty() {
                all.drafts.push(Return {
                    schema: 1,
                    audit: audit.id.clone(),
                    template_sha256: audit.template.sha256.clone(),
                    case: case.id.clone(),
                    agency: agency.id.clone(),
                    answers,
                    ..Return::default()
                });
            }
        }
    }
    all
}

/// Whether a question is answered as it was in what was asked earlier.
fn alike(asked: &Resolved, question: &Question, template: &Resolved) -> bool {
    asked.question(&question.id).is_some_and(|was| is_answered_alike((asked, was), (template, question)))
}

impl Carried {
    fn stays_behind(&mut self, question: &QuestionId, agency: &AgencyId) {
        match self.rescaled.iter_mut().find(|(known, _)| known == question) {
            Some((_, agencies)) => agencies.push(agency.clone()),
            None => self.rescaled.push((question.clone(), vec![agency.clone()])),
        }
    }
}

/// Whether an answer that was taken over comes back as it was sent out.
pub fn still(sent: &Answer, back: &Answer) -> bool {
    let bare = |answer: &Answer| {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let proof = |one: &Proof| words(&one.what);
        let proofs: Vec<String> = answer.evidence.iter().map(proof).filter(|one| !one.is_empty()).collect();
        (
            answer.answer.clone(),
            words(&answer.reason),
            words(&answer.so_what),
            answer.confidence,
            proofs.join(" "),
            answer.evidence.iter().find_map(|one| one.effective),
            answer.evidence.iter().find_map(|one| one.expires),
        )
    };
    sent.carried.is_some() && bare(sent) == bare(back)
}

/// An answer of an accepted return that nobody has confirmed, or evidence that holds no more.
#[derive(Clone, Debug, PartialEq)]
pub struct Stale<'a> {
    /// The child.
    pub case: &'a CaseId,
    /// The agency.
    pub agency: &'a AgencyId,
    /// The question.
    pub question: &'a QuestionId,
    /// The audit it was taken over from; else the evidence, and the day after which it shows nothing any more.
    pub why: Why<'a>,
}

/// Why something is stale.
#[derive(Clone, Debug, PartialEq)]
pub enum Why<'a> {
    /// Taken over from an earlier audit and not confirmed.
    Carried(&'a AuditId),
    /// Evidence that has expired.
    Expired(&'a Proof, NaiveDate),
}

impl<'a> Results<'a> {
    /// Everything that is not of this year or holds no more on a day, in the order of the returns.
    pub fn stale(&self, on: NaiveDate) -> Vec<Stale<'a>> {
        let mut all = Vec::new();
        for one in &self.accepted {
            let one: &'a Return = one;
            for answer in &one.answers {
                let mut say = |why| {
                    all.push(Stale { case: &one.case, agency: &one.agency, question: &answer.question, why });
                };
                if let Some(from) = &answer.carried {
                    say(Why::Carried(from));
                }
                for proof in &answer.evidence {
                    if let Some(day) = proof.expires.filter(|day| *day < on) {
                        say(Why::Expired(proof, day));
                    }
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::example;
    use super::*;

    #[test]
    fn a_draft_holds_what_was_answered_and_can_be_asked_again_each_answer_marked() {
        let (audit, template, returns) = (example::audit(), example::template(), example::returns());
        let (.., earlier, _) = example::before();
        let begun = |there: &[Return], earlier: &[Return]| {
            carried((&audit, &template), there, (&template, earlier)).drafts
        };
        let drafts = begun(&[], &earlier);
        let who: Vec<String> = drafts.iter().map(|one| format!("{}-{}", one.case, one.agency)).collect();
        assert_eq!(who, ["C1-care", "C2-care", "C1-school", "C2-health"]);
        let from = Some(AuditId::from("2024-q2-neglect"));
        for draft in &drafts {
            assert_eq!((draft.state, draft.overall.as_ref()), (ReturnState::Draft, None));
            assert!(draft.answers.iter().all(|answer| answer.carried == from), "{draft:?}");
        }
        assert_eq!(drafts[0].answers[0].answer, ["RI"]);
        // Where anything has come nothing is started.
        assert_eq!(begun(&returns, &earlier), []);
        // What was never confirmed keeps the audit it is really from.
        let twice: Vec<Return> =
            drafts.iter().map(|one| Return { state: ReturnState::Accepted, ..one.clone() }).collect();
        let again = begun(&[], &twice);
        assert!(again[0].answers.iter().all(|answer| answer.carried == from));
    }

    #[test]
    fn an_answer_no_question_can_take_stays_behind() {
        let (audit, template) = (example::audit(), example::template());
        let (.., mut earlier, _) = example::before();
        earlier[0].answers[0].answer = vec!["GONE".into()];
        let drafts = carried((&audit, &template), &[], (&template, &earlier)).drafts;
        assert!(drafts[0].answer(&"lived".into()).is_none() && drafts[0].answer(&"shared".into()).is_some());
    }

    #[test]
    fn no_answer_goes_from_one_scale_to_another_even_where_its_code_is_there_too() {
        let (audit, template) = (example::audit(), example::template());
        let (.., earlier, _) = example::before();
        let mut asked = template.clone();
        // The same codes, and each another word: what was the worst is the second worst by now.
        for level in asked.scales.iter_mut().flat_map(|scale| &mut scale.levels) {
            level.word.insert_str(0, "Not yet ");
        }
        let all = carried((&audit, &template), &[], (&asked, &earlier));
        let graded = |one: &Return| one.answer(&"lived".into()).is_some();
        assert!(!all.drafts.iter().any(graded), "{:?}", all.drafts);
        let lived = all.rescaled.iter().find(|(id, _)| id.as_str() == "lived").unwrap();
        let agencies: Vec<&str> = lived.1.iter().map(AgencyId::as_str).collect();
        assert_eq!(agencies, ["care", "care", "school", "health"]);
    }

    #[test]
    fn an_answer_is_still_last_times_until_anything_of_it_is_changed() {
        let sent = Answer {
            answer: vec!["G".into()],
            reason: "as before".into(),
            carried: Some("2024".into()),
            ..Answer::default()
        };
        let back = Answer { reason: "as  before\n".into(), carried: None, ..sent.clone() };
        assert!(still(&sent, &back));
        let changed = Answer { answer: vec!["RI".into()], ..back.clone() };
        assert!(!still(&sent, &changed));
        assert!(!still(&Answer { carried: None, ..sent }, &back));
    }

    #[test]
    fn what_was_not_confirmed_counts_for_nothing_and_evidence_expires_after_its_day() {
        let (audit, template, mut returns) = (example::audit(), example::template(), example::returns());
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        returns[0].answers[0].carried = Some("2024-q2-neglect".into());
        returns[2].answers[0].evidence[0].expires = Some(day("2026-11-01"));
        let results = Results::of(&audit, &template, &returns, &[]);
        let lived = &results.questions[0];
        assert_eq!((lived.carried, lived.assessed(), lived.asked()), (1, 8, 11));
        assert_eq!(lived.tallies.iter().map(|tally| tally.n).sum::<usize>(), 8);
        assert_eq!(
            lived.said(&template, &lived.rows[0].cells[0].said),
            "not reconfirmed: ~ Requires improvement"
        );
        let stale = |on: &str| results.stale(day(on)).len();
        assert_eq!((stale("2026-11-01"), stale("2026-11-02")), (1, 2));
    }
}
