//! Saying outside a meeting that an action goes on after all: opened again once it had ended, or in another action that takes
//! it up.

use super::State;
use super::changing::{Line, Of};
use super::preview::Proposed;
use crate::base::id::ActionId;
use crate::base::stamp::Stamp;
use crate::base::text::sentence;
use crate::domain::action::{ActionChange, GoesOn};
use crate::domain::action_numbers::Numbers;
use crate::domain::action_review::Outcome;
use crate::domain::actions::Listed;
use crate::domain::agenda::Tier;
use crate::domain::tracker::Tracker;
use crate::screens::Out;
use crate::screens::typing::Asking;

impl State {
    /// Every action by its number, as the group of a line means it.
    pub(super) fn numbers<'a>(&'a self, line: &'a Line) -> Numbers<'a> {
        let actions = self.workspace.trackers.values().flat_map(Tracker::all).collect();
        Numbers { own: &line.table.sitting().prefix, actions, last: &[] }
    }

    /// Of a line that names the action another is to go on in, its number in full.
    ///
    /// # Errors
    /// That no tracker has it, or that it is none: a sentence without a full stop.
    pub(super) fn named_in_full(&self, line: &mut Line) -> Result<(), String> {
        let typed = line.typing.editor.text();
        let asked = matches!(line.typing.asking, Asking::MergeInto { .. }) && line.typing.answers.is_empty();
        if asked && !typed.trim().is_empty() {
            let id = self.numbers(line).one(&typed)?;
            line.typing.editor.replace(id.as_str());
        }
        Ok(())
    }

    /// What was said of an action comes to changes, which are written.
    pub(super) fn goes_on(&mut self, answers: &[String], line: Line, now: Stamp, out: &mut Out) {
        let why = answers.last().map(|why| why.trim()).unwrap_or_default();
        let said = GoesOn { on: now.date_naive(), by: &self.who, why };
        let made = match (&line.of, &line.typing.asking) {
            (Of::These(names), Asking::MergeInto { .. }) => {
                let into = ActionId::new(answers.first().cloned().unwrap_or_default());
                let both = names.first().and_then(|name| self.named(name)).zip(self.workspace.listed(&into));
                both.ok_or_else(|| format!("no tracker has {into} any more")).and_then(|(one, other)| {
                    let brings = self.light().brings(one.action);
                    let (left, goes_on) = one.action.merged_into(other.action, &brings, &said)?;
                    Ok((Outcome::Merged, vec![self.proposed(one, left), self.proposed(other, goes_on)]))
                })
            }
            (Of::These(names), _) => {
                let one = names.first().and_then(|name| self.named(name));
                one.ok_or_else(|| "it is not there any more".to_owned()).and_then(|one| {
                    Ok((Outcome::Progress, vec![self.proposed(one, one.action.opened_again(&said)?)]))
                })
            }
            (Of::New(_), _) => return,
        };
        match made {
            Ok((outcome, proposed)) => self.write_proposed(outcome, &proposed, line, out),
            Err(why) => {
                out.refuse(sentence(&why));
                let mut line = line;
                line.typing.answers.pop();
                self.line = Some(line);
            }
        }
    }

    /// A change with what it comes to.
    pub(super) fn proposed(&self, listed: Listed<'_>, change: ActionChange) -> Proposed {
        let action = listed.action;
        Proposed {
            name: (listed.tracker.id.clone(), action.id.clone()),
            what: action.what.clone(),
            restricted: action.tier == Tier::Restricted,
            said: self.light().change_said(action, &change),
            change,
        }
    }
}
