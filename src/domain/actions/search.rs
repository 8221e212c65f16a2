//! Looking for actions among very many: what is asked, and what was found, as plain data that can go to another thread and
//! come back. Finding is `domain::query`, standing in order is `order`.

use super::throughput::Throughput;
use super::{Heading, Light, Listed, Order, all};
use crate::domain::action::Rag;
use crate::domain::agenda::Tier;
use crate::domain::query::{Completion, Field, Query, complete};
use crate::domain::tracker::Tracker;
use chrono::NaiveDate;

/// What is looked for, and how it is to stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// The query.
    pub query: Query,
    /// In which order.
    pub order: Order,
    /// Under which headings.
    pub heading: Heading,
    /// Up to which tier actions are shown.
    pub tier: Tier,
    /// Whether what may have been meant is asked for too.
    pub hints: bool,
    /// What is being typed and where the cursor is in it, in bytes, when it is asked what may be typed there.
    pub complete: Option<(String, usize)>,
    /// Whether it is asked how many were opened, ended and late: of those the query finds, whatever their state.
    pub report: bool,
    /// The day.
    pub today: NaiveDate,
}

/// Where an action is among the trackers that were looked through: by position, for there may be very many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The tracker.
    pub tracker: u32,
    /// The action in it.
    pub at: u32,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The actions that may be shown, in order.
    pub places: Vec<Place>,
    /// How many are not shown for their tier, whatever is asked: how many of them answer would tell what they say.
    pub held_back: usize,
    /// How many there are that may be shown, whatever is asked.
    pub all: usize,
    /// How many of them are open.
    pub open: usize,
    /// How many of those are late.
    pub late: usize,
    /// What may have been meant, where that was asked for.
    pub hints: Vec<String>,
    /// What was being typed, and what may be typed in it, where that was asked for.
    pub completion: Option<(String, Completion)>,
    /// How many were opened, ended and late, where that was asked for.
    pub report: Option<Throughput>,
}

impl Light<'_> {
    /// Finds what is asked for.
    pub fn search<'b>(
        &'b self,
        trackers: impl IntoIterator<Item = &'b Tracker> + Clone,
        search: &Search,
    ) -> Found {
        let mut found = Found::default();
        let mut listed: Vec<(Listed<'b>, u32)> = Vec::new();
        let needs = Needs::of(&search.query);
        for (number, tracker) in trackers.clone().into_iter().enumerate() {
            for one in all([tracker]) {
                if one.action.tier > search.tier {
                    found.held_back += 1;
                    continue;
                }
                let open = one.action.status.open();
                let past = open && one.action.due.day().is_some_and(|day| day < self.today);
                let late = past && matches!(one.action.rag(self.today), Rag::Late(_));
                found.all += 1;
                found.open += usize::from(open);
                found.late += usize::from(late);
                if search.query.finds(&self.facts_for(one, needs), self) {
                    listed.push((one, u32::try_from(number).unwrap_or(u32::MAX)));
                }
            }
        }
        self.arrange_by(&mut listed, |(one, _)| *one, search.order, search.heading);
        let place = |(one, tracker): (Listed<'_>, u32)| Place {
            tracker,
            at: u32::try_from(one.at).unwrap_or(u32::MAX),
        };
        found.places = listed.into_iter().map(place).collect();
        if search.report {
            let query = search.query.without(Field::Status);
            let needs = Needs::of(&query);
            let shown = all(trackers.clone()).filter(|one| one.action.tier <= search.tier);
            found.report =
                Some(self.throughput(shown.filter(|one| query.finds(&self.facts_for(*one, needs), self))));
        }
        if search.hints || search.complete.is_some() {
            let names = self.names(trackers, search.tier);
            if search.hints {
                found.hints = search.query.hints(&names, self);
            }
            let offers =
                |(text, cursor): &(String, usize)| (text.clone(), complete(text, *cursor, &names, self));
            found.completion = search.complete.as_ref().map(offers);
        }
        found
    }
}

/// Which names a query asks for. Working all of them out for each of a hundred thousand actions takes longer than anything
/// else.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is one kind of names")]
pub(super) struct Needs {
    pub texts: bool,
    pub lead: bool,
    pub with: bool,
    pub group: bool,
    pub sources: bool,
}

impl Needs {
    pub(super) const ALL: Self = Self { texts: true, lead: true, with: true, group: true, sources: true };

    fn of(query: &Query) -> Self {
        Self {
            texts: query.asks_for_words(),
            lead: query.asks_of(&[Field::Lead]),
            with: query.asks_of(&[Field::With]),
            group: query.asks_of(&[Field::Group]),
            sources: query.asks_of(&[Field::Source]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::Action;
    use crate::domain::query::parse;
    use std::collections::BTreeMap;

    fn tracker(group: &str, tiers: &[Tier]) -> Tracker {
        let action = |(n, tier): (usize, &Tier)| Action {
            id: format!("{group}-{n}").as_str().into(),
            what: format!("Report {n}"),
            lead: Some("police".into()),
            tags: vec!["neglect".into()],
            tier: *tier,
            ..Action::default()
        };
        Tracker {
            group: group.into(),
            actions: tiers.iter().enumerate().map(action).collect(),
            ..Tracker::default()
        }
    }

    #[test]
    fn what_is_found_is_what_the_facts_of_each_say_whatever_is_not_worked_out() {
        let trackers =
            [tracker("a", &[Tier::Partners, Tier::Restricted]), tracker("b", &[Tier::Open, Tier::Partners])];
        let light = Light {
            partnership: None,
            today: "2026-12-03".parse().unwrap(),
            next: BTreeMap::new(),
            meetings: None,
        };
        for query in [
            "",
            "@police",
            "lead:police with:none",
            "group:b",
            "report",
            "\"report 1\" -group:a",
            "#neglect",
            "source:none",
            "id:a-1",
        ] {
            let query = parse(query).unwrap();
            let search = Search {
                query: query.clone(),
                order: Order::Number,
                heading: Heading::None,
                tier: Tier::Partners,
                hints: false,
                complete: None,
                report: false,
                today: light.today,
            };
            let found = light.search(&trackers, &search);
            let mut expected = Vec::new();
            for (number, tracker) in trackers.iter().enumerate() {
                for listed in all([tracker]).filter(|one| query.finds(&light.facts(*one), &light)) {
                    if listed.action.tier < Tier::Restricted {
                        expected.push(Place {
                            tracker: u32::try_from(number).unwrap(),
                            at: u32::try_from(listed.at).unwrap(),
                        });
                    }
                }
            }
            assert_eq!((found.places, found.held_back, found.all), (expected, 1, 3), "{query:?}");
        }
    }
}
