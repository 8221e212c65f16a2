//! What saying one thing of several actions comes to, each with what changes in it, before anything is written.

use super::changing::Line;
use super::{Name, State};
use crate::base::id::TrackerId;
use crate::base::key::{Key, KeyCode};
use crate::base::text::count;
use crate::domain::action::ActionChange;
use crate::effect::{Change, Revision};
use crate::files::places;
use crate::screens::Out;
use crate::ui::look::{Look, Role};
use crate::ui::sheet::Sheet;

/// How far the keys for a page go.
const PAGE: usize = 10;

/// One change that is proposed.
#[derive(Clone, Debug)]
pub(super) struct Proposed {
    pub name: Name,
    /// What is to be done.
    pub what: String,
    pub restricted: bool,
    pub change: ActionChange,
    /// What it comes to.
    pub said: Vec<String>,
}

/// Changes of several actions, to be looked at.
#[derive(Clone, Debug)]
pub(super) struct Preview {
    pub proposed: Vec<Proposed>,
    /// What is not changed, and why.
    pub left_out: Vec<String>,
    /// The line it came from, to go back to.
    pub line: Line,
    pub scroll: usize,
}

impl State {
    pub(super) fn preview_key(&mut self, key: Key, out: &mut Out) {
        let Some(mut preview) = self.preview.take() else { return };
        match (key.code, key.typed()) {
            (KeyCode::Enter, _) | (_, Some('y')) => {
                let said = format!("{} changed", count(preview.proposed.len(), "action is", "actions are"));
                return self.write(said, revisions(&preview.proposed), Some(preview.line), out);
            }
            (KeyCode::Esc, _) => {
                preview.line.typing.answers.pop();
                self.line = Some(preview.line);
                return out.say("Nothing was changed.");
            }
            (KeyCode::Down, _) => preview.scroll += 1,
            (KeyCode::Up, _) => preview.scroll = preview.scroll.saturating_sub(1),
            (KeyCode::PageDown, _) => preview.scroll += PAGE,
            (KeyCode::PageUp, _) => preview.scroll = preview.scroll.saturating_sub(PAGE),
            _ => {}
        }
        self.preview = Some(preview);
    }

    /// The preview as a sheet, with what is to be done at its head.
    pub(super) fn preview_sheet(preview: &Preview, look: Look, width: u16) -> Sheet {
        let mut sheet = Sheet::new(look, width);
        let many = count(preview.proposed.len(), "action", "actions");
        sheet.indented(Role::Strong, &format!("This changes {many}. Nothing is written yet."), 1);
        if !preview.left_out.is_empty() {
            let left = format!("Not changed: {}.", preview.left_out.join(", "));
            sheet.indented(Role::Care, &left, 1);
        }
        sheet.gap();
        for proposed in &preview.proposed {
            sheet.hanging(&format!(" {}", proposed.name.1), Role::Strong, &proposed.what, Role::Plain, 14);
            for said in &proposed.said {
                sheet.indented(Role::Quiet, said, 14);
            }
        }
        sheet
    }
}

/// Changes by tracker, in the order they are written.
pub(super) fn revisions(proposed: &[Proposed]) -> Vec<Revision> {
    let mut by_tracker: Vec<(TrackerId, Vec<ActionChange>)> = Vec::new();
    for Proposed { name: (tracker, _), change, .. } in proposed {
        match by_tracker.iter_mut().find(|(known, _)| known == tracker) {
            Some((_, changes)) => changes.push(change.clone()),
            None => by_tracker.push((tracker.clone(), vec![change.clone()])),
        }
    }
    let revision = |(tracker, change): (TrackerId, Vec<ActionChange>)| Revision {
        path: places::tracker(&tracker),
        change: Change::Actions { fresh: None, add: Vec::new(), change },
    };
    by_tracker.into_iter().map(revision).collect()
}
