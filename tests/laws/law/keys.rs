//! Keys pressed on any screen, whatever they are: the program goes on, every screen fits its size and holds nothing that
//! drives a terminal, and every file of the workspace stays one that can be read.

use super::room::OPENED;
use chairside::app::{Ask, Msg};
use chairside::base::key::Key;
use chairside::base::problem::Severity;
use chairside::base::text::width;
use chairside::files::shipped;
use chairside::files::workspace::Workspace;
use chairside::runtime::Clock;
use chairside::runtime::disk::read_workspace;
use chairside::runtime::headless::Headless;
use std::fs;
use std::path::Path;

/// So many words of an input are played.
const MOST: usize = 120;

/// Words: `size=80x24` gives the screen that size, `wait` lets time pass, the name of a key presses it, `meet` at the
/// beginning opens a meeting, and anything else is typed as it is.
pub fn keys(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in shipped::demo() {
        let place = folder.path().join(path);
        fs::create_dir_all(place.parent().expect("a folder of its own")).expect("a folder");
        fs::write(place, bytes).expect("a file");
    }
    let mut words = text.split_whitespace().take(MOST).peekable();
    let meet = words.next_if_eq(&"meet").map(|_| OPENED.sitting().meeting.to_string());
    let clock = Clock::still("2026-12-03T09:58:00+00:00".parse().expect("a moment"));
    let mut program = Headless::new(folder.path(), Ask { meet, ..Ask::default() }, clock);
    let mut size = (80, 24);
    for word in words {
        if program.ended() {
            break;
        }
        match sized(word) {
            Some(to) => size = to,
            None if word == "wait" => program.advance(std::time::Duration::from_secs(20)),
            None => match word.parse::<Key>() {
                Ok(key) => program.press(&key),
                Err(_) => program.send(Msg::Paste(word.to_owned())),
            },
        }
        fits(word, &program.screen(size.0, size.1), size);
    }
    program.settle().expect("everything is on the disk");
    still_read(folder.path());
}

fn sized(word: &str) -> Option<(u16, u16)> {
    let (across, down) = word.strip_prefix("size=")?.split_once('x')?;
    let within = |text: &str| text.parse().ok().filter(|n| (1..=300).contains(n));
    Some((within(across)?, within(down)?))
}

fn fits(word: &str, screen: &str, (across, down): (u16, u16)) {
    assert!(screen.lines().count() <= usize::from(down), "after {word}:\n{screen}");
    for line in screen.lines() {
        assert!(width(line) <= usize::from(across), "after {word}: {line}");
        assert!(!line.chars().any(char::is_control), "after {word}: {line:?}");
    }
}

/// What was written is sound, as what was there before is.
fn still_read(root: &Path) {
    let raw = read_workspace(root).expect("the workspace can be read");
    let files = raw.files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice()));
    for report in Workspace::load(files, &[], &[]).reports {
        let error = report.problems.iter().find(|problem| problem.severity == Severity::Error);
        assert_eq!(error, None, "{}:\n{}", report.path, report.text);
    }
}
