//! Brings this computer's own copy of a writer's journal beside the meeting, where everybody finds it. It may lag: what
//! it has not brought yet is safe on this computer. Each writer's files are written by that writer's program alone.
//!
//! After a write or a sync that failed, the same file is not added to again: it is replaced whole, for the system may
//! have forgotten what it could not write.

use super::opening;
use super::read::{self, is_journal};
use super::record::{part_name, part_number};
use super::root::{Root, content, make_folder, sync_folder};
use crate::base::id::MeetingId;
use crate::files::places;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

/// A journal longer than this is no journal.
const LONGEST: u64 = 1 << 30;
/// Names tried for one file before giving up.
const MOST_NAMES: u32 = 1000;

/// What was brought so far.
#[derive(Debug)]
pub struct Mirror {
    own: Option<Root>,
    root: Root,
    /// For each of our files, by its path: where it is brought to, and how much of it is there for certain.
    brought: HashMap<String, Brought>,
}

#[derive(Clone, Debug)]
struct Brought {
    name: String,
    bytes: u64,
    /// Whether something went wrong with the file, so that it must be replaced whole.
    broken: bool,
}

impl Mirror {
    /// From our own copy, where there is one, to the workspace.
    pub fn new(own: Option<Root>, root: Root) -> Self {
        Self { own, root, brought: HashMap::new() }
    }

    /// Brings what is new in a writer's journals. Where there is no own copy there is nothing to bring.
    pub fn bring(&mut self, meeting: &MeetingId, writer: &str) -> io::Result<()> {
        let Some(own) = self.own.clone() else { return Ok(()) };
        let folder = places::journals(meeting);
        let here = own.inside(&folder)?;
        // A folder that cannot be looked into is not an empty one: there may be lines in it.
        let ours = read::listed(&here)?
            .into_iter()
            .filter(|name| is_journal(name) && part_number(writer, name).is_some());
        for name in ours {
            let path = format!("{folder}/{name}");
            let there = self.root.inside(&folder)?;
            make_folder(&there)?;
            self.bring_file(&own, &path, &folder, writer)?;
        }
        Ok(())
    }

    fn bring_file(&mut self, own: &Root, path: &str, folder: &str, writer: &str) -> io::Result<()> {
        // What is not known, and what something went wrong with, is looked at anew.
        let known = self.brought.remove(path);
        let broken = known.as_ref().is_some_and(|known| known.broken);
        let mut brought = match known.filter(|_| !broken) {
            Some(known) => known,
            None => self.begin(own, path, folder, writer)?,
        };
        let done = if broken {
            read::file(own, path, LONGEST).and_then(|all| {
                replace(&self.root, folder, &brought.name, &all)?;
                Ok(all.len() as u64)
            })
        } else {
            new_bytes(own, path, brought.bytes).and_then(|new| {
                if !new.is_empty() {
                    add(&self.root, folder, &brought.name, brought.bytes, &new)?;
                }
                Ok(brought.bytes + new.len() as u64)
            })
        };
        match done {
            Ok(bytes) => brought.bytes = bytes,
            Err(_) => brought.broken = true,
        }
        self.brought.insert(path.to_owned(), brought);
        done.map(|_| ())
    }

    /// Where one of our files is brought to: the file of its name, when that holds a beginning of it or is not there;
    /// else one with another number, for what somebody else wrote is never touched.
    fn begin(&self, own: &Root, path: &str, folder: &str, writer: &str) -> io::Result<Brought> {
        let ours = read::file(own, path, LONGEST)?;
        let name = path.rsplit('/').next().unwrap_or(path);
        let first = part_number(writer, name).unwrap_or(1);
        let there = self.root.inside(folder)?;
        let taken: Vec<&String> = self.brought.values().map(|brought| &brought.name).collect();
        for number in first..first + MOST_NAMES {
            let name = part_name(writer, number);
            // A link leads to a file that is no journal, wherever that lies.
            let odd = there.join(&name).symlink_metadata().is_ok_and(|found| !found.is_file());
            if odd || taken.contains(&&name) {
                continue;
            }
            let held = match read::file(&self.root, &format!("{folder}/{name}"), LONGEST) {
                Ok(held) => held,
                Err(why) if why.kind() == io::ErrorKind::NotFound => Vec::new(),
                Err(why) => return Err(why),
            };
            if ours.starts_with(&held) {
                return Ok(Brought { name, bytes: held.len() as u64, broken: false });
            }
        }
        Err(content("there are too many journals of this name"))
    }
}

/// What a file of ours holds from so many bytes on.
fn new_bytes(own: &Root, path: &str, from: u64) -> io::Result<Vec<u8>> {
    let (mut file, mut new) = (File::open(own.inside(path)?)?, Vec::new());
    file.seek(SeekFrom::Start(from))?;
    file.take(LONGEST).read_to_end(&mut new)?;
    Ok(new)
}

/// Adds to a file that is as long as we left it, and syncs it.
fn add(root: &Root, folder: &str, name: &str, at: u64, new: &[u8]) -> io::Result<()> {
    let folder = root.inside(folder)?;
    let place = folder.join(name);
    let mut file = match opening::to_add_to(&place) {
        Err(why) if at == 0 && why.kind() == io::ErrorKind::NotFound => opening::new_to_add_to(&place)?,
        file => file?,
    };
    if at == 0 {
        sync_folder(&folder)?;
    }
    if file.metadata()?.len() != at {
        return Err(content("it is not as long as it was left"));
    }
    file.write_all(new).and_then(|()| file.sync_data())
}

/// Replaces a file whole.
fn replace(root: &Root, folder: &str, name: &str, all: &[u8]) -> io::Result<()> {
    let folder = root.inside(folder)?;
    let mut fresh = tempfile::Builder::new().prefix(".journal-").tempfile_in(&folder)?;
    fresh.write_all(all).and_then(|()| fresh.as_file().sync_all())?;
    fresh.persist(folder.join(name)).map_err(|why| why.error)?;
    sync_folder(&folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::disk::Recorder;
    use crate::runtime::disk::read::names;
    use std::fs::{self, OpenOptions};
    use tempfile::{TempDir, tempdir};

    const FOLDER: &str = "meetings/executive/journal";

    struct Stage {
        own: TempDir,
        share: TempDir,
    }

    impl Stage {
        fn set() -> Self {
            Self { own: tempdir().unwrap(), share: tempdir().unwrap() }
        }

        fn roots(&self) -> (Root, Root) {
            (Root::new(self.own.path()), Root::new(self.share.path()))
        }

        fn recorder(&self) -> Recorder {
            let (own, share) = self.roots();
            let mut recorder = Recorder::new(share, Some(own), "jo-laptop".to_owned());
            recorder.open(&"executive".into()).unwrap();
            recorder
        }

        fn mirror(&self) -> Mirror {
            let (own, share) = self.roots();
            Mirror::new(Some(own), share)
        }

        fn beside(&self) -> Vec<(String, String)> {
            let folder = self.share.path().join(FOLDER);
            let names = names(&folder).into_iter().filter(|name| is_journal(name));
            names.map(|name| (name.clone(), fs::read_to_string(folder.join(name)).unwrap())).collect()
        }
    }

    fn bring(mirror: &mut Mirror) -> io::Result<()> {
        mirror.bring(&"executive".into(), "jo-laptop")
    }

    fn one(text: &str) -> Vec<(String, String)> {
        vec![("jo-laptop.jsonl".to_owned(), text.to_owned())]
    }

    #[test]
    fn lines_are_on_this_computer_first_and_then_beside_the_meeting() {
        let stage = Stage::set();
        let (mut recorder, mut mirror) = (stage.recorder(), stage.mirror());
        recorder.append("one\n").unwrap();
        assert_eq!(stage.beside(), []);
        bring(&mut mirror).unwrap();
        assert_eq!(stage.beside(), one("one\n"));
        recorder.append("two\n").unwrap();
        recorder.append("three\n").unwrap();
        bring(&mut mirror).unwrap();
        bring(&mut mirror).unwrap();
        assert_eq!(stage.beside(), one("one\ntwo\nthree\n"));
        // Another program of the same writer goes on where this one was.
        drop((recorder, mirror));
        stage.recorder().append("four\n").unwrap();
        bring(&mut stage.mirror()).unwrap();
        assert_eq!(stage.beside(), one("one\ntwo\nthree\nfour\n"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_beside_the_meeting_is_passed_over_and_what_it_leads_to_stays() {
        let stage = Stage::set();
        let (mut recorder, mut mirror) = (stage.recorder(), stage.mirror());
        let (folder, notes) = (stage.share.path().join(FOLDER), stage.share.path().join("notes.md"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(&notes, "").unwrap();
        std::os::unix::fs::symlink(&notes, folder.join("jo-laptop.jsonl")).unwrap();
        recorder.append("one\n").unwrap();
        bring(&mut mirror).unwrap();
        assert_eq!(fs::read_to_string(notes).unwrap(), "");
        assert_eq!(fs::read_to_string(folder.join("jo-laptop.2.jsonl")).unwrap(), "one\n");
    }

    #[test]
    fn a_share_that_goes_and_comes_back_loses_nothing_and_doubles_nothing() {
        let stage = Stage::set();
        let (mut recorder, mut mirror) = (stage.recorder(), stage.mirror());
        let away = stage.share.path().with_extension("away");
        let mut said = String::new();
        for n in 0..1000 {
            let line = format!("line {n}\n");
            said += &line;
            if n % 7 == 3 {
                fs::rename(stage.share.path(), &away).unwrap();
                recorder.append(&line).unwrap();
                assert!(bring(&mut mirror).is_err());
                fs::rename(&away, stage.share.path()).unwrap();
            } else {
                recorder.append(&line).unwrap();
                bring(&mut mirror).unwrap();
            }
        }
        bring(&mut mirror).unwrap();
        assert_eq!(stage.beside(), one(&said));
    }

    #[test]
    fn what_somebody_else_wrote_under_the_same_name_is_left_alone() {
        let stage = Stage::set();
        let place = stage.share.path().join(FOLDER);
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("jo-laptop.jsonl"), "another\n").unwrap();
        stage.recorder().append("one\n").unwrap();
        bring(&mut stage.mirror()).unwrap();
        let two = [("jo-laptop.2.jsonl", "one\n"), ("jo-laptop.jsonl", "another\n")];
        assert_eq!(stage.beside(), two.map(|(name, text)| (name.to_owned(), text.to_owned())));
        bring(&mut stage.mirror()).unwrap();
        assert_eq!(stage.beside().len(), 2, "and found again the next time");
    }

    #[test]
    fn a_file_something_went_wrong_with_is_replaced_whole() {
        let stage = Stage::set();
        let (mut recorder, mut mirror) = (stage.recorder(), stage.mirror());
        recorder.append("one\n").unwrap();
        bring(&mut mirror).unwrap();
        // Half a line reached it, and the sync failed.
        let place = stage.share.path().join(FOLDER).join("jo-laptop.jsonl");
        OpenOptions::new().append(true).open(&place).unwrap().write_all(b"tw").unwrap();
        recorder.append("two\n").unwrap();
        assert!(bring(&mut mirror).is_err());
        bring(&mut mirror).unwrap();
        assert_eq!(stage.beside(), one("one\ntwo\n"));
        recorder.append("three\n").unwrap();
        bring(&mut mirror).unwrap();
        assert_eq!(stage.beside(), one("one\ntwo\nthree\n"));
    }

    #[test]
    fn where_this_computer_takes_nothing_lines_go_straight_beside_the_meeting() {
        let stage = Stage::set();
        let mut recorder = stage.recorder();
        recorder.append("one\n").unwrap();
        bring(&mut stage.mirror()).unwrap();
        fs::rename(stage.own.path(), stage.own.path().with_extension("away")).unwrap();
        recorder.append("two\n").unwrap();
        let all: String = stage.beside().into_iter().map(|(_, text)| text).collect();
        assert!(all.contains("one\n") && all.contains("two\n"), "{all}");
        fs::rename(stage.own.path().with_extension("away"), stage.own.path()).unwrap();
        recorder.append("three\n").unwrap();
        bring(&mut stage.mirror()).unwrap();
        let all: Vec<String> = stage.beside().into_iter().map(|(_, text)| text).collect();
        for line in ["one\n", "two\n", "three\n"] {
            assert_eq!(all.concat().matches(line).count(), 1, "{all:?}");
        }
    }

    #[test]
    fn what_cannot_be_looked_into_is_not_called_brought() {
        let stage = Stage::set();
        stage.recorder().append("one\n").unwrap();
        let folder = stage.own.path().join(FOLDER);
        fs::rename(&folder, folder.with_extension("away")).unwrap();
        fs::write(&folder, "no folder").unwrap();
        assert!(bring(&mut stage.mirror()).is_err());
        fs::remove_file(&folder).unwrap();
        fs::rename(folder.with_extension("away"), &folder).unwrap();
        bring(&mut stage.mirror()).unwrap();
        assert_eq!(stage.beside(), one("one\n"));
    }

    #[test]
    fn a_meeting_is_taken_up_from_this_computer_while_the_share_is_away() {
        let stage = Stage::set();
        stage.recorder().append("one\n").unwrap();
        let away = stage.share.path().with_extension("away");
        fs::rename(stage.share.path(), &away).unwrap();
        let (own, share) = stage.roots();
        let mut recorder = Recorder::new(share, Some(own), "jo-laptop".to_owned());
        let found = recorder.open(&"executive".into()).unwrap();
        assert_eq!(found.journals.len(), 1);
        assert!(recorder.open(&"another".into()).is_err(), "of that one nothing is known here");
        fs::rename(&away, stage.share.path()).unwrap();
    }
}
