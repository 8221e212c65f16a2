//! The actions of every tracker in one table: found by a query, put in order, one of them shown whole, marked and changed.
//! What is said of them is in `changing`, what many changes come to before they are made in `preview`, taking back in
//! `undo`. How it draws is in `table` and `detail`.

mod changing;
mod columns;
mod detail;
mod going_on;
mod keeping;
mod naming;
mod preview;
mod reviewing;
mod table;
mod ticking;
mod undo;
mod viewing;

use super::steps::{ON_ITS_WAY, Steps};
use super::{Goto, Out};
use crate::base::id::{ActionId, TrackerId};
use crate::base::key::{Key, KeyCode};
use crate::base::stamp::Stamp;
use crate::base::text::{count, sentence};
use crate::command::{Command, Need, Scope};
use crate::domain::action::Action;
use crate::domain::actions::{Found, Heading, Light, Listed, Order, Search};
use crate::domain::agenda::Tier;
use crate::domain::query::{Offer, Query, parse};
use crate::effect::{Edit, Effect};
use crate::files::places;
use crate::files::workspace::Workspace;
use crate::ui::editor::Editor;
use changing::Line;
use chrono::NaiveDate;
use preview::Preview;
use reviewing::Walk;
use std::collections::BTreeSet;
use std::sync::Arc;
use ticking::Ticking;
use undo::Sent;
use viewing::Viewing;

/// What is looked for when nothing was asked.
const UNASKED: &str = "status:open";
/// How far the keys for a page go.
const PAGE: usize = 20;

/// What was found, and what of it is looked at.
#[derive(Clone, Debug)]
pub struct State {
    /// The files that what was found is in. Those read since are taken up with the next answer.
    workspace: Arc<Workspace>,
    today: NaiveDate,
    /// The query as it was last understood.
    asked: String,
    query: Query,
    typing: Option<Editor>,
    /// Why what is being typed is no query yet.
    problem: Option<String>,
    /// The offer chosen with the arrow keys.
    pick: Option<usize>,
    order: Order,
    heading: Heading,
    /// Whether restricted actions are shown; the screen may be shared, so they are not at first.
    restricted: bool,
    found: Found,
    here: usize,
    /// The action to go to once it is found: one that was just added.
    wanted: Option<Name>,
    /// Whether one action is shown alone, whole.
    whole: bool,
    scroll: usize,
    /// What is said next is said of all of these.
    marks: BTreeSet<Name>,
    /// What is being said of an action, or of a new one.
    line: Option<Line>,
    /// The line last dropped with Esc, so that no words are lost by it.
    dropped: Option<Line>,
    /// Which tracker a new action goes to, while that is asked.
    choosing: Option<Vec<TrackerId>>,
    /// Whose steps are ticked, while they are.
    ticking: Option<Ticking>,
    viewing: Option<Viewing>,
    /// Whether the figures are shown instead of the table.
    charts: bool,
    preview: Option<Preview>,
    /// The review that is in hand.
    walk: Option<Walk>,
    /// What is on its way to the disk, and what can be taken back.
    steps: Steps<Sent>,
    /// Who sits here, as the history of an action is to say it.
    who: String,
}

/// An action by its tracker and its number.
type Name = (TrackerId, ActionId);

impl State {
    /// Every open action, the biggest first; and the search that finds them.
    pub fn new(workspace: &Arc<Workspace>, today: NaiveDate, who: &str) -> (Self, Effect) {
        let state = Self {
            workspace: Arc::clone(workspace),
            today,
            asked: UNASKED.to_owned(),
            query: parse(UNASKED).unwrap_or_default(),
            typing: None,
            problem: None,
            pick: None,
            order: Order::default(),
            heading: Heading::default(),
            restricted: false,
            found: Found::default(),
            here: 0,
            wanted: None,
            whole: false,
            scroll: 0,
            marks: BTreeSet::new(),
            line: None,
            dropped: None,
            choosing: None,
            ticking: None,
            viewing: None,
            charts: false,
            preview: None,
            walk: None,
            steps: Steps::default(),
            who: who.to_owned(),
        };
        let search = state.search(false);
        (state, search)
    }

    /// The files were read again: the same query is asked of them.
    pub fn read_again(&mut self, workspace: &Arc<Workspace>) -> Effect {
        Effect::Search(self.asking(false), Arc::clone(workspace))
    }

    /// Who has the keys.
    pub fn scope(&self) -> Scope {
        if self.walk.is_some() { Scope::ActionReview } else { Scope::Actions }
    }

    /// Whether keys are words, or answers to a question, rather than commands.
    pub fn busy(&self) -> bool {
        let asked = self.choosing.is_some() || self.viewing.is_some() || self.preview.is_some();
        asked || self.ticking.is_some() || self.typing.is_some() || self.line.is_some()
    }

    /// The facts commands wait for.
    pub fn facts(&self) -> Vec<Need> {
        let facts = [
            (Need::Found, !self.found.places.is_empty()),
            (Need::Undoable, self.steps.can_undo()),
            (Need::Redoable, self.steps.can_redo()),
            (Need::Dropped, self.dropped.is_some()),
        ];
        facts.into_iter().filter(|(_, holds)| *holds).map(|(need, _)| need).collect()
    }

    fn asking(&self, hints: bool) -> Search {
        Search {
            query: self.query.clone(),
            order: self.order,
            heading: self.heading,
            tier: self.tier(),
            hints,
            complete: self.typing.as_ref().map(|typing| (typing.text(), typing.cursor())),
            report: self.charts,
            today: self.today,
        }
    }

    /// Looks for what is asked. The table stays as it is until the answer comes: there may be very many actions.
    fn search(&self, hints: bool) -> Effect {
        Effect::Search(self.asking(hints), Arc::clone(&self.workspace))
    }

    fn tier(&self) -> Tier {
        if self.restricted { Tier::Restricted } else { Tier::Partners }
    }

    /// What was found, and where; the same action stays chosen if it is among it.
    pub fn found(&mut self, found: Found, workspace: Arc<Workspace>, out: &mut Out) {
        let chosen = self.at(self.here).map(|listed| (listed.tracker.id.clone(), listed.action.id.clone()));
        let shown = self.found.places.get(self.here).copied();
        if let Some(hint) = found.hints.first() {
            out.say(sentence(hint));
        }
        let same = Arc::ptr_eq(&workspace, &self.workspace);
        (self.found, self.workspace) = (found, workspace);
        self.review_again();
        self.look_again();
        let wanted = self.wanted.take().and_then(|(tracker, id)| self.place_of(&tracker, &id));
        let chosen = match wanted {
            None if same => shown,
            None => chosen.and_then(|(tracker, id)| self.place_of(&tracker, &id)),
            wanted => wanted,
        };
        let again = chosen.and_then(|chosen| self.found.places.iter().position(|place| *place == chosen));
        self.here = again.unwrap_or(self.here).min(self.found.places.len().saturating_sub(1));
    }

    /// The action that is looked at: in a review the one in hand, else the one chosen in the table.
    fn looked_at(&self) -> Option<Listed<'_>> {
        if self.walk.is_some() { self.reviewed() } else { self.at(self.here) }
    }

    /// Its name.
    fn chosen(&self) -> Option<Name> {
        self.looked_at().map(|listed| (listed.tracker.id.clone(), listed.action.id.clone()))
    }

    fn light(&self) -> Light<'_> {
        self.workspace.light(self.today)
    }

    /// What a command does here.
    pub fn run(&mut self, command: Command, now: Stamp, out: &mut Out) {
        self.today = now.date_naive();
        if self.walk.is_some() && command != Command::ShowRestricted {
            return self.run_review(command, now, out);
        }
        match command {
            Command::Charts => {
                (self.charts, self.scroll) = (!self.charts, 0);
                out.effects.push(self.search(false));
            }
            Command::Up if self.charts => self.scroll = self.scroll.saturating_sub(1),
            Command::Down if self.charts => self.scroll += 1,
            Command::PageUp if self.charts => self.scroll = self.scroll.saturating_sub(PAGE),
            Command::PageDown if self.charts => self.scroll += PAGE,
            Command::Back if self.charts => (self.charts, self.scroll) = (false, 0),
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
            Command::FindActions => {
                // The next word is typed at once.
                let asked = if self.asked.is_empty() { String::new() } else { format!("{} ", self.asked) };
                self.typing = Some(Editor::new(&asked, false));
                self.pick = None;
                out.effects.push(self.search(false));
            }
            Command::SortActions => {
                self.order = self.order.next();
                out.effects.push(self.search(false));
                out.say(format!("Sorted by {}.", self.order.said()));
            }
            Command::GroupActions => {
                self.heading = self.heading.next();
                out.effects.push(self.search(false));
                out.say(match self.heading {
                    Heading::None => "In one list.".to_owned(),
                    by => format!("Under headings by {}.", by.said()),
                });
            }
            Command::ShowRestricted => {
                self.restricted = !self.restricted;
                if !self.restricted {
                    self.unmark_restricted();
                }
                out.effects.push(self.search(false));
                out.say(if self.restricted {
                    "Restricted actions are shown: mind who sees this screen."
                } else {
                    "Restricted actions are not shown."
                });
            }
            Command::ReadAgain => out.go = Some(Goto::ReadAgain),
            Command::ReviewActions => self.begin_review(now, out),
            Command::SavedViews => self.viewing = Some(Viewing::Choosing),
            Command::MarkAction => self.mark(),
            Command::MarkAll => self.mark_all(out),
            Command::Undo => self.undo(out),
            Command::Redo => self.redo(out),
            Command::EditOutside => self.open_file(out),
            Command::Back if self.whole => self.whole = false,
            Command::Back if !self.marks.is_empty() => self.marks.clear(),
            Command::Back if self.is_saving() => out.refuse(ON_ITS_WAY),
            Command::Back => out.go = Some(Goto::Home),
            _ => self.run_change(command, now, out),
        }
    }

    fn mark(&mut self) {
        if let Some(name) = self.chosen()
            && !self.marks.remove(&name)
        {
            self.marks.insert(name);
        }
        self.go(self.here + 1);
    }

    fn mark_all(&mut self, out: &mut Out) {
        if self.marks.is_empty() {
            let names = (0..self.found.places.len()).filter_map(|index| self.at(index));
            self.marks = names.map(|listed| (listed.tracker.id.clone(), listed.action.id.clone())).collect();
            out.say(format!("{} marked.", count(self.marks.len(), "action is", "actions are")));
        } else {
            self.marks.clear();
            out.say("No action is marked.");
        }
    }

    /// Whether an action is not shown, for others may see the screen.
    fn hides(&self, action: &Action) -> bool {
        action.tier > self.tier()
    }

    /// What is not shown is not changed either.
    fn unmark_restricted(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        let shown = self.each_named(&marks).filter(|(_, found)| found.is_some_and(|l| !self.hides(l.action)));
        self.marks = shown.map(|(name, _)| name.clone()).collect();
    }

    /// The tracker in the user's own editor, at the chosen action.
    fn open_file(&mut self, out: &mut Out) {
        let Some(listed) = self.looked_at() else { return };
        let line = self.workspace.action_lines.get(&listed.tracker.id).and_then(|lines| lines.get(listed.at));
        let line = line.map_or(1, |line| *line as usize);
        out.edit = Some(Edit::File { path: places::tracker(&listed.tracker.id), line });
    }

    fn go(&mut self, to: usize) {
        self.here = to.min(self.found.places.len().saturating_sub(1));
        self.scroll = 0;
    }

    /// A key while something is typed or asked.
    pub fn typed(&mut self, key: Key, now: Stamp, out: &mut Out) {
        if self.preview.is_some() {
            self.preview_key(key, out);
        } else if self.viewing.is_some() {
            self.view_key(key, out);
        } else if self.line.is_some() {
            self.line_key(key, now, out);
        } else if self.ticking.is_some() {
            self.tick_key(key, now, out);
        } else if self.choosing.is_some() {
            self.chosen_tracker(key, now, out);
        } else {
            self.query_key(key, out);
        }
    }

    /// A key while a query is typed: the table follows what is understood of it.
    fn query_key(&mut self, key: Key, out: &mut Out) {
        let offered = self.offers().len();
        let Some(editor) = &mut self.typing else { return };
        match key.code {
            KeyCode::Esc => {
                self.typing = None;
                self.problem = None;
                // It was a query when it was taken.
                self.query = parse(&self.asked).unwrap_or_default();
                out.effects.push(self.search(false));
            }
            KeyCode::Enter => {
                let text = editor.text();
                if let Err(problem) = self.ask(&text, true, out) {
                    return out.refuse(problem);
                }
                self.typing = None;
                text.trim().clone_into(&mut self.asked);
            }
            KeyCode::Tab => self.complete(out),
            KeyCode::Up | KeyCode::Down if offered > 0 => {
                let n = offered;
                self.pick = Some(match (self.pick, key.code == KeyCode::Down) {
                    (None, true) => 0,
                    (None, false) => n - 1,
                    (Some(i), true) => (i + 1) % n,
                    (Some(i), false) => (i + n - 1) % n,
                });
            }
            _ => {
                editor.key(key);
                self.follow(out);
            }
        }
    }

    /// What may be typed where the cursor is; nothing until the answer to what is typed now has come.
    fn offers(&self) -> &[Offer] {
        let now = self.typing.as_ref().map(Editor::text);
        match &self.found.completion {
            Some((text, completion)) if now.as_ref() == Some(text) => &completion.offers,
            _ => &[],
        }
    }

    /// Tab takes the offer that is chosen, or the first.
    fn complete(&mut self, out: &mut Out) {
        let Some(offer) = self.offers().get(self.pick.unwrap_or(0)).cloned() else { return };
        if let (Some(editor), Some((text, completion))) = (&mut self.typing, &self.found.completion) {
            let (text, cursor) = completion.taken(text, &offer);
            editor.replace_at(&text, cursor);
            self.follow(out);
        }
    }

    /// Text pasted into the query, or into what is being said.
    pub fn pasted(&mut self, text: &str, out: &mut Out) {
        if let Some(line) = &mut self.line {
            line.typing.editor.paste(text);
            line.typing.pick = None;
            return;
        }
        let Some(editor) = &mut self.typing else { return };
        editor.paste(text);
        self.follow(out);
    }

    fn follow(&mut self, out: &mut Out) {
        self.pick = None;
        let text = self.typing.as_ref().map(Editor::text).unwrap_or_default();
        self.problem = self.ask(&text, false, out).err();
        if self.problem.is_some() {
            // What is no query yet is still offered how it may go on.
            out.effects.push(self.search(false));
        }
    }

    /// Takes up a query; what is no query leaves the table as it is and says what is wrong.
    fn ask(&mut self, text: &str, hints: bool, out: &mut Out) -> Result<(), String> {
        self.query = parse(text).map_err(|problem| problem.to_string())?;
        out.effects.push(self.search(hints));
        Ok(())
    }

    /// How many were found and of how many, for the head.
    fn counted(&self) -> String {
        let held = match self.found.held_back {
            0 => String::new(),
            n => format!(", {n} restricted not shown"),
        };
        let marked = match self.marks.len() {
            0 => String::new(),
            n => format!("{n} marked · "),
        };
        format!("{marked}{} of {} shown{held}", self.found.places.len(), self.found.all)
    }

    /// What there is altogether, for the head.
    fn summed(&self) -> String {
        let trackers = count(self.workspace.trackers.len(), "tracker", "trackers");
        let broken = self.workspace.unusable.iter().filter(|path| path.starts_with(places::TRACKERS)).count();
        if broken > 0 {
            return format!("{trackers}, {broken} CANNOT BE USED: p in the list of meetings");
        }
        format!("{trackers} · {} open, {} late", self.found.open, self.found.late)
    }
}

#[cfg(test)]
mod reading_laws;
#[cfg(test)]
#[path = "tests.rs"]
mod tests;
