//! The foot of a meeting's screen: what was last said, the line being typed with its reading, the choice being
//! made, or the keys that work here. When rows are short, what matters least goes first.

use super::choose::Choice;
use super::view::Seen;
use super::view::walks_areas;
use super::{AREAS, Pane, State};
use crate::base::text::width;
use crate::command::{self, Need, Scope, key_said};
use crate::screens::typing::{Part, TALL, kept, said};
use crate::ui::look::{Look, Role};
use crate::ui::sheet::Sheet;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

/// From this height a line is kept free for what is said, so that nothing moves when it is.
const NOTICE_KEPT: u16 = 16;
/// Below this width the words of the last two keys may go.
const NARROW: usize = 60;

/// The foot, ready to draw: the rule, the editor's rows, and what stands below them.
pub(super) struct Foot {
    rule: u16,
    editor: u16,
    below: Sheet,
}

impl Foot {
    /// Rows it takes.
    pub fn height(&self) -> u16 {
        self.rule + self.editor + u16::try_from(self.below.len()).unwrap_or(0)
    }
}

impl State {
    /// The foot of a screen, in no more than `most` rows.
    pub(super) fn foot(&self, seen: &Seen<'_>, screen: Rect, most: u16) -> Foot {
        let rule = u16::from(most >= 4);
        let editor = self.editor_height(screen, most.saturating_sub(rule));
        let room = usize::from(most.saturating_sub(rule + editor));
        let below = match (self.choices(seen.look), self.typing.is_some()) {
            (Some((question, choices)), _) => {
                choice_parts(seen, screen, &question, &choices, said(seen, screen))
            }
            (None, true) => {
                let typing = self.typing.as_ref();
                typing.map_or_else(Vec::new, |t| t.parts(&self.meeting, &self.names, seen, screen))
            }
            (None, false) => self.key_parts(seen, screen),
        };
        Foot { rule, editor, below: kept(seen.look, screen.width, below, room) }
    }

    fn editor_height(&self, screen: Rect, most: u16) -> u16 {
        self.typing.as_ref().map_or(0, |typing| typing.height(&self.meeting, screen, most))
    }

    pub(super) fn draw_foot(&self, seen: &Seen<'_>, foot: Foot, frame: &mut Frame, area: Rect) {
        let [rule, editor, below] = Layout::vertical([
            Constraint::Length(foot.rule),
            Constraint::Length(foot.editor),
            Constraint::Fill(1),
        ])
        .areas(area);
        let mut line = Sheet::new(seen.look, rule.width);
        line.rule();
        line.draw(frame, rule, 0);
        if let Some(typing) = &self.typing {
            typing.draw(&self.meeting, seen.look, frame, editor);
        }
        foot.below.draw(frame, below, 0);
    }

    fn key_parts(&self, seen: &Seen<'_>, screen: Rect) -> Vec<Part> {
        let mut notice = said(seen, screen);
        if notice.is_empty() && screen.height >= NOTICE_KEPT {
            notice.gap();
        }
        let most = if screen.height >= TALL { 2 } else { 1 };
        let mut keys = ready(&self.facts(), self.scope());
        if self.pane == Pane::Item && walks_areas(screen) {
            let next = ["list", "who is here", "item"][self.area % AREAS];
            keys.insert(1.min(keys.len()), ("Tab".to_owned(), next.to_owned()));
        }
        let keys = drawn(seen.look, &keys, screen.width, most);
        vec![(1, notice), (2, keys)]
    }
}

pub(in crate::screens) fn choice_parts(
    seen: &Seen<'_>,
    screen: Rect,
    question: &str,
    choices: &[Choice],
    said: Sheet,
) -> Vec<Part> {
    let mut asked = Sheet::new(seen.look, screen.width);
    asked.indented(Role::Strong, question, 1);
    let mut sheet = Sheet::new(seen.look, screen.width);
    let mut choices = choices.to_vec();
    if !choices.iter().any(|(key, _)| key == "Esc") {
        choices.push(("Esc".to_owned(), "back".to_owned()));
    }
    let mut row: Vec<(Role, String)> = Vec::new();
    let mut used = 0;
    for (key, words) in choices {
        let cells = width(&key) + width(&words) + 2;
        if used > 0 && used + 3 + cells > sheet.width() {
            sheet.pieces(&std::mem::take(&mut row));
            used = 0;
        }
        let gap = if used == 0 { " " } else { "    " };
        used += cells + gap.len() - 1;
        row.push((Role::Here, format!("{gap}{key} ")));
        row.push((Role::Plain, words));
    }
    sheet.pieces(&row);
    vec![(1, said), (2, asked), (3, sheet)]
}

/// What may be done now in a scope: its key and its words.
type Key = (String, String);

fn ready(facts: &[Need], scope: Scope) -> Vec<Key> {
    command::in_scope(scope)
        .filter(|s| s.scope == scope && !s.title.is_empty() && s.ready(facts).is_ok())
        .map(|s| (key_said(s.keys[0]), s.title.to_owned()))
        .collect()
}

/// The keys that work here, in the registry's order, as many as fit; all and help are always there.
pub fn keys_sheet(look: Look, facts: &[Need], scope: Scope, columns: u16, most: usize) -> Sheet {
    drawn(look, &ready(facts, scope), columns, most)
}

fn drawn(look: Look, keys: &[Key], columns: u16, most: usize) -> Sheet {
    let mut sheet = Sheet::new(look, columns);
    for row in fit_keys(keys, usize::from(columns), most) {
        let mut pieces = Vec::new();
        for (key, words) in row {
            let gap = if pieces.is_empty() { " " } else { "  " };
            pieces.push((Role::Plain, format!("{gap}{key}")));
            pieces.push((Role::Quiet, if words.is_empty() { words } else { format!(" {words}") }));
        }
        sheet.pieces(&pieces);
    }
    sheet
}

/// The keys in rows, and at the end of the last those to everything and to help; where little fits, without their
/// words.
fn fit_keys(keys: &[Key], columns: usize, most: usize) -> Vec<Vec<Key>> {
    let key = |key: &str, words: &str| (key.to_owned(), words.to_owned());
    let whole = [key(":", "all"), key("?", "help")];
    let (rows, shown) = rows_of(keys, &whole, columns, most);
    if columns >= NARROW || shown == keys.len() && width_of(rows.last()) <= columns {
        return rows;
    }
    let short = [key(":", ""), key("?", "")];
    let (closer, more) = rows_of(keys, &short, columns, most);
    if more > shown || width_of(rows.last()) > columns { closer } else { rows }
}

fn width_of(row: Option<&Vec<Key>>) -> usize {
    row.map_or(0, |row| row.iter().map(key_width).sum::<usize>().saturating_sub(1))
}

fn key_width((key, words): &Key) -> usize {
    let words = if words.is_empty() { 0 } else { width(words) + 1 };
    2 + width(key) + words
}

fn rows_of(keys: &[Key], tail: &[Key], columns: usize, most: usize) -> (Vec<Vec<Key>>, usize) {
    let mut rows = vec![Vec::new()];
    let mut shown = 0;
    let tail_width: usize = tail.iter().map(key_width).sum();
    for key in keys {
        let last = rows.len() == most;
        let room = columns.saturating_sub(if last { tail_width } else { 0 });
        let fits =
            |row: &Vec<Key>| width_of(Some(row)) + key_width(key) - usize::from(row.is_empty()) <= room;
        if rows.last().is_some_and(fits) {
            rows.last_mut().expect("there is always a row").push(key.clone());
        } else if last {
            break;
        } else {
            rows.push(vec![key.clone()]);
        }
        shown += 1;
    }
    if rows.len() < most && width_of(rows.last()) + tail_width > columns {
        rows.push(Vec::new());
    }
    rows.last_mut().expect("there is always a row").extend(tail.iter().cloned());
    (rows, shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_kept_whole_and_help_is_always_there() {
        let keys = [("Space", "next"), ("Tab", "list"), ("d", "decision"), ("a", "action")];
        let keys = keys.map(|(key, words)| (key.to_owned(), words.to_owned()));
        let shown = |columns, most| -> Vec<String> {
            drawn(Look::default(), &keys, columns, most)
                .into_lines()
                .iter()
                .map(ToString::to_string)
                .collect()
        };
        assert_eq!(shown(80, 1), [" Space next  Tab list  d decision  a action  : all  ? help"]);
        assert_eq!(shown(40, 1), [" Space next  Tab list  d decision  :  ?"]);
        assert_eq!(shown(41, 2), [" Space next  Tab list  d decision", " a action  : all  ? help"]);
        assert_eq!(shown(50, 2), [" Space next  Tab list  d decision  a action", " : all  ? help"]);
        assert_eq!(shown(5, 1), [" :  ?"]);
    }
}
