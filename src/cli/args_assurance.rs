//! What may be asked of inspections and of rapid reviews on the command line.

use super::args::TierArg;
use crate::domain::assurance::inspection::{Errors, Here, InspectionKind};
use crate::domain::assurance::rapid_review::Outcome;
use crate::files::assurance::from_word;
use chrono::NaiveDate;
use clap::{Args, Subcommand};

/// What can be done about inspections.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum InspectionVerb {
    /// Prepare for an inspection: takes evidence and lists of data from a template.
    New {
        /// Its id, such as 2026-front-door; it names the file.
        id: String,
        /// Its theme.
        #[arg(long, value_name = "THEME")]
        theme: String,
        /// The template that says what is kept ready.
        #[arg(long, value_name = "TEMPLATE", default_value = "joint-inspection")]
        template: String,
        /// Which kind of inspection: front-door, theme or other.
        #[arg(long, value_parser = kind, default_value = "theme")]
        kind: InspectionKind,
    },
    /// List the inspections that are prepared for.
    List,
    /// Show one: its run-book with dates and who holds each step, its lists of data, other areas' letters.
    Show {
        /// The inspection, such as 2026-front-door.
        id: String,
        /// Up to which tier actions are shown: open, partners or restricted.
        #[arg(long, value_enum, default_value = "partners")]
        tier: TierArg,
    },
    /// Say how fresh every piece of evidence is on a day.
    Freshness {
        /// The inspection.
        id: String,
        /// The day; today when left out.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
    /// Note the day of notice, from which the run-book has its dates, or the day the letter was published.
    Dates {
        /// The inspection.
        id: String,
        /// The day notice was given.
        #[arg(long, value_name = "DATE", required_unless_present = "letter")]
        notice: Option<NaiveDate>,
        /// The day the inspectors' letter was published.
        #[arg(long, value_name = "DATE")]
        letter: Option<NaiveDate>,
    },
    /// Say which post holds a step of the run-book, and which stands in.
    Hold {
        /// The inspection.
        id: String,
        /// The step, such as notice or lists.
        step: String,
        /// The post.
        post: String,
        /// The post that stands in.
        #[arg(long, value_name = "POST")]
        deputy: Option<String>,
    },
    /// Note that a step of the run-book was done.
    Done {
        /// The inspection.
        id: String,
        /// The step, such as notice or lists.
        step: String,
        /// The day; today when left out.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
    /// Note from which day a piece of evidence holds.
    Evidence {
        /// The inspection.
        id: String,
        /// The evidence, such as ev-training.
        item: String,
        /// The day from which what it says holds.
        #[arg(long, value_name = "DATE")]
        from: NaiveDate,
        /// Where it is.
        #[arg(long = "where", value_name = "PLACE")]
        place: Option<String>,
        /// The post to ask for it.
        #[arg(long, value_name = "POST")]
        owner: Option<String>,
    },
    /// Note how a list of data went when it was tried out.
    DryRun(DryRunArgs),
    /// Note what was taken from another area's letter, and the actions it led to.
    Point(PointArgs),
}

/// A list tried out.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct DryRunArgs {
    /// The inspection.
    pub id: String,
    /// The list, such as data-police.
    pub list: String,
    /// How many rows came.
    #[arg(long, value_name = "NUMBER")]
    pub rows: u32,
    /// What was wrong and how often, such as "no date=9"; give it once for each kind.
    #[arg(long = "error", value_name = "KIND=NUMBER", value_parser = Errors::read)]
    pub errors: Vec<Errors>,
    /// How many hours it took.
    #[arg(long, value_name = "NUMBER")]
    pub hours: Option<u32>,
    /// Anything to say of it.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// The day; today when left out.
    #[arg(long, value_name = "DATE")]
    pub on: Option<NaiveDate>,
}

/// A point of another area's letter.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct PointArgs {
    /// The inspection.
    pub id: String,
    /// What the letter says, in own words.
    pub text: String,
    /// The area.
    #[arg(long, value_name = "AREA")]
    pub area: String,
    /// The day its letter was published.
    #[arg(long, value_name = "DATE")]
    pub letter: NaiveDate,
    /// How far the same would be found here: same, partly, not-here or unknown.
    #[arg(long, value_parser = here)]
    pub here: Option<Here>,
    /// An action it led to, such as SOG-26-004; give it once for each.
    #[arg(long = "action", value_name = "ACTION")]
    pub actions: Vec<String>,
}

/// What can be done about rapid reviews.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum RapidReviewVerb {
    /// Begin one: its id is the next of the year, and the child a pseudonym.
    New {
        /// The child, as Child A or C1.
        #[arg(long, value_name = "PSEUDONYM")]
        child: String,
        /// The day on which the incident became known to the partnership.
        #[arg(long, value_name = "DATE")]
        aware: NaiveDate,
        /// The day on which the national panel was notified.
        #[arg(long, value_name = "DATE")]
        notified: Option<NaiveDate>,
        /// The group that carries it out.
        #[arg(long, value_name = "GROUP")]
        group: Option<String>,
    },
    /// List them: what is due next. Restricted ones only where that is asked for.
    List {
        /// Up to which tier: open, partners or restricted.
        #[arg(long, value_enum, default_value = "partners")]
        tier: TierArg,
    },
    /// Show one: every date, pauses, what was sent on, the decision, recommendations and actions. Restricted ones only where
    /// that is asked for.
    Show {
        /// The rapid review, such as rr-2026-01.
        id: String,
        /// Up to which tier: open, partners or restricted.
        #[arg(long, value_enum, default_value = "partners")]
        tier: TierArg,
    },
    /// Note that the national panel was notified.
    Notified {
        /// The rapid review.
        id: String,
        /// The day; today when left out.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
    /// Note that the count is said to stand still; no date moves by it.
    Pause {
        /// The rapid review.
        id: String,
        /// Why.
        #[arg(long, value_name = "REASON")]
        why: String,
        /// The post or the group that agreed to it.
        #[arg(long, value_name = "WHO")]
        agreed_by: String,
        /// Its first day; today when left out.
        #[arg(long, value_name = "DATE")]
        from: Option<NaiveDate>,
        /// Its last day, where that is known.
        #[arg(long, value_name = "DATE")]
        to: Option<NaiveDate>,
    },
    /// Note that the count goes on; the day before is the last of the pause.
    Resume {
        /// The rapid review.
        id: String,
        /// The first day that counts again; today when left out.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
    /// Note that a step was done: asked, summaries, group, sent or published.
    Done {
        /// The rapid review.
        id: String,
        /// The step.
        step: String,
        /// The day; today when left out.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
    /// Note what was sent on, and to whom.
    Sent {
        /// The rapid review.
        id: String,
        /// What.
        what: String,
        /// To whom: a post, an agency or a panel.
        #[arg(long, value_name = "WHOM")]
        to: String,
        /// The day; today when left out.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
    /// Note whether there is to be a local review: local-review or no-local-review.
    Decide {
        /// The rapid review.
        id: String,
        /// What was decided.
        #[arg(value_parser = outcome)]
        outcome: Outcome,
        /// The post or the group that decided.
        #[arg(long, value_name = "WHO")]
        by: String,
        /// Why.
        #[arg(long, value_name = "REASON")]
        why: String,
        /// The day; today when left out.
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
    },
    /// Link recommendations, and the actions of the plan by their ids or by a query.
    Link {
        /// The rapid review.
        id: String,
        /// A recommendation, such as REC-26-004; give it once for each.
        #[arg(long = "recommendation", value_name = "RECOMMENDATION")]
        recommendations: Vec<String>,
        /// An action, such as SOG-26-004; give it once for each.
        #[arg(long = "action", value_name = "ACTION")]
        actions: Vec<String>,
        /// A query that finds the actions, such as 'source:cspr #reviews'.
        #[arg(long, value_name = "QUERY", required_unless_present_any = ["recommendations", "actions"])]
        find: Option<String>,
    },
}

fn kind(text: &str) -> Result<InspectionKind, String> {
    from_word(text).ok_or_else(|| "it is front-door, theme or other".to_owned())
}

fn here(text: &str) -> Result<Here, String> {
    from_word(text).ok_or_else(|| "it is same, partly, not-here or unknown".to_owned())
}

fn outcome(text: &str) -> Result<Outcome, String> {
    from_word(text).ok_or_else(|| "it is local-review or no-local-review".to_owned())
}
