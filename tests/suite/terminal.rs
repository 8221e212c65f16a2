//! A terminal for tests: starts the real program in a pseudo terminal, types, and reads what it shows. Everything
//! waits for a condition with a deadline; nothing sleeps.

use portable_pty::{CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read as _, Write};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

/// How long anything may take before the test fails; far more than it should, for busy machines.
const DEADLINE: Duration = Duration::from_secs(20);

/// The program in its terminal.
pub struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Box<dyn Write + Send>,
    seen: Arc<Seen>,
    /// The modes of the terminal before the program started.
    before: String,
    process: Pid,
    /// Kept open, so that the modes can be read after the program has ended.
    slave: Option<Box<dyn SlavePty + Send>>,
}

/// What the program has shown so far.
struct Seen {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    parser: vt100::Parser,
    raw: Vec<u8>,
    exit: Option<u32>,
    /// Whether its window was closed: then nobody reads any more.
    closed: bool,
}

impl Terminal {
    /// Starts the program with these arguments, in this folder, with nothing in its environment but these.
    pub fn start(args: &[&str], cwd: &Path, env: &[(&str, &str)], rows: u16, cols: u16) -> Self {
        Self::start_by(&[], args, cwd, env, rows, cols)
    }

    /// Starts it by way of another program, which is given its command line and gets the signals sent to it.
    pub fn start_by(
        way: &[&str],
        args: &[&str],
        cwd: &Path,
        env: &[(&str, &str)],
        rows: u16,
        cols: u16,
    ) -> Self {
        let pair = native_pty_system().openpty(size(rows, cols)).unwrap();
        let line: Vec<&&str> = way.iter().chain(&[env!("CARGO_BIN_EXE_chairside")]).chain(args).collect();
        let mut command = CommandBuilder::new(line[0]);
        command.args(&line[1..]);
        command.cwd(cwd);
        command.env_clear();
        let state = crate::workspaces::state(args, cwd);
        let usual = [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("TZ", "Europe/London")];
        let usual = usual.into_iter().chain([("XDG_STATE_HOME", state.to_str().unwrap())]);
        for (name, value) in usual.chain(env.iter().copied()) {
            command.env(name, value);
        }
        let before = modes(&*pair.master);
        let mut child = pair.slave.spawn_command(command).unwrap();
        let process = Pid::from_raw(i32::try_from(child.process_id().unwrap()).unwrap()).unwrap();
        let parser = vt100::Parser::new(rows.try_into().unwrap(), cols.try_into().unwrap(), 0);
        let state = Mutex::new(State { parser, raw: Vec::new(), exit: None, closed: false });
        let seen = Arc::new(Seen { state, changed: Condvar::new() });
        let mut reader = pair.master.try_clone_reader().unwrap();
        let theirs = Arc::clone(&seen);
        thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                theirs.change(|state| {
                    state.parser.process(&bytes[..n]);
                    state.raw.extend_from_slice(&bytes[..n]);
                });
                if theirs.state.lock().unwrap().closed {
                    return;
                }
            }
        });
        let theirs = Arc::clone(&seen);
        thread::spawn(move || {
            let code = child.wait().map_or(u32::MAX, |status| status.exit_code());
            theirs.change(|state| state.exit = Some(code));
        });
        let keys = pair.master.take_writer().unwrap();
        Self { master: Some(pair.master), keys, seen, before, process, slave: Some(pair.slave) }
    }

    /// Types these bytes, as a terminal sends them.
    pub fn send(&mut self, text: &str) {
        self.keys.write_all(text.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until the screen shows this.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait(&format!("“{text}” on the screen"), |screen| screen.contents().contains(text));
    }

    /// Waits until the screen is as described.
    #[track_caller]
    pub fn wait(&self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        drop(self.seen.wait(what, |state| is_so(state.parser.screen())));
    }

    /// Waits until the program has sent more than so many bytes in all.
    #[track_caller]
    pub fn wait_for_output(&self, beyond: usize) {
        drop(self.seen.wait("more output", |state| state.raw.len() > beyond));
    }

    /// What the screen shows.
    pub fn screen(&self) -> String {
        self.seen.state.lock().unwrap().parser.screen().contents()
    }

    /// Every byte the program has sent.
    pub fn raw(&self) -> Vec<u8> {
        self.seen.state.lock().unwrap().raw.clone()
    }

    /// Gives the terminal another size.
    pub fn resize(&self, rows: u16, cols: u16) {
        self.seen.change(|state| {
            state.parser.screen_mut().set_size(rows.try_into().unwrap(), cols.try_into().unwrap());
        });
        self.master.as_ref().unwrap().resize(size(rows, cols)).unwrap();
    }

    /// The program's process.
    pub fn process(&self) -> Pid {
        self.process
    }

    /// Everything that was written to the terminal by the time another program has written to it.
    pub fn all_written(&self) -> Vec<u8> {
        let mut command = CommandBuilder::new("/bin/echo");
        command.arg("AND SO IT ENDS");
        self.slave.as_ref().unwrap().spawn_command(command).unwrap().wait().unwrap();
        self.wait_for("AND SO IT ENDS");
        self.raw()
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.process, signal).unwrap();
    }

    /// Ends the program by a signal it cannot act on. A fault comes again until the program is gone, and Rust's own
    /// handler steps aside at the first: a signal that is only sent must be sent again.
    pub fn crash(&self, signal: Signal) {
        let start = Instant::now();
        let mut state = self.seen.state.lock().unwrap();
        while state.exit.is_none() && start.elapsed() < DEADLINE {
            let _ = kill_process(self.process, signal);
            state = self.seen.changed.wait_timeout(state, Duration::from_millis(10)).unwrap().0;
        }
        drop(state);
        self.exit_code();
    }

    /// Ends the program as a power cut would, without its having a say.
    pub fn kill(&self) {
        self.signal(Signal::KILL);
        self.exit_code();
    }

    /// Takes the terminal away, as when its window is closed. What the program says after that is not seen.
    pub fn hang_up(&mut self) {
        self.seen.change(|state| state.closed = true);
        // What it draws for this is the last that is read, and the terminal is open until then.
        self.send("?");
        self.keys = Box::new(std::io::sink());
        self.slave = None;
        self.signal(Signal::HUP);
        self.master = None;
    }

    /// Waits for the program to end.
    #[track_caller]
    pub fn exit_code(&self) -> u32 {
        self.seen.wait("the program's end", |state| state.exit.is_some()).exit.unwrap()
    }

    /// The program answers a key, ends by one, and gives the terminal back.
    #[track_caller]
    pub fn assert_works_and_ends(&mut self) {
        const HELP: &str = "What works here";
        self.send("?");
        self.wait_for(HELP);
        self.send("\u{1b}");
        self.wait("help closed", |screen| !screen.contents().contains(HELP));
        self.send("q");
        assert_eq!(self.exit_code(), 0);
        self.assert_restored();
    }

    /// The terminal is as it was before the program started.
    #[track_caller]
    pub fn assert_restored(&self) {
        self.wait("the terminal given back", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
        assert_eq!(modes(&**self.master.as_ref().unwrap()), self.before, "modes of the terminal");
    }

    /// Whether the terminal's modes are those of a program that reads key by key.
    pub fn is_raw(&self) -> bool {
        modes(&**self.master.as_ref().unwrap()) != self.before
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.seen.state.lock().is_ok_and(|state| state.exit.is_none()) {
            let _ = kill_process(self.process, Signal::KILL);
        }
    }
}

impl Seen {
    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
        self.changed.notify_all();
    }

    #[track_caller]
    fn wait(&self, what: &str, is_so: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let start = Instant::now();
        let mut state = self.state.lock().unwrap();
        while !is_so(&state) {
            let left = DEADLINE.saturating_sub(start.elapsed());
            if left.is_zero() {
                let (screen, exit) = (state.parser.screen().contents(), state.exit);
                drop(state);
                panic!("waited for {what}; exit code {exit:?}; the screen shows:\n{screen}");
            }
            state = self.changed.wait_timeout(state, left).unwrap().0;
        }
        state
    }
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}
