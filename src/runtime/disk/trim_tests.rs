//! What is on this computer alone, or may be, stays; only what lies beside the meeting whole is let go of.

use super::*;
use crate::domain::agenda::Purpose;
use crate::domain::meeting::Sitting;
use crate::domain::meeting::example::{Play, item, sitting};
use crate::files::chain::Chains;
use crate::runtime::disk::{Mirror, Recorder};
use proptest::prelude::*;
use tempfile::{TempDir, tempdir};

const MEETING: &str = "executive-2026-12-03";
const WRITER: &str = "jo-laptop";

/// A meeting held on this computer: its own copy, and the workspace it was brought to.
struct Stage {
    own: TempDir,
    share: TempDir,
}

fn minutes() -> String {
    places::final_minutes(&MEETING.into(), 1, Tier::Partners)
}

/// This computer's writer's journal in one of the two places.
fn journal(home: &TempDir) -> PathBuf {
    home.path().join(places::journals(&MEETING.into())).join(format!("{WRITER}.jsonl"))
}

impl Stage {
    /// Held, ended and made final unless it is not to be, with the minutes where they belong.
    fn set(is_final: bool) -> Self {
        let stage = Self { own: tempdir().unwrap(), share: tempdir().unwrap() };
        let items =
            vec![item("talk", "Talk", Purpose::Discuss, 10), item("close", "Close", Purpose::Note, 5)];
        let mut play = Play::begun_with(Sitting { meeting: MEETING.into(), items, ..sitting() });
        play.note("10:02", "talk", "Said.");
        play.turn("10:05", "close");
        play.act("10:10", Act::Ended);
        if is_final {
            play.act("10:20", Act::Finalised { version: 1, by: "Jo".into() });
            let sha256 = Sha256::of(b"the minutes");
            play.act("10:21", Act::Wrote { path: minutes(), sha256, others: vec![] });
        }
        let mut chains = Chains::read(&MEETING.into(), []);
        let mut recorder = stage.recorder();
        recorder.open(&MEETING.into()).unwrap();
        for entry in play.meeting.entries() {
            recorder.append(&chains.line(entry)).unwrap();
        }
        drop(recorder);
        let (own, share) = stage.roots();
        Mirror::new(Some(own), share).bring(&MEETING.into(), WRITER).unwrap();
        fs::write(stage.share.path().join(minutes()), "the minutes").unwrap();
        stage
    }

    fn roots(&self) -> (Root, Root) {
        (Root::new(self.own.path()), Root::new(self.share.path()))
    }

    fn recorder(&self) -> Recorder {
        let (own, share) = self.roots();
        Recorder::new(share, Some(own), WRITER.to_owned())
    }

    fn trim(&self) -> bool {
        let (own, share) = self.roots();
        let read = |home| fs::read(journal(home)).ok();
        let (before, ours) = (read(&self.share), read(&self.own));
        let gone = !trim(&own, &share).is_empty();
        assert_eq!(fs::read(journal(&self.share)).ok(), before, "what is in the workspace stays");
        assert_eq!(fs::read(journal(&self.own)).ok(), ours.filter(|_| !gone), "all of it, or nothing");
        gone
    }
}

#[test]
fn what_lies_whole_beside_a_meeting_with_final_minutes_is_let_go_of_and_is_gone_on_with_all_the_same() {
    let stage = Stage::set(true);
    assert!(stage.trim());
    assert_eq!(stage.own.path().join("meetings").read_dir().unwrap().count(), 0, "nothing is left of it");
    assert!(!stage.trim(), "twice is once");
    // The minutes are opened again: the next line is on this computer first, and then beside what was brought.
    let mut recorder = stage.recorder();
    assert_eq!(recorder.open(&MEETING.into()).unwrap().journals.len(), 1);
    recorder.append("one more\n").unwrap();
    assert_eq!(fs::read_to_string(journal(&stage.own)).unwrap(), "one more\n");
    drop(recorder);
    let (own, share) = stage.roots();
    let before = fs::read(journal(&stage.share)).unwrap();
    Mirror::new(Some(own), share).bring(&MEETING.into(), WRITER).unwrap();
    assert_eq!(fs::read(journal(&stage.share)).unwrap(), before);
    let next = journal(&stage.share).with_file_name(format!("{WRITER}.2.jsonl"));
    assert_eq!(fs::read_to_string(next).unwrap(), "one more\n");
    // It lies there whole too.
    assert!(stage.trim());
}

#[test]
fn minutes_that_are_no_version_that_is_final_keep_it() {
    assert!(!Stage::set(false).trim(), "not final");
    let gone = Stage::set(true);
    fs::remove_file(gone.share.path().join(minutes())).unwrap();
    assert!(!gone.trim(), "final, and not there");
    let altered = Stage::set(true);
    fs::write(altered.share.path().join(minutes()), "other minutes").unwrap();
    assert!(!altered.trim(), "there, and not as issued");
}

#[test]
fn a_share_that_is_away_or_a_program_that_has_the_meeting_open_keeps_it() {
    let stage = Stage::set(true);
    let away = stage.share.path().with_extension("away");
    fs::rename(stage.share.path(), &away).unwrap();
    let (own, share) = stage.roots();
    assert_eq!(trim(&own, &share), []);
    fs::rename(&away, stage.share.path()).unwrap();
    let mut other = stage.recorder();
    other.open(&MEETING.into()).unwrap();
    assert!(!stage.trim(), "open here");
    other.keep_draft("half a line").unwrap();
    drop(other);
    assert!(!stage.trim(), "a line was being typed");
    let draft = journal(&stage.own).with_file_name(format!("{WRITER}.draft"));
    fs::remove_file(draft).unwrap();
    assert!(stage.trim());
}

#[cfg(unix)]
#[test]
fn what_cannot_be_synced_or_is_a_link_keeps_it() {
    let stage = Stage::set(true);
    let (beside, real) = (journal(&stage.share), stage.share.path().join("real.jsonl"));
    fs::rename(&beside, &real).unwrap();
    std::os::unix::fs::symlink(&real, &beside).unwrap();
    assert!(!stage.trim());
}

#[derive(Clone, Debug)]
enum Harm {
    /// This line is not there.
    Lost(prop::sample::Index),
    /// One byte is another.
    Altered(prop::sample::Index, u8),
    /// The end from this byte on is not there.
    Cut(prop::sample::Index),
    /// Bytes were put at the beginning.
    Before(Vec<u8>),
    /// Another added to it.
    After(Vec<u8>),
}

fn harm() -> impl Strategy<Value = Harm> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        index().prop_map(Harm::Lost),
        (index(), 1_u8..).prop_map(|(at, by)| Harm::Altered(at, by)),
        index().prop_map(Harm::Cut),
        prop::collection::vec(any::<u8>(), 1..20).prop_map(Harm::Before),
        prop::collection::vec(any::<u8>(), 0..20).prop_map(Harm::After),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever became of the journal beside the meeting, the own copy goes only where every byte of it is there.
    #[test]
    fn it_stays_unless_every_line_of_it_is_beside_the_meeting(harm in harm()) {
        let stage = Stage::set(true);
        let ours = fs::read(journal(&stage.own)).unwrap();
        let mut beside = ours.clone();
        match harm {
            Harm::Lost(line) => {
                let lines: Vec<&[u8]> = ours.split_inclusive(|byte| *byte == b'\n').collect();
                let lost = line.index(lines.len());
                beside = [&lines[..lost], &lines[lost + 1..]].concat().concat();
            }
            Harm::Altered(at, by) => {
                let at = at.index(beside.len());
                beside[at] = beside[at].wrapping_add(by);
            }
            Harm::Cut(at) => beside.truncate(at.index(ours.len())),
            Harm::Before(bytes) => beside = [bytes, beside].concat(),
            Harm::After(bytes) => beside.extend(bytes),
        }
        fs::write(journal(&stage.share), &beside).unwrap();
        let gone = stage.trim();
        prop_assert!(!gone || beside.starts_with(&ours));
        prop_assert!(gone || beside != ours);
    }
}
