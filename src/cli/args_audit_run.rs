//! What may be asked of one audit: opening it, its dates, who knows whom, its board, whom to chase.

use crate::domain::audit::{KnownTo, Milestone};
use chrono::NaiveDate;
use clap::Args;

/// An audit to open.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct NewArgs {
    /// The audit's id, such as 2026-q4-neglect; it names the folder.
    pub id: String,
    /// The template, such as neglect.
    #[arg(long, value_name = "TEMPLATE")]
    pub template: String,
    /// The day of the panel; all other dates are worked out from it.
    #[arg(long, value_name = "DATE")]
    pub panel: NaiveDate,
    /// The group it reports to, such as sog.
    #[arg(long, value_name = "GROUP")]
    pub group: String,
    /// How many children; they become C1, C2 and so on. Else six, or one return each where organisations answer for themselves.
    #[arg(long, value_name = "NUMBER")]
    pub cases: Option<u32>,
    /// What it is called; else what its template is called.
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// An agency that is asked, such as "school=Hillside Primary" or gp; give it once for each. Else one of every kind the
    /// template usually asks.
    #[arg(long = "agency", value_name = "KIND[=NAME]")]
    pub agencies: Vec<String>,
    /// Why this theme, now.
    #[arg(long, value_name = "REASON")]
    pub why: Option<String>,
    /// The audit whose questions are asked again: the same children's numbers are not, its template is.
    #[arg(long, value_name = "AUDIT")]
    pub repeats: Option<String>,
    /// Ask what the same template asks by now, where it has changed since the audit that is repeated; what that changes is said
    /// either way.
    #[arg(long, requires = "repeats")]
    pub newer: bool,
}

/// One audit.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct OneArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
}

/// Its dates, and changes of them.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct DatesArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// Move the panel to this day; all dates that were not fixed by hand go with it.
    #[arg(long, value_name = "DATE")]
    pub panel: Option<NaiveDate>,
    /// Fix a date by hand, such as returns-due=2027-01-08; returns-due= lets it go again.
    #[arg(long, value_name = "WHAT=DATE", value_parser = fixed)]
    pub fix: Vec<(Milestone, Option<NaiveDate>)>,
}

/// Whether a child is known to an agency.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct KnownArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// The agency.
    pub agency: String,
    /// What it says of children, such as C1=yes C2=no C3=before C4=asked; "all=asked" for every child.
    #[arg(required = true, value_parser = known, value_name = "CASE=YES|NO|BEFORE|ASKED")]
    pub children: Vec<(String, KnownTo)>,
}

/// No return, or a later one.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ExcuseArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// The child, such as C1.
    pub case: String,
    /// The agency.
    pub agency: String,
    /// No return is asked for: who said so.
    #[arg(long, value_name = "WHO", requires = "why")]
    pub exempt_by: Option<String>,
    /// Why.
    #[arg(long, value_name = "REASON", requires = "exempt_by")]
    pub why: Option<String>,
    /// The return may come by this day.
    #[arg(long, value_name = "DATE", required_unless_present = "exempt_by")]
    pub until: Option<NaiveDate>,
}

/// Whom to chase.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct ChaseArgs {
    /// The audit, such as 2026-q4-neglect.
    pub id: String,
    /// Note that these were chased today.
    #[arg(long)]
    pub noted: bool,
}

/// What is due on which working day.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
#[group(required = true, multiple = false)]
pub struct RunbookArgs {
    /// The day on which notice of a joint inspection was given.
    #[arg(long, value_name = "DATE")]
    pub notice: Option<NaiveDate>,
    /// The day on which the national panel was notified of a serious incident.
    #[arg(long, value_name = "DATE")]
    pub notified: Option<NaiveDate>,
    /// The day on which a serious incident became known: by when it must be notified.
    #[arg(long, value_name = "DATE")]
    pub aware: Option<NaiveDate>,
    /// The day on which an inspection's letter was published: by when the action plan is due.
    #[arg(long, value_name = "DATE")]
    pub letter: Option<NaiveDate>,
}

/// A word of the files, read as they are.
pub(super) fn word<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.to_lowercase())).ok()
}

fn known(text: &str) -> Result<(String, KnownTo), String> {
    let (case, is) = text.split_once('=').ok_or("write it as C1=yes")?;
    let is = word(is).ok_or_else(|| format!("'{is}' is none of yes, no, before and asked"))?;
    Ok((case.to_uppercase(), is))
}

fn fixed(text: &str) -> Result<(Milestone, Option<NaiveDate>), String> {
    let (what, day) = text.split_once('=').ok_or("write it as returns-due=2027-01-08")?;
    let milestone = word(what).filter(|one| *one != Milestone::Panel);
    let milestone = milestone.ok_or_else(|| {
        "it is one of terms, sample, known-to-you, tools-out, returns-due, pre-read, feedback, draft, fact-check, \
         published, first-review, impact-review and re-audit"
            .to_owned()
    })?;
    let day = match day {
        "" => None,
        day => Some(day.parse().map_err(|_| format!("'{day}' is no date: write it as 2027-01-08"))?),
    };
    Ok((milestone, day))
}
