//! A template written as a spreadsheet: one question a row, under heads that say what each column holds. What cannot be taken is
//! said with its cell, and nothing is guessed: an answer that is no scale and no kind of answer is a fault, not words.

use super::assurance::{begun, who};
use super::audit_begun::kind_called;
use super::workspace::Workspace;
use crate::base::id::{AgencyKind, QuestionId, TemplateId};
use crate::base::sheet::{At, Sheet};
use crate::base::text::{fit, meant, one_line, slug};
use crate::domain::audit::{
    AnswerKind, AppliesTo, Choice, Closing, Evidence, Library, Question, Section, Template,
};
use std::collections::BTreeSet;

/// How long an id made of the words of a question may be.
const ID: usize = 40;
/// What is asked at the end of a return.
const CLOSING: [Closing; 10] = [
    Closing::OverallGrade,
    Closing::OverallReason,
    Closing::Strengths,
    Closing::Develop,
    Closing::LearningPoints,
    Closing::SystemBarriers,
    Closing::WorkerSpokenTo,
    Closing::ChildFeedback,
    Closing::ParentFeedback,
    Closing::ImmediateConcern,
];

/// What no sheet says of a template.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// The scale of questions that name none.
    pub scale: &'a str,
}

/// A template that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The template.
    pub template: Template,
    /// What was left out, in sentences without a full stop.
    pub unread: Vec<String>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Section,
    Id,
    Question,
    Prompts,
    Answer,
    Evidence,
    Safety,
    Agencies,
}

impl Column {
    /// Each with the heads it may have, in small letters.
    const ALL: [(Self, &'static [&'static str]); 8] = [
        (Self::Section, &["section", "heading", "theme"]),
        (Self::Id, &["id"]),
        (Self::Question, &["question", "questions"]),
        (Self::Prompts, &["prompts", "prompt", "think of"]),
        (Self::Answer, &["answer", "answers", "scale"]),
        (Self::Evidence, &["evidence"]),
        (Self::Safety, &["safety", "safety critical", "safety-critical"]),
        (Self::Agencies, &["agencies", "agency", "for"]),
    ];

    /// What it is called.
    fn head(self) -> &'static str {
        Self::ALL.iter().find(|(column, _)| *column == self).map_or("", |(_, heads)| heads[0])
    }

    fn of(head: &str) -> Option<Self> {
        let head = head.trim().to_lowercase();
        Self::ALL.into_iter().find(|(_, heads)| heads.contains(&head.as_str())).map(|(column, _)| column)
    }
}

/// Reads a template from the first sheet that has a column of questions.
///
/// # Errors
/// Everything that stands in the way, each with its cell, as sentences without a full stop.
pub fn read(sheets: &[Sheet], named: Named<'_>, workspace: &Workspace) -> Result<Read, Vec<String>> {
    let library = &workspace.audits;
    let id = TemplateId::new(named.id.to_lowercase());
    let mut faults = Vec::new();
    if !begun::is_plain_id(id.as_str()) {
        faults.push(format!(
            "'{}' is no id: use small letters, digits and dashes, such as school-moves",
            one_line(named.id)
        ));
    }
    if library.templates.contains_key(&id) {
        faults.push(format!("there is a template {id} already: give another id, or change its file"));
    }
    let scale = library.vocabulary.scales.iter().find(|scale| scale.id.as_str() == named.scale);
    if scale.is_none() {
        faults.push(no_scale(library, named.scale));
    }
    faults.extend(who::nothing_personal(workspace, &[Some(named.title)]).err());
    let seen = || sheets.iter().filter(|sheet| !sheet.hidden);
    let Some((sheet, head)) = seen().find_map(|sheet| head(sheet).map(|head| (sheet, head))) else {
        faults.push("no sheet has a column called Question: put heads above the columns".to_owned());
        return Err(faults);
    };
    let mut reading =
        Reading { workspace, sheet, template: &id, columns: head.columns, ids: BTreeSet::new(), faults };
    let sections = reading.sections(head.row);
    let Reading { mut faults, .. } = reading;
    if sections.is_empty() && faults.is_empty() {
        faults.push(format!("{}: no question stands below its heads", called(sheet)));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let others = seen().filter(|other| !std::ptr::eq(*other, sheet) && !other.rows().is_empty());
    let mut unread: Vec<String> =
        others.map(|other| format!("the sheet {} is not read", called(other))).collect();
    unread.extend(
        head.unread
            .iter()
            .map(|(at, words)| format!("{}{at}: the column “{}” is not read", place(sheet), fit(words, ID))),
    );
    let template = Template {
        schema: 1,
        id,
        version: 1,
        title: one_line(named.title),
        default_scale: scale.map(|scale| scale.id.clone()),
        agencies: asked(&sections, library),
        closing: CLOSING.to_vec(),
        sections,
        ..Template::default()
    };
    Ok(Read { template, unread })
}

/// The kinds of agencies that are asked: those that are named anywhere where every question names some, else all there are.
fn asked(sections: &[Section], library: &Library) -> Vec<AgencyKind> {
    let mut named = BTreeSet::new();
    for question in sections.iter().flat_map(|section| &section.questions) {
        match &question.applies_to {
            AppliesTo::Only(kinds) => named.extend(kinds.iter()),
            AppliesTo::All => {
                return library.vocabulary.agency_kinds.iter().map(|kind| kind.id.clone()).collect();
            }
        }
    }
    let kinds = library.vocabulary.agency_kinds.iter().map(|kind| &kind.id);
    kinds.filter(|kind| named.contains(kind)).cloned().collect()
}

/// The row of the heads, which column is which, and those that are nothing known.
struct Head {
    row: u32,
    columns: Vec<(Column, u32)>,
    unread: Vec<(At, String)>,
}

/// The first row that has a column of questions.
fn head(sheet: &Sheet) -> Option<Head> {
    sheet.rows().into_iter().find_map(|row| {
        let mut head = Head { row, columns: Vec::new(), unread: Vec::new() };
        for column in 0..sheet.width() {
            let at = At { row, column };
            let words = sheet.cell(at).line();
            match Column::of(&words) {
                Some(known) if !head.columns.iter().any(|(one, _)| *one == known) => {
                    head.columns.push((known, column));
                }
                _ if words.is_empty() => {}
                _ => head.unread.push((at, words)),
            }
        }
        head.columns.iter().any(|(column, _)| *column == Column::Question).then_some(head)
    })
}

/// Questions being read, row by row.
struct Reading<'a> {
    workspace: &'a Workspace,
    sheet: &'a Sheet,
    template: &'a TemplateId,
    columns: Vec<(Column, u32)>,
    ids: BTreeSet<QuestionId>,
    faults: Vec<String>,
}

impl Reading<'_> {
    fn sections(&mut self, head: u32) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        for row in self.sheet.rows().into_iter().filter(|row| *row > head) {
            let title = self.words(row, Column::Section);
            let new = !title.is_empty() && sections.last().is_none_or(|last| last.title != title);
            if new {
                let id = slug(&title, ID);
                let title = if sections.iter().any(|one| one.id == id) { String::new() } else { title };
                if title.is_empty() {
                    self.fault(
                        row,
                        Column::Section,
                        "this section was begun further up: put its questions together",
                    );
                }
                sections.push(Section { id, title, ..Section::default() });
            }
            if self.words(row, Column::Question).is_empty() {
                // A row with a heading alone is one; anything else has lost its question.
                let rest = Column::ALL
                    .iter()
                    .any(|(one, _)| *one != Column::Section && !self.words(row, *one).is_empty());
                if rest {
                    self.fault(row, Column::Question, "there is no question in this row");
                }
                continue;
            }
            if sections.is_empty() {
                let title = "Questions".to_owned();
                sections.push(Section { id: "questions".to_owned(), title, ..Section::default() });
            }
            let question = self.question(row);
            if let Some(last) = sections.last_mut() {
                last.questions.push(question);
            }
        }
        sections.retain(|section| !section.questions.is_empty());
        sections
    }

    fn question(&mut self, row: u32) -> Question {
        for (column, _) in self.columns.clone() {
            let words = self.words(row, column);
            if let Err(why) = who::nothing_personal(self.workspace, &[Some(&words)]) {
                self.fault(row, column, &why);
            }
        }
        let mut question = Question { text: self.words(row, Column::Question), ..Question::default() };
        question.id = self.id(row, &question.text);
        question.prompts = parts(&self.raw(row, Column::Prompts), &[';', '\n']);
        self.answered(row, &mut question);
        question.evidence = match self.words(row, Column::Evidence).to_lowercase().as_str() {
            "" | "optional" => Evidence::Optional,
            "none" | "no" => Evidence::None,
            "required" | "yes" => Evidence::Required,
            _ => {
                self.fault(row, Column::Evidence, "it is none, optional or required");
                Evidence::Optional
            }
        };
        question.safety_critical = match self.words(row, Column::Safety).to_lowercase().as_str() {
            "" | "no" => false,
            "yes" | "x" => true,
            _ => {
                self.fault(row, Column::Safety, "it is yes or nothing");
                false
            }
        };
        if question.safety_critical && question.evidence != Evidence::Required {
            self.fault(
                row,
                Column::Safety,
                "a question about safety needs evidence: write required under Evidence",
            );
        }
        let mut kinds = Vec::new();
        for name in parts(&self.raw(row, Column::Agencies), &[';', ',', '\n']) {
            match kind_called(&self.workspace.audits, &name) {
                Ok(kind) => kinds.push(kind),
                Err(_) if name.eq_ignore_ascii_case("all") => {}
                Err(why) => self.fault(row, Column::Agencies, &why),
            }
        }
        if !kinds.is_empty() {
            question.applies_to = AppliesTo::Only(kinds);
        }
        question
    }

    /// Its id: as it stands there, else made of its words.
    fn id(&mut self, row: u32, text: &str) -> QuestionId {
        let given = self.words(row, Column::Id).to_lowercase();
        if !given.is_empty() && !begun::is_plain_id(&given) {
            self.fault(row, Column::Id, "this is no id: use small letters, digits and dashes");
        }
        let made = || format!("{}-{}", self.template, slug(text, ID));
        let id = QuestionId::new(if given.is_empty() { made() } else { given });
        if !self.ids.insert(id.clone()) {
            self.fault(
                row,
                Column::Question,
                "this question comes twice: give each an id of its own under Id",
            );
        }
        id
    }

    /// How it is answered: on a scale, by a kind of answer, or by answers with semicolons between.
    fn answered(&mut self, row: u32, question: &mut Question) {
        let said = self.raw(row, Column::Answer);
        let words = one_line(&said).to_lowercase();
        let kind = match words.as_str() {
            "" => return,
            "yes/no" | "yes or no" | "yes-no" => Some(AnswerKind::YesNo),
            "words" | "text" => Some(AnswerKind::Text),
            "number" => Some(AnswerKind::Number),
            "date" | "day" => Some(AnswerKind::Date),
            _ => None,
        };
        if kind.is_some() {
            question.kind = kind;
            return;
        }
        let (several, list) = match said.split_once(':') {
            Some((head, list)) if head.trim().eq_ignore_ascii_case("several") => (true, list),
            _ => (false, said.as_str()),
        };
        let choices = parts(list, &[';', '\n']);
        if choices.len() > 1 {
            question.kind = Some(if several { AnswerKind::Multi } else { AnswerKind::Choice });
            question.choices =
                choices.into_iter().map(|word| Choice { code: slug(&word, ID), word }).collect();
            let codes: BTreeSet<&str> = question.choices.iter().map(|one| one.code.as_str()).collect();
            if codes.len() < question.choices.len() || codes.contains("") {
                self.fault(row, Column::Answer, "two of these answers are one, or one has no letters");
            }
            return;
        }
        let scales = &self.workspace.audits.vocabulary.scales;
        let found = scales.iter().find(|one| one.id.as_str() == words || one.title.to_lowercase() == words);
        match found {
            Some(scale) => question.scale = Some(scale.id.clone()),
            None => self.fault(row, Column::Answer, &no_scale(&self.workspace.audits, &words)),
        }
    }

    fn at(&self, row: u32, column: Column) -> Option<At> {
        let found = self.columns.iter().find(|(known, _)| *known == column);
        found.map(|(_, column)| At { row, column: *column })
    }

    fn raw(&self, row: u32, column: Column) -> String {
        self.at(row, column).map_or_else(String::new, |at| self.sheet.cell(at).words())
    }

    fn words(&self, row: u32, column: Column) -> String {
        one_line(&self.raw(row, column)).trim().to_owned()
    }

    fn fault(&mut self, row: u32, column: Column, why: &str) {
        // The cells of a document's table have no letters.
        let at = self.at(row, column).filter(|_| self.sheet.lies.is_empty());
        let at = at
            .map_or_else(|| format!("{}, {}", self.sheet.row_said(row), column.head()), |at| at.to_string());
        self.faults.push(format!("{}{at}: {why}", place(self.sheet)));
    }
}

/// Parts of a cell.
fn parts(text: &str, between: &[char]) -> Vec<String> {
    text.split(between).map(|part| one_line(part).trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// What a cell's place begins with.
fn place(sheet: &Sheet) -> String {
    if sheet.name.is_empty() { String::new() } else { format!("{}!", one_line(&sheet.name)) }
}

fn called(sheet: &Sheet) -> String {
    if sheet.name.is_empty() { "the table".to_owned() } else { one_line(&sheet.name) }
}

fn no_scale(library: &Library, said: &str) -> String {
    let all = library.vocabulary.scales.iter().map(|scale| scale.id.as_str());
    format!("'{}' is no scale and no kind of answer: {}", fit(&one_line(said), ID), meant(said, all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::sheet::Cell;
    use crate::files::shipped;

    fn workspace() -> Workspace {
        let files = shipped::audits();
        Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), *bytes)), &[], &[])
    }

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let mut sheet = Sheet { name: "Tool".into(), ..Sheet::default() };
        for (row, cells) in (1..).zip(rows) {
            for (column, words) in (0..).zip(*cells) {
                sheet.cells.insert(At { row, column }, Cell::text(words));
            }
        }
        sheet
    }

    fn named() -> Named<'static> {
        Named { id: "moves", title: "Children who move school", scale: "ofsted-four" }
    }

    const HEADS: &[&str] =
        &["Section", "Question", "Answer", "Evidence", "Safety", "Agencies", "Prompts", "Notes"];

    #[test]
    fn a_row_is_a_question_under_the_last_heading_and_is_answered_as_its_cell_says() {
        let mut sheet = sheet(&[
            &["Our tool"],
            HEADS,
            &["The move", "Was the first week planned?", "", "required", "yes", "", "who met them; lunch"],
            &[
                "",
                "Did you know of the move before?",
                "yes/no",
                "none",
                "",
                "School or college, social-care",
                "",
                "old",
            ],
            &["What followed"],
            &["", "What went well?", "words"],
            &["", "Who told you?", "the school; a parent; nobody"],
            &["", "Where was it recorded?", "Several: the file; a letter"],
            &["", "How well is it in place?", "Met three"],
        ]);
        let workspace = workspace();
        let met =
            workspace.audits.vocabulary.scales.iter().find(|scale| scale.id.as_str() == "met-three").unwrap();
        sheet.cells.insert(At { row: 9, column: 2 }, Cell::text(&met.title));
        let of = read(&[sheet], named(), &workspace).unwrap();
        assert_eq!(of.unread, ["Tool!H2: the column “Notes” is not read"]);
        let sections: Vec<(&str, usize)> =
            of.template.sections.iter().map(|one| (one.title.as_str(), one.questions.len())).collect();
        assert_eq!(sections, [("The move", 2), ("What followed", 4)]);
        let all: Vec<&Question> = of.template.sections.iter().flat_map(|one| &one.questions).collect();
        assert_eq!(all[0].id.as_str(), "moves-was-the-first-week-planned");
        assert_eq!(
            (all[0].prompts.len(), all[0].evidence, all[0].safety_critical),
            (2, Evidence::Required, true)
        );
        assert_eq!(all[1].applies_to, AppliesTo::Only(vec!["school".into(), "social-care".into()]));
        let kinds: Vec<AnswerKind> = all.iter().map(|one| one.kind()).collect();
        assert_eq!(
            kinds,
            [
                AnswerKind::Scale,
                AnswerKind::YesNo,
                AnswerKind::Text,
                AnswerKind::Choice,
                AnswerKind::Multi,
                AnswerKind::Scale
            ]
        );
        assert_eq!((all[3].choices.len(), all[3].choices[0].code.as_str()), (3, "the-school"));
        assert_eq!(all[5].scale.as_ref(), Some(&met.id));
        let mut library = workspace.audits.clone();
        library.templates.insert("moves".into(), of.template);
        library.resolved(&"moves".into()).unwrap().unwrap();
    }

    #[test]
    fn everything_that_cannot_be_taken_is_said_with_its_cell() {
        let sheet = sheet(&[
            HEADS,
            &["The move", "Was it planned?", "ofsted-fuor", "perhaps", "yes", "schol"],
            &["", "", "words"],
            &["Other", "Was it planned?", ""],
            &["The move", "Was 943 476 5919 seen?", "one; one"],
        ]);
        let faults = read(&[sheet], Named { id: "Bad id", ..named() }, &workspace()).unwrap_err();
        let all = faults.join("\n");
        for part in [
            "'Bad id' is no id",
            "Tool!C2: 'ofsted-fuor' is no scale and no kind of answer: did you mean ofsted-four?",
            "Tool!D2: it is none, optional or required",
            "Tool!E2: a question about safety needs evidence",
            "Tool!F2: there is no kind of agency called schol: did you mean school?",
            "Tool!B3: there is no question in this row",
            "Tool!B4: this question comes twice",
            "Tool!A5: this section was begun further up",
            "Tool!B5: ",
            "Tool!C5: two of these answers are one",
        ] {
            assert!(all.contains(part), "{part}\n{all}");
        }
        assert!(!all.contains("943"), "{all}");
    }

    #[test]
    fn a_file_without_a_column_of_questions_is_none() {
        let bare = read(&[sheet(&[&["Section", "Id"], &["a", "b"]])], named(), &workspace()).unwrap_err();
        assert_eq!(bare, ["no sheet has a column called Question: put heads above the columns"]);
        let none = read(&[sheet(&[&["Question"]])], named(), &workspace()).unwrap_err();
        assert_eq!(none, ["Tool: no question stands below its heads"]);
        let there =
            read(&[sheet(&[&["Question"], &["Is it?"]])], Named { id: "neglect", ..named() }, &workspace());
        assert!(there.unwrap_err()[0].contains("there is a template neglect already"));
    }
}
