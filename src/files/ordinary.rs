//! Which words of a workspace are nobody's name: what it says of agencies, posts, groups, places and questions.

use super::shipped;
use crate::domain::audit::{Audit, Library, Panel, Question, Return, Section};
use crate::domain::partnership::Partnership;
use crate::domain::personal::Ordinary;
use std::sync::LazyLock;

/// Every word of the library the program carries, read once.
static CARRIED: LazyLock<Ordinary> = LazyLock::new(|| {
    let shipped = shipped::audits();
    Ordinary::default().with(shipped.iter().filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok()))
});

/// What a partnership and its library of questions say, and the library the program carries.
pub fn known(partnership: Option<&Partnership>, library: &Library) -> Ordinary {
    let sections = library.packs.values().flat_map(|pack| &pack.sections);
    let sections = sections.chain(library.templates.values().flat_map(|one| &one.sections));
    let kinds = library.vocabulary.agency_kinds.iter();
    let kinds = kinds.flat_map(|kind| kind.also.iter().chain([&kind.word]).map(String::as_str));
    CARRIED
        .clone()
        .with(sections.flat_map(of_section))
        .with(kinds)
        .with(partnership.into_iter().flat_map(of_partnership))
}

fn of_section(section: &Section) -> Vec<&str> {
    let mut all = vec![section.title.as_str(), section.about.as_str()];
    all.extend(section.questions.iter().flat_map(of_question));
    all
}

fn of_question(question: &Question) -> Vec<&str> {
    let mut all = vec![question.text.as_str(), question.panel.as_str(), question.look_for.as_str()];
    all.extend(question.prompts.iter().map(String::as_str));
    all.extend(question.choices.iter().map(|one| one.word.as_str()));
    all.extend(question.descriptors.iter().map(|one| one.says.as_str()));
    all
}

/// Nothing of its people.
fn of_partnership(known: &Partnership) -> Vec<&str> {
    let mut all = vec![known.name.as_str(), known.short.as_str(), known.area.as_str()];
    all.extend(known.agencies.iter().flat_map(|one| [one.name.as_str(), one.short.as_str()]));
    all.extend(known.groups.iter().flat_map(|one| [one.name.as_str(), one.short.as_str()]));
    for post in &known.posts {
        all.extend([post.title.as_str(), post.short.as_str()]);
        all.extend(post.roles.iter().chain(&post.also).map(String::as_str));
        all.extend(post.interests.iter().map(|one| one.what.as_str()));
    }
    all
}

/// What an audit is called and whom it asks.
pub fn of_audit(audit: &Audit) -> Vec<&str> {
    let mut all = vec![audit.title.as_str()];
    all.extend(audit.agencies.iter().map(|one| one.name.as_str()));
    all
}

/// What an agency wrote.
pub fn of_return(of: &Return) -> Vec<&str> {
    let mut all = vec![
        of.auditor.role.as_str(),
        of.strengths.as_str(),
        of.develop.as_str(),
        of.learning_points.as_str(),
        of.system_barriers.as_str(),
        of.worker_spoken_to.as_str(),
        of.child_feedback.as_str(),
        of.parent_feedback.as_str(),
    ];
    all.extend(of.records_read.iter().map(String::as_str));
    all.extend(of.overall.as_ref().map(|one| one.reason.as_str()));
    for answer in &of.answers {
        all.extend(answer.answer.iter().map(String::as_str));
        all.extend([answer.reason.as_str(), answer.so_what.as_str()]);
        all.extend(answer.evidence.iter().map(|one| one.what.as_str()));
    }
    all
}

/// What a panel wrote.
pub fn of_panel(panel: &Panel) -> Vec<&str> {
    let mut all: Vec<&str> = panel.findings.iter().map(|one| one.text.as_str()).collect();
    all.extend(panel.settled.iter().map(|one| one.reason.as_str()));
    all.extend(panel.overall.iter().map(|one| one.overall.reason.as_str()));
    all.extend(panel.missing.iter().flat_map(|one| [one.agency.as_str(), one.why.as_str()]));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::gate::{About, Called, Line, refused};
    use crate::domain::personal::{LIKELY, Names, likely};
    use crate::files::{audit_scales, audit_template};

    /// Nobody writes these: a paper for anybody that has them in it must not be refused for them.
    #[test]
    fn no_word_of_the_shipped_library_keeps_a_paper_back() {
        let ordinary = known(None, &Library::default());
        let mut texts: Vec<String> = Vec::new();
        for (path, bytes) in shipped::audits() {
            let text = std::str::from_utf8(bytes).unwrap();
            // The titles of packs are printed nowhere.
            let template = audit_template::load(text).value.map(|one| (Some(one.title), one.sections));
            let pack = || audit_template::load_pack(text).value.map(|one| (None, one.sections));
            if let Some((title, sections)) = template.or_else(pack) {
                texts.extend(title);
                texts.extend(sections.iter().map(|section| section.title.clone()));
                for question in sections.iter().flat_map(|section| &section.questions) {
                    texts.extend([question.text.clone(), question.panel.clone()]);
                    texts.extend(question.choices.iter().map(|one| one.word.clone()));
                    texts.extend(question.descriptors.iter().map(|one| one.says.clone()));
                }
            }
            let scales = audit_scales::load(text).value.map(|words| words.scales).unwrap_or_default();
            texts.extend(scales.into_iter().flat_map(|scale| scale.levels).map(|level| level.means));
            assert!(likely(text, &ordinary).is_empty(), "{path}: {LIKELY}");
        }
        assert!(texts.len() > 500, "{}", texts.len());
        let called = Called::default().knowing(ordinary);
        let held = |text: &String| {
            let line = Line { place: "here".into(), text: text.clone(), about: About::Other };
            !refused(&[line], &Audit::default(), &Names::default(), &called).is_empty()
        };
        let held: Vec<&String> = texts.iter().filter(|text| held(text)).collect();
        assert!(held.is_empty(), "{held:#?}");
    }

    #[test]
    fn what_the_demonstration_says_of_children_has_nobodys_name_in_it() {
        let files = shipped::demo();
        let files = files.iter().map(|(path, bytes)| (path.as_str(), *bytes));
        let workspace = crate::files::workspace::Workspace::load(files, &[], &[]);
        let ordinary = workspace.ordinary();
        let folders = workspace.audit_folders.values();
        let mut texts: Vec<&str> = Vec::new();
        for folder in folders {
            texts.extend(folder.returns.iter().flat_map(of_return));
            texts.extend(folder.panels.iter().flat_map(of_panel));
        }
        assert!(texts.len() > 100, "{}", texts.len());
        let doubted: Vec<&&str> = texts.iter().filter(|text| !likely(text, &ordinary).is_empty()).collect();
        assert!(doubted.is_empty(), "{doubted:?}");
    }
}
