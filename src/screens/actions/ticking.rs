//! Ticking the steps of an action, one key each, until Esc.

use super::{Name, State};
use crate::base::key::{Key, KeyCode};
use crate::base::stamp::Stamp;
use crate::base::text::{fit, one_line};
use crate::domain::action::Action;
use crate::domain::agenda::Tier;
use crate::effect::{Change, Revision};
use crate::files::places;
use crate::screens::Out;
use crate::screens::steps::ON_ITS_WAY;
use crate::ui::look::{Look, Sign};

/// Steps that are offered at once, one for each digit.
const AT_ONCE: usize = 9;
/// The widest that a step is offered; the action beside it says all of it.
const WIDEST: usize = 60;

/// The action whose steps are ticked, and the first step that is offered.
#[derive(Clone, Debug)]
pub(super) struct Ticking {
    name: Name,
    from: usize,
}

impl State {
    /// Whether an action has steps. Of one that is not shown nothing is told: it is refused when they are asked for.
    pub(super) fn may_have_steps(&self, action: &Action) -> bool {
        self.hides(action) || !action.steps.is_empty()
    }

    /// Offers the steps of the action that is looked at.
    pub(super) fn begin_ticking(&mut self, out: &mut Out) {
        let Some(listed) = self.looked_at() else { return };
        let action = listed.action;
        if self.hides(action) {
            return out.refuse("This action is restricted and not shown: R shows it, then tick its steps");
        }
        if action.steps.is_empty() {
            return out.refuse(format!(
                "{} has no steps: e opens its file, where they can be written under 'steps'",
                action.id
            ));
        }
        self.ticking = self.chosen().map(|name| Ticking { name, from: 0 });
    }

    /// A key while steps are offered.
    pub(super) fn tick_key(&mut self, key: Key, now: Stamp, out: &mut Out) {
        let Some(mut ticking) = self.ticking.take() else { return };
        let steps = self.named(&ticking.name).map_or(0, |listed| listed.action.steps.len());
        let number = key.typed().and_then(|c| c.to_digit(10)).and_then(|n| (n as usize).checked_sub(1));
        match (key.code, number) {
            (KeyCode::Esc | KeyCode::Enter, _) => return,
            (_, Some(n)) if ticking.from + n < steps => self.tick(&ticking.name, ticking.from + n, now, out),
            (KeyCode::Down | KeyCode::Right | KeyCode::PageDown, _) if ticking.from + AT_ONCE < steps => {
                ticking.from += AT_ONCE;
            }
            (KeyCode::Up | KeyCode::Left | KeyCode::PageUp, _) => {
                ticking.from = ticking.from.saturating_sub(AT_ONCE);
            }
            _ => {}
        }
        self.ticking = Some(ticking);
    }

    fn tick(&mut self, name: &Name, at: usize, now: Stamp, out: &mut Out) {
        if self.is_saving() {
            return out.refuse(ON_ITS_WAY);
        }
        let Some(listed) = self.named(name) else { return };
        let (action, done) = (listed.action, listed.action.steps[at].done.is_none());
        let Some(change) = action.tick(at, done, now.date_naive(), &self.who) else { return };
        let said = match change.update.as_ref() {
            // What is said here is said again by undo, when the action may be hidden.
            Some(update) if action.tier < Tier::Restricted => {
                format!("{}: {}", name.1, one_line(&update.text))
            }
            _ => "A restricted action is changed".to_owned(),
        };
        let change = Change::Actions { fresh: None, add: Vec::new(), change: vec![change] };
        let revision = Revision { path: places::tracker(&name.0), change };
        self.write(said, vec![revision], None, out);
    }

    /// The steps that are offered, with the keys that tick them.
    pub(super) fn step_choices(&self, look: Look) -> Option<Vec<(String, String)>> {
        let ticking = self.ticking.as_ref()?;
        let steps = &self.named(&ticking.name)?.action.steps;
        let offered = steps.iter().skip(ticking.from).take(AT_ONCE).enumerate();
        let mut choices: Vec<(String, String)> = offered
            .map(|(n, part)| {
                let sign = look.sign(if part.done.is_some() { Sign::Done } else { Sign::Waiting });
                ((n + 1).to_string(), format!("{sign} {}", fit(&one_line(&part.what), WIDEST)))
            })
            .collect();
        if ticking.from + AT_ONCE < steps.len() {
            choices.push(("Down".to_owned(), "those after".to_owned()));
        }
        if ticking.from > 0 {
            choices.push(("Up".to_owned(), "those before".to_owned()));
        }
        Some(choices)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{asked, key_typed, now, opened, press};
    use super::*;
    use crate::command::Command;
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
        assert!(state.facts().contains(&crate::command::Need::Steps));
        press(&mut state, Command::Steps);
        let choices = state.step_choices(Look::default()).unwrap();
        assert_eq!(choices.len(), 10);
        assert!(choices[0].1.ends_with("Step 1") && choices[9].1 == "those after", "{choices:?}");
        key_typed(&mut state, Key::plain(KeyCode::Down));
        assert_eq!(state.step_choices(Look::default()).unwrap().len(), 3);
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
    fn an_action_without_steps_has_none_to_tick() {
        let mut state = opened(&with_steps(0));
        press(&mut state, Command::Down);
        assert!(!state.facts().contains(&crate::command::Need::Steps));
        let refused = press(&mut state, Command::Steps).notice.unwrap();
        assert!(refused.refusal && refused.words.contains("has no steps"), "{refused:?}");
        assert!(!state.busy());
    }
}
