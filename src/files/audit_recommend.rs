//! What a recommendation that answers an audit's findings comes to: its number, the actions that deliver it, each typed as
//! in a meeting, the tracker they go into, and the changes that write all of it. One that was said before goes on under its
//! number, so that what was stopped is finished by saying it again. Nothing is written here.

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
use crate::domain::meeting::Meeting;
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
    /// Those of them that are not in the tracker yet.
    pub new: Vec<Action>,
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
    let source =
        |reference: String| Source { kind: SourceKind::Audit, called: one_line(&audit.title), reference };
    let mut recommendation = Recommendation {
        id: next_id(&workspace.recommendations, on),
        text: asked.text.clone(),
        sources: asked.findings.iter().map(|finding| source(finding.to_string())).collect(),
        accepted: on,
        group: group.clone(),
        success: asked.success.clone(),
        baseline: asked.baseline.clone(),
        tier: asked.tier,
        ..Recommendation::default()
    };
    // Said before, and perhaps not all of it was written.
    let all = &workspace.recommendations.recommendations;
    if let Some(there) = all.iter().find(|known| known.says_the_same(&recommendation)) {
        (recommendation.id, recommendation.accepted) = (there.id.clone(), there.accepted);
    }
    // From an action its recommendation is looked up: the link is kept in the register alone.
    let source = source(recommendation.id.to_string());
    let answering = Answering { workspace, group, source, tier: asked.tier, now };
    let (tracker, fresh) = answering.tracker(audit.tracker.as_ref())?;
    let (actions, new) = answering.actions(&asked.actions, &tracker)?;
    recommendation.actions = actions.iter().map(|action| action.id.clone()).collect();
    Ok(Made { recommendation, actions, new, tracker: places::tracker(&tracker.id), fresh })
}

/// What of it goes into which file, first to last.
#[derive(Clone, Debug, PartialEq)]
pub enum Write {
    /// The register has it, with these of its actions.
    Register(Recommendation),
    /// The tracker has its actions; where there is none it begins so.
    Tracker(Vec<Action>, String),
}

impl Made {
    /// What is written before the findings name it, in an order in which each step stands by itself: a recommendation without an
    /// action yet, its actions, the link to them. Whatever was stopped in between is finished by saying the same again.
    pub fn writes(&self) -> Vec<(String, Write)> {
        let register = |one: Recommendation| (places::RECOMMENDATIONS.to_owned(), Write::Register(one));
        let mut writes =
            vec![register(Recommendation { actions: Vec::new(), ..self.recommendation.clone() })];
        if !self.new.is_empty() {
            writes.push((self.tracker.clone(), Write::Tracker(self.new.clone(), self.fresh.clone())));
        }
        if !self.actions.is_empty() {
            writes.push(register(self.recommendation.clone()));
        }
        writes
    }
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
    /// The tracker they go into, and the text of a new one.
    fn tracker(&self, tracker: Option<&TrackerId>) -> Result<(Tracker, String), String> {
        let named = tracker
            .map(|id| self.workspace.trackers.get(id).ok_or_else(|| format!("there is no tracker {id}")));
        let known = named.transpose()?.or_else(|| self.workspace.tracker_of(self.group)).cloned();
        let tracker = known.unwrap_or_else(|| Tracker {
            id: TrackerId::new(self.group.as_str()),
            group: self.group.clone(),
            ..Tracker::default()
        });
        let table = self.table(&tracker)?;
        let sitting = table.sitting();
        let title = format!("Actions of the {}", sitting.group_name);
        let fresh = tracker_edit::fresh(tracker.id.as_str(), &title, self.group.as_str(), &sitting.prefix);
        Ok((tracker, fresh))
    }

    fn table(&self, tracker: &Tracker) -> Result<Meeting, String> {
        self.workspace.table(tracker, self.now).ok_or_else(|| {
            format!("{} does not know the group {}: mend that first", places::PARTNERSHIP, self.group)
        })
    }

    /// The actions that were typed, those the tracker has of this recommendation as they are there; and those it has not.
    fn actions(&self, lines: &[String], tracker: &Tracker) -> Result<(Vec<Action>, Vec<Action>), String> {
        let table = self.table(tracker)?;
        let (on, prefix) = (self.now.date_naive(), table.sitting().prefix.clone());
        let room = Room::new(&table, on);
        let (mut actions, mut new): (Vec<Action>, Vec<Action>) = (Vec::new(), Vec::new());
        let mut number = tracker.last_number(&prefix, on.year());
        for line in lines {
            let action = self.action(&room, action_id(&prefix, on.year(), number + 1), line)?;
            let there = |known: &&Action| {
                known.sources.contains(&self.source)
                    && (&known.what, &known.lead) == (&action.what, &action.lead)
                    && actions.iter().all(|taken| taken.id != known.id)
            };
            if let Some(known) = tracker.actions.iter().find(there) {
                actions.push(known.clone());
            } else {
                number += 1;
                new.push(action.clone());
                actions.push(action);
            }
        }
        Ok((actions, new))
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
        if let Some(why) = &read.unclear {
            return Err(format!("'{}': {why}", one_line(line)));
        }
        if read.what.trim().is_empty() {
            return Err(format!("'{}' does not say what is to be done", one_line(line)));
        }
        Ok(Action {
            id,
            what: read.what,
            lead: Some(lead),
            with: read.with,
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
