//! Recommendations and areas with little progress as lists say them: names of groups for their ids, and nothing that is
//! for a higher tier.

use super::{LittleProgress, Progress, Recommendation, Register, Stage};
use crate::base::id::{ActionId, GroupId, MeetingId, RecommendationId};
use crate::base::stamp::long_date;
use crate::base::text::count;
use crate::domain::actions::{Known, Light};
use crate::domain::agenda::Tier;

/// A recommendation in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// The recommendation.
    pub recommendation: &'a Recommendation,
    /// The group that follows it.
    pub group: String,
    /// How far it got.
    pub stage: Stage,
    /// Its actions, counted.
    pub progress: Progress,
    /// Those of its actions that may be shown.
    pub actions: Vec<&'a ActionId>,
    /// Whether it is open, and who closed it when.
    pub standing: String,
}

impl Register {
    /// The recommendations that may be shown up to a tier, the open ones first, in the order of the file.
    pub fn rows<'a>(&'a self, known: &Known<'_>, light: &Light<'_>, tier: Tier) -> Vec<Row<'a>> {
        let shown = self.recommendations.iter().filter(|one| one.tier <= tier);
        let mut rows: Vec<Row<'a>> = shown.map(|one| one.row(known, light, tier)).collect();
        rows.sort_by_key(|row| row.recommendation.closing().is_some());
        rows
    }

    /// The areas with little or no progress that may be shown up to a tier, of a year or of every year.
    pub fn little_progress_of(&self, year: Option<&str>, tier: Tier) -> Vec<&LittleProgress> {
        let shown = self.little_progress.iter().filter(|row| row.tier <= tier);
        let mut rows: Vec<_> = shown.filter(|row| year.is_none_or(|year| row.year == year)).collect();
        rows.sort_by(|a, b| b.year.cmp(&a.year));
        rows
    }
}

impl LittleProgress {
    /// The recommendations and actions it names, those for a higher tier aside.
    pub fn links<'r>(&'r self, register: &'r Register, known: &Known<'_>, tier: Tier) -> Vec<&'r str> {
        let recommended = |id: &&RecommendationId| {
            register.recommendations.iter().all(|one| one.id != **id || one.tier <= tier)
        };
        let acted = |id: &&ActionId| known.may_be_named(id, tier);
        let recommendations = self.recommendations.iter().filter(recommended).map(RecommendationId::as_str);
        recommendations.chain(self.actions.iter().filter(acted).map(ActionId::as_str)).collect()
    }
}

impl Recommendation {
    fn row<'a>(&'a self, known: &Known<'_>, light: &Light<'_>, tier: Tier) -> Row<'a> {
        let shown = |id: &&ActionId| known.may_be_named(id, tier);
        Row {
            recommendation: self,
            group: group_said(light, &self.group),
            stage: self.stage(known),
            progress: self.progress(known, light.today, tier),
            actions: self.actions.iter().filter(shown).collect(),
            standing: self.standing(light),
        }
    }

    /// `open`; `closed by Executive on Thu 3 Dec 2026, EXEC-26-D004: achieved`; `open again since …: why`.
    fn standing(&self, light: &Light<'_>) -> String {
        let Some(closing) = self.closing() else {
            let again = self.reopening();
            return again.map_or_else(
                || "open".to_owned(),
                |again| {
                    let found = again.source.as_ref().map(|source| format!(" ({})", source.said()));
                    format!(
                        "open again since {}: {}{}",
                        long_date(again.on),
                        again.why,
                        found.unwrap_or_default()
                    )
                },
            );
        };
        let meeting = closing.meeting.as_ref().map_or("", MeetingId::as_str);
        let mut decision = String::new();
        for (word, said) in [("", closing.decision.as_str()), ("minute ", &closing.minute), ("", meeting)] {
            if !said.is_empty() {
                decision = format!("{decision}, {word}{said}");
            }
        }
        let why = if closing.why.is_empty() { String::new() } else { format!(": {}", closing.why) };
        let (by, on) = (group_said(light, &closing.by), long_date(closing.on));
        format!("closed by {by} on {on}{decision}: {}{why}", closing.reason.word())
    }
}

/// A group as lists say it.
fn group_said(light: &Light<'_>, group: &GroupId) -> String {
    let known = light.partnership.and_then(|partnership| partnership.group(group));
    known.map_or_else(|| group.to_string(), |group| group.said().to_owned())
}

impl Progress {
    /// `3 actions, 1 open, 1 late`; or that there is none.
    pub fn said(&self) -> String {
        let mut said = match (self.actions, self.hidden + self.unknown) {
            (0, 0) => vec!["no action yet".to_owned()],
            (0, _) => Vec::new(),
            (n, _) => vec![count(n, "action", "actions"), format!("{} open", self.open)],
        };
        said.extend((self.late > 0).then(|| format!("{} late", self.late)));
        said.extend((self.hidden > 0).then(|| format!("{} not shown here", self.hidden)));
        said.extend((self.unknown > 0).then(|| format!("{} in no tracker that can be read", self.unknown)));
        said.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_be_shown_is_counted_and_not_named() {
        assert_eq!(Progress::default().said(), "no action yet");
        assert_eq!(Progress { actions: 1, ..Progress::default() }.said(), "1 action, 0 open");
        assert_eq!(
            Progress { actions: 3, open: 2, late: 1, hidden: 1, unknown: 0 }.said(),
            "3 actions, 2 open, 1 late, 1 not shown here"
        );
        assert_eq!(Progress { hidden: 2, ..Progress::default() }.said(), "2 not shown here");
        let unknown = Progress { actions: 1, unknown: 1, ..Progress::default() };
        assert_eq!(unknown.said(), "1 action, 0 open, 1 in no tracker that can be read");
    }
}
