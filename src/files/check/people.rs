//! Rules for posts and the people who hold them.

use super::page::{Ids, Page, Sort};
use crate::base::stamp::long_date;
use crate::domain::partnership::{Partnership, Person};
use crate::files::yaml::Step::{self, Index, Key, Where};
use chrono::NaiveDate;

pub(super) fn check(page: &mut Page<'_>, partnership: &Partnership, ids: &Ids<'_>) {
    for (index, post) in partnership.posts.iter().enumerate() {
        page.known(&[Key("posts"), Index(index), Key("agency")], Sort::Agency, post.agency.as_str(), ids);
    }
    for person in &partnership.people {
        let at = |key| place(person, key);
        page.known(&at("post"), Sort::Post, person.post.as_str(), ids);
        if let (Some(from), Some(to)) = (person.from, person.to)
            && to < from
        {
            page.error(&at("to"), "this person left the post before coming to it", "check the two dates");
        }
    }
    one_person_at_a_time(page, &partnership.people);
}

/// Two people in one post on one day: only the first is ever shown.
fn one_person_at_a_time(page: &mut Page<'_>, people: &[Person]) {
    for (index, later) in people.iter().enumerate() {
        let before =
            people[..index].iter().find(|earlier| earlier.post == later.post && overlap(earlier, later));
        let Some(earlier) = before else { continue };
        let since = first_day(later).max(first_day(earlier));
        let when =
            if since == NaiveDate::MIN { String::new() } else { format!(" from {}", long_date(since)) };
        let message = format!("`{}` and `{}` both hold `{}`{when}", earlier.id, later.id, later.post);
        let mend = format!("give `{}` a last day (`to:`), or one of them another post", earlier.id);
        page.warning(&place(later, "post"), message, mend);
    }
}

/// The way to a part of a person. Not by position: people who could not be read are in the tree only.
fn place<'a>(person: &'a Person, key: &'a str) -> [Step<'a>; 3] {
    [Key("people"), Where { key: "id", is: person.id.as_str() }, Key(key)]
}

fn first_day(person: &Person) -> NaiveDate {
    person.from.unwrap_or(NaiveDate::MIN)
}

fn overlap(one: &Person, other: &Person) -> bool {
    let last = |person: &Person| person.to.unwrap_or(NaiveDate::MAX);
    first_day(one) <= last(other) && first_day(other) <= last(one)
}
