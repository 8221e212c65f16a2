//! Replacing files on real disks: small ones that fill up, ones that can only be read, and beside other programs.

use super::*;
use crate::files::places;
use crate::files::refusal::Refusal;
use crate::runtime::disk::tiny::Tiny;
use std::fs;
use tempfile::{TempDir, tempdir};

fn workspace() -> (TempDir, Root) {
    let folder = tempdir().unwrap();
    let root = Root::new(folder.path());
    (folder, root)
}

fn change(root: &Root, path: &str, change: &Change) -> io::Result<Option<String>> {
    Files::new(root.clone()).change(path, change).map(|changed| changed.beside)
}

/// As `Files::replace`, keeping each version.
fn replace(
    root: &Root,
    path: &str,
    text: impl FnMut(Option<&str>) -> Result<Option<String>, Refusal>,
) -> io::Result<()> {
    Files::new(root.clone()).replace(path, None, text)
}

fn leftovers(folder: &TempDir) -> Vec<String> {
    read::names(folder.path()).into_iter().filter(|name| name.starts_with(".chairside-")).collect()
}

fn document(text: &str) -> Change {
    Change::Document(text.to_owned())
}

#[test]
fn a_new_file_is_made_with_its_folders_and_for_its_owner_only() {
    let (folder, root) = workspace();
    let path = "meetings/executive/minutes.md";
    assert_eq!(change(&root, path, &document("# Minutes\n")).unwrap(), None);
    let text = fs::read_to_string(folder.path().join(path)).unwrap();
    assert!(text.starts_with("# Minutes\n") && untouched(&text));
    #[cfg(unix)]
    assert_eq!(mode(&folder.path().join(path)), 0o600);
}

#[test]
fn a_text_written_whole_says_what_it_came_to_and_one_left_alone_says_nothing() {
    let (folder, root) = workspace();
    let mut files = Files::new(root);
    let mut sha256 = |change: Change| files.change("minutes.md", &change).unwrap().sha256;
    let on_disk = || Some(Sha256::of(&fs::read(folder.path().join("minutes.md")).unwrap()));
    let create = |text: &str| Change::Create(marked("minutes.md", text));
    assert_eq!(sha256(create("one\n")), on_disk());
    assert_eq!(sha256(create("one\n")), on_disk(), "as when the power went after it was written");
    assert_eq!(sha256(create("other\n")), None, "what is there is somebody's own");
    assert_eq!(sha256(document("two\n")), on_disk());
    fs::write(folder.path().join("minutes.md"), "by hand\n").unwrap();
    let beside = sha256(document("three\n"));
    assert_eq!(beside, Some(Sha256::of(&fs::read(folder.path().join("minutes-2.md")).unwrap())));
}

#[cfg(unix)]
fn mode(place: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    place.metadata().unwrap().permissions().mode() & 0o7777
}

#[cfg(unix)]
#[test]
fn replacing_keeps_the_mode_and_the_link() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let (folder, root) = workspace();
    let real = folder.path().join("real.yaml");
    fs::write(&real, "title: A\n").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o664)).unwrap();
    symlink("real.yaml", folder.path().join("link.yaml")).unwrap();
    change(&root, "link.yaml", &Change::Record("record: {}\n".into())).unwrap();
    assert_eq!(fs::read_to_string(&real).unwrap(), "title: A\nrecord: {}\n");
    assert_eq!(mode(&real), 0o664);
    assert!(folder.path().join("link.yaml").symlink_metadata().unwrap().is_symlink());
    assert_eq!(leftovers(&folder), [""; 0]);
}

#[cfg(unix)]
#[test]
fn text_that_does_not_change_is_not_written() {
    use std::os::unix::fs::MetadataExt as _;
    let (folder, root) = workspace();
    let place = folder.path().join("a.yaml");
    fs::write(&place, "title: A\nrecord: {}\n").unwrap();
    let before = place.metadata().unwrap().ino();
    change(&root, "a.yaml", &Change::Record("record: {}\n".into())).unwrap();
    assert_eq!(place.metadata().unwrap().ino(), before);
}

#[cfg(unix)]
#[test]
fn a_file_whose_folder_could_not_be_synced_is_written_again_before_it_is_called_saved() {
    use std::os::unix::fs::MetadataExt as _;
    let (folder, root) = workspace();
    let mut files = Files::new(root);
    let number = || folder.path().join("minutes.md").metadata().unwrap().ino();
    files.change("minutes.md", &document("one\n")).unwrap();
    let first = number();
    files.unsettled.insert("minutes.md".to_owned());
    files.change("minutes.md", &document("one\n")).unwrap();
    let second = number();
    assert_ne!(second, first);
    files.unsettled.insert("minutes.md".to_owned());
    files.change("minutes.md", &Change::Create("left alone\n".into())).unwrap();
    assert_ne!(number(), second);
    assert!(read(&folder, "minutes.md").starts_with("one\n") && files.unsettled.is_empty());
}

#[test]
fn a_document_edited_by_hand_is_never_overwritten() {
    let (folder, root) = workspace();
    let place = |name: &str| folder.path().join(name);
    let read = |name: &str| fs::read_to_string(place(name)).unwrap();
    change(&root, "minutes.md", &document("one\n")).unwrap();
    assert_eq!(change(&root, "minutes.md", &document("two\n")).unwrap(), None, "our own is replaced");
    let edited = read("minutes.md").replace("two", "two, by hand");
    fs::write(place("minutes.md"), &edited).unwrap();
    let beside = Some("minutes-2.md".to_owned());
    assert_eq!(change(&root, "minutes.md", &document("three\n")).unwrap(), beside);
    assert_eq!(
        change(&root, "minutes.md", &document("four\n")).unwrap(),
        beside,
        "our own beside is replaced"
    );
    assert!(read("minutes-2.md").starts_with("four\n"));
    fs::write(place("minutes-2.md"), "also edited\n").unwrap();
    assert_eq!(change(&root, "minutes.md", &document("five\n")).unwrap(), Some("minutes-3.md".into()));
    assert_eq!(read("minutes.md"), edited);
    assert_eq!(read("minutes-2.md"), "also edited\n");
}

#[test]
fn names_beside() {
    assert_eq!(numbered("a/minutes.md", 2), "a/minutes-2.md");
    assert_eq!(numbered("a.b/minutes", 2), "a.b/minutes-2");
    assert_eq!(numbered("a/.hidden", 3), "a/.hidden-3");
    assert_eq!(numbered("a/minutes.md", 1), "a/minutes.md");
}

#[test]
fn a_change_made_meanwhile_is_taken_in() {
    let (folder, root) = workspace();
    let place = folder.path().join("a.yaml");
    fs::write(&place, "n: 0\n").unwrap();
    let mut times = 0;
    replace(&root, "a.yaml", |existing| {
        times += 1;
        let text = existing.unwrap().to_owned();
        if times < 3 {
            fs::write(&place, format!("n: {times}\n")).unwrap();
        }
        Ok(Some(text + "ours: yes\n"))
    })
    .unwrap();
    assert_eq!(fs::read_to_string(&place).unwrap(), "n: 2\nours: yes\n");
}

#[test]
fn a_file_that_never_rests_is_given_up_with_nothing_lost() {
    let (folder, root) = workspace();
    let place = folder.path().join("a.yaml");
    let mut times = 0;
    let gave_up = replace(&root, "a.yaml", |_| {
        times += 1;
        fs::write(&place, format!("n: {times}\n")).unwrap();
        Ok(Some("ours\n".to_owned()))
    });
    assert_eq!(gave_up.unwrap_err().to_string(), "another program keeps changing it");
    assert_eq!(fs::read_to_string(&place).unwrap(), "n: 6\n");
    assert_eq!(leftovers(&folder), [""; 0]);
}

#[test]
fn what_is_not_text_or_not_a_file_is_left_alone() {
    let (folder, root) = workspace();
    fs::write(folder.path().join("a.yaml"), b"\xff\xfe").unwrap();
    fs::create_dir(folder.path().join("b.yaml")).unwrap();
    for path in ["a.yaml", "b.yaml", "../c.yaml", "missing.yaml"] {
        let refused = change(&root, path, &Change::Record("record: {}\n".into())).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::InvalidData, "{path}");
    }
}

#[test]
fn a_workspace_that_has_gone_is_not_made_again() {
    let (folder, root) = workspace();
    let path = folder.path().to_owned();
    drop(folder);
    let refused = change(&root, "a.yaml", &Change::Create("a\n".into())).unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::NotFound);
    assert!(!path.exists());
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap()
}

/// What is kept of a file, from the newest on.
fn kept(root: &Root, path: &str) -> Vec<String> {
    let texts = versions::of(root, path).unwrap();
    let texts = texts.iter().map(|version| versions::text_of(root, path, version).unwrap());
    texts.map(|bytes| String::from_utf8(bytes).unwrap()).collect()
}

fn record(state: &str, n: u32) -> Change {
    Change::Record(format!("record:\n  state: {state}\n  n: {n}\n"))
}

#[test]
fn a_file_that_was_begun_is_taken_away_again_only_as_it_was_and_kept_among_the_versions() {
    let folder = tempfile::tempdir().unwrap();
    let root = Root::new(folder.path());
    let mut files = Files::new(root.clone());
    let path = "audits/inspections/a.yaml";
    let mut revise = |change: Change| files.revise(&Revision { path: path.to_owned(), change });
    let begun = revise(Change::Begin("a\n".into())).unwrap();
    assert_eq!((begun.was, begun.now.as_deref()), (None, Some("a\n")));
    #[cfg(unix)]
    assert_eq!(mode(&folder.path().join("audits")), 0o700);
    let again = revise(Change::Begin("b\n".into())).unwrap_err();
    assert!(again.to_string().contains("there already"), "{again}");
    std::fs::write(folder.path().join(path), "a\nmore\n").unwrap();
    let stays = revise(Change::Withdraw("a\n".into())).unwrap_err();
    assert!(stays.to_string().contains("changed since"), "{stays}");
    assert_eq!(std::fs::read_to_string(folder.path().join(path)).unwrap(), "a\nmore\n");
    let gone = revise(Change::Withdraw("a\nmore\n".into())).unwrap();
    assert_eq!((gone.was.as_deref(), gone.now), (Some("a\nmore\n"), None));
    assert!(!folder.path().join(path).exists());
    assert!(revise(Change::Withdraw("a\n".into())).unwrap_err().to_string().contains("gone already"));
    let kept = versions::of(&root, path).unwrap();
    assert_eq!(versions::text_of(&root, path, &kept[0]).unwrap(), b"a\nmore\n");
}

#[test]
fn what_is_replaced_is_kept() {
    let (folder, root) = workspace();
    let mut files = Files::new(root.clone());
    for text in ["one\n", "two\n", "two\n", "three\n"] {
        files.change("minutes.md", &document(text)).unwrap();
    }
    assert_eq!(kept(&root, "minutes.md"), ["two\n", "one\n"].map(|text| marked("minutes.md", text)));
    assert!(read(&folder, "minutes.md").starts_with("three\n"));
}

#[test]
fn of_a_running_meetings_file_only_what_others_wrote_is_kept_and_its_end() {
    let (folder, root) = workspace();
    let place = folder.path().join("a.yaml");
    fs::write(&place, "title: A\n").unwrap();
    let mut files = Files::new(root.clone());
    for n in 0..20 {
        files.change("a.yaml", &record("live", n)).unwrap();
    }
    assert_eq!(kept(&root, "a.yaml"), ["title: A\n"]);
    let by_hand = read(&folder, "a.yaml").replace("title: A", "title: B");
    fs::write(&place, &by_hand).unwrap();
    for n in 20..40 {
        files.change("a.yaml", &record("live", n)).unwrap();
    }
    assert_eq!(kept(&root, "a.yaml"), [by_hand.as_str(), "title: A\n"]);
    files.change("a.yaml", &record("ended", 40)).unwrap();
    let ended = read(&folder, "a.yaml");
    for n in 41..45 {
        files.change("a.yaml", &record("ended", n)).unwrap();
    }
    assert_eq!(kept(&root, "a.yaml"), [ended.as_str(), by_hand.as_str(), "title: A\n"]);
}

#[test]
fn a_version_that_cannot_be_kept_stops_no_change_and_is_told_once() {
    let (folder, root) = workspace();
    fs::write(folder.path().join(places::OWN), "in the way").unwrap();
    let mut files = Files::new(root);
    files.change("minutes.md", &document("one\n")).unwrap();
    let told = files.change("minutes.md", &document("two\n")).unwrap().unkept;
    assert!(told.is_some_and(|why| !why.is_empty() && !why.contains("os error")));
    assert_eq!(files.change("minutes.md", &document("three\n")).unwrap().unkept, None, "once");
    assert!(read(&folder, "minutes.md").starts_with("three\n"));
    // What would replace anything at all is not done without.
    let was = Some(read(&folder, "minutes.md"));
    let back = Change::Whole { was: was.clone(), text: "one\n".into() };
    files.change("minutes.md", &back).unwrap_err();
    assert_eq!(Some(read(&folder, "minutes.md")), was);
    assert_eq!(leftovers(&folder), [""; 0]);
}

#[test]
fn bringing_back_keeps_what_was_there() {
    let (folder, root) = workspace();
    fs::write(folder.path().join("a.yaml"), "by hand\n").unwrap();
    let back = Change::Whole { was: Some("by hand\n".into()), text: "earlier\n".into() };
    change(&root, "a.yaml", &back).unwrap();
    assert_eq!(
        (read(&folder, "a.yaml").as_str(), kept(&root, "a.yaml")),
        ("earlier\n", vec!["by hand\n".into()])
    );
    let refused = change(&root, "a.yaml", &Change::Whole { was: Some("by hand\n".into()), text: "x".into() });
    assert!(refused.unwrap_err().to_string().contains("changed meanwhile"));
    assert_eq!(read(&folder, "a.yaml"), "earlier\n");
}

#[test]
fn what_a_killed_program_left_goes_with_the_next_write_in_that_folder() {
    let (folder, root) = workspace();
    let left = folder.path().join(".chairside-Ab12cD.tmp");
    let file = fs::File::create(&left).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(61)).unwrap();
    drop(file);
    change(&root, "minutes.md", &document("one\n")).unwrap();
    assert_eq!(leftovers(&folder), [""; 0]);
}

#[test]
fn on_a_full_or_a_read_only_disk_the_old_file_stays_whole_and_nothing_beside_it() {
    let Some(disk) = Tiny::mount(64, "on_a_full_or_a_read_only_disk_the_old_file_stays_whole") else {
        return;
    };
    let root = Root::new(disk.path());
    let place = disk.path().join("a.yaml");
    let old = format!("title: A\nwords: {}\n", "x".repeat(9000));
    fs::write(&place, &old).unwrap();
    let temporaries =
        || read::names(disk.path()).into_iter().filter(|n| n.starts_with(".chairside-")).count();
    let mut files = Files::new(root.clone());
    // From full to roomy, a page at a time: at each there is the old file or the new one.
    let ballast: Vec<_> = (0..16).map(|n| disk.path().join(format!("ballast-{n}"))).collect();
    for place in &ballast {
        let _ = fs::write(place, [0; 4096]);
    }
    let mut changed = 0;
    for (n, gone) in (0..).zip(&ballast) {
        let before = fs::read_to_string(&place).unwrap();
        let result = files.change("a.yaml", &record("live", n));
        let after = fs::read_to_string(&place).unwrap();
        match result {
            Ok(_) => {
                changed += 1;
                assert_eq!(after, format!("{old}record:\n  state: live\n  n: {n}\n"));
            }
            Err(why) => {
                assert_eq!(why.kind(), io::ErrorKind::StorageFull, "{why}");
                assert_eq!(after, before);
            }
        }
        assert_eq!(temporaries(), 0);
        fs::remove_file(gone).unwrap();
    }
    assert!((2..15).contains(&changed), "{changed} of 16 changes went through");
    let before = fs::read_to_string(&place).unwrap();
    disk.read_only(true);
    let refused = files.change("a.yaml", &record("live", 99)).unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::ReadOnlyFilesystem);
    assert_eq!(fs::read_to_string(&place).unwrap(), before);
    disk.read_only(false);
    files.change("a.yaml", &record("live", 100)).unwrap();
}

/// Tells a run of these tests that it is one of two writers: the workspace, a blank, and its letter.
const WRITER: &str = "CHAIRSIDE_TEST_WRITER";
const EDITS: usize = 1000;
const SHARED: &str = "trackers/executive.yaml";

/// No test by itself: what each process of the test after it does.
#[test]
fn a_writer_among_others() {
    let Ok(asked) = std::env::var(WRITER) else { return };
    let (folder, letter) = asked.rsplit_once(' ').unwrap();
    let mut files = Files::new(Root::new(Path::new(folder)));
    let mut random = u32::from(letter.as_bytes()[0]);
    for n in 0..EDITS {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let at = usize::try_from(random >> 8).unwrap();
        let line = format!(
            "  - {{id: {letter}-26-{n:04}, what: Action {n}, raised: {{date: 2026-12-03}}, due: to be set, status: not started}}\n"
        );
        let edit = |existing: Option<&str>| {
            let existing = existing.ok_or("the tracker has gone")?;
            let starts: Vec<usize> =
                existing.match_indices("  - {").map(|(at, _)| at).chain([existing.len()]).collect();
            let at = starts[at % starts.len()];
            Ok(Some(format!("{}{line}{}", &existing[..at], &existing[at..])))
        };
        files.replace(SHARED, None, edit).unwrap();
    }
}

#[test]
fn two_processes_make_a_thousand_random_edits_each_and_every_one_is_there() {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempdir() }.unwrap();
    let place = folder.path().join(SHARED);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(&place, "schema: 1\nid: executive\ntitle: Executive\ngroup: executive\nprefix: AA\nactions:\n")
        .unwrap();
    let this = std::env::current_exe().unwrap();
    let name = "runtime::disk::replace::tests::a_writer_among_others";
    let start = |letter: &str| {
        let mut command = std::process::Command::new(&this);
        command.args(["--exact", name]).stdout(std::process::Stdio::null());
        command.env(WRITER, format!("{} {letter}", folder.path().display())).spawn().unwrap()
    };
    for mut writer in ["AA", "BB"].map(start) {
        assert!(writer.wait().unwrap().success());
    }
    let text = fs::read_to_string(&place).unwrap();
    let loaded = crate::files::tracker::load(&text);
    assert_eq!(loaded.problems, []);
    let actions = loaded.value.unwrap().actions;
    let ids: HashSet<&str> = actions.iter().map(|action| action.id.as_str()).collect();
    assert_eq!((actions.len(), ids.len()), (2 * EDITS, 2 * EDITS));
    assert_eq!(read::names(place.parent().unwrap()), ["executive.yaml"], "nothing is left beside it");
    let kept = versions::of(&Root::new(folder.path()), SHARED).unwrap().len();
    assert!((10..=crate::files::version::MOST).contains(&kept), "{kept}");
}

#[test]
fn what_two_people_set_to_two_things_is_refused_and_what_does_not_meet_is_not() {
    use crate::domain::action::{ActionChange, Seen, Status};
    use crate::effect::{Cause, Doing};
    let (folder, root) = workspace();
    let line = |id: &str| {
        format!(
            "  - {{id: {id}, what: Ring, lead: jo, raised: {{date: 2026-06-11}}, due: 2026-12-11, status: under way}}\n"
        )
    };
    let tracker = format!(
        "schema: 1\nid: sog\ntitle: T\ngroup: sog\nprefix: SOG\nactions:\n{}{}",
        line("SOG-26-001"),
        line("SOG-26-002")
    );
    fs::write(folder.path().join("sog.yaml"), tracker.replacen("lead: jo", "lead: sam", 1)).unwrap();
    let seen =
        Some(Seen { status: Status::UnderWay, due: "2026-12-11".parse().unwrap(), lead: Some("jo".into()) });
    let to = |id: &str, lead: &str| Change::Actions {
        fresh: None,
        add: vec![],
        change: vec![ActionChange {
            id: id.into(),
            lead: Some(lead.into()),
            seen: seen.clone(),
            ..ActionChange::default()
        }],
    };
    let change = |made: Change| change(&root, "sog.yaml", &made);
    let why = change(to("SOG-26-001", "kim")).unwrap_err();
    assert_eq!(why.to_string(), "SOG-26-001 is led by sam now, and was led by jo when you looked at it");
    let fault = super::super::fault::fault(Doing::Writing, "sog.yaml", &why);
    assert_eq!(fault.cause, Cause::Meanwhile);
    assert!(
        fault.given_up().contains("changed meanwhile") && fault.given_up().contains("Nothing was written")
    );
    change(to("SOG-26-002", "kim")).unwrap();
    // Both meant the same.
    change(to("SOG-26-001", "sam")).unwrap();
    let state = ActionChange {
        id: "SOG-26-001".into(),
        status: Some(Status::Blocked),
        seen: seen.clone(),
        ..ActionChange::default()
    };
    change(Change::Actions { fresh: None, add: vec![], change: vec![state] }).unwrap();
    let said = fs::read_to_string(folder.path().join("sog.yaml")).unwrap();
    assert!(said.contains("lead: sam") && said.contains("lead: kim") && said.contains("blocked"), "{said}");
}
