//! A decision typed in one line, whatever was typed: said again as it was understood, it is understood the same, where its
//! wording holds none of the words that part a line.

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
                // The words that part a line may stand in the wording too; then it may be asked again, and is seen to be.
                let parts =
                    ["review", "because"].map(|word| reading.typed().to_lowercase().matches(word).count());
                if parts == [usize::from(reading.review.is_some()), usize::from(!reading.because.is_empty())]
                {
                    assert_eq!(read(&reading.typed(), &room.dates()), Ok(reading), "{line:?}");
                }
            }
        }
    }
}
