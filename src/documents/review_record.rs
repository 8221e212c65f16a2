//! What a review of actions came to, as Markdown to keep and to send: how many, what was said of each, what nobody reached.

use super::minutes_markdown::{Page, words};
use crate::base::stamp::long_date;
use crate::base::text::{and_list, count};
use crate::domain::action_review::{ActionReview, Outcome};
use crate::domain::actions::Light;
use crate::domain::agenda::Tier;
use crate::domain::tracker::Tracker;

/// The record, for those up to a tier. An action that no tracker has any more is not known to be anybody's to read.
pub fn review_record<'a>(
    review: &ActionReview,
    light: &Light<'_>,
    trackers: &(impl IntoIterator<Item = &'a Tracker> + Clone),
    tier: Tier,
) -> String {
    let find = |id| trackers.clone().into_iter().find_map(|tracker| tracker.action(id));
    let (seen, hidden): (Vec<_>, Vec<_>) = review
        .actions
        .iter()
        .map(|id| (id, find(id)))
        .partition(|(_, action)| action.is_some_and(|action| action.tier <= tier));
    let marking = light.partnership.map_or_else(String::new, |known| words(&known.marking.default));
    let mut page = Page::default();
    page.paragraph(&marking);
    page.paragraph("# Review of open actions");
    let ended = review.ended.map(|day| format!(", ended {}", long_date(day))).unwrap_or_default();
    let who = review.who();
    let by = if who.is_empty() { String::new() } else { format!(", by {}", words(&and_list(&who))) };
    page.paragraph(&format!(
        "Begun {}{ended}{by}. Looked for: {}.",
        long_date(review.begun),
        words(&review.asked)
    ));
    let said = seen.iter().filter(|(id, _)| review.of(id).is_some()).count();
    page.paragraph(&format!("{}, something said of {said}.", count(seen.len(), "action", "actions")));
    if !hidden.is_empty() {
        let many = count(hidden.len(), "action is", "actions are");
        page.paragraph(&format!("{many} restricted, or in no tracker any more, and not in this record."));
    }
    for outcome in Outcome::ALL {
        let of = |id| review.of(id).filter(|said| said.outcome == outcome);
        let rows: Vec<Vec<String>> = seen
            .iter()
            .filter_map(|(id, action)| {
                let (action, said) = ((*action)?, of(id)?);
                Some(vec![
                    action.id.to_string(),
                    action.what.clone(),
                    light.lead_said(action),
                    said.words.clone(),
                ])
            })
            .collect();
        if !rows.is_empty() {
            page.paragraph(&format!(
                "## {}",
                crate::base::text::sentence(outcome.word()).trim_end_matches('.')
            ));
            page.table(&["Number", "What", "Lead", "What was said"], rows);
        }
    }
    let left: Vec<Vec<String>> = seen
        .iter()
        .filter(|(id, _)| review.of(id).is_none())
        .filter_map(|(_, action)| {
            let action = (*action)?;
            let due = action.due.day().map_or_else(|| "to be set".to_owned(), long_date);
            Some(vec![action.id.to_string(), action.what.clone(), light.lead_said(action), due])
        })
        .collect();
    if !left.is_empty() {
        page.paragraph("## Not reached");
        page.table(&["Number", "What", "Lead", "Due"], left);
    }
    page.paragraph(&marking);
    page.text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::Action;
    use crate::domain::action_review::Said;
    use crate::domain::partnership::{Marking, Partnership};
    use std::collections::BTreeMap;

    #[test]
    fn a_record_says_what_was_said_and_what_nobody_reached_and_holds_nothing_restricted() {
        let day = "2026-12-03".parse().unwrap();
        let action = |id: &str, what: &str, tier| Action {
            id: id.into(),
            what: what.into(),
            tier,
            ..Action::default()
        };
        let tracker = Tracker {
            actions: vec![
                action("A-1", "Report | with a bar", Tier::Partners),
                action("A-2", "CANARY", Tier::Restricted),
                action("A-3", "Not reached", Tier::Open),
            ],
            ..Tracker::default()
        };
        let said = |id: &str, words: &str| Said {
            action: id.into(),
            on: day,
            by: "tom".into(),
            outcome: Outcome::Progress,
            words: words.into(),
        };
        let review = ActionReview {
            begun: day,
            by: "jo".into(),
            asked: "status:open".into(),
            actions: ["A-1", "A-2", "A-3", "A-4"].map(Into::into).to_vec(),
            said: vec![said("A-1", "The draft went out"), said("A-2", "CANARY"), said("A-4", "CANARY")],
            ended: Some(day),
            ..ActionReview::default()
        };
        let light = Light { partnership: None, today: day, next: BTreeMap::new(), meetings: None };
        let page = review_record(&review, &light, &[&tracker], Tier::Partners);
        assert!(!page.contains("CANARY"), "{page}");
        assert_eq!(
            page,
            "# Review of open actions\n\nBegun Thu 3 Dec 2026, ended Thu 3 Dec 2026, by jo and tom. Looked for: status:open.\n\n\
             2 actions, something said of 1.\n\n\
             2 actions are restricted, or in no tracker any more, and not in this record.\n\n\
             ## Progress\n\n\
             | Number | What | Lead | What was said |\n| --- | --- | --- | --- |\n\
             | A-1 | Report \\| with a bar | nobody yet | The draft went out |\n\n\
             ## Not reached\n\n\
             | Number | What | Lead | Due |\n| --- | --- | --- | --- |\n\
             | A-3 | Not reached | nobody yet | to be set |\n"
        );
        // A partnership's own marking stands at its head and its foot, as in every other paper.
        let marking = Marking { default: "OFFICIAL-SENSITIVE".into(), ..Marking::default() };
        let known = Partnership { marking, ..Partnership::default() };
        let marked = Light { partnership: Some(&known), ..light };
        let marked = review_record(&review, &marked, &[&tracker], Tier::Partners);
        assert_eq!(marked, format!("OFFICIAL-SENSITIVE\n\n{page}\nOFFICIAL-SENSITIVE\n"));
    }
}
