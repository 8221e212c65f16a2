//! What an audit asks, as it was frozen when it was opened.

use super::read;
use super::read::LONGEST;
use super::root::Root;
use crate::base::id::AuditId;
use crate::domain::audit::Resolved;
use crate::files::{audit_template, places};
use std::io;
use std::path::Path;

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
