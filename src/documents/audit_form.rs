//! An audit template to read or to print and fill in by hand: every section, question, prompt and scale, in Markdown or as
//! plain text. What one kind of agency is asked, or everything.

use super::minutes_markdown::words;
use crate::base::id::{AgencyKind, QuestionId};
use crate::base::text::{capital, clean, count, one_line, wrap};
use crate::domain::audit::{
    AnswerKind, AppliesTo, Evidence, EvidenceItem, Level, NO, NonAnswer, Question, Resolved, Scale, ShowIf,
    TemplateKind, Vocabulary, YES,
};

/// How wide plain text is.
const CELLS: usize = 88;
/// A box to tick.
const BOX: &str = "☐";
/// Where words are written by hand.
const LINE: &str = "________________________________________";

/// A piece of the form.
enum Block {
    Heading(usize, String),
    Said(String),
    List(Vec<String>),
    Table(Vec<&'static str>, Vec<Vec<String>>),
}

use Block::{Heading, List, Said, Table};

/// The form in Markdown, ending with a new line.
pub fn markdown(template: &Resolved, kind: Option<&AgencyKind>, known: &Vocabulary) -> String {
    let blocks = form(template, kind, known).into_iter().map(|block| match block {
        Heading(level, text) => format!("{} {}\n", "#".repeat(level), words(&text)),
        Said(text) => format!("{}\n", written(&text)),
        List(items) => {
            let items: Vec<String> = items.iter().map(|item| format!("- {}\n", written(item))).collect();
            items.concat()
        }
        Table(head, rows) => {
            let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
            let top = line(head.iter().map(|cell| (*cell).to_owned()).collect());
            let rule = line(head.iter().map(|_| "---".to_owned()).collect());
            let rows = rows.iter().map(|row| line(row.iter().map(|cell| words(cell)).collect()));
            [top, rule].into_iter().chain(rows).collect()
        }
    });
    blocks.collect::<Vec<_>>().join("\n")
}

/// Words in Markdown, lines to write on among them: these need no escaping and are unreadable with it.
fn written(text: &str) -> String {
    words(text).replace(&words(LINE), LINE)
}

/// The form as plain text, ending with a new line.
pub fn text(template: &Resolved, kind: Option<&AgencyKind>, known: &Vocabulary) -> String {
    let wrapped = |text: &str| wrap(&one_line(text), CELLS).join("\n");
    let item = |text: &String| {
        let lines = wrap(&one_line(text), CELLS - 4);
        format!("  - {}\n", lines.join("\n    "))
    };
    let blocks = form(template, kind, known).into_iter().map(|block| match block {
        Heading(1, text) => format!("{}\n", wrapped(&text)),
        Heading(2, text) => {
            format!("\n{}\n{}\n", wrapped(&text), "-".repeat(CELLS.min(one_line(&text).len())))
        }
        Heading(_, text) | Said(text) => format!("{}\n", wrapped(&text)),
        List(items) => items.iter().map(item).collect(),
        Table(_, rows) => {
            let cells =
                |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>();
            rows.iter().map(|row| item(&cells(row).join(" · "))).collect()
        }
    });
    clean(&blocks.collect::<Vec<_>>().join("\n")).into_owned()
}

/// A template in one line under its id: what sort, how many questions at most, how long.
pub fn in_brief(template: &Resolved) -> String {
    let most = template.most();
    let questions = count(most.questions, "question", "questions");
    format!("{}, version {} · {questions} · about {}", template.kind.said(), template.version, most.minutes)
}

fn form(template: &Resolved, kind: Option<&AgencyKind>, known: &Vocabulary) -> Vec<Block> {
    let mut out = vec![Heading(1, template.title.clone())];
    out.push(List(facts(template, kind, known)));
    out.extend((!template.about.is_empty()).then(|| Said(template.about.clone())));
    out.extend(template.notes.iter().map(|note| Said(format!("Note: {note}"))));
    let to_fill_in: &[&str] = match template.kind {
        TemplateKind::Thematic | TemplateKind::Exploitation => &[
            "Audit",
            "Case, such as C1 (never a name)",
            "Agency",
            "Filled in by (the post, not the name)",
            "Date",
        ],
        TemplateKind::Section11 | TemplateKind::Section175 | TemplateKind::JointInspection => {
            &["Agency or setting", "Filled in by (the post, not the name)", "Agreed by (the post)", "Date"]
        }
        TemplateKind::Survey => &[],
    };
    if !to_fill_in.is_empty() {
        out.push(List(to_fill_in.iter().map(|label| format!("{label}: {LINE}")).collect()));
    }
    how_to_answer(template, &mut out);
    let mut numbers: Vec<&QuestionId> = Vec::new();
    for section in &template.sections {
        let asked: Vec<&Question> = section
            .questions
            .iter()
            .filter(|q| kind.is_none_or(|kind| q.applies_to.includes(kind)))
            .collect();
        if asked.is_empty() {
            continue;
        }
        out.push(Heading(2, section.title.clone()));
        out.extend((!section.about.is_empty()).then(|| Said(section.about.clone())));
        out.extend((!section.note.is_empty()).then(|| Said(format!("Note: {}", section.note))));
        for asked in asked {
            numbers.push(&asked.id);
            question(&numbers, asked, template, known, &mut out);
        }
    }
    kept_ready(template, kind, known, &mut out);
    if !template.closing.is_empty() {
        out.push(Heading(2, "At the end".to_owned()));
        let asks = template.closing.iter().map(|one| one.asks());
        let colon = |ask: &str| if ask.ends_with('?') { "" } else { ":" };
        out.push(List(asks.map(|ask| format!("{ask}{} {LINE}", colon(ask))).collect()));
    }
    out
}

fn facts(template: &Resolved, kind: Option<&AgencyKind>, known: &Vocabulary) -> Vec<String> {
    let mut facts = vec![format!("{}, version {}", capital(template.kind.said()), template.version)];
    match kind {
        Some(kind) => facts.push(format!("For: {}", known.called(kind))),
        None if !template.agencies.is_empty() => {
            let kinds: Vec<&str> = template.agencies.iter().map(|kind| known.called(kind)).collect();
            facts.push(format!("Usually asked: {}", kinds.join(", ")));
        }
        None => {}
    }
    if let Some(months) = template.look_back_months.filter(|months| *months > 0) {
        let months = usize::try_from(months).unwrap_or(usize::MAX);
        facts.push(format!("Looks at the last {}", count(months, "month", "months")));
    }
    let load = template.load(kind);
    facts.push(format!(
        "{}, about {} once the records are read",
        count(load.questions, "question", "questions"),
        load.minutes
    ));
    facts
}

fn how_to_answer(template: &Resolved, out: &mut Vec<Block>) {
    let used =
        |scale: &&Scale| template.questions().any(|question| question.scale.as_ref() == Some(&scale.id));
    let scales: Vec<&Scale> = template.scales.iter().filter(used).collect();
    out.push(Heading(2, "How to answer".to_owned()));
    let first = match template.kind {
        TemplateKind::Thematic | TemplateKind::Exploitation => {
            "Write what the record shows, and where it is."
        }
        TemplateKind::Survey => "Answer what is true for you.",
        _ => "Write what you could show to somebody else today.",
    };
    out.push(Said(format!("{first} Never write a name, a date of birth or an address.")));
    for scale in scales {
        let after = if scale.note.is_empty() { ":".to_owned() } else { format!(". {}", scale.note) };
        out.push(Said(format!("{}{after}", scale.title)));
        if !scale.levels.is_empty() {
            let level = |level: &Level| {
                let means = if level.means.is_empty() { String::new() } else { format!(": {}", level.means) };
                format!("{} {}{means}", level.symbol, level.word)
            };
            out.push(List(scale.levels.iter().map(level).collect()));
        }
    }
    if has_non_scores(template) {
        out.push(Said("These are no score. Use them rather than guess:".to_owned()));
        let one = |one: &NonAnswer| {
            let means = if one.means.is_empty() { String::new() } else { format!(": {}", one.means) };
            format!("{} {}{means}{}", one.symbol, one.word, if one.reason { " Always say why." } else { "" })
        };
        out.push(List(template.non_scores.iter().map(one).collect()));
    }
}

/// Whether answers that are no score are offered: a survey asks what people think, and lets them say that they do not know.
fn has_non_scores(template: &Resolved) -> bool {
    !template.non_scores.is_empty() && template.kind != TemplateKind::Survey
}

/// A question; `numbers` are the ids of those on this form so far, itself the last.
fn question(
    numbers: &[&QuestionId],
    asked: &Question,
    template: &Resolved,
    known: &Vocabulary,
    out: &mut Vec<Block>,
) {
    out.push(Heading(3, format!("Question {}. {}", numbers.len(), asked.text)));
    let mut about = vec![asked.id.to_string()];
    if let AppliesTo::Only(kinds) = &asked.applies_to {
        let kinds: Vec<&str> = kinds.iter().map(|kind| known.called(kind)).collect();
        about.push(format!("for {}", kinds.join(", ")));
    }
    about.extend(asked.safety_critical.then(|| "about a child's safety".to_owned()));
    about.extend((!asked.required).then(|| "may be left out".to_owned()));
    about.extend(asked.show_if.as_ref().and_then(|on| only_if(on, numbers, template)));
    out.push(Said(format!("({})", about.join(" · "))));
    let mut lines = Vec::new();
    if !asked.prompts.is_empty() {
        lines.push(format!("Think of: {}", asked.prompts.join("; ")));
    }
    for (label, said) in [("Look for", &asked.look_for), ("Note", &asked.note)] {
        lines.extend((!said.is_empty()).then(|| format!("{label}: {said}")));
    }
    answers(asked, template, &mut lines);
    match asked.evidence {
        Evidence::Required => lines.push(format!("Evidence (needed; what, where, date): {LINE}")),
        Evidence::Optional => lines.push(format!("Evidence, if any (what, where, date): {LINE}")),
        Evidence::None => {}
    }
    lines.extend((!asked.panel.is_empty()).then(|| format!("The panel asks itself: {}", asked.panel)));
    out.push(List(lines));
}

/// When a question is asked at all, in words. What an agency is not asked hides nothing from it, so then nothing is said.
fn only_if(on: &ShowIf, numbers: &[&QuestionId], template: &Resolved) -> Option<String> {
    let number = numbers.iter().position(|id| **id == on.question)? + 1;
    let other = template.question(&on.question);
    let word = |code: &String| {
        let level = other.and_then(|other| template.scale_of(other)).and_then(|scale| scale.level(code));
        let choice = other.and_then(|other| other.choices.iter().find(|choice| choice.code == *code));
        let none = template.non_scores.iter().find(|one| one.code.code() == code);
        let yes_no = match code.as_str() {
            YES => Some("Yes"),
            NO => Some("No"),
            _ => None,
        };
        let word = level.map(|level| &level.word).or(choice.map(|choice| &choice.word));
        let word = word.or(none.map(|one| &one.word)).map(String::as_str).or(yes_no);
        word.unwrap_or(code).to_owned()
    };
    let words: Vec<String> = on.any_of.iter().map(word).collect();
    Some(format!("only if the answer to question {number} is: {}", words.join(" or ")))
}

/// Where the answer goes.
fn answers(asked: &Question, template: &Resolved, lines: &mut Vec<String>) {
    let ticks =
        |words: Vec<String>| words.iter().map(|word| format!("{BOX} {word}")).collect::<Vec<_>>().join(" · ");
    let own: Vec<String> = match asked.kind() {
        AnswerKind::Scale => {
            let levels = template.scale_of(asked).map_or(&[][..], |scale| &scale.levels);
            if asked.descriptors.is_empty() {
                levels.iter().map(|level| format!("{} {}", level.symbol, level.word)).collect()
            } else {
                for level in levels {
                    let says = asked.descriptors.iter().find(|one| one.level == level.code);
                    let says = says.map(|one| format!(": {}", one.says)).unwrap_or_default();
                    lines.push(format!("{BOX} {} {}{says}", level.symbol, level.word));
                }
                Vec::new()
            }
        }
        AnswerKind::Choice | AnswerKind::Multi => {
            asked.choices.iter().map(|choice| choice.word.clone()).collect()
        }
        AnswerKind::YesNo => vec!["Yes".to_owned(), "No".to_owned()],
        AnswerKind::Number | AnswerKind::Date | AnswerKind::Text => Vec::new(),
    };
    let several = if asked.kind() == AnswerKind::Multi { "Answer (all that fit)" } else { "Answer" };
    if !own.is_empty() {
        lines.push(format!("{several}: {}", ticks(own)));
    }
    let ticked = match asked.kind() {
        AnswerKind::Scale => template.scale_of(asked).is_some_and(|scale| !scale.levels.is_empty()),
        AnswerKind::Choice | AnswerKind::Multi | AnswerKind::YesNo => true,
        _ => false,
    };
    if ticked {
        if has_non_scores(template) {
            let none = template.non_scores.iter().map(|one| format!("{} {}", one.symbol, one.word));
            lines.push(format!("Or: {}", ticks(none.collect())));
        }
        if asked.evidence != Evidence::None {
            let why = match template.kind {
                TemplateKind::Thematic | TemplateKind::Exploitation => "Why, and what it meant for the child",
                _ => "Why, and what it means for children",
            };
            lines.push(format!("{why}: {LINE}"));
        }
    } else {
        let what = match asked.kind() {
            AnswerKind::Number => "Answer, a number",
            AnswerKind::Date => "Answer, a date",
            _ => "Answer, in words",
        };
        lines.push(format!("{what}: {LINE}"));
    }
}

/// Evidence and lists of data that are kept ready.
fn kept_ready(template: &Resolved, kind: Option<&AgencyKind>, known: &Vocabulary, out: &mut Vec<Block>) {
    let mine = |holder: &AgencyKind| kind.is_none_or(|kind| kind == holder);
    let evidence: Vec<_> = template.evidence_index.iter().filter(|item| mine(&item.holder)).collect();
    if !evidence.is_empty() {
        out.push(Heading(2, "Evidence kept ready".to_owned()));
        let row = |item: &&EvidenceItem| {
            let days = usize::try_from(item.fresh_days).unwrap_or(usize::MAX);
            let fresh = format!("not older than {}", count(days, "day", "days"));
            vec![
                item.id.clone(),
                item.what.clone(),
                known.called(&item.holder).to_owned(),
                fresh,
                String::new(),
            ]
        };
        let head = vec!["Id", "What", "Holder", "Fresh", "Where, and when last looked at"];
        out.push(Table(head, evidence.iter().map(row).collect()));
    }
    for list in template.data_lists.iter().filter(|list| mine(&list.holder)) {
        let months = usize::try_from(list.period_months).unwrap_or(usize::MAX);
        let back = match months {
            0 => "as it stands on the day".to_owned(),
            months => format!("the last {}", count(months, "month", "months")),
        };
        out.push(Heading(2, format!("Data list: {}", list.title)));
        out.push(Said(format!("{} · made by {} · {back}", list.id, known.called(&list.holder))));
        out.push(List(list.columns.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::shipped;
    use crate::files::workspace::Workspace;

    fn library() -> crate::domain::audit::Library {
        let files = shipped::audits();
        Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), *bytes)), &[], &[]).audits
    }

    #[test]
    fn every_question_prompt_and_level_of_every_shipped_template_is_on_its_form() {
        let library = library();
        for id in library.templates.keys() {
            let template = library.resolved(id).unwrap().unwrap();
            for page in
                [markdown(&template, None, &library.vocabulary), text(&template, None, &library.vocabulary)]
            {
                let plain: String = page.replace('\\', "").split_whitespace().collect::<Vec<_>>().join(" ");
                for question in template.questions() {
                    assert!(plain.contains(&one_line(&question.text)), "{id}: {}", question.text);
                    assert!(plain.contains(question.id.as_str()), "{id}: {}", question.id);
                    let descriptors = question.descriptors.iter().map(|one| &one.says);
                    for said in question
                        .prompts
                        .iter()
                        .chain(descriptors)
                        .chain([&question.look_for, &question.panel])
                    {
                        assert!(plain.contains(&one_line(said)), "{id}: {said}");
                    }
                }
                for section in &template.sections {
                    assert!(plain.contains(&section.title), "{id}: {}", section.title);
                }
                assert!(!plain.contains("?:") && !plain.contains(".:"), "{id}");
            }
        }
    }

    #[test]
    fn one_agency_sees_only_its_own_questions() {
        let library = library();
        let template = library.resolved(&"neglect".into()).unwrap().unwrap();
        let page = markdown(&template, Some(&"police".into()), &library.vocabulary);
        assert!(page.contains("(neglect-home · for") && !page.contains("neglect-school"), "{page}");
        assert!(page.starts_with("# Neglect\n\n- Themed audit, version 1\n- For: Police\n"), "{page}");
        let babies = library.resolved(&"under-fives".into()).unwrap().unwrap();
        let page = text(&babies, None, &library.vocabulary);
        assert!(page.contains("only if the answer to question 19 is: Yes"), "{page}");
    }

    #[test]
    fn a_survey_asks_for_no_agency_and_no_reason() {
        let library = library();
        let template = library.resolved(&"practitioner-survey".into()).unwrap().unwrap();
        let page = text(&template, None, &library.vocabulary);
        assert!(
            !page.contains("Filled in by") && !page.contains("Never told") && !page.contains("Why, and"),
            "{page}"
        );
        assert!(page.contains("☐ ✗ Disagree · ☐ ✓ Agree · ☐ ? Don't know"), "{page}");
    }
}
