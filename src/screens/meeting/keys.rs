//! Keys while a line is being typed: editing, completing, answering, dropping.

use super::State;
use crate::base::key::Key;
use crate::base::stamp::Stamp;
use crate::base::text::count;
use crate::domain::meeting::Act;
use crate::effect::Edit;
use crate::screens::Out;
use crate::screens::typing::{Answered, Keyed};

impl State {
    /// A key while something is typed or chosen.
    pub fn typed(&mut self, now: Stamp, key: Key, out: &mut Out) {
        if self.choosing.is_some() {
            return self.chosen_key(now, key, out);
        }
        let Some(typing) = &mut self.typing else { return };
        match typing.key(key, &self.meeting, now.date_naive()) {
            Keyed::Changed => out.typing_changed = true,
            Keyed::Same => {}
            Keyed::Enter => self.enter(now, out),
            Keyed::Drop => self.drop_line(out),
            Keyed::Lend => self.lend_to_editor(out),
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
                let reviewed = match &*act {
                    Act::Reviewed { action, review } => Some((action.clone(), review.of_a_step())),
                    _ => None,
                };
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
                    match reviewed {
                        Some((action, true)) => self.tick_on(action),
                        Some(_) => self.next_action(),
                        None => {}
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
}
