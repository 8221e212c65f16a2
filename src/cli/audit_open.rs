//! Reading an audit that is open: its folder, and the template it was frozen on.

use crate::base::id::AuditId;
use crate::base::text::{nearest, one_line};
use crate::domain::audit::Resolved;
use crate::files::audit_folder::AuditFolder;
use crate::files::audit_template::{frozen, sha256};
use crate::files::places;
use crate::files::workspace::Workspace;
use crate::runtime::disk;
use std::path::Path;

/// An audit of the workspace and what it asks.
///
/// # Errors
/// A sentence without a full stop when there is none of that name, when one of its files cannot be used, or when what it asks
/// is not what it was opened with.
pub(super) fn read<'a>(
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
    let path = places::frozen_template(&wanted);
    let text = disk::read_now(root, &path).map_err(|why| format!("{path}: {why}"))?;
    let text =
        text.ok_or_else(|| format!("{path} is not there: what the audit asked is not known without it"))?;
    let template = frozen(&text).map_err(|why| format!("{path}: {why}"))?;
    if sha256(&template).to_string() != folder.audit.template.sha256 {
        return Err(format!(
            "{path} is not the template this audit was opened with: 'chairside restore {path}' lists earlier versions"
        ));
    }
    Ok((folder, template))
}
