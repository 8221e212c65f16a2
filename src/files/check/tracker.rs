//! Rules for trackers: every action has one lead, a date, and a history that holds together.

use super::action_links::Links;
use super::meeting::meeting_is_known;
use super::page::{Ids, Page, Sort};
use super::{Found, Source, Sources};
use crate::base::stamp::long_date;
use crate::base::text::fit;
use crate::domain::action::{Action, Due, Status};
use crate::domain::decision_numbers;
use crate::domain::tracker::Tracker;
use crate::files::places;
use crate::files::yaml::Step;
use crate::files::yaml::Step::{Index, Key};
use std::collections::BTreeMap;

pub(super) fn check(all: &Sources, ids: Option<&Ids<'_>>, found: &mut Vec<Found>) {
    let mut elsewhere: BTreeMap<&str, &str> = BTreeMap::new();
    let links = Links::new(all);
    for (nth, source) in all.trackers.iter().enumerate() {
        let mut page = Page::new(source, found);
        named_after_its_id(&mut page, source);
        one_for_each_group(&mut page, source, &all.trackers[..nth]);
        page.once(
            &[Key("actions")],
            "id",
            "actions",
            "give one of them the next number; an id is never used twice",
        );
        if let Some(ids) = ids {
            page.known(&[Key("group")], Sort::Group, source.value.group.as_str(), ids);
            letters_are_the_groups(&mut page, &source.value, ids);
        }
        page.once(
            &[Key("recurring")],
            "id",
            "of what comes round",
            "give one of them an id of its own; an id is never used twice",
        );
        if let Some(ids) = ids {
            leads_of_what_comes_round_are_known(&mut page, &source.value, ids);
        }
        for (index, action) in source.value.actions.iter().enumerate() {
            let at = [Key("actions"), Index(index)];
            let rules = Rules { page: &mut page, at, action };
            rules.check(&source.value, ids, all);
            links.check(&mut page, at, action);
            if let Some(other) = elsewhere.get(action.id.as_str()) {
                let message = format!("the action `{}` is in another tracker too: {other}", action.id);
                page.error(
                    &[at[0], at[1], Key("id")],
                    message,
                    "keep it in one of them, or give it a new id",
                );
            }
        }
        elsewhere.extend(source.value.actions.iter().map(|a| (a.id.as_str(), source.path.as_str())));
    }
}

fn leads_of_what_comes_round_are_known(page: &mut Page<'_>, tracker: &Tracker, ids: &Ids<'_>) {
    for (nth, series) in tracker.recurring.iter().enumerate() {
        let at = |key| [Key("recurring"), Index(nth), Key(key)];
        match &series.lead {
            Some(lead) => page.known(&at("lead"), Sort::PostOrPerson, lead.as_str(), ids),
            None => page.warning(
                &at("id"),
                format!("nobody leads `{}`", series.id),
                "add lead: with the post that answers for it",
            ),
        }
        for (which, help) in series.with.iter().enumerate() {
            let at = [Key("recurring"), Index(nth), Key("with"), Index(which)];
            page.known(&at, Sort::PostOrPerson, help.as_str(), ids);
        }
    }
}

fn named_after_its_id(page: &mut Page<'_>, source: &Source<Tracker>) {
    let right = places::tracker(&source.value.id);
    if source.path != right {
        let message = format!("the id is `{}`, but the file has another name", source.value.id);
        page.error(&[Key("id")], message, format!("rename the file to {right}, or correct the id"));
    }
}

fn one_for_each_group(page: &mut Page<'_>, source: &Source<Tracker>, before: &[Source<Tracker>]) {
    if let Some(first) = before.iter().find(|other| other.value.group == source.value.group) {
        let message = format!("the group `{}` has another tracker: {}", source.value.group, first.path);
        page.warning(&[Key("group")], message, "new actions go to only one of them: put them together");
    }
}

fn letters_are_the_groups(page: &mut Page<'_>, tracker: &Tracker, ids: &Ids<'_>) {
    if let Some(group) = ids.partnership.group(&tracker.group)
        && group.prefix != tracker.prefix
    {
        let message = format!(
            "new ids here begin with {}, but those of `{}` begin with {}",
            fit(&tracker.prefix, 20),
            group.id,
            fit(&group.prefix, 20)
        );
        page.warning(&[Key("prefix")], message, "make the two the same");
    }
}

/// The rules for one action.
struct Rules<'r, 'p, 's> {
    page: &'r mut Page<'p>,
    at: [Step<'s>; 2],
    action: &'r Action,
}

impl<'s> Rules<'_, '_, 's> {
    fn check(mut self, tracker: &Tracker, ids: Option<&Ids<'_>>, all: &Sources) {
        self.id_begins_as_others_do(tracker);
        if let Some(ids) = ids {
            self.people_are_known(ids);
        }
        self.somebody_leads();
        self.moves_hold_together();
        self.dates_come_in_order();
        self.closing_is_shown(tracker, ids);
        self.somebody_ended_it();
        self.decision_is_recorded(tracker, all);
        self.meetings_are_known(all);
    }

    fn part(&self, steps: &[Step<'s>]) -> Vec<Step<'s>> {
        self.at.iter().chain(steps).copied().collect()
    }

    fn id_begins_as_others_do(&mut self, tracker: &Tracker) {
        let id = self.action.id.as_str();
        // What comes round has letters of its own.
        if id.contains('@') {
            return;
        }
        if id.split_once('-').is_none_or(|(prefix, _)| prefix != tracker.prefix) {
            let message = format!("`{}` does not begin with {}, as ids here do", fit(id, 40), tracker.prefix);
            let mend = "check that it is in the right tracker; if so, nothing else needs to change";
            self.page.warning(&self.part(&[Key("id")]), message, mend);
        }
    }

    /// One post, or the person in it, answers for an action: never a group or an agency.
    fn people_are_known(&mut self, ids: &Ids<'_>) {
        let leads = self.action.lead.iter().map(|lead| (self.part(&[Key("lead")]), lead));
        let helpers =
            self.action.with.iter().enumerate().map(|(n, help)| (self.part(&[Key("with"), Index(n)]), help));
        let all: Vec<_> = leads.chain(helpers).collect();
        for (at, id) in all {
            let (id, whole) = (id.as_str(), [Sort::Group, Sort::Agency]);
            let is_whole = whole.into_iter().any(|sort| ids.has(sort, id));
            if is_whole && !ids.has(Sort::PostOrPerson, id) && at.last() == Some(&Key("lead")) {
                let message = format!("`{id}` is no post: one post must answer for an action");
                self.page.error(&at, message, "name the post that leads it, and the others under `with`");
            } else {
                self.page.known(&at, Sort::PostOrPerson, id, ids);
            }
        }
    }

    fn somebody_leads(&mut self) {
        if self.action.lead.is_none() && self.action.status.open() {
            let message = format!("nobody leads `{}`", self.action.id);
            self.page.warning(
                &self.part(&[Key("id")]),
                message,
                "add lead: with the post that answers for it",
            );
        }
    }

    /// Each move starts where one before ended, the first from the first date; the date now is where one ended. Two
    /// people who moved one date at once leave two moves that start from it, and either may be the one that stands.
    fn moves_hold_together(&mut self) {
        let action = self.action;
        // The first date may be one that a move set.
        let begins = action.moves.first().map(|step| step.from);
        let first = match (begins, action.first_due) {
            (Some(Due::ToBeSet), _) | (_, None) => begins,
            (_, Some(first)) => Some(Due::On(first)),
        };
        let mut had: Vec<Due> = first.into_iter().collect();
        let mut standing = had.clone();
        for (index, step) in action.moves.iter().enumerate() {
            let at = self.part(&[Key("moves"), Index(index), Key("from")]);
            if let Some(left) = standing.iter().position(|date| *date == step.from) {
                standing.remove(left);
            } else if had.contains(&step.from) {
                let message = format!("two moves start from {}", step.from.said());
                let mend = "if two people moved the date at the same time, nothing needs to change; else add the \
                            move that is missing";
                self.page.note(&at, message, mend);
            } else if let Some(before) = standing.last() {
                let message =
                    format!("this move starts from {}, but the date was {}", step.from.said(), before.said());
                self.page.error(&at, message, "add the move that is missing, or correct the date");
                standing.clear();
            }
            standing.push(step.to);
            had.push(step.to);
        }
        let Some(last) = standing.last().filter(|_| !standing.contains(&action.due)) else { return };
        let (message, mend) = if action.moves.is_empty() {
            (
                format!(
                    "the date was {} at first and is {} now, but no move is kept",
                    last.said(),
                    action.due.said()
                ),
                "add the change to `moves` with its reason; the first date never changes",
            )
        } else {
            (
                format!("the last move is to {}, but the action is due {}", last.said(), action.due.said()),
                "add the move that is missing, or correct the date",
            )
        };
        self.page.error(&self.part(&[Key("due")]), message, mend);
    }

    fn dates_come_in_order(&mut self) {
        let raised = self.action.raised.date;
        if let Some(due) = self.action.due.day().filter(|due| *due < raised) {
            let message = format!("due {}, before it was raised on {}", long_date(due), long_date(raised));
            self.page.error(&self.part(&[Key("due")]), message, "check the two dates");
        } else if let Some(first) = self.action.first_due.filter(|first| *first < raised) {
            let message =
                format!("first due {}, before it was raised on {}", long_date(first), long_date(raised));
            self.page.error(&self.part(&[Key("first_due")]), message, "check the two dates");
        }
    }

    fn closing_is_shown(&mut self, tracker: &Tracker, ids: Option<&Ids<'_>>) {
        if let (Some(closed), Some(ids)) = (self.action.closed.as_ref().filter(|one| !one.by.is_empty()), ids)
        {
            self.page.known(&self.part(&[Key("closed"), Key("by")]), Sort::Group, closed.by.as_str(), ids);
        }
        let asked = tracker.close_at.unwrap_or_default();
        if let Some(level) = self.action.level().filter(|level| *level < asked)
            && self.action.status == Status::Closed
        {
            let message = format!(
                "`{}` is closed, and its evidence reaches {}: this tracker asks for {}",
                self.action.id,
                level.said(),
                asked.said()
            );
            let mend = "add evidence that reaches so far, or make it done again";
            self.page.warning(&self.part(&[Key("status")]), message, mend);
        }
        if self.action.status == Status::Closed && self.action.evidence.is_empty() {
            let message = format!("`{}` is closed without evidence", self.action.id);
            let mend = "add evidence: with the day and what shows that it was done";
            self.page.warning(&self.part(&[Key("status")]), message, mend);
        }
    }

    /// Only a group closes an action, and drops one by a decision.
    fn somebody_ended_it(&mut self) {
        let action = self.action;
        let at = self.part(&[Key("status")]);
        match (action.status, &action.closed) {
            (Status::Closed, None) => {
                let message =
                    format!("`{}` is closed, and nothing says which group closed it and when", action.id);
                self.page.warning(&at, message, "add closed: with the group under by and the day under on");
            }
            (Status::Closed, Some(closing)) if closing.by.is_empty() => {
                let message = format!("`{}` is closed, and no group is named that closed it", action.id);
                let mend = "if it ended before this tracker was kept, nothing needs to change; else add by: with the \
                            group";
                self.page.note(&self.part(&[Key("closed")]), message, mend);
            }
            (Status::Dropped, _) if action.updates.iter().all(|update| update.text.trim().is_empty()) => {
                let message = format!("`{}` is dropped, and nothing says why", action.id);
                self.page.warning(&at, message, "add a line to updates with the decision that dropped it");
            }
            _ => {}
        }
    }

    /// What is said to have dropped it is a decision that a meeting has recorded.
    fn decision_is_recorded(&mut self, tracker: &Tracker, all: &Sources) {
        let Some(decision) = &self.action.dropped_by else { return };
        let at = self.part(&[Key("dropped_by")]);
        let said = fit(decision.as_str(), 40);
        if all.unknown_decision(decision.as_str(), &tracker.prefix).is_some() {
            let message = format!("no meeting here has recorded the decision `{said}`");
            let mend = "correct the number; a decision made outside a meeting stands in words, with its day, under updates";
            self.page.warning(&at, message, mend);
        } else if decision_numbers::named_in(decision.as_str()).is_empty() {
            let mend = "give it in full, such as EXEC-26-D004; words belong under updates";
            self.page.warning(&at, format!("`{said}` is not the number of a decision"), mend);
        }
    }

    fn meetings_are_known(&mut self, all: &Sources) {
        if let Some(meeting) = &self.action.raised.meeting {
            meeting_is_known(self.page, &self.part(&[Key("raised"), Key("meeting")]), meeting, all);
        }
    }
}
