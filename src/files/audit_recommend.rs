//! What a recommendation that answers an audit's findings comes to: its number, the actions that deliver it, each typed as
//! in a meeting, and the tracker they go into. Nothing is written here.

use super::places;
use super::tracker_edit;
use super::workspace::Workspace;
use crate::base::id::{ActionId, FindingId, GroupId, RecommendationId, TrackerId};
use crate::base::stamp::Stamp;
use crate::base::text::one_line;
use crate::domain::action::{Action, Raised, Source, SourceKind};
use crate::domain::action_line::{Room, When};
use crate::domain::agenda::Tier;
use crate::domain::audit::Audit;
use crate::domain::recommendation::{Recommendation, Register};
use crate::domain::tracker::{Tracker, action_id};
use chrono::{Datelike, NaiveDate};

/// What somebody says of a recommendation before it has a number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// The findings it answers.
    pub findings: Vec<FindingId>,
    /// What is recommended.
    pub text: String,
    /// What will show that it worked.
    pub success: String,
    /// What that is now.
    pub baseline: String,
    /// The actions that answer it, as they are typed in a meeting.
    pub actions: Vec<String>,
    /// Who may read it and its actions.
    pub tier: Tier,
}

/// A recommendation with its actions, and where they go.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The recommendation.
    pub recommendation: Recommendation,
    /// Its actions.
    pub actions: Vec<Action>,
    /// The tracker's path.
    pub tracker: String,
    /// The text of a new tracker, where there is none.
    pub fresh: String,
}

/// What a recommendation of an audit comes to, followed by a group.
///
/// # Errors
/// A sentence without a full stop: what is missing in an action's line, or which tracker or group is not known.
pub fn made(
    workspace: &Workspace,
    audit: &Audit,
    group: &GroupId,
    asked: &Asked,
    now: Stamp,
) -> Result<Made, String> {
    let on = now.date_naive();
    let id = next_id(&workspace.recommendations, on);
    let source =
        |reference: String| Source { kind: SourceKind::Audit, called: one_line(&audit.title), reference };
    // From an action its recommendation is looked up: the link is kept in the register alone.
    let answering = Answering { workspace, group, source: source(id.to_string()), tier: asked.tier, now };
    let (tracker, fresh, actions) = answering.actions(&asked.actions, audit.tracker.as_ref())?;
    let recommendation = Recommendation {
        id,
        text: asked.text.clone(),
        sources: asked.findings.iter().map(|finding| source(finding.to_string())).collect(),
        accepted: on,
        group: group.clone(),
        actions: actions.iter().map(|action| action.id.clone()).collect(),
        success: asked.success.clone(),
        baseline: asked.baseline.clone(),
        tier: asked.tier,
        ..Recommendation::default()
    };
    Ok(Made { recommendation, actions, tracker, fresh })
}

/// The next number for a recommendation in a year, after those there are.
pub fn next_id(register: &Register, on: NaiveDate) -> RecommendationId {
    let start = format!("REC-{:02}-", on.year().rem_euclid(100));
    let number = |one: &Recommendation| one.id.as_str().strip_prefix(&start)?.parse::<u32>().ok();
    let last = register.recommendations.iter().filter_map(number).max().unwrap_or(0);
    RecommendationId::new(format!("{start}{:03}", last + 1))
}

/// What the actions of a recommendation are made with.
struct Answering<'a> {
    workspace: &'a Workspace,
    group: &'a GroupId,
    /// Where they come from.
    source: Source,
    tier: Tier,
    now: Stamp,
}

impl Answering<'_> {
    /// The tracker's path, the text of a new one, and the actions that were typed.
    fn actions(
        &self,
        lines: &[String],
        tracker: Option<&TrackerId>,
    ) -> Result<(String, String, Vec<Action>), String> {
        let on = self.now.date_naive();
        let named = tracker
            .map(|id| self.workspace.trackers.get(id).ok_or_else(|| format!("there is no tracker {id}")));
        let known = named.transpose()?.or_else(|| self.workspace.tracker_of(self.group)).cloned();
        let tracker = known.unwrap_or_else(|| Tracker {
            id: TrackerId::new(self.group.as_str()),
            group: self.group.clone(),
            ..Tracker::default()
        });
        let table = self.workspace.table(&tracker, self.now).ok_or_else(|| {
            format!("{} does not know the group {}: mend that first", places::PARTNERSHIP, self.group)
        })?;
        let sitting = table.sitting();
        let title = format!("Actions of the {}", sitting.group_name);
        let fresh = tracker_edit::fresh(tracker.id.as_str(), &title, self.group.as_str(), &sitting.prefix);
        let room = Room::new(&table, on);
        let mut actions = Vec::new();
        for (number, line) in (tracker.last_number(&sitting.prefix, on.year()) + 1..).zip(lines) {
            let id = action_id(&sitting.prefix, on.year(), number);
            actions.push(self.action(&room, id, line)?);
        }
        Ok((places::tracker(&tracker.id), fresh, actions))
    }

    fn action(&self, room: &Room<'_>, id: ActionId, line: &str) -> Result<Action, String> {
        let read = room.read(line, true);
        let lead = read.one_lead().cloned().ok_or_else(|| {
            format!("'{}' does not say who leads it: begin with one post or person", one_line(line))
        })?;
        if let When::Wrong(why) = &read.when {
            return Err(format!("'{}': {why}", one_line(line)));
        }
        let due = read.due().ok_or_else(|| {
            format!(
                "'{}' does not say by when: end it with 'by' and a day, or 'date to be set'",
                one_line(line)
            )
        })?;
        if read.what.trim().is_empty() {
            return Err(format!("'{}' does not say what is to be done", one_line(line)));
        }
        Ok(Action {
            id,
            what: read.what,
            lead: Some(lead),
            raised: Raised { date: self.now.date_naive(), ..Raised::default() },
            sources: vec![self.source.clone()],
            first_due: due.day(),
            due,
            tags: read.tags,
            tier: self.tier,
            ..Action::default()
        })
    }
}
