//! The user's own editor: it gets the terminal as it was found, and what it makes of a text comes back.

use crate::executive::{START, workspace};
use crate::terminal::Terminal;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use tempfile::tempdir;

/// An editor that says how it found the terminal and what it was given, waits to be told, and does `then`.
fn editor(folder: &Path, then: &str) -> String {
    let place = folder.join("an editor");
    let at = folder.display();
    let script = format!(
        "#!/bin/sh\nstty -a <&1 >'{at}/modes'\necho \"$@\" >'{at}/arguments'\nfor f; do last=$f; done\n\
         ls -ld \"$(dirname \"$last\")\" \"$last\" >'{at}/listing'\necho EDITOR IS OPEN\nread -r line\n{then}\n"
    );
    fs::write(&place, script).unwrap();
    fs::set_permissions(&place, fs::Permissions::from_mode(0o755)).unwrap();
    format!("'{}'", place.display())
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn a_long_note_is_written_in_the_users_own_editor() {
    let (_folder, root) = workspace();
    let own = tempdir().unwrap();
    let editor = editor(own.path(), "printf '\\n- a second line\\n- a third' >>\"$last\"");
    let home = own.path().join("home");
    fs::create_dir(&home).unwrap();
    let state = home.join("state");
    let env = [("USER", "chair"), ("XDG_STATE_HOME", state.to_str().unwrap()), ("EDITOR", &editor)];
    let args = ["-w", root.to_str().unwrap(), "--now", START, "meet", "executive"];
    let mut terminal = Terminal::start(&args, Path::new("/"), &env, 40, 120);
    terminal.wait_for("Press Space");
    terminal.send(" nThe police said this");
    terminal.wait_for("The police said this");
    // What is typed after the key is for the program again, whenever it comes.
    terminal.send("\u{f}");
    terminal.wait("the editor alone", |screen| {
        screen.contents().contains("EDITOR IS OPEN") && !screen.alternate_screen() && !screen.hide_cursor()
    });
    assert!(read(own.path(), "modes").contains(" icanon"), "the editor finds the terminal as it was");
    terminal.send("\n");
    terminal.wait("the program again", |screen| {
        screen.alternate_screen()
            && screen.contents().contains("a third")
            && screen.contents().contains("note")
    });
    assert!(terminal.is_raw());
    terminal.send("\r");
    terminal.wait("the note kept", |screen| {
        screen.contents().contains("a second line") && !screen.contents().contains("Enter keeps")
    });
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    terminal.assert_restored();
    // While it was open nobody else could read it, and nothing of it is left.
    let listing = read(own.path(), "listing");
    assert!(
        listing.lines().all(|line| line.starts_with("drwx------") || line.starts_with("-rw-------")),
        "{listing}"
    );
    let left = fs::read_dir(state.join("chairside")).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| !name.to_string_lossy().contains("note")));
}

#[test]
fn a_problem_is_opened_at_its_line_and_the_file_read_again() {
    let own = tempdir().unwrap();
    let root = own.path().join("w");
    fs::create_dir(&root).unwrap();
    fs::write(root.join("partnership.yaml"), "schema: 1\nid: a\nname: A\nnaem: B\n").unwrap();
    let editor = editor(own.path(), "sed -i '/naem/d' \"$last\"");
    let env = [("HOME", own.path().to_str().unwrap()), ("VISUAL", &editor)];
    let mut terminal = Terminal::start(&[], &root, &env, 30, 100);
    terminal.wait_for("1 warning");
    terminal.send("p\u{1b}[B\u{1b}[B\u{1b}[B\u{1b}[B");
    terminal.wait_for("5 of 5");
    terminal.send("\r");
    terminal.wait_for("EDITOR IS OPEN");
    terminal.send("\n");
    terminal.wait_for("4 of 4");
    assert_eq!(
        read(own.path(), "arguments").trim(),
        format!("+4 {}", root.canonicalize().unwrap().join("partnership.yaml").display())
    );
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn without_an_editor_it_says_how_to_choose_one_and_keeps_the_words() {
    let (_folder, root) = workspace();
    let args = ["-w", root.to_str().unwrap(), "--now", START, "meet", "executive"];
    let mut terminal = Terminal::start(&args, Path::new("/"), &[("USER", "chair")], 30, 120);
    terminal.wait_for("Press Space");
    terminal.send(" nWords that stay\u{f}");
    terminal.wait_for("No editor is chosen");
    terminal.wait_for("Words that stay");
    terminal.send("\r");
    terminal.wait("the note kept", |screen| !screen.contents().contains("Enter keeps"));
}
