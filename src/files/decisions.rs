//! Decisions that words name by their numbers, held against those that meetings of the workspace have recorded: which is meant,
//! whose it is and of which day.

use super::workspace::Workspace;
use crate::base::id::GroupId;
use crate::domain::decision_numbers;
use chrono::NaiveDate;

impl Workspace {
    /// What somebody says of a decision of a group, with its number in full where it is given by that.
    ///
    /// # Errors
    /// That no meeting has recorded it and what to do, as a sentence without a full stop.
    pub fn decision_named(&self, words: &str, group: &GroupId) -> Result<String, String> {
        let group = self.partnership.as_ref().and_then(|partnership| partnership.group(group));
        decision_numbers::in_full(words, group.map_or("", |group| &group.prefix), &self.recorded())
    }

    /// That a group took the decision which some words name by its number, and on this day; where they name none, nobody knows
    /// better than they say.
    ///
    /// # Errors
    /// Whose decision of which day it is and what to do, as a sentence without a full stop.
    pub fn decided_by(&self, decision: &str, group: &GroupId, on: NaiveDate) -> Result<(), String> {
        let known = self.partnership.as_ref().and_then(|partnership| partnership.group(group));
        let Some(known) = known else { return Ok(()) };
        match decision_numbers::apart(decision, &known.prefix, on, &self.recorded()) {
            None => Ok(()),
            Some(apart) => {
                let mend = if apart.of_another_group { "group" } else { "day" };
                let said = apart.said(group.as_str(), on);
                Err(format!("{said}: correct the {mend}, or name the decision that is meant"))
            }
        }
    }

    /// The group and the day of the first decision that some words name by its number in full; that of this group, where one is
    /// asked for.
    pub fn decided(&self, decision: &str, group: Option<&GroupId>) -> Option<(GroupId, NaiveDate)> {
        let groups = &self.partnership.as_ref()?.groups;
        let recorded = self.recorded();
        let mut taken = decision_numbers::taken(decision, &recorded).into_iter().filter_map(|one| {
            let of = groups.iter().find(|group| group.prefix == decision_numbers::letters(&one.id))?;
            Some((of.id.clone(), one.on))
        });
        taken.find(|(of, _)| group.is_none_or(|group| group == of))
    }
}
