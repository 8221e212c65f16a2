//! The project's own files, for the tests that read them: source and pages, from the folder of `Cargo.toml`.

use std::fs;
use std::path::{Path, PathBuf};

/// The place of a file of the project.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// A file of the project, with line feeds only.
pub fn read(relative: &str) -> String {
    let text = fs::read_to_string(path(relative)).unwrap_or_else(|why| panic!("{relative}: {why}"));
    text.replace("\r\n", "\n")
}

/// Every file below a folder whose name ends so, in order of path. A folder that is not there holds none.
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(inside) = fs::read_dir(path(folder)) else { return found };
    for entry in inside {
        let entry = entry.unwrap();
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&name, ending));
        } else if name.ends_with(&format!(".{ending}")) {
            found.push(name);
        }
    }
    found.sort();
    found
}

/// Compares a page with what the program says it should be; `UPDATE_GOLDEN=1` writes it instead.
pub fn golden(relative: &str, made: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path(relative), made).unwrap();
    }
    let differs = read(relative) != made;
    assert!(!differs, "{relative} is out of date: UPDATE_GOLDEN=1 cargo test --test suite docs writes it");
}

/// A page without what stands between its fences.
pub fn without_fences(page: &str) -> String {
    let mut inside = false;
    let kept = page.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    });
    kept.flat_map(|line| [line, "\n"]).collect()
}

/// What stands between a page's fences of one language, and the line each begins on, from 1.
pub fn fences(page: &str, language: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open: Option<(bool, usize, String)> = None;
    for (number, line) in (1..).zip(page.lines()) {
        match (&mut open, line.trim_start().strip_prefix("```")) {
            (None, Some(said)) => open = Some((said.trim() == language, number + 1, String::new())),
            (Some(_), Some(_)) => {
                let (wanted, first, text) = open.take().unwrap();
                found.extend(wanted.then_some((first, text)));
            }
            (Some((_, _, text)), None) => text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is never closed");
    found
}

/// Rust without its comments and without what stands between quotes, line for line.
pub fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) =
            raw_string(rest).filter(|_| !out.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        {
            length
        } else if c == '"' {
            quoted(rest, '"')
        } else if c == '\'' {
            character(rest)
        } else {
            0
        };
        if skipped == 0 {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            out.extend(rest[..skipped].chars().filter(|c| *c == '\n'));
            rest = &rest[skipped..];
        }
    }
    out
}

/// The length of the raw string that begins here.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let inner = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(text.len() - inner.len() + inner.find(&end)? + end.len())
}

/// The length of what stands between quotes, with both quotes.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the character that begins here; nothing when it is a lifetime.
fn character(text: &str) -> usize {
    let mut inside = text[1..].chars();
    match (inside.next(), inside.next()) {
        (Some('\\'), _) => quoted(text, '\''),
        (Some(c), Some('\'')) => 2 + c.len_utf8(),
        _ => 0,
    }
}

#[test]
fn code_is_told_from_what_it_says() {
    let rust = "fn a<'x>() { // {\n let b = '{'; let c = \"}\\\"}\"; /* {\n */ let d = r#\"{\"\"#; let e = '\\'';\n}\n";
    assert_eq!(code(rust), "fn a<'x>() { \n let b = ; let c = ; \n let d = ; let e = ;\n}\n");
}

#[test]
fn pages_are_told_from_what_they_show() {
    let page = "one\n```yaml\na: 1\n```\ntwo\n```\nb\n```\n";
    assert_eq!(without_fences(page), "one\ntwo\n");
    assert_eq!(fences(page, "yaml"), [(3, "a: 1\n".to_owned())]);
}
