//! Ticking the steps of an action, one key each, and adding some, until Esc.

use super::changing::{Line, Of, no_group};
use super::undo::Sent;
use super::{Name, State};
use crate::base::key::Key;
use crate::base::stamp::Stamp;
use crate::base::text::{one_line, sentence};
use crate::domain::action::ActionChange;
use crate::domain::action_review::{Outcome, Said};
use crate::domain::agenda::Tier;
use crate::effect::{Change, Revision};
use crate::files::places;
use crate::screens::Out;
use crate::screens::steps::ON_ITS_WAY;
use crate::screens::ticks::{self, Offered, Pressed};
use crate::screens::typing::{Asking, Typing};
use crate::ui::look::Look;
use std::collections::BTreeMap;

/// The action whose steps are ticked, and which of them are offered.
#[derive(Clone, Debug)]
pub(super) struct Ticking {
    name: Name,
    offered: Offered,
}

impl State {
    /// Offers the steps of the action that is looked at; where there are none, asks for the first.
    pub(super) fn begin_ticking(&mut self, now: Stamp, out: &mut Out) {
        let Some(listed) = self.looked_at() else { return };
        if self.hides(listed.action) {
            return out.refuse("This action is restricted and not shown: R shows it, then tick its steps");
        }
        let none = listed.action.steps.is_empty();
        let Some(name) = self.chosen() else { return };
        if none {
            self.ask_step(&name, now, out);
        }
        self.ticking = Some(Ticking { name, offered: Offered::default() });
    }

    /// A key while steps are offered.
    pub(super) fn tick_key(&mut self, key: Key, now: Stamp, out: &mut Out) {
        let Some(mut ticking) = self.ticking.take() else { return };
        let steps = self.named(&ticking.name).map_or(0, |listed| listed.action.steps.len());
        match ticking.offered.key(key, steps) {
            Pressed::Close => return,
            Pressed::Tick(at) => self.tick(&ticking.name, at, now, out),
            Pressed::Add if self.is_saving() => out.refuse(ON_ITS_WAY),
            Pressed::Add => self.ask_step(&ticking.name, now, out),
            Pressed::Looked => {}
        }
        self.ticking = Some(ticking);
    }

    /// Opens a line for a step more.
    fn ask_step(&mut self, name: &Name, now: Stamp, out: &mut Out) {
        let Some(listed) = self.named(name) else { return };
        let Some(table) = self.workspace.table(listed.tracker, now) else {
            return out.refuse(no_group(&listed.tracker.id));
        };
        let typing = Typing::new(Asking::AddStep { action: name.1.clone() }, None, "", &table);
        self.line = Some(Line {
            typing,
            table: Box::new(table),
            of: Of::These(vec![name.clone()]),
            seen: BTreeMap::new(),
        });
    }

    fn tick(&mut self, name: &Name, at: usize, now: Stamp, out: &mut Out) {
        if self.is_saving() {
            return out.refuse(ON_ITS_WAY);
        }
        let Some(listed) = self.named(name) else { return };
        let (action, done) = (listed.action, listed.action.steps[at].done.is_none());
        if let Some(change) = action.tick(at, done, now.date_naive(), &self.who) {
            self.write_step(name, change, None, out);
        }
    }

    /// A step that was typed goes to its action.
    pub(super) fn add_step(&mut self, step: &str, line: Line, now: Stamp, out: &mut Out) {
        let Of::These(names) = &line.of else { return };
        let Some(name) = names.first().cloned() else { return };
        let added = match self.named(&name) {
            Some(listed) => listed.action.add_step(step, now.date_naive(), &self.who),
            None => Err(format!("{} is not there any more", name.1)),
        };
        match added {
            Ok(change) => {
                let steps = self.named(&name).map_or(0, |listed| listed.action.steps.len());
                self.write_step(&name, change, Some(line), out);
                self.ticking = Some(Ticking { name, offered: Offered::last(steps + 1) });
            }
            Err(why) => {
                out.refuse(sentence(&why).trim_end_matches('.'));
                self.line = Some(line);
                if let Some(line) = &mut self.line {
                    line.typing.answers.pop();
                }
            }
        }
    }

    /// What was said of a step goes to its tracker, and in a review to that too: it is how far the action has got.
    fn write_step(&mut self, name: &Name, change: ActionChange, line: Option<Line>, out: &mut Out) {
        let restricted = self.named(name).is_none_or(|listed| listed.action.tier == Tier::Restricted);
        let words = change.update.as_ref().map(|update| one_line(&update.text)).unwrap_or_default();
        // What is said here is said again by undo, when the action may be hidden.
        let said = if restricted {
            "A restricted action is changed".to_owned()
        } else {
            format!("{}: {words}", name.1)
        };
        let change = Change::Actions { fresh: None, add: Vec::new(), change: vec![change] };
        let mut all = vec![Revision { path: places::tracker(&name.0), change }];
        let came = self.walk.as_ref().is_some_and(|walk| walk.takes_progress(&name.1)).then(|| Said {
            action: name.1.clone(),
            on: self.today,
            outcome: Outcome::Progress,
            by: self.who.clone(),
            words: if restricted { "restricted".to_owned() } else { words },
        });
        all.extend(came.as_ref().and_then(|came| self.review_revision(came)));
        self.write_with(said, all, Sent { line, came, stays: true }, out);
    }

    /// The question and the steps that are offered, with the keys that tick them.
    pub(super) fn step_choices(&self, look: Look) -> Option<(&'static str, Vec<(String, String)>)> {
        let ticking = self.ticking.as_ref()?;
        let steps = &self.named(&ticking.name)?.action.steps;
        Some((ticks::question(steps.len()), ticking.offered.choices(steps, look)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{asked, key_typed, now, opened, press};
    use super::*;
    use crate::base::key::KeyCode;
    use crate::command::Command;
    use crate::effect::{Cause, Doing, Fault};
    use crate::files::shipped::demo;
    use crate::files::workspace::Workspace;
    use std::sync::Arc;

    /// The demonstration, in which the first action found has so many steps.
    fn with_steps(steps: usize) -> Arc<Workspace> {
        let files = demo();
        let loaded = |files: &[(String, Vec<u8>)]| {
            Workspace::load(files.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])), &[], &[])
        };
        let mut files: Vec<(String, Vec<u8>)> =
            files.into_iter().map(|(path, bytes)| (path, bytes.to_vec())).collect();
        let first = opened(&Arc::new(loaded(&files))).chosen().unwrap();
        let (_, bytes) = files.iter_mut().find(|(path, _)| *path == places::tracker(&first.0)).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let list: String =
            (1..=steps).map(|n| ["      - what: Step ", &n.to_string(), "\n"].concat()).collect();
        let (head, rest) = text.split_once(&format!("  - id: {}\n", first.1)).unwrap();
        *bytes = format!("{head}  - id: {}\n    steps:\n{list}{rest}", first.1).into_bytes();
        Arc::new(loaded(&files))
    }

    #[test]
    fn a_step_is_ticked_by_its_digit_in_the_name_of_whoever_sits_here() {
        let mut state = opened(&with_steps(11));
        press(&mut state, Command::Steps);
        let (_, choices) = state.step_choices(Look::default()).unwrap();
        assert_eq!(choices.len(), 11);
        assert!(choices[0].1.ends_with("Step 1") && choices[9].1 == "those after", "{choices:?}");
        key_typed(&mut state, Key::plain(KeyCode::Down));
        assert_eq!(state.step_choices(Look::default()).unwrap().1.len(), 4);
        let out = key_typed(&mut state, Key::char('2'));
        let [revision] = &asked(&out)[..] else { panic!("{:?}", out.notice) };
        let Change::Actions { change, .. } = &revision.change else { panic!() };
        let ticked = change[0].ticked.as_ref().unwrap();
        assert_eq!((ticked.at, ticked.what.as_str(), ticked.done), (10, "Step 11", Some(now().date_naive())));
        assert_eq!(change[0].update.as_ref().unwrap().by, "jo");
        assert_eq!(change[0].status, None, "how far it has got is for people to say");
        // Until the disk has answered nothing else is ticked.
        let refused = key_typed(&mut state, Key::char('1'));
        assert!(asked(&refused).is_empty() && refused.notice.unwrap().refusal);
        key_typed(&mut state, Key::plain(KeyCode::Esc));
        assert!(state.ticking.is_none());
    }

    #[test]
    fn a_step_is_added_by_a_line_and_the_first_is_asked_for_at_once() {
        let mut state = opened(&with_steps(0));
        press(&mut state, Command::Steps);
        assert!(state.says(), "there are none to tick, so the first is asked for");
        "Draft it".chars().for_each(|c| _ = key_typed(&mut state, Key::char(c)));
        let out = key_typed(&mut state, Key::plain(KeyCode::Enter));
        let [revision] = &asked(&out)[..] else { panic!("{:?}", out.notice) };
        let Change::Actions { change, .. } = &revision.change else { panic!() };
        assert_eq!(change[0].step_added.as_deref(), Some("Draft it"));
        assert_eq!(change[0].update.as_ref().unwrap().by, "jo");
        assert!(state.ticking.is_some() && !state.says(), "more may be ticked or added");
        // The disk refuses: nobody has to type it again.
        let fault = Fault {
            doing: Doing::Writing,
            path: revision.path.clone(),
            cause: Cause::Full,
            detail: "disk full".into(),
            clash: None,
        };
        let mut out = Out::default();
        state.revised(Vec::new(), Some(fault), &mut out);
        assert!(state.says() && out.notice.unwrap().refusal);

        let mut state = opened(&with_steps(11));
        press(&mut state, Command::Steps);
        key_typed(&mut state, Key::char('a'));
        "Step 4".chars().for_each(|c| _ = key_typed(&mut state, Key::char(c)));
        let refused = key_typed(&mut state, Key::plain(KeyCode::Enter));
        assert!(asked(&refused).is_empty() && state.says());
        assert!(refused.notice.unwrap().words.ends_with("has the step 'Step 4' already"));
        key_typed(&mut state, Key::plain(KeyCode::Esc));
        assert!(state.ticking.is_some(), "back to the steps");
    }

    #[test]
    fn in_a_review_a_step_is_how_far_the_action_has_got_and_the_next_waits() {
        let mut state = opened(&with_steps(2));
        press(&mut state, Command::ReviewActions);
        let first = state.chosen().unwrap();
        press(&mut state, Command::Steps);
        let out = key_typed(&mut state, Key::char('1'));
        let [_, revision] = &asked(&out)[..] else { panic!("{:?}", out.notice) };
        let Change::Review { said: Some(said), .. } = &revision.change else { panic!() };
        assert_eq!((said.outcome, said.words.as_str()), (Outcome::Progress, "Step done: Step 1"));
        let mut out = Out::default();
        state.revised(Vec::new(), None, &mut out);
        assert_eq!(state.chosen().unwrap(), first, "it stays in hand");
        key_typed(&mut state, Key::plain(KeyCode::Esc));
        press(&mut state, Command::Skip);
        assert_ne!(state.chosen().unwrap(), first);
    }
}
