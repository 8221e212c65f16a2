//! The names a query over actions can ask for, so that one nothing has is hinted at and one half typed is completed.

use super::{Light, sources};
use crate::base::id::{PersonId, PostId};
use crate::domain::agenda::Tier;
use crate::domain::partnership::{Group, Partnership};
use crate::domain::query::Names;
use crate::domain::tracker::Tracker;
use std::collections::BTreeSet;

impl Light<'_> {
    /// The names of people, groups, tags and sources. A tag or a source that only a higher tier may see is not known to be
    /// one.
    pub fn names<'b>(&'b self, trackers: impl IntoIterator<Item = &'b Tracker>, tier: Tier) -> Names<'b> {
        let mut names = Names::default();
        if let Some(known) = self.partnership {
            self.everybody(known, &mut names);
            names.groups.extend(known.groups.iter().flat_map(Group::names));
            for group in &known.groups {
                names.said.extend(group.names().map(|name| (name, group.name.clone())));
            }
        }
        let (mut kinds, mut others) = (BTreeSet::new(), BTreeSet::new());
        for tracker in trackers {
            names.groups.push(tracker.group.as_str());
            for action in tracker.all().filter(|action| action.tier <= tier) {
                names.people.extend(action.lead.iter().chain(&action.with).map(PostId::as_str));
                names.tags.extend(action.tags.iter().map(String::as_str));
                kinds.extend(action.sources.iter().map(|source| source.kind.word()));
                others.extend(sources(action));
            }
        }
        names.people.retain(|name| !name.is_empty());
        // Kinds come first, for they are few and short.
        names.sources.extend(kinds.iter().chain(others.difference(&kinds)));
        names
    }

    /// Every name of every agency, post and person, and who is meant by it.
    fn everybody<'b>(&'b self, known: &'b Partnership, names: &mut Names<'b>) {
        let mut add = |all: Vec<&'b str>, said: &str| {
            for name in all {
                names.people.push(name);
                names.said.entry(name).or_insert_with(|| said.to_owned());
            }
        };
        for agency in &known.agencies {
            add(vec![agency.id.as_str(), &agency.name, &agency.short], &agency.name);
        }
        for post in &known.posts {
            let also = post.also.iter().map(String::as_str);
            let all = [post.id.as_str(), &post.title, &post.short].into_iter().chain(also).collect();
            add(all, &self.who_said(&post.id));
        }
        for person in &known.people {
            let ids = std::iter::once(&person.id).chain(&person.aliases).map(PersonId::as_str);
            let all = [person.name.as_str(), &person.initials].into_iter().chain(ids).collect();
            add(all, &person.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{Action, Source};
    use std::collections::BTreeMap;

    #[test]
    fn a_tag_or_a_source_that_only_others_may_see_is_not_known() {
        let with = |name: &str, tier| Action {
            sources: vec![Source::called(&format!("{name} audit")), Source::called(name)],
            tags: vec![name.to_owned()],
            tier,
            ..Action::default()
        };
        let actions = vec![with("Neglect", Tier::Partners), with("Canary", Tier::Restricted)];
        let tracker = Tracker { actions, ..Tracker::default() };
        let light = Light {
            partnership: None,
            today: chrono::NaiveDate::default(),
            next: BTreeMap::new(),
            meetings: None,
        };
        let names = light.names([&tracker], Tier::Partners);
        assert_eq!(names.tags, ["Neglect"]);
        assert_eq!(names.sources, ["audit", "other", "Neglect", "Neglect audit"]);
        assert_eq!(light.names([&tracker], Tier::Restricted).sources.len(), 6);
    }
}
