//! A decision typed in one line, whatever was typed: said again as it was understood, it is understood the same.

use super::room::OPENED;
use chairside::domain::action_line::Room;
use chairside::domain::decision_line::read;

/// The line.
pub fn decision_line(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let room = Room::new(&OPENED, "2026-12-03".parse().expect("a day"));
    for line in text.split('\n').take(8) {
        match read(line, &room.dates()) {
            Err(why) => assert!(!why.is_empty()),
            Ok(reading) => {
                assert!(!reading.said().is_empty());
                assert_eq!(read(&reading.typed(), &room.dates()), Ok(reading), "{line:?}");
            }
        }
    }
}
