//! Merging packs into a template. Pure: the same files give the same audit, and whatever stands in the way is named,
//! all of it at once.
//!
//! Packs come in the order in which they are taken in, then the template's own sections. Sections with one id become
//! one, in the place of the first. A question comes once; what is picked from a pack keeps the pack's order.

use super::fault::Fault;
use super::question::{AnswerKind, NO, Question, YES};
use super::scale::{NonScore, Scale, Vocabulary};
use super::template::{DataList, EvidenceItem, Include, Pack, Resolved, Section, Template};
use crate::base::id::{PackId, QuestionId};
use std::collections::{BTreeMap, BTreeSet};

/// The template with its packs merged in.
///
/// # Errors
/// Everything that stands in the way, in the order in which it is met.
pub fn resolve(
    template: &Template,
    packs: &BTreeMap<PackId, Pack>,
    vocabulary: &Vocabulary,
) -> Result<Resolved, Vec<Fault>> {
    let mut merge = Merge { packs, faults: Vec::new(), taken: Taken::default() };
    let mut parts = Vec::new();
    for include in &template.includes {
        parts.extend(merge.pack(include, &mut Vec::new()));
    }
    parts.extend(merge.sections(&template.sections, None, &mut Vec::new()));
    let mut sections = merge.united(parts);
    let mut taken = merge.taken;
    let mut faults = merge.faults;
    taken.notes.splice(0..0, (!template.note.is_empty()).then(|| template.note.clone()));
    add_new(&mut taken.evidence, &template.evidence_index, |item| &item.id);
    add_new(&mut taken.lists, &template.data_lists, |list| &list.id);
    let scales = answer_ways(template, &mut sections, vocabulary, &mut faults);
    dependencies(&sections, vocabulary, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Resolved {
        id: template.id.clone(),
        version: template.version,
        title: template.title.clone(),
        kind: template.kind,
        about: template.about.clone(),
        notes: taken.notes,
        look_back_months: template.look_back_months,
        target_minutes: template.target_minutes,
        agencies: template.agencies.clone(),
        default_scale: template.default_scale.clone(),
        scales,
        non_scores: vocabulary.non_scores.clone(),
        sections,
        evidence_index: taken.evidence,
        data_lists: taken.lists,
        closing: template.closing.clone(),
    })
}

/// Questions under one heading, and where they come from: a pack, or the template itself.
struct Part {
    section: Section,
    from: Vec<Option<PackId>>,
}

/// What packs bring besides questions.
#[derive(Default)]
struct Taken {
    packs: BTreeSet<PackId>,
    notes: Vec<String>,
    evidence: Vec<EvidenceItem>,
    lists: Vec<DataList>,
}

struct Merge<'a> {
    packs: &'a BTreeMap<PackId, Pack>,
    faults: Vec<Fault>,
    taken: Taken,
}

impl Merge<'_> {
    /// What taking in a pack comes to. `way` are the packs that led here.
    fn pack(&mut self, include: &Include, way: &mut Vec<PackId>) -> Vec<Part> {
        let by = way.last().cloned();
        if let Some(first) = way.iter().position(|pack| *pack == include.pack) {
            let round = way[first..].iter().cloned().chain([include.pack.clone()]).collect();
            self.faults.push(Fault::Cycle { way: round });
            return Vec::new();
        }
        let Some(pack) = self.packs.get(&include.pack) else {
            self.faults.push(Fault::UnknownPack { pack: include.pack.clone(), by });
            return Vec::new();
        };
        if self.taken.packs.insert(pack.id.clone()) {
            self.taken.notes.extend((!pack.note.is_empty()).then(|| pack.note.clone()));
            add_new(&mut self.taken.evidence, &pack.evidence_index, |item| &item.id);
            add_new(&mut self.taken.lists, &pack.data_lists, |list| &list.id);
        }
        way.push(pack.id.clone());
        let mut parts = Vec::new();
        for inner in &pack.includes {
            parts.extend(self.pack(inner, way));
        }
        parts.extend(self.sections(&pack.sections, Some(&pack.id), way));
        way.pop();
        self.picked(parts, include, by.as_ref())
    }

    /// Only what was asked for, when anything was.
    fn picked(&mut self, mut parts: Vec<Part>, include: &Include, by: Option<&PackId>) -> Vec<Part> {
        if include.only.is_empty() {
            return parts;
        }
        for question in &include.only {
            if !parts.iter().any(|part| part.section.questions.iter().any(|q| q.id == *question)) {
                let (question, pack) = (question.clone(), include.pack.clone());
                self.faults.push(Fault::NotInPack { question, pack, by: by.cloned() });
            }
        }
        for part in &mut parts {
            let all = std::mem::take(&mut part.section.questions).into_iter();
            let from = std::mem::take(&mut part.from);
            let kept = all.zip(from).filter(|(question, _)| include.only.contains(&question.id));
            (part.section.questions, part.from) = kept.unzip();
        }
        parts.retain(|part| !part.section.questions.is_empty());
        parts
    }

    /// Sections with what they take in themselves.
    fn sections(&mut self, sections: &[Section], of: Option<&PackId>, way: &mut Vec<PackId>) -> Vec<Part> {
        let mut parts = Vec::new();
        for section in sections {
            let mut part = Part {
                section: Section { includes: Vec::new(), questions: Vec::new(), ..section.clone() },
                from: Vec::new(),
            };
            for include in &section.includes {
                for inner in self.pack(include, way) {
                    part.section.questions.extend(inner.section.questions);
                    part.from.extend(inner.from);
                }
            }
            part.section.questions.extend(section.questions.iter().cloned());
            part.from.resize(part.section.questions.len(), of.cloned());
            parts.push(part);
        }
        parts
    }

    /// Parts with one heading are put together; a question that comes again is left out and named.
    fn united(&mut self, parts: Vec<Part>) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        let mut seen: BTreeMap<QuestionId, Option<PackId>> = BTreeMap::new();
        for Part { mut section, from } in parts {
            let questions = std::mem::take(&mut section.questions);
            let at = sections.iter().position(|known| known.id == section.id).unwrap_or_else(|| {
                sections.push(section);
                sections.len() - 1
            });
            for (question, from) in questions.into_iter().zip(from) {
                match seen.get(&question.id) {
                    Some(first) => {
                        let (question, first) = (question.id, first.clone());
                        self.faults.push(Fault::Twice { question, first, again: from });
                    }
                    None => {
                        seen.insert(question.id.clone(), from);
                        sections[at].questions.push(question);
                    }
                }
            }
        }
        sections.retain(|section| !section.questions.is_empty());
        sections
    }
}

/// Adds what is not there by its id.
fn add_new<T: Clone>(all: &mut Vec<T>, more: &[T], id: impl Fn(&T) -> &String) {
    for one in more {
        if !all.iter().any(|known| id(known) == id(one)) {
            all.push(one.clone());
        }
    }
}

/// Gives every question its way of being answered; gives back the scales that are used.
fn answer_ways(
    template: &Template,
    sections: &mut [Section],
    vocabulary: &Vocabulary,
    faults: &mut Vec<Fault>,
) -> Vec<Scale> {
    let mut scales: Vec<Scale> = Vec::new();
    let mut using = |scale: &Scale| {
        if scales.iter().all(|known| known.id != scale.id) {
            scales.push(scale.clone());
        }
    };
    if let Some(id) = &template.default_scale {
        match vocabulary.scale(id) {
            Some(scale) => using(scale),
            None => faults.push(Fault::UnknownScale { question: None, scale: id.clone() }),
        }
    }
    for question in sections.iter_mut().flat_map(|section| &mut section.questions) {
        let id = question.id.clone();
        if question.kind() != AnswerKind::Scale {
            if question.scale.is_some() {
                faults.push(Fault::ScaleAndKind { question: id.clone() });
            }
            let chosen = matches!(question.kind(), AnswerKind::Choice | AnswerKind::Multi);
            if chosen && question.choices.is_empty() {
                faults.push(Fault::NoChoices { question: id });
            }
            continue;
        }
        question.kind = Some(AnswerKind::Scale);
        let own = question.scale.is_some();
        if !own {
            question.scale.clone_from(&template.default_scale);
        }
        let Some(scale) = &question.scale else {
            faults.push(Fault::NoScale { question: id });
            continue;
        };
        match vocabulary.scale(scale) {
            Some(scale) => {
                using(scale);
                levels_are_there(question, scale, faults);
            }
            None if own => faults.push(Fault::UnknownScale { question: Some(id), scale: scale.clone() }),
            None => {}
        }
    }
    scales
}

fn levels_are_there(question: &Question, scale: &Scale, faults: &mut Vec<Fault>) {
    for descriptor in question.descriptors.iter().filter(|one| scale.level(&one.level).is_none()) {
        faults.push(Fault::NoSuchLevel {
            question: question.id.clone(),
            level: descriptor.level.clone(),
            known: scale.levels.iter().map(|level| level.code.clone()).collect(),
        });
    }
}

/// What a question depends on is asked before it and can have that answer.
fn dependencies(sections: &[Section], vocabulary: &Vocabulary, faults: &mut Vec<Fault>) {
    let all: Vec<&Question> = sections.iter().flat_map(|section| &section.questions).collect();
    for (nth, question) in all.iter().enumerate() {
        let Some(show_if) = &question.show_if else { continue };
        let on = all.iter().position(|other| other.id == show_if.question);
        let Some(before) = on.filter(|at| *at < nth) else {
            faults.push(Fault::NotBefore {
                question: question.id.clone(),
                on: show_if.question.clone(),
                later: on.is_some(),
            });
            continue;
        };
        let Some(known) = codes(all[before], vocabulary) else { continue };
        for answer in show_if.any_of.iter().filter(|answer| !known.contains(answer)) {
            faults.push(Fault::NotAnAnswer {
                question: question.id.clone(),
                on: show_if.question.clone(),
                answer: answer.clone(),
                known: known.clone(),
            });
        }
    }
}

/// The answers a question can have; nothing where they cannot be listed.
fn codes(question: &Question, vocabulary: &Vocabulary) -> Option<Vec<String>> {
    let own: Vec<String> = match question.kind() {
        AnswerKind::Scale => {
            let scale = vocabulary.scale(question.scale.as_ref()?)?;
            scale.levels.iter().map(|level| level.code.clone()).collect()
        }
        AnswerKind::Choice | AnswerKind::Multi => {
            question.choices.iter().map(|one| one.code.clone()).collect()
        }
        AnswerKind::YesNo => vec![YES.to_owned(), NO.to_owned()],
        AnswerKind::Number | AnswerKind::Date | AnswerKind::Text => return None,
    };
    let none = vocabulary.non_scores.iter().map(|one| NonScore::code(one.code).to_owned());
    Some(own.into_iter().chain(none).collect())
}
