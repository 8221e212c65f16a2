//! An audit with what it asks, as that was frozen when it was opened, and the papers that are made of both.

use super::read;
use super::read::LONGEST;
use super::root::Root;
use crate::base::id::AuditId;
use crate::base::text::{nearest, one_line};
use crate::domain::audit::Resolved;
use crate::files::audit_folder::AuditFolder;
use crate::files::workspace::Workspace;
use crate::files::{audit_template, places};
use std::io;
use std::path::Path;

/// An audit of the workspace and what it asks.
///
/// # Errors
/// A sentence without a full stop when there is none of that name, when one of its files cannot be used, or when what it asks
/// is not what it was opened with.
pub fn audit<'a>(
    root: &Path,
    workspace: &'a Workspace,
    id: &str,
) -> Result<(&'a AuditFolder, Resolved), String> {
    let wanted = AuditId::new(id.to_lowercase());
    let Some(folder) = workspace.audit_folders.get(&wanted) else {
        let near = nearest(id, workspace.audit_folders.keys().map(AuditId::as_str));
        let near = near.map_or_else(
            || {
                "its file is audits/ID/audit.yaml, and 'chairside check' says what is wrong with it"
                    .to_owned()
            },
            |near| format!("did you mean {near}?"),
        );
        return Err(format!("there is no audit called {} that can be used: {near}", one_line(id)));
    };
    // A file that cannot be used would be missing from the counts without a word.
    let here = format!("{}/{wanted}/", places::AUDITS);
    if let Some(file) =
        workspace.unusable.iter().chain(&workspace.unread).find(|file| file.starts_with(&here))
    {
        return Err(format!(
            "{file} cannot be used until it is mended, and nothing is counted without it: 'chairside check' says why"
        ));
    }
    let template = frozen_template(root, &wanted, &folder.audit.template.sha256)?;
    Ok((folder, template))
}

/// The template an audit of the workspace was opened with.
///
/// # Errors
/// A sentence without a full stop when it is not there, cannot be read, or is not the one whose hash this is.
pub fn frozen_template(folder: &Path, id: &AuditId, sha256: &str) -> Result<Resolved, String> {
    let root = Root::new(folder);
    root.real().map_err(|why| why.to_string())?;
    template(&root, id, sha256)
}

pub(super) fn template(root: &Root, id: &AuditId, sha256: &str) -> Result<Resolved, String> {
    let path = places::frozen_template(id);
    let bytes = read::file(root, &path, LONGEST).map_err(|why| match why.kind() {
        io::ErrorKind::NotFound => {
            format!("{path} is not there: what the audit asked is not known without it")
        }
        _ => format!("{path}: {why}"),
    })?;
    let text = String::from_utf8(bytes).map_err(|_| format!("{path} is not UTF-8 text"))?;
    let template = audit_template::frozen(&text).map_err(|why| format!("{path}: {why}"))?;
    if audit_template::sha256(&template).to_string() == sha256 {
        return Ok(template);
    }
    Err(format!(
        "{path} is not the template this audit was opened with: 'chairside restore {path}' lists earlier versions"
    ))
}
