//! The same engine without a screen, and the way into it with one. What each command prints and with which
//! exit status: 0 fine, 1 findings or a refusal, 2 wrong usage.

mod actions;
mod actions_chase;
mod actions_evidence;
mod actions_goes_on;
mod actions_import;
mod actions_report;
mod actions_steps;
mod actions_transfer;
pub mod args;
pub mod args_actions;
pub mod args_assurance;
pub mod args_audit;
pub mod args_audit_arrangements;
pub mod args_audit_out;
mod args_audit_panel;
pub mod args_audit_run;
pub mod args_audit_sign;
pub mod args_final;
pub mod args_programme;
pub mod args_registers;
mod assurance;
mod audit;
mod audit_from_xlsx;
mod audit_new;
mod audit_report;
mod audit_run;
mod audit_tools;
mod audit_sign;
pub mod args_audit_returns;
mod audit_arrangements;
mod audit_collect;
mod audit_compare;
mod audit_concern;
mod audit_pack;
mod audit_panel;
mod audit_recommend;
mod changes;
mod check;
mod decisions;
mod demo;
mod escalations;
mod final_gate;
mod finalise;
mod init;
mod inputs;
mod meet;
mod merge;
mod migrate;
mod minutes;
mod open_gate;
mod people;
mod recommendations;
mod restore;
mod trail;
mod verify;

use crate::base::text::clean;
use crate::domain::agenda::Tier;
use crate::effect::Change;
use crate::runtime::Clock;
use crate::runtime::disk::{self, Changed};
use args::{Args, PeopleVerb, Verb};
use args_actions::ActionsVerb;
use args_registers::{InputsVerb, RecommendationsVerb};
use chrono::NaiveDate;
use clap::Parser;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a command came to.
pub type Outcome = Result<u8, String>;

/// Findings, or a refusal.
const REFUSED: u8 = 1;

/// Runs the program as the command line asks; gives the exit status.
pub fn run() -> u8 {
    if let Some(code) = crate::runtime::prepare() {
        return code;
    }
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(wrong) => {
            // Help goes to standard output with status 0 and faults to standard error with status 2.
            let code = u8::try_from(wrong.exit_code()).unwrap_or(2);
            if wrong.use_stderr() {
                // What was typed is said back, and that may be anything.
                tell(wrong.render().to_string().trim_end());
            } else {
                let _ = wrong.print();
            }
            return code;
        }
    };
    match perform(&args) {
        Ok(code) => code,
        Err(why) => {
            tell(&format!("chairside: {why}"));
            REFUSED
        }
    }
}

fn perform(args: &Args) -> Outcome {
    match &args.verb {
        None => meet::screen(args, None),
        Some(Verb::Demo { keep }) => demo::demo(args, keep.as_deref()),
        Some(Verb::Init { dir, like }) => init::init(dir, *like),
        Some(Verb::Actions { verb: Some(ActionsVerb::Import(asked)), .. }) => {
            actions_import::import(args, asked)
        }
        Some(Verb::Actions { verb: Some(ActionsVerb::Report(asked)), .. }) => {
            actions_report::report(args, asked)
        }
        Some(Verb::Actions { verb: Some(ActionsVerb::Evidence(asked)), .. }) => {
            actions_evidence::give(args, asked)
        }
        Some(Verb::Actions { verb: Some(ActionsVerb::Steps(asked)), .. }) => {
            actions_steps::steps(args, asked)
        }
        Some(Verb::Actions { verb: Some(ActionsVerb::Transfer(asked)), .. }) => {
            actions_transfer::transfer(args, asked)
        }
        Some(Verb::Actions { verb: Some(ActionsVerb::Merge(asked)), .. }) => {
            actions_goes_on::merge(args, asked)
        }
        Some(Verb::Actions { verb: Some(ActionsVerb::Reopen(asked)), .. }) => {
            actions_goes_on::reopen(args, asked)
        }
        Some(Verb::Actions { verb: Some(ActionsVerb::Unevidenced(asked)), .. }) => {
            actions_evidence::unevidenced(args, asked)
        }
        Some(Verb::Actions { verb: Some(ActionsVerb::Chase(asked)), .. }) => actions_chase::ask(args, asked),
        Some(Verb::Actions { asked, verb: None }) => actions::actions(args, asked),
        Some(Verb::Audit { verb }) => audit::audit(args, verb),
        Some(Verb::Check { paths }) => check::check(args, paths),
        Some(Verb::Decisions { words, tier }) => decisions::decisions(args, words, *tier),
        Some(Verb::Escalations { verb: Some(verb), .. }) => escalations::came(args, verb),
        Some(Verb::Escalations { tier, verb: None }) => escalations::list(args, *tier),
        Some(Verb::Inputs { verb: Some(InputsVerb::Received(asked)), .. }) => inputs::received(args, asked),
        Some(Verb::Inputs { words, tier, verb: None }) => inputs::list(args, words, *tier),
        Some(Verb::Finalise(asked)) => finalise::finalise(args, asked),
        Some(Verb::Reopen(asked)) => finalise::reopen(args, asked),
        Some(Verb::Inspection { verb }) => assurance::inspection::inspection(args, verb),
        Some(Verb::RapidReview { verb }) => assurance::rapid_review::rapid_review(args, verb),
        Some(Verb::Meet { meeting, script, say_saved }) => match script {
            Some(script) => meet::script(args, meeting, script, *say_saved),
            None => meet::screen(args, Some(meeting.clone())),
        },
        Some(Verb::Merge { files, print, copies: false, yes: _ }) => merge::files(files, *print),
        Some(Verb::Merge { copies: true, yes, .. }) => merge::copies(args, *yes),
        Some(Verb::Migrate { yes }) => migrate::migrate(args, *yes),
        Some(Verb::Minutes { meeting, format: _, tier, print }) => {
            minutes::minutes(args, &minutes::Asked { meeting, tier: *tier, print: *print })
        }
        Some(Verb::People { verb: PeopleVerb::Merge { kept, other, yes } }) => {
            people::merge(args, kept, other, *yes)
        }
        Some(Verb::Recommendations { verb: Some(verb), .. }) => match verb {
            RecommendationsVerb::Progress { year, format, tier } => {
                recommendations::progress(args, year.as_deref(), *format, *tier)
            }
            RecommendationsVerb::Close(asked) => recommendations::close(args, asked),
            RecommendationsVerb::Reopen(asked) => recommendations::reopen(args, asked),
        },
        Some(Verb::Recommendations { words, format, tier, verb: None }) => {
            recommendations::list(args, words, *format, *tier)
        }
        Some(Verb::Changes { file, since, format }) => {
            changes::list(args, &changes::Asked { file: file.as_deref(), since: *since, format: *format })
        }
        Some(Verb::Restore { file, version, list: _, yes }) => {
            restore::restore(args, file.as_deref(), version.as_deref(), *yes)
        }
        Some(Verb::Trail { meeting, format, tier }) => trail::trail(args, meeting, *format, *tier),
        Some(Verb::Verify { meetings, acknowledge, why }) => {
            let asked = acknowledge.as_deref().zip(why.as_deref());
            verify::verify(args, meetings, asked.map(|(what, why)| verify::Asked { what, why }))
        }
    }
}

/// The workspace to work in: the one asked for, this folder if it is one, else the usual place.
fn workspace(args: &Args) -> PathBuf {
    args.workspace.clone().unwrap_or_else(crate::runtime::place::workspace)
}

/// The day it is, or is said to be.
fn today(args: &Args) -> NaiveDate {
    Clock::start(args.start(), None).now().date_naive()
}

/// A command to type next, for the same workspace: `chairside restore trackers/sog.yaml 1 --yes`.
fn next(args: &Args, words: &str) -> String {
    let folder =
        args.workspace.as_ref().map(|folder| format!(" -w {}", quoted(&folder.display().to_string())));
    format!("chairside{} {words}", folder.unwrap_or_default())
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./\\:".contains(c);
    if word.chars().all(plain) && !word.is_empty() { word.to_owned() } else { format!("\"{word}\"") }
}

/// Words that have to be there are: `Give the reason in words: --why "…"` where they are blank.
///
/// # Errors
/// That sentence without its capital and full stop.
fn in_words(flag: &str, what: &str, words: &str) -> Result<(), String> {
    if words.trim().is_empty() { Err(format!("give {what} in words: {flag} \"…\"")) } else { Ok(()) }
}

/// How many things a list leaves out for their tier, after their number. Anybody's list is as if there were none.
fn left_out(tier: Tier, all: impl Iterator<Item = Tier>) -> String {
    match all.filter(|of| *of > tier).count() {
        0 => String::new(),
        _ if tier == Tier::Open => String::new(),
        n => format!(", {n} not shown here: add --tier restricted"),
    }
}

/// What a list comes to, below it: how many of all hold the words that were asked for, and what is left out.
fn summed(words: &[String], shown: usize, all: &str, hidden: &str) -> String {
    let of = if words.is_empty() { String::new() } else { format!("{shown} of ") };
    format!("{of}{all}{hidden}.")
}

/// The day something was, today where none is given: none to come, for it would count as done before it is.
///
/// # Errors
/// That the day has not come, as a sentence without a full stop.
fn day_past(args: &Args, on: Option<chrono::NaiveDate>) -> Result<chrono::NaiveDate, String> {
    let today = today(args);
    match on {
        Some(day) if day > today => {
            let day = crate::base::stamp::long_date(day);
            Err(format!("{day} has not come yet: give a day up to today"))
        }
        on => Ok(on.unwrap_or(today)),
    }
}

/// Nothing of these words looks like personal data; it is never said again.
///
/// # Errors
/// What it looks like and what to do, as a sentence without a full stop.
fn no_personal_data(
    workspace: &crate::files::workspace::Workspace,
    words: &[Option<&str>],
) -> Result<(), String> {
    let clean = crate::files::assurance::who::nothing_personal(workspace, words);
    clean.map_err(|why| format!("nothing was written: {why}"))?;
    doubt_names(workspace, words);
    Ok(())
}

/// Says that words have what looks like somebody's name: they are taken all the same, for it may be none.
fn doubt_names(workspace: &crate::files::workspace::Workspace, words: &[Option<&str>]) {
    use crate::domain::personal::{LIKELY, LIKELY_MEND, likely};
    let ordinary = workspace.ordinary();
    if words.iter().flatten().any(|words| !likely(words, &ordinary).is_empty()) {
        warn(&format!(
            "what was said has {LIKELY}, and is taken as it is: if it is one, {LIKELY_MEND} and say it again"
        ));
    }
}

/// The same of words where the partnership's own people may be named, as trackers and minutes name them.
///
/// # Errors
/// What it looks like and what to do, as a sentence without a full stop.
fn no_child_named(
    workspace: &crate::files::workspace::Workspace,
    words: &[Option<&str>],
) -> Result<(), String> {
    let clean = |words: &&str| crate::domain::personal::clean_of(words, &workspace.names);
    words.iter().flatten().try_for_each(clean).map_err(|why| format!("nothing was written: {why}"))
}

/// Says what did not go as wished, beside what was asked for.
fn warn(line: &str) {
    tell(&format!("chairside: {line}"));
}

/// Changes a file of a workspace; what could not be kept beside the change is said.
fn change(root: &Path, path: &str, change: &Change) -> std::io::Result<Changed> {
    let mut changed = disk::change(root, path, change)?;
    if let Some(words) = changed.unkept.take() {
        warn(&words);
    }
    Ok(changed)
}

/// Makes files of a workspace that are not there yet; what could not be kept beside them is said.
fn begin(root: &Path, files: &[(String, &[u8])]) -> std::io::Result<()> {
    if let Some(words) = disk::begin(root, files)? {
        warn(&words);
    }
    Ok(())
}

/// Prints a line, safe for any terminal; a reader that has gone away is not a fault.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{}", clean(line));
}

/// Passes a document on as it is, for one that was made safe cell by cell and has line ends of its own.
fn pass_on(document: &str) {
    let _ = write!(std::io::stdout(), "{document}");
}

/// Says something beside what was asked for: a warning, or why not; safe for any terminal as well.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{}", clean(line));
}
