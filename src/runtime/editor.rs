//! The editor somebody has chosen for themselves, for a long text or for a file at a line. Which text, and what
//! becomes of it, is decided elsewhere; lending it the terminal is the business of `terminal`.

use super::disk::{Root, private_file};
use super::place;
use crate::effect::{Edit, Reply};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};

/// What to say where no editor was chosen.
const NONE_CHOSEN: &str =
    "No editor is chosen: put its name into EDITOR, such as EDITOR=nano, and start again";

/// Lets the editor have the text or the file, and waits until it is closed.
pub fn edit(root: &Root, edit: &Edit) -> Reply {
    let Some(chosen) = chosen() else { return Reply::Edited(Err(NONE_CHOSEN.to_owned())) };
    let done = match edit {
        Edit::Text(text) => with_text(&chosen, text),
        Edit::File { path, line } => {
            root.inside(path).and_then(|place| run(&chosen, &place, Some(*line))).map(|()| String::new())
        }
    };
    Reply::Edited(done.map_err(|why| format!("{} did not work: {why}", chosen.to_string_lossy())))
}

/// The editor chosen, with any arguments of its own.
fn chosen() -> Option<OsString> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    set("VISUAL").or_else(|| set("EDITOR")).or_else(|| cfg!(windows).then(|| "notepad".into()))
}

/// The text in a file nobody else can read, gone again afterwards whatever happened.
fn with_text(chosen: &OsString, text: &str) -> io::Result<String> {
    let place = place::private_folder()?.join(format!("note-{}.md", std::process::id()));
    private_file(&place, text.as_bytes())?;
    let edited = run(chosen, &place, None).and_then(|()| fs::read(&place));
    let _ = fs::remove_file(&place);
    let text = String::from_utf8_lossy(&edited?).into_owned();
    // Editors end a file with a line end that nobody typed.
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

fn run(chosen: &OsString, place: &Path, line: Option<usize>) -> io::Result<()> {
    let name = chosen.to_string_lossy();
    let program = name.split_whitespace().next().unwrap_or_default();
    let status = command(chosen, &arguments(program, place, line)).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(ended(status))) }
}

fn ended(status: ExitStatus) -> String {
    format!("it ended with {status}; what it had is not taken over")
}

/// A file, at a line, as different editors want to be told.
fn arguments(program: &str, place: &Path, line: Option<usize>) -> Vec<OsString> {
    let place = place.as_os_str().to_owned();
    let stem = Path::new(program).file_stem().map(|stem| stem.to_string_lossy().to_lowercase());
    let Some(line) = line else { return vec![place] };
    let with_line = |mut place: OsString| {
        place.push(format!(":{line}"));
        place
    };
    match stem.as_deref().unwrap_or_default() {
        "code" | "codium" | "code-insiders" | "vscodium" => vec!["--goto".into(), with_line(place)],
        "hx" | "helix" | "subl" | "zed" => vec![with_line(place)],
        "notepad" => vec![place],
        _ => vec![format!("+{line}").into(), place],
    }
}

/// As git runs it: what was chosen may hold arguments of its own, which the shell takes apart.
#[cfg(unix)]
fn command(chosen: &OsString, arguments: &[OsString]) -> Command {
    let mut line = chosen.clone();
    line.push(" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(line).arg(chosen).args(arguments);
    command
}

#[cfg(not(unix))]
fn command(chosen: &OsString, arguments: &[OsString]) -> Command {
    let name = chosen.to_string_lossy().into_owned();
    let mut words = name.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).args(arguments);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(program: &str, line: Option<usize>) -> String {
        let all = arguments(program, Path::new("/w/a b.yaml"), line);
        all.iter().map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        assert_eq!(told("nano", Some(12)), "+12|/w/a b.yaml");
        assert_eq!(told("/usr/bin/vi", None), "/w/a b.yaml");
        assert_eq!(told("code", Some(3)), "--goto|/w/a b.yaml:3");
        assert_eq!(told("hx", Some(3)), "/w/a b.yaml:3");
        assert_eq!(told("notepad.exe", Some(3)), "/w/a b.yaml");
    }

    #[cfg(unix)]
    #[test]
    fn an_editor_with_arguments_changes_the_text_and_leaves_no_copy() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a note.md");
        fs::write(&place, "one").unwrap();
        run(&"sed -i s/one/two/".into(), &place, None).unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "two");
        assert!(run(&"false".into(), &place, None).unwrap_err().to_string().contains("ended with"));
        assert!(run(&"no-such-editor-at-all".into(), &place, None).is_err());
    }
}
