//! The question before leaving when something is not where it should be: what is at stake, and another place for it.

use super::Model;
use crate::base::key::{Key, KeyCode};
use crate::base::text::count;
use crate::effect::Effect;
use crate::ui::editor::Editor;
use crate::ui::look::{Role, Sign};
use crate::ui::sheet::Sheet;

/// What is at stake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stake {
    /// So many acts are on no disk.
    Acts(usize),
    /// So many acts are on this computer only.
    Here(usize),
    /// A file could not be written.
    Files,
}

/// The question as it stands.
#[derive(Clone, Debug)]
pub struct Leaving {
    stake: Stake,
    /// The folder being typed for what is on no disk.
    folder: Option<Box<Editor>>,
    /// What became of it.
    put: Option<Result<String, String>>,
}

impl Leaving {
    /// The question.
    pub fn new(stake: Stake) -> Self {
        Self { stake, folder: None, put: None }
    }

    /// Text pasted while a folder is typed.
    pub fn paste(&mut self, text: &str) {
        if let Some(folder) = &mut self.folder {
            folder.paste(text);
        }
    }

    /// The acts are in another folder, or could not be put there.
    pub fn put(&mut self, put: Result<String, String>) {
        self.folder = None;
        self.put = Some(put);
    }

    /// The headline.
    pub fn head(&self) -> (Role, &'static str) {
        match self.stake {
            Stake::Acts(_) => (Role::Bad, "Not everything is on disk"),
            Stake::Here(_) => (Role::Care, "Not everything is in the shared folder"),
            Stake::Files => (Role::Care, "A file could not be written"),
        }
    }

    /// The keys that work.
    pub fn keys(&self) -> &'static str {
        match (self.stake, &self.folder, &self.put) {
            (_, Some(_), _) => "Enter puts them there · Esc goes back",
            (Stake::Acts(_), None, Some(Ok(_))) => "y leaves · Esc stays",
            (Stake::Acts(_), None, _) => "s somewhere else · y leaves · Esc stays",
            _ => "y leaves · Esc stays",
        }
    }

    /// What is said.
    pub fn list(&self, model: &Model, sheet: &mut Sheet) {
        sheet.indented(Role::Strong, &self.said(), 1);
        if let Some(folder) = &self.folder {
            sheet.gap();
            let line = format!("folder {}{}", folder.text(), sheet.look().sign(Sign::Upright));
            sheet.indented(Role::Here, &line, 1);
        }
        if let Some(fault) = model.saving.fault() {
            sheet.gap();
            sheet.indented(Role::Plain, &fault.to_string(), 1);
        }
    }

    fn said(&self) -> String {
        match (&self.put, self.stake) {
            (Some(Ok(place)), _) => format!(
                "They are in {place} now. Copy that file into the meeting's folder “journal” once it can be written, \
                 and they are part of the meeting again."
            ),
            (Some(Err(why)), _) => format!("They could not be put there: {why}. s asks for another folder."),
            (None, Stake::Acts(acts)) => format!(
                "{} not saved. Leaving now loses {}, unless you put {} in another folder, such as one on a stick.",
                count(acts, "act is", "acts are"),
                if acts == 1 { "it" } else { "them" },
                if acts == 1 { "it" } else { "them" },
            ),
            (None, Stake::Here(acts)) => format!(
                "Nothing is lost: {} safe on this computer, and will be brought beside the meeting when it is opened \
                 here again. Until then nobody else has {}.",
                count(acts, "act is", "acts are"),
                if acts == 1 { "it" } else { "them" },
            ),
            (None, Stake::Files) => {
                "Nothing is lost: every act is in the journal, and the file is written from it \
                                     when the meeting is opened again."
                    .to_owned()
            }
        }
    }

    /// A key; `true` closes the question.
    pub fn key(
        &mut self,
        key: Key,
        unsaved: impl FnOnce() -> (String, String),
        effects: &mut Vec<Effect>,
    ) -> bool {
        let drops = key.code == KeyCode::Esc || (key.ctrl && matches!(key.code, KeyCode::Char('c' | 'g')));
        match &mut self.folder {
            Some(_) if drops => self.folder = None,
            Some(folder) if key.code == KeyCode::Enter => {
                let folder = folder.text().trim().to_owned();
                if !folder.is_empty() {
                    let (name, text) = unsaved();
                    effects.push(Effect::PutElsewhere { folder, name, text });
                }
            }
            Some(folder) => {
                folder.key(key);
            }
            None if drops => return true,
            None if key.typed() == Some('y') => effects.push(Effect::Quit),
            None if key.typed() == Some('s') && matches!(self.stake, Stake::Acts(_)) => {
                (self.folder, self.put) = (Some(Box::default()), None);
            }
            None => {}
        }
        false
    }
}
