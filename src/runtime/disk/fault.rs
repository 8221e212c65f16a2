//! What the system says when it refuses, turned into a cause people can do something about.

use super::opening::is_refusal;
use crate::domain::clash::Clash;
use crate::effect::{Cause, Doing, Fault};
use crate::files::refusal::Refusal;
use std::io::{self, ErrorKind};

/// Why a file is left as it is, for the disk's own way of saying so.
pub(super) fn refused(refusal: Refusal) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, refusal)
}

/// The fault for a refusal.
pub fn fault(doing: Doing, path: &str, why: &io::Error) -> Fault {
    Fault {
        doing,
        path: path.to_owned(),
        cause: cause(why),
        detail: detail(why),
        clash: clash(why).cloned().map(Box::new),
    }
}

/// What was to be written over, where somebody else has set it since it was looked at.
fn clash(why: &io::Error) -> Option<&Clash> {
    match why.get_ref()?.downcast_ref::<Refusal>()? {
        Refusal::Meanwhile(clash) => Some(clash),
        Refusal::Because(_) => None,
    }
}

fn cause(why: &io::Error) -> Cause {
    if is_refusal(why) {
        return Cause::NotOrdinary;
    }
    if clash(why).is_some() {
        return Cause::Meanwhile;
    }
    match why.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Cause::Full,
        ErrorKind::ReadOnlyFilesystem => Cause::ReadOnly,
        ErrorKind::PermissionDenied => Cause::Denied,
        ErrorKind::NotFound
        | ErrorKind::NotADirectory
        | ErrorKind::StaleNetworkFileHandle
        | ErrorKind::TimedOut
        | ErrorKind::NotConnected
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown => Cause::Gone,
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Cause::Busy,
        ErrorKind::InvalidData | ErrorKind::IsADirectory | ErrorKind::InvalidFilename => Cause::Content,
        _ => by_number(why.raw_os_error()),
    }
}

/// Numbers that have no kind of their own in the standard library.
fn by_number(number: Option<i32>) -> Cause {
    match number {
        // No such device; no such device or address; transport endpoint is shut down; host is down.
        Some(6 | 19 | 108 | 112) if cfg!(target_os = "linux") => Cause::Gone,
        // Sharing violation; lock violation.
        Some(32 | 33) if cfg!(windows) => Cause::Busy,
        _ => Cause::Other,
    }
}

/// The system's words, without its number.
pub fn detail(why: &io::Error) -> String {
    let said = why.to_string();
    said.split_once(" (os error").map_or(said.as_str(), |(words, _)| words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn every_refusal_has_a_cause() {
        for (number, expected) in [
            (28, Cause::Full),     // ENOSPC
            (122, Cause::Full),    // EDQUOT
            (27, Cause::Full),     // EFBIG
            (30, Cause::ReadOnly), // EROFS
            (13, Cause::Denied),   // EACCES
            (1, Cause::Denied),    // EPERM
            (2, Cause::Gone),      // ENOENT
            (20, Cause::Gone),     // ENOTDIR
            (116, Cause::Gone),    // ESTALE
            (110, Cause::Gone),    // ETIMEDOUT
            (107, Cause::Gone),    // ENOTCONN
            (112, Cause::Gone),    // EHOSTDOWN
            (19, Cause::Gone),     // ENODEV
            (21, Cause::Content),  // EISDIR
            (16, Cause::Busy),     // EBUSY
            (26, Cause::Busy),     // ETXTBSY
            (5, Cause::Other),     // EIO
            (24, Cause::Other),    // EMFILE
        ] {
            let why = io::Error::from_raw_os_error(number);
            assert_eq!(cause(&why), expected, "{why}");
        }
    }

    #[test]
    fn the_message_says_what_happened_and_what_to_do() {
        let why = io::Error::from_raw_os_error(28);
        let said = fault(Doing::Writing, "trackers/executive.yaml", &why).to_string();
        assert!(said.starts_with("trackers/executive.yaml could not be written: disk full ("), "{said}");
        assert!(!said.contains("os error"), "{said}");
    }
}
