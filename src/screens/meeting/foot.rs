//! The foot of a meeting's screen: what was last said, the line being typed with its reading, the choice being
//! made, or the keys that work here. When rows are short, what matters least goes first.

use super::asking::Wants;
use super::view::Seen;
use super::view::walks_areas;
use super::{AREAS, Pane, State};
use crate::base::text::{fit, width};
use crate::command::{self, Need, Scope, key_said};
use crate::ui::look::{Look, Role};
use crate::ui::sheet::Sheet;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

/// From this height a line is kept free for what is said, so that nothing moves when it is.
const NOTICE_KEPT: u16 = 16;
/// From this height keys and suggestions take two lines.
const TALL: u16 = 22;
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
        let below = match (self.choices(), self.typing.is_some()) {
            (Some((question, choices)), _) => {
                choice_parts(seen, screen, &question, &choices, Self::said(seen, screen))
            }
            (None, true) => self.typing_parts(seen, screen),
            (None, false) => self.key_parts(seen, screen),
        };
        Foot { rule, editor, below: kept(seen, screen.width, below, room) }
    }

    fn editor_height(&self, screen: Rect, most: u16) -> u16 {
        let Some(typing) = &self.typing else { return 0 };
        let text = screen.width.saturating_sub(self.label_width(screen.width) + 1);
        typing.editor.height(text, (screen.height / 3).min(most.saturating_sub(1)).max(1))
    }

    fn label_width(&self, columns: u16) -> u16 {
        let label = self.typing.as_ref().map_or("", |t| t.question(&self.meeting).label);
        (u16::try_from(width(label)).unwrap_or(8) + 2).min(columns / 2)
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
            let label_width = self.label_width(editor.width);
            let [label, text] =
                Layout::horizontal([Constraint::Length(label_width), Constraint::Fill(1)]).areas(editor);
            let said = fit(&format!(" {}", typing.question(&self.meeting).label), usize::from(label_width));
            frame.render_widget(Line::styled(said, seen.look.style(Role::Here)), label);
            frame.render_widget(&typing.editor, text);
        }
        foot.below.draw(frame, below, 0);
    }

    fn said(seen: &Seen<'_>, screen: Rect) -> Sheet {
        let mut sheet = Sheet::new(seen.look, screen.width);
        if let Some(notice) = seen.notice {
            let role = if notice.refusal { Role::Care } else { Role::Plain };
            sheet.indented(role, &notice.words, 1);
        }
        sheet
    }

    fn key_parts(&self, seen: &Seen<'_>, screen: Rect) -> Vec<Part> {
        let mut notice = Self::said(seen, screen);
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

    fn typing_parts(&self, seen: &Seen<'_>, screen: Rect) -> Vec<Part> {
        let Some(typing) = &self.typing else { return Vec::new() };
        let sheet = || Sheet::new(seen.look, screen.width);
        let cells = usize::from(screen.width);
        let question = typing.question(&self.meeting);
        let mut earlier = sheet();
        let answered = typing.answered(&self.meeting);
        if !answered.is_empty() {
            earlier.indented(Role::Quiet, &answered, 2);
        }
        let mut reading = sheet();
        match typing.reading(&self.meeting, seen.now) {
            Some(said) => reading.indented(Role::Plain, &said, 2),
            None => reading.indented(Role::Quiet, question.hint, 2),
        }
        let mut care = sheet();
        if let Some(said) = self.care() {
            care.indented(Role::Care, &said, 2);
        }
        let offered = typing.suggestions(&self.meeting, seen.now.date_naive());
        let labels: Vec<&str> = offered.iter().map(|s| s.label.as_str()).collect();
        let mut suggestions = sheet();
        let most = if screen.height >= TALL { 2 } else { 1 };
        // What Enter will take is seen before it is pressed.
        let first = question.wants.closed() && !typing.editor.text().trim().is_empty();
        let taken = typing.pick.or(first.then_some(0));
        for row in suggestion_rows(&labels, taken, cells.saturating_sub(2), most) {
            suggestions.line(Role::Here, &format!("  {row}"));
        }
        let mut keys = vec!["Enter keeps", "Esc drops"];
        if !offered.is_empty() {
            keys.insert(1, "Tab fills in");
        }
        match question.wants {
            Wants::ActionLine if typing.to_be_set => keys.push("Ctrl-T: the rest is left to next time [on]"),
            Wants::ActionLine => keys.push("Ctrl-T leaves the rest to next time"),
            _ if !offered.is_empty() => keys.insert(2, "Up and Down choose"),
            _ => {}
        }
        let mut tail = sheet();
        tail.line(Role::Quiet, &format!("  {}", joined(&keys, cells.saturating_sub(2))));
        vec![
            (5, Self::said(seen, screen)),
            (1, earlier),
            (6, care),
            (4, reading),
            (3, suggestions),
            (2, tail),
        ]
    }
}

/// Some lines of the foot, and how much they matter.
type Part = (u8, Sheet);

/// The parts in order, without those that matter least as long as all do not fit.
fn kept(seen: &Seen<'_>, columns: u16, mut parts: Vec<Part>, room: usize) -> Sheet {
    while parts.len() > 1 && parts.iter().map(|(_, s)| s.len()).sum::<usize>() > room {
        let least = parts.iter().enumerate().min_by_key(|(_, (matters, _))| *matters).map_or(0, |(i, _)| i);
        parts.remove(least);
    }
    let mut all = Sheet::new(seen.look, columns);
    for (_, part) in parts {
        all.append(part);
    }
    all.upto(room)
}

fn choice_parts(
    seen: &Seen<'_>,
    screen: Rect,
    question: &str,
    choices: &[super::choose::Choice],
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

/// Suggestions side by side, each kept whole, the one picked among them; `…` where there are more.
fn suggestion_rows(labels: &[&str], pick: Option<usize>, cells: usize, most: usize) -> Vec<String> {
    let from = |start: usize| {
        let mut rows = vec![if start > 0 { "… ".to_owned() } else { String::new() }];
        for (i, label) in labels.iter().enumerate().skip(start) {
            let said = if pick == Some(i) { format!("[{label}]") } else { (*label).to_owned() };
            let last = rows.len() == most;
            let row = rows.last_mut().expect("there is always a row");
            let gap = if row.is_empty() || row.as_str() == "… " { "" } else { "   " };
            let more = if i + 1 < labels.len() { 2 } else { 0 };
            if i == start || width(row) + width(gap) + width(&said) + more <= cells {
                *row = fit(&format!("{row}{gap}{said}"), cells);
            } else if !last {
                rows.push(said);
            } else {
                *row = fit(&format!("{row} …"), cells);
                return (rows, i);
            }
        }
        (rows, labels.len())
    };
    if labels.is_empty() {
        return Vec::new();
    }
    let mut start = 0;
    loop {
        let (rows, end) = from(start);
        if pick.is_none_or(|p| p < end) || start + 1 >= labels.len() {
            return rows;
        }
        start += 1;
    }
}

/// Pieces with dots between them, the last left out as long as all do not fit.
fn joined(pieces: &[&str], cells: usize) -> String {
    let fitting = (1..=pieces.len()).rev().map(|n| pieces[..n].join(" · ")).find(|s| width(s) <= cells);
    fitting.unwrap_or_default()
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

    #[test]
    fn the_suggestion_picked_is_in_sight() {
        let labels = ["Margaret Harcourt", "Shazia Begum", "Helen Fletcher"];
        assert_eq!(
            suggestion_rows(&labels, None, 60, 1),
            ["Margaret Harcourt   Shazia Begum   Helen Fletcher"]
        );
        assert_eq!(suggestion_rows(&labels, None, 36, 1), ["Margaret Harcourt   Shazia Begum …"]);
        assert_eq!(suggestion_rows(&labels, Some(2), 36, 1), ["… Shazia Begum   [Helen Fletcher]"]);
        assert_eq!(
            suggestion_rows(&labels, None, 36, 2),
            ["Margaret Harcourt   Shazia Begum", "Helen Fletcher"]
        );
        assert_eq!(suggestion_rows(&labels, Some(1), 5, 1), ["… [S…"]);
    }
}
