//! Runs the real program stopped at each of its calls to the system, and at one of them does something to it: kills
//! it, tears a write, or lets the call fail. One count goes over every thread and child of the program.
//!
//! The program is started by a shell that stops itself first, so that it is traced from its first call on. Only
//! `x86_64` is known here: elsewhere the registers have other names.

use crate::calls::{About, Call, Class, Known, kind, known, may_change};
use nix::errno::Errno;
use nix::libc;
use nix::sys::ptrace::{self, Options};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// More stops than this is a program that goes round and round.
const STOPS: usize = 400_000;
/// How often a call is interrupted "from then on": no system interrupts one for ever.
const INTERRUPTIONS: usize = 40;

/// What happens to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Nothing: its calls are only written down.
    Watch,
    /// It is killed before the call.
    Kill,
    /// It writes so many bytes of what it wanted to, and is killed.
    Torn(usize),
    /// It is told that it wrote half of what it wanted to; from then on too, or once.
    Short { on: bool },
    /// The call is not done and fails; from then on every other one too, or once.
    Fail { why: Errno, on: bool },
}

/// Something done to the program at the `at`th call of a class, from 1.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub class: Class,
    pub at: usize,
    pub deed: Deed,
}

impl Plan {
    /// The program is only watched.
    pub const WATCH: Self = Self { class: Class::Changes, at: 0, deed: Deed::Watch };
}

/// What became of a run.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// Every call that counts, in order.
    pub calls: Vec<Call>,
    /// The call that something was done at.
    pub fired: Option<Call>,
    /// The status the program ended with; none when it was killed.
    pub status: Option<i32>,
    pub printed: String,
    pub complained: String,
    /// Whether it went round and round and had to be ended.
    pub endless: bool,
}

/// Starts the program and sees it through.
pub fn run(command: &Command, below: &Path, plan: Plan) -> Run {
    let mut child = stopped(command);
    let mut run = seen_through(child.id(), below, plan);
    child.stdout.take().unwrap().read_to_string(&mut run.printed).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut run.complained).unwrap();
    // The tracer has seen its end already.
    let _ = child.wait();
    run
}

/// Sees a program through that this thread has started behind [`STOPPED`].
pub fn seen_through(child: u32, below: &Path, plan: Plan) -> Run {
    let pid = Pid::from_raw(i32::try_from(child).unwrap());
    // Every wait here is for this thread's children only: other threads trace programs of their own.
    waitpid(pid, Some(WaitPidFlag::WUNTRACED | WaitPidFlag::__WNOTHREAD)).unwrap();
    let options = Options::PTRACE_O_EXITKILL
        | Options::PTRACE_O_TRACESYSGOOD
        | Options::PTRACE_O_TRACECLONE
        | Options::PTRACE_O_TRACEFORK
        | Options::PTRACE_O_TRACEVFORK
        | Options::PTRACE_O_TRACEEXEC;
    ptrace::seize(pid, options).unwrap();
    kill(pid, Signal::SIGCONT).unwrap();
    let mut tracer = Tracer {
        main: pid,
        below: below.to_owned(),
        plan,
        begun: false,
        inside: BTreeMap::new(),
        written: BTreeSet::new(),
        counts: [0; 2],
        left: INTERRUPTIONS,
        run: Run::default(),
    };
    tracer.see_through();
    tracer.run
}

/// What a shell is told: it stops itself, and becomes the program it is given when it is let go on.
pub const STOPPED: [&str; 3] = ["-c", "kill -STOP $$; exec \"$@\"", "sh"];

/// The program behind a shell that has stopped itself.
fn stopped(command: &Command) -> Child {
    let mut shell = Command::new("/bin/sh");
    shell.args(STOPPED).arg(command.get_program()).args(command.get_args());
    shell.env_clear();
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            shell.env(name, value);
        }
    }
    shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// What is to be done when a call that was let in comes out again.
#[derive(Clone, Copy, Debug)]
enum AtExit {
    Nothing,
    /// It has opened a file that may be changed.
    Opened,
    /// It fails with this.
    Failed(Errno),
    /// It was torn.
    Die,
}

struct Tracer {
    main: Pid,
    below: PathBuf,
    plan: Plan,
    /// Whether the shell has become the program.
    begun: bool,
    /// Threads that are in a call.
    inside: BTreeMap<Pid, AtExit>,
    /// Open files that may be changed, by number: the program closing one counts.
    written: BTreeSet<u64>,
    counts: [usize; 2],
    left: usize,
    run: Run,
}

impl Tracer {
    fn see_through(&mut self) {
        let all = WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD;
        for _ in 0..STOPS {
            let Ok(status) = waitpid(None, Some(all)) else { return };
            match status {
                WaitStatus::Exited(pid, code) if pid == self.main => self.run.status = Some(code),
                WaitStatus::PtraceSyscall(pid) => {
                    self.syscall(pid);
                    self.resume(pid, None);
                }
                WaitStatus::PtraceEvent(pid, _, event) => {
                    if event == libc::PTRACE_EVENT_EXEC {
                        self.begun = true;
                        self.inside.insert(pid, AtExit::Nothing);
                    }
                    self.resume(pid, None);
                }
                WaitStatus::Stopped(pid, signal) => {
                    let ours = matches!(signal, Signal::SIGSTOP | Signal::SIGTRAP);
                    self.resume(pid, (!ours).then_some(signal));
                }
                _ => {}
            }
        }
        self.run.endless = true;
        self.end();
        while waitpid(None, Some(all)).is_ok() {}
    }

    /// A program that has just been killed cannot be resumed, and need not be.
    fn resume(&self, pid: Pid, signal: Option<Signal>) {
        let _ = if self.begun { ptrace::syscall(pid, signal) } else { ptrace::cont(pid, signal) };
    }

    fn end(&self) {
        let _ = kill(self.main, Signal::SIGKILL);
    }

    fn syscall(&mut self, pid: Pid) {
        let Ok(mut registers) = ptrace::getregs(pid) else { return };
        if let Some(then) = self.inside.remove(&pid) {
            match then {
                AtExit::Nothing => {}
                AtExit::Opened if registers.rax < 1 << 20 => {
                    self.written.insert(registers.rax);
                }
                AtExit::Opened => {}
                AtExit::Failed(why) => {
                    registers.rax = i64::from(-(why as i32)).cast_unsigned();
                    ptrace::setregs(pid, registers).unwrap();
                }
                AtExit::Die => self.end(),
            }
        } else if registers.rax.cast_signed() == i64::from(-libc::ENOSYS) {
            // What a call will give is "no such call" until it is done. A new thread comes out of a call it never
            // went into, and is not taken for one that goes in.
            let then = self.goes_in(pid, &mut registers);
            self.inside.insert(pid, then);
        }
    }

    fn goes_in(&mut self, pid: Pid, registers: &mut libc::user_regs_struct) -> AtExit {
        let Some(known) = known(registers.orig_rax) else { return AtExit::Nothing };
        let places = [registers.rdi, registers.rsi, registers.rdx, registers.r10];
        let Some((call, then)) = self.counted(pid, known, places) else { return AtExit::Nothing };
        let count = &mut self.counts[call.class as usize];
        *count += 1;
        let now = call.class == self.plan.class && *count == self.plan.at;
        if self.plan.deed == Deed::Watch {
            self.run.calls.push(call);
            return then;
        }
        if now {
            self.run.fired = Some(call.clone());
        }
        let later = !now && self.run.fired.is_some() && self.goes_on(call.class);
        if !now && !later {
            return then;
        }
        self.do_it(pid, registers, known, &call, then)
    }

    /// Whether what was begun is done to later calls of this class as well.
    fn goes_on(&mut self, class: Class) -> bool {
        match self.plan.deed {
            Deed::Short { on } => on,
            Deed::Fail { why: Errno::EINTR, on: true } => {
                self.left = self.left.saturating_sub(1);
                self.left > 0
            }
            // A share that has gone cannot be read either; a full disk can.
            Deed::Fail { why: Errno::EIO | Errno::ESTALE | Errno::ETIMEDOUT, on } => on,
            Deed::Fail { on, .. } => on && class == self.plan.class,
            Deed::Watch | Deed::Kill | Deed::Torn(_) => false,
        }
    }

    fn do_it(
        &mut self,
        pid: Pid,
        registers: &mut libc::user_regs_struct,
        known: &Known,
        call: &Call,
        then: AtExit,
    ) -> AtExit {
        let cut = match self.plan.deed {
            Deed::Kill => {
                self.end();
                return then;
            }
            Deed::Fail { why, .. } => {
                // The file is closed whatever close gives: the system never leaves it open.
                if call.name != "close" {
                    registers.orig_rax = u64::MAX;
                    ptrace::setregs(pid, *registers).unwrap();
                }
                return AtExit::Failed(why);
            }
            Deed::Torn(bytes) => bytes,
            Deed::Short { .. } => call.length / 2,
            Deed::Watch => return then,
        };
        if known.cuts && call.length > 1 {
            registers.rdx = cut.clamp(1, call.length) as u64;
            ptrace::setregs(pid, *registers).unwrap();
        }
        if matches!(self.plan.deed, Deed::Torn(_)) { AtExit::Die } else { then }
    }

    /// The call, when it is about a file below the folder that is watched.
    fn counted(&mut self, pid: Pid, known: &Known, places: [u64; 4]) -> Option<(Call, AtExit)> {
        let mut class = known.class;
        let mut then = AtExit::Nothing;
        if known.name == "close" && !self.written.remove(&places[0]) {
            return None;
        }
        let path = match known.about {
            About::File(place) => opened(pid, places[place])?,
            About::Path(place) => text(pid, places[place])?,
            About::PathAt(place) | About::Open(place) => {
                let path = text(pid, places[place])?;
                if path.is_empty() { opened(pid, places[place - 1])? } else { path }
            }
        };
        // A path that does not begin at the top begins where the program was started, which is not watched.
        let inside = Path::new(&path).strip_prefix(&self.below).ok()?.to_str()?.to_owned();
        if let About::Open(place) = known.about {
            if may_change(places[place + 1]) {
                then = AtExit::Opened;
            } else {
                class = Class::Reads;
            }
        }
        let length = if known.cuts { usize::try_from(places[2]).unwrap_or(0) } else { 0 };
        Some((Call { class, name: known.name, kind: kind(&inside), length }, then))
    }
}

/// The path of an open file.
fn opened(pid: Pid, number: u64) -> Option<String> {
    let path = std::fs::read_link(format!("/proc/{pid}/fd/{number}")).ok()?;
    let path = path.to_str()?;
    Some(path.strip_suffix(" (deleted)").unwrap_or(path).to_owned())
}

/// The text in the program's memory at this place, up to its NUL.
fn text(pid: Pid, at: u64) -> Option<String> {
    let memory = File::open(format!("/proc/{pid}/mem")).ok()?;
    let mut bytes = vec![0; 512];
    // It may end with the page, so what could be read is enough.
    let read = memory.read_at(&mut bytes, at).ok()?;
    let end = bytes[..read].iter().position(|byte| *byte == 0)?;
    String::from_utf8(bytes[..end].to_vec()).ok()
}

/// Whether programs can be traced here.
pub fn works() -> bool {
    let mut child = stopped(&Command::new("/bin/true"));
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap());
    let stopped = waitpid(pid, Some(WaitPidFlag::WUNTRACED | WaitPidFlag::__WNOTHREAD)).is_ok();
    let works = stopped && ptrace::seize(pid, Options::PTRACE_O_EXITKILL).is_ok();
    child.kill().unwrap();
    child.wait().unwrap();
    works
}
