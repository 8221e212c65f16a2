//! `chairside audit template from-xlsx`: a template of a spreadsheet, one question a row. Shown first; written only when asked for.

use super::args::Args;
use super::args_audit::FromXlsxArgs;
use super::{Outcome, REFUSED, next, pass_on, quoted, say, warn};
use crate::base::text::{count, slug};
use crate::documents::audit_form;
use crate::files::audit_sheet::{Named, read};
use crate::files::{audit_template, places, sheet};
use crate::runtime::disk;

pub(super) fn from_xlsx(args: &Args, asked: &FromXlsxArgs) -> Outcome {
    let root = super::workspace(args);
    let workspace = super::check::load(&root)?;
    super::no_personal_data(&workspace, &[asked.id.as_deref(), asked.title.as_deref()])?;
    let shown = asked.file.display();
    let bytes = disk::read_bytes(&asked.file, sheet::MOST_BYTES).map_err(|why| format!("{shown}: {why}"))?;
    let book = sheet::read(&bytes).map_err(|why| format!("{shown}: {why}"))?;
    let stem = asked.file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let id = asked.id.clone().unwrap_or_else(|| slug(&stem, 40));
    let title = asked.title.as_deref().unwrap_or(&stem);
    let read = match read(&book.sheets, Named { id: &id, title, scale: &asked.scale }, &workspace) {
        Ok(read) => read,
        Err(faults) => return Ok(refuse(&faults)),
    };
    for unread in &read.unread {
        warn(unread);
    }
    let mut library = workspace.audits;
    let id = read.template.id.clone();
    let text = audit_template::fresh(&read.template);
    library.templates.insert(id.clone(), read.template);
    let resolved = match library.resolved(&id).unwrap_or(Err(Vec::new())) {
        Ok(resolved) => resolved,
        Err(faults) => {
            let faults: Vec<String> =
                faults.iter().map(|fault| format!("{fault}: {}", fault.mend())).collect();
            return Ok(refuse(&faults));
        }
    };
    pass_on(&text);
    say("");
    say(&audit_form::in_brief(&resolved));
    let path = places::template(&id);
    if !asked.yes {
        let again = format!("audit template from-xlsx {} --id {id} --yes", quoted(&shown.to_string()));
        say(&format!("Nothing was written. To write this to {path}: '{}'", next(args, &again)));
        return Ok(0);
    }
    super::begin(&root, &[(path.clone(), text.as_bytes())])
        .map_err(|why| format!("{path} was not written: {why}"))?;
    say(&format!("{path} is written. Read it through: ids are for ever once an audit has asked them."));
    Ok(0)
}

fn refuse(faults: &[String]) -> u8 {
    let things = count(faults.len(), "thing stands", "things stand");
    warn(&format!("no template was made: {things} in the way:"));
    for fault in faults {
        warn(fault);
    }
    REFUSED
}
