//! Saved views: choosing one by its number, and giving a name to what is shown now.

use super::State;
use crate::base::key::{Key, KeyCode};
use crate::domain::actions::view::View;
use crate::domain::query::parse;
use crate::effect::{Change, Revision};
use crate::files::places;
use crate::screens::Out;
use crate::ui::editor::Editor;

/// How many views a digit chooses.
const MOST: usize = 9;

/// What is being done with views.
#[derive(Clone, Debug)]
pub(super) enum Viewing {
    /// One is chosen.
    Choosing,
    /// What is shown is given a name.
    Naming(Box<Editor>),
}

impl State {
    /// What may be chosen, with the keys that do.
    pub(super) fn view_choices(&self) -> Vec<(String, String)> {
        let views = self.workspace.views.iter().take(MOST).enumerate();
        let mut all: Vec<(String, String)> =
            views.map(|(n, view)| ((n + 1).to_string(), view.name.clone())).collect();
        all.push(("s".to_owned(), "save what is shown under a name".to_owned()));
        all
    }

    pub(super) fn view_key(&mut self, key: Key, out: &mut Out) {
        match self.viewing.take() {
            Some(Viewing::Choosing) => self.choose_view(key, out),
            Some(Viewing::Naming(editor)) => self.name_view(editor, key, out),
            None => {}
        }
    }

    fn choose_view(&mut self, key: Key, out: &mut Out) {
        let number = key.typed().and_then(|c| c.to_digit(10)).and_then(|n| (n as usize).checked_sub(1));
        match (key.code, number.and_then(|n| self.workspace.views.get(n).cloned())) {
            (KeyCode::Esc, _) => {}
            (_, Some(view)) => self.take_view(&view, out),
            _ if key.typed() == Some('s') => {
                self.viewing = Some(Viewing::Naming(Box::new(Editor::new("", false))));
            }
            _ => self.viewing = Some(Viewing::Choosing),
        }
    }

    fn take_view(&mut self, view: &View, out: &mut Out) {
        match parse(&view.find) {
            Ok(query) => {
                (self.query, self.order, self.heading) = (query, view.sort, view.headings);
                view.find.clone_into(&mut self.asked);
                out.effects.push(self.search(true));
                out.say(format!("View: {}.", view.name));
            }
            Err(why) => {
                out.refuse(format!("The view {} in {} cannot be used: {why}", view.name, places::VIEWS));
            }
        }
    }

    fn name_view(&mut self, mut editor: Box<Editor>, key: Key, out: &mut Out) {
        match key.code {
            KeyCode::Esc => {}
            KeyCode::Enter if editor.text().trim().is_empty() => {
                out.refuse("A view needs a name");
                self.viewing = Some(Viewing::Naming(editor));
            }
            KeyCode::Enter => {
                let name = editor.text().trim().to_owned();
                let said = format!("The view {name} is saved");
                let view = View { name, find: self.asked.clone(), sort: self.order, headings: self.heading };
                let revision = Revision { path: places::VIEWS.to_owned(), change: Change::View(view) };
                self.write(said, vec![revision], None, out);
            }
            _ => {
                editor.key(key);
                self.viewing = Some(Viewing::Naming(editor));
            }
        }
    }
}
