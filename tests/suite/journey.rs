//! A script played by a person: the keys of a session file typed into the real program in a terminal, each `expect`
//! waited for. Also the same session without a terminal, to compare with.

use crate::terminal::Terminal;
use chairside::app::{Ask, Screen};
use chairside::base::key::{Key, KeyCode};
use chairside::base::stamp::Stamp;
use chairside::files::script::{Script, Step, parse};
use chairside::runtime::Clock;
use chairside::runtime::headless::Headless;
use chrono::TimeDelta;
use std::path::Path;
use std::time::Duration;

/// How far each key moves the clock, so that every run has the same times.
pub const PACE: Duration = Duration::from_secs(2);
/// The terminal's rows and columns.
pub const SIZE: (u16, u16) = (40, 160);

/// A person at the program's terminal, and how many keys they have typed.
pub struct Chair<'a> {
    root: &'a Path,
    /// What the program is started with: a group or a meeting.
    pub meet: &'a str,
    start: Stamp,
    keys: u32,
    pub terminal: Terminal,
}

impl<'a> Chair<'a> {
    /// Starts the program on a meeting, its clock at `start`.
    pub fn sits_down(root: &'a Path, meet: &'a str, start: &str) -> Self {
        let start = start.parse().unwrap();
        Self { root, meet, start, keys: 0, terminal: begin(root, meet, start) }
    }

    /// The power goes; the program is started again with its clock where it was.
    pub fn starts_again(&mut self) {
        self.terminal.kill();
        self.terminal = begin(self.root, self.meet, self.now());
    }

    /// Takes back so many keys that went with the power.
    pub fn unsays(&mut self, keys: u32) {
        self.keys -= keys;
    }

    /// What the program's clock shows.
    pub fn now(&self) -> Stamp {
        self.start + TimeDelta::from_std(PACE * self.keys).unwrap()
    }

    /// Does one step of a script; pictures are left to the caller.
    #[track_caller]
    pub fn does(&mut self, line: usize, step: &Step) {
        match step {
            Step::Press(keys) => {
                for key in keys {
                    self.types(&bytes(*key), 1);
                }
            }
            Step::Type(text) => self.types(text, u32::try_from(text.chars().count()).unwrap()),
            Step::Paste(text) => {
                self.types(&format!("\u{1b}[200~{}\u{1b}[201~", text.replace('\n', "\r")), 1);
            }
            Step::Expect(words) => self.sees(line, words),
            Step::Size(across, down) => assert_eq!((*down, *across), SIZE, "the session's size"),
            Step::Snapshot(_) => self.sees_saved(line),
            Step::Refuse(_) | Step::Wait(_) | Step::At(_) => panic!("line {line}: not for a terminal"),
        }
    }

    /// Types text as a terminal sends it, as so many keys.
    pub fn types(&mut self, sent: &str, keys: u32) {
        self.terminal.send(sent);
        self.keys += keys;
    }

    #[track_caller]
    fn sees(&self, line: usize, words: &str) {
        self.terminal.wait(&format!("line {line}: “{words}”"), |screen| shows(&screen.contents(), words));
    }

    /// Waits until the head of the screen says that everything is on disk.
    #[track_caller]
    pub fn sees_saved(&self, line: usize) {
        let saved = |contents: String| {
            contents.lines().next().is_some_and(|head| head.trim_end().ends_with("  saved"))
        };
        self.terminal.wait(&format!("line {line}: saved"), |screen| saved(screen.contents()));
    }
}

fn begin(root: &Path, meet: &str, now: Stamp) -> Terminal {
    let (now, pace) = (now.to_rfc3339(), format!("{}s", PACE.as_secs()));
    let root = root.to_str().unwrap();
    let args = ["-w", root, "--now", &now, "--pace", &pace, "meet", meet];
    Terminal::start(&args, Path::new("/"), &[("USER", "chair"), ("NO_COLOR", "1")], SIZE.0, SIZE.1)
}

/// The script in `tests/journeys` of this name.
pub fn session(name: &str) -> Script {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys").join(format!("{name}.session"));
    let text = std::fs::read_to_string(&path).unwrap();
    parse(&text).unwrap_or_else(|problems| panic!("{name}: {problems:?}"))
}

/// The program without a terminal, its clock moved by keys as in one.
pub fn without_terminal(root: &Path, meet: &str, start: &str) -> Headless {
    let ask = Ask { meet: Some(meet.to_owned()), ..Ask::default() };
    Headless::new(root, ask, Clock::start(Some(start.parse().unwrap()), Some(PACE)))
}

/// The acts in the record of the meeting that is open.
pub fn acts(program: &Headless) -> usize {
    let Screen::Meeting(state) = &program.model().screen else { panic!("no meeting is open") };
    state.meeting.acts()
}

/// Whether the words are on the screen, however they are broken into lines.
pub fn shows(screen: &str, words: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    plain(screen).contains(&plain(words))
}

/// The folder of this computer's own copies of a workspace's journals.
pub fn own_copy(root: &Path) -> std::path::PathBuf {
    let all =
        crate::workspaces::state(&["-w", root.to_str().unwrap()], Path::new("/")).join("chairside/journals");
    let mut folders = std::fs::read_dir(&all).into_iter().flatten().flatten().map(|entry| entry.path());
    folders.next().unwrap_or(all)
}

/// The text kept of the line being typed in this meeting, if any is.
pub fn kept_draft(root: &Path, meeting: &str) -> Option<String> {
    let own = own_copy(root).join(chairside::files::places::journals(&meeting.into()));
    let mut files = std::fs::read_dir(own).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let draft = files.find(|path| path.extension().is_some_and(|ending| ending == "draft"))?;
    let kept: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(draft).ok()?).ok()?;
    Some(kept["text"].as_str()?.to_owned())
}

/// A key as a terminal sends it.
fn bytes(key: Key) -> String {
    let plain = match key.code {
        KeyCode::Char(c) if key.ctrl => char::from(u8::try_from(c).unwrap() & 0x1f).to_string(),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::Enter => "\r".to_owned(),
        KeyCode::Tab => "\t".to_owned(),
        KeyCode::Backspace => "\u{7f}".to_owned(),
        KeyCode::Delete => "\u{1b}[3~".to_owned(),
        KeyCode::Up => "\u{1b}[A".to_owned(),
        KeyCode::Down => "\u{1b}[B".to_owned(),
        other => panic!("a terminal cannot tell {other:?} from what follows it: use another key"),
    };
    if key.alt { format!("\u{1b}{plain}") } else { plain }
}
