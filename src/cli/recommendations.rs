//! `chairside recommendations`: what audits, reviews and scrutiny recommended, how far each got, closing one and opening
//! it again; and areas with little or no progress.

use super::args::{Args, TierArg};
use super::args_registers::{CloseArgs, ListForm, ReopenArgs};
use super::decisions::holds;
use super::{Outcome, day_past, in_words, left_out, next, open_gate, say, summed, today};
use crate::base::stamp::long_date;
use crate::base::text::{clean, count, nearest, one_line};
use crate::documents::recommendations as document;
use crate::domain::action::Source;
use crate::domain::actions::Known;
use crate::domain::agenda::Tier;
use crate::domain::decision_numbers;
use crate::domain::recommendation::{
    Closing, LittleProgress, Recommendation, Register, Reopening, year_said,
};
use crate::effect::Change;
use crate::files::assurance::who;
use crate::files::places::RECOMMENDATIONS;
use crate::files::recommendations as file;
use crate::files::workspace::Workspace;
use crate::runtime::disk;
use std::path::Path;

pub(super) fn list(args: &Args, words: &[String], form: ListForm, tier: TierArg) -> Outcome {
    let tier = Tier::from(tier);
    let mut workspace = open_gate::told(super::check::load(&super::workspace(args))?, tier);
    workspace.come_to(today(args));
    let (known, light) = (Known::of(workspace.trackers.values()), workspace.light(today(args)));
    let rows = workspace.recommendations.rows(&known, &light, tier);
    let hidden = left_out(tier, workspace.recommendations.recommendations.iter().map(|one| one.tier));
    let all = count(rows.len(), "recommendation", "recommendations");
    let shown: Vec<_> = rows.into_iter().filter(|row| holds(&document::text(row), words)).collect();
    let texts: Vec<String> = shown.iter().map(|row| document::text(row)).collect();
    let page = document::markdown(&shown, marking(&workspace));
    let whole = texts.join("\n") + "\n" + &page;
    open_gate::pass(args, &workspace, tier, "the list of recommendations", &whole)?;
    if form == ListForm::Md {
        say(clean(&page).trim_end_matches('\n'));
        return Ok(0);
    }
    for text in &texts {
        say(text);
        say("");
    }
    say(&summed(words, shown.len(), &all, &hidden));
    Ok(0)
}

pub(super) fn progress(args: &Args, year: Option<&str>, form: ListForm, tier: TierArg) -> Outcome {
    let tier = Tier::from(tier);
    let workspace = open_gate::told(super::check::load(&super::workspace(args))?, tier);
    let year = year.map(year_said);
    let rows = workspace.recommendations.little_progress_of(year.as_deref(), tier);
    let known = Known::of(workspace.trackers.values());
    let text = |row: &&LittleProgress| {
        document::progress_text(row, &row.links(&workspace.recommendations, &known, tier))
    };
    let texts: Vec<String> = rows.iter().map(text).collect();
    let page = document::progress_markdown(&rows, marking(&workspace));
    let whole = texts.join("\n") + "\n" + &page;
    open_gate::pass(args, &workspace, tier, "the table of areas with little or no progress", &whole)?;
    if form == ListForm::Md {
        say(clean(&page).trim_end_matches('\n'));
        return Ok(0);
    }
    for text in &texts {
        say(text);
        say("");
    }
    let of = year.as_ref().map(|year| format!(" in {}", one_line(year))).unwrap_or_default();
    let said = count(rows.len(), "area", "areas");
    let tiers = workspace.recommendations.little_progress.iter();
    let tiers = tiers.filter(|row| year.as_ref().is_none_or(|year| row.year == *year)).map(|row| row.tier);
    let hidden = left_out(tier, tiers);
    say(&format!("{said} with little or no progress{of}{hidden}."));
    Ok(0)
}

pub(super) fn close(args: &Args, asked: &CloseArgs) -> Outcome {
    for (flag, what, words) in [
        ("--why", "the reason", &asked.why),
        ("--decision", "the decision", &asked.decision),
        ("--minute", "the minute", &asked.minute),
        ("--meeting", "the meeting", &asked.meeting),
    ] {
        in_words(flag, what, words.as_deref().unwrap_or("left out"))?;
    }
    let open = Opened::read(args)?;
    let words = [&asked.decision, &asked.minute, &asked.meeting, &asked.why].map(|words| words.as_deref());
    super::no_personal_data(&open.workspace, &words)?;
    let one = open.find(&asked.id)?;
    let words = asked.decision.as_deref().unwrap_or_default();
    let by = match &asked.by {
        Some(by) => open.group(by)?,
        None => open.decided(words)?,
    };
    let decision = open.workspace.decision_named(words, &by)?;
    let taken = open.workspace.decided(&decision, Some(&by)).map(|(_, on)| on);
    let on = day_past(args, asked.on.or(taken))?;
    open.workspace.decided_by(&decision, &by, on)?;
    let closing = Closing {
        by,
        on,
        reason: asked.reason.into(),
        why: asked.why.clone().unwrap_or_default(),
        decision,
        minute: asked.minute.clone().unwrap_or_default(),
        meeting: asked.meeting.as_deref().map(Into::into),
    };
    one.may_close(&closing, &Known::of(open.workspace.trackers.values()))?;
    make(args, &Change::CloseRecommendation(one.id.clone(), closing.clone()))?;
    let (by, on) = (closing.by.to_string(), long_date(closing.on));
    say(&format!("{} is closed: {by} decided it on {on}, {}.", one.id, closing.reason.word()));
    undo(args);
    Ok(0)
}

pub(super) fn reopen(args: &Args, asked: &ReopenArgs) -> Outcome {
    in_words("--why", "the reason", &asked.why)?;
    let open = Opened::read(args)?;
    super::no_personal_data(&open.workspace, &[Some(&asked.why), asked.source.as_deref()])?;
    let one = open.find(&asked.id)?;
    let again = Reopening {
        on: day_past(args, asked.on)?,
        why: asked.why.clone(),
        by: asked.by.as_deref().map(|by| open.group(by)).transpose()?,
        source: asked.source.as_deref().map(Source::called),
    };
    one.may_reopen(&again)?;
    make(args, &Change::ReopenRecommendation(one.id.clone(), again.clone()))?;
    say(&format!("{} is open again from {}.", one.id, long_date(again.on)));
    undo(args);
    Ok(0)
}

fn undo(args: &Args) {
    let undo = next(args, &format!("restore {RECOMMENDATIONS} 1 --yes"));
    say(&format!("{RECOMMENDATIONS} is changed. To undo it: '{undo}'."));
}

/// The marking that documents carry where nothing else is said.
pub(super) fn marking(workspace: &Workspace) -> &str {
    workspace.partnership.as_ref().map_or("", |partnership| &partnership.marking.default)
}

/// The register as it lies on disk, to be changed.
struct Opened {
    workspace: Workspace,
    register: Register,
}

impl Opened {
    fn read(args: &Args) -> Result<Self, String> {
        let root = super::workspace(args);
        let mut workspace = super::check::load(&root)?;
        workspace.come_to(today(args));
        let text = read(&root, RECOMMENDATIONS)?;
        let register = file::load(&text).value;
        let register = register
            .ok_or_else(|| format!("{RECOMMENDATIONS} cannot be read: 'chairside check' says why"))?;
        Ok(Self { workspace, register })
    }

    fn find(&self, id: &str) -> Result<&Recommendation, String> {
        self.register.recommendation(id).ok_or_else(|| {
            let all = self.register.recommendations.iter().map(|one| one.id.as_str());
            let near = nearest(&id.to_uppercase(), all).map(|near| format!(": did you mean {near}?"));
            format!("{RECOMMENDATIONS} has no {}{}", one_line(id), near.unwrap_or_default())
        })
    }

    /// The group whose decision is named.
    fn decided(&self, words: &str) -> Result<crate::base::id::GroupId, String> {
        if let Some((by, _)) = self.workspace.decided(words, None) {
            return Ok(by);
        }
        if !decision_numbers::named_in(words).is_empty() {
            self.workspace.decision_named(words, &crate::base::id::GroupId::default())?;
        }
        let why = "say which group decided with --by: it is known without only from a decision's number in full, such as \
                   EXEC-26-D004";
        Err(why.to_owned())
    }

    /// The group somebody means by a name.
    fn group(&self, name: &str) -> Result<crate::base::id::GroupId, String> {
        who::group(&self.workspace, name)
    }
}

fn make(args: &Args, change: &Change) -> Result<(), String> {
    let changed = crate::cli::change(&super::workspace(args), RECOMMENDATIONS, change);
    changed.map(|_| ()).map_err(|why| format!("{RECOMMENDATIONS} was not changed: {why}"))
}

/// A register's text.
pub(super) fn read(root: &Path, path: &str) -> Result<String, String> {
    let now = disk::read_now(root, path).map_err(|why| format!("{path}: {why}"))?;
    now.ok_or_else(|| format!("there is no {path} in {}", root.display()))
}

/// Puts a register's new text in its place, if it still says what it said.
pub(super) fn write(root: &Path, path: &str, was: &str, text: String) -> Result<(), String> {
    let change = Change::Whole { was: Some(was.to_owned()), text };
    crate::cli::change(root, path, &change).map_err(|why| format!("{path} was not changed: {why}"))?;
    Ok(())
}
