//! The parts of a zip, unpacked one by one and never beyond what is allowed.

use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// What all parts of a file that are read may come to, unpacked.
const MOST_UNPACKED: u64 = 48 << 20;

/// A zip, and how much of it may still be unpacked.
pub(super) struct Parts<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Parts<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| "it is damaged, or was cut off on the way: ask for it again".to_owned())?;
        Ok(Self { zip, left: MOST_UNPACKED })
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// A part's text; nothing when there is none of that name.
    pub(super) fn take(&mut self, name: &str) -> Result<Option<String>, String> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let damaged = |why: &dyn std::fmt::Display| format!("it is damaged, in {name}: {why}");
        let part = self.zip.by_index(index).map_err(|why| damaged(&why))?;
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|why| damaged(&why))?;
        let length = bytes.len() as u64;
        self.left = self.left.checked_sub(length).ok_or_else(|| {
            format!(
                "it holds more than {} MiB once unpacked: save the sheet that is wanted alone",
                MOST_UNPACKED >> 20
            )
        })?;
        String::from_utf8(bytes).map(Some).map_err(|why| damaged(&why))
    }

    /// What it is, when it is neither a workbook nor a Word document.
    pub(super) fn what_else(&self) -> String {
        let what = match () {
            () if self.has("xl/workbook.bin") => "an .xlsb workbook: save a copy as .xlsx",
            () if self.has("mimetype") => {
                "an OpenDocument file: save a copy as .xlsx, or as .docx where it is a text"
            }
            () => "no workbook and no Word document: save it as .xlsx, .csv or .docx",
        };
        format!("it is {what}")
    }
}
