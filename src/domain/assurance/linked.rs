//! Actions that something names, as far as a tier may read them: one line each, and how many are not shown.

use crate::base::id::ActionId;
use crate::base::text::{count, one_line};
use crate::domain::action::Action;
use crate::domain::actions::{Known, Light};
use crate::domain::agenda::Tier;

/// Actions in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// One line each: `EXEC-26-014  in progress · A due in 3 days · Sort out the lists`.
    pub lines: Vec<String>,
    /// How many are for a higher tier.
    pub hidden: usize,
    /// How many no tracker has, or none that can be used: not known to be anybody's to read, so not named either.
    pub unknown: usize,
}

impl Linked {
    /// How many there are, said one by one or not.
    pub fn all(&self) -> usize {
        self.lines.len() + self.hidden + self.unknown
    }

    /// How many are not said one by one, and why; nothing where all are.
    pub fn left_out(&self) -> Option<String> {
        let of = |n: usize, why: &str| (n > 0).then(|| format!("{} {why}", count(n, "action", "actions")));
        let hidden = of(self.hidden, "not shown here");
        let unknown = of(self.unknown, "in no tracker that can be read");
        let said: Vec<String> = hidden.into_iter().chain(unknown).collect();
        (!said.is_empty()).then(|| said.join(", "))
    }
}

/// How the actions with these ids stand.
pub fn linked(ids: &[ActionId], known: &Known<'_>, light: &Light<'_>, tier: Tier) -> Linked {
    let mut linked = Linked::default();
    for id in ids {
        if !known.may_be_named(id, tier) {
            match known.find(id) {
                Some(_) => linked.hidden += 1,
                None => linked.unknown += 1,
            }
            continue;
        }
        linked.lines.push(match known.goes_on(id) {
            None => format!("{id}  in no tracker that can be read"),
            Some(listed) if listed.action.tier > tier => {
                format!("{id}  goes on in one that is not shown here")
            }
            Some(listed) => line(id, listed.action, light),
        });
    }
    linked
}

/// One action, under the id it was named by.
pub fn line(id: &ActionId, action: &Action, light: &Light<'_>) -> String {
    let goes_on = if action.id == *id { String::new() } else { format!("goes on as {} · ", action.id) };
    let legend = light.partnership.map_or(&[][..], |known| &known.legend);
    let standing = if action.status.open() {
        format!("{} · {}", action.status_said(), action.rag(light.today).said(legend))
    } else {
        action.status_said().to_owned()
    };
    format!("{id}  {goes_on}{standing} · {}", one_line(&action.what))
}
