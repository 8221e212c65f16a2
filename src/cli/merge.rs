//! `chairside merge`: two versions of a file put together, for git; and conflict copies merged into their originals.

use super::args::Args;
use super::{Outcome, REFUSED, next, pass_on, say, tell, warn};
use crate::base::text::{count, one_line};
use crate::effect::{Merge, Merging};
use crate::files::conflict_copy::{self, Copy};
use crate::files::merge::{Asking, Merged, merge, unreadable};
use crate::files::places;
use crate::files::yaml::decode;
use crate::runtime::disk;
use crate::ui::look::{Look, Sign};
use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

/// As git calls a driver: the result goes over our version; the status is 1 when something has to be decided.
pub(super) fn files(files: &[PathBuf], print: bool) -> Outcome {
    let [base, ours, theirs] = files else {
        return Err("three files are needed: what both came from, mine and theirs".to_owned());
    };
    let read = |path: &Path| disk::read_text(path).map_err(|why| format!("{}: {why}", path.display()));
    let (base, mine, theirs) = (read(base)?, read(ours)?, read(theirs)?);
    let merged = merge(&base, &mine, &theirs);
    let (name, text) = (ours.display().to_string(), merged.marked());
    // git has named the file already, and calls its own copy of it by a name that tells nobody anything.
    let of_git =
        ours.file_name().and_then(|name| name.to_str()).is_some_and(|n| n.starts_with(".merge_file"));
    report(if of_git { "" } else { &name }, &merged);
    if print {
        // As it is for another program; a file that could not be read may hold what drives a terminal.
        if std::io::stdout().is_terminal() { say(text.trim_end()) } else { pass_on(&text) }
    } else {
        let folder = ours.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = ours.file_name().and_then(|name| name.to_str()).ok_or("our file's name is not text")?;
        let written = if of_git {
            // git keeps every version itself, and takes its own copy away: an earlier one of that would stay for ever.
            disk::write_out(ours, text.as_bytes(), true).map(|_| ())
        } else {
            disk::replace_text(folder, file, &mine, &text)
        };
        written.map_err(|why| format!("{name}: {why}"))?;
    }
    Ok(if merged.clashes.is_empty() { 0 } else { REFUSED })
}

/// What somebody has to know or to decide, on standard error.
fn report(name: &str, merged: &Merged) {
    let name = if name.is_empty() { String::new() } else { format!("{name}: ") };
    for note in &merged.notes {
        tell(&format!("chairside: {name}{note}."));
    }
    for clash in &merged.clashes {
        tell(&format!("chairside: {name}{}", clash.said()));
    }
    if !merged.clashes.is_empty() {
        let open = count(merged.clashes.len(), "place has", "places have");
        tell(&format!("chairside: {name}{open} to be decided; 'chairside check' names each line."));
    }
}

/// Every conflict copy in the workspace; with `yes` those that clash with nothing are merged and moved away.
pub(super) fn copies(args: &Args, yes: bool) -> Outcome {
    let root = super::workspace(args);
    let raw = disk::read_workspace(&root).map_err(|why| format!("{}: {why}", root.display()))?;
    let files: Vec<(&str, &[u8])> = raw.files.iter().map(|f| (f.path.as_str(), f.bytes.as_slice())).collect();
    let copies = conflict_copy::among(&files);
    if copies.is_empty() {
        say("There are no conflict copies here.");
        return Ok(0);
    }
    let mut texts: BTreeMap<String, String> =
        files.iter().filter_map(|(path, bytes)| Some(((*path).to_owned(), decode(bytes).ok()?))).collect();
    let mut left = 0;
    for (path, copy) in &copies {
        say(&format!("{path}: {}.", copy.said()));
        if copy.there {
            let whose = copy.whose.as_ref().map(|whose| format!(" from {whose}")).unwrap_or_default();
            say(&format!("  Mine is what {} says, theirs what the copy{whose} says.", copy.original));
        }
        if !one(&root, path, copy, &mut texts, yes)? {
            left += 1;
        }
        say("");
    }
    let done = copies.len() - left;
    let merged = match (yes, done) {
        (true, done) => format!("{done} merged. {left} left for you."),
        (false, 0) => "None can be merged without you.".to_owned(),
        (false, done) => {
            let does = next(args, "merge --copies --yes");
            format!("{done} can be merged: '{does}' does it. {left} left for you.")
        }
    };
    say(&format!("{} found. {merged}", count(copies.len(), "conflict copy", "conflict copies")));
    Ok(if left == 0 && yes { 0 } else { REFUSED })
}

/// What merging a copy comes to: what comes in without a question, what to know, and what has to be decided.
fn comes_to(asking: &Asking, original: &str) {
    let taken = match asking.taken.len() {
        0 => "Nothing new comes in without a question.".to_owned(),
        n => format!("{} without a question:", count(n, "thing comes in", "things come in")),
    };
    if original == places::NAMES {
        say(&format!("  {} What that is stands in no paper, and not here.", taken.replace(':', ".")));
        return;
    }
    say(&format!("  {taken}"));
    let sign = Look::default().sign(Sign::Restricted);
    let mark = |restricted: bool| if restricted { sign } else { " " };
    for one in &asking.taken {
        say(&format!("  {} {}", mark(one.restricted), one_line(&one.said)));
    }
    for note in &asking.notes {
        say(&format!("  {note}."));
    }
    if !asking.questions.is_empty() {
        let places = count(asking.questions.len(), "place says", "places say");
        say(&format!("  {places} two different things:"));
    }
    for question in &asking.questions {
        say(&format!("  {} {}", mark(question.restricted), question.clash.said()));
    }
    let restricted = asking.taken.iter().any(|one| one.restricted);
    if restricted || asking.questions.iter().any(|question| question.restricted) {
        say(&format!("  {sign} is in something restricted."));
    }
}

/// Merges one copy; gives whether it could be.
fn one(
    root: &Path,
    path: &str,
    copy: &Copy,
    texts: &mut BTreeMap<String, String>,
    yes: bool,
) -> Result<bool, String> {
    let original = copy.original.as_str();
    if !copy.there {
        say(&format!("  {original} is not there. If this copy is what is left of it, rename it."));
        return Ok(false);
    }
    if let (Some(broken), Some(None)) = (&copy.broken, texts.get(path).map(|copy| unreadable(copy))) {
        say(&format!(
            "  {original} {broken}. The copy may be all that is left of it, so nothing is merged. To take the copy, move \
             {original} out of the way and rename the copy to it, or open the list of meetings and press m; 'chairside \
             restore {original}' lists earlier versions of it."
        ));
        return Ok(false);
    }
    let (Some(ours), Some(theirs)) = (texts.get(original).cloned(), texts.get(path)) else {
        say("  One of the two is not UTF-8 text: 'chairside check' says where.");
        return Ok(false);
    };
    if let (Some(why), Some(broken)) = (unreadable(theirs), &copy.broken) {
        say(&format!(
            "  {original} {broken}. The copy cannot be read either: {why}. Put one of them right in an editor, or see what \
             earlier versions 'chairside restore {original}' lists."
        ));
        return Ok(false);
    }
    if let Some(why) = unreadable(theirs) {
        say(&format!(
            "  The copy cannot be read: {why}. Put that right in an editor; if {original} says all that is needed, \
             move the copy out of the workspace."
        ));
        return Ok(false);
    }
    // What both came from is not known, so nothing is taken out and whatever differs is asked.
    let asking = Asking::of_copy(&ours, theirs);
    comes_to(&asking, original);
    if !asking.questions.is_empty() {
        say(&format!(
            "  Nothing was changed. {} to be decided: open the list of meetings and press m.",
            count(asking.questions.len(), "place has", "places have")
        ));
        return Ok(false);
    }
    let merged = merge("", &ours, theirs);
    if yes {
        let copy = Some((path.to_owned(), theirs.clone()));
        let decided = Merge { file: original.to_owned(), was: ours, text: merged.text.clone(), copy };
        match disk::merge(root, &decided) {
            Merging::Done { aside, unkept } => {
                let aside = aside.unwrap_or_default();
                say(&format!("  Merged into {original}. The copy is kept as {aside}."));
                if let Some(words) = unkept {
                    warn(&words);
                }
            }
            Merging::CopyLeft(why) => {
                return Err(format!("merged into {original}, but the copy stays: {why}"));
            }
            Merging::Changed => {
                return Err(format!("{original}: one of the two was changed meanwhile: run this again"));
            }
            Merging::Refused(why) => return Err(why),
        }
    }
    texts.insert(original.to_owned(), merged.text);
    Ok(true)
}
