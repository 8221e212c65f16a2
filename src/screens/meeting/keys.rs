//! Keys while a line is being typed: editing, completing, answering, dropping.

use super::State;
use super::answer::Answered;
use super::asking::Wants;
use crate::base::key::{Key, KeyCode};
use crate::base::stamp::Stamp;
use crate::base::text::count;
use crate::domain::meeting::Act;
use crate::effect::Edit;
use crate::screens::Out;

impl State {
    /// A key while something is typed or chosen.
    pub fn typed(&mut self, now: Stamp, key: Key, out: &mut Out) {
        if self.choosing.is_some() {
            return self.chosen_key(now, key, out);
        }
        match (key.code, key.ctrl) {
            (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => self.drop_line(out),
            (KeyCode::Enter, _) if !key.alt => self.enter(now, out),
            (KeyCode::Tab, _) => self.complete(now, out),
            (KeyCode::Char('o'), true) => self.lend_to_editor(out),
            (KeyCode::Up | KeyCode::Down, _) if self.arrow(now, key.code == KeyCode::Down) => {}
            _ => self.edit_key(key, out),
        }
    }

    fn edit_key(&mut self, key: Key, out: &mut Out) {
        let Some(typing) = &mut self.typing else { return };
        if key.ctrl && key.code == KeyCode::Char('t') {
            typing.to_be_set = !typing.to_be_set;
            out.typing_changed = true;
        } else if typing.editor.key(key) {
            typing.pick = None;
            out.typing_changed = true;
        }
    }

    /// Lets the user's own editor have the text being typed, where it may be long.
    pub(super) fn lend_to_editor(&mut self, out: &mut Out) {
        match &self.typing {
            Some(typing) if typing.editor.many_lines() => out.edit = Some(Edit::Text(typing.editor.text())),
            Some(_) => out.refuse("This answer is one line: only longer text goes to an editor"),
            None => {}
        }
    }

    /// What the editor made of the text.
    pub fn edited(&mut self, text: &str, out: &mut Out) {
        let Some(typing) = &mut self.typing else { return };
        if typing.editor.text() != text {
            typing.editor.replace(text);
            typing.pick = None;
            out.typing_changed = true;
        }
        out.say("Back from the editor: Enter keeps the text, Ctrl-Z takes the change back.");
    }

    /// Text pasted while something is typed.
    pub fn pasted(&mut self, text: &str, out: &mut Out) {
        match &mut self.typing {
            Some(typing) => {
                typing.editor.paste(text);
                typing.pick = None;
                out.typing_changed = true;
            }
            None => out.refuse("Open a line first, with n for a note, and paste again"),
        }
    }

    fn drop_line(&mut self, out: &mut Out) {
        out.typing_changed = true;
        let line = self.typing.take();
        if line.as_ref().is_some_and(|t| !t.editor.is_empty() || !t.answers.is_empty()) {
            self.dropped = line;
            out.say("Dropped: z brings the line back.");
        }
    }

    fn enter(&mut self, now: Stamp, out: &mut Out) {
        let Some(mut typing) = self.typing.take() else { return };
        out.typing_changed = true;
        match typing.enter(&self.meeting, now) {
            Ok(Answered::More) => self.typing = Some(typing),
            Ok(Answered::GoTo(item)) => self.turn(now, item, out),
            Ok(Answered::Speaker(seat)) => {
                self.speakers.retain(|s| s != &seat);
                self.speakers.push(seat);
            }
            Ok(Answered::Act(act)) => {
                let reviewed = matches!(*act, Act::Reviewed { .. });
                let done = match &*act {
                    Act::Deferred { item, .. } => {
                        Some(format!("Deferred: {}. Space goes on.", self.meeting.item_said(item)))
                    }
                    Act::Corrected { find, .. } => {
                        let times = count(self.meeting.times_said(find), "place", "places");
                        Some(format!("Put right in {times}."))
                    }
                    _ => None,
                };
                if self.act(now, *act, out) {
                    if reviewed {
                        self.next_action();
                    }
                    if let Some(done) = done {
                        out.say(done);
                    }
                } else {
                    typing.answers.pop();
                    self.typing = Some(typing);
                }
            }
            Err(why) => {
                out.refuse(why);
                self.typing = Some(typing);
            }
        }
    }

    /// Tab takes the chosen suggestion, or the first.
    fn complete(&mut self, now: Stamp, out: &mut Out) {
        let Some(typing) = &mut self.typing else { return };
        let offered = typing.suggestions(&self.meeting, now.date_naive());
        let Some(taken) = offered.get(typing.pick.unwrap_or(0)) else { return };
        let closed = typing.question(&self.meeting).wants != Wants::ActionLine;
        let text = if closed { taken.label.clone() } else { taken.value.clone() };
        typing.editor.replace(&text);
        typing.pick = closed.then_some(0);
        out.typing_changed = true;
    }

    /// Up and down choose among suggestions; `false` when there are none.
    fn arrow(&mut self, now: Stamp, down: bool) -> bool {
        let Some(typing) = &mut self.typing else { return false };
        let n = typing.suggestions(&self.meeting, now.date_naive()).len();
        if n == 0 {
            return false;
        }
        typing.pick = Some(match (typing.pick, down) {
            (None, true) => 0,
            (None, false) => n - 1,
            (Some(i), true) => (i + 1) % n,
            (Some(i), false) => (i + n - 1) % n,
        });
        true
    }
}
