//! A rapid review in words: every date by the count with what is left as a letter and words, the date with pauses left out
//! beside it, and what each of the two is worth.

use super::{PROPOSAL, text, who_said};
use crate::base::calendar::WorkingDays;
use crate::base::id::RecommendationId;
use crate::base::stamp::long_date;
use crate::base::text::{count, one_line};
use crate::domain::actions::{Known, Light, Listed};
use crate::domain::agenda::Tier;
use crate::domain::assurance::linked::{line, linked};
use crate::domain::assurance::rapid_review::{Pause, RapidReview, SentOn, to_notify_said};
use crate::domain::partnership::Partnership;
use crate::domain::query::parse;
use crate::domain::recommendation::Register;
use crate::domain::tracker::Tracker;
use chrono::NaiveDate;

/// What a pause is worth.
pub const PAUSES: [&str; 2] = [
    "The dates at the left are by the count, and no pause moves them. A date with pauses left out is what it would be if \
     paused working days did not count.",
    "Whether a pause is allowed is unconfirmed: ask the national panel before you rely on the later date.",
];

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

/// The actions that the query of a review finds; none where it asks nothing or cannot be read.
pub fn found<'a>(
    of: &RapidReview,
    light: &Light<'_>,
    trackers: impl IntoIterator<Item = &'a Tracker>,
) -> Vec<Listed<'a>> {
    match parse(&of.find) {
        Ok(query) if !of.find.is_empty() => light.find(trackers, &query),
        _ => Vec::new(),
    }
}

/// One line for a list: what is due next.
pub fn in_brief(of: &RapidReview, today: NaiveDate, days: &WorkingDays) -> String {
    let next = of.next(today, days).map_or("everything is done".to_owned(), |point| {
        format!("{} by {}: {}", point.what, long_date(point.due), point.left(today, days).said())
    });
    let paused = if of.paused().is_some() { " · said to be paused" } else { "" };
    format!("{}  {} · {next}{paused}", of.id, one_line(&of.child))
}

/// All of it, for whoever may read up to a tier; whether that is enough for the review itself is asked before.
pub fn shown(of: &RapidReview, beside: &Beside<'_>, tier: Tier) -> String {
    let partnership = beside.light.partnership;
    let group = of.group.as_ref().map(|group| format!(" · {}", who_said(partnership, group.as_str())));
    let mut lines = vec![
        format!("{} · {} · {}{}", tier_said(of.tier), of.id, one_line(&of.child), group.unwrap_or_default()),
        begun(of),
        String::new(),
    ];
    dates(of, beside, &mut lines);
    pauses(of, beside, &mut lines);
    sent_and_decided(of, beside, &mut lines);
    links(of, beside, tier, &mut lines);
    text(&lines)
}

/// When the count began.
pub fn begun(of: &RapidReview) -> String {
    match of.notified {
        Some(day) => {
            format!("Known on {} · national panel notified on {}.", long_date(of.aware), long_date(day))
        }
        None => format!(
            "Known on {} · national panel not notified yet: there are {} for that, and the other dates are counted from it.",
            long_date(of.aware),
            to_notify_said()
        ),
    }
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
    lines.push(PROPOSAL.to_owned());
    lines.push(String::new());
}

fn pauses(of: &RapidReview, beside: &Beside<'_>, lines: &mut Vec<String>) {
    if of.pauses.is_empty() {
        return;
    }
    lines.push("Pauses:".to_owned());
    let (partnership, today) = (beside.light.partnership, beside.light.today);
    lines.extend(of.pauses.iter().map(|pause| pause_said(pause, partnership, today, beside.days)));
    lines.extend(PAUSES.map(str::to_owned));
    lines.push(String::new());
}

/// A pause: from when to when, how long it took, why, and who agreed to it.
pub fn pause_said(
    pause: &Pause,
    partnership: Option<&Partnership>,
    today: NaiveDate,
    days: &WorkingDays,
) -> String {
    let to = pause.to.map_or("and lasts".to_owned(), |day| format!("to {}", long_date(day)));
    format!(
        "{} {to}, {}: {} (agreed by {})",
        long_date(pause.from),
        count(pause.took(today, days) as usize, "working day", "working days"),
        one_line(&pause.why),
        who_said(partnership, &pause.agreed_by)
    )
}

/// Something that was sent on.
pub fn sent_said(sent: &SentOn) -> String {
    format!("{:<16}  {} to {}", long_date(sent.on), one_line(&sent.what), one_line(&sent.to))
}

/// Whether there is to be a local review.
pub fn decision_said(of: &RapidReview, partnership: Option<&Partnership>) -> String {
    let Some(decision) = &of.decision else {
        return "Not decided yet whether there is to be a local review.".to_owned();
    };
    format!(
        "Decided on {} by {}: {}. {}",
        long_date(decision.on),
        who_said(partnership, &decision.by),
        decision.outcome.said(),
        one_line(&decision.why)
    )
}

fn sent_and_decided(of: &RapidReview, beside: &Beside<'_>, lines: &mut Vec<String>) {
    if !of.sent.is_empty() {
        lines.push("Sent on:".to_owned());
        lines.extend(of.sent.iter().map(sent_said));
        lines.push(String::new());
    }
    lines.push(decision_said(of, beside.light.partnership));
    lines.push(String::new());
}

fn links(of: &RapidReview, beside: &Beside<'_>, tier: Tier, lines: &mut Vec<String>) {
    let came = CameOf::review(of, beside, tier);
    lines.push(came.recommended_said() + ".");
    lines.extend(came.recommended.into_iter().map(|(_, said)| said));
    let by = if of.find.is_empty() { String::new() } else { format!(" (also by '{}')", one_line(&of.find)) };
    lines.push(format!("{} of the plan{by}.", count(came.actions, "action", "actions")));
    lines.extend(came.plan);
}

/// What came of a rapid review, as far as a tier may read it.
#[derive(Clone, Debug, Default)]
pub struct CameOf {
    /// Recommendations, each with how far it got.
    pub recommended: Vec<(RecommendationId, String)>,
    /// How many recommendations are for a higher tier.
    pub hidden: usize,
    /// The actions of its plan, named and found; what is left out of them comes last.
    pub plan: Vec<String>,
    /// How many actions those are.
    pub actions: usize,
}

impl CameOf {
    /// Works it out.
    pub fn review(of: &RapidReview, beside: &Beside<'_>, tier: Tier) -> Self {
        let recommended = recommended(of, beside, tier);
        let mut plan = linked(&of.actions, beside.known, beside.light, tier);
        for found in beside.found.iter().filter(|found| !of.actions.contains(&found.action.id)) {
            if found.action.tier <= tier {
                plan.lines.push(line(&found.action.id, found.action, beside.light));
            } else {
                plan.hidden += 1;
            }
        }
        let (actions, left_out) = (plan.all(), plan.left_out());
        let hidden = of.recommendations.len() - recommended.len();
        Self { recommended, hidden, plan: plan.lines.into_iter().chain(left_out).collect(), actions }
    }

    /// How many recommendations there are, and how many of them are not shown.
    pub fn recommended_said(&self) -> String {
        let all = count(self.recommended.len() + self.hidden, "recommendation", "recommendations");
        if self.hidden > 0 { format!("{all}, {} not shown here", self.hidden) } else { all }
    }
}

fn recommended(of: &RapidReview, beside: &Beside<'_>, tier: Tier) -> Vec<(RecommendationId, String)> {
    let said = |id: &RecommendationId| match beside.register.recommendation(id.as_str()) {
        Some(one) if one.tier > tier => None,
        Some(one) => Some(format!("{id}  {} · {}", one.stage(beside.known).said(), one_line(&one.text))),
        None => Some(format!("{id}  not in the register")),
    };
    of.recommendations.iter().filter_map(|id| Some((id.clone(), said(id)?))).collect()
}
