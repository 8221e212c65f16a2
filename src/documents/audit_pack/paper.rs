//! The same questions on paper: a Word document for each agency, a part for each child that begins on a page of its own, with
//! boxes to tick and lines to write on. What comes back on paper is typed into the workbook: nothing reads handwriting.

use super::Pack;
use crate::base::stamp::long_date;
use crate::base::text::one_line;
use crate::documents::word::{Block, Document, Level, Words};
use crate::domain::audit::form::{self, Asks, Column, Field, Offer};
use crate::domain::audit::{AnswerKind, Case, Evidence, Milestone, Question};

/// A box to tick.
const BOX: &str = "☐";
/// A line to write on, as wide as the page allows in every usual letter.
const LINE: &str = "______________________________________________________________________";
/// Where a day or a post is written.
const SHORT: &str = "______________________________";

/// The form as a document.
pub fn form(pack: &Pack<'_>) -> Document {
    let audit = pack.audit;
    let cases = form::asked_about(audit, &pack.agency.id);
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
            Asks::Field(asked) => field(pack, asked, blocks),
            Asks::Question(asked) => {
                number += 1;
                blocks.push(Block::Heading(Level::Three, format!("{number}. {}", line.label).into()));
                blocks.extend(Block::paragraph(&line.hint));
                question(pack, asked, blocks);
            }
        }
    }
}

/// Boxes for answers, in one paragraph.
fn boxes(offered: &[Offer<'_>]) -> String {
    let one = |(_, word, sign): &Offer<'_>| one_line(&format!("{BOX} {sign} {word}")).replace(' ', "\u{A0}");
    offered.iter().map(one).collect::<Vec<_>>().join("    ")
}

/// A label, and lines under it.
fn lines(label: &str, n: usize) -> Block {
    let colon = if label.ends_with(['?', '.']) { "" } else { ":" };
    let lines = vec![LINE; n].join("\n");
    Block::Paragraph(Words::bold(format!("{label}{colon}")).and(format!("\n{lines}"), false))
}

/// A label, and something short beside it.
fn beside(label: &str, what: &str) -> Block {
    let colon = if label.ends_with(['?', '.']) { "" } else { ":" };
    Block::Paragraph(Words::bold(format!("{label}{colon}")).and(format!(" {what}"), false))
}

fn field(pack: &Pack<'_>, asked: Field, blocks: &mut Vec<Block>) {
    let label = asked.label();
    let yes_no = format!("{BOX}\u{A0}Yes    {BOX}\u{A0}No");
    blocks.push(match asked {
        _ if asked.is_day() => beside(label, SHORT),
        _ if asked.is_yes_no() => beside(label, &yes_no),
        Field::Auditor | Field::SignedOff => beside(label, SHORT),
        Field::Grade => {
            let mut offered = form::grades(pack.template);
            offered.extend(form::non_scores(pack.template));
            beside(label, &boxes(&offered))
        }
        Field::ConcernWhat | Field::ConcernTold => lines(label, 1),
        _ => lines(label, 3),
    });
}

fn question(pack: &Pack<'_>, asked: &Question, blocks: &mut Vec<Block>) {
    let offered = form::options(asked, pack.template);
    if offered.is_empty() {
        blocks.push(match asked.kind() {
            AnswerKind::Number | AnswerKind::Date => beside(Column::Answer.title(), SHORT),
            _ => lines(Column::Answer.title(), 4),
        });
    } else {
        let label =
            if asked.kind() == AnswerKind::Multi { "Answer, all that fit" } else { Column::Answer.title() };
        blocks.push(beside(label, &boxes(&offered)));
    }
    let none = form::non_scores(pack.template);
    if !none.is_empty() {
        blocks.push(beside("Or, where none fits", &boxes(&none)));
    }
    blocks.push(lines(Column::Why.title(), 2));
    blocks.push(lines(Column::SoWhat.title(), 2));
    if asked.evidence != Evidence::None {
        blocks.push(lines(Column::Evidence.title(), 2));
        blocks.push(beside(Column::Effective.title(), SHORT));
        blocks.push(beside(Column::Expires.title(), SHORT));
    }
    let sure: Vec<String> =
        form::SURE.iter().map(|(_, word)| format!("{BOX}\u{A0}{word}").replace(' ', "\u{A0}")).collect();
    blocks.push(beside(Column::Sure.title(), &sure.join("    ")));
}

#[cfg(test)]
mod tests {
    use super::super::tests::{TEMPLATE, audit};
    use super::*;
    use crate::documents::pages::markdown;
    use crate::domain::audit::example;

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

    #[test]
    fn every_question_prompt_and_answer_an_agency_is_asked_is_on_paper_for_every_child() {
        let audit = audit();
        let document = of(&TEMPLATE, &audit, 0);
        let words =
            |words: &Words| words.runs().map(|(text, _)| text).collect::<String>().replace('\u{A0}', " ");
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
