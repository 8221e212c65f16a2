//! The audit lead's desk: the workspace, the folder where mail is saved, and what commands say there on a day.

use super::FOLDER;
use crate::project::golden;
use crate::workspaces::{demo, said_on};
use chairside::files::shipped;
use chrono::NaiveDate;
use std::fs;
use std::path::{Path, PathBuf};

/// The audit lead's desk: the workspace, and the folder where mail is saved.
pub(super) struct Desk {
    folder: tempfile::TempDir,
    pub root: PathBuf,
    pub mail: PathBuf,
    pub plan: Plan,
}

/// Which audit it is: its id, how many days later than the files of the fixture say it all takes place, and whether what
/// commands say is held against what is kept.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    pub id: &'static str,
    pub later: i64,
    pub kept: bool,
}

impl Plan {
    /// A day of the fixture's audit, as it is in this one.
    pub fn day(self, text: &str) -> NaiveDate {
        text.parse::<NaiveDate>().unwrap() + chrono::TimeDelta::days(self.later)
    }

    pub fn on(self, text: &str) -> String {
        self.day(text).to_string()
    }
}

impl Desk {
    pub fn new(plan: Plan) -> Self {
        let (folder, root) = demo();
        let mail = folder.path().join("mail");
        fs::create_dir(&mail).unwrap();
        let desk = Self { folder, root, mail, plan };
        for (path, bytes) in shipped::audits() {
            desk.put(&path, std::str::from_utf8(bytes).unwrap());
        }
        desk
    }

    /// The same desk once more, as it stands now.
    pub fn again(&self) -> Self {
        let folder = crate::workspaces::folder();
        let (root, mail) = (folder.path().join("partnership"), folder.path().join("mail"));
        copy(&self.root, &root);
        fs::create_dir(&mail).unwrap();
        Self { folder, root, mail, plan: self.plan }
    }

    /// Where it lies, with what the program keeps beside it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn put(&self, path: &str, words: &str) {
        let place = self.root.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, words).unwrap();
    }

    /// What a command about the audits says on a day. Where things lie is another each time.
    #[track_caller]
    pub fn said(&self, today: &str, args: &[&str], code: i32) -> String {
        let said = said_on(&self.root, &self.plan.on(today), &[&["audit"], args].concat(), code);
        let said = said.replace(&format!("{}/", self.mail.display()), "");
        said.replace(&format!(" -w {}", self.root.display()), "")
            .replace(&format!("{}/", self.root.display()), "")
    }

    #[track_caller]
    pub fn golden(&self, name: &str, today: &str, args: &[&str], code: i32) -> String {
        let said = self.said(today, args, code);
        if self.plan.kept {
            golden(&format!("{FOLDER}/golden/{name}"), &said);
        }
        said
    }

    pub fn came(&self, name: &str, bytes: &[u8]) {
        fs::write(self.mail.join(name), bytes).unwrap();
    }

    #[track_caller]
    pub fn collect(&self, name: &str, today: &str, files: &[&str], code: i32) -> String {
        let places: Vec<String> =
            files.iter().map(|file| self.mail.join(file).to_str().unwrap().to_owned()).collect();
        let places: Vec<&str> = places.iter().map(String::as_str).collect();
        self.golden(name, today, &[&["collect", self.plan.id], &places[..], &["--yes"]].concat(), code)
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
