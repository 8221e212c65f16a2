//! How a return that is filled in looks: one question a screen, what to think of beside it, what there is to choose from, and
//! what was said so far.

use super::State;
use super::days;
use super::filling::{form_words, said_in, shown, taken_over, wants};
use crate::base::stamp::long_date;
use crate::base::text::{fit, one_line, wrap};
use crate::domain::audit::form::{self, Asks, Column, Line};
use crate::domain::audit::{
    Answer, AnswerKind, Evidence, NonScore, Question, Resolved, Return, ReturnState, rules,
};
use crate::ui::look::{Role, Sign};
use crate::ui::sheet::Sheet;

/// Where words begin beside their label.
const LABEL: usize = 14;
/// Below this width little fits.
const NARROW: usize = 60;
/// And below this height.
const LOW: usize = 10;
/// Rows of a question that are seen in any case.
const LEAST: usize = 2;

impl State {
    /// How far it has got, for the right end of the head.
    pub(super) fn filled_said(&self) -> String {
        let (Some(of), Some(lines)) = (self.of(), self.lines()) else { return String::new() };
        let own = |line: &&Line<'_>| !said_in(&of, line).is_empty() && taken_over(&of, line).is_none();
        let done = lines.iter().filter(own).count();
        let state = match of.state {
            ReturnState::Draft => "being filled in",
            ReturnState::Submitted => "submitted",
            ReturnState::Query => "asked back",
            ReturnState::Accepted => "accepted",
        };
        format!("{done} of {} · {state}", lines.len())
    }

    /// The page: the line in hand with everything that helps to answer it. Where little fits, what can be chosen comes first: so
    /// much of the question stands above it as leaves it room, all of it below.
    pub(super) fn filling_sheet(&self, sheet: &mut Sheet, height: usize) {
        let (Some(of), Some(template), Some(lines)) = (self.of(), self.asked(), self.lines()) else { return };
        let at = self.open.as_ref().map_or(0, |open| open.at);
        let Some(line) = lines.get(at) else { return };
        let asked = asked_here(&line.label);
        let narrow = sheet.width() < NARROW || height < LOW;
        let mut offers = sheet.blank();
        self.offers_sheet(&mut offers, &of, template, line);
        sheet.indented(Role::Quiet, &format!("{} of {}{}", at + 1, lines.len(), section(template, line)), 1);
        let across = sheet.width().saturating_sub(1).max(1);
        let mut rows = wrap(&asked, across);
        let room = height.saturating_sub(offers.len() + 1).max(LEAST);
        let folded = narrow && rows.len() > room;
        if folded {
            rows.truncate(room);
            if let Some(last) = rows.last_mut() {
                *last = fit(&format!("{last} …"), across);
            }
        }
        for row in &rows {
            sheet.indented(Role::Strong, row, 1);
        }
        if !narrow {
            hints(sheet, line);
        }
        if !folded {
            sheet.gap();
        }
        sheet.append(offers);
        if let Some(from) = taken_over(&of, line) {
            let how = match self.offered() {
                Some((offered, _)) if !offered.is_empty() => "its key again confirms it, another changes it",
                _ => "Enter, and Enter again, confirms it",
            };
            let said = format!("Last time's answer ({from}), which nobody has confirmed: {how}");
            sheet.indented(Role::Care, &said, 1);
        }
        if folded {
            sheet.gap();
            sheet.indented(Role::Strong, &asked, 1);
        }
        if let Asks::Question(question) = line.asks {
            answer_sheet(sheet, question, of.answer(&question.id));
        }
        if narrow {
            sheet.gap();
            hints(sheet, line);
        }
        // That it was taken over stands above, with what to do.
        let about = |doubt: &&rules::Doubt| doubt.key == line.key && doubt.column != Column::Again;
        for doubt in self.missing().iter().filter(about).filter(|_| !said_in(&of, line).is_empty()) {
            sheet.indented(Role::Care, &doubt.says, 1);
        }
        for query in
            of.queries.iter().filter(|one| one.about.as_ref().is_none_or(|id| id.as_str() == line.key))
        {
            let reply = if query.reply.is_empty() { "no reply yet".to_owned() } else { query.reply.clone() };
            let said = format!("{} · {reply}", query.text);
            sheet.hanging(
                &format!(" Asked {}", long_date(query.on)),
                Role::Care,
                &said,
                Role::Quiet,
                LABEL + 8,
            );
        }
    }

    fn offers_sheet(&self, sheet: &mut Sheet, of: &Return, template: &Resolved, line: &Line<'_>) {
        let given: Vec<&str> = match line.asks {
            Asks::Question(question) => of
                .answer(&question.id)
                .map(|one| one.answer.iter().map(String::as_str).collect())
                .unwrap_or_default(),
            _ => Vec::new(),
        };
        let field = match form_words(of, line).map(|words| days::said(&words)) {
            Some(words) if !words.is_empty() => Some(words),
            _ => None,
        };
        let look = sheet.look();
        let row = |sheet: &mut Sheet, key: &str, words: &str, chosen: bool| {
            let sign = if chosen { look.sign(Sign::Chosen) } else { " " };
            let role = if chosen { Role::Here } else { Role::Plain };
            sheet.hanging(&format!(" {sign} {key}"), role, words, Role::Here, 6);
        };
        let (offered, _) = self.offered().unwrap_or_default();
        for (nth, (code, words)) in offered.iter().enumerate() {
            let chosen = given.contains(&code.as_str()) || field.as_deref() == Some(code);
            row(sheet, &(nth + 1).to_string(), words, chosen);
        }
        if let Asks::Question(question) = line.asks {
            let other = [
                ("x", NonScore::Na),
                ("k", NonScore::NotKnown),
                ("i", NonScore::NotInformed),
                ("s", NonScore::InsufficientEvidence),
            ];
            for (key, one) in other {
                if let Some((code, word, _)) =
                    form::non_scores(template).into_iter().find(|(code, ..)| *code == one.code())
                {
                    row(sheet, key, word, given.contains(&code));
                }
            }
            if offered.is_empty() {
                let words = given.iter().filter(|one| NonScore::of(one).is_none());
                let words = words.map(|one| answered(question, one)).collect::<Vec<_>>().join("\n");
                let said = if words.is_empty() {
                    format!("nothing yet: Enter, then {}", wants(question))
                } else {
                    words
                };
                sheet.indented(Role::Plain, &said, 1);
            }
        } else if offered.is_empty() {
            sheet.indented(Role::Plain, field.as_deref().unwrap_or("nothing yet: Enter writes it"), 1);
        }
    }
}

/// What helps to answer.
fn hints(sheet: &mut Sheet, line: &Line<'_>) {
    for hint in line.hint.lines() {
        // In a cell of a workbook several are typed; here each has its key, and stands below.
        let hint = if hint.starts_with(form::SEVERAL) { "Choose all that fit." } else { hint };
        sheet.indented(Role::Quiet, hint, 3);
    }
}

/// What a line asks, where it is only asked once it is needed.
fn asked_here(label: &str) -> String {
    let Some(rest) = label.strip_prefix(form::IF_YES) else { return label.to_owned() };
    let mut rest = rest.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// The section a line stands in.
fn section(template: &Resolved, line: &Line<'_>) -> String {
    let of = template
        .sections
        .iter()
        .find(|one| one.questions.iter().any(|question| question.id.as_str() == line.key));
    of.map(|section| format!(" · {}", one_line(&section.title))).unwrap_or_default()
}

/// What was answered freely, as people read it.
fn answered(question: &Question, words: &str) -> String {
    if question.kind() == AnswerKind::Date { days::said(words) } else { words.to_owned() }
}

fn answer_sheet(sheet: &mut Sheet, question: &Question, answer: Option<&Answer>) {
    sheet.gap();
    let blank = Answer::default();
    let answer = answer.unwrap_or(&blank);
    let wants = match question.evidence {
        Evidence::Required => "has to be shown: e",
        Evidence::Optional => "e",
        Evidence::None => "not asked for",
    };
    let sure = answer
        .confidence
        .and_then(|is| form::SURE.iter().find(|(one, _)| *one == is))
        .map_or("f", |(_, word)| word);
    for (label, words, otherwise) in [
        (" Because", answer.reason.as_str(), "b"),
        (" Evidence", shown(answer).as_str(), wants),
        (" So what", answer.so_what.as_str(), "w"),
        (" How sure", sure, "f"),
    ] {
        let (role, said) =
            if words.is_empty() || words == "f" { (Role::Quiet, otherwise) } else { (Role::Plain, words) };
        sheet.hanging(label, role, said, Role::Quiet, LABEL);
    }
}
