//! Every file in `tests/sessions`: keys typed at the demonstration's Executive, and what the screen must say of them.
//! One file a rule. A failure names the file and its line, and shows the screen.

use crate::workspaces::demo;
use chairside::app::Ask;
use chairside::files::script::parse;
use chairside::runtime::Clock;
use chairside::runtime::headless::Headless;
use chairside::runtime::script::play;
use std::fs;
use std::path::{Path, PathBuf};

const MEETING: &str = "executive-2026-12-03";
const START: &str = "2026-12-03T10:00:00+00:00";

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn played(file: &Path) -> Result<(), String> {
    let script = parse(&fs::read_to_string(file).unwrap())
        .map_err(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let (_folder, root) = demo();
    let ask = Ask { meet: Some(MEETING.to_owned()), ..Ask::default() };
    let mut program = Headless::new(&root, ask, Clock::still(START.parse().unwrap()));
    play(&script, &mut program).map_err(|failure| failure.to_string())
}

#[test]
fn every_session_goes_as_it_says() {
    let files = files();
    assert!(files.len() >= 12, "{} sessions", files.len());
    let failed: Vec<String> = files
        .iter()
        .filter_map(|file| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            assert!(name.ends_with(".session"), "{name} is not a session");
            played(file).err().map(|why| format!("{name}, {why}"))
        })
        .collect();
    assert!(failed.is_empty(), "{} of {} sessions\n\n{}", failed.len(), files.len(), failed.join("\n\n"));
}

#[test]
fn every_session_expects_something() {
    for file in files() {
        let text = fs::read_to_string(&file).unwrap();
        let expects = text.lines().filter(|line| line.starts_with("expect ")).count();
        assert!(expects >= 3, "{}: {expects} expectations", file.display());
        assert!(text.starts_with("# "), "{}: its first line says what rule it shows", file.display());
    }
}
