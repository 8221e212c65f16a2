//! Writing down what is wrong with one file at its place, and the ids other files may use.

use super::{Found, Source};
use crate::base::problem::{Place, Problem, Severity};
use crate::base::text::{and_list, fit, nearest};
use crate::domain::partnership::Partnership;
use crate::files::yaml::{Node, Step};
use std::collections::BTreeMap;

/// Most names listed in a mend; beyond that the reader is sent to the file.
const MOST_LISTED: usize = 8;

/// One file being checked.
pub(super) struct Page<'a> {
    pub path: &'a str,
    pub node: &'a Node,
    found: &'a mut Vec<Found>,
}

impl<'a> Page<'a> {
    pub fn new<T>(source: &'a Source<T>, found: &'a mut Vec<Found>) -> Self {
        Self { path: &source.path, node: &source.node, found }
    }

    fn say(&mut self, severity: Severity, at: &[Step<'_>], message: String, mend: impl Into<String>) {
        let problem = Problem { severity, ..Problem::error(self.place(at), message) };
        self.found.push((self.path.to_owned(), problem.mend(mend)));
    }

    /// Must be mended.
    pub fn error(&mut self, at: &[Step<'_>], message: impl Into<String>, mend: impl Into<String>) {
        self.say(Severity::Error, at, message.into(), mend);
    }

    /// Somebody should look.
    pub fn warning(&mut self, at: &[Step<'_>], message: impl Into<String>, mend: impl Into<String>) {
        self.say(Severity::Warning, at, message.into(), mend);
    }

    /// Worth knowing.
    pub fn note(&mut self, at: &[Step<'_>], message: impl Into<String>, mend: impl Into<String>) {
        self.say(Severity::Info, at, message.into(), mend);
    }

    /// What was just said is that something is named and is nowhere: this file, or what a file would hold.
    pub fn names_what_is_missing(&mut self, what: impl Into<String>) {
        if let Some((_, problem)) = self.found.last_mut() {
            problem.missing = Some(what.into());
        }
    }

    /// The place of a value, or of the nearest thing around it that is there.
    pub fn place(&self, at: &[Step<'_>]) -> Place {
        let around = (0..=at.len()).rev().find_map(|length| self.node.at(&at[..length]));
        around.map_or(Place::START, |node| node.place)
    }

    /// An error when nothing of this sort has this id.
    pub fn known(&mut self, at: &[Step<'_>], what: Sort, id: &str, ids: &Ids<'_>) {
        if !ids.has(what, id) {
            let mend = ids.mend(what, id);
            self.error(at, format!("there is no {} called `{}`", what.one(), fit(id, 40)), mend);
        }
    }

    /// An error at each entry of a list whose `key` another entry above has.
    pub fn once(&mut self, list: &[Step<'_>], key: &str, what: &str, mend: &str) {
        let Some(node) = self.node.at(list) else { return };
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for value in node.items().iter().filter_map(|item| item.get(key)) {
            let Some(text) = value.text() else { continue };
            let Some(line) = seen.get(text) else {
                seen.insert(text, value.place.line);
                continue;
            };
            let message =
                format!("two {what} have the {key} `{}`: the first is on line {line}", fit(text, 40));
            self.found.push((self.path.to_owned(), Problem::error(value.place, message).mend(mend)));
        }
    }
}

/// What an id can be the id of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Agency,
    Post,
    /// A post, or a person who holds one.
    PostOrPerson,
    Group,
    AgencyOrGroup,
}

impl Sort {
    fn one(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Post => "post",
            Self::PostOrPerson => "post or person",
            Self::Group => "group",
            Self::AgencyOrGroup => "agency or group",
        }
    }

    fn many(self) -> &'static str {
        match self {
            Self::Agency => "agencies",
            Self::Post => "posts",
            Self::PostOrPerson => "posts and people",
            Self::Group => "groups",
            Self::AgencyOrGroup => "agencies and groups",
        }
    }
}

/// The ids of a partnership, as every file may use them.
pub(super) struct Ids<'a> {
    pub partnership: &'a Partnership,
    agencies: Vec<&'a str>,
    posts: Vec<&'a str>,
    people: Vec<&'a str>,
    groups: Vec<&'a str>,
}

impl<'a> Ids<'a> {
    pub fn of(source: &'a Source<Partnership>) -> Self {
        let partnership = &source.value;
        // People who could not be read have their ids all the same: other files are right to use them.
        let people = source.node.get("people").map_or(&[][..], Node::items).iter();
        Self {
            partnership,
            agencies: partnership.agencies.iter().map(|a| a.id.as_str()).collect(),
            posts: partnership.posts.iter().map(|p| p.id.as_str()).collect(),
            people: people.filter_map(|person| person.get("id")?.text()).collect(),
            groups: partnership.groups.iter().map(|g| g.id.as_str()).collect(),
        }
    }

    fn lists(&self, what: Sort) -> [&[&'a str]; 2] {
        match what {
            Sort::Agency => [&self.agencies, &[]],
            Sort::Post => [&self.posts, &[]],
            Sort::PostOrPerson => [&self.posts, &self.people],
            Sort::Group => [&self.groups, &[]],
            Sort::AgencyOrGroup => [&self.agencies, &self.groups],
        }
    }

    /// Whether something of this sort has this id.
    pub fn has(&self, what: Sort, id: &str) -> bool {
        self.lists(what).iter().any(|list| list.contains(&id))
    }

    /// What to do about an id that leads nowhere.
    pub fn mend(&self, what: Sort, id: &str) -> String {
        let all: Vec<&str> = self.lists(what).concat();
        if let Some(near) = nearest(id, all.iter().copied()) {
            return format!("did you mean `{near}`?");
        }
        // A thing of another sort is the commonest slip after a slip of the fingers.
        let other = [Sort::Agency, Sort::Post, Sort::Group].into_iter().find(|sort| self.has(*sort, id));
        let begin = match other {
            Some(Sort::Agency) => {
                let posts: Vec<&str> = self
                    .partnership
                    .posts
                    .iter()
                    .filter(|p| p.agency.as_str() == id)
                    .map(|p| p.id.as_str())
                    .collect();
                if what == Sort::Post && (1..=MOST_LISTED).contains(&posts.len()) {
                    return format!("`{id}` is an agency: name one of its posts, {}", and_list(&posts));
                }
                format!("`{id}` is an agency: ")
            }
            Some(other) => format!("`{id}` is a {}: ", other.one()),
            None => String::new(),
        };
        match all.len() {
            0 => format!("{begin}add it to partnership.yaml, which has no {} yet", what.many()),
            1..=MOST_LISTED => format!("{begin}the {} are {}", what.many(), and_list(&all)),
            _ => format!("{begin}use an id from partnership.yaml, or add it there"),
        }
    }
}
