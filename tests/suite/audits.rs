//! The audits that come with the program, on the command line and as files.

use crate::workspaces::{chairside, init, printed};
use chairside::domain::audit::{AppliesTo, Evidence, MOST_QUESTIONS, TemplateKind};
use chairside::files::audit_template::{canonical, frozen, sha256};
use chairside::files::shipped;
use chairside::files::workspace::Workspace;
use std::collections::BTreeSet;
use std::path::Path;

fn library() -> chairside::domain::audit::Library {
    let files = shipped::audits();
    Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), *bytes)), &[], &[]).audits
}

fn audit(root: &Path, asked: &[&str]) -> (Option<i32>, String) {
    let all: Vec<&str> =
        ["-w", root.to_str().unwrap(), "audit"].into_iter().chain(asked.iter().copied()).collect();
    let output = chairside(&all);
    (output.status.code(), printed(&output))
}

#[test]
fn templates_are_listed_and_one_is_printed_for_an_agency() {
    let (_folder, root) = init("north-somerset");
    let (code, said) = audit(&root, &["templates"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("neglect  Neglect\n    themed audit, version 1 · 25 questions · about 1 h"),
        "{said}"
    );
    assert!(said.contains("18 templates."), "{said}");
    let (code, all) = audit(&root, &["template", "Neglect"]);
    let (_, school) =
        audit(&root, &["template", "neglect", "--agency", "School or college", "--format", "text"]);
    assert_eq!(code, Some(0));
    assert!(all.contains("neglect-home") && !school.contains("neglect-home"), "{school}");
    assert!(school.lines().all(|line| line.chars().count() <= 88));
}

#[test]
fn what_cannot_be_printed_says_why() {
    let (_folder, root) = init("regional");
    let (code, said) = audit(&root, &["template", "neglct"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("did you mean neglect?"), "{said}");
    let (code, said) = audit(&root, &["template", "neglect", "--agency", "polcie"]);
    assert!(code == Some(1) && said.contains("did you mean police?"), "{said}");
    let pack = root.join("audits/packs/neglect.yaml");
    std::fs::remove_file(pack).unwrap();
    let (code, said) = audit(&root, &["template", "neglect"]);
    assert!(code == Some(1) && said.contains("there is no pack called `neglect`"), "{said}");
    let (code, said) = audit(&root, &["templates"]);
    assert!(code == Some(0) && said.contains("cannot be used until it is mended"), "{said}");
    std::fs::remove_dir_all(root.join("audits")).unwrap();
    let (code, said) = audit(&root, &["templates"]);
    assert!(code == Some(1) && said.contains("no audit templates"), "{said}");
}

#[test]
fn every_shipped_template_keeps_the_rules_of_the_house() {
    let library = library();
    let mut hashes = BTreeSet::new();
    for id in library.templates.keys() {
        let template = library.resolved(id).unwrap().unwrap();
        assert!(hashes.insert(sha256(&template)), "{id}");
        assert_eq!(frozen(&canonical(&template)).unwrap(), template, "{id}");
        if template.kind == TemplateKind::Thematic {
            assert!(template.most().questions <= MOST_QUESTIONS, "{id}");
        }
        for (kind, load) in template.loads() {
            assert!(load.questions > 0, "{id} asks {kind} nothing");
        }
        for question in template.questions() {
            assert!(question.text.ends_with(['?', '.']), "{id}: {}", question.text);
            assert!(!question.safety_critical || question.evidence == Evidence::Required, "{}", question.id);
            assert!(question.id.as_str().contains('-'), "{} does not say its theme", question.id);
            assert!(question.applies_to == AppliesTo::All || id.as_str() != "themed", "{}", question.id);
        }
    }
}

#[test]
fn every_core_question_is_asked_somewhere_and_every_survey_statement_has_a_standard_beside_it() {
    let library = library();
    let core = &library.packs[&"core".into()];
    assert_eq!(core.sections.iter().map(|section| section.questions.len()).sum::<usize>(), 36);
    let survey = library.resolved(&"practitioner-survey".into()).unwrap().unwrap();
    for framing in ["section-11-eight", "section-11-ten"] {
        let asked = library.resolved(&framing.into()).unwrap().unwrap();
        for statement in survey.questions() {
            for id in &statement.compares_with {
                assert!(asked.question(id).is_some(), "{framing} lacks {id}");
            }
        }
        let levels = asked.questions().filter(|question| question.scale.is_some());
        assert!(levels.into_iter().all(|question| question.descriptors.len() == 4), "{framing}");
    }
}

#[test]
fn a_template_is_made_of_a_spreadsheet_shown_first_and_written_once() {
    let (folder, root) = init("south-gloucestershire");
    let file = folder.path().join("School moves.xlsx");
    let rows = [
        ["Section", "Question", "Answer", "Evidence"],
        ["The move", "Was the first week planned?", "", "required"],
        ["", "Did you know of the move before?", "yes/no", "none"],
    ];
    let save = |answer: &str| {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (0..).zip(rows) {
            for (column, words) in (0..).zip(cells) {
                let words = if words == "yes/no" { answer } else { words };
                sheet.write_string(row, column, words).unwrap();
            }
        }
        book.save(&file).unwrap();
    };
    let place = file.to_str().unwrap();
    save("yess/no");
    let (code, said) = audit(&root, &["template", "from-xlsx", place]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("Sheet1!C3: 'yess/no' is no scale and no kind of answer"), "{said}");
    save("yes/no");
    let (code, said) = audit(&root, &["template", "from-xlsx", place]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("id: school-moves-was-the-first-week-planned"), "{said}");
    assert!(said.contains("2 questions") && said.contains("Nothing was written."), "{said}");
    let path = root.join("audits/templates/school-moves.yaml");
    assert!(!path.exists());
    let (code, said) = audit(&root, &["template", "from-xlsx", place, "--yes"]);
    assert!(code == Some(0) && path.exists(), "{said}");
    crate::workspaces::assert_clean(&root);
    let (code, said) = audit(&root, &["template", "school-moves"]);
    assert!(code == Some(0) && said.contains("Was the first week planned?"), "{said}");
    let (code, said) = audit(&root, &["template", "from-xlsx", place, "--yes"]);
    assert!(code == Some(1) && said.contains("there is a template school-moves already"), "{said}");
    let (code, said) = audit(&root, &["template"]);
    assert!(code == Some(2) && said.contains("<ID>"), "{said}");
}
