//! The names a query over actions can ask for, so that one nothing has is hinted at.

use super::Light;
use crate::base::id::{PersonId, PostId};
use crate::domain::agenda::Tier;
use crate::domain::partnership::Group;
use crate::domain::query::Names;
use crate::domain::tracker::Tracker;

impl Light<'_> {
    /// The names of people, groups and tags. A tag that only a higher tier may see is not known to be one.
    pub fn names<'b>(&'b self, trackers: impl IntoIterator<Item = &'b Tracker>, tier: Tier) -> Names<'b> {
        let mut names = Names::default();
        if let Some(known) = self.partnership {
            for agency in &known.agencies {
                names.people.extend([agency.id.as_str(), &agency.name, &agency.short]);
            }
            for post in &known.posts {
                names.people.extend([post.id.as_str(), &post.title, &post.short]);
                names.people.extend(post.also.iter().map(String::as_str));
            }
            for person in &known.people {
                names.people.extend([person.name.as_str(), &person.initials]);
                names.people.extend(std::iter::once(&person.id).chain(&person.aliases).map(PersonId::as_str));
            }
            names.groups.extend(known.groups.iter().flat_map(Group::names));
        }
        for tracker in trackers {
            names.groups.push(tracker.group.as_str());
            for action in tracker.all().filter(|action| action.tier <= tier) {
                names.people.extend(action.lead.iter().chain(&action.with).map(PostId::as_str));
                names.tags.extend(action.tags.iter().map(String::as_str));
            }
        }
        names.people.retain(|name| !name.is_empty());
        names
    }
}
