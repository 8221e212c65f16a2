//! The demonstration's meeting, for laws that need one.

use chairside::domain::meeting::{Act, Entry, EntryId, Meeting};
use chairside::files::shipped;
use chairside::files::workspace::Workspace;
use std::sync::LazyLock;

/// A meeting that has opened, and nothing else.
pub static OPENED: LazyLock<Meeting> = LazyLock::new(|| {
    let files = shipped::demo();
    let yaml = files.iter().filter(|(path, _)| path.strip_suffix(".yaml").is_some());
    let workspace = Workspace::load(yaml.map(|(path, bytes)| (path.as_str(), *bytes)), &[], &[]);
    let sitting = workspace.sitting(&"executive-2026-12-03".into()).expect("the demonstration is sound");
    let id = EntryId { writer: "chair".to_owned(), seq: 1 };
    let at = "2026-12-03T09:55:00+00:00".parse().expect("a moment");
    let opened = Entry { id, at, act: Act::Opened { sitting: Box::new(sitting), agenda_sha256: None } };
    Meeting::replay(vec![opened]).expect("it was opened")
});
