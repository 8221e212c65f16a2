//! Values with something hostile in every text that may be any, whatever file they are of.

use serde_json::Value;

/// Keys whose text may be any.
const FREE: [&str; 28] = [
    "what",
    "text",
    "title",
    "name",
    "why",
    "theme",
    "reason",
    "so_what",
    "note",
    "where",
    "area",
    "ask",
    "phrase",
    "called",
    "success",
    "strengths",
    "develop",
    "lines",
    "rule",
    "no_concern",
    "reply",
    "defined_in",
    "records_read",
    "dropped",
    "agreed_by",
    "role",
    "child_feedback",
    "purpose",
];

/// Does something to each text that may be any, which is given with its key.
pub fn harm(value: &mut Value, key: &str, change: &mut impl FnMut(&str, &mut String)) {
    match value {
        Value::String(text) if FREE.contains(&key) => change(key, text),
        Value::Array(items) => items.iter_mut().for_each(|item| harm(item, key, change)),
        Value::Object(map) => map.iter_mut().for_each(|(key, value)| harm(value, key, change)),
        _ => {}
    }
}

/// A value as YAML, for JSON is that, but for what YAML lets stand escaped only.
pub fn as_yaml(value: &Value) -> String {
    let escaped = |c: char| match u32::from(c) {
        ..0x7f => c.to_string(),
        code @ ..0x1_0000 => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    };
    serde_json::to_string_pretty(value).unwrap().chars().map(escaped).collect()
}

/// Whether a text holds the word that a payload begins with.
pub fn holds_a_payload(text: &str) -> bool {
    text.as_bytes()
        .windows(5)
        .any(|word| matches!(word, [b'k', digits @ .., b'q'] if digits.iter().all(u8::is_ascii_digit)))
}

/// The text of a payload as a line of YAML in quotes.
pub fn quoted(payload: &str) -> String {
    as_yaml(&Value::from(payload))
}

/// No cell of a table as CSV is one that a spreadsheet would work out, and none holds anything harmful.
#[track_caller]
pub fn assert_no_formula(what: &str, csv: &str) {
    let bare = csv.strip_prefix('\u{feff}').unwrap_or(csv).replace("\r\n", "\n");
    super::assert_harmless(what, &bare);
    let (mut cell, mut quoted) = (String::new(), false);
    for c in bare.chars().chain(['\n']) {
        match c {
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{what}: {cell:?}");
                cell.clear();
            }
            c => cell.push(c),
        }
    }
}
