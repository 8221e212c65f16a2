//! Where the program is: its terminal, its folders, and what the environment asks for.

use crate::base::stamp::Stamp;
use crate::files::places;
use crate::ui::look::Look;
use chrono::{DateTime, Local, NaiveDate, Utc};
use directories::{ProjectDirs, UserDirs};
use std::env;
use std::fs::DirBuilder;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

/// Whether somebody sits at a terminal: keys come from one and the screen is one.
pub fn has_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// How many cells wide the terminal is that is printed to; what fits most pages where it is none.
pub fn cells_across() -> usize {
    let size = crossterm::terminal::size().ok().filter(|_| io::stdout().is_terminal());
    size.map_or(120, |(across, _)| usize::from(across)).max(20)
}

/// How things look here: `NO_COLOR` asks for none, and a locale without UTF-8 gets ASCII signs.
pub fn look() -> Look {
    let set = |name: &str| env::var(name).ok().filter(|v| !v.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default().to_lowercase();
    let utf8 = cfg!(windows) || locale.is_empty() || locale.contains("utf-8") || locale.contains("utf8");
    Look { colour: set("NO_COLOR").is_none(), ascii: !utf8 }
}

/// The workspace where none was asked for: this folder when it is one, else `Chairside` among the user's documents.
pub fn workspace() -> PathBuf {
    let here = env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    if here.join(places::PARTNERSHIP).exists() {
        return here;
    }
    let users = UserDirs::new();
    let documents = users.as_ref().and_then(|u| u.document_dir().map(PathBuf::from));
    let usual = documents.or_else(|| users.as_ref().map(|u| u.home_dir().to_owned()));
    match usual.map(|dir| dir.join("Chairside")) {
        Some(dir) if dir.join(places::PARTNERSHIP).exists() => dir,
        _ => here,
    }
}

/// The folder of this user's own for what the program keeps on this computer: made if it is not there, closed to
/// others where the system knows owners.
pub fn private_folder() -> io::Result<PathBuf> {
    let said = |name: &str| env::var_os(name).map(PathBuf::from).filter(|place| place.is_absolute());
    // Where the user's home is not said, the system would look it up in its list of users, which may be on a network.
    let ours = || {
        let known = cfg!(not(unix)) || said("HOME").is_some();
        let ours = known.then(|| ProjectDirs::from("", "", "chairside")).flatten()?;
        Some(ours.state_dir().unwrap_or_else(|| ours.data_local_dir()).to_owned())
    };
    let asked = said("XDG_STATE_HOME").filter(|_| cfg!(target_os = "linux"));
    let folder = asked.map(|state| state.join("chairside")).or_else(ours);
    let folder = folder.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "there is no home folder"))?;
    make_private(&folder)?;
    Ok(folder)
}

/// Makes a folder, and those it lies in, closed to others where the system knows owners.
pub fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Four letters or digits nobody could have told before.
pub fn four_random() -> String {
    use std::hash::{BuildHasher as _, RandomState};
    let mut number = RandomState::new().hash_one(std::process::id());
    let mut next = || {
        let digit = u32::try_from(number % 36).unwrap_or(0);
        number /= 36;
        char::from_digit(digit, 36).unwrap_or('0')
    };
    (0..4).map(|_| next()).collect()
}

/// The name of whoever sits here, as the system knows it; empty where it does not.
pub fn user() -> String {
    let set = |name: &str| env::var(name).ok().map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
    ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(set).unwrap_or_default()
}

/// A new scratch folder that stays after the program has ended.
pub fn scratch(prefix: &str) -> io::Result<PathBuf> {
    tempfile::Builder::new().prefix(prefix).tempdir().map(tempfile::TempDir::keep)
}

/// A moment as the clock here shows it.
pub fn local(at: DateTime<Utc>) -> Stamp {
    at.with_timezone(&Local).fixed_offset()
}

/// A day taken for today, at the time of day it is now.
pub fn today_as(day: NaiveDate) -> Stamp {
    let now = Local::now();
    let at = day.and_time(now.time());
    at.and_local_timezone(Local).earliest().map_or_else(|| now.fixed_offset(), |at| at.fixed_offset())
}
