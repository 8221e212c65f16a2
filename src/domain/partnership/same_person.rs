//! Two entries for one person in one post, made one. Nothing that either says is lost but the other's spelling of the
//! name, and its id still finds the person.

use super::Person;

/// Why two entries cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// They are one already.
    SameEntry,
    /// They hold different posts.
    Posts,
    /// The first left the post before the second came to it, or the other way about.
    Times,
}

impl Apart {
    /// Why, as the end of a sentence.
    pub fn said(self) -> &'static str {
        match self {
            Self::SameEntry => "they are the same entry",
            Self::Posts => {
                "they hold different posts, and an entry is one post held: somebody with two posts has two entries"
            }
            Self::Times => {
                "one had left the post before the other came to it, so each entry says when the post was held"
            }
        }
    }
}

/// What both entries come to: the first with what only the second says.
pub fn merged(kept: &Person, other: &Person) -> Result<Person, Apart> {
    if kept.id == other.id {
        return Err(Apart::SameEntry);
    }
    if kept.post != other.post {
        return Err(Apart::Posts);
    }
    let before =
        |one: &Person, two: &Person| matches!((one.to, two.from), (Some(to), Some(from)) if to < from);
    if before(kept, other) || before(other, kept) {
        return Err(Apart::Times);
    }
    let mut whole = kept.clone();
    if whole.initials.is_empty() {
        whole.initials.clone_from(&other.initials);
    }
    // Whoever held the post on a day by either entry holds it by the new one; a day that is not given is open.
    whole.from = kept.from.zip(other.from).map(|(one, two)| one.min(two));
    whole.to = kept.to.zip(other.to).map(|(one, two)| one.max(two));
    for interest in &other.interests {
        match whole.interests.iter_mut().find(|known| known.what == interest.what) {
            Some(known) => {
                let new: Vec<String> =
                    interest.tags.iter().filter(|tag| !known.tags.contains(tag)).cloned().collect();
                known.tags.extend(new);
            }
            None => whole.interests.push(interest.clone()),
        }
    }
    for id in std::iter::once(&other.id).chain(&other.aliases) {
        if *id != whole.id && !whole.aliases.contains(id) {
            whole.aliases.push(id.clone());
        }
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::partnership::Interest;

    fn person(id: &str, from: Option<&str>, to: Option<&str>) -> Person {
        let day = |day: &str| day.parse().unwrap();
        Person {
            id: id.into(),
            name: "Nia Owen".into(),
            post: "icb-dsp".into(),
            from: from.map(day),
            to: to.map(day),
            ..Person::default()
        }
    }

    #[test]
    fn what_only_one_of_them_says_is_kept() {
        let interest = |tag: &str| Interest { what: "governor".into(), tags: vec![tag.into()] };
        let kept = Person { interests: vec![interest("schools")], ..person("p-1", Some("2025-04-01"), None) };
        let other = Person {
            initials: "NO".into(),
            interests: vec![interest("budget"), Interest { what: "trustee".into(), tags: vec![] }],
            aliases: vec!["p-0".into()],
            ..person("p-2", Some("2024-04-01"), Some("2026-03-31"))
        };
        let whole = merged(&kept, &other).unwrap();
        assert_eq!((whole.id.as_str(), whole.initials.as_str()), ("p-1", "NO"));
        assert_eq!(whole.from, Some("2024-04-01".parse().unwrap()));
        assert_eq!(whole.to, None, "still in the post by one of them");
        assert_eq!(whole.aliases, ["p-2".into(), "p-0".into()]);
        assert_eq!(whole.interests.len(), 2);
        assert_eq!(whole.interests[0].tags, ["schools", "budget"]);
    }

    #[test]
    fn entries_that_say_different_things_stay_apart() {
        let one = person("p-1", Some("2025-04-01"), None);
        assert_eq!(merged(&one, &one), Err(Apart::SameEntry));
        let post = Person { post: "police-dsp".into(), ..person("p-2", None, None) };
        assert_eq!(merged(&one, &post), Err(Apart::Posts));
        let gone = person("p-2", None, Some("2025-03-31"));
        assert_eq!((merged(&one, &gone), merged(&gone, &one)), (Err(Apart::Times), Err(Apart::Times)));
    }
}
