//! Rules for scales, audit templates and packs of questions. That packs can be merged is asked of the rules themselves
//! (`domain::audit::resolve`); here what they find gets its place.

use super::page::Page;
use super::{Found, Source, Sources};
use crate::base::id::{AgencyKind, PackId, QuestionId};
use crate::base::text::{and_list, fit, nearest};
use crate::domain::audit::{
    AppliesTo, Closing, Evidence, Fault, Include, Library, Load, MOST_QUESTIONS, NonScore, Question,
    Resolved, Section, Template, TemplateKind, Vocabulary, resolve,
};
use crate::files::audit_library::library;
use crate::files::places;
use crate::files::yaml::Step::{self, Index, Key};

pub(super) fn check(all: &Sources, found: &mut Vec<Found>) {
    if let Some(source) = &all.scales {
        scales(source, found);
    }
    let library = library(all.scales.clone(), all.templates.clone(), all.packs.clone());
    let words = all.scales.as_ref().map(|source| &source.value);
    for source in &all.packs {
        let pack = &source.value;
        let mut page = Page::new(source, found);
        named_after(&mut page, pack.id.as_str(), "pack", &places::pack(&pack.id));
        parts(&mut page, &pack.sections, words);
        holders(&mut page, words, |key| match key {
            "evidence_index" => pack.evidence_index.iter().map(|item| &item.holder).collect(),
            _ => pack.data_lists.iter().map(|list| &list.holder).collect(),
        });
    }
    for source in &all.templates {
        let template = &source.value;
        let mut page = Page::new(source, found);
        named_after(&mut page, template.id.as_str(), "template", &places::template(&template.id));
        parts(&mut page, &template.sections, words);
        holders(&mut page, words, |key| match key {
            "evidence_index" => template.evidence_index.iter().map(|item| &item.holder).collect(),
            _ => template.data_lists.iter().map(|list| &list.holder).collect(),
        });
        for (nth, kind) in template.agencies.iter().enumerate() {
            is_a_kind(&mut page, &[Key("agencies"), Index(nth)], kind, words);
        }
        grade_has_a_reason(&mut page, template);
        match words {
            // A file that cannot be read has been told of already.
            None if all.has(places::SCALES) => {}
            None => page.error(
                &[Key("id")],
                format!("there is no {}, so no scale is known", places::SCALES),
                "copy it from a workspace made with 'chairside init'",
            ),
            Some(_) => merged(all, source, &library, found),
        }
    }
}

fn scales(source: &Source<Vocabulary>, found: &mut Vec<Found>) {
    let words = &source.value;
    let mut page = Page::new(source, found);
    for (list, what) in [("scales", "scales"), ("agency_kinds", "kinds of agencies")] {
        page.once(&[Key(list)], "id", what, "give one of them an id of its own; an id is never used twice");
    }
    page.once(&[Key("non_scores")], "code", "answers", "keep one of them");
    for (nth, scale) in words.scales.iter().enumerate() {
        let at = [Key("scales"), Index(nth), Key("levels")];
        for key in ["code", "word", "symbol"] {
            let mend = "no two levels may look alike to somebody who sees no colour: change one of them";
            page.once(&at, key, "levels", mend);
        }
        if scale.ordinal && scale.levels.len() < 2 {
            let message = format!("`{}` goes from worse to better, and has no two levels", scale.id);
            page.error(&at, message, "add the levels, worst first, or write `ordinal: false`");
        }
        for (nth, level) in
            scale.levels.iter().enumerate().filter(|(_, one)| NonScore::of(&one.code).is_some())
        {
            let message = format!("`{}` is the code of an answer that is no score", level.code);
            page.error(
                &[at[0], at[1], at[2], Index(nth), Key("code")],
                message,
                "give the level another code",
            );
        }
    }
    for (nth, one) in words.non_scores.iter().enumerate() {
        if one.code == NonScore::Na && !one.reason {
            let message = "not applicable always needs a reason, or a question can be waved away";
            page.error(&[Key("non_scores"), Index(nth), Key("reason")], message, "write `reason: true`");
        }
    }
    let missing: Vec<&str> = NonScore::ALL
        .into_iter()
        .filter(|code| words.non_scores.iter().all(|one| one.code != *code))
        .map(NonScore::code)
        .collect();
    if !missing.is_empty() {
        let message = format!("nothing says how {} is answered", and_list(&missing));
        page.warning(&[Key("non_scores")], message, "add it, so that it is never mistaken for a bad answer");
    }
}

fn named_after(page: &mut Page<'_>, id: &str, what: &str, right: &str) {
    if page.path != right {
        let message = format!("this is the {what} `{}`, but the file has another name", fit(id, 40));
        page.warning(&[Key("id")], message, format!("rename the file to {right}, or correct the id"));
    }
}

/// What can be said of sections without their packs.
fn parts(page: &mut Page<'_>, sections: &[Section], words: Option<&Vocabulary>) {
    page.once(&[Key("sections")], "id", "sections", "put them together, or give one of them another id");
    for (nth, section) in sections.iter().enumerate() {
        for (at, question) in section.questions.iter().enumerate() {
            let at = [Key("sections"), Index(nth), Key("questions"), Index(at)];
            let with = |key| [at[0], at[1], at[2], at[3], Key(key)];
            if question.safety_critical && question.evidence == Evidence::None {
                let message =
                    format!("`{}` is about a child's safety, and asks for no evidence", question.id);
                page.error(&with("evidence"), message, "write `evidence: required`");
            }
            if let AppliesTo::Only(kinds) = &question.applies_to {
                for (nth, kind) in kinds.iter().enumerate() {
                    is_a_kind(
                        page,
                        &[at[0], at[1], at[2], at[3], Key("applies_to"), Index(nth)],
                        kind,
                        words,
                    );
                }
                if kinds.is_empty() {
                    let message = format!("`{}` is asked of nobody", question.id);
                    page.error(&with("applies_to"), message, "write `all`, or the kinds of agencies");
                }
            }
        }
    }
}

fn is_a_kind(page: &mut Page<'_>, at: &[Step<'_>], kind: &AgencyKind, words: Option<&Vocabulary>) {
    let Some(words) = words else { return };
    if words.agency_kind(kind).is_some() {
        return;
    }
    let known = words.agency_kinds.iter().map(|kind| kind.id.as_str());
    let mend = match nearest(kind.as_str(), known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("use a kind from {}, or add it there", places::SCALES),
    };
    page.error(at, format!("there is no kind of agency called `{}`", fit(kind.as_str(), 40)), mend);
}

fn holders<'a>(
    page: &mut Page<'_>,
    words: Option<&Vocabulary>,
    of: impl Fn(&'static str) -> Vec<&'a AgencyKind>,
) {
    for list in ["evidence_index", "data_lists"] {
        page.once(&[Key(list)], "id", "entries", "give one of them an id of its own");
        for (nth, holder) in of(list).into_iter().enumerate() {
            is_a_kind(page, &[Key(list), Index(nth), Key("holder")], holder, words);
        }
    }
}

fn grade_has_a_reason(page: &mut Page<'_>, template: &Template) {
    let has = |one| template.closing.contains(&one);
    if has(Closing::OverallGrade) && !has(Closing::OverallReason) {
        let message = "an overall grade is asked for, and no reason";
        page.error(&[Key("closing")], message, "add `overall_reason`: grade and reason go together");
    }
}

/// What only shows when the packs are merged in.
fn merged(all: &Sources, source: &Source<Template>, library: &Library, found: &mut Vec<Found>) {
    match resolve(&source.value, &library.packs, &library.vocabulary) {
        Ok(resolved) => {
            let mut page = Page::new(source, found);
            not_too_long(&mut page, &resolved, &library.vocabulary);
            everything_is_asked(&mut page, &source.value, &resolved);
            comparisons_lead_somewhere(&mut page, &source.value, library);
        }
        Err(faults) => {
            // A pack taken in twice brings every question twice: that is one mistake.
            let pair = |fault: &Fault| match fault {
                Fault::Twice { first, again, .. } => Some((first.clone(), again.clone())),
                _ => None,
            };
            for (nth, fault) in faults.iter().enumerate() {
                let of_pair = |other: &&Fault| pair(fault).is_some() && pair(other) == pair(fault);
                if !faults[..nth].iter().any(|other| of_pair(&other)) {
                    let more = faults[nth + 1..].iter().filter(of_pair).count();
                    told(all, source, fault, more, found);
                }
            }
        }
    }
}

/// A fault, in the file that can mend it; once, however many templates meet it. `more` questions have the same fault.
fn told(all: &Sources, source: &Source<Template>, fault: &Fault, more: usize, found: &mut Vec<Found>) {
    let mut here = Vec::new();
    let said = match more {
        0 => fault.to_string(),
        1 => format!("{fault}, and so does one more"),
        more => format!("{fault}, and so do {more} more"),
    };
    let pack = |id: &PackId| all.packs.iter().find(|source| source.value.id == *id);
    let by = match fault {
        Fault::UnknownPack { by, .. } | Fault::NotInPack { by, .. } => by.as_ref(),
        Fault::Cycle { way } => way.first(),
        _ => None,
    };
    let key = fault.question().and_then(|question| {
        let of_template = at_question(&source.value.sections, question).map(|at| (None, at));
        let local = matches!(
            fault,
            Fault::UnknownScale { .. }
                | Fault::ScaleAndKind { .. }
                | Fault::NoChoices { .. }
                | Fault::NoSuchLevel { .. }
                | Fault::NotAnAnswer { .. }
        );
        let of_pack = || {
            let place = |pack: &'_ Source<_>| at_question(&pack_sections(pack), question);
            all.packs.iter().find_map(|pack| place(pack).map(|at| (Some(pack), at)))
        };
        of_template.or_else(|| local.then(of_pack).flatten())
    });
    match (key, by.and_then(pack)) {
        (Some((None, at)), None) if !matches!(fault, Fault::NotInPack { .. }) => {
            let mut page = Page::new(source, &mut here);
            let at = [at[0], at[1], at[2], at[3], Key(about(fault))];
            page.error(&at, said, fault.mend());
        }
        (Some((Some(pack), at)), None) => {
            let at = [at[0], at[1], at[2], at[3], Key(about(fault))];
            Page::new(pack, &mut here).error(&at, said, fault.mend());
        }
        (_, Some(pack)) => {
            Page::new(pack, &mut here).error(&[Key("includes")], said, fault.mend());
        }
        _ => {
            let mut page = Page::new(source, &mut here);
            let at = at_include(&source.value, fault);
            page.error(&at, said, fault.mend());
        }
    }
    here.retain(|one| !found.contains(one));
    found.append(&mut here);
}

fn pack_sections(pack: &Source<crate::domain::audit::Pack>) -> Vec<Section> {
    pack.value.sections.clone()
}

/// The key of a question that a fault is about.
fn about(fault: &Fault) -> &'static str {
    match fault {
        Fault::NotBefore { .. } | Fault::NotAnAnswer { .. } => "show_if",
        Fault::UnknownScale { .. } | Fault::ScaleAndKind { .. } => "scale",
        Fault::NoChoices { .. } => "kind",
        Fault::NoSuchLevel { .. } => "descriptors",
        _ => "id",
    }
}

/// The way to a question among these sections.
fn at_question(sections: &[Section], id: &QuestionId) -> Option<[Step<'static>; 4]> {
    sections.iter().enumerate().find_map(|(section, inside)| {
        let question = inside.questions.iter().position(|question| question.id == *id)?;
        Some([Key("sections"), Index(section), Key("questions"), Index(question)])
    })
}

/// The way to what a template takes in and a fault is about.
fn at_include(template: &Template, fault: &Fault) -> Vec<Step<'static>> {
    let concerns = |include: &Include| match fault {
        Fault::UnknownPack { pack, .. } => include.pack == *pack,
        Fault::NotInPack { pack, question, .. } => include.pack == *pack && include.only.contains(question),
        Fault::Twice { again: Some(pack), .. } => include.pack == *pack,
        _ => false,
    };
    if let Fault::UnknownScale { question: None, .. } = fault {
        return vec![Key("default_scale")];
    }
    // Of two that name the pack, the later one is what came again.
    if let Some(nth) = template.includes.iter().rposition(concerns) {
        return vec![Key("includes"), Index(nth)];
    }
    let in_section = template.sections.iter().enumerate().find_map(|(section, inside)| {
        let nth = inside.includes.iter().rposition(concerns)?;
        Some(vec![Key("sections"), Index(section), Key("includes"), Index(nth)])
    });
    in_section.unwrap_or_else(|| vec![Key("includes")])
}

/// A tool that is too long is not filled in.
fn not_too_long(page: &mut Page<'_>, resolved: &Resolved, words: &Vocabulary) {
    let loads = resolved.loads();
    let said = |over: &[&(&AgencyKind, Load)]| {
        let each: Vec<String> =
            over.iter().map(|(kind, load)| format!("{} {}", words.called(kind), load.questions)).collect();
        and_list(&each)
    };
    let over: Vec<_> = loads.iter().filter(|(_, load)| load.questions > MOST_QUESTIONS).collect();
    if resolved.kind == TemplateKind::Thematic && !over.is_empty() {
        let message = format!("this asks more than {MOST_QUESTIONS} questions: {}", said(&over));
        let mend = "pick fewer with `only`, or say with `applies_to` whom each question is for";
        page.warning(&[Key("includes")], message, mend);
    }
    let most = resolved.most();
    if let Some(target) = resolved.target_minutes.filter(|target| most.minutes > *target) {
        let message = format!("one return takes about {}, longer than the {target} it should", most.minutes);
        page.warning(&[Key("target_minutes")], message, "ask less, or allow more time");
    }
}

/// A question for kinds of agencies none of which the template asks.
fn everything_is_asked(page: &mut Page<'_>, template: &Template, resolved: &Resolved) {
    if resolved.agencies.is_empty() {
        return;
    }
    let unasked =
        |question: &&Question| !resolved.agencies.iter().any(|kind| question.applies_to.includes(kind));
    let unasked: Vec<&Question> = resolved.questions().filter(unasked).collect();
    for question in &unasked {
        let message = format!("`{}` is asked of none of this template's agencies", question.id);
        let at = at_question(&template.sections, &question.id);
        let at = at
            .map_or_else(|| vec![Key("agencies")], |at| at.into_iter().chain([Key("applies_to")]).collect());
        page.warning(&at, message, "add one of its kinds to `agencies`, or leave the question out");
    }
}

fn comparisons_lead_somewhere(page: &mut Page<'_>, template: &Template, library: &Library) {
    let known = |id: &QuestionId| {
        let packs = library.packs.values().flat_map(|pack| &pack.sections);
        let templates = library.templates.values().flat_map(|template| &template.sections);
        packs.chain(templates).flat_map(|section| &section.questions).any(|question| question.id == *id)
    };
    for (nth, section) in template.sections.iter().enumerate() {
        for (at, question) in section.questions.iter().enumerate() {
            for (way, _) in question.compares_with.iter().enumerate().filter(|(_, id)| !known(id)) {
                let at = [
                    Key("sections"),
                    Index(nth),
                    Key("questions"),
                    Index(at),
                    Key("compares_with"),
                    Index(way),
                ];
                let message = format!("no template or pack has a question `{}`", question.compares_with[way]);
                page.warning(&at, message, "correct the id, or take it out");
                page.names_what_is_missing(format!("the question {}", question.compares_with[way]));
            }
        }
    }
}
