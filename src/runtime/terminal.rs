//! The terminal: taken at the start, given back as it was however the program ends. Which key does what is elsewhere.

use super::guard;
use crate::app::Msg;
use crate::base::key::{Key, KeyCode};
use crate::base::text::clean;
use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode as Code, KeyEvent, KeyEventKind,
    KeyModifiers, poll, read,
};
use crossterm::style::ResetColor;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal};
use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write, stdin, stdout};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Whether the terminal is ours and must be given back.
static OURS: AtomicBool = AtomicBool::new(false);

/// Whether the terminal is lent to another program, which has the keys.
static LENT: AtomicBool = AtomicBool::new(false);

/// Whether the terminal is lent to another program.
pub fn is_lent() -> bool {
    LENT.load(Ordering::SeqCst)
}

/// Whether the terminal is ours.
pub fn is_ours() -> bool {
    OURS.load(Ordering::SeqCst)
}

/// Gives the terminal back as it was: the screen, the cursor, pasting and the way keys are read. May be called
/// by anybody at any time; only the first call after taking it does anything.
pub fn restore() {
    if OURS.swap(false, Ordering::SeqCst) {
        // Keys first: that works even when the terminal takes no more output. Nobody is left to tell of an error.
        let _ = disable_raw_mode();
        let mut out = stdout();
        let _ = leave(&mut out);
        let _ = out.flush();
        guard::given();
    }
}

/// What a screen is told so that it is as it was.
pub fn leave(out: &mut impl Write) -> io::Result<()> {
    queue!(out, DisableBracketedPaste, ResetColor, LeaveAlternateScreen, cursor::Show)
}

/// Takes the keys as they come. The guard gives the terminal back if we cannot.
fn take_keys() -> io::Result<()> {
    guard::taken();
    let taken = enable_raw_mode();
    if taken.is_ok() {
        OURS.store(true, Ordering::SeqCst);
    } else {
        guard::given();
    }
    taken
}

/// Messages taken before a frame is drawn all the same, so that a flood of them does not look like a hang.
const AT_ONCE: usize = 256;

/// The screen, ours until it is dropped.
pub struct Screen {
    // A frame goes out in one piece: it does not flicker, and costs one system call.
    // Never dropped: that would complain to a terminal that has gone, which is a panic.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<BufWriter<Stdout>>>>,
}

impl Screen {
    /// Takes the terminal.
    pub fn take() -> io::Result<Self> {
        if !stdin().is_terminal() || !stdout().is_terminal() {
            let why = "this needs a terminal for its keys and its screen: run it without redirecting either";
            return Err(io::Error::new(io::ErrorKind::Unsupported, why));
        }
        guard::start();
        take_keys()?;
        let taken = Self::set_up();
        if taken.is_err() {
            restore();
        }
        taken
    }

    /// Lets another program have the terminal as it was found, and takes it again afterwards. Nobody may be reading
    /// keys meanwhile.
    pub fn lend<T>(&mut self, to: impl FnOnce() -> T) -> io::Result<T> {
        LENT.store(true, Ordering::SeqCst);
        restore();
        let done = to();
        LENT.store(false, Ordering::SeqCst);
        take_keys()?;
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        self.forget()?;
        Ok(done)
    }

    fn set_up() -> io::Result<Self> {
        // From here on a change of size is heard, even one that comes before the first key is waited for.
        poll(Duration::ZERO)?;
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        let out = BufWriter::with_capacity(1 << 16, stdout());
        Ok(Self { terminal: ManuallyDrop::new(Terminal::new(CrosstermBackend::new(out))?) })
    }

    /// Its size in cells, across and down.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        self.terminal.size().map(|size| (size.width, size.height))
    }

    /// Forgets what it shows, so that the next picture goes out whole. After a change of size nobody knows what a
    /// terminal has kept, even when it is back at the size of the last picture.
    pub fn forget(&mut self) -> io::Result<()> {
        // Its `clear` would ask the terminal where the cursor is, and wait for an answer.
        let (across, down) = self.size()?;
        self.terminal.resize(Rect::new(0, 0, across, down))
    }

    /// Draws; only cells that changed go out.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame)) -> io::Result<()> {
        self.terminal.draw(view).map(|_| ())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
        guard::dismiss();
    }
}

/// Waits until the terminal has gone, and gives whether it has. Reading one that went without a signal gives nothing, at
/// once and for ever, and the reader of keys takes no notice.
#[cfg(unix)]
pub fn gone() -> bool {
    use rustix::event::{PollFd, PollFlags, poll};
    let keys = stdin();
    loop {
        // Nothing is asked for: a hang-up is told unasked.
        let mut asked = [PollFd::new(&keys, PollFlags::empty())];
        match poll(&mut asked, None) {
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
            Ok(_) => return asked[0].revents().intersects(PollFlags::HUP | PollFlags::ERR),
        }
    }
}

/// Where nobody can be asked, only reading can tell.
#[cfg(not(unix))]
pub fn gone() -> bool {
    false
}

/// Waits for something to come from the terminal that is for the program; gives all that has come.
pub fn next() -> io::Result<Vec<Msg>> {
    let mut come = Vec::new();
    // A terminal that goes says so again when it is next read: what came before is taken first.
    while come.is_empty() || (come.len() < AT_ONCE && poll(Duration::ZERO).unwrap_or(false)) {
        match read() {
            Ok(event) => come.extend(message(event)),
            Err(gone) if come.is_empty() => return Err(gone),
            Err(_) => break,
        }
    }
    Ok(come)
}

fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => pressed(key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(pasted(&text))),
        Event::Resize(across, down) => Some(Msg::Resized(across, down)),
        Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
    }
}

/// What was pasted, made safe. Terminals send line ends of every kind.
fn pasted(text: &str) -> String {
    clean(&text.replace("\r\n", "\n").replace('\r', "\n")).into_owned()
}

/// The key, when it was pressed or held down, and is one we know.
fn pressed(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        Code::Char(c) => KeyCode::Char(c),
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::BackTab => KeyCode::BackTab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::F(n) => KeyCode::F(n),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    Some(Key::new(code, held(KeyModifiers::CONTROL), held(KeyModifiers::ALT), held(KeyModifiers::SHIFT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presses_and_held_keys_count_and_releases_do_not() {
        let key = |kind| KeyEvent::new_with_kind(Code::Char('D'), KeyModifiers::SHIFT, kind);
        assert_eq!(pressed(key(KeyEventKind::Press)), Some(Key::char('D')));
        assert_eq!(pressed(key(KeyEventKind::Repeat)), Some(Key::char('D')));
        assert_eq!(pressed(key(KeyEventKind::Release)), None);
    }

    #[test]
    fn keys_arrive_in_their_normal_form() {
        let key = |code, held| pressed(KeyEvent::new(code, held)).map(|key| key.to_string());
        assert_eq!(key(Code::Char('r'), KeyModifiers::CONTROL).as_deref(), Some("ctrl-r"));
        assert_eq!(key(Code::BackTab, KeyModifiers::SHIFT).as_deref(), Some("shift-tab"));
        assert_eq!(key(Code::Enter, KeyModifiers::ALT).as_deref(), Some("alt-enter"));
        assert_eq!(key(Code::F(1), KeyModifiers::NONE).as_deref(), Some("f1"));
        assert_eq!(key(Code::CapsLock, KeyModifiers::NONE), None);
    }

    #[test]
    fn what_is_pasted_is_clean() {
        assert_eq!(pasted("a\r\nb\rc\nd\u{1b}[31m"), "a\nb\nc\nd␛[31m");
    }
}
