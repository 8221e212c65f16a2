//! In what order actions stand in a list, and under which headings.

use super::{Light, Listed};
use crate::base::id::ActionId;
use crate::base::stamp::long_date;
use crate::base::text::capital;
use crate::domain::action::{Action, Due, Priority};
use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// What decides which action comes first. Where it does not, the biggest does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// What matters most: open before ended, priority, the latest first.
    #[default]
    #[serde(rename = "what matters most")]
    Biggest,
    /// The day it is due, what has no day first.
    #[serde(rename = "due date")]
    Due,
    /// Who leads it.
    #[serde(rename = "lead")]
    Lead,
    /// How often its date was moved.
    #[serde(rename = "how often moved")]
    Moved,
    /// The day it was raised, the oldest first.
    #[serde(rename = "age")]
    Age,
    /// Its number.
    #[serde(rename = "number")]
    Number,
}

impl Order {
    /// All of them, in the order a key goes through them.
    pub const ALL: [Self; 6] = [Self::Biggest, Self::Due, Self::Lead, Self::Moved, Self::Age, Self::Number];

    /// The words on the screen: `sorted by due date`.
    pub fn said(self) -> &'static str {
        match self {
            Self::Biggest => "what matters most",
            Self::Due => "due date",
            Self::Lead => "lead",
            Self::Moved => "how often moved",
            Self::Age => "age",
            Self::Number => "number",
        }
    }

    /// The one after this, going round.
    #[must_use]
    pub fn next(self) -> Self {
        next(&Self::ALL, self)
    }
}

/// What actions stand together by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Heading {
    /// Nothing: one list.
    #[default]
    #[serde(rename = "one list")]
    None,
    /// Who leads them.
    #[serde(rename = "lead")]
    Lead,
    /// The agency of who leads them.
    #[serde(rename = "agency")]
    Agency,
    /// The group whose tracker they are in.
    #[serde(rename = "group")]
    Group,
    /// Where they came from.
    #[serde(rename = "source")]
    Source,
    /// The week they are due in.
    #[serde(rename = "week due")]
    Week,
    /// How much they matter.
    #[serde(rename = "priority")]
    Priority,
}

impl Heading {
    /// All of them, in the order a key goes through them.
    pub const ALL: [Self; 7] =
        [Self::None, Self::Lead, Self::Agency, Self::Group, Self::Source, Self::Week, Self::Priority];

    /// The words on the screen: `by agency`.
    pub fn said(self) -> &'static str {
        match self {
            Self::None => "one list",
            Self::Lead => "lead",
            Self::Agency => "agency",
            Self::Group => "group",
            Self::Source => "source",
            Self::Week => "week due",
            Self::Priority => "priority",
        }
    }

    /// The one after this, going round.
    #[must_use]
    pub fn next(self) -> Self {
        next(&Self::ALL, self)
    }
}

fn next<T: Copy + PartialEq>(all: &[T], now: T) -> T {
    let at = all.iter().position(|one| *one == now).map_or(0, |at| (at + 1) % all.len());
    all[at]
}

/// A heading as it sorts and as it is said; weeks sort by their Monday, priorities from the highest, names by their letters.
type Under = (Option<NaiveDate>, Priority, String);

/// What an order looks at; all keys of one list are of one kind.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum By<'a> {
    Size,
    Day(Option<NaiveDate>),
    Name(String),
    Often(Reverse<usize>),
    Number(&'a ActionId),
}

impl Light<'_> {
    /// Puts actions in order, under their headings.
    pub fn arrange(&self, found: &mut [Listed<'_>], order: Order, heading: Heading) {
        self.arrange_by(found, |listed| *listed, order, heading);
    }

    /// The same for whatever goes with each of them.
    pub(super) fn arrange_by<'b, T>(
        &self,
        found: &mut [T],
        listed: impl Fn(&T) -> Listed<'b>,
        order: Order,
        heading: Heading,
    ) {
        // Names are worked out once an action, not once a comparison.
        found.sort_by_cached_key(|one| {
            let listed = listed(one);
            (self.under(listed, heading), self.by(listed.action, order), size(&listed))
        });
    }

    fn by<'b>(&self, action: &'b Action, order: Order) -> By<'b> {
        match order {
            Order::Biggest => By::Size,
            Order::Due => By::Day(action.due.day()),
            Order::Lead => By::Name(self.lead_said(action).to_lowercase()),
            Order::Moved => By::Often(Reverse(action.times_moved())),
            Order::Age => By::Day(Some(action.raised.date)),
            Order::Number => By::Number(&action.id),
        }
    }

    /// What an action stands under, as it is said; empty where there are no headings.
    pub fn heading(&self, listed: Listed<'_>, heading: Heading) -> String {
        self.under(listed, heading).2
    }

    fn under(&self, listed: Listed<'_>, heading: Heading) -> Under {
        let action = listed.action;
        let named = |name: String| (None, Priority::default(), name);
        match heading {
            Heading::None => named(String::new()),
            Heading::Lead => named(self.lead_said(action)),
            Heading::Agency => named(self.agency_said(action)),
            Heading::Group => named(self.group_said(listed.tracker)),
            Heading::Source => named(self.sources_said(action)),
            Heading::Week => match action.due.day() {
                Some(day) => {
                    let monday = day - TimeDelta::days(i64::from(day.weekday().num_days_from_monday()));
                    (Some(monday), Priority::default(), format!("Week of {}", long_date(monday)))
                }
                None => named("No date yet".to_owned()),
            },
            Heading::Priority => {
                (None, action.priority, capital(&format!("{} priority", action.priority.word())))
            }
        }
    }
}

/// What comes first where nothing else is asked: open before ended, priority, what was done in time and waits for its group
/// after the others, the latest, what has no date, number.
fn size<'b>(listed: &Listed<'b>) -> impl Ord + use<'b> {
    let action = listed.action;
    let due = match action.due {
        Due::On(day) => (0, Some(day)),
        Due::ToBeSet => (1, None),
    };
    let matters = if action.status.open() { action.priority } else { Priority::Usual };
    let in_time = action.done_on().is_some_and(|done| due.1.is_none_or(|due| done <= due));
    (Reverse(action.status.open()), matters, in_time && action.status.open(), due, &action.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Move, Raised, Source, SourceKind, Status};
    use crate::domain::tracker::Tracker;
    use std::collections::BTreeMap;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn tracker() -> Tracker {
        let action = |id: &str, due: &str, raised: &str| Action {
            id: id.into(),
            due: due.parse().unwrap(),
            raised: Raised { date: day(raised), ..Raised::default() },
            ..Action::default()
        };
        let moved = Move { from: Due::On(day("2026-11-01")), ..Move::default() };
        let audit = Source { kind: SourceKind::Audit, called: "Neglect audit".into(), ..Source::default() };
        let cspr = Source { kind: SourceKind::Cspr, ..Source::default() };
        let actions = vec![
            Action { moves: vec![moved; 2], ..action("A-1", "2026-12-10", "2026-06-01") },
            Action { priority: Priority::High, ..action("A-2", "2026-12-08", "2026-07-01") },
            Action { sources: vec![audit, cspr], ..action("A-3", "to be set", "2026-03-01") },
            Action {
                status: Status::Closed,
                priority: Priority::High,
                ..action("A-4", "2026-11-01", "2026-02-01")
            },
            Action { lead: Some("a-post".into()), ..action("A-5", "2026-11-30", "2026-05-01") },
        ];
        Tracker { actions, ..Tracker::default() }
    }

    fn arranged(order: Order, heading: Heading) -> Vec<(String, String)> {
        let tracker = tracker();
        let light =
            Light { partnership: None, today: day("2026-12-03"), next: BTreeMap::new(), meetings: None };
        let mut found: Vec<Listed<'_>> = super::super::all([&tracker]).collect();
        light.arrange(&mut found, order, heading);
        found.iter().map(|l| (light.heading(*l, heading), l.action.id.as_str()[2..].to_owned())).collect()
    }

    #[test]
    fn each_order_puts_its_own_first_and_then_the_biggest() {
        let ids = |order| arranged(order, Heading::None).into_iter().map(|(_, id)| id).collect::<String>();
        assert_eq!(ids(Order::Biggest), "25134");
        assert_eq!(ids(Order::Due), "34521");
        assert_eq!(ids(Order::Lead), "52134");
        assert_eq!(ids(Order::Moved), "12534");
        assert_eq!(ids(Order::Age), "43512");
        assert_eq!(ids(Order::Number), "12345");
    }

    #[test]
    fn actions_stand_under_their_week_and_their_sources() {
        let weeks = arranged(Order::Biggest, Heading::Week);
        let expected = [
            ("No date yet", "3"),
            ("Week of Mon 26 Oct 2026", "4"),
            ("Week of Mon 30 Nov 2026", "5"),
            ("Week of Mon 7 Dec 2026", "2"),
            ("Week of Mon 7 Dec 2026", "1"),
        ];
        assert_eq!(weeks, expected.map(|(week, id)| (week.to_owned(), id.to_owned())));
        let priorities = arranged(Order::Number, Heading::Priority);
        let expected = [
            ("High priority", "2"),
            ("High priority", "4"),
            ("Usual priority", "1"),
            ("Usual priority", "3"),
            ("Usual priority", "5"),
        ];
        assert_eq!(priorities, expected.map(|(under, id)| (under.to_owned(), id.to_owned())));
        let sources = arranged(Order::Number, Heading::Source);
        assert!(
            sources.contains(&("Neglect audit + practice review".to_owned(), "3".to_owned())),
            "{sources:?}"
        );
    }

    #[test]
    fn going_round_comes_back() {
        let round = (0..Order::ALL.len()).fold(Order::Biggest, |order, _| order.next());
        assert_eq!(round, Order::Biggest);
        let round = (0..Heading::ALL.len()).fold(Heading::None, |heading, _| heading.next());
        assert_eq!(round, Heading::None);
    }
}
