//! The actions of every tracker in one table: found by a query, put in order, one of them shown whole. It only looks;
//! what an action says changes in a meeting or in its file. How it draws is in `table.rs` and `detail.rs`.

mod detail;
mod table;

use super::{Goto, Out};
use crate::base::id::{ActionId, TrackerId};
use crate::base::key::{Key, KeyCode};
use crate::base::text::{count, sentence};
use crate::command::{Command, Need, Scope};
use crate::domain::actions::{Heading, Listed, Order, all};
use crate::domain::agenda::Tier;
use crate::domain::query::{Query, parse};
use crate::files::workspace::Workspace;
use crate::ui::editor::Editor;
use chrono::NaiveDate;

/// What is looked for when nothing was asked.
const UNASKED: &str = "status:open";
/// How far the keys for a page go.
const PAGE: usize = 20;

/// Where an action is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    tracker: TrackerId,
    at: usize,
    id: ActionId,
}

impl Place {
    fn of(listed: &Listed<'_>) -> Self {
        Self { tracker: listed.tracker.id.clone(), at: listed.at, id: listed.action.id.clone() }
    }
}

/// What was found, and what of it is looked at.
#[derive(Clone, Debug)]
pub struct State {
    /// The query as it was last understood.
    asked: String,
    query: Query,
    typing: Option<Editor>,
    /// Why what is being typed is no query yet.
    problem: Option<String>,
    order: Order,
    heading: Heading,
    /// Whether restricted actions are shown; the screen may be shared, so they are not at first.
    restricted: bool,
    found: Vec<Place>,
    /// How many of those found are restricted and not shown.
    held_back: usize,
    /// How many there are, open and late, in the order of these words.
    totals: [usize; 3],
    trackers: usize,
    here: usize,
    /// Whether one action is shown alone, whole.
    whole: bool,
    scroll: usize,
}

impl State {
    /// Every open action, the biggest first.
    pub fn new(workspace: &Workspace, today: NaiveDate) -> Self {
        let mut state = Self {
            asked: UNASKED.to_owned(),
            query: parse(UNASKED).unwrap_or_default(),
            typing: None,
            problem: None,
            order: Order::default(),
            heading: Heading::default(),
            restricted: false,
            found: Vec::new(),
            held_back: 0,
            totals: [0; 3],
            trackers: 0,
            here: 0,
            whole: false,
            scroll: 0,
        };
        state.look(workspace, today);
        state
    }

    /// The files were read again: the same query, and the same action if it is still found.
    pub fn read_again(&mut self, workspace: &Workspace, today: NaiveDate) {
        self.look(workspace, today);
    }

    /// Who has the keys.
    pub fn scope(&self) -> Scope {
        Scope::Actions
    }

    /// Whether a query is being typed.
    pub fn busy(&self) -> bool {
        self.typing.is_some()
    }

    /// The facts commands wait for.
    pub fn facts(&self) -> Vec<Need> {
        if self.found.is_empty() { Vec::new() } else { vec![Need::Found] }
    }

    /// Finds what the query asks for, in order, and stays on the action that was looked at.
    fn look(&mut self, workspace: &Workspace, today: NaiveDate) {
        let light = workspace.light(today);
        let seen = |listed: &Listed<'_>| self.restricted || listed.action.tier < Tier::Restricted;
        let shown = || all(workspace.trackers.values()).filter(seen).map(|listed| listed.action);
        let open = || shown().filter(|action| action.status.open());
        let late = open().filter(|action| action.due.day().is_some_and(|day| day < today)).count();
        self.totals = [shown().count(), open().count(), late];
        self.trackers = workspace.trackers.len();
        let answers =
            all(workspace.trackers.values()).filter(|listed| self.query.finds(&light.facts(*listed), &light));
        let (mut listed, held_back): (Vec<_>, Vec<_>) = answers.partition(seen);
        light.arrange(&mut listed, self.order, self.heading);
        let before = self.found.get(self.here).cloned();
        self.found = listed.iter().map(Place::of).collect();
        self.held_back = held_back.len();
        let same =
            |place: &Place| before.as_ref().is_some_and(|b| b.id == place.id && b.tracker == place.tracker);
        let again = self.found.iter().position(same).unwrap_or(self.here);
        self.here = again.min(self.found.len().saturating_sub(1));
    }

    /// The action at a place, as the files have it now.
    fn at<'w>(&self, workspace: &'w Workspace, index: usize) -> Option<Listed<'w>> {
        let place = self.found.get(index)?;
        let tracker = workspace.trackers.get(&place.tracker)?;
        tracker.nth(place.at).map(|action| Listed { tracker, action, at: place.at })
    }

    /// What a command does here.
    pub fn run(&mut self, command: Command, workspace: &Workspace, today: NaiveDate, out: &mut Out) {
        match command {
            Command::Up if self.whole => self.scroll = self.scroll.saturating_sub(1),
            Command::Down if self.whole => self.scroll += 1,
            Command::Up => self.go(self.here.saturating_sub(1)),
            Command::Down => self.go(self.here + 1),
            Command::PageUp => self.go(self.here.saturating_sub(PAGE)),
            Command::PageDown => self.go(self.here + PAGE),
            Command::First => self.go(0),
            Command::Last => self.go(usize::MAX),
            Command::NextAction => self.go(self.here + 1),
            Command::PreviousAction => self.go(self.here.saturating_sub(1)),
            Command::ShowAction => (self.whole, self.scroll) = (!self.whole, 0),
            Command::FindActions => self.typing = Some(Editor::new(&self.asked, false)),
            Command::SortActions => {
                self.order = self.order.next();
                self.look(workspace, today);
                out.say(format!("Sorted by {}.", self.order.said()));
            }
            Command::GroupActions => {
                self.heading = self.heading.next();
                self.look(workspace, today);
                out.say(match self.heading {
                    Heading::None => "In one list.".to_owned(),
                    by => format!("Under headings by {}.", by.said()),
                });
            }
            Command::ShowRestricted => {
                self.restricted = !self.restricted;
                self.look(workspace, today);
                out.say(if self.restricted {
                    "Restricted actions are shown: mind who sees this screen."
                } else {
                    "Restricted actions are not shown."
                });
            }
            Command::ReadAgain => out.go = Some(Goto::ReadAgain),
            Command::Back if self.whole => self.whole = false,
            Command::Back => out.go = Some(Goto::Home),
            _ => {}
        }
    }

    fn go(&mut self, to: usize) {
        self.here = to.min(self.found.len().saturating_sub(1));
        self.scroll = 0;
    }

    /// A key while a query is typed: the table follows what is understood of it.
    pub fn typed(&mut self, key: Key, workspace: &Workspace, today: NaiveDate, out: &mut Out) {
        let Some(editor) = &mut self.typing else { return };
        match key.code {
            KeyCode::Esc => {
                self.typing = None;
                self.problem = None;
                // It was a query when it was taken.
                self.query = parse(&self.asked).unwrap_or_default();
                self.look(workspace, today);
            }
            KeyCode::Enter => {
                let text = editor.text();
                if let Err(problem) = self.ask(&text, workspace, today) {
                    return out.refuse(problem);
                }
                self.typing = None;
                self.asked = text;
                let light = workspace.light(today);
                let tier = if self.restricted { Tier::Restricted } else { Tier::Partners };
                let hints = self.query.hints(&light.names(workspace.trackers.values(), tier), &light);
                if let Some(hint) = hints.into_iter().next() {
                    out.say(sentence(&hint));
                }
            }
            _ => {
                editor.key(key);
                let text = editor.text();
                self.problem = self.ask(&text, workspace, today).err();
            }
        }
    }

    /// Text pasted into the query.
    pub fn pasted(&mut self, text: &str, workspace: &Workspace, today: NaiveDate) {
        let Some(editor) = &mut self.typing else { return };
        editor.paste(text);
        let text = editor.text();
        self.problem = self.ask(&text, workspace, today).err();
    }

    /// Takes up a query; what is no query leaves the table as it is and says what is wrong.
    fn ask(&mut self, text: &str, workspace: &Workspace, today: NaiveDate) -> Result<(), String> {
        self.query = parse(text).map_err(|problem| problem.to_string())?;
        self.look(workspace, today);
        Ok(())
    }

    /// How many were found and of how many, for the head.
    fn counted(&self) -> String {
        let held = match self.held_back {
            0 => String::new(),
            n => format!(", {n} restricted not shown"),
        };
        format!("{} of {} shown{held}", self.found.len(), self.totals[0])
    }

    /// What there is altogether, for the head.
    fn summed(&self) -> String {
        let [_, open, late] = self.totals;
        format!("{} · {open} open, {late} late", count(self.trackers, "tracker", "trackers"))
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
