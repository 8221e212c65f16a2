//! What comes with the program, inside it: the agendas of two partnerships, a region and the demonstration; and the
//! library of audits, which is the same for all.

use super::places;
use include_dir::{Dir, include_dir};

/// The demonstration's meeting, chaired from beginning to end, as a script.
pub const DEMO_SCRIPT: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/agendas/demo/chair-the-executive.script"));

static AGENDAS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/agendas");

static AUDITS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/audits");

/// The sets a workspace can begin with.
pub const SETS: [&str; 3] = ["south-gloucestershire", "north-somerset", "regional"];

/// The name of the demonstration, which is a set like the others but never offered as a beginning.
const DEMO: &str = "demo";

/// A file of a set: its path in the workspace, with `/` between parts, and its bytes.
pub type Shipped = (String, &'static [u8]);

/// Every file of a set and of the library of audits, in order of path; nothing when there is no such set.
pub fn set(name: &str) -> Option<Vec<Shipped>> {
    let known = SETS.iter().find(|known| **known == name)?;
    let mut found = files(known);
    found.extend(audits());
    found.sort();
    Some(found)
}

/// The library of audits: scales, packs and templates, in order of path.
pub fn audits() -> Vec<Shipped> {
    let mut found = Vec::new();
    gather(&AUDITS, &AUDITS, &mut found);
    let yaml = found.into_iter().filter(|(path, _)| path.strip_suffix(".yaml").is_some());
    let mut found: Vec<Shipped> =
        yaml.map(|(path, bytes)| (format!("{}/{path}", places::AUDITS), bytes)).collect();
    found.sort();
    found
}

/// Every file of the demonstration and of the library of audits, in order of path.
pub fn demo() -> Vec<Shipped> {
    let mut found = files(DEMO);
    found.extend(audits());
    found.sort();
    found
}

fn files(name: &str) -> Vec<Shipped> {
    let mut found = Vec::new();
    if let Some(folder) = AGENDAS.get_dir(name) {
        gather(folder, folder, &mut found);
    }
    found.sort();
    found
}

fn gather(top: &'static Dir<'static>, folder: &'static Dir<'static>, found: &mut Vec<Shipped>) {
    for file in folder.files() {
        let path = file.path().strip_prefix(top.path()).unwrap_or(file.path());
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        found.push((parts.join("/"), file.contents()));
    }
    folder.dirs().for_each(|inner| gather(top, inner, found));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::workspace::Workspace;

    fn read(files: &[Shipped]) -> Workspace {
        let yaml = files.iter().filter(|(path, _)| path.strip_suffix(".yaml").is_some());
        Workspace::load(yaml.map(|(path, bytes)| (path.as_str(), *bytes)), &[], &[])
    }

    #[test]
    fn every_set_is_whole_and_nothing_in_it_is_wrong() {
        let sets = SETS.map(|name| (name, set(name).unwrap()));
        for (name, files) in sets.into_iter().chain([(DEMO, demo())]) {
            let workspace = read(&files);
            assert_eq!(workspace.reports, [], "{name}");
            let groups = workspace.partnership.unwrap().groups.len();
            assert_eq!(workspace.agendas.len(), groups, "{name}");
        }
    }

    #[test]
    fn the_demonstration_has_meetings_papers_and_minutes() {
        let files = demo();
        let has = |path: &str| files.iter().any(|(known, _)| known == path);
        assert!(has("partnership.yaml") && has("trackers/executive.yaml"));
        assert!(has("meetings/executive-2026-12-03/papers/5a-dashboard.md"));
        assert!(has("meetings/executive-2026-09-10/minutes.md"));
    }

    #[test]
    fn there_is_no_other_set() {
        assert!(set("demo").is_none() && set("../src").is_none() && set("").is_none());
    }
}
