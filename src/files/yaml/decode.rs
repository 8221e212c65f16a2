//! Bytes to text, with a plain explanation when the bytes are not UTF-8. Nothing here knows YAML.

use crate::base::problem::{Place, Problem};

/// The largest file read, in bytes. A tracker of ten thousand actions is a fifth of this.
pub const MOST_BYTES: usize = 64 << 20;

const SAVE_AS_UTF8: &str = "save the file again as UTF-8 text";

/// Reads bytes as UTF-8. A byte-order mark at the start is kept, so that the file can be written back as it was.
///
/// # Errors
/// One problem when the file is larger than [`MOST_BYTES`], is not text, or is text in another encoding.
pub fn decode(bytes: &[u8]) -> Result<String, Problem> {
    let start = Place::START;
    if bytes.len() > MOST_BYTES {
        return Err(Problem::error(start, format!("the file is larger than {} MB", MOST_BYTES >> 20))
            .mend("split it into smaller files"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(Problem::error(start, "this is a Word, Excel or zip file, not text")
            .mend("copy its words into a plain text file"));
    }
    if looks_like_utf16(bytes) {
        return Err(Problem::error(start, "the file is saved as UTF-16, which Windows calls Unicode")
            .mend(SAVE_AS_UTF8));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| explain(bytes, error))?;
    match text.find('\0') {
        Some(at) => Err(Problem::error(place_of_end(&text[..at]), "there is a NUL byte (0x00) in the text")
            .mend("delete it; if there are many, the file is damaged: go back to an earlier copy")),
        None => Ok(text.to_owned()),
    }
}

/// A byte-order mark of UTF-16, or every other byte of the beginning zero.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    let head = &bytes[..bytes.len().min(64)];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    head.len() >= 4 && (zeros(0) == head.len().div_ceil(2) || zeros(1) == head.len() / 2)
}

fn explain(bytes: &[u8], error: std::str::Utf8Error) -> Problem {
    let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
    let place = place_of_end(valid);
    let byte = bytes[error.valid_up_to()];
    if error.error_len().is_none() {
        return Problem::error(place, "the file ends in the middle of a character")
            .mend("the file was cut short: go back to an earlier copy");
    }
    let meant = windows_1252(byte).map_or_else(String::new, |c| format!(" (there it stands for {c})"));
    Problem::error(
        place,
        format!(
            "byte 0x{byte:02X} is not UTF-8: this looks like text saved as Windows-1252 by Word or Excel{meant}"
        ),
    )
    .mend(SAVE_AS_UTF8)
}

/// What a byte from 0x80 means in Windows-1252, where it is a character people type.
fn windows_1252(byte: u8) -> Option<char> {
    match byte {
        0x80 => Some('€'),
        0x85 => Some('…'),
        0x91 => Some('‘'),
        0x92 => Some('’'),
        0x93 => Some('“'),
        0x94 => Some('”'),
        0x95 => Some('•'),
        0x96 => Some('–'),
        0x97 => Some('—'),
        0xa1..=0xff => Some(char::from(byte)),
        _ => None,
    }
}

/// The place just after `text`.
fn place_of_end(text: &str) -> Place {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let line_start = text.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let crlf = text.matches("\r\n").count();
    let breaks = text.matches(['\n', '\r']).count() - crlf;
    Place { line: breaks + 1, column: text[line_start..].chars().count() + 1, length: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_with_or_without_a_mark_is_kept_as_it_is() {
        assert_eq!(decode("a: é\r\n".as_bytes()).unwrap(), "a: é\r\n");
        assert_eq!(decode("\u{feff}a: 1\n".as_bytes()).unwrap(), "\u{feff}a: 1\n");
        assert_eq!(decode(b"").unwrap(), "");
    }

    #[test]
    fn windows_text_is_explained_at_its_place() {
        let problem = decode(b"id: exec\r\ntitle: Children\x92s view\r\n").unwrap_err();
        assert_eq!(problem.place, Place { line: 2, column: 16, length: 1 });
        assert!(problem.message.contains("byte 0x92 is not UTF-8"), "{}", problem.message);
        assert!(problem.message.contains("Windows-1252"), "{}", problem.message);
        assert_eq!(problem.mend.as_deref(), Some(SAVE_AS_UTF8));
    }

    #[test]
    fn utf16_is_named_with_or_without_a_mark() {
        for bytes in [&b"\xff\xfea\0:\0"[..], b"\xfe\xff\0a\0:", b"a\0:\0 \x001\0\n\0", b"\0a\0:\0 \x001"] {
            assert!(decode(bytes).unwrap_err().message.contains("UTF-16"), "{bytes:?}");
        }
    }

    #[test]
    fn a_nul_has_a_line_and_a_column() {
        let problem = decode("a: 1\nü: x\0y and more text\n".as_bytes()).unwrap_err();
        assert_eq!((problem.place.line, problem.place.column), (2, 5));
    }

    #[test]
    fn a_file_cut_inside_a_character_or_too_large_is_refused() {
        assert!(decode(b"a: \xc3").unwrap_err().message.contains("middle of a character"));
        assert!(decode(&vec![b' '; MOST_BYTES + 1]).unwrap_err().message.contains("64 MB"));
        assert!(decode(b"PK\x03\x04rest").unwrap_err().message.contains("Word"));
    }
}
