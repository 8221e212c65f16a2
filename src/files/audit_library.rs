//! The part of a workspace that audits are made from: which file is of which kind, and all of them as one value.
//! A folder of a single audit is not read here.

use super::check::{Source, Sources};
use super::taken::{by_name, keep, take};
use super::{audit_scales, audit_template, places};
use crate::base::problem::Problem;
use crate::domain::audit::{Library, Pack, Template, Vocabulary};

/// The kinds of files audits are made from.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Scales,
    Template,
    Pack,
}

/// The kind of a file under `audits/`; nothing for files that belong to a single audit or to nobody.
pub(super) fn kind(path: &str) -> Option<Kind> {
    if path == places::SCALES {
        return Some(Kind::Scales);
    }
    let (folder, name) = path.rsplit_once('/')?;
    let kind = match folder {
        places::TEMPLATES => Kind::Template,
        places::PACKS => Kind::Pack,
        _ => return None,
    };
    name.strip_suffix(".yaml").map(|_| kind)
}

/// Reads a file into the sources; gives back what is wrong with it.
pub(super) fn take_in(sources: &mut Sources, kind: Kind, path: &str, text: &str) -> Vec<Problem> {
    match kind {
        Kind::Scales => {
            let (source, problems) = take(path, audit_scales::load(text));
            sources.scales = source;
            problems
        }
        Kind::Template => keep(&mut sources.templates, take(path, audit_template::load(text))),
        Kind::Pack => keep(&mut sources.packs, take(path, audit_template::load_pack(text))),
    }
}

/// Everything as one value. Of two files with one id the one that is named for it counts.
pub(super) fn library(
    scales: Option<Source<Vocabulary>>,
    templates: Vec<Source<Template>>,
    packs: Vec<Source<Pack>>,
) -> Library {
    let vocabulary = scales.map(|source| source.value).unwrap_or_default();
    let mut library = Library { vocabulary, ..Library::default() };
    for source in by_name(templates, |template| template.id.as_str()) {
        library.templates.entry(source.value.id.clone()).or_insert(source.value);
    }
    for source in by_name(packs, |pack| pack.id.as_str()) {
        library.packs.entry(source.value.id.clone()).or_insert(source.value);
    }
    library
}
