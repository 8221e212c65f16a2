//! A rapid review in words: every date by the count with what is left as a letter and words, the date with pauses left out
//! beside it, and what each of the two is worth.

use super::{text, who_said};
use crate::base::calendar::WorkingDays;
use crate::base::stamp::long_date;
use crate::base::text::{count, one_line};
use crate::domain::actions::{Known, Light, Listed};
use crate::domain::agenda::Tier;
use crate::domain::assurance::linked::{line, linked};
use crate::domain::assurance::rapid_review::{Pause, RapidReview, to_notify_said};
use crate::domain::recommendation::Register;
use chrono::NaiveDate;

/// What a rapid review is said beside.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// Who is who, and what day it is.
    pub light: &'a Light<'a>,
    /// The actions of every tracker.
    pub known: &'a Known<'a>,
    /// Recommendations.
    pub register: &'a Register,
    /// The actions its query finds.
    pub found: &'a [Listed<'a>],
    /// Which days are worked.
    pub days: &'a WorkingDays,
}

/// One line for a list: what is due next.
pub fn in_brief(of: &RapidReview, today: NaiveDate, days: &WorkingDays) -> String {
    let next = of.next(today, days).map_or("everything is done".to_owned(), |point| {
        format!("{} by {}: {}", point.what, long_date(point.due), point.left(today, days).said())
    });
    let paused = if of.paused().is_some() { " · said to be paused" } else { "" };
    format!("{}  {} · {next}{paused}", of.id, one_line(&of.child))
}

/// All of it. It is for whoever may read restricted things.
pub fn shown(of: &RapidReview, beside: &Beside<'_>) -> String {
    let partnership = beside.light.partnership;
    let group = of.group.as_ref().map(|group| format!(" · {}", who_said(partnership, group.as_str())));
    let mut lines = vec![
        format!("{} · {} · {}{}", tier_said(of.tier), of.id, one_line(&of.child), group.unwrap_or_default()),
        match of.notified {
            Some(day) => {
                format!("Known on {} · national panel notified on {}.", long_date(of.aware), long_date(day))
            }
            None => format!(
                "Known on {} · national panel not notified yet: there are {} for that, and the other dates are counted from \
                 it.",
                long_date(of.aware),
                to_notify_said()
            ),
        },
        String::new(),
    ];
    dates(of, beside, &mut lines);
    pauses(of, beside, &mut lines);
    sent_and_decided(of, beside, &mut lines);
    links(of, beside, &mut lines);
    text(&lines)
}

fn tier_said(tier: Tier) -> &'static str {
    if tier == Tier::Restricted { "RESTRICTED: not for a screen that is shared" } else { "for partners" }
}

fn dates(of: &RapidReview, beside: &Beside<'_>, lines: &mut Vec<String>) {
    let (today, days) = (beside.light.today, beside.days);
    lines.push("Due by the count of working days:".to_owned());
    for point in of.points(today, days) {
        let left = point.left(today, days).said();
        let mark = if point.unconfirmed { " *" } else { "" };
        let done = point.done.map(|day| format!(" on {}", long_date(day))).unwrap_or_default();
        lines.push(format!("{:<16}  {left}{done}", long_date(point.due)));
        lines.push(format!("{:<16}  {}: {} ({}){mark}", "", point.id, point.what, point.who));
        // What was done in time needs no other date.
        let open = point.done.is_none_or(|day| day > point.due);
        if let Some(other) = point.with_pauses.filter(|_| open) {
            let least = if of.paused().is_some() { ", or later: a pause lasts" } else { "" };
            lines.push(format!("{:<16}  with pauses left out: {}{least}", "", long_date(other)));
        }
    }
    lines.push("* A proposal, or unconfirmed: check it against the primary text.".to_owned());
    lines.push(String::new());
}

fn pauses(of: &RapidReview, beside: &Beside<'_>, lines: &mut Vec<String>) {
    if of.pauses.is_empty() {
        return;
    }
    lines.push("Pauses:".to_owned());
    let said = |pause: &Pause| {
        let to = pause.to.map_or("and lasts".to_owned(), |day| format!("to {}", long_date(day)));
        let took = pause.took(beside.light.today, beside.days);
        format!(
            "{} {to}, {}: {} (agreed by {})",
            long_date(pause.from),
            count(took as usize, "working day", "working days"),
            one_line(&pause.why),
            who_said(beside.light.partnership, &pause.agreed_by)
        )
    };
    lines.extend(of.pauses.iter().map(said));
    lines.push(
        "The dates at the left are by the count, and no pause moves them. A date with pauses left out is what it would be if \
         paused working days did not count."
            .to_owned(),
    );
    lines.push(
        "Whether a pause is allowed is unconfirmed: ask the national panel before you rely on the later date.".to_owned(),
    );
    lines.push(String::new());
}

fn sent_and_decided(of: &RapidReview, beside: &Beside<'_>, lines: &mut Vec<String>) {
    if !of.sent.is_empty() {
        lines.push("Sent on:".to_owned());
        lines.extend(of.sent.iter().map(|sent| {
            format!("{:<16}  {} to {}", long_date(sent.on), one_line(&sent.what), one_line(&sent.to))
        }));
        lines.push(String::new());
    }
    lines.push(of.decision.as_ref().map_or(
        "Not decided yet whether there is to be a local review.".to_owned(),
        |decision| {
            format!(
                "Decided on {} by {}: {}. {}",
                long_date(decision.on),
                who_said(beside.light.partnership, &decision.by),
                decision.outcome.said(),
                one_line(&decision.why)
            )
        },
    ));
    lines.push(String::new());
}

fn links(of: &RapidReview, beside: &Beside<'_>, lines: &mut Vec<String>) {
    lines.push(count(of.recommendations.len(), "recommendation", "recommendations") + ".");
    for id in &of.recommendations {
        let known = beside.register.recommendation(id.as_str());
        lines.push(known.map_or_else(
            || format!("{id}  not in the register"),
            |one| format!("{id}  {} · {}", one.stage(beside.known).said(), one_line(&one.text)),
        ));
    }
    // Whoever may read this may read its actions.
    let mut plan = linked(&of.actions, beside.known, beside.light, Tier::Restricted).lines;
    let more = beside.found.iter().filter(|listed| !of.actions.contains(&listed.action.id));
    plan.extend(more.map(|listed| line(&listed.action.id, listed.action, beside.light)));
    let by = if of.find.is_empty() { String::new() } else { format!(" (also by '{}')", one_line(&of.find)) };
    lines.push(format!("{} of the plan{by}.", count(plan.len(), "action", "actions")));
    lines.extend(plan);
}
