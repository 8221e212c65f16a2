//! The same questions on paper: a Word document for each agency, a part for each child that begins on a page of its own, with
//! boxes to tick and lines to write on; what the agency has said so far, last time's answers too, stands there. What comes back on paper is typed into the workbook: nothing reads handwriting.

use super::Pack;
use crate::base::stamp::long_date;
use crate::base::text::one_line;
use crate::documents::word::{Block, Document, Level, Words};
use crate::domain::audit::form::{self, Asks, Column, Field, Offer, Said};
use crate::domain::audit::{Answer, AnswerKind, Case, Evidence, Milestone, Question, Return, proof_lines};
use chrono::NaiveDate;

/// A box to tick, and one that is ticked.
const BOX: &str = "☐";
const TICKED: &str = "☒";
/// A line to write on, as wide as the page allows in every usual letter.
const LINE: &str = "______________________________________________________________________";
/// Where a day or a post is written.
const SHORT: &str = "______________________________";

/// The form as a document.
pub fn form(pack: &Pack<'_>) -> Document {
    let audit = pack.audit;
    let cases = pack.cases();
    let mut blocks = vec![Block::Heading(Level::One, one_line(&audit.title).into())];
    blocks.extend(start(pack, &cases));
    for case in cases {
        blocks.push(Block::NewPage);
        child(pack, case, &mut blocks);
    }
    let title = format!("{}: {}", one_line(&audit.title), one_line(&pack.agency.name));
    Document {
        title,
        subject: one_line(pack.partnership),
        made: Some(audit.dates.on(Milestone::ToolsOut, &crate::base::calendar::WorkingDays::default())),
        foot: format!("{}, {}", audit.id, pack.agency.id),
        blocks,
        ..Document::default()
    }
}

/// What is said once, before the first child.
fn start(pack: &Pack<'_>, cases: &[&Case]) -> Vec<Block> {
    let template = pack.template;
    let refs: Vec<&str> = cases.iter().map(|case| case.id.as_str()).collect();
    let about = if template.kind.is_of_organisations() {
        "It asks about your own organisation, from a new page.".to_owned()
    } else {
        format!("It asks about {}, each from a new page.", refs.join(", "))
    };
    let bullets = |points: Vec<String>| {
        Block::Bullets(points.into_iter().map(|point| (0, Words::from(point))).collect())
    };
    let mut blocks = vec![
        Block::Paragraph(format!("{} · {}", one_line(pack.partnership), one_line(&pack.agency.name)).into()),
        Block::Paragraph(Words::bold(format!("Please send this back by {}.", long_date(pack.due)))),
        Block::Paragraph(about.into()),
        Block::Heading(Level::Two, "How to fill it in".into()),
        bullets(vec![
            "Tick one box for each question, or write on the lines. Go on overleaf where there is too little room, with the \
             number of the question."
                .to_owned(),
            "Say why, what shows it, and what it meant for the child. An overall grade without a reason is not taken."
                .to_owned(),
            "No names of children, families or workers. No NHS or pupil numbers, dates of birth, addresses, postcodes or \
             telephone numbers. Write the pseudonym, and the post."
                .to_owned(),
        ]),
        Block::Heading(Level::Two, "If a child may be unsafe now".into()),
        Block::Paragraph(
            "Stop, and tell the allocated manager or the front door today. Do not wait for the audit.".into(),
        ),
    ];
    for scale in template.scales.iter().filter(|scale| !scale.levels.is_empty()) {
        blocks.push(Block::Heading(Level::Two, one_line(&scale.title).into()));
        blocks.extend(Block::paragraph(&one_line(&scale.note)));
        let levels = scale
            .levels
            .iter()
            .map(|level| said(&format!("{} {}: {}", level.symbol, level.word, level.means)));
        blocks.push(bullets(levels.collect()));
    }
    if !form::non_scores(template).is_empty() {
        blocks.push(Block::Heading(Level::Two, "Answers that are no score".into()));
        let each = template.non_scores.iter().map(|one| {
            let why = if one.reason { " Always say why." } else { "" };
            said(&format!("{} {}: {}{why}", one.symbol, one.word, one.means))
        });
        blocks.push(bullets(each.collect()));
    }
    blocks
}

/// A label, with what it means where anything was said of it.
fn said(text: &str) -> String {
    one_line(text).trim_end_matches([':', ' ']).to_owned()
}

/// The lines of the form for one child.
fn child(pack: &Pack<'_>, case: &Case, blocks: &mut Vec<Block>) {
    let names = (case.id.as_str(), pack.agency.id.as_str());
    let none = Return::default();
    let of = pack.said_of(case).unwrap_or(&none);
    let mut number = 0;
    blocks.push(Block::Heading(Level::One, format!("{}, {}", case.id, one_line(&pack.agency.name)).into()));
    for line in form::lines(pack.audit, pack.template, &pack.agency.kind, names) {
        match line.asks {
            Asks::Titles => {}
            Asks::Mark(_, says) => blocks.push(beside(&line.label, &says)),
            Asks::Heading => {
                blocks.push(Block::Heading(Level::Two, line.label.into()));
                blocks.extend(Block::paragraph(&line.hint));
            }
            Asks::Field(asked) => field(pack, asked, of, blocks),
            Asks::Question(asked) => {
                number += 1;
                blocks.push(Block::Heading(Level::Three, format!("{number}. {}", line.label).into()));
                blocks.extend(Block::paragraph(&line.hint));
                question(pack, asked, of, blocks);
            }
        }
    }
}

/// Boxes for answers, in one paragraph, ticked where something was chosen.
fn boxes(offered: &[Offer<'_>], chosen: &[String]) -> String {
    let one = |(code, word, sign): &Offer<'_>| {
        let mark = if chosen.iter().any(|one| one == code) { TICKED } else { BOX };
        one_line(&format!("{mark} {sign} {word}")).replace(' ', "\u{A0}")
    };
    offered.iter().map(one).collect::<Vec<_>>().join("    ")
}

/// Boxes for yes and no.
fn yes_no(said: &str) -> String {
    boxes(&[("Yes", "Yes", ""), ("No", "No", "")], &[said.to_owned()])
}

/// A label, and lines under it; after what was said there is room to mend it.
fn lines(label: &str, said: &str, n: usize) -> Block {
    let colon = if label.ends_with(['?', '.']) { "" } else { ":" };
    let said = said.trim();
    let under = if said.is_empty() { vec![LINE; n].join("\n") } else { format!("{said}\n{LINE}") };
    Block::Paragraph(Words::bold(format!("{label}{colon}")).and(format!("\n{under}"), false))
}

/// A label, and something short beside it.
fn beside(label: &str, what: &str) -> Block {
    let colon = if label.ends_with(['?', '.']) { "" } else { ":" };
    Block::Paragraph(Words::bold(format!("{label}{colon}")).and(format!(" {what}"), false))
}

/// What was said, else a line to write it on.
fn or_blank(said: &str) -> String {
    if said.trim().is_empty() { SHORT.to_owned() } else { one_line(said) }
}

fn field(pack: &Pack<'_>, asked: Field, of: &Return, blocks: &mut Vec<Block>) {
    let label = asked.label();
    let said = match form::said(of, asked) {
        Said::Day(day) => long_date(day),
        Said::Words(words) => words,
    };
    blocks.push(match asked {
        _ if asked.is_day() => beside(label, &or_blank(&said)),
        _ if asked.is_yes_no() => beside(label, &yes_no(&said)),
        Field::Auditor | Field::SignedOff => beside(label, &or_blank(&said)),
        Field::Grade => {
            let mut offered = form::grades(pack.template);
            offered.extend(form::non_scores(pack.template));
            beside(label, &boxes(&offered, &[said]))
        }
        Field::ConcernWhat | Field::ConcernTold => lines(label, &said, 1),
        _ => lines(label, &said, 3),
    });
}

fn question(pack: &Pack<'_>, asked: &Question, of: &Return, blocks: &mut Vec<Block>) {
    let blank = Answer::default();
    let given = of.answer(&asked.id).unwrap_or(&blank);
    if let Some(from) = &given.carried {
        let said = format!("Taken over from {from}. It counts only when you change it, or tick Yes here.");
        blocks.push(Block::Paragraph(said.into()));
        blocks.push(beside(Column::Again.title(), &yes_no("")));
    }
    let offered = form::options(asked, pack.template);
    let none = form::non_scores(pack.template);
    if offered.is_empty() {
        let is_none = |code: &String| none.iter().any(|(known, ..)| known == code);
        let words: Vec<&str> =
            given.answer.iter().filter(|code| !is_none(code)).map(String::as_str).collect();
        let words = words.join("; ");
        blocks.push(match asked.kind() {
            AnswerKind::Number | AnswerKind::Date => beside(Column::Answer.title(), &or_blank(&words)),
            _ => lines(Column::Answer.title(), &words, 4),
        });
    } else {
        let label =
            if asked.kind() == AnswerKind::Multi { "Answer, all that fit" } else { Column::Answer.title() };
        blocks.push(beside(label, &boxes(&offered, &given.answer)));
    }
    if !none.is_empty() {
        blocks.push(beside("Or, where none fits", &boxes(&none, &given.answer)));
    }
    blocks.push(lines(Column::Why.title(), &given.reason, 2));
    blocks.push(lines(Column::SoWhat.title(), &given.so_what, 2));
    if asked.evidence != Evidence::None {
        let (what, (from, until)) = proof_lines::cells(&given.evidence);
        let day = |day: Option<NaiveDate>| day.map_or_else(|| SHORT.to_owned(), long_date);
        blocks.push(lines(Column::Evidence.title(), &what, 2));
        blocks.push(beside(Column::Effective.title(), &day(from)));
        blocks.push(beside(Column::Expires.title(), &day(until)));
    }
    let sure = form::SURE.map(|(_, word)| (word, word, ""));
    let said = form::SURE.iter().find(|(sure, _)| given.confidence == Some(*sure));
    let said: Vec<String> = said.iter().map(|(_, word)| (*word).to_owned()).collect();
    blocks.push(beside(Column::Sure.title(), &boxes(&sure, &said)));
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TEMPLATE, audit};
    use super::*;
    use crate::documents::pages::markdown;
    use crate::domain::audit::{Audit, Resolved, example};

    fn of(
        template: &crate::domain::audit::Resolved,
        audit: &crate::domain::audit::Audit,
        agency: usize,
    ) -> Document {
        let due = "2027-01-05".parse().unwrap();
        form(&Pack {
            audit,
            template,
            agency: &audit.agencies[agency],
            returns: &[],
            due,
            partnership: "Anywhere",
        })
    }

    #[test]
    fn the_form_of_a_small_audit_as_it_is_printed() {
        let (audit, template) = (example::audit(), example::template());
        // Lines to write on are easier to look over as they are printed.
        insta::assert_snapshot!("form-school", markdown(&of(&template, &audit, 2)).replace("\\_", "_"));
    }

    /// What goes to the school of the made-up audit.
    fn packed<'a>(
        audit: &'a Audit,
        template: &'a Resolved,
        due: NaiveDate,
        returns: &'a [Return],
    ) -> Pack<'a> {
        Pack { audit, template, agency: &audit.agencies[2], returns, due, partnership: "Anywhere" }
    }

    #[test]
    fn last_times_answers_stand_on_the_form_ticked_and_written_out_until_they_are_confirmed() {
        let (audit, template, mut returns) = (example::audit(), example::template(), example::returns());
        returns.retain(|one| one.agency.as_str() == "school" && one.case.as_str() == "C1");
        let sent = &mut returns[0];
        sent.state = crate::domain::audit::ReturnState::Draft;
        sent.answers.iter_mut().for_each(|answer| answer.carried = Some("2024-q2-neglect".into()));
        sent.answers[0].evidence[0].effective = Some("2025-03-01".parse().unwrap());
        let (given, words) = (sent.answers[0].clone(), sent.answers.last().unwrap().answer[0].clone());
        let (audit, template) = (&audit, &template);
        let due = "2027-01-05".parse().unwrap();
        let page = markdown(&form(&packed(audit, template, due, &returns))).replace('\u{A0}', " ");
        let asked = template.question(&given.question).unwrap();
        let word = form::word(&given.answer[0], asked, template);
        let ticked: Vec<&str> = page.lines().filter(|line| line.contains(TICKED)).collect();
        let with_word = ticked.iter().find(|line| line.contains(&word)).unwrap();
        assert_eq!(with_word.matches(TICKED).count(), 1, "{with_word}");
        for said in
            ["Taken over from 2024-q2-neglect", "Still as last time?", &given.evidence[0].what, &words]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(page.contains("Sat 1 Mar 2025"), "{page}");
        let blank = markdown(&form(&packed(audit, template, due, &[])));
        assert!(!blank.contains(TICKED) && !blank.contains("Still as last time?"));
        // What was accepted is not asked for again.
        returns[0].state = crate::domain::audit::ReturnState::Accepted;
        assert!(packed(audit, template, due, &returns).cases().iter().all(|case| case.id.as_str() != "C1"));
    }

    #[test]
    fn every_question_prompt_and_answer_an_agency_is_asked_is_on_paper_for_every_child() {
        let audit = audit();
        let document = of(&TEMPLATE, &audit, 0);
        let words = |words: &Words| words.plain().replace('\u{A0}', " ");
        let text: Vec<String> = document
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading(_, said) | Block::Paragraph(said) => Some(words(said)),
                _ => None,
            })
            .collect();
        let text = text.join("\n");
        let kind = &audit.agencies[0].kind;
        for question in TEMPLATE.questions().filter(|question| question.applies_to.includes(kind)) {
            assert!(text.contains(&one_line(&question.text)), "{}", question.id);
            assert!(
                question.prompts.iter().all(|prompt| text.contains(&one_line(prompt))),
                "{}",
                question.id
            );
            for (_, word, sign) in form::options(question, &TEMPLATE) {
                assert!(text.contains(&one_line(&format!("{BOX} {sign} {word}"))), "{}: {word}", question.id);
            }
        }
        assert!(document.bytes().is_ok());
        assert_eq!(document.bytes(), of(&TEMPLATE, &audit, 0).bytes());
    }
}
