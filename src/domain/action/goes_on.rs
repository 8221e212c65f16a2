//! How an action goes on after all: opened again once it had ended, or in another action that takes it up.

use super::{Action, ActionChange, Level, Status, Update};
use crate::base::id::ActionId;
use crate::base::stamp::long_date;
use chrono::NaiveDate;

/// What the history of an action says that is not taken for done after all, before how far it has got.
pub const NOT_DONE_YET: &str = "Not done yet";
/// What it says of one that is open again, before what had ended it.
const OPENED_AGAIN: &str = "Opened again";

/// Who says that an action goes on, when and why.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// The day.
    pub on: NaiveDate,
    /// Who.
    pub by: &'a str,
    /// Why, in words.
    pub why: &'a str,
}

impl Said<'_> {
    fn update(&self, text: String) -> Update {
        Update { on: self.on, text, by: self.by.to_owned(), ..Update::default() }
    }
}

impl Action {
    /// The day from which it has been done, of one that its lead calls done or its group has closed: that of the first
    /// evidence that it is, since it last was not. Where none was given, the day on which it was last spoken of.
    pub fn done_on(&self) -> Option<NaiveDate> {
        if !matches!(self.status, Status::Done | Status::Closed) {
            return None;
        }
        let not_done =
            |update: &&Update| [NOT_DONE_YET, OPENED_AGAIN].iter().any(|said| update.text.starts_with(said));
        let since = self.updates.iter().filter(not_done).map(|update| update.on).max();
        let shown =
            self.evidence.iter().filter(|evidence| evidence.level >= Level::Done).map(|evidence| evidence.on);
        let shown = shown.filter(|day| since.is_none_or(|since| *day >= since)).min();
        if self.status == Status::Done { shown.or_else(|| self.last_said()) } else { shown }
    }

    /// Opens it again. What had ended it is in its history from then on.
    ///
    /// # Errors
    /// That it has not ended, or goes on as another: a sentence without a full stop.
    pub fn opened_again(&self, said: &Said<'_>) -> Result<ActionChange, String> {
        let ended = match (self.status, &self.closed, &self.dropped_by) {
            (Status::Merged, ..) => {
                let into = self.merged_into.as_ref().map_or("another", ActionId::as_str);
                return Err(format!("{} was merged: it goes on as {into}", self.id));
            }
            (status, ..) if status.open() => {
                return Err(format!("{} has not ended: it is {}", self.id, self.status_said()));
            }
            (_, Some(closing), _) => {
                let by = if closing.by.is_empty() { String::new() } else { format!(" by {}", closing.by) };
                let minute = &closing.minute;
                let minute = if minute.is_empty() { String::new() } else { format!(", minute {minute}") };
                format!("closed{by} on {}{minute}", long_date(closing.on))
            }
            (_, None, Some(decision)) => format!("dropped by {decision}"),
            (status, None, None) => status.word().to_owned(),
        };
        Ok(ActionChange {
            id: self.id.clone(),
            status: Some(Status::UnderWay),
            opened_again: true,
            update: Some(said.update(format!("{OPENED_AGAIN}, it was {ended}: {}", said.why))),
            ..ActionChange::default()
        })
    }

    /// Merges it into another: what becomes of it, and what the other says of it from then on. `had` is what it brings, such as
    /// where it came from and who helped, in words.
    ///
    /// # Errors
    /// That one of them has ended, that they are one, or that the other is for more readers: a sentence without a full stop.
    pub fn merged_into(
        &self,
        other: &Self,
        had: &[String],
        said: &Said<'_>,
    ) -> Result<(ActionChange, ActionChange), String> {
        if self.id == other.id {
            return Err(format!("{} cannot go on in itself: name the other action", self.id));
        }
        if let Some(one) = [self, other].into_iter().find(|one| !one.status.open()) {
            return Err(format!("{} has ended: it is {}", one.id, one.status_said()));
        }
        if self.tier > other.tier {
            return Err(format!(
                "{} is {} and {} is {}: more people could read it there",
                self.id, self.tier, other.id, other.tier
            ));
        }
        let mut brings = vec![format!("{} was merged into this, {}: {}", self.id, said.why, self.what)];
        brings.extend(had.iter().filter(|one| !one.is_empty()).cloned());
        for evidence in &self.evidence {
            let file = if evidence.file.is_empty() { String::new() } else { format!(" ({})", evidence.file) };
            let (text, level) = (&evidence.text, evidence.level.said());
            brings.push(format!("evidence of {}: {text}{file}, {level}", long_date(evidence.on)));
        }
        let left = ActionChange {
            id: self.id.clone(),
            status: Some(Status::Merged),
            merged_into: Some(other.id.clone()),
            update: Some(said.update(format!("Merged into {}: {}", other.id, said.why))),
            ..ActionChange::default()
        };
        let update = Some(said.update(brings.join("; ")));
        Ok((left, ActionChange { id: other.id.clone(), update, ..ActionChange::default() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Closing, Evidence};
    use crate::domain::agenda::Tier;

    fn said<'a>() -> Said<'a> {
        Said { on: "2026-12-03".parse().unwrap(), by: "jo", why: "the audit found otherwise" }
    }

    #[test]
    fn what_ended_an_action_is_history_once_it_is_open_again() {
        let closed =
            Closing { by: "executive".into(), on: "2026-09-10".parse().unwrap(), ..Closing::default() };
        let mut action = Action {
            id: "EXEC-26-014".into(),
            status: Status::Closed,
            closed: Some(closed),
            ..Action::default()
        };
        let change = action.opened_again(&said()).unwrap();
        action.take(&change);
        assert_eq!((action.status, action.closed.as_ref()), (Status::UnderWay, None));
        assert_eq!(
            action.updates[0].text,
            "Opened again, it was closed by executive on Thu 10 Sep 2026: the audit found otherwise"
        );
        assert_eq!(action.opened_again(&said()).unwrap_err(), "EXEC-26-014 has not ended: it is under way");
        let dropped =
            Action { status: Status::Dropped, dropped_by: Some("EXEC-26-D004".into()), ..Action::default() };
        let mut again = dropped.clone();
        again.take(&dropped.opened_again(&said()).unwrap());
        assert_eq!(again.dropped_by, None);
        assert!(again.updates[0].text.starts_with("Opened again, it was dropped by EXEC-26-D004: "));
        let merged =
            Action { status: Status::Merged, merged_into: Some("SOG-26-004".into()), ..Action::default() };
        assert!(merged.opened_again(&said()).unwrap_err().ends_with("it goes on as SOG-26-004"));
    }

    #[test]
    fn what_an_action_had_goes_on_in_the_other() {
        let shown = Evidence {
            on: "2026-09-10".parse().unwrap(),
            text: "Dip sample".into(),
            file: "evidence/dip.pdf".into(),
            ..Evidence::default()
        };
        let mut one = Action {
            id: "EXEC-26-014".into(),
            what: "Share the data".into(),
            evidence: vec![shown],
            ..Action::default()
        };
        let mut other = Action { id: "SOG-26-004".into(), ..Action::default() };
        let (left, goes_on) = one.merged_into(&other, &["from Neglect audit".into()], &said()).unwrap();
        one.take(&left);
        other.take(&goes_on);
        assert_eq!((one.status, one.merged_into.as_ref()), (Status::Merged, Some(&other.id)));
        assert_eq!(
            other.updates[0].text,
            "EXEC-26-014 was merged into this, the audit found otherwise: Share the data; from Neglect audit; evidence of \
             Thu 10 Sep 2026: Dip sample (evidence/dip.pdf), done"
        );
        assert!(one.merged_into(&other, &[], &said()).unwrap_err().contains("has ended"));
        assert!(other.merged_into(&other, &[], &said()).unwrap_err().contains("in itself"));
        let hidden = Action { id: "A-1".into(), tier: Tier::Restricted, ..Action::default() };
        assert!(hidden.merged_into(&other, &[], &said()).unwrap_err().contains("more people could read it"));
    }
}
