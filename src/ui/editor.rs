//! Text being typed: one line or many, with the editing keys people know from a shell, undo by words, and paste.

use crate::base::key::{Key, KeyCode};
use crate::base::text::clean;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, Input, Key as TextKey, TextArea, WrapMode};

/// The text and its cursor.
#[derive(Clone, Debug)]
pub struct Editor {
    area: TextArea<'static>,
    many_lines: bool,
}

impl Default for Editor {
    fn default() -> Self {
        Self::new("", false)
    }
}

impl Editor {
    /// An editor holding this text, the cursor at its end.
    pub fn new(text: &str, many_lines: bool) -> Self {
        let mut area = dressed(clean(text).split('\n').map(str::to_owned).collect());
        area.set_max_histories(1000);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, many_lines }
    }

    /// The text as it stands.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Where the cursor is in the text, in bytes.
    pub fn cursor(&self) -> usize {
        let at = self.area.cursor();
        let (row, column) = (at.0, at.1);
        let before: usize = self.area.lines().iter().take(row).map(|line| line.len() + 1).sum();
        let line = self.area.lines().get(row).map_or("", String::as_str);
        before + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
    }

    /// Replaces everything, which is one line, and puts the cursor at this byte; one undo brings it back.
    pub fn replace_at(&mut self, text: &str, cursor: usize) {
        self.replace(text);
        let column = text.get(..cursor).unwrap_or(text).chars().count();
        self.area.move_cursor(CursorMove::Jump(0, u16::try_from(column).unwrap_or(u16::MAX)));
    }

    /// Whether it takes more than one line.
    pub fn many_lines(&self) -> bool {
        self.many_lines
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Replaces everything; one undo brings it back.
    pub fn replace(&mut self, text: &str) {
        self.area.select_all();
        self.area.cut();
        self.paste(text);
    }

    /// Adds text at the cursor, made safe to show; in one line, line breaks become spaces.
    pub fn paste(&mut self, text: &str) {
        let text = clean(text).replace('\r', "");
        let text = if self.many_lines { text } else { text.replace('\n', " ") };
        self.area.insert_str(text);
    }

    /// Handles a key; `false` when it means nothing here.
    pub fn key(&mut self, key: Key) -> bool {
        match (key.code, key.ctrl, key.alt) {
            (KeyCode::Enter, _, true) | (KeyCode::Char('j'), true, _) if self.many_lines => {
                self.area.insert_newline();
            }
            (KeyCode::Char(c), false, false) => {
                let typed = c.to_string();
                let shown = clean(&typed);
                self.area.insert_str(shown.as_ref());
            }
            (KeyCode::Char('a'), true, _) => self.area.move_cursor(CursorMove::Head),
            (KeyCode::Char('e'), true, _) => self.area.move_cursor(CursorMove::End),
            (KeyCode::Char('b'), true, _) => self.area.move_cursor(CursorMove::Back),
            (KeyCode::Char('f'), true, _) => self.area.move_cursor(CursorMove::Forward),
            (KeyCode::Char('b'), _, true) => self.area.move_cursor(CursorMove::WordBack),
            (KeyCode::Char('f'), _, true) => self.area.move_cursor(CursorMove::WordForward),
            (KeyCode::Char('w'), true, _) | (KeyCode::Backspace, _, true) => {
                self.area.delete_word();
            }
            (KeyCode::Char('d'), _, true) => {
                self.area.delete_next_word();
            }
            (KeyCode::Char('u'), true, _) => {
                self.area.delete_line_by_head();
            }
            (KeyCode::Char('k'), true, _) => {
                self.area.delete_line_by_end();
            }
            (KeyCode::Char('y'), true, _) => {
                self.area.paste();
            }
            (KeyCode::Char('d'), true, _) => {
                self.area.delete_next_char();
            }
            (KeyCode::Char('h'), true, _) => {
                self.area.delete_char();
            }
            (KeyCode::Char('z' | '_' | '/'), true, _) => self.undo(),
            (KeyCode::Left | KeyCode::Right, true, _) => {
                let back = key.code == KeyCode::Left;
                self.area.move_cursor(if back { CursorMove::WordBack } else { CursorMove::WordForward });
            }
            _ => return self.plain_key(key),
        }
        true
    }

    fn plain_key(&mut self, key: Key) -> bool {
        let code = match key.code {
            KeyCode::Backspace => TextKey::Backspace,
            KeyCode::Delete => TextKey::Delete,
            KeyCode::Left => TextKey::Left,
            KeyCode::Right => TextKey::Right,
            KeyCode::Home => TextKey::Home,
            KeyCode::End => TextKey::End,
            KeyCode::Up if self.many_lines => TextKey::Up,
            KeyCode::Down if self.many_lines => TextKey::Down,
            _ => return false,
        };
        self.area.input(Input { key: code, ctrl: false, alt: false, shift: key.shift });
        true
    }

    /// Takes back the last word or paste: single letters are undone together up to a space.
    fn undo(&mut self) {
        let before = self.text();
        while self.area.undo() {
            let now = self.text();
            let gone = before.len().abs_diff(now.len());
            if gone > 1 && (now.is_empty() || now.ends_with(char::is_whitespace) || now.len() > before.len())
            {
                break;
            }
            if now.is_empty() {
                break;
            }
        }
    }

    /// Rows it takes at a width, no more than `most`.
    pub fn height(&self, width: u16, most: u16) -> u16 {
        let width = usize::from(width.max(2)) - 1;
        let rows: usize =
            self.area.lines().iter().map(|l| crate::base::text::wrap(l, width).len().max(1)).sum();
        u16::try_from(rows).unwrap_or(most).clamp(1, most.max(1))
    }
}

impl Widget for &Editor {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if area.width > 0 && area.height > 0 {
            // The widget remembers how far it scrolled, which would show after the screen was another size: a fresh
            // one shows the same text in the same way whatever was drawn before.
            let mut fresh = dressed(self.area.lines().to_vec());
            let cursor = self.area.cursor();
            let near = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
            fresh.move_cursor(CursorMove::Jump(near(cursor.0), near(cursor.1)));
            (&fresh).render(area, buf);
        }
    }
}

fn dressed(lines: Vec<String>) -> TextArea<'static> {
    let mut area = TextArea::new(lines);
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.set_cursor_line_style(Style::new());
    area.set_cursor_style(Style::new().add_modifier(Modifier::REVERSED));
    area
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn press(editor: &mut Editor, keys: &str) {
        for key in keys.split(' ') {
            editor.key(key.parse().unwrap());
        }
    }

    fn typed(text: &str) -> Editor {
        let mut editor = Editor::new("", true);
        for c in text.chars() {
            editor.key(Key::char(c));
        }
        editor
    }

    #[test]
    fn the_keys_of_a_shell_work() {
        let mut editor = typed("share the data");
        press(&mut editor, "ctrl-w");
        assert_eq!(editor.text(), "share the ");
        press(&mut editor, "ctrl-a ctrl-k");
        assert_eq!(editor.text(), "");
        press(&mut editor, "ctrl-y");
        assert_eq!(editor.text(), "share the ");
    }

    #[test]
    fn undo_takes_back_a_word_and_not_a_letter() {
        let mut editor = typed("share the data");
        press(&mut editor, "ctrl-z");
        assert_eq!(editor.text(), "share the ");
        press(&mut editor, "ctrl-z");
        assert_eq!(editor.text(), "share ");
    }

    #[test]
    fn a_new_line_needs_room_for_one() {
        let mut editor = typed("one");
        press(&mut editor, "alt-enter");
        editor.paste("two\r\nthree");
        assert_eq!(editor.text(), "one\ntwo\nthree");
        let mut one = Editor::new("", false);
        one.paste("two\nthree");
        assert_eq!(one.text(), "two three");
    }

    #[test]
    fn what_cannot_be_shown_never_gets_in() {
        let mut editor = Editor::new("", true);
        editor.paste("a\u{1b}[31mb\u{202e}c");
        assert!(!editor.text().contains('\u{1b}') && !editor.text().contains('\u{202e}'));
    }

    proptest! {
        #[test]
        fn typing_then_undoing_everything_leaves_nothing(text in "[a-z ]{0,40}") {
            let mut editor = typed(&text);
            for _ in 0..=text.len() {
                press(&mut editor, "ctrl-z");
            }
            prop_assert_eq!(editor.text(), "");
        }
    }
}
