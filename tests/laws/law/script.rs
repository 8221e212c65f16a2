//! A script of any text: every line is a step or is said to be none.

use chairside::files::script::parse;

/// The script.
pub fn script(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let many = text.lines().count();
    match parse(&text) {
        Ok(script) => assert!(script.steps.iter().all(|(line, _)| (1..=many).contains(line))),
        Err(problems) => {
            assert!(!problems.is_empty());
            assert!(problems.iter().all(|p| (1..=many).contains(&p.line) && !p.message.is_empty()));
        }
    }
}
