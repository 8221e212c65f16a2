//! An audit's feedback in words: who was told, who still has to be, and which teams used the brief. And what findings across
//! audits say to a word.

use super::text;
use crate::base::calendar::WorkingDays;
use crate::base::id::RecommendationId;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, count, one_line};
use crate::domain::assurance::feedback::{Feedback, Told, owed};
use crate::domain::assurance::themes::{Hit, Theme};
use crate::domain::audit::{Audit, FindingKind, Milestone, Return};
use chrono::NaiveDate;

/// All of it on a day.
pub fn shown(
    audit: &Audit,
    returns: &[Return],
    feedback: Option<&Feedback>,
    today: NaiveDate,
    days: &WorkingDays,
) -> String {
    let mut lines = vec![format!("{} · {}", audit.id, one_line(&audit.title)), String::new()];
    let (given, used) = feedback.map_or((&[][..], &[][..]), |of| (&of.given[..], &of.used[..]));
    for one in given {
        let praise = if one.praise.is_empty() {
            "nothing noted that was done well".to_owned()
        } else {
            format!("done well: {}", one_line(&one.praise))
        };
        lines.push(format!(
            "{:<16}  {} {}: {} ({}) told by {} · {praise}",
            long_date(one.on),
            one_line(one.case.as_str()),
            one.agency,
            one.to.said(),
            one_line(&one.post),
            one_line(&one.by)
        ));
        if !one.note.is_empty() {
            lines.push(format!("{:<16}  {}", "", one_line(&one.note)));
        }
    }
    if given.is_empty() {
        lines.push("Nobody was told yet.".to_owned());
    }
    lines.push(String::new());
    let left = owed(audit, returns, feedback);
    let due = audit.dates.on(Milestone::Feedback, days);
    let late = days.passed(due, today);
    if left.is_empty() {
        lines.push("Everybody was told of whom an accepted return speaks.".to_owned());
    } else {
        let late = match late {
            0 => String::new(),
            n => format!(", {} ago", count(n as usize, "working day", "working days")),
        };
        lines.push(format!("Still to be told, by {}{late}:", long_date(due)));
    }
    for one in &left {
        let to: Vec<&str> = one.to.iter().map(|to: &Told| to.said()).collect();
        lines.push(format!("- {} {}: {}", one.case, one.agency, and_list(&to)));
    }
    lines.push(String::new());
    for one in used {
        let changed = if one.changed.is_empty() {
            "what changed is not known yet".to_owned()
        } else {
            format!("what changed: {}", one_line(&one.changed))
        };
        lines.push(format!(
            "{:<16}  {} used the brief: {} · {changed}",
            long_date(one.on),
            one_line(&one.team),
            one_line(&one.how)
        ));
    }
    let told: usize = left.iter().map(|one| one.to.len()).sum();
    lines.push(format!(
        "{} told, {told} still to be told; {} used the brief.",
        count(given.len(), "person", "people"),
        count(used.len(), "team", "teams")
    ));
    text(&lines)
}

/// The findings that hold a word, audit by audit.
pub fn findings(hits: &[Hit<'_>]) -> String {
    let mut lines = Vec::new();
    let mut audit = None;
    for hit in hits {
        if audit != Some(&hit.audit.id) {
            audit = Some(&hit.audit.id);
            let panel = long_date(hit.audit.dates.panel);
            lines.push(format!("{}  {} · panel {panel}", hit.audit.id, one_line(&hit.audit.title)));
        }
        let kind = if hit.finding.kind == FindingKind::Strength { "strength" } else { "to develop" };
        lines.push(format!(
            "    {} · {kind} · {}",
            one_line(hit.finding.id.as_str()),
            one_line(&hit.finding.text)
        ));
        if !hit.finding.recommendations.is_empty() {
            let ids: Vec<&str> = hit.finding.recommendations.iter().map(RecommendationId::as_str).collect();
            lines.push(format!("        answered by {}", and_list(&ids)));
        }
    }
    let strengths = hits.iter().filter(|hit| hit.finding.kind == FindingKind::Strength).count();
    let mut audits: Vec<&str> = hits.iter().map(|hit| hit.audit.id.as_str()).collect();
    audits.dedup();
    lines.push(format!(
        "{} in {}: {}, {} to develop.",
        count(hits.len(), "finding", "findings"),
        count(audits.len(), "audit", "audits"),
        count(strengths, "strength", "strengths"),
        hits.len() - strengths
    ));
    text(&lines)
}

/// Words that come in more than one audit.
pub fn index(themes: &[Theme]) -> String {
    let one = |theme: &Theme| {
        format!(
            "{}  {}, {}",
            theme.word,
            count(theme.audits, "audit", "audits"),
            count(theme.findings, "finding", "findings")
        )
    };
    let mut lines: Vec<String> = themes.iter().map(one).collect();
    lines.push(format!("{} in findings of more than one audit.", count(themes.len(), "word", "words")));
    text(&lines)
}
