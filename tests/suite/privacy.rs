//! What is said in the restricted part of a meeting is in the workspace and in this user's own folder and nowhere else,
//! however the program ends: in no core file, no complaint, no process's arguments or environment, no window's title, no
//! other file. What documents and commands may say is `canary`.

use crate::executive::{START, workspace};
use crate::offline::works;
use crate::processes::{children, status, wait};
use crate::terminal::Terminal;
use rustix::process::{Pid, Signal};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use tempfile::{TempDir, tempdir};

/// Begins every word that is planted.
const CANARY: &str = "zaunkoenig";
/// As open as can be: cores of any size, in the folder the program is in, and files for everybody.
const CARELESS: &str = "ulimit -c unlimited; umask 0; exec \"$@\" 2>\"$COMPLAINTS\"";

/// A computer of somebody's own, as far as the program sees it.
struct Computer {
    own: TempDir,
    _workspace: TempDir,
    root: PathBuf,
}

impl Computer {
    fn new() -> Self {
        let own = tempdir().unwrap();
        for name in ["home", "home/here", "tmp"] {
            fs::create_dir(own.path().join(name)).unwrap();
        }
        let editor = own.path().join("editor");
        let script = "#!/bin/sh\necho EDITOR IS OPEN\nread -r line\n";
        fs::write(&editor, script).unwrap();
        fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
        let (workspace, root) = workspace();
        Self { own, _workspace: workspace, root }
    }

    fn at(&self, name: &str) -> String {
        self.own.path().join(name).to_str().unwrap().to_owned()
    }

    /// The program in the Executive, started by way of another program.
    fn start(&self, way: &[&str]) -> Terminal {
        let names = ["home", "tmp", "home/state", "editor", "complaints"].map(|name| self.at(name));
        let [home, tmp, state, editor, complaints] = names.each_ref().map(String::as_str);
        let env = [
            ("HOME", home),
            ("TMPDIR", tmp),
            ("XDG_STATE_HOME", state),
            ("EDITOR", editor),
            ("COMPLAINTS", complaints),
            ("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
            ("USER", "chair"),
        ];
        let args = ["-w", self.root.to_str().unwrap(), "--now", START, "meet", "executive"];
        let way = [way, &["/bin/sh", "-c", CARELESS, "sh"]].concat();
        let terminal = Terminal::start_by(&way, &args, Path::new(&self.at("home/here")), &env, 40, 120);
        terminal.wait_for("Press Space");
        terminal
    }
}

/// Says something restricted, and begins to say more.
fn say_it(terminal: &mut Terminal) {
    terminal.send(" ");
    terminal.wait_for("The meeting is open");
    terminal.send("nZaunkoenig-note\r\u{1b}[AM");
    terminal.wait_for("▮ Zaunkoenig-note");
    terminal.wait("saved", |screen| {
        screen.contents().lines().next().is_some_and(|head| head.trim_end().ends_with("  saved"))
    });
    terminal.send("\u{1b}");
    terminal.wait("no line chosen", |screen| !screen.contents().contains("▶ ▮ Zaunkoenig"));
    terminal.send("nZaunkoenig-draft");
    terminal.wait_for("Zaunkoenig-draft");
}

/// A process and all that it started.
fn family(process: Pid) -> Vec<Pid> {
    let mut all = vec![process];
    let mut next = 0;
    while let Some(parent) = all.get(next) {
        let theirs = children(*parent);
        all.extend(theirs);
        next += 1;
    }
    all
}

fn holds_it(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(bytes).to_lowercase().contains(CANARY)
}

/// What others on this computer can see of a process holds nothing of it, and no core of it is ever written.
#[track_caller]
fn assert_closed(process: Pid) {
    let at = PathBuf::from(format!("/proc/{}", process.as_raw_nonzero()));
    for name in ["cmdline", "environ", "comm"] {
        let seen = fs::read(at.join(name)).unwrap();
        assert!(!holds_it(&seen), "{name}: {}", String::from_utf8_lossy(&seen));
    }
    let limits = fs::read_to_string(at.join("limits")).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    // With 0 a program that collects crashes would get it all the same.
    assert_eq!(core.split_whitespace().collect::<Vec<_>>()[4..], ["1", "1", "bytes"]);
}

/// Every file below a folder, and every folder; that one too.
fn below(folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    let mut next = 0;
    while let Some(folder) = folders.get(next) {
        let inside = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let (more, found): (Vec<_>, Vec<_>) = inside.partition(|path| path.is_dir());
        folders.extend(more);
        files.extend(found);
        next += 1;
    }
    (files, folders)
}

#[test]
fn nothing_restricted_is_anywhere_else_however_the_program_ends() {
    for end in [None, Some(Signal::SEGV), Some(Signal::ABORT)] {
        let computer = Computer::new();
        let mut terminal = computer.start(&[]);
        say_it(&mut terminal);
        let alone = family(terminal.process());
        terminal.send("\u{f}");
        terminal.wait_for("EDITOR IS OPEN");
        let all = family(terminal.process());
        assert!(alone.len() == 2 && all.len() > 2, "the guard, then the editor too: {alone:?}, {all:?}");
        all.into_iter().for_each(assert_closed);
        terminal.send("\n");
        terminal.wait("the program again", vt100::Screen::alternate_screen);
        match end {
            None => {
                terminal.send("\u{3}q");
                assert_eq!(terminal.exit_code(), 0);
            }
            Some(signal) => {
                terminal.crash(signal);
                wait("the guard's end", || alone.iter().all(|it| status(*it, "State").is_none()));
            }
        }
        let state = PathBuf::from(computer.at("home/state"));
        let (files, _) = below(computer.own.path());
        let (kept, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|path| path.starts_with(&state));
        assert!(kept.iter().any(|path| holds_it(&fs::read(path).unwrap())), "it is nowhere: {kept:?}");
        // No core among them: the editor and what was complained of, which is nothing of this.
        assert_eq!(others.len(), 2, "{others:?}");
        for path in others {
            assert!(!holds_it(&fs::read(&path).unwrap()), "{}", path.display());
        }
        let titled = terminal.raw().windows(2).any(|bytes| bytes == b"\x1b]" || bytes == b"\x1bk");
        assert!(!titled, "it gave the window a title");
    }
}

#[test]
fn what_is_kept_on_this_computer_is_for_this_user_alone() {
    let computer = Computer::new();
    let mut terminal = computer.start(&[]);
    say_it(&mut terminal);
    let state = PathBuf::from(computer.at("home/state/chairside"));
    let draft = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "draft");
    wait("the draft kept", || below(&state).0.iter().any(draft));
    let mode = |path: &PathBuf| fs::metadata(path).map(|found| found.permissions().mode() & 0o777);
    let (files, folders) = below(&state);
    assert!(files.len() > 2, "{files:?}");
    for (paths, only) in [(files, 0o600), (folders, 0o700)] {
        for path in paths {
            // A file that was replaced meanwhile has gone.
            let Ok(found) = mode(&path) else { continue };
            assert_eq!(found, only, "{} is {found:o}", path.display());
        }
    }
    terminal.send("\u{3}q");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn nothing_is_written_outside_the_workspace_and_this_users_own_folder() {
    let computer = Computer::new();
    let calls = computer.at("calls");
    let way = ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=%file", "-o", &calls];
    if !works(&way) {
        eprintln!("SKIPPED: install strace to see that nothing is written elsewhere");
        return;
    }
    let mut terminal = computer.start(&way);
    say_it(&mut terminal);
    terminal.send("\u{f}");
    terminal.wait_for("EDITOR IS OPEN");
    terminal.send("\n");
    terminal.wait("the program again", vt100::Screen::alternate_screen);
    terminal.send("\u{3}q");
    assert_eq!(terminal.exit_code(), 0);
    let seen = fs::read_to_string(&calls).unwrap();
    let root = computer.root.canonicalize().unwrap();
    let ours = [computer.root.to_str().unwrap(), root.to_str().unwrap(), &computer.at("home/state")];
    let devices = ["/dev/tty", "/dev/null", &computer.at("complaints")];
    let changes = |line: &&str| {
        let creates = ["O_WRONLY", "O_RDWR", "O_CREAT"].iter().any(|how| line.contains(how));
        let makes = ["mkdir", "rename", "link", "unlink", "symlink", "mknod", "truncate", "creat"];
        let name = line.split_once(' ').map_or("", |(_, call)| call.trim_start());
        creates || makes.iter().any(|make| name.starts_with(make))
    };
    let mut counted = 0;
    for line in seen.lines().filter(changes) {
        let allowed = |place: &&str| line.contains(&format!("\"{place}"));
        assert!(ours.iter().any(allowed) || devices.iter().any(allowed), "{line}");
        counted += 1;
    }
    assert!(counted > 20, "{seen}");
}
