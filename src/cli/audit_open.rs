//! Reading an audit that is open: its folder, and the template it was frozen on.

use crate::base::id::AuditId;
use crate::base::text::{nearest, one_line};
use crate::domain::audit::Resolved;
use crate::files::audit_folder::AuditFolder;
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
    let template = disk::frozen_template(root, &wanted, &folder.audit.template.sha256)?;
    Ok((folder, template))
}
