//! How a terminal reads keys and prints, as far as taking it changes that: as values, and as text from one process to
//! another.

use rustix::termios::{
    ControlModes, InputModes, LocalModes, OptionalActions, OutputModes, SpecialCodeIndex, Termios, tcgetattr,
    tcsetattr,
};
use std::fmt;
use std::io;
use std::os::fd::BorrowedFd;

/// What taking a terminal changes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modes {
    input: InputModes,
    output: OutputModes,
    control: ControlModes,
    local: LocalModes,
    /// How many keys reading waits for, and how long.
    least: u8,
    wait: u8,
}

impl Modes {
    /// Those of a terminal.
    pub fn of(terminal: BorrowedFd<'_>) -> io::Result<Self> {
        Ok(Self::among(&tcgetattr(terminal)?))
    }

    fn among(all: &Termios) -> Self {
        Self {
            input: all.input_modes,
            output: all.output_modes,
            control: all.control_modes,
            local: all.local_modes,
            least: all.special_codes[SpecialCodeIndex::VMIN],
            wait: all.special_codes[SpecialCodeIndex::VTIME],
        }
    }

    fn put(&self, all: &mut Termios) {
        all.input_modes = self.input;
        all.output_modes = self.output;
        all.control_modes = self.control;
        all.local_modes = self.local;
        all.special_codes[SpecialCodeIndex::VMIN] = self.least;
        all.special_codes[SpecialCodeIndex::VTIME] = self.wait;
    }

    /// Gives a terminal these again, if it is as a program leaves it that had taken it. A shell that was quicker has
    /// set it as it needs it.
    pub fn restore(&self, terminal: BorrowedFd<'_>) -> io::Result<()> {
        let mut all = tcgetattr(terminal)?;
        let found = Self::among(&all);
        self.put(&mut all);
        let before = all.clone();
        all.make_raw();
        if found == Self::among(&all) {
            tcsetattr(terminal, OptionalActions::Now, &before)?;
        }
        Ok(())
    }

    /// Reads what was printed.
    pub fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split(' ');
        let modes = Self {
            input: InputModes::from_bits_retain(numbers.next()?.parse().ok()?),
            output: OutputModes::from_bits_retain(numbers.next()?.parse().ok()?),
            control: ControlModes::from_bits_retain(numbers.next()?.parse().ok()?),
            local: LocalModes::from_bits_retain(numbers.next()?.parse().ok()?),
            least: numbers.next()?.parse().ok()?,
            wait: numbers.next()?.parse().ok()?,
        };
        numbers.next().is_none().then_some(modes)
    }

    /// Modes a terminal may have.
    #[cfg(test)]
    pub fn example() -> Self {
        Self {
            input: InputModes::ICRNL | InputModes::IXON,
            output: OutputModes::OPOST,
            control: ControlModes::CS8,
            local: LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG,
            least: 1,
            wait: 0,
        }
    }
}

impl fmt::Display for Modes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { input, output, control, local, least, wait } = self;
        write!(f, "{} {} {} {} {least} {wait}", input.bits(), output.bits(), control.bits(), local.bits())
    }
}
